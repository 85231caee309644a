//! New strings of others: joined, padded, changed, cut. Lengths are counted first, the bytes written where they stay.

use super::string::copy_short;
use super::text::format::decimal::{decimal_len, write_decimal};
use super::text::{Wtf8, hex, runs};
use super::{Builtins, Str, Value};
use crate::heap::Heap;

/// Where the next piece of a string under construction goes.
struct Pen(*mut u8);

impl Pen {
    /// Writes a piece.
    ///
    /// # Safety
    /// There is room for it.
    #[inline(always)]
    unsafe fn put(&mut self, piece: &[u8]) {
        // SAFETY: says the caller
        unsafe {
            if let [one] = piece {
                *self.0 = *one;
                self.0 = self.0.add(1);
            } else {
                copy_short(piece, self.0);
                self.0 = self.0.add(piece.len());
            }
        }
    }

    /// Writes a piece several times.
    ///
    /// # Safety
    /// There is room for it.
    #[inline(always)]
    unsafe fn repeat(&mut self, piece: &[u8], times: usize) {
        // SAFETY: says the caller
        unsafe {
            match piece {
                [one] if times < 16 => {
                    for i in 0..times {
                        // volatile, since a call of memset would cost more
                        self.0.add(i).write_volatile(*one);
                    }
                    self.0 = self.0.add(times);
                }
                [one] => {
                    std::ptr::write_bytes(self.0, *one, times);
                    self.0 = self.0.add(times);
                }
                _ => (0..times).for_each(|_| self.put(piece)),
            }
        }
    }
}

/// Writes a piece several times.
///
/// # Safety
/// There is room for so many of it at `to`, which lies apart.
#[inline(always)]
pub(super) unsafe fn fill_repeated(part: &[u8], to: *mut u8, times: usize) {
    /// So many bytes of what was just written are still in the nearest memory.
    const NEAR: usize = 1 << 13;
    // SAFETY: says the caller; each step copies what is there already, up to the end
    unsafe {
        let len = part.len() * times;
        if part.len() == 1 || len <= 64 {
            return Pen(to).repeat(part, times);
        }
        let mut done = part.len().min(len);
        std::ptr::copy_nonoverlapping(part.as_ptr(), to, done);
        // no more at a time than what is still at hand
        let most = part.len() * (NEAR / part.len().max(1)).max(1);
        while done > 0 && done < len {
            let more = done.min(len - done).min(most);
            std::ptr::copy_nonoverlapping(to, to.add(done), more);
            done += more;
        }
    }
}

/// Writes ASCII text with letters in the other case: those that are `first` (`a` or `A`) or one of the 25 after it.
///
/// # Safety
/// There is room for as many bytes at `to`, which lies apart.
unsafe fn copy_cased(from: &[u8], to: *mut u8, first: u8) {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let change = |x: u64| {
        // bytes are below 0x80, so that no sum of theirs goes over into the next
        let reached = x + ONES * (0x80 - first) as u64;
        let past = x + ONES * (0x80 - first - 26) as u64;
        x ^ (reached & !past & ONES << 7) >> 2
    };
    let (p, n) = (from.as_ptr(), from.len());
    // SAFETY: the last eight bytes, of which some may have been written already, lie within those there are
    unsafe {
        let eight = |at: usize| {
            let x = p.add(at).cast::<u64>().read_unaligned();
            to.add(at).cast::<u64>().write_unaligned(change(x));
        };
        if n >= 8 {
            (0..n / 8).for_each(|i| eight(i * 8));
            eight(n - 8);
        } else {
            for (i, b) in from.iter().enumerate() {
                *to.add(i) = change(*b as u64) as u8;
            }
        }
    }
}

/// Copies bytes in the opposite order.
///
/// # Safety
/// There is room for as many bytes at `to`, which lies apart.
unsafe fn copy_backwards(from: &[u8], to: *mut u8) {
    let n = from.len();
    // SAFETY: the eight bytes lie within those there are; the last ones may have been written already
    unsafe {
        let eight = |at: usize| {
            let x = from.as_ptr().add(n - 8 - at).cast::<u64>().read_unaligned();
            to.add(at).cast::<u64>().write_unaligned(x.swap_bytes());
        };
        if n >= 8 {
            (0..n / 8).for_each(|i| eight(i * 8));
            eight(n - 8);
        } else {
            for i in 0..n {
                // volatile, so that it stays the short loop that it is
                to.add(i).write_volatile(*from.get_unchecked(n - 1 - i));
            }
        }
    }
}

impl Str {
    /// A string of one character beyond ASCII, given as its bytes.
    pub fn character<'h>(heap: &'h Heap, bytes: &[u8]) -> &'h Str {
        Str::filled(heap, bytes.len(), false, 1, Builtins::Str as u32, |to| {
            // SAFETY: there is room for the bytes
            unsafe { copy_short(bytes, to) }
        })
    }

    /// Two digits for each byte.
    pub fn hexadecimal<'h>(heap: &'h Heap, bytes: &[u8]) -> &'h Str {
        let len = bytes.len() * 2;
        Str::filled(heap, len, true, len, Builtins::Str as u32, |to| {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            let (pieces, rest) = bytes.as_chunks::<16>();
            for (i, piece) in pieces.iter().enumerate() {
                // SAFETY: there is room for two digits for each byte
                unsafe { to.add(32 * i).cast::<[u8; 32]>().write(hex::digits(piece)) }
            }
            for (i, b) in rest.iter().enumerate() {
                let digits = [DIGITS[(b >> 4) as usize], DIGITS[(b & 15) as usize]];
                // SAFETY: likewise, behind those of the pieces
                unsafe { to.add(32 * pieces.len() + 2 * i).cast::<[u8; 2]>().write(digits) }
            }
        })
    }

    /// The decimal text of an int.
    #[inline]
    pub fn of_int(heap: &Heap, i: i64) -> &Str {
        let (n, minus) = (i.unsigned_abs(), (i < 0) as usize);
        let len = decimal_len(n) + minus;
        Str::filled(heap, len, true, len, Builtins::Str as u32, |to| {
            // SAFETY: so long it is
            unsafe {
                if minus > 0 {
                    *to = b'-';
                }
                write_decimal(n, to.add(len));
            }
        })
    }

    /// A new string of parts, one after the other: strings, and ints that stand for their texts.
    pub fn of_parts<'h>(heap: &'h Heap, parts: &[Value<'_>]) -> &'h Str {
        let (mut len, mut chars, mut ascii) = (0usize, 0usize, true);
        for part in parts {
            if let Some(i) = part.as_small_int() {
                let n = decimal_len(i.unsigned_abs()) + (i < 0) as usize;
                len += n;
                chars += n;
            } else if let Some(s) = part.cast::<Str>() {
                len += s.len as usize;
                chars += s.chars as usize;
                ascii &= s.is_ascii();
            }
        }
        Str::filled(heap, len, ascii, chars, Builtins::Str as u32, |to| {
            let mut pen = Pen(to);
            for part in parts {
                // SAFETY: the lengths of all were added up above
                unsafe {
                    if let Some(i) = part.as_small_int() {
                        if i < 0 {
                            pen.put(b"-");
                        }
                        let n = i.unsigned_abs();
                        pen.0 = pen.0.add(decimal_len(n));
                        write_decimal(n, pen.0);
                    } else if let Some(s) = part.cast::<Str>() {
                        pen.put(s.bytes());
                    }
                }
            }
        })
    }

    /// Strings one after the other with a separator between them; the index of the first item that is none.
    pub fn join<'h>(heap: &'h Heap, separator: &Str, items: &[Value<'h>]) -> Result<&'h Str, usize> {
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
            let mut pen = Pen(to);
            for (i, v) in items.iter().enumerate() {
                // SAFETY: all are strings, whose lengths were added up above
                unsafe {
                    if i > 0 && !between.is_empty() {
                        pen.put(between);
                    }
                    pen.put(v.cast::<Str>().unwrap_unchecked().bytes());
                }
            }
        }))
    }

    /// The string with a character, given as its bytes, so many times before and behind it.
    pub fn padded<'h>(&self, heap: &'h Heap, left: usize, right: usize, fill: &[u8]) -> &'h Str {
        let bytes = self.bytes();
        let (gap, ascii) = (left + right, self.is_ascii() && (fill.len() == 1 || left + right == 0));
        let (len, chars) = (bytes.len() + gap * fill.len(), self.len() + gap);
        Str::filled(heap, len, ascii, chars, Builtins::Str as u32, |to| {
            let mut pen = Pen(to);
            // SAFETY: so long it is together
            unsafe {
                pen.repeat(fill, left);
                pen.put(bytes);
                pen.repeat(fill, right);
            }
        })
    }

    /// The string with zeros before it, but behind its sign.
    pub fn zero_filled<'h>(&self, heap: &'h Heap, zeros: usize) -> &'h Str {
        let bytes = self.bytes();
        let (sign, rest) = bytes.split_at(matches!(bytes.first(), Some(b'+' | b'-')) as usize);
        let (len, chars) = (bytes.len() + zeros, self.len() + zeros);
        Str::filled(heap, len, self.is_ascii(), chars, Builtins::Str as u32, |to| {
            let mut pen = Pen(to);
            // SAFETY: so long it is together
            unsafe {
                pen.put(sign);
                pen.repeat(b"0", zeros);
                pen.put(rest);
            }
        })
    }

    /// A new string of the same ASCII bytes, changed in place to others.
    pub fn mapped<'h>(&self, heap: &'h Heap, change: impl FnOnce(&mut [u8])) -> &'h Str {
        let bytes = self.bytes();
        Str::filled(heap, bytes.len(), true, bytes.len(), Builtins::Str as u32, |p| {
            // SAFETY: there is room for the bytes; nothing else sees them yet
            unsafe {
                copy_short(bytes, p);
                change(std::slice::from_raw_parts_mut(p, bytes.len()));
            }
        })
    }

    /// A new string of the same ASCII text in capitals, or without any.
    pub fn cased<'h>(&self, heap: &'h Heap, upper: bool) -> &'h Str {
        let bytes = self.bytes();
        Str::filled(heap, bytes.len(), true, bytes.len(), Builtins::Str as u32, |p| {
            // SAFETY: there is room for the bytes
            unsafe { copy_cased(bytes, p, if upper { b'a' } else { b'A' }) }
        })
    }

    /// The string with others in place of parts of it, if all is ASCII: `find` gives the next place in bytes. None: not
    /// for here. The string itself if there is no such part.
    pub fn replaced<'h>(
        &'h self,
        heap: &'h Heap,
        old: &Str,
        new: &Str,
        limit: usize,
        find: fn(&[u8], &[u8]) -> Option<usize>,
    ) -> Option<&'h Str> {
        /// So many places are kept without asking for memory.
        const MOST: usize = 32;
        if !self.is_ascii() || !new.is_ascii() || old.is_empty() {
            return None;
        }
        let (bytes, old, new) = (self.bytes(), old.bytes(), new.bytes());
        if let ([old], [new]) = (old, new)
            && limit >= bytes.len()
        {
            return Some(self.exchanged(heap, *old, *new));
        }
        let (mut places, mut more) = ([0u32; MOST], Vec::new());
        let mut n = 0;
        let mut note = |place: usize| {
            match places.get_mut(n) {
                Some(p) => *p = place as u32,
                None => more.push(place as u32),
            }
            n += 1;
        };
        match old {
            [one] if bytes.len() > 64 => memchr::memchr_iter(*one, bytes).take(limit).for_each(note),
            _ => {
                let (mut at, mut left) = (0, limit);
                while left > 0
                    && let Some(next) = find(&bytes[at..], old)
                {
                    note(at + next);
                    at += next + old.len();
                    left -= 1;
                }
            }
        }
        if n == 0 && self.value().is_exact(Builtins::Str) {
            return Some(self);
        }
        let len = bytes.len() - n * old.len() + n * new.len();
        Some(Str::filled(heap, len, true, len, Builtins::Str as u32, |to| {
            let (mut pen, mut from) = (Pen(to), 0);
            // SAFETY: the parts are as long together as was counted
            unsafe {
                for place in places[..n.min(MOST)].iter().chain(&more) {
                    pen.put(&bytes[from..*place as usize]);
                    pen.put(new);
                    from = *place as usize + old.len();
                }
                pen.put(&bytes[from..]);
            }
        }))
    }

    /// An ASCII string with one character for another; itself if it has none such.
    fn exchanged<'h>(&'h self, heap: &'h Heap, old: u8, new: u8) -> &'h Str {
        let bytes = self.bytes();
        let first = memchr::memchr(old, bytes);
        if first.is_none() && self.value().is_exact(Builtins::Str) {
            return self;
        }
        let first = first.unwrap_or(bytes.len());
        Str::filled(heap, bytes.len(), true, bytes.len(), Builtins::Str as u32, |to| {
            // SAFETY: there is room for as many bytes
            unsafe {
                copy_short(&bytes[..first], to);
                let (rest, to) = (&bytes[first..], to.add(first));
                rest.iter().enumerate().for_each(|(i, b)| *to.add(i) = if *b == old { new } else { *b });
            }
        })
    }

    /// Characters of an ASCII string, `step` apart from a start on.
    pub fn by_steps<'h>(&self, heap: &'h Heap, start: usize, step: isize, count: usize) -> &'h Str {
        let bytes = self.bytes();
        Str::filled(heap, count, true, count, Builtins::Str as u32, |to| {
            let end = start.wrapping_add(1);
            if step == -1
                && let Some(part) = bytes.get(end.wrapping_sub(count)..end)
            {
                // SAFETY: there is room for the count
                return unsafe { copy_backwards(part, to) };
            }
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
            // SAFETY: there is room for so many
            unsafe { fill_repeated(part, to, times) }
        })
    }

    /// A piece of a string between two byte offsets that stand at the starts of characters, so many of them, the last one
    /// first.
    pub fn piece_reversed<'h>(&self, heap: &'h Heap, from: usize, to: usize, chars: usize) -> &'h Str {
        let part = runs::reversed(self.bytes().get(from..to).unwrap_or_default());
        Str::counted(heap, Wtf8::new(&part), chars)
    }
}
