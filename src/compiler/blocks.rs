//! The statements around the code being emitted, and the ways out of them.
//!
//! A jump out of blocks (`return`, `break`, `continue`) runs what each block owes: a copy of a `finally` body, the
//! exit of a `with`, the end of a handler. While it does, the block's own handlers do not cover the code.

use super::Compiler;
use super::unit::{Label, Protected, Reg};
use crate::bytecode::{Const, Effect, Op};
use crate::source::{Name, Span};
use crate::syntax::ast::*;

/// As CPython, no more blocks than this may nest in one function.
const MAX_BLOCKS: usize = 20;

/// A block and what leaving it takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum BlockKind<'a> {
    Loop {
        /// Behind the loop.
        out: Label,
        /// The next round.
        again: Label,
        /// `again` lies before the body.
        is_back: bool,
        /// The iterator, if leaving early closes it.
        close: Option<(Reg, Span)>,
    },
    /// The body of a `try` with handlers.
    Try,
    /// What a `finally` protects.
    Finally(&'a [StmtId]),
    /// The body of a handler whose exception is in `reg`.
    Handler {
        reg: Reg,
        name: Option<(Name, Span)>,
    },
    /// The body of an `except*`; `group` holds what it handles.
    StarHandler {
        group: Reg,
    },
    With {
        exit: Reg,
        is_async: bool,
        span: Span,
    },
}

/// A block, and the instructions its handler covers so far.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    pub kind: BlockKind<'a>,
    ranges: Vec<(u32, u32)>,
    open: Option<u32>,
}

impl<'a> Block<'a> {
    pub fn new(kind: BlockKind<'a>) -> Block<'a> {
        Block { kind, ranges: Vec::new(), open: None }
    }
}

impl<'a> Compiler<'a> {
    /// Enters a block that covers nothing.
    pub(super) fn push_block(&mut self, block: Block<'a>, span: Span) {
        if self.unit.blocks.len() >= MAX_BLOCKS && self.errors.is_empty() {
            self.fail(span, "too many statically nested blocks");
        }
        self.unit.blocks.push(block);
    }

    /// Enters a block whose code is covered by a handler.
    pub(super) fn protect(&mut self, kind: BlockKind<'a>, span: Span) {
        let mut block = Block::new(kind);
        block.open = Some(self.unit.here());
        self.push_block(block, span);
    }

    /// Leaves a block; gives the ranges its handler covers.
    pub(super) fn unprotect(&mut self) -> Vec<(u32, u32)> {
        let here = self.unit.here();
        let Some(mut block) = self.unit.blocks.pop() else { return Vec::new() };
        if let Some(from) = block.open.take() {
            block.ranges.push((from, here));
        }
        // code that cannot raise needs no handler
        let raises = |&(from, to): &(u32, u32)| {
            let covered = &self.unit.insns[from as usize..to as usize];
            covered.iter().any(|i| i.operation().effect() != Effect::Plain)
        };
        block.ranges.retain(raises);
        block.ranges
    }

    /// Starts the handler of the covered ranges in registers `reg` and `reg + 1`, which must be the last in use.
    /// False if there is nothing to handle.
    pub(super) fn start_handler(
        &mut self,
        ranges: Vec<(u32, u32)>,
        reg: Reg,
        state: &Option<super::flow::Regs>,
    ) -> bool {
        let Some(state) = state.clone().filter(|_| !ranges.is_empty()) else { return false };
        let target = self.unit.label();
        let protected = ranges.into_iter().map(|(from, to)| Protected { from, to, target, reg });
        self.unit.protected.extend(protected);
        self.unit.come_by(target, state);
        self.unit.bind(target);
        true
    }

    /// The handler of a handler: leaves both and raises on.
    pub(super) fn handler_cleanup(
        &mut self,
        ranges: Vec<(u32, u32)>,
        outer: Reg,
        name: Option<(Name, Span)>,
        state: &Option<super::flow::Regs>,
        span: Span,
    ) {
        let inner = self.unit.alloc_n(2);
        if self.start_handler(ranges, inner, state) {
            self.unit.plain(Op::ExcLeave, inner, 0, 0);
            self.unit.plain(Op::ExcLeave, outer, 0, 0);
            if let Some((name, span)) = name {
                self.unbind(name, span);
            }
            self.unit.put3(Op::Reraise, inner, 0, 0, span);
        }
        self.unit.top = inner;
    }

    /// Emits what leaving all blocks above `depth` takes. The blocks are given back, innermost first, for
    /// `reenter` after the jump.
    fn leave_blocks(&mut self, depth: usize) -> Vec<(Block<'a>, bool)> {
        let mut left = Vec::new();
        while self.unit.blocks.len() > depth {
            let here = self.unit.here();
            let Some(mut block) = self.unit.blocks.pop() else { break };
            let reopen = block.open.is_some();
            if let Some(from) = block.open.take() {
                block.ranges.push((from, here));
            }
            let kind = block.kind;
            left.push((block, reopen));
            self.leave_block(kind);
        }
        left
    }

    fn reenter(&mut self, left: Vec<(Block<'a>, bool)>) {
        let here = self.unit.here();
        for (mut block, reopen) in left.into_iter().rev() {
            block.open = reopen.then_some(here);
            self.unit.blocks.push(block);
        }
    }

    fn leave_block(&mut self, kind: BlockKind<'a>) {
        match kind {
            BlockKind::Loop { close: Some((iter, span)), .. } => {
                self.unit.put3(Op::ForClose, iter, 0, 0, span);
            }
            BlockKind::Loop { .. } | BlockKind::Try | BlockKind::StarHandler { .. } => {}
            BlockKind::Finally(body) => self.block(body),
            BlockKind::Handler { reg, name } => self.leave_handler(reg, name),
            BlockKind::With { exit, is_async, span } => self.exit_normally(exit, is_async, span),
        }
    }

    /// The end of a handler's body.
    pub(super) fn leave_handler(&mut self, reg: Reg, name: Option<(Name, Span)>) {
        self.unit.plain(Op::ExcLeave, reg, 0, 0);
        if let Some((name, span)) = name {
            self.unbind(name, span);
        }
    }

    /// Whether a `return` here has anything to do before it leaves.
    pub(super) fn owes_anything(&self) -> bool {
        self.unit
            .blocks
            .iter()
            .any(|b| !matches!(b.kind, BlockKind::Try | BlockKind::Loop { close: None, .. }))
    }

    /// Whether code here is covered by a handler of this function.
    pub(super) fn is_protected(&self) -> bool {
        self.unit.blocks.iter().any(|b| b.open.is_some())
    }

    pub(super) fn return_stmt(&mut self, value: Option<ExprId>, span: Span) {
        let top = self.unit.top;
        if let (Some(e), false) = (value, self.owes_anything())
            && let ExprKind::IfExp { test, then, orelse } = self.ast[e].kind
        {
            let other = self.unit.label();
            self.cond(test, other, false);
            self.return_stmt(Some(then), span);
            self.unit.bind(other);
            return self.return_stmt(Some(orelse), span);
        }
        let constant = value.and_then(|e| self.constant(e));
        match (value, constant) {
            (None, _) | (_, Some(Const::None)) => {
                let left = self.leave_blocks(0);
                self.unit.put3(Op::ReturnNone, 0, 0, 0, span);
                self.reenter(left);
            }
            (Some(e), _) => {
                // a variable must be copied if code that still runs may bind it anew
                let reg = if self.owes_anything() { self.push(e) } else { self.expr(e) };
                let left = self.leave_blocks(0);
                self.unit.put3(Op::Return, reg, 0, 0, span);
                self.reenter(left);
            }
        }
        self.unit.top = top;
    }

    /// `break` and `continue`.
    pub(super) fn jump_stmt(&mut self, is_break: bool, span: Span) {
        let of_loop = |b: &Block| matches!(b.kind, BlockKind::Loop { .. });
        let Some(depth) = self.unit.blocks.iter().rposition(of_loop) else {
            let text = if is_break { "'break' outside loop" } else { "'continue' not properly in loop" };
            return self.fail(span, text);
        };
        let BlockKind::Loop { out, again, is_back, close } = self.unit.blocks[depth].kind else { return };
        let left = self.leave_blocks(depth + 1);
        if is_break {
            if let Some((iter, span)) = close {
                self.unit.put3(Op::ForClose, iter, 0, 0, span);
            }
            self.unit.jump(Op::Jmp, 0, out, span);
        } else {
            self.unit.jump(if is_back { Op::Loop } else { Op::Jmp }, 0, again, span);
        }
        self.reenter(left);
    }

    /// The exit call of a `with` left without an exception; its result does not matter.
    pub(super) fn exit_normally(&mut self, exit: Reg, is_async: bool, span: Span) {
        let top = self.unit.top;
        let w = self.unit.alloc_n(4);
        self.unit.move_to(w, exit);
        for i in 1..4 {
            self.unit.load_const(w + i, Const::None);
        }
        self.unit.put3(Op::Call, w, 3, 0, span);
        if is_async {
            self.unit.put3(Op::Await, w, 0, w + 1, span);
        }
        self.unit.top = top;
    }
}
