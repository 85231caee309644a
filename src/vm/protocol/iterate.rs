//! Making iterators, and going through iterables.

use crate::heap::Word;
use crate::value::{
    Builtins, ByteArray, Bytes, Dict, DictView, DictViewKind, Form, Generator, Iter, IterState, Kind, List,
    RangeObject, Set, Str, Tuple, Value,
};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::item::range_at;
use super::{Quick, is_plain};

impl Vm {
    fn new_iter(&self, class: Builtins, state: IterState, numbers: [i64; 3], over: Value<'_>) -> Word {
        Iter::new(&self.heap, class, state, numbers, over, Value::NONE).value().word()
    }

    /// An iterator by what the value is made of. None if that cannot be iterated.
    pub(crate) fn iter_builtin(&self, v: Value<'_>) -> Option<Word> {
        use {Builtins as B, IterState as S};
        let (class, state, numbers) = match v.kind() {
            Kind::List => (B::ListIter, S::List, [0; 3]),
            Kind::Tuple => (B::TupleIter, S::Tuple, [0; 3]),
            Kind::Str => {
                let ascii = v.cast::<Str>()?.is_ascii();
                (if ascii { B::StrIter } else { B::WideStrIter }, S::Str, [0; 3])
            }
            Kind::Bytes | Kind::ByteArray => (B::BytesIter, S::Bytes, [0; 3]),
            Kind::Range => {
                let r = v.cast::<RangeObject>()?;
                (B::RangeIter, S::Range, [r.start, r.step, r.len()])
            }
            Kind::Dict => return Some(self.dict_iter(v.cast::<Dict>()?, DictViewKind::Keys)),
            Kind::DictView => {
                let view = v.cast::<DictView>()?;
                return Some(self.dict_iter(view.dict(), view.view()));
            }
            Kind::Set => (B::SetIter, S::Set, [0, v.cast::<Set>()?.len() as i64, 0]),
            Kind::Iter => return Some(v.word()),
            Kind::Generator if v.cast::<Generator>()?.form == Form::Generator => return Some(v.word()),
            _ => return None,
        };
        Some(self.new_iter(class, state, numbers, v))
    }

    /// An iterator over a dict's keys, values or items.
    pub(crate) fn dict_iter(&self, dict: &Dict, what: DictViewKind) -> Word {
        let (class, state) = match what {
            DictViewKind::Keys => (Builtins::DictKeyIter, IterState::DictKeys),
            DictViewKind::Values => (Builtins::DictValueIter, IterState::DictValues),
            DictViewKind::Items => (Builtins::DictItemIter, IterState::DictItems),
        };
        let n = dict.len() as i64;
        self.new_iter(class, state, [0, n, n], dict.value())
    }

    /// An iterator backwards by what the value is made of.
    pub(crate) fn reversed_builtin(&self, v: Value<'_>) -> Option<Word> {
        use {Builtins as B, IterState as S};
        let class = if v.kind() == Kind::List { B::ListReverseIter } else { B::Reversed };
        let back = |n: i64| Some(self.new_iter(class, S::Reversed, [n - 1, 0, 0], v));
        match v.kind() {
            Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray => {
                back(self.len_builtin(v).unwrap_or(0))
            }
            Kind::Range => {
                let r = v.cast::<RangeObject>()?;
                let n = r.len();
                let last = range_at(r, n - 1);
                Some(self.new_iter(B::RangeIter, S::Range, [last, r.step.wrapping_neg(), n], v))
            }
            Kind::Dict | Kind::DictView => {
                let (dict, what) = match v.cast::<DictView>() {
                    Some(view) => (view.dict(), view.view()),
                    None => (v.cast::<Dict>()?, DictViewKind::Keys),
                };
                let (class, state) = match what {
                    DictViewKind::Keys => (B::DictReverseKeyIter, S::DictKeysBack),
                    DictViewKind::Values => (B::DictReverseValueIter, S::DictValuesBack),
                    DictViewKind::Items => (B::DictReverseItemIter, S::DictItemsBack),
                };
                let n = dict.len() as i64;
                Some(self.new_iter(class, state, [i64::MAX, n, n], dict.value()))
            }
            _ => None,
        }
    }

    /// An iterator over the value, unless it is no iterable.
    fn iter_word(&mut self, h: Handle) -> Result<Option<Word>, Raise> {
        let v = h.get(self);
        if is_plain(v) || v.kind() == Kind::Generator {
            return Ok(self.iter_builtin(v));
        }
        if self.special_is_none(h, Sym::Iter) {
            return Ok(None);
        }
        let mut s = self.scope();
        if let Some(it) = s.special(h, Sym::Iter, &[])? {
            return s.iterator_told(it).map(Some);
        }
        if let Some(it) = s.iter_builtin(h.get(&s)) {
            return Ok(Some(it));
        }
        if s.lookup_special(h.get(&s), Sym::GetItem).is_some() && h.get(&s).kind() != Kind::Type {
            let it = s.new_iter(Builtins::SeqIter, IterState::Sequence, [0; 3], h.get(&s));
            return Ok(Some(it));
        }
        Ok(None)
    }

    /// The error of a value that cannot be iterated.
    pub(crate) fn not_iterable(&self, v: Value<'_>) -> Raise {
        let name = self.type_name(v);
        self.type_error(format_args!("'{name}' object is not iterable"))
    }
}

impl Scope<'_> {
    /// `iter(h)`
    pub fn iter(&mut self, h: Handle) -> Result<Handle, Raise> {
        match self.iter_opt(h)? {
            Some(it) => Ok(it),
            None => Err(self.not_iterable(h.get(self))),
        }
    }

    /// An iterator over the value, unless it is no iterable.
    pub fn iter_opt(&mut self, h: Handle) -> Result<Option<Handle>, Raise> {
        let word = self.iter_word(h)?;
        Ok(word.map(|w| self.keep_word(w)))
    }

    /// `reversed(h)`
    pub fn reversed(&mut self, h: Handle) -> Result<Handle, Raise> {
        let v = h.get(self);
        if !is_plain(v) {
            if let Some(r) = self.special_kept(h, Sym::Reversed, &[])? {
                if !r.get(self).is_none() {
                    return Ok(r);
                }
            } else if self.lookup_special(h.get(self), Sym::GetItem).is_some() {
                let n = self.len(h)?;
                let over = h.get(self);
                let it = self.new_iter(Builtins::Reversed, IterState::Reversed, [n - 1, 0, 0], over);
                return Ok(self.keep_word(it));
            }
        }
        match self.reversed_builtin(h.get(self)) {
            Some(word) => Ok(self.keep_word(word)),
            None => {
                let name = self.type_name(h.get(self));
                Err(self.type_error(format_args!("'{name}' object is not reversible")))
            }
        }
    }

    /// Calls a closure with each item, in a scope of its own each time, until it says false. The handle holds
    /// the item only until the closure returns.
    pub fn for_each(
        &mut self,
        iterable: Handle,
        mut f: impl FnMut(&mut Scope<'_>, Handle) -> Result<bool, Raise>,
    ) -> Result<(), Raise> {
        let mut s = self.inner();
        let item = s.root();
        let v = iterable.get(&s);
        if v.is_exact(Builtins::List) || v.is_exact(Builtins::Tuple) {
            for i in 0.. {
                let v = iterable.get(&s);
                let next = match v.cast::<List>() {
                    Some(list) => list.get(i),
                    None => v.cast::<Tuple>().and_then(|t| t.items().get(i).copied()),
                };
                let Some(next) = next.map(Value::word) else { return Ok(()) };
                s.set_word(item, next);
                if !f(&mut s.inner(), item)? {
                    return Ok(());
                }
            }
        }
        let it = s.iter(iterable)?;
        while s.next(it, item)? {
            if !f(&mut s.inner(), item)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// `list(iterable)`
    pub fn list_of(&mut self, iterable: Handle) -> Result<Handle, Raise> {
        let list = List::empty(&self.heap);
        let quick = self.extend_at_once(list, iterable.get(self));
        let word = list.value().word();
        let out = self.keep_word(word);
        if quick {
            return Ok(out);
        }
        self.extend_list(out, iterable)?;
        Ok(out)
    }

    /// `tuple(iterable)`; a tuple is its own.
    pub fn tuple_of(&mut self, iterable: Handle) -> Result<Handle, Raise> {
        if iterable.get(self).is_exact(Builtins::Tuple) {
            return Ok(self.copy(iterable));
        }
        if let Some(words) = self.plain_words(iterable.get(self)) {
            let word = Tuple::from_words(&self.heap, words).value().word();
            return Ok(self.keep_word(word));
        }
        let word = {
            let mut s = self.inner();
            let words = match s.words_of(iterable.get(&s)) {
                Some(words) => words,
                None => {
                    let list = s.list_of(iterable)?;
                    list.cast::<List>(&s).map(|l| l.items().to_vec()).unwrap_or_default()
                }
            };
            Tuple::from_words(&s.heap, &words).value().word()
        };
        Ok(self.keep_word(word))
    }

    /// `list.extend(iterable)`
    pub fn extend_list(&mut self, list: Handle, iterable: Handle) -> Result<(), Raise> {
        let v = iterable.get(self);
        if let Some(to) = list.cast::<List>(self) {
            if to.value().is(v) {
                let own = to.items().to_vec();
                to.extend_words(&self.heap, &own);
                return Ok(());
            }
            if self.extend_at_once(to, v) || self.extend_backwards(to, v) {
                return Ok(());
            }
            // no more than this without looking around: one that goes through the list itself never ends
            let mut left = 1 << 16;
            let mut take = |item: Value<'_>| {
                left -= 1;
                if left > 0 {
                    to.push(&self.heap, item);
                }
                left > 0
            };
            if self.feed_mapped(v, &mut take) {
                return Ok(());
            }
        }
        if self.extend_by_calls(list, iterable)? {
            return Ok(());
        }
        if let (Some(list), Some(from)) = (list.cast::<List>(self), iterable.cast::<Iter>(self)) {
            loop {
                match self.quick_next(from)? {
                    Quick::Item(w) => list.push(&self.heap, Value::from_word(w)),
                    Quick::End => return Ok(()),
                    Quick::Ask => break,
                }
            }
        }
        if let Some(words) = self.words_of(iterable.get(self)) {
            if let Some(list) = list.cast::<List>(self) {
                list.items().splice(list.header(), list.len(), list.len(), &words);
                self.heap.account(words.len() * 8);
            }
            return Ok(());
        }
        let mut s = self.inner();
        let it = s.iter(iterable)?;
        let item = s.root();
        while s.next(it, item)? {
            if let Some(list) = list.cast::<List>(&s) {
                list.push(&s.heap, item.get(&s));
            }
        }
        Ok(())
    }
}

impl Vm {
    /// Fills an empty list with what is left of a list or tuple that an iterator goes through from its end; false if it is
    /// another one.
    fn extend_backwards(&self, to: &List, v: Value<'_>) -> bool {
        let Some(it) = v.cast::<Iter>().filter(|it| it.state() == IterState::Reversed) else { return false };
        let over = it.first();
        let Some(words) = self.plain_words(over).filter(|_| to.is_empty()) else { return false };
        if let Some(left) = words.get(..(it.x.get() + 1) as usize) {
            to.extend_words(&self.heap, left);
            to.reverse();
        }
        it.finish();
        true
    }

    /// Appends the items of a frequent container; false if it is none.
    pub(crate) fn extend_at_once(&self, to: &List, v: Value<'_>) -> bool {
        if let Some(words) = self.plain_words(v) {
            to.extend_words(&self.heap, words);
            return true;
        }
        if v.cast::<RangeObject>().is_some_and(|r| r.len() > 1 << 24) {
            return false;
        }
        if let Some(r) = v.cast::<RangeObject>()
            && self.extend_by_range(to, r)
        {
            return true;
        }
        if v.is_exact(Builtins::Str)
            && let Some(s) = v.cast::<Str>().filter(|s| s.is_ascii())
        {
            to.reserve(&self.heap, s.len());
            let mut words = [Word::NONE; 32];
            for some in s.bytes().chunks(words.len()) {
                words.iter_mut().zip(some).for_each(|(w, b)| *w = self.chars[*b as usize]);
                to.extend_words(&self.heap, &words[..some.len()]);
            }
            return true;
        }
        if v.is_exact(Builtins::Str)
            && let Some(s) = v.cast::<Str>()
        {
            to.reserve(&self.heap, s.len());
            self.each_character(s, |word| to.extend_words(&self.heap, &[word]));
            return true;
        }
        if let Some(n) = self.len_builtin(v)
            && is_plain(v)
        {
            to.reserve(&self.heap, n as usize);
        }
        self.feed(v, |item| {
            to.push(&self.heap, item);
            true
        })
        .is_some()
    }

    /// Calls a closure with each character of a string as a string.
    fn each_character(&self, s: &Str, mut f: impl FnMut(Word)) {
        let mut at = 0;
        while let Some((word, width)) = self.character_at(s, at) {
            f(word);
            at += width;
        }
    }

    /// Appends the numbers of a range, if all are small; else false.
    fn extend_by_range(&self, to: &List, r: &RangeObject) -> bool {
        let n = r.len();
        let number = |i: i64| Word::int(range_at(r, i));
        if n > 0 && (number(0).is_none() || number(n - 1).is_none()) {
            return false;
        }
        to.reserve(&self.heap, n as usize);
        let mut words = [Word::NONE; 32];
        let mut from = 0;
        while from < n {
            let some = (n - from).min(words.len() as i64);
            let mut number = range_at(r, from);
            for w in &mut words[..some as usize] {
                *w = Word::small(number);
                number = number.wrapping_add(r.step);
            }
            to.extend_words(&self.heap, &words[..some as usize]);
            from += some;
        }
        true
    }

    /// Gives the items of a built-in container to a closure, in order and without script, until it refuses one; says
    /// whether it took all. None if the value is no such container. The closure must not change it.
    pub fn feed(&self, v: Value<'_>, mut take: impl FnMut(Value<'_>) -> bool) -> Option<bool> {
        if !is_plain(v) {
            return None;
        }
        Some(match v.kind() {
            Kind::List | Kind::Tuple => self.plain_words(v)?.iter().all(|w| take(Value::from_word(*w))),
            Kind::Range => {
                let r = v.cast::<RangeObject>()?;
                (0..r.len()).all(|i| take(self.int(range_at(r, i))))
            }
            Kind::Dict => v.cast::<Dict>()?.iter().all(|(k, _)| take(k)),
            Kind::DictView => {
                let view = v.cast::<DictView>()?;
                match view.view() {
                    DictViewKind::Keys => view.dict().iter().all(|(k, _)| take(k)),
                    DictViewKind::Values => view.dict().iter().all(|(_, x)| take(x)),
                    DictViewKind::Items => view
                        .dict()
                        .iter()
                        .all(|(k, x)| take(Tuple::pair(&self.heap, k.word(), x.word()).value())),
                }
            }
            Kind::Set => {
                let (set, mut at) = (v.cast::<Set>()?, 0);
                loop {
                    match set.next(&mut at) {
                        Some((_, x)) if take(x) => {}
                        Some(_) => break false,
                        None => break true,
                    }
                }
            }
            Kind::Bytes => v.cast::<Bytes>()?.bytes().iter().all(|b| take(Value::index(*b as usize))),
            Kind::ByteArray => {
                v.cast::<ByteArray>()?.read(|bytes| bytes.iter().all(|b| take(Value::index(*b as usize))))
            }
            Kind::Str => {
                let s = v.cast::<Str>()?;
                if !s.is_ascii() {
                    return None;
                }
                s.bytes().iter().all(|b| take(Value::from_word(self.char_word(*b as u32))))
            }
            _ => return None,
        })
    }

    /// The same as values.
    pub fn plain_values<'h>(&self, v: Value<'h>) -> Option<&'h [Value<'h>]> {
        self.plain_words(v).map(Value::of_words)
    }

    /// The items of a list or tuple as they stand there. Nothing may change the list while they are in use.
    pub(crate) fn plain_words<'h>(&self, v: Value<'h>) -> Option<&'h [Word]> {
        if v.is_exact(Builtins::Tuple) {
            return v.cast::<Tuple>().map(Tuple::words);
        }
        if v.is_exact(Builtins::List) {
            // SAFETY: the callers do not change the list
            return v.cast::<List>().map(|l| unsafe { l.items().as_slice() });
        }
        None
    }

    /// The items of a built-in container that can be read at once.
    fn words_of(&self, v: Value<'_>) -> Option<Vec<Word>> {
        if !is_plain(v) {
            return None;
        }
        match v.kind() {
            Kind::List => v.cast::<List>().map(|l| l.items().to_vec()),
            Kind::Tuple => v.cast::<Tuple>().map(|t| t.words().to_vec()),
            Kind::Dict => v.cast::<Dict>().map(|d| d.iter().map(|(k, _)| k.word()).collect()),
            Kind::DictView => {
                let view = v.cast::<DictView>()?;
                let dict = view.dict();
                Some(match view.view() {
                    DictViewKind::Keys => dict.iter().map(|(k, _)| k.word()).collect(),
                    DictViewKind::Values => dict.iter().map(|(_, v)| v.word()).collect(),
                    DictViewKind::Items => dict.iter().map(|(k, v)| self.tuple(&[k, v]).word()).collect(),
                })
            }
            Kind::Set => v.cast::<Set>().map(|s| s.to_vec().into_iter().map(Value::word).collect()),
            Kind::Bytes | Kind::ByteArray => {
                let bytes = self.bytes_like(v)?;
                Some(bytes.into_iter().map(|b| Value::index(b as usize).word()).collect())
            }
            Kind::Str => {
                let s = v.cast::<Str>()?;
                if s.is_ascii() {
                    return Some(s.bytes().iter().map(|b| self.chars[*b as usize]).collect());
                }
                let mut words = Vec::with_capacity(s.len());
                self.each_character(s, |word| words.push(word));
                Some(words)
            }
            Kind::Range => {
                let r = v.cast::<RangeObject>()?;
                // longer ones are left to the iterator, under the eye of the collector
                if r.len() > 1 << 20 {
                    return None;
                }
                Some((0..r.len()).map(|i| self.int(range_at(r, i)).word()).collect())
            }
            _ => None,
        }
    }

    /// One byte of bytes or a bytearray.
    pub(super) fn byte_at(&self, v: Value<'_>, i: usize) -> Option<u8> {
        match v.cast::<ByteArray>() {
            Some(a) => a.read(|b| b.get(i).copied()),
            None => v.cast::<crate::value::Bytes>().and_then(|b| b.bytes().get(i).copied()),
        }
    }
}
