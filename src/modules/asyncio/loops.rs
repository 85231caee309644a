//! The loop object, and handles.

use super::functions::{new_task, plain_task, run_in_executor};
use super::support::{
    check_callback, ensure_future, is_asynchronous, is_coroutine, library, loop_data, repr, root,
};
use crate::event_loop::{self, CallArgs, HandleData, LoopData, callable_name, nanoseconds};
use crate::value::{Kept, Method, Opaque, Task, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Vm, row};

/// Methods of loop objects.
pub const LOOP_METHODS: &[NativeRow] = &[
    row("__repr__", loop_repr, "self, /"),
    row("__getattr__", loop_getattr, "self, name, /"),
    row("run_until_complete", run_until_complete, "self, future"),
    row("run_forever", run_forever, "self"),
    row("stop", stop, "self"),
    row("close", close, "self"),
    row("is_running", is_running, "self"),
    row("is_closed", is_closed, "self"),
    row("create_task", create_task, "self, coro, *, name=None, context=None"),
    row("create_future", create_future, "self"),
    row("call_soon", call_soon, "self, callback, *args, context=None")
        .pairing(quick_call_soon)
        .three(quick_call_soon_with),
    row("call_soon_threadsafe", call_soon, "self, callback, *args, context=None"),
    row("call_later", call_later, "self, delay, callback, *args, context=None"),
    row("call_at", call_at, "self, when, callback, *args, context=None"),
    row("time", time, "self").one(quick_time),
    row("run_in_executor", in_executor, "self, executor, func, *args"),
    row("set_default_executor", accept, "self, executor"),
    row("add_signal_handler", add_signal_handler, "self, sig, callback, *args"),
    row("remove_signal_handler", remove_signal_handler, "self, sig"),
    row("set_exception_handler", set_exception_handler, "self, handler"),
    row("get_exception_handler", get_exception_handler, "self"),
    row("call_exception_handler", call_exception_handler, "self, context"),
    row("default_exception_handler", default_exception_handler, "self, context"),
    row("set_debug", set_debug, "self, enabled"),
    row("get_debug", get_debug, "self"),
    row("set_task_factory", set_task_factory, "self, factory"),
    row("get_task_factory", get_task_factory, "self"),
    row("_shutdown_asyncgens", shutdown_asyncgens, "self"),
];

/// Methods of handles.
pub const HANDLE_METHODS: &[NativeRow] = &[
    row("__repr__", handle_repr, "self, /"),
    row("cancel", handle_cancel, "self"),
    row("cancelled", handle_cancelled, "self"),
    row("get_context", handle_context, "self"),
];

/// Methods of timer handles.
pub const TIMER_METHODS: &[NativeRow] = &[row("when", handle_when, "self")];

/// Methods of loops that the library holds in the language: name and module.
const LIBRARY: &[(&str, &str)] = &[
    ("create_server", "asyncio.transports"),
    ("create_connection", "asyncio.transports"),
    ("getaddrinfo", "asyncio.transports"),
    ("shutdown_asyncgens", "asyncio.runners"),
    ("shutdown_default_executor", "asyncio.runners"),
];

fn data(vm: &Vm, a: Args) -> Result<&LoopData, Raise> {
    match loop_data(a.get(vm, 0)) {
        Some(d) => Ok(d),
        None => Err(vm.type_error("an event loop is needed")),
    }
}

fn check_open(vm: &Vm, a: Args) -> Result<(), Raise> {
    if data(vm, a)?.closed.get() { Err(vm.runtime_error("Event loop is closed")) } else { Ok(()) }
}

fn runs(vm: &Vm, a: Args) -> bool {
    event_loop::here(vm).running_loop(vm).is_some_and(|l| l.is(a.get(vm, 0)))
}

fn loop_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let d = data(vm, a)?;
    let word = |b: bool| if b { "True" } else { "False" };
    let (running, closed, debug) = (word(runs(vm, a)), word(d.closed.get()), word(d.debug.get()));
    Ok(vm.str(&format!("<_UnixSelectorEventLoop running={running} closed={closed} debug={debug}>")).into())
}

fn loop_getattr(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 1).as_str().unwrap_or_default();
    let Some((name, module)) = LIBRARY.iter().find(|(n, _)| *n == name).copied() else {
        return Err(vm.no_attribute(a.get(vm, 0), name));
    };
    let mut s = vm.scope();
    let f = library(&mut s, module, name)?;
    Ok(Method::new(&s.heap, f.get(&s), a.get(&s, 0)).into())
}

fn run_until_complete(vm: &mut Vm, a: Args) -> NativeResult {
    check_open(vm, a)?;
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    if el.is_running() {
        let same = runs(&s, a);
        return Err(s.runtime_error(if same {
            "This event loop is already running"
        } else {
            "Cannot run the event loop while another loop is running"
        }));
    }
    let (object, given) = (a.handle(&s, 0), a.handle(&s, 1));
    let future = ensure_future(&mut s, given)?;
    let r = if future.cast::<Task>(&s).is_some() && is_coroutine(given.get(&s)) {
        event_loop::run_main_task(&mut s, object, future)?
    } else {
        event_loop::run_until_complete(&mut s, object, future)?
    };
    Ok(r.ret(&s))
}

fn run_forever(vm: &mut Vm, a: Args) -> NativeResult {
    check_open(vm, a)?;
    let mut s = vm.scope();
    let object = a.handle(&s, 0);
    event_loop::run_forever(&mut s, object)?;
    Ok(Ret::NONE)
}

fn stop(vm: &mut Vm, a: Args) -> NativeResult {
    data(vm, a)?;
    event_loop::of(vm).stop();
    Ok(Ret::NONE)
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let object = a.handle(&s, 0);
    event_loop::close_loop(&mut s, object)?;
    Ok(Ret::NONE)
}

fn is_running(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(runs(vm, a).into())
}

fn is_closed(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(data(vm, a)?.closed.get().into())
}

fn create_task(vm: &mut Vm, a: Args) -> NativeResult {
    check_open(vm, a)?;
    if let Some(task) = plain_task(vm, a, 1) {
        return Ok(task.value().into());
    }
    new_task(vm, a.handle(vm, 1), a.opt_handle(vm, 2), a.opt_handle(vm, 3))
}

fn create_future(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(event_loop::new_future(vm).into())
}

fn context(vm: &Vm, a: Args, i: usize) -> Option<Value<'_>> {
    a.opt(vm, i).filter(|c| !c.is_none())
}

fn call_soon(vm: &mut Vm, a: Args) -> NativeResult {
    check_open(vm, a)?;
    check_callback(vm, a.get(vm, 1), "call_soon")?;
    let el = event_loop::here(vm);
    let args = CallArgs::Tuple(a.get(vm, 2));
    Ok(event_loop::call_soon(el, vm, a.get(vm, 1), args, context(vm, a, 3)).into())
}

fn quick_call_soon(vm: &Vm, this: Value<'_>, callback: Value<'_>) -> Option<Ret> {
    soon(vm, this, callback, CallArgs::Nothing)
}

fn quick_call_soon_with(vm: &Vm, this: Value<'_>, callback: Value<'_>, argument: Value<'_>) -> Option<Ret> {
    soon(vm, this, callback, CallArgs::One(argument))
}

#[inline]
fn soon(vm: &Vm, this: Value<'_>, callback: Value<'_>, args: CallArgs<'_>) -> Option<Ret> {
    let plain = !loop_data(this)?.closed.get() && !is_asynchronous(callback);
    plain.then(|| event_loop::call_soon(event_loop::here(vm), vm, callback, args, None).into())
}

fn call_later(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 1).is_none() {
        return Err(vm.type_error("delay must not be None"));
    }
    timer(vm, a, true)
}

fn call_at(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 1).is_none() {
        return Err(vm.type_error("when cannot be None"));
    }
    timer(vm, a, false)
}

fn timer(vm: &mut Vm, a: Args, relative: bool) -> NativeResult {
    check_open(vm, a)?;
    let given = a.get(vm, 1);
    let given = match given.as_float().or_else(|| given.as_small_int().map(|i| i as f64)) {
        Some(seconds) => seconds,
        None => {
            let mut s = vm.scope();
            let given = a.handle(&s, 1);
            s.float_of(given)?
        }
    };
    check_callback(vm, a.get(vm, 2), if relative { "call_later" } else { "call_at" })?;
    let el = event_loop::here(vm);
    let when = if relative {
        let now = vm.host.monotonic();
        (now.saturating_add(nanoseconds(given)), now as f64 / 1e9 + given)
    } else {
        (nanoseconds(given), given)
    };
    let args = CallArgs::Tuple(a.get(vm, 3));
    Ok(event_loop::call_at(el, vm, when, a.get(vm, 2), args, context(vm, a, 4)).into())
}

fn time(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::float(vm.host.monotonic() as f64 / 1e9).into())
}

fn quick_time(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    loop_data(v)?;
    Some(Value::float(vm.host.monotonic() as f64 / 1e9).into())
}

fn in_executor(vm: &mut Vm, a: Args) -> NativeResult {
    check_open(vm, a)?;
    let mut s = vm.scope();
    let (func, args) = (a.handle(&s, 2), a.handle(&s, 3));
    check_callback(&s, func.get(&s), "run_in_executor")?;
    run_in_executor(&mut s, func, args).map(|f| f.ret(&s))
}

fn accept(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn add_signal_handler(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    check_callback(vm, a.get(vm, 2), "add_signal_handler")?;
    let mut s = vm.scope();
    let number = a.handle(&s, 1);
    let number = s.index(number)?;
    if !(1..65).contains(&number) {
        return Err(s.value_error(format_args!("invalid signal number {number}, out of range(1, 65)")));
    }
    let handle = event_loop::new_handle(&el, &s, a.get(&s, 2), CallArgs::Tuple(a.get(&s, 3)), None, None);
    match el.handle_signal(&s, number as i32, Some(handle.value())) {
        Ok(_) => Ok(Ret::NONE),
        Err(_) => Err(s.runtime_error(format_args!("sig {number} cannot be caught"))),
    }
}

fn remove_signal_handler(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let number = a.handle(&s, 1);
    let number = s.index(number)?;
    let found = el.handle_signal(&s, i32::try_from(number).unwrap_or(0), None);
    Ok(found.unwrap_or(false).into())
}

fn set_exception_handler(vm: &mut Vm, a: Args) -> NativeResult {
    let handler = a.get(vm, 1);
    let callable = handler.is_none() || vm.lookup_special(handler, crate::vm::Sym::Call).is_some();
    if !callable && handler.cast::<crate::value::Function>().is_none() && handler.cast::<Method>().is_none() {
        let mut s = vm.scope();
        let h = a.handle(&s, 1);
        let text = repr(&mut s, h)?;
        return Err(s.type_error(format_args!("A callable object or None is expected, got {text}")));
    }
    store(vm, a, |d| &d.handler.0)
}

fn store(vm: &Vm, a: Args, slot: fn(&LoopData) -> &crate::heap::Slot) -> NativeResult {
    let d = data(vm, a)?;
    if let Some(o) = a.get(vm, 0).cast::<Opaque>() {
        slot(d).store(o.header(), Some(a.get(vm, 1)).filter(|v| !v.is_none()));
    }
    Ok(Ret::NONE)
}

fn get_exception_handler(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(data(vm, a)?.handler.0.load().unwrap_or(Value::NONE).into())
}

fn call_exception_handler(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let (object, context) = (a.handle(&s, 0), a.handle(&s, 1));
    el.handle_exception(&mut s, object, context)?;
    Ok(Ret::NONE)
}

fn default_exception_handler(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let context = a.handle(&s, 1);
    el.default_exception_handler(&mut s, context);
    Ok(Ret::NONE)
}

fn set_debug(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let on = a.handle(&s, 1);
    let on = s.truth(on)?;
    data(&s, a)?;
    event_loop::set_debug(&s, a.get(&s, 0), on);
    Ok(Ret::NONE)
}

fn get_debug(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(data(vm, a)?.debug.get().into())
}

/// `loop.slow_callback_duration`
pub fn slow_duration(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(data(vm, a)?.slow.get()).into())
}

/// Sets `loop.slow_callback_duration`.
pub fn set_slow_duration(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let seconds = a.handle(&s, 1);
    let seconds = s.float_of(seconds)?;
    let d = data(&s, a)?;
    d.slow.set(seconds);
    let on = d.debug.get();
    event_loop::set_debug(&s, a.get(&s, 0), on);
    Ok(Ret::NONE)
}

fn set_task_factory(vm: &mut Vm, a: Args) -> NativeResult {
    event_loop::here(vm).note_factory();
    store(vm, a, |d| &d.task_factory.0)
}

fn get_task_factory(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(data(vm, a)?.task_factory.0.load().unwrap_or(Value::NONE).into())
}

/// The awaitables that close all async generators.
fn shutdown_asyncgens(vm: &mut Vm, _: Args) -> NativeResult {
    let mut s = vm.scope();
    let open: Vec<Kept> = s.live_async_generators().into_iter().map(Kept::new).collect();
    let roots: Vec<Handle> = open.into_iter().map(|k| root(&mut s, k)).collect();
    let mut closing = Vec::new();
    for g in roots {
        closing.push(s.call_method(g, "aclose", &[])?);
    }
    let values: Vec<Value<'_>> = closing.iter().map(|h| h.get(&s)).collect();
    Ok(s.list(&values).into())
}

fn handle_data(vm: &Vm, a: Args) -> Result<(&Opaque, &HandleData), Raise> {
    let object = a.get(vm, 0).cast::<Opaque>();
    match object.and_then(|o| Some((o, o.data::<HandleData>()?))) {
        Some(found) => Ok(found),
        None => Err(vm.type_error("a Handle is needed")),
    }
}

fn handle_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let (_, d) = handle_data(vm, a)?;
    let mut out = format!("<{}", vm.type_name(a.get(vm, 0)));
    if d.cancelled.get() {
        out.push_str(" cancelled");
    }
    if d.timed {
        out.push_str(&format!(" when={}", d.seconds));
    }
    if let Some(c) = d.callback.load() {
        let name = callable_name(vm, c);
        let name = if d.has_args() { name.replace("()", "(…)") } else { name };
        out.push_str(&format!(" {name}"));
        if let Some(place) = event_loop::place_of_callable(c) {
            out.push_str(&format!(" at {place}"));
        }
    }
    Ok(vm.str(&format!("{out}>")).into())
}

fn handle_cancel(vm: &mut Vm, a: Args) -> NativeResult {
    let (object, _) = handle_data(vm, a)?;
    event_loop::cancel_handle(event_loop::here(vm), vm, object);
    Ok(Ret::NONE)
}

fn handle_cancelled(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(handle_data(vm, a)?.1.cancelled.get().into())
}

fn handle_context(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(handle_data(vm, a)?.1.context.load().unwrap_or(Value::NONE).into())
}

fn handle_when(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(handle_data(vm, a)?.1.seconds).into())
}
