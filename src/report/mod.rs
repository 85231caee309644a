//! From data to text: diagnostics drawn with an excerpt of the source, and tracebacks.
//!
//! The only room that names ariadne. What comes in is plain data of the source room; what goes out is text for a
//! terminal or a file. It reads nothing and writes nothing.

mod anchors;
mod draw;
mod json;
pub mod traceback;

pub use crate::source::closest;
pub use draw::{MAX_REPORTS, draw, draw_one};
pub use json::json;

/// How a text is to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    /// No colours, lines drawn in ASCII: for files, pipes and `NO_COLOR`.
    #[default]
    Plain,
    /// Colours and box-drawing characters: for terminals.
    Colour,
}
