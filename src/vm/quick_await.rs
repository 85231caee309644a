//! `await f(…)` of a coroutine function in one go: the coroutine is made, and becomes the running frame. Nobody but the
//! awaiting frame knows it, so that its cell can be given back as soon as it returns.

use super::Vm;
use super::answers;
use super::ops::{insn, put};
use super::stack::Reg;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// Frames with more registers take the general way, which sees to room on the value stack.
const MOST_REGISTERS: u32 = 64;

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
        let linked = f.linked();
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        // `insn` gives the instruction that a place stands behind
        let next = insn(pc.wrapping_add(1));
        if next.operation() != Op::Await
            || next.a as u32 != dst
            || linked.nregs > MOST_REGISTERS
            || self.stack.contains(base)
        {
            let made = self.make_generator(f, window);
            put(base, dst as u16, made);
            return Some(answers::DONE);
        }
        // SAFETY: a frame that is not on the stack is on the heap
        let me = unsafe { Generator::of_base(base) };
        let depth = me.depth.get() as usize + 1;
        if depth >= self.stack.limit() || depth >= u16::MAX as usize {
            return None;
        }
        let child = Generator::fleeting(&self.heap, f, linked, me, self.current_site());
        let (from, to) = (window.wrapping_add(1), child.base());
        for i in 0..argc as usize {
            // SAFETY: parameters are registers; few words, for which a call of memcpy would cost more than the copy
            unsafe { to.add(i).write_volatile(*from.add(i)) }
        }
        me.pc.set(pc.wrapping_add(1));
        me.live.set(next.c);
        me.waiting.set(super::generator::waiting::PLAIN);
        me.state.set(GenState::Suspended);
        put(base, next.a, child.header().word());
        self.at(linked.entry(), to);
        Some(answers::GO)
    }

    /// The running frame, a coroutine that another awaits, returns: that one goes on. Says whether it was as simple as
    /// that.
    #[inline(always)]
    pub(super) fn returned_to_await(&mut self, base: *mut Reg, value: Word) -> bool {
        // SAFETY: only frames on the heap return this way
        let g = unsafe { Generator::of_base(base) };
        let Some(p) = g.parent.get().and_then(Vm::generator_of) else { return false };
        let pc = p.pc.get();
        let i = insn(pc);
        if i.operation() != Op::Await || g.form != Form::Coroutine {
            return false;
        }
        g.parent.take();
        g.state.set(GenState::Done);
        g.set_closed(true);
        self.resume_parent(g, p);
        put(p.base(), i.a, value);
        self.at(pc, p.base());
        g.let_go(&self.heap);
        true
    }
}
