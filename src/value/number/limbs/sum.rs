//! Sums and differences.

use std::cmp::Ordering;

use super::{Limbs, Maker, compare};

/// Four digits at a time: the carry stays in the processor's flag between them.
const STEP: usize = 4;

/// A sum of digits, of which there are as many on both sides, and the carry.
#[inline(always)]
fn add_digits(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let (out, out_rest) = out.as_chunks_mut::<STEP>();
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<STEP>(), b.as_chunks::<STEP>());
    let mut carry = false;
    for ((o, x), y) in out.iter_mut().zip(a).zip(b) {
        for i in 0..STEP {
            (o[i], carry) = x[i].carrying_add(y[i], carry);
        }
    }
    for ((o, x), y) in out_rest.iter_mut().zip(a_rest).zip(b_rest) {
        (*o, carry) = x.carrying_add(*y, carry);
    }
    carry
}

/// A difference of digits, of which there are as many on both sides, and the borrow.
#[inline(always)]
fn sub_digits(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let (out, out_rest) = out.as_chunks_mut::<STEP>();
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<STEP>(), b.as_chunks::<STEP>());
    let mut borrow = false;
    for ((o, x), y) in out.iter_mut().zip(a).zip(b) {
        for i in 0..STEP {
            (o[i], borrow) = x[i].borrowing_sub(y[i], borrow);
        }
    }
    for ((o, x), y) in out_rest.iter_mut().zip(a_rest).zip(b_rest) {
        (*o, borrow) = x.borrowing_sub(*y, borrow);
    }
    borrow
}

/// The sum of two sizes; `out` has one digit more than the longer one.
fn add_sizes(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (a, b) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut carry = add_digits(out_low, low, b);
    for (o, x) in out_high.iter_mut().zip(high) {
        (*o, carry) = x.overflowing_add(carry as u64);
    }
    if let Some(last) = out.last_mut() {
        *last = carry as u64;
    }
}

/// The difference of two sizes, the first not the smaller; `out` is as long as that.
pub(super) fn sub_sizes(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut borrow = sub_digits(out_low, low, b);
    for (o, x) in out_high.iter_mut().zip(high) {
        (*o, borrow) = x.overflowing_sub(borrow as u64);
    }
}

/// `a + b`
pub fn add<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    if a.negative == b.negative {
        let room = a.digits.len().max(b.digits.len()) + 1;
        return to.make(room, |out| {
            add_sizes(out, a.digits, b.digits);
            a.negative
        });
    }
    let (more, less) = if compare(a.digits, b.digits) == Ordering::Less { (b, a) } else { (a, b) };
    to.make(more.digits.len(), |out| {
        sub_sizes(out, more.digits, less.digits);
        more.negative
    })
}

/// `a - b`
pub fn sub<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    add(to, a, Limbs { negative: !b.negative, digits: b.digits })
}
