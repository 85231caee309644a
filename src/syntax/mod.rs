//! From text to a checked syntax tree: tokens, layout, the generated parser, validation, error reports.

pub mod ast;

pub use ast::Ast;
