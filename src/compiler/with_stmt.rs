//! `with` and `async with`.

use super::Compiler;
use super::blocks::BlockKind;
use crate::bytecode::Op;
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn with_stmt(&mut self, is_async: bool, items: &[WithItem], body: &'a [StmtId], span: Span) {
        let Some((item, others)) = items.split_first() else { return self.block(body) };
        if !self.errors.is_empty() {
            return;
        }
        self.unit.has_cleanup = true;
        let at = self.ast[item.context].span;
        let top = self.unit.top;
        let exit = self.unit.alloc();
        let manager = self.expr(item.context);
        let w = self.unit.alloc();
        let (enter, leave) = if is_async {
            (self.known.aenter, self.known.aexit)
        } else {
            (self.known.enter, self.known.exit)
        };
        let (enter, leave) = (self.unit.name16(enter), self.unit.name16(leave));
        self.unit.put3(Op::LoadSpecial, w, manager, enter, at);
        self.unit.put3(Op::LoadSpecial, exit, manager, leave, at);
        self.unit.put3(Op::Call, w, 0, 0, at);
        if is_async {
            self.unit.put3(Op::Await, w, 0, w + 1, at);
        }
        let state = self.unit.handler_state();
        self.protect(BlockKind::With { exit, is_async, span: at }, span);
        if let Some(target) = item.target {
            self.assign(target, w);
        }
        self.unit.top = exit + 1;
        self.with_stmt(is_async, others, body, span);
        let ranges = self.unprotect();
        let end = self.unit.label();
        if self.unit.reachable() {
            self.exit_normally(exit, is_async, at);
            self.unit.jmp(end);
        }

        let reg = self.unit.alloc_n(2);
        if self.start_handler(ranges, reg, &state) {
            let swallowed = self.unit.label();
            self.protect(BlockKind::Handler { reg, name: None }, span);
            let w = self.unit.alloc_n(4);
            self.unit.move_to(w, exit);
            self.unit.plain(Op::ExcInfo, w + 1, reg, 0);
            self.unit.put3(Op::Call, w, 3, 0, at);
            if is_async {
                self.unit.put3(Op::Await, w, 0, w + 1, at);
            }
            self.unit.jump(Op::JTrue, w, swallowed, at);
            let inside = self.unprotect();
            self.unit.plain(Op::ExcLeave, reg, 0, 0);
            self.unit.put3(Op::Reraise, reg, 0, 0, at);
            self.unit.bind(swallowed);
            self.unit.plain(Op::ExcLeave, reg, 0, 0);
            self.unit.jmp(end);
            self.unit.top = w;
            self.handler_cleanup(inside, reg, None, &state, at);
        }
        self.unit.bind(end);
        self.unit.top = top;
    }
}
