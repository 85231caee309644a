//! `asyncio.timeout`, `timeout_at` and the `Timeout` they give.

use super::support::{class, library, need_running};
use crate::event_loop::{self, LoopClass, TimeoutData, TimeoutState};
use crate::value::{Exception, Opaque, Task, Type, Value};
use crate::vm::{Args, BinaryOp, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// The functions.
pub const FUNCTIONS: &[NativeRow] = &[
    row("timeout", timeout, "delay").one(quick_timeout),
    row("timeout_at", timeout_at, "when").one(quick_at),
];

/// Methods of timeouts.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, when"),
    row("__repr__", repr, "self, /"),
    row("when", when, "self").one(quick_when),
    row("expired", expired, "self").one(quick_expired),
    row("reschedule", reschedule, "self, when").pairing(quick_reschedule),
    row("__aenter__", enter, "self").awaited(quick_enter),
    row("__aexit__", exit, "self, exc_type, exc_val, exc_tb").left(quick_exit),
];

/// Static methods of timeouts.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_")];

fn new_timeout<'h>(vm: &'h Vm, when: Value<'_>, made: f64) -> Value<'h> {
    let shape = class(vm, LoopClass::Timeout).root.get();
    let data = TimeoutData::new(when);
    data.made.set(made);
    Opaque::new(&vm.heap, shape, data).value()
}

fn timeout(vm: &mut Vm, a: Args) -> NativeResult {
    need_running(event_loop::here(vm), vm)?;
    let delay = a.get(vm, 0);
    if delay.is_none() {
        return Ok(new_timeout(vm, Value::NONE, 0.0).into());
    }
    let now = vm.host.monotonic() as f64 / 1e9;
    if let Some(seconds) = seconds(delay) {
        return Ok(new_timeout(vm, Value::float(now + seconds), now).into());
    }
    let mut s = vm.scope();
    let (now, delay) = (s.keep(|_| Value::float(now)), a.handle(&s, 0));
    let when = s.binary(BinaryOp::Add, now, delay)?;
    Ok(new_timeout(&s, when.get(&s), 0.0).into())
}

fn quick_timeout(vm: &Vm, delay: Value<'_>) -> Option<Ret> {
    if !event_loop::here(vm).is_running() {
        return None;
    }
    if delay.is_none() {
        return Some(new_timeout(vm, Value::NONE, 0.0).into());
    }
    let seconds = delay.as_float().or_else(|| delay.as_small_int().map(|i| i as f64))?;
    let now = vm.host.monotonic() as f64 / 1e9;
    Some(new_timeout(vm, Value::float(now + seconds), now).into())
}

fn quick_at(vm: &Vm, when: Value<'_>) -> Option<Ret> {
    Some(new_timeout(vm, when, 0.0).into())
}

fn timeout_at(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(new_timeout(vm, a.get(vm, 0), 0.0).into())
}

fn seconds(v: Value<'_>) -> Option<f64> {
    v.as_float().or_else(|| v.as_i64().map(|i| i as f64))
}

fn this(vm: &Vm, a: Args) -> Result<&TimeoutData, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<TimeoutData>()) {
        Some(d) => Ok(d),
        None => Err(vm.type_error("a Timeout is needed")),
    }
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(class) = a.get(vm, 0).cast::<Type>() else { return Err(vm.type_error("a class is needed")) };
    Ok(Opaque::new(&vm.heap, class.root.get(), TimeoutData::new(Value::NONE)).into())
}

fn store(vm: &Vm, a: Args, when: Value<'_>) -> Result<(), Raise> {
    let d = this(vm, a)?;
    if let Some(h) = a.get(vm, 0).header() {
        d.when.store(h, Some(when));
    }
    Ok(())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    store(vm, a, a.get(vm, 1))?;
    Ok(Ret::NONE)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let d = this(vm, a)?;
    let (state, when) = (d.state.get(), d.when.load().and_then(seconds));
    let mut text = format!("<Timeout [{}]", state.text());
    if state == TimeoutState::Entered {
        text.push_str(" when=");
        match when {
            Some(w) => {
                let rounded = (w * 1000.0).round() / 1000.0;
                let mut s = vm.scope();
                let h = s.keep(|_| Value::float(rounded));
                let shown = super::support::repr(&mut s, h)?;
                text.push_str(&shown);
            }
            None => text.push_str("None"),
        }
    }
    text.push('>');
    Ok(vm.str(&text).into())
}

fn when(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this(vm, a)?.when.load().unwrap_or(Value::NONE).into())
}

fn expired(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(matches!(this(vm, a)?.state.get(), TimeoutState::Expiring | TimeoutState::Expired).into())
}

fn reschedule(vm: &mut Vm, a: Args) -> NativeResult {
    let d = this(vm, a)?;
    match d.state.get() {
        TimeoutState::Entered => {}
        TimeoutState::Created => return Err(vm.runtime_error("Timeout has not been entered")),
        other => {
            return Err(vm.runtime_error(format_args!("Cannot change state of {} Timeout", other.text())));
        }
    }
    store(vm, a, a.get(vm, 1))?;
    rearm(vm, a)?;
    Ok(Ret::NONE)
}

/// Sets the timer anew, by what `when` says.
fn rearm(vm: &mut Vm, a: Args) -> Result<(), Raise> {
    let d = this(vm, a)?;
    d.disarm(event_loop::here(vm), vm);
    let when = d.when.load().unwrap_or(Value::NONE);
    if when.is_none() {
        return Ok(());
    }
    let when = match seconds(when) {
        Some(w) => w,
        None => {
            let kept = crate::value::Kept::new(when);
            let mut s = vm.scope();
            let h = s.keep(|vm| kept.get(&vm.heap));
            match s.float_opt(h)? {
                Some(w) => w,
                None => {
                    let name = s.type_name(h.get(&s));
                    return Err(s.type_error(format_args!(
                        "'<=' not supported between instances of '{name}' and 'float'"
                    )));
                }
            }
        }
    };
    let Some(object) = a.get(vm, 0).cast::<Opaque>() else { return Ok(()) };
    this(vm, a)?.arm(event_loop::here(vm), vm, object, when);
    Ok(())
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return super::gates::delegate(vm, a, "asyncio.timeouts", "_timeout", "__aenter__");
    }
    let d = this(vm, a)?;
    if d.state.get() != TimeoutState::Created {
        return Err(vm.runtime_error("Timeout has already been entered"));
    }
    let task = event_loop::current_task(event_loop::here(vm), vm);
    let Some(task) = task.and_then(|t| t.cast::<Task>()) else {
        return Err(vm.runtime_error("Timeout should be used inside a task"));
    };
    d.state.set(TimeoutState::Entered);
    d.before.set(task.cancels.get());
    if let Some(h) = a.get(vm, 0).header() {
        d.task.store(h, Some(task.value()));
    }
    rearm(vm, a)?;
    Ok(event_loop::here(vm).ready(vm, a.get(vm, 0)))
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return super::gates::delegate(vm, a, "asyncio.timeouts", "_timeout", "__aexit__");
    }
    let d = this(vm, a)?;
    d.disarm(event_loop::here(vm), vm);
    match d.state.get() {
        TimeoutState::Expiring => {
            d.state.set(TimeoutState::Expired);
            let left = d.task.load().and_then(|t| t.cast::<Task>()).map_or(0, event_loop::uncancel);
            if left <= d.before.get() && !a.get(vm, 1).is_none() {
                // nobody else has cancelled the task: the cancellation is ours
                let mut s = vm.scope();
                let error = a.handle(&s, 2);
                late(&mut s, error)?;
            }
        }
        TimeoutState::Entered => d.state.set(TimeoutState::Exited),
        _ => {}
    }
    Ok(event_loop::here(vm).ready(vm, Value::NONE))
}

// the plain cases

fn data_of<'h>(v: Value<'h>) -> Option<(&'h Opaque, &'h TimeoutData)> {
    let object = v.cast::<Opaque>()?;
    Some((object, object.data::<TimeoutData>()?))
}

fn quick_when(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(data_of(v)?.1.when.load().unwrap_or(Value::NONE).into())
}

fn quick_expired(_: &Vm, v: Value<'_>) -> Option<Ret> {
    let state = data_of(v)?.1.state.get();
    Some(matches!(state, TimeoutState::Expiring | TimeoutState::Expired).into())
}

/// Sets the timer of a timeout that has none, where its deadline is a number or none.
#[inline]
fn set_timer(vm: &Vm, object: &Opaque, d: &TimeoutData, when: Value<'_>) {
    if let Some(when) = when.as_float().or_else(|| when.as_small_int().map(|i| i as f64)) {
        d.arm(event_loop::here(vm), vm, object, when);
    }
}

fn is_plain(when: Value<'_>) -> bool {
    when.is_none() || when.as_float().is_some() || when.as_small_int().is_some()
}

fn quick_reschedule(vm: &Vm, v: Value<'_>, when: Value<'_>) -> Option<Ret> {
    let (object, d) = data_of(v)?;
    if d.state.get() != TimeoutState::Entered || !is_plain(when) {
        return None;
    }
    d.when.store(object.header(), Some(when));
    d.disarm(event_loop::here(vm), vm);
    set_timer(vm, object, d, when);
    Some(Ret::NONE)
}

fn quick_enter(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let (object, d) = data_of(v)?;
    let when = d.when.load().unwrap_or(Value::NONE);
    if d.state.get() != TimeoutState::Created || !is_plain(when) {
        return None;
    }
    let task = event_loop::current_task(event_loop::here(vm), vm)?.cast::<Task>()?;
    d.state.set(TimeoutState::Entered);
    d.before.set(task.cancels.get());
    d.task.store(object.header(), Some(task.value()));
    set_timer(vm, object, d, when);
    Some(v.into())
}

fn quick_exit(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let (_, d) = data_of(v)?;
    if d.state.get() != TimeoutState::Entered {
        return None;
    }
    d.disarm(event_loop::here(vm), vm);
    d.state.set(TimeoutState::Exited);
    Some(Ret::NONE)
}

/// What leaves the body of a timeout that has expired: CancelledError becomes TimeoutError.
fn late(s: &mut Scope<'_>, error: Handle) -> Result<(), Raise> {
    if s.is_instance_of(error.get(s), Exc::CancelledError) {
        let e = s.new_exception_with(Exc::TimeoutError, &[]);
        e.cause.store(e.header(), Some(error.get(s)));
        e.header().put(Exception::SUPPRESS, true);
        return Err(s.raise_value(e.value()));
    }
    if error.cast::<Exception>(s).is_some() {
        let note = library(s, "asyncio.timeouts", "_note_timeouts")?;
        s.call(note, &[error])?;
    }
    Ok(())
}
