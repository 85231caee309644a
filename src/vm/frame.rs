//! What natives may ask about the running script frame.

use super::{Handle, Raise, Scope, Vm};
use crate::value::*;

impl Vm {
    /// `globals()` of the running script frame.
    pub fn current_globals(&self) -> Value<'_> {
        let base = self.cur_base.get();
        if base.is_null() {
            return self.dict().value();
        }
        Value::from_word(Vm::linked_of(base).globals)
    }

    /// `locals()` of the running script frame.
    pub fn current_locals(&self) -> Value<'_> {
        let base = self.cur_base.get();
        if base.is_null() {
            return self.dict().value();
        }
        self.frame_locals(base)
    }

    /// The exception being handled.
    pub fn handled(&self) -> Option<Value<'_>> {
        self.handling.get().map(Value::from_word)
    }

    /// The most digits of an int that is converted to or from decimal text; 0 is no limit.
    pub fn int_digits(&self) -> usize {
        self.max_digits.get()
    }

    /// Sets the limit of digits.
    pub fn set_int_digits(&self, digits: usize) {
        self.max_digits.set(digits);
    }
}

impl Scope<'_> {
    /// `type.__call__(class, *args, **kwargs)`: an instance, whatever the metaclass says.
    pub fn instantiate(
        &mut self,
        class: Handle,
        args: Handle,
        kwargs: Option<Handle>,
    ) -> Result<Handle, Raise> {
        let w = self.instantiate_words(class, args, kwargs)?;
        Ok(self.keep_word(w))
    }
}
