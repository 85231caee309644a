//! Protocols that may run script: truth, length, comparison, hash, text, items, iteration, arithmetic.
//!
//! Every operation looks at built-in kinds first, without script. A value whose class is not one of the
//! machine's own data types is asked through the special methods of its class; where its class has none, the
//! operation falls back to what the value is made of. The functions named `*_builtin` go by that alone: they
//! are what the special methods of built-in classes call.

mod arith;
mod classes;
mod compare;
mod dict;
mod format;
mod hash;
mod ints;
mod item;
mod iterate;
mod less;
mod mapped;
mod next;
mod number;
mod operator;
mod percent;
mod repr;
mod runs;
mod sequence;
mod set_quick;
mod sets;
mod slice;
mod sort;
mod step;
mod text;
mod timsort;
mod truth_len;
mod united;

pub(super) use compare::tuples_of_ints;
pub use less::LessBy;
pub(crate) use next::{Pair, Quick};
pub use operator::{BinaryOp, CompareOp, UnaryOp};

use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::heap::Word;
use crate::value::{Builtins, Kind, Value};

/// Natives that call each other through protocols may nest this deep.
const MAX_DEPTH: u32 = 5000;

/// Whether the value is of one of the machine's data types itself, not of a class derived from it, so that its
/// class cannot have methods of its own.
#[inline]
pub(crate) fn is_plain(v: Value<'_>) -> bool {
    match v.header() {
        None => true,
        Some(h) => {
            h.shape() < Builtins::Last as u32
                && (h.kind() <= Kind::Slice as u8 || matches!(v.kind(), Kind::DictView | Kind::Iter))
        }
    }
}

impl Vm {
    /// Notes that a native has called into a protocol that may come back to it. RecursionError beyond a fixed
    /// depth; `doing` ends its text.
    pub(crate) fn enter_native(&self, doing: &str) -> Result<(), Raise> {
        let depth = self.stack.depth.get();
        if depth >= MAX_DEPTH {
            let text = format!("maximum recursion depth exceeded{doing}");
            return Err(self.raise(Exc::RecursionError, text));
        }
        self.stack.depth.set(depth + 1);
        Ok(())
    }

    /// Undoes `enter_native`.
    pub(crate) fn leave_native(&self) {
        self.stack.depth.set(self.stack.depth.get().saturating_sub(1));
    }

    /// The special method found on the type, called. None if the type has no such method.
    pub(crate) fn special(
        &mut self,
        object: Handle,
        name: Sym,
        args: &[Handle],
    ) -> Result<Option<Word>, Raise> {
        match self.lookup_special(object.get(self), name).map(Value::word) {
            Some(f) => self.special_by(f, object, name, args),
            None => Ok(None),
        }
    }

    /// The same where it is known what the special method is.
    fn special_by(
        &mut self,
        f: Word,
        object: Handle,
        name: Sym,
        args: &[Handle],
    ) -> Result<Option<Word>, Raise> {
        if let Some(done) = self.special_from_native(f, object, args) {
            return done.map(Some);
        }
        let mut s = self.scope();
        let result = s.call_special(object, name, args)?;
        Ok(result.map(|h| h.get(&s).word()))
    }

    /// Whether the type sets the special method to None, to say that it does not have it.
    pub(crate) fn special_is_none(&self, object: Handle, name: Sym) -> bool {
        self.lookup_special(object.get(self), name).is_some_and(Value::is_none)
    }
}

impl Scope<'_> {
    /// Runs something nested one level deeper, in a scope of its own.
    fn nested<R>(
        &mut self,
        doing: &str,
        f: impl FnOnce(&mut Scope<'_>) -> Result<R, Raise>,
    ) -> Result<R, Raise> {
        self.enter_native(doing)?;
        let result = f(&mut self.inner());
        self.leave_native();
        result
    }

    /// The special method found on the type, called, and its result kept. None if there is none.
    fn special_kept(&mut self, object: Handle, name: Sym, args: &[Handle]) -> Result<Option<Handle>, Raise> {
        let word = self.special(object, name, args)?;
        Ok(word.map(|w| self.keep_word(w)))
    }

    /// Drops the parked exception if it is of this class; else gives it back.
    fn swallow(&mut self, raise: Raise, exc: Exc) -> Result<(), Raise> {
        if self.pending_is(&raise, exc) {
            self.take_exception(raise);
            return Ok(());
        }
        Err(raise)
    }
}
