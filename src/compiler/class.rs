//! Classes.

use super::scope::ScopeId;
use super::{Compiler, Signature};
use crate::bytecode::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    pub(super) fn class_def(&mut self, id: StmtId, def: &'a ClassDef) {
        let span = self.ast[id].span;
        let decorators = self.decorators(&def.decorators);
        let w = self.unit.alloc();
        let name_reg = self.unit.alloc();
        let bases = self.unit.alloc();
        let inline = self.open_class_params(id, def);
        if let (Some(&scope), true) = (self.scopes.of_stmt.get(&id), self.unit.reachable()) {
            let code = self.class_unit(scope, def, span);
            self.make_function(code, w, 0);
        }
        let text = self.names.get(def.name).as_bytes().into();
        self.unit.load_const(name_reg, Const::Str(text));
        let positional: Vec<ExprId> = def.args.iter().filter(|&a| is_base(a)).map(|a| a.value()).collect();
        let starred = def.args.iter().any(|a| matches!(a, Arg::Star(_)));
        if starred {
            let top = self.unit.top;
            let list = self.unit.alloc();
            self.unit.plain(Op::List, list, list, 0);
            for arg in &def.args {
                let inner = self.unit.top;
                match *arg {
                    Arg::Pos(e) => {
                        let value = self.expr(e);
                        self.unit.plain(Op::ListAppend, list, value, 0);
                    }
                    Arg::Star(e) => {
                        let value = self.expr(e);
                        self.unit.put3(Op::ListExtend, list, value, 0, self.ast[e].span);
                    }
                    _ => {}
                }
                self.unit.top = inner;
            }
            self.unit.plain(Op::ListTuple, bases, list, 0);
            self.unit.top = top;
        } else {
            self.tuple_of(&positional, bases);
        }
        let mut has_keywords = 0;
        if def.args.iter().any(|a| !is_base(a)) {
            // the dict belongs right behind the bases; type parameters may lie there
            let top = self.unit.top;
            let dict = self.unit.top;
            self.keywords(span, &def.args, 0);
            self.unit.move_to(bases + 1, dict);
            self.unit.top = top;
            has_keywords = 1;
        }
        self.unit.put3(Op::MkClass, w, has_keywords, 0, span);
        if inline {
            self.close_inline();
        }
        self.unit.top = w + 1;
        self.decorate(&def.decorators, decorators);
        let name = self.mangle(def.name);
        self.store(name, decorators, span);
    }

    /// Brings the class's type parameters into view, behind the window of the class.
    fn open_class_params(&mut self, id: StmtId, def: &ClassDef) -> bool {
        let keywords = def.args.iter().any(|a| !is_base(a));
        if keywords || !def.type_params.is_empty() {
            // room for the keyword dict, and for the closure of the body function
            self.unit.alloc_n(2);
        }
        self.open_type_params(id)
    }

    fn class_unit(
        &mut self,
        scope: ScopeId,
        def: &'a ClassDef,
        span: Span,
    ) -> std::rc::Rc<crate::bytecode::Code> {
        let qualname = self.qualified(def.name);
        let doc = self.docstring(&def.body);
        let outer = self.enter_unit(scope, def.name, qualname, span);
        let t = self.unit.alloc();
        let head = def.name_span;
        let module = self.unit.name(self.known.name);
        self.unit.put_wide(Op::GetG, t, module, head);
        self.store(self.known.module, t, head);
        let text = self.unit.qualname.as_bytes().into();
        self.unit.load_const(t, Const::Str(text));
        self.store(self.known.qualname, t, head);
        if !def.type_params.is_empty() {
            let first = self.unit.top;
            for param in &def.type_params {
                let t = self.unit.alloc();
                let name = self.mangle(param.name);
                self.load(name, t, param.span);
            }
            self.unit.plain(Op::Tuple, t, first, def.type_params.len() as u16);
            self.unit.top = first;
            let n = self.unit.name16(self.known.type_params);
            self.unit.put3(Op::SetName, t, n, 0, head);
        }
        self.annotations_at_start();
        if let Some(doc) = &doc {
            self.unit.load_const(t, doc.clone());
            let n = self.unit.name16(self.known.doc);
            self.unit.put3(Op::SetName, t, n, 0, head);
        }
        self.unit.top = t;
        self.block(&def.body);
        if self.scopes[scope].needs_class_cell {
            self.unit.put3(Op::Return, 1, 0, 0, span);
        }
        self.leave_unit(outer, Signature::default(), doc)
    }
}

/// Whether an argument of a class is positional, as bases are.
fn is_base(arg: &Arg) -> bool {
    matches!(arg, Arg::Pos(_) | Arg::Star(_))
}
