//! The inlet, the one thread-safe entrance of the loop, and what the prompt does through it: the loop runs while
//! the prompt waits for somebody to type, and ends when it is called.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::run::{LoopData, run_forever};
use super::turn::Idle;
use super::{EventLoop, cancel_task};
use crate::heap::interrupt;
use crate::value::{Future, FutureState, Kept, Opaque, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

/// Calls the loop from any thread.
#[derive(Clone)]
pub struct Inlet {
    called: Arc<AtomicBool>,
    interrupt: Arc<AtomicU32>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Inlet {
    /// Ends the loop's waiting for a call, now or when it begins.
    pub fn call(&self) {
        self.called.store(true, Ordering::Release);
        (self.wake)();
    }

    /// Interrupts what runs, as Ctrl-C does.
    pub fn interrupt(&self) {
        self.interrupt.fetch_or(interrupt::SIGINT, Ordering::Relaxed);
        (self.wake)();
    }
}

/// What the loop knows about a prompt.
#[derive(Default)]
pub(super) struct Attendance {
    called: Arc<AtomicBool>,
    /// The loop runs until it is called.
    attending: Cell<bool>,
    /// Somebody sits there: a deadlock ends the input, not the program.
    patient: Cell<bool>,
    /// The input has been cancelled because of a deadlock.
    given_up: Cell<bool>,
    /// A future has failed since the loop was last idle.
    pub failed: Cell<bool>,
}

/// The entrance to a machine's loop.
pub fn inlet(vm: &Vm) -> Inlet {
    let el = super::of(vm);
    Inlet {
        called: el.attendance.called.clone(),
        interrupt: vm.heap.interrupt().clone(),
        wake: el.drive.waker().into(),
    }
}

/// Runs a loop until it is called through its inlet.
pub fn attend(s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let el = super::of(s);
    el.attendance.attending.set(true);
    let result = run_forever(s, object);
    el.attendance.attending.set(false);
    // whoever calls from now on finds the flag down; what was posted before is taken next
    el.attendance.called.store(false, Ordering::Release);
    result
}

/// Calls something as if from inside a loop, so that it may make tasks; they begin when the loop next runs.
pub fn within<R>(
    s: &mut Scope<'_>,
    object: Handle,
    call: impl FnOnce(&mut Scope<'_>) -> Result<R, Raise>,
) -> Result<R, Raise> {
    let el = super::of(s);
    if el.running.get() {
        return Err(s.runtime_error("This event loop is already running"));
    }
    let before = el.loop_now.replace(Some(Kept::new(object.get(s))));
    el.loop_last.set(el.loop_now.get());
    el.running.set(true);
    let result = call(s);
    el.running.set(false);
    el.stopping.set(false);
    el.loop_now.set(before);
    result
}

/// Says whether a deadlock in the input that begins now ends that input alone.
pub fn begin_input(vm: &Vm, patient: bool) {
    let el = super::of(vm);
    el.attendance.patient.set(patient);
    el.attendance.given_up.set(false);
}

/// Whether a loop object cannot be used any more.
pub fn is_closed(vm: &Vm, object: Handle) -> bool {
    object.cast::<Opaque>(vm).and_then(|o| o.data::<LoopData>()).is_none_or(|d| d.closed.get())
}

/// The tasks that have not ended, and what each waits for.
pub fn tasks_text(vm: &Vm) -> String {
    let el = super::of(vm);
    match super::live_tasks(&el, vm).len() {
        0 => "no tasks\n".into(),
        1 => el.waiting_text(vm, "1 task:"),
        n => el.waiting_text(vm, &format!("{n} tasks:")),
    }
}

/// Whether a future has failed with what is raised out of the loop, so that everybody knows.
fn ended_the_run(vm: &Vm, f: &Future) -> bool {
    let e = f.result.load().unwrap_or(Value::NONE);
    [Exc::SystemExit, Exc::KeyboardInterrupt].iter().any(|x| vm.is_instance_of(e, *x))
}

impl EventLoop {
    /// Whether the loop waits for a call.
    pub(super) fn is_attending(&self) -> bool {
        self.attendance.attending.get()
    }

    /// Ends the loop if it was called.
    pub(super) fn answer_call(&self) {
        if self.attendance.attending.get() && self.attendance.called.load(Ordering::Acquire) {
            self.stop();
        }
    }

    /// While somebody types nothing collects garbage for long: a failure that nobody has looked at is told now.
    pub(super) fn tell_failures(&self, vm: &mut Vm) -> Result<(), Raise> {
        let failed = self.attendance.failed.take();
        let watched = if failed { vm.heap.watched_words() } else { Vec::new() };
        for v in watched.into_iter().map(Value::from_word) {
            if let Some(f) = v.as_future()
                && f.state.get() == FutureState::Failed
                && f.unseen.replace(false)
                && !ended_the_run(vm, f)
            {
                self.report_unseen(vm, f);
            }
        }
        self.tell_reports(vm)
    }

    /// Nothing is left that could wake the input at a prompt: it is cancelled. None where there is no prompt.
    pub(super) fn give_input_up(&self, vm: &mut Vm) -> Option<Result<Idle, Raise>> {
        if !self.attendance.patient.get() {
            return None;
        }
        if self.attendance.given_up.replace(true) {
            return Some(Err(vm.raise_with(Exc::KeyboardInterrupt, &[])));
        }
        let text = self.waiting_text(vm, "deadlock: nothing is left that could wake this; it is cancelled:");
        vm.write_stderr(&text);
        let main = self.main.get()?;
        Some(cancel_task(self, vm, main, None).map(|_| Idle::Again))
    }
}
