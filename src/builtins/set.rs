//! `set` and `frozenset`.

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods of both.
pub(super) fn install(vm: &Vm) {
    let set = vm.class(Builtins::Set);
    let frozen = vm.class(Builtins::FrozenSet);
    vm.add_staticmethods(set, &[row("__new__", new, "cls, /, *args, **kwargs")]);
    vm.add_staticmethods(frozen, &[row("__new__", new_frozen, "cls, iterable=(), /")]);
    for class in [set, frozen] {
        vm.add_methods(
            class,
            &[
                row("copy", copy, "self, /"),
                row("difference", difference, "self, /, *others"),
                row("intersection", intersection, "self, /, *others"),
                row("isdisjoint", isdisjoint, "self, other, /"),
                row("issubset", issubset, "self, other, /"),
                row("issuperset", issuperset, "self, other, /"),
                row("symmetric_difference", symmetric_difference, "self, other, /"),
                row("union", union, "self, /, *others"),
            ],
        );
    }
    vm.add_methods(
        set,
        &[
            row("__init__", init, "self, iterable=(), /"),
            row("add", add, "self, object, /"),
            row("clear", clear, "self, /"),
            row("difference_update", difference_update, "self, /, *others"),
            row("discard", discard, "self, object, /"),
            row("intersection_update", intersection_update, "self, /, *others"),
            row("pop", pop, "self, /"),
            row("remove", remove, "self, object, /"),
            row("symmetric_difference_update", symmetric_difference_update, "self, other, /"),
            row("update", update, "self, /, *others"),
        ],
    );
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::Set)?;
    let set = Set::new(&vm.heap, false);
    set.header().set_shape(class.root.get());
    Ok(set.into())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?.clear();
    if let Some(it) = a.opt_handle(vm, 1) {
        let this = a.handle(vm, 0);
        vm.scope().set_update(this, it)?;
    }
    Ok(Ret::NONE)
}

fn new_frozen(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::FrozenSet)?;
    let plain = is_plain(class, Builtins::FrozenSet);
    let root = class.root.get();
    if plain && a.get(vm, 1).is_exact(Builtins::FrozenSet) {
        return Ok(a.get(vm, 1).into());
    }
    let it = a.opt_handle(vm, 1);
    let mut s = vm.scope();
    let set = s.keep(|vm| Set::new(&vm.heap, true).value());
    if let Some(it) = it {
        s.set_update(set, it)?;
    }
    if let Some(h) = set.get(&s).header() {
        h.set_shape(root);
    }
    Ok(set.ret(&s))
}

/// A new set like the receiver, with its members.
fn like(s: &mut Scope<'_>, this: Handle, members: bool) -> Result<Handle, Raise> {
    let frozen = this.cast::<Set>(s).is_some_and(Set::is_frozen);
    let new = s.keep(|vm| Set::new(&vm.heap, frozen).value());
    if members {
        s.set_update(new, this)?;
    }
    Ok(new)
}

fn copy(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 0).is_exact(Builtins::FrozenSet) {
        return Ok(a.get(vm, 0).into());
    }
    a.this::<Set>(vm)?;
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let new = like(&mut s, this, true)?;
    Ok(new.ret(&s))
}

fn union(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = like(&mut s, this, true)?;
    for other in star_handles(&mut s, others) {
        s.set_update(out, other)?;
    }
    Ok(out.ret(&s))
}

fn update(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    for other in star_handles(&mut s, others) {
        s.set_update(this, other)?;
    }
    Ok(Ret::NONE)
}

/// Takes the members of other iterables out of a set.
fn subtract(s: &mut Scope<'_>, out: Handle, others: Handle) -> Result<(), Raise> {
    for other in star_handles(s, others) {
        if other.get(s).is(out.get(s)) {
            if let Some(set) = out.cast::<Set>(s) {
                set.clear();
            }
            continue;
        }
        s.for_each(other, |s, item| {
            s.set_discard(out, item)?;
            Ok(true)
        })?;
    }
    Ok(())
}

fn difference(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    // members are put into a fresh table in order, as CPython does, for the order that shows
    if let [one] = star(&s, a, 1)
        && matches!(one.kind(), Kind::Set | Kind::Dict)
    {
        let other = s.keep(|vm| tuple_item(vm, others, 0));
        let out = like(&mut s, this, false)?;
        s.for_each(this, |s, item| {
            if !s.contains_builtin(other, item)? {
                s.set_add(out, item)?;
            }
            Ok(true)
        })?;
        return Ok(out.ret(&s));
    }
    let out = like(&mut s, this, true)?;
    subtract(&mut s, out, others)?;
    Ok(out.ret(&s))
}

fn difference_update(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    subtract(&mut vm.scope(), this, others)?;
    Ok(Ret::NONE)
}

/// The members of a set that are in another iterable too.
fn common(s: &mut Scope<'_>, this: Handle, other: Handle) -> Result<Handle, Raise> {
    let out = like(s, this, false)?;
    let (over, within) = match other.cast::<Set>(s) {
        // the smaller one is gone through
        Some(o) if this.cast::<Set>(s).is_some_and(|t| t.len() < o.len()) => (this, other),
        _ => (other, this),
    };
    s.for_each(over, |s, item| {
        if s.set_contains(within, item)? {
            s.set_add(out, item)?;
        }
        Ok(true)
    })?;
    Ok(out)
}

fn intersect(s: &mut Scope<'_>, this: Handle, others: Handle) -> Result<Handle, Raise> {
    let all = star_handles(s, others);
    if all.is_empty() {
        return like(s, this, true);
    }
    let mut out = this;
    for other in all {
        out = common(s, out, other)?;
    }
    Ok(out)
}

fn intersection(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = intersect(&mut s, this, others)?;
    Ok(out.ret(&s))
}

/// Makes a set hold the members of another one.
fn become_(s: &mut Scope<'_>, this: Handle, other: Handle) -> Result<(), Raise> {
    if let Some(set) = this.cast::<Set>(s) {
        set.clear();
    }
    s.set_update(this, other)
}

fn intersection_update(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = intersect(&mut s, this, others)?;
    become_(&mut s, this, out)?;
    Ok(Ret::NONE)
}

fn either(s: &mut Scope<'_>, out: Handle, other: Handle) -> Result<(), Raise> {
    let unique = s.keep(|vm| Set::new(&vm.heap, false).value());
    s.set_update(unique, other)?;
    s.for_each(unique, |s, item| {
        if !s.set_discard(out, item)? {
            s.set_add(out, item)?;
        }
        Ok(true)
    })
}

fn symmetric_difference(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = like(&mut s, this, false)?;
    // CPython starts from a copy of the argument
    s.set_update(out, other)?;
    either(&mut s, out, this)?;
    Ok(out.ret(&s))
}

fn symmetric_difference_update(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    either(&mut vm.scope(), this, other)?;
    Ok(Ret::NONE)
}

fn isdisjoint(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut apart = true;
    vm.scope().for_each(other, |s, item| {
        apart = !s.set_contains(this, item)?;
        Ok(apart)
    })?;
    Ok(apart.into())
}

/// Whether all members of one set are in another.
fn within(s: &mut Scope<'_>, small: Handle, big: Handle) -> Result<bool, Raise> {
    let mut all = true;
    s.for_each(small, |s, item| {
        all = s.set_contains(big, item)?;
        Ok(all)
    })?;
    Ok(all)
}

fn issubset(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let other = if other.cast::<Set>(&s).is_some() {
        other
    } else {
        let made = s.keep(|vm| Set::new(&vm.heap, false).value());
        s.set_update(made, other)?;
        made
    };
    Ok(within(&mut s, this, other)?.into())
}

fn issuperset(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    Ok(within(&mut vm.scope(), other, this)?.into())
}

fn add(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().set_add(this, item)?;
    Ok(Ret::NONE)
}

fn clear(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?.clear();
    Ok(Ret::NONE)
}

fn discard(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().set_discard(this, item)?;
    Ok(Ret::NONE)
}

fn remove(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    if s.set_discard(this, item)? { Ok(Ret::NONE) } else { Err(s.key_error(item.get(&s))) }
}

fn pop(vm: &mut Vm, a: Args) -> NativeResult {
    let set = a.this::<Set>(vm)?;
    match set.pop() {
        Some(v) => Ok(v.into()),
        None => Err(vm.key_error(vm.str("pop from an empty set"))),
    }
}
