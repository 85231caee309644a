//! Quotients and remainders, rounded down as Python rounds.

use std::cmp::Ordering;

use super::bits::{shift_sizes_left, shift_sizes_right};
use super::product::each_product;
use super::sum::sub_sizes;
use super::{Limbs, Maker, compare, float_ops, trimmed, with_room};

/// A divisor of one digit, shifted so that its top bit is set, with its inverse: two digits are divided by it with
/// multiplications alone (Möller and Granlund, "Improved division by invariant integers").
#[derive(Clone, Copy)]
pub(super) struct Divisor {
    digit: u64,
    inverse: u64,
}

impl Divisor {
    /// A divisor known beforehand, the top bit set.
    pub const fn of(digit: u64) -> Divisor {
        // less 2^64
        Divisor { digit, inverse: (u128::MAX / digit as u128) as u64 }
    }

    /// The top bit of the digit must be set.
    #[inline]
    pub fn new(digit: u64) -> Divisor {
        Divisor { digit, inverse: divide_words(!digit, u64::MAX, digit).0 }
    }

    /// Quotient and remainder of two digits, the upper one less than the divisor.
    #[inline(always)]
    pub fn divide(self, high: u64, low: u64) -> (u64, u64) {
        let guess = (self.inverse as u128 * high as u128).wrapping_add((high as u128) << 64 | low as u128);
        let mut q = ((guess >> 64) as u64).wrapping_add(1);
        let mut rest = low.wrapping_sub(q.wrapping_mul(self.digit));
        // as often as not, so without a jump
        let over = ((rest > guess as u64) as u64).wrapping_neg();
        q = q.wrapping_add(over);
        rest = rest.wrapping_add(over & self.digit);
        if rest >= self.digit {
            q = q.wrapping_add(1);
            rest -= self.digit;
        }
        (q, rest)
    }
}

/// Whether the processor divides two digits by one faster than multiplications do: those do that have this feature,
/// which came with their new dividers.
#[inline(always)]
fn has_divider() -> bool {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    return std::arch::is_x86_feature_detected!("vaes");
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    false
}

/// Quotient and remainder of two digits, the upper one less than the divisor, by the processor's own instruction.
#[cfg(all(target_arch = "x86_64", not(miri)))]
#[inline(always)]
fn divide_words(high: u64, low: u64, by: u64) -> (u64, u64) {
    if high >= by {
        return (u64::MAX, 0);
    }
    let (quotient, rest);
    // SAFETY: the quotient fits a word, so the instruction does not trap
    unsafe {
        std::arch::asm!(
            "div {}", in(reg) by, inout("rax") low => quotient, inout("rdx") high => rest,
            options(pure, nomem, nostack)
        );
    }
    (quotient, rest)
}

#[cfg(not(all(target_arch = "x86_64", not(miri))))]
fn divide_words(high: u64, low: u64, by: u64) -> (u64, u64) {
    let number = (high as u128) << 64 | low as u128;
    ((number / by as u128) as u64, (number % by as u128) as u64)
}

/// Quotient and remainder of two digits by one, which the upper one is less than.
#[inline(always)]
pub fn divide_two(high: u64, low: u64, by: u64) -> (u64, u64) {
    if has_divider() {
        return divide_words(high, low, by);
    }
    let shift = by.leading_zeros();
    let number = ((high as u128) << 64 | low as u128) << shift;
    let (quotient, rest) = Divisor::new(by << shift).divide((number >> 64) as u64, number as u64);
    (quotient, rest >> shift)
}

/// Divides by one digit, from the top digit on, and gives each digit of the quotient to `each` with its place.
#[inline(always)]
fn each_digit(a: &[u64], by: u64, mut each: impl FnMut(usize, u64)) -> u64 {
    if has_divider() {
        let mut rest = 0;
        for i in (0..a.len()).rev() {
            let (q, r) = divide_words(rest, a[i], by);
            each(i, q);
            rest = r;
        }
        return rest;
    }
    let shift = by.leading_zeros();
    let divisor = Divisor::new(by << shift);
    let Some(top) = a.last() else { return 0 };
    let mut rest = if shift == 0 { 0 } else { top >> (64 - shift) };
    for i in (0..a.len()).rev() {
        let below = if shift == 0 || i == 0 { 0 } else { a[i - 1] >> (64 - shift) };
        let (q, r) = divisor.divide(rest, a[i] << shift | below);
        each(i, q);
        rest = r;
    }
    rest >> shift
}

/// `digits /= by`; gives the remainder.
pub(super) fn divide_in_place(digits: &mut [u64], by: u64) -> u64 {
    if has_divider() {
        let mut rest = 0;
        for d in digits.iter_mut().rev() {
            (*d, rest) = divide_words(rest, *d, by);
        }
        return rest;
    }
    let shift = by.leading_zeros();
    let divisor = Divisor::new(by << shift);
    let Some(top) = digits.last() else { return 0 };
    let mut rest = if shift == 0 { 0 } else { top >> (64 - shift) };
    for i in (0..digits.len()).rev() {
        let below = if shift == 0 || i == 0 { 0 } else { digits[i - 1] >> (64 - shift) };
        let (q, r) = divisor.divide(rest, digits[i] << shift | below);
        digits[i] = q;
        rest = r;
    }
    rest >> shift
}

/// `a -= b * factor`, over the digits of `b`; gives what is to be taken from the digit above. With all bits of `a`
/// turned round it is a sum.
#[inline(always)]
fn sub_multiple(a: &mut [u64], b: &[u64], factor: u64) -> u64 {
    each_product(a, b, |x, y| y.carrying_mul(factor, !x), |digit| !digit)
}

/// `a += b`, over the digits of `b`; gives the carry.
fn add_back(a: &mut [u64], b: &[u64]) -> bool {
    let mut carry = false;
    for (x, y) in a.iter_mut().zip(b) {
        (*x, carry) = x.carrying_add(*y, carry);
    }
    carry
}

/// Knuth's algorithm D. `b` has at least two digits, the top bit set; `a` has one digit more than its number (which
/// is shifted as `b` is) and is left as the remainder. Digits of the quotient go to `each`.
fn divide_long(a: &mut [u64], b: &[u64], mut each: impl FnMut(usize, u64)) {
    let n = b.len();
    let (top, next) = (b[n - 1], b[n - 2]);
    let divisor = Divisor::new(top);
    for j in (0..a.len() - n).rev() {
        let (high, middle, low) = (a[j + n], a[j + n - 1], a[j + n - 2]);
        let (mut q, rest) = if high >= top {
            (u64::MAX, middle.checked_add(top))
        } else {
            let (q, r) = divisor.divide(high, middle);
            (q, Some(r))
        };
        let mut rest = rest;
        while let Some(r) = rest
            && q as u128 * next as u128 > ((r as u128) << 64 | low as u128)
        {
            q -= 1;
            rest = r.checked_add(top);
        }
        let taken = sub_multiple(&mut a[j..j + n], b, q);
        if high < taken {
            add_back(&mut a[j..j + n], b);
            q -= 1;
        }
        a[j + n] = 0;
        each(j, q);
    }
}

/// Quotient and remainder of two sizes: digits of the quotient go to `each`, the remainder to the closure `rest`.
pub(super) fn divide_sizes<R>(
    a: &[u64],
    b: &[u64],
    mut each: impl FnMut(usize, u64),
    rest: impl FnOnce(&[u64]) -> R,
) -> R {
    if compare(a, b) == Ordering::Less {
        return rest(a);
    }
    if let [by] = b {
        let r = [each_digit(a, *by, each)];
        return rest(trimmed(&r));
    }
    let shift = b[b.len() - 1].leading_zeros();
    with_room(a.len() + 1 + b.len(), |room| {
        let (x, y) = room.split_at_mut(a.len() + 1);
        shift_sizes_left(x, a, shift);
        shift_sizes_left(y, b, shift);
        divide_long(x, y, &mut each);
        let r = &mut x[..b.len()];
        shift_sizes_right(r, shift);
        rest(trimmed(r))
    })
}

/// Adds one to a size; there must be room.
pub(super) fn increment(digits: &mut [u64]) {
    for d in digits {
        *d = d.wrapping_add(1);
        if *d != 0 {
            return;
        }
    }
}

/// Writes a remainder towards zero as the one that rounding down leaves; says whether it is negative.
fn round_rest(out: &mut [u64], rest: &[u64], a: Limbs<'_>, b: Limbs<'_>) -> bool {
    if a.negative() != b.negative() && !rest.is_empty() {
        sub_sizes(out, b.digits(), rest);
    } else {
        out[..rest.len()].copy_from_slice(rest);
        out[rest.len()..].fill(0);
    }
    b.negative()
}

fn quotient_room(a: Limbs<'_>, b: Limbs<'_>) -> usize {
    (a.digits().len() + 1).saturating_sub(b.digits().len()) + 1
}

/// `a // b`; `b` is not zero
pub fn floor_div<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    if let [by] = b.digits()
        && a.negative() == b.negative()
    {
        return to.make(a.digits().len(), |out| {
            each_digit(a.digits(), *by, |i, q| out[i] = q);
            false
        });
    }
    to.make(quotient_room(a, b), |out| {
        out.fill(0);
        let exact = divide_sizes(a.digits(), b.digits(), |i, q| out[i] = q, <[u64]>::is_empty);
        if a.negative() != b.negative() && !exact {
            increment(out);
        }
        a.negative() != b.negative()
    })
}

/// `a % b`; `b` is not zero
pub fn modulo<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    to.make(b.digits().len(), |out| {
        divide_sizes(a.digits(), b.digits(), |_, _| {}, |rest| round_rest(out, rest, a, b))
    })
}

/// `divmod(a, b)`; `b` is not zero
pub fn floor_div_mod<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> (M::Out, M::Out) {
    with_room(b.digits().len(), |rest| {
        let mut negative = false;
        let quotient = to.make(quotient_room(a, b), |out| {
            out.fill(0);
            let exact = divide_sizes(
                a.digits(),
                b.digits(),
                |i, q| out[i] = q,
                |r| {
                    negative = round_rest(rest, r, a, b);
                    r.is_empty()
                },
            );
            if a.negative() != b.negative() && !exact {
                increment(out);
            }
            a.negative() != b.negative()
        });
        let rest = Limbs::new(negative, rest);
        (quotient, rest.copied(to))
    })
}

/// `a / b`, correctly rounded, infinite where it is beyond; `b` is not zero
pub fn true_quotient(a: Limbs<'_>, b: Limbs<'_>) -> f64 {
    // a quotient of 66 or 67 bits, the lowest standing for the rest too
    let shift = 66 - (a.bits() as i64 - b.bits() as i64);
    let cut = shift.min(0).unsigned_abs();
    let (whole, part) = ((cut / 64) as usize, (cut % 64) as u32);
    let lost = whole.min(a.digits().len());
    let (below, kept) = a.digits().split_at(lost);
    let mut more = below.iter().any(|d| *d != 0) || kept.first().is_some_and(|d| *d & ((1 << part) - 1) != 0);
    let up = shift.max(0) as u64;
    let zeros = (up / 64) as usize;
    let mut quotient = [0; 2];
    with_room(zeros + kept.len() + 1, |room| {
        let number = &mut room[zeros..];
        shift_sizes_left(number, kept, (up % 64) as u32);
        shift_sizes_right(number, part);
        divide_sizes(
            trimmed(room),
            b.digits(),
            |i, q| {
                if let Some(digit) = quotient.get_mut(i) {
                    *digit = q;
                }
            },
            |rest| more |= !rest.is_empty(),
        );
    });
    let mantissa = (quotient[1] as u128) << 64 | quotient[0] as u128 | more as u128;
    let size = float_ops::compose(mantissa, -shift);
    if a.negative() != b.negative() { -size } else { size }
}
