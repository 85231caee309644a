//! Dicts: entries in order of insertion, the first few of them in the dict's own cell, no index up to eight of them,
//! then a hash index.
//!
//! A look-up that may run script (`__eq__` of a key's class) is done by the machine, candidate by candidate;
//! here is everything that cannot. The dict of a module is *pinned*: an entry, once made, keeps its position,
//! so that code may name globals by position; an unset value means that the name is not there.

use std::cell::{Cell, UnsafeCell};

use super::dict_entries::{Entries, Entry};
use super::dict_index::{self, Index};
use super::object::place;
use super::{Builtins, Kind, Str, Tuple, Value};
use crate::heap::{Header, Heap, Slot, Word};

/// Entries up to this many are searched one by one.
const SMALL: usize = 8;
const ALL_STR: u8 = Header::FLAG_A;
const PINNED: u8 = Header::FLAG_B;

/// A dict. `Header::n`: so many entries at the start are holes, at least.
#[derive(Debug)]
#[repr(C)]
pub struct Dict {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    live: Cell<u32>,
    version: Cell<u32>,
    entries: UnsafeCell<Entries>,
    index: UnsafeCell<Index>,
}

const _: () = assert!(std::mem::offset_of!(Dict, entries) + Entries::BEHIND == size_of::<Dict>());

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
    this.entries().capacity() * size_of::<Entry>() + this.index().size()
});

/// Where the parts of dicts lie, for machine code that looks for keys.
#[derive(Clone, Copy)]
pub(crate) struct Places {
    /// Address and number of the entries, from the object's start.
    pub entries: i32,
    pub count: i32,
    /// Address of the index, and its number of slots and one more; that is 0 where there is none.
    pub index: i32,
    pub slots: i32,
}

impl Places {
    /// Bytes of an entry, and where its parts lie; the value is unset where there is a hole.
    pub const ENTRY: i32 = size_of::<Entry>() as i32;
    pub const HASH: i32 = std::mem::offset_of!(Entry, hash) as i32;
    pub const KEY: i32 = std::mem::offset_of!(Entry, key) as i32;
    pub const VALUE: i32 = std::mem::offset_of!(Entry, value) as i32;
    /// The flag of dicts whose keys are all strings.
    pub const ALL_STR: u8 = ALL_STR;
    /// How a hash becomes a slot, see [`dict_index`].
    pub const FACTOR: u64 = dict_index::FACTOR;
    pub const FOLD: u8 = dict_index::FOLD as u8;
    pub const TAG: u8 = dict_index::TAG as u8;
    /// The flag of dicts whose entries keep their places.
    pub const PINNED: u8 = PINNED;
    /// So many entries are searched one by one, without an index.
    pub const SMALL: i32 = SMALL as i32;
    /// Where the number of items lies, and how often items have been added or removed.
    pub const LIVE: i32 = std::mem::offset_of!(Dict, live) as i32;
    pub const VERSION: i32 = std::mem::offset_of!(Dict, version) as i32;
    /// Where it says how many entries there is room for.
    pub const ROOM: i32 = (std::mem::offset_of!(Dict, entries) + Entries::CAP) as i32;

    /// Looks at how boxes are laid out.
    pub fn find() -> Places {
        let index: Box<[u32]> = Box::new([0; 3]);
        let (e, i) = (std::mem::offset_of!(Dict, entries), std::mem::offset_of!(Dict, index) as i32);
        Places {
            entries: (e + Entries::PTR) as i32,
            count: (e + Entries::LEN) as i32,
            index: i + place(&index, index.as_ptr() as usize),
            slots: i + place(&index, 3),
        }
    }
}

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

/// Whether items of two tuples are the very same ones, or plain strings of the same text.
#[inline]
fn same_items(x: &[Word], y: &[Word]) -> bool {
    let text = |w: Word| {
        let v = Value::from_word(w);
        if v.is_exact(Builtins::Str) { v.cast::<Str>() } else { None }
    };
    let same = |(p, q): (&Word, &Word)| p == q || text(*p).zip(text(*q)).is_some_and(|(p, q)| p.same(q));
    x.len() == y.len() && x.iter().zip(y).all(same)
}

impl Dict {
    /// Room for entries in the dicts that scripts make empty: few stay so.
    const FILLED: usize = 4;

    /// An empty dict that will be filled.
    pub fn to_fill(heap: &Heap) -> &Dict {
        Dict::with_capacity(heap, Dict::FILLED)
    }

    /// An empty dict.
    pub fn new(heap: &Heap) -> &Dict {
        Dict::with_capacity(heap, 0)
    }

    /// An empty dict with room: of some entries, in its own cell.
    pub fn with_capacity(heap: &Heap, n: usize) -> &Dict {
        const SOME: usize = 3 * SMALL;
        if n > SOME {
            let dict = heap.alloc(Dict::fresh());
            dict.entries_mut().reserve(n);
            heap.account(dict.entries().capacity() * size_of::<Entry>());
            return dict;
        }
        let dict = heap.alloc_filled(Dict::fresh(), n * size_of::<Entry>(), |_| ());
        // SAFETY: the room follows the dict, which does not move
        unsafe { dict.entries_mut().lie_behind(n) }
        dict
    }

    /// What an empty dict begins as. To be made where it is put: a copy would wait for the words just written.
    #[inline(always)]
    fn fresh() -> Dict {
        let header = Header::new(Kind::Dict as u8, Builtins::Dict as u32);
        header.put(ALL_STR, true);
        Dict {
            header,
            attrs: Slot::unset(),
            live: Cell::new(0),
            version: Cell::new(0),
            entries: UnsafeCell::new(Entries::new()),
            index: UnsafeCell::new(Index::none()),
        }
    }

    /// A dict of keys and values, if there are few and the keys are names, no two of them the same; `hash` gives a
    /// name's.
    pub(crate) fn of_names<'h, 'v>(
        heap: &'h Heap,
        items: impl ExactSizeIterator<Item = (Value<'v>, Value<'v>)> + Clone,
        hash: impl Fn(&Str) -> u32,
    ) -> Option<&'h Dict> {
        let n = items.len();
        let is_name =
            |k: Value<'_>| k.cast::<Str>().is_some_and(Str::is_interned) && k.is_exact(Builtins::Str);
        if n > SMALL || !items.clone().all(|(k, _)| is_name(k)) {
            return None;
        }
        let made = Dict::with_capacity(heap, n);
        let entries = made.entries_mut();
        for (k, v) in items {
            let (name, key) = (k.cast::<Str>()?, Some(k.word()));
            if entries.iter().any(|e| e.key == key) {
                return None;
            }
            entries.push(Entry { hash: hash(name) as i64, key, value: Some(v.word()) });
        }
        made.live.set(n as u32);
        Some(made)
    }

    /// The empty dict of a module: entries keep their positions.
    pub fn pinned(heap: &Heap) -> &Dict {
        let d = Dict::new(heap);
        d.header.put(PINNED, true);
        d
    }

    #[inline(always)]
    fn entries(&self) -> &Entries {
        // SAFETY: references into the entries never outlive the method that takes them; none runs script
        unsafe { &*self.entries.get() }
    }

    #[allow(clippy::mut_from_ref)]
    fn entries_mut(&self) -> &mut Entries {
        // SAFETY: as above; methods take one reference at a time
        unsafe { &mut *self.entries.get() }
    }

    #[inline(always)]
    fn index(&self) -> &Index {
        // SAFETY: as above
        unsafe { &*self.index.get() }
    }

    fn set_index(&self, index: Index) {
        // SAFETY: no reference into the old index is alive
        unsafe { *self.index.get() = index }
    }

    /// The address of the word that holds the address of the entries, for machine code that reads globals.
    pub(crate) fn entries_address(&self) -> usize {
        self.entries.get().addr() + Entries::PTR
    }

    /// Where the number of items lies, of 32 bits.
    pub(crate) const LIVE: usize = std::mem::offset_of!(Dict, live);

    /// Where the value of the entry at a position lies from the first entry.
    pub(crate) const fn value_offset(at: usize) -> usize {
        at * size_of::<Entry>() + std::mem::offset_of!(Entry, value)
    }

    /// The same of the key.
    pub(crate) const fn key_offset(at: usize) -> usize {
        at * size_of::<Entry>() + std::mem::offset_of!(Entry, key)
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
        if !self.all_str() {
            return self.find_among_others(key, hash as i64);
        }
        match self.find_among_strings(key, hash as i64) {
            Some(i) => Probe::At(i),
            None => Probe::Missing,
        }
    }

    /// The position of a string key where all keys are strings.
    #[inline(never)]
    fn find_among_strings(&self, key: &Str, hash: i64) -> Option<usize> {
        if self.index().is_none() {
            return self.find_among_few(key, hash);
        }
        let (entries, word) = (&self.entries()[..], Some(key.word()));
        let mut walk = self.index().walk(hash);
        loop {
            let i = walk.next()?;
            let Some(e) = entries.get(i) else { continue };
            // SAFETY: all keys are strings, as the flag says
            if e.key == word || e.hash == hash && unsafe { e.is(key) } {
                return e.value.map(|_| i);
            }
        }
    }

    /// The same without an index.
    #[inline(always)]
    fn find_among_few(&self, key: &Str, hash: i64) -> Option<usize> {
        // at the start there may be holes
        let first = self.header.n() as usize;
        let entries = self.entries().get(first..)?;
        // SAFETY: all keys are strings, as the flag says
        let i = entries.iter().position(|e| e.hash == hash && unsafe { e.is(key) })?;
        entries[i].value.map(|_| first + i)
    }

    /// The position of a string key where others may decide by script whether they equal it.
    #[inline(never)]
    fn find_among_others(&self, key: &Str, hash: i64) -> Probe {
        self.find_by(hash, key.word(), |k| match k.cast::<Str>() {
            Some(s) => Some(s.same(key)),
            None if self.ask_unless_plain(k.word()) == Probe::Ask => None,
            None => Some(false),
        })
    }

    #[cold]
    fn ask_unless_plain(&self, key: Word) -> Probe {
        match Value::from_word(key).kind() {
            Kind::Free | Kind::Int | Kind::Bytes | Kind::Tuple => Probe::Missing,
            _ => Probe::Ask,
        }
    }

    /// The position of a key by its hash and its word; `same` says of another key with the same hash whether it
    /// is equal, if that needs no script.
    #[inline]
    pub(crate) fn find_by(&self, hash: i64, word: Word, same: impl Fn(Value<'_>) -> Option<bool>) -> Probe {
        let entries = self.entries();
        let mut asked = false;
        let mut fits = |e: &Entry| {
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
        let found = if self.index().is_none() {
            entries.iter().position(fits)
        } else {
            self.index().find(hash, |i| entries.get(i).is_some_and(&mut fits))
        };
        match found {
            Some(_) if asked => Probe::Ask,
            Some(i) => Probe::At(i),
            None => Probe::Missing,
        }
    }

    /// The position of this very word; `Ask` if another key has its hash.
    #[inline]
    pub(crate) fn find_word(&self, hash: i64, word: Word) -> Probe {
        match self.position(hash, |_| true) {
            None => Probe::Missing,
            Some(at) => {
                let e = &self.entries()[at];
                if e.key == Some(word) && e.value.is_some() { Probe::At(at) } else { Probe::Ask }
            }
        }
    }

    /// The position of a tuple of the very same items, or of the same texts, if it is the first key with its hash.
    #[inline]
    pub(crate) fn find_tuple(&self, hash: i64, key: &Tuple) -> Option<usize> {
        let at = self.position(hash, |_| true)?;
        let e = self.entries().get(at)?;
        let k = Value::from_word(e.key?);
        let same = k.is_exact(Builtins::Tuple)
            && k.cast::<Tuple>().is_some_and(|t| same_items(t.words(), key.words()));
        (same && e.value.is_some()).then_some(at)
    }

    /// The `n`th entry whose key has this hash: its position and key. For look-ups step by step.
    pub fn candidate(&self, hash: i64, n: usize) -> Option<(usize, Value<'_>)> {
        let mut before = n;
        let at = self.position(hash, |e| {
            let fits = e.value.is_some();
            let last = fits && before == 0;
            before -= (fits && !last) as usize;
            last
        })?;
        Some((at, Value::from_word(self.entries()[at].key?)))
    }

    /// The first entry of a key with this hash that fits.
    #[inline(always)]
    fn position(&self, hash: i64, mut fits: impl FnMut(&Entry) -> bool) -> Option<usize> {
        let entries = self.entries();
        let mut fits = |e: &Entry| e.hash == hash && e.key.is_some() && fits(e);
        if self.index().is_none() {
            return entries.iter().position(fits);
        }
        self.index().find(hash, |i| entries.get(i).is_some_and(&mut fits))
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
        self.position(hash, |e| {
            e.value.is_none()
                && e.key.is_some_and(|k| Value::from_word(k).cast::<Str>().is_some_and(|s| s.same(key)))
        })
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

    #[inline]
    fn push(&self, hash: i64, key: Word, value: Option<Word>) {
        let at = self.entries().len();
        self.entries_mut().push(Entry { hash, key: Some(key), value });
        // SAFETY: no other reference into the index is alive
        let index = unsafe { &mut *self.index.get() };
        if index.has_room() {
            index.insert(hash, at);
        } else if at >= SMALL || !index.is_none() {
            self.rebuild_index();
        }
    }

    #[cold]
    #[inline(never)]
    fn rebuild_index(&self) {
        let entries = self.entries();
        self.set_index(Index::of(entries.len(), entries.iter().map(|e| e.key.map(|_| e.hash))));
    }

    /// Sees to it that one more entry goes in without a move.
    #[inline]
    fn make_room(&self, heap: &Heap) {
        if self.entries().len() == self.entries().capacity() {
            self.grow(heap);
        }
    }

    /// Makes room at once where so many more items are many.
    pub fn expect(&self, heap: &Heap, more: usize) {
        let before = self.entries().capacity();
        let all = self.entries().len() + more;
        if all <= before || more <= SMALL {
            return;
        }
        self.entries_mut().reserve(all);
        heap.account((all - before) * (size_of::<Entry>() + 8));
        if !self.index().has_room_for(all) {
            let entries = self.entries();
            self.set_index(Index::of(all, entries.iter().map(|e| e.key.map(|_| e.hash))));
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&self, heap: &Heap) {
        let entries = self.entries_mut();
        // of few entries half may be holes
        let few = entries.len() == SMALL && self.len() * 2 <= SMALL;
        if !self.header.has(PINNED) && (few || entries.len() > self.len() * 2 + SMALL) {
            self.header.touch();
            self.header.set_n(0);
            entries.close_up();
            self.set_index(Index::none());
            if self.entries().len() > SMALL {
                self.rebuild_index();
            }
            return;
        }
        let before = entries.capacity();
        entries.reserve((2 * before).max(4));
        heap.account((entries.capacity() - before) * (size_of::<Entry>() + 8));
    }

    /// Takes the item at a position out.
    pub fn remove_at(&self, at: usize) -> Option<Value<'_>> {
        let pinned = self.header.has(PINNED);
        let e = self.entries_mut().get_mut(at)?;
        let value = e.value.take()?;
        if !pinned {
            e.key = None;
            // before here there are only holes, so that a queue of items finds its first one
            let mut first = self.header.n();
            while first < u16::MAX && self.entries().get(first as usize).is_some_and(|e| e.key.is_none()) {
                first += 1;
            }
            self.header.set_n(first);
        }
        self.live.set(self.live.get() - 1);
        self.version.set(self.version.get().wrapping_add(1));
        Some(Value::from_word(value))
    }

    /// Forgets the holes behind the last item.
    pub fn trim(&self) {
        if !self.header.has(PINNED) {
            let n = self.entries().iter().rposition(|e| e.key.is_some()).map_or(0, |i| i + 1);
            self.entries_mut().truncate(n);
            self.header.set_n(self.header.n().min(n.min(u16::MAX as usize) as u16));
        }
    }

    /// The first item at or after a position: its position, key and value.
    #[inline]
    pub fn next_from(&self, from: usize) -> Option<(usize, Value<'_>, Value<'_>)> {
        let entries = self.entries();
        let mut i = if from == 0 { self.header.n() as usize } else { from };
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
            for e in &mut **self.entries_mut() {
                e.value = None;
            }
        } else {
            self.entries_mut().clear();
            self.set_index(Index::none());
            self.header.set_n(0);
            self.header.put(ALL_STR, true);
        }
        self.live.set(0);
        self.version.set(self.version.get().wrapping_add(1));
    }

    /// Becomes a copy of another dict's items; this dict must be empty and not pinned.
    pub fn copy_from(&self, heap: &Heap, other: &Dict) {
        self.header.touch();
        let items = self.entries_mut();
        if !items.is_empty() {
            items.clear();
        }
        if items.capacity() < other.len() {
            items.reserve(other.len());
            heap.account(items.capacity() * (size_of::<Entry>() + 8));
        }
        if other.entries().len() == other.len() {
            items.extend(other.entries());
        } else {
            other.entries().iter().filter(|e| e.value.is_some()).for_each(|e| items.push(*e));
        }
        self.live.set(items.len() as u32);
        self.header.set_n(0);
        self.header.put(ALL_STR, other.all_str());
        if other.entries().len() == self.len() {
            // no holes: all stands where it stood
            if !self.index().is_none() || !other.index().is_none() {
                self.set_index(other.index().clone());
            }
        } else {
            self.set_index(Index::none());
            if self.entries().len() > SMALL {
                self.rebuild_index();
            }
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
