//! Special methods of script classes that run as frames of the loop, not as a loop inside a native: operators,
//! comparisons, items, properties, `__next__`. A frame's record says what is done with what it returns.
//!
//! Only the plain case is taken here: the method is a script function with the right count of parameters, and
//! the right operand has no say of its own. Everything else goes through the protocols.

use super::call::Callee;
use super::ops::{get, insn, put};
use super::place::Next;
use super::protocol::{BinaryOp, CompareOp};
use super::stack::{Frame, Reg, after};
use super::{Question, Sym, Vm};
use crate::bytecode::{Insn, Op, Operand};
use crate::heap::Word;
use crate::value::*;

/// What an instruction asks of its object's class.
enum Wanted {
    /// This method with so many parameters, its result to be used so.
    Method(Sym, u16, u32),
    /// An answer.
    Answer(Question),
    /// What an `await` (or an `async for` loop) waits for.
    Awaitable,
    /// That of an operator, which perhaps assigns.
    Operator((BinaryOp, bool)),
}

/// What the record of a comparison that decides its instruction's jump has as its destination: how far that goes, and
/// in the lowest bit whether it is made when the comparison holds.
pub(super) fn fate_of_jump(i: Insn) -> u32 {
    if let Op::JTrue | Op::JFalse = i.operation() {
        return (i.offset() << 1) as u32 | (i.operation() == Op::JTrue) as u32;
    }
    let negated = matches!(
        i.operation(),
        Op::JNLt
            | Op::JNLe
            | Op::JNGt
            | Op::JNGe
            | Op::JNEq
            | Op::JNNe
            | Op::JNLtI
            | Op::JNLeI
            | Op::JNGtI
            | Op::JNGeI
            | Op::JNEqI
            | Op::JNNeI
    );
    ((i.c as i16 as i32) << 1) as u32 | !negated as u32
}

impl Vm {
    /// Pushes the frame of a script function that takes just these arguments.
    pub(super) fn enter_special(&mut self, record: Frame, f: Word, args: &[Word]) -> Callee {
        let window = self.top_of(record.base);
        if !self.stack.fits(window, args.len() + 4) {
            self.enter_cold(record.pc, record.base);
            self.too_deep();
            return Callee::Raised;
        }
        // SAFETY: there is room for the callee and its arguments
        unsafe {
            *window = Some(f);
            for (i, w) in args.iter().enumerate() {
                *window.add(1 + i) = Some(*w);
            }
        }
        match self.push_plain(record, window) {
            Some(next) => Callee::Frame(next),
            None => Callee::Raised,
        }
    }

    /// The special method of an instance, if it is a plain script function of so many parameters.
    pub(super) fn plain_special(&self, v: Value<'_>, name: Sym, count: u16) -> Option<Word> {
        let f = self.lookup_special(v, name)?;
        (f.kind() == Kind::Function && f.header()?.n() == count).then(|| f.word())
    }

    /// Whether the right operand leaves the left one's class alone: it is of the same class or a built-in one.
    fn no_say(&self, a: Value<'_>, b: Value<'_>) -> bool {
        match b.header() {
            None => true,
            Some(h) if h.shape() < Builtins::Last as u32 => true,
            _ => std::ptr::eq(self.type_of(a), self.type_of(b)),
        }
    }

    /// The operands of a binary operator's instruction.
    pub(super) fn operands(i: Insn, base: *mut Reg) -> [Word; 2] {
        let immediate = i.operation().operands()[2] == Operand::Imm;
        let b = if immediate { Word::small(i.c as i16 as i64) } else { get(base, i.c) };
        [get(base, i.b), b]
    }

    /// The special method of its object that an operator's instruction calls, if it is a plain script function: the
    /// shape that it was found for, the method, and what is done with its result. Whether the other operand has a say
    /// is not looked at. Where no script has a say in an object's truth, or in what it equals, `True` stands in the
    /// method's place.
    pub(super) fn special_of(&self, i: Insn, base: *mut Reg) -> Option<(ShapeId, Word, u32)> {
        let op = i.operation();
        let (register, what) = match op {
            Op::GetItem => (i.b, Wanted::Method(Sym::GetItem, 2, after::STORE)),
            Op::SetItem => (i.a, Wanted::Method(Sym::SetItem, 3, after::DROP)),
            Op::Not => (i.b, Wanted::Answer(Question::Not)),
            Op::JTrue | Op::JFalse => (i.a, Wanted::Answer(Question::Jump)),
            Op::GetIter => (i.b, Wanted::Answer(Question::Iter)),
            Op::In => (i.c, Wanted::Method(Sym::Contains, 2, after::CONTAINS)),
            Op::NotIn => (i.c, Wanted::Method(Sym::Contains, 2, after::LACKS)),
            Op::Format => (i.b, Wanted::Answer(Question::Text)),
            Op::Await | Op::AFor => (i.a, Wanted::Awaitable),
            Op::GetAIter => (i.b, Wanted::Method(Sym::AIter, 1, after::AITER)),
            Op::Neg => (i.b, Wanted::Method(Sym::Neg, 1, after::STORE)),
            Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Eq | Op::Ne => {
                let method = super::ops::compare_op(op).method();
                (i.b, Wanted::Method(method, 2, after::COMPARE))
            }
            _ if op.operands()[2] == Operand::Jump16 => {
                let method = super::ops::compare_op(op).method();
                (i.a, Wanted::Method(method, 2, after::COMPARE_JUMP))
            }
            _ => (i.b, Wanted::Operator(super::ops::binary_op(op))),
        };
        let word = get(base, register);
        let v = Value::from_word(word);
        if v.kind() != Kind::Instance {
            return None;
        }
        if op == Op::Format && !self.formats_as_text(i, v) {
            return None;
        }
        let (method, after) = match what {
            Wanted::Answer(Question::Jump | Question::Not) if self.is_always_true(v) => (Word::TRUE, 0),
            Wanted::Method(Sym::Eq, ..) if self.by_identity(v) => (Word::TRUE, 0),
            Wanted::Method(Sym::Ne, ..) if self.by_identity(v) && !self.has_own_ne(v) => (Word::TRUE, 0),
            Wanted::Answer(question) => self.method_asked(v, question)?,
            Wanted::Method(name, count, after) => (self.plain_special(v, name, count)?, after),
            Wanted::Operator(op) => self.operator_of(v, op)?,
            Wanted::Awaitable => self.awaitable_of(v, op)?,
        };
        Some((v.shape(), method, after))
    }

    /// The method that gives what an instruction waits for, and what is done with its result: a plain function or a
    /// generator function, which is entered at once; of an `async for` loop a coroutine function.
    fn awaitable_of(&self, v: Value<'_>, op: Op) -> Option<(Word, u32)> {
        let item = op == Op::AFor;
        let f = self.lookup_special(v, if item { Sym::ANext } else { Sym::Await })?;
        let n = f.cast::<Function>()?.header().n();
        let fits = if item { n == Function::COROUTINE | 1 } else { n & !Function::GENERATOR == 1 };
        fits.then(|| (f.word(), after::AWAIT))
    }

    /// The method of a binary operator, and what is done with its result.
    fn operator_of(&self, v: Value<'_>, (op, inplace): (BinaryOp, bool)) -> Option<(Word, u32)> {
        let (plain, _, in_place) = op.methods();
        if inplace && self.lookup_special(v, in_place).is_some() {
            return Some((self.plain_special(v, in_place, 2)?, after::IN_PLACE));
        }
        Some((self.plain_special(v, plain, 2)?, after::OPERATOR))
    }

    /// A binary operator as a frame; none if it is not the plain case.
    pub(super) fn operator_frame(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        operator: (BinaryOp, bool),
    ) -> Option<Callee> {
        let i = insn(pc);
        let words = Vm::operands(i, base);
        let [a, b] = words.map(Value::from_word);
        if a.kind() != Kind::Instance {
            return self.reflected_frame(pc, base, operator.0);
        }
        let (f, after) = self.operator_of(a, operator)?;
        let repeats = matches!(b.kind(), Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes);
        if after == after::OPERATOR && (operator.0 == BinaryOp::Mul && repeats || !self.no_say(a, b)) {
            return None;
        }
        let record = Frame { pc, base, dst: i.a as u32, after };
        Some(self.enter_special(record, f, &words))
    }

    /// A binary operator of a number and an instance as a frame: numbers know nothing of instances.
    fn reflected_frame(&mut self, pc: *const Insn, base: *mut Reg, op: BinaryOp) -> Option<Callee> {
        let i = insn(pc);
        let [a, b] = Vm::operands(i, base);
        let object = Value::from_word(b);
        if !(a.is_int() || a.is_float()) || object.kind() != Kind::Instance {
            return None;
        }
        let f = self.plain_special(object, op.methods().1, 2)?;
        let record = Frame { pc, base, dst: i.a as u32, after: after::REFLECTED };
        Some(self.enter_special(record, f, &[b, a]))
    }

    /// A comparison as a frame; none if it is not the plain case.
    pub(super) fn compare_frame(&mut self, record: Frame, op: CompareOp, words: [Word; 2]) -> Option<Callee> {
        let [a, b] = words.map(Value::from_word);
        if a.kind() != Kind::Instance || !self.no_say(a, b) {
            return None;
        }
        let f = self.plain_special(a, op.method(), 2)?;
        Some(self.enter_special(record, f, &words))
    }

    /// `a[b]` as a frame; none if it is not the plain case.
    pub(super) fn item_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let words = [get(base, i.b), get(base, i.c)];
        let v = Value::from_word(words[0]);
        if v.kind() != Kind::Instance {
            return None;
        }
        let f = self.plain_special(v, Sym::GetItem, 2)?;
        let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
        Some(self.enter_special(record, f, &words))
    }

    /// `a[b] = c` as a frame; none if it is not the plain case.
    pub(super) fn set_item_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let words = [get(base, i.a), get(base, i.b), get(base, i.c)];
        let v = Value::from_word(words[0]);
        if v.kind() != Kind::Instance {
            return None;
        }
        let f = self.plain_special(v, Sym::SetItem, 3)?;
        let record = Frame { pc, base, dst: 0, after: after::DROP };
        Some(self.enter_special(record, f, &words))
    }

    /// `__next__` for a `for` loop as a frame; none if it is not the plain case.
    pub(super) fn next_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let it = get(base, i.a);
        let v = Value::from_word(it);
        if v.kind() != Kind::Instance {
            return None;
        }
        let f = self.plain_special(v, Sym::Next, 1)?;
        let record = Frame { pc, base, dst: i.b as u32, after: after::NEXT };
        Some(self.enter_special(record, f, &[it]))
    }

    /// What is done with what a special method has returned: where to go on, or none if that has raised. The
    /// record is popped already.
    #[inline(never)]
    pub(super) fn special_returned(&mut self, record: Frame, result: Word) -> Option<Next> {
        let Frame { pc, base, dst, after } = record;
        let i = insn(pc);
        match after {
            after::DROP => return Some(self.at(pc, base)),
            after::AITER => {
                self.enter_cold(pc, base);
                self.is_async_iterator(Value::from_word(result)).ok()?;
                put(base, dst as u16, result);
                return Some(self.at(pc, base));
            }
            after::BOOL_JUMP | after::LEN_JUMP.. => return self.answered(record, result),
            after::NEXT => {
                put(base, dst as u16, result);
                return Some(self.at(pc.wrapping_offset(i.c as i16 as isize), base));
            }
            _ => {}
        }
        let result = if result == Word::NOT_IMPLEMENTED {
            self.enter_cold(pc, base);
            self.refused(i, base, after)?
        } else {
            result
        };
        if after != after::COMPARE_JUMP {
            put(base, dst as u16, result);
            return Some(self.at(pc, base));
        }
        let truth = match result.as_bool() {
            Some(b) => b,
            None => {
                self.enter_cold(pc, base);
                let s = &mut self.scope();
                let h = s.keep_word(result);
                s.truth(h).ok()?
            }
        };
        let jump = if truth == (dst & 1 != 0) { (dst as i32 >> 1) as isize } else { 0 };
        Some(self.at(pc.wrapping_offset(jump), base))
    }

    /// The left operand's method gave NotImplemented.
    fn refused(&mut self, i: Insn, base: *mut Reg, after: u32) -> Option<Word> {
        match after {
            after::OPERATOR | after::IN_PLACE | after::REFLECTED => {
                let (op, inplace) = super::ops::binary_op(i.operation());
                let words = Vm::operands(i, base);
                let s = &mut self.scope();
                let [a, b] = words.map(|w| s.keep_word(w));
                s.binary_refused(op, inplace, after == after::IN_PLACE, a, b).ok()
            }
            _ => {
                let (op, words) = super::ops::compared(i, base);
                let s = &mut self.scope();
                let [a, b] = words.map(|w| s.keep_word(w));
                s.compare_refused(op, a, b).ok()
            }
        }
    }
}
