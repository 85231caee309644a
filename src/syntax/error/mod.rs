//! Why the parser could not go on: from the offending token and its surroundings to a report.
//!
//! The list of tokens that would have been accepted is used for yes-or-no questions only, since the parser may
//! have reduced before it saw the error. The rules are tried in order; the first that fits speaks.

mod advice;
mod equals;
mod foreign;
mod merge;
mod rules;

pub use advice::advise;
pub use merge::{Finder, Finding, LONELY_TRY, merge};

use super::token::{Tok, Token};
use crate::source::{Diagnostic, SourceFile, Span};

/// The place of an error with its surroundings.
struct Place<'a> {
    src: &'a str,
    tokens: &'a [Token],
    /// Index of the offending token; the length of the list at the end of the file.
    at: usize,
    /// First token of the logical line.
    first: usize,
    /// Open brackets since the start of the line: indices of their tokens.
    open: Vec<usize>,
    expected: &'a [String],
}

/// Explains an error. `again` says that there was one before, so that what follows from it can be left out.
pub fn explain(
    file: &SourceFile,
    tokens: &[Token],
    at: usize,
    expected: &[String],
    again: bool,
) -> Option<Diagnostic> {
    // an error at a line's own layout tokens belongs to the line they end
    let before = tokens[..at].iter().rposition(|t| t.kind.is_layout());
    let first = before.map_or(0, |i| i + 1);
    let mut open = Vec::new();
    for (i, t) in tokens.iter().enumerate().take(at).skip(first) {
        if t.kind.closer().is_some() {
            open.push(i);
        } else if t.kind.is_closer() {
            open.pop();
        }
    }
    let place = Place { src: file.text(), tokens, at, first, open, expected };
    let kind = place.kind(0);
    // the branches of a 'switch' that has been reported
    let word = tokens.get(first).filter(|t| t.kind == Tok::Name).map(|t| file.slice(Span::new(t.lo, t.hi)));
    if again && matches!(word, Some("case" | "default")) {
        return None;
    }
    if kind == Some(Tok::Bad) || place.prev() == Some(Tok::Bad) {
        return None;
    }
    let clause = matches!(kind, Some(Tok::Else | Tok::Elif | Tok::Except | Tok::Finally));
    if again && (clause && at == first || kind == Some(Tok::Dedent)) {
        return None;
    }
    // a block that the lexer put in stands before the line: its owner has been reported
    let made_up =
        first >= 4 && tokens[first - 4].kind == Tok::Indent && tokens[first - 3].lo == tokens[first - 3].hi;
    if made_up && tokens.get(first).is_some_and(|t| file.slice(Span::new(t.lo, t.hi)) == "case") {
        return None;
    }
    Some(place.explain())
}

impl Place<'_> {
    fn token(&self, offset: isize) -> Option<Token> {
        self.tokens.get(self.at.checked_add_signed(offset)?).copied()
    }

    fn kind(&self, offset: isize) -> Option<Tok> {
        self.token(offset).map(|t| t.kind)
    }

    fn prev(&self) -> Option<Tok> {
        self.kind(-1)
    }

    fn text_of(&self, t: Token) -> &str {
        &self.src[t.lo as usize..t.hi as usize]
    }

    fn text(&self, offset: isize) -> &str {
        self.token(offset).map_or("", |t| self.text_of(t))
    }

    /// Where the offending token stands; a line's end is shown right after the line.
    fn span(&self) -> Span {
        match self.token(0) {
            Some(t) if !t.kind.is_layout() => Span::new(t.lo, t.hi),
            _ => {
                let end = self.token(-1).map_or(0, |t| if t.kind.is_layout() { t.lo } else { t.hi });
                Span::new(end, end + 1)
            }
        }
    }

    fn span_from(&self, index: usize) -> Span {
        Span::new(self.tokens[index].lo, self.span().hi)
    }

    fn accepts(&self, terminal: &str) -> bool {
        self.expected.iter().any(|e| e.trim_matches('"') == terminal)
    }

    fn wants_operand(&self) -> bool {
        self.accepts("name") && self.accepts("int") && self.accepts("(")
    }

    fn wants_name(&self) -> bool {
        self.accepts("name") && !self.accepts("int")
    }

    /// The kinds of the line's tokens, `async` left out.
    fn line_kind(&self, n: usize) -> Option<Tok> {
        let skip = usize::from(self.tokens.get(self.first).is_some_and(|t| t.kind == Tok::Async));
        self.tokens.get(self.first + skip + n).map(|t| t.kind)
    }

    /// What stands at an index, for people.
    fn show(&self, index: usize) -> String {
        match self.tokens.get(index) {
            None => "the end of the file".into(),
            Some(t) => match t.kind {
                Tok::Newline => "the end of the line".into(),
                Tok::Indent => "an indented block".into(),
                Tok::Dedent => "the end of the block".into(),
                Tok::Str | Tok::FStart => "a string".into(),
                Tok::FMiddle | Tok::FEnd => "the end of the field".into(),
                Tok::Int | Tok::Float => "a number".into(),
                kind if kind.is_keyword() => format!("keyword '{}'", self.text_of(*t)),
                _ => format!("'{}'", self.text_of(*t)),
            },
        }
    }

    fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::syntax(self.span(), message)
    }

    fn explain(&self) -> Diagnostic {
        let rules: [fn(&Self) -> Option<Diagnostic>; 15] = [
            Self::clause_without_statement,
            Self::foreign_word,
            Self::foreign_statement,
            Self::foreign_operator,
            Self::format_field,
            Self::parenthesized_parameters,
            Self::equals_sign,
            Self::imports,
            Self::keyword_for_name,
            Self::brace_block,
            Self::missing_word,
            Self::dict_item,
            Self::comprehension_target,
            Self::missing_comma,
            Self::missing_colon,
        ];
        rules.iter().find_map(|rule| rule(self)).unwrap_or_else(|| self.general())
    }

    fn general(&self) -> Diagnostic {
        let this = self.kind(0);
        let what = self.show(self.at);
        let d = self.error("invalid syntax");
        if self.prev() == Some(Tok::At) || self.decorated() {
            return d.label("a decorator is followed by 'def' or 'class'");
        }
        if self.wants_operand() {
            let double = this == Some(Tok::DoubleStar) && self.prev() == Some(Tok::LParen);
            if double {
                return Diagnostic::syntax(self.span(), "cannot use double starred expression here");
            }
            let starred = matches!(self.kind(-2), Some(Tok::LParen | Tok::Comma));
            let in_call = self.open.last().is_some_and(|&i| {
                self.tokens[i].kind == Tok::LParen && i > self.first && self.tokens[i - 1].kind.ends_operand()
            });
            if self.prev() == Some(Tok::Star) && starred && in_call {
                let span = Span::new(self.token(-1).map_or(self.span().lo, |t| t.lo), self.span().hi);
                let d = Diagnostic::syntax(span, "Invalid star expression");
                return d.label(format!("expected an expression after '*', found {what}"));
            }
            return match self.prev() {
                Some(p) if self.at > self.first && !p.is_layout() => {
                    d.label(format!("expected an expression after '{}', found {what}", self.text(-1)))
                }
                _ => d.label(format!("expected a statement, found {what}")),
            };
        }
        if self.wants_name() && !self.accepts(")") {
            return d.label(format!("expected a name, found {what}"));
        }
        if self.accepts("case") && !self.accepts("name") {
            let hint = if self.text(0) == "default" { "write 'case _:'" } else { "" };
            return d.label("a 'match' block holds 'case' blocks only").hint(hint);
        }
        if let [only] = self.expected {
            let only = match only.trim_matches('"') {
                "nl" => "the end of the line",
                "indent" => "an indented block",
                "name" => "a name",
                word => return d.label(format!("expected '{word}', found {what}")),
            };
            return d.label(format!("expected {only}, found {what}"));
        }
        if let [_] = self.open[..]
            && self.line_kind(0) == Some(Tok::Def)
            && self.accepts(")")
        {
            return d.label(format!("expected ',' or ')', found {what}")).hint("a parameter is a plain name");
        }
        let lambda = self.tokens[self.first..self.at].iter().rposition(|t| t.kind == Tok::Lambda);
        if lambda.is_some() && self.accepts(":") && self.accepts(",") {
            return d.label(format!("expected ',' or ':' before {what}")).hint("write 'lambda x, y: …'");
        }
        if let Some(&open) = self.open.last() {
            let closer = match self.tokens[open].kind {
                Tok::LParen => ')',
                Tok::LBracket => ']',
                _ => '}',
            };
            return d.label(format!("{what} has no place here: expected ',' or '{closer}'"));
        }
        if self.accepts("nl") {
            let d = d.label(format!("expected the end of the statement, found {what}"));
            return d.hint(self.statement_hint());
        }
        if self.line_kind(0) == Some(Tok::Case) {
            let d = d.label(format!("{what} has no place in a pattern"));
            return d.hint(
                "a pattern holds literals and names; what is computed goes into a guard: 'case x if …:'",
            );
        }
        d.label(format!("{what} has no place here"))
    }

    /// Whether the line before is a decorator, and this line is no definition.
    fn decorated(&self) -> bool {
        let accepts = self.accepts("def") && self.accepts("class") && !self.accepts("name");
        accepts && self.at == self.first
    }
}
