//! What natives hold: a word that lives as long as the machine is borrowed.

use std::marker::PhantomData;

use super::*;
use crate::heap::{Header, Object, Word};

/// A value, valid while the machine it came from is borrowed without being able to run script or collect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Value<'h>(Word, PhantomData<&'h Header>);

impl<'h> Value<'h> {
    /// Words as values.
    #[inline(always)]
    pub(crate) fn of_words(words: &'h [Word]) -> &'h [Value<'h>] {
        // SAFETY: a Value is a transparent Word
        unsafe { std::slice::from_raw_parts(words.as_ptr().cast::<Value<'h>>(), words.len()) }
    }

    /// The words of values.
    #[inline(always)]
    pub(crate) fn words<'a>(values: &'a [Value<'h>]) -> &'a [Word] {
        // SAFETY: a Value is a transparent Word
        unsafe { std::slice::from_raw_parts(values.as_ptr().cast::<Word>(), values.len()) }
    }

    /// `None`
    pub const NONE: Value<'static> = Value(Word::NONE, PhantomData);
    /// `True`
    pub const TRUE: Value<'static> = Value(Word::TRUE, PhantomData);
    /// `False`
    pub const FALSE: Value<'static> = Value(Word::FALSE, PhantomData);
    /// `...`
    pub const ELLIPSIS: Value<'static> = Value(Word::ELLIPSIS, PhantomData);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Value<'static> = Value(Word::NOT_IMPLEMENTED, PhantomData);

    /// The value of a word. The caller sees to it that the lifetime is true.
    #[inline(always)]
    pub(crate) fn from_word(word: Word) -> Value<'h> {
        Value(word, PhantomData)
    }

    /// The word of the value: for heap, value and vm only.
    #[inline(always)]
    pub(crate) fn word(self) -> Word {
        self.0
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value<'static> {
        Value(Word::bool(b), PhantomData)
    }

    /// A float.
    #[inline(always)]
    pub fn float(f: f64) -> Value<'static> {
        Value(Word::float(f), PhantomData)
    }

    /// An int of at most 48 bits; `Vm::int` makes any.
    #[inline(always)]
    pub fn small_int(i: i64) -> Option<Value<'static>> {
        Word::int(i).map(|w| Value(w, PhantomData))
    }

    /// An int that is certainly within 48 bits: lengths, indices, code points.
    #[inline(always)]
    pub fn index(i: usize) -> Value<'static> {
        Value(Word::small(i as i64), PhantomData)
    }

    /// The header, if the value is an object of the heap.
    #[inline(always)]
    pub fn header(self) -> Option<&'h Header> {
        // SAFETY: a pointer word of a living value points at a live object
        self.0.as_pointer().map(|p| unsafe { &*p })
    }

    /// The kind of object, or `Kind::Free` for ints, floats and singletons.
    #[inline(always)]
    pub fn kind(self) -> Kind {
        self.header().map_or(Kind::Free, |h| Kind::from_u8(h.kind()))
    }

    /// The value as an object of the type `T`: a `List`, `Str`, `Dict` … (or an instance of a subclass).
    #[inline(always)]
    pub fn cast<T: Object>(self) -> Option<&'h T> {
        let h = self.header()?;
        // SAFETY: the kind says what the object is
        if h.kind() == T::KIND { Some(unsafe { &*std::ptr::from_ref(h).cast::<T>() }) } else { None }
    }

    /// Whether it is `None`.
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self.0 == Word::NONE
    }

    /// `True` and `False` as a bool; nothing else counts.
    #[inline(always)]
    pub fn as_bool(self) -> Option<bool> {
        self.0.as_bool()
    }

    /// An inline int (not a bool).
    #[inline(always)]
    pub fn as_small_int(self) -> Option<i64> {
        self.0.as_int()
    }

    /// An int, bool or int of a subclass that fits 64 bits.
    pub fn as_i64(self) -> Option<i64> {
        if let Some(i) = self.0.as_int() {
            return Some(i);
        }
        if let Some(b) = self.0.as_bool() {
            return Some(b as i64);
        }
        self.cast::<IntObject>().and_then(IntObject::to_i64)
    }

    /// Whether it is an int of any size, or a bool.
    pub fn is_int_like(self) -> bool {
        self.0.is_int() || self.0.as_bool().is_some() || self.cast::<IntObject>().is_some()
    }

    /// An int of any size, or a bool, as a big integer.
    pub fn to_bigint(self) -> Option<num_bigint::BigInt> {
        if let Some(o) = self.cast::<IntObject>() {
            return Some(o.get().to_big());
        }
        self.as_i64().map(Into::into)
    }

    /// A float, or an instance of a subclass of float.
    #[inline]
    pub fn as_float(self) -> Option<f64> {
        self.0.as_float().or_else(|| self.cast::<FloatObject>().map(FloatObject::get))
    }

    /// A string's text, if it is one without lone surrogates.
    pub fn as_str(self) -> Option<&'h str> {
        self.cast::<Str>().and_then(Str::as_str)
    }

    /// A future or task as a future.
    pub fn as_future(self) -> Option<&'h Future> {
        self.cast::<Future>().or_else(|| self.cast::<Task>().map(Task::future))
    }

    /// The words as they are: `is`.
    #[inline(always)]
    pub fn is(self, other: Value<'_>) -> bool {
        self.0 == other.0
    }

    /// The shape id (for ints, floats and singletons, that of their class).
    #[inline(always)]
    pub fn shape(self) -> ShapeId {
        match self.header() {
            Some(h) => h.shape(),
            None => self.immediate_class() as u32,
        }
    }

    fn immediate_class(self) -> Builtins {
        let w = self.0;
        if w.is_int() {
            Builtins::Int
        } else if w.is_float() {
            Builtins::Float
        } else if w.as_bool().is_some() {
            Builtins::Bool
        } else if w == Word::NONE {
            Builtins::NoneType
        } else if w == Word::ELLIPSIS {
            Builtins::Ellipsis
        } else {
            Builtins::NotImplemented
        }
    }

    /// Whether its class is exactly this built-in class.
    #[inline(always)]
    pub fn is_exact(self, class: Builtins) -> bool {
        use Builtins::{Bool, Ellipsis, Float, Int, NoneType, NotImplemented};
        match self.header() {
            Some(h) => h.shape() == class as u32,
            // mostly the class is known here, and is none that values without an object have
            None => {
                matches!(class, Int | Float | Bool | NoneType | Ellipsis | NotImplemented)
                    && self.immediate_class() as u32 == class as u32
            }
        }
    }
}
