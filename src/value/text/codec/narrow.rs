//! ASCII and Latin-1: one byte a character.

use super::handler::{Handler, encode_runs};
use super::{CodecError, CodecFailure, Encoding};
use crate::value::text::runs::{ascii_of_eight, eight_at, push_some};
use crate::value::text::wtf8::{Wtf8, Wtf8Buf};

/// Runs of unencodable characters are one error.
pub(super) fn encode(
    s: Wtf8<'_>,
    encoding: Encoding,
    limit: u32,
    reason: &str,
    errors: &str,
) -> Result<Vec<u8>, CodecFailure> {
    if s.is_ascii() {
        return Ok(s.as_bytes().to_vec());
    }
    if limit == 0x100 && fits_latin1(s.as_bytes()) {
        return Ok(to_latin1(s.as_bytes()));
    }
    let mut out = Vec::with_capacity(s.len());
    encode_runs(s, encoding, errors, reason, &mut out, |c, out| {
        let fits = c < limit;
        if fits {
            out.push(c as u8);
        }
        fits
    })?;
    Ok(out)
}

/// Whether no character is beyond Latin-1: those begin with C4 or above.
fn fits_latin1(bytes: &[u8]) -> bool {
    let fits = |piece: &[u8]| piece.iter().fold(true, |all, b| all & (*b < 0xc4));
    let (pieces, rest) = bytes.as_chunks::<64>();
    pieces.iter().all(|piece| fits(piece)) && fits(rest)
}

fn to_latin1(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if let Some(eight) = eight_at(bytes, at)
            && eight[0] < 0x80
        {
            let n = ascii_of_eight(eight);
            push_some(&mut out, &eight, n);
            at += n;
            continue;
        }
        let wide = *first >= 0x80;
        let second = if wide { bytes.get(at + 1).map_or(0, |b| b & 63) } else { 0 };
        out.push(if wide { first << 6 | second } else { *first });
        at += 1 + wide as usize;
    }
    out
}

/// Latin-1 as text.
pub(super) fn from_latin1(bytes: &[u8]) -> Wtf8Buf {
    let first = |b: u8| if b < 0x80 { b } else { 0xc0 | b >> 6 };
    let second = |b: u8| 0x80 | b & 63;
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 2);
    let (pieces, rest) = bytes.as_chunks::<16>();
    for piece in pieces {
        let any = piece.iter().fold(0, |all, b| all | b);
        let all = piece.iter().fold(0xff, |all, b| all & b);
        if any < 0x80 {
            push_some(&mut out, piece, 16);
            continue;
        }
        let mut pairs = [0; 32];
        if all >= 0x80 {
            for (pair, b) in pairs.as_chunks_mut::<2>().0.iter_mut().zip(piece) {
                *pair = [first(*b), second(*b)];
            }
            push_some(&mut out, &pairs, 32);
            continue;
        }
        // what is written behind an ASCII character is overwritten by the next one
        let mut n = 0;
        for b in piece {
            pairs[n & 31] = first(*b);
            pairs[(n + 1) & 31] = second(*b);
            n += 1 + (b >> 7) as usize;
        }
        push_some(&mut out, &pairs, n);
    }
    for b in rest {
        out.push(first(*b));
        if *b >= 0x80 {
            out.push(second(*b));
        }
    }
    Wtf8Buf::from_bytes(out)
}

pub(super) fn decode_ascii(bytes: &[u8], errors: &str) -> Result<Wtf8Buf, CodecFailure> {
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let good = rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        out.push_wtf8(Wtf8::new(&rest[..good]));
        at += good;
        if at < bytes.len() {
            let error = CodecError::new("ascii", at, at + 1, "ordinal not in range(128)");
            at = Handler::lookup(errors)?.decode(bytes, error, None, &mut out)?;
        }
    }
    Ok(out)
}
