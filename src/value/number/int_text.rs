//! Ints as text and back: `int('…', base)`, `str(n)`, `bin`, `oct`, `hex`, with the limit on decimal digits.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::Zero;

use super::IntRef;
use crate::value::fault::{PyErr, PyResult};
use crate::value::text::unicode::{decimal_value, is_space};
use crate::value::text::{Wtf8, repr};

/// `sys.get_int_max_str_digits()` at the start.
pub const DEFAULT_MAX_DIGITS: usize = 4300;

const ADVICE: &str = "use sys.set_int_max_str_digits() to increase the limit";

/// `str(n)`, with at most `max_digits` digits (0: no limit).
pub fn to_decimal(x: IntRef<'_>, max_digits: usize) -> PyResult<String> {
    let big = match x {
        IntRef::Small(x) => return Ok(x.to_string()),
        IntRef::Big(x) => x,
    };
    let too_long = || {
        let message =
            format!("Exceeds the limit ({max_digits} digits) for integer string conversion; {ADVICE}");
        Err(PyErr::value(message))
    };
    // A lower bound of the digits first: conversion takes quadratic time.
    if max_digits > 0 && big.bits() as f64 * std::f64::consts::LOG10_2 > max_digits as f64 + 2.0 {
        return too_long();
    }
    let text = if big.bits() <= QUADRATIC_BITS { short_decimal(big) } else { big.to_string() };
    let digits = text.len() - text.starts_with('-') as usize;
    if max_digits > 0 && digits > max_digits { too_long() } else { Ok(text) }
}

/// Up to this size the plain method with its short steps is the faster one.
const QUADRATIC_BITS: u64 = 8000;

/// The decimal text of a number that is not too big: digits to the base of 10^9, each word of the number
/// multiplied in.
fn short_decimal(x: &BigInt) -> String {
    const BASE: u64 = 1_000_000_000;
    let mut out: Vec<u32> = Vec::with_capacity(x.bits() as usize / 29 + 2);
    let mut take = |word: u64| {
        let mut carry = word;
        for digit in &mut out {
            let z = (*digit as u64) << 32 | carry;
            carry = z / BASE;
            *digit = (z % BASE) as u32;
        }
        while carry > 0 {
            out.push((carry % BASE) as u32);
            carry /= BASE;
        }
    };
    let words: Vec<u32> = x.iter_u32_digits().collect();
    words.iter().rev().for_each(|w| take(*w as u64));
    let mut text = Vec::with_capacity(out.len() * 9 + 1);
    if x.sign() == Sign::Minus {
        text.push(b'-');
    }
    let Some((top, rest)) = out.split_last() else { return "0".into() };
    text.extend_from_slice(top.to_string().as_bytes());
    for digit in rest.iter().rev() {
        let mut nine = [b'0'; 9];
        let mut left = *digit;
        for place in nine.iter_mut().rev() {
            *place = b'0' + (left % 10) as u8;
            left /= 10;
        }
        text.extend_from_slice(&nine);
    }
    String::from_utf8(text).unwrap_or_default()
}

/// A machine word in any radix from 2 to 36.
pub(super) fn small_to_radix(x: i64, radix: u32) -> String {
    let radix = radix.clamp(2, 36);
    let mut left = x.unsigned_abs();
    let mut out = Vec::new();
    loop {
        out.push(char::from_digit((left % radix as u64) as u32, radix).unwrap_or('0'));
        left /= radix as u64;
        if left == 0 {
            break;
        }
    }
    if x < 0 {
        out.push('-');
    }
    out.iter().rev().collect()
}

/// `bin(n)`, `oct(n)`, `hex(n)`: the prefix is `0b`, `0o` or `0x`.
pub fn prefixed(x: IntRef<'_>, radix: u32) -> String {
    let text = x.to_radix(radix);
    let prefix = match radix {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    match text.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{text}"),
    }
}

/// `int(text, base)` for a str; base 0 reads the prefix of a literal.
pub fn parse(text: Wtf8<'_>, base: i64, max_digits: usize) -> PyResult<BigInt> {
    let base = check_base(base)?;
    let shown = || repr::repr(text).as_wtf8().to_string_lossy().into_owned();
    // of ASCII, only the separators below the blank would need to be changed
    if text.as_bytes().iter().all(|b| (b' '..0x80).contains(b)) {
        return parse_plain(text.as_bytes(), base, max_digits)?.ok_or_else(|| complaint(base, &shown()));
    }
    let mut plain = Vec::with_capacity(text.len());
    for c in text.chars() {
        plain.push(match decimal_value(c) {
            Some(digit) => b'0' + digit as u8,
            None if is_space(c) => b' ',
            None if c < 0x80 => c as u8,
            // Nothing that an int may hold.
            None => b'?',
        });
    }
    parse_plain(&plain, base, max_digits)?.ok_or_else(|| complaint(base, &shown()))
}

/// `int(bytes, base)`
pub fn parse_bytes(bytes: &[u8], base: i64, max_digits: usize) -> PyResult<BigInt> {
    let base = check_base(base)?;
    parse_plain(bytes, base, max_digits)?.ok_or_else(|| complaint(base, &repr::repr_bytes(bytes)))
}

fn check_base(base: i64) -> PyResult<u32> {
    match base {
        0 | 2..=36 => Ok(base as u32),
        _ => Err(PyErr::value("int() base must be >= 2 and <= 36, or 0")),
    }
}

fn complaint(base: u32, shown: &str) -> PyErr {
    PyErr::value(format!("invalid literal for int() with base {base}: {shown}"))
}

/// The value of the digits; None if the text is no int.
fn parse_plain(text: &[u8], base: u32, max_digits: usize) -> PyResult<Option<BigInt>> {
    let space = |b: &u8| matches!(b, b' ' | 9..=13);
    let start = text.iter().position(|b| !space(b)).unwrap_or(text.len());
    let end = text.iter().rposition(|b| !space(b)).map_or(start, |at| at + 1);
    let mut rest = &text[start..end];
    let mut sign = Sign::Plus;
    if let [first @ (b'+' | b'-'), tail @ ..] = rest {
        sign = if *first == b'-' { Sign::Minus } else { Sign::Plus };
        rest = tail;
    }
    let (mut radix, mut octal_like) = (base, false);
    let prefix = match rest {
        [b'0', b'b' | b'B', ..] => 2,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'x' | b'X', ..] => 16,
        _ => 0,
    };
    if base == 0 {
        radix = if prefix == 0 { 10 } else { prefix };
        octal_like = prefix == 0 && rest.first() == Some(&b'0');
    }
    if prefix != 0 && radix == prefix {
        rest = &rest[2..];
        // One underscore may stand between the prefix and the digits.
        rest = rest.strip_prefix(b"_").unwrap_or(rest);
    }
    let Some(digits) = digits_of(rest, radix) else { return Ok(None) };
    if max_digits > 0 && digits.len() > max_digits && !radix.is_power_of_two() {
        let found = digits.len();
        let message = format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {found} digits; {ADVICE}"
        );
        return Err(PyErr::value(message));
    }
    let value = BigUint::from_radix_be(&digits, radix).unwrap_or_default();
    if octal_like && !value.is_zero() {
        // `010` is no literal.
        return Ok(None);
    }
    Ok(Some(BigInt::from_biguint(sign, value)))
}

/// The digits' values, single underscores between them left out.
fn digits_of(text: &[u8], radix: u32) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(text.len());
    let mut after_digit = false;
    for &b in text {
        if b == b'_' {
            if !after_digit {
                return None;
            }
            after_digit = false;
        } else {
            digits.push((b as char).to_digit(radix)? as u8);
            after_digit = true;
        }
    }
    after_digit.then_some(digits)
}
