//! `dict` and its views.

use super::support::*;
use super::{plain, plain_containers};
use crate::value::*;
use crate::vm::*;

/// Registers the methods of `dict` and of the views.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::Dict);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_classmethods(
        class,
        const {
            &[row("fromkeys", fromkeys, "cls, iterable, value=None, /")
                .pairing(plain_containers::dict_from_keys)
                .three(plain_containers::dict_from_keys_to)]
        },
    );
    vm.add_methods(
        class,
        const {
            &[
                row("__init__", init, "self, /, *args, **kwargs"),
                row("clear", clear, "self, /"),
                row("copy", copy, "self, /").one(plain_containers::dict_copy),
                row("get", get, "self, key, default=None, /")
                    .pairing(plain::dict_get)
                    .three(plain::dict_get_or),
                row("items", items, "self, /"),
                row("keys", keys, "self, /"),
                row("pop", pop, "self, key, default=<unrepresentable>, /")
                    .pairing(plain_containers::dict_pop)
                    .three(plain_containers::dict_pop_or),
                row("popitem", popitem, "self, /"),
                row("setdefault", setdefault, "self, key, default=None, /").three(plain::dict_setdefault),
                row("update", update, "self, /, *args, **kwargs")
                    .pairing(plain_containers::dict_update)
                    .named(plain_containers::dict_update_named),
                row("values", values, "self, /"),
            ]
        },
    );
    for view in [Builtins::DictKeys, Builtins::DictValues, Builtins::DictItems] {
        vm.add_getters(vm.class(view), const { &[row("mapping", mapping, "self")] });
    }
    for view in [Builtins::DictKeys, Builtins::DictItems] {
        vm.add_methods(vm.class(view), const { &[row("isdisjoint", isdisjoint, "self, other, /")] });
    }
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::Dict)?;
    let dict = Dict::new(&vm.heap);
    dict.header().set_shape(class.root.get());
    Ok(dict.into())
}

fn fill(vm: &mut Vm, a: Args, name: &str) -> NativeResult {
    a.this::<Dict>(vm)?;
    let n = star(vm, a, 1).len();
    if n > 1 {
        return Err(vm.type_error(format_args!("{name} expected at most 1 argument, got {n}")));
    }
    let (this, args, kwargs) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    let named = has_kwargs(vm, a, 2);
    let mut s = vm.scope();
    if n == 1 {
        let other = s.keep(|vm| tuple_item(vm, args, 0));
        s.dict_update(this, other)?;
    }
    if named {
        s.dict_update(this, kwargs)?;
    }
    Ok(Ret::NONE)
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    fill(vm, a, "dict")
}

fn update(vm: &mut Vm, a: Args) -> NativeResult {
    fill(vm, a, "update")
}

fn fromkeys(vm: &mut Vm, a: Args) -> NativeResult {
    let value = a.get(vm, 2);
    if let Some(made) = plain_containers::dict_from_keys_to(vm, a.get(vm, 0), a.get(vm, 1), value) {
        return Ok(made);
    }
    let plain = a.get(vm, 0).is(vm.class(Builtins::Dict).value());
    let (class, it) = (a.handle(vm, 0), a.handle(vm, 1));
    let value = a.handle(vm, 2);
    let mut s = vm.scope();
    let value = match value.get(&s).is_none() {
        true => s.root(),
        false => value,
    };
    if plain {
        let out = s.keep(|vm| vm.dict().value());
        s.dict_from_keys(out, it, value)?;
        return Ok(out.ret(&s));
    }
    let out = s.call(class, &[])?;
    s.for_each(it, |s, key| {
        s.setitem(out, key, value)?;
        Ok(true)
    })?;
    Ok(out.ret(&s))
}

fn clear(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Dict>(vm)?.clear();
    Ok(Ret::NONE)
}

fn copy(vm: &mut Vm, a: Args) -> NativeResult {
    let from = a.this::<Dict>(vm)?;
    let to = Dict::with_capacity(&vm.heap, from.len());
    to.copy_from(&vm.heap, from);
    Ok(to.into())
}

fn get(vm: &mut Vm, a: Args) -> NativeResult {
    let dict = a.this::<Dict>(vm)?;
    if let Some(found) = vm.quick_dict_get(dict, a.get(vm, 1)) {
        return Ok(found.unwrap_or_else(|| a.get(vm, 2)).into());
    }
    let (d, k) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = s.root();
    if s.dict_get(d, k, out)? { Ok(out.ret(&s)) } else { Ok(a.get(&s, 2).into()) }
}

fn setdefault(vm: &mut Vm, a: Args) -> NativeResult {
    let dict = a.this::<Dict>(vm)?;
    match vm.quick_dict_get(dict, a.get(vm, 1)) {
        Some(Some(found)) => return Ok(found.into()),
        Some(None) if vm.quick_dict_set(dict, a.get(vm, 1), a.get(vm, 2)) => return Ok(a.get(vm, 2).into()),
        _ => {}
    }
    let (d, k) = (a.handle(vm, 0), a.handle(vm, 1));
    let default = a.opt_handle(vm, 2);
    let mut s = vm.scope();
    let default = match default {
        Some(default) => default,
        None => s.root(),
    };
    let value = s.dict_set_default(d, k, default)?;
    Ok(value.ret(&s))
}

fn pop(vm: &mut Vm, a: Args) -> NativeResult {
    let dict = a.this::<Dict>(vm)?;
    if let Some(found) = vm.quick_dict_take(dict, a.get(vm, 1))
        && let Some(v) = found.or_else(|| a.opt(vm, 2))
    {
        return Ok(v.into());
    }
    let (d, k) = (a.handle(vm, 0), a.handle(vm, 1));
    let default = a.opt_handle(vm, 2);
    let mut s = vm.scope();
    let out = s.root();
    let empty = d.cast::<Dict>(&s).is_some_and(Dict::is_empty);
    // an unhashable key does not matter to an empty dict, as in CPython
    if !empty && s.dict_del(d, k, out)? {
        return Ok(out.ret(&s));
    }
    match default {
        Some(v) => Ok(v.ret(&s)),
        None => Err(s.key_error(k.get(&s))),
    }
}

fn popitem(vm: &mut Vm, a: Args) -> NativeResult {
    let dict = a.this::<Dict>(vm)?;
    match dict.last_before(usize::MAX) {
        Some((at, k, v)) => {
            let pair = vm.tuple(&[k, v]);
            dict.remove_at(at);
            dict.trim();
            Ok(pair.into())
        }
        None => Err(vm.key_error(vm.str("popitem(): dictionary is empty"))),
    }
}

fn keys(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(DictView::new(&vm.heap, DictViewKind::Keys, a.this::<Dict>(vm)?).into())
}

fn values(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(DictView::new(&vm.heap, DictViewKind::Values, a.this::<Dict>(vm)?).into())
}

fn items(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(DictView::new(&vm.heap, DictViewKind::Items, a.this::<Dict>(vm)?).into())
}

fn mapping(vm: &mut Vm, a: Args) -> NativeResult {
    let dict = a.this::<DictView>(vm)?.dict().value();
    Ok(super::namespace::proxy(vm, dict).into())
}

fn isdisjoint(vm: &mut Vm, a: Args) -> NativeResult {
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    Ok(vm.scope().view_is_disjoint(this, other)?.into())
}
