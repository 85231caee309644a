//! `max`, `min` and `sorted` of a list or tuple and a key function: what they work with stands in the window of the call.

use super::protocol::CompareOp;
use super::quick_call::Quick;
use super::stack::Reg;
use super::{Consumer, Handle, Raise, Scope, Vm};
use crate::heap::Word;
use crate::value::{List, Str, Value};

/// Words of the window: the callee, the items, the key function, and five more.
const WORDS: usize = 8;

/// What stands in the window.
#[derive(Clone, Copy)]
struct Places {
    items: Handle,
    key: Handle,
    /// The best item so far, or the list that is made.
    found: Handle,
    /// The key of that, or the list of all keys.
    keys: Handle,
    /// The item whose key is asked for.
    item: Handle,
    spare: Handle,
}

impl Vm {
    /// The call of a native with items by position and `key` by keyword, if it is one of these and the items are a list
    /// or tuple. None if not; then everything is as it was.
    #[inline]
    pub(super) fn keyed_at_once(
        &mut self,
        consumer: Option<Consumer>,
        call: &Quick<'_>,
    ) -> Option<Result<Word, Raise>> {
        let consumer = consumer?;
        let ([name], 1) = (call.names, call.positional) else { return None };
        let by_key = Value::from_word(*name).cast::<Str>().is_some_and(|name| name.bytes() == b"key");
        if !by_key || !self.stack.fits(call.window, WORDS + 8) {
            return None;
        }
        // SAFETY: the window holds so many arguments
        let (items, key) = unsafe { ((*call.window.add(1))?, (*call.window.add(2))?) };
        let some = !self.plain_words(Value::from_word(items))?.is_empty();
        if key == Word::NONE {
            return None;
        }
        match consumer {
            Consumer::Max if some => Some(self.best_at_once(CompareOp::Gt, call.window)),
            Consumer::Min if some => Some(self.best_at_once(CompareOp::Lt, call.window)),
            Consumer::Sorted => Some(self.sorted_at_once(call.window)),
            _ => None,
        }
    }

    /// Takes the words behind the arguments into use.
    fn places(&self, window: *mut Reg) -> Places {
        for k in 3..WORDS {
            // SAFETY: there is room
            unsafe { window.add(k).write_volatile(Some(Word::NONE)) }
        }
        self.stack.top.set(window.wrapping_add(WORDS));
        let first = self.stack_index(window);
        let [items, key, found, keys, item, spare] = [1, 2, 3, 4, 5, 6].map(|k| Handle::Stack(first + k));
        Places { items, key, found, keys, item, spare }
    }

    /// The first of those items, of which there are some, whose key is least or greatest.
    fn best_at_once(&mut self, op: CompareOp, window: *mut Reg) -> Result<Word, Raise> {
        let p = self.places(window);
        let mut s = self.scope();
        let mut i = 0;
        // script may change the list meanwhile
        while let Some(word) = s.plain_words(p.items.get(&s)).and_then(|words| words.get(i).copied()) {
            s.set_word(p.item, word);
            let key = s.key_of(p.key, word, p.spare)?;
            if i == 0 || s.is_better(op, key, p)? {
                s.set_word(p.found, word);
                let key = if i == 0 { key } else { p.spare.get(&s).word() };
                s.set_word(p.keys, key);
            }
            i += 1;
        }
        Ok(p.found.get(&s).word())
    }

    /// A list of the items in the order of their keys.
    fn sorted_at_once(&mut self, window: *mut Reg) -> Result<Word, Raise> {
        let p = self.places(window);
        let mut s = self.scope();
        let words = s.plain_words(p.items.get(&s)).unwrap_or_default();
        let n = words.len();
        let list = List::from_words(&s.heap, words).value().word();
        s.set_word(p.found, list);
        if n == 0 {
            return Ok(list);
        }
        let keys = List::with_capacity(&s.heap, n).value().word();
        s.set_word(p.keys, keys);
        // nobody else sees the two lists
        for i in 0..n {
            let Some(item) = p.found.cast::<List>(&s).and_then(|l| l.items().get(i)) else { break };
            let key = s.key_of(p.key, item, p.spare)?;
            if let Some(keys) = p.keys.cast::<List>(&s) {
                keys.push(&s.heap, Value::from_word(key));
            }
        }
        if n > 1 {
            let sorted = s.ordered(p.found, p.keys, false)?;
            if let Some(list) = p.found.cast::<List>(&s) {
                list.items().splice(list.header(), 0, n, &sorted);
            }
        }
        Ok(p.found.get(&s).word())
    }
}

impl Scope<'_> {
    /// Whether a key, which is put into the spare place, is better than the one so far.
    #[inline]
    fn is_better(&mut self, op: CompareOp, key: Word, p: Places) -> Result<bool, Raise> {
        self.set_word(p.spare, key);
        let (x, y) = (Value::from_word(key), p.keys.get(self));
        let (x, y) = if op == CompareOp::Lt { (x, y) } else { (y, x) };
        match self.quick_lt(x, y) {
            Some(better) => Ok(better),
            None => self.compare_bool(op, p.spare, p.keys),
        }
    }
}
