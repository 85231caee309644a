//! Safepoints and the roots of a machine.

use std::sync::atomic::Ordering;

use super::stack::Reg;
use super::{Exc, Raise, Vm};
use crate::heap::Word;
use crate::heap::{Roots, Tracer, interrupt};
use crate::value::{Form, GenState, Generator, Value};

impl Roots for Vm {
    fn trace_roots(&self, t: &mut Tracer) {
        let mut p = self.stack.bottom();
        while p < self.stack.top.get() {
            // SAFETY: between the bottom and the top all words are initialised
            t.opt(unsafe { *p });
            p = p.wrapping_add(1);
        }
        for i in 0..self.stack.frame_count() {
            let base = self.stack.frame(i).base;
            if !base.is_null() && !self.stack.contains(base) {
                // SAFETY: bases outside the stack are those of generators
                t.word(unsafe { crate::value::Generator::of_base(base) }.header().word());
            }
        }
        for w in self.roots.borrow().iter() {
            t.word(*w);
        }
        for cell in self.classes.iter().chain(&self.exc_classes) {
            t.opt(cell.get());
        }
        for cell in [
            &self.builtins,
            &self.modules,
            &self.exc,
            &self.handling,
            &self.context,
            &self.root_gen,
            &self.object_new,
            &self.object_init,
        ] {
            t.opt(cell.get());
        }
        let cur = self.cur_base.get();
        if !cur.is_null() && !self.stack.contains(cur) {
            // SAFETY: as above
            t.word(unsafe { crate::value::Generator::of_base(cur) }.header().word());
        }
        for w in self.dead.borrow().iter() {
            t.word(*w);
        }
        for w in self.symbols.iter() {
            t.word(*w);
        }
        // interned strings, codes and shapes live as long as the machine
        for w in self.interned.borrow().iter() {
            t.word(*w);
        }
        for code in self.codes.borrow().iter() {
            code.trace(t);
        }
        self.shapes.borrow().trace(t);
        for c in self.components.borrow().iter() {
            c.trace(t);
        }
    }
}

impl Vm {
    /// What a safepoint does when the interrupt word is not zero. `top` is the first free word of the stack.
    #[cold]
    #[inline(never)]
    pub(super) fn safepoint(&mut self, top: *mut Reg) -> Result<(), Raise> {
        let bits = self.heap.interrupt().load(Ordering::Relaxed);
        self.stack.top.set(top);
        if bits & interrupt::STRESS != 0 {
            let n = self.stress_count.get() + 1;
            self.stress_count.set(n);
            if n >= self.options.gc_stress {
                self.stress_count.set(0);
                self.collect();
            }
        }
        if bits & interrupt::COLLECT != 0 {
            self.collect();
            if self.heap.over_limit() {
                return Err(self.raise_with(Exc::MemoryError, &[]));
            }
        }
        if !self.dead.borrow().is_empty() {
            self.close_dead();
        }
        let rest = bits & (interrupt::SIGINT | interrupt::WAKE | interrupt::STOP);
        if rest != 0 {
            self.heap.interrupt().fetch_and(!rest, Ordering::Relaxed);
            for c in self.all_components() {
                c.interrupted(self, rest)?;
            }
        }
        Ok(())
    }

    /// For natives that have blocked: raises KeyboardInterrupt if Ctrl-C was pressed meanwhile.
    pub fn check_interrupts(&mut self) -> Result<(), Raise> {
        if self.heap.interrupt().load(Ordering::Relaxed) & interrupt::SIGINT == 0 {
            return Ok(());
        }
        self.heap.interrupt().fetch_and(!interrupt::SIGINT, Ordering::Relaxed);
        for c in self.all_components() {
            c.interrupted(self, interrupt::SIGINT)?;
        }
        Ok(())
    }

    /// Collects now. The stack's top must be right.
    pub fn collect(&mut self) {
        self.stack.clear_above();
        self.forget_caches();
        let dead = self.heap.collect(&*self, &|h| {
            // a frame at its end has nothing left to report or to close
            let frame = Value::from_word(h.word());
            frame.cast::<Generator>().is_none_or(|g| g.state.get() != GenState::Done)
        });
        if !dead.is_empty() {
            for c in self.all_components() {
                c.buried(self, &dead);
            }
            let suspended = |w: &&Word| {
                Value::from_word(**w)
                    .cast::<Generator>()
                    .is_some_and(|g| g.form == Form::Generator && g.state.get() == GenState::Suspended)
            };
            self.dead.borrow_mut().extend(dead.iter().filter(suspended));
        }
    }

    /// Closes the suspended generators that a collection found unreachable: their `finally` blocks run.
    fn close_dead(&mut self) {
        let saved = (self.exc.take(), self.handling.take());
        loop {
            let Some(w) = self.dead.borrow_mut().pop() else { break };
            let s = &mut self.scope();
            let g = s.keep_word(w);
            if let Err(r) = s.close_generator(g) {
                // as in CPython, what such a block raises goes nowhere
                let _ = s.catch(r);
            }
        }
        self.exc.set(saved.0);
        self.handling.set(saved.1);
    }

    /// At the end of a program: closes every generator that is suspended and has a `finally` or `with` to run.
    pub fn close_all_generators(&mut self) {
        for w in self.heap.watched_words() {
            let suspended = Value::from_word(w)
                .cast::<Generator>()
                .is_some_and(|g| g.form == Form::Generator && g.state.get() == GenState::Suspended);
            if suspended {
                self.dead.borrow_mut().push(w);
            }
        }
        self.close_dead();
    }
}
