//! Bytes-like values, and joining and repeating sequences.

use crate::heap::Word;
use crate::value::{ByteArray, Bytes, Kind, List, Str, Tuple, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

/// More items or bytes than this are never built: MemoryError.
const MOST: usize = 1 << 31;

impl Vm {
    /// A copy of the bytes of bytes or a bytearray.
    pub fn bytes_like(&self, v: Value<'_>) -> Option<Vec<u8>> {
        if let Some(b) = v.cast::<Bytes>() {
            return Some(b.bytes().to_vec());
        }
        v.cast::<ByteArray>().map(|b| b.read(<[u8]>::to_vec))
    }

    /// `a + b` of two sequences of one kind. None if they are not.
    pub(crate) fn concat(&self, a: Value<'_>, b: Value<'_>) -> Result<Option<Word>, Raise> {
        if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) {
            if x.bytes().len() + y.bytes().len() > MOST {
                return Err(self.raise(Exc::MemoryError, ""));
            }
            return Ok(Some(Str::concat(&self.heap, x, y).value().word()));
        }
        if let (Some(x), Some(y)) = (a.cast::<List>(), b.cast::<List>()) {
            return Ok(Some(List::concat(&self.heap, x, y).value().word()));
        }
        if let (Some(x), Some(y)) = (a.cast::<Tuple>(), b.cast::<Tuple>()) {
            let words = [x.words(), y.words()].concat();
            return Ok(Some(Tuple::from_words(&self.heap, &words).value().word()));
        }
        if let (Some(mut x), Some(y)) = (self.bytes_like(a), self.bytes_like(b)) {
            x.extend(y);
            return Ok(Some(if a.kind() == Kind::Bytes {
                Bytes::new(&self.heap, &x).value().word()
            } else {
                ByteArray::new(&self.heap, x).value().word()
            }));
        }
        Ok(None)
    }

    /// A sequence `n` times in a row. None if the value is no sequence.
    pub(crate) fn repeat(&self, v: Value<'_>, n: i64) -> Result<Option<Word>, Raise> {
        let n = n.max(0) as usize;
        let fits = |len: usize| match len.checked_mul(n) {
            Some(total) if total <= MOST => Ok(()),
            _ => Err(self.raise(Exc::MemoryError, "")),
        };
        Ok(Some(match v.kind() {
            Kind::Str => {
                let Some(s) = v.cast::<Str>() else { return Ok(None) };
                fits(s.bytes().len())?;
                s.repeated(&self.heap, n).value().word()
            }
            Kind::List => {
                let Some(l) = v.cast::<List>() else { return Ok(None) };
                fits(l.len() * 8)?;
                let list = List::with_capacity(&self.heap, l.len() * n);
                // SAFETY: the old list does not change meanwhile
                let words = unsafe { l.items().as_slice() };
                match words {
                    [one] => list.fill(&self.heap, *one, n),
                    _ => (0..n).for_each(|_| list.extend_words(&self.heap, words)),
                }
                list.value().word()
            }
            Kind::Tuple => {
                let Some(t) = v.cast::<Tuple>() else { return Ok(None) };
                fits(t.len() * 8)?;
                Tuple::from_words(&self.heap, &t.words().repeat(n)).value().word()
            }
            Kind::Bytes | Kind::ByteArray => {
                if let Some(b) = v.cast::<Bytes>() {
                    fits(b.bytes().len())?;
                    let made = Bytes::repeated(&self.heap, b.bytes(), n);
                    return Ok(made.map(|b| b.value().word()));
                }
                let bytes = self.bytes_like(v).unwrap_or_default();
                fits(bytes.len())?;
                ByteArray::new(&self.heap, bytes.repeat(n)).value().word()
            }
            _ => return Ok(None),
        }))
    }
}

/// Whether a value is a sequence that `*` repeats.
pub(super) fn repeats(v: Value<'_>) -> bool {
    matches!(v.kind(), Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray)
}

impl Scope<'_> {
    /// A value as one byte.
    pub fn byte_of(&mut self, h: Handle) -> Result<u8, Raise> {
        let i = self.index_clamped(h)?;
        u8::try_from(i).map_err(|_| self.value_error("byte must be in range(0, 256)"))
    }

    /// The bytes of a bytes-like object, or of an iterable of ints: what a bytearray can be extended by.
    pub fn bytes_of_iterable(&mut self, h: Handle) -> Result<Vec<u8>, Raise> {
        if let Some(bytes) = self.bytes_like(h.get(self)) {
            return Ok(bytes);
        }
        let mut s = self.inner();
        let it =
            if h.get(&s).is_int_like() || h.get(&s).cast::<Str>().is_some() { None } else { s.iter_opt(h)? };
        let Some(it) = it else {
            return Err(s.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
        };
        let item = s.root();
        let mut out = Vec::new();
        while s.next(it, item)? {
            out.push(s.byte_of(item)?);
        }
        Ok(out)
    }
}
