//! Natives and built-in classes called by position: straight from the window, without the binder.

use super::bind::ParsedSignature;
use super::call::Callee;
use super::quick_call::store;
use super::stack::{Frame, Reg};
use super::{Args, Consumer, Handle, Question, Raise, Scope, Vm};
use crate::heap::{Word, WordVec};
use crate::value::number::int_text;
use crate::value::*;

/// Texts of ints up to this length cannot pass 64 bits.
const SHORT_INT: usize = 18;

impl Vm {
    /// The call of a native whose arguments, given by position, need no binder. None if it is no such call; then
    /// everything is as it was.
    #[inline(always)]
    pub(super) fn native_at_once(&mut self, record: &Frame, window: *mut Reg, argc: u32) -> Option<Callee> {
        // SAFETY: windows hold a callee
        let native = Value::from_word(unsafe { *window }?).cast::<Native>()?;
        let parsed = Vm::signature_of(native);
        if let Some(consumer) = parsed.consumer
            && let Some(entered) = self.consume(consumer, record, window, argc)
        {
            return Some(entered);
        }
        if let Some(question) = parsed.asks
            && let Some(entered) = self.asked_by_native(question, record, window, argc)
        {
            return Some(entered);
        }
        let mut argc = argc;
        if argc < parsed.least || argc > parsed.most {
            if argc == 2
                && let Some(pair) = parsed.pair
                // SAFETY: the window holds two arguments
                && let (Some(x), Some(y)) = unsafe { (*window.add(1), *window.add(2)) }
                && let Some(ret) = pair(self, Value::from_word(x), Value::from_word(y))
            {
                return Some(store(*record, ret.word()));
            }
            argc = self.gather(parsed, window, argc)?;
        }
        let n = parsed.sig.params.len();
        if !self.stack.fits(window, n + 2) {
            return None;
        }
        let args = window.wrapping_add(1);
        for i in argc as usize..n {
            // SAFETY: there is room for all parameters. Volatile, since a call of memset would cost more
            unsafe { args.add(i).write_volatile(None) }
        }
        // everything alive in the caller lies below the window
        self.stack.top.set(args.wrapping_add(n));
        Some(match (parsed.sig.func)(self, Args::new(args, n)) {
            Ok(ret) => store(*record, ret.word()),
            Err(_) => Callee::Raised,
        })
    }

    /// A call of a native bound to an object, if it needs no binder. None if it is no such call; then everything is as it
    /// was.
    #[inline]
    pub(super) fn bound_native_at_once(
        &mut self,
        record: &Frame,
        window: *mut Reg,
        argc: u32,
    ) -> Option<Callee> {
        // SAFETY: windows hold a callee
        let bound = Value::from_word(unsafe { *window }?).cast::<Method>()?;
        let native = bound.func().cast::<Native>()?;
        if let Some(w) = self.bound_plainly(bound, native, window, argc) {
            return Some(store(*record, w));
        }
        let parsed = Vm::signature_of(native);
        if argc + 1 < parsed.least || argc + 1 > parsed.most || !self.stack.fits(window, argc as usize + 2) {
            return None;
        }
        // SAFETY: there is room for one more
        unsafe {
            std::ptr::copy(window.add(1), window.add(2), argc as usize);
            *window = Some(native.header().word());
            *window.add(1) = Some(bound.this().word());
        }
        let done = self.native_at_once(record, window, argc + 1);
        if done.is_none() {
            // SAFETY: as above
            unsafe {
                std::ptr::copy(window.add(2), window.add(1), argc as usize);
                *window = Some(bound.header().word());
            }
        }
        done
    }

    /// The result of a call of a native bound to an object, in its plain case; none if it is no such call.
    #[inline(always)]
    pub(super) fn bound_at_once(&self, window: *mut Reg, argc: u32) -> Option<Word> {
        // SAFETY: windows hold a callee
        let bound = Value::from_word(unsafe { *window }?).cast::<Method>()?;
        self.bound_plainly(bound, bound.func().cast::<Native>()?, window, argc)
    }

    /// The same in the plain case, where nothing in the window need be moved.
    #[inline(always)]
    fn bound_plainly(&self, bound: &Method, native: &Native, window: *mut Reg, argc: u32) -> Option<Word> {
        let (row, this) = (&Vm::record_of(native).row, bound.this());
        // SAFETY: the window holds so many arguments
        let arg = |i: usize| unsafe { *window.add(i) }.map(Value::from_word);
        let done = match argc {
            _ if self.options.debug => None,
            0 => row.one?(self, this),
            1 => row.pair?(self, this, arg(1)?),
            2 => row.three?(self, this, arg(1)?, arg(2)?),
            _ => None,
        };
        done.map(|ret| ret.word())
    }

    /// A call, with unpacked arguments alone, of a native that takes them as `*args`: however many they are, they do
    /// not go over the stack.
    pub(super) fn quick_gathered(
        &mut self,
        record: &Frame,
        callee: Word,
        items: Value<'_>,
    ) -> Option<Callee> {
        let native = Value::from_word(callee).cast::<Native>()?;
        let parsed = Vm::signature_of(native);
        let n = parsed.sig.params.len();
        let window = self.stack.top.get();
        if parsed.gather != Some(0) || !self.stack.fits(window, n + 2) {
            return None;
        }
        let tuple = match items.cast::<List>() {
            Some(l) => {
                // SAFETY: copied at once
                let tuple = Tuple::from_words(&self.heap, unsafe { l.items().as_slice() }).value().word();
                // the list was made for this call: what it holds need not wait for a collection
                l.items().take_from(l.header(), &WordVec::new());
                tuple
            }
            None if items.shape() == Builtins::Tuple as u32 => items.word(),
            None => return None,
        };
        let args = window.wrapping_add(1);
        // SAFETY: there is room for all parameters
        unsafe {
            *window = Some(callee);
            *args = Some(tuple);
            for i in 1..n {
                *args.add(i) = None;
            }
        }
        self.stack.top.set(args.wrapping_add(n));
        Some(match (parsed.sig.func)(self, Args::new(args, n)) {
            Ok(ret) => store(*record, ret.word()),
            Err(_) => Callee::Raised,
        })
    }

    /// Puts what a native takes as `*args` into a tuple; gives the number of arguments there are now.
    #[inline(never)]
    fn gather(&self, parsed: &ParsedSignature, window: *mut Reg, argc: u32) -> Option<u32> {
        let star = parsed.gather?;
        let n = parsed.sig.params.len();
        if argc < star || !self.stack.fits(window, (argc as usize).max(n) + 2) {
            return None;
        }
        let first = window.wrapping_add(1 + star as usize);
        // SAFETY: the window holds so many arguments, all set; there is room for all parameters
        unsafe {
            let more = std::slice::from_raw_parts(first.cast::<Word>(), (argc - star) as usize);
            let tuple = Tuple::from_words(&self.heap, more).value().word();
            *first = Some(tuple);
            for i in star as usize + 1..n {
                *window.add(1 + i) = None;
            }
            match parsed.sig.double_star {
                Some(at) => {
                    if parsed.sig.seen_double_star().is_some() {
                        *window.add(1 + at) = Some(self.dict().value().word());
                    }
                    // what stands between the two is unset already
                    Some(n as u32)
                }
                None => Some(star + 1),
            }
        }
    }

    /// The call of a built-in class by position, if it is one of the frequent ones. The window has room for one
    /// more argument. None if it is not; then everything is as it was.
    pub(super) fn class_at_once(
        &mut self,
        class: &Type,
        record: &Frame,
        window: *mut Reg,
        argc: usize,
    ) -> Option<Callee> {
        let id = class.root.get();
        if id >= Builtins::Last as u32 {
            return None;
        }
        let args = window.wrapping_add(1);
        // SAFETY: the window holds so many arguments
        let arg = |i: usize| if i < argc { unsafe { *args.add(i) } } else { None };
        let first = arg(0).map(Value::from_word);
        self.stack.top.set(args.wrapping_add(argc));
        let quick = match (argc, first) {
            (1, Some(v)) => self.converted(id, v),
            (0, _) => self.empty_of(id),
            (2, Some(v)) if id == Builtins::Int as u32 => {
                arg(1).and_then(Word::as_int).and_then(|base| int_in_base(v, base))
            }
            (2, Some(v)) if id == Builtins::Super as u32 => self.super_of(v, Value::from_word(arg(1)?)),
            (2, Some(v)) if id == Builtins::Zip as u32 => self.zipped(&[v, Value::from_word(arg(1)?)]),
            (2, Some(f)) if id == Builtins::Map as u32 || id == Builtins::Filter as u32 => {
                self.passed_through(id, f, Value::from_word(arg(1)?))
            }
            (3, Some(f)) if id == Builtins::Map as u32 => {
                self.mapped_pairs(f, Value::from_word(arg(1)?), Value::from_word(arg(2)?))
            }
            _ => None,
        };
        if let Some(w) = quick {
            return Some(store(*record, w));
        }
        if id == Builtins::Str as u32
            && let (1, Some(v)) = (argc, first)
            && let Some(entered) = self.asked(v, Question::Text, *record)
        {
            return Some(entered);
        }
        if argc == 1 {
            if let Some(consumer) = Consumer::of_class(id)
                && let Some(entered) = self.consume(consumer, record, window, 1)
            {
                return Some(entered);
            }
            let h = Handle::Stack(self.stack_index(args));
            if let Some(done) = self.collected(id, h) {
                return Some(match done {
                    Ok(w) => store(*record, w),
                    Err(_) => Callee::Raised,
                });
            }
        }
        None
    }

    /// A value converted by a built-in class.
    pub(super) fn converted_word(&self, class: Word, w: Word) -> Option<Word> {
        let v = Value::from_word(class);
        let id = v.cast::<Type>()?.root.get();
        let plain = id < Builtins::Last as u32 && v.is_exact(Builtins::Type);
        if plain { self.converted(id, Value::from_word(w)) } else { None }
    }

    /// A call, with one argument, of a built-in function or class whose plain case it is: no script runs, nothing is
    /// raised.
    pub(crate) fn plainly_called(&self, callee: Value<'_>, v: Value<'_>) -> Option<Word> {
        if self.options.debug {
            return None;
        }
        if let Some(native) = callee.cast::<Native>() {
            let one = Vm::record_of(native).row.one?;
            return one(self, v).map(|ret| ret.word());
        }
        if let Some(method) = callee.cast::<Method>() {
            let pair = Vm::record_of(method.func().cast::<Native>()?).row.pair?;
            return pair(self, method.this(), v).map(|ret| ret.word());
        }
        self.converted_word(callee.word(), v.word())
    }

    /// A value as a number or text, or its class: where no script can run.
    pub(super) fn converted(&self, id: u32, v: Value<'_>) -> Option<Word> {
        match id {
            _ if id == Builtins::Str as u32 => self.quick_text(v),
            _ if id == Builtins::Int as u32 => {
                if v.is_exact(Builtins::Int) {
                    return Some(v.word());
                }
                if let Some(b) = v.as_bool() {
                    return Some(Word::small(b as i64));
                }
                if let Some(f) = v.word().as_float() {
                    let wide = f.abs() < 1e38;
                    return wide.then(|| IntObject::word_of_wide(&self.heap, (f as i128).into()));
                }
                if v.is_exact(Builtins::Bytes) {
                    return short_int(v.cast::<Bytes>()?.bytes()).and_then(Word::int);
                }
                let text = v.cast::<Str>().filter(|_| v.is_exact(Builtins::Str))?.bytes();
                match short_int(text) {
                    Some(i) => Word::int(i),
                    None => {
                        Some(self.int_of(int_text::parse_digits(text, self.int_digits())?.limbs()).word())
                    }
                }
            }
            _ if id == Builtins::Float as u32 => {
                if let Some(i) = v.as_small_int() {
                    return Some(Word::float(i as f64));
                }
                if v.word().is_float() {
                    return Some(v.word());
                }
                if let Some(b) = v.as_bool() {
                    return Some(Word::float(b as i64 as f64));
                }
                if let Some(i) = v.cast::<IntObject>().filter(|_| v.is_exact(Builtins::Int)) {
                    return Some(i.limbs().to_f64()).filter(|f| f.is_finite()).map(Word::float);
                }
                let text = v.cast::<Str>().filter(|_| v.is_exact(Builtins::Str))?.as_str()?;
                // what Rust reads of such characters is what Python reads
                let text = text.trim_matches([' ', '\t', '\n', '\r']);
                let plain =
                    text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e'));
                let named = ["nan", "inf", "-inf", "NaN", "Infinity"].contains(&text);
                if plain || named { text.parse().ok().map(Word::float) } else { None }
            }
            _ if id == Builtins::Bool as u32 => {
                let known = super::protocol::is_plain(v) || self.is_always_true(v);
                known.then(|| Word::bool(self.truth_builtin(v)))
            }
            _ if id == Builtins::Type as u32 => Some(self.type_of(v).header().word()),
            _ if id == Builtins::Enumerate as u32 => self.enumerated(v, Value::index(0)),
            _ if id == Builtins::Reversed as u32 => self.quick_reversed(v),
            _ if id == Builtins::List as u32 => match self.plain_words(v) {
                Some(words) => Some(List::from_words(&self.heap, words).value().word()),
                None => {
                    let list = List::empty(&self.heap);
                    self.extend_at_once(list, v).then(|| list.value().word())
                }
            },
            _ if id == Builtins::Tuple as u32 && v.is_exact(Builtins::Tuple) => Some(v.word()),
            _ if id == Builtins::Tuple as u32 => {
                self.plain_words(v).map(|w| Tuple::from_words(&self.heap, w).value().word())
            }
            _ if id == Builtins::FrozenSet as u32 && v.is_exact(Builtins::FrozenSet) => Some(v.word()),
            _ if id == Builtins::Set as u32 || id == Builtins::FrozenSet as u32 => {
                let set = self.quick_set_of(v, id == Builtins::FrozenSet as u32)?;
                Some(set.value().word())
            }
            _ if id == Builtins::Dict as u32 => self.quick_dict_of(v),
            _ if id == Builtins::Bytes as u32 && v.is_exact(Builtins::Bytes) => Some(v.word()),
            _ if id == Builtins::Bytes as u32 => {
                self.quick_bytes_of(v, |bytes| Bytes::new(&self.heap, bytes).value().word())
            }
            _ if id == Builtins::ByteArray as u32 => {
                self.quick_bytes_of(v, |bytes| ByteArray::new(&self.heap, bytes.to_vec()).value().word())
            }
            _ => None,
        }
    }

    /// The bytes that `bytes` or `bytearray` makes of bytes, of a number of zeros, or of a list or tuple of ints.
    fn quick_bytes_of(&self, v: Value<'_>, make: impl FnOnce(&[u8]) -> Word) -> Option<Word> {
        const FEW: usize = 64;
        if v.is_exact(Builtins::ByteArray) {
            return v.cast::<ByteArray>().map(|array| array.read(make));
        }
        if v.is_exact(Builtins::Bytes) {
            return v.cast::<Bytes>().map(|b| make(b.bytes()));
        }
        if let Some(n) = v.as_small_int() {
            let n = usize::try_from(n).ok()?;
            return if n <= FEW { Some(make(&[0; FEW][..n])) } else { None };
        }
        if v.is_exact(Builtins::Range) {
            let mut bytes = Vec::new();
            let mut take = |v: Value<'_>| {
                let byte = v.as_small_int().and_then(|n| u8::try_from(n).ok());
                bytes.extend(byte);
                byte.is_some()
            };
            return if self.feed(v, &mut take)? { Some(make(&bytes)) } else { None };
        }
        let words = self.plain_words(v)?;
        let byte = |w: &Word| w.as_int().and_then(|n| u8::try_from(n).ok());
        if words.len() > FEW {
            return words.iter().map(byte).collect::<Option<Vec<u8>>>().map(|bytes| make(&bytes));
        }
        let mut bytes = [0; FEW];
        for (to, w) in bytes.iter_mut().zip(words) {
            *to = byte(w)?;
        }
        Some(make(&bytes[..words.len()]))
    }

    /// A new dict of another one's items or of a list's pairs, where no script can run.
    fn quick_dict_of(&self, v: Value<'_>) -> Option<Word> {
        if v.is_exact(Builtins::Dict) {
            return Some(self.copy_of_dict(v.cast::<Dict>()?, 0).value().word());
        }
        let pairs = self.plain_values(v)?;
        let made = self.dict();
        pairs.iter().all(|pair| self.quick_pair_set(made, *pair)).then(|| made.value().word())
    }

    /// `super(class, object)` for an object that is no class.
    pub(super) fn super_of(&self, class: Value<'_>, object: Value<'_>) -> Option<Word> {
        let (own, of) = (self.type_of(object), class.cast::<Type>()?);
        let plain = object.kind() != Kind::Type && own.is_subclass_of(of);
        plain.then(|| Super::new(&self.heap, class, object, own.value()).value().word())
    }

    /// What a `for` loop goes through a range with.
    pub(super) fn range_iter(&self, start: Value<'_>, stop: Value<'_>, step: Value<'_>) -> Option<Word> {
        let (start, stop, step) = (start.as_small_int()?, stop.as_small_int()?, step.as_small_int()?);
        if step == 0 {
            return None;
        }
        // inline ints are so small that nothing overflows
        let left = match step {
            1 => stop - start,
            _ if step > 0 => (stop - start + step - 1) / step,
            _ => (start - stop - step - 1) / -step,
        };
        let numbers = [start, step, left.max(0)];
        let none = Value::NONE;
        let it = Iter::new(&self.heap, Builtins::RangeIter, IterState::Range, numbers, none, none);
        Some(it.value().word())
    }

    /// `map` of a function and two iterables of built-in data.
    pub(super) fn mapped_pairs(&self, f: Value<'_>, x: Value<'_>, y: Value<'_>) -> Option<Word> {
        let its = [self.quick_iter(x.word())?, self.quick_iter(y.word())?];
        let its = Tuple::from_words(&self.heap, &its).value();
        Some(Iter::new(&self.heap, Builtins::Map, IterState::Map, [0; 3], f, its).value().word())
    }

    /// `map` or `filter` of a function and an iterable of built-in data.
    pub(super) fn passed_through(&self, id: u32, f: Value<'_>, items: Value<'_>) -> Option<Word> {
        let it = self.quick_iter(items.word())?;
        let made = if id == Builtins::Map as u32 {
            let its = Tuple::from_words(&self.heap, &[it]).value();
            Iter::new(&self.heap, Builtins::Map, IterState::Map, [0; 3], f, its)
        } else {
            let it = Value::from_word(it);
            Iter::new(&self.heap, Builtins::Filter, IterState::Filter, [0; 3], f, it)
        };
        Some(made.value().word())
    }

    /// An empty container.
    fn empty_of(&self, id: u32) -> Option<Word> {
        Some(match id {
            _ if id == Builtins::List as u32 => List::empty(&self.heap).value().word(),
            _ if id == Builtins::Dict as u32 => self.dict().value().word(),
            _ if id == Builtins::Set as u32 => Set::new(&self.heap, false).value().word(),
            _ if id == Builtins::FrozenSet as u32 => Set::new(&self.heap, true).value().word(),
            _ if id == Builtins::Bytes as u32 => Bytes::new(&self.heap, b"").value().word(),
            _ if id == Builtins::ByteArray as u32 => ByteArray::new(&self.heap, Vec::new()).value().word(),
            _ if id == Builtins::Int as u32 => Word::small(0),
            _ if id == Builtins::Float as u32 => Word::float(0.0),
            _ if id == Builtins::Bool as u32 => Word::FALSE,
            _ if id == Builtins::Str as u32 => self.empty_str(),
            _ if id == Builtins::Tuple as u32 => Tuple::from_words(&self.heap, &[]).value().word(),
            _ => return None,
        })
    }

    /// A list, tuple, set or dict of an iterable.
    fn collected(&mut self, id: u32, h: Handle) -> Option<Result<Word, Raise>> {
        if id == Builtins::Dict as u32 {
            let v = h.get(self);
            if !v.is_exact(Builtins::Dict) && !v.is_exact(Builtins::List) && v.kind() != Kind::Iter {
                return None;
            }
        }
        if id == Builtins::FrozenSet as u32 && h.get(self).is_exact(Builtins::FrozenSet) {
            return Some(Ok(h.get(self).word()));
        }
        let mut s = self.scope();
        let made = match id {
            _ if id == Builtins::List as u32 => s.list_of(h),
            _ if id == Builtins::Tuple as u32 => s.tuple_of(h),
            _ if id == Builtins::Set as u32 => {
                let set = s.keep(|vm| Set::new(&vm.heap, false).value());
                s.set_update(set, h).map(|()| set)
            }
            _ if id == Builtins::FrozenSet as u32 => s.set_of(h, true),
            _ if id == Builtins::Dict as u32 => s.dict_of(h),
            _ => return None,
        };
        Some(made.map(|h| h.get(&s).word()))
    }

    /// The decimal text of an int of 64 bits.
    pub fn int_text(&self, i: i64) -> Value<'_> {
        Str::of_int(&self.heap, i).value()
    }
}

impl Scope<'_> {
    /// `getattr(object, name)`, with none for what is plainly missing, so that no exception is made for it.
    pub fn find_attribute(&mut self, object: Handle, name: Handle) -> Result<Option<Handle>, Raise> {
        let name = self.attr_name(name.get(self))?;
        let found = self.get_attr_opt(object, name)?;
        Ok(found.map(|w| self.keep_word(w)))
    }
}

/// `int(text, base)` of plain digits that surely fit.
fn int_in_base(v: Value<'_>, base: i64) -> Option<Word> {
    let base = u32::try_from(base).ok().filter(|b| (2..=36).contains(b))?;
    let text = v.cast::<Str>().filter(|_| v.is_exact(Builtins::Str))?.bytes();
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    let mut n = 0i64;
    for b in text {
        n = n * base as i64 + (*b as char).to_digit(base)? as i64;
    }
    Word::int(n)
}

/// The number in plain digits with perhaps a sign.
fn short_int(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > SHORT_INT {
        return None;
    }
    let mut n = 0i64;
    for b in digits {
        if !b.is_ascii_digit() {
            return None;
        }
        n = n * 10 + (b - b'0') as i64;
    }
    Some(if negative { -n } else { n })
}
