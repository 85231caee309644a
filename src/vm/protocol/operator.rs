//! The operators: their texts and the names of their special methods.

use crate::value::number::float_ops;
use crate::vm::Sym;

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    Shl,
    Shr,
    And,
    Or,
    Xor,
    /// `divmod`, which has no sign of its own.
    DivMod,
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum CompareOp {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
}

impl BinaryOp {
    /// How error texts write it.
    pub(super) fn text(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "** or pow()",
            BinaryOp::MatMul => "@",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::And => "&",
            BinaryOp::Or => "|",
            BinaryOp::Xor => "^",
            BinaryOp::DivMod => "divmod()",
        }
    }

    /// How error texts write the operator that assigns.
    pub(super) fn inplace_text(self) -> String {
        if self == BinaryOp::Pow { "**=".into() } else { format!("{}=", self.text()) }
    }

    /// The special methods: plain, reflected, in place (`divmod` has none in place; its plain one stands there).
    pub(crate) fn methods(self) -> (Sym, Sym, Sym) {
        match self {
            BinaryOp::Add => (Sym::Add, Sym::RAdd, Sym::IAdd),
            BinaryOp::Sub => (Sym::Sub, Sym::RSub, Sym::ISub),
            BinaryOp::Mul => (Sym::Mul, Sym::RMul, Sym::IMul),
            BinaryOp::Div => (Sym::TrueDiv, Sym::RTrueDiv, Sym::ITrueDiv),
            BinaryOp::FloorDiv => (Sym::FloorDiv, Sym::RFloorDiv, Sym::IFloorDiv),
            BinaryOp::Mod => (Sym::Mod, Sym::RMod, Sym::IMod),
            BinaryOp::Pow => (Sym::Pow, Sym::RPow, Sym::IPow),
            BinaryOp::MatMul => (Sym::MatMul, Sym::RMatMul, Sym::IMatMul),
            BinaryOp::Shl => (Sym::LShift, Sym::RLShift, Sym::ILShift),
            BinaryOp::Shr => (Sym::RShift, Sym::RRShift, Sym::IRShift),
            BinaryOp::And => (Sym::And, Sym::RAnd, Sym::IAnd),
            BinaryOp::Or => (Sym::Or, Sym::ROr, Sym::IOr),
            BinaryOp::Xor => (Sym::Xor, Sym::RXor, Sym::IXor),
            BinaryOp::DivMod => (Sym::DivMod, Sym::RDivMod, Sym::DivMod),
        }
    }
}

impl BinaryOp {
    /// The result for two floats, where it is that of the processor.
    pub(crate) fn of_floats(self, x: f64, y: f64) -> Option<f64> {
        match self {
            BinaryOp::Add => Some(x + y),
            BinaryOp::Sub => Some(x - y),
            BinaryOp::Mul => Some(x * y),
            BinaryOp::Div if y != 0.0 => Some(x / y),
            BinaryOp::Mod => float_ops::modulo(x, y).ok(),
            BinaryOp::FloorDiv => float_ops::floor_div(x, y).ok(),
            BinaryOp::Pow => float_ops::power_at_once(x, y),
            _ => None,
        }
    }
}

impl CompareOp {
    /// The answer for two floats.
    pub(crate) fn of_floats(self, x: f64, y: f64) -> bool {
        match self {
            CompareOp::Lt => x < y,
            CompareOp::Le => x <= y,
            CompareOp::Gt => x > y,
            CompareOp::Ge => x >= y,
            CompareOp::Eq => x == y,
            CompareOp::Ne => x != y,
        }
    }

    /// How it is written.
    pub(super) fn text(self) -> &'static str {
        match self {
            CompareOp::Lt => "<",
            CompareOp::Le => "<=",
            CompareOp::Gt => ">",
            CompareOp::Ge => ">=",
            CompareOp::Eq => "==",
            CompareOp::Ne => "!=",
        }
    }

    /// The operator with its operands exchanged.
    pub(super) fn reflected(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            other => other,
        }
    }

    /// The special method.
    pub(crate) fn method(self) -> Sym {
        match self {
            CompareOp::Lt => Sym::Lt,
            CompareOp::Le => Sym::Le,
            CompareOp::Gt => Sym::Gt,
            CompareOp::Ge => Sym::Ge,
            CompareOp::Eq => Sym::Eq,
            CompareOp::Ne => Sym::Ne,
        }
    }

    /// Whether the order of two things makes the comparison true. None: they have no order (NaN).
    #[inline]
    pub(crate) fn holds(self, order: Option<std::cmp::Ordering>) -> bool {
        let Some(order) = order else { return self == CompareOp::Ne };
        match self {
            CompareOp::Lt => order.is_lt(),
            CompareOp::Le => order.is_le(),
            CompareOp::Gt => order.is_gt(),
            CompareOp::Ge => order.is_ge(),
            CompareOp::Eq => order.is_eq(),
            CompareOp::Ne => order.is_ne(),
        }
    }
}

impl UnaryOp {
    /// How it is written.
    pub(super) fn text(self) -> &'static str {
        match self {
            UnaryOp::Neg => "-",
            UnaryOp::Pos => "+",
            UnaryOp::Invert => "~",
        }
    }

    /// The special method.
    pub(crate) fn method(self) -> Sym {
        match self {
            UnaryOp::Neg => Sym::Neg,
            UnaryOp::Pos => Sym::Pos,
            UnaryOp::Invert => Sym::Invert,
        }
    }
}
