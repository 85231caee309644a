//! One step of a task: resuming its coroutine, and what becomes of what it stops for.

use super::future::{cancelled_with, mark_cancelled};
use super::suspension::{Does, Suspension};
use super::{EventLoop, Item, add_callback, fail_future, finish_future, task};
use crate::value::{Exception, FutureState, Generator, Kept, Task, Value, WaitKind};
use crate::vm::{Exc, Handle, Raise, Resume, Scope, Step, Stop, Vm};

/// What a task goes on with. Nothing may collect between making one and the step.
#[derive(Clone, Copy)]
pub(super) enum Input {
    Value(Kept),
    Throw(Kept),
}

impl EventLoop {
    /// Runs a task until it waits or ends. Only SystemExit and KeyboardInterrupt come out of it.
    pub(super) fn step(&self, vm: &mut Vm, kept: Kept, mut input: Input) -> Result<(), Raise> {
        let Some(task) = kept.get(&vm.heap).cast::<Task>() else { return Ok(()) };
        if task.future().is_done() {
            return Ok(());
        }
        let waits_at_gate = task.wait.get() == WaitKind::Gate;
        if task.must_cancel.replace(false) {
            let already = match input {
                Input::Throw(e) => vm.is_instance_of(e.get(&vm.heap), Exc::CancelledError),
                Input::Value(_) => false,
            };
            if !already {
                input = Input::Throw(Kept::new(cancelled_with(vm, self.message_to_come(vm, kept))));
            }
        }
        let coro = Kept::new(task.coro.load().unwrap_or(Value::NONE));
        self.current.set(Some(kept));
        let own = task.context().map(Value::word);
        let outer = vm.context.replace(own);
        let result = if waits_at_gate {
            self.step_through_gate(vm, kept, coro, input)
        } else {
            task.wait.set(WaitKind::Nothing);
            resume(vm, coro, input).map(Some)
        };
        let context = vm.context.replace(outer);
        self.current.set(None);
        if context != own {
            super::as_task(vm, kept).set_context(&vm.heap, context.map(Value::from_word));
        }
        self.stopped(vm, kept, result)
    }

    /// A step of a task where it is plain how it goes on: with a value that is known, into a coroutine that can be
    /// resumed as it stands. None, and nothing done, elsewhere.
    #[inline(always)]
    pub(super) fn step_plainly(&self, vm: &mut Vm, item: Item) -> Option<Result<(), Raise>> {
        let (Item::Step(kept) | Item::Wake(kept) | Item::Pass(kept)) = item else { return None };
        let task = kept.get(&vm.heap).cast::<Task>()?;
        if task.future().is_done() || task.must_cancel.get() {
            return None;
        }
        let found = vm.resumable(task.coro.load()?)?;
        let value = match item {
            Item::Step(_) if task.wait.get() != WaitKind::Gate => Value::NONE,
            Item::Wake(_) => {
                // an exception is for the general way
                task.waits_for.load()?.as_future().filter(|f| f.state.get() == FutureState::Finished)?;
                task.waits_for.store(task.header(), None);
                Value::NONE
            }
            Item::Pass(_) if task.wait.get() == WaitKind::Gate => self.pass_plainly(vm, task)?,
            _ => return None,
        };
        let value = Kept::new(value);
        task.wait.set(WaitKind::Nothing);
        self.current.set(Some(kept));
        let own = task.context().map(Value::word);
        let outer = vm.context.replace(own);
        let result = vm.resume_plainly(found, value);
        let context = vm.context.replace(outer);
        self.current.set(None);
        if context != own {
            super::as_task(vm, kept).set_context(&vm.heap, context.map(Value::from_word));
        }
        if let Ok(Stop::Wait(y)) = result
            && self.shared.get().is_some_and(|shared| y == shared.turn)
        {
            self.gives_way(super::as_task(vm, kept));
            return Some(Ok(()));
        }
        Some(self.stopped(vm, kept, result.map(Some)))
    }

    /// A task waits from now on.
    #[inline(always)]
    fn begins_to_wait(&self, task: &Task) {
        // wraps around after 49 days
        task.future().since.set((self.turn_time.get() / 1_000_000) as u32);
    }

    /// A task goes on in the next turn. That cannot be cancelled: a pending cancellation is thrown in at the next step.
    #[inline(always)]
    fn gives_way(&self, task: &Task) {
        self.begins_to_wait(task);
        task.wait.set(WaitKind::Turn);
        self.push(Item::Step(Kept::new(task.value())));
    }

    /// What becomes of a task whose coroutine has stopped. (None: it was not resumed.)
    #[inline(never)]
    fn stopped(&self, vm: &mut Vm, kept: Kept, result: Result<Option<Stop>, Raise>) -> Result<(), Raise> {
        let task = super::as_task(vm, kept);
        match result {
            Ok(Some(Stop::Wait(y))) => self.wait_for(vm, kept, y),
            Ok(Some(Stop::Return(r))) => {
                if task.must_cancel.replace(false) {
                    let message = self.message_to_come(vm, kept);
                    mark_cancelled(self, vm, task.future(), message, None);
                } else {
                    finish_future(self, vm, task.future(), r.get(&vm.heap));
                }
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(raise) => self.task_raised(&mut vm.scope(), kept, raise),
        }
    }

    /// Asks the primitive at which a task waits how it goes on, and resumes it. None: it waits on.
    fn step_through_gate(
        &self,
        vm: &mut Vm,
        task: Kept,
        coro: Kept,
        input: Input,
    ) -> Result<Option<Stop>, Raise> {
        let mut s = vm.scope();
        let thrown = match input {
            Input::Throw(e) => Some(s.keep(|vm| e.get(&vm.heap))),
            Input::Value(_) => None,
        };
        let input = match self.pass(&mut s, task, thrown) {
            Ok(None) => return Ok(None),
            Ok(Some(v)) => Input::Value(Kept::new(v.get(&s))),
            Err(raise) => Input::Throw(Kept::new(s.catch(raise).get(&s))),
        };
        resume(&mut s, coro, input).map(Some)
    }

    fn task_raised(&self, s: &mut Scope<'_>, task: Kept, raise: Raise) -> Result<(), Raise> {
        let cancelled = s.pending_is(&raise, Exc::CancelledError);
        let fatal = s.pending_is(&raise, Exc::SystemExit) || s.pending_is(&raise, Exc::KeyboardInterrupt);
        let e = s.catch(raise);
        let f = super::as_future(s, task);
        if cancelled {
            mark_cancelled(self, s, f, None, Some(e.get(s)));
            return Ok(());
        }
        fail_future(self, s, f, e.get(s));
        if fatal {
            return Err(s.raise_again(e.get(s)));
        }
        Ok(())
    }

    /// A task stops for something: a future, a suspension, or None to give way.
    fn wait_for(&self, vm: &mut Vm, kept: Kept, y: Kept) -> Result<(), Raise> {
        let task = super::as_task(vm, kept);
        let shared = self.shared(vm);
        let what = y.get(&vm.heap);
        if y == shared.turn || what.is_none() {
            self.gives_way(task);
            return Ok(());
        }
        self.begins_to_wait(task);
        if y == shared.nap {
            self.sleep_on(vm, kept, self.nap.get());
        } else if y == shared.wait {
            // it stands among the waiters already
        } else if let Some(f) = what.as_future() {
            if y == kept {
                let text = format!("Task cannot await on itself: {}", super::report::brief(vm, what));
                return self.bad_wait(vm, kept, &text);
            }
            task.wait.set(WaitKind::Future);
            task.waits_for.store(task.header(), Some(what));
            add_callback(self, vm, f, task.value());
        } else if let Some(suspension) = Suspension::of(what) {
            if !suspension.begin() {
                return self.bad_wait(vm, kept, "cannot reuse already awaited coroutine");
            }
            match &suspension.does {
                Does::Turn => {
                    task.wait.set(WaitKind::Turn);
                    if suspension.known_result().is_some() {
                        task.waits_for.store(task.header(), Some(what));
                        self.push(Item::Elapsed(kept));
                    } else {
                        self.push(Item::Step(kept));
                    }
                    return Ok(());
                }
                Does::Sleep(ns) => {
                    let keep = suspension.known_result().map(|_| what);
                    task.waits_for.store(task.header(), keep);
                    self.sleep_on(vm, kept, *ns);
                }
                Does::Operation(start) => self.start_operation(task, what, start),
            }
        } else {
            let text = format!("Task got bad yield: {}", super::report::brief(vm, what));
            return self.bad_wait(vm, kept, &text);
        }
        self.cancel_if_asked(vm, kept)
    }

    /// Sets the timer on which a task sleeps.
    fn sleep_on(&self, vm: &Vm, kept: Kept, ns: u64) {
        let task = super::as_task(vm, kept);
        let deadline = vm.host.monotonic().saturating_add(ns);
        self.timers.borrow_mut().set(&vm.heap, deadline, kept, task.future().naps.get());
        task.wait.set(WaitKind::Timer);
    }

    /// A cancellation that came while the task ran strikes what it now waits for.
    fn cancel_if_asked(&self, vm: &mut Vm, kept: Kept) -> Result<(), Raise> {
        let task = super::as_task(vm, kept);
        if task.must_cancel.get() {
            let message = self.message_to_come(vm, kept).map(Kept::new);
            if task::cancel_wait(self, vm, kept, message)? {
                super::as_task(vm, kept).must_cancel.set(false);
            }
        }
        Ok(())
    }

    /// A task has stopped for something that cannot be waited for: RuntimeError at its next step.
    fn bad_wait(&self, vm: &Vm, task: Kept, text: &str) -> Result<(), Raise> {
        let e: &Exception = vm.new_exception(Exc::RuntimeError, text);
        self.push_two(Item::Throw(task), Kept::new(e.value()));
        Ok(())
    }
}

/// Resumes what a task runs: a coroutine, a suspension, or another object with `send` and `throw`.
fn resume(vm: &mut Vm, coro: Kept, input: Input) -> Result<Stop, Raise> {
    if let Input::Value(v) = input
        && let Some(result) = vm.step_coroutine(coro, v)
    {
        return result;
    }
    let mut s = vm.scope();
    let coro = s.keep(|vm| coro.get(&vm.heap));
    let step = match input {
        Input::Value(v) => {
            let v = s.keep(|vm| v.get(&vm.heap));
            resume_slowly(&mut s, coro, Resume::Send(v))
        }
        Input::Throw(e) => {
            let e = s.keep(|vm| e.get(&vm.heap));
            resume_slowly(&mut s, coro, Resume::Throw(e))
        }
    };
    Ok(match step? {
        Step::Yield(h) => Stop::Wait(Kept::new(h.get(&s))),
        Step::Return(h) => Stop::Return(Kept::new(h.get(&s))),
    })
}

fn resume_slowly(s: &mut Scope<'_>, coro: Handle, with: Resume) -> Result<Step, Raise> {
    if coro.cast::<Generator>(s).is_some() {
        return s.resume(coro, with);
    }
    if let Some(suspension) = Suspension::of(coro.get(s)) {
        return match with {
            Resume::Throw(e) => {
                suspension.begin();
                Err(s.raise_again(e.get(s)))
            }
            Resume::Send(_) if suspension.is_fresh() => Ok(Step::Yield(coro)),
            Resume::Send(v) => Ok(Step::Return(v)),
        };
    }
    let sent = match with {
        Resume::Send(v) => s.call_method(coro, "send", &[v]),
        Resume::Throw(e) => s.call_method(coro, "throw", &[e]),
    };
    match sent {
        Ok(y) => Ok(Step::Yield(y)),
        Err(raise) if s.pending_is(&raise, Exc::StopIteration) => {
            let e = s.catch(raise);
            let value = e.cast::<Exception>(s).and_then(|e| e.args().first().copied().map(Kept::new));
            Ok(Step::Return(s.keep(|vm| value.map_or(Value::NONE, |k| k.get(&vm.heap)))))
        }
        Err(raise) => Err(raise),
    }
}
