//! The hash table behind sets, with the probing and growth of CPython, because a set shows its items in the
//! order of its slots: `print({3, 1, 100})` has to come out the same.
//!
//! The table knows hashes and opaque keys; whether two keys are equal is the caller's business. Where equality
//! may run script, the caller walks with [`Probe`] and asks between the steps; after each question it compares
//! [`SetTable::layout`] and the key in the slot with what they were, and starts anew if they changed. Where it
//! may not, the methods with a closure do everything.

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
    /// A power of two of them; none at all while nothing was ever inserted.
    slots: Vec<Slot<K>>,
    mask: usize,
    /// Slots that are or were in use.
    fill: usize,
    used: usize,
    /// Where `pop` looks first.
    finger: usize,
    layout: u32,
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

impl<K: Copy> SetTable<K> {
    /// An empty table.
    pub fn new() -> SetTable<K> {
        SetTable { slots: Vec::new(), mask: MIN_SIZE - 1, fill: 0, used: 0, finger: 0, layout: 0 }
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.used
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
        (self.fill + 1) * 5 < self.mask * 3
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots.len()
    }

    /// The bytes that the slots take.
    pub fn heap_size(&self) -> usize {
        self.slots.capacity() * std::mem::size_of::<Slot<K>>()
    }

    /// The key in a slot.
    pub fn key_at(&self, slot: usize) -> Option<K> {
        self.slots.get(slot)?.key
    }

    /// The next item at or after a slot, in the order of iteration; `position` is moved behind it.
    pub fn next(&self, position: &mut usize) -> Option<(i64, K)> {
        while let Some(slot) = self.slots.get(*position) {
            *position += 1;
            if let Some(key) = slot.key {
                return Some((slot.hash, key));
            }
        }
        None
    }

    /// The items with their hashes, in the order of iteration.
    pub fn iter(&self) -> impl Iterator<Item = (i64, K)> + '_ {
        self.slots.iter().filter_map(|slot| slot.key.map(|key| (slot.hash, key)))
    }

    /// Starts a search.
    #[inline]
    pub fn probe(&self, hash: i64) -> Probe {
        let index = hash as usize & self.mask;
        Probe { hash, index, perturb: hash as u64, run: run_length(index, self.mask), offset: 0, spent: None }
    }

    /// A whole search, where `same` can tell whether a key of the same hash is equal; none where it cannot.
    #[inline(always)]
    pub fn locate(&self, hash: i64, same: impl Fn(K) -> Option<bool>) -> Option<Step> {
        // mostly the first slot decides
        let at = hash as usize & self.mask;
        match self.slots.get(at) {
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

    fn locate_further(&self, hash: i64, same: impl Fn(K) -> Option<bool>) -> Option<Step> {
        let mut probe = self.probe(hash);
        loop {
            match self.step(&mut probe) {
                Step::Vacant(slot) => return Some(Step::Vacant(slot)),
                Step::Candidate(slot) => {
                    if let Some(key) = self.key_at(slot)
                        && same(key)?
                    {
                        return Some(Step::Candidate(slot));
                    }
                }
            }
        }
    }

    /// Goes on with a search, to the next slot that matters.
    #[inline]
    pub fn step(&self, probe: &mut Probe) -> Step {
        loop {
            while probe.offset < probe.run {
                let at = probe.index + probe.offset;
                probe.offset += 1;
                match self.slots.get(at) {
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
            probe.index = jump & self.mask;
            (probe.run, probe.offset) = (run_length(probe.index, self.mask), 0);
        }
    }

    /// The slot for a key that is surely not there yet.
    #[inline]
    pub fn vacant(&self, hash: i64) -> usize {
        let at = hash as usize & self.mask;
        if self.slots.get(at).is_none_or(|s| s.key.is_none() && s.hash != DUMMY) {
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
    pub fn insert_at(&mut self, slot: usize, hash: i64, key: K) {
        if self.slots.is_empty() {
            self.slots = vec![Slot::EMPTY; self.mask + 1];
        }
        let Some(place) = self.slots.get_mut(slot) else { return };
        let spent = place.hash == DUMMY;
        *place = Slot { hash, key: Some(key) };
        self.used += 1;
        if spent {
            return;
        }
        self.fill += 1;
        if self.fill * 5 >= self.mask * 3 {
            self.resize(self.grown());
        }
    }

    /// Takes the key out of a slot.
    pub fn remove_at(&mut self, slot: usize) -> Option<K> {
        let place = self.slots.get_mut(slot)?;
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
        let size = self.mask + 1;
        let start = self.finger & self.mask;
        let slot = (0..size).map(|i| (start + i) & self.mask).find(|&i| self.key_at(i).is_some())?;
        self.finger = slot + 1;
        self.remove_at(slot)
    }

    /// `set.clear`
    pub fn clear(&mut self) {
        *self = SetTable { finger: self.finger, layout: self.layout.wrapping_add(1), ..SetTable::new() };
    }

    fn grown(&self) -> usize {
        if self.used > LARGE { self.used * 2 } else { self.used * 4 }
    }

    /// Makes the table the smallest power of two above `least`, without the slots of removed keys.
    fn resize(&mut self, least: usize) {
        let size = (least + 1).next_power_of_two().max(MIN_SIZE);
        if size == MIN_SIZE && self.mask + 1 == MIN_SIZE && self.fill == self.used {
            // CPython leaves its built-in small table as it is.
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::EMPTY; size]);
        self.mask = size - 1;
        self.fill = self.used;
        self.layout = self.layout.wrapping_add(1);
        for slot in old {
            if let Some(key) = slot.key {
                self.place(slot.hash, key);
            }
        }
    }

    /// Puts a key that is surely new into a table without removed ones; the counts are the caller's.
    fn place(&mut self, hash: i64, key: K) {
        let at = hash as usize & self.mask;
        if let Some(slot) = self.slots.get_mut(at)
            && slot.key.is_none()
        {
            *slot = Slot { hash, key: Some(key) };
            return;
        }
        let mut probe = self.probe(hash);
        loop {
            if let Step::Vacant(slot) = self.step(&mut probe) {
                if let Some(place) = self.slots.get_mut(slot) {
                    *place = Slot { hash, key: Some(key) };
                }
                return;
            }
        }
    }

    /// Before `other` keys of a dict are added one by one: grows once.
    pub fn reserve(&mut self, other: usize) {
        if (self.fill + other) * 5 >= self.mask * 3 {
            self.resize((self.used + other) * 2);
        }
    }

    /// The first half of adding all of another set: grows once, and if this one is empty takes everything over
    /// at once. If it gives false, the caller adds the items of `other` one by one, in order.
    pub fn take_over(&mut self, other: &SetTable<K>) -> bool {
        if other.used == 0 {
            return true;
        }
        self.reserve(other.used);
        if self.fill != 0 {
            return false;
        }
        if self.mask == other.mask && other.fill == other.used {
            self.slots = other.slots.clone();
        } else {
            if self.slots.is_empty() {
                self.slots = vec![Slot::EMPTY; self.mask + 1];
            }
            other.iter().for_each(|(hash, key)| self.place(hash, key));
        }
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
        if self.fill - self.used > self.mask / 4 {
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
        if Self::difference_intersects(self.used, other.used) {
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
        if Self::difference_copies(self.used, other.used) {
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
