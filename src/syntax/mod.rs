//! From text to a checked syntax tree: tokens, layout, the generated parser, validation, error reports.
