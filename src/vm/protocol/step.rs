//! Steps of iterators that need neither script nor the rest of the protocol: items that stand there to be looked at,
//! characters, what plain cases of functions make of items.

use crate::heap::Word;
use crate::value::{Builtins, Iter, IterState, Kind, List, RangeObject, Str, Tuple, Value};
use crate::vm::Vm;

/// The most rows or iterators that `zip` asks without handles.
pub(super) const MOST_ZIPPED: usize = 8;
/// Counts of rows begin below this, and ranges that are rows lie below it: whatever is added to it is an inline int.
const COUNTS: i64 = 1 << 46;

/// Whether a value is a row, see [`IterState::Counted`].
#[inline]
fn is_row(v: Value<'_>) -> bool {
    match v.kind() {
        Kind::List => v.is_exact(Builtins::List),
        Kind::Tuple => v.is_exact(Builtins::Tuple),
        Kind::Str => v.is_exact(Builtins::Str) && v.cast::<Str>().is_some_and(Str::is_ascii),
        Kind::Bytes => v.is_exact(Builtins::Bytes),
        Kind::ByteArray => v.is_exact(Builtins::ByteArray),
        Kind::Range => {
            v.cast::<RangeObject>().is_some_and(|r| r.step == 1 && r.start >= 0 && r.stop < COUNTS)
        }
        _ => false,
    }
}

impl Vm {
    /// The item of a row at an index; none behind its end.
    #[inline]
    fn item_of_row(&self, row: Value<'_>, at: i64) -> Option<Word> {
        let i = at as usize;
        match row.kind() {
            Kind::List => row.cast::<List>()?.items().get(i),
            Kind::Tuple => row.cast::<Tuple>()?.words().get(i).copied(),
            Kind::Str => self.ascii_at(row, i),
            Kind::Range => {
                let r = row.cast::<RangeObject>()?;
                let x = r.start + at;
                if x < r.stop { Word::int(x) } else { None }
            }
            _ => self.byte_at(row, i).map(|b| Value::index(b as usize).word()),
        }
    }

    /// The next two items of an iterator over rows; none at its end.
    #[inline(always)]
    pub(super) fn pair_of_rows(&self, it: &Iter) -> Option<(Word, Word)> {
        let x = it.x.get();
        let pair = match it.state() {
            IterState::Counted => (Word::int(it.y.get() + x)?, self.item_of_row(it.first(), x)?),
            IterState::Paired => (self.item_of_row(it.first(), x)?, self.item_of_row(it.second(), x)?),
            _ => return None,
        };
        it.x.set(x + 1);
        Some(pair)
    }

    /// The next tuple of items of several rows; none at its end.
    pub(super) fn next_of_rows(&self, it: &Iter) -> Option<Word> {
        let (x, rows) = (it.x.get(), it.first().cast::<Tuple>()?.items());
        let mut words = [Word::NONE; MOST_ZIPPED];
        for (row, w) in rows.iter().zip(&mut words) {
            *w = self.item_of_row(*row, x)?;
        }
        it.x.set(x + 1);
        Some(Tuple::from_words(&self.heap, words.get(..rows.len())?).value().word())
    }

    /// `enumerate` of a row.
    pub(crate) fn counted<'h>(&'h self, row: Value<'h>, start: i64) -> Option<&'h Iter> {
        let plain = is_row(row) && (0..COUNTS).contains(&start);
        let new =
            |heap| Iter::new(heap, Builtins::Enumerate, IterState::Counted, [0, start, 0], row, Value::NONE);
        plain.then(|| new(&self.heap))
    }

    /// `zip` of two rows or more.
    pub(crate) fn rows_zipped<'h>(&'h self, rows: &[Value<'h>]) -> Option<&'h Iter> {
        if rows.len() > MOST_ZIPPED || !rows.iter().all(|row| is_row(*row)) {
            return None;
        }
        let (state, a, b) = match rows {
            [] | [_] => return None,
            [a, b] => (IterState::Paired, *a, *b),
            _ => (IterState::Rows, Tuple::new(&self.heap, rows).value(), Value::NONE),
        };
        Some(Iter::new(&self.heap, Builtins::Zip, state, [0; 3], a, b))
    }

    /// `enumerate` of built-in data.
    pub(in crate::vm) fn enumerated(&self, v: Value<'_>, start: Value<'_>) -> Option<Word> {
        let start = start.as_small_int()?;
        if let Some(it) = self.counted(v, start) {
            return Some(it.value().word());
        }
        let it = Value::from_word(self.quick_iter(v.word())?);
        let (class, state) = (Builtins::Enumerate, IterState::Enumerate);
        Some(Iter::new(&self.heap, class, state, [start, 0, 0], it, Value::NONE).value().word())
    }

    /// `zip` of two or more iterables of built-in data.
    pub(in crate::vm) fn zipped(&self, parts: &[Value<'_>]) -> Option<Word> {
        if let Some(it) = self.rows_zipped(parts) {
            return Some(it.value().word());
        }
        let mut its = [Value::NONE; MOST_ZIPPED];
        for (part, it) in parts.iter().zip(&mut its) {
            *it = Value::from_word(self.quick_iter(part.word())?);
        }
        let its = Tuple::new(&self.heap, its.get(..parts.len())?).value();
        Some(Iter::new(&self.heap, Builtins::Zip, IterState::Zip, [0; 3], its, Value::NONE).value().word())
    }

    /// The next item of an iterator over a list, a tuple or ASCII text, which does not move: its `x` counts items. None
    /// also at its end.
    #[inline(always)]
    pub(super) fn peek(&self, it: &Iter) -> Option<Word> {
        let at = it.x.get() as usize;
        match it.state() {
            IterState::List => it.first().cast::<List>()?.items().get(at),
            IterState::Tuple => it.first().cast::<Tuple>()?.words().get(at).copied(),
            IterState::Str => {
                let s = it.first().cast::<Str>().filter(|s| s.is_ascii())?;
                self.chars.get(*s.bytes().get(at)? as usize).copied()
            }
            _ => None,
        }
    }

    /// The next item of `map` with one list, tuple or text, by the plain case of its function; none also at its end.
    pub(super) fn mapped_at_once(&self, it: &Iter) -> Option<Word> {
        let [from] = it.second().cast::<Tuple>()?.items() else { return None };
        let from = from.cast::<Iter>()?;
        let item = self.peek(from)?;
        let result = self.plainly_called(it.first(), Value::from_word(item))?;
        from.x.set(from.x.get() + 1);
        Some(result)
    }

    /// The next item of `filter` of a list, tuple or text, where the plain case of its function says yes or no; none
    /// also at its end.
    pub(super) fn filtered_at_once(&self, it: &Iter) -> Option<Word> {
        let from = it.second().cast::<Iter>()?;
        loop {
            let item = self.peek(from)?;
            let keep = self.plainly_called(it.first(), Value::from_word(item))?.as_bool()?;
            from.x.set(from.x.get() + 1);
            if keep {
                return Some(item);
            }
        }
    }

    /// The next character of an iterator over a string; none at its end.
    #[inline]
    pub(super) fn next_character(&self, it: &Iter) -> Option<Word> {
        let (s, x) = (it.first().cast::<Str>()?, it.x.get());
        let (word, width) = self.character_at(s, x as usize)?;
        it.x.set(x + width as i64);
        Some(word)
    }

    /// The character at an index of an exact string of ASCII.
    #[inline(always)]
    pub(super) fn ascii_at(&self, v: Value<'_>, at: usize) -> Option<Word> {
        let s = v.cast::<Str>().filter(|s| s.is_ascii() && v.is_exact(Builtins::Str))?;
        self.chars.get(*s.bytes().get(at)? as usize).copied()
    }
}
