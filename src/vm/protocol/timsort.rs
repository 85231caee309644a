//! The merge sort that scripts can watch: it compares the same pairs in the same order as CPython 3.13's
//! `list.sort` does, and an error leaves what is sorted in the same order.
//!
//! The method is Tim Peters' (CPython's `listsort.txt`): natural runs, made longer by binary insertion where
//! they are short, are merged in the order of the powersort policy, galloping where one side keeps winning.

use std::ops::ControlFlow;

/// Lists shorter than this are one run; in longer ones a run has between half of it and all of it.
const MAX_MIN_RUN: usize = 64;
/// So many wins in a row make galloping worth a try at first.
const MIN_GALLOP: usize = 7;

/// Sorts by a comparison that may fail, keeping equal items in order. After a failure the slice holds the same
/// items in some order.
pub(super) fn sort<T: Copy, E>(v: &mut [T], less: impl FnMut(T, T) -> Result<bool, E>) -> Result<(), E> {
    if v.len() < 2 {
        return Ok(());
    }
    Sorter { v, less, buffer: Vec::new(), runs: Vec::new(), min_gallop: MIN_GALLOP }.sort()
}

/// A part that is in order.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    /// How deep in the tree of merges this run meets the next one.
    power: u32,
}

/// What a merge says after a step: go on, or one side is used up so far that the rest only has to be moved.
type Step<E> = Result<ControlFlow<()>, E>;

struct Sorter<'a, T, L> {
    v: &'a mut [T],
    less: L,
    /// The shorter side of a merge.
    buffer: Vec<T>,
    /// The runs found and not yet merged, from left to right.
    runs: Vec<Run>,
    min_gallop: usize,
}

/// The shortest run for a number of items: such that the number of runs is a power of two or little less.
fn min_run(mut n: usize) -> usize {
    let mut rest = 0;
    while n >= MAX_MIN_RUN {
        rest |= n & 1;
        n >>= 1;
    }
    n + rest
}

/// The first bit in which the middles of two neighbouring runs differ, as fractions of all `n` items.
fn power(start: usize, left: usize, right: usize, n: usize) -> u32 {
    // twice the middles, so that they are whole
    let mut a = 2 * start + left;
    let mut b = a + left + right;
    let mut bits = 1;
    while (a >= n) == (b >= n) {
        if a >= n {
            a -= n;
            b -= n;
        }
        a *= 2;
        b *= 2;
        bits += 1;
    }
    bits
}

/// How many items at the front of `a`, which is in order, pass a test that only front ones pass. The search
/// begins at `hint` and goes on in strides that double.
fn gallop<T: Copy, E>(
    a: &[T],
    hint: usize,
    mut is_before: impl FnMut(T) -> Result<bool, E>,
) -> Result<usize, E> {
    // the border is behind `low` items at least and `high` at most
    let (mut low, mut high) = (0, a.len());
    let mut stride = 1;
    if is_before(a[hint])? {
        low = hint + 1;
        while stride < a.len() - hint {
            if !is_before(a[hint + stride])? {
                high = hint + stride;
                break;
            }
            low = hint + stride + 1;
            stride = 2 * stride + 1;
        }
    } else {
        high = hint;
        while stride <= hint {
            if is_before(a[hint - stride])? {
                low = hint - stride + 1;
                break;
            }
            high = hint - stride;
            stride = 2 * stride + 1;
        }
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(a[middle])? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

impl<T: Copy, E, L: FnMut(T, T) -> Result<bool, E>> Sorter<'_, T, L> {
    fn sort(mut self) -> Result<(), E> {
        let n = self.v.len();
        let shortest = min_run(n);
        let mut start = 0;
        while start < n {
            let natural = self.find_run(start)?;
            let end = natural.max((start + shortest).min(n));
            self.insert(start, natural, end)?;
            self.push_run(start, end - start)?;
            start = end;
        }
        while self.runs.len() > 1 {
            let last = self.runs.len() - 2;
            let first = last > 0 && self.runs[last - 1].len < self.runs[last + 1].len;
            self.merge_at(if first { last - 1 } else { last })?;
        }
        Ok(())
    }

    fn next_is_less(&mut self, i: usize) -> Result<bool, E> {
        (self.less)(self.v[i], self.v[i - 1])
    }

    /// The end of the run that ascends from an index.
    fn ascend(&mut self, mut end: usize) -> Result<usize, E> {
        while end < self.v.len() && !self.next_is_less(end)? {
            end += 1;
        }
        Ok(end)
    }

    /// The end of the run that begins at an index; one that descends is turned round.
    fn find_run(&mut self, start: usize) -> Result<usize, E> {
        let n = self.v.len();
        let mut end = self.ascend(start + 1)?;
        if end == n {
            return Ok(n);
        }
        if end - start > 1 {
            if (self.less)(self.v[start], self.v[end - 1])? {
                return Ok(end);
            }
            // all equal so far: the head of a run that descends
            self.v[start..end].reverse();
        }
        end += 1;
        // stretches of equal items are turned round twice, so that they keep their order
        let mut equal = 0;
        while end < n {
            if self.next_is_less(end)? {
                self.v[end - equal - 1..end].reverse();
                equal = 0;
            } else if (self.less)(self.v[end - 1], self.v[end])? {
                break;
            } else {
                equal += 1;
            }
            end += 1;
        }
        self.v[end - equal - 1..end].reverse();
        self.v[start..end].reverse();
        self.ascend(end)
    }

    /// Makes a run longer by inserting what follows it.
    fn insert(&mut self, start: usize, from: usize, to: usize) -> Result<(), E> {
        for at in from..to {
            let item = self.v[at];
            let (mut low, mut high) = (start, at);
            while low < high {
                let middle = low + (high - low) / 2;
                if (self.less)(item, self.v[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            self.v.copy_within(low..at, low + 1);
            self.v[low] = item;
        }
        Ok(())
    }

    /// Remembers a run, after merging the ones before it that meet deeper in the tree.
    fn push_run(&mut self, start: usize, len: usize) -> Result<(), E> {
        if let Some(last) = self.runs.last() {
            let power = power(last.start, last.len, len, self.v.len());
            while let [.., before, _] = self.runs[..]
                && before.power > power
            {
                self.merge_at(self.runs.len() - 2)?;
            }
            if let Some(last) = self.runs.last_mut() {
                last.power = power;
            }
        }
        self.runs.push(Run { start, len, power: 0 });
        Ok(())
    }

    /// Merges a run with the one after it.
    fn merge_at(&mut self, i: usize) -> Result<(), E> {
        let (left, right) = (self.runs[i], self.runs[i + 1]);
        self.runs[i].len += right.len;
        self.runs.remove(i + 1);
        let (middle, end) = (right.start, right.start + right.len);
        let Sorter { v, less, .. } = self;
        // the front of the left run and the end of the right one may be in place already
        let key = v[middle];
        let start = left.start + gallop(&v[left.start..middle], 0, |x| less(key, x).map(|l| !l))?;
        if start == middle {
            return Ok(());
        }
        let key = v[middle - 1];
        let end = middle + gallop(&v[middle..end], end - middle - 1, |x| less(x, key))?;
        if middle == end {
            return Ok(());
        }
        self.buffer.clear();
        if middle - start <= end - middle {
            self.buffer.extend_from_slice(&self.v[start..middle]);
            self.merge_low(middle, end)
        } else {
            self.buffer.extend_from_slice(&self.v[middle..end]);
            self.merge_high(start, middle - start)
        }
    }

    /// Merges from left to right: the left side is in the buffer, the right one in its place.
    fn merge_low(&mut self, middle: usize, end: usize) -> Result<(), E> {
        let n = self.buffer.len();
        let mut m = Low { i: 0, j: middle, end };
        let outcome = m.run(self);
        let (i, j, to) = (m.i, m.j, m.j + m.i - n);
        if outcome.is_ok() && n - i == 1 {
            // the left side's last item belongs at the end
            self.v.copy_within(j..end, to);
            self.v[end - 1] = self.buffer[i];
        } else {
            self.v[to..j].copy_from_slice(&self.buffer[i..]);
        }
        outcome
    }

    /// Merges from right to left: the right side is in the buffer, the left one (of `a` items) in its place.
    fn merge_high(&mut self, start: usize, a: usize) -> Result<(), E> {
        let mut m = High { start, a, b: self.buffer.len() };
        let outcome = m.run(self);
        let (a, b) = (m.a, m.b);
        if outcome.is_ok() && b == 1 {
            // the right side's first item belongs at the front
            self.v.copy_within(start..start + a, start + 1);
            self.v[start] = self.buffer[0];
        } else {
            self.v[start + a..start + a + b].copy_from_slice(&self.buffer[..b]);
        }
        outcome
    }
}

/// Where a merge from left to right stands: what is left of each side begins at `i` in the buffer and at `j`.
struct Low {
    i: usize,
    j: usize,
    end: usize,
}

impl Low {
    fn run<T: Copy, E, L>(&mut self, s: &mut Sorter<'_, T, L>) -> Result<(), E>
    where
        L: FnMut(T, T) -> Result<bool, E>,
    {
        // the left side's first item was found to belong behind the right one's
        if self.take_right(s).is_break() || s.buffer.len() == 1 {
            return Ok(());
        }
        while self.one_by_one(s)?.is_continue() && self.by_gallop(s)?.is_continue() {}
        Ok(())
    }

    /// Where the next item goes.
    fn to<T, L>(&self, s: &Sorter<'_, T, L>) -> usize {
        self.j + self.i - s.buffer.len()
    }

    fn take_right<T: Copy, L>(&mut self, s: &mut Sorter<'_, T, L>) -> ControlFlow<()> {
        let to = self.to(s);
        s.v[to] = s.v[self.j];
        self.j += 1;
        if self.j == self.end { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn take_left<T: Copy, L>(&mut self, s: &mut Sorter<'_, T, L>) -> ControlFlow<()> {
        let to = self.to(s);
        s.v[to] = s.buffer[self.i];
        self.i += 1;
        if s.buffer.len() - self.i == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Takes the lesser item of both, until one side keeps winning.
    fn one_by_one<T: Copy, E, L>(&mut self, s: &mut Sorter<'_, T, L>) -> Step<E>
    where
        L: FnMut(T, T) -> Result<bool, E>,
    {
        let (mut left, mut right) = (0, 0);
        while left < s.min_gallop && right < s.min_gallop {
            let step = if (s.less)(s.v[self.j], s.buffer[self.i])? {
                (left, right) = (0, right + 1);
                self.take_right(s)
            } else {
                (left, right) = (left + 1, 0);
                self.take_left(s)
            };
            if step.is_break() {
                return Ok(step);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Takes stretches of each side in turn, as long as they are long.
    fn by_gallop<T: Copy, E, L>(&mut self, s: &mut Sorter<'_, T, L>) -> Step<E>
    where
        L: FnMut(T, T) -> Result<bool, E>,
    {
        s.min_gallop += 1;
        loop {
            s.min_gallop -= (s.min_gallop > 1) as usize;
            let Sorter { v, less, buffer, .. } = &mut *s;
            let key = v[self.j];
            let left = gallop(&buffer[self.i..], 0, |x| less(key, x).map(|l| !l))?;
            let to = self.j + self.i - buffer.len();
            v[to..to + left].copy_from_slice(&buffer[self.i..self.i + left]);
            self.i += left;
            // a comparison that contradicts itself may even use up the left side
            if left > 0 && buffer.len() - self.i <= 1 || self.take_right(s).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            let Sorter { v, less, buffer, .. } = &mut *s;
            let key = buffer[self.i];
            let right = gallop(&v[self.j..self.end], 0, |x| less(x, key))?;
            let to = self.j + self.i - buffer.len();
            v.copy_within(self.j..self.j + right, to);
            self.j += right;
            if self.j == self.end || self.take_left(s).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if left < MIN_GALLOP && right < MIN_GALLOP {
                break;
            }
        }
        // leaving is made to cost something
        s.min_gallop += 1;
        Ok(ControlFlow::Continue(()))
    }
}

/// Where a merge from right to left stands: `a` items are left at `start`, `b` in the buffer.
struct High {
    start: usize,
    a: usize,
    b: usize,
}

impl High {
    fn run<T: Copy, E, L>(&mut self, s: &mut Sorter<'_, T, L>) -> Result<(), E>
    where
        L: FnMut(T, T) -> Result<bool, E>,
    {
        // the right side's last item was found to belong before the left one's
        if self.take_left(s).is_break() || self.b == 1 {
            return Ok(());
        }
        while self.one_by_one(s)?.is_continue() && self.by_gallop(s)?.is_continue() {}
        Ok(())
    }

    fn take_left<T: Copy, L>(&mut self, s: &mut Sorter<'_, T, L>) -> ControlFlow<()> {
        self.a -= 1;
        let from = self.start + self.a;
        s.v[from + self.b] = s.v[from];
        if self.a == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn take_right<T: Copy, L>(&mut self, s: &mut Sorter<'_, T, L>) -> ControlFlow<()> {
        self.b -= 1;
        s.v[self.start + self.a + self.b] = s.buffer[self.b];
        if self.b == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Takes the greater item of both, until one side keeps winning.
    fn one_by_one<T: Copy, E, L>(&mut self, s: &mut Sorter<'_, T, L>) -> Step<E>
    where
        L: FnMut(T, T) -> Result<bool, E>,
    {
        let (mut left, mut right) = (0, 0);
        while left < s.min_gallop && right < s.min_gallop {
            let step = if (s.less)(s.buffer[self.b - 1], s.v[self.start + self.a - 1])? {
                (left, right) = (left + 1, 0);
                self.take_left(s)
            } else {
                (left, right) = (0, right + 1);
                self.take_right(s)
            };
            if step.is_break() {
                return Ok(step);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Takes stretches of each side in turn, as long as they are long.
    fn by_gallop<T: Copy, E, L>(&mut self, s: &mut Sorter<'_, T, L>) -> Step<E>
    where
        L: FnMut(T, T) -> Result<bool, E>,
    {
        s.min_gallop += 1;
        loop {
            s.min_gallop -= (s.min_gallop > 1) as usize;
            let Sorter { v, less, buffer, .. } = &mut *s;
            let key = buffer[self.b - 1];
            let a = self.start + self.a;
            let stay = gallop(&v[self.start..a], self.a - 1, |x| less(key, x).map(|l| !l))?;
            let left = self.a - stay;
            v.copy_within(a - left..a, a - left + self.b);
            self.a = stay;
            if self.a == 0 || self.take_right(s).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            let Sorter { v, less, buffer, .. } = &mut *s;
            let a = self.start + self.a;
            let key = v[a - 1];
            let stay = gallop(&buffer[..self.b], self.b - 1, |x| less(x, key))?;
            let right = self.b - stay;
            v[a + stay..a + self.b].copy_from_slice(&buffer[stay..self.b]);
            self.b = stay;
            // a comparison that contradicts itself may even use up the right side
            if right > 0 && self.b <= 1 || self.take_left(s).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if left < MIN_GALLOP && right < MIN_GALLOP {
                break;
            }
        }
        // leaving is made to cost something
        s.min_gallop += 1;
        Ok(ControlFlow::Continue(()))
    }
}
