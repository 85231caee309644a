//! `repr` of `str`, `bytes` and `bytearray`, and `ascii`.

use super::runs::{all_plain, ascii_of_eight, eight_at, plain_of_eight};
use super::search::has_byte;
use super::unicode::is_printable;
use super::wtf8::{Wtf8, Wtf8Buf, decode_long};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// `repr(s)`
pub fn repr(s: Wtf8<'_>) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(s.len() + 2);
    write_repr(s, &mut out);
    out
}

/// Appends `repr(s)`.
pub fn write_repr(s: Wtf8<'_>, out: &mut Wtf8Buf) {
    write_quoted(s, out, is_printable);
}

/// `ascii(s)`: as [`repr`], with everything beyond ASCII escaped
pub fn ascii(s: Wtf8<'_>) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(s.len() + 2);
    write_quoted(s, &mut out, |_| false);
    out
}

/// `ascii(x)` of any other value, from its repr
pub fn ascii_of_repr(text: Wtf8<'_>) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if let Some(eight) = eight_at(bytes, at)
            && eight[0] < 0x80
        {
            let n = ascii_of_eight(eight);
            out.push_of_eight(eight, n);
            at += n;
        } else if *first < 0x80 {
            out.push(*first as u32);
            at += 1;
        } else {
            let (c, width) = decode_long(&bytes[at..]);
            push_escape(c, &mut out);
            at += width;
        }
    }
    out
}

/// The quote that Python chooses: a double one only if there are single ones and no double ones inside.
fn quote_for(bytes: &[u8]) -> u8 {
    if has_byte(bytes, b'\'') && !has_byte(bytes, b'"') { b'"' } else { b'\'' }
}

fn write_quoted(s: Wtf8<'_>, out: &mut Wtf8Buf, keep: impl Fn(u32) -> bool) {
    let bytes = s.as_bytes();
    if all_plain(bytes) {
        out.push(b'\'' as u32);
        out.push_wtf8(s);
        out.push(b'\'' as u32);
        return;
    }
    let quote = quote_for(bytes);
    out.push(quote as u32);
    let mut at = 0;
    while let Some(rest) = after_plain(bytes, &mut at, quote, out) {
        let (c, width) = if rest[0] < 0x80 { (rest[0] as u32, 1) } else { decode_long(rest) };
        if c < 0x80 {
            push_ascii(c as u8, quote, out);
        } else if keep(c) {
            out.push_wtf8(s.byte_slice(at, at + width));
        } else {
            push_escape(c, out);
        }
        at += width;
    }
    out.push(quote as u32);
}

/// Appends what stays as it is between such quotes, many bytes at a time, and goes on behind it; gives what is left.
#[inline]
fn after_plain<'a>(bytes: &'a [u8], at: &mut usize, quote: u8, out: &mut Wtf8Buf) -> Option<&'a [u8]> {
    while let Some(eight) = eight_at(bytes, *at).filter(|eight| (0x20..0x7f).contains(&eight[0])) {
        let n = plain_of_eight(eight, quote);
        out.push_of_eight(eight, n);
        *at += n;
        if n < 8 {
            break;
        }
    }
    bytes.get(*at..).filter(|rest| !rest.is_empty())
}

/// Appends an ASCII character between quotes.
#[inline]
fn push_ascii(b: u8, quote: u8, out: &mut Wtf8Buf) {
    match b {
        b'\\' => out.push_str("\\\\"),
        b'\t' => out.push_str("\\t"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        0x20..=0x7e => {
            if b == quote {
                out.push(b'\\' as u32);
            }
            out.push(b as u32);
        }
        _ => push_escape(b as u32, out),
    }
}

/// Appends `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
#[inline]
pub(super) fn push_escape(c: u32, out: &mut Wtf8Buf) {
    let digit = |i: u32| HEX[(c >> (4 * i) & 15) as usize];
    match c {
        0..0x100 => out.push_of_eight([b'\\', b'x', digit(1), digit(0), 0, 0, 0, 0], 4),
        0x100..0x10000 => out.push_of_eight([b'\\', b'u', digit(3), digit(2), digit(1), digit(0), 0, 0], 6),
        _ => {
            out.push_of_eight([b'\\', b'U', digit(7), digit(6), digit(5), digit(4), digit(3), digit(2)], 8);
            out.push_of_eight([digit(1), digit(0), 0, 0, 0, 0, 0, 0], 2);
        }
    }
}

/// `repr` of `bytes`
pub fn repr_bytes(bytes: &[u8]) -> String {
    let mut out = Wtf8Buf::with_capacity(bytes.len() + 16);
    write_repr_bytes(bytes, &mut out);
    out.as_wtf8().to_string_lossy().into_owned()
}

/// Appends `repr` of `bytes`.
pub fn write_repr_bytes(bytes: &[u8], out: &mut Wtf8Buf) {
    let quote = quote_for(bytes);
    out.push(b'b' as u32);
    out.push(quote as u32);
    let mut at = 0;
    while let Some([b, ..]) = after_plain(bytes, &mut at, quote, out) {
        push_ascii(*b, quote, out);
        at += 1;
    }
    out.push(quote as u32);
}

/// `repr` of `bytearray`
pub fn repr_bytearray(bytes: &[u8]) -> String {
    let text = repr_bytes(bytes);
    // Unlike bytes, it escapes a single quote between double ones too.
    let text = if text.starts_with("b\"") { text.replace('\'', "\\'") } else { text };
    format!("bytearray({text})")
}
