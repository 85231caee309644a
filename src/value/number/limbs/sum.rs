//! Sums and differences.

use std::cmp::Ordering;

use super::{Limbs, Maker, compare};

/// So many digits at a time: the carry stays in the processor's flag between them.
const STEP: usize = 8;

/// `x + y + carry` and the new carry, which is 0 or 1: as a number it comes from the flag and goes into it at the
/// price of one instruction each.
#[inline(always)]
pub(super) fn add_digit(x: u64, y: u64, carry: u8) -> (u64, u8) {
    #[cfg(target_arch = "x86_64")]
    {
        let mut sum = 0;
        let carry = std::arch::x86_64::_addcarry_u64(carry, x, y, &mut sum);
        (sum, carry)
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let (sum, carry) = x.carrying_add(y, carry != 0);
        (sum, carry as u8)
    }
}

/// `x - y - borrow` and the new borrow.
#[inline(always)]
fn sub_digit(x: u64, y: u64, borrow: u8) -> (u64, u8) {
    #[cfg(target_arch = "x86_64")]
    {
        let mut rest = 0;
        let borrow = std::arch::x86_64::_subborrow_u64(borrow, x, y, &mut rest);
        (rest, borrow)
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let (rest, borrow) = x.borrowing_sub(y, borrow != 0);
        (rest, borrow as u8)
    }
}

/// Goes through digits, of which there are as many on both sides, with a carry; gives the last one.
#[inline(always)]
fn each_digit(out: &mut [u64], a: &[u64], b: &[u64], step: impl Fn(u64, u64, u8) -> (u64, u8)) -> bool {
    let (out, out_rest) = out.as_chunks_mut::<STEP>();
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<STEP>(), b.as_chunks::<STEP>());
    let mut carry = 0;
    for i in 0..out.len().min(a.len()).min(b.len()) {
        let (o, x, y) = (&mut out[i], &a[i], &b[i]);
        for i in 0..STEP {
            (o[i], carry) = step(x[i], y[i], carry);
        }
    }
    for i in 0..out_rest.len().min(a_rest.len()).min(b_rest.len()) {
        (out_rest[i], carry) = step(a_rest[i], b_rest[i], carry);
    }
    carry != 0
}

/// Copies digits with a carry added to them (or taken from them); gives what is left of it.
#[inline(always)]
fn carry_on(out: &mut [u64], a: &[u64], mut carry: bool, step: impl Fn(u64, bool) -> (u64, bool)) -> bool {
    let n = out.len().min(a.len());
    let mut i = 0;
    while carry && i < n {
        (out[i], carry) = step(a[i], true);
        i += 1;
    }
    // mostly nothing is left, which is no call
    if i < n {
        out[i..n].copy_from_slice(&a[i..n]);
    }
    carry
}

/// The sum of two sizes; `out` has one digit more than the longer one.
fn add_sizes(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (a, b) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let carry = each_digit(out_low, low, b, add_digit);
    let carry = carry_on(out_high, high, carry, |x, c| x.overflowing_add(c as u64));
    if let Some(last) = out.last_mut() {
        *last = carry as u64;
    }
}

/// The difference of two sizes, the first not the smaller; `out` is as long as that.
pub(super) fn sub_sizes(out: &mut [u64], a: &[u64], b: &[u64]) {
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let borrow = each_digit(out_low, low, b, sub_digit);
    carry_on(out_high, high, borrow, |x, c| x.overflowing_sub(c as u64));
}

/// `a += b`, which is not longer; a carry beyond `a` is lost.
pub(super) fn add_in_place(a: &mut [u64], b: &[u64]) {
    let (low, high) = a.split_at_mut(b.len());
    let mut carry = 0;
    for (x, y) in low.iter_mut().zip(b) {
        (*x, carry) = add_digit(*x, *y, carry);
    }
    let mut rest = high.iter_mut();
    while carry != 0
        && let Some(x) = rest.next()
    {
        (*x, carry) = add_digit(*x, 0, carry);
    }
}

/// `a -= b`, which is not longer nor greater.
pub(super) fn sub_in_place(a: &mut [u64], b: &[u64]) {
    let (low, high) = a.split_at_mut(b.len());
    let mut borrow = 0;
    for (x, y) in low.iter_mut().zip(b) {
        (*x, borrow) = sub_digit(*x, *y, borrow);
    }
    let mut rest = high.iter_mut();
    while borrow != 0
        && let Some(x) = rest.next()
    {
        (*x, borrow) = sub_digit(*x, 0, borrow);
    }
}

/// `a + b`
#[inline]
pub fn add<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    if a.negative() == b.negative() {
        let room = a.digits().len().max(b.digits().len()) + 1;
        return to.make(room, |out| {
            add_sizes(out, a.digits(), b.digits());
            a.negative()
        });
    }
    let (more, less) = if compare(a.digits(), b.digits()) == Ordering::Less { (b, a) } else { (a, b) };
    to.make(more.digits().len(), |out| {
        sub_sizes(out, more.digits(), less.digits());
        more.negative()
    })
}

/// `a - b`
pub fn sub<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    add(to, a, b.turned())
}
