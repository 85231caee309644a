//! Cells of objects whose owner has given them back, for its next objects of the size: coroutines that are awaited
//! where they are made come and go in the cache, and cost no collection.
//!
//! What lies here is still an object to the sweep, with the colour of the living, so that its page leaves it alone.
//! The next marking will not reach it: the lists must be forgotten when one begins.

use std::cell::Cell;

use super::alloc::{CLASS_OF, MAX_SMALL, SIZES, SizeClass};
use super::{Header, Heap, Object};

/// A cell given back: the word behind its header leads to the next.
type Link = Cell<*mut Header>;

/// The first of each size.
pub(super) struct Spares([Link; SIZES.len()]);

impl Default for Spares {
    fn default() -> Spares {
        Spares(std::array::from_fn(|_| Cell::new(std::ptr::null_mut())))
    }
}

impl Heap {
    /// Where the colour of newborn objects lies, for machine code.
    pub(crate) const COLOUR: usize = std::mem::offset_of!(Heap, colour);
    /// Where a byte lies that is 0 while a marking is under way, for machine code.
    pub(crate) const DEAD_COLOUR: usize = std::mem::offset_of!(Heap, dead_colour);

    /// Where the first cell given back of the size lies; the word behind its header leads to the next. None for large
    /// objects.
    pub(crate) fn place_of_spare(size: usize) -> Option<usize> {
        let class = *CLASS_OF.get(size.div_ceil(8))?;
        Some(std::mem::offset_of!(Heap, spares) + class as usize * size_of::<Link>())
    }

    /// Where the address of the next free cell lies in a cell size's place, for machine code.
    pub(crate) const NEXT_CELL: usize = std::mem::offset_of!(SizeClass, cur);
    /// Where the end of the run of free cells lies there.
    pub(crate) const END_OF_RUN: usize = std::mem::offset_of!(SizeClass, end);

    /// Where cells for objects of the size come from, and how large these are; none for large objects.
    pub(crate) fn place_of_cells(size: usize) -> Option<(u32, u32)> {
        let class = *CLASS_OF.get(size.div_ceil(8))? as usize;
        let place = std::mem::offset_of!(Heap, sizes) + class * size_of::<SizeClass>();
        Some((place as u32, SIZES[class] as u32))
    }

    /// The same for objects that may own something outside their cells.
    pub(crate) fn place_of_owning_cells(size: usize) -> Option<(u32, u32)> {
        let (place, cell) = Heap::place_of_cells(size)?;
        Some((place + (SIZES.len() * size_of::<SizeClass>()) as u32, cell))
    }

    /// Gives a cell back: the object is not traced any more, and nothing is dropped.
    ///
    /// # Safety
    /// Nothing refers to the object, which is of `size` bytes, owns nothing, and has a word behind its header that a
    /// trace does not look at.
    #[inline(always)]
    pub unsafe fn spare(&self, object: &Header, size: usize) {
        if size > MAX_SMALL || self.is_marking() {
            return;
        }
        let first = &self.spares.0[CLASS_OF[size.div_ceil(8)] as usize];
        let p = std::ptr::from_ref(object).cast_mut();
        // SAFETY: the word lies in the cell, says the caller
        unsafe { p.add(1).cast::<*mut Header>().write(first.get()) }
        first.set(p);
    }

    /// Puts a new object with a tail of zeros on the heap, in a cell given back if there is one.
    #[inline(always)]
    pub fn alloc_spare<T: Object>(&self, object: T, tail: usize) -> &T {
        const { assert!(!std::mem::needs_drop::<T>()) };
        let size = size_of::<T>() + tail;
        if size > MAX_SMALL {
            return self.alloc_tail(object, tail, |_| ());
        }
        let first = &self.spares.0[CLASS_OF[size.div_ceil(8)] as usize];
        let p = first.get();
        if p.is_null() {
            return self.alloc_tail(object, tail, |_| ());
        }
        // SAFETY: the cell is of this size class, and its word behind the header leads to the next
        unsafe {
            first.set(p.add(1).cast::<*mut Header>().read());
            let p = p.cast::<T>();
            p.write(object);
            let tail_at = p.add(1).cast::<u64>();
            for i in 0..tail.div_ceil(8) {
                tail_at.add(i).write_volatile(0);
            }
            (*p.cast::<Header>()).paint(self.colour.get());
            &*p
        }
    }

    /// To be called when a marking begins.
    pub(super) fn forget_spares(&self) {
        self.spares.0.iter().for_each(|first| first.set(std::ptr::null_mut()));
    }
}
