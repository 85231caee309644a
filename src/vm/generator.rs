//! Frames on the heap: generators, coroutines, async generators, and the chain of `await`s.
//!
//! A frame that awaits a coroutine becomes its `parent`; no frame record is pushed, so a chain costs nothing to
//! hold and nothing to resume: the outermost frame (`root_gen`) remembers the innermost (`inner`) while the
//! chain is suspended. A frame record stands below the outermost frame only: it says who resumed it.

use super::interp::Next;
use super::ops::{get, insn, put};
use super::stack::{Frame, Reg, after};
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::{Slot, Tracer, Word};
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
pub(super) enum Stopped {
    Returned,
    /// Suspended with a value for whoever drives it.
    Yielded,
    /// An async generator has given an item.
    Item,
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

/// What an awaitable of an async generator does to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AgenMode {
    /// `__anext__()` and `asend(value)`
    Send,
    /// `athrow(exception)`
    Throw,
    /// `aclose()`
    Close,
}

/// The object that `asend` and its like give.
pub(super) struct AgenAwait {
    agen: Slot,
    arg: Slot,
    mode: AgenMode,
    used: std::cell::Cell<bool>,
}

impl NativeData for AgenAwait {
    fn trace(&self, t: &mut Tracer) -> usize {
        t.slot(&self.agen);
        t.slot(&self.arg);
        size_of::<AgenAwait>()
    }
}

const NO_NEXT: &str = "a frame that a native resumed has no next instruction here";

/// The register operand of the instruction a suspended frame stands behind.
fn operand(g: &Generator) -> (u16, Insn) {
    let i = insn(g.pc.get());
    (i.a, i)
}

impl Vm {
    fn generator_of(w: Word) -> Option<&'static Generator> {
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

    fn push_record(&self, record: Frame, top: *mut Reg, room: usize) -> bool {
        let fp = self.stack.fp.get();
        if fp >= self.stack.limit.get() || !self.stack.fits(top, room + 2) {
            self.too_deep();
            return false;
        }
        // SAFETY: below the limit
        unsafe { *fp = record }
        self.stack.fp.set(fp.wrapping_add(1));
        true
    }

    /// RecursionError.
    #[cold]
    pub(super) fn too_deep(&self) {
        let _ = self.raise(Exc::RecursionError, "maximum recursion depth exceeded");
    }

    /// Makes `g` the running frame: what is handled outside and inside change places, the value is delivered.
    fn start(&mut self, g: &Generator, top: *mut Reg, send: Reg) -> Awaited {
        let fresh = g.state.get() == GenState::Created;
        g.state.set(GenState::Running);
        g.top.set(top);
        let outside = self.handling.get();
        if let Some(inside) = g.handling.get() {
            self.handling.set(Some(inside));
        }
        g.handling.set(g.header(), outside);
        if fresh {
            return Awaited::Next(Next { pc: g.pc.get(), base: g.base() });
        }
        self.deliver(g, send)
    }

    /// Gives a resumed frame the value it waits for.
    fn deliver(&mut self, g: &Generator, send: Reg) -> Awaited {
        let (a, i) = operand(g);
        let (pc, base) = (g.pc.get(), g.base());
        let here = Next { pc, base };
        match g.waiting.replace(waiting::PLAIN) {
            waiting::PLAIN => {
                if i.operation() == Op::AFor {
                    return Awaited::Next(self.item_arrived(g, send.unwrap_or(Word::NONE)));
                }
                put(base, a, send.unwrap_or(Word::NONE));
                Awaited::Next(here)
            }
            waiting::FUTURE => {
                let at = if i.operation() == Op::AFor { a + 1 } else { a };
                let w = get(base, at);
                match self.future_outcome(w) {
                    Some(Ok(v)) if at != a => Awaited::Next(self.item_arrived(g, v)),
                    Some(Ok(v)) => {
                        put(base, a, v);
                        Awaited::Next(here)
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
    fn item_arrived(&self, g: &Generator, item: Word) -> Next {
        let i = insn(g.pc.get());
        put(g.base(), i.b, item);
        Next { pc: g.pc.get().wrapping_offset(i.c as i16 as isize), base: g.base() }
    }

    /// Passes a value on to the iterator that a suspended `yield from` (or `await`) delegates to.
    fn pass_on(&mut self, g: &Generator, value: Word) -> Awaited {
        let (pc, base) = (g.pc.get(), g.base());
        let (a, _) = operand(g);
        let it = get(base, a);
        if let Some(inner) = Vm::generator_of(it)
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
                None => Awaited::Suspend(word),
            },
            Ok(false) => {
                put(base, a, word);
                Awaited::Next(Next { pc, base })
            }
            Err(_) => s.unwound(pc, base),
        }
    }

    /// Unwinds from here.
    fn unwound(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        match self.unwind(pc, base) {
            Some(next) => Awaited::Next(next),
            None => Awaited::Unwound,
        }
    }

    /// A `yield` in a generator or async generator: none if the run loop is left with the value.
    pub(super) fn yielded(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        value: Word,
        live: u16,
    ) -> Option<Next> {
        self.yielded_from(pc, base, value, live, waiting::PLAIN, true)
    }

    /// Suspends the frame. `real`: a `yield` of its own, not a wait passed through.
    fn yielded_from(
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
            self.pause(g, pc, live, how);
            if let Some(parent) = g.parent.get() {
                if g.form == Form::AsyncGenerator && real {
                    return self.item_to_parent(g, parent, value);
                }
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
                    return Some(Next { pc: record.pc.wrapping_offset(off as isize), base: record.base });
                }
                after::DELEGATE => {
                    pc = record.pc;
                    base = record.base;
                    live = insn(pc).c;
                    how = waiting::ITERATOR;
                }
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
    fn pause(&self, g: &Generator, pc: *const Insn, live: u16, how: u8) {
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

    /// What an async generator yields goes to the frame that awaits it.
    fn item_to_parent(&mut self, g: &Generator, parent: Word, value: Word) -> Option<Next> {
        g.parent.take();
        g.busy.set(false);
        let p = Vm::generator_of(parent).expect("a parent is a frame");
        self.resume_parent(g, p);
        let (a, i) = operand(p);
        if i.operation() == Op::AFor {
            return Some(self.item_arrived(p, value));
        }
        if self.awaits_close(p) {
            let _ = self.runtime_error("async generator ignored GeneratorExit");
            return self.unwind(p.pc.get(), p.base());
        }
        put(p.base(), a, value);
        Some(Next { pc: p.pc.get(), base: p.base() })
    }

    /// The frame that awaited `g` runs again.
    fn resume_parent(&self, g: &Generator, p: &Generator) {
        p.state.set(GenState::Running);
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
        g.closed.set(true);
        g.busy.set(false);
        if let Some(parent) = g.parent.take() {
            let p = Vm::generator_of(parent).expect("a parent is a frame");
            self.resume_parent(g, p);
            let (a, i) = operand(p);
            let here = Next { pc: p.pc.get(), base: p.base() };
            let is_agen = g.form == Form::AsyncGenerator;
            if i.operation() == Op::AFor {
                return Ok(if is_agen { here } else { self.item_arrived(p, value) });
            }
            if is_agen {
                if !self.awaits_close(p) {
                    let _ = self.raise_with(Exc::StopAsyncIteration, &[]);
                    return Err(Some(here));
                }
                put(p.base(), a, Word::NONE);
                return Ok(here);
            }
            put(p.base(), a, value);
            return Ok(here);
        }
        self.handling.set(g.handling.take());
        let record = self.pop_record();
        match record.after {
            after::FOR => Ok(Next { pc: record.pc, base: record.base }),
            after::DELEGATE => {
                put(record.base, record.dst as u16, value);
                Ok(Next { pc: record.pc, base: record.base })
            }
            _ => {
                self.step.set(Stopped::Returned);
                Err(None)
            }
        }
    }

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
                let args: Vec<Value<'_>> = f.message.get().map(Value::from_word).into_iter().collect();
                Some(Err(self.raise_with(Exc::CancelledError, &args)))
            }
        }
    }

    /// `await R[a]` and `yield from R[a]`.
    pub(super) fn await_op(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        let i = insn(pc);
        let w = get(base, i.a);
        let v = Value::from_word(w);
        if let Some(child) = v.cast::<Generator>() {
            let delegate = i.operation() == Op::YieldFrom;
            return match child.form {
                Form::Coroutine => self.await_coroutine(pc, base, child),
                Form::Generator if delegate || child.seen.get() => self.delegate(pc, base, child),
                _ => self.not_awaitable(pc, base, v),
            };
        }
        if v.as_future().is_some() {
            return match self.future_outcome(w) {
                Some(Ok(r)) => {
                    put(base, i.a, r);
                    Awaited::Next(Next { pc, base })
                }
                Some(Err(_)) => Awaited::Raised,
                None => self.suspend(pc, base, w, waiting::FUTURE),
            };
        }
        if let Some(o) = v.cast::<Opaque>() {
            if v.shape() == Builtins::Suspension as u32 {
                return self.suspend(pc, base, w, waiting::PLAIN);
            }
            if let Some(op) = o.data::<AgenAwait>() {
                return self.await_agen(pc, base, op);
            }
        }
        if i.operation() == Op::YieldFrom {
            return self.delegate_to_iterator(pc, base);
        }
        self.await_object(pc, base)
    }

    /// Leaves the run loop (or passes the wait up through delegating generators).
    fn suspend(&mut self, pc: *const Insn, base: *mut Reg, w: Word, how: u8) -> Awaited {
        let live = match insn(pc).operation() {
            Op::AFor => insn(pc).a + 2,
            _ => insn(pc).c,
        };
        match self.yielded_from(pc, base, w, live, how, false) {
            Some(next) => Awaited::Next(next),
            None => Awaited::Suspend(w),
        }
    }

    /// The running frame waits for `child`, which becomes the running frame.
    fn descend(&mut self, pc: *const Insn, base: *mut Reg, child: &Generator, send: Reg) -> Awaited {
        // SAFETY: only frames on the heap contain awaits
        let me = unsafe { Generator::of_base(base) };
        let depth = me.depth.get() + 1;
        if depth as usize >= self.stack.limit() {
            self.too_deep();
            // it has been awaited, if in vain
            if child.state.get() == GenState::Created {
                child.state.set(GenState::Done);
                child.closed.set(true);
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
        inner.state.set(GenState::Running);
        inner.top.set(me.top.get());
        if let Some(inside) = inner.handling.take() {
            self.handling.set(Some(inside));
        }
        if let Some(outside) = me.handling.take() {
            inner.handling.set(inner.header(), Some(outside));
        }
        if fresh {
            return Awaited::Next(Next { pc: inner.pc.get(), base: inner.base() });
        }
        self.deliver(inner, send)
    }

    fn await_coroutine(&mut self, pc: *const Insn, base: *mut Reg, child: &Generator) -> Awaited {
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
    fn delegate(&mut self, pc: *const Insn, base: *mut Reg, child: &Generator) -> Awaited {
        if insn(pc).operation() == Op::Await {
            // a generator made by `__await__` is a link of the chain like a coroutine
            if child.state.get() == GenState::Done {
                put(base, insn(pc).a, Word::NONE);
                return Awaited::Next(Next { pc, base });
            }
            return self.descend(pc, base, child, Some(Word::NONE));
        }
        match child.state.get() {
            GenState::Done => {
                put(base, insn(pc).a, Word::NONE);
                Awaited::Next(Next { pc, base })
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

    fn delegate_to_iterator(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
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
                Awaited::Next(Next { pc, base })
            }
            Err(_) => Awaited::Raised,
        }
    }

    /// `await` of an object with `__await__`.
    fn await_object(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        let a = insn(pc).a;
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let o = s.keep_word(get(base, a));
        let it = match s.call_special(o, Sym::Await, &[]) {
            Ok(Some(it)) => it,
            Ok(None) => {
                let name = s.type_name(o.get(s));
                let _ = s.type_error(format_args!("object {name} can't be used in 'await' expression"));
                return Awaited::Raised;
            }
            Err(_) => return Awaited::Raised,
        };
        let v = it.get(s);
        let iterator = v.kind() == Kind::Generator
            || v.kind() == Kind::Iter
            || v.as_future().is_some()
            || v.kind() == Kind::Opaque
            || s.lookup_special(v, Sym::Next).is_some();
        let is_coroutine = v.cast::<Generator>().is_some_and(|g| g.form == Form::Coroutine);
        if !iterator || (is_coroutine && o.cast::<Generator>(s).is_none()) {
            let name = s.type_name(v);
            let _ = if is_coroutine {
                s.type_error("__await__() returned a coroutine")
            } else {
                s.type_error(format_args!("__await__() returned non-iterator of type '{name}'"))
            };
            return Awaited::Raised;
        }
        if let Some(g) = v.cast::<Generator>() {
            g.seen.set(true);
        }
        let w = v.word();
        put(base, a, w);
        let direct = v.kind() == Kind::Generator
            || v.as_future().is_some()
            || v.shape() == Builtins::Suspension as u32;
        if direct { s.await_op(pc, base) } else { s.delegate_to_iterator(pc, base) }
    }

    #[cold]
    fn not_awaitable(&mut self, pc: *const Insn, base: *mut Reg, v: Value<'_>) -> Awaited {
        self.enter_cold(pc, base);
        let name = self.type_name(v);
        let _ = self.type_error(format_args!("object {name} can't be used in 'await' expression"));
        Awaited::Raised
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

    // async generators

    /// The awaitable that `asend`, `athrow` or `aclose` of an async generator gives.
    pub fn new_agen_await<'h>(&'h self, agen: &Generator, mode: AgenMode, arg: Value<'_>) -> Value<'h> {
        let class = if mode == AgenMode::Send { Builtins::AsyncGenSend } else { Builtins::AsyncGenThrow };
        let data = AgenAwait {
            agen: Slot::new(Some(agen.header().word())),
            arg: Slot::new(Some(arg.word())),
            mode,
            used: std::cell::Cell::new(false),
        };
        Opaque::new(&self.heap, self.class(class).root.get(), Box::new(data)).value()
    }

    /// Whether a suspended frame stands at the await of an `aclose()`.
    pub(super) fn awaits_close(&self, p: &Generator) -> bool {
        let (a, i) = operand(p);
        i.operation() != Op::AFor
            && Value::from_word(get(p.base(), a))
                .cast::<Opaque>()
                .and_then(|o| o.data::<AgenAwait>())
                .is_some_and(|o| o.mode == AgenMode::Close)
    }

    fn await_agen(&mut self, pc: *const Insn, base: *mut Reg, op: &AgenAwait) -> Awaited {
        let agen = op.agen.get().and_then(Vm::generator_of).expect("set when made");
        let arg = op.arg.get().unwrap_or(Word::NONE);
        self.enter_cold(pc, base);
        if op.used.replace(true) {
            let name = if op.mode == AgenMode::Send { "__anext__()/asend()" } else { "aclose()/athrow()" };
            let _ = self.runtime_error(format_args!("cannot reuse already awaited {name}"));
            return Awaited::Raised;
        }
        if agen.busy.get() || agen.state.get() == GenState::Running {
            let name = match op.mode {
                AgenMode::Send => "anext()",
                AgenMode::Throw => "athrow()",
                AgenMode::Close => "aclose()",
            };
            let _ = self.runtime_error(format_args!("{name}: asynchronous generator is already running"));
            return Awaited::Raised;
        }
        let done = agen.state.get() == GenState::Done || (agen.closed.get() && op.mode != AgenMode::Close);
        match op.mode {
            _ if done && op.mode == AgenMode::Close => {
                put(base, insn(pc).a, Word::NONE);
                Awaited::Next(Next { pc, base })
            }
            _ if done => {
                let _ = self.raise_with(Exc::StopAsyncIteration, &[]);
                Awaited::Raised
            }
            AgenMode::Send => {
                if agen.state.get() == GenState::Created && arg != Word::NONE {
                    let _ = self.type_error("can't send non-None value to a just-started async generator");
                    return Awaited::Raised;
                }
                agen.busy.set(true);
                self.descend(pc, base, agen, Some(arg))
            }
            AgenMode::Throw | AgenMode::Close => self.throw_into_agen(pc, base, agen, op.mode, arg),
        }
    }

    fn throw_into_agen(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        agen: &Generator,
        mode: AgenMode,
        arg: Word,
    ) -> Awaited {
        let exception = if mode == AgenMode::Close {
            self.new_exception_with(Exc::GeneratorExit, &[]).value().word()
        } else {
            arg
        };
        agen.closed.set(mode == AgenMode::Close);
        if agen.state.get() == GenState::Created {
            agen.state.set(GenState::Done);
            agen.closed.set(true);
            if mode == AgenMode::Close {
                put(base, insn(pc).a, Word::NONE);
                return Awaited::Next(Next { pc, base });
            }
            self.exc.set(Some(exception));
            return Awaited::Raised;
        }
        // enter it as if to send, then unwind from where it stands
        agen.busy.set(true);
        agen.waiting.set(waiting::PLAIN);
        if !matches!(self.descend(pc, base, agen, Some(Word::NONE)), Awaited::Next(_)) {
            return Awaited::Raised;
        }
        self.exc.set(Some(exception));
        self.unwound(agen.pc.get(), agen.base())
    }

    /// Bottom of an `async for` loop.
    pub(super) fn async_for(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        let i = insn(pc);
        let v = Value::from_word(get(base, i.a));
        if let Some(agen) = v.cast::<Generator>() {
            if agen.state.get() == GenState::Done || agen.closed.get() {
                return Awaited::Next(Next { pc, base });
            }
            if agen.busy.get() || agen.state.get() == GenState::Running {
                self.enter_cold(pc, base);
                let _ = self.runtime_error("anext(): asynchronous generator is already running");
                return Awaited::Raised;
            }
            agen.busy.set(true);
            return self.descend(pc, base, agen, Some(Word::NONE));
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let it = s.keep_word(v.word());
        let awaitable = match s.call_special(it, Sym::ANext, &[]) {
            Ok(Some(x)) => x.get(s).word(),
            Ok(None) => {
                let name = s.type_name(it.get(s));
                let _ = s.type_error(format_args!(
                    "'async for' requires an object with __anext__ method, got {name}"
                ));
                return Awaited::Raised;
            }
            Err(_) => return Awaited::Raised,
        };
        put(base, i.a + 1, awaitable);
        s.await_item(pc, base, awaitable)
    }

    /// Awaits what `__anext__` gave.
    fn await_item(&mut self, pc: *const Insn, base: *mut Reg, awaitable: Word) -> Awaited {
        let v = Value::from_word(awaitable);
        if let Some(child) = v.cast::<Generator>() {
            return self.await_coroutine(pc, base, child);
        }
        if v.as_future().is_some() {
            return match self.future_outcome(awaitable) {
                Some(Ok(r)) => {
                    // SAFETY: the running frame is a coroutine
                    let me = unsafe { Generator::of_base(base) };
                    me.pc.set(pc);
                    Awaited::Next(self.item_arrived(me, r))
                }
                Some(Err(_)) => Awaited::Raised,
                None => self.suspend(pc, base, awaitable, waiting::FUTURE),
            };
        }
        if let Some(o) = v.cast::<Opaque>() {
            if v.shape() == Builtins::Suspension as u32 {
                return self.suspend(pc, base, awaitable, waiting::PLAIN);
            }
            if let Some(op) = o.data::<AgenAwait>() {
                return self.await_agen(pc, base, op);
            }
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
            g.seen.set(true);
            return s.descend(pc, base, g, Some(Word::NONE));
        }
        if w.as_future().is_some() || w.shape() == Builtins::Suspension as u32 {
            return s.await_item(pc, base, wrapped);
        }
        s.not_awaitable(pc, base, w)
    }

    /// The async generators that have begun and are not at their end.
    pub fn live_async_generators(&self) -> Vec<Value<'_>> {
        let words = self.heap.watched_words();
        words
            .into_iter()
            .map(Value::from_word)
            .filter(|v| {
                v.cast::<Generator>()
                    .is_some_and(|g| g.form == Form::AsyncGenerator && g.state.get() == GenState::Suspended)
            })
            .collect()
    }
}

impl Scope<'_> {
    /// Resumes a generator or coroutine until it yields, returns or raises.
    pub fn resume(&mut self, generator: Handle, with: Resume) -> Result<Step, Raise> {
        let Some(root) = generator.get(self).cast::<Generator>() else {
            return Err(self.type_error("a generator or coroutine is needed"));
        };
        let word = root.header().word();
        let state = root.state.get();
        let coroutine = root.form == Form::Coroutine;
        if root.parent.get().is_some()
            || (state == GenState::Suspended && root.inner.get().is_none() && coroutine)
        {
            return Err(self.raise(
                if coroutine { Exc::RuntimeError } else { Exc::ValueError },
                if coroutine { "coroutine is being awaited already" } else { "generator already executing" },
            ));
        }
        match (state, with) {
            (GenState::Running, _) => {
                self.already_running(root);
                return Err(Raise::parked());
            }
            (GenState::Done, _) if coroutine => {
                return Err(self.runtime_error("cannot reuse already awaited coroutine"));
            }
            (GenState::Done, Resume::Send(_)) => {
                let none = self.root();
                return Ok(Step::Return(none));
            }
            (GenState::Done, Resume::Throw(e)) => return Err(self.raise_again(e.get(self))),
            (GenState::Created, Resume::Throw(e)) => {
                root.state.set(GenState::Done);
                root.closed.set(true);
                let linked = root.function().linked();
                let r = self.raise_again(e.get(self));
                self.note_frame(linked, 0);
                return Err(r);
            }
            (GenState::Created, Resume::Send(v)) if !v.get(self).is_none() => {
                let what = match root.form {
                    Form::Generator => "generator",
                    Form::Coroutine => "coroutine",
                    Form::AsyncGenerator => "async generator",
                };
                return Err(
                    self.type_error(format_args!("can't send non-None value to a just-started {what}"))
                );
            }
            _ => {}
        }
        if !self.may_nest() {
            return Err(Raise::parked());
        }
        // the object lives as long as it is on the record and in root_gen
        let root = Vm::generator_of(word).expect("checked above");
        let innermost = root.inner.take().and_then(Vm::generator_of).unwrap_or(root);
        let saved =
            (self.root_gen.replace(Some(word)), self.cur_pc.get(), self.cur_base.get(), self.stack.top.get());
        let result = self.resume_chain(root, innermost, with);
        self.root_gen.set(saved.0);
        self.cur_pc.set(saved.1);
        self.cur_base.set(saved.2);
        self.stack.top.set(saved.3);
        let word = result?;
        let h = self.keep_word(word);
        Ok(match self.step.get() {
            Stopped::Returned => Step::Return(h),
            Stopped::Yielded | Stopped::Item => Step::Yield(h),
        })
    }

    fn resume_chain(&mut self, root: &Generator, innermost: &Generator, with: Resume) -> Result<Word, Raise> {
        let record = Frame { pc: self.cur_pc.get(), base: root.base(), dst: 0, after: after::RESUME };
        let top = self.stack.top.get().wrapping_add(1);
        if !self.push_record(record, top, innermost.registers()) {
            root.inner.set(root.header(), Some(innermost.header().word()));
            return Err(Raise::parked());
        }
        let next = match with {
            Resume::Send(v) => {
                let send = v.get(self).word();
                self.start(innermost, top, Some(send))
            }
            Resume::Throw(e) => {
                let exception = e.get(self).word();
                self.throw_in(innermost, top, exception)
            }
        };
        match next {
            // SAFETY: where a suspended frame goes on
            Awaited::Next(n) => unsafe { self.run_nested(n.pc, n.base) },
            Awaited::Suspend(value) => Ok(value),
            Awaited::Raised | Awaited::Unwound => Err(Raise::parked()),
        }
    }
}

impl Vm {
    /// Throws an exception into a suspended frame: first into what it delegates to.
    fn throw_in(&mut self, g: &Generator, top: *mut Reg, exception: Word) -> Awaited {
        let how = g.waiting.replace(waiting::PLAIN);
        g.state.set(GenState::Running);
        g.top.set(top);
        let outside = self.handling.get();
        if let Some(inside) = g.handling.get() {
            self.handling.set(Some(inside));
        }
        g.handling.set(g.header(), outside);
        let (pc, base) = (g.pc.get(), g.base());
        if how == waiting::ITERATOR {
            let (a, _) = operand(g);
            let it = get(base, a);
            if let Some(inner) = Vm::generator_of(it) {
                if inner.state.get() == GenState::Suspended {
                    let record = Frame { pc, base, dst: a as u32, after: after::DELEGATE };
                    let t = self.top_of(base);
                    if self.push_record(record, t, inner.registers()) {
                        return self.throw_in(inner, t, exception);
                    }
                    return self.unwound(pc, base);
                }
            } else if let Some(next) = self.throw_to_iterator(g, it, exception) {
                return next;
            }
        }
        self.exc.set(Some(exception));
        let e = Value::from_word(exception);
        if let Some(x) = e.cast::<Exception>() {
            self.link_context(x);
        }
        self.unwound(pc, base)
    }

    /// Calls `throw` (or for GeneratorExit `close`) of an iterator that is delegated to; none if it has none.
    fn throw_to_iterator(&mut self, g: &Generator, it: Word, exception: Word) -> Option<Awaited> {
        let (pc, base) = (g.pc.get(), g.base());
        let (a, _) = operand(g);
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let it = s.keep_word(it);
        let e = s.keep_word(exception);
        let exit = s.is_instance_of(e.get(s), Exc::GeneratorExit);
        let name = if exit { "close" } else { "throw" };
        let f = match s.getattr_opt(it, name) {
            Ok(Some(f)) => f,
            Ok(None) => return None,
            Err(_) => return Some(s.unwound(pc, base)),
        };
        if exit {
            return match s.call(f, &[]) {
                Ok(_) => None,
                Err(_) => Some(s.unwound(pc, base)),
            };
        }
        match s.call(f, &[e]) {
            Ok(v) => {
                let w = v.get(s).word();
                let live = insn(pc).c;
                Some(match s.yielded_from(pc, base, w, live, waiting::ITERATOR, false) {
                    Some(next) => Awaited::Next(next),
                    None => Awaited::Suspend(w),
                })
            }
            Err(r) if s.pending_is(&r, Exc::StopIteration) => {
                let stop = s.catch(r);
                let v = s.getattr_opt(stop, "value").ok().flatten();
                let w = v.map_or(Word::NONE, |v| v.get(s).word());
                put(base, a, w);
                Some(Awaited::Next(Next { pc, base }))
            }
            Err(_) => Some(s.unwound(pc, base)),
        }
    }
}

impl Scope<'_> {
    /// The next item of an iterator into `out`; at its end `out` is the return value (of its StopIteration).
    fn next_with_value(&mut self, it: Handle, out: Handle) -> Result<bool, Raise> {
        let v = it.get(self);
        if v.kind() == Kind::Iter {
            let more = self.next(it, out)?;
            if !more {
                self.set_word(out, Word::NONE);
            }
            return Ok(more);
        }
        match self.call_special(it, Sym::Next, &[]) {
            Ok(Some(v)) => {
                let w = v.get(self).word();
                self.set_word(out, w);
                Ok(true)
            }
            Ok(None) => {
                let none = self.root();
                self.send_to(it, none, out)
            }
            Err(r) => self.stop_value(r, out),
        }
    }

    /// `it.send(value)`, likewise.
    fn send_to(&mut self, it: Handle, value: Handle, out: Handle) -> Result<bool, Raise> {
        match self.call_method(it, "send", &[value]) {
            Ok(v) => {
                let w = v.get(self).word();
                self.set_word(out, w);
                Ok(true)
            }
            Err(r) => self.stop_value(r, out),
        }
    }

    fn stop_value(&mut self, r: Raise, out: Handle) -> Result<bool, Raise> {
        if !self.pending_is(&r, Exc::StopIteration) {
            return Err(r);
        }
        let stop = self.catch(r);
        let w = stop.cast::<Exception>(self).and_then(|e| e.args().first().map(|v| v.word()));
        self.set_word(out, w.unwrap_or(Word::NONE));
        Ok(false)
    }
}

impl Scope<'_> {
    /// One step of the awaitable of an async generator, driven by hand: `Step::Return` is its result.
    pub fn agen_step(&mut self, awaitable: Handle, with: Resume) -> Result<Step, Raise> {
        let op = awaitable.cast::<Opaque>(self).and_then(|o| o.data::<AgenAwait>());
        let Some(op) = op else {
            return Err(self.type_error("an awaitable of an async generator is needed"));
        };
        let (mode, first) = (op.mode, !op.used.replace(true));
        let words = (op.agen.get().unwrap_or(Word::NONE), op.arg.get().unwrap_or(Word::NONE));
        let (agen, arg) = (self.keep_word(words.0), self.keep_word(words.1));
        let with = match (first, with, mode) {
            (true, Resume::Send(_), AgenMode::Send) => Resume::Send(arg),
            (true, Resume::Send(_), AgenMode::Throw) => Resume::Throw(arg),
            (true, Resume::Send(_), AgenMode::Close) => {
                Resume::Throw(self.keep(|vm| vm.new_exception_with(Exc::GeneratorExit, &[]).value()))
            }
            (_, with, _) => with,
        };
        let fresh_close = mode == AgenMode::Close
            && agen
                .cast::<Generator>(self)
                .is_some_and(|g| matches!(g.state.get(), GenState::Created | GenState::Done));
        if fresh_close {
            if let Some(g) = agen.cast::<Generator>(self) {
                g.state.set(GenState::Done);
                g.closed.set(true);
            }
            let none = self.root();
            return Ok(Step::Return(none));
        }
        match self.resume(agen, with) {
            Ok(Step::Yield(v)) if self.step.get() == Stopped::Item => {
                if mode == AgenMode::Close {
                    return Err(self.runtime_error("async generator ignored GeneratorExit"));
                }
                Ok(Step::Return(v))
            }
            Ok(Step::Return(v)) if mode == AgenMode::Close => Ok(Step::Return(v)),
            Ok(Step::Return(_)) => Err(self.raise_with(Exc::StopAsyncIteration, &[])),
            Err(r)
                if mode == AgenMode::Close
                    && (self.pending_is(&r, Exc::GeneratorExit)
                        || self.pending_is(&r, Exc::StopAsyncIteration)) =>
            {
                let _ = self.catch(r);
                let none = self.root();
                Ok(Step::Return(none))
            }
            other => other,
        }
    }
}
