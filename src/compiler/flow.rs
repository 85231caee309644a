//! Sets of registers, for the analysis of which local variables are surely assigned.

/// A set of registers; nearly always one word.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Regs {
    low: u64,
    high: Vec<u64>,
}

impl Regs {
    pub fn insert(&mut self, reg: u16) {
        match reg.checked_sub(64) {
            None => self.low |= 1 << reg,
            Some(r) => {
                let word = r as usize / 64;
                if self.high.len() <= word {
                    self.high.resize(word + 1, 0);
                }
                self.high[word] |= 1 << (r % 64);
            }
        }
    }

    pub fn remove(&mut self, reg: u16) {
        match reg.checked_sub(64) {
            None => self.low &= !(1 << reg),
            Some(r) => {
                if let Some(word) = self.high.get_mut(r as usize / 64) {
                    *word &= !(1 << (r % 64));
                }
            }
        }
    }

    pub fn contains(&self, reg: u16) -> bool {
        match reg.checked_sub(64) {
            None => self.low >> reg & 1 == 1,
            Some(r) => self.high.get(r as usize / 64).is_some_and(|word| word >> (r % 64) & 1 == 1),
        }
    }

    /// Keeps what both sets have.
    pub fn intersect(&mut self, other: &Regs) {
        self.low &= other.low;
        self.high.truncate(other.high.len());
        self.high.iter_mut().zip(&other.high).for_each(|(a, b)| *a &= b);
    }

    /// Takes away what the other set has.
    pub fn subtract(&mut self, other: &Regs) {
        self.low &= !other.low;
        self.high.iter_mut().zip(&other.high).for_each(|(a, b)| *a &= !b);
    }
}
