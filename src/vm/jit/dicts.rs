//! Items of dicts: read, stored and asked for by functions that get the dict and the key as they are. Where the key is
//! a constant, the position where it stood the last time is tried first: records made alike have it at the same place.

use std::cell::Cell;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::stack::Reg;
use super::names::BARRIER;
use super::natives::Site;
use super::translate::{Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, Dict, Probe, Str, Value};

pub(super) const DICT: i32 = Builtins::Dict as i32;
const ENTRY_KEY: i32 = Dict::ENTRY_KEY as i32;
const ENTRY_VALUE: i32 = Dict::ENTRY_VALUE as i32;
/// So many instructions before its use a constant is looked for.
const LOOKED_BACK: usize = 4;

/// Where a site has found its key the last time.
pub(super) type Guess = Cell<u32>;

/// A dict and the string that is its key, if the key is one.
///
/// # Safety
/// The word is a dict.
#[inline(always)]
unsafe fn named<'a>(dict: &'a Word, key: &'a Word) -> (&'a Dict, Option<&'a Str>) {
    let key = Value::from_word(*key);
    let name = if key.is_exact(Builtins::Str) { key.cast::<Str>() } else { None };
    // SAFETY: the caller's
    (unsafe { Value::from_word(*dict).cast::<Dict>().unwrap_unchecked() }, name)
}

/// `dict[key]`; unset if that is not for here, or if there is no such key.
///
/// # Safety
/// Called by machine code only, as those below, with a dict.
unsafe extern "sysv64" fn item(vm: *const Vm, dict: Word, key: Word) -> Reg {
    // SAFETY: as above
    let (vm, (d, name)) = unsafe { (&*vm, named(&dict, &key)) };
    match name {
        Some(k) if d.all_str() => d.get_str(k, vm.hash_str(k)).map(Value::word),
        _ => vm.quick_dict_get(d, Value::from_word(key)).flatten().map(Value::word),
    }
}

/// The same, learning where the key stands.
unsafe extern "sysv64" fn item_noted(vm: *const Vm, dict: Word, key: Word, guess: *const Guess) -> Reg {
    // SAFETY: as above; guesses live as long as the machine
    let (vm, guess, (d, name)) = unsafe { (&*vm, &*guess, named(&dict, &key)) };
    if let Some(k) = name
        && let Probe::At(at) = d.find_str(k, vm.hash_str(k))
    {
        guess.set(at as u32);
        return d.value_at(at).map(Value::word);
    }
    vm.quick_dict_get(d, Value::from_word(key)).flatten().map(Value::word)
}

/// `dict.get(key, default)`; unset if that is not for here.
unsafe extern "sysv64" fn get(vm: *const Vm, dict: Word, key: Word, default: Word) -> Reg {
    // SAFETY: as above
    let (vm, (d, name)) = unsafe { (&*vm, named(&dict, &key)) };
    let found = match name {
        Some(k) if d.all_str() => d.get_str(k, vm.hash_str(k)),
        _ => vm.quick_dict_get(d, Value::from_word(key))?,
    };
    Some(found.map_or(default, Value::word))
}

/// `dict[key] = value`; says whether that was for here.
unsafe extern "sysv64" fn set(vm: *const Vm, dict: Word, key: Word, value: Word) -> u32 {
    // SAFETY: as above
    let (vm, (d, name)) = unsafe { (&*vm, named(&dict, &key)) };
    let value = Value::from_word(value);
    if let Some(k) = name
        && let Probe::At(at) = d.find_str(k, vm.hash_str(k))
    {
        d.set_at(at, value);
        return 1;
    }
    vm.quick_dict_set(d, Value::from_word(key), value) as u32
}

/// The same, learning where the key stands.
unsafe extern "sysv64" fn set_noted(
    vm: *const Vm,
    dict: Word,
    key: Word,
    value: Word,
    guess: *const Guess,
) -> u32 {
    // SAFETY: as above; guesses live as long as the machine
    let (machine, guess, (d, name)) = unsafe { (&*vm, &*guess, named(&dict, &key)) };
    if let Some(k) = name
        && let Probe::At(at) = d.find_str(k, machine.hash_str(k))
    {
        guess.set(at as u32);
    }
    // SAFETY: as above
    unsafe { set(vm, dict, key, value) }
}

impl Translator<'_> {
    /// The constant that a register was given shortly before, as far as can be seen. A hint only.
    pub fn constant(&self, r: u16) -> Option<Word> {
        for ip in (self.ip.saturating_sub(LOOKED_BACK)..self.ip).rev() {
            if self.targets[ip + 1] {
                return None;
            }
            // SAFETY: below the number of instructions
            let i = unsafe { *self.linked.entry().add(ip) };
            if i.a != r {
                continue;
            }
            if i.operation() != Op::LoadK {
                return None;
            }
            // SAFETY: the linker has put the constant at this distance
            return Some(unsafe { *self.linked.entry().add(ip).offset(i.offset() as isize).cast::<Word>() });
        }
        None
    }

    /// Whether a key is a constant string.
    fn is_named(&self, r: u16) -> bool {
        self.constant(r).is_some_and(|w| Value::from_word(w).is_exact(Builtins::Str))
    }

    /// The entry of the dict in `rax` where the key in `rcx` stood the last time, in `rdx`, if it still stands there
    /// with a value.
    fn guessed(&mut self, guess: i64, elsewhere: DynamicLabel) {
        let [entries, len] = Dict::places_of_entries().map(|at| at as i32);
        dynasm!(self.ops
            ; mov rsi, QWORD guess
            ; mov esi, [rsi]
            ; cmp rsi, [rax + len]
            ; jae =>elsewhere
            ; imul rdx, rsi, Dict::ENTRY as i32
            ; add rdx, [rax + entries]
            ; cmp rcx, [rdx + ENTRY_KEY]
            ; jne =>elsewhere
            ; cmp QWORD [rdx + ENTRY_VALUE], 0
            ; je =>elsewhere
        );
    }

    /// `R[b][R[c]]` of the dict in `rax`.
    pub fn dict_item(&mut self, i: Insn, cold: DynamicLabel) {
        let next = self.next();
        dynasm!(self.ops ; mov rcx, [r12 + slot(i.c)]);
        let mut function = item as *const ();
        if self.is_named(i.c) {
            let (guess, elsewhere) = (self.vm.jit.more_guesses() as i64, self.label());
            self.guessed(guess, elsewhere);
            dynasm!(self.ops
                ; mov rax, [rdx + ENTRY_VALUE]
                ; mov [r12 + slot(i.a)], rax
                ; jmp =>next
                ; =>elsewhere
                ; mov rdx, rcx
                ; mov rcx, QWORD guess
            );
            function = item_noted as *const ();
        } else {
            dynasm!(self.ops ; mov rdx, rcx);
        }
        dynasm!(self.ops ; mov rdi, rbx ; mov rsi, rax);
        self.call_function_at(function);
        // a call leaves no floats in registers
        let done = self.labels[self.ip + 1];
        dynasm!(self.ops
            ; test rax, rax
            ; je =>cold
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>done
        );
    }

    /// `R[a][R[b]] = R[c]` of the dict in `rax`.
    pub fn set_dict_item(&mut self, i: Insn, cold: DynamicLabel) {
        let next = self.next();
        dynasm!(self.ops ; mov rcx, [r12 + slot(i.b)]);
        let mut function = set as *const ();
        if self.is_named(i.b) {
            let (guess, elsewhere) = (self.vm.jit.more_guesses() as i64, self.label());
            dynasm!(self.ops ; test BYTE [rax + 1], BARRIER ; jne =>elsewhere);
            self.guessed(guess, elsewhere);
            dynasm!(self.ops
                ; mov rcx, [r12 + slot(i.c)]
                ; mov [rdx + ENTRY_VALUE], rcx
                ; jmp =>next
                ; =>elsewhere
                ; mov r8, QWORD guess
            );
            function = set_noted as *const ();
        }
        dynasm!(self.ops
            ; mov rdi, rbx
            ; mov rsi, rax
            ; mov rdx, rcx
            ; mov rcx, [r12 + slot(i.c)]
        );
        self.call_function_at(function);
        let done = self.labels[self.ip + 1];
        dynasm!(self.ops ; test eax, eax ; je =>cold ; jmp =>done);
    }

    /// `get` of the dict in `rax`. Goes on after the instruction, or behind this where it is not for here.
    pub fn call_dict_get(&mut self, site: Site) {
        let (next, none) = (self.next(), self.label());
        let key = site.window + 2;
        dynasm!(self.ops ; mov rsi, rax ; mov rdx, [r12 + slot(key)]);
        if site.argc == 3 {
            dynasm!(self.ops ; mov rcx, [r12 + slot(key + 1)]);
        } else {
            dynasm!(self.ops ; mov rcx, QWORD Word::NONE.bits() as i64);
        }
        dynasm!(self.ops ; mov rdi, rbx);
        self.call_function_at(get as *const ());
        dynasm!(self.ops
            ; test rax, rax
            ; je =>none
            ; mov [r12 + slot(site.dst)], rax
            ; jmp =>next
            ; =>none
            ; mov rax, [r12 + slot(site.window + 1)]
        );
    }

    /// Calls a function whose arguments are in place.
    pub fn call_function_at(&mut self, function: *const ()) {
        dynasm!(self.ops ; mov rax, QWORD function as i64 ; call rax);
    }
}
