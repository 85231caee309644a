//! Methods of lists, dicts and sets in the plain case, as in `plain`. None also where an error is to be raised: then the
//! method itself does all of it once more.

use crate::value::*;
use crate::vm::*;

/// `list.pop(index)`
pub(super) fn list_pop_at<'h>(_: &'h Vm, list: Value<'h>, index: Value<'h>) -> Option<Ret> {
    let (list, i) = (list.cast::<List>()?, index.as_small_int()?);
    let i = if i < 0 { i + list.len() as i64 } else { i };
    list.remove(usize::try_from(i).ok()?).map(Ret::from)
}

/// `list.remove(value)`
pub(super) fn list_remove<'h>(vm: &'h Vm, list: Value<'h>, item: Value<'h>) -> Option<Ret> {
    let at = vm.quick_index(list, item)??;
    list.cast::<List>()?.remove(at).map(|_| Ret::NONE)
}

pub(super) fn list_insert<'h>(vm: &'h Vm, list: Value<'h>, index: Value<'h>, item: Value<'h>) -> Option<Ret> {
    let (list, i) = (list.cast::<List>()?, index.as_small_int()?);
    let n = list.len() as i64;
    let at = if i < 0 { (i + n).max(0) } else { i.min(n) } as usize;
    list.splice(&vm.heap, at, at, &[item]);
    Some(Ret::NONE)
}

pub(super) fn list_extend<'h>(vm: &'h Vm, list: Value<'h>, items: Value<'h>) -> Option<Ret> {
    let to = list.cast::<List>().filter(|_| !list.is(items))?;
    vm.extend_at_once(to, items).then_some(Ret::NONE)
}

/// `list.sort()`
pub(super) fn list_sort<'h>(vm: &'h Vm, list: Value<'h>) -> Option<Ret> {
    vm.sort_at_once(list.cast::<List>()?).then_some(Ret::NONE)
}

/// `index(value)` of a list or tuple
pub(super) fn index<'h>(vm: &'h Vm, items: Value<'h>, item: Value<'h>) -> Option<Ret> {
    Some(Value::index(vm.quick_index(items, item)??).into())
}

/// `count(value)` of a list or tuple
pub(super) fn count<'h>(vm: &'h Vm, items: Value<'h>, item: Value<'h>) -> Option<Ret> {
    Some(Value::index(vm.quick_count(items, item)?).into())
}

pub(super) fn list_copy<'h>(vm: &'h Vm, list: Value<'h>) -> Option<Ret> {
    list.cast::<List>().map(|l| l.copied(&vm.heap).into())
}

pub(super) fn list_reverse<'h>(_: &'h Vm, list: Value<'h>) -> Option<Ret> {
    list.cast::<List>()?.reverse();
    Some(Ret::NONE)
}

/// `dict.pop(key)`
pub(super) fn dict_pop<'h>(vm: &'h Vm, dict: Value<'h>, key: Value<'h>) -> Option<Ret> {
    vm.quick_dict_take(dict.cast::<Dict>()?, key)?.map(Ret::from)
}

/// `dict.pop(key, default)`
pub(super) fn dict_pop_or<'h>(
    vm: &'h Vm,
    dict: Value<'h>,
    key: Value<'h>,
    default: Value<'h>,
) -> Option<Ret> {
    Some(vm.quick_dict_take(dict.cast::<Dict>()?, key)?.unwrap_or(default).into())
}

pub(super) fn dict_copy<'h>(vm: &'h Vm, dict: Value<'h>) -> Option<Ret> {
    Some(vm.copy_of_dict(dict.cast::<Dict>()?, 0).into())
}

/// `dict.fromkeys(keys)`
pub(super) fn dict_from_keys<'h>(vm: &'h Vm, class: Value<'h>, keys: Value<'h>) -> Option<Ret> {
    dict_from_keys_to(vm, class, keys, Value::NONE)
}

/// `dict.fromkeys(keys, value)`
pub(super) fn dict_from_keys_to<'h>(
    vm: &'h Vm,
    class: Value<'h>,
    keys: Value<'h>,
    value: Value<'h>,
) -> Option<Ret> {
    if !class.is(vm.class(Builtins::Dict).value()) {
        return None;
    }
    let keys = vm.plain_values(keys)?;
    let made = Dict::with_capacity(&vm.heap, keys.len());
    keys.iter().all(|k| vm.quick_dict_set(made, *k, value)).then(|| made.into())
}

/// `dict.update(name=value)`
pub(super) fn dict_update_named<'h>(
    vm: &'h Vm,
    args: &[Value<'h>],
    names: &[Value<'h>],
    values: &[Value<'h>],
) -> Option<Ret> {
    let [this] = args else { return None };
    let dict = this.cast::<Dict>().filter(|_| this.is_exact(Builtins::Dict))?;
    names.iter().zip(values).all(|(k, v)| vm.quick_dict_set(dict, *k, *v)).then_some(Ret::NONE)
}

/// `dict.update(other)` of a dict
pub(super) fn dict_update<'h>(vm: &'h Vm, dict: Value<'h>, other: Value<'h>) -> Option<Ret> {
    let (to, from) = (dict.cast::<Dict>()?, other.cast::<Dict>()?);
    let plain = dict.is_exact(Builtins::Dict) && other.is_exact(Builtins::Dict) && !dict.is(other);
    (plain && vm.merge_plainly(to, from)).then_some(Ret::NONE)
}

pub(super) fn set_discard<'h>(vm: &'h Vm, set: Value<'h>, item: Value<'h>) -> Option<Ret> {
    let set = set.cast::<Set>().filter(|s| !s.is_frozen())?;
    vm.quick_set_take(set, item).map(|_| Ret::NONE)
}

pub(super) fn set_remove<'h>(vm: &'h Vm, set: Value<'h>, item: Value<'h>) -> Option<Ret> {
    let set = set.cast::<Set>().filter(|s| !s.is_frozen())?;
    vm.quick_set_take(set, item)?.then_some(Ret::NONE)
}

/// `set.update(items)` of a set, list or tuple
pub(super) fn set_update<'h>(vm: &'h Vm, set: Value<'h>, items: Value<'h>) -> Option<Ret> {
    let to = set.cast::<Set>().filter(|_| set.is_exact(Builtins::Set))?;
    let done = match items.cast::<Set>() {
        Some(from) => items.is_exact(Builtins::Set) && vm.quick_set_change(BinaryOp::Or, to, from),
        None => vm.plain_values(items)?.iter().all(|v| vm.quick_set_add(to, *v)),
    };
    done.then_some(Ret::NONE)
}

/// `set.copy()`
pub(super) fn set_copy<'h>(vm: &'h Vm, set: Value<'h>) -> Option<Ret> {
    if set.is_exact(Builtins::FrozenSet) {
        return Some(set.into());
    }
    if !set.is_exact(Builtins::Set) {
        return None;
    }
    vm.quick_set_of(set, false).map(|copy| copy.into())
}

/// `set.pop()` of one that is not empty
pub(super) fn set_pop<'h>(_: &'h Vm, set: Value<'h>) -> Option<Ret> {
    set.cast::<Set>().filter(|s| !s.is_frozen())?.pop().map(Ret::from)
}

pub(super) fn set_clear<'h>(_: &'h Vm, set: Value<'h>) -> Option<Ret> {
    set.cast::<Set>().filter(|s| !s.is_frozen())?.clear();
    Some(Ret::NONE)
}

pub(super) fn set_is_subset<'h>(vm: &'h Vm, a: Value<'h>, b: Value<'h>) -> Option<Ret> {
    vm.quick_subset(a.cast::<Set>()?, b.cast::<Set>()?).map(Ret::from)
}

pub(super) fn set_is_superset<'h>(vm: &'h Vm, a: Value<'h>, b: Value<'h>) -> Option<Ret> {
    set_is_subset(vm, b, a)
}

/// A method that is an operator of two sets.
fn of_two_sets(vm: &Vm, op: BinaryOp, a: Value<'_>, b: Value<'_>) -> Option<Ret> {
    let set = |v: Value<'_>| v.is_exact(Builtins::Set);
    let (x, y) = (a.cast::<Set>()?, b.cast::<Set>()?);
    if !set(a) || !set(b) {
        return None;
    }
    vm.quick_set_operation(op, x, y).map(Ret::from)
}

pub(super) fn set_union<'h>(vm: &'h Vm, a: Value<'h>, b: Value<'h>) -> Option<Ret> {
    of_two_sets(vm, BinaryOp::Or, a, b)
}

pub(super) fn set_intersection<'h>(vm: &'h Vm, a: Value<'h>, b: Value<'h>) -> Option<Ret> {
    of_two_sets(vm, BinaryOp::And, a, b)
}

pub(super) fn set_difference<'h>(vm: &'h Vm, a: Value<'h>, b: Value<'h>) -> Option<Ret> {
    of_two_sets(vm, BinaryOp::Sub, a, b)
}
