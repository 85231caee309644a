//! Ints as text and back: `int('…', base)`, `str(n)`, `bin`, `oct`, `hex`, with the limit on decimal digits.

use num_bigint::{BigInt, BigUint};

use super::IntRef;
use super::int_ops::bit_length;
use super::limbs::{self, Limbs};
use crate::value::fault::{PyErr, PyResult};
use crate::value::text::unicode::{decimal_value, is_space};
use crate::value::text::{Wtf8, repr};

/// `sys.get_int_max_str_digits()` at the start.
pub const DEFAULT_MAX_DIGITS: usize = 4300;

const ADVICE: &str = "use sys.set_int_max_str_digits() to increase the limit";

/// `str(n)`, with at most `max_digits` digits (0: no limit).
pub fn to_decimal(x: IntRef<'_>, max_digits: usize) -> PyResult<String> {
    if let IntRef::Small(x) = x {
        return Ok(x.to_string());
    }
    let too_long = || {
        let message =
            format!("Exceeds the limit ({max_digits} digits) for integer string conversion; {ADVICE}");
        Err(PyErr::value(message))
    };
    // A lower bound of the digits first: conversion takes quadratic time.
    if max_digits > 0 && bit_length(x) as f64 * std::f64::consts::LOG10_2 > max_digits as f64 + 2.0 {
        return too_long();
    }
    let text = x.with_limbs(limbs::to_decimal);
    let digits = text.len() - text.starts_with('-') as usize;
    if max_digits > 0 && digits > max_digits { too_long() } else { Ok(text) }
}

/// A machine word in any radix from 2 to 36.
pub(super) fn small_to_radix(x: i64, radix: u32) -> String {
    let radix = radix.clamp(2, 36) as u64;
    let (mut text, mut at) = ([0; 65], 65);
    let mut left = x.unsigned_abs();
    let mut push = |digit: u8| {
        at -= 1;
        text[at] = digit;
    };
    loop {
        let (upper, digit) = if radix == 16 { (left >> 4, left & 15) } else { (left / radix, left % radix) };
        push(DIGITS[digit as usize]);
        left = upper;
        if left == 0 {
            break;
        }
    }
    if x < 0 {
        push(b'-');
    }
    String::from_utf8_lossy(&text[at..]).into_owned()
}

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// `bin(n)`, `oct(n)`, `hex(n)`: the prefix is `0b`, `0o` or `0x`.
pub fn prefixed(x: IntRef<'_>, radix: u32) -> String {
    let bits: u32 = match radix {
        2 => 1,
        8 => 3,
        _ => 4,
    };
    x.with_limbs(|x| {
        let mut text = Vec::with_capacity((x.bits() / bits as u64) as usize + 4);
        text.extend_from_slice(if x.negative() { b"-0" } else { b"0" });
        text.push(match radix {
            2 => b'b',
            8 => b'o',
            _ => b'x',
        });
        limbs::write_bits(&mut text, x, bits);
        String::from_utf8(text).unwrap_or_default()
    })
}

/// An int that has been read from text or bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// Below zero.
    pub negative: bool,
    /// The digits of its size.
    pub digits: Vec<u64>,
}

impl Parsed {
    /// Sign and digits.
    pub fn limbs(&self) -> Limbs<'_> {
        Limbs::new(self.negative, &self.digits)
    }
}

impl From<Parsed> for BigInt {
    fn from(n: Parsed) -> BigInt {
        n.limbs().to_big()
    }
}

/// `int(text, base)` for a str; base 0 reads the prefix of a literal.
pub fn parse(text: Wtf8<'_>, base: i64, max_digits: usize) -> PyResult<Parsed> {
    let base = check_base(base)?;
    let shown = || repr::repr(text).as_wtf8().to_string_lossy().into_owned();
    // ASCII stays as it is: its separators below the blank are not blank here
    if text.as_bytes().is_ascii() {
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
pub fn parse_bytes(bytes: &[u8], base: i64, max_digits: usize) -> PyResult<Parsed> {
    let base = check_base(base)?;
    parse_plain(bytes, base, max_digits)?.ok_or_else(|| complaint(base, &repr::repr_bytes(bytes)))
}

/// So much of a wrong text an error shows.
const MOST_SHOWN: usize = 200;

fn check_base(base: i64) -> PyResult<u32> {
    match base {
        0 | 2..=36 => Ok(base as u32),
        _ => Err(PyErr::value("int() base must be >= 2 and <= 36, or 0")),
    }
}

fn complaint(base: u32, shown: &str) -> PyErr {
    let shown: String = shown.chars().take(MOST_SHOWN).collect();
    PyErr::value(format!("invalid literal for int() with base {base}: {shown}"))
}

/// The value of the digits; None if the text is no int.
fn parse_plain(text: &[u8], base: u32, max_digits: usize) -> PyResult<Option<Parsed>> {
    let space = |b: &u8| matches!(b, b' ' | 9..=13);
    let start = text.iter().position(|b| !space(b)).unwrap_or(text.len());
    let end = text.iter().rposition(|b| !space(b)).map_or(start, |at| at + 1);
    let mut rest = &text[start..end];
    let mut negative = false;
    if let [first @ (b'+' | b'-'), tail @ ..] = rest {
        negative = *first == b'-';
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
    let joined;
    let found = if rest.contains(&b'_') {
        let Some(digits) = without_underscores(rest) else { return Ok(None) };
        joined = digits;
        &joined[..]
    } else {
        rest
    };
    // without a jump for each
    let plain = match radix {
        2 => found.iter().fold(true, |plain, b| plain & matches!(b, b'0' | b'1')),
        10 => found.iter().fold(true, |plain, b| plain & b.is_ascii_digit()),
        16 => found.iter().fold(true, |plain, b| plain & b.is_ascii_hexdigit()),
        _ => found.iter().all(|b| (VALUES[*b as usize] as u32) < radix),
    };
    if found.is_empty() || !plain {
        return Ok(None);
    }
    if max_digits > 0 && found.len() > max_digits && !radix.is_power_of_two() {
        let found = found.len();
        let message = format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {found} digits; {ADVICE}"
        );
        return Err(PyErr::value(message));
    }
    let digits = match radix {
        10 => limbs::from_decimal(found),
        _ if radix.is_power_of_two() => limbs::from_bits(found, radix.trailing_zeros()),
        _ => {
            let digits: Vec<u8> = found.iter().map(|b| VALUES[*b as usize]).collect();
            let value = BigUint::from_radix_be(&digits, radix).unwrap_or_default();
            value.iter_u64_digits().collect()
        }
    };
    if octal_like && !digits.is_empty() {
        // `010` is no literal.
        return Ok(None);
    }
    Ok(Some(Parsed { negative, digits }))
}

/// Text without single underscores between its digits; none if others are left.
fn without_underscores(text: &[u8]) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(text.len());
    let mut after_digit = false;
    for &b in text {
        if b != b'_' {
            digits.push(b);
        } else if !after_digit {
            return None;
        }
        after_digit = b != b'_';
    }
    after_digit.then_some(digits)
}

/// The number of a plain text of decimal digits, with a sign perhaps, as long as the limit allows.
pub fn parse_digits(text: &[u8], max_digits: usize) -> Option<Parsed> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        _ => (false, text),
    };
    let fits = max_digits == 0 || digits.len() <= max_digits;
    let plain = !digits.is_empty() && fits && digits.iter().all(u8::is_ascii_digit);
    plain.then(|| Parsed { negative, digits: limbs::from_decimal(digits) })
}

/// What each character is as a digit; 255 if it is none.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut value = 0;
    while value < 36 {
        let digit = DIGITS[value as usize];
        values[digit as usize] = value;
        values[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    values
};
