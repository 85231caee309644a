//! Sets whose items hash and compare without script: without handles, since nothing can be collected meanwhile.

use crate::heap::Word;
use crate::value::number::setorder::{SetTable, Step};
use crate::value::{Kind, Set, Value};
use crate::vm::Vm;

use super::{BinaryOp, CompareOp};

/// Where a search for a key ended.
pub(super) enum Place {
    Found(usize),
    Vacant(usize),
}

impl Vm {
    /// Finds a value that hashes and compares without script; none if that cannot be told.
    #[inline]
    pub(super) fn quick_set_find(&self, set: &Set, v: Value<'_>, hash: i64) -> Option<Place> {
        Some(match set.find(hash, |k| self.quick_key(k.word(), v.word()))? {
            Step::Candidate(slot) => Place::Found(slot),
            Step::Vacant(slot) => Place::Vacant(slot),
        })
    }

    /// Whether a value that hashes and compares without script is in a set.
    #[inline]
    pub(crate) fn quick_set_has(&self, set: &Set, v: Value<'_>) -> Option<bool> {
        Some(matches!(self.quick_set_find(set, v, self.quick_hash(v)?)?, Place::Found(_)))
    }

    /// Adds a value that hashes and compares without script; false if it may not.
    #[inline]
    pub(crate) fn quick_set_add(&self, set: &Set, v: Value<'_>) -> bool {
        let Some(hash) = self.quick_hash(v) else { return false };
        match self.quick_set_find(set, v, hash) {
            Some(Place::Found(_)) => true,
            Some(Place::Vacant(slot)) => {
                set.insert_at(&self.heap, slot, hash, v);
                true
            }
            None => false,
        }
    }

    /// Adds all items of a set to another, or to an empty one those that are, or are not, in a third one. False if
    /// script would have to be asked; then some may have been added already.
    pub(super) fn quick_set_pass(&self, out: &Set, from: &Set, other: Option<(&Set, bool)>) -> bool {
        match other {
            Some((other, wanted)) => {
                out.add_those(&self.heap, from, other, wanted, |a, b| self.quick_key(a, b))
            }
            None => out.add_all(&self.heap, from, |a, b| self.quick_key(a, b)),
        }
        .is_some()
    }

    /// Whether two keys of one hash are equal, where no script need be asked.
    #[inline(always)]
    fn quick_key(&self, a: Word, b: Word) -> Option<bool> {
        if a == b {
            return Some(true);
        }
        self.quick_eq(Value::from_word(a), Value::from_word(b))
    }

    /// Takes a value that hashes and compares without script out of a set, and says whether it was there; none if that
    /// cannot be told.
    pub(crate) fn quick_set_take(&self, set: &Set, v: Value<'_>) -> Option<bool> {
        match self.quick_set_find(set, v, self.quick_hash(v)?)? {
            Place::Found(slot) => Some(set.remove_at(slot).is_some()),
            Place::Vacant(_) => Some(false),
        }
    }

    /// Takes the items of one set out of another. False if script would have to be asked; then some may be out
    /// already, which does no harm.
    pub(super) fn quick_set_discard(&self, set: &Set, gone: &Set) -> bool {
        let mut at = 0;
        while let Some((hash, v)) = gone.next(&mut at) {
            match self.quick_set_find(set, v, hash) {
                Some(Place::Found(slot)) => drop(set.remove_at(slot)),
                Some(Place::Vacant(_)) => {}
                None => return false,
            }
        }
        true
    }

    /// Takes those items of a set out of another that it has, and adds the rest; gives the position of the first
    /// for which script has to be asked, if there is one.
    pub(super) fn quick_set_toggle(&self, set: &Set, other: &Set) -> Option<usize> {
        let (mut at, mut done) = (0, 0);
        while let Some((hash, v)) = other.next(&mut at) {
            match self.quick_set_find(set, v, hash) {
                Some(Place::Found(slot)) => drop(set.remove_at(slot)),
                Some(Place::Vacant(slot)) => set.insert_at(&self.heap, slot, hash, v),
                None => return Some(done),
            }
            done = at;
        }
        None
    }

    /// `a | b`, `a & b`, `a - b`, `a ^ b` of two sets; none if script would have to be asked.
    pub(crate) fn quick_sets(&self, op: BinaryOp, a: &Set, b: &Set) -> Option<Word> {
        let empty = || Set::new(&self.heap, a.is_frozen());
        let out = match op {
            BinaryOp::And => self.quick_intersection(a, b)?,
            BinaryOp::Sub if SetTable::<Word>::difference_copies(a.len(), b.len()) => {
                let out = empty();
                out.take_over(&self.heap, a);
                self.quick_set_change(op, out, b).then_some(out)?
            }
            BinaryOp::Sub => {
                let out = empty();
                self.quick_set_pass(out, a, Some((b, false))).then_some(out)?
            }
            BinaryOp::Or | BinaryOp::Xor => {
                let out = empty();
                let (first, second) = if op == BinaryOp::Or { (a, b) } else { (b, a) };
                out.take_over(&self.heap, first);
                match op {
                    BinaryOp::Or => self.quick_set_change(op, out, second).then_some(out)?,
                    _ => (self.quick_set_toggle(out, second).is_none()).then_some(out)?,
                }
            }
            _ => return None,
        };
        Some(out.value().word())
    }

    /// The same as a value.
    pub(crate) fn quick_set_operation(&self, op: BinaryOp, a: &Set, b: &Set) -> Option<Value<'_>> {
        self.quick_sets(op, a, b).map(Value::from_word)
    }

    fn quick_intersection<'h>(&'h self, a: &Set, b: &Set) -> Option<&'h Set> {
        let out = Set::new(&self.heap, a.is_frozen());
        if std::ptr::eq(a, b) {
            out.take_over(&self.heap, a);
            return Some(out);
        }
        // the smaller one is gone through; of two equally large ones, the right one
        let (small, large) = if b.len() > a.len() { (a, b) } else { (b, a) };
        self.quick_set_pass(out, small, Some((large, true))).then_some(out)
    }

    /// `a |= b`, `a &= b`, `a -= b`; false if it is not for here. Then some of it may have been done, which does
    /// no harm if all is done once more.
    pub(crate) fn quick_set_change(&self, op: BinaryOp, a: &Set, b: &Set) -> bool {
        match op {
            BinaryOp::Or => a.take_over(&self.heap, b) || self.quick_set_pass(a, b, None),
            BinaryOp::And => {
                let kept = self.quick_intersection(a, b);
                kept.map(|kept| a.replace_by(kept)).is_some()
            }
            BinaryOp::Sub if !std::ptr::eq(a, b) => {
                let gone = if SetTable::<Word>::difference_intersects(a.len(), b.len()) {
                    match self.quick_intersection(a, b) {
                        Some(gone) => gone,
                        None => return false,
                    }
                } else {
                    b
                };
                let done = self.quick_set_discard(a, gone);
                if done {
                    a.tidy();
                }
                done
            }
            _ => false,
        }
    }

    /// Whether every item of a set is in another; none if script would have to be asked.
    pub(crate) fn quick_subset(&self, a: &Set, b: &Set) -> Option<bool> {
        if a.len() > b.len() {
            return Some(false);
        }
        // sets of sets are left to the full comparison, which minds the depth
        let nested = |w: Word| Value::from_word(w).kind() == Kind::Set;
        a.all_in(b, |x, y| if nested(x) || nested(y) { None } else { self.quick_key(x, y) })
    }

    /// A comparison of two sets; none if script would have to be asked.
    pub(crate) fn quick_compare_sets(&self, op: CompareOp, a: &Set, b: &Set) -> Option<bool> {
        let (n, m) = (a.len(), b.len());
        Some(match op {
            CompareOp::Eq => n == m && self.quick_subset(a, b)?,
            CompareOp::Ne => n != m || !self.quick_subset(a, b)?,
            CompareOp::Lt => n < m && self.quick_subset(a, b)?,
            CompareOp::Le => n <= m && self.quick_subset(a, b)?,
            CompareOp::Gt => n > m && self.quick_subset(b, a)?,
            CompareOp::Ge => n >= m && self.quick_subset(b, a)?,
        })
    }
}
