//! `isinstance` and `issubclass`.

use crate::heap::Word;
use crate::value::{Builtins, Kind, Tuple, Type, Value};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

impl Vm {
    /// `__subclasshook__` as a class or one of its bases below `object` defines it.
    fn subclass_hook(&self, class: &Type) -> Option<Word> {
        let object = self.class(Builtins::Object);
        let found = class.mro().iter().filter_map(|c| c.cast::<Type>()).find_map(|c| {
            if std::ptr::eq(c, object) {
                return None;
            }
            c.dict().get_str(self.sym(Sym::SubclassHook), self.sym_hash(Sym::SubclassHook))
        });
        found.map(Value::word)
    }
}

/// Which question is asked of a class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Instance,
    Subclass,
}

impl Vm {
    /// Whether a class has a hook other than that of `object`, by the cache of methods.
    fn has_subclass_hook(&self, class: &Type) -> bool {
        let found = self.lookup_in_class(class, Sym::SubclassHook);
        found != self.class_lookup(Builtins::Object as u32, self.sym_word(Sym::SubclassHook))
    }

    /// `isinstance(v, class)` where neither side's class can have a say by script.
    pub fn quick_instance(&self, v: Value<'_>, class: Value<'_>) -> Option<bool> {
        self.quick_member(self.type_of(v), super::is_plain(v), class)
    }

    /// `issubclass` of two classes, the second of which leaves that to the order of resolution, or is a tuple of such.
    pub fn quick_subclass(&self, class: Value<'_>, other: Value<'_>) -> Option<bool> {
        self.quick_member(class.cast::<Type>()?, false, other)
    }

    /// The same of an object's class, and whether it is plain data.
    fn quick_member(&self, own: &Type, plain: bool, class: Value<'_>) -> Option<bool> {
        if class.is_exact(Builtins::Tuple) {
            for c in class.cast::<Tuple>()?.items() {
                // what is no class at all is an error, but only if it is come to
                if c.kind() != Kind::Type || self.quick_member(own, plain, *c)? {
                    return (c.kind() == Kind::Type).then_some(true);
                }
            }
            return Some(false);
        }
        if !class.is_exact(Builtins::Type) {
            return None;
        }
        let class = class.cast::<Type>()?;
        let found = own.is_subclass_of(class);
        (found || plain || !self.has_subclass_hook(class)).then_some(found)
    }
}

impl Scope<'_> {
    /// `isinstance(obj, class)`, where the class may be a tuple of classes or a union.
    pub fn is_instance(&mut self, object: Handle, class: Handle) -> Result<bool, Raise> {
        let (v, c) = (object.get(self), class.get(self));
        if let Some(c) = c.cast::<Type>() {
            let own = self.type_of(v);
            if std::ptr::eq(own, c) {
                return Ok(true);
            }
            if c.value().is_exact(Builtins::Type) && own.is_subclass_of(c) {
                return Ok(true);
            }
        }
        self.ask_class(Ask::Instance, object, class)
    }

    /// `issubclass(class, other)`, where the other may be a tuple of classes or a union.
    pub fn is_subclass(&mut self, class: Handle, other: Handle) -> Result<bool, Raise> {
        if class.cast::<Type>(self).is_none() {
            return Err(self.type_error("issubclass() arg 1 must be a class"));
        }
        self.ask_class(Ask::Subclass, class, other)
    }

    /// The answer by the order of resolution alone, as `type.__instancecheck__` and `type.__subclasscheck__`
    /// give it.
    pub fn is_nominal(&self, object: Handle, class: Handle, subclass: bool) -> bool {
        let Some(c) = class.cast::<Type>(self) else { return false };
        let v = object.get(self);
        let own = if subclass { v.cast::<Type>() } else { Some(self.type_of(v)) };
        own.is_some_and(|own| own.is_subclass_of(c))
    }

    fn ask_class(&mut self, ask: Ask, object: Handle, class: Handle) -> Result<bool, Raise> {
        let c = class.get(self);
        if c.cast::<Tuple>().is_some() {
            return self.nested(" in __instancecheck__", |s| s.ask_any(ask, object, class));
        }
        if c.is_exact(Builtins::Union) {
            let mut s = self.inner();
            let args = s.getattr(class, Sym::TypeArgs.text())?;
            return s.nested(" in __instancecheck__", |s| s.ask_any(ask, object, args));
        }
        // in a union, None stands for its class
        if c.is_none() {
            let mut s = self.inner();
            let none = s.keep(|vm| vm.class(Builtins::NoneType).value());
            return Ok(s.is_nominal(object, none, ask == Ask::Subclass));
        }
        let Some(kind) = c.cast::<Type>() else { return self.ask_object(ask, object, class) };
        if !c.is_exact(Builtins::Type) {
            let method = if ask == Ask::Instance { Sym::InstanceCheck } else { Sym::SubclassCheck };
            let mut s = self.inner();
            if let Some(r) = s.special_kept(class, method, &[object])? {
                return s.truth(r);
            }
            return s.ask_hook(ask, object, class);
        }
        if self.is_nominal(object, class, ask == Ask::Subclass) {
            return Ok(true);
        }
        if self.has_subclass_hook(kind) {
            return self.ask_hook(ask, object, class);
        }
        Ok(false)
    }

    fn ask_any(&mut self, ask: Ask, object: Handle, classes: Handle) -> Result<bool, Raise> {
        let one = self.root();
        let mut i = 0;
        while let Some(word) = classes.cast::<Tuple>(self).and_then(|t| t.words().get(i).copied()) {
            self.set_word(one, word);
            let yes = match ask {
                Ask::Instance => self.is_instance(object, one)?,
                Ask::Subclass => self.is_subclass(object, one)?,
            };
            if yes {
                return Ok(true);
            }
            i += 1;
        }
        Ok(false)
    }

    /// What `__subclasshook__` says, then the order of resolution.
    fn ask_hook(&mut self, ask: Ask, object: Handle, class: Handle) -> Result<bool, Raise> {
        let Some(hook) = class.cast::<Type>(self).and_then(|c| self.subclass_hook(c)) else {
            return Ok(self.is_nominal(object, class, ask == Ask::Subclass));
        };
        let mut s = self.inner();
        let _kept = s.keep_word(hook);
        let own = match ask {
            Ask::Instance => s.keep(|vm| vm.type_of(object.get(vm)).value()),
            Ask::Subclass => object,
        };
        let f = s.getattr(class, Sym::SubclassHook.text())?;
        let r = s.call(f, &[own])?;
        match r.get(&s).as_bool() {
            Some(answer) => Ok(answer),
            None => Ok(s.is_nominal(object, class, ask == Ask::Subclass)),
        }
    }

    /// A second argument that is no class: an object with a check of its own, or an error.
    fn ask_object(&mut self, ask: Ask, object: Handle, class: Handle) -> Result<bool, Raise> {
        let method = if ask == Ask::Instance { Sym::InstanceCheck } else { Sym::SubclassCheck };
        let mut s = self.inner();
        if class.get(&s).kind() != Kind::Free
            && let Some(r) = s.special_kept(class, method, &[object])?
        {
            return s.truth(r);
        }
        Err(s.type_error(match ask {
            Ask::Instance => "isinstance() arg 2 must be a type, a tuple of types, or a union",
            Ask::Subclass => "issubclass() arg 2 must be a class, a tuple of classes, or a union",
        }))
    }
}
