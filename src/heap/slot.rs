//! Places inside objects that hold references: single slots and growable vectors.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::cell::Cell;

use super::marker::barrier;
use super::{Header, Tracer, Word};

/// A field of an object that holds a word or is unset.
#[derive(Debug)]
#[repr(transparent)]
pub struct Slot(Cell<Option<Word>>);

impl Slot {
    /// A slot with nothing in it.
    #[inline(always)]
    pub const fn unset() -> Slot {
        Slot(Cell::new(None))
    }

    /// A slot of a newborn object.
    #[inline(always)]
    pub const fn new(word: Option<Word>) -> Slot {
        Slot(Cell::new(word))
    }

    /// What it holds.
    #[inline(always)]
    pub fn get(&self) -> Option<Word> {
        self.0.get()
    }

    /// Stores a word. `owner` is the header of the object the slot is in: the write barrier hangs on it.
    #[inline(always)]
    pub fn set(&self, owner: &Header, word: Option<Word>) {
        if owner.has(Header::BARRIER) {
            barrier(owner, word);
        }
        self.0.set(word);
    }

    /// Takes the word out.
    #[inline(always)]
    pub fn take(&self) -> Option<Word> {
        self.0.take()
    }
}

/// Copies words to a place that does not overlap them: few of them one by one, which costs less than a call.
///
/// # Safety
/// There is room for them at `to`.
#[inline(always)]
pub(crate) unsafe fn copy_words(from: &[Word], to: *mut Word) {
    const FEW: usize = 8;
    // SAFETY: says the caller
    unsafe {
        if from.len() > FEW {
            std::ptr::copy_nonoverlapping(from.as_ptr(), to, from.len());
            return;
        }
        for (i, w) in from.iter().enumerate() {
            // volatile, or it would be made a call again
            to.add(i).write_volatile(*w);
        }
    }
}

/// A growable vector of words in 16 bytes: the storage of lists. Its words are in a block of their own, or at first in
/// the cell of the object that it is part of ([`WordVec::lie_behind`]).
///
/// They need not begin where the block does: words taken out near the front leave room there, instead of all that
/// follow moving. The word before the first says how far it is from the block's start.
#[derive(Debug)]
pub struct WordVec {
    ptr: Cell<*mut Word>,
    len: Cell<u32>,
    cap: Cell<u32>,
}

impl WordVec {
    /// Where the address of the words lies.
    pub const PTR: usize = std::mem::offset_of!(WordVec, ptr);
    /// Where the number of words lies, of 32 bits.
    pub const LEN: usize = std::mem::offset_of!(WordVec, len);
    /// Where the room lies, of 32 bits.
    pub const CAP: usize = std::mem::offset_of!(WordVec, cap);

    /// An empty vector; allocates nothing.
    #[inline(always)]
    pub const fn new() -> WordVec {
        WordVec {
            ptr: Cell::new(std::ptr::NonNull::dangling().as_ptr()),
            len: Cell::new(0),
            cap: Cell::new(0),
        }
    }

    /// How far from the vector words in the same cell begin: one more slot lies between.
    pub const BEHIND: usize = size_of::<WordVec>() + size_of::<Slot>();

    /// Takes the room behind an empty vector into use, of which the first words are filled already.
    ///
    /// # Safety
    /// The vector is where it stays, and [`WordVec::BEHIND`] bytes from it there is room for `cap` words that nobody
    /// else uses, `len` of them initialised.
    #[inline(always)]
    pub unsafe fn lie_behind(&self, len: usize, cap: usize) {
        self.ptr.set(self.behind());
        self.len.set(len as u32);
        self.cap.set(cap as u32);
    }

    #[inline(always)]
    fn behind(&self) -> *mut Word {
        // the address is taken from the cell's own, which other references to it share
        std::ptr::from_ref(self).cast_mut().wrapping_byte_add(WordVec::BEHIND).cast()
    }

    /// Whether the words lie in the same cell.
    #[inline(always)]
    fn is_behind(&self) -> bool {
        self.ptr.get() == self.behind()
    }

    /// Number of words.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get() as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len.get() == 0
    }

    /// Room in words.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.cap.get() as usize
    }

    /// The word at `i`.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Word> {
        // SAFETY: below len, so within the block and initialised
        if i < self.len() { Some(unsafe { *self.ptr.get().add(i) }) } else { None }
    }

    /// Replaces the word at `i`; nothing happens beyond the end.
    #[inline(always)]
    pub fn set(&self, owner: &Header, i: usize, word: Word) {
        if owner.has(Header::BARRIER) {
            barrier(owner, Some(word));
        }
        if i < self.len() {
            // SAFETY: below len
            unsafe { *self.ptr.get().add(i) = word }
        }
    }

    /// Appends a word.
    #[inline(always)]
    pub fn push(&self, owner: &Header, word: Word) {
        if owner.has(Header::BARRIER) {
            barrier(owner, Some(word));
        }
        if self.len.get() == self.cap.get() {
            self.reserve(1);
        }
        // SAFETY: there is room for one more
        unsafe { *self.ptr.get().add(self.len()) = word }
        self.len.set(self.len.get() + 1);
    }

    /// Takes the last word off.
    pub fn pop(&self) -> Option<Word> {
        let n = self.len().checked_sub(1)?;
        self.len.set(n as u32);
        // SAFETY: it was below len
        Some(unsafe { *self.ptr.get().add(n) })
    }

    /// Appends words.
    #[inline]
    pub fn extend(&self, owner: &Header, words: &[Word]) {
        owner.stored_all(words);
        self.add(words);
    }

    #[inline]
    fn add(&self, words: &[Word]) {
        if self.len() + words.len() > self.capacity() {
            self.reserve(words.len());
        }
        // SAFETY: room was made; `words` cannot overlap room that is not in use
        unsafe { copy_words(words, self.ptr.get().add(self.len())) }
        self.len.set(self.len.get() + words.len() as u32);
    }

    /// Appends words of a slice, `step` apart from a start on, as many as there are of them (to a newborn object).
    pub fn extend_by_steps(&self, from: &[Word], start: usize, step: isize, count: usize) {
        self.reserve(count);
        let mut at = start;
        let mut n = self.len();
        for _ in 0..count {
            let Some(w) = from.get(at) else { break };
            // SAFETY: room was made
            unsafe { *self.ptr.get().add(n) = *w }
            n += 1;
            at = at.wrapping_add_signed(step);
        }
        self.len.set(n as u32);
    }

    /// Appends the same word so many times.
    pub fn fill(&self, owner: &Header, word: Word, times: usize) {
        if owner.has(Header::BARRIER) {
            barrier(owner, Some(word));
        }
        self.reserve(times);
        // SAFETY: room was made
        unsafe { std::slice::from_raw_parts_mut(self.ptr.get().add(self.len()), times).fill(word) }
        self.len.set(self.len.get() + times as u32);
    }

    /// The words now in it. The slice must not be held while the vector may change.
    ///
    /// # Safety
    /// Nothing may change the vector while the slice lives.
    #[inline(always)]
    pub unsafe fn as_slice(&self) -> &[Word] {
        // SAFETY: initialised up to len; unchanging, says the caller
        unsafe { std::slice::from_raw_parts(self.ptr.get(), self.len()) }
    }

    /// A copy of the words.
    pub fn to_vec(&self) -> Vec<Word> {
        // SAFETY: copied at once
        unsafe { self.as_slice() }.to_vec()
    }

    /// Replaces the words from `from` to `to` by others.
    pub fn splice(&self, owner: &Header, from: usize, to: usize, with: &[Word]) {
        owner.touch();
        let len = self.len();
        let to = to.min(len);
        let from = from.min(to);
        let (gone, n) = (to - from, with.len());
        let new_len = len - gone + n;
        let in_front = from < len - to && self.has_block();
        if !(in_front && n <= gone + self.room_in_front()) {
            self.reserve(n.saturating_sub(gone));
        }
        // SAFETY: there is room; what is before the gap or what is behind it moves within the block, then the gap is
        // filled
        unsafe {
            let p = self.ptr.get();
            if in_front && n <= gone + self.room_in_front() {
                if n != gone {
                    let ahead = gone as isize - n as isize;
                    let before = self.before();
                    std::ptr::copy(p, p.offset(ahead), from);
                    self.begin_at(p.offset(ahead), before.wrapping_add_signed(ahead));
                    self.cap.set((self.capacity() as isize - ahead) as u32);
                }
            } else {
                std::ptr::copy(p.add(to), p.add(from + n), len - to);
            }
            copy_words(with, self.ptr.get().add(from));
        }
        self.len.set(new_len as u32);
    }

    /// Stores words at places `step` apart, as many as there are places.
    pub fn set_each(&self, owner: &Header, start: usize, step: isize, words: &[Word]) {
        owner.stored_all(words);
        // SAFETY: below len
        let all = unsafe { std::slice::from_raw_parts_mut(self.ptr.get(), self.len()) };
        let mut at = start;
        for w in words {
            let Some(place) = all.get_mut(at) else { break };
            *place = *w;
            at = at.wrapping_add_signed(step);
        }
    }

    /// Stores the same word at `count` places `step` apart.
    pub fn fill_each(&self, owner: &Header, start: usize, step: isize, count: usize, word: Word) {
        if count == 0 {
            return;
        }
        owner.stored_all(std::slice::from_ref(&word));
        // SAFETY: below len
        let all = unsafe { std::slice::from_raw_parts_mut(self.ptr.get(), self.len()) };
        let mut at = start;
        for _ in 0..count {
            let Some(place) = all.get_mut(at) else { break };
            *place = word;
            at = at.wrapping_add_signed(step);
        }
    }

    /// Takes out `count` words, the first at `start` and each `step` after the one before, a number above zero.
    pub fn remove_each(&self, owner: &Header, start: usize, step: usize, count: usize) {
        owner.touch();
        // SAFETY: below len
        let all = unsafe { std::slice::from_raw_parts_mut(self.ptr.get(), self.len()) };
        let last = start + step * count.saturating_sub(1);
        if count == 0 || last >= all.len() {
            return;
        }
        let mut to = start;
        if step == 2 {
            // every second one stays: one by one is quicker than piece by piece
            for at in (start + 1..last).step_by(2) {
                all[to] = all[at];
                to += 1;
            }
            all.copy_within(last + 1.., to);
            self.len.set(self.len.get() - count as u32);
            return;
        }
        for at in (start..last).step_by(step) {
            all.copy_within(at + 1..at + step, to);
            to += step - 1;
        }
        all.copy_within(last + 1.., to);
        self.len.set(self.len.get() - count as u32);
    }

    /// Turns the order round.
    pub fn reverse(&self, owner: &Header) {
        owner.touch();
        // SAFETY: below len, and nothing else looks at them meanwhile
        unsafe { std::slice::from_raw_parts_mut(self.ptr.get(), self.len()) }.reverse();
    }

    /// Shortens the vector.
    pub fn truncate(&self, len: usize) {
        if len < self.len() {
            self.len.set(len as u32);
        }
    }

    /// Moves all words of `other` here, dropping those that were here.
    pub fn take_from(&self, owner: &Header, other: &WordVec) {
        owner.touch();
        if self.is_behind() {
            self.ptr.set(std::ptr::NonNull::dangling().as_ptr());
            self.cap.set(0);
        }
        self.len.set(0);
        if other.is_behind() {
            // SAFETY: two vectors do not overlap
            self.add(unsafe { other.as_slice() });
            other.len.set(0);
            return;
        }
        self.ptr.swap(&other.ptr);
        self.len.swap(&other.len);
        self.cap.swap(&other.cap);
        other.len.set(0);
    }

    /// Gives up the room of an empty vector in the cell; says how much that was, so that it can be taken back.
    pub fn leave_cell(&self) -> Option<usize> {
        if !self.is_behind() || !self.is_empty() {
            return None;
        }
        self.ptr.set(std::ptr::NonNull::dangling().as_ptr());
        Some(self.cap.replace(0) as usize)
    }

    /// Takes the room in the cell into use again, if the vector has got no other since.
    ///
    /// # Safety
    /// `cap` is what `leave_cell` has said of this vector.
    pub unsafe fn return_to_cell(&self, cap: usize) {
        if self.cap.get() == 0 {
            // SAFETY: nobody else uses the room, which has not moved
            unsafe { self.lie_behind(0, cap) }
        }
    }

    /// Whether the words have a block of their own.
    #[inline(always)]
    fn has_block(&self) -> bool {
        self.cap.get() > 0 && !self.is_behind()
    }

    /// How many words the first is from the start of its block, of which there is one.
    #[inline(always)]
    fn before(&self) -> usize {
        debug_assert!(self.has_block());
        // SAFETY: words of a block have this number before them
        unsafe { self.ptr.get().sub(1).cast::<usize>().read() }
    }

    /// Room in words before the first.
    #[inline(always)]
    fn room_in_front(&self) -> usize {
        self.before() - 1
    }

    /// Sets where the words begin in the block.
    ///
    /// # Safety
    /// The block begins so many words before `p`, at least one.
    #[inline(always)]
    unsafe fn begin_at(&self, p: *mut Word, before: usize) {
        // SAFETY: within the block
        unsafe { p.sub(1).cast::<usize>().write(before) }
        self.ptr.set(p);
    }

    /// The layout of a block for so many words.
    fn block(words: usize) -> Layout {
        Layout::array::<Word>(words + 1).expect("capacity below 2^32 words")
    }

    /// Makes room for `more` words.
    #[cold]
    #[inline(never)]
    pub fn reserve(&self, more: usize) {
        let need = self.len() + more;
        let cap = self.capacity();
        if need <= cap {
            return;
        }
        let in_front = if self.has_block() { self.room_in_front() } else { 0 };
        // so that moving words back costs little for each of those that were taken out
        if in_front > self.len() / 2 && need <= cap + in_front {
            // SAFETY: the words move to the start of their block
            unsafe {
                let p = self.ptr.get();
                std::ptr::copy(p, p.sub(in_front), self.len());
                self.begin_at(p.sub(in_front), 1);
            }
            self.cap.set((cap + in_front) as u32);
            return;
        }
        // 32-bit lengths: 4 G words are 32 GiB, beyond what a script here can hold
        assert!(need <= u32::MAX as usize, "a list of more than 2^32 items");
        let new_cap = need.max(if cap < 64 { 2 * cap } else { cap + cap / 2 }).max(4).min(u32::MAX as usize);
        let layout = WordVec::block(new_cap);
        // SAFETY: the old block was made by the same functions; the words are moved behind the number of those before
        let p = unsafe {
            if in_front == 0 && self.has_block() {
                realloc(self.ptr.get().sub(1).cast(), WordVec::block(cap), layout.size()).cast::<Word>()
            } else {
                let p = alloc(layout).cast::<Word>();
                if !p.is_null() && cap > 0 {
                    super::large::fill_soon(p.cast(), self.len() * size_of::<Word>(), layout.size());
                    std::ptr::copy_nonoverlapping(self.ptr.get(), p.add(1), self.len());
                    self.free();
                }
                p
            }
        };
        if p.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: the block begins there
        unsafe { self.begin_at(p.add(1), 1) }
        self.cap.set(new_cap as u32);
    }

    /// Gives the block back, if there is one; nothing may use it any more.
    fn free(&self) {
        if self.has_block() {
            let before = self.before();
            let layout = WordVec::block(self.capacity() + before - 1);
            // SAFETY: made by alloc with this layout
            unsafe { dealloc(self.ptr.get().sub(before).cast(), layout) }
        }
    }

    /// Reports the words; returns the bytes that they have, in a block or in the cell.
    pub fn trace(&self, tracer: &mut Tracer) -> usize {
        // SAFETY: tracing changes no vector
        tracer.words(unsafe { self.as_slice() });
        self.capacity() * 8
    }
}

impl Default for WordVec {
    fn default() -> Self {
        WordVec::new()
    }
}

impl Drop for WordVec {
    fn drop(&mut self) {
        self.free();
    }
}
