//! Sorting of lists.

use std::cmp::{Ordering, Reverse};

use crate::heap::Word;
use crate::value::{Builtins, Kind, List, Str, Tuple, Value};
use crate::vm::{Handle, Raise, Scope, Vm};

use super::{CompareOp, LessBy, is_plain, timsort};

/// The first eight bytes of a text, ordered as the text is.
fn head(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(c) => u64::from_be_bytes(*c),
        None => {
            let mut c = [0; 8];
            c[..text.len()].copy_from_slice(text);
            u64::from_be_bytes(c)
        }
    }
}

/// What stands at one place of all of the tuples that are sorted.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Int,
    Float,
    Text,
}

fn column_of(w: Word) -> Option<Column> {
    if w.is_int() || w.as_bool().is_some() {
        Some(Column::Int)
    } else if w.is_float() {
        w.as_float().is_some_and(|f| !f.is_nan()).then_some(Column::Float)
    } else {
        Value::from_word(w).is_exact(Builtins::Str).then_some(Column::Text)
    }
}

fn text_of<'a>(w: Word) -> &'a [u8] {
    Value::from_word(w).cast::<Str>().map_or(&[][..], Str::bytes)
}

/// What numbers of two kinds in one column are compared as.
fn joined(a: Column, b: Column) -> Option<Column> {
    match (a, b) {
        _ if a == b => Some(a),
        (Column::Int | Column::Float, Column::Int | Column::Float) => Some(Column::Float),
        _ => None,
    }
}

fn compare_columns(columns: &[Column], a: &[Word], b: &[Word]) -> Ordering {
    for (i, c) in columns.iter().enumerate() {
        let (Some(x), Some(y)) = (a.get(i), b.get(i)) else { break };
        let order = match c {
            Column::Int | Column::Float => lead(*c, *x).cmp(&lead(*c, *y)),
            Column::Text => text_of(*x).cmp(text_of(*y)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// A float as a number that is ordered in the same way.
fn ordered(f: f64) -> i64 {
    // both zeros are one
    let bits = (f + 0.0).to_bits() as i64;
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// A word of a column as a number that is ordered in the same way; of a text its beginning.
fn lead(column: Column, w: Word) -> i64 {
    match column {
        Column::Int => w.as_int().unwrap_or((w.as_bool() == Some(true)) as i64),
        // inline ints have 48 bits: a float tells all of them apart
        Column::Float => ordered(w.as_float().unwrap_or_else(|| lead(Column::Int, w) as f64)),
        Column::Text => (head(text_of(w)) ^ 1 << 63) as i64,
    }
}

/// Sorts items by keys that are tuples, or lists, of one length, each place with one simple type in all of them. None:
/// they are not.
fn sort_rows(keys: &[Word], items: &[Word], reverse: bool) -> Option<Vec<Word>> {
    let shape = Value::from_word(*keys.first()?).shape();
    let row = |k: &Word| {
        let v = Value::from_word(*k);
        if v.shape() != shape {
            return None;
        }
        // SAFETY: nothing runs while the slices are in use
        v.cast::<Tuple>().map(Tuple::words).or_else(|| Some(unsafe { v.cast::<List>()?.items().as_slice() }))
    };
    let mut columns: Vec<Column> =
        row(keys.first()?)?.iter().map(|w| column_of(*w)).collect::<Option<_>>()?;
    for k in keys {
        let words = row(k)?;
        if words.len() != columns.len() {
            return None;
        }
        for (c, w) in columns.iter_mut().zip(words) {
            *c = joined(*c, column_of(*w)?)?;
        }
    }
    // as many of the first two columns as one number each says all of
    let whole = columns.iter().take(2).take_while(|c| **c != Column::Text).count();
    let rest = columns.get(whole..).unwrap_or_default();
    let number = |words: &[Word], i: usize| match (columns.get(i), words.get(i)) {
        (Some(c), Some(w)) if i <= whole => lead(*c, *w),
        _ => 0,
    };
    if rest.is_empty() {
        let key =
            |words: &[Word]| (number(words, 0) as i128) << 64 | (number(words, 1) ^ i64::MIN) as u64 as i128;
        let mut pairs = Vec::with_capacity(keys.len());
        for (k, item) in keys.iter().zip(items) {
            pairs.push((key(row(k)?), *item));
        }
        // equal items keep their order in both
        match reverse {
            false => pairs.sort_by_key(|p| p.0),
            true => pairs.sort_by_key(|p| Reverse(p.0)),
        }
        return Some(pairs.into_iter().map(|p| p.1).collect());
    }
    let mut pairs = Vec::with_capacity(keys.len());
    for (k, item) in keys.iter().zip(items) {
        let words = row(k)?;
        pairs.push(((number(words, 0), number(words, 1), words), *item));
    }
    sort_pairs(&mut pairs, reverse, |a: &(i64, i64, &[Word]), b| {
        let order = a.0.cmp(&b.0).then(a.1.cmp(&b.1));
        if order != Ordering::Equal {
            return order;
        }
        compare_columns(rest, &a.2[whole..], &b.2[whole..])
    });
    Some(pairs.into_iter().map(|p| p.1).collect())
}

/// Sorts inline ints. Equal ones are the same word, so that there is nothing to keep in order.
fn sort_ints(ints: &mut [Word], reverse: bool) {
    // the tag is shifted out
    ints.sort_unstable_by_key(|w| (w.bits() << 16) as i64);
    if reverse {
        ints.reverse();
    }
}

/// Sorts items by keys that are beside them; stable.
fn sort_pairs<K>(pairs: &mut [(K, Word)], reverse: bool, order: impl Fn(&K, &K) -> Ordering) {
    if reverse {
        // equal items keep their order, as in a sort of what stands the other way round
        pairs.sort_by(|a, b| order(&b.0, &a.0));
    } else {
        pairs.sort_by(|a, b| order(&a.0, &b.0));
    }
}

impl Vm {
    /// Sorts items by keys that are all of one simple type, each item beside its key. None: they are not.
    fn sort_simple(&self, keys: &[Word], items: &[Word], reverse: bool) -> Option<Vec<Word>> {
        let value = |w: &Word| Value::from_word(*w);
        let first = value(keys.first()?);
        let with = |w: &Word| *w;
        if first.as_small_int().is_some() && keys.iter().all(|k| k.is_int()) {
            if keys.as_ptr() == items.as_ptr() {
                let mut ints = items.to_vec();
                sort_ints(&mut ints, reverse);
                return Some(ints);
            }
            let mut pairs: Vec<(i64, Word)> =
                keys.iter().zip(items).map(|(k, w)| (k.as_int().unwrap_or(0), with(w))).collect();
            sort_pairs(&mut pairs, reverse, i64::cmp);
            return Some(pairs.into_iter().map(|p| p.1).collect());
        }
        if first.word().is_float() || first.as_small_int().is_some() {
            let number = |k: &Word| k.is_int() || k.as_float().is_some_and(|f| !f.is_nan());
            if !keys.iter().all(number) {
                return sort_long_ints(keys, items, reverse);
            }
            let mut pairs: Vec<(i64, Word)> =
                keys.iter().zip(items).map(|(k, w)| (lead(Column::Float, *k), with(w))).collect();
            sort_pairs(&mut pairs, reverse, i64::cmp);
            return Some(pairs.into_iter().map(|p| p.1).collect());
        }
        if first.is_exact(Builtins::Int) {
            return sort_long_ints(keys, items, reverse);
        }
        if first.is_exact(Builtins::Tuple) || first.is_exact(Builtins::List) {
            return sort_rows(keys, items, reverse);
        }
        if !keys.iter().all(|k| value(k).is_exact(Builtins::Str)) {
            return None;
        }
        let text = |w: &Word| Value::from_word(*w).cast::<Str>().map_or(&[][..], Str::bytes);
        let mut pairs: Vec<((u64, &[u8]), Word)> =
            keys.iter().zip(items).map(|(k, w)| ((head(text(k)), text(k)), with(w))).collect();
        sort_pairs(&mut pairs, reverse, |a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        Some(pairs.into_iter().map(|p| p.1).collect())
    }
}

/// Items in the order of ints of any size; none if there are other keys.
fn sort_long_ints(keys: &[Word], items: &[Word], reverse: bool) -> Option<Vec<Word>> {
    if !keys.iter().all(|k| Value::from_word(*k).is_exact(Builtins::Int)) {
        return None;
    }
    let mut pairs: Vec<(Word, Word)> = keys.iter().copied().zip(items.iter().copied()).collect();
    sort_pairs(&mut pairs, reverse, |a, b| Vm::order_of_ints(*a, *b).unwrap_or(Ordering::Equal));
    Some(pairs.into_iter().map(|p| p.1).collect())
}

impl Vm {
    /// The characters of ASCII text in order: those that are the same are one object.
    fn sorted_characters(&self, v: Value<'_>, reverse: bool) -> Option<Value<'_>> {
        /// Texts of so many characters are sorted in place.
        const FEW: usize = 24;
        let text = v.cast::<Str>().filter(|s| s.is_ascii() && v.is_exact(Builtins::Str))?.bytes();
        let n = text.len();
        if n <= FEW {
            let mut few = [0u8; FEW];
            few[..n].copy_from_slice(text);
            few[..n].sort_unstable();
            if reverse {
                few[..n].reverse();
            }
            let mut words = [Word::NONE; FEW];
            for (word, b) in words.iter_mut().zip(&few[..n]) {
                *word = self.chars[*b as usize];
            }
            return Some(List::from_words(&self.heap, &words[..n]).value());
        }
        let mut counts = [0u32; 128];
        text.iter().for_each(|b| counts[*b as usize] += 1);
        let list = List::with_capacity(&self.heap, text.len());
        for k in 0..128 {
            let c = if reverse { 127 - k } else { k };
            if counts[c] > 0 {
                list.fill(&self.heap, self.chars[c], counts[c] as usize);
            }
        }
        Some(list.value())
    }
}

impl Vm {
    /// Sorts a list whose items are all of one simple type; says whether they are.
    fn sort_plainly(&self, list: &List, reverse: bool) -> bool {
        /// So many ints are sorted without asking for memory.
        const FEW: usize = 64;
        // SAFETY: no script runs while the slice is in use
        let words = unsafe { list.items().as_slice() };
        let n = words.len();
        if n <= FEW && words.iter().all(|w| w.is_int()) {
            let mut few = [Word::NONE; FEW];
            let few = &mut few[..n];
            few.copy_from_slice(words);
            sort_ints(few, reverse);
            list.items().splice(list.header(), 0, n, few);
            return true;
        }
        let Some(sorted) = self.sort_simple(words, words, reverse) else { return n == 0 };
        list.items().splice(list.header(), 0, n, &sorted);
        true
    }

    /// `list.sort()` of a list whose items are all of one simple type; false if that is not so.
    pub(crate) fn sort_at_once(&self, list: &List) -> bool {
        self.sort_plainly(list, false)
    }

    /// `sorted(iterable)` of a list or tuple whose items are all of one simple type.
    pub(crate) fn quick_sorted<'h>(&'h self, v: Value<'_>) -> Option<Value<'h>> {
        let list = List::from_words(&self.heap, self.plain_words(v)?);
        self.sort_plainly(list, false).then(|| list.value())
    }
}

impl Scope<'_> {
    /// `list.sort(key=…, reverse=…)`. The list is empty while script runs, as in CPython.
    pub fn sort_values(&mut self, list: Handle, key: Option<Handle>, reverse: bool) -> Result<(), Raise> {
        if key.is_none() && list.cast::<List>(self).is_some_and(|l| self.sort_plainly(l, reverse)) {
            return Ok(());
        }
        let mut s = self.inner();
        let items = s.keep(|vm| List::empty(&vm.heap).value());
        if let (Some(from), Some(to)) = (list.cast::<List>(&s), items.cast::<List>(&s)) {
            to.take_from(from);
        }
        let room = |s: &Scope<'_>| list.cast::<List>(s).map(|l| l.items().capacity());
        // whatever is put there meanwhile shows by the room that it needs
        let left = list.cast::<List>(&s).and_then(|l| l.items().leave_cell());
        let room_before = room(&s);
        let (sorted, outcome) = match s.sorted_words(items, key, reverse) {
            Ok(words) => (words, Ok(())),
            Err(raise) => {
                (items.cast::<List>(&s).map(|l| l.items().to_vec()).unwrap_or_default(), Err(raise))
            }
        };
        if let Some(to) = list.cast::<List>(&s) {
            let changed = !to.is_empty() || room(&s) != room_before;
            if let Some(cap) = left {
                // SAFETY: the room that this list has left above
                unsafe { to.items().return_to_cell(cap) }
            }
            to.items().splice(to.header(), 0, to.len(), &sorted);
            if changed && outcome.is_ok() {
                return Err(s.value_error("list modified during sort"));
            }
        }
        outcome
    }

    /// A list's items in order.
    fn sorted_words(
        &mut self,
        items: Handle,
        key: Option<Handle>,
        reverse: bool,
    ) -> Result<Vec<Word>, Raise> {
        match key {
            None => self.ordered(items, items, reverse),
            Some(f) => {
                let keys = self.keys_of(items, f)?;
                self.ordered(items, keys, reverse)
            }
        }
    }

    /// A list's items in the order of the keys beside them. A list that is its own keys is no longer to be tried as one
    /// of simple items.
    pub(in crate::vm) fn ordered(
        &mut self,
        items: Handle,
        keys: Handle,
        reverse: bool,
    ) -> Result<Vec<Word>, Raise> {
        if !items.get(self).is(keys.get(self))
            && let (Some(k), Some(l)) = (keys.cast::<List>(self), items.cast::<List>(self))
        {
            // SAFETY: no script runs while the slices are in use
            let (k, l) = unsafe { (k.items().as_slice(), l.items().as_slice()) };
            if let Some(words) = self.sort_simple(k, l, reverse) {
                return Ok(words);
            }
        }
        let n = items.cast::<List>(self).map_or(0, List::len);
        let mut order: Vec<u32> = (0..n as u32).collect();
        // equal items keep their order when sorted in reverse, too: turned round before and after
        if reverse {
            order.reverse();
        }
        let alike = self.keys_alike(keys);
        let (a, b) = (self.root(), self.root());
        // nobody else sees the keys, and the handle keeps them
        let all: *const [Word] = match keys.cast::<List>(self) {
            // SAFETY: the list does not change while it is sorted
            Some(list) => unsafe { list.items().as_slice() },
            None => &[],
        };
        let mut by = LessBy::default();
        let outcome = timsort::sort(&mut order, |i, j| {
            // SAFETY: as above
            let all = unsafe { &*all };
            let (Some(&x), Some(&y)) = (all.get(i as usize), all.get(j as usize)) else { return Ok(false) };
            let mut answer = None;
            if by.asks_items
                && let Some(less) = self.tuple_less(&mut by, [x, y], [a, b])?
            {
                return Ok(less);
            }
            if let Some(less) = by.quick(self, Value::from_word(x), Value::from_word(y)) {
                return Ok(less);
            }
            if let Some(less) = self.tuple_less(&mut by, [x, y], [a, b])? {
                return Ok(less);
            }
            if let Some(less) = by.method(self, Value::from_word(x), Value::from_word(y)) {
                answer = self.call_plain(less, [x, y]).transpose()?;
                if let Some(less) = answer.and_then(Word::as_bool) {
                    return Ok(less);
                }
            }
            self.set_word(a, x);
            self.set_word(b, y);
            self.full_less(a, b, answer, alike)
        });
        if reverse {
            order.reverse();
        }
        let words = items.cast::<List>(self).map(|l| l.items().to_vec()).unwrap_or_default();
        let sorted: Vec<Word> = order.iter().filter_map(|&i| words.get(i as usize).copied()).collect();
        if outcome.is_err()
            && let Some(l) = items.cast::<List>(self)
        {
            // an error leaves the list as it is in the middle of the sort
            l.items().splice(l.header(), 0, l.len(), &sorted);
        }
        outcome.map(|()| sorted)
    }

    /// Whether the keys are all of one class whose comparison a script may have written.
    fn keys_alike(&self, keys: Handle) -> bool {
        let Some(list) = keys.cast::<List>(self) else { return false };
        // SAFETY: nothing runs while the slice is in use
        let words = unsafe { list.items().as_slice() };
        let class = |w: &Word| self.type_of(Value::from_word(*w));
        words.first().is_some_and(|first| {
            !is_plain(Value::from_word(*first)) && words.iter().all(|w| std::ptr::eq(class(w), class(first)))
        })
    }

    /// `a < b` as a sort asks it, where `answer` is what the left one's own `__lt__` said. Of keys that are all
    /// `alike` the left one is asked by itself first, and again if it gave NotImplemented.
    #[cold]
    #[inline(never)]
    fn full_less(&mut self, a: Handle, b: Handle, answer: Option<Word>, alike: bool) -> Result<bool, Raise> {
        let refused = answer == Some(Word::NOT_IMPLEMENTED);
        let mut word = answer.filter(|_| !refused);
        if alike && answer.is_none() {
            word = self.compare_side(CompareOp::Lt, a, b)?;
        } else if refused && !alike {
            word = Some(self.compare_refused(CompareOp::Lt, a, b)?);
        }
        let mut s = self.inner();
        let word = match word {
            Some(word) => word,
            None => s.compare_word(CompareOp::Lt, a, b)?,
        };
        let answer = s.keep_word(word);
        s.truth(answer)
    }

    fn keys_of(&mut self, items: Handle, f: Handle) -> Result<Handle, Raise> {
        let n = items.cast::<List>(self).map_or(0, List::len);
        let keys = self.keep(|vm| List::with_capacity(&vm.heap, n).value());
        let argument = self.root();
        // nobody else sees the items
        for i in 0..n {
            let Some(item) = items.cast::<List>(self).and_then(|l| l.items().get(i)) else { break };
            let key = self.key_of(f, item, argument)?;
            if let Some(keys) = keys.cast::<List>(self) {
                keys.push(&self.heap, Value::from_word(key));
            }
        }
        Ok(keys)
    }

    /// What a function gives for an item that others keep alive. A root is lent for the argument.
    #[inline(always)]
    pub(in crate::vm) fn key_of(&mut self, f: Handle, item: Word, argument: Handle) -> Result<Word, Raise> {
        let function = f.get(self);
        let scripted = function.kind() == Kind::Function;
        let plain = if scripted { None } else { self.plainly_called(function, Value::from_word(item)) };
        let word = function.word();
        match plain.map(Ok).or_else(|| self.call_plain(word, [item])) {
            Some(key) => key,
            None => {
                self.set_word(argument, item);
                Vm::call_words(self, f, &[argument], &[])
            }
        }
    }

    /// The first of those items of an iterable whose key is least or greatest; false if there are none.
    pub fn best_by_key(
        &mut self,
        op: CompareOp,
        items: Handle,
        key: Handle,
        best: Handle,
    ) -> Result<bool, Raise> {
        let mut s = self.inner();
        let (best_key, this) = (s.root(), s.root());
        let mut any = false;
        s.for_each(items, |s, item| {
            let word = item.get(s).word();
            let mut k = s.key_of(key, word, this)?;
            let mut better = !any;
            if any {
                let (x, y) = (Value::from_word(k), best_key.get(s));
                let (x, y) = if op == CompareOp::Lt { (x, y) } else { (y, x) };
                better = match s.quick_lt(x, y) {
                    Some(better) => better,
                    None => {
                        s.set_word(this, k);
                        let better = s.compare_bool(op, this, best_key)?;
                        k = this.get(s).word();
                        better
                    }
                };
            }
            if better {
                any = true;
                s.set_word(best, word);
                s.set_word(best_key, k);
            }
            Ok(true)
        })?;
        Ok(any)
    }

    /// `sorted(iterable, key=…, reverse=…)`
    pub fn sorted(&mut self, iterable: Handle, key: Option<Handle>, reverse: bool) -> Result<Handle, Raise> {
        if key.is_none()
            && let Some(sorted) = self.sorted_characters(iterable.get(self), reverse).map(Value::word)
        {
            return Ok(self.keep_word(sorted));
        }
        let list = self.list_of(iterable)?;
        self.sort_values(list, key, reverse)?;
        Ok(list)
    }
}
