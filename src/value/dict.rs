//! Dicts: entries in order of insertion, no index up to eight of them, then a hash index.
//!
//! A look-up that may run script (`__eq__` of a key's class) is done by the machine, candidate by candidate;
//! here is everything that cannot. The dict of a module is *pinned*: an entry, once made, keeps its position,
//! so that code may name globals by position; an unset value means that the name is not there.

use std::cell::{Cell, UnsafeCell};

use hashbrown::HashTable;

use super::{Builtins, Kind, Str, Value};
use crate::heap::{Header, Heap, Slot, Word};

#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct Entry {
    hash: i64,
    key: Option<Word>,
    value: Option<Word>,
}

/// Entries up to this many are searched one by one.
const SMALL: usize = 8;
/// Below this many entries the index grows in wide steps.
const WIDE: usize = 4096;
const ALL_STR: u8 = Header::FLAG_A;
const PINNED: u8 = Header::FLAG_B;

/// A dict.
#[derive(Debug)]
#[repr(C)]
pub struct Dict {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    live: Cell<u32>,
    version: Cell<u32>,
    entries: UnsafeCell<Vec<Entry>>,
    index: UnsafeCell<Option<Box<HashTable<u32>>>>,
}

object!(Dict, Dict, |this, t| {
    t.slot(&this.attrs);
    let entries = this.entries();
    for e in &entries[t.piece(entries.len())] {
        t.opt(e.key);
        t.opt(e.value);
    }
    if this.header.has(PINNED) {
        // instructions store into namespaces without more ado
        t.unsettled(&this.header);
    }
    let index = this.index().map_or(0, |i| i.capacity() * 5);
    this.entries().capacity() * size_of::<Entry>() + index
});

/// What a look-up without script found out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Probe {
    /// The key is at this position.
    At(usize),
    /// The key is not there.
    Missing,
    /// A candidate's equality can only be decided by script.
    Ask,
}

/// Spreads a hash over the bits that the index looks at.
fn spread(hash: i64) -> u64 {
    (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26)
}

impl Dict {
    /// An empty dict.
    pub fn new(heap: &Heap) -> &Dict {
        Dict::with_capacity(heap, 0)
    }

    /// An empty dict with room.
    pub fn with_capacity(heap: &Heap, n: usize) -> &Dict {
        let header = Header::new(Kind::Dict as u8, Builtins::Dict as u32);
        header.put(ALL_STR, true);
        heap.alloc(Dict {
            header,
            attrs: Slot::unset(),
            live: Cell::new(0),
            version: Cell::new(0),
            entries: UnsafeCell::new(Vec::with_capacity(n)),
            index: UnsafeCell::new(None),
        })
    }

    /// The empty dict of a module: entries keep their positions.
    pub fn pinned(heap: &Heap) -> &Dict {
        let d = Dict::new(heap);
        d.header.put(PINNED, true);
        d
    }

    #[inline(always)]
    fn entries(&self) -> &Vec<Entry> {
        // SAFETY: references into the vector never outlive the method that takes them; none runs script
        unsafe { &*self.entries.get() }
    }

    #[allow(clippy::mut_from_ref)]
    fn entries_mut(&self) -> &mut Vec<Entry> {
        // SAFETY: as above; methods take one reference at a time
        unsafe { &mut *self.entries.get() }
    }

    fn index(&self) -> Option<&HashTable<u32>> {
        // SAFETY: as above
        unsafe { (*self.index.get()).as_deref() }
    }

    #[allow(clippy::mut_from_ref)]
    fn index_mut(&self) -> Option<&mut HashTable<u32>> {
        // SAFETY: as above
        unsafe { (*self.index.get()).as_deref_mut() }
    }

    /// The address of the word that holds the address of the entries, for machine code that reads globals.
    pub(crate) fn entries_address(&self) -> usize {
        let v = self.entries();
        let words = self.entries.get().cast::<usize>();
        // a vector is three words, one of which is the address; it is never empty in a pinned dict with a slot
        // SAFETY: within the vector, whose words are all initialised
        let at = (0..size_of::<Vec<Entry>>() / 8).find(|i| unsafe { *words.add(*i) } == v.as_ptr() as usize);
        words.wrapping_add(at.expect("a vector knows where its items are")) as usize
    }

    /// Where the number of items lies, of 32 bits.
    pub(crate) const LIVE: usize = std::mem::offset_of!(Dict, live);

    /// Where the value of the entry at a position lies from the first entry.
    pub(crate) const fn value_offset(at: usize) -> usize {
        at * size_of::<Entry>() + std::mem::offset_of!(Entry, value)
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live.get() as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.live.get() == 0
    }

    /// Changes whenever an item is added or removed.
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// Whether all keys so far have been strings, so that no look-up by a string can run script.
    #[inline(always)]
    pub fn all_str(&self) -> bool {
        self.header.has(ALL_STR)
    }

    /// The position of a string key; `hash` is the string's.
    #[inline]
    pub fn find_str(&self, key: &Str, hash: u32) -> Probe {
        let hash = hash as i64;
        let word = key.word();
        match self.index() {
            None => {
                let all_str = self.all_str();
                for (i, e) in self.entries().iter().enumerate() {
                    if e.key == Some(word) {
                        return self.present(i);
                    }
                    if e.hash == hash
                        && let Some(k) = e.key
                    {
                        match Value::from_word(k).cast::<Str>() {
                            Some(s) if s.same(key) => return self.present(i),
                            Some(_) => {}
                            None if all_str => {}
                            None => return self.ask_unless_plain(k),
                        }
                    }
                }
                Probe::Missing
            }
            Some(index) => {
                let entries = self.entries();
                let mut ask = false;
                let found = index.find(spread(hash), |&i| {
                    let e = &entries[i as usize];
                    if e.hash != hash {
                        return false;
                    }
                    if e.key == Some(word) {
                        return true;
                    }
                    let Some(k) = e.key else { return false };
                    match Value::from_word(k).cast::<Str>() {
                        Some(s) => s.same(key),
                        None => {
                            ask = self.ask_unless_plain(k) == Probe::Ask;
                            ask
                        }
                    }
                });
                match found {
                    Some(_) if ask => Probe::Ask,
                    Some(&i) => self.present(i as usize),
                    None => Probe::Missing,
                }
            }
        }
    }

    fn ask_unless_plain(&self, key: Word) -> Probe {
        match Value::from_word(key).kind() {
            Kind::Free | Kind::Int | Kind::Bytes | Kind::Tuple => Probe::Missing,
            _ => Probe::Ask,
        }
    }

    fn present(&self, i: usize) -> Probe {
        if self.entries()[i].value.is_some() { Probe::At(i) } else { Probe::Missing }
    }

    /// The position of a key by its hash and its word; `same` says of another key with the same hash whether it
    /// is equal, if that needs no script.
    #[inline]
    pub(crate) fn find_by(&self, hash: i64, word: Word, same: impl Fn(Value<'_>) -> Option<bool>) -> Probe {
        let entries = self.entries();
        let mut asked = false;
        let mut fits = |i: usize| {
            let e = &entries[i];
            if e.hash != hash || e.value.is_none() {
                return false;
            }
            let Some(k) = e.key else { return false };
            k == word
                || same(Value::from_word(k)).unwrap_or_else(|| {
                    asked = true;
                    true
                })
        };
        let found = match self.index() {
            None => (0..entries.len()).find(|i| fits(*i)),
            Some(index) => index.find(spread(hash), |i| fits(*i as usize)).map(|i| *i as usize),
        };
        match found {
            Some(_) if asked => Probe::Ask,
            Some(i) => Probe::At(i),
            None => Probe::Missing,
        }
    }

    /// The `n`th entry whose key has this hash: its position and key. For look-ups step by step.
    pub fn candidate(&self, hash: i64, n: usize) -> Option<(usize, Value<'_>)> {
        let fits = |i: usize| {
            let e = self.entries()[i];
            if e.hash == hash && e.value.is_some() { e.key.map(|k| (i, Value::from_word(k))) } else { None }
        };
        match self.index() {
            None => (0..self.entries().len()).filter_map(fits).nth(n),
            Some(index) => index.iter_hash(spread(hash)).filter_map(|&i| fits(i as usize)).nth(n),
        }
    }

    /// The value at a position that a look-up gave.
    #[inline(always)]
    pub fn value_at(&self, at: usize) -> Option<Value<'_>> {
        self.entries().get(at).and_then(|e| e.value).map(Value::from_word)
    }

    /// The key at a position.
    pub fn key_at(&self, at: usize) -> Option<Value<'_>> {
        let e = self.entries().get(at)?;
        e.value?;
        e.key.map(Value::from_word)
    }

    /// The stored hash of the key at a position.
    pub fn hash_at(&self, at: usize) -> i64 {
        self.entries().get(at).map_or(0, |e| e.hash)
    }

    /// Replaces the value at a position that a look-up gave.
    #[inline(always)]
    pub fn set_at(&self, at: usize, value: Value<'_>) {
        self.header.stored(value.word());
        if let Some(e) = self.entries_mut().get_mut(at) {
            if e.value.is_none() && e.key.is_some() {
                self.live.set(self.live.get() + 1);
                self.version.set(self.version.get().wrapping_add(1));
            }
            e.value = Some(value.word());
        }
    }

    /// Adds an item whose key is known not to be there.
    pub fn insert_new(&self, heap: &Heap, hash: i64, key: Value<'_>, value: Value<'_>) -> usize {
        let is_str = key.cast::<Str>().is_some();
        if !is_str {
            self.header.put(ALL_STR, false);
        }
        if self.header.has(PINNED)
            && let Some(s) = key.cast::<Str>()
            && let Some(at) = self.dormant(s, hash)
        {
            self.set_at(at, value);
            return at;
        }
        self.make_room(heap);
        self.header.stored(key.word());
        self.header.stored(value.word());
        self.push(hash, key.word(), Some(value.word()));
        self.live.set(self.live.get() + 1);
        self.version.set(self.version.get().wrapping_add(1));
        self.entries().len() - 1
    }

    /// In a pinned dict: the entry of a name whose value is unset.
    fn dormant(&self, key: &Str, hash: i64) -> Option<usize> {
        let same = |i: &usize| {
            let e = self.entries()[*i];
            e.hash == hash
                && e.value.is_none()
                && e.key.is_some_and(|k| Value::from_word(k).cast::<Str>().is_some_and(|s| s.same(key)))
        };
        match self.index() {
            None => (0..self.entries().len()).find(same),
            Some(index) => index.iter_hash(spread(hash)).map(|&i| i as usize).find(same),
        }
    }

    /// In a pinned dict: the position of a name, made with an unset value if it is not there.
    pub fn slot_for(&self, heap: &Heap, name: &Str, hash: u32) -> usize {
        if let Probe::At(i) = self.find_str(name, hash) {
            return i;
        }
        if let Some(i) = self.dormant(name, hash as i64) {
            return i;
        }
        self.make_room(heap);
        self.push(hash as i64, name.word(), None);
        self.entries().len() - 1
    }

    /// In a pinned dict: the value of a slot.
    ///
    /// # Safety
    /// The slot was made by `slot_for`.
    #[inline(always)]
    pub(crate) unsafe fn pinned_value(&self, at: usize) -> Option<Word> {
        debug_assert!(at < self.entries().len());
        // SAFETY: pinned dicts keep their slots
        unsafe { self.entries().get_unchecked(at).value }
    }

    /// In a pinned dict: sets the value of a slot. (A marking looks at pinned dicts again at its end, so that
    /// nothing needs to be told.)
    ///
    /// # Safety
    /// The slot was made by `slot_for`.
    #[inline(always)]
    pub(crate) unsafe fn set_pinned(&self, at: usize, value: Word) {
        debug_assert!(at < self.entries().len());
        // SAFETY: pinned dicts keep their slots
        let e = unsafe { self.entries_mut().get_unchecked_mut(at) };
        if e.value.is_none() {
            self.live.set(self.live.get() + 1);
            self.version.set(self.version.get().wrapping_add(1));
        }
        e.value = Some(value);
    }

    /// The value at a position, if there is one.
    #[inline(always)]
    pub(crate) fn slot_value(&self, at: usize) -> Option<Word> {
        self.entries().get(at).and_then(|e| e.value)
    }

    /// The key of a slot, whether a value is set or not.
    pub(crate) fn slot_key(&self, at: usize) -> Option<Word> {
        self.entries().get(at).and_then(|e| e.key)
    }

    fn push(&self, hash: i64, key: Word, value: Option<Word>) {
        let at = self.entries().len();
        self.entries_mut().push(Entry { hash, key: Some(key), value });
        if at >= SMALL {
            match self.index_mut() {
                Some(index) if at < WIDE && index.len() == index.capacity() => self.rebuild_index(),
                Some(index) => {
                    let entries = self.entries();
                    index.insert_unique(spread(hash), at as u32, |&i| spread(entries[i as usize].hash));
                }
                None => self.rebuild_index(),
            }
        }
    }

    fn rebuild_index(&self) {
        let entries = self.entries();
        // small tables grow in wide steps: putting their entries in anew costs more than their room
        let room = if entries.len() < WIDE { 3 } else { 1 } * entries.len() + entries.len() / 2;
        let mut index = HashTable::with_capacity(room);
        for (i, e) in entries.iter().enumerate() {
            if e.key.is_some() {
                index.insert_unique(spread(e.hash), i as u32, |&i| spread(entries[i as usize].hash));
            }
        }
        // SAFETY: no reference into the old index is alive
        unsafe { *self.index.get() = Some(Box::new(index)) }
    }

    fn make_room(&self, heap: &Heap) {
        let entries = self.entries_mut();
        if entries.len() < entries.capacity() {
            return;
        }
        if !self.header.has(PINNED) && entries.len() > self.len() * 2 + SMALL {
            self.header.touch();
            entries.retain(|e| e.key.is_some());
            // SAFETY: no reference into the old index is alive
            unsafe { *self.index.get() = None }
            if self.entries().len() > SMALL {
                self.rebuild_index();
            }
            return;
        }
        let before = entries.capacity();
        entries.reserve(if before == 0 { 4 } else { before });
        heap.account((entries.capacity() - before) * (size_of::<Entry>() + 5));
    }

    /// Takes the item at a position out.
    pub fn remove_at(&self, at: usize) -> Option<Value<'_>> {
        let pinned = self.header.has(PINNED);
        let e = self.entries_mut().get_mut(at)?;
        let value = e.value.take()?;
        let hash = e.hash;
        if !pinned {
            e.key = None;
            if let Some(index) = self.index_mut()
                && let Ok(found) = index.find_entry(spread(hash), |&i| i as usize == at)
            {
                found.remove();
            }
            if at + 1 == self.entries().len() {
                self.entries_mut().pop();
            }
        }
        self.live.set(self.live.get() - 1);
        self.version.set(self.version.get().wrapping_add(1));
        Some(Value::from_word(value))
    }

    /// The first item at or after a position: its position, key and value.
    #[inline]
    pub fn next_from(&self, from: usize) -> Option<(usize, Value<'_>, Value<'_>)> {
        let entries = self.entries();
        let mut i = from;
        while let Some(e) = entries.get(i) {
            if let (Some(k), Some(v)) = (e.key, e.value) {
                return Some((i, Value::from_word(k), Value::from_word(v)));
            }
            i += 1;
        }
        None
    }

    /// The last item before a position (`usize::MAX`: of all).
    pub fn last_before(&self, before: usize) -> Option<(usize, Value<'_>, Value<'_>)> {
        let entries = self.entries();
        for i in (0..entries.len().min(before)).rev() {
            if let (Some(k), Some(v)) = (entries[i].key, entries[i].value) {
                return Some((i, Value::from_word(k), Value::from_word(v)));
            }
        }
        None
    }

    /// All items in order. Nothing may change the dict while the iterator lives.
    pub fn iter(&self) -> impl Iterator<Item = (Value<'_>, Value<'_>)> {
        self.entries().iter().filter_map(|e| Some((Value::from_word(e.key?), Value::from_word(e.value?))))
    }

    /// Takes all items out.
    pub fn clear(&self) {
        if self.header.has(PINNED) {
            for e in self.entries_mut() {
                e.value = None;
            }
        } else {
            *self.entries_mut() = Vec::new();
            // SAFETY: no reference into the old index is alive
            unsafe { *self.index.get() = None }
            self.header.put(ALL_STR, true);
        }
        self.live.set(0);
        self.version.set(self.version.get().wrapping_add(1));
    }

    /// Becomes a copy of another dict's items; this dict must be empty and not pinned.
    pub fn copy_from(&self, heap: &Heap, other: &Dict) {
        self.header.touch();
        let mut items = Vec::with_capacity(other.len());
        items.extend(other.entries().iter().filter(|e| e.value.is_some()).copied());
        heap.account(items.capacity() * (size_of::<Entry>() + 5));
        self.live.set(items.len() as u32);
        *self.entries_mut() = items;
        self.header.put(ALL_STR, other.all_str());
        // SAFETY: no reference into the old index is alive
        unsafe { *self.index.get() = None }
        if self.entries().len() > SMALL {
            self.rebuild_index();
        }
        self.version.set(self.version.get().wrapping_add(1));
    }

    /// A string key's value.
    pub fn get_str(&self, key: &Str, hash: u32) -> Option<Value<'_>> {
        match self.find_str(key, hash) {
            Probe::At(i) => self.value_at(i),
            _ => None,
        }
    }

    /// Sets a string key.
    pub fn set_str(&self, heap: &Heap, key: &Str, hash: u32, value: Value<'_>) {
        match self.find_str(key, hash) {
            Probe::At(i) => self.set_at(i, value),
            _ => {
                self.insert_new(heap, hash as i64, key.value(), value);
            }
        }
    }
}
