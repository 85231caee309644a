//! The functions of the math module over floats, with its errors.

use super::float_ops::{decompose, power_of_two};
use super::limbs::Limbs;
use super::{IntRef, error_function, special};
use crate::value::fault::{PyErr, PyResult};

fn domain() -> PyErr {
    PyErr::value("math domain error")
}

fn range() -> PyErr {
    PyErr::overflow("math range error")
}

/// Judges a result: NaN out of something else and (where nothing overflows) infinity out of something finite
/// are outside the domain; other infinities are out of range.
fn judge(result: f64, nan: bool, finite: bool, overflows: bool) -> PyResult<f64> {
    if result.is_nan() && !nan {
        return Err(domain());
    }
    if result.is_infinite() && finite {
        return Err(if overflows { range() } else { domain() });
    }
    Ok(result)
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident, $overflows:literal, $body:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(x: f64) -> PyResult<f64> {
            let body: fn(f64) -> f64 = $body;
            judge(body(x), x.is_nan(), x.is_finite(), $overflows)
        }
    )*};
}

functions! {
    /// `math.acos`
    acos, false, f64::acos;
    /// `math.acosh`
    acosh, false, special::acosh;
    /// `math.asin`
    asin, false, f64::asin;
    /// `math.asinh`
    asinh, false, special::asinh;
    /// `math.atan`
    atan, false, f64::atan;
    /// `math.atanh`
    atanh, false, special::atanh;
    /// `math.cbrt`
    cbrt, false, f64::cbrt;
    /// `math.cos`
    cos, false, f64::cos;
    /// `math.cosh`
    cosh, true, f64::cosh;
    /// `math.erf`
    erf, false, error_function::erf;
    /// `math.erfc`
    erfc, false, error_function::erfc;
    /// `math.exp`
    exp, true, f64::exp;
    /// `math.exp2`
    exp2, true, f64::exp2;
    /// `math.expm1`
    expm1, true, f64::exp_m1;
    /// `math.gamma`
    gamma, true, |x| if x == 0.0 { f64::NAN } else { special::gamma(x) };
    /// `math.lgamma`
    lgamma, true, |x| if x <= 0.0 && x == x.floor() && x.is_finite() { f64::NAN } else { special::lgamma(x) };
    /// `math.log1p`
    log1p, false, f64::ln_1p;
    /// `math.sin`
    sin, false, f64::sin;
    /// `math.sinh`
    sinh, true, f64::sinh;
    /// `math.sqrt`
    sqrt, false, f64::sqrt;
    /// `math.tan`
    tan, false, f64::tan;
    /// `math.tanh`
    tanh, false, f64::tanh;
}

/// `math.degrees`
pub fn degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

/// `math.radians`
pub fn radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

/// Which logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// `math.log(x)`
    Natural,
    /// `math.log2(x)`
    Two,
    /// `math.log10(x)`
    Ten,
}

impl Log {
    fn of(self, x: f64) -> f64 {
        match self {
            Log::Natural => x.ln(),
            Log::Two => x.log2(),
            Log::Ten => x.log10(),
        }
    }
}

/// A logarithm of a float.
pub fn log(x: f64, which: Log) -> PyResult<f64> {
    if x <= 0.0 { Err(domain()) } else { Ok(which.of(x)) }
}

/// A logarithm of an int of any size.
pub fn log_int(x: IntRef<'_>, which: Log) -> PyResult<f64> {
    if x.is_negative() || x.is_zero() {
        return Err(domain());
    }
    if let Ok(float) = x.to_f64() {
        return Ok(which.of(float));
    }
    // x = mantissa * 2^exponent with the mantissa from a half to one.
    let (mantissa, exponent) = x.with_limbs(frexp_limbs);
    Ok(which.of(mantissa) + which.of(2.0) * exponent as f64)
}

/// A number of at least two digits as a float from 0.5 to 1 and an exponent.
fn frexp_limbs(x: Limbs<'_>) -> (f64, u64) {
    let [below @ .., low, high] = x.digits() else { return (0.5, x.bits()) };
    let cut = high.leading_zeros();
    let top = ((*high as u128) << 64 | *low as u128) << cut;
    // One lower bit stands for all that is cut off, so that rounding comes out right.
    let sticky = top as u64 != 0 || below.iter().any(|d| *d != 0);
    let (mantissa, carry) = frexp(((top >> 64) as u64 | sticky as u64) as f64);
    (mantissa, x.bits() - 64 + carry as u64)
}

/// `math.log(x, base)` from the two natural logarithms
pub fn log_quotient(log_x: f64, log_base: f64) -> PyResult<f64> {
    super::float_ops::true_div(log_x, log_base)
}

/// `math.pow`
pub fn pow(x: f64, y: f64) -> PyResult<f64> {
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(domain());
    }
    judge(x.powf(y), x.is_nan() || y.is_nan(), x.is_finite() && y.is_finite(), true)
}

/// `math.fmod`
pub fn fmod(x: f64, y: f64) -> PyResult<f64> {
    judge(x % y, x.is_nan() || y.is_nan(), false, false)
}

/// `math.remainder`: the rest by the nearest quotient (ties to even)
pub fn remainder(x: f64, y: f64) -> PyResult<f64> {
    if x.is_nan() || y.is_nan() {
        return Ok(if x.is_nan() { x } else { y });
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain());
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (size, unit) = (x.abs(), y.abs());
    let rest = size % unit;
    let short = unit - rest;
    let rest = if rest < short {
        rest
    } else if rest > short {
        -short
    } else {
        rest - 2.0 * ((0.5 * (size - rest)) % unit)
    };
    Ok(1.0f64.copysign(x) * rest)
}

/// `math.fma`
pub fn fma(x: f64, y: f64, z: f64) -> PyResult<f64> {
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(PyErr::value("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(PyErr::overflow("overflow in fma"));
    }
    Ok(result)
}

/// `math.frexp`
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (mantissa, exponent) = decompose(x.abs());
    let bits = 64 - mantissa.leading_zeros() as i32;
    let fraction = mantissa as f64 * power_of_two(-bits);
    (fraction.copysign(x), exponent + bits)
}

/// `math.ldexp`
pub fn ldexp(x: f64, exponent: IntRef<'_>) -> PyResult<f64> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let limit = if exponent.is_negative() { -5000 } else { 5000 };
    let by = exponent.to_i64().unwrap_or(limit).clamp(-5000, 5000);
    let (mantissa, base) = decompose(x.abs());
    let result = super::float_ops::compose(mantissa as u128, base as i64 + by);
    if result.is_infinite() { Err(range()) } else { Ok(result.copysign(x)) }
}

/// `math.modf`: fraction and whole part
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0.0f64.copysign(x), x);
    }
    ((x - x.trunc()).copysign(x), x.trunc())
}

/// `math.nextafter`; `steps` is None if it was not given
pub fn next_after(x: f64, towards: f64, steps: Option<i64>) -> PyResult<f64> {
    let single = steps.is_none();
    let steps = u64::try_from(steps.unwrap_or(1))
        .map_err(|_| PyErr::value("steps must be a non-negative integer"))?;
    if steps == 0 || x.is_nan() {
        return Ok(x);
    }
    if towards.is_nan() || x == towards {
        return Ok(towards);
    }
    // Bits as a line of whole numbers that passes through zero.
    let place =
        |f: f64| if f.is_sign_negative() { -((f.to_bits() << 1 >> 1) as i128) } else { f.to_bits() as i128 };
    let (from, to) = (place(x), place(towards));
    let reached = if from < to { (from + steps as i128).min(to) } else { (from - steps as i128).max(to) };
    if reached == to && !(single && reached == 0) {
        return Ok(towards);
    }
    let size = f64::from_bits(reached.unsigned_abs() as u64);
    // Zero keeps the sign of where it was reached from.
    Ok(if reached < 0 || (reached == 0 && x < 0.0) { -size } else { size })
}

/// `math.ulp`
pub fn ulp(x: f64) -> f64 {
    if !x.is_finite() {
        return x.abs();
    }
    power_of_two(decompose(x.abs()).1)
}

/// `math.isclose`
pub fn is_close(a: f64, b: f64, relative: f64, absolute: f64) -> PyResult<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(PyErr::value("tolerances must be non-negative"));
    }
    if a == b || a.is_infinite() || b.is_infinite() {
        return Ok(a == b);
    }
    let gap = (b - a).abs();
    Ok(gap <= (relative * b).abs() || gap <= (relative * a).abs() || gap <= absolute)
}

/// `sum()` over floats: Neumaier's compensated sum.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompensatedSum {
    high: f64,
    low: f64,
}

impl CompensatedSum {
    /// Starts with a value.
    pub fn new(start: f64) -> CompensatedSum {
        CompensatedSum { high: start, low: 0.0 }
    }

    /// Adds a float.
    pub fn add(&mut self, x: f64) {
        let sum = self.high + x;
        self.low += if self.high.abs() >= x.abs() { (self.high - sum) + x } else { (x - sum) + self.high };
        self.high = sum;
    }

    /// Adds an int that fits into a machine word, which CPython does without compensation.
    pub fn add_int(&mut self, x: i64) {
        self.high += x as f64;
    }

    /// The sum.
    pub fn value(self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// `math.fsum`: the exact sum, rounded once
pub fn fsum(items: impl IntoIterator<Item = f64>) -> PyResult<f64> {
    // Partial sums that do not overlap, small ones first (Shewchuk).
    let mut parts: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0f64, 0.0f64);
    for item in items {
        let mut x = item;
        let mut kept = 0;
        for i in 0..parts.len() {
            let mut y = parts[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                parts[kept] = low;
                kept += 1;
            }
            x = high;
        }
        parts.truncate(kept);
        if x.is_finite() {
            if x != 0.0 {
                parts.push(x);
            }
            continue;
        }
        if item.is_finite() {
            return Err(PyErr::overflow("intermediate overflow in fsum"));
        }
        if item.is_infinite() {
            infinite += item;
        }
        special += item;
        parts.clear();
    }
    if special != 0.0 {
        return if infinite.is_nan() { Err(PyErr::value("-inf + inf in fsum")) } else { Ok(special) };
    }
    let mut high = parts.pop().unwrap_or(0.0);
    while let Some(y) = parts.pop() {
        let x = high;
        high = x + y;
        let low = y - (high - x);
        if low != 0.0 {
            // A tie, or so it seems: the next part says which way it goes.
            if parts.last().is_some_and(|next| (low < 0.0) == (*next < 0.0)) {
                let twice = low * 2.0;
                let up = high + twice;
                if twice == up - high {
                    high = up;
                }
            }
            break;
        }
    }
    Ok(high)
}

/// `math.hypot`
pub fn hypot(coordinates: impl IntoIterator<Item = f64>) -> f64 {
    let mut sizes: Vec<f64> = coordinates.into_iter().map(f64::abs).collect();
    norm(&mut sizes)
}

/// `math.hypot` of two coordinates
pub fn hypot_of_two(x: f64, y: f64) -> f64 {
    norm(&mut [x.abs(), y.abs()])
}

/// `math.dist`
pub fn dist(p: &[f64], q: &[f64]) -> PyResult<f64> {
    if p.len() != q.len() {
        return Err(PyErr::value("both points must have the same number of dimensions"));
    }
    let mut sizes: Vec<f64> = p.iter().zip(q).map(|(a, b)| (a - b).abs()).collect();
    Ok(norm(&mut sizes))
}

/// The Euclidean norm of sizes: scaled by a power of two, summed in two parts, the root corrected once.
fn norm(sizes: &mut [f64]) -> f64 {
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    if largest == f64::INFINITY {
        return largest;
    }
    if sizes.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || sizes.len() <= 1 {
        return largest;
    }
    let exponent = frexp(largest).1;
    if exponent < -1023 {
        // The scale would overflow: make the subnormal ones normal first.
        sizes.iter_mut().for_each(|x| *x /= f64::MIN_POSITIVE);
        return f64::MIN_POSITIVE * norm(sizes);
    }
    let scale = power_of_two(-exponent);
    let (mut sum, mut low1, mut low2) = (1.0f64, 0.0f64, 0.0f64);
    let mut add_product = |sum: &mut f64, x: f64, y: f64| {
        let product = x * y;
        low1 += x.mul_add(y, -product);
        let total = *sum + product;
        low2 += (*sum - total) + product;
        *sum = total;
        low1 + low2
    };
    let mut low = 0.0;
    for x in sizes.iter() {
        let x = x * scale;
        low = add_product(&mut sum, x, x);
    }
    let root = (sum - 1.0 + low).sqrt();
    low = add_product(&mut sum, -root, root);
    let left = sum - 1.0 + low;
    (root + left / (2.0 * root)) / scale
}
