//! Quaver: an interpreter for a small async scripting language, a subset of Python 3.

pub mod builtins;
pub mod bytecode;
pub mod cli;
pub mod compiler;
pub mod event_loop;
pub mod heap;
pub mod host;
pub mod loader;
pub mod modules;
pub mod report;
pub mod session;
pub mod source;
pub mod syntax;
pub mod value;
pub mod vm;
