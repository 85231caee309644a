//! `asyncio.Event`.

use std::cell::Cell;
use std::rc::Rc;

use super::gates::{Waiters, delegate, describe, made, new_gate, this};
use crate::event_loop::{self, EventLoop, Gate, Passed, Turn, gate_of};
use crate::heap::Tracer;
use crate::value::{Kept, Value};
use crate::vm::{Args, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of events.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self"),
    row("__repr__", repr, "self, /"),
    row("is_set", is_set, "self").one(quick_is_set),
    row("set", set, "self").one(quick_set),
    row("clear", clear, "self").one(quick_clear),
    row("wait", wait, "self").awaited(quick_wait).pausing(pause),
];

/// Static methods of events.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_").making(make)];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[row("_waiters", waiters, "self"), row("_value", is_set, "self")];

#[derive(Default)]
struct Event {
    set: Cell<bool>,
    waiters: Waiters,
}

impl Gate for Event {
    fn label(&self, _: u8) -> &'static str {
        "Event.wait"
    }

    fn go_on(&self, _: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        self.waiters.remove(turn.waiter);
        match turn.thrown {
            Some(e) => Err(s.raise_again(e.get(s))),
            None => Ok(Passed::With(s.keep(|_| Value::TRUE))),
        }
    }

    fn lets_on<'h>(&self, _: &EventLoop, _: &'h Vm, waiter: Kept, _: u8) -> Option<Value<'h>> {
        self.waiters.remove(waiter);
        Some(Value::TRUE)
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        size_of::<Event>() + self.waiters.trace(t)
    }
}

impl Event {
    /// Sets it: all who wait go on.
    fn happens(&self, vm: &Vm) {
        if !self.set.replace(true) {
            self.waiters.wake(event_loop::here(vm), vm, usize::MAX);
        }
    }
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    new_gate(vm, a, Rc::<Event>::default())
}

fn make(vm: &Vm, class: Value<'_>) -> Option<Ret> {
    made(vm, class, Event::default())
}

fn init(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let event = this::<Event>(vm, a)?;
    Ok(describe(vm, a, if event.set.get() { "set" } else { "unset" }, &event.waiters))
}

fn is_set(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Event>(vm, a)?.set.get().into())
}

fn waiters(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Event>(vm, a)?.waiters.shown(vm).into())
}

fn set(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Event>(vm, a)?.happens(vm);
    Ok(Ret::NONE)
}

fn quick_is_set(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(gate_of::<Event>(v)?.set.get().into())
}

fn quick_set(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Event>(v)?.happens(vm);
    Some(Ret::NONE)
}

fn quick_clear(_: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Event>(v)?.set.set(false);
    Some(Ret::NONE)
}

/// `await wait()` of an event that is set.
fn quick_wait(_: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Event>(v)?.set.get().then_some(Value::TRUE.into())
}

/// `await wait()` of one that is not.
fn pause(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let (waiter, ret) = event_loop::here(vm).pause_at(vm, v, 0)?;
    gate_of::<Event>(v)?.waiters.push(waiter);
    Some(ret)
}

fn clear(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Event>(vm, a)?.set.set(false);
    Ok(Ret::NONE)
}

fn wait(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return delegate(vm, a, "asyncio.locks", "_event", "wait");
    }
    let event = this::<Event>(vm, a)?;
    let el = event_loop::here(vm);
    if event.set.get() {
        return Ok(el.ready(vm, Value::TRUE));
    }
    let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), 0);
    event.waiters.push(waiter);
    Ok(ret)
}
