//! Tasks: making, naming, cancelling.

use super::step::Input;
use super::{EventLoop, Item, as_task, cancel_future, context_copy, site};
use crate::value::{Generator, Kept, Str, Task, Value, WaitKind};
use crate::vm::{Raise, Vm};

/// A new task that begins in the next turn. `coroutine` is known to be one; `name` is a string; `context` is
/// the context it runs in, a copy of the current one if none is given.
#[inline]
pub fn create_task<'h>(
    el: &EventLoop,
    vm: &'h Vm,
    coroutine: Value<'_>,
    name: Option<Value<'_>>,
    context: Option<Value<'_>>,
) -> &'h Task {
    let context = context.or_else(|| context_copy(el, vm));
    let name = name.unwrap_or_else(|| el.next_number());
    let task = Task::running(&vm.heap, site(vm), coroutine, name, context);
    begin(el, vm, task, coroutine);
    el.push(Item::Step(Kept::new(task.value())));
    task
}

/// A task takes its coroutine over.
#[inline(always)]
fn begin(el: &EventLoop, vm: &Vm, task: &Task, coroutine: Value<'_>) {
    if let Some(g) = coroutine.cast::<Generator>() {
        g.set_seen(true);
        // the task sees to it now
        vm.heap.unwatch_last(g.header());
    }
    el.remember_task(task);
}

/// Fills in a new task.
pub(crate) fn fill_task(
    el: &EventLoop,
    vm: &Vm,
    task: &Task,
    coroutine: Value<'_>,
    name: Option<Value<'_>>,
    context: Option<Value<'_>>,
) {
    task.coro.store(task.header(), Some(coroutine));
    task.set_name(&vm.heap, name.unwrap_or_else(|| el.next_number()));
    if let Some(context) = context.or_else(|| context_copy(el, vm)) {
        task.set_context(&vm.heap, Some(context));
    }
    begin(el, vm, task, coroutine);
}

/// Has a task begin in the next turn.
pub(crate) fn start_task(el: &EventLoop, task: &Task) {
    el.push(Item::Step(Kept::new(task.value())));
}

/// Has a task begin now, before the task that runs goes on. Only SystemExit and KeyboardInterrupt come out of it.
pub(crate) fn start_eagerly(el: &EventLoop, vm: &mut Vm, task: Kept) -> Result<(), Raise> {
    let outer = el.current.get();
    let mut s = vm.scope();
    // the step hides both from the collector
    let hidden = [outer, s.context.get().map(|c| Kept::new(Value::from_word(c)))];
    for kept in hidden.into_iter().flatten() {
        s.keep(|vm| kept.get(&vm.heap));
    }
    let done = el.step(&mut s, task, Input::Value(Kept::new(Value::NONE)));
    el.current.set(outer);
    done
}

/// A task's name.
pub fn task_name(task: &Task) -> String {
    let name = task.name();
    match name.cast::<Str>() {
        Some(name) => name.to_text(),
        None => format!("Task-{}", name.as_small_int().unwrap_or(0)),
    }
}

/// The number of a task that has no name of its own; 0 for the others.
pub fn task_number(task: &Task) -> i64 {
    task.name().as_small_int().unwrap_or(0)
}

/// The task that is running.
pub fn current_task<'h>(el: &EventLoop, vm: &'h Vm) -> Option<Value<'h>> {
    el.current.get().map(|k| k.get(&vm.heap))
}

/// All tasks that have not ended, oldest first.
pub fn live_tasks<'h>(el: &EventLoop, vm: &'h Vm) -> Vec<Value<'h>> {
    let mut all: Vec<Value<'h>> = el.tasks.borrow().iter().map(|k| k.get(&vm.heap)).collect();
    // places are given anew when a task ends; numbers tell the age of those without a name
    all.sort_by_key(|v| v.cast::<Task>().map_or(0, task_number));
    all
}

/// Cancels a task: what it waits for is cancelled, or else CancelledError is thrown in at its next step.
pub fn cancel_task(el: &EventLoop, vm: &mut Vm, task: Kept, message: Option<Kept>) -> Result<bool, Raise> {
    let t = as_task(vm, task);
    if t.future().is_done() {
        return Ok(false);
    }
    t.cancels.set(t.cancels.get().saturating_add(1));
    if cancel_wait(el, vm, task, message)? {
        return Ok(true);
    }
    let t = as_task(vm, task);
    t.must_cancel.set(true);
    el.forget_message(task);
    if let Some(message) = message {
        el.messages.borrow_mut().insert(task.stored(&vm.heap), message.stored(&vm.heap));
    }
    Ok(true)
}

/// Takes a request for cancellation back; says how many are left.
pub fn uncancel(task: &Task) -> u16 {
    let left = task.cancels.get().saturating_sub(1);
    task.cancels.set(left);
    if left == 0 {
        task.must_cancel.set(false);
    }
    left
}

impl EventLoop {
    /// What stands for the name of the next task without one.
    fn next_number<'h>(&self) -> Value<'h> {
        let number = self.next_name.get();
        self.next_name.set(number + 1);
        Value::index(number as usize)
    }

    /// The message of the cancellation that is to be thrown into a task at its next step.
    pub(super) fn message_to_come<'h>(&self, vm: &'h Vm, task: Kept) -> Option<Value<'h>> {
        self.messages.borrow().get(&task).map(|message| message.get(&vm.heap))
    }

    /// Forgets that message.
    #[inline]
    pub(super) fn forget_message(&self, task: Kept) {
        if !self.messages.borrow().is_empty() {
            self.messages.borrow_mut().remove(&task);
        }
    }
}

/// Cancels what a task waits for, if that can be cancelled.
pub(super) fn cancel_wait(
    el: &EventLoop,
    vm: &mut Vm,
    task: Kept,
    message: Option<Kept>,
) -> Result<bool, Raise> {
    let t = as_task(vm, task);
    match t.wait.get() {
        // one that has fired is no longer among the timers
        WaitKind::Fired => {}
        WaitKind::Timer => {
            t.wait.set(WaitKind::Nothing);
            let (naps, again) = t.future().naps.get().overflowing_add(1);
            t.future().naps.set(naps);
            let mut timers = el.timers.borrow_mut();
            if again {
                // no timer from when the number was last the same may be left
                timers.clean(&vm.heap);
            } else {
                timers.cancelled(&vm.heap);
            }
        }
        WaitKind::Gate => return Ok(el.cancel_gate(t, message)),
        WaitKind::Native => {
            if !el.cancel_operation(vm, t) {
                return Ok(false);
            }
        }
        WaitKind::Future => {
            let Some(f) = t.waits_for.load() else { return Ok(false) };
            return cancel_future(el, vm, Kept::new(f), message);
        }
        _ => return Ok(false),
    }
    t.wait.set(WaitKind::Nothing);
    t.waits_for.store(t.header(), None);
    el.push_cancelled(task, message);
    Ok(true)
}
