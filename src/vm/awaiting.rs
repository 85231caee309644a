//! `await` and `yield from`: what the running frame waits for, by what kind of object that is.

use super::async_generator::AgenAwait;
use super::call::Callee;
use super::generator::{Awaited, Stopped, waiting};
use super::ops::{get, insn, put};
use super::stack::{Frame, Reg, after};
use super::{Exc, Raise, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    /// The result of a future that is done (parking its exception), or none.
    pub(super) fn future_outcome(&self, w: Word) -> Option<Result<Word, Raise>> {
        let f = Value::from_word(w).as_future()?;
        match f.state.get() {
            FutureState::Pending => None,
            FutureState::Finished => Some(Ok(f.result.get().unwrap_or(Word::NONE))),
            FutureState::Failed => {
                f.unseen.set(false);
                Some(Err(self.raise_of_future(f)))
            }
            FutureState::Cancelled => {
                // the exception that ended the task is raised again, so that its traceback goes on
                if let Some(e) = f.result.get() {
                    return Some(Err(self.raise_again(Value::from_word(e))));
                }
                let args: Vec<Value<'_>> = f.message().into_iter().collect();
                Some(Err(self.raise_with(Exc::CancelledError, &args)))
            }
        }
    }

    /// `await R[a]` and `yield from R[a]`.
    pub(super) fn await_op(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        let i = insn(pc);
        let w = get(base, i.a);
        let v = Value::from_word(w);
        if i.operation() == Op::YieldFrom && self.is_gone_through(base, v) {
            return self.delegate_to_iterator(pc, base);
        }
        if v.shape() == Builtins::Suspension as u32 {
            return self.suspend(pc, base, w, waiting::PLAIN);
        }
        if let Some(child) = v.cast::<Generator>() {
            let delegate = i.operation() == Op::YieldFrom;
            return match child.form {
                Form::Coroutine => self.await_coroutine(pc, base, child),
                Form::Generator if delegate || child.is_seen() => self.delegate(pc, base, child),
                _ => self.not_awaitable(pc, base, v),
            };
        }
        if let Some(done) = self.await_builtin(pc, base, w, false) {
            return done;
        }
        if i.operation() == Op::YieldFrom {
            if let Some(stead) = awaited_instead(v) {
                put(base, i.a, stead);
                return self.await_op(pc, base);
            }
            return self.delegate_to_iterator(pc, base);
        }
        self.await_object(pc, base)
    }

    /// Whether the running frame is a generator that no `await` waits for, so that what is to be awaited is driven by
    /// whoever goes through the generator.
    fn is_gone_through(&self, base: *mut Reg, awaited: Value<'_>) -> bool {
        // SAFETY: only frames on the heap contain awaits
        let me = unsafe { Generator::of_base(base) };
        let coroutine = awaited.cast::<Generator>().is_some_and(|g| g.form == Form::Coroutine);
        me.form == Form::Generator
            && me.parent.get().is_none()
            && (coroutine || awaited.shape() == Builtins::Suspension as u32)
    }

    /// Waits for a future, a suspension or what a method of an async generator gave; none for other objects.
    /// `item`: it is the next item of an `async for`.
    fn await_builtin(&mut self, pc: *const Insn, base: *mut Reg, w: Word, item: bool) -> Option<Awaited> {
        let v = Value::from_word(w);
        if v.as_future().is_some() {
            return Some(match self.future_outcome(w) {
                Some(Ok(r)) if item => {
                    // SAFETY: the running frame is a coroutine
                    let me = unsafe { Generator::of_base(base) };
                    me.pc.set(pc);
                    Awaited::Next(self.item_arrived(me, r))
                }
                Some(Ok(r)) => {
                    put(base, insn(pc).a, r);
                    Awaited::Next(self.at(pc, base))
                }
                Some(Err(_)) => Awaited::Raised,
                None => self.suspend(pc, base, w, waiting::FUTURE),
            });
        }
        let o = v.cast::<Opaque>()?;
        if v.shape() == Builtins::Suspension as u32 {
            return Some(self.suspend(pc, base, w, waiting::PLAIN));
        }
        o.data::<AgenAwait>().map(|op| self.await_agen(pc, base, op))
    }

    /// Leaves the run loop (or passes the wait up through delegating generators).
    pub(super) fn suspend(&mut self, pc: *const Insn, base: *mut Reg, w: Word, how: u8) -> Awaited {
        let live = match insn(pc).operation() {
            Op::AFor => insn(pc).a + 2,
            _ => insn(pc).c,
        };
        if self.suspend_chain(pc, base, live, how) {
            return Awaited::Suspend(w);
        }
        match self.yielded_from(pc, base, w, live, how, false) {
            Some(next) => Awaited::Next(next),
            None => self.left_with(w),
        }
    }

    /// Suspends the chain of awaits that a native has resumed, if the running frame is a link of it and nothing is being
    /// handled; says whether it did. Its record is popped.
    #[inline(always)]
    pub(super) fn suspend_chain(&self, pc: *const Insn, base: *mut Reg, live: u16, how: u8) -> bool {
        let fp = self.stack.fp.get().wrapping_sub(1);
        // SAFETY: every running frame has a record; only frames on the heap wait
        let (record, g) = unsafe { (&*fp, Generator::of_base(base)) };
        let Some(root) = self.root_gen.get().and_then(Vm::generator_of) else { return false };
        // others than coroutines may belong to whoever goes through them
        let linked = g.form == Form::Coroutine || g.parent.get().is_some();
        if record.after != after::RESUME
            || record.base != root.base()
            || !linked
            || g.handling.get().is_some()
            || self.handling.get().is_some()
        {
            return false;
        }
        g.pc.set(pc);
        g.live.set(live);
        g.waiting.set(how);
        g.state.set(GenState::Suspended);
        root.inner.set(root.header(), Some(g.header().word()));
        self.stack.fp.set(fp);
        self.step.set(Stopped::Yielded);
        true
    }

    /// The running frame waits for `child`, which becomes the running frame.
    pub(super) fn descend(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        child: &Generator,
        send: Reg,
    ) -> Awaited {
        // SAFETY: only frames on the heap contain awaits
        let me = unsafe { Generator::of_base(base) };
        let depth = me.depth.get() + 1;
        if depth as usize >= self.stack.limit() || depth == u16::MAX {
            self.too_deep();
            // it has been awaited, if in vain
            if child.state.get() == GenState::Created {
                child.state.set(GenState::Done);
                child.set_closed(true);
            }
            return Awaited::Raised;
        }
        child.depth.set(depth);
        me.pc.set(pc);
        me.live.set(match insn(pc).operation() {
            Op::AFor => insn(pc).a + 2,
            _ => insn(pc).c,
        });
        me.waiting.set(waiting::PLAIN);
        me.state.set(GenState::Suspended);
        child.parent.set(child.header(), Some(me.header().word()));
        // a child that was suspended goes on at its own innermost frame
        let inner = child.inner.take().and_then(Vm::generator_of).unwrap_or(child);
        let fresh = inner.state.get() == GenState::Created;
        inner.set_running();
        inner.top.set(me.top.get());
        // an async generator may come back from within a handler of its own
        let here = if child.form == Form::AsyncGenerator { self.handling.get() } else { None };
        if let Some(inside) = inner.handling.take() {
            self.handling.set(Some(inside));
        }
        if let Some(outside) = me.handling.take() {
            inner.handling.set(inner.header(), Some(outside));
        }
        if here.is_some() {
            me.handling.set(me.header(), here);
        }
        if fresh {
            return Awaited::Next(self.at(inner.pc.get(), inner.base()));
        }
        self.deliver(inner, send)
    }

    pub(super) fn await_coroutine(&mut self, pc: *const Insn, base: *mut Reg, child: &Generator) -> Awaited {
        let refusal = match child.state.get() {
            _ if child.parent.get().is_some() => "coroutine is being awaited already",
            GenState::Created => "",
            GenState::Suspended if child.inner.get().is_some() => "",
            GenState::Done => "cannot reuse already awaited coroutine",
            _ => "coroutine is being awaited already",
        };
        if !refusal.is_empty() {
            self.enter_cold(pc, base);
            let _ = self.runtime_error(refusal);
            return Awaited::Raised;
        }
        self.descend(pc, base, child, Some(Word::NONE))
    }

    /// `yield from` a generator: it yields to whoever resumed this one.
    pub(super) fn delegate(&mut self, pc: *const Insn, base: *mut Reg, child: &Generator) -> Awaited {
        if insn(pc).operation() == Op::Await {
            // a generator made by `__await__` is a link of the chain like a coroutine
            if child.state.get() == GenState::Done {
                put(base, insn(pc).a, Word::NONE);
                return Awaited::Next(self.at(pc, base));
            }
            return self.descend(pc, base, child, Some(Word::NONE));
        }
        match child.state.get() {
            GenState::Done => {
                put(base, insn(pc).a, Word::NONE);
                Awaited::Next(self.at(pc, base))
            }
            GenState::Running => {
                self.enter_cold(pc, base);
                self.already_running(child);
                Awaited::Raised
            }
            _ => {
                // SAFETY: the running frame is a generator
                let me = unsafe { Generator::of_base(base) };
                me.pc.set(pc);
                let record = Frame { pc, base, dst: insn(pc).a as u32, after: after::DELEGATE };
                self.enter_generator(child, record, Some(Word::NONE))
            }
        }
    }

    pub(super) fn delegate_to_iterator(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let it = s.keep_word(get(base, i.a));
        let out = s.root();
        match s.next_with_value(it, out) {
            Ok(true) => {
                let w = out.get(s).word();
                s.suspend(pc, base, w, waiting::ITERATOR)
            }
            Ok(false) => {
                put(base, i.a, out.get(s).word());
                Awaited::Next(s.at(pc, base))
            }
            Err(_) => Awaited::Raised,
        }
    }

    /// `await` of an object with `__await__`.
    pub(super) fn await_object(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        if let Some(next) = self.generator_at_await(pc, base) {
            return Awaited::Next(next);
        }
        let a = insn(pc).a;
        self.enter_cold(pc, base);
        let v = Value::from_word(get(base, a));
        if v.kind() == Kind::Instance
            && let Some(f) = self.plain_special(v, Sym::Await, 1)
        {
            let record = Frame { pc, base, dst: a as u32, after: after::AWAIT };
            return match self.enter_special(record, f, &[v.word()]) {
                Callee::Frame(next) => Awaited::Next(next),
                Callee::Done | Callee::Raised => Awaited::Raised,
            };
        }
        let s = &mut self.scope();
        let o = s.keep_word(get(base, a));
        match s.call_special(o, Sym::Await, &[]) {
            Ok(Some(it)) => {
                let it = it.get(s).word();
                s.await_returned(pc, base, it)
            }
            Ok(None) => {
                let name = s.type_name(o.get(s));
                let _ = s.type_error(format_args!("object {name} can't be used in 'await' expression"));
                Awaited::Raised
            }
            Err(_) => Awaited::Raised,
        }
    }

    /// The `__await__` of the object in the register has given an iterator, which is awaited.
    pub(super) fn await_returned(&mut self, pc: *const Insn, base: *mut Reg, iterator: Word) -> Awaited {
        let a = insn(pc).a;
        if self.handed_on.take() == Some(iterator) {
            put(base, a, iterator);
            return self.await_op(pc, base);
        }
        self.enter_cold(pc, base);
        let v = Value::from_word(iterator);
        let of_generator = Value::from_word(get(base, a)).kind() == Kind::Generator;
        let is_iterator = matches!(v.kind(), Kind::Generator | Kind::Iter | Kind::Opaque)
            || v.as_future().is_some()
            || self.lookup_special(v, Sym::Next).is_some();
        let is_coroutine = v.cast::<Generator>().is_some_and(|g| g.form == Form::Coroutine);
        if is_coroutine && !of_generator {
            let _ = self.type_error("__await__() returned a coroutine");
            return Awaited::Raised;
        }
        if !is_iterator {
            let name = self.type_name(v);
            let _ = self.type_error(format_args!("__await__() returned non-iterator of type '{name}'"));
            return Awaited::Raised;
        }
        if let Some(g) = v.cast::<Generator>() {
            g.set_seen(true);
        }
        if let Some(stead) = awaited_instead(v) {
            put(base, a, stead);
            return self.await_op(pc, base);
        }
        put(base, a, iterator);
        let direct = v.kind() == Kind::Generator
            || v.as_future().is_some()
            || v.shape() == Builtins::Suspension as u32;
        if direct { self.await_op(pc, base) } else { self.delegate_to_iterator(pc, base) }
    }

    #[cold]
    pub(super) fn not_awaitable(&mut self, pc: *const Insn, base: *mut Reg, v: Value<'_>) -> Awaited {
        self.enter_cold(pc, base);
        let name = self.type_name(v);
        let _ = self.type_error(format_args!("object {name} can't be used in 'await' expression"));
        Awaited::Raised
    }

    /// Awaits what `__anext__` gave.
    pub(super) fn await_item(&mut self, pc: *const Insn, base: *mut Reg, awaitable: Word) -> Awaited {
        let v = Value::from_word(awaitable);
        if let Some(child) = v.cast::<Generator>() {
            return self.await_coroutine(pc, base, child);
        }
        if let Some(done) = self.await_builtin(pc, base, awaitable, true) {
            return done;
        }
        let s = &mut self.scope();
        let o = s.keep_word(awaitable);
        let wrapped = match s.call_special(o, Sym::Await, &[]) {
            Ok(Some(x)) => x.get(s).word(),
            Ok(None) => {
                let name = s.type_name(o.get(s));
                let _ = s.type_error(format_args!(
                    "'async for' received an invalid object from __anext__: {name}"
                ));
                return Awaited::Raised;
            }
            Err(_) => return Awaited::Raised,
        };
        put(base, insn(pc).a + 1, wrapped);
        let w = Value::from_word(wrapped);
        if let Some(g) = w.cast::<Generator>() {
            g.set_seen(true);
            return s.descend(pc, base, g, Some(Word::NONE));
        }
        if w.as_future().is_some() || w.shape() == Builtins::Suspension as u32 {
            return s.await_item(pc, base, wrapped);
        }
        s.not_awaitable(pc, base, w)
    }
}

/// What is awaited in the stead of an iterator that an `__await__` has given.
fn awaited_instead(iterator: Value<'_>) -> Option<Word> {
    iterator.cast::<Opaque>()?.take_awaited().map(Value::word)
}
