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
/// The target is a function to be called with the owner, a class, which is the object itself.
pub(super) const OWN_METHOD: u32 = 1 << 16 | 7;
/// The target is a function to be called with the owner, the class of the object.
pub(super) const CLASS_METHOD: u32 = 1 << 16 | 8;
/// The owner is the class that a `super` object starts after, the target a function to be called with its object.
pub(super) const SUPER_METHOD: u32 = 1 << 16 | 9;

/// The attribute stands so many bytes from the first entry of the dict of the owner, a class of the object.
pub(super) const HELD: u32 = 1 << 16 | 10;
/// Reading the attribute binds the target, a function, to the object.
pub(super) const BOUND: u32 = 1 << 16 | 11;
/// A call of what stands in the object's own slot that the target numbers.
pub(super) const IN_SLOT: u32 = 1 << 16 | 12;
/// A store calls the target, a setter: beyond all places, and by its low half too.
pub(super) const SETTER: u32 = 1 << 26 | 0xFFFF;
/// A store of plain data so many bytes from the first entry of the dict of the owner, a class: the object.
pub(super) const CLASS_STORE: u32 = 1 << 26 | 1 << 16 | 0xFFFF;

impl Way {
    fn empty() -> Way {
        Way {
            shape: Cell::new(Cache::EMPTY),
            aux: Cell::new(0),
            target: Cell::new(0),
            owner: Cell::new(0),
            version: Cell::new(0),
        }
    }

    fn set(&self, lesson: Lesson) {
        self.shape.set(lesson.shape);
        self.aux.set(lesson.aux);
        self.target.set(lesson.target);
        self.owner.set(lesson.owner);
        self.version.set(lesson.version);
    }

    /// Whether the owner is looked at.
    fn is_owned(&self) -> bool {
        (OWNED..=OWN_METHOD).contains(&self.aux.get()) || self.aux.get() == CLASS_STORE
    }

    /// Whether a lesson may take its place: nothing is lost.
    fn yields_to(&self, lesson: &Lesson) -> bool {
        if self.shape.get() == Cache::EMPTY {
            return true;
        }
        let stale = self.aux.get() >= VALUE && self.version.get() != lesson.version;
        stale || self.shape.get() == lesson.shape && (!self.is_owned() || self.owner.get() == lesson.owner)
    }
}

/// What is learnt.
#[derive(Clone, Copy)]
struct Lesson {
    shape: u32,
    aux: u32,
    target: u64,
    owner: u64,
    version: u32,
}

/// What instructions are after: the same attribute means the same to all that do so.
#[derive(Clone, Copy)]
pub(super) enum Use {
    Read,
    Write,
    /// A call with so many arguments.
    Call(u16),
    /// A call of the object itself.
    Itself,
}

impl Use {
    /// What tells the uses of names apart: names are addresses.
    pub fn key(self, name: Word) -> u64 {
        let number = match self {
            Use::Read => 1,
            Use::Write => 2,
            Use::Call(argc) => 4 + argc.min(u16::MAX - 4),
            Use::Itself => return 3 << 48,
        };
        name.bits() | (number as u64) << 48
    }
}

/// A way that any instruction may take.
#[repr(C, align(64))]
struct Shared {
    way: Way,
    key: Cell<u64>,
}

/// What instructions have learnt beyond their own few ways, for all of them that are after the same.
pub(super) struct Common(Box<[Shared]>);

impl Default for Common {
    fn default() -> Common {
        Common((0..Common::COUNT).map(|_| Shared { way: Way::empty(), key: Cell::new(0) }).collect())
    }
}

impl Common {
    const COUNT: usize = 1024;
    /// Bits of the distance of an entry from the first one.
    pub const MASK: u32 = ((Common::COUNT - 1) * size_of::<Shared>()) as u32;
    /// A shape, or what stands for it, is multiplied by this, and shifted right by so many bits.
    pub const FACTOR: u32 = 0x9E37_79B1;
    /// See `FACTOR`.
    pub const SHIFT: u32 = 15;
    /// Where an entry has its key.
    pub const KEY: usize = std::mem::offset_of!(Shared, key);

    /// Where the entries lie.
    pub fn address(&self) -> i64 {
        self.0.as_ptr() as i64
    }

    /// What a key adds to the distance of its entries.
    pub fn hash(key: u64) -> u32 {
        ((key >> 4) as u32 ^ (key >> 48) as u32).wrapping_mul(Common::FACTOR) >> Common::SHIFT
    }

    /// The key of answers of `isinstance`, whose owner is the class.
    pub const INSTANCE: u32 = 1;
    /// The same of `except` clauses.
    pub const MATCH: u32 = 2;

    /// Learns whether objects of a shape are instances of a class, if neither has a say by script.
    pub fn learn_instance(&self, vm: &Vm, v: Value<'_>, class: Value<'_>) {
        if class.kind() != Kind::Type {
            return;
        }
        if let Some(yes) = vm.quick_instance(v, class) {
            self.learn_answer(vm, v, class, yes, Common::INSTANCE);
        }
    }

    /// Learns whether an `except` clause with a class takes exceptions of a shape.
    pub fn learn_match(&self, vm: &Vm, v: Value<'_>, class: Value<'_>) {
        if class.kind() == Kind::Type
            && let Some(yes) = vm.exception_matches(v, class)
        {
            self.learn_answer(vm, v, class, yes, Common::MATCH);
        }
    }

    fn learn_answer(&self, vm: &Vm, v: Value<'_>, class: Value<'_>, yes: bool, key: u32) {
        let (shape, owner) = (v.shape(), class.word().bits());
        let hash = ((owner >> 4) as u32 ^ shape).wrapping_mul(Common::FACTOR) >> Common::SHIFT;
        let (target, version) = (Word::bool(yes).bits(), vm.method_cache.version());
        self.set(hash, key as u64, Lesson { shape, aux: VALUE, target, owner, version });
    }

    /// Learns the `__call__` of objects of a shape.
    pub fn learn_call(&self, vm: &Vm, v: Value<'_>, function: Word) {
        let (shape, version) = (v.shape(), vm.method_cache.version());
        let lesson = Lesson { shape, aux: VALUE, target: function.bits(), owner: 0, version };
        self.learn(v, Use::Itself.key(Word::NONE), lesson);
    }

    fn set(&self, hash: u32, key: u64, lesson: Lesson) {
        let entry = &self.0[(hash & Common::MASK) as usize / size_of::<Shared>()];
        entry.way.set(lesson);
        entry.key.set(key);
    }

    fn learn(&self, v: Value<'_>, key: u64, lesson: Lesson) {
        let who = if v.kind() == Kind::Type { v.word().bits() as u32 } else { lesson.shape };
        let hash = who.wrapping_mul(Common::FACTOR) >> Common::SHIFT ^ Common::hash(key);
        self.set(hash, key, lesson);
    }
}

/// The ways of one instruction.
pub(super) struct Ways {
    ways: [Way; Ways::COUNT],
    next: Cell<usize>,
}

impl Default for Ways {
    fn default() -> Ways {
        Ways { ways: std::array::from_fn(|_| Way::empty()), next: Cell::new(0) }
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

    /// Keeps what a cache knows, which is about to learn something else about an object.
    pub fn keep(&self, vm: &Vm, v: Value<'_>, cache: &Cache, what: Use) {
        let shape = cache.shape.get();
        // an object that the cache fits, and more than that is wanted
        if shape == Cache::EMPTY || shape == v.shape() {
            return;
        }
        let version = vm.method_cache.version();
        let (aux, target) = (cache.aux.get(), cache.target.get());
        self.learn(vm, None, what.key(cache.name), Lesson { shape, aux, target, owner: 0, version });
    }

    fn learn(&self, vm: &Vm, v: Option<Value<'_>>, key: u64, lesson: Lesson) {
        match self.ways.iter().find(|w| w.yields_to(&lesson)) {
            Some(way) => way.set(lesson),
            None => vm.jit.common.learn(v.unwrap_or(Value::NONE), key, lesson),
        }
    }

    fn learn_method(&self, vm: &Vm, shape: u32, aux: u32, method: Word) {
        let version = vm.method_cache.version();
        self.way(shape).set(Lesson { shape, aux, target: method.bits(), owner: 0, version });
    }

    /// Learns which special method the instruction before a place calls for its object.
    pub fn learn_special(&self, vm: &Vm, pc: *const Insn, base: *mut Reg) {
        if let Some((shape, method, after)) = vm.special_of(insn(pc), base) {
            self.learn_method(vm, shape, after, method);
        }
    }

    /// Learns which method answers a question of an object.
    pub fn learn_question(&self, vm: &Vm, object: Reg, question: Question) {
        let v = object.map_or(Value::NONE, Value::from_word);
        if let Some((method, after)) = vm.method_asked(v, question) {
            self.learn_method(vm, v.shape(), after, method);
        }
    }

    /// Learns which function a `super` object finds.
    pub fn learn_super(&self, vm: &Vm, v: Value<'_>, name: Word) {
        let Some([class, _, this_class]) = v.cast::<Super>().map(Super::parts) else { return };
        if let (Some(Found::Method(f, _)), Some(this_class)) =
            (vm.resolve(v, name), this_class.cast::<Type>())
        {
            let (shape, owner) = (this_class.root.get(), class.word().bits());
            let version = vm.method_cache.version();
            let lesson = Lesson { shape, aux: SUPER_METHOD, target: f.bits(), owner, version };
            self.way(shape).set(lesson);
        }
    }

    /// Learns the setter that a store calls, or where a class has what it uses as a variable.
    pub fn learn_write(&self, vm: &Vm, v: Value<'_>, name: Word) {
        let (shape, version) = (v.shape(), vm.method_cache.version());
        let lesson = if let Some(f) = vm.plain_setter(v, name) {
            Lesson { shape, aux: SETTER, target: f.bits(), owner: 0, version }
        } else if v.kind() == Kind::Type
            && vm.method_cache.is_fleeting(name)
            && let Some(at) = vm.place_in_class(v, name)
        {
            let (target, owner) = (Dict::value_offset(at) as u64, v.word().bits());
            Lesson { shape, aux: CLASS_STORE, target, owner, version }
        } else {
            return;
        };
        self.learn(vm, Some(v), Use::Write.key(name), lesson);
    }

    /// Learns which function, of the script's or native, a special name finds in the class of an object.
    pub fn learn_function(&self, vm: &Vm, v: Value<'_>, name: Word) {
        let is_function =
            |f: Value<'_>| f.kind() == Kind::Function || f.shape() == Builtins::MethodDescriptor as u32;
        let found = vm.class_lookup(v.shape(), name);
        if let Some(f) = found.filter(|f| is_function(Value::from_word(*f))) {
            self.learn_method(vm, v.shape(), VALUE, f);
        }
    }

    /// Learns what reading an attribute comes to, if it is nothing for a cache.
    pub fn learn_read(&self, vm: &Vm, v: Value<'_>, name: Word, what: Use) {
        let (kind, shape) = (v.kind(), v.shape());
        let (this, version) = (v.word().bits(), vm.method_cache.version());
        let learn = |aux, target, owner| {
            self.learn(vm, Some(v), what.key(name), Lesson { shape, aux, target, owner, version });
        };
        if matches!(what, Use::Read)
            && v.header().is_some()
            && !matches!(kind, Kind::Type | Kind::Module | Kind::Super)
            && !vm.method_cache.is_fleeting(name)
            && let Some(Found::Method(f, object)) = vm.resolve(v, name)
            && object == v.word()
        {
            return learn(BOUND, f.bits(), 0);
        }
        if !matches!(kind, Kind::Instance | Kind::Type | Kind::Module) {
            return;
        }
        if vm.method_cache.is_fleeting(name) {
            if let Some(at) = vm.place_in_class(v, name) {
                learn(CLASS_SLOT, Dict::value_offset(at) as u64, this);
            } else if let Some((class, at)) = vm.held_by_class(v, name) {
                learn(HELD, Dict::value_offset(at) as u64, class.bits());
            }
            return;
        }
        match (kind, vm.resolve(v, name)) {
            (Kind::Instance, Some(Found::Value(w, None))) => learn(VALUE, w.bits(), 0),
            (Kind::Instance, Some(Found::Value(_, Some(place)))) if matches!(what, Use::Call(_)) => {
                learn(IN_SLOT, place as u64, 0);
            }
            (Kind::Instance, Some(Found::Getter(f))) => learn(GETTER, f.bits(), 0),
            (Kind::Instance, Some(Found::Method(f, class))) if class != v.word() => {
                learn(CLASS_METHOD, f.bits(), class.bits());
            }
            (Kind::Type, Some(Found::Value(w, None))) => learn(OWNED, w.bits(), this),
            (Kind::Type, Some(Found::Method(f, class))) if class == v.word() => {
                learn(OWN_METHOD, f.bits(), this);
            }
            (Kind::Module, Some(Found::Value(..))) => {
                let found = v.cast::<Module>().zip(Value::from_word(name).cast::<Str>());
                let found = found.map(|(m, key)| m.dict().find_str(key, vm.hash_str(key)));
                if let Some(Probe::At(at)) = found {
                    learn(SLOT, Dict::value_offset(at) as u64, this);
                }
            }
            _ => {}
        }
    }
}
