//! The heap of a priority queue: a list, with the same comparisons, and so the same order among equals, as heapq's.

use crate::heap::Slot;
use crate::value::{Kept, List, Value};
use crate::vm::{Handle, Raise, Scope, Vm};

fn keep(s: &mut Scope<'_>, item: Option<Kept>) -> Handle {
    s.keep(|vm| item.map_or(Value::NONE, |k| k.get(&vm.heap)))
}

fn heap_item(s: &mut Scope<'_>, heap: Handle, i: usize) -> Handle {
    let item = heap.cast::<List>(s).and_then(|l| l.get(i)).map(Kept::new);
    keep(s, item)
}

fn set_heap_item(vm: &Vm, heap: Handle, i: usize, item: Handle) {
    if let Some(list) = heap.cast::<List>(vm) {
        list.set(i, item.get(vm));
    }
}

/// Has a handle hold the item at a place.
fn hold(s: &mut Scope<'_>, heap: Handle, i: usize, held: Handle) {
    let item = heap.cast::<List>(s).and_then(|l| l.get(i)).unwrap_or(Value::NONE).word();
    s.set_word(held, item);
}

/// Puts the item at a place to another, and `item`, which was there, in its stead.
fn swap_item(vm: &Vm, heap: Handle, from: usize, to: usize, item: Handle) {
    if let Some(list) = heap.cast::<List>(vm) {
        list.set(to, list.get(from).unwrap_or(Value::NONE));
        list.set(from, item.get(vm));
    }
}

fn heap_of(s: &mut Scope<'_>, slot: &Slot) -> Handle {
    let list = slot.load().map(Kept::new);
    keep(s, list)
}

/// Whether the item at a place is less than another, where no script need be asked.
#[inline]
fn quick_less(vm: &Vm, list: &List, i: usize, j: usize) -> Option<bool> {
    vm.quick_less(list.get(i)?, list.get(j)?)
}

/// `rise` as far as it needs no script: the hole, none where the item has found its place.
fn rise_quickly(vm: &Vm, heap: Handle, mut at: usize, item: Handle) -> Option<usize> {
    let Some(list) = heap.cast::<List>(vm) else { return Some(at) };
    let item = item.get(vm);
    while at > 0 {
        let parent = (at - 1) / 2;
        let Some(above) = list.get(parent) else { return Some(at) };
        match vm.quick_less(item, above) {
            Some(true) => list.set(at, above),
            Some(false) => break,
            None => return Some(at),
        }
        at = parent;
    }
    list.set(at, item);
    None
}

/// Moves the lesser children of a hole up as far as it needs no script: the hole.
fn sink_quickly(vm: &Vm, heap: Handle, n: usize) -> usize {
    let (mut at, mut child) = (0, 1);
    let Some(list) = heap.cast::<List>(vm) else { return at };
    while child < n {
        if child + 1 < n {
            match quick_less(vm, list, child, child + 1) {
                Some(less) => child += !less as usize,
                None => return at,
            }
        }
        let Some(moved) = list.get(child) else { return at };
        list.set(at, moved);
        at = child;
        child = 2 * at + 1;
    }
    at
}

/// Moves an item up from a hole until its parent is no larger.
fn rise(s: &mut Scope<'_>, heap: Handle, at: usize, item: Handle) -> Result<(), Raise> {
    let Some(mut at) = rise_quickly(s, heap, at, item) else { return Ok(()) };
    // an error leaves every item in its place
    set_heap_item(s, heap, at, item);
    let above = s.root();
    while at > 0 {
        let parent = (at - 1) / 2;
        hold(s, heap, parent, above);
        if !s.lt(item, above)? {
            break;
        }
        swap_item(s, heap, parent, at, item);
        at = parent;
    }
    Ok(())
}

/// Adds an item to a heap.
pub fn push_least(s: &mut Scope<'_>, slot: &Slot, item: Handle) -> Result<(), Raise> {
    let heap = heap_of(s, slot);
    let Some(list) = heap.cast::<List>(s) else { return Ok(()) };
    list.push(&s.heap, item.get(s));
    let at = list.len() - 1;
    rise(s, heap, at, item)
}

/// Takes the least item of a heap that is not empty.
pub fn pop_least(s: &mut Scope<'_>, slot: &Slot) -> Result<Handle, Raise> {
    let heap = heap_of(s, slot);
    let Some(list) = heap.cast::<List>(s) else { return Ok(s.root()) };
    let last = list.pop().map(Kept::new);
    let n = list.len();
    let last = keep(s, last);
    if n == 0 {
        return Ok(last);
    }
    let least = heap_item(s, heap, 0);
    let mut at = sink_quickly(s, heap, n);
    let mut child = 2 * at + 1;
    let (a, b) = (s.root(), s.root());
    set_heap_item(s, heap, at, last);
    while child < n {
        if child + 1 < n {
            hold(s, heap, child, a);
            hold(s, heap, child + 1, b);
            child += !s.lt(a, b)? as usize;
        }
        swap_item(s, heap, child, at, last);
        at = child;
        child = 2 * at + 1;
    }
    rise(s, heap, at, last)?;
    Ok(least)
}
