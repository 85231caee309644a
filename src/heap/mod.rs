//! Garbage-collected memory: words, headers, size-class pages, mark and lazy sweep, accounting.
//!
//! The heap knows objects only by the [`Object`] trait and a table of kinds. Allocation never collects: it
//! raises a request in the interrupt word, and the machine collects at its next safepoint. Cells never move.
//!
//! Marking alternates between two colours, so nothing is cleared: newborn objects carry the current colour,
//! `Heap::collect` flips it and marks what is reachable, and sweeping happens lazily, page by page, as
//! allocation asks for room. Every store of a reference into an object goes through [`Slot::set`], so that a
//! write barrier can be switched on there.

mod alloc;
mod allocator;
mod collect;
mod header;
mod large;
mod pages;
mod slot;
mod spare;
mod word;

pub use alloc::{Heap, HeapStats};
pub use allocator::Allocator;
pub use collect::{Roots, Tracer};
pub use header::{Header, KindInfo, Object, kind_info};
pub use pages::Reservation;
pub use slot::{Slot, WordVec};
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
