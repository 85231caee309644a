//! Interned names.

use rustc_hash::FxHashMap;

/// A name, interned: equal names are equal numbers within one [`Interner`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Name(pub u32);

/// The table of names; a `Name` is an index into it.
#[derive(Default, Debug, Clone)]
pub struct Interner {
    index: FxHashMap<Box<str>, Name>,
    texts: Vec<Box<str>>,
}

impl Interner {
    /// An empty table.
    pub fn new() -> Interner {
        Interner::default()
    }

    /// The name with this text, made if it is new.
    pub fn intern(&mut self, text: &str) -> Name {
        if let Some(&name) = self.index.get(text) {
            return name;
        }
        let name = Name(self.texts.len() as u32);
        self.texts.push(text.into());
        self.index.insert(text.into(), name);
        name
    }

    /// The name with this text if it was ever interned.
    pub fn lookup(&self, text: &str) -> Option<Name> {
        self.index.get(text).copied()
    }

    /// The text of a name (the empty string for a name of another table).
    pub fn get(&self, name: Name) -> &str {
        self.texts.get(name.0 as usize).map_or("", |t| t)
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
