//! Methods found by `super()`, `isinstance` of a class, the special methods of `with` statements: what these find or
//! answer for objects of a shape is learnt, as attributes are.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::ops::insn;
use super::super::stack::Reg;
use super::super::{Vm, answers};
use super::construct::ROOT;
use super::frames::method;
use super::helpers::{self, Learning, beside};
use super::names::{OWNER, SHAPE, TARGET, VERSION};
use super::natives::Site;
use super::translate::{Translator, field, slot};
use super::ways::{Common, Way, Ways};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, GlobalRef, Kind, Super, Type, Value};

const CLASS: i32 = Super::PARTS[0] as i32;
const THIS: i32 = Super::PARTS[1] as i32;
const THIS_CLASS: i32 = Super::PARTS[2] as i32;
/// So many instructions before a call its object is looked for.
const LOOKED_BACK: usize = 24;

/// A method call on a `super` object of which nothing is known.
///
/// # Safety
/// Called by machine code of the frame only.
unsafe extern "sysv64" fn call_super(vm: *mut Vm, pc: *const Insn, base: *mut Reg, ways: *const Ways) -> u32 {
    // SAFETY: as for other helpers
    unsafe {
        let (vm, window) = (&mut *vm, base.add(insn(pc).a as usize));
        (*ways).learn_super(vm, value(*window.add(1)), beside(pc).name);
        method(vm, pc, base, window, Some(beside(pc)))
    }
}

/// The same from a frame on the heap.
///
/// # Safety
/// As above.
pub(super) unsafe extern "sysv64" fn call_super_copied(
    vm: *mut Vm,
    pc: *const Insn,
    base: *mut Reg,
    ways: *const Ways,
) -> u32 {
    // SAFETY: as for other helpers
    unsafe {
        let (vm, i) = (&mut *vm, insn(pc));
        (*ways).learn_super(vm, value(*base.add(i.a as usize + 1)), beside(pc).name);
        let window = Vm::copy_window(base, i.a as usize, i.b as usize + 2);
        method(vm, pc, base, window, Some(beside(pc)))
    }
}

/// The special method of a `with` statement.
///
/// # Safety
/// As above.
unsafe extern "sysv64" fn load_special(
    vm: *mut Vm,
    pc: *const Insn,
    base: *mut Reg,
    ways: *const Ways,
) -> u32 {
    // SAFETY: as for other helpers
    unsafe {
        let (vm, i) = (&mut *vm, insn(pc));
        (*ways).learn_function(vm, value(*base.add(i.b as usize)), Vm::linked_of(base).names[i.c as usize]);
        if vm.load_special(pc, base) { answers::DONE } else { answers::RAISED }
    }
}

/// Learns the answer of an `isinstance`.
///
/// # Safety
/// As above.
unsafe extern "sysv64" fn learn_instance(vm: *const Vm, object: Word, class: Word) {
    // SAFETY: as for other helpers
    let vm = unsafe { &*vm };
    vm.jit.common.learn_instance(vm, Value::from_word(object), Value::from_word(class));
}

/// Learns whether an `except` clause takes an exception.
///
/// # Safety
/// As above.
unsafe extern "sysv64" fn learn_match(vm: *const Vm, exception: Word, class: Word) {
    // SAFETY: as for other helpers
    let vm = unsafe { &*vm };
    vm.jit.common.learn_match(vm, Value::from_word(exception), Value::from_word(class));
}

/// Learns the answer of a question about an object and a class.
type LearnAnswer = unsafe extern "sysv64" fn(*const Vm, Word, Word);

fn value<'h>(r: Reg) -> Value<'h> {
    Value::from_word(r.unwrap_or(Word::NONE))
}

impl Translator<'_> {
    /// Whether a register is given a `super` object shortly before.
    pub fn is_super(&self, r: u16) -> bool {
        let code = |ip: usize| {
            // SAFETY: below the number of instructions
            unsafe { *self.linked.entry().add(ip) }
        };
        let earlier = (self.ip.saturating_sub(LOOKED_BACK)..self.ip).rev();
        let Some(ip) = earlier.into_iter().find(|ip| {
            let i = code(*ip);
            i.a == r && matches!(i.operation(), Op::CallG | Op::CallGB | Op::CallGH | Op::CallGBH)
        }) else {
            return false;
        };
        let at = self.linked.entry().wrapping_add(ip + code(ip).c as usize);
        // SAFETY: the linker has put the reference at this distance
        let g = unsafe { &*at.cast::<GlobalRef>() };
        let class = self.vm.global_or_builtin(g).and_then(|w| Value::from_word(w).cast::<Type>());
        class.is_some_and(|class| class.root.get() == Builtins::Super as u32)
    }

    /// A method call on an object that is a `super` object by all that can be seen. Says whether it is such.
    pub fn call_super(&mut self, i: Insn) -> bool {
        if !self.is_super(i.a + 1) {
            return false;
        }
        let found = self.super_method(i, helpers::call_method_far, call_super);
        let native = self.cold(helpers::call_native_super);
        self.call_function(i, i.a, i.b + 1, None, [found, native]);
        true
    }

    /// The method that a `super` object finds, in `rax` and the window's first word, and its object in the second. Gives
    /// what calls them where they stand.
    pub fn super_method(&mut self, i: Insn, far: helpers::Helper, learning: Learning) -> DynamicLabel {
        let far = self.cold(far);
        let (learn, ways) = self.cold_learning(learning);
        self.load(i.a + 1);
        dynasm!(self.ops
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>far
            ; cmp BYTE [rax], Kind::Super as i8
            ; jne =>far
            ; mov rdx, [rax + THIS_CLASS]
            ; lea rcx, [rdx - 1]
            ; shr rcx, 48
            ; jne =>far
            ; cmp BYTE [rdx], Kind::Type as i8
            ; jne =>far
            ; mov edx, [rdx + ROOT]
        );
        self.among(ways, learn);
        dynasm!(self.ops
            ; mov rsi, [rax + CLASS]
            ; cmp rsi, [rcx + OWNER]
            ; jne =>learn
            ; mov rsi, [rax + THIS]
            ; mov [r12 + slot(i.a + 1)], rsi
            ; mov rax, [rcx + TARGET]
            ; mov [r12 + slot(i.a)], rax
        );
        self.cold(if self.is_heap_frame() { helpers::call_found_copied } else { helpers::call_found })
    }

    /// The way of the shape in `edx`, at `rcx`, if it was learnt under the present version.
    fn among(&mut self, ways: *const Ways, learn: DynamicLabel) {
        let found = self.label();
        dynasm!(self.ops ; mov rcx, QWORD ways as i64);
        for _ in 0..Ways::COUNT {
            dynasm!(self.ops ; cmp edx, [rcx + SHAPE] ; je =>found ; add rcx, size_of::<Way>() as i32);
        }
        dynasm!(self.ops ; jmp =>learn ; =>found);
        self.current(learn);
    }

    /// Code beside the straight way that calls a helper which learns.
    fn cold_learning(&mut self, helper: Learning) -> (DynamicLabel, *const Ways) {
        let ways = self.vm.jit.more_ways();
        (self.cold_with(helper, ways), ways)
    }

    /// `isinstance`, of an object and a class; goes on behind this where the answer is not known.
    pub fn call_isinstance(&mut self, site: Site) {
        let first = site.window + 1;
        self.known_answer([first, first + 1], site.dst, Common::INSTANCE, learn_instance);
    }

    /// Whether an `except` clause with a class takes an exception, likewise.
    pub fn match_exception(&mut self, i: Insn) {
        self.known_answer([i.b, i.c], i.a, Common::MATCH, learn_match);
    }

    fn known_answer(&mut self, [object, class]: [u16; 2], dst: u16, key: u32, learns: LearnAnswer) {
        let (learn, general, next) = (self.label(), self.label(), self.next());
        dynasm!(self.ops
            ; mov rax, [r12 + slot(object)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>general
            ; mov rsi, [r12 + slot(class)]
            ; mov edx, [rax + 4]
            ; mov rdi, rsi
            ; shr rdi, 4
            ; xor edi, edx
            ; imul edi, edi, Common::FACTOR as i32
            ; shr edi, Common::SHIFT as i8
            ; and edi, Common::MASK as i32
            ; mov rcx, QWORD self.vm.jit.common.address()
            ; add rcx, rdi
            ; cmp edx, [rcx + SHAPE]
            ; jne =>learn
            ; cmp rsi, [rcx + OWNER]
            ; jne =>learn
            ; cmp DWORD [rcx + Common::KEY as i32], key as i32
            ; jne =>learn
            ; mov edx, [rcx + VERSION]
            ; cmp edx, [rbx + field::VERSION]
            ; jne =>learn
            ; mov rax, [rcx + TARGET]
            ; mov [r12 + slot(dst)], rax
            ; jmp =>next
            ; =>learn
            ; mov rdi, rbx
            ; mov rdx, rsi
            ; mov rsi, rax
            ; mov rax, QWORD learns as *const () as i64
            ; call rax
            ; =>general
        );
    }

    /// A special method of a `with` statement, bound to its object.
    pub fn load_special(&mut self, i: Insn) {
        let (cold, ways) = self.cold_learning(load_special);
        self.load(i.b);
        dynasm!(self.ops ; mov rcx, rax ; shr rcx, 48 ; jne =>cold ; mov edx, [rax + 4]);
        self.among(ways, cold);
        dynasm!(self.ops ; mov rdx, [rcx + TARGET]);
        self.bind(cold);
        dynasm!(self.ops ; mov [r12 + slot(i.a)], r9);
    }
}
