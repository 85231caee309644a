//! From a checked syntax tree to bytecode.
//!
//! Three passes: `collect` walks the tree and notes what each scope does with which names, `resolve` gives each
//! variable its place, and the rest walks the tree once more and emits instructions. Registers hold parameters
//! first, then local variables, then temporaries in strict stack discipline.
//!
//! While it emits, the compiler follows which locals are surely assigned (`Unit::state`): where no control comes
//! by nothing is emitted, and only a local that may be unset is checked when it is read.

mod assign;
mod blocks;
mod call;
mod class;
mod collect;
mod comp;
mod cond;
mod display;
mod expr;
mod finish;
mod flow;
mod fold;
mod function;
mod import;
mod loops;
mod ops;
mod pattern;
mod reports;
mod resolve;
mod scope;
mod stmt;
mod try_stmt;
mod unit;
mod vars;
mod with_stmt;

pub use reports::{Forgotten, Reports, reports};

use std::rc::Rc;

use crate::bytecode::{Code, CodeFlags, Const};
use crate::source::{Diagnostic, Interner, Name, SourceFile, Span};
use crate::syntax::ast::{Ast, StmtKind};
use scope::{Known, Mangler, ScopeId, ScopeKind, Scopes};
use unit::{Overflow, Unit};

/// What is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// An imported module.
    Module,
    /// The main script: it may await at its top level, and is a coroutine then.
    Main,
    /// An input of the REPL: as `Main`, but the code returns the value of a last expression statement.
    Single,
}

/// How to compile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// What is compiled.
    pub mode: Mode,
    /// Annotations stay unevaluated source text, as after `from __future__ import annotations` (which switches
    /// it on by itself).
    pub future_annotations: bool,
}

/// Compiles a checked tree (one without errors, passed by `validate`).
///
/// Expressions may nest a thousand deep: call this on a thread with a few megabytes of stack.
pub fn compile(
    file: &Rc<SourceFile>,
    ast: &Ast,
    names: &mut Interner,
    options: Options,
) -> Result<Rc<Code>, Vec<Diagnostic>> {
    let known = Known::new(names);
    let mut mangler = Mangler::default();
    let future = options.future_annotations || asks_for_text_annotations(ast, names, known);
    let collector = collect::Collector::new(ast, names, known, &mut mangler, future);
    let (mut scopes, mut errors) = collector.run();
    resolve::resolve(&mut scopes, names, known, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut compiler = Compiler {
        file,
        ast,
        names,
        known,
        mangler,
        scopes,
        future_annotations: future,
        mode: options.mode,
        unit: Unit::new(ScopeId(0), ScopeKind::Module, known.empty, "".into(), Span::default()),
        errors,
    };
    let code = compiler.module();
    if compiler.errors.is_empty() { Ok(code) } else { Err(compiler.errors) }
}

/// Whether the program starts with `from __future__ import annotations`.
fn asks_for_text_annotations(ast: &Ast, names: &Interner, known: Known) -> bool {
    let head = ast.body.iter().take_while(|&&s| match &ast[s].kind {
        StmtKind::Expr(_) => true,
        StmtKind::ImportFrom(import) => import.level == 0 && import.module == Some(known.future),
        _ => false,
    });
    head.into_iter().any(|&s| match &ast[s].kind {
        StmtKind::ImportFrom(import) => import.names.iter().any(|a| names.get(a.name) == "annotations"),
        _ => false,
    })
}

/// The third pass.
struct Compiler<'a> {
    file: &'a Rc<SourceFile>,
    ast: &'a Ast,
    names: &'a mut Interner,
    known: Known,
    mangler: Mangler,
    scopes: Scopes,
    future_annotations: bool,
    mode: Mode,
    /// The code object in the making.
    unit: Unit<'a>,
    errors: Vec<Diagnostic>,
}

/// What a code object says of its parameters.
#[derive(Clone, Copy, Default)]
struct Signature {
    posonly: u16,
    nparams: u16,
    kwonly: u16,
    varargs: bool,
    varkw: bool,
}

impl<'a> Compiler<'a> {
    fn fail(&mut self, span: Span, message: impl Into<String>) {
        self.errors.push(Diagnostic::syntax(span, message));
    }

    /// The class whose name mangles private names here.
    fn private(&self) -> Option<Name> {
        let scope = self.unit.inlines.last().map_or(self.unit.scope, |i| i.scope);
        self.scopes[scope].private
    }

    fn mangle(&mut self, name: Name) -> Name {
        let private = self.private();
        self.mangler.mangle(self.names, private, name)
    }

    /// `__qualname__` of something defined here.
    fn qualified(&self, name: Name) -> Rc<str> {
        let text = self.names.get(name);
        let unit = &self.unit;
        match unit.kind {
            ScopeKind::Module => text.into(),
            ScopeKind::Class => format!("{}.{text}", unit.qualname).into(),
            // a comprehension that is a function only because it stands in a class does not show
            ScopeKind::Comprehension => match unit.qualname.rfind('.') {
                Some(dot) => format!("{}.{text}", &unit.qualname[..dot]).into(),
                None => text.into(),
            },
            _ => format!("{}.<locals>.{text}", unit.qualname).into(),
        }
    }

    /// Starts a new unit; gives the one to go back to.
    fn enter_unit(&mut self, scope: ScopeId, name: Name, qualname: Rc<str>, span: Span) -> Unit<'a> {
        let kind = self.scopes[scope].kind;
        let mut unit = Unit::new(scope, kind, name, qualname, span);
        let own = self.scopes[scope].own_count();
        unit.alloc_n(own);
        unit.named = unit.top;
        if self.scopes[scope].is_function_like() {
            for symbol in &self.scopes[scope].symbols {
                let scope::Place::Local(reg) = symbol.place else { continue };
                if symbol.has(scope::PARAM) {
                    unit.set_assigned(reg);
                }
                if symbol.has(scope::DELETED) {
                    unit.deleted.insert(reg);
                }
            }
        }
        std::mem::replace(&mut self.unit, unit)
    }

    /// Completes the current unit and goes back to the outer one.
    fn leave_unit(&mut self, outer: Unit<'a>, sig: Signature, doc: Option<Const>) -> Rc<Code> {
        let span = self.unit.span;
        self.unit.plain(crate::bytecode::Op::ReturnNone, 0, 0, 0);
        let scope = &self.scopes[self.unit.scope];
        let entry = finish::entry_code(&self.unit, scope);
        let mut locals = finish::locals(scope);
        if !scope.is_function_like() {
            locals.clear();
        }
        let layout = finish::lay_out(&mut self.unit, entry);
        let module_awaits = scope.kind == ScopeKind::Module && self.mode != Mode::Module && scope.has_await;
        let genexp = scope.kind == ScopeKind::Generator;
        let flags = CodeFlags {
            generator: scope.has_yield || genexp,
            coroutine: scope.is_async || module_awaits || (genexp && scope.has_await),
            varargs: sig.varargs,
            varkw: sig.varkw,
            class_body: scope.kind == ScopeKind::Class,
            module: scope.kind == ScopeKind::Module,
            has_cleanup: self.unit.has_cleanup,
            nested: !scope.free.is_empty() || locals.iter().any(|l| l.cell),
        };
        let free = scope.free.clone();
        let unit = std::mem::replace(&mut self.unit, outer);
        if let Some(overflow) = unit.overflow {
            let what = match overflow {
                Overflow::Registers => "too many variables and intermediate values in one function",
                Overflow::Names => "too many names in one function",
                Overflow::Caches => "too many attributes in one function",
                Overflow::Codes => "too many nested functions in one function",
                Overflow::Instructions => "code of one function too long",
                Overflow::Jumps => "jump too long",
            };
            if self.errors.is_empty() {
                self.fail(span, what);
            }
        }
        Rc::new(Code {
            name: unit.name,
            qualname: unit.qualname,
            file: self.file.clone(),
            span,
            flags,
            posonly: sig.posonly,
            nparams: sig.nparams,
            kwonly: sig.kwonly,
            nregs: unit.max,
            insns: layout.insns,
            consts: unit.consts,
            names: unit.names,
            caches: unit.caches,
            codes: unit.codes,
            handlers: layout.handlers,
            spans: layout.spans,
            locals,
            free,
            doc,
        })
    }

    fn module(&mut self) -> Rc<Code> {
        let name = self.names.intern("<module>");
        let span = Span::new(0, self.file.text().len() as u32);
        let outer = self.enter_unit(ScopeId(0), name, "<module>".into(), span);
        let ast = self.ast;
        let single = self.mode == Mode::Single;
        if self.mode == Mode::Module && self.scopes.all[0].has_await {
            self.fail(Span::at(0), "'await' outside function");
        }
        let doc = if single { None } else { self.docstring(&ast.body) };
        if let Some(doc) = &doc {
            let t = self.unit.alloc();
            self.unit.load_const(t, doc.clone());
            let at = self.unit.name(self.known.doc);
            self.unit.put_wide(crate::bytecode::Op::SetG, t, at, span);
            self.unit.top = t;
        }
        self.annotations_at_start();
        match ast.body.split_last() {
            Some((&last, before)) if single => {
                self.block(before);
                match ast[last].kind {
                    StmtKind::Expr(e) => {
                        let r = self.expr(e);
                        self.unit.put3(crate::bytecode::Op::Return, r, 0, 0, ast[last].span);
                    }
                    _ => self.block(&ast.body[before.len()..]),
                }
            }
            _ => self.block(&ast.body),
        }
        self.leave_unit(outer, Signature::default(), doc)
    }
}
