//! The machine: frames, the dispatch loop, calls, unwinding, the native interface, protocols that may run script.
