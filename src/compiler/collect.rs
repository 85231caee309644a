//! First walk over the tree: scopes, and what each does with which names.

use super::scope::*;
use crate::source::{Diagnostic, Interner, Name, Span};
use crate::syntax::ast::*;

/// The walk's state.
pub(super) struct Collector<'a> {
    pub ast: &'a Ast,
    pub names: &'a mut Interner,
    pub known: Known,
    pub mangler: &'a mut Mangler,
    pub scopes: Scopes,
    pub errors: Vec<Diagnostic>,
    pub future_annotations: bool,
    scope: ScopeId,
    /// Number of `:=` met so far.
    walrus: u32,
}

impl<'a> Collector<'a> {
    pub fn new(
        ast: &'a Ast,
        names: &'a mut Interner,
        known: Known,
        mangler: &'a mut Mangler,
        future_annotations: bool,
    ) -> Collector<'a> {
        let scopes = Scopes::default();
        let errors = Vec::new();
        let scope = ScopeId(0);
        Collector { ast, names, known, mangler, scopes, errors, future_annotations, scope, walrus: 0 }
    }

    /// Walks the whole program.
    pub fn run(mut self) -> (Scopes, Vec<Diagnostic>) {
        self.enter(ScopeKind::Module, None, false);
        self.block(&self.ast.body);
        (self.scopes, self.errors)
    }

    /// Opens a scope inside the current one; gives the one to go back to.
    fn enter(&mut self, kind: ScopeKind, class: Option<Name>, inline: bool) -> ScopeId {
        let id = ScopeId(self.scopes.all.len() as u32);
        let outer = self.scope;
        let parent = (id.0 > 0).then_some(outer);
        let above = parent.map(|p| &self.scopes[p]);
        let private = class.or(above.and_then(|p| p.private));
        let unit = if inline { above.map_or(id, |p| p.unit) } else { id };
        self.scopes.all.push(Scope {
            kind,
            parent,
            unit,
            private,
            symbols: Vec::new(),
            index: Default::default(),
            free: Vec::new(),
            free_index: Default::default(),
            is_async: false,
            has_yield: false,
            has_await: false,
            needs_class_cell: false,
            has_annotations: false,
        });
        self.scope = id;
        outer
    }

    fn unit(&mut self) -> &mut Scope {
        let unit = self.scopes[self.scope].unit;
        &mut self.scopes[unit]
    }

    fn mangle(&mut self, name: Name) -> Name {
        self.mangler.mangle(self.names, self.scopes[self.scope].private, name)
    }

    /// Notes what happens to a (mangled) name in a scope.
    fn note(&mut self, scope: ScopeId, name: Name, uses: Uses, span: Span) {
        let scope = &mut self.scopes[scope];
        match scope.index.get(&name) {
            Some(&i) => scope.symbols[i as usize].uses |= uses,
            None => {
                scope.index.insert(name, scope.symbols.len() as u32);
                scope.symbols.push(Symbol { name, uses, place: Place::Global, span });
            }
        }
    }

    /// A name is read. In an inlined scope that does not bind it, the enclosing one reads it.
    fn read(&mut self, name: Name, span: Span) {
        let name = self.mangle(name);
        let mut at = self.scope;
        while let (true, Some(parent)) = (self.scopes[at].is_inline(at), self.scopes[at].parent) {
            if self.scopes[at].get(name).is_some() {
                break;
            }
            at = parent;
        }
        self.note(at, name, READ, span);
    }

    /// A name is bound by a statement (the scope is never a comprehension then).
    fn bind(&mut self, name: Name, uses: Uses, span: Span) {
        let name = self.mangle(name);
        self.note(self.scope, name, BOUND | uses, span);
    }

    /// The target of `:=` belongs to the nearest scope that is no comprehension.
    fn bind_walrus(&mut self, name: Name, span: Span) {
        self.walrus += 1;
        let name = self.mangle(name);
        let mut at = self.scope;
        let mut crossed = Vec::new();
        while let (ScopeKind::Comprehension | ScopeKind::Generator, Some(parent)) =
            (self.scopes[at].kind, self.scopes[at].parent)
        {
            if !self.scopes[at].is_inline(at) {
                crossed.push(at);
            }
            at = parent;
        }
        self.note(at, name, BOUND, span);
        let target = &self.scopes[at];
        let global = target.kind == ScopeKind::Module || target.get(name).is_some_and(|s| s.has(GLOBAL));
        for scope in crossed {
            self.note(scope, name, if global { GLOBAL } else { NONLOCAL }, span);
        }
    }

    fn declare(&mut self, list: &[(Name, Span)], uses: Uses) {
        let word = if uses == GLOBAL { "global" } else { "nonlocal" };
        for &(written, span) in list {
            let name = self.mangle(written);
            let text = self.names.get(written).to_owned();
            let scope = &self.scopes[self.scope];
            if uses == NONLOCAL && scope.kind == ScopeKind::Module {
                self.errors
                    .push(Diagnostic::syntax(span, "nonlocal declaration not allowed at module level"));
                continue;
            }
            if let Some(symbol) = scope.get(name) {
                let message = if symbol.has(PARAM) {
                    Some(format!("name '{text}' is parameter and {word}"))
                } else if symbol.has(GLOBAL | NONLOCAL) {
                    (!symbol.has(uses)).then(|| format!("name '{text}' is nonlocal and global"))
                } else if symbol.has(READ) {
                    Some(format!("name '{text}' is used prior to {word} declaration"))
                } else if symbol.has(ANNOTATED) {
                    Some(format!("annotated name '{text}' can't be {word}"))
                } else {
                    Some(format!("name '{text}' is assigned to before {word} declaration"))
                };
                if let Some(message) = message {
                    let first = symbol.span;
                    self.errors.push(Diagnostic::syntax(span, message).secondary(first, "first used here"));
                    continue;
                }
            }
            self.note(self.scope, name, uses, span);
        }
    }

    fn block(&mut self, block: &'a [StmtId]) {
        for &id in block {
            self.stmt(id);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        let ast = self.ast;
        match &ast[id].kind {
            StmtKind::Expr(e) => self.expr(*e),
            StmtKind::Assign { targets, value } => {
                self.expr(*value);
                targets.iter().for_each(|&t| self.target(t, 0));
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(*target);
                self.target(*target, 0);
                self.expr(*value);
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                self.annotated(*target, *annotation, value.is_some());
                value.iter().for_each(|&v| self.expr(v));
            }
            StmtKind::Del(targets) => targets.iter().for_each(|&t| self.target(t, DELETED)),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue | StmtKind::Error => {}
            StmtKind::Assert { test, message } => {
                self.expr(*test);
                message.iter().for_each(|&m| self.expr(m));
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(branch.test);
                    self.block(&branch.body);
                }
                self.block(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(*test);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::For { is_async, target, iter, body, orelse } => {
                self.unit().has_await |= is_async;
                self.expr(*iter);
                self.target(*target, 0);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::With { is_async, items, body } => {
                self.unit().has_await |= is_async;
                for item in items {
                    self.expr(item.context);
                    item.target.iter().for_each(|&t| self.target(t, 0));
                }
                self.block(body);
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.block(body);
                for handler in handlers {
                    handler.types.iter().for_each(|&t| self.expr(t));
                    if let Some((name, span)) = handler.name {
                        self.bind(name, DELETED, span);
                    }
                    self.block(&handler.body);
                }
                self.block(orelse);
                self.block(finalbody);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(*subject);
                for case in cases {
                    self.pattern(case.pattern);
                    case.guard.iter().for_each(|&g| self.expr(g));
                    self.block(&case.body);
                }
            }
            StmtKind::FunctionDef(def) => self.function(id, def),
            StmtKind::ClassDef(def) => self.class(id, def),
            StmtKind::Global(list) => self.declare(list, GLOBAL),
            StmtKind::Nonlocal(list) => self.declare(list, NONLOCAL),
            StmtKind::Import(list) => {
                for alias in list {
                    self.bind(alias.asname.unwrap_or(alias.first), 0, alias.span);
                }
            }
            StmtKind::ImportFrom(import) => {
                for alias in &import.names {
                    self.bind(alias.asname.unwrap_or(alias.name), 0, alias.span);
                }
            }
            StmtKind::TypeAlias { name, name_span, type_params, value } => {
                self.bind(*name, 0, *name_span);
                let outer = self.type_params(id, type_params, None);
                self.expr(*value);
                self.scope = outer;
            }
            StmtKind::Return(value) => value.iter().for_each(|&v| self.expr(v)),
            StmtKind::Raise { exc, cause } => {
                exc.iter().chain(cause).for_each(|&e| self.expr(e));
            }
        }
    }

    fn annotated(&mut self, target: ExprId, annotation: ExprId, has_value: bool) {
        let node = &self.ast[target];
        let unit = self.scopes[self.scopes[self.scope].unit].kind;
        let evaluated = matches!(unit, ScopeKind::Module | ScopeKind::Class);
        match node.kind {
            ExprKind::Name(name) => {
                let mangled = self.mangle(name);
                let symbol = self.scopes[self.scope].get(mangled).copied();
                if let Some(s) = symbol.filter(|s| s.has(GLOBAL | NONLOCAL)).filter(|_| !node.paren)
                    && unit != ScopeKind::Module
                {
                    let word = if s.has(GLOBAL) { "global" } else { "nonlocal" };
                    let text = format!("annotated name '{}' can't be {word}", self.names.get(name));
                    self.errors.push(Diagnostic::syntax(node.span, text));
                }
                if !node.paren || has_value {
                    self.bind(name, ANNOTATED, node.span);
                }
                if !node.paren && evaluated {
                    self.unit().has_annotations = true;
                }
            }
            _ => self.target(target, 0),
        }
        if evaluated && !self.future_annotations {
            self.expr(annotation);
        }
    }

    /// Opens the scope of type parameters if there are any; gives the scope to go back to.
    fn type_params(&mut self, id: StmtId, params: &'a [TypeParam], class: Option<Name>) -> ScopeId {
        if params.is_empty() {
            return self.scope;
        }
        let outer = self.enter(ScopeKind::TypeParams, class, true);
        self.scopes.of_type_params.insert(id, self.scope);
        for param in params {
            self.bind(param.name, 0, param.span);
        }
        outer
    }

    fn annotation(&mut self, annotation: Option<ExprId>) {
        if let (Some(e), false) = (annotation, self.future_annotations) {
            self.expr(e);
        }
    }

    fn function(&mut self, id: StmtId, def: &'a FunctionDef) {
        def.decorators.iter().for_each(|&d| self.expr(d));
        self.bind(def.name, 0, def.name_span);
        self.defaults(&def.params);
        let outer = self.type_params(id, &def.type_params, None);
        def.params.iter().for_each(|p| self.annotation(p.annotation));
        self.annotation(def.returns);
        self.enter(ScopeKind::Function, None, false);
        self.scopes.of_stmt.insert(id, self.scope);
        self.unit().is_async = def.is_async;
        self.params(&def.params);
        self.block(&def.body);
        self.scope = outer;
    }

    fn defaults(&mut self, params: &'a Params) {
        params.iter().for_each(|p| p.default.iter().for_each(|&d| self.expr(d)));
    }

    fn params(&mut self, params: &'a Params) {
        for param in params.iter() {
            let name = self.mangle(param.name);
            if self.scopes[self.scope].get(name).is_some() {
                let text = self.names.get(param.name);
                let message = format!("duplicate argument '{text}' in function definition");
                self.errors.push(Diagnostic::syntax(param.span, message));
            }
            self.bind(param.name, PARAM, param.span);
        }
    }

    fn class(&mut self, id: StmtId, def: &'a ClassDef) {
        def.decorators.iter().for_each(|&d| self.expr(d));
        self.bind(def.name, 0, def.name_span);
        let outer = self.type_params(id, &def.type_params, Some(def.name));
        def.args.iter().for_each(|a| self.expr(a.value()));
        self.enter(ScopeKind::Class, Some(def.name), false);
        self.scopes.of_stmt.insert(id, self.scope);
        for name in [self.known.module, self.known.qualname] {
            self.bind(name, 0, def.name_span);
        }
        for param in &def.type_params {
            self.read(param.name, param.span);
        }
        self.block(&def.body);
        self.scope = outer;
    }

    /// Notes a target: `uses` is 0 for an assignment, `DELETED` for `del`.
    fn target(&mut self, id: ExprId, uses: Uses) {
        let node = &self.ast[id];
        match &node.kind {
            ExprKind::Name(name) => self.bind(*name, uses, node.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|&t| self.target(t, uses));
            }
            ExprKind::Starred(inner) => self.target(*inner, uses),
            _ => self.expr(id),
        }
    }

    fn pattern(&mut self, id: PatId) {
        let pat = &self.ast[id];
        match &pat.kind {
            PatKind::Value(e) | PatKind::Singleton(e) => self.expr(*e),
            PatKind::Wildcard | PatKind::Star(None) | PatKind::Error => {}
            PatKind::Capture(name) | PatKind::Star(Some(name)) => self.bind(*name, 0, pat.span),
            PatKind::Sequence(items) | PatKind::Or(items) => items.iter().for_each(|&p| self.pattern(p)),
            PatKind::Mapping { items, rest } => {
                for &(key, value) in items {
                    self.expr(key);
                    self.pattern(value);
                }
                rest.iter().for_each(|&name| self.bind(name, 0, pat.span));
            }
            PatKind::Class { class, args, keywords } => {
                self.expr(*class);
                args.iter().for_each(|&p| self.pattern(p));
                keywords.iter().for_each(|&(_, _, p)| self.pattern(p));
            }
            PatKind::As { pattern, name } => {
                self.pattern(*pattern);
                self.bind(*name, 0, pat.span);
            }
        }
    }

    fn expr(&mut self, id: ExprId) {
        let before = self.walrus;
        self.expr_kind(id);
        if self.walrus != before {
            self.scopes.walrus.insert(id);
        }
    }

    fn expr_kind(&mut self, id: ExprId) {
        let ast = self.ast;
        let node = &ast[id];
        match &node.kind {
            ExprKind::Name(name) => self.read(*name, node.span),
            ExprKind::Int(_)
            | ExprKind::BigInt(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Ellipsis
            | ExprKind::Error => {}
            ExprKind::JoinedStr(parts) => self.parts(parts),
            ExprKind::BinOp { .. } => {
                let (first, steps) = ast.bin_spine(id);
                self.expr(first);
                steps.iter().for_each(|s| self.expr(s.right));
            }
            ExprKind::UnaryOp { operand: e, .. }
            | ExprKind::Starred(e)
            | ExprKind::Attribute { value: e, .. } => self.expr(*e),
            ExprKind::BoolOp { values: list, .. }
            | ExprKind::List(list)
            | ExprKind::Tuple(list)
            | ExprKind::Set(list) => list.iter().for_each(|&e| self.expr(e)),
            ExprKind::Compare { left, rest } => {
                self.expr(*left);
                rest.iter().for_each(|&(_, e)| self.expr(e));
            }
            ExprKind::Call { func, args } => self.call(*func, args),
            ExprKind::Subscript { value, index } => {
                self.expr(*value);
                self.expr(*index);
            }
            ExprKind::Slice { lower, upper, step } => {
                lower.iter().chain(upper).chain(step).for_each(|&e| self.expr(e));
            }
            ExprKind::Dict(items) => {
                for &(key, value) in items {
                    key.iter().for_each(|&k| self.expr(k));
                    self.expr(value);
                }
            }
            ExprKind::ListComp { elt, gens } | ExprKind::SetComp { elt, gens } => {
                self.comprehension(id, ScopeKind::Comprehension, &[*elt], gens);
            }
            ExprKind::GeneratorExp { elt, gens } => {
                self.comprehension(id, ScopeKind::Generator, &[*elt], gens);
            }
            ExprKind::DictComp { key, value, gens } => {
                self.comprehension(id, ScopeKind::Comprehension, &[*key, *value], gens);
            }
            ExprKind::Lambda { params, body } => {
                self.defaults(params);
                let outer = self.enter(ScopeKind::Lambda, None, false);
                self.scopes.of_expr.insert(id, self.scope);
                self.params(params);
                self.expr(*body);
                self.scope = outer;
            }
            ExprKind::IfExp { test, then, orelse } => {
                [*test, *then, *orelse].into_iter().for_each(|e| self.expr(e));
            }
            ExprKind::NamedExpr { target, value } => {
                self.expr(*value);
                if let ExprKind::Name(name) = ast[*target].kind {
                    self.bind_walrus(name, ast[*target].span);
                }
            }
            ExprKind::Await(e) => {
                self.unit().has_await = true;
                self.expr(*e);
            }
            ExprKind::Yield(e) => {
                self.unit().has_yield = true;
                e.iter().for_each(|&e| self.expr(e));
            }
            ExprKind::YieldFrom(e) => {
                self.unit().has_yield = true;
                self.expr(*e);
            }
        }
    }

    fn parts(&mut self, parts: &'a [StrPart]) {
        for part in parts {
            if let StrPart::Field(field) = part {
                self.expr(field.value);
                self.parts(&field.spec);
            }
        }
    }

    fn call(&mut self, func: ExprId, args: &'a [Arg]) {
        self.expr(func);
        let unit = self.scopes[self.scope].unit;
        if args.is_empty()
            && matches!(self.ast[func].kind, ExprKind::Name(n) if n == self.known.super_)
            && self.scopes[unit].is_function_like()
        {
            self.read(self.known.class_cell, self.ast[func].span);
        }
        args.iter().for_each(|a| self.expr(a.value()));
    }

    fn comprehension(&mut self, id: ExprId, kind: ScopeKind, elements: &[ExprId], gens: &'a [Comprehension]) {
        let Some(first) = gens.first() else { return };
        self.expr(first.iter);
        let unit = self.scopes[self.scope].unit;
        let inline = kind == ScopeKind::Comprehension && self.scopes[unit].kind != ScopeKind::Class;
        let outer = self.enter(kind, None, inline);
        self.scopes.of_expr.insert(id, self.scope);
        if !inline {
            self.bind(self.known.iter_param, PARAM, self.ast[id].span);
        }
        // targets first, so that it is known which names the comprehension holds itself
        for comp in gens {
            self.unit().has_await |= comp.is_async;
            self.target(comp.target, 0);
        }
        for (i, comp) in gens.iter().enumerate() {
            if i > 0 {
                self.expr(comp.iter);
            }
            comp.ifs.iter().for_each(|&e| self.expr(e));
        }
        elements.iter().for_each(|&e| self.expr(e));
        self.scope = outer;
    }
}
