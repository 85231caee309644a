//! What the natives of asyncio share.

use super::functions::new_task;
use crate::event_loop::{self, EventLoop, LoopClass, LoopData, Suspension};
use crate::value::{Form, Future, Generator, Kept, Opaque, Value};
use crate::vm::{Args, Handle, Raise, Scope, Sym, Vm};

/// The receiver as a future or task.
pub fn this_future(vm: &Vm, a: Args) -> Result<&Future, Raise> {
    match a.get(vm, 0).as_future() {
        Some(f) => Ok(f),
        None => Err(vm.type_error(format_args!(
            "descriptor requires a '_asyncio.Future' object but received a '{}'",
            vm.type_name(a.get(vm, 0))
        ))),
    }
}

/// Whether a value is a coroutine, or passes for one.
pub fn is_coroutine(v: Value<'_>) -> bool {
    v.cast::<Generator>().is_some_and(|g| g.form == Form::Coroutine) || Suspension::of(v).is_some()
}

/// The data of a loop object.
pub fn loop_data<'h>(v: Value<'h>) -> Option<&'h LoopData> {
    v.cast::<Opaque>().and_then(|o| o.data::<LoopData>())
}

/// RuntimeError where no loop runs.
pub fn need_running(el: &EventLoop, vm: &Vm) -> Result<(), Raise> {
    if el.is_running() { Ok(()) } else { Err(vm.runtime_error("no running event loop")) }
}

/// An attribute of one of asyncio's library modules.
pub fn library(s: &mut Scope<'_>, module: &str, name: &str) -> Result<Handle, Raise> {
    let m = s.import_module(module)?;
    s.getattr(m, name)
}

/// The text of a value's repr.
pub fn repr(s: &mut Scope<'_>, h: Handle) -> Result<String, Raise> {
    let text = s.repr_text(h)?;
    Ok(text.as_wtf8().to_string_lossy().into_owned())
}

/// The future of an awaitable: itself, a task for a coroutine, a task around anything else that can be awaited.
pub fn ensure_future(s: &mut Scope<'_>, h: Handle) -> Result<Handle, Raise> {
    let v = h.get(s);
    if v.as_future().is_some() {
        return Ok(h);
    }
    if is_coroutine(v) {
        return task_of(s, h);
    }
    if s.lookup_special(v, Sym::Await).is_none() {
        return Err(s.type_error("An asyncio.Future, a coroutine or an awaitable is required"));
    }
    let wrap = library(s, "asyncio.tasks", "_wrap_awaitable")?;
    let coroutine = s.call(wrap, &[h])?;
    task_of(s, coroutine)
}

/// A task for a coroutine, made by the loop's task factory if it has one.
fn task_of(s: &mut Scope<'_>, coroutine: Handle) -> Result<Handle, Raise> {
    let el = event_loop::of(s);
    if el.has_factory() {
        let task = new_task(s, coroutine, None, None)?.kept();
        return Ok(root(s, task));
    }
    Ok(s.keep(|vm| event_loop::create_task(&el, vm, coroutine.get(vm), None, None).value()))
}

/// A coroutine as it is, another awaitable wrapped into one; TypeError for anything else.
pub fn ensure_coroutine(s: &mut Scope<'_>, h: Handle) -> Result<Handle, Raise> {
    if is_coroutine(h.get(s)) {
        return Ok(h);
    }
    let text = repr(s, h)?;
    Err(s.type_error(format_args!("a coroutine was expected, got {text}")))
}

/// The loop object for calls inside and outside a run: the running one, the one that was set, or a new one.
pub fn current_loop<'h>(el: &EventLoop, vm: &'h Vm) -> Result<Value<'h>, Raise> {
    if let Some(running) = el.running_loop(vm) {
        return Ok(running);
    }
    if let Some(set) = el.set_loop(vm) {
        return Ok(set);
    }
    if el.loop_known() {
        return Err(vm.runtime_error("There is no current event loop in thread 'MainThread'."));
    }
    let new = event_loop::new_loop(el, vm);
    el.choose_loop(Some(new));
    Ok(new)
}

/// `callback, *args` of a call that the loop is to make: TypeError for coroutines.
pub fn check_callback(vm: &Vm, callback: Value<'_>, method: &str) -> Result<(), Raise> {
    if is_asynchronous(callback) {
        return Err(vm.type_error(format_args!("coroutines cannot be used with {method}()")));
    }
    Ok(())
}

/// Whether a callback is a coroutine, or a function that gives one.
pub fn is_asynchronous(callback: Value<'_>) -> bool {
    let coroutine_function = callback.cast::<crate::value::Function>().is_some_and(|f| {
        let flags = f.linked().code.flags;
        flags.coroutine && !flags.generator
    });
    coroutine_function || is_coroutine(callback)
}

/// The class of handles, or another of the loop's.
pub fn class<'h>(vm: &'h Vm, which: LoopClass) -> &'h crate::value::Type {
    event_loop::here(vm).class(vm, which)
}

/// A kept value as a root.
pub fn root(s: &mut Scope<'_>, kept: Kept) -> Handle {
    s.keep(|vm| kept.get(&vm.heap))
}
