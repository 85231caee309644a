//! `repr` of `str`, `bytes` and `bytearray`, and `ascii`.

use super::unicode::is_printable;
use super::wtf8::{Wtf8, Wtf8Buf};

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
    for c in text.chars() {
        if c < 0x80 {
            out.push(c);
        } else {
            push_escape(c, &mut out);
        }
    }
    out
}

/// The quote that Python chooses: a double one only if there are single ones and no double ones inside.
fn quote_for(bytes: &[u8]) -> u8 {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' }
}

fn write_quoted(s: Wtf8<'_>, out: &mut Wtf8Buf, keep: impl Fn(u32) -> bool) {
    let plain = |b: &u8| (0x20..0x7f).contains(b) && *b != b'\\' && *b != b'\'';
    if s.as_bytes().iter().all(plain) {
        out.push(b'\'' as u32);
        out.push_wtf8(s);
        out.push(b'\'' as u32);
        return;
    }
    let quote = quote_for(s.as_bytes()) as u32;
    out.push(quote);
    for c in s.chars() {
        match c {
            0x5c => out.push_str("\\\\"),
            9 => out.push_str("\\t"),
            10 => out.push_str("\\n"),
            13 => out.push_str("\\r"),
            0x20..=0x7e => {
                if c == quote {
                    out.push(0x5c);
                }
                out.push(c);
            }
            0x80.. if keep(c) => out.push(c),
            _ => push_escape(c, out),
        }
    }
    out.push(quote);
}

/// Appends `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
pub(super) fn push_escape(c: u32, out: &mut Wtf8Buf) {
    let (letter, digits) = match c {
        0..0x100 => ('x', 2),
        0x100..0x10000 => ('u', 4),
        _ => ('U', 8),
    };
    out.push('\\' as u32);
    out.push(letter as u32);
    for i in (0..digits).rev() {
        out.push(HEX[(c >> (4 * i) & 15) as usize] as u32);
    }
}

/// `repr` of `bytes`
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes) as char;
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &b in bytes {
        match b {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            0x20..=0x7e => {
                if b as char == quote {
                    out.push('\\');
                }
                out.push(b as char);
            }
            _ => {
                out.push_str("\\x");
                out.push(HEX[(b >> 4) as usize] as char);
                out.push(HEX[(b & 15) as usize] as char);
            }
        }
    }
    out.push(quote);
    out
}

/// `repr` of `bytearray`
pub fn repr_bytearray(bytes: &[u8]) -> String {
    let text = repr_bytes(bytes);
    // Unlike bytes, it escapes a single quote between double ones too.
    let text = if text.starts_with("b\"") { text.replace('\'', "\\'") } else { text };
    format!("bytearray({text})")
}
