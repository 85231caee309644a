//! Calls: what the loop's fast path does not take, natives, and calls made by natives.

use super::interp::Next;
use super::ops::{get, insn};
use super::stack::{Frame, MARGIN, Reg, after};
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::*;

/// What a call came to.
pub(super) enum Callee {
    /// The result is in its register.
    Done,
    /// A frame was pushed.
    Frame(Next),
    /// An exception is parked.
    Raised,
}

/// What preparing a call came to, before the result has a place.
enum Prepared {
    Value(Word),
    /// A script function is in the window's first word, its parameters are in place.
    Enter {
        window: *mut Reg,
        after: u32,
        instance: Reg,
    },
}

/// A window under construction: callee and arguments on the value stack, keywords beside them.
pub(super) struct Call {
    pub(super) window: *mut Reg,
    pub(super) argc: usize,
    pub(super) keywords: Vec<(Word, Word)>,
}

impl Call {
    pub(super) fn callee(&self) -> Word {
        // SAFETY: windows hold a callee
        unsafe { *self.window }.unwrap_or(Word::NONE)
    }

    pub(super) fn set_callee(&self, w: Word) {
        // SAFETY: as above
        unsafe { *self.window = Some(w) }
    }

    pub(super) fn arg(&self, i: usize) -> Reg {
        // SAFETY: callers stay below argc, or within the room that was asked for
        unsafe { *self.window.add(1 + i) }
    }

    pub(super) fn set_arg(&self, i: usize, r: Reg) {
        // SAFETY: as above
        unsafe { *self.window.add(1 + i) = r }
    }

    pub(super) fn args(&self) -> Vec<Word> {
        (0..self.argc).map(|i| self.arg(i).unwrap_or(Word::NONE)).collect()
    }

    /// Puts an argument before the others.
    pub(super) fn insert(&mut self, w: Word) {
        // SAFETY: there is room for one more
        unsafe {
            let first = self.window.add(1);
            std::ptr::copy(first, first.add(1), self.argc);
            *first = Some(w);
        }
        self.argc += 1;
    }
}

impl Vm {
    /// A call by position that is none of the common ones.
    pub(super) fn general_call(&mut self, record: Frame, window: *mut Reg, argc: usize) -> Callee {
        let call = Call { window, argc, keywords: Vec::new() };
        self.finish_call(record, call)
    }

    /// A call in a new window at the top of the stack.
    pub(super) fn call_built(
        &mut self,
        record: Frame,
        callee: Word,
        args: &[Word],
        keywords: Vec<(Word, Word)>,
    ) -> Callee {
        match self.build_window(callee, args, keywords) {
            Some(call) => self.finish_call(record, call),
            None => Callee::Raised,
        }
    }

    fn finish_call(&mut self, record: Frame, call: Call) -> Callee {
        let (base, dst) = (record.base, record.dst);
        let top = self.top_of(base).max(call.window.wrapping_add(1 + call.argc));
        if !self.stack.fits(top, call.argc + call.keywords.len() + 8) {
            self.too_deep();
            return Callee::Raised;
        }
        self.stack.top.set(top);
        match self.prepare(call) {
            Ok(Prepared::Value(w)) => {
                // SAFETY: the destination is a register of the frame
                unsafe { *base.add(dst as usize) = Some(w) }
                Callee::Done
            }
            Ok(Prepared::Enter { window, after, instance }) => {
                if instance.is_some() {
                    // SAFETY: as above
                    unsafe { *base.add(dst as usize) = instance }
                }
                match self.push_plain(Frame { after, ..record }, window) {
                    Some(next) => Callee::Frame(next),
                    None => Callee::Raised,
                }
            }
            Err(_) => Callee::Raised,
        }
    }

    /// Pushes the frame of the script function in a window.
    pub(super) fn push_plain(&mut self, record: Frame, window: *mut Reg) -> Option<Next> {
        let new_base = window.wrapping_add(1);
        let linked = Vm::linked_of(new_base);
        let fp = self.stack.fp.get();
        if fp >= self.stack.limit.get() || !self.stack.fits(new_base, linked.nregs as usize) {
            self.too_deep();
            return None;
        }
        // SAFETY: below the limit
        unsafe { *fp = record }
        self.stack.fp.set(fp.wrapping_add(1));
        Some(Next { pc: linked.entry(), base: new_base })
    }

    /// Calls with unpacked arguments.
    #[inline(never)]
    pub(super) fn call_unpacked(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let mut keywords = Vec::new();
        let items = Value::from_word(get(base, i.a + 1));
        let args = match items.cast::<Tuple>() {
            Some(t) => t.words().to_vec(),
            None => items.cast::<List>().map_or_else(Vec::new, |l| l.items().to_vec()),
        };
        if i.b == 1
            && let Some(d) = Value::from_word(get(base, i.a + 2)).cast::<Dict>()
        {
            keywords.extend(d.iter().map(|(k, v)| (k.word(), v.word())));
        }
        let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
        if keywords.is_empty()
            && let Some(done) = self.quick_spread(record, get(base, i.a), &args)
        {
            return done;
        }
        self.call_built(record, get(base, i.a), &args, keywords)
    }

    /// A window at the top of the stack.
    fn build_window(&mut self, callee: Word, args: &[Word], keywords: Vec<(Word, Word)>) -> Option<Call> {
        let window = self.stack.top.get();
        if !self.stack.fits(window, args.len() + keywords.len() + 8) {
            self.too_deep();
            return None;
        }
        let call = Call { window, argc: args.len(), keywords };
        call.set_callee(callee);
        for (i, w) in args.iter().enumerate() {
            call.set_arg(i, Some(*w));
        }
        // above the window, where everything below is a root
        let end = window.wrapping_add(1 + args.len());
        self.stack.top.set(end);
        Some(call)
    }

    /// Brings a call to a value, or to a script function whose parameters are in place. Everything in the window
    /// and the keywords is also reachable otherwise until script can run.
    fn prepare(&mut self, mut call: Call) -> Result<Prepared, Raise> {
        loop {
            let callee = call.callee();
            let v = Value::from_word(callee);
            match v.kind() {
                Kind::Function => {
                    let f = v.cast::<Function>().expect("of this kind");
                    self.bind_function(f, &mut call)?;
                    let flags = f.linked().code.flags;
                    if flags.generator || flags.coroutine {
                        return Ok(Prepared::Value(self.make_generator(f, call.window)));
                    }
                    return Ok(Prepared::Enter { window: call.window, after: after::STORE, instance: None });
                }
                Kind::Native => return self.call_native(&mut call).map(Prepared::Value),
                Kind::Method => {
                    let m = v.cast::<Method>().expect("of this kind");
                    let (func, this) = (m.func().word(), m.this().word());
                    call.set_callee(func);
                    call.insert(this);
                }
                Kind::Partial => {
                    self.spread_partial(v.cast::<Partial>().expect("of this kind"), &mut call)?
                }
                Kind::Type => {
                    if let Some(done) = self.call_class(v.cast::<Type>().expect("of this kind"), &mut call)? {
                        return Ok(done);
                    }
                }
                Kind::StaticMethod => {
                    let f = v.cast::<StaticMethod>().expect("of this kind").func().word();
                    call.set_callee(f);
                }
                _ => {
                    let Some(f) = self.lookup_special(v, Sym::Call).map(Value::word) else {
                        let name = self.type_name(v);
                        return Err(self.type_error(format_args!("'{name}' object is not callable")));
                    };
                    match Value::from_word(f).kind() {
                        Kind::Function | Kind::Native => {
                            call.set_callee(f);
                            call.insert(callee);
                        }
                        _ => {
                            let s = &mut self.scope();
                            let (f, o) = (s.keep_word(f), s.keep_word(callee));
                            let bound = s.bind_handle(f, o)?;
                            call.set_callee(bound.unwrap_or(f.get(s).word()));
                        }
                    }
                }
            }
        }
    }

    fn spread_partial(&mut self, p: &Partial, call: &mut Call) -> Result<(), Raise> {
        let lead = p.args.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let lead = lead.map_or(&[][..], Tuple::words);
        if !self.stack.fits(call.window, call.argc + lead.len() + 8) {
            self.too_deep();
            return Err(Raise::parked());
        }
        for w in lead.iter().rev() {
            call.insert(*w);
        }
        if let Some(d) = p.keywords.get().map(Value::from_word).and_then(|v| v.cast::<Dict>()) {
            let mut all: Vec<(Word, Word)> = d.iter().map(|(k, v)| (k.word(), v.word())).collect();
            for (k, v) in call.keywords.drain(..) {
                match all.iter_mut().find(|(name, _)| *name == k) {
                    Some(slot) => slot.1 = v,
                    None => all.push((k, v)),
                }
            }
            call.keywords = all;
        }
        call.set_callee(p.func.get().unwrap_or(Word::NONE));
        Ok(())
    }

    /// Calls a class: an instance and its `__init__`, natives, or a metaclass's `__call__`.
    fn call_class(&mut self, class: &Type, call: &mut Call) -> Result<Option<Prepared>, Raise> {
        let class_word = class.header().word();
        if class.header().shape() != Builtins::Type as u32
            && let Some(f) = self.lookup_special(class.value(), Sym::Call)
            && f.kind() == Kind::Function
        {
            call.set_callee(f.word());
            call.insert(class_word);
            return Ok(None);
        }
        if class.has(TypeFlags::ABSTRACT) {
            return Err(self.abstract_error(class));
        }
        let new = self.lookup_in_class(class, Sym::New);
        let init = self.lookup_in_class(class, Sym::Init);
        if class.layout.get() == Layout::Exception
            && call.keywords.is_empty()
            && new.is_some()
            && new == self.exception_new.get()
            && init == self.exception_init.get()
        {
            let args = Tuple::from_words(&self.heap, &call.args());
            let e = Exception::new(&self.heap, class.root.get(), args).header().word();
            return Ok(Some(Prepared::Value(e)));
        }
        self.note_maker(class, new, init);
        let default_new = new == Some(self.object_new.get().unwrap_or(Word::NONE));
        let init_is_function = init.and_then(|w| Value::from_word(w).cast::<Function>()).is_some();
        let default_init = init == Some(self.object_init.get().unwrap_or(Word::NONE));
        if default_new && class.layout.get() == Layout::Instance && (init_is_function || default_init) {
            if default_init && (call.argc > 0 || !call.keywords.is_empty()) {
                return Err(self.type_error(format_args!("{}() takes no arguments", class.name_text())));
            }
            let instance = Instance::new(&self.heap, class.root.get(), class.inline.get());
            let instance = instance.header().word();
            let Some(init) = init.filter(|_| init_is_function) else {
                return Ok(Some(Prepared::Value(instance)));
            };
            // window: instance, function, self, arguments
            let window = call.window.wrapping_add(1);
            call.set_callee(instance);
            // SAFETY: there is room for two more words
            unsafe { std::ptr::copy(window, window.add(2), call.argc) }
            call.window = window;
            call.set_callee(init);
            call.set_arg(0, Some(instance));
            call.argc += 1;
            self.stack.top.set(self.stack.top.get().max(window.wrapping_add(1 + call.argc)));
            let f = Value::from_word(init).cast::<Function>().expect("looked at above");
            self.bind_function(f, call)?;
            let flags = f.linked().code.flags;
            if flags.coroutine || flags.generator {
                let name = if flags.coroutine { "coroutine" } else { "generator" };
                return Err(self.type_error(format_args!("__init__() should return None, not '{name}'")));
            }
            return Ok(Some(Prepared::Enter { window, after: after::INIT, instance: Some(instance) }));
        }
        self.construct(class_word, new, init, call).map(|w| Some(Prepared::Value(w)))
    }

    /// Remembers a class whose instances are made in the plain way; a change of the class forgets it.
    fn note_maker(&self, class: &Type, new: Reg, init: Reg) {
        let plain = class.layout.get() == Layout::Instance
            && class.header().shape() == Builtins::Type as u32
            && new == self.object_new.get();
        let maker = new.and_then(|w| Value::from_word(w).cast::<StaticMethod>()).map(StaticMethod::func);
        if let Some(native) = maker.filter(|f| f.kind() == Kind::Native)
            && class.has(TypeFlags::BUILTIN)
            && init == self.object_init.get()
        {
            class.maker.set(Some(native.word()));
        }
        if !plain || class.has(TypeFlags::BUILTIN) {
            return;
        }
        if init == self.object_init.get() {
            class.maker.set(Some(Word::NONE));
        } else if let Some(f) = init.and_then(|w| Value::from_word(w).cast::<Function>()) {
            let flags = f.linked().code.flags;
            if !flags.generator && !flags.coroutine {
                class.maker.set(init);
            }
        }
    }

    /// `type.__call__` for a native: `__new__`, then `__init__`.
    pub(super) fn instantiate_words(
        &mut self,
        class: Handle,
        args: Handle,
        kwargs: Option<Handle>,
    ) -> Result<Word, Raise> {
        let Some(c) = class.cast::<Type>(self) else { return Err(self.type_error("a class is needed")) };
        if c.has(TypeFlags::ABSTRACT) {
            return Err(self.abstract_error(c));
        }
        let (new, init) = (self.lookup_in_class(c, Sym::New), self.lookup_in_class(c, Sym::Init));
        let class_word = c.header().word();
        let words = args.cast::<Tuple>(self).map_or_else(Vec::new, |t| t.words().to_vec());
        let keywords = kwargs
            .and_then(|h| h.cast::<Dict>(self))
            .map_or_else(Vec::new, |d| d.iter().map(|(k, v)| (k.word(), v.word())).collect());
        let top = self.stack.top.get();
        let result = match self.build_window(class_word, &words, keywords) {
            Some(mut call) => self.construct(class_word, new, init, &mut call),
            None => Err(Raise::parked()),
        };
        self.stack.top.set(top);
        result
    }

    /// `type.__call__` in general: `__new__`, then `__init__` if an instance came of it.
    fn construct(&mut self, class: Word, new: Reg, init: Reg, call: &mut Call) -> Result<Word, Raise> {
        let args = call.args();
        let keywords = std::mem::take(&mut call.keywords);
        let s = &mut self.scope();
        let class_h = s.keep_word(class);
        let arg_handles: Vec<Handle> = args.iter().map(|w| s.keep_word(*w)).collect();
        let kw: Vec<(Word, Handle)> = keywords.iter().map(|(k, v)| (*k, s.keep_word(*v))).collect();
        let new = s.keep_word(new.unwrap_or(Word::NONE));
        let mut new_args = vec![class_h];
        // object.__new__ takes arguments only to refuse them when nobody else would
        let object_new = new.get(s).word() == s.object_new.get().unwrap_or(Word::NONE);
        let object_init = init == s.object_init.get();
        if object_new {
            if object_init && !(arg_handles.is_empty() && kw.is_empty()) {
                let name = class_h.cast::<Type>(s).map(Type::name_text).unwrap_or_default();
                return Err(s.type_error(format_args!("{name}() takes no arguments")));
            }
        } else {
            new_args.extend_from_slice(&arg_handles);
        }
        let instance = {
            let kw = if object_new { &[][..] } else { &kw[..] };
            let w = s.call_words(new, &new_args, kw)?;
            s.keep_word(w)
        };
        let is_instance = class_h.cast::<Type>(s).is_some_and(|c| Vm::is_instance(s, instance.get(s), c));
        if is_instance && !object_init {
            // the class of the instance decides, as in CPython
            let init = s.lookup_in_class(s.type_of(instance.get(s)), Sym::Init);
            if let Some(init) = init.filter(|w| Some(*w) != s.object_init.get()) {
                let init = s.keep_word(init);
                let mut all = vec![instance];
                all.extend_from_slice(&arg_handles);
                let r = s.call_words(init, &all, &kw)?;
                if r != Word::NONE {
                    s.init_returned(Some(r));
                    return Err(Raise::parked());
                }
            }
        }
        Ok(instance.get(s).word())
    }

    /// A generator, coroutine or async generator of a function whose parameters stand in the window.
    pub(super) fn make_generator(&mut self, f: &Function, window: *mut Reg) -> Word {
        let linked = f.linked();
        let flags = linked.code.flags;
        let form = match (flags.generator, flags.coroutine) {
            (true, true) => Form::AsyncGenerator,
            (_, true) => Form::Coroutine,
            _ => Form::Generator,
        };
        let site = self.current_site();
        let g = Generator::new(&self.heap, f, form, site);
        for i in 0..linked.code.param_regs() as usize {
            // SAFETY: parameters are registers
            unsafe { *g.base().add(i) = *window.add(1 + i) }
        }
        if form != Form::Generator || flags.has_cleanup {
            self.heap.watch(g.header());
        }
        g.header().word()
    }

    /// Where the running script frame stands.
    pub fn current_site(&self) -> Site {
        let base = self.cur_base.get();
        if base.is_null() {
            return Site::default();
        }
        let linked = Vm::linked_of(base);
        Site { code: linked.id + 1, ip: linked.ip(self.cur_pc.get()).saturating_sub(1) }
    }

    /// Puts the arguments of a call into the parameter registers of a script function.
    fn bind_function(&mut self, f: &Function, call: &mut Call) -> Result<(), Raise> {
        let code = &*f.linked().code;
        let nparams = code.nparams as usize;
        let simple = !code.flags.varargs && !code.flags.varkw && code.kwonly == 0;
        if code.flags.class_body {
            // its one argument is the namespace
            return Ok(());
        }
        if simple && call.argc == nparams && call.keywords.is_empty() {
            return Ok(());
        }
        let args = call.args();
        let total = code.param_regs() as usize;
        if !self.stack.fits(call.window, total + MARGIN) {
            self.too_deep();
            return Err(Raise::parked());
        }
        let mut regs: Vec<Reg> = vec![None; total];
        let given = args.len().min(nparams);
        for (r, w) in regs.iter_mut().zip(&args[..given]) {
            *r = Some(*w);
        }
        let star_at = nparams + code.kwonly as usize;
        if code.flags.varargs {
            regs[star_at] = Some(Tuple::from_words(&self.heap, &args[given..]).value().word());
        } else if args.len() > nparams {
            self.place_keywords(f, &mut regs, call, None)?;
            return Err(self.too_many_arguments(f, args.len(), &regs));
        }
        let kwargs = code.flags.varkw.then(|| self.dict().value().word());
        self.place_keywords(f, &mut regs, call, kwargs)?;
        if let Some(d) = kwargs {
            regs[star_at + code.flags.varargs as usize] = Some(d);
        }
        self.fill_defaults(f, &mut regs)?;
        for (i, r) in regs.into_iter().enumerate() {
            call.set_arg(i, r);
        }
        call.argc = total;
        call.keywords.clear();
        self.stack.top.set(self.stack.top.get().max(call.window.wrapping_add(1 + total)));
        Ok(())
    }

    fn place_keywords(
        &self,
        f: &Function,
        regs: &mut [Reg],
        call: &Call,
        kwargs: Option<Word>,
    ) -> Result<(), Raise> {
        let linked = f.linked();
        let code = &*linked.code;
        let named = (code.nparams + code.kwonly) as usize;
        let posonly = code.posonly as usize;
        let mut refused: Vec<String> = Vec::new();
        for (name, value) in &call.keywords {
            let interned = match Value::from_word(*name).cast::<Str>() {
                Some(s) => self.intern_str(s).value().word(),
                None => {
                    return Err(self.type_error("keywords must be strings"));
                }
            };
            let at = (posonly..named).find(|i| linked.local_names.get(*i) == Some(&interned));
            match at {
                Some(i) if regs[i].is_some() => {
                    let (f, n) = (self.function_text(f), self.word_text(interned));
                    return Err(self.type_error(format_args!("{f} got multiple values for argument '{n}'")));
                }
                Some(i) => regs[i] = Some(*value),
                None => match kwargs.and_then(|d| Value::from_word(d).cast::<Dict>()) {
                    Some(d) => {
                        if let Some(k) = Value::from_word(interned).cast::<Str>() {
                            d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(*value));
                        }
                    }
                    None => {
                        let n = self.word_text(interned);
                        if (0..posonly).any(|i| linked.local_names[i] == interned) {
                            refused.push(n);
                            continue;
                        }
                        return Err(self.unexpected_keyword(f, &n));
                    }
                },
            }
        }
        if !refused.is_empty() {
            let f = self.function_text(f);
            return Err(self.type_error(format_args!(
                "{f} got some positional-only arguments passed as keyword arguments: '{}'",
                refused.join(", ")
            )));
        }
        Ok(())
    }

    fn unexpected_keyword(&self, f: &Function, name: &str) -> Raise {
        let text = self.function_text(f);
        let code = &*f.linked().code;
        let names: Vec<String> = (code.posonly..code.nparams + code.kwonly)
            .map(|i| self.word_text(f.linked().local_names[i as usize]))
            .collect();
        let close = crate::source::closest_keyword(name, names.iter().map(String::as_str));
        let hint = close.map_or(String::new(), |n| format!(". Did you mean '{n}'?"));
        self.type_error(format_args!("{text} got an unexpected keyword argument '{name}'{hint}"))
    }

    fn fill_defaults(&self, f: &Function, regs: &mut [Reg]) -> Result<(), Raise> {
        let linked = f.linked();
        let code = &*linked.code;
        let nparams = code.nparams as usize;
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let defaults = defaults.map_or(&[][..], Tuple::words);
        let first = nparams.saturating_sub(defaults.len());
        let mut missing = Vec::new();
        for i in 0..nparams {
            if regs[i].is_none() {
                match (i >= first).then(|| defaults[i - first]) {
                    Some(w) => regs[i] = Some(w),
                    None => missing.push(self.word_text(linked.local_names[i])),
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(f, &missing, "positional"));
        }
        let kwdefaults = f.kwdefaults.get().map(Value::from_word).and_then(|v| v.cast::<Dict>());
        for (i, reg) in regs.iter_mut().enumerate().skip(nparams).take(code.kwonly as usize) {
            if reg.is_none() {
                let name = linked.local_names[i];
                let key = Value::from_word(name).cast::<Str>();
                let default = key
                    .and_then(|k| kwdefaults.and_then(|d| d.get_str(k, self.hash_str(k))))
                    .map(Value::word);
                match default {
                    Some(w) => *reg = Some(w),
                    None => missing.push(self.word_text(name)),
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(f, &missing, "keyword-only")) }
    }

    fn missing_arguments(&self, f: &Function, missing: &[String], what: &str) -> Raise {
        let quoted: Vec<String> = missing.iter().map(|n| format!("'{n}'")).collect();
        let list = match &quoted[..] {
            [one] => one.clone(),
            [a, b] => format!("{a} and {b}"),
            [init @ .., last] => format!("{}, and {last}", init.join(", ")),
            [] => String::new(),
        };
        let s = if missing.len() == 1 { "" } else { "s" };
        let text = self.function_text(f);
        self.type_error(format_args!("{text} missing {} required {what} argument{s}: {list}", missing.len()))
    }

    fn too_many_arguments(&self, f: &Function, given: usize, regs: &[Reg]) -> Raise {
        let code = &*f.linked().code;
        let nparams = code.nparams as usize;
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let defaults = defaults.map_or(0, Tuple::len);
        let kwonly_given =
            regs[nparams..nparams + code.kwonly as usize].iter().filter(|r| r.is_some()).count();
        let (takes, plural) = if defaults > 0 {
            (format!("from {} to {nparams}", nparams - defaults), true)
        } else {
            (nparams.to_string(), nparams != 1)
        };
        let were = if kwonly_given > 0 {
            let s = |n: usize| if n == 1 { "" } else { "s" };
            format!(
                "{given} positional argument{} (and {kwonly_given} keyword-only argument{}) were",
                s(given),
                s(kwonly_given)
            )
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        };
        let text = self.function_text(f);
        let s = if plural { "s" } else { "" };
        self.type_error(format_args!("{text} takes {takes} positional argument{s} but {were} given"))
    }

    /// How errors of calls name a function: `f()`.
    fn function_text(&self, f: &Function) -> String {
        format!("{}()", f.qualname().cast::<Str>().map_or_else(String::new, Str::to_text))
    }

    pub(super) fn word_text(&self, w: Word) -> String {
        Value::from_word(w).cast::<Str>().map_or_else(String::new, Str::to_text)
    }

    // calls made by natives

    /// Whether one more run loop may nest below a native: asked before a frame is made, so that no handler of
    /// that frame can take the RecursionError and go on nesting.
    pub(super) fn may_nest(&self) -> bool {
        let deep = self.stack.depth.get() >= Vm::MAX_NATIVE_DEPTH;
        if deep {
            self.too_deep();
        }
        !deep
    }

    /// Runs nested: below a native.
    ///
    /// # Safety
    /// As for `run`; the record that ends the loop has been pushed.
    pub(super) unsafe fn run_nested(&mut self, pc: *const Insn, base: *mut Reg) -> Result<Word, Raise> {
        let depth = self.stack.depth.get() + 1;
        self.stack.depth.set(depth);
        let saved = (self.cur_pc.get(), self.cur_base.get(), self.stack.top.get());
        // SAFETY: says the caller
        let result = unsafe { self.run(pc, base) };
        self.cur_pc.set(saved.0);
        self.cur_base.set(saved.1);
        self.stack.top.set(saved.2);
        self.stack.depth.set(depth - 1);
        result
    }

    /// How deep natives may call script that calls natives … The machine's thread has a stack to match.
    pub const MAX_NATIVE_DEPTH: u32 = 20_000;

    pub(crate) fn call_handles(
        &mut self,
        f: Handle,
        args: &[Handle],
        kw: &[(&str, Handle)],
    ) -> Result<Word, Raise> {
        let kw: Vec<(Word, Handle)> =
            kw.iter().map(|(name, h)| (self.intern(name).value().word(), *h)).collect();
        self.call_words(f, args, &kw)
    }

    pub(crate) fn call_words(
        &mut self,
        f: Handle,
        args: &[Handle],
        kw: &[(Word, Handle)],
    ) -> Result<Word, Raise> {
        if kw.is_empty()
            && let Some(done) = self.quick_from_native(f, args)
        {
            return done;
        }
        let callee = f.get(self).word();
        let words: Vec<Word> = args.iter().map(|h| h.get(self).word()).collect();
        let keywords = kw.iter().map(|(k, h)| (*k, h.get(self).word())).collect();
        self.call_now(callee, &words, keywords)
    }

    pub(crate) fn call_star_handles(
        &mut self,
        f: Handle,
        args: Handle,
        kwargs: Option<Handle>,
    ) -> Result<Word, Raise> {
        let callee = f.get(self).word();
        let items = args.get(self);
        let words = match items.cast::<Tuple>() {
            Some(t) => t.words().to_vec(),
            None => items.cast::<List>().map_or_else(Vec::new, |l| l.items().to_vec()),
        };
        let keywords = kwargs
            .and_then(|h| h.cast::<Dict>(self))
            .map_or_else(Vec::new, |d| d.iter().map(|(k, v)| (k.word(), v.word())).collect());
        self.call_now(callee, &words, keywords)
    }

    /// A whole call from a native: in a nested run loop if it is script's.
    fn call_now(&mut self, callee: Word, args: &[Word], keywords: Vec<(Word, Word)>) -> Result<Word, Raise> {
        let top = self.stack.top.get();
        // keywords are not in the window: root them
        let mark = self.roots.borrow().len();
        self.roots.borrow_mut().extend(keywords.iter().map(|(_, v)| *v));
        let result = match self.build_window(callee, args, keywords) {
            Some(call) => self.prepare_and_run(call),
            None => Err(Raise::parked()),
        };
        self.roots.borrow_mut().truncate(mark);
        self.stack.top.set(top);
        result
    }

    fn prepare_and_run(&mut self, call: Call) -> Result<Word, Raise> {
        match self.prepare(call)? {
            Prepared::Value(w) => Ok(w),
            Prepared::Enter { window, after: how, instance } => {
                if !self.may_nest() {
                    return Err(Raise::parked());
                }
                let record =
                    Frame { pc: self.cur_pc.get(), base: self.cur_base.get(), dst: 0, after: after::HALT };
                let mark = self.roots.borrow().len();
                self.roots.borrow_mut().extend(instance);
                let Some(next) = self.push_plain(record, window) else { return Err(Raise::parked()) };
                // SAFETY: a frame was just made
                let result = unsafe { self.run_nested(next.pc, next.base) };
                self.roots.borrow_mut().truncate(mark);
                let result = result?;
                match instance.filter(|_| how == after::INIT) {
                    Some(_) if result != Word::NONE => {
                        self.init_returned(Some(result));
                        Err(Raise::parked())
                    }
                    Some(instance) => Ok(instance),
                    None => Ok(result),
                }
            }
        }
    }
}

impl Scope<'_> {
    /// How errors of calls name a callee: `f()`.
    pub(super) fn callee_text(&mut self, f: Handle) -> String {
        let v = f.get(self);
        if let Some(f) = v.cast::<Function>() {
            let module = Value::from_word(f.linked().globals).cast::<Dict>();
            let module = module.and_then(|d| d.get_str(self.sym(Sym::Name), self.sym_hash(Sym::Name)));
            let module = module.and_then(|v| v.cast::<Str>()).map_or_else(String::new, Str::to_text);
            return format!("{module}.{}", self.function_text(f));
        }
        if let Some(m) = v.cast::<Method>() {
            let func = m.func().word();
            let func = self.keep_word(func);
            return self.callee_text(func);
        }
        if let Some(n) = v.cast::<Native>() {
            return self.callable_text(n, self.native_signature(n));
        }
        if let Some(t) = v.cast::<Type>() {
            return format!("{}()", t.name_text());
        }
        format!("{} object", self.type_name(v))
    }

    /// `**other` in a call: keys must be strings and new.
    pub(super) fn merge_keywords(&mut self, d: Handle, other: Handle, callee: Handle) -> Result<(), Raise> {
        let keys = if other.cast::<Dict>(self).is_some() {
            self.list_of(other)?
        } else {
            match self.getattr_opt(other, "keys")? {
                Some(f) => {
                    let keys = self.call(f, &[])?;
                    self.list_of(keys)?
                }
                None => {
                    let (f, name) = (self.callee_text(callee), self.type_name(other.get(self)));
                    return Err(
                        self.type_error(format_args!("{f} argument after ** must be a mapping, not {name}"))
                    );
                }
            }
        };
        let n = keys.cast::<List>(self).map_or(0, List::len);
        let (key, out) = (self.root(), self.root());
        for i in 0..n {
            self.set(key, |vm| keys.cast::<List>(vm).and_then(|l| l.get(i)).unwrap_or(Value::NONE));
            if key.cast::<Str>(self).is_none() {
                return Err(self.type_error("keywords must be strings"));
            }
            if self.dict_get(d, key, out)? {
                let (f, k) = (self.callee_text(callee), self.word_text(key.get(self).word()));
                return Err(self.raise(
                    Exc::TypeError,
                    format_args!("{f} got multiple values for keyword argument '{k}'"),
                ));
            }
            let v = self.getitem(other, key)?;
            self.dict_set(d, key, v)?;
        }
        Ok(())
    }

    /// `{**other}`
    pub(super) fn merge_mapping(&mut self, d: Handle, other: Handle) -> Result<(), Raise> {
        if other.cast::<Dict>(self).is_none() && self.getattr_opt(other, "keys")?.is_none() {
            let name = self.type_name(other.get(self));
            return Err(self.type_error(format_args!("'{name}' object is not a mapping")));
        }
        self.dict_update(d, other)
    }
}
