//! `asyncio.Lock`.

use std::cell::Cell;
use std::rc::Rc;

use super::gates::{Waiters, delegate, describe, is_just, is_plain, made, new_gate, this};
use crate::event_loop::{self, EventLoop, Gate, GateData, LoopClass, Passed, Turn, gate_of};
use crate::heap::Tracer;
use crate::value::{Kept, Value};
use crate::vm::{Args, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of locks.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self"),
    row("__repr__", repr, "self, /"),
    row("locked", locked, "self").one(quick_locked),
    row("acquire", acquire, "self").awaited(quick_acquire).pausing(pause),
    row("release", release, "self").one(quick_release),
    row("__aenter__", enter, "self").awaited(quick_enter).pausing(pause_at_entry),
    row("__aexit__", exit, "self, exc_type, exc, tb").left(quick_exit),
];

/// Static methods of locks.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_").making(make)];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[row("_waiters", waiters, "self"), row("_locked", locked, "self")];

/// What a waiter is to get: True for `acquire`, None for `async with`.
pub(super) const ACQUIRE: u8 = 0;
pub(super) const ENTER: u8 = 1;

/// The data of a lock.
#[derive(Default)]
pub(super) struct Lock {
    locked: Cell<bool>,
    /// The task that locked it, for reports.
    holder: Cell<Option<Kept>>,
    waiters: Waiters,
}

impl Gate for Lock {
    fn label(&self, _: u8) -> &'static str {
        "Lock.acquire"
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        if let Some(e) = turn.thrown {
            self.pass_by(el, s, turn.waiter);
            return Err(s.raise_again(e.get(s)));
        }
        self.pass_to(s, turn.waiter);
        Ok(Passed::With(s.keep(|_| if turn.purpose == ENTER { Value::NONE } else { Value::TRUE })))
    }

    fn lets_on<'h>(&self, _: &EventLoop, vm: &'h Vm, waiter: Kept, purpose: u8) -> Option<Value<'h>> {
        self.pass_to(vm, waiter);
        Some(if purpose == ENTER { Value::NONE } else { Value::TRUE })
    }

    fn holder(&self, _: &Vm, _: u8) -> Option<Kept> {
        self.holder.get()
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        if let Some(task) = self.holder.get() {
            task.trace(t);
        }
        size_of::<Lock>() + self.waiters.trace(t)
    }
}

impl Lock {
    /// Whether somebody has it.
    #[inline]
    pub fn is_locked(&self) -> bool {
        self.locked.get()
    }

    fn wake_first(&self, el: &EventLoop, vm: &Vm) {
        if let Some(w) = self.waiters.first(vm)
            && event_loop::is_waiting(vm, w)
        {
            el.wake_waiter(vm, w);
        }
    }

    /// Gives it to the running task, if it is free and nobody else stands in line; says whether it was.
    pub fn try_take(&self, el: &EventLoop, vm: &Vm) -> bool {
        self.try_give(vm, event_loop::current_task(el, vm).map(Kept::new))
    }

    /// The same for a task.
    pub fn try_give(&self, vm: &Vm, task: Option<Kept>) -> bool {
        let free = !self.locked.get() && !self.waiters.any_in_earnest(vm);
        if free {
            self.locked.set(true);
            self.holder.set(task.map(|task| task.stored(&vm.heap)));
        }
        free
    }

    /// The running task takes it, or waits for it at `gate`, which is its object.
    pub fn take(&self, vm: &Vm, gate: Value<'_>, purpose: u8) -> Ret {
        let el = event_loop::here(vm);
        if self.try_take(el, vm) {
            return el.ready(vm, if purpose == ENTER { Value::NONE } else { Value::TRUE });
        }
        let (waiter, ret) = el.wait_at(vm, gate, purpose);
        self.waiters.push(waiter);
        ret
    }

    /// The running task waits for it at `gate`, if it is that which runs.
    pub fn pause(&self, vm: &Vm, gate: Value<'_>, purpose: u8) -> Option<Ret> {
        let (waiter, ret) = event_loop::here(vm).pause_at(vm, gate, purpose)?;
        self.waiters.push(waiter);
        Some(ret)
    }

    /// Puts a task into the line that waits at another primitive, which is asked when it is woken.
    pub fn queue_up(&self, vm: &Vm, waiter: Kept) {
        self.waiters.push(waiter.stored(&vm.heap));
    }

    /// The turn of a task in the line has come: it has the lock.
    pub fn pass_to(&self, vm: &Vm, waiter: Kept) {
        self.waiters.remove(waiter);
        self.locked.set(true);
        self.holder.set(Some(waiter.stored(&vm.heap)));
    }

    /// A task in the line gives up.
    pub fn pass_by(&self, el: &EventLoop, vm: &Vm, waiter: Kept) {
        self.waiters.remove(waiter);
        // the turn may have been given to a task that will not take it
        if !self.locked.get() {
            self.wake_first(el, vm);
        }
    }

    /// Gives it back; says whether it was taken.
    pub fn give_back(&self, vm: &Vm) -> bool {
        if !self.locked.replace(false) {
            return false;
        }
        self.holder.set(None);
        if self.waiters.len() > 0 {
            self.wake_first(event_loop::here(vm), vm);
        }
        true
    }

    fn release(&self, vm: &Vm) -> Result<(), Raise> {
        if self.give_back(vm) { Ok(()) } else { Err(vm.runtime_error("Lock is not acquired.")) }
    }
}

fn library(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.locks", "_lock", method)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    new_gate(vm, a, Rc::<Lock>::default())
}

fn make(vm: &Vm, class: Value<'_>) -> Option<Ret> {
    made(vm, class, Lock::default())
}

/// A new lock.
pub(super) fn new_lock(vm: &Vm) -> Value<'_> {
    event_loop::here(vm).object(vm, LoopClass::Lock, GateData::new(Rc::<Lock>::default())).value()
}

fn init(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let lock = this::<Lock>(vm, a)?;
    Ok(describe(vm, a, if lock.locked.get() { "locked" } else { "unlocked" }, &lock.waiters))
}

fn locked(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Lock>(vm, a)?.locked.get().into())
}

fn waiters(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Lock>(vm, a)?.waiters.shown(vm).into())
}

fn quick_locked(_: &Vm, v: Value<'_>) -> Option<Ret> {
    let lock = gate_of::<Lock>(v)?;
    Some(lock.locked.get().into())
}

fn quick_release(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Lock>(v)?.give_back(vm).then_some(Ret::NONE)
}

fn quick_acquire(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let lock = gate_of::<Lock>(v)?;
    lock.try_take(event_loop::here(vm), vm).then_some(Value::TRUE.into())
}

fn quick_enter(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let lock = gate_of::<Lock>(v).filter(|_| is_just(vm, v, LoopClass::Lock))?;
    lock.try_take(event_loop::here(vm), vm).then_some(Ret::NONE)
}

/// `await acquire()` of one that cannot be taken.
fn pause(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Lock>(v)?.pause(vm, v, ACQUIRE)
}

fn pause_at_entry(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Lock>(v).filter(|_| is_just(vm, v, LoopClass::Lock))?.pause(vm, v, ENTER)
}

fn quick_exit(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let lock = gate_of::<Lock>(v).filter(|_| is_just(vm, v, LoopClass::Lock))?;
    lock.give_back(vm).then_some(Ret::NONE)
}

fn acquire(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "acquire");
    }
    Ok(this::<Lock>(vm, a)?.take(vm, a.get(vm, 0), ACQUIRE))
}

fn release(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Lock>(vm, a)?.release(vm)?;
    Ok(Ret::NONE)
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) || !is_plain(vm, a, LoopClass::Lock) {
        return library(vm, a, "__aenter__");
    }
    Ok(this::<Lock>(vm, a)?.take(vm, a.get(vm, 0), ENTER))
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) || !is_plain(vm, a, LoopClass::Lock) {
        return library(vm, a, "__aexit__");
    }
    this::<Lock>(vm, a)?.release(vm)?;
    Ok(event_loop::here(vm).ready(vm, Value::NONE))
}
