//! `set` and `frozenset`.

use super::support::*;
use super::{plain, plain_containers};
use crate::value::*;
use crate::vm::*;

/// Registers the methods of both.
pub(super) fn install(vm: &Vm) {
    let set = vm.class(Builtins::Set);
    let frozen = vm.class(Builtins::FrozenSet);
    vm.add_staticmethods(set, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_staticmethods(frozen, const { &[row("__new__", new_frozen, "cls, iterable=(), /")] });
    for class in [set, frozen] {
        vm.add_methods(
            class,
            const {
                &[
                    row("copy", copy, "self, /").one(plain_containers::set_copy),
                    row("difference", difference, "self, /, *others")
                        .pairing(plain_containers::set_difference),
                    row("intersection", intersection, "self, /, *others")
                        .pairing(plain_containers::set_intersection),
                    row("isdisjoint", isdisjoint, "self, other, /"),
                    row("issubset", issubset, "self, other, /").pairing(plain_containers::set_is_subset),
                    row("issuperset", issuperset, "self, other, /")
                        .pairing(plain_containers::set_is_superset),
                    row("symmetric_difference", symmetric_difference, "self, other, /"),
                    row("union", union, "self, /, *others").pairing(plain_containers::set_union),
                ]
            },
        );
    }
    vm.add_methods(
        set,
        const {
            &[
                row("__init__", init, "self, iterable=(), /"),
                row("add", add, "self, object, /").pairing(plain::set_add),
                row("clear", clear, "self, /").one(plain_containers::set_clear),
                row("difference_update", difference_update, "self, /, *others"),
                row("discard", discard, "self, object, /").pairing(plain_containers::set_discard),
                row("intersection_update", intersection_update, "self, /, *others"),
                row("pop", pop, "self, /").one(plain_containers::set_pop),
                row("remove", remove, "self, object, /").pairing(plain_containers::set_remove),
                row("symmetric_difference_update", symmetric_difference_update, "self, other, /"),
                row("update", update, "self, /, *others").pairing(plain_containers::set_update),
            ]
        },
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

/// A copy of the receiver, of its own kind.
fn copied(s: &mut Scope<'_>, this: Handle) -> Result<Handle, Raise> {
    let frozen = this.cast::<Set>(s).is_some_and(Set::is_frozen);
    s.set_of(this, frozen)
}

/// A finished set as one of the receiver's kind.
fn like(s: &mut Scope<'_>, this: Handle, made: Handle) -> Result<Handle, Raise> {
    let frozen = this.cast::<Set>(s).is_some_and(Set::is_frozen);
    if frozen == made.cast::<Set>(s).is_some_and(Set::is_frozen) { Ok(made) } else { s.frozen(made) }
}

fn copy(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 0).is_exact(Builtins::FrozenSet) {
        return Ok(a.get(vm, 0).into());
    }
    a.this::<Set>(vm)?;
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let new = copied(&mut s, this)?;
    Ok(new.ret(&s))
}

type Update = fn(&mut Scope<'_>, Handle, Handle) -> Result<(), Raise>;

/// Changes the receiver by each of the others in turn.
fn update_by(vm: &mut Vm, a: Args, f: Update) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    for other in star_handles(&mut s, others) {
        f(&mut s, this, other)?;
    }
    Ok(Ret::NONE)
}

fn update(vm: &mut Vm, a: Args) -> NativeResult {
    update_by(vm, a, |s, set, other| s.set_update(set, other))
}

fn difference_update(vm: &mut Vm, a: Args) -> NativeResult {
    update_by(vm, a, |s, set, other| s.set_difference_update(set, other))
}

fn intersection_update(vm: &mut Vm, a: Args) -> NativeResult {
    update_by(vm, a, |s, set, other| s.set_intersection_update(set, other))
}

fn symmetric_difference_update(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().set_symmetric_difference_update(this, other)?;
    Ok(Ret::NONE)
}

fn union(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = copied(&mut s, this)?;
    for other in star_handles(&mut s, others) {
        s.set_update(out, other)?;
    }
    Ok(out.ret(&s))
}

type Combine = fn(&mut Scope<'_>, Handle, Handle) -> Result<Handle, Raise>;

/// A new set made of the receiver and each of the others in turn.
fn combined(vm: &mut Vm, a: Args, f: Combine) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, others) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let all = star_handles(&mut s, others);
    if all.is_empty() {
        let out = copied(&mut s, this)?;
        return Ok(out.ret(&s));
    }
    let mut out = this;
    for other in all {
        out = f(&mut s, out, other)?;
    }
    let out = like(&mut s, this, out)?;
    Ok(out.ret(&s))
}

fn difference(vm: &mut Vm, a: Args) -> NativeResult {
    combined(vm, a, |s, x, y| s.set_difference(x, y))
}

fn intersection(vm: &mut Vm, a: Args) -> NativeResult {
    combined(vm, a, |s, x, y| s.set_intersection(x, y))
}

fn symmetric_difference(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = s.set_symmetric_difference(this, other)?;
    let out = like(&mut s, this, out)?;
    Ok(out.ret(&s))
}

fn isdisjoint(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    Ok(vm.scope().set_is_disjoint(this, other)?.into())
}

fn issubset(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    Ok(vm.scope().set_is_subset(this, other)?.into())
}

fn issuperset(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?;
    let (this, other) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    if other.cast::<Set>(&s).is_some() {
        return Ok(s.set_is_subset(other, this)?.into());
    }
    let mut all = true;
    s.for_each(other, |s, item| {
        all = s.set_contains(this, item)?;
        Ok(all)
    })?;
    Ok(all.into())
}

fn add(vm: &mut Vm, a: Args) -> NativeResult {
    if vm.quick_set_add(a.this::<Set>(vm)?, a.get(vm, 1)) {
        return Ok(Ret::NONE);
    }
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().set_add(this, item)?;
    Ok(Ret::NONE)
}

fn clear(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Set>(vm)?.clear();
    Ok(Ret::NONE)
}

fn discard(vm: &mut Vm, a: Args) -> NativeResult {
    if vm.quick_set_take(a.this::<Set>(vm)?, a.get(vm, 1)).is_some() {
        return Ok(Ret::NONE);
    }
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().set_discard(this, item)?;
    Ok(Ret::NONE)
}

fn remove(vm: &mut Vm, a: Args) -> NativeResult {
    if vm.quick_set_take(a.this::<Set>(vm)?, a.get(vm, 1)) == Some(true) {
        return Ok(Ret::NONE);
    }
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
