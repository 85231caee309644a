//! `raise`, `assert`, and the matching of exceptions with `except` clauses.

use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::{Reg, after};
use super::{Exc, Handle, Raise, Scope, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    /// `raise`: parks the exception made of the operand.
    #[cold]
    #[inline(never)]
    pub(super) fn raise_op(&mut self, pc: *const Insn, base: *mut Reg, cause: Reg) {
        let raised = Value::from_word(get(base, insn(pc).a));
        if cause.is_none()
            && let Some(e) = self.exception_at_once(raised)
        {
            let _ = self.raise_value(e.value());
            return;
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let e = s.keep_word(get(base, insn(pc).a));
        let cause = cause.map(|w| s.keep_word(w));
        let _ = s.raise_statement(e, cause);
    }

    /// `raise StopAsyncIteration` in an `__anext__`, or `raise StopIteration` in a `__next__`, that a loop waits for: the
    /// loop ends. None (and nothing done) if anything else could see the exception.
    #[inline(always)]
    pub(super) fn ends_iteration(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Next> {
        if self.stack.contains(base) {
            // SAFETY: every running frame has a record below it
            let record = unsafe { *self.stack.fp.get().sub(1) };
            if record.after != after::NEXT || !self.leaves_by(pc, base, Exc::StopIteration) {
                return None;
            }
            self.pop_record();
            return Some(self.at(record.pc, record.base));
        }
        // SAFETY: bases outside the stack are those of generators
        let g = unsafe { Generator::of_base(base) };
        let p = g.parent.get().and_then(Vm::generator_of)?;
        let (at, i) = (p.pc.get(), insn(p.pc.get()));
        if i.operation() != Op::AFor
            || g.form != Form::Coroutine
            || !self.leaves_by(pc, base, Exc::StopAsyncIteration)
        {
            return None;
        }
        g.parent.take();
        g.state.set(GenState::Done);
        g.set_closed(true);
        self.resume_parent(g, p);
        // where the coroutine stood
        put(p.base(), i.a + 1, Word::NONE);
        g.let_go(&self.heap);
        Some(self.at(at, p.base()))
    }

    /// Whether the `raise` before a place is of the class itself, and the frame has no handler there.
    fn leaves_by(&self, pc: *const Insn, base: *mut Reg, exc: Exc) -> bool {
        let linked = Vm::linked_of(base);
        let ip = linked.ip(pc) - 1;
        get(base, insn(pc).a) == self.exc_class(exc).header().word()
            && !linked.code.handlers.iter().any(|h| h.from <= ip && ip < h.to)
    }

    /// What `raise` raises: an exception, or one of a class that makes them in the plain way.
    fn exception_at_once<'h>(&'h self, v: Value<'h>) -> Option<&'h Exception> {
        let Some(class) = v.cast::<Type>() else { return v.cast::<Exception>() };
        let plain = class.layout.get() == Layout::Exception
            && class.maker.get().is_some_and(|maker| maker == Word::NONE || maker == Word::TRUE);
        plain.then(|| Exception::new(&self.heap, class, Tuple::new(&self.heap, &[])))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn raise_handled(&mut self) {
        match self.handling.get() {
            Some(w) => {
                let _ = self.raise_again(Value::from_word(w));
            }
            None => {
                let _ = self.runtime_error("No active exception to reraise");
            }
        }
    }

    pub(super) fn reraise(&mut self, e: Reg) {
        self.exc.set(e);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn raise_assert(&mut self, pc: *const Insn, base: *mut Reg) {
        self.enter_cold(pc, base);
        let i = insn(pc);
        let args = if i.b == 1 { vec![Value::from_word(get(base, i.a))] } else { vec![] };
        let _ = self.raise_with(Exc::AssertionError, &args);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn exc_match(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let (e, class) = (Value::from_word(get(base, i.b)), Value::from_word(get(base, i.c)));
        match self.exception_matches(e, class) {
            Some(b) => {
                put(base, i.a, Word::bool(b));
                true
            }
            None => {
                let _ =
                    self.type_error("catching classes that do not inherit from BaseException is not allowed");
                false
            }
        }
    }

    /// Whether an exception is of a class or of one in a tuple; none if something else was given.
    pub(super) fn exception_matches(&self, e: Value<'_>, class: Value<'_>) -> Option<bool> {
        if let Some(t) = class.cast::<Tuple>() {
            // every class is looked at, wrong ones are refused even after a match
            let mut any = false;
            for c in t.items() {
                any |= self.exception_matches(e, *c)?;
            }
            return Some(any);
        }
        let class = class.cast::<Type>().filter(|c| c.layout.get() == Layout::Exception)?;
        Some(self.is_instance(e, class))
    }

    pub(super) fn exc_info(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let e = Value::from_word(get(base, i.b));
        let class = self.type_of(e).value().word();
        let tb = e.cast::<Exception>().and_then(|x| x.traceback.get()).unwrap_or(Word::NONE);
        let e = e.word();
        put(base, i.a, class);
        put(base, i.a + 1, e);
        put(base, i.a + 2, tb);
    }
}

impl Scope<'_> {
    /// `raise e from cause`: a class is called without arguments first.
    fn raise_statement(&mut self, e: Handle, cause: Option<Handle>) -> Raise {
        let e = match self.as_exception(e, "exceptions must derive from BaseException") {
            Ok(e) => e,
            Err(r) => return r,
        };
        if let Some(cause) = cause {
            let cause = if cause.get(self).is_none() {
                None
            } else {
                match self.as_exception(cause, "exception causes must derive from BaseException") {
                    Ok(c) => Some(c),
                    Err(r) => return r,
                }
            };
            let word = cause.map(|c| c.get(self).word());
            if let Some(x) = e.cast::<Exception>(self) {
                x.cause.set(x.header(), word);
                x.header().put(Exception::SUPPRESS, true);
            }
        }
        let v = e.get(self);
        self.raise_value(v)
    }

    /// An exception from an exception or an exception class.
    pub fn as_exception(&mut self, e: Handle, refusal: &str) -> Result<Handle, Raise> {
        if e.cast::<Exception>(self).is_some() {
            return Ok(e);
        }
        if let Some(word) = self.exception_at_once(e.get(self)).map(|e| e.header().word()) {
            return Ok(self.keep_word(word));
        }
        let is_class = e.cast::<Type>(self).is_some_and(|c| c.layout.get() == Layout::Exception);
        if !is_class {
            return Err(self.type_error(refusal));
        }
        let made = self.call(e, &[])?;
        if made.cast::<Exception>(self).is_none() {
            let class = e.cast::<Type>(self).map(Type::name_text).unwrap_or_default();
            let got = self.type_name(made.get(self));
            return Err(self.type_error(format_args!(
                "calling <class '{class}'> should have returned an instance of BaseException, not {got}"
            )));
        }
        Ok(made)
    }
}

impl Scope<'_> {
    /// What an exception class makes without arguments.
    pub fn exception_of(&mut self, class: Handle) -> Result<Handle, Raise> {
        match self.exception_at_once(class.get(self)).map(|e| e.header().word()) {
            Some(word) => Ok(self.keep_word(word)),
            None => self.call(class, &[]),
        }
    }

    /// Raises a new exception of a class, without arguments.
    pub fn raise_new(&mut self, class: Handle) -> Raise {
        if let Some(e) = self.exception_at_once(class.get(self)) {
            return self.raise_value(e.value());
        }
        match self.call(class, &[]) {
            Ok(e) => self.raise_value(e.get(self)),
            Err(raise) => raise,
        }
    }
}
