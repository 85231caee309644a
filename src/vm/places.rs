//! Characters and bytes of strings beyond ASCII. The last place asked for is remembered, so that a script that
//! walks through a text by indexes takes steps, not the whole way each time.

use super::Vm;
use crate::value::Str;
use crate::value::text::runs::{count_starts as starts, is_continuation};

/// A character's place in a string.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// The address of the string; 0 for none.
    text: usize,
    chars: usize,
    bytes: usize,
}

/// Bytes counted at once.
const CHUNK: usize = 128;

/// The offset of the `n`th character after the one that begins at an offset.
fn forward(bytes: &[u8], mut at: usize, mut n: usize) -> usize {
    while n >= CHUNK && at + CHUNK <= bytes.len() {
        n -= starts(&bytes[at..at + CHUNK]);
        at += CHUNK;
    }
    while at < bytes.len() {
        if !is_continuation(bytes[at]) {
            if n == 0 {
                return at;
            }
            n -= 1;
        }
        at += 1;
    }
    bytes.len()
}

/// The offset of the `n`th character before the one that begins at an offset.
fn backward(bytes: &[u8], mut at: usize, mut n: usize) -> usize {
    while n > CHUNK && at >= CHUNK {
        n -= starts(&bytes[at - CHUNK..at]);
        at -= CHUNK;
    }
    while n > 0 && at > 0 {
        at -= 1;
        n -= !is_continuation(bytes[at]) as usize;
    }
    at
}

impl Vm {
    /// The place to start from: that whose distance is the least.
    fn nearest(&self, s: &Str, distance: impl Fn(&Place) -> usize) -> Place {
        let text = std::ptr::from_ref(s) as usize;
        let ends =
            [Place { text, ..Place::default() }, Place { text, chars: s.len(), bytes: s.bytes().len() }];
        let last = self.place.get();
        let known = if last.text == text { last } else { ends[0] };
        let [first, end] = ends;
        let best = if distance(&first) < distance(&known) { first } else { known };
        if distance(&end) < distance(&best) { end } else { best }
    }

    /// The byte offset of a character; the end for an index beyond the last.
    pub fn char_offset(&self, s: &Str, index: usize) -> usize {
        let bytes = s.bytes();
        if s.is_ascii() || index >= s.len() {
            return if index >= s.len() { bytes.len() } else { index };
        }
        let last = self.place.get();
        if last.text == std::ptr::from_ref(s) as usize && (last.chars == index || last.chars + 1 == index) {
            // the same once more, or the next one
            let width = match bytes.get(last.bytes) {
                _ if last.chars == index => 0,
                Some(0..0xC0) | None => 1,
                Some(0xC0..0xE0) => 2,
                Some(0xE0..0xF0) => 3,
                _ => 4,
            };
            self.place.set(Place { chars: index, bytes: last.bytes + width, ..last });
            return last.bytes + width;
        }
        let from = self.nearest(s, |p| p.chars.abs_diff(index));
        let at = if index >= from.chars {
            forward(bytes, from.bytes, index - from.chars)
        } else {
            backward(bytes, from.bytes, from.chars - index)
        };
        self.place.set(Place { chars: index, bytes: at, ..from });
        at
    }

    /// The index of the character that begins at a byte offset.
    pub fn char_index(&self, s: &Str, byte: usize) -> usize {
        let bytes = s.bytes();
        if s.is_ascii() || byte >= bytes.len() {
            return if byte >= bytes.len() { s.len() } else { byte };
        }
        let from = self.nearest(s, |p| p.bytes.abs_diff(byte));
        let index = if byte >= from.bytes {
            from.chars + starts(&bytes[from.bytes..byte])
        } else {
            from.chars - starts(&bytes[byte..from.bytes])
        };
        self.place.set(Place { chars: index, bytes: byte, ..from });
        index
    }

    /// Forgets the last place: after a collection its address may be another string's.
    pub(super) fn forget_place(&self) {
        self.place.set(Place::default());
    }
}
