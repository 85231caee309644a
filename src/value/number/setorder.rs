//! The hash table behind sets, with the probing and growth of CPython, because a set shows its items in the
//! order of its slots: `print({3, 1, 100})` has to come out the same.
//!
//! The table knows hashes and opaque keys; whether two keys are equal is the caller's business. Where equality
//! may run script, the caller walks with [`Probe`] and asks between the steps; after each question it compares
//! [`SetTable::layout`] and the key in the slot with what they were, and starts anew if they changed. Where it
//! may not, the methods with a closure do everything.

use std::mem::offset_of;

use crate::heap::Word;
use crate::value::object::place;

/// Slots looked at one after the other before a jump.
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const MIN_SIZE: usize = 8;
/// Beyond this many items a table grows to twice, not four times, what it holds.
const LARGE: usize = 50_000;
/// No real hash is -1; it marks slots whose key was taken out.
const DUMMY: i64 = -1;

#[derive(Clone, Copy, Debug)]
struct Slot<K> {
    hash: i64,
    key: Option<K>,
}

impl<K> Slot<K> {
    const EMPTY: Slot<K> = Slot { hash: 0, key: None };
}

/// The table of a set.
#[derive(Clone, Debug)]
pub struct SetTable<K> {
    /// The slots of a table of the smallest size.
    small: [Slot<K>; MIN_SIZE],
    /// Those of a larger one, a power of two of them; else none.
    large: Vec<Slot<K>>,
    mask: u32,
    /// Slots that are or were in use.
    fill: u32,
    used: u32,
    /// Where `pop` looks first.
    finger: u32,
    layout: u32,
}

/// Where the parts of a table lie, for machine code: the slots of a small one, address and number of those of a large
/// one, the number of slots less one, that of slots in use, that of items, and hash and key within a slot of 16 bytes.
pub(crate) struct SetPlaces {
    pub small: i32,
    pub large: i32,
    pub large_len: i32,
    pub mask: i32,
    pub fill: i32,
    pub used: i32,
    pub hash: i32,
    pub key: i32,
}

/// A search on its way through a table.
#[derive(Clone, Debug)]
pub struct Probe {
    hash: i64,
    index: usize,
    perturb: u64,
    /// Slots left in the run at `index`.
    run: usize,
    offset: usize,
    /// The last spent slot on the way: a new key goes there.
    spent: Option<usize>,
}

/// What a search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A slot whose key has the same hash: if the keys are equal the search is over, else go on.
    Candidate(usize),
    /// The key is not there; this is the slot for it.
    Vacant(usize),
}

impl<K: Copy> Default for SetTable<K> {
    fn default() -> Self {
        SetTable::new()
    }
}

fn run_length(index: usize, mask: usize) -> usize {
    if index + LINEAR_PROBES <= mask { LINEAR_PROBES + 1 } else { 1 }
}

/// The smallest power of two above a number, for a table.
fn table_size(least: usize) -> usize {
    (least + 1).next_power_of_two().max(MIN_SIZE)
}

impl SetTable<Word> {
    /// The places of a table that lies so far from where they are counted.
    pub(crate) fn places(table: i32) -> SetPlaces {
        type Table = SetTable<Word>;
        const _: () = assert!(size_of::<Slot<Word>>() == 16);
        let (large, at) = (Vec::<Slot<Word>>::with_capacity(4), table + offset_of!(Table, large) as i32);
        SetPlaces {
            small: table + offset_of!(Table, small) as i32,
            large: at + place(&large, large.as_ptr() as usize),
            large_len: at + place(&large, 0),
            mask: table + offset_of!(Table, mask) as i32,
            fill: table + offset_of!(Table, fill) as i32,
            used: table + offset_of!(Table, used) as i32,
            hash: offset_of!(Slot<Word>, hash) as i32,
            key: offset_of!(Slot<Word>, key) as i32,
        }
    }
}

impl<K: Copy> SetTable<K> {
    /// An empty table.
    #[inline(always)]
    pub fn new() -> SetTable<K> {
        let small = [Slot::EMPTY; MIN_SIZE];
        SetTable {
            small,
            large: Vec::new(),
            mask: MIN_SIZE as u32 - 1,
            fill: 0,
            used: 0,
            finger: 0,
            layout: 0,
        }
    }

    #[inline(always)]
    fn all(&self) -> &[Slot<K>] {
        if self.large.is_empty() { &self.small } else { &self.large }
    }

    #[inline(always)]
    fn all_mut(&mut self) -> &mut [Slot<K>] {
        if self.large.is_empty() { &mut self.small } else { &mut self.large }
    }

    #[inline(always)]
    fn mask(&self) -> usize {
        self.mask as usize
    }

    /// The number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.used as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Changes whenever slots move.
    pub fn layout(&self) -> u32 {
        self.layout
    }

    /// Whether another key can be added without a move of the others.
    pub fn has_room(&self) -> bool {
        (self.fill as usize + 1) * 5 < self.mask() * 3
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.all().len()
    }

    /// The bytes that the slots take besides the table itself.
    #[inline]
    pub fn heap_size(&self) -> usize {
        self.large.capacity() * std::mem::size_of::<Slot<K>>()
    }

    /// The key in a slot.
    #[inline]
    pub fn key_at(&self, slot: usize) -> Option<K> {
        self.all().get(slot)?.key
    }

    /// The next item at or after a slot, in the order of iteration; `position` is moved behind it.
    #[inline]
    pub fn next(&self, position: &mut usize) -> Option<(i64, K)> {
        let slots = self.all();
        let mut at = *position;
        while let Some(slot) = slots.get(at) {
            at += 1;
            if let Some(key) = slot.key {
                *position = at;
                return Some((slot.hash, key));
            }
        }
        *position = at;
        None
    }

    /// The items with their hashes, in the order of iteration.
    pub fn iter(&self) -> impl Iterator<Item = (i64, K)> + '_ {
        self.all().iter().filter_map(|slot| slot.key.map(|key| (slot.hash, key)))
    }

    /// Starts a search.
    #[inline]
    pub fn probe(&self, hash: i64) -> Probe {
        let index = hash as usize & self.mask();
        Probe {
            hash,
            index,
            perturb: hash as u64,
            run: run_length(index, self.mask()),
            offset: 0,
            spent: None,
        }
    }

    /// A whole search, where `same` can tell whether a key of the same hash is equal; none where it cannot.
    #[inline(always)]
    pub fn locate(&self, hash: i64, same: impl Fn(K) -> Option<bool>) -> Option<Step> {
        // mostly the first slot decides
        let at = hash as usize & self.mask();
        match self.all().get(at) {
            Some(Slot { key: Some(key), hash: h }) if *h == hash => {
                if same(*key)? {
                    return Some(Step::Candidate(at));
                }
            }
            Some(Slot { key: None, hash: h }) if *h != DUMMY => return Some(Step::Vacant(at)),
            _ => {}
        }
        self.locate_further(hash, same)
    }

    /// Adds the items of another table; none if `same` cannot tell whether two keys are equal, then some may have been
    /// added.
    pub fn add_all(&mut self, from: &SetTable<K>, same: impl Fn(K, K) -> Option<bool>) -> Option<()> {
        for slot in from.all() {
            let Some(key) = slot.key else { continue };
            if let Step::Vacant(at) = self.locate(slot.hash, |k| same(k, key))? {
                self.insert_at(at, slot.hash, key);
            }
        }
        Some(())
    }

    /// Adds the items of one table that are (or are not) in another to this one, which has none of them; none as above.
    pub fn add_those(
        &mut self,
        from: &SetTable<K>,
        other: &SetTable<K>,
        wanted: bool,
        same: impl Fn(K, K) -> Option<bool>,
    ) -> Option<()> {
        for slot in from.all() {
            let Some(key) = slot.key else { continue };
            let found = matches!(other.locate(slot.hash, |k| same(k, key))?, Step::Candidate(_));
            if found == wanted {
                let at = self.vacant(slot.hash);
                self.insert_at(at, slot.hash, key);
            }
        }
        Some(())
    }

    /// Whether all items are in another table; none as above.
    pub fn all_in(&self, other: &SetTable<K>, same: impl Fn(K, K) -> Option<bool>) -> Option<bool> {
        let mut left = self.used;
        for slot in self.all() {
            let Some(key) = slot.key else { continue };
            if let Step::Vacant(_) = other.locate(slot.hash, |k| same(k, key))? {
                return Some(false);
            }
            left -= 1;
            if left == 0 {
                break;
            }
        }
        Some(true)
    }

    /// The same walk as that of [`SetTable::step`], in one go.
    #[inline(never)]
    fn locate_further(&self, hash: i64, same: impl Fn(K) -> Option<bool>) -> Option<Step> {
        let (slots, mask) = (self.all(), self.mask());
        let (mut index, mut perturb, mut spent) = (hash as usize & mask, hash as u64, None);
        loop {
            for at in index..index + run_length(index, mask) {
                match slots.get(at) {
                    Some(Slot { hash: h, key: Some(key) }) => {
                        if *h == hash && same(*key)? {
                            return Some(Step::Candidate(at));
                        }
                    }
                    Some(Slot { hash: DUMMY, .. }) => spent = Some(at),
                    _ => return Some(Step::Vacant(spent.unwrap_or(at))),
                }
            }
            perturb >>= PERTURB_SHIFT;
            index = index.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Goes on with a search, to the next slot that matters.
    #[inline]
    pub fn step(&self, probe: &mut Probe) -> Step {
        let slots = self.all();
        loop {
            while probe.offset < probe.run {
                let at = probe.index + probe.offset;
                probe.offset += 1;
                match slots.get(at) {
                    Some(slot) if slot.key.is_some() => {
                        if slot.hash == probe.hash {
                            return Step::Candidate(at);
                        }
                    }
                    Some(slot) if slot.hash == DUMMY => probe.spent = Some(at),
                    _ => return Step::Vacant(probe.spent.unwrap_or(at)),
                }
            }
            probe.perturb >>= PERTURB_SHIFT;
            let jump = probe.index.wrapping_mul(5).wrapping_add(1).wrapping_add(probe.perturb as usize);
            probe.index = jump & self.mask();
            (probe.run, probe.offset) = (run_length(probe.index, self.mask()), 0);
        }
    }

    /// The slot for a key that is surely not there yet.
    #[inline]
    pub fn vacant(&self, hash: i64) -> usize {
        let at = hash as usize & self.mask();
        if self.all().get(at).is_none_or(|s| s.key.is_none() && s.hash != DUMMY) {
            return at;
        }
        let mut probe = self.probe(hash);
        loop {
            if let Step::Vacant(slot) = self.step(&mut probe) {
                return slot;
            }
        }
    }

    /// Puts a key into the slot that a search found vacant (nothing may have changed since).
    #[inline]
    pub fn insert_at(&mut self, slot: usize, hash: i64, key: K) {
        let Some(place) = self.all_mut().get_mut(slot) else { return };
        let spent = place.hash == DUMMY;
        *place = Slot { hash, key: Some(key) };
        self.used += 1;
        if spent {
            return;
        }
        self.fill += 1;
        if self.fill as usize * 5 >= self.mask() * 3 {
            self.resize(self.grown());
        }
    }

    /// Takes the key out of a slot.
    pub fn remove_at(&mut self, slot: usize) -> Option<K> {
        let place = self.all_mut().get_mut(slot)?;
        let key = place.key.take()?;
        place.hash = DUMMY;
        self.used -= 1;
        Some(key)
    }

    /// `set.pop`; None if the set is empty
    pub fn pop(&mut self) -> Option<K> {
        if self.used == 0 {
            return None;
        }
        let (slots, start) = (self.all(), (self.finger & self.mask) as usize);
        let mut slot = start;
        while slots.get(slot)?.key.is_none() {
            slot = (slot + 1) & self.mask();
        }
        self.finger = slot as u32 + 1;
        self.remove_at(slot)
    }

    /// `set.clear`
    pub fn clear(&mut self) {
        *self = SetTable { finger: self.finger, layout: self.layout.wrapping_add(1), ..SetTable::new() };
    }

    fn grown(&self) -> usize {
        if self.len() > LARGE { self.len() * 2 } else { self.len() * 4 }
    }

    /// Makes the table the smallest power of two above `least`, without the slots of removed keys.
    #[cold]
    #[inline(never)]
    fn resize(&mut self, least: usize) {
        let size = table_size(least);
        if size == MIN_SIZE && self.mask() + 1 == MIN_SIZE && self.fill == self.used {
            // CPython leaves its built-in small table as it is.
            return;
        }
        let new = if size == MIN_SIZE { Vec::new() } else { vec![Slot::EMPTY; size] };
        let old = std::mem::replace(&mut self.large, new);
        let old_small = std::mem::replace(&mut self.small, [Slot::EMPTY; MIN_SIZE]);
        self.mask = size as u32 - 1;
        self.fill = self.used;
        self.layout = self.layout.wrapping_add(1);
        for slot in if old.is_empty() { &old_small[..] } else { &old[..] } {
            if let Some(key) = slot.key {
                self.place(slot.hash, key);
            }
        }
    }

    /// Puts a key that is surely new into a table without removed ones; the counts are the caller's.
    fn place(&mut self, hash: i64, key: K) {
        let at = hash as usize & self.mask();
        if let Some(slot) = self.all_mut().get_mut(at)
            && slot.key.is_none()
        {
            *slot = Slot { hash, key: Some(key) };
            return;
        }
        let mut probe = self.probe(hash);
        loop {
            if let Step::Vacant(slot) = self.step(&mut probe) {
                if let Some(place) = self.all_mut().get_mut(slot) {
                    *place = Slot { hash, key: Some(key) };
                }
                return;
            }
        }
    }

    /// Before `other` keys of a dict are added one by one: grows once.
    pub fn reserve(&mut self, other: usize) {
        if (self.fill as usize + other) * 5 >= self.mask() * 3 {
            self.resize((self.len() + other) * 2);
        }
    }

    /// The first half of adding all of another set: grows once, and if this one is empty takes everything over
    /// at once. If it gives false, the caller adds the items of `other` one by one, in order.
    pub fn take_over(&mut self, other: &SetTable<K>) -> bool {
        if other.used == 0 {
            return true;
        }
        let n = other.len();
        if self.fill == 0 && other.fill == other.used {
            let wanted = if n * 5 >= self.mask() * 3 { table_size(n * 2) } else { self.mask() + 1 };
            if wanted == other.mask() + 1 {
                // the same table again
                self.small = other.small;
                if !self.large.is_empty() || !other.large.is_empty() {
                    self.large.clone_from(&other.large);
                }
                (self.mask, self.fill, self.used) = (other.mask, other.used, other.used);
                self.layout = self.layout.wrapping_add(1);
                return true;
            }
        }
        self.reserve(n);
        if self.fill != 0 {
            return false;
        }
        other.iter().for_each(|(hash, key)| self.place(hash, key));
        (self.fill, self.used) = (other.used, other.used);
        self.layout = self.layout.wrapping_add(1);
        true
    }

    /// `set.copy`, and where every union starts
    pub fn copied(&self) -> SetTable<K> {
        let mut copy = SetTable::new();
        copy.take_over(self);
        copy
    }

    /// After items were taken out by a difference: if more than a quarter of the slots are spent, they are
    /// cleared away.
    pub fn tidy(&mut self) {
        if (self.fill - self.used) as usize > self.mask() / 4 {
            self.resize(self.grown());
        }
    }

    /// Whether `so - other` copies `so` and takes out what is in `other` (else it looks up each item of `so`).
    pub fn difference_copies(so: usize, other: usize) -> bool {
        so >> 2 > other
    }

    /// Whether a difference in place first intersects, since `other` is so much larger.
    pub fn difference_intersects(so: usize, other: usize) -> bool {
        other >> 3 > so
    }

    /// The slot of a key; `same` compares with a key in the table.
    pub fn find<E>(&self, hash: i64, mut same: impl FnMut(K) -> Result<bool, E>) -> Result<Option<usize>, E> {
        let mut probe = self.probe(hash);
        while let Step::Candidate(slot) = self.step(&mut probe) {
            if let Some(key) = self.key_at(slot)
                && same(key)?
            {
                return Ok(Some(slot));
            }
        }
        Ok(None)
    }

    /// Adds a key if it is not there; tells whether it was added.
    pub fn insert<E>(
        &mut self,
        hash: i64,
        key: K,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let mut probe = self.probe(hash);
        loop {
            match self.step(&mut probe) {
                Step::Vacant(slot) => {
                    self.insert_at(slot, hash, key);
                    return Ok(true);
                }
                Step::Candidate(slot) => {
                    if let Some(old) = self.key_at(slot)
                        && same(old, key)?
                    {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Takes a key out; tells whether it was there.
    pub fn remove<E>(
        &mut self,
        hash: i64,
        key: K,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let found = self.find(hash, |old| same(old, key))?;
        Ok(found.and_then(|slot| self.remove_at(slot)).is_some())
    }

    /// `so |= other`
    pub fn merge<E>(
        &mut self,
        other: &SetTable<K>,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<(), E> {
        if !self.take_over(other) {
            for (hash, key) in other.iter() {
                self.insert(hash, key, &mut same)?;
            }
        }
        Ok(())
    }

    /// `so & other`, two different sets
    pub fn intersection<E>(
        &self,
        other: &SetTable<K>,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<SetTable<K>, E> {
        let (small, large) = if other.used > self.used { (self, other) } else { (other, self) };
        let mut out = SetTable::new();
        for (hash, key) in small.iter() {
            if large.find(hash, |old| same(old, key))?.is_some() {
                out.insert(hash, key, &mut same)?;
            }
        }
        Ok(out)
    }

    /// `so -= other`, two different sets
    pub fn difference_update<E>(
        &mut self,
        other: &SetTable<K>,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<(), E> {
        let shared;
        let mut gone = other;
        if Self::difference_intersects(self.len(), other.len()) {
            shared = self.intersection(other, &mut same)?;
            gone = &shared;
        }
        for (hash, key) in gone.iter() {
            self.remove(hash, key, &mut same)?;
        }
        self.tidy();
        Ok(())
    }

    /// `so - other`
    pub fn difference<E>(
        &self,
        other: &SetTable<K>,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<SetTable<K>, E> {
        if Self::difference_copies(self.len(), other.len()) {
            let mut out = self.copied();
            out.difference_update(other, same)?;
            return Ok(out);
        }
        let mut out = SetTable::new();
        for (hash, key) in self.iter() {
            if other.find(hash, |old| same(old, key))?.is_none() {
                out.insert(hash, key, &mut same)?;
            }
        }
        Ok(out)
    }

    /// `so ^= other`, two different sets
    pub fn symmetric_difference_update<E>(
        &mut self,
        other: &SetTable<K>,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<(), E> {
        for (hash, key) in other.iter() {
            if !self.remove(hash, key, &mut same)? {
                self.insert(hash, key, &mut same)?;
            }
        }
        Ok(())
    }

    /// `so ^ other`: starts from a copy of `other`
    pub fn symmetric_difference<E>(
        &self,
        other: &SetTable<K>,
        same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<SetTable<K>, E> {
        let mut out = other.copied();
        out.symmetric_difference_update(self, same)?;
        Ok(out)
    }

    /// What a set display of three or more constants makes: CPython keeps them as a frozenset, which it builds
    /// twice (again from its own order, when it merges constants), and updates an empty set from it.
    pub fn of_constants<E>(
        items: impl IntoIterator<Item = (i64, K)>,
        mut same: impl FnMut(K, K) -> Result<bool, E>,
    ) -> Result<SetTable<K>, E> {
        let mut first = SetTable::new();
        for (hash, key) in items {
            first.insert(hash, key, &mut same)?;
        }
        let mut kept = SetTable::new();
        for (hash, key) in first.iter() {
            kept.insert(hash, key, &mut same)?;
        }
        Ok(kept.copied())
    }
}
