//! Floats as text and back: `repr`, the forms of the format language, and `float('…')`.

use super::super::fault::{PyErr, PyResult};
use super::super::text::Wtf8;
use super::super::text::repr as text_repr;
use super::super::text::unicode::{decimal_value, is_space};

/// The shape of a float's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FloatForm {
    /// The fewest digits that read back the same (`repr`).
    #[default]
    Shortest,
    /// `1.5e+00`
    Exponent,
    /// `1.500000`
    Fixed,
    /// Either of these, by the exponent, without trailing zeros.
    General,
}

/// How to write a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FloatStyle {
    /// The shape.
    pub form: FloatForm,
    /// Digits after the point, or of significance ([`FloatForm::General`]).
    pub precision: usize,
    /// `#`: always a point, and trailing zeros stay.
    pub alternate: bool,
    /// `z`: what rounds to zero loses its sign.
    pub no_negative_zero: bool,
    /// At least one digit after the point.
    pub add_dot_zero: bool,
    /// Capitals in exponents, infinities and NaN.
    pub upper: bool,
}

/// No finite float has more digits than this, before or after the point; further ones are zeros.
const MOST_DIGITS: usize = 1100;

/// `repr(x)`
pub fn repr(x: f64) -> String {
    if !x.is_finite() {
        return non_finite(x).to_string();
    }
    let size = x.abs();
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        return zmij::Buffer::new().format_finite(x).to_string();
    }
    float_to_text(x, FloatStyle { add_dot_zero: true, ..FloatStyle::default() })
}

fn non_finite(x: f64) -> &'static str {
    if x.is_nan() {
        "nan"
    } else if x > 0.0 {
        "inf"
    } else {
        "-inf"
    }
}

/// Writes a float in a given style.
pub fn float_to_text(x: f64, style: FloatStyle) -> String {
    let mut text = if !x.is_finite() {
        non_finite(x).to_string()
    } else {
        let body = match style.form {
            FloatForm::Fixed => fixed(x.abs(), style.precision, style.alternate),
            _ => digits_form(x.abs(), style),
        };
        let zero = || body.bytes().take_while(|b| *b != b'e').all(|b| matches!(b, b'0' | b'.'));
        let minus = x.is_sign_negative() && !(style.no_negative_zero && zero());
        if minus { format!("-{body}") } else { body }
    };
    if style.upper {
        text.make_ascii_uppercase();
    }
    text
}

fn fixed(x: f64, precision: usize, alternate: bool) -> String {
    let exact = precision.min(MOST_DIGITS);
    let mut out = format!("{x:.exact$}");
    out.extend(std::iter::repeat_n('0', precision - exact));
    if alternate && precision == 0 {
        out.push('.');
    }
    out
}

fn digits_form(x: f64, style: FloatStyle) -> String {
    let (digits, point, exponent_form, shown) = match style.form {
        FloatForm::Exponent => {
            let (digits, point) = exact_digits(x, style.precision);
            (digits, point, true, style.precision + 1)
        }
        FloatForm::General => {
            let precision = style.precision.max(1);
            let (mut digits, point) = exact_digits(x, precision - 1);
            if !style.alternate {
                digits.truncate(digits.trim_end_matches('0').len().max(1));
            }
            let limit = precision as i64 - style.add_dot_zero as i64;
            let exponent_form = point <= -4 || point as i64 > limit;
            (digits, point, exponent_form, if style.alternate { precision } else { 0 })
        }
        _ => {
            let (digits, point) = shortest_digits(x);
            let exponent_form = point <= -4 || point > 16;
            (digits, point, exponent_form, 0)
        }
    };
    let place = if exponent_form { 1 } else { point };
    let mut out = String::with_capacity(digits.len() + 8);
    if place <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', -place as usize));
        out.push_str(&digits);
    } else {
        let place = place as usize;
        out.push_str(&digits[..digits.len().min(place)]);
        out.extend(std::iter::repeat_n('0', place.saturating_sub(digits.len())));
        out.push('.');
        out.push_str(digits.get(place..).unwrap_or(""));
    }
    // Zeros up to the digits wanted; `shown` counts from the first significant one.
    let after_point = (shown as i64 - place as i64).max((style.add_dot_zero && !exponent_form) as i64);
    let have = out.len() - out.find('.').map_or(out.len(), |at| at + 1);
    out.extend(std::iter::repeat_n('0', (after_point.max(0) as usize).saturating_sub(have)));
    if out.ends_with('.') && !style.alternate {
        out.pop();
    }
    if exponent_form {
        let exponent = point - 1;
        let sign = if exponent < 0 { '-' } else { '+' };
        out.push_str(&format!("e{sign}{:02}", exponent.abs()));
    }
    out
}

/// Digits without point, and where the point stands: 1 means after the first digit. `1.5` is ("15", 1).
fn split_digits(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let leading = all.len() - all.trim_start_matches('0').len();
    if leading == all.len() {
        return (all, whole.len() as i32);
    }
    let point = whole.len() as i32 - leading as i32 + exponent.parse::<i32>().unwrap_or(0);
    (all[leading..].to_string(), point)
}

/// The fewest digits that give this float back.
pub(super) fn shortest_digits(x: f64) -> (String, i32) {
    let (mut digits, point) = split_digits(zmij::Buffer::new().format_finite(x));
    digits.truncate(digits.trim_end_matches('0').len().max(1));
    if digits == "0" || digits.is_empty() { ("0".to_string(), 1) } else { (digits, point) }
}

/// The digits of the exactly rounded value, with `after` digits after the first.
fn exact_digits(x: f64, after: usize) -> (String, i32) {
    let after = after.min(MOST_DIGITS);
    let (digits, point) = split_digits(&format!("{x:.after$e}"));
    if x == 0.0 { (digits, 1) } else { (digits, point) }
}

/// `float(text)` for a str
pub fn parse(text: Wtf8<'_>) -> PyResult<f64> {
    parse_plain(text).ok_or_else(|| complaint(text_repr::repr(text).as_wtf8().to_string_lossy().as_ref()))
}

/// `float(bytes)`
pub fn parse_bytes(bytes: &[u8]) -> PyResult<f64> {
    let text = if bytes.is_ascii() { parse_plain(Wtf8::new(bytes)) } else { None };
    text.ok_or_else(|| complaint(&text_repr::repr_bytes(bytes)))
}

fn complaint(shown: &str) -> PyErr {
    PyErr::value(format!("could not convert string to float: {shown}"))
}

/// The float that a text means: white space around it, digits of any script, single `_` between digits.
fn parse_plain(text: Wtf8<'_>) -> Option<f64> {
    let mut plain = String::with_capacity(text.len());
    let ascii = text.as_bytes().is_ascii();
    for c in text.chars() {
        plain.push(match decimal_value(c) {
            Some(digit) => char::from_digit(digit, 10)?,
            // in ASCII text the separators below the blank are no white space
            None if is_space(c) && !(ascii && (0x1c..0x20).contains(&c)) => ' ',
            None => char::from_u32(c).filter(char::is_ascii)?,
        });
    }
    let plain = plain.trim_matches(' ');
    if !plain.contains('_') {
        return read(plain);
    }
    let bytes = plain.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let between = |i: usize| digit(i.checked_sub(1)) && digit(Some(i + 1));
    if bytes.iter().enumerate().any(|(i, &b)| b == b'_' && !between(i)) {
        return None;
    }
    read(&plain.replace('_', ""))
}

fn read(plain: &str) -> Option<f64> {
    // std takes the same words for infinity and NaN as Python; a NaN has no sign that shows.
    plain.parse().ok()
}
