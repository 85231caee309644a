//! `BaseExceptionGroup` and `ExceptionGroup`.

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods.
pub(super) fn install(vm: &Vm) {
    let class = vm.exc_class(Exc::BaseExceptionGroup);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, /, *args, **kwargs").three(make)] });
    vm.add_methods(
        class,
        const {
            &[
                row("__init__", init, "self, /, *args, **kwargs"),
                row("derive", derive, "self, excs, /"),
                row("split", split, "self, matcher_value, /"),
                row("subgroup", subgroup, "self, matcher_value, /"),
            ]
        },
    );
    let alias = const { &[row("__class_getitem__", super::alias::class_getitem, "cls, object, /")] };
    vm.add_classmethods(class, alias);
    vm.set_class_attr(class, "message", Value::NONE);
    vm.set_class_attr(class, "exceptions", vm.tuple(&[]));
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let base = vm.exc_class(Exc::BaseExceptionGroup);
    if !a.get(vm, 0).cast::<Type>().is_some_and(|c| c.is_subclass_of(base)) {
        return Err(vm.type_error("BaseExceptionGroup.__new__(X): X is not a subtype of BaseExceptionGroup"));
    }
    let n = star(vm, a, 1).len();
    if n != 2 {
        return Err(
            vm.type_error(format_args!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({n} given)"))
        );
    }
    let message = star(vm, a, 1)[0];
    if message.cast::<Str>().is_none() {
        let t = shown_type(vm, message);
        return Err(
            vm.type_error(format_args!("BaseExceptionGroup.__new__() argument 1 must be str, not {t}"))
        );
    }
    let seq = star(vm, a, 1)[1];
    let sequence = matches!(seq.kind(), Kind::List | Kind::Tuple)
        || (seq.header().is_some()
            && seq.kind() != Kind::Set
            && seq.kind() != Kind::Dict
            && vm.lookup_special(seq, Sym::GetItem).is_some());
    if !sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let args = a.handle(vm, 1);
    let mut s = vm.scope();
    let seq = s.keep(|vm| tuple_item(vm, args, 1));
    let items = s.tuple_of(seq)?;
    let made = build(&s, a, items)?;
    Ok(made)
}

/// A group of a message and a list or tuple of exceptions, where nothing about them is out of the ordinary.
fn make(vm: &Vm, class: Value<'_>, message: Value<'_>, given: Value<'_>) -> Option<Ret> {
    let class = class.cast::<Type>()?;
    if !message.is_exact(Builtins::Str) {
        return None;
    }
    let items = match given.cast::<List>() {
        Some(list) if given.is_exact(Builtins::List) => Tuple::new(&vm.heap, &list.to_vec()),
        _ => given.cast::<Tuple>().filter(|_| given.is_exact(Builtins::Tuple))?,
    };
    let exception = vm.exc_class(Exc::Exception);
    let plain = |e: &Value<'_>| e.cast::<Exception>().is_some() && vm.is_instance(*e, exception);
    if items.is_empty() || !items.items().iter().all(plain) {
        return None;
    }
    vm.exception_group(class, message, given, items).ok().map(Ret::from)
}

fn build(vm: &Vm, a: Args, items: Handle) -> NativeResult {
    let (Some(class), Some(tuple)) = (a.get(vm, 0).cast::<Type>(), items.cast::<Tuple>(vm)) else {
        return Ok(Ret::NONE);
    };
    let given = star(vm, a, 1);
    vm.exception_group(class, given[0], given[1], tuple).map(|e| e.into())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    if has_kwargs(vm, a, 2) {
        let t = vm.type_name(e.value());
        return Err(vm.type_error(format_args!("{t}() takes no keyword arguments")));
    }
    put(&e.args, e.header(), a.get(vm, 1));
    Ok(Ret::NONE)
}

/// The exceptions of a group; none for what is no group.
fn members<'v>(vm: &'v Vm, group: Value<'v>) -> Option<&'v Tuple> {
    if !vm.is_instance(group, vm.exc_class(Exc::BaseExceptionGroup)) {
        return None;
    }
    vm.stored_symbol(group, Sym::Exceptions)?.cast::<Tuple>()
}

fn derive(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let (this, items) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let message = s.getattr(this, "message")?;
    if let Some(list) = items.cast::<List>(&s)
        && message.cast::<Str>(&s).is_some()
    {
        let class = s.exc_class(Exc::BaseExceptionGroup);
        let tuple = Tuple::new(&s.heap, &list.to_vec());
        return s.exception_group(class, message.get(&s), items.get(&s), tuple).map(Ret::from);
    }
    let class = s.keep(|vm| vm.exc_class(Exc::BaseExceptionGroup).value());
    let r = s.call(class, &[message, items])?;
    Ok(r.ret(&s))
}

/// How `split` and `subgroup` choose.
#[derive(Clone, Copy)]
enum Matcher {
    /// Instances of a class or of one of a tuple's classes.
    Class,
    /// What a function says yes to.
    Function,
}

fn matcher(vm: &Vm, v: Value<'_>) -> Result<Matcher, Raise> {
    let base = vm.exc_class(Exc::BaseException);
    let is_class = |v: Value<'_>| v.cast::<Type>().is_some_and(|c| c.is_subclass_of(base));
    if is_class(v) || v.cast::<Tuple>().is_some_and(|t| t.items().iter().all(|v| is_class(*v))) {
        return Ok(Matcher::Class);
    }
    if v.cast::<Type>().is_none() && super::functions::is_callable(vm, v) {
        return Ok(Matcher::Function);
    }
    Err(vm.type_error(
        "expected an exception type, a tuple of exception types, or a callable (other than a class)",
    ))
}

fn matches(s: &mut Scope<'_>, e: Handle, by: Handle, matcher: Matcher) -> Result<bool, Raise> {
    let mut s = s.inner();
    match matcher {
        Matcher::Class => s.is_instance(e, by),
        Matcher::Function => {
            let r = s.call(by, &[e])?;
            s.truth(r)
        }
    }
}

/// The part of an exception that matches and the rest, each put into a root that holds None before.
fn divide(
    s: &mut Scope<'_>,
    e: Handle,
    by: Handle,
    matcher: Matcher,
    out: [Option<Handle>; 2],
) -> Result<(), Raise> {
    let store = |s: &mut Scope<'_>, side: usize, ret: Ret| {
        if let Some(h) = out[side] {
            s.set_ret(h, ret);
        }
    };
    let n = members(s, e.get(s)).map(Tuple::len);
    if matches(s, e, by, matcher)? {
        let ret = e.ret(s);
        store(s, 0, ret);
        return Ok(());
    }
    let Some(n) = n else {
        let ret = e.ret(s);
        store(s, 1, ret);
        return Ok(());
    };
    s.enter_native(" in exception group")?;
    let r = divide_members(s, e, by, matcher, n, out);
    s.leave_native();
    r
}

fn divide_members(
    s: &mut Scope<'_>,
    e: Handle,
    by: Handle,
    matcher: Matcher,
    n: usize,
    out: [Option<Handle>; 2],
) -> Result<(), Raise> {
    let mut s = s.inner();
    let lists = [0, 1].map(|_| s.keep(|vm| vm.list(&[])));
    for i in 0..n {
        let mut s = s.inner();
        let item = s
            .keep(|vm| members(vm, e.get(vm)).and_then(|t| t.items().get(i).copied()).unwrap_or(Value::NONE));
        let sides = [s.root(), s.root()];
        let wanted = [0, 1].map(|i| out[i].map(|_| sides[i]));
        divide(&mut s, item, by, matcher, wanted)?;
        for (list, side) in lists.iter().zip(sides) {
            let v = side.get(&s);
            if let Some(l) = list.cast::<List>(&s)
                && !v.is_none()
            {
                l.push(&s.heap, v);
            }
        }
    }
    for (list, out) in lists.into_iter().zip(out) {
        let Some(out) = out else { continue };
        if list.cast::<List>(&s).is_some_and(|l| !l.is_empty()) {
            let made = regroup(&mut s, e, list)?.ret(&s);
            s.set_ret(out, made);
        }
    }
    Ok(())
}

/// A group of some of a group's exceptions, with what else the group carries.
fn regroup(s: &mut Scope<'_>, e: Handle, list: Handle) -> Result<Handle, Raise> {
    // nobody sees how the machine's own groups do it
    let plain = [Exc::ExceptionGroup, Exc::BaseExceptionGroup];
    let plain = plain.iter().any(|x| std::ptr::eq(s.type_of(e.get(s)), s.exc_class(*x)));
    let message = e.cast::<Exception>(s).and_then(|e| s.stored_symbol(e.value(), Sym::Message));
    let new = match message.filter(|m| plain && m.cast::<Str>().is_some()) {
        Some(message) => {
            let items = list.cast::<List>(s).map_or_else(Vec::new, List::to_vec);
            let tuple = Tuple::new(&s.heap, &items);
            let class = s.exc_class(Exc::BaseExceptionGroup);
            let made = Kept::new(s.exception_group(class, message, list.get(s), tuple)?.value());
            s.keep(|vm| made.get(&vm.heap))
        }
        None => s.call_method(e, "derive", &[list])?,
    };
    if members(s, new.get(s)).is_none() {
        return Err(s.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    if let (Some(to), Some(from)) = (new.cast::<Exception>(s), e.cast::<Exception>(s)) {
        to.traceback.set(to.header(), from.traceback.get());
        to.cause.set(to.header(), from.cause.get());
        to.context.set(to.header(), from.context.get());
        to.header().put(Exception::SUPPRESS, from.header().has(Exception::SUPPRESS));
        let notes = s.stored_symbol(from.value(), Sym::Notes).and_then(|v| v.cast::<List>());
        if let Some(notes) = notes {
            s.set_exception_symbol(to, Sym::Notes, s.list(&notes.to_vec()));
        }
    }
    Ok(new)
}

fn split(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let matcher = matcher(vm, a.get(vm, 1))?;
    let (this, by) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = [s.root(), s.root()];
    divide(&mut s, this, by, matcher, out.map(Some))?;
    Ok(s.tuple(&out.map(|h| h.get(&s))).into())
}

fn subgroup(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let matcher = matcher(vm, a.get(vm, 1))?;
    let (this, by) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = s.root();
    divide(&mut s, this, by, matcher, [Some(out), None])?;
    Ok(out.ret(&s))
}
