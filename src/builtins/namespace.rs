//! `types.SimpleNamespace` and `types.MappingProxyType`.

use super::support::*;
use crate::heap::{Slot, Tracer};
use crate::value::text::Wtf8Buf;
use crate::value::*;
use crate::vm::*;

/// A read-only view of a mapping.
struct Proxy {
    target: Slot,
}

impl NativeData for Proxy {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        tracer.slot(&self.target);
        0
    }
}

/// Registers both classes.
pub(super) fn install(vm: &Vm) {
    let namespace = vm.class(Builtins::SimpleNamespace);
    namespace.set_layout(Layout::Instance);
    vm.add_staticmethods(namespace, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_methods(
        namespace,
        const {
            &[
                row("__init__", init, "self, mapping_or_iterable=(), /, **kwargs"),
                row("__repr__", repr, "self, /"),
                row("__eq__", eq, "self, value, /"),
            ]
        },
    );
    vm.set_class_attr(namespace, "__hash__", Value::NONE);
    let proxy = vm.class(Builtins::MappingProxy);
    vm.add_staticmethods(proxy, const { &[row("__new__", new_proxy, "cls, mapping")] });
    vm.add_methods(
        proxy,
        const {
            &[
                row("__getitem__", proxy_getitem, "self, key, /"),
                row("__contains__", proxy_contains, "self, key, /"),
                row("__len__", proxy_len, "self, /"),
                row("__iter__", proxy_iter, "self, /"),
                row("__reversed__", proxy_reversed, "self, /"),
                row("__repr__", proxy_repr, "self, /"),
                row("__eq__", proxy_eq, "self, value, /"),
                row("__or__", proxy_or, "self, value, /"),
                row("get", proxy_get, "self, key, default=None, /"),
                row("keys", proxy_keys, "self, /"),
                row("values", proxy_values, "self, /"),
                row("items", proxy_items, "self, /"),
                row("copy", proxy_copy, "self, /"),
            ]
        },
    );
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::SimpleNamespace)?;
    Ok(Instance::new(&vm.heap, class.root.get(), class.inline.get()).into())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let (this, source) = (a.handle(vm, 0), a.opt_handle(vm, 1));
    let kwargs = a.handle(vm, 2);
    let mut s = vm.scope();
    let all = s.keep(|vm| vm.dict().value());
    if let Some(source) = source {
        s.dict_update(all, source)?;
    }
    if kwargs.cast::<Dict>(&s).is_some() {
        s.dict_update(all, kwargs)?;
    }
    let names = s.list_of(all)?;
    for i in 0..names.cast::<List>(&s).map_or(0, List::len) {
        let mut s = s.inner();
        let name = s.keep(|vm| list_item(vm, names, i));
        if name.cast::<Str>(&s).is_none() {
            return Err(s.type_error("keywords must be strings"));
        }
        let value = s.getitem(all, name)?;
        s.setattr_value(this, name, Some(value))?;
    }
    Ok(Ret::NONE)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let this = a.handle(vm, 0);
    let plain = a.get(vm, 0).is_exact(Builtins::SimpleNamespace)
        || std::ptr::eq(vm.type_of(a.get(vm, 0)), vm.class(Builtins::SimpleNamespace));
    let name = if plain { "namespace".into() } else { vm.type_name(a.get(vm, 0)) };
    let mut s = vm.scope();
    s.enter_native(" while getting the repr of an object")?;
    let r = fields(&mut s, this);
    s.leave_native();
    let mut out = Wtf8Buf::from(format!("{name}("));
    out.push_wtf8(r?.as_wtf8());
    out.push_str(")");
    Ok(wtf8(&s, &out).into())
}

fn fields(s: &mut Scope<'_>, this: Handle) -> Result<Wtf8Buf, Raise> {
    let mut out = Wtf8Buf::new();
    let d = s.getattr(this, "__dict__")?;
    let mut first = true;
    s.for_each(d, |s, key| {
        if !first {
            out.push_str(", ");
        }
        first = false;
        if let Some(k) = key.cast::<Str>(s) {
            out.push_wtf8(k.text());
        }
        out.push_str("=");
        let v = s.getitem(d, key)?;
        let text = s.repr_text(v)?;
        out.push_wtf8(text.as_wtf8());
        Ok(true)
    })?;
    Ok(out)
}

fn eq(vm: &mut Vm, a: Args) -> NativeResult {
    let class = vm.class(Builtins::SimpleNamespace);
    if !vm.is_instance(a.get(vm, 0), class) || !vm.is_instance(a.get(vm, 1), class) {
        return Ok(Ret::NOT_IMPLEMENTED);
    }
    let (x, y) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let (p, q) = (s.getattr(x, "__dict__")?, s.getattr(y, "__dict__")?);
    Ok(s.eq(p, q)?.into())
}

/// A read-only view of a mapping.
pub(crate) fn proxy<'v>(vm: &'v Vm, mapping: Value<'_>) -> Value<'v> {
    let data = Proxy { target: slot(mapping) };
    Opaque::new(&vm.heap, Builtins::MappingProxy as u32, data).value()
}

fn new_proxy(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 1);
    let mapping = v.header().is_some()
        && !matches!(v.kind(), Kind::List | Kind::Tuple | Kind::Str | Kind::Set)
        && (v.cast::<Dict>().is_some() || vm.lookup_special(v, Sym::GetItem).is_some());
    if !mapping {
        let t = vm.type_name(v);
        return Err(vm.type_error(format_args!("mappingproxy() argument must be a mapping, not {t}")));
    }
    Ok(proxy(vm, v).into())
}

/// The mapping under a proxy, as a root.
fn target(s: &mut Scope<'_>, a: Args, i: usize) -> Handle {
    s.keep(|vm| {
        let v = a.get(vm, i);
        let proxy = v.cast::<Opaque>().and_then(Opaque::data::<Proxy>);
        proxy.and_then(|p| read(&p.target)).unwrap_or(v)
    })
}

fn proxy_getitem(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (d, key) = (target(&mut s, a, 0), a.handle(&s, 1));
    let r = s.getitem(d, key)?;
    Ok(r.ret(&s))
}

fn proxy_contains(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (d, key) = (target(&mut s, a, 0), a.handle(&s, 1));
    Ok(s.contains(d, key)?.into())
}

fn proxy_len(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let d = target(&mut s, a, 0);
    let n = s.len(d)?;
    Ok(s.int(n).into())
}

fn proxy_iter(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let d = target(&mut s, a, 0);
    let r = s.iter(d)?;
    Ok(r.ret(&s))
}

fn proxy_reversed(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let d = target(&mut s, a, 0);
    let r = s.reversed(d)?;
    Ok(r.ret(&s))
}

fn proxy_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let d = target(&mut s, a, 0);
    let mut out = Wtf8Buf::from("mappingproxy(");
    out.push_wtf8(s.repr_text(d)?.as_wtf8());
    out.push_str(")");
    Ok(wtf8(&s, &out).into())
}

fn proxy_eq(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (x, y) = (target(&mut s, a, 0), target(&mut s, a, 1));
    Ok(s.eq(x, y)?.into())
}

fn proxy_or(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (x, y) = (target(&mut s, a, 0), target(&mut s, a, 1));
    let r = s.binary(BinaryOp::Or, x, y)?;
    Ok(r.ret(&s))
}

fn delegated(vm: &mut Vm, a: Args, name: &str) -> NativeResult {
    let mut s = vm.scope();
    let d = target(&mut s, a, 0);
    let r = s.call_method(d, name, &[])?;
    Ok(r.ret(&s))
}

fn proxy_get(vm: &mut Vm, a: Args) -> NativeResult {
    let default = a.opt_handle(vm, 2);
    let mut s = vm.scope();
    let (d, key) = (target(&mut s, a, 0), a.handle(&s, 1));
    let default = default.unwrap_or_else(|| s.root());
    let r = s.call_method(d, "get", &[key, default])?;
    Ok(r.ret(&s))
}

fn proxy_keys(vm: &mut Vm, a: Args) -> NativeResult {
    delegated(vm, a, "keys")
}

fn proxy_values(vm: &mut Vm, a: Args) -> NativeResult {
    delegated(vm, a, "values")
}

fn proxy_items(vm: &mut Vm, a: Args) -> NativeResult {
    delegated(vm, a, "items")
}

fn proxy_copy(vm: &mut Vm, a: Args) -> NativeResult {
    delegated(vm, a, "copy")
}
