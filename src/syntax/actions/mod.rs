//! What the grammar's actions call: they build nodes, and nothing else. Forms that the tree cannot keep (the
//! order of parameters, an `as` inside parentheses) are checked on the way by functions of `validate`.

mod patterns;
mod statements;
mod strings;

use super::ast::*;
use super::literals;
use super::validate::forms;
use crate::source::{Diagnostic, Interner, Name, Span};
use std::cell::Cell;

/// Builds the tree while the parser runs.
pub struct Builder<'s> {
    pub(super) src: &'s str,
    pub(super) ast: Ast,
    pub(super) names: &'s mut Interner,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// `a as b` inside parentheses that no `with` has claimed.
    pub(super) covers: Vec<Cover>,
    pub(super) errors: Vec<super::parser::Failure>,
    /// How many errors the parser has met; the supply of tokens ends when there are too many.
    pub(super) error_count: &'s Cell<usize>,
    too_deep: bool,
}

/// `context as target` where only `with (…)` may have it.
pub(super) struct Cover {
    pub node: ExprId,
    pub context: ExprId,
    pub target: ExprId,
    pub span: Span,
}

/// `a.b.c` in an import.
pub struct DottedName {
    first: Name,
    span: Span,
    parts: u32,
}

impl DottedName {
    /// One name.
    pub fn new((first, span): (Name, Span)) -> DottedName {
        DottedName { first, span, parts: 1 }
    }

    /// One name more.
    pub fn then(self, (_, span): (Name, Span)) -> DottedName {
        DottedName { span: self.span.to(span), parts: self.parts + 1, ..self }
    }
}

/// A parameter or a mark between parameters, as written.
#[derive(Clone, Copy)]
pub enum ParamItem {
    /// `name`
    Plain(Param),
    /// `*name`
    Star(Param),
    /// `*`
    BareStar(Span),
    /// `**name`
    DoubleStar(Param),
    /// `/`
    Slash(Span),
}

/// A parameter.
pub fn param((name, span): (Name, Span), annotation: Option<ExprId>, default: Option<ExprId>) -> Param {
    Param { name, span, annotation, default }
}

/// A type parameter.
pub fn type_param(
    l: u32,
    r: u32,
    kind: TypeParamKind,
    (name, _): (Name, Span),
    bound: Option<ExprId>,
    default: Option<ExprId>,
) -> TypeParam {
    TypeParam { span: Span::new(l, r), kind, name, bound, default }
}

/// A string token, or an f-string with its pieces.
pub enum RawStr {
    /// One token.
    Plain(Span),
    /// `f"…"`
    Format {
        /// Prefix and quote.
        start: Span,
        /// The pieces.
        parts: Vec<FPart>,
    },
}

/// A piece of an f-string before decoding: whether it is raw shows only at its start.
pub enum FPart {
    /// Text.
    Text(Span),
    /// A field.
    Field(Box<FField>),
}

/// A field of an f-string before decoding.
pub struct FField {
    span: Span,
    value: ExprId,
    /// The text of `x=`.
    debug: Option<Span>,
    conversion: Option<Conversion>,
    spec: Option<Vec<FPart>>,
}

/// An argument of a class pattern.
pub enum ClassArg {
    /// `pattern`
    Pos(PatId),
    /// `name=pattern`
    Keyword((Name, Span), PatId),
}

/// An item of a mapping pattern.
pub enum MapItem {
    /// `key: pattern`
    Pair(ExprId, PatId),
    /// `**name`
    Rest(Span, (Name, Span)),
}

impl<'s> Builder<'s> {
    /// An empty tree over a text.
    pub(super) fn new(src: &'s str, names: &'s mut Interner, error_count: &'s Cell<usize>) -> Builder<'s> {
        Builder {
            src,
            ast: Ast::default(),
            names,
            diagnostics: Vec::new(),
            covers: Vec::new(),
            errors: Vec::new(),
            error_count,
            too_deep: false,
        }
    }

    fn text(&self, l: u32, r: u32) -> &'s str {
        &self.src[l as usize..r as usize]
    }

    /// The name at a place.
    pub fn name(&mut self, l: u32, r: u32) -> (Name, Span) {
        let text = self.text(l, r);
        (self.names.intern(text), Span::new(l, r))
    }

    // expressions

    /// A node; its depth comes from its children.
    pub fn mk(&mut self, l: u32, r: u32, kind: ExprKind) -> ExprId {
        let mut depth = 0;
        kind.each_child(|c| depth = depth.max(self.ast[c].depth));
        if let ExprKind::BinOp { left, right, .. } = kind
            && let ExprKind::BinOp { .. } = self.ast[left].kind
        {
            // a left spine has no depth
            depth = (self.ast[left].depth - 1).max(self.ast[right].depth);
        }
        let span = Span::new(l, r);
        if depth >= MAX_DEPTH {
            if !self.too_deep {
                self.too_deep = true;
                self.diagnostics.push(
                    Diagnostic::syntax(span, "expression is nested too deeply")
                        .hint("give parts of it names of their own"),
                );
            }
            return self.ast.push_expr(Expr { kind: ExprKind::Error, span, depth: 1, paren: false });
        }
        self.ast.push_expr(Expr { kind, span, depth: depth + 1, paren: false })
    }

    /// A node whose parentheses are its own.
    pub fn mk_paren(&mut self, l: u32, r: u32, kind: ExprKind) -> ExprId {
        let id = self.mk(l, r, kind);
        self.paren(id)
    }

    /// Marks a node as standing in parentheses.
    pub fn paren(&mut self, id: ExprId) -> ExprId {
        self.ast[id].paren = true;
        id
    }

    /// `op operand`
    pub fn unary(&mut self, l: u32, r: u32, op: UnaryOp, operand: ExprId) -> ExprId {
        self.mk(l, r, ExprKind::UnaryOp { op, operand })
    }

    /// `left op right`
    pub fn binary(
        &mut self,
        l: u32,
        r: u32,
        op: BinOp,
        op_span: Span,
        left: ExprId,
        right: ExprId,
    ) -> ExprId {
        self.mk(l, r, ExprKind::BinOp { op, op_span, left, right })
    }

    /// `func(args)`; `open` is where the parenthesis opens.
    pub fn call(&mut self, l: u32, r: u32, func: ExprId, open: u32, args: (Vec<Arg>, bool)) -> ExprId {
        // a generator expression may use the call's parentheses as its own
        if let ([Arg::Pos(only)], false) = (&args.0[..], args.1)
            && let ExprKind::GeneratorExp { .. } = self.ast[*only].kind
            && !self.ast[*only].paren
        {
            let node = &mut self.ast[*only];
            node.span = Span::new(open, r);
            node.paren = true;
        }
        self.mk(l, r, ExprKind::Call { func, args: args.0 })
    }

    /// `name=value` as an argument.
    pub fn keyword(&mut self, l: u32, r: u32, target: ExprId, value: ExprId) -> Arg {
        let node = &self.ast[target];
        match node.kind {
            ExprKind::Name(name) if !node.paren => Arg::Keyword { name, name_span: node.span, value },
            _ => {
                forms::keyword_target(node, Span::new(l, r), &mut self.diagnostics);
                Arg::Pos(value)
            }
        }
    }

    /// An index: a lone starred one is a tuple.
    pub fn slices(&mut self, l: u32, r: u32, index: ExprId) -> ExprId {
        match self.ast[index].kind {
            ExprKind::Starred(_) => self.mk(l, r, ExprKind::Tuple(vec![index])),
            _ => index,
        }
    }

    /// `context as target` in parentheses.
    pub fn cover(&mut self, l: u32, r: u32, context: ExprId, target: ExprId) -> ExprId {
        let node = self.mk(l, r, ExprKind::Error);
        self.covers.push(Cover { node, context, target, span: Span::new(l, r) });
        node
    }

    /// `lambda params: body`
    pub fn lambda(&mut self, l: u32, r: u32, params: Vec<ParamItem>, body: ExprId) -> ExprId {
        let params = Box::new(forms::params(&params, self.names, &mut self.diagnostics));
        self.mk(l, r, ExprKind::Lambda { params, body })
    }

    /// An integer.
    pub fn int(&mut self, l: u32, r: u32) -> ExprId {
        let kind = literals::int(self.text(l, r), Span::new(l, r), &mut self.diagnostics);
        self.mk(l, r, kind)
    }

    /// A floating-point number.
    pub fn float(&mut self, l: u32, r: u32) -> ExprId {
        let kind = literals::float(self.text(l, r));
        self.mk(l, r, kind)
    }
}
