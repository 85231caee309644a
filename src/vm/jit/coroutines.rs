//! `await f(…)` of a coroutine function, the coroutine's return, `async for` over async generators: as in `quick_await`
//! and `quick_resume`, in the plain case.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::generator::waiting;
use super::generators::{INSN_A, INSN_B, INSN_C, INSN_OP, own};
use super::helpers::Helper;
use super::names::BARRIER;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::{Heap, Word};
use crate::value::{Builtins, Form, Future, FutureState, GenState, Kind, Site, generator_at as at};

const COLOUR: i32 = field::HEAP + Heap::COLOUR as i32;
const DEAD_COLOUR: i32 = field::HEAP + Heap::DEAD_COLOUR as i32;

/// The arguments of a coroutine function that is called to be awaited.
#[derive(Clone, Copy)]
pub(super) enum Given {
    /// From this register on so many.
    Registers(u16, u16),
    /// The object in `r11`, and these.
    Bound(u16, u16),
    /// The object in `r11`, and the tuple in `xmm0`.
    Gathered,
}

impl Translator<'_> {
    /// The instruction after this one.
    fn following(&self) -> Option<Insn> {
        let inside = self.ip + 1 < self.linked.code.insns.len();
        // SAFETY: below the number of instructions
        inside.then(|| unsafe { *self.linked.entry().add(self.ip + 1) })
    }

    /// Whether the result of this call is awaited at once.
    pub fn is_awaited(&self) -> bool {
        self.following().is_some_and(|next| next.operation() == Op::Await && next.a == self.insn().a)
    }

    /// The frame at `r12` waits: notes where it goes on, and how many of its registers are live.
    pub fn suspend(&mut self, pc: i64, live: u16) {
        dynasm!(self.ops
            ; mov rsi, QWORD pc
            ; mov [r12 + own(at::PC)], rsi
            ; mov WORD [r12 + own(at::LIVE)], live as i16
            ; mov BYTE [r12 + own(at::WAITING)], waiting::PLAIN as i8
            ; mov BYTE [r12 + own(at::STATE)], GenState::Suspended as i8
        );
    }

    /// The coroutine function in `rax` is called with these arguments, and the coroutine becomes the running frame, which
    /// the next instruction awaits.
    pub fn await_call(&mut self, given: Given, cold: DynamicLabel) {
        let Some(next) = self.following() else { return };
        let (clear, done) = (self.label(), self.label());
        let site = Site { code: self.linked.id + 1, ip: self.ip as u32 };
        let kind = Kind::Generator as i32;
        dynasm!(self.ops
            ; mov rdx, [rax + field::FUNCTION_CODE]
            ; mov edi, [rdx + field::CODE_SPARE]
            ; test edi, edi
            ; js =>cold
            ; movzx esi, WORD [r12 + own(at::DEPTH)]
            ; inc esi
            ; cmp esi, [rbx + field::DEEPEST]
            ; jae =>cold
            // a cell that another coroutine has given back
            ; mov rcx, [rbx + rdi + field::HEAP]
            ; test rcx, rcx
            ; je =>cold
            ; mov r8, [rcx + 8]
            ; mov [rbx + rdi + field::HEAP], r8
            ; mov r8d, [rdx + field::CODE_NREGS]
            ; mov r9d, r8d
            ; shl r9d, 16
            ; movzx r10d, BYTE [rbx + COLOUR]
            ; shl r10d, 8
            ; or r9d, r10d
            ; or r9d, kind
            ; mov [rcx], r9d
            ; mov DWORD [rcx + 4], Builtins::Coroutine as i32
            ; mov r9, [rax + field::FUNCTION_ENTRY]
            ; mov [rcx + at::PC as i32], r9
            ; lea r9, [r12 - at::BASE as i32]
            ; mov [rcx + at::PARENT as i32], r9
            ; mov DWORD [rcx + at::SITE as i32], site.code as i32
            ; mov DWORD [rcx + at::SITE as i32 + 4], site.ip as i32
            ; mov BYTE [rcx + at::STATE as i32], GenState::Running as i8
            ; mov BYTE [rcx + at::FORM as i32], Form::Coroutine as i8
            ; mov BYTE [rcx + at::FLAGS as i32], at::FLEETING as i8
            ; mov BYTE [rcx + at::WAITING as i32], waiting::PLAIN as i8
            ; mov WORD [rcx + at::LIVE as i32], 0
            ; mov [rcx + at::DEPTH as i32], si
            // what is handled outside goes with the frame that runs
            ; xor r10d, r10d
            ; mov r9, [r12 + own(at::HANDLING)]
            ; mov [rcx + at::HANDLING as i32], r9
            ; mov [r12 + own(at::HANDLING)], r10
            ; mov r9, [r12 + own(at::TOP)]
            ; mov [rcx + at::TOP as i32], r9
            ; mov [rcx + at::INNER as i32], r10
            ; mov [rcx + at::FUNC as i32], rax
            ; lea r9, [rcx + at::BASE as i32]
        );
        let argc = match given {
            Given::Registers(first, argc) => {
                for n in 0..argc {
                    dynasm!(self.ops ; mov rsi, [r12 + slot(first + n)] ; mov [r9 + slot(n)], rsi);
                }
                argc
            }
            Given::Bound(first, argc) => {
                dynasm!(self.ops ; mov [r9], r11);
                for n in 0..argc {
                    dynasm!(self.ops ; mov rsi, [r12 + slot(first + n)] ; mov [r9 + slot(n + 1)], rsi);
                }
                argc + 1
            }
            Given::Gathered => {
                dynasm!(self.ops ; mov [r9], r11 ; movq [r9 + 8], xmm0);
                2
            }
        };
        dynasm!(self.ops
            ; cmp r8d, argc as i32
            ; jbe =>done
            ; =>clear
            ; dec r8d
            ; mov [r9 + r8 * 8], r10
            ; cmp r8d, argc as i32
            ; ja =>clear
            ; =>done
        );
        let behind = self.linked.entry().wrapping_add(self.ip + 2) as i64;
        self.suspend(behind, next.c);
        dynasm!(self.ops
            ; mov [r12 + slot(next.a)], rcx
            ; mov r12, r9
            ; mov rcx, [rdx + field::CODE_ENTRY]
            ; test rcx, rcx
            ; je ->enter
            ; jmp rcx
        );
    }

    /// `await`: of a future or task that has ended well inline, else by the helper.
    pub fn await_future(&mut self, i: Insn, helper: Helper) {
        let (cold, is_future) = (self.cold(helper), self.label());
        self.load(i.a);
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>cold
            ; cmp BYTE [rax], Kind::Future as i8
            ; je =>is_future
            ; cmp BYTE [rax], Kind::Task as i8
            ; jne =>cold
            ; =>is_future
            ; cmp BYTE [rax + Future::STATE as i32], FutureState::Finished as i8
            ; jne =>cold
            ; mov rax, [rax + Future::RESULT as i32]
            ; test rax, rax
            ; je =>cold
        );
        self.store(i.a);
    }

    /// Goes on where the frame is waited for by an instruction of this kind: the waiting frame is in `rcx`, the place behind
    /// the instruction in `rdx`.
    fn parent_waits(&mut self, op: Op, cold: DynamicLabel) {
        dynasm!(self.ops
            ; mov rcx, [r12 + own(at::PARENT)]
            ; test rcx, rcx
            ; je =>cold
            ; mov rdx, [rcx + at::PC as i32]
            ; cmp WORD [rdx + INSN_OP], op as i16
            ; jne =>cold
            ; test BYTE [rcx + 1], BARRIER
            ; jne =>cold
        );
    }

    /// A coroutine returns: to the frame that awaits it, else by the helper.
    pub fn return_to_await(&mut self, op: Op, i: Insn, helper: Helper) {
        let cold = self.cold(helper);
        let kept = self.label();
        self.parent_waits(Op::Await, cold);
        dynasm!(self.ops
            ; cmp QWORD [r12 + own(at::HANDLING)], 0
            ; jne =>cold
        );
        match op {
            Op::ReturnH => self.load(i.a),
            _ => dynasm!(self.ops ; mov rax, QWORD Word::NONE.bits() as i64),
        }
        dynasm!(self.ops
            ; movzx esi, WORD [rdx + INSN_A]
            ; mov [rcx + rsi * 8 + at::BASE as i32], rax
            ; mov QWORD [r12 + own(at::PARENT)], 0
            ; mov BYTE [r12 + own(at::STATE)], GenState::Done as i8
            ; mov BYTE [rcx + at::STATE as i32], GenState::Running as i8
            ; mov r8, [r12 + own(at::TOP)]
            ; mov [rcx + at::TOP as i32], r8
            ; movzx r8d, BYTE [r12 + own(at::FLAGS)]
            ; or BYTE [r12 + own(at::FLAGS)], at::CLOSED as i8
        );
        let size = at::BASE + self.linked.nregs as usize * 8;
        if let Some(place) = Heap::place_of_spare(size) {
            let place = field::HEAP + place as i32;
            dynasm!(self.ops
                // nobody else knows it
                ; test r8d, at::FLEETING as i32
                ; je =>kept
                ; cmp BYTE [rbx + DEAD_COLOUR], 0
                ; je =>kept
                ; mov r8, [rbx + place]
                ; mov [r12 + own(8)], r8
                ; lea r8, [r12 - at::BASE as i32]
                ; mov [rbx + place], r8
                ; =>kept
            );
        }
        dynasm!(self.ops ; lea r12, [rcx + at::BASE as i32] ; mov rcx, rdx ; jmp ->dispatch);
    }

    /// The bottom of an `async for` loop: an async generator that stands at a `yield` is resumed inline.
    pub fn async_for(&mut self, i: Insn, helper: Helper) {
        let cold = self.cold(helper);
        dynasm!(self.ops
            ; mov rax, [r12 + slot(i.a)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>cold
            ; cmp BYTE [rax], Kind::Generator as i8
            ; jne =>cold
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
        let behind = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        self.suspend(behind, i.a + 2);
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
            ; mov rsi, QWORD Word::NONE.bits() as i64
            ; mov [r12 + rdx * 8], rsi
            ; jmp ->dispatch
        );
    }

    /// A `yield` of an async generator: to an `async for` loop inline, else by the helper.
    pub fn yield_to_async_for(&mut self, i: Insn, helper: Helper) {
        let cold = self.cold(helper);
        self.parent_waits(Op::AFor, cold);
        dynasm!(self.ops
            ; mov rax, [rbx + field::HANDLING]
            ; or rax, [r12 + own(at::HANDLING)]
            ; jne =>cold
        );
        self.load(i.a);
        let behind = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        self.suspend(behind, i.c);
        dynasm!(self.ops
            ; mov QWORD [r12 + own(at::PARENT)], 0
            ; and BYTE [r12 + own(at::FLAGS)], !at::BUSY as i8
            ; mov BYTE [rcx + at::STATE as i32], GenState::Running as i8
            ; mov r8, [r12 + own(at::TOP)]
            ; mov [rcx + at::TOP as i32], r8
            ; lea r12, [rcx + at::BASE as i32]
            ; movzx esi, WORD [rdx + INSN_B]
            ; mov [r12 + rsi * 8], rax
            // into the loop's body
            ; movsx rsi, WORD [rdx + INSN_C]
            ; lea rcx, [rdx + rsi * 8]
            ; jmp ->dispatch
        );
    }
}
