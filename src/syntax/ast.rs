//! The syntax tree: nodes in arenas, named by small ids.
//!
//! An id is the node's index plus one, so `Option<ExprId>` costs nothing and a side table is a plain `Vec`
//! (`id.index()`). Dropping a tree never recurses. A visitor may recurse: [`Expr::depth`] never exceeds
//! [`MAX_DEPTH`], statements nest at most as deep as indentation may, patterns as deep as brackets may.
//! One thing has no depth: the left spine of binary operators (`a + b + c …`), which must be walked in a loop
//! ([`Ast::bin_spine`]).

use crate::source::{Name, Span};
use std::num::NonZeroU32;

/// The deepest nesting of expressions (left spines of binary operators do not count).
pub const MAX_DEPTH: u16 = 1000;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident of $node:ident in $arena:ident, $push:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $id(NonZeroU32);

        impl $id {
            /// The node's place in its arena, from 0.
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl std::ops::Index<$id> for Ast {
            type Output = $node;
            fn index(&self, id: $id) -> &$node {
                &self.$arena[id.index()]
            }
        }

        impl std::ops::IndexMut<$id> for Ast {
            fn index_mut(&mut self, id: $id) -> &mut $node {
                &mut self.$arena[id.index()]
            }
        }

        impl Ast {
            /// Adds a node.
            pub fn $push(&mut self, node: $node) -> $id {
                self.$arena.push(node);
                // a node takes at least one byte of a source of fewer than 2^32 bytes, or two at most share one
                $id(NonZeroU32::new(self.$arena.len() as u32).unwrap_or(NonZeroU32::MAX))
            }
        }
    )*};
}

ids! {
    /// An expression.
    ExprId of Expr in exprs, push_expr;
    /// A statement.
    StmtId of Stmt in stmts, push_stmt;
    /// A pattern of a `case`.
    PatId of Pat in pats, push_pat;
}

/// A list of statements.
pub type Block = Vec<StmtId>;

/// A whole program.
#[derive(Default, Debug, Clone)]
pub struct Ast {
    /// All expressions.
    pub exprs: Vec<Expr>,
    /// All statements.
    pub stmts: Vec<Stmt>,
    /// All patterns.
    pub pats: Vec<Pat>,
    /// The program's statements in order.
    pub body: Block,
}

/// One step of a left spine of binary operators: the node itself, and what it adds to its left operand.
#[derive(Clone, Copy, Debug)]
pub struct SpineStep {
    /// The `BinOp` node.
    pub node: ExprId,
    /// Its operator.
    pub op: BinOp,
    /// Where the operator stands.
    pub op_span: Span,
    /// Its right operand.
    pub right: ExprId,
}

impl Ast {
    /// Takes a spine of binary operators apart: the leftmost operand, then the steps in order of evaluation.
    /// For any other expression: itself and no steps.
    pub fn bin_spine(&self, id: ExprId) -> (ExprId, Vec<SpineStep>) {
        let mut steps = Vec::new();
        let mut at = id;
        while let ExprKind::BinOp { op, op_span, left, right } = self[at].kind {
            steps.push(SpineStep { node: at, op, op_span, right });
            at = left;
        }
        steps.reverse();
        (at, steps)
    }

    /// The docstring of a block: the text of a first statement that is nothing but a plain string.
    pub fn docstring(&self, block: &[StmtId]) -> Option<&[u8]> {
        let StmtKind::Expr(e) = self[*block.first()?].kind else { return None };
        match &self[e].kind {
            ExprKind::Str(text) => Some(text),
            _ => None,
        }
    }
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// Its place, without parentheses around it (a tuple's own parentheses belong to it).
    pub span: Span,
    /// Nesting depth: 1 for a leaf (see the module's text).
    pub depth: u16,
    /// Whether it stands in parentheses of its own (never set on a tuple, whose parentheses are its own,
    /// unless there is a further pair; set on `(yield)`).
    pub paren: bool,
}

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum BinOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `@`
    MatMul,
    /// `/`
    Div,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
}

impl BinOp {
    /// The operator as it is written.
    pub const fn text(self) -> &'static str {
        match self {
            BinOp::Add => "+",
            BinOp::Sub => "-",
            BinOp::Mul => "*",
            BinOp::MatMul => "@",
            BinOp::Div => "/",
            BinOp::FloorDiv => "//",
            BinOp::Mod => "%",
            BinOp::Pow => "**",
            BinOp::LShift => "<<",
            BinOp::RShift => ">>",
            BinOp::BitOr => "|",
            BinOp::BitXor => "^",
            BinOp::BitAnd => "&",
        }
    }
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum UnaryOp {
    /// `-`
    Neg,
    /// `+`
    Pos,
    /// `~`
    Invert,
    /// `not`
    Not,
}

impl UnaryOp {
    /// The operator as it is written.
    pub const fn text(self) -> &'static str {
        match self {
            UnaryOp::Neg => "-",
            UnaryOp::Pos => "+",
            UnaryOp::Invert => "~",
            UnaryOp::Not => "not",
        }
    }
}

/// `and`, `or`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum BoolOp {
    /// `and`
    And,
    /// `or`
    Or,
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum CmpOp {
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtE,
    /// `>`
    Gt,
    /// `>=`
    GtE,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

impl CmpOp {
    /// The operator as it is written.
    pub const fn text(self) -> &'static str {
        match self {
            CmpOp::Eq => "==",
            CmpOp::NotEq => "!=",
            CmpOp::Lt => "<",
            CmpOp::LtE => "<=",
            CmpOp::Gt => ">",
            CmpOp::GtE => ">=",
            CmpOp::Is => "is",
            CmpOp::IsNot => "is not",
            CmpOp::In => "in",
            CmpOp::NotIn => "not in",
        }
    }
}

/// The forms of an expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A name, read, bound or deleted as its place says.
    Name(Name),
    /// An integer that fits.
    Int(i64),
    /// A larger integer.
    BigInt(Box<BigInt>),
    /// A floating-point number.
    Float(f64),
    /// Text, decoded, in WTF-8 (UTF-8 in which a lone surrogate, from `\ud800`, takes three bytes). Adjacent
    /// plain literals are one node.
    Str(Box<[u8]>),
    /// Bytes, decoded.
    Bytes(Box<[u8]>),
    /// `True`, `False`
    Bool(bool),
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// Adjacent string literals of which at least one is an f-string; no two neighbours are both text, none is
    /// empty text.
    JoinedStr(Vec<StrPart>),
    /// `left op right`; `a - b - c` leans left and its left spine has no depth limit.
    BinOp {
        /// The operator.
        op: BinOp,
        /// Where it stands.
        op_span: Span,
        /// Left operand.
        left: ExprId,
        /// Right operand.
        right: ExprId,
    },
    /// `op operand`
    UnaryOp {
        /// The operator.
        op: UnaryOp,
        /// What it applies to.
        operand: ExprId,
    },
    /// `a and b and c`: two values or more.
    BoolOp {
        /// The operator.
        op: BoolOp,
        /// The operands.
        values: Vec<ExprId>,
    },
    /// `left op value op value …`: one step or more.
    Compare {
        /// First operand.
        left: ExprId,
        /// Operators and operands.
        rest: Vec<(CmpOp, ExprId)>,
    },
    /// `func(args)`; the opening parenthesis is the first one after the end of `func` (and its parentheses).
    Call {
        /// What is called.
        func: ExprId,
        /// The arguments as they stand in the source. Evaluation: positional and starred ones first, then the
        /// keyword and double-starred ones, as in CPython.
        args: Vec<Arg>,
    },
    /// `value.name`
    Attribute {
        /// The object.
        value: ExprId,
        /// The attribute.
        name: Name,
        /// Where its name stands.
        name_span: Span,
    },
    /// `value[index]`; several indices are a tuple.
    Subscript {
        /// The object.
        value: ExprId,
        /// The index.
        index: ExprId,
    },
    /// `lower:upper:step`, only as an index.
    Slice {
        /// First bound.
        lower: Option<ExprId>,
        /// Second bound.
        upper: Option<ExprId>,
        /// Step.
        step: Option<ExprId>,
    },
    /// `*value`, only where it may stand.
    Starred(ExprId),
    /// `[a, b]`
    List(Vec<ExprId>),
    /// `(a, b)` or `a, b`
    Tuple(Vec<ExprId>),
    /// `{a, b}`
    Set(Vec<ExprId>),
    /// `{k: v, **m}`: no key means `**value`.
    Dict(Vec<(Option<ExprId>, ExprId)>),
    /// `[elt for …]`
    ListComp {
        /// The element.
        elt: ExprId,
        /// The `for` parts.
        gens: Vec<Comprehension>,
    },
    /// `{elt for …}`
    SetComp {
        /// The element.
        elt: ExprId,
        /// The `for` parts.
        gens: Vec<Comprehension>,
    },
    /// `{key: value for …}`
    DictComp {
        /// The key.
        key: ExprId,
        /// The value.
        value: ExprId,
        /// The `for` parts.
        gens: Vec<Comprehension>,
    },
    /// `(elt for …)`
    GeneratorExp {
        /// The element.
        elt: ExprId,
        /// The `for` parts.
        gens: Vec<Comprehension>,
    },
    /// `lambda params: body`
    Lambda {
        /// The parameters, without annotations.
        params: Box<Params>,
        /// The result.
        body: ExprId,
    },
    /// `then if test else orelse`
    IfExp {
        /// The test.
        test: ExprId,
        /// The value if it holds.
        then: ExprId,
        /// The value if not.
        orelse: ExprId,
    },
    /// `target := value`
    NamedExpr {
        /// A `Name` node.
        target: ExprId,
        /// The value.
        value: ExprId,
    },
    /// `await value`
    Await(ExprId),
    /// `yield value`
    Yield(Option<ExprId>),
    /// `yield from value`
    YieldFrom(ExprId),
    /// Stands where the text had an error; never in a tree without errors.
    Error,
}

/// An integer literal beyond 64 bits: its digits without prefix and underscores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BigInt {
    /// 2, 8, 10 or 16.
    pub radix: u32,
    /// ASCII digits.
    pub digits: Box<str>,
}

/// A part of an f-string.
#[derive(Debug, Clone)]
pub enum StrPart {
    /// Literal text in WTF-8; the `x=` of a `{x=}` is here too.
    Text(Box<[u8]>),
    /// A replacement field.
    Field(Box<StrField>),
}

/// A replacement field of an f-string.
#[derive(Debug, Clone)]
pub struct StrField {
    /// From `{` to `}`.
    pub span: Span,
    /// The expression.
    pub value: ExprId,
    /// `!s`, `!r`, `!a`; a `{x=}` without conversion or specification has `Repr` here already.
    pub conversion: Option<Conversion>,
    /// The format specification; empty if there is none.
    pub spec: Vec<StrPart>,
    /// Whether there was a `:`, even with nothing after it.
    pub has_spec: bool,
}

/// Conversions of an f-string field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// An argument of a call or of a class statement.
#[derive(Debug, Clone, Copy)]
pub enum Arg {
    /// `value`
    Pos(ExprId),
    /// `*value`
    Star(ExprId),
    /// `name=value`
    Keyword {
        /// The parameter's name.
        name: Name,
        /// Where it stands.
        name_span: Span,
        /// The value.
        value: ExprId,
    },
    /// `**value`
    DoubleStar(ExprId),
}

impl Arg {
    /// The value given.
    pub const fn value(&self) -> ExprId {
        match *self {
            Arg::Pos(v) | Arg::Star(v) | Arg::DoubleStar(v) | Arg::Keyword { value: v, .. } => v,
        }
    }
}

/// One `for` of a comprehension with its conditions.
#[derive(Debug, Clone)]
pub struct Comprehension {
    /// From `for` (or `async`) to the end of the last condition.
    pub span: Span,
    /// `async for`
    pub is_async: bool,
    /// What is bound.
    pub target: ExprId,
    /// What is walked.
    pub iter: ExprId,
    /// The conditions.
    pub ifs: Vec<ExprId>,
}

/// The parameters of a function.
#[derive(Debug, Clone, Default)]
pub struct Params {
    /// Before `/`.
    pub posonly: Vec<Param>,
    /// Positional or keyword.
    pub args: Vec<Param>,
    /// `*args`
    pub vararg: Option<Param>,
    /// After `*`.
    pub kwonly: Vec<Param>,
    /// `**kwargs`
    pub kwarg: Option<Param>,
}

impl Params {
    /// All parameters in the order of their places in a frame: positional, keyword-only, `*args`, `**kwargs`.
    pub fn iter(&self) -> impl Iterator<Item = &Param> {
        let (pos, kw) = (self.posonly.iter().chain(&self.args), self.kwonly.iter());
        pos.chain(kw).chain(&self.vararg).chain(&self.kwarg)
    }
}

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Where the name stands.
    pub span: Span,
    /// `: annotation`
    pub annotation: Option<ExprId>,
    /// `= default`
    pub default: Option<ExprId>,
}

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

/// A pattern.
#[derive(Debug, Clone)]
pub struct Pat {
    /// Its form.
    pub kind: PatKind,
    /// Its place.
    pub span: Span,
}

/// The forms of a pattern.
#[derive(Debug, Clone)]
pub enum PatKind {
    /// A literal (number with or without `-`, text, bytes) or a dotted name: compared with `==`.
    Value(ExprId),
    /// `None`, `True`, `False` (an expression of that kind): compared with `is`.
    Singleton(ExprId),
    /// `_`
    Wildcard,
    /// A name that is bound.
    Capture(Name),
    /// `[a, b, *c]`
    Sequence(Vec<PatId>),
    /// `*name` or `*_`, only inside a sequence.
    Star(Option<Name>),
    /// `{key: pattern, **rest}`
    Mapping {
        /// Keys (literals or dotted names) and patterns.
        items: Vec<(ExprId, PatId)>,
        /// `**rest`
        rest: Option<Name>,
    },
    /// `Class(pattern, attribute=pattern)`
    Class {
        /// The class.
        class: ExprId,
        /// The positional patterns.
        args: Vec<PatId>,
        /// The patterns by attribute.
        keywords: Vec<(Name, Span, PatId)>,
    },
    /// `a | b`: two or more.
    Or(Vec<PatId>),
    /// `pattern as name`
    As {
        /// The pattern.
        pattern: PatId,
        /// The name bound.
        name: Name,
    },
    /// Stands where the text had an error; never in a tree without errors.
    Error,
}
