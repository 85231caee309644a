//! Between ints and floats, exactly.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::IntRef;
use crate::value::fault::{PyErr, PyResult};

/// `float(n)`: the nearest float, ties to even.
pub fn int_to_float(x: IntRef<'_>) -> PyResult<f64> {
    let float = match x {
        IntRef::Small(x) => x as f64,
        _ => x.with_limbs(|x| x.to_f64()),
    };
    if float.is_finite() { Ok(float) } else { Err(PyErr::overflow("int too large to convert to float")) }
}

/// `int(x)`: towards zero.
pub fn float_to_int(x: f64) -> PyResult<BigInt> {
    if x.is_nan() {
        return Err(PyErr::value("cannot convert float NaN to integer"));
    }
    BigInt::from_f64(x.trunc()).ok_or_else(|| PyErr::overflow("cannot convert float infinity to integer"))
}

/// The machine word that a float is exactly, if it is one.
pub fn float_to_i64_exact(x: f64) -> Option<i64> {
    // The upper border itself does not fit.
    let fits = (-9223372036854775808.0..9223372036854775808.0).contains(&x) && x.trunc() == x;
    fits.then_some(x as i64)
}

/// Compares an int with a float by their exact values; None for NaN.
pub fn compare_int_float(a: IntRef<'_>, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = b.trunc();
    let order = match (a, float_to_i64_exact(whole)) {
        (IntRef::Small(a), Some(w)) => a.cmp(&w),
        _ => a.to_big().cmp(&BigInt::from_f64(whole).unwrap_or_default()),
    };
    // Equal whole parts: the fraction decides.
    Some(order.then_with(|| 0.0f64.partial_cmp(&(b - whole)).unwrap_or(Ordering::Equal)))
}
