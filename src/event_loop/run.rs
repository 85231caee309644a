//! Runs: `asyncio.run`, `run_until_complete`, `run_forever`, and what happens at their end.

use std::cell::Cell;
use std::rc::Rc;

use super::{
    EventLoop, Item, LoopClass, Watcher, add_callback, as_future, as_task, cancel_task, create_task,
    future_result, gather, live_tasks, new_future,
};
use crate::heap::{Slot, Tracer};
use crate::value::{FutureState, Kept, NativeData, Opaque, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

/// The data of a loop object.
#[derive(Default)]
pub struct LoopData {
    /// It cannot be used any more.
    pub closed: Cell<bool>,
    /// What `set_debug` said.
    pub debug: Cell<bool>,
    /// What `set_exception_handler` said.
    pub handler: SlotCell,
    /// What `set_task_factory` said.
    pub task_factory: SlotCell,
}

/// A slot of native data.
pub struct SlotCell(pub Slot);

impl Default for SlotCell {
    fn default() -> SlotCell {
        SlotCell(Slot::unset())
    }
}

impl NativeData for LoopData {
    fn trace(&self, t: &mut Tracer) -> usize {
        t.slot(&self.handler.0);
        t.slot(&self.task_factory.0);
        size_of::<LoopData>()
    }
}

/// A new loop object.
pub fn new_loop<'h>(el: &EventLoop, vm: &'h Vm) -> Value<'h> {
    el.object(vm, LoopClass::Loop, Box::<LoopData>::default()).value()
}

fn data(object: Value<'_>) -> Option<&LoopData> {
    object.cast::<Opaque>().and_then(|o| o.data::<LoopData>())
}

/// Ends a run when the future it is for has ended.
struct StopWatcher(Rc<EventLoop>);

impl Watcher for StopWatcher {
    fn ended(&self, _: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        let f = as_future(vm, future);
        if f.state.get() == FutureState::Failed {
            f.unseen.set(false);
            let e = f.result.load().unwrap_or(Value::NONE);
            let fatal = [Exc::SystemExit, Exc::KeyboardInterrupt];
            if fatal.iter().any(|x| vm.is_instance_of(e, *x)) {
                // it has been raised out of the loop already
                return Ok(());
            }
        }
        self.0.stop();
        Ok(())
    }

    fn trace(&self, _: &mut Tracer) {}
}

/// Runs a loop until it is stopped.
pub fn run_forever(s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let el = super::of(s);
    if data(object.get(s)).is_some_and(|d| d.closed.get()) {
        return Err(s.runtime_error("Event loop is closed"));
    }
    if el.running.get() {
        let same = el.loop_now.get() == Some(Kept::new(object.get(s)));
        return Err(s.runtime_error(if same {
            "This event loop is already running"
        } else {
            "Cannot run the event loop while another loop is running"
        }));
    }
    let before = el.loop_now.replace(Some(Kept::new(object.get(s))));
    el.running.set(true);
    let result = el.turns(s);
    el.running.set(false);
    el.stopping.set(false);
    el.loop_now.set(before);
    result
}

/// Runs a loop until a future has ended, and gives its result.
pub fn run_until_complete(s: &mut Scope<'_>, object: Handle, future: Handle) -> Result<Handle, Raise> {
    let el = super::of(s);
    let stop = Rc::new(StopWatcher(el.clone()));
    let watcher = s.keep(|vm| el.watcher(vm, stop));
    let kept = Kept::new(future.get(s));
    add_callback(&el, s, as_future(s, kept), watcher.get(s));
    let result = run_forever(s, object);
    let f = as_future(s, kept);
    super::remove_callbacks(s, f, |c| c.is(watcher.get(s)));
    if let Err(raise) = result {
        if f.is_done() {
            f.unseen.set(false);
        }
        return Err(raise);
    }
    if !f.is_done() {
        return Err(s.runtime_error("Event loop stopped before Future completed."));
    }
    let value = Kept::new(future_result(s, f)?);
    Ok(s.keep(|vm| value.get(&vm.heap)))
}

/// Runs a coroutine as the main task of a loop of its own, from beginning to end: `asyncio.run`, and the main
/// script that awaits.
pub fn run_coroutine(s: &mut Scope<'_>, coroutine: Handle, debug: bool) -> Result<Handle, Raise> {
    let el = super::of(s);
    if el.running.get() {
        return Err(s.runtime_error("asyncio.run() cannot be called from a running event loop"));
    }
    let object = s.keep(|vm| new_loop(&el, vm));
    if let Some(d) = data(object.get(s)) {
        d.debug.set(debug);
    }
    let task = s.keep(|vm| create_task(&el, vm, coroutine.get(vm), None, None).value());
    let result = run_main_task(s, object, task);
    finish_run(s, object, result)
}

/// Runs a task that Ctrl-C cancels.
pub fn run_main_task(s: &mut Scope<'_>, object: Handle, task: Handle) -> Result<Handle, Raise> {
    let el = super::of(s);
    let kept = Kept::new(task.get(s));
    el.main.set(Some(kept));
    el.interrupts.set(0);
    let result = run_until_complete(s, object, task);
    el.main.set(None);
    match result {
        Err(raise) if el.interrupts.get() > 0 && s.pending_is(&raise, Exc::CancelledError) => {
            let left = as_task(s, kept);
            left.cancels.set(left.cancels.get().saturating_sub(1));
            if left.cancels.get() > 0 {
                return Err(raise);
            }
            s.catch(raise);
            Err(s.raise_with(Exc::KeyboardInterrupt, &[]))
        }
        other => other,
    }
}

/// Closes the loop of a run, whatever its result, which is passed on.
fn finish_run(s: &mut Scope<'_>, object: Handle, result: Result<Handle, Raise>) -> Result<Handle, Raise> {
    let el = super::of(s);
    match result {
        Ok(value) => {
            end_loop(s, object)?;
            el.choose_loop(None);
            Ok(value)
        }
        Err(raise) => {
            // the error must not be lost while clean-up code runs
            let e = s.catch(raise);
            if !el.abandoned.get() {
                end_loop(s, object)?;
            }
            shut(&el, s, object);
            el.choose_loop(None);
            Err(s.raise_again(e.get(s)))
        }
    }
}

/// Cancels what is left, closes async generators, closes the loop.
pub fn end_loop(s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let el = super::of(s);
    let result = cancel_all(&el, s, object).and_then(|()| shutdown_generators(s, object)).and_then(|()| {
        // the default executor's end takes as many turns as a coroutine that returns at once
        el.next_name.set(el.next_name.get() + 1);
        spin(&el, s, object)
    });
    shut(&el, s, object);
    result
}

/// Marks a loop object as closed and forgets what it had to do.
pub fn close_loop(s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let el = super::of(s);
    if el.running.get() && el.loop_now.get() == Some(Kept::new(object.get(s))) {
        return Err(s.runtime_error("Cannot close a running event loop"));
    }
    shut(&el, s, object);
    Ok(())
}

fn shut(el: &EventLoop, vm: &Vm, object: Handle) {
    if data(object.get(vm)).is_none_or(|d| d.closed.replace(true)) || el.running.get() {
        return;
    }
    el.ready.borrow_mut().clear();
    el.more.borrow_mut().clear();
    el.timers.borrow_mut().clear();
    let dropped = el.operations.borrow_mut().take_all();
    drop(dropped);
    el.signal_handlers.borrow_mut().clear();
}

fn cancel_all(el: &Rc<EventLoop>, s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let tasks: Vec<Kept> = live_tasks(el, s).into_iter().map(Kept::new).collect();
    if tasks.is_empty() {
        return Ok(());
    }
    let roots: Vec<Handle> = tasks.iter().map(|k| s.keep(|vm| k.get(&vm.heap))).collect();
    for t in &roots {
        let kept = Kept::new(t.get(s));
        cancel_task(el, s, kept, None)?;
    }
    let all = s.keep(|vm| {
        let children: Vec<Value<'_>> = roots.iter().map(|t| t.get(vm)).collect();
        gather(el, vm, &children, true)
    });
    run_until_complete(s, object, all)?;
    for t in &roots {
        let f = as_future(s, Kept::new(t.get(s)));
        if f.state.get() == FutureState::Failed {
            f.unseen.set(false);
            let e = Kept::new(f.result.load().unwrap_or(Value::NONE));
            let error = s.keep(|vm| e.get(&vm.heap));
            el.call_exception_handler(
                s,
                object,
                "unhandled exception during asyncio.run() shutdown",
                &[("exception", error), ("task", *t)],
            )?;
        }
    }
    Ok(())
}

/// Closes all async generators that have begun and not ended.
pub fn shutdown_generators(s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let el = super::of(s);
    let open: Vec<Kept> = s.live_async_generators().into_iter().map(Kept::new).collect();
    el.next_name.set(el.next_name.get() + 1);
    let mut closing = Vec::new();
    for g in open {
        let g = s.keep(|vm| g.get(&vm.heap));
        closing.push(s.call_method(g, "aclose", &[])?);
    }
    if closing.is_empty() {
        return spin(&el, s, object);
    }
    let tasks: Vec<Handle> =
        closing.iter().map(|c| s.keep(|vm| create_task(&el, vm, c.get(vm), None, None).value())).collect();
    let all = s.keep(|vm| {
        let children: Vec<Value<'_>> = tasks.iter().map(|t| t.get(vm)).collect();
        gather(&el, vm, &children, true)
    });
    run_until_complete(s, object, all)?;
    Ok(())
}

/// Lets the loop run as many turns as a coroutine takes that returns at once.
fn spin(el: &EventLoop, s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let f = s.keep(|vm| new_future(vm).value());
    el.push(Item::Settle(Kept::new(f.get(s))));
    run_until_complete(s, object, f)?;
    Ok(())
}

/// What session calls once after the program, also after an error: reports what was lost, flushes standard
/// output. Gives whether anything was lost (then exit code 0 becomes 1).
pub fn finish(vm: &mut Vm) -> Result<bool, Raise> {
    let el = super::of(vm);
    vm.collect();
    // what is still watched after a collection is alive
    for v in vm.heap.watched_words().into_iter().map(Value::from_word) {
        if let Some(f) = v.as_future()
            && f.state.get() == FutureState::Failed
            && f.unseen.replace(false)
        {
            el.report_unseen(vm, f);
        }
    }
    el.tell_reports(vm)?;
    vm.flush_stdout()?;
    Ok(el.lost.get())
}
