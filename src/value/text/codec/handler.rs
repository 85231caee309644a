//! The error handlers: strict, ignore, replace and the others by name.

use super::wide::{Order, Width};
use super::{CodecError, CodecFailure, Encoding};
use crate::value::fault::{ErrKind, PyErr};
use crate::value::text::repr::push_escape;
use crate::value::text::wtf8::{Wtf8, Wtf8Buf};

/// What to do about what cannot be encoded or decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// Raise.
    Strict,
    /// Leave out.
    Ignore,
    /// `?` when encoding, U+FFFD when decoding.
    Replace,
    /// `\xNN`, `\uNNNN`.
    BackslashReplace,
    /// Bytes beyond ASCII as the surrogates U+DC80 to U+DCFF.
    SurrogateEscape,
    /// Surrogates as if they were characters.
    SurrogatePass,
    /// `&#N;` (encoding only).
    XmlCharRefReplace,
    /// `\N{…}` (encoding only).
    NameReplace,
}

/// What a handler puts in place of a run that cannot be encoded.
enum Instead {
    Text(Wtf8Buf),
    Bytes(Vec<u8>),
}

impl Handler {
    /// The handler with this name.
    pub fn lookup(name: &str) -> Result<Handler, PyErr> {
        Ok(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            _ => return Err(PyErr::new(ErrKind::Lookup, format!("unknown error handler name '{name}'"))),
        })
    }

    /// Handles bytes that cannot be decoded; gives the offset to go on from. `wide` is set for UTF-16 and
    /// UTF-32.
    pub(super) fn decode(
        self,
        bytes: &[u8],
        error: CodecError,
        wide: Option<(Width, Order)>,
        out: &mut Wtf8Buf,
    ) -> Result<usize, CodecFailure> {
        let bad = bytes.get(error.start..error.end).unwrap_or(&[]);
        match self {
            Handler::Ignore => {}
            Handler::Replace => out.push(0xfffd),
            Handler::BackslashReplace => bad.iter().for_each(|&b| push_escape(b as u32, out)),
            Handler::SurrogateEscape => {
                // At most four at a time, and never ASCII.
                let usable = bad.iter().take(4).take_while(|&&b| b >= 0x80);
                let before = out.len();
                usable.for_each(|&b| out.push(0xdc00 + b as u32));
                let taken = (out.len() - before) / 3;
                return if taken == 0 { Err(error.into()) } else { Ok(error.start + taken) };
            }
            Handler::SurrogatePass => {
                let from = bytes.get(error.start..).unwrap_or(&[]);
                let (unit, size) = match (wide, from) {
                    (Some((width, order)), _) => (width.read(from, order), width.bytes()),
                    (None, [0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, ..]) => {
                        (Some(0xd000 | (*b as u32 & 63) << 6 | (*c as u32 & 63)), 3)
                    }
                    _ => (None, 0),
                };
                return match unit {
                    Some(c @ 0xd800..0xe000) if error.encoding != "ascii" => {
                        out.push(c);
                        Ok(error.start + size)
                    }
                    _ => Err(error.into()),
                };
            }
            Handler::XmlCharRefReplace | Handler::NameReplace => {
                let text = "don't know how to handle UnicodeDecodeError in error callback";
                return Err(PyErr::type_error(text).into());
            }
            Handler::Strict => return Err(error.into()),
        }
        Ok(error.end)
    }

    /// What to put in place of a run of code points.
    fn instead(self, bad: &[u32], encoding: Encoding) -> Option<Instead> {
        let mut text = Wtf8Buf::new();
        match self {
            Handler::Ignore => {}
            Handler::Replace => text.push_times('?' as u32, bad.len()),
            Handler::BackslashReplace => bad.iter().for_each(|&c| push_escape(c, &mut text)),
            Handler::XmlCharRefReplace => bad.iter().for_each(|c| text.push_str(&format!("&#{c};"))),
            Handler::NameReplace => {
                for &c in bad {
                    match char::from_u32(c).and_then(unicode_names2::name) {
                        Some(name) => text.push_str(&format!("\\N{{{name}}}")),
                        None => push_escape(c, &mut text),
                    }
                }
            }
            Handler::SurrogateEscape => {
                let escaped = bad.iter().map(|&c| (0xdc80..0xdd00).contains(&c).then_some(c as u8));
                return Some(Instead::Bytes(escaped.collect::<Option<Vec<u8>>>()?));
            }
            Handler::SurrogatePass => {
                let mut raw = Vec::new();
                for &c in bad {
                    match encoding {
                        _ if !(0xd800..0xe000).contains(&c) => return None,
                        Encoding::Utf8 | Encoding::Utf8Sig => {
                            let mut one = Wtf8Buf::new();
                            one.push(c);
                            raw.extend(one.into_bytes());
                        }
                        Encoding::Wide(width, order) => {
                            width.write(c, order.unwrap_or(Order::Little), &mut raw);
                        }
                        Encoding::Ascii | Encoding::Latin1 => return None,
                    }
                }
                return Some(Instead::Bytes(raw));
            }
            Handler::Strict => return None,
        }
        Some(Instead::Text(text))
    }
}

/// Encodes by `put`, which says whether it could; runs of what it could not are given to the error handler
/// (for the wide encodings each character alone).
pub(super) fn encode_runs(
    s: Wtf8<'_>,
    encoding: Encoding,
    errors: &str,
    reason: &str,
    out: &mut Vec<u8>,
    mut put: impl FnMut(u32, &mut Vec<u8>) -> bool,
) -> Result<(), CodecFailure> {
    let mut bad: Vec<u32> = Vec::new();
    let mut scratch = Vec::new();
    let single = matches!(encoding, Encoding::Wide(..));
    let unit = if let Encoding::Wide(width, _) = encoding { width.bytes() } else { 1 };
    let mut chars = s.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        if put(c, out) {
            continue;
        }
        bad.push(c);
        scratch.clear();
        if !single
            && let Some(&(_, next)) = chars.peek()
            && !put(next, &mut scratch)
        {
            continue;
        }
        let start = at + 1 - bad.len();
        let handler = Handler::lookup(errors)?;
        // surrogateescape writes what it can before it complains of the rest.
        let good = match handler {
            Handler::SurrogateEscape => bad.iter().take_while(|c| (0xdc80..0xdd00).contains(*c)).count(),
            _ => 0,
        };
        match handler.instead(&bad, encoding) {
            Some(Instead::Bytes(raw)) if raw.len() % unit == 0 => out.extend(raw),
            Some(Instead::Text(text)) => text.as_wtf8().chars().for_each(|c| {
                put(c, out);
            }),
            _ => {
                return Err(CodecError::new(
                    encoding.name(),
                    start + good.min(bad.len() - 1),
                    at + 1,
                    reason,
                )
                .into());
            }
        }
        bad.clear();
    }
    Ok(())
}
