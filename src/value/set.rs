//! Sets and frozensets: CPython's table, since the order of iteration shows.
//!
//! Equality of keys may run script, so searches are done by the machine, candidate by candidate: it starts with
//! [`Set::probe`], asks at each [`Set::step`], and starts anew if the table has changed meanwhile.

use std::cell::UnsafeCell;

use super::number::setorder::{Probe, SetPlaces, SetTable, Step};
use super::{Builtins, Kind, Value};
use crate::heap::{Header, Heap, Slot, Word};

/// A set. `Header::FLAG_A`: frozen.
#[repr(C)]
pub struct Set {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    table: UnsafeCell<SetTable<Word>>,
}

object!(Set, Set, |this, t| {
    t.slot(&this.attrs);
    for slot in t.piece(this.table().slots()) {
        t.opt(this.table().key_at(slot));
    }
    this.table().heap_size()
});

const FROZEN: u8 = Header::FLAG_A;

impl Set {
    /// Where the parts of the table lie from the object's start.
    pub(crate) fn places() -> SetPlaces {
        SetTable::<Word>::places(std::mem::offset_of!(Set, table) as i32)
    }

    /// An empty set or frozenset.
    pub fn new(heap: &Heap, frozen: bool) -> &Set {
        let class = if frozen { Builtins::FrozenSet } else { Builtins::Set };
        Set::of_class(heap, class as u32, frozen)
    }

    /// An empty set of a class, given by its shape.
    pub fn of_class(heap: &Heap, shape: u32, frozen: bool) -> &Set {
        let header = Header::new(Kind::Set as u8, shape);
        header.put(FROZEN, frozen);
        heap.alloc(Set { header, attrs: Slot::unset(), table: UnsafeCell::new(SetTable::new()) })
    }

    fn table(&self) -> &SetTable<Word> {
        // SAFETY: references into the table never outlive the method that takes them; none runs script
        unsafe { &*self.table.get() }
    }

    #[allow(clippy::mut_from_ref)]
    fn table_mut(&self) -> &mut SetTable<Word> {
        // SAFETY: as above; methods take one reference at a time
        unsafe { &mut *self.table.get() }
    }

    /// Changes the table and takes note of its growth.
    #[inline(always)]
    fn change<R>(&self, heap: &Heap, f: impl FnOnce(&mut SetTable<Word>) -> R) -> R {
        self.header.touch();
        self.grow(heap, f)
    }

    #[inline(always)]
    fn grow<R>(&self, heap: &Heap, f: impl FnOnce(&mut SetTable<Word>) -> R) -> R {
        let before = self.table().heap_size();
        let result = f(self.table_mut());
        let now = self.table().heap_size();
        if now > before {
            heap.account(now - before);
        }
        result
    }

    /// Whether it is a frozenset.
    pub fn is_frozen(&self) -> bool {
        self.header.has(FROZEN)
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.table().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.table().is_empty()
    }

    /// Changes whenever the table's slots move.
    pub fn layout(&self) -> u32 {
        self.table().layout()
    }

    /// Starts a search for a hash.
    pub fn probe(&self, hash: i64) -> Probe {
        self.table().probe(hash)
    }

    /// A whole search, where `same` can tell whether a key of the same hash is equal; none where it cannot.
    #[inline]
    pub fn find(&self, hash: i64, same: impl Fn(Value<'_>) -> Option<bool>) -> Option<Step> {
        self.table().locate(hash, |w| same(Value::from_word(w)))
    }

    /// The next slot of a search that matters.
    pub fn step(&self, probe: &mut Probe) -> Step {
        self.table().step(probe)
    }

    /// The item in a slot.
    pub fn key_at(&self, slot: usize) -> Option<Value<'_>> {
        self.table().key_at(slot).map(Value::from_word)
    }

    /// Puts an item into the slot that a search found vacant.
    pub fn insert_at(&self, heap: &Heap, slot: usize, hash: i64, key: Value<'_>) {
        if self.header.has(Header::BARRIER) {
            self.header.stored(key.word());
            if !self.table().has_room() {
                self.header.touch();
            }
        }
        self.grow(heap, |t| t.insert_at(slot, hash, key.word()));
    }

    /// Adds an item that is surely not there yet.
    pub fn insert_new(&self, heap: &Heap, hash: i64, key: Value<'_>) {
        let slot = self.table().vacant(hash);
        self.insert_at(heap, slot, hash, key);
    }

    /// Takes the item in a slot out.
    pub fn remove_at(&self, slot: usize) -> Option<Value<'_>> {
        self.table_mut().remove_at(slot).map(Value::from_word)
    }

    /// Takes an item out, the one that CPython would take.
    pub fn pop(&self) -> Option<Value<'_>> {
        self.table_mut().pop().map(Value::from_word)
    }

    /// Takes all items out.
    pub fn clear(&self) {
        self.table_mut().clear();
    }

    /// The first item at or after a slot, with that slot.
    pub fn next_from(&self, slot: usize) -> Option<(usize, Value<'_>)> {
        let mut at = slot;
        let (_, key) = self.table().next(&mut at)?;
        Some((at - 1, Value::from_word(key)))
    }

    /// The first item at or after a position, with its hash; the position is moved behind it.
    pub fn next(&self, position: &mut usize) -> Option<(i64, Value<'_>)> {
        self.table().next(position).map(|(hash, key)| (hash, Value::from_word(key)))
    }

    /// The items in order.
    pub fn to_vec(&self) -> Vec<Value<'_>> {
        self.table().iter().map(|(_, key)| Value::from_word(key)).collect()
    }

    /// The hashes of the items in order. Nothing may change the set while the iterator lives.
    pub fn hashes(&self) -> impl Iterator<Item = i64> {
        self.table().iter().map(|(hash, _)| hash)
    }

    /// Makes room for adding all of another set, and takes it over at once if this one is empty. False: its
    /// items are to be added one by one, in order. The sets must be two.
    pub fn take_over(&self, heap: &Heap, other: &Set) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        self.change(heap, |t| t.take_over(other.table()))
    }

    /// Adds the items of another set; none if `same` cannot tell whether two are equal, then some may have been added.
    pub(crate) fn add_all(
        &self,
        heap: &Heap,
        from: &Set,
        same: impl Fn(Word, Word) -> Option<bool>,
    ) -> Option<()> {
        if std::ptr::eq(self, from) {
            return Some(());
        }
        self.change(heap, |t| t.add_all(from.table(), same))
    }

    /// Adds the items of one set that are (or are not) in another to this one, which has none of them; none as above.
    pub(crate) fn add_those(
        &self,
        heap: &Heap,
        from: &Set,
        other: &Set,
        wanted: bool,
        same: impl Fn(Word, Word) -> Option<bool>,
    ) -> Option<()> {
        self.change(heap, |t| t.add_those(from.table(), other.table(), wanted, same))
    }

    /// Whether all items are in another set; none as above.
    pub(crate) fn all_in(&self, other: &Set, same: impl Fn(Word, Word) -> Option<bool>) -> Option<bool> {
        self.table().all_in(other.table(), same)
    }

    /// Makes room for the items of a dict of this length.
    pub fn reserve(&self, heap: &Heap, n: usize) {
        self.change(heap, |t| t.reserve(n));
    }

    /// Clears slots away that many removals have left.
    pub fn tidy(&self) {
        self.header.touch();
        self.table_mut().tidy();
    }

    /// Becomes what another set is, which is empty then.
    pub fn replace_by(&self, other: &Set) {
        if !std::ptr::eq(self, other) {
            self.header.touch();
            *self.table_mut() = std::mem::take(other.table_mut());
        }
    }
}
