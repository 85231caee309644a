//! Functions and lambdas.

use std::rc::Rc;

use super::scope::ScopeId;
use super::unit::Reg;
use super::{Compiler, Signature};
use crate::bytecode::{Code, Const, Op};
use crate::source::{Name, Span};
use crate::syntax::ast::*;

const DEFAULTS: u16 = 1;
const KW_DEFAULTS: u16 = 2;
const ANNOTATIONS: u16 = 4;
const CLOSURE: u16 = 8;

fn signature(params: &Params) -> Signature {
    Signature {
        posonly: params.posonly.len().min(u16::MAX as usize) as u16,
        nparams: (params.posonly.len() + params.args.len()).min(u16::MAX as usize) as u16,
        kwonly: params.kwonly.len().min(u16::MAX as usize) as u16,
        varargs: params.vararg.is_some(),
        varkw: params.kwarg.is_some(),
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn function_def(&mut self, id: StmtId, def: &'a FunctionDef) {
        let span = self.ast[id].span;
        let decorators = self.decorators(&def.decorators);
        let w = self.unit.alloc();
        let mut parts = self.defaults(&def.params, w);
        let inline = self.open_type_params_above(id, w);
        parts |= self.annotations(&def.params, def.returns, w);
        if let Some(&scope) = self.scopes.of_stmt.get(&id) {
            let code = self.function_unit(scope, def, span);
            self.make_function(code, w, parts);
        }
        if inline {
            self.close_inline();
        }
        self.unit.top = w + 1;
        self.decorate(&def.decorators, decorators);
        let name = self.mangle(def.name);
        self.store(name, decorators, span);
    }

    /// Pushes the decorators; gives the register of the first, or the next free one.
    pub(super) fn decorators(&mut self, list: &[ExprId]) -> Reg {
        let first = self.unit.top;
        list.iter().for_each(|&d| {
            self.push(d);
        });
        first
    }

    /// Calls the decorators with the definition that lies behind them; the result is in the first register.
    pub(super) fn decorate(&mut self, list: &[ExprId], first: Reg) {
        for (i, &d) in list.iter().enumerate().rev() {
            self.unit.put3(Op::Call, first.saturating_add(i as Reg), 1, 0, self.ast[d].span);
        }
    }

    /// Brings the type parameters of a statement into view, if it has any.
    pub(super) fn open_type_params(&mut self, id: StmtId) -> bool {
        let Some(&scope) = self.scopes.of_type_params.get(&id) else { return false };
        let own = self.scopes[scope].own_count();
        let base = self.unit.alloc_n(own);
        self.open_inline(scope, base, &[]);
        let ast = self.ast;
        let params = match &ast[id].kind {
            StmtKind::FunctionDef(def) => &def.type_params,
            StmtKind::ClassDef(def) => &def.type_params,
            StmtKind::TypeAlias { type_params, .. } => type_params,
            _ => return true,
        };
        for param in params {
            let name = self.mangle(param.name);
            let kind = match param.kind {
                TypeParamKind::TypeVar => 0,
                TypeParamKind::TypeVarTuple => 1,
                TypeParamKind::ParamSpec => 2,
            };
            let t = self.unit.alloc();
            let n = self.unit.name16(param.name);
            self.unit.plain(Op::MkTypeVar, t, n, kind);
            self.store(name, t, param.span);
            self.unit.top = t;
        }
        true
    }

    /// The same, above the window of the function to be made at `w`.
    fn open_type_params_above(&mut self, id: StmtId, w: Reg) -> bool {
        if self.scopes.of_type_params.contains_key(&id) {
            self.reserve(w, 5);
        }
        self.open_type_params(id)
    }

    /// Takes registers so that at least `n` from `w` on are in use.
    fn reserve(&mut self, w: Reg, n: u16) {
        let missing = (w as usize + n as usize).saturating_sub(self.unit.top as usize);
        self.unit.alloc_n(missing);
    }

    /// Evaluates defaults into the window at `w`; gives the bits of what is there.
    fn defaults(&mut self, params: &Params, w: Reg) -> u16 {
        let mut parts = 0;
        let positional: Vec<ExprId> =
            params.posonly.iter().chain(&params.args).filter_map(|p| p.default).collect();
        if !positional.is_empty() {
            self.reserve(w, 2);
            let values: Option<Vec<Const>> = positional.iter().map(|&e| self.constant(e)).collect();
            match values {
                Some(values) => self.unit.load_const(w + 1, Const::Tuple(values.into())),
                None => self.tuple_of(&positional, w + 1),
            }
            parts |= DEFAULTS;
        }
        let keyword: Vec<(Name, ExprId)> =
            params.kwonly.iter().filter_map(|p| p.default.map(|d| (p.name, d))).collect();
        if !keyword.is_empty() {
            self.reserve(w, 3);
            let first = self.unit.top;
            for &(name, value) in &keyword {
                let name = self.mangle(name);
                self.push_name(name);
                self.push(value);
            }
            self.unit.put3(Op::Dict, w + 2, first, keyword.len() as u16, self.ast[keyword[0].1].span);
            self.unit.top = first;
            parts |= KW_DEFAULTS;
        }
        parts
    }

    /// Pushes a name as a string.
    fn push_name(&mut self, name: Name) -> Reg {
        let t = self.unit.alloc();
        let text = self.names.get(name).as_bytes().into();
        self.unit.load_const(t, Const::Str(text));
        t
    }

    /// An annotation's value, or its text.
    pub(super) fn annotation_to(&mut self, annotation: ExprId, dst: Reg) {
        if self.future_annotations {
            let text = self.file.slice(self.ast[annotation].span).as_bytes().into();
            self.unit.load_const(dst, Const::Str(text));
        } else {
            self.expr_to(annotation, dst);
        }
    }

    fn annotations(&mut self, params: &Params, returns: Option<ExprId>, w: Reg) -> u16 {
        // CPython's order
        let in_order = params.args.iter().chain(&params.posonly).chain(&params.vararg);
        let in_order = in_order.chain(&params.kwonly).chain(&params.kwarg);
        let mut list: Vec<(Name, ExprId)> =
            in_order.filter_map(|p| p.annotation.map(|a| (p.name, a))).collect();
        if let Some(e) = returns {
            list.push((self.names.intern("return"), e));
        }
        let Some(&(_, first_annotation)) = list.first() else { return 0 };
        let top = self.unit.top;
        self.reserve(w, 4);
        let first = self.unit.top;
        for &(name, annotation) in &list {
            let name = self.mangle(name);
            self.push_name(name);
            let t = self.unit.alloc();
            self.annotation_to(annotation, t);
        }
        let span = self.ast[first_annotation].span;
        self.unit.put3(Op::Dict, w + 3, first, list.len() as u16, span);
        self.unit.top = top.max(w.saturating_add(4));
        ANNOTATIONS
    }

    fn function_unit(&mut self, scope: ScopeId, def: &'a FunctionDef, span: Span) -> Option<Rc<Code>> {
        if !self.unit.reachable() {
            return None;
        }
        let mangled = self.mangle(def.name);
        // a function declared global is known by its bare name
        let declared = self.scopes[self.unit.scope].get(mangled);
        let qualname = match declared.is_some_and(|s| s.has(super::scope::GLOBAL)) {
            true => self.names.get(def.name).into(),
            false => self.qualified(def.name),
        };
        let doc = self.docstring(&def.body);
        let outer = self.enter_unit(scope, def.name, qualname, span);
        self.block(&def.body);
        Some(self.leave_unit(outer, signature(&def.params), doc))
    }

    /// The function of a code object in register `w`; `parts` tells what lies in the registers behind it.
    pub(super) fn make_function(&mut self, code: impl Into<Option<Rc<Code>>>, w: Reg, parts: u16) {
        let Some(code) = code.into() else { return };
        let mut parts = parts;
        let top = self.unit.top;
        if !code.free.is_empty() {
            self.reserve(w, 5);
            let first = self.unit.alloc_n(code.free.len());
            for (i, &name) in code.free.iter().enumerate() {
                self.load_cell(name, first.saturating_add(i as Reg));
            }
            self.unit.plain(Op::Tuple, w + 4, first, code.free.len() as u16);
            parts |= CLOSURE;
        }
        if code.free.len() > u16::MAX as usize {
            self.unit.overflow.get_or_insert(super::unit::Overflow::Names);
        }
        let index = self.unit.code(code);
        // the window must lie within the frame even where it is not filled
        self.reserve(w, 5);
        self.unit.plain(Op::MkFunc, w, index, parts);
        self.unit.top = top;
    }

    pub(super) fn lambda(&mut self, id: ExprId, params: &'a Params, body: ExprId, dst: Reg) {
        let span = self.ast[id].span;
        let w = self.window(dst);
        let parts = self.defaults(params, w);
        if let (Some(&scope), true) = (self.scopes.of_expr.get(&id), self.unit.reachable()) {
            let name = self.names.intern("<lambda>");
            let qualname = self.qualified(name);
            let outer = self.enter_unit(scope, name, qualname, span);
            let value = self.expr(body);
            self.unit.put3(Op::Return, value, 0, 0, self.ast[body].span);
            let code = self.leave_unit(outer, signature(params), None);
            self.make_function(code, w, parts);
        }
        self.close_window(dst, w);
    }
}
