//! From a checked syntax tree to bytecode.
