//! Items, loops, unpacking.

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::dicts::DICT;
use super::helpers;
use super::names::BARRIER;
use super::specials::{Argument, Call};
use super::translate::{TAKEN_AND_DONE, Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::WordVec;
use crate::value::{Builtins, Iter, IterState, Kind, List, Tuple, string_at};

const LIST_ITEMS: i32 = (List::ITEMS + WordVec::PTR) as i32;
pub(super) const LIST_LEN: i32 = (List::ITEMS + WordVec::LEN) as i32;
const LIST_CAP: i32 = (List::ITEMS + WordVec::CAP) as i32;
pub(super) const TUPLE_LEN: i32 = Tuple::LEN as i32;
const TUPLE_ITEMS: i32 = size_of::<Tuple>() as i32;
const X: i32 = offset_of!(Iter, x) as i32;
const Y: i32 = offset_of!(Iter, y) as i32;
const Z: i32 = offset_of!(Iter, z) as i32;
const A: i32 = offset_of!(Iter, a) as i32;
const STR_LEN: i32 = string_at::LEN as i32;
pub(super) const STR_CHARS: i32 = string_at::CHARS as i32;
pub(super) const STR: i32 = Builtins::Str as i32;
pub(super) const LIST: i32 = Builtins::List as i32;
pub(super) const TUPLE: i32 = Builtins::Tuple as i32;

impl Translator<'_> {
    /// Translates an instruction on items. Says whether it was one.
    pub fn object(&mut self, op: Op) -> bool {
        let i = self.insn();
        match op {
            Op::GetItem => self.get_item(i),
            Op::SetItem => self.set_item(i),
            Op::In | Op::NotIn => self.membership(op, i),
            Op::For => self.for_loop(i),
            Op::Unpack if i.c <= 4 => self.unpack(i),
            Op::Unpack => self.help(helpers::unpack, None),
            Op::ListAppend => self.list_append(i),
            Op::MatchSeq => self.pattern_sequence(i),
            Op::Len => self.pattern_length(i),
            _ => return false,
        }
        true
    }

    /// The shape of the object in `rax`, in `edx`.
    pub fn shape(&mut self, no_object: DynamicLabel) {
        dynasm!(self.ops ; mov rdx, rax ; shr rdx, 48 ; jne =>no_object ; mov edx, [rax + 4]);
    }

    fn get_item(&mut self, i: Insn) {
        let arguments = [Argument::Register(i.b), Argument::Register(i.c)];
        let call = Call { arguments: &arguments, asks: false, numbers_only: false, dst: i.a as u32 };
        let cold = self.special(helpers::get_item, call);
        let (tuple, string, next) = (self.label(), self.label(), self.next());
        let (keyed, dict) = (self.label(), self.label());
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(i.c)]
            ; mov rax, [r12 + slot(i.b)]
            ; cmp rcx, r14
            ; jb =>keyed
        );
        self.shape(cold);
        dynasm!(self.ops
            ; shl rcx, 16
            ; sar rcx, 16
            ; cmp edx, LIST
            ; jne =>tuple
            ; mov edx, [rax + LIST_LEN]
        );
        self.index(cold);
        dynasm!(self.ops
            ; mov rax, [rax + LIST_ITEMS]
            ; mov rax, [rax + rcx * 8]
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>next
            ; =>tuple
            ; cmp edx, TUPLE
            ; jne =>string
            ; mov edx, [rax + TUPLE_LEN]
        );
        self.index(cold);
        dynasm!(self.ops
            ; mov rax, [rax + rcx * 8 + TUPLE_ITEMS]
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>next
            ; =>keyed
        );
        self.shape(cold);
        dynasm!(self.ops ; =>dict ; cmp edx, DICT ; jne =>cold);
        self.dict_item(i, cold);
        let wide = self.label();
        dynasm!(self.ops ; =>string ; cmp edx, STR ; jne =>dict);
        self.character(wide, cold);
        self.store(i.a);
        dynasm!(self.ops ; jmp =>next ; =>wide);
        self.wide_character(i, cold);
    }

    /// The character at `rcx` of the string in `rax`, if it is ASCII.
    fn character(&mut self, wide: DynamicLabel, cold: DynamicLabel) {
        let whole = self.label();
        let chars = self.vm.chars.as_ptr() as i64;
        dynasm!(self.ops
            ; test BYTE [rax + 1], string_at::ASCII as i8
            ; je =>wide
            ; mov edx, [rax + STR_CHARS]
        );
        self.index(cold);
        dynasm!(self.ops
            ; lea rsi, [rax + string_at::BYTES as i32]
            ; test BYTE [rax + 1], string_at::SLICE as i8
            ; je =>whole
            ; mov rsi, [rax + string_at::SLICE_DATA as i32]
            ; =>whole
            ; movzx ecx, BYTE [rsi + rcx]
            ; mov rsi, QWORD chars
            ; mov rax, [rsi + rcx * 8]
        );
    }

    /// Jumps by the truth of the object in `rax`, if it is a list or a string.
    pub fn truth_of_object(&mut self, yes: DynamicLabel, no: DynamicLabel, cold: DynamicLabel) {
        let string = self.label();
        self.shape(cold);
        dynasm!(self.ops
            ; cmp edx, LIST
            ; jne =>string
            ; cmp DWORD [rax + LIST_LEN], 0
            ; jne =>yes
            ; jmp =>no
            ; =>string
            ; cmp edx, STR
            ; jne =>cold
            ; cmp DWORD [rax + STR_LEN], 0
            ; jne =>yes
            ; jmp =>no
        );
    }

    /// `rcx`, an index into so many items as `rdx` says, counted from the end if it is negative.
    fn index(&mut self, cold: DynamicLabel) {
        dynasm!(self.ops
            // one is added to what is below zero: the length
            ; mov rsi, rcx
            ; sar rsi, 63
            ; and rsi, rdx
            ; add rcx, rsi
            ; cmp rcx, rdx
            ; jae =>cold
        );
    }

    fn set_item(&mut self, i: Insn) {
        let arguments = [i.a, i.b, i.c].map(Argument::Register);
        let call = Call { arguments: &arguments, asks: false, numbers_only: false, dst: 0 };
        let cold = self.special(helpers::set_item, call);
        let (keyed, other, next) = (self.label(), self.label(), self.next());
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(i.b)]
            ; mov rax, [r12 + slot(i.a)]
            ; cmp rcx, r14
            ; jb =>keyed
        );
        self.shape(cold);
        dynasm!(self.ops
            ; cmp edx, LIST
            ; jne =>other
            ; test BYTE [rax + 1], BARRIER
            ; jne =>cold
            ; shl rcx, 16
            ; sar rcx, 16
            ; mov edx, [rax + LIST_LEN]
        );
        self.index(cold);
        dynasm!(self.ops
            ; mov rax, [rax + LIST_ITEMS]
            ; mov rdx, [r12 + slot(i.c)]
            ; mov [rax + rcx * 8], rdx
            ; jmp =>next
            ; =>keyed
        );
        self.shape(cold);
        dynasm!(self.ops ; =>other ; cmp edx, DICT ; jne =>cold);
        self.set_dict_item(i, cold);
    }

    fn for_loop(&mut self, i: Insn) {
        let (body, next) = (self.target(i.c as i16 as i32), self.next());
        // targets of a body that begins with unpacking may have their items already
        let unpacked = self.label();
        let after = self.ip as i64 + 1 + i.c as i16 as i64;
        // SAFETY: the target of the jump is an instruction of the same code
        let first = unsafe { *self.linked.entry().add(after as usize) };
        let pairs = Vm::unpacks_pairs(self.linked, i, first);
        let step = if pairs { helpers::for_pair } else { helpers::for_item };
        let cold = self.for_cold(helpers::for_next, body, unpacked);
        let built_in = self.for_cold(step, body, unpacked);
        let (list, tuple, string, generator) = (self.label(), self.label(), self.label(), self.label());
        self.safepoint();
        self.load(i.a);
        dynasm!(self.ops
            ; cmp BYTE [rax], Kind::Iter as i8
            ; jne =>generator
            ; movzx ecx, WORD [rax + 2]
            ; cmp ecx, IterState::Range as i32
            ; jne =>list
            ; mov rdx, [rax + Z]
            ; mov rcx, [rax + X]
            ; test rdx, rdx
            ; jle =>next
            ; mov rsi, rcx
            ; shl rsi, 16
            ; mov rdi, rsi
            ; sar rdi, 16
            ; cmp rdi, rcx
            // an int that is no inline one
            ; jne =>built_in
            ; dec rdx
            ; add rcx, [rax + Y]
            ; mov [rax + Z], rdx
            ; mov [rax + X], rcx
            ; shr rsi, 16
            ; or rsi, r14
            ; mov [r12 + slot(i.b)], rsi
            ; jmp =>body
            ; =>list
            ; cmp ecx, IterState::List as i32
            ; jne =>tuple
        );
        self.next_item(i, LIST_LEN, built_in, |t| {
            dynasm!(t.ops ; mov rdx, [rdx + LIST_ITEMS] ; mov rdx, [rdx + rcx * 8]);
        });
        dynasm!(self.ops
            ; jmp =>body
            ; =>tuple
            ; cmp ecx, IterState::Tuple as i32
            ; jne =>string
        );
        self.next_item(i, TUPLE_LEN, built_in, |t| {
            dynasm!(t.ops ; mov rdx, [rdx + rcx * 8 + TUPLE_ITEMS]);
        });
        dynasm!(self.ops
            ; jmp =>body
            ; =>string
            ; cmp ecx, IterState::Str as i32
            ; jne =>built_in
        );
        self.next_item(i, STR_LEN, built_in, |t| t.next_character(built_in));
        dynasm!(self.ops
            ; jmp =>body
            ; =>generator
            ; cmp BYTE [rax], Kind::Generator as i8
            ; jne =>cold
        );
        self.resume(i, cold);
        let after_unpack = self.target(i.c as i16 as i32 + 1);
        dynasm!(self.ops
            ; =>unpacked
            ; cmp eax, TAKEN_AND_DONE as i32
            ; jne ->answer
            ; jmp =>after_unpack
        );
    }

    /// The next item of what the iterator in `rax` goes through, for the loop's variable. `item` loads item `rcx` of
    /// the sequence in `rdx` into `rdx`.
    fn next_item(&mut self, i: Insn, len: i32, cold: DynamicLabel, item: impl FnOnce(&mut Self)) {
        dynasm!(self.ops
            ; mov rdx, [rax + A]
            ; mov rcx, [rax + X]
            ; mov esi, [rdx + len]
            ; cmp rcx, rsi
            ; jae =>cold
        );
        item(self);
        dynasm!(self.ops ; inc rcx ; mov [rax + X], rcx ; mov [r12 + slot(i.b)], rdx);
    }

    /// Character `rcx` of the string in `rdx`, which has so many bytes, in `rdx`, if it is ASCII.
    fn next_character(&mut self, cold: DynamicLabel) {
        let whole = self.label();
        let chars = self.vm.chars.as_ptr() as i64;
        dynasm!(self.ops
            ; test BYTE [rdx + 1], string_at::ASCII as i8
            ; je =>cold
            ; lea rsi, [rdx + string_at::BYTES as i32]
            ; test BYTE [rdx + 1], string_at::SLICE as i8
            ; je =>whole
            ; mov rsi, [rdx + string_at::SLICE_DATA as i32]
            ; =>whole
            ; movzx esi, BYTE [rsi + rcx]
            ; mov rdx, QWORD chars
            ; mov rdx, [rdx + rsi * 8]
        );
    }

    fn unpack(&mut self, i: Insn) {
        let cold = self.cold(helpers::unpack);
        self.load(i.b);
        self.shape(cold);
        dynasm!(self.ops
            ; cmp edx, TUPLE
            ; jne =>cold
            ; cmp DWORD [rax + TUPLE_LEN], i.c as i32
            ; jne =>cold
        );
        for n in 0..i.c {
            dynasm!(self.ops
                ; mov rcx, [rax + TUPLE_ITEMS + slot(n)]
                ; mov [r12 + slot(i.a + n)], rcx
            );
        }
    }

    fn list_append(&mut self, i: Insn) {
        let cold = self.cold(helpers::list_append);
        dynasm!(self.ops ; mov rsi, [r12 + slot(i.a)]);
        self.push_item(i.b, cold);
    }

    /// Appends a register to the list in `rsi`, where there is room.
    pub fn push_item(&mut self, r: u16, cold: DynamicLabel) {
        dynasm!(self.ops
            ; cmp BYTE [rsi], Kind::List as i8
            ; jne =>cold
            ; mov ecx, [rsi + LIST_LEN]
            ; cmp ecx, [rsi + LIST_CAP]
            ; je =>cold
            ; test BYTE [rsi + 1], BARRIER
            ; jne =>cold
            ; mov rdx, [rsi + LIST_ITEMS]
            ; mov rdi, [r12 + slot(r)]
            ; mov [rdx + rcx * 8], rdi
            ; inc ecx
            ; mov [rsi + LIST_LEN], ecx
        );
    }
}
