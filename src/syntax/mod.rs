//! From text to a checked syntax tree: tokens, layout, the generated parser, validation, error reports.
//!
//! ```text
//! text --lexer, layout--> tokens --grammar, actions--> tree --validate--> checked tree
//!            \_____________________error__________________________/  -> diagnostics
//! ```
//!
//! [`parse`] is the one entrance. It never fails: it gives a tree and what is to be said about it.

mod actions;
pub mod ast;
mod classes;
mod dump;
mod error;
mod layout;
mod lexer;
mod literals;
mod parser;
mod token;
mod validate;

pub use ast::Ast;
pub use classes::{Class, classes};
pub use dump::{dump_ast, dump_tokens};
pub use parser::{MAX_ERRORS, ParseOptions, Parsed, parse};
