//! Frames on the heap: generators, coroutines, async generators, and the chain of `await`s.
//!
//! A frame that awaits a coroutine becomes its `parent`; no frame record is pushed, so a chain costs nothing to
//! hold and nothing to resume: the outermost frame (`root_gen`) remembers the innermost (`inner`) while the
//! chain is suspended. A frame record stands below the outermost frame only: it says who resumed it.

use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::{Frame, Reg, after};
use super::{Exc, Handle, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// What is sent into a frame when it is resumed.
#[derive(Clone, Copy, Debug)]
pub enum Resume {
    /// A value.
    Send(Handle),
    /// An exception.
    Throw(Handle),
}

/// Why a resumed frame stopped.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// It yielded, or (a coroutine) waits for this value.
    Yield(Handle),
    /// It has returned.
    Return(Handle),
}

/// How the run loop left a resumed frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Stopped {
    Returned,
    /// Suspended with a value for whoever drives it.
    Yielded,
    /// An async generator has given an item.
    Item,
    /// Not at all: an exception has reached the native that began the run loop.
    Raised,
}

/// What an `await` did.
pub(super) enum Awaited {
    /// Go on here.
    Next(Next),
    /// Leave the run loop with this value: the chain is suspended.
    Suspend(Word),
    /// An exception is parked, to be thrown where the running frame stands.
    Raised,
    /// An exception is parked, and unwinding has reached the native that resumed the frame.
    Unwound,
}

/// Values of `Generator::waiting`.
pub(super) mod waiting {
    /// What is sent in goes to the register of the instruction.
    pub const PLAIN: u8 = 0;
    /// The register holds an iterator to which values are passed on.
    pub const ITERATOR: u8 = 1;
    /// The register holds a future whose result is taken.
    pub const FUTURE: u8 = 2;
}

pub(super) const NO_NEXT: &str = "a frame that a native resumed has no next instruction here";

/// The register operand of the instruction a suspended frame stands behind.
pub(super) fn operand(g: &Generator) -> (u16, Insn) {
    let i = insn(g.pc.get());
    (i.a, i)
}

impl Vm {
    #[inline(always)]
    pub(super) fn generator_of(w: Word) -> Option<&'static Generator> {
        // the lifetime is that of the call at hand: the object is on a chain or in a register
        Value::from_word(w).cast::<Generator>()
    }

    /// Pushes a record and enters a generator that is not running with a value; none if it raised.
    pub(super) fn enter_generator(&mut self, g: &Generator, record: Frame, send: Reg) -> Awaited {
        let top = if record.after == after::RESUME { self.stack.top.get() } else { self.top_of(record.base) };
        if !self.push_record(record, top, g.registers()) {
            return Awaited::Raised;
        }
        self.start(g, top, send)
    }

    pub(super) fn push_record(&self, record: Frame, top: *mut Reg, room: usize) -> bool {
        let fp = self.stack.fp.get();
        if fp >= self.stack.limit.get() || !self.stack.fits(top, room + 2) {
            self.too_deep();
            return false;
        }
        // SAFETY: below the limit
        unsafe { record.write_to(fp) }
        self.stack.fp.set(fp.wrapping_add(1));
        true
    }

    /// RecursionError.
    #[cold]
    pub(super) fn too_deep(&self) {
        let _ = self.raise(Exc::RecursionError, "maximum recursion depth exceeded");
    }

    /// `g` runs from now on, with its calls' windows at `top`: what is handled outside and inside change places.
    #[inline(always)]
    pub(super) fn take_over(&self, g: &Generator, top: *mut Reg) {
        g.set_running();
        g.top.set(top);
        let outside = self.handling.get();
        if let Some(inside) = g.handling.get() {
            self.handling.set(Some(inside));
        }
        g.handling.set(g.header(), outside);
    }

    /// Makes `g` the running frame: what is handled outside and inside change places, the value is delivered.
    pub(super) fn start(&mut self, g: &Generator, top: *mut Reg, send: Reg) -> Awaited {
        let fresh = g.state.get() == GenState::Created;
        self.take_over(g, top);
        if fresh {
            return Awaited::Next(self.at(g.pc.get(), g.base()));
        }
        self.deliver(g, send)
    }

    /// Gives a resumed frame the value it waits for.
    pub(super) fn deliver(&mut self, g: &Generator, send: Reg) -> Awaited {
        let (a, i) = operand(g);
        let (pc, base) = (g.pc.get(), g.base());
        match g.waiting.replace(waiting::PLAIN) {
            waiting::PLAIN => {
                if i.operation() == Op::AFor {
                    return Awaited::Next(self.item_arrived(g, send.unwrap_or(Word::NONE)));
                }
                put(base, a, send.unwrap_or(Word::NONE));
                Awaited::Next(self.at(pc, base))
            }
            waiting::FUTURE => {
                let at = if i.operation() == Op::AFor { a + 1 } else { a };
                let w = get(base, at);
                match self.future_outcome(w) {
                    Some(Ok(v)) if at != a => Awaited::Next(self.item_arrived(g, v)),
                    Some(Ok(v)) => {
                        put(base, a, v);
                        Awaited::Next(self.at(pc, base))
                    }
                    Some(Err(_)) => self.unwound(pc, base),
                    None => {
                        let _ = self.runtime_error("await wasn't used with future");
                        self.unwound(pc, base)
                    }
                }
            }
            _ => self.pass_on(g, send.unwrap_or(Word::NONE)),
        }
    }

    /// An item for `async for`: into the variable, and to the body.
    pub(super) fn item_arrived(&self, g: &Generator, item: Word) -> Next {
        let i = insn(g.pc.get());
        put(g.base(), i.b, item);
        self.at(g.pc.get().wrapping_offset(i.c as i16 as isize), g.base())
    }

    /// Passes a value on to the iterator that a suspended `yield from` (or `await`) delegates to.
    pub(super) fn pass_on(&mut self, g: &Generator, value: Word) -> Awaited {
        let (pc, base) = (g.pc.get(), g.base());
        let (a, _) = operand(g);
        let it = get(base, a);
        if let Some(inner) = Vm::generator_of(it)
            && inner.form == Form::Generator
            && matches!(inner.state.get(), GenState::Suspended | GenState::Created)
        {
            let record = Frame { pc, base, dst: a as u32, after: after::DELEGATE };
            return match self.enter_generator(inner, record, Some(value)) {
                Awaited::Raised => self.unwound(pc, base),
                other => other,
            };
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let it = s.keep_word(it);
        let value = s.keep_word(value);
        let out = s.root();
        let more =
            if value.get(s).is_none() { s.next_with_value(it, out) } else { s.send_to(it, value, out) };
        let word = out.get(s).word();
        match more {
            Ok(true) => match s.yielded_from(pc, base, word, insn(pc).c, waiting::ITERATOR, false) {
                Some(next) => Awaited::Next(next),
                None => s.left_with(word),
            },
            Ok(false) => {
                put(base, a, word);
                Awaited::Next(s.at(pc, base))
            }
            Err(_) => s.unwound(pc, base),
        }
    }

    /// Unwinds from here.
    pub(super) fn unwound(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        match self.unwind(pc, base) {
            Some(next) => Awaited::Next(next),
            None => Awaited::Unwound,
        }
    }

    /// Suspends the frame. `real`: a `yield` of its own, not a wait passed through.
    pub(super) fn yielded_from(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        value: Word,
        live: u16,
        how: u8,
        real: bool,
    ) -> Option<Next> {
        let (mut pc, mut base, mut live, mut how) = (pc, base, live, how);
        loop {
            // SAFETY: only frames on the heap can be suspended
            let g = unsafe { Generator::of_base(base) };
            if g.form == Form::AsyncGenerator
                && real
                && let Some(parent) = g.parent.take()
            {
                g.pc.set(pc);
                g.live.set(live);
                g.waiting.set(how);
                g.state.set(GenState::Suspended);
                return self.item_to_parent(g, parent, value);
            }
            self.pause(g, pc, live, how);
            if g.parent.get().is_some() {
                let root = self.root_gen.get().and_then(Vm::generator_of).expect(NO_NEXT);
                root.inner.set(root.header(), Some(g.header().word()));
                self.pop_record();
                self.step.set(Stopped::Yielded);
                return None;
            }
            let record = self.pop_record();
            match record.after {
                after::FOR => {
                    put(record.base, record.dst as u16, value);
                    let off = insn(record.pc).c as i16;
                    return Some(self.at(record.pc.wrapping_offset(off as isize), record.base));
                }
                after::DELEGATE => {
                    pc = record.pc;
                    base = record.base;
                    live = insn(pc).c;
                    how = waiting::ITERATOR;
                }
                after::PART | after::SECOND => return self.part_arrived(record, value),
                consumed if consumed >= after::CONSUME => return self.item_to_consumer(g, record, value),
                _ => {
                    let item = g.form == Form::AsyncGenerator && real;
                    g.inner.set(g.header(), (!item).then(|| g.header().word()));
                    self.step.set(if item { Stopped::Item } else { Stopped::Yielded });
                    return None;
                }
            }
        }
    }

    /// Marks a frame suspended, with what is handled inside put away.
    pub(super) fn pause(&self, g: &Generator, pc: *const Insn, live: u16, how: u8) {
        g.pc.set(pc);
        g.live.set(live);
        g.waiting.set(how);
        g.state.set(GenState::Suspended);
        let outside = g.handling.take();
        let inside = self.handling.get();
        self.handling.set(outside);
        if inside != outside {
            g.handling.set(g.header(), inside);
        }
    }

    /// The frame that awaited `g` runs again.
    pub(super) fn resume_parent(&self, g: &Generator, p: &Generator) {
        p.set_running();
        p.top.set(g.top.get());
        if let Some(outside) = g.handling.take() {
            p.handling.set(p.header(), Some(outside));
        }
    }

    pub(super) fn pop_record(&self) -> Frame {
        let fp = self.stack.fp.get().wrapping_sub(1);
        self.stack.fp.set(fp);
        // SAFETY: every running frame has a record below it
        unsafe { *fp }
    }

    /// A heap frame returns: where to go on, or (Err(None)) the run loop is left, or an exception is parked.
    pub(super) fn generator_returned(&mut self, base: *mut Reg, value: Word) -> Result<Next, Option<Next>> {
        // SAFETY: only frames on the heap return this way
        let g = unsafe { Generator::of_base(base) };
        g.state.set(GenState::Done);
        g.set_closed(true);
        g.set_busy(false);
        if let Some(parent) = g.parent.take() {
            let p = Vm::generator_of(parent).expect("a parent is a frame");
            let is_agen = g.form == Form::AsyncGenerator;
            if is_agen {
                // see `descend`
                self.handling.set(p.handling.take());
            }
            self.resume_parent(g, p);
            let (a, i) = operand(p);
            let (pc, base) = (p.pc.get(), p.base());
            if i.operation() == Op::AFor {
                return Ok(if is_agen { self.at(pc, base) } else { self.item_arrived(p, value) });
            }
            if is_agen {
                if !self.awaits_close(p) {
                    let _ = self.raise_with(Exc::StopAsyncIteration, &[]);
                    return Err(Some(self.at(pc, base)));
                }
                put(p.base(), a, Word::NONE);
                return Ok(self.at(pc, base));
            }
            put(p.base(), a, value);
            return Ok(self.at(pc, base));
        }
        self.handling.set(g.handling.take());
        let record = self.pop_record();
        match record.after {
            after::FOR | after::PART | after::SECOND => Ok(self.at(record.pc, record.base)),
            after::DELEGATE => {
                put(record.base, record.dst as u16, value);
                Ok(self.at(record.pc, record.base))
            }
            consumed if consumed >= after::CONSUME => {
                self.finish_consumer(record, value).map_err(|_| Some(self.at(record.pc, record.base)))
            }
            _ => {
                self.step.set(Stopped::Returned);
                Err(None)
            }
        }
    }

    /// ValueError of a generator that is resumed while it runs.
    #[cold]
    pub(super) fn already_running(&self, g: &Generator) {
        let what = match g.form {
            Form::Generator => "generator",
            Form::Coroutine => "coroutine",
            Form::AsyncGenerator => "async generator",
        };
        let _ = self.value_error(format_args!("{what} already executing"));
    }

    /// Closes a generator that has not begun, is over, or rests at a `yield` outside of all handlers, where
    /// GeneratorExit would do nothing but end it. False if it is another.
    pub(crate) fn close_at_once(&self, g: &Generator) -> bool {
        if g.form != Form::Generator {
            return false;
        }
        match g.state.get() {
            GenState::Done => return true,
            GenState::Created => {}
            GenState::Running => return false,
            GenState::Suspended => {
                let linked = g.function().linked();
                let ip = linked.ip(g.pc.get()).saturating_sub(1);
                let rests = g.waiting.get() == waiting::PLAIN && insn(g.pc.get()).operation() == Op::Yield;
                let alone = g.parent.get().is_none() && g.inner.get().is_none() && g.handling.get().is_none();
                if !rests || !alone || linked.code.handlers.iter().any(|h| h.from <= ip && ip < h.to) {
                    return false;
                }
                g.set_closed(true);
                g.set_busy(false);
            }
        }
        g.state.set(GenState::Done);
        true
    }
}
