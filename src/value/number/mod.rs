//! Numbers: texts, arithmetic, conversions, hashes, random numbers and the order of sets.

pub mod combinatorics;
pub mod convert;
pub mod error_function;
pub mod float_hex;
pub mod float_ops;
pub mod float_text;
pub mod hash;
pub mod int_bytes;
pub mod int_ops;
pub mod int_text;
pub mod limbs;
pub mod math;
pub mod random;
pub mod setorder;
pub mod special;
pub mod wide;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use crate::value::fault::PyResult;
use limbs::Limbs;

/// An int of either size, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// Fits into a machine word.
    Small(i64),
    /// Any int (it need not be beyond 64 bits).
    Big(&'a BigInt),
    /// Any int by its digits, as objects hold it.
    Limbs(Limbs<'a>),
}

impl From<i64> for IntRef<'_> {
    fn from(x: i64) -> Self {
        IntRef::Small(x)
    }
}

impl<'a> From<&'a BigInt> for IntRef<'a> {
    fn from(x: &'a BigInt) -> Self {
        IntRef::Big(x)
    }
}

impl IntRef<'_> {
    /// As a machine word, if it fits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(x) => Some(x),
            IntRef::Big(x) => x.to_i64(),
            IntRef::Limbs(x) => x.to_i64(),
        }
    }

    /// As a big integer.
    pub fn to_big(self) -> BigInt {
        match self {
            IntRef::Small(x) => BigInt::from(x),
            IntRef::Big(x) => x.clone(),
            IntRef::Limbs(x) => x.to_big(),
        }
    }

    /// Runs a closure over its digits.
    #[inline]
    pub fn with_limbs<R>(self, f: impl FnOnce(Limbs<'_>) -> R) -> R {
        match self {
            IntRef::Small(x) => f(Limbs::new(x < 0, &[x.unsigned_abs()])),
            IntRef::Limbs(x) => f(x),
            IntRef::Big(x) => {
                let digits: Vec<u64> = x.iter_u64_digits().collect();
                f(Limbs::new(x.sign() == Sign::Minus, &digits))
            }
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(x) => x < 0,
            IntRef::Big(x) => x.sign() == Sign::Minus,
            IntRef::Limbs(x) => x.negative(),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        match self {
            IntRef::Small(x) => x == 0,
            IntRef::Big(x) => x.sign() == Sign::NoSign,
            IntRef::Limbs(x) => x.digits().is_empty(),
        }
    }

    /// The nearest float (ties to even), or the OverflowError.
    pub fn to_f64(self) -> PyResult<f64> {
        convert::int_to_float(self)
    }

    /// In decimal, `max_digits` at most (0: no limit).
    pub fn to_decimal(self, max_digits: usize) -> PyResult<String> {
        int_text::to_decimal(self, max_digits)
    }

    /// In any radix from 2 to 36, small letters, `-` in front.
    pub fn to_radix(self, radix: u32) -> String {
        match self {
            IntRef::Big(x) => x.to_str_radix(radix),
            IntRef::Limbs(x) if matches!(radix, 2 | 8 | 16) => {
                let mut text = if x.negative() { vec![b'-'] } else { Vec::new() };
                limbs::write_bits(&mut text, x, radix.trailing_zeros());
                String::from_utf8(text).unwrap_or_default()
            }
            IntRef::Limbs(x) => x.to_big().to_str_radix(radix),
            IntRef::Small(x) => int_text::small_to_radix(x, radix),
        }
    }
}
