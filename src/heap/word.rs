//! The 8-byte word every value is: a pointer, an inline int, a float or a singleton.
//!
//! Layout by the upper 16 bits: 0 a pointer, 0x0001 to 0xFFF9 a float (its bits plus 2^48), 0xFFFE a
//! singleton, 0xFFFF an int of 48 bits. The all-zero word is never a value: it stands for "unset", and makes
//! `Option<Word>` one word.

use std::num::NonZeroU64;

use super::Header;

/// A value as bits. See the module's text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Word(NonZeroU64);

/// The largest inline int.
pub const INT_MAX: i64 = (1 << 47) - 1;
/// The smallest inline int.
pub const INT_MIN: i64 = -(1 << 47);

const INT_TAG: u64 = 0xFFFF << 48;
const FLOAT_OFFSET: u64 = 1 << 48;
const SINGLE_TAG: u64 = 0xFFFE << 48;
/// The largest word of a float: the negative quiet NaN plus the offset.
const FLOAT_LAST: u64 = (0xFFF8 << 48) + FLOAT_OFFSET;
const NAN_BITS: u64 = 0x7FF8 << 48;

const fn word(bits: u64) -> Word {
    match NonZeroU64::new(bits) {
        Some(n) => Word(n),
        None => panic!("the zero word is no value"),
    }
}

impl Word {
    /// `None`
    pub const NONE: Word = word(SINGLE_TAG);
    /// `False`
    pub const FALSE: Word = word(SINGLE_TAG | 2);
    /// `True`
    pub const TRUE: Word = word(SINGLE_TAG | 3);
    /// `...`
    pub const ELLIPSIS: Word = word(SINGLE_TAG | 4);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Word = word(SINGLE_TAG | 5);

    /// The bits.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// The word of these bits; zero gives none. The bits must have come from a word.
    #[inline(always)]
    pub const fn from_bits(bits: u64) -> Option<Word> {
        match NonZeroU64::new(bits) {
            Some(n) => Some(Word(n)),
            None => None,
        }
    }

    /// The word of these bits.
    ///
    /// # Safety
    /// The bits must have come from a word; they must not be zero.
    #[inline(always)]
    pub const unsafe fn from_bits_unchecked(bits: u64) -> Word {
        // SAFETY: not zero, says the caller
        Word(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(b: bool) -> Word {
        if b { Word::TRUE } else { Word::FALSE }
    }

    /// An inline int, if the number fits 48 bits.
    #[inline(always)]
    pub const fn int(i: i64) -> Option<Word> {
        if i >= INT_MIN && i <= INT_MAX { Some(Word::small(i)) } else { None }
    }

    /// An inline int from a number known to fit (its upper bits are cut off otherwise).
    #[inline(always)]
    pub const fn small(i: i64) -> Word {
        word(INT_TAG | (i as u64 & 0xFFFF_FFFF_FFFF))
    }

    /// An inline int from the upper 48 bits of a number; the lower 16 are cut off.
    #[inline(always)]
    pub const fn from_int_bits(upper: u64) -> Word {
        word(INT_TAG | upper >> 16)
    }

    /// What is added to a float's bits.
    pub const FLOAT_OFFSET: u64 = FLOAT_OFFSET;
    /// The greatest bits of a float: a quiet NaN.
    pub const FLOAT_MOST: u64 = FLOAT_LAST - FLOAT_OFFSET;

    /// A float. Every NaN becomes the one quiet NaN unless it is a quiet one of the machine's own.
    #[inline(always)]
    pub fn float(f: f64) -> Word {
        let bits = f.to_bits();
        let plain = if bits > 0xFFF8 << 48 { NAN_BITS } else { bits };
        word(plain + FLOAT_OFFSET)
    }

    /// A pointer to an object.
    ///
    /// # Safety
    /// The pointer must be to a live object of the heap.
    #[inline(always)]
    pub unsafe fn pointer(p: *const Header) -> Word {
        // SAFETY: a pointer to an object is not zero; provenance is exposed so that it can be recovered
        Word(unsafe { NonZeroU64::new_unchecked(p.expose_provenance() as u64) })
    }

    /// Whether it is a pointer.
    #[inline(always)]
    pub const fn is_pointer(self) -> bool {
        self.bits() >> 48 == 0
    }

    /// The pointer, if it is one.
    #[inline(always)]
    pub fn as_pointer(self) -> Option<*mut Header> {
        if self.is_pointer() {
            Some(std::ptr::with_exposed_provenance_mut(self.bits() as usize))
        } else {
            None
        }
    }

    /// Whether it is an inline int.
    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.bits() >= INT_TAG
    }

    /// The inline int.
    #[inline(always)]
    pub const fn as_int(self) -> Option<i64> {
        if self.is_int() { Some(((self.bits() << 16) as i64) >> 16) } else { None }
    }

    /// Whether it is a float.
    #[inline(always)]
    pub const fn is_float(self) -> bool {
        self.bits().wrapping_sub(FLOAT_OFFSET) <= FLOAT_LAST - FLOAT_OFFSET
    }

    /// The float.
    #[inline(always)]
    pub const fn as_float(self) -> Option<f64> {
        if self.is_float() { Some(f64::from_bits(self.bits() - FLOAT_OFFSET)) } else { None }
    }

    /// `True` and `False` as a bool.
    #[inline(always)]
    pub const fn as_bool(self) -> Option<bool> {
        if self.bits() & !1 == SINGLE_TAG | 2 { Some(self.bits() & 1 == 1) } else { None }
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(i) = self.as_int() {
            write!(f, "{i}")
        } else if let Some(x) = self.as_float() {
            write!(f, "{x:?}")
        } else {
            write!(f, "Word({:#x})", self.bits())
        }
    }
}
