//! Which parts of a text are what, for colours. Works on texts that are wrong or unfinished, too.

use super::lexer::lex;
use super::token::{Tok, Token};
use crate::source::SourceFile;

/// What a part of a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// A keyword, soft ones included.
    Keyword,
    /// `None`, `True`, `False`.
    Constant,
    /// A string; of an f-string the text only.
    Str,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// The name that `def` or `class` defines.
    Definition,
    /// Any other name.
    Name,
    /// A colon, which may open a block.
    Colon,
    /// Any other mark.
    Mark,
}

/// The classified parts of a text in order: first byte, byte after the last, class.
pub fn classes(text: &str) -> Vec<(usize, usize, Class)> {
    let file = SourceFile::new("<stdin>", text);
    let tokens = lex(&file).tokens;
    let mut parts = Vec::new();
    let mut end = 0;
    for (i, token) in tokens.iter().enumerate() {
        let (lo, hi) = (token.lo as usize, token.hi as usize);
        if hi <= lo || lo < end || hi > text.len() {
            continue;
        }
        if token.kind.is_layout() {
            // comments after a line are part of its end
            comments(text, end, hi, &mut parts);
        } else {
            comments(text, end, lo, &mut parts);
            parts.push((lo, hi, class_of(&tokens, i)));
        }
        end = hi;
    }
    comments(text, end, text.len(), &mut parts);
    parts
}

fn class_of(tokens: &[Token], i: usize) -> Class {
    match tokens[i].kind {
        Tok::None | Tok::True | Tok::False => Class::Constant,
        Tok::Str | Tok::FStart | Tok::FMiddle | Tok::FEnd => Class::Str,
        Tok::Int | Tok::Float | Tok::Imag => Class::Number,
        Tok::Name if i > 0 && matches!(tokens[i - 1].kind, Tok::Def | Tok::Class) => Class::Definition,
        Tok::Name => Class::Name,
        Tok::Colon => Class::Colon,
        kind if kind.is_keyword() || kind.is_name() => Class::Keyword,
        _ => Class::Mark,
    }
}

/// The comments in a stretch that holds no tokens.
fn comments(text: &str, from: usize, to: usize, parts: &mut Vec<(usize, usize, Class)>) {
    let mut at = from;
    while let Some(start) = text.get(at..to).and_then(|t| t.find('#')).map(|i| at + i) {
        let end = text[start..to].find(['\n', '\r']).map_or(to, |i| start + i);
        parts.push((start, end, Class::Comment));
        at = end;
    }
}
