//! Statements.

use super::Compiler;
use super::blocks::BlockKind;
use super::scope::ScopeKind;
use super::unit::Label;
use crate::bytecode::{Const, Op};
use crate::source::{Name, Span};
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn block(&mut self, block: &'a [StmtId]) {
        for &id in block {
            // nothing is emitted where no control comes by, nor after an error
            if !self.unit.reachable() || !self.errors.is_empty() || self.unit.overflow.is_some() {
                return;
            }
            self.stmt(id);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        let ast = self.ast;
        let span = ast[id].span;
        let top = self.unit.top;
        match &ast[id].kind {
            StmtKind::Expr(e) => self.effect(*e),
            StmtKind::Assign { targets, value } => self.assign_stmt(targets, *value),
            StmtKind::AugAssign { target, op, value, .. } => self.aug_assign(*target, *op, *value, span),
            StmtKind::AnnAssign { target, annotation, value } => {
                self.ann_assign(*target, *annotation, *value)
            }
            StmtKind::Del(targets) => targets.iter().for_each(|&t| self.delete_target(t)),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => {}
            StmtKind::Assert { test, message } => self.assert_stmt(*test, *message),
            StmtKind::If { branches, orelse } => self.if_stmt(branches, orelse),
            StmtKind::While { test, body, orelse } => self.while_stmt(*test, body, orelse, span),
            StmtKind::For { is_async, target, iter, body, orelse } => {
                self.for_stmt(*is_async, *target, *iter, body, orelse, span)
            }
            StmtKind::With { is_async, items, body } => self.with_stmt(*is_async, items, body, span),
            StmtKind::Try { .. } => self.try_stmt(id),
            StmtKind::Match { subject, cases } => self.match_stmt(*subject, cases),
            StmtKind::FunctionDef(def) => self.function_def(id, def),
            StmtKind::ClassDef(def) => self.class_def(id, def),
            StmtKind::Import(list) => self.import(list, span),
            StmtKind::ImportFrom(import) => self.import_from(import, span),
            StmtKind::TypeAlias { name, value, .. } => self.type_alias(id, *name, *value, span),
            StmtKind::Return(value) => match self.scopes[self.unit.scope].is_function_like() {
                true => self.return_stmt(*value, span),
                false => self.fail(span, "'return' outside function"),
            },
            StmtKind::Raise { exc, cause } => self.raise(*exc, *cause, span),
            StmtKind::Break => self.jump_stmt(true, span),
            StmtKind::Continue => self.jump_stmt(false, span),
            StmtKind::Error => self.fail(span, "invalid syntax"),
        }
        self.unit.top = top;
    }

    fn if_stmt(&mut self, branches: &'a [Branch], orelse: &'a [StmtId]) {
        let end = self.unit.label();
        for (i, branch) in branches.iter().enumerate() {
            let next = self.unit.label();
            if let Some(target) = self.plain_jump(&branch.body) {
                // the condition itself jumps out of the block or to the next round
                self.cond(branch.test, target, true);
                continue;
            }
            self.cond(branch.test, next, false);
            self.block(&branch.body);
            if i + 1 < branches.len() || !orelse.is_empty() {
                self.unit.jmp(end);
            }
            self.unit.bind(next);
        }
        self.block(orelse);
        self.unit.bind(end);
    }

    /// Where a block goes that is nothing but a `break` or `continue` which owes nothing on its way.
    fn plain_jump(&self, block: &[StmtId]) -> Option<Label> {
        let [only] = block else { return None };
        match (&self.ast[*only].kind, self.unit.blocks.last()?.kind) {
            (StmtKind::Break, BlockKind::Loop { out, close: None, .. }) => Some(out),
            // the way back of a `while` is a safepoint, which a condition is not
            (StmtKind::Continue, BlockKind::Loop { again, is_back: false, .. }) => Some(again),
            _ => None,
        }
    }

    fn assert_stmt(&mut self, test: ExprId, message: Option<ExprId>) {
        let holds = self.unit.label();
        self.cond(test, holds, true);
        let (reg, given) = match message {
            Some(e) => (self.expr(e), 1),
            None => (0, 0),
        };
        self.unit.put3(Op::RaiseAssert, reg, given, 0, self.ast[test].span);
        self.unit.bind(holds);
    }

    fn raise(&mut self, exc: Option<ExprId>, cause: Option<ExprId>, span: Span) {
        let Some(exc) = exc else {
            // inside `except*` the exception at hand is the part that matched
            for block in self.unit.blocks.iter().rev() {
                match block.kind {
                    BlockKind::StarHandler { group } => {
                        return self.unit.put3(Op::Reraise, group, 0, 0, span);
                    }
                    BlockKind::Handler { .. } => break,
                    _ => {}
                }
            }
            return self.unit.put3(Op::RaiseAgain, 0, 0, 0, span);
        };
        let hazard = cause.is_some_and(|c| self.has_walrus(c));
        let value = self.operand(exc, hazard);
        match cause {
            Some(cause) => {
                let cause = self.expr(cause);
                self.unit.put3(Op::RaiseFrom, value, cause, 0, span);
            }
            None => self.unit.put3(Op::Raise, value, 0, 0, span),
        }
    }

    fn type_alias(&mut self, id: StmtId, name: Name, value: ExprId, span: Span) {
        let inline = self.open_type_params(id);
        let value = self.expr(value);
        let mangled = self.mangle(name);
        let n = self.unit.name16(name);
        let t = self.unit.alloc();
        self.unit.plain(Op::MkAlias, t, n, value);
        if inline {
            self.close_inline();
        }
        self.store(mangled, t, span);
    }

    /// Makes `__annotations__` where a module or class has any.
    pub(super) fn annotations_at_start(&mut self) {
        if self.scopes[self.unit.scope].has_annotations {
            let t = self.unit.alloc();
            self.unit.put3(Op::AnnDict, t, 0, 0, self.unit.span);
            self.unit.top = t;
        }
    }

    /// The docstring of a block, with indentation stripped as CPython's compiler does.
    pub(super) fn docstring(&self, body: &[StmtId]) -> Option<Const> {
        let text = self.ast.docstring(body)?;
        Some(Const::Str(clean_doc(text).into()))
    }

    /// Whether annotations of variables are evaluated here.
    pub(super) fn keeps_annotations(&self) -> bool {
        matches!(self.unit.kind, ScopeKind::Module | ScopeKind::Class)
    }
}

/// Expands tabs and takes the common indentation of all lines but the first away.
fn clean_doc(text: &[u8]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(text.len());
    let mut col = 0;
    for &b in text {
        match b {
            b'\t' => {
                let n = 8 - col % 8;
                expanded.extend(std::iter::repeat_n(b' ', n));
                col += n;
            }
            _ => {
                expanded.push(b);
                // columns count characters
                col = if matches!(b, b'\n' | b'\r') { 0 } else { col + (b & 0xC0 != 0x80) as usize };
            }
        }
    }
    let indent = |line: &[u8]| line.iter().take_while(|&&b| b == b' ').count();
    let lines: Vec<&[u8]> = expanded.split(|&b| b == b'\n').collect();
    let margin = lines.iter().skip(1).filter(|l| indent(l) < l.len()).map(|l| indent(l)).min().unwrap_or(0);
    let mut out = Vec::with_capacity(expanded.len());
    for (i, line) in lines.iter().enumerate() {
        let cut = if i == 0 { indent(line) } else { margin.min(indent(line)) };
        if i > 0 {
            out.push(b'\n');
        }
        out.extend_from_slice(&line[cut..]);
    }
    out
}
