//! Loops: the next items of iterators. Where the body begins by unpacking its item, what makes tuples for that
//! purpose gives their parts to the targets at once.

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::dicts::DICT_LEN;
use super::helpers;
use super::objects::{LIST, LIST_ITEMS, LIST_LEN, STR, STR_CHARS, STR_LEN, TUPLE, TUPLE_ITEMS, TUPLE_LEN};
use super::translate::{TAKEN_AND_DONE, Translator, slot};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::{
    Builtins, ByteArray, Bytes, DictPlaces, Iter, IterState, Kind, RangeObject, Set, Value, string_at,
};

pub(super) const X: i32 = offset_of!(Iter, x) as i32;
pub(super) const Y: i32 = offset_of!(Iter, y) as i32;
pub(super) const Z: i32 = offset_of!(Iter, z) as i32;
pub(super) const A: i32 = offset_of!(Iter, a) as i32;
pub(super) const B: i32 = offset_of!(Iter, b) as i32;
const START: i32 = offset_of!(RangeObject, start) as i32;
const STOP: i32 = offset_of!(RangeObject, stop) as i32;
/// Where the parts of a tuple of several rows are gathered: processor registers that the search for an item leaves alone.
const GATHERED: [u8; 4] = [6, 7, 10, 11];

/// The labels of a `for` loop's bottom.
#[derive(Clone, Copy)]
struct Bottom {
    body: DynamicLabel,
    /// The second instruction of the body.
    after_unpack: DynamicLabel,
    /// The helper finds out what to do.
    helper: DynamicLabel,
    /// Perhaps a generator is to be resumed.
    part: DynamicLabel,
    /// The iterator has no more items.
    end: DynamicLabel,
}

impl Translator<'_> {
    /// The bottom of a `for` loop.
    pub fn for_loop(&mut self, i: Insn) {
        let (body, next) = (self.target(i.c as i16 as i32), self.next());
        // targets of a body that begins with unpacking may have their items already
        let unpacked = self.label();
        let after = self.ip as i64 + 1 + i.c as i16 as i64;
        // SAFETY: the target of the jump is an instruction of the same code
        let first = unsafe { *self.linked.entry().add(after as usize) };
        let targets = Vm::unpacked(self.linked, i, first).unwrap_or(0);
        let step = if targets == 2 { helpers::for_pair } else { helpers::for_item };
        let cold = self.for_cold(helpers::for_next, body, unpacked);
        let helper = self.for_cold(step, body, unpacked);
        let after_unpack = self.target(i.c as i16 as i32 + 1);
        let part = if targets == 2 { self.enter_part(i, first.a, helper) } else { helper };
        let bottom = Bottom { body, after_unpack, helper, part, end: self.label() };
        let generator = self.label();
        self.safepoint();
        self.load(i.a);
        dynasm!(self.ops
            ; cmp BYTE [rax], Kind::Iter as i8
            ; jne =>generator
            ; movzx ecx, WORD [rax + 2]
        );
        let parts_first = targets > 1 && self.seen_state(i.a).is_none_or(|s| s.makes_pairs());
        if parts_first {
            self.next_parts(first.a, targets, bottom);
        }
        self.next_of_range(i, bottom, next);
        self.next_of_sequence(i, bottom);
        if targets > 1 && !parts_first {
            self.next_parts(first.a, targets, bottom);
        }
        dynasm!(self.ops ; call ->step ; cmp rdx, 1 ; jb =>part);
        let end = bottom.end;
        dynasm!(self.ops
            ; je =>end
            ; mov [r12 + slot(i.b)], rdx
            ; jmp =>body
            ; =>end
            // it holds nothing any more, and what is no reference needs no barrier
            ; mov WORD [rax + 2], IterState::Done as i16
            ; mov rdx, QWORD Word::NONE.bits() as i64
            ; mov [rax + A], rdx
            ; mov [rax + B], rdx
            ; jmp =>next
            ; =>generator
            ; cmp BYTE [rax], Kind::Generator as i8
            ; jne =>cold
        );
        self.resume(i, cold);
        dynasm!(self.ops
            ; =>unpacked
            ; cmp eax, TAKEN_AND_DONE as i32
            ; jne ->answer
            ; jmp =>after_unpack
        );
        self.loops = true;
    }

    /// The state of the iterator that a register held when the sample was taken.
    fn seen_state(&self, r: u16) -> Option<IterState> {
        let seen = self.sample.get(r as usize).copied().flatten()?;
        Value::from_word(seen).cast::<Iter>().map(Iter::state)
    }

    /// The next int of a range, if the iterator in `rax` is over one.
    fn next_of_range(&mut self, i: Insn, bottom: Bottom, next: DynamicLabel) {
        let Bottom { body, helper, .. } = bottom;
        let other = self.label();
        dynasm!(self.ops
            ; cmp ecx, IterState::Range as i32
            ; jne =>other
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
            ; jne =>helper
            ; dec rdx
            ; add rcx, [rax + Y]
            ; mov [rax + Z], rdx
            ; mov [rax + X], rcx
            ; shr rsi, 16
            ; or rsi, r14
            ; mov [r12 + slot(i.b)], rsi
            ; jmp =>body
            ; =>other
        );
    }

    /// The next item, if the iterator in `rax` is over a list, a tuple or a string of ASCII.
    fn next_of_sequence(&mut self, i: Insn, bottom: Bottom) {
        let (tuple, string, other, body) = (self.label(), self.label(), self.label(), bottom.body);
        dynasm!(self.ops ; cmp ecx, IterState::List as i32 ; jne =>tuple);
        self.next_item(i, LIST_LEN, bottom, |t| {
            dynasm!(t.ops ; mov rdx, [rdx + LIST_ITEMS] ; mov rdx, [rdx + rcx * 8]);
        });
        dynasm!(self.ops
            ; jmp =>body
            ; =>tuple
            ; cmp ecx, IterState::Tuple as i32
            ; jne =>string
        );
        self.next_item(i, TUPLE_LEN, bottom, |t| {
            dynasm!(t.ops ; mov rdx, [rdx + rcx * 8 + TUPLE_ITEMS]);
        });
        dynasm!(self.ops
            ; jmp =>body
            ; =>string
            ; cmp ecx, IterState::Str as i32
            ; jne =>other
        );
        self.next_item(i, STR_LEN, bottom, |t| t.next_character(bottom.helper));
        dynasm!(self.ops ; jmp =>body ; =>other);
    }

    /// The next item of what the iterator in `rax` goes through, for the loop's variable. `item` loads item `rcx` of
    /// the sequence in `rdx` into `rdx`.
    fn next_item(&mut self, i: Insn, len: i32, bottom: Bottom, item: impl FnOnce(&mut Self)) {
        let end = bottom.end;
        dynasm!(self.ops
            ; mov rdx, [rax + A]
            ; mov rcx, [rax + X]
            ; mov esi, [rdx + len]
            ; cmp rcx, rsi
            ; jae =>end
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

    /// The next parts, for so many targets from a register on, if the iterator in `rax` makes tuples of them.
    fn next_parts(&mut self, first: u16, targets: u16, bottom: Bottom) {
        match targets {
            2 => self.next_pair(first, bottom),
            3 | 4 => self.next_of_rows(first, targets, bottom),
            _ => {}
        }
    }

    fn next_pair(&mut self, first: u16, bottom: Bottom) {
        let Bottom { after_unpack, helper, part, end, .. } = bottom;
        let (paired, items, store) = (self.label(), self.label(), self.label());
        let (counting, other) = (self.label(), self.label());
        dynasm!(self.ops
            ; cmp ecx, IterState::Counted as i32
            ; jne =>paired
            ; mov r8, [rax + A]
            ; mov rcx, [rax + X]
        );
        let far = self.item_of_row();
        dynasm!(self.ops
            // counts are never negative, and small enough
            ; mov rsi, [rax + Y]
            ; add rsi, rcx
            ; or rsi, r14
            ; inc rcx
            ; mov [rax + X], rcx
            ; =>store
            ; mov [r12 + slot(first)], rsi
            ; mov [r12 + slot(first + 1)], rdx
            ; jmp =>after_unpack
        );
        self.far_item_of_row(far, end);
        dynasm!(self.ops
            ; =>paired
            ; cmp ecx, IterState::Paired as i32
            ; jne =>items
            ; mov r8, [rax + A]
            ; mov rcx, [rax + X]
        );
        let far = self.item_of_row();
        dynasm!(self.ops ; mov rsi, rdx ; mov r8, [rax + B]);
        let far_too = self.item_of_row();
        dynasm!(self.ops ; inc rcx ; mov [rax + X], rcx ; jmp =>store);
        self.far_item_of_row(far, end);
        self.far_item_of_row(far_too, end);
        dynasm!(self.ops
            ; =>items
            ; cmp ecx, IterState::DictItems as i32
            ; jne =>counting
            ; call ->entry
            ; cmp rdx, 1
            ; jb =>helper
            ; je =>end
            ; mov rsi, [rdx + DictPlaces::KEY]
            ; mov rdx, [rdx + DictPlaces::VALUE]
            ; jmp =>store
            ; =>counting
            ; cmp ecx, IterState::Enumerate as i32
            ; jne =>other
            ; mov rcx, QWORD Word::NONE.bits() as i64
            ; cmp [rax + B], rcx
            ; jne =>helper
            ; mov rdi, [rax + X]
            ; mov rsi, rdi
            ; shl rsi, 16
            ; mov rcx, rsi
            ; sar rcx, 16
            ; cmp rcx, rdi
            ; jne =>helper
            ; shr rsi, 16
            ; or rsi, r14
            ; mov r10, rax
            ; mov rax, [rax + A]
            ; cmp BYTE [rax], Kind::Iter as i8
            ; jne =>part
            ; movzx ecx, WORD [rax + 2]
            ; call ->step
            ; cmp rdx, 1
            ; jbe =>helper
            ; inc QWORD [r10 + X]
            ; jmp =>store
            ; =>other
        );
    }

    #[allow(clippy::useless_conversion)] // what the assembler makes of a register's number
    fn next_of_rows(&mut self, first: u16, targets: u16, bottom: Bottom) {
        let Bottom { after_unpack, helper, end, .. } = bottom;
        let other = self.label();
        dynasm!(self.ops
            ; cmp ecx, IterState::Rows as i32
            ; jne =>other
            ; mov r8, [rax + A]
            ; cmp DWORD [r8 + TUPLE_LEN], targets as i32
            ; jne =>helper
            ; mov rcx, [rax + X]
        );
        let gathered = &GATHERED[..targets as usize];
        let mut far = Vec::new();
        for (n, r) in gathered.iter().enumerate() {
            if n > 0 {
                dynasm!(self.ops ; mov r8, [rax + A]);
            }
            dynasm!(self.ops ; mov r8, [r8 + TUPLE_ITEMS + slot(n as u16)]);
            far.push(self.item_of_row());
            dynasm!(self.ops ; mov Rq(*r), rdx);
        }
        dynasm!(self.ops ; inc rcx ; mov [rax + X], rcx);
        for (n, r) in gathered.iter().enumerate() {
            dynasm!(self.ops ; mov [r12 + slot(first + n as u16)], Rq(*r));
        }
        dynasm!(self.ops ; jmp =>after_unpack);
        far.into_iter().for_each(|far| self.far_item_of_row(far, end));
        dynasm!(self.ops ; =>other);
    }

    /// Item `rcx` of the row in `r8`, in `rdx`: where it is a list. Gives the labels for the other rows.
    fn item_of_row(&mut self) -> [DynamicLabel; 2] {
        let (far, found) = (self.label(), self.label());
        dynasm!(self.ops
            ; cmp DWORD [r8 + 4], LIST
            ; jne =>far
            ; mov edx, [r8 + LIST_LEN]
            ; cmp rcx, rdx
            ; jae =>far
            ; mov rdx, [r8 + LIST_ITEMS]
            ; mov rdx, [rdx + rcx * 8]
            ; =>found
        );
        [far, found]
    }

    /// The same of other rows, and at a row's end.
    fn far_item_of_row(&mut self, [far, found]: [DynamicLabel; 2], end: DynamicLabel) {
        dynasm!(self.ops ; =>far ; call ->row ; test rdx, rdx ; je =>end ; jmp =>found);
    }

    /// The pieces that find the next items of iterators, in `rdx`; they change no other register than `rcx`, `r8` and
    /// `r9`, which the first one leaves alone too.
    pub fn steps(&mut self) {
        self.item_of_any_row();
        self.next_of_any();
        self.next_entry();
        self.next_of_container();
    }

    /// Item `rcx` of the row in `r8`; 0 if there is none.
    fn item_of_any_row(&mut self) {
        let chars = self.vm.chars.as_ptr() as i64;
        let [data, len, taken] = ByteArray::places();
        dynasm!(self.ops
            ; ->row:
            ; mov edx, [r8 + 4]
            ; cmp edx, TUPLE
            ; jne >other
            ; mov edx, [r8 + TUPLE_LEN]
            ; cmp rcx, rdx
            ; jae >none
            ; mov rdx, [r8 + rcx * 8 + TUPLE_ITEMS]
            ; ret
            ; other:
            ; cmp edx, LIST
            ; jne >other
            ; mov edx, [r8 + LIST_LEN]
            ; cmp rcx, rdx
            ; jae >none
            ; mov rdx, [r8 + LIST_ITEMS]
            ; mov rdx, [rdx + rcx * 8]
            ; ret
            ; other:
            ; cmp edx, Builtins::Range as i32
            ; jne >other
            ; mov rdx, [r8 + START]
            ; add rdx, rcx
            ; cmp rdx, [r8 + STOP]
            ; jge >none
            ; or rdx, r14
            ; ret
            ; none:
            ; xor edx, edx
            ; ret
            ; other:
            ; cmp edx, STR
            ; jne >other
            ; test BYTE [r8 + 1], string_at::ASCII as i8
            ; je <none
            ; mov edx, [r8 + STR_CHARS]
            ; cmp rcx, rdx
            ; jae <none
            ; lea r9, [r8 + string_at::BYTES as i32]
            ; test BYTE [r8 + 1], string_at::SLICE as i8
            ; je >whole
            ; mov r9, [r8 + string_at::SLICE_DATA as i32]
            ; whole:
            ; movzx edx, BYTE [r9 + rcx]
            ; mov r9, QWORD chars
            ; mov rdx, [r9 + rdx * 8]
            ; ret
            ; other:
            ; cmp edx, Builtins::Bytes as i32
            ; jne >other
            ; mov edx, [r8 + Bytes::LEN as i32]
            ; cmp rcx, rdx
            ; jae <none
            ; movzx edx, BYTE [r8 + rcx + size_of::<Bytes>() as i32]
            ; or rdx, r14
            ; ret
            ; other:
            ; cmp edx, Builtins::ByteArray as i32
            ; jne <none
            ; mov rdx, [r8 + len]
            ; mov r9, [r8 + taken]
            ; sub rdx, r9
            ; cmp rcx, rdx
            ; jae <none
            ; add r9, [r8 + data]
            ; movzx edx, BYTE [r9 + rcx]
            ; or rdx, r14
            ; ret
        );
    }

    /// The next item of the iterator in `rax`, whose state is in `ecx`; 0 if the helper is to be asked, 1 at the end.
    fn next_of_any(&mut self) {
        dynasm!(self.ops
            ; ->item:
            ; cmp ecx, IterState::List as i32
            ; je >row
            ; cmp ecx, IterState::Tuple as i32
            ; jne >other
            ; row:
            ; mov r8, [rax + A]
            ; mov rcx, [rax + X]
            ; call ->row
            ; inc rcx
            ; test rdx, rdx
            // at the end, or a row of a class of its own
            ; je >far
            ; mov [rax + X], rcx
            ; ret
            ; other:
            ; cmp ecx, IterState::Range as i32
            ; jne ->step
            ; mov r8, [rax + Z]
            ; mov rcx, [rax + X]
            ; dec r8
            ; js >end
            ; mov rdx, rcx
            ; shl rdx, 16
            ; mov r9, rdx
            ; sar r9, 16
            ; cmp r9, rcx
            ; jne >far
            ; add rcx, [rax + Y]
            ; mov [rax + Z], r8
            ; mov [rax + X], rcx
            ; shr rdx, 16
            ; or rdx, r14
            ; ret
            ; far:
            ; xor edx, edx
            ; ret
            ; end:
            ; mov edx, 1
            ; ret
        );
    }

    /// The next entry of the iterator over a dict in `rax`; 0 if the helper is to be asked, 1 at the end.
    fn next_entry(&mut self) {
        let p = DictPlaces::find();
        dynasm!(self.ops
            ; ->entry:
            ; mov r8, [rax + A]
            ; mov edx, [r8 + DICT_LEN]
            ; cmp rdx, [rax + Y]
            ; jne >far
            ; mov rcx, [rax + X]
            ; test rcx, rcx
            ; jne >begun
            // so many holes are at the start
            ; movzx ecx, WORD [r8 + 2]
            ; begun:
            ; imul rdx, rcx, DictPlaces::ENTRY
            ; add rdx, [r8 + p.entries]
            ; mov r9, [r8 + p.count]
            ; ->entry_again:
            ; cmp rcx, r9
            ; jae >end
            ; inc rcx
            ; add rdx, DictPlaces::ENTRY
            ; cmp QWORD [rdx + DictPlaces::VALUE - DictPlaces::ENTRY], 0
            ; je ->entry_again
            ; mov r9, [rax + Z]
            ; test r9, r9
            ; je >far
            ; dec r9
            ; mov [rax + Z], r9
            ; mov [rax + X], rcx
            ; sub rdx, DictPlaces::ENTRY
            ; ret
            ; end:
            ; mov edx, 1
            ; ret
            ; far:
            ; xor edx, edx
            ; ret
        );
    }

    /// The next item of the iterator in `rax` whose state is in `ecx`, over the keys or values of a dict, a set or bytes,
    /// or backwards; 0 if the helper is to be asked, 1 at the end.
    fn next_of_container(&mut self) {
        let p = Set::places();
        dynasm!(self.ops
            ; ->step:
            ; cmp ecx, IterState::DictKeys as i32
            ; jne >other
            ; call ->entry
            ; cmp rdx, 1
            ; jbe >out
            ; mov rdx, [rdx + DictPlaces::KEY]
            ; ret
            ; other:
            ; cmp ecx, IterState::DictValues as i32
            ; jne >other
            ; call ->entry
            ; cmp rdx, 1
            ; jbe >out
            ; mov rdx, [rdx + DictPlaces::VALUE]
            ; out:
            ; ret
            ; other:
            ; cmp ecx, IterState::Set as i32
            ; jne >other
            ; mov r8, [rax + A]
            ; mov edx, [r8 + p.used]
            ; cmp rdx, [rax + Y]
            ; jne >far
            ; mov rcx, [rax + X]
            ; mov edx, [r8 + p.mask]
            ; lea r9, [r8 + p.small]
            ; cmp QWORD [r8 + p.large_len], 0
            ; je >few
            ; mov r9, [r8 + p.large]
            ; few:
            ; mov r8, rdx
            ; ->member:
            ; cmp rcx, r8
            ; ja >end
            ; mov rdx, rcx
            ; shl rdx, 4
            ; inc rcx
            ; mov rdx, [r9 + rdx + p.key]
            ; test rdx, rdx
            ; je ->member
            ; mov [rax + X], rcx
            ; ret
            ; end:
            ; mov edx, 1
            ; ret
            ; other:
            ; mov r8, [rax + A]
            ; cmp ecx, IterState::Bytes as i32
            ; je >forwards
            ; cmp ecx, IterState::Reversed as i32
            ; jne >far
            ; mov rcx, [rax + X]
            // below the start it is no index at all
            ; call ->row
            ; test rdx, rdx
            ; je >far
            ; dec QWORD [rax + X]
            ; ret
            ; forwards:
            ; mov rcx, [rax + X]
            ; call ->row
            ; test rdx, rdx
            ; je >far
            ; inc QWORD [rax + X]
            ; ret
            ; far:
            ; xor edx, edx
            ; ret
        );
    }
}
