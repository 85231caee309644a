//! property, classmethod, staticmethod, super.

use super::{Builtins, Kind, Value};
use crate::heap::{Header, Heap, Slot};

fn slot(v: Value<'_>) -> Slot {
    Slot::new(Some(v.word()))
}

/// A property.
#[derive(Debug)]
#[repr(C)]
pub struct Property {
    pub(super) header: Header,
    /// Attributes of an instance of a subclass.
    pub attrs: Slot,
    /// Getter, setter, deleter, docstring; `None` where absent.
    pub parts: [Slot; 4],
    /// The name it was given in its class, or unset.
    pub name: Slot,
}

object!(Property, Property, |this, t| {
    t.slot(&this.attrs);
    for s in &this.parts {
        t.slot(s);
    }
    t.slot(&this.name);
    0
});

impl Property {
    /// A property.
    pub fn new<'h>(heap: &'h Heap, shape: u32, parts: [Value<'_>; 4]) -> &'h Property {
        let header = Header::new(Kind::Property as u8, shape);
        heap.alloc(Property { header, attrs: Slot::unset(), parts: parts.map(slot), name: Slot::unset() })
    }

    /// Getter (0), setter (1), deleter (2) or docstring (3).
    pub fn part(&self, i: usize) -> Value<'_> {
        self.parts[i].get().map_or(Value::NONE, Value::from_word)
    }
}

macro_rules! wrapper {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug)]
        #[repr(C)]
        pub struct $name {
            pub(super) header: Header,
            /// Attributes.
            pub attrs: Slot,
            /// The function.
            pub func: Slot,
        }

        object!($name, $name, |this, t| {
            t.slot(&this.attrs);
            t.slot(&this.func);
            0
        });

        impl $name {
            /// A wrapper of a function.
            pub fn new<'h>(heap: &'h Heap, shape: u32, func: Value<'_>) -> &'h $name {
                let header = Header::new(Kind::$name as u8, shape);
                heap.alloc($name { header, attrs: Slot::unset(), func: slot(func) })
            }

            /// The function.
            pub fn func(&self) -> Value<'_> {
                self.func.get().map_or(Value::NONE, Value::from_word)
            }
        }
    };
}

wrapper!(ClassMethod, "A classmethod.");
wrapper!(StaticMethod, "A staticmethod.");

/// A `super` object.
#[derive(Debug)]
#[repr(C)]
pub struct Super {
    pub(super) header: Header,
    class: Slot,
    this: Slot,
    this_class: Slot,
}

object!(Super, Super, |this, t| {
    t.slot(&this.class);
    t.slot(&this.this);
    t.slot(&this.this_class);
    0
});

impl Super {
    /// Where its parts lie, for machine code: the class, the object, the object's class.
    pub(crate) const PARTS: [usize; 3] = [
        std::mem::offset_of!(Super, class),
        std::mem::offset_of!(Super, this),
        std::mem::offset_of!(Super, this_class),
    ];

    /// `super(class, this)`, where `this_class` is the class whose order of resolution is followed.
    pub fn new<'h>(heap: &'h Heap, class: Value<'_>, this: Value<'_>, this_class: Value<'_>) -> &'h Super {
        let header = Header::new(Kind::Super as u8, Builtins::Super as u32);
        heap.alloc(Super { header, class: slot(class), this: slot(this), this_class: slot(this_class) })
    }

    /// The class to start after, the object, the object's class.
    pub fn parts(&self) -> [Value<'_>; 3] {
        // not by a closure over the array, which is not always inlined
        let part = |s: &Slot| s.get().map_or(Value::NONE, Value::from_word);
        [part(&self.class), part(&self.this), part(&self.this_class)]
    }
}
