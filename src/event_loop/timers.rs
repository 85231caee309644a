//! Timers: a binary heap keyed by deadline; what is cancelled stays until it comes up, or until half of the heap
//! is dead.
//!
//! In virtual time equal deadlines are common and fire in the order they were set. In real time they are equal
//! only where the script asks for the very same moment; CPython's heap does not keep the order then, and this one
//! makes the same moves, so that the order comes out the same.

use super::{HandleData, TimeoutData};
use crate::heap::{Heap, Tracer};
use crate::value::{Kept, Opaque, Task};

/// One timer: a task asleep, or a timer handle of the script's.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Timer {
    deadline: u64,
    number: u64,
    target: Kept,
}

/// All timers.
pub(super) struct Timers {
    /// A binary heap: no timer is due before its parent.
    heap: Vec<Timer>,
    last: u64,
    dead: usize,
    /// Equal deadlines fire in the order they were set.
    stable: bool,
}

/// The number of a timer that has fired, where its target remembers it.
pub(super) const FIRED: u64 = u64::MAX;

/// Fewer dead timers than this are not worth a clean-up.
const FEW: usize = 100;

impl Timers {
    /// No timers.
    pub fn new(stable: bool) -> Timers {
        Timers { heap: Vec::new(), last: 0, dead: 0, stable }
    }

    /// Sets a timer; gives its number.
    pub fn set(&mut self, deadline: u64, target: Kept) -> u64 {
        self.last += 1;
        self.heap.push(Timer { deadline, number: self.last, target });
        self.rise(self.heap.len() - 1);
        self.last
    }

    fn before(&self, a: &Timer, b: &Timer) -> bool {
        a.deadline < b.deadline || (self.stable && a.deadline == b.deadline && a.number < b.number)
    }

    /// Moves a timer up until its parent is not due later.
    fn rise(&mut self, mut at: usize) {
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.before(&self.heap[at], &self.heap[parent]) {
                break;
            }
            self.heap.swap(at, parent);
            at = parent;
        }
    }

    /// Moves a timer down to a leaf, always behind the earlier of two children, and from there up again.
    fn sink(&mut self, mut at: usize) {
        let n = self.heap.len();
        let start = at;
        loop {
            let mut child = 2 * at + 1;
            if child >= n {
                break;
            }
            if child + 1 < n && !self.before(&self.heap[child], &self.heap[child + 1]) {
                child += 1;
            }
            self.heap.swap(at, child);
            at = child;
        }
        while at > start {
            let parent = (at - 1) / 2;
            if !self.before(&self.heap[at], &self.heap[parent]) {
                break;
            }
            self.heap.swap(at, parent);
            at = parent;
        }
    }

    fn pop(&mut self) -> Option<Timer> {
        let last = self.heap.pop()?;
        if self.heap.is_empty() {
            return Some(last);
        }
        let first = std::mem::replace(&mut self.heap[0], last);
        self.sink(0);
        Some(first)
    }

    /// A timer has been cancelled (its target says so).
    pub fn cancelled(&mut self, heap: &Heap) {
        self.dead += 1;
        if self.dead > FEW && self.dead * 2 > self.heap.len() {
            self.heap.retain(|t| is_live(heap, t));
            for at in (0..self.heap.len() / 2).rev() {
                self.sink(at);
            }
            self.dead = 0;
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// The earliest deadline.
    pub fn next(&mut self, heap: &Heap) -> Option<u64> {
        while let Some(t) = self.heap.first() {
            if is_live(heap, t) {
                return Some(t.deadline);
            }
            self.pop();
            self.dead = self.dead.saturating_sub(1);
        }
        None
    }

    /// Takes the target of the earliest timer if it is due.
    pub fn take_due(&mut self, heap: &Heap, now: u64) -> Option<Kept> {
        if self.next(heap)? > now {
            return None;
        }
        self.pop().map(|t| t.target)
    }

    /// Forgets all timers.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.dead = 0;
    }

    /// Reports the targets of live timers.
    pub fn trace(&self, tracer: &mut Tracer) {
        for t in &self.heap {
            t.target.trace(tracer);
        }
    }
}

fn is_live(heap: &Heap, t: &Timer) -> bool {
    let v = t.target.get(heap);
    if let Some(task) = v.cast::<Task>() {
        return task.timer.get() == t.number;
    }
    let Some(o) = v.cast::<Opaque>() else { return false };
    match o.data::<HandleData>() {
        Some(h) => !h.cancelled.get(),
        None => o.data::<TimeoutData>().is_some_and(|d| d.timer.get() == t.number),
    }
}

/// Seconds as nanoseconds: 0 for what is negative, the largest number for what is too long.
pub fn nanoseconds(seconds: f64) -> u64 {
    // `as` saturates at both ends
    (seconds * 1e9).round() as u64
}
