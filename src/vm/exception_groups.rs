//! Exception groups.

use super::{Exc, Raise, Sym, Vm};
use crate::heap::Word;
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

/// Groups inside groups are split without script down to this depth.
const QUICK_DEPTH: u32 = 16;

impl Vm {
    /// What `split` of a group gives for a class or a tuple of such: the part that matches and the rest, None where there
    /// is nothing. None of all where script may have to be asked.
    pub(super) fn split_at_once(&self, group: Value<'_>, classes: Value<'_>) -> Option<(Word, Word)> {
        let plain = |c: &Value<'_>| c.is_exact(Builtins::Type);
        let all_plain = match classes.cast::<Tuple>() {
            Some(t) => classes.is_exact(Builtins::Tuple) && t.items().iter().all(plain),
            None => plain(&classes),
        };
        if !all_plain || self.options.debug {
            return None;
        }
        self.divided(group, classes, 0).map(|[matched, rest]| (matched, rest))
    }

    fn divided(&self, v: Value<'_>, classes: Value<'_>, depth: u32) -> Option<[Word; 2]> {
        if self.exception_matches(v, classes)? {
            return Some([v.word(), Word::NONE]);
        }
        if !self.is_instance_of(v, Exc::BaseExceptionGroup) {
            return Some([Word::NONE, v.word()]);
        }
        let e = v.cast::<Exception>()?;
        let own = [Exc::ExceptionGroup, Exc::BaseExceptionGroup];
        let own = own.iter().any(|exc| std::ptr::eq(self.type_of(v), self.exc_class(*exc)));
        // an attribute of the group itself may stand before the methods
        if !own || depth > QUICK_DEPTH || !self.has_only_its_own(e) {
            return None;
        }
        let members = self.stored_symbol(v, Sym::Exceptions)?.cast::<Tuple>()?;
        let parts = [0, 1].map(|_| List::with_capacity(&self.heap, members.len()));
        for item in members.items() {
            for (part, side) in parts.iter().zip(self.divided(*item, classes, depth + 1)?) {
                if side != Word::NONE {
                    part.push(&self.heap, Value::from_word(side));
                }
            }
        }
        let [matched, rest] = parts.map(|part| self.regrouped(e, part));
        Some([matched?, rest?])
    }

    /// Whether a group has no attributes but its message, its exceptions and notes.
    fn has_only_its_own(&self, e: &Exception) -> bool {
        let shapes = self.shapes.borrow();
        let info = shapes.get(e.header().shape());
        let known = [Sym::Message, Sym::Exceptions, Sym::Notes].map(|name| self.sym_word(name));
        !info.dict_mode && info.names.iter().all(|name| known.contains(name))
    }

    /// A group of some of a group's exceptions, with what else the group carries; None if there are none.
    fn regrouped(&self, e: &Exception, items: &List) -> Option<Word> {
        if items.is_empty() {
            return Some(Word::NONE);
        }
        let message = self.stored_symbol(e.value(), Sym::Message).filter(|m| m.is_exact(Builtins::Str))?;
        // SAFETY: making a tuple changes no list
        let tuple = Tuple::from_words(&self.heap, unsafe { items.items().as_slice() });
        let class = self.exc_class(Exc::BaseExceptionGroup);
        // the items are exceptions, and some: nothing is to be said against them
        let new = self.exception_group(class, message, items.value(), tuple).ok()?;
        new.traceback.set(new.header(), e.traceback.get());
        new.cause.set(new.header(), e.cause.get());
        new.context.set(new.header(), e.context.get());
        new.header().put(Exception::SUPPRESS, e.header().has(Exception::SUPPRESS));
        let notes = self.stored_symbol(e.value(), Sym::Notes).and_then(|v| v.cast::<List>());
        if let Some(notes) = notes {
            self.set_exception_symbol(new, Sym::Notes, notes.copied(&self.heap).value());
        }
        Some(new.header().word())
    }
}
