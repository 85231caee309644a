//! Generators in the plain case: resumed by a `for` loop or a native for their next item, async generators by an
//! `async for` loop; nothing thrown in, no exception being handled, no delegation. Everything else is in `generator`.

use super::generator::{Awaited, Stopped, waiting};
use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::{Frame, Reg, after};
use super::{Raise, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// Notes that a frame is suspended in a `yield` of its own before `pc`, with so many live registers.
#[inline(always)]
fn suspend_plainly(g: &Generator, pc: *const Insn, live: u16) {
    g.pc.set(pc);
    g.live.set(live);
    g.waiting.set(waiting::PLAIN);
    g.state.set(GenState::Suspended);
}

impl Vm {
    /// Whether a generator is suspended in a `yield` of its own, with nothing being handled inside or outside.
    #[inline(always)]
    fn plainly_suspended(&self, g: &Generator) -> bool {
        g.state.get() == GenState::Suspended
            && g.waiting.get() == waiting::PLAIN
            && g.handling.get().is_none()
            && self.handling.get().is_none()
    }

    /// Whether a generator is suspended in a `yield` or a `yield from`, likewise.
    #[inline(always)]
    fn simply_suspended(&self, g: &Generator) -> bool {
        g.state.get() == GenState::Suspended
            && matches!(g.waiting.get(), waiting::PLAIN | waiting::ITERATOR)
            && g.handling.get().is_none()
            && self.handling.get().is_none()
    }

    /// Makes a generator the running frame for a `for` loop; says whether it did. The loop then goes on at the
    /// generator's place.
    #[inline(always)]
    pub(super) fn resume_for(&self, g: &Generator, record: Frame) -> bool {
        if !self.plainly_suspended(g) {
            return false;
        }
        let top = self.top_of(record.base);
        let fp = self.stack.fp.get();
        if fp >= self.stack.limit.get() || !self.stack.fits(top, g.registers() + 2) {
            return false;
        }
        // SAFETY: below the limit
        unsafe { record.write_to(fp) }
        self.stack.fp.set(fp.wrapping_add(1));
        g.set_running();
        g.top.set(top);
        put(g.base(), insn(g.pc.get()).a, Word::NONE);
        true
    }

    /// Enters the innermost of the generators that delegate to each other with `yield from`, the outermost of which a
    /// `for` loop resumes.
    #[inline(never)]
    pub(super) fn resume_delegates(&mut self, g: &Generator, record: Frame) -> Awaited {
        if let Some(next) = self.item_for_delegate(g, &record) {
            return Awaited::Next(next);
        }
        let (mut g, mut record) = (g, record);
        let native = record.after == after::RESUME;
        let top = if native { self.stack.top.get().wrapping_add(1) } else { self.top_of(record.base) };
        loop {
            let fp = self.stack.fp.get();
            if g.state.get() != GenState::Suspended
                || g.handling.get().is_some()
                || self.handling.get().is_some()
                || fp >= self.stack.limit.get()
                || !self.stack.fits(top, g.registers() + 2)
            {
                let entered = self.enter_generator(g, record, Some(Word::NONE));
                return match entered {
                    Awaited::Raised if record.after == after::DELEGATE => {
                        self.unwound(record.pc, record.base)
                    }
                    other => other,
                };
            }
            // SAFETY: below the limit
            unsafe { record.write_to(fp) }
            self.stack.fp.set(fp.wrapping_add(1));
            g.set_running();
            g.top.set(top);
            let (pc, base) = (g.pc.get(), g.base());
            match g.waiting.get() {
                waiting::PLAIN => {
                    put(base, insn(pc).a, Word::NONE);
                    return Awaited::Next(self.at(pc, base));
                }
                waiting::ITERATOR => {
                    if let Some(inner) = Vm::generator_of(get(base, insn(pc).a))
                        && inner.form == Form::Generator
                        && inner.state.get() == GenState::Suspended
                    {
                        g.waiting.set(waiting::PLAIN);
                        record = Frame { pc, base, dst: insn(pc).a as u32, after: after::DELEGATE };
                        g = inner;
                        continue;
                    }
                }
                _ => {}
            }
            return self.deliver(g, Some(Word::NONE));
        }
    }

    /// The next item of a list, tuple, range … that a suspended generator passes on, for the `for` loop that resumes
    /// it: it need not run. None also at the end.
    #[inline]
    fn item_for_delegate(&self, g: &Generator, record: &Frame) -> Option<Next> {
        if record.after != after::FOR
            || g.state.get() != GenState::Suspended
            || g.waiting.get() != waiting::ITERATOR
            || g.handling.get().is_some()
            || self.handling.get().is_some()
        {
            return None;
        }
        let it = Value::from_word(get(g.base(), insn(g.pc.get()).a)).cast::<Iter>()?;
        let item = self.plain_item(it)?;
        put(record.base, record.dst as u16, item);
        let body = insn(record.pc).c as i16;
        Some(self.at(record.pc.wrapping_offset(body as isize), record.base))
    }

    /// Suspends the running generator in a `yield`, and those that delegate to it, whatever waits for the item of the
    /// outermost.
    #[inline(never)]
    pub(super) fn yield_through(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        value: Word,
        live: u16,
    ) -> Option<Next> {
        let (mut pc, mut base, mut live, mut how) = (pc, base, live, waiting::PLAIN);
        while self.handling.get().is_none() {
            let fp = self.stack.fp.get().wrapping_sub(1);
            // SAFETY: every running frame has a record; only frames on the heap yield and delegate
            let (record, g) = unsafe { (&*fp, Generator::of_base(base)) };
            let plain = g.form == Form::Generator && g.handling.get().is_none() && g.parent.get().is_none();
            if !plain || !matches!(record.after, after::DELEGATE | after::FOR) {
                break;
            }
            g.pc.set(pc);
            g.live.set(live);
            g.waiting.set(how);
            g.state.set(GenState::Suspended);
            self.stack.fp.set(fp);
            (pc, base) = (record.pc, record.base);
            if record.after == after::FOR {
                put(base, record.dst as u16, value);
                return Some(self.at(pc.wrapping_offset(insn(pc).c as i16 as isize), base));
            }
            (live, how) = (insn(pc).c, waiting::ITERATOR);
        }
        self.yielded_from(pc, base, value, live, how, true)
    }

    /// Suspends the running generator in a `yield`, if a `for` loop waits for its item; says whether it did. The
    /// record is popped, the loop goes on with it.
    #[inline(always)]
    pub(super) fn yield_to_for(&self, pc: *const Insn, base: *mut Reg, live: u16) -> bool {
        let fp = self.stack.fp.get().wrapping_sub(1);
        // SAFETY: every running frame has a record; only frames on the heap yield
        let (record, g) = unsafe { (&*fp, Generator::of_base(base)) };
        if record.after != after::FOR || self.handling.get().is_some() || g.handling.get().is_some() {
            return false;
        }
        suspend_plainly(g, pc, live);
        self.stack.fp.set(fp);
        true
    }

    /// Suspends the running generator in a `yield`, if a native waits for its item; says whether it did. The
    /// record is popped, the run loop is to be left with the item.
    #[inline(always)]
    pub(super) fn yield_to_native(&self, pc: *const Insn, base: *mut Reg, live: u16) -> bool {
        let fp = self.stack.fp.get().wrapping_sub(1);
        // SAFETY: every running frame has a record; only frames on the heap yield
        let (record, g) = unsafe { (&*fp, Generator::of_base(base)) };
        if record.after != after::RESUME
            || g.form != Form::Generator
            || g.parent.get().is_some()
            || self.handling.get().is_some()
            || g.handling.get().is_some()
        {
            return false;
        }
        suspend_plainly(g, pc, live);
        self.stack.fp.set(fp);
        self.step.set(Stopped::Yielded);
        true
    }

    /// Makes the async generator of an `async for` loop the running frame, if it stands at a `yield`.
    #[inline(always)]
    pub(super) fn resume_async_for(&self, pc: *const Insn, base: *mut Reg) -> Option<Next> {
        let i = insn(pc);
        let g = Value::from_word(get(base, i.a)).cast::<Generator>()?;
        // SAFETY: `async for` stands in frames on the heap only
        let me = unsafe { Generator::of_base(base) };
        let stands = insn(g.pc.get());
        let depth = me.depth.get() as usize + 1;
        if g.form != Form::AsyncGenerator
            || !self.plainly_suspended(g)
            || !g.is_free()
            || stands.operation() != Op::Yield
            || g.inner.get().is_some()
            || me.handling.get().is_some()
            || depth >= self.stack.limit()
            || depth >= u16::MAX as usize
        {
            return None;
        }
        me.pc.set(pc);
        me.live.set(i.a + 2);
        me.waiting.set(waiting::PLAIN);
        me.state.set(GenState::Suspended);
        g.set_busy(true);
        g.depth.set(depth as u16);
        g.parent.set(g.header(), Some(me.header().word()));
        g.set_running();
        g.top.set(me.top.get());
        put(g.base(), stands.a, Word::NONE);
        Some(self.at(g.pc.get(), g.base()))
    }

    /// Suspends the running async generator in a `yield`, if an `async for` loop waits for its item, and goes on with
    /// the loop; says whether it did.
    #[inline(always)]
    pub(super) fn yield_to_async_for(
        &self,
        pc: *const Insn,
        base: *mut Reg,
        value: Word,
        live: u16,
    ) -> Option<Next> {
        // SAFETY: only frames on the heap yield
        let g = unsafe { Generator::of_base(base) };
        let parent = g.parent.get().and_then(Vm::generator_of)?;
        let at = parent.pc.get();
        let i = insn(at);
        if g.form != Form::AsyncGenerator
            || i.operation() != Op::AFor
            || g.handling.get().is_some()
            || self.handling.get().is_some()
        {
            return None;
        }
        suspend_plainly(g, pc, live);
        g.parent.take();
        g.set_busy(false);
        self.resume_parent(g, parent);
        put(parent.base(), i.b, value);
        Some(self.at(at.wrapping_offset(i.c as i16 as isize), parent.base()))
    }

    /// The next item of a generator for a native (none at its end), in the plain case.
    pub(crate) fn next_of_generator(&mut self, it: Word) -> Option<Result<Option<Word>, Raise>> {
        let g = Vm::generator_of(it)?;
        let word = g.header().word();
        let fresh = g.state.get() == GenState::Created && g.handling.get().is_none();
        if g.form != Form::Generator
            || g.parent.get().is_some()
            || g.inner.get().is_some_and(|i| i != word)
            || !(fresh && self.handling.get().is_none() || self.simply_suspended(g))
            || self.stack.depth.get() >= Vm::MAX_NATIVE_DEPTH
        {
            return None;
        }
        let top = self.stack.top.get().wrapping_add(1);
        let fp = self.stack.fp.get();
        if fp >= self.stack.limit.get() || !self.stack.fits(top, g.registers() + 2) {
            return None;
        }
        let record = Frame { pc: self.cur_pc.get(), base: g.base(), dst: 0, after: after::RESUME };
        if g.waiting.get() == waiting::ITERATOR {
            return Some(self.next_of_delegating(g, record));
        }
        // SAFETY: below the limit
        unsafe { record.write_to(fp) }
        self.stack.fp.set(fp.wrapping_add(1));
        g.inner.take();
        g.set_running();
        g.top.set(top);
        let (pc, base) = (g.pc.get(), g.base());
        if !fresh {
            put(base, insn(pc).a, Word::NONE);
        }
        let root = self.root_gen.replace(Some(word));
        // SAFETY: where a suspended frame goes on; its record has been pushed
        let result = unsafe { self.run_nested(pc, base) };
        self.root_gen.set(root);
        Some(result.map(|w| (self.step.get() != Stopped::Returned).then_some(w)))
    }

    /// The next item of a generator that delegates to another, for a native.
    #[inline(never)]
    fn next_of_delegating(&mut self, g: &Generator, record: Frame) -> Result<Option<Word>, Raise> {
        g.inner.take();
        let root = self.root_gen.replace(Some(g.header().word()));
        let saved = (self.cur_pc.get(), self.cur_base.get(), self.stack.top.get());
        let result = match self.resume_delegates(g, record) {
            Awaited::Next(next) => {
                let (pc, base) = self.entered(next);
                // SAFETY: where a suspended frame goes on; its record has been pushed
                unsafe { self.run_nested(pc, base) }
            }
            Awaited::Suspend(value) => Ok(value),
            Awaited::Raised | Awaited::Unwound => Err(Raise::parked()),
        };
        self.root_gen.set(root);
        self.cur_pc.set(saved.0);
        self.cur_base.set(saved.1);
        self.stack.top.set(saved.2);
        result.map(|w| (self.step.get() != Stopped::Returned).then_some(w))
    }
}
