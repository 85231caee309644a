//! Bytes as pairs of hexadecimal digits, and back.

use super::bytes::is_space_byte;
use super::runs::push_some;
use super::wtf8::Wtf8;
use crate::value::fault::{PyErr, PyResult};

/// What is no digit.
const NONE: u8 = 0xff;

/// The value of each digit.
const VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut n = 0;
    while n < 16 {
        let digit = b"0123456789abcdef"[n as usize];
        values[digit as usize] = n;
        values[digit.to_ascii_uppercase() as usize] = n;
        n += 1;
    }
    values
};

/// The digits of some bytes, of which `M` must be twice as many.
#[inline(always)]
pub fn digits<const N: usize, const M: usize>(bytes: &[u8; N]) -> [u8; M] {
    const { assert!(M == 2 * N) }
    let mut out = [0; M];
    for (pair, b) in out.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        *pair = [b >> 4, b & 15];
    }
    for digit in &mut out {
        // from 10 on the letters follow
        *digit += if *digit > 9 { b'a' - 10 } else { b'0' };
    }
    out
}

/// `bytes.fromhex`: ASCII white space may stand between the pairs
pub fn from_hex(text: Wtf8<'_>) -> PyResult<Vec<u8>> {
    let text = text.as_bytes();
    let mut out = Vec::with_capacity(text.len() / 2);
    let value = |b: u8| VALUES[b as usize];
    let wrong =
        |at: usize| PyErr::value(format!("non-hexadecimal number found in fromhex() arg at position {at}"));
    // what is not ASCII is told of before all else; its offset is its index
    if let Some(at) = text.iter().position(|b| !b.is_ascii()) {
        return Err(wrong(at));
    }
    let mut at = 0;
    while at < text.len() {
        // as many pairs as there are without anything between them, eight at a time at first
        for piece in text[at..].as_chunks::<16>().0 {
            let (mut some, mut wrong) = ([0; 8], 0);
            for (b, [high, low]) in some.iter_mut().zip(piece.as_chunks::<2>().0) {
                let (high, low) = (value(*high), value(*low));
                wrong |= high | low;
                *b = high << 4 | low;
            }
            if wrong > 15 {
                break;
            }
            push_some(&mut out, &some, 8);
            at += 16;
        }
        for [high, low] in text[at..].as_chunks::<2>().0 {
            let (high, low) = (value(*high), value(*low));
            if (high | low) > 15 {
                break;
            }
            out.push(high << 4 | low);
            at += 2;
        }
        let Some(b) = text.get(at) else { break };
        if is_space_byte(*b) {
            at += 1;
            continue;
        }
        return Err(wrong(if value(*b) == NONE { at } else { at + 1 }));
    }
    Ok(out)
}
