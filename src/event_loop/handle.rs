//! Handles: calls that the script has asked the loop to make.

use std::cell::Cell;

use super::{EventLoop, Item, LoopClass, context_copy};
use crate::heap::{Slot, Tracer};
use crate::value::{Kept, NativeData, Opaque, Tuple, Value};
use crate::vm::{Raise, Vm};

/// The data of a handle.
pub struct HandleData {
    /// What is called; unset once cancelled.
    pub callback: Slot,
    /// What it is called with: nothing, one argument itself, or a tuple of them; unset once cancelled.
    args: Slot,
    /// Whether that is one argument itself.
    alone: bool,
    /// The context it runs in, or unset for the empty one.
    pub context: Slot,
    /// Whether it was cancelled.
    pub cancelled: Cell<bool>,
    /// Whether it is a timer's.
    pub timed: bool,
    /// When it is due then, as the script gave it, in seconds.
    pub seconds: f64,
}

/// The arguments of a call that a handle makes.
#[derive(Clone, Copy)]
pub enum CallArgs<'h> {
    /// None.
    Nothing,
    /// One.
    One(Value<'h>),
    /// Those of a tuple.
    Tuple(Value<'h>),
}

impl HandleData {
    /// Whether it is called with arguments.
    pub fn has_args(&self) -> bool {
        self.alone || self.args.load().is_some()
    }
}

impl NativeData for HandleData {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        for s in [&self.callback, &self.args, &self.context] {
            t.slot(s);
        }
        0
    }
}

/// A handle that nothing calls yet; `when` is a timer's time in seconds.
pub fn new_handle<'h>(
    el: &EventLoop,
    vm: &'h Vm,
    callback: Value<'_>,
    args: CallArgs<'_>,
    context: Option<Value<'_>>,
    when: Option<f64>,
) -> &'h Opaque {
    let own = match context {
        Some(c) => Slot::holding(c),
        None => context_copy(el, vm).map_or(Slot::unset(), Slot::holding),
    };
    let given = match args {
        CallArgs::Nothing => None,
        CallArgs::One(v) => Some(v),
        CallArgs::Tuple(t) => Some(t).filter(|t| t.cast::<Tuple>().is_some_and(|t| !t.is_empty())),
    };
    let data = HandleData {
        callback: Slot::holding(callback),
        args: given.map_or(Slot::unset(), Slot::holding),
        alone: matches!(args, CallArgs::One(_)),
        context: own,
        cancelled: Cell::new(false),
        timed: when.is_some(),
        seconds: when.unwrap_or(0.0),
    };
    let class = if when.is_some() { LoopClass::TimerHandle } else { LoopClass::Handle };
    el.object(vm, class, data)
}

/// Calls something in the next turn.
#[inline]
pub fn call_soon<'h>(
    el: &EventLoop,
    vm: &'h Vm,
    callback: Value<'_>,
    args: CallArgs<'_>,
    context: Option<Value<'_>>,
) -> &'h Opaque {
    let handle = new_handle(el, vm, callback, args, context, None);
    el.push(Item::Call(Kept::new(handle.value())));
    handle
}

/// Calls something at a time of the loop's clock, given in nanoseconds and in seconds.
pub fn call_at<'h>(
    el: &EventLoop,
    vm: &'h Vm,
    when: (u64, f64),
    callback: Value<'_>,
    args: CallArgs<'_>,
    context: Option<Value<'_>>,
) -> &'h Opaque {
    let handle = new_handle(el, vm, callback, args, context, Some(when.1));
    el.timers.borrow_mut().set(&vm.heap, when.0, Kept::new(handle.value()), 0);
    handle
}

/// Cancels a handle.
pub fn cancel_handle(el: &EventLoop, vm: &Vm, handle: &Opaque) {
    let Some(data) = handle.data::<HandleData>() else { return };
    if data.cancelled.replace(true) {
        return;
    }
    data.callback.store(handle.header(), None);
    data.args.store(handle.header(), None);
    if data.timed {
        el.timers.borrow_mut().cancelled(&vm.heap);
    }
}

/// Makes the call of a handle.
pub(super) fn run_handle(el: &EventLoop, vm: &mut Vm, handle: Kept) -> Result<(), Raise> {
    let mut s = vm.scope();
    let h = s.keep(|vm| handle.get(&vm.heap));
    let data = h.cast::<Opaque>(&s).and_then(|o| o.data::<HandleData>()).filter(|d| !d.cancelled.get());
    let Some((callback, d)) = data.and_then(|d| Some((Kept::new(d.callback.load()?), d))) else {
        return Ok(());
    };
    let (args, alone) = (d.args.load().map(Kept::new), d.alone);
    let outer = s.context.replace(d.context.load().map(Value::word));
    let callback = s.keep(|vm| callback.get(&vm.heap));
    let result = match args.map(|args| s.keep(|vm| args.get(&vm.heap))) {
        None => s.call(callback, &[]),
        Some(argument) if alone => s.call(callback, &[argument]),
        Some(args) => s.call_star(callback, args, None),
    };
    s.context.set(outer);
    match result {
        Ok(_) => Ok(()),
        Err(raise) => el.callback_failed(&mut s, raise, callback, Some(h)),
    }
}
