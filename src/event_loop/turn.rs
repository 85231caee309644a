//! One turn of the loop.

use std::sync::atomic::Ordering;

use super::handle::run_handle;
use super::step::Input;
use super::{EventLoop, Item, TimeoutData, WatcherData, as_task, cancelled_error, future};
use crate::heap::interrupt;
use crate::value::{FutureState, Kept, Opaque, Task, Value, WaitKind};
use crate::vm::{Component, Raise, Vm};

/// What a loop with nothing ready does.
pub(super) enum Idle {
    /// Looks again: virtual time has jumped.
    Again,
    /// Waits, at most so many nanoseconds.
    Wait(Option<u64>),
}

/// In virtual time, how long open-ended native operations are given before the clock jumps.
const GRACE: u64 = 5_000_000;

impl EventLoop {
    /// Nothing is ready and nothing says that the loop is to end.
    pub(super) fn is_idle(&self) -> bool {
        self.ready.borrow().is_empty() && !self.stopping.get()
    }

    /// Posts completions of native operations, then due timers.
    pub(super) fn post(&self, vm: &Vm) {
        self.answer_call();
        if self.operations.borrow().count() > 0 {
            self.post_operations();
        }
        let mut timers = self.timers.borrow_mut();
        if timers.is_empty() {
            // reports say since when tasks wait: a reading now and then is enough
            let turns = self.turns.get().wrapping_add(1);
            self.turns.set(turns);
            if turns.is_multiple_of(64) {
                self.turn_time.set(vm.host.monotonic());
            }
            return;
        }
        let now = vm.host.monotonic();
        self.turn_time.set(now);
        while let Some(target) = timers.take_due(&vm.heap, now) {
            let v = target.get(&vm.heap);
            if let Some(task) = v.cast::<Task>() {
                task.wait.set(WaitKind::Fired);
                self.push(Item::Slept(target));
            } else if let Some(d) = v.cast::<Opaque>().and_then(|o| o.data::<TimeoutData>()) {
                d.fired();
                self.push(Item::Strike(target));
            } else {
                self.push(Item::Call(target));
            }
        }
    }

    /// Decides what to do while nothing is ready. Raises if nothing ever can be.
    pub(super) fn idle(&self, vm: &mut Vm) -> Result<Idle, Raise> {
        self.turn_time.set(vm.host.monotonic());
        self.look_for_lost(vm)?;
        let due = self.look_for_dead(vm)?;
        if !self.is_idle() {
            return Ok(Idle::Again);
        }
        let within = |limit: Option<u64>| limit.into_iter().chain(due).min();
        let next = self.timers.borrow_mut().next(&vm.heap);
        let (count, finite) = {
            let o = self.operations.borrow();
            (o.count(), o.any_finite())
        };
        if self.is_attending() {
            self.tell_failures(vm)?;
            // virtual time stands still while somebody types
            let limit = next.filter(|_| !self.virtual_time);
            return Ok(Idle::Wait(within(
                limit.map(|deadline| deadline.saturating_sub(vm.host.monotonic())),
            )));
        }
        let Some(deadline) = next else {
            if count == 0 && self.signal_handlers.borrow().is_empty() {
                if let Some(idle) = self.give_input_up(vm) {
                    return idle;
                }
                return Err(self.deadlock(vm));
            }
            return Ok(Idle::Wait(within(None)));
        };
        if !self.virtual_time {
            return Ok(Idle::Wait(within(Some(deadline.saturating_sub(vm.host.monotonic())))));
        }
        if finite {
            return Ok(Idle::Wait(None));
        }
        if count > 0 && !self.waited.replace(true) {
            return Ok(Idle::Wait(Some(GRACE)));
        }
        self.waited.set(false);
        vm.host.advance_to(deadline);
        Ok(Idle::Again)
    }

    /// Looks at the interrupt word between turns.
    pub(super) fn outside(&self, vm: &mut Vm) -> Result<(), Raise> {
        const MINE: u32 = interrupt::SIGINT | interrupt::WAKE | interrupt::SLOW;
        let bits = vm.heap.interrupt().load(Ordering::Relaxed) & MINE;
        if bits == 0 {
            return Ok(());
        }
        vm.heap.interrupt().fetch_and(!bits, Ordering::Relaxed);
        self.interrupted(vm, bits)
    }

    /// Runs exactly what was ready when the turn began.
    pub(super) fn run_ready(&self, vm: &mut Vm) -> Result<(), Raise> {
        self.waited.set(false);
        let result = self.run_items(vm);
        if result.is_ok() && !self.aftermath.get() && vm.heap.interrupt().load(Ordering::Relaxed) == 0 {
            return Ok(());
        }
        self.end_of_turn(vm, result)
    }

    #[inline(never)]
    fn end_of_turn(&self, vm: &mut Vm, result: Result<(), Raise>) -> Result<(), Raise> {
        // also where something is raised out of the loop: what was written is on its way
        let ended = self.end_turn(vm);
        result.and(ended)?;
        self.forget_ready(vm);
        // what comes up from here on is told after the next turn
        self.aftermath.set(self.abandoned.get());
        // script may have swallowed the second Ctrl-C
        if self.abandoned.get() {
            return Err(vm.raise_with(crate::vm::Exc::KeyboardInterrupt, &[]));
        }
        if vm.heap.interrupt().load(Ordering::Relaxed) != 0 {
            self.outside(vm)?;
            vm.collect_between()?;
        }
        self.tell_reports(vm)
    }

    fn run_items(&self, vm: &mut Vm) -> Result<(), Raise> {
        let n = self.ready.borrow().len();
        for _ in 0..n {
            let Some(item) = self.ready.borrow_mut().pop() else { break };
            if self.virtual_time {
                vm.host.begin_step();
            }
            if self.watch.on.get() {
                self.step_begins(vm, &item);
                let result = self.run_item(vm, item);
                self.step_ends(vm);
                result?;
                continue;
            }
            match self.step_plainly(vm, item) {
                Some(result) => result?,
                None => self.run_item(vm, item)?,
            }
        }
        Ok(())
    }

    #[inline(never)]
    fn run_item(&self, vm: &mut Vm, item: Item) -> Result<(), Raise> {
        match item {
            Item::Step(task) => self.step_kept(vm, task, None),
            Item::Wake(task) => self.wake(vm, task),
            Item::Slept(task) => {
                let t = as_task(vm, task);
                if t.wait.get() == WaitKind::Fired {
                    t.wait.set(WaitKind::Nothing);
                    self.push(if t.waits_for.load().is_none() {
                        Item::Step(task)
                    } else {
                        Item::Elapsed(task)
                    });
                }
                Ok(())
            }
            Item::Elapsed(task) => {
                let t = as_task(vm, task);
                let result =
                    t.waits_for.load().and_then(super::Suspension::of).and_then(|s| s.known_result());
                t.waits_for.store(t.header(), None);
                self.step_kept(vm, task, result)
            }
            Item::Pass(waiter) => match waiter.get(&vm.heap).cast::<Task>() {
                Some(_) => self.step_kept(vm, waiter, None),
                None => self.pass_future(vm, waiter),
            },
            Item::Cancelled(task) => {
                let message = self.second();
                let error = Kept::new(future::cancelled_with(vm, Some(message.get(&vm.heap))));
                self.step(vm, task, Input::Throw(error))
            }
            Item::Throw(task) => {
                let error = self.second();
                self.step(vm, task, Input::Throw(error))
            }
            Item::Call(handle) => run_handle(self, vm, handle),
            Item::Gate(gate) => self.happens(vm, gate.kept(), gate.number()),
            Item::Strike(timeout) => super::timeout::strike(self, vm, timeout),
            Item::Callback(future) => {
                let callback = self.second();
                self.run_callback(vm, future, callback)
            }
            Item::Watch(future) => {
                let watcher = self.second();
                let data = watcher.get(&vm.heap).cast::<Opaque>().and_then(|o| o.data::<WatcherData>());
                let Some(w) = data.map(|d| &d.0) else { return Ok(()) };
                if w.notes(self, vm, super::as_future(vm, future)) {
                    return Ok(());
                }
                let w = w.clone();
                let mut s = vm.scope();
                s.keep(|vm| future.get(&vm.heap));
                s.keep(|vm| watcher.get(&vm.heap));
                w.ended(self, &mut s, future)
            }
            Item::Operation(ticket) => {
                let (index, generation) = ticket.parts();
                self.operation_ended(index, generation);
                Ok(())
            }
            Item::Ready(ticket) => {
                let (index, generation) = ticket.parts();
                self.run_watch(vm, index, generation)
            }
            Item::Operated(ticket) => {
                let (index, generation) = ticket.parts();
                self.resume_operated(vm, index, generation)
            }
            Item::Finalise(generator) => {
                let mut s = vm.scope();
                let g = s.keep(|vm| generator.get(&vm.heap));
                let close = s.call_method(g, "aclose", &[])?;
                let task = super::create_task(self, &s, close.get(&s), None, None);
                // no script has made it
                task.future().site.set(crate::value::Site::default());
                Ok(())
            }
            Item::Settle(future) => {
                let f = super::as_future(vm, future);
                if !f.is_done() {
                    super::finish_future(self, vm, f, Value::NONE);
                }
                Ok(())
            }
        }
    }

    fn step_kept(&self, vm: &mut Vm, task: Kept, value: Option<Kept>) -> Result<(), Raise> {
        self.step(vm, task, Input::Value(value.unwrap_or(Kept::new(Value::NONE))))
    }

    /// The future that a task waits for has ended.
    fn wake(&self, vm: &mut Vm, task: Kept) -> Result<(), Raise> {
        let t = as_task(vm, task);
        let f = t.waits_for.load().and_then(Value::as_future);
        let cancelled = f.filter(|f| f.state.get() == FutureState::Cancelled);
        let error = cancelled.map(|f| Kept::new(cancelled_error(vm, f)));
        t.waits_for.store(t.header(), None);
        match error {
            // the awaiting frame takes the result, or the exception, out of the future itself
            None => self.step_kept(vm, task, None),
            Some(e) => self.step(vm, task, Input::Throw(e)),
        }
    }

    fn run_callback(&self, vm: &mut Vm, future: Kept, callback: Kept) -> Result<(), Raise> {
        let (callable, context) = future::parts_of_callback(callback.get(&vm.heap));
        let (callable, context) = (Kept::new(callable), context.map(Value::word));
        let mut s = vm.scope();
        let f = s.keep(|vm| future.get(&vm.heap));
        let callable = s.keep(|vm| callable.get(&vm.heap));
        let outer = s.context.replace(context);
        let result = s.call(callable, &[f]);
        s.context.set(outer);
        match result {
            Ok(_) => Ok(()),
            Err(raise) => self.callback_failed(&mut s, raise, callable, None),
        }
    }
}
