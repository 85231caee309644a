//! Modules.

use super::{Builtins, Dict, Kind, Value};
use crate::heap::{Header, Heap, Slot};

/// A module.
#[derive(Debug)]
#[repr(C)]
pub struct Module {
    pub(super) header: Header,
    dict: Slot,
}

object!(Module, Module, |this, t| {
    t.slot(&this.dict);
    0
});

impl Module {
    /// Where the dict lies.
    pub(crate) const DICT: usize = std::mem::offset_of!(Module, dict);

    /// A module with this (pinned) dict.
    pub fn new<'h>(heap: &'h Heap, dict: &Dict) -> &'h Module {
        let header = Header::new(Kind::Module as u8, Builtins::Module as u32);
        heap.alloc(Module { header, dict: Slot::new(Some(dict.header().word())) })
    }

    /// Says whether its body is being run.
    pub fn set_initializing(&self, on: bool) {
        self.header.put(Header::FLAG_A, on);
    }

    /// Whether its body is being run.
    pub fn is_initializing(&self) -> bool {
        self.header.has(Header::FLAG_A)
    }

    /// Its namespace.
    pub fn dict(&self) -> &Dict {
        let w = self.dict.get().expect("set when made");
        Value::from_word(w).cast::<Dict>().expect("a module's dict")
    }
}
