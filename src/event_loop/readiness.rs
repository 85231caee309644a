//! Readiness of sockets: the host's reactor wakes a watch directly, without a future of its own. A watch for reading
//! stays until it is given up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use super::operation::{Operation, Waiter};
use super::{EventLoop, Item, Ticket};
use crate::value::{Kept, Tagged, Value};
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
    sleeps: AtomicBool,
}

impl Woken {
    /// Whether there are any. If not, the waker is called when there are.
    pub fn poll(&self, cx: &Context<'_>) -> bool {
        *self.sleeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(cx.waker().clone());
        self.sleeps.store(true, Ordering::SeqCst);
        self.any.load(Ordering::SeqCst)
    }

    fn add(&self, index: u32, generation: u32) {
        self.watches.lock().unwrap_or_else(PoisonError::into_inner).push((index, generation));
        self.any.store(true, Ordering::SeqCst);
        if !self.sleeps.load(Ordering::SeqCst) {
            return;
        }
        self.sleeps.store(false, Ordering::SeqCst);
        let sleeper = self.sleeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(sleeper) = sleeper {
            sleeper.wake();
        }
    }

    /// Takes those that were woken; what is given serves as the next list.
    fn take(&self, empty: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
        if !self.any.swap(false, Ordering::AcqRel) {
            return empty;
        }
        std::mem::replace(&mut *self.watches.lock().unwrap_or_else(PoisonError::into_inner), empty)
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

impl EventLoop {
    /// Has something happen to a primitive when a socket is ready: once, or (a watch that stays) every time. One that is
    /// not open-ended holds virtual time up.
    pub fn watch(&self, ask: Ask, gate: Value<'_>, what: u8, stays: bool, open_ended: bool) -> Watch {
        let mut all = self.operations.borrow_mut();
        let (index, generation) = all.add(Operation::watch(Kept::new(gate), what, open_ended));
        let waker = Waker::from(Arc::new(Knock { index, generation, woken: self.drive.woken.clone() }));
        if let Some(o) = all.get(index, generation) {
            o.ready = Some(Ready { ask, waker, stays });
        }
        drop(all);
        self.ask_again(index, generation);
        Watch { index, generation }
    }

    /// Gives a watch up; says whether it was still on.
    pub fn unwatch(&self, watch: Watch) -> bool {
        let removed = self.operations.borrow_mut().remove(watch.index, watch.generation);
        // dropped only after the table is free again: dropping a socket may run its clean-up
        removed.is_some()
    }

    /// Asks the socket of a watch whether it is ready; else the watch is woken when it may be.
    fn is_ready(&self, index: u32, generation: u32) -> bool {
        let mut all = self.operations.borrow_mut();
        let ready = all.get(index, generation).and_then(|o| o.ready.as_ref());
        // an error shows itself when the socket is then used
        ready.is_some_and(|r| (r.ask)(&mut Context::from_waker(&r.waker)).is_ready())
    }

    /// A socket that is ready at once is so when sockets are next looked for.
    fn ask_again(&self, index: u32, generation: u32) {
        if self.is_ready(index, generation) {
            self.drive.woken.add(index, generation);
        }
    }

    /// Has what they are for happen in this turn, of watches whose sockets have become ready.
    pub(super) fn post_ready(&self) {
        let mut woken = self.drive.woken.take(self.spare_woken.take());
        for (index, generation) in woken.drain(..) {
            let mut all = self.operations.borrow_mut();
            let Some(ready) = all.get(index, generation).and_then(|o| o.ready.as_ref()) else { continue };
            if ready.stays {
                // it asks again when it has looked, and looking in vain does no harm
                drop(all);
                self.push(Item::Ready(Ticket::new(index, generation)));
                continue;
            }
            drop(all);
            if !self.is_ready(index, generation) {
                continue;
            }
            let mut all = self.operations.borrow_mut();
            let Some(o) = all.get(index, generation) else { continue };
            let Waiter::Gate(gate, what) = o.waiter else { continue };
            let removed = all.remove(index, generation);
            drop(all);
            drop(removed);
            self.push(Item::Gate(Tagged::new(gate, what)));
        }
        self.spare_woken.replace(woken);
    }

    /// The turn of a watch that stays: if it has not been given up then, it goes on.
    pub(super) fn run_watch(&self, vm: &mut Vm, index: u32, generation: u32) -> Result<(), Raise> {
        let waiter = self.operations.borrow_mut().get(index, generation).map(|o| o.waiter);
        let Some(Waiter::Gate(gate, what)) = waiter else { return Ok(()) };
        let result = self.happens(vm, gate, what);
        self.ask_again(index, generation);
        result
    }
}
