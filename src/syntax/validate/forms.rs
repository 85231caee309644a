//! Checks of forms that the finished tree no longer shows, called by the actions: orders of parameters, clauses
//! of `try`, items of patterns.

use super::targets::expr_name;
use crate::source::{Diagnostic, Interner, Name, Span};
use crate::syntax::actions::{ClassArg, MapItem, ParamItem};
use crate::syntax::ast::*;
use crate::syntax::error::LONELY_TRY;

type Diagnostics = Vec<Diagnostic>;

/// Sorts parameters into their kinds, and reports what is out of order.
pub fn params(items: &[ParamItem], names: &Interner, out: &mut Diagnostics) -> Params {
    let mut params = Params::default();
    let (mut slash, mut star, mut default_seen) = (false, false, false);
    for (i, &item) in items.iter().enumerate() {
        let span = match item {
            ParamItem::Plain(p) | ParamItem::Star(p) | ParamItem::DoubleStar(p) => p.span,
            ParamItem::BareStar(span) | ParamItem::Slash(span) => span,
        };
        if params.kwarg.is_some() {
            out.push(Diagnostic::syntax(span, "arguments cannot follow var-keyword argument"));
            continue;
        }
        if let ParamItem::Plain(p) | ParamItem::Star(p) | ParamItem::DoubleStar(p) = item
            && let Some(first) = params.iter().find(|q| q.name == p.name)
        {
            let message = format!("duplicate argument '{}' in function definition", names.get(p.name));
            out.push(Diagnostic::syntax(p.span, message).secondary(first.span, "first here"));
        }
        match item {
            ParamItem::Plain(p) if star => params.kwonly.push(p),
            ParamItem::Plain(p) => {
                if default_seen && p.default.is_none() {
                    let message = "parameter without a default follows parameter with a default";
                    out.push(Diagnostic::syntax(span, message));
                }
                default_seen |= p.default.is_some();
                params.args.push(p);
            }
            ParamItem::Slash(_) => {
                let message = match (star, slash, params.args.is_empty()) {
                    (true, ..) => "/ must be ahead of *",
                    (_, true, _) => "/ may appear only once",
                    (.., true) => "at least one argument must precede /",
                    _ => {
                        params.posonly = std::mem::take(&mut params.args);
                        slash = true;
                        continue;
                    }
                };
                out.push(Diagnostic::syntax(span, message));
            }
            ParamItem::Star(_) | ParamItem::BareStar(_) if star => {
                out.push(Diagnostic::syntax(span, "* argument may appear only once"));
            }
            ParamItem::Star(p) => {
                star = true;
                no_default(p, "var-positional", out);
                params.vararg = Some(Param { default: None, ..p });
            }
            ParamItem::BareStar(_) => {
                star = true;
                if !matches!(items.get(i + 1), Some(ParamItem::Plain(_))) {
                    out.push(Diagnostic::syntax(span, "named arguments must follow bare *"));
                }
            }
            ParamItem::DoubleStar(p) => {
                no_default(p, "var-keyword", out);
                params.kwarg = Some(Param { default: None, ..p });
            }
        }
    }
    params
}

fn no_default(p: Param, what: &str, out: &mut Diagnostics) {
    if p.default.is_some() {
        out.push(Diagnostic::syntax(p.span, format!("{what} argument cannot have default value")));
    }
}

/// Something other than a name before the '=' of an argument.
pub fn keyword_target(target: &Expr, span: Span, out: &mut Diagnostics) {
    let message = match target.kind {
        ExprKind::None => "cannot assign to None",
        ExprKind::Bool(true) => "cannot assign to True",
        ExprKind::Bool(false) => "cannot assign to False",
        _ => "expression cannot contain assignment, perhaps you meant \"==\"?",
    };
    out.push(Diagnostic::syntax(Span::new(span.lo, target.span.hi), message));
}

/// The conversion of an f-string's field.
pub fn conversion(bang: Span, text: &str, span: Span, out: &mut Diagnostics) -> Option<Conversion> {
    if bang.hi != span.lo {
        let message = "f-string: conversion type must come right after the exclamation mark";
        out.push(Diagnostic::syntax(bang.to(span), message));
    }
    match text {
        "s" => Some(Conversion::Str),
        "r" => Some(Conversion::Repr),
        "a" => Some(Conversion::Ascii),
        _ => {
            let message =
                format!("f-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
            out.push(Diagnostic::syntax(span, message));
            None
        }
    }
}

/// The clauses of a `try` that starts at `l`.
pub fn handlers(
    ast: &Ast,
    l: u32,
    handlers: &[(Handler, bool)],
    has_else: bool,
    has_finally: bool,
    out: &mut Diagnostics,
) {
    if handlers.is_empty() && (has_else || !has_finally) {
        let span = Span::new(l, l + 3);
        out.push(Diagnostic::syntax(span, LONELY_TRY));
    }
    let mut first_kind = None;
    for (i, (handler, star)) in handlers.iter().enumerate() {
        let head = Span::new(handler.span.lo, handler.span.lo + 6);
        if *first_kind.get_or_insert(*star) != *star {
            let message = "cannot have both 'except' and 'except*' on the same 'try'";
            out.push(Diagnostic::syntax(head, message));
        }
        let Some(types) = handler.types else {
            if *star {
                out.push(Diagnostic::syntax(head, "expected one or more exception types"));
            } else if i + 1 < handlers.len() {
                out.push(Diagnostic::syntax(head, "default 'except:' must be last"));
            }
            continue;
        };
        if let ExprKind::Tuple(_) = ast[types].kind
            && !ast[types].paren
        {
            out.push(
                Diagnostic::syntax(ast[types].span, "multiple exception types must be parenthesized")
                    .hint("write 'except (A, B):' for several, 'except A as name:' for a name"),
            );
        }
    }
}

/// Something other than a name after the `as` of a pattern.
pub fn pattern_target(ast: &Ast, target: ExprId, out: &mut Diagnostics) {
    let node = &ast[target];
    // CPython takes what begins with a name for a name and something after it
    let message = match node.kind {
        ExprKind::Name(_) => "cannot use '_' as a target",
        ExprKind::Attribute { .. } | ExprKind::Subscript { .. } | ExprKind::Call { .. } => "invalid syntax",
        _ => "invalid pattern target",
    };
    let d = Diagnostic::syntax(node.span, message);
    out.push(match node.kind {
        ExprKind::Name(_) => d.hint("leave the 'as _' out"),
        _ => d.label(format!("cannot bind {}", expr_name(&node.kind))),
    });
}

/// The arguments of a class pattern.
pub fn class_pattern(ast: &Ast, items: &[ClassArg], out: &mut Diagnostics) {
    let mut keyword = false;
    for item in items {
        match item {
            ClassArg::Keyword(..) => keyword = true,
            ClassArg::Pos(p) if keyword => {
                out.push(Diagnostic::syntax(ast[*p].span, "positional patterns follow keyword patterns"));
                return;
            }
            ClassArg::Pos(_) => {}
        }
    }
}

/// The items of a mapping pattern.
pub fn mapping_pattern(ast: &Ast, items: &[MapItem], names: &Interner, out: &mut Diagnostics) {
    let mut rest: Option<Name> = None;
    for item in items {
        match item {
            MapItem::Pair(key, _) => {
                let node = &ast[*key];
                if let ExprKind::Name(_) = node.kind {
                    out.push(
                        Diagnostic::syntax(
                            node.span,
                            "a key of a mapping pattern must be a literal or a dotted name",
                        )
                        .label("this name would be captured"),
                    );
                }
                if rest.is_some() {
                    out.push(Diagnostic::syntax(
                        node.span,
                        "'**' must be the last item of a mapping pattern",
                    ));
                }
            }
            MapItem::Rest(span, (name, _)) => {
                if rest.is_some() {
                    out.push(Diagnostic::syntax(*span, "a mapping pattern may have only one '**'"));
                }
                if names.get(*name) == "_" {
                    out.push(
                        Diagnostic::syntax(*span, "invalid syntax")
                            .label("'**_' is not allowed")
                            .hint("leave it out: further keys are always ignored"),
                    );
                }
                rest = Some(*name);
            }
        }
    }
}
