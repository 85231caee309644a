//! One road from source to result, keeping globals between inputs: CLI, REPL, tests and embedders use it.
