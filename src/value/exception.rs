//! Exceptions and tracebacks.

use std::cell::RefCell;

use super::{Builtins, Kind, Linked, Tuple, Value};
use crate::heap::{Header, Heap, Slot};

/// An exception. `Header::FLAG_A`: `__suppress_context__`; `FLAG_B`: it has been reported.
#[derive(Debug)]
#[repr(C)]
pub struct Exception {
    pub(super) header: Header,
    /// Attributes beyond the fixed ones.
    pub attrs: Slot,
    /// `args` (a tuple).
    pub args: Slot,
    /// `__cause__`, or unset.
    pub cause: Slot,
    /// `__context__`, or unset.
    pub context: Slot,
    /// `__traceback__`, or unset.
    pub traceback: Slot,
}

object!(Exception, Exception, |this, t| {
    for s in [&this.attrs, &this.args, &this.cause, &this.context, &this.traceback] {
        t.slot(s);
    }
    0
});

impl Exception {
    /// The flag of `__suppress_context__`.
    pub const SUPPRESS: u8 = Header::FLAG_A;

    /// An exception of a class, given by the shape, with these arguments.
    pub fn new<'h>(heap: &'h Heap, shape: u32, args: &Tuple) -> &'h Exception {
        heap.alloc(Exception {
            header: Header::new(Kind::Exception as u8, shape),
            attrs: Slot::unset(),
            args: Slot::new(Some(args.header().word())),
            cause: Slot::unset(),
            context: Slot::unset(),
            traceback: Slot::unset(),
        })
    }

    /// The arguments.
    pub fn args(&self) -> &[Value<'_>] {
        match self.args.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>()) {
            Some(t) => t.items(),
            None => &[],
        }
    }
}

/// One frame that an exception passed.
#[derive(Clone, Copy, Debug)]
pub struct TraceEntry {
    /// The code.
    pub code: *const Linked,
    /// The instruction.
    pub ip: u32,
}

/// A traceback: the frames an exception passed, innermost first.
#[derive(Debug)]
#[repr(C)]
pub struct Traceback {
    pub(super) header: Header,
    /// The frames.
    pub entries: RefCell<Vec<TraceEntry>>,
}

object!(Traceback, Traceback, |this, _t| this.entries.borrow().capacity() * size_of::<TraceEntry>());

impl Traceback {
    /// An empty one.
    pub fn new(heap: &Heap) -> &Traceback {
        heap.alloc(Traceback {
            header: Header::new(Kind::Traceback as u8, Builtins::Traceback as u32),
            entries: RefCell::default(),
        })
    }
}
