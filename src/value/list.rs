//! Lists.

use super::{Builtins, Kind, Value};
use crate::heap::{Header, Heap, Slot, Word, WordVec, copy_words};

/// A list.
#[derive(Debug)]
#[repr(C)]
pub struct List {
    pub(super) header: Header,
    items: WordVec,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
}

object!(List, List, |this, t| {
    t.slot(&this.attrs);
    this.items.trace(t)
});

/// Lists made of so many items have them in their own cell, until they grow.
const SHORT: usize = 60;

const _: () = assert!(List::ITEMS + WordVec::BEHIND == size_of::<List>());

impl List {
    /// Where the storage lies.
    pub(crate) const ITEMS: usize = std::mem::offset_of!(List, items);
    /// Where the attributes lie.
    pub(crate) const ATTRS: usize = std::mem::offset_of!(List, attrs);
    /// Room in the own cells of empty lists that are made to be filled.
    pub(crate) const ROOM: usize = 4;

    /// A list of these items.
    pub fn new<'h>(heap: &'h Heap, items: &[Value<'_>]) -> &'h List {
        List::from_words(heap, Value::words(items))
    }

    /// An empty list.
    #[inline]
    pub fn empty(heap: &Heap) -> &List {
        let header = Header::new(Kind::List as u8, Builtins::List as u32);
        heap.alloc(List { header, items: WordVec::new(), attrs: Slot::unset() })
    }

    pub(crate) fn from_words<'h>(heap: &'h Heap, words: &[Word]) -> &'h List {
        if (1..=SHORT).contains(&words.len()) {
            return List::short(heap, words, words.len());
        }
        let list = List::empty(heap);
        list.items.extend(&list.header, words);
        heap.account(list.items.capacity() * 8);
        list
    }

    fn unfilled() -> List {
        let header = Header::new(Kind::List as u8, Builtins::List as u32);
        List { header, items: WordVec::new(), attrs: Slot::unset() }
    }

    /// A list of a few items in its own cell.
    #[inline]
    fn short<'h>(heap: &'h Heap, words: &[Word], cap: usize) -> &'h List {
        let list = List::unfilled();
        // SAFETY: the tail has room for the words
        let list = heap.alloc_filled(list, cap * 8, |p| unsafe { copy_words(words, p.cast()) });
        // SAFETY: the tail follows the list, which does not move
        unsafe { list.items.lie_behind(words.len(), cap) }
        list
    }

    /// The items of two lists, one after the other.
    pub fn concat<'h>(heap: &'h Heap, a: &List, b: &List) -> &'h List {
        // SAFETY: making a list changes no other
        unsafe { List::of_both(heap, a.items.as_slice(), b.items.as_slice()) }
    }

    /// A list of these items, and then those.
    pub(crate) fn of_both<'h>(heap: &'h Heap, a: &[Word], b: &[Word]) -> &'h List {
        let n = a.len() + b.len();
        if (1..=SHORT).contains(&n) {
            let list = List::unfilled();
            // SAFETY: the tail has room for the words of both
            let list = heap.alloc_filled(list, n * 8, |p| unsafe {
                copy_words(a, p.cast());
                copy_words(b, p.cast::<Word>().add(a.len()));
            });
            // SAFETY: the tail follows the list, which does not move
            unsafe { list.items.lie_behind(n, n) }
            return list;
        }
        let list = List::with_capacity(heap, n);
        for part in [a, b] {
            list.items.extend(&list.header, part);
        }
        list
    }

    /// A new list of the same items.
    pub fn copied<'h>(&self, heap: &'h Heap) -> &'h List {
        // SAFETY: making a list changes no other
        List::from_words(heap, unsafe { self.items.as_slice() })
    }

    /// The storage.
    #[inline(always)]
    pub(crate) fn items(&self) -> &WordVec {
        &self.items
    }

    /// The items as texts with a separator between them; the index of the first that is no string.
    pub fn join<'h>(&'h self, heap: &'h Heap, separator: &super::Str) -> Result<&'h super::Str, usize> {
        // SAFETY: a Value is a transparent Word; making a string changes no list
        let items = unsafe { std::slice::from_raw_parts(self.items.as_slice().as_ptr().cast(), self.len()) };
        super::Str::join(heap, separator, items)
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The item at `i`.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value<'_>> {
        self.items.get(i).map(Value::from_word)
    }

    /// Replaces the item at `i`; nothing happens beyond the end.
    #[inline(always)]
    pub fn set(&self, i: usize, value: Value<'_>) {
        self.items.set(&self.header, i, value.word());
    }

    /// Swaps two items.
    #[inline]
    pub fn swap(&self, i: usize, j: usize) {
        if let (Some(x), Some(y)) = (self.items.get(i), self.items.get(j)) {
            self.items.set(&self.header, i, y);
            self.items.set(&self.header, j, x);
        }
    }

    /// Appends an item.
    #[inline(always)]
    pub fn push(&self, heap: &Heap, value: Value<'_>) {
        if self.items.len() == self.items.capacity() {
            self.grow(heap, 1);
        }
        self.items.push(&self.header, value.word());
    }

    #[cold]
    #[inline(never)]
    fn grow(&self, heap: &Heap, more: usize) {
        let before = self.items.capacity();
        self.items.reserve(more);
        heap.account(self.items.capacity().saturating_sub(before) * 8);
    }

    /// Appends items.
    pub fn extend(&self, heap: &Heap, values: &[Value<'_>]) {
        self.extend_words(heap, Value::words(values));
    }

    /// An empty list with room.
    pub fn with_capacity(heap: &Heap, n: usize) -> &List {
        if (1..=SHORT).contains(&n) {
            return List::short(heap, &[], n);
        }
        let list = List::empty(heap);
        if n > 0 {
            list.grow(heap, n);
        }
        list
    }

    /// Appends the same word so many times.
    pub(crate) fn fill(&self, heap: &Heap, word: Word, times: usize) {
        self.reserve(heap, times);
        self.items.fill(&self.header, word, times);
    }

    /// Makes room for more items.
    pub fn reserve(&self, heap: &Heap, more: usize) {
        if more > 0 {
            self.grow(heap, more);
        }
    }

    /// Appends words, which must not be the list's own.
    pub(crate) fn extend_words(&self, heap: &Heap, words: &[Word]) {
        if self.items.len() + words.len() > self.items.capacity() {
            self.grow(heap, words.len());
        }
        self.items.extend(&self.header, words);
    }

    /// Takes the last item off.
    pub fn pop(&self) -> Option<Value<'_>> {
        self.items.pop().map(Value::from_word)
    }

    /// Replaces the items from `from` to `to` by others.
    pub fn splice(&self, heap: &Heap, from: usize, to: usize, with: &[Value<'_>]) {
        let before = self.items.capacity();
        self.items.splice(&self.header, from, to, Value::words(with));
        heap.account(self.items.capacity().saturating_sub(before) * 8);
    }

    /// Takes the item at `i` out.
    pub fn remove(&self, i: usize) -> Option<Value<'_>> {
        let w = self.items.get(i)?;
        self.items.splice(&self.header, i, i + 1, &[]);
        Some(Value::from_word(w))
    }

    /// A copy of the items.
    pub fn to_vec(&self) -> Vec<Value<'_>> {
        self.items.to_vec().into_iter().map(Value::from_word).collect()
    }

    /// Moves all items of `other` here, in place of those that were here.
    pub fn take_from(&self, other: &List) {
        self.items.take_from(&self.header, &other.items);
    }

    /// Takes all items out.
    pub fn clear(&self) {
        self.items.truncate(0);
    }

    /// Drops the items from `len` on.
    pub fn truncate(&self, len: usize) {
        self.items.truncate(len);
    }

    /// Turns the order round.
    pub fn reverse(&self) {
        self.items.reverse(&self.header);
    }
}
