//! Habits of other languages.

use super::Place;
use crate::source::{Diagnostic, Span};
use crate::syntax::token::Tok;

impl Place<'_> {
    /// Statements and comments of other languages, and of Python 2.
    pub(super) fn foreign_statement(&self) -> Option<Diagnostic> {
        let this = self.kind(0)?;
        let d = self.error("invalid syntax");
        let first = self.tokens[self.first];
        let touching = self.token(-1).zip(self.token(0)).is_some_and(|(a, b)| a.hi == b.lo);
        let start = if first.kind.is_name() { self.text_of(first) } else { "" };
        let bare_colon = self.at == self.first + 2 && self.prev() == Some(Tok::Colon) && this == Tok::Newline;
        match (start, this) {
            ("do" | "loop" | "repeat", _) if bare_colon => {
                let d = Diagnostic::syntax(Span::new(first.lo, first.hi), "invalid syntax");
                return Some(
                    d.label(format!("there is no '{start}' loop"))
                        .hint("write 'while True:', and 'break' where it ends"),
                );
            }
            ("match" | "switch", _) if bare_colon => {
                return Some(
                    self.error("invalid syntax")
                        .label("what is matched is missing")
                        .hint("write 'match value:'"),
                );
            }
            ("case", _) if self.at == self.first + 1 && this.starts_expr() => {
                let d = Diagnostic::syntax(self.span(), "invalid syntax");
                return Some(
                    d.label("'case' without a 'match' around it").hint("write 'match value:' above it"),
                );
            }
            ("default", Tok::Newline) if bare_colon => {
                return Some(
                    self.error("invalid syntax")
                        .label("what 'default' annotates is missing")
                        .hint("write 'case _:'"),
                );
            }
            _ => {}
        }
        if this == Tok::DoubleSlash && self.at == self.first {
            return Some(d.label("'//' divides").hint("a comment begins with '#'"));
        }
        if this == Tok::Star && self.prev() == Some(Tok::Slash) && touching {
            return Some(d.label("'/*' begins no comment").hint("a comment begins with '#'"));
        }
        if this == Tok::Comma && self.line_kind(0) == Some(Tok::Raise) && self.open.is_empty() {
            return Some(
                d.label("the message is an argument of the class").hint("write 'raise Class(message)'"),
            );
        }
        if self.prev() == Some(Tok::Async) {
            let hint =
                if this.is_name() { format!("write 'async def {}'", self.text(0)) } else { String::new() };
            return Some(d.label("'async' stands before 'def', 'for' or 'with'").hint(hint));
        }
        let typed =
            self.line_kind(0) == Some(Tok::Def) && this == Tok::Newline && self.prev() == Some(Tok::Colon);
        if typed && self.kind(-3) == Some(Tok::Colon) {
            return Some(
                d.label("a second ':'").hint("a return type stands before the ':': 'def f(…) -> int:'"),
            );
        }
        None
    }

    /// What may help where a statement should have ended.
    pub(super) fn statement_hint(&self) -> &'static str {
        use Tok::*;
        let this = self.kind(0);
        let line = &self.tokens[self.first..self.at];
        let has = |kind: Tok| line.iter().any(|t| t.kind == kind);
        let types = ["int", "float", "str", "string", "bool", "char", "double", "void", "auto", "long"];
        let first = line.first().map_or("", |t| self.text_of(*t));
        match (self.line_kind(0), this) {
            (_, Some(Arrow)) => "attributes are read with '.'",
            (_, Some(Colon)) if self.kind(1) == Some(Colon) => "names are joined with '.'",
            (Some(Import | From), Some(Minus)) => "the name of a module cannot hold '-'",
            (Some(Global | Nonlocal), Some(Assign)) => "declare the name first, and assign on the next line",
            (Some(Assert | Return | Raise | Del), Some(Assign)) => "'==' compares",
            (_, Some(k)) if k.is_name() && types.contains(&first) && self.at == self.first + 1 => {
                "variables need no type: write 'name = value'"
            }
            (_, Some(k))
                if k.starts_expr() && matches!(first, "echo" | "puts" | "say" | "printf" | "write") =>
            {
                "write 'print(…)'"
            }
            (_, Some(k)) if k.is_name() && has(DoubleSlash) => "a comment begins with '#'; '//' divides",
            (_, Some(k)) if k.starts_expr() && self.prev().is_some_and(Tok::ends_operand) => {
                "an operator, a ',' or a line break is missing between the two"
            }
            _ => "",
        }
    }
}
