//! Sets: look-ups whose keys' classes may decide equality by script, and the operations on whole sets.

use crate::heap::Word;
use crate::value::number::setorder::{SetTable, Step};
use crate::value::{Builtins, Dict, DictView, DictViewKind, Kind, Set, Str, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

use super::set_quick::Place;
use super::{BinaryOp, CompareOp, is_plain};

/// Whether a value is a view of keys or items, which behave as sets.
fn is_set_view(v: Value<'_>) -> bool {
    v.cast::<DictView>().is_some_and(|view| view.view() != DictViewKind::Values)
}

fn is_items_view(v: Value<'_>) -> bool {
    v.cast::<DictView>().is_some_and(|view| view.view() == DictViewKind::Items)
}

impl Vm {
    /// Adds the characters of ASCII text to a set, each of them once; false if that is not what the value is.
    pub(super) fn add_characters(&self, set: &Set, v: Value<'_>) -> bool {
        let Some(s) = v.cast::<Str>().filter(|s| s.is_ascii() && v.is_exact(Builtins::Str)) else {
            return false;
        };
        let mut seen = 0u128;
        s.bytes().iter().all(|b| {
            let new = seen >> b & 1 == 0;
            seen |= 1 << b;
            !new || self.quick_set_add(set, Value::from_word(self.chars[*b as usize]))
        })
    }

    /// An empty set.
    pub fn new_set(&self) -> Value<'_> {
        Set::new(&self.heap, false).value()
    }

    /// A frozenset of constants. It is built twice, as CPython does, so that it shows in the same order.
    pub fn frozenset_of_plain(&self, items: &[Value<'_>]) -> Value<'_> {
        let first = Set::new(&self.heap, true);
        for v in items {
            self.add_plain(first, *v);
        }
        let second = Set::new(&self.heap, true);
        for v in first.to_vec() {
            self.add_plain(second, v);
        }
        second.value()
    }

    /// Adds a value that hashes and compares without script; others are left out.
    fn add_plain(&self, set: &Set, v: Value<'_>) {
        let Some(hash) = self.quick_hash(v) else { return };
        let mut probe = set.probe(hash);
        loop {
            match set.step(&mut probe) {
                Step::Vacant(slot) => return set.insert_at(&self.heap, slot, hash, v),
                Step::Candidate(slot) => {
                    if set.key_at(slot).is_some_and(|k| self.quick_eq(k, v) == Some(true)) {
                        return;
                    }
                }
            }
        }
    }

    fn set_len(&self, set: Handle) -> usize {
        set.cast::<Set>(self).map_or(0, Set::len)
    }
}

impl Scope<'_> {
    /// Finds a key of known hash, or the slot where it belongs.
    fn set_find(&mut self, set: Handle, k: Handle, hash: i64) -> Result<Place, Raise> {
        if let Some(this) = set.cast::<Set>(self)
            && let Some(place) = self.quick_set_find(this, k.get(self), hash)
        {
            return Ok(place);
        }
        let mut s = self.inner();
        let candidate = s.root();
        'again: loop {
            let Some(this) = set.cast::<Set>(&s) else { return Ok(Place::Vacant(usize::MAX)) };
            let layout = this.layout();
            let mut probe = this.probe(hash);
            loop {
                let Some(this) = set.cast::<Set>(&s) else { continue 'again };
                let slot = match this.step(&mut probe) {
                    Step::Vacant(slot) => return Ok(Place::Vacant(slot)),
                    Step::Candidate(slot) => slot,
                };
                let Some(key) = this.key_at(slot) else { continue };
                let word = key.word();
                let same = match s.quick_eq(key, k.get(&s)) {
                    Some(same) => same,
                    None => {
                        s.set_word(candidate, word);
                        let same = s.eq(candidate, k)?;
                        let unchanged = set.cast::<Set>(&s).is_some_and(|t| {
                            t.layout() == layout && t.key_at(slot).is_some_and(|k| k.word() == word)
                        });
                        if !unchanged {
                            continue 'again;
                        }
                        same
                    }
                };
                if same {
                    return Ok(Place::Found(slot));
                }
            }
        }
    }

    /// The hash of a key that is looked for; a set stands for the frozenset of its items.
    fn hash_for_search(&mut self, x: Handle) -> Result<i64, Raise> {
        match self.hash(x) {
            Ok(hash) => Ok(hash),
            Err(raise) if x.cast::<Set>(self).is_some() && self.pending_is(&raise, Exc::TypeError) => {
                self.swallow(raise, Exc::TypeError)?;
                Ok(x.cast::<Set>(self).map_or(0, super::hash::frozen_hash))
            }
            Err(raise) => Err(raise),
        }
    }

    /// `x in set`
    pub fn set_contains(&mut self, set: Handle, x: Handle) -> Result<bool, Raise> {
        let hash = self.hash_for_search(x)?;
        Ok(matches!(self.set_find(set, x, hash)?, Place::Found(_)))
    }

    /// Adds an item.
    pub fn set_add(&mut self, set: Handle, x: Handle) -> Result<(), Raise> {
        let hash = self.hash(x)?;
        self.set_add_hashed(set, x, hash)
    }

    fn set_add_hashed(&mut self, set: Handle, x: Handle, hash: i64) -> Result<(), Raise> {
        if let Place::Vacant(slot) = self.set_find(set, x, hash)?
            && let Some(this) = set.cast::<Set>(self)
        {
            this.insert_at(&self.heap, slot, hash, x.get(self));
        }
        Ok(())
    }

    /// Takes an item out; false if it was not there.
    pub fn set_discard(&mut self, set: Handle, x: Handle) -> Result<bool, Raise> {
        let hash = self.hash_for_search(x)?;
        self.set_discard_hashed(set, x, hash)
    }

    fn set_discard_hashed(&mut self, set: Handle, x: Handle, hash: i64) -> Result<bool, Raise> {
        let Place::Found(slot) = self.set_find(set, x, hash)? else { return Ok(false) };
        Ok(set.cast::<Set>(self).is_some_and(|t| t.remove_at(slot).is_some()))
    }

    /// Calls a closure with each item of a set and its hash. The set may change meanwhile.
    pub(super) fn each_of_set(
        &mut self,
        set: Handle,
        f: impl FnMut(&mut Scope<'_>, Handle, i64) -> Result<bool, Raise>,
    ) -> Result<(), Raise> {
        self.each_of_set_from(0, set, f)
    }

    /// The same from a position on.
    fn each_of_set_from(
        &mut self,
        from: usize,
        set: Handle,
        mut f: impl FnMut(&mut Scope<'_>, Handle, i64) -> Result<bool, Raise>,
    ) -> Result<(), Raise> {
        let mut s = self.inner();
        let item = s.root();
        let mut at = from;
        while let Some((hash, word)) =
            set.cast::<Set>(&s).and_then(|t| t.next(&mut at)).map(|(hash, v)| (hash, v.word()))
        {
            s.set_word(item, word);
            if !f(&mut s, item, hash)? {
                break;
            }
        }
        Ok(())
    }

    /// A new set or frozenset of an iterable's items.
    pub fn set_of(&mut self, iterable: Handle, frozen: bool) -> Result<Handle, Raise> {
        let set = self.keep(|vm| Set::new(&vm.heap, frozen).value());
        self.set_update(set, iterable)?;
        Ok(set)
    }

    /// `set |= iterable`, whatever the iterable
    pub fn set_update(&mut self, set: Handle, iterable: Handle) -> Result<(), Raise> {
        let v = iterable.get(self);
        if let (Some(this), Some(other)) = (set.cast::<Set>(self), v.cast::<Set>()) {
            if this.take_over(&self.heap, other) || self.quick_set_pass(this, other, None) {
                return Ok(());
            }
            return self.each_of_set(iterable, |s, item, hash| {
                s.set_add_hashed(set, item, hash)?;
                Ok(true)
            });
        }
        if let (Some(this), Some(dict)) = (set.cast::<Set>(self), v.cast::<Dict>())
            && is_plain(v)
        {
            this.reserve(&self.heap, dict.len());
        }
        // what was added before an item that needs script is only found again
        if let Some(this) = set.cast::<Set>(self)
            && (self.add_characters(this, v)
                || self.feed(v, |item| self.quick_set_add(this, item)) == Some(true))
        {
            return Ok(());
        }
        if let Some(this) = set.cast::<Set>(self)
            && self.feed_mapped(v, |item| self.quick_set_add(this, item))
        {
            return Ok(());
        }
        if v.kind() == Kind::Dict && is_plain(v) {
            return self.each_key(iterable, |s, key, hash| s.set_add_hashed(set, key, hash));
        }
        self.for_each(iterable, |s, item| {
            s.set_add(set, item)?;
            Ok(true)
        })
    }

    /// The items that are in a set and in an iterable, as a new set of the first one's base class.
    pub fn set_intersection(&mut self, a: Handle, other: Handle) -> Result<Handle, Raise> {
        let frozen = a.cast::<Set>(self).is_some_and(Set::is_frozen);
        if other.cast::<Set>(self).is_none() {
            let out = self.keep(|vm| Set::new(&vm.heap, frozen).value());
            self.for_each(other, |s, item| {
                let hash = s.hash(item)?;
                if let Place::Found(_) = s.set_find(a, item, hash)? {
                    s.set_add_hashed(out, item, hash)?;
                    // once all are found the rest does not matter
                    return Ok(s.set_len(out) < s.set_len(a));
                }
                Ok(true)
            })?;
            return Ok(out);
        }
        if a.get(self).is(other.get(self)) {
            return self.set_of(a, frozen);
        }
        let out = self.keep(|vm| Set::new(&vm.heap, frozen).value());
        // the smaller one is gone through; of two equally large ones, the right one
        let (small, large) = if self.set_len(other) > self.set_len(a) { (a, other) } else { (other, a) };
        if let (Some(to), Some(from), Some(other)) =
            (out.cast::<Set>(self), small.cast::<Set>(self), large.cast::<Set>(self))
            && self.quick_set_pass(to, from, Some((other, true)))
        {
            return Ok(out);
        }
        self.each_of_set(small, |s, item, hash| {
            if let Place::Found(_) = s.set_find(large, item, hash)? {
                s.set_add_hashed(out, item, hash)?;
            }
            Ok(true)
        })?;
        Ok(out)
    }

    /// `set -= iterable`, whatever the iterable
    pub fn set_difference_update(&mut self, set: Handle, other: Handle) -> Result<(), Raise> {
        if set.get(self).is(other.get(self)) {
            if let Some(this) = set.cast::<Set>(self) {
                this.clear();
            }
            return Ok(());
        }
        let mut s = self.inner();
        if other.cast::<Set>(&s).is_some() {
            let (n, m) = (s.set_len(set), s.set_len(other));
            let gone = if SetTable::<Word>::difference_intersects(n, m) {
                s.set_intersection(set, other)?
            } else {
                other
            };
            let quick = match (set.cast::<Set>(&s), gone.cast::<Set>(&s)) {
                (Some(this), Some(gone)) => s.quick_set_discard(this, gone),
                _ => false,
            };
            if !quick {
                s.each_of_set(gone, |s, item, hash| s.set_discard_hashed(set, item, hash).map(|_| true))?;
            }
        } else {
            s.for_each(other, |s, item| {
                let hash = s.hash(item)?;
                s.set_discard_hashed(set, item, hash).map(|_| true)
            })?;
        }
        if let Some(this) = set.cast::<Set>(&s) {
            this.tidy();
        }
        Ok(())
    }

    /// The items of a set that an iterable has not, as a new set of the first one's base class.
    pub fn set_difference(&mut self, a: Handle, other: Handle) -> Result<Handle, Raise> {
        let frozen = a.cast::<Set>(self).is_some_and(Set::is_frozen);
        let v = other.get(self);
        let (is_set, is_dict) = (v.cast::<Set>().is_some(), v.cast::<Dict>().is_some() && is_plain(v));
        let size = self.len_builtin(v).unwrap_or(0) as usize;
        if !is_set && !is_dict || SetTable::<Word>::difference_copies(self.set_len(a), size) {
            let out = self.set_of(a, frozen)?;
            self.set_difference_update(out, other)?;
            return Ok(out);
        }
        let out = self.keep(|vm| Set::new(&vm.heap, frozen).value());
        if let (Some(to), Some(from), Some(other)) =
            (out.cast::<Set>(self), a.cast::<Set>(self), other.cast::<Set>(self))
            && self.quick_set_pass(to, from, Some((other, false)))
        {
            return Ok(out);
        }
        self.each_of_set(a, |s, item, hash| {
            let there = if is_set {
                matches!(s.set_find(other, item, hash)?, Place::Found(_))
            } else {
                s.dict_find(other, item, hash)?.is_some()
            };
            if !there {
                s.set_add_hashed(out, item, hash)?;
            }
            Ok(true)
        })?;
        Ok(out)
    }

    /// `set ^= iterable`, whatever the iterable
    pub fn set_symmetric_difference_update(&mut self, set: Handle, other: Handle) -> Result<(), Raise> {
        if set.get(self).is(other.get(self)) {
            return self.set_difference_update(set, other);
        }
        let mut s = self.inner();
        let v = other.get(&s);
        if v.kind() == Kind::Dict && is_plain(v) {
            return s.each_key(other, |s, key, hash| s.set_toggle(set, key, hash));
        }
        let other = if other.cast::<Set>(&s).is_some() { other } else { s.set_of(other, false)? };
        let done = match (set.cast::<Set>(&s), other.cast::<Set>(&s)) {
            (Some(this), Some(other)) => match s.quick_set_toggle(this, other) {
                Some(done) => done,
                None => return Ok(()),
            },
            _ => 0,
        };
        s.each_of_set_from(done, other, |s, item, hash| {
            s.set_toggle(set, item, hash)?;
            Ok(true)
        })
    }

    /// Takes an item out, or adds it if it was not there.
    fn set_toggle(&mut self, set: Handle, x: Handle, hash: i64) -> Result<(), Raise> {
        if !self.set_discard_hashed(set, x, hash)? {
            self.set_add_hashed(set, x, hash)?;
        }
        Ok(())
    }

    /// The items that one has and the other has not, as a new set of the first one's base class.
    pub fn set_symmetric_difference(&mut self, a: Handle, other: Handle) -> Result<Handle, Raise> {
        let frozen = a.cast::<Set>(self).is_some_and(Set::is_frozen);
        let out = self.set_of(other, frozen)?;
        self.set_symmetric_difference_update(out, a)?;
        Ok(out)
    }

    /// Whether every item of a set is in an iterable.
    pub fn set_is_subset(&mut self, a: Handle, other: Handle) -> Result<bool, Raise> {
        let mut s = self.inner();
        if other.cast::<Set>(&s).is_none() {
            let both = s.set_intersection(a, other)?;
            return Ok(s.set_len(both) == s.set_len(a));
        }
        if s.set_len(a) > s.set_len(other) {
            return Ok(false);
        }
        if let (Some(this), Some(other)) = (a.cast::<Set>(&s), other.cast::<Set>(&s))
            && let Some(all) = s.quick_subset(this, other)
        {
            return Ok(all);
        }
        let mut all = true;
        s.each_of_set(a, |s, item, hash| {
            all = matches!(s.set_find(other, item, hash)?, Place::Found(_));
            Ok(all)
        })?;
        Ok(all)
    }

    /// Whether a set and an iterable have no item in common.
    pub fn set_is_disjoint(&mut self, a: Handle, other: Handle) -> Result<bool, Raise> {
        let mut apart = true;
        if other.cast::<Set>(self).is_some() {
            if a.get(self).is(other.get(self)) {
                return Ok(self.set_len(a) == 0);
            }
            let (small, large) = if self.set_len(other) > self.set_len(a) { (a, other) } else { (other, a) };
            self.each_of_set(small, |s, item, hash| {
                apart = matches!(s.set_find(large, item, hash)?, Place::Vacant(_));
                Ok(apart)
            })?;
            return Ok(apart);
        }
        self.for_each(other, |s, item| {
            apart = !s.set_contains(a, item)?;
            Ok(apart)
        })?;
        Ok(apart)
    }

    /// `a | b`, `a & b`, `a - b`, `a ^ b` of sets and views of keys or items; none if they are not.
    pub(super) fn combine_sets(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Option<Word>, Raise> {
        let (x, y) = (a.get(self), b.get(self));
        let sets = x.cast::<Set>().is_some() && y.cast::<Set>().is_some();
        if !sets && !is_set_view(x) && !is_set_view(y) {
            return Ok(None);
        }
        if let (true, Some(x), Some(y)) = (sets, x.cast::<Set>(), y.cast::<Set>())
            && let Some(w) = self.quick_sets(op, x, y)
        {
            return Ok(Some(w));
        }
        let mut s = self.inner();
        let out = match op {
            BinaryOp::And if !sets => s.view_intersection(a, b)?,
            BinaryOp::And => s.set_intersection(a, b)?,
            BinaryOp::Sub if sets => s.set_difference(a, b)?,
            BinaryOp::Xor if sets => s.set_symmetric_difference(a, b)?,
            BinaryOp::Xor if is_items_view(a.get(&s)) && is_items_view(b.get(&s)) => s.items_in_one(a, b)?,
            _ => {
                let frozen = sets && a.cast::<Set>(&s).is_some_and(Set::is_frozen);
                // the hashes of keys are known to their dict
                let keys = a.cast::<DictView>(&s).filter(|view| view.view() == DictViewKind::Keys);
                let a = match keys.map(|view| view.dict().value().word()) {
                    Some(dict) => s.keep_word(dict),
                    None => a,
                };
                let out = s.set_of(a, frozen)?;
                s.update_by(op, out, b)?;
                out
            }
        };
        Ok(Some(out.get(&s).word()))
    }

    fn update_by(&mut self, op: BinaryOp, set: Handle, other: Handle) -> Result<(), Raise> {
        match op {
            BinaryOp::Sub => self.set_difference_update(set, other),
            BinaryOp::Xor => self.set_symmetric_difference_update(set, other),
            _ => self.set_update(set, other),
        }
    }

    /// `a & b` where one is a view: goes through the smaller or the right one.
    fn view_intersection(&mut self, a: Handle, b: Handle) -> Result<Handle, Raise> {
        let (mut this, mut other) = if is_set_view(a.get(self)) { (a, b) } else { (b, a) };
        let size = |s: &Vm, h: Handle| s.len_builtin(h.get(s)).unwrap_or(0);
        if other.cast::<Set>(self).is_some() && size(self, this) <= size(self, other) {
            return self.set_intersection(other, this);
        }
        if is_set_view(other.get(self)) && size(self, other) > size(self, this) {
            (this, other) = (other, this);
        }
        let out = self.keep(|vm| Set::new(&vm.heap, false).value());
        self.for_each(other, |s, item| {
            if s.contains_builtin(this, item)? {
                s.set_add(out, item)?;
            }
            Ok(true)
        })?;
        Ok(out)
    }

    /// Whether a view of keys or items and an iterable have no item in common.
    pub fn view_is_disjoint(&mut self, view: Handle, other: Handle) -> Result<bool, Raise> {
        let (v, o) = (view.get(self), other.get(self));
        let size = |v: Value<'_>| self.len_builtin(v).unwrap_or(0);
        if v.is(o) {
            return Ok(size(v) == 0);
        }
        // sets are looked into as well as the view is: the shorter one is gone through
        let is_set = o.kind() == Kind::Set && is_plain(o) || is_set_view(o);
        let (through, into) = if is_set && size(o) > size(v) { (view, other) } else { (other, view) };
        let mut apart = true;
        self.for_each(through, |s, item| {
            apart = !s.contains(into, item)?;
            Ok(apart)
        })?;
        Ok(apart)
    }

    /// `a |= b` and its kin of two sets.
    pub(super) fn change_set(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<(), Raise> {
        if let (Some(x), Some(y)) = (a.cast::<Set>(self), b.cast::<Set>(self))
            && self.quick_set_change(op, x, y)
        {
            return Ok(());
        }
        if op == BinaryOp::And {
            return self.set_intersection_update(a, b);
        }
        self.update_by(op, a, b)
    }

    /// `set &= iterable`, whatever the iterable
    pub fn set_intersection_update(&mut self, set: Handle, other: Handle) -> Result<(), Raise> {
        let mut s = self.inner();
        let kept = s.set_intersection(set, other)?;
        if let (Some(this), Some(kept)) = (set.cast::<Set>(&s), kept.cast::<Set>(&s)) {
            this.replace_by(kept);
        }
        Ok(())
    }

    /// Comparison of sets and views of keys or items; none if one is neither.
    pub(super) fn compare_sets(
        &mut self,
        op: CompareOp,
        a: Handle,
        b: Handle,
    ) -> Result<Option<Word>, Raise> {
        let set_like = |v: Value<'_>| v.kind() == Kind::Set || is_set_view(v);
        let (x, y) = (a.get(self), b.get(self));
        if !set_like(x) || !set_like(y) {
            return Ok(None);
        }
        let (n, m) = (self.len_builtin(x).unwrap_or(0), self.len_builtin(y).unwrap_or(0));
        let r = match op {
            CompareOp::Eq => n == m && self.all_in(a, b)?,
            CompareOp::Ne => !(n == m && self.all_in(a, b)?),
            CompareOp::Lt => n < m && self.all_in(a, b)?,
            CompareOp::Le => n <= m && self.all_in(a, b)?,
            CompareOp::Gt => n > m && self.all_in(b, a)?,
            CompareOp::Ge => n >= m && self.all_in(b, a)?,
        };
        Ok(Some(Word::bool(r)))
    }

    fn all_in(&mut self, a: Handle, b: Handle) -> Result<bool, Raise> {
        if a.cast::<Set>(self).is_some() && b.cast::<Set>(self).is_some() {
            return self.set_is_subset(a, b);
        }
        let mut s = self.inner();
        let Some(it) = s.iter_builtin(a.get(&s)) else { return Ok(false) };
        let it = s.keep_word(it);
        let item = s.root();
        while s.next(it, item)? {
            if !s.contains_builtin(b, item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A frozenset of a set's items; a frozenset is its own.
    pub fn frozen(&mut self, set: Handle) -> Result<Handle, Raise> {
        if set.get(self).is_exact(Builtins::FrozenSet) { Ok(self.copy(set)) } else { self.set_of(set, true) }
    }
}
