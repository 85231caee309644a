//! `asyncio.Future` and `asyncio.Task`.

use std::fmt::Write;

use super::awaiting::new_iterator;
use super::support::{current_loop, ensure_coroutine, repr, root, this_future};
use crate::event_loop::{
    self, add_callback, callable_name, callback_of, cancelled_error, context_copy, coroutine_state,
    fail_future, finish_future, is_callback, parts_of_callback, place_of_site, remove_callbacks, task_name,
};
use crate::value::text::Wtf8;
use crate::value::{
    Builtins, Exception, Function, Future, FutureState, Kept, List, Method, Opaque, Str, Task, Tuple, Type,
    Value, WaitKind,
};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of futures; tasks inherit them.
pub const METHODS: &[NativeRow] = &[
    row("__init__", future_init, "self, *, loop=None"),
    row("__repr__", future_repr, "self, /"),
    row("__await__", future_await, "self, /"),
    row("__iter__", future_await, "self, /"),
    row("result", result, "self, /").one(quick_result),
    row("exception", exception, "self, /").one(quick_exception),
    row("done", done, "self, /").one(quick_done),
    row("cancelled", cancelled, "self, /").one(quick_cancelled),
    row("cancel", cancel, "self, /, msg=None"),
    row("set_result", set_result, "self, result, /").pairing(quick_set_result),
    row("set_exception", set_exception, "self, exception, /").pairing(quick_set_exception),
    row("add_done_callback", add_done_callback, "self, fn, /, *, context=None").pairing(quick_add_callback),
    row("remove_done_callback", remove_done_callback, "self, fn, /"),
    row("get_loop", get_loop, "self, /"),
    row("_make_cancelled_error", make_cancelled_error, "self, /"),
];

/// Static methods of futures.
pub const STATICS: &[NativeRow] = &[row("__new__", future_new, "cls, *args, **kwargs")];

/// Class methods of futures and tasks.
pub const CLASSMETHODS: &[NativeRow] = &[row("__class_getitem__", class_getitem, "cls, item, /")];

/// Properties of futures.
pub const GETTERS: &[NativeRow] = &[row("_state", state, "self"), row("_exception", raw_exception, "self")];

/// Methods of tasks.
pub const TASK_METHODS: &[NativeRow] = &[
    row("__init__", task_init, "self, coro, *, loop=None, name=None, context=None, eager_start=False"),
    row("get_name", get_name, "self, /").one(quick_name),
    row("set_name", set_name, "self, value, /"),
    row("get_coro", get_coro, "self, /"),
    row("get_context", get_context, "self, /"),
    row("get_stack", super::stack::get_stack, "self, /, *, limit=None"),
    row("print_stack", super::stack::print_stack, "self, /, *, limit=None, file=None"),
    row("cancelling", cancelling, "self, /"),
    row("uncancel", uncancel, "self, /"),
    row("set_result", no_set_result, "self, result, /"),
    row("set_exception", no_set_exception, "self, exception, /"),
];

/// Static methods of tasks.
pub const TASK_STATICS: &[NativeRow] = &[row("__new__", task_new, "cls, *args, **kwargs")];

fn class_shape(class: Value<'_>, default: Builtins) -> u32 {
    class.cast::<Type>().map_or(default as u32, |c| c.root.get())
}

fn future_new(vm: &mut Vm, a: Args) -> NativeResult {
    let shape = class_shape(a.get(vm, 0), Builtins::Future);
    Ok(Future::new(&vm.heap, shape, event_loop::site(vm)).into())
}

fn future_init(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn task_new(vm: &mut Vm, a: Args) -> NativeResult {
    let shape = class_shape(a.get(vm, 0), Builtins::Task);
    Ok(Task::new(&vm.heap, shape, event_loop::site(vm)).value().into())
}

fn task_init(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let (this, coro) = (a.handle(&s, 0), a.handle(&s, 1));
    ensure_coroutine(&mut s, coro)?;
    let given = a.opt_handle(&s, 3);
    let name = name_argument(&mut s, given)?;
    let context = a.opt(&s, 4).filter(|c| !c.is_none());
    let Some(task) = this.cast::<Task>(&s) else { return Err(s.type_error("a Task is needed")) };
    event_loop::fill_task(&el, &s, task, coro.get(&s), name.map(|n| n.get(&s)), context);
    let eager = match a.opt_handle(&s, 5) {
        Some(eager) => s.truth(eager)?,
        None => false,
    };
    if eager && el.is_running() {
        let task = Kept::new(this.get(&s));
        event_loop::start_eagerly(&el, &mut s, task)?;
    } else if let Some(task) = this.cast::<Task>(&s) {
        event_loop::start_task(&el, task);
    }
    Ok(Ret::NONE)
}

/// A task's name as it was given: any value, of which the text counts.
pub fn name_argument(s: &mut Scope<'_>, name: Option<Handle>) -> Result<Option<Handle>, Raise> {
    match name {
        Some(n) if n.cast::<Str>(s).is_some() => Ok(Some(n)),
        Some(n) if !n.get(s).is_none() => s.str(n).map(Some),
        _ => Ok(None),
    }
}

fn class_getitem(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).into())
}

fn future_await(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this_future(vm, a)?;
    if a.hands_on(vm) {
        return Ok(f.value().into());
    }
    Ok(new_iterator(vm, f.value()).into())
}

fn result(vm: &mut Vm, a: Args) -> NativeResult {
    event_loop::future_result(vm, this_future(vm, a)?).map(Ret::from)
}

fn exception(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this_future(vm, a)?;
    match f.state.get() {
        FutureState::Pending => Err(vm.raise(Exc::InvalidStateError, "Exception is not set.")),
        FutureState::Finished => Ok(Ret::NONE),
        FutureState::Failed => {
            f.unseen.set(false);
            Ok(f.result.load().unwrap_or(Value::NONE).into())
        }
        FutureState::Cancelled => Err(vm.raise_value(cancelled_error(vm, f))),
    }
}

fn raw_exception(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this_future(vm, a)?;
    let failed = f.state.get() == FutureState::Failed;
    Ok(f.result.load().filter(|_| failed).unwrap_or(Value::NONE).into())
}

fn done(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this_future(vm, a)?.is_done().into())
}

fn cancelled(vm: &mut Vm, a: Args) -> NativeResult {
    Ok((this_future(vm, a)?.state.get() == FutureState::Cancelled).into())
}

// the plain cases

fn quick_done(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(v.as_future()?.is_done().into())
}

fn quick_cancelled(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some((v.as_future()?.state.get() == FutureState::Cancelled).into())
}

fn quick_result(_: &Vm, v: Value<'_>) -> Option<Ret> {
    let f = v.as_future()?;
    let there = f.state.get() == FutureState::Finished;
    there.then(|| f.result.load().unwrap_or(Value::NONE).into())
}

fn quick_exception(_: &Vm, v: Value<'_>) -> Option<Ret> {
    let f = v.as_future()?;
    match f.state.get() {
        FutureState::Finished => Some(Ret::NONE),
        FutureState::Failed => {
            f.unseen.set(false);
            Some(f.result.load().unwrap_or(Value::NONE).into())
        }
        _ => None,
    }
}

fn quick_set_result(vm: &Vm, v: Value<'_>, result: Value<'_>) -> Option<Ret> {
    // tasks have another method of the name
    let f = v.cast::<Future>().filter(|f| !f.is_done())?;
    finish_future(event_loop::here(vm), vm, f, result);
    Some(Ret::NONE)
}

fn quick_set_exception(vm: &Vm, v: Value<'_>, e: Value<'_>) -> Option<Ret> {
    // tasks have another method of the name
    let f = v.cast::<Future>().filter(|f| !f.is_done())?;
    e.cast::<Exception>().filter(|_| !vm.is_instance_of(e, Exc::StopIteration))?;
    fail_future(event_loop::here(vm), vm, f, e);
    Some(Ret::NONE)
}

fn quick_add_callback(vm: &Vm, v: Value<'_>, callback: Value<'_>) -> Option<Ret> {
    let (el, f) = (event_loop::here(vm), v.as_future()?);
    add_callback(el, vm, f, callback_of(vm, callback, context_copy(el, vm)));
    Some(Ret::NONE)
}

fn quick_name(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let name = v.cast::<Task>()?.name();
    match name.as_small_int() {
        Some(number) => Some(numbered(vm, number).into()),
        None => name.cast::<Str>().map(|_| name.into()),
    }
}

/// The name of a task without one of its own.
fn numbered(vm: &Vm, number: i64) -> Value<'_> {
    const HEAD: &[u8] = b"Task-";
    let mut text = [0; 32];
    let (mut at, mut left) = (text.len(), number.unsigned_abs());
    loop {
        at -= 1;
        text[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    at -= HEAD.len();
    text[at..at + HEAD.len()].copy_from_slice(HEAD);
    Str::new(&vm.heap, Wtf8::new(&text[at..])).value()
}

fn state(vm: &mut Vm, a: Args) -> NativeResult {
    let text = match this_future(vm, a)?.state.get() {
        FutureState::Pending => "PENDING",
        FutureState::Finished | FutureState::Failed => "FINISHED",
        FutureState::Cancelled => "CANCELLED",
    };
    Ok(vm.str(text).into())
}

fn cancel(vm: &mut Vm, a: Args) -> NativeResult {
    let this = Kept::new(this_future(vm, a)?.value());
    let message = a.opt(vm, 1).filter(|m| !m.is_none()).map(Kept::new);
    let is_task = this.get(&vm.heap).cast::<Task>().is_some();
    if this.get(&vm.heap).as_future().is_some_and(Future::is_done) {
        return Ok(false.into());
    }
    let el = event_loop::of(vm);
    let done = if is_task {
        event_loop::cancel_task(&el, vm, this, message)?
    } else {
        event_loop::cancel_base(&el, vm, this, message)?
    };
    Ok(done.into())
}

fn make_cancelled_error(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(cancelled_error(vm, this_future(vm, a)?).into())
}

fn must_be_pending(vm: &Vm, f: &Future) -> Result<(), Raise> {
    if f.is_done() { Err(vm.raise(Exc::InvalidStateError, "invalid state")) } else { Ok(()) }
}

fn set_result(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this_future(vm, a)?;
    must_be_pending(vm, f)?;
    finish_future(event_loop::here(vm), vm, f, a.get(vm, 1));
    Ok(Ret::NONE)
}

fn set_exception(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    must_be_pending(&s, this_future(&s, a)?)?;
    let mut e = a.handle(&s, 1);
    if e.cast::<Type>(&s).is_some() {
        e = s.call(e, &[])?;
    }
    if e.cast::<Exception>(&s).is_none() {
        return Err(s.type_error("invalid exception object"));
    }
    if s.is_instance_of(e.get(&s), Exc::StopIteration) {
        let text = "StopIteration interacts badly with generators and cannot be raised into a Future";
        let new = s.keep(|vm| vm.new_exception(Exc::RuntimeError, text).value());
        if let (Some(n), Some(_)) = (new.cast::<Exception>(&s), e.cast::<Exception>(&s)) {
            n.cause.store(n.header(), Some(e.get(&s)));
            n.context.store(n.header(), Some(e.get(&s)));
        }
        e = new;
    }
    let f = this_future(&s, a)?;
    must_be_pending(&s, f)?;
    fail_future(event_loop::here(&s), &s, f, e.get(&s));
    Ok(Ret::NONE)
}

fn no_set_result(vm: &mut Vm, _: Args) -> NativeResult {
    Err(vm.runtime_error("Task does not support set_result operation"))
}

fn no_set_exception(vm: &mut Vm, _: Args) -> NativeResult {
    Err(vm.runtime_error("Task does not support set_exception operation"))
}

fn add_done_callback(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::here(vm);
    let f = this_future(vm, a)?;
    let context = a.opt(vm, 2).filter(|c| !c.is_none()).or_else(|| context_copy(el, vm));
    add_callback(el, vm, f, callback_of(vm, a.get(vm, 1), context));
    Ok(Ret::NONE)
}

fn remove_done_callback(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this_future(vm, a)?;
    let n = remove_callbacks(vm, f, |c| is_callback(c, a.get(vm, 1)));
    Ok(vm.int(n as i64).into())
}

fn get_loop(vm: &mut Vm, a: Args) -> NativeResult {
    this_future(vm, a)?;
    current_loop(event_loop::here(vm), vm).map(Ret::from)
}

fn get_name(vm: &mut Vm, a: Args) -> NativeResult {
    let task = a.this::<Task>(vm)?;
    let name = task.name();
    Ok(if name.cast::<Str>().is_some() { name.into() } else { vm.str(&task_name(task)).into() })
}

fn set_name(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let value = a.handle(&s, 1);
    let text = s.str(value)?;
    let task = a.this::<Task>(&s)?;
    task.set_name(&s.heap, text.get(&s));
    Ok(Ret::NONE)
}

fn get_coro(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Task>(vm)?.coro.load().unwrap_or(Value::NONE).into())
}

fn get_context(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let task = a.this::<Task>(vm)?;
    if let Some(c) = task.context() {
        return Ok(c.into());
    }
    let context = event_loop::new_context(&el, vm);
    task.set_context(&vm.heap, Some(context));
    Ok(context.into())
}

fn cancelling(vm: &mut Vm, a: Args) -> NativeResult {
    let n = a.this::<Task>(vm)?.cancels.get();
    Ok(vm.int(n.into()).into())
}

fn uncancel(vm: &mut Vm, a: Args) -> NativeResult {
    let task = a.this::<Task>(vm)?;
    let left = event_loop::uncancel(task);
    Ok(vm.int(left.into()).into())
}

/// Longest repr of a result that is shown whole.
const LONGEST: usize = 30;

fn shorten(text: String) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= LONGEST {
        return text;
    }
    let head: String = chars[..13].iter().collect();
    let tail: String = chars[chars.len() - 14..].iter().collect();
    format!("{head}...{tail}")
}

fn callback_text(vm: &Vm, callback: Value<'_>) -> String {
    if callback.cast::<Task>().is_some() {
        return "Task.task_wakeup()".into();
    }
    if callback.cast::<Opaque>().is_some() {
        return "gather.<locals>._done_callback()".into();
    }
    let (f, _) = parts_of_callback(callback);
    let script =
        f.cast::<Function>().or_else(|| f.cast::<Method>().and_then(|m| m.func().cast::<Function>()));
    match script {
        Some(function) => {
            let code = &function.linked().code;
            let line = code.file.line(code.span.lo);
            format!("{} at {}:{line}", callable_name(vm, f), code.file.name())
        }
        None => callable_name(vm, f),
    }
}

fn callbacks_text(vm: &Vm, f: &Future) -> Option<String> {
    let callbacks = f.callbacks.load().filter(|_| !f.is_done())?;
    let all = callbacks.cast::<List>().map_or_else(|| vec![callbacks], List::to_vec);
    let shown = all.into_iter().filter(|c| !event_loop::is_gate(*c));
    let texts: Vec<String> = shown.map(|c| callback_text(vm, c)).collect();
    Some(match texts.len() {
        0 => return None,
        1 | 2 => format!("cb=[{}]", texts.join(", ")),
        n => format!("cb=[{}, <{} more>, {}]", texts[0], n - 2, texts[n - 1]),
    })
}

fn future_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let this = a.handle(&s, 0);
    let text = repr_future(&mut s, this, 0)?;
    Ok(Vm::str(&s, &text).into())
}

fn repr_future(s: &mut Scope<'_>, this: Handle, depth: usize) -> Result<String, Raise> {
    let Some(f) = this.get(s).as_future() else { return repr(s, this) };
    let mut parts = Vec::new();
    let state = f.state.get();
    let word = match state {
        FutureState::Pending => "pending",
        FutureState::Finished | FutureState::Failed => "finished",
        FutureState::Cancelled => "cancelled",
    };
    let class = s.type_name(this.get(s));
    let callbacks = callbacks_text(s, f);
    let value = f.result.load().map(Kept::new);
    let mut head = String::new();
    match this.cast::<Task>(s) {
        Some(task) => {
            let cancelling = task.cancels.get() > 0 && state == FutureState::Pending;
            let _ = write!(
                head,
                "{} name={}",
                if cancelling { "cancelling" } else { word },
                quoted(&task_name(task))
            );
            parts.push(head);
            let coro = task.coro.load().unwrap_or(Value::NONE);
            parts.push(format!("coro={}", coroutine_state(s, coro)));
            let waits = task.waits_for.load().filter(|_| task.wait.get() == WaitKind::Future).map(Kept::new);
            if let Some(w) = waits
                && depth < 3
            {
                let w = root(s, w);
                let text = repr_future(s, w, depth + 1)?;
                parts.push(format!("wait_for={text}"));
            } else if matches!(task.wait.get(), WaitKind::Timer | WaitKind::Fired | WaitKind::Native) {
                // CPython has a future there
                parts.push("wait_for=<Future pending cb=[Task.task_wakeup()]>".into());
            }
        }
        None => parts.push(word.to_owned()),
    }
    match (state, value) {
        (FutureState::Finished, Some(v)) => {
            let v = root(s, v);
            let plain = {
                let v = v.get(s);
                v.cast::<List>().is_some()
                    || v.cast::<Tuple>().is_some()
                    || v.cast::<crate::value::Dict>().is_some()
            };
            let text = repr(s, v)?;
            parts.push(format!("result={}", if plain { text } else { shorten(text) }));
        }
        (FutureState::Failed, Some(e)) => {
            let e = root(s, e);
            parts.push(format!("exception={}", repr(s, e)?));
        }
        _ => {}
    }
    parts.extend(callbacks);
    let site = this.get(s).as_future().map(|f| f.site.get()).unwrap_or_default();
    // CPython tells the place of creation in debug mode only
    if event_loop::of(s).running_loop(s).and_then(super::support::loop_data).is_some_and(|d| d.debug.get())
        && let Some(place) = place_of_site(s, site)
    {
        parts.push(format!("created at {place}"));
    }
    Ok(format!("<{class} {}>", parts.join(" ")))
}

fn quoted(text: &str) -> String {
    if text.contains('\'') && !text.contains('"') { format!("\"{text}\"") } else { format!("'{text}'") }
}
