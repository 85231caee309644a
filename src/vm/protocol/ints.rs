//! Operators on ints beyond the inline ones: those of 128 bits in two machine words, longer ones digit by digit.

use std::cmp::Ordering;

use super::BinaryOp;
use super::is_plain;
use super::number::int_ref;
use super::runs::{of_instruction, runs_on};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::number::limbs::{self, Limbs};
use crate::value::number::wide::Wide;
use crate::value::number::{IntRef, float_ops, int_ops};
use crate::value::{Builtins, IntObject, Tuple, Value};
use crate::vm::ops::{binary_op, get, insn, put};
use crate::vm::stack::Reg;
use crate::vm::{Raise, Vm};

/// Shifts to the left up to this far need no thought about memory.
const NEAR: i64 = 1 << 16;

/// The object of an int beyond the inline ones; of class int itself.
#[inline(always)]
pub(super) fn int_object(w: &Word) -> Option<&IntObject> {
    let v = Value::from_word(*w);
    let o = v.cast::<IntObject>()?;
    (o.header().shape() == Builtins::Int as u32).then_some(o)
}

/// An int of up to 128 bits, or a bool; none of others.
#[inline(always)]
fn wide(w: Word) -> Option<Wide> {
    match w.as_int() {
        Some(i) => Some(i.into()),
        None => match w.as_bool() {
            Some(b) => Some(Wide { negative: false, size: b as u128 }),
            None => int_object(&w)?.to_wide(),
        },
    }
}

/// Two bools: what the bitwise operators give of them is one, too.
#[inline(always)]
fn bools(a: Word, b: Word) -> Option<(bool, bool)> {
    Some((a.as_bool()?, b.as_bool()?))
}

/// Sign and digits of an int; none if it is something else. The digit of an inline one is put into `room`.
#[inline(always)]
fn limbs_of<'a>(w: &'a Word, room: &'a mut u64) -> Option<Limbs<'a>> {
    match w.as_int() {
        Some(i) => {
            *room = i.unsigned_abs();
            Some(Limbs::normal(i < 0, &std::slice::from_ref(room)[..(i != 0) as usize]))
        }
        None => Some(int_object(w)?.limbs()),
    }
}

impl Vm {
    /// A binary operator's instruction, if its operands are ints and there is no error to be raised, and perhaps those
    /// that follow; gives the place behind the last one done.
    #[inline(always)]
    pub(crate) fn ints_done(&self, pc: *const Insn, base: *mut Reg) -> Option<*const Insn> {
        let i = insn(pc);
        let a = get(base, i.b);
        let op = i.operation();
        let b = match op {
            Op::AddI | Op::IAddI | Op::SubI | Op::ISubI => Word::small(i.c as i16 as i64),
            _ => get(base, i.c),
        };
        let done = match (wide(a), wide(b)) {
            (Some(_), Some(_)) if bools(a, b).is_some() => self.quick_ints(binary_op(op).0, a, b),
            (Some(x), Some(y)) => match of_instruction(op, x, y) {
                Some(result) if runs_on(pc, result) => return Some(self.run_of_ints(pc, base, result)),
                Some(result) => Some(IntObject::word_of_wide(&self.heap, result)),
                None => self.of_wide(binary_op(op).0, x, y),
            },
            _ => None,
        };
        let done = match done {
            Some(w) => w,
            None => self.long_words(binary_op(op).0, a, b)?,
        };
        put(base, i.a, done);
        Some(pc)
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
            && let Some(w) = self.of_wide(op, x, y)
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
    fn of_wide(&self, op: BinaryOp, x: Wide, y: Wide) -> Option<Word> {
        let result = match op {
            BinaryOp::Add => x.plus(y)?,
            BinaryOp::Sub => x.minus(y)?,
            BinaryOp::Mul => x.times(y)?,
            BinaryOp::And => x.and(y)?,
            BinaryOp::Or => x.or(y)?,
            BinaryOp::Xor => x.xor(y)?,
            BinaryOp::Shr => x.shifted_right(y)?,
            BinaryOp::Shl => x.shift_left(y)?,
            BinaryOp::Mod => x.modulo(y)?,
            BinaryOp::FloorDiv => x.floor_div(y)?,
            BinaryOp::DivMod => {
                let (q, r) = x.div_mod(y)?;
                let [q, r] = [q, r].map(|n| IntObject::word_of_wide(&self.heap, n));
                return Some(Tuple::pair(&self.heap, q, r).value().word());
            }
            BinaryOp::Pow if y.negative && x.size != 0 => {
                let exact = |n: Wide| {
                    let size = (n.size <= 1 << 53).then_some(n.size as f64)?;
                    Some(if n.negative { -size } else { size })
                };
                return Some(Word::float(float_ops::power(exact(x)?, exact(y)?).ok()?));
            }
            BinaryOp::Div if y.size != 0 && x.size <= 1 << 53 && y.size <= 1 << 53 => {
                let quotient = x.size as f64 / y.size as f64;
                return Some(Word::float(if x.negative != y.negative { -quotient } else { quotient }));
            }
            BinaryOp::Pow if !y.negative => x.power(u32::try_from(y.size).ok()?)?,
            _ => return None,
        };
        Some(IntObject::word_of_wide(&self.heap, result))
    }

    /// The same of ints of any length.
    #[inline(always)]
    pub(super) fn long_ints(&self, op: BinaryOp, x: Limbs<'_>, y: Limbs<'_>) -> Option<Word> {
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
            BinaryOp::Shr if !y.negative() => {
                limbs::shift_right(heap, x, y.to_i64().map_or(u64::MAX, i64::unsigned_abs))
            }
            _ if y.digits().is_empty() => return None,
            BinaryOp::FloorDiv => match y.only_bit() {
                Some(bit) => limbs::shift_right(heap, x, bit),
                None => limbs::floor_div(heap, x, y),
            },
            BinaryOp::Mod => match y.only_bit().filter(|_| !x.negative()) {
                Some(bit) => x.low_bits(heap, bit),
                None => limbs::modulo(heap, x, y),
            },
            BinaryOp::DivMod => {
                let (q, r) = limbs::floor_div_mod(heap, x, y);
                Tuple::pair(heap, q, r).value().word()
            }
            BinaryOp::Div => {
                let quotient = limbs::true_quotient(x, y);
                return quotient.is_finite().then(|| Word::float(quotient));
            }
            BinaryOp::Pow if y.to_i64() == Some(2) => limbs::mul(heap, x, x),
            BinaryOp::Pow if !y.negative() => int_ops::power_of(heap, x, IntRef::Limbs(y)).ok()?,
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

    /// `a op b` of two ints of class int itself where there is nothing to be raised; none of others.
    pub fn quick_int_operation<'h>(&'h self, op: BinaryOp, a: Value<'_>, b: Value<'_>) -> Option<Value<'h>> {
        self.quick_ints(op, a.word(), b.word()).map(Value::from_word)
    }

    /// `abs(i)` of an int beyond the inline ones, of class int itself.
    pub fn quick_abs<'h>(&'h self, i: Value<'h>) -> Option<Value<'h>> {
        let word = i.word();
        let int = int_object(&word)?;
        if !int.is_negative() {
            return Some(i);
        }
        Some(Value::from_word(int.limbs().negated().copied(&self.heap)))
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
        match (int_object(&a), int_object(&b)) {
            (Some(x), Some(y)) => Some(x.limbs().order(y.limbs())),
            // beyond the inline ints, so its sign tells
            (Some(x), None) => {
                wide(b).map(|_| if x.is_negative() { Ordering::Less } else { Ordering::Greater })
            }
            (None, Some(y)) => {
                wide(a).map(|_| if y.is_negative() { Ordering::Greater } else { Ordering::Less })
            }
            (None, None) => Some(wide(a)?.order(wide(b)?)),
        }
    }
}
