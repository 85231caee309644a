//! Calls.

use super::Compiler;
use super::display::WINDOW;
use super::scope::{Scope, ScopeKind};
use super::unit::Reg;
use super::vars::Var;
use crate::bytecode::{Const, Op};
use crate::source::{Name, Span};
use crate::syntax::ast::*;

/// Builtins that are surely there: a call may look them up after its arguments are evaluated.
const BUILTINS: &[&str] = &[
    "abs",
    "all",
    "any",
    "bool",
    "bytes",
    "callable",
    "chr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "hasattr",
    "hash",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
    "open",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
];

/// Keywords of a call by groups, in order: `name=value …` or `**value`.
enum Group {
    Named(Vec<(Name, ExprId)>),
    Merge(ExprId),
}

impl<'a> Compiler<'a> {
    pub(super) fn call(&mut self, id: ExprId, func: ExprId, args: &[Arg], dst: Reg) {
        let span = self.ast[id].span;
        let w = self.window(dst);
        let plain = args.iter().all(|a| matches!(a, Arg::Pos(_)));
        if plain {
            self.plain_call(span, func, args, w);
        } else {
            let starred = args.iter().any(|a| matches!(a, Arg::Star(_) | Arg::DoubleStar(_)));
            self.expr_to(func, w);
            let span = self.method_span(span, func);
            if starred || !self.keyword_call(span, args, w) {
                self.spread_call(span, args, w);
            }
        }
        self.close_window(dst, w);
    }

    /// The position of a call: from the method's name on where that stands on a later line, as in CPython.
    fn method_span(&self, span: Span, func: ExprId) -> Span {
        match self.ast[func].kind {
            ExprKind::Attribute { value, name_span, .. } => self.attribute_span(span, value, name_span),
            _ => span,
        }
    }

    /// Pushes positional arguments, each in a register of its own.
    fn push_args(&mut self, args: &[Arg]) {
        for arg in args {
            self.push(arg.value());
        }
    }

    fn plain_call(&mut self, span: Span, func: ExprId, args: &[Arg], w: Reg) {
        let ast = self.ast;
        let n = args.len() as u16;
        match ast[func].kind {
            ExprKind::Name(written) => {
                let name = self.mangle(written);
                let var = self.var(name);
                let global = var == Var::Global;
                let in_class = var == Var::Namespace;
                if args.is_empty() && (global || in_class) && name == self.known.locals && self.locals_call(w)
                {
                    return;
                }
                if args.is_empty() && matches!(self.names.get(name), "dir" | "vars") {
                    // the builtins look at this frame's variables
                    self.unit.reads_locals = true;
                }
                if args.is_empty() && global && name == self.known.super_ && self.super_call(span, w) {
                    return;
                }
                if global && self.may_look_up_late(name, args) {
                    let index = self.unit.name(name);
                    if let Ok(index) = u16::try_from(index) {
                        self.push_args(args);
                        return self.unit.put3(Op::CallG, w, n, index, span);
                    }
                }
                self.expr_to(func, w);
                self.push_args(args);
                self.unit.put3(Op::Call, w, n, 0, span);
            }
            ExprKind::Attribute { value, name, name_span } => {
                let name = self.mangle(name);
                let span = self.attribute_span(span, value, name_span);
                self.push(value);
                self.push_args(args);
                let cache = self.unit.cache(Op::CallM, name);
                self.unit.put3(Op::CallM, w, n, cache, span);
            }
            _ => {
                self.expr_to(func, w);
                self.push_args(args);
                self.unit.put3(Op::Call, w, n, 0, span);
            }
        }
    }

    /// Whether a global callee may be looked up after the arguments: it is sure to be there, or the arguments
    /// cannot do anything that would be seen before the NameError.
    fn may_look_up_late(&self, name: Name, args: &[Arg]) -> bool {
        let quiet = |arg: &Arg| match &self.ast[arg.value()].kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Lambda { .. } => true,
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Str(_) | ExprKind::Bytes(_) => true,
            ExprKind::Bool(_) | ExprKind::None => true,
            ExprKind::BinOp { left, right, .. } => [left, right].iter().all(|&&e| {
                matches!(self.ast[e].kind, ExprKind::Name(_) | ExprKind::Int(_) | ExprKind::Float(_))
            }),
            _ => false,
        };
        let module = &self.scopes.all[0];
        module.get(name).is_some_and(|s| s.is_own())
            || args.iter().all(quiet)
            || BUILTINS.binary_search(&self.names.get(name)).is_ok()
    }

    /// `locals()` with the builtin's name not rebound in the module.
    fn locals_call(&mut self, w: Reg) -> bool {
        let own = |s: &Scope| s.get(self.known.locals).is_some_and(|s| s.is_own());
        if own(&self.scopes.all[0]) || own(&self.scopes[self.unit.scope]) {
            return false;
        }
        if self.unit.kind == ScopeKind::Class {
            self.unit.move_to(w, 0);
        } else {
            self.unit.reads_locals = true;
            self.unit.plain(Op::Locals, w, 0, 0);
        }
        true
    }

    /// `super()` in a method: the class comes from the `__class__` cell, the object from the first parameter.
    fn super_call(&mut self, span: Span, w: Reg) -> bool {
        let Var::Free(cell) = self.var(self.known.class_cell) else { return false };
        let scope = &self.scopes[self.unit.scope];
        let first = scope.symbols.first().filter(|s| s.has(super::scope::PARAM)).map(|s| s.name);
        let Some(first) = first else { return false };
        let class = self.unit.alloc();
        let n = self.unit.name16(self.known.class_cell);
        self.unit.put3(Op::GetFree, class, cell, n, span);
        let object = self.unit.alloc();
        self.load(first, object, span);
        let n = self.unit.name16(self.known.super_);
        self.unit.put3(Op::CallG, w, 2, n, span);
        true
    }

    /// A call with keywords but no stars; false if the constant with their names is out of reach.
    fn keyword_call(&mut self, span: Span, args: &[Arg], w: Reg) -> bool {
        let named = args.iter().filter_map(|a| match a {
            Arg::Keyword { name, .. } => Some(Const::Str(self.names.get(*name).as_bytes().into())),
            _ => None,
        });
        let names = Const::Tuple(named.collect());
        let Ok(names) = u16::try_from(self.unit.konst(names)) else { return false };
        for arg in args.iter().filter(|a| matches!(a, Arg::Pos(_))) {
            self.push(arg.value());
        }
        for arg in args.iter().filter(|a| matches!(a, Arg::Keyword { .. })) {
            self.push(arg.value());
        }
        self.unit.put3(Op::CallKw, w, args.len() as u16, names, span);
        true
    }

    /// A call whose arguments are collected in a list and, with keywords, a dict.
    fn spread_call(&mut self, span: Span, args: &[Arg], w: Reg) {
        let list = self.unit.alloc();
        match star_at_end(args) {
            Some((lead, last)) if lead.is_empty() => {
                let top = self.unit.top;
                let value = self.expr(last);
                self.unit.put3(Op::StarArgs, list, value, 0, span);
                self.unit.top = top;
            }
            Some((lead, last)) => self.build_starred(Op::TupleStar, &lead, last, list, span),
            None => self.list_of_arguments(span, args, list),
        }
        let keywords = self.keywords(span, args, 1);
        self.unit.put3(Op::CallEx, w, keywords as u16, 0, span);
    }

    /// The arguments by position, plain and starred, in a list.
    fn list_of_arguments(&mut self, span: Span, args: &[Arg], list: Reg) {
        let top = self.unit.top;
        self.unit.plain(Op::List, list, list, 0);
        for arg in args {
            match *arg {
                Arg::Pos(e) => {
                    let value = self.expr(e);
                    self.unit.plain(Op::ListAppend, list, value, 0);
                }
                Arg::Star(e) => {
                    let value = self.expr(e);
                    self.unit.put3(Op::ListExtend, list, value, 0, span);
                }
                _ => {}
            }
            self.unit.top = top;
        }
    }

    /// Collects the keyword arguments, if there are any, in a dict in a new register. `of_call` is 1 where
    /// double-starred ones must be new strings.
    pub(super) fn keywords(&mut self, span: Span, args: &[Arg], of_call: u16) -> bool {
        let mut groups: Vec<Group> = Vec::new();
        for arg in args {
            match (*arg, groups.last_mut()) {
                (Arg::Keyword { name, value, .. }, Some(Group::Named(list))) => list.push((name, value)),
                (Arg::Keyword { name, value, .. }, _) => groups.push(Group::Named(vec![(name, value)])),
                (Arg::DoubleStar(value), _) => groups.push(Group::Merge(value)),
                _ => {}
            }
        }
        if groups.is_empty() {
            return false;
        }
        let dict = self.unit.alloc();
        if let ([Group::Merge(value)], 1) = (&groups[..], of_call) {
            let top = self.unit.top;
            let value = self.expr(*value);
            self.unit.put3(Op::KwArgs, dict, value, 0, span);
            self.unit.top = top;
            return true;
        }
        for (i, group) in groups.iter().enumerate() {
            let top = self.unit.top;
            match group {
                Group::Named(list) => {
                    let into = if i == 0 { dict } else { self.unit.alloc() };
                    let first = self.unit.top;
                    for &(name, value) in list {
                        let key = self.unit.alloc();
                        let text = self.names.get(name).as_bytes().into();
                        self.unit.load_const(key, Const::Str(text));
                        self.push(value);
                    }
                    self.unit.put3(Op::Dict, into, first, list.len() as u16, span);
                    if i > 0 {
                        self.unit.put3(Op::DictMerge, dict, into, of_call, span);
                    }
                }
                Group::Merge(value) => {
                    if i == 0 {
                        self.unit.put3(Op::Dict, dict, dict, 0, span);
                    }
                    let value = self.expr(*value);
                    self.unit.put3(Op::DictMerge, dict, value, of_call, span);
                }
            }
            self.unit.top = top;
        }
        true
    }
}

/// The plain arguments by position and the starred one, where that is the last of a few.
fn star_at_end(args: &[Arg]) -> Option<(Vec<ExprId>, ExprId)> {
    let mut lead = Vec::new();
    let mut by_position = args.iter().filter(|a| matches!(a, Arg::Pos(_) | Arg::Star(_)));
    let last = loop {
        match *by_position.next()? {
            Arg::Pos(e) => lead.push(e),
            Arg::Star(e) => break e,
            _ => return None,
        }
    };
    (by_position.next().is_none() && lead.len() < WINDOW).then_some((lead, last))
}
