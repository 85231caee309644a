//! Async generators: `async for`, `asend`, `athrow`, `aclose`.

use super::generator::{Awaited, Resume, Step, Stopped, operand, waiting};
use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::Reg;
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::{Slot, Tracer, Word};
use crate::value::*;

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
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        t.slot(&self.agen);
        t.slot(&self.arg);
        0
    }
}

impl Vm {
    /// The awaitable that `asend`, `athrow` or `aclose` of an async generator gives.
    pub fn new_agen_await<'h>(&'h self, agen: &Generator, mode: AgenMode, arg: Value<'_>) -> Value<'h> {
        let class = if mode == AgenMode::Send { Builtins::AsyncGenSend } else { Builtins::AsyncGenThrow };
        let data = AgenAwait {
            agen: Slot::new(Some(agen.header().word())),
            arg: Slot::new(Some(arg.word())),
            mode,
            used: std::cell::Cell::new(false),
        };
        Opaque::new(&self.heap, self.class(class).root.get(), data).value()
    }

    /// Whether the coroutine function is known that machine code awaits for `anext(iterator, default)`.
    pub fn knows_next_or(&self) -> bool {
        self.next_or.get().is_some()
    }

    /// Makes it known.
    pub fn set_next_or(&self, function: Value<'_>) {
        self.next_or.set(Some(function.word()));
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

    pub(super) fn await_agen(&mut self, pc: *const Insn, base: *mut Reg, op: &AgenAwait) -> Awaited {
        let agen = op.agen.get().and_then(Vm::generator_of).expect("set when made");
        let arg = op.arg.get().unwrap_or(Word::NONE);
        self.enter_cold(pc, base);
        if op.used.replace(true) {
            let name = if op.mode == AgenMode::Send { "__anext__()/asend()" } else { "aclose()/athrow()" };
            let _ = self.runtime_error(format_args!("cannot reuse already awaited {name}"));
            return Awaited::Raised;
        }
        if agen.is_busy() || agen.state.get() == GenState::Running {
            let name = match op.mode {
                AgenMode::Send => "anext()",
                AgenMode::Throw => "athrow()",
                AgenMode::Close => "aclose()",
            };
            let _ = self.runtime_error(format_args!("{name}: asynchronous generator is already running"));
            return Awaited::Raised;
        }
        let done = agen.state.get() == GenState::Done || (agen.is_closed() && op.mode != AgenMode::Close);
        match op.mode {
            _ if done && op.mode == AgenMode::Close => {
                put(base, insn(pc).a, Word::NONE);
                Awaited::Next(self.at(pc, base))
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
                agen.set_busy(true);
                self.descend(pc, base, agen, Some(arg))
            }
            AgenMode::Throw | AgenMode::Close => self.throw_into_agen(pc, base, agen, op.mode, arg),
        }
    }

    pub(super) fn throw_into_agen(
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
        agen.set_closed(mode == AgenMode::Close);
        if agen.state.get() == GenState::Created {
            agen.state.set(GenState::Done);
            agen.set_closed(true);
            if mode == AgenMode::Close {
                put(base, insn(pc).a, Word::NONE);
                return Awaited::Next(self.at(pc, base));
            }
            self.exc.set(Some(exception));
            return Awaited::Raised;
        }
        // enter it as if to send, then unwind from where it stands
        agen.set_busy(true);
        agen.waiting.set(waiting::PLAIN);
        if !matches!(self.descend(pc, base, agen, Some(Word::NONE)), Awaited::Next(_)) {
            return Awaited::Raised;
        }
        self.exc.set(Some(exception));
        self.unwound(agen.pc.get(), agen.base())
    }

    /// Bottom of an `async for` loop.
    pub(super) fn async_for(&mut self, pc: *const Insn, base: *mut Reg) -> Awaited {
        if let Some(next) = self.resume_async_for(pc, base) {
            return Awaited::Next(next);
        }
        let i = insn(pc);
        let v = Value::from_word(get(base, i.a));
        if let Some(agen) = v.cast::<Generator>() {
            if agen.state.get() == GenState::Done || agen.is_closed() {
                return Awaited::Next(self.at(pc, base));
            }
            if agen.is_busy() || agen.state.get() == GenState::Running {
                self.enter_cold(pc, base);
                let _ = self.runtime_error("anext(): asynchronous generator is already running");
                return Awaited::Raised;
            }
            agen.set_busy(true);
            return self.descend(pc, base, agen, Some(Word::NONE));
        }
        if let Some(next) = self.next_at_once(pc, base) {
            return Awaited::Next(next);
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

    /// What an async generator, suspended by now, yields goes to the frame that awaits it.
    pub(super) fn item_to_parent(&mut self, g: &Generator, parent: Word, value: Word) -> Option<Next> {
        g.set_busy(false);
        let p = Vm::generator_of(parent).expect("a parent is a frame");
        // what it handles itself is put away, what the parent handles is handled again
        let (inside, here, outside) = (self.handling.get(), p.handling.take(), g.handling.take());
        self.handling.set(here);
        if inside != here {
            g.handling.set(g.header(), inside);
        }
        p.set_running();
        p.top.set(g.top.get());
        if outside.is_some() {
            p.handling.set(p.header(), outside);
        }
        let (a, i) = operand(p);
        if i.operation() == Op::AFor {
            return Some(self.item_arrived(p, value));
        }
        if self.awaits_close(p) {
            let _ = self.runtime_error("async generator ignored GeneratorExit");
            return self.unwind(p.pc.get(), p.base());
        }
        put(p.base(), a, value);
        Some(self.at(p.pc.get(), p.base()))
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
                g.set_closed(true);
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
