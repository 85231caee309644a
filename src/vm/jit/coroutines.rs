//! `await f(…)` of a coroutine function, the coroutine's return, `async for` over async generators: as in `quick_await`
//! and `quick_resume`, in the plain case.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::generator::waiting;
use super::super::stack::after;
use super::calls::{AFTER, BASE as FRAME_BASE, PC as FRAME_PC, RECORD};
use super::construct::{DEFAULTS, END_OF_RUN, MOST_DEFAULTS, NEXT_CELL};
use super::generators::{INSN_A, INSN_B, INSN_C, INSN_OP, own};
use super::helpers::Helper;
use super::names::{BARRIER, ITEMS};
use super::objects::TUPLE_LEN;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::{Heap, Word};
use crate::value::{Builtins, Form, Function, Future, FutureState, GenState, Kind, Site, generator_at as at};

const COLOUR: i32 = field::HEAP + Heap::COLOUR as i32;
const DEAD_COLOUR: i32 = field::HEAP + Heap::DEAD_COLOUR as i32;

/// State, `waiting` and `live` of a frame that is suspended plainly with so many live registers.
const fn suspended(live: u16) -> i32 {
    let [low, high] = live.to_le_bytes();
    i32::from_le_bytes([GenState::Suspended as u8, waiting::PLAIN, low, high])
}

/// Wants to be told of the death of a frame.
///
/// # Safety
/// Called by machine code with a generator only.
unsafe extern "sysv64" fn watch(vm: *const Vm, frame: Word) {
    if let Some(g) = Vm::generator_of(frame) {
        // SAFETY: as for helpers
        unsafe { (*vm).watch_frame(g) }
    }
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
            ; mov DWORD [r12 + own(at::STATE)], suspended(live)
        );
    }

    /// The coroutine function in `rax` is called with arguments from a register on, and the coroutine becomes the
    /// running frame, which the next instruction awaits.
    pub fn await_call(&mut self, first: u16, argc: u16, cold: DynamicLabel) {
        self.await_with(false, first, argc, |_| (), cold);
    }

    /// The same where the object in `r13` comes before the arguments.
    pub fn await_bound(&mut self, first: u16, argc: u16, cold: DynamicLabel) {
        self.await_with(true, first, argc, |_| (), cold);
    }

    /// The same where there is a tuple in `xmm1` behind that object.
    pub fn await_gathered(&mut self, cold: DynamicLabel) {
        let fill = |t: &mut Self| dynasm!(t.ops ; movq [r9 + at::BASE as i32 + 8], xmm1);
        self.await_with(true, 0, 0, fill, cold);
    }

    /// The same for a function, whose header's kind and number are in `ecx`, that has defaults for what is missing.
    pub fn await_with_defaults(&mut self, first: u16, argc: u16, cold: DynamicLabel) {
        let least = (Function::COROUTINE | argc) as i32;
        dynasm!(self.ops
            ; cmp cl, Kind::Function as i8
            ; jne =>cold
            ; shr ecx, 16
            ; sub ecx, least
            ; jbe =>cold
            ; cmp ecx, MOST_DEFAULTS
            ; ja =>cold
            ; mov rdx, [rax + DEFAULTS]
            ; test rdx, rdx
            ; je =>cold
            ; mov r13d, [rdx + TUPLE_LEN]
            ; sub r13, rcx
            ; jb =>cold
            ; lea r13, [rdx + r13 * 8 + ITEMS]
        );
        let fill = |t: &mut Self| {
            let more = t.label();
            dynasm!(t.ops
                ; movzx r8d, WORD [rax + 2]
                ; sub r8d, least
                ; =>more
                ; mov rsi, [r13 + r8 * 8 - 8]
                ; mov [r9 + r8 * 8 + at::BASE as i32 + slot(argc) - 8], rsi
                ; dec r8d
                ; jne =>more
            );
        };
        self.await_with(false, first, argc, fill, cold);
    }

    fn await_with(
        &mut self,
        bound: bool,
        first: u16,
        argc: u16,
        fill: impl FnOnce(&mut Self),
        cold: DynamicLabel,
    ) {
        let Some(next) = self.following() else { return };
        self.make_fleeting(Form::Coroutine, cold);
        if bound {
            dynasm!(self.ops ; mov [r9 + at::BASE as i32], r13);
        }
        for n in 0..argc {
            let to = at::BASE as i32 + slot(n + bound as u16);
            dynasm!(self.ops ; mov rsi, [r12 + slot(first + n)] ; mov [r9 + to], rsi);
        }
        fill(self);
        self.wait_for(2, next.c, next.a);
    }

    /// A frame of the function in `rax`, in `r9`, its code in `rdx`, which the running one is about to wait for.
    fn make_fleeting(&mut self, form: Form, cold: DynamicLabel) {
        self.awaits = true;
        let flags = if form == Form::Generator { at::FLEETING | at::SEEN } else { at::FLEETING };
        dynasm!(self.ops
            ; mov esi, i32::from_le_bytes([form as u8, flags, 0, 0])
            ; call ->fleeting
            ; jne =>cold
            ; mov rsi, QWORD self.site()
            ; mov [r9 + at::SITE as i32], rsi
        );
    }

    /// The running frame waits for the one in `r9`, which begins: in the instruction so many from this one, with so many
    /// live registers, one of which holds what it waits for. The code of the other is in `rdx`.
    fn wait_for(&mut self, behind: usize, live: u16, holder: u16) {
        let behind = self.linked.entry().wrapping_add(self.ip + behind) as i64;
        self.suspend(behind, live);
        dynasm!(self.ops
            ; mov [r12 + slot(holder)], r9
            ; lea r12, [r9 + at::BASE as i32]
            ; mov rcx, [rdx + field::CODE_ENTRY]
            ; test rcx, rcx
            ; je ->enter
            ; jmp rcx
        );
    }

    /// The special method in `rax` of the object in a register makes what the instruction, `await` or the bottom of an
    /// `async for` loop, waits for. Goes on behind this if it is not a function for that.
    pub fn enter_awaited(&mut self, i: Insn, plain: DynamicLabel) {
        let (number, form, holder, live) = match i.operation() {
            Op::Await => (Function::GENERATOR | 1, Form::Generator, i.a, i.c),
            Op::AFor => (Function::COROUTINE | 1, Form::Coroutine, i.a + 1, i.a + 2),
            _ => return,
        };
        let other = self.label();
        dynasm!(self.ops ; cmp WORD [rax + 2], number as i16 ; jne =>other);
        self.make_fleeting(form, plain);
        dynasm!(self.ops ; mov rsi, [r12 + slot(i.a)] ; mov [r9 + at::BASE as i32], rsi);
        self.wait_for(1, live, holder);
        dynasm!(self.ops ; =>other);
    }

    /// Where the instruction stands, as objects remember it.
    fn site(&self) -> i64 {
        let site = Site { code: self.linked.id + 1, ip: self.ip as u32 };
        (site.ip as i64) << 32 | site.code as i64
    }

    /// The function in `rax`, of whatever makes frames on the heap, is called with arguments from a register on, and the
    /// frame goes to a register.
    pub fn make_frame(&mut self, first: u16, dst: u16, cold: DynamicLabel) {
        self.makes_frames = true;
        let next = self.next();
        dynasm!(self.ops
            ; mov [r12 + slot(first - 1)], rax
            ; lea r13, [r12 + slot(first)]
            ; mov rsi, QWORD self.site()
            ; call ->made_frame
            ; jne =>cold
            ; mov [r12 + slot(dst)], r9
            ; jmp =>next
        );
    }

    /// Part of all that waits for a frame made for it: a frame of the coroutine or generator function in `rax`, of which
    /// `esi` tells what it is, in `r9`; its code is in `rdx`. It stands in the place of the running one. The
    /// zero flag tells whether that was possible; nothing has changed if not. Spoils `rdi`, `r8`, `r10`, `r11`.
    pub fn fleeting(&mut self) {
        dynasm!(self.ops
            ; ->fleeting:
            ; mov rdx, [rax + field::FUNCTION_CODE]
            ; movzx r10d, WORD [r12 + own(at::DEPTH)]
            ; inc r10d
            ; cmp r10d, [rbx + field::DEEPEST]
            ; jae >none
        );
        let beside = self.frame_cell();
        dynasm!(self.ops
            ; lea r11, [r12 - at::BASE as i32]
            ; mov [r9 + at::PARENT as i32], r11
            ; mov DWORD [r9 + at::STATE as i32], GenState::Running as i32
            ; shl r10d, 16
            ; or r10d, esi
            ; mov [r9 + at::FORM as i32], r10d
            // what is handled outside goes with the frame that runs
            ; xor r10d, r10d
            ; mov r11, [r12 + own(at::HANDLING)]
            ; mov [r9 + at::HANDLING as i32], r11
            ; mov [r12 + own(at::HANDLING)], r10
            ; mov r11, [r12 + own(at::TOP)]
            ; mov [r9 + at::TOP as i32], r11
            ; mov [r9 + at::INNER as i32], r10
            ; cmp eax, eax
            ; ret
        );
        self.new_cell(beside);
    }

    /// Part of calls of functions that make frames on the heap: a frame of the function in `rax` with as many arguments as
    /// it wants, which begin at `r13`, made where `rsi` says, in `r9`. The zero flag is as above. Spoils what is not `rax`.
    pub fn made_frame(&mut self) {
        let (unwatched, copied, more) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; ->made_frame:
            ; mov rdx, [rax + field::FUNCTION_CODE]
        );
        let beside = self.frame_cell();
        dynasm!(self.ops
            ; mov [r9 + at::SITE as i32], rsi
            ; xor r10d, r10d
            ; mov [r9 + at::PARENT as i32], r10
            ; mov DWORD [r9 + at::STATE as i32], GenState::Created as i32
            ; mov esi, [rdx + field::CODE_FORM]
            ; mov [r9 + at::FORM as i32], esi
            ; mov [r9 + at::HANDLING as i32], r10
            ; mov [r9 + at::TOP as i32], r10
            ; mov [r9 + at::INNER as i32], r10
            ; movzx ecx, WORD [rax + 2]
            ; and ecx, Function::PARAMETERS as i32
            ; je =>copied
            ; =>more
            ; mov rsi, [r13 + rcx * 8 - 8]
            ; mov [r9 + rcx * 8 + at::BASE as i32 - 8], rsi
            ; dec ecx
            ; jne =>more
            ; =>copied
            ; cmp DWORD [rdx + field::CODE_WATCHED], 0
            ; je =>unwatched
            ; mov r13, r9
            ; sub rsp, 8
            ; mov rdi, rbx
            ; mov rsi, r9
            ; mov rax, QWORD watch as *const () as i64
            ; call rax
            ; add rsp, 8
            ; mov r9, r13
            ; cmp eax, eax
            ; =>unwatched
            ; ret
        );
        self.new_cell(beside);
    }

    /// A cell for a frame of the function in `rax`, whose code is in `rdx`, in `r9`: with its header, its registers unset, its function and the place where it begins.
    /// Gives the labels of a way beside this one, and of where that comes back.
    fn frame_cell(&mut self) -> (DynamicLabel, DynamicLabel) {
        let (new, cell, clear) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov edi, [rdx + field::CODE_SPARE]
            ; test edi, edi
            ; js >none
            // a cell that another has given back, or a new one
            ; mov r9, [rbx + rdi + field::HEAP]
            ; test r9, r9
            ; je =>new
            ; mov r8, [r9 + 8]
            ; mov [rbx + rdi + field::HEAP], r8
            ; =>cell
            ; mov r8d, [rdx + field::CODE_NREGS]
            ; movzx r11d, BYTE [rbx + COLOUR]
            ; shl r11d, 8
            ; or r11, [rdx + field::CODE_HEADER]
            ; mov [r9], r11
            // two at a time from the end: the words before the registers are written below
            ; xorps xmm0, xmm0
            ; =>clear
            ; movups [r9 + r8 * 8 + at::BASE as i32 - 16], xmm0
            ; sub r8d, 2
            ; jg =>clear
            ; mov r11, [rax + field::FUNCTION_ENTRY]
            ; mov [r9 + at::PC as i32], r11
            ; mov [r9 + at::FUNC as i32], rax
        );
        (new, cell)
    }

    /// The way beside that, if no cell was given back; and what says that there is none.
    fn new_cell(&mut self, (new, cell): (DynamicLabel, DynamicLabel)) {
        dynasm!(self.ops
            ; =>new
            ; mov edi, [rdx + field::CODE_CELLS]
            ; mov r9, [rbx + rdi + NEXT_CELL]
            ; cmp r9, [rbx + rdi + END_OF_RUN]
            ; jae >none
            ; mov r8d, [rdx + field::CODE_CELL_SIZE]
            ; add r8, r9
            ; mov [rbx + rdi + NEXT_CELL], r8
            ; jmp =>cell
            ; none:
            ; test rsp, rsp
            ; ret
        );
    }

    /// `await`: of a future or task that has ended well, of a coroutine that has not begun, of an object with `__await__`
    /// inline, else by the helper.
    pub fn await_object(&mut self, i: Insn, helper: Helper) {
        let (cold, is_future, frame) = (self.cold(helper), self.label(), self.label());
        let special = self.ask(i.a, i.a as u32, cold);
        self.load(i.a);
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>cold
            ; cmp BYTE [rax], Kind::Future as i8
            ; je =>is_future
            ; cmp BYTE [rax], Kind::Generator as i8
            ; je =>frame
            ; cmp BYTE [rax], Kind::Instance as i8
            ; je =>special
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
        self.aside(frame, move |t| t.await_frame(i, cold));
    }

    /// `await` of the coroutine in `rax`, if it has not begun, or of the generator that an `__await__` has made.
    pub fn await_frame(&mut self, i: Insn, cold: DynamicLabel) {
        let coroutine = self.label();
        dynasm!(self.ops
            ; cmp BYTE [rax + at::FORM as i32], Form::Coroutine as i8
            ; je =>coroutine
            ; cmp BYTE [rax + at::FORM as i32], Form::Generator as i8
            ; jne =>cold
            ; test BYTE [rax + at::FLAGS as i32], at::SEEN as i8
            ; je =>cold
            ; =>coroutine
            ; mov r8, r12
        );
        self.can_begin(cold);
        self.adopt();
        dynasm!(self.ops
            ; mov r9, rax
            ; mov rdx, [rax + at::FUNC as i32]
            ; mov rdx, [rdx + field::FUNCTION_CODE]
        );
        self.wait_for(1, i.c, i.a);
    }

    /// Goes on if the frame in `rax` has not begun, and the one with its registers at `r8` may wait for it: the depth of
    /// the first is in `ecx` then.
    fn can_begin(&mut self, cold: DynamicLabel) {
        dynasm!(self.ops
            ; cmp BYTE [rax + at::STATE as i32], GenState::Created as i8
            ; jne =>cold
            ; test BYTE [rax + 1], BARRIER
            ; jne =>cold
            ; mov rcx, [rax + at::PARENT as i32]
            ; or rcx, [rax + at::HANDLING as i32]
            ; or rcx, [rax + at::INNER as i32]
            ; jne =>cold
            ; movzx ecx, WORD [r8 + own(at::DEPTH)]
            ; inc ecx
            ; cmp ecx, [rbx + field::DEEPEST]
            ; jae =>cold
        );
    }

    /// The frame at `r12` is about to wait for the one in `rax`, whose depth is in `ecx`.
    fn adopt(&mut self) {
        dynasm!(self.ops
            ; mov [rax + at::DEPTH as i32], cx
            ; lea rcx, [r12 - at::BASE as i32]
            ; mov [rax + at::PARENT as i32], rcx
            ; mov BYTE [rax + at::STATE as i32], GenState::Running as i8
            ; mov rcx, [r12 + own(at::HANDLING)]
            ; mov [rax + at::HANDLING as i32], rcx
            ; mov QWORD [r12 + own(at::HANDLING)], 0
            ; mov rcx, [r12 + own(at::TOP)]
            ; mov [rax + at::TOP as i32], rcx
        );
    }

    /// The `__await__` of the object in `rax`, of this shape by all that can be seen, called where `yield from` goes through
    /// what it gives, which then is the object; or in a plain frame that returns its result: if that is a coroutine that
    /// has not begun, for an `await` that has called the frame's function, the coroutine is awaited at once. Goes on behind
    /// this if it is not so.
    pub fn hand_on(&mut self, shape: u32) {
        let other = self.label();
        let goes_through = self.following().is_some_and(|next| {
            next.operation() == Op::GetYieldFrom && next.b == self.insn().a && self.is_heap_frame()
        });
        if goes_through {
            let next = self.next();
            dynasm!(self.ops
                ; mov rcx, rax
                ; shr rcx, 48
                ; jne =>other
                ; cmp DWORD [rax + 4], shape as i32
                ; jne =>other
            );
            if shape == Builtins::Coroutine as u32 {
                dynasm!(self.ops ; cmp BYTE [rax + at::STATE as i32], GenState::Created as i8 ; jne =>other);
            }
            self.store(self.insn().a);
            return dynasm!(self.ops ; jmp =>next ; =>other);
        }
        let returned = self.following().is_some_and(|next| {
            next.operation() == Op::Return && next.a == self.insn().a && !self.is_heap_frame()
        });
        if !returned || shape != Builtins::Coroutine as u32 {
            return;
        }
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>other
            ; cmp DWORD [rax + 4], Builtins::Coroutine as i32
            ; jne =>other
            ; mov rdx, [rbx + field::FP]
            ; cmp DWORD [rdx - RECORD + AFTER], after::AWAIT as i32
            ; jne =>other
            ; mov r8, [rdx - RECORD + FRAME_BASE]
        );
        self.can_begin(other);
        dynasm!(self.ops
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov r12, r8
            ; mov rdx, [rdx + FRAME_PC]
            ; movzx esi, WORD [rdx + INSN_A]
            ; mov [r12 + rsi * 8], rax
            ; mov [r12 + own(at::PC)], rdx
            ; movzx esi, WORD [rdx + INSN_C]
            ; shl esi, 16
            ; or esi, suspended(0)
            ; mov [r12 + own(at::STATE)], esi
        );
        self.adopt();
        dynasm!(self.ops
            ; lea r12, [rax + at::BASE as i32]
            ; mov rdx, [rax + at::FUNC as i32]
            ; mov rdx, [rdx + field::FUNCTION_CODE]
            ; mov rcx, [rdx + field::CODE_ENTRY]
            ; test rcx, rcx
            ; je ->enter
            ; jmp rcx
            ; =>other
        );
    }

    /// Goes on where another frame waits for this one: that frame is in `rcx`, the place behind its instruction in `rdx`,
    /// the operation of that in `esi`.
    fn parent_waits(&mut self, cold: DynamicLabel) {
        dynasm!(self.ops
            ; mov rcx, [r12 + own(at::PARENT)]
            ; test rcx, rcx
            ; je =>cold
            ; mov rdx, [rcx + at::PC as i32]
            ; movzx esi, WORD [rdx + INSN_OP]
            ; test BYTE [rcx + 1], BARRIER
            ; jne =>cold
        );
    }

    /// A coroutine (or a generator of an `__await__`) returns: to the frame that awaits it, or the `async for` loop, else
    /// by the helper.
    pub fn return_to_await(&mut self, op: Op, i: Insn, cold: DynamicLabel) {
        let (kept, item, gives, awaits) = (self.label(), self.label(), self.label(), self.label());
        self.parent_waits(cold);
        dynasm!(self.ops
            ; cmp QWORD [r12 + own(at::HANDLING)], 0
            ; jne =>cold
        );
        match op {
            Op::ReturnH => self.load(i.a),
            _ => dynasm!(self.ops ; mov rax, QWORD Word::NONE.bits() as i64),
        }
        dynasm!(self.ops
            ; cmp esi, Op::Await as i32
            ; jne =>item
            ; =>awaits
            ; movzx esi, WORD [rdx + INSN_A]
            ; mov [rcx + rsi * 8 + at::BASE as i32], rax
            ; =>gives
            ; mov QWORD [r12 + own(at::PARENT)], 0
            ; mov BYTE [r12 + own(at::STATE)], GenState::Done as i8
            ; mov BYTE [rcx + at::STATE as i32], GenState::Running as i8
            ; mov r8, [r12 + own(at::TOP)]
            ; mov [rcx + at::TOP as i32], r8
        );
        let size = at::BASE + self.linked.nregs as usize * 8;
        if let Some(place) = Heap::place_of_spare(size) {
            let place = field::HEAP + place as i32;
            dynasm!(self.ops
                // nobody else knows it
                ; test BYTE [r12 + own(at::FLAGS)], at::FLEETING as i8
                ; je =>kept
                ; cmp BYTE [rbx + DEAD_COLOUR], 0
                ; je =>kept
                ; mov r8, [rbx + place]
                ; mov [r12 + own(8)], r8
                ; lea r8, [r12 - at::BASE as i32]
                ; mov [rbx + place], r8
                ; lea r12, [rcx + at::BASE as i32]
                ; mov rcx, rdx
                ; jmp ->dispatch
                ; =>kept
            );
        }
        dynasm!(self.ops
            ; or BYTE [r12 + own(at::FLAGS)], at::CLOSED as i8
            ; lea r12, [rcx + at::BASE as i32]
            ; mov rcx, rdx
            ; jmp ->dispatch
        );
        self.aside(item, move |t| {
            dynasm!(t.ops
                ; cmp esi, Op::YieldFrom as i32
                ; je =>awaits
                ; cmp esi, Op::AFor as i32
                ; jne =>cold
                ; movzx esi, WORD [rdx + INSN_A]
                // where the coroutine stood
                ; mov r8, QWORD Word::NONE.bits() as i64
                ; mov [rcx + rsi * 8 + at::BASE as i32 + 8], r8
                ; movzx esi, WORD [rdx + INSN_B]
                ; mov [rcx + rsi * 8 + at::BASE as i32], rax
                // into the loop's body
                ; movsx rsi, WORD [rdx + INSN_C]
                ; lea rdx, [rdx + rsi * 8]
                ; jmp =>gives
            );
        });
    }

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
