//! Formatted strings: what their parts look like, the strings they are put together to.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::ops::window;
use super::super::stack::Reg;
use super::helpers::Helper;
use super::objects::STR;
use super::translate::{Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::Str;

/// Set in a `Format` with a specification.
const SPECIFIED: u16 = 4;
/// What a `Format` says of the conversion.
const CONVERSION: u16 = 3;

/// What a value looks like after a conversion, by a specification if there is one; unset if that is not for here.
///
/// # Safety
/// Called by machine code only, as those below.
unsafe extern "sysv64" fn formatted(vm: *const Vm, v: Word, conversion: u32, spec: Reg) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.quick_format(v, conversion as u16, spec)
}

/// A string of so many parts that lie one after the other.
///
/// # Safety
/// The parts are registers of the running frame.
unsafe extern "sysv64" fn joined(vm: *const Vm, first: *mut Reg, count: usize) -> Reg {
    // SAFETY: as above
    let heap = unsafe { &(*vm).heap };
    Some(Str::of_parts(heap, window(first, 0, count)).value().word())
}

impl Translator<'_> {
    /// The string that parts are put together to.
    pub fn build_str(&mut self, i: Insn) {
        dynasm!(self.ops ; mov rdi, rbx ; lea rsi, [r12 + slot(i.b)] ; mov edx, i.c as i32);
        self.made_by(joined as *const ());
    }

    /// Strings stay as they are, and so do ints that become text where they are put together with other parts.
    pub fn format(&mut self, i: Insn, helper: Helper) {
        let (next, other) = (self.next(), self.label());
        let done = self.labels[self.ip + 1];
        self.load(i.b);
        if i.c & !Op::FORMAT_PART == 0 {
            self.unless_text(i, other);
            self.store(i.a);
            dynasm!(self.ops ; jmp =>next ; =>other);
        }
        self.asked_first(Op::Format, helper);
        self.load(i.b);
        dynasm!(self.ops ; mov rdi, rbx ; mov rsi, rax ; mov edx, (i.c & CONVERSION) as i32);
        if i.c & SPECIFIED != 0 {
            dynasm!(self.ops ; mov rcx, [r12 + slot(i.b + 1)]);
        } else {
            dynasm!(self.ops ; xor ecx, ecx);
        }
        self.call_function_at(formatted as *const ());
        let none = self.label();
        dynasm!(self.ops ; test rax, rax ; je =>none);
        self.store(i.a);
        dynasm!(self.ops ; jmp =>done ; =>none);
    }

    /// Goes on if the value in `rax` is a string, or an int that may stay one.
    fn unless_text(&mut self, i: Insn, other: DynamicLabel) {
        let text = self.label();
        if i.c == Op::FORMAT_PART {
            dynasm!(self.ops ; cmp rax, r14 ; jae =>text);
        }
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>other
            ; cmp DWORD [rax + 4], STR
            ; jne =>other
            ; =>text
        );
    }
}
