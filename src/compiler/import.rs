//! `import`.

use super::Compiler;
use crate::bytecode::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::{Alias, ImportFrom};

impl<'a> Compiler<'a> {
    pub(super) fn import(&mut self, list: &[Alias], span: Span) {
        for alias in list {
            let top = self.unit.top;
            let t = self.unit.alloc();
            self.unit.load_const(t, Const::None);
            let module = self.unit.name16(alias.name);
            self.unit.put3(Op::Import, t, module, 0, span);
            if alias.asname.is_some() {
                // the result is the top-level package: walk down to the module itself
                let parts: Vec<String> =
                    self.names.get(alias.name).split('.').skip(1).map(Into::into).collect();
                for part in parts {
                    let name = self.names.intern(&part);
                    let name = self.unit.name16(name);
                    self.unit.put3(Op::ImportFrom, t, t, name, span);
                }
            }
            let name = self.mangle(alias.asname.unwrap_or(alias.first));
            self.store(name, t, span);
            self.unit.top = top;
        }
    }

    pub(super) fn import_from(&mut self, import: &ImportFrom, span: Span) {
        let Ok(level) = u16::try_from(import.level) else {
            return self.fail(span, "too many dots in a relative import");
        };
        let wanted = |text: &str| Const::Str(text.as_bytes().into());
        let list: Vec<Const> = match import.names.is_empty() {
            true => vec![wanted("*")],
            false => import.names.iter().map(|a| wanted(self.names.get(a.name))).collect(),
        };
        let module = self.unit.alloc();
        self.unit.load_const(module, Const::Tuple(list.into()));
        let name = self.unit.name16(import.module.unwrap_or(self.known.empty));
        self.unit.put3(Op::Import, module, name, level, span);
        if import.names.is_empty() {
            return self.unit.put3(Op::ImportStar, module, 0, 0, span);
        }
        for alias in &import.names {
            let t = self.unit.alloc();
            let name = self.unit.name16(alias.name);
            self.unit.put3(Op::ImportFrom, t, module, name, span);
            let bound = self.mangle(alias.asname.unwrap_or(alias.name));
            self.store(bound, t, span);
            self.unit.top = t;
        }
    }
}
