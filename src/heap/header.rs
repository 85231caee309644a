//! The header at the start of every object, and the table of kinds.

use std::cell::Cell;

use super::{Tracer, Word};

/// The first 8 bytes of every object.
#[derive(Debug)]
#[repr(C)]
pub struct Header {
    kind: u8,
    flags: Cell<u8>,
    n: Cell<u16>,
    shape: Cell<u32>,
}

impl Header {
    /// Kind of a cell that holds no object.
    pub const FREE: u8 = 0;
    /// Bits of the mark colour.
    pub(super) const COLOUR: u8 = 3;
    /// The third colour: the object lives as long as the heap, see `boot`.
    pub(super) const BOOT: u8 = 3;
    /// Stores into the object are to be reported: it has been scanned by a marking, which may have ended since.
    pub const BARRIER: u8 = 4;
    /// A flag whose meaning belongs to the kind.
    pub const FLAG_A: u8 = 8;
    /// A flag whose meaning belongs to the kind.
    pub const FLAG_B: u8 = 16;
    /// A flag whose meaning belongs to the kind.
    pub const FLAG_C: u8 = 32;
    /// A flag whose meaning belongs to the kind.
    pub const FLAG_D: u8 = 64;
    /// The object has a block of its own and lies on no page.
    pub(super) const LARGE: u8 = 128;

    /// A header of a newborn object; the heap puts the colour in.
    #[inline(always)]
    pub const fn new(kind: u8, shape: u32) -> Header {
        Header { kind, flags: Cell::new(0), n: Cell::new(0), shape: Cell::new(shape) }
    }

    /// The same with flags set.
    #[inline(always)]
    pub const fn with_flags(kind: u8, shape: u32, flags: u8) -> Header {
        Header { kind, flags: Cell::new(flags), n: Cell::new(0), shape: Cell::new(shape) }
    }

    /// What kind of object it is: an index into the table of kinds.
    #[inline(always)]
    pub fn kind(&self) -> u8 {
        self.kind
    }

    /// Whether all of these flags are set.
    #[inline(always)]
    pub fn has(&self, flags: u8) -> bool {
        self.flags.get() & flags == flags
    }

    /// Sets or clears flags.
    #[inline(always)]
    pub fn put(&self, flags: u8, on: bool) {
        let now = self.flags.get();
        self.flags.set(if on { now | flags } else { now & !flags });
    }

    #[inline(always)]
    pub(super) fn colour(&self) -> u8 {
        self.flags.get() & Header::COLOUR
    }

    #[inline(always)]
    pub(super) fn paint(&self, colour: u8) {
        self.flags.set(self.flags.get() & !Header::COLOUR | colour);
    }

    /// A 16-bit number whose meaning belongs to the kind.
    #[inline(always)]
    pub fn n(&self) -> u16 {
        self.n.get()
    }

    /// Sets the number.
    #[inline(always)]
    pub fn set_n(&self, n: u16) {
        self.n.set(n);
    }

    /// The shape: which class, and which attributes at which places.
    #[inline(always)]
    pub fn shape(&self) -> u32 {
        self.shape.get()
    }

    /// Changes the shape.
    #[inline(always)]
    pub fn set_shape(&self, shape: u32) {
        self.shape.set(shape);
    }

    /// The word that points here.
    #[inline(always)]
    pub fn word(&self) -> Word {
        // SAFETY: headers exist only at the start of objects of the heap
        unsafe { Word::pointer(self) }
    }
}

/// A type that lives on the heap.
///
/// # Safety
/// The type is `#[repr(C)]` and its first field is a [`Header`] whose kind is `KIND`; `trace` reports every
/// word it holds.
pub unsafe trait Object: Sized {
    /// Its row in the table of kinds.
    const KIND: u8;

    /// Reports every reference, and returns how many bytes the object owns outside its cell.
    fn trace(&self, tracer: &mut Tracer) -> usize;

    /// Bytes of the cell: more than the type's size where data follow inline.
    fn cell_size(&self) -> usize {
        size_of::<Self>()
    }
}

/// One row of the table of kinds.
pub struct KindInfo {
    /// For messages of the stress mode.
    pub name: &'static str,
    /// Traces an object of the kind and returns its size in all.
    pub trace: unsafe fn(*const Header, &mut Tracer) -> usize,
    /// Frees what the object owns outside its cell, if it can own anything.
    pub drop: Option<unsafe fn(*mut Header)>,
}

/// The row of a type.
pub const fn kind_info<T: Object>(name: &'static str) -> KindInfo {
    unsafe fn trace<T: Object>(p: *const Header, tracer: &mut Tracer) -> usize {
        // SAFETY: the heap calls this only for objects of the kind
        let object = unsafe { &*p.cast::<T>() };
        object.trace(tracer) + object.cell_size()
    }
    unsafe fn free<T>(p: *mut Header) {
        // SAFETY: the heap calls this once, for a dead object of the kind
        unsafe { std::ptr::drop_in_place(p.cast::<T>()) }
    }
    KindInfo {
        name,
        trace: trace::<T>,
        drop: if std::mem::needs_drop::<T>() { Some(free::<T>) } else { None },
    }
}
