//! Diagnostics for programs: one JSON object a line.

use std::fmt::Write;

use crate::source::{Diagnostic, Severity, SourceFile, Span};

/// A diagnostic as one line of JSON. Lines and columns count from 1, columns in characters; an end is the place
/// after the last character.
pub fn json(file: &SourceFile, d: &Diagnostic) -> String {
    let mut out = String::from("{\"file\":");
    text(&mut out, file.name());
    let severity = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let _ = write!(out, ",\"severity\":\"{severity}\",\"class\":\"{}\",\"code\":", d.kind.name());
    match d.code {
        Some(code) => text(&mut out, code),
        None => out.push_str("null"),
    }
    out.push_str(",\"message\":");
    text(&mut out, &d.message);
    place(&mut out, file, d.span);
    out.push_str(",\"label\":");
    text(&mut out, &d.label);
    out.push_str(",\"labels\":[");
    for (i, label) in d.secondary.iter().enumerate() {
        out.push_str(if i == 0 { "{\"text\":" } else { ",{\"text\":" });
        text(&mut out, &label.text);
        place(&mut out, file, label.span);
        out.push('}');
    }
    out.push(']');
    list(&mut out, "hints", &d.hints);
    list(&mut out, "notes", &d.notes);
    out.push_str("}\n");
    out
}

fn place(out: &mut String, file: &SourceFile, span: Span) {
    let span = file.clamp(span);
    let (lo, hi) = (file.line_col(span.lo), file.line_col(span.hi));
    let _ = write!(
        out,
        ",\"line\":{},\"column\":{},\"end_line\":{},\"end_column\":{}",
        lo.line,
        lo.col + 1,
        hi.line,
        hi.col + 1
    );
}

fn list(out: &mut String, name: &str, items: &[String]) {
    let _ = write!(out, ",\"{name}\":[");
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        text(out, item);
    }
    out.push(']');
}

/// A string of JSON: controls, quotes and backslashes are escaped.
fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
