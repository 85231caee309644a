//! `%` formatting: a parser that asks for keys and widths as it meets them, and the layout of each conversion.

use crate::value::fault::{PyErr, PyResult};
use crate::value::number::IntRef;
use crate::value::number::float_text::{FloatForm, FloatStyle, float_to_text};
use crate::value::text::layout::check_len;
use crate::value::text::wtf8::{Wtf8, Wtf8Buf};

/// What the parser found, in the order in which CPython acts on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// Text to copy.
    Literal(&'a [u8]),
    /// `%(key)`: the argument is this entry of the mapping.
    Key(&'a [u8]),
    /// `*`: take the next argument, which has to be an int, and hand it to [`Percent::supply`].
    Star,
    /// The conversion itself: take the argument and lay it out.
    Conversion(Directive),
}

/// One conversion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directive {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// space
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// The least width.
    pub width: usize,
    /// The precision.
    pub precision: Option<usize>,
    /// The conversion character.
    pub kind: u32,
    /// Where that stands.
    pub index: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Text,
    Flags,
    AfterWidth,
    AfterPrecision,
}

/// Walks through a format. `bytes` formats are read byte by byte.
#[derive(Clone, Debug)]
pub struct Percent<'a> {
    text: &'a [u8],
    bytes: bool,
    at: usize,
    state: State,
    directive: Directive,
}

fn incomplete() -> PyErr {
    PyErr::value("incomplete format")
}

impl<'a> Percent<'a> {
    /// Starts at the beginning of the format of a str, or of bytes.
    pub fn new(text: &'a [u8], bytes: bool) -> Percent<'a> {
        Percent { text, bytes, at: 0, state: State::Text, directive: Directive::default() }
    }

    fn peek(&self) -> PyResult<u8> {
        self.text.get(self.at).copied().ok_or_else(incomplete)
    }

    /// The value of the `*` that was just reported.
    pub fn supply(&mut self, n: i64) {
        if self.state == State::AfterWidth {
            self.directive.left |= n < 0;
            self.directive.width = n.unsigned_abs() as usize;
        } else {
            self.directive.precision = Some(n.max(0) as usize);
        }
    }

    fn number(&mut self, limit: u64, message: &str) -> PyResult<usize> {
        let mut value = 0u64;
        while let Some(digit) = self.text.get(self.at).filter(|b| b.is_ascii_digit()) {
            value = value.saturating_mul(10).saturating_add((digit - b'0') as u64);
            if value > limit {
                return Err(PyErr::value(message));
            }
            self.at += 1;
        }
        Ok(value as usize)
    }

    fn literal(&mut self) -> PyResult<Option<Event<'a>>> {
        let rest = self.text.get(self.at..).unwrap_or(&[]);
        let len = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        let doubled = rest.get(len + 1) == Some(&b'%');
        if len > 0 || doubled {
            self.at += len + 2 * doubled as usize;
            return Ok(Some(Event::Literal(&rest[..len + doubled as usize])));
        }
        if rest.is_empty() {
            return Ok(None);
        }
        self.at += 1;
        self.directive = Directive::default();
        self.state = State::Flags;
        if self.peek()? != b'(' {
            return self.flags().map(Some);
        }
        let start = self.at + 1;
        let mut open = 0;
        for (at, b) in self.text.iter().enumerate().skip(self.at) {
            open += (*b == b'(') as i32 - (*b == b')') as i32;
            if open == 0 {
                self.at = at + 1;
                return Ok(Some(Event::Key(&self.text[start..at])));
            }
        }
        Err(PyErr::value("incomplete format key"))
    }

    fn flags(&mut self) -> PyResult<Event<'a>> {
        loop {
            let d = &mut self.directive;
            match self.text.get(self.at) {
                Some(b'-') => d.left = true,
                Some(b'+') => d.plus = true,
                Some(b' ') => d.space = true,
                Some(b'#') => d.alternate = true,
                Some(b'0') => d.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        self.state = State::AfterWidth;
        if self.peek()? == b'*' {
            self.at += 1;
            return Ok(Event::Star);
        }
        self.directive.width = self.number(i64::MAX as u64, "width too big")?;
        self.precision()
    }

    fn precision(&mut self) -> PyResult<Event<'a>> {
        self.state = State::AfterPrecision;
        if self.peek()? == b'.' {
            self.at += 1;
            if self.peek()? == b'*' {
                self.at += 1;
                return Ok(Event::Star);
            }
            self.directive.precision = Some(self.number(i32::MAX as u64, "precision too big")?);
        }
        self.kind()
    }

    fn kind(&mut self) -> PyResult<Event<'a>> {
        if matches!(self.peek()?, b'h' | b'l' | b'L') {
            self.at += 1;
        }
        let first = self.peek()?;
        let (head, tail) = self.text.split_at(self.at);
        let mut chars = Wtf8::new(tail).chars();
        if self.bytes {
            (self.directive.kind, self.directive.index) = (first as u32, self.at);
            self.at += 1;
        } else {
            self.directive.kind = chars.next().ok_or_else(incomplete)?;
            self.directive.index = Wtf8::new(head).char_count();
            self.at = self.text.len() - chars.as_wtf8().len();
        }
        self.state = State::Text;
        Ok(Event::Conversion(std::mem::take(&mut self.directive)))
    }
}

impl<'a> Iterator for Percent<'a> {
    type Item = PyResult<Event<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = match self.state {
            State::Text => self.literal().transpose()?,
            State::Flags => self.flags(),
            State::AfterWidth => self.precision(),
            State::AfterPrecision => self.kind(),
        };
        if step.is_err() {
            self.at = self.text.len();
            self.state = State::Text;
        }
        Some(step)
    }
}

impl Directive {
    /// The conversion character, if it is one that the layouts below know.
    pub fn kind(&self) -> Option<char> {
        char::from_u32(self.kind).filter(|c| "diouxXeEfFgGcrsa".contains(*c))
    }

    /// The error for any other character.
    pub fn unsupported(&self) -> PyErr {
        let shown = if (31..127).contains(&self.kind) { self.kind as u8 as char } else { '?' };
        let (code, index) = (self.kind, self.index);
        PyErr::value(format!("unsupported format character '{shown}' (0x{code:x}) at index {index}"))
    }

    /// The TypeError for an argument that is no number (`%d`) or no int (`%x`).
    pub fn wants_number(&self, type_name: &str) -> PyErr {
        let kind = char::from_u32(self.kind).unwrap_or('?');
        let wanted = if matches!(kind, 'o' | 'x' | 'X') { "an integer" } else { "a real number" };
        PyErr::type_error(format!("%{kind} format: {wanted} is required, not {type_name}"))
    }

    /// `%d %i %u %o %x %X`
    pub fn format_int(&self, x: IntRef<'_>, max_digits: usize) -> PyResult<Wtf8Buf> {
        let kind = self.kind().unwrap_or('d');
        let (radix, prefix) = match kind {
            'o' => (8, "0o"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let text = if radix == 10 { x.to_decimal(max_digits)? } else { x.to_radix(radix) };
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let precision = self.precision.unwrap_or(0);
        check_len(precision as u64)?;
        let mut body = "0".repeat(precision.saturating_sub(digits.len())) + digits;
        if kind == 'X' {
            body.make_ascii_uppercase();
        }
        self.assemble(text.starts_with('-'), if self.alternate { prefix } else { "" }, &body)
    }

    /// `%e %E %f %F %g %G`
    pub fn format_float(&self, x: f64) -> PyResult<Wtf8Buf> {
        let kind = self.kind().unwrap_or('g');
        let form = match kind {
            'e' | 'E' => FloatForm::Exponent,
            'f' | 'F' => FloatForm::Fixed,
            _ => FloatForm::General,
        };
        let precision = self.precision.unwrap_or(6);
        check_len(precision as u64)?;
        let upper = kind.is_ascii_uppercase();
        let style = FloatStyle { form, precision, alternate: self.alternate, upper, ..FloatStyle::default() };
        let text = float_to_text(x, style);
        self.assemble(text.starts_with('-'), "", text.strip_prefix('-').unwrap_or(&text))
    }

    /// `%s %r %a`, given what str, repr or ascii made of the argument
    pub fn format_text(&self, s: Wtf8<'_>) -> PyResult<Wtf8Buf> {
        let shown = self.precision.map_or(s, |p| s.char_slice(0, p));
        let gap = self.gap(shown.char_count())?;
        Ok(self.spread(shown.as_bytes(), gap))
    }

    /// `%s %b %a` in a bytes format
    pub fn format_bytes(&self, s: &[u8]) -> PyResult<Vec<u8>> {
        let shown = self.precision.and_then(|p| s.get(..p)).unwrap_or(s);
        Ok(self.spread(shown, self.gap(shown.len())?).into_bytes())
    }

    /// `%c`, given the code point
    pub fn format_char(&self, c: i64) -> PyResult<Wtf8Buf> {
        match u32::try_from(c).ok().filter(|&c| c < 0x110000) {
            None => Err(PyErr::overflow("%c arg not in range(0x110000)")),
            Some(c) => {
                let mut one = Wtf8Buf::new();
                one.push(c);
                Ok(self.spread(one.as_wtf8().as_bytes(), self.gap(1)?))
            }
        }
    }

    fn gap(&self, len: usize) -> PyResult<usize> {
        check_len(self.width as u64)?;
        Ok(self.width.saturating_sub(len))
    }

    fn spread(&self, body: &[u8], gap: usize) -> Wtf8Buf {
        let mut out = Wtf8Buf::with_capacity(body.len() + gap);
        out.push_times(' ' as u32, if self.left { 0 } else { gap });
        out.push_wtf8(Wtf8::new(body));
        out.push_times(' ' as u32, if self.left { gap } else { 0 });
        out
    }

    fn assemble(&self, negative: bool, prefix: &str, body: &str) -> PyResult<Wtf8Buf> {
        let sign = match (negative, self.plus, self.space) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let gap = self.gap(sign.len() + prefix.len() + body.len())?;
        let zeros = if self.zero && !self.left { "0".repeat(gap) } else { String::new() };
        let whole = [sign, prefix, &zeros, body].concat();
        Ok(self.spread(whole.as_bytes(), gap - zeros.len()))
    }
}

/// The TypeErrors that the caller raises while it walks through the arguments.
pub mod texts {
    /// No argument is left.
    pub const NOT_ENOUGH: &str = "not enough arguments for format string";
    /// Arguments are left at the end.
    pub const NOT_ALL: &str = "not all arguments converted during string formatting";
    /// The same for a bytes format.
    pub const NOT_ALL_BYTES: &str = "not all arguments converted during bytes formatting";
    /// A key, but the argument is no mapping.
    pub const MAPPING: &str = "format requires a mapping";
    /// The argument for `*` is no int.
    pub const STAR: &str = "* wants int";
    /// The argument for `%c` is neither an int nor one character.
    pub const CHAR: &str = "%c requires int or char";
}
