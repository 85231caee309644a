//! The instruction table and what is derived from it: code objects, verifier, disassembler.
