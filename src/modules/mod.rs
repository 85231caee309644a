//! Native importable modules: one file or folder each, and the table of them.

pub mod asyncio;
pub(crate) mod contextvars;
mod math;
mod random;
pub(crate) mod support;
pub mod sys;
mod time;

use crate::vm::{Handle, Raise, Scope};

/// Makes a module: an object of class `module` with everything in its namespace.
pub type Builder = fn(&mut Scope<'_>) -> Result<Handle, Raise>;

/// The native modules by name. A module that is mostly written in the language has its native core here under
/// a name with an underscore.
pub const NATIVE: &[(&str, Builder)] = &[
    ("asyncio", asyncio::make),
    ("contextvars", contextvars::make),
    ("math", math::build),
    ("random", random::build),
    ("sys", sys::build),
    ("time", time::build),
];

/// The builder of a native module.
pub fn find(name: &str) -> Option<Builder> {
    NATIVE.iter().find(|(n, _)| *n == name).map(|(_, build)| *build)
}
