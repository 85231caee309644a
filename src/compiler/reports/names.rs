//! Scopes and bindings: what a name surely means.

use crate::source::{Interner, Name};
use crate::syntax::ast::{Ast, ExprId, ExprKind, StmtId, StmtKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// What opens a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function { is_async: bool },
    Lambda,
    Comprehension,
}

/// What a name is bound to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// A function definition.
    Def(StmtId),
    /// `import module`
    Module(Name),
    /// `from module import name`
    Member(Name, Name),
    /// `name = value`
    Value(ExprId),
    /// Anything else.
    Other,
}

/// All that binds a name in a scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding {
    what: What,
    /// More than one binding says something different.
    unsure: bool,
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<usize>,
    pub bindings: FxHashMap<Name, Binding>,
    /// Names declared `global`.
    pub globals: FxHashSet<Name>,
    /// Names declared `nonlocal`.
    pub nonlocals: FxHashSet<Name>,
    /// The definition, of a function.
    pub def: Option<StmtId>,
    /// What stands before the names of definitions inside it in their qualified names.
    pub prefix: String,
    pub has_yield: bool,
    /// A method's parameter for its instance.
    pub instance: Option<Name>,
}

/// All scopes of a program; the first is the module's.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub all: Vec<Scope>,
    /// The scopes of function definitions.
    pub of_def: FxHashMap<StmtId, usize>,
    /// Attributes that are assigned or deleted somewhere.
    pub stored: FxHashSet<Name>,
    /// Names that are `nonlocal` somewhere: bound from several functions, they are never sure.
    pub shared: FxHashSet<Name>,
    /// `from … import *`: a module's names may mean anything.
    pub star_import: bool,
}

impl Scopes {
    pub fn open(&mut self, kind: ScopeKind, parent: Option<usize>, prefix: String) -> usize {
        self.all.push(Scope {
            kind,
            parent,
            bindings: FxHashMap::default(),
            globals: FxHashSet::default(),
            nonlocals: FxHashSet::default(),
            def: None,
            prefix,
            has_yield: false,
            instance: None,
        });
        self.all.len() - 1
    }

    /// Notes a binding.
    pub fn bind(&mut self, scope: usize, name: Name, what: What) {
        if self.all[scope].nonlocals.contains(&name) {
            return;
        }
        let home = if self.all[scope].globals.contains(&name) { 0 } else { scope };
        let import = matches!(what, What::Module(_) | What::Member(..));
        self.all[home]
            .bindings
            .entry(name)
            // to import a thing twice changes nothing
            .and_modify(|b| b.unsure |= !(import && b.what == what))
            .or_insert(Binding { what, unsure: false });
    }

    /// The scope whose variable a name means, if any binds it.
    pub fn owner(&self, scope: usize, name: Name) -> Option<usize> {
        let mut at = scope;
        let mut own = true;
        loop {
            let here = &self.all[at];
            if here.globals.contains(&name) {
                return self.all[0].bindings.contains_key(&name).then_some(0);
            }
            let visible = own || here.kind != ScopeKind::Class;
            if visible && here.bindings.contains_key(&name) {
                return Some(at);
            }
            own &= here.kind == ScopeKind::Comprehension;
            at = here.parent?;
        }
    }

    /// What a name surely means: the scope that binds it, exactly once, and to what.
    pub fn sure(&self, scope: usize, name: Name) -> Option<(usize, What)> {
        let owner = self.owner(scope, name)?;
        let binding = self.all[owner].bindings.get(&name)?;
        let unsure = binding.unsure || self.shared.contains(&name) || owner == 0 && self.star_import;
        (!unsure).then_some((owner, binding.what))
    }

    /// Whether a name that nothing here binds is one of the built-in names.
    pub fn is_builtin(&self, scope: usize, name: Name) -> bool {
        !self.star_import && self.owner(scope, name).is_none()
    }

    /// The nearest function or lambda around a scope, or the module or class.
    pub fn function(&self, scope: usize) -> usize {
        let mut at = scope;
        while let (ScopeKind::Comprehension, Some(parent)) = (self.all[at].kind, self.all[at].parent) {
            at = parent;
        }
        at
    }

    /// Whether what stands in a scope runs as part of an `async def`.
    pub fn is_async(&self, scope: usize) -> bool {
        self.all[self.function(scope)].kind == ScopeKind::Function { is_async: true }
    }

    /// The dotted name of what an expression surely is: `asyncio.sleep`, `builtins.print`; the value of a call
    /// ends in `()`: `asyncio.Queue().put`.
    pub fn path(&self, ast: &Ast, names: &Interner, scope: usize, expr: ExprId) -> Option<String> {
        match ast[expr].kind {
            ExprKind::Name(name) => match self.sure(scope, name) {
                Some((_, What::Module(module))) => Some(names.get(module).to_owned()),
                Some((_, What::Member(module, name))) => {
                    Some(format!("{}.{}", names.get(module), names.get(name)))
                }
                Some((owner, What::Value(value))) => match &ast[value].kind {
                    ExprKind::Call { func, .. } => {
                        let class = self.static_path(ast, names, owner, *func)?;
                        Some(format!("{class}()"))
                    }
                    _ => None,
                },
                None if self.is_builtin(scope, name) => Some(format!("builtins.{}", names.get(name))),
                _ => None,
            },
            ExprKind::Attribute { value, name, .. } => {
                let base = self.path(ast, names, scope, value)?;
                let known = !base.starts_with("builtins.") && !self.stored.contains(&name);
                known.then(|| format!("{base}.{}", names.get(name)))
            }
            _ => None,
        }
    }

    /// The same without looking through variables, so that no chain of them has to be followed.
    fn static_path(&self, ast: &Ast, names: &Interner, scope: usize, expr: ExprId) -> Option<String> {
        match ast[expr].kind {
            ExprKind::Name(name) => match self.sure(scope, name)?.1 {
                What::Member(module, name) => Some(format!("{}.{}", names.get(module), names.get(name))),
                _ => None,
            },
            ExprKind::Attribute { value, name, .. } => {
                let ExprKind::Name(module) = ast[value].kind else { return None };
                let What::Module(module) = self.sure(scope, module)?.1 else { return None };
                Some(format!("{}.{}", names.get(module), names.get(name)))
            }
            _ => None,
        }
    }

    /// The coroutine function that a definition is: undecorated `async def` without `yield`. Gives its name as
    /// coroutines show it.
    pub fn coroutine_function(
        &self,
        ast: &Ast,
        names: &Interner,
        owner: usize,
        def: StmtId,
    ) -> Option<String> {
        let StmtKind::FunctionDef(function) = &ast[def].kind else { return None };
        let generator = self.of_def.get(&def).is_some_and(|&s| self.all[s].has_yield);
        (function.is_async && function.decorators.is_empty() && !generator)
            .then(|| format!("{}{}", self.all[owner].prefix, names.get(function.name)))
    }
}
