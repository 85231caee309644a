//! `await f(…)` of a coroutine function in one go: the coroutine is made, and becomes the running frame. Nobody but the
//! awaiting frame knows it, so that its cell can be given back as soon as it returns.

use super::answers;
use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::{Frame, Reg, after};
use super::{Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    /// The call in a window, if it is that of a coroutine function whose arguments stand where they belong; none (and
    /// nothing done) for others. A call that is awaited at once enters the coroutine, others make it.
    #[inline(always)]
    pub(super) fn coroutine_at_once(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        window: *mut Reg,
        argc: u32,
        dst: u32,
    ) -> Option<u32> {
        // SAFETY: windows hold a callee
        let f = Value::from_word(unsafe { *window }?).cast::<Function>()?;
        if f.header().n() as u32 != Function::COROUTINE as u32 | argc {
            return None;
        }
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        // `insn` gives the instruction that a place stands behind
        let next = insn(pc.wrapping_add(1));
        let awaited = next.operation() == Op::Await && next.a as u32 == dst && !self.stack.contains(base);
        if !awaited || f.linked().nregs > Generator::MOST_REGISTERS {
            let made = self.make_generator(f, window);
            put(base, dst as u16, made);
            return Some(answers::DONE);
        }
        let child = self.fleeting(f, Form::Coroutine, base)?;
        let (from, to) = (window.wrapping_add(1), child.base());
        for i in 0..argc as usize {
            // SAFETY: parameters are registers; few words, for which a call of memcpy would cost more than the copy
            unsafe { to.add(i).write_volatile(*from.add(i)) }
        }
        self.wait_for(child, pc.wrapping_add(1), base, next.c);
        put(base, next.a, child.header().word());
        Some(answers::GO)
    }

    /// Enters a coroutine whose parameters stand in a window, if the instruction behind its call awaits it.
    pub(super) fn awaited_at_once(&mut self, f: &Function, record: &Frame, window: *mut Reg) -> Option<Next> {
        let (pc, base) = (record.pc, record.base);
        let next = insn(pc.wrapping_add(1));
        let awaited = record.after == after::STORE
            && next.operation() == Op::Await
            && next.a as u32 == record.dst
            && !self.stack.contains(base);
        if !awaited || f.linked().nregs > Generator::MOST_REGISTERS {
            return None;
        }
        let child = self.fleeting(f, Form::Coroutine, base)?;
        let (from, to) = (window.wrapping_add(1), child.base());
        for i in 0..f.linked().code.param_regs() as usize {
            // SAFETY: parameters are registers, and stand in the window; volatile as above
            unsafe { to.add(i).write_volatile(*from.add(i)) }
        }
        self.wait_for(child, pc.wrapping_add(1), base, next.c);
        put(base, next.a, child.header().word());
        Some(self.at(child.pc.get(), child.base()))
    }

    /// A coroutine that the running frame alone knows and is about to wait for; none where the chain is too long.
    #[inline(always)]
    fn fleeting<'h>(&self, f: &Function, form: Form, base: *mut Reg) -> Option<&'h Generator> {
        // SAFETY: a frame that is not on the stack is on the heap
        let me = unsafe { Generator::of_base(base) };
        if me.depth.get() as u32 + 1 >= self.stack.deepest.get() {
            return None;
        }
        let child = Generator::fleeting(&self.heap, f, form, me).header().word();
        Vm::generator_of(child)
    }

    /// The running frame waits for a fleeting coroutine, which begins.
    #[inline(always)]
    fn wait_for(&self, child: &Generator, pc: *const Insn, base: *mut Reg, live: u16) {
        // SAFETY: as in `fleeting`
        let me = unsafe { Generator::of_base(base) };
        me.pc.set(pc);
        me.live.set(live);
        me.waiting.set(super::generator::waiting::PLAIN);
        me.state.set(GenState::Suspended);
        self.at(child.pc.get(), child.base());
    }

    /// Begins the `__anext__` of an object whose class has a coroutine function for it: what an `async for` loop waits
    /// for.
    pub(super) fn next_at_once(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Next> {
        let i = insn(pc);
        let v = Value::from_word(get(base, i.a));
        let found = self.class_lookup(v.shape(), self.sym_word(Sym::ANext))?;
        let f = Value::from_word(found).cast::<Function>()?;
        if f.header().n() != Function::COROUTINE | 1 || f.linked().nregs > Generator::MOST_REGISTERS {
            return None;
        }
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let child = self.fleeting(f, Form::Coroutine, base)?;
        put(child.base(), 0, v.word());
        self.wait_for(child, pc, base, i.a + 2);
        put(base, i.a + 1, child.header().word());
        Some(self.at(child.pc.get(), child.base()))
    }

    /// Begins the `__await__` of an object whose class has a generator function for it.
    pub(super) fn generator_at_await(&mut self, pc: *const Insn, base: *mut Reg) -> Option<Next> {
        let i = insn(pc);
        let v = Value::from_word(get(base, i.a));
        if v.kind() != Kind::Instance || i.operation() != Op::Await {
            return None;
        }
        let f = self.lookup_special(v, Sym::Await)?.cast::<Function>()?;
        if f.header().n() != Function::GENERATOR | 1 || f.linked().nregs > Generator::MOST_REGISTERS {
            return None;
        }
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let child = self.fleeting(f, Form::Generator, base)?;
        put(child.base(), 0, v.word());
        self.wait_for(child, pc, base, i.c);
        put(base, i.a, child.header().word());
        Some(self.at(child.pc.get(), child.base()))
    }

    /// The running frame, a coroutine (or a generator of an `__await__`) that another awaits (or an `async for` loop),
    /// returns: that one goes on. Says whether it was as simple as that.
    #[inline(always)]
    pub(super) fn returned_to_await(&mut self, base: *mut Reg, value: Word) -> bool {
        // SAFETY: only frames on the heap return this way
        let g = unsafe { Generator::of_base(base) };
        let Some(p) = g.parent.get().and_then(Vm::generator_of) else { return false };
        let pc = p.pc.get();
        let i = insn(pc);
        let item = i.operation() == Op::AFor;
        if !matches!(i.operation(), Op::Await | Op::YieldFrom) && !item || g.form == Form::AsyncGenerator {
            return false;
        }
        g.parent.take();
        g.state.set(GenState::Done);
        g.set_closed(true);
        self.resume_parent(g, p);
        if item {
            // where the coroutine stood
            put(p.base(), i.a + 1, Word::NONE);
            self.item_arrived(p, value);
        } else {
            put(p.base(), i.a, value);
            self.at(pc, p.base());
        }
        g.let_go(&self.heap);
        true
    }
}
