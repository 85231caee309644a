//! The greatest common divisor: Lehmer's method, many steps of Euclid's at a time on the leading digits.

use std::cmp::Ordering;

use super::quotient::{divide_in_place, divide_sizes};
use super::{Limbs, Maker, compare, significant};

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

/// `math.gcd` of two
pub fn gcd<M: Maker>(to: M, a: Limbs<'_>, b: Limbs<'_>) -> M::Out {
    let (mut x, mut y) = (a.digits().to_vec(), b.digits().to_vec());
    if compare(&x, &y) == Ordering::Less {
        std::mem::swap(&mut x, &mut y);
    }
    while y.len() > 1 {
        match leading_steps(&x, &y) {
            Some(steps) => steps.apply(&mut x, &mut y),
            None => {
                let rest = divide_sizes(&x, &y, |_, _| {}, <[u64]>::to_vec);
                x = std::mem::replace(&mut y, rest);
            }
        }
    }
    if let [low] = y[..] {
        let rest = divide_in_place(&mut x, low);
        x = vec![gcd_small(low, rest)];
    }
    let n = significant(&x);
    to.make(n, |out| {
        out.copy_from_slice(&x[..n]);
        false
    })
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
    let (mut high, mut low) = (bits_from(x, place) as i64, bits_from(y, place) as i64);
    let (mut a, mut b, mut c, mut d) = (1i64, 0i64, 0i64, 1i64);
    let mut count = 0;
    while low != c {
        let q = (high + (a - 1)) / (low - c);
        let (s, t) = (b + q * d, high - q * low);
        if s > t {
            break;
        }
        (high, low) = (low, t);
        let next = a + q * c;
        (a, b, c, d) = (d, c, s, next);
        count += 1;
    }
    let steps = Steps { a: a as u64, b: b as u64, c: c as u64, d: d as u64, odd: count % 2 == 1 };
    (count > 0).then_some(steps)
}

impl Steps {
    fn apply(&self, x: &mut Vec<u64>, y: &mut Vec<u64>) {
        y.resize(x.len(), 0);
        if self.odd {
            std::mem::swap(x, y);
        }
        let (mut plus_x, mut minus_x, mut plus_y, mut minus_y) = (0, 0, 0, 0);
        let (mut borrow_x, mut borrow_y) = (false, false);
        for (p, q) in x.iter_mut().zip(y.iter_mut()) {
            let (more, less);
            (more, plus_x) = p.carrying_mul(self.a, plus_x);
            (less, minus_x) = q.carrying_mul(self.b, minus_x);
            let (next_x, borrow) = more.borrowing_sub(less, borrow_x);
            borrow_x = borrow;
            let (more, less);
            (more, plus_y) = q.carrying_mul(self.d, plus_y);
            (less, minus_y) = p.carrying_mul(self.c, minus_y);
            let (next_y, borrow) = more.borrowing_sub(less, borrow_y);
            borrow_y = borrow;
            (*p, *q) = (next_x, next_y);
        }
        x.truncate(significant(x));
        y.truncate(significant(y));
    }
}
