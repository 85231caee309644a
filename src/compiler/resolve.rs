//! From uses of names to places of variables.

use super::scope::*;
use crate::source::{Diagnostic, Interner, Name};

/// What the search through the enclosing scopes found.
enum Found {
    In(ScopeId),
    Global,
}

/// Gives every symbol its place; reports `nonlocal` names that no enclosing function binds.
pub(super) fn resolve(scopes: &mut Scopes, names: &Interner, known: Known, errors: &mut Vec<Diagnostic>) {
    for index in 0..scopes.all.len() {
        let id = ScopeId(index as u32);
        for i in 0..scopes[id].symbols.len() {
            let symbol = scopes[id].symbols[i];
            let kind = scopes[id].kind;
            if kind == ScopeKind::Module || symbol.has(GLOBAL) {
                continue;
            }
            if symbol.is_own() {
                if kind == ScopeKind::Class {
                    scopes[id].symbols[i].place = Place::Namespace;
                }
                continue;
            }
            match search(scopes, known, id, symbol.name) {
                Found::In(owner) => {
                    let at = capture(scopes, known, id, owner, symbol.name);
                    scopes[id].symbols[i].place = Place::Free(at);
                }
                Found::Global if symbol.has(NONLOCAL) => {
                    let text = format!("no binding for nonlocal '{}' found", names.get(symbol.name));
                    errors.push(Diagnostic::syntax(symbol.span, text));
                }
                // a namespace may hold more names than the class body binds in the open
                Found::Global if kind == ScopeKind::Class => scopes[id].symbols[i].place = Place::Namespace,
                Found::Global => {}
            }
        }
    }
    for scope in &mut scopes.all {
        if scope.is_function_like() {
            let own = scope.symbols.iter_mut().filter(|s| s.is_own());
            own.enumerate().for_each(|(reg, s)| s.place = Place::Local(reg.min(u16::MAX as usize) as u16));
        }
    }
}

fn search(scopes: &Scopes, known: Known, from: ScopeId, name: Name) -> Found {
    let mut at = scopes[from].parent;
    while let Some(id) = at {
        let scope = &scopes[id];
        match scope.kind {
            ScopeKind::Module => return Found::Global,
            ScopeKind::Class if name == known.class_cell => return Found::In(id),
            ScopeKind::Class => {}
            _ => match scope.get(name) {
                Some(s) if s.has(GLOBAL) => return Found::Global,
                Some(s) if s.is_own() => return Found::In(id),
                _ => {}
            },
        }
        at = scope.parent;
    }
    Found::Global
}

/// Makes the variable of `owner` reach the unit of `from` through all units between; gives its closure index.
fn capture(scopes: &mut Scopes, known: Known, from: ScopeId, owner: ScopeId, name: Name) -> u16 {
    if scopes[owner].kind == ScopeKind::Class && name == known.class_cell {
        scopes[owner].needs_class_cell = true;
    } else if let Some(&i) = scopes[owner].index.get(&name) {
        scopes[owner].symbols[i as usize].uses |= CAPTURED;
    }
    let last = scopes[owner].unit;
    let first = scopes[from].unit;
    let mut unit = first;
    while unit != last {
        let scope = &mut scopes[unit];
        if !scope.free_index.contains_key(&name) {
            let at = scope.free.len().min(u16::MAX as usize) as u16;
            scope.free_index.insert(name, at);
            scope.free.push(name);
        }
        match scope.parent {
            Some(parent) => unit = scopes[parent].unit,
            None => break,
        }
    }
    scopes[first].free_index.get(&name).copied().unwrap_or(0)
}
