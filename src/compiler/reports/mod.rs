//! What can be seen to go wrong before a program runs: coroutines that nobody awaits, calls that block the loop,
//! cancellation swallowed, tasks that nobody keeps, code that is never reached.
//!
//! One walk over a checked tree gathers scopes, bindings, calls and reads; what they mean is decided afterwards,
//! when every binding is known. Only what is certain is an error.

mod blocking;
mod coroutines;
mod flow;
mod names;
mod tree;
mod walk;

use crate::source::{Diagnostic, Interner, SourceFile, Span};
use crate::syntax::ast::Ast;

/// A coroutine that will never be awaited.
#[derive(Debug, Clone)]
pub struct Forgotten {
    /// The call that makes it.
    pub call: Span,
    /// Its name, as it would be reported at run time.
    pub name: String,
}

/// What the walk has found.
#[derive(Debug, Default)]
pub struct Reports {
    /// The reports in the order of their places, without those that a comment silences.
    pub diagnostics: Vec<Diagnostic>,
    /// All coroutines known to be forgotten, silenced ones too: they need not be told once more at run time.
    pub forgotten: Vec<Forgotten>,
}

/// Looks at a checked tree (one without errors).
pub fn reports(file: &SourceFile, ast: &Ast, names: &Interner) -> Reports {
    let found = walk::walk(ast, names);
    let mut diagnostics = found.diagnostics.clone();
    let forgotten = coroutines::forgotten(&found, &mut diagnostics);
    blocking::blocking_calls(&found, &mut diagnostics);
    diagnostics.retain(|d| !silenced(file, d));
    diagnostics.sort_by_key(|d| d.span.lo);
    Reports { diagnostics, forgotten }
}

/// Whether a comment `# quaver: ignore` or `# quaver: ignore[name]` stands on the first or the last line of what
/// a report is about.
fn silenced(file: &SourceFile, d: &Diagnostic) -> bool {
    const MARK: &str = "quaver: ignore";
    let span = file.clamp(d.span);
    let (first, last) = (file.line(span.lo), file.line(span.hi.max(span.lo + 1) - 1));
    [first, last].into_iter().any(|line| {
        let text = file.line_text(line);
        text.split('#').skip(1).any(|comment| {
            let Some(rest) = comment.trim_start().strip_prefix(MARK) else { return false };
            match rest.strip_prefix('[').and_then(|r| r.split_once(']')) {
                Some((list, _)) => list.split(',').any(|name| Some(name.trim()) == d.code),
                None => !rest.starts_with('['),
            }
        })
    })
}
