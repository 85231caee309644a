//! Short ways for the event loop: steps of tasks without roots of their own, calls of coroutine functions, and
//! natives that see that their result is awaited at once.

use super::generator::{Awaited, Stopped, waiting};
use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::{Frame, Reg, after};
use super::{Args, Raise, Vm};
use crate::bytecode::Op;
use crate::heap::Word;
use crate::value::*;

/// Why the coroutine of a task stopped.
#[derive(Clone, Copy, Debug)]
pub enum Stop {
    /// It waits for this.
    Wait(Kept),
    /// It has returned this.
    Return(Kept),
}

/// A coroutine that can be resumed plainly.
#[derive(Debug)]
pub struct Resumable {
    root: &'static Generator,
    innermost: &'static Generator,
    /// The result of the future that it waits for.
    result: Option<Word>,
}

impl Vm {
    /// Whether a coroutine can be resumed plainly, on behalf of its task, which roots it: it has not begun, or is
    /// suspended in an `await` of a suspension, or of a future that has ended well; nothing is being handled, and there is
    /// room. To be resumed before anything else is done.
    #[inline(always)]
    pub fn resumable(&self, coroutine: Value<'_>) -> Option<Resumable> {
        let root = Vm::generator_of(coroutine.word())?;
        let (innermost, begun) = match root.state.get() {
            GenState::Suspended => (Vm::generator_of(root.inner.get()?)?, true),
            GenState::Created => (root, false),
            _ => return None,
        };
        if root.form != Form::Coroutine
            || root.parent.get().is_some()
            || innermost.handling.get().is_some()
            || self.handling.get().is_some()
            || self.stack.depth.get() >= Vm::MAX_NATIVE_DEPTH
            || self.stack.fp.get() >= self.stack.limit.get()
            || !self.stack.fits(self.stack.top.get().wrapping_add(1), innermost.registers() + 2)
        {
            return None;
        }
        if !begun {
            return Some(Resumable { root, innermost, result: None });
        }
        let i = insn(innermost.pc.get());
        if innermost.state.get() != GenState::Suspended
            || !(i.is(Op::Await) || i.is(Op::YieldFrom) || i.is(Op::Yield))
        {
            return None;
        }
        let result = match innermost.waiting.get() {
            waiting::PLAIN => None,
            waiting::FUTURE => {
                let f = Value::from_word(get(innermost.base(), i.a)).as_future()?;
                Some(f.result.get().filter(|_| f.state.get() == FutureState::Finished)?)
            }
            _ => return None,
        };
        Some(Resumable { root, innermost, result })
    }

    /// Resumes it with a value (with None if it has not begun).
    #[inline(always)]
    pub fn resume_plainly(&mut self, found: Resumable, value: Kept) -> Result<Stop, Raise> {
        let Resumable { root, innermost, result } = found;
        let (pc, base, top) = (self.cur_pc.get(), self.cur_base.get(), self.stack.top.get());
        let outer = self.root_gen.replace(Some(root.header().word()));
        let record = Frame { pc, base: root.base(), dst: 0, after: after::RESUME };
        let fp = self.stack.fp.get();
        // SAFETY: below the limit
        unsafe { record.write_to(fp) }
        self.stack.fp.set(fp.wrapping_add(1));
        if innermost.state.get() == GenState::Suspended {
            root.inner.take();
            innermost.waiting.set(waiting::PLAIN);
            let value = result.unwrap_or(value.get(&self.heap).word());
            put(innermost.base(), insn(innermost.pc.get()).a, value);
        }
        innermost.set_running();
        innermost.top.set(top.wrapping_add(1));
        let next = self.at(innermost.pc.get(), innermost.base());
        let (at, registers) = self.entered(next);
        let depth = self.stack.depth.get();
        self.stack.depth.set(depth + 1);
        // SAFETY: where a suspended frame goes on; its record has been pushed
        let result = unsafe { self.run_anyhow(at, registers) };
        self.stack.depth.set(depth);
        self.root_gen.set(outer);
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        self.stack.top.set(top);
        result.map(|w| self.stop(w))
    }

    /// Why a coroutine stopped that has left this.
    #[inline(always)]
    fn stop(&self, left: Word) -> Stop {
        let value = Kept::new(Value::from_word(left));
        match self.step.get() {
            Stopped::Returned => Stop::Return(value),
            Stopped::Yielded | Stopped::Item | Stopped::Raised => Stop::Wait(value),
        }
    }

    /// Resumes a coroutine with a value, on behalf of its task, which roots it. None (and nothing done) where
    /// that is not as simple as it ought to be: the general way then says what is wrong.
    pub fn step_coroutine(&mut self, coroutine: Kept, value: Kept) -> Option<Result<Stop, Raise>> {
        let word = coroutine.get(&self.heap).word();
        let send = value.get(&self.heap).word();
        let root = Vm::generator_of(word)?;
        if root.form != Form::Coroutine
            || root.parent.get().is_some()
            || self.stack.depth.get() >= Vm::MAX_NATIVE_DEPTH
        {
            return None;
        }
        let innermost = match root.state.get() {
            GenState::Suspended => Vm::generator_of(root.inner.take()?)?,
            GenState::Created if send == Word::NONE => root,
            _ => return None,
        };
        let (pc, base, top) = (self.cur_pc.get(), self.cur_base.get(), self.stack.top.get());
        let outer = self.root_gen.replace(Some(word));
        let record = Frame { pc, base: root.base(), dst: 0, after: after::RESUME };
        let window = top.wrapping_add(1);
        let result = if self.push_record(record, window, innermost.registers()) {
            let started = match self.start_plainly(innermost, window, send) {
                Some(next) => Awaited::Next(next),
                None => self.start(innermost, window, Some(send)),
            };
            match started {
                Awaited::Next(next) => {
                    let (pc, base) = self.entered(next);
                    let depth = self.stack.depth.get();
                    self.stack.depth.set(depth + 1);
                    // SAFETY: where a suspended frame goes on; its record has been pushed
                    let result = unsafe { self.run_anyhow(pc, base) };
                    self.stack.depth.set(depth);
                    result
                }
                Awaited::Suspend(value) => Ok(value),
                Awaited::Raised | Awaited::Unwound => Err(Raise::parked()),
            }
        } else {
            root.inner.set(root.header(), Some(innermost.header().word()));
            Err(Raise::parked())
        };
        self.root_gen.set(outer);
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        self.stack.top.set(top);
        Some(result.map(|w| self.stop(w)))
    }

    /// `start` for a frame that is suspended in an `await` of a suspension, or of a future that has ended well, where
    /// nothing is being handled. None (and nothing done) for others.
    #[inline(always)]
    fn start_plainly(&self, g: &Generator, top: *mut Reg, send: Word) -> Option<Next> {
        let (pc, base) = (g.pc.get(), g.base());
        let i = insn(pc);
        if g.state.get() != GenState::Suspended
            || !matches!(i.operation(), Op::Await | Op::YieldFrom | Op::Yield)
            || g.handling.get().is_some()
            || self.handling.get().is_some()
        {
            return None;
        }
        let value = match g.waiting.get() {
            waiting::PLAIN => send,
            waiting::FUTURE => {
                let f = Value::from_word(get(base, i.a)).as_future()?;
                f.result.get().filter(|_| f.state.get() == FutureState::Finished)?
            }
            _ => return None,
        };
        g.waiting.set(waiting::PLAIN);
        g.set_running();
        g.top.set(top);
        put(base, i.a, value);
        Some(self.at(pc, base))
    }

    /// Whether this coroutine is the outermost of the chain of awaits that runs.
    #[inline]
    pub fn is_outermost(&self, coroutine: Value<'_>) -> bool {
        self.root_gen.get() == Some(coroutine.word())
    }
}

impl Vm {
    /// Whether the running frame stands at a call with this window, and its very next instruction awaits the
    /// result.
    #[inline(always)]
    pub(super) fn awaits_next(&self, window: *const Reg) -> bool {
        let base = self.cur_base.get();
        if base.is_null() || self.stack.contains(base) {
            return false;
        }
        let pc = self.cur_pc.get();
        // `insn` gives the instruction that a place stands behind
        let (call, next) = (insn(pc), insn(pc.wrapping_add(1)));
        // what natives call has its window above that of the native itself
        next.operation() == Op::Await && next.a == call.a && window <= self.top_of(base).wrapping_add(1)
    }

    /// Whether the running frame stands at a call with this window, and its very next instruction goes through the
    /// result with `yield from`, or returns it to the `await` that has called an `__await__`.
    fn hands_on(&self, window: *const Reg, what: Word) -> bool {
        let base = self.cur_base.get();
        if base.is_null() {
            return false;
        }
        let pc = self.cur_pc.get();
        let (call, next, plain) = (insn(pc), insn(pc.wrapping_add(1)), self.stack.contains(base));
        if window > self.top_of(base).wrapping_add(1) {
            return false;
        }
        match next.operation() {
            Op::GetYieldFrom => next.b == call.a && !plain,
            Op::Return if next.a == call.a && plain => {
                // SAFETY: every running frame has a record below it
                let record = unsafe { &*self.stack.fp.get().sub(1) };
                let awaited = record.after == after::AWAIT;
                if awaited {
                    self.handed_on.set(Some(what));
                }
                awaited
            }
            _ => false,
        }
    }
}

impl Args {
    /// Whether the script awaits the native's result at once: it has called the native itself, and its very next
    /// instruction is the `await`.
    #[inline]
    pub fn is_awaited(self, vm: &Vm) -> bool {
        vm.awaits_next(self.base().wrapping_sub(1))
    }

    /// Whether the iterator that the native, an `__await__`, is to give for its object goes at once to what would take
    /// the object as well, which is to be given then.
    pub fn hands_on(self, vm: &Vm) -> bool {
        vm.hands_on(self.base().wrapping_sub(1), self.get(vm, 0).word())
    }
}
