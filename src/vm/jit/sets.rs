//! Sets: whether a string, small int or None is in one, and adding it, where the first slots that its hash leads to decide.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::names::BARRIER;
use super::natives::Site;
use super::objects::STR;
use super::translate::{Translator, slot};
use crate::heap::Word;
use crate::value::number::hash;
use crate::value::{Builtins, Set, string_at};

/// Slots beside the first that are looked at if all of them are in the table.
const BESIDE: i32 = 9;

impl Translator<'_> {
    /// Whether the value in `rcx` is in the set in `r8`: goes to one of the labels, or on where that cannot be told here.
    /// `rax`, `rcx` and `r8` stay.
    pub fn is_in_set(&mut self, yes: DynamicLabel, no: DynamicLabel) {
        self.sets = true;
        dynasm!(self.ops ; call ->find ; cmp edx, 1 ; je =>yes ; jb =>no);
    }

    /// Goes on if the object in `r8` is a set or frozenset.
    pub fn is_set(&mut self, other: DynamicLabel) {
        let set = self.label();
        dynasm!(self.ops
            ; mov edx, [r8 + 4]
            ; cmp edx, Builtins::Set as i32
            ; je =>set
            ; cmp edx, Builtins::FrozenSet as i32
            ; jne =>other
            ; =>set
        );
    }

    /// Adds the value in `rcx` to the set in `r8`, and goes to the label; goes on, both as they were, if that is not for
    /// here.
    pub fn add_to_set(&mut self, done: DynamicLabel) {
        let (p, far) = (Set::places(), self.label());
        self.sets = true;
        dynasm!(self.ops
            ; call ->find
            ; cmp edx, 1
            ; je =>done
            ; ja =>far
            ; test BYTE [r8 + 1], BARRIER
            ; jne =>far
            // the table grows when three fifths are in use
            ; mov edx, [r8 + p.fill]
            ; inc edx
            ; lea r9d, [rdx + rdx * 4]
            ; mov r10d, [r8 + p.mask]
            ; lea r10d, [r10 + r10 * 2]
            ; cmp r9d, r10d
            ; jae =>far
            ; mov [r8 + p.fill], edx
            ; inc DWORD [r8 + p.used]
            ; mov [rdi + p.hash], rsi
            ; mov [rdi + p.key], rcx
            ; jmp =>done
            ; =>far
        );
    }

    /// `add` of the set in `rax`. Goes on after the instruction, or behind this where it is not for here.
    pub fn call_set_add(&mut self, site: Site) {
        let (done, other, next) = (self.label(), self.label(), self.next());
        dynasm!(self.ops ; mov r8, rax ; mov rcx, [r12 + slot(site.window + 2)]);
        self.add_to_set(done);
        dynasm!(self.ops
            ; jmp =>other
            ; =>done
            ; mov rax, QWORD Word::NONE.bits() as i64
            ; mov [r12 + slot(site.dst)], rax
            ; jmp =>next
            ; =>other
            ; mov rax, r8
        );
    }

    /// The piece that looks for the value in `rcx` in the set in `r8`: `edx` is 1 if it is there, 0 if it is not, its slot
    /// would be at `rdi` and its hash is in `rsi`, or 2 if that is not for here.
    pub fn find_in_set(&mut self) {
        let p = Set::places();
        let minus_one = Word::small(-1).bits() as i64;
        dynasm!(self.ops
            ; ->find:
            ; mov rsi, rcx
            ; shr rsi, 48
            ; jne >number
            ; cmp DWORD [rcx + 4], STR
            ; jne >far
            ; mov esi, [rcx + string_at::HASH as i32]
            ; test esi, esi
            ; je >far
            ; hashed:
            ; mov r10d, [r8 + p.mask]
            ; mov edi, esi
            ; and edi, r10d
            ; lea edx, [rdi + BESIDE]
            ; mov r11d, 1
            ; mov r9d, BESIDE + 1
            ; cmp edx, r10d
            ; cmovbe r11d, r9d
            ; shl rdi, 4
            ; lea r9, [r8 + p.small]
            ; cmp QWORD [r8 + p.large_len], 0
            ; je >few
            ; mov r9, [r8 + p.large]
            ; few:
            ; add rdi, r9
            ; ->find_again:
            ; mov rdx, [rdi + p.key]
            ; cmp rdx, rcx
            ; je >found
            ; test rdx, rdx
            ; je >empty
            ; cmp rsi, [rdi + p.hash]
            ; je >far
            ; add rdi, 16
            ; dec r11d
            ; jne ->find_again
            ; far:
            ; mov edx, 2
            ; ret
            ; found:
            ; mov edx, 1
            ; ret
            ; empty:
            // one that has been taken out
            ; cmp QWORD [rdi + p.hash], -1
            ; je <far
            ; ret
            // a small int is its own hash, but for the one that no hash is
            ; number:
            ; cmp esi, 0xFFFF
            ; jne >none
            ; mov rsi, QWORD minus_one
            ; cmp rcx, rsi
            ; je <far
            ; mov rsi, rcx
            ; shl rsi, 16
            ; sar rsi, 16
            ; jmp <hashed
            ; none:
            ; mov rsi, QWORD Word::NONE.bits() as i64
            ; cmp rcx, rsi
            ; jne <far
            ; mov rsi, QWORD hash::NONE
            ; jmp <hashed
        );
    }
}
