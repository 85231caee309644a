//! Statements.

use super::{Arg, BinOp, Block, ExprId, Params, PatId};
use crate::source::{Name, Span};

/// A statement.
#[derive(Debug, Clone)]
pub struct Stmt {
    /// Its form.
    pub kind: StmtKind,
    /// Its place; a decorated definition starts at `def`, `class` or `async`.
    pub span: Span,
}

/// The forms of a statement.
#[derive(Debug, Clone)]
pub enum StmtKind {
    /// An expression for its effect.
    Expr(ExprId),
    /// `target = target = value`
    Assign {
        /// The targets from left to right.
        targets: Vec<ExprId>,
        /// The value.
        value: ExprId,
    },
    /// `target op= value`
    AugAssign {
        /// A name, attribute or subscript.
        target: ExprId,
        /// The operator.
        op: BinOp,
        /// Where `op=` stands.
        op_span: Span,
        /// The value.
        value: ExprId,
    },
    /// `target: annotation = value`
    AnnAssign {
        /// A name, attribute or subscript; a name in parentheses is not annotated (`Expr::paren`).
        target: ExprId,
        /// The annotation.
        annotation: ExprId,
        /// The value.
        value: Option<ExprId>,
    },
    /// `del a, b`
    Del(Vec<ExprId>),
    /// `pass`
    Pass,
    /// `assert test, message`
    Assert {
        /// The test.
        test: ExprId,
        /// The message.
        message: Option<ExprId>,
    },
    /// `if`, `elif` …, `else`
    If {
        /// The tests in order with their blocks; one or more.
        branches: Vec<Branch>,
        /// The `else` block; empty if there is none.
        orelse: Block,
    },
    /// `while`
    While {
        /// The test.
        test: ExprId,
        /// The body.
        body: Block,
        /// The `else` block; empty if there is none.
        orelse: Block,
    },
    /// `for`
    For {
        /// `async for`
        is_async: bool,
        /// What is bound.
        target: ExprId,
        /// What is walked.
        iter: ExprId,
        /// The body.
        body: Block,
        /// The `else` block; empty if there is none.
        orelse: Block,
    },
    /// `with`
    With {
        /// `async with`
        is_async: bool,
        /// The items; one or more.
        items: Vec<WithItem>,
        /// The body.
        body: Block,
    },
    /// `try`
    Try {
        /// The body.
        body: Block,
        /// The handlers.
        handlers: Vec<Handler>,
        /// Whether they are `except*`.
        is_star: bool,
        /// The `else` block; empty if there is none.
        orelse: Block,
        /// The `finally` block; empty if there is none.
        finalbody: Block,
    },
    /// `match`
    Match {
        /// What is matched.
        subject: ExprId,
        /// The cases; one or more.
        cases: Vec<Case>,
    },
    /// `def`
    FunctionDef(Box<FunctionDef>),
    /// `class`
    ClassDef(Box<ClassDef>),
    /// `global a, b`
    Global(Vec<(Name, Span)>),
    /// `nonlocal a, b`
    Nonlocal(Vec<(Name, Span)>),
    /// `import a.b as c, d`
    Import(Vec<Alias>),
    /// `from ..a import b as c`
    ImportFrom(Box<ImportFrom>),
    /// `type X[T] = value`
    TypeAlias {
        /// The name bound.
        name: Name,
        /// Where it stands.
        name_span: Span,
        /// The type parameters.
        type_params: Vec<TypeParam>,
        /// The value.
        value: ExprId,
    },
    /// `return value`
    Return(Option<ExprId>),
    /// `raise exc from cause`
    Raise {
        /// The exception.
        exc: Option<ExprId>,
        /// The cause.
        cause: Option<ExprId>,
    },
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// Stands where the text had an error; never in a tree without errors.
    Error,
}

/// A test with its block.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The test.
    pub test: ExprId,
    /// The block.
    pub body: Block,
    /// From `if` or `elif` to the end of the block.
    pub span: Span,
}

/// An item of `with`.
#[derive(Debug, Clone, Copy)]
pub struct WithItem {
    /// The context manager.
    pub context: ExprId,
    /// `as target`
    pub target: Option<ExprId>,
}

/// A handler of `try`.
#[derive(Debug, Clone)]
pub struct Handler {
    /// From `except` to the end of its block.
    pub span: Span,
    /// What is caught; nothing means all.
    pub types: Option<ExprId>,
    /// `as name`
    pub name: Option<(Name, Span)>,
    /// The block.
    pub body: Block,
}

/// A function definition.
#[derive(Debug, Clone)]
pub struct FunctionDef {
    /// `async def`
    pub is_async: bool,
    /// The decorators from top to bottom.
    pub decorators: Vec<ExprId>,
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub name_span: Span,
    /// The type parameters.
    pub type_params: Vec<TypeParam>,
    /// The parameters.
    pub params: Params,
    /// `-> returns`
    pub returns: Option<ExprId>,
    /// The body.
    pub body: Block,
}

/// A class definition.
#[derive(Debug, Clone)]
pub struct ClassDef {
    /// The decorators from top to bottom.
    pub decorators: Vec<ExprId>,
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub name_span: Span,
    /// The type parameters.
    pub type_params: Vec<TypeParam>,
    /// Bases and keywords as they stand in the source.
    pub args: Vec<Arg>,
    /// The body.
    pub body: Block,
}

/// A name that an import binds.
#[derive(Debug, Clone, Copy)]
pub struct Alias {
    /// Its place, `as` included.
    pub span: Span,
    /// The name as written, with dots if any.
    pub name: Name,
    /// What is before the first dot.
    pub first: Name,
    /// `as name`
    pub asname: Option<Name>,
}

/// `from … import …`
#[derive(Debug, Clone)]
pub struct ImportFrom {
    /// Number of leading dots.
    pub level: u32,
    /// The module as written, with dots if any.
    pub module: Option<Name>,
    /// The names; empty if and only if it is `*`.
    pub names: Vec<Alias>,
}

/// A type parameter.
#[derive(Debug, Clone, Copy)]
pub struct TypeParam {
    /// Its place.
    pub span: Span,
    /// Its form.
    pub kind: TypeParamKind,
    /// Its name.
    pub name: Name,
    /// `: bound`
    pub bound: Option<ExprId>,
    /// `= default`
    pub default: Option<ExprId>,
}

/// Forms of a type parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TypeParamKind {
    /// `T`
    TypeVar,
    /// `*T`
    TypeVarTuple,
    /// `**T`
    ParamSpec,
}

/// A case of `match`.
#[derive(Debug, Clone)]
pub struct Case {
    /// From `case` to the end of its block.
    pub span: Span,
    /// The pattern.
    pub pattern: PatId,
    /// `if guard`
    pub guard: Option<ExprId>,
    /// The block.
    pub body: Block,
}
