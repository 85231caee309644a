//! Source → code → run, keeping globals between inputs: the command line, the REPL, tests and embedders all use
//! this one road.

mod console;
mod run;
mod trace;

pub use crate::host::{Host, PathKind, RealHost, Standard, VirtualHost};
pub use crate::loader::compile::{Compiled, Mode, Stage, check, compile, dump, wants_more};
pub use crate::report::Style;
pub use crate::source::{Diagnostic, SourceFile};
pub use crate::vm::Options;
pub use console::{Console, cannot_open};
pub use run::{Answer, Session};
pub use trace::{exception_text, frames};
