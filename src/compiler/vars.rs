//! Reading, binding and deleting variables.

use super::Compiler;
use super::scope::{CAPTURED, Place, ScopeKind};
use super::unit::Reg;
use crate::bytecode::{Const, Op};
use crate::source::{Name, Span};

/// Where a variable is, seen from the code being emitted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Var {
    Local(Reg),
    /// A register that holds a cell.
    Cell(Reg),
    Free(u16),
    Global,
    /// The namespace of the class body.
    Namespace,
}

impl<'a> Compiler<'a> {
    /// Finds the variable that a mangled name means here.
    pub(super) fn var(&self, name: Name) -> Var {
        for inline in self.unit.inlines.iter().rev() {
            if let Some(s) = self.scopes[inline.scope].get(name)
                && let Place::Local(reg) = s.place
            {
                let reg = inline.base.saturating_add(reg);
                return if s.has(CAPTURED) { Var::Cell(reg) } else { Var::Local(reg) };
            }
        }
        match self.scopes[self.unit.scope].get(name) {
            None => Var::Global,
            Some(s) => match s.place {
                Place::Global => Var::Global,
                Place::Namespace => Var::Namespace,
                Place::Free(i) => Var::Free(i),
                Place::Local(reg) if s.has(CAPTURED) => Var::Cell(reg),
                Place::Local(reg) => Var::Local(reg),
            },
        }
    }

    /// The register of a local variable, checked to be assigned; nothing for other variables.
    pub(super) fn own_register(&mut self, name: Name, span: Span) -> Option<Reg> {
        let Var::Local(reg) = self.var(name) else { return None };
        if !self.unit.is_assigned(reg) {
            let n = self.unit.name16(name);
            self.unit.put3(Op::Check, reg, n, 0, span);
            self.unit.need_unset.insert(reg);
            self.unit.set_assigned(reg);
        }
        Some(reg)
    }

    /// Reads a variable (by its mangled name) into a register.
    pub(super) fn load(&mut self, name: Name, dst: Reg, span: Span) {
        match self.var(name) {
            Var::Local(_) => {
                if let Some(reg) = self.own_register(name, span) {
                    self.unit.move_to(dst, reg);
                }
            }
            Var::Cell(reg) => {
                let n = self.unit.name16(name);
                self.unit.put3(Op::GetCell, dst, reg, n, span);
            }
            Var::Free(i) => {
                let n = self.unit.name16(name);
                if self.unit.kind == ScopeKind::Class {
                    self.unit.put3(Op::GetName, dst, n, 0, span);
                }
                self.unit.put3(Op::GetFree, dst, i, n, span);
            }
            Var::Global => {
                let n = self.unit.name(name);
                self.unit.put_wide(Op::GetG, dst, n, span);
            }
            Var::Namespace => {
                let n = self.unit.name16(name);
                self.unit.put3(Op::GetName, dst, n, 0, span);
                self.unit.put_wide(Op::GetG, dst, n as u32, span);
            }
        }
    }

    /// Binds a variable (by its mangled name) to the value of a register.
    pub(super) fn store(&mut self, name: Name, src: Reg, span: Span) {
        match self.var(name) {
            Var::Local(reg) => {
                self.unit.move_to(reg, src);
                self.unit.set_assigned(reg);
            }
            Var::Cell(reg) => self.unit.plain(Op::SetCell, src, reg, 0),
            Var::Free(i) => self.unit.plain(Op::SetFree, src, i, 0),
            Var::Global => {
                let n = self.unit.name(name);
                self.unit.put_wide(Op::SetG, src, n, span);
            }
            Var::Namespace => {
                let n = self.unit.name16(name);
                self.unit.put3(Op::SetName, src, n, 0, span);
            }
        }
    }

    /// Deletes a variable.
    pub(super) fn delete(&mut self, name: Name, span: Span) {
        match self.var(name) {
            Var::Local(_) => {
                if let Some(reg) = self.own_register(name, span) {
                    self.unit.plain(Op::Unset, reg, 0, 0);
                    self.unit.set_unassigned(reg);
                }
            }
            Var::Cell(reg) => {
                let n = self.unit.name16(name);
                self.unit.put3(Op::DelCell, 0, reg, n, span);
            }
            Var::Free(i) => {
                let n = self.unit.name16(name);
                self.unit.put3(Op::DelFree, 0, i, n, span);
            }
            Var::Global => {
                let n = self.unit.name(name);
                self.unit.put_wide(Op::DelG, 0, n, span);
            }
            Var::Namespace => {
                let n = self.unit.name16(name);
                self.unit.put3(Op::DelName, 0, n, 0, span);
            }
        }
    }

    /// Unbinds the name of `except … as name`, which the handler may have deleted itself.
    pub(super) fn unbind(&mut self, name: Name, span: Span) {
        if let Var::Local(reg) = self.var(name) {
            self.unit.plain(Op::Unset, reg, 0, 0);
            self.unit.set_unassigned(reg);
            return;
        }
        let t = self.unit.alloc();
        self.unit.load_const(t, Const::None);
        self.store(name, t, span);
        self.delete(name, span);
        self.unit.top = t;
    }

    /// Puts the cell of a captured variable into a register, for the closure of a nested unit.
    pub(super) fn load_cell(&mut self, name: Name, dst: Reg) {
        for inline in self.unit.inlines.iter().rev() {
            if let Some(s) = self.scopes[inline.scope].get(name)
                && let Place::Local(reg) = s.place
            {
                let reg = inline.base.saturating_add(reg);
                return self.unit.move_to(dst, reg);
            }
        }
        let scope = &self.scopes[self.unit.scope];
        if scope.kind == ScopeKind::Class && name == self.known.class_cell && scope.needs_class_cell {
            return self.unit.move_to(dst, 1);
        }
        match (scope.get(name).map(|s| s.place), scope.free_index.get(&name)) {
            (Some(Place::Local(reg)), _) => self.unit.move_to(dst, reg),
            (_, Some(&i)) => self.unit.plain(Op::FreeCell, dst, i, 0),
            _ => {}
        }
    }
}
