//! Text in a radix that is a power of two, and bytes: the same bits in other portions.

use super::{Limbs, trimmed};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends the digits of a size, of `bits` bits each: 1, 3 or 4. Zero has one digit.
pub fn write_bits(out: &mut Vec<u8>, a: Limbs<'_>, bits: u32) {
    let Some((top, rest)) = a.digits.split_last() else { return out.push(b'0') };
    if bits == 3 {
        return write_octal(out, a);
    }
    let width = (64 / bits) as usize;
    let mut text = [0; 64];
    let write = |text: &mut [u8; 64], word: u64| if bits == 4 { hex(text, word) } else { binary(text, word) };
    out.reserve((rest.len() + 1) * width);
    write(&mut text, *top);
    let zeros = (top.leading_zeros() / bits) as usize;
    out.extend_from_slice(&text[zeros..width]);
    for word in rest.iter().rev() {
        write(&mut text, *word);
        out.extend_from_slice(&text[..width]);
    }
}

/// Spreads each four bits of a word's half to a byte of its own, the lowest last.
fn spread_fours(half: u32) -> u64 {
    let n = half as u64;
    let n = (n | n << 16) & 0x0000_FFFF_0000_FFFF;
    let n = (n | n << 8) & 0x00FF_00FF_00FF_00FF;
    (n | n << 4) & 0x0F0F_0F0F_0F0F_0F0F
}

fn hex(text: &mut [u8; 64], word: u64) {
    for (i, half) in [(word >> 32) as u32, word as u32].into_iter().enumerate() {
        let fours = spread_fours(half);
        // 6 more and the fifth bit says: a letter
        let letters = ((fours + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
        let codes = fours + 0x3030_3030_3030_3030 + letters * (b'a' - b'0' - 10) as u64;
        text[8 * i..8 * i + 8].copy_from_slice(&codes.to_be_bytes());
    }
}

fn binary(text: &mut [u8; 64], word: u64) {
    for (i, byte) in word.to_be_bytes().into_iter().enumerate() {
        // each byte keeps another bit, the highest byte the highest
        let copies = byte as u64 * 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201;
        let ones = ((copies + 0x007F_7F7F_7F7F_7F7F) >> 7) & 0x0101_0101_0101_0101;
        let codes = ones | 0x3030_3030_3030_3030;
        text[8 * i..8 * i + 8].copy_from_slice(&codes.to_be_bytes());
    }
}

fn write_octal(out: &mut Vec<u8>, a: Limbs<'_>) {
    let word = |i: usize| a.digits.get(i).copied().unwrap_or(0);
    for i in (0..a.bits().div_ceil(3)).rev() {
        let (at, shift) = ((i * 3 / 64) as usize, i * 3 % 64);
        let low = word(at) >> shift;
        // a digit may stand across two words
        let digit = if shift > 61 { low | word(at + 1) << (64 - shift) } else { low };
        out.push(DIGITS[(digit & 7) as usize]);
    }
}

/// The size that digits of `bits` bits each (at most 5) stand for, the highest first.
pub fn from_bits(digits: impl DoubleEndedIterator<Item = u8> + ExactSizeIterator, bits: u32) -> Vec<u64> {
    let mut out = Vec::with_capacity(digits.len() * bits as usize / 64 + 1);
    let (mut word, mut have) = (0u64, 0);
    for digit in digits.rev().map(|d| d as u64) {
        word |= digit << have;
        have += bits;
        if have >= 64 {
            out.push(word);
            have -= 64;
            word = digit >> (bits - have);
        }
    }
    out.push(word);
    out.truncate(trimmed(&out).len());
    out
}

/// Fills bytes, the lowest first, with a number in two's complement; false if it does not fit. Unless `signed`, it is
/// not negative.
pub fn to_bytes(a: Limbs<'_>, out: &mut [u8], signed: bool) -> bool {
    let mask = if a.negative { u64::MAX } else { 0 };
    let mut carry = a.negative;
    let mut chunks = out.chunks_mut(8);
    // of no bytes at all the sign is not seen
    let mut sign = a.negative;
    for digit in a.digits {
        let (word, over) = (digit ^ mask).overflowing_add(carry as u64);
        carry = over;
        let bytes = word.to_le_bytes();
        let chunk = chunks.next().unwrap_or_default();
        let n = chunk.len();
        chunk.copy_from_slice(&bytes[..n]);
        if bytes[n..].iter().any(|b| *b != mask as u8) {
            return false;
        }
        if n > 0 {
            sign = chunk[n - 1] >> 7 == 1;
        }
    }
    let mut more = false;
    for chunk in chunks {
        more |= !chunk.is_empty();
        chunk.fill(mask as u8);
    }
    // the top bit says the sign
    !signed || more || sign == a.negative
}

/// The number that bytes, the lowest first, stand for: sign and size.
pub fn from_bytes(bytes: &[u8], signed: bool) -> (bool, Vec<u64>) {
    let negative = signed && bytes.last().is_some_and(|b| b >> 7 == 1);
    let mask = if negative { u64::MAX } else { 0 };
    let mut carry = negative;
    let mut out: Vec<u64> = Vec::with_capacity(bytes.len() / 8 + 1);
    for chunk in bytes.chunks(8) {
        let mut word = [mask as u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        let (digit, over) = (u64::from_le_bytes(word) ^ mask).overflowing_add(carry as u64);
        carry = over;
        out.push(digit);
    }
    if carry {
        out.push(1);
    }
    out.truncate(trimmed(&out).len());
    (negative, out)
}
