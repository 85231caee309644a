//! One step of a task: resuming its coroutine, and what becomes of what it stops for.

use super::future::{cancelled_with, mark_cancelled};
use super::suspension::{Does, Suspension};
use super::{EventLoop, Item, add_callback, fail_future, finish_future, task};
use crate::value::{Exception, Generator, Kept, Task, Value, WaitKind};
use crate::vm::{Exc, Handle, Raise, Resume, Scope, Step};

/// What a task goes on with.
#[derive(Clone, Copy)]
pub(super) enum Input {
    Value(Handle),
    Throw(Handle),
}

impl EventLoop {
    /// Runs a task until it waits or ends. Only SystemExit and KeyboardInterrupt come out of it.
    pub(super) fn step(&self, s: &mut Scope<'_>, t: Handle, mut input: Input) -> Result<(), Raise> {
        let Some(task) = t.cast::<Task>(s) else { return Ok(()) };
        if task.future().is_done() {
            return Ok(());
        }
        task.wait.set(WaitKind::Nothing);
        let kept = Kept::new(task.value());
        let coro = Kept::new(task.coro.load().unwrap_or(Value::NONE));
        let context = task.context.get();
        if task.must_cancel.replace(false) {
            let already = matches!(input, Input::Throw(e) if s.is_instance_of(e.get(s), Exc::CancelledError));
            if !already {
                let message = task.future().message.load().map(Kept::new);
                input = Input::Throw(s.keep(|vm| cancelled_with(vm, message.map(|m| m.get(&vm.heap)))));
            }
        }
        let coro = s.keep(|vm| coro.get(&vm.heap));
        self.current.set(Some(kept));
        let outer = s.context.replace(context);
        let result = resume(s, coro, input);
        let context = s.context.replace(outer);
        self.current.set(None);
        let task = super::as_task(s, kept);
        task.context.set(task.header(), context);
        match result {
            Ok(Step::Yield(y)) => self.wait_for(s, t, y),
            Ok(Step::Return(r)) => {
                if task.must_cancel.replace(false) {
                    let message = task.future().message.load();
                    mark_cancelled(self, s, task.future(), message, None);
                } else {
                    finish_future(self, s, task.future(), r.get(s));
                }
                Ok(())
            }
            Err(raise) => self.task_raised(s, kept, raise),
        }
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
    fn wait_for(&self, s: &mut Scope<'_>, t: Handle, y: Handle) -> Result<(), Raise> {
        let Some(task) = t.cast::<Task>(s) else { return Ok(()) };
        let kept = Kept::new(task.value());
        let what = y.get(s);
        task.since.set(self.turn_time.get());
        if what.is_none() {
            task.wait.set(WaitKind::Turn);
            self.push(Item::Step(kept));
            return Ok(());
        }
        if let Some(f) = what.as_future() {
            if what.is(task.value()) {
                let text = format!("Task cannot await on itself: {}", super::report::brief(s, what));
                return self.bad_wait(s, kept, &text);
            }
            task.wait.set(WaitKind::Future);
            task.waits_for.store(task.header(), Some(what));
            add_callback(self, s, f, task.value());
            if task.must_cancel.get() {
                let message = task.future().message.load().map(Kept::new);
                let future = Kept::new(y.get(s));
                if super::cancel_future(self, s, future, message)? {
                    super::as_task(s, kept).must_cancel.set(false);
                }
            }
            return Ok(());
        }
        if let Some(suspension) = Suspension::of(what) {
            if !suspension.begin() {
                return self.bad_wait(s, kept, "cannot reuse already awaited coroutine");
            }
            return self.suspend(s, kept, y);
        }
        let text = format!("Task got bad yield: {}", super::report::brief(s, what));
        self.bad_wait(s, kept, &text)
    }

    fn suspend(&self, s: &mut Scope<'_>, kept: Kept, y: Handle) -> Result<(), Raise> {
        let task = super::as_task(s, kept);
        let object = y.get(s);
        let Some(suspension) = Suspension::of(object) else { return Ok(()) };
        match &suspension.does {
            Does::Turn => {
                task.wait.set(WaitKind::Turn);
                if suspension.known_result().is_some() {
                    task.waits_for.store(task.header(), Some(object));
                    self.push(Item::Elapsed(kept));
                } else {
                    self.push(Item::Step(kept));
                }
                // giving way cannot be cancelled: a pending cancellation is thrown in at the next step
                return Ok(());
            }
            Does::Sleep(ns) => {
                let deadline = s.host.monotonic().saturating_add(*ns);
                task.timer.set(self.timers.borrow_mut().set(deadline, kept));
                task.wait.set(WaitKind::Timer);
                let keep = suspension.known_result().map(|_| object);
                task.waits_for.store(task.header(), keep);
            }
            Does::Operation(start) => self.start_operation(task, object, start),
        }
        if task.must_cancel.get() {
            let message = task.future().message.load().map(Kept::new);
            if task::cancel_wait(self, s, kept, message)? {
                super::as_task(s, kept).must_cancel.set(false);
            }
        }
        Ok(())
    }

    /// A task has stopped for something that cannot be waited for: RuntimeError at its next step.
    fn bad_wait(&self, s: &mut Scope<'_>, task: Kept, text: &str) -> Result<(), Raise> {
        let e: &Exception = s.new_exception(Exc::RuntimeError, text);
        self.push(Item::Throw(task, Kept::new(e.value())));
        Ok(())
    }
}

/// Resumes what a task runs: a coroutine, a suspension, or another object with `send` and `throw`.
fn resume(s: &mut Scope<'_>, coro: Handle, input: Input) -> Result<Step, Raise> {
    if coro.cast::<Generator>(s).is_some() {
        return match input {
            Input::Value(v) => s.resume(coro, Resume::Send(v)),
            Input::Throw(e) => s.resume(coro, Resume::Throw(e)),
        };
    }
    if let Some(suspension) = Suspension::of(coro.get(s)) {
        return match input {
            Input::Throw(e) => {
                suspension.begin();
                Err(s.raise_again(e.get(s)))
            }
            Input::Value(_) if suspension.is_fresh() => Ok(Step::Yield(coro)),
            Input::Value(v) => Ok(Step::Return(v)),
        };
    }
    let sent = match input {
        Input::Value(v) => s.call_method(coro, "send", &[v]),
        Input::Throw(e) => s.call_method(coro, "throw", &[e]),
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
