//! Wills: what is to happen to a primitive once nobody can reach the object any more that made one.

use std::cell::Cell;

use super::{EventLoop, Item, LoopClass};
use crate::heap::Tracer;
use crate::value::{Kept, NativeData, Tagged, Value};
use crate::vm::Vm;

/// What an object holds that wants something to happen to a primitive when it has died.
pub(super) struct Will(Cell<Tagged>);

impl NativeData for Will {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        self.0.get().kept().trace(t);
        0
    }
}

impl EventLoop {
    /// A value whose death makes something happen to a primitive: to be held by one object alone.
    pub fn will<'h>(&self, vm: &'h Vm, gate: Value<'_>, what: u8) -> Value<'h> {
        let stored = Kept::new(gate).stored(&vm.heap);
        let object = self.object(vm, LoopClass::Watcher, Will(Cell::new(Tagged::new(stored, what))));
        vm.heap.watch(object.header());
        self.wills.set(self.wills.get() + 1);
        object.value()
    }

    /// One has died.
    pub(super) fn execute(&self, will: &Will) {
        self.wills.set(self.wills.get().saturating_sub(1));
        if self.running.get() {
            self.push(Item::Gate(will.0.get()));
        }
    }
}
