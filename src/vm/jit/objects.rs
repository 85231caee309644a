//! Items.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::dicts::{DICT, DICT_LEN};
use super::helpers;
use super::names::BARRIER;
use super::specials::{Argument, Call};
use super::translate::{Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::WordVec;
use crate::value::{Builtins, Kind, List, Tuple, string_at};

pub(super) const LIST_ITEMS: i32 = (List::ITEMS + WordVec::PTR) as i32;
pub(super) const LIST_LEN: i32 = (List::ITEMS + WordVec::LEN) as i32;
const LIST_CAP: i32 = (List::ITEMS + WordVec::CAP) as i32;
pub(super) const TUPLE_LEN: i32 = Tuple::LEN as i32;
pub(super) const TUPLE_ITEMS: i32 = size_of::<Tuple>() as i32;
pub(super) const STR_LEN: i32 = string_at::LEN as i32;
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
            Op::GetIter => self.get_iter(i),
            Op::For => self.for_loop(i),
            Op::Unpack => self.unpack(i),
            Op::ListAppend => self.list_append(i),
            Op::SetAdd => self.set_add(i),
            Op::DictAdd => self.dict_add(i),
            Op::MatchSeq => self.pattern_sequence(i),
            Op::Len => self.pattern_length(i),
            _ => return false,
        }
        true
    }

    /// The shape of the object in `rax`, in `edx`.
    pub fn shape(&mut self, no_object: DynamicLabel) {
        dynasm!(self.ops ; cmp rax, r15 ; jae =>no_object ; mov edx, [rax + 4]);
    }

    fn get_item(&mut self, i: Insn) {
        let arguments = [Argument::Register(i.b), Argument::Register(i.c)];
        let call = Call { arguments: &arguments, asks: false, numbers_only: false, dst: i.a as u32 };
        let cold = self.special(helpers::get_item, call);
        let keyed = self.label();
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(i.c)]
            ; mov rax, [r12 + slot(i.b)]
            // an int without its tag is an index, or beyond all of them
            ; sub rcx, r14
            ; jb =>keyed
        );
        self.shape(cold);
        let other = self.label();
        dynasm!(self.ops
            ; cmp edx, LIST
            ; jne =>other
            ; mov edx, [rax + LIST_LEN]
        );
        self.index(cold);
        dynasm!(self.ops ; mov rax, [rax + LIST_ITEMS] ; mov rax, [rax + rcx * 8]);
        self.store(i.a);
        let next = self.next();
        self.aside(other, move |t| t.get_other_item(i, [keyed, next, cold]));
    }

    /// An item of what is no list: the object is in `rax`, its shape in `edx`, the index in `rcx`. At `keyed` that is no
    /// int, but what is left of it without the tag of ints.
    fn get_other_item(&mut self, i: Insn, [keyed, next, cold]: [DynamicLabel; 3]) {
        let (string, dict) = (self.label(), self.label());
        dynasm!(self.ops
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
        let inherited = self.label();
        dynasm!(self.ops ; =>dict ; cmp edx, DICT ; jne =>inherited);
        self.dict_item(i, cold);
        dynasm!(self.ops ; =>inherited ; cmp BYTE [rax], Kind::Dict as i8 ; jne =>cold);
        self.inherited_item(i, cold);
        let wide = self.label();
        dynasm!(self.ops ; =>string ; cmp edx, STR ; jne =>dict);
        self.character(wide, cold);
        self.store(i.a);
        dynasm!(self.ops ; jmp =>next ; =>wide ; shl rcx, 16 ; sar rcx, 16);
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

    /// Jumps by the truth of the object in `rax`, if it is a list, a string, a tuple or a dict.
    pub fn truth_of_object(&mut self, yes: DynamicLabel, no: DynamicLabel, cold: DynamicLabel) {
        let (string, tuple, dict) = (self.label(), self.label(), self.label());
        self.shape(cold);
        dynasm!(self.ops
            ; cmp edx, LIST
            ; jne =>string
            ; cmp DWORD [rax + LIST_LEN], 0
            ; jne =>yes
            ; jmp =>no
            ; =>string
            ; cmp edx, STR
            ; jne =>tuple
            ; cmp DWORD [rax + STR_LEN], 0
            ; jne =>yes
            ; jmp =>no
            ; =>tuple
            ; cmp edx, TUPLE
            ; jne =>dict
            ; cmp DWORD [rax + TUPLE_LEN], 0
            ; jne =>yes
            ; jmp =>no
            ; =>dict
            ; cmp edx, DICT
            ; jne =>cold
            ; cmp DWORD [rax + DICT_LEN], 0
            ; jne =>yes
            ; jmp =>no
        );
    }

    /// `rcx`, an int without its tag, as an index into so many items as `rdx` says, counted from the end if it is
    /// negative.
    fn index(&mut self, cold: DynamicLabel) {
        let (beyond, found) = (self.label(), self.label());
        dynasm!(self.ops ; cmp rcx, rdx ; jae =>beyond ; =>found);
        self.aside(beyond, move |t| {
            dynasm!(t.ops
                ; shl rcx, 16
                ; sar rcx, 16
                ; add rcx, rdx
                ; cmp rcx, rdx
                ; jb =>found
                ; jmp =>cold
            );
        });
    }

    fn set_item(&mut self, i: Insn) {
        let arguments = [i.a, i.b, i.c].map(Argument::Register);
        let call = Call { arguments: &arguments, asks: false, numbers_only: false, dst: 0 };
        let cold = self.special(helpers::set_item, call);
        let (keyed, other, next) = (self.label(), self.label(), self.next());
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(i.b)]
            ; mov rax, [r12 + slot(i.a)]
            ; sub rcx, r14
            ; jb =>keyed
        );
        self.shape(cold);
        dynasm!(self.ops
            ; cmp edx, LIST
            ; jne =>other
            ; test BYTE [rax + 1], BARRIER
            ; jne =>cold
            ; mov edx, [rax + LIST_LEN]
        );
        self.index(cold);
        dynasm!(self.ops
            ; mov rax, [rax + LIST_ITEMS]
            ; mov rdx, [r12 + slot(i.c)]
            ; mov [rax + rcx * 8], rdx
        );
        self.aside(keyed, move |t| {
            t.shape(cold);
            let inherited = t.label();
            dynasm!(t.ops ; =>other ; cmp edx, DICT ; jne =>inherited);
            t.set_dict_item(i, cold);
            dynasm!(t.ops ; =>inherited ; cmp BYTE [rax], Kind::Dict as i8 ; jne =>cold);
            t.set_inherited_item(i, cold);
            dynasm!(t.ops ; jmp =>next);
        });
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
