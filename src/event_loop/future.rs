//! Futures: ending them, their callbacks, reading and cancelling them.

use super::{EventLoop, Item, WatcherData, as_future, cancel_task, site};
use crate::value::{Builtins, Future, FutureState, Kept, Kind, List, Method, Opaque, Task, Tuple, Value};
use crate::vm::{Exc, Raise, Vm};

/// A pending future, made at the script's present place.
pub fn new_future(vm: &Vm) -> &Future {
    Future::plain(&vm.heap, site(vm))
}

/// Ends a pending future with a result.
pub fn finish_future(el: &EventLoop, vm: &Vm, f: &Future, result: Value<'_>) {
    f.state.set(FutureState::Finished);
    f.result.store(f.header(), Some(result));
    settle(el, vm, f);
}

/// Ends a pending future with an exception.
pub fn fail_future(el: &EventLoop, vm: &Vm, f: &Future, exception: Value<'_>) {
    f.state.set(FutureState::Failed);
    f.result.store(f.header(), Some(exception));
    f.unseen.set(true);
    el.attendance.failed.set(true);
    vm.heap.watch(f.header());
    el.failed.set(true);
    vm.mark_traceback(exception, f);
    settle(el, vm, f);
}

/// Ends a pending future as cancelled: with a message, or with the very exception that ended a task.
pub(crate) fn mark_cancelled(
    el: &EventLoop,
    vm: &Vm,
    f: &Future,
    message: Option<Value<'_>>,
    exception: Option<Value<'_>>,
) {
    f.state.set(FutureState::Cancelled);
    f.result.store(f.header(), exception);
    settle(el, vm, f);
    f.callbacks.store(f.header(), message.filter(|m| !m.is_none()));
}

/// A future has ended: its callbacks run in the next turn.
fn settle(el: &EventLoop, vm: &Vm, f: &Future) {
    if f.is_task() {
        el.forget_task(vm, f.value());
    }
    let Some(callbacks) = f.callbacks.load() else { return };
    f.callbacks.store(f.header(), None);
    match callbacks.cast::<List>() {
        Some(list) => (0..list.len()).filter_map(|i| list.get(i)).for_each(|c| call_back(el, f, c)),
        None => call_back(el, f, callbacks),
    }
}

/// Puts a callback of an ended future into the ready queue.
fn call_back(el: &EventLoop, f: &Future, callback: Value<'_>) {
    let future = Kept::new(f.value());
    let c = Kept::new(callback);
    if callback.cast::<Task>().is_some() {
        el.push(Item::Wake(c));
    } else if callback.cast::<Opaque>().is_some() {
        el.push_two(Item::Watch(future), c);
    } else {
        el.push_two(Item::Callback(future), c);
    }
}

/// A callback of the script's, for `add_callback`; in this context or in none.
#[inline]
pub fn callback_of<'h>(vm: &'h Vm, callable: Value<'h>, context: Option<Value<'h>>) -> Value<'h> {
    match (callable.kind(), context) {
        (Kind::Function | Kind::Method | Kind::Native, None) => callable,
        (_, context) => vm.tuple(&[callable, context.unwrap_or(Value::NONE)]),
    }
}

/// The callable of a callback of the script's, and the context it runs in.
pub fn parts_of_callback<'h>(callback: Value<'h>) -> (Value<'h>, Option<Value<'h>>) {
    match callback.cast::<Tuple>().map(Tuple::items) {
        Some([callable, context]) => (*callable, Some(*context).filter(|c| !c.is_none())),
        _ => (callback, None),
    }
}

/// Adds a callback: a task to wake, a watcher, or one of the script's. That of an ended future runs in the next turn.
pub fn add_callback(el: &EventLoop, vm: &Vm, f: &Future, callback: Value<'_>) {
    if f.is_done() {
        call_back(el, f, callback);
        return;
    }
    match f.callbacks.load() {
        None => f.callbacks.store(f.header(), Some(callback)),
        Some(before) => match before.cast::<List>() {
            Some(list) => list.push(&vm.heap, callback),
            None => f.callbacks.store(f.header(), Some(vm.list(&[before, callback]))),
        },
    }
}

/// Removes all callbacks that this function tells; says how many there were.
pub fn remove_callbacks(vm: &Vm, f: &Future, mut is_it: impl FnMut(Value<'_>) -> bool) -> usize {
    let Some(callbacks) = f.callbacks.load().filter(|_| !f.is_done()) else { return 0 };
    let Some(list) = callbacks.cast::<List>() else {
        let found = is_it(callbacks);
        if found {
            f.callbacks.store(f.header(), None);
        }
        return found as usize;
    };
    let kept: Vec<Value<'_>> = list.to_vec().into_iter().filter(|c| !is_it(*c)).collect();
    let removed = list.len() - kept.len();
    if removed > 0 {
        let rest = if kept.is_empty() { None } else { Some(vm.list(&kept)) };
        f.callbacks.store(f.header(), rest);
    }
    removed
}

/// Whether a callback among a future's is this callable (bound methods count by what they bind).
pub fn is_callback(callback: Value<'_>, callable: Value<'_>) -> bool {
    if callback.cast::<Task>().is_some() || callback.cast::<Opaque>().is_some() {
        return false;
    }
    let (own, _) = parts_of_callback(callback);
    if own.is(callable) {
        return true;
    }
    match (own.cast::<Method>(), callable.cast::<Method>()) {
        (Some(a), Some(b)) => a.func().is(b.func()) && a.this().is(b.this()),
        _ => false,
    }
}

/// The exception that tells of a future's cancellation.
pub fn cancelled_error<'h>(vm: &'h Vm, f: &'h Future) -> Value<'h> {
    if f.state.get() == FutureState::Cancelled
        && let Some(own) = f.result.load()
    {
        // it is handed out once; who asks later gets a fresh one
        f.result.store(f.header(), None);
        return own;
    }
    cancelled_with(vm, f.message())
}

/// A CancelledError with a message, or without.
pub(super) fn cancelled_with<'h>(vm: &'h Vm, message: Option<Value<'_>>) -> Value<'h> {
    let args: &[Value<'_>] = match &message {
        Some(m) if !m.is_none() => std::slice::from_ref(m),
        _ => &[],
    };
    vm.new_exception_with(Exc::CancelledError, args).value()
}

/// A future's result, or its exception raised.
pub fn future_result<'h>(vm: &'h Vm, f: &'h Future) -> Result<Value<'h>, Raise> {
    match f.state.get() {
        FutureState::Pending => Err(vm.raise(Exc::InvalidStateError, "Result is not set.")),
        FutureState::Finished => Ok(f.result.load().unwrap_or(Value::NONE)),
        FutureState::Failed => {
            f.unseen.set(false);
            Err(vm.raise_of_future(f))
        }
        FutureState::Cancelled => Err(vm.raise_value(cancelled_error(vm, f))),
    }
}

/// Cancels a future or task, by the method of its class if the script has defined one. Says whether it could
/// be cancelled.
pub fn cancel_future(
    el: &EventLoop,
    vm: &mut Vm,
    future: Kept,
    message: Option<Kept>,
) -> Result<bool, Raise> {
    let v = future.get(&vm.heap);
    if v.is_exact(Builtins::Task) {
        return cancel_task(el, vm, future, message);
    }
    if v.is_exact(Builtins::Future) {
        return cancel_base(el, vm, future, message);
    }
    let mut s = vm.scope();
    let f = s.keep(|vm| future.get(&vm.heap));
    let m = message.map(|m| s.keep(|vm| m.get(&vm.heap)));
    let cancel = s.getattr(f, "cancel")?;
    let r = match m {
        Some(m) => s.call_kw(cancel, &[], &[("msg", m)])?,
        None => s.call(cancel, &[])?,
    };
    Ok(r.get(&s).as_bool().unwrap_or(false))
}

/// `Future.cancel` itself, whatever the class.
pub(crate) fn cancel_base(
    el: &EventLoop,
    vm: &mut Vm,
    future: Kept,
    message: Option<Kept>,
) -> Result<bool, Raise> {
    let f = as_future(vm, future);
    if f.is_done() {
        return Ok(false);
    }
    // a pending future made by a watcher (gather) holds it in place of a result
    let watcher = f.result.load().and_then(|v| v.cast::<Opaque>()).and_then(|o| o.data::<WatcherData>());
    if let Some(w) = watcher.map(|w| w.0.clone()) {
        return w.cancel(el, vm, message);
    }
    mark_cancelled(el, vm, f, message.map(|m| m.get(&vm.heap)), None);
    Ok(true)
}

impl EventLoop {
    /// Puts a new task among the live ones.
    #[inline]
    pub(super) fn remember_task(&self, task: &Task) {
        let mut tasks = self.tasks.borrow_mut();
        task.slot.set(tasks.len() as u32);
        tasks.push(Kept::new(task.value()));
    }

    fn forget_task(&self, vm: &Vm, task: Value<'_>) {
        let Some(own) = task.cast::<Task>() else { return };
        let (kept, at) = (Kept::new(task), own.slot.get() as usize);
        let mut tasks = self.tasks.borrow_mut();
        if tasks.get(at) != Some(kept) {
            return;
        }
        if let Some(moved) = tasks.swap_remove(at) {
            let moved = moved.stored(&vm.heap).get(&vm.heap).cast::<Task>();
            moved.into_iter().for_each(|t| t.slot.set(at as u32));
        }
        self.traced.set(self.traced.get().min(tasks.len()));
        drop(tasks);
        self.forget_message(kept);
    }
}
