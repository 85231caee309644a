//! A queue and an array in blocks: they grow without moving what they hold, and give room back as they shrink, so
//! that a hundred thousand tasks cost what they take and no more.

use std::collections::VecDeque;

/// How many items a block holds.
pub(super) const BLOCK: usize = 512;

/// A first-in, first-out queue.
pub(super) struct Fifo<T> {
    blocks: VecDeque<Vec<T>>,
    /// Where the first item stands in the first block.
    head: usize,
    len: usize,
    /// So many of the first items the marking under way has traced.
    traced: usize,
    /// An empty block, for the next one that is needed.
    spare: Option<Vec<T>>,
}

impl<T: Copy> Default for Fifo<T> {
    fn default() -> Self {
        Fifo { blocks: VecDeque::new(), head: 0, len: 0, traced: 0, spare: None }
    }
}

impl<T: Copy> Fifo<T> {
    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds an item at the end.
    #[inline]
    pub fn push(&mut self, item: T) {
        self.len += 1;
        if let Some(block) = self.blocks.back_mut()
            && block.len() < BLOCK
        {
            block.push(item);
            return;
        }
        self.push_block(item);
    }

    #[cold]
    fn push_block(&mut self, item: T) {
        let mut block = self.spare.take().unwrap_or_else(|| Vec::with_capacity(BLOCK));
        block.push(item);
        self.blocks.push_back(block);
    }

    /// Takes the first item.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let block = self.blocks.front_mut()?;
        let item = *block.get(self.head)?;
        self.head += 1;
        self.len -= 1;
        self.traced = self.traced.saturating_sub(1);
        if self.head == block.len() {
            self.head = 0;
            block.clear();
            if self.blocks.len() > 1 {
                self.spare = self.blocks.pop_front();
            }
        }
        Some(item)
    }

    /// A marking begins: no item has been traced.
    pub fn begin_trace(&mut self) {
        self.traced = 0;
    }

    /// Traces a block of the items that have not been traced; says how many. What is added later comes behind them,
    /// so that nothing is missed.
    pub fn trace_next(&mut self, mut trace: impl FnMut(T)) -> usize {
        let at = self.head + self.traced;
        let Some(block) = self.blocks.get(at / BLOCK) else { return 0 };
        let items = block.get(at % BLOCK..).unwrap_or_default();
        for item in items {
            trace(*item);
        }
        self.traced += items.len();
        items.len()
    }

    /// Forgets all items.
    pub fn clear(&mut self) {
        *self = Fifo::default();
    }
}

/// An array that grows and shrinks at its end.
pub(super) struct Blocks<T> {
    blocks: Vec<Vec<T>>,
    len: usize,
}

impl<T: Copy> Default for Blocks<T> {
    fn default() -> Self {
        Blocks { blocks: Vec::new(), len: 0 }
    }
}

impl<T: Copy> Blocks<T> {
    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Adds an item at the end.
    #[inline]
    pub fn push(&mut self, item: T) {
        let at = self.len / BLOCK;
        if at == self.blocks.len() {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        self.blocks[at].push(item);
        self.len += 1;
    }

    /// Takes the last item.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let at = self.len.checked_sub(1)? / BLOCK;
        let item = self.blocks[at].pop();
        self.len -= 1;
        // one empty block may stay
        if at + 2 < self.blocks.len() {
            self.blocks.pop();
        }
        item
    }

    /// The item at a place, if there is one.
    #[inline]
    pub fn get(&self, i: usize) -> Option<T> {
        self.blocks.get(i / BLOCK)?.get(i % BLOCK).copied()
    }

    /// Replaces the item at a place.
    #[inline]
    pub fn set(&mut self, i: usize, item: T) {
        self.blocks[i / BLOCK][i % BLOCK] = item;
    }

    /// Removes the item at a place, which the last one takes.
    pub fn swap_remove(&mut self, i: usize) {
        if let Some(last) = self.pop()
            && i < self.len
        {
            self.set(i, last);
        }
    }

    /// All items.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flatten()
    }
}
