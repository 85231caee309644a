//! Classes.

use std::cell::{Cell, RefCell};

use super::{Builtins, Dict, Exception, Instance, Kind, ShapeId, Tuple, Value};
use crate::heap::{Header, Heap, Slot, Word};

/// What instances of a class are made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Layout {
    Instance,
    Exception,
    Int,
    Float,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Type,
    Module,
    Property,
    Future,
    Task,
    Opaque,
    Partial,
    /// Instances are made by natives only.
    Sealed,
}

/// Properties of a class, as bits.
pub struct TypeFlags;

impl TypeFlags {
    /// Made by the machine: attributes cannot be set.
    pub const BUILTIN: u32 = 1;
    /// Cannot be a base.
    pub const FINAL: u32 = 2;
    /// Instances have no dict (`__slots__` all the way).
    pub const NO_DICT: u32 = 4;
    /// Defines or inherits a script `__getattribute__`.
    pub const GETATTRIBUTE: u32 = 8;
    /// Defines or inherits a script `__getattr__`.
    pub const GETATTR: u32 = 16;
    /// Defines or inherits a script `__setattr__` or `__delattr__`.
    pub const SETATTR: u32 = 32;
    /// Defines or inherits `__eq__` or `__hash__` of its own, so identity does not decide.
    pub const EQ: u32 = 64;
    /// Has abstract methods left: cannot be instantiated.
    pub const ABSTRACT: u32 = 128;
    /// Is a sequence, as patterns see it.
    pub const SEQUENCE: u32 = 256;
    /// Is a mapping, as patterns see it.
    pub const MAPPING: u32 = 512;
    /// An exception class.
    pub const EXCEPTION: u32 = 1024;
    /// The body has been read; changes flush caches.
    pub const READY: u32 = 2048;
    /// Defines or inherits a script `__ne__`.
    pub const NE: u32 = 4096;
    /// Defines or inherits `__bool__` or `__len__`.
    pub const TRUTH: u32 = 8192;
}

/// A class.
#[repr(C)]
pub struct Type {
    pub(super) header: Header,
    /// Attributes of an instance of a metaclass beyond the class's own dict; unused.
    pub attrs: Slot,
    /// `__name__` (a string).
    pub name: Slot,
    /// `__qualname__` (a string).
    pub qualname: Slot,
    /// `__bases__` (a tuple).
    pub bases: Slot,
    /// `__mro__` (a tuple).
    pub mro: Slot,
    /// The namespace (a dict).
    pub dict: Slot,
    /// Shape of new instances.
    pub root: Cell<ShapeId>,
    /// What instances are made of.
    pub layout: Cell<Layout>,
    /// Properties.
    pub flags: Cell<u32>,
    /// How many attributes new instances have room for.
    pub inline: Cell<u16>,
    /// Where the heap has cells for instances and exceptions, and how large these are, for machine code.
    pub(crate) cells: Cell<(u32, u32)>,
    /// Where instances are made in the plain way: their `__init__`, or None if there is none. Known from the first
    /// call to the next change of the class.
    pub maker: Cell<Option<Word>>,
    /// Direct subclasses.
    pub subclasses: RefCell<Vec<Word>>,
}

object!(Type, Type, |this, t| {
    for s in [&this.attrs, &this.name, &this.qualname, &this.bases, &this.mro, &this.dict] {
        t.slot(s);
    }
    for w in this.subclasses.borrow().iter() {
        t.word(*w);
    }
    0
});

impl Type {
    /// A class object; bases, mro and shape are filled in by the machine. `meta` is its metaclass's shape.
    pub fn new<'h>(heap: &'h Heap, meta: ShapeId, name: Value<'_>, dict: &Dict) -> &'h Type {
        let header = Header::new(Kind::Type as u8, meta);
        heap.alloc(Type {
            header,
            attrs: Slot::unset(),
            name: Slot::new(Some(name.word())),
            qualname: Slot::new(Some(name.word())),
            bases: Slot::unset(),
            mro: Slot::unset(),
            dict: Slot::new(Some(dict.header().word())),
            root: Cell::new(Builtins::Object as u32),
            layout: Cell::new(Layout::Instance),
            flags: Cell::new(0),
            inline: Cell::new(0),
            cells: Cell::new(Type::cells_for(Layout::Instance, 0)),
            maker: Cell::new(None),
            subclasses: RefCell::default(),
        })
    }

    fn cells_for(layout: Layout, inline: u16) -> (u32, u32) {
        let fixed = if layout == Layout::Exception { size_of::<Exception>() } else { size_of::<Instance>() };
        Heap::place_of_cells(fixed + inline as usize * 8).expect("instances are small")
    }

    /// Sets how many attributes (not more than a few dozen) new instances have room for.
    pub fn set_inline(&self, inline: u16) {
        self.inline.set(inline);
        self.cells.set(Type::cells_for(self.layout.get(), inline));
    }

    /// Sets what instances are made of.
    pub fn set_layout(&self, layout: Layout) {
        self.layout.set(layout);
        self.cells.set(Type::cells_for(layout, self.inline.get()));
    }

    /// Whether a property holds.
    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }

    /// Sets properties.
    pub fn put(&self, flags: u32) {
        self.flags.set(self.flags.get() | flags);
    }

    /// The namespace.
    #[inline(always)]
    pub fn dict(&self) -> &Dict {
        let w = self.dict.get().expect("a class has a namespace from the start");
        Value::from_word(w).cast::<Dict>().expect("the namespace is a dict")
    }

    /// The classes in order of resolution, itself first.
    #[inline(always)]
    pub fn mro(&self) -> &[Value<'_>] {
        match self.mro.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>()) {
            Some(t) => t.items(),
            None => &[],
        }
    }

    /// The bases.
    pub fn bases(&self) -> &[Value<'_>] {
        match self.bases.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>()) {
            Some(t) => t.items(),
            None => &[],
        }
    }

    /// `__name__`
    pub fn name_text(&self) -> String {
        let name = self.name.get().map(Value::from_word);
        name.and_then(|v| v.cast::<super::Str>()).map_or_else(String::new, super::Str::to_text)
    }

    /// Whether `other` is this class or one of its bases, however far.
    #[inline]
    pub fn is_subclass_of(&self, other: &Type) -> bool {
        std::ptr::eq(self, other) || self.mro().iter().any(|v| v.word() == other.header().word())
    }
}
