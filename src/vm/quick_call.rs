//! Calls that bind where their arguments stand, without an allocation: what the loop's own path does not take,
//! but is still common. What does not fit (star parameters, metaclasses, errors) is left as it was, for `call`.

use super::bind::{KeywordPlan, ParsedSignature};
use super::call::Callee;
use super::ops::insn;
use super::signature::{Param, Signature};
use super::stack::{Frame, Reg, after};
use super::{Args, Handle, Raise, Sym, Vm};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::*;

/// Keywords that are moved by way of the machine stack.
pub(super) const MOST_KEYWORDS: usize = 16;

/// A call whose arguments stand behind its callee: those by position first, then those by keyword.
#[derive(Clone, Copy)]
pub(super) struct Quick<'a> {
    pub window: *mut Reg,
    pub positional: usize,
    pub names: &'a [Word],
    /// The names are a constant of the calling code.
    pub constant: bool,
}

/// The place of keywords that `**kwargs` takes.
const GATHERED: usize = usize::MAX;

impl Quick<'_> {
    pub fn count(&self) -> usize {
        self.positional + self.names.len()
    }

    pub fn reg(&self, i: usize) -> *mut Reg {
        self.window.wrapping_add(i)
    }

    pub fn callee(&self) -> Word {
        // SAFETY: windows hold a callee
        unsafe { *self.window }.unwrap_or(Word::NONE)
    }

    /// The values of the arguments: by position, and by keyword.
    pub fn values<'v>(&self) -> (&'v [Value<'v>], &'v [Value<'v>]) {
        // SAFETY: the window holds so many arguments, all set; a Value is a transparent Word
        let all = unsafe { std::slice::from_raw_parts(self.reg(1).cast::<Value<'v>>(), self.count()) };
        all.split_at(self.positional)
    }

    /// Moves the arguments from one place in the window to another.
    pub fn shift(&self, from: usize, to: usize) {
        // SAFETY: the room was asked for
        unsafe { std::ptr::copy(self.reg(from), self.reg(to), self.count()) }
    }
}

impl Vm {
    /// Where the callee is a method bound to an object, puts its function and the object into the window; gives the
    /// number of arguments there are then.
    ///
    /// # Safety
    /// The window holds a callee and so many arguments, and nothing alive lies above them.
    #[inline(always)]
    pub(super) unsafe fn unbind(&self, window: *mut Reg, argc: u32) -> u32 {
        // SAFETY: says the caller; room for one more is asked for
        unsafe {
            let Some((function, this)) = self.bound_parts(window) else { return argc };
            if !self.stack.fits(window, argc as usize + 4) {
                return argc;
            }
            for i in (1..=argc as usize).rev() {
                *window.add(i + 1) = *window.add(i);
            }
            *window = Some(function);
            *window.add(1) = Some(this);
            argc + 1
        }
    }

    /// The function of a bound method at the head of a window, or of an instance whose class has a function as `__call__`,
    /// and the object.
    #[inline(always)]
    unsafe fn bound_parts(&self, window: *mut Reg) -> Option<(Word, Word)> {
        // SAFETY: windows hold a callee
        let v = Value::from_word(unsafe { *window }?);
        match v.kind() {
            Kind::Method => v.cast::<Method>().map(|m| (m.func().word(), m.this().word())),
            Kind::Instance => {
                let f = self.lookup_special(v, Sym::Call)?;
                (f.kind() == Kind::Function).then(|| (f.word(), v.word()))
            }
            _ => None,
        }
    }

    /// A call that the loop did not take: arguments by position only.
    pub(super) fn call_cold(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        window: *mut Reg,
        argc: u32,
        dst: u32,
    ) -> Callee {
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let record = Frame { pc, base, dst, after: after::STORE };
        if let Some(done) = self.native_at_once(&record, window, argc) {
            return done;
        }
        if let Some(done) = self.function_at_once(&record, window, argc as usize) {
            return done;
        }
        let call = Quick { window, positional: argc as usize, names: &[], constant: false };
        match self.quick(call, record) {
            Some(done) => done,
            None => self.general_call(record, window, argc as usize),
        }
    }

    /// The generator that a call of a generator function makes whose arguments stand in place.
    ///
    /// # Safety
    /// The window holds a callee and so many arguments.
    #[inline(always)]
    pub(super) unsafe fn generator_at_once(&self, window: *mut Reg, argc: u32) -> Option<Word> {
        // SAFETY: says the caller
        let f = Value::from_word(unsafe { *window }?).cast::<Function>()?;
        let n = f.header().n();
        let fits = (n & Function::PARAMETERS) as u32 == argc && n & Function::GENERATOR != 0;
        (fits && n != Function::COMPLEX).then(|| self.make_generator(f, window))
    }

    /// A call of a plain script function that has defaults for what is missing, directly or bound to an object. None
    /// if it is no such call; then everything is as it was.
    #[inline(always)]
    pub(super) fn function_at_once(
        &mut self,
        record: &Frame,
        window: *mut Reg,
        argc: usize,
    ) -> Option<Callee> {
        // SAFETY: windows hold a callee
        let callee = Value::from_word(unsafe { *window }?);
        let (f, this) = match callee.kind() {
            Kind::Function => (callee.cast::<Function>()?, None),
            Kind::Method => {
                let m = callee.cast::<Method>()?;
                (m.func().cast::<Function>()?, Some(m.this().word()))
            }
            _ => return None,
        };
        let (n, given) = (f.header().n(), argc + this.is_some() as usize);
        if n == Function::COMPLEX && this.is_none() {
            let call = Quick { window, positional: argc, names: &[], constant: false };
            return self.quick(call, *record);
        }
        if n >= Function::GENERATOR || n as usize > argc + MOST_KEYWORDS {
            return None;
        }
        let n = n as usize;
        let missing = n.checked_sub(given)?;
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let defaults = defaults.map_or(&[][..], Tuple::words);
        let defaults = &defaults[defaults.len().checked_sub(missing)?..];
        if !self.stack.fits(window, n + 2) {
            return None;
        }
        // SAFETY: there is room for all parameters
        unsafe {
            if let Some(this) = this {
                std::ptr::copy(window.add(1), window.add(2), argc);
                *window = Some(f.header().word());
                *window.add(1) = Some(this);
            }
            for (i, w) in defaults.iter().enumerate() {
                *window.add(1 + given + i) = Some(*w);
            }
        }
        Some(self.enter(*record, window))
    }

    /// A call with keywords whose names are a constant.
    pub(super) fn call_keywords(&mut self, pc: *const Insn, base: *mut Reg, window: *mut Reg) -> Callee {
        let i = insn(pc);
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let names = Value::from_word(Vm::linked_of(base).consts()[i.c as usize]);
        let names = names.cast::<Tuple>().map_or(&[][..], Tuple::words);
        let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
        if names.len() <= MOST_KEYWORDS {
            let call = Quick { window, positional: i.b as usize - names.len(), names, constant: true };
            // SAFETY: windows hold a callee
            if let Some(f) = unsafe { *window }.and_then(|w| Value::from_word(w).cast::<Function>())
                && self.bind_as_planned(f, &call)
            {
                return self.enter_bound(f, record, window);
            }
            if let Some(done) = self.quick_instance_of(call, record) {
                return done;
            }
            if let Some(done) = self.quick(call, record) {
                return done;
            }
        }
        let args: Vec<Word> = (0..i.b as usize)
            // SAFETY: the window holds so many arguments
            .map(|n| unsafe { *window.add(1 + n) }.unwrap_or(Word::NONE))
            .collect();
        let positional = args.len() - names.len();
        let keywords = names.iter().copied().zip(args[positional..].iter().copied()).collect();
        // SAFETY: windows hold a callee
        let callee = unsafe { *window }.unwrap_or(Word::NONE);
        self.stack.top.set(self.top_of(base).max(window.wrapping_add(1 + args.len())));
        self.call_built(record, callee, &args[..positional], keywords)
    }

    /// A call made by a native of a plain script function or native, by position.
    pub(super) fn quick_from_native(&mut self, f: Handle, args: &[Handle]) -> Option<Result<Word, Raise>> {
        let callee = f.get(self).word();
        let window = self.window_below_native(callee, args.len())?;
        for (i, h) in args.iter().enumerate() {
            // SAFETY: there is room
            unsafe { *window.add(1 + i) = Some(h.get(self).word()) }
        }
        self.quick_window(window, args.len())
    }

    /// The same with the arguments in a tuple.
    pub(super) fn quick_star(&mut self, f: Handle, args: &Tuple) -> Option<Result<Word, Raise>> {
        let callee = f.get(self).word();
        let window = self.window_below_native(callee, args.len())?;
        for (i, w) in args.words().iter().enumerate() {
            // SAFETY: there is room
            unsafe { *window.add(1 + i) = Some(*w) }
        }
        let n = args.len();
        self.quick_window(window, n)
    }

    /// Room for a call made by a native of a function or method.
    #[inline(always)]
    fn window_below_native(&self, callee: Word, argc: usize) -> Option<*mut Reg> {
        let window = self.stack.top.get();
        let kind = Value::from_word(callee).kind();
        if !matches!(kind, Kind::Function | Kind::Native | Kind::Method) || !self.stack.fits(window, argc + 8)
        {
            return None;
        }
        // SAFETY: there is room
        unsafe { *window = Some(callee) }
        Some(window)
    }

    /// Calls what stands in a window on top of the stack with its arguments, below a native; none if that is not so
    /// simple, and everything is as it was.
    pub(super) fn call_window(&mut self, window: *mut Reg, argc: usize) -> Option<Result<Word, Raise>> {
        // SAFETY: windows hold a callee
        let kind = Value::from_word(unsafe { *window }?).kind();
        if kind == Kind::Native && argc == 2 && !self.options.debug {
            // SAFETY: the window holds the callee and so many arguments
            let (f, x, y) = unsafe { ((*window)?, (*window.add(1))?, (*window.add(2))?) };
            if let Some(native) = Value::from_word(f).cast::<Native>()
                && let Some(pair) = Vm::record_of(native).row.pair
                && let Some(ret) = pair(self, Value::from_word(x), Value::from_word(y))
            {
                return Some(Ok(ret.word()));
            }
        }
        let known = matches!(kind, Kind::Function | Kind::Native);
        if known && self.stack.fits(window, argc + 8) { self.quick_window(window, argc) } else { None }
    }

    fn quick_window(&mut self, window: *mut Reg, argc: usize) -> Option<Result<Word, Raise>> {
        // SAFETY: the window holds callee and arguments, and is the topmost thing alive
        let (argc, word) = unsafe { (self.unbind(window, argc as u32) as usize, (*window)?) };
        let call = Quick { window, positional: argc, names: &[], constant: false };
        if let Some(native) = Value::from_word(word).cast::<Native>() {
            let done = self.run_native(native, call);
            self.stack.top.set(window);
            return done;
        }
        let f = Value::from_word(word).cast::<Function>()?;
        // plain functions have their number of parameters there
        if f.header().n() as usize != argc {
            if !self.bind_in_place(f, call) {
                return None;
            }
            let flags = f.linked().code.flags;
            if flags.generator || flags.coroutine {
                return Some(Ok(self.make_generator(f, window)));
            }
        }
        Some(self.run_from_native(window))
    }

    /// A call made by a native of a plain script function that has just as many parameters, which are few.
    #[inline]
    pub(super) fn call_plain<const N: usize>(
        &mut self,
        f: Word,
        arguments: [Word; N],
    ) -> Option<Result<Word, Raise>> {
        let window = self.stack.top.get();
        if !takes(f, N) || !self.stack.fits(window, 8) {
            return None;
        }
        // SAFETY: there is room
        unsafe {
            *window = Some(f);
            for (i, w) in arguments.into_iter().enumerate() {
                *window.add(1 + i) = Some(w);
            }
        }
        Some(self.run_from_native(window))
    }

    /// The same of a special method.
    pub(super) fn special_from_native(
        &mut self,
        f: Word,
        object: Handle,
        arguments: &[Handle],
    ) -> Option<Result<Word, Raise>> {
        let window = self.stack.top.get();
        if !takes(f, arguments.len() + 1) || !self.stack.fits(window, arguments.len() + 8) {
            return None;
        }
        // SAFETY: there is room
        unsafe {
            *window = Some(f);
            *window.add(1) = Some(object.get(self).word());
            for (i, h) in arguments.iter().enumerate() {
                *window.add(2 + i) = Some(h.get(self).word());
            }
        }
        Some(self.run_from_native(window))
    }

    /// Runs a function whose arguments are in place, below a native.
    #[inline]
    fn run_from_native(&mut self, window: *mut Reg) -> Result<Word, Raise> {
        let base = window.wrapping_add(1);
        let linked = Vm::linked_of(base);
        let fp = self.stack.fp.get();
        if !self.may_nest() {
            return Err(Raise::parked());
        }
        if fp >= self.stack.limit.get() || !self.stack.fits(base, linked.nregs as usize) {
            self.too_deep();
            return Err(Raise::parked());
        }
        let record = Frame { pc: self.cur_pc.get(), base: std::ptr::null_mut(), dst: 0, after: after::HALT };
        // SAFETY: below the limit
        unsafe { record.write_to(fp) }
        self.stack.fp.set(fp.wrapping_add(1));
        // SAFETY: a frame was just made
        unsafe { self.run_nested(linked.entry(), base) }
    }

    /// A call with arguments that were unpacked, in a new window at the top of the stack.
    pub(super) fn quick_spread(
        &mut self,
        record: Frame,
        callee: Word,
        args: &[Word],
        keywords: Option<&Dict>,
    ) -> Option<Callee> {
        if let (Some(f), Some(keywords)) = (Value::from_word(callee).cast::<Function>(), keywords)
            && let Some(window) = self.spread_in_place(f, args, keywords)
        {
            return Some(self.enter_bound(f, record, window));
        }
        let window = self.stack.top.get();
        let named = keywords.map_or(0, Dict::len);
        if named > MOST_KEYWORDS || !self.stack.fits(window, args.len() + named + 8) {
            return None;
        }
        let mut names = [Word::NONE; MOST_KEYWORDS];
        // SAFETY: there is room
        unsafe {
            *window = Some(callee);
            for (i, w) in args.iter().enumerate() {
                *window.add(1 + i) = Some(*w);
            }
            for (n, (k, v)) in keywords.iter().flat_map(|d| d.iter()).enumerate() {
                names[n] = self.intern_str(k.cast::<Str>()?).value().word();
                *window.add(1 + args.len() + n) = Some(v.word());
            }
        }
        let names = &names[..named];
        self.quick(Quick { window, positional: args.len(), names, constant: false }, record)
    }

    /// A call, by position, of a function with star parameters or such by keyword only.
    pub(super) fn quick_complex(&mut self, record: &Frame, window: *mut Reg, argc: u32) -> Option<Callee> {
        // SAFETY: windows hold a callee
        let f = Value::from_word(unsafe { *window }?).cast::<Function>()?;
        if f.header().n() != Function::COMPLEX {
            return None;
        }
        self.quick(Quick { window, positional: argc as usize, names: &[], constant: false }, *record)
    }

    /// The call, if it is one of the common ones; else everything is as it was.
    fn quick(&mut self, mut call: Quick<'_>, record: Frame) -> Option<Callee> {
        let f = Value::from_word(call.callee());
        if !self.stack.fits(call.window, call.count() + 4) {
            return None;
        }
        match f.kind() {
            Kind::Native => self.quick_native(f.cast::<Native>()?, call, record),
            Kind::Function => {
                let f = f.cast::<Function>()?;
                if !self.bind_in_place(f, call) {
                    return None;
                }
                Some(self.enter_bound(f, record, call.window))
            }
            Kind::Method => {
                let m = f.cast::<Method>()?;
                let (func, this) = (m.func().word(), m.this().word());
                call.shift(1, 2);
                // SAFETY: there is room for one more
                unsafe {
                    *call.reg(0) = Some(func);
                    *call.reg(1) = Some(this);
                }
                call.positional += 1;
                let done = self.quick(call, record);
                if done.is_none() {
                    call.positional -= 1;
                    call.shift(2, 1);
                    // SAFETY: as above
                    unsafe { *call.reg(0) = Some(f.word()) }
                }
                done
            }
            Kind::Type => self.quick_class(f.cast::<Type>()?, call, record),
            _ => None,
        }
    }

    /// Enters a function whose parameters stand in the window, or makes the frame that waits for its first resumption.
    fn enter_bound(&mut self, f: &Function, record: Frame, window: *mut Reg) -> Callee {
        if f.header().n() < Function::GENERATOR {
            return self.enter(record, window);
        }
        let flags = f.linked().code.flags;
        if flags.coroutine
            && !flags.generator
            && let Some(next) = self.awaited_at_once(f, &record, window)
        {
            return Callee::Frame(next);
        }
        if flags.generator || flags.coroutine {
            let made = self.make_generator(f, window);
            return store(record, made);
        }
        self.enter(record, window)
    }

    pub(super) fn quick_native(&mut self, native: &Native, call: Quick<'_>, record: Frame) -> Option<Callee> {
        if !call.names.is_empty()
            && !self.options.debug
            && let Some(named) = Vm::record_of(native).row.named
        {
            let (args, values) = call.values();
            if let Some(ret) = named(self, args, Value::of_words(call.names), values) {
                return Some(store(record, ret.word()));
            }
        }
        let done = match self.keyed_at_once(Vm::signature_of(native).consumer, &call) {
            Some(done) => done,
            None => self.run_native(native, call)?,
        };
        Some(match done {
            Ok(w) => store(record, w),
            Err(_) => Callee::Raised,
        })
    }

    /// A native, its missing arguments unset.
    pub(super) fn run_native(&mut self, native: &Native, call: Quick<'_>) -> Option<Result<Word, Raise>> {
        let parsed = Vm::signature_of(native);
        let sig = &parsed.sig;
        let n = sig.params.len();
        if call.positional < sig.required && call.names.is_empty() || !self.stack.fits(call.window, n + 2) {
            return None;
        }
        if parsed.is_plain && call.names.is_empty() && call.positional <= sig.positional {
            for i in call.positional..n {
                // SAFETY: there is room for all parameters
                unsafe { *call.reg(1 + i) = None }
            }
        } else if !Vm::keywords_as_planned(parsed, &call) && !self.spread_native(parsed, call) {
            return None;
        }
        // everything alive in the caller lies below the window
        self.stack.top.set(call.reg(1 + n));
        let args = Args::new(call.reg(1), n);
        Some((sig.func)(self, args).map(|ret| ret.word()))
    }

    /// Puts keywords of a native where those of an earlier call with the same constant names went, if there was one.
    #[inline]
    fn keywords_as_planned(parsed: &ParsedSignature, call: &Quick<'_>) -> bool {
        let plan = parsed.keywords.get();
        let Some(places) = plan.places(call.names, call.positional).filter(|_| call.constant) else {
            return false;
        };
        let mut values: [Reg; KeywordPlan::MOST] = [None; KeywordPlan::MOST];
        // SAFETY: there is room for all parameters, and plans name those; the arguments given are set
        unsafe {
            for (k, v) in values[..places.len()].iter_mut().enumerate() {
                *v = *call.reg(1 + call.positional + k);
            }
            for i in call.positional..parsed.sig.params.len() {
                // volatile, since a call of memset would cost more
                call.reg(1 + i).write_volatile(None);
            }
            for (place, v) in places.iter().zip(values) {
                *call.reg(1 + *place as usize) = v;
            }
        }
        true
    }

    /// Puts star arguments and keywords of a native into their places; if it does not go, the arguments stand as
    /// before.
    fn spread_native(&mut self, parsed: &ParsedSignature, call: Quick<'_>) -> bool {
        let sig = &parsed.sig;
        let n = sig.params.len();
        let given = call.positional.min(sig.positional);
        if call.positional > given && sig.star.is_none() {
            return false;
        }
        let mut places = [0; MOST_KEYWORDS];
        for (place, name) in places.iter_mut().zip(call.names) {
            *place = match keyword_place(sig, *name) {
                Some(at) => at,
                None if sig.double_star.is_some() => GATHERED,
                None => return false,
            };
        }
        let places = &places[..call.names.len()];
        let twice = |(k, p): (usize, &usize)| *p < given || *p != GATHERED && places[..k].contains(p);
        let missing = |(i, p): (usize, &Param)| !p.optional && i >= given && !places.contains(&i);
        if places.iter().enumerate().any(twice) || sig.params.iter().enumerate().any(missing) {
            return false;
        }
        if call.constant
            && !places.is_empty()
            && sig.star.is_none()
            && sig.double_star.is_none()
            && let Some(plan) = KeywordPlan::new(call.names, call.positional, places)
        {
            parsed.keywords.set(plan);
        }
        let mut values: [Reg; MOST_KEYWORDS] = [None; MOST_KEYWORDS];
        // SAFETY: there is room for all parameters
        unsafe {
            for (k, v) in values[..call.names.len()].iter_mut().enumerate() {
                *v = *call.reg(1 + call.positional + k);
            }
            let star = sig.star.map(|at| {
                let rest: Vec<Word> = (given..call.positional).filter_map(|i| *call.reg(1 + i)).collect();
                (at, Tuple::from_words(&self.heap, &rest).value().word())
            });
            for i in given..n {
                *call.reg(1 + i) = None;
            }
            if let Some((at, rest)) = star {
                *call.reg(1 + at) = Some(rest);
            }
            let rest = sig.double_star.map(|at| (at, self.dict()));
            for ((place, name), v) in places.iter().zip(call.names).zip(values) {
                if *place == GATHERED {
                    self.gathered_keyword(rest.map(|r| r.1), *name, v);
                } else {
                    *call.reg(1 + place) = v;
                }
            }
            if let Some((at, rest)) = rest {
                *call.reg(1 + at) = Some(rest.value().word());
            }
        }
        true
    }

    pub(super) fn enter(&mut self, record: Frame, window: *mut Reg) -> Callee {
        match self.push_plain(record, window) {
            Some(next) => Callee::Frame(next),
            None => Callee::Raised,
        }
    }
}

/// Whether something is a plain script function of so many parameters.
#[inline]
pub(super) fn takes(f: Word, parameters: usize) -> bool {
    Value::from_word(f).cast::<Function>().is_some_and(|f| f.header().n() as usize == parameters)
}

/// Stores a result in the caller's register.
pub(super) fn store(record: Frame, w: Word) -> Callee {
    // SAFETY: the destination is a register of the frame
    unsafe { *record.base.add(record.dst as usize) = Some(w) }
    Callee::Done
}

/// The parameter of a native with this name.
fn keyword_place(sig: &Signature, name: Word) -> Option<usize> {
    let name = Value::from_word(name).cast::<Str>()?.bytes();
    sig.params.iter().position(|p| p.by_keyword && p.name.as_bytes() == name)
}
