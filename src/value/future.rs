//! Futures and tasks.

use std::cell::Cell;

use super::{Builtins, Kind, Tuple, Value};
use crate::heap::{Header, Heap, Object, Slot, Tracer};

/// Where in the script an object was made: the number of the code and the instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Site {
    /// Number of the linked code, plus one; 0 if it was made by a native outside any script frame.
    pub code: u32,
    /// The instruction.
    pub ip: u32,
}

/// State of a future.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum FutureState {
    /// No result yet.
    Pending,
    /// Has a result.
    Finished,
    /// Has an exception.
    Failed,
    /// Was cancelled.
    Cancelled,
}

/// What a suspended task waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum WaitKind {
    /// Nothing: it is ready or running, or has ended.
    Nothing,
    /// The next turn (`sleep(0)`).
    Turn,
    /// A timer.
    Timer,
    /// A timer that has fired: its turn is this one.
    Fired,
    /// A future or another task.
    Future,
    /// A native operation: a socket, a file.
    Native,
    /// A lock, queue or other native primitive.
    Gate,
}

/// A future.
#[derive(Debug)]
#[repr(C)]
pub struct Future {
    pub(super) header: Header,
    /// Attributes set on it.
    pub attrs: Slot,
    /// State.
    pub state: Cell<FutureState>,
    /// Whether a failure has not been looked at by anyone.
    pub unseen: Cell<bool>,
    /// Tasks: how often a sleep was cancelled. It tells the timer of the present one from those before.
    pub naps: Cell<u8>,
    /// How it stands at the native primitive it waits at, and what for: known to the event loop.
    pub gate: Cell<u8>,
    /// Tasks: when it began to wait, in milliseconds of the loop's clock.
    pub since: Cell<u32>,
    /// Result or exception. While it is pending: the watcher of the `gather` it stands for, or what its task puts into a
    /// full queue.
    pub result: Slot,
    /// Unset, one callback, or a list of them. A callback is a task to wake, a native watcher, a plain callable, or a
    /// tuple (callable, context or None). Once cancelled, the message of the cancellation or unset.
    pub callbacks: Slot,
    /// Where it was made.
    pub site: Cell<Site>,
}

fn trace_future(f: &Future, t: &mut Tracer) {
    for s in [&f.attrs, &f.result, &f.callbacks] {
        t.slot(s);
    }
}

object!(Future, Future, |this, t| {
    trace_future(this, t);
    0
});

impl Future {
    #[inline(always)]
    fn build(kind: Kind, shape: u32, site: Site) -> Future {
        Future {
            header: Header::new(kind as u8, shape),
            attrs: Slot::unset(),
            state: Cell::new(FutureState::Pending),
            unseen: Cell::new(false),
            naps: Cell::new(0),
            gate: Cell::new(0),
            since: Cell::new(0),
            result: Slot::unset(),
            callbacks: Slot::unset(),
            site: Cell::new(site),
        }
    }

    /// Where the state lies, for machine code.
    pub(crate) const STATE: usize = std::mem::offset_of!(Future, state);
    /// Where the result lies, for machine code.
    pub(crate) const RESULT: usize = std::mem::offset_of!(Future, result);

    /// The flag of a failure that came after the `gather` that asked for it had ended.
    pub const LATE: u8 = Header::FLAG_A;
    /// The flag of a task that a run is for: reports need not tell who made it.
    pub const MAIN: u8 = Header::FLAG_B;

    /// A pending future.
    pub fn new(heap: &Heap, shape: u32, site: Site) -> &Future {
        heap.alloc(Future::build(Kind::Future, shape, site))
    }

    /// A pending future of class Future.
    pub fn plain(heap: &Heap, site: Site) -> &Future {
        Future::new(heap, Builtins::Future as u32, site)
    }

    /// Whether it is a task.
    #[inline]
    pub fn is_task(&self) -> bool {
        self.header.kind() == Kind::Task as u8
    }

    /// The message with which it was cancelled, if it was and there is one.
    pub fn message(&self) -> Option<Value<'_>> {
        self.callbacks.load().filter(|_| self.state.get() == FutureState::Cancelled)
    }

    /// Whether it has ended in any way.
    #[inline]
    pub fn is_done(&self) -> bool {
        self.state.get() != FutureState::Pending
    }
}

/// A task: a future that runs a coroutine.
#[derive(Debug)]
#[repr(C)]
pub struct Task {
    base: Future,
    /// The coroutine (or another object with `send` and `throw`).
    pub coro: Slot,
    /// Its name, where one was given (a string), or its number; with a context that its steps run in, a tuple of both.
    who: Slot,
    /// What it waits for: a future, a native operation's handle object …; unset while it is ready.
    pub waits_for: Slot,
    /// Its place in the event loop's table of live tasks.
    pub slot: Cell<u32>,
    /// How many cancellations have been requested and not taken back.
    pub cancels: Cell<u16>,
    /// A cancellation is to be thrown in at the next step.
    pub must_cancel: Cell<bool>,
    /// What kind of thing it waits for.
    pub wait: Cell<WaitKind>,
}

// SAFETY: repr(C), beginning with a Future and so with a Header; every word is reported
unsafe impl Object for Task {
    const KIND: u8 = Kind::Task as u8;
    fn trace(&self, t: &mut Tracer) -> usize {
        trace_future(&self.base, t);
        for s in [&self.coro, &self.who, &self.waits_for] {
            t.slot(s);
        }
        0
    }
}

impl<'h> From<&'h Task> for Value<'h> {
    fn from(task: &'h Task) -> Self {
        task.value()
    }
}

impl Task {
    /// A task that runs nothing yet.
    pub fn new(heap: &Heap, shape: u32, site: Site) -> &Task {
        heap.alloc(Task::build(shape, site, Slot::unset(), Slot::unset()))
    }

    /// A task of class Task that has not begun, in this context or in none.
    pub fn running<'h>(
        heap: &'h Heap,
        site: Site,
        coro: Value<'_>,
        name: Value<'_>,
        context: Option<Value<'_>>,
    ) -> &'h Task {
        let who = match context {
            None => Slot::holding(name),
            Some(context) => Slot::holding(Tuple::new(heap, &[name, context]).value()),
        };
        heap.alloc(Task::build(Builtins::Task as u32, site, Slot::holding(coro), who))
    }

    #[inline(always)]
    fn build(shape: u32, site: Site, coro: Slot, who: Slot) -> Task {
        Task {
            base: Future::build(Kind::Task, shape, site),
            coro,
            who,
            waits_for: Slot::unset(),
            slot: Cell::new(0),
            cancels: Cell::new(0),
            must_cancel: Cell::new(false),
            wait: Cell::new(WaitKind::Nothing),
        }
    }

    /// Its name, if it was given one (a string), or its number.
    pub fn name(&self) -> Value<'_> {
        let who = self.who.load().unwrap_or(Value::NONE);
        who.cast::<Tuple>().and_then(|both| both.items().first().copied()).unwrap_or(who)
    }

    /// The context its steps run in, unless that is the empty one.
    #[inline(always)]
    pub fn context(&self) -> Option<Value<'_>> {
        let both = self.who.load()?.cast::<Tuple>()?;
        both.items().get(1).copied()
    }

    /// Gives it a name, or a number.
    pub fn set_name(&self, heap: &Heap, name: Value<'_>) {
        self.know_as(heap, name, self.context());
    }

    /// Has its further steps run in this context, or in the empty one.
    pub fn set_context(&self, heap: &Heap, context: Option<Value<'_>>) {
        self.know_as(heap, self.name(), context);
    }

    fn know_as(&self, heap: &Heap, name: Value<'_>, context: Option<Value<'_>>) {
        match context {
            None => self.who.store(self.header(), Some(name)),
            Some(context) => {
                self.who.store(self.header(), Some(Tuple::new(heap, &[name, context]).value()));
            }
        }
    }

    /// The object's header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.base.header
    }

    /// The object as a value.
    #[inline(always)]
    pub fn value(&self) -> Value<'_> {
        Value::from_word(self.base.header.word())
    }

    /// The task as the future it is.
    #[inline(always)]
    pub fn future(&self) -> &Future {
        &self.base
    }
}
