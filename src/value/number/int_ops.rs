//! Arithmetic of ints with Python's meaning and errors. The machine does small ones itself; these are for
//! what is left.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::IntRef;
use super::float_ops;
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

/// `a + b`
pub fn add(a: IntRef<'_>, b: IntRef<'_>) -> BigInt {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => (x as i128 + y as i128).into(),
        (IntRef::Big(x), IntRef::Big(y)) => x + y,
        (IntRef::Big(x), IntRef::Small(y)) | (IntRef::Small(y), IntRef::Big(x)) => x + y,
    }
}

/// `a - b`
pub fn sub(a: IntRef<'_>, b: IntRef<'_>) -> BigInt {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => (x as i128 - y as i128).into(),
        (IntRef::Big(x), IntRef::Big(y)) => x - y,
        (IntRef::Big(x), IntRef::Small(y)) => x - y,
        (IntRef::Small(x), IntRef::Big(y)) => x - y,
    }
}

/// `a * b`
pub fn mul(a: IntRef<'_>, b: IntRef<'_>) -> BigInt {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => (x as i128 * y as i128).into(),
        (IntRef::Big(x), IntRef::Big(y)) => x * y,
        (IntRef::Big(x), IntRef::Small(y)) | (IntRef::Small(y), IntRef::Big(x)) => x * y,
    }
}

/// `&`, `|`, `^`: as machine words, else as big integers.
pub fn bitwise(
    a: IntRef<'_>,
    b: IntRef<'_>,
    small: fn(i64, i64) -> i64,
    big: fn(&BigInt, &BigInt) -> BigInt,
) -> BigInt {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => small(x, y).into(),
        (IntRef::Big(x), IntRef::Big(y)) => big(x, y),
        (IntRef::Big(x), IntRef::Small(y)) => big(x, &y.into()),
        (IntRef::Small(x), IntRef::Big(y)) => big(&x.into(), y),
    }
}

/// The size of a big integer modulo a number of 32 bits.
fn size_modulo(x: &BigInt, m: u32) -> u32 {
    let m = m as u64;
    let step = |rest: u64, digit: u64| {
        let high = (rest << 32 | digit >> 32) % m;
        (high << 32 | digit & 0xFFFF_FFFF) % m
    };
    x.iter_u64_digits().rev().fold(0, step) as u32
}

/// Quotient and remainder of the sizes of two big numbers that are about equally long, so that the quotient is
/// short: it is guessed from the leading bits, and then corrected.
fn short_division(x: &BigInt, y: &BigInt) -> Option<(BigUint, BigUint)> {
    let (x, y) = (x.magnitude(), y.magnitude());
    let (long, short) = (x.bits(), y.bits());
    if short <= 128 || long < short || long - short >= 56 {
        return None;
    }
    let drop = short - 64;
    let mut q = ((x >> drop).to_u128()? / (y >> drop).to_u128()?) as u64;
    // the guess is too large by one or two at most
    let mut product = y * q;
    while product > *x {
        product -= y;
        q -= 1;
    }
    let mut rest = x - product;
    while rest >= *y {
        rest -= y;
        q += 1;
    }
    Some((q.into(), rest))
}

/// A positive number of 32 bits.
fn small_positive(b: IntRef<'_>) -> Option<u32> {
    match b {
        IntRef::Small(y) => u32::try_from(y).ok().filter(|y| *y > 0),
        IntRef::Big(_) => None,
    }
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
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) if y != 0 && !(x == i64::MIN && y == -1) => {
            Ok(floor_div_small(x, y).unwrap_or_default().into())
        }
        (IntRef::Big(x), IntRef::Small(_)) if small_positive(b).is_some() => {
            let y = small_positive(b).unwrap_or(1);
            // towards zero, then down where something was cut off a negative number
            let quotient = x / y;
            let down = x.sign() == Sign::Minus && size_modulo(x, y) != 0;
            Ok(if down { quotient - 1u32 } else { quotient })
        }
        (IntRef::Big(x), IntRef::Big(y)) if x.sign() == y.sign() && !b.is_zero() => {
            match short_division(x, y) {
                Some((q, _)) => Ok(q.into()),
                None => Ok(x / y),
            }
        }
        _ => Ok(div_mod(a, b)?.0),
    }
}

/// `a % b`
pub fn modulo(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
    if b.is_zero() {
        return Err(PyErr::zero_division("integer modulo by zero"));
    }
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => return Ok(modulo_small(x, y).unwrap_or_default().into()),
        (IntRef::Big(x), IntRef::Small(_)) if small_positive(b).is_some() => {
            let y = small_positive(b).unwrap_or(1);
            let rest = size_modulo(x, y);
            let up = x.sign() == Sign::Minus && rest != 0;
            return Ok((if up { y - rest } else { rest }).into());
        }
        (IntRef::Big(x), IntRef::Big(y)) if x.sign() == Sign::Plus && y.sign() == Sign::Plus => {
            return Ok(match short_division(x, y) {
                Some((_, r)) => r.into(),
                None => x % y,
            });
        }
        _ => {}
    }
    Ok(a.to_big().mod_floor(&b.to_big()))
}

/// `divmod(a, b)`
pub fn div_mod(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<(BigInt, BigInt)> {
    if b.is_zero() { Err(division_by_zero()) } else { Ok(a.to_big().div_mod_floor(&b.to_big())) }
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
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.to_big().abs(), b.to_big().abs());
    // A quotient of 66 or 67 bits, the lowest standing for the rest too.
    let shift = 66 - (a.bits() as i64 - b.bits() as i64);
    let (quotient, rest) =
        if shift >= 0 { (a << shift as u64).div_rem(&b) } else { a.div_rem(&(b << shift.unsigned_abs())) };
    let mantissa = quotient.to_u128().unwrap_or(0) | !rest.is_zero() as u128;
    let result = float_ops::compose(mantissa, -shift);
    if result.is_infinite() {
        return Err(PyErr::overflow("integer division result too large for a float"));
    }
    Ok(if negative { -result } else { result })
}

/// `a ** b`: a float for a negative exponent
pub fn power(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<Number> {
    if b.is_negative() {
        return float_ops::power(a.to_f64()?, b.to_f64()?).map(Number::Float);
    }
    let base = a.to_big();
    let exponent = match b.to_i64().and_then(|e| u32::try_from(e).ok()) {
        _ if base.is_zero() || base.is_one() => (!b.is_zero() && base.is_zero()) as u32,
        _ if base == -BigInt::one() => b.to_big().is_odd() as u32,
        Some(e) if base.bits().saturating_mul(e as u64) <= MAX_BITS => e,
        _ => return Err(PyErr::memory()),
    };
    if base.is_one() {
        return Ok(Number::Int(base));
    }
    Ok(Number::Int(base.pow(exponent)))
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
        && e >= 0
        && m > 0
    {
        return Ok(power_mod_small(x.rem_euclid(m) as u64, e as u64, m as u64).into());
    }
    let modulus = m.to_big();
    let size = modulus.abs();
    let mut base = a.to_big().mod_floor(&size);
    if b.is_negative() {
        let inverse = base.modinv(&size);
        base = inverse.ok_or_else(|| PyErr::value("base is not invertible for the given modulus"))?;
    }
    let power = base.modpow(&b.to_big().abs(), &size);
    Ok(power.mod_floor(&modulus))
}

/// `a << b`
pub fn shift_left(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
    if b.is_negative() {
        return Err(PyErr::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(BigInt::zero());
    }
    match b.to_i64() {
        Some(count) if count as u64 <= MAX_BITS => Ok(a.to_big() << count as u64),
        Some(count) if count < 1 << 60 => Err(PyErr::memory()),
        _ => Err(PyErr::overflow("too many digits in integer")),
    }
}

/// `a >> b`
pub fn shift_right(a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
    if b.is_negative() {
        return Err(PyErr::value("negative shift count"));
    }
    match (a, b.to_i64()) {
        (IntRef::Small(x), Some(count)) if count < 64 => Ok((x >> count).into()),
        (IntRef::Big(x), Some(count)) if (count as u64) <= x.bits() => Ok(x >> count as u64),
        _ => Ok(if a.is_negative() { -BigInt::one() } else { BigInt::zero() }),
    }
}

/// `n.bit_length()`
pub fn bit_length(x: IntRef<'_>) -> u64 {
    match x {
        IntRef::Small(x) => 64 - x.unsigned_abs().leading_zeros() as u64,
        IntRef::Big(x) => x.bits(),
    }
}

/// `n.bit_count()`: of the absolute value
pub fn bit_count(x: IntRef<'_>) -> u64 {
    match x {
        IntRef::Small(x) => x.unsigned_abs().count_ones() as u64,
        IntRef::Big(x) => x.magnitude().count_ones(),
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
