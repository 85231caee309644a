//! Runs: a second translation of instructions in a row, in which what has been found out is not looked at again. What is
//! known to be a float stays in a register of the processor; what else is known stands in `known_parts`, what becomes of
//! ints, attributes and items in `plain_parts`.
//!
//! A run stands before the ordinary translation of its first instruction. Where something is not as the sample made
//! it seem (an operand is no float, a divisor is zero), and behind every instruction between the sums that took its
//! cold path, the ordinary translation goes on; so each result is stored in the frame as well, unless nobody can come
//! to see it. The run ends by a jump over the ordinary translation.

// the assembler converts numbers of registers that are of the right type already
#![allow(clippy::useless_conversion)]

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::known_parts::{Part, State};
use super::numbers::{asked, wanted};
use super::translate::Translator;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;

/// Runs of more instructions are cut.
const LONGEST: usize = 96;

/// A run is worth its memory if what is known in it saves so much.
const LEAST_GAIN: usize = 2;

/// A run: what its instructions do, whether each may leave it before it has done anything, and whether each has to store
/// its result.
struct Run {
    parts: Vec<Part>,
    checks: Vec<bool>,
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
            if part.reads_frame() {
                self.put_pending(&mut state);
            }
            let plain = if n == 0 { slow } else { self.labels[self.ip] };
            let bail = if run.checks[n] { self.bail(&state, plain) } else { plain };
            self.part(&mut state, *part, run.stores[n], bail);
        }
        self.put_pending(&mut state);
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
            None => state.word(r).is_none() && !state.is_int(r) && self.expects_float(ip, r),
        };
        // anything else is an int, or nothing is known of it
        let number = |r: u16| {
            let known = float(r) || state.get(r).is_some() || state.is_int(r);
            known || state.word(r).is_none() && self.seen_int(r)
        };
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
                let word = self.constant_at(ip);
                match Word::from_bits(word).and_then(Word::as_float) {
                    Some(number) => Part::Constant { a: i.a, number, word },
                    None => Part::Word { a: i.a, word },
                }
            }
            LoadI => Part::Word { a: i.a, word: Word::small(i.offset() as i64).bits() },
            Move => Part::Move { a: i.a, b: i.b },
            JLt | JLe | JGt | JGe | JEq | JNe | JNLt | JNLe | JNGt | JNGe | JNEq | JNNe if both(i.a, i.b) => {
                Part::Jump { op, b: i.a, c: i.b }
            }
            JLtI | JLeI | JGtI | JGeI | JEqI | JNeI | JNLtI | JNLeI | JNGtI | JNGeI | JNEqI | JNNeI
                if state.is_float(i.a) =>
            {
                Part::JumpWith { op, b: i.a, number: i.b as i16 as f64 }
            }
            _ => match self.plain_part_of(ip, i, state) {
                Some(part) => part,
                None if !state.knows_floats() => return None,
                None => match op {
                    GetAttr | GetItem => Part::Other { a: Some(i.a) },
                    SetAttr | SetItem => Part::Other { a: None },
                    _ => return None,
                },
            },
        })
    }

    /// The run that begins here, if it is worth its while: if something is known where it is used.
    fn find_run(&mut self) -> Option<Run> {
        let mut state = State::default();
        let (mut parts, mut checks) = (Vec::new(), Vec::new());
        let (mut gain, mut length, mut end) = (0, 0, self.ip);
        for ip in self.ip..(self.ip + LONGEST).min(self.labels.len() - 1) {
            if ip > self.ip && self.targets[ip] {
                break;
            }
            let Some(part) = self.part_of(ip, &state) else { break };
            if parts.is_empty() && !part.may_begin() {
                return None;
            }
            let used = self.gain(&state, part);
            let Some(check) = self.advance(&mut state, part) else { break };
            end = ip + 1;
            gain += used;
            parts.push(part);
            checks.push(check);
            if part.is_worth_it() {
                length = parts.len();
            }
            if matches!(part, Part::Jump { .. } | Part::JumpWith { .. }) {
                break;
            }
        }
        parts.truncate(length);
        checks.truncate(length);
        if gain < LEAST_GAIN || length < 2 {
            // less is known in what is only the rest of this
            self.run_end = end;
            return None;
        }
        let stores = (0..length).map(|n| must_store(&parts, &checks, n)).collect();
        Some(Run { parts, checks, stores })
    }

    /// How much is saved by what is known where a part begins.
    fn gain(&self, state: &State, part: Part) -> usize {
        let floats = |regs: &[u16]| 2 * regs.iter().filter(|r| state.is_float(**r)).count();
        match part {
            Part::Sum { b, c, .. } | Part::Jump { b, c, .. } => floats(&[b, c]),
            Part::SumWith { b, .. } | Part::Negate { b, .. } | Part::JumpWith { b, .. } => floats(&[b]),
            _ => state.gain(part),
        }
    }

    /// What a part does to the state; whether it may leave the run before it has done anything. None if there are too few
    /// registers.
    fn advance(&self, state: &mut State, part: Part) -> Option<bool> {
        let operand = |state: &mut State, r: u16| -> Option<bool> {
            if state.get(r).is_some() {
                return Some(false);
            }
            let (d, int) = (state.free()?, state.is_int(r));
            state.set(r, d, int || self.seen_int(r));
            Some(!int)
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
            Part::Constant { .. } | Part::Word { .. } | Part::Move { .. } | Part::Nothing => false,
            _ => true,
        };
        match part {
            Part::Sum { a, .. }
            | Part::SumWith { a, .. }
            | Part::Negate { a, .. }
            | Part::Constant { a, .. } => {
                let d = state.free()?;
                state.learn(part);
                state.set(a, d, false);
            }
            _ => state.learn(part),
        }
        Some(check)
    }

    /// Translates one instruction of a run.
    fn part(&mut self, state: &mut State, part: Part, store: bool, bail: DynamicLabel) {
        match part {
            Part::Sum { op, a, b, c } => {
                let (x, y) = (self.number_in(state, b, bail), self.number_in(state, c, bail));
                self.sum(state, part, op, [x, y], bail);
                self.keep_result(state, a, store);
            }
            Part::SumWith { op, a, b, number } => {
                let x = self.number_in(state, b, bail);
                self.constant_in(1, number);
                self.sum(state, part, op, [x, 1], bail);
                self.keep_result(state, a, store);
            }
            Part::Negate { a, b } => {
                let x = self.number_in(state, b, bail);
                let Some(d) = state.free() else { return };
                dynasm!(self.ops ; movq rax, Rx(x) ; btc rax, 63 ; movq Rx(d), rax);
                state.learn(part);
                state.set(a, d, false);
                self.keep_result(state, a, store);
            }
            Part::Constant { a, number, .. } => {
                let Some(d) = state.free() else { return };
                self.constant_in(d, number);
                state.learn(part);
                state.set(a, d, false);
                if !store {
                    state.is_put(a);
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
            _ => {
                self.plain_part(state, part, bail);
                state.learn(part);
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
        let known = state.is_int(r);
        let int = known || self.seen_int(r);
        if let Some(n) = state.int_constant(r) {
            state.rax = None;
            self.constant_in(d, n as f64);
            state.set(r, d, true);
            return d;
        }
        if state.rax.take() != Some(r) {
            self.load(r);
        }
        if int {
            if !known {
                dynasm!(self.ops ; cmp rax, r14 ; jb =>bail);
            }
            dynasm!(self.ops
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
    fn sum(&mut self, state: &mut State, part: Part, op: Op, [x, y]: [u8; 2], bail: DynamicLabel) {
        let (Some(d), Some(a)) = (state.free(), part.written()) else { return };
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
        state.learn(part);
        state.set(a, d, false);
    }

    /// Stores the float that a register of the frame has been given, if it has to be.
    fn keep_result(&mut self, state: &mut State, a: u16, store: bool) {
        if let Some(k) = state.get(a).filter(|_| store) {
            dynasm!(self.ops ; movapd xmm0, Rx(k.xmm));
            self.store_float(a);
            state.rax = Some(a);
        }
    }
}

/// Whether the result of a part can be seen in the frame: not if it is overwritten before the run may be left.
fn must_store(parts: &[Part], checks: &[bool], n: usize) -> bool {
    let Some(a) = parts[n].written() else { return false };
    for (part, check) in parts.iter().zip(checks).skip(n + 1) {
        // a move reads the frame
        if *check || matches!(part, Part::Move { b, .. } if *b == a) {
            return true;
        }
        if part.written() == Some(a) {
            return false;
        }
    }
    true
}
