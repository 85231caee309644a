//! Quaver: an interpreter for a small async scripting language, a subset of Python 3.13 with asyncio at its heart.
//!
//! # The road of a program
//!
//! ```text
//! text ── syntax ──> tree ── compiler ──> bytecode ── vm ──> frames <──> event_loop ── host ──> the world
//!           source (spans, diagnostics)      value, heap      ▲ natives: builtins, modules
//!                                                             └ loader: import
//! ```
//!
//! - [`source`]: spans, files, interned names, diagnostics as plain data. Knows nothing of the language.
//! - [`syntax`]: tokens, layout, the generated parser, the tree, checks after parsing.
//! - [`bytecode`]: the instruction table, code objects, listing, verifier; independent of any machine.
//! - [`compiler`]: from a checked tree to bytecode: scopes, places of variables, emission; static reports.
//! - [`heap`]: garbage-collected memory, marked in slices between which script runs; with [`value`] and [`vm`] the only
//!   rooms with `unsafe`.
//! - [`value`]: the layout of every built-in type, with the operations that never run script.
//! - [`host`]: the one door to the world: clock, randomness, streams, files, network.
//! - [`vm`]: the machine: frames, the loop over instructions, calls, unwinding, the native interface, and the
//!   protocols that may run script; in `vm::jit` hot functions become machine code, which shares frames and caches
//!   with the loop.
//! - [`event_loop`]: ready queue, timers, tasks, native operations; the only place besides host that knows smol.
//! - [`builtins`], [`modules`]: what scripts find in scope and what they import, written in Rust; the rest of the
//!   library is written in the language, under `stdlib/`.
//! - [`loader`]: finds modules: native, embedded, beside the script.
//! - [`report`]: draws diagnostics and tracebacks; reads and writes nothing.
//! - [`session`]: puts a machine together and runs programs in it. The command line, the prompt, tests and embedders
//!   all use it.
//! - [`cli`]: arguments, commands, the prompt.
//!
//! A room may use only rooms below it; a test reads every path and holds the edges.
//!
//! # Embedding
//!
//! ```no_run
//! use quaver::{Options, RealHost, Session};
//! use std::rc::Rc;
//!
//! let mut session = Session::new(Rc::new(RealHost::new()), Options::default(), "");
//! let code = session.run_text("hello", "print('hello')");
//! assert_eq!(session.finish(code), 0);
//! ```
//!
//! Several machines may live in one process, on one thread or on several: nothing is global. Scripts nest calls
//! deeply, so run a session on a thread with a big stack.

// what only machine code asks for lies idle where there is none
#![cfg_attr(not(all(target_arch = "x86_64", unix, not(miri))), allow(dead_code, unused_imports))]

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

pub use host::{DenyHost, Host, RealHost, VirtualHost};
pub use session::{Answer, Console, Session};
pub use vm::{JitMode, Options};
