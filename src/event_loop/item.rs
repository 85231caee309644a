//! What the ready queue holds.

use crate::heap::Tracer;
use crate::value::{Kept, Tagged};

/// The index of a native operation or watch, and its generation.
#[derive(Clone, Copy)]
pub(super) struct Ticket(u64);

impl Ticket {
    pub fn new(index: u32, generation: u32) -> Ticket {
        Ticket((generation as u64) << 32 | index as u64)
    }

    pub fn parts(self) -> (u32, u32) {
        (self.0 as u32, (self.0 >> 32) as u32)
    }
}

/// What the ready queue holds. Each has one word, so that an item goes through two registers: taking one that was written
/// in other pieces than it is read in would have to wait for the cache.
#[derive(Clone, Copy)]
pub(super) enum Item {
    /// A task goes on with None: it begins, or has given way for a turn.
    Step(Kept),
    /// The future that a task waits for has ended.
    Wake(Kept),
    /// The timer on which a task sleeps has fired.
    Slept(Kept),
    /// A task goes on with the result of the suspension it waits for.
    Elapsed(Kept),
    /// A waiter at a primitive has been woken.
    Pass(Kept),
    /// A task's wait was cancelled; the message or None is the next of `more`.
    Cancelled(Kept),
    /// A task goes on with an exception, the next of `more`.
    Throw(Kept),
    /// A handle of the script's.
    Call(Kept),
    /// Something happens to a primitive.
    Gate(Tagged),
    /// The deadline of a timeout has come.
    Strike(Kept),
    /// A future has ended: a callback of the script's, the next of `more`.
    Callback(Kept),
    /// A future has ended: a native watcher, the next of `more`.
    Watch(Kept),
    /// A native operation has ended: index and generation.
    Operation(Ticket),
    /// A socket whose watch stays is ready: index and generation.
    Ready(Ticket),
    /// The task that waits for an ended native operation goes on.
    Operated(Ticket),
    /// An async generator that nobody can reach any more is to be closed.
    Finalise(Kept),
    /// A future that ends in this turn.
    Settle(Kept),
}

impl Item {
    pub fn trace(self, t: &mut Tracer) {
        match self {
            Item::Step(a)
            | Item::Wake(a)
            | Item::Slept(a)
            | Item::Elapsed(a)
            | Item::Pass(a)
            | Item::Call(a)
            | Item::Strike(a)
            | Item::Finalise(a)
            | Item::Settle(a)
            | Item::Cancelled(a)
            | Item::Throw(a)
            | Item::Callback(a)
            | Item::Watch(a) => a.trace(t),
            Item::Gate(gate) => gate.kept().trace(t),
            Item::Operation(..) | Item::Ready(..) | Item::Operated(..) => {}
        }
    }
}
