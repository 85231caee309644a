//! Methods of generators, coroutines and async generators.

use super::support::*;
use crate::heap::{Slot, Tracer};
use crate::value::*;
use crate::vm::*;

/// What a coroutine's `__await__` gives: an iterator that drives it.
struct Wrapper {
    coroutine: Slot,
}

impl NativeData for Wrapper {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        tracer.slot(&self.coroutine);
        0
    }

    fn take_awaited(&self) -> Option<Value<'_>> {
        let fresh = |v: &Value<'_>| v.cast::<Generator>().is_some_and(|g| g.state.get() == GenState::Created);
        self.coroutine.load().filter(fresh)
    }
}

/// Registers the methods.
pub(super) fn install(vm: &Vm) {
    let generator = vm.class(Builtins::Generator);
    vm.add_methods(generator, STEPS);
    vm.add_methods(
        generator,
        const { &[row("__iter__", itself, "self, /"), row("__next__", next, "self, /")] },
    );
    let coroutine = vm.class(Builtins::Coroutine);
    vm.add_methods(coroutine, STEPS);
    vm.add_methods(coroutine, const { &[row("__await__", wrap, "self, /")] });
    let wrapper = vm.class(Builtins::CoroutineWrapper);
    vm.add_methods(
        wrapper,
        const {
            &[
                row("__iter__", itself, "self, /"),
                row("__next__", wrapper_next, "self, /"),
                row("send", wrapper_send, "self, value, /"),
                row("throw", wrapper_throw, "self, type, value=None, traceback=None, /"),
                row("close", wrapper_close, "self, /"),
            ]
        },
    );
    let agen = vm.class(Builtins::AsyncGenerator);
    vm.add_methods(
        agen,
        const {
            &[
                row("__aiter__", itself, "self, /"),
                row("__anext__", anext, "self, /").one(quick_anext),
                row("asend", asend, "self, value, /").pairing(quick_asend),
                row("athrow", athrow, "self, type, value=None, traceback=None, /"),
                row("aclose", aclose, "self, /"),
            ]
        },
    );
    for class in [Builtins::AsyncGenSend, Builtins::AsyncGenThrow] {
        vm.add_methods(
            vm.class(class),
            const {
                &[
                    row("__await__", itself, "self, /"),
                    row("__iter__", itself, "self, /"),
                    row("__next__", agen_next, "self, /"),
                    row("send", agen_send, "self, value, /"),
                    row("throw", agen_throw, "self, type, value=None, traceback=None, /"),
                    row("close", agen_close, "self, /"),
                ]
            },
        );
    }
    for (class, prefix) in [(generator, "gi"), (coroutine, "cr"), (agen, "ag")] {
        vm.add_property(class, "__name__", name, set_name);
        vm.add_property(class, "__qualname__", qualname, set_qualname);
        let rows: &'static [NativeRow] = match prefix {
            "gi" => {
                const {
                    &[
                        row("gi_running", running, "self"),
                        row("gi_suspended", suspended, "self"),
                        row("gi_code", code, "self"),
                        row("gi_frame", frame, "self"),
                        row("gi_yieldfrom", awaited, "self"),
                    ]
                }
            }
            "cr" => {
                const {
                    &[
                        row("cr_running", running, "self"),
                        row("cr_suspended", suspended, "self"),
                        row("cr_code", code, "self"),
                        row("cr_frame", frame, "self"),
                        row("cr_await", awaited, "self"),
                        row("cr_origin", none, "self"),
                    ]
                }
            }
            _ => {
                const {
                    &[
                        row("ag_running", running, "self"),
                        row("ag_suspended", suspended, "self"),
                        row("ag_code", code, "self"),
                        row("ag_frame", frame, "self"),
                        row("ag_await", awaited, "self"),
                    ]
                }
            }
        };
        vm.add_getters(class, rows);
        let alias = const { &[row("__class_getitem__", super::alias::class_getitem, "cls, object, /")] };
        vm.add_classmethods(class, alias);
    }
}

const STEPS: &[NativeRow] = &[
    row("send", send, "self, value, /").consuming(Consumer::Send),
    row("throw", throw, "self, type, value=None, traceback=None, /"),
    row("close", close, "self, /").one(close_at_once),
];

fn itself(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).into())
}

fn none(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

/// What a coroutine driven by hand yields, by what it waits for.
fn yielded(what: Value<'_>) -> Value<'_> {
    if what.cast::<Opaque>().is_some_and(Opaque::passes_for_none) { Value::NONE } else { what }
}

/// Resumes; what is yielded is the result, a return ends in StopIteration.
fn resume(s: &mut Scope<'_>, generator: Handle, with: Resume) -> NativeResult {
    match s.resume(generator, with)? {
        Step::Yield(h) => Ok(yielded(h.get(s)).into()),
        Step::Return(h) => Err(s.stop_iteration(h.get(s))),
    }
}

fn send_none(s: &mut Scope<'_>, generator: Handle) -> NativeResult {
    let none = s.root();
    resume(s, generator, Resume::Send(none))
}

fn next(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Generator>(vm)?;
    let this = a.handle(vm, 0);
    send_none(&mut vm.scope(), this)
}

fn send(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Generator>(vm)?;
    let (coroutine, value) = (Kept::new(a.get(vm, 0)), Kept::new(a.get(vm, 1)));
    match vm.step_coroutine(coroutine, value) {
        Some(Ok(Stop::Wait(w))) => return Ok(yielded(w.get(&vm.heap)).into()),
        Some(Ok(Stop::Return(w))) => return Err(vm.stop_iteration(w.get(&vm.heap))),
        Some(Err(raise)) => return Err(raise),
        None => {}
    }
    let (this, value) = (a.handle(vm, 0), a.handle(vm, 1));
    resume(&mut vm.scope(), this, Resume::Send(value))
}

/// The exception that the arguments `(type, value, traceback)` of a `throw` stand for.
fn thrown(s: &mut Scope<'_>, a: Args) -> Result<Handle, Raise> {
    let (kind, value, tb) = (a.handle(s, 1), a.opt_handle(s, 2), a.opt_handle(s, 3));
    let value = value.filter(|h| !h.get(s).is_none());
    let tb = tb.filter(|h| !h.get(s).is_none());
    let v = kind.get(s);
    let e = if v.cast::<Exception>().is_some() {
        if value.is_some() {
            return Err(s.type_error("instance exception may not have a separate value"));
        }
        kind
    } else if v.cast::<Type>().is_some_and(|c| c.is_subclass_of(s.exc_class(Exc::BaseException))) {
        match value {
            None => s.exception_of(kind)?,
            Some(x) if x.cast::<Exception>(s).is_some() => x,
            Some(x) if x.cast::<Tuple>(s).is_some() => s.call_star(kind, x, None)?,
            Some(x) => s.call(kind, &[x])?,
        }
    } else {
        let t = s.type_name(v);
        return Err(s.type_error(format_args!(
            "exceptions must be classes or instances deriving from BaseException, not {t}"
        )));
    };
    if let Some(tb) = tb {
        s.setattr(e, "__traceback__", tb)?;
    }
    if e.cast::<Exception>(s).is_none() {
        let t = s.type_name(e.get(s));
        let c = s.repr(kind)?;
        let c = c.cast::<Str>(s).map_or_else(String::new, Str::to_text);
        return Err(s.type_error(format_args!(
            "calling {c} should have returned an instance of BaseException, not {t}"
        )));
    }
    Ok(e)
}

fn throw(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Generator>(vm)?;
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let e = thrown(&mut s, a)?;
    resume(&mut s, this, Resume::Throw(e))
}

fn close_at_once<'h>(vm: &'h Vm, this: Value<'h>) -> Option<Ret> {
    vm.close_at_once(this.cast::<Generator>()?).then_some(Ret::NONE)
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Generator>(vm)?;
    let this = a.handle(vm, 0);
    close_generator(&mut vm.scope(), this)
}

/// `close()` of a generator or coroutine.
pub(crate) fn close_generator(s: &mut Scope<'_>, this: Handle) -> NativeResult {
    let Some(g) = this.cast::<Generator>(s) else { return Ok(Ret::NONE) };
    match g.state.get() {
        GenState::Done => return Ok(Ret::NONE),
        GenState::Created => {
            g.state.set(GenState::Done);
            return Ok(Ret::NONE);
        }
        _ => {}
    }
    let what = if g.form == Form::Coroutine { "coroutine" } else { "generator" };
    let exit = s.keep(|vm| vm.new_exception_with(Exc::GeneratorExit, &[]).value());
    match s.resume(this, Resume::Throw(exit)) {
        Ok(Step::Yield(_)) => Err(s.runtime_error(format_args!("{what} ignored GeneratorExit"))),
        Ok(Step::Return(h)) => Ok(h.ret(s)),
        Err(r) if s.pending_is(&r, Exc::GeneratorExit) || s.pending_is(&r, Exc::StopIteration) => {
            s.catch(r);
            Ok(Ret::NONE)
        }
        Err(r) => Err(r),
    }
}

fn wrap(vm: &mut Vm, a: Args) -> NativeResult {
    let fresh = a.this::<Generator>(vm)?.state.get() == GenState::Created;
    if fresh && a.hands_on(vm) {
        return Ok(a.get(vm, 0).into());
    }
    let data = Wrapper { coroutine: slot(a.get(vm, 0)) };
    Ok(Opaque::new(&vm.heap, Builtins::CoroutineWrapper as u32, data).into())
}

/// The coroutine a wrapper drives.
fn wrapped(s: &mut Scope<'_>, a: Args) -> Result<Handle, Raise> {
    let this = a.handle(s, 0);
    let inner = |vm: &Vm| this.cast::<Opaque>(vm).and_then(Opaque::data::<Wrapper>).is_some();
    if !inner(s) {
        return Err(s.type_error("a coroutine_wrapper is needed"));
    }
    Ok(s.keep(|vm| {
        let data = this.cast::<Opaque>(vm).and_then(Opaque::data::<Wrapper>);
        data.and_then(|w| read(&w.coroutine)).unwrap_or(Value::NONE)
    }))
}

fn wrapper_next(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let inner = wrapped(&mut s, a)?;
    send_none(&mut s, inner)
}

fn wrapper_send(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let inner = wrapped(&mut s, a)?;
    let value = a.handle(&s, 1);
    resume(&mut s, inner, Resume::Send(value))
}

fn wrapper_throw(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let inner = wrapped(&mut s, a)?;
    let e = thrown(&mut s, a)?;
    resume(&mut s, inner, Resume::Throw(e))
}

fn wrapper_close(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let inner = wrapped(&mut s, a)?;
    close_generator(&mut s, inner)
}

fn anext(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.new_agen_await(a.this::<Generator>(vm)?, AgenMode::Send, Value::NONE).into())
}

fn asend(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.new_agen_await(a.this::<Generator>(vm)?, AgenMode::Send, a.get(vm, 1)).into())
}

/// The next item of an async generator, to be awaited; none for other iterators.
pub(super) fn quick_anext(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    quick_asend(vm, v, Value::NONE)
}

fn quick_asend(vm: &Vm, v: Value<'_>, sent: Value<'_>) -> Option<Ret> {
    let agen = v.cast::<Generator>().filter(|g| g.form == Form::AsyncGenerator)?;
    Some(vm.new_agen_await(agen, AgenMode::Send, sent).into())
}

fn athrow(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Generator>(vm)?;
    let mut s = vm.scope();
    let e = thrown(&mut s, a)?;
    Ok(s.new_agen_await(a.this::<Generator>(&s)?, AgenMode::Throw, e.get(&s)).into())
}

fn aclose(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.new_agen_await(a.this::<Generator>(vm)?, AgenMode::Close, Value::NONE).into())
}

/// One step of an awaitable of an async generator, driven by hand.
fn agen_step(s: &mut Scope<'_>, this: Handle, with: Resume) -> NativeResult {
    match s.agen_step(this, with)? {
        Step::Yield(h) => Ok(h.ret(s)),
        Step::Return(h) => Err(s.stop_iteration(h.get(s))),
    }
}

fn agen_next(vm: &mut Vm, a: Args) -> NativeResult {
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let none = s.root();
    agen_step(&mut s, this, Resume::Send(none))
}

fn agen_send(vm: &mut Vm, a: Args) -> NativeResult {
    let (this, value) = (a.handle(vm, 0), a.handle(vm, 1));
    agen_step(&mut vm.scope(), this, Resume::Send(value))
}

fn agen_throw(vm: &mut Vm, a: Args) -> NativeResult {
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let e = thrown(&mut s, a)?;
    agen_step(&mut s, this, Resume::Throw(e))
}

fn agen_close(vm: &mut Vm, a: Args) -> NativeResult {
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let exit = s.keep(|vm| vm.new_exception_with(Exc::GeneratorExit, &[]).value());
    match agen_step(&mut s, this, Resume::Throw(exit)) {
        Ok(_) => Err(s.runtime_error("coroutine ignored GeneratorExit")),
        Err(r)
            if s.pending_is(&r, Exc::GeneratorExit)
                || s.pending_is(&r, Exc::StopIteration)
                || s.pending_is(&r, Exc::StopAsyncIteration) =>
        {
            s.catch(r);
            Ok(Ret::NONE)
        }
        Err(r) => Err(r),
    }
}

fn name(vm: &mut Vm, a: Args) -> NativeResult {
    let g = a.this::<Generator>(vm)?;
    Ok(g.function().name().into())
}

fn qualname(vm: &mut Vm, a: Args) -> NativeResult {
    let g = a.this::<Generator>(vm)?;
    Ok(g.function().qualname().into())
}

fn set_name(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Generator>(vm)?;
    Err(vm.raise(Exc::AttributeError, "__name__ of a generator cannot be set"))
}

fn set_qualname(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Generator>(vm)?;
    Err(vm.raise(Exc::AttributeError, "__qualname__ of a generator cannot be set"))
}

fn running(vm: &mut Vm, a: Args) -> NativeResult {
    let g = a.this::<Generator>(vm)?;
    Ok(if g.form == Form::AsyncGenerator { g.is_busy() } else { g.state.get() == GenState::Running }.into())
}

fn suspended(vm: &mut Vm, a: Args) -> NativeResult {
    Ok((a.this::<Generator>(vm)?.state.get() == GenState::Suspended).into())
}

fn code(vm: &mut Vm, a: Args) -> NativeResult {
    let f = a.this::<Generator>(vm)?.function();
    Ok(super::code::of(vm, f).into())
}

/// The frame: None at the end, else an object that says where it stands.
fn frame(vm: &mut Vm, a: Args) -> NativeResult {
    let g = a.this::<Generator>(vm)?;
    if g.state.get() == GenState::Done {
        return Ok(Ret::NONE);
    }
    Ok(super::code::frame(vm, g).into())
}

/// What a suspended coroutine waits for, where that is another coroutine.
fn awaited(vm: &mut Vm, a: Args) -> NativeResult {
    let g = a.this::<Generator>(vm)?;
    if let Some(inner) = read(&g.inner).and_then(|v| v.cast::<Generator>()) {
        inner.set_known();
    }
    Ok(read(&g.inner).filter(|v| !v.is(g.value())).unwrap_or(Value::NONE).into())
}
