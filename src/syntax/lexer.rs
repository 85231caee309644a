//! The lexer's driver: from text to the finished vector of tokens.
//!
//! Lexing never fails. What is wrong becomes a report and a stand-in token, so that the parser sees brackets
//! that match and layout that is sound, and one mistake gives one report. Layout and bracket repairs are in
//! `layout`.

use super::token::{Text, Tok, Token, soft_keywords};
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
        }
        self.end_of_file();
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
                self.error(Span::new(lo, hi), "invalid syntax").label = format!("unexpected character '{c}'");
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

    // strings

    fn open_string(&mut self, kind: Tok, lo: u32, hi: u32) {
        let text = &self.src[lo as usize..hi as usize];
        let quote_at = text.find(['\'', '"']).unwrap_or(0);
        let quote = text.as_bytes()[quote_at];
        let width = if kind == Tok::OpenTriple { 3 } else { 1 };
        // `f"{a"`: what should have ended the f-string opened a string inside its field
        let ends_frame = self.frames.last().is_some_and(|f| {
            f.quote == quote && f.triple == (kind == Tok::OpenTriple) && !f.fields.is_empty()
        });
        if ends_frame {
            if quote_at > 0 {
                self.push(Tok::Name, lo, lo + quote_at as u32);
            }
            let lo = lo + quote_at as u32;
            self.error(Span::new(lo, lo + width), "f-string: expecting '}'");
            self.end_frame(lo, lo + width);
            self.seek(lo + width);
            return;
        }
        let last = self.file.line(hi.saturating_sub(1).max(lo));
        if kind == Tok::OpenTriple {
            self.incomplete |= self.diagnostics.is_empty();
            let message = format!("unterminated triple-quoted string literal (detected at line {last})");
            self.error(Span::new(lo, lo + quote_at as u32 + 3), message)
                .hints
                .push("add the closing quotes".into());
            self.push(Tok::Str, lo, hi);
            self.gave_up = Some(hi);
            return;
        }
        let escaped = text[quote_at + 1..].contains(quote as char);
        let more = if escaped { "; perhaps you escaped the end quote?" } else { "" };
        let message = format!("unterminated string literal (detected at line {last}){more}");
        self.error(Span::new(lo, hi), message).hints.push("add the closing quote".into());
        let end = self.swallowed(lo, hi, self.brackets.len());
        self.push(Tok::Str, lo, end);
        self.seek(end);
    }

    /// Where an unterminated string should rather have ended: before closing brackets at its end, if there is
    /// an open bracket among the first `open` for them.
    fn swallowed(&self, lo: u32, hi: u32, open: usize) -> u32 {
        let text = &self.src[lo as usize + 1..hi as usize];
        let kept = text.trim_end_matches([')', ']', '}', ':', ',', ';', ' ', '\t']);
        let tail = text[kept.len()..].bytes().find(|b| b")]}".contains(b));
        let wanted = self.brackets[..open].last().map(|b| closer_byte(b.open));
        if tail.is_some() && tail == wanted { lo + 1 + kept.len() as u32 } else { hi }
    }

    fn f_start(&mut self, lo: u32, hi: u32) {
        if self.frames.len() >= 150 {
            self.error(Span::new(lo, hi), "too many nested f-strings");
            self.gave_up = Some(lo);
            return;
        }
        let text = &self.src[lo as usize..hi as usize];
        let quotes = text.bytes().filter(|b| b"'\"".contains(b)).count();
        self.push(Tok::FStart, lo, hi);
        self.frames.push(Frame {
            quote: self.byte(hi - 1),
            triple: quotes == 3,
            raw: text.contains(['r', 'R']),
            lo,
            token: self.tokens.len() - 1,
            base: self.brackets.len(),
            fields: Vec::new(),
        });
    }

    /// Whether the next thing to read is the text of an f-string.
    fn in_text(&self) -> bool {
        self.frames.last().is_some_and(|f| match f.fields.last() {
            None => true,
            Some(field) => field.in_spec && self.brackets.len() == field.depth,
        })
    }

    /// Whether we are in a field's expression, outside all brackets of its own.
    fn at_field_depth(&self) -> bool {
        let field = self.frames.last().and_then(|f| f.fields.last());
        field.is_some_and(|f| !f.in_spec && self.brackets.len() == f.depth)
    }

    /// Ends the innermost f-string early: closes its fields, then itself by a token at `lo..hi`.
    pub fn end_frame(&mut self, lo: u32, hi: u32) {
        let Some(frame) = self.frames.pop() else { return };
        while self.brackets.len() > frame.base {
            if let Some(closer) = self.brackets.pop().and_then(|b| b.open.closer()) {
                self.push(closer, lo, lo);
            }
        }
        self.push(Tok::FEnd, lo, hi);
    }

    /// Reads text of an f-string up to the next field, the end of the specification, or the end.
    fn text(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        let (quote, triple, raw, f_lo, base) = (frame.quote, frame.triple, frame.raw, frame.lo, frame.base);
        let in_spec = !frame.fields.is_empty();
        let fields = frame.fields.len();
        let start = self.pos();
        let mut lex = Text::lexer(self.src);
        lex.bump(start as usize);
        loop {
            let piece = lex.next();
            let (lo, hi) = (lex.span().start as u32, lex.span().end as u32);
            let restart = |at: u32| {
                let mut lex = Text::lexer(self.src);
                lex.bump(at as usize);
                lex
            };
            match piece {
                Some(Ok(Text::Open)) => {
                    return self.open_field(start, lo, fields);
                }
                // in a specification braces are never doubled
                Some(Ok(Text::DoubleOpen)) if in_spec => return self.open_field(start, lo, fields),
                Some(Ok(Text::Close | Text::DoubleClose)) if in_spec => {
                    self.middle(start, lo);
                    self.seek(lo + 1);
                    self.close(Tok::RBrace, lo, lo + 1);
                    return;
                }
                Some(Ok(Text::Close)) => {
                    self.error(Span::new(lo, hi), "f-string: single '}' is not allowed")
                        .hints
                        .push("write '}}' for a brace in the text".into());
                }
                Some(Ok(Text::Named)) if raw => lex = restart(lo + 2),
                Some(Ok(Text::Quote)) if self.byte(lo) == quote => {
                    let width = if triple { 3 } else { 1 };
                    if triple && !(self.byte(lo + 1) == quote && self.byte(lo + 2) == quote) {
                        continue;
                    }
                    self.middle(start, lo);
                    if in_spec {
                        self.error(Span::new(lo, lo + width), "f-string: expecting '}', or format specs");
                    }
                    self.seek(lo + width);
                    self.end_frame(lo, lo + width);
                    return;
                }
                Some(Ok(Text::Newline)) if !triple => {
                    let line = self.file.line(lo);
                    let message = format!("unterminated f-string literal (detected at line {line})");
                    self.error(Span::new(f_lo, lo), message).hints.push("add the closing quote".into());
                    let end = self.swallowed(start.saturating_sub(1), lo, base).max(start);
                    self.middle(start, end);
                    self.end_frame(end, end);
                    self.seek(end);
                    return;
                }
                None => {
                    let line = self.file.line(hi);
                    let what = if triple { "triple-quoted f-string" } else { "f-string" };
                    let message = format!("unterminated {what} literal (detected at line {line})");
                    self.incomplete |= triple && self.diagnostics.is_empty();
                    self.error(Span::new(f_lo, f_lo + 2), message).hints.push("add the closing quote".into());
                    let end = if triple {
                        hi
                    } else {
                        self.swallowed(start.saturating_sub(1), hi, base).max(start)
                    };
                    self.middle(start, end);
                    self.end_frame(end, end);
                    self.seek(end);
                    if triple {
                        self.gave_up = Some(hi);
                    }
                    return;
                }
                _ => {}
            }
        }
    }

    fn middle(&mut self, lo: u32, hi: u32) {
        if lo < hi {
            self.push(Tok::FMiddle, lo, hi);
        }
    }

    fn open_field(&mut self, start: u32, lo: u32, fields: usize) {
        self.middle(start, lo);
        if fields >= 3 {
            self.error(Span::new(lo, lo + 1), "f-string: expressions nested too deeply");
            self.gave_up = Some(lo);
            return;
        }
        self.seek(lo + 1);
        self.open(Tok::LBrace, lo, lo + 1);
        let depth = self.brackets.len();
        if let Some(frame) = self.frames.last_mut() {
            frame.fields.push(Field { depth, in_spec: false });
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
            match partner {
                Some(j) => {
                    while self.brackets.len() > j + 1 {
                        self.pop_bracket(lo, lo);
                    }
                }
                None => {}
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
        _ if lower.ends_with('_') || lower.contains("__") => ("invalid decimal literal".into(), ""),
        _ => ("invalid decimal literal".into(), "a name cannot start with a digit"),
    }
}
