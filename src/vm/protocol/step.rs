//! Steps of iterators that need neither script nor the rest of the protocol: items that stand there to be looked at,
//! characters, what plain cases of functions make of items.

use crate::heap::Word;
use crate::value::{Builtins, Iter, IterState, List, Str, Tuple, Value};
use crate::vm::Vm;

impl Vm {
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
