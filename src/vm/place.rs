//! Where the machine stands: the place that cold paths note and leave behind, the words above a frame, and what the
//! running function closes over.

use super::Vm;
use super::stack::Reg;
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::*;

/// Says that the machine's own place (`cur_pc`, `cur_base`) is where the loop goes on after a cold path. A token, so
/// that outcomes that contain it are returned in registers: through memory they would have to wait for the writes
/// of two words before both can be read at once.
#[derive(Debug)]
pub(super) struct Next(());

impl Vm {
    /// Notes where to go on.
    #[inline(always)]
    pub(super) fn at(&self, pc: *const Insn, base: *mut Reg) -> Next {
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        Next(())
    }

    /// Where to go on.
    #[inline(always)]
    pub(super) fn entered(&self, _: Next) -> (*const Insn, *mut Reg) {
        (self.cur_pc.get(), self.cur_base.get())
    }

    /// A safepoint inside the loop.
    #[cold]
    #[inline(never)]
    pub(super) fn safepoint_in(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let top = self.enter_cold(pc, base);
        self.safepoint(top).is_ok()
    }

    /// Notes where the machine stands, before natives or script may run below, and gives the first free word of
    /// the stack, which becomes the natives' top.
    #[inline(always)]
    pub(super) fn enter_cold(&self, pc: *const Insn, base: *mut Reg) -> *mut Reg {
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let top = self.top_of(base);
        self.stack.top.set(top);
        top
    }

    /// The first word above a frame.
    #[inline(always)]
    pub(super) fn top_of(&self, base: *mut Reg) -> *mut Reg {
        if self.stack.contains(base) {
            // SAFETY: base[-1] is the running function
            let f = unsafe { *base.sub(1) };
            let f = Value::from_word(f.expect("a running function")).cast::<Function>().expect("a function");
            base.wrapping_add(f.linked().nregs as usize)
        } else {
            // SAFETY: bases outside the stack are those of generators
            unsafe { Generator::of_base(base) }.top.get()
        }
    }

    /// The module's value, else the builtin's.
    #[inline(always)]
    pub(super) fn global_or_builtin(&self, g: &GlobalRef) -> Option<Word> {
        g.get().or_else(|| self.builtins().slot_value(g.builtin as usize))
    }

    /// A register that holds a cell.
    #[inline(always)]
    pub(super) fn cell<'h>(r: Reg) -> &'h Cell {
        let w = r.expect("a cell");
        Value::from_word(w).cast::<Cell>().expect("the compiler knows its cells")
    }

    /// A cell of the running function's closure.
    #[inline(always)]
    pub(super) fn closure(base: *mut Reg, i: u16) -> Reg {
        // SAFETY: base[-1] is the running function
        let f = unsafe { *base.sub(1) }.expect("a running function");
        let f = Value::from_word(f).cast::<Function>().expect("a function");
        let tuple = f.closure.get().expect("code with free variables has a closure");
        Value::from_word(tuple).cast::<Tuple>().expect("a tuple").words().get(i as usize).copied()
    }

    /// Copies the window of a call out of a generator's registers to the top of the stack.
    #[inline(always)]
    pub(super) unsafe fn copy_window(base: *mut Reg, at: usize, n: usize) -> *mut Reg {
        // SAFETY: a generator's frame; the room above the top was asked for when it was resumed
        unsafe {
            let top = Generator::of_base(base).top.get();
            let from = base.add(at);
            // few words, nearly always: a call of memcpy would cost more than the copy
            for i in 0..n {
                top.add(i).write_volatile(*from.add(i));
            }
            top
        }
    }
}
