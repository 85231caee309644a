//! Comparison.

use std::cmp::Ordering;

use crate::heap::Word;
use crate::value::number::IntRef;
use crate::value::number::convert::compare_int_float;
use crate::value::{
    Builtins, ByteArray, Bytes, Dict, Kind, List, Method, RangeObject, Set, SliceObject, Str, Tuple,
    TypeFlags, Value,
};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::number::int_ref;
use super::{CompareOp, is_plain};

/// Tuples inside tuples are compared without script down to this depth.
const QUICK_DEPTH: u32 = 8;

/// Compares two numbers: none if one of them is no number, `Some(None)` if one is NaN.
fn compare_numbers(a: Value<'_>, b: Value<'_>) -> Option<Option<Ordering>> {
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return Some(Some(x.cmp(&y)));
    }
    if let Some(order) = Vm::order_of_ints(a.word(), b.word()) {
        return Some(Some(order));
    }
    match (a.as_float(), b.as_float()) {
        (Some(x), Some(y)) => Some(x.partial_cmp(&y)),
        (Some(x), None) => Some(compare_int_float(int_ref(b)?, x).map(Ordering::reverse)),
        (None, Some(y)) => Some(compare_int_float(int_ref(a)?, y)),
        (None, None) => Some(Some(match (int_ref(a)?, int_ref(b)?) {
            (IntRef::Small(x), IntRef::Small(y)) => x.cmp(&y),
            (x, y) => x.with_limbs(|x| y.with_limbs(|y| x.order(y))),
        })),
    }
}

/// Equality of two plain strings; none for others.
#[inline(always)]
fn same_texts(a: Value<'_>, b: Value<'_>) -> Option<bool> {
    if !a.is_exact(Builtins::Str) || !b.is_exact(Builtins::Str) {
        return None;
    }
    Some(a.cast::<Str>()?.same(b.cast::<Str>()?))
}

/// A comparison of two tuples that inline ints decide with which they begin; none for others.
#[inline]
pub(crate) fn tuples_of_ints(op: CompareOp, a: Value<'_>, b: Value<'_>) -> Option<bool> {
    if !a.is_exact(Builtins::Tuple) || !b.is_exact(Builtins::Tuple) {
        return None;
    }
    let (x, y) = (a.cast::<Tuple>()?, b.cast::<Tuple>()?);
    let (x, y) = (x.words(), y.words());
    let mut i = 0;
    while i < x.len() && i < y.len() {
        let (p, q) = (x[i].as_int()?, y[i].as_int()?);
        if p != q {
            return Some(op.holds(Some(p.cmp(&q))));
        }
        i += 1;
    }
    Some(op.holds(Some(x.len().cmp(&y.len()))))
}

impl Vm {
    /// Whether the value's class leaves equality to identity, so that no script decides it.
    #[inline]
    pub(crate) fn by_identity(&self, v: Value<'_>) -> bool {
        matches!(v.kind(), Kind::Instance | Kind::Exception | Kind::Type | Kind::Future | Kind::Task)
            && !self.type_of(v).has(TypeFlags::EQ)
            || matches!(v.kind(), Kind::Function | Kind::Native | Kind::Generator | Kind::Module)
    }

    /// `a == b` where nobody but identity decides.
    pub(crate) fn same_by_identity(&self, a: Value<'_>, b: Value<'_>) -> Option<bool> {
        let (x, y) = (self.by_identity(a), self.by_identity(b));
        let decides = if x { y || is_plain(b) } else { y && is_plain(a) };
        decides.then(|| a.is(b))
    }

    /// Whether a script says when the value differs from another.
    pub(crate) fn has_own_ne(&self, v: Value<'_>) -> bool {
        v.header().is_some() && self.type_of(v).has(TypeFlags::NE)
    }

    /// Equality where it needs no script; none where it may.
    #[inline]
    pub(crate) fn quick_eq(&self, a: Value<'_>, b: Value<'_>) -> Option<bool> {
        if a.is(b) {
            return Some(true);
        }
        if a.is_exact(Builtins::Str)
            && b.is_exact(Builtins::Str)
            && let (Some(a), Some(b)) = (a.cast::<Str>(), b.cast::<Str>())
        {
            return Some(a.same(b));
        }
        self.quick_eq_deep(a, b, 0)
    }

    /// `a == b` where it needs no script: unlike `quick_eq`, NaN is not even equal to itself.
    #[inline]
    pub(crate) fn quick_equal(&self, a: Value<'_>, b: Value<'_>) -> Option<bool> {
        if is_plain(a) && is_plain(b) { self.quick_eq_deep(a, b, 0) } else { None }
    }

    fn quick_eq_deep(&self, a: Value<'_>, b: Value<'_>, depth: u32) -> Option<bool> {
        if a.word().is_int() && b.word().is_int() {
            return Some(a.is(b));
        }
        if let Some(same) = same_texts(a, b) {
            return Some(same);
        }
        if a.is_exact(Builtins::Tuple) && b.is_exact(Builtins::Tuple) {
            // unlike lists, tuples of different lengths are gone through as well, which script may see
            let (x, y) = (a.cast::<Tuple>()?.words(), b.cast::<Tuple>()?.words());
            return Some(self.quick_same_items(x, y, depth)? && x.len() == y.len());
        }
        if a.kind() == Kind::Int
            && let Some(order) = Vm::order_of_ints(a.word(), b.word())
        {
            return Some(order == Ordering::Equal);
        }
        if !is_plain(a) || !is_plain(b) {
            let alike = a.shape() == b.shape();
            return if self.by_identity(a)
                && (alike || self.by_identity(b) || is_plain(b) || b.kind() == Kind::Type)
                || is_plain(a) && self.by_identity(b)
            {
                Some(false)
            } else {
                None
            };
        }
        match (a.kind(), b.kind()) {
            (Kind::Str, Kind::Str) => return Some(a.cast::<Str>()?.same(b.cast::<Str>()?)),
            (Kind::List, Kind::List) => {
                // SAFETY: nothing runs while the slices are in use
                let (x, y) =
                    unsafe { (a.cast::<List>()?.items().as_slice(), b.cast::<List>()?.items().as_slice()) };
                return if x.len() != y.len() { Some(false) } else { self.quick_same_items(x, y, depth) };
            }
            (Kind::Bytes, Kind::Bytes) => {
                return Some(a.cast::<Bytes>()?.bytes() == b.cast::<Bytes>()?.bytes());
            }
            _ => {}
        }
        if let Some(order) = compare_numbers(a, b) {
            return Some(order == Some(Ordering::Equal));
        }
        if let (Some(x), Some(y)) = (a.cast::<Set>(), b.cast::<Set>())
            && depth == 0
        {
            return self.quick_compare_sets(CompareOp::Eq, x, y);
        }
        if let (Some(x), Some(y)) = (a.cast::<Dict>(), b.cast::<Dict>())
            && depth <= QUICK_DEPTH
        {
            return if x.len() != y.len() { Some(false) } else { self.quick_same_dicts(x, y, depth) };
        }
        let simple = |v: Value<'_>| matches!(v.kind(), Kind::Free | Kind::Int | Kind::Str);
        if simple(a) || simple(b) {
            // numbers and texts have been compared; None and its like equal themselves
            return Some(a.is(b));
        }
        None
    }

    /// Whether two tuples or lists have the same items, as far as both go.
    pub(super) fn quick_same_items(&self, x: &[Word], y: &[Word], depth: u32) -> Option<bool> {
        if depth > QUICK_DEPTH {
            return None;
        }
        for (p, q) in x.iter().zip(y) {
            if !self.quick_same(*p, *q, depth)? {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Equality of two items of containers.
    #[inline(always)]
    fn quick_same(&self, p: Word, q: Word, depth: u32) -> Option<bool> {
        if p == q {
            return Some(true);
        }
        if p.is_int() && q.is_int() {
            return Some(false);
        }
        let (p, q) = (Value::from_word(p), Value::from_word(q));
        same_texts(p, q).or_else(|| self.quick_eq_deep(p, q, depth + 1))
    }

    /// A comparison by order where it needs no script.
    #[inline]
    pub(crate) fn quick_ordered(&self, op: CompareOp, a: Value<'_>, b: Value<'_>) -> Option<bool> {
        self.quick_ordered_deep(op, a, b, 0)
    }

    fn quick_ordered_deep(&self, op: CompareOp, a: Value<'_>, b: Value<'_>, depth: u32) -> Option<bool> {
        if !is_plain(a) || !is_plain(b) || depth > QUICK_DEPTH {
            return None;
        }
        if let (Some(x), Some(y)) = (a.cast::<Tuple>(), b.cast::<Tuple>()) {
            return self.quick_ordered_items(op, x.words(), y.words(), depth);
        }
        if let (Some(x), Some(y)) = (a.cast::<List>(), b.cast::<List>()) {
            // SAFETY: nothing runs while the slices are in use
            let (x, y) = unsafe { (x.items().as_slice(), y.items().as_slice()) };
            return self.quick_ordered_items(op, x, y, depth);
        }
        if let (Some(x), Some(y)) = (a.cast::<Set>(), b.cast::<Set>()) {
            return self.quick_compare_sets(op, x, y);
        }
        self.quick_compare(op, a, b)
    }

    /// The order of two tuples or lists.
    fn quick_ordered_items(&self, op: CompareOp, x: &[Word], y: &[Word], depth: u32) -> Option<bool> {
        for (p, q) in x.iter().zip(y) {
            if p == q {
                continue;
            }
            if let (Some(p), Some(q)) = (p.as_int(), q.as_int()) {
                return Some(op.holds(Some(p.cmp(&q))));
            }
            if let (Some(p), Some(q)) = (p.as_float(), q.as_float()) {
                if p == q {
                    continue;
                }
                return Some(op.of_floats(p, q));
            }
            let (p, q) = (Value::from_word(*p), Value::from_word(*q));
            if let (Some(x), Some(y)) = (p.cast::<Str>(), q.cast::<Str>())
                && is_plain(p)
                && is_plain(q)
            {
                match x.order(y) {
                    Ordering::Equal => continue,
                    order => return Some(op.holds(Some(order))),
                }
            }
            if !self.quick_eq_deep(p, q, depth)? {
                return self.quick_ordered_deep(op, p, q, depth + 1);
            }
        }
        Some(op.holds(Some(x.len().cmp(&y.len()))))
    }

    /// `a < b` where it needs no script.
    pub fn quick_less(&self, a: Value<'_>, b: Value<'_>) -> Option<bool> {
        self.quick_lt(a, b)
    }

    /// The same, to be part of its caller.
    #[inline]
    pub(crate) fn quick_lt(&self, a: Value<'_>, b: Value<'_>) -> Option<bool> {
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
            return Some(x < y);
        }
        if let Some(less) = tuples_of_ints(CompareOp::Lt, a, b) {
            return Some(less);
        }
        if !is_plain(a) || !is_plain(b) {
            return None;
        }
        if let Some(order) = compare_numbers(a, b) {
            return Some(order == Some(Ordering::Less));
        }
        if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) {
            return Some(x.order(y) == Ordering::Less);
        }
        self.quick_ordered(CompareOp::Lt, a, b)
    }

    /// Comparison without script by what the values are made of.
    fn quick_compare(&self, op: CompareOp, a: Value<'_>, b: Value<'_>) -> Option<bool> {
        if let Some(order) = compare_numbers(a, b) {
            return Some(op.holds(order));
        }
        if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) {
            return Some(match op {
                CompareOp::Eq => x.same(y),
                CompareOp::Ne => !x.same(y),
                _ => op.holds(Some(x.order(y))),
            });
        }
        let is_bytes = |v: Value<'_>| matches!(v.kind(), Kind::Bytes | Kind::ByteArray);
        if is_bytes(a) && is_bytes(b) {
            return Some(op.holds(Some(self.with_bytes(a, |x| self.with_bytes(b, |y| x.cmp(y))))));
        }
        let equality = match op {
            CompareOp::Eq => true,
            CompareOp::Ne => false,
            _ => return None,
        };
        if let (Some(x), Some(y)) = (a.cast::<RangeObject>(), b.cast::<RangeObject>()) {
            let n = x.len();
            let same = n == y.len() && (n == 0 || x.start == y.start && (n == 1 || x.step == y.step));
            return Some(same == equality);
        }
        None
    }

    /// Equality of two dicts of one length, where no script need be asked.
    pub(super) fn quick_same_dicts(&self, a: &Dict, b: &Dict, depth: u32) -> Option<bool> {
        let mut at = 0;
        while let Some((i, k, v)) = a.next_from(at) {
            at = i + 1;
            let found = self.quick_find(b, k, a.hash_at(i))?.and_then(|j| b.value_at(j));
            let Some(w) = found else { return Some(false) };
            if !self.quick_same(v.word(), w.word(), depth)? {
                return Some(false);
            }
        }
        Some(true)
    }

    fn with_bytes<R>(&self, v: Value<'_>, f: impl FnOnce(&[u8]) -> R) -> R {
        if let Some(b) = v.cast::<Bytes>() {
            return f(b.bytes());
        }
        match v.cast::<ByteArray>() {
            Some(b) => b.read(|b| f(b)),
            None => f(&[]),
        }
    }

    /// `a op b`; the result may be any value.
    pub(crate) fn compare_word(&mut self, op: CompareOp, a: Handle, b: Handle) -> Result<Word, Raise> {
        let (x, y) = (a.get(self), b.get(self));
        let (plain_x, plain_y) = (is_plain(x), is_plain(y));
        if !plain_x && x.shape() == y.shape() {
            // of one class: neither goes before the other
            return match self.compare_side(op, a, b)? {
                Some(r) => Ok(r),
                None => self.compare_refused(op, a, b),
            };
        }
        if plain_x
            && plain_y
            && let Some(r) = self.quick_compare(op, x, y)
        {
            return Ok(Word::bool(r));
        }
        if matches!(op, CompareOp::Eq) && self.by_identity(x) && self.by_identity(y) {
            return Ok(Word::bool(x.is(y)));
        }
        // the right operand's class goes first if it is derived from the left one's
        let reflected = !plain_y && {
            let (cx, cy) = (self.type_of(x), self.type_of(y));
            !std::ptr::eq(cx, cy) && cy.is_subclass_of(cx)
        };
        if reflected && let Some(r) = self.compare_side(op.reflected(), b, a)? {
            return Ok(r);
        }
        if let Some(r) = self.compare_side(op, a, b)? {
            return Ok(r);
        }
        if !reflected {
            return self.compare_refused(op, a, b);
        }
        self.compare_last(op, a, b)
    }

    /// `a op b` after the left operand gave NotImplemented: the right one is asked.
    pub(crate) fn compare_refused(&mut self, op: CompareOp, a: Handle, b: Handle) -> Result<Word, Raise> {
        match self.compare_side(op.reflected(), b, a)? {
            Some(r) => Ok(r),
            None => self.compare_last(op, a, b),
        }
    }

    /// `a op b` when neither operand knows: identity, or TypeError.
    fn compare_last(&self, op: CompareOp, a: Handle, b: Handle) -> Result<Word, Raise> {
        let (x, y) = (a.get(self), b.get(self));
        match op {
            CompareOp::Eq => Ok(Word::bool(x.is(y))),
            CompareOp::Ne => Ok(Word::bool(!x.is(y))),
            _ => Err(self.type_error(format_args!(
                "'{}' not supported between instances of '{}' and '{}'",
                op.text(),
                self.type_name(x),
                self.type_name(y)
            ))),
        }
    }

    /// What the left operand's class says; none for NotImplemented.
    pub(super) fn compare_side(
        &mut self,
        op: CompareOp,
        a: Handle,
        b: Handle,
    ) -> Result<Option<Word>, Raise> {
        let x = a.get(self);
        if !is_plain(x) {
            let eq_only = op == CompareOp::Eq && self.by_identity(x);
            if !eq_only && let Some(r) = self.special(a, op.method(), &[b])? {
                return Ok(Some(r).filter(|r| *r != Word::NOT_IMPLEMENTED));
            }
        }
        self.compare_builtin(op, a, b)
    }

    /// What the left operand's kind says of a comparison; none for NotImplemented.
    pub(crate) fn compare_builtin(
        &mut self,
        op: CompareOp,
        a: Handle,
        b: Handle,
    ) -> Result<Option<Word>, Raise> {
        let (x, y) = (a.get(self), b.get(self));
        if let Some(r) = self.quick_compare(op, x, y) {
            return Ok(Some(Word::bool(r)));
        }
        let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
        let answer = |same: bool| Ok(Some(Word::bool(same == (op == CompareOp::Eq))));
        match (x.kind(), y.kind()) {
            (Kind::List, Kind::List) | (Kind::Tuple, Kind::Tuple) => {
                self.scope().nested(" in comparison", |s| s.compare_items(op, a, b)).map(Some)
            }
            (Kind::Dict, Kind::Dict) if equality => {
                let same = self.scope().nested(" in comparison", |s| s.same_dicts(a, b))?;
                answer(same)
            }
            (Kind::Set | Kind::DictView, Kind::Set | Kind::DictView) => {
                self.scope().nested(" in comparison", |s| s.compare_sets(op, a, b))
            }
            (Kind::Slice, Kind::Slice) => {
                let mut s = self.scope();
                let [p, q] = [a, b].map(|h| {
                    let word = s.slice_tuple(h);
                    s.keep_word(word)
                });
                s.compare_word(op, p, q).map(Some)
            }
            (Kind::Method, Kind::Method) if equality => {
                let (Some(p), Some(q)) = (x.cast::<Method>(), y.cast::<Method>()) else { return Ok(None) };
                let same_self = p.this().is(q.this());
                let [f, g] = [p.func().word(), q.func().word()];
                let mut s = self.scope();
                let (f, g) = (s.keep_word(f), s.keep_word(g));
                let same = same_self && s.eq(f, g)?;
                answer(same)
            }
            _ if op == CompareOp::Eq && x.is(y) => Ok(Some(Word::TRUE)),
            _ if op == CompareOp::Ne && !is_plain(x) => self.object_ne(a, b),
            _ => Ok(None),
        }
    }

    /// `object.__ne__`: the opposite of what `__eq__` says; none for NotImplemented.
    pub(crate) fn object_ne(&mut self, a: Handle, b: Handle) -> Result<Option<Word>, Raise> {
        let Some(r) = self.compare_side(CompareOp::Eq, a, b)? else { return Ok(None) };
        let mut s = self.scope();
        let r = s.keep_word(r);
        Ok(Some(Word::bool(!s.truth(r)?)))
    }

    /// A slice's parts as a tuple.
    pub(super) fn slice_tuple(&self, slice: Handle) -> Word {
        let parts = slice.cast::<SliceObject>(self).map_or([Value::NONE; 3], SliceObject::parts);
        self.tuple(&parts).word()
    }
}

impl Scope<'_> {
    /// Equality as containers see it: identity first.
    pub fn eq(&mut self, a: Handle, b: Handle) -> Result<bool, Raise> {
        if let Some(same) = self.quick_eq(a.get(self), b.get(self)) {
            return Ok(same);
        }
        self.compare_bool(CompareOp::Eq, a, b)
    }

    /// `a op b`
    pub fn compare(&mut self, op: CompareOp, a: Handle, b: Handle) -> Result<Handle, Raise> {
        let word = self.compare_word(op, a, b)?;
        Ok(self.keep_word(word))
    }

    /// The truth of `a op b`.
    pub fn compare_bool(&mut self, op: CompareOp, a: Handle, b: Handle) -> Result<bool, Raise> {
        let word = self.compare_word(op, a, b)?;
        if let Some(b) = word.as_bool() {
            return Ok(b);
        }
        let mut s = self.inner();
        let r = s.keep_word(word);
        s.truth(r)
    }

    /// The truth of `a < b`.
    pub fn lt(&mut self, a: Handle, b: Handle) -> Result<bool, Raise> {
        if let Some(less) = self.quick_lt(a.get(self), b.get(self)) {
            return Ok(less);
        }
        if let Some(less) = self.lt_by_script(a, b) {
            let word = less?;
            return self.said_less(word, a, b);
        }
        self.compare_bool(CompareOp::Lt, a, b)
    }

    /// The truth of what a script's `__lt__` has said of two objects.
    #[inline]
    pub(super) fn said_less(&mut self, word: Word, a: Handle, b: Handle) -> Result<bool, Raise> {
        self.said(CompareOp::Lt, word, a, b)
    }

    /// The same of another comparison.
    pub(super) fn said(&mut self, op: CompareOp, word: Word, a: Handle, b: Handle) -> Result<bool, Raise> {
        if let Some(holds) = word.as_bool() {
            return Ok(holds);
        }
        let word = if word == Word::NOT_IMPLEMENTED { self.compare_refused(op, a, b)? } else { word };
        let mut s = self.inner();
        let r = s.keep_word(word);
        s.truth(r)
    }

    /// What a plain script function says as the `__lt__` of two instances of one class; none for others.
    #[inline]
    fn lt_by_script(&mut self, a: Handle, b: Handle) -> Option<Result<Word, Raise>> {
        let (x, y) = (a.get(self), b.get(self));
        if x.kind() != Kind::Instance
            || y.kind() != Kind::Instance
            || x.shape() != y.shape() && !std::ptr::eq(self.type_of(x), self.type_of(y))
        {
            return None;
        }
        let less = self.lookup_special(x, Sym::Lt)?.word();
        let (x, y) = (x.word(), y.word());
        self.call_plain(less, [x, y])
    }

    fn sequence_item(&self, h: Handle, i: usize) -> Option<Word> {
        let v = h.get(self);
        match v.cast::<List>() {
            Some(list) => list.get(i).map(Value::word),
            None => v.cast::<Tuple>().and_then(|t| t.words().get(i).copied()),
        }
    }

    /// Two lists or two tuples, item by item.
    fn compare_items(&mut self, op: CompareOp, a: Handle, b: Handle) -> Result<Word, Raise> {
        let lengths = |s: &Vm| [a, b].map(|h| s.len_builtin(h.get(s)).unwrap_or(0));
        let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
        let [n, m] = lengths(self);
        if equality && n != m && a.cast::<List>(self).is_some() {
            return Ok(Word::bool(op == CompareOp::Ne));
        }
        let (x, y) = (self.root(), self.root());
        let mut i = 0;
        while let (Some(p), Some(q)) = (self.sequence_item(a, i), self.sequence_item(b, i)) {
            let same = match self.quick_eq(Value::from_word(p), Value::from_word(q)) {
                Some(same) => same,
                None => {
                    self.set_word(x, p);
                    self.set_word(y, q);
                    self.eq(x, y)?
                }
            };
            if !same {
                if equality {
                    return Ok(Word::bool(op == CompareOp::Ne));
                }
                self.set_word(x, p);
                self.set_word(y, q);
                return self.compare_word(op, x, y);
            }
            i += 1;
        }
        let [n, m] = lengths(self);
        Ok(Word::bool(op.holds(Some(n.cmp(&m)))))
    }

    fn same_dicts(&mut self, a: Handle, b: Handle) -> Result<bool, Raise> {
        let len = |s: &Vm, h: Handle| h.cast::<Dict>(s).map_or(0, Dict::len);
        if len(self, a) != len(self, b) {
            return Ok(false);
        }
        if let (Some(x), Some(y)) = (a.cast::<Dict>(self), b.cast::<Dict>(self))
            && let Some(same) = self.quick_same_dicts(x, y, 0)
        {
            return Ok(same);
        }
        let (key, value, other) = (self.root(), self.root(), self.root());
        let mut at = 0;
        while let Some((i, hash, k, v)) = a
            .cast::<Dict>(self)
            .and_then(|d| d.next_from(at).map(|(i, k, v)| (i, d.hash_at(i), k.word(), v.word())))
        {
            at = i + 1;
            self.set_word(key, k);
            self.set_word(value, v);
            let found = self.dict_find(b, key, hash)?;
            let Some(w) = found.and_then(|i| b.cast::<Dict>(self)?.value_at(i)).map(Value::word) else {
                return Ok(false);
            };
            self.set_word(other, w);
            if !self.eq(value, other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
