//! The greatest common divisor: Lehmer's method, many steps of Euclid's at a time on the leading digits.

use std::cmp::Ordering;

use super::product::mul_sizes;
use super::quotient::{divide_in_place, divide_sizes};
use super::sum::{add_in_place, sub_in_place};
use super::{Limbs, Maker, compare, significant, trimmed, with_room};

/// `math.gcd` of two machine words
pub fn gcd_small(a: u64, b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    // one division brings them to about the same size, then Stein's method without branches
    let (mut x, mut y) = if a > b { (a % b, b) } else { (b % a, a) };
    if x == 0 {
        return y;
    }
    let twos = (x | y).trailing_zeros();
    y >>= y.trailing_zeros();
    while x != 0 {
        x >>= x.trailing_zeros();
        (x, y) = (x.abs_diff(y), x.min(y));
    }
    y << twos
}

/// The greatest common divisor of two sizes of at most two digits.
fn gcd_of_two(mut x: u128, mut y: u128) -> u128 {
    if x < y {
        std::mem::swap(&mut x, &mut y);
    }
    while (y >> 64) != 0 {
        let bits = 128 - x.leading_zeros();
        let place = bits - 63;
        match steps_of::<true>((x >> place) as i64, (y >> place) as i64) {
            Some(s) => (x, y) = s.of_two(x, y),
            None => (x, y) = (y, x % y),
        }
    }
    match y as u64 {
        0 => x,
        low => gcd_small(low, (x % low as u128) as u64) as u128,
    }
}

fn two(digits: &[u64]) -> u128 {
    digits.iter().rev().fold(0, |n, d| n << 64 | *d as u128)
}

/// The digits of a greatest common divisor.
fn gcd_of<R>(a: &[u64], b: &[u64], give: impl FnOnce(&[u64]) -> R) -> R {
    let n = a.len().max(b.len());
    with_room(2 * n, |room| {
        let (x, y) = room.split_at_mut(n);
        x[..a.len()].copy_from_slice(a);
        y[..b.len()].copy_from_slice(b);
        let (mut x, mut y) = (&mut *x, &mut *y);
        if compare(trimmed(x), trimmed(y)) == Ordering::Less {
            std::mem::swap(&mut x, &mut y);
        }
        let mut n = significant(x);
        while n > 2 && significant(&y[..n]) > 1 {
            match many_steps(&x[..n], &y[..n]) {
                Some(steps) => steps.apply_signed(&mut x[..n], &mut y[..n]),
                None => remainder_in_place(&mut x[..n], &y[..n]),
            }
            n = significant(&x[..n]).max(significant(&y[..n]));
            if compare(trimmed(&x[..n]), trimmed(&y[..n])) == Ordering::Less {
                std::mem::swap(&mut x, &mut y);
            }
        }
        let by = significant(&y[..n]);
        if by == 0 {
            return give(&x[..n]);
        }
        if by > 1 {
            let d = gcd_of_two(two(&x[..n]), two(&y[..by]));
            return give(trimmed(&[d as u64, (d >> 64) as u64]));
        }
        let rest = divide_in_place(&mut x[..n], y[0]);
        give(&[gcd_small(y[0], rest)])
    })
}

/// `x %= y`, as long as before.
fn remainder_in_place(x: &mut [u64], y: &[u64]) {
    let number = x.to_vec();
    let keep = |rest: &[u64]| {
        x[..rest.len()].copy_from_slice(rest);
        rest.len()
    };
    let rest = divide_sizes(&number, trimmed(y), |_, _| {}, keep);
    x[rest..].fill(0);
}

/// `math.gcd` of two
pub fn gcd<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    gcd_of(a.digits(), b.digits(), |d| {
        to.make(d.len(), |out| {
            out.copy_from_slice(d);
            false
        })
    })
}

/// `math.lcm` of two
pub fn lcm<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    if a.digits().is_empty() || b.digits().is_empty() {
        return to.make(0, |_| false);
    }
    let (a, b) = (a.digits(), b.digits());
    let part = gcd_of(a, b, |d| {
        let mut part = vec![0; a.len() + 1 - d.len()];
        divide_sizes(a, d, |i, q| part[i] = q, |_| ());
        part
    });
    let part = trimmed(&part);
    to.make(part.len() + b.len(), |out| {
        mul_sizes(out, part, b);
        false
    })
}

/// Euclid's steps to the end, and what they make of the numbers that two words stand for: their greatest
/// common divisor and multiples of theirs, as `apply_sums` has them without an exchange.
fn steps_of_words(mut x: u64, mut y: u64) -> (u64, Steps) {
    let (mut a, mut b, mut c, mut d) = (1, 0, 0, 1);
    let mut odd = false;
    while y != 0 {
        let q = x / y;
        (x, y) = (y, x - q * y);
        (a, b, c, d) = (c, d, a + q * c, b + q * d);
        odd = !odd;
    }
    (x, Steps { a, b, c, d, odd })
}

/// What times `a`, which is less than `m`, is 1 modulo `m`, of words.
pub fn inverse_of_word(a: u64, m: u64) -> Option<u64> {
    let (d, steps) = steps_of_words(m, a);
    // the sign of the multiple alternates
    (d == 1).then_some(if steps.odd { steps.b } else { m - steps.b })
}

/// What times `a`, which is less than `m`, is 1 modulo `m`; none if nothing is.
pub fn inverse<M: Maker>(to: M, a: &[u64], m: &[u64]) -> Option<M::Out> {
    // x and y are, but for the sign, p and q times a modulo m; each step of Euclid's turns both signs round
    let room = m.len() + 2;
    let (mut x, mut y) = (m.to_vec(), a.to_vec());
    let (mut p, mut q) = (vec![0; room], vec![0; room]);
    q[0] = 1;
    let mut odd = false;
    while !y.is_empty() {
        if let ([low_x], [low_y]) = (&mut x[..], &y[..]) {
            let (d, steps) = steps_of_words(*low_x, *low_y);
            *low_x = d;
            y.clear();
            odd ^= steps.odd;
            Steps { odd: false, ..steps }.apply_sums(&mut p, &mut q);
            break;
        }
        let steps = if x.len() > 1 { leading_steps(&x, &y) } else { None };
        match steps {
            Some(steps) => {
                y.resize(x.len(), 0);
                steps.apply(&mut x, &mut y);
                steps.apply_sums(&mut p, &mut q);
                if steps.odd {
                    std::mem::swap(&mut x, &mut y);
                    std::mem::swap(&mut p, &mut q);
                }
                odd ^= steps.odd;
                x.truncate(significant(&x));
                y.truncate(significant(&y));
            }
            None => {
                let mut quotient = vec![0; x.len() + 1 - y.len()];
                let rest = divide_sizes(&x, &y, |i, q| quotient[i] = q, <[u64]>::to_vec);
                x = std::mem::replace(&mut y, rest);
                // p += q * quotient
                let (quotient, factor) = (trimmed(&quotient), trimmed(&q));
                let mut product = vec![0; quotient.len() + factor.len()];
                mul_sizes(&mut product, quotient, factor);
                add_in_place(&mut p, trimmed(&product));
                std::mem::swap(&mut p, &mut q);
                odd = !odd;
            }
        }
    }
    if x != [1] {
        return None;
    }
    let p = trimmed(&p);
    Some(to.make(m.len(), |out| {
        if odd {
            out[..p.len()].copy_from_slice(p);
            out[p.len()..].fill(0);
        } else {
            out.copy_from_slice(m);
            sub_in_place(out, p);
        }
        false
    }))
}

/// What some steps of Euclid's make of both numbers: `(a x - b y, d y - c x)`; of an odd number of steps, with `x`
/// and `y` exchanged.
struct Steps {
    a: u64,
    b: u64,
    c: u64,
    d: u64,
    odd: bool,
}

/// The bits of `digits` from a place on, as many as fit a word.
fn bits_from(digits: &[u64], place: u64) -> u64 {
    let (at, shift) = ((place / 64) as usize, place % 64);
    let digit = |i: usize| digits.get(i).copied().unwrap_or(0);
    if shift == 0 { digit(at) } else { digit(at) >> shift | digit(at + 1) << (64 - shift) }
}

/// The steps that the leading bits of both numbers determine for certain; none if there are none.
fn leading_steps(x: &[u64], y: &[u64]) -> Option<Steps> {
    let bits = Limbs::new(false, x).bits();
    // 63 bits, so that sums do not overflow
    let place = bits - 63;
    steps_of::<false>(bits_from(x, place) as i64, bits_from(y, place) as i64)
}

/// Cofactors are less than two to the power of this: the difference of two products with digits is a signed number
/// of two digits, with room for what is carried.
const COFACTOR_BITS: u32 = 62;
/// Leading bits that give cofactors of half as many.
const LEADING_BITS: u32 = 60;

/// About twice as many steps, from the leading two digits. The later ones may be others than Euclid's, which leaves the
/// greatest common divisor the same, but may give negative numbers; none if there are none.
fn many_steps(x: &[u64], y: &[u64]) -> Option<Steps> {
    let place = Limbs::new(false, x).bits() - 128;
    let leading = |n: &[u64]| (bits_from(n, place + 64) as u128) << 64 | bits_from(n, place) as u128;
    let (mut high, mut low) = (leading(x), leading(y));
    let place = 128 - LEADING_BITS;
    let first = steps_of::<false>((high >> place) as i64, (low >> place) as i64)?;
    (high, low) = first.of_two(high, low);
    let place = (128 - high.leading_zeros()).saturating_sub(LEADING_BITS);
    let second = steps_of::<false>((high >> place) as i64, (low >> place) as i64);
    Some(second.and_then(|s| s.after(&first)).unwrap_or(first))
}

/// The same of the leading bits themselves. Most quotients are small, which may be guessed at; a division is the faster
/// the more steps there are, since no processor foretells which.
#[inline(always)]
fn steps_of<const GUESS: bool>(mut high: i64, mut low: i64) -> Option<Steps> {
    let (mut a, mut b, mut c, mut d) = (1i64, 0i64, 0i64, 1i64);
    let mut odd = false;
    while low != c {
        let (over, under) = ((high + (a - 1)) as u64, (low - c) as u64);
        let q = match over - under {
            rest if GUESS && rest < under => 1,
            rest if GUESS && rest - under < under => 2,
            _ => over / under,
        };
        // one that is too large is left to a division of the whole numbers
        if q >> 30 != 0 {
            break;
        }
        let q = q as i64;
        let (s, t, next) = (b + q * d, high - q * low, a + q * c);
        if s > t {
            break;
        }
        (high, low) = (low, t);
        (a, b, c, d) = (d, c, s, next);
        odd = !odd;
    }
    let steps = Steps { a: a as u64, b: b as u64, c: c as u64, d: d as u64, odd };
    // nothing has been done yet
    if (a, b, c, d, odd) == (1, 0, 0, 1, false) { None } else { Some(steps) }
}

/// The size of a negative number that wraps.
fn negate(digits: &mut [u64]) {
    let mut carry = true;
    for d in digits {
        (*d, carry) = (!*d).overflowing_add(carry as u64);
    }
}

impl Steps {
    /// What the steps make of numbers of two digits, the greater one first.
    #[inline(always)]
    fn of_two(&self, x: u128, y: u128) -> (u128, u128) {
        let (p, q) = if self.odd { (y, x) } else { (x, y) };
        let times = |n: u128, by: u64| n.wrapping_mul(by as u128);
        let first = times(p, self.a).wrapping_sub(times(q, self.b));
        (first, times(q, self.d).wrapping_sub(times(p, self.c)))
    }

    /// These steps after others; none if the cofactors become too large.
    fn after(&self, first: &Steps) -> Option<Steps> {
        let (m, n) = (self.in_order(), first.in_order());
        let sum = |a: u64, x: u64, b: u64, y: u64| {
            let sum = a as u128 * x as u128 + b as u128 * y as u128;
            (sum >> COFACTOR_BITS == 0).then_some(sum as u64)
        };
        let product = [
            [sum(m[0][0], n[0][0], m[0][1], n[1][0])?, sum(m[0][0], n[0][1], m[0][1], n[1][1])?],
            [sum(m[1][0], n[0][0], m[1][1], n[1][0])?, sum(m[1][0], n[0][1], m[1][1], n[1][1])?],
        ];
        Some(Steps::from_order(product, self.odd != first.odd))
    }

    /// The sizes of the cofactors of x and y in the first number and in the second.
    fn in_order(&self) -> [[u64; 2]; 2] {
        match self.odd {
            false => [[self.a, self.b], [self.c, self.d]],
            true => [[self.b, self.a], [self.d, self.c]],
        }
    }

    fn from_order([[p, q], [r, s]]: [[u64; 2]; 2], odd: bool) -> Steps {
        match odd {
            false => Steps { a: p, b: q, c: r, d: s, odd },
            true => Steps { a: q, b: p, c: s, d: r, odd },
        }
    }

    /// The sizes of what the steps make of two numbers of as many digits each, in either order; cofactors have at most
    /// `COFACTOR_BITS`.
    fn apply_signed(&self, x: &mut [u64], y: &mut [u64]) {
        let Steps { a, b, c, d, odd } = *self;
        let (x, y) = if odd { (y, x) } else { (x, y) };
        let (mut more_x, mut more_y) = (0i128, 0i128);
        let times = |digit: u64, by: u64| (digit as u128 * by as u128) as i128;
        for (p, q) in x.iter_mut().zip(y.iter_mut()) {
            let first = times(*p, a) - times(*q, b) + more_x;
            let second = times(*q, d) - times(*p, c) + more_y;
            (*p, *q) = (first as u64, second as u64);
            (more_x, more_y) = (first >> 64, second >> 64);
        }
        if more_x < 0 {
            negate(x);
        }
        if more_y < 0 {
            negate(y);
        }
    }

    /// Two numbers of as many digits each; afterwards an odd number of steps has them exchanged.
    fn apply(&self, x: &mut [u64], y: &mut [u64]) {
        let (a, b, c, d) =
            if self.odd { (self.d, self.c, self.b, self.a) } else { (self.a, self.b, self.c, self.d) };
        let (mut plus_x, mut minus_x, mut plus_y, mut minus_y) = (0, 0, 0, 0);
        let (mut borrow_x, mut borrow_y) = (false, false);
        for (p, q) in x.iter_mut().zip(y.iter_mut()) {
            let (more, less);
            (more, plus_x) = p.carrying_mul(a, plus_x);
            (less, minus_x) = q.carrying_mul(b, minus_x);
            let (next_x, borrow) = more.borrowing_sub(less, borrow_x);
            borrow_x = borrow;
            let (more, less);
            (more, plus_y) = q.carrying_mul(d, plus_y);
            (less, minus_y) = p.carrying_mul(c, minus_y);
            let (next_y, borrow) = more.borrowing_sub(less, borrow_y);
            borrow_y = borrow;
            (*p, *q) = (next_x, next_y);
        }
    }

    /// The same of what they are multiples of, whose signs differ: sums.
    fn apply_sums(&self, x: &mut [u64], y: &mut [u64]) {
        let (a, b, c, d) =
            if self.odd { (self.d, self.c, self.b, self.a) } else { (self.a, self.b, self.c, self.d) };
        let (mut first_x, mut second_x, mut first_y, mut second_y) = (0, 0, 0, 0);
        let (mut carry_x, mut carry_y) = (false, false);
        for (p, q) in x.iter_mut().zip(y.iter_mut()) {
            let (one, other);
            (one, first_x) = p.carrying_mul(a, first_x);
            (other, second_x) = q.carrying_mul(b, second_x);
            let (next_x, carry) = one.carrying_add(other, carry_x);
            carry_x = carry;
            let (one, other);
            (one, first_y) = q.carrying_mul(d, first_y);
            (other, second_y) = p.carrying_mul(c, second_y);
            let (next_y, carry) = one.carrying_add(other, carry_y);
            carry_y = carry;
            (*p, *q) = (next_x, next_y);
        }
    }
}
