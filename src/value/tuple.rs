//! Tuples, ranges and slices.

use super::{Builtins, Kind, Value};
use crate::heap::{Header, Heap, Slot, Word, copy_words};

/// A tuple: its items follow the fixed part. `Header::FLAG_D`: an instance of a subclass, whose slot for
/// attributes follows the items.
#[derive(Debug)]
#[repr(C)]
pub struct Tuple {
    pub(super) header: Header,
    len: u32,
    spare: u32,
}

const ATTRS: u8 = Header::FLAG_D;

object!(
    Tuple,
    Tuple,
    |this, t| {
        t.words(this.words());
        if let Some(s) = this.attrs() {
            t.slot(s);
        }
        0
    },
    size size_of::<Tuple>() + this.len() * 8
);

impl Tuple {
    /// Where the number of items lies, of 32 bits.
    pub(crate) const LEN: usize = std::mem::offset_of!(Tuple, len);

    /// A tuple of these items.
    pub fn new<'h>(heap: &'h Heap, items: &[Value<'_>]) -> &'h Tuple {
        Tuple::of_class(heap, items, Builtins::Tuple as u32, false)
    }

    /// A tuple of a class: with `attrs`, of a subclass whose instances may have attributes.
    pub fn of_class<'h>(heap: &'h Heap, items: &[Value<'_>], shape: u32, attrs: bool) -> &'h Tuple {
        Tuple::build(heap, Value::words(items), shape, attrs)
    }

    pub(crate) fn from_words<'h>(heap: &'h Heap, words: &[Word]) -> &'h Tuple {
        Tuple::build(heap, words, Builtins::Tuple as u32, false)
    }

    fn build<'h>(heap: &'h Heap, words: &[Word], shape: u32, attrs: bool) -> &'h Tuple {
        assert!(words.len() < u32::MAX as usize, "a tuple of more than 2^32 items");
        let header = Header::new(Kind::Tuple as u8, shape);
        header.put(ATTRS, attrs);
        let t = Tuple { header, len: words.len() as u32, spare: 0 };
        heap.alloc_filled(t, (words.len() + attrs as usize) * 8, |p| {
            // SAFETY: the tail has room for the words, and for the slot of an instance of a subclass
            unsafe {
                copy_words(words, p.cast());
                if attrs {
                    p.cast::<Slot>().add(words.len()).write(Slot::unset());
                }
            }
        })
    }

    /// The items of two tuples, one after the other.
    pub fn concat<'h>(heap: &'h Heap, a: &Tuple, b: &Tuple) -> &'h Tuple {
        Tuple::of_both(heap, a.words(), b.words())
    }

    /// A tuple of these items, and then those.
    pub(crate) fn of_both<'h>(heap: &'h Heap, a: &[Word], b: &[Word]) -> &'h Tuple {
        let (n, m) = (a.len(), b.len());
        assert!(n + m < u32::MAX as usize, "a tuple of more than 2^32 items");
        let header = Header::new(Kind::Tuple as u8, Builtins::Tuple as u32);
        heap.alloc_filled(Tuple { header, len: (n + m) as u32, spare: 0 }, (n + m) * 8, |p| {
            // SAFETY: the tail has room for all words
            unsafe {
                copy_words(a, p.cast());
                copy_words(b, p.cast::<Word>().add(n));
            }
        })
    }

    /// A tuple of two.
    #[inline]
    pub(crate) fn pair(heap: &Heap, a: Word, b: Word) -> &Tuple {
        let header = Header::new(Kind::Tuple as u8, Builtins::Tuple as u32);
        heap.alloc_filled(Tuple { header, len: 2, spare: 0 }, 16, |p| {
            // SAFETY: the tail has room for two words
            unsafe { p.cast::<[Word; 2]>().write([a, b]) }
        })
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The items.
    #[inline(always)]
    pub(crate) fn words(&self) -> &[Word] {
        // SAFETY: len words follow the fixed part and never change
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).wrapping_add(1).cast(), self.len()) }
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value<'_>] {
        // SAFETY: a Value is a transparent Word
        unsafe { std::slice::from_raw_parts(self.words().as_ptr().cast(), self.len()) }
    }

    /// The slot for attributes, if it is an instance of a subclass.
    pub fn attrs(&self) -> Option<&Slot> {
        let at = std::ptr::from_ref(self).wrapping_add(1).cast::<Slot>().wrapping_add(self.len());
        // SAFETY: tuples with the flag have a slot there
        if self.header.has(ATTRS) { Some(unsafe { &*at }) } else { None }
    }
}

/// A range of ints of 64 bits. (Bigger ones are data of `builtins`.)
#[derive(Debug)]
#[repr(C)]
pub struct RangeObject {
    pub(super) header: Header,
    /// First value.
    pub start: i64,
    /// Bound that is not reached.
    pub stop: i64,
    /// Step, not 0.
    pub step: i64,
}

object!(RangeObject, Range, |_this, _t| 0);

impl RangeObject {
    /// A range; the step must not be 0.
    pub fn new(heap: &Heap, start: i64, stop: i64, step: i64) -> &RangeObject {
        let header = Header::new(Kind::Range as u8, Builtins::Range as u32);
        heap.alloc(RangeObject { header, start, stop, step })
    }

    /// Number of values.
    #[inline]
    pub fn len(&self) -> i64 {
        match self.stop.checked_sub(self.start) {
            Some(n) if self.step == 1 => n.max(0),
            _ => self.general_len(),
        }
    }

    fn general_len(&self) -> i64 {
        let (lo, hi, step) = if self.step > 0 {
            (self.start as i128, self.stop as i128, self.step as i128)
        } else {
            (self.stop as i128, self.start as i128, -(self.step as i128))
        };
        if lo >= hi { 0 } else { ((hi - lo - 1) / step + 1).min(i64::MAX as i128) as i64 }
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A slice object.
#[derive(Debug)]
#[repr(C)]
pub struct SliceObject {
    pub(super) header: Header,
    start: Slot,
    stop: Slot,
    step: Slot,
}

object!(SliceObject, Slice, |this, t| {
    t.slot(&this.start);
    t.slot(&this.stop);
    t.slot(&this.step);
    0
});

impl SliceObject {
    /// A slice.
    pub fn new<'h>(heap: &'h Heap, start: Value<'_>, stop: Value<'_>, step: Value<'_>) -> &'h SliceObject {
        let slot = |v: Value<'_>| Slot::new(Some(v.word()));
        heap.alloc(SliceObject {
            header: Header::new(Kind::Slice as u8, Builtins::Slice as u32),
            start: slot(start),
            stop: slot(stop),
            step: slot(step),
        })
    }

    /// start, stop, step.
    #[inline]
    pub fn parts(&self) -> [Value<'_>; 3] {
        let part = |s: &Slot| s.get().map_or(Value::NONE, Value::from_word);
        [part(&self.start), part(&self.stop), part(&self.step)]
    }
}
