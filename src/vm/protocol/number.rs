//! Values as numbers: `__index__`, `__float__`, `__int__`.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::heap::Word;
use crate::value::number::IntRef;
use crate::value::{IntObject, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Sym, Vm};

/// An int of any size, a bool, or an instance of a subclass of int.
pub(crate) fn int_ref(v: Value<'_>) -> Option<IntRef<'_>> {
    if let Some(i) = v.as_small_int() {
        return Some(IntRef::Small(i));
    }
    if let Some(o) = v.cast::<IntObject>() {
        return Some(o.get());
    }
    v.as_bool().map(|b| IntRef::Small(b as i64))
}

impl Vm {
    /// A finished int of any size as a word.
    pub(crate) fn int_word(&self, i: BigInt) -> Word {
        self.bigint(i).word()
    }

    /// The error of a value that is no int where one is needed.
    pub(crate) fn not_an_integer(&self, v: Value<'_>) -> Raise {
        let name = self.type_name(v);
        self.type_error(format_args!("'{name}' object cannot be interpreted as an integer"))
    }
}

impl Scope<'_> {
    /// The value as an int: itself, or what `__index__` gives. None if its class has no `__index__`.
    pub fn index_opt(&mut self, h: Handle) -> Result<Option<Handle>, Raise> {
        if h.get(self).is_int_like() {
            return Ok(Some(h));
        }
        if h.get(self).header().is_none() {
            return Ok(None);
        }
        let Some(r) = self.special_kept(h, Sym::Index, &[])? else { return Ok(None) };
        let v = r.get(self);
        if v.is_int_like() {
            return Ok(Some(r));
        }
        Err(self.type_error(format_args!("__index__ returned non-int (type {})", self.type_name(v))))
    }

    /// The value as an int object (`operator.index`); TypeError if it is none.
    pub fn index_value(&mut self, h: Handle) -> Result<Handle, Raise> {
        match self.index_opt(h)? {
            Some(i) => Ok(i),
            None => Err(self.not_an_integer(h.get(self))),
        }
    }

    /// The value as an int of 64 bits.
    pub fn index(&mut self, h: Handle) -> Result<i64, Raise> {
        if let Some(i) = h.get(self).as_i64() {
            return Ok(i);
        }
        let mut s = self.inner();
        let i = s.index_value(h)?;
        match i.get(&s).as_i64() {
            Some(i) => Ok(i),
            None => {
                let name = s.type_name(h.get(&s));
                Err(s.overflow_error(format_args!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    /// The value as an int of 64 bits, cut to the nearest one where it is beyond: for bounds of slices.
    pub fn index_clamped(&mut self, h: Handle) -> Result<i64, Raise> {
        let big = {
            let mut s = self.inner();
            let i = s.index_value(h)?;
            match i.get(&s).as_i64() {
                Some(i) => return Ok(i),
                None => i.get(&s).to_bigint().unwrap_or_default(),
            }
        };
        Ok(big.to_i64().unwrap_or(if big.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX }))
    }

    /// The value as an int of any size.
    pub fn index_big(&mut self, h: Handle) -> Result<BigInt, Raise> {
        let mut s = self.inner();
        let i = s.index_value(h)?;
        Ok(i.get(&s).to_bigint().unwrap_or_default())
    }

    /// The value as a float: a float, or what `__float__` or `__index__` gives.
    pub fn float_of(&mut self, h: Handle) -> Result<f64, Raise> {
        match self.float_opt(h)? {
            Some(f) => Ok(f),
            None => {
                Err(self.type_error(format_args!("must be real number, not {}", self.type_name(h.get(self)))))
            }
        }
    }

    /// The value as a float, if it can be one.
    pub fn float_opt(&mut self, h: Handle) -> Result<Option<f64>, Raise> {
        let v = h.get(self);
        if let Some(f) = v.as_float() {
            return Ok(Some(f));
        }
        if let Some(i) = int_ref(v) {
            return i.to_f64().map(Some).map_err(|e| self.raise_fault(e));
        }
        let mut s = self.inner();
        if let Some(r) = s.special_kept(h, Sym::Float, &[])? {
            let v = r.get(&s);
            return match v.as_float() {
                Some(f) => Ok(Some(f)),
                None => {
                    let (class, got) = (s.type_name(h.get(&s)), s.type_name(v));
                    Err(s.type_error(format_args!("{class}.__float__ returned non-float (type {got})")))
                }
            };
        }
        let Some(i) = s.index_opt(h)? else { return Ok(None) };
        let f = int_ref(i.get(&s)).map_or(Ok(0.0), IntRef::to_f64);
        f.map(Some).map_err(|e| s.raise_fault(e))
    }

    /// A key of a sequence as an int of 64 bits; IndexError beyond. None if it is none.
    pub fn sequence_index(&mut self, h: Handle) -> Result<Option<i64>, Raise> {
        if let Some(i) = h.get(self).as_i64() {
            return Ok(Some(i));
        }
        let mut s = self.inner();
        let Some(i) = s.index_opt(h)? else { return Ok(None) };
        match i.get(&s).as_i64() {
            Some(i) => Ok(Some(i)),
            None => {
                let name = s.type_name(h.get(&s));
                Err(s.fail(Exc::IndexError, format_args!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }
}
