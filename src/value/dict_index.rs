//! The index of a dict: from hashes to positions among the entries.
//!
//! Open addressing with steps of one. A slot is 32 bits: the position (counted from 1) in as many low bits as the
//! table's size has, and bits of the hash above, so that a slot of another hash is mostly seen to be one without
//! a look at its entry. Nothing is ever taken out: the slot of a removed entry leads to a hole among the entries
//! (or to an entry put there later, which is then looked at for nothing), until the index is built anew.

/// Shares of a table that may be in use: of eight.
const FULL: usize = 5;
/// Below this many entries a table grows in wide steps.
const WIDE: usize = 4096;

/// Slots, a power of two of them, and behind them the number of those in use. No slots at all: no index.
#[derive(Clone, Debug)]
#[repr(transparent)]
pub(super) struct Index(Box<[u32]>);

/// What hashes are multiplied by.
pub(super) const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
/// The bits of a hash from here on go into a slot.
pub(super) const TAG: u32 = 20;
/// So far the upper bits of a product come down.
pub(super) const FOLD: u32 = 29;

/// Spreads a hash over all bits: the upper ones choose the slot, those from the 20th on go into it.
#[inline(always)]
fn spread(hash: i64) -> u64 {
    let h = (hash as u64).wrapping_mul(FACTOR);
    h ^ h >> FOLD
}

/// The slot where a search begins.
#[inline(always)]
fn first(h: u64, mask: u32) -> u32 {
    (h >> mask.leading_zeros() >> 32) as u32
}

/// The bits of the hash that stand in a slot.
#[inline(always)]
fn tag(h: u64, mask: u32) -> u32 {
    (h >> TAG) as u32 & !mask
}

/// A search on its way.
pub(super) struct Walk<'a> {
    slots: &'a [u32],
    mask: u32,
    tag: u32,
    at: u32,
}

impl Walk<'_> {
    /// The next position that may be the one.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<usize> {
        loop {
            // SAFETY: at most the mask, which is below the number of slots. There always is an empty slot.
            let slot = unsafe { *self.slots.get_unchecked((self.at & self.mask) as usize) };
            if slot == 0 {
                return None;
            }
            self.at = self.at.wrapping_add(1);
            if slot & !self.mask == self.tag {
                return Some((slot & self.mask).wrapping_sub(1) as usize);
            }
        }
    }
}

impl Index {
    /// No index.
    #[inline(always)]
    pub(super) fn none() -> Index {
        Index(Box::default())
    }

    /// An index of the entries with these hashes; none for a hole.
    pub(super) fn of(entries: usize, hashes: impl Iterator<Item = Option<i64>>) -> Index {
        let slots = (entries * if entries < WIDE { 4 } else { 2 }).next_power_of_two().max(16);
        // positions are 32 bits: more entries are 48 GiB, beyond what a script here can hold
        assert!(slots <= 1 << 31, "a dict of more than 2^30 items");
        let mut index = Index(vec![0; slots + 1].into_boxed_slice());
        for (i, hash) in hashes.enumerate() {
            if let Some(hash) = hash {
                index.insert(hash, i);
            }
        }
        index
    }

    #[inline(always)]
    pub(super) fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.0.len() * 4
    }

    #[inline(always)]
    fn mask(&self) -> u32 {
        (self.0.len() as u32).wrapping_sub(2)
    }

    /// Whether one more goes in.
    pub(super) fn has_room(&self) -> bool {
        self.0.last().is_some_and(|used| (*used as usize) < self.0.len() / 8 * FULL)
    }

    /// Whether it is made for so many.
    pub(super) fn has_room_for(&self, entries: usize) -> bool {
        self.0.len() > 2 * entries
    }

    /// The positions that may be those of this hash. They may be of others, or no longer there.
    #[inline(always)]
    pub(super) fn walk(&self, hash: i64) -> Walk<'_> {
        debug_assert!(!self.is_none());
        let mask = self.mask();
        let h = spread(hash);
        Walk { slots: &self.0, mask, tag: tag(h, mask), at: first(h, mask) }
    }

    /// The first position for this hash that `fits` says is the one sought.
    #[inline(always)]
    pub(super) fn find(&self, hash: i64, mut fits: impl FnMut(usize) -> bool) -> Option<usize> {
        if self.is_none() {
            return None;
        }
        let mut walk = self.walk(hash);
        while let Some(position) = walk.next() {
            if fits(position) {
                return Some(position);
            }
        }
        None
    }

    /// Adds a position; there must be room.
    #[inline]
    pub(super) fn insert(&mut self, hash: i64, position: usize) {
        let mask = self.mask();
        let h = spread(hash);
        let mut at = first(h, mask);
        while self.0[(at & mask) as usize] != 0 {
            at = at.wrapping_add(1);
        }
        self.0[(at & mask) as usize] = tag(h, mask) | (position as u32 + 1);
        if let Some(used) = self.0.last_mut() {
            *used += 1;
        }
    }
}
