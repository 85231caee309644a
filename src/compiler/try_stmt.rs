//! `try`.

use super::Compiler;
use super::blocks::BlockKind;
use super::flow::Regs;
use super::unit::{Label, Reg};
use crate::bytecode::Op;
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn try_stmt(&mut self, id: StmtId) {
        let ast = self.ast;
        let span = ast[id].span;
        let StmtKind::Try { body, handlers, is_star, orelse, finalbody } = &ast[id].kind else { return };
        if finalbody.is_empty() {
            return self.try_except(body, handlers, *is_star, orelse, span);
        }
        self.unit.has_cleanup = true;
        let state = self.unit.handler_state();
        self.protect(BlockKind::Finally(finalbody), span);
        if handlers.is_empty() {
            self.block(body);
        } else {
            self.try_except(body, handlers, *is_star, orelse, span);
        }
        let ranges = self.unprotect();
        let end = self.unit.label();
        self.block(finalbody);
        self.unit.jmp(end);

        let reg = self.unit.alloc_n(2);
        if self.start_handler(ranges, reg, &state) {
            self.protect(BlockKind::Handler { reg, name: None }, span);
            self.block(finalbody);
            let inside = self.unprotect();
            self.unit.plain(Op::ExcLeave, reg, 0, 0);
            self.unit.put3(Op::Reraise, reg, 0, 0, span);
            self.handler_cleanup(inside, reg, None, &state, span);
        }
        self.unit.top = reg;
        self.unit.bind(end);
    }

    fn try_except(
        &mut self,
        body: &'a [StmtId],
        handlers: &'a [Handler],
        is_star: bool,
        orelse: &'a [StmtId],
        span: Span,
    ) {
        // a frame suspended under a handler that may see GeneratorExit must be closed, not forgotten
        self.unit.has_cleanup |= handlers.iter().any(|h| match h.types.map(|t| &self.ast[t].kind) {
            Some(ExprKind::Name(n)) => matches!(self.names.get(*n), "BaseException" | "GeneratorExit"),
            Some(ExprKind::Tuple(_)) | None => true,
            Some(_) => false,
        });
        let state = self.unit.handler_state();
        self.protect(BlockKind::Try, span);
        self.block(body);
        let ranges = self.unprotect();
        self.block(orelse);
        let end = self.unit.label();
        self.unit.jmp(end);
        let reg = self.unit.alloc_n(2);
        if self.start_handler(ranges, reg, &state) {
            if is_star {
                self.star_handlers(handlers, reg, end, &state, span);
            } else {
                self.handlers(handlers, reg, end, &state, span);
            }
        }
        self.unit.top = reg;
        self.unit.bind(end);
    }

    fn handlers(&mut self, handlers: &'a [Handler], reg: Reg, end: Label, state: &Option<Regs>, span: Span) {
        let mut unnamed = Vec::new();
        let mut named = Vec::new();
        for handler in handlers {
            let next = self.unit.label();
            if let Some(types) = handler.types {
                let types_span = self.ast[types].span;
                self.protect(BlockKind::Handler { reg, name: None }, handler.span);
                let top = self.unit.top;
                let class = self.expr(types);
                let t = self.unit.alloc();
                self.unit.put3(Op::ExcMatch, t, reg, class, types_span);
                self.unit.jump(Op::JFalse, t, next, types_span);
                self.unit.top = top;
                unnamed.extend(self.unprotect());
            }
            let name = match handler.name {
                Some((written, at)) => {
                    let name = self.mangle(written);
                    self.store(name, reg, at);
                    Some((name, at))
                }
                None => None,
            };
            self.protect(BlockKind::Handler { reg, name }, handler.span);
            self.block(&handler.body);
            let ranges = self.unprotect();
            match name {
                Some(name) => named.push((ranges, name)),
                None => unnamed.extend(ranges),
            }
            if self.unit.reachable() {
                self.leave_handler(reg, name);
                self.unit.jmp(end);
            }
            self.unit.bind(next);
        }
        self.unit.plain(Op::ExcLeave, reg, 0, 0);
        self.unit.put3(Op::Reraise, reg, 0, 0, span);
        for (ranges, name) in named {
            self.handler_cleanup(ranges, reg, Some(name), state, span);
        }
        self.handler_cleanup(unnamed, reg, None, state, span);
    }

    /// `except*`: every handler sees the part of the group that it matches; what handlers raise and what is left
    /// over is collected in a list.
    fn star_handlers(
        &mut self,
        handlers: &'a [Handler],
        reg: Reg,
        end: Label,
        state: &Option<Regs>,
        span: Span,
    ) {
        let rest = self.unit.alloc();
        let raised = self.unit.alloc();
        self.unit.move_to(rest, reg);
        self.unit.plain(Op::List, raised, raised, 0);
        let mut covered = Vec::new();
        for handler in handlers {
            let next = self.unit.label();
            let top = self.unit.top;
            let Some(types) = handler.types else { continue };
            let types_span = self.ast[types].span;
            self.unit.jump(Op::JNone, rest, next, types_span);
            self.protect(BlockKind::Handler { reg, name: None }, handler.span);
            let part = self.unit.alloc_n(2);
            let inner_top = self.unit.top;
            let class = self.expr(types);
            self.unit.put3(Op::ExcMatchStar, part, rest, class, types_span);
            self.unit.move_to(rest, part + 1);
            self.unit.jump(Op::JNone, part, next, types_span);
            covered.extend(self.unprotect());
            self.unit.top = inner_top;
            let name = match handler.name {
                Some((written, at)) => {
                    let name = self.mangle(written);
                    self.store(name, part, at);
                    Some((name, at))
                }
                None => None,
            };
            self.protect(BlockKind::StarHandler { group: part }, handler.span);
            self.block(&handler.body);
            let ranges = self.unprotect();
            if let Some((name, at)) = name
                && self.unit.reachable()
            {
                self.unbind(name, at);
            }
            self.unit.jmp(next);
            let inner = self.unit.alloc_n(2);
            if self.start_handler(ranges, inner, state) {
                self.unit.plain(Op::ExcLeave, inner, 0, 0);
                if let Some((name, at)) = name {
                    self.unbind(name, at);
                }
                self.unit.plain(Op::ListAppend, raised, inner, 0);
                self.unit.jmp(next);
            }
            self.unit.top = top;
            self.unit.bind(next);
        }
        let nothing_left = self.unit.label();
        self.unit.jump(Op::JNone, rest, nothing_left, span);
        self.unit.plain(Op::ListAppend, raised, rest, 0);
        self.unit.bind(nothing_left);
        self.protect(BlockKind::Handler { reg, name: None }, span);
        let result = self.unit.alloc();
        self.unit.put3(Op::ExcStarEnd, result, reg, raised, span);
        covered.extend(self.unprotect());
        self.unit.plain(Op::ExcLeave, reg, 0, 0);
        self.unit.jump(Op::JNone, result, end, span);
        self.unit.put3(Op::Reraise, result, 0, 0, span);
        self.unit.top = result;
        self.handler_cleanup(covered, reg, None, state, span);
    }
}
