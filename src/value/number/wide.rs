//! Ints of up to 128 bits as sign and size: what lies between the inline ints and the long ones, without memory.

use std::cmp::Ordering;

use super::limbs::divide_two;

/// A number of up to 128 bits. Zero is not negative.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wide {
    /// Below zero.
    pub negative: bool,
    /// Its absolute value.
    pub size: u128,
}

#[inline(always)]
fn high(size: u128) -> u64 {
    (size >> 64) as u64
}

impl From<i64> for Wide {
    #[inline(always)]
    fn from(i: i64) -> Wide {
        Wide { negative: i < 0, size: i.unsigned_abs() as u128 }
    }
}

impl From<i128> for Wide {
    #[inline(always)]
    fn from(i: i128) -> Wide {
        Wide { negative: i < 0, size: i.unsigned_abs() }
    }
}

impl Wide {
    #[inline(always)]
    fn new(negative: bool, size: u128) -> Wide {
        Wide { negative: negative && size != 0, size }
    }

    /// As a number of the machine in two's complement, if it fits.
    #[inline(always)]
    pub fn to_i128(self) -> Option<i128> {
        let i = self.size as i128;
        if i < 0 {
            return None;
        }
        Some(if self.negative { -i } else { i })
    }

    /// The same with the other sign.
    #[inline(always)]
    pub fn negated(self) -> Wide {
        Wide::new(!self.negative, self.size)
    }

    /// `a + b`, if it fits
    #[inline(always)]
    pub fn add(self, other: Wide) -> Option<Wide> {
        if self.negative == other.negative {
            return Some(Wide { negative: self.negative, size: self.size.checked_add(other.size)? });
        }
        let (size, less) = self.size.overflowing_sub(other.size);
        let negative = self.negative != less;
        Some(Wide::new(negative, if less { size.wrapping_neg() } else { size }))
    }

    /// `a - b`, if it fits
    #[inline(always)]
    pub fn sub(self, other: Wide) -> Option<Wide> {
        self.add(other.negated())
    }

    /// `a * b`, if it fits
    #[inline(always)]
    pub fn mul(self, other: Wide) -> Option<Wide> {
        let (p, q) = (self.size, other.size);
        let low = p as u64 as u128 * q as u64 as u128;
        let size = match (high(p), high(q)) {
            (0, 0) => low,
            (upper, 0) => low.checked_add((upper.checked_mul(q as u64)? as u128) << 64)?,
            (0, upper) => low.checked_add((upper.checked_mul(p as u64)? as u128) << 64)?,
            _ => return None,
        };
        Some(Wide::new(self.negative != other.negative, size))
    }

    /// Quotient and remainder of the sizes; none by zero.
    #[inline(always)]
    fn divide_sizes(p: u128, q: u128) -> Option<(u128, u128)> {
        if high(q) != 0 {
            // the quotient is one digit at most
            return Some((p / q, p % q));
        }
        let by = q as u64;
        if by == 0 {
            return None;
        }
        let upper = high(p);
        if upper == 0 {
            let p = p as u64;
            return Some(((p / by) as u128, (p % by) as u128));
        }
        let (top, rest) = if upper < by { (0, upper) } else { (upper / by, upper % by) };
        let (low, rest) = divide_two(rest, p as u64, by);
        Some(((top as u128) << 64 | low as u128, rest as u128))
    }

    /// `divmod(a, b)`, rounded down; none if `b` is zero
    #[inline(always)]
    pub fn div_mod(self, other: Wide) -> Option<(Wide, Wide)> {
        let (quotient, rest) = Wide::divide_sizes(self.size, other.size)?;
        if self.negative == other.negative || rest == 0 {
            let negative = self.negative != other.negative;
            return Some((Wide::new(negative, quotient), Wide::new(other.negative, rest)));
        }
        // the quotient is less than the greatest size, or nothing would be left
        let down = Wide { negative: true, size: quotient + 1 };
        Some((down, Wide { negative: other.negative, size: other.size - rest }))
    }

    /// `a // b`; none if `b` is zero
    #[inline(always)]
    pub fn floor_div(self, other: Wide) -> Option<Wide> {
        if other.size.is_power_of_two() && !other.negative {
            return self.shift_right(other.size.trailing_zeros());
        }
        self.div_mod(other).map(|(q, _)| q)
    }

    /// `a % b`; none if `b` is zero
    #[inline(always)]
    pub fn modulo(self, other: Wide) -> Option<Wide> {
        if other.size.is_power_of_two() && !other.negative && !self.negative {
            return Some(Wide { negative: false, size: self.size & (other.size - 1) });
        }
        self.div_mod(other).map(|(_, r)| r)
    }

    /// `a << count`, if it fits
    #[inline(always)]
    pub fn shift_left(self, count: Wide) -> Option<Wide> {
        if count.negative || count.size > self.size.leading_zeros() as u128 {
            return None;
        }
        let size = self.size.checked_shl(count.size as u32).unwrap_or(0);
        Some(Wide { negative: self.negative, size })
    }

    /// `a >> count`
    #[inline(always)]
    fn shift_right(self, count: u32) -> Option<Wide> {
        if !self.negative {
            return Some(Wide { negative: false, size: self.size.checked_shr(count).unwrap_or(0) });
        }
        Some((self.to_i128()? >> count.min(127)).into())
    }

    /// `a >> count`; none if `count` is negative
    #[inline(always)]
    pub fn shifted_right(self, count: Wide) -> Option<Wide> {
        if count.negative {
            return None;
        }
        self.shift_right(count.size.min(128) as u32)
    }

    #[inline(always)]
    fn bits(
        self,
        other: Wide,
        sizes: impl Fn(u128, u128) -> u128,
        words: impl Fn(i128, i128) -> i128,
    ) -> Option<Wide> {
        if !self.negative && !other.negative {
            return Some(Wide { negative: false, size: sizes(self.size, other.size) });
        }
        Some(words(self.to_i128()?, other.to_i128()?).into())
    }

    /// `a & b`, if it can be told here
    #[inline(always)]
    pub fn and(self, other: Wide) -> Option<Wide> {
        self.bits(other, |x, y| x & y, |x, y| x & y)
    }

    /// `a | b`, likewise
    #[inline(always)]
    pub fn or(self, other: Wide) -> Option<Wide> {
        self.bits(other, |x, y| x | y, |x, y| x | y)
    }

    /// `a ^ b`, likewise
    #[inline(always)]
    pub fn xor(self, other: Wide) -> Option<Wide> {
        self.bits(other, |x, y| x ^ y, |x, y| x ^ y)
    }

    /// `~a`
    #[inline(always)]
    pub fn inverted(self) -> Option<Wide> {
        self.negated().sub(Wide { negative: false, size: 1 })
    }

    /// `a ** exponent`, if it fits
    pub fn power(self, exponent: u32) -> Option<Wide> {
        let size = self.size.checked_pow(exponent)?;
        Some(Wide::new(self.negative && exponent % 2 == 1, size))
    }

    /// The order of two numbers.
    #[inline(always)]
    pub fn order(self, other: Wide) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.size.cmp(&other.size),
            (true, true) => other.size.cmp(&self.size),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}
