//! `random.Random`: the same seeds give the same numbers as in CPython. Sequences are the caller's; this gives
//! indexes.

mod distributions;
mod twister;

use std::collections::HashSet;

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{Signed, ToPrimitive, Zero};
use sha2::{Digest, Sha512};

pub use twister::{SIZE, Twister};

use super::hash::hash_float;
use super::{IntRef, int_ops};
use crate::value::fault::{ErrKind, PyErr, PyResult};
use crate::value::text::layout::check_len;

/// A generator with its state.
#[derive(Clone, Debug)]
pub struct Random {
    twister: Twister,
    /// The second of the two numbers that `gauss` makes at once.
    gauss_next: Option<f64>,
}

impl Random {
    /// Seeds from 32-bit words: with 624 of them from the system for `seed(None)`.
    pub fn from_words(words: &[u32]) -> Random {
        Random { twister: Twister::from_words(words), gauss_next: None }
    }

    /// `seed(n)` of an int: its sign does not matter
    pub fn from_int(n: IntRef<'_>) -> Random {
        match n {
            IntRef::Small(n) => {
                let n = n.unsigned_abs();
                let words = [n as u32, (n >> 32) as u32];
                Random::from_words(if words[1] == 0 { &words[..1] } else { &words })
            }
            _ => Random::from_words(&n.to_big().magnitude().to_u32_digits()),
        }
    }

    /// `seed(x)` of a float; a NaN hashes by identity, so the caller gives that hash
    pub fn from_float(x: f64, nan_hash: i64) -> Random {
        Random::from_hash(hash_float(x).unwrap_or(nan_hash))
    }

    /// From the hash of any other object.
    pub fn from_hash(hash: i64) -> Random {
        Random::from_int(IntRef::Big(&BigInt::from(hash as u64)))
    }

    /// `seed(bytes)`, and of a str by its UTF-8
    pub fn from_bytes(bytes: &[u8]) -> Random {
        let digest = Sha512::digest(bytes);
        let number = BigUint::from_bytes_be(&[bytes, &digest[..]].concat());
        Random::from_words(&number.to_u32_digits())
    }

    /// `getstate()`: the words, the index, and what `gauss` keeps
    pub fn state(&self) -> (&[u32; SIZE], usize, Option<f64>) {
        let (words, index) = self.twister.state();
        (words, index, self.gauss_next)
    }

    /// `setstate()`
    pub fn set_state(&mut self, words: &[u32], index: i64, gauss_next: Option<f64>) -> PyResult<()> {
        self.twister = Twister::from_state(words, index)?;
        self.gauss_next = gauss_next;
        Ok(())
    }

    /// `random()`: 53 bits
    pub fn random(&mut self) -> f64 {
        let high = self.twister.next_word() >> 5;
        let low = self.twister.next_word() >> 6;
        (high as f64 * 67_108_864.0 + low as f64) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// `getrandbits(k)` for up to 64 bits
    pub fn bits64(&mut self, k: u32) -> u64 {
        match k {
            0 => 0,
            1..=32 => (self.twister.next_word() >> (32 - k)) as u64,
            _ => {
                let low = self.twister.next_word() as u64;
                low | ((self.twister.next_word() >> (64 - k)) as u64) << 32
            }
        }
    }

    /// `getrandbits(k)`
    pub fn bits(&mut self, k: i64) -> PyResult<BigInt> {
        let k = u64::try_from(k).map_err(|_| PyErr::value("number of bits must be non-negative"))?;
        if k <= 64 {
            return Ok(BigInt::from(self.bits64(k as u32)));
        }
        check_len(k / 8)?;
        let words = k.div_ceil(32);
        let mut digits: Vec<u32> = (0..words).map(|_| self.twister.next_word()).collect();
        if let Some(last) = digits.last_mut() {
            *last >>= words * 32 - k;
        }
        Ok(BigInt::from(BigUint::new(digits)))
    }

    /// A number below `n`, which is not zero.
    pub fn below(&mut self, n: u64) -> u64 {
        let k = 64 - n.leading_zeros();
        loop {
            let r = self.bits64(k);
            if r < n || n == 0 {
                return r;
            }
        }
    }

    /// A number below `n`, which is positive.
    fn below_big(&mut self, n: &BigInt) -> PyResult<BigInt> {
        if let Some(n) = n.to_u64() {
            return Ok(BigInt::from(self.below(n)));
        }
        loop {
            let r = self.bits(n.bits() as i64)?;
            if r < *n {
                return Ok(r);
            }
        }
    }

    /// `randrange(start, stop, step)`; with one argument it is the stop
    pub fn range(
        &mut self,
        start: IntRef<'_>,
        stop: Option<IntRef<'_>>,
        step: Option<IntRef<'_>>,
    ) -> PyResult<BigInt> {
        let start = start.to_big();
        let Some(stop) = stop else {
            if step.is_some() {
                return Err(PyErr::type_error("Missing a non-None stop argument"));
            }
            if !start.is_positive() {
                return Err(PyErr::value("empty range for randrange()"));
            }
            return self.below_big(&start);
        };
        let stop = stop.to_big();
        let width = &stop - &start;
        let step = step.map_or(BigInt::from(1), IntRef::to_big);
        if step == BigInt::from(1) {
            if !width.is_positive() {
                return Err(PyErr::value(format!("empty range in randrange({start}, {stop})")));
            }
            return Ok(start + self.below_big(&width)?);
        }
        if step.is_zero() {
            return Err(PyErr::value("zero step for randrange()"));
        }
        let whole = width + &step - int_ops::sign(&step);
        let count = int_ops::floor_div(IntRef::Big(&whole), IntRef::Big(&step))?;
        if count.sign() != Sign::Plus {
            return Err(PyErr::value(format!("empty range in randrange({start}, {stop}, {step})")));
        }
        Ok(start + step * self.below_big(&count)?)
    }

    /// `randint(a, b)`
    pub fn int(&mut self, a: IntRef<'_>, b: IntRef<'_>) -> PyResult<BigInt> {
        if let (IntRef::Small(low), IntRef::Small(high)) = (a, b)
            && let Some(width) = high.checked_sub(low).and_then(|w| w.checked_add(1))
            && width > 0
        {
            return Ok(BigInt::from(low + self.below(width as u64) as i64));
        }
        let stop = b.to_big() + 1;
        self.range(a, Some(IntRef::Big(&stop)), None)
    }

    /// `choice` from a sequence of this length
    pub fn choice(&mut self, len: usize) -> PyResult<usize> {
        if len == 0 {
            return Err(PyErr::new(ErrKind::Index, "Cannot choose from an empty sequence"));
        }
        Ok(self.below(len as u64) as usize)
    }

    /// `shuffle`: gives the swaps, in order
    pub fn shuffle(&mut self, len: usize, mut swap: impl FnMut(usize, usize)) {
        for i in (1..len).rev() {
            swap(i, self.below(i as u64 + 1) as usize);
        }
    }

    /// `sample` of `k` from a population of `n`
    pub fn sample(&mut self, n: u64, k: i64) -> PyResult<Vec<u64>> {
        if k < 0 || k as u64 > n {
            return Err(PyErr::value("Sample larger than population or is negative"));
        }
        let k = k as u64;
        check_len(k)?;
        // What CPython takes for the size of a set compared to that of a list.
        let mut set_size = 21.0;
        if k > 5 {
            set_size += 4f64.powf(((k as f64 * 3.0).ln() / 4f64.ln()).ceil());
        }
        let mut out = Vec::with_capacity(k as usize);
        if n as f64 <= set_size {
            let mut pool: Vec<u64> = (0..n).collect();
            for i in 0..k {
                let j = self.below(n - i) as usize;
                out.push(pool[j]);
                pool[j] = pool[(n - i - 1) as usize];
            }
        } else {
            let mut taken = HashSet::with_capacity(k as usize);
            while out.len() < k as usize {
                let j = self.below(n);
                if taken.insert(j) {
                    out.push(j);
                }
            }
        }
        Ok(out)
    }

    /// `sample(…, counts=…)`, given the running sums of the counts
    pub fn sample_counted(&mut self, running: &[i64], population: usize, k: i64) -> PyResult<Vec<u64>> {
        if running.len() != population {
            return Err(PyErr::value("The number of counts does not match the population"));
        }
        let total = running.last().copied().unwrap_or(0);
        if total <= 0 {
            return Err(PyErr::value("Total of counts must be greater than zero"));
        }
        let bounds = &running[..running.len() - 1];
        let chosen = self.sample(total as u64, k)?;
        Ok(chosen.into_iter().map(|s| bounds.partition_point(|&b| b as u64 <= s) as u64).collect())
    }

    /// `choices` with equal weights: one index
    pub fn any_of(&mut self, len: usize) -> usize {
        (self.random() * len as f64) as usize
    }

    /// `choices` of `k`, given the running sums of the weights
    pub fn choices(&mut self, running: &[f64], population: usize, k: usize) -> PyResult<Vec<usize>> {
        if running.len() != population {
            return Err(PyErr::value("The number of weights does not match the population"));
        }
        let total = running.last().copied().unwrap_or(0.0) + 0.0;
        if total <= 0.0 {
            return Err(PyErr::value("Total of weights must be greater than zero"));
        }
        if !total.is_finite() {
            return Err(PyErr::value("Total of weights must be finite"));
        }
        check_len(k as u64)?;
        Ok((0..k).map(|_| self.weighted(running, total)).collect())
    }

    fn weighted(&mut self, running: &[f64], total: f64) -> usize {
        let x = self.random() * total;
        // Bisection as CPython's, which matters where the sums are not sorted; the last is never compared.
        let (mut low, mut high) = (0, running.len() - 1);
        while low < high {
            let middle = (low + high) / 2;
            if x < running[middle] {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// `randbytes(n)`
    pub fn bytes(&mut self, n: i64) -> PyResult<Vec<u8>> {
        let bits = n.checked_mul(8).ok_or_else(PyErr::memory)?;
        let number = self.bits(bits)?;
        let mut out = number.magnitude().to_bytes_le();
        out.resize(n.max(0) as usize, 0);
        Ok(out)
    }
}
