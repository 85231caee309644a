//! Source → code → run, keeping globals between inputs: the command line, the REPL, tests and embedders all use
//! this one road.

mod complete;
mod console;
mod prompt;
mod run;
mod trace;

pub use crate::event_loop::Inlet;
pub use crate::host::{Diversion, Host, PathKind, RealHost, Standard, VirtualHost};
pub use crate::loader::compile::{Compiled, Mode, Stage, check, compile, dump, wants_more};
pub use crate::report::Style;
pub use crate::source::{Diagnostic, SourceFile};
pub use crate::syntax::{Class, classes};
pub use crate::vm::{JitMode, Options};
pub use complete::{Wanted, module_names};
pub use console::{Console, cannot_open};
pub use prompt::{Answer, Attended};
pub use run::Session;
pub use trace::{exception_text, frames};
