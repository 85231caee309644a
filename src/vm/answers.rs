//! How cold paths answer the dispatch loop: with a number, what belongs to it lying in the machine. Of an enum
//! that is returned in memory LLVM would carry stale parts through every turn of the loop.

use super::Vm;
use super::call::Callee;
use super::generator::{Awaited, waiting};
use super::ops::{binary_op, get, insn, put, strings};
use super::protocol::BinaryOp;
use super::stack::{Frame, Reg, after};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, Cache, Form, Generator, Kind, List, Str, Tuple, Value};

/// The instruction is done: the next one follows.
pub(super) const DONE: u32 = 0;
/// Go on where `Vm::at` has said.
pub(super) const GO: u32 = 1;
/// An exception is parked, to be thrown where the running frame stands.
pub(super) const RAISED: u32 = 2;
/// Leave the run loop with `Vm::left`.
pub(super) const LEAVE: u32 = 3;
/// An exception is parked; leave the run loop with it.
pub(super) const UNWOUND: u32 = 4;

impl Vm {
    /// The number of a call's outcome.
    #[inline(always)]
    pub(super) fn told(&self, callee: &Callee) -> u32 {
        match callee {
            Callee::Done => DONE,
            Callee::Frame(_) => GO,
            Callee::Raised => RAISED,
        }
    }

    #[inline(always)]
    fn awaited(&self, awaited: &Awaited) -> u32 {
        match awaited {
            Awaited::Next(_) => GO,
            Awaited::Suspend(w) => {
                self.left.set(*w);
                LEAVE
            }
            Awaited::Raised => RAISED,
            Awaited::Unwound => UNWOUND,
        }
    }

    /// Suspends the running generator with a value.
    #[inline(never)]
    pub(super) fn answer_yield(&mut self, pc: *const Insn, base: *mut Reg, value: Word, live: u16) -> u32 {
        if self.yield_to_async_for(pc, base, value, live).is_some() {
            return GO;
        }
        // SAFETY: only frames on the heap yield
        let form = unsafe { Generator::of_base(base) }.form;
        if form == Form::Generator && self.suspend_chain(pc, base, live, waiting::PLAIN) {
            self.left.set(value);
            return LEAVE;
        }
        match &self.yield_through(pc, base, value, live) {
            Some(_) => GO,
            None => self.awaited(&self.left_with(value)),
        }
    }

    /// `await` and `yield from`: most often of what has to be waited for.
    #[inline(never)]
    pub(super) fn answer_await(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let i = insn(pc);
        let w = get(base, i.a);
        let v = Value::from_word(w);
        let how = if v.shape() == Builtins::Suspension as u32 {
            waiting::PLAIN
        } else if v.as_future().is_some_and(|f| !f.is_done()) {
            waiting::FUTURE
        } else {
            return self.answer_await_of_others(pc, base);
        };
        if i.is(Op::Await) && self.suspend_chain(pc, base, i.c, how) {
            self.left.set(w);
            return LEAVE;
        }
        self.answer_await_of_others(pc, base)
    }

    /// The running frame on the heap returns.
    #[inline(never)]
    pub(super) fn answer_return(&mut self, base: *mut Reg, value: Word) -> u32 {
        if self.returned_to_await(base, value) {
            return GO;
        }
        match &self.generator_returned(base, value) {
            Ok(_) => GO,
            Err(None) => {
                self.left.set(value);
                LEAVE
            }
            Err(Some(_)) => RAISED,
        }
    }

    /// `raise`.
    #[inline(never)]
    pub(super) fn answer_raise(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        if self.ends_iteration(pc, base).is_some() {
            return GO;
        }
        self.raise_op(pc, base, None);
        RAISED
    }

    /// A special method has returned.
    #[cold]
    #[inline(never)]
    pub(super) fn answer_special(&mut self, record: Frame, result: Word) -> u32 {
        if record.after == after::AWAIT {
            let awaited = self.await_returned(record.pc, record.base, result);
            return self.awaited(&awaited);
        }
        match &self.special_returned(record, result) {
            Some(_) => GO,
            None => RAISED,
        }
    }

    /// Unwinds from the instruction before `pc`.
    #[cold]
    #[inline(never)]
    pub(super) fn answer_unwind(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        match &self.unwind(pc, base) {
            Some(_) => GO,
            None => UNWOUND,
        }
    }

    /// A call by position.
    #[inline(never)]
    pub(super) fn answer_call(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        window: *mut Reg,
        argc: u32,
        dst: u32,
    ) -> u32 {
        if let Some(w) = self.bound_at_once(window, argc) {
            put(base, dst as u16, w);
            return DONE;
        }
        // SAFETY: a window with so many arguments
        let argc = unsafe { self.unbind(window, argc) };
        if let Some(answer) = self.coroutine_at_once(pc, base, window, argc, dst) {
            return answer;
        }
        let outcome = self.call_cold(pc, base, window, argc, dst);
        self.told(&outcome)
    }

    /// A call with unpacked arguments.
    #[inline(never)]
    pub(super) fn answer_unpacked(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        if let Some((window, argc)) = self.unpacked_window(pc, base) {
            return self.answer_call(pc, base, window, argc, insn(pc).a as u32);
        }
        let outcome = self.call_unpacked(pc, base);
        self.told(&outcome)
    }

    /// A `for` loop resumes a generator.
    #[inline(never)]
    pub(super) fn answer_generator(&mut self, g: &Generator, record: Frame) -> u32 {
        let awaited = self.resume_delegates(g, record);
        self.awaited(&awaited)
    }
}

/// The sum of two small ints, one of them at least a bool (how often something was so), if it is small too.
#[inline(always)]
fn sum_with_bool(a: Word, b: Word) -> Option<Word> {
    let number = |w: Word| w.as_int().or_else(|| w.as_bool().map(i64::from));
    if a.as_bool().is_none() && b.as_bool().is_none() {
        return None;
    }
    Word::int(number(a)? + number(b)?)
}

impl Vm {
    /// A sum.
    #[inline(never)]
    pub(super) fn answer_add(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        // a sum with a constant int has no second register
        let i = insn(pc);
        if matches!(i.operation(), Op::Add | Op::IAdd) {
            let (a, b) = (get(base, i.b), get(base, i.c));
            if let Some(sum) = sum_with_bool(a, b) {
                put(base, i.a, sum);
                return DONE;
            }
            if let Some([a, b]) = strings(&a, &b) {
                put(base, i.a, Str::concat(&self.heap, a, b).value().word());
                return DONE;
            }
            let (a, b) = (Value::from_word(a), Value::from_word(b));
            if i.operation() == Op::Add
                && a.is_exact(Builtins::List)
                && b.is_exact(Builtins::List)
                && let (Some(a), Some(b)) = (a.cast::<List>(), b.cast::<List>())
            {
                put(base, i.a, List::concat(&self.heap, a, b).value().word());
                return DONE;
            }
            if i.operation() == Op::IAdd
                && a.is_exact(Builtins::List)
                && !a.is(b)
                && let (Some(to), Some(words)) = (a.cast::<List>(), self.plain_words(b))
            {
                to.extend_words(&self.heap, words);
                put(base, i.a, a.word());
                return DONE;
            }
            if let Some(w) = self.add_bytes(i.operation(), a, b) {
                put(base, i.a, w);
                return DONE;
            }
            if a.is_exact(Builtins::Tuple)
                && b.is_exact(Builtins::Tuple)
                && let (Some(a), Some(b)) = (a.cast::<Tuple>(), b.cast::<Tuple>())
            {
                put(base, i.a, Tuple::concat(&self.heap, a, b).value().word());
                return DONE;
            }
        }
        if let Some(at) = self.ints_done(pc, base) {
            return self.done_up_to(pc, base, at);
        }
        let outcome = self.add_cold(pc, base);
        self.told(&outcome)
    }

    /// The instructions before a place are done, the one before `pc` among them.
    #[inline(always)]
    fn done_up_to(&self, pc: *const Insn, base: *mut Reg, at: *const Insn) -> u32 {
        if at == pc {
            return DONE;
        }
        self.cur_pc.set(at);
        self.cur_base.set(base);
        GO
    }

    /// `|`, `&`, `-` or `^` of two sets, dicts or views.
    #[inline(always)]
    fn united_at_once(&self, pc: *const Insn, base: *mut Reg) -> Option<Word> {
        let i = insn(pc);
        let (a, b) = (Value::from_word(get(base, i.b)), Value::from_word(get(base, i.c)));
        if !matches!(a.kind(), Kind::Set | Kind::Dict | Kind::DictView) {
            return None;
        }
        match binary_op(i.operation()) {
            (op @ (BinaryOp::Or | BinaryOp::And | BinaryOp::Sub | BinaryOp::Xor), inplace) => {
                self.quick_united(op, inplace, a, b)
            }
            _ => None,
        }
    }

    /// A binary operator.
    #[inline(never)]
    pub(super) fn answer_binary(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let i = insn(pc);
        if i.operation() == Op::Mod {
            let a = Value::from_word(get(base, i.b));
            if a.is_exact(Builtins::Str)
                && let Some(format) = a.cast::<Str>()
                && let Some(w) = self.quick_percent(format, Value::from_word(get(base, i.c)))
            {
                put(base, i.a, w);
                return DONE;
            }
        }
        if i.operation() == Op::Mul
            && let Some(w) = self.repeated_at_once(get(base, i.b), get(base, i.c))
        {
            put(base, i.a, w);
            return DONE;
        }
        if let Some(w) = self.united_at_once(pc, base) {
            put(base, i.a, w);
            return DONE;
        }
        if let Some(at) = self.ints_done(pc, base) {
            return self.done_up_to(pc, base, at);
        }
        let outcome = self.binary_cold(pc, base);
        self.told(&outcome)
    }
}

macro_rules! answers {
    ($($(#[$doc:meta])+ $name:ident = $convert:ident $inner:ident($($arg:ident: $type:ty),*);)+) => {
        impl Vm {
            $($(#[$doc])+ #[inline(never)]
            pub(super) fn $name(&mut self, pc: *const Insn, base: *mut Reg, $($arg: $type),*) -> u32 {
                let outcome = self.$inner(pc, base, $($arg),*);
                self.$convert(&outcome)
            })+
        }
    };
}

answers! {
    /// A call with keywords.
    answer_keywords = told call_keywords(window: *mut Reg);
    /// A read of an attribute.
    answer_get_attr = told get_attr_cold(cache: Option<&Cache>);
    /// A comparison.
    answer_compare = told compare_cold();
    /// A read of an item.
    answer_get_item = told get_item_cold();
    /// A store of an item.
    answer_set_item = told set_item_cold();
    /// A unary operator.
    answer_unary = told unary_cold();
    /// `in` and `not in`.
    answer_contains = told contains_cold();
    /// The iterator of a loop.
    answer_iter = told get_iter();
    /// A part of a formatted string.
    answer_format = told format_op();
    /// `await` and `yield from`.
    answer_await_of_others = awaited await_op();
    /// The bottom of an `async for` loop.
    answer_async_for = awaited async_for();
}
