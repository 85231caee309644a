//! Arithmetic on the 64-bit digits of big integers ("limbs"), least significant first: what the machine does often,
//! straight into the memory of the result. Products of two very long numbers are left to num-bigint.

mod bits;
mod decimal;
mod gcd;
mod karatsuba;
mod montgomery;
mod product;
mod quotient;
mod radix;
mod root;
mod sum;

use std::cmp::Ordering;
use std::marker::PhantomData;
use std::ptr::NonNull;

use num_bigint::{BigInt, BigUint, Sign};

pub use bits::{and, invert, or, shift_left, shift_right, xor};
pub use decimal::{from_decimal, to_decimal, with_decimal};
pub use gcd::{gcd, gcd_small, inverse, inverse_of_word, lcm};
pub use montgomery::power_mod;
pub use product::{mul, power};
pub use quotient::{divide_two, floor_div, floor_div_mod, modulo, true_quotient};
pub use radix::{from_bits, from_bytes, to_bytes, write_bits};
pub use root::{isqrt, root_of_word};
pub use sum::{add, sub};

use super::float_ops;

/// A number as its sign and the digits of its size, of which the last is not zero.
///
/// Two words, so that it travels in registers: in memory, where it is written piece by piece and read as a whole, it
/// would hold up each operation.
#[derive(Clone, Copy, Debug)]
pub struct Limbs<'a> {
    first: NonNull<u64>,
    /// How many digits, doubled, and whether it is below zero.
    extent: usize,
    digits: PhantomData<&'a [u64]>,
}

/// Where results are built: on the heap, or as a `BigInt`.
pub trait Maker: Copy {
    /// The result.
    type Out;
    /// Makes a number of at most `room` digits; `fill` sets all of them, whatever they are before, and says whether
    /// the number is negative.
    fn make(self, room: usize, fill: impl FnOnce(&mut [u64]) -> bool) -> Self::Out;
}

/// Makes a `BigInt`.
#[derive(Clone, Copy, Debug)]
pub struct Owned;

impl Maker for Owned {
    type Out = BigInt;
    fn make(self, room: usize, fill: impl FnOnce(&mut [u64]) -> bool) -> BigInt {
        let mut digits = vec![0; room];
        let negative = fill(&mut digits);
        Limbs::new(negative, &digits).to_big()
    }
}

/// How many digits there are before the zeros at the end.
#[inline]
pub fn significant(digits: &[u64]) -> usize {
    let mut n = digits.len();
    while n > 0 && digits[n - 1] == 0 {
        n -= 1;
    }
    n
}

/// The digits without zeros at the end.
fn trimmed(digits: &[u64]) -> &[u64] {
    &digits[..significant(digits)]
}

/// Compares two sizes.
#[inline]
fn compare(a: &[u64], b: &[u64]) -> Ordering {
    if a.len() != b.len() {
        return a.len().cmp(&b.len());
    }
    let mut n = a.len();
    while n > 0 && a[n - 1] == b[n - 1] {
        n -= 1;
    }
    if n == 0 { Ordering::Equal } else { a[n - 1].cmp(&b[n - 1]) }
}

/// A size as num-bigint has it.
fn to_biguint(digits: &[u64]) -> BigUint {
    let mut halves = Vec::with_capacity(2 * digits.len());
    for d in digits {
        halves.extend([*d as u32, (*d >> 32) as u32]);
    }
    BigUint::new(halves)
}

/// Writes the digits of a size, and zeros behind them; there must be room.
fn write_biguint(out: &mut [u64], n: &BigUint) {
    for (o, d) in out.iter_mut().zip(n.iter_u64_digits().chain(std::iter::repeat(0))) {
        *o = d;
    }
}

/// The product of all numbers from `low` to `high`, which are not zero.
pub fn product_of_range<M: Maker>(to: M, low: u64, high: u64) -> M::Out {
    Limbs::new(false, &product::product_of_range(low, high)).copied(to)
}

/// The product of all numbers from the first to the second, divided by the one of others.
pub fn quotient_of_ranges<M: Maker>(to: M, above: (u64, u64), below: (u64, u64)) -> M::Out {
    let [a, b] = [above, below].map(|(low, high)| product::product_of_range(low, high));
    floor_div(to, Limbs::new(false, &a), Limbs::new(false, &b))
}

/// Runs a closure with room for `n` digits, all zero.
fn with_room<R>(n: usize, f: impl FnOnce(&mut [u64]) -> R) -> R {
    const FEW: usize = 16;
    const SOME: usize = 64;
    if n <= FEW {
        f(&mut [0; FEW][..n])
    } else if n <= SOME {
        f(&mut [0; SOME][..n])
    } else {
        f(&mut vec![0; n])
    }
}

impl<'a> Limbs<'a> {
    /// A number of these digits.
    #[inline]
    pub fn new(negative: bool, digits: &'a [u64]) -> Limbs<'a> {
        let digits = trimmed(digits);
        Limbs::normal(negative && !digits.is_empty(), digits)
    }

    /// The same of digits of which the last is not zero.
    #[inline(always)]
    pub(crate) fn normal(negative: bool, digits: &'a [u64]) -> Limbs<'a> {
        let first = NonNull::from_ref(digits).cast();
        Limbs { first, extent: digits.len() << 1 | negative as usize, digits: PhantomData }
    }

    /// The digits of its size.
    #[inline(always)]
    pub fn digits(self) -> &'a [u64] {
        // SAFETY: as `normal` was given them
        unsafe { std::slice::from_raw_parts(self.first.as_ptr(), self.extent >> 1) }
    }

    /// Below zero.
    #[inline(always)]
    pub fn negative(self) -> bool {
        self.extent & 1 == 1
    }

    /// The other sign, even of zero.
    #[inline(always)]
    fn turned(self) -> Limbs<'a> {
        Limbs { extent: self.extent ^ 1, ..self }
    }

    /// Bits of its size.
    #[inline]
    pub fn bits(self) -> u64 {
        let top = self.digits().last().map_or(0, |d| d.leading_zeros());
        self.digits().len() as u64 * 64 - top as u64
    }

    /// As a machine word, if it fits.
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        match *self.digits() {
            [] => Some(0),
            [d] if self.negative() => 0i64.checked_sub_unsigned(d),
            [d] => i64::try_from(d).ok(),
            _ => None,
        }
    }

    /// As a big integer of num-bigint.
    pub fn to_big(self) -> BigInt {
        BigInt::from_biguint(
            if self.negative() { Sign::Minus } else { Sign::Plus },
            to_biguint(self.digits()),
        )
    }

    /// The nearest float, ties to even; infinite where it is beyond.
    pub fn to_f64(self) -> f64 {
        let n = self.digits().len();
        if n > 17 {
            return if self.negative() { f64::NEG_INFINITY } else { f64::INFINITY };
        }
        let digit = |i: usize| if i <= n { self.digits()[n - i] as u128 } else { 0 };
        // the lowest bit stands for all that is below
        let rest = n > 2 && self.digits()[..n - 2].iter().any(|d| *d != 0);
        let (mantissa, exponent) = match n {
            0 | 1 => (digit(1), 0),
            _ => (digit(1) << 64 | digit(2) | rest as u128, 64 * (n as i64 - 2)),
        };
        let size = float_ops::compose(mantissa, exponent);
        if self.negative() { -size } else { size }
    }

    /// The order of two numbers.
    #[inline]
    pub fn order(self, other: Limbs<'_>) -> Ordering {
        match (self.negative(), other.negative()) {
            (false, false) => compare(self.digits(), other.digits()),
            (true, true) => compare(other.digits(), self.digits()),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }

    /// The same with the other sign.
    #[inline]
    pub fn negated(self) -> Limbs<'a> {
        if self.extent >> 1 == 0 { self } else { self.turned() }
    }

    /// Which bit is the only one of a positive number, if it is a power of two.
    #[inline]
    pub fn only_bit(self) -> Option<u64> {
        let (top, rest) = self.digits().split_last()?;
        let power = !self.negative() && top.is_power_of_two() && rest.iter().all(|d| *d == 0);
        power.then(|| rest.len() as u64 * 64 + top.trailing_zeros() as u64)
    }

    /// Copies its lowest bits, of a number that is not negative.
    pub fn low_bits<M: Maker>(self, to: M, bits: u64) -> M::Out {
        let whole = usize::try_from(bits / 64).unwrap_or(usize::MAX).min(self.digits().len());
        let room = self.digits().len().min(whole + 1);
        to.make(room, |out| {
            out.copy_from_slice(&self.digits()[..room]);
            if let Some(top) = out.get_mut(whole) {
                *top &= (1 << (bits % 64)) - 1;
            }
            false
        })
    }

    /// Copies it.
    pub fn copied<M: Maker>(self, to: M) -> M::Out {
        to.make(self.digits().len(), |out| {
            out.copy_from_slice(self.digits());
            self.negative()
        })
    }
}
