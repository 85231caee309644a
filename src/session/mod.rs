//! Source → code → run, keeping globals between inputs: the command line, the REPL, tests and embedders all use
//! this one road.

mod console;
mod source;

pub use crate::host::{Host, RealHost, Standard, VirtualHost};
pub use crate::source::{Diagnostic, SourceFile};
pub use console::Console;
pub use source::{Compiled, Mode, Stage, compile, dump, wants_more};
