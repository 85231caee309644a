//! Natives so frequent and so small that machine code does their work itself: `len` of built-in containers,
//! `list.append`, and a few functions of numbers. Which native a call is for is compared each time; a name that comes to mean something else is
//! simply called.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::dicts::{DICT, DICT_LEN};
use super::helpers;
use super::natives::Site;
use super::objects::{LIST, LIST_LEN, STR, STR_CHARS, TUPLE, TUPLE_LEN};
use super::translate::{Translator, slot};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::{Cache, GlobalRef, Native, Value};
use crate::vm::Vm;

/// A native's own name, with its owner's.
pub(super) fn is_native(vm: &Vm, w: Word, owner: &str, name: &str) -> bool {
    let Some(n) = Value::from_word(w).cast::<Native>() else { return false };
    let of = n.owner.get().and_then(|o| Value::from_word(o).as_str());
    Vm::record_of(n).row.name == name && of == Some(owner) && !vm.options.debug
}

/// A function of one or two numbers that is done inline.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Numeric {
    Abs,
    Sqrt,
    Min,
    Max,
}

impl Numeric {
    /// What a native is, called with so many arguments.
    pub fn of(vm: &Vm, callee: Word, argc: u16) -> Option<Numeric> {
        let is = |owner, name| is_native(vm, callee, owner, name);
        match argc {
            1 if is("builtins", "abs") => Some(Numeric::Abs),
            1 if is("math", "sqrt") => Some(Numeric::Sqrt),
            2 if is("builtins", "min") => Some(Numeric::Min),
            2 if is("builtins", "max") => Some(Numeric::Max),
            _ => None,
        }
    }
}

impl<'a> Translator<'a> {
    /// A call of a function of numbers. Goes on after the instruction, or behind this where an argument is none.
    pub fn call_numeric(&mut self, function: Numeric, site: Site) {
        let (none, next) = (self.label(), self.next());
        self.load(site.window + 1);
        match function {
            Numeric::Abs => self.abs(site, none),
            Numeric::Sqrt => self.sqrt(site, none),
            Numeric::Min | Numeric::Max => self.better_of_two(function, site, none),
        }
        dynasm!(self.ops ; jmp =>next ; =>none);
    }

    fn abs(&mut self, site: Site, none: DynamicLabel) {
        let (float, negative, next) = (self.label(), self.label(), self.next());
        dynasm!(self.ops ; cmp rax, r14 ; jb =>float ; mov rcx, rax ; shl rcx, 16 ; js =>negative);
        self.store(site.dst);
        self.aside(negative, move |t| {
            dynasm!(t.ops ; neg rcx ; jo =>none ; shr rcx, 16 ; mov rax, r14 ; or rax, rcx);
            t.store(site.dst);
            dynasm!(t.ops ; jmp =>next);
        });
        self.aside(float, move |t| {
            dynasm!(t.ops ; sub rax, r15 ; cmp rax, [->most_float] ; ja =>none ; btr rax, 63 ; add rax, r15);
            t.store(site.dst);
            dynasm!(t.ops ; jmp =>next);
        });
    }

    fn sqrt(&mut self, site: Site, none: DynamicLabel) {
        let (int, ready) = (self.label(), self.label());
        dynasm!(self.ops
            ; mov rcx, rax
            ; sub rcx, r15
            ; cmp rcx, [->most_float]
            ; ja =>int
            ; movq xmm0, rcx
            ; =>ready
            ; xorpd xmm1, xmm1
            ; ucomisd xmm0, xmm1
            // what is below zero, or not a number
            ; jb =>none
            ; sqrtsd xmm0, xmm0
        );
        self.store_float(site.dst);
        self.aside(int, move |t| {
            dynasm!(t.ops ; cmp rax, r14 ; jb =>none ; shl rax, 16 ; sar rax, 16 ; cvtsi2sd xmm0, rax ; jmp =>ready);
        });
    }

    /// `min` and `max`: the first argument, unless the second is below or above it.
    fn better_of_two(&mut self, function: Numeric, site: Site, none: DynamicLabel) {
        let (floats, next) = (self.label(), self.next());
        dynasm!(self.ops ; mov rcx, [r12 + slot(site.window + 2)]);
        self.both_int(floats);
        dynasm!(self.ops ; mov rdx, rax ; mov rsi, rcx ; shl rdx, 16 ; shl rsi, 16 ; cmp rsi, rdx);
        match function {
            Numeric::Min => dynasm!(self.ops ; cmovl rax, rcx),
            _ => dynasm!(self.ops ; cmovg rax, rcx),
        }
        self.store(site.dst);
        self.aside(floats, move |t| {
            t.both_float(none);
            match function {
                Numeric::Min => dynasm!(t.ops ; ucomisd xmm0, xmm1),
                _ => dynasm!(t.ops ; ucomisd xmm1, xmm0),
            }
            dynasm!(t.ops ; cmova rax, rcx);
            t.store(site.dst);
            dynasm!(t.ops ; jmp =>next);
        });
    }
}

impl Translator<'_> {
    /// A call of the global in `rax` that is `len` at present: done inline if it still is, and if the argument is a
    /// list, tuple, dict or string.
    pub fn call_len(&mut self, i: Insn, general: DynamicLabel) {
        // SAFETY: the linker has put the reference at this distance
        let g = unsafe { &*(self.beside() as usize as *const GlobalRef) };
        let Some(len) = self.vm.global_or_builtin(g) else { return };
        if i.b != 1 || !is_native(self.vm, len, "builtins", "len") {
            return;
        }
        let next = self.next();
        let len = self.vm.jit.name(len);
        dynasm!(self.ops
            ; mov rcx, QWORD len
            ; cmp rax, rcx
            ; jne =>general
        );
        self.length(i.a + 1, general);
        dynasm!(self.ops
            ; or rcx, r14
            ; mov [r12 + slot(i.a)], rcx
            ; jmp =>next
        );
    }

    /// The length of the list, tuple, dict or string in a register, in `rcx`; `rax` stays as it is.
    pub fn length(&mut self, of: u16, general: DynamicLabel) {
        let (tuple, dict, string, found) = (self.label(), self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov rsi, [r12 + slot(of)]
            ; mov rdx, rsi
            ; shr rdx, 48
            ; jne =>general
            ; mov edx, [rsi + 4]
            ; cmp edx, LIST
            ; jne =>tuple
            ; mov ecx, [rsi + LIST_LEN]
            ; jmp =>found
            ; =>tuple
            ; cmp edx, TUPLE
            ; jne =>dict
            ; mov ecx, [rsi + TUPLE_LEN]
            ; jmp =>found
            ; =>dict
            ; cmp edx, DICT
            ; jne =>string
            ; mov ecx, [rsi + DICT_LEN]
            ; jmp =>found
            ; =>string
            ; cmp edx, STR
            ; jne =>general
            ; mov ecx, [rsi + STR_CHARS]
            ; =>found
        );
    }

    /// The length of an object, for a pattern.
    pub fn pattern_length(&mut self, i: Insn) {
        let cold = self.cold(helpers::len);
        self.length(i.b, cold);
        dynasm!(self.ops ; or rcx, r14 ; mov [r12 + slot(i.a)], rcx);
    }

    /// Whether a value is a sequence, for a pattern: lists and tuples are.
    pub fn pattern_sequence(&mut self, i: Insn) {
        let (cold, yes) = (self.cold(helpers::match_kind), self.label());
        self.load(i.b);
        self.shape(cold);
        dynasm!(self.ops ; cmp edx, TUPLE ; je =>yes ; cmp edx, LIST ; jne =>cold ; =>yes);
        self.put(i.a, Word::TRUE.bits());
    }

    /// A method call on the object in `rax`, by a site that has seen lists and whose method is `append`: done inline
    /// if the object is a list.
    pub fn call_append(&mut self, i: Insn) {
        // SAFETY: the linker has put the cache at this distance
        let cache = unsafe { &*(self.beside() as usize as *const Cache) };
        let Some(append) = Word::from_bits(cache.target.get()) else { return };
        if i.b != 1 || cache.shape.get() != LIST as u32 || !is_native(self.vm, append, "list", "append") {
            return;
        }
        let (other, next) = (self.label(), self.next());
        dynasm!(self.ops
            ; mov rsi, rax
            ; shr rax, 48
            ; mov rax, rsi
            ; jne =>other
            ; cmp DWORD [rsi + 4], LIST
            ; jne =>other
        );
        self.push_item(i.a + 2, other);
        self.put(i.a, Word::NONE.bits());
        dynasm!(self.ops ; jmp =>next ; =>other);
    }
}
