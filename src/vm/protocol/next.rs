//! The next item of an iterator.

use crate::heap::Word;
use crate::value::{Builtins, Dict, Form, Generator, Iter, IterState, Kind, List, Set, Str, Tuple, Value};
use crate::vm::{Exc, Handle, Raise, Resume, Scope, Step, Sym, Vm};

use super::step::MOST_ZIPPED;

/// What an iterator over built-in storage gives without script.
pub(crate) enum Quick {
    /// An item.
    Item(Word),
    /// It is at its end.
    End,
    /// Script or other iterators have to be asked.
    Ask,
}

/// What an iterator gives that makes pairs.
pub(crate) enum Pair {
    /// Two items, before they are a tuple.
    Two(Word, Word),
    /// It is at its end.
    End,
    /// Script or other iterators have to be asked.
    Ask,
}

/// Whether an iterator goes over built-in storage only, so that `quick_next` always has an answer.
pub(super) fn is_leaf(it: &Iter) -> bool {
    use IterState as S;
    matches!(
        it.state(),
        S::List
            | S::Tuple
            | S::Str
            | S::Bytes
            | S::Range
            | S::DictKeys
            | S::DictValues
            | S::DictItems
            | S::Set
            | S::Counted
            | S::Paired
            | S::Rows
            | S::Done
    )
}

/// The next item of an iterator over a list; none also at its end.
#[inline(always)]
fn list_next(it: &Iter) -> Option<Word> {
    let list = Iter::in_state(it.value(), IterState::List)?.first().cast::<List>()?;
    let w = list.items().get(it.x.get() as usize)?;
    it.x.set(it.x.get() + 1);
    Some(w)
}

/// The next key and value of an iterator forwards over a dict; none also at its end, or if the dict has changed.
#[inline(always)]
fn entry_at_once(it: &Iter) -> Option<(Word, Word)> {
    let dict = it.first().cast::<Dict>()?;
    let left = it.z.get();
    if dict.len() as i64 != it.y.get() || left == 0 {
        return None;
    }
    let (at, key, value) = dict.next_from(it.x.get() as usize)?;
    it.z.set(left - 1);
    it.x.set(at as i64 + 1);
    Some((key.word(), value.word()))
}

impl Vm {
    /// The next two items of an iterator that makes pairs, in the plainest cases: none says nothing.
    #[inline]
    pub(crate) fn pair_at_once(&self, it: &Iter) -> Option<(Word, Word)> {
        match it.state() {
            IterState::Counted | IterState::Paired => self.pair_of_rows(it),
            IterState::DictItems => entry_at_once(it),
            IterState::Enumerate => {
                let x = it.x.get();
                if !it.second().is_none() {
                    return None;
                }
                let count = Word::int(x)?;
                let from = it.first().cast::<Iter>()?;
                let item = self.plain_item(from)?;
                it.x.set(x + 1);
                Some((count, item))
            }
            IterState::Zip if it.x.get() == 0 => {
                let Some([p, q]) = it.first().cast::<Tuple>().map(Tuple::items) else { return None };
                let (p, q) = (p.cast::<Iter>()?, q.cast::<Iter>()?);
                let (x, y) = (self.peek(p)?, self.peek(q)?);
                // one iterator given twice gives one item after the other
                if std::ptr::eq(p, q) {
                    return None;
                }
                p.x.set(p.x.get() + 1);
                q.x.set(q.x.get() + 1);
                Some((x, y))
            }
            _ => None,
        }
    }

    fn tuple_of_two(&self, (x, y): (Word, Word)) -> Word {
        Tuple::pair(&self.heap, x, y).value().word()
    }

    /// The next item of an iterator over built-in storage, with nothing to be raised; none also at its end.
    #[inline(always)]
    pub(in crate::vm) fn plain_item(&self, it: &Iter) -> Option<Word> {
        match it.state() {
            IterState::Range if it.z.get() > 0 => {
                let x = it.x.get();
                it.z.set(it.z.get() - 1);
                it.x.set(x.wrapping_add(it.y.get()));
                Some(self.int(x).word())
            }
            IterState::List => list_next(it),
            _ => self.item_at_once(it),
        }
    }

    /// The next item of an iterator over a container, in the plainest cases: none says nothing.
    #[inline]
    pub(crate) fn item_at_once(&self, it: &Iter) -> Option<Word> {
        match it.state() {
            IterState::Str => self.next_character(it),
            IterState::Bytes => {
                let x = it.x.get();
                let byte = self.byte_at(it.first(), x as usize)?;
                it.x.set(x + 1);
                Some(Value::index(byte as usize).word())
            }
            IterState::Tuple => {
                let x = it.x.get();
                let item = it.first().cast::<Tuple>()?.words().get(x as usize)?;
                it.x.set(x + 1);
                Some(*item)
            }
            IterState::DictKeys => entry_at_once(it).map(|e| e.0),
            IterState::DictValues => entry_at_once(it).map(|e| e.1),
            IterState::DictItems => entry_at_once(it).map(|e| self.tuple_of_two(e)),
            IterState::Counted | IterState::Paired => self.pair_of_rows(it).map(|e| self.tuple_of_two(e)),
            IterState::Set => {
                let set = it.first().cast::<Set>()?;
                if set.len() as i64 != it.y.get() {
                    return None;
                }
                let (slot, key) = set.next_from(it.x.get() as usize)?;
                it.x.set(slot as i64 + 1);
                Some(key.word())
            }
            IterState::Reversed => {
                let v = it.first();
                let x = it.x.get();
                // below the start it is no index at all
                let item = if v.is_exact(Builtins::List) {
                    v.cast::<List>()?.items().get(x as usize)?
                } else {
                    self.ascii_at(v, x as usize)?
                };
                it.x.set(x - 1);
                Some(item)
            }
            _ => None,
        }
    }

    /// The next two items of an iterator that makes pairs.
    #[inline(always)]
    pub(crate) fn quick_pair(&self, it: &Iter) -> Result<Pair, Raise> {
        match it.state() {
            IterState::Counted | IterState::Paired => Ok(match self.pair_of_rows(it) {
                Some((x, y)) => Pair::Two(x, y),
                None => {
                    it.finish();
                    Pair::End
                }
            }),
            IterState::DictItems => {
                let Some(dict) = it.first().cast::<Dict>() else { return Ok(Pair::Ask) };
                Ok(match self.next_entry(it, dict)? {
                    Some((k, v)) => Pair::Two(k.word(), v.word()),
                    None => {
                        it.finish();
                        Pair::End
                    }
                })
            }
            IterState::Enumerate => {
                let Some(from) = it.first().cast::<Iter>() else { return Ok(Pair::Ask) };
                let x = it.x.get();
                if !it.second().is_none() || x == i64::MAX {
                    return Ok(Pair::Ask);
                }
                let item = match list_next(from) {
                    Some(w) => w,
                    None if !is_leaf(from) => return Ok(Pair::Ask),
                    None => match self.quick_next(from)? {
                        Quick::Item(w) => w,
                        Quick::End => return Ok(Pair::End),
                        Quick::Ask => return Ok(Pair::Ask),
                    },
                };
                it.x.set(x + 1);
                Ok(Pair::Two(Word::int(x).unwrap_or_else(|| self.int(x).word()), item))
            }
            IterState::Zip => {
                let Some([p, q]) = it.first().cast::<Tuple>().map(Tuple::items) else {
                    return Ok(Pair::Ask);
                };
                let (Some(p), Some(q)) = (p.cast::<Iter>(), q.cast::<Iter>()) else { return Ok(Pair::Ask) };
                if it.x.get() != 0 || !is_leaf(p) || !is_leaf(q) {
                    return Ok(Pair::Ask);
                }
                let x = match list_next(p) {
                    Some(w) => w,
                    None => match self.quick_next(p)? {
                        Quick::Item(w) => w,
                        _ => return Ok(Pair::End),
                    },
                };
                let y = match list_next(q) {
                    Some(w) => w,
                    None => match self.quick_next(q)? {
                        Quick::Item(w) => w,
                        _ => return Ok(Pair::End),
                    },
                };
                Ok(Pair::Two(x, y))
            }
            _ => Ok(Pair::Ask),
        }
    }

    /// The next tuple of `zip`, if all its iterators go over built-in storage.
    fn quick_zip(&self, it: &Iter) -> Result<Quick, Raise> {
        let its = it.first().cast::<Tuple>().map_or(&[][..], Tuple::items);
        let leaves = its.iter().all(|v| v.cast::<Iter>().is_some_and(is_leaf));
        if !leaves || its.is_empty() || its.len() > MOST_ZIPPED || it.x.get() != 0 {
            return Ok(Quick::Ask);
        }
        let mut words = [Word::NONE; MOST_ZIPPED];
        for (v, w) in its.iter().zip(&mut words) {
            let Some(from) = v.cast::<Iter>() else { return Ok(Quick::Ask) };
            let Quick::Item(item) = self.quick_next(from)? else { return Ok(Quick::End) };
            *w = item;
        }
        Ok(Quick::Item(Tuple::from_words(&self.heap, &words[..its.len()]).value().word()))
    }

    /// The next item of an iterator; none at its end.
    #[inline]
    pub(crate) fn next_word(&mut self, it: Handle) -> Result<Option<Word>, Raise> {
        let it = it.get(self).word();
        self.next_kept(it)
    }

    /// The next item of an iterator that somebody keeps alive; none at its end.
    pub(crate) fn next_kept(&mut self, it: Word) -> Result<Option<Word>, Raise> {
        if let Some(iter) = Value::from_word(it).cast::<Iter>() {
            if iter.state().has_parts()
                && let Some(next) = self.next_of_parts(it)
            {
                return next.or_else(|raise| self.stopped(raise));
            }
            return match self.quick_next(iter)? {
                Quick::Item(word) => Ok(Some(word)),
                Quick::End => Ok(None),
                Quick::Ask => {
                    let next = self.scope().nested("", |s| {
                        let it = s.keep_word(it);
                        s.slow_next(it)
                    });
                    if iter.state().calls() { next.or_else(|raise| self.stopped(raise)) } else { next }
                }
            };
        }
        if let Some(next) = self.next_of_generator(it) {
            return next;
        }
        self.next_of_object(it)
    }

    /// The next item of a generator that is not in the plain case, or of a script's iterator.
    fn next_of_object(&mut self, it: Word) -> Result<Option<Word>, Raise> {
        let mut s = self.scope();
        let it = s.keep_word(it);
        if it.cast::<Generator>(&s).is_some_and(|g| g.form == Form::Generator) {
            let none = s.root();
            return match s.resume(it, Resume::Send(none))? {
                Step::Yield(h) => Ok(Some(h.get(&s).word())),
                Step::Return(_) => Ok(None),
            };
        }
        match s.special(it, Sym::Next, &[]) {
            Ok(Some(word)) => Ok(Some(word)),
            Ok(None) => {
                let name = s.type_name(it.get(&s));
                Err(s.type_error(format_args!("'{name}' object is not an iterator")))
            }
            Err(raise) => s.swallow(raise, Exc::StopIteration).map(|()| None),
        }
    }

    /// The next item of an iterator over built-in storage.
    #[inline(never)]
    pub(crate) fn quick_next(&self, it: &Iter) -> Result<Quick, Raise> {
        self.next_inline(it)
    }

    /// The same, to be part of its caller.
    #[inline(always)]
    pub(crate) fn next_inline(&self, it: &Iter) -> Result<Quick, Raise> {
        let over = it.first();
        let x = it.x.get();
        let i = x as usize;
        let word = match it.state() {
            IterState::List => over.cast::<List>().and_then(|l| l.get(i)).map(Value::word),
            IterState::Tuple => over.cast::<Tuple>().and_then(|t| t.words().get(i).copied()),
            IterState::Bytes => self.byte_at(over, i).map(|b| Value::index(b as usize).word()),
            IterState::Str => return Ok(self.next_character(it).map_or_else(|| end(it), Quick::Item)),
            IterState::Range => {
                if it.z.get() <= 0 {
                    return Ok(end(it));
                }
                it.z.set(it.z.get() - 1);
                it.x.set(x.wrapping_add(it.y.get()));
                return Ok(Quick::Item(self.int(x).word()));
            }
            IterState::DictKeys
            | IterState::DictValues
            | IterState::DictItems
            | IterState::DictKeysBack
            | IterState::DictValuesBack
            | IterState::DictItemsBack => return self.next_of_dict(it),
            IterState::Set => {
                let Some(set) = over.cast::<Set>() else { return Ok(end(it)) };
                if set.len() as i64 != it.y.get() {
                    it.y.set(-1);
                    return Err(self.runtime_error("Set changed size during iteration"));
                }
                let Some((slot, key)) = set.next_from(i) else { return Ok(end(it)) };
                it.x.set(slot as i64 + 1);
                return Ok(Quick::Item(key.word()));
            }
            IterState::Reversed => {
                let found = match over.kind() {
                    _ if x < 0 => return Ok(end(it)),
                    Kind::List if over.is_exact(Builtins::List) => over.cast::<List>().and_then(|l| l.get(i)),
                    Kind::Tuple if over.is_exact(Builtins::Tuple) => {
                        over.cast::<Tuple>().and_then(|t| t.items().get(i).copied())
                    }
                    Kind::Str
                        if over.is_exact(Builtins::Str) && over.cast::<Str>().is_some_and(Str::is_ascii) =>
                    {
                        self.ascii_at(over, i).map(Value::from_word)
                    }
                    _ => return Ok(Quick::Ask),
                };
                let Some(found) = found else { return Ok(end(it)) };
                it.x.set(x - 1);
                return Ok(Quick::Item(found.word()));
            }
            IterState::Done => return Ok(Quick::End),
            IterState::Rows => return Ok(self.next_of_rows(it).map_or_else(|| end(it), Quick::Item)),
            IterState::Enumerate | IterState::Counted | IterState::Paired => {
                return Ok(match self.quick_pair(it)? {
                    Pair::Two(x, y) => Quick::Item(Tuple::pair(&self.heap, x, y).value().word()),
                    Pair::End => Quick::End,
                    Pair::Ask => Quick::Ask,
                });
            }
            IterState::Zip => return self.quick_zip(it),
            IterState::Map => return Ok(self.mapped_at_once(it).map_or(Quick::Ask, Quick::Item)),
            IterState::Filter => return Ok(self.filtered_at_once(it).map_or(Quick::Ask, Quick::Item)),
            IterState::Sequence | IterState::Call => return Ok(Quick::Ask),
        };
        match word {
            Some(word) => {
                it.x.set(x + 1);
                Ok(Quick::Item(word))
            }
            None => Ok(end(it)),
        }
    }

    fn next_of_dict(&self, it: &Iter) -> Result<Quick, Raise> {
        use IterState as S;
        let Some(dict) = it.first().cast::<Dict>() else { return Ok(end(it)) };
        let Some((key, value)) = self.next_entry(it, dict)? else { return Ok(end(it)) };
        Ok(Quick::Item(match it.state() {
            S::DictKeys | S::DictKeysBack => key.word(),
            S::DictValues | S::DictValuesBack => value.word(),
            _ => Tuple::pair(&self.heap, key.word(), value.word()).value().word(),
        }))
    }

    /// The next key and value of an iterator over a dict; none at its end.
    #[inline]
    fn next_entry<'h>(&self, it: &Iter, dict: &'h Dict) -> Result<Option<(Value<'h>, Value<'h>)>, Raise> {
        use IterState as S;
        if dict.len() as i64 != it.y.get() {
            it.y.set(-1);
            return Err(self.runtime_error("dictionary changed size during iteration"));
        }
        let back = matches!(it.state(), S::DictKeysBack | S::DictValuesBack | S::DictItemsBack);
        let x = it.x.get() as usize;
        let found = if back { dict.last_before(x) } else { dict.next_from(x) };
        let Some((at, key, value)) = found else { return Ok(None) };
        if it.z.get() == 0 {
            return Err(self.runtime_error("dictionary keys changed during iteration"));
        }
        it.z.set(it.z.get() - 1);
        it.x.set(if back { at } else { at + 1 } as i64);
        Ok(Some((key, value)))
    }
}

fn end(it: &Iter) -> Quick {
    it.finish();
    Quick::End
}

impl Scope<'_> {
    /// Puts the next item of an iterator into `out`; false at its end (no StopIteration is made).
    pub fn next(&mut self, it: Handle, out: Handle) -> Result<bool, Raise> {
        match self.next_word(it)? {
            Some(word) => {
                self.set_word(out, word);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn iter_field(&mut self, it: Handle, second: bool) -> Handle {
        let word =
            it.cast::<Iter>(self).map_or(Word::NONE, |i| if second { i.second() } else { i.first() }.word());
        self.keep_word(word)
    }

    fn slow_next(&mut self, it: Handle) -> Result<Option<Word>, Raise> {
        let Some(iter) = it.cast::<Iter>(self) else { return Ok(None) };
        let (state, x) = (iter.state(), iter.x.get());
        match state {
            IterState::Sequence | IterState::Reversed => self.next_of_sequence(it, x, state),
            IterState::Call => {
                let f = self.iter_field(it, false);
                let sentinel = self.iter_field(it, true);
                let r = match self.call(f, &[]) {
                    Ok(r) => r,
                    Err(raise) => {
                        self.swallow(raise, Exc::StopIteration)?;
                        self.finish_iter(it);
                        return Ok(None);
                    }
                };
                if self.eq(r, sentinel)? {
                    self.finish_iter(it);
                    return Ok(None);
                }
                Ok(Some(r.get(self).word()))
            }
            IterState::Enumerate => self.next_of_enumerate(it, x),
            IterState::Zip => self.next_of_zip(it, x != 0),
            IterState::Map => {
                let f = self.iter_field(it, false);
                let iters = self.iter_field(it, true);
                let n = iters.cast::<Tuple>(self).map_or(0, Tuple::len);
                if n == 1 {
                    let Some(word) = self.next_of_part(iters, 0)? else { return Ok(None) };
                    let item = self.keep_word(word);
                    return Vm::call_words(self, f, &[item], &[]).map(Some);
                }
                let mut args = Vec::with_capacity(n);
                for i in 0..n {
                    match self.next_of_part(iters, i)? {
                        Some(word) => args.push(self.keep_word(word)),
                        None => return Ok(None),
                    }
                }
                let r = self.call(f, &args)?;
                Ok(Some(r.get(self).word()))
            }
            IterState::Filter => {
                let f = self.iter_field(it, false);
                let from = self.iter_field(it, true);
                let item = self.root();
                let plain = f.get(self).is_none() || f.get(self).is(self.class(Builtins::Bool).value());
                while self.next(from, item)? {
                    let mut s = self.inner();
                    let verdict = if plain { item } else { s.call(f, &[item])? };
                    if s.truth(verdict)? {
                        return Ok(Some(item.get(&s).word()));
                    }
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    fn finish_iter(&self, it: Handle) {
        if let Some(iter) = it.cast::<Iter>(self) {
            iter.finish();
        }
    }

    fn next_of_sequence(&mut self, it: Handle, x: i64, state: IterState) -> Result<Option<Word>, Raise> {
        let over = self.iter_field(it, false);
        let index = self.keep(|vm| vm.int(x));
        let step = if state == IterState::Reversed { -1 } else { 1 };
        match self.getitem(over, index) {
            Ok(item) => {
                if let Some(iter) = it.cast::<Iter>(self) {
                    iter.x.set(x + step);
                }
                Ok(Some(item.get(self).word()))
            }
            Err(raise) if self.pending_is(&raise, Exc::IndexError) => {
                self.swallow(raise, Exc::IndexError)?;
                self.finish_iter(it);
                Ok(None)
            }
            Err(raise) => {
                self.swallow(raise, Exc::StopIteration)?;
                self.finish_iter(it);
                Ok(None)
            }
        }
    }

    fn next_of_enumerate(&mut self, it: Handle, x: i64) -> Result<Option<Word>, Raise> {
        let from = self.iter_field(it, false);
        let big = self.iter_field(it, true);
        let Some(word) = self.next_word(from)? else { return Ok(None) };
        let item = self.keep_word(word);
        let Some(iter) = it.cast::<Iter>(self) else { return Ok(None) };
        let count = match big.get(self).to_bigint() {
            None if x < i64::MAX => {
                iter.x.set(x + 1);
                self.int(x)
            }
            big => {
                let n = big.unwrap_or_else(|| x.into());
                let next = self.bigint(&n + 1u32);
                iter.b.set(iter.header(), Some(next.word()));
                self.bigint(n)
            }
        };
        Ok(Some(self.tuple(&[count, item.get(self)]).word()))
    }

    /// The next item of the iterator at a place of a tuple of iterators.
    fn next_of_part(&mut self, iters: Handle, i: usize) -> Result<Option<Word>, Raise> {
        let mut s = self.inner();
        let Some(word) = iters.cast::<Tuple>(&s).and_then(|t| t.words().get(i).copied()) else {
            return Ok(None);
        };
        let part = s.keep_word(word);
        s.next_word(part)
    }

    fn next_of_zip(&mut self, it: Handle, strict: bool) -> Result<Option<Word>, Raise> {
        let iters = self.iter_field(it, false);
        let n = iters.cast::<Tuple>(self).map_or(0, Tuple::len);
        let mut items = Vec::with_capacity(n);
        for i in 0..n {
            match self.next_of_part(iters, i)? {
                Some(word) => items.push(self.keep_word(word)),
                None if !strict => return Ok(None),
                None if i > 0 => return Err(self.uneven(i, "shorter")),
                None => {
                    for other in 1..n {
                        if self.next_of_part(iters, other)?.is_some() {
                            return Err(self.uneven(other, "longer"));
                        }
                    }
                    return Ok(None);
                }
            }
        }
        if n == 0 {
            return Ok(None);
        }
        let words: Vec<Word> = items.iter().map(|h| h.get(self).word()).collect();
        Ok(Some(Tuple::from_words(&self.heap, &words).value().word()))
    }

    /// The error of `zip(strict=True)` when argument `i` (from 0) ends too early or too late.
    fn uneven(&self, i: usize, how: &str) -> Raise {
        let others = if i == 1 { " 1".to_string() } else { format!("s 1-{i}") };
        self.value_error(format_args!("zip() argument {} is {how} than argument{others}", i + 1))
    }
}
