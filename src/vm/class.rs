//! Classes: making them, orders of resolution, methods of built-in classes.
use super::*;
use crate::value::{Builtins, Layout, Type};
impl Vm {
    /// Adds methods to a built-in class.
    pub fn add_methods(&self, _class: &Type, _rows: &[NativeRow]) { todo!() }
    /// Adds classmethods (the function gets the class first).
    pub fn add_classmethods(&self, _class: &Type, _rows: &[NativeRow]) { todo!() }
    /// Adds static methods; `__new__` is one (it gets the class first).
    pub fn add_staticmethods(&self, _class: &Type, _rows: &[NativeRow]) { todo!() }
    /// Adds read-only properties: the function gets the object.
    pub fn add_getters(&self, _class: &Type, _rows: &[NativeRow]) { todo!() }
    /// Adds a property with a setter (object, value).
    pub fn add_property(&self, _class: &Type, _name: &'static str, _get: NativeFn, _set: NativeFn) { todo!() }
    /// Sets an attribute of a class.
    pub fn set_class_attr(&self, _class: &Type, _name: &str, _v: crate::value::Value<'_>) { todo!() }
    /// A new class of a native module. Layout::Opaque unless the base says otherwise.
    pub fn new_native_class(&self, _name: &str, _module: &str, _bases: &[&Type], _layout: Layout) -> &Type { todo!() }
    /// A new exception class of a native module.
    pub fn new_exception_class(&self, _name: &str, _module: &str, _base: &Type) -> &Type { todo!() }
    #[allow(unused)]
    fn _x(&self, _b: Builtins) {}
}
