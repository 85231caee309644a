//! Displays of lists, tuples, sets and dicts, and f-strings.

use std::rc::Rc;

use super::Compiler;
use super::unit::Reg;
use crate::bytecode::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// So many elements are built in one window; the rest is added one by one.
pub(super) const WINDOW: usize = 64;

impl<'a> Compiler<'a> {
    fn starred(&self, id: ExprId) -> Option<ExprId> {
        match self.ast[id].kind {
            ExprKind::Starred(inner) => Some(inner),
            _ => None,
        }
    }

    /// Where a display is built: at its destination at once if one instruction makes the whole of it.
    fn display_register(&mut self, items: &[ExprId], dst: Reg) -> Reg {
        let whole = items.len() <= WINDOW && items.iter().all(|&e| self.starred(e).is_none());
        if whole { dst } else { self.scratch(dst) }
    }

    /// Pushes the leading elements that fit one window; gives the window and their number.
    fn push_leading(&mut self, items: &[ExprId]) -> (Reg, usize) {
        let first = self.unit.top;
        let n = items.iter().take(WINDOW).take_while(|&&e| self.starred(e).is_none()).count();
        for &e in &items[..n] {
            self.push(e);
        }
        (first, n)
    }

    fn constants(&mut self, items: &[ExprId]) -> Option<Rc<[Const]>> {
        let values: Option<Vec<Const>> = items.iter().map(|&e| self.constant(e)).collect();
        values.map(Into::into)
    }

    /// One instruction for what has a starred element at its end only; false if it is not like that.
    pub(super) fn starred_at_end(&mut self, op: Op, items: &[ExprId], dst: Reg) -> bool {
        let Some((&last, lead)) = items.split_last() else { return false };
        let Some(inner) = self.starred(last) else { return false };
        if lead.len() >= WINDOW || lead.iter().any(|&e| self.starred(e).is_some()) {
            return false;
        }
        let result = self.scratch(dst);
        self.build_starred(op, lead, inner, result, self.ast[inner].span);
        self.close_scratch(dst, result);
        true
    }

    /// One instruction for a few elements and those of an iterable.
    pub(super) fn build_starred(&mut self, op: Op, lead: &[ExprId], last: ExprId, to: Reg, span: Span) {
        let first = self.unit.top;
        for &e in lead {
            self.push(e);
        }
        self.push(last);
        self.unit.put3(op, to, first, lead.len() as u16 + 1, span);
        self.unit.top = first;
    }

    pub(super) fn list(&mut self, items: &[ExprId], dst: Reg, span: Span) {
        if self.starred_at_end(Op::ListStar, items, dst) {
            return;
        }
        if items.len() > 2
            && let Some(values) = self.constants(items)
        {
            let result = self.scratch(dst);
            self.unit.plain(Op::List, result, result, 0);
            let t = self.unit.alloc();
            self.unit.load_const(t, Const::Tuple(values));
            self.unit.put3(Op::ListExtend, result, t, 0, span);
            self.unit.top = t;
            return self.close_scratch(dst, result);
        }
        let result = self.display_register(items, dst);
        let top = self.unit.top;
        let (first, n) = self.push_leading(items);
        self.unit.plain(Op::List, result, first, n as u16);
        self.unit.top = top;
        self.extend_list(&items[n..], result);
        self.close_scratch(dst, result);
    }

    /// Adds elements, plain and starred, to the list in a register.
    fn extend_list(&mut self, items: &[ExprId], list: Reg) {
        let top = self.unit.top;
        for &e in items {
            match self.starred(e) {
                Some(inner) => {
                    let value = self.expr(inner);
                    self.unit.put3(Op::ListExtend, list, value, 0, self.ast[inner].span);
                }
                None => {
                    let value = self.expr(e);
                    self.unit.plain(Op::ListAppend, list, value, 0);
                }
            }
            self.unit.top = top;
        }
    }

    pub(super) fn tuple(&mut self, id: ExprId, items: &[ExprId], dst: Reg) {
        if let Some(value) = self.constant(id) {
            return self.unit.load_const(dst, value);
        }
        self.tuple_of(items, dst);
    }

    /// A tuple of the elements, plain and starred.
    pub(super) fn tuple_of(&mut self, items: &[ExprId], dst: Reg) {
        if self.starred_at_end(Op::TupleStar, items, dst) {
            return;
        }
        let top = self.unit.top;
        if items.len() <= WINDOW && items.iter().all(|&e| self.starred(e).is_none()) {
            let (first, n) = self.push_leading(items);
            self.unit.plain(Op::Tuple, dst, first, n as u16);
        } else {
            let list = self.unit.alloc();
            let (first, n) = self.push_leading(items);
            self.unit.plain(Op::List, list, first, n as u16);
            self.unit.top = list + 1;
            self.extend_list(&items[n..], list);
            self.unit.plain(Op::ListTuple, dst, list, 0);
        }
        self.unit.top = top;
    }

    /// The operands of a comparison of two displays of tuples with as many elements: first all elements, then the two
    /// tuples, so that machine code may compare the elements and make no tuples.
    pub(super) fn tuples_compared(&mut self, left: ExprId, right: ExprId) -> Option<[Reg; 2]> {
        let ast = self.ast;
        let (ExprKind::Tuple(a), ExprKind::Tuple(b)) = (&ast[left].kind, &ast[right].kind) else {
            return None;
        };
        let starred = a.iter().chain(b).any(|&e| self.starred(e).is_some());
        if starred || a.len() != b.len() || a.len() > WINDOW {
            return None;
        }
        if self.constant(left).is_some() || self.constant(right).is_some() {
            return None;
        }
        let (x, n) = self.push_leading(a);
        let (y, _) = self.push_leading(b);
        self.unit.plain(Op::Tuple, x, x, n as u16);
        self.unit.plain(Op::Tuple, y, y, n as u16);
        Some([x, y])
    }

    /// A lone `*value` (as the annotation of `*args` or an index): the tuple of its items.
    pub(super) fn unpacked_tuple(&mut self, inner: ExprId, dst: Reg, span: Span) {
        let list = self.unit.alloc();
        self.unit.plain(Op::List, list, list, 0);
        let value = self.expr(inner);
        self.unit.put3(Op::ListExtend, list, value, 0, span);
        self.unit.plain(Op::ListTuple, dst, list, 0);
        self.unit.top = list;
    }

    pub(super) fn set(&mut self, items: &[ExprId], dst: Reg, span: Span) {
        if items.len() > 2 {
            // by way of a frozenset, as in CPython: it decides the order of the elements
            if let Some(values) = self.constants(items) {
                let result = self.scratch(dst);
                self.unit.put3(Op::Set, result, result, 0, span);
                let t = self.unit.alloc();
                self.unit.load_const(t, Const::FrozenSet(values));
                self.unit.put3(Op::SetUpdate, result, t, 0, span);
                self.unit.top = t;
                return self.close_scratch(dst, result);
            }
        }
        let result = self.display_register(items, dst);
        let top = self.unit.top;
        let (first, n) = self.push_leading(items);
        self.unit.put3(Op::Set, result, first, n as u16, span);
        self.unit.top = top;
        for &e in &items[n..] {
            let (inner, op) = match self.starred(e) {
                Some(inner) => (inner, Op::SetUpdate),
                None => (e, Op::SetAdd),
            };
            let value = self.expr(inner);
            self.unit.put3(op, result, value, 0, span);
            self.unit.top = top;
        }
        self.close_scratch(dst, result);
    }

    pub(super) fn dict(&mut self, items: &[(Option<ExprId>, ExprId)], dst: Reg, span: Span) {
        let whole = items.len() <= WINDOW / 2 && items.iter().all(|(k, _)| k.is_some());
        let result = if whole { dst } else { self.scratch(dst) };
        let top = self.unit.top;
        let mut n = 0;
        for &(key, value) in items.iter().take(WINDOW / 2) {
            let Some(key) = key else { break };
            self.push(key);
            self.push(value);
            n += 1;
        }
        self.unit.put3(Op::Dict, result, top, n as u16, span);
        self.unit.top = top;
        for &(key, value) in &items[n..] {
            match key {
                Some(key) => {
                    let hazard = self.has_walrus(value);
                    let key = self.operand(key, hazard);
                    let value = self.expr(value);
                    self.unit.put3(Op::DictAdd, result, key, value, span);
                }
                None => {
                    let value_reg = self.expr(value);
                    self.unit.put3(Op::DictMerge, result, value_reg, 0, self.ast[value].span);
                }
            }
            self.unit.top = top;
        }
        self.close_scratch(dst, result);
    }

    /// An f-string.
    pub(super) fn joined(&mut self, parts: &'a [StrPart], dst: Reg) {
        match parts {
            [] => self.unit.load_const(dst, Const::Str(Rc::from(&b""[..]))),
            [StrPart::Text(text)] => self.unit.load_const(dst, Const::Str(Rc::from(&**text))),
            [StrPart::Field(field)] => self.format_field(field, dst, 0),
            _ => {
                let first = self.unit.top;
                let mut n = 0;
                for part in parts {
                    if n == WINDOW {
                        self.unit.plain(Op::BuildStr, first, first, n as u16);
                        self.unit.top = first + 1;
                        n = 1;
                    }
                    let t = self.unit.alloc();
                    match part {
                        StrPart::Text(text) => self.unit.load_const(t, Const::Str(Rc::from(&**text))),
                        StrPart::Field(field) => self.format_field(field, t, Op::FORMAT_PART),
                    }
                    n += 1;
                }
                self.unit.plain(Op::BuildStr, dst, first, n as u16);
                self.unit.top = first;
            }
        }
    }

    /// A field, with a flag if it is one of several parts.
    fn format_field(&mut self, field: &'a StrField, dst: Reg, parts: u16) {
        let top = self.unit.top;
        let conversion = match field.conversion {
            None => 0,
            Some(Conversion::Str) => 1,
            Some(Conversion::Repr) => 2,
            Some(Conversion::Ascii) => 3,
        };
        if field.spec.is_empty() {
            let value =
                if self.unit.is_last(dst) { self.value_in(field.value, dst) } else { self.expr(field.value) };
            self.unit.put3(Op::Format, dst, value, conversion | parts, field.span);
        } else {
            let w = self.window(dst);
            self.expr_to(field.value, w);
            let spec = self.unit.alloc();
            self.joined(&field.spec, spec);
            self.unit.put3(Op::Format, dst, w, conversion | 4, field.span);
        }
        self.unit.top = top;
    }

    /// The value in a local's own register or in `dst`, the last register in use.
    fn value_in(&mut self, id: ExprId, dst: Reg) -> Reg {
        if let ExprKind::Name(name) = self.ast[id].kind {
            let name = self.mangle(name);
            if let Some(reg) = self.own_register(name, self.ast[id].span) {
                return reg;
            }
        }
        self.expr_to(id, dst);
        dst
    }
}
