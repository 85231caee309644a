//! Cold paths of `match`, `except*`, `async for` and a few rare instructions.

use super::lookup::Found;
use super::ops::{get, insn, put};
use super::stack::Reg;
use super::{Exc, Handle, Raise, Resume, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// The most sub-patterns of a mapping or class pattern that are looked up without handles.
const AT_ONCE: usize = 8;

impl Vm {
    fn run_op(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        words: [Word; 2],
        f: impl FnOnce(&mut Scope<'_>, Handle, Handle) -> Result<Word, Raise>,
    ) -> bool {
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let (a, b) = (s.keep_word(words[0]), s.keep_word(words[1]));
        match f(s, a, b) {
            Ok(w) => {
                put(base, insn(pc).a, w);
                true
            }
            Err(_) => false,
        }
    }

    pub(super) fn match_kind(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let class = self.type_of(Value::from_word(get(base, i.b)));
        let flag = if i.operation() == Op::MatchSeq { TypeFlags::SEQUENCE } else { TypeFlags::MAPPING };
        let b = class.has(flag) || class.mro().iter().any(|c| c.cast::<Type>().is_some_and(|c| c.has(flag)));
        put(base, i.a, Word::bool(b));
    }

    /// The values of a mapping pattern's keys in a plain dict, if no script can run; None (the value) where one is
    /// missing.
    fn match_keys_at_once(&self, subject: Word, keys: Word) -> Option<Word> {
        let subject = Value::from_word(subject);
        let dict = subject.cast::<Dict>().filter(|_| subject.is_exact(Builtins::Dict))?;
        let keys = Value::from_word(keys).cast::<Tuple>()?.items();
        let mut values = [Word::NONE; AT_ONCE];
        for (n, key) in keys.iter().enumerate() {
            // a key given twice is an error
            if keys[..n].iter().any(|k| self.quick_eq(*k, *key) != Some(false)) {
                return None;
            }
            match self.quick_dict_get(dict, *key)? {
                Some(v) => *values.get_mut(n)? = v.word(),
                None => return Some(Word::NONE),
            }
        }
        Some(Tuple::from_words(&self.heap, &values[..keys.len()]).value().word())
    }

    /// What a class pattern's attributes are, if no script can run; None (the value) for an object of another class.
    fn match_class_at_once(&self, i: Insn, base: *mut Reg) -> Option<Word> {
        let (subject, class) = (Value::from_word(get(base, i.b)), Value::from_word(get(base, i.c)));
        let class_type = class.cast::<Type>()?;
        if !self.quick_instance(subject, class)? {
            return Some(Word::NONE);
        }
        let positional = Value::from_word(get(base, i.c + 1)).as_i64()? as usize;
        let named = Value::from_word(get(base, i.c + 2)).cast::<Tuple>()?.words();
        let mut values = [Word::NONE; AT_ONCE];
        let mut places: &[Word] = &[];
        let mut whole = 0;
        if positional > 0 {
            let match_args = self.sym_word(Sym::MatchArgs);
            match self.lookup_in_class(class_type, Sym::MatchArgs) {
                Some(_) => match self.resolve(class, match_args)? {
                    Found::Value(w, _) => {
                        let fields = Value::from_word(w);
                        places = fields.cast::<Tuple>()?.words().get(..positional)?;
                    }
                    _ => return None,
                },
                None if positional == 1 && self.matches_itself(class_type) => {
                    values[0] = subject.word();
                    whole = 1;
                }
                None => return None,
            }
        }
        let count = whole + places.len() + named.len();
        let names = || places.iter().chain(named);
        for (n, name) in names().enumerate() {
            let name = self.intern_str(Value::from_word(*name).cast::<Str>()?).value().word();
            // an attribute asked for twice is an error
            if names().take(n).any(|before| *before == name) {
                return None;
            }
            let Found::Value(w, _) = self.resolve(subject, name)? else { return None };
            *values.get_mut(whole + n)? = w;
        }
        Some(Tuple::from_words(&self.heap, values.get(..count)?).value().word())
    }

    #[cold]
    #[inline(never)]
    pub(super) fn match_keys(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        if let Some(w) = self.match_keys_at_once(get(base, i.b), get(base, i.c)) {
            put(base, i.a, w);
            return true;
        }
        self.run_op(pc, base, [get(base, i.b), get(base, i.c)], |s, subject, keys| {
            let keys = keys.cast::<Tuple>(s).map_or_else(Vec::new, |t| t.words().to_vec());
            let seen = s.keep(|vm| Set::new(&vm.heap, false).value());
            let values = s.keep(|vm| vm.list(&[]));
            for k in keys {
                let key = s.keep_word(k);
                if s.set_contains(seen, key)? {
                    let text = s.repr(key)?;
                    let text = s.word_text(text.get(s).word());
                    return Err(s.value_error(format_args!("mapping pattern checks duplicate key ({text})")));
                }
                s.set_add(seen, key)?;
                let out = s.root();
                let found = if subject.get(s).is_exact(Builtins::Dict) {
                    s.dict_get(subject, key, out)?
                } else {
                    // get() with a default of its own, so that __missing__ is not asked
                    let marker = s.keep(|vm| vm.dict().value());
                    let v = s.call_method(subject, "get", &[key, marker])?;
                    let hit = !v.get(s).is(marker.get(s));
                    let w = v.get(s).word();
                    s.set_word(out, w);
                    hit
                };
                if !found {
                    return Ok(Word::NONE);
                }
                if let Some(l) = values.cast::<List>(s) {
                    l.push(&s.heap, out.get(s));
                }
            }
            let items = values.cast::<List>(s).map_or_else(Vec::new, |l| l.items().to_vec());
            Ok(Tuple::from_words(&s.heap, &items).value().word())
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn match_rest(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.run_op(pc, base, [get(base, i.b), get(base, i.c)], |s, subject, keys| {
            let d = s.keep(|vm| vm.dict().value());
            s.dict_update(d, subject)?;
            let keys = keys.cast::<Tuple>(s).map_or_else(Vec::new, |t| t.words().to_vec());
            let out = s.root();
            for k in keys {
                let key = s.keep_word(k);
                s.dict_del(d, key, out)?;
            }
            Ok(d.get(s).word())
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn match_class(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        if let Some(w) = self.match_class_at_once(i, base) {
            put(base, i.a, w);
            return true;
        }
        let positional = Value::from_word(get(base, i.c + 1)).as_i64().unwrap_or(0) as usize;
        let names = Value::from_word(get(base, i.c + 2))
            .cast::<Tuple>()
            .map_or_else(Vec::new, |t| t.words().to_vec());
        self.run_op(pc, base, [get(base, i.b), get(base, i.c)], |s, subject, class| {
            s.match_class_pattern(subject, class, positional, &names)
        })
    }

    /// Built-in classes whose one positional pattern is the subject itself.
    fn matches_itself(&self, c: &Type) -> bool {
        use Builtins as B;
        [
            B::Bool,
            B::ByteArray,
            B::Bytes,
            B::Dict,
            B::Float,
            B::FrozenSet,
            B::Int,
            B::List,
            B::Set,
            B::Str,
            B::Tuple,
        ]
        .into_iter()
        .any(|b| c.is_subclass_of(self.class(b)))
    }

    // except*

    #[cold]
    #[inline(never)]
    pub(super) fn exc_match_star(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let (e, class) = (s.keep_word(get(base, i.b)), s.keep_word(get(base, i.c)));
        match s.split_star(e, class) {
            Ok((matched, rest)) => {
                put(base, i.a, matched.get(s).word());
                put(base, i.a + 1, rest.get(s).word());
                let matched = matched.get(s);
                if !matched.is_none() {
                    // what the handler raises has the matched part as its context
                    let word = matched.word();
                    s.handling.set(Some(word));
                }
                true
            }
            Err(_) => false,
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn exc_star_end(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.run_op(pc, base, [get(base, i.b), get(base, i.c)], |s, original, raised| {
            s.combine_star(original, raised)
        })
    }

    // iteration

    /// Closes the suspended generator of a loop that is left early.
    #[cold]
    #[inline(never)]
    pub(super) fn close_iterator(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let w = get(base, insn(pc).a);
        let Some(g) = Value::from_word(w).cast::<Generator>() else { return true };
        if g.state.get() != GenState::Suspended || g.is_busy() {
            return true;
        }
        if g.form == Form::AsyncGenerator {
            for component in self.all_components() {
                component.async_generator_dropped(self, Value::from_word(w));
            }
            return true;
        }
        if g.form != Form::Generator {
            return true;
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let g = s.keep_word(w);
        s.close_generator(g).is_ok()
    }

    #[cold]
    #[inline(never)]
    pub(super) fn get_aiter(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let w = get(base, insn(pc).b);
        if let Some(g) = Value::from_word(w).cast::<Generator>()
            && g.form == Form::AsyncGenerator
        {
            put(base, insn(pc).a, w);
            return true;
        }
        self.run_op(pc, base, [w, Word::NONE], |s, o, _| {
            let Some(it) = s.call_special(o, Sym::AIter, &[])? else {
                let name = s.type_name(o.get(s));
                return Err(s.type_error(format_args!(
                    "'async for' requires an object with __aiter__ method, got {name}"
                )));
            };
            s.is_async_iterator(it.get(s))?;
            Ok(it.get(s).word())
        })
    }

    /// What `__aiter__` gave must have `__anext__`.
    pub(super) fn is_async_iterator(&self, v: Value<'_>) -> Result<(), Raise> {
        if self.lookup_special(v, Sym::ANext).is_some() {
            return Ok(());
        }
        let name = self.type_name(v);
        Err(self.type_error(format_args!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
        )))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn get_yield_from(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let w = get(base, insn(pc).b);
        let v = Value::from_word(w);
        let passes = v.cast::<Generator>().is_some_and(|g| g.form != Form::AsyncGenerator)
            || v.as_future().is_some()
            || v.shape() == Builtins::Suspension as u32;
        if passes {
            put(base, insn(pc).a, w);
            return true;
        }
        if let Some(made) = self.iter_generator(pc, base, v) {
            put(base, insn(pc).a, made);
            return true;
        }
        self.run_op(pc, base, [w, Word::NONE], |s, o, _| {
            let it = s.iter(o)?;
            Ok(it.get(s).word())
        })
    }

    // type parameters

    pub(super) fn make_type_var(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let name = Vm::linked_of(base).names[i.b as usize];
        let v = self.new_type_var(name);
        put(base, i.a, v);
    }

    fn new_type_var(&self, name: Word) -> Word {
        let v = Instance::new(&self.heap, Builtins::TypeVar as u32, 1).value();
        self.put_attr(v, self.sym_word(Sym::Name), name);
        v.word()
    }

    pub(super) fn make_alias(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let name = Vm::linked_of(base).names[i.b as usize];
        let value = get(base, i.c);
        let v = Instance::new(&self.heap, Builtins::TypeAlias as u32, 2).value();
        self.put_attr(v, self.sym_word(Sym::Name), name);
        self.put_attr(v, self.intern("__value__").value().word(), value);
        let w = v.word();
        put(base, i.a, w);
    }
}

impl Scope<'_> {
    fn match_class_pattern(
        &mut self,
        subject: Handle,
        class: Handle,
        positional: usize,
        names: &[Word],
    ) -> Result<Word, Raise> {
        if class.cast::<Type>(self).is_none() {
            return Err(self.type_error("called match pattern must be a class"));
        }
        if !self.is_instance(subject, class)? {
            return Ok(Word::NONE);
        }
        let out = self.keep(|vm| vm.list(&[]));
        let mut seen: Vec<Word> = Vec::new();
        if positional > 0 {
            let class_name = class.cast::<Type>(self).map(Type::name_text).unwrap_or_default();
            let match_args = self.getattr_opt(class, "__match_args__")?;
            let fields = match match_args {
                Some(m) => match m.cast::<Tuple>(self) {
                    Some(t) => Some(t.words().to_vec()),
                    None => {
                        let got = self.type_name(m.get(self));
                        return Err(self.type_error(format_args!(
                            "{class_name}.__match_args__ must be a tuple (got {got})"
                        )));
                    }
                },
                None => None,
            };
            let own = fields.is_none() && class.cast::<Type>(self).is_some_and(|c| self.matches_itself(c));
            let allowed = if own { 1 } else { fields.as_ref().map_or(0, Vec::len) };
            if positional > allowed {
                let s = if allowed == 1 { "" } else { "s" };
                return Err(self.type_error(format_args!(
                    "{class_name}() accepts {allowed} positional sub-pattern{s} ({positional} given)"
                )));
            }
            if own {
                if let Some(l) = out.cast::<List>(self) {
                    l.push(&self.heap, subject.get(self));
                }
            } else {
                for w in fields.unwrap_or_default().into_iter().take(positional) {
                    if !self.match_attribute(subject, w, &mut seen, out, &class_name)? {
                        return Ok(Word::NONE);
                    }
                }
            }
        }
        let class_name = class.cast::<Type>(self).map(Type::name_text).unwrap_or_default();
        for w in names {
            if !self.match_attribute(subject, *w, &mut seen, out, &class_name)? {
                return Ok(Word::NONE);
            }
        }
        let items = out.cast::<List>(self).map_or_else(Vec::new, |l| l.items().to_vec());
        Ok(Tuple::from_words(&self.heap, &items).value().word())
    }

    fn match_attribute(
        &mut self,
        subject: Handle,
        name: Word,
        seen: &mut Vec<Word>,
        out: Handle,
        class: &str,
    ) -> Result<bool, Raise> {
        let name = self.attr_name(Value::from_word(name))?;
        if seen.contains(&name) {
            let text = self.word_text(name);
            return Err(
                self.type_error(format_args!("{class}() got multiple sub-patterns for attribute '{text}'"))
            );
        }
        seen.push(name);
        let text = self.word_text(name);
        match self.getattr_opt(subject, &text)? {
            Some(v) => {
                if let Some(l) = out.cast::<List>(self) {
                    l.push(&self.heap, v.get(self));
                }
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// `except* class`: the part of an exception that matches (as a group), and the rest.
    fn split_star(&mut self, e: Handle, class: Handle) -> Result<(Handle, Handle), Raise> {
        let none = self.root();
        if e.get(self).is_none() {
            return Ok((none, none));
        }
        let is_group = |s: &Scope<'_>, v: Value<'_>| {
            v.cast::<Type>().is_some_and(|c| c.is_subclass_of(s.exc_class(Exc::BaseExceptionGroup)))
        };
        let v = class.get(self);
        let classes: Vec<Value<'_>> = v.cast::<Tuple>().map_or_else(|| vec![v], |t| t.items().to_vec());
        if classes.iter().any(|c| is_group(self, *c)) {
            return Err(
                self.type_error("catching ExceptionGroup with except* is not allowed. Use except instead.")
            );
        }
        match self.exception_matches(e.get(self), class.get(self)) {
            None => {
                Err(self.type_error("catching classes that do not inherit from BaseException is not allowed"))
            }
            Some(true) => {
                if self.is_instance_of(e.get(self), Exc::BaseExceptionGroup) {
                    return Ok((e, none));
                }
                let list = self.keep(|vm| vm.tuple(&[e.get(vm)]));
                let base = !self.is_instance_of(e.get(self), Exc::Exception);
                let class = if base { Exc::BaseExceptionGroup } else { Exc::ExceptionGroup };
                let class = self.keep(|vm| vm.exc_class(class).value());
                let text = self.keep(|vm| vm.str(""));
                let group = self.call(class, &[text, list])?;
                Ok((group, none))
            }
            Some(false) if self.is_instance_of(e.get(self), Exc::BaseExceptionGroup) => {
                if let Some((matched, rest)) = self.split_at_once(e.get(self), class.get(self)) {
                    return Ok((self.keep_word(matched), self.keep_word(rest)));
                }
                let pair = self.call_method(e, "split", &[class])?;
                let items = pair.cast::<Tuple>(self).map_or_else(Vec::new, |t| t.words().to_vec());
                let matched = self.keep_word(items.first().copied().unwrap_or(Word::NONE));
                let rest = self.keep_word(items.get(1).copied().unwrap_or(Word::NONE));
                Ok((matched, rest))
            }
            Some(false) => Ok((none, e)),
        }
    }

    /// What an `except*` statement raises at its end: what was not handled and what handlers raised.
    fn combine_star(&mut self, original: Handle, raised: Handle) -> Result<Word, Raise> {
        let all = raised.cast::<List>(self).map_or_else(Vec::new, |l| l.items().to_vec());
        let all: Vec<Word> = all.into_iter().filter(|w| *w != Word::NONE).collect();
        match all[..] {
            [] => return Ok(Word::NONE),
            [one] if one == original.get(self).word() => return Ok(one),
            _ => {}
        }
        let original_is_group = self.is_instance_of(original.get(self), Exc::BaseExceptionGroup);
        if !original_is_group && all.len() == 1 {
            return Ok(all[0]);
        }
        // parts of the original that were left over or raised again keep its shape; the rest stand beside them
        let (mut again, mut fresh) = (Vec::new(), Vec::new());
        for w in all {
            if self.is_part_of(w, original) { again.push(w) } else { fresh.push(w) }
        }
        if fresh.is_empty() && original_is_group {
            return self.project(original, &again);
        }
        if !again.is_empty() {
            let p = self.project(original, &again)?;
            fresh.push(p);
        }
        if let [one] = fresh[..] {
            return Ok(one);
        }
        let list = self.keep(|vm| List::from_words(&vm.heap, &fresh).value());
        let text = self.keep(|vm| vm.str(""));
        let class = self.keep(|vm| vm.exc_class(Exc::BaseExceptionGroup).value());
        let group = self.call(class, &[text, list])?;
        Ok(group.get(self).word())
    }

    fn leaves(&self, w: Word, out: &mut Vec<Word>) {
        let v = Value::from_word(w);
        match self.stored_symbol(v, Sym::Exceptions).and_then(|x| x.cast::<Tuple>()) {
            Some(t) => t.words().iter().for_each(|w| self.leaves(*w, out)),
            None => out.push(w),
        }
    }

    /// Whether all leaves are leaves of the original, and the traceback is the original's.
    fn is_part_of(&self, w: Word, original: Handle) -> bool {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        self.leaves(w, &mut a);
        self.leaves(original.get(self).word(), &mut b);
        a.iter().all(|x| b.contains(x))
    }

    /// The original group with only the leaves of these parts.
    fn project(&mut self, original: Handle, parts: &[Word]) -> Result<Word, Raise> {
        let mut keep = Vec::new();
        for p in parts {
            self.leaves(*p, &mut keep);
        }
        match self.filter_group(original, &keep)? {
            Some(h) => Ok(h.get(self).word()),
            None => Ok(Word::NONE),
        }
    }

    fn filter_group(&mut self, group: Handle, keep: &[Word]) -> Result<Option<Handle>, Raise> {
        let v = group.get(self);
        let items = self
            .stored_symbol(v, Sym::Exceptions)
            .and_then(|x| x.cast::<Tuple>())
            .map(|t| t.words().to_vec());
        let Some(items) = items else {
            return Ok(keep.contains(&v.word()).then_some(group));
        };
        let out = self.keep(|vm| vm.list(&[]));
        let mut same = true;
        for w in items {
            let h = self.keep_word(w);
            let kept = self.filter_group(h, keep)?;
            same &= kept.is_some_and(|k| k.get(self).word() == w);
            if let (Some(k), Some(l)) = (kept, out.cast::<List>(self)) {
                l.push(&self.heap, k.get(self));
            }
        }
        if same {
            return Ok(Some(group));
        }
        if out.cast::<List>(self).is_none_or(List::is_empty) {
            return Ok(None);
        }
        let made = self.call_method(group, "derive", &[out])?;
        if let (Some(a), Some(b)) = (made.cast::<Exception>(self), group.cast::<Exception>(self)) {
            for (to, from) in [(&a.cause, &b.cause), (&a.context, &b.context), (&a.traceback, &b.traceback)] {
                to.set(a.header(), from.get());
            }
        }
        Ok(Some(made))
    }

    /// `generator.close()`
    pub fn close_generator(&mut self, g: Handle) -> Result<Handle, Raise> {
        let none = self.root();
        let Some(gen_) = g.cast::<Generator>(self) else { return Ok(none) };
        match gen_.state.get() {
            GenState::Done => return Ok(none),
            GenState::Created => {
                gen_.state.set(GenState::Done);
                gen_.set_closed(true);
                return Ok(none);
            }
            _ => {}
        }
        let exit = self.keep(|vm| vm.new_exception_with(Exc::GeneratorExit, &[]).value());
        match self.resume(g, Resume::Throw(exit)) {
            Ok(super::Step::Return(v)) => Ok(v),
            Ok(super::Step::Yield(_)) => {
                let form = g.cast::<Generator>(self).map(|g| g.form);
                let what = if form == Some(Form::Coroutine) { "coroutine" } else { "generator" };
                Err(self.runtime_error(format_args!("{what} ignored GeneratorExit")))
            }
            Err(r) if self.pending_is(&r, Exc::GeneratorExit) || self.pending_is(&r, Exc::StopIteration) => {
                let _ = self.catch(r);
                Ok(none)
            }
            Err(r) => Err(r),
        }
    }
}
