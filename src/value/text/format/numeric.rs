//! Formatting numbers by a format spec.

use super::spec::{Grouping, Spec};
use crate::value::fault::{PyErr, PyResult};
use crate::value::number::IntRef;
use crate::value::number::float_text::{FloatForm, FloatStyle, float_to_text, repr};
use crate::value::text::layout::check_len;
use crate::value::text::wtf8::{Wtf8, Wtf8Buf};

/// `format(x, spec)` for an int (or bool). `max_digits` is the limit on conversion to decimal, 0 for none.
pub fn format_int(x: IntRef<'_>, spec: Wtf8<'_>, type_name: &str, max_digits: usize) -> PyResult<Wtf8Buf> {
    if spec.is_empty() {
        return Ok(x.to_decimal(max_digits)?.into());
    }
    let spec = Spec::parse(spec, 'd', '>', type_name)?;
    let kind = char::from_u32(spec.kind).unwrap_or('\u{fffd}');
    let (radix, prefix) = match kind {
        'd' | 'n' => (10, ""),
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        'c' => (0, ""),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return by_float(x.to_f64()?, &spec, type_name),
        _ => return Err(spec.unknown_kind(type_name)),
    };
    if spec.precision.is_some() {
        return Err(PyErr::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(PyErr::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if radix == 0 {
        return character(x, &spec);
    }
    let text = if radix == 10 { x.to_decimal(max_digits)? } else { x.to_radix(radix) };
    let mut digits = text.strip_prefix('-').unwrap_or(&text).to_string();
    if kind == 'X' {
        digits.make_ascii_uppercase();
    }
    let prefix = if spec.alternate { prefix } else { "" };
    assemble(&spec, text.starts_with('-'), prefix, &digits, "")
}

fn character(x: IntRef<'_>, spec: &Spec) -> PyResult<Wtf8Buf> {
    if spec.sign.is_some() {
        return Err(PyErr::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(PyErr::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code = x.to_i64().ok_or_else(|| PyErr::overflow("Python int too large to convert to C long"))?;
    let Some(code) = u32::try_from(code).ok().filter(|&c| c < 0x110000) else {
        return Err(PyErr::overflow("%c arg not in range(0x110000)"));
    };
    let mut out = Wtf8Buf::new();
    spec.pad(1, &mut out, |out| out.push(code))?;
    Ok(out)
}

/// `format(x, spec)` for a float.
pub fn format_float(x: f64, spec: Wtf8<'_>, type_name: &str) -> PyResult<Wtf8Buf> {
    if spec.is_empty() {
        return Ok(repr(x).into());
    }
    let spec = Spec::parse(spec, '\0', '>', type_name)?;
    by_float(x, &spec, type_name)
}

fn by_float(x: f64, spec: &Spec, type_name: &str) -> PyResult<Wtf8Buf> {
    let kind = char::from_u32(spec.kind).unwrap_or('\u{fffd}');
    let (form, default) = match kind {
        '\0' if spec.precision.is_none() => (FloatForm::Shortest, 0),
        '\0' | 'g' | 'G' | 'n' => (FloatForm::General, 6),
        'e' | 'E' => (FloatForm::Exponent, 6),
        'f' | 'F' | '%' => (FloatForm::Fixed, 6),
        _ => return Err(spec.unknown_kind(type_name)),
    };
    let precision = spec.precision.unwrap_or(default);
    if precision > i32::MAX as usize {
        return Err(PyErr::value("precision too big"));
    }
    check_len(precision as u64)?;
    let style = FloatStyle {
        form,
        precision,
        alternate: spec.alternate,
        no_negative_zero: spec.no_negative_zero,
        add_dot_zero: kind == '\0',
        upper: kind.is_ascii_uppercase(),
    };
    let mut text = float_to_text(if kind == '%' { x * 100.0 } else { x }, style);
    if kind == '%' {
        text.push('%');
    }
    let body = text.strip_prefix('-').unwrap_or(&text);
    let whole = body.bytes().take_while(u8::is_ascii_digit).count();
    assemble(spec, text.starts_with('-'), "", &body[..whole], &body[whole..])
}

/// Puts together sign, prefix, grouped digits and the rest (decimal point and what follows it, or `inf`).
fn assemble(spec: &Spec, negative: bool, prefix: &str, digits: &str, rest: &str) -> PyResult<Wtf8Buf> {
    let sign = match spec.sign {
        _ if negative => "-",
        Some('+') => "+",
        Some(' ') => " ",
        _ => "",
    };
    let width = spec.width.unwrap_or(0);
    check_len(width as u64)?;
    let fixed = sign.len() + prefix.len() + rest.len();
    let least = if spec.fill == '0' as u32 && spec.align == '=' { width.saturating_sub(fixed) } else { 0 };
    let grouped = if digits.is_empty() { String::new() } else { group(digits, least, spec.grouping) };
    let mut out = Wtf8Buf::with_capacity(width.max(fixed + grouped.len()));
    let len = fixed + grouped.len();
    if spec.align == '=' {
        out.push_str(sign);
        out.push_str(prefix);
        out.push_times(spec.fill, width.saturating_sub(len));
        out.push_str(&grouped);
        out.push_str(rest);
    } else {
        spec.pad(len, &mut out, |out| {
            [sign, prefix, &grouped, rest].iter().for_each(|part| out.push_str(part))
        })?;
    }
    Ok(out)
}

/// Groups digits and fills them up with zeros, grouped too, to at least `least` characters.
fn group(digits: &str, least: usize, grouping: Grouping) -> String {
    let (mark, size) = match grouping {
        Grouping::None => return format!("{}{digits}", "0".repeat(least.saturating_sub(digits.len()))),
        Grouping::Comma => (b',', 3),
        Grouping::Underscore => (b'_', 3),
        Grouping::UnderscoreFour => (b'_', 4),
    };
    // Built from the right, then turned round.
    let mut out: Vec<u8> = Vec::with_capacity(least.max(digits.len() * 4 / 3 + 1));
    let mut rest = digits.bytes().rev();
    let mut in_group = 0;
    loop {
        let digit = rest.next();
        if digit.is_none() && out.len() >= least {
            break;
        }
        if in_group == size {
            out.push(mark);
            in_group = 0;
        }
        out.push(digit.unwrap_or(b'0'));
        in_group += 1;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}
