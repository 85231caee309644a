//! Generators and coroutines resumed by natives and by the event loop: values sent in, exceptions thrown in.

use super::generator::{Awaited, Resume, Step, Stopped, operand, waiting};
use super::ops::{get, insn, put};
use super::stack::{Frame, Reg, after};
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::heap::Word;
use crate::value::*;

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
                root.set_closed(true);
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
            Stopped::Yielded | Stopped::Item | Stopped::Raised => Step::Yield(h),
        })
    }

    pub(super) fn resume_chain(
        &mut self,
        root: &Generator,
        innermost: &Generator,
        with: Resume,
    ) -> Result<Word, Raise> {
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
            Awaited::Next(next) => unsafe {
                let (pc, base) = self.entered(next);
                self.run_nested(pc, base)
            },
            Awaited::Suspend(value) => Ok(value),
            Awaited::Raised | Awaited::Unwound => Err(Raise::parked()),
        }
    }

    /// The next item of an iterator into `out`; at its end `out` is the return value (of its StopIteration).
    pub(super) fn next_with_value(&mut self, it: Handle, out: Handle) -> Result<bool, Raise> {
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
    pub(super) fn send_to(&mut self, it: Handle, value: Handle, out: Handle) -> Result<bool, Raise> {
        match self.call_method(it, "send", &[value]) {
            Ok(v) => {
                let w = v.get(self).word();
                self.set_word(out, w);
                Ok(true)
            }
            Err(r) => self.stop_value(r, out),
        }
    }

    pub(super) fn stop_value(&mut self, r: Raise, out: Handle) -> Result<bool, Raise> {
        if !self.pending_is(&r, Exc::StopIteration) {
            return Err(r);
        }
        let stop = self.catch(r);
        let w = stop.cast::<Exception>(self).and_then(|e| e.args().first().map(|v| v.word()));
        self.set_word(out, w.unwrap_or(Word::NONE));
        Ok(false)
    }
}

impl Vm {
    /// Throws an exception into a suspended frame: first into what it delegates to.
    pub(super) fn throw_in(&mut self, g: &Generator, top: *mut Reg, exception: Word) -> Awaited {
        let how = g.waiting.replace(waiting::PLAIN);
        self.take_over(g, top);
        let (pc, base) = (g.pc.get(), g.base());
        if how == waiting::ITERATOR {
            let (a, _) = operand(g);
            let it = get(base, a);
            if let Some(inner) = Vm::generator_of(it).filter(|g| g.form == Form::Generator) {
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
    pub(super) fn throw_to_iterator(&mut self, g: &Generator, it: Word, exception: Word) -> Option<Awaited> {
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
                    None => s.left_with(w),
                })
            }
            Err(r) if s.pending_is(&r, Exc::StopIteration) => {
                let stop = s.catch(r);
                let v = s.getattr_opt(stop, "value").ok().flatten();
                let w = v.map_or(Word::NONE, |v| v.get(s).word());
                put(base, a, w);
                Some(Awaited::Next(s.at(pc, base)))
            }
            Err(_) => Some(s.unwound(pc, base)),
        }
    }
}
