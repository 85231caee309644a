//! Linked code: what the machine runs. Constants are values, names are interned strings, globals are slots.
//!
//! Instructions, constants, caches and references to globals stand in one block of words, in this order, and a
//! linked instruction names what it uses by the distance from itself, in words: the loop reaches all of it from
//! the program counter alone, without a load on the way. What lies too far for an operand of 16 bits is named
//! by a `Far` form of the instruction with its number, and found by the cold paths.

use std::cell::{Cell as StdCell, UnsafeCell};
use std::rc::Rc;

use super::dict::Dict;
use super::{Form, Generator, Kind};
use crate::bytecode::{Code, Insn, Op};
use crate::heap::{Heap, Tracer, Word};

/// An inline cache of an instruction that reads, writes or calls an attribute.
#[derive(Debug)]
#[repr(C)]
pub struct Cache {
    /// Shape for which the cache holds; `Cache::EMPTY` never hits.
    pub shape: StdCell<u32>,
    /// How to read `target`, or a slot number.
    pub aux: StdCell<u32>,
    /// A word or a number.
    pub target: StdCell<u64>,
    /// The attribute's name.
    pub name: Word,
}

impl Cache {
    /// The shape of a cache that has learnt nothing: no object has it.
    pub const EMPTY: u32 = u32::MAX;
    const WORDS: usize = size_of::<Cache>() / 8;

    /// Forgets what was learnt.
    pub fn forget(&self) {
        self.shape.set(Cache::EMPTY);
        self.aux.set(0);
        self.target.set(0);
    }
}

/// A global that instructions name: its slot in the module's pinned dict, and in that of the builtins.
#[derive(Debug)]
#[repr(C)]
pub struct GlobalRef {
    dict: *const Dict,
    /// Position in the module's dict.
    pub slot: u32,
    /// Position among the builtins, where there is a builtin of the name; else out of range.
    pub builtin: u32,
}

impl GlobalRef {
    /// The number of no builtin.
    pub const NO_BUILTIN: u32 = u32::MAX;
    const WORDS: usize = size_of::<GlobalRef>() / 8;

    /// The module's dict.
    #[inline(always)]
    pub fn dict(&self) -> &Dict {
        // SAFETY: the linked code traces its module's dict, which never moves
        unsafe { &*self.dict }
    }

    /// The module's value.
    #[inline(always)]
    pub fn get(&self) -> Option<Word> {
        // SAFETY: the slot was made when the code was linked, and pinned dicts keep their slots
        unsafe { self.dict().pinned_value(self.slot as usize) }
    }

    /// Sets the module's value.
    #[inline(always)]
    pub fn set(&self, value: Word) {
        // SAFETY: as above
        unsafe { self.dict().set_pinned(self.slot as usize, value) }
    }
}

/// A code object made ready to run in one module of one machine. It never moves and lives as long as the
/// machine.
#[derive(Debug)]
pub struct Linked {
    /// What was linked.
    pub code: Rc<Code>,
    /// Its number among the machine's codes.
    pub id: u32,
    /// Instructions, constants, caches, references to globals.
    block: Box<[UnsafeCell<u64>]>,
    counts: Counts,
    /// Names as interned strings.
    pub names: Box<[Word]>,
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
    /// Registers of a frame.
    pub nregs: u32,
    /// It belongs to the library, whose frames reports leave out.
    pub library: bool,
    /// Where the machine's heap keeps cells that coroutines of this code have given back; [`Linked::NO_SPARE`] for
    /// those with more registers than [`Generator::MOST_REGISTERS`].
    pub(crate) spare: u32,
    /// One more than the parameters before `*args`, if that is all its functions take, and they are no generators; for
    /// coroutines with [`Linked::STAR_AWAITED`]. Else 0.
    pub(crate) star: u32,
    /// Where their other cells come from, and how large these are.
    pub(crate) cells: (u32, u32),
    /// The header of its frames on the heap, unpainted, what these are, and whether their death may matter.
    pub(crate) frames: (u64, u32, u32),
    /// How often it was running when a sample was taken.
    pub(crate) heat: StdCell<u32>,
    /// Calls of methods of built-in classes that the translation knew nothing of.
    pub(crate) late: StdCell<u32>,
    /// The table of places in machine code, one word for each instruction, named as if it began where the
    /// instructions do; 0 without.
    pub(crate) table: StdCell<usize>,
    /// Where calls enter machine code; 0 without.
    pub(crate) table_entry: StdCell<usize>,
}

/// Files of the library are named like this.
const LIBRARY: &str = "<frozen ";

/// How many of each kind stand in a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    pub insns: usize,
    pub consts: usize,
    pub caches: usize,
    pub globals: usize,
}

impl Counts {
    /// The distance in words from an instruction to a constant.
    pub fn to_const(self, insn: usize, i: usize) -> usize {
        self.insns - insn + i
    }

    /// The distance in words from an instruction to a cache.
    pub fn to_cache(self, insn: usize, i: usize) -> usize {
        self.insns - insn + self.consts + i * Cache::WORDS
    }

    /// The distance in words from an instruction to a reference to a global.
    pub fn to_global(self, insn: usize, i: usize) -> usize {
        self.insns - insn + self.consts + self.caches * Cache::WORDS + i * GlobalRef::WORDS
    }
}

/// The rest of a linked code object, to which its block is added.
pub(crate) struct Parts {
    pub code: Rc<Code>,
    pub id: u32,
    pub names: Box<[Word]>,
    pub cache_names: Box<[Word]>,
    pub codes: Vec<*const Linked>,
    pub local_names: Box<[Word]>,
    pub name: Word,
    pub qualname: Word,
}

impl Linked {
    /// See `spare`.
    pub(crate) const NO_SPARE: u32 = u32::MAX;
    /// See `star`.
    pub(crate) const STAR_AWAITED: u32 = 1 << 16;

    /// Lays out a block. `globals` are slots in the module's dict and among the builtins.
    pub(crate) fn new(
        parts: Parts,
        insns: &[Insn],
        consts: &[Word],
        module: &Dict,
        globals: &[(u32, u32)],
    ) -> Box<Linked> {
        let counts = Counts {
            insns: insns.len(),
            consts: consts.len(),
            caches: parts.cache_names.len(),
            globals: globals.len(),
        };
        let mut words: Vec<u64> = insns.iter().map(|i| i.word()).collect();
        words.extend(consts.iter().map(|w| w.bits()));
        for name in &parts.cache_names {
            words.extend([Cache::EMPTY as u64, 0, name.bits()]);
        }
        let dict = std::ptr::from_ref(module).expose_provenance() as u64;
        for (slot, builtin) in globals {
            words.extend([dict, *slot as u64 | (*builtin as u64) << 32]);
        }
        let nregs = parts.code.nregs as u32;
        let flags = parts.code.flags;
        let starred = flags.varargs && !flags.varkw && !flags.generator && !flags.class_body;
        let star = match (starred && parts.code.kwonly == 0, flags.coroutine) {
            (false, _) => 0,
            (true, false) => parts.code.nparams as u32 + 1,
            (true, true) => (parts.code.nparams as u32 + 1) | Linked::STAR_AWAITED,
        };
        let library = parts.code.file.name().starts_with(LIBRARY);
        let size = size_of::<Generator>() + nregs as usize * 8;
        let form = Form::of(flags);
        let watched = flags.coroutine || flags.has_cleanup;
        let header = (form.class() as u64) << 32 | (nregs as u64 & 0xFFFF) << 16 | Kind::Generator as u64;
        let frames = (header, form as u32, watched as u32);
        let spare = Heap::place_of_spare(size).filter(|_| nregs <= Generator::MOST_REGISTERS);
        let spare = spare.map_or(Linked::NO_SPARE, |place| place as u32);
        Box::new(Linked {
            code: parts.code,
            id: parts.id,
            block: words.into_iter().map(UnsafeCell::new).collect(),
            counts,
            names: parts.names,
            cache_names: parts.cache_names,
            codes: parts.codes,
            local_names: parts.local_names,
            globals: module.value().word(),
            name: parts.name,
            qualname: parts.qualname,
            nregs,
            library,
            spare,
            star,
            cells: Heap::place_of_cells(size).unwrap_or_default(),
            frames,
            heat: StdCell::new(0),
            late: StdCell::new(0),
            table: StdCell::new(0),
            table_entry: StdCell::new(0),
        })
    }

    /// The first instruction.
    #[inline(always)]
    pub fn entry(&self) -> *const Insn {
        self.block.as_ptr().cast()
    }

    /// Makes an instruction a way into machine code; what it was stays readable.
    pub(crate) fn patch(&self, ip: usize) {
        let at = self.block[ip].get().cast::<Insn>();
        // SAFETY: this part of the block holds instructions; nobody holds a reference into it
        unsafe { (*at).op = (*at).op << 8 | Op::Enter as u16 }
    }

    /// The index of an instruction.
    #[inline]
    pub fn ip(&self, pc: *const Insn) -> u32 {
        ((pc as usize).wrapping_sub(self.entry() as usize) / size_of::<Insn>()) as u32
    }

    fn at(&self, words: usize) -> *const UnsafeCell<u64> {
        self.block[words..].as_ptr()
    }

    /// Constants.
    pub fn consts(&self) -> &[Word] {
        // SAFETY: this part of the block holds constants, which are never written
        unsafe { std::slice::from_raw_parts(self.at(self.counts.to_const(0, 0)).cast(), self.counts.consts) }
    }

    /// Inline caches.
    pub fn caches(&self) -> &[Cache] {
        // SAFETY: this part of the block holds caches, which are cells
        unsafe { std::slice::from_raw_parts(self.at(self.counts.to_cache(0, 0)).cast(), self.counts.caches) }
    }

    /// References to globals.
    pub fn global_refs(&self) -> &[GlobalRef] {
        let at = self.at(self.counts.to_global(0, 0));
        // SAFETY: this part of the block holds references to globals, which are never written
        unsafe { std::slice::from_raw_parts(at.cast(), self.counts.globals) }
    }

    /// Reports what it holds.
    pub fn trace(&self, t: &mut Tracer) {
        for list in [self.consts(), &self.names, &self.cache_names, &self.local_names] {
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
        for c in self.caches() {
            c.forget();
        }
    }
}
