//! Parsing a format spec: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use crate::value::fault::{PyErr, PyResult};
use crate::value::text::unicode::decimal_value;
use crate::value::text::wtf8::{Chars, Wtf8};

/// How digits are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Not at all.
    None,
    /// `,` after three digits.
    Comma,
    /// `_` after three digits.
    Underscore,
    /// `_` after four digits (binary, octal, hexadecimal).
    UnderscoreFour,
}

/// A parsed format spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The character to fill with.
    pub fill: u32,
    /// `<`, `>`, `^` or `=`.
    pub align: char,
    /// `+`, `-` or a space, if given.
    pub sign: Option<char>,
    /// `z`: no negative zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// The least width.
    pub width: Option<usize>,
    /// `,` or `_`
    pub grouping: Grouping,
    /// `.N`
    pub precision: Option<usize>,
    /// The type character; 0 if none was given and there is no default.
    pub kind: u32,
}

fn ascii(c: Option<u32>) -> Option<char> {
    c.filter(|&c| c < 0x80).and_then(char::from_u32)
}

fn align_char(c: Option<u32>) -> Option<char> {
    ascii(c).filter(|c| matches!(c, '<' | '>' | '=' | '^'))
}

/// Takes the next code point if it is this one.
fn eat(rest: &mut Chars<'_>, wanted: char) -> bool {
    let mut ahead = rest.clone();
    let found = ahead.next() == Some(wanted as u32);
    if found {
        *rest = ahead;
    }
    found
}

/// Reads decimal digits of any script; None if there are none.
pub(super) fn integer(rest: &mut Chars<'_>) -> PyResult<Option<usize>> {
    let mut value = None;
    let mut ahead = rest.clone();
    while let Some(digit) = ahead.next().and_then(decimal_value) {
        let next = value.unwrap_or(0i64).checked_mul(10).and_then(|v| v.checked_add(digit as i64));
        value = Some(next.ok_or_else(|| PyErr::value("Too many decimal digits in format string"))?);
        *rest = ahead.clone();
    }
    Ok(value.map(|v| v as usize))
}

impl Spec {
    /// Parses a spec for a type with this default type character (`'\0'` for none) and alignment.
    pub fn parse(text: Wtf8<'_>, kind: char, align: char, type_name: &str) -> PyResult<Spec> {
        let mut spec = Spec {
            fill: ' ' as u32,
            align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: Grouping::None,
            precision: None,
            kind: kind as u32,
        };
        let mut rest = text.chars();
        let mut ahead = rest.clone();
        let (first, second) = (ahead.next(), ahead.next());
        let (mut fill_given, mut align_given) = (false, false);
        if let (Some(fill), Some(align)) = (first, align_char(second)) {
            (spec.fill, spec.align) = (fill, align);
            (fill_given, align_given) = (true, true);
            rest = ahead;
        } else if let Some(align) = align_char(first) {
            spec.align = align;
            align_given = true;
            rest.next();
        }
        spec.sign = [' ', '+', '-'].into_iter().find(|&s| eat(&mut rest, s));
        spec.no_negative_zero = eat(&mut rest, 'z');
        spec.alternate = eat(&mut rest, '#');
        if !fill_given && eat(&mut rest, '0') {
            spec.fill = '0' as u32;
            if !align_given && align == '>' {
                spec.align = '=';
            }
        }
        spec.width = integer(&mut rest)?;
        if eat(&mut rest, ',') {
            spec.grouping = Grouping::Comma;
        }
        let both = || Err(PyErr::value("Cannot specify both ',' and '_'."));
        if eat(&mut rest, '_') {
            if spec.grouping == Grouping::Comma {
                return both();
            }
            spec.grouping = Grouping::Underscore;
        }
        if spec.grouping == Grouping::Underscore && eat(&mut rest, ',') {
            return both();
        }
        if eat(&mut rest, '.') {
            spec.precision = integer(&mut rest)?;
            if spec.precision.is_none() {
                return Err(PyErr::value("Format specifier missing precision"));
            }
        }
        if let Some(kind) = rest.next() {
            if rest.next().is_some() {
                let text = text.to_string_lossy();
                let message = format!("Invalid format specifier '{text}' for object of type '{type_name}'");
                return Err(PyErr::value(message));
            }
            spec.kind = kind;
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&mut self) -> PyResult<()> {
        let mark = match self.grouping {
            Grouping::None => return Ok(()),
            Grouping::Comma => ',',
            Grouping::Underscore | Grouping::UnderscoreFour => '_',
        };
        match char::from_u32(self.kind).unwrap_or('?') {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0' => Ok(()),
            'b' | 'o' | 'x' | 'X' if mark == '_' => {
                self.grouping = Grouping::UnderscoreFour;
                Ok(())
            }
            _ => Err(PyErr::value(format!("Cannot specify '{mark}' with '{}'.", shown_kind(self.kind)))),
        }
    }

    /// The error for a type character that the type does not know.
    pub fn unknown_kind(&self, type_name: &str) -> PyErr {
        let kind = shown_kind(self.kind);
        PyErr::value(format!("Unknown format code '{kind}' for object of type '{type_name}'"))
    }
}

fn shown_kind(kind: u32) -> String {
    match ascii(Some(kind)) {
        Some(c) if c > ' ' => c.to_string(),
        _ => format!("\\x{kind:x}"),
    }
}
