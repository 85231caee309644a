//! Sets, dicts and views of keys with each other, made of others and compared, where no script need be asked: without
//! handles, since nothing can be collected meanwhile.

use crate::heap::Word;
use crate::value::{Builtins, Dict, DictView, Kind, List, Set, Tuple, Value};
use crate::vm::Vm;

use super::set_quick::Place;
use super::{BinaryOp, CompareOp, is_plain};

/// The dict that a value is a view of the keys of, where both are of the built-in classes themselves.
fn keys_of<'h>(v: Value<'h>) -> Option<&'h Dict> {
    if !v.is_exact(Builtins::DictKeys) {
        return None;
    }
    let dict = v.cast::<DictView>()?.dict();
    dict.value().is_exact(Builtins::Dict).then_some(dict)
}

/// The keys of a dict with their hashes.
fn hashed_keys(dict: &Dict) -> impl Iterator<Item = (i64, Value<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (i, k, _) = dict.next_from(at)?;
        at = i + 1;
        Some((dict.hash_at(i), k))
    })
}

impl Vm {
    /// `a | b` and its kin of two sets, which change in place where that is asked for, of two views of keys, and `a | b`
    /// of dicts.
    pub(crate) fn quick_united(
        &self,
        op: BinaryOp,
        inplace: bool,
        x: Value<'_>,
        y: Value<'_>,
    ) -> Option<Word> {
        if !is_plain(x) || !is_plain(y) {
            return None;
        }
        if let (Some(a), Some(b)) = (x.cast::<Set>(), y.cast::<Set>()) {
            if inplace && !a.is_frozen() {
                return self.quick_set_change(op, a, b).then_some(x.word());
            }
            return self.quick_sets(op, a, b);
        }
        if let (Some(a), Some(b)) = (keys_of(x), keys_of(y)) {
            return self.quick_keys(op, a, b);
        }
        let (a, b) = (x.cast::<Dict>()?, y.cast::<Dict>()?);
        if op != BinaryOp::Or {
            return None;
        }
        if inplace {
            return (!x.is(y) && self.merge_plainly(a, b)).then_some(x.word());
        }
        let out = self.copy_of_dict(a, b.len());
        b.iter().all(|(k, v)| self.quick_dict_set(out, k, v)).then(|| out.value().word())
    }

    /// A copy of a dict, with room for so many more items if they are few.
    pub(crate) fn copy_of_dict(&self, from: &Dict, more: usize) -> &Dict {
        const FEW: usize = 8;
        let room = if more <= FEW { from.len() + more } else { from.len() };
        let out = Dict::with_capacity(&self.heap, room);
        out.copy_from(&self.heap, from);
        out
    }

    /// The set of keys that two dicts have in common, or that one of them has.
    fn quick_keys(&self, op: BinaryOp, a: &Dict, b: &Dict) -> Option<Word> {
        let out = Set::new(&self.heap, false);
        if op == BinaryOp::And {
            // the smaller one is gone through; of two equally large ones, the right one
            let (into, through) = if b.len() > a.len() { (b, a) } else { (a, b) };
            for (_, k) in hashed_keys(through) {
                // scripts are asked for hashes anew, although they are known
                let hash = self.quick_hash(k)?;
                if self.quick_find(into, k, hash)?.is_some() {
                    out.insert_new(&self.heap, hash, k);
                }
            }
            return Some(out.value().word());
        }
        out.reserve(&self.heap, a.len());
        for (hash, k) in hashed_keys(a) {
            out.insert_new(&self.heap, hash, k);
        }
        for (_, k) in hashed_keys(b) {
            let hash = self.quick_hash(k)?;
            match (op, self.quick_set_find(out, k, hash)?) {
                (BinaryOp::Or, Place::Vacant(slot)) => out.insert_at(&self.heap, slot, hash, k),
                (BinaryOp::Sub, Place::Found(slot)) => drop(out.remove_at(slot)),
                (BinaryOp::Or | BinaryOp::Sub, _) => {}
                _ => return None,
            }
        }
        if op == BinaryOp::Sub {
            out.tidy();
        }
        Some(out.value().word())
    }

    /// A comparison of two containers of one kind; none where script would have to be asked, and of others.
    #[inline]
    pub(crate) fn quick_compare_alike(&self, op: CompareOp, x: Value<'_>, y: Value<'_>) -> Option<bool> {
        let (kind, equality) = (x.kind(), matches!(op, CompareOp::Eq | CompareOp::Ne));
        if kind == Kind::List && !equality || kind != y.kind() || !is_plain(x) || !is_plain(y) {
            return None;
        }
        match kind {
            Kind::Set => self.quick_compare_sets(op, x.cast::<Set>()?, y.cast::<Set>()?),
            Kind::Dict if equality => {
                let (x, y) = (x.cast::<Dict>()?, y.cast::<Dict>()?);
                let same = x.len() == y.len() && self.quick_same_dicts(x, y, 0)?;
                Some(same == (op == CompareOp::Eq))
            }
            Kind::List if equality => {
                // SAFETY: nothing runs while the slices are in use
                let (x, y) =
                    unsafe { (x.cast::<List>()?.items().as_slice(), y.cast::<List>()?.items().as_slice()) };
                let same = x.len() == y.len() && self.quick_same_items(x, y, 0)?;
                Some(same == (op == CompareOp::Eq))
            }
            _ => None,
        }
    }

    /// A new set or frozenset of the items of built-in data.
    pub(crate) fn quick_set_of(&self, v: Value<'_>, frozen: bool) -> Option<&Set> {
        if !is_plain(v) || v.header().is_none() {
            return None;
        }
        let set = Set::new(&self.heap, frozen);
        if let Some(from) = v.cast::<Set>() {
            set.take_over(&self.heap, from);
            return Some(set);
        }
        if let Some(from) = v.cast::<Dict>() {
            set.reserve(&self.heap, from.len());
            for (hash, k) in hashed_keys(from) {
                set.insert_new(&self.heap, hash, k);
            }
            return Some(set);
        }
        let added = match self.plain_values(v) {
            Some(values) => values.iter().all(|v| self.quick_set_add(set, *v)),
            None => v.kind() == Kind::Str && self.add_characters(set, v),
        };
        added.then_some(set)
    }

    /// The items of lists that stand in a list or tuple, behind those of another list, as a new list.
    pub(crate) fn sum_of_lists(&self, start: Value<'_>, lists: &[Value<'_>]) -> Option<Value<'_>> {
        if lists.is_empty() || !start.is_exact(Builtins::List) {
            return None;
        }
        let out = List::from_words(&self.heap, self.plain_words(start)?);
        for v in lists {
            if !v.is_exact(Builtins::List) {
                return None;
            }
            out.extend_words(&self.heap, self.plain_words(*v)?);
        }
        Some(out.value())
    }

    /// The same of tuples.
    pub(crate) fn sum_of_tuples(&self, start: Value<'_>, tuples: &[Value<'_>]) -> Option<Value<'_>> {
        if tuples.is_empty() || !start.is_exact(Builtins::Tuple) {
            return None;
        }
        let mut words = self.plain_words(start)?.to_vec();
        for v in tuples {
            words.extend_from_slice(v.cast::<Tuple>().filter(|_| v.is_exact(Builtins::Tuple))?.words());
        }
        Some(Tuple::from_words(&self.heap, &words).value())
    }
}
