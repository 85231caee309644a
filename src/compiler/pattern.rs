//! `match`.

use super::Compiler;
use super::unit::{Label, Reg};
use crate::bytecode::{Const, Op};
use crate::source::{Name, Span};
use crate::syntax::ast::*;

/// Names bound by a pattern and the registers of their values; bound for good when the whole pattern matched.
type Captures = Vec<(Name, Reg, Span)>;

impl<'a> Compiler<'a> {
    pub(super) fn match_stmt(&mut self, subject: ExprId, cases: &'a [Case]) {
        let end = self.unit.label();
        // a copy: captures may bind the variable that is the subject
        let subject = self.push(subject);
        let top = self.unit.top;
        for case in cases {
            if !self.unit.reachable() {
                break;
            }
            let next = self.unit.label();
            let mut captures = Captures::new();
            self.pattern(case.pattern, subject, next, &mut captures);
            for &(name, reg, span) in &captures {
                self.store(name, reg, span);
            }
            self.unit.top = top;
            if let Some(guard) = case.guard {
                self.cond(guard, next, false);
            }
            self.block(&case.body);
            self.unit.jmp(end);
            self.unit.bind(next);
        }
        self.unit.bind(end);
    }

    /// Matches the value in a register; jumps to `fail` if it does not match. Temporaries that hold captured values
    /// stay in use.
    fn pattern(&mut self, id: PatId, value: Reg, fail: Label, captures: &mut Captures) {
        let ast = self.ast;
        let span = ast[id].span;
        match &ast[id].kind {
            PatKind::Wildcard | PatKind::Star(None) => {}
            PatKind::Capture(name) | PatKind::Star(Some(name)) => self.capture(*name, value, span, captures),
            PatKind::Value(e) => {
                let top = self.unit.top;
                match self.immediate(*e) {
                    Some(i) => self.unit.jump3(Op::JNEqI, value, i as u16, fail, span),
                    None => {
                        let expected = self.push(*e);
                        self.unit.jump3(Op::JNEq, value, expected, fail, span);
                    }
                }
                self.unit.top = top;
            }
            PatKind::Singleton(e) => {
                let top = self.unit.top;
                if matches!(ast[*e].kind, ExprKind::None) {
                    self.unit.jump(Op::JNotNone, value, fail, span);
                } else {
                    let expected = self.push(*e);
                    self.unit.plain(Op::Is, expected, value, expected);
                    self.unit.jump(Op::JFalse, expected, fail, span);
                }
                self.unit.top = top;
            }
            PatKind::Sequence(items) => self.sequence(items, value, fail, captures, span),
            PatKind::Mapping { items, rest } => self.mapping(items, *rest, value, fail, captures, span),
            PatKind::Class { class, args, keywords } => {
                self.class_pattern(*class, args, keywords, value, fail, captures, span);
            }
            PatKind::Or(alternatives) => self.alternatives(alternatives, value, fail, captures, span),
            PatKind::As { pattern, name } => {
                self.pattern(*pattern, value, fail, captures);
                self.capture(*name, value, span, captures);
            }
            PatKind::Error => self.fail(span, "invalid syntax"),
        }
    }

    fn capture(&mut self, name: Name, value: Reg, span: Span, captures: &mut Captures) {
        let name = self.mangle(name);
        captures.push((name, value, span));
    }

    /// Whether a pattern matches anything without binding it.
    fn is_wildcard(&self, id: PatId) -> bool {
        matches!(self.ast[id].kind, PatKind::Wildcard | PatKind::Star(None))
    }

    fn sequence(&mut self, items: &[PatId], value: Reg, fail: Label, captures: &mut Captures, span: Span) {
        let t = self.unit.alloc();
        self.unit.put3(Op::MatchSeq, t, value, 0, span);
        self.unit.jump(Op::JFalse, t, fail, span);
        let star = items.iter().position(|&p| matches!(self.ast[p].kind, PatKind::Star(_)));
        let n = items.len();
        let fixed = n - star.is_some() as usize;
        let Ok(count) = i16::try_from(fixed) else {
            return self.fail(span, "too many patterns in a sequence pattern");
        };
        if star.is_none() || fixed > 0 {
            self.unit.put3(Op::Len, t, value, 0, span);
            let op = if star.is_none() { Op::JNEqI } else { Op::JNGeI };
            self.unit.jump3(op, t, count as u16, fail, span);
        }
        self.unit.top = t;
        if items.iter().all(|&p| self.is_wildcard(p)) {
            return;
        }
        if let Some(star) = star.filter(|&at| self.is_wildcard(items[at])) {
            return self.around_star(items, star, value, fail, captures, span);
        }
        let first = self.unit.alloc_n(n);
        match star {
            None => self.unit.put3(Op::Unpack, first, value, n as u16, span),
            Some(before) => {
                let after = n - before - 1;
                if before > 255 || after > 255 {
                    return self.fail(span, "too many expressions in star-unpacking sequence pattern");
                }
                self.unit.put3(Op::UnpackEx, first, value, (before | after << 8) as u16, span);
            }
        }
        for (i, &p) in items.iter().enumerate() {
            self.pattern(p, first.saturating_add(i as Reg), fail, captures);
        }
    }

    /// The elements around a `*_`, each by its index: what the star covers is never looked at.
    fn around_star(
        &mut self,
        items: &[PatId],
        star: usize,
        value: Reg,
        fail: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        for (i, &p) in items.iter().enumerate() {
            if self.is_wildcard(p) {
                continue;
            }
            let t = self.unit.alloc();
            if i < star {
                self.unit.load_const(t, Const::Int(i as i64));
            } else {
                self.unit.put3(Op::Len, t, value, 0, span);
                self.unit.put3(Op::SubI, t, t, (items.len() - i) as u16, span);
            }
            self.unit.put3(Op::GetItem, t, value, t, span);
            self.pattern(p, t, fail, captures);
        }
    }

    fn mapping(
        &mut self,
        items: &[(ExprId, PatId)],
        rest: Option<Name>,
        value: Reg,
        fail: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        let t = self.unit.alloc();
        self.unit.put3(Op::MatchMap, t, value, 0, span);
        self.unit.jump(Op::JFalse, t, fail, span);
        let Ok(count) = i16::try_from(items.len()) else {
            return self.fail(span, "too many keys in a mapping pattern");
        };
        if items.is_empty() && rest.is_none() {
            self.unit.top = t;
            return;
        }
        if count > 0 {
            self.unit.put3(Op::Len, t, value, 0, span);
            self.unit.jump3(Op::JNGeI, t, count as u16, fail, span);
        }
        let keys: Vec<ExprId> = items.iter().map(|&(k, _)| k).collect();
        let constant: Option<Vec<Const>> = keys.iter().map(|&k| self.constant(k)).collect();
        match constant {
            Some(values) => self.unit.load_const(t, Const::Tuple(values.into())),
            None => self.tuple_of(&keys, t),
        }
        let found = self.unit.alloc();
        if count > 0 {
            self.unit.put3(Op::MatchKeys, found, value, t, span);
            self.unit.jump(Op::JNone, found, fail, span);
        }
        if let Some(name) = rest {
            let others = self.unit.alloc();
            self.unit.put3(Op::MatchRest, others, value, t, span);
            self.capture(name, others, span, captures);
        }
        if count > 0 {
            let first = self.unit.alloc_n(items.len());
            self.unit.put3(Op::Unpack, first, found, items.len() as u16, span);
            for (i, &(_, p)) in items.iter().enumerate() {
                self.pattern(p, first.saturating_add(i as Reg), fail, captures);
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn class_pattern(
        &mut self,
        class: ExprId,
        args: &[PatId],
        keywords: &[(Name, Span, PatId)],
        value: Reg,
        fail: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        let w = self.unit.alloc_n(3);
        let top = self.unit.top;
        self.expr_to(class, w);
        self.unit.top = top;
        self.unit.load_const(w + 1, Const::Int(args.len() as i64));
        let mut names = Vec::with_capacity(keywords.len());
        for &(name, _, _) in keywords {
            // as keywords of calls these are not mangled
            names.push(Const::Str(self.names.get(name).as_bytes().into()));
        }
        self.unit.load_const(w + 2, Const::Tuple(names.into()));
        self.unit.put3(Op::MatchClass, w, value, w, span);
        self.unit.jump(Op::JNone, w, fail, span);
        let n = args.len() + keywords.len();
        if n == 0 {
            return;
        }
        let first = self.unit.alloc_n(n);
        self.unit.put3(Op::Unpack, first, w, n.min(u16::MAX as usize) as u16, span);
        let patterns = args.iter().copied().chain(keywords.iter().map(|k| k.2));
        for (i, p) in patterns.enumerate() {
            self.pattern(p, first.saturating_add(i as Reg), fail, captures);
        }
    }

    fn alternatives(
        &mut self,
        alternatives: &[PatId],
        value: Reg,
        fail: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        let mut names = Vec::new();
        if let Some(&first) = alternatives.first() {
            self.captured_names(first, &mut names);
        }
        // every alternative leaves what it captures in the same registers
        let shared = self.unit.alloc_n(names.len());
        let top = self.unit.top;
        let matched = self.unit.label();
        for (i, &p) in alternatives.iter().enumerate() {
            let is_last = i + 1 == alternatives.len();
            let next = if is_last { fail } else { self.unit.label() };
            let mut own = Captures::new();
            self.pattern(p, value, next, &mut own);
            for (name, reg, _) in own {
                match names.iter().position(|&n| n == name) {
                    Some(at) => self.unit.move_to(shared.saturating_add(at as Reg), reg),
                    None => self.fail(span, "alternative patterns bind different names"),
                }
            }
            self.unit.top = top;
            if !is_last {
                self.unit.jmp(matched);
                self.unit.bind(next);
            }
        }
        self.unit.bind(matched);
        for (at, &name) in names.iter().enumerate() {
            captures.push((name, shared.saturating_add(at as Reg), span));
        }
    }

    fn captured_names(&mut self, id: PatId, names: &mut Vec<Name>) {
        let ast = self.ast;
        let mut add = |this: &mut Self, name: Name| {
            let name = this.mangle(name);
            names.push(name);
        };
        match &ast[id].kind {
            PatKind::Capture(name) | PatKind::Star(Some(name)) => add(self, *name),
            PatKind::As { pattern, name } => {
                add(self, *name);
                self.captured_names(*pattern, names);
            }
            PatKind::Sequence(items) => items.iter().for_each(|&p| self.captured_names(p, names)),
            // all alternatives bind the same names
            PatKind::Or(items) => items.iter().take(1).for_each(|&p| self.captured_names(p, names)),
            PatKind::Mapping { items, rest } => {
                rest.iter().for_each(|&name| add(self, name));
                items.iter().for_each(|&(_, p)| self.captured_names(p, names));
            }
            PatKind::Class { args, keywords, .. } => {
                let all = args.iter().copied().chain(keywords.iter().map(|k| k.2));
                all.for_each(|p| self.captured_names(p, names));
            }
            _ => {}
        }
    }
}
