//! Runs: `asyncio.run`, `run_until_complete`, `run_forever`, and what happens at their end.

use std::cell::Cell;
use std::rc::Rc;

use super::report::task_in_words;
use super::tree::is_background;
use super::{
    EventLoop, Item, LoopClass, Suspension, Watcher, add_callback, as_future, as_task, cancel_task,
    create_task, future_result, gather, live_tasks, new_future,
};
use crate::heap::{Slot, Tracer};
use crate::value::{Form, FutureState, GenState, Generator, Kept, NativeData, Opaque, Task, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

/// The data of a loop object.
pub struct LoopData {
    /// It cannot be used any more.
    pub closed: Cell<bool>,
    /// What `set_debug` said.
    pub debug: Cell<bool>,
    /// `slow_callback_duration`, in seconds.
    pub slow: Cell<f64>,
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
        0
    }
}

/// A new loop object.
pub fn new_loop<'h>(el: &EventLoop, vm: &'h Vm) -> Value<'h> {
    let asked = vm.options().debug || vm.host.env_var("PYTHONASYNCIODEBUG").is_some_and(|v| !v.is_empty());
    let data = LoopData {
        closed: Cell::new(false),
        debug: Cell::new(asked),
        slow: Cell::new(super::watch::SLOW),
        handler: SlotCell::default(),
        task_factory: SlotCell::default(),
    };
    el.object(vm, LoopClass::Loop, data).value()
}

/// Switches a loop's debug mode.
pub fn set_debug(vm: &Vm, object: Value<'_>, on: bool) {
    let el = super::of(vm);
    let Some(d) = data(object) else { return };
    d.debug.set(on);
    if el.running.get() && el.loop_now.get() == Some(Kept::new(object)) {
        el.watch_steps(vm, Some(d));
    }
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
    el.loop_last.set(el.loop_now.get());
    el.depth.set(s.frame_depth());
    el.turn_time.set(s.host.monotonic());
    el.running.set(true);
    el.watch_steps(s, data(object.get(s)));
    let result = el.turns(s);
    el.watch_steps(s, None);
    el.depth.set(0);
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
pub fn run_coroutine(s: &mut Scope<'_>, coroutine: Handle, debug: Option<bool>) -> Result<Handle, Raise> {
    let el = super::of(s);
    if el.running.get() {
        return Err(s.runtime_error("asyncio.run() cannot be called from a running event loop"));
    }
    let object = s.keep(|vm| new_loop(&el, vm));
    if let (Some(d), Some(on)) = (data(object.get(s)), debug) {
        d.debug.set(on);
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
    el.abandoned.set(false);
    as_task(s, kept).header().put(crate::value::Future::MAIN, true);
    let result = run_until_complete(s, object, task);
    el.main.set(None);
    match result {
        Err(raise) if el.interrupts.get() > 0 && s.pending_is(&raise, Exc::CancelledError) => {
            let left = as_task(s, kept);
            left.cancels.set(left.cancels.get().saturating_sub(1));
            if left.cancels.get() > 0 {
                return Err(raise);
            }
            // its traceback tells where the run was interrupted
            let cancelled = s.catch(raise);
            let e = s.new_exception_with(Exc::KeyboardInterrupt, &[]);
            e.context.store(e.header(), Some(cancelled.get(s)));
            Err(s.raise_again(e.value()))
        }
        other => other,
    }
}

/// Closes the loop of a run, whatever its result, which is passed on.
fn finish_run(s: &mut Scope<'_>, object: Handle, result: Result<Handle, Raise>) -> Result<Handle, Raise> {
    let el = super::of(s);
    match result {
        Ok(value) => {
            end_run(s, object, true)?;
            el.choose_loop(None);
            Ok(value)
        }
        Err(raise) => {
            // the error must not be lost while clean-up code runs
            let e = s.catch(raise);
            if !el.abandoned.get() {
                end_run(s, object, false)?;
            }
            shut(&el, s, object);
            el.choose_loop(None);
            Err(s.raise_again(e.get(s)))
        }
    }
}

/// Cancels what is left, closes async generators, closes the loop.
pub fn end_loop(s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    end_run(s, object, false)
}

/// The same after a run. If the run has gone well, work that is given up is told.
pub fn end_run(s: &mut Scope<'_>, object: Handle, well: bool) -> Result<(), Raise> {
    let el = super::of(s);
    let result =
        cancel_all(&el, s, object, well).and_then(|()| shutdown_generators(s, object)).and_then(|()| {
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
    let left = el.tasks.take();
    if !el.abandoned.get() {
        el.orphans.borrow_mut().extend(left.iter().copied());
    }
    el.ready.borrow_mut().clear();
    el.more.borrow_mut().clear();
    el.turn_ends.borrow_mut().clear();
    el.timers.borrow_mut().clear();
    let dropped = el.operations.borrow_mut().take_all();
    drop(dropped);
    el.signal_handlers.borrow_mut().clear();
}

fn cancel_all(el: &Rc<EventLoop>, s: &mut Scope<'_>, object: Handle, tell: bool) -> Result<(), Raise> {
    let tasks: Vec<Kept> = live_tasks(el, s).into_iter().map(Kept::new).collect();
    if tasks.is_empty() {
        return Ok(());
    }
    let at_work: Vec<bool> = tasks.iter().map(|k| tell && is_given_up(as_task(s, *k))).collect();
    // what they are doing is known now only
    let told: Vec<Option<[String; 2]>> = {
        let first = at_work.iter().scan(0, |n, at_work| {
            *n += usize::from(*at_work);
            Some(*at_work && *n <= MOST_TOLD)
        });
        let all = tasks.iter().zip(first);
        all.map(|(k, tell)| tell.then(|| el.task_at_work(s, as_task(s, *k)))).collect()
    };
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
    // what caught its cancellation and came to an end is no loss
    let cancelled =
        |t: &Handle| t.get(s).as_future().is_some_and(|f| f.state.get() == FutureState::Cancelled);
    let lost: Vec<bool> = at_work.iter().zip(&roots).map(|(at_work, t)| *at_work && cancelled(t)).collect();
    let n = lost.iter().filter(|l| **l).count();
    if n > 0 {
        let (tasks, were) = if n == 1 { ("task was", "it was") } else { ("tasks were", "they were") };
        let headline = format!("{n} {tasks} still at work when the run ended; {were} cancelled");
        let told = told.into_iter().zip(&lost).filter_map(|(text, lost)| text.filter(|_| *lost)).collect();
        el.report_pending(headline, told, n, true);
    }
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

/// How many tasks are told of when the run or the program ends before their work.
const MOST_TOLD: usize = 10;

/// Whether a task is cancelled only because the run ends: nobody has asked for it, and it does not work in the
/// background.
fn is_given_up(task: &Task) -> bool {
    task.cancels.get() == 0 && !is_background(task)
}

impl EventLoop {
    /// A task's name, and what it is doing.
    fn task_at_work(&self, vm: &Vm, task: &Task) -> [String; 2] {
        [task_in_words(vm, task), format!("  {}", self.state_in_words(vm, task))]
    }
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
pub fn spin(el: &EventLoop, s: &mut Scope<'_>, object: Handle) -> Result<(), Raise> {
    let f = s.keep(|vm| new_future(vm).value());
    el.push(Item::Settle(Kept::new(f.get(s))));
    run_until_complete(s, object, f)?;
    Ok(())
}

/// Tasks that are pending when the program ends: their loop was not run to its end.
fn report_never_run(el: &EventLoop, vm: &Vm) {
    let orphans = el.orphans.take();
    let orphans = orphans.iter().map(|k| k.get(&vm.heap));
    let tasks = live_tasks(el, vm).into_iter().chain(orphans).filter_map(|v| v.cast::<Task>());
    let left: Vec<&Task> = tasks.filter(|t| t.future().site.get().code != 0).collect();
    if left.is_empty() {
        return;
    }
    let told = left.iter().take(MOST_TOLD).map(|t| el.task_at_work(vm, t)).collect();
    let counts = left.iter().any(|t| is_given_up(t));
    let n = left.len();
    let tasks = if n == 1 { "task was" } else { "tasks were" };
    el.report_pending(format!("{n} {tasks} still pending when the program ended"), told, n, counts);
}

/// What session calls once after the program, also after an error: reports what was lost, flushes standard
/// output. Gives whether anything was lost (then exit code 0 becomes 1).
pub fn finish(vm: &mut Vm) -> Result<bool, Raise> {
    let el = super::of(vm);
    // nobody waits to be told of the death of anything, where the program has done all it was about to do
    if vm.awaits_deaths() {
        vm.collect();
    }
    // what is still watched after a collection is alive
    for v in vm.heap.watched_words().into_iter().map(Value::from_word) {
        if let Some(f) = v.as_future()
            && f.state.get() == FutureState::Failed
            && f.unseen.replace(false)
        {
            el.report_unseen(vm, f);
        } else if el.abandoned.get() {
            continue;
        } else if let Some(g) = v.cast::<Generator>() {
            if g.form == Form::Coroutine && g.state.get() == GenState::Created && !g.is_seen() {
                el.report_never_awaited(vm, v);
            }
        } else if Suspension::of(v).is_some_and(Suspension::is_fresh) {
            el.report_never_awaited(vm, v);
        }
    }
    if !el.abandoned.get() {
        report_never_run(&el, vm);
    }
    el.tell_reports(vm)?;
    vm.flush_stdout()?;
    Ok(el.lost.get())
}
