//! From linked instructions to machine code: the frame of a translation, places, exits. What each instruction
//! becomes stands in `names`, `numbers`, `objects` and `calls`.
//!
//! Registers of the processor: `rbx` the machine, `r12` the frame's registers, `rbp` the interrupt word, `r14` the
//! tag of ints, `r15` the offset of floats; `r13` holds the place after the instruction while a helper runs. The
//! others are free within an instruction and hold nothing from one to the next.

use std::cell::Cell;
use std::mem::offset_of;

use dynasmrt::x64::X64Relocation;
use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, VecAssembler, dynasm};

use super::super::lookup::MethodCache;
use super::super::stack::{Reg, Stack};
use super::super::words::INT_TAG;
use super::super::{Vm, answers};
use super::Jit;
use super::calls::RECORD;
use super::helpers::{self, Helper, Learning};
use super::names::{AUX, OWNER, SHAPE, VERSION};
use super::specials::Special;
use super::watch::Watch;
use super::ways::{self, Common, Use, Way, Ways};
use crate::bytecode::{Insn, Op, Operand};
use crate::heap::Word;
use crate::value::{Cache, Function, Kind, Linked};

/// Answers of helpers beyond those of the dispatch loop: the instruction jumps.
pub(super) const TAKEN: u32 = 5;
/// It jumps, and the first instruction there is done as well.
pub(super) const TAKEN_AND_DONE: u32 = 6;

/// Where fields of the machine lie.
pub(super) mod field {
    use super::*;
    pub const PC: i32 = offset_of!(Vm, cur_pc) as i32;
    pub const BASE: i32 = offset_of!(Vm, cur_base) as i32;
    pub const FP: i32 = (offset_of!(Vm, stack) + offset_of!(Stack, fp)) as i32;
    pub const LIMIT: i32 = (offset_of!(Vm, stack) + offset_of!(Stack, limit)) as i32;
    pub const SOFT_END: i32 = (offset_of!(Vm, stack) + offset_of!(Stack, soft_end)) as i32;
    pub const WORDS: i32 = (offset_of!(Vm, stack) + offset_of!(Stack, words)) as i32;
    pub const TOP: i32 = (offset_of!(Vm, stack) + offset_of!(Stack, top)) as i32;
    pub const INTERRUPT: i32 = offset_of!(Vm, interrupt) as i32;
    pub const TICKS: i32 = (offset_of!(Vm, jit) + offset_of!(Jit, ticks)) as i32;
    pub const CLASSES: i32 = (offset_of!(Vm, jit) + offset_of!(Jit, classes)) as i32;
    pub const LEFT: i32 = offset_of!(Vm, left) as i32;
    pub const HANDLING: i32 = offset_of!(Vm, handling) as i32;
    pub const STEP: i32 = offset_of!(Vm, step) as i32;
    pub const VERSION: i32 = (offset_of!(Vm, method_cache) + MethodCache::VERSION) as i32;
    pub const FUNCTION_CODE: i32 = offset_of!(Function, code) as i32;
    pub const FUNCTION_ENTRY: i32 = offset_of!(Function, entry) as i32;
    pub const DEEPEST: i32 = (offset_of!(Vm, stack) + offset_of!(Stack, deepest)) as i32;
    pub const HEAP: i32 = offset_of!(Vm, heap) as i32;
    pub const CODE_SPARE: i32 = offset_of!(Linked, spare) as i32;
    pub const CODE_STAR: i32 = offset_of!(Linked, star) as i32;
    pub const CODE_CELLS: i32 = offset_of!(Linked, cells) as i32;
    pub const CODE_CELL_SIZE: i32 = CODE_CELLS + offset_of!((u32, u32), 1) as i32;
    const CODE_FRAMES: i32 = offset_of!(Linked, frames) as i32;
    pub const CODE_HEADER: i32 = CODE_FRAMES + offset_of!((u64, u32, u32), 0) as i32;
    pub const CODE_FORM: i32 = CODE_FRAMES + offset_of!((u64, u32, u32), 1) as i32;
    pub const CODE_WATCHED: i32 = CODE_FRAMES + offset_of!((u64, u32, u32), 2) as i32;
    pub const CODE_NREGS: i32 = offset_of!(Linked, nregs) as i32;
    pub const CODE_TABLE: i32 = offset_of!(Linked, table) as i32;
    pub const CODE_ENTRY: i32 = offset_of!(Linked, table_entry) as i32;
}

/// Machine code of one function, to be put anywhere in memory.
pub(super) struct Made {
    pub bytes: Vec<u8>,
    /// Where each instruction begins.
    pub places: Vec<usize>,
    /// Where calls come in.
    pub entry: usize,
    /// The first instruction never needs the dispatch loop.
    pub whole_entry: bool,
}

/// A helper's call beside the straight way.
struct Cold {
    at: DynamicLabel,
    ip: usize,
    helper: *const (),
    /// What helpers that learn write to.
    ways: *const Ways,
    done: DynamicLabel,
    taken: Option<DynamicLabel>,
    /// Where other answers lead, if they are the instruction's own affair.
    otherwise: Option<DynamicLabel>,
}

/// A look at what an instruction has learnt besides what its own cache holds.
struct Further {
    at: DynamicLabel,
    ways: *const Ways,
    /// Where what all instructions have learnt is looked at.
    common: DynamicLabel,
    key: u64,
    found: DynamicLabel,
    none: DynamicLabel,
}

/// What writes a way beside the straight one.
type Aside<'a> = Box<dyn FnOnce(&mut Translator<'a>) + 'a>;

/// A translation under way.
pub(super) struct Translator<'a> {
    pub vm: &'a Vm,
    pub linked: &'a Linked,
    pub ops: VecAssembler<X64Relocation>,
    /// Where instructions begin.
    pub labels: Vec<DynamicLabel>,
    cold: Vec<Cold>,
    further: Vec<Further>,
    pub specials: Vec<Special>,
    /// Ways beside the straight one, with the instructions they belong to, that are written behind them all.
    aside: Vec<(usize, Aside<'a>)>,
    /// The instruction being translated.
    pub ip: usize,
    /// What the registers held when the sample was taken: hints only.
    pub sample: &'a [Reg],
    /// What instructions met that an earlier translation was not made for.
    pub met: Vec<u32>,
    /// Where this is counted, if that goes on.
    pub watch: Option<*const Cell<u32>>,
    /// Which instructions are jumped to.
    pub targets: Vec<bool>,
    /// Where the last run of floats ends.
    pub run_end: usize,
    /// Where an instruction of such a run goes on, if it has not taken its cold path.
    pub fast_next: Option<DynamicLabel>,
    /// Loops resume generators, which may delegate to others.
    pub delegates: bool,
    /// Coroutines are awaited where they are called.
    pub awaits: bool,
    /// Functions are called that may make frames on the heap.
    pub makes_frames: bool,
    /// There are loops, which need the pieces that find next items.
    pub loops: bool,
    /// Loops resume generators that their iterators go through.
    pub parts: bool,
    /// Generators yield to such loops.
    pub arrives: bool,
    /// Values are looked for in sets.
    pub sets: bool,
}

/// Switches from the dispatch loop to machine code: a function (machine, registers, place).
pub(super) fn entrance() -> Option<Vec<u8>> {
    let mut ops: VecAssembler<X64Relocation> = VecAssembler::new(0);
    dynasm!(ops
        ; .arch x64
        ; push rbp
        ; push rbx
        ; push r12
        ; push r13
        ; push r14
        ; push r15
        ; sub rsp, 8
        ; mov rbx, rdi
        ; mov r12, rsi
        ; mov rbp, [rbx + field::INTERRUPT]
        ; mov r14, QWORD INT_TAG as i64
        ; mov r15, QWORD Word::FLOAT_OFFSET as i64
        ; jmp rdx
    );
    ops.finalize().ok()
}

/// Translates a linked code object.
pub(super) fn translate(vm: &Vm, linked: &Linked, base: *mut Reg) -> Option<Made> {
    let n = linked.code.insns.len();
    let mut ops = VecAssembler::new(0);
    let labels = (0..=n).map(|_| ops.new_dynamic_label()).collect();
    // SAFETY: the running frame's window; nothing writes to it during a translation
    let sample = unsafe { std::slice::from_raw_parts(base, linked.nregs as usize) };
    let (met, watch) = Watch::begin(vm, linked);
    let mut t = Translator {
        vm,
        linked,
        ops,
        labels,
        cold: Vec::new(),
        further: Vec::new(),
        specials: Vec::new(),
        aside: Vec::new(),
        ip: 0,
        sample,
        met,
        watch,
        targets: targets(linked),
        run_end: 0,
        fast_next: None,
        delegates: false,
        awaits: false,
        makes_frames: false,
        loops: false,
        parts: false,
        arrives: false,
        sets: false,
    };
    let entry = t.ops.offset().0;
    t.safepoint();
    let mut places = Vec::with_capacity(n);
    let mut whole_entry = false;
    for ip in 0..n {
        t.ip = ip;
        let label = t.labels[ip];
        dynasm!(t.ops ; =>label);
        places.push(t.ops.offset().0);
        t.float_run();
        let whole = t.instruction();
        if ip == 0 {
            whole_entry = whole;
        }
    }
    // code never runs off its end
    let end = t.labels[n];
    dynasm!(t.ops ; =>end ; ud2);
    t.ways_aside();
    t.special_calls();
    t.cold_paths();
    t.special_returns();
    t.exits();
    t.shared_parts();
    if t.delegates {
        t.resume_delegates();
    }
    if t.awaits {
        t.fleeting();
    }
    if t.makes_frames {
        t.made_frame();
    }
    if t.parts {
        t.entered_parts();
    }
    if t.arrives {
        t.arrived_parts();
    }
    if t.loops {
        t.steps();
    }
    if t.sets {
        t.find_in_set();
    }
    t.search();
    Some(Made { bytes: t.ops.finalize().ok()?, places, entry, whole_entry })
}

impl<'a> Translator<'a> {
    /// Writes a way of the instruction under way behind all instructions, so that the straight way has no jump over it.
    pub fn aside(&mut self, at: DynamicLabel, write: impl FnOnce(&mut Translator<'a>) + 'a) {
        let ip = self.ip;
        self.aside.push((
            ip,
            Box::new(move |t| {
                dynasm!(t.ops ; =>at);
                write(t);
            }),
        ));
    }

    fn ways_aside(&mut self) {
        while !self.aside.is_empty() {
            for (ip, write) in std::mem::take(&mut self.aside) {
                self.ip = ip;
                write(self);
            }
        }
    }
}

impl Translator<'_> {
    /// The instruction under way, as linked.
    pub fn insn(&self) -> Insn {
        // SAFETY: below the number of instructions
        unsafe { *self.linked.entry().add(self.ip) }
    }

    /// The place after the instruction.
    fn next_pc(&self, ip: usize) -> i64 {
        self.linked.entry().wrapping_add(ip + 1) as i64
    }

    /// The word that an instruction names by its distance.
    pub fn beside(&self) -> i64 {
        self.linked.entry().wrapping_add(self.ip + self.insn().c as usize) as i64
    }

    pub fn label(&mut self) -> DynamicLabel {
        self.ops.new_dynamic_label()
    }

    /// The label of the instruction after this one.
    pub fn next(&self) -> DynamicLabel {
        self.fast_next.unwrap_or(self.labels[self.ip + 1])
    }

    /// The label of the instruction so far from the next one.
    pub fn target(&self, offset: i32) -> DynamicLabel {
        self.labels[(self.ip as i64 + 1 + offset as i64) as usize]
    }

    /// Code beside the straight way that calls a helper and goes on after the instruction.
    pub fn cold(&mut self, helper: Helper) -> DynamicLabel {
        let done = self.labels[self.ip + 1];
        self.cold_to(helper, done, None)
    }

    /// The same where the helper learns.
    pub fn cold_with(&mut self, helper: Learning, ways: *const Ways) -> DynamicLabel {
        let at = self.cold(helpers::safepoint);
        if let Some(c) = self.cold.last_mut() {
            (c.helper, c.ways) = (helper as *const (), ways);
        }
        at
    }

    /// The same where the helper may say that the instruction jumps.
    pub fn cold_jump(&mut self, helper: Helper, taken: DynamicLabel) -> DynamicLabel {
        let done = self.labels[self.ip + 1];
        self.cold_to(helper, done, Some(taken))
    }

    pub fn cold_to(
        &mut self,
        helper: Helper,
        done: DynamicLabel,
        taken: Option<DynamicLabel>,
    ) -> DynamicLabel {
        let at = self.label();
        self.cold.push(Cold {
            at,
            ip: self.ip,
            helper: helper as *const (),
            ways: std::ptr::null(),
            done,
            taken,
            otherwise: None,
        });
        at
    }

    /// The bottom of a `for` loop, which may also go on within its body.
    pub fn for_cold(&mut self, helper: Helper, body: DynamicLabel, otherwise: DynamicLabel) -> DynamicLabel {
        let (taken, otherwise) = (Some(body), Some(otherwise));
        let at = self.cold(helper);
        if let Some(c) = self.cold.last_mut() {
            (c.taken, c.otherwise) = (taken, otherwise);
        }
        at
    }

    /// An object in `rax` whose shape is looked for, first in the instruction's cache, then in what it learnt before, then
    /// in what all have learnt: `rcx` is the cache that fits. Where none does, the helper learns. Gives the label of the
    /// last of the three, for an object in `rax` that what has been found does not suit.
    pub fn fits(&mut self, helper: Learning, what: Use) -> DynamicLabel {
        let ways = self.vm.jit.more_ways();
        // SAFETY: the linker has put the cache at this distance
        let key = what.key(unsafe { &*(self.beside() as usize as *const Cache) }.name);
        let (none, found) = (self.cold_with(helper, ways), self.label());
        let (cache, more, common) = (self.beside(), self.label(), self.label());
        dynasm!(self.ops
            ; cmp rax, r15
            ; jae =>none
            ; mov rcx, QWORD cache
            ; mov edx, [rax + 4]
            ; cmp edx, [rcx + SHAPE]
            ; jne =>more
            ; =>found
        );
        self.further.push(Further { at: more, ways, common, key, found, none });
        common
    }

    /// An interruption is looked for.
    pub fn safepoint(&mut self) {
        let done = self.label();
        let at = self.cold_to(helpers::safepoint, done, None);
        dynasm!(self.ops
            ; cmp DWORD [rbp], 0
            ; jne =>at
            ; =>done
        );
    }

    /// Stores `rax` in a register.
    pub fn store(&mut self, r: u16) {
        dynasm!(self.ops ; mov [r12 + slot(r)], rax);
    }

    /// Loads a register into `rax`.
    pub fn load(&mut self, r: u16) {
        dynasm!(self.ops ; mov rax, [r12 + slot(r)]);
    }

    /// A constant word for a register.
    pub fn put(&mut self, r: u16, word: u64) {
        dynasm!(self.ops ; mov rax, QWORD word as i64 ; mov [r12 + slot(r)], rax);
    }

    /// An instruction that a helper does.
    pub fn help(&mut self, helper: Helper, taken: Option<DynamicLabel>) {
        let next = self.next();
        self.call(self.ip, helper as *const (), next, taken);
        dynasm!(self.ops ; jmp ->answer);
    }

    /// Calls a helper; where its answer is that the instruction is done or jumps, goes there.
    fn call(&mut self, ip: usize, helper: *const (), done: DynamicLabel, taken: Option<DynamicLabel>) {
        let pc = self.next_pc(ip);
        dynasm!(self.ops
            ; mov r13, QWORD pc
            ; mov rdi, rbx
            ; mov rsi, r13
            ; mov rdx, r12
            ; mov rax, QWORD helper as i64
            ; call rax
            ; test eax, eax
        );
        dynasm!(self.ops ; je =>done);
        if let Some(taken) = taken {
            dynasm!(self.ops ; cmp eax, TAKEN as i32 ; je =>taken);
        }
    }

    /// Looks for a way for the object in `rax` among those that all instructions have learnt.
    fn look_in_common(&mut self, f: &Further) {
        let (common, found, none, own, place) = (f.common, f.found, f.none, self.label(), self.label());
        dynasm!(self.ops
            ; =>common
            ; mov edx, [rax + 4]
            ; mov esi, edx
            ; cmp BYTE [rax], Kind::Type as i8
            ; cmove esi, eax
            ; imul esi, esi, Common::FACTOR as i32
            ; shr esi, Common::SHIFT as i8
            ; xor esi, Common::hash(f.key) as i32
            ; and esi, Common::MASK as i32
            ; mov rcx, QWORD self.vm.jit.common.address()
            ; add rcx, rsi
            ; cmp edx, [rcx + SHAPE]
            ; jne =>none
            ; mov rdi, QWORD f.key as i64
            ; cmp rdi, [rcx + Common::KEY as i32]
            ; jne =>none
            ; mov esi, [rcx + VERSION]
            ; cmp esi, [rbx + field::VERSION]
            ; jne =>none
            ; mov esi, [rcx + AUX]
            ; sub esi, ways::OWNED as i32
            ; cmp esi, (ways::OWN_METHOD - ways::OWNED) as i32
            ; jbe =>own
            ; cmp esi, (ways::CLASS_STORE - ways::OWNED) as i32
            ; je =>own
            ; =>place
            ; jmp =>found
            ; =>own
            ; cmp rax, [rcx + OWNER]
            ; je =>place
            ; jmp =>none
        );
    }

    fn cold_paths(&mut self) {
        for f in std::mem::take(&mut self.further) {
            let (at, found) = (f.at, f.found);
            dynasm!(self.ops ; =>at ; mov rcx, QWORD f.ways as i64);
            for _ in 0..Ways::COUNT {
                dynasm!(self.ops ; cmp edx, [rcx + SHAPE] ; je =>found ; add rcx, size_of::<Way>() as i32);
            }
            self.look_in_common(&f);
        }
        for c in std::mem::take(&mut self.cold) {
            let at = c.at;
            dynasm!(self.ops ; =>at);
            if !c.ways.is_null() {
                dynasm!(self.ops ; mov rcx, QWORD c.ways as i64);
            }
            self.call(c.ip, c.helper, c.done, c.taken);
            match c.otherwise {
                Some(otherwise) => dynasm!(self.ops ; jmp =>otherwise),
                None => dynasm!(self.ops ; jmp ->answer),
            }
        }
    }

    /// What follows a helper's answer, and the ways out.
    fn exits(&mut self) {
        dynasm!(self.ops
            ; ->answer:
            ; cmp eax, answers::GO as i32
            ; je ->go
            ; cmp eax, answers::RAISED as i32
            ; jne ->leave
            // an exception is parked: r13 is behind the instruction that raised it
            ; ->raise:
            ; mov rdi, rbx
            ; mov rsi, r13
            ; mov rdx, r12
            ; mov rax, QWORD helpers::unwind as *const () as i64
            ; call rax
            ; cmp eax, answers::GO as i32
            ; jne ->leave
            ; ->go:
            ; mov rcx, [rbx + field::PC]
            ; mov r12, [rbx + field::BASE]
            ; cmp DWORD [rbp], 0
            ; je ->dispatch
            ; lea r13, [rcx + 8]
            ; mov rdi, rbx
            ; mov rsi, r13
            ; mov rdx, r12
            ; mov rax, QWORD helpers::safepoint as *const () as i64
            ; call rax
            ; test eax, eax
            ; jne ->raise
            ; lea rcx, [r13 - 8]
            ; jmp ->dispatch
            // a plain frame whose function has not been translated
            ; ->enter:
            ; mov rax, [r12 - 8]
            ; mov rcx, [rax + field::FUNCTION_ENTRY]
            ; mov [rbx + field::PC], rcx
            ; mov [rbx + field::BASE], r12
            ; jmp ->go
            // go on at rcx with the registers at r12, in machine code if there is any
            ; ->dispatch:
            ; mov rax, [r12 - 8]
            ; mov rax, [rax + field::FUNCTION_CODE]
            ; mov rax, [rax + field::CODE_TABLE]
            ; test rax, rax
            ; je ->untranslated
            ; jmp QWORD [rax + rcx]
            // count it: perhaps it is hot
            ; ->untranslated:
            ; dec DWORD [rbx + field::TICKS]
            ; jne ->interpret
            ; mov r13, rcx
            ; mov rdi, rbx
            ; mov rsi, r13
            ; mov rdx, r12
            ; mov rax, QWORD helpers::sample as *const () as i64
            ; call rax
            ; mov rcx, r13
            ; test eax, eax
            ; jne ->dispatch
            ; ->interpret:
            ; mov [rbx + field::PC], rcx
            ; mov [rbx + field::BASE], r12
            ; mov eax, answers::GO as i32
            ; jmp ->leave
            // the frame whose record ends at rdx gives rax to the native that entered it
            ; ->halt:
            ; sub rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov [rbx + field::LEFT], rax
            ; mov eax, answers::LEAVE as i32
            ; ->leave:
            ; add rsp, 8
            ; pop r15
            ; pop r14
            ; pop r13
            ; pop r12
            ; pop rbx
            ; pop rbp
            ; ret
            ; .align 8
            ; ->most_float:
            ; .u64 Word::FLOAT_MOST
        );
    }

    /// One instruction. Says whether it never hands over to the dispatch loop where it stands.
    pub fn instruction(&mut self) -> bool {
        let op = self.insn().operation();
        if self.name(op) || self.number(op) || self.object(op) || self.keyed(op) {
            return true;
        }
        if self.control(op) || self.heap_frame(op) {
            return true;
        }
        if let Some((helper, jumps)) = helpers::of(op) {
            let i = self.insn();
            match op {
                Op::Dict if i.c == 0 => {
                    self.found_before_default(i.a);
                    self.build_empty_dict();
                    return true;
                }
                Op::BuildStr => {
                    self.build_str(i);
                    return true;
                }
                Op::Format => self.format(i, helper),
                _ => self.asked_first(op, helper),
            }
            let taken = match jumps {
                helpers::Jump::No => None,
                helpers::Jump::Skips => Some(self.labels[(self.ip + 2).min(self.labels.len() - 1)]),
            };
            self.help(helper, taken);
            return true;
        }
        let pc = self.next_pc(self.ip) - 8;
        dynasm!(self.ops ; mov rcx, QWORD pc ; jmp ->interpret);
        false
    }
}

/// Which instructions are jumped to.
fn targets(linked: &Linked) -> Vec<bool> {
    let n = linked.code.insns.len();
    let mut targets = vec![false; n + 1];
    let mut note = |at: i64| {
        if let Some(t) = usize::try_from(at).ok().and_then(|at| targets.get_mut(at)) {
            *t = true;
        }
    };
    for ip in 0..n {
        // SAFETY: below the number of instructions
        let i = unsafe { *linked.entry().add(ip) };
        let (op, next) = (i.operation(), ip as i64 + 1);
        for operand in op.operands() {
            match operand {
                Operand::Jump16 => note(next + i.c as i16 as i64),
                Operand::Jump32 if op != Op::LoadI => note(next + i.offset() as i64),
                _ => {}
            }
        }
    }
    linked.code.handlers.iter().for_each(|h| note(h.target as i64));
    targets
}

/// Where a register lies from the frame's first.
pub(super) fn slot(r: u16) -> i32 {
    r as i32 * 8
}
