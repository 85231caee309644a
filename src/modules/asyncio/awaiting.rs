//! What `__await__` of futures and suspensions gives, and the methods by which a suspension passes for a
//! coroutine.

use std::cell::Cell;

use crate::event_loop::{self, LoopClass, Suspension, close_suspension};
use crate::heap::{Slot, Tracer};
use crate::value::{Exception, NativeData, Opaque, Type, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Iterates once over what is awaited.
struct Awaiting {
    what: Slot,
    asked: Cell<bool>,
}

impl NativeData for Awaiting {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        t.slot(&self.what);
        0
    }

    fn take_awaited(&self) -> Option<Value<'_>> {
        if self.asked.replace(true) { None } else { self.what.load() }
    }
}

/// Methods of the iterator.
pub const ITERATOR_METHODS: &[NativeRow] = &[
    row("__iter__", iterator_self, "self, /"),
    row("__next__", iterator_next, "self, /"),
    row("send", iterator_send, "self, value, /"),
    row("throw", throw, "self, type, value=None, traceback=None, /"),
    row("close", iterator_close, "self, /"),
];

/// Methods of suspensions.
pub const SUSPENSION_METHODS: &[NativeRow] = &[
    row("__await__", suspension_await, "self, /"),
    row("__repr__", suspension_repr, "self, /"),
    row("send", suspension_send, "self, value, /"),
    row("throw", suspension_throw, "self, type, value=None, traceback=None, /"),
    row("close", suspension_close, "self, /"),
];

/// Properties of suspensions.
pub const SUSPENSION_GETTERS: &[NativeRow] =
    &[row("__name__", suspension_name, "self"), row("__qualname__", suspension_name, "self")];

/// The iterator over a future or suspension.
pub fn new_iterator<'h>(vm: &'h Vm, what: Value<'_>) -> Value<'h> {
    let data = Awaiting { what: Slot::holding(what), asked: Cell::new(false) };
    event_loop::of(vm).object(vm, LoopClass::Awaiting, data).value()
}

fn awaiting<'h>(vm: &'h Vm, a: Args) -> Result<&'h Awaiting, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<Awaiting>()) {
        Some(w) => Ok(w),
        None => Err(vm.type_error("an iterator of an awaitable is needed")),
    }
}

fn iterator_self(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).into())
}

fn iterator_next(vm: &mut Vm, a: Args) -> NativeResult {
    advance(vm, a, None)
}

fn iterator_send(vm: &mut Vm, a: Args) -> NativeResult {
    advance(vm, a, Some(1))
}

fn advance(vm: &mut Vm, a: Args, sent: Option<usize>) -> NativeResult {
    let w = awaiting(vm, a)?;
    let what = w.what.load().unwrap_or(Value::NONE);
    if let Some(f) = what.as_future() {
        if f.is_done() {
            let result = event_loop::future_result(vm, f)?;
            return Err(vm.stop_iteration(result));
        }
        if w.asked.replace(true) {
            return Err(vm.runtime_error("await wasn't used with future"));
        }
        return Ok(what.into());
    }
    if w.asked.replace(true) {
        return Err(vm.stop_iteration(sent.map_or(Value::NONE, |i| a.get(vm, i))));
    }
    Ok(what.into())
}

fn iterator_close(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

/// Raises what `throw` was given: an exception, or a class and perhaps an argument.
fn throw(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (kind, value) = (a.handle(&s, 1), a.opt_handle(&s, 2));
    Err(raise_given(&mut s, kind, value))
}

fn raise_given(s: &mut Scope<'_>, kind: Handle, value: Option<Handle>) -> Raise {
    if kind.cast::<Exception>(s).is_some() {
        return s.raise_again(kind.get(s));
    }
    if kind.cast::<Type>(s).is_none() {
        return s.type_error(
            "exceptions must be classes or instances deriving from BaseException, not another object",
        );
    }
    let made = match value.filter(|v| !v.get(s).is_none()) {
        Some(v) if v.cast::<Exception>(s).is_some() => Ok(v),
        Some(v) => s.call(kind, &[v]),
        None => s.call(kind, &[]),
    };
    match made {
        Ok(e) => s.raise_again(e.get(s)),
        Err(raise) => raise,
    }
}

fn suspension<'h>(vm: &'h Vm, a: Args) -> Result<&'h Suspension, Raise> {
    match Suspension::of(a.get(vm, 0)) {
        Some(s) => Ok(s),
        None => Err(vm.type_error("a coroutine is needed")),
    }
}

fn suspension_await(vm: &mut Vm, a: Args) -> NativeResult {
    suspension(vm, a)?;
    if a.hands_on(vm) {
        return Ok(a.get(vm, 0).into());
    }
    Ok(new_iterator(vm, a.get(vm, 0)).into())
}

fn suspension_name(vm: &mut Vm, a: Args) -> NativeResult {
    let name = suspension(vm, a)?.name();
    Ok(vm.str(name).into())
}

fn suspension_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let name = suspension(vm, a)?.name();
    let at = vm.default_repr(a.get(vm, 0));
    let address = at.rfind(" at ").map_or("", |i| at[i..].trim_end_matches('>'));
    Ok(vm.str(&format!("<coroutine object {name}{address}>")).into())
}

/// Driven by hand: it gives itself once (a task would wait for it), then its result.
fn suspension_send(vm: &mut Vm, a: Args) -> NativeResult {
    let s = suspension(vm, a)?;
    if s.is_fresh() {
        if !a.get(vm, 1).is_none() {
            return Err(vm.type_error("can't send non-None value to a just-started coroutine"));
        }
        if s.gives_way() {
            s.begin();
            return Ok(Ret::NONE);
        }
        return Ok(a.get(vm, 0).into());
    }
    if s.is_closed() {
        return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
    }
    close_suspension(s);
    let result = s.known().unwrap_or(a.get(vm, 1));
    Err(vm.stop_iteration(result))
}

fn suspension_throw(vm: &mut Vm, a: Args) -> NativeResult {
    close_suspension(suspension(vm, a)?);
    throw(vm, a)
}

fn suspension_close(vm: &mut Vm, a: Args) -> NativeResult {
    close_suspension(suspension(vm, a)?);
    Ok(Ret::NONE)
}
