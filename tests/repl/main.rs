//! The prompt: with its input from a pipe, and on a terminal.

#![allow(clippy::disallowed_methods)] // tests stand outside the house

mod blocks;
mod commands;
mod editing;
mod leaving;
mod piped;
#[path = "../support/mod.rs"]
mod support;
mod tasks;
mod terminal;
