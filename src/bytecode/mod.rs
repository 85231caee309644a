//! The instruction table and what is derived from it: code objects, verifier, disassembler.
//!
//! A `Code` is immutable, printable and independent of any machine: constants are plain data (`Const`), names
//! are interned ids, and positions live in a cold table beside the instructions. The machine *links* a code
//! object before it first runs: constants become values, names of globals become slots.

mod code;
mod listing;
mod op;
mod operand;
mod verify;

pub use code::{Code, CodeFlags, Const, Handler, LocalVar};
pub use listing::listing;
pub use op::{Effect, Op};
pub use operand::{Insn, Operand};
pub use verify::verify;
