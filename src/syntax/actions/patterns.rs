//! Patterns.

use super::{Builder, ClassArg, MapItem};
use crate::source::{Diagnostic, Name, Span};
use crate::syntax::ast::*;
use crate::syntax::validate::forms;

impl Builder<'_> {
    /// A pattern.
    pub fn pat(&mut self, l: u32, r: u32, kind: PatKind) -> PatId {
        self.ast.push_pat(Pat { kind, span: Span::new(l, r) })
    }

    fn pat_of(&mut self, e: ExprId, kind: PatKind) -> PatId {
        let span = self.ast[e].span;
        self.pat(span.lo, span.hi, kind)
    }

    fn is_wildcard(&self, name: Name) -> bool {
        self.names.get(name) == "_"
    }

    /// A literal.
    pub fn value_pat(&mut self, e: ExprId) -> PatId {
        self.pat_of(e, PatKind::Value(e))
    }

    /// `None`, `True`, `False`
    pub fn singleton_pat(&mut self, e: ExprId) -> PatId {
        self.pat_of(e, PatKind::Singleton(e))
    }

    /// A name that is bound, or a dotted one that is compared.
    pub fn name_pat(&mut self, e: ExprId) -> PatId {
        let kind = match self.ast[e].kind {
            ExprKind::Name(name) if self.is_wildcard(name) => PatKind::Wildcard,
            ExprKind::Name(name) => PatKind::Capture(name),
            _ => PatKind::Value(e),
        };
        self.pat_of(e, kind)
    }

    /// `*name`
    pub fn star_pat(&mut self, l: u32, r: u32, (name, _): (Name, Span)) -> PatId {
        let name = Some(name).filter(|&n| !self.is_wildcard(n));
        self.pat(l, r, PatKind::Star(name))
    }

    /// `pattern as name`
    pub fn as_pat(&mut self, l: u32, r: u32, pattern: PatId, target: ExprId) -> PatId {
        match self.ast[target].kind {
            ExprKind::Name(name) if !self.is_wildcard(name) => self.pat(l, r, PatKind::As { pattern, name }),
            _ => {
                forms::pattern_target(&self.ast, target, &mut self.diagnostics);
                self.pat(l, r, PatKind::Error)
            }
        }
    }

    /// `Class(…)`
    pub fn class_pat(&mut self, l: u32, r: u32, class: ExprId, items: Vec<ClassArg>) -> PatId {
        let (mut args, mut keywords) = (Vec::new(), Vec::new());
        forms::class_pattern(&self.ast, &items, &mut self.diagnostics);
        for item in items {
            match item {
                ClassArg::Pos(p) => args.push(p),
                ClassArg::Keyword((name, span), p) => keywords.push((name, span, p)),
            }
        }
        self.pat(l, r, PatKind::Class { class, args, keywords })
    }

    /// `{key: pattern, **rest}`
    pub fn mapping_pat(&mut self, l: u32, r: u32, list: Vec<MapItem>) -> PatId {
        let (mut items, mut rest) = (Vec::new(), None);
        forms::mapping_pattern(&self.ast, &list, self.names, &mut self.diagnostics);
        for item in list {
            match item {
                MapItem::Pair(key, p) => items.push((key, p)),
                MapItem::Rest(_, (name, _)) => rest = Some(name),
            }
        }
        self.pat(l, r, PatKind::Mapping { items, rest })
    }

    /// `1 + 2j`, which the language leaves out.
    pub fn complex_pat(&mut self, l: u32, r: u32, real: ExprId, _imaginary: ExprId) -> ExprId {
        self.diagnostics.push(Diagnostic::syntax(Span::new(l, r), "complex numbers are not supported"));
        real
    }

    /// One `case`.
    pub fn case(&mut self, l: u32, pattern: PatId, guard: Option<ExprId>, body: Block) -> Case {
        let span = Span::new(l, self.end(&body).max(l));
        Case { span, pattern, guard, body }
    }
}
