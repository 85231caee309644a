//! The library modules written in the language itself, embedded in the binary.

/// An embedded module.
pub struct Embedded {
    /// Its dotted name.
    pub name: &'static str,
    /// Its text.
    pub source: &'static str,
    /// Whether it has submodules.
    pub package: bool,
}

macro_rules! embedded {
    ($($name:literal $path:literal $package:literal;)*) => {
        /// All embedded modules. A new one is a file in `stdlib/` and a row here.
        pub const MODULES: &[Embedded] = &[$(Embedded {
            name: $name,
            source: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/stdlib/", $path)),
            package: $package,
        }),*];
    };
}

embedded! {
}

/// The embedded module of this name.
pub fn find(name: &str) -> Option<&'static Embedded> {
    MODULES.iter().find(|m| m.name == name)
}
