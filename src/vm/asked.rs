//! Special methods of script classes that built-in functions and instructions ask for an answer of a certain kind:
//! lengths, truth, texts, hashes, membership, iterators. They run as frames of the loop, and the answer is looked at when
//! they return.

use super::call::Callee;
use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::{Frame, Reg, after};
use super::{Raise, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// What a built-in function asks an instance's class.
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
        let (name, after) = match question {
            Question::Len => (Sym::Len, after::LEN),
            Question::Hash => (Sym::Hash, after::HASH),
            Question::Repr => (Sym::Repr, after::REPR),
            Question::Iter => (Sym::Iter, after::ITER),
        };
        self.asked(v, name, Frame { after, ..*record })
    }

    /// A special method without further arguments as a frame; none if it is not the plain case.
    fn asked(&mut self, v: Value<'_>, name: Sym, record: Frame) -> Option<Callee> {
        let word = v.word();
        if v.kind() != Kind::Instance {
            return None;
        }
        let f = self.plain_special(v, name, 1)?;
        Some(self.enter_special(record, f, &[word]))
    }

    /// `str(v)` as a frame; none if it is not the plain case.
    pub(super) fn text_frame(&mut self, v: Value<'_>, record: &Frame) -> Option<Callee> {
        if v.kind() != Kind::Instance {
            return None;
        }
        // what has no text of its own shows its representation
        let own = self.lookup_special(v, Sym::Str)?.kind() == Kind::Function;
        let inherited = || self.lookup_special(v, Sym::Str).map(Value::word) == self.text_of_objects();
        match own {
            true => self.asked(v, Sym::Str, Frame { after: after::TEXT, ..*record }),
            false if inherited() => self.asked(v, Sym::Repr, Frame { after: after::REPR, ..*record }),
            false => None,
        }
    }

    /// `object.__str__`
    fn text_of_objects(&self) -> Option<Word> {
        self.lookup_in_class(self.class(Builtins::Object), Sym::Str)
    }

    /// Whether formatting a value without a specification is `str` of it.
    pub(super) fn formats_as_text(&self, v: Value<'_>) -> bool {
        let of_objects = self.lookup_in_class(self.class(Builtins::Object), Sym::Format);
        self.lookup_special(v, Sym::Format).map(Value::word) == of_objects
    }

    /// The truth of an instance decides a jump, or is negated: as a frame, if that is the plain case.
    pub(super) fn truth_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let (register, dst, [by_bool, by_len]) = match i.operation() {
            Op::Not => (i.b, i.a as u32, [after::NOT, after::NOT_LEN]),
            op => {
                let dst = (i.offset() << 1) as u32 | (op == Op::JTrue) as u32;
                (i.a, dst, [after::BOOL_JUMP, after::LEN_JUMP])
            }
        };
        let v = Value::from_word(get(base, register));
        if v.kind() != Kind::Instance {
            return None;
        }
        let record = Frame { pc, base, dst, after: by_bool };
        if self.lookup_special(v, Sym::Bool).is_some() {
            return self.asked(v, Sym::Bool, record);
        }
        self.asked(v, Sym::Len, Frame { after: by_len, ..record })
    }

    /// `item in container` as a frame; none if it is not the plain case.
    pub(super) fn contains_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let (item, container) = (get(base, i.b), get(base, i.c));
        let v = Value::from_word(container);
        if v.kind() != Kind::Instance {
            return None;
        }
        let f = self.plain_special(v, Sym::Contains, 2)?;
        let record = Frame { pc, base, dst: i.a as u32, after: after::CONTAINS };
        Some(self.enter_special(record, f, &[container, item]))
    }

    /// The iterator of an instance as a frame; none if it is not the plain case.
    pub(super) fn iter_frame(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Callee> {
        let i = insn(pc);
        let v = Value::from_word(get(base, i.b));
        self.asked(v, Sym::Iter, Frame { pc, base, dst: i.a as u32, after: after::ITER })
    }

    /// What a special method has answered: where to go on, or none if that has raised.
    pub(super) fn answered(&mut self, record: Frame, result: Word) -> Option<Next> {
        let Frame { pc, base, dst, after } = record;
        self.enter_cold(pc, base);
        let negated = insn(pc).operation() == Op::NotIn;
        let s = &mut self.scope();
        let word = match after {
            after::BOOL_JUMP | after::LEN_JUMP => {
                let truth = s.truth_told(result, after == after::LEN_JUMP).ok()?;
                let jump = if truth == (dst & 1 != 0) { (dst as i32 >> 1) as isize } else { 0 };
                return Some(s.at(pc.wrapping_offset(jump), base));
            }
            after::NOT | after::NOT_LEN => Word::bool(!s.truth_told(result, after == after::NOT_LEN).ok()?),
            after::CONTAINS => {
                let h = s.keep_word(result);
                Word::bool(s.truth(h).ok()? != negated)
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
