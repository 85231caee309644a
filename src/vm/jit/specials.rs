//! Special methods of script classes, called by the operators that stand for them: which method an object of a shape
//! has is learnt where the operator stands, its frame is entered as that of any method. What the dispatch loop takes as
//! a frame (see `vm::special`) is taken here too, under the same conditions.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::ops::insn;
use super::super::stack::{Reg, after};
use super::super::{Question, Vm, answers};
use super::calls::{AFTER, BASE, DST, PC, RECORD};
use super::generators::own;
use super::helpers::{self, Helper};
use super::names::{AUX, SHAPE, TARGET, VERSION};
use super::natives::Site;
use super::translate::{Translator, field, slot};
use super::ways::{Way, Ways};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, Kind, generator_at};

const LAST: i32 = Builtins::Last as i32;

/// An operand of an operator.
#[derive(Clone, Copy)]
pub(super) enum Argument {
    Register(u16),
    Constant(Word),
}

/// What an operator's special method is called with, and what happens to its result.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    /// The object first.
    pub arguments: &'a [Argument],
    /// The second operand has a say of its own unless it is of the same shape, or built in.
    pub asks: bool,
    /// A built-in object as second operand is a matter for the helper.
    pub numbers_only: bool,
    /// The record's destination.
    pub dst: u32,
}

/// Code beside the straight way that calls a special method.
pub(super) struct Special {
    at: DynamicLabel,
    ip: usize,
    arguments: Vec<Argument>,
    asks: bool,
    numbers_only: bool,
    dst: u32,
    ways: *const Ways,
    learn: Learn,
    /// Where it goes on if no script decides: with an instance that is always true, or one that is compared with
    /// itself; and with one that is compared with another object.
    settled: Option<[DynamicLabel; 2]>,
    /// The helper that does the instruction.
    plain: DynamicLabel,
}

/// What learns the special method of a site.
type Learn = unsafe extern "sysv64" fn(*mut Vm, *const Insn, *mut Reg, *const Ways);

/// Learns which special method an instruction calls for its object.
///
/// # Safety
/// Called by machine code of the frame only, as those below.
unsafe extern "sysv64" fn learn(vm: *mut Vm, pc: *const Insn, base: *mut Reg, ways: *const Ways) {
    // SAFETY: as for helpers; the ways live as long as the machine
    unsafe { (*ways).learn_special(&*vm, pc, base) }
}

macro_rules! learn_questions {
    ($($name:ident $question:ident)+) => {
        $(/// Learns which method a call of a built-in function asks its argument for.
        unsafe extern "sysv64" fn $name(vm: *mut Vm, pc: *const Insn, base: *mut Reg, ways: *const Ways) {
            // SAFETY: as above
            unsafe { (*ways).learn_question(&*vm, *base.add(insn(pc).a as usize + 1), Question::$question) }
        })+

        fn learns(question: Question) -> Learn {
            match question {
                $(Question::$question => $name,)+
                _ => learn,
            }
        }
    };
}

learn_questions! {
    learn_len Len
    learn_hash Hash
    learn_repr Repr
    learn_iter Iter
    learn_text Text
}

impl Translator<'_> {
    /// Beside the straight way: the special method, and the helper where there is none to be entered.
    pub fn special(&mut self, helper: Helper, call: Call<'_>) -> DynamicLabel {
        let plain = self.cold(helper);
        self.special_before(plain, call)
    }

    /// The same before other code beside the straight way.
    pub fn special_before(&mut self, plain: DynamicLabel, call: Call<'_>) -> DynamicLabel {
        let (at, ways) = (self.label(), self.vm.jit.more_ways());
        self.specials.push(Special {
            at,
            ip: self.ip,
            arguments: call.arguments.to_vec(),
            asks: call.asks,
            numbers_only: call.numbers_only,
            dst: call.dst,
            ways,
            learn: learn as Learn,
            settled: None,
            plain,
        });
        at
    }

    /// Goes to where a special method without further arguments is called for the object in a register; to the helper
    /// where there is none to be entered.
    pub fn ask(&mut self, register: u16, dst: u32, plain: DynamicLabel) -> DynamicLabel {
        let arguments = [Argument::Register(register)];
        self.special_before(plain, Call { arguments: &arguments, asks: false, numbers_only: false, dst })
    }

    /// The same where the object's truth is asked for; instances that are always true go to another place.
    pub fn ask_truth(
        &mut self,
        register: u16,
        dst: u32,
        plain: DynamicLabel,
        yes: DynamicLabel,
    ) -> DynamicLabel {
        let at = self.ask(register, dst, plain);
        self.settled([yes, yes]);
        at
    }

    /// Says where the last special goes on if no script decides.
    pub fn settled(&mut self, outcomes: [DynamicLabel; 2]) {
        if let Some(s) = self.specials.last_mut() {
            s.settled = Some(outcomes);
        }
    }

    /// Asks the argument of a call if it is an instance; goes on here if it is none.
    pub fn ask_instance(&mut self, question: Question, site: Site) {
        let i = self.insn();
        if site.argc != 1 || site.window != i.a {
            return;
        }
        let none = self.label();
        let special = self.ask(i.a + 1, i.a as u32, none);
        if let Some(s) = self.specials.last_mut() {
            s.learn = learns(question);
        }
        self.if_instance(i.a + 1, special);
        dynasm!(self.ops ; =>none);
    }

    fn if_instance(&mut self, register: u16, to: DynamicLabel) {
        let no = self.label();
        dynasm!(self.ops
            ; mov rax, [r12 + slot(register)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>no
            ; cmp BYTE [rax], Kind::Instance as i8
            ; je =>to
            ; =>no
        );
    }

    /// Instructions that helpers do, but for instances whose class has the special method that they ask for.
    pub fn asked_first(&mut self, op: Op, helper: Helper) {
        let i = self.insn();
        let (object, arguments) = match op {
            Op::In | Op::NotIn => (i.c, vec![Argument::Register(i.c), Argument::Register(i.b)]),
            Op::GetIter | Op::GetAIter | Op::Format => (i.b, vec![Argument::Register(i.b)]),
            _ => return,
        };
        let special = self.cold(helper);
        let call = Call { arguments: &arguments, asks: false, numbers_only: false, dst: i.a as u32 };
        let special = self.special_before(special, call);
        self.if_instance(object, special);
    }

    /// Emits what `special` has asked for.
    pub fn special_calls(&mut self) {
        for s in std::mem::take(&mut self.specials) {
            self.special_call(&s);
        }
    }

    fn special_call(&mut self, s: &Special) {
        let (at, plain, found, learn) = (s.at, s.plain, self.label(), self.label());
        self.ip = s.ip;
        dynasm!(self.ops ; =>at);
        self.argument(s.arguments[0]);
        dynasm!(self.ops
            ; mov rax, rdx
            ; shr rdx, 48
            ; jne =>plain
            ; mov edx, [rax + 4]
            ; cmp edx, LAST
            ; jb =>plain
            ; mov rcx, QWORD s.ways as i64
        );
        for _ in 0..Ways::COUNT {
            dynasm!(self.ops ; cmp edx, [rcx + SHAPE] ; je =>found ; add rcx, size_of::<Way>() as i32);
        }
        dynasm!(self.ops ; =>learn);
        let pc = self.linked.entry().wrapping_add(s.ip + 1) as i64;
        dynasm!(self.ops
            ; mov rdi, rbx
            ; mov rsi, QWORD pc
            ; mov rdx, r12
            ; mov rcx, QWORD s.ways as i64
            ; mov rax, QWORD s.learn as *const () as i64
            ; call rax
            ; jmp =>plain
            ; =>found
            ; mov esi, [rcx + VERSION]
            ; cmp esi, [rbx + field::VERSION]
            ; jne =>learn
        );
        if s.asks {
            self.no_say(s, plain);
        }
        if let Some(outcomes) = s.settled {
            self.settle(s, outcomes);
        }
        self.enter_special(s, plain);
    }

    /// Goes where no script decides, if the way at `rcx` says so; the object is in `rax`.
    fn settle(&mut self, s: &Special, [same, other]: [DynamicLabel; 2]) {
        let asks = self.label();
        dynasm!(self.ops
            ; mov rdi, QWORD Word::TRUE.bits() as i64
            ; cmp rdi, [rcx + TARGET]
            ; jne =>asks
        );
        if let Some(second) = s.arguments.get(1) {
            self.argument(*second);
            dynasm!(self.ops ; cmp rax, rdx ; jne =>other);
        }
        dynasm!(self.ops ; jmp =>same ; =>asks);
    }

    /// Goes on where the second operand leaves it to the first one, whose shape is in `edx`.
    fn no_say(&mut self, s: &Special, plain: DynamicLabel) {
        let Argument::Register(second) = s.arguments[1] else { return };
        let silent = self.label();
        dynasm!(self.ops
            ; mov rdi, [r12 + slot(second)]
            ; mov rsi, rdi
            ; shr rsi, 48
            ; jne =>silent
            ; mov esi, [rdi + 4]
            ; cmp esi, edx
            ; je =>silent
        );
        if s.numbers_only {
            dynasm!(self.ops ; jmp =>plain);
        } else {
            dynasm!(self.ops ; cmp esi, LAST ; jae =>plain);
        }
        dynasm!(self.ops ; =>silent);
    }

    /// Pushes the frame of the method that the way at `rcx` has, and goes there.
    fn enter_special(&mut self, s: &Special, plain: DynamicLabel) {
        if let Op::Await | Op::AFor = self.insn().operation() {
            dynasm!(self.ops ; mov r13, rcx ; mov rax, [rcx + TARGET]);
            self.enter_awaited(self.insn(), plain);
            dynasm!(self.ops ; mov rcx, r13);
        }
        let pc = self.linked.entry().wrapping_add(s.ip + 1) as i64;
        // the window lies above the frame
        if self.is_heap_frame() {
            dynasm!(self.ops ; mov rdi, [r12 + own(generator_at::TOP)]);
        } else {
            dynasm!(self.ops ; lea rdi, [r12 + self.linked.nregs as i32 * 8]);
        }
        dynasm!(self.ops
            ; mov rsi, [rbx + field::FP]
            ; cmp rsi, [rbx + field::LIMIT]
            ; jae =>plain
            ; add rdi, 8
            ; cmp rdi, [rbx + field::SOFT_END]
            ; jae =>plain
            ; mov rax, [rcx + TARGET]
            ; mov [rdi - 8], rax
        );
        for (n, argument) in s.arguments.iter().enumerate() {
            self.argument(*argument);
            dynasm!(self.ops ; mov [rdi + slot(n as u16)], rdx);
        }
        dynasm!(self.ops
            ; mov ecx, [rcx + AUX]
            ; mov rdx, QWORD pc
            ; mov [rsi + PC], rdx
            ; mov [rsi + BASE], r12
            ; mov DWORD [rsi + DST], s.dst as i32
            ; mov [rsi + AFTER], ecx
            ; add rsi, RECORD
            ; mov [rbx + field::FP], rsi
            ; mov r12, rdi
            ; mov rax, [rax + field::FUNCTION_CODE]
            ; mov rcx, [rax + field::CODE_ENTRY]
            ; test rcx, rcx
            ; je ->enter
            ; jmp rcx
        );
    }

    /// An operand in `rdx`.
    fn argument(&mut self, argument: Argument) {
        match argument {
            Argument::Register(r) => dynasm!(self.ops ; mov rdx, [r12 + slot(r)]),
            Argument::Constant(w) => dynasm!(self.ops ; mov rdx, QWORD w.bits() as i64),
        }
    }

    /// Where frames return whose record wants more than a store: the result is in `rax`, the end of the record in `rdx`,
    /// what is to be done in `esi`, and `r13` is behind the instruction.
    pub fn special_returns(&mut self) {
        dynasm!(self.ops
            ; ->returned:
            ; cmp esi, after::INIT as i32
            ; jne >other
            ; mov rcx, QWORD Word::NONE.bits() as i64
            ; cmp rax, rcx
            ; jne ->leave_frame
            ; dropped:
            ; mov rcx, [rdx - RECORD + PC]
            ; mov r12, [rdx - RECORD + BASE]
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; jmp ->dispatch
            ; other:
            ; cmp esi, after::DROP as i32
            ; je <dropped
            ; cmp esi, after::HALT as i32
            ; je >halt
            ; lea ecx, [rsi - after::OPERATOR as i32]
            ; cmp ecx, (after::COMPARE - after::OPERATOR) as i32
            ; ja >jump
            ; mov rcx, QWORD Word::NOT_IMPLEMENTED.bits() as i64
            ; cmp rax, rcx
            ; je ->leave_frame
            ; jmp >put
            ; jump:
            ; cmp esi, after::LEN as i32
            ; je >length
            ; cmp esi, after::CONTAINS as i32
            ; ja ->leave_frame
            ; mov rcx, QWORD Word::FALSE.bits() as i64
            ; sub rax, rcx
            ; cmp rax, 1
            // no bool: its truth is asked for
            ; ja ->leave_frame
            ; cmp esi, after::NOT as i32
            ; jae >truth
            ; lea ecx, [rsi - after::COMPARE_JUMP as i32]
            ; cmp ecx, (after::BOOL_JUMP - after::COMPARE_JUMP) as i32
            ; ja ->leave_frame
            ; mov esi, [rdx - RECORD + DST]
            ; mov rcx, [rdx - RECORD + PC]
            ; mov r12, [rdx - RECORD + BASE]
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; xor eax, esi
            ; test eax, 1
            ; jne ->dispatch
            ; sar esi, 1
            ; movsxd rsi, esi
            ; lea rcx, [rcx + rsi * 8]
            ; jmp ->dispatch
            // the bool itself, or the other one
            ; truth:
            ; xor ecx, ecx
            ; cmp esi, after::CONTAINS as i32
            ; setne cl
            ; xor eax, ecx
            ; mov rcx, QWORD Word::FALSE.bits() as i64
            ; add rax, rcx
            ; jmp >put
            // not negative, and an int
            ; length:
            ; mov rcx, rax
            ; sub rcx, r14
            ; shr rcx, 47
            ; jne ->leave_frame
            ; put:
            ; mov rcx, [rdx - RECORD + PC]
            ; mov r12, [rdx - RECORD + BASE]
            ; mov esi, [rdx - RECORD + DST]
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov [r12 + rsi * 8], rax
            ; jmp ->dispatch
            ; halt:
            ; mov [rbx + field::LEFT], rax
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov eax, answers::LEAVE as i32
            ; jmp ->leave
            ; ->leave_frame:
            ; mov rdi, rbx
            ; mov rsi, r13
            ; mov rdx, r12
            ; mov rax, QWORD helpers::leave_frame as *const () as i64
            ; call rax
            ; jmp ->answer
        );
    }
}
