//! Arithmetic of ints with Python's meaning and errors. The machine does small ones itself; these are for
//! what is left.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Zero};

use super::limbs::{self, Limbs, Maker, Owned};
use super::{IntRef, float_ops};
use crate::value::fault::{PyErr, PyResult};

/// An int or a float.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// An int.
    Int(BigInt),
    /// A float.
    Float(f64),
}

/// Results beyond this many bits are a MemoryError rather than a dead process.
const MAX_BITS: u64 = 1 << 36;

fn division_by_zero() -> PyErr {
    PyErr::zero_division("integer division or modulo by zero")
}

/// `a // b` of machine words; None if `b` is zero or the result does not fit
pub fn floor_div_small(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(quotient - (a % b != 0 && (a < 0) != (b < 0)) as i64)
}

/// `a % b` of machine words; None if `b` is zero
pub fn modulo_small(a: i64, b: i64) -> Option<i64> {
    if b == -1 {
        return Some(0);
    }
    let rest = a.checked_rem(b)?;
    Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
}

/// `a // b`
pub fn floor_div(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
    not_by_zero(b)?;
    Ok(a.with_limbs(|a| b.with_limbs(|b| limbs::floor_div(Owned, a, b))))
}

/// `a % b`
pub fn modulo(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
    if b.is_zero() {
        return Err(PyErr::zero_division("integer modulo by zero"));
    }
    Ok(a.with_limbs(|a| b.with_limbs(|b| limbs::modulo(Owned, a, b))))
}

/// The error of `a // b` and `divmod(a, b)` where `b` is zero.
pub fn not_by_zero(b: IntRef<'_>) -> PyResult<()> {
    if b.is_zero() { Err(division_by_zero()) } else { Ok(()) }
}

/// `a / b`, correctly rounded
pub fn true_div(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<f64> {
    if b.is_zero() {
        return Err(PyErr::zero_division("division by zero"));
    }
    let exact = |x: &i64| x.unsigned_abs() <= 1 << 53;
    if let (Some(x), Some(y)) = (a.to_i64().filter(exact), b.to_i64().filter(exact)) {
        return Ok(x as f64 / y as f64);
    }
    let result = a.with_limbs(|a| b.with_limbs(|b| limbs::true_quotient(a, b)));
    if result.is_infinite() {
        return Err(PyErr::overflow("integer division result too large for a float"));
    }
    Ok(result)
}

/// `a ** b`: a float for a negative exponent
pub fn power(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<Number> {
    if b.is_negative() {
        return float_ops::power(a.to_f64()?, b.to_f64()?).map(Number::Float);
    }
    Ok(Number::Int(a.with_limbs(|a| power_of(Owned, a, b))?))
}

/// `a ** b` where `b` is not negative
pub fn power_of<M: Maker>(to: M, a: Limbs<'_>, b: IntRef<'_>) -> PyResult<M::Out> {
    // of zero and ones it is the parity that counts
    let trivial = matches!(a.digits(), [] | [1]);
    let exponent = match b.to_i64().and_then(|e| u32::try_from(e).ok()) {
        Some(e) if a.bits().saturating_mul(e as u64) <= MAX_BITS => e,
        _ if trivial => 2 - b.with_limbs(|b| b.digits().first().is_some_and(|d| d % 2 == 1)) as u32,
        _ => return Err(PyErr::memory()),
    };
    if a.digits().is_empty() && exponent > 0 {
        return Ok(a.copied(to));
    }
    Ok(limbs::power(to, a, exponent))
}

fn power_mod_small(base: u64, exponent: u64, m: u64) -> u64 {
    let times = |x: u64, y: u64| {
        if m >> 32 == 0 { x * y % m } else { (x as u128 * y as u128 % m as u128) as u64 }
    };
    let (mut result, mut square, mut left) = (1 % m, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        left >>= 1;
    }
    result
}

/// `pow(a, b, m)`
pub fn power_mod(a: IntRef<'_>, b: IntRef<'_>, m: IntRef<'_>) -> PyResult<BigInt> {
    if m.is_zero() {
        return Err(PyErr::value("pow() 3rd argument cannot be 0"));
    }
    if let (IntRef::Small(x), IntRef::Small(e), IntRef::Small(m)) = (a, b, m)
        && m > 0
    {
        let (base, m) = (x.rem_euclid(m) as u64, m as u64);
        let base = if e < 0 { limbs::inverse_of_word(base, m) } else { Some(base) };
        let base = base.ok_or_else(|| PyErr::value("base is not invertible for the given modulus"))?;
        return Ok(power_mod_small(base % m, e.unsigned_abs(), m).into());
    }
    let size = m.with_limbs(|m| Limbs::new(false, m.digits()).copied(Owned));
    let mut base = modulo(a, (&size).into())?;
    if b.is_negative() {
        let inverse = match u64::try_from(&base).ok().zip(u64::try_from(&size).ok()) {
            Some((a, m)) => limbs::inverse_of_word(a, m).map(|n| BigInt::from(n % m)),
            None => with_sizes(&base, &size, |a, m| limbs::inverse(Owned, a, m)),
        };
        base = inverse.ok_or_else(|| PyErr::value("base is not invertible for the given modulus"))?;
    }
    let one = size.is_one();
    let power = b.with_limbs(|e| match e.digits() {
        [] => BigInt::from(!one as u8),
        [1] => base,
        _ if one => BigInt::zero(),
        e => with_sizes(&base, &size, |base, size| limbs::power_mod(Owned, base, e, size)),
    });
    if m.is_negative() { modulo((&power).into(), m) } else { Ok(power) }
}

/// Runs a closure over the digits of two numbers.
fn with_sizes<R>(a: &BigInt, b: &BigInt, f: impl FnOnce(&[u64], &[u64]) -> R) -> R {
    IntRef::Big(a).with_limbs(|a| IntRef::Big(b).with_limbs(|b| f(a.digits(), b.digits())))
}

/// How far `a << b` shifts, or the error
pub fn shift_count(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<u64> {
    if b.is_negative() {
        return Err(PyErr::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(0);
    }
    match b.to_i64() {
        Some(count) if count as u64 <= MAX_BITS => Ok(count as u64),
        Some(count) if count < 1 << 60 => Err(PyErr::memory()),
        _ => Err(PyErr::overflow("too many digits in integer")),
    }
}

/// `a << b`
pub fn shift_left(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
    let count = shift_count(a, b)?;
    Ok(a.with_limbs(|a| limbs::shift_left(Owned, a, count)))
}

/// `a >> b`
pub fn shift_right(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
    if b.is_negative() {
        return Err(PyErr::value("negative shift count"));
    }
    let count = b.to_i64().map_or(u64::MAX, i64::unsigned_abs);
    Ok(a.with_limbs(|a| limbs::shift_right(Owned, a, count)))
}

/// `n.bit_length()`
pub fn bit_length(x: IntRef<'_>) -> u64 {
    match x {
        IntRef::Small(x) => 64 - x.unsigned_abs().leading_zeros() as u64,
        _ => x.with_limbs(|x| x.bits()),
    }
}

/// `n.bit_count()`: of the absolute value
pub fn bit_count(x: IntRef<'_>) -> u64 {
    match x {
        IntRef::Small(x) => x.unsigned_abs().count_ones() as u64,
        _ => x.with_limbs(|x| x.digits().iter().map(|d| d.count_ones() as u64).sum()),
    }
}

/// `round(n, digits)`: only a negative number of digits changes anything; ties to even
pub fn round_to_digits(x: IntRef<'_>, digits: i64) -> PyResult<BigInt> {
    let value = x.to_big();
    if digits >= 0 {
        return Ok(value);
    }
    let places = digits.unsigned_abs();
    // Far beyond the number it is zero, and no huge power need be made.
    if places as f64 * 3.3 > value.bits() as f64 + 8.0 {
        return Ok(BigInt::zero());
    }
    let unit = BigInt::from(10).pow(u32::try_from(places).map_err(|_| PyErr::memory())?);
    let (mut quotient, rest) = value.div_mod_floor(&unit);
    let twice: BigInt = rest * 2;
    if twice > unit || (twice == unit && quotient.is_odd()) {
        quotient += 1;
    }
    Ok(quotient * unit)
}

/// -1, 0 or 1
pub fn sign(x: &BigInt) -> i32 {
    match x.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}
