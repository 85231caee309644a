//! Products of long numbers by Karatsuba's method: three products of half the length instead of four.

use super::product::{mul_short, square_short};
use super::sum::{add_in_place, sub_in_place};
use super::{compare, significant};
use std::cmp::Ordering;

/// From this many digits on a product is built from three of half the length.
pub(super) const LONG: usize = 28;
/// The same of squares.
pub(super) const LONG_SQUARE: usize = 44;

/// Room for the intermediate results of a product of `n` digits by `n`.
fn room(n: usize) -> usize {
    4 * n + 128
}

/// The product of two sizes, the first at least as long as the second, which is long.
pub(super) fn mul_long(out: &mut [u64], a: &[u64], b: &[u64]) {
    let n = b.len();
    let mut scratch = vec![0; room(n) + 2 * n];
    if a.len() == n {
        return mul_equal(out, a, b, &mut scratch);
    }
    let (part, scratch) = scratch.split_at_mut(2 * n);
    out.fill(0);
    for (i, chunk) in a.chunks(n).enumerate() {
        let part = &mut part[..chunk.len() + n];
        match chunk.len() == n {
            true => mul_equal(part, chunk, b, scratch),
            false => super::product::mul_sizes(part, chunk, b),
        }
        add_in_place(&mut out[i * n..], part);
    }
}

/// `out = |a - b|`, of which the first is as long or has one digit more; says whether it would be negative.
fn distance(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let less = compare(&a[..significant(a)], &b[..significant(b)]) == Ordering::Less;
    if less {
        out[..b.len()].copy_from_slice(b);
        out[b.len()..].fill(0);
        // what is less has no digits beyond
        sub_in_place(out, &a[..significant(a)]);
    } else {
        out[..a.len()].copy_from_slice(a);
        sub_in_place(out, b);
    }
    less
}

/// Adds the middle part `low + high - cross` (or `+ cross`), whose parts stand in `out`, half a length further up.
fn add_middle(out: &mut [u64], half: usize, cross: &[u64], minus: bool, sum: &mut [u64]) {
    let (low, high) = out.split_at(2 * half);
    sum[..2 * half].copy_from_slice(low);
    sum[2 * half..].fill(0);
    add_in_place(sum, high);
    if minus {
        sub_in_place(sum, cross);
    } else {
        add_in_place(sum, cross);
    }
    let n = significant(sum);
    add_in_place(&mut out[half..], &sum[..n]);
}

/// The product of two sizes of the same length.
fn mul_equal(out: &mut [u64], a: &[u64], b: &[u64], scratch: &mut [u64]) {
    let n = a.len();
    if n < LONG {
        return mul_short(out, a, b);
    }
    let half = n.div_ceil(2);
    let (low_a, high_a) = a.split_at(half);
    let (low_b, high_b) = b.split_at(half);
    let (cross, rest) = scratch.split_at_mut(2 * half);
    let minus = {
        // the differences stand where their product's parts will
        let (p, q) = out[..2 * half].split_at_mut(half);
        let minus = distance(p, low_a, high_a) == distance(q, low_b, high_b);
        mul_equal(cross, p, q, rest);
        minus
    };
    let (low, high) = out.split_at_mut(2 * half);
    mul_equal(low, low_a, low_b, rest);
    mul_equal(high, high_a, high_b, rest);
    add_middle(out, half, cross, minus, &mut rest[..2 * half + 1]);
}

/// The square of a long size.
pub(super) fn square_long(out: &mut [u64], a: &[u64]) {
    square_within(out, a, &mut vec![0; room(a.len())]);
}

fn square_within(out: &mut [u64], a: &[u64], scratch: &mut [u64]) {
    let n = a.len();
    if n < LONG_SQUARE {
        return square_short(out, a);
    }
    let half = n.div_ceil(2);
    let (low_a, high_a) = a.split_at(half);
    let (cross, rest) = scratch.split_at_mut(2 * half);
    distance(&mut out[..half], low_a, high_a);
    square_within(cross, &out[..half], rest);
    let (low, high) = out.split_at_mut(2 * half);
    square_within(low, low_a, rest);
    square_within(high, high_a, rest);
    add_middle(out, half, cross, true, &mut rest[..2 * half + 1]);
}
