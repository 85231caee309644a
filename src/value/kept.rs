//! Values held outside the heap, and slots read and written as values.

use super::Value;
use crate::heap::{Header, Heap, Slot, Tracer, Word};

/// A value held by a part of the machine that lives outside the heap (a queue, a table of tasks). Its owner
/// reports it to the collector as long as it holds it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(transparent)]
pub struct Kept(Word);

impl Kept {
    /// Holds a value.
    #[inline(always)]
    pub fn new(value: Value<'_>) -> Kept {
        Kept(value.word())
    }

    /// The value.
    #[inline(always)]
    pub fn get(self, _heap: &Heap) -> Value<'_> {
        Value::from_word(self.0)
    }

    /// To be called when it is put into native data that are settled, or into a table that is traced in pieces:
    /// a marking under way may have been there already.
    #[inline(always)]
    pub fn stored(self, heap: &Heap) -> Kept {
        heap.shade(self.0);
        self
    }

    /// Reports it.
    #[inline(always)]
    pub fn trace(self, tracer: &mut Tracer) {
        tracer.word(self.0);
    }
}

/// A kept object and a small number, in one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tagged(u64);

impl Tagged {
    /// Where the number stands: addresses do not reach so far.
    const SHIFT: u32 = 48;

    /// An object with a number.
    #[inline(always)]
    pub fn new(object: Kept, number: u8) -> Tagged {
        debug_assert!(object.0.bits() >> Tagged::SHIFT == 0);
        Tagged(object.0.bits() | (number as u64) << Tagged::SHIFT)
    }

    /// The object.
    #[inline(always)]
    pub fn kept(self) -> Kept {
        Kept(Word::from_bits(self.0 & ((1 << Tagged::SHIFT) - 1)).unwrap_or(Word::NONE))
    }

    /// The number.
    #[inline(always)]
    pub fn number(self) -> u8 {
        (self.0 >> Tagged::SHIFT) as u8
    }
}

impl Slot {
    /// What it holds, as a value.
    #[inline(always)]
    pub fn load(&self) -> Option<Value<'_>> {
        self.get().map(Value::from_word)
    }

    /// Stores a value, or unsets the slot. `owner` is the header of the object the slot is in.
    #[inline(always)]
    pub fn store(&self, owner: &Header, value: Option<Value<'_>>) {
        self.set(owner, value.map(Value::word));
    }

    /// A slot of a newborn object that holds a value.
    #[inline(always)]
    pub fn holding(value: Value<'_>) -> Slot {
        Slot::new(Some(value.word()))
    }
}
