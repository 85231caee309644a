//! The library modules written in the language itself, embedded in the binary.

/// An embedded module.
#[derive(Debug)]
pub struct Embedded {
    /// Its dotted name.
    pub name: &'static str,
    /// Its text.
    pub source: &'static str,
    /// Whether it has submodules.
    pub package: bool,
}

/// All embedded modules: the files of `stdlib/`, found when the binary is built.
pub const MODULES: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/stdlib.rs"));

/// The embedded module of this name.
pub fn find(name: &str) -> Option<&'static Embedded> {
    MODULES.iter().find(|m| m.name == name)
}
