//! `Value` and the layout of every built-in type, with the operations that never run script.

pub mod fault;
pub mod number;
pub mod text;
