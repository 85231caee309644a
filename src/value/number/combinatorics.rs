//! `math.gcd`, `lcm`, `isqrt`, `factorial`, `comb`, `perm`.

use num_bigint::BigInt;
use num_traits::Zero;

use super::limbs::{self, Maker, Owned};
use super::{IntRef, int_ops};
use crate::value::fault::{PyErr, PyResult};

/// `math.gcd` of two
pub fn gcd<M: Maker>(to: M, a: IntRef<'_>, b: IntRef<'_>) -> M::Out {
    a.with_limbs(|a| b.with_limbs(|b| limbs::gcd(to, a, b)))
}

/// `math.lcm` of two
pub fn lcm<M: Maker>(to: M, a: IntRef<'_>, b: IntRef<'_>) -> M::Out {
    a.with_limbs(|a| b.with_limbs(|b| limbs::lcm(to, a, b)))
}

/// `math.isqrt`
pub fn isqrt<M: Maker>(to: M, x: IntRef<'_>) -> PyResult<M::Out> {
    if x.is_negative() {
        return Err(PyErr::value("isqrt() argument must be nonnegative"));
    }
    Ok(x.with_limbs(|x| limbs::isqrt(to, x)))
}

/// `math.factorial`
pub fn factorial(n: IntRef<'_>) -> PyResult<BigInt> {
    if n.is_negative() {
        return Err(PyErr::value("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        let message = format!("factorial() argument should not exceed {}", i64::MAX);
        return Err(PyErr::overflow(message));
    };
    // More digits than any machine holds.
    if n > 1 << 32 { Err(PyErr::memory()) } else { Ok(limbs::product_of_range(Owned, 2, n as u64)) }
}

fn not_negative(x: IntRef<'_>, name: &str) -> PyResult<()> {
    if x.is_negative() { Err(PyErr::value(format!("{name} must be a non-negative integer"))) } else { Ok(()) }
}

/// `n (n - 1) … (n - k + 1)`
fn falling(n: &BigInt, k: u64) -> BigInt {
    if let Ok(n) = u64::try_from(n) {
        return limbs::product_of_range(Owned, n - k + 1, n);
    }
    (0..k).map(|i| n - i).product()
}

/// Factorials without their factors of two, modulo 2^64.
const ODD_FACTORIALS: [u64; 68] = {
    let mut table = [1u64; 68];
    let mut n = 1;
    while n < 68 {
        table[n] = table[n - 1].wrapping_mul(n as u64 >> n.trailing_zeros());
        n += 1;
    }
    table
};

/// What times an odd number is 1 modulo 2^64.
fn inverse(odd: u64) -> u64 {
    // right to three bits; each step doubles them
    (0..5).fold(odd, |n, _| n.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(n))))
}

/// `math.comb` where it is a machine word for certain, or found to be one; `k` is at most half of `n`.
pub fn comb_of_words(n: u64, k: u64) -> Option<u64> {
    if n >= ODD_FACTORIALS.len() as u64 {
        return (0..k).try_fold(1u64, |c, i| Some(c.checked_mul(n - i)? / (i + 1)));
    }
    let odd = |n: u64| ODD_FACTORIALS[n as usize];
    // a factorial has as many twos as its number has, less its ones
    let twos = k.count_ones() + (n - k).count_ones() - n.count_ones();
    let below = odd(k).wrapping_mul(odd(n - k));
    Some(odd(n).wrapping_mul(inverse(below)) << twos)
}

/// `math.comb`
pub fn comb(n: IntRef<'_>, k: IntRef<'_>) -> PyResult<BigInt> {
    not_negative(n, "n")?;
    not_negative(k, "k")?;
    let (n, k) = (n.to_big(), k.to_big());
    if k > n {
        return Ok(BigInt::zero());
    }
    let other = &n - &k;
    let k = k.min(other);
    let Some(k) = i64::try_from(&k).ok() else {
        return Err(PyErr::overflow(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    if k > 1 << 32 {
        return Err(PyErr::memory());
    }
    let (all, orders) = (falling(&n, k as u64), limbs::product_of_range(Owned, 2, k as u64));
    int_ops::floor_div((&all).into(), (&orders).into())
}

/// `math.perm`; without `k` it is the factorial
pub fn perm(n: IntRef<'_>, k: Option<IntRef<'_>>) -> PyResult<BigInt> {
    let Some(k) = k else { return factorial(n) };
    not_negative(n, "n")?;
    not_negative(k, "k")?;
    let (n, k) = (n.to_big(), k.to_big());
    if k > n {
        return Ok(BigInt::zero());
    }
    let Some(k) = i64::try_from(&k).ok() else {
        return Err(PyErr::overflow(format!("k must not exceed {}", i64::MAX)));
    };
    if k > 1 << 32 { Err(PyErr::memory()) } else { Ok(falling(&n, k as u64)) }
}
