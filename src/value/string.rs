//! Strings: WTF-8, with an ASCII flag, cached hash and length in characters.
//!
//! Short strings have their bytes behind the header. From `SLICE_FROM` bytes on, the result of appending is a
//! slice of a shared, growable buffer: if the left operand ends where the buffer's used part ends, the right
//! one is appended in place, so a loop of `s += x` is linear. A string never sees bytes beyond its own length.

use std::cell::{Cell, UnsafeCell};

use super::Builtins;
use super::text::Wtf8;
use crate::heap::{Header, Heap, Slot, Word};

/// A string. `Header::FLAG_A`: all ASCII; `FLAG_B`: interned; `FLAG_C`: a slice of a buffer; `FLAG_D`: has
/// attributes (an instance of a subclass), whose slot follows the bytes.
#[derive(Debug)]
#[repr(C)]
pub struct Str {
    pub(super) header: Header,
    hash: Cell<u32>,
    pub(super) len: u32,
    pub(super) chars: u32,
    spare: u32,
    // then the bytes, or (buffer: Slot, data: *const u8)
}

/// The buffer that appended strings share.
#[derive(Debug)]
#[repr(C)]
pub struct StrBuf {
    pub(super) header: Header,
    bytes: UnsafeCell<Vec<u8>>,
}

object!(StrBuf, StrBuf, |this, _t| {
    // SAFETY: nothing changes the buffer while it is traced
    unsafe { (*this.bytes.get()).capacity() }
});

object!(
    Str,
    Str,
    |this, t| {
        if this.header.has(ASCII) { /* nothing to follow */ }
        if this.header.has(SLICE) {
            // SAFETY: slices have a buffer slot behind the fixed part
            t.slot(unsafe { &*this.tail().cast::<Slot>() });
        }
        if let Some(s) = this.attrs() {
            t.slot(s);
        }
        0
    },
    size size_of::<Str>() + if this.header.has(SLICE) { 16 } else { this.len as usize + 8 }
);

pub(crate) const ASCII: u8 = Header::FLAG_A;
pub(crate) const INTERNED: u8 = Header::FLAG_B;
pub(crate) const SLICE: u8 = Header::FLAG_C;
const ATTRS: u8 = Header::FLAG_D;
/// Results of appending become slices from this many bytes on.
const SLICE_FROM: usize = 64;

/// Copies bytes of which there are mostly few, without a call for those.
///
/// # Safety
/// There is room for them at `to`.
#[inline(always)]
pub(in crate::value) unsafe fn copy_short(from: &[u8], to: *mut u8) {
    // both halves of a pair of overlapping moves lie within the n bytes
    macro_rules! two {
        ($t:ty, $n:expr, $p:expr) => {{
            let rest = $n - size_of::<$t>();
            let (a, b) = ($p.cast::<$t>().read_unaligned(), $p.add(rest).cast::<$t>().read_unaligned());
            to.cast::<$t>().write_unaligned(a);
            to.add(rest).cast::<$t>().write_unaligned(b);
        }};
    }
    let (p, n) = (from.as_ptr(), from.len());
    // SAFETY: as said above
    unsafe {
        if n < 8 {
            if n >= 4 {
                two!(u32, n, p);
            } else if n >= 2 {
                two!(u16, n, p);
            } else if n == 1 {
                *to = *p;
            }
        } else if n <= 16 {
            two!(u64, n, p);
        } else if n <= 32 {
            two!(u128, n, p);
        } else if n <= 64 {
            two!([u128; 2], n, p);
        } else {
            std::ptr::copy_nonoverlapping(p, to, n);
        }
    }
}

/// Whether two texts of the same length are the same; mostly they are short.
#[inline(always)]
pub(super) fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    macro_rules! two {
        ($t:ty) => {{
            let (p, q, rest) = (a.as_ptr(), b.as_ptr(), a.len() - size_of::<$t>());
            // SAFETY: both pairs of overlapping reads lie within the bytes, of which both have as many
            unsafe {
                p.cast::<$t>().read_unaligned() == q.cast::<$t>().read_unaligned()
                    && p.add(rest).cast::<$t>().read_unaligned() == q.add(rest).cast::<$t>().read_unaligned()
            }
        }};
    }
    debug_assert_eq!(a.len(), b.len());
    match a.len() {
        0 => true,
        1 => a[0] == b[0],
        2..4 => two!(u16),
        4..8 => two!(u32),
        8..=16 => two!(u64),
        _ => a == b,
    }
}

/// Where fields of strings lie from the object's start, and what flags say, for machine code.
pub(crate) mod at {
    use std::mem::offset_of;

    use super::Str;

    pub(crate) use super::{ASCII, INTERNED, SLICE};
    /// Strings of so many bytes at most have them behind the fixed part, if they are plain; and there are at least
    /// eight, if there is one.
    pub const LONGEST_WHOLE: usize = super::SLICE_FROM - 1;
    /// The hash, of 32 bits; 0 before it is known.
    pub const HASH: usize = offset_of!(Str, hash);
    /// The length in bytes, of 32 bits.
    pub const LEN: usize = offset_of!(Str, len);
    /// The length in characters, of 32 bits.
    pub const CHARS: usize = offset_of!(Str, chars);
    /// The bytes.
    pub const BYTES: usize = size_of::<Str>();
    /// The address of the bytes of a slice.
    pub const SLICE_DATA: usize = size_of::<Str>() + 8;
}

impl Str {
    /// A new string with these bytes, which must be WTF-8.
    pub fn new<'h>(heap: &'h Heap, bytes: Wtf8<'_>) -> &'h Str {
        Str::of_class(heap, bytes, Builtins::Str as u32, false)
    }

    /// A new string of a class: with `attrs`, of a subclass whose instances may have attributes.
    pub fn of_class<'h>(heap: &'h Heap, text: Wtf8<'_>, shape: u32, attrs: bool) -> &'h Str {
        let bytes = text.as_bytes();
        let (ascii, chars) = if bytes.is_ascii() { (true, bytes.len()) } else { (false, text.char_count()) };
        Str::build(heap, bytes, ascii, chars, shape, attrs)
    }

    /// A new string of text with so many characters.
    pub fn counted<'h>(heap: &'h Heap, text: Wtf8<'_>, chars: usize) -> &'h Str {
        let bytes = text.as_bytes();
        Str::build(heap, bytes, chars == bytes.len(), chars, Builtins::Str as u32, false)
    }

    /// A new string of bytes known to be ASCII.
    pub fn ascii<'h>(heap: &'h Heap, bytes: &[u8]) -> &'h Str {
        Str::ascii_here(heap, bytes)
    }

    /// The same, to be part of its caller.
    #[inline(always)]
    pub fn ascii_here<'h>(heap: &'h Heap, bytes: &[u8]) -> &'h Str {
        Str::filled(heap, bytes.len(), true, bytes.len(), Builtins::Str as u32, |p| {
            // SAFETY: there is room for the bytes
            unsafe { copy_short(bytes, p) }
        })
    }

    fn build<'h>(
        heap: &'h Heap,
        bytes: &[u8],
        ascii: bool,
        chars: usize,
        shape: u32,
        attrs: bool,
    ) -> &'h Str {
        if attrs {
            // an instance of a subclass
            let header = Header::new(super::Kind::Str as u8, shape);
            header.put(ASCII, ascii);
            header.put(ATTRS, true);
            let (len, chars) = (Str::checked(bytes.len()), chars as u32);
            let tail = bytes.len().next_multiple_of(8) + 8;
            return heap.alloc_tail(Str { header, hash: Cell::new(0), len, chars, spare: 0 }, tail, |p| {
                // SAFETY: the tail has room for the bytes
                unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), p, bytes.len()) }
            });
        }
        Str::filled(heap, bytes.len(), ascii, chars, shape, |p| {
            // SAFETY: there is room for the bytes
            unsafe { copy_short(bytes, p) }
        })
    }

    #[inline(always)]
    fn checked(len: usize) -> u32 {
        // lengths are 32 bits; a longer text cannot be read from a source or built below the memory limit
        assert!(len < u32::MAX as usize, "a string of more than 4 GiB");
        len as u32
    }

    /// A new string whose bytes `fill` writes, all of them.
    #[inline(always)]
    pub(super) fn filled<'h>(
        heap: &'h Heap,
        len: usize,
        ascii: bool,
        chars: usize,
        shape: u32,
        fill: impl FnOnce(*mut u8),
    ) -> &'h Str {
        let header = Header::with_flags(super::Kind::Str as u8, shape, if ascii { ASCII } else { 0 });
        let s = Str { header, hash: Cell::new(0), len: Str::checked(len), chars: chars as u32, spare: 0 };
        heap.alloc_filled(s, len, fill)
    }

    #[inline(always)]
    fn tail(&self) -> *const u8 {
        std::ptr::from_ref(self).wrapping_add(1).cast()
    }

    /// The slot for attributes, if it is an instance of a subclass.
    pub fn attrs(&self) -> Option<&Slot> {
        let at = self.tail().wrapping_add((self.len as usize).next_multiple_of(8));
        // SAFETY: strings with the flag have a slot there
        if self.header.has(ATTRS) { Some(unsafe { &*at.cast::<Slot>() }) } else { None }
    }

    /// The bytes, in WTF-8.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        let data = if self.header.has(SLICE) {
            // SAFETY: slices keep a pointer to their data behind the buffer slot. The buffer's block never moves
            // while a slice of it lives: growth makes a new buffer.
            unsafe { *self.tail().add(8).cast::<*const u8>() }
        } else {
            self.tail()
        };
        // SAFETY: len bytes stand there and never change
        unsafe { std::slice::from_raw_parts(data, self.len as usize) }
    }

    /// The text.
    #[inline(always)]
    pub fn text(&self) -> Wtf8<'_> {
        Wtf8::new(self.bytes())
    }

    /// The text as UTF-8; none if it has lone surrogates.
    pub fn as_str(&self) -> Option<&str> {
        if self.is_ascii() {
            // SAFETY: ASCII is UTF-8
            return Some(unsafe { std::str::from_utf8_unchecked(self.bytes()) });
        }
        // what is not UTF-8 in it are surrogates, which begin with ED and go on with A0 or above
        let bytes = self.bytes();
        let surrogate = |at: usize| bytes.get(at + 1).is_none_or(|b| *b >= 0xA0);
        if memchr::memchr_iter(0xED, bytes).any(surrogate) {
            return None;
        }
        // SAFETY: generalized UTF-8 without surrogates is UTF-8
        Some(unsafe { std::str::from_utf8_unchecked(bytes) })
    }

    /// The text with lone surrogates replaced.
    pub fn to_text(&self) -> String {
        self.text().to_string_lossy().into_owned()
    }

    /// Whether every character is ASCII, so that characters are bytes.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.header.has(ASCII)
    }

    /// Whether it is the one string of its content that names are compared by.
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.header.has(INTERNED)
    }

    pub(crate) fn set_interned(&self) {
        self.header.put(INTERNED, true);
    }

    /// Length in characters.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.chars as usize
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The hash of the content, never 0; cached.
    #[inline(always)]
    pub fn hash(&self, seed: &foldhash::fast::FixedState) -> u32 {
        let h = self.hash.get();
        if h != 0 { h } else { self.compute_hash(seed) }
    }

    #[cold]
    fn compute_hash(&self, seed: &foldhash::fast::FixedState) -> u32 {
        self.note_hash(Str::long_hash(self.bytes(), seed))
    }

    /// What the hash is taken from.
    pub(crate) fn long_hash(bytes: &[u8], seed: &foldhash::fast::FixedState) -> u64 {
        use std::hash::{BuildHasher, Hasher};
        let mut hasher = seed.build_hasher();
        // the length goes into it by the way the bytes are read
        hasher.write(bytes);
        hasher.finish()
    }

    /// Remembers the hash, and gives it, where what it is taken from is known.
    pub(crate) fn note_hash(&self, long: u64) -> u32 {
        let h = ((long >> 16) as u32).max(1);
        self.hash.set(h);
        h
    }

    /// Same content.
    #[inline(always)]
    pub fn same(&self, other: &Str) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        if self.len != other.len || self.header.has(INTERNED) && other.header.has(INTERNED) {
            return false;
        }
        same_bytes(self.bytes(), other.bytes())
    }

    /// Which one comes first: WTF-8 orders as code points do. Mostly the first bytes say it.
    #[inline(always)]
    pub fn order(&self, other: &Str) -> std::cmp::Ordering {
        let (a, b) = (self.bytes(), other.bytes());
        match (a, b) {
            ([x, ..], [y, ..]) if x != y => return x.cmp(y),
            ([_], [_]) => return std::cmp::Ordering::Equal,
            _ => {}
        }
        if let (Some(x), Some(y)) = (a.first_chunk(), b.first_chunk()) {
            let (x, y) = (u64::from_be_bytes(*x), u64::from_be_bytes(*y));
            if x != y {
                return x.cmp(&y);
            }
        }
        a.cmp(b)
    }

    /// `a + b`
    #[inline]
    pub fn concat<'h>(heap: &'h Heap, a: &'h Str, b: &'h Str) -> &'h Str {
        let len = a.len as usize + b.len as usize;
        if len >= SLICE_FROM || a.len == 0 || b.len == 0 {
            return Str::concat_long(heap, a, b);
        }
        let ascii = a.is_ascii() && b.is_ascii();
        let chars = a.chars as usize + b.chars as usize;
        Str::filled(heap, len, ascii, chars, Builtins::Str as u32, |to| {
            // SAFETY: there is room for both
            unsafe {
                copy_short(a.bytes(), to);
                copy_short(b.bytes(), to.add(a.len as usize));
            }
        })
    }

    /// The same where one is empty, or the result is long.
    #[inline(never)]
    fn concat_long<'h>(heap: &'h Heap, a: &'h Str, b: &'h Str) -> &'h Str {
        let len = a.len as usize + b.len as usize;
        let ascii = a.is_ascii() && b.is_ascii();
        let chars = a.chars as usize + b.chars as usize;
        if a.len == 0 && b.header.shape() == Builtins::Str as u32 {
            return b;
        }
        if b.len == 0 && a.header.shape() == Builtins::Str as u32 {
            return a;
        }
        if len < SLICE_FROM {
            return Str::build(
                heap,
                if a.len == 0 { b.bytes() } else { a.bytes() },
                ascii,
                chars,
                Builtins::Str as u32,
                false,
            );
        }
        assert!(len < u32::MAX as usize, "a string of more than 4 GiB");
        let buffer = Str::buffer_for(heap, a, b);
        // SAFETY: this thread alone has the buffer; the bytes below the lengths of its slices do not change
        let data = unsafe { (*buffer.bytes.get()).as_ptr() };
        let flags = if ascii { SLICE | ASCII } else { SLICE };
        let header = Header::with_flags(super::Kind::Str as u8, Builtins::Str as u32, flags);
        let s = Str { header, hash: Cell::new(0), len: len as u32, chars: chars as u32, spare: 0 };
        heap.alloc_filled(s, 16, |p| {
            // SAFETY: the tail has 16 bytes, aligned to 8
            unsafe {
                p.cast::<Slot>().write(Slot::new(Some(buffer.header.word())));
                p.add(8).cast::<*const u8>().write(data);
            }
        })
    }

    /// A buffer that begins with `a` and then `b`: `a`'s own, if it ends where that one's used part ends.
    fn buffer_for<'h>(heap: &'h Heap, a: &'h Str, b: &Str) -> &'h StrBuf {
        let len = a.len as usize + b.len as usize;
        if a.header.has(SLICE) {
            // SAFETY: slices have a buffer slot
            let word = unsafe { (*a.tail().cast::<Slot>()).get() };
            if let Some(buf) = word.and_then(|w| super::Value::from_word(w).cast::<StrBuf>()) {
                // SAFETY: no other reference into the vector is alive here; b's bytes may lie in it, but then
                // below its length, and it does not move since there is room
                let v = unsafe { &mut *buf.bytes.get() };
                if v.len() == a.len as usize && v.capacity() >= len && a.bytes().as_ptr() == v.as_ptr() {
                    // SAFETY: room is there; source and destination do not overlap
                    unsafe {
                        let at = v.as_mut_ptr().add(v.len());
                        copy_short(b.bytes(), at);
                        v.set_len(len);
                    }
                    return buf;
                }
            }
        }
        let mut v = Vec::with_capacity((len * 2).max(128));
        v.extend_from_slice(a.bytes());
        v.extend_from_slice(b.bytes());
        heap.account(v.capacity());
        heap.alloc(StrBuf {
            header: Header::new(super::Kind::StrBuf as u8, Builtins::Internal as u32),
            bytes: UnsafeCell::new(v),
        })
    }

    /// The word of the string.
    #[inline(always)]
    pub(crate) fn word(&self) -> Word {
        self.header.word()
    }
}
