//! Operators of the tree and their operations.

use crate::bytecode::Op;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};

/// The operation of a binary operator.
pub(super) fn binary_op(op: BinOp, in_place: bool) -> Op {
    let (plain, assigning) = match op {
        BinOp::Add => (Op::Add, Op::IAdd),
        BinOp::Sub => (Op::Sub, Op::ISub),
        BinOp::Mul => (Op::Mul, Op::IMul),
        BinOp::MatMul => (Op::MatMul, Op::IMatMul),
        BinOp::Div => (Op::Div, Op::IDiv),
        BinOp::FloorDiv => (Op::FloorDiv, Op::IFloorDiv),
        BinOp::Mod => (Op::Mod, Op::IMod),
        BinOp::Pow => (Op::Pow, Op::IPow),
        BinOp::LShift => (Op::Shl, Op::IShl),
        BinOp::RShift => (Op::Shr, Op::IShr),
        BinOp::BitOr => (Op::BitOr, Op::IOr),
        BinOp::BitXor => (Op::BitXor, Op::IXor),
        BinOp::BitAnd => (Op::BitAnd, Op::IAnd),
    };
    if in_place { assigning } else { plain }
}

/// The operation of a unary operator.
pub(super) fn unary_op(op: UnaryOp) -> Op {
    match op {
        UnaryOp::Neg => Op::Neg,
        UnaryOp::Pos => Op::Pos,
        UnaryOp::Invert => Op::Invert,
        UnaryOp::Not => Op::Not,
    }
}

/// The operation that gives the value of a comparison.
pub(super) fn compare_op(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::Eq,
        CmpOp::NotEq => Op::Ne,
        CmpOp::Lt => Op::Lt,
        CmpOp::LtE => Op::Le,
        CmpOp::Gt => Op::Gt,
        CmpOp::GtE => Op::Ge,
        CmpOp::Is => Op::Is,
        CmpOp::IsNot => Op::IsNot,
        CmpOp::In => Op::In,
        CmpOp::NotIn => Op::NotIn,
    }
}

/// The fused forms of an ordering comparison: jump if true, jump if false, and both with an immediate.
pub(super) struct Fused {
    pub when: [Op; 2],
    pub immediate: [Op; 2],
}

impl Fused {
    /// The operation that jumps if the comparison comes out as `truth`.
    pub fn op(&self, truth: bool, immediate: bool) -> Op {
        let ops = if immediate { self.immediate } else { self.when };
        ops[!truth as usize]
    }
}

/// The fused forms of a comparison, if there are any.
pub(super) fn fused(op: CmpOp) -> Option<Fused> {
    let (when, immediate) = match op {
        CmpOp::Eq => ([Op::JEq, Op::JNEq], [Op::JEqI, Op::JNEqI]),
        CmpOp::NotEq => ([Op::JNe, Op::JNNe], [Op::JNeI, Op::JNNeI]),
        CmpOp::Lt => ([Op::JLt, Op::JNLt], [Op::JLtI, Op::JNLtI]),
        CmpOp::LtE => ([Op::JLe, Op::JNLe], [Op::JLeI, Op::JNLeI]),
        CmpOp::Gt => ([Op::JGt, Op::JNGt], [Op::JGtI, Op::JNGtI]),
        CmpOp::GtE => ([Op::JGe, Op::JNGe], [Op::JGeI, Op::JNGeI]),
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return None,
    };
    Some(Fused { when, immediate })
}
