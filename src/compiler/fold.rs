//! Constants and arithmetic on literals.

use std::rc::Rc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

use super::Compiler;
use crate::bytecode::Const;
use crate::syntax::ast::{BinOp, ExprId, ExprKind, UnaryOp};

/// Inline ints are within this.
const INT_LIMIT: i64 = 1 << 47;
/// Ints of more bits stay unfolded.
const MOST_BITS: u64 = 4096;
/// Folded strings are at most this long.
const TEXT_LIMIT: usize = 4096;
/// Decimal literals longer than this are refused, as CPython does.
const MAX_DIGITS: usize = 4300;

fn float(value: f64) -> Const {
    Const::Float(value.to_bits())
}

fn int(value: i64) -> Option<Const> {
    (-INT_LIMIT..INT_LIMIT).contains(&value).then_some(Const::Int(value))
}

impl<'a> Compiler<'a> {
    /// The value of an expression of literals; nothing if it is not constant.
    pub(super) fn constant(&mut self, id: ExprId) -> Option<Const> {
        let ast = self.ast;
        Some(match &ast[id].kind {
            ExprKind::Int(i) => Const::Int(*i),
            ExprKind::BigInt(big) => {
                if big.radix == 10 && big.digits.len() > MAX_DIGITS {
                    let n = big.digits.len();
                    self.fail(
                        ast[id].span,
                        format!(
                            "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {n} \
                             digits; use sys.set_int_max_str_digits() to increase the limit - Consider \
                             hexadecimal for huge integer literals to avoid decimal conversion limits."
                        ),
                    );
                    return Some(Const::Int(0));
                }
                Const::BigInt(BigInt::parse_bytes(big.digits.as_bytes(), big.radix)?)
            }
            ExprKind::Float(f) => float(*f),
            ExprKind::Str(text) => Const::Str(Rc::from(&**text)),
            ExprKind::Bytes(bytes) => Const::Bytes(Rc::from(&**bytes)),
            ExprKind::Bool(b) => Const::Bool(*b),
            ExprKind::None => Const::None,
            ExprKind::Ellipsis => Const::Ellipsis,
            ExprKind::Name(name) if *name == self.known.debug => Const::Bool(true),
            ExprKind::UnaryOp { op, operand } => {
                let value = self.constant(*operand)?;
                return unary(*op, value);
            }
            ExprKind::Tuple(items) => {
                let items: Option<Vec<Const>> = items.iter().map(|&e| self.constant(e)).collect();
                Const::Tuple(items?.into())
            }
            ExprKind::BinOp { .. } => {
                let (first, steps) = ast.bin_spine(id);
                let mut value = self.constant(first)?;
                for step in steps {
                    let right = self.constant(step.right)?;
                    value = binary(step.op, &value, &right)?;
                }
                value
            }
            _ => return None,
        })
    }

    /// The truth of a literal.
    pub(super) fn constant_truth(&mut self, id: ExprId) -> Option<bool> {
        match &self.ast[id].kind {
            ExprKind::Bool(b) => Some(*b),
            ExprKind::None => Some(false),
            ExprKind::Int(i) => Some(*i != 0),
            ExprKind::Str(text) => Some(!text.is_empty()),
            ExprKind::Name(name) if *name == self.known.debug => Some(true),
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.constant_truth(*operand).map(|t| !t),
            _ => None,
        }
    }

    /// The value of a literal (perhaps with a sign) that fits an immediate field.
    pub(super) fn immediate(&self, id: ExprId) -> Option<i16> {
        match self.ast[id].kind {
            ExprKind::Int(i) => i16::try_from(i).ok(),
            ExprKind::UnaryOp { op: UnaryOp::Neg, operand } => match self.ast[operand].kind {
                ExprKind::Int(i) => i16::try_from(-i.min(INT_LIMIT)).ok(),
                _ => None,
            },
            _ => None,
        }
    }
}

fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    Some(match (op, value) {
        (UnaryOp::Neg, Const::Int(i)) => match i.checked_neg() {
            Some(n) => Const::Int(n),
            None => Const::BigInt(-BigInt::from(i)),
        },
        (UnaryOp::Neg, Const::BigInt(b)) => of_any_size(-b),
        (UnaryOp::Neg, Const::Float(bits)) => float(-f64::from_bits(bits)),
        (UnaryOp::Pos, number @ (Const::Int(_) | Const::BigInt(_) | Const::Float(_))) => number,
        (UnaryOp::Invert, Const::Int(i)) => Const::Int(!i),
        (UnaryOp::Invert, Const::BigInt(b)) => of_any_size(!b),
        _ => return None,
    })
}

/// Arithmetic of two literals if the result is small and certain.
pub(super) fn binary(op: BinOp, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Int(a), Const::Int(b)) => {
            ints(op, *a, *b).or_else(|| long_ints(op, &BigInt::from(*a), &BigInt::from(*b)))
        }
        (Const::BigInt(a), Const::BigInt(b)) => long_ints(op, a, b),
        (Const::BigInt(a), Const::Int(b)) => long_ints(op, a, &BigInt::from(*b)),
        (Const::Int(a), Const::BigInt(b)) => long_ints(op, &BigInt::from(*a), b),
        (Const::Float(a), Const::Float(b)) => floats(op, f64::from_bits(*a), f64::from_bits(*b)),
        (Const::Float(a), Const::Int(b)) => floats(op, f64::from_bits(*a), small_float(*b)?),
        (Const::Int(a), Const::Float(b)) => floats(op, small_float(*a)?, f64::from_bits(*b)),
        (Const::Str(a), Const::Str(b)) if op == BinOp::Add && a.len() + b.len() <= TEXT_LIMIT => {
            // a pair of surrogates that meets at the seam would have to be joined
            let surrogate = a.len() >= 3 && a[a.len() - 3] == 0xED && a[a.len() - 2] >= 0xA0;
            (!surrogate).then(|| Const::Str([&**a, &**b].concat().into()))
        }
        _ => None,
    }
}

fn small_float(value: i64) -> Option<f64> {
    (-INT_LIMIT..INT_LIMIT).contains(&value).then_some(value as f64)
}

fn ints(op: BinOp, a: i64, b: i64) -> Option<Const> {
    let value = match op {
        BinOp::Add => a.checked_add(b)?,
        BinOp::Sub => a.checked_sub(b)?,
        BinOp::Mul => a.checked_mul(b)?,
        BinOp::Div if b != 0 => return floats(op, small_float(a)?, small_float(b)?),
        BinOp::FloorDiv if b != 0 => Integer::div_floor(&small(a)?, &small(b)?),
        BinOp::Mod if b != 0 => Integer::mod_floor(&small(a)?, &small(b)?),
        BinOp::Pow if (0..64).contains(&b) => a.checked_pow(b as u32)?,
        BinOp::LShift if (0..48).contains(&b) => small(a)?.checked_mul(1 << b)?,
        BinOp::RShift if (0..64).contains(&b) => a >> b,
        BinOp::BitOr => a | b,
        BinOp::BitXor => a ^ b,
        BinOp::BitAnd => a & b,
        _ => return None,
    };
    int(value)
}

fn of_any_size(value: BigInt) -> Const {
    match i64::try_from(&value) {
        Ok(small) => Const::Int(small),
        Err(_) => Const::BigInt(value),
    }
}

/// The same of ints of any size, for masks and moduli such as `(1 << 64) - 1`.
fn long_ints(op: BinOp, a: &BigInt, b: &BigInt) -> Option<Const> {
    let fits = |bits: u64| bits <= MOST_BITS;
    let count = || u64::try_from(b).ok().filter(|n| fits(*n));
    let value = match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul if fits(a.bits() + b.bits()) => a * b,
        BinOp::Pow if fits(a.bits().saturating_mul(count()?)) => a.pow(count()? as u32),
        BinOp::LShift if fits(a.bits() + count()?) => a << count()?,
        BinOp::RShift => a >> count()?,
        BinOp::FloorDiv if !b.is_zero() => a.div_floor(b),
        BinOp::Mod if !b.is_zero() => a.mod_floor(b),
        BinOp::BitOr => a | b,
        BinOp::BitXor => a ^ b,
        BinOp::BitAnd => a & b,
        _ => return None,
    };
    fits(value.bits()).then(|| of_any_size(value))
}

fn small(value: i64) -> Option<i64> {
    (-INT_LIMIT..INT_LIMIT).contains(&value).then_some(value)
}

fn floats(op: BinOp, a: f64, b: f64) -> Option<Const> {
    Some(float(match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul => a * b,
        BinOp::Div if b != 0.0 => a / b,
        _ => return None,
    }))
}
