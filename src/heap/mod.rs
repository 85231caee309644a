//! Garbage-collected memory: words, headers, size-class pages, mark and lazy sweep, accounting.
//!
//! The heap knows objects only by the [`Object`] trait and a table of kinds. Allocation never collects: it
//! raises a request in the interrupt word, and the machine collects at its next safepoint. Cells never move.
//!
//! # A collection
//!
//! It goes in slices, at safepoints, with script running in between; each does a bounded piece of work, the next one
//! follows when so much has been allocated. (Where little can be alive, all is done in one slice.)
//!
//! 1. *Sweep*: cells that the last marking left dead are freed lazily, page by page, as allocation asks for room; the
//!    rest of that is done now.
//! 2. *Mark*: the two colours change roles, so that nothing needs to be cleared: every object is white now. From the
//!    roots on, objects are painted (grey, on the tracer's stack) and then scanned (black); long arrays are scanned
//!    piece by piece. When nothing grey is left, the roots that change with every instruction (the stack, running
//!    frames, handles) are traced; if what they lead to can be scanned in the same slice, marking has ended, else it
//!    goes on, and the roots are traced once more later.
//! 3. *Bury*: watched objects that were not reached are handed to the machine, and marked after all with what they
//!    lead to.
//!
//! Besides its colour each object on a page that a marking has reached has a mark bit, beside the cells (`marks`). A sweep
//! takes all cells without one for free; it reads them only on pages whose objects may own memory elsewhere (lists, dicts),
//! which are apart from the others. So a cell that is free need not look so, but on those pages.
//!
//! What was made before the program (`Heap::keep_all`) has a third colour, and is not marked; see `boot`. So where little
//! else is alive a collection costs next to nothing, and comes while what is swept is still in the processor's cache.
//!
//! # The barrier
//!
//! While script runs in the middle of a marking: **no black object points at a white one, unless it is to be scanned
//! again.** Newborn objects are white, so what they are made of needs no barrier as long as no safepoint comes
//! between; they are found by what comes to point at them. Values on the stack and in handles need none: the last
//! slice sees those. All else comes here:
//!
//! - A black object has the flag [`Header::BARRIER`] in its header, the byte at offset 1. [`Slot::set`] and the methods
//!   of [`WordVec`] test it, and so does machine code; where it is set, what is stored is made grey. The flag is left
//!   standing when marking ends, and taken off by the first store that meets it.
//! - [`Header::stored`] is the same for stores by other means, [`Header::touch`] for an object that moves what it
//!   holds: it is scanned again.
//! - Generators are touched when they are resumed, since their registers are written freely; a running one is
//!   *unsettled* ([`Tracer::unsettled`]): it is scanned again before marking ends. So are namespaces of modules, into
//!   which instructions store directly, and native data that have not said that they keep to these rules.
//! - Tables of roots that may be long (tasks, timers, the ready queue, interned strings) are traced in pieces; what
//!   comes into a part that has been traced goes through [`Heap::shade`].
//!
//! Under stress in slices, freed cells are poisoned, and each marking ends with a check that nothing marked points at
//! anything that is not.

mod alloc;
mod allocator;
mod boot;
mod collect;
mod header;
mod large;
mod marker;
mod marks;
mod pages;
pub mod process;
pub mod signals;
mod slot;
mod spare;
mod sweep;
mod tracer;
mod word;

pub use alloc::{Heap, HeapStats};
pub use allocator::Allocator;
pub use collect::{Roots, SLICE};
pub use header::{Header, KindInfo, Object, kind_info};
pub use pages::Reservation;
pub(crate) use slot::copy_words;
pub use slot::{Slot, WordVec};
pub use tracer::Tracer;
pub use word::{INT_MAX, INT_MIN, Word};

/// Bits of the interrupt word that safepoints test.
pub mod interrupt {
    /// The heap wants a collection.
    pub const COLLECT: u32 = 1;
    /// Ctrl-C.
    pub const SIGINT: u32 = 2;
    /// The event loop has been given something from outside.
    pub const WAKE: u32 = 4;
    /// Every safepoint collects (or every nth): the stress mode of the test suite.
    pub const STRESS: u32 = 8;
    /// The run is to end.
    pub const STOP: u32 = 16;
    /// The running step of the event loop takes long.
    pub const SLOW: u32 = 32;
}
