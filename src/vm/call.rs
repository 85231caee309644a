//! Calls: what the loop's fast path does not take, natives, and calls made by natives.

use super::ops::{get, insn};
use super::place::Next;
use super::stack::{Frame, Reg, after};
use super::{Exc, Handle, Raise, Scope, Sym, Vm, answers};
use crate::bytecode::Insn;
use crate::heap::{Header, Word};
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
pub(super) enum Prepared {
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
        unsafe { record.write_to(fp) }
        self.stack.fp.set(fp.wrapping_add(1));
        Some(self.at(linked.entry(), new_base))
    }

    /// A window, at the top of the stack, for the call of a script function with an unpacked tuple alone, and the number
    /// of arguments; none if it is no such call.
    #[inline(always)]
    pub(super) fn unpacked_window(&self, pc: *const Insn, base: *mut Reg) -> Option<(*mut Reg, u32)> {
        let i = insn(pc);
        let callee = get(base, i.a);
        let no_keywords = i.b != 1 || Value::from_word(get(base, i.a + 2)).cast::<Dict>()?.is_empty();
        if !no_keywords || Value::from_word(callee).kind() != Kind::Function {
            return None;
        }
        let args = Value::from_word(get(base, i.a + 1)).cast::<Tuple>()?;
        let window = self.enter_cold(pc, base);
        if !self.stack.fits(window, args.len() + 4) {
            return None;
        }
        // SAFETY: there is room
        unsafe {
            *window = Some(callee);
            for (n, w) in args.words().iter().enumerate() {
                *window.add(1 + n) = Some(*w);
            }
        }
        Some((window, args.len() as u32))
    }

    /// Calls with unpacked arguments.
    #[inline(never)]
    pub(super) fn call_unpacked(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let items = Value::from_word(get(base, i.a + 1));
        let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
        if i.b != 1
            && let Some(done) = self.quick_gathered(&record, get(base, i.a), items)
        {
            return done;
        }
        // copied before anything else happens
        let args = match items.cast::<Tuple>() {
            Some(t) => t.words(),
            // SAFETY: nothing can change the list until then
            None => items.cast::<List>().map_or(&[][..], |l| unsafe { l.items().as_slice() }),
        };
        let given = if i.b == 1 { Value::from_word(get(base, i.a + 2)).cast::<Dict>() } else { None };
        let given = given.filter(|d| !d.is_empty());
        if let Some(done) = self.quick_spread(record, get(base, i.a), args, given) {
            return done;
        }
        let keywords = given.map_or_else(Vec::new, |d| d.iter().map(|(k, v)| (k.word(), v.word())).collect());
        self.call_built(record, get(base, i.a), args, keywords)
    }

    /// A window at the top of the stack.
    pub(super) fn build_window(
        &mut self,
        callee: Word,
        args: &[Word],
        keywords: Vec<(Word, Word)>,
    ) -> Option<Call> {
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

    /// A generator, coroutine or async generator of a function whose parameters stand in the window.
    pub(super) fn make_generator(&self, f: &Function, window: *mut Reg) -> Word {
        let linked = f.linked();
        let flags = linked.code.flags;
        let form = Form::of(flags);
        let site = self.current_site();
        let g = Generator::new(&self.heap, f, form, site);
        let (from, to) = (window.wrapping_add(1), g.base());
        for i in 0..linked.code.param_regs() as usize {
            // SAFETY: parameters are registers; few words, for which a call of memcpy would cost more than the copy
            unsafe { to.add(i).write_volatile(*from.add(i)) }
        }
        // a coroutine that is awaited at once needs no watching
        if form != Form::Coroutine && flags.has_cleanup || flags.coroutine && !self.awaits_next(window) {
            self.watch_frame(g);
        }
        g.header().word()
    }

    /// Wants to be told of the death of a frame that has just been made.
    pub(super) fn watch_frame(&self, g: &Generator) {
        match g.form {
            Form::Coroutine => self.heap.watch_instead(g.header(), has_ended),
            _ => self.heap.watch(g.header()),
        }
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

    pub(super) fn word_text(&self, w: Word) -> String {
        Value::from_word(w).cast::<Str>().map_or_else(String::new, Str::to_text)
    }

    // calls made by natives

    /// Whether one more run loop may nest below a native: asked before a frame is made, so that no handler of
    /// that frame can take the RecursionError and go on nesting.
    #[inline(always)]
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
    #[inline(always)]
    pub(super) unsafe fn run_nested(&mut self, pc: *const Insn, base: *mut Reg) -> Result<Word, Raise> {
        let depth = self.stack.depth.get() + 1;
        self.stack.depth.set(depth);
        let saved = (self.cur_pc.get(), self.cur_base.get(), self.stack.top.get());
        // SAFETY: says the caller
        let result = unsafe { self.run_anyhow(pc, base) };
        self.cur_pc.set(saved.0);
        self.cur_base.set(saved.1);
        self.stack.top.set(saved.2);
        self.stack.depth.set(depth - 1);
        result
    }

    /// Runs in machine code where the frame's code has been translated, else in the dispatch loop.
    ///
    /// # Safety
    /// As for `run`.
    #[inline(always)]
    pub(super) unsafe fn run_anyhow(&mut self, pc: *const Insn, base: *mut Reg) -> Result<Word, Raise> {
        // SAFETY: says the caller
        unsafe {
            if self.is_translated(base) {
                self.run_in_machine_code(pc, base)
            } else {
                self.run_counted(pc, base)
            }
        }
    }

    /// Runs in the dispatch loop: perhaps the code is found to be hot.
    ///
    /// # Safety
    /// As for `run`.
    #[inline(never)]
    unsafe fn run_counted(&mut self, pc: *const Insn, base: *mut Reg) -> Result<Word, Raise> {
        let ticks = self.jit.ticks.get().wrapping_sub(1);
        self.jit.ticks.set(ticks);
        // SAFETY: says the caller
        unsafe {
            if ticks == 0 && self.sampled(base) {
                self.run_in_machine_code(pc, base)
            } else {
                self.run(pc, base)
            }
        }
    }

    /// Runs in machine code from the start, and in the dispatch loop where that leaves off.
    ///
    /// # Safety
    /// As for `run`; the code of the frame has been translated.
    #[inline(always)]
    unsafe fn run_in_machine_code(&mut self, pc: *const Insn, base: *mut Reg) -> Result<Word, Raise> {
        // SAFETY: says the caller
        match unsafe { self.run_translated(pc, base) } {
            answers::LEAVE => Ok(self.left.get()),
            answers::GO => {
                let (pc, base) = (self.cur_pc.get(), self.cur_base.get());
                // SAFETY: where machine code has left off
                unsafe { self.run(pc, base) }
            }
            _ => Err(Raise::parked()),
        }
    }

    /// How deep natives may call script that calls natives … The machine's thread has a stack to match.
    /// In a build that is not optimised frames take more of it.
    pub const MAX_NATIVE_DEPTH: u32 = if cfg!(debug_assertions) { 12_000 } else { 20_000 };

    pub(crate) fn call_handles(
        &mut self,
        f: Handle,
        args: &[Handle],
        kw: &[(&str, Handle)],
    ) -> Result<Word, Raise> {
        if kw.is_empty() {
            return self.call_words(f, args, &[]);
        }
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
            && let [one] = args
            && let Some(word) = self.plainly_called(f.get(self), one.get(self))
        {
            return Ok(word);
        }
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
        if kwargs.is_none()
            // SAFETY: the handle holds the tuple until the call has been made
            && let Some(t) = args.cast::<Tuple>(self).map(std::ptr::from_ref)
            && let Some(done) = self.quick_star(f, unsafe { &*t })
        {
            return done;
        }
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
                let here = (self.cur_pc.get(), self.cur_base.get());
                let Some(next) = self.push_plain(record, window) else { return Err(Raise::parked()) };
                let (pc, base) = self.entered(next);
                // SAFETY: a frame was just made
                let result = unsafe { self.run_nested(pc, base) };
                // the native goes on where it was called
                self.cur_pc.set(here.0);
                self.cur_base.set(here.1);
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

/// Whether an object is a coroutine at its end, whose death is no matter.
#[inline]
fn has_ended(h: &Header) -> bool {
    let g = Value::from_word(h.word()).cast::<Generator>();
    g.is_some_and(|g| g.form == Form::Coroutine && g.state.get() == GenState::Done)
}
