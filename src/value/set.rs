//! Sets and frozensets: CPython's table, since the order of iteration shows.

use std::cell::UnsafeCell;

use crate::heap::{Header, Slot};

/// A set.
#[repr(C)]
pub struct Set {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    table: UnsafeCell<Vec<u64>>,
}
object!(Set, Set, |this, t| {
    t.slot(&this.attrs);
    0
});
