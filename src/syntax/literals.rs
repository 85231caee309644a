//! Literals: from the text of a token to its value.

use super::ast::{BigInt, ExprKind};
use crate::source::{Diagnostic, Kind, Span};

/// The value of a string token.
pub enum StrValue {
    /// Text in WTF-8, except that surrogates are never paired.
    Text(Vec<u8>),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// How the body of a string literal is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Raw,
    Text,
    Bytes,
}

/// Decodes an integer literal.
pub fn int(text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> ExprKind {
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    let (radix, digits) = match plain.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &plain[2..]),
        [b'0', b'o' | b'O', ..] => (8, &plain[2..]),
        [b'0', b'b' | b'B', ..] => (2, &plain[2..]),
        _ => (10, &plain[..]),
    };
    // a literal that was reported may hold anything
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return ExprKind::Int(0);
    }
    if radix == 10 && digits.len() > 4300 {
        let n = digits.len();
        diagnostics.push(
            Diagnostic::syntax(
                span,
                format!(
                    "Exceeds the limit (4300 digits) for integer string conversion: value has {n} digits"
                ),
            )
            .hint("write huge integers in hexadecimal"),
        );
        return ExprKind::Int(0);
    }
    match i64::from_str_radix(digits, radix) {
        Ok(n) => ExprKind::Int(n),
        Err(_) => ExprKind::BigInt(Box::new(BigInt { radix, digits: digits.trim_start_matches('0').into() })),
    }
}

/// Decodes a floating-point literal.
pub fn float(text: &str) -> ExprKind {
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    ExprKind::Float(plain.parse().unwrap_or(0.0))
}

/// Decodes a whole string token, prefix and quotes included.
pub fn string(text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> StrValue {
    let quote_at = text.find(['\'', '"']).unwrap_or(0);
    let prefix = &text[..quote_at];
    let quoted = &text[quote_at..];
    let width = if quoted.starts_with("'''") || quoted.starts_with("\"\"\"") { 3 } else { 1 };
    // a string that was never closed has no quotes at its end
    let end = if quoted.len() >= 2 * width && quoted.ends_with(&quoted[..width]) { width } else { 0 };
    let body = &quoted[width.min(quoted.len())..quoted.len() - end];
    let lo = span.lo + (quote_at + width) as u32;
    let raw = prefix.contains(['r', 'R']);
    if !prefix.contains(['b', 'B']) {
        let mode = if raw { Mode::Raw } else { Mode::Text };
        return StrValue::Text(decode(body, lo, span, mode, diagnostics));
    }
    if !body.is_ascii() {
        diagnostics.push(Diagnostic::syntax(span, "bytes can only contain ASCII literal characters"));
    }
    let mode = if raw { Mode::Raw } else { Mode::Bytes };
    StrValue::Bytes(decode(body, lo, span, mode, diagnostics))
}

/// Decodes a piece of the text of an f-string; in a specification braces are never doubled.
pub fn format_text(
    text: &str,
    span: Span,
    raw: bool,
    in_spec: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<u8> {
    let mode = if raw { Mode::Raw } else { Mode::Text };
    if in_spec || !text.contains(['{', '}']) {
        return decode(text, span.lo, span, mode, diagnostics);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut lo = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if !raw && bytes[at + 1..].starts_with(b"N{") => {
                at += text[at..].find('}').map_or(3, |i| i + 1);
            }
            b'\\' if !matches!(bytes.get(at + 1), Some(b'{' | b'}') | None) => at += 2,
            b'{' | b'}' if bytes.get(at + 1) == Some(&bytes[at]) => {
                let piece = Span::new(span.lo + lo as u32, span.lo + at as u32 + 1);
                out.extend(decode(&text[lo..=at], piece.lo, piece, mode, diagnostics));
                at += 2;
                lo = at;
            }
            _ => at += 1,
        }
    }
    let piece = Span::new(span.lo + lo as u32, span.hi);
    out.extend(decode(text.get(lo..).unwrap_or(""), piece.lo, piece, mode, diagnostics));
    out
}

/// Appends a code point, surrogates too.
fn push_code(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend_from_slice(&[
            0xe0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]),
    }
}

/// Decodes the body of a literal that stands at `lo`; errors point at `token`.
fn decode(body: &str, lo: u32, token: Span, mode: Mode, diagnostics: &mut Vec<Diagnostic>) -> Vec<u8> {
    let bytes = body.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    // where CPython counts an escape to be: it decodes a form in which other characters take ten bytes
    let mut place = 0;
    while at < bytes.len() {
        let b = bytes[at];
        if b == b'\r' {
            // line ends in strings are always '\n'
            at += if bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
            out.push(b'\n');
            place += 1;
            continue;
        }
        if b != b'\\' || mode == Mode::Raw {
            out.push(b);
            at += 1;
            place += match b {
                0x80..=0xbf => 0,
                0xc0.. => 10,
                _ => 1,
            };
            continue;
        }
        let start = at;
        at += 2;
        let simple = match bytes.get(start + 1) {
            None => {
                out.push(b'\\');
                continue;
            }
            Some(b'\n') => {
                place += 2;
                continue;
            }
            Some(b'\r') => {
                at += usize::from(bytes.get(at) == Some(&b'\n'));
                place += 2;
                continue;
            }
            Some(b'\\') => b'\\',
            Some(b'\'') => b'\'',
            Some(b'"') => b'"',
            Some(b'a') => 7,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 11,
            Some(b'0'..=b'7') => {
                at = start + 1;
                let mut code = 0;
                while at < start + 4 && matches!(bytes.get(at), Some(b'0'..=b'7')) {
                    code = code * 8 + u32::from(bytes[at] - b'0');
                    at += 1;
                }
                if code > 0o377 {
                    let text = &body[start..at];
                    let span = Span::new(lo + start as u32, lo + at as u32);
                    diagnostics.push(Diagnostic::warning(
                        Kind::SyntaxWarning,
                        span,
                        format!("invalid octal escape sequence '{text}'"),
                    ));
                }
                if mode == Mode::Bytes {
                    out.push(code as u8)
                } else {
                    push_code(&mut out, code)
                }
                place += at - start;
                continue;
            }
            Some(b'x') if mode == Mode::Bytes => {
                match hex(bytes, at, 2) {
                    Ok(code) => out.push(code as u8),
                    Err(_) => {
                        let message = format!("(value error) invalid \\x escape at position {place}");
                        diagnostics.push(Diagnostic::syntax(token, message));
                    }
                }
                at = (at + 2).min(bytes.len());
                while !body.is_char_boundary(at) {
                    at += 1;
                }
                place += at - start;
                continue;
            }
            Some(&c @ (b'x' | b'u' | b'U')) if mode == Mode::Text => {
                let (width, name) = match c {
                    b'x' => (2, "\\xXX"),
                    b'u' => (4, "\\uXXXX"),
                    _ => (8, "\\UXXXXXXXX"),
                };
                let problem = match hex(bytes, at, width) {
                    Ok(code) if code > 0x10ffff => {
                        at += width;
                        Some((width, "illegal Unicode character".to_string()))
                    }
                    Ok(code) => {
                        push_code(&mut out, code);
                        at += width;
                        None
                    }
                    Err(found) => {
                        at += found;
                        Some((found, format!("truncated {name} escape")))
                    }
                };
                if let Some((found, what)) = problem {
                    unicode_error(token, place, place + 1 + found, &what, diagnostics);
                }
                place += at - start;
                continue;
            }
            Some(b'N') if mode == Mode::Text => {
                let name = body[at..].strip_prefix('{').and_then(|s| s.split_once('}')).map(|(name, _)| name);
                match name {
                    Some(name) if !name.is_empty() => {
                        at += name.len() + 2;
                        match unicode_names2::character(name) {
                            Some(c) => push_code(&mut out, c as u32),
                            None => {
                                let end = place + name.len() + 3;
                                let what = "unknown Unicode character name";
                                unicode_error(token, place, end, what, diagnostics);
                            }
                        }
                    }
                    _ => {
                        unicode_error(token, place, place + 1, "malformed \\N character escape", diagnostics)
                    }
                }
                place += at - start;
                continue;
            }
            Some(_) => {
                let c = body[start + 1..].chars().next().unwrap_or(' ');
                let span = Span::new(lo + start as u32, lo + (start + 1 + c.len_utf8()) as u32);
                diagnostics.push(
                    Diagnostic::warning(
                        Kind::SyntaxWarning,
                        span,
                        format!("invalid escape sequence '\\{c}'"),
                    )
                    .hint("double the backslash, or use a raw string"),
                );
                // the backslash stays, and what follows is read as usual
                out.push(b'\\');
                at = start + 1;
                place += 1;
                continue;
            }
        };
        out.push(simple);
        place += 2;
    }
    out
}

fn unicode_error(token: Span, from: usize, to: usize, what: &str, diagnostics: &mut Vec<Diagnostic>) {
    let message =
        format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {from}-{to}: {what}");
    diagnostics.push(Diagnostic::syntax(token, message));
}

/// Exactly `width` hexadecimal digits, or how many there were.
fn hex(bytes: &[u8], at: usize, width: usize) -> Result<u32, usize> {
    let mut code = 0u32;
    for i in 0..width {
        match bytes.get(at + i).and_then(|&b| (b as char).to_digit(16)) {
            Some(d) => code = code.wrapping_mul(16).wrapping_add(d),
            None => return Err(i),
        }
    }
    Ok(code)
}
