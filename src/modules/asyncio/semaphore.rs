//! `asyncio.Semaphore` and `asyncio.BoundedSemaphore`.

use std::cell::Cell;
use std::rc::Rc;

use super::gates::{Waiters, delegate, describe, is_just, made, new_gate, this};
use crate::event_loop::{self, EventLoop, Gate, LoopClass, Passed, Turn, gate_of};
use crate::heap::Tracer;
use crate::value::{Kept, Value};
use crate::vm::{Args, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of semaphores.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, value=1"),
    row("__repr__", repr, "self, /"),
    row("locked", locked, "self").one(quick_locked),
    row("acquire", acquire, "self").awaited(quick_acquire).pausing(pause),
    row("release", release, "self").one(quick_release),
    row("__aenter__", enter, "self").awaited(quick_enter).pausing(pause_at_entry),
    row("__aexit__", exit, "self, exc_type, exc, tb").left(quick_exit),
    row("_wake_up_next", wake_up_next, "self"),
];

/// Static methods of semaphores.
pub const STATICS: &[NativeRow] =
    &[row("__new__", new, "cls, *args, **_").making(make).making_with(make_with)];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[row("_waiters", waiters, "self"), row("_value", value, "self")];

/// Methods of bounded semaphores.
pub const BOUNDED_METHODS: &[NativeRow] =
    &[row("__init__", init_bounded, "self, value=1"), row("release", release, "self").one(quick_release)];

/// Static methods of bounded semaphores.
pub const BOUNDED_STATICS: &[NativeRow] =
    &[row("__new__", new, "cls, *args, **_").making(make_bounded).making_with(make_bounded_with)];

/// Attributes of bounded semaphores.
pub const BOUNDED_GETTERS: &[NativeRow] = &[row("_bound_value", bound_value, "self")];

/// What a waiter is to get: True for `acquire`, None for `async with`.
const ACQUIRE: u8 = 0;
const ENTER: u8 = 1;

#[derive(Default)]
struct Semaphore {
    value: Cell<i64>,
    bound: Cell<Option<i64>>,
    waiters: Waiters,
}

impl Gate for Semaphore {
    fn label(&self, _: u8) -> &'static str {
        "Semaphore.acquire"
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        self.waiters.remove(turn.waiter);
        if turn.thrown.is_some() && turn.woken {
            // the place was given to one that will not use it
            self.value.set(self.value.get() + 1);
        }
        while self.value.get() > 0 && self.wake_next(el, s) {}
        match turn.thrown {
            Some(e) => Err(s.raise_again(e.get(s))),
            None => {
                Ok(Passed::With(s.keep(|_| if turn.purpose == ENTER { Value::NONE } else { Value::TRUE })))
            }
        }
    }

    fn lets_on<'h>(&self, el: &EventLoop, vm: &'h Vm, waiter: Kept, purpose: u8) -> Option<Value<'h>> {
        self.waiters.remove(waiter);
        while self.value.get() > 0 && self.wake_next(el, vm) {}
        Some(if purpose == ENTER { Value::NONE } else { Value::TRUE })
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        size_of::<Semaphore>() + self.waiters.trace(t)
    }
}

impl Semaphore {
    /// Whoever came before goes first, even if there is room.
    fn is_locked(&self, vm: &Vm) -> bool {
        self.value.get() == 0 || self.waiters.any_in_earnest(vm)
    }

    fn wake_next(&self, el: &EventLoop, vm: &Vm) -> bool {
        let Some(w) = self.waiters.first_waiting(vm) else { return false };
        self.value.set(self.value.get() - 1);
        el.wake_waiter(vm, w);
        true
    }

    /// Takes a place, if there is one and nobody else stands in line; says whether it did.
    fn try_take(&self, vm: &Vm) -> bool {
        let free = !self.is_locked(vm);
        if free {
            self.value.set(self.value.get() - 1);
        }
        free
    }

    fn take(&self, vm: &Vm, a: Args, purpose: u8) -> Ret {
        let el = event_loop::here(vm);
        if self.try_take(vm) {
            return el.ready(vm, if purpose == ENTER { Value::NONE } else { Value::TRUE });
        }
        let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose);
        self.waiters.push(waiter);
        ret
    }

    fn pause(&self, vm: &Vm, gate: Value<'_>, purpose: u8) -> Option<Ret> {
        let (waiter, ret) = event_loop::here(vm).pause_at(vm, gate, purpose)?;
        self.waiters.push(waiter);
        Some(ret)
    }

    fn give_back(&self, vm: &Vm) -> Result<(), Raise> {
        if self.bound.get().is_some_and(|bound| self.value.get() >= bound) {
            return Err(vm.value_error("BoundedSemaphore released too many times"));
        }
        self.value.set(self.value.get() + 1);
        if self.waiters.len() > 0 {
            self.wake_next(event_loop::here(vm), vm);
        }
        Ok(())
    }
}

fn library(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.locks", "_semaphore", method)
}

/// The semaphore that a value is, if that is of a class of the library's.
fn plain<'h>(vm: &Vm, v: Value<'h>) -> Option<&'h Semaphore> {
    let semaphore = gate_of::<Semaphore>(v)?;
    let own = is_just(vm, v, LoopClass::Semaphore) || is_just(vm, v, LoopClass::BoundedSemaphore);
    own.then_some(semaphore)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    new_gate(vm, a, Rc::new(Semaphore { value: Cell::new(1), ..Semaphore::default() }))
}

fn make_of(vm: &Vm, class: Value<'_>, value: i64, bounded: bool) -> Option<Ret> {
    let bound = Cell::new(bounded.then_some(value));
    let semaphore = Semaphore { value: Cell::new(value), bound, ..Semaphore::default() };
    if value < 0 { None } else { made(vm, class, semaphore) }
}

fn make(vm: &Vm, class: Value<'_>) -> Option<Ret> {
    make_of(vm, class, 1, false)
}

fn make_with(vm: &Vm, class: Value<'_>, value: Value<'_>) -> Option<Ret> {
    make_of(vm, class, value.as_small_int()?, false)
}

fn make_bounded(vm: &Vm, class: Value<'_>) -> Option<Ret> {
    make_of(vm, class, 1, true)
}

fn make_bounded_with(vm: &Vm, class: Value<'_>, value: Value<'_>) -> Option<Ret> {
    make_of(vm, class, value.as_small_int()?, true)
}

fn begin(vm: &mut Vm, a: Args, bounded: bool) -> NativeResult {
    let value = match a.opt(vm, 1) {
        None => 1,
        Some(v) => match v.as_i64() {
            Some(i) => i,
            None => {
                let mut s = vm.scope();
                let h = a.handle(&s, 1);
                s.index(h)?
            }
        },
    };
    if value < 0 {
        return Err(vm.value_error("Semaphore initial value must be >= 0"));
    }
    let semaphore = this::<Semaphore>(vm, a)?;
    semaphore.value.set(value);
    semaphore.bound.set(bounded.then_some(value));
    Ok(Ret::NONE)
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    begin(vm, a, false)
}

fn init_bounded(vm: &mut Vm, a: Args) -> NativeResult {
    begin(vm, a, true)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let semaphore = this::<Semaphore>(vm, a)?;
    let state = if semaphore.is_locked(vm) {
        "locked".to_owned()
    } else {
        format!("unlocked, value:{}", semaphore.value.get())
    };
    Ok(describe(vm, a, &state, &semaphore.waiters))
}

fn locked(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Semaphore>(vm, a)?.is_locked(vm).into())
}

fn value(vm: &mut Vm, a: Args) -> NativeResult {
    let n = this::<Semaphore>(vm, a)?.value.get();
    Ok(vm.int(n).into())
}

fn bound_value(vm: &mut Vm, a: Args) -> NativeResult {
    let n = this::<Semaphore>(vm, a)?.bound.get();
    Ok(n.map_or(Value::NONE, |n| vm.int(n)).into())
}

fn waiters(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Semaphore>(vm, a)?.waiters.shown(vm).into())
}

fn quick_locked(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let lock = gate_of::<Semaphore>(v)?;
    Some(lock.is_locked(vm).into())
}

fn quick_release(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    release_now(vm, gate_of::<Semaphore>(v)?)
}

fn release_now(vm: &Vm, semaphore: &Semaphore) -> Option<Ret> {
    let can = semaphore.bound.get().is_none_or(|bound| semaphore.value.get() < bound);
    if can && semaphore.give_back(vm).is_ok() { Some(Ret::NONE) } else { None }
}

fn quick_acquire(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Semaphore>(v)?.try_take(vm).then_some(Value::TRUE.into())
}

fn quick_enter(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    plain(vm, v)?.try_take(vm).then_some(Ret::NONE)
}

/// `await acquire()` of one without a place.
fn pause(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Semaphore>(v)?.pause(vm, v, ACQUIRE)
}

fn pause_at_entry(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    plain(vm, v)?.pause(vm, v, ENTER)
}

fn quick_exit(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    release_now(vm, plain(vm, v)?)
}

fn acquire(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "acquire");
    }
    Ok(this::<Semaphore>(vm, a)?.take(vm, a, ACQUIRE))
}

fn release(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Semaphore>(vm, a)?.give_back(vm)?;
    Ok(Ret::NONE)
}

fn wake_up_next(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    Ok(this::<Semaphore>(vm, a)?.wake_next(&el, vm).into())
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) || plain(vm, a.get(vm, 0)).is_none() {
        return library(vm, a, "__aenter__");
    }
    Ok(this::<Semaphore>(vm, a)?.take(vm, a, ENTER))
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) || plain(vm, a.get(vm, 0)).is_none() {
        return library(vm, a, "__aexit__");
    }
    this::<Semaphore>(vm, a)?.give_back(vm)?;
    Ok(event_loop::of(vm).ready(vm, Value::NONE))
}
