//! The class statement: its bases, its metaclass, its namespace; what a class of a script gets when it is made.

use super::ops::{get, insn, put};
use super::stack::Reg;
use super::{Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    #[inline(never)]
    pub(super) fn make_class_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let words = [get(base, i.a), get(base, i.a + 1), get(base, i.a + 2)];
        let kw = (i.b == 1).then(|| get(base, i.a + 3));
        let s = &mut self.scope();
        let [body, name, bases] = words.map(|w| s.keep_word(w));
        let kwargs = kw.map(|w| s.keep_word(w));
        match s.class_statement(body, name, bases, kwargs) {
            Ok(class) => {
                put(base, i.a, class.get(s).word());
                true
            }
            Err(_) => false,
        }
    }
}

impl Scope<'_> {
    fn class_statement(
        &mut self,
        body: Handle,
        name: Handle,
        bases: Handle,
        kwargs: Option<Handle>,
    ) -> Result<Handle, Raise> {
        let original = bases;
        let bases = self.resolve_bases(bases)?;
        let mut meta = None;
        if let Some(kw) = kwargs {
            let key = self.keep(|vm| vm.intern("metaclass").value());
            let out = self.root();
            if self.dict_del(kw, key, out)? {
                meta = Some(out);
            }
        }
        let meta = match meta {
            Some(m) if m.cast::<Type>(self).is_none() => m,
            m => self.most_derived_meta(m, bases)?,
        };
        let ns = match self.getattr_opt(meta, "__prepare__")? {
            Some(f) => self.call_with(f, &[name, bases], kwargs)?,
            None => self.keep(|vm| vm.dict().value()),
        };
        let cell = self.call(body, &[ns])?;
        if !bases.get(self).is(original.get(self)) && ns.cast::<Dict>(self).is_some() {
            let key = self.keep(|vm| vm.intern("__orig_bases__").value());
            self.dict_set(ns, key, original)?;
        }
        let class = self.call_with(meta, &[name, bases, ns], kwargs)?;
        if let Some(c) = cell.cast::<Cell>(self) {
            c.content.set(c.header(), Some(class.get(self).word()));
        }
        Ok(class)
    }

    fn call_with(&mut self, f: Handle, args: &[Handle], kwargs: Option<Handle>) -> Result<Handle, Raise> {
        let args: Vec<Word> = args.iter().map(|h| h.get(self).word()).collect();
        let t = self.keep(|vm| Tuple::from_words(&vm.heap, &args).value());
        self.call_star(f, t, kwargs)
    }

    /// Bases with those that are no classes replaced by what their `__mro_entries__` give.
    fn resolve_bases(&mut self, bases: Handle) -> Result<Handle, Raise> {
        let items = bases.cast::<Tuple>(self).map_or_else(Vec::new, |t| t.words().to_vec());
        if items.iter().all(|w| Value::from_word(*w).kind() == Kind::Type) {
            return Ok(bases);
        }
        let mut out: Vec<Handle> = Vec::new();
        for w in items {
            let b = self.keep_word(w);
            if Value::from_word(w).kind() == Kind::Type {
                out.push(b);
                continue;
            }
            match self.getattr_opt(b, "__mro_entries__")? {
                Some(f) => {
                    let more = self.call(f, &[bases])?;
                    let more = more.cast::<Tuple>(self).map_or_else(Vec::new, |t| t.words().to_vec());
                    for w in more {
                        let h = self.keep_word(w);
                        out.push(h);
                    }
                }
                None => out.push(b),
            }
        }
        let words: Vec<Word> = out.iter().map(|h| h.get(self).word()).collect();
        Ok(self.keep(|vm| Tuple::from_words(&vm.heap, &words).value()))
    }

    /// The metaclass: the most derived among the one asked for and those of the bases.
    fn most_derived_meta(&mut self, asked: Option<Handle>, bases: Handle) -> Result<Handle, Raise> {
        let items = bases.cast::<Tuple>(self).map_or_else(Vec::new, |t| t.words().to_vec());
        let mut best = match (asked, items.first()) {
            (Some(m), _) => m.get(self).word(),
            (None, Some(b)) => self.type_of(Value::from_word(*b)).header().word(),
            (None, None) => self.class(Builtins::Type).header().word(),
        };
        for b in items {
            let meta = self.type_of(Value::from_word(b));
            let now = Value::from_word(best).cast::<Type>().expect("a class");
            if meta.is_subclass_of(now) {
                best = meta.header().word();
            } else if !now.is_subclass_of(meta) {
                return Err(self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
                ));
            }
        }
        Ok(self.keep_word(best))
    }

    /// `type.__new__(meta, name, bases, namespace, **kwargs)`
    pub fn make_class(
        &mut self,
        meta: Option<Handle>,
        name: Handle,
        bases: Handle,
        ns: Handle,
        kwargs: Option<Handle>,
    ) -> Result<Handle, Raise> {
        let meta_shape = match meta.and_then(|m| m.cast::<Type>(self)) {
            Some(m) => m.root.get(),
            None => Builtins::Type as u32,
        };
        let class = {
            let word = self.new_class(meta_shape, name, bases, ns)?;
            self.keep_word(word)
        };
        self.call_set_names(class, ns)?;
        self.call_init_subclass(class, kwargs)?;
        Ok(class)
    }

    fn new_class(&mut self, meta_shape: u32, name: Handle, bases: Handle, ns: Handle) -> Result<Word, Raise> {
        if name.cast::<Str>(self).is_none() {
            let got = self.type_name(name.get(self));
            return Err(self.type_error(format_args!("type.__new__() argument 1 must be str, not {got}")));
        }
        let layout = self.common_layout(bases)?;
        let vm: &Vm = self;
        let dict = vm.dict();
        if let Some(d) = ns.cast::<Dict>(vm) {
            for (k, v) in d.iter() {
                if let Some(k) = k.cast::<Str>() {
                    let k = vm.intern_str(k);
                    dict.set_str(&vm.heap, k, vm.hash_str(k), v);
                }
            }
        }
        let class = Type::new(&vm.heap, meta_shape, name.get(vm), dict);
        if let Some(q) = vm.take_key(dict, Sym::QualName) {
            class.qualname.set(class.header(), Some(q));
        }
        vm.take_key(dict, Sym::ClassCell);
        let root = vm.shapes.borrow_mut().add_root(class.header().word());
        class.root.set(root);
        class.set_layout(layout);
        let items: Vec<Value<'_>> = match bases.cast::<Tuple>(vm) {
            Some(t) if !t.is_empty() => t.items().to_vec(),
            _ => vec![vm.class(Builtins::Object).value()],
        };
        if let Err(message) = vm.settle(class, &items) {
            return Err(vm.type_error(message));
        }
        vm.wrap_special(class);
        let inherited =
            items.iter().filter_map(|b| b.cast::<Type>()).map(|b| b.inline.get()).max().unwrap_or(0);
        class.set_inline(self.inline_places(class, inherited));
        let word = class.header().word();
        let class_h = self.keep_word(word);
        self.install_slots(class_h)?;
        self.class_changed(class_h.cast::<Type>(self).expect("a class"));
        Ok(word)
    }

    /// For how many attributes instances should have room from the start: as many as `__init__` sets (most of them
    /// on `self`).
    fn inline_places(&self, class: &Type, inherited: u16) -> u16 {
        const UNKNOWN: u16 = 4;
        const MOST: usize = 32;
        let init = class.dict().get_str(self.sym(Sym::Init), self.sym_hash(Sym::Init));
        let Some(f) = init.and_then(|v| v.cast::<Function>()) else {
            // most exceptions have no attributes of their own
            let none = inherited == 0 && class.layout.get() != Layout::Exception;
            return if none { UNKNOWN } else { inherited };
        };
        let code = &f.linked().code;
        let mut names: Vec<u16> =
            (code.insns.iter()).filter(|i| i.operation() == Op::SetAttr).map(|i| i.c).collect();
        names.sort_by_key(|c| code.caches[*c as usize].0);
        names.dedup_by_key(|c| code.caches[*c as usize].0);
        match inherited as usize + names.len() {
            0 if class.layout.get() != Layout::Exception => UNKNOWN,
            n => n.min(MOST) as u16,
        }
    }

    /// What instances are made of: what the bases agree on.
    fn common_layout(&mut self, bases: Handle) -> Result<Layout, Raise> {
        let items = bases.cast::<Tuple>(self).map_or_else(Vec::new, |t| t.words().to_vec());
        let mut layout = Layout::Instance;
        for w in items {
            let Some(b) = Value::from_word(w).cast::<Type>() else {
                return Err(self.type_error("bases must be types"));
            };
            if b.has(TypeFlags::FINAL) || b.layout.get() == Layout::Sealed {
                return Err(
                    self.type_error(format_args!("type '{}' is not an acceptable base type", b.name_text()))
                );
            }
            let l = b.layout.get();
            if l != Layout::Instance && layout != Layout::Instance && l != layout {
                return Err(self.type_error("multiple bases have instance lay-out conflict"));
            }
            if l != Layout::Instance {
                layout = l;
            }
        }
        Ok(layout)
    }

    fn install_slots(&mut self, class: Handle) -> Result<(), Raise> {
        let vm: &Vm = self;
        let c = class.cast::<Type>(vm).expect("a class");
        let Some(slots) = c.dict().get_str(vm.sym(Sym::Slots), vm.sym_hash(Sym::Slots)) else {
            return Ok(());
        };
        let names: Vec<Word> = if slots.cast::<Str>().is_some() {
            vec![slots.word()]
        } else {
            let slots = slots.word();
            let h = self.keep_word(slots);
            let list = self.list_of(h)?;
            list.cast::<List>(self).map_or_else(Vec::new, |l| l.items().to_vec())
        };
        let vm: &Vm = self;
        let c = class.cast::<Type>(vm).expect("a class");
        let mut open = false;
        for w in names {
            let Some(s) = Value::from_word(w).cast::<Str>() else {
                return Err(vm.type_error(format_args!(
                    "__slots__ items must be strings, not '{}'",
                    vm.type_name(Value::from_word(w))
                )));
            };
            let text = s.to_text();
            if text == "__dict__" {
                open = true;
                continue;
            }
            if text == "__weakref__" {
                continue;
            }
            let k = vm.intern_str(s);
            if c.dict().get_str(k, vm.hash_str(k)).is_some() {
                return Err(
                    vm.value_error(format_args!("'{text}' in __slots__ conflicts with class variable"))
                );
            }
            // the class is for the repr
            let parts = [Value::NONE, Value::NONE, Value::NONE, c.value()];
            let member = Property::new(&vm.heap, Builtins::MemberDescriptor as u32, parts);
            member.name.set(member.header(), Some(k.value().word()));
            c.dict().set_str(&vm.heap, k, vm.hash_str(k), member.value());
        }
        let bases_closed = c
            .bases()
            .iter()
            .filter_map(|b| b.cast::<Type>())
            .all(|b| b.has(TypeFlags::NO_DICT) || b.has(TypeFlags::BUILTIN));
        if !open && bases_closed && c.layout.get() != Layout::Exception {
            c.put(TypeFlags::NO_DICT);
        }
        Ok(())
    }

    fn call_set_names(&mut self, class: Handle, ns: Handle) -> Result<(), Raise> {
        let items: Vec<(Word, Word)> = match ns.cast::<Dict>(self) {
            Some(d) => d
                .iter()
                .filter(|(_, v)| matches!(v.kind(), Kind::Instance | Kind::Property | Kind::Opaque))
                .map(|(k, v)| (k.word(), v.word()))
                .collect(),
            None => return Ok(()),
        };
        for (k, v) in items {
            if let Some(p) = Value::from_word(v).cast::<Property>() {
                if p.name.get().is_none() {
                    p.name.set(p.header(), Some(k));
                }
                continue;
            }
            let s = &mut self.inner();
            let (name, value) = (s.keep_word(k), s.keep_word(v));
            if let Err(r) = s.call_special(value, Sym::SetName, &[class, name]) {
                let text = s.word_text(k);
                let (type_name, class_name) = (
                    s.type_name(value.get(s)),
                    class.cast::<Type>(s).map(Type::name_text).unwrap_or_default(),
                );
                let e = s.catch(r);
                s.add_note(
                    e,
                    &format!(
                        "Error calling __set_name__ on '{type_name}' instance '{text}' in '{class_name}'"
                    ),
                );
                return Err(s.raise_again(e.get(s)));
            }
        }
        Ok(())
    }

    /// Appends to the `__notes__` of an exception.
    pub fn add_note(&mut self, exception: Handle, note: &str) {
        let vm: &Vm = self;
        let name = vm.sym_word(Sym::Notes);
        let text = vm.str(note);
        match vm.find_attr(exception.get(vm), name).and_then(|w| Value::from_word(w).cast::<List>()) {
            Some(l) => l.push(&vm.heap, text),
            None => vm.put_attr(exception.get(vm), name, vm.list(&[text]).word()),
        }
    }

    /// `super(class, class).__init_subclass__(**kwargs)`
    fn call_init_subclass(&mut self, class: Handle, kwargs: Option<Handle>) -> Result<(), Raise> {
        let sup = self.keep(|vm| {
            let c = class.get(vm);
            Super::new(&vm.heap, c, c, c).value()
        });
        let f = self.getattr(sup, "__init_subclass__")?;
        self.call_with(f, &[], kwargs)?;
        Ok(())
    }
}

impl Vm {
    fn take_key(&self, dict: &Dict, sym: Sym) -> Option<Word> {
        let key = self.sym(sym);
        match dict.find_str(key, self.hash_str(key)) {
            Probe::At(at) => dict.remove_at(at).map(Value::word),
            _ => None,
        }
    }

    /// `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods, and a class
    /// with `__eq__` but without `__hash__` cannot be hashed.
    fn wrap_special(&self, class: &Type) {
        let d = class.dict();
        let own = |sym: Sym| {
            let key = self.sym(sym);
            d.get_str(key, self.hash_str(key)).filter(|v| v.kind() == Kind::Function)
        };
        let set = |sym: Sym, v: Value<'_>| {
            let key = self.sym(sym);
            d.set_str(&self.heap, key, self.hash_str(key), v);
        };
        if let Some(f) = own(Sym::New) {
            set(Sym::New, StaticMethod::new(&self.heap, Builtins::StaticMethod as u32, f).value());
        }
        for sym in [Sym::InitSubclass, Sym::ClassGetItem] {
            if let Some(f) = own(sym) {
                set(sym, ClassMethod::new(&self.heap, Builtins::ClassMethod as u32, f).value());
            }
        }
        let has = |sym: Sym| {
            let key = self.sym(sym);
            d.get_str(key, self.hash_str(key)).is_some()
        };
        if has(Sym::Eq) && !has(Sym::Hash) {
            set(Sym::Hash, Value::NONE);
        }
        if !has(Sym::Doc) {
            set(Sym::Doc, Value::NONE);
        }
    }
}
