//! Operators on ints beyond the inline ones: those of 127 bits in two machine words, longer ones digit by digit.

use std::cmp::Ordering;

use super::BinaryOp;
use super::is_plain;
use super::number::int_ref;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::number::limbs::{self, Limbs};
use crate::value::number::{IntRef, float_ops, int_ops};
use crate::value::{Builtins, IntObject, Tuple, Value};
use crate::vm::ops::{binary_op, get, insn, put};
use crate::vm::stack::Reg;
use crate::vm::{Raise, Vm};

/// Shifts to the left up to this far need no thought about memory.
const NEAR: i64 = 1 << 16;

/// The object of an int beyond the inline ones; of class int itself.
#[inline(always)]
fn int_object(w: &Word) -> Option<&IntObject> {
    let v = Value::from_word(*w);
    let o = v.cast::<IntObject>()?;
    (o.header().shape() == Builtins::Int as u32).then_some(o)
}

/// An int of up to 127 bits, or a bool; none of others.
#[inline(always)]
fn wide(w: Word) -> Option<i128> {
    match w.as_int() {
        Some(i) => Some(i as i128),
        None => match w.as_bool() {
            Some(b) => Some(b as i128),
            None => int_object(&w)?.to_i128(),
        },
    }
}

/// Whether it is an int of more than two digits.
#[inline(always)]
fn is_long(w: Word) -> bool {
    int_object(&w).is_some_and(|o| o.digits().len() > 2)
}

/// Two bools: what the bitwise operators give of them is one, too.
#[inline(always)]
fn bools(a: Word, b: Word) -> Option<(bool, bool)> {
    Some((a.as_bool()?, b.as_bool()?))
}

#[inline(always)]
fn is_int(w: Word) -> bool {
    w.is_int() || int_object(&w).is_some()
}

/// Sign and digits of an int; none if it is something else. The digit of an inline one is put into `room`.
#[inline(always)]
fn limbs_of<'a>(w: &'a Word, room: &'a mut u64) -> Option<Limbs<'a>> {
    match w.as_int() {
        Some(i) => {
            *room = i.unsigned_abs();
            Some(Limbs::new(i < 0, std::slice::from_ref(room)))
        }
        None => Some(int_object(w)?.limbs()),
    }
}

/// `x // y`; none if `y` is zero
#[inline]
fn floor_div(x: i128, y: i128) -> Option<i128> {
    if let (Ok(x), Ok(y)) = (i64::try_from(x), i64::try_from(y)) {
        return int_ops::floor_div_small(x, y).map(i128::from);
    }
    if y > 0 && y & (y - 1) == 0 {
        return Some(x >> y.trailing_zeros());
    }
    if x >= 0 && y > 0 {
        return Some((x as u128 / y as u128) as i128);
    }
    let quotient = x.checked_div(y)?;
    Some(quotient - (quotient * y != x && (x < 0) != (y < 0)) as i128)
}

/// `x % y`; none if `y` is zero
#[inline]
fn modulo(x: i128, y: i128) -> Option<i128> {
    if y > 0 && y & (y - 1) == 0 {
        return Some(x & (y - 1));
    }
    if let (Ok(x), Ok(y)) = (i64::try_from(x), i64::try_from(y)) {
        return int_ops::modulo_small(x, y).map(i128::from);
    }
    if x >= 0 && y > 0 {
        return Some((x as u128 % y as u128) as i128);
    }
    let rest = x.checked_rem(y)?;
    Some(if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest })
}

/// `x << y`; none if it is beyond 127 bits, or `y` below zero
#[inline(always)]
fn shifted(x: i128, y: i128) -> Option<i128> {
    let y = u32::try_from(y).ok().filter(|y| *y < 127)?;
    (x << y >> y == x).then_some(x << y)
}

impl Vm {
    /// A binary operator's instruction, if its operands are ints and there is no error to be raised; says whether it
    /// is done.
    #[inline(always)]
    pub(crate) fn ints_done(&self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let a = get(base, i.b);
        let op = i.operation();
        let b = match op {
            Op::AddI | Op::IAddI | Op::SubI | Op::ISubI => Word::small(i.c as i16 as i64),
            _ => get(base, i.c),
        };
        let done = match (wide(a), wide(b)) {
            _ if is_long(a) || is_long(b) => self.long_words(binary_op(op).0, a, b),
            (Some(_), Some(_)) if bools(a, b).is_some() => self.quick_ints(binary_op(op).0, a, b),
            (Some(x), Some(y)) => self.wide_done(op, x, y),
            _ => None,
        };
        let done = match done {
            Some(w) => Some(w),
            None if is_int(a) && is_int(b) => self.long_words(binary_op(op).0, a, b),
            None => None,
        };
        match done {
            Some(w) => {
                put(base, i.a, w);
                true
            }
            None => false,
        }
    }

    #[inline(always)]
    fn wide_done(&self, op: Op, x: i128, y: i128) -> Option<Word> {
        let result = match op {
            Op::Add | Op::IAdd | Op::AddI | Op::IAddI => x.checked_add(y)?,
            Op::Sub | Op::ISub | Op::SubI | Op::ISubI => x.checked_sub(y)?,
            Op::Mul | Op::IMul => return self.wide_product(x, y),
            Op::BitAnd | Op::IAnd => x & y,
            Op::BitOr | Op::IOr => x | y,
            Op::BitXor | Op::IXor => x ^ y,
            Op::Shr | Op::IShr if y >= 0 => x >> y.min(127),
            Op::Shl | Op::IShl => shifted(x, y)?,
            _ => return self.wide_ints(binary_op(op).0, x, y),
        };
        Some(IntObject::word_of_i128(&self.heap, result))
    }

    /// `a op b` of two ints; none if they are not, or if there is an error to be raised, or the result is a float.
    #[inline]
    pub(crate) fn quick_ints(&self, op: BinaryOp, a: Word, b: Word) -> Option<Word> {
        if let Some((p, q)) = bools(a, b) {
            match op {
                BinaryOp::And => return Some(Word::bool(p & q)),
                BinaryOp::Or => return Some(Word::bool(p | q)),
                BinaryOp::Xor => return Some(Word::bool(p ^ q)),
                _ => {}
            }
        }
        if let Some(x) = wide(a)
            && let Some(y) = wide(b)
            && let Some(w) = self.wide_ints(op, x, y)
        {
            return Some(w);
        }
        self.long_words(op, a, b)
    }

    #[inline(never)]
    fn long_words(&self, op: BinaryOp, a: Word, b: Word) -> Option<Word> {
        let (mut p, mut q) = (0, 0);
        self.long_ints(op, limbs_of(&a, &mut p)?, limbs_of(&b, &mut q)?)
    }

    #[inline(never)]
    fn wide_ints(&self, op: BinaryOp, x: i128, y: i128) -> Option<Word> {
        let result = match op {
            BinaryOp::Add => x.checked_add(y)?,
            BinaryOp::Sub => x.checked_sub(y)?,
            BinaryOp::Mul => return self.wide_product(x, y),
            BinaryOp::And => x & y,
            BinaryOp::Or => x | y,
            BinaryOp::Xor => x ^ y,
            BinaryOp::Shr if y >= 0 => x >> y.min(127),
            BinaryOp::Shl => shifted(x, y)?,
            BinaryOp::Mod => modulo(x, y)?,
            BinaryOp::FloorDiv => floor_div(x, y)?,
            BinaryOp::DivMod => {
                let (q, r) = (floor_div(x, y)?, modulo(x, y)?);
                let [q, r] = [q, r].map(|n| IntObject::word_of_i128(&self.heap, n));
                return Some(Tuple::pair(&self.heap, q, r).value().word());
            }
            BinaryOp::Pow if y == 2 => return self.wide_product(x, x),
            BinaryOp::Pow if y < 0 && x != 0 => {
                let exact = |n: i128| (n.unsigned_abs() <= 1 << 53).then_some(n as f64);
                return Some(Word::float(float_ops::power(exact(x)?, exact(y)?).ok()?));
            }
            BinaryOp::Pow => x.checked_pow(u32::try_from(y).ok()?)?,
            _ => return None,
        };
        Some(IntObject::word_of_i128(&self.heap, result))
    }

    /// A product of at most 128 bits.
    #[inline(always)]
    fn wide_product(&self, x: i128, y: i128) -> Option<Word> {
        if let (Ok(x), Ok(y)) = (i64::try_from(x), i64::try_from(y)) {
            return Some(IntObject::word_of_i128(&self.heap, x as i128 * y as i128));
        }
        let (p, q) = (x.unsigned_abs(), y.unsigned_abs());
        // one of them is a machine word, and what the other has beyond must not make too much of it
        let (p, q) = if p > q { (p, u64::try_from(q).ok()?) } else { (q, u64::try_from(p).ok()?) };
        let upper = ((p >> 64) as u64).checked_mul(q)?;
        let size = (p as u64 as u128 * q as u128).checked_add((upper as u128) << 64)?;
        if size == 0 {
            return Some(Word::small(0));
        }
        Some(IntObject::word_of_size(&self.heap, (x < 0) != (y < 0), size))
    }

    /// The same of ints of any length.
    #[inline(always)]
    pub(super) fn long_ints(&self, op: BinaryOp, x: Limbs<'_>, y: Limbs<'_>) -> Option<Word> {
        // apart, they travel in registers
        self.signs_and_digits(op, x.negative, x.digits(), y.negative, y.digits())
    }

    #[inline(never)]
    fn signs_and_digits(
        &self,
        op: BinaryOp,
        x_negative: bool,
        x_digits: &[u64],
        y_negative: bool,
        y_digits: &[u64],
    ) -> Option<Word> {
        let (x, y) = (Limbs::normal(x_negative, x_digits), Limbs::normal(y_negative, y_digits));
        let heap = &self.heap;
        Some(match op {
            BinaryOp::Add | BinaryOp::Sub => {
                limbs::add(heap, x, if op == BinaryOp::Sub { y.negated() } else { y })
            }
            BinaryOp::Mul => limbs::mul(heap, x, y),
            BinaryOp::And => limbs::and(heap, x, y),
            BinaryOp::Or => limbs::or(heap, x, y),
            BinaryOp::Xor => limbs::xor(heap, x, y),
            BinaryOp::Shl => {
                let count = y.to_i64().filter(|n| (0..=NEAR).contains(n))?;
                limbs::shift_left(heap, x, count as u64)
            }
            BinaryOp::Shr if !y.negative => {
                limbs::shift_right(heap, x, y.to_i64().map_or(u64::MAX, i64::unsigned_abs))
            }
            _ if y.digits().is_empty() => return None,
            BinaryOp::FloorDiv => match y.only_bit() {
                Some(bit) => limbs::shift_right(heap, x, bit),
                None => limbs::floor_div(heap, x, y),
            },
            BinaryOp::Mod => match y.only_bit().filter(|_| !x.negative) {
                Some(bit) => x.low_bits(heap, bit),
                None => limbs::modulo(heap, x, y),
            },
            BinaryOp::DivMod => {
                let (q, r) = limbs::floor_div_mod(heap, x, y);
                Tuple::pair(heap, q, r).value().word()
            }
            BinaryOp::Pow if y.to_i64() == Some(2) => limbs::mul(heap, x, x),
            BinaryOp::Pow if !y.negative => {
                // of a power of two
                let bits = i128::from(x.only_bit()?).checked_mul(y.to_i64()?.into())?;
                let bits = u64::try_from(bits).ok().filter(|n| *n <= NEAR as u64)?;
                limbs::shift_left(heap, Limbs::new(false, &[1]), bits)
            }
            _ => return None,
        })
    }

    /// `a op b` of ints that are not for `quick_ints`: bools and ints of subclasses among them, errors, powers.
    pub(super) fn ints(&self, op: BinaryOp, i: IntRef<'_>, j: IntRef<'_>) -> Result<Option<Word>, Raise> {
        let done = i.with_limbs(|x| j.with_limbs(|y| self.long_ints(op, x, y)));
        if done.is_some() {
            return Ok(done);
        }
        let result = match op {
            BinaryOp::FloorDiv | BinaryOp::DivMod => int_ops::floor_div(i, j),
            BinaryOp::Mod => int_ops::modulo(i, j),
            BinaryOp::Shl => int_ops::shift_left(i, j),
            BinaryOp::Shr => int_ops::shift_right(i, j),
            BinaryOp::Div => {
                let f = int_ops::true_div(i, j).map_err(|e| self.raise_fault(e))?;
                return Ok(Some(Word::float(f)));
            }
            BinaryOp::Pow => match int_ops::power(i, j).map_err(|e| self.raise_fault(e))? {
                int_ops::Number::Int(n) => Ok(n),
                int_ops::Number::Float(f) => return Ok(Some(Word::float(f))),
            },
            _ => return Ok(None),
        };
        let result = result.map_err(|e| self.raise_fault(e))?;
        Ok(Some(self.int_word(result)))
    }

    /// `a op b` of two ints, bools among them; none if they are not, or not for this operator.
    pub fn int_operation(
        &self,
        op: BinaryOp,
        a: Value<'_>,
        b: Value<'_>,
    ) -> Result<Option<Value<'_>>, Raise> {
        if let Some(w) = self.quick_ints(op, a.word(), b.word()) {
            return Ok(Some(Value::from_word(w)));
        }
        match (int_ref(a), int_ref(b)) {
            (Some(i), Some(j)) => Ok(self.ints(op, i, j)?.map(Value::from_word)),
            _ => Ok(None),
        }
    }

    /// `a op b` of two numbers; none if they are not.
    pub fn number_operation<'h>(
        &'h self,
        op: BinaryOp,
        a: Value<'_>,
        b: Value<'_>,
    ) -> Result<Option<Value<'h>>, Raise> {
        if !is_plain(a) || !is_plain(b) {
            return Ok(None);
        }
        Ok(self.numbers(op, a, b)?.map(Value::from_word))
    }

    /// The order of two ints; none if they are not.
    #[inline]
    pub(crate) fn order_of_ints(a: Word, b: Word) -> Option<Ordering> {
        match (wide(a), wide(b)) {
            (Some(x), Some(y)) => Some(x.cmp(&y)),
            _ => {
                let (mut p, mut q) = (0, 0);
                Some(limbs_of(&a, &mut p)?.order(limbs_of(&b, &mut q)?))
            }
        }
    }
}
