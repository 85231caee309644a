//! Unpacking, and what comprehensions gather.

use dynasmrt::{DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::helpers;
use super::objects::{LIST, LIST_ITEMS, LIST_LEN, TUPLE, TUPLE_ITEMS, TUPLE_LEN};
use super::translate::{Translator, slot};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::{Set, Value};

/// Items beyond so many are unpacked by the helper, whose copy is a loop.
const MOST_UNPACKED: u16 = 8;

/// Adds an item to a set under construction; says whether that was for here.
///
/// # Safety
/// Called by machine code only.
unsafe extern "sysv64" fn add(vm: *const Vm, set: Word, item: Word) -> u32 {
    // SAFETY: as above
    let vm = unsafe { &*vm };
    let set = Value::from_word(set).cast::<Set>();
    set.is_some_and(|set| vm.quick_set_add(set, Value::from_word(item))) as u32
}

impl Translator<'_> {
    /// The items of a tuple or list for as many registers.
    pub fn unpack(&mut self, i: Insn) {
        if i.c > MOST_UNPACKED {
            return self.help(helpers::unpack, None);
        }
        let cold = self.cold(helpers::unpack);
        let (list, copy, next) = (self.label(), self.label(), self.next());
        self.load(i.b);
        self.shape(cold);
        dynasm!(self.ops
            ; cmp edx, TUPLE
            ; jne =>list
            ; cmp DWORD [rax + TUPLE_LEN], i.c as i32
            ; jne =>cold
            ; add rax, TUPLE_ITEMS
            ; =>copy
        );
        for n in 0..i.c {
            dynasm!(self.ops ; mov rcx, [rax + slot(n)] ; mov [r12 + slot(i.a + n)], rcx);
        }
        dynasm!(self.ops
            ; jmp =>next
            ; =>list
            ; cmp edx, LIST
            ; jne =>cold
            ; cmp DWORD [rax + LIST_LEN], i.c as i32
            ; jne =>cold
            ; mov rax, [rax + LIST_ITEMS]
            ; jmp =>copy
        );
    }

    /// An item for the list of a comprehension.
    pub fn list_append(&mut self, i: Insn) {
        let cold = self.cold(helpers::list_append);
        dynasm!(self.ops ; mov rsi, [r12 + slot(i.a)]);
        self.push_item(i.b, cold);
    }

    /// An item for the set of a comprehension or display.
    pub fn set_add(&mut self, i: Insn) {
        let (cold, next) = (self.cold(helpers::set_add), self.next());
        dynasm!(self.ops ; mov r8, [r12 + slot(i.a)] ; mov rcx, [r12 + slot(i.b)]);
        self.add_to_set(next);
        dynasm!(self.ops
            ; mov rdi, rbx
            ; mov rsi, [r12 + slot(i.a)]
            ; mov rdx, [r12 + slot(i.b)]
        );
        self.call_function_at(add as *const ());
        dynasm!(self.ops ; test eax, eax ; je =>cold);
    }

    /// A key and its value for the dict of a comprehension or display.
    pub fn dict_add(&mut self, i: Insn) {
        let cold = self.cold(helpers::dict_add);
        self.load(i.a);
        self.set_dict_item(i, cold);
    }
}
