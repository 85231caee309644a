//! A queue and an array in blocks: they grow without moving what they hold, and give room back as they shrink, so
//! that a hundred thousand tasks cost what they take and no more.

use std::collections::VecDeque;

/// How many items a block holds.
pub(super) const BLOCK: usize = 512;

/// A first-in, first-out queue: a block that is taken from, full ones, and a block that is added to.
pub(super) struct Fifo<T> {
    first: Vec<T>,
    /// Where the first item stands in the first block.
    head: usize,
    middle: VecDeque<Vec<T>>,
    last: Vec<T>,
    len: usize,
    /// So many of the first items the marking under way has traced.
    traced: usize,
}

impl<T: Copy> Default for Fifo<T> {
    fn default() -> Self {
        Fifo {
            first: Vec::new(),
            head: 0,
            middle: VecDeque::new(),
            last: Vec::with_capacity(BLOCK),
            len: 0,
            traced: 0,
        }
    }
}

impl<T: Copy> Fifo<T> {
    /// How many items there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds an item at the end.
    #[inline(always)]
    pub fn push(&mut self, item: T) {
        if self.last.len() >= BLOCK {
            self.push_block();
        }
        self.len += 1;
        self.last.push(item);
    }

    #[cold]
    #[inline(never)]
    fn push_block(&mut self) {
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(BLOCK));
        self.middle.push_back(full);
    }

    /// Takes the first item.
    #[inline(always)]
    pub fn pop(&mut self) -> Option<T> {
        if self.head == self.first.len() {
            self.next_block();
        }
        let item = *self.first.get(self.head)?;
        self.head += 1;
        self.len -= 1;
        self.traced = self.traced.saturating_sub(1);
        Some(item)
    }

    /// The first block is empty: the next one takes its place.
    fn next_block(&mut self) {
        self.head = 0;
        self.first.clear();
        match self.middle.pop_front() {
            Some(next) => self.first = next,
            None => std::mem::swap(&mut self.first, &mut self.last),
        }
    }

    /// A marking begins: no item has been traced.
    pub fn begin_trace(&mut self) {
        self.traced = 0;
    }

    /// Traces a block of the items that have not been traced; says how many. What is added later comes behind them,
    /// so that nothing is missed.
    pub fn trace_next(&mut self, mut trace: impl FnMut(T)) -> usize {
        let mut at = self.head + self.traced;
        let blocks = std::iter::once(&self.first).chain(&self.middle).chain(std::iter::once(&self.last));
        for block in blocks {
            if let Some(items) = block.get(at..).filter(|items| !items.is_empty()) {
                for item in items {
                    trace(*item);
                }
                self.traced += items.len();
                return items.len();
            }
            at -= block.len();
        }
        0
    }

    /// Forgets all items.
    pub fn clear(&mut self) {
        *self = Fifo::default();
    }
}

/// An array that grows and shrinks at its end.
pub(super) struct Blocks<T> {
    /// All but the last one or two are full; behind the last item lies anything.
    blocks: Vec<Box<[T; BLOCK]>>,
    len: usize,
}

impl<T: Copy> Default for Blocks<T> {
    fn default() -> Self {
        Blocks { blocks: Vec::new(), len: 0 }
    }
}

impl<T: Copy> Blocks<T> {
    /// How many items there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Adds an item at the end.
    #[inline]
    pub fn push(&mut self, item: T) {
        match self.blocks.get_mut(self.len / BLOCK) {
            Some(block) => block[self.len % BLOCK] = item,
            None => self.blocks.push(Box::new([item; BLOCK])),
        }
        self.len += 1;
    }

    /// Takes the last item.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let last = self.len.checked_sub(1)?;
        let item = self.get(last);
        self.len = last;
        // one empty block may stay
        if last / BLOCK + 2 < self.blocks.len() {
            self.blocks.pop();
        }
        item
    }

    /// The item at a place, if there is one.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<T> {
        if i < self.len { self.blocks.get(i / BLOCK).map(|block| block[i % BLOCK]) } else { None }
    }

    /// Replaces the item at a place.
    #[inline(always)]
    pub fn set(&mut self, i: usize, item: T) {
        self.blocks[i / BLOCK][i % BLOCK] = item;
    }

    /// Removes the item at a place, which the last one takes: gives that one, unless it was the last itself.
    #[inline]
    pub fn swap_remove(&mut self, i: usize) -> Option<T> {
        let last = self.pop()?;
        if i >= self.len {
            return None;
        }
        self.set(i, last);
        Some(last)
    }

    /// All items.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flat_map(|block| block.iter()).take(self.len)
    }
}
