//! Arithmetic of floats where Python differs from the machine, and rounding.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{FromPrimitive, One};

use super::convert::float_to_int;
use super::float_text::{FloatForm, FloatStyle, float_to_text};
use crate::value::fault::{PyErr, PyResult};

/// A finite float of no sign as mantissa and exponent: `mantissa * 2^exponent`.
pub fn decompose(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let (exponent, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

/// `2^exponent`, for exponents that a float can have.
pub(super) fn power_of_two(exponent: i32) -> f64 {
    match exponent {
        -1074..=-1023 => f64::from_bits(1 << (exponent + 1074)),
        -1022..=1023 => f64::from_bits(((exponent + 1023) as u64) << 52),
        1024.. => f64::INFINITY,
        _ => 0.0,
    }
}

/// The float nearest to `mantissa * 2^exponent` (ties to even); infinite if it is too large. The lowest bit of
/// the mantissa may stand for any further bits.
pub(super) fn compose(mantissa: u128, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let top = 127 - mantissa.leading_zeros() as i64 + exponent;
    if top > 1023 {
        return f64::INFINITY;
    }
    let lowest = (top - 52).max(-1074);
    let drop = lowest - exponent;
    let kept = if drop <= 0 {
        mantissa << -drop
    } else if drop > 127 {
        0
    } else {
        let half = 1u128 << (drop - 1);
        let rest = mantissa & ((half << 1) - 1);
        let kept = mantissa >> drop;
        kept + (rest > half || (rest == half && kept & 1 == 1)) as u128
    };
    kept as f64 * power_of_two(lowest as i32)
}

/// `a / b`
pub fn true_div(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 { Err(PyErr::zero_division("float division by zero")) } else { Ok(a / b) }
}

/// `a % b`: the sign of `b`
pub fn modulo(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 { Err(PyErr::zero_division("float modulo by zero")) } else { Ok(floor_parts(a, b).1) }
}

/// `a // b`
pub fn floor_div(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 { Err(PyErr::zero_division("float floor division by zero")) } else { Ok(floor_parts(a, b).0) }
}

/// `divmod(a, b)`
pub fn div_mod(a: f64, b: f64) -> PyResult<(f64, f64)> {
    if b == 0.0 { Err(PyErr::zero_division("float divmod()")) } else { Ok(floor_parts(a, b)) }
}

fn floor_parts(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0.0f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0f64.copysign(a / b), rest);
    }
    // The quotient is nearly whole; make it so.
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest)
}

/// `a ** b`. A complex result is an error here.
pub fn power(a: f64, b: f64) -> PyResult<f64> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(PyErr::zero_division("0.0 cannot be raised to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        let message = "a negative number to a fractional power is complex, and there are no complex numbers";
        return Err(PyErr::value(message));
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(PyErr::overflow("(34, 'Numerical result out of range')"));
    }
    Ok(result)
}

/// `a ** b` where both and the result are finite and no rule of its own holds; none otherwise
pub fn power_at_once(a: f64, b: f64) -> Option<f64> {
    let plain = a > 0.0 || b == b.floor() && (a < 0.0 || b >= 0.0);
    (plain && a.is_finite() && b.is_finite()).then(|| a.powf(b)).filter(|r| r.is_finite())
}

/// `round(x)`: to the nearest int, ties to even
pub fn round_to_int(x: f64) -> PyResult<BigInt> {
    float_to_int(x.round_ties_even())
}

/// Powers of ten that a float holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// `round(x, digits)` where the result times a power of ten is a whole number that a float holds exactly: their quotient
/// is the float nearest to the rounded decimal. None for others.
pub fn round_at_once(x: f64, digits: i64) -> Option<f64> {
    let power = *TENS.get(usize::try_from(digits).ok()?)?;
    let product = x * power;
    // half a unit must be a multiple of what tells products apart
    if product.abs() >= (1u64 << 51) as f64 || product.is_nan() {
        return None;
    }
    let whole = product.floor();
    let part = product - whole;
    let up = match part.partial_cmp(&0.5)? {
        Ordering::Less => false,
        Ordering::Greater => true,
        // a half only if nothing was lost in the product: then to even
        Ordering::Equal => match x.mul_add(power, -product).partial_cmp(&0.0)? {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => whole % 2.0 != 0.0,
        },
    };
    Some(((whole + up as u8 as f64) / power).copysign(x))
}

/// `round(x, digits)`: by the exact decimal value
pub fn round_to_digits(x: f64, digits: i64) -> PyResult<f64> {
    if let Some(rounded) = round_at_once(x, digits) {
        return Ok(rounded);
    }
    if !x.is_finite() || digits > 323 {
        return Ok(x);
    }
    if digits < -308 {
        return Ok(0.0 * x);
    }
    let text = if digits >= 0 {
        let precision = digits as usize;
        float_to_text(x, FloatStyle { form: FloatForm::Fixed, precision, ..FloatStyle::default() })
    } else {
        round_above_point(x, -digits as usize)
    };
    let rounded: f64 = text.parse().unwrap_or(x);
    if rounded.is_finite() {
        Ok(rounded)
    } else {
        Err(PyErr::overflow("rounded value too large to represent"))
    }
}

/// Rounds to a multiple of `10^places`; the text of the result.
fn round_above_point(x: f64, places: usize) -> String {
    // The exact decimal text, far enough that nothing but zeros follows.
    let text = format!("{:.1074}", x.abs());
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let whole = text.split('.').next().unwrap_or("0");
    if whole.len() < places {
        return format!("{sign}0");
    }
    let (kept, dropped) = text.split_at(whole.len() - places);
    let dropped: Vec<u8> = dropped.bytes().filter(u8::is_ascii_digit).collect();
    let up = match dropped.first() {
        Some(b'5') => {
            dropped[1..].iter().any(|&d| d != b'0') || kept.bytes().last().is_some_and(|d| d % 2 == 1)
        }
        Some(&first) => first > b'5',
        None => false,
    };
    let kept: BigInt = kept.parse().unwrap_or_default();
    format!("{sign}{}e{places}", kept + up as i64)
}

/// `x.is_integer()`
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x == x.trunc()
}

/// `x.as_integer_ratio()`
pub fn as_integer_ratio(x: f64) -> PyResult<(BigInt, BigInt)> {
    if x.is_nan() {
        return Err(PyErr::value("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(PyErr::overflow("cannot convert Infinity to integer ratio"));
    }
    if is_integer(x) {
        return Ok((BigInt::from_f64(x).unwrap_or_default(), BigInt::one()));
    }
    let (mantissa, exponent) = decompose(x.abs());
    let twos = mantissa.trailing_zeros() as i32;
    let numerator = BigInt::from(mantissa >> twos);
    // Not whole, so the exponent that is left is negative.
    let denominator = BigInt::one() << (-(exponent + twos)).max(0) as usize;
    Ok((if x < 0.0 { -numerator } else { numerator }, denominator))
}
