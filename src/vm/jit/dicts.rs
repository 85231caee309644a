//! Items of dicts: read, stored and asked for. Keys that are strings with a known hash are looked for by machine code, a
//! piece that each translation has once; other keys by functions that get the dict and the key as they are. Where the
//! key is a constant, the position where it stood the last time is tried first: records made alike have it at the same
//! place.

use std::cell::Cell;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::stack::Reg;
use super::helpers;
use super::names::BARRIER;
use super::natives::Site;
use super::objects::STR;
use super::translate::{Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, Dict, DictPlaces, Probe, Set, Str, Value, string_at};

pub(super) const DICT: i32 = Builtins::Dict as i32;
pub(super) const DICT_LEN: i32 = Dict::LIVE as i32;
const ENTRY_KEY: i32 = DictPlaces::KEY;
const ENTRY_VALUE: i32 = DictPlaces::VALUE;
const LEN: i32 = string_at::LEN as i32;
const BYTES: i32 = string_at::BYTES as i32;
/// So many instructions before its use a constant is looked for.
const LOOKED_BACK: usize = 4;

/// How far from the first entry a site has found its key the last time, in bytes.
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

/// An empty dict that will be filled.
///
/// # Safety
/// Called by machine code only.
unsafe extern "sysv64" fn empty(vm: *const Vm) -> Reg {
    // SAFETY: as above
    let heap = unsafe { &(*vm).heap };
    Some(Dict::to_fill(heap).value().word())
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
    let (key, value) = (Value::from_word(key), Value::from_word(value));
    if let Some(k) = name {
        let hash = vm.hash_str(k);
        match d.find_str(k, hash) {
            Probe::At(at) => {
                d.set_at(at, value);
                return 1;
            }
            Probe::Missing => {
                d.insert_new(&vm.heap, hash as i64, key, value);
                return 1;
            }
            Probe::Ask => {}
        }
    }
    vm.quick_dict_set(d, key, value) as u32
}

/// `dict[key] = value` of a small int that is not there, or of a string whose hash is known.
unsafe extern "sysv64" fn insert(vm: *const Vm, dict: Word, key: Word, value: Word) {
    // SAFETY: as above
    let (vm, (d, name)) = unsafe { (&*vm, named(&dict, &key)) };
    if let Some(k) = name {
        d.insert_new(&vm.heap, vm.hash_str(k) as i64, k.value(), Value::from_word(value));
    } else if let Some(i) = Value::from_word(key).as_small_int() {
        d.insert_new(&vm.heap, i, Value::from_word(key), Value::from_word(value));
    }
}

/// `dict[key]` of a subclass's instance; unset if that is not for here.
unsafe extern "sysv64" fn inherited(vm: *const Vm, dict: Word, key: Word) -> Reg {
    // SAFETY: called by machine code only
    unsafe { &*vm }.quick_get_item(dict, key)
}

/// `dict[key] = value` of a subclass's instance; says whether that was for here.
unsafe extern "sysv64" fn set_inherited(vm: *const Vm, dict: Word, key: Word, value: Word) -> u32 {
    // SAFETY: called by machine code only
    unsafe { &*vm }.quick_set_item(dict, key, value) as u32
}

/// Adds to a set; says whether that was for here.
///
/// # Safety
/// Called by machine code only, with a set that is being made.
unsafe extern "sysv64" fn set_add(vm: *const Vm, set: Word, item: Word) -> u32 {
    // SAFETY: as above
    let vm = unsafe { &*vm };
    let set = Value::from_word(set).cast::<Set>();
    set.is_some_and(|set| vm.quick_set_add(set, Value::from_word(item))) as u32
}

impl Translator<'_> {
    /// Translates an instruction of a dict or set under construction. Says whether it was one.
    pub fn keyed(&mut self, op: Op) -> bool {
        let i = self.insn();
        let Some((helper, _)) = helpers::of(op) else { return false };
        match op {
            Op::DictAdd => {
                let cold = self.cold(helper);
                self.load(i.a);
                self.set_dict_item(i, cold);
            }
            Op::SetAdd => {
                let (cold, done) = (self.cold(helper), self.labels[self.ip + 1]);
                dynasm!(self.ops ; mov rax, [r12 + slot(i.a)] ; mov rdx, [r12 + slot(i.b)]);
                self.call_with_dict(set_add as *const ());
                dynasm!(self.ops ; test eax, eax ; je =>cold ; jmp =>done);
            }
            _ => return false,
        }
        true
    }

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
        let places = DictPlaces::find();
        dynasm!(self.ops
            ; mov rdx, QWORD guess
            ; mov edx, [rdx]
            ; imul rsi, [rax + places.count], DictPlaces::ENTRY
            ; cmp rdx, rsi
            ; jae =>elsewhere
            ; add rdx, [rax + places.entries]
            ; cmp rcx, [rdx + ENTRY_KEY]
            ; jne =>elsewhere
            ; cmp QWORD [rdx + ENTRY_VALUE], 0
            ; je =>elsewhere
        );
    }

    /// Notes that the entry in `rdx` of the dict in `rax` is the one to be tried first.
    fn note(&mut self, guess: i64) {
        let places = DictPlaces::find();
        dynasm!(self.ops
            ; mov rsi, rdx
            ; sub rsi, [rax + places.entries]
            ; mov rdi, QWORD guess
            ; mov [rdi], esi
        );
    }

    /// The entry of the key in `rcx` in the dict in `rax`, in `rdx`, as `search` gives it.
    fn entry(&mut self, key: u16) {
        if !self.is_named(key) {
            dynasm!(self.ops ; call ->search);
            return;
        }
        let (guess, elsewhere, found) = (self.vm.jit.more_guesses() as i64, self.label(), self.label());
        self.guessed(guess, elsewhere);
        dynasm!(self.ops ; jmp =>found ; =>elsewhere ; call ->search ; cmp rdx, 1 ; jbe =>found);
        self.note(guess);
        dynasm!(self.ops ; =>found);
    }

    /// The piece that looks for the key in `rcx`, any value, in the dict in `rax`; these two stay. Gives the entry in
    /// `rdx`, with a value; 0 if there is none; 1 if that is not for here.
    pub fn search(&mut self) {
        let p = DictPlaces::find();
        dynasm!(self.ops
            ; ->search:
            ; mov edx, 1
            ; mov rsi, rcx
            ; shr rsi, 48
            ; jne >number
            ; cmp DWORD [rcx + 4], STR
            ; jne >out
            ; test BYTE [rax + 1], DictPlaces::ALL_STR as i8
            ; je >out
            ; mov esi, [rcx + string_at::HASH as i32]
            ; test esi, esi
            ; je >out
            ; hashed:
            ; mov r10, [rax + p.entries]
            ; mov r11, [rax + p.count]
            ; mov r9, [rax + p.slots]
            ; sub r9, 2
            ; jb >few
            // the slot to begin with in r8, the tag that it has to have in rdi
            ; mov r8, QWORD DictPlaces::FACTOR as i64
            ; imul r8, rsi
            ; mov rdi, r8
            ; shr rdi, DictPlaces::FOLD as i8
            ; xor r8, rdi
            ; mov rdi, r8
            ; shr rdi, DictPlaces::TAG as i8
            ; mov rdx, rcx
            ; bsr ecx, r9d
            ; xor ecx, 63
            ; shr r8, cl
            ; mov rcx, rdx
            ; mov edx, r9d
            ; not edx
            ; and edi, edx
            ; push rbx
            ; mov rbx, [rax + p.index]
            ; ->search_slot:
            ; and r8d, r9d
            ; mov edx, [rbx + r8 * 4]
            ; inc r8d
            ; test edx, edx
            ; je >missing
            ; xor edx, edi
            // of another hash if anything is left above
            ; dec edx
            ; cmp edx, r9d
            ; ja ->search_slot
            ; cmp rdx, r11
            ; jae ->search_slot
            ; imul rdx, rdx, DictPlaces::ENTRY
            ; add rdx, r10
            ; cmp rcx, [rdx + ENTRY_KEY]
            ; je >found
            ; cmp rsi, [rdx + DictPlaces::HASH]
            ; jne ->search_slot
            ; pop rbx
            // the same hash: nearly always the same text
            ; jmp >text
            ; missing:
            ; xor edx, edx
            ; pop rbx
            ; ret
            ; found:
            ; pop rbx
            ; jmp >value
            ; few:
            ; lea r8, [r11 + r11 * 2]
            ; lea r8, [r10 + r8 * 8]
            ; mov rdx, r10
            ; ->search_entry:
            ; cmp rdx, r8
            ; je >none
            ; cmp rsi, [rdx + DictPlaces::HASH]
            ; je >same
            ; add rdx, DictPlaces::ENTRY
            ; jmp ->search_entry
            ; none:
            ; xor edx, edx
            ; ret
            ; same:
            ; cmp rcx, [rdx + ENTRY_KEY]
            ; je >value
            ; text:
            ; mov rsi, [rdx + ENTRY_KEY]
            ; test rsi, rsi
            ; je >far
            // a number equals others than itself
            ; test rcx, rcx
            ; js >far
            ; mov r9d, [rcx + LEN]
            ; cmp r9d, [rsi + LEN]
            ; jne >far
            ; cmp r9d, 16
            ; ja >far
            ; mov r8, [rcx + BYTES]
            ; xor r8, [rsi + BYTES]
            ; mov r11, rcx
            ; lea ecx, [r9 * 8]
            ; neg ecx
            ; cmp r9d, 8
            ; ja >long
            // eight bytes are there: those that count are shifted up
            ; shl r8, cl
            ; mov rcx, r11
            ; test r8, r8
            ; je >value
            ; far:
            ; mov edx, 1
            ; ret
            ; long:
            ; mov rcx, r11
            ; test r8, r8
            ; jne <far
            ; mov r8, [rcx + r9 + BYTES - 8]
            ; cmp r8, [rsi + r9 + BYTES - 8]
            ; jne <far
            ; value:
            ; cmp QWORD [rdx + ENTRY_VALUE], 0
            ; je <far
            ; out:
            ; ret
            // a small int is its own hash, but for the one that no hash is
            ; number:
            ; cmp esi, 0xFFFF
            ; jne <out
            ; mov rsi, rcx
            ; shl rsi, 16
            ; sar rsi, 16
            ; cmp rsi, -1
            ; jne <hashed
            ; ret
        );
    }

    /// `R[b][R[c]]` of the dict in `rax`.
    pub fn dict_item(&mut self, i: Insn, cold: DynamicLabel) {
        // a call leaves no floats in registers
        let (next, done, far) = (self.next(), self.labels[self.ip + 1], self.label());
        dynasm!(self.ops ; mov rcx, [r12 + slot(i.c)]);
        self.entry(i.c);
        dynasm!(self.ops
            ; cmp rdx, 1
            ; je =>far
            ; jb =>cold
            ; mov rax, [rdx + ENTRY_VALUE]
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>next
            ; =>far
            ; mov rdx, rcx
        );
        self.call_with_dict(item as *const ());
        dynasm!(self.ops
            ; test rax, rax
            ; je =>cold
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>done
        );
    }

    /// `R[a][R[b]] = R[c]` of the dict in `rax`.
    pub fn set_dict_item(&mut self, i: Insn, cold: DynamicLabel) {
        let (next, done) = (self.next(), self.labels[self.ip + 1]);
        let (far, missing, elsewhere) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(i.b)]
            ; test BYTE [rax + 1], BARRIER
            ; jne =>far
        );
        self.entry(i.b);
        dynasm!(self.ops
            ; cmp rdx, 1
            ; je =>far
            ; jb =>missing
            ; mov rcx, [r12 + slot(i.c)]
            ; mov [rdx + ENTRY_VALUE], rcx
            ; jmp =>next
            ; =>missing
        );
        self.append(i.c, next, elsewhere);
        dynasm!(self.ops
            ; =>elsewhere
            ; mov rdx, rcx
            ; mov rcx, [r12 + slot(i.c)]
        );
        self.call_with_dict(insert as *const ());
        dynasm!(self.ops
            ; jmp =>done
            ; =>far
            ; mov rdx, rcx
            ; mov rcx, [r12 + slot(i.c)]
        );
        self.call_with_dict(set as *const ());
        dynasm!(self.ops ; test eax, eax ; je =>cold ; jmp =>done);
    }

    /// Adds an item whose key is in `rcx`, a string or int that `search` has not found, its hash in `rsi`, to the dict in
    /// `rax`, if there is room among the few that have no index.
    fn append(&mut self, value: u16, done: DynamicLabel, elsewhere: DynamicLabel) {
        let p = DictPlaces::find();
        dynasm!(self.ops
            ; mov rdx, [rax + p.count]
            ; cmp rdx, DictPlaces::SMALL
            ; jae =>elsewhere
            ; cmp rdx, [rax + DictPlaces::ROOM]
            ; jae =>elsewhere
            ; cmp DWORD [rax + p.slots], 0
            ; jne =>elsewhere
            ; mov r8, rcx
            ; shr r8, 48
            ; jne =>elsewhere
            ; test BYTE [rax + 1], DictPlaces::PINNED as i8
            ; jne =>elsewhere
            ; lea r8, [rdx + rdx * 2]
            ; shl r8, 3
            ; add r8, [rax + p.entries]
            ; mov r9, [r12 + slot(value)]
            ; mov [r8 + DictPlaces::HASH], rsi
            ; mov [r8 + ENTRY_KEY], rcx
            ; mov [r8 + ENTRY_VALUE], r9
            ; inc rdx
            ; mov [rax + p.count], rdx
            ; inc DWORD [rax + DictPlaces::LIVE]
            ; inc DWORD [rax + DictPlaces::VERSION]
            ; jmp =>done
        );
    }

    /// `R[b][R[c]]` of the instance of a subclass of `dict` in `rax`.
    pub fn inherited_item(&mut self, i: Insn, cold: DynamicLabel) {
        let done = self.labels[self.ip + 1];
        dynasm!(self.ops ; mov rdx, [r12 + slot(i.c)]);
        self.call_with_dict(inherited as *const ());
        dynasm!(self.ops
            ; test rax, rax
            ; je =>cold
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>done
        );
    }

    /// `R[a][R[b]] = R[c]` of the instance of a subclass of `dict` in `rax`.
    pub fn set_inherited_item(&mut self, i: Insn, cold: DynamicLabel) {
        let done = self.labels[self.ip + 1];
        dynasm!(self.ops ; mov rdx, [r12 + slot(i.b)] ; mov rcx, [r12 + slot(i.c)]);
        self.call_with_dict(set_inherited as *const ());
        dynasm!(self.ops ; test eax, eax ; je =>cold ; jmp =>done);
    }

    /// `setdefault` of the dict in `rax` where the key is there. Goes on after the instruction, or behind this.
    pub fn call_setdefault(&mut self, site: Site) {
        let (next, none) = (self.next(), self.label());
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(site.window + 2)]
            ; call ->search
            ; cmp rdx, 1
            ; jbe =>none
            ; mov rcx, [rdx + ENTRY_VALUE]
            ; mov [r12 + slot(site.dst)], rcx
            ; jmp =>next
            ; =>none
        );
    }

    /// `get` of the dict in `rax`. Goes on after the instruction, or behind this where it is not for here.
    pub fn call_dict_get(&mut self, site: Site) {
        let (next, none, far, missing) = (self.next(), self.label(), self.label(), self.label());
        let key = site.window + 2;
        dynasm!(self.ops
            ; mov rcx, [r12 + slot(key)]
        );
        self.entry(key);
        dynasm!(self.ops
            ; cmp rdx, 1
            ; je =>far
            ; jb =>missing
            ; mov rax, [rdx + ENTRY_VALUE]
            ; mov [r12 + slot(site.dst)], rax
            ; jmp =>next
            ; =>missing
        );
        self.default_of_get(site);
        dynasm!(self.ops
            ; mov [r12 + slot(site.dst)], rcx
            ; jmp =>next
            ; =>far
            ; mov rdx, rcx
        );
        self.default_of_get(site);
        self.call_with_dict(get as *const ());
        dynasm!(self.ops
            ; test rax, rax
            ; je =>none
            ; mov [r12 + slot(site.dst)], rax
            ; jmp =>next
            ; =>none
            ; mov rax, [r12 + slot(site.window + 1)]
        );
    }

    /// The last argument of a `get` in `rcx`.
    fn default_of_get(&mut self, site: Site) {
        if site.argc == 3 {
            dynasm!(self.ops ; mov rcx, [r12 + slot(site.window + 3)]);
        } else {
            dynasm!(self.ops ; mov rcx, QWORD Word::NONE.bits() as i64);
        }
    }

    /// Calls a function of the machine and the dict in `rax`; what else it wants is in place.
    fn call_with_dict(&mut self, function: *const ()) {
        dynasm!(self.ops ; mov rdi, rbx ; mov rsi, rax);
        self.call_function_at(function);
    }

    /// An empty display.
    pub fn build_empty_dict(&mut self) {
        dynasm!(self.ops ; mov rdi, rbx);
        self.made_by(empty as *const ());
    }

    /// The result of a function, whose arguments are in place, is that of the instruction.
    pub fn made_by(&mut self, function: *const ()) {
        let done = self.labels[self.ip + 1];
        self.call_function_at(function);
        self.store(self.insn().a);
        dynasm!(self.ops ; jmp =>done);
    }

    /// Calls a function whose arguments are in place.
    pub fn call_function_at(&mut self, function: *const ()) {
        dynasm!(self.ops ; mov rax, QWORD function as i64 ; call rax);
    }
}
