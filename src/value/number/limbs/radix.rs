//! Text in a radix that is a power of two, and bytes: the same bits in other portions.

use super::{Limbs, trimmed};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends the digits of a size, of `bits` bits each: 1, 3 or 4. Zero has one digit.
pub fn write_bits(out: &mut Vec<u8>, a: Limbs<'_>, bits: u32) {
    let Some((top, rest)) = a.digits().split_last() else { return out.push(b'0') };
    if bits == 3 {
        return write_octal(out, a);
    }
    let zeros = (top.leading_zeros() / bits) as usize;
    if bits == 4 {
        write_words(out, &hex(*top)[zeros..], rest, hex);
    } else {
        write_words(out, &binary(*top)[zeros..], rest, binary);
    }
}

/// Appends the digits of the top word and those of the others, of which each has `N`.
#[inline(always)]
fn write_words<const N: usize>(out: &mut Vec<u8>, top: &[u8], rest: &[u64], text: fn(u64) -> [u8; N]) {
    out.reserve(top.len() + rest.len() * N);
    out.extend_from_slice(top);
    let start = out.len();
    out.resize(start + rest.len() * N, 0);
    for (chunk, word) in out[start..].as_chunks_mut::<N>().0.iter_mut().zip(rest.iter().rev()) {
        *chunk = text(*word);
    }
}

/// Spreads each four bits of a word's half to a byte of its own, the lowest last.
#[inline(always)]
fn spread_fours(half: u32) -> u64 {
    let n = half as u64;
    let n = (n | n << 16) & 0x0000_FFFF_0000_FFFF;
    let n = (n | n << 8) & 0x00FF_00FF_00FF_00FF;
    (n | n << 4) & 0x0F0F_0F0F_0F0F_0F0F
}

/// The digits of four bits each.
#[inline(always)]
fn hex(word: u64) -> [u8; 16] {
    let code = |half: u32| {
        let fours = spread_fours(half);
        // with 6 more the fifth bit says: a letter
        let letters = ((fours + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
        fours + 0x3030_3030_3030_3030 + letters * (b'a' - b'0' - 10) as u64
    };
    ((code((word >> 32) as u32) as u128) << 64 | code(word as u32) as u128).to_be_bytes()
}

/// The digits of one bit each.
#[inline(always)]
fn binary(word: u64) -> [u8; 64] {
    let mut text = [0; 64];
    for (chunk, byte) in text.as_chunks_mut::<8>().0.iter_mut().zip(word.to_be_bytes()) {
        // each byte keeps another bit, the highest byte the highest
        let copies = (byte as u64 * 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
        let ones = ((copies + 0x007F_7F7F_7F7F_7F7F) >> 7) & 0x0101_0101_0101_0101;
        *chunk = (ones | 0x3030_3030_3030_3030).to_be_bytes();
    }
    text
}

fn write_octal(out: &mut Vec<u8>, a: Limbs<'_>) {
    let word = |i: usize| a.digits().get(i).copied().unwrap_or(0);
    for i in (0..a.bits().div_ceil(3)).rev() {
        let (at, shift) = ((i * 3 / 64) as usize, i * 3 % 64);
        let low = word(at) >> shift;
        // a digit may stand across two words
        let digit = if shift > 61 { low | word(at + 1) << (64 - shift) } else { low };
        out.push(DIGITS[(digit & 7) as usize]);
    }
}

/// The value of a digit that is one, in ASCII.
#[inline(always)]
fn value_of(digit: u8) -> u64 {
    // letters have the same low bits, small or capital: 1 for the first of them
    if digit >> 6 == 0 { (digit & 15) as u64 } else { (digit & 31) as u64 + 9 }
}

/// The number of sixteen hexadecimal digits: neighbours are joined, then pairs, then fours.
fn word_of_hex(text: [u8; 16]) -> u64 {
    let [high, low] = [0, 8].map(|at| {
        let codes = u64::from_be_bytes(std::array::from_fn(|i| text[at + i]));
        let n = (codes & 0x0F0F_0F0F_0F0F_0F0F) + ((codes >> 6) & 0x0101_0101_0101_0101) * 9;
        let n = (n | n >> 4) & 0x00FF_00FF_00FF_00FF;
        let n = (n | n >> 8) & 0x0000_FFFF_0000_FFFF;
        (n | n >> 16) & 0xFFFF_FFFF
    });
    high << 32 | low
}

/// The number of sixty-four binary digits.
fn word_of_bits(text: &[u8; 64]) -> u64 {
    text.as_chunks::<8>().0.iter().fold(0, |word, eight| {
        let ones = u64::from_le_bytes(*eight) & 0x0101_0101_0101_0101;
        // the products that meet in the top byte are the digits in their order
        word << 8 | ones.wrapping_mul(0x8040_2010_0804_0201) >> 56
    })
}

/// The size that digits of `bits` bits each (at most 5) stand for, in ASCII, the highest first.
pub fn from_bits(digits: &[u8], bits: u32) -> Vec<u64> {
    let mut out = Vec::with_capacity(digits.len() * bits as usize / 64 + 1);
    let mut rest = digits;
    match bits {
        4 => {
            let (first, words) = digits.as_rchunks::<16>();
            out.extend(words.iter().rev().map(|w| word_of_hex(*w)));
            rest = first;
        }
        1 => {
            let (first, words) = digits.as_rchunks::<64>();
            out.extend(words.iter().rev().map(word_of_bits));
            rest = first;
        }
        _ => {}
    }
    let (mut word, mut have) = (0u64, 0);
    for digit in rest.iter().rev().map(|d| value_of(*d)) {
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
    let mask = if a.negative() { u64::MAX } else { 0 };
    let mut carry = a.negative();
    let mut chunks = out.chunks_mut(8);
    // of no bytes at all the sign is not seen
    let mut sign = a.negative();
    for digit in a.digits() {
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
    !signed || more || sign == a.negative()
}

/// The number that bytes stand for, the highest first or last: sign and size.
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> (bool, Vec<u64>) {
    let top = if big_endian { bytes.first() } else { bytes.last() };
    let negative = signed && top.is_some_and(|b| b >> 7 == 1);
    let mask = if negative { u64::MAX } else { 0 };
    let mut carry = negative;
    let mut out: Vec<u64> = Vec::with_capacity(bytes.len() / 8 + 1);
    let mut push = |word: u64| {
        let (digit, over) = (word ^ mask).overflowing_add(carry as u64);
        carry = over;
        out.push(digit);
    };
    // the bytes that fill no word, above all others
    let mut above = mask;
    if big_endian {
        let (rest, words) = bytes.as_rchunks::<8>();
        words.iter().rev().for_each(|w| push(u64::from_be_bytes(*w)));
        rest.iter().for_each(|b| above = above << 8 | *b as u64);
    } else {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|w| push(u64::from_le_bytes(*w)));
        rest.iter().rev().for_each(|b| above = above << 8 | *b as u64);
    }
    push(above);
    if carry {
        out.push(1);
    }
    out.truncate(trimmed(&out).len());
    (negative, out)
}
