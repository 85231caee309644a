//! UTF-8.

use super::handler::{Handler, encode_runs};
use super::{CodecError, CodecFailure, Encoding};
use crate::value::text::wtf8::{Wtf8, Wtf8Buf};

/// Text is UTF-8 already, unless it holds surrogates.
pub(super) fn encode(s: Wtf8<'_>, errors: &str) -> Result<Vec<u8>, CodecFailure> {
    if s.as_str().is_some() {
        return Ok(s.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(s.len());
    let mut one = Wtf8Buf::new();
    encode_runs(s, Encoding::Utf8, errors, "surrogates not allowed", &mut out, |c, out| {
        if (0xd800..0xe000).contains(&c) {
            return false;
        }
        one.truncate(0);
        one.push(c);
        out.extend_from_slice(one.as_wtf8().as_bytes());
        true
    })?;
    Ok(out)
}

pub(super) fn decode(bytes: &[u8], errors: &str) -> Result<Wtf8Buf, CodecFailure> {
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let fault = match std::str::from_utf8(rest) {
            Ok(good) => {
                out.push_str(good);
                return Ok(out);
            }
            Err(fault) => fault,
        };
        let (good, bad) = rest.split_at(fault.valid_up_to());
        out.push_wtf8(Wtf8::new(good));
        let start = at + good.len();
        let (len, reason) = match (fault.error_len(), bad.first()) {
            (None, _) => (bad.len(), "unexpected end of data"),
            (Some(n), Some(0xc2..=0xf4)) => (n, "invalid continuation byte"),
            (Some(n), _) => (n, "invalid start byte"),
        };
        let error = CodecError::new("utf-8", start, start + len, reason);
        at = Handler::lookup(errors)?.decode(bytes, error, None, &mut out)?;
    }
}
