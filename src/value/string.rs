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
    len: u32,
    chars: u32,
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
pub(super) unsafe fn copy_short(from: &[u8], to: *mut u8) {
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
        if n > 32 {
            std::ptr::copy_nonoverlapping(p, to, n);
        } else if n >= 16 {
            two!(u128, n, p);
        } else if n >= 8 {
            two!(u64, n, p);
        } else if n >= 4 {
            two!(u32, n, p);
        } else if n >= 2 {
            two!(u16, n, p);
        } else if n == 1 {
            *to = *p;
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

    /// A new string of bytes known to be ASCII.
    pub fn ascii<'h>(heap: &'h Heap, bytes: &[u8]) -> &'h Str {
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

    fn checked(len: usize) -> u32 {
        // lengths are 32 bits; a longer text cannot be read from a source or built below the memory limit
        assert!(len < u32::MAX as usize, "a string of more than 4 GiB");
        len as u32
    }

    /// A new string whose bytes `fill` writes, all of them.
    #[inline(always)]
    fn filled<'h>(
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

    /// A new string of pieces of others, one after the other, with a separator between them.
    pub fn joined<'h, 'a>(
        heap: &'h Heap,
        separator: Option<&'a Str>,
        parts: impl Iterator<Item = &'a Str> + Clone,
    ) -> &'h Str {
        let (mut len, mut chars, mut ascii, mut n) = (0usize, 0usize, true, 0usize);
        for p in parts.clone() {
            len += p.len as usize;
            chars += p.chars as usize;
            ascii &= p.is_ascii();
            n += 1;
        }
        if let Some(s) = separator {
            let gaps = n.saturating_sub(1);
            len += s.len as usize * gaps;
            chars += s.chars as usize * gaps;
            ascii &= s.is_ascii() || gaps == 0;
        }
        Str::filled(heap, len, ascii, chars, Builtins::Str as u32, |to| {
            let mut at = to;
            let mut put = |b: &[u8]| {
                // SAFETY: the lengths of all pieces were added up above
                unsafe {
                    copy_short(b, at);
                    at = at.add(b.len());
                }
            };
            for (i, p) in parts.enumerate() {
                if i > 0
                    && let Some(s) = separator
                {
                    put(s.bytes());
                }
                put(p.bytes());
            }
        })
    }

    /// Strings one after the other with a separator between them; the index of the first item that is none.
    pub fn join<'h>(heap: &'h Heap, separator: &Str, items: &[super::Value<'h>]) -> Result<&'h Str, usize> {
        let (mut len, mut chars, mut ascii) = (0usize, 0usize, true);
        for (i, v) in items.iter().enumerate() {
            let Some(p) = v.cast::<Str>() else { return Err(i) };
            len += p.len as usize;
            chars += p.chars as usize;
            ascii &= p.is_ascii();
        }
        if let [one] = items
            && one.is_exact(Builtins::Str)
            && let Some(s) = one.cast::<Str>()
        {
            return Ok(s);
        }
        let gaps = items.len().saturating_sub(1);
        len += separator.len as usize * gaps;
        chars += separator.chars as usize * gaps;
        ascii &= separator.is_ascii() || gaps == 0;
        let between = separator.bytes();
        Ok(Str::filled(heap, len, ascii, chars, Builtins::Str as u32, |to| {
            let mut at = to;
            for (i, v) in items.iter().enumerate() {
                // SAFETY: all are strings, whose lengths were added up above
                unsafe {
                    if i > 0 {
                        copy_short(between, at);
                        at = at.add(between.len());
                    }
                    let part = v.cast::<Str>().unwrap_unchecked().bytes();
                    copy_short(part, at);
                    at = at.add(part.len());
                }
            }
        }))
    }

    /// A new string of the same ASCII bytes, changed in place to others.
    pub fn mapped<'h>(&self, heap: &'h Heap, change: impl FnOnce(&mut [u8])) -> &'h Str {
        let bytes = self.bytes();
        Str::filled(heap, bytes.len(), true, bytes.len(), Builtins::Str as u32, |p| {
            // SAFETY: there is room for the bytes; nothing else sees them yet
            unsafe {
                std::ptr::copy_nonoverlapping(bytes.as_ptr(), p, bytes.len());
                change(std::slice::from_raw_parts_mut(p, bytes.len()));
            }
        })
    }

    /// The string with others in place of parts of it, if all is ASCII and there are not many: `find` gives the next
    /// place in bytes. None: not for here. The string itself if there is no such part.
    pub fn replaced<'h>(
        &'h self,
        heap: &'h Heap,
        old: &Str,
        new: &Str,
        limit: usize,
        find: fn(&[u8], &[u8]) -> Option<usize>,
    ) -> Option<&'h Str> {
        const MOST: usize = 32;
        if !self.is_ascii() || !new.is_ascii() || old.is_empty() {
            return None;
        }
        let (bytes, old, new) = (self.bytes(), old.bytes(), new.bytes());
        let mut places = [0u32; MOST];
        let (mut n, mut at) = (0, 0);
        while n < limit
            && let Some(next) = find(&bytes[at..], old)
        {
            *places.get_mut(n)? = (at + next) as u32;
            n += 1;
            at += next + old.len();
        }
        if n == 0 && self.header.shape() == Builtins::Str as u32 {
            return Some(self);
        }
        let len = bytes.len() - n * old.len() + n * new.len();
        Some(Str::filled(heap, len, true, len, Builtins::Str as u32, |to| {
            let (mut at, mut from) = (to, 0);
            let mut put = |part: &[u8]| {
                // SAFETY: the parts are as long together as was counted
                unsafe {
                    copy_short(part, at);
                    at = at.add(part.len());
                }
            };
            for place in &places[..n] {
                put(&bytes[from..*place as usize]);
                put(new);
                from = *place as usize + old.len();
            }
            put(&bytes[from..]);
        }))
    }

    /// Characters of an ASCII string, `step` apart from a start on.
    pub fn by_steps<'h>(&self, heap: &'h Heap, start: usize, step: isize, count: usize) -> &'h Str {
        let bytes = self.bytes();
        Str::filled(heap, count, true, count, Builtins::Str as u32, |to| {
            let mut at = start;
            for i in 0..count {
                // SAFETY: there is room for the count
                unsafe { *to.add(i) = bytes.get(at).copied().unwrap_or(b' ') }
                at = at.wrapping_add_signed(step);
            }
        })
    }

    /// The string so many times in a row.
    pub fn repeated<'h>(&self, heap: &'h Heap, times: usize) -> &'h Str {
        let part = self.bytes();
        let (len, chars) = (part.len() * times, self.len() * times);
        Str::filled(heap, len, self.is_ascii(), chars, Builtins::Str as u32, |to| {
            let mut done = part.len().min(len);
            // SAFETY: `len` bytes of room; each step copies what is there already, up to the end
            unsafe {
                std::ptr::copy_nonoverlapping(part.as_ptr(), to, done);
                while done > 0 && done < len {
                    let more = done.min(len - done);
                    std::ptr::copy_nonoverlapping(to, to.add(done), more);
                    done += more;
                }
            }
        })
    }

    /// A piece of a string, between two byte offsets that stand at the starts of characters.
    pub fn piece<'h>(&self, heap: &'h Heap, from: usize, to: usize) -> &'h Str {
        let part = self.bytes().get(from..to).unwrap_or_default();
        if self.is_ascii() { Str::ascii(heap, part) } else { Str::new(heap, Wtf8::new(part)) }
    }

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
        use std::hash::{BuildHasher, Hasher};
        let mut hasher = seed.build_hasher();
        // the length goes into it by the way the bytes are read
        hasher.write(self.bytes());
        let h = (hasher.finish() >> 16) as u32;
        let h = if h == 0 { 1 } else { h };
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

    /// `a + b`
    pub fn concat<'h>(heap: &'h Heap, a: &'h Str, b: &'h Str) -> &'h Str {
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
            return Str::filled(heap, len, ascii, chars, Builtins::Str as u32, |to| {
                // SAFETY: there is room for both
                unsafe {
                    copy_short(a.bytes(), to);
                    copy_short(b.bytes(), to.add(a.len as usize));
                }
            });
        }
        assert!(len < u32::MAX as usize, "a string of more than 4 GiB");
        let buffer = Str::buffer_for(heap, a, b);
        // SAFETY: this thread alone has the buffer; the bytes below the lengths of its slices do not change
        let data = unsafe { (*buffer.bytes.get()).as_ptr() };
        let header = Header::new(super::Kind::Str as u8, Builtins::Str as u32);
        header.put(SLICE, true);
        header.put(ASCII, ascii);
        let s = Str { header, hash: Cell::new(0), len: len as u32, chars: chars as u32, spare: 0 };
        heap.alloc_tail(s, 16, |p| {
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
                        std::ptr::copy_nonoverlapping(b.bytes().as_ptr(), at, b.len as usize);
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
