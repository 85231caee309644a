//! Moves, constants, globals, cells, attributes.

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::stack::after;
use super::calls::{AFTER, BASE, DST, PC, RECORD};
use super::generators::own;
use super::helpers;
use super::translate::{Translator, field, slot};
use super::ways::{self, Use, Way};
use crate::bytecode::{Insn, Op};
use crate::heap::{Header, Word};
use crate::value::{Cache, Cell, Dict, Function, GlobalRef, Instance, Module, Tuple, Type, generator_at};

/// Where the fields of caches lie.
pub(super) const SHAPE: i32 = offset_of!(Cache, shape) as i32;
pub(super) const AUX: i32 = offset_of!(Cache, aux) as i32;
pub(super) const TARGET: i32 = offset_of!(Cache, target) as i32;
pub(super) const VERSION: i32 = offset_of!(Way, version) as i32;
pub(super) const OWNER: i32 = offset_of!(Way, owner) as i32;
const MODULE_DICT: i32 = Module::DICT as i32;
const CLASS_DICT: i32 = offset_of!(Type, dict) as i32;
const CELL: i32 = offset_of!(Cell, content) as i32;
const CLOSURE: i32 = offset_of!(Function, closure) as i32;
pub(super) const ITEMS: i32 = size_of::<Tuple>() as i32;
pub(super) const SLOTS: i32 = size_of::<Instance>() as i32;
pub(super) const BARRIER: i8 = Header::BARRIER as i8;

impl Translator<'_> {
    /// Translates an instruction that moves values or names something. Says whether it was one.
    pub fn name(&mut self, op: Op) -> bool {
        let i = self.insn();
        match op {
            Op::Nop => self.safepoint(),
            Op::Move => {
                self.load(i.b);
                self.store(i.a);
            }
            Op::LoadK => {
                let word = self.constant_at(self.ip);
                self.put(i.a, word);
            }
            Op::LoadI => self.put(i.a, Word::small(i.offset() as i64).bits()),
            Op::Unset => dynasm!(self.ops ; mov QWORD [r12 + slot(i.a)], 0),
            Op::Check => {
                let cold = self.cold(helpers::unbound_local);
                dynasm!(self.ops ; cmp QWORD [r12 + slot(i.a)], 0 ; je =>cold);
            }
            Op::GetG | Op::GetGB => {
                let cold = self.cold(helpers::global);
                self.global(op == Op::GetGB);
                dynasm!(self.ops ; test rax, rax ; je =>cold);
                self.store(i.a);
            }
            Op::SetG => {
                let cold = self.cold(helpers::set_global);
                // SAFETY: as for `global`
                let g = unsafe { &*(self.beside() as usize as *const GlobalRef) };
                let dict = std::ptr::from_ref(g.dict()) as i64;
                let entries = g.dict().entries_address() as i64;
                let value = Dict::value_offset(g.slot as usize) as i32;
                dynasm!(self.ops
                    ; mov rcx, QWORD dict
                    ; test BYTE [rcx + 1], BARRIER
                    ; jne =>cold
                    ; mov rcx, QWORD entries
                    ; mov rcx, [rcx]
                    // a name that is new changes more than its slot
                    ; cmp QWORD [rcx + value], 0
                    ; je =>cold
                );
                self.load(i.a);
                dynasm!(self.ops ; mov [rcx + value], rax);
            }
            Op::GetCell => {
                let cold = self.cold(helpers::unbound_cell);
                self.load(i.b);
                self.content(i, cold);
            }
            Op::GetFree => {
                let cold = self.cold(helpers::unbound_free);
                self.free(i.b);
                self.content(i, cold);
            }
            Op::SetCell => {
                let cold = self.cold(helpers::set_cell);
                self.load(i.b);
                self.set_content(i, cold);
            }
            Op::SetFree => {
                let cold = self.cold(helpers::set_free);
                self.free(i.b);
                self.set_content(i, cold);
            }
            Op::LoadSpecial => self.load_special(i),
            Op::Tuple => {
                self.compare_tuples(i);
                self.build_tuple(i);
            }
            Op::List => {
                let Some((helper, _)) = helpers::of(op) else { return false };
                let cold = self.cold(helper);
                if i.c == 0 {
                    self.found_before_default(i.a);
                }
                self.build_list(i, cold);
            }
            Op::MkFunc => self.make_function(i),
            Op::ExcMatch => {
                let cold = self.cold(helpers::exc_match);
                self.match_exception(i);
                dynasm!(self.ops ; jmp =>cold);
            }
            Op::ExcLeave => {
                self.load(i.a + 1);
                dynasm!(self.ops ; mov [rbx + field::HANDLING], rax);
            }
            Op::GetAttr => self.get_attr(i),
            Op::SetAttr => self.set_attr(i),
            _ => return false,
        }
        true
    }

    /// The constant that an instruction loads.
    pub fn constant_at(&self, ip: usize) -> u64 {
        // SAFETY: below the number of instructions; the linker has put the constant at this distance
        unsafe {
            let at = self.linked.entry().add(ip);
            *at.offset((*at).offset() as isize).cast::<u64>()
        }
    }

    /// The global that the instruction names, in `rax`; 0 if it is not set.
    pub fn global(&mut self, or_builtin: bool) {
        // SAFETY: the linker has put the reference at this distance
        let g = unsafe { &*(self.beside() as usize as *const GlobalRef) };
        let entries = g.dict().entries_address() as i64;
        dynasm!(self.ops
            ; mov rax, QWORD entries
            ; mov rax, [rax]
            ; mov rax, [rax + Dict::value_offset(g.slot as usize) as i32]
        );
        let builtins = self.vm.builtins();
        if or_builtin && builtins.slot_value(g.builtin as usize).is_some() {
            let found = self.label();
            let entries = builtins.entries_address() as i64;
            dynasm!(self.ops
                ; test rax, rax
                ; jne =>found
                ; mov rax, QWORD entries
                ; mov rax, [rax]
                ; mov rax, [rax + Dict::value_offset(g.builtin as usize) as i32]
                ; =>found
            );
        }
    }

    /// A cell of the closure, in `rax`.
    fn free(&mut self, n: u16) {
        dynasm!(self.ops
            ; mov rax, [r12 - 8]
            ; mov rax, [rax + CLOSURE]
            ; mov rax, [rax + ITEMS + slot(n)]
        );
    }

    fn content(&mut self, i: Insn, cold: DynamicLabel) {
        dynasm!(self.ops ; mov rax, [rax + CELL] ; test rax, rax ; je =>cold);
        self.store(i.a);
    }

    fn set_content(&mut self, i: Insn, cold: DynamicLabel) {
        dynasm!(self.ops
            ; test BYTE [rax + 1], BARRIER
            ; jne =>cold
            ; mov rcx, [r12 + slot(i.a)]
            ; mov [rax + CELL], rcx
        );
    }

    fn get_attr(&mut self, i: Insn) {
        let other = self.label();
        self.load(i.b);
        let learn = self.fits(helpers::get_attr, Use::Read);
        dynasm!(self.ops
            ; mov edx, [rcx + AUX]
            ; movzx esi, WORD [rax + 2]
            ; cmp edx, esi
            ; jae =>other
            ; mov rax, [rax + rdx * 8 + SLOTS]
        );
        self.store(i.a);
        self.aside(other, move |t| t.get_other(i, learn));
    }

    /// Reads an attribute of the object in `rax` that the way at `rcx` fits, and that is not in the object's slots.
    /// What the way knows is in `edx`.
    fn get_other(&mut self, i: Insn, learn: DynamicLabel) {
        let cold = self.cold(helpers::get_attr_far);
        let (getter, owned, unbound, next) = (self.label(), self.label(), self.label(), self.next());
        // a place beyond the slots, known by the instruction's own cache, which has no version
        dynasm!(self.ops ; cmp edx, ways::VALUE as i32 ; jb =>cold);
        self.current(learn);
        dynasm!(self.ops
            ; cmp edx, ways::GETTER as i32
            ; je =>getter
            ; cmp edx, ways::VALUE as i32
            ; jne =>unbound
            ; mov rax, [rcx + TARGET]
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>next
            ; =>unbound
            ; cmp edx, ways::BOUND as i32
            ; jne =>owned
            ; mov rdx, [rcx + TARGET]
        );
        self.bind(cold);
        dynasm!(self.ops ; mov [r12 + slot(i.a)], r9 ; jmp =>next ; =>owned);
        self.owned(learn, cold);
        dynasm!(self.ops ; mov [r12 + slot(i.a)], rax ; jmp =>next ; =>getter);
        if self.is_heap_frame() {
            dynasm!(self.ops ; mov r13, rax ; mov rax, [rcx + TARGET]);
            self.push_copies(i, true, 0, 0, cold);
            return;
        }
        // a window above the frame: getter, object
        let top = self.linked.nregs as u16;
        dynasm!(self.ops ; mov [r12 + slot(top + 1)], rax ; mov rax, [rcx + TARGET] ; mov [r12 + slot(top)], rax);
        self.push_frame(i, top, cold);
    }

    /// The way at `rcx` was learnt under the present version.
    pub fn current(&mut self, learn: DynamicLabel) {
        dynasm!(self.ops
            ; mov esi, [rcx + VERSION]
            ; cmp esi, [rbx + field::VERSION]
            ; jne =>learn
        );
    }

    /// The attribute of the object in `rax`, in `rax`, if it is the one of the way at `rcx`: of this class or module, or
    /// of the object's class. What the way knows is in `edx`.
    pub fn owned(&mut self, learn: DynamicLabel, cold: DynamicLabel) {
        let (slot, done, value, held) = (self.label(), self.label(), self.label(), self.label());
        let (of_class, entry, in_slot) = (self.label(), self.label(), self.label());
        let entries = self.entries();
        dynasm!(self.ops
            ; cmp edx, ways::VALUE as i32
            ; je =>value
            ; cmp edx, ways::HELD as i32
            ; je =>held
            ; cmp edx, ways::OWNED as i32
            ; jne =>slot
            ; cmp rax, [rcx + OWNER]
            ; jne =>learn
            ; =>value
            ; mov rax, [rcx + TARGET]
            ; jmp =>done
            ; =>slot
            ; lea esi, [rdx - ways::SLOT as i32]
            ; cmp esi, (ways::CLASS_SLOT - ways::SLOT) as i32
            ; ja =>in_slot
            ; cmp rax, [rcx + OWNER]
            ; jne =>learn
            ; cmp edx, ways::SLOT as i32
            ; jne =>of_class
            ; mov rdx, [rax + MODULE_DICT]
            ; jmp =>entry
            ; =>held
            ; mov rdx, [rcx + OWNER]
            ; mov rdx, [rdx + CLASS_DICT]
            ; jmp =>entry
            ; =>of_class
            ; mov rdx, [rax + CLASS_DICT]
            ; =>entry
            ; mov rdx, [rdx + entries]
            ; mov rcx, [rcx + TARGET]
            ; mov rdx, [rdx + rcx]
            ; test rdx, rdx
            ; je =>cold
            ; mov rax, rdx
            ; jmp =>done
            ; =>in_slot
            ; cmp edx, ways::IN_SLOT as i32
            ; jne =>cold
            ; mov rcx, [rcx + TARGET]
            ; movzx esi, WORD [rax + 2]
            ; cmp ecx, esi
            ; jae =>cold
            ; mov rax, [rax + rcx * 8 + SLOTS]
            ; =>done
        );
    }

    /// Where dicts have the address of their entries.
    pub fn entries(&self) -> i32 {
        let builtins = self.vm.builtins();
        (builtins.entries_address() - std::ptr::from_ref(builtins) as usize) as i32
    }

    fn set_attr(&mut self, i: Insn) {
        let cold = self.cold(helpers::set_attr_far);
        let (next, other, adds) = (self.next(), self.label(), self.label());
        self.load(i.a);
        let learn = self.fits(helpers::set_attr, Use::Write);
        dynasm!(self.ops
            ; mov edx, [rcx + AUX]
            ; movzx esi, dx
            ; movzx edi, WORD [rax + 2]
            ; cmp esi, edi
            ; jae =>other
            ; test BYTE [rax + 1], BARRIER
            ; jne =>cold
            ; mov rdi, [r12 + slot(i.b)]
            ; mov [rax + rsi * 8 + SLOTS], rdi
            ; cmp edx, 0x10000
            ; jae =>adds
        );
        self.aside(adds, move |t| {
            dynasm!(t.ops
                // the object has another shape then
                ; mov edx, [rcx + TARGET]
                ; mov [rax + 4], edx
                ; jmp =>next
                ; =>other
                ; cmp edx, ways::SETTER as i32
                ; jb =>cold
            );
            t.current(learn);
            t.call_setter(i, learn, cold);
        });
    }

    /// A store of an attribute of the object in `rax` that calls the setter of the way at `rcx`, or changes plain data of
    /// a class.
    fn call_setter(&mut self, i: Insn, learn: DynamicLabel, cold: DynamicLabel) {
        let (setter, next, entries) = (self.label(), self.next(), self.entries());
        dynasm!(self.ops
            ; cmp edx, ways::SETTER as i32
            ; je =>setter
            ; cmp rax, [rcx + OWNER]
            ; jne =>learn
            ; mov rdx, [r12 + slot(i.b)]
            ; mov rsi, rdx
            // no object: the collector need not know
            ; shr rsi, 48
            ; je =>cold
            ; mov rax, [rax + CLASS_DICT]
            ; mov rax, [rax + entries]
            ; add rax, [rcx + TARGET]
            ; cmp QWORD [rax], 0
            ; je =>cold
            ; mov [rax], rdx
            ; jmp =>next
            ; =>setter
        );
        // a window above the frame: setter, object, value
        if self.is_heap_frame() {
            dynasm!(self.ops ; mov rdi, [r12 + own(generator_at::TOP)]);
        } else {
            dynasm!(self.ops ; lea rdi, [r12 + self.linked.nregs as i32 * 8]);
        }
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        dynasm!(self.ops
            ; mov rsi, [rbx + field::FP]
            ; cmp rsi, [rbx + field::LIMIT]
            ; jae =>cold
            ; add rdi, 8
            ; cmp rdi, [rbx + field::SOFT_END]
            ; jae =>cold
            ; mov rdx, [r12 + slot(i.b)]
            ; mov [rdi], rax
            ; mov [rdi + 8], rdx
            ; mov rax, [rcx + TARGET]
            ; mov [rdi - 8], rax
            ; mov rdx, QWORD pc
            ; mov [rsi + PC], rdx
            ; mov [rsi + BASE], r12
            ; mov DWORD [rsi + DST], 0
            ; mov DWORD [rsi + AFTER], after::DROP as i32
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
}
