//! What an instruction on an attribute has learnt besides what stands in its inline cache: shapes that it saw before the
//! present one, so that sites which see a few in turn find them all, and what the cache has no word for (values of
//! classes, getters, attributes of one class or module).

use std::cell::Cell;

use super::super::lookup::Found;
use super::super::ops::insn;
use super::super::stack::Reg;
use super::super::{Question, Vm};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::*;

/// One thing learnt. Begins as [`Cache`] does.
#[repr(C)]
pub(super) struct Way {
    shape: Cell<u32>,
    aux: Cell<u32>,
    target: Cell<u64>,
    /// The class or module whose attribute it is, for `OWNED` and `SLOT`.
    pub owner: Cell<u64>,
    /// The version of the machine's method cache under which it was learnt; asked for where it is no matter of the
    /// shape alone.
    pub version: Cell<u32>,
}

/// The attribute is the target, found in the classes of the shape.
pub(super) const VALUE: u32 = 1 << 16 | 2;
/// The target is a getter, a plain script function.
pub(super) const GETTER: u32 = 1 << 16 | 3;
/// The attribute of the owner, a class, is the target.
pub(super) const OWNED: u32 = 1 << 16 | 4;
/// The attribute of the owner, a module, stands so many bytes from the first entry of its dict.
pub(super) const SLOT: u32 = 1 << 16 | 5;
/// The attribute of the owner, a class, stands so many bytes from the first entry of its dict.
pub(super) const CLASS_SLOT: u32 = 1 << 16 | 6;

/// The ways of one instruction.
pub(super) struct Ways {
    ways: [Way; Ways::COUNT],
    next: Cell<usize>,
}

impl Default for Ways {
    fn default() -> Ways {
        let empty = || Way {
            shape: Cell::new(Cache::EMPTY),
            aux: Cell::new(0),
            target: Cell::new(0),
            owner: Cell::new(0),
            version: Cell::new(0),
        };
        Ways { ways: std::array::from_fn(|_| empty()), next: Cell::new(0) }
    }
}

impl Ways {
    pub const COUNT: usize = 3;

    /// Forgets everything.
    pub fn forget(&self) {
        self.ways.iter().for_each(|w| w.shape.set(Cache::EMPTY));
    }

    /// The way for a shape, or the one whose turn it is.
    fn way(&self, shape: u32) -> &Way {
        self.ways.iter().find(|w| w.shape.get() == shape).unwrap_or_else(|| {
            let at = self.next.get();
            self.next.set((at + 1) % Ways::COUNT);
            &self.ways[at]
        })
    }

    /// Keeps what a cache knows, which is about to learn something else.
    pub fn keep(&self, cache: &Cache) {
        if cache.shape.get() != Cache::EMPTY {
            self.learn(cache.shape.get(), cache.aux.get(), cache.target.get(), [0, 0]);
        }
    }

    fn learn(&self, shape: u32, aux: u32, target: u64, [owner, version]: [u64; 2]) {
        let way = self.way(shape);
        way.shape.set(shape);
        way.aux.set(aux);
        way.target.set(target);
        way.owner.set(owner);
        way.version.set(version as u32);
    }

    /// Learns which special method the instruction before a place calls for its object.
    pub fn learn_special(&self, vm: &Vm, pc: *const Insn, base: *mut Reg) {
        if let Some((shape, method, after)) = vm.special_of(insn(pc), base) {
            self.learn(shape, after, method.bits(), [0, vm.method_cache.version() as u64]);
        }
    }

    /// Learns which method answers a question of an object.
    pub fn learn_question(&self, vm: &Vm, object: Reg, question: Question) {
        let v = object.map_or(Value::NONE, Value::from_word);
        if let Some((method, after)) = vm.method_asked(v, question) {
            self.learn(v.shape(), after, method.bits(), [0, vm.method_cache.version() as u64]);
        }
    }

    /// Learns what reading an attribute comes to, if it is nothing for a cache.
    pub fn learn_read(&self, vm: &Vm, v: Value<'_>, name: Word) {
        let (kind, shape) = (v.kind(), v.shape());
        if !matches!(kind, Kind::Instance | Kind::Type | Kind::Module) {
            return;
        }
        let owner = [v.word().bits(), vm.method_cache.version() as u64];
        if vm.method_cache.is_fleeting(name) {
            if let Some(at) = vm.place_in_class(v, name) {
                self.learn(shape, CLASS_SLOT, Dict::value_offset(at) as u64, owner);
            }
            return;
        }
        match (kind, vm.resolve(v, name)) {
            (Kind::Instance, Some(Found::Value(w, None))) => self.learn(shape, VALUE, w.bits(), owner),
            (Kind::Instance, Some(Found::Getter(f))) => self.learn(shape, GETTER, f.bits(), owner),
            (Kind::Type, Some(Found::Value(w, None))) => self.learn(shape, OWNED, w.bits(), owner),
            (Kind::Module, Some(Found::Value(..))) => {
                let found = v.cast::<Module>().zip(Value::from_word(name).cast::<Str>());
                let found = found.map(|(m, key)| m.dict().find_str(key, vm.hash_str(key)));
                if let Some(Probe::At(at)) = found {
                    self.learn(shape, SLOT, Dict::value_offset(at) as u64, owner);
                }
            }
            _ => {}
        }
    }
}
