//! Dict look-ups: keys' classes may decide equality by script, which may change the dict meanwhile.

use crate::heap::{Header, Word};
use crate::value::{
    Builtins, Dict, DictView, DictViewKind, Iter, Kind, List, Probe, Str, Tuple, TypeFlags, Value,
};
use crate::vm::{CompareOp, Exc, Handle, Raise, Scope, Vm};

use super::is_plain;
use super::next::Pair;

/// Whether code names the dict's entries by position, so that they have to stay where they are.
fn is_pinned(d: &Dict) -> bool {
    d.header().has(Header::FLAG_B)
}

impl Vm {
    /// The value of a key in a dict, if neither hashing nor comparing it can run script; none if it may.
    #[inline]
    pub(crate) fn quick_dict_get<'h>(&'h self, dict: &'h Dict, key: Value<'h>) -> Option<Option<Value<'h>>> {
        if key.is_exact(Builtins::Str)
            && let Some(k) = key.cast::<Str>()
        {
            return match dict.find_str(k, self.hash_str(k)) {
                Probe::At(i) => Some(dict.value_at(i)),
                Probe::Missing => Some(None),
                Probe::Ask => None,
            };
        }
        let hash = self.quick_hash(key)?;
        if let Some(t) = key.cast::<Tuple>()
            && let Some(at) = dict.find_tuple(hash, t)
        {
            return Some(dict.value_at(at));
        }
        if key.as_small_int().is_some() {
            match dict.find_word(hash, key.word()) {
                Probe::At(i) => return Some(dict.value_at(i)),
                Probe::Missing => return Some(None),
                Probe::Ask => {}
            }
        }
        let found = self.quick_find(dict, key, hash)?;
        Some(found.and_then(|i| dict.value_at(i)))
    }

    /// The position of a key with this hash, if no script need be asked.
    pub(super) fn quick_find(&self, dict: &Dict, key: Value<'_>, hash: i64) -> Option<Option<usize>> {
        if is_plain(key)
            && let Some(k) = key.cast::<Str>()
        {
            match dict.find_str(k, hash as u32) {
                Probe::At(i) => return Some(Some(i)),
                Probe::Missing => return Some(None),
                Probe::Ask => {}
            }
        }
        match dict.find_by(hash, key.word(), |k| self.quick_eq(k, key)) {
            Probe::At(i) => Some(Some(i)),
            Probe::Missing => Some(None),
            Probe::Ask => None,
        }
    }

    /// Takes a key out of a dict and gives its value, if neither hashing nor comparing can run script; none if they may.
    pub(crate) fn quick_dict_take<'h>(&'h self, dict: &'h Dict, key: Value<'h>) -> Option<Option<Value<'h>>> {
        let hash = self.quick_hash(key)?;
        let found = self.quick_find(dict, key, hash)?;
        Some(found.and_then(|at| dict.remove_at(at)))
    }

    /// Sets a key, if neither hashing nor comparing it can run script; else false.
    #[inline]
    pub(crate) fn quick_dict_set(&self, dict: &Dict, key: Value<'_>, value: Value<'_>) -> bool {
        let Some(hash) = self.quick_hash(key) else { return false };
        let found = if key.as_small_int().is_some() {
            dict.find_word(hash, key.word())
        } else if key.is_exact(Builtins::Str)
            && let Some(k) = key.cast::<Str>()
        {
            dict.find_str(k, hash as u32)
        } else if let Some(t) = key.cast::<Tuple>() {
            match dict.find_tuple(hash, t) {
                Some(at) => Probe::At(at),
                None => Probe::Ask,
            }
        } else {
            Probe::Ask
        };
        match found {
            Probe::At(at) => {
                dict.set_at(at, value);
                return true;
            }
            Probe::Missing => {
                dict.insert_new(&self.heap, hash, key, value);
                return true;
            }
            Probe::Ask => {}
        }
        match self.quick_find(dict, key, hash) {
            Some(Some(at)) => dict.set_at(at, value),
            Some(None) => {
                dict.insert_new(&self.heap, hash, key, value);
            }
            None => return false,
        }
        true
    }
}

impl Vm {
    /// Adds the items of a dict to another one; false if script would have to be asked, then some may have been added.
    pub(crate) fn merge_plainly(&self, to: &Dict, from: &Dict) -> bool {
        if to.is_empty() && !is_pinned(to) {
            to.copy_from(&self.heap, from);
            return true;
        }
        from.iter().all(|(k, v)| self.quick_dict_set(to, k, v))
    }

    /// Sets a key to a value, which are the two items of a list or tuple, if no script can run; else false.
    #[inline]
    pub(crate) fn quick_pair_set(&self, dict: &Dict, pair: Value<'_>) -> bool {
        match self.plain_words(pair) {
            Some([k, v]) => self.quick_dict_set(dict, Value::from_word(*k), Value::from_word(*v)),
            _ => false,
        }
    }
}

impl Scope<'_> {
    /// The position of a key of known hash.
    pub(super) fn dict_find(&mut self, d: Handle, k: Handle, hash: i64) -> Result<Option<usize>, Raise> {
        let (Some(dict), key) = (d.cast::<Dict>(self), k.get(self)) else { return Ok(None) };
        // an instance that hashes by script compares by script, too
        let asks = key.kind() == Kind::Instance && self.type_of(key).has(TypeFlags::EQ);
        if !asks && let Some(found) = self.quick_find(dict, key, hash) {
            return Ok(found);
        }
        let mut s = self.inner();
        let candidate = s.root();
        'again: loop {
            let mut n = 0;
            loop {
                let Some(dict) = d.cast::<Dict>(&s) else { return Ok(None) };
                let version = dict.version();
                let Some((at, key)) = dict.candidate(hash, n) else { return Ok(None) };
                let word = key.word();
                let same = match s.quick_eq(key, k.get(&s)) {
                    Some(same) => same,
                    None => {
                        s.set_word(candidate, word);
                        let same = s.compare_bool(CompareOp::Eq, candidate, k)?;
                        let unchanged = d.cast::<Dict>(&s).is_some_and(|d| {
                            d.version() == version && d.key_at(at).is_some_and(|k| k.word() == word)
                        });
                        if !unchanged {
                            continue 'again;
                        }
                        same
                    }
                };
                if same {
                    return Ok(Some(at));
                }
                n += 1;
            }
        }
    }

    /// Puts the value of a key into `out`; false if the key is not there.
    pub fn dict_get(&mut self, d: Handle, k: Handle, out: Handle) -> Result<bool, Raise> {
        let hash = self.hash(k)?;
        let at = self.dict_find(d, k, hash)?;
        let found = at.and_then(|at| d.cast::<Dict>(self)?.value_at(at)).map(Value::word);
        match found {
            Some(word) => {
                self.set_word(out, word);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Sets the value of a key.
    pub fn dict_set(&mut self, d: Handle, k: Handle, v: Handle) -> Result<(), Raise> {
        let hash = self.hash(k)?;
        self.dict_set_hashed(d, k, v, hash)
    }

    pub(super) fn dict_set_hashed(
        &mut self,
        d: Handle,
        k: Handle,
        v: Handle,
        hash: i64,
    ) -> Result<(), Raise> {
        let at = self.dict_find(d, k, hash)?;
        if let Some(dict) = d.cast::<Dict>(self) {
            match at {
                Some(at) => dict.set_at(at, v.get(self)),
                None => {
                    dict.insert_new(&self.heap, hash, k.get(self), v.get(self));
                }
            }
        }
        Ok(())
    }

    /// The value of a key, which is set first if it is not there.
    pub fn dict_set_default(&mut self, d: Handle, k: Handle, default: Handle) -> Result<Handle, Raise> {
        let hash = self.hash(k)?;
        let at = self.dict_find(d, k, hash)?;
        let Some(dict) = d.cast::<Dict>(self) else { return Ok(default) };
        match at.and_then(|at| dict.value_at(at)).map(Value::word) {
            Some(found) => Ok(self.keep_word(found)),
            None => {
                dict.insert_new(&self.heap, hash, k.get(self), default.get(self));
                Ok(default)
            }
        }
    }

    /// Calls a closure with each key of a dict and its hash. The dict may change meanwhile.
    pub(super) fn each_key(
        &mut self,
        d: Handle,
        mut f: impl FnMut(&mut Scope<'_>, Handle, i64) -> Result<(), Raise>,
    ) -> Result<(), Raise> {
        let mut s = self.inner();
        let key = s.root();
        let mut at = 0;
        while let Some((i, hash, k)) =
            d.cast::<Dict>(&s).and_then(|d| d.next_from(at).map(|(i, k, _)| (i, d.hash_at(i), k.word())))
        {
            at = i + 1;
            s.set_word(key, k);
            f(&mut s, key, hash)?;
        }
        Ok(())
    }

    /// Sets the same value for all keys that an iterable gives.
    pub fn dict_from_keys(&mut self, d: Handle, keys: Handle, value: Handle) -> Result<(), Raise> {
        let v = keys.get(self);
        if v.kind() == Kind::Set && is_plain(v) {
            return self.each_of_set(keys, |s, key, hash| {
                s.dict_set_hashed(d, key, value, hash)?;
                Ok(true)
            });
        }
        if v.kind() == Kind::Dict && is_plain(v) {
            return self.each_key(keys, |s, key, hash| s.dict_set_hashed(d, key, value, hash));
        }
        if let (Some(dict), Some(words)) = (d.cast::<Dict>(self), self.plain_words(v)) {
            let value = value.get(self);
            // where one of them has to be asked all come again, which changes nothing for those that are there
            if words.iter().all(|key| self.quick_dict_set(dict, Value::from_word(*key), value)) {
                return Ok(());
            }
        }
        self.for_each(keys, |s, key| {
            s.dict_set(d, key, value)?;
            Ok(true)
        })
    }

    /// `a ^ b` of two views of items. Pairs that are in both are found by their keys and never hashed.
    pub(super) fn items_in_one(&mut self, a: Handle, b: Handle) -> Result<Handle, Raise> {
        let out = self.keep(|vm| vm.new_set());
        let mut s = self.inner();
        let dict = |s: &Scope<'_>, h: Handle| h.cast::<DictView>(s).map(|v| v.dict().value().word());
        let (Some(x), Some(y)) = (dict(&s, a), dict(&s, b)) else { return Ok(out) };
        // what is left of the first one
        let (rest, y) = (s.keep(|vm| vm.dict().value()), s.keep_word(y));
        if let (Some(to), Some(from)) = (rest.cast::<Dict>(&s), Value::from_word(x).cast::<Dict>()) {
            to.copy_from(&s.heap, from);
        }
        let (key, value, other, pair) = (s.root(), s.root(), s.root(), s.root());
        let mut at = 0;
        while let Some((i, hash, k, v)) = y
            .cast::<Dict>(&s)
            .and_then(|d| d.next_from(at).map(|(i, k, v)| (i, d.hash_at(i), k.word(), v.word())))
        {
            at = i + 1;
            s.set_word(key, k);
            s.set_word(value, v);
            let found = s.dict_find(rest, key, hash)?;
            let found = found.and_then(|i| rest.cast::<Dict>(&s)?.value_at(i)).map(Value::word);
            if let Some(w) = found {
                s.set_word(other, w);
                if s.eq(other, value)? {
                    let found = s.dict_find(rest, key, hash)?;
                    found.and_then(|i| rest.cast::<Dict>(&s)?.remove_at(i));
                    continue;
                }
            }
            let word = s.tuple(&[key.get(&s), value.get(&s)]).word();
            s.set_word(pair, word);
            s.set_add(out, pair)?;
        }
        let left = rest.cast::<Dict>(&s);
        let left = left.map_or(Word::NONE, |d| DictView::new(&s.heap, DictViewKind::Items, d).value().word());
        let left = s.keep_word(left);
        s.set_update(out, left)?;
        Ok(out)
    }

    /// Takes a key out and puts its value into `out`; false if the key is not there.
    pub fn dict_del(&mut self, d: Handle, k: Handle, out: Handle) -> Result<bool, Raise> {
        let hash = self.hash(k)?;
        let at = self.dict_find(d, k, hash)?;
        let removed = at.and_then(|at| d.cast::<Dict>(self)?.remove_at(at)).map(Value::word);
        match removed {
            Some(word) => {
                self.set_word(out, word);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// `d.update(other)`: a mapping (anything with `keys`) or an iterable of pairs.
    pub fn dict_update(&mut self, d: Handle, other: Handle) -> Result<(), Raise> {
        let v = other.get(self);
        if let Some(from) = v.cast::<Dict>()
            && is_plain(v)
        {
            if let Some(to) = d.cast::<Dict>(self)
                && to.is_empty()
                && is_plain(to.value())
                && !is_pinned(to)
            {
                to.copy_from(&self.heap, from);
                return Ok(());
            }
            return self.update_from_dict(d, other);
        }
        let plain = is_plain(v) || v.kind() == Kind::Generator;
        let v_kind = if plain { v.kind() } else { Kind::Instance };
        if let (Some(to), Some(pairs)) = (d.cast::<Dict>(self), self.plain_words(v)) {
            let done = pairs.iter().all(|pair| match self.plain_words(Value::from_word(*pair)) {
                Some([k, v]) => self.quick_dict_set(to, Value::from_word(*k), Value::from_word(*v)),
                _ => false,
            });
            // else once more from the start, to run script and to find the errors
            if done {
                return Ok(());
            }
        }
        let mut s = self.inner();
        if s.update_from_pairs(d, other)? {
            return Ok(());
        }
        let keyless = matches!(v_kind, Kind::Iter | Kind::List | Kind::Tuple | Kind::Generator);
        if !keyless && let Some(keys) = s.getattr_opt(other, "keys")? {
            let keys = s.call(keys, &[])?;
            return s.for_each(keys, |s, key| {
                let value = s.getitem(other, key)?;
                s.dict_set(d, key, value)?;
                Ok(true)
            });
        }
        let mut n = 0;
        s.for_each(other, |s, pair| {
            s.dict_set_pair(d, pair, n)?;
            n += 1;
            Ok(true)
        })
    }

    /// Sets the pair that is the `n`th item of an iterable.
    pub(crate) fn dict_set_pair(&mut self, d: Handle, pair: Handle, n: usize) -> Result<(), Raise> {
        if d.cast::<Dict>(self).is_some_and(|to| self.quick_pair_set(to, pair.get(self))) {
            return Ok(());
        }
        let mut s = self.inner();
        let Some(it) = s.iter_opt(pair)? else {
            return Err(s.type_error(format_args!(
                "cannot convert dictionary update sequence element #{n} to a sequence"
            )));
        };
        let list = s.list_of(it)?;
        let items = list.cast::<List>(&s).map_or(0, List::len);
        if items != 2 {
            return Err(s.value_error(format_args!(
                "dictionary update sequence element #{n} has length {items}; 2 is required"
            )));
        }
        let [k, v] = [0, 1].map(|i| {
            let word = list.cast::<List>(&s).and_then(|l| l.items().get(i)).unwrap_or(Word::NONE);
            s.keep_word(word)
        });
        s.dict_set(d, k, v)
    }

    /// Sets the pairs that an iterator makes, as long as no script is to be asked; says whether it is at its end.
    fn update_from_pairs(&mut self, d: Handle, other: Handle) -> Result<bool, Raise> {
        let v = other.get(self);
        let Some(it) = v.cast::<Iter>().filter(|it| is_plain(v) && it.state().makes_pairs()) else {
            return Ok(false);
        };
        let Some(to) = d.cast::<Dict>(self) else { return Ok(false) };
        loop {
            let (key, value) = match self.pair_at_once(it) {
                Some(two) => two,
                None => match self.quick_pair(it)? {
                    Pair::Two(key, value) => (key, value),
                    Pair::End => return Ok(true),
                    Pair::Ask => return Ok(false),
                },
            };
            if !self.quick_dict_set(to, Value::from_word(key), Value::from_word(value)) {
                let mut s = self.inner();
                let (key, value) = (s.keep_word(key), s.keep_word(value));
                s.dict_set(d, key, value)?;
                return Ok(false);
            }
        }
    }

    fn update_from_dict(&mut self, d: Handle, other: Handle) -> Result<(), Raise> {
        if let (Some(to), Some(from)) = (d.cast::<Dict>(self), other.cast::<Dict>(self))
            && !std::ptr::eq(to, from)
            && is_plain(to.value())
        {
            // what is set before script has to be asked is only set once more
            let done = from.iter().all(|(k, v)| self.quick_dict_set(to, k, v));
            if done {
                return Ok(());
            }
        }
        let mut s = self.inner();
        let (key, value) = (s.root(), s.root());
        let Some(n) = other.cast::<Dict>(&s).map(Dict::len) else { return Ok(()) };
        let mut at = 0;
        while let Some((i, hash, k, v)) = other
            .cast::<Dict>(&s)
            .and_then(|d| d.next_from(at).map(|(i, k, v)| (i, d.hash_at(i), k.word(), v.word())))
        {
            at = i + 1;
            s.set_word(key, k);
            s.set_word(value, v);
            s.dict_set_hashed(d, key, value, hash)?;
            if other.cast::<Dict>(&s).map(Dict::len) != Some(n) {
                return Err(s.fail(Exc::RuntimeError, "dict mutated during update"));
            }
        }
        Ok(())
    }

    /// Takes over the pairs of a dict into a new one: `dict(other)`, `{**other}`.
    pub fn dict_of(&mut self, other: Handle) -> Result<Handle, Raise> {
        let d = self.keep(|vm| vm.dict().value());
        if other.get(self).kind() != Kind::Free {
            self.dict_update(d, other)?;
        } else {
            return Err(self.not_iterable(other.get(self)));
        }
        Ok(d)
    }
}
