//! The case methods of `str`, with full Unicode mappings.

use super::runs;
use super::unicode as uni;
use super::wtf8::{Wtf8, Wtf8Buf, decode_long};

/// The same for ASCII, in place.
pub mod ascii {
    /// `str.title`
    pub fn title(s: &mut [u8]) {
        let mut inside = false;
        for b in s {
            if inside {
                b.make_ascii_lowercase();
            } else {
                b.make_ascii_uppercase();
            }
            inside = b.is_ascii_alphabetic();
        }
    }

    /// `str.capitalize`
    pub fn capitalize(s: &mut [u8]) {
        s.make_ascii_lowercase();
        if let Some(first) = s.first_mut() {
            first.make_ascii_uppercase();
        }
    }

    /// `str.swapcase`
    pub fn swapcase(s: &mut [u8]) {
        for b in s {
            if b.is_ascii_alphabetic() {
                *b ^= 32;
            }
        }
    }

    /// `str.casefold`
    pub fn casefold(s: &mut [u8]) {
        s.make_ascii_lowercase();
    }
}

const SIGMA: u32 = 0x3a3;

/// `str.upper`
pub fn upper(s: Wtf8<'_>) -> Wtf8Buf {
    if s.is_ascii() {
        return Wtf8Buf::from_bytes(s.as_bytes().to_ascii_uppercase());
    }
    map_wide(s, <[u8]>::make_ascii_uppercase, |c, _, out| uni::to_upper(c, |m| out.push(m)))
}

/// `str.lower`
pub fn lower(s: Wtf8<'_>) -> Wtf8Buf {
    if s.is_ascii() {
        return Wtf8Buf::from_bytes(s.as_bytes().to_ascii_lowercase());
    }
    map_wide(s, <[u8]>::make_ascii_lowercase, |c, at, out| lower_one(s, c, at, out))
}

/// `str.casefold`
pub fn casefold(s: Wtf8<'_>) -> Wtf8Buf {
    if s.is_ascii() {
        return Wtf8Buf::from_bytes(s.as_bytes().to_ascii_lowercase());
    }
    map_wide(s, <[u8]>::make_ascii_lowercase, |c, _, out| uni::to_folded(c, |m| out.push(m)))
}

/// `str.title`: a letter after something without case is in title case, the others are small
pub fn title(s: Wtf8<'_>) -> Wtf8Buf {
    let mut inside = false;
    map(s, |c, at, out| {
        if inside {
            lower_one(s, c, at, out);
        } else {
            uni::to_title(c, |m| out.push(m));
        }
        inside = uni::is_cased(c);
    })
}

/// `str.capitalize`
pub fn capitalize(s: Wtf8<'_>) -> Wtf8Buf {
    map(s, |c, at, out| {
        if at == 0 {
            uni::to_title(c, |m| out.push(m));
        } else {
            lower_one(s, c, at, out);
        }
    })
}

/// `str.swapcase`
pub fn swapcase(s: Wtf8<'_>) -> Wtf8Buf {
    map(s, |c, at, out| {
        if uni::is_upper(c) {
            lower_one(s, c, at, out);
        } else if uni::is_lower(c) {
            uni::to_upper(c, |m| out.push(m));
        } else {
            out.push(c);
        }
    })
}

fn map(s: Wtf8<'_>, mut each: impl FnMut(u32, usize, &mut Wtf8Buf)) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(s.len());
    for (at, c) in s.char_indices() {
        each(c, at, &mut out);
    }
    out
}

/// What a character becomes, if that is no more than eight bytes: they, and how many they are.
#[derive(Clone, Copy)]
struct Known {
    c: u32,
    len: u32,
    text: [u8; 8],
}

/// From so many bytes on characters are likely to come again.
const LONG: usize = 48;

/// Maps ASCII eight characters at a time by `ascii`, and the others by `each`. What these become is kept in long text,
/// which is mostly of one alphabet; only a capital sigma becomes now this, now that.
fn map_wide(s: Wtf8<'_>, ascii: fn(&mut [u8]), mut each: impl FnMut(u32, usize, &mut Wtf8Buf)) -> Wtf8Buf {
    let bytes = s.as_bytes();
    let mut out = Wtf8Buf::with_capacity(bytes.len() + 8);
    let mut known =
        if bytes.len() < LONG { Vec::new() } else { vec![Known { c: 0, len: 0, text: [0; 8] }; 64] };
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if let Some(mut eight) = runs::eight_at(bytes, at)
            && eight[0] < 0x80
        {
            let n = runs::ascii_of_eight(eight);
            ascii(&mut eight);
            out.push_of_eight(eight, n);
            at += n;
            continue;
        }
        if *first < 0x80 {
            let mut one = [*first];
            ascii(&mut one);
            out.push(one[0] as u32);
            at += 1;
            continue;
        }
        let (c, width) = decode_long(&bytes[at..]);
        if uni::has_no_case(c) {
            out.push_wtf8(s.byte_slice(at, at + width));
            at += width;
            continue;
        }
        let place = known.get_mut(c as usize & 63).filter(|_| c != SIGMA);
        match place {
            Some(known) if known.c == c => out.push_of_eight(known.text, known.len as usize),
            place => {
                let from = out.len();
                each(c, at, &mut out);
                if let Some(place) = place
                    && let Some(new) = out.get(from..).filter(|new| new.len() <= 8)
                {
                    let mut text = [0; 8];
                    text[..new.len()].copy_from_slice(new);
                    *place = Known { c, len: new.len() as u32, text };
                }
            }
        }
        at += width;
    }
    out
}

/// Lower case of the code point `c` at byte `at` of `s`: a capital sigma at the end of a word gets its final
/// form.
fn lower_one(s: Wtf8<'_>, c: u32, at: usize, out: &mut Wtf8Buf) {
    if c < 0x80 {
        return out.push((c as u8).to_ascii_lowercase() as u32);
    }
    if c != SIGMA {
        return uni::to_lower(c, |m| out.push(m));
    }
    let before = s.byte_slice(0, at).chars().rev().find(|&p| !uni::is_case_ignorable(p));
    let after = s.byte_slice(at + 2, s.len()).chars().find(|&n| !uni::is_case_ignorable(n));
    let ends_word = before.is_some_and(uni::is_cased) && !after.is_some_and(uni::is_cased);
    out.push(if ends_word { 0x3c2 } else { 0x3c3 });
}
