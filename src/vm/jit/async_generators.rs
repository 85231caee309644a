//! Async generators that go on at a `yield`: for `async for` loops, and for methods like `asend` whose result is awaited
//! at once.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::generator::waiting;
use super::generators::{INSN_A, INSN_B, INSN_C, INSN_OP, own};
use super::helpers::Helper;
use super::names::BARRIER;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Form, GenState, Kind, generator_at as at};

impl Translator<'_> {
    /// The bottom of an `async for` loop: an async generator that stands at a `yield` is resumed inline.
    pub fn async_for(&mut self, i: Insn, helper: Helper) {
        let (cold, object) = (self.cold(helper), self.label());
        let special = self.ask(i.a, i.a as u32, cold);
        dynasm!(self.ops
            ; mov rax, [r12 + slot(i.a)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>cold
            ; cmp BYTE [rax], Kind::Generator as i8
            ; jne =>object
        );
        self.can_resume(cold);
        dynasm!(self.ops ; mov rdi, QWORD Word::NONE.bits() as i64);
        self.resume_agen(1, i.a + 2);
        self.aside(object, move |t| {
            dynasm!(t.ops ; cmp BYTE [rax], Kind::Instance as i8 ; je =>special ; jmp =>cold);
        });
    }

    /// An async generator is asked for its next item, and sent what is in a register, by a method whose result is awaited
    /// at once: if it stands at a `yield` it runs at once. Goes on behind this if it is not so plain.
    pub fn send_awaited(&mut self, agen: u16, sent: Option<u16>) {
        let Some(next) = self.following() else { return };
        let other = self.label();
        dynasm!(self.ops
            ; mov rax, [r12 + slot(agen)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>other
            ; cmp BYTE [rax], Kind::Generator as i8
            ; jne =>other
        );
        self.can_resume(other);
        match sent {
            Some(r) => dynasm!(self.ops ; mov rdi, [r12 + slot(r)]),
            None => dynasm!(self.ops ; mov rdi, QWORD Word::NONE.bits() as i64),
        }
        // it stands where its awaitable would
        dynasm!(self.ops ; mov [r12 + slot(next.a)], rax);
        self.resume_agen(2, next.c);
        dynasm!(self.ops ; =>other);
    }

    /// Goes on if the generator in `rax` is an async one that stands at a `yield`, with nothing being handled inside or
    /// outside; the place behind that is in `rcx`, what its depth will be in `edx`.
    fn can_resume(&mut self, cold: DynamicLabel) {
        dynasm!(self.ops
            ; cmp BYTE [rax + at::FORM as i32], Form::AsyncGenerator as i8
            ; jne =>cold
            ; cmp BYTE [rax + at::STATE as i32], GenState::Suspended as i8
            ; jne =>cold
            ; cmp BYTE [rax + at::WAITING as i32], waiting::PLAIN as i8
            ; jne =>cold
            ; test BYTE [rax + at::FLAGS as i32], (at::BUSY | at::CLOSED) as i8
            ; jne =>cold
            ; test BYTE [rax + 1], BARRIER
            ; jne =>cold
            ; mov rcx, [rax + at::HANDLING as i32]
            ; or rcx, [rax + at::INNER as i32]
            ; or rcx, [rbx + field::HANDLING]
            ; or rcx, [r12 + own(at::HANDLING)]
            ; jne =>cold
            ; mov rcx, [rax + at::PC as i32]
            ; cmp WORD [rcx + INSN_OP], Op::Yield as i16
            ; jne =>cold
            ; movzx edx, WORD [r12 + own(at::DEPTH)]
            ; inc edx
            ; cmp edx, [rbx + field::DEEPEST]
            ; jae =>cold
        );
    }

    /// Resumes it with the value in `rdi`, for an instruction so many from this one.
    fn resume_agen(&mut self, behind: usize, live: u16) {
        let behind = self.linked.entry().wrapping_add(self.ip + behind) as i64;
        self.suspend(behind, live);
        dynasm!(self.ops
            ; or BYTE [rax + at::FLAGS as i32], at::BUSY as i8
            ; mov [rax + at::DEPTH as i32], dx
            ; lea rdx, [r12 - at::BASE as i32]
            ; mov [rax + at::PARENT as i32], rdx
            ; mov BYTE [rax + at::STATE as i32], GenState::Running as i8
            ; mov rdx, [r12 + own(at::TOP)]
            ; mov [rax + at::TOP as i32], rdx
            ; lea r12, [rax + at::BASE as i32]
            ; movzx edx, WORD [rcx + INSN_A]
            ; mov [r12 + rdx * 8], rdi
            ; jmp ->dispatch
        );
    }

    /// A `yield` of an async generator: to an `async for` loop, or the frame that awaits what a method like `asend` gave,
    /// inline, else by the helper.
    pub fn yield_to_async_for(&mut self, i: Insn, helper: Helper) {
        let (cold, awaited) = (self.cold(helper), self.label());
        self.parent_waits(cold);
        dynasm!(self.ops
            ; mov rax, [rbx + field::HANDLING]
            ; or rax, [r12 + own(at::HANDLING)]
            ; jne =>cold
        );
        self.load(i.a);
        let behind = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        dynasm!(self.ops ; cmp esi, Op::AFor as i32 ; jne =>awaited);
        self.leave_agen(behind, i.c);
        dynasm!(self.ops
            ; movzx esi, WORD [rdx + INSN_B]
            ; mov [r12 + rsi * 8], rax
            // into the loop's body
            ; movsx rsi, WORD [rdx + INSN_C]
            ; lea rcx, [rdx + rsi * 8]
            ; jmp ->dispatch
        );
        self.aside(awaited, move |t| {
            dynasm!(t.ops
                ; cmp esi, Op::Await as i32
                ; jne =>cold
                ; movzx edi, WORD [rdx + INSN_A]
                // other awaitables may mean more than an item
                ; mov rsi, [rcx + rdi * 8 + at::BASE as i32]
                ; cmp BYTE [rsi], Kind::Generator as i8
                ; jne =>cold
            );
            t.leave_agen(behind, i.c);
            dynasm!(t.ops ; mov [r12 + rdi * 8], rax ; mov rcx, rdx ; jmp ->dispatch);
        });
    }

    /// The running async generator stands at a `yield` from now on; the frame in `rcx` runs.
    fn leave_agen(&mut self, behind: i64, live: u16) {
        self.suspend(behind, live);
        dynasm!(self.ops
            ; mov QWORD [r12 + own(at::PARENT)], 0
            ; and BYTE [r12 + own(at::FLAGS)], !at::BUSY as i8
            ; mov BYTE [rcx + at::STATE as i32], GenState::Running as i8
            ; mov r8, [r12 + own(at::TOP)]
            ; mov [rcx + at::TOP as i32], r8
            ; lea r12, [rcx + at::BASE as i32]
        );
    }
}
