//! What a traceback underlines in an expression: the operator of a binary operation, the brackets of a call or
//! a subscript.
//!
//! The text is a whole expression that has been compiled, so a scan over its tokens is enough to see which
//! operator stands at its top.

use std::ops::Range;

/// What an expression is at its top.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Top {
    /// A binary operation; the operator's bytes.
    Binary(Range<usize>),
    /// A call; the bytes from the opening bracket to the end. `name`: what is called is a plain name.
    Call { brackets: Range<usize>, name: bool },
    /// A subscript; the bytes from the opening bracket to the end.
    Subscript(Range<usize>),
    /// Anything else.
    Other,
}

impl Top {
    /// The bytes that are marked apart from the rest.
    pub(super) fn mark(&self) -> Option<Range<usize>> {
        match self {
            Top::Binary(r) | Top::Call { brackets: r, .. } | Top::Subscript(r) => Some(r.clone()),
            Top::Other => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tok {
    Name,
    Literal,
    Open,
    Close,
    Op,
}

/// Says what an expression is.
pub(super) fn top(text: &str) -> Top {
    let Some(tokens) = scan(text) else { return Top::Other };
    // brackets around the whole expression are no part of it
    let mut inner = &tokens[..];
    for _ in 0..20 {
        match classify(text, inner) {
            None => inner = &inner[1..inner.len() - 1],
            Some(top) => return top,
        }
    }
    Top::Other
}

type Token = (Tok, Range<usize>);

/// The top of a row of tokens; none if it is all in one pair of round brackets.
fn classify(text: &str, tokens: &[Token]) -> Option<Top> {
    let mut depth = 0;
    // is there an operand before this place, so that a sign is a binary operator and a bracket a trailer?
    let mut operand = false;
    let mut binary: Option<(u8, Range<usize>)> = None;
    let mut unary: Option<u8> = None;
    let mut trailer: Option<(usize, bool)> = None;
    let mut operands = 0;
    for (i, (kind, range)) in tokens.iter().enumerate() {
        let word = &text[range.clone()];
        match kind {
            Tok::Open => {
                if depth == 0 {
                    trailer = Some((i, operand));
                }
                depth += 1;
            }
            Tok::Close => {
                depth -= 1;
                if depth < 0 {
                    return Some(Top::Other);
                }
                operand = true;
            }
            _ if depth > 0 => {}
            Tok::Name if is_keyword(word) => return Some(Top::Other),
            // two words side by side: a statement (strings may stand so)
            Tok::Name | Tok::Literal if operand && !(*kind == Tok::Literal && is_string(word)) => {
                return Some(Top::Other);
            }
            Tok::Name | Tok::Literal => {
                operand = true;
                operands += 1;
                trailer = None;
            }
            Tok::Op if word == "." => {
                operand = false;
                trailer = None;
            }
            Tok::Op => {
                let Some(level) = level(word) else { return Some(Top::Other) };
                trailer = None;
                if !operand {
                    // a sign: looser than a power, tighter than everything else
                    if binary.is_none() {
                        unary = Some(POWER_LEVEL - 1);
                    }
                } else {
                    let tighter =
                        binary.as_ref().is_none_or(|b| level < b.0 || (level == b.0 && level != POWER_LEVEL));
                    let under_sign = unary.is_some_and(|u| level > u);
                    if tighter && !under_sign {
                        binary = Some((level, range.clone()));
                    }
                }
                operand = false;
            }
        }
    }
    if depth != 0 {
        return Some(Top::Other);
    }
    if let Some((_, range)) = binary {
        return Some(Top::Binary(range));
    }
    if unary.is_some() {
        return Some(Top::Other);
    }
    let (Some((open, after_operand)), Some((Tok::Close, last))) = (trailer, tokens.last()) else {
        return Some(Top::Other);
    };
    let start = tokens[open].1.start;
    Some(match (&text[start..start + 1], after_operand) {
        ("(", true) => Top::Call { brackets: start..last.end, name: open == 1 && operands == 1 },
        ("[", true) => Top::Subscript(start..last.end),
        ("(", false) => return None,
        _ => Top::Other,
    })
}

const POWER_LEVEL: u8 = 8;

/// How tightly a binary operator binds; none for what is no arithmetic operator.
fn level(op: &str) -> Option<u8> {
    Some(match op {
        "|" => 1,
        "^" => 2,
        "&" => 3,
        "<<" | ">>" => 4,
        "+" | "-" => 5,
        "*" | "/" | "//" | "%" | "@" => 6,
        "~" => 7,
        "**" => POWER_LEVEL,
        _ => return None,
    })
}

fn is_string(word: &str) -> bool {
    word.ends_with(['"', '\''])
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "not"
            | "if"
            | "else"
            | "in"
            | "is"
            | "lambda"
            | "await"
            | "yield"
            | "for"
            | "async"
            | "from"
    )
}

/// Cuts an expression into tokens; none if it ends inside one.
fn scan(text: &str) -> Option<Vec<Token>> {
    let b = text.as_bytes();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < b.len() {
        let start = i;
        match b[i] {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'\\' => i += 1,
            b'#' => i += b[i..].iter().take_while(|&&c| c != b'\n').count(),
            b'(' | b'[' | b'{' => {
                tokens.push((Tok::Open, i..i + 1));
                i += 1;
            }
            b')' | b']' | b'}' => {
                tokens.push((Tok::Close, i..i + 1));
                i += 1;
            }
            b'"' | b'\'' => {
                i = string_end(b, i, false, 0)?;
                tokens.push((Tok::Literal, start..i));
            }
            b'0'..=b'9' => {
                while i < b.len()
                    && (b[i].is_ascii_alphanumeric()
                        || matches!(b[i], b'_' | b'.')
                        || (matches!(b[i], b'+' | b'-')
                            && matches!(b[i - 1], b'e' | b'E')
                            && !text[start..i].starts_with("0x")))
                {
                    i += 1;
                }
                tokens.push((Tok::Literal, start..i));
            }
            c if c.is_ascii_alphabetic() || c == b'_' || c >= 0x80 => {
                i += b[i..]
                    .iter()
                    .take_while(|c| c.is_ascii_alphanumeric() || **c == b'_' || **c >= 0x80)
                    .count();
                if i < b.len() && matches!(b[i], b'"' | b'\'') && i - start <= 2 {
                    let format = text[start..i].contains(['f', 'F']);
                    i = string_end(b, i, format, 0)?;
                    tokens.push((Tok::Literal, start..i));
                } else {
                    tokens.push((Tok::Name, start..i));
                }
            }
            _ => {
                let two = b.get(i..i + 2).unwrap_or(&[]);
                i += if matches!(two, b"**" | b"//" | b"<<" | b">>" | b"==" | b"!=" | b"<=" | b">=" | b":=") {
                    2
                } else {
                    1
                };
                tokens.push((Tok::Op, start..i));
            }
        }
    }
    Some(tokens)
}

/// The end of the string whose quote is at `i`.
fn string_end(b: &[u8], mut i: usize, format: bool, nesting: u32) -> Option<usize> {
    let quote = b[i];
    let triple = b.get(i..i + 3).is_some_and(|q| q.iter().all(|&c| c == quote));
    i += if triple { 3 } else { 1 };
    while i < b.len() {
        match b[i] {
            b'\\' => i += 2,
            b'{' if format => {
                if b.get(i + 1) == Some(&b'{') {
                    i += 2;
                } else {
                    i = field_end(b, i + 1, nesting + 1)?;
                }
            }
            c if c == quote => {
                if !triple {
                    return Some(i + 1);
                }
                if b.get(i..i + 3).is_some_and(|q| q.iter().all(|&c| c == quote)) {
                    return Some(i + 3);
                }
                i += 1;
            }
            _ => i += 1,
        }
    }
    None
}

/// The end of an f-string's field that begins at `i`.
fn field_end(b: &[u8], mut i: usize, nesting: u32) -> Option<usize> {
    let mut depth = 1;
    while i < b.len() && nesting < 10 {
        match b[i] {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            b'"' | b'\'' => {
                i = string_end(b, i, matches!(b[i - 1], b'f' | b'F'), nesting)?;
                continue;
            }
            _ => {}
        }
        i += 1;
    }
    None
}
