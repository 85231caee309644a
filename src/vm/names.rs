//! Cold paths of names: locals that are not bound, cells, globals, the namespace of a class body, `locals()`.

use super::ops::{get, insn, put};
use super::stack::Reg;
use super::{Exc, Raise, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    /// The linked code of a frame.
    #[inline(always)]
    pub(super) fn linked_of<'h>(base: *mut Reg) -> &'h Linked {
        // SAFETY: base[-1] is the running function, which lives while it runs; codes live as long as the machine
        unsafe {
            let f = (*base.sub(1)).expect("a running function");
            &*Value::from_word(f).cast::<Function>().expect("a function").code
        }
    }

    pub(super) fn text_of(&self, w: Word) -> String {
        Value::from_word(w).cast::<Str>().map_or_else(String::new, Str::to_text)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_local(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let name = self.text_of(Vm::linked_of(base).names[insn(pc).b as usize]);
        let _ = self.raise_name(
            Exc::UnboundLocalError,
            &name,
            &format!("cannot access local variable '{name}' where it is not associated with a value"),
        );
        false
    }

    pub(super) fn raise_name(&self, exc: Exc, name: &str, message: &str) -> Raise {
        let e = self.new_exception(exc, message);
        self.set_exception_attr(e, "name", self.str(name));
        e.header().put(Exception::SELF_HAS, self.self_has(name));
        self.raise_value(e.value())
    }

    /// Whether the running frame has a `self` with an attribute of this name.
    pub(super) fn self_has(&self, name: &str) -> bool {
        let base = self.cur_base.get();
        let this = self.intern("self").value().word();
        let Some(i) = Vm::linked_of(base).local_names.iter().position(|w| *w == this) else { return false };
        // SAFETY: local names are those of the frame's first registers
        let Some(object) = (unsafe { *base.add(i) }) else { return false };
        let object = Value::from_word(object);
        let name = self.intern(name).value().word();
        self.find_attr(object, name).is_some()
            || self.class_lookup(self.type_of(object).root.get(), name).is_some()
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_cell(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let name = self.text_of(Vm::linked_of(base).names[insn(pc).c as usize]);
        let _ = self.raise_name(
            Exc::UnboundLocalError,
            &name,
            &format!("cannot access local variable '{name}' where it is not associated with a value"),
        );
        false
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_free(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let name = self.text_of(Vm::linked_of(base).names[insn(pc).c as usize]);
        let _ = self.raise_name(Exc::NameError, &name, &format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        ));
        false
    }

    pub(super) fn delete_cell(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let r = Some(get(base, insn(pc).b));
        Vm::cell(r).content.take().is_some() || self.unbound_cell(pc, base)
    }

    pub(super) fn delete_free(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        Vm::cell(Vm::closure(base, insn(pc).b)).content.take().is_some() || self.unbound_free(pc, base)
    }

    /// The reference to a global that a linked instruction names by its distance; `pc` is the next instruction.
    pub(super) fn global_ref<'h>(pc: *const Insn) -> &'h GlobalRef {
        // SAFETY: linking has put the reference there
        unsafe { &*pc.sub(1).add(insn(pc).c as usize).cast::<GlobalRef>() }
    }

    /// The name an instruction reads as a global. Linked forms name a slot; its key is the name.
    pub(super) fn global_name(linked: &Linked, pc: *const Insn) -> Word {
        let i = insn(pc);
        match i.operation() {
            Op::GetGFar | Op::SetGFar | Op::DelG => linked.names[i.bc() as usize],
            Op::CallGFar | Op::CallGFarH => linked.names[i.c as usize],
            _ => {
                let g = Vm::global_ref(pc);
                g.dict().slot_key(g.slot as usize).unwrap_or(Word::NONE)
            }
        }
    }

    /// A global that is not set or far: the module's, a builtin, or NameError.
    #[cold]
    #[inline(never)]
    pub(super) fn global_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let linked = Vm::linked_of(base);
        let name = Vm::global_name(linked, pc);
        let dict = Value::from_word(linked.globals).cast::<Dict>().expect("globals are a dict");
        let key = Value::from_word(name).cast::<Str>().expect("names are strings");
        let hash = self.hash_str(key);
        if let Some(v) = dict.get_str(key, hash).or_else(|| self.builtins().get_str(key, hash)) {
            let w = v.word();
            put(base, insn(pc).a, w);
            return true;
        }
        let name = key.to_text();
        let _ = self.raise_name(Exc::NameError, &name, &format!("name '{name}' is not defined"));
        false
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_global_far(&mut self, pc: *const Insn, base: *mut Reg) {
        let linked = Vm::linked_of(base);
        let dict = Value::from_word(linked.globals).cast::<Dict>().expect("globals are a dict");
        let key = Value::from_word(Vm::global_name(linked, pc)).cast::<Str>().expect("names are strings");
        let value = Value::from_word(get(base, insn(pc).a));
        dict.set_str(&self.heap, key, self.hash_str(key), value);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn delete_global(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let linked = Vm::linked_of(base);
        let dict = Value::from_word(linked.globals).cast::<Dict>().expect("globals are a dict");
        let key = Value::from_word(Vm::global_name(linked, pc)).cast::<Str>().expect("names are strings");
        if let Probe::At(at) = dict.find_str(key, self.hash_str(key))
            && dict.remove_at(at).is_some()
        {
            return true;
        }
        self.enter_cold(pc, base);
        let name = key.to_text();
        let _ = self.raise_name(Exc::NameError, &name, &format!("name '{name}' is not defined"));
        false
    }

    pub(super) fn class_namespace<'h>(base: *mut Reg) -> Value<'h> {
        Value::from_word(get(base, 0))
    }

    pub(super) fn get_class_name(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let name = Vm::linked_of(base).names[i.b as usize];
        let (Some(d), Some(k)) =
            (Vm::class_namespace(base).cast::<Dict>(), Value::from_word(name).cast::<Str>())
        else {
            return false;
        };
        match d.get_str(k, self.hash_str(k)) {
            Some(v) => {
                put(base, i.a, v.word());
                true
            }
            None => false,
        }
    }

    pub(super) fn set_class_name(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let name = Vm::linked_of(base).names[i.b as usize];
        let value = get(base, i.a);
        let ns = Vm::class_namespace(base);
        if ns.is_exact(Builtins::Dict) {
            if let (Some(d), Some(k)) = (ns.cast::<Dict>(), Value::from_word(name).cast::<Str>()) {
                d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(value));
            }
        } else {
            // a mapping made by __prepare__: its errors are those of the class statement
            let _ = self.act(pc, base, [ns.word(), name, value], |s, [o, k, v]| s.setitem(o, k, v));
        }
    }

    pub(super) fn delete_class_name(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let name = Vm::linked_of(base).names[insn(pc).b as usize];
        if let (Some(d), Some(k)) =
            (Vm::class_namespace(base).cast::<Dict>(), Value::from_word(name).cast::<Str>())
            && let Probe::At(at) = d.find_str(k, self.hash_str(k))
        {
            d.remove_at(at);
            return true;
        }
        self.enter_cold(pc, base);
        let name = self.text_of(name);
        let _ = self.raise_name(Exc::NameError, &name, &format!("name '{name}' is not defined"));
        false
    }

    pub(super) fn locals_dict(&mut self, pc: *const Insn, base: *mut Reg) {
        let out = self.frame_locals(base).word();
        put(base, insn(pc).a, out);
    }

    /// The local variables of a frame as a dict (of a class body: its namespace).
    pub(super) fn frame_locals(&self, base: *mut Reg) -> Value<'_> {
        let linked = Vm::linked_of(base);
        if linked.code.flags.class_body {
            return Value::from_word(get(base, 0));
        }
        if linked.code.flags.module {
            return Value::from_word(linked.globals);
        }
        let d = self.dict();
        for l in &linked.code.locals {
            let name = self.name_word(l.name);
            // SAFETY: registers of locals are within the frame
            let mut r = unsafe { *base.add(l.reg as usize) };
            if l.cell {
                r = r.and_then(|w| Value::from_word(w).cast::<Cell>()).and_then(|c| c.content.get());
            }
            self.put_local(d, name, r);
        }
        for (n, name) in linked.code.free.iter().enumerate() {
            let r = Vm::cell(Vm::closure(base, n as u16)).content.get();
            self.put_local(d, self.name_word(*name), r);
        }
        d.value()
    }

    pub(super) fn put_local(&self, d: &Dict, name: Word, r: Reg) {
        if let (Some(v), Some(k)) = (r, Value::from_word(name).cast::<Str>()) {
            d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(v));
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn annotations_dict(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let linked = Vm::linked_of(base);
        let ns = if linked.code.flags.class_body { get(base, 0) } else { linked.globals };
        let ns = Value::from_word(ns).cast::<Dict>().expect("a namespace");
        let key = self.sym(Sym::Annotations);
        let hash = self.hash_str(key);
        let found = match ns.get_str(key, hash) {
            Some(v) => v.word(),
            None => {
                let d = self.dict().value();
                ns.set_str(&self.heap, key, hash, d);
                d.word()
            }
        };
        put(base, insn(pc).a, found);
        true
    }
}
