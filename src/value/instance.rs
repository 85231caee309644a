//! Instances of script classes, and attributes that do not fit inline.

use super::{Builtins, Kind};
use crate::heap::{Header, Heap, Slot, WordVec};

/// An instance: as many slots as the header's number says follow the fixed part; attributes beyond them are in
/// the `Attrs` that `extra` points to (in dict mode `extra` is the dict).
#[derive(Debug)]
#[repr(C)]
pub struct Instance {
    pub(super) header: Header,
    /// Overflow.
    pub extra: Slot,
}

object!(
    Instance,
    Instance,
    |this, t| {
        t.slot(&this.extra);
        for s in this.slots() {
            t.slot(s);
        }
        0
    },
    size size_of::<Instance>() + this.header.n() as usize * 8
);

impl Instance {
    /// An instance with room for `inline` attributes.
    #[inline(always)]
    pub fn new(heap: &Heap, shape: u32, inline: u16) -> &Instance {
        let header = Header::new(Kind::Instance as u8, shape);
        header.set_n(inline);
        heap.alloc_tail(Instance { header, extra: Slot::unset() }, inline as usize * 8, |_| ())
    }

    /// The inline slots.
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        // SAFETY: n slots follow the fixed part
        unsafe {
            std::slice::from_raw_parts(
                std::ptr::from_ref(self).wrapping_add(1).cast::<Slot>(),
                self.header.n() as usize,
            )
        }
    }
}

/// Attributes outside their object.
#[derive(Debug)]
#[repr(C)]
pub struct Attrs {
    pub(super) header: Header,
    pub(crate) words: WordVec,
}

object!(Attrs, Attrs, |this, t| this.words.trace(t));

impl Attrs {
    /// None yet.
    pub fn new(heap: &Heap) -> &Attrs {
        heap.alloc(Attrs {
            header: Header::new(Kind::Attrs as u8, Builtins::Internal as u32),
            words: WordVec::new(),
        })
    }
}
