//! The plain cases of queues: no script is asked, and nobody need wait.

use super::{GET, Order, PUT, Queue, queue_of};
use crate::event_loop::{self, gate_of};
use crate::modules::asyncio::gates::made;
use crate::modules::asyncio::least::{pop_quickly, push_quickly};
use crate::value::{Kept, Type, Value};
use crate::vm::{Ret, Vm};

pub(super) fn make(vm: &Vm, class: Value<'_>) -> Option<Ret> {
    make_of(vm, class, 0)
}

pub(super) fn make_with(vm: &Vm, class: Value<'_>, maxsize: Value<'_>) -> Option<Ret> {
    make_of(vm, class, maxsize.as_small_int()?)
}

fn make_of(vm: &Vm, class: Value<'_>, maxsize: i64) -> Option<Ret> {
    let queue = queue_of(vm, class.cast::<Type>()?);
    if queue.open {
        return None;
    }
    queue.maxsize.set(maxsize);
    made(vm, class, queue)
}

/// The queue that a value is, if what it does inside is its own matter.
#[inline(always)]
pub(super) fn closed<'h>(v: Value<'h>) -> Option<&'h Queue> {
    gate_of::<Queue>(v).filter(|q| !q.open)
}

pub(super) fn quick_size(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(Value::index(closed(v)?.len()).into())
}

pub(super) fn quick_empty(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some((closed(v)?.len() == 0).into())
}

pub(super) fn quick_full(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(closed(v)?.is_full().into())
}

pub(super) fn quick_get(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    take(vm, closed(v)?).map(Value::into)
}

/// Takes the next item; none, and nothing done, if there is none or script has to be asked.
pub(super) fn take<'h>(vm: &'h Vm, queue: &Queue) -> Option<Value<'h>> {
    let item = match queue.order {
        Order::First => queue.items.pop_front()?,
        Order::Last => queue.items.pop_back()?,
        Order::Least => pop_quickly(vm, &queue.heap, queue.by.borrow_mut().get_or_insert_default())?,
    };
    queue.taken(vm);
    Some(item.get(&vm.heap))
}

/// `await get()` of a queue that is empty.
pub(super) fn quick_wait(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let queue = closed(v).filter(|q| q.len() == 0 && !q.is_shut.get())?;
    let (waiter, ret) = event_loop::here(vm).pause_at(vm, v, GET)?;
    queue.getters.push(waiter);
    Some(ret)
}

/// `await put(item)` into a queue that is full.
pub(super) fn quick_wait_to_put(vm: &Vm, v: Value<'_>, item: Value<'_>) -> Option<Ret> {
    let queue = closed(v).filter(|q| q.is_full() && !q.is_shut.get())?;
    let (waiter, ret) = event_loop::here(vm).pause_at(vm, v, PUT)?;
    if let Some(f) = waiter.get(&vm.heap).as_future() {
        f.result.store(f.header(), Some(item));
    }
    queue.putters.push(waiter);
    Some(ret)
}

pub(super) fn quick_put(vm: &Vm, v: Value<'_>, item: Value<'_>) -> Option<Ret> {
    add(vm, closed(v)?, item).then_some(Ret::NONE)
}

/// Adds an item; false, and nothing done, if there is no room or script has to be asked.
pub(super) fn add(vm: &Vm, queue: &Queue, item: Value<'_>) -> bool {
    if queue.is_shut.get() || queue.is_full() {
        return false;
    }
    match queue.order {
        Order::Least => {
            if !push_quickly(vm, &queue.heap, item, queue.by.borrow_mut().get_or_insert_default()) {
                return false;
            }
        }
        _ => queue.items.push(Kept::new(item).stored(&vm.heap)),
    }
    queue.added(vm);
    true
}

/// Adds an item to a queue of the library's own, which has room.
pub(in super::super) fn put_at_once(vm: &Vm, queue: Value<'_>, item: Value<'_>) {
    quick_put(vm, queue, item);
}

/// `await join()` where nothing is left to be done.
pub(super) fn quick_join(_: &Vm, v: Value<'_>) -> Option<Ret> {
    (closed(v)?.unfinished.get() <= 0).then_some(Ret::NONE)
}

pub(super) fn quick_done(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let queue = closed(v)?;
    let left = queue.unfinished.get();
    if left <= 0 {
        return None;
    }
    queue.unfinished.set(left - 1);
    if left == 1 {
        queue.all_done(event_loop::here(vm), vm);
    }
    Some(Ret::NONE)
}
