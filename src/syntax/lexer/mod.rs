//! The lexer's driver: from text to the finished vector of tokens.
//!
//! Lexing never fails. What is wrong becomes a report and a stand-in token, so that the parser sees brackets
//! that match and layout that is sound, and one mistake gives one report. Layout and bracket repairs are in
//! `layout`.

mod strings;

use super::token::{Tok, Token, soft_keywords};
use crate::source::{Diagnostic, SourceFile, Span};
use logos::Logos;

/// What the lexer makes of a file.
pub struct Lexed {
    /// The tokens, layout tokens included.
    pub tokens: Vec<Token>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the text ends inside brackets, a triple-quoted string or a block, so that more lines could make
    /// it whole.
    pub incomplete: bool,
    /// Where lexing was given up, if it was.
    pub gave_up: Option<u32>,
}

/// Nesting limits, CPython's.
pub(super) const MAX_BRACKETS: usize = 200;
pub(super) const MAX_INDENTS: usize = 100;
/// After this many repairs lines are no longer looked at again.
pub(super) const MAX_REPAIRS: usize = 20;

/// An open bracket.
pub(super) struct Bracket {
    pub open: Tok,
    pub lo: u32,
    /// Its index in the vector of tokens.
    pub token: usize,
    /// The indentation of its line.
    pub line_col: u32,
    /// The first later line that may be a new statement: the line break before it and the tokens up to it.
    pub snapshot: Option<Snapshot>,
}

#[derive(Clone, Copy)]
pub(super) struct Snapshot {
    pub newline: Span,
    pub tokens: usize,
}

/// An f-string being read.
pub(super) struct Frame {
    quote: u8,
    triple: bool,
    raw: bool,
    pub lo: u32,
    /// The index of its first token.
    pub token: usize,
    /// How many brackets were open before it.
    pub base: usize,
    fields: Vec<Field>,
}

/// An open replacement field.
struct Field {
    /// How many brackets are open right inside it.
    depth: usize,
    /// Whether its specification has begun.
    in_spec: bool,
}

/// A level of indentation.
#[derive(Clone, Copy)]
pub(super) struct Level {
    pub col: u32,
    /// The column if tabs are one wide; it must order lines just like `col`.
    pub alt: u32,
    /// Made by a repair: the parser does not know of it.
    pub ghost: bool,
}

/// The logical line being read.
#[derive(Clone, Copy, Default)]
pub(super) struct Line {
    pub first: usize,
    pub has_token: bool,
    /// Whether a ':' outside brackets was seen.
    pub colon: bool,
}

pub(super) struct Lexer<'s> {
    pub file: &'s SourceFile,
    pub src: &'s str,
    raw: logos::Lexer<'s, Tok>,
    pub tokens: Vec<Token>,
    pub diagnostics: Vec<Diagnostic>,
    pub brackets: Vec<Bracket>,
    pub frames: Vec<Frame>,
    pub levels: Vec<Level>,
    pub line: Line,
    /// The indentation of the current physical line.
    pub line_col: u32,
    pub repairs: usize,
    pub incomplete: bool,
    pub gave_up: Option<u32>,
    /// The end of the last raw token.
    last: u32,
    /// The depth of lines is wrong since the last one without indentation.
    pub astray: bool,
}

/// Makes the tokens of a file.
pub fn lex(file: &SourceFile) -> Lexed {
    let src = file.text();
    let mut lexer = Lexer {
        file,
        src,
        raw: Tok::lexer(src),
        tokens: Vec::with_capacity(src.len() / 6 + 8),
        diagnostics: Vec::new(),
        brackets: Vec::new(),
        frames: Vec::new(),
        levels: vec![Level { col: 0, alt: 0, ghost: false }],
        line: Line::default(),
        line_col: 0,
        repairs: 0,
        incomplete: false,
        gave_up: None,
        last: 0,
        astray: false,
    };
    lexer.run();
    let Lexer { mut tokens, diagnostics, incomplete, gave_up, .. } = lexer;
    soft_keywords(&mut tokens);
    Lexed { tokens, diagnostics, incomplete, gave_up }
}

impl<'s> Lexer<'s> {
    fn run(&mut self) {
        if let Some(at) = self.src.find('\0') {
            self.error(Span::new(at as u32, at as u32 + 1), "source code cannot contain null bytes");
        }
        self.start_of_file();
        while self.gave_up.is_none() {
            if self.in_text() {
                self.text();
                continue;
            }
            let next = self.raw.next();
            let (lo, hi) = (self.raw.span().start as u32, self.raw.span().end as u32);
            match next {
                Some(Ok(kind)) => self.token(kind, lo, hi),
                Some(Err(())) => self.bad_character(lo, hi),
                None if self.unclosed_at_end() => {}
                None => break,
            }
            self.last = self.last.max(hi);
        }
        self.continued_at_end();
        self.end_of_file();
    }

    /// A backslash that continues the last line into nothing.
    fn continued_at_end(&mut self) {
        let text = self.src.trim_end_matches(['\n', '\r']);
        let at = text.len() as u32 - 1.min(text.len() as u32);
        if self.gave_up.is_none() && text.len() < self.src.len() && self.byte(at) == b'\\' && self.last <= at
        {
            self.incomplete |= self.diagnostics.is_empty();
            let d = self.error(Span::new(at, at + 1), "unexpected EOF while parsing");
            d.label = "nothing follows that this could continue".into();
            self.push(Tok::Bad, at, at + 1);
        }
    }

    /// Reports an error at a place.
    pub fn error(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.diagnostics.len();
        self.diagnostics.push(Diagnostic::syntax(span, message));
        &mut self.diagnostics[at]
    }

    /// Where the next token is looked for.
    pub fn pos(&self) -> u32 {
        self.raw.span().end as u32
    }

    /// Goes on lexing at `pos`.
    pub fn seek(&mut self, pos: u32) {
        let mut raw = Tok::lexer(self.src);
        raw.bump(pos as usize);
        self.raw = raw;
    }

    pub fn push(&mut self, kind: Tok, lo: u32, hi: u32) {
        if !self.line.has_token {
            self.line = Line { first: self.tokens.len(), has_token: true, colon: false };
        }
        self.tokens.push(Token { lo, hi, kind });
    }

    pub fn byte(&self, at: u32) -> u8 {
        self.src.as_bytes().get(at as usize).copied().unwrap_or(0)
    }

    fn token(&mut self, kind: Tok, lo: u32, hi: u32) {
        match kind {
            Tok::Newline => self.newline(Span::new(lo, hi)),
            Tok::LParen | Tok::LBracket | Tok::LBrace => self.open(kind, lo, hi),
            Tok::RParen | Tok::RBracket | Tok::RBrace => self.close(kind, lo, hi),
            Tok::Name => self.name(lo, hi),
            Tok::Int | Tok::Float | Tok::Imag | Tok::BadNumber => self.number(kind, lo, hi),
            Tok::OpenStr | Tok::OpenTriple => self.open_string(kind, lo, hi),
            Tok::FStart => self.f_start(lo, hi),
            Tok::Colon | Tok::Walrus if self.at_field_depth() => {
                self.push(Tok::FColon, lo, lo + 1);
                if let Some(field) = self.frames.last_mut().and_then(|f| f.fields.last_mut()) {
                    field.in_spec = true;
                }
                self.seek(lo + 1);
            }
            Tok::Colon => {
                self.push(kind, lo, hi);
                self.line.colon |= self.brackets.is_empty();
            }
            Tok::Backslash => {
                if hi as usize == self.src.len() {
                    self.incomplete |= self.diagnostics.is_empty();
                    self.error(Span::new(lo, hi), "unexpected EOF while parsing");
                } else {
                    self.error(Span::new(lo, hi), "unexpected character after line continuation character");
                }
                self.push(Tok::Bad, lo, hi);
            }
            _ => self.push(kind, lo, hi),
        }
    }

    fn bad_character(&mut self, lo: u32, hi: u32) {
        let c = self.src[lo as usize..].chars().next().unwrap_or(' ');
        let hi = hi.max(lo + c.len_utf8() as u32);
        match c {
            '\0' => {} // reported already
            '$' | '?' | '`' => {
                let d = self.error(Span::new(lo, hi), "invalid syntax");
                d.label = format!("'{c}' means nothing here");
                d.hints.push(
                    match c {
                        '?' => "write 'a if condition else b' to choose between two values",
                        '$' => "names stand alone, without '$'",
                        _ => "strings are quoted with \" or '; repr(x) shows a value",
                    }
                    .into(),
                );
            }
            _ => self.invalid_character(c, lo),
        }
        self.push(Tok::Bad, lo, hi);
        self.seek(hi);
    }

    fn invalid_character(&mut self, c: char, lo: u32) {
        let code = format!("U+{:04X}", c as u32);
        let span = Span::new(lo, lo + c.len_utf8() as u32);
        let message =
            if c.is_control() || c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}') {
                format!("invalid non-printable character {code}")
            } else {
                format!("invalid character '{c}' ({code})")
            };
        let hint = match c {
            '“' | '”' | '„' | '‘' | '’' => "strings are quoted with \" or '",
            '–' | '—' | '−' => "the minus sign is '-'",
            '×' => "the multiplication sign is '*'",
            '÷' => "the division sign is '/'",
            '≤' => "write '<='",
            '≥' => "write '>='",
            '≠' => "write '!='",
            _ => "",
        };
        let d = self.error(span, message);
        if !hint.is_empty() {
            d.hints.push(hint.into());
        }
    }

    /// A name. CPython brings names to normal form NFKC; here they are taken as they are written.
    fn name(&mut self, lo: u32, hi: u32) {
        let text = &self.src[lo as usize..hi as usize];
        if !text.is_ascii() {
            let bad = text.char_indices().find(|&(i, c)| {
                !(c == '_' || unicode_ident::is_xid_start(c) || i > 0 && unicode_ident::is_xid_continue(c))
            });
            if let Some((i, c)) = bad {
                self.invalid_character(c, lo + i as u32);
            }
        }
        self.push(Tok::Name, lo, hi);
    }

    // numbers

    fn number(&mut self, kind: Tok, lo: u32, hi: u32) {
        let text = &self.src[lo as usize..hi as usize];
        let after = self.src[hi as usize..].chars().next().unwrap_or(' ');
        match kind {
            Tok::BadNumber => {
                let digits = valid_prefix(text);
                if digits > 0 && starts_with_word(&text[digits..]) {
                    // `1if x else 2` is legal
                    self.push(Tok::Int, lo, lo + digits as u32);
                    self.seek(lo + digits as u32);
                    return;
                }
                let (message, hint) = bad_number(text);
                let d = self.error(Span::new(lo, hi), message);
                if !hint.is_empty() {
                    d.hints.push(hint.into());
                }
                self.push(Tok::Int, lo, hi);
            }
            Tok::Imag => {
                self.error(Span::new(lo, hi), "complex numbers are not supported");
                self.push(Tok::Float, lo, hi);
            }
            _ if after == '_' || after.is_alphanumeric() => {
                let rest = &self.src[hi as usize..];
                let word = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
                self.push(kind, lo, hi);
                if !starts_with_word(&rest[..word]) {
                    self.error(Span::new(lo, hi), "invalid decimal literal");
                    self.seek(hi + word as u32);
                }
            }
            _ => self.push(kind, lo, hi),
        }
    }

    // brackets

    fn open(&mut self, open: Tok, lo: u32, hi: u32) {
        if self.brackets.len() >= MAX_BRACKETS {
            self.error(Span::new(lo, hi), "too many nested parentheses");
            self.gave_up = Some(lo);
            return;
        }
        self.push(open, lo, hi);
        let token = self.tokens.len() - 1;
        self.brackets.push(Bracket { open, lo, token, line_col: self.line_col, snapshot: None });
    }

    fn close(&mut self, closer: Tok, lo: u32, hi: u32) {
        // brackets below `base` belong to the text around the f-string's field
        let base = match self.frames.last().and_then(|f| f.fields.last()) {
            Some(field) => field.depth - 1,
            None => 0,
        };
        let c = self.byte(lo) as char;
        let Some(top) = self.brackets.last() else {
            self.error(Span::new(lo, hi), format!("unmatched '{c}'"));
            return;
        };
        if top.open.closer() != Some(closer) {
            // a field ends with its '}' only
            if self.brackets.len() == base + 1 && !self.frames.is_empty() {
                self.error(Span::new(lo, hi), format!("f-string: unmatched '{c}'"));
                return;
            }
            let (open, open_lo) = (self.byte(top.lo) as char, top.lo);
            let line = self.file.line(open_lo);
            let on = if line != self.file.line(lo) { format!(" on line {line}") } else { String::new() };
            let message =
                format!("closing parenthesis '{c}' does not match opening parenthesis '{open}'{on}");
            self.error(Span::new(lo, hi), message);
            let at = self.diagnostics.len() - 1;
            let note = format!("'{open}' was opened here");
            self.diagnostics[at] =
                self.diagnostics[at].clone().secondary(Span::new(open_lo, open_lo + 1), note);
            let partner =
                (base..self.brackets.len()).rev().find(|&j| self.brackets[j].open.closer() == Some(closer));
            if let Some(j) = partner {
                while self.brackets.len() > j + 1 {
                    self.pop_bracket(lo, lo);
                }
            }
        }
        self.pop_bracket(lo, hi);
    }

    /// Closes the innermost bracket by a token at `lo..hi`.
    pub fn pop_bracket(&mut self, lo: u32, hi: u32) {
        let Some(bracket) = self.brackets.pop() else { return };
        if let Some(closer) = bracket.open.closer() {
            self.push(closer, lo, hi);
        }
        let depth = self.brackets.len();
        if let Some(frame) = self.frames.last_mut()
            && frame.fields.last().is_some_and(|f| f.depth == depth + 1)
        {
            frame.fields.pop();
        }
    }
}

/// The byte that closes an opening bracket.
pub(super) fn closer_byte(open: Tok) -> u8 {
    match open {
        Tok::LParen => b')',
        Tok::LBracket => b']',
        _ => b'}',
    }
}

/// The length of the longest legal integer literal at the start of a text.
fn valid_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (skip, radix) = match bytes {
        [b'0', b'x' | b'X', ..] => (2, 16),
        [b'0', b'o' | b'O', ..] => (2, 8),
        [b'0', b'b' | b'B', ..] => (2, 2),
        _ => (0, 10),
    };
    let is_digit = |at: usize| bytes.get(at).is_some_and(|b| (*b as char).is_digit(radix));
    let mut end = skip;
    while is_digit(end) || (bytes.get(end) == Some(&b'_') && is_digit(end + 1) && end > 0) {
        end += 1;
    }
    if end == skip { 0 } else { end }
}

/// Whether a text is one of the words that may follow a number at once.
fn starts_with_word(text: &str) -> bool {
    matches!(text, "and" | "else" | "for" | "if" | "in" | "is" | "not" | "or")
}

fn bad_number(text: &str) -> (String, &'static str) {
    let lower = text.to_ascii_lowercase();
    let digits = |radix: u32| lower[2..].chars().find(|c| c.is_ascii_digit() && !c.is_digit(radix));
    match lower.as_bytes() {
        [b'0', b'x', ..] => ("invalid hexadecimal literal".into(), ""),
        [b'0', b'o', ..] => match digits(8) {
            Some(d) => (format!("invalid digit '{d}' in octal literal"), ""),
            None => ("invalid octal literal".into(), ""),
        },
        [b'0', b'b', ..] => match digits(2) {
            Some(d) => (format!("invalid digit '{d}' in binary literal"), ""),
            None => ("invalid binary literal".into(), ""),
        },
        [b'0', rest @ ..] if rest.iter().all(|b| b.is_ascii_digit() || *b == b'_') && !lower.contains("__") => (
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers".into(),
            "drop the leading zeros, or write '0o' for an octal number",
        ),
        _ if lower.ends_with('_') || lower.contains("__") => {
            ("invalid decimal literal".into(), "a '_' in a number stands between two digits")
        }
        _ if lower.ends_with('e') && lower[..lower.len() - 1].bytes().all(|b| b.is_ascii_digit()) => {
            ("invalid decimal literal".into(), "digits are missing after the 'e'")
        }
        _ => ("invalid decimal literal".into(), "a number holds no letters, and a name cannot begin with a digit"),
    }
}
