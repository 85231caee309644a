//! Names always in scope and the methods of built-in types.
