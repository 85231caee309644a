//! What may stand where something is assigned, deleted or annotated.

use super::Checker;
use crate::source::{Diagnostic, Span};
use crate::syntax::ast::*;

/// Where a target stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Left of a statement's only `=`, with a value that CPython takes for the other side of a comparison.
    Assign,
    /// Left of `=` otherwise.
    Chained,
    /// Inside a tuple or list target, after `for`, after `as`.
    Plain,
}

/// What an expression is called in messages.
pub fn expr_name(kind: &ExprKind) -> &'static str {
    use ExprKind::*;
    match kind {
        Name(_) => "name",
        Int(_) | BigInt(_) | Float(_) | Str(_) | Bytes(_) => "literal",
        Bool(true) => "True",
        Bool(false) => "False",
        None => "None",
        Ellipsis => "ellipsis",
        JoinedStr(_) => "f-string expression",
        BinOp { .. } | UnaryOp { .. } | BoolOp { .. } | Slice { .. } | Error => "expression",
        Compare { .. } => "comparison",
        Call { .. } => "function call",
        Attribute { .. } => "attribute",
        Subscript { .. } => "subscript",
        Starred(_) => "starred",
        List(_) => "list",
        Tuple(_) => "tuple",
        Set(_) => "set display",
        Dict(_) => "dict literal",
        ListComp { .. } => "list comprehension",
        SetComp { .. } => "set comprehension",
        DictComp { .. } => "dict comprehension",
        GeneratorExp { .. } => "generator expression",
        Lambda { .. } => "lambda",
        IfExp { .. } => "conditional expression",
        NamedExpr { .. } => "named expression",
        Await(_) => "await expression",
        Yield(_) | YieldFrom(_) => "yield expression",
    }
}

/// Whether "did you mean '=='" makes sense.
fn could_compare(kind: &ExprKind) -> bool {
    use ExprKind::*;
    !matches!(
        kind,
        Bool(_)
            | None
            | GeneratorExp { .. }
            | IfExp { .. }
            | Lambda { .. }
            | Compare { .. }
            | BoolOp { .. }
            | UnaryOp { op: crate::syntax::ast::UnaryOp::Not, .. }
    )
}

impl Checker<'_> {
    /// Where the targets of an assignment stand.
    pub(super) fn assignment(&self, targets: &[ExprId], value: ExprId) -> Place {
        if targets.len() == 1 && self.begins_with_operand(value) { Place::Assign } else { Place::Chained }
    }

    /// Whether an expression begins with an operand, and no word or star before it.
    fn begins_with_operand(&self, mut id: ExprId) -> bool {
        loop {
            let node = &self.ast[id];
            id = match &node.kind {
                _ if node.paren => return true,
                ExprKind::Compare { left, .. } => *left,
                ExprKind::BoolOp { values, .. } => values[0],
                ExprKind::IfExp { then, .. } => *then,
                ExprKind::Tuple(items) if !items.is_empty() => items[0],
                ExprKind::Starred(_)
                | ExprKind::Lambda { .. }
                | ExprKind::Yield(_)
                | ExprKind::YieldFrom(_)
                | ExprKind::UnaryOp { op: crate::syntax::ast::UnaryOp::Not, .. } => return false,
                _ => return true,
            };
        }
    }

    /// Checks a target and what is evaluated in it, and binds its names. Recursion is as deep as brackets.
    pub(super) fn target(&mut self, id: ExprId, place: Place) {
        let ast = self.ast;
        let node = &ast[id];
        match &node.kind {
            ExprKind::Name(name) => self.bind(*name, node.span),
            ExprKind::Attribute { value, name, .. } => {
                self.not_debug(*name, node.span, "assign to");
                self.expr(*value);
            }
            ExprKind::Subscript { value, index } => {
                self.expr(*value);
                self.expr(*index);
            }
            ExprKind::Starred(value) => {
                if node.paren {
                    self.error(node.span, "cannot use starred expression here");
                } else {
                    self.error(node.span, "starred assignment target must be in a list or tuple")
                        .hints
                        .push("write '*name,' to take all into a list".into());
                }
                self.target(*value, Place::Plain);
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                let mut stars = 0;
                let open = matches!(node.kind, ExprKind::Tuple(_)) && !node.paren;
                for (i, &item) in items.iter().enumerate() {
                    // the last of `a, b = c` stands right before the '='
                    let place = if open && i + 1 == items.len() { place } else { Place::Plain };
                    match ast[item].kind {
                        ExprKind::Starred(value) if !ast[item].paren => {
                            stars += 1;
                            self.target(value, Place::Plain);
                        }
                        _ => self.target(item, place),
                    }
                }
                if stars > 1 {
                    self.error(node.span, "multiple starred expressions in assignment");
                }
            }
            ExprKind::Error => {}
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) if place != Place::Plain && !node.paren => {
                self.error(node.span, "assignment to yield expression not possible");
            }
            kind => {
                let what = expr_name(kind);
                if place == Place::Assign && could_compare(kind) {
                    let message =
                        format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?");
                    let dashed = self.dashed_name(kind);
                    self.error(node.span, message).hints.extend(dashed);
                } else {
                    self.error(node.span, format!("cannot assign to {what}"));
                }
            }
        }
    }

    /// `my-name` for `my_name`.
    fn dashed_name(&self, kind: &ExprKind) -> Option<String> {
        let ExprKind::BinOp { op: BinOp::Sub, left, right, .. } = kind else { return None };
        match (&self.ast[*left].kind, &self.ast[*right].kind) {
            (ExprKind::Name(a), ExprKind::Name(b)) => {
                Some(format!("a name cannot hold '-': write '{}_{}'", self.text(*a), self.text(*b)))
            }
            _ => None,
        }
    }

    /// The target of `op=`.
    pub(super) fn aug_target(&mut self, id: ExprId) {
        let node = &self.ast[id];
        match node.kind {
            ExprKind::Name(name) => {
                self.use_name(name, node.span);
                self.bind(name, node.span);
            }
            ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => self.target(id, Place::Plain),
            ExprKind::Error => {}
            ref kind => {
                let what = expr_name(kind);
                self.error(node.span, format!("'{what}' is an illegal expression for augmented assignment"));
            }
        }
    }

    /// The target of an annotated assignment.
    pub(super) fn ann_target(&mut self, id: ExprId, stmt: Span) {
        let node = &self.ast[id];
        let message = match node.kind {
            ExprKind::Name(name) => return self.annotate(name, node.span, stmt, !node.paren),
            ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => return self.target(id, Place::Plain),
            ExprKind::Error => return,
            ExprKind::List(_) => "only single target (not list) can be annotated",
            ExprKind::Tuple(_) => "only single target (not tuple) can be annotated",
            _ => "illegal target for annotation",
        };
        self.error(node.span, message);
    }

    /// A target of `del`.
    pub(super) fn del_target(&mut self, id: ExprId) {
        let ast = self.ast;
        let node = &ast[id];
        match &node.kind {
            ExprKind::Name(name) => {
                self.not_debug(*name, node.span, "delete");
                self.bind(*name, node.span);
            }
            ExprKind::Attribute { value, name, .. } => {
                self.not_debug(*name, node.span, "delete");
                self.expr(*value);
            }
            ExprKind::Subscript { value, index } => {
                self.expr(*value);
                self.expr(*index);
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().for_each(|&i| self.del_target(i)),
            ExprKind::Error => {}
            kind => {
                let what = expr_name(kind);
                self.error(node.span, format!("cannot delete {what}"));
            }
        }
    }

    /// The arguments of a call or a class.
    pub(super) fn arguments(&mut self, args: &[Arg], open: bool) {
        let ast = self.ast;
        let (mut keyword, mut unpacked) = (false, false);
        let mut seen: Vec<crate::source::Name> = Vec::new();
        for arg in args {
            let span = ast[arg.value()].span;
            match *arg {
                Arg::Pos(value) => {
                    if let ExprKind::GeneratorExp { .. } = ast[value].kind
                        && !ast[value].paren
                    {
                        let message = match open {
                            true => "Generator expression must be parenthesized",
                            false => "invalid syntax",
                        };
                        self.error(span, message).label = "put parentheses around it".into();
                    }
                    if unpacked {
                        self.error(span, "positional argument follows keyword argument unpacking");
                    } else if keyword {
                        self.error(span, "positional argument follows keyword argument");
                    }
                }
                Arg::Star(_) => {
                    if unpacked {
                        let span = Span::new(span.lo - 1, span.hi);
                        self.error(span, "iterable argument unpacking follows keyword argument unpacking");
                    }
                }
                Arg::Keyword { name, name_span, .. } => {
                    keyword = true;
                    self.not_debug(name, name_span, "assign to");
                    if seen.contains(&name) {
                        let message = format!("keyword argument repeated: {}", self.names.get(name));
                        self.error(name_span.to(span), message);
                    }
                    // past some hundred the check would be quadratic for nothing
                    if seen.len() < 256 {
                        seen.push(name);
                    }
                }
                Arg::DoubleStar(_) => unpacked = true,
            }
        }
    }

    /// Reports something to the file's list.
    pub(super) fn error(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.diagnostics.len();
        self.diagnostics.push(Diagnostic::syntax(span, message));
        &mut self.diagnostics[at]
    }
}
