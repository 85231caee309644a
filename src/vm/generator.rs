//! Resuming generators and coroutines from natives and the event loop.
use super::*;
use crate::heap::Word as W;
/// What is sent into a frame when it is resumed.
#[derive(Clone, Copy, Debug)]
pub enum Resume { /// A value.
 Send(Handle), /// An exception.
 Throw(Handle) }
/// Why a resumed frame stopped.
#[derive(Debug)]
pub enum Step { /// It yielded, or (a coroutine) waits for this value.
 Yield(Handle), /// It has returned.
 Return(Handle) }
#[allow(unused)]
type _X = W;
impl Scope<'_> {
    /// Resumes a generator or coroutine until it yields, returns or raises.
    pub fn resume(&mut self, _gen: Handle, _with: Resume) -> Result<Step, Raise> { todo!() }
}

impl Vm { /// STUB
 pub fn live_async_generators(&self) -> Vec<crate::value::Value<'_>> { todo!() }
 /// STUB
 pub fn current_site(&self) -> crate::value::Site { todo!() }
 /// STUB
 pub fn native_signature<'h>(&'h self, _n: &crate::value::Native) -> &'h Signature { todo!() }
 /// STUB
 pub fn collect(&mut self) { todo!() }
}
impl Scope<'_> {
 /// STUB
 pub fn import(&mut self, _name: &str) -> Result<Handle, Raise> { todo!() }
}
