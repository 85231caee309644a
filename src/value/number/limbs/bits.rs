//! Bitwise operators and shifts: of negative numbers as if their bits went on for ever, in two's complement.

use super::quotient::increment;
use super::sum::sub;
use super::{Limbs, Maker};

/// The digits of a number in two's complement, without end, from the lowest on.
struct Complement<'a> {
    digits: &'a [u64],
    mask: u64,
    /// All digits so far were zero.
    carry: bool,
}

impl<'a> Complement<'a> {
    fn new(a: Limbs<'a>) -> Complement<'a> {
        let mask = if a.negative() { u64::MAX } else { 0 };
        Complement { digits: a.digits(), mask, carry: a.negative() }
    }

    #[inline(always)]
    fn next(&mut self, at: usize) -> u64 {
        let digit = self.digits.get(at).copied().unwrap_or(0) ^ self.mask;
        let (digit, carry) = digit.overflowing_add(self.carry as u64);
        self.carry = carry;
        digit
    }
}

#[inline(always)]
fn combine<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>, f: impl Fn(u64, u64) -> u64) -> M::Out {
    let (a, b) = if a.digits().len() >= b.digits().len() { (a, b) } else { (b, a) };
    let (mut x, mut y) = (Complement::new(a), Complement::new(b));
    let negative = f(x.mask, y.mask) != 0;
    let mask = if negative { u64::MAX } else { 0 };
    to.make(a.digits().len() + 1, |out| {
        let (mut at, mut carry) = (0, negative);
        while at < out.len() && (carry || x.carry || y.carry) {
            (out[at], carry) = (f(x.next(at), y.next(at)) ^ mask).overflowing_add(carry as u64);
            at += 1;
        }
        // from here on each digit stands for itself
        let (mask_x, mask_y) = (x.mask, y.mask);
        let both = b.digits().len().max(at).min(out.len());
        let more = a.digits().len().max(both);
        if let (Some(p), Some(q)) = (a.digits().get(at..both), b.digits().get(at..both)) {
            each_pair(&mut out[at..both], p, q, |p, q| f(p ^ mask_x, q ^ mask_y) ^ mask);
        }
        if let Some(p) = a.digits().get(both..more) {
            for (o, p) in out[both..more].iter_mut().zip(p) {
                *o = f(p ^ mask_x, mask_y) ^ mask;
            }
        }
        for o in &mut out[more..] {
            *o = f(mask_x, mask_y) ^ mask;
        }
        negative
    })
}

#[inline(always)]
fn each_pair(out: &mut [u64], a: &[u64], b: &[u64], f: impl Fn(u64, u64) -> u64) {
    let n = out.len().min(a.len()).min(b.len());
    let (out, a, b) = (&mut out[..n], &a[..n], &b[..n]);
    for i in 0..n {
        out[i] = f(a[i], b[i]);
    }
}

/// `a & b`
#[inline]
pub fn and<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    if a.negative() || b.negative() {
        return combine(to, a, b, |x, y| x & y);
    }
    to.make(a.digits().len().min(b.digits().len()), |out| {
        each_pair(out, a.digits(), b.digits(), |x, y| x & y);
        false
    })
}

/// `a | b` and `a ^ b` of numbers that are not negative.
#[inline(always)]
fn join<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>, f: impl Fn(u64, u64) -> u64) -> M::Out {
    let (more, less) = if a.digits().len() >= b.digits().len() { (a, b) } else { (b, a) };
    to.make(more.digits().len(), |out| {
        let (low, high) = out.split_at_mut(less.digits().len());
        each_pair(low, more.digits(), less.digits(), f);
        high.copy_from_slice(&more.digits()[less.digits().len()..]);
        false
    })
}

/// `a | b`
#[inline]
pub fn or<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    if a.negative() || b.negative() { combine(to, a, b, |x, y| x | y) } else { join(to, a, b, |x, y| x | y) }
}

/// `a ^ b`
#[inline]
pub fn xor<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    if a.negative() || b.negative() { combine(to, a, b, |x, y| x ^ y) } else { join(to, a, b, |x, y| x ^ y) }
}

/// `~a`
pub fn invert<M: Maker>(to: M, a: Limbs<'_>) -> M::Out {
    // -a - 1
    sub(to, a.turned(), Limbs::normal(false, &[1]))
}

/// Shifts a size to the left by less than a digit; `out` is as long or has one digit more.
pub(super) fn shift_sizes_left(out: &mut [u64], a: &[u64], shift: u32) {
    let (low, high) = out.split_at_mut(a.len());
    if shift == 0 {
        low.copy_from_slice(a);
        high.fill(0);
        return;
    }
    let Some(top) = a.last() else { return high.fill(0) };
    low[0] = a[0] << shift;
    for i in 1..a.len() {
        low[i] = a[i] << shift | a[i - 1] >> (64 - shift);
    }
    if let Some(digit) = high.first_mut() {
        *digit = top >> (64 - shift);
    }
}

/// Shifts a size to the right in place, by less than a digit.
pub(super) fn shift_sizes_right(digits: &mut [u64], shift: u32) {
    if shift == 0 {
        return;
    }
    let mut carry = 0;
    for d in digits.iter_mut().rev() {
        (*d, carry) = (*d >> shift | carry, *d << (64 - shift));
    }
}

/// `a << count`; the caller has seen to it that there is memory
#[inline]
pub fn shift_left<M: Maker>(to: M, a: Limbs<'_>, count: u64) -> M::Out {
    let (whole, part) = ((count / 64) as usize, (count % 64) as u32);
    to.make(a.digits().len() + whole + 1, |out| {
        out[..whole].fill(0);
        shift_sizes_left(&mut out[whole..], a.digits(), part);
        a.negative()
    })
}

/// `a >> count`
#[inline]
pub fn shift_right<M: Maker>(to: M, a: Limbs<'_>, count: u64) -> M::Out {
    let len = a.digits().len();
    let whole = usize::try_from(count / 64).unwrap_or(usize::MAX).min(len);
    let part = (count % 64) as u32;
    let kept = &a.digits()[whole..];
    // rounded down: one more where bits of a negative number are cut off
    let down = a.negative()
        && (a.digits()[..whole].iter().any(|d| *d != 0)
            || kept.first().is_none_or(|d| *d & ((1 << part) - 1) != 0));
    to.make(kept.len() + a.negative() as usize, |out| {
        if part == 0 {
            out[..kept.len()].copy_from_slice(kept);
        } else if let Some(top) = kept.last() {
            let out = &mut out[..kept.len()];
            for i in 0..kept.len() - 1 {
                out[i] = kept[i] >> part | kept[i + 1] << (64 - part);
            }
            out[kept.len() - 1] = top >> part;
        }
        out[kept.len()..].fill(0);
        if down {
            increment(out);
        }
        a.negative()
    })
}
