//! bytes and bytearray.

use std::cell::{Cell, UnsafeCell};

use super::object::place;
use super::string::copy_short;
use super::string_make::fill_repeated;
use super::{Builtins, Kind};
use crate::heap::{Header, Heap, Slot};

/// Immutable bytes, behind the header.
#[derive(Debug)]
#[repr(C)]
pub struct Bytes {
    pub(super) header: Header,
    len: u32,
    hash: Cell<u32>,
}

object!(Bytes, Bytes, |_this, _t| 0, size size_of::<Bytes>() + this_len(_this));

fn this_len(b: &Bytes) -> usize {
    b.len as usize
}

impl Bytes {
    /// Where the number of bytes lies, of 32 bits; they begin behind the fixed part.
    pub(crate) const LEN: usize = std::mem::offset_of!(Bytes, len);

    /// New bytes.
    pub fn new<'h>(heap: &'h Heap, bytes: &[u8]) -> &'h Bytes {
        assert!(bytes.len() < u32::MAX as usize, "bytes of more than 4 GiB");
        let header = Header::new(Kind::Bytes as u8, Builtins::Bytes as u32);
        heap.alloc_filled(Bytes { header, len: bytes.len() as u32, hash: Cell::new(0) }, bytes.len(), |p| {
            // SAFETY: the tail has room for the bytes
            unsafe { copy_short(bytes, p) }
        })
    }

    /// As many bytes, each changed.
    pub fn mapped<'h>(heap: &'h Heap, bytes: &[u8], change: impl Fn(&u8) -> u8) -> &'h Bytes {
        let header = Header::new(Kind::Bytes as u8, Builtins::Bytes as u32);
        let len = bytes.len();
        heap.alloc_filled(Bytes { header, len: len as u32, hash: Cell::new(0) }, len, |p| {
            // SAFETY: the tail has room for the bytes
            bytes.iter().enumerate().for_each(|(i, b)| unsafe { *p.add(i) = change(b) })
        })
    }

    /// The same bytes, the last one first.
    pub fn reversed<'h>(heap: &'h Heap, bytes: &[u8]) -> &'h Bytes {
        let header = Header::new(Kind::Bytes as u8, Builtins::Bytes as u32);
        let len = bytes.len();
        heap.alloc_filled(Bytes { header, len: len as u32, hash: Cell::new(0) }, len, |p| {
            // SAFETY: the tail has room for the bytes, and is nobody else's yet
            unsafe {
                copy_short(bytes, p);
                std::slice::from_raw_parts_mut(p, len).reverse();
            }
        })
    }

    /// Parts one after the other with a separator between them; none if that is too long.
    pub fn join<'h, 'a>(
        heap: &'h Heap,
        separator: &[u8],
        parts: impl Iterator<Item = &'a [u8]> + Clone,
    ) -> Option<&'h Bytes> {
        let (mut len, mut n) = (0usize, 0);
        for part in parts.clone() {
            len = len.checked_add(part.len())?;
            n += 1;
        }
        len = len.checked_add(separator.len().checked_mul(usize::saturating_sub(n, 1))?)?;
        if len > 1 << 31 {
            return None;
        }
        let header = Header::new(Kind::Bytes as u8, Builtins::Bytes as u32);
        Some(heap.alloc_filled(Bytes { header, len: len as u32, hash: Cell::new(0) }, len, |p| {
            let mut left = len;
            let mut put = |piece: &[u8]| {
                // what was counted is written, whatever the iterator gives the second time
                let piece = &piece[..piece.len().min(left)];
                // SAFETY: so much room is left
                unsafe { copy_short(piece, p.add(len - left)) }
                left -= piece.len();
            };
            for (i, part) in parts.enumerate() {
                if i > 0 && !separator.is_empty() {
                    put(separator);
                }
                put(part);
            }
            // SAFETY: so much room is left; mostly none
            unsafe { p.add(len - left).write_bytes(0, left) }
        }))
    }

    /// Bytes so many times in a row; none if that is too long.
    pub fn repeated<'h>(heap: &'h Heap, bytes: &[u8], times: usize) -> Option<&'h Bytes> {
        let len = bytes.len().checked_mul(times).filter(|len| *len <= 1 << 31)?;
        let header = Header::new(Kind::Bytes as u8, Builtins::Bytes as u32);
        Some(heap.alloc_filled(Bytes { header, len: len as u32, hash: Cell::new(0) }, len, |p| {
            // SAFETY: the tail has room for so many bytes
            unsafe { fill_repeated(bytes, p, times) }
        }))
    }

    /// Two byte strings, one after the other; none if that is too long.
    pub fn concat<'h>(heap: &'h Heap, a: &[u8], b: &[u8]) -> Option<&'h Bytes> {
        let len = a.len() + b.len();
        if len > 1 << 31 {
            return None;
        }
        let header = Header::new(Kind::Bytes as u8, Builtins::Bytes as u32);
        Some(heap.alloc_filled(Bytes { header, len: len as u32, hash: Cell::new(0) }, len, |p| {
            // SAFETY: the tail has room for both
            unsafe {
                copy_short(a, p);
                copy_short(b, p.add(a.len()));
            }
        }))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: len bytes follow the fixed part and never change
        unsafe {
            std::slice::from_raw_parts(std::ptr::from_ref(self).wrapping_add(1).cast(), self.len as usize)
        }
    }

    /// The hash of the content, never 0; cached.
    pub fn hash(&self, seed: &foldhash::fast::FixedState) -> u32 {
        use std::hash::BuildHasher;
        if self.hash.get() == 0 {
            self.hash.set((seed.hash_one(self.bytes()) >> 16) as u32 | 1);
        }
        self.hash.get()
    }
}

/// Mutable bytes.
#[derive(Debug)]
#[repr(C)]
pub struct ByteArray {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    data: UnsafeCell<Vec<u8>>,
    /// So many bytes at the front have been taken off: a buffer that is filled at one end and emptied at the other need
    /// not move what is left every time.
    taken: Cell<usize>,
}

object!(ByteArray, ByteArray, |this, t| {
    t.slot(&this.attrs);
    // SAFETY: nothing runs meanwhile
    unsafe { (*this.data.get()).capacity() }
});

impl ByteArray {
    /// Where, from the object's start, lie the address and number of the bytes, and how many of them have been taken off
    /// the front.
    pub(crate) fn places() -> [i32; 3] {
        use std::mem::offset_of;
        let (vec, data) = (Vec::<u8>::with_capacity(4), offset_of!(ByteArray, data) as i32);
        let (ptr, len) = (place(&vec, vec.as_ptr() as usize), place(&vec, 0));
        [data + ptr, data + len, offset_of!(ByteArray, taken) as i32]
    }

    /// A new bytearray.
    pub fn new(heap: &Heap, bytes: Vec<u8>) -> &ByteArray {
        heap.account(bytes.capacity());
        let header = Header::new(Kind::ByteArray as u8, Builtins::ByteArray as u32);
        heap.alloc(ByteArray {
            header,
            attrs: Slot::unset(),
            data: UnsafeCell::new(bytes),
            taken: Cell::new(0),
        })
    }

    /// Looks at the bytes; the closure must not reach this object otherwise.
    pub fn read<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        // SAFETY: closures given here touch nothing but the vector
        f(unsafe { (&*self.data.get()).get(self.taken.get()..).unwrap_or_default() })
    }

    /// Adds bytes at the end.
    pub fn append(&self, bytes: &[u8]) {
        // SAFETY: nothing else looks at the vector meanwhile
        unsafe { (*self.data.get()).extend_from_slice(bytes) }
    }

    /// Takes so many bytes (at most) off the front.
    pub fn take_front(&self, n: usize) {
        // SAFETY: nothing else looks at the vector meanwhile
        let data = unsafe { &mut *self.data.get() };
        let taken = self.taken.get().saturating_add(n).min(data.len());
        // what is moved is no more than what has been taken since it was last moved
        let move_rest = taken * 2 >= data.len();
        if move_rest {
            data.drain(..taken);
        }
        self.taken.set(if move_rest { 0 } else { taken });
    }

    /// Changes the bytes; the closure must not reach this object otherwise.
    pub fn write<R>(&self, f: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        // SAFETY: closures given here touch nothing but the vector
        let data = unsafe { &mut *self.data.get() };
        data.drain(..self.taken.take());
        f(data)
    }
}
