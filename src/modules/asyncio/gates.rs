//! What the natives of locks, queues and task groups share.

use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::support::library;
use crate::event_loop::{EventLoop, Gate, GateData, LoopClass, gate_of, is_cancelled};
use crate::heap::Tracer;
use crate::value::{Kept, Opaque, Task, Type, Value};
use crate::vm::{Args, Handle, NativeResult, Raise, Ret, Vm};

/// A queue of values that a marking traces in pieces. What is put into it has gone through `Kept::stored`.
#[derive(Default)]
pub struct Line {
    all: RefCell<VecDeque<Kept>>,
    /// So many of the first the marking under way has traced.
    traced: Cell<usize>,
}

impl Line {
    /// The values, first to last.
    pub fn all(&self) -> Ref<'_, VecDeque<Kept>> {
        self.all.borrow()
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.all.borrow().len()
    }

    /// Adds one at the end.
    #[inline]
    pub fn push(&self, value: Kept) {
        self.all.borrow_mut().push_back(value);
    }

    /// Takes the first.
    #[inline]
    pub fn pop_front(&self) -> Option<Kept> {
        self.traced.set(self.traced.get().saturating_sub(1));
        self.all.borrow_mut().pop_front()
    }

    /// Takes the last.
    #[inline]
    pub fn pop_back(&self) -> Option<Kept> {
        let last = self.all.borrow_mut().pop_back();
        self.traced.set(self.traced.get().min(self.len()));
        last
    }

    /// Takes one out; says whether it stood there.
    #[inline]
    pub fn remove(&self, value: Kept) -> bool {
        let first = self.all.borrow().front().copied();
        if first == Some(value) { self.pop_front().is_some() } else { self.remove_behind(value) }
    }

    fn remove_behind(&self, value: Kept) -> bool {
        // from both ends at once: those that came last may leave first
        let at = {
            let all = self.all.borrow();
            let n = all.len();
            (0..n.div_ceil(2)).find_map(|i| match (all[i] == value, all[n - 1 - i] == value) {
                (true, _) => Some(i),
                (false, true) => Some(n - 1 - i),
                _ => None,
            })
        };
        match at {
            None => false,
            Some(i) => {
                if i < self.traced.get() {
                    self.traced.set(self.traced.get() - 1);
                }
                self.all.borrow_mut().remove(i).is_some()
            }
        }
    }

    /// Takes all out.
    pub fn clear(&self) {
        self.all.borrow_mut().clear();
        self.traced.set(0);
    }

    /// Reports them, if there are many only the next piece; returns their size.
    pub fn trace(&self, t: &mut Tracer) -> usize {
        const PIECE: usize = 2048;
        let all = self.all.borrow();
        let from = if t.is_first() { 0 } else { self.traced.get() };
        let to = all.len().min(from + PIECE);
        for k in all.range(from..to) {
            k.trace(t);
        }
        t.charge(to - from);
        self.traced.set(to);
        if to < all.len() {
            t.more();
        }
        all.capacity() * 8
    }
}

/// Those who wait, first come first served.
#[derive(Default)]
pub struct Waiters(pub Line);

impl Waiters {
    /// Adds one, as `EventLoop::wait_at` has given it, at the end.
    pub fn push(&self, waiter: Kept) {
        self.0.push(waiter);
    }

    /// Takes one off; says whether it stood there.
    pub fn remove(&self, waiter: Kept) -> bool {
        self.0.remove(waiter)
    }

    /// The first, without those whose hand-driven coroutine has given up.
    pub fn first(&self, vm: &Vm) -> Option<Kept> {
        loop {
            let w = self.0.all().front().copied()?;
            if !is_cancelled(vm, w) || w.get(&vm.heap).cast::<Task>().is_some() {
                return Some(w);
            }
            self.0.pop_front();
        }
    }

    /// The first that still waits.
    pub fn first_waiting(&self, vm: &Vm) -> Option<Kept> {
        crate::event_loop::first_waiting(vm, &self.0.all())
    }

    /// Takes waiters off the front up to and with the first that still waits.
    pub fn take_waiting(&self, vm: &Vm) -> Option<Kept> {
        while let Some(w) = self.0.pop_front() {
            if crate::event_loop::is_waiting(vm, w) {
                return Some(w);
            }
        }
        None
    }

    /// Whether there is one whose wait was not cancelled.
    pub fn any_in_earnest(&self, vm: &Vm) -> bool {
        let all = self.0.all();
        match all.front() {
            None => false,
            Some(first) => !is_cancelled(vm, *first) || all.iter().any(|w| !is_cancelled(vm, *w)),
        }
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Wakes so many of those that still wait; they stay in the line until their turn.
    pub fn wake(&self, el: &EventLoop, vm: &Vm, n: usize) {
        if self.0.len() == 0 {
            return;
        }
        let all = self.0.all();
        let mut left = n;
        for w in all.iter() {
            if left == 0 {
                break;
            }
            if crate::event_loop::is_waiting(vm, *w) {
                left -= 1;
                el.wake_waiter(vm, *w);
            }
        }
    }

    /// Them as a list, or None if there are none: what `_waiters` shows.
    pub fn shown<'h>(&self, vm: &'h Vm) -> Value<'h> {
        let all = self.0.all();
        if all.is_empty() {
            return Value::NONE;
        }
        let values: Vec<Value<'_>> = all.iter().map(|k| k.get(&vm.heap)).collect();
        vm.list(&values)
    }

    /// Reports them; returns their size.
    pub fn trace(&self, t: &mut Tracer) -> usize {
        self.0.trace(t)
    }
}

/// A new object of the class that argument 0 is, around a primitive.
pub fn new_gate<T: Gate>(vm: &Vm, a: Args, gate: Rc<T>) -> NativeResult {
    let Some(class) = a.get(vm, 0).cast::<Type>() else { return Err(vm.type_error("a class is needed")) };
    Ok(Opaque::new(&vm.heap, class.root.get(), GateData::new(gate)).into())
}

/// The same where the class is known to be one.
pub fn made<T: Gate>(vm: &Vm, class: Value<'_>, gate: T) -> Option<Ret> {
    let shape = class.cast::<Type>()?.root.get();
    Some(Opaque::new(&vm.heap, shape, GateData::new(Rc::new(gate))).into())
}

/// The receiver as a primitive of this type.
#[inline(always)]
pub fn this<T: Gate>(vm: &Vm, a: Args) -> Result<&T, Raise> {
    match gate_of::<T>(a.get(vm, 0)) {
        Some(g) => Ok(g),
        None => Err(not_this(vm, a)),
    }
}

#[cold]
#[inline(never)]
fn not_this(vm: &Vm, a: Args) -> Raise {
    match a.check_receiver(vm) {
        Ok(()) => vm.type_error(format_args!("'{}' object is not set up", vm.type_name(a.get(vm, 0)))),
        Err(raise) => raise,
    }
}

/// Whether the receiver is of exactly this class.
pub fn is_plain(vm: &Vm, a: Args, class: LoopClass) -> bool {
    is_just(vm, a.get(vm, 0), class)
}

/// Whether a primitive is of exactly this class.
#[inline]
pub fn is_just(vm: &Vm, v: Value<'_>, class: LoopClass) -> bool {
    v.shape() == crate::event_loop::here(vm).class(vm, class).root.get()
}

/// Calls a function of the library in the receiver's stead, with all arguments that were given: a coroutine that
/// awaits the native, or what is to happen where a subclass has methods of its own.
pub fn delegate(vm: &mut Vm, a: Args, module: &str, class: &str, method: &str) -> NativeResult {
    let mut s = vm.scope();
    let class = library(&mut s, module, class)?;
    let f = s.getattr(class, method)?;
    let args: Vec<Handle> = (0..a.len()).map_while(|i| a.opt_handle(&s, i)).collect();
    s.call(f, &args).map(|r| r.ret(&s))
}

/// The repr of a primitive: its state, and how many wait.
pub fn describe(vm: &Vm, a: Args, state: &str, waiters: &Waiters) -> Ret {
    let plain = vm.default_repr(a.get(vm, 0));
    let plain = plain.trim_start_matches('<').trim_end_matches('>');
    let n = waiters.len();
    let text =
        if n > 0 { format!("<{plain} [{state}, waiters:{n}]>") } else { format!("<{plain} [{state}]>") };
    vm.str(&text).into()
}
