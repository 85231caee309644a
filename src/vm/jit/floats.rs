//! Runs of float arithmetic: a second translation of instructions in a row, in which what is known to be a float stays
//! in a register of the processor and is not looked at again.
//!
//! A run stands before the ordinary translation of its first instruction. Where something is not as the sample made
//! it seem (an operand is no float, a divisor is zero), and behind every instruction between the sums that took its
//! cold path, the ordinary translation goes on; so each result is stored in the frame as well, unless nobody can come
//! to see it. The run ends by a jump over the ordinary translation.

// the assembler converts numbers of registers that are of the right type already
#![allow(clippy::useless_conversion)]

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::numbers::{asked, wanted};
use super::translate::Translator;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;

/// Registers of the processor that hold values: from the third on; the first two are scratch.
const REGISTERS: std::ops::Range<u8> = 2..16;
/// Runs of more instructions are cut.
const LONGEST: usize = 96;

/// What an instruction does in a run.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// a = b op c
    Sum {
        op: Op,
        a: u16,
        b: u16,
        c: u16,
    },
    /// a = b op number
    SumWith {
        op: Op,
        a: u16,
        b: u16,
        number: f64,
    },
    Negate {
        a: u16,
        b: u16,
    },
    /// A constant: as a number, as a word, and whether it is an int.
    Constant {
        a: u16,
        number: f64,
        word: u64,
        int: bool,
    },
    Move {
        a: u16,
        b: u16,
    },
    /// Translated as always; its result is unknown.
    Other {
        a: Option<u16>,
    },
    /// A comparison that jumps: the end of the run.
    Jump {
        op: Op,
        b: u16,
        c: u16,
    },
    JumpWith {
        op: Op,
        b: u16,
        number: f64,
    },
}

/// What is known of a register of the frame: the number is in a register of the processor.
#[derive(Clone, Copy)]
struct Known {
    reg: u16,
    xmm: u8,
    /// In the frame it is an int.
    int: bool,
}

/// What is known on the way through a run.
#[derive(Clone, Default)]
struct State(Vec<Known>);

impl State {
    fn get(&self, reg: u16) -> Option<Known> {
        self.0.iter().copied().find(|k| k.reg == reg)
    }

    fn is_float(&self, reg: u16) -> bool {
        self.get(reg).is_some_and(|k| !k.int)
    }

    fn forget(&mut self, reg: u16) {
        self.0.retain(|k| k.reg != reg);
    }

    fn set(&mut self, reg: u16, xmm: u8, int: bool) {
        self.forget(reg);
        self.0.push(Known { reg, xmm, int });
    }

    /// A register of the processor that holds nothing.
    fn free(&self) -> Option<u8> {
        REGISTERS.into_iter().find(|x| self.0.iter().all(|k| k.xmm != *x))
    }
}

/// A run: what its instructions do, and whether each has to store its result.
struct Run {
    parts: Vec<Part>,
    stores: Vec<bool>,
}

impl Translator<'_> {
    /// Translates the run that begins with the instruction under way, if there is one.
    pub fn float_run(&mut self) {
        if self.ip < self.run_end {
            return;
        }
        let Some(run) = self.find_run() else { return };
        let (start, slow) = (self.ip, self.label());
        self.run_end = start + run.parts.len();
        let mut state = State::default();
        for (n, part) in run.parts.iter().enumerate() {
            self.ip = start + n;
            let bail = if n == 0 { slow } else { self.labels[self.ip] };
            self.part(&mut state, *part, run.stores[n], bail);
        }
        let after = self.labels[self.run_end];
        self.ip = start;
        dynasm!(self.ops ; jmp =>after ; =>slow);
    }

    pub fn insn_at(&self, ip: usize) -> Insn {
        // SAFETY: below the number of instructions
        unsafe { *self.linked.entry().add(ip) }
    }

    /// What an instruction is to a run, where this is known so far.
    fn part_of(&self, ip: usize, state: &State) -> Option<Part> {
        use Op::*;
        let i = self.insn_at(ip);
        let op = i.operation();
        let float = |r: u16| match state.get(r) {
            Some(k) => !k.int,
            None => self.expects_float(ip, r),
        };
        // anything else is an int, or nothing is known of it
        let number = |r: u16| float(r) || state.get(r).is_some() || self.seen_int(r);
        let both = |x: u16, y: u16| (float(x) || float(y)) && number(x) && number(y);
        let imm = i.c as i16 as f64;
        Some(match op {
            Add | IAdd | Sub | ISub | Mul | IMul | Div | IDiv if both(i.b, i.c) => {
                Part::Sum { op, a: i.a, b: i.b, c: i.c }
            }
            AddI | IAddI if float(i.b) => Part::SumWith { op: Add, a: i.a, b: i.b, number: imm },
            SubI | ISubI if float(i.b) => Part::SumWith { op: Sub, a: i.a, b: i.b, number: imm },
            Neg if float(i.b) => Part::Negate { a: i.a, b: i.b },
            LoadK => {
                // SAFETY: the linker has put the constant at this distance
                let word = unsafe {
                    *self.linked.entry().add(ip).offset(i.offset() as isize).cast::<Option<Word>>()
                };
                match word.and_then(Word::as_float) {
                    Some(number) => {
                        Part::Constant { a: i.a, number, word: word.map_or(0, Word::bits), int: false }
                    }
                    None => return None,
                }
            }
            LoadI => {
                let word = Word::small(i.offset() as i64).bits();
                Part::Constant { a: i.a, number: i.offset() as f64, word, int: true }
            }
            Move => Part::Move { a: i.a, b: i.b },
            GetAttr | GetItem => Part::Other { a: Some(i.a) },
            SetAttr | SetItem => Part::Other { a: None },
            JLt | JLe | JGt | JGe | JEq | JNe | JNLt | JNLe | JNGt | JNGe | JNEq | JNNe if both(i.a, i.b) => {
                Part::Jump { op, b: i.a, c: i.b }
            }
            JLtI | JLeI | JGtI | JGeI | JEqI | JNeI | JNLtI | JNLeI | JNGtI | JNGeI | JNEqI | JNNeI
                if state.is_float(i.a) =>
            {
                Part::JumpWith { op, b: i.a, number: i.b as i16 as f64 }
            }
            _ => return None,
        })
    }

    /// The run that begins here, if it is worth its while: if something is known where it is used.
    fn find_run(&self) -> Option<Run> {
        let mut state = State::default();
        let (mut parts, mut checks) = (Vec::new(), Vec::new());
        let (mut gain, mut length) = (0, 0);
        for ip in self.ip..(self.ip + LONGEST).min(self.labels.len() - 1) {
            if ip > self.ip && self.targets[ip] {
                break;
            }
            let Some(part) = self.part_of(ip, &state) else { break };
            if parts.is_empty() && matches!(part, Part::Move { .. } | Part::Other { .. } | Part::Jump { .. })
            {
                return None;
            }
            let known = |regs: &[u16]| regs.iter().filter(|r| state.is_float(**r)).count();
            let used = match part {
                Part::Sum { b, c, .. } | Part::Jump { b, c, .. } => known(&[b, c]),
                Part::SumWith { b, .. } | Part::Negate { b, .. } | Part::JumpWith { b, .. } => known(&[b]),
                _ => 0,
            };
            let Some(check) = self.advance(&mut state, part) else { break };
            gain += used;
            parts.push(part);
            checks.push(check);
            if !matches!(part, Part::Move { .. } | Part::Other { .. } | Part::Constant { .. }) {
                length = parts.len();
            }
            if matches!(part, Part::Jump { .. } | Part::JumpWith { .. }) {
                break;
            }
        }
        parts.truncate(length);
        checks.truncate(length);
        if gain == 0 || length < 2 {
            return None;
        }
        let stores = (0..length).map(|n| must_store(&parts, &checks, n)).collect();
        Some(Run { parts, stores })
    }

    /// What a part does to the state; whether it may leave the run before it has done anything. None if there are too few
    /// registers.
    fn advance(&self, state: &mut State, part: Part) -> Option<bool> {
        let operand = |state: &mut State, r: u16| -> Option<bool> {
            if state.get(r).is_some() {
                return Some(false);
            }
            let d = state.free()?;
            state.set(r, d, self.seen_int(r));
            Some(true)
        };
        let check = match part {
            Part::Sum { op, b, c, .. } => {
                let checks = [operand(state, b)?, operand(state, c)?];
                checks[0] || checks[1] || matches!(op, Op::Div | Op::IDiv)
            }
            Part::Jump { b, c, .. } => {
                let checks = [operand(state, b)?, operand(state, c)?];
                checks[0] || checks[1]
            }
            Part::SumWith { b, .. } | Part::Negate { b, .. } | Part::JumpWith { b, .. } => operand(state, b)?,
            Part::Other { .. } => true,
            Part::Constant { .. } | Part::Move { .. } => false,
        };
        match part {
            Part::Sum { a, .. } | Part::SumWith { a, .. } | Part::Negate { a, .. } => {
                let d = state.free()?;
                state.set(a, d, false);
            }
            Part::Constant { a, int, .. } => {
                let d = state.free()?;
                state.set(a, d, int);
            }
            Part::Move { a, b } => match state.get(b) {
                Some(k) => state.set(a, k.xmm, k.int),
                None => state.forget(a),
            },
            Part::Other { a: Some(a) } => state.forget(a),
            _ => {}
        }
        Some(check)
    }

    /// Translates one instruction of a run.
    fn part(&mut self, state: &mut State, part: Part, store: bool, bail: DynamicLabel) {
        match part {
            Part::Sum { op, a, b, c } => {
                let (x, y) = (self.number_in(state, b, bail), self.number_in(state, c, bail));
                self.sum(state, op, a, x, y, bail);
                self.keep_result(state, a, store);
            }
            Part::SumWith { op, a, b, number } => {
                let x = self.number_in(state, b, bail);
                self.constant_in(1, number);
                self.sum(state, op, a, x, 1, bail);
                self.keep_result(state, a, store);
            }
            Part::Negate { a, b } => {
                let x = self.number_in(state, b, bail);
                let Some(d) = state.free() else { return };
                dynasm!(self.ops ; movq rax, Rx(x) ; btc rax, 63 ; movq Rx(d), rax);
                state.set(a, d, false);
                self.keep_result(state, a, store);
            }
            Part::Constant { a, number, word, int } => {
                let Some(d) = state.free() else { return };
                self.constant_in(d, number);
                state.set(a, d, int);
                if store {
                    self.put(a, word);
                }
            }
            Part::Move { a, b } => {
                let known = state.get(b);
                self.load(b);
                self.store(a);
                match known {
                    Some(k) => state.set(a, k.xmm, k.int),
                    None => state.forget(a),
                }
            }
            Part::Other { a } => {
                let next = self.label();
                self.fast_next = Some(next);
                self.instruction();
                self.fast_next = None;
                dynasm!(self.ops ; =>next);
                if let Some(a) = a {
                    state.forget(a);
                }
            }
            Part::Jump { op, b, c } => {
                let (x, y) = (self.number_in(state, b, bail), self.number_in(state, c, bail));
                dynasm!(self.ops ; movapd xmm0, Rx(x) ; movapd xmm1, Rx(y));
                self.decide_floats(op);
            }
            Part::JumpWith { op, b, number } => {
                let x = self.number_in(state, b, bail);
                self.constant_in(1, number);
                dynasm!(self.ops ; movapd xmm0, Rx(x));
                self.decide_floats(op);
            }
        }
    }

    /// Jumps as an instruction that compares `xmm0` and `xmm1` says.
    fn decide_floats(&mut self, op: Op) {
        let to = self.target(self.insn().c as i16 as i32);
        if let Some(ask) = asked(op) {
            self.jump_floats(ask, wanted(op), to);
        }
    }

    fn constant_in(&mut self, xmm: u8, number: f64) {
        match number.to_bits() as i64 {
            0 => dynasm!(self.ops ; xorpd Rx(xmm), Rx(xmm)),
            bits => dynasm!(self.ops ; mov rax, QWORD bits ; movq Rx(xmm), rax),
        }
    }

    /// A register of the frame as a number in one of the processor.
    fn number_in(&mut self, state: &mut State, r: u16, bail: DynamicLabel) -> u8 {
        if let Some(k) = state.get(r) {
            return k.xmm;
        }
        // the search for the run has seen to it that there is one
        let Some(d) = state.free() else { return 0 };
        let int = self.seen_int(r);
        self.load(r);
        if int {
            dynasm!(self.ops
                ; cmp rax, r14
                ; jb =>bail
                ; shl rax, 16
                ; sar rax, 16
                ; cvtsi2sd Rx(d), rax
            );
        } else {
            dynasm!(self.ops
                ; sub rax, r15
                ; cmp rax, [->most_float]
                ; ja =>bail
                ; movq Rx(d), rax
            );
        }
        state.set(r, d, int);
        d
    }

    /// The sum (or difference, product, quotient) of two numbers, for a register of the frame.
    fn sum(&mut self, state: &mut State, op: Op, a: u16, x: u8, y: u8, bail: DynamicLabel) {
        let Some(d) = state.free() else { return };
        dynasm!(self.ops ; movapd Rx(d), Rx(x));
        match op {
            Op::Add | Op::IAdd => dynasm!(self.ops ; addsd Rx(d), Rx(y)),
            Op::Sub | Op::ISub => dynasm!(self.ops ; subsd Rx(d), Rx(y)),
            Op::Mul | Op::IMul => dynasm!(self.ops ; mulsd Rx(d), Rx(y)),
            _ => dynasm!(self.ops
                ; xorpd xmm0, xmm0
                ; ucomisd Rx(y), xmm0
                // unordered is no zero, but rare enough
                ; je =>bail
                ; divsd Rx(d), Rx(y)
            ),
        }
        state.set(a, d, false);
    }

    /// Stores the float that a register of the frame has been given, if it has to be.
    fn keep_result(&mut self, state: &State, a: u16, store: bool) {
        if let Some(k) = state.get(a).filter(|_| store) {
            dynasm!(self.ops ; movapd xmm0, Rx(k.xmm));
            self.store_float(a);
        }
    }
}

/// Whether the result of a part can be seen in the frame: not if it is overwritten before the run may be left.
fn must_store(parts: &[Part], checks: &[bool], n: usize) -> bool {
    let written = |part: Part| match part {
        Part::Sum { a, .. }
        | Part::SumWith { a, .. }
        | Part::Negate { a, .. }
        | Part::Constant { a, .. }
        | Part::Move { a, .. } => Some(a),
        Part::Other { a } => a,
        Part::Jump { .. } | Part::JumpWith { .. } => None,
    };
    let Some(a) = written(parts[n]) else { return false };
    for (part, check) in parts.iter().zip(checks).skip(n + 1) {
        // a move reads the frame
        if *check || matches!(part, Part::Move { b, .. } if *b == a) {
            return true;
        }
        if written(*part) == Some(a) {
            return false;
        }
    }
    true
}
