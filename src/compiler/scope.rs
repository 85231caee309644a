//! Scopes and symbols: which variable a name means in which part of the program.
//!
//! A scope that makes a code object of its own is a *unit*. Comprehensions (outside class bodies) and type
//! parameter lists are inlined: they have a scope, but their variables live in registers of the enclosing unit.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::source::{Interner, Name, Span};
use crate::syntax::ast::{ExprId, StmtId};

/// Index of a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ScopeId(pub u32);

/// What a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// A generator expression.
    Generator,
    /// A list, set or dict comprehension.
    Comprehension,
    TypeParams,
}

/// What happens to a name in a scope (a bit set).
pub(super) type Uses = u16;
pub(super) const READ: Uses = 1;
pub(super) const BOUND: Uses = 2;
pub(super) const PARAM: Uses = 4;
pub(super) const GLOBAL: Uses = 8;
pub(super) const NONLOCAL: Uses = 16;
pub(super) const ANNOTATED: Uses = 32;
/// Deleted somewhere, by `del` or at the end of an `except … as`.
pub(super) const DELETED: Uses = 64;
/// Captured by a nested unit.
pub(super) const CAPTURED: Uses = 128;

/// Where a variable lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Global,
    /// The namespace of a class body.
    Namespace,
    /// A register (of an inlined scope: counted from its first).
    Local(u16),
    /// A closure cell of the unit.
    Free(u16),
}

/// A name in a scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Symbol {
    pub name: Name,
    pub uses: Uses,
    pub place: Place,
    /// Where it was first declared or used.
    pub span: Span,
}

impl Symbol {
    pub fn has(&self, uses: Uses) -> bool {
        self.uses & uses != 0
    }

    /// Whether the scope itself holds the variable.
    pub fn is_own(&self) -> bool {
        self.has(BOUND) && !self.has(GLOBAL | NONLOCAL)
    }
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// The unit it belongs to: itself unless it is inlined.
    pub unit: ScopeId,
    /// The class whose name mangles private names here.
    pub private: Option<Name>,
    /// In order of first mention, parameters first.
    pub symbols: Vec<Symbol>,
    pub index: FxHashMap<Name, u32>,
    /// Captured variables of enclosing units, in closure order.
    pub free: Vec<Name>,
    pub free_index: FxHashMap<Name, u16>,
    pub is_async: bool,
    pub has_yield: bool,
    /// Awaits, or has an asynchronous loop, comprehension or `with`.
    pub has_await: bool,
    /// A class one of whose methods needs `__class__`.
    pub needs_class_cell: bool,
    /// Has an annotated plain name (a module or class).
    pub has_annotations: bool,
}

impl Scope {
    pub fn is_inline(&self, id: ScopeId) -> bool {
        self.unit != id
    }

    pub fn get(&self, name: Name) -> Option<&Symbol> {
        self.index.get(&name).map(|&i| &self.symbols[i as usize])
    }

    pub fn is_function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    /// Number of registers that variables take (of an inlined scope: its own ones).
    pub fn own_count(&self) -> usize {
        match self.kind {
            ScopeKind::Module => 0,
            ScopeKind::Class => 1 + self.needs_class_cell as usize,
            _ => self.symbols.iter().filter(|s| s.is_own()).count(),
        }
    }
}

/// All scopes of a program and where they start.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub all: Vec<Scope>,
    pub of_expr: FxHashMap<ExprId, ScopeId>,
    pub of_stmt: FxHashMap<StmtId, ScopeId>,
    pub of_type_params: FxHashMap<StmtId, ScopeId>,
    /// Expressions that contain a `:=`.
    pub walrus: FxHashSet<ExprId>,
}

impl std::ops::Index<ScopeId> for Scopes {
    type Output = Scope;
    fn index(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }
}

impl std::ops::IndexMut<ScopeId> for Scopes {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.all[id.0 as usize]
    }
}

/// Private names of classes: `__x` in class `C` is `_C__x`.
#[derive(Default, Debug)]
pub(super) struct Mangler {
    known: FxHashMap<(Name, Name), Name>,
}

impl Mangler {
    pub fn mangle(&mut self, names: &mut Interner, class: Option<Name>, name: Name) -> Name {
        let Some(class) = class else { return name };
        let text = names.get(name);
        if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
            return name;
        }
        if let Some(&known) = self.known.get(&(class, name)) {
            return known;
        }
        let stripped = names.get(class).trim_start_matches('_');
        let mangled = if stripped.is_empty() { name } else { names.intern(&format!("_{stripped}{text}")) };
        self.known.insert((class, name), mangled);
        mangled
    }
}

/// Names the compiler itself uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub class_cell: Name,
    pub super_: Name,
    pub locals: Name,
    pub debug: Name,
    pub iter_param: Name,
    pub name: Name,
    pub module: Name,
    pub qualname: Name,
    pub doc: Name,
    pub type_params: Name,
    pub enter: Name,
    pub exit: Name,
    pub aenter: Name,
    pub aexit: Name,
    pub empty: Name,
    pub future: Name,
}

impl Known {
    pub fn new(names: &mut Interner) -> Known {
        let mut n = |text: &str| names.intern(text);
        Known {
            class_cell: n("__class__"),
            super_: n("super"),
            locals: n("locals"),
            debug: n("__debug__"),
            iter_param: n(".0"),
            name: n("__name__"),
            module: n("__module__"),
            qualname: n("__qualname__"),
            doc: n("__doc__"),
            type_params: n("__type_params__"),
            enter: n("__enter__"),
            exit: n("__exit__"),
            aenter: n("__aenter__"),
            aexit: n("__aexit__"),
            empty: n(""),
            future: n("__future__"),
        }
    }
}
