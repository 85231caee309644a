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
    let mut out = Vec::with_capacity(a.digits().len() * 20 + 2 * CHUNK_DIGITS);
    if a.negative() {
        out.push(b'-');
    }
    if a.digits().len() <= SHORT {
        write_short(&mut out, a.digits(), 0);
    } else {
        write(&mut out, a.digits(), &powers_for(a.digits().len()), 0);
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Gives the decimal text to a closure: of short numbers without memory for it.
pub fn with_decimal<R>(a: Limbs<'_>, f: impl FnOnce(&[u8]) -> R) -> R {
    const FEW: usize = 6;
    const CHUNKS: usize = 9;
    let (mut digits, mut chunks) = ([0; FEW], [0; CHUNKS]);
    let mut len = a.digits().len();
    if len > FEW || len == 0 {
        return f(to_decimal(a).as_bytes());
    }
    for (to, from) in digits.iter_mut().zip(a.digits()) {
        *to = *from;
    }
    // each time nearly three digits less
    for three in chunks.as_chunks_mut::<3>().0 {
        *three = divide_thrice(&mut digits[..len]);
        len = trimmed(&digits[..len]).len();
        if len == 0 {
            break;
        }
    }
    let mut text = [0; 1 + CHUNKS * CHUNK_DIGITS];
    let mut at = text.len();
    let chunks = trimmed(&chunks);
    for (place, chunk) in text.as_rchunks_mut::<CHUNK_DIGITS>().1.iter_mut().rev().zip(chunks) {
        *place = chunk_text(*chunk);
        at -= CHUNK_DIGITS;
    }
    let top = chunks.last().and_then(|top| top.checked_ilog10()).unwrap_or(0);
    at += CHUNK_DIGITS - 1 - top as usize;
    if a.negative() {
        at -= 1;
        text[at] = b'-';
    }
    f(&text[at..])
}

/// 10^19, squared again and again, up to half of so many digits.
fn powers_for(len: usize) -> Vec<Vec<u64>> {
    let mut powers: Vec<Vec<u64>> = Vec::new();
    let mut power = vec![CHUNK];
    while 2 * power.len() <= len + 1 {
        let mut square = vec![0; 2 * power.len()];
        mul_sizes(&mut square, &power, &power);
        square.truncate(trimmed(&square).len());
        powers.push(std::mem::replace(&mut power, square));
    }
    powers.push(power);
    powers
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
    let below = rest.len() * CHUNK_DIGITS;
    let text = chunk_text(*top);
    let zeros = text.iter().position(|d| *d != b'0').unwrap_or(CHUNK_DIGITS);
    let digits = CHUNK_DIGITS - zeros;
    out.reserve(width.max(below + digits) + CHUNK_DIGITS);
    if width == 0 && digits == 0 {
        out.push(b'0');
    }
    out.resize(out.len() + width.saturating_sub(below + digits), b'0');
    for d in &text[zeros..] {
        out.push(*d);
    }
    let start = out.len();
    out.resize(start + rest.len() * CHUNK_DIGITS, 0);
    for (text, chunk) in out[start..].as_chunks_mut::<CHUNK_DIGITS>().0.iter_mut().zip(rest.iter().rev()) {
        *text = chunk_text(*chunk);
    }
}

/// A chunk's digits, zeros in front.
#[inline(always)]
fn chunk_text(chunk: u64) -> [u8; CHUNK_DIGITS] {
    const EIGHT: u64 = 100_000_000;
    let (upper, low) = (chunk / EIGHT, chunk % EIGHT);
    let (top, middle) = ((upper / EIGHT) as u16, upper % EIGHT);
    let mut text = [b'0'; CHUNK_DIGITS];
    let (first, eights) = text.split_at_mut(CHUNK_DIGITS - 16);
    first[0] += (top / 100) as u8;
    first[1] += (top / 10 % 10) as u8;
    first[2] += (top % 10) as u8;
    if let [a, b] = eights.as_chunks_mut::<8>().0 {
        (*a, *b) = (eight_text(middle), eight_text(low));
    }
    text
}

/// The text of eight digits: parted in fours, then pairs, then digits, all at once.
#[inline(always)]
fn eight_text(n: u64) -> [u8; 8] {
    let fours = (n / 10_000) | ((n % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let pairs = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
    let digits = tens | (pairs - 10 * tens) << 8;
    (digits | 0x3030_3030_3030_3030).to_le_bytes()
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
