//! Products.

use super::sum::add_digit;
use super::{Limbs, Maker, significant, to_biguint, write_biguint};

/// From this many digits of the shorter number on, num-bigint's methods for long numbers are faster.
const LONG: usize = 40;

/// So many digits at a time.
const STEP: usize = 8;
/// From this many digits on a square is built from half the products.
const SQUARE: usize = 6;

/// `out += a * b` over the digits of `a`, and the carry beyond.
#[inline(always)]
fn add_multiple(out: &mut [u64], a: &[u64], b: u64) -> u64 {
    each_product(out, a, |o, x| x.carrying_mul(b, o), |sum| sum)
}

/// Makes a number of two digits from each digit of `out` and the one of `a`, and writes the sum of these numbers, each
/// one digit further up, to `out`; gives the carry, which a product leaves room for. The numbers of a step are made
/// first, so that the sum's carry can stay in the processor's flag.
#[inline(always)]
pub(super) fn each_product(
    out: &mut [u64],
    a: &[u64],
    product: impl Fn(u64, u64) -> (u64, u64),
    digit: impl Fn(u64) -> u64,
) -> u64 {
    let n = out.len().min(a.len());
    let (out, out_rest) = out[..n].as_chunks_mut::<STEP>();
    let (a, a_rest) = a[..n].as_chunks::<STEP>();
    let (mut above, mut carry) = (0, 0);
    for i in 0..out.len().min(a.len()) {
        let (o, x) = (&mut out[i], &a[i]);
        let (mut low, mut high) = ([0; STEP], [0; STEP]);
        for i in 0..STEP {
            (low[i], high[i]) = product(o[i], x[i]);
        }
        for i in 0..STEP {
            let (sum, next) = add_digit(low[i], if i == 0 { above } else { high[i - 1] }, carry);
            (o[i], carry) = (digit(sum), next);
        }
        above = high[STEP - 1];
    }
    for i in 0..out_rest.len().min(a_rest.len()) {
        let (low, high) = product(out_rest[i], a_rest[i]);
        let (sum, next) = add_digit(low, above, carry);
        (out_rest[i], carry, above) = (digit(sum), next, high);
    }
    above + carry as u64
}

/// `digits = digits * factor + more`, and the carry beyond.
pub(super) fn scale(digits: &mut [u64], factor: u64, more: u64) -> u64 {
    let mut carry = more;
    for d in digits {
        (*d, carry) = d.carrying_mul(factor, carry);
    }
    carry
}

/// The product of two sizes; `out` is as long as both together.
pub(super) fn mul_sizes(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (a, b) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if b.len() >= LONG {
        return write_biguint(out, &(to_biguint(a) * to_biguint(b)));
    }
    let Some((first, others)) = b.split_first() else { return out.fill(0) };
    if a.len() >= SQUARE && std::ptr::eq(a, b) {
        return square(out, a);
    }
    out[a.len()] = each_product(out, a, |_, x| x.carrying_mul(*first, 0), |sum| sum);
    for (i, y) in (1..).zip(others) {
        let carry = add_multiple(&mut out[i..i + a.len()], a, *y);
        out[i + a.len()] = carry;
    }
}

/// The square of a size: the products of different digits, doubled, and the squares of the digits.
fn square(out: &mut [u64], a: &[u64]) {
    let n = a.len();
    out[0] = 0;
    out[n] = each_product(&mut out[1..n], &a[1..], |_, x| x.carrying_mul(a[0], 0), |sum| sum);
    for i in 1..n - 1 {
        let carry = add_multiple(&mut out[2 * i + 1..i + n], &a[i + 1..], a[i]);
        out[i + n] = carry;
    }
    out[2 * n - 1] = 0;
    let (mut top, mut carry) = (0, false);
    for (i, pair) in out.as_chunks_mut::<2>().0.iter_mut().enumerate() {
        let [low, high] = *pair;
        let (square_low, square_high) = a[i].carrying_mul(a[i], 0);
        (pair[0], carry) = (low << 1 | top).carrying_add(square_low, carry);
        (pair[1], carry) = (high << 1 | low >> 63).carrying_add(square_high, carry);
        top = high >> 63;
    }
}

/// The digits of the product of all numbers from `low` to `high`, which are not zero.
pub(super) fn product_of_range(low: u64, high: u64) -> Vec<u64> {
    const FEW: u64 = 128;
    if high.saturating_sub(low) >= FEW {
        let middle = low + (high - low) / 2;
        let (a, b) = (product_of_range(low, middle), product_of_range(middle + 1, high));
        let mut out = vec![0; a.len() + b.len()];
        mul_sizes(&mut out, &a, &b);
        out.truncate(significant(&out));
        return out;
    }
    let mut out = vec![1];
    let mut times = |factor: u64| {
        let carry = scale(&mut out, factor, 0);
        if carry > 0 {
            out.push(carry);
        }
    };
    let mut word = 1u64;
    for i in low..=high {
        word = word.checked_mul(i).unwrap_or_else(|| {
            times(word);
            i
        });
    }
    times(word);
    out
}

/// `a ** exponent`; the caller has seen to it that there is memory
pub fn power<M: Maker>(to: M, a: Limbs<'_>, exponent: u32) -> M::Out {
    let mut power = vec![1u64];
    let mut room = Vec::new();
    let mut times = |power: &mut Vec<u64>, by: Option<&[u64]>| {
        room.clear();
        room.resize(power.len() + by.map_or(power.len(), <[u64]>::len), 0);
        mul_sizes(&mut room, power, by.unwrap_or(power));
        room.truncate(significant(&room));
        std::mem::swap(power, &mut room);
    };
    for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
        times(&mut power, None);
        if exponent >> bit & 1 == 1 {
            times(&mut power, Some(a.digits));
        }
    }
    to.make(power.len(), |out| {
        out.copy_from_slice(&power);
        a.negative && exponent % 2 == 1
    })
}

/// `a * b`
#[inline]
pub fn mul<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    to.make(a.digits.len() + b.digits.len(), |out| {
        mul_sizes(out, a.digits, b.digits);
        a.negative != b.negative
    })
}
