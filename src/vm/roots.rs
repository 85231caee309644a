//! Safepoints and the roots of a machine.

use std::sync::atomic::Ordering;

use super::stack::Reg;
use super::{Exc, Raise, Vm};
use crate::heap::{Header, Roots, SLICE, Tracer, Word, interrupt};
use crate::value::{Form, GenState, Generator, Kept, Opaque, Value};

/// What a safepoint under stress scans: little enough that script runs in all states of a marking.
const SMALL_SLICE: usize = 400;

impl Roots for Vm {
    fn trace_roots(&self, t: &mut Tracer) {
        // what is known by address only is forgotten: the marking may end now
        self.stack.clear_above();
        self.forget_caches();
        self.forget_place();
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
            &self.next_or,
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
        self.jit.trace(t);
        for w in self.symbols.iter() {
            t.word(*w);
        }
        self.shapes.borrow().trace(t);
        for c in self.components.borrow().iter() {
            c.trace(t);
        }
    }

    fn begin_tables(&self) {
        self.traced.set(self.kept.get());
        for c in self.components.borrow().iter() {
            c.begin_tables();
        }
    }

    /// Interned strings and codes live as long as the machine, and their lists only grow.
    fn trace_tables(&self, t: &mut Tracer) -> bool {
        const STRINGS: usize = 1024;
        let (strings, codes) = self.traced.get();
        let interned = self.interned_list.borrow();
        let next = interned.len().min(strings + STRINGS);
        for w in &interned[strings..next] {
            t.word(*w);
        }
        t.charge(next - strings);
        let code = self.codes.borrow().get(codes).map(|code| code.trace(t)).is_some();
        self.traced.set((next, codes + code as usize));
        let mut more = code || next > strings;
        for c in self.components.borrow().iter() {
            more |= c.trace_tables(t);
        }
        more
    }
}

impl Vm {
    /// What a safepoint does when the interrupt word is not zero. `top` is the first free word of the stack.
    #[cold]
    #[inline(never)]
    pub(super) fn safepoint(&mut self, top: *mut Reg) -> Result<(), Raise> {
        let bits = self.heap.interrupt().load(Ordering::Relaxed);
        self.stack.top.set(top);
        self.collect_if_due(bits)?;
        if !self.dead.borrow().is_empty() {
            self.close_dead();
        }
        let rest = bits & (interrupt::SIGINT | interrupt::WAKE | interrupt::STOP | interrupt::SLOW);
        if rest != 0 {
            self.heap.interrupt().fetch_and(!rest, Ordering::Relaxed);
            for c in self.all_components() {
                c.interrupted(self, rest)?;
            }
        }
        Ok(())
    }

    /// For natives between two calls that hold no unrooted reference: what a safepoint does about collections, since what
    /// they call may come to an end without one.
    pub fn collect_between(&mut self) -> Result<(), Raise> {
        let bits = self.heap.interrupt().load(Ordering::Relaxed);
        self.collect_if_due(bits)
    }

    fn collect_if_due(&mut self, bits: u32) -> Result<(), Raise> {
        if bits & interrupt::STRESS != 0 {
            let n = self.stress_count.get() + 1;
            self.stress_count.set(n);
            if n >= self.options.gc_stress {
                self.stress_count.set(0);
                if self.options.gc_slices {
                    self.advance(SMALL_SLICE);
                } else {
                    self.collect();
                }
            }
        }
        if bits & interrupt::COLLECT != 0 {
            self.advance(SLICE);
            if self.heap.over_limit() {
                return Err(self.raise_with(Exc::MemoryError, &[]));
            }
        }
        Ok(())
    }

    /// For natives that have blocked: raises KeyboardInterrupt if Ctrl-C was pressed meanwhile, and has other
    /// calls from outside answered.
    pub fn check_interrupts(&mut self) -> Result<(), Raise> {
        const OUTSIDE: u32 = interrupt::SIGINT | interrupt::WAKE | interrupt::SLOW;
        let bits = self.heap.interrupt().load(Ordering::Relaxed) & OUTSIDE;
        if bits == 0 {
            return Ok(());
        }
        self.heap.interrupt().fetch_and(!bits, Ordering::Relaxed);
        for c in self.all_components() {
            c.interrupted(self, bits)?;
        }
        Ok(())
    }

    /// To be called when all is made that is there before any program: it lives as long as the machine.
    pub fn keep_all(&mut self) {
        if self.heap.is_collecting() {
            self.advance(usize::MAX);
        }
        if self.heap.keep_all() {
            self.kept.set((self.interned_list.borrow().len(), self.codes.borrow().len()));
        }
    }

    /// Collects now, all at once. The stack's top must be right.
    pub fn collect(&mut self) {
        if self.heap.is_collecting() {
            self.advance(usize::MAX);
        }
        self.advance(usize::MAX);
    }

    /// Does a slice of a collection, and at its end tells of what has died.
    fn advance(&mut self, units: usize) {
        // the processor's time: a virtual clock would be moved by being read
        let begun = self.options.gc_log.then(|| self.host.process_time());
        let dead = self.heap.advance(&*self, &death_matters, units);
        if let Some(begun) = begun {
            let ns = self.host.process_time().saturating_sub(begun);
            self.heap.note_pause(ns);
            if dead.is_some() {
                self.log_collection();
            }
        }
        let Some(dead) = dead.filter(|d| !d.is_empty()) else { return };
        let dead: Vec<Kept> = dead.into_iter().map(|w| Kept::new(Value::from_word(w))).collect();
        for c in self.all_components() {
            c.buried(self, &dead);
        }
        let words = dead.into_iter().map(|k| k.get(&self.heap).word()).filter(|w| is_suspended(*w));
        self.dead.borrow_mut().extend(words);
    }

    /// Whether there are objects of whose death somebody wants to be told.
    pub fn awaits_deaths(&self) -> bool {
        self.heap.unwatch(&|h| !death_matters(h));
        self.heap.is_watching()
    }

    fn log_collection(&self) {
        let s = self.heap.stats();
        let mib = |bytes: usize| bytes as f64 / f64::from(1 << 20);
        let ms = |ns: u64| ns as f64 / 1e6;
        self.write_stderr(&format!(
            "gc {}: {:.2} ms in {} (longest {:.2} ms, of all {:.2} ms), {} objects, {:.1} MiB alive of {:.1} MiB held\n",
            s.collections,
            ms(s.cycle_ns),
            s.slices,
            ms(s.longest_slice_ns),
            ms(s.longest_mark_ns),
            s.live_objects,
            mib(s.live_bytes),
            mib(s.held_bytes),
        ));
        self.heap.forget_pauses();
    }

    /// Forgets to watch the coroutines that belong to tasks by now: those see to them.
    pub fn forget_owned_coroutines(&self) {
        self.heap.unwatch(&|h| {
            let g = Value::from_word(h.word()).cast::<Generator>();
            g.is_some_and(|g| g.form == Form::Coroutine && g.is_seen())
        });
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
        let words = self.heap.watched_words();
        self.dead.borrow_mut().extend(words.into_iter().filter(|w| is_suspended(*w)));
        self.close_dead();
    }
}

/// Whether it is a generator (not an async one, which is the event loop's) that stands at a `yield`.
fn is_suspended(w: Word) -> bool {
    let g = Value::from_word(w).cast::<Generator>();
    g.is_some_and(|g| g.form == Form::Generator && g.state.get() == GenState::Suspended)
}

/// Whether anybody still wants to know of a watched object's death.
fn death_matters(h: &Header) -> bool {
    let v = Value::from_word(h.word());
    if let Some(g) = v.cast::<Generator>() {
        // a coroutine that has begun is its task's business
        return match g.form {
            Form::Coroutine => g.state.get() == GenState::Created,
            _ => g.state.get() != GenState::Done,
        };
    }
    match v.as_future() {
        Some(f) => f.unseen.get(),
        None => v.cast::<Opaque>().is_none_or(Opaque::is_watched),
    }
}
