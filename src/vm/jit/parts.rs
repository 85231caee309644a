//! `for` loops over `enumerate` and `zip` of generators, with two targets: the generators are resumed as frames below the
//! loop, their records name the first target, and where they yield the pair is made, or the second one resumed.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::generator::waiting;
use super::super::stack::{MARGIN, after};
use super::calls::{AFTER, BASE, DST, PC, RECORD};
use super::generators::{INSN_A, INSN_B, INSN_C, own};
use super::loops::{A, B, X};
use super::names::BARRIER;
use super::objects::{TUPLE_ITEMS, TUPLE_LEN};
use super::translate::{Translator, field, slot};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::{Form, GenState, IterState, Kind, generator_at as at};

/// Counts below this many bits are inline ints.
const COUNT_BITS: i8 = 47;
const ROOM: i32 = (MARGIN + 2) as i32 * 8;

impl Translator<'_> {
    /// The bottom of a `for` loop whose iterator has no item at hand: if it goes through a generator, that is resumed for
    /// the two targets from a register on; else the helper is asked.
    pub fn enter_part(&mut self, i: Insn, first: u16, helper: DynamicLabel) -> DynamicLabel {
        let at = self.label();
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        let heap = self.is_heap_frame();
        self.parts = true;
        self.aside(at, move |t| {
            t.load(i.a);
            if heap {
                dynasm!(t.ops ; mov r11, [r12 + own(at::TOP)]);
            } else {
                dynasm!(t.ops ; lea r11, [r12 + t.linked.nregs as i32 * 8]);
            }
            dynasm!(t.ops
                ; mov rsi, QWORD pc
                ; mov edi, first as i32
                ; lea r10, [=>helper]
                ; jmp ->part
            );
        });
        at
    }

    /// A `yield`: the record below the generator, which ends at `rdx`, is one of those, as `esi` says; the item is in `rax`.
    pub fn yield_to_part(&mut self, i: Insn, cold: DynamicLabel) -> DynamicLabel {
        let at = self.label();
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        (self.arrives, self.loops) = (true, true);
        self.aside(at, move |t| {
            dynasm!(t.ops
                ; lea r8d, [rsi - after::PART as i32]
                ; cmp r8d, (after::SECOND - after::PART) as i32
                ; ja =>cold
                ; mov r8d, esi
            );
            t.suspend(pc, i.c);
            dynasm!(t.ops ; lea r10, [=>cold] ; jmp ->arrived);
        });
        at
    }

    /// Goes on if the generator in a register can be resumed, with windows of its calls at `r11`; else at `r10`. `r8` is
    /// changed.
    #[allow(clippy::useless_conversion)] // what the assembler makes of a register's number
    fn can_resume_part(&mut self, g: u8) {
        let (yes, no) = (self.label(), self.label());
        dynasm!(self.ops
            ; mov r8, Rq(g)
            ; shr r8, 48
            ; jne =>no
            ; cmp BYTE [Rq(g)], Kind::Generator as i8
            ; jne =>no
            ; cmp BYTE [Rq(g) + at::FORM as i32], Form::Generator as i8
            ; jne =>no
            ; cmp BYTE [Rq(g) + at::STATE as i32], GenState::Suspended as i8
            ; ja =>no
            ; cmp BYTE [Rq(g) + at::WAITING as i32], waiting::PLAIN as i8
            ; jne =>no
            ; test BYTE [Rq(g) + 1], BARRIER
            ; jne =>no
            ; cmp QWORD [Rq(g) + at::HANDLING as i32], 0
            ; jne =>no
            ; movzx r8d, WORD [Rq(g) + 2]
            ; lea r8, [r11 + r8 * 8 + ROOM]
            ; cmp r8, [rbx + field::SOFT_END]
            ; jb =>yes
            ; =>no
            ; jmp r10
            ; =>yes
        );
    }

    /// The generator in a register runs, its record having been pushed.
    #[allow(clippy::useless_conversion)] // likewise
    fn resume_part(&mut self, g: u8) {
        let begun = self.label();
        dynasm!(self.ops
            ; mov [Rq(g) + at::TOP as i32], r11
            ; lea r12, [Rq(g) + at::BASE as i32]
            ; mov rcx, [Rq(g) + at::PC as i32]
            ; cmp BYTE [Rq(g) + at::STATE as i32], GenState::Created as i8
            ; mov BYTE [Rq(g) + at::STATE as i32], GenState::Running as i8
            ; je =>begun
            ; movzx r8d, WORD [rcx + INSN_A]
            ; mov rsi, QWORD Word::NONE.bits() as i64
            ; mov [r12 + r8 * 8], rsi
            ; =>begun
            ; jmp ->dispatch
        );
    }

    /// The loop of the frame at `r12`, which goes on at `rsi`, over the iterator in `rax`; its first target is in `edi`.
    pub fn entered_parts(&mut self) {
        let (zip, found, no) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; ->part:
            ; movzx ecx, WORD [rax + 2]
            ; cmp ecx, IterState::Enumerate as i32
            ; jne =>zip
            ; mov rcx, QWORD Word::NONE.bits() as i64
            ; cmp [rax + B], rcx
            ; jne =>no
            ; mov rcx, [rax + X]
            ; shr rcx, COUNT_BITS
            ; jne =>no
            ; mov rax, [rax + A]
            ; jmp =>found
            ; =>zip
            ; cmp ecx, IterState::Zip as i32
            ; jne =>no
            ; cmp QWORD [rax + X], 0
            ; jne =>no
            ; mov rcx, [rax + A]
            ; cmp DWORD [rcx + TUPLE_LEN], 2
            ; jne =>no
            ; mov rax, [rcx + TUPLE_ITEMS]
            ; =>found
            ; cmp QWORD [rbx + field::HANDLING], 0
            ; jne =>no
            ; mov rdx, [rbx + field::FP]
            ; cmp rdx, [rbx + field::LIMIT]
            ; jae =>no
        );
        self.can_resume_part(0);
        dynasm!(self.ops
            ; mov [rdx + PC], rsi
            ; mov [rdx + BASE], r12
            ; mov [rdx + DST], edi
            ; mov DWORD [rdx + AFTER], after::PART as i32
            ; add rdx, RECORD
            ; mov [rbx + field::FP], rdx
        );
        self.resume_part(0);
        dynasm!(self.ops ; =>no ; jmp r10);
    }

    /// An item in `rax` from the generator at `r12`, whose record, which ends at `rdx`, says what `r8d` does.
    pub fn arrived_parts(&mut self) {
        let (pair, zip, data, no) = (self.label(), self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; ->arrived:
            ; mov esi, r8d
            ; sub rdx, RECORD
            ; mov rcx, [rdx + PC]
            ; mov rdi, [rdx + BASE]
            ; movzx r8d, WORD [rcx + INSN_A]
            ; mov r8, [rdi + r8 * 8]
            ; movzx r9d, WORD [r8 + 2]
            ; cmp r9d, IterState::Enumerate as i32
            ; jne =>zip
            // no more than an item of the generator before: an inline int
            ; mov r9, [r8 + X]
            ; inc QWORD [r8 + X]
            ; or r9, r14
            ; =>pair
            ; mov [rbx + field::FP], rdx
            ; mov r12, rdi
            ; mov esi, [rdx + DST]
            ; mov [r12 + rsi * 8], r9
            ; mov [r12 + rsi * 8 + 8], rax
            // into the loop's body, behind the unpacking
            ; movsx rsi, WORD [rcx + INSN_C]
            ; lea rcx, [rcx + rsi * 8 + size_of::<Insn>() as i32]
            ; jmp ->dispatch
            ; =>zip
            ; cmp r9d, IterState::Zip as i32
            ; jne =>no
            ; movzx r9d, WORD [rcx + INSN_B]
            ; lea r9, [rdi + r9 * 8]
            ; cmp esi, after::SECOND as i32
            ; cmove r9, [r9]
            ; je =>pair
            // the loop's item itself is seen by nobody
            ; mov [r9], rax
            ; mov r8, [r8 + A]
            ; mov rsi, [r8 + TUPLE_ITEMS + slot(1)]
            ; mov r8, rsi
            ; shr r8, 48
            ; jne =>no
            ; cmp BYTE [rsi], Kind::Iter as i8
            ; je =>data
            ; mov r11, [r12 + own(at::TOP)]
        );
        self.can_resume_part(6);
        dynasm!(self.ops ; mov DWORD [rdx + AFTER], after::SECOND as i32 ; mov rax, rsi);
        self.resume_part(0);
        dynasm!(self.ops
            ; =>data
            ; mov r13, rcx
            ; mov rax, rsi
            ; mov rsi, rdx
            ; movzx ecx, WORD [rax + 2]
            ; call ->item
            ; cmp rdx, 1
            ; jbe =>no
            ; mov rax, rdx
            ; mov rdx, rsi
            ; mov rcx, r13
            ; movzx r9d, WORD [rcx + INSN_B]
            ; mov r9, [rdi + r9 * 8]
            ; jmp =>pair
            ; =>no
            ; jmp r10
        );
    }
}
