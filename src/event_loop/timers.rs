//! Timers: a binary heap keyed by deadline; what is cancelled stays until it comes up, or until half of the heap
//! is dead.
//!
//! In virtual time equal deadlines are common and fire in the order they were set. In real time they are equal
//! only where the script asks for the very same moment; CPython's heap does not keep the order then, and this one
//! makes the same moves, so that the order comes out the same.

use super::blocks::{BLOCK, Blocks};
use super::{HandleData, TimeoutData};
use crate::heap::{Heap, Tracer};
use crate::value::{Kept, Opaque, Tagged, Task, WaitKind};

/// One timer: a task asleep, a timeout, or a timer handle of the script's.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Timer {
    deadline: u64,
    target: Tagged,
}

/// All timers.
///
/// A timeout remembers its timer by a mark: the deadline, or where equal deadlines are common its number. A task knows
/// how many of its sleeps were cancelled, and so does the timer.
pub(super) struct Timers {
    /// A binary heap: no timer is due before its parent.
    heap: Blocks<Timer>,
    /// Where equal deadlines fire in the order they were set: the numbers of the timers, in the same places.
    numbers: Option<Blocks<u64>>,
    last: u64,
    dead: usize,
    /// The marking under way has traced the timers from this place on. It goes from the end to the start, since
    /// taking a timer out moves others only that way.
    traced: usize,
}

/// The mark of a timer that has fired, where its target remembers it.
pub(super) const FIRED: u64 = u64::MAX;

/// Fewer dead timers than this are not worth a clean-up.
const FEW: usize = 100;

impl Timers {
    /// No timers.
    pub fn new(stable: bool) -> Timers {
        Timers { heap: Blocks::default(), numbers: stable.then(Blocks::default), last: 0, dead: 0, traced: 0 }
    }

    /// Sets a timer; gives its mark.
    pub fn set(&mut self, heap: &Heap, deadline: u64, target: Kept, naps: u8) -> u64 {
        // as marks, deadlines must differ from 0 and from FIRED; virtual time has other marks, and begins with 0
        let least = if self.numbers.is_some() { 0 } else { 1 };
        let deadline = deadline.clamp(least, FIRED - 1);
        self.last += 1;
        self.add(Timer { deadline, target: Tagged::new(target, naps) }, self.last);
        let mark = if self.numbers.is_some() { self.last } else { deadline };
        let place = self.rise(self.heap.len() - 1);
        if heap.is_marking() {
            self.shade_moved(heap, place);
        }
        mark
    }

    /// The last timer has risen to a place, and those above it have sunk, into the part that a marking has traced.
    #[cold]
    fn shade_moved(&self, heap: &Heap, place: usize) {
        let mut at = self.heap.len() - 1;
        while at >= self.traced {
            if let Some(t) = self.heap.get(at) {
                t.target.kept().stored(heap);
            }
            if at == place {
                break;
            }
            at = (at - 1) / 2;
        }
    }

    fn add(&mut self, timer: Timer, number: u64) {
        self.heap.push(timer);
        if let Some(numbers) = &mut self.numbers {
            numbers.push(number);
        }
    }

    /// The mark of the timer at a place.
    fn mark(&self, at: usize, deadline: u64) -> u64 {
        self.numbers.as_ref().and_then(|n| n.get(at)).unwrap_or(deadline)
    }

    /// The deadline at a place, and what decides among equal ones.
    fn key(&self, at: usize) -> (u64, u64) {
        let deadline = self.heap.get(at).map_or(FIRED, |t| t.deadline);
        (deadline, self.numbers.as_ref().and_then(|n| n.get(at)).unwrap_or(0))
    }

    fn swap(&mut self, a: usize, b: usize) {
        if let (Some(x), Some(y)) = (self.heap.get(a), self.heap.get(b)) {
            self.heap.set(a, y);
            self.heap.set(b, x);
        }
        if let Some(numbers) = &mut self.numbers
            && let (Some(x), Some(y)) = (numbers.get(a), numbers.get(b))
        {
            numbers.set(a, y);
            numbers.set(b, x);
        }
    }

    /// Moves a timer up until its parent is not due later; gives its place.
    fn rise(&mut self, at: usize) -> usize {
        self.rise_above(at, 0)
    }

    fn rise_above(&mut self, mut at: usize, top: usize) -> usize {
        if self.numbers.is_none() {
            return self.rise_quickly(at, top);
        }
        while at > top {
            let parent = (at - 1) / 2;
            if self.key(at) >= self.key(parent) {
                break;
            }
            self.swap(at, parent);
            at = parent;
        }
        at
    }

    /// The same where deadlines alone decide: parents move down into the gap that it leaves.
    fn rise_quickly(&mut self, mut at: usize, top: usize) -> usize {
        let Some(timer) = self.heap.get(at) else { return at };
        while at > top {
            let above = (at - 1) / 2;
            let Some(parent) = self.heap.get(above).filter(|p| p.deadline > timer.deadline) else { break };
            self.heap.set(at, parent);
            at = above;
        }
        self.heap.set(at, timer);
        at
    }

    /// Moves a timer down to a leaf, always behind the earlier of two children, and from there up again.
    fn sink(&mut self, mut at: usize) {
        if self.numbers.is_none() {
            return self.sink_quickly(at);
        }
        let n = self.heap.len();
        let start = at;
        loop {
            let mut child = 2 * at + 1;
            if child >= n {
                break;
            }
            if child + 1 < n && self.key(child) >= self.key(child + 1) {
                child += 1;
            }
            self.swap(at, child);
            at = child;
        }
        self.rise_above(at, start);
    }

    /// The same where deadlines alone decide.
    fn sink_quickly(&mut self, mut at: usize) {
        let Some(timer) = self.heap.get(at) else { return };
        let start = at;
        while let Some(left) = self.heap.get(2 * at + 1) {
            let right = self.heap.get(2 * at + 2).filter(|right| left.deadline >= right.deadline);
            self.heap.set(at, right.unwrap_or(left));
            at = 2 * at + 1 + right.is_some() as usize;
        }
        self.heap.set(at, timer);
        self.rise_quickly(at, start);
    }

    fn pop(&mut self) -> Option<Timer> {
        let first = self.heap.get(0)?;
        let last = self.heap.pop()?;
        let number = self.numbers.as_mut().and_then(Blocks::pop);
        self.traced = self.traced.min(self.heap.len());
        if self.heap.len() > 0 {
            self.heap.set(0, last);
            if let (Some(numbers), Some(n)) = (&mut self.numbers, number) {
                numbers.set(0, n);
            }
            self.sink(0);
        }
        Some(first)
    }

    /// A timer has been cancelled (its target says so).
    pub fn cancelled(&mut self, heap: &Heap) {
        self.dead += 1;
        if self.dead > FEW && self.dead * 2 > self.heap.len() {
            self.clean(heap);
        }
    }

    /// Takes out all that are cancelled.
    pub fn clean(&mut self, heap: &Heap) {
        let old = std::mem::take(&mut self.heap);
        let numbers = self.numbers.as_mut().map(std::mem::take);
        for (i, t) in old.iter().enumerate() {
            let number = numbers.as_ref().and_then(|n| n.get(i));
            if is_live(heap, t, number.unwrap_or(t.deadline)) {
                self.add(*t, number.unwrap_or(0));
            }
        }
        for at in (0..self.heap.len() / 2).rev() {
            self.sink(at);
        }
        self.begin_trace();
        self.dead = 0;
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.heap.len() == 0
    }

    /// The earliest deadline.
    pub fn next(&mut self, heap: &Heap) -> Option<u64> {
        while let Some(t) = self.heap.get(0) {
            if is_live(heap, &t, self.mark(0, t.deadline)) {
                return Some(t.deadline);
            }
            self.pop();
            self.dead = self.dead.saturating_sub(1);
        }
        None
    }

    /// Takes the target of the earliest timer if it is due.
    pub fn take_due(&mut self, heap: &Heap, now: u64) -> Option<Kept> {
        // what is not due need not be looked at more closely
        if self.heap.get(0)?.deadline > now || self.next(heap)? > now {
            return None;
        }
        self.pop().map(|t| t.target.kept())
    }

    /// Forgets all timers.
    pub fn clear(&mut self) {
        *self = Timers::new(self.numbers.is_some());
    }

    /// A marking begins: no timer has been traced.
    pub fn begin_trace(&mut self) {
        self.traced = self.heap.len();
    }

    /// Reports the targets of some timers that have not been traced; says how many.
    pub fn trace_next(&mut self, tracer: &mut Tracer) -> usize {
        let from = self.traced.saturating_sub(BLOCK);
        let n = self.traced - from;
        for t in (from..self.traced).filter_map(|at| self.heap.get(at)) {
            t.target.kept().trace(tracer);
        }
        self.traced = from;
        n
    }
}

fn is_live(heap: &Heap, t: &Timer, mark: u64) -> bool {
    let v = t.target.kept().get(heap);
    if let Some(task) = v.cast::<Task>() {
        return task.wait.get() == WaitKind::Timer && task.future().naps.get() == t.target.number();
    }
    let Some(o) = v.cast::<Opaque>() else { return false };
    match o.data::<HandleData>() {
        Some(h) => !h.cancelled.get(),
        None => o.data::<TimeoutData>().is_some_and(|d| d.timer.get() == mark),
    }
}

/// Seconds as nanoseconds: 0 for what is negative, the largest number for what is too long.
pub fn nanoseconds(seconds: f64) -> u64 {
    // `as` saturates at both ends
    (seconds * 1e9).round() as u64
}
