//! Truth and length.

use super::is_plain;
use crate::value::{ByteArray, Bytes, Dict, DictView, IntObject, List, RangeObject, Set, Str, Tuple, Value};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

impl Vm {
    /// Truth by what the value is made of.
    pub fn truth_builtin(&self, v: Value<'_>) -> bool {
        if let Some(b) = v.as_bool() {
            return b;
        }
        if let Some(i) = v.as_small_int() {
            return i != 0;
        }
        if v.is_none() {
            return false;
        }
        if let Some(f) = v.as_float() {
            return f != 0.0;
        }
        if let Some(i) = v.cast::<IntObject>() {
            return !i.get().is_zero();
        }
        self.len_builtin(v) != Some(0)
    }

    /// `len(v)` of built-in data.
    #[inline]
    pub fn quick_len(&self, v: Value<'_>) -> Option<i64> {
        if is_plain(v) { self.len_builtin(v) } else { None }
    }

    /// Length by what the value is made of, if that has one.
    pub fn len_builtin(&self, v: Value<'_>) -> Option<i64> {
        let n = if let Some(x) = v.cast::<List>() {
            x.len()
        } else if let Some(x) = v.cast::<Str>() {
            x.len()
        } else if let Some(x) = v.cast::<Dict>() {
            x.len()
        } else if let Some(x) = v.cast::<Tuple>() {
            x.len()
        } else if let Some(x) = v.cast::<Set>() {
            x.len()
        } else if let Some(x) = v.cast::<Bytes>() {
            x.bytes().len()
        } else if let Some(x) = v.cast::<ByteArray>() {
            x.read(<[u8]>::len)
        } else if let Some(x) = v.cast::<DictView>() {
            x.dict().len()
        } else if let Some(x) = v.cast::<RangeObject>() {
            return Some(x.len());
        } else {
            return None;
        };
        Some(n as i64)
    }
}

impl Scope<'_> {
    /// `bool(h)`
    pub fn truth(&mut self, h: Handle) -> Result<bool, Raise> {
        let v = h.get(self);
        if is_plain(v) || self.is_always_true(v) {
            return Ok(self.truth_builtin(v));
        }
        if let Some(word) = self.special(h, Sym::Bool, &[])? {
            return self.truth_told(word, false);
        }
        match self.special_len(h)? {
            Some(n) => Ok(n != 0),
            None => Ok(self.truth_builtin(h.get(self))),
        }
    }

    /// `len(h)`
    pub fn len(&mut self, h: Handle) -> Result<i64, Raise> {
        if !is_plain(h.get(self))
            && let Some(n) = self.special_len(h)?
        {
            return Ok(n);
        }
        let v = h.get(self);
        match self.len_builtin(v) {
            Some(n) => Ok(n),
            None => Err(self.type_error(format_args!("object of type '{}' has no len()", self.type_name(v)))),
        }
    }

    /// What the class's `__len__` says, if it has one.
    fn special_len(&mut self, h: Handle) -> Result<Option<i64>, Raise> {
        let mut s = self.inner();
        match s.special(h, Sym::Len, &[])? {
            Some(n) => s.length_told(n).map(Some),
            None => Ok(None),
        }
    }

    /// A guess at how many items an iterable will give, for reserving room.
    pub fn length_hint(&mut self, h: Handle) -> Result<usize, Raise> {
        let v = h.get(self);
        if is_plain(v) {
            return Ok(self.len_builtin(v).unwrap_or(0).clamp(0, 1 << 20) as usize);
        }
        Ok(0)
    }
}
