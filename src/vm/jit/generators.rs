//! Generators resumed by `for` loops, in the plain case: suspended in a `yield` of their own, nothing being handled
//! inside or outside (see `quick_resume`).

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Consumer;
use super::super::generator::{Stopped, waiting};
use super::super::stack::{MARGIN, after};
use super::calls::{AFTER, BASE, DST, PC, RECORD};
use super::helpers::{self, Helper};
use super::names::BARRIER;
use super::natives::Site;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, Form, GenState, Kind, generator_at as at};

/// Fields of an instruction, from the place behind it.
pub(super) const INSN_OP: i32 = offset_of!(Insn, op) as i32 - size_of::<Insn>() as i32;
pub(super) const INSN_A: i32 = offset_of!(Insn, a) as i32 - size_of::<Insn>() as i32;
pub(super) const INSN_B: i32 = offset_of!(Insn, b) as i32 - size_of::<Insn>() as i32;
pub(super) const INSN_C: i32 = offset_of!(Insn, c) as i32 - size_of::<Insn>() as i32;
/// Fields of the running generator, from its first register.
pub(super) const fn own(field: usize) -> i32 {
    field as i32 - at::BASE as i32
}

impl Translator<'_> {
    /// Whether the frame is that of a generator or coroutine.
    pub fn is_heap_frame(&self) -> bool {
        self.linked.code.flags.generator || self.linked.code.flags.coroutine
    }

    /// Resumes the generator in `rax` for the `for` loop under way.
    pub fn resume(&mut self, i: Insn, cold: DynamicLabel) {
        let (ready, begun, delegates) = (self.label(), self.label(), self.label());
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        dynasm!(self.ops
            ; cmp BYTE [rax + at::FORM as i32], Form::Generator as i8
            ; jne =>cold
            ; movzx edi, BYTE [rax + at::STATE as i32]
            ; cmp edi, GenState::Suspended as i32
            ; je =>ready
            ; cmp edi, GenState::Created as i32
            ; jne =>cold
            ; =>ready
        );
        if self.is_heap_frame() {
            dynasm!(self.ops ; mov rcx, [r12 + own(at::TOP)]);
        } else {
            dynasm!(self.ops ; lea rcx, [r12 + self.linked.nregs as i32 * 8]);
        }
        dynasm!(self.ops
            ; cmp BYTE [rax + at::WAITING as i32], waiting::PLAIN as i8
            ; jne =>delegates
        );
        self.push_generator(i.b, after::FOR, cold);
        dynasm!(self.ops
            ; cmp edi, GenState::Created as i32
            ; mov rcx, [rax + at::PC as i32]
            ; je =>begun
            ; movzx edx, WORD [rcx + INSN_A]
            ; mov rsi, QWORD Word::NONE.bits() as i64
            ; mov [r12 + rdx * 8], rsi
            ; =>begun
            ; jmp ->dispatch
            ; =>delegates
            ; cmp BYTE [rax + at::WAITING as i32], waiting::ITERATOR as i8
            ; jne =>cold
            ; cmp QWORD [rbx + field::HANDLING], 0
            ; jne =>cold
            ; mov rsi, QWORD pc
            ; mov edi, i.b as i32
            ; mov r8d, after::FOR as i32
            ; jmp ->delegates
        );
        self.delegates = true;
    }

    /// The generator in `rax` delegates to another with `yield from`, that perhaps to a third: the innermost runs. Windows
    /// of its calls are at `rcx`; the frame at `r12` goes on at `rsi`, with the item in register `edi`, as `r8d` says.
    pub fn resume_delegates(&mut self) {
        let (level, push, innermost) = (self.label(), self.label(), self.label());
        let room = (MARGIN + 2) as i32 * 8;
        dynasm!(self.ops
            ; ->delegates:
            ; =>level
            ; cmp BYTE [rax + at::STATE as i32], GenState::Suspended as i8
            ; jne >far
            ; test BYTE [rax + 1], BARRIER
            ; jne >far
            ; cmp QWORD [rax + at::HANDLING as i32], 0
            ; jne >far
            ; mov rdx, [rbx + field::FP]
            ; cmp rdx, [rbx + field::LIMIT]
            ; jae >far
            ; movzx r9d, WORD [rax + 2]
            ; lea r9, [rcx + r9 * 8 + room]
            ; cmp r9, [rbx + field::SOFT_END]
            ; jae >far
            ; mov r10, [rax + at::PC as i32]
            ; movzx r11d, WORD [r10 + INSN_A]
            ; mov r9, [rax + r11 * 8 + at::BASE as i32]
            ; cmp BYTE [rax + at::WAITING as i32], waiting::PLAIN as i8
            ; je =>push
            ; cmp BYTE [rax + at::WAITING as i32], waiting::ITERATOR as i8
            ; jne >far
            ; mov r13, r9
            ; shr r13, 48
            ; jne >far
            ; cmp BYTE [r9], Kind::Generator as i8
            ; jne >far
            ; cmp BYTE [r9 + at::FORM as i32], Form::Generator as i8
            ; jne >far
            ; cmp BYTE [r9 + at::STATE as i32], GenState::Suspended as i8
            ; jne >far
            ; =>push
            ; mov [rdx + PC], rsi
            ; mov [rdx + BASE], r12
            ; mov [rdx + DST], edi
            ; mov [rdx + AFTER], r8d
            ; add rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov BYTE [rax + at::STATE as i32], GenState::Running as i8
            ; mov [rax + at::TOP as i32], rcx
            ; lea r12, [rax + at::BASE as i32]
            ; cmp BYTE [rax + at::WAITING as i32], waiting::PLAIN as i8
            ; je =>innermost
            ; mov BYTE [rax + at::WAITING as i32], waiting::PLAIN as i8
            ; mov rsi, r10
            ; mov edi, r11d
            ; mov r8d, after::DELEGATE as i32
            ; mov rax, r9
            ; jmp =>level
            ; =>innermost
            ; mov rsi, QWORD Word::NONE.bits() as i64
            ; mov [r12 + r11 * 8], rsi
            ; mov rcx, r10
            ; jmp ->dispatch
            ; far:
            ; mov r13, rsi
            ; mov ecx, edi
            ; mov rdi, rbx
            ; mov rdx, r12
            ; mov r9, rax
            ; mov rax, QWORD helpers::resume_delegate as *const () as i64
            ; call rax
            ; jmp ->answer
        );
    }

    /// `yield from` a generator that has not begun, or stands at a `yield` of its own; else by the helper.
    fn yield_from(&mut self, i: Insn, helper: Helper) {
        let (cold, begun, coroutine) = (self.cold(helper), self.label(), self.label());
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        self.load(i.a);
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>cold
            ; cmp BYTE [rax], Kind::Generator as i8
            ; jne =>cold
            ; cmp BYTE [rax + at::FORM as i32], Form::Generator as i8
            ; jne =>coroutine
            ; movzx edi, BYTE [rax + at::STATE as i32]
            ; cmp edi, GenState::Suspended as i32
            ; ja =>cold
            ; cmp BYTE [rax + at::WAITING as i32], waiting::PLAIN as i8
            ; jne =>cold
            ; mov rcx, [r12 + own(at::TOP)]
            ; mov rdx, QWORD pc
            ; mov [r12 + own(at::PC)], rdx
        );
        self.push_generator(i.a, after::DELEGATE, cold);
        dynasm!(self.ops
            ; cmp edi, GenState::Created as i32
            ; mov rcx, [rax + at::PC as i32]
            ; je =>begun
            ; movzx edx, WORD [rcx + INSN_A]
            ; mov rsi, QWORD Word::NONE.bits() as i64
            ; mov [r12 + rdx * 8], rsi
            ; =>begun
            ; jmp ->dispatch
        );
        self.aside(coroutine, move |t| {
            dynasm!(t.ops
                ; cmp BYTE [rax + at::FORM as i32], Form::Coroutine as i8
                ; jne =>cold
                // an `await` waits for the generator
                ; cmp QWORD [r12 + own(at::PARENT)], 0
                ; je =>cold
            );
            t.await_frame(i, cold);
        });
    }

    /// What `yield from` goes through: generators, coroutines and suspensions as they are, else by the helper.
    fn get_yield_from(&mut self, i: Insn, helper: Helper) {
        let (cold, passes) = (self.cold(helper), self.label());
        self.load(i.b);
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>cold
            ; mov ecx, [rax + 4]
            ; cmp ecx, Builtins::Suspension as i32
            ; je =>passes
            ; cmp ecx, Builtins::Coroutine as i32
            ; je =>passes
            ; cmp ecx, Builtins::Generator as i32
            ; jne =>cold
            ; =>passes
        );
        self.store(i.a);
    }

    /// Makes the generator in `rax`, which stands at a `yield` or its beginning, the running frame; windows of its calls
    /// are at `rcx`.
    fn push_generator(&mut self, dst: u16, after: u32, cold: DynamicLabel) {
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        let room = (MARGIN + 2) as i32 * 8;
        dynasm!(self.ops
            ; test BYTE [rax + 1], BARRIER
            ; jne =>cold
            ; mov rdx, [rax + at::HANDLING as i32]
            ; or rdx, [rbx + field::HANDLING]
            ; jne =>cold
            ; mov rdx, [rbx + field::FP]
            ; cmp rdx, [rbx + field::LIMIT]
            ; jae =>cold
            ; movzx esi, WORD [rax + 2]
            ; lea rsi, [rcx + rsi * 8 + room]
            ; cmp rsi, [rbx + field::SOFT_END]
            ; jae =>cold
            ; mov rsi, QWORD pc
            ; mov [rdx + PC], rsi
            ; mov [rdx + BASE], r12
            ; mov DWORD [rdx + DST], dst as i32
            ; mov DWORD [rdx + AFTER], after as i32
            ; add rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov BYTE [rax + at::STATE as i32], GenState::Running as i8
            ; mov [rax + at::TOP as i32], rcx
            ; lea r12, [rax + at::BASE as i32]
        );
    }

    /// `next(g)` or `g.send(x)`, where that is a generator at a `yield`: it runs, and gives its item to the call's
    /// register. Goes on behind this if it is not so plain.
    pub fn next_or_send(&mut self, consumer: Consumer, site: Site) {
        let argc = if consumer == Consumer::Next { 1 } else { 2 };
        if site.argc != argc || site.dst != site.window {
            return;
        }
        let (other, heap) = (self.label(), self.is_heap_frame());
        let gathered = site.window + 2;
        let top = self.linked.nregs.max(site.window as u32 + 4) as i32 * 8;
        dynasm!(self.ops
            ; mov r8, rax
            ; mov rax, [r12 + slot(site.window + 1)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>other
            ; cmp BYTE [rax], Kind::Generator as i8
            ; jne =>other
            ; cmp BYTE [rax + at::FORM as i32], Form::Generator as i8
            ; jne =>other
            ; cmp BYTE [rax + at::STATE as i32], GenState::Suspended as i8
            ; jne =>other
            ; cmp BYTE [rax + at::WAITING as i32], waiting::PLAIN as i8
            ; jne =>other
        );
        // what is gathered stands behind the generator, the window on the stack
        if heap {
            dynasm!(self.ops
                ; mov rcx, [r12 + own(at::TOP)]
                ; cmp rcx, [rbx + field::SOFT_END]
                ; jae =>other
                ; mov [rcx + 8], rax
                ; lea r9, [rcx + 16]
                ; add rcx, 32
            );
        } else {
            dynasm!(self.ops ; lea r9, [r12 + slot(gathered)] ; lea rcx, [r12 + top]);
        }
        match consumer {
            Consumer::Next => dynasm!(self.ops ; mov rdi, QWORD Word::NONE.bits() as i64),
            _ => dynasm!(self.ops ; mov rdi, [r12 + slot(gathered)]),
        }
        self.push_generator(site.dst, after::CONSUME + consumer as u32, other);
        dynasm!(self.ops
            // the end is StopIteration
            ; mov QWORD [r9], 0
            ; mov rcx, [rax + at::PC as i32]
            ; movzx edx, WORD [rcx + INSN_A]
            ; mov [r12 + rdx * 8], rdi
            ; jmp ->dispatch
            ; =>other
            ; mov rax, r8
        );
    }

    /// A `yield`: to a `for` loop, `next`, `send`, or the native that resumed the generator inline, else by the helper.
    fn yield_value(&mut self, i: Insn, helper: Helper) {
        let (cold, gathered) = (self.cold(helper), self.cold(helpers::yield_gathered));
        let (other, item, native) = (self.label(), self.label(), self.label());
        let (walk, through, level, out) = (self.label(), self.label(), self.label(), self.label());
        let (found, returns) = (self.label(), self.label());
        let part = self.yield_to_part(i, cold);
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        let of = |consumer: Consumer| (after::CONSUME + consumer as u32) as i32;
        dynasm!(self.ops
            ; mov rdx, [rbx + field::FP]
            ; mov rcx, [rbx + field::HANDLING]
            ; or rcx, [r12 + own(at::HANDLING)]
            ; jne =>cold
            ; mov esi, [rdx - RECORD + AFTER]
            ; mov rax, [r12 + slot(i.a)]
            ; cmp esi, after::FOR as i32
            ; jne =>other
        );
        self.suspend(pc, i.c);
        self.pop_item();
        dynasm!(self.ops
            // into the loop's body
            ; movsx rsi, WORD [rcx + INSN_C]
            ; lea rcx, [rcx + rsi * 8]
            ; jmp ->dispatch
            ; =>other
            ; cmp esi, after::CONSUME as i32
            ; jb =>native
            ; cmp esi, of(Consumer::Next)
            ; je =>item
            ; cmp esi, of(Consumer::Send)
            ; je =>item
        );
        self.gather(i, gathered);
        dynasm!(self.ops ; =>item);
        self.suspend(pc, i.c);
        self.pop_item();
        dynasm!(self.ops
            ; jmp ->dispatch
            ; =>native
            ; cmp esi, after::DELEGATE as i32
            ; je =>through
            ; cmp esi, after::RESUME as i32
            ; jne =>part
            ; cmp QWORD [r12 + own(at::PARENT)], 0
            ; jne =>cold
        );
        self.suspend(pc, i.c);
        dynasm!(self.ops
            ; mov BYTE [rbx + field::STEP], Stopped::Yielded as i8
            ; jmp ->halt
            // others delegate to it: what does the outermost give its items to?
            ; =>through
            ; mov rcx, rdx
            ; =>walk
            ; sub rcx, RECORD
            ; mov r8, [rcx + BASE]
            ; cmp QWORD [r8 + own(at::HANDLING)], 0
            ; jne =>cold
            ; mov esi, [rcx - RECORD + AFTER]
            ; cmp esi, after::DELEGATE as i32
            ; je =>walk
            ; cmp esi, after::FOR as i32
            ; je =>found
            ; cmp esi, after::RESUME as i32
            ; jne =>cold
            ; cmp QWORD [r8 + own(at::PARENT)], 0
            ; jne =>cold
            ; =>found
        );
        self.suspend(pc, i.c);
        dynasm!(self.ops
            ; =>level
            ; sub rdx, RECORD
            ; mov rcx, [rdx + PC]
            ; mov r12, [rdx + BASE]
            ; cmp DWORD [rdx + AFTER], after::DELEGATE as i32
            ; jne =>out
            ; mov [r12 + own(at::PC)], rcx
            ; movzx esi, WORD [rcx + INSN_C]
            ; mov [r12 + own(at::LIVE)], si
            ; mov BYTE [r12 + own(at::WAITING)], waiting::ITERATOR as i8
            ; mov BYTE [r12 + own(at::STATE)], GenState::Suspended as i8
            ; jmp =>level
            ; =>returns
            ; mov BYTE [rbx + field::STEP], Stopped::Yielded as i8
            ; add rdx, RECORD
            ; jmp ->halt
            ; =>out
            ; cmp DWORD [rdx + AFTER], after::RESUME as i32
            ; je =>returns
            ; mov [rbx + field::FP], rdx
            ; mov esi, [rdx + DST]
            ; mov [r12 + rsi * 8], rax
            ; movsx rsi, WORD [rcx + INSN_C]
            ; lea rcx, [rcx + rsi * 8]
            ; jmp ->dispatch
        );
    }

    /// Pops the record that ends at `rdx`, and stores `rax` where it says; its place is in `rcx`, its registers at `r12`.
    fn pop_item(&mut self) {
        dynasm!(self.ops
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov rcx, [rdx + PC]
            ; mov r12, [rdx + BASE]
            ; mov esi, [rdx + DST]
            ; mov [r12 + rsi * 8], rax
        );
    }

    /// A generator returns: to the loop, the `yield from` or the native that resumed it, else by the helper.
    fn return_from_generator(&mut self, op: Op, i: Insn, helper: Helper) {
        let (cold, awaited) = (self.cold(helper), self.label());
        let (known, delegate, native, returned) = (self.label(), self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov rcx, [r12 + own(at::PARENT)]
            ; or rcx, [r12 + own(at::HANDLING)]
            ; jne =>awaited
            ; mov rdx, [rbx + field::FP]
            ; mov esi, [rdx - RECORD + AFTER]
            ; cmp esi, after::FOR as i32
            ; je =>known
            ; cmp esi, after::DELEGATE as i32
            ; je =>known
            ; cmp esi, after::RESUME as i32
            ; je =>known
            ; cmp esi, after::CONSUME as i32
            ; jb =>cold
        );
        self.gathered(cold);
        dynasm!(self.ops ; jmp =>returned ; =>known);
        match op {
            Op::ReturnH => self.load(i.a),
            _ => dynasm!(self.ops ; mov rax, QWORD Word::NONE.bits() as i64),
        }
        dynasm!(self.ops
            ; =>returned
            ; mov BYTE [r12 + own(at::STATE)], GenState::Done as i8
            ; or BYTE [r12 + own(at::FLAGS)], at::CLOSED as i8
            ; mov QWORD [rbx + field::HANDLING], 0
            ; cmp esi, after::RESUME as i32
            ; je =>native
            ; cmp esi, after::FOR as i32
            ; jne =>delegate
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov rcx, [rdx + PC]
            ; mov r12, [rdx + BASE]
            ; jmp ->dispatch
            ; =>delegate
        );
        self.pop_item();
        dynasm!(self.ops
            ; jmp ->dispatch
            ; =>native
            ; mov BYTE [rbx + field::STEP], Stopped::Returned as i8
            ; jmp ->halt
        );
        self.aside(awaited, move |t| t.return_to_await(op, i, cold));
    }

    /// Translates an instruction of frames on the heap. Says whether it was one.
    pub fn heap_frame(&mut self, op: Op) -> bool {
        let (i, flags) = (self.insn(), self.linked.code.flags);
        let Some((helper, _)) = helpers::of(op) else { return false };
        match op {
            Op::Yield if flags.coroutine => self.yield_to_async_for(i, helper),
            Op::Yield => self.yield_value(i, helper),
            Op::GetYieldFrom => self.get_yield_from(i, helper),
            Op::YieldFrom if flags.generator && !flags.coroutine => self.yield_from(i, helper),
            Op::ReturnH | Op::ReturnNoneH if !flags.coroutine => self.return_from_generator(op, i, helper),
            Op::AFor => self.async_for(i, helper),
            Op::Await => self.await_object(i, helper),
            Op::ReturnH | Op::ReturnNoneH if flags.coroutine && !flags.generator => {
                let cold = self.cold(helper);
                self.return_to_await(op, i, cold);
            }
            _ => return self.call_from_heap(op),
        }
        true
    }
}
