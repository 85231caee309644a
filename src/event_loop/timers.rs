//! Timers: a heap keyed by deadline and order of setting; what is cancelled stays until it comes up, or until
//! half of the heap is dead.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::HandleData;
use crate::heap::{Heap, Tracer};
use crate::value::{Kept, Opaque, Task};

/// One timer: a task asleep, or a timer handle of the script's.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Timer {
    deadline: u64,
    number: u64,
    target: Kept,
}

impl Ord for Timer {
    fn cmp(&self, other: &Timer) -> std::cmp::Ordering {
        (self.deadline, self.number).cmp(&(other.deadline, other.number))
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// All timers.
#[derive(Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<Timer>>,
    last: u64,
    dead: usize,
}

/// Fewer dead timers than this are not worth a clean-up.
const FEW: usize = 100;

impl Timers {
    /// Sets a timer; gives its number.
    pub fn set(&mut self, deadline: u64, target: Kept) -> u64 {
        self.last += 1;
        self.heap.push(Reverse(Timer { deadline, number: self.last, target }));
        self.last
    }

    /// A timer has been cancelled (its target says so).
    pub fn cancelled(&mut self, heap: &Heap) {
        self.dead += 1;
        if self.dead > FEW && self.dead * 2 > self.heap.len() {
            self.heap.retain(|t| is_live(heap, &t.0));
            self.dead = 0;
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// The earliest deadline.
    pub fn next(&mut self, heap: &Heap) -> Option<u64> {
        while let Some(Reverse(t)) = self.heap.peek() {
            if is_live(heap, t) {
                return Some(t.deadline);
            }
            self.heap.pop();
            self.dead = self.dead.saturating_sub(1);
        }
        None
    }

    /// Takes the earliest timer if it is due: target and number.
    pub fn take_due(&mut self, heap: &Heap, now: u64) -> Option<(Kept, u64)> {
        if self.next(heap)? > now {
            return None;
        }
        self.heap.pop().map(|Reverse(t)| (t.target, t.number))
    }

    /// Forgets all timers.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.dead = 0;
    }

    /// Reports the targets of live timers.
    pub fn trace(&self, tracer: &mut Tracer) {
        for Reverse(t) in &self.heap {
            t.target.trace(tracer);
        }
    }
}

fn is_live(heap: &Heap, t: &Timer) -> bool {
    let v = t.target.get(heap);
    if let Some(task) = v.cast::<Task>() {
        return task.timer.get() == t.number;
    }
    v.cast::<Opaque>().and_then(|o| o.data::<HandleData>()).is_some_and(|h| !h.cancelled.get())
}

/// Seconds as nanoseconds: 0 for what is negative, the largest number for what is too long.
pub fn nanoseconds(seconds: f64) -> u64 {
    // `as` saturates at both ends
    (seconds * 1e9).round() as u64
}
