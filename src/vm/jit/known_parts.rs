//! What the instructions of a run do, and what is known on the way through it: which registers of the frame hold ints,
//! constants, objects of which shapes; which numbers are in registers of the processor.
//!
//! Nothing in a run lets a script run, or the collector, without leaving it for the ordinary translation; that is why what
//! is known stays true to its end.

use crate::bytecode::Op;
use crate::heap::Word;

/// Registers of the processor that hold values: from the third on; the first two are scratch.
const REGISTERS: std::ops::Range<u8> = 2..16;

/// A place in objects of a shape.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub shape: u32,
    pub place: u16,
}

/// What an instruction does in a run.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// a = b op c, at least one of them a float
    Sum {
        op: Op,
        a: u16,
        b: u16,
        c: u16,
    },
    /// a = b op number
    SumWith {
        op: Op,
        a: u16,
        b: u16,
        number: f64,
    },
    Negate {
        a: u16,
        b: u16,
    },
    /// A float, as a number and as a word.
    Constant {
        a: u16,
        number: f64,
        word: u64,
    },
    /// Another constant.
    Word {
        a: u16,
        word: u64,
    },
    Move {
        a: u16,
        b: u16,
    },
    /// A comparison of floats that jumps: the end of the run.
    Jump {
        op: Op,
        b: u16,
        c: u16,
    },
    JumpWith {
        op: Op,
        b: u16,
        number: f64,
    },
    /// a = b op c, ints
    Ints {
        op: Op,
        a: u16,
        b: u16,
        c: u16,
    },
    /// a = b op number, ints
    IntsWith {
        op: Op,
        a: u16,
        b: u16,
        number: i64,
    },
    /// A comparison of ints that jumps.
    Decide {
        op: Op,
        b: u16,
        c: u16,
    },
    DecideWith {
        op: Op,
        b: u16,
        number: i64,
    },
    /// a = the attribute of b at a place
    Read {
        a: u16,
        b: u16,
        at: Place,
    },
    /// The attribute of a at a place = b
    Write {
        a: u16,
        b: u16,
        at: Place,
    },
    /// a = b[c], a list or a tuple, as the shape says
    Item {
        a: u16,
        b: u16,
        c: u16,
        shape: u32,
    },
    /// a[b] = c, a list
    Put {
        a: u16,
        b: u16,
        c: u16,
    },
    /// Translated as always, by what leaves all objects as they are; its result is unknown.
    Plain {
        a: Option<u16>,
    },
    /// Translated as always; its result is unknown.
    Other {
        a: Option<u16>,
    },
    /// Nothing is left to be done.
    Nothing,
}

impl Part {
    /// The register that gets a value.
    pub fn written(self) -> Option<u16> {
        use Part::*;
        match self {
            Sum { a, .. } | SumWith { a, .. } | Negate { a, .. } | Constant { a, .. } | Word { a, .. } => {
                Some(a)
            }
            Move { a, .. } | Ints { a, .. } | IntsWith { a, .. } | Read { a, .. } | Item { a, .. } => Some(a),
            Plain { a } | Other { a } => a,
            Jump { .. } | JumpWith { .. } | Decide { .. } | DecideWith { .. } => None,
            Write { .. } | Put { .. } | Nothing => None,
        }
    }

    /// Whether the frame has to be as it is without the run: others look at it, or it is left.
    pub fn reads_frame(self) -> bool {
        use Part::*;
        matches!(
            self,
            Plain { .. } | Other { .. } | Jump { .. } | JumpWith { .. } | Decide { .. } | DecideWith { .. }
        )
    }

    /// Whether a run may begin with it.
    pub fn may_begin(self) -> bool {
        use Part::*;
        !matches!(self, Move { .. } | Plain { .. } | Other { .. } | Jump { .. } | Nothing)
    }

    /// Whether a run may end with it.
    pub fn is_worth_it(self) -> bool {
        use Part::*;
        !matches!(self, Move { .. } | Plain { .. } | Other { .. } | Constant { .. } | Word { .. } | Nothing)
    }
}

/// What is known of a register of the frame: the number is in a register of the processor.
#[derive(Clone, Copy)]
pub(super) struct Known {
    reg: u16,
    pub xmm: u8,
    /// In the frame it is an int.
    pub int: bool,
}

/// A register holds an object of a shape.
#[derive(Clone, Copy)]
pub(super) struct Shaped {
    reg: u16,
    pub shape: u32,
    /// It has at least so many slots.
    pub places: u16,
    /// The collector need not know what is stored in it.
    pub writable: bool,
}

/// What is known on the way through a run.
#[derive(Clone, Default)]
pub(super) struct State {
    numbers: Vec<Known>,
    ints: Vec<u16>,
    /// Registers that hold constants.
    words: Vec<(u16, u64)>,
    /// Those of them that have still to be stored in the frame.
    pending: Vec<u16>,
    shapes: Vec<Shaped>,
    /// No class has changed since the translation.
    pub checked: bool,
    /// The register of the frame whose word is in `rax` as well.
    pub rax: Option<u16>,
}

impl State {
    pub fn get(&self, reg: u16) -> Option<Known> {
        self.numbers.iter().copied().find(|k| k.reg == reg)
    }

    pub fn is_float(&self, reg: u16) -> bool {
        self.get(reg).is_some_and(|k| !k.int)
    }

    /// Whether any float is known.
    pub fn knows_floats(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Whether a register holds an inline int for certain.
    pub fn is_int(&self, reg: u16) -> bool {
        self.ints.contains(&reg)
    }

    /// The constant that a register holds.
    pub fn word(&self, reg: u16) -> Option<u64> {
        self.words.iter().find(|(r, _)| *r == reg).map(|(_, w)| *w)
    }

    /// The same if it is an inline int.
    pub fn int_constant(&self, reg: u16) -> Option<i64> {
        self.word(reg).and_then(Word::from_bits).and_then(Word::as_int)
    }

    pub fn shaped(&self, reg: u16) -> Option<Shaped> {
        self.shapes.iter().copied().find(|s| s.reg == reg)
    }

    /// The constants that have still to be stored, with their registers.
    pub fn pending(&self) -> Vec<(u16, u64)> {
        self.words.iter().copied().filter(|(r, _)| self.pending.contains(r)).collect()
    }

    /// A constant need not be stored any more; all of them.
    pub fn is_put(&mut self, reg: u16) {
        self.pending.retain(|r| *r != reg);
    }

    pub fn all_put(&mut self) {
        self.pending.clear();
    }

    /// A register has another value, of which nothing is known.
    fn forget(&mut self, reg: u16) {
        self.numbers.retain(|k| k.reg != reg);
        self.ints.retain(|r| *r != reg);
        self.words.retain(|(r, _)| *r != reg);
        self.pending.retain(|r| *r != reg);
        self.shapes.retain(|s| s.reg != reg);
        self.rax = self.rax.filter(|r| *r != reg);
    }

    /// The number that a register holds is in one of the processor.
    pub fn set(&mut self, reg: u16, xmm: u8, int: bool) {
        self.numbers.retain(|k| k.reg != reg);
        self.numbers.push(Known { reg, xmm, int });
        if int {
            self.int(reg);
        }
    }

    fn int(&mut self, reg: u16) {
        if !self.is_int(reg) {
            self.ints.push(reg);
        }
    }

    fn constant(&mut self, reg: u16, word: u64) {
        self.forget(reg);
        self.words.push((reg, word));
        self.pending.push(reg);
        if self.int_constant(reg).is_some() {
            self.ints.push(reg);
        }
    }

    /// A register holds an object of a shape, with more than so many slots, if any.
    fn shape(&mut self, reg: u16, shape: u32, place: Option<u16>, writes: bool) {
        let known = self.shaped(reg).filter(|s| s.shape == shape);
        let places = known.map_or(0, |s| s.places).max(place.map_or(0, |p| p + 1));
        let writable = writes || known.is_some_and(|s| s.writable);
        self.shapes.retain(|s| s.reg != reg);
        self.shapes.push(Shaped { reg, shape, places, writable });
    }

    /// A register of the processor that holds nothing.
    pub fn free(&self) -> Option<u8> {
        REGISTERS.into_iter().find(|x| self.numbers.iter().all(|k| k.xmm != *x))
    }

    /// One register has the value of another.
    fn copy(&mut self, to: u16, from: u16) {
        if to == from {
            return;
        }
        let (number, shaped, word) = (self.get(from), self.shaped(from), self.word(from));
        let (int, in_rax) = (self.is_int(from), self.rax);
        self.forget(to);
        if let Some(word) = word {
            self.constant(to, word);
        }
        if int {
            self.int(to);
        }
        if let Some(k) = number {
            self.set(to, k.xmm, k.int);
        }
        if let Some(s) = shaped {
            self.shapes.push(Shaped { reg: to, ..s });
        }
        // a constant is not loaded for it
        self.rax = if word.is_some() { in_rax.filter(|r| *r != to) } else { Some(to) };
    }

    /// What is known behind a part, once it has been translated; its float, if it is one, is a matter for the caller.
    pub fn learn(&mut self, part: Part) {
        match part {
            Part::Word { a, word } => self.constant(a, word),
            Part::Constant { a, word, .. } => {
                self.constant(a, word);
                self.rax = None;
            }
            Part::Move { a, b } => self.copy(a, b),
            Part::Ints { a, b, c, .. } => {
                self.int(b);
                self.int(c);
                self.int_result(a);
            }
            Part::IntsWith { a, b, .. } => {
                self.int(b);
                self.int_result(a);
            }
            Part::Decide { b, c, .. } => {
                self.int(b);
                self.int(c);
                self.rax = None;
            }
            Part::DecideWith { b, .. } => {
                self.int(b);
                self.rax = None;
            }
            Part::Read { a, b, at } => {
                self.shape(b, at.shape, Some(at.place), false);
                self.checked = true;
                self.forget(a);
                self.rax = Some(a);
            }
            Part::Write { a, b, at } => {
                self.shape(a, at.shape, Some(at.place), true);
                self.checked = true;
                self.rax = Some(b);
            }
            Part::Item { a, b, c, shape } => {
                self.shape(b, shape, None, false);
                self.int(c);
                self.forget(a);
                self.rax = Some(a);
            }
            Part::Put { a, b, .. } => {
                self.shape(a, crate::value::Builtins::List as u32, None, true);
                self.int(b);
                self.rax = None;
            }
            Part::Other { a } => {
                self.shapes.clear();
                self.checked = false;
                self.unknown(a);
            }
            Part::Nothing => {}
            _ => self.unknown(part.written()),
        }
    }

    fn int_result(&mut self, a: u16) {
        self.forget(a);
        self.ints.push(a);
        self.rax = Some(a);
    }

    fn unknown(&mut self, a: Option<u16>) {
        if let Some(a) = a {
            self.forget(a);
        }
        self.rax = None;
    }

    /// How much is saved by what is known where a part begins: loads, and looks at kinds.
    pub fn gain(&self, part: Part) -> usize {
        let here = |r: u16| (self.rax == Some(r)) as usize;
        let int = |r: u16| here(r) + (self.is_int(r) && self.word(r).is_none()) as usize;
        let shape = |r: u16, shape: u32| 3 * self.shaped(r).is_some_and(|s| s.shape == shape) as usize;
        match part {
            Part::Ints { b, c, .. } | Part::Decide { b, c, .. } => int(b) + int(c),
            Part::IntsWith { b, .. } | Part::DecideWith { b, .. } => int(b),
            Part::Read { b, at, .. } => here(b) + shape(b, at.shape),
            Part::Write { a, b, at } => here(b) + shape(a, at.shape),
            Part::Item { b, c, shape: s, .. } => shape(b, s) + int(c),
            Part::Put { a, b, .. } => shape(a, crate::value::Builtins::List as u32) + int(b),
            _ => 0,
        }
    }
}
