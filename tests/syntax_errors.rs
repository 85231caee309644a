//! Wrong programs and what is said of them, as data.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

use quaver::source::{Diagnostic, Interner, SourceFile, Span};
use quaver::syntax::{ParseOptions, parse};
use std::fmt::Write;

fn place(file: &SourceFile, span: Span) -> String {
    let (lo, hi) = (file.line_col(span.lo), file.line_col(span.hi));
    format!("{}:{}-{}:{}", lo.line, lo.col + 1, hi.line, hi.col + 1)
}

fn show(file: &SourceFile, d: &Diagnostic) -> String {
    let mut out = format!("{} {}: {}", place(file, d.span), d.kind.name(), d.message);
    if !d.label.is_empty() {
        let _ = write!(out, "\n    here: {}", d.label);
    }
    for label in &d.secondary {
        let _ = write!(out, "\n    {}: {}", place(file, label.span), label.text);
    }
    for hint in &d.hints {
        let _ = write!(out, "\n    hint: {hint}");
    }
    for note in &d.notes {
        let _ = write!(out, "\n    note: {note}");
    }
    out + "\n"
}

fn reports(text: &str) -> String {
    let file = SourceFile::new("t", text);
    // as in an imported file, so that `await` outside functions is an error too
    let options = ParseOptions { interactive: false, top_level_await: false };
    let parsed = parse(&file, &mut Interner::new(), options);
    parsed.diagnostics.iter().map(|d| show(&file, d)).collect()
}

/// Whole files: several errors, and how parsing goes on after each.
#[test]
fn error_cases() {
    insta::glob!("cases/errors/*.py", |path| {
        let text = std::fs::read_to_string(path).expect("the case can be read");
        insta::assert_snapshot!(reports(&text));
    });
}

/// Many small programs in one file, parted by lines of dashes; each one's reports follow it.
#[test]
fn catalogue_of_errors() {
    insta::glob!("cases/catalogue/*.txt", |path| {
        let text = std::fs::read_to_string(path).expect("the catalogue can be read");
        let mut out = String::new();
        for program in text.trim_end().split("\n----\n") {
            let said = reports(program);
            let said = if said.is_empty() { "accepted\n" } else { &said };
            let _ = write!(out, "{program}\n  => {}\n", said.trim_end().replace('\n', "\n  => "));
        }
        insta::assert_snapshot!(out);
    });
}
