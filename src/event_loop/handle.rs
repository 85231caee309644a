//! Handles: calls that the script has asked the loop to make.

use std::cell::Cell;

use super::{EventLoop, Item, LoopClass, context_copy};
use crate::heap::{Slot, Tracer};
use crate::value::{Kept, NativeData, Opaque, Site, Value};
use crate::vm::{Raise, Vm};

/// The data of a handle.
pub struct HandleData {
    /// What is called; unset once cancelled.
    pub callback: Slot,
    /// Tuple of arguments; unset once cancelled.
    pub args: Slot,
    /// The context it runs in, or unset for the empty one.
    pub context: Slot,
    /// Whether it was cancelled.
    pub cancelled: Cell<bool>,
    /// Whether it is a timer's.
    pub timed: bool,
    /// When it is due then, as the script gave it, in seconds.
    pub seconds: f64,
    /// Where it was made.
    pub site: Site,
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

/// A handle that nothing calls yet. `args` is a tuple; `when` is a timer's time in seconds.
pub fn new_handle<'h>(
    el: &EventLoop,
    vm: &'h Vm,
    callback: Value<'_>,
    args: Value<'_>,
    context: Option<Value<'_>>,
    when: Option<f64>,
) -> &'h Opaque {
    let own = match context {
        Some(c) => Slot::holding(c),
        None => context_copy(el, vm).map_or(Slot::unset(), Slot::holding),
    };
    let data = HandleData {
        callback: Slot::holding(callback),
        args: Slot::holding(args),
        context: own,
        cancelled: Cell::new(false),
        timed: when.is_some(),
        seconds: when.unwrap_or(0.0),
        site: super::site(vm),
    };
    let class = if when.is_some() { LoopClass::TimerHandle } else { LoopClass::Handle };
    el.object(vm, class, data)
}

/// Calls something in the next turn. `args` is a tuple.
pub fn call_soon<'h>(
    el: &EventLoop,
    vm: &'h Vm,
    callback: Value<'_>,
    args: Value<'_>,
    context: Option<Value<'_>>,
) -> &'h Opaque {
    let handle = new_handle(el, vm, callback, args, context, None);
    el.push(Item::Call(Kept::new(handle.value())));
    handle
}

/// Calls something at a time of the loop's clock, given in nanoseconds and in seconds. `args` is a tuple.
pub fn call_at<'h>(
    el: &EventLoop,
    vm: &'h Vm,
    when: (u64, f64),
    callback: Value<'_>,
    args: Value<'_>,
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
    let parts = data.and_then(|d| Some((d.callback.load()?, d.args.load()?, d.context.load())));
    let Some((callback, args, context)) = parts else { return Ok(()) };
    let (callback, args) = (Kept::new(callback), Kept::new(args));
    let outer = s.context.replace(context.map(Value::word));
    let callback = s.keep(|vm| callback.get(&vm.heap));
    let args = s.keep(|vm| args.get(&vm.heap));
    let result = s.call_star(callback, args, None);
    s.context.set(outer);
    match result {
        Ok(_) => Ok(()),
        Err(raise) => el.callback_failed(&mut s, raise, callback, Some(h)),
    }
}
