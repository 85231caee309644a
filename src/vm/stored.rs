//! Attributes stored in an object itself: inline, beside it, or in a dict of its own.

use super::Vm;
use crate::heap::{Slot, Word};
use crate::value::*;

/// The object's places for attributes: those inline, and the slot for more.
#[inline(always)]
pub(super) fn storage<'h>(v: Value<'h>) -> Option<(&'h [Slot], &'h Slot)> {
    match v.cast::<Instance>() {
        Some(i) => Some((i.slots(), &i.extra)),
        None => storage_of_builtin(v),
    }
}

/// The same of what is not an instance of a plain class.
#[inline(never)]
fn storage_of_builtin<'h>(v: Value<'h>) -> Option<(&'h [Slot], &'h Slot)> {
    const NONE: &[Slot] = &[];
    Some(match v.kind() {
        Kind::Exception => {
            let e = v.cast::<Exception>()?;
            (e.slots(), &e.attrs)
        }
        Kind::Function => (NONE, &v.cast::<Function>()?.attrs),
        Kind::List => (NONE, &v.cast::<List>()?.attrs),
        Kind::Dict => (NONE, &v.cast::<Dict>()?.attrs),
        Kind::Set => (NONE, &v.cast::<Set>()?.attrs),
        Kind::Int => (NONE, v.cast::<IntObject>()?.attrs()?),
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

/// The number of an object's first slot, as inline caches count them.
pub(super) fn first_slot(v: Value<'_>) -> u32 {
    if v.kind() == Kind::Exception { Exception::FIXED as u32 } else { 0 }
}

/// The attribute at a place of an object that is not in dict mode.
pub(super) fn read_place(v: Value<'_>, place: usize) -> Option<Word> {
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
                if matches!(v.kind(), Kind::Instance | Kind::Exception) {
                    let class = self.class_of_shape(next);
                    if class.inline.get() as usize <= place && place < 32 {
                        class.set_inline(place as u16 + 1);
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

    /// Stores an attribute of a function that it has already; says whether it was one.
    pub(super) fn store_in_function(&self, v: Value<'_>, name: Word, value: Word) -> bool {
        if v.kind() != Kind::Function {
            return false;
        }
        let shapes = self.shapes.borrow();
        let place = match shapes.get(v.shape()) {
            info if info.dict_mode => None,
            _ => shapes.place(v.shape(), name),
        };
        let Some((place, (inline, extra))) = place.zip(storage(v)) else { return false };
        let attrs = extra.get().and_then(|w| Value::from_word(w).cast::<Attrs>());
        let at = (place as usize).checked_sub(inline.len());
        let Some((attrs, at)) = attrs.zip(at).filter(|(a, at)| *at < a.words.len()) else { return false };
        attrs.words.set(attrs.header(), at, value);
        true
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

    pub(super) fn remove_attr(&self, v: Value<'_>, name: Word) -> bool {
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
}
