//! What `asyncio.wait` and `asyncio.as_completed` do with each of their futures; `asyncio.shield`.

use std::cell::Cell;
use std::rc::Rc;

use super::queue::put_at_once;
use super::support::{ensure_future, is_coroutine, root};

use crate::event_loop::{
    self, EventLoop, Watcher, WatcherData, add_callback, cancel_handle, fail_future, finish_future,
    new_future, remove_callbacks,
};
use crate::heap::Tracer;
use crate::value::{Future, FutureState, Kept, List, Opaque, Set, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Vm, row};

/// The functions.
pub const FUNCTIONS: &[NativeRow] = &[
    row("_attend", attend, "fs, return_when"),
    row("_part", part, "fs, watcher"),
    row("_collect", collect, "todo, done, timer"),
    row("_collect_no_more", collect_no_more, "watcher"),
    row("shield", shield, "arg"),
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

/// Puts futures into a queue as they end.
struct Collecting {
    /// A list of the futures.
    todo: Kept,
    done: Kept,
    timer: Option<Kept>,
    left: Cell<usize>,
}

impl Collecting {
    fn futures<'h>(&self, vm: &'h Vm) -> Vec<Value<'h>> {
        self.todo.get(&vm.heap).cast::<List>().map_or_else(Vec::new, List::to_vec)
    }
}

impl Watcher for Collecting {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        if let Some(f) = future.get(&vm.heap).as_future() {
            self.notes(el, vm, f);
        }
        Ok(())
    }

    fn notes(&self, el: &EventLoop, vm: &Vm, future: &Future) -> bool {
        let Some(left) = self.left.get().checked_sub(1) else { return true };
        self.left.set(left);
        put_at_once(vm, self.done.get(&vm.heap), future.value());
        if left == 0
            && let Some(timer) = self.timer.and_then(|t| t.get(&vm.heap).cast::<Opaque>())
        {
            cancel_handle(el, vm, timer);
        }
        true
    }

    /// The time is over: each future that has not come stands in the queue as None.
    fn cancel(&self, _: &EventLoop, vm: &mut Vm, _: Option<Kept>) -> Result<bool, Raise> {
        let own = |c: Value<'_>| {
            let watcher = c.cast::<Opaque>().and_then(|o| o.data::<WatcherData>());
            watcher.is_some_and(|w| std::ptr::addr_eq(Rc::as_ptr(&w.0), self))
        };
        for f in self.futures(vm).iter().filter_map(|v| v.as_future()) {
            remove_callbacks(vm, f, own);
        }
        for _ in 0..self.left.take() {
            put_at_once(vm, self.done.get(&vm.heap), Value::NONE);
        }
        Ok(true)
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

/// Sets the callback of all futures of a list: a watcher that puts them into a queue.
fn collect(vm: &mut Vm, a: Args) -> NativeResult {
    let (todo, done) = (a.get(vm, 0), a.get(vm, 1));
    let timer = Some(a.get(vm, 2)).filter(|t| !t.is_none()).map(Kept::new);
    let futures = todo.cast::<List>().map_or_else(Vec::new, List::to_vec);
    let left = Cell::new(futures.len());
    let collecting = Collecting { todo: Kept::new(todo), done: Kept::new(done), timer, left };
    let el = event_loop::here(vm);
    let watcher = el.watcher(vm, Rc::new(collecting));
    for f in futures.iter().filter_map(|v| v.as_future()) {
        add_callback(el, vm, f, watcher);
    }
    Ok(watcher.into())
}

/// Takes the callback away again.
fn collect_no_more(vm: &mut Vm, a: Args) -> NativeResult {
    let watcher = a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<WatcherData>()).map(|w| w.0.clone());
    if let Some(w) = watcher {
        w.cancel(&event_loop::of(vm), vm, None)?;
    }
    Ok(Ret::NONE)
}

/// Passes the outcome of the future inside a shield on.
struct Shield {
    outer: Kept,
}

impl Watcher for Shield {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        if let Some(f) = future.get(&vm.heap).as_future() {
            self.notes(el, vm, f);
        }
        Ok(())
    }

    fn notes(&self, el: &EventLoop, vm: &Vm, inner: &Future) -> bool {
        let Some(outer) = self.outer.get(&vm.heap).as_future() else { return true };
        let failed = inner.state.get() == FutureState::Failed;
        if failed {
            // where the shield was cancelled, nobody else will look at it
            inner.unseen.set(false);
        }
        if outer.is_done() {
            return true;
        }
        match inner.result.load() {
            Some(e) if failed => fail_future(el, vm, outer, e),
            result if inner.state.get() == FutureState::Finished => {
                finish_future(el, vm, outer, result.unwrap_or(Value::NONE))
            }
            _ => event_loop::mark_cancelled(el, vm, outer, None, None),
        }
        true
    }

    fn trace(&self, t: &mut Tracer) {
        self.outer.trace(t);
    }

    fn is_settled(&self) -> bool {
        true
    }
}

/// Leaves the future inside a shield alone once that has ended before it.
struct Shielded {
    inner: Kept,
    watcher: Kept,
}

impl Watcher for Shielded {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        if let Some(f) = future.get(&vm.heap).as_future() {
            self.notes(el, vm, f);
        }
        Ok(())
    }

    fn notes(&self, _: &EventLoop, vm: &Vm, _: &Future) -> bool {
        if let Some(inner) = self.inner.get(&vm.heap).as_future().filter(|f| !f.is_done()) {
            remove_callbacks(vm, inner, |c| c.is(self.watcher.get(&vm.heap)));
        }
        true
    }

    fn trace(&self, t: &mut Tracer) {
        self.inner.trace(t);
        self.watcher.trace(t);
    }

    fn is_settled(&self) -> bool {
        true
    }
}

fn shield(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let arg = a.handle(&s, 0);
    let inner = ensure_future(&mut s, arg)?;
    let Some(f) = inner.get(&s).as_future().filter(|f| !f.is_done()) else { return Ok(inner.ret(&s)) };
    let (el, outer) = (event_loop::here(&s), new_future(&s));
    let watcher = el.watcher(&s, Rc::new(Shield { outer: Kept::new(outer.value()) }));
    add_callback(el, &s, f, watcher);
    let shielded = Shielded { inner: Kept::new(inner.get(&s)), watcher: Kept::new(watcher) };
    add_callback(el, &s, outer, el.watcher(&s, Rc::new(shielded)));
    Ok(outer.into())
}
