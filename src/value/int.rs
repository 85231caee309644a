//! Ints beyond 48 bits, and ints and floats of subclasses.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::{Builtins, Kind, Value};
use crate::heap::{Header, Heap, Slot};

/// An int on the heap.
#[derive(Debug)]
#[repr(C)]
pub struct IntObject {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    big: BigInt,
}

object!(IntObject, Int, |this, t| {
    t.slot(&this.attrs);
    this.big.bits() as usize / 8
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
        Value::small_int(i).unwrap_or_else(|| IntObject::boxed(heap, i.into(), Builtins::Int as u32).value())
    }

    /// An int object whatever its size: an instance of a subclass, or one that does not fit inline.
    pub fn boxed(heap: &Heap, big: BigInt, shape: u32) -> &IntObject {
        heap.account(big.bits() as usize / 8);
        heap.alloc(IntObject { header: Header::new(Kind::Int as u8, shape), attrs: Slot::unset(), big })
    }

    /// The number.
    pub fn big(&self) -> &BigInt {
        &self.big
    }

    /// The number, if it fits 64 bits.
    pub fn to_i64(&self) -> Option<i64> {
        self.big.to_i64()
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
