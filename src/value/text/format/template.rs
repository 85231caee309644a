//! Templates of `str.format`: `"{0.name[key]!r:>{w}}"` as pieces, so that the VM can look up the fields.

use super::spec::integer;
use crate::value::fault::{ErrKind, PyErr, PyResult};
use crate::value::text::wtf8::Wtf8;

/// How deep specs may nest in specs; the template itself is one level.
pub const MAX_DEPTH: usize = 2;

/// A replacement field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// What stands before `!` and `:`.
    pub name: Wtf8<'a>,
    /// The character after `!`.
    pub conversion: Option<u32>,
    /// What stands after `:`.
    pub spec: Wtf8<'a>,
    /// Whether the spec is itself a template.
    pub nested: bool,
}

/// One step through a template: literal text and the field that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Text to copy; doubled braces are undone.
    pub literal: Wtf8<'a>,
    /// The field after it, if one follows.
    pub field: Option<Field<'a>>,
}

/// Walks through a template. After an error it ends.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    rest: Wtf8<'a>,
}

impl<'a> Template<'a> {
    /// Starts at the beginning. `depth` is how many levels are left, [`MAX_DEPTH`] for the whole template, one
    /// less for the spec of a field.
    pub fn new(text: Wtf8<'a>, depth: usize) -> PyResult<Template<'a>> {
        if depth == 0 {
            return Err(PyErr::value("Max string recursion exceeded"));
        }
        Ok(Template { rest: text })
    }

    fn step(&mut self) -> PyResult<Piece<'a>> {
        let bytes = self.rest.as_bytes();
        let Some(at) = bytes.iter().position(|b| matches!(b, b'{' | b'}')) else {
            let literal = std::mem::take(&mut self.rest);
            return Ok(Piece { literal, field: None });
        };
        let brace = bytes[at];
        let doubled = bytes.get(at + 1) == Some(&brace);
        if !doubled && (brace == b'}' || at + 1 == bytes.len()) {
            return Err(PyErr::value(format!("Single '{}' encountered in format string", brace as char)));
        }
        let literal = self.rest.byte_slice(0, at + doubled as usize);
        self.skip(at + 1 + doubled as usize);
        let field = if doubled { None } else { Some(self.field()?) };
        Ok(Piece { literal, field })
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.byte_slice(bytes, self.rest.len());
    }

    /// Reads a field, from behind its opening brace to behind its closing one.
    fn field(&mut self) -> PyResult<Field<'a>> {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        let end = loop {
            match bytes.get(at) {
                None => return Err(PyErr::value("expected '}' before end of string")),
                Some(b'{') => return Err(PyErr::value("unexpected '{' in field name")),
                Some(b'[') => {
                    at += bytes[at..].iter().position(|&b| b == b']').unwrap_or(bytes.len() - at);
                }
                Some(&end @ (b'}' | b':' | b'!')) => break end,
                Some(_) => at += 1,
            }
        };
        let mut field = Field {
            name: self.rest.byte_slice(0, at),
            conversion: None,
            spec: Wtf8::default(),
            nested: false,
        };
        self.skip(at + 1);
        if end == b'}' {
            return Ok(field);
        }
        if end == b'!' {
            let mut chars = self.rest.chars();
            let Some(conversion) = chars.next() else {
                return Err(PyErr::value("end of string while looking for conversion specifier"));
            };
            field.conversion = Some(conversion);
            let after = chars.next();
            if after.is_some() {
                self.rest = chars.as_wtf8();
            } else {
                self.rest = Wtf8::default();
            }
            match after {
                Some(0x7d) => return Ok(field),
                Some(0x3a) | None => {}
                Some(_) => return Err(PyErr::value("expected ':' after conversion specifier")),
            }
        }
        let mut open = 1;
        for (at, b) in self.rest.as_bytes().iter().enumerate() {
            match b {
                b'{' => {
                    open += 1;
                    field.nested = true;
                }
                b'}' => {
                    open -= 1;
                    if open == 0 {
                        field.spec = self.rest.byte_slice(0, at);
                        self.skip(at + 1);
                        return Ok(field);
                    }
                }
                _ => {}
            }
        }
        Err(PyErr::value("unmatched '{' in format spec"))
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = PyResult<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.rest = Wtf8::default();
        }
        Some(step)
    }
}

/// Whether a template numbers its fields itself; one lives through a whole call, specs included.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    automatic: Option<bool>,
    next: usize,
}

/// What a field name starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Name(Wtf8<'a>),
}

/// What follows in a field name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<'a> {
    /// `.name`
    Attribute(Wtf8<'a>),
    /// `[3]`
    Index(usize),
    /// `[key]`
    Key(Wtf8<'a>),
}

impl<'a> Field<'a> {
    /// Splits the name into the argument meant and the way from there.
    pub fn path(&self, numbering: &mut Numbering) -> PyResult<(First<'a>, Path<'a>)> {
        let bytes = self.name.as_bytes();
        let end = bytes.iter().position(|b| matches!(b, b'.' | b'[')).unwrap_or(bytes.len());
        let first = self.name.byte_slice(0, end);
        let path = Path { rest: self.name.byte_slice(end, bytes.len()) };
        let number = index_of(first)?;
        if number.is_none() && !first.is_empty() {
            return Ok((First::Name(first), path));
        }
        let automatic = first.is_empty();
        if *numbering.automatic.get_or_insert(automatic) != automatic {
            let (from, to) = ("manual field specification", "automatic field numbering");
            let (from, to) = if automatic { (from, to) } else { (to, from) };
            return Err(PyErr::value(format!("cannot switch from {from} to {to}")));
        }
        let index = number.unwrap_or_else(|| {
            numbering.next += 1;
            numbering.next - 1
        });
        Ok((First::Index(index), path))
    }

    /// The error for a conversion that is none of r, s, a.
    pub fn unknown_conversion(&self) -> PyErr {
        match self.conversion.unwrap_or(0) {
            c @ 0x21..0x7f => PyErr::value(format!("Unknown conversion specifier {}", c as u8 as char)),
            c => PyErr::value(format!("Unknown conversion specifier \\x{c:x}")),
        }
    }
}

/// The IndexError for a positional field without its argument.
pub fn index_out_of_range(index: usize) -> PyErr {
    let message = format!("Replacement index {index} out of range for positional args tuple");
    PyErr::new(ErrKind::Index, message)
}

/// The ValueError of `format_map` for a positional field.
pub fn positional_in_map() -> PyErr {
    PyErr::value("Format string contains positional fields")
}

/// The number that a name is, if it is one.
fn index_of(name: Wtf8<'_>) -> PyResult<Option<usize>> {
    let mut chars = name.chars();
    let value = integer(&mut chars)?;
    Ok(value.filter(|_| chars.as_wtf8().is_empty()))
}

/// The attributes and items behind the first part of a field name.
#[derive(Clone, Debug)]
pub struct Path<'a> {
    rest: Wtf8<'a>,
}

impl<'a> Path<'a> {
    fn step(&mut self) -> PyResult<Access<'a>> {
        let bytes = self.rest.as_bytes();
        let inside = self.rest.byte_slice(1, bytes.len());
        let (name, used, item) = match bytes.first() {
            Some(b'.') => {
                let tail = inside.as_bytes();
                let end = tail.iter().position(|b| matches!(b, b'.' | b'[')).unwrap_or(tail.len());
                (inside.byte_slice(0, end), 1 + end, false)
            }
            Some(b'[') => {
                let end = inside.as_bytes().iter().position(|&b| b == b']');
                let end = end.ok_or_else(|| PyErr::value("Missing ']' in format string"))?;
                (inside.byte_slice(0, end), end + 2, true)
            }
            _ => return Err(PyErr::value("Only '.' or '[' may follow ']' in format field specifier")),
        };
        if name.is_empty() {
            return Err(PyErr::value("Empty attribute in format string"));
        }
        self.rest = self.rest.byte_slice(used, bytes.len());
        Ok(match index_of(name)? {
            _ if !item => Access::Attribute(name),
            Some(index) => Access::Index(index),
            None => Access::Key(name),
        })
    }
}

impl<'a> Iterator for Path<'a> {
    type Item = PyResult<Access<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.rest = Wtf8::default();
        }
        Some(step)
    }
}
