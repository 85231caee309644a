//! `list` and `tuple`.

use super::support::*;
use super::{plain, plain_containers};
use crate::value::*;
use crate::vm::*;

/// Registers the methods of both.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::List);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_methods(
        class,
        const {
            &[
                row("__init__", init, "self, iterable=(), /"),
                row("append", append, "self, object, /").pairing(plain::list_append),
                row("clear", clear, "self, /"),
                row("copy", copy, "self, /").one(plain_containers::list_copy),
                row("count", count, "self, value, /").pairing(plain_containers::count),
                row("extend", extend, "self, iterable, /").pairing(plain_containers::list_extend),
                row("index", index, "self, value, start=0, stop=9223372036854775807, /")
                    .pairing(plain_containers::index),
                row("insert", insert, "self, index, object, /").three(plain_containers::list_insert),
                row("pop", pop, "self, index=-1, /")
                    .one(plain::list_pop)
                    .pairing(plain_containers::list_pop_at),
                row("remove", remove, "self, value, /").pairing(plain_containers::list_remove),
                row("reverse", reverse, "self, /").one(plain_containers::list_reverse),
                row("sort", sort, "self, /, *, key=None, reverse=False").one(plain_containers::list_sort),
            ]
        },
    );
    let tuple = vm.class(Builtins::Tuple);
    vm.add_staticmethods(tuple, const { &[row("__new__", new_tuple, "cls, iterable=(), /")] });
    vm.add_methods(
        tuple,
        const {
            &[
                row("count", count, "self, value, /").pairing(plain_containers::count),
                row("index", index, "self, value, start=0, stop=9223372036854775807, /")
                    .pairing(plain_containers::index),
                row("__getnewargs__", getnewargs, "self, /"),
            ]
        },
    );
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::List)?;
    let list = List::empty(&vm.heap);
    list.header().set_shape(class.root.get());
    Ok(list.into())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?.clear();
    if let Some(it) = a.opt_handle(vm, 1) {
        let this = a.handle(vm, 0);
        vm.scope().extend_list(this, it)?;
    }
    Ok(Ret::NONE)
}

fn append(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?.push(&vm.heap, a.get(vm, 1));
    Ok(Ret::NONE)
}

fn clear(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?.clear();
    Ok(Ret::NONE)
}

fn copy(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<List>(vm)?.copied(&vm.heap).into())
}

fn extend(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?;
    let (this, it) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().extend_list(this, it)?;
    Ok(Ret::NONE)
}

/// The length of the list or tuple now.
fn length(vm: &Vm, h: Handle) -> usize {
    match h.cast::<List>(vm) {
        Some(l) => l.len(),
        None => h.cast::<Tuple>(vm).map_or(0, Tuple::len),
    }
}

fn count(vm: &mut Vm, a: Args) -> NativeResult {
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let (mut n, mut from) = (0, 0);
    while let Some(at) = s.find_item(this, item, from, usize::MAX)? {
        n += 1;
        from = at + 1;
    }
    Ok(Value::index(n).into())
}

/// A bound of `index`, which counts from the end if negative.
fn place(bound: i64, n: usize) -> usize {
    if bound < 0 { (n as i64).saturating_add(bound).max(0) as usize } else { bound as usize }
}

fn index(vm: &mut Vm, a: Args) -> NativeResult {
    for i in 2..4 {
        if let Some(v) = a.opt(vm, i)
            && !v.is_int_like()
            && vm.lookup_special(v, Sym::Index).is_none()
        {
            return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
        }
    }
    let (from, to) = bounds(vm, a, 2)?;
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    let n = length(vm, this);
    let mut s = vm.scope();
    if let Some(at) = s.find_item(this, item, place(from, n), place(to, n))? {
        return Ok(Value::index(at).into());
    }
    if this.cast::<Tuple>(&s).is_some() {
        return Err(s.value_error("tuple.index(x): x not in tuple"));
    }
    let shown = s.repr(item)?;
    let text = shown.cast::<Str>(&s).map_or_else(String::new, Str::to_text);
    Err(s.value_error(format_args!("{text} is not in list")))
}

fn insert(vm: &mut Vm, a: Args) -> NativeResult {
    let i = a.handle(vm, 1);
    let i = vm.scope().index(i)?;
    let list = a.this::<List>(vm)?;
    let at = place(i, list.len()).min(list.len());
    list.splice(&vm.heap, at, at, &[a.get(vm, 2)]);
    Ok(Ret::NONE)
}

fn pop(vm: &mut Vm, a: Args) -> NativeResult {
    let list = a.this::<List>(vm)?;
    if a.opt(vm, 1).is_none()
        && let Some(v) = list.pop()
    {
        return Ok(v.into());
    }
    let i = a.opt_handle(vm, 1);
    let i = index_or(&mut vm.scope(), i, -1)?;
    let list = a.this::<List>(vm)?;
    if list.is_empty() {
        return Err(vm.index_error("pop from empty list"));
    }
    let n = list.len() as i64;
    let i = if i < 0 { i.saturating_add(n) } else { i };
    let found = if (0..n).contains(&i) { list.remove(i as usize) } else { None };
    match found {
        Some(v) => Ok(v.into()),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?;
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    match s.find_item(this, item, 0, usize::MAX)? {
        Some(at) => {
            if let Some(list) = this.cast::<List>(&s) {
                list.remove(at);
            }
            Ok(Ret::NONE)
        }
        None => Err(s.value_error("list.remove(x): x not in list")),
    }
}

fn reverse(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?.reverse();
    Ok(Ret::NONE)
}

fn sort(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?;
    let this = a.handle(vm, 0);
    let key = a.opt(vm, 1).filter(|k| !k.is_none()).map(|_| a.handle(vm, 1));
    let reverse = flag(vm, a, 2, false)?;
    vm.scope().sort_values(this, key, reverse)?;
    Ok(Ret::NONE)
}

fn new_tuple(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::Tuple)?;
    let plain = is_plain(class, Builtins::Tuple);
    if a.opt(vm, 1).is_none() {
        return Ok(Tuple::of_class(&vm.heap, &[], class.root.get(), !plain).into());
    }
    if plain && a.get(vm, 1).is_exact(Builtins::Tuple) {
        return Ok(a.get(vm, 1).into());
    }
    let it = a.handle(vm, 1);
    let mut s = vm.scope();
    let items = s.tuple_of(it)?;
    if plain {
        return Ok(items.ret(&s));
    }
    let class = class_arg(&s, a, Builtins::Tuple)?;
    let Some(t) = items.cast::<Tuple>(&s) else { return Ok(items.ret(&s)) };
    Ok(Tuple::of_class(&s.heap, t.items(), class.root.get(), true).into())
}

fn getnewargs(vm: &mut Vm, a: Args) -> NativeResult {
    let items = vm.tuple(a.this::<Tuple>(vm)?.items());
    Ok(vm.tuple(&[items]).into())
}
