//! Contexts of context variables: snapshots shared until one of their owners writes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{EventLoop, LoopClass};
use crate::heap::Tracer;
use crate::value::{Kept, NativeData, Opaque, Value};
use crate::vm::Vm;

/// A context: variables and their values.
#[derive(Default)]
pub struct Context {
    vars: RefCell<Rc<Vec<(Kept, Kept)>>>,
    /// Whether it is entered (`Context.run`).
    pub entered: Cell<bool>,
}

impl NativeData for Context {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        let vars = self.vars.borrow();
        for (var, value) in vars.iter() {
            var.trace(t);
            value.trace(t);
        }
        vars.capacity() * 16 / Rc::strong_count(&vars)
    }
}

impl Context {
    /// The value of a variable.
    #[inline]
    pub fn get(&self, var: Value<'_>) -> Option<Kept> {
        let var = Kept::new(var);
        self.vars.borrow().iter().find(|(v, _)| *v == var).map(|(_, value)| *value)
    }

    /// Sets a variable of the context that `object` is, or unsets it; gives the value it had.
    pub fn set(&self, object: Value<'_>, var: Value<'_>, value: Option<Value<'_>>) -> Option<Kept> {
        if let Some(h) = object.header() {
            h.touch();
        }
        let var = Kept::new(var);
        let mut shared = self.vars.borrow_mut();
        let vars = Rc::make_mut(&mut shared);
        let at = vars.iter().position(|(v, _)| *v == var);
        match (at, value.map(Kept::new)) {
            (Some(i), Some(value)) => Some(std::mem::replace(&mut vars[i].1, value)),
            (Some(i), None) => Some(vars.remove(i).1),
            (None, value) => {
                vars.extend(value.map(|value| (var, value)));
                None
            }
        }
    }

    /// All variables and values.
    pub fn items(&self) -> Rc<Vec<(Kept, Kept)>> {
        self.vars.borrow().clone()
    }

    fn copy(&self) -> Context {
        Context { vars: RefCell::new(self.vars.borrow().clone()), entered: Cell::new(false) }
    }
}

/// The current context, if there is one.
#[inline]
pub fn context_now(vm: &Vm) -> Option<&Context> {
    context_of(Value::from_word(vm.context.get()?))
}

/// The context data of a value, if it is a context.
#[inline]
pub fn context_of<'h>(value: Value<'h>) -> Option<&'h Context> {
    value.cast::<Opaque>().and_then(|o| o.data::<Context>())
}

/// An empty context.
pub fn new_context<'h>(el: &EventLoop, vm: &'h Vm) -> Value<'h> {
    el.object(vm, LoopClass::Context, Context::default()).value()
}

/// A copy of a context.
pub fn snapshot<'h>(el: &EventLoop, vm: &'h Vm, context: &Context) -> Value<'h> {
    el.object(vm, LoopClass::Context, context.copy()).value()
}

/// The current context; it is made if there is none yet.
pub fn context_current<'h>(el: &EventLoop, vm: &'h Vm) -> Value<'h> {
    if let Some(word) = vm.context.get() {
        return Value::from_word(word);
    }
    let context = new_context(el, vm);
    vm.context.set(Some(context.word()));
    context
}

/// A copy of the current context; none where it is empty.
pub fn context_copy<'h>(el: &EventLoop, vm: &'h Vm) -> Option<Value<'h>> {
    let now = context_of(Value::from_word(vm.context.get()?))?;
    if now.vars.borrow().is_empty() {
        return None;
    }
    Some(el.object(vm, LoopClass::Context, now.copy()).value())
}

/// Makes a context the current one; none is the empty one.
pub fn context_enter(vm: &Vm, context: Option<Value<'_>>) {
    vm.context.set(context.map(Value::word));
}
