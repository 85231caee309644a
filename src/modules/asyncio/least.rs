//! The heap of a priority queue: a list, with the same comparisons, and so the same order among equals, as heapq's.
//!
//! Where no comparison needs script, all of them are made before anything moves.

use crate::heap::Slot;
use crate::value::{Kept, List, Value};
use crate::vm::{Handle, LessBy, Raise, Scope, Vm};

/// The list that a slot holds.
fn list_of(slot: &Slot) -> Option<&List> {
    slot.load()?.cast::<List>()
}

fn keep(s: &mut Scope<'_>, item: Option<Kept>) -> Handle {
    s.keep(|vm| item.map_or(Value::NONE, |k| k.get(&vm.heap)))
}

fn heap_of(s: &mut Scope<'_>, slot: &Slot) -> Handle {
    let list = slot.load().map(Kept::new);
    keep(s, list)
}

/// Swaps two items.
fn swap(vm: &Vm, heap: Handle, i: usize, j: usize) {
    if let Some(list) = heap.cast::<List>(vm) {
        list.swap(i, j);
    }
}

/// Adds an item where no comparison needs script; says whether it did.
pub fn push_quickly(vm: &Vm, slot: &Slot, item: Value<'_>, by: &mut LessBy) -> bool {
    let Some(list) = list_of(slot) else { return false };
    let end = list.len();
    let mut at = end;
    while at > 0 {
        let parent = (at - 1) / 2;
        match list.get(parent).and_then(|above| by.quick(vm, item, above)) {
            Some(true) => at = parent,
            Some(false) => break,
            None => return false,
        }
    }
    list.push(&vm.heap, item);
    let mut hole = end;
    while hole > at {
        let parent = (hole - 1) / 2;
        list.set(hole, list.get(parent).unwrap_or(Value::NONE));
        hole = parent;
    }
    if at < end {
        list.set(at, item);
    }
    true
}

/// Takes the least item where no comparison needs script; none if one does, or there is no item.
pub fn pop_quickly(vm: &Vm, slot: &Slot, by: &mut LessBy) -> Option<Kept> {
    let list = list_of(slot)?;
    let n = list.len().checked_sub(1)?;
    let last = list.get(n)?;
    // down by the lesser children to a leaf
    let (mut at, mut child) = (0, 1);
    while child < n {
        if child + 1 < n {
            child += !by.quick(vm, list.get(child)?, list.get(child + 1)?)? as usize;
        }
        at = child;
        child = 2 * at + 1;
    }
    // up again to where the last item belongs
    while at > 0 && by.quick(vm, last, list.get(at)?)? {
        at = (at - 1) / 2;
    }
    let mut item = list.pop()?;
    if n == 0 {
        return Some(Kept::new(item));
    }
    loop {
        let moved = list.get(at).unwrap_or(Value::NONE);
        list.set(at, item);
        item = moved;
        if at == 0 {
            return Some(Kept::new(item));
        }
        at = (at - 1) / 2;
    }
}

/// Moves an item up until its parent is no larger.
fn rise(s: &mut Scope<'_>, heap: Handle, mut at: usize, by: &mut LessBy) -> Result<(), Raise> {
    let roots = [s.root(), s.root()];
    while at > 0 {
        let parent = (at - 1) / 2;
        if !s.less_in(heap, [at, parent], by, roots)? {
            break;
        }
        swap(s, heap, at, parent);
        at = parent;
    }
    Ok(())
}

/// Adds an item to a heap.
pub fn push_least(s: &mut Scope<'_>, slot: &Slot, item: Handle, by: &mut LessBy) -> Result<(), Raise> {
    if push_quickly(s, slot, item.get(s), by) {
        return Ok(());
    }
    let heap = heap_of(s, slot);
    let Some(list) = heap.cast::<List>(s) else { return Ok(()) };
    list.push(&s.heap, item.get(s));
    let at = list.len() - 1;
    rise(s, heap, at, by)
}

/// Takes the least item of a heap that is not empty.
pub fn pop_least(s: &mut Scope<'_>, slot: &Slot, by: &mut LessBy) -> Result<Handle, Raise> {
    if let Some(item) = pop_quickly(s, slot, by) {
        return Ok(keep(s, Some(item)));
    }
    let heap = heap_of(s, slot);
    let Some(list) = heap.cast::<List>(s) else { return Ok(s.root()) };
    let last = list.pop().map(Kept::new);
    let n = list.len();
    let least = list.get(0).map(Kept::new);
    let least = keep(s, least);
    if let (Some(list), Some(last)) = (heap.cast::<List>(s), last) {
        list.set(0, last.get(&s.heap));
    }
    let roots = [s.root(), s.root()];
    let (mut at, mut child) = (0, 1);
    while child < n {
        if child + 1 < n {
            child += !s.less_in(heap, [child, child + 1], by, roots)? as usize;
        }
        swap(s, heap, at, child);
        at = child;
        child = 2 * at + 1;
    }
    rise(s, heap, at, by)?;
    Ok(least)
}
