//! Iterators that go through others: `map`, `filter`, `zip`, `enumerate`. Their parts are reached from the iterator,
//! which somebody keeps alive; what has been gathered stands on the value stack meanwhile.

use crate::heap::Word;
use crate::value::{Iter, IterState, Kind, List, Native, Tuple, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

use super::Quick;
use super::next::is_leaf;

/// The next item, or none at the end.
type Next<T = Word> = Result<Option<T>, Raise>;

impl Vm {
    /// The next item of an iterator that goes through others; none if it is another, or no plain case.
    pub(super) fn next_of_parts(&mut self, it: Word) -> Option<Next> {
        let iter = Value::from_word(it).cast::<Iter>()?;
        match iter.state() {
            IterState::Map => self.next_mapped(iter),
            IterState::Filter => Some(self.next_filtered(iter)),
            IterState::Zip => self.next_zipped(iter),
            IterState::Enumerate => Some(match self.next_counted(iter)? {
                Ok(pair) => Ok(pair.map(|(x, y)| Tuple::pair(&self.heap, x, y).value().word())),
                Err(raise) => Err(raise),
            }),
            _ => None,
        }
    }

    /// The next two items of an iterator that makes pairs, before they are a tuple; none if it is another, or no
    /// plain case.
    pub(in crate::vm) fn next_pair_kept(&mut self, it: Word) -> Option<Next<(Word, Word)>> {
        let iter = Value::from_word(it).cast::<Iter>()?;
        match iter.state() {
            IterState::Enumerate => self.next_counted(iter),
            IterState::Zip if iter.x.get() == 0 => {
                let &[x, y] = iter.first().cast::<Tuple>()?.words() else { return None };
                let at = self.stack.top.get();
                if !self.stack.fits(at, 4) {
                    return None;
                }
                let first = match self.next_of_part(x) {
                    Ok(Some(word)) => word,
                    Ok(None) => return Some(Ok(None)),
                    Err(raise) => return Some(Err(raise)),
                };
                // SAFETY: there is room
                unsafe { *at = Some(first) }
                self.stack.top.set(at.wrapping_add(1));
                let second = self.next_of_part(y);
                self.stack.top.set(at);
                Some(second.map(|second| second.map(|second| (first, second))))
            }
            _ => None,
        }
    }

    /// The next item of an iterator that another one goes through, and keeps alive.
    #[inline]
    fn next_of_part(&mut self, part: Word) -> Next {
        let v = Value::from_word(part);
        if let Some(from) = v.cast::<Iter>() {
            if let Some(item) = self.plain_item(from) {
                return Ok(Some(item));
            }
            if is_leaf(from) {
                return Ok(match self.quick_next(from)? {
                    Quick::Item(item) => Some(item),
                    _ => None,
                });
            }
        } else if v.kind() == Kind::Generator
            && let Some(next) = self.next_of_generator(part)
        {
            return next;
        }
        self.scope().nested("", |s| s.next_kept(part))
    }

    /// Gives a closure what a `map` or `filter` makes of the items of lists and tuples, as long as it calls a built-in
    /// function in its plain case and the closure takes what that gives; says whether it has come to the end. The
    /// iterator then stands behind what was taken.
    #[must_use]
    pub(crate) fn feed_mapped(&self, v: Value<'_>, mut take: impl FnMut(Value<'_>) -> bool) -> bool {
        let Some(iter) = v.cast::<Iter>() else { return false };
        match iter.state() {
            IterState::Map => {}
            IterState::Filter => return self.feed_filtered(iter, take),
            _ => return false,
        }
        let parts = iter.second().cast::<Tuple>().map_or(&[][..], Tuple::words);
        let row = iter.first().cast::<Native>().filter(|_| !self.options.debug).map(|f| Vm::record_of(f).row);
        match *parts {
            [part] => {
                let Some(part) = Value::from_word(part).cast::<Iter>() else { return false };
                loop {
                    let Some(item) = coming(part) else { return finished(part) };
                    let made = self.plainly_called(iter.first(), item);
                    if !made.is_some_and(|made| take(Value::from_word(made))) {
                        return false;
                    }
                    part.x.set(part.x.get() + 1);
                }
            }
            [x, y] if x != y => {
                let (Some(x), Some(y)) =
                    (Value::from_word(x).cast::<Iter>(), Value::from_word(y).cast::<Iter>())
                else {
                    return false;
                };
                let Some(pair) = row.and_then(|row| row.pair) else { return false };
                loop {
                    let Some(a) = coming(x) else { return finished(x) };
                    let Some(b) = coming(y) else {
                        // by then the first has given its item
                        let end = finished(y);
                        x.x.set(x.x.get() + end as i64);
                        return end;
                    };
                    if !pair(self, a, b).is_some_and(|made| take(Value::from_word(made.word()))) {
                        return false;
                    }
                    x.x.set(x.x.get() + 1);
                    y.x.set(y.x.get() + 1);
                }
            }
            _ => false,
        }
    }

    /// The same for a `filter`.
    fn feed_filtered(&self, iter: &Iter, mut take: impl FnMut(Value<'_>) -> bool) -> bool {
        let f = iter.first();
        let by_truth = self.filters_by_truth(f);
        let Some(part) = iter.second().cast::<Iter>() else { return false };
        loop {
            let Some(item) = coming(part) else { return finished(part) };
            let verdict = if by_truth { Some(item.word()) } else { self.plainly_called(f, item) };
            match verdict.and_then(|verdict| Vm::quick_truth(Some(verdict))) {
                Some(false) => {}
                Some(true) if take(item) => {}
                _ => return false,
            }
            part.x.set(part.x.get() + 1);
        }
    }

    /// Whether what stands before the items of a `filter` has it ask for their own truth.
    fn filters_by_truth(&self, f: Value<'_>) -> bool {
        f.is_none() || f.is(self.class(crate::value::Builtins::Bool).value())
    }

    /// Calls a function that others keep alive with an item.
    fn call_with(&mut self, f: Word, item: Word) -> Result<Word, Raise> {
        if let Some(answer) = self.call_plain(f, [item]) {
            return answer;
        }
        if let Some(answer) = self.plainly_called(Value::from_word(f), Value::from_word(item)) {
            return Ok(answer);
        }
        let s = &mut self.scope();
        let (f, item) = (s.keep_word(f), s.keep_word(item));
        Vm::call_words(s, f, &[item], &[])
    }

    fn next_mapped(&mut self, iter: &Iter) -> Option<Next> {
        let f = iter.first().word();
        let parts = iter.second().cast::<Tuple>()?.words();
        if let [part] = parts {
            return Some(match self.next_of_part(*part) {
                Ok(Some(item)) => self.call_with(f, item).map(Some),
                other => other,
            });
        }
        let window = self.gather_items(Some(f), parts)?;
        Some(match window {
            Ok(Some(window)) => {
                let done = match self.call_window(window, parts.len()) {
                    Some(done) => done,
                    None => self.call_gathered(window, parts.len()),
                };
                self.stack.top.set(window);
                done.map(Some)
            }
            Ok(None) => Ok(None),
            Err(raise) => Err(raise),
        })
    }

    fn next_zipped(&mut self, iter: &Iter) -> Option<Next> {
        let parts = iter.first().cast::<Tuple>()?.words();
        if iter.x.get() != 0 || parts.is_empty() {
            return None;
        }
        Some(match self.gather_items(None, parts)? {
            Ok(Some(window)) => {
                self.stack.top.set(window);
                // SAFETY: so many items stand there, and nothing runs meanwhile
                let items = unsafe { std::slice::from_raw_parts(window.add(1).cast::<Word>(), parts.len()) };
                Ok(Some(Tuple::from_words(&self.heap, items).value().word()))
            }
            Ok(None) => Ok(None),
            Err(raise) => Err(raise),
        })
    }

    /// An item of each iterator, on top of the stack behind a word of the caller's: where that stands, or none if an
    /// iterator is at its end. None of all if there is no room.
    fn gather_items(&mut self, callee: Option<Word>, parts: &[Word]) -> Option<Next<*mut Option<Word>>> {
        let window = self.stack.top.get();
        if !self.stack.fits(window, parts.len() + 8) {
            return None;
        }
        // SAFETY: there is room for the word and as many items
        unsafe { *window = callee }
        for (i, part) in parts.iter().enumerate() {
            let to = window.wrapping_add(1 + i);
            self.stack.top.set(to);
            match self.next_of_part(*part) {
                // SAFETY: as above
                Ok(Some(item)) => unsafe { *to = Some(item) },
                other => {
                    self.stack.top.set(window);
                    return Some(other.map(|_| None));
                }
            }
        }
        self.stack.top.set(window.wrapping_add(1 + parts.len()));
        Some(Ok(Some(window)))
    }

    /// Calls what is in a window, the general way.
    #[cold]
    fn call_gathered(&mut self, window: *mut Option<Word>, n: usize) -> Result<Word, Raise> {
        let s = &mut self.scope();
        // SAFETY: the window holds a callee and so many arguments
        let word = |i: usize| unsafe { *window.add(i) }.unwrap_or(Word::NONE);
        let f = s.keep_word(word(0));
        let args: Vec<_> = (1..=n).map(|i| s.keep_word(word(i))).collect();
        Vm::call_words(s, f, &args, &[])
    }

    fn next_filtered(&mut self, iter: &Iter) -> Next {
        loop {
            let Some(item) = self.next_of_part(iter.second().word())? else { return Ok(None) };
            if self.passes(iter, item)? {
                return Ok(Some(item));
            }
        }
    }

    /// Whether an item passes a `filter`.
    fn passes(&mut self, iter: &Iter, item: Word) -> Result<bool, Raise> {
        let f = iter.first().word();
        let none = self.filters_by_truth(iter.first());
        let at = self.stack.top.get();
        if !self.stack.fits(at, 4) {
            self.too_deep();
            return Err(Raise::parked());
        }
        // SAFETY: there is room
        unsafe { *at = Some(item) }
        self.stack.top.set(at.wrapping_add(1));
        let verdict = if none { Ok(item) } else { self.call_with(f, item) };
        let verdict = match verdict {
            Ok(word) => match Vm::quick_truth(Some(word)) {
                Some(truth) => Ok(truth),
                None => {
                    let mut s: Scope<'_> = self.scope();
                    let word = s.keep_word(word);
                    s.truth(word)
                }
            },
            Err(raise) => Err(raise),
        };
        self.stack.top.set(at);
        verdict
    }

    /// What a function raises that an iterator calls: StopIteration ends the iterator.
    pub(super) fn stopped(&mut self, raise: Raise) -> Next {
        self.scope().swallow(raise, Exc::StopIteration).map(|()| None)
    }

    /// The next number and item of `enumerate`; none if its count is no machine number.
    fn next_counted(&mut self, iter: &Iter) -> Option<Next<(Word, Word)>> {
        if !iter.second().is_none() || iter.x.get() == i64::MAX {
            return None;
        }
        Some(self.next_of_part(iter.first().word()).map(|item| {
            let (item, x) = (item?, iter.x.get());
            iter.x.set(x + 1);
            Some((Word::int(x).unwrap_or_else(|| self.int(x).word()), item))
        }))
    }
}

impl Scope<'_> {
    /// Appends to a list what a `map` or `filter` over built-in data gives, as long as it calls a script's function for an
    /// item that is there at once; says whether it came to the end.
    pub(super) fn extend_by_calls(&mut self, list: Handle, it: Handle) -> Result<bool, Raise> {
        let it = it.get(self).word();
        loop {
            // script may have changed what the iterator stands on
            let Some(iter) = Value::from_word(it).cast::<Iter>() else { return Ok(false) };
            let part = match (iter.state(), iter.second().cast::<Tuple>().map(Tuple::words)) {
                (IterState::Map, Some([part])) => *part,
                (IterState::Filter, _) => iter.second().word(),
                _ => return Ok(false),
            };
            if iter.first().kind() != Kind::Function {
                return Ok(false);
            }
            let from = Value::from_word(part).cast::<Iter>();
            let Some(item) = from.and_then(|from| self.plain_item(from)) else { return Ok(false) };
            let taken = match iter.state() {
                IterState::Map => self.call_with(iter.first().word(), item).map(Some),
                _ => self.passes(iter, item).map(|passes| passes.then_some(item)),
            };
            match taken {
                Ok(Some(word)) => {
                    if let Some(list) = list.cast::<List>(self) {
                        list.push(&self.heap, Value::from_word(word));
                    }
                }
                Ok(None) => {}
                Err(raise) => return self.stopped(raise).map(|_| true),
            }
        }
    }
}

/// The item that an iterator forwards over a list or tuple will give.
#[inline(always)]
fn coming(it: &Iter) -> Option<Value<'_>> {
    let at = it.x.get() as usize;
    match it.state() {
        IterState::List => it.first().cast::<List>()?.get(at),
        IterState::Tuple => it.first().cast::<Tuple>()?.items().get(at).copied(),
        _ => None,
    }
}

/// Whether an iterator that gives nothing is one over a list or tuple, which is at its end then, and stays there.
fn finished(it: &Iter) -> bool {
    let end = matches!(it.state(), IterState::List | IterState::Tuple);
    if end {
        it.finish();
    }
    end
}
