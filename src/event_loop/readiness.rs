//! Readiness of sockets: the host's reactor wakes a watch directly, without a future of its own. A watch for reading
//! stays until it is given up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use super::operation::{Operation, Waiter};
use super::{EventLoop, Item, handle};
use crate::value::{Kept, Opaque};
use crate::vm::{Raise, Vm};

/// Asks a socket whether it is ready; else the waker is called when it may be.
pub type Ask = Box<dyn Fn(&mut Context<'_>) -> Poll<std::io::Result<()>>>;

/// A watch for readiness, to be given up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Watch {
    index: u32,
    generation: u32,
}

/// How a watch goes on.
pub(super) struct Ready {
    ask: Ask,
    waker: Waker,
    /// It stays when the socket has become ready.
    stays: bool,
}

/// Watches that have been woken, from whatever thread the reactor ran on.
#[derive(Default)]
pub(super) struct Woken {
    watches: Mutex<Vec<(u32, u32)>>,
    any: AtomicBool,
    sleeper: Mutex<Option<Waker>>,
}

impl Woken {
    /// Whether there are any. If not, the waker is called when there are.
    pub fn poll(&self, cx: &Context<'_>) -> bool {
        *self.sleeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(cx.waker().clone());
        self.any.load(Ordering::Acquire)
    }

    fn add(&self, index: u32, generation: u32) {
        self.watches.lock().unwrap_or_else(PoisonError::into_inner).push((index, generation));
        self.any.store(true, Ordering::Release);
        let sleeper = self.sleeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(sleeper) = sleeper {
            sleeper.wake();
        }
    }

    fn take(&self) -> Vec<(u32, u32)> {
        if !self.any.swap(false, Ordering::AcqRel) {
            return Vec::new();
        }
        std::mem::take(&mut *self.watches.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

struct Knock {
    index: u32,
    generation: u32,
    woken: Arc<Woken>,
}

impl Wake for Knock {
    fn wake(self: Arc<Self>) {
        self.woken.add(self.index, self.generation);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.add(self.index, self.generation);
    }
}

/// Calls a handle when a socket is ready: once, or (a watch that stays) every time.
pub fn watch_readiness(el: &EventLoop, ask: Ask, handle: &Opaque, stays: bool) -> Watch {
    let mut all = el.operations.borrow_mut();
    let (index, generation) = all.add(Operation::watch(Kept::new(handle.value())));
    let waker = Waker::from(Arc::new(Knock { index, generation, woken: el.drive.woken.clone() }));
    if let Some(o) = all.get(index, generation) {
        o.ready = Some(Ready { ask, waker, stays });
    }
    drop(all);
    el.ask(index, generation);
    Watch { index, generation }
}

impl EventLoop {
    /// Gives a watch up; says whether it was still on.
    pub fn unwatch(&self, watch: Watch) -> bool {
        let removed = self.operations.borrow_mut().remove(watch.index, watch.generation);
        // dropped only after the table is free again: dropping a socket may run its clean-up
        removed.is_some()
    }

    /// Asks the socket of a watch whether it is ready, and if so has the handle called.
    fn ask(&self, index: u32, generation: u32) {
        let mut all = self.operations.borrow_mut();
        let Some(o) = all.get(index, generation) else { return };
        let (Some(ready), Waiter::Handle(h)) = (&o.ready, o.waiter) else { return };
        // an error shows itself when the socket is then used
        if (ready.ask)(&mut Context::from_waker(&ready.waker)).is_pending() {
            return;
        }
        if ready.stays {
            self.push(Item::Ready(index, generation));
            return;
        }
        let removed = all.remove(index, generation);
        drop(all);
        drop(removed);
        self.push(Item::Call(h));
    }

    /// Has the handles called of watches whose sockets have become ready.
    pub(super) fn post_ready(&self) {
        for (index, generation) in self.drive.woken.take() {
            self.ask(index, generation);
        }
    }

    /// The handle of a watch that has not been given up.
    pub(super) fn watched(&self, index: u32, generation: u32) -> Option<Kept> {
        match self.operations.borrow_mut().get(index, generation)?.waiter {
            Waiter::Handle(h) => Some(h),
            Waiter::Task(_) => None,
        }
    }

    /// The turn of a watch that stays: its handle is called, and if it has not been given up, it goes on.
    pub(super) fn run_watch(&self, vm: &mut Vm, index: u32, generation: u32) -> Result<(), Raise> {
        let Some(h) = self.watched(index, generation) else { return Ok(()) };
        let result = handle::run_handle(self, vm, h);
        self.ask(index, generation);
        result
    }
}
