//! Shapes: which class an object has, and which attribute stands at which place.

use rustc_hash::FxHashMap;

use crate::heap::{Tracer, Word};

/// A shape's number, as it stands in headers.
pub type ShapeId = u32;

/// Objects with more attributes than this keep them in a dict.
pub const MAX_SHAPED: usize = 64;

/// One shape.
#[derive(Debug)]
pub struct ShapeInfo {
    /// The class.
    pub class: Word,
    /// The shape without the last attribute; itself for a root.
    pub parent: ShapeId,
    /// Attribute names (interned strings) in the order they were set.
    pub names: Vec<Word>,
    /// Place of each name.
    places: FxHashMap<u64, u32>,
    /// Shapes reached by adding a name.
    next: FxHashMap<u64, ShapeId>,
    /// Attributes are in a dict, not in places.
    pub dict_mode: bool,
    /// The shape of the same class in dict mode, once made.
    dict_shape: ShapeId,
}

/// All shapes of a machine.
#[derive(Debug, Default)]
pub struct Shapes {
    table: Vec<ShapeInfo>,
}

impl Shapes {
    /// None yet, with room for so many.
    pub fn with_capacity(n: usize) -> Shapes {
        Shapes { table: Vec::with_capacity(n) }
    }

    /// Adds a root shape for a class.
    pub fn add_root(&mut self, class: Word) -> ShapeId {
        let id = self.table.len() as ShapeId;
        self.table.push(ShapeInfo {
            class,
            parent: id,
            names: Vec::new(),
            places: FxHashMap::default(),
            next: FxHashMap::default(),
            dict_mode: false,
            dict_shape: 0,
        });
        id
    }

    /// Sets the class of a root (for classes made after their shape).
    pub fn set_class(&mut self, id: ShapeId, class: Word) {
        self.table[id as usize].class = class;
    }

    /// A shape.
    #[inline(always)]
    pub fn get(&self, id: ShapeId) -> &ShapeInfo {
        &self.table[id as usize]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.table.len()
    }

    /// The place of an attribute.
    #[inline]
    pub fn place(&self, id: ShapeId, name: Word) -> Option<u32> {
        self.table[id as usize].places.get(&name.bits()).copied()
    }

    /// The shape with one more attribute.
    pub fn add(&mut self, id: ShapeId, name: Word) -> ShapeId {
        if let Some(&next) = self.table[id as usize].next.get(&name.bits()) {
            return next;
        }
        let base = &self.table[id as usize];
        if base.names.len() >= MAX_SHAPED {
            return self.to_dict(id);
        }
        let mut names = base.names.clone();
        let mut places = base.places.clone();
        places.insert(name.bits(), names.len() as u32);
        names.push(name);
        let new = self.table.len() as ShapeId;
        let class = base.class;
        self.table.push(ShapeInfo {
            class,
            parent: id,
            names,
            places,
            next: FxHashMap::default(),
            dict_mode: false,
            dict_shape: 0,
        });
        self.table[id as usize].next.insert(name.bits(), new);
        new
    }

    /// The shape of the same class whose objects keep attributes in a dict.
    pub fn to_dict(&mut self, id: ShapeId) -> ShapeId {
        let mut root = id;
        while self.table[root as usize].parent != root {
            root = self.table[root as usize].parent;
        }
        if self.table[root as usize].dict_mode {
            return root;
        }
        if self.table[root as usize].dict_shape == 0 {
            let class = self.table[root as usize].class;
            let made = self.add_root(class);
            self.table[made as usize].dict_mode = true;
            self.table[root as usize].dict_shape = made;
        }
        self.table[root as usize].dict_shape
    }

    /// Reports classes and names.
    pub fn trace(&self, t: &mut Tracer) {
        for s in &self.table {
            t.word(s.class);
            for n in &s.names {
                t.word(*n);
            }
        }
    }
}
