//! Attributes: look-up by class and shape, descriptors, inline caches.

use std::cell::Cell as StdCell;

use super::ops::{get, insn, put};
use super::stack::Reg;
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::Insn;
use crate::heap::{Slot, Word};
use crate::value::*;

/// Values of `Cache::aux`: below this the place of an attribute.
const PLACES: u32 = 1 << 16;
/// A method: `target` is the function.
const METHOD: u32 = 1 << 16;
/// A method that is a plain script function and takes as many arguments as the call has.
pub(super) const PLAIN_METHOD: u32 = METHOD | 1;
/// A module's global: `target` is the module, the low bits of aux its slot.
const MODULE: u32 = 1 << 24;
/// A store that adds an attribute: `target` is the new shape, the low bits of aux the place.
const ADDS: u32 = 1 << 25;

/// The second level of method look-up: which attribute a name finds in the classes of a shape.
pub(crate) struct MethodCache {
    entries: Vec<StdCell<Entry>>,
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

impl Default for MethodCache {
    fn default() -> MethodCache {
        MethodCache { entries: vec![StdCell::default(); ENTRIES], version: StdCell::new(1) }
    }
}

impl MethodCache {
    fn entry(&self, shape: u32, name: Word) -> &StdCell<Entry> {
        let h = (name.bits() >> 4) as usize ^ (shape as usize).wrapping_mul(0x9E37_79B1);
        &self.entries[h % ENTRIES]
    }

    fn clear(&self) {
        match self.version.get().checked_add(1) {
            Some(v) => self.version.set(v),
            None => {
                self.entries.iter().for_each(|e| e.set(Entry::default()));
                self.version.set(1);
            }
        }
    }
}

/// The object's places for attributes: those inline, and the slot for more.
fn storage<'h>(v: Value<'h>) -> Option<(&'h [Slot], &'h Slot)> {
    const NONE: &[Slot] = &[];
    Some(match v.kind() {
        Kind::Instance => {
            let i = v.cast::<Instance>()?;
            (i.slots(), &i.extra)
        }
        Kind::Exception => (NONE, &v.cast::<Exception>()?.attrs),
        Kind::Function => (NONE, &v.cast::<Function>()?.attrs),
        Kind::List => (NONE, &v.cast::<List>()?.attrs),
        Kind::Dict => (NONE, &v.cast::<Dict>()?.attrs),
        Kind::Set => (NONE, &v.cast::<Set>()?.attrs),
        Kind::Int => (NONE, &v.cast::<IntObject>()?.attrs),
        Kind::Float => (NONE, &v.cast::<FloatObject>()?.attrs),
        Kind::ByteArray => (NONE, &v.cast::<ByteArray>()?.attrs),
        Kind::Str => (NONE, v.cast::<Str>()?.attrs()?),
        Kind::Tuple => (NONE, v.cast::<Tuple>()?.attrs()?),
        Kind::Future => (NONE, &v.cast::<Future>()?.attrs),
        Kind::Task => (NONE, &v.cast::<Task>()?.future().attrs),
        Kind::Opaque => (NONE, &v.cast::<Opaque>()?.attrs),
        Kind::Partial => (NONE, &v.cast::<Partial>()?.attrs),
        Kind::Property => (NONE, &v.cast::<Property>()?.attrs),
        Kind::ClassMethod => (NONE, &v.cast::<ClassMethod>()?.attrs),
        Kind::StaticMethod => (NONE, &v.cast::<StaticMethod>()?.attrs),
        _ => return None,
    })
}

fn read_place(v: Value<'_>, place: usize) -> Option<Word> {
    let (inline, extra) = storage(v)?;
    if let Some(s) = inline.get(place) {
        return s.get();
    }
    let attrs = Value::from_word(extra.get()?).cast::<Attrs>()?;
    attrs.words.get(place - inline.len())
}

/// Where attributes in dict mode are: the dict, and the object that holds it together with the values of slots
/// named in `__slots__` (the dict first, then names and values in turn), if there are any.
fn dict_of(extra: &Slot) -> Option<(&Dict, Option<&Attrs>)> {
    let v = Value::from_word(extra.get()?);
    match v.cast::<Attrs>() {
        Some(m) => Some((Value::from_word(m.words.get(0)?).cast::<Dict>()?, Some(m))),
        None => Some((v.cast::<Dict>()?, None)),
    }
}

/// The place of a slot's value.
fn member_at(members: &Attrs, name: Word) -> Option<usize> {
    (1..members.words.len()).step_by(2).find(|i| members.words.get(*i) == Some(name)).map(|i| i + 1)
}

impl Vm {
    // inline caches

    /// The attribute, if the cache fits the object and the attribute stands inline in an instance.
    #[inline(always)]
    pub(super) fn cached_slot(cache: &Cache, r: Reg) -> Option<Word> {
        let h = Value::from_word(r?).header()?;
        if h.shape() != cache.shape.get() {
            return None;
        }
        // SAFETY: places are cached for shapes of instances only, a shape belongs to one kind of object, and what
        // else caches learn has numbers beyond all places
        let i = unsafe { &*std::ptr::from_ref(h).cast::<Instance>() };
        i.slots().get(cache.aux.get() as usize)?.get()
    }

    /// The attribute, if the cache fits the object in another way.
    fn cached_elsewhere(cache: &Cache, v: Value<'_>) -> Option<Word> {
        if v.shape() != cache.shape.get() {
            return None;
        }
        let aux = cache.aux.get();
        if aux < PLACES {
            return read_place(v, aux as usize);
        }
        if aux & MODULE != 0 && cache.target.get() == v.word().bits() {
            return v.cast::<Module>()?.dict().slot_value((aux & (MODULE - 1)) as usize);
        }
        None
    }

    /// Stores an attribute, if the cache fits the object.
    #[inline(always)]
    pub(super) fn cached_store(cache: &Cache, object: Reg, value: Reg) -> bool {
        let Some(o) = object else { return false };
        let Some(h) = Value::from_word(o).header() else { return false };
        if h.shape() != cache.shape.get() {
            return false;
        }
        // SAFETY: as in `cached_slot`; the upper half of a store that adds an attribute is not the place's
        let i = unsafe { &*std::ptr::from_ref(h).cast::<Instance>() };
        let aux = cache.aux.get();
        let Some(slot) = i.slots().get((aux & 0xFFFF) as usize) else { return false };
        slot.set(h, value);
        if aux >= PLACES {
            h.set_shape(cache.target.get() as u32);
        }
        true
    }

    /// The function of a method call, if the cache fits the receiver.
    #[inline(always)]
    pub(super) fn cached_method(cache: &Cache, receiver: Reg) -> Option<Word> {
        let v = Value::from_word(receiver?);
        if v.shape() == cache.shape.get() { Word::from_bits(cache.target.get()) } else { None }
    }

    /// Forgets everything that caches know by address; called before each collection.
    pub(super) fn forget_caches(&self) {
        self.method_cache.clear();
        for code in self.codes.borrow().iter() {
            for c in code.caches() {
                if c.aux.get() & (METHOD | MODULE) != 0 {
                    c.forget();
                }
            }
        }
    }

    /// Forgets all caches: a class has changed.
    pub(super) fn flush_caches(&self) {
        self.method_cache.clear();
        for code in self.codes.borrow().iter() {
            code.flush();
        }
    }

    // look-up in classes

    /// What a name finds in the classes of a shape, unbound.
    pub(super) fn class_lookup(&self, shape: ShapeId, name: Word) -> Option<Word> {
        let slot = self.method_cache.entry(shape, name);
        let e = slot.get();
        let version = self.method_cache.version.get();
        if e.version == version && e.shape == shape && e.name == name.bits() {
            return e.found;
        }
        let found = self.mro_lookup(self.class_of_shape(shape), name);
        slot.set(Entry { name: name.bits(), shape, version, found });
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

    /// The special method of a value's class, unbound; `None` (the value) where a class has refused it.
    pub fn lookup_special<'h>(&'h self, v: Value<'h>, name: Sym) -> Option<Value<'h>> {
        self.class_lookup(v.shape(), self.sym_word(name)).map(Value::from_word)
    }

    // attributes stored in the object

    pub(crate) fn find_attr(&self, v: Value<'_>, name: Word) -> Option<Word> {
        let h = v.header()?;
        let shapes = self.shapes.borrow();
        let info = shapes.get(h.shape());
        if info.dict_mode {
            let (_, extra) = storage(v)?;
            let (d, members) = dict_of(extra)?;
            let key = Value::from_word(name).cast::<Str>()?;
            let member = members.and_then(|m| m.words.get(member_at(m, name)?));
            return member.or_else(|| d.get_str(key, self.hash_str(key)).map(Value::word));
        }
        let place = shapes.place(h.shape(), name)?;
        drop(shapes);
        read_place(v, place as usize)
    }

    /// Stores an attribute in the object itself; nothing happens where it has no place for attributes.
    pub(crate) fn put_attr(&self, v: Value<'_>, name: Word, value: Word) {
        let (Some(h), Some((inline, extra))) = (v.header(), storage(v)) else { return };
        let shape = h.shape();
        if self.shapes.borrow().get(shape).dict_mode {
            self.put_in_dict(v, name, value);
            return;
        }
        let known = self.shapes.borrow().place(shape, name);
        let place = match known {
            Some(p) => p as usize,
            None => {
                let next = self.shapes.borrow_mut().add(shape, name);
                if self.shapes.borrow().get(next).dict_mode {
                    self.attributes_dict(v);
                    self.put_in_dict(v, name, value);
                    return;
                }
                h.set_shape(next);
                let place = self.shapes.borrow().get(next).names.len() - 1;
                if v.kind() == Kind::Instance {
                    let class = self.class_of_shape(next);
                    if class.inline.get() as usize <= place && place < 32 {
                        class.inline.set(place as u16 + 1);
                    }
                }
                place
            }
        };
        if let Some(s) = inline.get(place) {
            s.set(h, Some(value));
            return;
        }
        let attrs = match extra.get().and_then(|w| Value::from_word(w).cast::<Attrs>()) {
            Some(a) => a,
            None => {
                let a = Attrs::new(&self.heap);
                extra.set(h, Some(a.header().word()));
                a
            }
        };
        let at = place - inline.len();
        while attrs.words.len() <= at {
            attrs.words.push(attrs.header(), Word::NONE);
        }
        attrs.words.set(attrs.header(), at, value);
    }

    fn put_in_dict(&self, v: Value<'_>, name: Word, value: Word) {
        let (Some(h), Some((_, extra))) = (v.header(), storage(v)) else { return };
        let (Some((d, members)), Some(k)) = (dict_of(extra), Value::from_word(name).cast::<Str>()) else {
            return;
        };
        if !self.has_member(self.class_lookup(v.shape(), name)) {
            d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(value));
            return;
        }
        let members = members.unwrap_or_else(|| {
            let m = Attrs::new(&self.heap);
            m.words.push(m.header(), d.header().word());
            extra.set(h, Some(m.header().word()));
            m
        });
        match member_at(members, name) {
            Some(at) => members.words.set(members.header(), at, value),
            None => {
                members.words.push(members.header(), name);
                members.words.push(members.header(), value);
            }
        }
    }

    /// The object's attributes as a dict that is the object's own from now on (`__dict__`).
    pub fn attributes_dict<'h>(&'h self, v: Value<'h>) -> Option<&'h Dict> {
        if let Some(m) = v.cast::<Module>() {
            return Some(m.dict());
        }
        let (h, (inline, extra)) = (v.header()?, storage(v)?);
        let shape = h.shape();
        if !self.shapes.borrow().get(shape).dict_mode {
            let names = self.shapes.borrow().get(shape).names.clone();
            let d = Dict::new(&self.heap);
            let mut members = None;
            for (place, name) in names.iter().enumerate() {
                let (Some(w), Some(k)) = (read_place(v, place), Value::from_word(*name).cast::<Str>()) else {
                    continue;
                };
                if self.has_member(self.class_lookup(shape, *name)) {
                    let m = members.get_or_insert_with(|| {
                        let m = Attrs::new(&self.heap);
                        m.words.push(m.header(), d.header().word());
                        m
                    });
                    m.words.push(m.header(), *name);
                    m.words.push(m.header(), w);
                } else {
                    d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(w));
                }
            }
            let next = self.shapes.borrow_mut().to_dict(shape);
            h.set_shape(next);
            for s in inline {
                s.take();
            }
            extra.set(h, Some(members.map_or(d.header(), |m| m.header()).word()));
            return Some(d);
        }
        if extra.get().is_none() {
            extra.set(h, Some(Dict::new(&self.heap).header().word()));
        }
        dict_of(extra).map(|(d, _)| d)
    }

    /// Replaces the dict of an object's attributes (`obj.__dict__ = d`).
    pub fn set_attributes_dict(&self, v: Value<'_>, d: &Dict) {
        if self.attributes_dict(v).is_some()
            && let (Some(h), Some((_, extra))) = (v.header(), storage(v))
        {
            match dict_of(extra) {
                Some((_, Some(members))) => members.words.set(members.header(), 0, d.header().word()),
                _ => extra.set(h, Some(d.header().word())),
            }
        }
    }

    /// The names of the attributes stored in an object, in order.
    pub fn stored_names<'h>(&'h self, v: Value<'h>) -> Vec<Value<'h>> {
        let Some(h) = v.header() else { return Vec::new() };
        if self.shapes.borrow().get(h.shape()).dict_mode || v.kind() == Kind::Module {
            return self.attributes_dict(v).map_or_else(Vec::new, |d| d.iter().map(|(k, _)| k).collect());
        }
        let names = self.shapes.borrow().get(h.shape()).names.clone();
        names.into_iter().map(Value::from_word).collect()
    }

    fn remove_attr(&self, v: Value<'_>, name: Word) -> bool {
        if self.find_attr(v, name).is_none() {
            return false;
        }
        let (Some(d), Some(k)) = (self.attributes_dict(v), Value::from_word(name).cast::<Str>()) else {
            return false;
        };
        if let (Some(h), Some((_, extra))) = (v.header(), storage(v))
            && let Some((_, Some(members))) = dict_of(extra)
            && let Some(at) = member_at(members, name)
        {
            let rest = Attrs::new(&self.heap);
            for i in (0..members.words.len()).filter(|i| *i != at && *i + 1 != at) {
                if let Some(w) = members.words.get(i) {
                    rest.words.push(rest.header(), w);
                }
            }
            extra.set(h, Some(rest.header().word()));
            return true;
        }
        match d.find_str(k, self.hash_str(k)) {
            Probe::At(at) => d.remove_at(at).is_some(),
            _ => false,
        }
    }

    // descriptors

    /// A slot named in `__slots__`: it stands in the class, the value in the object.
    pub(super) fn is_member(v: Value<'_>) -> bool {
        v.shape() == Builtins::MemberDescriptor as u32
    }

    fn is_data_descriptor(&self, d: Word) -> bool {
        let v = Value::from_word(d);
        match v.kind() {
            Kind::Property => !Vm::is_member(v),
            Kind::Instance => {
                self.lookup_special(v, Sym::Set).is_some() || self.lookup_special(v, Sym::Delete).is_some()
            }
            _ => false,
        }
    }

    /// What an attribute of a class is worth when read through an object (or through the class).
    fn descriptor_get(&mut self, d: Word, object: Option<Handle>, class: Word) -> Result<Word, Raise> {
        let v = Value::from_word(d);
        match v.kind() {
            Kind::Function => Ok(match object {
                Some(o) => Method::new(&self.heap, v, o.get(self)).value().word(),
                None => d,
            }),
            Kind::Native if v.shape() == Builtins::MethodDescriptor as u32 => Ok(match object {
                Some(o) => Method::new(&self.heap, v, o.get(self)).value().word(),
                None => d,
            }),
            Kind::ClassMethod => {
                let f = v.cast::<ClassMethod>().expect("of this kind").func();
                Ok(Method::new(&self.heap, f, Value::from_word(class)).value().word())
            }
            Kind::StaticMethod => Ok(v.cast::<StaticMethod>().expect("of this kind").func().word()),
            Kind::Property => match object {
                None => Ok(d),
                Some(o) => self.property_get(d, o),
            },
            Kind::Instance if self.lookup_special(v, Sym::Get).is_some() => {
                let s = &mut self.scope();
                let d = s.keep_word(d);
                let none = s.root();
                let class = s.keep_word(class);
                let r = s.call_special(d, Sym::Get, &[object.unwrap_or(none), class])?;
                Ok(r.map_or(Word::NONE, |h| h.get(s).word()))
            }
            _ => Ok(d),
        }
    }

    fn property_get(&mut self, property: Word, object: Handle) -> Result<Word, Raise> {
        let p = Value::from_word(property).cast::<Property>().expect("a property");
        let f = p.part(0);
        if f.is_none() {
            return Err(self.property_error(p, object, "getter"));
        }
        let f = f.word();
        let s = &mut self.scope();
        let f = s.keep_word(f);
        let r = s.call(f, &[object])?;
        Ok(r.get(s).word())
    }

    fn property_error(&self, p: &Property, object: Handle, what: &str) -> Raise {
        let name = p.name.get().map_or(String::new(), |w| format!(" '{}'", self.word_text(w)));
        let class = self.type_of(object.get(self));
        let qualname = class.qualname.get().map_or(String::new(), |w| self.word_text(w));
        self.raise(Exc::AttributeError, format_args!("property{name} of '{qualname}' object has no {what}"))
    }

    /// For a method found in a class: none if it is called with the object first; else what to call.
    pub(crate) fn bind_handle(&mut self, f: Handle, object: Handle) -> Result<Option<Word>, Raise> {
        let v = f.get(self);
        let plain = match v.kind() {
            Kind::Function => true,
            Kind::Native => v.shape() == Builtins::MethodDescriptor as u32,
            _ => false,
        };
        if plain {
            return Ok(None);
        }
        let d = v.word();
        let class = self.type_of(object.get(self)).header().word();
        self.descriptor_get(d, Some(object), class).map(Some)
    }

    // get

    /// `getattr(object, name)` with an interned name.
    pub(crate) fn get_attr(&mut self, object: Handle, name: Word) -> Result<Word, Raise> {
        match self.get_attr_opt(object, name)? {
            Some(w) => Ok(w),
            None => {
                let text = self.word_text(name);
                Err(self.no_attribute(object.get(self), &text))
            }
        }
    }

    /// The same, with none for an attribute that is plainly missing.
    fn get_attr_opt(&mut self, object: Handle, name: Word) -> Result<Option<Word>, Raise> {
        let class = self.type_of(object.get(self));
        let flags = class.flags.get();
        if flags & (TypeFlags::GETATTRIBUTE | TypeFlags::GETATTR) == 0 {
            return self.generic_get(object, name);
        }
        let s = &mut self.scope();
        let name_h = s.keep_word(name);
        if flags & TypeFlags::GETATTRIBUTE != 0 {
            match s.call_special(object, Sym::GetAttribute, &[name_h]) {
                Ok(r) => return Ok(r.map(|h| h.get(s).word())),
                Err(r) if flags & TypeFlags::GETATTR != 0 && s.pending_is(&r, Exc::AttributeError) => {
                    s.catch(r);
                }
                Err(r) => return Err(r),
            }
        } else {
            match s.generic_get(object, name) {
                Ok(None) => {}
                Err(r) if s.pending_is(&r, Exc::AttributeError) => {
                    s.catch(r);
                }
                other => return other,
            }
        }
        let r = s.call_special(object, Sym::GetAttr, &[name_h])?;
        Ok(r.map(|h| h.get(s).word()))
    }

    /// `object.__getattribute__`, with none for what is missing.
    pub(super) fn generic_get(&mut self, object: Handle, name: Word) -> Result<Option<Word>, Raise> {
        let v = object.get(self);
        match v.kind() {
            Kind::Type => return self.class_attribute(object, name),
            Kind::Super => return self.super_attribute(object, name),
            Kind::Module => {
                let key = Value::from_word(name).cast::<Str>().expect("names are strings");
                let found = v.cast::<Module>().and_then(|m| m.dict().get_str(key, self.hash_str(key)));
                if let Some(w) = found {
                    return Ok(Some(w.word()));
                }
            }
            _ => {}
        }
        let shape = v.shape();
        let found = self.class_lookup(shape, name);
        let class = self.class_of_shape(shape).header().word();
        if let Some(d) = found
            && self.is_data_descriptor(d)
        {
            return self.descriptor_get(d, Some(object), class).map(Some);
        }
        if let Some(w) = self.find_attr(object.get(self), name) {
            return Ok(Some(w));
        }
        match found {
            Some(d) if Vm::is_member(Value::from_word(d)) => Ok(None),
            Some(d) => self.descriptor_get(d, Some(object), class).map(Some),
            None if object.get(self).kind() == Kind::Module => self.module_getattr(object, name),
            None => Ok(None),
        }
    }

    fn module_getattr(&mut self, object: Handle, name: Word) -> Result<Option<Word>, Raise> {
        let key = self.sym(Sym::GetAttr);
        let hook = object.cast::<Module>(self).and_then(|m| m.dict().get_str(key, self.hash_str(key)));
        let Some(hook) = hook.map(Value::word) else { return Ok(None) };
        let s = &mut self.scope();
        let (hook, name) = (s.keep_word(hook), s.keep_word(name));
        let r = s.call(hook, &[name])?;
        Ok(Some(r.get(s).word()))
    }

    /// An attribute of a class: the metaclass's data descriptors, the class and its bases, the metaclass.
    fn class_attribute(&mut self, object: Handle, name: Word) -> Result<Option<Word>, Raise> {
        let v = object.get(self);
        let meta_shape = v.shape();
        let meta = self.class_of_shape(meta_shape).header().word();
        let in_meta = self.class_lookup(meta_shape, name);
        if let Some(d) = in_meta
            && self.is_data_descriptor(d)
        {
            return self.descriptor_get(d, Some(object), meta).map(Some);
        }
        let class = object.cast::<Type>(self).expect("a class");
        let class_word = class.header().word();
        if let Some(d) = self.class_lookup(class.root.get(), name) {
            return self.descriptor_get(d, None, class_word).map(Some);
        }
        match in_meta {
            Some(d) => self.descriptor_get(d, Some(object), meta).map(Some),
            None => Ok(None),
        }
    }

    fn super_attribute(&mut self, object: Handle, name: Word) -> Result<Option<Word>, Raise> {
        let [class, this, this_class] = object.cast::<Super>(self).expect("of this kind").parts();
        let key = Value::from_word(name).cast::<Str>().expect("names are strings");
        let hash = self.hash_str(key);
        if name != self.sym_word(Sym::Class)
            && let Some(start) = this_class.cast::<Type>()
        {
            let found = start
                .mro()
                .iter()
                .skip_while(|c| !c.is(class))
                .skip(1)
                .find_map(|c| c.cast::<Type>()?.dict().get_str(key, hash))
                .map(Value::word);
            if let Some(d) = found {
                let on_class = this.is(this_class);
                let (this, this_class) = (this.word(), this_class.word());
                let s = &mut self.scope();
                let this = s.keep_word(this);
                return s.descriptor_get(d, (!on_class).then_some(this), this_class).map(Some);
            }
        }
        let shape = object.get(self).shape();
        match self.class_lookup(shape, name) {
            Some(d) => {
                let c = self.class_of_shape(shape).header().word();
                self.descriptor_get(d, Some(object), c).map(Some)
            }
            None => Ok(None),
        }
    }

    // set and delete

    /// `setattr(object, name, value)`, or `delattr` without a value; the name is interned.
    pub(crate) fn set_attr(
        &mut self,
        object: Handle,
        name: Word,
        value: Option<Handle>,
    ) -> Result<(), Raise> {
        if self.type_of(object.get(self)).has(TypeFlags::SETATTR) {
            let s = &mut self.scope();
            let name = s.keep_word(name);
            match value {
                Some(v) => s.call_special(object, Sym::SetAttr, &[name, v])?,
                None => s.call_special(object, Sym::DelAttr, &[name])?,
            };
            return Ok(());
        }
        self.generic_set(object, name, value)
    }

    /// `object.__setattr__` and `__delattr__`.
    pub(super) fn generic_set(
        &mut self,
        object: Handle,
        name: Word,
        value: Option<Handle>,
    ) -> Result<(), Raise> {
        let v = object.get(self);
        let found = self.class_lookup(v.shape(), name);
        if let Some(d) = found {
            let dv = Value::from_word(d);
            if dv.kind() == Kind::Property && !Vm::is_member(dv) {
                return self.property_set(d, object, value);
            }
            if dv.kind() == Kind::Instance {
                let sym = if value.is_some() { Sym::Set } else { Sym::Delete };
                if self.lookup_special(dv, sym).is_some() {
                    let s = &mut self.scope();
                    let d = s.keep_word(d);
                    let args: Vec<Handle> = [Some(object), value].into_iter().flatten().collect();
                    s.call_special(d, sym, &args)?;
                    return Ok(());
                }
                if self.is_data_descriptor(d) {
                    return Err(self.raise(Exc::AttributeError, sym.text()));
                }
            }
        }
        match v.kind() {
            Kind::Type => return self.set_class_attribute(object, name, value),
            Kind::Module => {
                let (Some(m), Some(k)) = (v.cast::<Module>(), Value::from_word(name).cast::<Str>()) else {
                    return Ok(());
                };
                match value {
                    Some(x) => m.dict().set_str(&self.heap, k, self.hash_str(k), x.get(self)),
                    None => match m.dict().find_str(k, self.hash_str(k)) {
                        Probe::At(at) => {
                            m.dict().remove_at(at);
                        }
                        _ => return Err(self.no_attribute(v, &k.to_text())),
                    },
                }
                return Ok(());
            }
            _ => {}
        }
        let text = self.word_text(name);
        let class = self.type_of(v);
        let bare = v.shape() < Builtins::Last as u32
            && !matches!(
                v.kind(),
                Kind::Function
                    | Kind::Future
                    | Kind::Task
                    | Kind::Partial
                    | Kind::ClassMethod
                    | Kind::StaticMethod
            );
        let open =
            storage(v).is_some() && (!bare && !class.has(TypeFlags::NO_DICT) || self.has_member(found));
        if !open {
            let type_name = class.name_text();
            return Err(self.raise(
                Exc::AttributeError,
                match found {
                    Some(_) => format!("'{type_name}' object attribute '{text}' is read-only"),
                    None => format!(
                        "'{type_name}' object has no attribute '{text}' and no __dict__ for setting new attributes"
                    ),
                },
            ));
        }
        match value {
            Some(x) => {
                self.put_attr(v, name, x.get(self).word());
                Ok(())
            }
            None if self.remove_attr(v, name) => Ok(()),
            None if self.has_member(found) => Err(self.raise(Exc::AttributeError, text)),
            None => Err(self.no_attribute(v, &text)),
        }
    }

    fn has_member(&self, found: Option<Word>) -> bool {
        found.is_some_and(|d| Vm::is_member(Value::from_word(d)))
    }

    fn property_set(&mut self, property: Word, object: Handle, value: Option<Handle>) -> Result<(), Raise> {
        let p = Value::from_word(property).cast::<Property>().expect("a property");
        let f = p.part(if value.is_some() { 1 } else { 2 });
        if f.is_none() {
            return Err(self.property_error(p, object, if value.is_some() { "setter" } else { "deleter" }));
        }
        let f = f.word();
        let s = &mut self.scope();
        let f = s.keep_word(f);
        let args: Vec<Handle> = [Some(object), value].into_iter().flatten().collect();
        s.call(f, &args)?;
        Ok(())
    }

    /// Values that are neither called, bound nor asked when they are found in a class.
    fn is_plain_data(v: Value<'_>) -> bool {
        v.header().is_none()
            || matches!(
                v.kind(),
                Kind::Int
                    | Kind::Float
                    | Kind::Str
                    | Kind::Bytes
                    | Kind::List
                    | Kind::Dict
                    | Kind::Tuple
                    | Kind::Set
            )
    }

    fn set_class_attribute(
        &mut self,
        object: Handle,
        name: Word,
        value: Option<Handle>,
    ) -> Result<(), Raise> {
        let class = object.cast::<Type>(self).expect("a class");
        let text = self.word_text(name);
        if class.has(TypeFlags::BUILTIN) {
            return Err(self.type_error(format_args!(
                "cannot set '{text}' attribute of immutable type '{}'",
                class.name_text()
            )));
        }
        let k = Value::from_word(name).cast::<Str>().expect("names are strings");
        let hash = self.hash_str(k);
        match value {
            Some(x) => {
                let before = class.dict().get_str(k, hash);
                let plain_data = !text.starts_with("__")
                    && before.is_some_and(Vm::is_plain_data)
                    && Vm::is_plain_data(x.get(self));
                class.dict().set_str(&self.heap, k, hash, x.get(self));
                if plain_data {
                    // no inline cache knows of such an attribute, before or after
                    self.method_cache.clear();
                    return Ok(());
                }
            }
            None => match class.dict().find_str(k, hash) {
                Probe::At(at) => {
                    class.dict().remove_at(at);
                }
                _ => return Err(self.no_attribute(object.get(self), &text)),
            },
        }
        self.class_changed(class);
        Ok(())
    }

    /// An attribute name as an interned word; TypeError if it is no string.
    pub(crate) fn attr_name(&self, name: Value<'_>) -> Result<Word, Raise> {
        match name.cast::<Str>() {
            Some(s) => Ok(self.intern_str(s).value().word()),
            None => Err(self
                .type_error(format_args!("attribute name must be string, not '{}'", self.type_name(name)))),
        }
    }

    // cold paths of the loop

    /// The attribute an instruction names: by its cache, or by the cache's number where that is far.
    fn cache_name(pc: *const Insn, base: *mut Reg, cache: Option<&Cache>) -> Word {
        let linked = Vm::linked_of(base);
        linked.cache_names[cache.map_or(insn(pc).c as usize, |c| linked.cache_number(c))]
    }

    #[inline(never)]
    pub(super) fn get_attr_cold(&mut self, pc: *const Insn, base: *mut Reg, cache: Option<&Cache>) -> bool {
        let i = insn(pc);
        let word = get(base, i.b);
        if let Some(w) = cache.and_then(|c| Vm::cached_elsewhere(c, Value::from_word(word))) {
            put(base, i.a, w);
            return true;
        }
        self.enter_cold(pc, base);
        let name = Vm::cache_name(pc, base, cache);
        if let Some(cache) = cache {
            self.fill_read(cache, word, name);
        }
        let s = &mut self.scope();
        let o = s.keep_word(word);
        match s.get_attr(o, name) {
            Ok(w) => {
                put(base, i.a, w);
                true
            }
            Err(_) => false,
        }
    }

    /// Teaches a cache where the attribute is read, if that is a place in the object or a module's global.
    fn fill_read(&self, cache: &Cache, word: Word, name: Word) {
        let v = Value::from_word(word);
        match v.kind() {
            Kind::Instance => {
                let shape = v.shape();
                let class = self.class_of_shape(shape);
                if class.flags.get() & TypeFlags::GETATTRIBUTE != 0 {
                    return;
                }
                let shadowed = self.class_lookup(shape, name).is_some_and(|d| self.is_data_descriptor(d));
                let shapes = self.shapes.borrow();
                if !shadowed
                    && !shapes.get(shape).dict_mode
                    && let Some(place) = shapes.place(shape, name)
                {
                    cache.shape.set(shape);
                    cache.aux.set(place);
                }
            }
            Kind::Module => {
                let (Some(m), Some(k)) = (v.cast::<Module>(), Value::from_word(name).cast::<Str>()) else {
                    return;
                };
                if let Probe::At(at) = m.dict().find_str(k, self.hash_str(k))
                    && at < PLACES as usize
                {
                    cache.shape.set(v.shape());
                    cache.aux.set(MODULE | at as u32);
                    cache.target.set(word.bits());
                }
            }
            _ => {}
        }
    }

    #[inline(never)]
    pub(super) fn set_attr_cold(&mut self, pc: *const Insn, base: *mut Reg, cache: Option<&Cache>) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let name = Vm::cache_name(pc, base, cache);
        let (object, value) = (get(base, i.a), get(base, i.b));
        let before = Value::from_word(object).shape();
        let s = &mut self.scope();
        let (o, v) = (s.keep_word(object), s.keep_word(value));
        if s.set_attr(o, name, Some(v)).is_err() {
            return false;
        }
        if let Some(cache) = cache {
            s.fill_write(cache, object, name, before);
        }
        true
    }

    fn fill_write(&self, cache: &Cache, object: Word, name: Word, before: ShapeId) {
        let v = Value::from_word(object);
        if v.kind() != Kind::Instance {
            return;
        }
        let after = v.shape();
        let class = self.class_of_shape(after);
        if class.has(TypeFlags::SETATTR) {
            return;
        }
        if let Some(d) = self.class_lookup(after, name)
            && !Vm::is_member(Value::from_word(d))
            && (Value::from_word(d).kind() == Kind::Property || self.is_data_descriptor(d))
        {
            return;
        }
        let shapes = self.shapes.borrow();
        if shapes.get(after).dict_mode {
            return;
        }
        let Some(place) = shapes.place(after, name) else { return };
        if before == after {
            cache.shape.set(after);
            cache.aux.set(place);
        } else if shapes.get(after).parent == before {
            cache.shape.set(before);
            cache.aux.set(ADDS | place);
            cache.target.set(after as u64);
        }
    }

    #[cold]
    pub(super) fn del_attr_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let name = Vm::linked_of(base).names[i.b as usize];
        let word = get(base, i.a);
        let s = &mut self.scope();
        let o = s.keep_word(word);
        s.set_attr(o, name, None).is_ok()
    }

    /// A method call that missed its cache. 0: the function is in the window's first word, the receiver is an
    /// argument; 1: the callee is in the second word; 2: raised.
    #[inline(never)]
    pub(super) fn method_cold(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        window: *mut Reg,
        cache: Option<&Cache>,
    ) -> u32 {
        let i = insn(pc);
        // SAFETY: windows of method calls hold the receiver in their second word
        let receiver = unsafe { *window.add(1) }.unwrap_or(Word::NONE);
        let v = Value::from_word(receiver);
        if let Some(c) = cache.filter(|c| c.aux.get() & MODULE != 0)
            && c.target.get() == receiver.bits()
            && let Some(m) = v.cast::<Module>()
            && let Some(f) = m.dict().slot_value((c.aux.get() & (MODULE - 1)) as usize)
        {
            // SAFETY: as above
            unsafe { *window.add(1) = Some(f) }
            return 1;
        }
        let name = Vm::cache_name(pc, base, cache);
        let shape = v.shape();
        let special = matches!(v.kind(), Kind::Type | Kind::Module | Kind::Super);
        if v.kind() == Kind::Module
            && let Some(c) = cache
        {
            self.fill_read(c, receiver, name);
            // no method is to be found under the module's shape: the cache is for the way above
            c.shape.set(u32::MAX);
        }
        if !special && self.class_of_shape(shape).flags.get() & TypeFlags::GETATTRIBUTE == 0 {
            let found = self.class_lookup(shape, name);
            let own = || self.find_attr(v, name).is_some();
            if let Some(f) = found {
                let fv = Value::from_word(f);
                let method = match fv.kind() {
                    Kind::Function => true,
                    Kind::Native => fv.shape() == Builtins::MethodDescriptor as u32,
                    _ => false,
                };
                let dict_mode = self.shapes.borrow().get(shape).dict_mode;
                if method && !own() {
                    if let Some(cache) = cache.filter(|_| !dict_mode) {
                        let plain =
                            fv.kind() == Kind::Function && fv.header().is_some_and(|h| h.n() == i.b + 1);
                        cache.shape.set(shape);
                        cache.aux.set(if plain { PLAIN_METHOD } else { METHOD });
                        cache.target.set(f.bits());
                    }
                    // SAFETY: the window's first word is the callee's
                    unsafe { *window = Some(f) }
                    return 0;
                }
            }
        }
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let end = window.wrapping_add(2 + i.b as usize);
        self.stack.top.set(self.top_of(base).max(end));
        let s = &mut self.scope();
        let o = s.keep_word(receiver);
        match s.get_attr(o, name) {
            Ok(f) => {
                // SAFETY: as above
                unsafe { *window.add(1) = Some(f) }
                1
            }
            Err(_) => 2,
        }
    }

    #[inline(never)]
    pub(super) fn load_special(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let name = Vm::linked_of(base).names[i.c as usize];
        let word = get(base, i.b);
        let v = Value::from_word(word);
        let Some(d) = self.class_lookup(v.shape(), name) else {
            let (text, class) = (self.word_text(name), self.type_name(v));
            let is_async = text.starts_with("__a");
            let what = if is_async { "asynchronous context manager" } else { "context manager" };
            let missed =
                if text.ends_with("exit__") { format!(" (missed {text} method)") } else { String::new() };
            let _ = self
                .type_error(format_args!("'{class}' object does not support the {what} protocol{missed}"));
            return false;
        };
        let s = &mut self.scope();
        let o = s.keep_word(word);
        let class = s.type_of(o.get(s)).header().word();
        match s.descriptor_get(d, Some(o), class) {
            Ok(w) => {
                put(base, i.a, w);
                true
            }
            Err(_) => false,
        }
    }
}

impl Scope<'_> {
    /// `object.__getattribute__(object, name)`
    pub fn object_getattr(&mut self, object: Handle, name: Handle) -> Result<Handle, Raise> {
        let word = self.attr_name(name.get(self))?;
        match self.generic_get(object, word)? {
            Some(w) => Ok(self.keep_word(w)),
            None => {
                let text = self.word_text(word);
                Err(self.no_attribute(object.get(self), &text))
            }
        }
    }

    /// `object.__setattr__`, or `object.__delattr__` without a value.
    pub fn object_setattr(
        &mut self,
        object: Handle,
        name: Handle,
        value: Option<Handle>,
    ) -> Result<(), Raise> {
        let word = self.attr_name(name.get(self))?;
        self.generic_set(object, word, value)
    }
}
