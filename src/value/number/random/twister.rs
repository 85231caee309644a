//! The Mersenne twister MT19937 and its seeding.

use crate::value::fault::{PyErr, PyResult};

/// Words of state.
pub const SIZE: usize = 624;
const MIDDLE: usize = 397;

/// The generator of 32-bit words.
#[derive(Clone, Debug)]
pub struct Twister {
    words: [u32; SIZE],
    index: usize,
}

impl Twister {
    /// From one word.
    fn from_word(seed: u32) -> Twister {
        let mut words = [seed; SIZE];
        for i in 1..SIZE {
            let last = words[i - 1];
            words[i] = (last ^ last >> 30).wrapping_mul(1_812_433_253).wrapping_add(i as u32);
        }
        Twister { words, index: SIZE }
    }

    /// From any number of words (none counts as a zero).
    pub fn from_words(key: &[u32]) -> Twister {
        let key = if key.is_empty() { &[0][..] } else { key };
        let mut t = Twister::from_word(19_650_218);
        let words = &mut t.words;
        let mut i = 1;
        let mut mix = |factor: u32, add: &dyn Fn(usize) -> u32| {
            let last = words[i - 1];
            words[i] = (words[i] ^ (last ^ last >> 30).wrapping_mul(factor)).wrapping_add(add(i));
            i += 1;
            if i == SIZE {
                words[0] = words[SIZE - 1];
                i = 1;
            }
        };
        for round in 0..SIZE.max(key.len()) {
            let j = round % key.len();
            mix(1_664_525, &|_| key[j].wrapping_add(j as u32));
        }
        for _ in 1..SIZE {
            mix(1_566_083_941, &|i| (i as u32).wrapping_neg());
        }
        t.words[0] = 1 << 31;
        t
    }

    fn refill(&mut self) {
        let words = &mut self.words;
        for i in 0..SIZE {
            let joined = (words[i] & 1 << 31) | (words[(i + 1) % SIZE] & !(1 << 31));
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            words[i] = words[(i + MIDDLE) % SIZE] ^ joined >> 1 ^ odd;
        }
        self.index = 0;
    }

    /// The next word.
    pub fn next_word(&mut self) -> u32 {
        if self.index >= SIZE {
            self.refill();
        }
        let mut y = self.words[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }

    /// The words and the index into them, for `getstate`.
    pub fn state(&self) -> (&[u32; SIZE], usize) {
        (&self.words, self.index)
    }

    /// From what `getstate` gave.
    pub fn from_state(words: &[u32], index: i64) -> PyResult<Twister> {
        let words = words.try_into().map_err(|_| PyErr::value("state vector is the wrong size"))?;
        let index = usize::try_from(index).ok().filter(|&i| i <= SIZE);
        Ok(Twister { words, index: index.ok_or_else(|| PyErr::value("invalid state"))? })
    }
}
