//! `map` and `filter` over built-in storage.

use crate::heap::Word;
use crate::value::{Iter, IterState, Tuple};
use crate::vm::quick_call::takes;
use crate::vm::{Handle, Raise, Scope, Vm};

use super::Quick;
use super::next::is_leaf;

impl Vm {
    /// The next item of a `map`, or of a `filter` by a plain script function, over built-in storage.
    pub(super) fn mapped(&mut self, it: Handle) -> Option<Result<Option<Word>, Raise>> {
        let iter = it.cast::<Iter>(self)?;
        let f = iter.first().word();
        let maps = match iter.state() {
            IterState::Map => true,
            IterState::Filter => false,
            _ => return None,
        };
        let plain = takes(f, 1);
        if !plain && !maps {
            return None;
        }
        loop {
            let iter = it.cast::<Iter>(self)?;
            let from = match iter.second().cast::<Tuple>() {
                Some(parts) if maps => match parts.items() {
                    [one] => one.cast::<Iter>()?,
                    _ => return None,
                },
                _ => iter.second().cast::<Iter>()?,
            };
            if !is_leaf(from) {
                return None;
            }
            let item = match self.quick_next(from) {
                Ok(Quick::Item(item)) => item,
                Ok(_) => return Some(Ok(None)),
                Err(raise) => return Some(Err(raise)),
            };
            if !plain && let Some(word) = self.converted_word(f, item) {
                return Some(Ok(Some(word)));
            }
            let mut s = self.scope();
            let kept = s.keep_word(item);
            // what does not fit the stack is refused where the general way calls
            let answer = match s.call_plain(f, [item]) {
                Some(answer) => answer,
                None => s.one_call(f, kept),
            };
            if maps || answer.is_err() {
                return Some(answer.map(Some));
            }
            let verdict = answer.map(|w| s.keep_word(w)).and_then(|w| s.truth(w));
            match verdict {
                Ok(true) => return Some(Ok(Some(kept.get(&s).word()))),
                Ok(false) => {}
                Err(raise) => return Some(Err(raise)),
            }
        }
    }
}

impl Scope<'_> {
    /// Calls a function with one argument.
    fn one_call(&mut self, f: Word, argument: Handle) -> Result<Word, Raise> {
        let f = self.keep_word(f);
        Vm::call_words(self, f, &[argument], &[])
    }
}
