//! Errors of the pure operations, as plain data; the VM turns them into exceptions.

use std::fmt;

/// The exception class that a [`PyErr`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrKind {
    /// `ValueError`
    Value,
    /// `TypeError`
    Type,
    /// `OverflowError`
    Overflow,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `LookupError`
    Lookup,
    /// `MemoryError`
    Memory,
}

impl ErrKind {
    /// The name of the exception class.
    pub fn class_name(self) -> &'static str {
        match self {
            ErrKind::Value => "ValueError",
            ErrKind::Type => "TypeError",
            ErrKind::Overflow => "OverflowError",
            ErrKind::ZeroDivision => "ZeroDivisionError",
            ErrKind::Index => "IndexError",
            ErrKind::Key => "KeyError",
            ErrKind::Lookup => "LookupError",
            ErrKind::Memory => "MemoryError",
        }
    }
}

/// An exception to be raised: its class and its text. Codec errors carry more and have a type of their own,
/// [`super::text::codec::CodecError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PyErr {
    /// Which class.
    pub kind: ErrKind,
    /// The text, CPython's word for word.
    pub message: String,
}

impl PyErr {
    /// An error of any class.
    pub fn new(kind: ErrKind, message: impl Into<String>) -> PyErr {
        PyErr { kind, message: message.into() }
    }

    /// A `ValueError`.
    pub fn value(message: impl Into<String>) -> PyErr {
        PyErr::new(ErrKind::Value, message)
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<String>) -> PyErr {
        PyErr::new(ErrKind::Type, message)
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<String>) -> PyErr {
        PyErr::new(ErrKind::Overflow, message)
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<String>) -> PyErr {
        PyErr::new(ErrKind::ZeroDivision, message)
    }

    /// A `MemoryError`, which has no text.
    pub fn memory() -> PyErr {
        PyErr::new(ErrKind::Memory, "")
    }
}

impl fmt::Display for PyErr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.class_name(), self.message)
    }
}

impl std::error::Error for PyErr {}

/// What every fallible pure operation returns.
pub type PyResult<T> = Result<T, PyErr>;
