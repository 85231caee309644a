//! Expressions: the value of a tree in a register.
//!
//! A destination that holds a named variable is written by the last instruction only, so that an exception on the
//! way leaves the variable as it was; a scratch register may hold parts of the value before.

use super::Compiler;
use super::unit::Reg;
use crate::bytecode::{Const, Op};
use crate::source::{Name, Span};
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    /// The value in any register: a local variable's own, or a temporary on top.
    pub(super) fn expr(&mut self, id: ExprId) -> Reg {
        match self.ast[id].kind {
            ExprKind::Name(name) if name != self.known.debug => {
                let span = self.ast[id].span;
                let name = self.mangle(name);
                if let Some(reg) = self.own_register(name, span) {
                    return reg;
                }
            }
            ExprKind::NamedExpr { target, value } => {
                if let Some(reg) = self.walrus_local(target, value) {
                    return reg;
                }
            }
            _ => {}
        }
        self.push(id)
    }

    /// As `expr`; but if something evaluated later (with a `:=`) may change locals, in a temporary.
    pub(super) fn operand(&mut self, id: ExprId, hazard: bool) -> Reg {
        if hazard { self.push(id) } else { self.expr(id) }
    }

    /// The value as an operand, if need be in `dst` when that is a scratch register on top.
    fn operand_in(&mut self, id: ExprId, dst: Reg, hazard: bool) -> Reg {
        if !self.unit.is_last(dst) {
            return self.operand(id, hazard);
        }
        if !hazard && let ExprKind::Name(name) = self.ast[id].kind {
            let name = self.mangle(name);
            if let Some(reg) = self.own_register(name, self.ast[id].span) {
                return reg;
            }
        }
        self.expr_to(id, dst);
        dst
    }

    /// The value in a new temporary on top.
    pub(super) fn push(&mut self, id: ExprId) -> Reg {
        let reg = self.unit.alloc();
        self.expr_to(id, reg);
        reg
    }

    /// Whether an expression contains a `:=`.
    pub(super) fn has_walrus(&self, id: ExprId) -> bool {
        !self.scopes.walrus.is_empty() && self.scopes.walrus.contains(&id)
    }

    /// A register on top for a window whose first register becomes the result: `dst` itself if it is the last.
    pub(super) fn window(&mut self, dst: Reg) -> Reg {
        if self.unit.is_last(dst) { dst } else { self.unit.alloc() }
    }

    /// Moves the result of a window to its destination and gives the window's registers back.
    pub(super) fn close_window(&mut self, dst: Reg, window: Reg) {
        if dst == window {
            self.unit.top = window + 1;
        } else {
            self.unit.move_to(dst, window);
            self.unit.top = window;
        }
    }

    /// A register that may hold parts of a value bound for `dst`.
    pub(super) fn scratch(&mut self, dst: Reg) -> Reg {
        if self.unit.is_scratch(dst) { dst } else { self.unit.alloc() }
    }

    /// Moves what `scratch` collected to its destination.
    pub(super) fn close_scratch(&mut self, dst: Reg, scratch: Reg) {
        if dst != scratch {
            self.unit.move_to(dst, scratch);
            self.unit.top = scratch;
        }
    }

    /// Evaluates for the effect only.
    pub(super) fn effect(&mut self, id: ExprId) {
        let top = self.unit.top;
        match &self.ast[id].kind {
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Str(_) | ExprKind::Bytes(_) => {}
            ExprKind::Bool(_) | ExprKind::None | ExprKind::Ellipsis | ExprKind::Error => {}
            _ => {
                self.expr(id);
            }
        }
        self.unit.top = top;
    }

    /// The value in the given register.
    pub(super) fn expr_to(&mut self, id: ExprId, dst: Reg) {
        let ast = self.ast;
        let span = ast[id].span;
        let top = self.unit.top;
        match &ast[id].kind {
            ExprKind::Name(name) if *name != self.known.debug => {
                let name = self.mangle(*name);
                self.load(name, dst, span);
            }
            ExprKind::Int(i) => self.unit.load_const(dst, Const::Int(*i)),
            ExprKind::Name(_)
            | ExprKind::BigInt(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Ellipsis => {
                if let Some(value) = self.constant(id) {
                    self.unit.load_const(dst, value);
                }
            }
            ExprKind::JoinedStr(parts) => self.joined(parts, dst),
            ExprKind::BinOp { .. } => self.binary(id, dst),
            ExprKind::UnaryOp { op, operand } => self.unary(id, *op, *operand, dst),
            ExprKind::BoolOp { op, values } => self.bool_value(*op, values, dst),
            ExprKind::Compare { left, rest } => self.compare_value(span, *left, rest, dst),
            ExprKind::Call { func, args } => self.call(id, *func, args, dst),
            ExprKind::Attribute { value, name, name_span } => {
                let span = self.attribute_span(span, *value, *name_span);
                let name = self.mangle(*name);
                let object = self.operand_in(*value, dst, false);
                let cache = self.unit.cache(Op::GetAttr, name);
                self.unit.put3(Op::GetAttr, dst, object, cache, span);
            }
            ExprKind::Subscript { value, index } => {
                let hazard = self.has_walrus(*index);
                let object = self.operand_in(*value, dst, hazard);
                let key = self.expr(*index);
                if matches!(self.ast[*index].kind, ExprKind::Slice { .. }) {
                    self.unit.slice_is_used_once();
                }
                self.unit.put3(Op::GetItem, dst, object, key, span);
            }
            ExprKind::Slice { lower, upper, step } => self.slice(*lower, *upper, *step, dst),
            ExprKind::Starred(inner) => self.unpacked_tuple(*inner, dst, span),
            ExprKind::List(items) => self.list(items, dst, span),
            ExprKind::Tuple(items) => self.tuple(id, items, dst),
            ExprKind::Set(items) => self.set(items, dst, span),
            ExprKind::Dict(items) => self.dict(items, dst, span),
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::GeneratorExp { .. } => self.comprehension(id, dst),
            ExprKind::Lambda { params, body } => self.lambda(id, params, *body, dst),
            ExprKind::IfExp { test, then, orelse } => self.conditional(*test, *then, *orelse, dst),
            ExprKind::NamedExpr { target, value } => self.named(*target, *value, dst),
            ExprKind::Await(value) => {
                let w = self.window(dst);
                self.expr_to(*value, w);
                self.unit.put3(Op::Await, w, 0, w + 1, span);
                self.close_window(dst, w);
            }
            ExprKind::Yield(value) => {
                let w = self.window(dst);
                match value {
                    Some(value) => self.expr_to(*value, w),
                    None => self.unit.load_const(w, Const::None),
                }
                self.unit.put3(Op::Yield, w, 0, w + 1, span);
                self.close_window(dst, w);
            }
            ExprKind::YieldFrom(value) => self.yield_from(*value, dst, span),
            ExprKind::Error => self.fail(span, "invalid syntax"),
        }
        self.unit.top = top;
    }

    /// The position of an attribute access: from the name on where that stands on a later line, as in CPython.
    pub(super) fn attribute_span(&self, whole: Span, value: ExprId, name_span: Span) -> Span {
        let before = Span::new(self.ast[value].span.lo, name_span.lo.max(self.ast[value].span.lo));
        if self.file.slice(before).contains(['\n', '\r']) {
            return Span::new(name_span.lo, whole.hi);
        }
        whole
    }

    fn binary(&mut self, id: ExprId, dst: Reg) {
        let ast = self.ast;
        let (first, steps) = ast.bin_spine(id);
        // literals at the left end first
        let mut folded = self.constant(first);
        let mut from = 0;
        while let (Some(left), Some(step)) = (&folded, steps.get(from)) {
            let right = self.constant(step.right);
            let Some(value) = right.and_then(|r| super::fold::binary(step.op, left, &r)) else { break };
            folded = Some(value);
            from += 1;
        }
        if let (Some(value), true) = (&folded, from == steps.len()) {
            return self.unit.load_const(dst, value.clone());
        }
        let acc = if self.unit.is_last(dst) { dst } else { self.unit.alloc() };
        let mut left = match folded {
            Some(value) if from > 0 => {
                self.unit.load_const(acc, value);
                acc
            }
            _ => {
                let hazard = steps.first().is_some_and(|s| self.has_walrus(s.right));
                self.operand_in(first, acc, hazard)
            }
        };
        let base = self.unit.top;
        for (i, step) in steps.iter().enumerate().skip(from) {
            let to = if i + 1 == steps.len() { dst } else { acc };
            self.binary_step(step, left, to, false);
            self.unit.top = base;
            left = acc;
        }
    }

    /// One operation: `to = left op right`, or its in-place form.
    fn binary_step(&mut self, step: &SpineStep, left: Reg, to: Reg, in_place: bool) {
        self.operation(step.op, left, step.right, to, in_place, self.ast[step.node].span);
    }

    /// `to = left op right` with the right operand still to be evaluated.
    pub(super) fn operation(
        &mut self,
        op: BinOp,
        left: Reg,
        right: ExprId,
        to: Reg,
        in_place: bool,
        span: Span,
    ) {
        let immediate = match op {
            BinOp::Add | BinOp::Sub => self.immediate(right),
            _ => None,
        };
        if let Some(i) = immediate {
            let op = match (op, in_place) {
                (BinOp::Add, false) => Op::AddI,
                (BinOp::Add, true) => Op::IAddI,
                (_, false) => Op::SubI,
                (_, true) => Op::ISubI,
            };
            return self.unit.put3(op, to, left, i as u16, span);
        }
        let right = self.expr(right);
        self.unit.put3(super::ops::binary_op(op, in_place), to, left, right, span);
    }

    fn unary(&mut self, id: ExprId, op: UnaryOp, operand: ExprId, dst: Reg) {
        if let Some(value) = self.constant(id) {
            return self.unit.load_const(dst, value);
        }
        let value = self.operand_in(operand, dst, false);
        self.unit.put3(super::ops::unary_op(op), dst, value, 0, self.ast[id].span);
    }

    fn slice(&mut self, lower: Option<ExprId>, upper: Option<ExprId>, step: Option<ExprId>, dst: Reg) {
        let first = self.unit.top;
        for bound in [lower, upper, step] {
            match bound {
                Some(e) => {
                    self.push(e);
                }
                None => {
                    let t = self.unit.alloc();
                    self.unit.load_const(t, Const::None);
                }
            }
        }
        self.unit.plain(Op::Slice, dst, first, 0);
    }

    fn conditional(&mut self, test: ExprId, then: ExprId, orelse: ExprId, dst: Reg) {
        if let Some(truth) = self.constant_truth(test) {
            return self.expr_to(if truth { then } else { orelse }, dst);
        }
        let (other, end) = (self.unit.label(), self.unit.label());
        self.cond(test, other, false);
        self.expr_to(then, dst);
        self.unit.jmp(end);
        self.unit.bind(other);
        self.expr_to(orelse, dst);
        self.unit.bind(end);
    }

    /// `target := value` where the target is a plain local: the value's register is the variable's own.
    fn walrus_local(&mut self, target: ExprId, value: ExprId) -> Option<Reg> {
        let name = self.target_name(target)?;
        let super::vars::Var::Local(reg) = self.var(name) else { return None };
        self.expr_to(value, reg);
        self.unit.set_assigned(reg);
        Some(reg)
    }

    fn target_name(&mut self, target: ExprId) -> Option<Name> {
        match self.ast[target].kind {
            ExprKind::Name(name) => Some(self.mangle(name)),
            _ => None,
        }
    }

    fn named(&mut self, target: ExprId, value: ExprId, dst: Reg) {
        if let Some(reg) = self.walrus_local(target, value) {
            return self.unit.move_to(dst, reg);
        }
        let t = self.scratch(dst);
        self.expr_to(value, t);
        if let Some(name) = self.target_name(target) {
            self.store(name, t, self.ast[target].span);
        }
        self.close_scratch(dst, t);
    }

    fn yield_from(&mut self, value: ExprId, dst: Reg, span: Span) {
        let w = self.window(dst);
        let top = self.unit.top;
        let source = self.expr(value);
        self.unit.put3(Op::GetYieldFrom, w, source, 0, span);
        self.unit.top = top;
        let sent = self.unit.alloc();
        self.unit.load_const(sent, Const::None);
        self.unit.put3(Op::YieldFrom, w, 0, sent + 1, span);
        self.close_window(dst, w);
    }
}
