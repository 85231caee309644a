//! asyncio's functions.

use rustc_hash::FxHashMap;

use super::future::name_argument;
use super::support::{
    self, ensure_coroutine, ensure_future, is_coroutine, library, need_running, repr, root,
};
use crate::event_loop::{self, nanoseconds};
use crate::value::{Form, Function, Generator, Kept, List, Method, Partial, Set, Str, Task, Tuple, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Sym, Vm, row};

/// The functions of module asyncio.
pub const FUNCTIONS: &[NativeRow] = &[
    row("run", run, "main, *, debug=None, loop_factory=None"),
    row("sleep", sleep, "delay=None, result=None").pausing(pause),
    row("create_task", create_task, "coro, *, name=None, context=None"),
    row("gather", gather, "*coros_or_futures, return_exceptions=False"),
    row("ensure_future", ensure, "coro_or_future, *, loop=None"),
    row("wrap_future", ensure, "future, *, loop=None"),
    row("isfuture", is_future, "obj").one(quick_is_future),
    row("iscoroutine", iscoroutine, "obj").one(quick_iscoroutine),
    row("iscoroutinefunction", iscoroutinefunction, "func"),
    row("current_task", current_task, "loop=None"),
    row("all_tasks", all_tasks, "loop=None"),
    row("get_running_loop", get_running_loop, ""),
    row("_get_running_loop", get_running_loop_or_none, ""),
    row("get_event_loop", get_event_loop, ""),
    row("new_event_loop", new_event_loop, ""),
    row("set_event_loop", set_event_loop, "loop"),
    row("set_event_loop_policy", accept, "policy"),
    row("get_child_watcher", accept, ""),
    row("_run_main", run_main, "loop, task"),
    row("_end_loop", end_loop, "loop"),
    row("_call_into", call_into, "future, func, args"),
    row("_schedule_done", schedule_done, "future, value"),
];

/// Those of them that need no import.
pub const ALWAYS: &[&str] = &["run", "sleep", "create_task", "gather"];

fn sleep(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(ns) = a.opt(vm, 0).and_then(plain_delay)
        && a.opt(vm, 1).is_none()
    {
        let el = event_loop::here(vm);
        if el.is_direct(vm, a) {
            return Ok(event_loop::sleep_now(el, vm, ns).into());
        }
    }
    sleep_somehow(vm, a)
}

/// `await sleep(delay)` of the task that runs.
fn pause<'h>(vm: &'h Vm, delay: Value<'h>) -> Option<Ret> {
    let ns = plain_delay(delay)?;
    let el = event_loop::here(vm);
    el.drives(vm).then(|| event_loop::sleep_now(el, vm, ns).into())
}

/// A delay in nanoseconds that needs no look: a small int, or a float that is no NaN.
#[inline]
fn plain_delay(v: Value<'_>) -> Option<u64> {
    if let Some(i) = v.as_small_int() {
        return Some(if i > 0 { nanoseconds(i as f64) } else { 0 });
    }
    // the smallest delay is still a timer, not a mere turn
    let f = v.as_float().filter(|f| !f.is_nan())?;
    Some(if f > 0.0 { nanoseconds(f).max(1) } else { 0 })
}

#[inline(never)]
fn sleep_somehow(vm: &mut Vm, a: Args) -> NativeResult {
    if a.opt(vm, 0).is_none() {
        return Err(vm.type_error("sleep() missing 1 required positional argument: 'delay'"));
    }
    let v = a.get(vm, 0);
    let seconds = match (v.as_float(), v.as_i64()) {
        (Some(f), _) => f,
        (None, Some(i)) => i as f64,
        _ => {
            let mut s = vm.scope();
            let h = a.handle(&s, 0);
            match s.float_opt(h)? {
                Some(f) => f,
                None => {
                    let name = s.type_name(h.get(&s));
                    return Err(s.type_error(format_args!(
                        "'<=' not supported between instances of '{name}' and 'int'"
                    )));
                }
            }
        }
    };
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid delay: NaN (not a number)"));
    }
    // the smallest delay is still a timer, not a mere turn
    let ns = if seconds > 0.0 { nanoseconds(seconds).max(1) } else { 0 };
    let el = event_loop::of(vm);
    if a.opt(vm, 1).is_none_or(|r| r.is_none()) && el.is_direct(vm, a) {
        return Ok(event_loop::sleep_now(&el, vm, ns).into());
    }
    Ok(event_loop::sleep(vm, ns, a.opt(vm, 1)).into())
}

fn run(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let main = a.handle(&s, 0);
    let debug = a.opt_handle(&s, 1).filter(|d| !d.get(&s).is_none());
    let debug = debug.map(|d| s.truth(d)).transpose()?;
    let factory = a.opt_handle(&s, 2).filter(|f| !f.get(&s).is_none());
    if event_loop::of(&s).is_running() {
        return Err(s.runtime_error("asyncio.run() cannot be called from a running event loop"));
    }
    if let Some(f) = factory {
        // its loop is not needed, but making it may have effects
        s.call(f, &[])?;
    }
    if !is_coroutine(main.get(&s)) {
        if s.lookup_special(main.get(&s), Sym::Await).is_some() {
            let wrap = library(&mut s, "asyncio.tasks", "_wrap_awaitable")?;
            let coroutine = s.call(wrap, &[main])?;
            return event_loop::run_coroutine(&mut s, coroutine, debug).map(|h| h.ret(&s));
        }
        let text = repr(&mut s, main)?;
        return Err(s.value_error(format_args!("a coroutine was expected, got {text}")));
    }
    event_loop::run_coroutine(&mut s, main, debug).map(|h| h.ret(&s))
}

fn create_task(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(task) = plain_task(vm, a, 0) {
        return Ok(task.value().into());
    }
    need_running(event_loop::here(vm), vm)?;
    new_task(vm, a.handle(vm, 0), a.opt_handle(vm, 1), a.opt_handle(vm, 2))
}

/// A new task of the running loop, where the arguments from this one on are a coroutine, a name or nothing, and no
/// context. None if anything is out of the ordinary.
#[inline(always)]
pub fn plain_task(vm: &Vm, a: Args, first: usize) -> Option<&Task> {
    let el = event_loop::here(vm);
    let coro = a.get(vm, first);
    let name = a.opt(vm, first + 1).filter(|name| !name.is_none());
    let plain = el.is_running()
        && !el.has_factory()
        && coro.cast::<Generator>().is_some_and(|g| g.form == Form::Coroutine)
        && name.is_none_or(|name| name.cast::<Str>().is_some())
        && a.opt(vm, first + 2).is_none_or(|context| context.is_none());
    if plain { Some(event_loop::create_task(el, vm, coro, name, None)) } else { None }
}

/// A new task of the running loop, made by its task factory if it has one.
pub fn new_task(vm: &mut Vm, coro: Handle, name: Option<Handle>, context: Option<Handle>) -> NativeResult {
    let el = event_loop::here(vm);
    let factory = el.running_loop(vm).and_then(support::loop_data).and_then(|d| d.task_factory.0.load());
    if let Some(f) = factory.map(Kept::new) {
        return by_factory(vm, f, coro, name, context);
    }
    if is_coroutine(coro.get(vm)) && name.is_none_or(|n| n.get(vm).is_none()) {
        let context = context.map(|c| c.get(vm)).filter(|c| !c.is_none());
        return Ok(event_loop::create_task(el, vm, coro.get(vm), None, context).value().into());
    }
    let mut s = vm.scope();
    let coro = ensure_coroutine(&mut s, coro)?;
    let name = name_argument(&mut s, name)?;
    let context = context.map(|c| c.get(&s)).filter(|c| !c.is_none());
    let el = event_loop::here(&s);
    Ok(event_loop::create_task(el, &s, coro.get(&s), name.map(|n| n.get(&s)), context).value().into())
}

fn by_factory(
    vm: &mut Vm,
    factory: Kept,
    coro: Handle,
    name: Option<Handle>,
    context: Option<Handle>,
) -> NativeResult {
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let f = root(&mut s, factory);
    let object = s.keep(|vm| el.running_loop(vm).unwrap_or(Value::NONE));
    let task = match context.filter(|c| !c.get(&s).is_none()) {
        Some(context) => s.call_kw(f, &[object, coro], &[("context", context)])?,
        None => s.call(f, &[object, coro])?,
    };
    let name = name.unwrap_or_else(|| s.keep(|_| Value::NONE));
    s.call_method(task, "set_name", &[name])?;
    Ok(task.ret(&s))
}

fn gather(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let keep_errors = match a.opt(&s, 1).map(|v| v.as_bool()) {
        None => false,
        Some(Some(b)) => b,
        Some(None) => {
            let h = a.handle(&s, 1);
            s.truth(h)?
        }
    };
    let given = a.handle(&s, 0);
    let n = given.cast::<Tuple>(&s).map_or(0, Tuple::len);
    if n > 0 && !el.is_running() && el.set_loop(&s).is_none() {
        need_running(&el, &s)?;
    }
    let plain = given.cast::<Tuple>(&s).filter(|t| !el.has_factory() && all_plain(t.items()));
    if let Some(t) = plain {
        if t.len() > 1000 {
            // they will belong to tasks in a moment
            t.items().iter().filter_map(|v| v.cast::<Generator>()).for_each(|g| _ = g.set_seen(true));
            s.forget_owned_coroutines();
        }
        let tasks = t.items().iter().map(|v| match v.as_future() {
            Some(_) => Kept::new(*v),
            None => Kept::new(event_loop::create_task(&el, &s, *v, None, None).value()),
        });
        let tasks: Vec<Kept> = tasks.collect();
        return Ok(event_loop::gather_distinct(&el, &s, tasks, keep_errors).into());
    }
    // the futures in the order of the arguments; the same awaitable twice is one future
    let futures = s.keep(|vm| vm.list(&[]));
    let mut known: FxHashMap<Kept, Kept> = FxHashMap::default();
    for i in 0..n {
        let Some(v) = given.cast::<Tuple>(&s).and_then(|t| t.items().get(i).copied()).map(Kept::new) else {
            break;
        };
        let future = match known.get(&v) {
            Some(f) => *f,
            None => {
                let mut inner = s.inner();
                let h = root(&mut inner, v);
                let f = Kept::new(ensure_future(&mut inner, h)?.get(&inner));
                known.insert(v, f);
                f
            }
        };
        if let Some(list) = futures.cast::<List>(&s) {
            list.push(&s.heap, future.get(&s.heap));
        }
    }
    let Some(list) = futures.cast::<List>(&s) else { return Ok(Ret::NONE) };
    Ok(event_loop::gather(&el, &s, &list.to_vec(), keep_errors).into())
}

/// Whether these are futures, and coroutines that belong to no task yet, and no two of them are the same.
fn all_plain(items: &[Value<'_>]) -> bool {
    // those looked at are marked while looking: a repetition meets a mark
    const MARK: u8 = 0x80;
    let mark = |v: &Value<'_>| {
        if let Some(f) = v.as_future() {
            f.gate.replace(f.gate.get() | MARK) & MARK == 0
        } else if let Some(g) = v.cast::<Generator>() {
            g.form == Form::Coroutine && !g.set_seen(true)
        } else {
            false
        }
    };
    let n = items.iter().take_while(|v| mark(v)).count();
    for v in &items[..n] {
        if let Some(f) = v.as_future() {
            f.gate.set(f.gate.get() & !MARK);
        } else if let Some(g) = v.cast::<Generator>() {
            g.set_seen(false);
        }
    }
    n == items.len()
}

fn ensure(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let h = a.handle(&s, 0);
    ensure_future(&mut s, h).map(|f| f.ret(&s))
}

fn is_future(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).as_future().is_some().into())
}

fn quick_is_future(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(v.as_future().is_some().into())
}

fn quick_iscoroutine(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(is_coroutine(v).into())
}

fn iscoroutine(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(is_coroutine(a.get(vm, 0)).into())
}

fn is_coroutine_function(v: Value<'_>) -> bool {
    if let Some(f) = v.cast::<Function>() {
        let flags = f.linked().code.flags;
        return flags.coroutine && !flags.generator;
    }
    if let Some(m) = v.cast::<Method>() {
        return is_coroutine_function(m.func());
    }
    v.cast::<Partial>().and_then(|p| p.func.load()).is_some_and(is_coroutine_function)
}

fn iscoroutinefunction(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(is_coroutine_function(a.get(vm, 0)).into())
}

fn current_task(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::here(vm);
    if a.opt(vm, 0).is_none_or(|l| l.is_none()) {
        need_running(el, vm)?;
    }
    Ok(event_loop::current_task(el, vm).unwrap_or(Value::NONE).into())
}

fn all_tasks(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    if a.opt(vm, 0).is_none_or(|l| l.is_none()) {
        need_running(&el, vm)?;
    }
    let mut s = vm.scope();
    let list = s.keep(|vm| vm.list(&event_loop::live_tasks(&el, vm)));
    let set = s.set_of(list, false)?;
    debug_assert!(set.cast::<Set>(&s).is_some());
    Ok(set.ret(&s))
}

fn get_running_loop(vm: &mut Vm, _: Args) -> NativeResult {
    match event_loop::here(vm).running_loop(vm) {
        Some(l) => Ok(l.into()),
        None => Err(vm.runtime_error("no running event loop")),
    }
}

fn get_running_loop_or_none(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(event_loop::here(vm).running_loop(vm).unwrap_or(Value::NONE).into())
}

fn get_event_loop(vm: &mut Vm, _: Args) -> NativeResult {
    support::current_loop(event_loop::here(vm), vm).map(Ret::from)
}

fn new_event_loop(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(event_loop::new_loop(&event_loop::of(vm), vm).into())
}

fn set_event_loop(vm: &mut Vm, a: Args) -> NativeResult {
    let object = a.get(vm, 0);
    if !object.is_none() && support::loop_data(object).is_none() {
        return Err(vm.type_error(format_args!(
            "loop must be an instance of AbstractEventLoop or None, not '{}'",
            vm.type_name(object)
        )));
    }
    event_loop::of(vm).choose_loop(Some(object).filter(|o| !o.is_none()));
    Ok(Ret::NONE)
}

/// Policies change nothing here.
fn accept(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

/// Runs a loop until a task has ended that Ctrl-C cancels (`Runner.run`).
fn run_main(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (object, task) = (a.handle(&s, 0), a.handle(&s, 1));
    if task.cast::<Task>(&s).is_none() {
        return Err(s.type_error("a Task is needed"));
    }
    event_loop::run_main_task(&mut s, object, task).map(|h| h.ret(&s))
}

/// Cancels what is left in a loop and closes it (`Runner.close`).
fn end_loop(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let object = a.handle(&s, 0);
    event_loop::end_run(&mut s, object, true)?;
    Ok(Ret::NONE)
}

/// Calls a function for `run_in_executor` and puts its outcome into a future, unless that was cancelled.
fn call_into(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let (future, func, args) = (a.handle(&s, 0), a.handle(&s, 1), a.handle(&s, 2));
    let result = s.call_star(func, args, None);
    let outcome = match result {
        Ok(v) => Ok(v),
        Err(raise) => Err(s.catch(raise)),
    };
    let Some(f) = future.get(&s).as_future() else { return Ok(Ret::NONE) };
    if f.is_done() {
        return Ok(Ret::NONE);
    }
    match outcome {
        Ok(v) => event_loop::finish_future(&el, &s, f, v.get(&s)),
        Err(e) => event_loop::fail_future(&el, &s, f, e.get(&s)),
    }
    Ok(Ret::NONE)
}

/// Gives a future a result if it still waits for one.
fn schedule_done(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(f) = a.get(vm, 0).as_future() else { return Ok(Ret::NONE) };
    if !f.is_done() {
        event_loop::finish_future(&event_loop::of(vm), vm, f, a.get(vm, 1));
    }
    Ok(Ret::NONE)
}

/// A future for a function called inline in the next turn: `run_in_executor`.
pub fn run_in_executor(s: &mut Scope<'_>, func: Handle, args: Handle) -> Result<Handle, Raise> {
    let el = event_loop::of(s);
    let module = s.import_module("asyncio")?;
    let call = s.getattr(module, "_call_into")?;
    let future = s.keep(|vm| event_loop::new_future(vm).value());
    let all = [future.get(s), func.get(s), args.get(s)];
    event_loop::call_soon(&el, s, call.get(s), event_loop::CallArgs::Tuple(s.tuple(&all)), None);
    Ok(future)
}
