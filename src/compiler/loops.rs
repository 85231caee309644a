//! `while` and `for`.

use super::Compiler;
use super::blocks::{Block, BlockKind};
use super::unit::{Label, Reg};
use super::vars::Var;
use crate::bytecode::Op;
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn while_stmt(&mut self, test: ExprId, body: &'a [StmtId], orelse: &'a [StmtId], span: Span) {
        let (again, done, out) = (self.unit.label(), self.unit.label(), self.unit.label());
        self.unit.bind_loop(again);
        self.cond(test, done, false);
        let kind = BlockKind::Loop { out, again, is_back: true, close: None };
        self.push_block(Block::new(kind), span);
        self.block(body);
        self.unit.blocks.pop();
        self.unit.jump(Op::Loop, 0, again, self.ast[test].span);
        self.unit.bind(done);
        self.block(orelse);
        self.unit.bind(out);
    }

    /// Starts a loop whose iterator is in the last register in use: jumps to the bottom, binds the body's label
    /// and assigns the target. Gives the register where the bottom puts each item.
    pub(super) fn loop_head(&mut self, is_async: bool, target: ExprId, body: Label, next: Label) -> Reg {
        if is_async {
            // scratch of the bottom instruction
            self.unit.alloc();
        }
        let start = self.unit.state.clone();
        self.unit.jmp(next);
        let direct = match self.ast[target].kind {
            ExprKind::Name(name) => {
                let name = self.mangle(name);
                match self.var(name) {
                    Var::Local(reg) => Some(reg),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(state) = start {
            self.unit.come_by(body, state);
        }
        self.unit.bind_loop(body);
        if let Some(reg) = direct {
            self.unit.set_assigned(reg);
            return reg;
        }
        let item = self.unit.alloc();
        self.assign(target, item);
        self.unit.top = item;
        item
    }

    /// The bottom of a loop.
    pub(super) fn loop_bottom(&mut self, is_async: bool, iter: Reg, item: Reg, body: Label, span: Span) {
        let op = if is_async { Op::AFor } else { Op::For };
        self.unit.jump3(op, iter, item, body, span);
    }

    pub(super) fn for_stmt(
        &mut self,
        is_async: bool,
        target: ExprId,
        iterable: ExprId,
        body_block: &'a [StmtId],
        orelse: &'a [StmtId],
        span: Span,
    ) {
        let top = self.unit.top;
        let iter_span = self.ast[iterable].span;
        let iter = self.unit.alloc();
        let source = self.expr(iterable);
        let op = if is_async { Op::GetAIter } else { Op::GetIter };
        self.unit.put3(op, iter, source, 0, iter_span);
        self.unit.top = iter + 1;
        let (body, next, out) = (self.unit.label(), self.unit.label(), self.unit.label());
        let item = self.loop_head(is_async, target, body, next);
        let close = self.wants_close(iterable).then_some((iter, iter_span));
        let kind = BlockKind::Loop { out, again: next, is_back: false, close };
        self.push_block(Block::new(kind), span);
        // an async generator that an exception leaves behind is closed by the event loop
        let guarded = is_async && close.is_some();
        let state = self.unit.state.clone().filter(|_| guarded);
        if guarded {
            self.protect(BlockKind::Try, span);
        }
        self.block(body_block);
        let ranges = if guarded { self.unprotect() } else { Vec::new() };
        self.unit.blocks.pop();
        self.unit.bind(next);
        // as in CPython: errors of an async iterator belong to the whole statement
        let next_span = if is_async { span } else { iter_span };
        self.loop_bottom(is_async, iter, item, body, next_span);
        self.unit.top = top;
        self.block(orelse);
        if guarded {
            self.unit.jmp(out);
            self.unit.top = iter + 2;
            let reg = self.unit.alloc_n(2);
            if self.start_handler(ranges, reg, &state) {
                self.unit.put3(Op::ForClose, iter, 0, 0, iter_span);
                self.unit.plain(Op::ExcLeave, reg, 0, 0);
                self.unit.put3(Op::Reraise, reg, 0, 0, iter_span);
            }
            self.unit.top = top;
        }
        self.unit.bind(out);
    }

    /// Whether a loop left early closes its iterator: nobody else can hold what its iterable expression made.
    fn wants_close(&self, iterable: ExprId) -> bool {
        match &self.ast[iterable].kind {
            ExprKind::GeneratorExp { .. } | ExprKind::Await(_) | ExprKind::IfExp { .. } => true,
            ExprKind::Call { func, .. } => match self.ast[*func].kind {
                // the builtin makes no generator
                ExprKind::Name(n) => {
                    self.names.get(n) != "range" || self.scopes.all[0].get(n).is_some_and(|s| s.is_own())
                }
                _ => true,
            },
            _ => false,
        }
    }
}
