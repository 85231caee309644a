//! Ints beyond 48 bits, and ints and floats of subclasses.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::number::IntRef;
use super::{Builtins, Kind, Value};
use crate::heap::{Header, Heap, Slot};

/// An int on the heap.
#[derive(Debug)]
#[repr(C)]
pub struct IntObject {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    number: Number,
}

/// The number itself: one of 64 bits needs no block of its own.
#[derive(Debug)]
enum Number {
    Small(i64),
    Big(BigInt),
}

object!(IntObject, Int, |this, t| {
    t.slot(&this.attrs);
    match &this.number {
        Number::Small(_) => 0,
        Number::Big(big) => big.bits() as usize / 8,
    }
});

impl IntObject {
    /// An int of any size as a value: inline if it fits.
    pub fn value_of(heap: &Heap, big: BigInt) -> Value<'_> {
        match big.to_i64().and_then(Value::small_int) {
            Some(v) => v,
            None => IntObject::boxed(heap, big, Builtins::Int as u32).value(),
        }
    }

    /// An int of 64 bits as a value.
    #[inline]
    pub fn value_of_i64(heap: &Heap, i: i64) -> Value<'_> {
        Value::small_int(i)
            .unwrap_or_else(|| IntObject::new(heap, Number::Small(i), Builtins::Int as u32).value())
    }

    /// An int object whatever its size: an instance of a subclass, or one that does not fit inline.
    pub fn boxed(heap: &Heap, big: BigInt, shape: u32) -> &IntObject {
        match big.to_i64() {
            Some(i) => IntObject::new(heap, Number::Small(i), shape),
            None => {
                heap.account(big.bits() as usize / 8);
                IntObject::new(heap, Number::Big(big), shape)
            }
        }
    }

    #[inline]
    fn new(heap: &Heap, number: Number, shape: u32) -> &IntObject {
        heap.alloc(IntObject { header: Header::new(Kind::Int as u8, shape), attrs: Slot::unset(), number })
    }

    /// The number: `Small` whenever it fits 64 bits.
    #[inline]
    pub fn get(&self) -> IntRef<'_> {
        match &self.number {
            Number::Small(i) => IntRef::Small(*i),
            Number::Big(big) => IntRef::Big(big),
        }
    }

    /// The number, if it fits 64 bits.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match self.number {
            Number::Small(i) => Some(i),
            Number::Big(_) => None,
        }
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
