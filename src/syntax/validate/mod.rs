//! Checks of the finished tree that the grammar cannot make: targets, where stars, `await`, `yield`, `return`
//! and `break` may stand, `global` and `nonlocal`, patterns.
//!
//! Statements are walked by recursion (indentation is limited), expressions with a list of work, so that deep
//! expressions need no stack.

pub(super) mod forms;
mod patterns;
mod scopes;
mod statements;
mod targets;

use crate::source::{Diagnostic, Interner, Kind, SourceFile, Span};
use crate::syntax::ast::*;
use scopes::{Scope, ScopeKind};
use targets::expr_name;

/// What the checks give.
pub struct Checked {
    /// The reports, in no order.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the program awaits outside functions.
    pub top_level_await: bool,
}

/// Checks a tree. If it is `broken` already, checks that need whole statements are left out.
pub fn check(ast: &Ast, file: &SourceFile, names: &Interner, top_level_await: bool, broken: bool) -> Checked {
    let mut checker = Checker {
        ast,
        file,
        names,
        broken,
        allow_await: top_level_await,
        diagnostics: Vec::new(),
        awaits: false,
        scopes: vec![Scope::new(ScopeKind::Module, None)],
        scope: 0,
        nonlocals: Vec::new(),
        work: Vec::new(),
        debug_name: names.lookup("__debug__"),
    };
    checker.future_imports();
    checker.block(&ast.body, statements::Place::default());
    checker.resolve_nonlocals();
    let Checker { diagnostics, awaits, .. } = checker;
    Checked { diagnostics, top_level_await: awaits }
}

struct Checker<'a> {
    ast: &'a Ast,
    file: &'a SourceFile,
    names: &'a Interner,
    broken: bool,
    allow_await: bool,
    diagnostics: Vec<Diagnostic>,
    awaits: bool,
    scopes: Vec<Scope>,
    /// The scope of what is being walked.
    scope: usize,
    /// `nonlocal` declarations, to be looked up at the end.
    nonlocals: Vec<(usize, crate::source::Name, Span)>,
    /// Expressions still to be walked, each in its scope.
    work: Vec<Work>,
    debug_name: Option<crate::source::Name>,
}

/// An expression to walk.
#[derive(Clone, Copy)]
struct Work {
    id: ExprId,
    scope: usize,
    /// Whether it may be `*x`.
    star: bool,
    /// Whether it is what a comprehension walks.
    iterable: bool,
}

impl<'a> Checker<'a> {
    /// Walks an expression in the current scope.
    fn expr(&mut self, id: ExprId) {
        let base = self.work.len();
        self.add(id, self.scope);
        self.drain(base);
    }

    /// Walks an expression that may be starred.
    fn star_expr(&mut self, id: ExprId) {
        match self.ast[id].kind {
            ExprKind::Starred(value) if !self.ast[id].paren => self.expr(value),
            _ => self.expr(id),
        }
    }

    fn add(&mut self, id: ExprId, scope: usize) {
        self.work.push(Work { id, scope, star: false, iterable: false });
    }

    /// Targets inside expressions walk expressions of their own: only what is above `base` is ours.
    fn drain(&mut self, base: usize) {
        let outer = self.scope;
        while self.work.len() > base
            && let Some(work) = self.work.pop()
        {
            self.scope = work.scope;
            self.one(work);
        }
        self.scope = outer;
    }

    fn one(&mut self, work: Work) {
        let Work { id, scope, star, iterable } = work;
        let ast: &'a Ast = self.ast;
        let node = &ast[id];
        let inner = |id: ExprId, star: bool| Work { id, scope, star, iterable };
        match &node.kind {
            ExprKind::Name(name) => self.use_name(*name, node.span),
            ExprKind::Starred(value) => {
                if node.paren {
                    self.error(node.span, "cannot use starred expression here");
                } else if !star {
                    self.error(node.span, "can't use starred expression here")
                        .hints
                        .push("write '*name,' for a tuple".into());
                }
                self.work.push(inner(*value, false));
            }
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                self.work.extend(items.iter().map(|&i| inner(i, true)));
            }
            ExprKind::Dict(items) => {
                for (key, value) in items {
                    self.work.extend(key.map(|k| inner(k, false)));
                    self.work.push(inner(*value, false));
                }
            }
            ExprKind::ListComp { elt, gens } => {
                self.comprehension("list comprehension", &[*elt], gens, node.span)
            }
            ExprKind::SetComp { elt, gens } => {
                self.comprehension("set comprehension", &[*elt], gens, node.span)
            }
            ExprKind::GeneratorExp { elt, gens } => {
                self.comprehension("generator expression", &[*elt], gens, node.span);
            }
            ExprKind::DictComp { key, value, gens } => {
                self.comprehension("dict comprehension", &[*key, *value], gens, node.span);
            }
            ExprKind::Lambda { params, body } => {
                for p in params.iter() {
                    self.work.extend(p.default.map(|d| inner(d, false)));
                }
                let lambda = self.open_scope(ScopeKind::Lambda);
                for p in params.iter() {
                    self.parameter(lambda, p);
                }
                self.add(*body, lambda);
            }
            ExprKind::NamedExpr { target, value } => {
                self.named_expr(*target, node.span, iterable);
                self.work.push(inner(*value, false));
            }
            ExprKind::Await(value) => {
                self.awaited(node.span, "await");
                self.work.push(inner(*value, false));
            }
            ExprKind::Yield(value) => {
                self.yielded(node.span, false);
                // `yield *a, b` is a tuple; a lone star is not
                self.work.extend(value.map(|v| inner(v, false)));
            }
            ExprKind::YieldFrom(value) => {
                self.yielded(node.span, true);
                self.work.push(inner(*value, false));
            }
            ExprKind::Call { func, args } => {
                self.arguments(args, true);
                self.call_warning(*func, node.span);
                self.work.push(inner(*func, false));
                self.work.extend(args.iter().map(|a| inner(a.value(), false)));
            }
            ExprKind::Compare { left, rest } => {
                self.is_literal_warning(*left, rest, node.span);
                self.work.push(inner(*left, false));
                self.work.extend(rest.iter().map(|&(_, e)| inner(e, false)));
            }
            kind => kind.each_child(|child| self.work.push(inner(child, false))),
        }
    }

    /// Something that is called and cannot be.
    fn call_warning(&mut self, func: ExprId, span: Span) {
        use ExprKind::*;
        let what = match self.ast[func].kind {
            Int(_) | BigInt(_) => "int",
            Float(_) => "float",
            Str(_) | JoinedStr(_) => "str",
            Bytes(_) => "bytes",
            List(_) | ListComp { .. } => "list",
            Tuple(_) => "tuple",
            Dict(_) | DictComp { .. } => "dict",
            Set(_) | SetComp { .. } => "set",
            GeneratorExp { .. } => "generator",
            None => "NoneType",
            Bool(_) => "bool",
            Ellipsis => "ellipsis",
            _ => return,
        };
        self.warn(span, format!("'{what}' object is not callable; perhaps you missed a comma?"));
    }

    /// `x is 1`
    fn is_literal_warning(&mut self, left: ExprId, rest: &[(CmpOp, ExprId)], span: Span) {
        let mut previous = left;
        for &(op, next) in rest {
            if let CmpOp::Is | CmpOp::IsNot = op {
                let literal = [previous, next].into_iter().find_map(|e| match self.ast[e].kind {
                    ExprKind::Int(_) | ExprKind::BigInt(_) => Some("int"),
                    ExprKind::Float(_) => Some("float"),
                    ExprKind::Str(_) => Some("str"),
                    ExprKind::Bytes(_) => Some("bytes"),
                    ExprKind::Tuple(_) => Some("tuple"),
                    _ => None,
                });
                if let Some(what) = literal {
                    let (is, eq) = if op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                    self.warn(span, format!("\"{is}\" with '{what}' literal. Did you mean \"{eq}\"?"));
                }
            }
            previous = next;
        }
    }

    fn warn(&mut self, span: Span, message: String) {
        self.diagnostics.push(Diagnostic::warning(Kind::SyntaxWarning, span, message));
    }

    /// A comprehension: its first iterable belongs to the scope around it, the rest to its own.
    fn comprehension(&mut self, what: &'static str, elements: &[ExprId], gens: &[Comprehension], span: Span) {
        let ast: &'a Ast = self.ast;
        let outer = self.scope;
        let own = self.open_scope(ScopeKind::Comprehension { what, span });
        for g in gens {
            self.scope = own;
            self.scopes[own].iterating = true;
            self.target(g.target, targets::Place::Plain);
            self.scopes[own].iterating = false;
            if g.is_async {
                self.awaited(g.span, "comprehension");
            }
            self.scope = outer;
        }
        for (i, g) in gens.iter().enumerate() {
            let scope = if i == 0 { outer } else { own };
            self.work.push(Work { id: g.iter, scope, star: false, iterable: true });
            for &condition in &g.ifs {
                self.add(condition, own);
            }
        }
        for &element in elements {
            if let ExprKind::Starred(value) = ast[element].kind {
                self.error(ast[element].span, "iterable unpacking cannot be used in comprehension");
                self.add(value, own);
            } else {
                self.add(element, own);
            }
        }
    }

    /// `target := value`
    fn named_expr(&mut self, target: ExprId, span: Span, iterable: bool) {
        let node = &self.ast[target];
        let ExprKind::Name(name) = node.kind else {
            let what = expr_name(&node.kind);
            if !matches!(node.kind, ExprKind::Error) {
                self.error(node.span, format!("cannot use assignment expressions with {what}"));
            }
            return;
        };
        self.bind_named(name, node.span, span, iterable);
    }

    /// The text of a name.
    fn text(&self, name: crate::source::Name) -> &'a str {
        self.names.get(name)
    }

    /// Where a line of the file starts, for messages.
    fn line(&self, span: Span) -> u32 {
        self.file.line(span.lo)
    }
}
