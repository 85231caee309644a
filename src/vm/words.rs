//! What the dispatch loop asks of raw words, in as few instructions as can be.

use super::Vm;
use super::stack::Reg;
use crate::heap::{INT_MAX, INT_MIN, Word};

/// The upper bits of inline ints; all other words are less.
pub(super) const INT_TAG: u64 = 0xFFFF << 48;

/// The bits of a register; 0 if it is unset.
#[inline(always)]
pub(super) fn bits(r: Reg) -> u64 {
    r.map_or(0, Word::bits)
}

/// Whether the bits of a register that is set are a pointer: nothing in the upper 16 bits.
#[inline(always)]
pub(super) fn is_object(a: u64) -> bool {
    a >> 48 == 0
}

/// Whether both are inline ints.
#[inline(always)]
pub(super) fn both_int(a: u64, b: u64) -> bool {
    a & b >= INT_TAG
}

/// An inline int as a number.
#[inline(always)]
pub(super) fn untag(a: u64) -> i64 {
    ((a << 16) as i64) >> 16
}

/// A register that holds a number known to fit an inline int.
#[inline(always)]
pub(super) fn small(i: i64) -> Reg {
    Some(Word::small(i))
}

/// Whether a number fits an inline int.
#[inline(always)]
pub(super) fn fits(i: i64) -> bool {
    (INT_MIN..=INT_MAX).contains(&i)
}

/// Whether both are floats; then the two as floats.
#[inline(always)]
pub(super) fn both_float(a: u64, b: u64) -> Option<(f64, f64)> {
    let (x, y) = (a.wrapping_sub(Word::FLOAT_OFFSET), b.wrapping_sub(Word::FLOAT_OFFSET));
    (x <= Word::FLOAT_MOST && y <= Word::FLOAT_MOST).then(|| (f64::from_bits(x), f64::from_bits(y)))
}

/// Whether one is a float and the other an inline int; then the two as floats.
#[inline(always)]
pub(super) fn mixed(a: u64, b: u64) -> Option<(f64, f64)> {
    let x = a.wrapping_sub(Word::FLOAT_OFFSET);
    let y = b.wrapping_sub(Word::FLOAT_OFFSET);
    if x <= Word::FLOAT_MOST && b >= INT_TAG {
        Some((f64::from_bits(x), untag(b) as f64))
    } else if y <= Word::FLOAT_MOST && a >= INT_TAG {
        Some((untag(a) as f64, f64::from_bits(y)))
    } else {
        None
    }
}

impl Vm {
    /// `is`: identity of objects; ints and floats of the same value are the same.
    #[inline(always)]
    pub(super) fn same(a: Reg, b: Reg) -> bool {
        a == b
    }

    /// Truth of what can be told at once.
    #[inline(always)]
    pub(super) fn quick_truth(r: Reg) -> Option<bool> {
        let w = r?;
        if let Some(b) = w.as_bool() {
            return Some(b);
        }
        if let Some(i) = w.as_int() {
            return Some(i != 0);
        }
        if w == Word::NONE {
            return Some(false);
        }
        None
    }
}
