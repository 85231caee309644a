//! `await f(…)` of a coroutine function, `await` of what has not begun, the coroutine's return: as in `quick_await` and
//! `quick_resume`, in the plain case.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::generator::waiting;
use super::super::stack::after;
use super::calls::{AFTER, BASE as FRAME_BASE, PC as FRAME_PC, RECORD};
use super::construct::{DEFAULTS, MOST_DEFAULTS};
use super::generators::{INSN_A, INSN_B, INSN_C, INSN_OP, own};
use super::helpers::Helper;
use super::names::{BARRIER, ITEMS};
use super::objects::TUPLE_LEN;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::{Heap, Word};
use crate::value::{Builtins, Form, Function, Future, FutureState, GenState, Kind, generator_at as at};

const DEAD_COLOUR: i32 = field::HEAP + Heap::DEAD_COLOUR as i32;

/// State, `waiting` and `live` of a frame that is suspended plainly with so many live registers.
const fn suspended(live: u16) -> i32 {
    let [low, high] = live.to_le_bytes();
    i32::from_le_bytes([GenState::Suspended as u8, waiting::PLAIN, low, high])
}

impl Translator<'_> {
    /// The instruction after this one.
    pub fn following(&self) -> Option<Insn> {
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

    /// The same for a function, whose header's kind and number are in `ecx`, that has defaults for what is missing; where
    /// it is bound, the object is in `r13`.
    pub fn await_with_defaults(&mut self, bound: bool, first: u16, argc: u16, cold: DynamicLabel) {
        let given = argc + bound as u16;
        let least = (Function::COROUTINE | given) as i32;
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
            ; mov esi, [rdx + TUPLE_LEN]
            ; sub rsi, rcx
            ; jb =>cold
            // the frame is made without this register
            ; lea rcx, [rdx + rsi * 8 + ITEMS]
        );
        let fill = |t: &mut Self| {
            let more = t.label();
            dynasm!(t.ops
                ; movzx r8d, WORD [rax + 2]
                ; sub r8d, least
                ; =>more
                ; mov rsi, [rcx + r8 * 8 - 8]
                ; mov [r9 + r8 * 8 + at::BASE as i32 + slot(given) - 8], rsi
                ; dec r8d
                ; jne =>more
            );
        };
        self.await_with(bound, first, argc, fill, cold);
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
        let back = self.label();
        self.make_fleeting(Form::Coroutine, Some(back), cold);
        if bound {
            dynasm!(self.ops ; mov [r9 + at::BASE as i32], r13);
        }
        for n in 0..argc {
            let to = at::BASE as i32 + slot(n + bound as u16);
            dynasm!(self.ops ; mov rsi, [r12 + slot(first + n)] ; mov [r9 + to], rsi);
        }
        fill(self);
        self.wait_for(2, next.c, next.a);
        self.come_back(back, 2, next.a);
    }

    /// Where the result of what the running frame waited for comes back, in `rax`: it goes to a register, and the
    /// instruction so many from this one is next.
    pub fn come_back(&mut self, back: DynamicLabel, behind: usize, r: u16) {
        let next = self.labels[self.ip + behind];
        dynasm!(self.ops ; =>back ; mov [r12 + slot(r)], rax ; jmp =>next);
    }

    /// The running frame waits for the one in `r9`, which begins: in the instruction so many from this one, with so many
    /// live registers, one of which holds what it waits for. The code of the other is in `rdx`.
    pub fn wait_for(&mut self, behind: usize, live: u16, holder: u16) {
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
        let back = (form == Form::Generator).then(|| self.label());
        self.make_fleeting(form, back, plain);
        dynasm!(self.ops ; mov rsi, [r12 + slot(i.a)] ; mov [r9 + at::BASE as i32], rsi);
        self.wait_for(1, live, holder);
        if let Some(back) = back {
            self.come_back(back, 1, holder);
        }
        dynasm!(self.ops ; =>other);
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
    pub fn parent_waits(&mut self, cold: DynamicLabel) {
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
        let (other, busy) = (self.label(), self.label());
        dynasm!(self.ops
            ; test BYTE [r12 + own(at::FLAGS)], at::DIRECT as i8
            ; je =>other
            ; mov rcx, [r12 + own(at::PARENT)]
            ; cmp QWORD [r12 + own(at::HANDLING)], 0
            ; jne =>cold
            ; test BYTE [rcx + 1], BARRIER
            ; jne =>cold
        );
        self.value_of_return(op, i);
        dynasm!(self.ops
            ; mov rdx, [r12 + own(at::SITE)]
            ; mov r8, [r12 + own(at::TOP)]
            ; mov BYTE [rcx + at::STATE as i32], GenState::Running as i8
            ; mov [rcx + at::TOP as i32], r8
        );
        self.let_go(busy);
        dynasm!(self.ops ; lea r12, [rcx + at::BASE as i32] ; jmp rdx);
        self.aside(busy, move |t| {
            t.close();
            dynasm!(t.ops ; lea r12, [rcx + at::BASE as i32] ; jmp rdx);
        });
        self.aside(other, move |t| t.return_to_other(op, i, cold));
    }

    /// What an instruction returns, in `rax`.
    fn value_of_return(&mut self, op: Op, i: Insn) {
        match op {
            Op::ReturnH => self.load(i.a),
            _ => dynasm!(self.ops ; mov rax, QWORD Word::NONE.bits() as i64),
        }
    }

    /// The running frame has come to its end.
    fn close(&mut self) {
        dynasm!(self.ops
            ; mov QWORD [r12 + own(at::PARENT)], 0
            ; mov BYTE [r12 + own(at::STATE)], GenState::Done as i8
            ; or BYTE [r12 + own(at::FLAGS)], at::CLOSED as i8
        );
    }

    /// The running frame, which nobody else knows, has come to its end: its cell is given back, if no marking is under way.
    /// Spoils `r8`.
    fn let_go(&mut self, busy: DynamicLabel) {
        let size = at::BASE + self.linked.nregs as usize * 8;
        let Some(place) = Heap::place_of_spare(size) else { return dynasm!(self.ops ; jmp =>busy) };
        let place = field::HEAP + place as i32;
        dynasm!(self.ops
            ; cmp BYTE [rbx + DEAD_COLOUR], 0
            ; je =>busy
            ; mov r8, [rbx + place]
            ; mov [r12 + own(8)], r8
            ; lea r8, [r12 - at::BASE as i32]
            ; mov [rbx + place], r8
        );
    }

    /// The same for a frame that is not known to be awaited where it was made.
    fn return_to_other(&mut self, op: Op, i: Insn, cold: DynamicLabel) {
        let (kept, item, gives, awaits) = (self.label(), self.label(), self.label(), self.label());
        self.parent_waits(cold);
        dynasm!(self.ops
            ; cmp QWORD [r12 + own(at::HANDLING)], 0
            ; jne =>cold
        );
        self.value_of_return(op, i);
        dynasm!(self.ops
            ; cmp esi, Op::Await as i32
            ; jne =>item
            ; =>awaits
            ; movzx esi, WORD [rdx + INSN_A]
            ; mov [rcx + rsi * 8 + at::BASE as i32], rax
            ; =>gives
            ; mov BYTE [rcx + at::STATE as i32], GenState::Running as i8
            ; mov r8, [r12 + own(at::TOP)]
            ; mov [rcx + at::TOP as i32], r8
            // nobody else knows it
            ; test BYTE [r12 + own(at::FLAGS)], at::FLEETING as i8
            ; je =>kept
        );
        self.let_go(kept);
        dynasm!(self.ops ; lea r12, [rcx + at::BASE as i32] ; mov rcx, rdx ; jmp ->dispatch ; =>kept);
        self.close();
        dynasm!(self.ops
            ; lea r12, [rcx + at::BASE as i32]
            ; mov rcx, rdx
            ; jmp ->dispatch
            ; =>item
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
    }
}
