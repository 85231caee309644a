//! Assignment in all its forms, and `del`.

use rustc_hash::FxHashSet;

use super::Compiler;
use super::unit::Reg;
use super::vars::Var;
use crate::bytecode::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    /// The register of a target that is a plain local variable.
    fn local_target(&mut self, target: ExprId) -> Option<Reg> {
        let ExprKind::Name(name) = self.ast[target].kind else { return None };
        let name = self.mangle(name);
        match self.var(name) {
            Var::Local(reg) => Some(reg),
            _ => None,
        }
    }

    /// The registers of targets that are all plain locals, no two of them the same.
    fn local_targets(&mut self, targets: &[ExprId]) -> Option<Vec<Reg>> {
        let regs: Option<Vec<Reg>> = targets.iter().map(|&t| self.local_target(t)).collect();
        let regs = regs?;
        let mut seen = FxHashSet::default();
        regs.iter().all(|&r| seen.insert(r)).then_some(regs)
    }

    pub(super) fn assign_stmt(&mut self, targets: &[ExprId], value: ExprId) {
        if let [target] = targets {
            if let Some(reg) = self.local_target(*target) {
                self.expr_to(value, reg);
                return self.unit.set_assigned(reg);
            }
            if self.assign_tuple(*target, value) || self.assign_repeated(*target, value) {
                return;
            }
        }
        // the targets' own expressions may bind the variable that is the value
        let copy = targets.len() > 1 || targets.iter().any(|&t| self.has_walrus(t));
        let value = self.operand(value, copy);
        for &target in targets {
            self.assign(target, value);
        }
    }

    /// `a[b:c:d] = [x] * n` without a list, where `a` is one.
    fn assign_repeated(&mut self, target: ExprId, value: ExprId) -> bool {
        let ast = self.ast;
        let ExprKind::Subscript { value: object, index } = ast[target].kind else { return false };
        let ExprKind::BinOp { op: BinOp::Mul, left, right, .. } = ast[value].kind else { return false };
        let ExprKind::List(items) = &ast[left].kind else { return false };
        let (ExprKind::Slice { .. }, [item]) = (&ast[index].kind, &items[..]) else { return false };
        if matches!(ast[*item].kind, ExprKind::Starred(_)) {
            return false;
        }
        let top = self.unit.top;
        let repeated = self.push(*item);
        self.push(right);
        self.unit.put3(Op::Repeat, repeated, 0, 0, ast[value].span);
        let hazard = self.has_walrus(index);
        let object = self.operand(object, hazard);
        let index = self.expr(index);
        self.unit.plain(Op::FillSlice, object, index, repeated);
        self.unit.put3(Op::SetItem, object, index, repeated, ast[target].span);
        self.unit.top = top;
        true
    }

    /// `a, b = x, y` without a tuple.
    fn assign_tuple(&mut self, target: ExprId, value: ExprId) -> bool {
        let ast = self.ast;
        let (ExprKind::Tuple(targets) | ExprKind::List(targets)) = &ast[target].kind else { return false };
        let (ExprKind::Tuple(values) | ExprKind::List(values)) = &ast[value].kind else { return false };
        let starred = |e: &ExprId| matches!(ast[*e].kind, ExprKind::Starred(_));
        let n = targets.len();
        if n != values.len() || n > 16 || targets.iter().chain(values).any(starred) {
            return false;
        }
        let Some((&last, before)) = values.split_last() else { return false };
        let first = self.unit.top;
        before.iter().for_each(|&e| {
            self.push(e);
        });
        if let Some(regs) = self.local_targets(targets) {
            // with all other values safe in temporaries the last one needs none
            let last_reg = regs[n - 1];
            self.expr_to(last, last_reg);
            for (i, &reg) in regs.iter().enumerate() {
                if i + 1 < n {
                    self.unit.move_to(reg, first + i as Reg);
                }
                self.unit.set_assigned(reg);
            }
            return true;
        }
        self.push(last);
        for (i, &t) in targets.iter().enumerate() {
            self.assign(t, first + i as Reg);
        }
        true
    }

    /// Binds a target to the value in a register.
    pub(super) fn assign(&mut self, target: ExprId, value: Reg) {
        let ast = self.ast;
        let span = ast[target].span;
        let top = self.unit.top;
        match &ast[target].kind {
            ExprKind::Name(name) => {
                let name = self.mangle(*name);
                self.store(name, value, span);
            }
            ExprKind::Attribute { value: object, name, name_span } => {
                let span = self.attribute_span(span, *object, *name_span);
                let name = self.mangle(*name);
                let object = self.expr(*object);
                let cache = self.unit.cache(Op::SetAttr, name);
                self.unit.put3(Op::SetAttr, object, value, cache, span);
            }
            ExprKind::Subscript { value: object, index } => {
                let hazard = self.has_walrus(*index);
                let object = self.operand(*object, hazard);
                let index = self.expr(*index);
                self.unit.put3(Op::SetItem, object, index, value, span);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, value, span),
            ExprKind::Starred(inner) => self.assign(*inner, value),
            _ => self.fail(span, "cannot assign to expression"),
        }
        self.unit.top = top;
    }

    fn unpack(&mut self, items: &[ExprId], value: Reg, span: Span) {
        let star = items.iter().position(|&e| matches!(self.ast[e].kind, ExprKind::Starred(_)));
        let n = items.len();
        if star.is_none() && n <= 16 && !self.is_protected() {
            // into the variables at once where they lie side by side
            if let Some(regs) = self.local_targets(items) {
                let in_a_row = regs.windows(2).all(|w| w[0] + 1 == w[1]);
                if in_a_row && !regs.is_empty() && !regs.contains(&value) {
                    self.unit.put3(Op::Unpack, regs[0], value, n as u16, span);
                    return regs.iter().for_each(|&r| self.unit.set_assigned(r));
                }
            }
        }
        let first = self.unit.alloc_n(n.max(1));
        match star {
            None => self.unit.put3(Op::Unpack, first, value, n as u16, span),
            Some(before) => {
                let after = n - before - 1;
                if before > 255 || after > 255 {
                    return self.fail(span, "too many expressions in star-unpacking assignment");
                }
                self.unit.put3(Op::UnpackEx, first, value, (before | after << 8) as u16, span);
            }
        }
        for (i, &e) in items.iter().enumerate() {
            self.assign(e, first.saturating_add(i as Reg));
        }
    }

    pub(super) fn aug_assign(&mut self, target: ExprId, op: BinOp, value: ExprId, span: Span) {
        let ast = self.ast;
        let at = ast[target].span;
        let hazard = self.has_walrus(value);
        match &ast[target].kind {
            ExprKind::Name(name) => {
                let name = self.mangle(*name);
                match self.var(name) {
                    Var::Local(reg) => {
                        let old = self.operand(target, hazard);
                        self.operation(op, old, value, reg, true, span);
                        self.unit.set_assigned(reg);
                    }
                    _ => {
                        let t = self.push(target);
                        self.operation(op, t, value, t, true, span);
                        self.store(name, t, at);
                    }
                }
            }
            ExprKind::Attribute { value: object, name, name_span } => {
                let at = self.attribute_span(at, *object, *name_span);
                let name = self.mangle(*name);
                let object = self.operand(*object, hazard);
                let t = self.unit.alloc();
                let cache = self.unit.cache(Op::GetAttr, name);
                self.unit.put3(Op::GetAttr, t, object, cache, at);
                self.operation(op, t, value, t, true, span);
                let cache = self.unit.cache(Op::SetAttr, name);
                self.unit.put3(Op::SetAttr, object, t, cache, at);
            }
            ExprKind::Subscript { value: object, index } => {
                let inner = self.has_walrus(*index);
                let object = self.operand(*object, hazard || inner);
                let index = self.operand(*index, hazard);
                let t = self.unit.alloc();
                self.unit.put3(Op::GetItem, t, object, index, at);
                self.operation(op, t, value, t, true, span);
                self.unit.put3(Op::SetItem, object, index, t, at);
            }
            _ => self.fail(at, "illegal expression for augmented assignment"),
        }
    }

    pub(super) fn ann_assign(&mut self, target: ExprId, annotation: ExprId, value: Option<ExprId>) {
        let node = &self.ast[target];
        if let Some(value) = value {
            self.assign_stmt(&[target], value);
        }
        match node.kind {
            ExprKind::Name(name) if !node.paren && self.keeps_annotations() => {
                let span = self.ast[annotation].span;
                let name = self.mangle(name);
                let value = self.unit.alloc();
                self.annotation_to(annotation, value);
                let dict = self.unit.alloc();
                self.unit.put3(Op::AnnDict, dict, 0, 0, span);
                let key = self.unit.alloc();
                let text = self.names.get(name).as_bytes().into();
                self.unit.load_const(key, Const::Str(text));
                self.unit.put3(Op::SetItem, dict, key, value, span);
            }
            ExprKind::Name(_) if self.keeps_annotations() && !self.future_annotations => {
                self.effect(annotation);
            }
            ExprKind::Attribute { value: object, .. } => {
                if value.is_none() {
                    self.effect(object);
                }
                if self.keeps_annotations() && !self.future_annotations {
                    self.effect(annotation);
                }
            }
            ExprKind::Subscript { value: object, index } => {
                if value.is_none() {
                    self.effect(object);
                    self.effect(index);
                }
                if self.keeps_annotations() && !self.future_annotations {
                    self.effect(annotation);
                }
            }
            _ => {}
        }
    }

    pub(super) fn delete_target(&mut self, target: ExprId) {
        let ast = self.ast;
        let span = ast[target].span;
        let top = self.unit.top;
        match &ast[target].kind {
            ExprKind::Name(name) => {
                let name = self.mangle(*name);
                self.delete(name, span);
            }
            ExprKind::Attribute { value, name, name_span } => {
                let span = self.attribute_span(span, *value, *name_span);
                let name = self.mangle(*name);
                let object = self.expr(*value);
                let n = self.unit.name16(name);
                self.unit.put3(Op::DelAttr, object, n, 0, span);
            }
            ExprKind::Subscript { value, index } => {
                let hazard = self.has_walrus(*index);
                let object = self.operand(*value, hazard);
                let index = self.expr(*index);
                self.unit.put3(Op::DelItem, object, index, 0, span);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|&t| self.delete_target(t));
            }
            _ => self.fail(span, "cannot delete expression"),
        }
        self.unit.top = top;
    }
}
