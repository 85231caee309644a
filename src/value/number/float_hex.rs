//! `float.hex` and `float.fromhex`.

use super::float_ops::{compose, decompose};
use crate::value::fault::{PyErr, PyResult};
use crate::value::text::Wtf8;

/// `x.hex()`
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return super::float_text::repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = decompose(x.abs());
    let (whole, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    let exponent = exponent + 52;
    let mark = if exponent < 0 { '-' } else { '+' };
    format!("{sign}0x{whole}.{fraction:013x}p{mark}{}", exponent.abs())
}

/// `float.fromhex(text)`
pub fn from_hex(text: Wtf8<'_>) -> PyResult<f64> {
    let wrong = || PyErr::value("invalid hexadecimal floating-point string");
    let text = text.as_str().ok_or_else(wrong)?;
    let body = text.trim_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']).to_ascii_lowercase();
    let (sign, body) = match body.as_bytes().first() {
        Some(b'-') => (-1.0, &body[1..]),
        Some(b'+') => (1.0, &body[1..]),
        _ => (1.0, &body[..]),
    };
    match body {
        "inf" | "infinity" => return Ok(sign * f64::INFINITY),
        "nan" => return Ok(f64::NAN.copysign(sign)),
        _ => {}
    }
    let body = body.strip_prefix("0x").unwrap_or(body);
    let (digits, exponent) = match body.split_once('p') {
        Some((digits, exponent)) => (digits, read_exponent(exponent).ok_or_else(wrong)?),
        None => (body, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + fraction.len() == 0 {
        return Err(wrong());
    }
    // The first 31 significant digits, the last bit standing for all others.
    let (mut mantissa, mut dropped) = (0u128, 0i64);
    for c in whole.chars().chain(fraction.chars()) {
        let digit = c.to_digit(16).ok_or_else(wrong)? as u128;
        if mantissa >> 120 == 0 {
            mantissa = mantissa << 4 | digit;
        } else {
            dropped += 1;
            mantissa |= (digit != 0) as u128;
        }
    }
    let scale = exponent.saturating_add(4 * (dropped - fraction.len() as i64));
    let value = compose(mantissa, scale.clamp(-1 << 40, 1 << 40));
    if value.is_infinite() {
        return Err(PyErr::overflow("hexadecimal value too large to represent as a float"));
    }
    Ok(sign * value)
}

/// A decimal exponent with a sign; one that is too long is as good as infinite.
fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i64>().unwrap_or(i64::MAX).min(1 << 40);
    Some(if text.starts_with('-') { -size } else { size })
}
