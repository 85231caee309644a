//! Debug mode: steps that hold the loop for too long are told, with the line that is being executed.
//!
//! A thread of the host's looks every few milliseconds whether the step that runs began too long ago, and if so
//! sets a bit of the interrupt word. The machine sees it at its next safepoint, or when a native that blocks asks
//! for interruptions, and tells where it stands.

use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::report::{short_path, task_in_words};
use super::run::LoopData;
use super::{EventLoop, Item, callable_name, tree};
use crate::heap::interrupt;
use crate::host::Look;
use crate::value::{Kept, Opaque, Task, Tuple, Value};
use crate::vm::Vm;

/// `loop.slow_callback_duration` where the script sets no other.
pub(super) const SLOW: f64 = 0.1;
/// How often the thread looks, in nanoseconds.
const PERIOD: u64 = 10_000_000;

/// What the loop and the thread share.
#[derive(Default)]
struct Shared {
    /// When the running step began, by the host's clock; 0 while none runs.
    began: AtomicU64,
    /// A step that takes longer is slow.
    limit: AtomicU64,
}

/// The watch over slow steps.
#[derive(Default)]
pub(super) struct Watch {
    /// Debug mode is on.
    pub on: Cell<bool>,
    shared: Arc<Shared>,
    /// There is a thread.
    watched: Cell<bool>,
    /// The running step has been told of already.
    told: Cell<bool>,
    /// What the running step is.
    what: RefCell<String>,
}

impl EventLoop {
    /// Begins or ends watching, as the loop that runs now wants it.
    pub(super) fn watch_steps(&self, vm: &Vm, data: Option<&LoopData>) {
        let on = data.is_some_and(|d| d.debug.get());
        self.watch.on.set(on);
        let Some(data) = data.filter(|_| on) else {
            return self.watch.shared.began.store(0, Ordering::Relaxed);
        };
        let limit = super::nanoseconds(data.slow.get()).max(1);
        self.watch.shared.limit.store(limit, Ordering::Relaxed);
        // a clock that jumps says nothing about how long a step takes
        if self.virtual_time || self.watch.watched.replace(true) {
            return;
        }
        let shared = Arc::downgrade(&self.watch.shared);
        let word = vm.heap.interrupt().clone();
        let mut seen = 0;
        vm.host.look_often(
            PERIOD,
            Box::new(move |now| {
                let Some(shared) = shared.upgrade() else { return Look::Enough };
                let began = shared.began.load(Ordering::Relaxed);
                let limit = shared.limit.load(Ordering::Relaxed);
                if began == 0 || began == seen || now.saturating_sub(began) <= limit {
                    return Look::Nothing;
                }
                seen = began;
                word.fetch_or(interrupt::SLOW, Ordering::Relaxed);
                Look::Wake
            }),
        );
    }

    /// A step begins.
    pub(super) fn step_begins(&self, vm: &Vm, item: &Item) {
        *self.watch.what.borrow_mut() = item_in_words(vm, item);
        self.watch.told.set(false);
        self.watch.shared.began.store(vm.host.monotonic().max(1), Ordering::Relaxed);
    }

    /// A step has ended.
    pub(super) fn step_ends(&self, vm: &Vm) {
        let began = self.watch.shared.began.swap(0, Ordering::Relaxed);
        vm.heap.interrupt().fetch_and(!interrupt::SLOW, Ordering::Relaxed);
        let took = vm.host.monotonic().saturating_sub(began);
        if began == 0 || took < self.watch.shared.limit.load(Ordering::Relaxed) {
            return;
        }
        let what = self.watch.what.borrow();
        vm.write_stderr(&format!("slow step: {what} took {:.3} seconds\n", took as f64 / 1e9));
    }

    /// Tells where a slow step stands, once.
    pub(super) fn tell_slow(&self, vm: &Vm) {
        let began = self.watch.shared.began.load(Ordering::Relaxed);
        if began == 0 || self.watch.told.replace(true) {
            return;
        }
        let taken = vm.host.monotonic().saturating_sub(began);
        let mut text = format!(
            "slow step: {} has held the loop for {}",
            self.watch.what.borrow(),
            tree::duration(taken)
        );
        let depth = self.depth.get();
        for f in vm.running_frames(depth).iter().rev().filter(|f| !f.library).take(3) {
            let line = f.file.line(f.span.lo);
            let _ = write!(text, "\n  in {} at {}:{line}", f.function, short_path(vm, f.file.name()));
            let _ = write!(text, ": {}", f.file.line_text(line).trim());
        }
        vm.write_stderr(&format!("{text}\n"));
    }
}

/// A native has blocked, perhaps for long: in debug mode it is told where.
pub fn has_blocked(vm: &Vm) {
    let el = super::of(vm);
    let began = el.watch.shared.began.load(Ordering::Relaxed);
    let limit = el.watch.shared.limit.load(Ordering::Relaxed);
    if began != 0 && vm.host.monotonic().saturating_sub(began) > limit {
        el.tell_slow(vm);
    }
}

fn item_in_words(vm: &Vm, item: &Item) -> String {
    let name = |k: Kept| callable(vm, k.get(&vm.heap));
    match *item {
        Item::Step(k) | Item::Wake(k) | Item::Slept(k) | Item::Elapsed(k) | Item::Pass(k) => name(k),
        Item::Cancelled(k) | Item::Throw(k) | Item::Call(k) | Item::Finalise(k) => name(k),
        _ => "the loop".into(),
    }
}

fn callable(vm: &Vm, v: Value<'_>) -> String {
    if let Some(task) = v.cast::<Task>() {
        return task_in_words(vm, task);
    }
    let handle = v.cast::<Opaque>().and_then(|o| o.data::<super::HandleData>());
    let inner = handle.and_then(|h| h.callback.load());
    let inner = inner.or_else(|| v.cast::<Tuple>().and_then(|t| t.items().first().copied()));
    format!("callback {}", callable_name(vm, inner.unwrap_or(v)))
}
