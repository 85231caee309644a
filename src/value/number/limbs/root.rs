//! Square roots.

use super::bits::{shift_sizes_left, shift_sizes_right};
use super::product::mul_sizes;
use super::quotient::divide_sizes;
use super::sum::{add_in_place, sub_in_place};
use super::{Limbs, Maker, compare, significant, trimmed};
use std::cmp::Ordering;

/// The root of a machine word.
pub fn root_of_word(x: u64) -> u64 {
    let root = (x as f64).sqrt() as u64;
    // rounding may have gone one too far in either direction
    let root = root.min(u32::MAX as u64);
    if root * root > x {
        root - 1
    } else if root < u32::MAX as u64 && (root + 1) * (root + 1) <= x {
        root + 1
    } else {
        root
    }
}

/// The root of a number of two digits.
fn root_of_two(x: u128) -> u64 {
    let Ok(word) = u64::try_from(x) else {
        // a float's root is right to some fifty bits; one step of Newton's gives the rest, but for one
        let guess = ((x as f64).sqrt() as u128).clamp(1, u64::MAX as u128);
        let root = ((guess + x / guess) / 2).min(u64::MAX as u128);
        return if root * root > x { root - 1 } else { root } as u64;
    };
    root_of_word(word)
}

/// `digits >> shift`
fn shifted(digits: &[u64], shift: u64) -> Vec<u64> {
    let whole = ((shift / 64) as usize).min(digits.len());
    let mut out = digits[whole..].to_vec();
    shift_sizes_right(&mut out, (shift % 64) as u32);
    out.truncate(significant(&out));
    out
}

/// `math.isqrt` of a number that is not negative
pub fn isqrt<M: Maker>(to: M, x: Limbs<'_>) -> M::Out {
    let root = match *x.digits() {
        [] => vec![],
        [low] => vec![root_of_word(low)],
        [low, high] => vec![root_of_two((high as u128) << 64 | low as u128)],
        ref digits => long_root(digits),
    };
    to.make(root.len(), |out| {
        out.copy_from_slice(&root);
        false
    })
}

/// Newton's method with numbers that grow with the precision: each division doubles the bits of the root.
fn long_root(x: &[u64]) -> Vec<u64> {
    let last = (Limbs::new(false, x).bits() - 1) / 2;
    // the root of the top 127 or 128 bits has 64 good ones
    let start = 63;
    let top = shifted(x, 2 * (last - start));
    let two = top.iter().rev().fold(0u128, |n, d| n << 64 | *d as u128);
    let mut root = vec![root_of_two(two)];
    let mut have = start;
    let mut goals = Vec::new();
    let mut goal = last;
    while goal > start {
        goals.push(goal);
        goal = goal.div_ceil(2) + 1;
    }
    for goal in goals.into_iter().rev() {
        // the root of the leading 2 goal + 1 bits, from the one of the leading 2 have + 1
        let gain = goal - have;
        let rest = shifted(x, 2 * last - have - goal + 1);
        let shift = gain - 1;
        let whole = (shift / 64) as usize;
        let mut next = vec![0; whole + root.len() + 2];
        shift_sizes_left(&mut next[whole..whole + root.len() + 1], &root, (shift % 64) as u32);
        let mut quotient = vec![0; (rest.len() + 1).saturating_sub(root.len()) + 1];
        divide_sizes(&rest, &root, |i, q| quotient[i] = q, |_| ());
        let n = significant(&quotient);
        next.resize(next.len().max(n + 1), 0);
        add_in_place(&mut next, &quotient[..n]);
        next.truncate(significant(&next));
        root = next;
        have = goal;
    }
    // it may be too great by a little
    loop {
        let mut square = vec![0; 2 * root.len()];
        mul_sizes(&mut square, &root, &root);
        if compare(trimmed(&square), x) != Ordering::Greater {
            return root;
        }
        sub_in_place(&mut root, &[1]);
        root.truncate(significant(&root));
    }
}
