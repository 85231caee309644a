//! Iterators of built-in types and views of dicts.

use std::cell::Cell;

use super::{Builtins, Dict, Kind, Value};
use crate::heap::{Header, Heap, Slot};

/// What an iterator goes over; the header's number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub enum IterState {
    /// List `a`, from index `x`.
    List,
    /// Tuple `a`, from index `x`.
    Tuple,
    /// String `a`, from byte `x`.
    Str,
    /// Bytes or bytearray `a`, from index `x`.
    Bytes,
    /// Next value `x`, step `y`, `z` values left.
    Range,
    /// Keys of dict `a`, from position `x`; it had `y` items.
    DictKeys,
    /// Values of dict `a`.
    DictValues,
    /// Items of dict `a`.
    DictItems,
    /// Keys of dict `a` backwards, before position `x`.
    DictKeysBack,
    /// Values of dict `a` backwards.
    DictValuesBack,
    /// Items of dict `a` backwards.
    DictItemsBack,
    /// Set `a`, from table slot `x`; it had `y` items.
    Set,
    /// Object `a` with `__getitem__`, from index `x`.
    Sequence,
    /// Call `a` until it gives `b`.
    Call,
    /// Count `x` (or the big int in `b`) and the items of iterator `a`.
    Enumerate,
    /// Tuples of the items of the iterators in tuple `a`; `x` is 1 if strict.
    Zip,
    /// Function `a` over the iterators in tuple `b`.
    Map,
    /// Items of iterator `b` for which function `a` (or None) holds.
    Filter,
    /// List or sequence `a` backwards, from index `x`.
    Reversed,
    /// Count `y` and more, and the items of row `a`, from index `x`. (A row is an exact list, tuple, bytes or
    /// bytearray, a string of ASCII, a range of plain steps: indices are all that an iterator over it would hold.)
    Counted,
    /// Pairs of the items of rows `a` and `b`, from index `x`.
    Paired,
    /// Tuples of the items of the rows in tuple `a`, from index `x`.
    Rows,
    /// At its end.
    Done,
}

/// An iterator. What the fields mean depends on the state. `Header::FLAG_A`: made by the head of a loop that nobody but
/// the loop can see, so that the next run of such a loop may take it over.
#[derive(Debug)]
#[repr(C)]
pub struct Iter {
    pub(super) header: Header,
    /// See [`IterState`].
    pub x: Cell<i64>,
    /// See [`IterState`].
    pub y: Cell<i64>,
    /// See [`IterState`].
    pub z: Cell<i64>,
    /// See [`IterState`].
    pub a: Slot,
    /// See [`IterState`].
    pub b: Slot,
}

object!(Iter, Iter, |this, t| {
    t.slot(&this.a);
    t.slot(&this.b);
    0
});

impl IterState {
    const ALL: [IterState; 23] = {
        use IterState::*;
        [
            List,
            Tuple,
            Str,
            Bytes,
            Range,
            DictKeys,
            DictValues,
            DictItems,
            DictKeysBack,
            DictValuesBack,
            DictItemsBack,
            Set,
            Sequence,
            Call,
            Enumerate,
            Zip,
            Map,
            Filter,
            Reversed,
            Counted,
            Paired,
            Rows,
            Done,
        ]
    };

    /// Whether its items are pairs made for the purpose, which a loop with two targets need not see.
    #[inline(always)]
    pub fn makes_pairs(self) -> bool {
        use IterState as S;
        matches!(self, S::DictItems | S::Enumerate | S::Zip | S::Counted | S::Paired)
    }
}

impl IterState {
    /// Whether it goes through other iterators.
    #[inline(always)]
    pub fn has_parts(self) -> bool {
        matches!(self, IterState::Map | IterState::Filter | IterState::Zip | IterState::Enumerate)
    }

    /// Whether its items are what a function makes of those of others.
    #[inline(always)]
    pub fn calls(self) -> bool {
        matches!(self, IterState::Map | IterState::Filter)
    }
}

impl Iter {
    /// The flag of iterators that only their loop sees.
    pub(crate) const PRIVATE: u8 = Header::FLAG_A;

    /// An iterator of a state, with its fields.
    #[inline]
    pub fn new<'h>(
        heap: &'h Heap,
        class: Builtins,
        state: IterState,
        [x, y, z]: [i64; 3],
        a: Value<'_>,
        b: Value<'_>,
    ) -> &'h Iter {
        let header = Header::new(Kind::Iter as u8, class as u32);
        header.set_n(state as u16);
        heap.alloc(Iter {
            header,
            x: Cell::new(x),
            y: Cell::new(y),
            z: Cell::new(z),
            a: Slot::new(Some(a.word())),
            b: Slot::new(Some(b.word())),
        })
    }

    /// The iterator that a value is, if it is in this state.
    #[inline(always)]
    pub fn in_state(v: Value<'_>, state: IterState) -> Option<&Iter> {
        let h = v.header()?;
        (h.kind() == Kind::Iter as u8 && h.n() == state as u16).then(|| v.cast::<Iter>()).flatten()
    }

    /// The state.
    #[inline(always)]
    pub fn state(&self) -> IterState {
        IterState::ALL.get(self.header.n() as usize).copied().unwrap_or(IterState::Done)
    }

    /// Ends the iterator: it holds nothing any more.
    pub fn finish(&self) {
        self.header.set_n(IterState::Done as u16);
        self.a.set(&self.header, Some(Value::NONE.word()));
        self.b.set(&self.header, Some(Value::NONE.word()));
    }

    /// Field `a`.
    #[inline(always)]
    pub fn first(&self) -> Value<'_> {
        self.a.get().map_or(Value::NONE, Value::from_word)
    }

    /// Field `b`.
    #[inline(always)]
    pub fn second(&self) -> Value<'_> {
        self.b.get().map_or(Value::NONE, Value::from_word)
    }
}

/// Which of the three views.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub enum DictViewKind {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Pairs.
    Items,
}

/// A view of a dict.
#[derive(Debug)]
#[repr(C)]
pub struct DictView {
    pub(super) header: Header,
    dict: Slot,
}

object!(DictView, DictView, |this, t| {
    t.slot(&this.dict);
    0
});

impl DictView {
    /// A view.
    pub fn new<'h>(heap: &'h Heap, kind: DictViewKind, dict: &Dict) -> &'h DictView {
        let class = match kind {
            DictViewKind::Keys => Builtins::DictKeys,
            DictViewKind::Values => Builtins::DictValues,
            DictViewKind::Items => Builtins::DictItems,
        };
        let header = Header::new(Kind::DictView as u8, class as u32);
        header.set_n(kind as u16);
        heap.alloc(DictView { header, dict: Slot::new(Some(dict.header().word())) })
    }

    /// Which view.
    pub fn view(&self) -> DictViewKind {
        match self.header.n() {
            0 => DictViewKind::Keys,
            1 => DictViewKind::Values,
            _ => DictViewKind::Items,
        }
    }

    /// The dict.
    pub fn dict(&self) -> &Dict {
        let w = self.dict.get().expect("set when made");
        Value::from_word(w).cast::<Dict>().expect("a view of a dict")
    }
}
