//! Source text: spans, files and line starts, interned names, diagnostics as plain data.
//!
//! This room knows nothing of the language; every other room may use it.

mod diagnostic;
mod file;
mod names;
mod span;
mod suggest;

pub use diagnostic::{Diagnostic, Kind, Label, Severity};
pub use file::{LineCol, SourceFile};
pub use names::{Interner, Name};
pub use span::Span;
pub use suggest::{closest, closest_keyword};
