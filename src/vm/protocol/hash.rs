//! Hashing.

use crate::heap::Word;
use crate::value::number::hash::{self, hash_frozenset, hash_i64, hash_int, hash_limbs, hash_tuple};
use crate::value::{
    Builtins, Bytes, IntObject, Kind, Method, RangeObject, Set, Str, Tuple, TypeFlags, Value,
};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::is_plain;
use super::number::int_ref;

/// Tuples inside tuples are hashed without roots down to this depth.
const QUICK_DEPTH: u32 = 8;

/// The hash of an object by its identity.
pub(super) fn hash_identity(v: Value<'_>) -> i64 {
    let bits = v.word().bits().rotate_right(4) as i64;
    if bits == -1 { -2 } else { bits }
}

impl Vm {
    /// The hash, where it needs no script and cannot fail.
    #[inline(always)]
    pub(crate) fn quick_hash(&self, v: Value<'_>) -> Option<i64> {
        if let Some(i) = v.as_small_int() {
            return Some(hash_i64(i));
        }
        if v.is_exact(Builtins::Str)
            && let Some(s) = v.cast::<Str>()
        {
            return Some(self.hash_str(s) as i64);
        }
        if v.is_none() {
            return Some(hash::NONE);
        }
        if v.kind() == Kind::Instance {
            return if self.type_of(v).has(TypeFlags::EQ) { None } else { Some(hash_identity(v)) };
        }
        if v.is_exact(Builtins::Tuple)
            && let Some(t) = v.cast::<Tuple>()
        {
            return self.hash_of_tuple(t, 0);
        }
        if v.is_exact(Builtins::Int)
            && let Some(i) = v.cast::<IntObject>()
        {
            return Some(hash_limbs(i.limbs()));
        }
        self.quick_hash_deep(v, 0)
    }

    fn hash_of_tuple(&self, t: &Tuple, depth: u32) -> Option<i64> {
        let words = t.words();
        let mut hash = hash::TupleHash::new();
        for w in words {
            hash.add(match w.as_int() {
                Some(i) => hash_i64(i),
                None => self.quick_hash_deep(Value::from_word(*w), depth + 1)?,
            });
        }
        Some(hash.finish(words.len()))
    }

    fn quick_hash_deep(&self, v: Value<'_>, depth: u32) -> Option<i64> {
        if let Some(i) = v.as_small_int() {
            return Some(hash_i64(i));
        }
        if v.is_exact(Builtins::Str)
            && let Some(s) = v.cast::<Str>()
        {
            return Some(self.hash_str(s) as i64);
        }
        if !is_plain(v) {
            let own = match v.kind() {
                Kind::Instance | Kind::Exception | Kind::Type | Kind::Future | Kind::Task => {
                    self.type_of(v).has(TypeFlags::EQ)
                }
                Kind::Function | Kind::Native | Kind::Generator | Kind::Module => false,
                _ => true,
            };
            return if own { None } else { Some(hash_identity(v)) };
        }
        match v.kind() {
            Kind::Str => v.cast::<Str>().map(|s| self.hash_str(s) as i64),
            Kind::Bytes => v.cast::<Bytes>().map(|b| self.hash_bytes(b) as i64),
            Kind::Int => v.cast::<IntObject>().map(|i| hash::hash_int(i.get())),
            Kind::Tuple if depth < QUICK_DEPTH => self.hash_of_tuple(v.cast::<Tuple>()?, depth),
            Kind::Set => v.cast::<Set>().filter(|s| s.is_frozen()).map(frozen_hash),
            Kind::Free => Some(match (v.as_bool(), v.as_float()) {
                (Some(b), _) => b as i64,
                (_, Some(f)) => hash::hash_float(f).unwrap_or_else(|| hash_identity(v)),
                _ if v.is_none() => hash::NONE,
                _ => hash_identity(v),
            }),
            _ => None,
        }
    }

    /// The error of a value that cannot be hashed.
    pub fn unhashable(&self, v: Value<'_>) -> Raise {
        let name = self.type_name(v);
        self.type_error(format_args!("unhashable type: '{name}'"))
    }
}

impl Scope<'_> {
    /// `hash(h)`
    pub fn hash(&mut self, h: Handle) -> Result<i64, Raise> {
        let v = h.get(self);
        if let Some(hash) = self.quick_hash(v) {
            return Ok(hash);
        }
        if is_plain(v) {
            return self.hash_builtin(h);
        }
        let Some(f) = self.lookup_special(v, Sym::Hash).map(Value::word) else { return self.hash_builtin(h) };
        if f == Word::NONE {
            return Err(self.unhashable(v));
        }
        let mut s = self.inner();
        match s.special_by(f, h, Sym::Hash, &[])? {
            Some(r) => s.hash_told(r),
            None => s.hash_builtin(h),
        }
    }

    /// What `__hash__` has answered.
    pub(in crate::vm) fn hash_told(&mut self, result: Word) -> Result<i64, Raise> {
        match int_ref(Value::from_word(result)) {
            // a number of 64 bits is the hash as it is; one beyond is reduced
            Some(crate::value::number::IntRef::Small(i)) => Ok(if i == -1 { -2 } else { i }),
            Some(big) => Ok(hash_int(big)),
            None => Err(self.type_error("__hash__ method should return an integer")),
        }
    }

    /// The hash by what the value is made of.
    pub fn hash_builtin(&mut self, h: Handle) -> Result<i64, Raise> {
        let v = h.get(self);
        match v.kind() {
            Kind::Str => Ok(v.cast::<Str>().map_or(0, |s| self.hash_str(s) as i64)),
            Kind::Bytes => Ok(v.cast::<Bytes>().map_or(0, |b| self.hash_bytes(b) as i64)),
            Kind::Int => Ok(int_ref(v).map_or(0, hash_int)),
            Kind::Float => Ok(v.as_float().and_then(hash::hash_float).unwrap_or_else(|| hash_identity(v))),
            Kind::Free => Ok(self.quick_hash(v).unwrap_or_else(|| hash_identity(v))),
            Kind::Tuple => self.nested("", |s| s.hash_items(h)),
            Kind::Slice => self.nested("", |s| {
                let word = s.slice_tuple(h);
                let parts = s.keep_word(word);
                s.hash_items(parts)
            }),
            Kind::Range => {
                let Some(r) = v.cast::<RangeObject>() else { return Ok(0) };
                let n = r.len();
                let first = if n == 0 { hash::NONE } else { hash_i64(r.start) };
                let step = if n <= 1 { hash::NONE } else { hash_i64(r.step) };
                Ok(hash_tuple([hash_i64(n), first, step].into_iter()))
            }
            Kind::Set => match v.cast::<Set>() {
                Some(set) if set.is_frozen() => Ok(frozen_hash(set)),
                _ => Err(self.unhashable(v)),
            },
            Kind::Method => {
                let Some(m) = v.cast::<Method>() else { return Ok(0) };
                Ok(hash_identity(m.this()) ^ hash_identity(m.func()))
            }
            Kind::List | Kind::Dict | Kind::ByteArray => Err(self.unhashable(v)),
            Kind::DictView if !v.is_exact(crate::value::Builtins::DictValues) => Err(self.unhashable(v)),
            _ => Ok(hash_identity(v)),
        }
    }

    fn hash_items(&mut self, tuple: Handle) -> Result<i64, Raise> {
        let n = tuple.cast::<Tuple>(self).map_or(0, Tuple::len);
        let item = self.root();
        let mut hashes = Vec::with_capacity(n);
        for i in 0..n {
            let Some(word) = tuple.cast::<Tuple>(self).map(|t| t.words()[i]) else { break };
            self.set_word(item, word);
            hashes.push(self.hash(item)?);
        }
        Ok(hash_tuple(hashes.into_iter()))
    }
}

/// The hash of a set's content, as if it were frozen.
pub(super) fn frozen_hash(set: &Set) -> i64 {
    hash_frozenset(set.hashes())
}

impl Vm {
    /// `object.__hash__`: the hash of identity.
    pub fn identity_hash(&self, v: Value<'_>) -> i64 {
        hash_identity(v)
    }
}
