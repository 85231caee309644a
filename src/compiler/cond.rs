//! Conditions and comparisons.

use super::Compiler;
use super::ops::{compare_op, fused};
use super::unit::{Label, Reg};
use crate::bytecode::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the expression's truth is `when`; else goes on.
    pub(super) fn cond(&mut self, id: ExprId, target: Label, when: bool) {
        let top = self.unit.top;
        let ast = self.ast;
        if let Some(truth) = self.constant_truth(id) {
            if truth == when {
                self.unit.jmp(target);
            }
            return;
        }
        match &ast[id].kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.cond(*operand, target, !when),
            ExprKind::BoolOp { op, values } => self.cond_bool(*op, values, target, when),
            ExprKind::Compare { left, rest } => self.cond_compare(ast[id].span, *left, rest, target, when),
            _ => {
                let value = self.expr(id);
                let op = if when { Op::JTrue } else { Op::JFalse };
                self.unit.jump(op, value, target, ast[id].span);
            }
        }
        self.unit.top = top;
    }

    fn cond_bool(&mut self, op: BoolOp, values: &[ExprId], target: Label, when: bool) {
        let Some((&last, before)) = values.split_last() else { return };
        // the truth of an operand that settles the matter
        let settles = op == BoolOp::Or;
        if settles == when {
            before.iter().for_each(|&e| self.cond(e, target, when));
            self.cond(last, target, when);
        } else {
            let out = self.unit.label();
            before.iter().for_each(|&e| self.cond(e, out, settles));
            self.cond(last, target, when);
            self.unit.bind(out);
        }
    }

    fn cond_compare(
        &mut self,
        span: Span,
        left: ExprId,
        rest: &[(CmpOp, ExprId)],
        target: Label,
        when: bool,
    ) {
        let Some((&(last_op, last), before)) = rest.split_last() else { return };
        if before.is_empty()
            && let Some(f) = fused(last_op)
            && let Some([x, y]) = self.tuples_compared(left, last)
        {
            return self.unit.jump3(f.op(when, false), x, y, target, span);
        }
        let hazard = rest.iter().any(|&(_, e)| self.has_walrus(e));
        let mut left_reg = self.operand(left, hazard);
        // a chain is false as soon as one link is
        let out = if when && !before.is_empty() { self.unit.label() } else { target };
        for &(op, e) in before {
            let right = self.compared(op, e, hazard);
            self.jump_unless(op, left_reg, right, out, span);
            left_reg = right;
        }
        self.cond_link(span, last_op, left_reg, last, target, when);
        if out != target {
            self.unit.bind(out);
        }
    }

    /// Jumps unless `left op right`.
    fn jump_unless(&mut self, op: CmpOp, left: Reg, right: Reg, out: Label, span: Span) {
        match fused(op) {
            Some(f) => self.unit.jump3(f.op(false, false), left, right, out, span),
            None => {
                let t = self.unit.alloc();
                self.unit.put3(compare_op(op), t, left, right, span);
                self.unit.jump(Op::JFalse, t, out, span);
            }
        }
    }

    /// One comparison whose right operand is still to be evaluated.
    fn cond_link(&mut self, span: Span, op: CmpOp, left: Reg, right: ExprId, target: Label, when: bool) {
        if let Some(f) = fused(op) {
            if let Some(i) = self.immediate(right) {
                self.unit.jump3(f.op(when, true), left, i as u16, target, span);
            } else {
                let right = self.expr(right);
                self.unit.jump3(f.op(when, false), left, right, target, span);
            }
            return;
        }
        if let (CmpOp::Is | CmpOp::IsNot, ExprKind::None) = (op, &self.ast[right].kind) {
            let jump = if (op == CmpOp::Is) == when { Op::JNone } else { Op::JNotNone };
            return self.unit.jump(jump, left, target, span);
        }
        let right = self.compared(op, right, false);
        let t = self.unit.alloc();
        self.unit.put3(compare_op(op), t, left, right, span);
        self.unit.jump(if when { Op::JTrue } else { Op::JFalse }, t, target, span);
    }

    /// The right operand of a comparison; a display of constants after `in` is one constant.
    fn compared(&mut self, op: CmpOp, id: ExprId, hazard: bool) -> Reg {
        if matches!(op, CmpOp::In | CmpOp::NotIn) {
            let ast = self.ast;
            if let ExprKind::List(items) | ExprKind::Set(items) = &ast[id].kind {
                let values: Option<Vec<Const>> = items.iter().map(|&e| self.constant(e)).collect();
                if let Some(values) = values {
                    let is_set = matches!(ast[id].kind, ExprKind::Set(_));
                    let values = values.into();
                    let t = self.unit.alloc();
                    let value = if is_set { Const::FrozenSet(values) } else { Const::Tuple(values) };
                    self.unit.load_const(t, value);
                    return t;
                }
            }
        }
        self.operand(id, hazard)
    }

    /// The value of a comparison.
    pub(super) fn compare_value(&mut self, span: Span, left: ExprId, rest: &[(CmpOp, ExprId)], dst: Reg) {
        let Some((&(last_op, last), before)) = rest.split_last() else { return };
        if before.is_empty()
            && fused(last_op).is_some()
            && let Some([x, y]) = self.tuples_compared(left, last)
        {
            return self.unit.put3(compare_op(last_op), dst, x, y, span);
        }
        let hazard = rest.iter().any(|&(_, e)| self.has_walrus(e));
        let mut left_reg = self.operand(left, hazard);
        if before.is_empty() {
            let right = self.compared(last_op, last, false);
            return self.unit.put3(compare_op(last_op), dst, left_reg, right, span);
        }
        let result = self.scratch(dst);
        let end = self.unit.label();
        for &(op, e) in before {
            let right = self.compared(op, e, hazard);
            self.unit.put3(compare_op(op), result, left_reg, right, span);
            self.unit.jump(Op::JFalse, result, end, span);
            left_reg = right;
        }
        let right = self.compared(last_op, last, false);
        self.unit.put3(compare_op(last_op), result, left_reg, right, span);
        self.unit.bind(end);
        self.close_scratch(dst, result);
    }

    /// The value of `and` and `or`.
    pub(super) fn bool_value(&mut self, op: BoolOp, values: &[ExprId], dst: Reg) {
        let Some((&last, before)) = values.split_last() else { return };
        let result = self.scratch(dst);
        let end = self.unit.label();
        let jump = if op == BoolOp::Or { Op::JTrue } else { Op::JFalse };
        for &e in before {
            self.expr_to(e, result);
            self.unit.jump(jump, result, end, self.ast[e].span);
        }
        self.expr_to(last, result);
        self.unit.bind(end);
        self.close_scratch(dst, result);
    }
}
