//! Reading, setting and deleting attributes as the language has it: descriptors, classes, modules, `super()`.

use super::stored::storage;
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    // descriptors

    /// A slot named in `__slots__`: it stands in the class, the value in the object.
    pub(super) fn is_member(v: Value<'_>) -> bool {
        v.shape() == Builtins::MemberDescriptor as u32
    }

    pub(super) fn is_data_descriptor(&self, d: Word) -> bool {
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
    pub(super) fn descriptor_get(
        &mut self,
        d: Word,
        object: Option<Handle>,
        class: Word,
    ) -> Result<Word, Raise> {
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
    pub(super) fn get_attr_opt(&mut self, object: Handle, name: Word) -> Result<Option<Word>, Raise> {
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
            let message = match found {
                Some(_) => format!("'{type_name}' object attribute '{text}' is read-only"),
                None => format!(
                    "'{type_name}' object has no attribute '{text}' and no __dict__ for setting new attributes"
                ),
            };
            let e = self.new_exception(Exc::AttributeError, message);
            self.set_exception_attr(e, "name", self.str(&text));
            self.set_exception_attr(e, "obj", v);
            return Err(self.raise_value(e.value()));
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

    pub(super) fn has_member(&self, found: Option<Word>) -> bool {
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
    pub(super) fn is_plain_data(v: Value<'_>) -> bool {
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
                    self.method_cache.data_set(name);
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
