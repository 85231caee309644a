//! Powers modulo a number: by Montgomery's method where it is odd, else with divisions.

use super::product::{add_multiple, mul_sizes};
use super::quotient::divide_sizes;
use super::sum::sub_in_place;
use super::{Limbs, Maker, compare, significant, trimmed};
use std::cmp::Ordering;

/// How products are brought back below the modulus.
struct Modulus<'a> {
    digits: &'a [u64],
    /// Of an odd one: what times its lowest digit is -1 modulo 2^64.
    inverse: Option<u64>,
}

/// `-1 / odd` modulo 2^64, by Newton's method.
fn negative_inverse(odd: u64) -> u64 {
    // right to three bits
    let mut inverse = odd;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
    }
    inverse.wrapping_neg()
}

impl Modulus<'_> {
    fn len(&self) -> usize {
        self.digits.len()
    }

    /// A size below the modulus as the powers are made of: times 2^64 to the number of digits, where it is odd.
    fn enter(&self, a: &[u64]) -> Vec<u64> {
        let n = if self.inverse.is_some() { self.len() } else { 0 };
        let mut shifted = vec![0; n + a.len()];
        shifted[n..].copy_from_slice(a);
        let mut out = divide_sizes(trimmed(&shifted), self.digits, |_, _| {}, <[u64]>::to_vec);
        out.resize(self.len(), 0);
        out
    }

    /// What a product of two such comes to; it has twice as many digits as the modulus.
    fn reduce(&self, product: &mut [u64], out: &mut [u64]) {
        let n = self.len();
        let Some(inverse) = self.inverse else {
            return divide_sizes(
                trimmed(product),
                self.digits,
                |_, _| {},
                |rest| {
                    out[..rest.len()].copy_from_slice(rest);
                    out[rest.len()..].fill(0);
                },
            );
        };
        let mut carry = false;
        for i in 0..n {
            let factor = product[i].wrapping_mul(inverse);
            let above = add_multiple(&mut product[i..i + n], self.digits, factor);
            (product[i + n], carry) = product[i + n].carrying_add(above, carry);
        }
        out.copy_from_slice(&product[n..]);
        if carry || compare(trimmed(out), self.digits) != Ordering::Less {
            // what is borrowed is the carry
            sub_in_place(out, self.digits);
        }
    }

    /// The number itself again.
    fn leave(&self, a: Vec<u64>) -> Vec<u64> {
        if self.inverse.is_none() {
            return a;
        }
        let mut product = a;
        product.resize(2 * self.len(), 0);
        let mut out = vec![0; self.len()];
        self.reduce(&mut product, &mut out);
        out
    }
}

/// Bits of a window, by the bits of the exponent.
fn window_bits(bits: u64) -> u64 {
    match bits {
        0..=24 => 1,
        25..=80 => 3,
        81..=240 => 4,
        241..=672 => 5,
        _ => 6,
    }
}

/// `base ** exponent % modulus` of sizes: the base is less than the modulus, which is at least 2, the exponent at
/// least 1.
pub fn power_mod<M: Maker>(to: M, base: &[u64], exponent: &[u64], modulus: &[u64]) -> M::Out {
    let inverse = (modulus[0] % 2 == 1).then(|| negative_inverse(modulus[0]));
    let modulus = Modulus { digits: modulus, inverse };
    let n = modulus.len();
    let bit = |at: u64| exponent[(at / 64) as usize] >> (at % 64) & 1;
    let mut left = Limbs::new(false, exponent).bits();
    let width = window_bits(left);
    let mut product = vec![0; 2 * n];
    // the odd powers
    let mut powers = vec![modulus.enter(base)];
    if width > 1 {
        let mut square = vec![0; n];
        mul_sizes(&mut product, &powers[0], &powers[0]);
        modulus.reduce(&mut product, &mut square);
        for i in 1..1 << (width - 1) {
            mul_sizes(&mut product, &powers[i - 1], &square);
            let mut power = vec![0; n];
            modulus.reduce(&mut product, &mut power);
            powers.push(power);
        }
    }
    let mut result: Option<Vec<u64>> = None;
    while left > 0 {
        // a window begins and ends with a one
        let mut low = left - 1;
        if bit(low) == 1 {
            low = left.saturating_sub(width);
            while bit(low) == 0 {
                low += 1;
            }
        }
        let window = (low..left).rev().fold(0, |w, at| w << 1 | bit(at)) as usize;
        match &mut result {
            None => result = Some(powers[window / 2].clone()),
            Some(result) => {
                for _ in low..left {
                    mul_sizes(&mut product, result, result);
                    modulus.reduce(&mut product, result);
                }
                if window != 0 {
                    mul_sizes(&mut product, result, &powers[window / 2]);
                    modulus.reduce(&mut product, result);
                }
            }
        }
        left = low;
    }
    let result = modulus.leave(result.unwrap_or_default());
    let len = significant(&result);
    to.make(len, |out| {
        out.copy_from_slice(&result[..len]);
        false
    })
}
