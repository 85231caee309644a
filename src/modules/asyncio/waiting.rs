//! What `asyncio.wait` and `asyncio.as_completed` do with each of their futures.

use std::cell::Cell;
use std::rc::Rc;

use super::queue::put_at_once;
use super::support::{is_coroutine, root};

use crate::event_loop::{
    self, EventLoop, Watcher, add_callback, cancel_handle, finish_future, new_future, remove_callbacks,
};
use crate::heap::Tracer;
use crate::value::{Dict, Future, FutureState, Kept, Opaque, Set, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Vm, row};

/// The functions.
pub const FUNCTIONS: &[NativeRow] = &[
    row("_attend", attend, "fs, return_when"),
    row("_part", part, "fs, watcher"),
    row("_collect", collect, "todo, done, timer"),
    row("_collect_no_more", collect_no_more, "todo, watcher"),
];

/// What ends the wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    All,
    First,
    FirstException,
}

struct Waiting {
    left: Cell<usize>,
    until: Until,
    waiter: Kept,
}

impl Watcher for Waiting {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        if let Some(f) = future.get(&vm.heap).as_future() {
            self.notes(el, vm, f);
        }
        Ok(())
    }

    fn notes(&self, el: &EventLoop, vm: &Vm, future: &Future) -> bool {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        let failed = future.state.get() == FutureState::Failed;
        let over = left == 0
            || match self.until {
                Until::All => false,
                Until::First => true,
                Until::FirstException => failed,
            };
        if left > 0 && failed && self.until == Until::FirstException {
            // it has been looked at
            future.unseen.set(false);
        }
        if over && let Some(waiter) = self.waiter.get(&vm.heap).as_future().filter(|f| !f.is_done()) {
            finish_future(el, vm, waiter, Value::NONE);
        }
        true
    }

    fn trace(&self, t: &mut Tracer) {
        self.waiter.trace(t);
    }

    fn is_settled(&self) -> bool {
        true
    }
}

/// The items of a set.
fn items<'h>(vm: &'h Vm, set: Handle) -> Vec<Value<'h>> {
    set.cast::<Set>(vm).map_or_else(Vec::new, Set::to_vec)
}

/// Sets the callback of all futures of a set: a watcher that ends a wait, which is a future. Gives that and the watcher.
fn attend(vm: &mut Vm, a: Args) -> NativeResult {
    let fs = items(vm, a.handle(vm, 0));
    if fs.iter().any(|v| is_coroutine(*v)) {
        return Err(vm.type_error("Passing coroutines is forbidden, use tasks explicitly."));
    }
    if let Some(other) = fs.iter().find(|v| v.as_future().is_none()) {
        return Err(vm.no_attribute(*other, "add_done_callback"));
    }
    let until = match a.get(vm, 1).as_str() {
        Some("FIRST_COMPLETED") => Until::First,
        Some("FIRST_EXCEPTION") => Until::FirstException,
        _ => Until::All,
    };
    let waiter = new_future(vm).value();
    let waiting = Waiting { left: Cell::new(fs.len()), until, waiter: Kept::new(waiter) };
    let el = event_loop::here(vm);
    let watcher = el.watcher(vm, Rc::new(waiting));
    for f in fs.iter().filter_map(|v| v.as_future()) {
        add_callback(el, vm, f, watcher);
    }
    Ok(vm.tuple(&[waiter, watcher]).into())
}

/// The futures of a set that have ended, and those that have not, which are watched no longer.
fn part(vm: &mut Vm, a: Args) -> NativeResult {
    let (fs, watcher) = (a.handle(vm, 0), a.get(vm, 1));
    let (mut done, mut pending) = (Vec::new(), Vec::new());
    for v in items(vm, fs) {
        let Some(f) = v.as_future() else { continue };
        if f.is_done() {
            done.push(v);
        } else {
            remove_callbacks(vm, f, |c| c.is(watcher));
            pending.push(v);
        }
    }
    if pending.is_empty() {
        // nobody else has the set
        return Ok(vm.tuple(&[fs.get(vm), Set::new(&vm.heap, false).value()]).into());
    }
    let (done, pending) = (Kept::new(vm.list(&done)), Kept::new(vm.list(&pending)));
    let mut s = vm.scope();
    let lists = [done, pending].map(|list| root(&mut s, list));
    let (done, pending) = (s.set_of(lists[0], false)?, s.set_of(lists[1], false)?);
    Ok(s.tuple(&[done.get(&s), pending.get(&s)]).into())
}

/// Moves futures, as they end, from the keys of a dict to a queue.
struct Collecting {
    todo: Kept,
    done: Kept,
    timer: Option<Kept>,
}

impl Watcher for Collecting {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        let mut s = vm.scope();
        let (todo, f) = (root(&mut s, self.todo), root(&mut s, future));
        if todo.cast::<Dict>(&s).is_none_or(Dict::is_empty) {
            return Ok(());
        }
        let out = s.root();
        s.dict_del(todo, f, out)?;
        put_at_once(&s, self.done.get(&s.heap), f.get(&s));
        if todo.cast::<Dict>(&s).is_some_and(Dict::is_empty)
            && let Some(timer) = self.timer.and_then(|t| t.get(&s.heap).cast::<Opaque>())
        {
            cancel_handle(el, &s, timer);
        }
        Ok(())
    }

    fn trace(&self, t: &mut Tracer) {
        self.todo.trace(t);
        self.done.trace(t);
        if let Some(timer) = self.timer {
            timer.trace(t);
        }
    }

    fn is_settled(&self) -> bool {
        true
    }
}

/// Sets the callback of all futures that are the keys of a dict: a watcher that moves them to a queue.
fn collect(vm: &mut Vm, a: Args) -> NativeResult {
    let (todo, done) = (a.get(vm, 0), a.get(vm, 1));
    let timer = Some(a.get(vm, 2)).filter(|t| !t.is_none()).map(Kept::new);
    let el = event_loop::here(vm);
    let watcher = el.watcher(vm, Rc::new(Collecting { todo: Kept::new(todo), done: Kept::new(done), timer }));
    for f in todo.cast::<Dict>().into_iter().flat_map(Dict::iter).filter_map(|(k, _)| k.as_future()) {
        add_callback(el, vm, f, watcher);
    }
    Ok(watcher.into())
}

/// Takes the callback away again.
fn collect_no_more(vm: &mut Vm, a: Args) -> NativeResult {
    let watcher = a.get(vm, 1);
    let todo = a.get(vm, 0).cast::<Dict>();
    for f in todo.into_iter().flat_map(Dict::iter).filter_map(|(k, _)| k.as_future()) {
        remove_callbacks(vm, f, |c| c.is(watcher));
    }
    Ok(Ret::NONE)
}
