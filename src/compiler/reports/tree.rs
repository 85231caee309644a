//! Looking into statements without entering the functions and classes they define.

use crate::source::Span;
use crate::syntax::ast::*;

/// Calls `f` with each block right inside a statement.
pub(super) fn each_block<'a>(kind: &'a StmtKind, mut f: impl FnMut(&'a [StmtId])) {
    match kind {
        StmtKind::If { branches, orelse } => {
            branches.iter().for_each(|b| f(&b.body));
            f(orelse);
        }
        StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => {
            f(body);
            f(orelse);
        }
        StmtKind::With { body, .. } => f(body),
        StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
            f(body);
            handlers.iter().for_each(|h| f(&h.body));
            f(orelse);
            f(finalbody);
        }
        StmtKind::Match { cases, .. } => cases.iter().for_each(|c| f(&c.body)),
        _ => {}
    }
}

/// Calls `f` with each expression that a statement itself evaluates.
pub(super) fn each_expr(kind: &StmtKind, mut f: impl FnMut(ExprId)) {
    match kind {
        StmtKind::Expr(e) | StmtKind::Return(Some(e)) => f(*e),
        StmtKind::Assign { targets, value } => {
            f(*value);
            targets.iter().for_each(|&t| f(t));
        }
        StmtKind::AugAssign { target, value, .. } => {
            f(*target);
            f(*value);
        }
        StmtKind::AnnAssign { target, value, .. } => {
            f(*target);
            value.iter().for_each(|&v| f(v));
        }
        StmtKind::Del(targets) => targets.iter().for_each(|&t| f(t)),
        StmtKind::Assert { test, message } => {
            f(*test);
            message.iter().for_each(|&m| f(m));
        }
        StmtKind::If { branches, .. } => branches.iter().for_each(|b| f(b.test)),
        StmtKind::While { test, .. } => f(*test),
        StmtKind::For { target, iter, .. } => {
            f(*target);
            f(*iter);
        }
        StmtKind::With { items, .. } => items.iter().for_each(|item| {
            f(item.context);
            item.target.iter().for_each(|&t| f(t));
        }),
        StmtKind::Try { handlers, .. } => handlers.iter().filter_map(|h| h.types).for_each(f),
        StmtKind::Match { subject, cases } => {
            f(*subject);
            cases.iter().filter_map(|c| c.guard).for_each(f);
        }
        StmtKind::FunctionDef(def) => def.decorators.iter().for_each(|&d| f(d)),
        StmtKind::ClassDef(def) => def.args.iter().for_each(|a| f(a.value())),
        StmtKind::Raise { exc, cause } => exc.iter().chain(cause).for_each(|&e| f(e)),
        _ => {}
    }
}

/// The first statement of a block, at any depth, for which `test` holds.
pub(super) fn find_stmt(ast: &Ast, block: &[StmtId], test: &mut impl FnMut(&Stmt) -> bool) -> Option<StmtId> {
    for &id in block {
        if test(&ast[id]) {
            return Some(id);
        }
        let mut found = None;
        each_block(&ast[id].kind, |inner| {
            if found.is_none() {
                found = find_stmt(ast, inner, test);
            }
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The first part of an expression, lambdas left out, for which `test` holds.
pub(super) fn find_expr(ast: &Ast, root: ExprId, test: impl Fn(&Expr) -> bool) -> Option<ExprId> {
    let mut work = vec![root];
    while let Some(id) = work.pop() {
        let node = &ast[id];
        if test(node) {
            return Some(id);
        }
        if !matches!(node.kind, ExprKind::Lambda { .. } | ExprKind::GeneratorExp { .. }) {
            node.kind.each_child(|child| work.push(child));
        }
    }
    None
}

/// The first place in a block where the function may wait.
pub(super) fn find_await(ast: &Ast, block: &[StmtId]) -> Option<Span> {
    let mut place = None;
    find_stmt(ast, block, &mut |stmt| {
        let head = |n: u32| Span::new(stmt.span.lo, stmt.span.lo + n);
        place = match stmt.kind {
            StmtKind::For { is_async: true, .. } => Some(head(9)),
            StmtKind::With { is_async: true, .. } => Some(head(10)),
            _ => None,
        };
        let waits = |e: &Expr| match &e.kind {
            ExprKind::Await(_) => true,
            ExprKind::ListComp { gens, .. }
            | ExprKind::SetComp { gens, .. }
            | ExprKind::DictComp { gens, .. } => gens.iter().any(|g| g.is_async),
            _ => false,
        };
        each_expr(&stmt.kind, |e| {
            if place.is_none() {
                place = find_expr(ast, e, waits).map(|e| ast[e].span);
            }
        });
        place.is_some()
    });
    place
}
