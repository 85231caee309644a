//! Types with arguments (`list[int]`) and unions (`int | None`).

use super::support::*;
use crate::heap::{Slot, Tracer};
use crate::value::text::Wtf8Buf;
use crate::value::*;
use crate::vm::*;

/// A type with arguments.
struct Alias {
    origin: Slot,
    args: Slot,
}

impl NativeData for Alias {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        tracer.slot(&self.origin);
        tracer.slot(&self.args);
        0
    }
}

/// A union of types.
struct Union {
    args: Slot,
}

impl NativeData for Union {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        tracer.slot(&self.args);
        0
    }
}

/// Registers both classes.
pub(super) fn install(vm: &Vm) {
    let alias = vm.class(Builtins::GenericAlias);
    vm.add_staticmethods(alias, const { &[row("__new__", new_alias, "cls, origin, args, /")] });
    vm.add_methods(
        alias,
        const {
            &[
                row("__repr__", alias_repr, "self, /"),
                row("__eq__", alias_eq, "self, value, /"),
                row("__hash__", alias_hash, "self, /"),
                row("__call__", alias_call, "self, /, *args, **kwargs"),
                row("__getitem__", alias_getitem, "self, key, /"),
                row("__mro_entries__", mro_entries, "self, bases, /"),
                row("__instancecheck__", alias_instancecheck, "self, instance, /"),
                row("__subclasscheck__", alias_subclasscheck, "self, cls, /"),
                row("__getattr__", alias_getattr, "self, name, /"),
                row("__or__", type_or, "self, value, /"),
                row("__ror__", type_ror, "self, value, /"),
            ]
        },
    );
    vm.add_getters(
        alias,
        const {
            &[
                row("__origin__", alias_origin, "self"),
                row("__args__", alias_args, "self"),
                row("__parameters__", parameters, "self"),
            ]
        },
    );
    let union = vm.class(Builtins::Union);
    vm.add_methods(
        union,
        const {
            &[
                row("__repr__", union_repr, "self, /"),
                row("__eq__", union_eq, "self, value, /"),
                row("__hash__", union_hash, "self, /"),
                row("__instancecheck__", union_instancecheck, "self, instance, /"),
                row("__subclasscheck__", union_subclasscheck, "self, cls, /"),
                row("__or__", type_or, "self, value, /"),
                row("__ror__", type_ror, "self, value, /"),
            ]
        },
    );
    vm.add_getters(
        union,
        const { &[row("__args__", union_args, "self"), row("__parameters__", parameters, "self")] },
    );
    for class in [Builtins::TypeVar, Builtins::TypeAlias] {
        let rows =
            const { &[row("__or__", type_or, "self, value, /"), row("__ror__", type_ror, "self, value, /")] };
        vm.add_methods(vm.class(class), rows);
        vm.add_methods(vm.class(class), const { &[row("__repr__", named_repr, "self, /")] });
    }
}

/// Type variables and type aliases show as their names.
fn named_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    match vm.stored_attr(v, "__name__") {
        Some(name) => Ok(name.into()),
        None => Ok(vm.str(&vm.default_repr(v)).into()),
    }
}

fn make<'v>(vm: &'v Vm, origin: Value<'_>, item: Value<'_>) -> Value<'v> {
    let args = if item.cast::<Tuple>().is_some() { slot(item) } else { slot(vm.tuple(&[item])) };
    let data = Alias { origin: slot(origin), args };
    Opaque::new(&vm.heap, Builtins::GenericAlias as u32, data).value()
}

/// `__class_getitem__` of built-in classes.
pub(crate) fn class_getitem(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(make(vm, a.get(vm, 0), a.get(vm, 1)).into())
}

fn new_alias(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(make(vm, a.get(vm, 1), a.get(vm, 2)).into())
}

fn alias(v: Value<'_>) -> Option<&Alias> {
    v.cast::<Opaque>()?.data::<Alias>()
}

fn union_of(v: Value<'_>) -> Option<&Union> {
    v.cast::<Opaque>()?.data::<Union>()
}

fn this(vm: &Vm, a: Args) -> Result<&Alias, Raise> {
    alias(a.get(vm, 0)).ok_or_else(|| vm.type_error("a types.GenericAlias is needed"))
}

fn this_union(vm: &Vm, a: Args) -> Result<&Union, Raise> {
    union_of(a.get(vm, 0)).ok_or_else(|| vm.type_error("a types.UnionType is needed"))
}

fn origin_of(alias: &Alias) -> Value<'_> {
    read(&alias.origin).unwrap_or(Value::NONE)
}

fn items(args: &Slot) -> &[Value<'_>] {
    read(args).and_then(|v| v.cast::<Tuple>()).map_or(&[], Tuple::items)
}

fn alias_origin(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(origin_of(this(vm, a)?).into())
}

fn alias_args(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(read(&this(vm, a)?.args).unwrap_or(Value::NONE).into())
}

fn union_args(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(read(&this_union(vm, a)?.args).unwrap_or(Value::NONE).into())
}

fn parameters(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.tuple(&[]).into())
}

/// A type as it stands in the text of an alias or union.
fn write_type(s: &mut Scope<'_>, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
    let v = h.get(s);
    if let Some(class) = v.cast::<Type>() {
        out.push_str(&s.class_full_name(class));
        return Ok(());
    }
    if v.is(Value::ELLIPSIS) {
        out.push_str("...");
        return Ok(());
    }
    if let Some(list) = v.cast::<List>() {
        let n = list.len();
        out.push_str("[");
        for i in 0..n {
            if i > 0 {
                out.push_str(", ");
            }
            let mut s = s.inner();
            let item = s.keep(|vm| list_item(vm, h, i));
            write_type(&mut s, item, out)?;
        }
        out.push_str("]");
        return Ok(());
    }
    let text = s.repr_text(h)?;
    out.push_wtf8(text.as_wtf8());
    Ok(())
}

fn alias_repr(vm: &mut Vm, a: Args) -> NativeResult {
    this(vm, a)?;
    let mut s = vm.scope();
    let origin = s.keep(|vm| alias(a.get(vm, 0)).map_or(Value::NONE, origin_of));
    let args = s.keep(|vm| alias(a.get(vm, 0)).and_then(|x| read(&x.args)).unwrap_or(Value::NONE));
    let mut out = Wtf8Buf::new();
    write_type(&mut s, origin, &mut out)?;
    out.push_str("[");
    let n = args.cast::<Tuple>(&s).map_or(0, Tuple::len);
    for i in 0..n {
        if i > 0 {
            out.push_str(", ");
        }
        let item = s.keep(|vm| tuple_item(vm, args, i));
        write_type(&mut s, item, &mut out)?;
    }
    out.push_str(if n == 0 { "()]" } else { "]" });
    Ok(wtf8(&s, &out).into())
}

fn alias_eq(vm: &mut Vm, a: Args) -> NativeResult {
    let x = this(vm, a)?;
    let Some(y) = alias(a.get(vm, 1)) else { return Ok(Ret::NOT_IMPLEMENTED) };
    if !origin_of(x).is(origin_of(y)) {
        return Ok(false.into());
    }
    let mut s = vm.scope();
    let [p, q] =
        [0, 1].map(|i| s.keep(|vm| alias(a.get(vm, i)).and_then(|x| read(&x.args)).unwrap_or(Value::NONE)));
    Ok(s.eq(p, q)?.into())
}

fn alias_hash(vm: &mut Vm, a: Args) -> NativeResult {
    this(vm, a)?;
    let mut s = vm.scope();
    let pair = s.keep(|vm| match alias(a.get(vm, 0)) {
        Some(x) => vm.tuple(&[origin_of(x), read(&x.args).unwrap_or(Value::NONE)]),
        None => Value::NONE,
    });
    let n = s.hash(pair)?;
    Ok(s.int(n).into())
}

fn alias_call(vm: &mut Vm, a: Args) -> NativeResult {
    this(vm, a)?;
    let (args, kwargs) = (a.handle(vm, 1), a.handle(vm, 2));
    let kwargs = has_kwargs(vm, a, 2).then_some(kwargs);
    let mut s = vm.scope();
    let origin = s.keep(|vm| alias(a.get(vm, 0)).map_or(Value::NONE, origin_of));
    let r = s.call_star(origin, args, kwargs)?;
    Ok(r.ret(&s))
}

fn alias_getitem(vm: &mut Vm, a: Args) -> NativeResult {
    // parameters in the arguments are not followed: the new arguments stand for all
    let origin = origin_of(this(vm, a)?);
    Ok(make(vm, origin, a.get(vm, 1)).into())
}

fn mro_entries(vm: &mut Vm, a: Args) -> NativeResult {
    let origin = origin_of(this(vm, a)?);
    Ok(vm.tuple(&[origin]).into())
}

fn alias_instancecheck(vm: &mut Vm, _: Args) -> NativeResult {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn alias_subclasscheck(vm: &mut Vm, _: Args) -> NativeResult {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn alias_getattr(vm: &mut Vm, a: Args) -> NativeResult {
    this(vm, a)?;
    let name = a.handle(vm, 1);
    let mut s = vm.scope();
    let origin = s.keep(|vm| alias(a.get(vm, 0)).map_or(Value::NONE, origin_of));
    let r = s.getattr_value(origin, name)?;
    Ok(r.ret(&s))
}

/// The members that an operand of `|` adds to a union; none if it is no type.
fn members<'v>(vm: &'v Vm, v: Value<'v>) -> Option<Vec<Value<'v>>> {
    if v.is_none() {
        return Some(vec![vm.class(Builtins::NoneType).value()]);
    }
    if let Some(u) = union_of(v) {
        return Some(items(&u.args).to_vec());
    }
    let is_type = v.cast::<Type>().is_some()
        || alias(v).is_some()
        || v.is_exact(Builtins::TypeVar)
        || v.is_exact(Builtins::TypeAlias);
    is_type.then(|| vec![v])
}

/// Whether two members of a union are the same.
fn same(x: Value<'_>, y: Value<'_>) -> bool {
    if x.is(y) {
        return true;
    }
    match (alias(x), alias(y)) {
        (Some(p), Some(q)) => {
            let (a, b) = (items(&p.args), items(&q.args));
            origin_of(p).is(origin_of(q)) && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(*a, *b))
        }
        _ => false,
    }
}

fn unite(vm: &Vm, x: Value<'_>, y: Value<'_>) -> NativeResult {
    let (Some(left), Some(right)) = (members(vm, x), members(vm, y)) else { return Ok(Ret::NOT_IMPLEMENTED) };
    let mut all: Vec<Value<'_>> = Vec::new();
    for v in left.into_iter().chain(right) {
        if !all.iter().any(|seen| same(*seen, v)) {
            all.push(v);
        }
    }
    if let [one] = all[..] {
        return Ok(one.into());
    }
    let data = Union { args: slot(vm.tuple(&all)) };
    Ok(Opaque::new(&vm.heap, Builtins::Union as u32, data).into())
}

/// `X | Y` of types.
pub(super) fn type_or(vm: &mut Vm, a: Args) -> NativeResult {
    unite(vm, a.get(vm, 0), a.get(vm, 1))
}

/// The reflected form.
pub(super) fn type_ror(vm: &mut Vm, a: Args) -> NativeResult {
    unite(vm, a.get(vm, 1), a.get(vm, 0))
}

fn union_repr(vm: &mut Vm, a: Args) -> NativeResult {
    this_union(vm, a)?;
    let mut s = vm.scope();
    let args = s.keep(|vm| union_of(a.get(vm, 0)).and_then(|u| read(&u.args)).unwrap_or(Value::NONE));
    let mut out = Wtf8Buf::new();
    for i in 0..args.cast::<Tuple>(&s).map_or(0, Tuple::len) {
        if i > 0 {
            out.push_str(" | ");
        }
        if tuple_item(&s, args, i).is(s.class(Builtins::NoneType).value()) {
            out.push_str("None");
            continue;
        }
        let item = s.keep(|vm| tuple_item(vm, args, i));
        write_type(&mut s, item, &mut out)?;
    }
    Ok(wtf8(&s, &out).into())
}

fn union_eq(vm: &mut Vm, a: Args) -> NativeResult {
    let x = items(&this_union(vm, a)?.args);
    let Some(y) = union_of(a.get(vm, 1)) else { return Ok(Ret::NOT_IMPLEMENTED) };
    let y = items(&y.args);
    let equal = x.len() == y.len() && x.iter().all(|p| y.iter().any(|q| same(*p, *q)));
    Ok(equal.into())
}

fn union_hash(vm: &mut Vm, a: Args) -> NativeResult {
    // the order of members does not matter
    let n = items(&this_union(vm, a)?.args).iter().fold(0, |n, v| {
        let v = alias(*v).map_or(*v, origin_of);
        n ^ super::functions::identity(v)
    });
    Ok(vm.int(n >> 4).into())
}

/// Checks against each member until one fits.
fn any_member(vm: &mut Vm, a: Args, what: &str, f: Check) -> NativeResult {
    if items(&this_union(vm, a)?.args).iter().any(|v| alias(*v).is_some()) {
        return Err(vm.type_error(format_args!("{what}() argument 2 cannot be a parameterized generic")));
    }
    let other = a.handle(vm, 1);
    let mut s = vm.scope();
    let args = s.keep(|vm| union_of(a.get(vm, 0)).and_then(|u| read(&u.args)).unwrap_or(Value::NONE));
    Ok(f(&mut s, other, args)?.into())
}

type Check = fn(&mut Scope<'_>, Handle, Handle) -> Result<bool, Raise>;

fn union_instancecheck(vm: &mut Vm, a: Args) -> NativeResult {
    any_member(vm, a, "isinstance", |s, o, classes| s.is_instance(o, classes))
}

fn union_subclasscheck(vm: &mut Vm, a: Args) -> NativeResult {
    any_member(vm, a, "issubclass", |s, c, classes| s.is_subclass(c, classes))
}
