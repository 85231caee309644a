//! The awaitable of `anext(iterator, default)`.

use crate::vm::*;

/// Awaits a step of an async iterator; at its end the default. What awaits is written in the language itself.
pub(super) fn with_default(s: &mut Scope<'_>, step: Handle, default: Handle) -> NativeResult {
    let module = s.import_module("_awaiting")?;
    if !s.knows_next_or() {
        let function = s.getattr(module, "next_or")?;
        s.set_next_or(function.get(s));
    }
    let r = s.call_method(module, "anext_default", &[step, default])?;
    Ok(r.ret(s))
}
