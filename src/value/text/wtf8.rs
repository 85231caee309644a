//! Text as code points: UTF-8 that may also hold lone surrogates, each as three bytes. Two surrogates that
//! stand side by side stay two code points, as in Python, so this is generalized UTF-8. Byte order equals
//! code point order.

use std::borrow::Cow;
use std::fmt;

use super::runs::{count_starts, is_continuation, push_some};

/// A borrowed piece of text. Bytes that are no well-formed text never cause a panic; they only give
/// meaningless code points.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Wtf8<'a>(&'a [u8]);

/// Owned text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Wtf8Buf(Vec<u8>);

impl<'a> Wtf8<'a> {
    /// Text over bytes that are known to be generalized UTF-8.
    pub fn new(bytes: &'a [u8]) -> Wtf8<'a> {
        Wtf8(bytes)
    }

    /// The bytes.
    pub fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// The text as `str`, unless it holds a surrogate.
    pub fn as_str(self) -> Option<&'a str> {
        std::str::from_utf8(self.0).ok()
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Whether every code point is below 128.
    pub fn is_ascii(self) -> bool {
        self.0.is_ascii()
    }

    /// The code points, from either end.
    pub fn chars(self) -> Chars<'a> {
        Chars { bytes: self.0 }
    }

    /// The code points with the byte offset where each starts.
    pub fn char_indices(self) -> CharIndices<'a> {
        CharIndices { total: self.0.len(), rest: self.chars() }
    }

    /// The number of code points.
    pub fn char_count(self) -> usize {
        count_starts(self.0)
    }

    /// The byte offset of the code point with this index; the end for an index past the last.
    pub fn byte_offset(self, index: usize) -> usize {
        if self.is_ascii() {
            return index.min(self.0.len());
        }
        let (mut left, mut from) = (index, 0);
        // whole pieces that end before it
        while let Some(piece) = self.0.get(from..from + 128).filter(|_| left > 128) {
            left -= count_starts(piece);
            from += 128;
        }
        for (at, &b) in self.0.iter().enumerate().skip(from) {
            if !is_continuation(b) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
        }
        self.0.len()
    }

    /// The index of the code point that starts at this byte offset.
    pub fn char_index(self, byte: usize) -> usize {
        count_starts(self.0.get(..byte).unwrap_or(self.0))
    }

    /// The piece between two byte offsets (clamped).
    pub fn byte_slice(self, start: usize, end: usize) -> Wtf8<'a> {
        let end = end.min(self.0.len());
        Wtf8(self.0.get(start.min(end)..end).unwrap_or(&[]))
    }

    /// The piece between two code point indexes (clamped).
    pub fn char_slice(self, start: usize, end: usize) -> Wtf8<'a> {
        if start >= end {
            return Wtf8(&[]);
        }
        let from = self.byte_offset(start);
        let rest = self.byte_slice(from, self.0.len());
        rest.byte_slice(0, rest.byte_offset(end - start))
    }

    /// The text with each surrogate replaced by U+FFFD.
    pub fn to_string_lossy(self) -> Cow<'a, str> {
        match self.as_str() {
            Some(s) => Cow::Borrowed(s),
            None => Cow::Owned(self.chars().map(|c| char::from_u32(c).unwrap_or('\u{fffd}')).collect()),
        }
    }

    /// An owned copy.
    pub fn to_owned(self) -> Wtf8Buf {
        Wtf8Buf(self.0.to_vec())
    }
}

impl<'a> From<&'a str> for Wtf8<'a> {
    fn from(s: &'a str) -> Wtf8<'a> {
        Wtf8(s.as_bytes())
    }
}

impl<'a> From<&'a Wtf8Buf> for Wtf8<'a> {
    fn from(s: &'a Wtf8Buf) -> Wtf8<'a> {
        Wtf8(&s.0)
    }
}

impl fmt::Debug for Wtf8<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string_lossy())
    }
}

impl Wtf8Buf {
    /// Empty text.
    pub fn new() -> Wtf8Buf {
        Wtf8Buf(Vec::new())
    }

    /// Empty text with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Wtf8Buf {
        Wtf8Buf(Vec::with_capacity(bytes))
    }

    /// Text over bytes that are known to be generalized UTF-8.
    pub fn from_bytes(bytes: Vec<u8>) -> Wtf8Buf {
        Wtf8Buf(bytes)
    }

    /// The text, borrowed.
    pub fn as_wtf8(&self) -> Wtf8<'_> {
        Wtf8(&self.0)
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Appends one code point (a surrogate stays what it is; above U+10FFFF gives U+FFFD).
    pub fn push(&mut self, c: u32) {
        match c {
            0..0x80 => self.0.push(c as u8),
            0x80..0x800 => push_some(&mut self.0, &[0xc0 | (c >> 6) as u8, 0x80 | (c & 63) as u8], 2),
            0x800..0x10000 => {
                let text = [0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8];
                push_some(&mut self.0, &text, 3);
            }
            0x10000..0x110000 => {
                let (a, b) = (0xf0 | (c >> 18) as u8, 0x80 | (c >> 12 & 63) as u8);
                push_some(&mut self.0, &[a, b, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8], 4);
            }
            _ => self.push(0xfffd),
        }
    }

    /// Appends the same code point several times.
    pub fn push_times(&mut self, c: u32, times: usize) {
        if c < 0x80 {
            self.0.resize(self.0.len() + times, c as u8);
        } else {
            for _ in 0..times {
                self.push(c);
            }
        }
    }

    /// Appends text.
    pub fn push_wtf8(&mut self, s: Wtf8<'_>) {
        self.0.extend_from_slice(s.0);
    }

    /// Appends the first `n` of eight bytes.
    #[inline(always)]
    pub fn push_of_eight(&mut self, eight: [u8; 8], n: usize) {
        push_some(&mut self.0, &eight, n);
    }

    /// Appends text.
    pub fn push_str(&mut self, s: &str) {
        self.0.extend_from_slice(s.as_bytes());
    }

    /// Keeps the first `bytes` bytes.
    pub fn truncate(&mut self, bytes: usize) {
        self.0.truncate(bytes);
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Wtf8Buf {
    fn from(s: &str) -> Wtf8Buf {
        Wtf8Buf(s.as_bytes().to_vec())
    }
}

impl From<String> for Wtf8Buf {
    fn from(s: String) -> Wtf8Buf {
        Wtf8Buf(s.into_bytes())
    }
}

impl FromIterator<u32> for Wtf8Buf {
    fn from_iter<I: IntoIterator<Item = u32>>(chars: I) -> Wtf8Buf {
        let mut out = Wtf8Buf::new();
        chars.into_iter().for_each(|c| out.push(c));
        out
    }
}

impl fmt::Debug for Wtf8Buf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_wtf8(), f)
    }
}

impl fmt::Write for Wtf8Buf {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.push_str(s);
        Ok(())
    }
}

/// The code points of a text.
#[derive(Clone, Debug)]
pub struct Chars<'a> {
    bytes: &'a [u8],
}

impl<'a> Chars<'a> {
    /// What has not been read yet.
    pub fn as_wtf8(&self) -> Wtf8<'a> {
        Wtf8(self.bytes)
    }
}

impl Iterator for Chars<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (&lead, rest) = self.bytes.split_first()?;
        if lead < 0x80 {
            self.bytes = rest;
            return Some(lead as u32);
        }
        let (c, used) = decode_long(self.bytes);
        self.bytes = self.bytes.get(used..).unwrap_or(&[]);
        Some(c)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.bytes.len().div_ceil(4), Some(self.bytes.len()))
    }
}

impl DoubleEndedIterator for Chars<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let last = *self.bytes.last()?;
        if last < 0x80 {
            self.bytes = &self.bytes[..self.bytes.len() - 1];
            return Some(last as u32);
        }
        let mut at = self.bytes.len() - 1;
        while at > 0 && is_continuation(self.bytes[at]) {
            at -= 1;
        }
        let (head, tail) = self.bytes.split_at(at);
        self.bytes = head;
        Some(decode_long(tail).0)
    }
}

/// The code points of a text with their byte offsets.
#[derive(Clone, Debug)]
pub struct CharIndices<'a> {
    total: usize,
    rest: Chars<'a>,
}

impl Iterator for CharIndices<'_> {
    type Item = (usize, u32);

    fn next(&mut self) -> Option<(usize, u32)> {
        let at = self.total - self.rest.bytes.len();
        self.rest.next().map(|c| (at, c))
    }
}

/// Decodes a code point of two to four bytes; gives it and its length.
#[inline]
pub(super) fn decode_long(bytes: &[u8]) -> (u32, usize) {
    let at = |i: usize| bytes.get(i).map_or(0, |&b| (b & 63) as u32);
    let lead = at_or_zero(bytes);
    match lead {
        0xf0.. => (((lead as u32 & 7) << 18) | at(1) << 12 | at(2) << 6 | at(3), 4),
        0xe0.. => (((lead as u32 & 15) << 12) | at(1) << 6 | at(2), 3),
        _ => (((lead as u32 & 31) << 6) | at(1), 2),
    }
}

fn at_or_zero(bytes: &[u8]) -> u8 {
    bytes.first().copied().unwrap_or(0)
}

impl std::ops::Deref for Wtf8Buf {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Extend<u8> for Wtf8Buf {
    fn extend<I: IntoIterator<Item = u8>>(&mut self, bytes: I) {
        self.0.extend(bytes);
    }
}
