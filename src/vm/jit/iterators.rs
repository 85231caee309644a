//! Iterators made where loops begin. What a built-in function makes only for the loop to go through (a range, a view of a
//! dict) is not made at all. An iterator that nobody but the loop has ever seen is left in its register, and taken over
//! by the next loop that begins with this register: loops within others allocate nothing.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::stack::Reg;
use super::dicts::{DICT, DICT_LEN};
use super::helpers;
use super::intrinsics::is_native;
use super::loops::{A, B, X, Y, Z};
use super::names::BARRIER;
use super::natives::Site;
use super::objects::{LIST, TUPLE};
use super::translate::{Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, Dict, DictViewKind, Iter, IterState, Kind, Value};

/// An iterator over a value, if it is built-in data.
///
/// # Safety
/// Called by machine code only, as those below.
unsafe extern "sysv64" fn iterator(vm: *const Vm, w: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.iterator_at_once(w)
}

/// An iterator over a dict's keys, values or items.
unsafe extern "sysv64" fn view(vm: *const Vm, dict: Word, what: u32) -> Reg {
    let dict = Value::from_word(dict).cast::<Dict>()?;
    let what = match what {
        0 => DictViewKind::Keys,
        1 => DictViewKind::Values,
        _ => DictViewKind::Items,
    };
    // SAFETY: as above
    Some(unsafe { &*vm }.dict_iter(dict, what))
}

/// `zip` of two iterables.
pub(super) unsafe extern "sysv64" fn zip(vm: *const Vm, a: Word, b: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.zipped(&[a, b].map(Value::from_word))
}

/// `zip` of three.
pub(super) unsafe extern "sysv64" fn zip_3(vm: *const Vm, a: Word, b: Word, c: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.zipped(&[a, b, c].map(Value::from_word))
}

/// `enumerate` of an iterable.
pub(super) unsafe extern "sysv64" fn enumerate(vm: *const Vm, a: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.enumerated(Value::from_word(a), Value::index(0))
}

/// `enumerate` from a number on.
pub(super) unsafe extern "sysv64" fn enumerate_from(vm: *const Vm, a: Word, start: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.enumerated(Value::from_word(a), Value::from_word(start))
}

/// What a loop goes through `range` of one, two, or three arguments with.
unsafe extern "sysv64" fn range_1(vm: *const Vm, stop: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.range_iter(Value::index(0), Value::from_word(stop), Value::index(1))
}

unsafe extern "sysv64" fn range_2(vm: *const Vm, start: Word, stop: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.range_iter(Value::from_word(start), Value::from_word(stop), Value::index(1))
}

unsafe extern "sysv64" fn range_3(vm: *const Vm, start: Word, stop: Word, step: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.range_iter(Value::from_word(start), Value::from_word(stop), Value::from_word(step))
}

/// An iterator's header behind kind and flags: the state, and the class, whose number has 16 bits.
fn head(state: IterState, class: Builtins) -> i32 {
    (state as u32 | (class as u32) << 16) as i32
}

impl Translator<'_> {
    /// Where the next instruction puts an iterator over what is in this register, if that is what it does, and nothing
    /// else sees the register.
    fn iterated(&self, r: u16) -> Option<u16> {
        let next = self.insn_at(self.ip + 1);
        let scratch = self.linked.local_names[r as usize] == Word::NONE;
        (next.operation() == Op::GetIter && next.b == r && scratch).then_some(next.a)
    }

    /// Whether the instruction that makes an iterator in a register is the head of a loop, and nobody else sees that
    /// register. Frames on the heap do not keep what is in registers that are not in use.
    fn is_private(&self, r: u16, head: usize) -> bool {
        let jump = self.insn_at(head + 1);
        if self.is_heap_frame() || jump.operation() != Op::Jmp {
            return false;
        }
        let bottom = self.insn_at((head as i64 + 2 + jump.offset() as i64) as usize);
        bottom.operation() == Op::For && bottom.a == r
    }

    /// The iterator in a register, in `rax`, if a loop that is over has left it there to be taken over. It may be told
    /// to hold what others may be held by; `rsi` and `rdx` stay.
    fn left_over(&mut self, r: u16, none: DynamicLabel) {
        let asked = (Kind::Iter as u32 | (Iter::PRIVATE as u32) << 8) as i32;
        dynasm!(self.ops
            ; mov rax, [r12 + slot(r)]
            ; test rax, rax
            ; je =>none
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>none
            ; mov ecx, [rax]
            ; and ecx, 0xFF | ((Iter::PRIVATE as i32 | BARRIER as i32) << 8)
            ; cmp ecx, asked
            ; jne =>none
        );
    }

    /// Stores the iterator in `rax`, made just now, for a loop to go through.
    fn store_iterator(&mut self, r: u16, private: bool) {
        if private {
            dynasm!(self.ops ; or BYTE [rax + 1], Iter::PRIVATE as i8);
        }
        self.store(r);
    }

    /// `iter(R[b])`
    pub fn get_iter(&mut self, i: Insn) {
        let cold = self.cold(helpers::get_iter);
        let (other, next, fresh) = (self.label(), self.next(), self.label());
        let private = self.is_private(i.a, self.ip);
        self.load(i.b);
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>cold
            ; mov rsi, rax
        );
        if private {
            let (tuple, dict) = (self.label(), self.label());
            dynasm!(self.ops ; mov edx, [rsi + 4] ; cmp edx, LIST ; jne =>tuple);
            self.renew(i.a, head(IterState::List, Builtins::ListIter), fresh);
            dynasm!(self.ops ; jmp =>next ; =>tuple ; cmp edx, TUPLE ; jne =>dict);
            self.renew(i.a, head(IterState::Tuple, Builtins::TupleIter), fresh);
            dynasm!(self.ops ; jmp =>next ; =>dict ; cmp edx, DICT ; jne =>fresh);
            self.renew(i.a, head(IterState::DictKeys, Builtins::DictKeyIter), fresh);
            self.count_entries();
            dynasm!(self.ops ; jmp =>next);
        }
        dynasm!(self.ops
            ; =>fresh
            ; cmp BYTE [rsi], Kind::Iter as i8
            ; jne =>other
            ; cmp DWORD [rsi + 4], Builtins::Last as i32
            ; jae =>cold
            ; mov [r12 + slot(i.a)], rsi
            ; jmp =>next
            ; =>other
            ; mov rdi, rbx
        );
        self.call_function_at(iterator as *const ());
        dynasm!(self.ops ; test rax, rax ; je =>cold ; mov [r12 + slot(i.a)], rax);
        if private {
            // a generator is its own iterator
            dynasm!(self.ops
                ; cmp BYTE [rax], Kind::Iter as i8
                ; jne =>next
                ; or BYTE [rax + 1], Iter::PRIVATE as i8
            );
        }
    }

    /// Takes over the iterator left in a register for the object in `rsi`, from its beginning.
    fn renew(&mut self, r: u16, head: i32, none: DynamicLabel) {
        self.left_over(r, none);
        dynasm!(self.ops
            ; mov DWORD [rax + 2], head
            ; mov [rax + A], rsi
            ; mov QWORD [rax + X], 0
        );
    }

    /// The iterator in `rax` begins to go through the dict in `rsi`.
    fn count_entries(&mut self) {
        dynasm!(self.ops
            ; mov ecx, [rsi + DICT_LEN]
            ; mov [rax + Y], rcx
            ; mov [rax + Z], rcx
        );
    }

    /// A call of a method of the dict in `rax` that makes a view which a loop goes through: an iterator is made at once.
    /// Goes on behind the loop's head, or behind this.
    pub fn iterate_view(&mut self, method: Word, site: Site) {
        let views = [
            ("keys", IterState::DictKeys, Builtins::DictKeyIter),
            ("values", IterState::DictValues, Builtins::DictValueIter),
            ("items", IterState::DictItems, Builtins::DictItemIter),
        ];
        let what = views.iter().position(|v| is_native(self.vm, method, "dict", v.0));
        let (Some(what), Some(dst)) = (what, self.iterated(site.dst)) else { return };
        let (private, after) = (self.is_private(dst, self.ip + 1), self.labels[self.ip + 2]);
        dynasm!(self.ops ; mov rsi, rax);
        if private {
            let fresh = self.label();
            self.renew(dst, head(views[what].1, views[what].2), fresh);
            self.count_entries();
            dynasm!(self.ops ; jmp =>after ; =>fresh);
        }
        dynasm!(self.ops ; mov rdi, rbx ; mov edx, what as i32);
        self.call_function_at(view as *const ());
        self.store_iterator(dst, private);
        dynasm!(self.ops ; jmp =>after);
    }

    /// A call of `range`: if a loop goes through it, the range itself is seen by nobody, and an iterator over it is made
    /// at once. Goes on behind the loop's head, or behind this.
    pub fn iterate_range(&mut self, site: Site) {
        let makers = [range_1 as *const (), range_2 as _, range_3 as _];
        let maker = makers.get((site.argc as usize).wrapping_sub(1));
        let (Some(maker), Some(dst)) = (maker, self.iterated(site.dst)) else { return };
        let (private, after) = (self.is_private(dst, self.ip + 1), self.labels[self.ip + 2]);
        let none = self.label();
        self.arguments(site);
        if private && site.argc < 3 {
            let (fresh, stop) = (self.label(), site.window + site.argc);
            self.left_over(dst, fresh);
            dynasm!(self.ops ; mov rdx, [r12 + slot(stop)] ; cmp rdx, r14 ; jb =>fresh);
            if site.argc == 2 {
                dynasm!(self.ops ; cmp rsi, r14 ; jb =>fresh ; shl rsi, 16 ; sar rsi, 16);
            } else {
                dynasm!(self.ops ; xor esi, esi);
            }
            dynasm!(self.ops
                ; mov DWORD [rax + 2], head(IterState::Range, Builtins::RangeIter)
                ; mov [rax + X], rsi
                ; mov QWORD [rax + Y], 1
                ; shl rdx, 16
                ; sar rdx, 16
                // a loop looks whether anything above 0 is left
                ; sub rdx, rsi
                ; mov [rax + Z], rdx
                ; jmp =>after
                ; =>fresh
            );
            self.arguments(site);
        }
        dynasm!(self.ops ; mov rdi, rbx);
        self.call_function_at(*maker);
        dynasm!(self.ops ; test rax, rax ; je =>none);
        self.store_iterator(dst, private);
        dynasm!(self.ops ; jmp =>after ; =>none);
    }

    /// A call of `enumerate` of a list or tuple, or of `zip` of two, that a loop goes through: the iterator left by an
    /// earlier one is taken over. Goes on behind the loop's head, or behind this.
    pub fn iterate_rows(&mut self, class: u32, site: Site) {
        let (state, class) = match site.argc {
            1 if class == Builtins::Enumerate as u32 => (IterState::Counted, Builtins::Enumerate),
            2 if class == Builtins::Zip as u32 => (IterState::Paired, Builtins::Zip),
            _ => return,
        };
        let Some(dst) = self.iterated(site.dst) else { return };
        if !self.is_private(dst, self.ip + 1) {
            return;
        }
        let (after, fresh, none) = (self.labels[self.ip + 2], self.label(), self.label());
        self.arguments(site);
        self.is_row(6, fresh);
        if state == IterState::Paired {
            self.is_row(2, fresh);
        }
        self.renew(dst, head(state, class), fresh);
        if state == IterState::Paired {
            dynasm!(self.ops ; mov [rax + B], rdx);
        } else {
            dynasm!(self.ops ; mov QWORD [rax + Y], 0);
        }
        dynasm!(self.ops ; jmp =>after ; =>fresh);
        // what is made here is seen by nobody else either
        self.arguments(site);
        dynasm!(self.ops ; mov rdi, rbx);
        self.call_function_at(if state == IterState::Paired {
            zip as *const ()
        } else {
            enumerate as *const ()
        });
        dynasm!(self.ops ; test rax, rax ; je =>none);
        self.store_iterator(dst, true);
        dynasm!(self.ops ; jmp =>after ; =>none);
    }

    /// Whether a register of the processor holds a list or tuple.
    #[allow(clippy::useless_conversion)] // what the assembler makes of a register's number
    fn is_row(&mut self, r: u8, no: DynamicLabel) {
        let yes = self.label();
        dynasm!(self.ops
            ; mov rcx, Rq(r)
            ; shr rcx, 48
            ; jne =>no
            ; mov ecx, [Rq(r) + 4]
            ; cmp ecx, LIST
            ; je =>yes
            ; cmp ecx, TUPLE
            ; jne =>no
            ; =>yes
        );
    }

    /// `next` of an iterator over built-in data, perhaps with a default. Goes on behind this, with `rax` as it was, if the
    /// helper is to be asked.
    pub fn next_of_iterator(&mut self, site: Site) {
        if !(1..=2).contains(&site.argc) {
            return;
        }
        let (other, end, next) = (self.label(), self.label(), self.next());
        dynasm!(self.ops
            ; mov r10, rax
            ; mov rax, [r12 + slot(site.window + 1)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>other
            ; cmp BYTE [rax], Kind::Iter as i8
            ; jne =>other
            ; movzx ecx, WORD [rax + 2]
            ; call ->item
            ; cmp rdx, 1
            ; jbe =>end
            ; mov [r12 + slot(site.dst)], rdx
            ; jmp =>next
            ; =>end
        );
        if site.argc == 2 {
            dynasm!(self.ops
                ; jb =>other
                ; mov WORD [rax + 2], IterState::Done as i16
                ; mov rdx, QWORD Word::NONE.bits() as i64
                ; mov [rax + A], rdx
                ; mov [rax + B], rdx
                ; mov rdx, [r12 + slot(site.window + 2)]
                ; mov [r12 + slot(site.dst)], rdx
                ; jmp =>next
            );
        }
        dynasm!(self.ops ; =>other ; mov rax, r10);
        self.loops = true;
    }
}
