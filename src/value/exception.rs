//! Exceptions and tracebacks.

use std::cell::{OnceCell, RefCell};

use super::{Builtins, Kind, Linked, Tuple, Type, Value};
use crate::heap::{Header, Heap, Slot, Word};

/// An exception. As many slots for attributes as the header's number says beyond the fixed ones follow, so that to an
/// inline cache it looks like an instance whose attributes begin with those. `Header::FLAG_A`: `__suppress_context__`; `FLAG_B`: `self` has the name that was not found.
#[derive(Debug)]
#[repr(C)]
pub struct Exception {
    pub(super) header: Header,
    /// Attributes beyond the fixed ones and the slots.
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

object!(
    Exception,
    Exception,
    |this, t| {
        for s in [&this.attrs, &this.args, &this.cause, &this.context, &this.traceback] {
            t.slot(s);
        }
        for s in this.slots() {
            t.slot(s);
        }
        0
    },
    size size_of::<Exception>() + this.slots().len() * 8
);

impl Exception {
    /// The flag of `__suppress_context__`.
    pub const SUPPRESS: u8 = Header::FLAG_A;
    /// The flag of a NameError in a method whose `self` has an attribute of that name.
    pub const SELF_HAS: u8 = Header::FLAG_B;

    /// The number of fixed slots, as an inline cache counts them.
    pub(crate) const FIXED: u16 = 4;

    /// An exception of a class with these arguments.
    pub fn new<'h>(heap: &'h Heap, class: &Type, args: &Tuple) -> &'h Exception {
        let (header, inline) = (Header::new(Kind::Exception as u8, class.root.get()), class.inline.get());
        header.set_n(Exception::FIXED + inline);
        let e = Exception {
            header,
            attrs: Slot::unset(),
            args: Slot::new(Some(args.header().word())),
            cause: Slot::unset(),
            context: Slot::unset(),
            traceback: Slot::unset(),
        };
        heap.alloc_tail(e, inline as usize * 8, |_| ())
    }

    /// The slots for attributes of its class.
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        let n = self.header.n().saturating_sub(Exception::FIXED) as usize;
        // SAFETY: so many slots follow the fixed part
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).wrapping_add(1).cast::<Slot>(), n) }
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

/// The frames an exception passed, innermost first. Most pass few: those need no block of their own.
#[derive(Clone, Debug)]
pub struct TraceEntries {
    near: [TraceEntry; TraceEntries::NEAR],
    len: usize,
    // in a box, since there mostly is none
    #[allow(clippy::box_collection)]
    far: Option<Box<Vec<TraceEntry>>>,
}

impl Default for TraceEntries {
    fn default() -> TraceEntries {
        let none = TraceEntry { code: std::ptr::null(), ip: 0 };
        TraceEntries { near: [none; TraceEntries::NEAR], len: 0, far: None }
    }
}

impl TraceEntries {
    const NEAR: usize = 4;
    /// Room for frames beyond those, at first.
    const FAR: usize = 12;

    /// Adds the next frame outwards.
    #[inline(always)]
    pub fn push(&mut self, entry: TraceEntry) {
        match self.near.get_mut(self.len) {
            Some(place) => *place = entry,
            None => self.push_far(entry),
        }
        self.len += 1;
    }

    #[inline(never)]
    fn push_far(&mut self, entry: TraceEntry) {
        self.far.get_or_insert_with(|| Box::new(Vec::with_capacity(TraceEntries::FAR))).push(entry);
    }

    /// Number of frames.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The frames, innermost first.
    pub fn iter(&self) -> impl Iterator<Item = &TraceEntry> {
        self.near[..self.len.min(TraceEntries::NEAR)].iter().chain(self.far.iter().flat_map(|far| far.iter()))
    }

    /// The outermost frame.
    pub fn last(&self) -> Option<TraceEntry> {
        self.iter().last().copied()
    }

    /// The innermost frames, so many of them.
    pub fn first(&self, n: usize) -> TraceEntries {
        let mut part = TraceEntries::default();
        self.iter().take(n).for_each(|e| part.push(*e));
        part
    }
}

/// An exception has ended a future or task: the first `at` frames were passed before.
#[derive(Clone, Copy, Debug)]
pub struct TraceMark {
    /// Number of frames.
    pub at: usize,
    /// The future.
    pub(crate) future: Word,
}

impl TraceMark {
    /// The future or task.
    pub fn future(&self) -> Value<'_> {
        Value::from_word(self.future)
    }
}

/// A traceback: the frames an exception passed, innermost first.
#[derive(Debug)]
#[repr(C)]
pub struct Traceback {
    pub(super) header: Header,
    /// The frames.
    pub entries: RefCell<TraceEntries>,
    /// The futures it has ended on its way; most exceptions end none.
    marks: OnceCell<Box<RefCell<Vec<TraceMark>>>>,
}

object!(Traceback, Traceback, |this, t| {
    let marks = this.marks();
    for mark in &marks {
        t.word(mark.future);
    }
    this.entries.borrow().len().saturating_sub(TraceEntries::NEAR) * size_of::<TraceEntry>()
        + marks.len() * size_of::<TraceMark>()
});

impl Traceback {
    /// An empty one.
    pub fn new(heap: &Heap) -> &Traceback {
        heap.alloc(Traceback {
            header: Header::new(Kind::Traceback as u8, Builtins::Traceback as u32),
            entries: RefCell::default(),
            marks: OnceCell::new(),
        })
    }

    /// The futures it has ended on its way.
    pub fn marks(&self) -> Vec<TraceMark> {
        self.marks.get().map_or_else(Vec::new, |m| m.borrow().clone())
    }

    /// Notes that it has ended a future.
    pub(crate) fn mark(&self, mark: TraceMark) {
        self.header.stored(mark.future);
        self.marks.get_or_init(Box::default).borrow_mut().push(mark);
    }

    /// The part that an exception had when it ended a future, if it has gone on since.
    pub fn until<'h>(&self, heap: &'h Heap, future: &super::Future) -> Option<&'h Traceback> {
        let word = future.header.word();
        let marks = self.marks();
        let n = marks.iter().rposition(|m| m.future == word)?;
        let at = marks[n].at;
        let entries = self.entries.borrow();
        if entries.len() <= at {
            return None;
        }
        let part = Traceback::new(heap);
        *part.entries.borrow_mut() = entries.first(at);
        for mark in &marks[..=n] {
            part.mark(*mark);
        }
        Some(part)
    }
}
