//! `gather`: one future for many.

use std::cell::Cell;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::future::cancelled_with;
use super::{
    EventLoop, Watcher, add_callback, as_future, cancel_future, cancelled_error, fail_future, finish_future,
    new_future,
};
use crate::heap::Tracer;
use crate::value::{Future, FutureState, Kept, Value};
use crate::vm::{Raise, Vm};

struct Gather {
    children: Vec<Kept>,
    outer: Kept,
    distinct: usize,
    ended: Cell<usize>,
    keep_errors: bool,
    cancelled: Cell<bool>,
}

/// A future with the list of the results of `children` (futures, some perhaps more than once). With
/// `keep_errors` exceptions are results too; else the first one ends it.
pub fn gather<'h>(el: &EventLoop, vm: &'h Vm, children: &[Value<'_>], keep_errors: bool) -> Value<'h> {
    let outer = new_future(vm);
    if children.is_empty() {
        finish_future(el, vm, outer, vm.list(&[]));
        return outer.value();
    }
    let mut seen = FxHashSet::default();
    let children: Vec<Kept> = children.iter().map(|v| Kept::new(*v)).collect();
    let distinct: Vec<Kept> = children.iter().copied().filter(|k| seen.insert(*k)).collect();
    attend(el, vm, outer, children, Some(&distinct), keep_errors);
    outer.value()
}

/// The same for futures that are known to be different.
pub fn gather_distinct<'h>(el: &EventLoop, vm: &'h Vm, children: Vec<Kept>, keep_errors: bool) -> Value<'h> {
    let outer = new_future(vm);
    if children.is_empty() {
        finish_future(el, vm, outer, vm.list(&[]));
    } else {
        attend(el, vm, outer, children, None, keep_errors);
    }
    outer.value()
}

/// Sets the callback of all children; `distinct` are they without repetitions, if there are any.
fn attend(
    el: &EventLoop,
    vm: &Vm,
    outer: &Future,
    children: Vec<Kept>,
    distinct: Option<&[Kept]>,
    keep_errors: bool,
) {
    let state = Rc::new(Gather {
        outer: Kept::new(outer.value()),
        distinct: distinct.map_or(children.len(), <[Kept]>::len),
        children,
        ended: Cell::new(0),
        keep_errors,
        cancelled: Cell::new(false),
    });
    let watcher = el.watcher(vm, state.clone());
    outer.result.store(outer.header(), Some(watcher));
    let distinct = distinct.unwrap_or(&state.children);
    let mut any_done = false;
    for f in distinct.iter().map(|k| as_future(vm, *k)) {
        if f.is_done() {
            any_done = true;
        } else {
            add_callback(el, vm, f, watcher);
        }
    }
    // those that have ended already count at once, after all others have been attended to
    if any_done {
        for f in distinct.iter().map(|k| as_future(vm, *k)).filter(|f| f.is_done()) {
            state.child_ended(el, vm, f);
        }
    }
}

impl Gather {
    fn child_ended(&self, el: &EventLoop, vm: &Vm, child: &Future) {
        self.ended.set(self.ended.get() + 1);
        let outer = as_future(vm, self.outer);
        if outer.is_done() {
            // nobody will look at it, unless the script itself has kept the task
            child.header().put(Future::LATE, child.unseen.get());
            return;
        }
        if !self.keep_errors {
            match child.state.get() {
                FutureState::Cancelled => return fail_future(el, vm, outer, cancelled_error(vm, child)),
                FutureState::Failed => {
                    child.unseen.set(false);
                    return fail_future(el, vm, outer, child.result.load().unwrap_or(Value::NONE));
                }
                _ => {}
            }
        }
        if self.ended.get() < self.distinct {
            return;
        }
        if self.cancelled.get() {
            return fail_future(el, vm, outer, cancelled_error(vm, child));
        }
        let results: Vec<Value<'_>> = self
            .children
            .iter()
            .map(|k| {
                let f = as_future(vm, *k);
                if f.state.get() == FutureState::Cancelled {
                    let message = f.message().unwrap_or_else(|| vm.str(""));
                    return cancelled_with(vm, Some(message));
                }
                f.unseen.set(false);
                f.result.load().unwrap_or(Value::NONE)
            })
            .collect();
        finish_future(el, vm, outer, vm.list(&results));
    }
}

impl Watcher for Gather {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        self.child_ended(el, vm, as_future(vm, future));
        Ok(())
    }

    fn notes(&self, el: &EventLoop, vm: &Vm, future: &Future) -> bool {
        self.child_ended(el, vm, future);
        true
    }

    fn cancel(&self, el: &EventLoop, vm: &mut Vm, message: Option<Kept>) -> Result<bool, Raise> {
        let mut any = false;
        for child in &self.children {
            any |= cancel_future(el, vm, *child, message)?;
        }
        if any {
            // the children may swallow it; then the future still counts as cancelled
            self.cancelled.set(true);
        }
        Ok(any)
    }

    fn awaited<'h>(&self, vm: &'h Vm) -> Vec<Value<'h>> {
        self.children.iter().map(|k| k.get(&vm.heap)).collect()
    }

    fn trace(&self, t: &mut Tracer) {
        self.outer.trace(t);
        for k in &self.children[t.piece(self.children.len())] {
            k.trace(t);
        }
    }

    fn is_settled(&self) -> bool {
        true
    }
}
