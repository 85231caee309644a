//! Exception groups.

use super::{Exc, Raise, Sym, Vm};
use crate::value::*;

impl Vm {
    /// A group of this class (or ExceptionGroup, where all of BaseExceptionGroup are exceptions): its message, and its
    /// exceptions as they were given and as a tuple.
    pub fn exception_group<'h>(
        &'h self,
        mut class: &'h Type,
        message: Value<'_>,
        given: Value<'_>,
        items: &Tuple,
    ) -> Result<&'h Exception, Raise> {
        if items.is_empty() {
            return Err(self.value_error("second argument (exceptions) must be a non-empty sequence"));
        }
        let exception = self.exc_class(Exc::Exception);
        let mut nested = true;
        for (i, e) in items.items().iter().enumerate() {
            if e.cast::<Exception>().is_none() {
                return Err(self.value_error(format_args!(
                    "Item {i} of second argument (exceptions) is not an exception"
                )));
            }
            nested &= self.is_instance(*e, exception);
        }
        if nested {
            if std::ptr::eq(class, self.exc_class(Exc::BaseExceptionGroup)) {
                class = self.exc_class(Exc::ExceptionGroup);
            }
        } else if std::ptr::eq(class, self.exc_class(Exc::ExceptionGroup)) {
            return Err(self.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        } else if class.is_subclass_of(exception) {
            let name = class.name_text();
            return Err(self.type_error(format_args!("Cannot nest BaseExceptions in '{name}'")));
        }
        let e = Exception::new(&self.heap, class, Tuple::new(&self.heap, &[message, given]));
        self.set_exception_symbol(e, Sym::Message, message);
        self.set_exception_symbol(e, Sym::Exceptions, items.value());
        Ok(e)
    }
}
