//! Objects of native modules: plain Rust data behind a class.

use std::any::Any;

use super::Kind;
use crate::heap::{Header, Heap, Slot, Tracer};

/// The data of an object of a native module. It holds no values except in `Slot`s that it reports.
pub trait NativeData: Any {
    /// Reports what it holds; returns its size in bytes outside the object.
    fn trace(&self, _tracer: &mut Tracer) -> usize {
        0
    }

    /// Whether the values it holds never change, or only by `Slot::set` with the object's header or after
    /// `Header::touch`. What is not settled is traced twice by a marking in slices.
    fn is_settled(&self) -> bool {
        false
    }

    /// Whether the death of a watched object is (still) of interest.
    fn is_watched(&self) -> bool {
        true
    }
}

/// An object of a native module.
#[repr(C)]
pub struct Opaque {
    pub(super) header: Header,
    /// Attributes.
    pub attrs: Slot,
    data: Box<dyn NativeData>,
}

object!(Opaque, Opaque, |this, t| {
    t.slot(&this.attrs);
    if !this.data.is_settled() {
        t.unsettled(&this.header);
    }
    this.data.trace(t)
});

impl Opaque {
    /// An object of the class with this root shape.
    pub fn new<'h>(heap: &'h Heap, shape: u32, data: Box<dyn NativeData>) -> &'h Opaque {
        heap.alloc(Opaque { header: Header::new(Kind::Opaque as u8, shape), attrs: Slot::unset(), data })
    }

    /// Whether its death is of interest, if it is watched.
    pub fn is_watched(&self) -> bool {
        self.data.is_watched()
    }

    /// Its data, if they are of this type. Data that change use cells.
    pub fn data<T: NativeData>(&self) -> Option<&T> {
        (&*self.data as &dyn Any).downcast_ref::<T>()
    }
}
