//! Objects of native modules: plain Rust data behind a class.

use std::any::{Any, TypeId};
use std::ptr::NonNull;
use std::rc::Rc;

use super::{Kind, Value};
use crate::heap::{Header, Heap, Slot, Tracer};

/// Data of at most so many bytes lie in the object itself.
const INSIDE: usize = 512;
/// The data lie in a block of their own.
const APART: u8 = Header::FLAG_A;

/// The data of an object of a native module. It holds no values except in `Slot`s that it reports.
pub trait NativeData: Any {
    /// Reports what it holds; returns how many bytes it owns outside itself.
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

    /// Whether a coroutine that is driven by hand yields None where it waits for this, and it has been told so.
    fn passes_for_none(&self) -> bool {
        false
    }

    /// Whether the death of a watched object is (still) of interest.
    fn is_watched(&self) -> bool {
        true
    }
}

/// An object of a native module. Its data follow, if they are small.
#[repr(C)]
pub struct Opaque {
    pub(super) header: Header,
    /// Attributes.
    pub attrs: Slot,
    /// The type of the data.
    id: TypeId,
    data: NonNull<dyn NativeData>,
}

object!(
    Opaque,
    Opaque,
    |this, t| {
        t.slot(&this.attrs);
        let data = this.contents();
        if !data.is_settled() {
            t.unsettled(&this.header);
        }
        data.trace(t) + if this.header.has(APART) { size_of_val(data) } else { 0 }
    },
    size size_of::<Opaque>() + if this.header.has(APART) { 0 } else { size_of_val(this.contents()) }
);

impl Opaque {
    /// An object of the class with this root shape.
    #[inline]
    pub fn new<T: NativeData>(heap: &Heap, shape: u32, data: T) -> &Opaque {
        let header = Header::new(Kind::Opaque as u8, shape);
        let id = TypeId::of::<T>();
        if size_of::<T>() > INSIDE || align_of::<T>() > align_of::<Opaque>() {
            header.put(APART, true);
            let data = NonNull::from(Box::leak(Box::new(data)));
            return heap.alloc(Opaque { header, attrs: Slot::unset(), id, data });
        }
        // SAFETY: the data are written where the object says that they are, before anybody sees it; the cell of an
        // object that owns nothing is just forgotten when it dies
        unsafe {
            let dangling = NonNull::<T>::dangling();
            let object = Opaque { header, attrs: Slot::unset(), id, data: dangling };
            heap.alloc_with(object, size_of::<T>(), std::mem::needs_drop::<T>(), |object, tail| {
                let at = tail.cast::<T>();
                at.write(data);
                (*object).data = NonNull::new_unchecked(at);
            })
        }
    }

    #[inline(always)]
    fn contents(&self) -> &dyn NativeData {
        // SAFETY: they live as long as the object
        unsafe { self.data.as_ref() }
    }

    /// Whether its death is of interest, if it is watched.
    pub fn is_watched(&self) -> bool {
        self.contents().is_watched()
    }

    /// See `NativeData::passes_for_none`.
    pub fn passes_for_none(&self) -> bool {
        self.contents().passes_for_none()
    }

    /// What is awaited in its stead, see `NativeData::take_awaited`.
    pub fn take_awaited(&self) -> Option<Value<'_>> {
        self.contents().take_awaited()
    }

    /// Its data, if they are of this type. Data that change use cells.
    #[inline(always)]
    pub fn data<T: NativeData>(&self) -> Option<&T> {
        // SAFETY: the number is that of the type behind the pointer
        (self.id == TypeId::of::<T>()).then(|| unsafe { self.data.cast::<T>().as_ref() })
    }
}

impl Drop for Opaque {
    fn drop(&mut self) {
        // SAFETY: nothing sees the object any more; data apart were made by a Box
        unsafe {
            if self.header.has(APART) {
                drop(Box::from_raw(self.data.as_ptr()));
            } else {
                self.data.drop_in_place();
            }
        }
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
