//! Classes: making them, orders of resolution, methods of built-in classes.

use super::ops::{get, insn, put};
use super::stack::Reg;
use super::{NativeFn, NativeRow, Raise, Sym, Vm, row};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::*;

/// Special methods that the machine does without asking while they are natives, and what says that they are not.
const FLAG_NAMES: [(Sym, u32); 9] = [
    (Sym::GetAttribute, TypeFlags::GETATTRIBUTE),
    (Sym::GetAttr, TypeFlags::GETATTR),
    (Sym::SetAttr, TypeFlags::SETATTR),
    (Sym::DelAttr, TypeFlags::SETATTR),
    (Sym::Eq, TypeFlags::EQ),
    (Sym::Hash, TypeFlags::EQ),
    (Sym::Ne, TypeFlags::NE),
    (Sym::Bool, TypeFlags::TRUTH),
    (Sym::Len, TypeFlags::TRUTH),
];
/// All that they say.
const ALL_FLAGS: u32 = {
    let (mut all, mut i) = (0, 0);
    while i < FLAG_NAMES.len() {
        all |= FLAG_NAMES[i].1;
        i += 1;
    }
    all
};

impl Vm {
    // classes of natives

    fn method_object(&self, class: &Type, r: &'static NativeRow, shape: Builtins) -> &Native {
        let native = self.native_from_row(r, class.name.get());
        native.header().set_shape(shape as u32);
        native
    }

    /// Adds methods to a class made by natives.
    pub fn add_methods(&self, class: &Type, rows: &'static [NativeRow]) {
        class.dict().expect(&self.heap, rows.len());
        for r in rows {
            let native = self.method_object(class, r, Builtins::MethodDescriptor);
            self.set_class_attr(class, r.name, native.value());
        }
    }

    /// Adds classmethods (the function gets the class first).
    pub fn add_classmethods(&self, class: &Type, rows: &'static [NativeRow]) {
        class.dict().expect(&self.heap, rows.len());
        for r in rows {
            let native = self.method_object(class, r, Builtins::Native);
            let wrapped = ClassMethod::new(&self.heap, Builtins::ClassMethod as u32, native.value());
            self.set_class_attr(class, r.name, wrapped.value());
        }
    }

    /// Adds static methods; `__new__` is one (it gets the class first).
    pub fn add_staticmethods(&self, class: &Type, rows: &'static [NativeRow]) {
        class.dict().expect(&self.heap, rows.len());
        for r in rows {
            let native = self.method_object(class, r, Builtins::Native);
            let wrapped = StaticMethod::new(&self.heap, Builtins::StaticMethod as u32, native.value());
            self.set_class_attr(class, r.name, wrapped.value());
        }
    }

    /// Adds read-only properties: the function gets the object.
    pub fn add_getters(&self, class: &Type, rows: &'static [NativeRow]) {
        class.dict().expect(&self.heap, rows.len());
        for r in rows {
            let native = self.method_object(class, r, Builtins::Native).value();
            self.put_property(class, r.name, native, Value::NONE);
        }
    }

    /// Adds a property with a setter, which gets the object and the value (absent: delete).
    pub fn add_property(&self, class: &Type, name: &'static str, get: NativeFn, set: NativeFn) {
        let get =
            self.method_object(class, self.keep_row(row(name, get, "self, /")), Builtins::Native).value();
        let set = self.keep_row(row(name, set, "self, value=None, /"));
        let set = self.method_object(class, set, Builtins::Native).value();
        self.put_property(class, name, get, set);
    }

    fn put_property(&self, class: &Type, name: &str, get: Value<'_>, set: Value<'_>) {
        let parts = [get, set, set, Value::NONE];
        let p = Property::new(&self.heap, Builtins::Property as u32, parts);
        p.name.set(p.header(), Some(self.intern(name).value().word()));
        self.set_class_attr(class, name, p.value());
    }

    /// Sets an attribute of a class made by natives.
    pub fn set_class_attr(&self, class: &Type, name: &str, v: Value<'_>) {
        self.dict_set_str(class.dict(), name, v);
        // while the machine is being made nothing has been cached yet
        if self.object_new.get().is_none() {
            return;
        }
        self.flush_caches();
        class.maker.set(None);
        if FLAG_NAMES.iter().any(|(sym, _)| sym.text() == name) || name == Sym::AbstractMethods.text() {
            self.refresh(class);
        }
    }

    /// A new class of a native module. `Layout::Opaque` for objects of native data.
    pub fn new_native_class(&self, name: &str, module: &str, bases: &[&Type], layout: Layout) -> &Type {
        let dict = self.dict();
        let class = Type::new(&self.heap, Builtins::Type as u32, self.intern(name).value(), dict);
        self.dict_set_str(dict, "__module__", self.intern(module).value());
        let root = self.shapes.borrow_mut().add_root(class.header().word());
        class.root.set(root);
        class.set_layout(layout);
        let bases: Vec<Value<'_>> = match bases {
            [] => vec![self.class(Builtins::Object).value()],
            _ => bases.iter().map(|b| b.value()).collect(),
        };
        self.settle(class, &bases).expect("natives name bases that agree");
        class.put(TypeFlags::BUILTIN);
        class
    }

    /// A new exception class of a native module.
    pub fn new_exception_class(&self, name: &str, module: &str, base: &Type) -> &Type {
        let class = self.new_native_class(name, module, &[base], Layout::Exception);
        class.flags.set(class.flags.get() & !TypeFlags::BUILTIN);
        class
    }

    /// Sets bases, order of resolution and inherited properties.
    pub(super) fn settle(&self, class: &Type, bases: &[Value<'_>]) -> Result<(), String> {
        let h = class.header();
        class.bases.set(h, Some(self.tuple(bases).word()));
        let mro = self.linearise(class, bases)?;
        class.mro.set(h, Some(self.tuple(&mro).word()));
        for b in bases.iter().filter_map(|b| b.cast::<Type>()) {
            b.header().stored(h.word());
            b.subclasses.borrow_mut().push(h.word());
        }
        // a machine that is being made does so for all classes at its end
        if self.object_new.get().is_some() {
            self.inherit_flags(class);
        }
        Ok(())
    }

    /// The C3 order of resolution.
    fn linearise<'h>(&'h self, class: &'h Type, bases: &[Value<'h>]) -> Result<Vec<Value<'h>>, String> {
        if let [base] = bases
            && let Some(base) = Value::from_word(base.word()).cast::<Type>()
        {
            let inherited = base.mro().iter().map(|v| Value::from_word(v.word()));
            return Ok(std::iter::once(class.value()).chain(inherited).collect());
        }
        for (i, b) in bases.iter().enumerate() {
            if bases[..i].iter().any(|x| x.is(*b)) {
                let name = b.cast::<Type>().map(Type::name_text).unwrap_or_default();
                return Err(format!("duplicate base class {name}"));
            }
        }
        let mut lists: Vec<Vec<Value<'h>>> = bases
            .iter()
            .filter_map(|b| Value::from_word(b.word()).cast::<Type>())
            .map(|b| b.mro().iter().map(|v| Value::from_word(v.word())).collect())
            .collect();
        lists.push(bases.iter().map(|b| Value::from_word(b.word())).collect());
        let mut out = vec![class.value()];
        loop {
            lists.retain(|l| !l.is_empty());
            if lists.is_empty() {
                return Ok(out);
            }
            let next =
                lists.iter().map(|l| l[0]).find(|c| !lists.iter().any(|l| l[1..].iter().any(|x| x.is(*c))));
            let Some(next) = next else {
                let mut names: Vec<String> = Vec::new();
                for head in lists.iter().filter_map(|l| l[0].cast::<Type>()).map(Type::name_text) {
                    if !names.contains(&head) {
                        names.push(head);
                    }
                }
                return Err(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                ));
            };
            out.push(next);
            for l in &mut lists {
                if l[0].is(next) {
                    l.remove(0);
                }
            }
        }
    }

    /// Recomputes the properties that follow from which special methods are script's. Those of its bases are right.
    fn inherit_flags(&self, class: &Type) {
        let own = |sym: Sym| class.dict().get_str(self.sym(sym), self.sym_hash(sym));
        let base = match class.bases() {
            [base] => base.cast::<Type>(),
            _ => None,
        };
        let script = |sym: Sym| {
            let found = class
                .mro()
                .iter()
                .find_map(|c| c.cast::<Type>()?.dict().get_str(self.sym(sym), self.sym_hash(sym)));
            // `object` has natives for all of the others
            let own = matches!(sym, Sym::GetAttr | Sym::Bool | Sym::Len);
            found.is_some_and(|v| own || v.kind() != Kind::Native)
        };
        let mut flags = class.flags.get() & !ALL_FLAGS;
        match base {
            Some(base) if FLAG_NAMES.iter().all(|(sym, _)| own(*sym).is_none()) => {
                flags |= base.flags.get() & ALL_FLAGS;
            }
            _ => {
                for (sym, flag) in FLAG_NAMES {
                    if script(sym) {
                        flags |= flag;
                    }
                }
            }
        }
        for b in class.bases().iter().filter_map(|b| b.cast::<Type>()) {
            flags |= b.flags.get() & (TypeFlags::SEQUENCE | TypeFlags::MAPPING | TypeFlags::EXCEPTION);
        }
        class.flags.set(flags);
    }

    /// A class's own attributes have changed: caches and inherited properties follow.
    pub(super) fn class_changed(&self, class: &Type) {
        self.flush_caches();
        self.refresh(class);
    }

    pub(super) fn refresh(&self, class: &Type) {
        class.maker.set(None);
        self.inherit_flags(class);
        let abstracts =
            class.dict().get_str(self.sym(Sym::AbstractMethods), self.sym_hash(Sym::AbstractMethods));
        let is_abstract = abstracts.is_some_and(|v| match v.kind() {
            Kind::Set => v.cast::<Set>().is_some_and(|s| !s.is_empty()),
            Kind::Tuple => v.cast::<Tuple>().is_some_and(|t| !t.is_empty()),
            _ => false,
        });
        let flags = class.flags.get() & !TypeFlags::ABSTRACT;
        class.flags.set(if is_abstract { flags | TypeFlags::ABSTRACT } else { flags });
        let subs: Vec<Word> = class.subclasses.borrow().clone();
        for s in subs {
            if let Some(c) = Value::from_word(s).cast::<Type>() {
                self.refresh(c);
            }
        }
    }

    pub(super) fn abstract_error(&self, class: &Type) -> Raise {
        let key = self.sym(Sym::AbstractMethods);
        let found = class.dict().get_str(key, self.hash_str(key));
        let mut names: Vec<String> = match found.map(|v| (v.kind(), v)) {
            Some((Kind::Set, v)) => {
                let set = v.cast::<Set>().expect("of this kind");
                set.to_vec().into_iter().map(|v| self.word_text(v.word())).collect()
            }
            Some((Kind::Tuple, v)) => {
                v.cast::<Tuple>().expect("of this kind").words().iter().map(|w| self.word_text(*w)).collect()
            }
            _ => Vec::new(),
        };
        names.sort();
        let quoted: Vec<String> = names.iter().map(|n| format!("'{n}'")).collect();
        let s = if names.len() == 1 { "" } else { "s" };
        self.type_error(format_args!(
            "Can't instantiate abstract class {} without an implementation for abstract method{s} {}",
            class.name_text(),
            quoted.join(", ")
        ))
    }

    pub(super) fn make_function(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let code = Vm::linked_of(base).codes[i.b as usize];
        let f = Function::new(&self.heap, code);
        let h = f.header();
        for (bit, slot) in [(1u16, &f.defaults), (2, &f.kwdefaults), (4, &f.annotations), (8, &f.closure)] {
            if i.c & bit != 0 {
                let at = i.a + 1 + bit.trailing_zeros() as u16;
                slot.set(h, Some(get(base, at)));
            }
        }
        put(base, i.a, h.word());
    }
}
