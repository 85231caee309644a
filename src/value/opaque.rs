//! Objects of native modules: plain Rust data behind a class.

use std::any::{Any, TypeId};
use std::rc::Rc;

use super::{Kind, Value};
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

    /// Where awaiting the object comes to awaiting another, and nobody has gone through it yet: that one, which is
    /// asked for once.
    fn take_awaited(&self) -> Option<Value<'_>> {
        None
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
    /// The type of the data.
    id: TypeId,
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
        let id = (&*data as &dyn Any).type_id();
        heap.alloc(Opaque { header: Header::new(Kind::Opaque as u8, shape), attrs: Slot::unset(), id, data })
    }

    /// Whether its death is of interest, if it is watched.
    pub fn is_watched(&self) -> bool {
        self.data.is_watched()
    }

    /// What is awaited in its stead, see `NativeData::take_awaited`.
    pub fn take_awaited(&self) -> Option<Value<'_>> {
        self.data.take_awaited()
    }

    /// Its data, if they are of this type. Data that change use cells.
    #[inline(always)]
    pub fn data<T: NativeData>(&self) -> Option<&T> {
        // SAFETY: the number is that of the type behind the pointer
        (self.id == TypeId::of::<T>()).then(|| unsafe { &*std::ptr::from_ref(&*self.data).cast::<T>() })
    }
}

/// Something shared whose type, forgotten by whoever holds it, is often asked for.
pub struct Typed {
    id: TypeId,
    shared: Rc<dyn Any>,
}

impl Typed {
    /// Remembers the type of what is shared.
    pub fn new<T: Any>(shared: Rc<T>) -> Typed {
        Typed { id: TypeId::of::<T>(), shared }
    }

    /// What is shared, if it is of this type.
    #[inline(always)]
    pub fn get<T: Any>(&self) -> Option<&T> {
        // SAFETY: the number is that of the type behind the pointer
        (self.id == TypeId::of::<T>()).then(|| unsafe { &*Rc::as_ptr(&self.shared).cast::<T>() })
    }
}
