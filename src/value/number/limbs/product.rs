//! Products.

use super::bits::{shift_sizes_left, shift_sizes_right};
use super::sum::add_digit;
use super::{Limbs, Maker, karatsuba, significant, to_biguint, trimmed, with_room, write_biguint};

/// From this many digits of the shorter number on, num-bigint's method (Toom-Cook) is faster.
const HUGE: usize = 600;

/// So many digits at a time.
const STEP: usize = 8;
/// From this many digits on a square is built from half the products.
const SQUARE: usize = 6;

/// `out += a * b` over the digits of `a`, and the carry beyond.
#[inline(always)]
pub(super) fn add_multiple(out: &mut [u64], a: &[u64], b: u64) -> u64 {
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
    let same = std::ptr::eq(a, b);
    if b.len() >= HUGE {
        return write_biguint(out, &(to_biguint(a) * to_biguint(b)));
    }
    if same && b.len() >= karatsuba::LONG_SQUARE {
        return karatsuba::square_long(out, a);
    }
    if !same && b.len() >= karatsuba::LONG {
        return karatsuba::mul_long(out, a, b);
    }
    if same && a.len() >= SQUARE { square_short(out, a) } else { mul_short(out, a, b) }
}

/// The product of two sizes digit by digit, the first at least as long as the second.
pub(super) fn mul_short(out: &mut [u64], a: &[u64], b: &[u64]) {
    let Some((first, others)) = b.split_first() else { return out.fill(0) };
    out[a.len()] = each_product(out, a, |_, x| x.carrying_mul(*first, 0), |sum| sum);
    for (i, y) in (1..).zip(others) {
        let carry = add_multiple(&mut out[i..i + a.len()], a, *y);
        out[i + a.len()] = carry;
    }
}

/// The square of a size: the products of different digits, doubled, and the squares of the digits.
pub(super) fn square_short(out: &mut [u64], a: &[u64]) {
    let n = a.len();
    if n < 2 {
        return mul_short(out, a, a);
    }
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
    let mut out = Vec::with_capacity(16);
    out.push(1);
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

/// `a ** exponent` of a positive exponent and `a` not zero; the caller has seen to it that there is memory
pub fn power<M: Maker>(to: M, a: Limbs<'_>, exponent: u32) -> M::Out {
    let negative = a.negative() && exponent % 2 == 1;
    // twos make no products
    let zeros = a.digits().iter().take_while(|d| **d == 0).count();
    let twos = zeros as u64 * 64 + a.digits().get(zeros).map_or(0, |d| d.trailing_zeros()) as u64;
    let shift = twos * exponent as u64;
    with_room(a.digits().len(), |odd| {
        let part = (twos % 64) as u32;
        odd[..a.digits().len() - zeros].copy_from_slice(&a.digits()[zeros..]);
        shift_sizes_right(odd, part);
        let odd = trimmed(odd);
        let room = odd_power_room(odd, exponent);
        with_room(2 * room, |rooms| {
            let (power, other) = rooms.split_at_mut(room);
            let power = odd_power(odd, exponent, power, other);
            let whole = (shift / 64) as usize;
            to.make(power.len() + whole + 1, |out| {
                out[..whole].fill(0);
                shift_sizes_left(&mut out[whole..], power, (shift % 64) as u32);
                negative
            })
        })
    })
}

/// Digits enough for a power, and for the products on the way to it.
fn odd_power_room(a: &[u64], exponent: u32) -> usize {
    let bits = Limbs::new(false, a).bits() * exponent as u64;
    (bits / 64) as usize + 2 * a.len() + 4
}

/// The power of a size from the exponent's top bit on; both rooms are large enough for it.
fn odd_power<'r>(a: &[u64], exponent: u32, mut power: &'r mut [u64], mut other: &'r mut [u64]) -> &'r [u64] {
    let (mut bit, mut word) = (u32::BITS - exponent.leading_zeros(), 1u64);
    // in a machine word as far as it goes
    if let [base] = *a {
        while bit > 0 {
            let square = word.checked_mul(word);
            let next = if exponent >> (bit - 1) & 1 == 1 {
                square.and_then(|s| s.checked_mul(base))
            } else {
                square
            };
            let Some(next) = next else { break };
            (word, bit) = (next, bit - 1);
        }
    }
    power[0] = word;
    let mut len = 1;
    while bit > 0 {
        bit -= 1;
        mul_sizes(&mut other[..2 * len], &power[..len], &power[..len]);
        len = significant(&other[..2 * len]);
        std::mem::swap(&mut power, &mut other);
        if exponent >> bit & 1 == 0 {
            continue;
        }
        if let [base] = *a {
            power[len] = scale(&mut power[..len], base, 0);
            len += (power[len] != 0) as usize;
            continue;
        }
        mul_sizes(&mut other[..len + a.len()], &power[..len], a);
        len = significant(&other[..len + a.len()]);
        std::mem::swap(&mut power, &mut other);
    }
    &power[..len]
}

/// `a * b`
#[inline]
pub fn mul<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    to.make(a.digits().len() + b.digits().len(), |out| {
        mul_sizes(out, a.digits(), b.digits());
        a.negative() != b.negative()
    })
}
