//! `asyncio.Lock`.

use std::cell::Cell;
use std::rc::Rc;

use super::gates::{Waiters, delegate, describe, is_plain, new_gate, this};
use crate::event_loop::{self, EventLoop, Gate, LoopClass, Passed, Turn, gate_of};
use crate::heap::Tracer;
use crate::value::{Kept, Value};
use crate::vm::{Args, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of locks.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self"),
    row("__repr__", repr, "self, /"),
    row("locked", locked, "self").one(quick_locked),
    row("acquire", acquire, "self"),
    row("release", release, "self").one(quick_release),
    row("__aenter__", enter, "self"),
    row("__aexit__", exit, "self, exc_type, exc, tb"),
];

/// Static methods of locks.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **kwargs")];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[row("_waiters", waiters, "self"), row("_locked", locked, "self")];

/// What a waiter is to get: True for `acquire`, None for `async with`.
const ACQUIRE: u8 = 0;
const ENTER: u8 = 1;

#[derive(Default)]
struct Lock {
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
        self.waiters.remove(turn.waiter);
        if let Some(e) = turn.thrown {
            // the turn may have been given to a task that will not take it
            if !self.locked.get() {
                self.wake_first(el, s);
            }
            return Err(s.raise_again(e.get(s)));
        }
        self.locked.set(true);
        self.holder.set(Some(turn.waiter.stored(&s.heap)));
        Ok(Passed::With(s.keep(|_| if turn.purpose == ENTER { Value::NONE } else { Value::TRUE })))
    }

    fn holder(&self) -> Option<Kept> {
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
    fn wake_first(&self, el: &EventLoop, vm: &Vm) {
        if let Some(w) = self.waiters.first(vm)
            && event_loop::is_waiting(vm, w)
        {
            el.wake_waiter(vm, w);
        }
    }

    fn take(&self, vm: &Vm, a: Args, purpose: u8) -> Ret {
        let el = event_loop::here(vm);
        if !self.locked.get() && !self.waiters.any_in_earnest(vm) {
            self.locked.set(true);
            self.holder.set(event_loop::current_task(el, vm).map(|v| Kept::new(v).stored(&vm.heap)));
            return el.ready(vm, if purpose == ENTER { Value::NONE } else { Value::TRUE });
        }
        let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose);
        self.waiters.push(waiter);
        ret
    }

    fn give_back(&self, vm: &Vm) -> Result<(), Raise> {
        if !self.locked.replace(false) {
            return Err(vm.runtime_error("Lock is not acquired."));
        }
        self.holder.set(None);
        if self.waiters.len() > 0 {
            self.wake_first(event_loop::here(vm), vm);
        }
        Ok(())
    }
}

fn library(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.locks", "_lock", method)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    new_gate(vm, a, Rc::<Lock>::default())
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
    let lock = gate_of::<Lock>(v)?;
    let can = lock.locked.get();
    if can && lock.give_back(vm).is_ok() { Some(Ret::NONE) } else { None }
}

fn acquire(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "acquire");
    }
    Ok(this::<Lock>(vm, a)?.take(vm, a, ACQUIRE))
}

fn release(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Lock>(vm, a)?.give_back(vm)?;
    Ok(Ret::NONE)
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) || !is_plain(vm, a, LoopClass::Lock) {
        return library(vm, a, "__aenter__");
    }
    Ok(this::<Lock>(vm, a)?.take(vm, a, ENTER))
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) || !is_plain(vm, a, LoopClass::Lock) {
        return library(vm, a, "__aexit__");
    }
    this::<Lock>(vm, a)?.give_back(vm)?;
    Ok(event_loop::of(vm).ready(vm, Value::NONE))
}
