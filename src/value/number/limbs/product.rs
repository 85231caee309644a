//! Products.

use super::{Limbs, Maker, to_biguint, write_biguint};

/// From this many digits of the shorter number on, num-bigint's methods for long numbers are faster.
const LONG: usize = 40;

/// `out += a * b`, and the carry beyond.
fn add_multiple(out: &mut [u64], a: &[u64], b: u64) -> u64 {
    let mut carry = 0;
    for (o, x) in out.iter_mut().zip(a) {
        (*o, carry) = x.carrying_mul_add(b, *o, carry);
    }
    carry
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
    let mut carry = 0;
    for (o, x) in out.iter_mut().zip(a) {
        (*o, carry) = x.carrying_mul(*first, carry);
    }
    out[a.len()] = carry;
    for (i, y) in (1..).zip(others) {
        let carry = add_multiple(&mut out[i..i + a.len()], a, *y);
        out[i + a.len()] = carry;
    }
}

/// `a * b`
pub fn mul<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    to.make(a.digits.len() + b.digits.len(), |out| {
        mul_sizes(out, a.digits, b.digits);
        a.negative != b.negative
    })
}
