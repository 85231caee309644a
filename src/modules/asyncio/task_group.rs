//! `asyncio.TaskGroup`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::functions::{new_task, plain_task};
use super::gates::{delegate, made, new_gate, this};
use super::support::root;
use crate::event_loop::{
    self, EventLoop, Gate, Passed, Turn, Watcher, add_callback, cancel_task, gate_of, uncancel,
};
use crate::heap::Tracer;
use crate::value::{Exception, Future, FutureState, Kept, Task, Tuple, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of task groups.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self"),
    row("__repr__", repr, "self, /"),
    row("create_task", create_task, "self, coro, *, name=None, context=None"),
    row("cancel", cancel, "self"),
    row("__aenter__", enter, "self").awaited(quick_enter),
    row("__aexit__", exit, "self, et, exc, tb").left(quick_exit),
];

/// Static methods of task groups.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_").making(make)];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[
    row("_tasks", tasks, "self"),
    row("_errors", errors, "self"),
    row("_parent_task", parent_task, "self"),
    row("_entered", entered, "self"),
    row("_exiting", exiting, "self"),
    row("_aborting", aborting, "self"),
];

#[derive(Default)]
struct State {
    entered: Cell<bool>,
    exiting: Cell<bool>,
    aborting: Cell<bool>,
    parent: Cell<Option<Kept>>,
    cancelled_parent: Cell<bool>,
    /// The tasks in the order they were made; some may have ended.
    tasks: RefCell<Vec<Kept>>,
    /// How many of them have not been heard of.
    left: Cell<usize>,
    errors: RefCell<Vec<Kept>>,
    /// SystemExit or KeyboardInterrupt, which go before all else.
    fatal: Cell<Option<Kept>>,
    /// What left the body.
    error: Cell<Option<Kept>>,
    /// The cancellation that is to go on when all have ended.
    cancelled: Cell<Option<Kept>>,
    /// Who waits for the end.
    waiter: Cell<Option<Kept>>,
    /// The callback of the tasks.
    watcher: Cell<Option<Kept>>,
}

struct Group(Rc<State>);

struct GroupWatcher(Rc<State>);

impl Watcher for GroupWatcher {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        self.0.task_ended(el, vm, future)
    }

    fn notes(&self, el: &EventLoop, vm: &Vm, future: &Future) -> bool {
        let plain = future.state.get() != FutureState::Failed;
        if plain {
            self.0.one_less(el, vm);
        }
        plain
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) {
        self.0.trace(t);
    }
}

impl Gate for Group {
    fn label(&self, _: u8) -> &'static str {
        "TaskGroup.__aexit__"
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        let state = self.0.clone();
        state.waiter.set(None);
        if let Some(e) = turn.thrown
            && !state.aborting.get()
        {
            // somebody outside cancels the task that the group is in
            state.cancelled.set(Some(Kept::new(e.get(s)).stored(&s.heap)));
            state.abort(el, s)?;
        }
        if state.left.get() > 0 {
            state.waiter.set(Some(turn.waiter.stored(&s.heap)));
            return Ok(Passed::Again);
        }
        state.finish(el, s)?;
        Ok(Passed::With(s.root()))
    }

    fn awaited<'h>(&self, vm: &'h Vm) -> Vec<Value<'h>> {
        self.0.tasks.borrow().iter().map(|k| k.get(&vm.heap)).collect()
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        self.0.trace(t);
        size_of::<State>()
    }
}

impl State {
    /// Adds a task that was just made.
    #[inline]
    fn add(self: &Rc<State>, vm: &Vm, task: &Future) {
        let el = event_loop::here(vm);
        let watcher = self.watcher.get().unwrap_or_else(|| {
            let w = Kept::new(el.watcher(vm, Rc::new(GroupWatcher(self.clone())))).stored(&vm.heap);
            self.watcher.set(Some(w));
            w
        });
        add_callback(el, vm, task, watcher.get(&vm.heap));
        let mut all = self.tasks.borrow_mut();
        if all.len() >= 32 && all.len() > 2 * self.left.get() {
            all.retain(|k| k.get(&vm.heap).as_future().is_some_and(|f| !f.is_done()));
        }
        all.push(Kept::new(task.value()).stored(&vm.heap));
        self.left.set(self.left.get() + 1);
    }

    /// Reports what it holds: all of that went through `Kept::stored`.
    fn trace(&self, t: &mut Tracer) {
        t.charge(self.tasks.borrow().len());
        for k in self.tasks.borrow().iter().chain(self.errors.borrow().iter()) {
            k.trace(t);
        }
        for cell in [&self.parent, &self.fatal, &self.error, &self.cancelled, &self.waiter, &self.watcher] {
            if let Some(k) = cell.get() {
                k.trace(t);
            }
        }
    }

    /// One of the tasks has ended.
    fn one_less(&self, el: &EventLoop, vm: &Vm) {
        self.left.set(self.left.get().saturating_sub(1));
        if self.left.get() == 0 {
            self.tasks.borrow_mut().clear();
            if let Some(w) = self.waiter.get()
                && event_loop::is_waiting(vm, w)
            {
                el.wake_waiter(vm, w);
            }
        }
    }

    fn task_ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        self.one_less(el, vm);
        let Some(f) = future.get(&vm.heap).as_future() else { return Ok(()) };
        if f.state.get() != FutureState::Failed {
            return Ok(());
        }
        f.unseen.set(false);
        let Some(error) = f.result.load().map(|e| Kept::new(e).stored(&vm.heap)) else { return Ok(()) };
        self.errors.borrow_mut().push(error);
        if self.fatal.get().is_none() && is_fatal(vm, error) {
            self.fatal.set(Some(error));
        }
        let Some(parent) = self.parent.get() else { return Ok(()) };
        if parent.get(&vm.heap).as_future().is_some_and(|p| p.is_done()) {
            return self.orphan_failed(el, vm, future, error);
        }
        if !self.aborting.get() && !self.cancelled_parent.get() {
            self.abort(el, vm)?;
            self.cancelled_parent.set(true);
            cancel_task(el, vm, parent, None)?;
        }
        Ok(())
    }

    /// A task has failed when nobody is left to hear of it.
    fn orphan_failed(&self, el: &EventLoop, vm: &mut Vm, task: Kept, error: Kept) -> Result<(), Raise> {
        let mut s = vm.scope();
        let (t, e) = (root(&mut s, task), root(&mut s, error));
        let parent = self.parent.get();
        let p = s.keep(|vm| parent.map_or(Value::NONE, |k| k.get(&vm.heap)));
        let (task, parent) = (super::support::repr(&mut s, t)?, super::support::repr(&mut s, p)?);
        let text = format!("Task {task} has errored out but its parent task {parent} is already completed");
        let object = s.keep(|vm| el.running_loop(vm).unwrap_or(Value::NONE));
        el.call_exception_handler(&mut s, object, &text, &[("exception", e), ("task", t)])
    }

    /// Cancels all tasks that have not ended.
    fn abort(&self, el: &EventLoop, vm: &mut Vm) -> Result<(), Raise> {
        self.aborting.set(true);
        let tasks: Vec<Kept> = self.tasks.borrow().clone();
        let mut s = vm.scope();
        for t in tasks {
            s.keep(|vm| t.get(&vm.heap));
            event_loop::cancel_future(el, &mut s, t, None)?;
        }
        Ok(())
    }

    /// All tasks have ended: what `__aexit__` raises, if it does.
    fn finish(&self, el: &EventLoop, s: &mut Scope<'_>) -> Result<(), Raise> {
        let errors = self.errors.take();
        let errors: Vec<Handle> = errors.into_iter().map(|k| root(s, k)).collect();
        let (fatal, error, mut cancelled) = (self.fatal.take(), self.error.take(), self.cancelled.take());
        let parent = self.parent.take();
        if let Some(e) = fatal {
            return Err(s.raise_value(e.get(&s.heap)));
        }
        let parent = parent.map(|p| root(s, p));
        let task = |vm: &Vm| parent.and_then(|p| p.cast::<Task>(vm).map(|t| Kept::new(t.value())));
        if self.cancelled_parent.get()
            && let Some(p) = parent.and_then(|p| p.cast::<Task>(s))
            && uncancel(p) == 0
        {
            // it was the group's own cancellation, and no other is pending
            cancelled = None;
        }
        if let Some(e) = cancelled.filter(|_| errors.is_empty()) {
            return Err(s.raise_again(e.get(&s.heap)));
        }
        let mut all = errors;
        if let Some(e) = error.filter(|e| !s.is_instance_of(e.get(&s.heap), Exc::CancelledError)) {
            all.push(root(s, e));
        }
        if all.is_empty() {
            return Ok(());
        }
        if let Some(t) = task(s)
            && let Some(p) = t.get(&s.heap).cast::<Task>().filter(|p| p.cancels.get() > 0)
        {
            // the outer cancellation is to strike at the next await
            uncancel(p);
            cancel_task(el, s, t, None)?;
        }
        Err(group_error(s, &all))
    }
}

/// The group of the errors, raised `from None`.
fn group_error(vm: &Vm, errors: &[Handle]) -> Raise {
    let values: Vec<Value<'_>> = errors.iter().map(|h| h.get(vm)).collect();
    let (given, items) = (vm.list(&values), Tuple::new(&vm.heap, &values));
    let text = vm.str("unhandled errors in a TaskGroup");
    match vm.exception_group(vm.exc_class(Exc::BaseExceptionGroup), text, given, items) {
        Ok(group) => {
            group.header().put(Exception::SUPPRESS, true);
            vm.raise_value(group.value())
        }
        Err(raise) => raise,
    }
}

fn is_fatal(vm: &Vm, error: Kept) -> bool {
    let v = error.get(&vm.heap);
    vm.is_instance_of(v, Exc::SystemExit) || vm.is_instance_of(v, Exc::KeyboardInterrupt)
}

fn state(vm: &Vm, a: Args) -> Result<Rc<State>, Raise> {
    this::<Group>(vm, a).map(|g| g.0.clone())
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    new_gate(vm, a, Rc::new(Group(Rc::default())))
}

fn make(vm: &Vm, class: Value<'_>) -> Option<Ret> {
    made(vm, class, Group(Rc::default()))
}

/// `async with` of a group that has not been entered.
fn quick_enter(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let g = &gate_of::<Group>(v)?.0;
    if g.entered.get() {
        return None;
    }
    let parent = event_loop::current_task(event_loop::here(vm), vm)?;
    g.parent.set(Some(Kept::new(parent).stored(&vm.heap)));
    g.entered.set(true);
    Some(v.into())
}

/// The end of the body where all tasks have ended, and ended well.
fn quick_exit(_: &Vm, v: Value<'_>) -> Option<Ret> {
    let g = &gate_of::<Group>(v)?.0;
    let troubled = g.aborting.get() || g.cancelled_parent.get() || !g.errors.borrow().is_empty();
    if troubled || g.left.get() > 0 || g.fatal.get().is_some() || g.parent.take().is_none() {
        return None;
    }
    g.exiting.set(true);
    Some(Ret::NONE)
}

fn init(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn text(vm: &Vm, a: Args) -> Result<String, Raise> {
    let g = state(vm, a)?;
    let mut text = "<TaskGroup".to_owned();
    if g.left.get() > 0 {
        text.push_str(&format!(" tasks={}", g.left.get()));
    }
    if !g.errors.borrow().is_empty() {
        text.push_str(&format!(" errors={}", g.errors.borrow().len()));
    }
    if g.aborting.get() {
        text.push_str(" cancelling");
    } else if g.entered.get() {
        text.push_str(" entered");
    }
    text.push('>');
    Ok(text)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let text = text(vm, a)?;
    Ok(vm.str(&text).into())
}

fn tasks(vm: &mut Vm, a: Args) -> NativeResult {
    let g = state(vm, a)?;
    let mut s = vm.scope();
    let list = s.keep(|vm| {
        let all = g.tasks.borrow();
        let live =
            all.iter().map(|k| k.get(&vm.heap)).filter(|v| v.as_future().is_some_and(|f| !f.is_done()));
        vm.list(&live.collect::<Vec<_>>())
    });
    s.set_of(list, false).map(|h| h.ret(&s))
}

fn errors(vm: &mut Vm, a: Args) -> NativeResult {
    let g = state(vm, a)?;
    let all: Vec<Value<'_>> = g.errors.borrow().iter().map(|k| k.get(&vm.heap)).collect();
    Ok(vm.list(&all).into())
}

fn parent_task(vm: &mut Vm, a: Args) -> NativeResult {
    let g = state(vm, a)?;
    Ok(g.parent.get().map_or(Value::NONE, |k| k.get(&vm.heap)).into())
}

fn entered(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(state(vm, a)?.entered.get().into())
}

fn exiting(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(state(vm, a)?.exiting.get().into())
}

fn aborting(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(state(vm, a)?.aborting.get().into())
}

fn create_task(vm: &mut Vm, a: Args) -> NativeResult {
    let g = this::<Group>(vm, a)?;
    if !g.0.entered.get() || g.0.exiting.get() && g.0.left.get() == 0 || g.0.aborting.get() {
        return refuse(vm, a);
    }
    if let Some(task) = plain_task(vm, a, 1) {
        g.0.add(vm, task.future());
        return Ok(task.value().into());
    }
    let task = new_task(vm, a.handle(vm, 1), a.opt_handle(vm, 2), a.opt_handle(vm, 3))?;
    let Some(f) = task.kept().get(&vm.heap).as_future() else {
        return Err(vm.type_error("a task factory has made no task"));
    };
    let (state, done) = (this::<Group>(vm, a)?.0.clone(), f.is_done());
    if !done {
        state.add(vm, f);
        return Ok(task);
    }
    // it has begun at once, and ended: it counts as the others do when they end
    state.left.set(state.left.get() + 1);
    let (el, mut s) = (event_loop::of(vm), vm.scope());
    let task = root(&mut s, task.kept());
    let ended = Kept::new(task.get(&s));
    state.task_ended(&el, &mut s, ended)?;
    Ok(task.ret(&s))
}

/// The group takes no tasks: the coroutine is closed, and RuntimeError says why.
#[cold]
#[inline(never)]
fn refuse(vm: &mut Vm, a: Args) -> NativeResult {
    let g = state(vm, a)?;
    let problem = if !g.entered.get() {
        "has not been entered"
    } else if g.exiting.get() && g.left.get() == 0 {
        "is finished"
    } else {
        "is shutting down"
    };
    let text = text(vm, a)?;
    let mut s = vm.scope();
    let coro = a.handle(&s, 1);
    s.call_method(coro, "close", &[])?;
    Err(s.runtime_error(format_args!("TaskGroup {text} {problem}")))
}

/// Ends the group quietly: its tasks are cancelled, and so is the body.
fn cancel(vm: &mut Vm, a: Args) -> NativeResult {
    let g = state(vm, a)?;
    if g.aborting.get() || !g.entered.get() || (g.exiting.get() && g.left.get() == 0) {
        return Ok(Ret::NONE);
    }
    let el = event_loop::of(vm);
    g.abort(&el, vm)?;
    if let Some(parent) = g.parent.get().filter(|_| !g.cancelled_parent.replace(true)) {
        cancel_task(&el, vm, parent, None)?;
    }
    Ok(Ret::NONE)
}

fn library(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.taskgroups", "_task_group", method)
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "__aenter__");
    }
    let g = state(vm, a)?;
    if g.entered.get() {
        let text = text(vm, a)?;
        return Err(vm.runtime_error(format_args!("TaskGroup {text} has already been entered")));
    }
    let el = event_loop::here(vm);
    let parent = event_loop::current_task(el, vm).map(|p| Kept::new(p).stored(&vm.heap));
    if parent.is_none() {
        let text = text(vm, a)?;
        return Err(vm.runtime_error(format_args!("TaskGroup {text} cannot determine the parent task")));
    }
    g.parent.set(parent);
    g.entered.set(true);
    Ok(el.ready(vm, a.get(vm, 0)))
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "__aexit__");
    }
    let g = state(vm, a)?;
    let el = event_loop::of(vm);
    g.exiting.set(true);
    let error = a.opt(vm, 2).filter(|e| !e.is_none()).map(|e| Kept::new(e).stored(&vm.heap));
    if let Some(e) = error {
        g.error.set(error);
        if is_fatal(vm, e) && g.fatal.get().is_none() {
            g.fatal.set(error);
        }
        if vm.is_instance_of(e.get(&vm.heap), Exc::CancelledError) {
            g.cancelled.set(error);
        }
        if !g.aborting.get() {
            g.abort(&el, vm)?;
        }
    }
    if g.left.get() > 0 {
        let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), 0);
        g.waiter.set(Some(waiter));
        return Ok(ret);
    }
    g.finish(&el, &mut vm.scope())?;
    Ok(el.ready(vm, Value::NONE))
}
