//! Built-in functions about objects, attributes, classes and iterators.

use super::plain;
use super::support::*;
use crate::value::text::Wtf8Buf;
use crate::value::*;
use crate::vm::*;

pub(super) const ROWS: &[NativeRow] = &[
    row("aiter", aiter, "async_iterable, /"),
    row("all", all, "iterable, /").consuming(Consumer::All),
    row("anext", anext, "aiterator, default=<unrepresentable>, /").one(super::generator::quick_anext),
    row("any", any, "iterable, /").consuming(Consumer::Any),
    row("ascii", ascii, "obj, /"),
    row("callable", callable, "obj, /"),
    row("chr", chr, "i, /").one(plain::chr),
    row("compile", unsupported_compile, "*args, **kwargs"),
    row("delattr", delattr, "obj, name, /"),
    row("dir", dir, "object=<unrepresentable>, /"),
    row("eval", unsupported_eval, "*args, **kwargs"),
    row("exec", unsupported_exec, "*args, **kwargs"),
    row("format", format, "value, format_spec='', /").pairing(plain::format),
    row("getattr", getattr, "object, name, default=<unrepresentable>, /")
        .pairing(plain::getattr)
        .three(plain::getattr_or),
    row("globals", globals, ""),
    row("hasattr", hasattr, "obj, name, /").pairing(plain::hasattr),
    row("hash", hash, "obj, /").one(plain::hash).asking(Question::Hash),
    row("id", id, "obj, /"),
    row("isinstance", isinstance, "obj, class_or_tuple, /").pairing(plain::isinstance),
    row("issubclass", issubclass, "cls, class_or_tuple, /").pairing(subclass_at_once),
    row("iter", iter, "object, sentinel=<unrepresentable>, /").one(plain::iter).asking(Question::Iter),
    row("len", len, "obj, /").one(plain::len).asking(Question::Len),
    row("locals", locals, ""),
    row("next", next, "iterator, default=<unrepresentable>, /").consuming(Consumer::Next),
    row("ord", ord, "c, /").one(plain::ord),
    row("repr", repr, "obj, /").one(plain::repr).asking(Question::Repr),
    row("setattr", setattr, "obj, name, value, /").three(plain::setattr),
    row("sorted", sorted, "iterable, /, *, key=None, reverse=False")
        .consuming(Consumer::Sorted)
        .one(plain::sorted),
    row("vars", vars, "object=<unrepresentable>, /"),
    row("__import__", import, "name, globals=None, locals=None, fromlist=(), level=0"),
];

fn aiter(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    match s.call_special(h, Sym::AIter, &[])? {
        None => {
            let t = s.type_name(h.get(&s));
            Err(s.type_error(format_args!("'{t}' object is not an async iterable")))
        }
        Some(it) => {
            if s.lookup_special(it.get(&s), Sym::ANext).is_none() {
                let t = s.type_name(it.get(&s));
                return Err(
                    s.type_error(format_args!("aiter() returned not an async iterator of type '{t}'"))
                );
            }
            Ok(it.ret(&s))
        }
    }
}

fn anext(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let default = a.opt_handle(vm, 1);
    let mut s = vm.scope();
    let Some(step) = s.call_special(h, Sym::ANext, &[])? else {
        let t = s.type_name(h.get(&s));
        return Err(s.type_error(format_args!("'{t}' object is not an async iterator")));
    };
    match default {
        None => Ok(step.ret(&s)),
        Some(d) => super::awaitable::with_default(&mut s, step, d),
    }
}

/// Runs through an iterable until an item's truth is `stop`.
fn search(vm: &mut Vm, a: Args, stop: bool) -> NativeResult {
    if let Some(words) = vm.plain_values(a.get(vm, 0)) {
        let simple = |v: &Value<'_>| v.header().is_none() || v.is_exact(Builtins::Str);
        let plain = words.iter().take_while(|v| simple(v));
        let mut n = 0;
        for v in plain {
            if vm.truth_builtin(*v) == stop {
                return Ok(stop.into());
            }
            n += 1;
        }
        if n == words.len() {
            return Ok((!stop).into());
        }
    }
    let h = a.handle(vm, 0);
    let mut found = false;
    vm.scope().for_each(h, |s, item| {
        found = s.truth(item)? == stop;
        Ok(!found)
    })?;
    Ok((found == stop).into())
}

fn all(vm: &mut Vm, a: Args) -> NativeResult {
    search(vm, a, false)
}

fn any(vm: &mut Vm, a: Args) -> NativeResult {
    search(vm, a, true)
}

fn ascii(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let r = s.ascii(h)?;
    Ok(r.ret(&s))
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let r = s.repr(h)?;
    Ok(r.ret(&s))
}

fn sorted(vm: &mut Vm, a: Args) -> NativeResult {
    let it = a.handle(vm, 0);
    let key = a.opt(vm, 1).filter(|k| !k.is_none()).map(|_| a.handle(vm, 1));
    let reverse = flag(vm, a, 2, false)?;
    let mut s = vm.scope();
    let list = s.sorted(it, key, reverse)?;
    Ok(list.ret(&s))
}

/// Whether a value can be called.
pub(super) fn is_callable(vm: &Vm, v: Value<'_>) -> bool {
    matches!(v.kind(), Kind::Function | Kind::Native | Kind::Method | Kind::Type | Kind::Partial)
        || vm.lookup_special(v, Sym::Call).is_some()
}

fn callable(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(is_callable(vm, a.get(vm, 0)).into())
}

fn chr(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(c) = a.get(vm, 0).as_small_int()
        && (0..0x11_0000).contains(&c)
    {
        return Ok(vm.char_value(c as u32).into());
    }
    let h = a.handle(vm, 0);
    let big = vm.scope().index_big(h)?;
    match u32::try_from(&big).ok().filter(|c| *c < 0x11_0000) {
        Some(c) => {
            let mut text = Wtf8Buf::new();
            text.push(c);
            Ok(wtf8(vm, &text).into())
        }
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    if let Some(s) = v.cast::<Str>() {
        if s.len() == 1 {
            let c = s.text().chars().next().unwrap_or(0);
            return Ok(Value::index(c as usize).into());
        }
        return Err(wrong_length(vm, s.len()));
    }
    match bytes_like(v, |b| (b.len(), b.first().copied())) {
        Some((1, Some(b))) => Ok(Value::index(b as usize).into()),
        Some((n, _)) => Err(wrong_length(vm, n)),
        None => {
            let t = vm.type_name(v);
            Err(vm.type_error(format_args!("ord() expected string of length 1, but {t} found")))
        }
    }
}

fn wrong_length(vm: &Vm, n: usize) -> Raise {
    vm.type_error(format_args!("ord() expected a character, but string of length {n} found"))
}

fn unsupported(vm: &Vm, name: &str) -> NativeResult {
    Err(vm.raise(
        Exc::NotImplementedError,
        format_args!("{name}() is not supported: code is compiled only from files"),
    ))
}

fn unsupported_compile(vm: &mut Vm, _: Args) -> NativeResult {
    unsupported(vm, "compile")
}

fn unsupported_eval(vm: &mut Vm, _: Args) -> NativeResult {
    unsupported(vm, "eval")
}

fn unsupported_exec(vm: &mut Vm, _: Args) -> NativeResult {
    unsupported(vm, "exec")
}

fn getattr(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, name, default) = (a.handle(vm, 0), a.handle(vm, 1), a.opt_handle(vm, 2));
    let mut s = vm.scope();
    match s.getattr_value(o, name) {
        Ok(h) => Ok(h.ret(&s)),
        Err(r) => match default {
            Some(d) if s.pending_is(&r, Exc::AttributeError) => {
                s.catch(r);
                Ok(d.ret(&s))
            }
            _ => Err(r),
        },
    }
}

fn hasattr(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, name) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    match s.find_attribute(o, name) {
        Ok(found) => Ok(found.is_some().into()),
        Err(r) if s.pending_is(&r, Exc::AttributeError) => {
            s.catch(r);
            Ok(false.into())
        }
        Err(r) => Err(r),
    }
}

fn setattr(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, name, value) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    vm.scope().setattr_value(o, name, Some(value))?;
    Ok(Ret::NONE)
}

fn delattr(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, name) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().setattr_value(o, name, None)?;
    Ok(Ret::NONE)
}

fn dir(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(h) = a.opt_handle(vm, 0) else {
        let names = locals_names(vm);
        return sorted_names(vm, names);
    };
    let mut s = vm.scope();
    // a module may say itself what it has
    let own = h.cast::<Module>(&s).and_then(|m| s.dict_get_str(m.dict(), "__dir__")).map(Kept::new);
    if let Some(own) = own {
        let own = s.keep(|vm| own.get(&vm.heap));
        let names = s.call(own, &[])?;
        let list = s.list_of(names)?;
        s.sort_values(list, None, false)?;
        return Ok(list.ret(&s));
    }
    match s.call_special(h, Sym::Dir, &[])? {
        Some(names) => {
            let list = s.list_of(names)?;
            s.sort_values(list, None, false)?;
            Ok(list.ret(&s))
        }
        None => {
            let names = super::object::dir_names(&mut s, h)?;
            sorted_names(&s, names)
        }
    }
}

/// The names of the running frame's variables.
fn locals_names(vm: &Vm) -> Vec<String> {
    let keys = vm.current_locals().cast::<crate::value::Dict>();
    keys.map_or_else(Vec::new, |d| d.iter().filter_map(|(k, _)| k.cast::<Str>()).map(Str::to_text).collect())
}

/// A sorted list of names.
pub(super) fn sorted_names(vm: &Vm, mut names: Vec<String>) -> NativeResult {
    names.sort();
    names.dedup();
    let list = List::empty(&vm.heap);
    for n in &names {
        list.push(&vm.heap, vm.intern(n).value());
    }
    Ok(list.into())
}

fn format(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let spec = a.opt_handle(vm, 1);
    let mut s = vm.scope();
    let spec = match spec {
        Some(spec) => {
            if spec.cast::<Str>(&s).is_none() {
                let t = shown_type(&s, spec.get(&s));
                return Err(s.type_error(format_args!("format() argument 2 must be str, not {t}")));
            }
            spec
        }
        None => s.keep(|vm| vm.str("")),
    };
    let r = s.format(h, spec)?;
    Ok(r.ret(&s))
}

fn globals(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.current_globals().into())
}

/// Called by another name than its own, else the compiler takes care of it.
fn locals(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.current_locals().into())
}

fn vars(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(h) = a.opt_handle(vm, 0) else { return Ok(vm.current_locals().into()) };
    let mut s = vm.scope();
    match s.getattr_opt(h, "__dict__")? {
        Some(d) => Ok(d.ret(&s)),
        None => Err(s.type_error("vars() argument must have __dict__ attribute")),
    }
}

fn hash(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(hash) = vm.quick_hash(a.get(vm, 0)) {
        return Ok(vm.int(hash).into());
    }
    let h = a.handle(vm, 0);
    let n = vm.scope().hash(h)?;
    Ok(vm.int(n).into())
}

/// The number that `id` gives: the address of an object, for other values one made of what they are.
pub(super) fn identity(v: Value<'_>) -> i64 {
    match v.header() {
        Some(h) => std::ptr::from_ref(h) as i64,
        // multiples of 8 with a high bit that no address has
        None => (v.word().bits() as i64 & 0x0fff_ffff_ffff_ffff) << 3 | 1 << 62,
    }
}

fn id(vm: &mut Vm, a: Args) -> NativeResult {
    let n = identity(a.get(vm, 0));
    Ok(vm.int(n).into())
}

fn isinstance(vm: &mut Vm, a: Args) -> NativeResult {
    let (v, class) = (a.get(vm, 0), a.get(vm, 1));
    if vm.type_of(v).value().is(class) {
        return Ok(true.into());
    }
    if let Some(found) = vm.quick_instance(v, class) {
        return Ok(found.into());
    }
    let (o, c) = (a.handle(vm, 0), a.handle(vm, 1));
    Ok(vm.scope().is_instance(o, c)?.into())
}

fn subclass_at_once<'h>(vm: &'h Vm, class: Value<'h>, other: Value<'h>) -> Option<Ret> {
    vm.quick_subclass(class, other).map(Ret::from)
}

fn issubclass(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, c) = (a.handle(vm, 0), a.handle(vm, 1));
    Ok(vm.scope().is_subclass(o, c)?.into())
}

fn iter(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(sentinel) = a.opt(vm, 1) {
        let f = a.get(vm, 0);
        if !is_callable(vm, f) {
            return Err(vm.type_error("iter(v, w): v must be callable"));
        }
        return Ok(Iter::new(&vm.heap, Builtins::CallIter, IterState::Call, [0; 3], f, sentinel).into());
    }
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let it = s.iter(h)?;
    Ok(it.ret(&s))
}

fn len(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(n) = vm.quick_len(a.get(vm, 0)) {
        return Ok(vm.int(n).into());
    }
    let h = a.handle(vm, 0);
    let n = vm.scope().len(h)?;
    Ok(vm.int(n).into())
}

fn next(vm: &mut Vm, a: Args) -> NativeResult {
    let (it, default) = (a.handle(vm, 0), a.opt_handle(vm, 1));
    let mut s = vm.scope();
    match step(&mut s, it) {
        Ok(Ok(h)) => Ok(h.ret(&s)),
        Ok(Err(value)) => match default {
            Some(d) => Ok(d.ret(&s)),
            None => Err(s.stop_iteration(value.get(&s))),
        },
        Err(r) => match default {
            Some(d) if s.pending_is(&r, Exc::StopIteration) => {
                s.catch(r);
                Ok(d.ret(&s))
            }
            _ => Err(r),
        },
    }
}

/// One step of an iterator: an item, or what it ended with.
fn step(s: &mut Scope<'_>, it: Handle) -> Result<Result<Handle, Handle>, Raise> {
    let v = it.get(s);
    if v.cast::<Generator>().is_some_and(|g| g.form == Form::Generator) {
        let none = s.root();
        return Ok(match s.resume(it, Resume::Send(none))? {
            Step::Yield(h) => Ok(h),
            Step::Return(h) => Err(h),
        });
    }
    if v.kind() == Kind::Iter {
        let out = s.root();
        return Ok(if s.next(it, out)? { Ok(out) } else { Err(s.root()) });
    }
    match s.call_special(it, Sym::Next, &[])? {
        Some(h) => Ok(Ok(h)),
        None => {
            let t = s.type_name(it.get(s));
            Err(s.type_error(format_args!("'{t}' object is not an iterator")))
        }
    }
}

fn import(vm: &mut Vm, a: Args) -> NativeResult {
    let name = str_arg(vm, a, 0, "__import__")?.to_text();
    let from = a.opt_handle(vm, 3);
    let level = a.opt_handle(vm, 4);
    let mut s = vm.scope();
    if index_or(&mut s, level, 0)? != 0 {
        return Err(s.value_error("__import__() with a level is not supported; use importlib.import_module"));
    }
    let whole = match from {
        Some(f) => s.truth(f)?,
        None => false,
    };
    let module = s.import_module(&name)?;
    let head = name.split('.').next().unwrap_or_default();
    if whole || head == name {
        return Ok(module.ret(&s));
    }
    let top = s.import_module(head)?;
    Ok(top.ret(&s))
}
