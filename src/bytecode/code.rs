//! Code objects: what the compiler makes and the machine links.

use std::rc::Rc;

use super::Insn;
use crate::source::{Name, SourceFile, Span};

/// Properties of a code object.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CodeFlags {
    /// A generator (`yield` without `async def`), or with `coroutine` an async generator.
    pub generator: bool,
    /// A coroutine (`async def`, or a module with top-level await).
    pub coroutine: bool,
    /// Has a `*args` parameter.
    pub varargs: bool,
    /// Has a `**kwargs` parameter.
    pub varkw: bool,
    /// Body of a class: register 0 is the namespace dict.
    pub class_body: bool,
    /// Body of a module.
    pub module: bool,
    /// Has a `try`/`finally` or `with`, so that a suspended frame must be closed rather than forgotten.
    pub has_cleanup: bool,
    /// Has any captured variable or parameter default machinery that forbids the direct call path.
    pub nested: bool,
}

/// A constant as plain data. The machine makes a value of it when the code is linked.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An int of 64 bits.
    Int(i64),
    /// An int beyond 64 bits.
    BigInt(num_bigint::BigInt),
    /// A float (compared by bits, so that 0.0 and -0.0 stay apart).
    Float(u64),
    /// A string in WTF-8 (UTF-8 in which lone surrogates may stand).
    Str(Rc<[u8]>),
    /// A bytes literal.
    Bytes(Rc<[u8]>),
    /// A tuple of constants.
    Tuple(Rc<[Const]>),
    /// A frozenset of constants (`x in {1, 2}`).
    FrozenSet(Rc<[Const]>),
}

/// A range of instructions whose exceptions go to a handler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    /// First instruction covered.
    pub from: u32,
    /// First instruction after the covered ones.
    pub to: u32,
    /// Where control goes.
    pub target: u32,
    /// The exception is stored in this register, the exception handled until then (or unset) in the next.
    pub reg: u16,
}

/// A local variable and the register it lives in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocalVar {
    /// The variable's name.
    pub name: Name,
    /// Its register.
    pub reg: u16,
    /// The register holds a cell with the value, because a nested function captures the variable.
    pub cell: bool,
}

/// One compiled function, class body, comprehension or module.
///
/// Parameters arrive in the first registers in this order: positional-only and positional ones (`nparams`),
/// keyword-only ones (`kwonly`), `*args`, `**kwargs`.
#[derive(Debug)]
pub struct Code {
    /// `__name__` of the function (`<module>`, `<lambda>`, `<genexpr>` …).
    pub name: Name,
    /// `__qualname__`.
    pub qualname: Rc<str>,
    /// The file the code came from.
    pub file: Rc<SourceFile>,
    /// The whole definition in the source.
    pub span: Span,
    /// Properties.
    pub flags: CodeFlags,
    /// Number of positional-only parameters.
    pub posonly: u16,
    /// Number of positional parameters, positional-only ones included.
    pub nparams: u16,
    /// Number of keyword-only parameters.
    pub kwonly: u16,
    /// Number of registers a frame needs.
    pub nregs: u16,
    /// The instructions.
    pub insns: Vec<Insn>,
    /// Constants.
    pub consts: Vec<Const>,
    /// Names of globals, attributes in cold instructions, imports.
    pub names: Vec<Name>,
    /// Inline caches: the attribute name of each site.
    pub caches: Vec<Name>,
    /// Nested code objects.
    pub codes: Vec<Rc<Code>>,
    /// Exception handlers, innermost first among those that cover one instruction.
    pub handlers: Vec<Handler>,
    /// Positions: each entry holds from its instruction up to the next entry's. Sorted by instruction.
    pub spans: Vec<(u32, Span)>,
    /// Local variables with a name, parameters first and in order.
    pub locals: Vec<LocalVar>,
    /// Captured variables of enclosing functions, in closure order.
    pub free: Vec<Name>,
    /// The docstring.
    pub doc: Option<Const>,
}

impl Code {
    /// The source position of the instruction at `ip`.
    pub fn span_at(&self, ip: u32) -> Span {
        let after = self.spans.partition_point(|(from, _)| *from <= ip);
        if after == 0 { self.span } else { self.spans[after - 1].1 }
    }

    /// Total number of parameter registers.
    pub fn param_regs(&self) -> u16 {
        self.nparams + self.kwonly + self.flags.varargs as u16 + self.flags.varkw as u16
    }
}
