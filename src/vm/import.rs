//! `import`: names resolved against packages, modules found through the loader.

use super::ops::{get, insn, put};
use super::stack::Reg;
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::*;
use std::rc::Rc;

impl Vm {
    #[cold]
    #[inline(never)]
    pub(super) fn import_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let linked = Vm::linked_of(base);
        let name = self.word_text(linked.names[i.b as usize]);
        let wanted = Value::from_word(get(base, i.a)).cast::<Tuple>().map(|t| t.words().to_vec());
        let globals = linked.globals;
        let s = &mut self.scope();
        let globals = s.keep_word(globals);
        let result = s.absolute_name(&name, i.c as usize, globals).and_then(|full| {
            let module = s.import_module(&full)?;
            match wanted {
                Some(names) => {
                    for n in names {
                        s.import_submodule(module, &full, n)?;
                    }
                    Ok(module)
                }
                None => {
                    let top = full.split('.').next().unwrap_or(&full).to_owned();
                    s.import_module(&top)
                }
            }
        });
        match result {
            Ok(m) => {
                put(base, i.a, m.get(s).word());
                true
            }
            Err(_) => false,
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn import_from_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let name = Vm::linked_of(base).names[i.c as usize];
        let word = get(base, i.b);
        let s = &mut self.scope();
        let m = s.keep_word(word);
        match s.get_attr(m, name) {
            Ok(w) => {
                put(base, i.a, w);
                true
            }
            Err(r) if s.pending_is(&r, Exc::AttributeError) => {
                let _ = s.catch(r);
                let _ = s.cannot_import(m, name);
                false
            }
            Err(_) => false,
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn import_star_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let globals = Vm::linked_of(base).globals;
        let word = get(base, insn(pc).a);
        let s = &mut self.scope();
        let (m, globals) = (s.keep_word(word), s.keep_word(globals));
        s.import_star(m, globals).is_ok()
    }
}

impl Scope<'_> {
    fn cannot_import(&mut self, module: Handle, name: Word) -> Raise {
        let vm: &Vm = self;
        let text = vm.word_text(name);
        let get = |sym: Sym| {
            let k = vm.sym(sym);
            let m = module.cast::<Module>(vm)?;
            let v = m.dict().get_str(k, vm.hash_str(k))?;
            v.cast::<Str>().map(Str::to_text)
        };
        let from = get(Sym::Name).unwrap_or_else(|| "<unknown module name>".into());
        let file = get(Sym::File).unwrap_or_else(|| "unknown location".into());
        let spec = module.cast::<Module>(vm).is_some_and(Module::is_initializing);
        let message = if spec {
            format!(
                "cannot import name '{text}' from partially initialized module '{from}' (most likely due to a circular import) ({file})"
            )
        } else {
            format!("cannot import name '{text}' from '{from}' ({file})")
        };
        let e = vm.new_exception(Exc::ImportError, &message);
        vm.set_exception_attr(e, "msg", vm.str(&message));
        vm.set_exception_attr(e, "name", vm.str(&from));
        vm.set_exception_attr(e, "name_from", vm.str(&text));
        vm.raise_value(e.value())
    }

    /// The absolute name of a module that is imported at a level from a module with these globals.
    fn absolute_name(&mut self, name: &str, level: usize, globals: Handle) -> Result<String, Raise> {
        if level == 0 {
            return Ok(name.to_owned());
        }
        let vm: &Vm = self;
        let d = globals.cast::<Dict>(vm).expect("globals are a dict");
        let text = |sym: Sym| {
            let k = vm.sym(sym);
            d.get_str(k, vm.hash_str(k)).and_then(|v| v.cast::<Str>()).map(Str::to_text)
        };
        let package = text(Sym::Package).unwrap_or_default();
        if package.is_empty() {
            return Err(vm.raise(Exc::ImportError, "attempted relative import with no known parent package"));
        }
        let mut parts: Vec<&str> = package.split('.').collect();
        if level > parts.len() {
            return Err(vm.raise(Exc::ImportError, "attempted relative import beyond top-level package"));
        }
        parts.truncate(parts.len() - (level - 1));
        let base = parts.join(".");
        Ok(if name.is_empty() { base } else { format!("{base}.{name}") })
    }

    /// Imports a module by its absolute dotted name, its parents first.
    pub fn import_module(&mut self, name: &str) -> Result<Handle, Raise> {
        if let Some(m) = self.imported(name) {
            return Ok(m);
        }
        let parent = match name.rsplit_once('.') {
            Some((parent, _)) => Some(self.import_module(parent)?),
            None => None,
        };
        if let Some(m) = self.imported(name) {
            return Ok(m);
        }
        let loader = self.loader();
        let found = match loader.as_ref().and_then(|c| c.as_loader()) {
            Some(l) => l.load(self, name)?,
            None => None,
        };
        let Some(module) = found else {
            let note = match (&parent, name.rsplit_once('.')) {
                (Some(p), Some((parent, _))) => {
                    let is_package = p.cast::<Module>(self).is_some_and(|m| {
                        m.dict().get_str(self.sym(Sym::Path), self.sym_hash(Sym::Path)).is_some()
                    });
                    if is_package { String::new() } else { format!("; '{parent}' is not a package") }
                }
                _ => String::new(),
            };
            let hint = loader.as_ref().and_then(|c| c.as_loader()).and_then(|l| l.hint(name));
            let e =
                self.new_exception(Exc::ModuleNotFoundError, format_args!("No module named '{name}'{note}"));
            self.set_exception_attr(e, "name", Vm::str(self, name));
            self.set_exception_attr(e, "msg", Vm::str(self, &format!("No module named '{name}'{note}")));
            let word = e.header().word();
            let e = self.keep_word(word);
            if let Some(h) = hint {
                self.add_note(e, &h);
            }
            return Err(self.raise_value(e.get(self)));
        };
        if let (Some(p), Some((_, last))) = (parent, name.rsplit_once('.')) {
            self.setattr(p, last, module)?;
        }
        Ok(module)
    }

    /// A module that has been imported, or is being.
    pub fn imported(&mut self, name: &str) -> Option<Handle> {
        let found = self.dict_get_str(self.modules(), name).map(Value::word)?;
        Some(self.keep_word(found))
    }

    /// For `from package import name`: the name may be a module of the package.
    fn import_submodule(&mut self, module: Handle, full: &str, name: Word) -> Result<(), Raise> {
        let is_package = module
            .cast::<Module>(self)
            .is_some_and(|m| m.dict().get_str(self.sym(Sym::Path), self.sym_hash(Sym::Path)).is_some());
        if !is_package {
            return Ok(());
        }
        let text = self.word_text(name);
        if text == "*" || self.getattr_opt(module, &text)?.is_some() {
            return Ok(());
        }
        let sub = format!("{full}.{text}");
        match self.import_module(&sub) {
            Ok(_) => Ok(()),
            Err(r) if self.pending_is(&r, Exc::ModuleNotFoundError) => {
                let e = self.catch(r);
                // only if it is this module that is missing
                let missing =
                    self.stored_attr(e.get(self), "name").and_then(|v| v.cast::<Str>()).map(Str::to_text);
                if missing.as_deref() == Some(&sub) { Ok(()) } else { Err(self.raise_again(e.get(self))) }
            }
            Err(r) => Err(r),
        }
    }

    fn import_star(&mut self, module: Handle, globals: Handle) -> Result<(), Raise> {
        let names: Vec<Word> = match self.getattr_opt(module, "__all__")? {
            Some(all) => {
                let list = self.list_of(all)?;
                list.cast::<List>(self).map_or_else(Vec::new, |l| l.items().to_vec())
            }
            None => match module.cast::<Module>(self) {
                Some(m) => m
                    .dict()
                    .iter()
                    .map(|(k, _)| k.word())
                    .filter(|k| !self.word_text(*k).starts_with('_'))
                    .collect(),
                None => Vec::new(),
            },
        };
        for name in names {
            let name = self.attr_name(Value::from_word(name))?;
            let w = self.get_attr(module, name)?;
            let vm: &Vm = self;
            if let (Some(d), Some(k)) = (globals.cast::<Dict>(vm), Value::from_word(name).cast::<Str>()) {
                d.set_str(&vm.heap, k, vm.hash_str(k), Value::from_word(w));
            }
        }
        Ok(())
    }

    /// Links module code for a pinned dict.
    pub fn link_module(&mut self, code: &Rc<crate::bytecode::Code>, dict: Handle) -> Handle {
        let vm: &Vm = self;
        let globals = dict.cast::<Dict>(vm).expect("a module's dict");
        let linked = vm.link(code, globals);
        let f = Function::new(&vm.heap, linked);
        let w = f.header().word();
        self.keep_word(w)
    }

    /// Links and runs module code in a pinned dict; the result is what the code returns. Code that awaits at
    /// top level gives its coroutine.
    pub fn run_module_code(
        &mut self,
        code: &Rc<crate::bytecode::Code>,
        dict: Handle,
    ) -> Result<Handle, Raise> {
        let f = self.link_module(code, dict);
        self.call(f, &[])
    }
}
