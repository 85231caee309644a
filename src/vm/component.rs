//! What the machine knows of the rooms above it: a loader of modules, and components with roots of their own.

use std::any::{Any, TypeId};
use std::rc::Rc;

use super::{Handle, Raise, Scope, Vm};
use crate::heap::Tracer;
use crate::value::{Kept, Value};

/// Finds and makes modules.
pub trait Loader {
    /// Imports the module of this absolute dotted name (its parents are imported already) and gives it as a
    /// root; it must have been put into `sys.modules`. `None` if there is no such module.
    fn load(&self, scope: &mut Scope<'_>, name: &str) -> Result<Option<Handle>, Raise>;

    /// A hint for the error of a module that does not exist.
    fn hint(&self, name: &str) -> Option<String>;
}

/// A part of a machine that lives in a room above: the event loop, the loader, a module with state. It may own
/// roots, which it reports.
pub trait Component: Any {
    /// Reports roots, except those in its tables.
    fn trace(&self, tracer: &mut Tracer);

    /// See `Roots::begin_tables`.
    fn begin_tables(&self) {}

    /// See `Roots::trace_tables`.
    fn trace_tables(&self, _tracer: &mut Tracer) -> bool {
        false
    }

    /// The component as a loader, if it is one.
    fn as_loader(&self) -> Option<&dyn Loader> {
        None
    }

    /// Called at a safepoint when the interrupt word says that the component was waked or Ctrl-C was pressed.
    /// May raise KeyboardInterrupt.
    fn interrupted(&self, _vm: &mut Vm, _bits: u32) -> Result<(), Raise> {
        Ok(())
    }

    /// Called after a collection with objects that were watched and have died; they live until the next one.
    fn buried(&self, _vm: &Vm, _dead: &[Kept]) {}

    /// A suspended async generator that only an abandoned `async for` knew is to be closed by the loop.
    fn async_generator_dropped(&self, _vm: &Vm, _generator: Value<'_>) {}
}

impl Vm {
    /// Adds a component.
    pub fn add_component(&self, component: Rc<dyn Component>) {
        self.components.borrow_mut().push(component);
    }

    /// Adds the component that is asked for most often.
    pub fn add_main_component<T: Component>(&self, component: Rc<T>) {
        self.add_component(component.clone());
        // a second one would not be found this way, but would be found all the same
        let _ = self.main_component.set((TypeId::of::<T>(), component));
    }

    /// The component of this type, if there is one.
    #[inline]
    pub fn component<T: Component>(&self) -> Option<Rc<T>> {
        if let Some((id, main)) = self.main_component.get()
            && *id == TypeId::of::<T>()
        {
            // SAFETY: the type's number was noted when the pointer still had the type
            return Some(unsafe { Rc::from_raw(Rc::into_raw(main.clone()).cast::<T>()) });
        }
        let all = self.components.borrow();
        let found = all.iter().find(|c| (&***c as &dyn Any).is::<T>())?;
        (found.clone() as Rc<dyn Any>).downcast::<T>().ok()
    }

    /// The component that is asked for most often, if it is of this type.
    #[inline(always)]
    pub fn main_component<T: Component>(&self) -> Option<&T> {
        let (id, main) = self.main_component.get()?;
        // SAFETY: the type's number was noted when the pointer still had the type
        (*id == TypeId::of::<T>()).then(|| unsafe { &*Rc::as_ptr(main).cast::<T>() })
    }

    /// The same, to be kept while script runs.
    #[inline(always)]
    pub fn main_component_shared<T: Component>(&self) -> Option<Rc<T>> {
        let (id, main) = self.main_component.get()?;
        if *id != TypeId::of::<T>() {
            return None;
        }
        let at = Rc::as_ptr(main).cast::<T>();
        // SAFETY: as above; the count is that of all who share it, whatever type they know it by
        unsafe {
            Rc::increment_strong_count(at);
            Some(Rc::from_raw(at))
        }
    }

    /// The loader, if there is one.
    pub(super) fn loader(&self) -> Option<Rc<dyn Component>> {
        self.components.borrow().iter().find(|c| c.as_loader().is_some()).cloned()
    }

    /// All components.
    pub(super) fn all_components(&self) -> Vec<Rc<dyn Component>> {
        self.components.borrow().clone()
    }
}
