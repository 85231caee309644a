//! What a name finds in the classes of an object: two caches for the whole machine, in front of the walk
//! through the method resolution order. Both are void after a change of a class and after a collection.

use std::cell::{Cell as StdCell, RefCell};

use super::stored::{read_place, storage};
use super::{Sym, Vm};
use crate::heap::Word;
use crate::value::*;

/// The second level of method look-up: which attribute a name finds in the classes of a shape.
pub(crate) struct MethodCache {
    entries: Box<[StdCell<Entry>]>,
    sites: Box<[Site]>,
    stores: Box<[StdCell<Store>]>,
    /// Names of class attributes that scripts use as variables (counters, say): what they find is not kept, and setting
    /// them voids nothing.
    fleeting: RefCell<Vec<Word>>,
    /// Entries of another version are void; never 0.
    version: StdCell<u32>,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    name: u64,
    shape: u32,
    version: u32,
    found: Option<Word>,
}

const ENTRIES: usize = 1024;

const STORES: usize = 256;

/// So many names may be fleeting.
const MOST_FLEETING: usize = 64;

/// What reading an attribute of an object comes to.
#[derive(Default)]
struct Site {
    name: StdCell<u64>,
    /// The object itself where it is a class, a module or (its class) a `super()`; else 0.
    owner: StdCell<u64>,
    shape: StdCell<u32>,
    version: StdCell<u32>,
    kind: StdCell<SiteKind>,
    target: StdCell<u64>,
}

/// Where setting an attribute of an instance puts it, and the shape that the instance then has.
#[derive(Clone, Copy, Default)]
struct Store {
    name: u64,
    shape: u32,
    version: u32,
    place: u32,
    next: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum SiteKind {
    /// A place in the object.
    #[default]
    Place,
    /// The target itself.
    Value,
    /// A function to be bound to the object.
    Method,
    /// A function to be bound to the object's class, or to the class that the object is.
    ClassMethod,
    /// A property whose getter is a plain script function.
    Getter,
    /// A property whose getter is a native.
    NativeGetter,
    /// A slot of the module.
    Slot,
    /// None of these, or nothing.
    None,
}

/// What reading an attribute comes to, without running script.
pub(super) enum Found {
    /// This value, at this place of an instance if it stands in the object.
    Value(Word, Option<u32>),
    /// This function, called with the object (or with what stands for it) first.
    Method(Word, Word),
    /// This getter, called with the object.
    Getter(Word),
    /// The same of a native.
    NativeGetter(Word),
}

/// Sites of `super()` objects have the shape of the object's class with this bit.
const OF_SUPER: u32 = 1 << 31;

/// A table of zeros: its memory is not touched before it is used.
///
/// # Safety
/// Zeros are a valid value.
pub(super) unsafe fn zeroed<T>(n: usize) -> Box<[T]> {
    // SAFETY: the caller's
    unsafe { Box::<[T]>::new_zeroed_slice(n).assume_init() }
}

impl Default for MethodCache {
    fn default() -> MethodCache {
        MethodCache {
            // SAFETY: zeros are what is made by default: no name, and a version that is never valid
            entries: unsafe { zeroed(ENTRIES) },
            // SAFETY: as above
            sites: unsafe { zeroed(ENTRIES) },
            // SAFETY: as above
            stores: unsafe { zeroed(STORES) },
            fleeting: RefCell::default(),
            version: StdCell::new(1),
        }
    }
}

impl MethodCache {
    /// Where the version lies, of 32 bits.
    pub(super) const VERSION: usize = std::mem::offset_of!(MethodCache, version);

    /// What was learnt under another version is void.
    pub(super) fn version(&self) -> u32 {
        self.version.get()
    }

    /// Whether what a name finds is not kept.
    pub(super) fn is_fleeting(&self, name: Word) -> bool {
        self.fleeting.borrow().contains(&name)
    }

    /// A class attribute of this name has been set, from plain data to plain data.
    pub(super) fn data_set(&self, name: Word) {
        if !self.is_fleeting(name) {
            let mut fleeting = self.fleeting.borrow_mut();
            if fleeting.len() < MOST_FLEETING {
                fleeting.push(name);
            }
            drop(fleeting);
            self.clear();
        }
    }

    fn site(&self, shape: u32, owner: u64, name: Word) -> &Site {
        let h = ((name.bits() ^ owner) >> 4) as usize ^ (shape as usize).wrapping_mul(0x9E37_79B1);
        &self.sites[h % ENTRIES]
    }

    fn store(&self, shape: u32, name: Word) -> &StdCell<Store> {
        let h = (name.bits() >> 4) as usize ^ (shape as usize).wrapping_mul(0x9E37_79B1);
        &self.stores[h % STORES]
    }

    fn entry(&self, shape: u32, name: Word) -> &StdCell<Entry> {
        let h = (name.bits() >> 4) as usize ^ (shape as usize).wrapping_mul(0x9E37_79B1);
        &self.entries[h % ENTRIES]
    }

    pub(super) fn clear(&self) {
        match self.version.get().checked_add(1) {
            Some(v) => self.version.set(v),
            None => {
                self.entries.iter().for_each(|e| e.set(Entry::default()));
                self.sites.iter().for_each(|e| e.version.set(0));
                self.stores.iter().for_each(|e| e.set(Store::default()));
                self.version.set(1);
            }
        }
    }
}

impl Vm {
    /// What a name finds in the classes of a shape, unbound.
    pub(super) fn class_lookup(&self, shape: ShapeId, name: Word) -> Option<Word> {
        let slot = self.method_cache.entry(shape, name);
        let e = slot.get();
        let version = self.method_cache.version.get();
        if e.version == version && e.shape == shape && e.name == name.bits() {
            return e.found;
        }
        let found = self.mro_lookup(self.class_of_shape(shape), name);
        if !self.method_cache.is_fleeting(name) {
            slot.set(Entry { name: name.bits(), shape, version, found });
        }
        found
    }

    fn mro_lookup(&self, class: &Type, name: Word) -> Option<Word> {
        let key = Value::from_word(name).cast::<Str>()?;
        let hash = self.hash_str(key);
        class.mro().iter().find_map(|c| c.cast::<Type>()?.dict().get_str(key, hash)).map(Value::word)
    }

    /// What a special name finds in a class, unbound.
    pub(super) fn lookup_in_class(&self, class: &Type, name: Sym) -> Option<Word> {
        self.class_lookup(class.root.get(), self.sym_word(name))
    }

    /// Changes whenever what is found in a class may have changed.
    pub(crate) fn class_version(&self) -> u32 {
        self.method_cache.version.get()
    }

    /// The special method of a value's class, unbound; `None` (the value) where a class has refused it.
    pub fn lookup_special<'h>(&'h self, v: Value<'h>, name: Sym) -> Option<Value<'h>> {
        self.class_lookup(v.shape(), self.sym_word(name)).map(Value::from_word)
    }

    /// What reading an attribute of an object comes to; none where that is not one of the common cases.
    pub(super) fn resolve(&self, v: Value<'_>, name: Word) -> Option<Found> {
        let (shape, owner) = match v.kind() {
            Kind::Type | Kind::Module => (v.shape(), v.word().bits()),
            Kind::Super => {
                let [class, _, this_class] = v.cast::<Super>()?.parts();
                (this_class.cast::<Type>()?.root.get() | OF_SUPER, class.word().bits())
            }
            _ => (v.shape(), 0),
        };
        let site = self.method_cache.site(shape, owner, name);
        let version = self.method_cache.version.get();
        let hit = site.version.get() == version
            && site.shape.get() == shape
            && site.owner.get() == owner
            && site.name.get() == name.bits();
        if !hit {
            let (kind, target) = match v.kind() {
                Kind::Type => self.site_of_class(v, name)?,
                Kind::Super => self.site_of_super(v, name)?,
                Kind::Module => self.site_of_module(v, name)?,
                _ => self.site_of_object(v, name).unwrap_or((SiteKind::None, 0)),
            };
            if self.method_cache.is_fleeting(name) {
                return self.found(v, shape, kind, target);
            }
            site.name.set(name.bits());
            site.owner.set(owner);
            site.shape.set(shape);
            site.version.set(version);
            site.kind.set(kind);
            site.target.set(target);
        }
        self.found(v, shape, site.kind.get(), site.target.get())
    }

    /// The attribute of an instance, if it is known where instances of its shape have it, and that is inline.
    #[inline(always)]
    fn kept_place(&self, object: Value<'_>, name: Word) -> Option<Word> {
        let (instance, shape) = (object.cast::<Instance>()?, object.shape());
        let site = self.method_cache.site(shape, 0, name);
        let hit = site.version.get() == self.method_cache.version.get()
            && site.shape.get() == shape
            && site.owner.get() == 0
            && site.name.get() == name.bits()
            && matches!(site.kind.get(), SiteKind::Place);
        if hit { instance.slots().get(site.target.get() as usize)?.get() } else { None }
    }

    /// `getattr(object, name)`, where no script runs; none where it may, or where nothing is found.
    pub fn attribute_at_once<'h>(&'h self, object: Value<'h>, name: Value<'h>) -> Option<Value<'h>> {
        if !name.is_exact(Builtins::Str) {
            return None;
        }
        let name = self.intern_str(name.cast::<Str>()?).value().word();
        if let Some(w) = self.kept_place(object, name) {
            return Some(Value::from_word(w));
        }
        match self.resolve(object, name)? {
            Found::Value(w, _) => Some(Value::from_word(w)),
            Found::Method(f, this) => {
                let method = Method::new(&self.heap, Value::from_word(f), Value::from_word(this));
                Some(method.value())
            }
            Found::Getter(_) | Found::NativeGetter(_) => None,
        }
    }

    /// Whether an instance has no attribute of this name, as far as can be told without asking a script.
    pub fn lacks_attribute(&self, object: Value<'_>, name: Value<'_>) -> bool {
        let Some(name) = name.cast::<Str>().filter(|_| name.is_exact(Builtins::Str)) else { return false };
        let shape = object.shape();
        if object.kind() != Kind::Instance
            || name.bytes().starts_with(b"__")
            || self.class_of_shape(shape).has(TypeFlags::GETATTRIBUTE | TypeFlags::GETATTR)
        {
            return false;
        }
        let name = self.intern_str(name).value().word();
        let shapes = self.shapes.borrow();
        !shapes.get(shape).dict_mode
            && shapes.place(shape, name).is_none()
            && self.class_lookup(shape, name).is_none()
    }

    /// The `__getattr__` of an instance that has no attribute of a name, nor its class, if it is a plain script function.
    pub(super) fn hook_for_missing(&self, v: Value<'_>, name: Word) -> Option<Word> {
        let shape = v.shape();
        if v.kind() != Kind::Instance {
            return None;
        }
        let class = self.class_of_shape(shape);
        if !class.has(TypeFlags::GETATTR) || class.has(TypeFlags::GETATTRIBUTE) {
            return None;
        }
        let shapes = self.shapes.borrow();
        if shapes.get(shape).dict_mode || shapes.place(shape, name).is_some() {
            return None;
        }
        drop(shapes);
        if self.class_lookup(shape, name).is_some() {
            return None;
        }
        self.plain_special(v, Sym::GetAttr, 2)
    }

    /// `setattr(object, name, value)`, where it is known what that comes to; says whether it is.
    pub fn store_at_once(&self, object: Value<'_>, name: Value<'_>, value: Value<'_>) -> bool {
        let Some(name) = name.cast::<Str>().filter(|_| name.is_exact(Builtins::Str)) else { return false };
        let name = self.intern_str(name).value().word();
        self.store_quick(object, name, value.word()).is_some()
    }

    /// What a site knows, for an object.
    #[inline(always)]
    fn found(&self, v: Value<'_>, shape: u32, kind: SiteKind, number: u64) -> Option<Found> {
        let target = || Word::from_bits(number);
        Some(match kind {
            SiteKind::Place => Found::Value(read_place(v, number as usize)?, Some(number as u32)),
            SiteKind::Value => Found::Value(target()?, None),
            SiteKind::Method => match v.cast::<Super>() {
                Some(s) => Found::Method(target()?, s.parts()[1].word()),
                None => Found::Method(target()?, v.word()),
            },
            SiteKind::ClassMethod if v.kind() == Kind::Type => Found::Method(target()?, v.word()),
            SiteKind::ClassMethod => Found::Method(target()?, self.class_of_shape(shape).header().word()),
            SiteKind::None => return None,
            SiteKind::Getter => Found::Getter(target()?),
            SiteKind::NativeGetter => Found::NativeGetter(target()?),
            SiteKind::Slot => Found::Value(v.cast::<Module>()?.dict().slot_value(number as usize)?, None),
        })
    }

    /// Sets an attribute of an instance or exception, if it is known where: the place, and the shape before and after.
    pub(super) fn store_quick(
        &self,
        v: Value<'_>,
        name: Word,
        value: Word,
    ) -> Option<(u32, ShapeId, ShapeId)> {
        if !matches!(v.kind(), Kind::Instance | Kind::Exception) {
            return None;
        }
        let ((slots, extra), h) = (storage(v)?, v.header()?);
        // SAFETY: read where it lies: a copy would wait for its parts; nobody else changes it meanwhile
        let e = unsafe { &*self.method_cache.store(h.shape(), name).as_ptr() };
        if e.version != self.method_cache.version.get() || e.shape != h.shape() || e.name != name.bits() {
            return None;
        }
        if let Some(slot) = slots.get(e.place as usize) {
            slot.set(h, Some(value));
            h.set_shape(e.next);
            return Some((e.place, e.shape, e.next));
        }
        let beside = extra.get().and_then(|w| Value::from_word(w).cast::<Attrs>());
        let at = e.place as usize - slots.len();
        let beside = beside.filter(|a| e.next == e.shape && at < a.words.len())?;
        beside.words.set(beside.header(), at, value);
        Some((e.place, e.shape, e.next))
    }

    /// Remembers where setting an attribute has put it.
    pub(super) fn note_store(&self, shape: ShapeId, name: Word, place: u32, next: ShapeId) {
        let version = self.method_cache.version.get();
        self.method_cache.store(shape, name).set(Store { name: name.bits(), shape, version, place, next });
    }

    /// Sets an attribute of a class that a script uses as a variable; says whether it was one.
    pub(super) fn store_in_class(&self, v: Value<'_>, name: Word, value: Word) -> bool {
        if !self.method_cache.is_fleeting(name) || !Vm::is_plain_data(Value::from_word(value)) {
            return false;
        }
        let Some((class, at)) = v.cast::<Type>().zip(self.place_in_class(v, name)) else { return false };
        class.dict().set_at(at, Value::from_word(value));
        true
    }

    /// Where in its own dict a class has plain data of this name.
    pub(super) fn place_in_class(&self, v: Value<'_>, name: Word) -> Option<usize> {
        let class = v.cast::<Type>().filter(|c| v.is_exact(Builtins::Type) && !c.has(TypeFlags::BUILTIN))?;
        let key = Value::from_word(name).cast::<Str>()?;
        match class.dict().find_str(key, self.hash_str(key)) {
            Probe::At(at) if class.dict().value_at(at).is_some_and(Vm::is_plain_data) => Some(at),
            _ => None,
        }
    }

    /// The class in which an instance finds plain data of this name, and where in its dict.
    pub(super) fn held_by_class(&self, v: Value<'_>, name: Word) -> Option<(Word, usize)> {
        let class = self.class_of_shape(v.shape());
        if v.kind() != Kind::Instance || class.has(TypeFlags::GETATTRIBUTE) {
            return None;
        }
        let shapes = self.shapes.borrow();
        if shapes.get(v.shape()).dict_mode || shapes.place(v.shape(), name).is_some() {
            return None;
        }
        let key = Value::from_word(name).cast::<Str>()?;
        let hash = self.hash_str(key);
        let mut classes = class.mro().iter().filter_map(|c| c.cast::<Type>());
        classes
            .find_map(|c| match c.dict().find_str(key, hash) {
                Probe::At(at) => Some((c, at)),
                _ => None,
            })
            .filter(|(c, at)| c.dict().value_at(*at).is_some_and(Vm::is_plain_data))
            .map(|(c, at)| (c.header().word(), at))
    }

    fn site_of_class(&self, v: Value<'_>, name: Word) -> Option<(SiteKind, u64)> {
        let meta = self.class_of_shape(v.shape());
        if name == self.sym_word(Sym::Name) && v.is_exact(Builtins::Type) {
            return v.cast::<Type>()?.name.get().map(|name| (SiteKind::Value, name.bits()));
        }
        if meta.has(TypeFlags::GETATTRIBUTE)
            || self.class_lookup(v.shape(), name).is_some_and(|d| self.is_data_descriptor(d))
        {
            return None;
        }
        let d = Value::from_word(self.class_lookup(v.cast::<Type>()?.root.get(), name)?);
        match d.kind() {
            Kind::ClassMethod => Some((SiteKind::ClassMethod, self.plain_function(d)?)),
            _ => self.unbound_value(d),
        }
    }

    /// The function of a class method, unless binding it takes more.
    fn plain_function(&self, d: Value<'_>) -> Option<u64> {
        let f = d.cast::<ClassMethod>()?.func();
        matches!(f.kind(), Kind::Function | Kind::Native).then(|| f.word().bits())
    }

    /// What something found in a class is worth where nothing is bound.
    fn unbound_value(&self, d: Value<'_>) -> Option<(SiteKind, u64)> {
        match d.kind() {
            Kind::StaticMethod => Some((SiteKind::Value, d.cast::<StaticMethod>()?.func().word().bits())),
            Kind::ClassMethod => None,
            Kind::Instance if self.lookup_special(d, Sym::Get).is_some() => None,
            _ => Some((SiteKind::Value, d.word().bits())),
        }
    }

    fn site_of_super(&self, v: Value<'_>, name: Word) -> Option<(SiteKind, u64)> {
        let [class, this, this_class] = v.cast::<Super>()?.parts();
        let key = Value::from_word(name).cast::<Str>()?;
        let hash = self.hash_str(key);
        if name == self.sym_word(Sym::Class) || this.is(this_class) {
            return None;
        }
        let mro = this_class.cast::<Type>()?.mro();
        let mut after = mro.iter().skip_while(|c| !c.is(class)).skip(1);
        let d = after.find_map(|c| c.cast::<Type>()?.dict().get_str(key, hash))?;
        Vm::is_method_of_class(d).then(|| (SiteKind::Method, d.word().bits()))
    }

    fn is_method_of_class(d: Value<'_>) -> bool {
        match d.kind() {
            Kind::Function => true,
            Kind::Native => d.shape() == Builtins::MethodDescriptor as u32,
            _ => false,
        }
    }

    fn site_of_module(&self, v: Value<'_>, name: Word) -> Option<(SiteKind, u64)> {
        if self.class_of_shape(v.shape()).has(TypeFlags::GETATTRIBUTE) {
            return None;
        }
        let key = Value::from_word(name).cast::<Str>()?;
        match v.cast::<Module>()?.dict().find_str(key, self.hash_str(key)) {
            Probe::At(at) => Some((SiteKind::Slot, at as u64)),
            _ => None,
        }
    }

    fn site_of_object(&self, v: Value<'_>, name: Word) -> Option<(SiteKind, u64)> {
        let shape = v.shape();
        let class = self.class_of_shape(shape);
        if class.has(TypeFlags::GETATTRIBUTE) {
            return None;
        }
        let found = self.class_lookup(shape, name);
        if let Some(d) = found.filter(|d| self.is_data_descriptor(*d)) {
            // an AttributeError of the getter leads to `__getattr__`: that takes the general way
            let open = !class.has(TypeFlags::GETATTR);
            if !open {
                return None;
            }
            if name == self.sym_word(Sym::Class)
                && self.lookup_in_class(self.class(Builtins::Object), Sym::Class) == Some(d)
            {
                return Some((SiteKind::Value, class.header().word().bits()));
            }
            let d = Value::from_word(d);
            return match self.plain_getter(d) {
                Some(f) => Some((SiteKind::Getter, f.bits())),
                None => self.native_getter(d).map(|f| (SiteKind::NativeGetter, f.bits())),
            };
        }
        {
            let shapes = self.shapes.borrow();
            if shapes.get(shape).dict_mode {
                return None;
            }
            if let Some(place) = shapes.place(shape, name) {
                return Some((SiteKind::Place, place as u64));
            }
        }
        let d = Value::from_word(found?);
        if Vm::is_method_of_class(d) {
            return Some((SiteKind::Method, d.word().bits()));
        }
        match d.kind() {
            Kind::ClassMethod => Some((SiteKind::ClassMethod, self.plain_function(d)?)),
            Kind::Property => None,
            _ => self.unbound_value(d),
        }
    }

    /// The setter that storing an attribute of an instance calls, if it is a script function that takes just the object
    /// and the value.
    pub(super) fn plain_setter(&self, v: Value<'_>, name: Word) -> Option<Word> {
        if v.kind() != Kind::Instance || self.class_of_shape(v.shape()).has(TypeFlags::SETATTR) {
            return None;
        }
        let d = Value::from_word(self.class_lookup(v.shape(), name)?);
        let f = d.cast::<Property>().filter(|_| !Vm::is_member(d))?.part(1);
        (f.kind() == Kind::Function && f.header()?.n() == 2).then(|| f.word())
    }

    /// A property's getter, if it is a native that takes just the object.
    fn native_getter(&self, d: Value<'_>) -> Option<Word> {
        let f = d.cast::<Property>().filter(|_| !Vm::is_member(d))?.part(0);
        let parsed = Vm::signature_of(f.cast::<Native>()?);
        (parsed.is_plain && parsed.sig.params.len() == 1).then(|| f.word())
    }

    /// A property's getter, if it is a script function that takes just the object.
    fn plain_getter(&self, d: Value<'_>) -> Option<Word> {
        if Vm::is_member(d) {
            return None;
        }
        let f = d.cast::<Property>()?.part(0);
        (f.kind() == Kind::Function && f.header()?.n() == 1).then(|| f.word())
    }
}
