//! Attributes: look-up by class and shape, descriptors, inline caches.
use super::*;
use crate::value::Value;
#[derive(Default)]
pub(crate) struct MethodCache;
impl Vm {
    /// STUB signatures, bodies follow.
    pub fn lookup_special<'h>(&'h self, _v: Value<'h>, _name: Sym) -> Option<Value<'h>> { todo!() }
    pub(crate) fn bind_handle(&mut self, _f: Handle, _object: Handle) -> Result<Option<Word>, Raise> { todo!() }
    pub(crate) fn get_attr(&mut self, _object: Handle, _name: Word) -> Result<Word, Raise> { todo!() }
    pub(crate) fn set_attr(&mut self, _object: Handle, _name: Word, _value: Option<Handle>) -> Result<(), Raise> { todo!() }
    pub(crate) fn attr_name(&self, _name: Value<'_>) -> Result<Word, Raise> { todo!() }
    pub(crate) fn put_attr(&self, _o: Value<'_>, _name: Word, _v: Word) { todo!() }
    pub(crate) fn find_attr(&self, _o: Value<'_>, _name: Word) -> Option<Word> { todo!() }
}
