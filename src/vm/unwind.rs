//! Unwinding: from where an exception was raised to the handler that takes it, frame by frame.

use super::ops::insn;
use super::place::Next;
use super::stack::{Reg, after};
use super::{Exc, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// What leaving a frame leads to.
enum Left {
    /// The exception goes on here.
    Raise(Next),
    /// It was swallowed.
    GoOn(Next),
    /// The native that began the run loop is reached.
    Boundary,
}

impl Vm {
    /// Unwinds from the instruction before `pc`: where to go on, or none when the native that began this run
    /// loop is reached (the exception stays parked).
    #[cold]
    #[inline(never)]
    pub(super) fn unwind(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Next> {
        let (mut pc, mut base) = (pc, base);
        loop {
            let linked = Vm::linked_of(base);
            // a safepoint at a function's entry stands before its first instruction
            let ip = linked.ip(pc).saturating_sub(1);
            let op = insn(pc).operation();
            if op != Op::Reraise && op != Op::RaiseAgain {
                self.note_frame(linked, ip);
            }
            if op == Op::AFor && self.parked_is(Exc::StopAsyncIteration) {
                self.exc.set(None);
                return Some(self.at(pc, base));
            }
            if let Some(h) = linked.code.handlers.iter().find(|h| h.from <= ip && ip < h.to) {
                let e = self.exc.take();
                // SAFETY: handlers name registers of the frame
                unsafe {
                    *base.add(h.reg as usize) = e;
                    *base.add(h.reg as usize + 1) = self.handling.get();
                }
                self.handling.set(e);
                let target = linked.entry().wrapping_add(h.target as usize);
                if let Some(behind) = self.passes_on(target, base) {
                    pc = behind;
                    continue;
                }
                return Some(self.at(target, base));
            }
            let left = if self.stack.contains(base) {
                self.leave_plain_frame()
            } else {
                self.leave_heap_frame(base)
            };
            match left {
                Left::Raise(next) => (pc, base) = self.entered(next),
                Left::GoOn(next) => return Some(next),
                Left::Boundary => return None,
            }
        }
    }

    /// Runs a handler that only says what is handled from then on, forgets the name of the exception, and raises again;
    /// gives the place behind it.
    fn passes_on(&self, target: *const Insn, base: *mut Reg) -> Option<*const Insn> {
        let mut end = target.wrapping_add(1);
        while matches!(insn(end).operation(), Op::ExcLeave | Op::Unset) {
            end = end.wrapping_add(1);
        }
        if insn(end).operation() != Op::Reraise {
            return None;
        }
        let mut at = target.wrapping_add(1);
        while at != end {
            let i = insn(at);
            // SAFETY: operands are registers of the frame
            unsafe {
                match i.operation() {
                    Op::Unset => *base.add(i.a as usize) = None,
                    _ => self.handling.set(*base.add(i.a as usize + 1)),
                }
            }
            at = at.wrapping_add(1);
        }
        // SAFETY: as above
        self.exc.set(unsafe { *base.add(insn(end).a as usize) });
        Some(end)
    }

    /// Whether the parked exception is of a class or one derived from it.
    fn parked_is(&self, exc: Exc) -> bool {
        self.exc.get().is_some_and(|w| self.is_instance_of(Value::from_word(w), exc))
    }

    /// Whether a value is an instance of a built-in exception class.
    pub fn is_instance_of(&self, v: Value<'_>, exc: Exc) -> bool {
        self.is_instance(v, self.exc_class(exc))
    }

    /// Pops the record of a plain frame: the caller, or none at the boundary.
    fn leave_plain_frame(&mut self) -> Left {
        let record = self.pop_record();
        if record.after == after::HALT {
            Left::Boundary
        } else if record.after == after::NEXT && self.parked_is(Exc::StopIteration) {
            self.exc.set(None);
            Left::GoOn(self.at(record.pc, record.base))
        } else {
            Left::Raise(self.at(record.pc, record.base))
        }
    }

    /// Ends a heap frame by the parked exception: whoever awaits or resumed it, or none at the boundary.
    fn leave_heap_frame(&mut self, base: *mut Reg) -> Left {
        // SAFETY: bases outside the stack are those of generators
        let g = unsafe { Generator::of_base(base) };
        self.convert_stop(g);
        g.state.set(GenState::Done);
        g.set_closed(true);
        g.set_busy(false);
        if let Some(parent) = g.parent.take() {
            let p = Value::from_word(parent).cast::<Generator>().expect("a parent is a frame");
            p.set_running();
            p.top.set(g.top.get());
            if g.form == Form::AsyncGenerator {
                // see `descend`
                self.handling.set(p.handling.take());
            }
            if let Some(outside) = g.handling.take() {
                p.handling.set(p.header(), Some(outside));
            }
            if g.form == Form::AsyncGenerator && self.close_swallows(p) {
                let pc = p.pc.get();
                super::ops::put(p.base(), insn(pc).a, Word::NONE);
                self.exc.set(None);
                return Left::GoOn(self.at(pc, p.base()));
            }
            let i = insn(p.pc.get());
            if i.operation() == Op::Await {
                // where the coroutine stood, which nobody else may know
                super::ops::put(p.base(), i.a, Word::NONE);
                g.let_go(&self.heap);
            }
            return Left::Raise(self.at(p.pc.get(), p.base()));
        }
        self.handling.set(g.handling.take());
        let record = self.pop_record();
        match record.after {
            after::FOR | after::DELEGATE | after::PART.. => Left::Raise(self.at(record.pc, record.base)),
            _ => Left::Boundary,
        }
    }

    /// Whether the frame awaits `aclose()`, for which GeneratorExit and StopAsyncIteration are the good end.
    fn close_swallows(&self, p: &Generator) -> bool {
        self.awaits_close(p)
            && (self.parked_is(Exc::GeneratorExit) || self.parked_is(Exc::StopAsyncIteration))
    }

    /// StopIteration must not leave a generator, coroutine or async generator as itself.
    #[inline(always)]
    fn convert_stop(&mut self, g: &Generator) {
        // most are of built-in classes, whose shapes come before those of all others
        let shape = self.exc.get().map_or(0, |w| Value::from_word(w).shape());
        let [stop, stop_async, last] = self.stops.get();
        if (shape > last && shape != self.no_stop.get()) || shape == stop || shape == stop_async {
            self.convert_known_stop(g);
        }
    }

    #[inline(never)]
    fn convert_known_stop(&mut self, g: &Generator) {
        let what = match g.form {
            Form::Generator => "generator",
            Form::Coroutine => "coroutine",
            Form::AsyncGenerator => "async generator",
        };
        let name = if self.parked_is(Exc::StopIteration) {
            "StopIteration"
        } else if g.form == Form::AsyncGenerator && self.parked_is(Exc::StopAsyncIteration) {
            "StopAsyncIteration"
        } else {
            if g.form == Form::AsyncGenerator || !self.parked_is(Exc::StopAsyncIteration) {
                self.no_stop.set(self.exc.get().map_or(0, |w| Value::from_word(w).shape()));
            }
            return;
        };
        let cause = self.exc.take();
        let e = self.new_exception(Exc::RuntimeError, format_args!("{what} raised {name}"));
        e.cause.set(e.header(), cause);
        e.context.set(e.header(), cause);
        e.header().put(Exception::SUPPRESS, true);
        let linked = g.function().linked();
        let ip = linked.ip(self.cur_pc.get()).min(linked.code.insns.len() as u32).saturating_sub(1);
        self.exc.set(Some(e.header().word()));
        self.note_frame(linked, ip);
    }

    /// Adds a frame to the traceback of the parked exception.
    #[inline(always)]
    pub(super) fn note_frame(&self, linked: &Linked, ip: u32) {
        let Some(e) = self.exc.get().and_then(|w| Value::from_word(w).cast::<Exception>()) else { return };
        let tb = self.traceback_of(e);
        tb.entries.borrow_mut().push(TraceEntry { code: linked, ip });
    }

    /// `__init__` returned something.
    #[cold]
    pub(super) fn init_returned(&self, result: Reg) {
        let name = result.map_or(String::new(), |w| self.type_name(Value::from_word(w)));
        let _ = self.type_error(format_args!("__init__() should return None, not '{name}'"));
    }
}
