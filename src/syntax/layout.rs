//! Layout: from line breaks and columns to NEWLINE, INDENT and DEDENT, with repairs.
//!
//! The parser never sees wrong layout: a missing ':' or block is put in, an unexpected indentation becomes a
//! level that only the lexer knows, unclosed brackets are closed where the next statement seems to start.

use super::lexer::{Level, Lexer, Line, MAX_INDENTS, MAX_REPAIRS, Snapshot};
use super::token::{Tok, Token};
use crate::source::{Diagnostic, Kind, Span};

/// How the line before relates to a block.
enum Opening {
    /// A compound statement that ends in ':'.
    Block,
    /// A compound statement whose ':' is missing.
    MissingColon,
    /// Something else.
    None,
}

impl Lexer<'_> {
    /// Skips a byte order mark, blank lines and comments, and takes in the first line's indentation.
    pub fn start_of_file(&mut self) {
        let bytes = self.src.as_bytes();
        let mut line = if self.src.starts_with('\u{feff}') { 3 } else { 0 };
        let mut at = line;
        loop {
            match bytes.get(at) {
                Some(b' ' | b'\t' | b'\x0c') => at += 1,
                Some(b'#') => {
                    while bytes.get(at).is_some_and(|b| !b"\r\n".contains(b)) {
                        at += 1;
                    }
                }
                Some(b'\r' | b'\n') => {
                    at += 1;
                    line = at;
                }
                _ => break,
            }
        }
        self.seek(at as u32);
        if at < bytes.len() {
            self.start_line(Span::new(line as u32, at as u32));
        }
    }

    /// A line break with all that the token holds: blank lines, comments, the next line's indentation.
    pub fn newline(&mut self, span: Span) {
        let text = &self.src[span.range()];
        let indent = span.lo + text.rfind(['\n', '\r']).map_or(0, |i| i as u32 + 1);
        let indent = Span::new(indent, span.hi);
        // a comment here is one that the end of the file cuts short
        let at_end = span.hi as usize == self.src.len() || self.byte(span.hi) == b'#';
        if !self.brackets.is_empty() {
            self.line_col = self.columns(indent).0;
            if !at_end {
                self.line_in_brackets(span);
            }
            return;
        }
        if self.line.has_token {
            self.tokens.push(Token { lo: span.lo, hi: span.lo + 1, kind: Tok::Newline });
        }
        if !at_end {
            self.start_line(indent);
        } else if self.line.has_token {
            self.end_of_block_header(span.lo);
        }
        self.line = Line::default();
    }

    /// A new physical line inside brackets: remember it, or take it for a new statement.
    fn line_in_brackets(&mut self, newline: Span) {
        if b")]}".contains(&self.byte(newline.hi)) {
            return;
        }
        let (col, tokens) = (self.line_col, self.tokens.len());
        for bracket in self.brackets.iter_mut().filter(|b| b.snapshot.is_none() && col <= b.line_col) {
            bracket.snapshot = Some(Snapshot { newline, tokens });
        }
        let rest = &self.src[newline.hi as usize..];
        let word = &rest[..rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()];
        let statement = matches!(
            word,
            "def"
                | "class"
                | "return"
                | "import"
                | "while"
                | "with"
                | "try"
                | "raise"
                | "pass"
                | "break"
                | "continue"
                | "global"
                | "nonlocal"
                | "del"
                | "assert"
                | "except"
                | "finally"
                | "elif"
        );
        if statement && col <= self.brackets[0].line_col {
            self.unclosed(Some(newline));
        }
    }

    /// At the end of the text: ends what is open. Gives whether there was anything, so that lexing goes on.
    pub fn unclosed_at_end(&mut self) -> bool {
        if self.brackets.is_empty() {
            return false;
        }
        self.incomplete |= self.diagnostics.is_empty();
        self.unclosed(None);
        true
    }

    /// Reports an unclosed bracket, closes it, and goes on at the line that looks like the next statement, or
    /// where we are if there is none.
    fn unclosed(&mut self, newline: Option<Span>) {
        let here = self.pos();
        let found =
            self.brackets.iter().position(|b| b.snapshot.is_some()).filter(|_| self.repairs < MAX_REPAIRS);
        self.repairs += 1;
        let snapshot = found.and_then(|a| self.brackets[a].snapshot);
        let tokens = snapshot.map_or(self.tokens.len(), |s| s.tokens);
        let mut keep = found.unwrap_or(0);
        // an f-string goes as a whole
        let frame = self.frames.iter().find(|f| f.base <= keep);
        let first = frame.map_or(self.brackets[keep].token, |f| f.token);
        keep = frame.map_or(keep, |f| f.base);
        let lo = self.brackets[keep..].iter().rev().find(|b| b.token < tokens).map_or(0, |b| b.lo);
        let open = self.byte(lo) as char;
        self.error(Span::new(lo, lo + 1), format!("'{open}' was never closed"));
        self.brackets.truncate(keep);
        self.frames.retain(|f| f.token < first);
        self.tokens.truncate(tokens);
        // what was open where we cut
        let mut open = Vec::new();
        for t in &self.tokens[first..] {
            match t.kind {
                Tok::FStart => open.push(Tok::FEnd),
                Tok::FEnd | Tok::RParen | Tok::RBracket | Tok::RBrace => drop(open.pop()),
                kind => open.extend(kind.closer()),
            }
        }
        let at = self.tokens.last().map_or(0, |t| t.hi);
        for &closer in open.iter().rev() {
            self.push(closer, at, at);
        }
        match snapshot {
            Some(s) => {
                self.seek(s.newline.hi);
                self.newline(s.newline);
            }
            None => {
                self.seek(here);
                if let Some(newline) = newline {
                    self.newline(newline);
                }
            }
        }
    }

    /// The columns of a line's first token: tabs to multiples of eight, and tabs as one.
    fn columns(&self, indent: Span) -> (u32, u32) {
        let (mut col, mut alt) = (0u32, 0u32);
        for b in self.src[indent.range()].bytes() {
            match b {
                b'\t' => {
                    col = (col / 8 + 1) * 8;
                    alt += 1;
                }
                b'\x0c' => (col, alt) = (0, 0),
                _ => {
                    col += 1;
                    alt += 1;
                }
            }
        }
        (col, alt)
    }

    fn top(&self) -> Level {
        self.levels.last().copied().unwrap_or(Level { col: 0, alt: 0, ghost: false })
    }

    /// Compares a new logical line's indentation with the open levels.
    fn start_line(&mut self, indent: Span) {
        let (col, alt) = self.columns(indent);
        self.line_col = col;
        self.astray &= col > 0;
        let opening = self.opening();
        let top = self.top();
        if col > top.col {
            if alt <= top.alt {
                self.tab_error(indent);
            }
            if self.levels.len() >= MAX_INDENTS {
                self.layout_error(Kind::IndentationError, indent, "too many levels of indentation");
                self.gave_up = Some(indent.lo);
                return;
            }
            let ghost = match opening {
                Opening::Block => false,
                Opening::MissingColon => {
                    self.missing_colon();
                    false
                }
                Opening::None => {
                    // a line that ends in ':' and opens nothing is an error of its own
                    let n = self.tokens.len();
                    if n < 2 || self.tokens[n - 2].kind != Tok::Colon {
                        self.wrong_depth(indent, "unexpected indent");
                    }
                    self.astray = true;
                    true
                }
            };
            self.levels.push(Level { col, alt, ghost });
            if !ghost {
                self.tokens.push(Token { lo: indent.lo, hi: indent.hi, kind: Tok::Indent });
            }
        } else {
            if let Opening::Block = opening {
                self.missing_block(Span::new(indent.hi, indent.hi + 1));
            }
            self.dedent(col, indent.hi);
            let top = self.top();
            if top.col != col {
                self.wrong_depth(indent, "unindent does not match any outer indentation level");
                self.levels.push(Level { col, alt, ghost: true });
            } else if top.alt != alt {
                self.tab_error(indent);
            }
        }
        self.line = Line::default();
    }

    fn dedent(&mut self, col: u32, at: u32) {
        while self.top().col > col {
            if let Some(level) = self.levels.pop()
                && !level.ghost
            {
                self.tokens.push(Token { lo: at, hi: at, kind: Tok::Dedent });
            }
        }
    }

    fn layout_error(&mut self, kind: Kind, span: Span, message: &str) -> &mut Diagnostic {
        let d = self.error(span, message);
        d.kind = kind;
        d
    }

    /// A line at a depth that fits nothing; what follows from an earlier one is not reported.
    fn wrong_depth(&mut self, indent: Span, message: &str) {
        if !std::mem::replace(&mut self.astray, true) {
            self.layout_error(Kind::IndentationError, indent, message);
        }
    }

    fn tab_error(&mut self, indent: Span) {
        self.layout_error(Kind::TabError, indent, "inconsistent use of tabs and spaces in indentation");
    }

    /// What the finished logical line opens. Its NEWLINE is the last token.
    fn opening(&self) -> Opening {
        let n = self.tokens.len();
        if !self.line.has_token || n < self.line.first + 2 {
            return Opening::None;
        }
        let line = &self.tokens[self.line.first..n - 1];
        let header = match line[0].kind {
            Tok::If | Tok::While | Tok::For | Tok::With | Tok::Try | Tok::Def | Tok::Class => true,
            Tok::Else | Tok::Elif | Tok::Except | Tok::Finally => true,
            Tok::Async => matches!(line.get(1).map(|t| t.kind), Some(Tok::Def | Tok::For | Tok::With)),
            Tok::Match | Tok::Case => line.get(1).is_some_and(|t| t.kind.starts_expr()),
            _ => false,
        };
        match line[line.len() - 1].kind {
            Tok::Colon if header => Opening::Block,
            _ if header && !self.line.colon => Opening::MissingColon,
            _ => Opening::None,
        }
    }

    fn missing_colon(&mut self) {
        let n = self.tokens.len();
        let at = self.tokens[n - 2].hi;
        // a loop without its 'in' is a mistake of its own, and the parser's to tell
        let header = &self.tokens[self.line.first..];
        let is_for = header.iter().take(2).any(|t| t.kind == Tok::For);
        if !is_for || header.iter().any(|t| t.kind == Tok::In) {
            self.error(Span::new(at, at + 1), "expected ':'");
        }
        self.tokens.insert(n - 1, Token { lo: at, hi: at, kind: Tok::Colon });
    }

    fn missing_block(&mut self, at: Span) {
        let header = self.tokens[self.line.first];
        let next = self.tokens.get(self.line.first + 1).map(|t| t.kind);
        let what = match (header.kind, next) {
            (Tok::Def, _) | (Tok::Async, Some(Tok::Def)) => "function definition".to_string(),
            (Tok::Class, _) => "class definition".to_string(),
            (Tok::Async, Some(Tok::For)) => "'for' statement".to_string(),
            (Tok::Async, _) => "'with' statement".to_string(),
            (Tok::Except, Some(Tok::Star)) => "'except*' statement".to_string(),
            _ => format!("'{}' statement", &self.src[header.lo as usize..header.hi as usize]),
        };
        let line = self.file.line(header.lo);
        let d = self.layout_error(
            Kind::IndentationError,
            at,
            &format!("expected an indented block after {what} on line {line}"),
        );
        *d = d.clone().secondary(Span::new(header.lo, header.hi), "this needs a block");
        self.astray = true;
        let lo = at.lo;
        for kind in [Tok::Indent, Tok::Pass, Tok::Newline, Tok::Dedent] {
            self.tokens.push(Token { lo, hi: lo, kind });
        }
    }

    /// At the end of the file: the last line wanted a block.
    fn end_of_block_header(&mut self, at: u32) {
        if let Opening::Block = self.opening() {
            self.incomplete |= self.diagnostics.is_empty();
            self.missing_block(Span::new(at, at + 1));
        }
    }

    /// Closes all that is open, ends the last line and all blocks.
    pub fn end_of_file(&mut self) {
        let at = self.pos().min(self.src.len() as u32);
        let at = self.gave_up.map_or(at, |g| g.max(self.tokens.last().map_or(0, |t| t.hi)));
        while !self.frames.is_empty() {
            self.end_frame(at, at);
        }
        while !self.brackets.is_empty() {
            self.pop_bracket(at, at);
        }
        if self.line.has_token {
            self.tokens.push(Token { lo: at, hi: at, kind: Tok::Newline });
            if self.gave_up.is_none() {
                self.end_of_block_header(at);
            }
        }
        while let Some(level) = self.levels.pop()
            && !self.levels.is_empty()
        {
            if !level.ghost {
                self.tokens.push(Token { lo: at, hi: at, kind: Tok::Dedent });
            }
        }
    }
}
