//! `asyncio.Barrier`. CPython's is built on a condition whose lock is never held while a task waits, so that only those
//! who wait to be told of a change of state are left here.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::gates::{Waiters, delegate, new_gate, this};
use super::support::library;
use crate::event_loop::{self, EventLoop, Gate, Passed, Turn};
use crate::heap::Tracer;
use crate::value::{Kept, Value};
use crate::vm::{Args, CompareOp, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of barriers.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, parties"),
    row("__repr__", repr, "self, /"),
    row("__aenter__", enter, "self"),
    row("__aexit__", exit, "self, *args"),
    row("wait", wait, "self"),
    row("reset", reset, "self"),
    row("abort", abort, "self"),
];

/// Static methods of barriers.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_")];

/// Properties.
pub const GETTERS: &[NativeRow] =
    &[row("parties", parties, "self"), row("n_waiting", n_waiting, "self"), row("broken", broken, "self")];

/// What is waited for.
mod purpose {
    /// That those before have left.
    pub const OPEN: u8 = 0;
    /// That all have come.
    pub const FULL: u8 = 1;
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Filling,
    Draining,
    Resetting,
    Broken,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Filling => "filling",
            State::Draining => "draining",
            State::Resetting => "resetting",
            State::Broken => "broken",
        }
    }

    fn is_leaving(self) -> bool {
        matches!(self, State::Draining | State::Resetting)
    }
}

#[derive(Default)]
struct Barrier {
    parties: Cell<i64>,
    state: Cell<State>,
    inside: Cell<i64>,
    waiters: Waiters,
    /// The numbers of those who wait for the others, in the order of their coming.
    numbers: RefCell<VecDeque<(Kept, i64)>>,
}

/// How it goes on for a task that comes in.
enum Came {
    In(i64),
    /// All are there; the number of the last.
    Last(i64),
    Broken,
}

impl Gate for Barrier {
    fn label(&self, _: u8) -> &'static str {
        "Barrier.wait"
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        let waiter = turn.waiter;
        self.waiters.remove(waiter);
        let inside = turn.purpose == purpose::FULL;
        if let Some(e) = turn.thrown {
            // a notification that came must not be lost with this task
            self.waiters.wake(el, s, 1);
            if inside {
                self.number_of(waiter);
                self.leave(el, s);
            }
            return Err(s.raise_again(e.get(s)));
        }
        let state = self.state.get();
        if if inside { state == State::Filling } else { state.is_leaving() } {
            self.waiters.push(waiter.stored(&s.heap));
            return Ok(Passed::Again);
        }
        if inside {
            let number = self.number_of(waiter);
            self.leave(el, s);
            if state != State::Draining {
                return Err(broken_error(s, "Abort or reset of barrier"));
            }
            return Ok(Passed::With(s.keep(|vm| vm.int(number))));
        }
        match self.come(el, s) {
            Came::Broken => Err(broken_error(s, "Barrier aborted")),
            Came::Last(number) => Ok(Passed::With(s.keep(|vm| vm.int(number)))),
            Came::In(number) => {
                self.stay(waiter.stored(&s.heap), number);
                Ok(Passed::For(purpose::FULL))
            }
        }
    }

    fn lets_on<'h>(&self, el: &EventLoop, vm: &'h Vm, waiter: Kept, purpose: u8) -> Option<Value<'h>> {
        if purpose != purpose::FULL || self.state.get() != State::Draining {
            return None;
        }
        self.waiters.remove(waiter);
        let number = self.number_of(waiter);
        self.leave(el, vm);
        Some(vm.int(number))
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        // those with numbers stand among the waiters
        size_of::<Barrier>() + self.waiters.trace(t) + self.numbers.borrow().capacity() * 16
    }
}

impl Barrier {
    fn come(&self, el: &EventLoop, vm: &Vm) -> Came {
        if self.state.get() == State::Broken {
            return Came::Broken;
        }
        let number = self.inside.get();
        self.inside.set(number + 1);
        if number + 1 != self.parties.get() {
            return Came::In(number);
        }
        self.change(el, vm, State::Draining);
        self.leave(el, vm);
        Came::Last(number)
    }

    fn stay(&self, waiter: Kept, number: i64) {
        self.waiters.push(waiter);
        self.numbers.borrow_mut().push_back((waiter, number));
    }

    fn number_of(&self, waiter: Kept) -> i64 {
        let mut numbers = self.numbers.borrow_mut();
        let at = numbers.iter().position(|(w, _)| *w == waiter);
        at.and_then(|i| numbers.remove(i)).map_or(0, |(_, number)| number)
    }

    fn leave(&self, el: &EventLoop, vm: &Vm) {
        self.inside.set(self.inside.get() - 1);
        if self.inside.get() == 0 {
            let state = self.state.get();
            self.change(el, vm, if state.is_leaving() { State::Filling } else { state });
        }
    }

    /// All who wait look at the state again.
    fn change(&self, el: &EventLoop, vm: &Vm, state: State) {
        self.state.set(state);
        self.waiters.wake(el, vm, usize::MAX);
    }
}

fn broken_error(s: &mut Scope<'_>, text: &str) -> Raise {
    let made = library(s, "asyncio.exceptions", "BrokenBarrierError").and_then(|class| {
        let text = s.keep(|vm| vm.str(text));
        s.call(class, &[text])
    });
    match made {
        Ok(e) => s.raise_value(e.get(s)),
        Err(raise) => raise,
    }
}

fn by_library(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.locks", "_barrier", method)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    new_gate(vm, a, Rc::<Barrier>::default())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (given, one) = (a.handle(&s, 1), s.keep(|vm| vm.int(1)));
    if s.compare_bool(CompareOp::Lt, given, one)? {
        return Err(s.value_error("parties must be > 0"));
    }
    let n = s.index(given)?;
    this::<Barrier>(&s, a)?.parties.set(n);
    Ok(Ret::NONE)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let barrier = this::<Barrier>(vm, a)?;
    let state = barrier.state.get();
    let mut extra = state.name().to_owned();
    if state != State::Broken {
        extra.push_str(&format!(", waiters:{}/{}", waiting(barrier), barrier.parties.get()));
    }
    let plain = vm.default_repr(a.get(vm, 0));
    let plain = plain.trim_start_matches('<').trim_end_matches('>');
    Ok(vm.str(&format!("<{plain} [{extra}]>")).into())
}

fn waiting(barrier: &Barrier) -> i64 {
    if barrier.state.get() == State::Filling { barrier.inside.get() } else { 0 }
}

fn parties(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.int(this::<Barrier>(vm, a)?.parties.get()).into())
}

fn n_waiting(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.int(waiting(this::<Barrier>(vm, a)?)).into())
}

fn broken(vm: &mut Vm, a: Args) -> NativeResult {
    Ok((this::<Barrier>(vm, a)?.state.get() == State::Broken).into())
}

fn wait(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return by_library(vm, a, "wait");
    }
    let el = event_loop::here(vm);
    let barrier = this::<Barrier>(vm, a)?;
    if barrier.state.get().is_leaving() {
        let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose::OPEN);
        barrier.waiters.push(waiter);
        return Ok(ret);
    }
    match barrier.come(el, vm) {
        Came::Broken => Err(broken_error(&mut vm.scope(), "Barrier aborted")),
        Came::Last(number) => Ok(el.ready(vm, vm.int(number))),
        Came::In(number) => {
            let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose::FULL);
            barrier.stay(waiter, number);
            Ok(ret)
        }
    }
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    let plain = super::gates::is_plain(vm, a, crate::event_loop::LoopClass::Barrier);
    if !a.is_awaited(vm) || !plain {
        return by_library(vm, a, "__aenter__");
    }
    wait(vm, a)
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return by_library(vm, a, "__aexit__");
    }
    Ok(event_loop::here(vm).ready(vm, Value::NONE))
}

fn reset(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return by_library(vm, a, "reset");
    }
    let el = event_loop::here(vm);
    let barrier = this::<Barrier>(vm, a)?;
    let empty = barrier.inside.get() == 0;
    barrier.change(el, vm, if empty { State::Filling } else { State::Resetting });
    Ok(el.ready(vm, Value::NONE))
}

fn abort(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return by_library(vm, a, "abort");
    }
    let el = event_loop::here(vm);
    this::<Barrier>(vm, a)?.change(el, vm, State::Broken);
    Ok(el.ready(vm, Value::NONE))
}
