//! The walk over statements.

use super::Checker;
use super::scopes::ScopeKind;
use super::targets;
use crate::source::{Name, Span};
use crate::syntax::ast::*;

/// What encloses a statement within its function.
#[derive(Clone, Copy, Default)]
pub struct Place {
    in_loop: bool,
    /// In an `except*` block, and whether a loop stands between.
    in_star: bool,
    star_loop: bool,
}

const FEATURES: [&str; 9] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
    "annotations",
];

impl<'a> Checker<'a> {
    pub(super) fn block(&mut self, block: &[StmtId], place: Place) {
        for &id in block {
            self.stmt(id, place);
        }
    }

    fn stmt(&mut self, id: StmtId, place: Place) {
        let ast: &'a Ast = self.ast;
        let stmt = &ast[id];
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(e) => self.expr(*e),
            StmtKind::Assign { targets, value } => {
                self.expr(*value);
                let place = self.assignment(targets, *value);
                targets.iter().for_each(|&t| self.target(t, place));
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.aug_target(*target);
                self.expr(*value);
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                self.ann_target(*target, span);
                self.expr(*annotation);
                value.iter().for_each(|&v| self.expr(v));
            }
            StmtKind::Del(targets) => targets.iter().for_each(|&t| self.del_target(t)),
            StmtKind::Assert { test, message } => {
                if let ExprKind::Tuple(items) = &ast[*test].kind
                    && !items.is_empty()
                {
                    self.warn(
                        ast[*test].span,
                        "assertion is always true, perhaps remove parentheses?".into(),
                    );
                }
                self.expr(*test);
                message.iter().for_each(|&m| self.expr(m));
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(branch.test);
                    self.block(&branch.body, place);
                }
                self.block(orelse, place);
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(*test);
                self.block(body, place.looping());
                self.block(orelse, place);
            }
            StmtKind::For { is_async, target, iter, body, orelse } => {
                if *is_async {
                    self.awaited(span, "async for");
                }
                self.expr(*iter);
                self.target(*target, targets::Place::Plain);
                self.block(body, place.looping());
                self.block(orelse, place);
            }
            StmtKind::With { is_async, items, body } => {
                if *is_async {
                    self.awaited(span, "async with");
                }
                for item in items {
                    self.expr(item.context);
                    item.target.iter().for_each(|&t| self.target(t, targets::Place::Plain));
                }
                self.block(body, place);
            }
            StmtKind::Try { body, handlers, is_star, orelse, finalbody } => {
                self.block(body, place);
                for handler in handlers {
                    handler.types.iter().for_each(|&t| self.expr(t));
                    handler.name.iter().for_each(|&(n, s)| self.bind(n, s));
                    let inside = match is_star {
                        true => Place { in_star: true, star_loop: false, ..place },
                        false => place,
                    };
                    self.block(&handler.body, inside);
                }
                self.block(orelse, place);
                self.block(finalbody, place);
            }
            StmtKind::Match { subject, cases } => {
                if let ExprKind::Starred(_) = ast[*subject].kind {
                    self.error(ast[*subject].span, "can't use starred expression here");
                } else {
                    self.expr(*subject);
                }
                self.cases(cases, place);
            }
            StmtKind::FunctionDef(def) => self.function(def),
            StmtKind::ClassDef(def) => self.class(def),
            StmtKind::Global(names) => self.declare(names, span, true),
            StmtKind::Nonlocal(names) => self.declare(names, span, false),
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    self.bind(alias.asname.unwrap_or(alias.first), alias.span);
                }
            }
            StmtKind::ImportFrom(import) => {
                if import.names.is_empty() && self.scope != 0 {
                    self.unless_broken(
                        Span::new(span.hi - 1, span.hi),
                        "import * only allowed at module level",
                    );
                }
                for alias in &import.names {
                    self.bind(alias.asname.unwrap_or(alias.name), alias.span);
                }
            }
            StmtKind::TypeAlias { name, name_span, type_params, value } => {
                self.bind(*name, *name_span);
                let outer = self.type_params(type_params);
                let scope = self.open_scope(ScopeKind::TypeExpr("a type alias"));
                self.expr_in(*value, scope);
                self.scope = outer;
            }
            StmtKind::Return(value) => self.returned(*value, span, place),
            StmtKind::Raise { exc, cause } => {
                exc.iter().chain(cause).for_each(|&e| self.expr(e));
            }
            StmtKind::Break => self.left(span, place, "'break' outside loop"),
            StmtKind::Continue => self.left(span, place, "'continue' not properly in loop"),
            StmtKind::Pass | StmtKind::Error => {}
        }
    }

    fn expr_in(&mut self, id: ExprId, scope: usize) {
        let outer = std::mem::replace(&mut self.scope, scope);
        self.expr(id);
        self.scope = outer;
    }

    const STAR: &'static str = "'break', 'continue' and 'return' cannot appear in an except* block";

    fn left(&mut self, span: Span, place: Place, message: &str) {
        if place.in_star && !place.star_loop {
            self.unless_broken(span, Self::STAR);
        } else if !place.in_loop {
            self.unless_broken(span, message);
        }
    }

    fn returned(&mut self, value: Option<ExprId>, span: Span, place: Place) {
        if let Some(value) = value {
            self.expr(value);
        }
        let scope = self.scope;
        match self.scopes[scope].kind {
            ScopeKind::Function { .. } if place.in_star => self.unless_broken(span, Self::STAR),
            ScopeKind::Function { .. } => {
                if value.is_some() {
                    self.scopes[scope].returns.get_or_insert(span);
                }
            }
            _ => self.unless_broken(span, "'return' outside function"),
        }
    }

    /// Type parameters open a scope; gives the scope to go back to.
    fn type_params(&mut self, params: &[TypeParam]) -> usize {
        let outer = self.scope;
        if params.is_empty() {
            return outer;
        }
        self.scope = self.open_scope(ScopeKind::TypeExpr("the definition of a generic"));
        let mut seen: Vec<Name> = Vec::new();
        for p in params {
            if seen.contains(&p.name) {
                let message = format!("duplicate type parameter '{}'", self.text(p.name));
                self.error(p.span, message);
            }
            seen.push(p.name);
            self.bind(p.name, p.span);
            let (bound, default) = match p.kind {
                TypeParamKind::TypeVar => ("a TypeVar bound", "a TypeVar default"),
                TypeParamKind::TypeVarTuple => ("a TypeVarTuple bound", "a TypeVarTuple default"),
                TypeParamKind::ParamSpec => ("a ParamSpec bound", "a ParamSpec default"),
            };
            for (part, what) in [(p.bound, bound), (p.default, default)] {
                if let Some(e) = part {
                    let scope = self.open_scope(ScopeKind::TypeExpr(what));
                    let here = std::mem::replace(&mut self.scope, scope);
                    self.star_expr(e);
                    self.scope = here;
                }
            }
        }
        let mut default = false;
        for p in params {
            if default && p.default.is_none() {
                let message = format!(
                    "non-default type parameter '{}' follows default type parameter",
                    self.text(p.name)
                );
                self.error(p.span, message);
            }
            default |= p.default.is_some();
        }
        outer
    }

    fn function(&mut self, def: &FunctionDef) {
        def.decorators.iter().for_each(|&d| self.expr(d));
        self.bind(def.name, def.name_span);
        for p in def.params.iter() {
            p.default.iter().for_each(|&d| self.expr(d));
        }
        let outer = self.type_params(&def.type_params);
        for p in def.params.iter() {
            p.annotation.iter().for_each(|&a| self.star_expr(a));
        }
        def.returns.iter().for_each(|&r| self.expr(r));
        let scope = self.open_scope(ScopeKind::Function { is_async: def.is_async, name: def.name_span });
        for p in def.params.iter() {
            self.parameter(scope, p);
        }
        self.scope = scope;
        self.block(&def.body, Place::default());
        if let (true, true, Some(span)) =
            (def.is_async, self.scopes[scope].has_yield, self.scopes[scope].returns)
        {
            self.unless_broken(span, "'return' with value in async generator");
        }
        self.scope = outer;
    }

    fn class(&mut self, def: &ClassDef) {
        def.decorators.iter().for_each(|&d| self.expr(d));
        self.bind(def.name, def.name_span);
        let outer = self.type_params(&def.type_params);
        self.arguments(&def.args, false);
        def.args.iter().for_each(|a| self.expr(a.value()));
        self.scope = self.open_scope(ScopeKind::Class);
        self.block(&def.body, Place::default());
        self.scope = outer;
    }

    fn cases(&mut self, cases: &[Case], place: Place) {
        for (i, case) in cases.iter().enumerate() {
            let catches_all = self.pattern(case.pattern);
            if let Some((span, what)) = catches_all.filter(|_| case.guard.is_none() && i + 1 < cases.len()) {
                let next = cases[i + 1].span;
                let line = self.line(next);
                self.error(span, format!("{what} makes remaining patterns unreachable"))
                    .notes
                    .push(format!("the case on line {line} is never tried"));
            }
            case.guard.iter().for_each(|&g| self.expr(g));
            self.block(&case.body, place);
        }
    }

    /// `from __future__ import …` stands before everything but the docstring.
    pub(super) fn future_imports(&mut self) {
        let ast: &'a Ast = self.ast;
        let mut beginning = true;
        for (i, &id) in ast.body.iter().enumerate() {
            let stmt = &ast[id];
            match &stmt.kind {
                StmtKind::ImportFrom(import)
                    if import.level == 0 && import.module.is_some_and(|m| self.text(m) == "__future__") =>
                {
                    if !beginning {
                        let message = "from __future__ imports must occur at the beginning of the file";
                        self.unless_broken(stmt.span, message);
                    }
                    for alias in &import.names {
                        let feature = self.text(alias.name);
                        if feature == "braces" {
                            self.error(alias.span, "not a chance");
                        } else if !FEATURES.contains(&feature) && feature != "barry_as_FLUFL" {
                            self.error(alias.span, format!("future feature {feature} is not defined"));
                        }
                    }
                }
                StmtKind::Expr(e) if i == 0 && matches!(ast[*e].kind, ExprKind::Str(_)) => {}
                _ => beginning = false,
            }
        }
    }
}

impl Place {
    fn looping(self) -> Place {
        Place { in_loop: true, star_loop: true, ..self }
    }
}
