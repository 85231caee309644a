//! Natives: made from their rows, called with what the binder has put into place.

use std::cell::{Cell, OnceCell};
use std::sync::atomic::Ordering;

use super::call::Call;
use super::native::PairFn;
use super::signature::Signature;
use super::stack::Reg;
use super::{Args, Consumer, NativeRow, Question, Raise, Vm};
use crate::heap::{Word, interrupt};
use crate::value::*;

/// Records of natives in a block.
pub(super) const RECORDS: usize = 512;

/// What a native points at: its row, and the signature once it has been asked for (most never are).
pub(crate) struct NativeRecord {
    pub(crate) row: &'static NativeRow,
    debug: bool,
    /// Behind a pointer: of a thousand natives a script calls a few.
    parsed: OnceCell<Box<ParsedSignature>>,
}

/// A signature, with what the fast path asks of it.
pub(crate) struct ParsedSignature {
    pub(super) sig: Signature,
    pub(super) is_plain: bool,
    /// The fewest and the most arguments by position that are put into place without the binder; the first is
    /// above the second if there are none such.
    pub(super) least: u32,
    pub(super) most: u32,
    /// Where `*args` stands, if arguments by position need nothing but to be gathered there.
    pub(super) gather: Option<u32>,
    /// What it is for a generator that it goes through.
    pub(super) consumer: Option<Consumer>,
    /// What it asks the class of an instance.
    pub(super) asks: Option<Question>,
    /// What it does with two values in the plain case.
    pub(super) pair: Option<PairFn>,
    /// Where the keywords of the last call with constant ones went.
    pub(super) keywords: Cell<KeywordPlan>,
}

/// Where the keywords of a call with so many arguments by position go: parameters, in the order of the constant names.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct KeywordPlan {
    names: usize,
    positional: u8,
    places: [u8; KeywordPlan::MOST],
}

impl KeywordPlan {
    /// Calls with more keywords are not remembered.
    pub const MOST: usize = 4;

    /// A plan for these constant names.
    pub fn new(names: &[Word], positional: usize, places: &[usize]) -> Option<KeywordPlan> {
        let mut plan = KeywordPlan { names: names.as_ptr() as usize, ..KeywordPlan::default() };
        plan.positional = u8::try_from(positional).ok()?;
        if places.len() > KeywordPlan::MOST {
            return None;
        }
        for (to, place) in plan.places.iter_mut().zip(places) {
            *to = u8::try_from(*place).ok()?;
        }
        Some(plan)
    }

    /// The places of these names, if it is their plan.
    #[inline(always)]
    pub fn places(&self, names: &[Word], positional: usize) -> Option<&[u8]> {
        let fits = self.names == names.as_ptr() as usize && self.positional as usize == positional;
        if fits { self.places.get(..names.len()) } else { None }
    }
}

impl ParsedSignature {
    /// Whether a call may lead to a frame.
    pub(super) fn may_enter(&self) -> bool {
        self.consumer.is_some() || self.asks.is_some()
    }

    #[cold]
    fn parse(row: &NativeRow, debug: bool) -> ParsedSignature {
        let sig = Signature::parse(row);
        // in debug mode all calls come through the binder, and so past the look at the interrupt word
        let is_plain = sig.is_plain() && !debug;
        let (least, most) = if is_plain { (sig.required as u32, sig.positional as u32) } else { (1, 0) };
        ParsedSignature {
            gather: sig.gathers(),
            sig,
            is_plain,
            least,
            most,
            consumer: row.consumer,
            asks: row.asks,
            pair: row.pair,
            keywords: Cell::default(),
        }
    }
}

impl Vm {
    /// What a native was made from.
    pub(crate) fn record_of(native: &Native) -> &'static NativeRecord {
        // SAFETY: natives are made by native_from_row only; records live as long as the machine
        unsafe { &*native.signature.cast::<NativeRecord>() }
    }

    #[inline(always)]
    pub(super) fn signature_of(native: &Native) -> &'static ParsedSignature {
        Vm::parsed(Vm::record_of(native))
    }

    #[inline(always)]
    pub(super) fn parsed(record: &'static NativeRecord) -> &'static ParsedSignature {
        record.parsed.get_or_init(|| Box::new(ParsedSignature::parse(record.row, record.debug)))
    }

    /// The signature of a native, for `help` and `inspect`.
    pub fn native_signature<'h>(&'h self, native: &Native) -> &'h Signature {
        &Vm::signature_of(native).sig
    }

    /// Keeps a row that is no part of the program, as long as the machine lives.
    pub fn keep_row(&self, row: NativeRow) -> &'static NativeRow {
        let kept = Box::new(row);
        let at = &raw const *kept;
        self.rows.borrow_mut().push(kept);
        // SAFETY: natives, which alone hold rows, live no longer than the machine; boxes stay where they are
        unsafe { &*at }
    }

    pub(crate) fn native_from_row(&self, row: &'static NativeRow, owner: Option<Word>) -> &Native {
        let record = NativeRecord { row, debug: self.options.debug, parsed: OnceCell::new() };
        let mut blocks = self.natives.borrow_mut();
        if blocks.last().is_none_or(|b| b.len() == RECORDS) {
            blocks.push(Vec::with_capacity(RECORDS));
        }
        // a block never grows, so that records stay where they are
        let block = blocks.last_mut().expect("one was pushed");
        block.push(record);
        let at: *const NativeRecord = &block[block.len() - 1];
        drop(blocks);
        let native = Native::new(&self.heap, row.func as *const (), at.cast(), Builtins::Native);
        native.owner.set(native.header(), owner);
        native
    }

    /// Calls a native with what is in the window.
    pub(super) fn call_native(&mut self, call: &mut Call) -> Result<Word, Raise> {
        let callee = call.callee();
        let native = Value::from_word(callee).cast::<Native>().expect("of this kind");
        let parsed = Vm::signature_of(native);
        let n = parsed.sig.params.len();
        if !self.stack.fits(call.window, n.max(call.argc) + 8) {
            self.too_deep();
            return Err(Raise::parked());
        }
        self.bind_native(native, &parsed.sig, call)?;
        let args = call.window.wrapping_add(1);
        self.stack.top.set(self.stack.top.get().max(args.wrapping_add(n)));
        let result = (parsed.sig.func)(self, Args::new(args, n)).map(|r| r.word());
        if self.heap.interrupt().load(Ordering::Relaxed) & interrupt::SLOW != 0 {
            self.native_was_slow();
        }
        result
    }

    /// The call that has just ended took long: debug mode wants to know while the machine stands there.
    #[cold]
    fn native_was_slow(&mut self) {
        self.heap.interrupt().fetch_and(!interrupt::SLOW, Ordering::Relaxed);
        let parked = self.exc.take();
        for c in self.all_components() {
            // this bit raises nothing
            let _ = c.interrupted(self, interrupt::SLOW);
        }
        self.exc.set(parked);
    }

    pub(super) fn bind_native(
        &mut self,
        native: &Native,
        sig: &Signature,
        call: &mut Call,
    ) -> Result<(), Raise> {
        let args = call.args();
        let mut regs: Vec<Reg> = vec![None; sig.params.len()];
        let given = args.len().min(sig.positional);
        let mut places = sig.params.iter().enumerate().filter(|(_, p)| p.by_position).map(|(i, _)| i);
        for w in &args[..given] {
            if let Some(i) = places.next() {
                regs[i] = Some(*w);
            }
        }
        match sig.star {
            Some(i) => regs[i] = Some(Tuple::from_words(&self.heap, &args[given..]).value().word()),
            None if args.len() > sig.positional => return Err(self.native_arity(native, sig, args.len())),
            None => {}
        }
        let kwargs = sig.seen_double_star().map(|i| {
            let d = self.dict().value().word();
            regs[i] = Some(d);
            d
        });
        let all_given = args.len() + call.keywords.len();
        for (name, value) in std::mem::take(&mut call.keywords) {
            let text = self.word_text(name);
            match sig.params.iter().position(|p| p.by_keyword && p.name == text) {
                Some(i) if regs[i].is_some() => {
                    return Err(self.given_twice(native, sig, (&text, i), all_given));
                }
                Some(i) => regs[i] = Some(value),
                None => match kwargs.and_then(|d| Value::from_word(d).cast::<Dict>()) {
                    Some(d) => {
                        let k = self.intern(&text);
                        d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(value));
                    }
                    None if sig.double_star.is_some() => {}
                    None => {
                        let f = self.callable_text(native, sig);
                        let takes_none = !sig.params.iter().any(|p| p.by_keyword);
                        return Err(self.type_error(if takes_none {
                            format!("{f} takes no keyword arguments")
                        } else {
                            let short = self.short_text(native, sig);
                            // sorted() hands its keywords on
                            let short = if short == "sorted" { "sort" } else { short.as_str() };
                            let names = sig.params.iter().filter(|p| p.by_keyword).map(|p| p.name);
                            let near = crate::source::closest_keyword(&text, names);
                            let hint = near.map_or(String::new(), |n| format!(". Did you mean '{n}'?"));
                            format!("{short}() got an unexpected keyword argument '{text}'{hint}")
                        }));
                    }
                },
            }
        }
        for (i, p) in sig.params.iter().enumerate() {
            if !p.optional && regs[i].is_none() {
                if !p.by_position {
                    let f = self.callable_text(native, sig);
                    return Err(self.type_error(format_args!(
                        "{f} missing required keyword-only argument: '{}'",
                        p.name
                    )));
                }
                if p.by_keyword && sig.params.iter().all(|p| p.by_keyword || !p.by_position) {
                    let f = self.short_text(native, sig);
                    let place = match &*f {
                        "enumerate" => String::new(),
                        _ => format!(" (pos {})", i + 1 - Vm::is_method(sig) as usize),
                    };
                    return Err(
                        self.type_error(format_args!("{f}() missing required argument '{}'{place}", p.name))
                    );
                }
                return Err(self.native_arity(native, sig, args.len()));
            }
        }
        for (i, r) in regs.into_iter().enumerate() {
            call.set_arg(i, r);
        }
        call.argc = sig.params.len();
        Ok(())
    }

    /// `list.append()` or `len()`.
    pub(super) fn callable_text(&self, native: &Native, sig: &Signature) -> String {
        match native.owner.get().filter(|_| Vm::is_method(sig)) {
            Some(owner) if Vm::is_constructor(sig) => format!("{}()", self.word_text(owner)),
            Some(owner) => format!("{}.{}()", self.word_text(owner), sig.name),
            None => match native.owner.get().map(|w| self.word_text(w)) {
                Some(module) if module != "builtins" && !Vm::is_method(sig) => {
                    format!("{module}.{}()", sig.name)
                }
                _ => format!("{}()", sig.name),
            },
        }
    }

    /// `append`, `len`, or for a constructor the name of its class.
    pub(super) fn short_text(&self, native: &Native, sig: &Signature) -> String {
        match native.owner.get().filter(|_| Vm::is_constructor(sig)) {
            Some(owner) => self.word_text(owner),
            None => sig.name.to_owned(),
        }
    }

    /// The error of an argument that is given by position and by name.
    #[cold]
    fn given_twice(
        &self,
        native: &Native,
        sig: &Signature,
        (name, at): (&str, usize),
        given: usize,
    ) -> Raise {
        let short = self.short_text(native, sig);
        let method = Vm::is_method(sig) as usize;
        let (most, given) = (sig.params.len() - method, given - method);
        self.type_error(if given > most {
            let s = if most == 1 { "" } else { "s" };
            format!("{short}() takes at most {most} argument{s} ({given} given)")
        } else {
            format!("argument for {short}() given by name ('{name}') and position ({})", at + 1 - method)
        })
    }

    pub(super) fn is_method(sig: &Signature) -> bool {
        sig.params.first().is_some_and(|p| p.name == "self" || p.name == "cls")
    }

    /// Whether a native is what calling its class runs, so that errors name the class.
    pub(super) fn is_constructor(sig: &Signature) -> bool {
        sig.name == "__new__" || sig.name == "__init__"
    }

    /// The error of a method called on an object of another class.
    #[cold]
    pub(super) fn wrong_receiver(&self, callee: Option<Word>, receiver: Value<'_>) -> Raise {
        let native = callee.and_then(|w| Value::from_word(w).cast::<Native>());
        let name = native.map_or("?", |n| self.native_signature(n).name);
        let owner = native.and_then(|n| n.owner.get()).map_or_else(String::new, |w| self.word_text(w));
        let got = self.type_name(receiver);
        self.type_error(if name.starts_with("__") {
            format!("descriptor '{name}' requires a '{owner}' object but received a '{got}'")
        } else {
            format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{got}' object")
        })
    }

    /// The error of a wrong number of arguments, worded as CPython's C functions do.
    #[cold]
    pub(super) fn native_arity(&self, native: &Native, sig: &Signature, given: usize) -> Raise {
        let method = Vm::is_method(sig) as usize;
        if method == 1 && given == 0 {
            let owner = native.owner.get().map_or_else(String::new, |w| self.word_text(w));
            let name = sig.name;
            return self.type_error(if name == "__new__" {
                format!("{owner}.__new__(): not enough arguments")
            } else if name.starts_with("__") {
                format!("descriptor '{name}' of '{owner}' object needs an argument")
            } else {
                format!("unbound method {owner}.{name}() needs an argument")
            });
        }
        let (given, min, max) = (given - method, sig.required - method, sig.positional - method);
        let name = self.callable_text(native, sig);
        let s = |n: usize| if n == 1 { "" } else { "s" };
        let constructor = Vm::is_constructor(sig);
        let short = self.short_text(native, sig);
        let keywords = sig.params.iter().any(|p| p.by_keyword);
        if min == max && sig.star.is_none() {
            return self.type_error(match min {
                0 if keywords => format!("{}() takes no positional arguments", sig.name),
                0 => format!("{name} takes no arguments ({given} given)"),
                1 if !keywords && !constructor => {
                    format!("{name} takes exactly one argument ({given} given)")
                }
                _ => format!("{short} expected {min} argument{}, got {given}", s(min)),
            });
        }
        // these take the way of positional arguments alone when no keyword is given
        let keywords = keywords && !(constructor && matches!(&*short, "int" | "str") && given > max);
        if keywords && given > max {
            return self.type_error(format_args!(
                "{short}() takes at most {max} argument{} ({given} given)",
                s(max)
            ));
        }
        if keywords && given < min && max > min {
            let s = s(min);
            return self.type_error(format_args!(
                "{short}() takes at least {min} positional argument{s} ({given} given)"
            ));
        }
        let (bound, n) = if given < min { ("at least", min) } else { ("at most", max) };
        self.type_error(format_args!("{short} expected {bound} {n} argument{}, got {given}", s(n)))
    }
}
