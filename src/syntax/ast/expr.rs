//! Expressions.

use super::ExprId;
use crate::source::{Name, Span};

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// Its place, without parentheses around it (a tuple's own parentheses belong to it).
    pub span: Span,
    /// Nesting depth: 1 for a leaf (see the module's text).
    pub depth: u16,
    /// Whether it stands in parentheses. Those of a tuple or a generator expression are part of it.
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

impl ExprKind {
    /// Calls `f` with each expression right inside this one, in the order of the source (annotations are in
    /// statements, so a lambda's parameters give their defaults only).
    pub fn each_child(&self, mut f: impl FnMut(ExprId)) {
        use ExprKind::*;
        match self {
            Name(_) | Int(_) | BigInt(_) | Float(_) | Str(_) | Bytes(_) | Bool(_) | None | Ellipsis
            | Error => {}
            JoinedStr(parts) => each_field(parts, &mut f),
            BinOp { left, right, .. } => {
                f(*left);
                f(*right);
            }
            UnaryOp { operand, .. } => f(*operand),
            BoolOp { values, .. } => values.iter().copied().for_each(f),
            Compare { left, rest } => {
                f(*left);
                rest.iter().for_each(|r| f(r.1));
            }
            Call { func, args } => {
                f(*func);
                args.iter().for_each(|a| f(a.value()));
            }
            Attribute { value, .. } => f(*value),
            Subscript { value, index } => {
                f(*value);
                f(*index);
            }
            Slice { lower, upper, step } => [lower, upper, step].into_iter().flatten().for_each(|&e| f(e)),
            Starred(value) | Await(value) | YieldFrom(value) => f(*value),
            Yield(value) => value.iter().copied().for_each(f),
            List(items) | Tuple(items) | Set(items) => items.iter().copied().for_each(f),
            Dict(items) => {
                for (key, value) in items {
                    key.iter().for_each(|&k| f(k));
                    f(*value);
                }
            }
            ListComp { elt, gens } | SetComp { elt, gens } | GeneratorExp { elt, gens } => {
                f(*elt);
                each_in_gens(gens, &mut f);
            }
            DictComp { key, value, gens } => {
                f(*key);
                f(*value);
                each_in_gens(gens, &mut f);
            }
            Lambda { params, body } => {
                params.iter().filter_map(|p| p.default).for_each(&mut f);
                f(*body);
            }
            IfExp { test, then, orelse } => {
                f(*then);
                f(*test);
                f(*orelse);
            }
            NamedExpr { target, value } => {
                f(*target);
                f(*value);
            }
        }
    }
}

/// The expressions in the fields of an f-string, nested specifications included.
fn each_field(parts: &[StrPart], f: &mut impl FnMut(ExprId)) {
    for part in parts {
        if let StrPart::Field(field) = part {
            f(field.value);
            each_field(&field.spec, f);
        }
    }
}

fn each_in_gens(gens: &[Comprehension], f: &mut impl FnMut(ExprId)) {
    for g in gens {
        f(g.target);
        f(g.iter);
        g.ifs.iter().for_each(|&e| f(e));
    }
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
