//! Timeouts: a deadline that cancels a task.

use std::cell::Cell;

use super::timers::FIRED;
use super::{EventLoop, Item, cancel_task, nanoseconds};
use crate::heap::{Slot, Tracer};
use crate::value::{Kept, NativeData, Opaque, Value};
use crate::vm::{Raise, Vm};

/// Where a timeout stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeoutState {
    /// Not entered.
    Created,
    /// Its body runs.
    Entered,
    /// The deadline has come: the task is cancelled.
    Expiring,
    /// Left after that.
    Expired,
    /// Left in time.
    Exited,
}

impl TimeoutState {
    /// The word for it.
    pub fn text(self) -> &'static str {
        match self {
            TimeoutState::Created => "created",
            TimeoutState::Entered => "active",
            TimeoutState::Expiring => "expiring",
            TimeoutState::Expired => "expired",
            TimeoutState::Exited => "finished",
        }
    }
}

/// The data of a timeout.
pub struct TimeoutData {
    /// Where it stands.
    pub state: Cell<TimeoutState>,
    /// The deadline as the script gave it: a number or None.
    pub when: Slot,
    /// The task that it cancels, once entered.
    pub task: Slot,
    /// How many cancellations the task had before.
    pub before: Cell<u16>,
    /// Number of its timer, or 0.
    pub(super) timer: Cell<u64>,
    /// The time when it was made, until it is entered; 0 if that is not known.
    pub made: Cell<f64>,
    /// Whether it is to strike in the next turn.
    soon: Cell<bool>,
    /// How many strikes in the ready queue are void.
    void: Cell<u32>,
}

impl NativeData for TimeoutData {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        t.slot(&self.when);
        t.slot(&self.task);
        0
    }
}

impl TimeoutData {
    /// A timeout that is not entered.
    pub fn new(when: Value<'_>) -> TimeoutData {
        TimeoutData {
            state: Cell::new(TimeoutState::Created),
            when: Slot::holding(when),
            task: Slot::unset(),
            before: Cell::new(0),
            timer: Cell::new(0),
            made: Cell::new(0.0),
            soon: Cell::new(false),
            void: Cell::new(0),
        }
    }

    /// Takes the deadline back.
    pub fn disarm(&self, el: &EventLoop, vm: &Vm) {
        if self.timer.replace(0) != 0 {
            el.timers.borrow_mut().cancelled(&vm.heap);
        }
        if self.soon.replace(false) {
            self.void.set(self.void.get() + 1);
        }
    }

    /// Has it strike at a time of the loop's clock, in seconds: in the next turn if that has passed.
    pub fn arm(&self, el: &EventLoop, vm: &Vm, this: &Opaque, when: f64) {
        let kept = Kept::new(this.value());
        // one that was made just now for some time to come need not look at the clock again
        let ahead = self.made.get() > 0.0 && when - self.made.replace(0.0) > 0.005;
        if !ahead && when <= vm.host.monotonic() as f64 / 1e9 {
            self.soon.set(true);
            el.push(Item::Strike(kept));
        } else {
            self.timer.set(el.timers.borrow_mut().set(&vm.heap, nanoseconds(when), kept, 0));
        }
    }

    /// The timer has fired; its turn is this one.
    pub(super) fn fired(&self) {
        debug_assert_ne!(self.timer.get(), FIRED);
        self.timer.set(0);
        self.soon.set(true);
    }
}

/// The deadline has come: the task is cancelled, unless the timeout was left meanwhile.
pub(super) fn strike(el: &EventLoop, vm: &mut Vm, timeout: Kept) -> Result<(), Raise> {
    let data = timeout.get(&vm.heap).cast::<Opaque>().and_then(|o| o.data::<TimeoutData>());
    let Some(d) = data else { return Ok(()) };
    if d.void.get() > 0 {
        d.void.set(d.void.get() - 1);
        return Ok(());
    }
    d.soon.set(false);
    let Some(task) = d.task.load().map(Kept::new) else { return Ok(()) };
    d.state.set(TimeoutState::Expiring);
    cancel_task(el, vm, task, None).map(|_| ())
}
