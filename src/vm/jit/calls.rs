//! Jumps, calls, returns.

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::inline_cache::{METHOD, PLAIN_METHOD};
use super::super::special::fate_of_jump;
use super::super::stack::Frame;
use super::construct::{Arguments, FUNC, THIS};
use super::helpers;
use super::names::{AUX, OWNER, TARGET};
use super::natives::Site;
use super::translate::{Translator, field, slot};
use super::ways::{self, Use};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Function, Kind, Linked};

/// Arguments that are copied one by one.
pub(super) const MOST_COPIED: u16 = 8;

/// What of a function's header says that it is one, and how many parameters it has.
pub(super) const MASK: u32 = (Function::PARAMETERS as u32) << 16 | 0xFF;

pub(super) const RECORD: i32 = size_of::<Frame>() as i32;
pub(super) const PC: i32 = offset_of!(Frame, pc) as i32;
pub(super) const BASE: i32 = offset_of!(Frame, base) as i32;
pub(super) const DST: i32 = offset_of!(Frame, dst) as i32;
pub(super) const AFTER: i32 = offset_of!(Frame, after) as i32;

/// Destination and fate are a number when machine code has written a place there.
const _: () = assert!(AFTER == DST + 4);

impl Translator<'_> {
    /// Translates an instruction that passes control on. Says whether it was one.
    pub fn control(&mut self, op: Op) -> bool {
        let i = self.insn();
        match op {
            Op::Jmp => {
                let to = self.target(i.offset());
                dynasm!(self.ops ; jmp =>to);
            }
            Op::Loop => {
                let to = self.target(i.offset());
                self.safepoint();
                dynasm!(self.ops ; jmp =>to);
            }
            Op::JTrue | Op::JFalse => {
                let (to, next) = (self.target(i.offset()), self.next());
                let cold = self.cold_jump(helpers::truth_jump, to);
                let (yes, no) = if op == Op::JTrue { (to, next) } else { (next, to) };
                let cold = self.ask_truth(i.a, fate_of_jump(i), cold, yes);
                self.load(i.a);
                self.truth(yes, no, cold);
            }
            Op::JNone | Op::JNotNone => {
                let to = self.target(i.offset());
                dynasm!(self.ops
                    ; mov rax, QWORD Word::NONE.bits() as i64
                    ; cmp rax, [r12 + slot(i.a)]
                );
                if op == Op::JNone {
                    dynasm!(self.ops ; je =>to);
                } else {
                    dynasm!(self.ops ; jne =>to);
                }
            }
            Op::JUnset => {
                let to = self.target(i.offset());
                dynasm!(self.ops ; cmp QWORD [r12 + slot(i.a)], 0 ; je =>to);
            }
            Op::Call => {
                let cold = self.cold(helpers::call);
                let native = self.cold(helpers::call_native);
                self.load(i.a);
                self.call_function(i, i.a, i.b, None, [cold, native]);
            }
            Op::CallG | Op::CallGB => {
                self.global(op == Op::CallGB);
                let callee = self.known_global().filter(|callee| Translator::is_script(*callee));
                let Some(callee) = callee else {
                    self.call_global(i);
                    return true;
                };
                let (other, cold) = (self.label(), self.cold(helpers::call));
                if let Some(f) = self.known_plain(Some(callee), i.b) {
                    self.push_known(i, f, other, cold);
                } else if !self.call_bound_global(i, callee, &[], other, cold) {
                    self.call_global(i);
                    return true;
                }
                self.aside(other, move |t| t.call_global(i));
            }
            Op::CallKw => return self.call_with_names(i, op),
            Op::CallEx | Op::StarArgs | Op::KwArgs => return self.spread(op),
            Op::CallM => self.call_method(i),
            Op::Return | Op::ReturnNone => self.return_value(op, i),
            _ => return false,
        }
        true
    }

    /// Calls the global in `rax`.
    pub fn call_global(&mut self, i: Insn) {
        let (cold, unset) = (self.cold(helpers::call), self.cold(helpers::call_global_far));
        let general = self.label();
        dynasm!(self.ops ; test rax, rax ; je =>unset);
        self.call_len(i, general);
        dynasm!(self.ops ; =>general);
        self.call_known_global(Site { dst: i.a, window: i.a, argc: i.b });
        self.store(i.a);
        let native = self.cold(helpers::call_native);
        self.call_function(i, i.a, i.b, self.known_global(), [cold, native]);
    }

    /// Goes on where `rax` is a plain script function of so many parameters. Elsewhere its kind is in `cl`, if it is an
    /// object.
    pub fn is_function(&mut self, argc: u16, no_object: DynamicLabel, other: DynamicLabel) {
        let wanted = (argc as u32) << 16 | Kind::Function as u32;
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>no_object
            ; mov ecx, [rax]
            // kind and number of parameters; flags lie between
            ; and ecx, 0xFFFF_00FFu32 as i32
            ; cmp ecx, wanted as i32
            ; jne =>other
        );
    }

    /// Kind and number of the object in `rax`, in `ecx`.
    pub fn number_of_function(&mut self) {
        dynasm!(self.ops ; mov ecx, [rax] ; and ecx, 0xFFFF_00FFu32 as i32);
    }

    /// Calls `rax`, which stands in the window's first word, if it is a plain script function.
    pub fn call_function(
        &mut self,
        i: Insn,
        window: u16,
        argc: u16,
        known: Option<Word>,
        [cold, native]: [DynamicLabel; 2],
    ) {
        let (other, ready, class, function) = (self.label(), self.label(), self.label(), self.label());
        self.is_function(argc, cold, other);
        dynasm!(self.ops ; =>ready);
        self.push_frame(i, window, cold);
        dynasm!(self.ops
            ; =>other
            ; cmp cl, Kind::Native as i8
            ; je =>native
            ; cmp cl, Kind::Type as i8
            ; je =>class
            ; lea rdi, [r12 + slot(window) + 8]
            ; mov edx, ecx
            ; mov ecx, argc as i32
            ; cmp dl, Kind::Function as i8
            ; je =>function
        );
        if window == i.a && self.insn().operation() != Op::CallM {
            // the function with the object stands in the window from then on
            let found = self.cold(helpers::call_found);
            let other = if self.leaves_body() { self.label() } else { cold };
            dynasm!(self.ops ; call ->unbind ; jne =>other);
            if other != cold {
                self.aside(other, move |t| t.leave_body(i, cold));
            }
            self.push_frame(i, window, found);
        } else {
            dynasm!(self.ops ; jmp =>cold);
        }
        dynasm!(self.ops ; =>function);
        if window == i.a {
            let (made, frame, defaults) = (self.cold(helpers::make_generator), self.label(), self.label());
            dynasm!(self.ops
                // of coroutines and both kinds of generators
                ; and edx, MASK as i32
                ; cmp edx, ((argc as u32) << 16 | Kind::Function as u32) as i32
                ; je =>frame
                ; cmp WORD [rax + 2], Function::GENERATOR as i16
                ; jae =>defaults
            );
            self.aside(frame, move |t| t.make_frame(window + 1, argc, i.a, made));
            self.aside(defaults, move |t| t.make_frame_with_defaults(window + 1, argc, i.a, cold));
        }
        dynasm!(self.ops ; call ->fill ; je =>ready ; jmp =>cold ; =>class);
        self.construct(i, Arguments::Window(window), argc, known, cold);
    }

    /// Pushes a frame for the function in `rax`, whose window begins at a register, and goes there.
    pub fn push_frame(&mut self, i: Insn, window: u16, cold: DynamicLabel) {
        dynasm!(self.ops ; lea rcx, [r12 + slot(window) + 8]);
        self.push_frame_at(i, cold);
    }

    /// The same for a frame whose registers begin at `rcx`.
    pub fn push_frame_at(&mut self, i: Insn, cold: DynamicLabel) {
        let back = self.push_record(cold);
        dynasm!(self.ops
            ; mov rax, [rax + field::FUNCTION_CODE]
            ; mov rcx, [rax + field::CODE_ENTRY]
            ; test rcx, rcx
            ; je ->enter
            ; jmp rcx
        );
        self.come_back(back, 1, i.a);
    }

    /// The record of such a frame, which becomes the running one. Gives the label of where its result, in `rax`, comes back
    /// for the instruction's register (see `Frame::stored_in`).
    pub fn push_record(&mut self, cold: DynamicLabel) -> DynamicLabel {
        let (pc, back) = (self.linked.entry().wrapping_add(self.ip + 1) as i64, self.label());
        dynasm!(self.ops
            ; mov rdx, [rbx + field::FP]
            ; cmp rdx, [rbx + field::LIMIT]
            ; jae =>cold
            ; cmp rcx, [rbx + field::SOFT_END]
            ; jae =>cold
            ; mov rsi, QWORD pc
            ; mov [rdx + PC], rsi
            ; lea rsi, [=>back]
            ; neg rsi
            ; mov [rdx + BASE], r12
            ; mov [rdx + DST], rsi
            ; add rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov r12, rcx
        );
        back
    }

    /// Whether this call is that of the `__exit__` of a `with` statement whose body is left without an exception.
    pub fn leaves_body(&self) -> bool {
        let none = |ip: usize| {
            // SAFETY: below the number of instructions
            let i = unsafe { *self.linked.entry().add(ip) };
            i.operation() == Op::LoadK && self.constant_at(ip) == Word::NONE.bits()
        };
        self.insn().b == 3 && self.ip >= 3 && (self.ip - 3..self.ip).all(none)
    }

    /// Goes on where the function in `rax`, whose kind and number are in `ecx`, takes an object and `*args`.
    pub fn gathers(&mut self, awaited: bool, other: DynamicLabel) {
        let star = if awaited { 2 | Linked::STAR_AWAITED } else { 2 };
        let complex = (Function::COMPLEX as u32) << 16 | Kind::Function as u32;
        dynasm!(self.ops
            ; cmp ecx, complex as i32
            ; jne =>other
            ; mov rsi, [rax + field::FUNCTION_CODE]
            ; cmp DWORD [rsi + field::CODE_STAR], star as i32
            ; jne =>other
        );
    }

    /// The same of the method in `rax`, from a plain frame.
    fn leave_body(&mut self, i: Insn, cold: DynamicLabel) {
        dynasm!(self.ops
            ; cmp BYTE [rax], Kind::Method as i8
            ; jne =>cold
            ; mov r13, [rax + THIS]
            ; mov rax, [rax + FUNC]
            ; mov ecx, [rax]
            ; and ecx, 0xFFFF_00FFu32 as i32
            ; mov rsi, [rbx + field::FP]
            ; cmp rsi, [rbx + field::LIMIT]
            ; jae =>cold
            ; lea rsi, [r12 + slot(i.a + 1)]
            ; cmp rsi, [rbx + field::SOFT_END]
            ; jae =>cold
        );
        self.gathers(false, cold);
        self.tuple_of(i.a + 1, i.b, cold);
        dynasm!(self.ops
            ; mov [r12 + slot(i.a)], rax
            ; mov [r12 + slot(i.a + 1)], r13
            ; mov [r12 + slot(i.a + 2)], r9
        );
        self.push_frame(i, i.a, cold);
    }

    fn call_method(&mut self, i: Insn) {
        if self.call_super(i) {
            return;
        }
        let cold = self.cold(helpers::call_found);
        let known = self.cold(helpers::call_native_method);
        dynasm!(self.ops ; mov rax, [r12 + slot(i.a + 1)]);
        self.call_append(i);
        self.call_builtin_method(Site { dst: i.a, window: i.a, argc: i.b + 1 });
        let learn = self.fits(helpers::call_method, Use::Call(i.b));
        let ways = [cold, known, learn];
        match self.known_method(i.b) {
            None => self.call_found(i, ways),
            Some(f) => {
                let general = self.label();
                self.call_known_method(i, f, general, cold);
                self.aside(general, move |t| {
                    dynasm!(t.ops ; mov rax, [r12 + slot(i.a + 1)]);
                    t.call_found(i, ways);
                });
            }
        }
    }

    /// A call of what the way at `rcx` has found for a method call.
    fn call_found(&mut self, i: Insn, [cold, known, learn]: [DynamicLabel; 3]) {
        let (native, owned, ready) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov edx, [rcx + AUX]
            ; cmp edx, PLAIN_METHOD as i32
            ; jne =>native
            ; mov rax, [rcx + TARGET]
            ; mov [r12 + slot(i.a)], rax
            ; =>ready
        );
        self.push_frame(i, i.a, cold);
        dynasm!(self.ops ; =>native ; cmp edx, METHOD as i32 ; jne =>owned ; mov rax, [rcx + TARGET]);
        dynasm!(self.ops
            ; mov [r12 + slot(i.a)], rax
            ; cmp BYTE [rax], Kind::Native as i8
            ; je =>known
            ; lea rdi, [r12 + slot(i.a) + 8]
            ; mov ecx, i.b as i32 + 1
            ; call ->fill
            ; je =>ready
            ; jmp =>cold
            ; =>owned
        );
        let (far, second) = (self.cold(helpers::call_method_far), self.cold(helpers::call_second));
        self.current(learn);
        self.call_class_method(i, learn, [cold, known]);
        self.owned(learn, far);
        if let Some(function) = self.function_of_module() {
            self.call_known(function, Site { dst: i.a, window: i.a + 1, argc: i.b });
        }
        self.store(i.a + 1);
        self.call_function(i, i.a + 1, i.b, None, [second, second]);
    }

    /// A call of a class method, if the way at `rcx`, which knows what is in `edx`, is one: its class takes the place of
    /// the object in `rax`. Goes on here if it is none.
    fn call_class_method(&mut self, i: Insn, learn: DynamicLabel, [cold, native]: [DynamicLabel; 2]) {
        let (none, this, found) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; cmp edx, ways::OWN_METHOD as i32
            ; jb =>none
            ; mov rsi, [rcx + OWNER]
            ; jne =>this
            ; cmp rax, rsi
            ; jne =>learn
            ; jmp =>found
            ; =>this
            ; cmp edx, ways::CLASS_METHOD as i32
            ; jne =>none
            ; mov [r12 + slot(i.a + 1)], rsi
            ; =>found
            ; mov rax, [rcx + TARGET]
            ; mov [r12 + slot(i.a)], rax
        );
        self.call_function(i, i.a, i.b + 1, None, [cold, native]);
        dynasm!(self.ops ; =>none);
    }

    fn return_value(&mut self, op: Op, i: Insn) {
        let other = self.label();
        if op == Op::Return {
            self.load(i.a);
        } else {
            dynasm!(self.ops ; mov rax, QWORD Word::NONE.bits() as i64);
        }
        dynasm!(self.ops
            ; mov rdx, [rbx + field::FP]
            ; mov rcx, [rdx - RECORD + DST]
            ; neg rcx
            ; jle =>other
            ; mov r12, [rdx - RECORD + BASE]
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; jmp rcx
        );
        self.aside(other, |t| t.return_by_record());
    }

    /// Returns `rax` to where the record that ends at `rdx` says.
    fn return_by_record(&mut self) {
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        let store = self.label();
        dynasm!(self.ops
            ; mov esi, [rdx - RECORD + AFTER]
            ; test esi, esi
            ; je =>store
            ; mov r13, QWORD pc
            ; jmp ->returned
            ; =>store
            ; mov rcx, [rdx - RECORD + PC]
            ; mov r12, [rdx - RECORD + BASE]
            ; mov esi, [rdx - RECORD + DST]
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov [r12 + rsi * 8], rax
            ; jmp ->dispatch
        );
    }
}
