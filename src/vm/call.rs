//! Calls.
use super::*;
impl Vm {
    pub(crate) fn call_handles(&mut self, _f: Handle, _args: &[Handle], _kw: &[(&str, Handle)]) -> Result<Word, Raise> { todo!() }
    pub(crate) fn call_star_handles(&mut self, _f: Handle, _args: Handle, _kw: Option<Handle>) -> Result<Word, Raise> { todo!() }
    pub(crate) fn native_from_row(&self, _row: &NativeRow, _owner: Option<&str>) -> &crate::value::Native { todo!() }
}
