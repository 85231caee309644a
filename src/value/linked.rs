//! Linked code: what the machine runs. Constants are values, names are interned strings, globals are slots.

use std::cell::{Cell as StdCell, UnsafeCell};
use std::rc::Rc;

use crate::bytecode::{Code, Insn};
use crate::heap::{Tracer, Word};

/// An inline cache of an instruction that reads, writes or calls an attribute.
#[derive(Debug, Default)]
#[repr(C)]
pub struct Cache {
    /// Shape for which the cache holds; 0 (the shape of bare `object`) never hits.
    pub shape: StdCell<u32>,
    /// How to read `target`, or a slot number.
    pub aux: StdCell<u32>,
    /// A word or a number.
    pub target: StdCell<u64>,
}

/// A code object made ready to run in one module of one machine. It never moves and lives as long as the
/// machine.
#[derive(Debug)]
pub struct Linked {
    /// What was linked.
    pub code: Rc<Code>,
    /// Its number among the machine's codes.
    pub id: u32,
    /// Instructions, some rewritten to linked forms.
    pub insns: UnsafeCell<Box<[Insn]>>,
    /// Constants.
    pub consts: Box<[Word]>,
    /// Names as interned strings.
    pub names: Box<[Word]>,
    /// Inline caches.
    pub caches: Box<[Cache]>,
    /// The attribute name of each cache.
    pub cache_names: Box<[Word]>,
    /// Nested codes.
    pub codes: Vec<*const Linked>,
    /// Names of local registers (parameters first), for errors and `locals()`.
    pub local_names: Box<[Word]>,
    /// The module's pinned dict.
    pub globals: Word,
    /// `__name__` and `__qualname__`.
    pub name: Word,
    /// See `name`.
    pub qualname: Word,
    /// Pairs of slots (module, builtins) of calls of builtins.
    pub pairs: Box<[(u32, u32)]>,
    /// Registers of a frame.
    pub nregs: u32,
    /// It belongs to the library, whose frames reports leave out.
    pub library: bool,
}

/// Files of the library are named like this.
const LIBRARY: &str = "<frozen ";

impl Linked {
    /// Whether code of a file belongs to the library.
    pub fn is_library(code: &Code) -> bool {
        code.file.name().starts_with(LIBRARY)
    }

    /// The first instruction.
    #[inline(always)]
    pub fn entry(&self) -> *const Insn {
        // SAFETY: only the machine's own thread has the code, and no reference into it lives on
        unsafe { (*self.insns.get()).as_ptr() }
    }

    /// The index of an instruction.
    #[inline]
    pub fn ip(&self, pc: *const Insn) -> u32 {
        ((pc as usize).wrapping_sub(self.entry() as usize) / size_of::<Insn>()) as u32
    }

    /// Reports what it holds.
    pub fn trace(&self, t: &mut Tracer) {
        for list in [&self.consts, &self.names, &self.cache_names, &self.local_names] {
            for w in list {
                t.word(*w);
            }
        }
        t.word(self.globals);
        t.word(self.name);
        t.word(self.qualname);
    }

    /// Forgets what the inline caches have learnt.
    pub fn flush(&self) {
        for c in &self.caches {
            c.shape.set(0);
            c.target.set(0);
        }
    }
}
