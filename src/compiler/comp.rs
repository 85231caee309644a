//! Comprehensions and generator expressions.

use super::scope::{CAPTURED, Place, ScopeId, ScopeKind};
use super::unit::{Inline, Label, Reg};
use super::{Compiler, Signature};
use crate::bytecode::Op;
use crate::source::Span;
use crate::syntax::ast::*;

/// What a comprehension makes of its elements.
#[derive(Clone, Copy)]
enum Sink {
    List(ExprId),
    Set(ExprId),
    Dict(ExprId, ExprId),
    Yield(ExprId),
}

impl<'a> Compiler<'a> {
    /// A comprehension of any kind.
    pub(super) fn comprehension(&mut self, id: ExprId, dst: Reg) {
        let ast = self.ast;
        let (sink, gens) = match &ast[id].kind {
            ExprKind::ListComp { elt, gens } => (Sink::List(*elt), gens),
            ExprKind::SetComp { elt, gens } => (Sink::Set(*elt), gens),
            ExprKind::DictComp { key, value, gens } => (Sink::Dict(*key, *value), gens),
            ExprKind::GeneratorExp { elt, gens } => (Sink::Yield(*elt), gens),
            _ => return,
        };
        let (Some(&scope), Some(first)) = (self.scopes.of_expr.get(&id), gens.first()) else { return };
        if self.scopes[scope].is_inline(scope) {
            self.inlined(id, scope, sink, gens, dst);
        } else {
            self.nested(id, scope, sink, gens, first, dst);
        }
    }

    /// The iterator of a `for` part's iterable, in the given register on top.
    fn iterator(&mut self, comp: &Comprehension, reg: Reg) {
        let top = self.unit.top;
        let source = self.expr(comp.iter);
        let op = if comp.is_async { Op::GetAIter } else { Op::GetIter };
        self.unit.put3(op, reg, source, 0, self.ast[comp.iter].span);
        self.unit.top = top;
    }

    fn inlined(&mut self, id: ExprId, scope: ScopeId, sink: Sink, gens: &'a [Comprehension], dst: Reg) {
        let span = self.ast[id].span;
        let top = self.unit.top;
        let result = self.scratch(dst);
        let own = self.scopes[scope].own_count();
        let base = self.unit.alloc_n(own);
        let iter = self.unit.alloc();
        self.iterator(&gens[0], iter);
        self.empty(sink, result, span);
        self.open_inline(scope, base, gens);
        self.comp_loops(sink, gens, iter, result);
        self.close_inline();
        self.unit.top = top;
        if result != dst {
            self.unit.move_to(dst, result);
        }
    }

    fn empty(&mut self, sink: Sink, result: Reg, span: Span) {
        match sink {
            Sink::List(_) => self.unit.plain(Op::List, result, result, 0),
            Sink::Set(_) => self.unit.put3(Op::Set, result, result, 0, span),
            Sink::Dict(..) => self.unit.put3(Op::Dict, result, result, 0, span),
            Sink::Yield(_) => {}
        }
    }

    /// Brings an inlined scope's variables into view: unset where they may be read too early, with fresh cells
    /// where they are captured.
    pub(super) fn open_inline(&mut self, scope: ScopeId, base: Reg, gens: &[Comprehension]) {
        let symbols = self.scopes[scope].symbols.len();
        for i in 0..symbols {
            let symbol = self.scopes[scope].symbols[i];
            let Place::Local(at) = symbol.place else { continue };
            let reg = base.saturating_add(at);
            if symbol.has(CAPTURED) || gens.len() > 1 {
                self.unit.plain(Op::Unset, reg, 0, 0);
            }
            if symbol.has(CAPTURED) {
                self.unit.plain(Op::MkCell, reg, 0, 0);
            }
            self.unit.set_unassigned(reg);
        }
        self.unit.inlines.push(Inline { scope, base });
    }

    pub(super) fn close_inline(&mut self) {
        let Some(inline) = self.unit.inlines.pop() else { return };
        for i in 0..self.scopes[inline.scope].symbols.len() {
            if let Place::Local(at) = self.scopes[inline.scope].symbols[i].place {
                self.unit.set_unassigned(inline.base.saturating_add(at));
            }
        }
    }

    /// A comprehension as a function of its own: a generator expression, or one in a class body.
    fn nested(
        &mut self,
        id: ExprId,
        scope: ScopeId,
        sink: Sink,
        gens: &'a [Comprehension],
        first: &'a Comprehension,
        dst: Reg,
    ) {
        let span = self.ast[id].span;
        let w = self.window(dst);
        if self.unit.reachable() {
            let code = self.comp_unit(scope, sink, gens, span);
            self.make_function(code, w, 0);
        }
        let iter = self.unit.alloc();
        self.iterator(first, iter);
        self.unit.put3(Op::Call, w, 1, 0, span);
        self.close_window(dst, w);
    }

    fn comp_unit(
        &mut self,
        scope: ScopeId,
        sink: Sink,
        gens: &'a [Comprehension],
        span: Span,
    ) -> std::rc::Rc<crate::bytecode::Code> {
        let text = match sink {
            Sink::List(_) => "<listcomp>",
            Sink::Set(_) => "<setcomp>",
            Sink::Dict(..) => "<dictcomp>",
            Sink::Yield(_) => "<genexpr>",
        };
        let name = self.names.intern(text);
        let qualname = self.qualified(name);
        let outer = self.enter_unit(scope, name, qualname, span);
        let is_yield = matches!(sink, Sink::Yield(_));
        let result = if is_yield { 0 } else { self.unit.alloc() };
        self.empty(sink, result, span);
        let mut iter = 0;
        if gens.first().is_some_and(|g| g.is_async) {
            iter = self.unit.alloc();
            self.unit.move_to(iter, 0);
        }
        self.comp_loops(sink, gens, iter, result);
        if self.unit.kind == ScopeKind::Comprehension {
            self.unit.put3(Op::Return, result, 0, 0, span);
        }
        self.leave_unit(outer, Signature { nparams: 1, ..Signature::default() }, None)
    }

    /// The nested loops, the first over the iterator in `iter`.
    fn comp_loops(&mut self, sink: Sink, gens: &'a [Comprehension], iter: Reg, result: Reg) {
        let mut open: Vec<(&Comprehension, Reg, Reg, Label, Label)> = Vec::new();
        for (i, comp) in gens.iter().enumerate() {
            let reg = if i == 0 {
                iter
            } else {
                let reg = self.unit.alloc();
                self.iterator(comp, reg);
                reg
            };
            let (body, next) = (self.unit.label(), self.unit.label());
            let item = self.loop_head(comp.is_async, comp.target, body, next);
            open.push((comp, reg, item, body, next));
            for &test in &comp.ifs {
                self.cond(test, next, false);
            }
        }
        let top = self.unit.top;
        match sink {
            Sink::List(e) => {
                let value = self.expr(e);
                self.unit.plain(Op::ListAppend, result, value, 0);
            }
            Sink::Set(e) => {
                let value = self.expr(e);
                self.unit.put3(Op::SetAdd, result, value, 0, self.ast[e].span);
            }
            Sink::Dict(k, v) => {
                let hazard = self.has_walrus(v);
                let key = self.operand(k, hazard);
                let value = self.expr(v);
                let at = self.ast[k].span.to(self.ast[v].span);
                self.unit.put3(Op::DictAdd, result, key, value, at);
            }
            Sink::Yield(e) => {
                let value = self.push(e);
                self.unit.put3(Op::Yield, value, 0, value + 1, self.ast[e].span);
            }
        }
        self.unit.top = top;
        for (comp, iter, item, body, next) in open.into_iter().rev() {
            self.unit.bind(next);
            self.loop_bottom(comp.is_async, iter, item, body, self.ast[comp.iter].span);
        }
    }
}
