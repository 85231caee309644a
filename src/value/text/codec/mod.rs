//! Encoding and decoding with CPython's error handlers and texts.

mod handler;
mod narrow;
mod utf8;
mod wide;

use std::fmt;

pub use handler::Handler;
pub use wide::{Order, Width};

use super::wtf8::{Wtf8, Wtf8Buf};
use crate::value::fault::{ErrKind, PyErr};

/// The text encodings that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8
    Utf8,
    /// UTF-8 with a byte order mark
    Utf8Sig,
    /// ASCII
    Ascii,
    /// Latin-1
    Latin1,
    /// UTF-16 or UTF-32: bytes of a unit, and the byte order (None: by the mark)
    Wide(Width, Option<Order>),
}

impl Encoding {
    /// The encoding with this name or alias.
    pub fn lookup(name: &str) -> Option<Encoding> {
        use self::{Order::*, Width::*};
        // as most spell them
        match name {
            "utf-8" | "utf8" | "UTF-8" => return Some(Encoding::Utf8),
            "ascii" => return Some(Encoding::Ascii),
            "latin-1" | "latin1" => return Some(Encoding::Latin1),
            _ => {}
        }
        let plain: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '_' })
            .collect();
        Some(match plain.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Encoding::Utf8,
            "utf_8_sig" | "utf8_sig" => Encoding::Utf8Sig,
            "ascii" | "us_ascii" | "us" | "646" | "ansi_x3.4_1968" | "iso646_us" | "cp367" | "ibm367" => {
                Encoding::Ascii
            }
            "latin_1" | "latin1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "l1" | "latin"
            | "cp819" | "ibm819" => Encoding::Latin1,
            "utf_16" | "utf16" | "u16" => Encoding::Wide(Two, None),
            "utf_16_le" | "utf_16le" | "utf16_le" | "utf16le" | "unicodelittleunmarked" => {
                Encoding::Wide(Two, Some(Little))
            }
            "utf_16_be" | "utf_16be" | "utf16_be" | "utf16be" | "unicodebigunmarked" => {
                Encoding::Wide(Two, Some(Big))
            }
            "utf_32" | "utf32" | "u32" => Encoding::Wide(Four, None),
            "utf_32_le" | "utf_32le" | "utf32_le" | "utf32le" => Encoding::Wide(Four, Some(Little)),
            "utf_32_be" | "utf_32be" | "utf32_be" | "utf32be" => Encoding::Wide(Four, Some(Big)),
            _ => return None,
        })
    }

    /// Whether ASCII text is encoded by its own bytes.
    pub fn keeps_ascii(self) -> bool {
        matches!(self, Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1)
    }

    /// The name that error texts give.
    pub fn name(self) -> &'static str {
        use self::{Order::*, Width::*};
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Wide(Two, None) => "utf-16",
            Encoding::Wide(Two, Some(Little)) => "utf-16-le",
            Encoding::Wide(Two, Some(Big)) => "utf-16-be",
            Encoding::Wide(Four, None) => "utf-32",
            Encoding::Wide(Four, Some(Little)) => "utf-32-le",
            Encoding::Wide(Four, Some(Big)) => "utf-32-be",
        }
    }
}

/// What a UnicodeEncodeError or UnicodeDecodeError holds, but for the object itself. `start` and `end` count
/// code points when encoding, bytes when decoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError {
    /// The encoding's name.
    pub encoding: String,
    /// Where the trouble starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong.
    pub reason: String,
}

impl CodecError {
    pub(super) fn new(encoding: &str, start: usize, end: usize, reason: &str) -> CodecError {
        CodecError { encoding: encoding.to_string(), start, end, reason: reason.to_string() }
    }

    /// `str()` of the UnicodeDecodeError over these bytes.
    pub fn decode_message(&self, object: &[u8]) -> String {
        let CodecError { encoding, start, end, reason } = self;
        match object.get(*start) {
            Some(byte) if *end == start + 1 => {
                format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
            }
            _ => {
                let last = end.saturating_sub(1);
                format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
            }
        }
    }

    /// `str()` of the UnicodeEncodeError over this text.
    pub fn encode_message(&self, object: Wtf8<'_>) -> String {
        let CodecError { encoding, start, end, reason } = self;
        match object.chars().nth(*start) {
            Some(c) if *end == start + 1 => {
                let mut shown = Wtf8Buf::new();
                super::repr::push_escape(c, &mut shown);
                let shown = shown.as_wtf8().to_string_lossy().into_owned();
                format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
            }
            _ => {
                let last = end.saturating_sub(1);
                format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}")
            }
        }
    }
}

/// Why encoding or decoding failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecFailure {
    /// A UnicodeEncodeError or UnicodeDecodeError.
    Codec(CodecError),
    /// Anything else: an unknown encoding or handler.
    Other(PyErr),
}

impl fmt::Display for CodecFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodecFailure::Codec(e) => write!(f, "{}: {}", e.encoding, e.reason),
            CodecFailure::Other(e) => e.fmt(f),
        }
    }
}

impl From<PyErr> for CodecFailure {
    fn from(e: PyErr) -> CodecFailure {
        CodecFailure::Other(e)
    }
}

impl From<CodecError> for CodecFailure {
    fn from(e: CodecError) -> CodecFailure {
        CodecFailure::Codec(e)
    }
}

fn known(encoding: &str) -> Result<Encoding, PyErr> {
    Encoding::lookup(encoding)
        .ok_or_else(|| PyErr::new(ErrKind::Lookup, format!("unknown encoding: {encoding}")))
}

/// `s.encode(encoding, errors)`
pub fn encode(s: Wtf8<'_>, encoding: &str, errors: &str) -> Result<Vec<u8>, CodecFailure> {
    let encoding = known(encoding)?;
    match encoding {
        Encoding::Utf8 => utf8::encode(s, errors),
        Encoding::Utf8Sig => utf8::encode(s, errors).map(|b| [b"\xef\xbb\xbf", &b[..]].concat()),
        Encoding::Ascii => narrow::encode(s, encoding, 0x80, "ordinal not in range(128)", errors),
        Encoding::Latin1 => narrow::encode(s, encoding, 0x100, "ordinal not in range(256)", errors),
        Encoding::Wide(width, order) => wide::encode(s, width, order, errors),
    }
}

/// `bytes.decode(encoding, errors)`
pub fn decode(bytes: &[u8], encoding: &str, errors: &str) -> Result<Wtf8Buf, CodecFailure> {
    if bytes.is_empty() {
        // CPython looks up nothing for nothing.
        return Ok(Wtf8Buf::new());
    }
    match known(encoding)? {
        Encoding::Utf8 => utf8::decode(bytes, errors),
        Encoding::Utf8Sig => utf8::decode(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes), errors),
        Encoding::Ascii | Encoding::Latin1 if bytes.is_ascii() => Ok(Wtf8::new(bytes).to_owned()),
        Encoding::Ascii => narrow::decode_ascii(bytes, errors),
        Encoding::Latin1 => Ok(narrow::from_latin1(bytes)),
        Encoding::Wide(width, order) => wide::decode(bytes, width, order, errors),
    }
}
