//! Special methods of script classes that built-in functions and instructions ask for an answer of a certain kind:
//! lengths, truth, texts, hashes, membership, iterators. They run as frames of the loop, and the answer is looked at when
//! they return.

use super::call::Callee;
use super::ops::{get, insn, put};
use super::place::Next;
use super::special::fate_of_jump;
use super::stack::{Frame, Reg, after};
use super::{Raise, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// What a built-in function or an instruction asks an instance's class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// `len`
    Len,
    /// `hash`
    Hash,
    /// `repr`
    Repr,
    /// `iter`
    Iter,
    /// `str`
    Text,
    /// The truth that decides a jump.
    Jump,
    /// The truth to be negated.
    Not,
}

impl Vm {
    /// A call of a built-in function that asks its argument's class, as a frame; none if it is not the plain case.
    pub(super) fn asked_by_native(
        &mut self,
        question: Question,
        record: &Frame,
        window: *mut Reg,
        argc: u32,
    ) -> Option<Callee> {
        if argc != 1 {
            return None;
        }
        // SAFETY: the window holds the argument
        let v = Value::from_word(unsafe { *window.add(1) }?);
        self.asked(v, question, *record)
    }

    /// A special method without further arguments as a frame; none if it is not the plain case.
    pub(super) fn asked(&mut self, v: Value<'_>, question: Question, record: Frame) -> Option<Callee> {
        let word = v.word();
        let (f, after) = self.method_asked(v, question)?;
        Some(self.enter_special(Frame { after, ..record }, f, &[word]))
    }

    /// The method of an instance that has an answer, if it is a plain script function, and what is done with that.
    pub(super) fn method_asked(&self, v: Value<'_>, question: Question) -> Option<(Word, u32)> {
        let text_of_exception = v.kind() == Kind::Exception && question == Question::Text;
        if v.kind() != Kind::Instance && !text_of_exception {
            return None;
        }
        let (name, after) = match question {
            Question::Len => (Sym::Len, after::LEN),
            Question::Hash => (Sym::Hash, after::HASH),
            Question::Repr => (Sym::Repr, after::REPR),
            Question::Iter => (Sym::Iter, after::ITER),
            Question::Text if self.lookup_special(v, Sym::Str)?.kind() == Kind::Function => {
                (Sym::Str, after::TEXT)
            }
            Question::Text if text_of_exception => return None,
            // what has no text of its own shows its representation
            Question::Text if self.is_inherited(v, Sym::Str) => (Sym::Repr, after::REPR),
            Question::Text => return None,
            Question::Jump if self.lookup_special(v, Sym::Bool).is_some() => (Sym::Bool, after::BOOL_JUMP),
            Question::Jump => (Sym::Len, after::LEN_JUMP),
            Question::Not if self.lookup_special(v, Sym::Bool).is_some() => (Sym::Bool, after::NOT),
            Question::Not => (Sym::Len, after::NOT_LEN),
        };
        Some((self.plain_special(v, name, 1)?, after))
    }

    /// Whether a value is an instance of a class that has no say in whether it is true.
    pub(super) fn is_always_true(&self, v: Value<'_>) -> bool {
        v.kind() == Kind::Instance && !self.type_of(v).has(TypeFlags::TRUTH)
    }

    /// Whether a value has this method from `object`.
    fn is_inherited(&self, v: Value<'_>, name: Sym) -> bool {
        let of_objects = self.lookup_in_class(self.class(Builtins::Object), name);
        self.lookup_special(v, name).map(Value::word) == of_objects
    }

    /// Whether an instruction that formats a value does `str` of it.
    pub(super) fn formats_as_text(&self, i: Insn, v: Value<'_>) -> bool {
        match i.c & 7 {
            0 => v.kind() == Kind::Instance && self.is_inherited(v, Sym::Format),
            1 => true,
            _ => false,
        }
    }

    /// The truth of an instance decides a jump, or is negated: as a frame, if that is the plain case.
    pub(super) fn truth_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let (register, dst, question) = match i.operation() {
            Op::Not => (i.b, i.a as u32, Question::Not),
            _ => (i.a, fate_of_jump(i), Question::Jump),
        };
        let v = Value::from_word(get(base, register));
        self.asked(v, question, Frame { pc, base, dst, after: 0 })
    }

    /// `item in container` as a frame; none if it is not the plain case.
    pub(super) fn contains_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let (_, f, after) = self.special_of(i, base)?;
        let record = Frame { pc, base, dst: i.a as u32, after };
        Some(self.enter_special(record, f, &[get(base, i.c), get(base, i.b)]))
    }

    /// The iterator of an instance as a frame; none if it is not the plain case.
    pub(super) fn iter_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let v = Value::from_word(get(base, i.b));
        if let Some(made) = self.iter_generator(pc, base, v) {
            put(base, i.a, made);
            return Some(Callee::Done);
        }
        self.asked(v, Question::Iter, Frame { pc, base, dst: i.a as u32, after: 0 })
    }

    /// The generator that an instance's `__iter__` makes, if that is a generator function.
    pub(super) fn iter_generator(&self, pc: *const Insn, base: *mut Reg, v: Value<'_>) -> Option<Word> {
        if v.kind() != Kind::Instance {
            return None;
        }
        let window = self.enter_cold(pc, base);
        self.iter_generator_at(window, v)
    }

    /// The same, of any object, where the words from `window` on are free.
    pub(super) fn iter_generator_at(&self, window: *mut Reg, v: Value<'_>) -> Option<Word> {
        let f = self.lookup_special(v, Sym::Iter)?.cast::<Function>()?;
        if f.header().n() != Function::GENERATOR | 1 || !self.stack.fits(window, 4) {
            return None;
        }
        // SAFETY: there is room on top of the stack
        unsafe {
            *window = Some(f.header().word());
            *window.add(1) = Some(v.word());
        }
        Some(self.make_generator(f, window))
    }

    /// What a special method has answered, where that is what is wanted: the word to be stored.
    fn answered_at_once(&self, after: u32, result: Word) -> Option<Word> {
        let v = Value::from_word(result);
        let fits = match after {
            after::LEN => v.as_small_int()? >= 0,
            after::HASH => v.as_small_int()? != -1 && result.is_int(),
            after::TEXT | after::REPR => v.kind() == Kind::Str,
            after::ITER => matches!(v.kind(), Kind::Iter | Kind::Generator),
            after::CONTAINS => result.as_bool().is_some(),
            after::NOT | after::LACKS => return result.as_bool().map(|b| Word::bool(!b)),
            _ => false,
        };
        fits.then_some(result)
    }

    /// What a special method has answered: where to go on, or none if that has raised.
    pub(super) fn answered(&mut self, record: Frame, result: Word) -> Option<Next> {
        let Frame { pc, base, dst, after } = record;
        if let Some(word) = self.answered_at_once(after, result) {
            put(base, dst as u16, word);
            return Some(self.at(pc, base));
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let word = match after {
            after::BOOL_JUMP | after::LEN_JUMP => {
                let truth = s.truth_told(result, after == after::LEN_JUMP).ok()?;
                let jump = if truth == (dst & 1 != 0) { (dst as i32 >> 1) as isize } else { 0 };
                return Some(s.at(pc.wrapping_offset(jump), base));
            }
            after::NOT | after::NOT_LEN => Word::bool(!s.truth_told(result, after == after::NOT_LEN).ok()?),
            after::CONTAINS | after::LACKS => {
                let h = s.keep_word(result);
                Word::bool(s.truth(h).ok()? == (after == after::CONTAINS))
            }
            after::LEN => {
                let n = s.length_told(result).ok()?;
                s.int(n).word()
            }
            after::HASH => {
                let hash = s.hash_told(result).ok()?;
                s.int(hash).word()
            }
            after::ITER => s.iterator_told(result).ok()?,
            _ => s.text_told(result, after == after::REPR).ok()?,
        };
        put(base, dst as u16, word);
        Some(s.at(pc, base))
    }
}

impl Scope<'_> {
    /// What `__bool__` has answered, or `__len__` in its place.
    pub(super) fn truth_told(&mut self, result: Word, is_length: bool) -> Result<bool, Raise> {
        if is_length {
            return Ok(self.length_told(result)? != 0);
        }
        result.as_bool().ok_or_else(|| {
            let name = self.type_name(Value::from_word(result));
            self.type_error(format_args!("__bool__ should return bool, returned {name}"))
        })
    }

    /// What `__len__` has answered.
    pub(super) fn length_told(&mut self, result: Word) -> Result<i64, Raise> {
        let h = self.keep_word(result);
        let n = self.index(h)?;
        if n < 0 { Err(self.value_error("__len__() should return >= 0")) } else { Ok(n) }
    }

    /// What `__str__` or `__repr__` has answered.
    pub(super) fn text_told(&mut self, result: Word, is_repr: bool) -> Result<Word, Raise> {
        let v = Value::from_word(result);
        if v.kind() == Kind::Str {
            return Ok(result);
        }
        let (name, what) = (self.type_name(v), if is_repr { "repr" } else { "str" });
        Err(self.type_error(format_args!("__{what}__ returned non-string (type {name})")))
    }

    /// What `__iter__` has answered.
    pub(super) fn iterator_told(&mut self, result: Word) -> Result<Word, Raise> {
        let v = Value::from_word(result);
        if matches!(v.kind(), Kind::Iter | Kind::Generator) || self.lookup_special(v, Sym::Next).is_some() {
            return Ok(result);
        }
        let name = self.type_name(v);
        Err(self.type_error(format_args!("iter() returned non-iterator of type '{name}'")))
    }
}
