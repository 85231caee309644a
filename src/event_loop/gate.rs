//! Gates: where native primitives (locks, events, queues, task groups) make tasks wait.
//!
//! A native whose result is awaited at once does its work in the call: either the result is there (the await
//! gets it from a future that has ended, and never leaves the run loop), or the running task is put among the
//! primitive's waiters and the await is left with a suspension that only says so. No coroutine, no future and no
//! callback is made for a wait. Whoever wakes a waiter puts it into the ready queue, where CPython would put the
//! callback of the waiter's future; when its turn comes, the primitive decides how its await goes on.
//!
//! Where a coroutine is driven by hand and not by its task, a future stands for the waiter.

use std::rc::Rc;

use super::{EventLoop, Item, Suspension, add_callback, as_task, fail_future, finish_future, new_future};
use crate::heap::Tracer;
use crate::value::{
    Future, FutureState, Kept, List, NativeData, Opaque, Tagged, Task, Typed, Value, WaitKind,
};
use crate::vm::{Args, Handle, Raise, Ret, Scope, Vm};

/// A primitive at which tasks wait.
pub trait Gate: std::any::Any {
    /// What waiting for this purpose is called: `Lock.acquire`.
    fn label(&self, purpose: u8) -> &'static str;

    /// A waiter's turn has come: it was woken, or an exception is thrown at it. It is to leave the waiters (or to
    /// wait again).
    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise>;

    /// The turn of a waiter that was woken, where no script runs, nothing is raised, and it need not wait on: it has left
    /// the waiters, and its await goes on with this. None, and nothing done, where that is not so.
    fn lets_on<'h>(&self, _el: &EventLoop, _vm: &'h Vm, _waiter: Kept, _purpose: u8) -> Option<Value<'h>> {
        None
    }

    /// What was asked for with `EventLoop::push_gate`, `EventLoop::at_end_of_turn` or a watch for readiness comes now.
    /// What this raises leaves the loop.
    fn happens(&self, _el: &EventLoop, _s: &mut Scope<'_>, _gate: Handle, _what: u8) -> Result<(), Raise> {
        Ok(())
    }

    /// The tasks whose end its waiters wait for.
    fn awaited<'h>(&self, _vm: &'h Vm) -> Vec<Value<'h>> {
        Vec::new()
    }

    /// The task that has what its waiters wait for.
    fn holder(&self, _vm: &Vm, _purpose: u8) -> Option<Kept> {
        None
    }

    /// Reports what it holds; returns its size in bytes.
    fn trace(&self, tracer: &mut Tracer) -> usize;

    /// Whether whatever it comes to hold has gone through `Kept::stored`. (Those that `EventLoop::wait_at` gives have.)
    fn is_settled(&self) -> bool {
        false
    }
}

/// The turn of a waiter.
#[derive(Clone, Copy)]
pub struct Turn {
    /// The primitive's object.
    pub gate: Handle,
    /// The waiter: a task, or a future where a coroutine is driven by hand.
    pub waiter: Kept,
    /// What it waits for.
    pub purpose: u8,
    /// Whether it was woken.
    pub woken: bool,
    /// The exception that is thrown at it.
    pub thrown: Option<Handle>,
}

/// How the await of a waiter goes on.
pub enum Passed {
    /// With this result.
    With(Handle),
    /// It has to wait on; the primitive has it among its waiters.
    Again,
    /// The same, for another purpose.
    For(u8),
    /// It has to wait for the next turn.
    NextTurn,
}

/// The data of a primitive's object.
pub struct GateData(pub Rc<dyn Gate>, Typed);

impl GateData {
    /// The data around a primitive.
    pub fn new<T: Gate>(gate: Rc<T>) -> GateData {
        GateData(gate.clone(), Typed::new(gate))
    }
}

impl NativeData for GateData {
    fn trace(&self, t: &mut Tracer) -> usize {
        self.0.trace(t)
    }

    fn is_settled(&self) -> bool {
        self.0.is_settled()
    }
}

/// The primitive that a value is, if it is one of this type.
#[inline(always)]
pub fn gate_of<'h, T: Gate>(value: Value<'h>) -> Option<&'h T> {
    value.cast::<Opaque>()?.data::<GateData>()?.1.get::<T>()
}

/// How a waiter stands, in the low bits of `Future::gate`; the purpose lies above.
mod standing {
    pub const WAITS: u8 = 1;
    pub const WOKEN: u8 = 2;
    pub const CANCELLED: u8 = 3;
    pub const MASK: u8 = 3;
}

fn future_of<'h>(vm: &'h Vm, waiter: Kept) -> Option<&'h Future> {
    waiter.get(&vm.heap).as_future()
}

fn stand(f: &Future, standing: u8) {
    f.gate.set(f.gate.get() & !standing::MASK | standing);
}

/// Whether a waiter still waits: it is not woken and not cancelled.
pub fn is_waiting(vm: &Vm, waiter: Kept) -> bool {
    future_of(vm, waiter).is_some_and(|f| {
        f.gate.get() & standing::MASK == standing::WAITS && f.state.get() == FutureState::Pending
    })
}

/// Whether a waiter's wait was cancelled.
pub fn is_cancelled(vm: &Vm, waiter: Kept) -> bool {
    future_of(vm, waiter).is_some_and(|f| {
        f.gate.get() & standing::MASK == standing::CANCELLED || f.state.get() == FutureState::Cancelled
    })
}

/// The first of these waiters that still waits.
pub fn first_waiting(vm: &Vm, waiters: &std::collections::VecDeque<Kept>) -> Option<Kept> {
    let first = *waiters.front()?;
    if is_waiting(vm, first) {
        return Some(first);
    }
    waiters.iter().copied().find(|w| is_waiting(vm, *w))
}

impl EventLoop {
    /// Whether a native's result is awaited at once by the task that runs.
    #[inline]
    pub fn is_direct(&self, vm: &Vm, a: Args) -> bool {
        a.is_awaited(vm) && self.drives(vm)
    }

    /// Whether what runs is driven by the running task itself and not by hand.
    #[inline]
    pub fn drives(&self, vm: &Vm) -> bool {
        let task = self.current.get().and_then(|k| k.get(&vm.heap).cast::<Task>());
        task.and_then(|t| t.coro.load()).is_some_and(|c| vm.is_outermost(c))
    }

    /// The result of a native that is awaited at once, where there is one already.
    #[inline]
    pub fn ready(&self, vm: &Vm, value: Value<'_>) -> Ret {
        self.aftermath.set(true);
        let shared = self.shared(vm);
        if let Some(f) = shared.ready.get(&vm.heap).as_future() {
            f.result.store(f.header(), Some(value));
        }
        shared.ready.get(&vm.heap).into()
    }

    /// Has the running task wait at a primitive, if it is that which runs; none, and nothing done, if a coroutine is
    /// driven by hand.
    #[inline]
    pub fn pause_at(&self, vm: &Vm, gate: Value<'_>, purpose: u8) -> Option<(Kept, Ret)> {
        let task = self.current.get()?;
        let t = task.get(&vm.heap).cast::<Task>()?;
        if !vm.is_outermost(t.coro.load()?) {
            return None;
        }
        t.future().gate.set(purpose << 2 | standing::WAITS);
        t.wait.set(WaitKind::Gate);
        t.waits_for.store(t.header(), Some(gate));
        Some((task.stored(&vm.heap), self.shared(vm).wait.get(&vm.heap).into()))
    }

    /// Has what runs wait at a primitive: gives the waiter, for the primitive's list, and the native's result.
    pub fn wait_at(&self, vm: &Vm, gate: Value<'_>, purpose: u8) -> (Kept, Ret) {
        if let Some(waits) = self.pause_at(vm, gate, purpose) {
            return waits;
        }
        let f = new_future(vm);
        f.gate.set(purpose << 2 | standing::WAITS);
        // where it can be found again; the end of the future finds it to be no watcher
        add_callback(self, vm, f, gate);
        (Kept::new(f.value()).stored(&vm.heap), f.value().into())
    }

    /// Wakes a waiter: its turn comes in the next turn of the loop.
    pub fn wake_waiter(&self, vm: &Vm, waiter: Kept) {
        if let Some(f) = future_of(vm, waiter) {
            stand(f, standing::WOKEN);
            self.push(Item::Pass(waiter));
        }
    }

    /// Has something happen to a primitive in the next turn.
    pub fn push_gate(&self, gate: Value<'_>, what: u8) {
        self.push(Item::Gate(Tagged::new(Kept::new(gate), what)));
    }

    /// Has something happen to a primitive when this turn ends, before sockets are looked for.
    pub fn at_end_of_turn(&self, gate: Value<'_>, what: u8) {
        self.aftermath.set(true);
        self.turn_ends.borrow_mut().push_back((Kept::new(gate), what));
    }

    /// Has everything happen that was put off to the end of the turn.
    pub fn end_turn(&self, vm: &mut Vm) -> Result<(), Raise> {
        loop {
            let next = self.turn_ends.borrow_mut().pop_front();
            let Some((gate, what)) = next else { return Ok(()) };
            self.happens(vm, gate, what)?;
        }
    }

    /// Something happens to a primitive.
    pub(super) fn happens(&self, vm: &mut Vm, gate: Kept, what: u8) -> Result<(), Raise> {
        let mut s = vm.scope();
        let object = s.keep(|vm| gate.get(&vm.heap));
        let gate = object.cast::<Opaque>(&s).and_then(|o| o.data::<GateData>()).map(|d| d.0.clone());
        gate.map_or(Ok(()), |g| g.happens(self, &mut s, object, what))
    }

    /// Cancels the wait of a task at a primitive; says whether there was one to cancel.
    pub(super) fn cancel_gate(&self, task: &Task, message: Option<Kept>) -> bool {
        if task.future().gate.get() & standing::MASK != standing::WAITS {
            return false;
        }
        stand(task.future(), standing::CANCELLED);
        self.push_cancelled(Kept::new(task.value()), message);
        true
    }

    /// The turn of a task that waits at a primitive. None: it waits on.
    pub(super) fn pass(
        &self,
        s: &mut Scope<'_>,
        task: Kept,
        thrown: Option<Handle>,
    ) -> Result<Option<Handle>, Raise> {
        let t = as_task(s, task);
        let bits = t.future().gate.get();
        let Some(object) = t.waits_for.load().map(Kept::new) else { return Ok(Some(s.root())) };
        let gate = s.keep(|vm| object.get(&vm.heap));
        t_clear(s, task);
        let turn = Turn {
            gate,
            waiter: task,
            purpose: bits >> 2,
            woken: bits & standing::MASK == standing::WOKEN,
            thrown,
        };
        let result = self.go_on(s, turn);
        let result = result?;
        if let Passed::With(h) = result {
            return Ok(Some(h));
        }
        let t = as_task(s, task);
        t.future().gate.set(waits_on(bits, &result));
        t.wait.set(WaitKind::Gate);
        t.waits_for.store(t.header(), Some(gate.get(s)));
        if matches!(result, Passed::NextTurn) {
            self.wake_waiter(s, task);
        }
        Ok(None)
    }

    /// The same where that is plain; none, and nothing done, where it is not.
    pub(super) fn pass_plainly<'h>(&self, vm: &'h Vm, task: &Task) -> Option<Value<'h>> {
        let bits = task.future().gate.get();
        if bits & standing::MASK != standing::WOKEN {
            return None;
        }
        let gate = task.waits_for.load()?.cast::<Opaque>()?.data::<GateData>()?;
        let waiter = Kept::new(task.value());
        let value = gate.0.lets_on(self, vm, waiter, bits >> 2)?;
        task.waits_for.store(task.header(), None);
        task.future().gate.set(0);
        Some(value)
    }

    fn go_on(&self, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        let gate = turn.gate.cast::<Opaque>(s).and_then(|o| o.data::<GateData>()).map(|d| d.0.clone());
        match gate {
            Some(g) => g.go_on(self, s, turn),
            None => Ok(Passed::With(s.root())),
        }
    }

    /// The turn of a waiter that a future stands for.
    pub(super) fn pass_future(&self, vm: &mut Vm, waiter: Kept) -> Result<(), Raise> {
        let mut s = vm.scope();
        let root = s.keep(|vm| waiter.get(&vm.heap));
        let Some(f) = root.get(&s).as_future() else { return Ok(()) };
        let bits = f.gate.get();
        let cancelled = f.is_done();
        let gate = gate_among_callbacks(f).filter(|_| !cancelled).map(Kept::new);
        let Some(gate) = gate else { return Ok(()) };
        let gate = s.keep(|vm| gate.get(&vm.heap));
        let thrown = cancelled.then(|| s.root());
        let turn = Turn { gate, waiter, purpose: bits >> 2, woken: true, thrown };
        let result = self.go_on(&mut s, turn);
        match result {
            Ok(Passed::With(v)) => {
                if let Some(f) = root.get(&s).as_future().filter(|f| !f.is_done()) {
                    finish_future(self, &s, f, v.get(&s));
                }
            }
            Ok(passed) => {
                if let Some(f) = root.get(&s).as_future() {
                    f.gate.set(waits_on(bits, &passed));
                }
                if matches!(passed, Passed::NextTurn) {
                    self.wake_waiter(&s, waiter);
                }
            }
            Err(raise) => {
                let e = s.catch(raise);
                if let Some(f) = root.get(&s).as_future().filter(|f| !f.is_done()) {
                    fail_future(self, &s, f, e.get(&s));
                }
            }
        }
        Ok(())
    }
}

/// Whether this is a primitive's object, among the callbacks of a future that stands for a waiter there.
pub fn is_gate(callback: Value<'_>) -> bool {
    callback.cast::<Opaque>().is_some_and(|o| o.data::<GateData>().is_some())
}

fn gate_among_callbacks(f: &Future) -> Option<Value<'_>> {
    let callbacks = f.callbacks.load()?;
    match callbacks.cast::<List>() {
        Some(list) => (0..list.len()).filter_map(|i| list.get(i)).find(|c| is_gate(*c)),
        None => Some(callbacks).filter(|c| is_gate(*c)),
    }
}

/// How a waiter stands that has to wait on.
fn waits_on(bits: u8, how: &Passed) -> u8 {
    match how {
        Passed::For(purpose) => purpose << 2 | standing::WAITS,
        _ => bits & !standing::MASK | standing::WAITS,
    }
}

fn t_clear(vm: &Vm, task: Kept) {
    let t = as_task(vm, task);
    t.wait.set(WaitKind::Nothing);
    t.waits_for.store(t.header(), None);
    t.future().gate.set(0);
}

/// What the primitive that a task waits at calls the wait.
pub(super) fn label_of(task: &Task) -> Option<&'static str> {
    let object = task.waits_for.load()?.cast::<Opaque>()?;
    Some(object.data::<GateData>()?.0.label(task.future().gate.get() >> 2))
}

/// The tasks whose end a task waits for at a primitive.
pub(super) fn awaited_at<'h>(vm: &'h Vm, task: &'h Task) -> Vec<Value<'h>> {
    let object = task.waits_for.load().and_then(|v| v.cast::<Opaque>());
    object.and_then(|o| o.data::<GateData>()).map_or(Vec::new(), |gate| gate.0.awaited(vm))
}

/// The task that has what a task waits for at a primitive.
pub(super) fn holder_at<'h>(vm: &'h Vm, task: &Task) -> Option<&'h Task> {
    let object = task.waits_for.load()?.cast::<Opaque>()?;
    let purpose = task.future().gate.get() >> 2;
    object.data::<GateData>()?.0.holder(vm, purpose)?.get(&vm.heap).cast::<Task>()
}

/// Objects that many waits share.
pub(super) struct Shared {
    /// A future that has ended, with the result of the native just called.
    pub ready: Kept,
    /// Gives way for a turn.
    pub turn: Kept,
    /// Sleeps for as long as `EventLoop::nap` says.
    pub nap: Kept,
    /// The running task stands among the waiters of a primitive already.
    pub wait: Kept,
}

impl Shared {
    fn new(vm: &Vm) -> Shared {
        let ready = new_future(vm);
        ready.state.set(FutureState::Finished);
        Shared {
            ready: Kept::new(ready.value()),
            turn: Kept::new(Suspension::shared(vm)),
            nap: Kept::new(Suspension::shared(vm)),
            wait: Kept::new(Suspension::shared(vm)),
        }
    }

    pub fn trace(&self, t: &mut Tracer) {
        for k in [self.ready, self.turn, self.nap, self.wait] {
            k.trace(t);
        }
    }
}

impl EventLoop {
    /// Forgets the last result that was ready: the await it was for has it.
    pub(super) fn forget_ready(&self, vm: &Vm) {
        if let Some(f) = self.shared.get().and_then(|s| s.ready.get(&vm.heap).as_future()) {
            f.result.take();
        }
    }

    #[inline(always)]
    pub(super) fn shared(&self, vm: &Vm) -> &Shared {
        self.shared.get_or_init(|| Shared::new(vm))
    }
}
