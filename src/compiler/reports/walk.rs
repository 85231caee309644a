//! The walk: scopes and bindings, and each call and each read of a name with what becomes of its value.

use super::names::{ScopeKind, Scopes, What};
use crate::source::{Diagnostic, Interner, Name, Span};
use crate::syntax::ast::*;

/// What becomes of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    /// Something that may await it.
    Open,
    /// It is dropped: the statement is nothing but the expression.
    Dropped,
    /// It is compared.
    Compared,
    /// Its truth is asked for.
    Condition,
    /// It becomes text.
    Formatted,
    /// It is an operand.
    Operand,
    /// It is indexed.
    Indexed,
    /// An attribute that coroutines do not have is read.
    Attribute,
    /// A plain loop walks it, or it is unpacked.
    Iterated,
    /// `async for` walks it.
    AsyncIterated,
    /// `with` or `async with` enters it.
    Entered,
    /// It is the argument of a function; what that means is known if it is a built-in one.
    Passed(Name),
    /// It is assigned to a variable.
    Kept(Name),
}

/// A call.
pub(super) struct Call {
    pub id: ExprId,
    pub scope: usize,
    pub used: Use,
}

/// A name that is read.
pub(super) struct Read {
    pub name: Name,
    pub scope: usize,
    pub span: Span,
    pub used: Use,
}

/// What the walk has found.
pub(super) struct Found<'a> {
    pub ast: &'a Ast,
    pub names: &'a Interner,
    pub scopes: Scopes,
    pub calls: Vec<Call>,
    pub reads: Vec<Read>,
    /// Reports that need no bindings.
    pub diagnostics: Vec<Diagnostic>,
    /// Code that never runs.
    pub dead: Vec<Span>,
    /// The scope of what is being walked.
    pub scope: usize,
    work: Vec<(ExprId, usize, Use)>,
}

/// Walks a program.
pub(super) fn walk<'a>(ast: &'a Ast, names: &'a Interner) -> Found<'a> {
    let mut found = Found {
        ast,
        names,
        scopes: Scopes::default(),
        calls: Vec::new(),
        reads: Vec::new(),
        diagnostics: Vec::new(),
        dead: Vec::new(),
        scope: 0,
        work: Vec::new(),
    };
    found.scopes.open(ScopeKind::Module, None, String::new());
    found.block(&ast.body);
    found
}

impl<'a> Found<'a> {
    fn block(&mut self, block: &'a [StmtId]) {
        self.unreachable(block);
        for &id in block {
            self.stmt(id);
        }
    }

    fn bind(&mut self, name: Name, what: What) {
        self.scopes.bind(self.scope, name, what);
    }

    fn stmt(&mut self, id: StmtId) {
        let ast: &'a Ast = self.ast;
        match &ast[id].kind {
            StmtKind::Expr(e) => self.expr(*e, Use::Dropped),
            StmtKind::Assign { targets, value } => self.assign(targets, *value),
            StmtKind::AnnAssign { target, annotation, value } => {
                self.expr(*annotation, Use::Open);
                if let Some(value) = value {
                    self.assign(std::slice::from_ref(target), *value);
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(*target, What::Other);
                self.expr(*value, Use::Operand);
            }
            StmtKind::Del(targets) => targets.iter().for_each(|&t| self.target(t, What::Other)),
            StmtKind::Assert { test, message } => {
                self.expr(*test, Use::Condition);
                message.iter().for_each(|&m| self.expr(m, Use::Open));
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(branch.test, Use::Condition);
                    self.block(&branch.body);
                }
                self.block(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(*test, Use::Condition);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::For { is_async, target, iter, body, orelse } => {
                self.expr(*iter, if *is_async { Use::AsyncIterated } else { Use::Iterated });
                self.target(*target, What::Other);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(item.context, Use::Entered);
                    item.target.iter().for_each(|&t| self.target(t, What::Other));
                }
                self.block(body);
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.swallowed_cancellation(body, handlers);
                self.block(body);
                for handler in handlers {
                    handler.types.iter().for_each(|&t| self.expr(t, Use::Open));
                    handler.name.iter().for_each(|&(n, _)| self.bind(n, What::Other));
                    self.block(&handler.body);
                }
                self.block(orelse);
                self.block(finalbody);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(*subject, Use::Compared);
                for case in cases {
                    self.pattern(case.pattern);
                    case.guard.iter().for_each(|&g| self.expr(g, Use::Condition));
                    self.block(&case.body);
                }
            }
            StmtKind::FunctionDef(def) => self.function(id, def),
            StmtKind::ClassDef(def) => self.class(def),
            StmtKind::Global(list) => {
                self.scopes.all[self.scope].globals.extend(list.iter().map(|n| n.0));
            }
            StmtKind::Nonlocal(list) => {
                self.scopes.all[self.scope].nonlocals.extend(list.iter().map(|n| n.0));
                self.scopes.shared.extend(list.iter().map(|n| n.0));
            }
            StmtKind::Import(aliases) => {
                for a in aliases {
                    match a.asname {
                        Some(name) => self.bind(name, What::Module(a.name)),
                        None => self.bind(a.first, What::Module(a.first)),
                    }
                }
            }
            StmtKind::ImportFrom(import) => {
                self.scopes.star_import |= import.names.is_empty();
                for a in &import.names {
                    let what = match import.module {
                        Some(module) if import.level == 0 => What::Member(module, a.name),
                        _ => What::Other,
                    };
                    self.bind(a.asname.unwrap_or(a.name), what);
                }
            }
            StmtKind::TypeAlias { name, .. } => self.bind(*name, What::Other),
            StmtKind::Return(value) => value.iter().for_each(|&v| self.expr(v, Use::Open)),
            StmtKind::Raise { exc, cause } => {
                exc.iter().chain(cause).for_each(|&e| self.expr(e, Use::Open));
            }
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue | StmtKind::Error => {}
        }
    }

    fn assign(&mut self, targets: &'a [ExprId], value: ExprId) {
        let used = match targets {
            [only] => match self.ast[*only].kind {
                ExprKind::Name(name) => Use::Kept(name),
                ExprKind::Tuple(_) | ExprKind::List(_) => Use::Iterated,
                _ => Use::Open,
            },
            _ => Use::Open,
        };
        self.expr(value, used);
        let what = if targets.len() == 1 { What::Value(value) } else { What::Other };
        targets.iter().for_each(|&t| self.target(t, what));
    }

    /// Binds the names of a target, and walks what is evaluated in it.
    fn target(&mut self, id: ExprId, what: What) {
        let ast: &'a Ast = self.ast;
        match &ast[id].kind {
            ExprKind::Name(name) => self.bind(*name, what),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|&i| self.target(i, What::Other));
            }
            ExprKind::Starred(value) => self.target(*value, What::Other),
            ExprKind::Attribute { value, name, .. } => {
                self.scopes.stored.insert(*name);
                self.expr(*value, Use::Open);
            }
            _ => self.expr(id, Use::Open),
        }
    }

    fn pattern(&mut self, id: PatId) {
        let ast: &'a Ast = self.ast;
        match &ast[id].kind {
            PatKind::Capture(name) | PatKind::Star(Some(name)) => self.bind(*name, What::Other),
            PatKind::Sequence(items) | PatKind::Or(items) => items.iter().for_each(|&p| self.pattern(p)),
            PatKind::Mapping { items, rest } => {
                items.iter().for_each(|&(_, p)| self.pattern(p));
                rest.iter().for_each(|&n| self.bind(n, What::Other));
            }
            PatKind::Class { args, keywords, .. } => {
                args.iter().for_each(|&p| self.pattern(p));
                keywords.iter().for_each(|&(_, _, p)| self.pattern(p));
            }
            PatKind::As { pattern, name } => {
                self.pattern(*pattern);
                self.bind(*name, What::Other);
            }
            _ => {}
        }
    }

    fn function(&mut self, id: StmtId, def: &'a FunctionDef) {
        def.decorators.iter().for_each(|&d| self.expr(d, Use::Open));
        for p in def.params.iter() {
            p.default.iter().chain(&p.annotation).for_each(|&e| self.expr(e, Use::Open));
        }
        def.returns.iter().for_each(|&r| self.expr(r, Use::Open));
        let outer = self.scope;
        let above = &self.scopes.all[outer];
        let method = above.kind == ScopeKind::Class && def.decorators.is_empty();
        let prefix = format!("{}{}.<locals>.", above.prefix, self.names.get(def.name));
        self.bind(def.name, What::Def(id));
        let kind = ScopeKind::Function { is_async: def.is_async };
        self.scope = self.scopes.open(kind, Some(outer), prefix);
        self.scopes.of_def.insert(id, self.scope);
        self.scopes.all[self.scope].def = Some(id);
        def.params.iter().for_each(|p| self.bind(p.name, What::Other));
        if method {
            let first = def.params.posonly.iter().chain(&def.params.args).next();
            self.scopes.all[self.scope].instance = first.map(|p| p.name);
        }
        self.block(&def.body);
        self.scope = outer;
    }

    fn class(&mut self, def: &'a ClassDef) {
        def.decorators.iter().for_each(|&d| self.expr(d, Use::Open));
        def.args.iter().for_each(|a| self.expr(a.value(), Use::Open));
        self.bind(def.name, What::Other);
        let outer = self.scope;
        let prefix = format!("{}{}.", self.scopes.all[outer].prefix, self.names.get(def.name));
        self.scope = self.scopes.open(ScopeKind::Class, Some(outer), prefix);
        self.block(&def.body);
        self.scope = outer;
    }

    // expressions

    fn expr(&mut self, id: ExprId, used: Use) {
        let base = self.work.len();
        let outer = self.scope;
        self.work.push((id, outer, used));
        while self.work.len() > base
            && let Some((id, scope, used)) = self.work.pop()
        {
            self.scope = scope;
            self.one(id, used);
        }
        self.scope = outer;
    }

    fn add(&mut self, id: ExprId, used: Use) {
        self.work.push((id, self.scope, used));
    }

    fn one(&mut self, id: ExprId, used: Use) {
        let ast: &'a Ast = self.ast;
        let node = &ast[id];
        match &node.kind {
            ExprKind::Name(name) => {
                self.reads.push(Read { name: *name, scope: self.scope, span: node.span, used });
            }
            ExprKind::Call { func, args } => {
                self.calls.push(Call { id, scope: self.scope, used });
                self.add(*func, Use::Open);
                let passed = self.passed(*func);
                for arg in args {
                    let used = match arg {
                        Arg::Pos(_) => passed,
                        Arg::Star(_) => Use::Iterated,
                        Arg::Keyword { .. } | Arg::DoubleStar(_) => Use::Open,
                    };
                    self.add(arg.value(), used);
                }
            }
            ExprKind::JoinedStr(_) => node.kind.each_child(|c| self.add(c, Use::Formatted)),
            ExprKind::BinOp { .. } => {
                let (first, steps) = ast.bin_spine(id);
                self.add(first, Use::Operand);
                let text = matches!(ast[first].kind, ExprKind::Str(_) | ExprKind::JoinedStr(_));
                for step in steps {
                    let formats = text && step.op == BinOp::Mod;
                    match &ast[step.right].kind {
                        ExprKind::Tuple(items) if formats => {
                            items.iter().for_each(|&i| self.add(i, Use::Formatted));
                        }
                        _ if formats => self.add(step.right, Use::Formatted),
                        _ => self.add(step.right, Use::Operand),
                    }
                }
            }
            ExprKind::UnaryOp { op, operand } => {
                self.add(*operand, if *op == UnaryOp::Not { Use::Condition } else { Use::Operand });
            }
            ExprKind::BoolOp { op, values } => {
                // a coroutine is true: `and` goes on to the next value, `or` ends with it
                let last = values.len() - 1;
                for (i, &v) in values.iter().enumerate() {
                    let passed_over = *op == BoolOp::And && i < last;
                    self.add(v, if passed_over { Use::Condition } else { used });
                }
            }
            ExprKind::Compare { left, rest } => {
                self.add(*left, Use::Compared);
                rest.iter().for_each(|&(_, e)| self.add(e, Use::Compared));
            }
            ExprKind::Attribute { value, name, .. } => {
                let name = self.names.get(*name);
                let own = name.starts_with("__") || name.starts_with("cr_");
                let known = own || matches!(name, "send" | "throw" | "close");
                self.add(*value, if known { Use::Open } else { Use::Attribute });
            }
            ExprKind::Subscript { value, index } => {
                self.add(*value, Use::Indexed);
                self.add(*index, Use::Open);
            }
            ExprKind::IfExp { test, then, orelse } => {
                self.add(*test, Use::Condition);
                self.add(*then, used);
                self.add(*orelse, used);
            }
            ExprKind::Starred(value) | ExprKind::YieldFrom(value) => {
                self.yields(&node.kind);
                self.add(*value, Use::Iterated);
            }
            ExprKind::Yield(value) => {
                self.yields(&node.kind);
                value.iter().for_each(|&v| self.add(v, Use::Open));
            }
            ExprKind::NamedExpr { target, value } => {
                let scope = self.scopes.function(self.scope);
                if let ExprKind::Name(name) = ast[*target].kind {
                    self.scopes.bind(scope, name, What::Other);
                }
                self.add(*value, Use::Open);
            }
            ExprKind::Lambda { params, body } => {
                params.iter().filter_map(|p| p.default).for_each(|d| self.add(d, Use::Open));
                let prefix = format!("{}<lambda>.<locals>.", self.scopes.all[self.scope].prefix);
                let lambda = self.scopes.open(ScopeKind::Lambda, Some(self.scope), prefix);
                params.iter().for_each(|p| self.scopes.bind(lambda, p.name, What::Other));
                self.work.push((*body, lambda, Use::Open));
            }
            ExprKind::ListComp { elt, gens }
            | ExprKind::SetComp { elt, gens }
            | ExprKind::GeneratorExp { elt, gens } => self.comprehension(&[*elt], gens),
            ExprKind::DictComp { key, value, gens } => self.comprehension(&[*key, *value], gens),
            kind => kind.each_child(|c| self.add(c, Use::Open)),
        }
    }

    fn yields(&mut self, kind: &ExprKind) {
        if let ExprKind::Yield(_) | ExprKind::YieldFrom(_) = kind {
            let function = self.scopes.function(self.scope);
            self.scopes.all[function].has_yield = true;
        }
    }

    /// What a called function does with its arguments, so far as its name tells.
    fn passed(&self, func: ExprId) -> Use {
        match self.ast[func].kind {
            ExprKind::Name(name) => Use::Passed(name),
            ExprKind::Attribute { value, name, .. } => {
                let text = matches!(self.ast[value].kind, ExprKind::Str(_));
                if text && self.names.get(name) == "format" { Use::Formatted } else { Use::Open }
            }
            _ => Use::Open,
        }
    }

    fn comprehension(&mut self, elements: &[ExprId], gens: &'a [Comprehension]) {
        let outer = self.scope;
        let prefix = self.scopes.all[outer].prefix.clone();
        let own = self.scopes.open(ScopeKind::Comprehension, Some(outer), prefix);
        for (i, g) in gens.iter().enumerate() {
            let used = if g.is_async { Use::AsyncIterated } else { Use::Iterated };
            self.work.push((g.iter, if i == 0 { outer } else { own }, used));
            self.scope = own;
            self.target(g.target, What::Other);
            self.scope = outer;
            g.ifs.iter().for_each(|&c| self.work.push((c, own, Use::Condition)));
        }
        elements.iter().for_each(|&e| self.work.push((e, own, Use::Open)));
    }
}
