//! Command line: arguments, run, check, dump, repl.
