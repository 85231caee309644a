//! Decimal text: nineteen digits at a time, and long numbers split in two by powers of ten.

use super::product::{mul_sizes, scale};
use super::quotient::{Divisor, divide_sizes};
use super::{Limbs, trimmed};

/// Decimal digits of a chunk: the most that fit a machine word.
const CHUNK_DIGITS: usize = 19;
/// Ten to that power; its top bit is set.
const CHUNK: u64 = 10u64.pow(CHUNK_DIGITS as u32);
/// Numbers of more digits than this are split first.
const SHORT: usize = 16;

const _: () = assert!(CHUNK.leading_zeros() == 0);

/// The decimal text.
pub fn to_decimal(a: Limbs<'_>) -> String {
    let mut out = Vec::with_capacity(a.digits().len() * 20 + 2);
    if a.negative {
        out.push(b'-');
    }
    // 10^19, squared again and again, up to half the length
    let mut powers: Vec<Vec<u64>> = Vec::new();
    if a.digits().len() > SHORT {
        let mut power = vec![CHUNK];
        while 2 * power.len() <= a.digits().len() + 1 {
            let mut square = vec![0; 2 * power.len()];
            mul_sizes(&mut square, &power, &power);
            square.truncate(trimmed(&square).len());
            powers.push(std::mem::replace(&mut power, square));
        }
        powers.push(power);
    }
    write(&mut out, a.digits(), &powers, 0);
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a size, with zeros before it up to `width`.
fn write(out: &mut Vec<u8>, a: &[u64], powers: &[Vec<u64>], width: usize) {
    let splits = a.len() > SHORT;
    let Some((power, smaller)) = powers.split_last().filter(|_| splits) else {
        return write_short(out, a, width);
    };
    if a.len() < power.len() {
        return write(out, a, smaller, width);
    }
    let below = CHUNK_DIGITS << smaller.len();
    let mut quotient = vec![0; a.len() + 1 - power.len()];
    let rest = divide_sizes(a, power, |i, q| quotient[i] = q, <[u64]>::to_vec);
    let upper = trimmed(&quotient);
    if upper.is_empty() && width == 0 {
        return write(out, &rest, smaller, 0);
    }
    write(out, upper, smaller, width.saturating_sub(below));
    write(out, &rest, smaller, below);
}

fn write_short(out: &mut Vec<u8>, a: &[u64], width: usize) {
    const MOST: usize = 2 * SHORT + 4;
    let mut digits = [0; MOST];
    let mut chunks = [0; MOST];
    // longer ones come only where the powers ran out, and then as many chunks are needed
    if a.len() > SHORT {
        return write_long(out, a.to_vec(), width);
    }
    digits[..a.len()].copy_from_slice(a);
    let (mut len, mut n) = (a.len(), 0);
    while len > 0 {
        let three = divide_thrice(&mut digits[..len]);
        chunks[n..n + 3].copy_from_slice(&three);
        n += 3;
        len = trimmed(&digits[..len]).len();
    }
    let n = trimmed(&chunks[..n]).len();
    write_chunks(out, &chunks[..n], width);
}

/// `digits /= CHUNK` three times over; gives the remainders. The second division follows the first at one digit's
/// distance, so that none waits for another.
fn divide_thrice(digits: &mut [u64]) -> [u64; 3] {
    const DIVISOR: Divisor = Divisor::of(CHUNK);
    let mut rests = [0; 3];
    for digit in digits.iter_mut().rev() {
        for rest in &mut rests {
            (*digit, *rest) = DIVISOR.divide(*rest, *digit);
        }
    }
    rests
}

fn write_long(out: &mut Vec<u8>, mut a: Vec<u64>, width: usize) {
    let mut chunks = Vec::with_capacity(a.len() + a.len() / 64 + 4);
    while !a.is_empty() {
        chunks.extend(divide_thrice(&mut a));
        a.truncate(trimmed(&a).len());
    }
    write_chunks(out, trimmed(&chunks), width);
}

fn write_chunks(out: &mut Vec<u8>, chunks: &[u64], width: usize) {
    let (top, rest) = chunks.split_last().unwrap_or((&0, &[]));
    let mut text = [b'0'; CHUNK_DIGITS + 1];
    let mut at = text.len();
    let mut left = *top;
    while left > 0 {
        at -= 1;
        text[at] = b'0' + (left % 10) as u8;
        left /= 10;
    }
    let below = rest.len() * CHUNK_DIGITS;
    let digits = text.len() - at;
    if width == 0 && digits == 0 {
        out.push(b'0');
    }
    out.resize(out.len() + width.saturating_sub(below + digits), b'0');
    out.extend_from_slice(&text[at..]);
    for chunk in rest.iter().rev() {
        let mut text = [b'0'; CHUNK_DIGITS];
        let (mut left, mut at) = (*chunk, CHUNK_DIGITS);
        while at > 1 {
            let pair = (left % 100) as u8;
            left /= 100;
            at -= 2;
            text[at] = b'0' + pair / 10;
            text[at + 1] = b'0' + pair % 10;
        }
        text[0] = b'0' + left as u8;
        out.extend_from_slice(&text);
    }
}

/// The number of eight decimal digits: neighbours are joined, then pairs, then fours.
fn eight_digits(digits: [u8; 8]) -> u64 {
    let digits = u64::from_le_bytes(digits) & 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = (digits.wrapping_mul(10 << 8 | 1) >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100 << 16 | 1) >> 16) & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul(10_000 << 32 | 1) >> 32
}

/// The size that decimal digits, as ASCII has them, stand for.
pub fn from_decimal(digits: &[u8]) -> Vec<u64> {
    let number = |chunk: &[u8]| {
        let (eights, rest) = chunk.as_chunks::<8>();
        let upper = eights.iter().fold(0u64, |n, e| n * 100_000_000 + eight_digits(*e));
        rest.iter().fold(upper, |n, d| n * 10 + (d & 15) as u64)
    };
    let (first, rest) = digits.split_at(digits.len() % CHUNK_DIGITS);
    let mut out = Vec::with_capacity(digits.len() / CHUNK_DIGITS + 2);
    out.push(number(first));
    for chunk in rest.chunks(CHUNK_DIGITS) {
        let carry = scale(&mut out, CHUNK, number(chunk));
        if carry > 0 {
            out.push(carry);
        }
    }
    out.truncate(trimmed(&out).len());
    out
}
