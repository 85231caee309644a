//! Built-in functions that go through a generator (see `vm::consume`): their calls, what they do with an item where it
//! is yielded, and the end of the generator, in the plain cases.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::ops::insn;
use super::super::stack::{Frame, Reg, WORDS, after};
use super::super::{Consumer, Vm, answers};
use super::calls::{BASE, DST, RECORD};
use super::generators::own;
use super::natives::Site;
use super::translate::{Translator, field, slot};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::{Form, Kind, generator_at as at};

/// The answer of [`enter`] where there is no generator to be entered.
const NONE_THERE: u32 = 7;
/// What is gathered, from the window's start; for `join` it lies one further.
const GATHERED: i32 = 16;
/// What rounding has lost of a sum.
const LOST: i32 = 24;
const RECORD_BASE: i32 = BASE - RECORD;
const RECORD_DST: i32 = DST - RECORD;

/// The number of a consumer in a frame record.
const fn of(consumer: Consumer) -> i32 {
    (after::CONSUME + consumer as u32) as i32
}

/// Enters the generator that a built-in function is called with.
///
/// # Safety
/// Called by machine code of the frame only.
unsafe extern "sysv64" fn enter(
    vm: *mut Vm,
    pc: *const Insn,
    base: *mut Reg,
    consumer: Consumer,
    argc: u32,
) -> u32 {
    // SAFETY: machine code passes on the machine that entered it, a frame's place and registers
    unsafe {
        let vm = &mut *vm;
        let i = insn(pc);
        vm.at(pc, base);
        let window = if vm.stack.contains(base) {
            base.add(i.a as usize)
        } else {
            Vm::copy_window(base, i.a as usize, argc as usize + 1)
        };
        let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
        vm.consume(consumer, &record, window, argc).map_or(NONE_THERE, |callee| vm.told(&callee))
    }
}

impl Translator<'_> {
    /// A call of the built-in function `callee`, which goes through generators, if its argument is one. Goes on behind
    /// this if not.
    pub fn enter_consumer(&mut self, callee: Word, consumer: Consumer, site: Site) {
        let place = consumer.place() as u16;
        let send = matches!(consumer, Consumer::Next | Consumer::Send);
        if send || site.dst != site.window || site.argc < place || site.argc > place + 1 {
            return;
        }
        let (other, next, asked) = (self.label(), self.labels[self.ip + 1], self.label());
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(site.window + place)]
            ; mov rdx, rcx
            ; shr rdx, 48
            ; jne =>other
        );
        if consumer.takes_instances() && site.argc == place {
            dynasm!(self.ops ; cmp BYTE [rcx], Kind::Instance as i8 ; je =>asked);
        }
        dynasm!(self.ops
            ; cmp BYTE [rcx], Kind::Generator as i8
            ; jne =>other
            ; cmp BYTE [rcx + at::FORM as i32], Form::Generator as i8
            ; jne =>other
            ; =>asked
            ; mov rax, QWORD callee.bits() as i64
            ; mov [r12 + slot(site.window)], rax
            ; mov r13, QWORD pc
            ; mov rdi, rbx
            ; mov rsi, r13
            ; mov rdx, r12
            ; mov ecx, consumer as i32
            ; mov r8d, site.argc as i32
            ; mov rax, QWORD enter as *const () as i64
            ; call rax
            ; cmp eax, answers::GO as i32
            ; je ->go
            ; test eax, eax
            ; je =>next
            ; cmp eax, NONE_THERE as i32
            ; jne ->answer
            ; mov rax, QWORD callee.bits() as i64
            ; =>other
        );
    }

    /// The window of the call whose record ends at `rdx`, in `rdi`.
    fn window_of_consumer(&mut self) {
        let known = self.label();
        dynasm!(self.ops
            ; mov rcx, [rdx + RECORD_BASE]
            ; mov edi, [rdx + RECORD_DST]
            ; lea rdi, [rcx + rdi * 8]
            ; mov r8, rcx
            ; sub r8, [rbx + field::WORDS]
            ; cmp r8, (WORDS * 8) as i32
            ; jb =>known
            ; mov rdi, [rcx + own(at::TOP)]
            ; =>known
        );
    }

    /// Takes in the item in `rax` for the built-in function whose number is in `esi` and whose record ends at `rdx`; the
    /// generator goes on. What is not so plain is the helper's.
    pub fn gather(&mut self, i: Insn, helper: DynamicLabel) {
        let (taken, next) = (self.label(), self.next());
        let (others, few, pick, set) = (self.label(), self.label(), self.label(), self.label());
        self.window_of_consumer();
        dynasm!(self.ops ; cmp esi, of(Consumer::Sum) ; jne =>others ; mov rcx, [rdi + GATHERED]);
        self.add_item(taken, helper);
        dynasm!(self.ops
            ; =>others
            ; cmp esi, of(Consumer::List)
            ; jb =>few
            ; lea rcx, [rdi + 8]
            ; cmp esi, of(Consumer::Join)
            ; cmove rdi, rcx
            ; mov rsi, [rdi + GATHERED]
        );
        self.push_item(i.a, helper);
        dynasm!(self.ops
            ; jmp =>taken
            ; =>few
            // the answer is known as soon as one item is otherwise
            ; xor ecx, ecx
            ; cmp esi, of(Consumer::All)
            ; ja =>pick
            ; sete cl
            ; mov r8, QWORD Word::FALSE.bits() as i64
            ; or rcx, r8
            ; cmp rax, rcx
            ; jne =>helper
            ; jmp =>taken
            ; =>pick
            ; cmp esi, of(Consumer::Max)
            ; ja =>helper
            ; mov rcx, [rdi + GATHERED]
        );
        self.pick_item(set, taken, helper);
        dynasm!(self.ops
            ; =>set
            ; mov [rdi + GATHERED], rax
            ; =>taken
            ; mov rcx, QWORD Word::NONE.bits() as i64
            ; mov [r12 + slot(i.a)], rcx
            ; jmp =>next
        );
    }

    /// The sum in `rcx`, of the window at `rdi`, and the item in `rax`, if both are ints or both floats.
    fn add_item(&mut self, taken: DynamicLabel, helper: DynamicLabel) {
        let (floats, greater, added) = (self.label(), self.label(), self.label());
        let (other, ints) = (self.label(), self.label());
        dynasm!(self.ops
            ; mov r8, rcx
            ; and r8, rax
            ; mov r9, rax
            ; cmp r8, r14
            ; jb =>other
            ; =>ints
            ; mov r8, rcx
            ; shl r8, 16
            ; shl r9, 16
            ; add r8, r9
            ; jo =>helper
            ; shr r8, 16
            ; or r8, r14
            ; mov [rdi + GATHERED], r8
            ; jmp =>taken
            ; =>other
            ; cmp rcx, r14
            ; jb =>floats
            // a bool is 0 or 1
            ; mov r8, QWORD Word::FALSE.bits() as i64
            ; sub r9, r8
            ; cmp r9, 1
            ; jbe =>ints
            ; jmp =>helper
            ; =>floats
            ; mov r10, [rdi + LOST]
            ; sub rcx, r15
            ; cmp rcx, [->most_float]
            ; ja =>helper
            ; sub r9, r15
            ; cmp r9, [->most_float]
            ; ja =>helper
            ; sub r10, r15
            ; cmp r10, [->most_float]
            ; ja =>helper
            ; movq xmm0, rcx
            ; movq xmm1, r9
            ; movq xmm2, r10
            ; movq xmm3, rcx
            ; addsd xmm3, xmm1
            // what is lost, as in `with_loss`: bits of magnitudes are ordered as these are
            ; btr rcx, 63
            ; btr r9, 63
            ; cmp rcx, r9
            ; jae =>greater
            ; subsd xmm1, xmm3
            ; addsd xmm0, xmm1
            ; jmp =>added
            ; =>greater
            ; subsd xmm0, xmm3
            ; addsd xmm0, xmm1
            ; =>added
            ; addsd xmm2, xmm0
            ; movq rcx, xmm3
            ; movq r10, xmm2
            ; cmp rcx, [->most_float]
            ; ja =>helper
            ; cmp r10, [->most_float]
            ; ja =>helper
            ; add rcx, r15
            ; add r10, r15
            ; mov [rdi + GATHERED], rcx
            ; mov [rdi + LOST], r10
            ; jmp =>taken
        );
    }

    /// Whether the item in `rax` is better than the one in `rcx`, for `min` or `max`, if both are ints or both floats.
    fn pick_item(&mut self, set: DynamicLabel, taken: DynamicLabel, helper: DynamicLabel) {
        let (floats, greatest, greatest_float) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov r8, rcx
            ; and r8, rax
            ; cmp r8, r14
            ; jb =>floats
            ; mov r8, rcx
            ; mov r9, rax
            ; shl r8, 16
            ; shl r9, 16
            ; cmp esi, of(Consumer::Max)
            ; je =>greatest
            ; cmp r9, r8
            ; jl =>set
            ; jmp =>taken
            ; =>greatest
            ; cmp r9, r8
            ; jg =>set
            ; jmp =>taken
            ; =>floats
            ; mov r9, rax
            ; sub rcx, r15
            ; cmp rcx, [->most_float]
            ; ja =>helper
            ; sub r9, r15
            ; cmp r9, [->most_float]
            ; ja =>helper
            ; movq xmm0, rcx
            ; movq xmm1, r9
            ; cmp esi, of(Consumer::Max)
            ; je =>greatest_float
            ; ucomisd xmm0, xmm1
            ; ja =>set
            ; jmp =>taken
            ; =>greatest_float
            ; ucomisd xmm1, xmm0
            ; ja =>set
            ; jmp =>taken
        );
    }

    /// The generator's end: what the built-in function whose number is in `esi`, and whose record ends at `rdx`, gives,
    /// in `rax`. What is not so plain is the helper's.
    pub fn gathered(&mut self, helper: DynamicLabel) {
        let (sum, object, done) = (self.label(), self.label(), self.label());
        self.window_of_consumer();
        dynasm!(self.ops
            ; xor ecx, ecx
            ; mov rax, [rdi + GATHERED]
            ; cmp esi, of(Consumer::Sum)
            ; je =>sum
            ; cmp esi, of(Consumer::All)
            ; ja =>object
            ; sete cl
            ; mov rax, QWORD Word::FALSE.bits() as i64
            ; or rax, rcx
            ; jmp =>done
            ; =>object
            ; cmp esi, of(Consumer::List)
            ; ja =>helper
            // not in the form in which they are given
            ; cmp esi, of(Consumer::Bytes)
            ; je =>helper
            // nothing has been picked: an error
            ; test rax, rax
            ; je =>helper
            ; jmp =>done
            ; =>sum
            ; cmp rax, r14
            ; jb =>helper
            ; =>done
        );
    }
}
