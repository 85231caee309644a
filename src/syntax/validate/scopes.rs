//! Scopes: which names a function, class or comprehension binds, so far as errors depend on it.

use super::Checker;
use crate::source::{Label, Name, Span};
use crate::syntax::ast::*;
use rustc_hash::FxHashMap;

/// What opens a scope.
#[derive(Clone, Copy)]
pub enum ScopeKind {
    /// The file.
    Module,
    /// A class.
    Class,
    /// A function.
    Function {
        /// `async def`
        is_async: bool,
        /// Its name.
        name: Span,
    },
    /// A lambda.
    Lambda,
    /// A comprehension or generator expression.
    Comprehension {
        /// What it is called.
        what: &'static str,
        /// Where it stands.
        span: Span,
    },
    /// The value of a type alias, a bound or default of a type parameter, and the like.
    TypeExpr(&'static str),
}

/// What a scope knows of a name.
#[derive(Clone, Copy, Default)]
pub struct Symbol {
    used: bool,
    bound: bool,
    param: bool,
    annotated: bool,
    iteration: bool,
    global: Option<Span>,
    nonlocal: Option<Span>,
}

/// A scope.
pub struct Scope {
    pub kind: ScopeKind,
    parent: Option<usize>,
    symbols: FxHashMap<Name, Symbol>,
    /// Names bound now are iteration variables.
    pub iterating: bool,
    pub has_yield: bool,
    /// The first `return` with a value.
    pub returns: Option<Span>,
}

impl Scope {
    pub fn new(kind: ScopeKind, parent: Option<usize>) -> Scope {
        let symbols = FxHashMap::default();
        Scope { kind, parent, symbols, iterating: false, has_yield: false, returns: None }
    }
}

impl Checker<'_> {
    /// A new scope inside the current one; it does not become current.
    pub(super) fn open_scope(&mut self, kind: ScopeKind) -> usize {
        self.scopes.push(Scope::new(kind, Some(self.scope)));
        self.scopes.len() - 1
    }

    fn symbol(&mut self, name: Name) -> &mut Symbol {
        self.scopes[self.scope].symbols.entry(name).or_default()
    }

    /// A name is read.
    pub(super) fn use_name(&mut self, name: Name, _span: Span) {
        self.symbol(name).used = true;
    }

    /// A name is bound.
    pub(super) fn bind(&mut self, name: Name, span: Span) {
        self.not_debug(name, span, "assign to");
        let iterating = self.scopes[self.scope].iterating;
        let symbol = self.symbol(name);
        symbol.bound = true;
        symbol.iteration |= iterating;
    }

    /// `__debug__` is a constant.
    pub(super) fn not_debug(&mut self, name: Name, span: Span, verb: &str) {
        if Some(name) == self.debug_name {
            self.error(span, format!("cannot {verb} __debug__"));
        }
    }

    /// A parameter of the function whose scope is given.
    pub(super) fn parameter(&mut self, scope: usize, param: &Param) {
        self.not_debug(param.name, param.span, "assign to");
        let symbol = self.scopes[scope].symbols.entry(param.name).or_default();
        symbol.bound = true;
        symbol.param = true;
    }

    /// A name is annotated; a name in parentheses is only assigned.
    pub(super) fn annotate(&mut self, name: Name, span: Span, stmt: Span, simple: bool) {
        self.bind(name, span);
        let symbol = self.symbol(name);
        let declared = if symbol.global.is_some() {
            Some("global")
        } else if symbol.nonlocal.is_some() {
            Some("nonlocal")
        } else {
            None
        };
        symbol.annotated |= simple;
        if let Some(what) = declared.filter(|_| simple && self.scope != 0) {
            let message = format!("annotated name '{}' can't be {what}", self.text(name));
            self.error(stmt, message);
        }
    }

    /// `target := value` binds in the scope around all comprehensions.
    pub(super) fn bind_named(&mut self, name: Name, target: Span, span: Span, iterable: bool) {
        if iterable {
            self.error(span, "assignment expression cannot be used in a comprehension iterable expression");
            return;
        }
        let mut at = self.scope;
        let mut inside = false;
        while let ScopeKind::Comprehension { .. } = self.scopes[at].kind {
            inside = true;
            if self.scopes[at].symbols.get(&name).is_some_and(|s| s.iteration) {
                let message = format!(
                    "assignment expression cannot rebind comprehension iteration variable '{}'",
                    self.text(name)
                );
                self.error(target, message);
                return;
            }
            match self.scopes[at].parent {
                Some(parent) => at = parent,
                None => break,
            }
        }
        match self.scopes[at].kind {
            ScopeKind::Class if inside => {
                let message = "assignment expression within a comprehension cannot be used in a class body";
                self.error(target, message);
            }
            ScopeKind::TypeExpr(what) => {
                self.error(span, format!("named expression cannot be used within {what}"));
            }
            _ => {
                let here = std::mem::replace(&mut self.scope, at);
                self.bind(name, target);
                self.scope = here;
            }
        }
    }

    /// `global` or `nonlocal`.
    pub(super) fn declare(&mut self, names: &[(Name, Span)], stmt: Span, global: bool) {
        let what = if global { "global" } else { "nonlocal" };
        if !global && self.scope == 0 {
            self.unless_broken(stmt, "nonlocal declaration not allowed at module level");
            return;
        }
        for &(name, span) in names {
            let symbol = *self.symbol(name);
            let text = self.text(name);
            let message = if symbol.param {
                Some(format!("name '{text}' is parameter and {what}"))
            } else if (global && symbol.nonlocal.is_some()) || (!global && symbol.global.is_some()) {
                Some(format!("name '{text}' is nonlocal and global"))
            } else if symbol.annotated {
                Some(format!("annotated name '{text}' can't be {what}"))
            } else if symbol.bound {
                Some(format!("name '{text}' is assigned to before {what} declaration"))
            } else if symbol.used {
                Some(format!("name '{text}' is used prior to {what} declaration"))
            } else {
                None
            };
            match message {
                // at the top of a file `global x` after `x = 1` is an error too
                Some(message) => self.unless_broken(stmt, message),
                None if !global => self.nonlocals.push((self.scope, name, span)),
                None => {}
            }
            let symbol = self.symbol(name);
            match global {
                true => symbol.global = Some(span),
                false => symbol.nonlocal = Some(span),
            }
        }
    }

    /// Looks every `nonlocal` name up, now that all scopes are known.
    pub(super) fn resolve_nonlocals(&mut self) {
        for (scope, name, span) in std::mem::take(&mut self.nonlocals) {
            let is_class_cell = self.text(name) == "__class__";
            let mut at = self.scopes[scope].parent;
            let mut found = false;
            while let Some(i) = at {
                let scope = &self.scopes[i];
                match scope.kind {
                    ScopeKind::Module => break,
                    ScopeKind::Class => found |= is_class_cell,
                    _ => {
                        if let Some(symbol) = scope.symbols.get(&name) {
                            if symbol.global.is_some() {
                                break;
                            }
                            found |= symbol.bound && symbol.nonlocal.is_none();
                        }
                    }
                }
                if found {
                    break;
                }
                at = scope.parent;
            }
            if !found {
                self.unless_broken(span, format!("no binding for nonlocal '{}' found", self.names.get(name)));
            }
        }
    }

    /// Reports something that may be the consequence of an earlier error, so only if there was none.
    pub(super) fn unless_broken(&mut self, span: Span, message: impl Into<String>) {
        if !self.broken {
            self.error(span, message);
        }
    }

    /// `await`, `async for`, `async with` or an asynchronous comprehension (`what`) at a place.
    pub(super) fn awaited(&mut self, span: Span, what: &str) {
        let mut at = self.scope;
        let mut inside = None;
        loop {
            let scope = &self.scopes[at];
            match scope.kind {
                ScopeKind::Comprehension { what: "generator expression", .. } => return,
                ScopeKind::Comprehension { span, .. } => inside = Some(span),
                ScopeKind::Function { is_async: true, .. } => return,
                ScopeKind::Module if self.allow_await => {
                    self.awaits = true;
                    return;
                }
                ScopeKind::TypeExpr(place) => {
                    self.error(span, format!("await expression cannot be used within {place}"));
                    return;
                }
                _ => break,
            }
            match scope.parent {
                Some(parent) => at = parent,
                None => break,
            }
        }
        let message = match (inside, what, self.scopes[at].kind) {
            (Some(_), ..) => "asynchronous comprehension outside of an asynchronous function".to_string(),
            (None, "await", ScopeKind::Module | ScopeKind::Class) => "'await' outside function".to_string(),
            _ => format!("'{what}' outside async function"),
        };
        if self.broken {
            return;
        }
        let kind = self.scopes[at].kind;
        // of a statement only its first words
        let head =
            if what.starts_with("async") { Span::new(span.lo, span.lo + what.len() as u32) } else { span };
        let d = self.error(inside.unwrap_or(head), message);
        match kind {
            ScopeKind::Function { name, .. } => {
                d.secondary.push(Label { span: name, text: "this function is not async".into() });
                d.hints.push("make the function an 'async def'".into());
            }
            ScopeKind::Lambda => d.hints.push("a lambda cannot await: write an 'async def'".into()),
            _ => {}
        }
    }

    /// `yield` or `yield from`.
    pub(super) fn yielded(&mut self, span: Span, from: bool) {
        let message = match self.scopes[self.scope].kind {
            ScopeKind::Function { is_async: true, .. } if from => {
                "'yield from' inside async function".to_string()
            }
            ScopeKind::Function { .. } | ScopeKind::Lambda => {
                self.scopes[self.scope].has_yield = true;
                return;
            }
            ScopeKind::Comprehension { what, .. } => format!("'yield' inside {what}"),
            ScopeKind::TypeExpr(place) => format!("yield expression cannot be used within {place}"),
            ScopeKind::Module | ScopeKind::Class if from => "'yield from' outside function".to_string(),
            ScopeKind::Module | ScopeKind::Class => "'yield' outside function".to_string(),
        };
        self.unless_broken(span, message);
    }
}
