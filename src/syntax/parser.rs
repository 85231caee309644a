//! From tokens to the tree: runs the generated parser (only this file and the grammar know it), and gathers the
//! reports of lexer, parser and validation.

use super::actions::Builder;
use super::ast::{Ast, StmtId, StmtKind};
use super::error::{Finder, Finding};
use super::lexer::lex;
use super::token::{Tok, Token};
use super::{error, validate};
use crate::source::{Diagnostic, Interner, Kind, SourceFile};
use lalrpop_util::{ErrorRecovery, ParseError};
use std::cell::Cell;

#[allow(clippy::all, unused, missing_docs)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/quaver.rs"));
}

/// No more errors than this are reported for one file.
pub const MAX_ERRORS: usize = 20;

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// The text is typed at a prompt: a compound statement is complete only after a blank line.
    pub interactive: bool,
    /// `await`, `async for` and `async with` may stand outside functions (main script, REPL).
    pub top_level_await: bool,
}

impl Default for ParseOptions {
    fn default() -> ParseOptions {
        ParseOptions { interactive: false, top_level_await: true }
    }
}

/// What parsing gives.
#[derive(Debug)]
pub struct Parsed {
    /// The tree; it can be used only if there are no errors.
    pub ast: Ast,
    /// All reports in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the text awaits outside functions.
    pub top_level_await: bool,
    /// Whether the text ends where more lines could make it whole.
    pub incomplete: bool,
}

impl Parsed {
    /// Whether there is an error among the reports.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// A place where the parser could not go on.
pub(super) struct Failure {
    /// The token, or nothing at the end of the file.
    pub token: Option<Token>,
    /// The terminals that would have been accepted, as the grammar quotes them.
    pub expected: Vec<String>,
}

impl Builder<'_> {
    /// An error the parser has recovered from; stands in the tree as an empty statement.
    pub fn recovered(&mut self, l: u32, r: u32, e: ErrorRecovery<u32, Tok, ()>) -> StmtId {
        self.covers.retain(|c| c.span.lo < l);
        self.failed(e.error);
        self.stmt(l, r.max(l), StmtKind::Error)
    }

    fn failed(&mut self, e: ParseError<u32, Tok, ()>) {
        self.error_count.set(self.error_count.get() + 1);
        let (token, expected) = match e {
            ParseError::UnrecognizedToken { token: (lo, kind, hi), expected } => {
                (Some(Token { lo, hi, kind }), expected)
            }
            ParseError::ExtraToken { token: (lo, kind, hi) } => (Some(Token { lo, hi, kind }), Vec::new()),
            ParseError::UnrecognizedEof { expected, .. } => (None, expected),
            ParseError::InvalidToken { .. } | ParseError::User { .. } => (None, Vec::new()),
        };
        self.errors.push(Failure { token, expected });
    }
}

/// Parses and checks a file.
pub fn parse(file: &SourceFile, names: &mut Interner, options: ParseOptions) -> Parsed {
    let lexed = lex(file);
    let tokens = &lexed.tokens;
    let error_count = Cell::new(0);
    let mut cx = Builder::new(file.text(), names, &error_count);
    // after too many errors the rest of the file is not looked at
    let supply = tokens.iter().take_while(|_| error_count.get() < MAX_ERRORS);
    match grammar::FileParser::new().parse(&mut cx, supply.map(|t| Ok((t.lo, t.kind, t.hi)))) {
        Ok(body) => cx.ast.body = body,
        Err(e) if error_count.get() < MAX_ERRORS => cx.failed(e),
        Err(_) => {}
    }
    let Builder { ast, diagnostics: built, covers, errors, .. } = cx;

    // what is wrong before the end is not put right by more lines
    let real = |t: &&Token| t.lo < t.hi && !t.kind.is_layout() && t.kind != Tok::Bad;
    let last = tokens.iter().rev().find(real).map_or(0, |t| t.lo);
    let mut incomplete = lexed.incomplete && !errors.iter().any(|f| f.token.is_some_and(|t| t.lo <= last));
    let lexer = lexed.diagnostics.into_iter().map(|d| finding(Finder::Lexer, d));
    let mut findings: Vec<Finding> = lexer.collect();
    let mut parsed = Vec::new();
    for (n, failure) in errors.iter().enumerate() {
        let at = match failure.token {
            Some(t) => index_of(tokens, t),
            None => tokens.len(),
        };
        if n == 0 && findings.is_empty() && parsed.is_empty() && at >= tokens.len() {
            incomplete = true;
        }
        let key = tokens.get(at).map_or(u32::MAX, |t| t.lo);
        let misplaced = |f: &Finding| f.at < key && f.diagnostic.kind == Kind::IndentationError;
        let again = n > 0 || findings.iter().any(misplaced);
        let explained = error::explain(file, tokens, at, &failure.expected, again);
        parsed.extend(explained.map(|d| Finding { at: key, ..finding(Finder::Parser, d) }));
    }
    findings.extend(parsed);
    for cover in covers {
        let d = Diagnostic::syntax(cover.span, "invalid syntax")
            .label("'as' has no place here: it names the result of 'with'");
        findings.push(finding(Finder::Check, d));
    }
    let broken = !errors.is_empty() || findings.iter().any(|f| f.diagnostic.is_error());
    let gave_up = lexed.gave_up.unwrap_or(u32::MAX);
    findings.retain(|f| f.at <= gave_up);
    findings.extend(built.into_iter().map(|d| finding(Finder::Check, d)));
    let checked = validate::check(&ast, file, names, options.top_level_await, broken);
    findings.extend(checked.diagnostics.into_iter().map(|d| finding(Finder::Check, d)));
    let mut diagnostics = error::merge(tokens, findings, MAX_ERRORS);
    diagnostics.iter_mut().for_each(error::advise);
    let has_errors = diagnostics.iter().any(Diagnostic::is_error);
    if options.interactive {
        incomplete |= wants_more(file.text(), &ast, has_errors, &diagnostics);
    }
    Parsed { ast, diagnostics, top_level_await: checked.top_level_await, incomplete }
}

/// A report that belongs where it points.
fn finding(finder: Finder, diagnostic: Diagnostic) -> Finding {
    Finding { at: diagnostic.span.lo, finder, diagnostic }
}

/// The index of a token: several may be empty at one place, so its kind counts too.
fn index_of(tokens: &[Token], token: Token) -> usize {
    let from = tokens.partition_point(|t| t.lo < token.lo);
    let found = tokens[from..].iter().take_while(|t| t.lo == token.lo).position(|t| *t == token);
    from + found.unwrap_or(0)
}

/// Whether a text typed so far may go on: a block that no blank line has ended, or a `try` without a clause.
fn wants_more(text: &str, ast: &Ast, has_errors: bool, diagnostics: &[Diagnostic]) -> bool {
    let mut lines = text.rsplit('\n');
    let ended = lines.next().is_some_and(|last| last.trim().is_empty())
        && lines.next().is_none_or(|line| line.trim().is_empty());
    if ended {
        return false;
    }
    let Some(&last) = ast.body.last() else { return false };
    let stmt = &ast[last];
    let compound = matches!(
        stmt.kind,
        StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::For { .. }
            | StmtKind::With { .. }
            | StmtKind::Try { .. }
            | StmtKind::Match { .. }
            | StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
    );
    // a `try` may get its clauses yet, also one inside a block
    let only_try = || diagnostics.iter().filter(|d| d.is_error()).all(|d| d.message == error::LONELY_TRY);
    compound && (!has_errors || only_try())
}
