//! The entries of a dict: a growable vector of them, which at first lie in the dict's own cell.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::ops::{Deref, DerefMut};

use super::dict_index::Index;
use super::{Str, Value};
use crate::heap::Word;

/// A key and its value with the key's hash. Without either it is a hole.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct Entry {
    pub hash: i64,
    pub key: Option<Word>,
    pub value: Option<Word>,
}

impl Entry {
    /// Whether the key is this string.
    ///
    /// # Safety
    /// The key is a string.
    #[inline(always)]
    pub unsafe fn is(&self, key: &Str) -> bool {
        let Some(k) = self.key else { return false };
        // SAFETY: the caller's
        unsafe { Value::from_word(k).cast::<Str>().unwrap_unchecked() }.same(key)
    }
}

/// The entries, in a block of their own or behind the dict that they are part of.
#[derive(Debug)]
#[repr(C)]
pub(super) struct Entries {
    ptr: *mut Entry,
    len: usize,
    cap: usize,
}

impl Entries {
    /// Where their address lies.
    pub const PTR: usize = std::mem::offset_of!(Entries, ptr);
    /// Where their number lies, of 64 bits.
    pub const LEN: usize = std::mem::offset_of!(Entries, len);
    /// Where it lies how many there is room for, of 64 bits.
    pub const CAP: usize = std::mem::offset_of!(Entries, cap);
    /// How far from this entries in the same cell begin: the index lies between.
    pub const BEHIND: usize = size_of::<Entries>() + size_of::<Index>();

    /// None, and no room.
    #[inline(always)]
    pub const fn new() -> Entries {
        Entries { ptr: std::ptr::NonNull::dangling().as_ptr(), len: 0, cap: 0 }
    }

    /// Takes the room behind into use, for so many entries.
    ///
    /// # Safety
    /// There are none yet; this is where it stays, and [`Entries::BEHIND`] bytes from it there is as much room, which
    /// nobody else uses.
    #[inline(always)]
    pub unsafe fn lie_behind(&mut self, cap: usize) {
        self.ptr = self.behind();
        self.cap = cap;
    }

    #[inline(always)]
    fn behind(&self) -> *mut Entry {
        std::ptr::from_ref(self).cast_mut().wrapping_byte_add(Entries::BEHIND).cast()
    }

    #[inline(always)]
    fn has_block(&self) -> bool {
        self.cap > 0 && self.ptr != self.behind()
    }

    /// How many there is room for.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.cap
    }

    /// Adds one.
    #[inline(always)]
    pub fn push(&mut self, entry: Entry) {
        if self.len == self.cap {
            self.reserve((2 * self.cap).max(4));
        }
        // SAFETY: there is room
        unsafe { self.ptr.add(self.len).write(entry) }
        self.len += 1;
    }

    /// Adds others.
    pub fn extend(&mut self, others: &[Entry]) {
        if self.cap - self.len < others.len() {
            self.reserve(self.len + others.len());
        }
        // SAFETY: there is room, which others cannot lie in
        unsafe { std::ptr::copy_nonoverlapping(others.as_ptr(), self.ptr.add(self.len), others.len()) }
        self.len += others.len();
    }

    /// Sees to it that there is room for so many in all.
    #[cold]
    #[inline(never)]
    pub fn reserve(&mut self, cap: usize) {
        if cap <= self.cap {
            return;
        }
        let layout = Entries::block(cap);
        // SAFETY: the layout is not empty; the old block was made by the same functions
        let p = unsafe {
            if self.has_block() {
                realloc(self.ptr.cast(), Entries::block(self.cap), layout.size()).cast()
            } else {
                let p = alloc(layout).cast::<Entry>();
                if !p.is_null() {
                    std::ptr::copy_nonoverlapping(self.ptr, p, self.len);
                }
                p
            }
        };
        if p.is_null() {
            handle_alloc_error(layout);
        }
        self.ptr = p;
        self.cap = cap;
    }

    fn block(cap: usize) -> Layout {
        Layout::array::<Entry>(cap).expect("entries that memory can hold")
    }

    /// Drops those behind the first so many.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Drops all of them, and the block.
    pub fn clear(&mut self) {
        if self.has_block() {
            *self = Entries::new();
        }
        self.len = 0;
    }

    /// Drops the holes.
    pub fn close_up(&mut self) {
        let mut n = 0;
        for i in 0..self.len {
            if self[i].key.is_some() {
                self[n] = self[i];
                n += 1;
            }
        }
        self.len = n;
    }
}

impl Deref for Entries {
    type Target = [Entry];

    #[inline(always)]
    fn deref(&self) -> &[Entry] {
        // SAFETY: so many are initialised
        unsafe { std::slice::from_raw_parts(self.ptr, self.len) }
    }
}

impl DerefMut for Entries {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [Entry] {
        // SAFETY: as above
        unsafe { std::slice::from_raw_parts_mut(self.ptr, self.len) }
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        if self.has_block() {
            // SAFETY: made by alloc with this layout
            unsafe { dealloc(self.ptr.cast(), Entries::block(self.cap)) }
        }
    }
}
