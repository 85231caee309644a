//! `math.gcd`, `lcm`, `isqrt`, `factorial`, `comb`, `perm`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::limbs::{self, Owned};
use super::{IntRef, int_ops};
use crate::value::fault::{PyErr, PyResult};

/// `math.gcd` of two
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> BigInt {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => {
            BigInt::from(limbs::gcd_small(a.unsigned_abs(), b.unsigned_abs()))
        }
        _ => a.with_limbs(|a| b.with_limbs(|b| limbs::gcd(Owned, a, b))),
    }
}

/// `math.lcm` of two
pub fn lcm(a: IntRef<'_>, b: IntRef<'_>) -> BigInt {
    if a.is_zero() || b.is_zero() { BigInt::zero() } else { a.to_big().lcm(&b.to_big()).abs() }
}

/// `math.isqrt`
pub fn isqrt(x: IntRef<'_>) -> PyResult<BigInt> {
    if x.is_negative() {
        return Err(PyErr::value("isqrt() argument must be nonnegative"));
    }
    Ok(match x.to_i64() {
        Some(x) => isqrt_small(x as u64).into(),
        None => isqrt_big(&x.to_big()),
    })
}

/// The root of a machine word.
pub fn isqrt_small(x: u64) -> u64 {
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

/// Newton's method with numbers that grow with the precision: each division doubles the bits of the root.
fn isqrt_big(x: &BigInt) -> BigInt {
    let last = (x.bits() - 1) / 2;
    // the root of the top 63 or 64 bits has 32 good ones
    let start = 31.min(last);
    let top = u64::try_from(x >> (2 * (last - start))).unwrap_or(u64::MAX);
    let mut root = BigInt::from(isqrt_small(top));
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
        let rest: BigInt = x >> (2 * last - have - goal + 1);
        root = (&root << (gain - 1)) + rest / &root;
        have = goal;
    }
    while &root * &root > *x {
        root -= 1;
    }
    root
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
    if n > 1 << 32 { Err(PyErr::memory()) } else { Ok(limbs::product_of_range(2, n as u64)) }
}

fn not_negative(x: IntRef<'_>, name: &str) -> PyResult<()> {
    if x.is_negative() { Err(PyErr::value(format!("{name} must be a non-negative integer"))) } else { Ok(()) }
}

/// `n (n - 1) … (n - k + 1)`
fn falling(n: &BigInt, k: u64) -> BigInt {
    if let Ok(n) = u64::try_from(n) {
        return limbs::product_of_range(n - k + 1, n);
    }
    (0..k).map(|i| n - i).product()
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
    let (all, orders) = (falling(&n, k as u64), limbs::product_of_range(2, k as u64));
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
