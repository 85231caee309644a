//! Ints beyond 48 bits, and ints and floats of subclasses.

use std::cell::Cell;

use num_bigint::{BigInt, Sign};

use super::number::IntRef;
use super::number::limbs::{Limbs, Maker, significant};
use super::number::wide::Wide;
use super::{Builtins, Kind, Value};
use crate::heap::{Header, Heap, INT_MAX, Slot, Word};

/// An int on the heap: the digits of its size follow the fixed part, least significant first. `NEGATIVE` is its
/// sign; an instance of a subclass (`ATTRS`) has its slot for attributes behind them.
#[derive(Debug)]
#[repr(C)]
pub struct IntObject {
    pub(super) header: Header,
    /// Digits, the last of which is not zero.
    len: Cell<u32>,
    spare: u32,
}

/// Numbers of so many digits surely live in the heap's pages.
const IN_PAGES: usize = 2000;
const NEGATIVE: u8 = Header::FLAG_A;
const ATTRS: u8 = Header::FLAG_D;

object!(
    IntObject,
    Int,
    |this, t| {
        if let Some(s) = this.attrs() {
            t.slot(s);
        }
        0
    },
    size size_of::<IntObject>() + this.digits().len() * 8
);

/// Makes memory that may never have been written count as written, with whatever it holds.
///
/// # Safety
/// The block is as long.
#[inline(always)]
unsafe fn set_somehow(block: *mut u8, len: usize) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: no instruction at all; as far as the compiler knows, it has written to the block
    unsafe {
        std::arch::asm!("/* {0} {1} */", in(reg) block, in(reg) len, options(nostack, preserves_flags));
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    // SAFETY: the caller's
    unsafe {
        std::ptr::write_bytes(block, 0, len);
    }
}

impl Maker for &Heap {
    type Out = Word;

    #[inline]
    fn make(self, room: usize, fill: impl FnOnce(&mut [u64]) -> bool) -> Word {
        let (mut len, mut negative, mut first) = (0, false, 0);
        let object =
            IntObject { header: IntObject::header_of(Builtins::Int as u32), len: Cell::new(0), spare: 0 };
        let object = self.alloc_filled(object, room * 8, |p| {
            // SAFETY: the tail has room for so many digits. Cells of pages hold bytes of one sort or another, which
            // any digit may be; what a block of its own holds is not known.
            let digits = unsafe {
                if room > IN_PAGES {
                    set_somehow(p, room * 8);
                }
                std::slice::from_raw_parts_mut(p.cast::<u64>(), room)
            };
            negative = fill(digits);
            len = significant(digits);
            first = digits.first().copied().unwrap_or(0);
        });
        // below zero the inline ints go one further
        if len <= 1 && first <= INT_MAX as u64 + negative as u64 {
            return Word::small(if negative { -(first as i64) } else { first as i64 });
        }
        object.len.set(len as u32);
        object.header.put(NEGATIVE, negative);
        object.header.word()
    }
}

impl IntObject {
    fn header_of(shape: u32) -> Header {
        Header::new(Kind::Int as u8, shape)
    }

    /// An int of any size as a value: inline if it fits.
    pub fn value_of(heap: &Heap, big: BigInt) -> Value<'_> {
        let digits = big.iter_u64_digits();
        Value::from_word(heap.make(digits.len(), |out| {
            for (o, d) in out.iter_mut().zip(digits) {
                *o = d;
            }
            big.sign() == Sign::Minus
        }))
    }

    /// An int of 64 bits as a value.
    #[inline]
    pub fn value_of_i64(heap: &Heap, i: i64) -> Value<'_> {
        match Value::small_int(i) {
            Some(v) => v,
            None => IntObject::short(heap, i < 0, i.unsigned_abs()).value(),
        }
    }

    /// An int of up to 128 bits as a word.
    #[inline(always)]
    pub(crate) fn word_of_wide(heap: &Heap, i: Wide) -> Word {
        // below zero the inline ints go one further
        if i.size <= INT_MAX as u128 + i.negative as u128 {
            let size = i.size as i64;
            return Word::small(if i.negative { -size } else { size });
        }
        IntObject::word_of_size(heap, i.negative, i.size)
    }

    /// An int that is not inline, from its sign and size.
    #[inline]
    pub(crate) fn word_of_size(heap: &Heap, negative: bool, size: u128) -> Word {
        let (low, high) = (size as u64, (size >> 64) as u64);
        if high == 0 {
            return IntObject::short(heap, negative, low).header.word();
        }
        let header = IntObject::header_of(Builtins::Int as u32);
        header.put(NEGATIVE, negative);
        let object = heap.alloc_filled(IntObject { header, len: Cell::new(2), spare: 0 }, 16, |p| {
            // SAFETY: the tail has room for two digits
            unsafe { p.cast::<[u64; 2]>().write([low, high]) }
        });
        object.header.word()
    }

    #[inline]
    fn short(heap: &Heap, negative: bool, size: u64) -> &IntObject {
        let header = IntObject::header_of(Builtins::Int as u32);
        header.put(NEGATIVE, negative);
        heap.alloc_filled(IntObject { header, len: Cell::new(1), spare: 0 }, 8, |p| {
            // SAFETY: the tail has room for a digit
            unsafe { p.cast::<u64>().write(size) }
        })
    }

    /// An instance of a subclass, whatever the number's size.
    pub fn boxed(heap: &Heap, big: BigInt, shape: u32) -> &IntObject {
        let digits = big.iter_u64_digits();
        let len = digits.len();
        let header = IntObject::header_of(shape);
        header.put(NEGATIVE, big.sign() == Sign::Minus);
        header.put(ATTRS, true);
        heap.alloc_filled(IntObject { header, len: Cell::new(len as u32), spare: 0 }, (len + 1) * 8, |p| {
            for (i, d) in digits.enumerate() {
                // SAFETY: the tail has room for the digits
                unsafe { p.cast::<u64>().add(i).write(d) }
            }
            // SAFETY: and for the slot
            unsafe { p.cast::<Slot>().add(len).write(Slot::unset()) }
        })
    }

    /// The digits of its size.
    #[inline(always)]
    pub fn digits(&self) -> &[u64] {
        // SAFETY: so many digits follow the fixed part and never change
        unsafe {
            std::slice::from_raw_parts(
                std::ptr::from_ref(self).wrapping_add(1).cast(),
                self.len.get() as usize,
            )
        }
    }

    /// The slot for attributes, if it is an instance of a subclass.
    pub fn attrs(&self) -> Option<&Slot> {
        let at =
            std::ptr::from_ref(self).wrapping_add(1).cast::<Slot>().wrapping_add(self.len.get() as usize);
        // SAFETY: ints with the flag have a slot there
        if self.header.has(ATTRS) { Some(unsafe { &*at }) } else { None }
    }

    /// Sign and digits.
    #[inline(always)]
    pub fn limbs(&self) -> Limbs<'_> {
        Limbs::normal(self.header.has(NEGATIVE), self.digits())
    }

    /// The number: `Small` whenever it fits 64 bits.
    #[inline]
    pub fn get(&self) -> IntRef<'_> {
        match self.to_i64() {
            Some(i) => IntRef::Small(i),
            None => IntRef::Limbs(self.limbs()),
        }
    }

    /// The number, if it fits 64 bits.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        self.limbs().to_i64()
    }

    /// The number, if its size fits 128 bits.
    #[inline(always)]
    pub(crate) fn to_wide(&self) -> Option<Wide> {
        let size = match *self.digits() {
            [low] => low as u128,
            [low, high] => (high as u128) << 64 | low as u128,
            _ => return None,
        };
        Some(Wide { negative: self.header.has(NEGATIVE), size })
    }

    /// The number, if its size fits 127 bits.
    pub(crate) fn to_i128(&self) -> Option<i128> {
        self.to_wide()?.to_i128()
    }

    /// Whether it is below zero.
    #[inline(always)]
    pub(crate) fn is_negative(&self) -> bool {
        self.header.has(NEGATIVE)
    }
}

/// A float of a subclass.
#[derive(Debug)]
#[repr(C)]
pub struct FloatObject {
    pub(super) header: Header,
    /// Attributes of the instance.
    pub attrs: Slot,
    number: f64,
}

object!(FloatObject, Float, |this, t| {
    t.slot(&this.attrs);
    0
});

impl FloatObject {
    /// An instance of a subclass of float.
    pub fn new(heap: &Heap, number: f64, shape: u32) -> &FloatObject {
        heap.alloc(FloatObject {
            header: Header::new(Kind::Float as u8, shape),
            attrs: Slot::unset(),
            number,
        })
    }

    /// The number.
    pub fn get(&self) -> f64 {
        self.number
    }
}
