//! Strings that were never closed, and f-strings: a stack of frames, each with its open fields.

use super::{Field, Frame, Lexer, closer_byte};
use crate::source::Span;
use crate::syntax::token::{Text, Tok};
use logos::Logos;

impl Lexer<'_> {
    pub(super) fn open_string(&mut self, kind: Tok, lo: u32, hi: u32) {
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
            self.error(Span::new(lo, lo + quote_at as u32 + 3), message);
            self.push(Tok::Str, lo, hi);
            self.gave_up = Some(hi);
            return;
        }
        let escaped = text[quote_at + 1..].contains(quote as char);
        let more = if escaped { "; perhaps you escaped the end quote?" } else { "" };
        let message = format!("unterminated string literal (detected at line {last}){more}");
        self.error(Span::new(lo, hi), message);
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

    pub(super) fn f_start(&mut self, lo: u32, hi: u32) {
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
    pub(super) fn in_text(&self) -> bool {
        self.frames.last().is_some_and(|f| match f.fields.last() {
            None => true,
            Some(field) => field.in_spec && self.brackets.len() == field.depth,
        })
    }

    /// Whether we are in a field's expression, outside all brackets of its own.
    pub(super) fn at_field_depth(&self) -> bool {
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
    pub(super) fn text(&mut self) {
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
                    self.error(Span::new(f_lo, lo), message);
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
                    self.error(Span::new(f_lo, f_lo + 2), message);
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
}
