//! A single '=' inside an expression: CPython's wording depends on what stands left of it.

use super::Place;
use crate::source::{Diagnostic, Span};
use crate::syntax::token::Tok;

impl Place<'_> {
    /// '=' after an operand, in a condition or in brackets.
    pub(super) fn equals_in_expression(&self) -> Diagnostic {
        let bracket = self.open.last().map(|&i| self.tokens[i].kind);
        let from = self.open.last().map_or(self.first, |&i| i + 1);
        let (start, whole) = self.operand_before();
        let in_dict = bracket == Some(Tok::LBrace) && self.depth_zero(from, self.at, |k| k == Tok::Colon);
        let left = Span::new(self.tokens[start].lo, self.token(-1).map_or(self.span().lo, |t| t.hi));
        let pairs = "a dict's keys and values are separated by ':'";
        if in_dict && self.tokens[start - 1].kind != Tok::Colon {
            return self.error("':' expected after dictionary key").hint(pairs);
        }
        let again =
            self.depth_zero(self.at + 1, self.end_of_operand(), |k| matches!(k, Tok::Assign | Tok::Walrus));
        let d = match self.left_side(start) {
            Some("name") if whole && !again && !in_dict => {
                self.error("invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
            }
            Some(what) if whole && !again && !in_dict => Diagnostic::syntax(
                left,
                format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?"),
            ),
            _ => self.error("invalid syntax"),
        };
        let d = d.label("'=' assigns and has no place in an expression");
        if bracket == Some(Tok::LBrace) {
            return d.hint(pairs);
        }
        if self.line_kind(0) == Some(Tok::For)
            && self.tokens.get(self.first + 1).is_some_and(|t| t.kind == Tok::LParen)
        {
            return d.hint("count with 'for i in range(10):'");
        }
        d.hint("'==' compares, ':=' assigns and gives the value")
    }

    /// Where the operand left of the '=' begins, and whether nothing but it stands there since the last comma,
    /// bracket or word of a statement.
    fn operand_before(&self) -> (usize, bool) {
        let mut depth = 0;
        let mut i = self.at;
        while i > self.first {
            let kind = self.tokens[i - 1].kind;
            if kind.is_closer() || kind == Tok::FEnd {
                depth += 1;
            } else if kind.closer().is_some() || kind == Tok::FStart {
                if depth == 0 {
                    return (i, true);
                }
                depth -= 1;
            } else if depth == 0 {
                match kind {
                    Tok::Comma | Tok::Semi | Tok::While | Tok::Elif => return (i, true),
                    Tok::If => return (i, i - 1 == self.first),
                    _ if ends_an_operand_here(kind) => return (i, false),
                    _ => {}
                }
            }
            i -= 1;
        }
        (i, true)
    }

    /// The end of the operand right of the '='.
    fn end_of_operand(&self) -> usize {
        let mut depth = 0;
        for (i, t) in self.tokens.iter().enumerate().skip(self.at + 1) {
            match t.kind {
                k if k.closer().is_some() || k == Tok::FStart => depth += 1,
                k if k.is_closer() || k == Tok::FEnd => {
                    if depth == 0 {
                        return i;
                    }
                    depth -= 1;
                }
                Tok::Newline => return i,
                Tok::Comma | Tok::Colon | Tok::Semi if depth == 0 => return i,
                Tok::Assign | Tok::Walrus if depth == 0 => return i + 1,
                k if depth == 0 && ends_an_operand_here(k) => return i,
                _ => {}
            }
        }
        self.tokens.len()
    }

    /// Whether a token of a kind stands between two places, outside brackets.
    fn depth_zero(&self, from: usize, to: usize, wanted: impl Fn(Tok) -> bool) -> bool {
        let mut depth = 0;
        self.tokens[from.min(to)..to].iter().any(|t| {
            if t.kind.closer().is_some() || t.kind == Tok::FStart {
                depth += 1;
            } else if t.kind.is_closer() || t.kind == Tok::FEnd {
                depth -= 1;
            }
            depth == 0 && wanted(t.kind)
        })
    }

    /// What the operand between `start` and the '=' is called; nothing for what CPython does not name.
    fn left_side(&self, start: usize) -> Option<&'static str> {
        let operators = |k: Tok| {
            use Tok::*;
            let binary = matches!(k, Plus | Minus | Star | Slash | DoubleSlash | Percent | DoubleStar);
            binary || matches!(k, At | Amp | Pipe | Caret | Shl | Shr | Tilde)
        };
        if self.depth_zero(start, self.at, operators) {
            return Some("expression");
        }
        if self.tokens[start].kind == Tok::Await {
            return Some("await expression");
        }
        let alone = start + 1 == self.at;
        match self.prev()? {
            k if k.is_name() && alone => Some("name"),
            k if k.is_name() => Some("attribute"),
            Tok::Int | Tok::Float | Tok::Str => Some("literal"),
            Tok::Ellipsis => Some("ellipsis"),
            Tok::FEnd => Some("f-string expression"),
            k if k.is_closer() => {
                let mut depth = 0;
                let open = (start..self.at).rev().find(|&i| {
                    let kind = self.tokens[i].kind;
                    depth += i32::from(kind.is_closer()) - i32::from(kind.closer().is_some());
                    depth == 0
                })?;
                let called = open > start;
                match k {
                    Tok::RParen if called => Some("function call"),
                    Tok::RBracket if called => Some("subscript"),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Words and marks that bind more loosely than the operands of '='.
fn ends_an_operand_here(kind: Tok) -> bool {
    use Tok::*;
    let words = matches!(kind, And | Or | Not | In | Is | If | Else | For | Lambda | Return | Assert | Yield);
    words || matches!(kind, EqEq | NotEq | Lt | Le | Gt | Ge | Colon | FColon | Assign | Walrus)
}
