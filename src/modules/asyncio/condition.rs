//! `asyncio.Condition`, but for `wait_for`, which the library adds.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::gates::{Waiters, delegate, describe, is_just, made, new_gate, this};
use super::lock::{ACQUIRE, ENTER, Lock, new_lock};
use crate::event_loop::{self, EventLoop, Gate, LoopClass, Passed, Turn, gate_of};
use crate::heap::Tracer;
use crate::value::{Kept, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of conditions.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, lock=None"),
    row("__repr__", repr, "self, /"),
    row("locked", locked, "self").one(quick_locked),
    row("acquire", acquire, "self").awaited(quick_acquire).pausing(pause_at_lock),
    row("release", release, "self").one(quick_release),
    row("__aenter__", enter, "self").awaited(quick_enter).pausing(pause_at_entry),
    row("__aexit__", exit, "self, exc_type, exc, tb").left(quick_release),
    row("wait", wait, "self").pausing(quick_wait),
    row("notify", notify, "self, n=1").one(quick_notify).pairing(quick_notify_some),
    row("notify_all", notify_all, "self").one(quick_notify_all),
    row("_pause", pause, "self"),
    row("_notify", wake, "self, n"),
];

/// Static methods of conditions.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_").making(make)];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[row("_waiters", waiters, "self"), row("_lock", its_lock, "self")];

/// What is waited for.
mod purpose {
    /// A notification, and then the lock.
    pub const WAIT: u8 = 0;
    /// The lock, after a notification or a cancellation.
    pub const RETAKE: u8 = 1;
    /// A notification alone.
    pub const PAUSE: u8 = 2;
}

#[derive(Default)]
struct Condition {
    lock: Cell<Option<Kept>>,
    waiters: Waiters,
    /// What was thrown at tasks that have to take the lock again first.
    thrown: RefCell<Vec<(Kept, Kept)>>,
}

impl Gate for Condition {
    fn label(&self, p: u8) -> &'static str {
        if p == purpose::RETAKE { "Lock.acquire" } else { "Condition.wait" }
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        let waiter = turn.waiter;
        let lock = self.lock.get().map(|k| s.keep(|vm| k.get(&vm.heap)));
        let lock = lock.and_then(|l| gate_of::<Lock>(l.get(s)));
        let (Some(lock), true) = (lock, turn.purpose != purpose::PAUSE) else {
            self.waiters.remove(waiter);
            return match turn.thrown {
                Some(e) => Err(s.raise_again(e.get(s))),
                None => Ok(Passed::With(s.keep(|_| Value::TRUE))),
            };
        };
        let has_it = if turn.purpose == purpose::WAIT {
            self.waiters.remove(waiter);
            lock.try_take(el, s)
        } else if turn.thrown.is_some() {
            lock.pass_by(el, s, waiter);
            lock.try_take(el, s)
        } else {
            lock.pass_to(s, waiter);
            true
        };
        // the lock is taken again even if the wait was cancelled
        if !has_it {
            lock.queue_up(s, waiter);
        }
        if let Some(e) = turn.thrown {
            self.put_aside(s, waiter, e);
        }
        if has_it { self.finish(el, s, waiter) } else { Ok(Passed::For(purpose::RETAKE)) }
    }

    fn lets_on<'h>(&self, _: &EventLoop, vm: &'h Vm, waiter: Kept, purpose: u8) -> Option<Value<'h>> {
        let lock = gate_of::<Lock>(self.lock.get()?.get(&vm.heap))?;
        if purpose == purpose::PAUSE || !self.thrown.borrow().is_empty() {
            return None;
        }
        if purpose == purpose::RETAKE {
            lock.pass_to(vm, waiter);
        } else if lock.try_give(vm, Some(waiter)) {
            self.waiters.remove(waiter);
        } else {
            return None;
        }
        Some(Value::TRUE)
    }

    fn holder(&self, vm: &Vm, p: u8) -> Option<Kept> {
        let lock = self.lock.get().filter(|_| p == purpose::RETAKE)?;
        gate_of::<Lock>(lock.get(&vm.heap))?.holder(vm, ACQUIRE)
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        if let Some(lock) = self.lock.get() {
            lock.trace(t);
        }
        for (waiter, error) in self.thrown.borrow().iter() {
            waiter.trace(t);
            error.trace(t);
        }
        size_of::<Condition>() + self.waiters.trace(t)
    }
}

impl Condition {
    /// Remembers what was thrown at a task until it has the lock; a later exception takes an earlier one's place.
    #[cold]
    fn put_aside(&self, s: &Scope<'_>, waiter: Kept, error: Handle) {
        let mut thrown = self.thrown.borrow_mut();
        thrown.retain(|(w, _)| *w != waiter);
        thrown.push((waiter, Kept::new(error.get(s))));
    }

    /// A task has the lock again.
    fn finish(&self, el: &EventLoop, s: &mut Scope<'_>, waiter: Kept) -> Result<Passed, Raise> {
        let mut thrown = self.thrown.borrow_mut();
        let Some(i) = thrown.iter().position(|(w, _)| *w == waiter) else {
            return Ok(Passed::With(s.keep(|_| Value::TRUE)));
        };
        let error = thrown.swap_remove(i).1;
        drop(thrown);
        // a notification that came must not be lost with this task
        self.waiters.wake(el, s, 1);
        Err(s.raise_again(error.get(&s.heap)))
    }

    /// The lock, where it is the machine's own and not of a class of the script's.
    #[inline]
    fn plain_lock<'h>(&self, vm: &'h Vm) -> Option<(Value<'h>, &'h Lock)> {
        let value = self.lock.get()?.get(&vm.heap);
        let lock = gate_of::<Lock>(value)?;
        is_just(vm, value, LoopClass::Lock).then_some((value, lock))
    }
}

fn library(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.locks", "_condition", method)
}

/// Calls a method of a lock of the script's.
fn ask_lock(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    let Some(lock) = this::<Condition>(vm, a)?.lock.get() else {
        return Err(vm.no_attribute(a.get(vm, 0), "_lock"));
    };
    let mut s = vm.scope();
    let lock = s.keep(|vm| lock.get(&vm.heap));
    s.call_method(lock, method, &[]).map(|r| r.ret(&s))
}

fn is_locked(vm: &mut Vm, a: Args) -> Result<bool, Raise> {
    if let Some((_, lock)) = this::<Condition>(vm, a)?.plain_lock(vm) {
        return Ok(lock.is_locked());
    }
    let answer = ask_lock(vm, a, "locked")?;
    let mut s = vm.scope();
    let answer = s.keep_ret(answer);
    s.truth(answer)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    new_gate(vm, a, Rc::<Condition>::default())
}

fn make(vm: &Vm, class: Value<'_>) -> Option<Ret> {
    let lock = Cell::new(Some(Kept::new(new_lock(vm))));
    made(vm, class, Condition { lock, ..Condition::default() })
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let lock = a.opt(vm, 1).filter(|l| !l.is_none()).unwrap_or_else(|| new_lock(vm));
    this::<Condition>(vm, a)?.lock.set(Some(Kept::new(lock)));
    Ok(Ret::NONE)
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let state = if is_locked(vm, a)? { "locked" } else { "unlocked" };
    Ok(describe(vm, a, state, &this::<Condition>(vm, a)?.waiters))
}

fn waiters(vm: &mut Vm, a: Args) -> NativeResult {
    let shown = this::<Condition>(vm, a)?.waiters.shown(vm);
    Ok(if shown.is_none() { vm.list(&[]).into() } else { shown.into() })
}

fn its_lock(vm: &mut Vm, a: Args) -> NativeResult {
    match this::<Condition>(vm, a)?.lock.get() {
        Some(lock) => Ok(lock.get(&vm.heap).into()),
        None => Err(vm.no_attribute(a.get(vm, 0), "_lock")),
    }
}

fn locked(vm: &mut Vm, a: Args) -> NativeResult {
    match this::<Condition>(vm, a)?.plain_lock(vm) {
        Some((_, lock)) => Ok(lock.is_locked().into()),
        None => ask_lock(vm, a, "locked"),
    }
}

fn quick_locked(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(gate_of::<Condition>(v)?.plain_lock(vm)?.1.is_locked().into())
}

fn quick_release(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    gate_of::<Condition>(v)?.plain_lock(vm)?.1.give_back(vm).then_some(Ret::NONE)
}

fn quick_acquire(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let (_, lock) = gate_of::<Condition>(v)?.plain_lock(vm)?;
    lock.try_take(event_loop::here(vm), vm).then_some(Value::TRUE.into())
}

fn quick_enter(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    quick_acquire(vm, v).map(|_| Ret::NONE)
}

/// `await acquire()` where the lock cannot be taken.
fn pause_at_lock(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let (object, lock) = gate_of::<Condition>(v)?.plain_lock(vm)?;
    lock.pause(vm, object, ACQUIRE)
}

fn pause_at_entry(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let (object, lock) = gate_of::<Condition>(v)?.plain_lock(vm)?;
    lock.pause(vm, object, ENTER)
}

/// `await wait()`.
fn quick_wait(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let condition = gate_of::<Condition>(v)?;
    let (_, lock) = condition.plain_lock(vm).filter(|(_, lock)| lock.is_locked())?;
    let (waiter, ret) = event_loop::here(vm).pause_at(vm, v, purpose::WAIT)?;
    lock.give_back(vm);
    condition.waiters.push(waiter);
    Some(ret)
}

fn acquire(vm: &mut Vm, a: Args) -> NativeResult {
    if a.is_awaited(vm)
        && let Some((object, lock)) = this::<Condition>(vm, a)?.plain_lock(vm)
    {
        return Ok(lock.take(vm, object, ACQUIRE));
    }
    ask_lock(vm, a, "acquire")
}

fn release(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some((_, lock)) = this::<Condition>(vm, a)?.plain_lock(vm)
        && lock.give_back(vm)
    {
        return Ok(Ret::NONE);
    }
    ask_lock(vm, a, "release")
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    if a.is_awaited(vm)
        && let Some((object, lock)) = this::<Condition>(vm, a)?.plain_lock(vm)
    {
        return Ok(lock.take(vm, object, ENTER));
    }
    library(vm, a, "__aenter__")
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if a.is_awaited(vm)
        && let Some((_, lock)) = this::<Condition>(vm, a)?.plain_lock(vm)
        && lock.give_back(vm)
    {
        return Ok(event_loop::here(vm).ready(vm, Value::NONE));
    }
    library(vm, a, "__aexit__")
}

fn wait(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::here(vm);
    let condition = this::<Condition>(vm, a)?;
    let lock = condition.plain_lock(vm).filter(|_| el.is_direct(vm, a));
    let Some((_, lock)) = lock else { return library(vm, a, "wait") };
    if !lock.give_back(vm) {
        return Err(vm.runtime_error("cannot wait on un-acquired lock"));
    }
    let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose::WAIT);
    condition.waiters.push(waiter);
    Ok(ret)
}

/// Waits for a notification, without the lock.
fn pause(vm: &mut Vm, a: Args) -> NativeResult {
    let (waiter, ret) = event_loop::here(vm).wait_at(vm, a.get(vm, 0), purpose::PAUSE);
    this::<Condition>(vm, a)?.waiters.push(waiter);
    Ok(ret)
}

fn quick_notify(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    wake_now(vm, v, 1)
}

fn quick_notify_some(vm: &Vm, v: Value<'_>, n: Value<'_>) -> Option<Ret> {
    wake_now(vm, v, usize::try_from(n.as_small_int()?).unwrap_or(0))
}

fn quick_notify_all(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    wake_now(vm, v, usize::MAX)
}

fn wake_now(vm: &Vm, v: Value<'_>, n: usize) -> Option<Ret> {
    let condition = gate_of::<Condition>(v)?;
    condition.plain_lock(vm).filter(|(_, lock)| lock.is_locked())?;
    condition.waiters.wake(event_loop::here(vm), vm, n);
    Some(Ret::NONE)
}

fn notify(vm: &mut Vm, a: Args) -> NativeResult {
    if !is_locked(vm, a)? {
        return Err(vm.runtime_error("cannot notify on un-acquired lock"));
    }
    wake(vm, a)
}

fn notify_all(vm: &mut Vm, a: Args) -> NativeResult {
    if !is_locked(vm, a)? {
        return Err(vm.runtime_error("cannot notify on un-acquired lock"));
    }
    this::<Condition>(vm, a)?.waiters.wake(event_loop::here(vm), vm, usize::MAX);
    Ok(Ret::NONE)
}

/// Wakes so many of those who wait.
fn wake(vm: &mut Vm, a: Args) -> NativeResult {
    let n = match a.opt_handle(vm, 1) {
        None => 1,
        Some(n) => vm.scope().index(n)?,
    };
    let n = usize::try_from(n).unwrap_or(0);
    this::<Condition>(vm, a)?.waiters.wake(event_loop::here(vm), vm, n);
    Ok(Ret::NONE)
}
