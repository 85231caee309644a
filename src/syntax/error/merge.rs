//! From all that lexer, parser and checks have to say to what is told: one error a line, no echoes, not too many.

use crate::source::{Diagnostic, Label, Span};
use crate::syntax::token::{Tok, Token};

/// Message of a `try` without clauses.
pub const LONELY_TRY: &str = "expected 'except' or 'finally' block";

/// Who found something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Finder {
    /// The lexer.
    Lexer,
    /// The parser.
    Parser,
    /// The checks on the way and afterwards.
    Check,
}

/// Something found.
pub struct Finding {
    /// The place that decides which is the first of its line.
    pub at: u32,
    /// Who found it.
    pub finder: Finder,
    /// What there is to say.
    pub diagnostic: Diagnostic,
}

/// Keeps the first error of each logical line and all warnings, in order, and `most` errors at most.
pub fn merge(tokens: &[Token], mut findings: Vec<Finding>, most: usize) -> Vec<Diagnostic> {
    lonely_tries(tokens, &mut findings);
    // where logical lines end
    let ends: Vec<u32> = tokens.iter().filter(|t| t.kind == Tok::Newline).map(|t| t.lo).collect();
    // a stable sort: at one place the lexer speaks first
    findings.sort_by_key(|f| (f.at, f.diagnostic.message != LONELY_TRY));
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut last = None;
    let mut errors = 0;
    // the error kept for the current line, if the parser found it
    let mut parsed: Option<usize> = None;
    for Finding { at, finder, diagnostic: d } in findings {
        if !d.is_error() {
            out.push(d);
            continue;
        }
        let line = Some(ends.partition_point(|end| *end < at));
        if line != last && out.last().is_some_and(|before| echo(before, &d, last, line)) {
            continue;
        }
        if line != last && errors < most {
            errors += 1;
            parsed = (finder == Finder::Parser).then_some(out.len());
            out.push(d);
        } else if line == last
            && finder == Finder::Lexer
            && breaks_the_line(&d)
            && let Some(first) = parsed.take()
        {
            // the parser stumbled over the same mistake, which the lexer can name
            let first = &mut out[first];
            let words = if first.label.is_empty() { first.message.clone() } else { first.label.clone() };
            let place = Label { span: first.span, text: words };
            *first = d;
            first.secondary.push(place);
        }
        last = line;
    }
    out
}

/// Whether a report only follows from the one before it: a line's depth after a line that could not be read, a
/// bracket too many after another, line after line in a 'match' that holds no 'case'.
fn echo(before: &Diagnostic, d: &Diagnostic, last: Option<usize>, line: Option<usize>) -> bool {
    const MATCH: &str = "a 'match' block holds";
    const DEPTH: [&str; 2] = ["unexpected indent", "unindent does not match"];
    const BRACKETS: [&str; 2] = ["closing parenthesis", "unmatched"];
    if !before.is_error() {
        return false;
    }
    let near = line.zip(last).is_some_and(|(line, last)| line - last <= 3);
    let depth = DEPTH.iter().any(|w| d.message.starts_with(w));
    let bracket =
        d.message.starts_with("unmatched") && BRACKETS.iter().any(|w| before.message.starts_with(w));
    near && (depth || bracket) || d.label.starts_with(MATCH) && before.label.starts_with(MATCH)
}

/// Whether a report of the lexer explains why a line cannot be read.
fn breaks_the_line(d: &Diagnostic) -> bool {
    const WORDS: [&str; 4] = ["unmatched", "closing parenthesis", "unterminated", "f-string: unmatched"];
    WORDS.iter().any(|w| d.message.starts_with(w))
}

/// A `try` without clauses is reported where its first clause should stand, together with what is wrong there.
fn lonely_tries(tokens: &[Token], findings: &mut [Finding]) {
    for i in 0..findings.len() {
        if findings[i].diagnostic.message != LONELY_TRY {
            continue;
        }
        let span = findings[i].diagnostic.span;
        let start = tokens.partition_point(|t| t.lo < span.lo);
        let next = after_block(tokens, start);
        let (place, end) = match tokens.get(next) {
            Some(t) => {
                let end = tokens[next..].iter().position(|t| t.kind == Tok::Newline);
                (Span::new(t.lo, t.hi), end.map_or(u32::MAX, |n| tokens[next + n].lo))
            }
            None => (Span::at(tokens.last().map_or(span.hi, |t| t.lo)), u32::MAX),
        };
        let broken = findings.iter().find(|f| {
            let here = f.at >= place.lo && f.at <= end && f.finder == Finder::Parser;
            here && f.diagnostic.is_error()
        });
        let found =
            broken.map(|f| (f.diagnostic.span, f.diagnostic.label.clone(), f.diagnostic.hints.clone()));
        let finding = &mut findings[i];
        finding.at = place.lo;
        let d = &mut finding.diagnostic;
        d.secondary.push(Label { span, text: "this 'try' handles nothing".into() });
        d.span = place;
        d.label = "'except' or 'finally' should stand here".into();
        if let Some((span, label, hints)) = found {
            d.span = span;
            d.label = if label.is_empty() { d.label.clone() } else { label };
            d.hints = hints;
        }
    }
}

/// The token after the block of the compound statement that starts at a token.
fn after_block(tokens: &[Token], start: usize) -> usize {
    let kind = |i: usize| tokens.get(i).map(|t| t.kind);
    let mut i = start;
    while kind(i).is_some_and(|k| k != Tok::Newline) {
        i += 1;
    }
    i += 1;
    let mut depth = 0;
    loop {
        match kind(i) {
            Some(Tok::Indent) => depth += 1,
            Some(Tok::Dedent) => depth -= 1,
            Some(_) if depth > 0 => {}
            _ => return i,
        }
        i += 1;
    }
}
