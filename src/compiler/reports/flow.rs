//! Where control goes: code that is never reached, handlers that swallow a cancellation.

use super::names::ScopeKind;
use super::tree::{each_expr, find_await, find_expr, find_stmt};
use super::walk::Found;
use crate::source::{Diagnostic, Kind, Span};
use crate::syntax::ast::*;

impl Found<'_> {
    /// Warns of statements that come after the end of their block.
    pub(super) fn unreachable(&mut self, block: &[StmtId]) {
        let Some(end) = block.iter().position(|&s| !self.stmt_passes(s)) else { return };
        let Some((&first, last)) = block[end + 1..].first().zip(block.last()) else { return };
        // `return` and `yield` after it make an empty generator
        let yields = |&s: &StmtId| match self.ast[s].kind {
            StmtKind::Expr(e) => matches!(self.ast[e].kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_)),
            _ => false,
        };
        if block[end + 1..].iter().all(yields) {
            return;
        }
        let span = self.ast[first].span.to(self.ast[*last].span);
        let ender = &self.ast[block[end]];
        let what = match ender.kind {
            StmtKind::While { test, .. } => Span::new(ender.span.lo, self.ast[test].span.hi),
            StmtKind::If { .. } => Span::new(ender.span.lo, ender.span.lo + 2),
            _ => ender.span,
        };
        let text = match ender.kind {
            StmtKind::While { .. } => "this loop has no 'break'",
            StmtKind::If { .. } => "every branch of this leaves",
            _ => "control never goes on after this",
        };
        self.dead.push(span);
        self.diagnostics.push(
            Diagnostic::warning(Kind::Advice, span, "this code is never reached")
                .code("unreachable-code")
                .label("never runs")
                .secondary(what, text),
        );
    }

    /// Whether control may come out at the end of a block.
    pub(super) fn passes(&self, block: &[StmtId]) -> bool {
        block.iter().all(|&s| self.stmt_passes(s))
    }

    fn stmt_passes(&self, id: StmtId) -> bool {
        match &self.ast[id].kind {
            StmtKind::Return(_) | StmtKind::Raise { .. } | StmtKind::Break | StmtKind::Continue => false,
            StmtKind::If { branches, orelse } => {
                orelse.is_empty() || self.passes(orelse) || branches.iter().any(|b| self.passes(&b.body))
            }
            StmtKind::While { test, body, .. } => {
                let endless = match self.ast[*test].kind {
                    ExprKind::Bool(b) => b,
                    ExprKind::Int(n) => n != 0,
                    _ => false,
                };
                !endless || self.breaks(body)
            }
            _ => true,
        }
    }

    /// Whether a loop's body has a `break` of this loop.
    fn breaks(&self, body: &[StmtId]) -> bool {
        body.iter().any(|&id| match &self.ast[id].kind {
            StmtKind::Break => true,
            StmtKind::While { orelse, .. } | StmtKind::For { orelse, .. } => self.breaks(orelse),
            kind => {
                let mut found = false;
                super::tree::each_block(kind, |inner| found = found || self.breaks(inner));
                found
            }
        })
    }

    /// Warns of a handler that catches a task's cancellation and does not pass it on.
    pub(super) fn swallowed_cancellation(&mut self, body: &[StmtId], handlers: &[Handler]) {
        let function = self.scopes.function(self.scope);
        let may_wait = match self.scopes.all[function].kind {
            ScopeKind::Function { is_async } => is_async,
            ScopeKind::Module => true,
            _ => false,
        };
        if !may_wait {
            return;
        }
        for handler in handlers {
            if self.names_exception(handler, "CancelledError") {
                return;
            }
            if handler.types.is_some() && !self.names_exception(handler, "BaseException") {
                continue;
            }
            if self.leaves_with_an_exception(&handler.body) {
                return;
            }
            let Some(wait) = find_await(self.ast, body) else { return };
            let head = handler.types.map_or(handler.span.lo + 6, |t| self.ast[t].span.hi);
            self.diagnostics.push(
                Diagnostic::warning(
                    Kind::Advice,
                    Span::new(handler.span.lo, head),
                    "this handler swallows the task's cancellation",
                )
                .code("swallowed-cancellation")
                .label("a task that is cancelled goes on here as if nothing had been")
                .secondary(wait, "a cancellation arrives here")
                .hint("catch 'Exception' instead, or end the handler with 'raise'"),
            );
            return;
        }
    }

    fn names_exception(&self, handler: &Handler, wanted: &str) -> bool {
        let is = |e: &Expr| match e.kind {
            ExprKind::Name(name) | ExprKind::Attribute { name, .. } => self.names.get(name) == wanted,
            _ => false,
        };
        handler.types.is_some_and(|types| find_expr(self.ast, types, is).is_some())
    }

    /// Whether a handler raises something somewhere, or ends the program.
    fn leaves_with_an_exception(&self, block: &[StmtId]) -> bool {
        let exits = |e: &Expr| match e.kind {
            ExprKind::Name(name) | ExprKind::Attribute { name, .. } => {
                matches!(self.names.get(name), "exit" | "_exit" | "quit" | "abort")
            }
            _ => false,
        };
        let leaves = |stmt: &Stmt| {
            let mut found = matches!(stmt.kind, StmtKind::Raise { .. });
            each_expr(&stmt.kind, |e| found = found || find_expr(self.ast, e, exits).is_some());
            found
        };
        find_stmt(self.ast, block, &mut { leaves }).is_some()
    }
}
