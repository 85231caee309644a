//! Runs of arithmetic on ints beyond the inline ones: instructions in a row whose intermediate results never become
//! objects, as in `x = (x * a + c) % m`.

use super::ints::int_object;
use crate::bytecode::{Insn, Op};
use crate::heap::{INT_MAX, Word};
use crate::value::number::wide::Wide;
use crate::value::{GlobalRef, IntObject};
use crate::vm::Vm;
use crate::vm::ops::{get, insn, put};
use crate::vm::stack::Reg;

/// What a binary operator's instruction makes of two ints, if it can be told here.
#[inline(always)]
pub(super) fn of_instruction(op: Op, x: Wide, y: Wide) -> Option<Wide> {
    match op {
        Op::Add | Op::IAdd | Op::AddI | Op::IAddI => x.add(y),
        Op::Sub | Op::ISub | Op::SubI | Op::ISubI => x.sub(y),
        Op::Mul | Op::IMul => x.mul(y),
        Op::FloorDiv | Op::IFloorDiv => x.floor_div(y),
        Op::Mod | Op::IMod => x.modulo(y),
        Op::BitAnd | Op::IAnd => x.and(y),
        Op::BitOr | Op::IOr => x.or(y),
        Op::BitXor | Op::IXor => x.xor(y),
        Op::Shl | Op::IShl => x.shift_left(y),
        Op::Shr | Op::IShr => x.shifted_right(y),
        _ => None,
    }
}

/// Whether an instruction can be one of a run: `of_instruction` knows it, or it brings operands.
#[inline(always)]
fn belongs(op: Op) -> bool {
    use Op::*;
    let operand = matches!(op, Move | LoadK | LoadI | GetG);
    operand
        || matches!(op, Add | IAdd | AddI | IAddI | Sub | ISub | SubI | ISubI | Mul | IMul)
        || matches!(op, FloorDiv | IFloorDiv | Mod | IMod)
        || matches!(op, BitAnd | IAnd | BitOr | IOr | BitXor | IXor | Shl | IShl | Shr | IShr)
}

/// Whether an instruction's result, for which an object would be needed, may be wanted by the next one alone.
#[inline(always)]
pub(super) fn runs_on(pc: *const Insn, result: Wide) -> bool {
    // SAFETY: an operator is never the last instruction of a code
    result.size > INT_MAX as u128 && belongs(unsafe { *pc }.operation())
}

/// A result that has not been written to its register.
#[derive(Clone, Copy)]
struct Held {
    reg: u16,
    number: Wide,
}

/// An operand of a run: the number in a register of the frame, an int but no bool.
#[inline(always)]
fn number_at(base: *mut Reg, r: u16) -> Option<Wide> {
    let w = get(base, r);
    match w.as_int() {
        Some(i) => Some(i.into()),
        None => int_object(&w)?.to_wide(),
    }
}

/// What an instruction brings that only puts something in a register.
#[inline(always)]
fn operand(at: *const Insn, base: *mut Reg, i: Insn) -> Option<Word> {
    match i.operation() {
        Op::LoadI => Some(Word::small(i.offset() as i64)),
        // SAFETY: the linker has put the constant at this distance
        Op::LoadK => unsafe { *at.offset(i.offset() as isize).cast::<Reg>() },
        // SAFETY: and the reference at this one
        Op::GetG => unsafe { &*at.add(i.c as usize).cast::<GlobalRef>() }.get(),
        Op::Move => Some(get(base, i.b)),
        _ => None,
    }
}

impl Vm {
    /// Goes on behind an instruction with this result, as long as there is arithmetic on ints of up to 128 bits; gives
    /// the place behind the last instruction done.
    ///
    /// What an operator leaves in a register without a name is an operand of one other instruction and seen by no one
    /// else: an operator that has taken it uses it up.
    #[inline(never)]
    pub(super) fn run_of_ints(&self, pc: *const Insn, base: *mut Reg, result: Wide) -> *const Insn {
        let names = &Vm::linked_of(base).local_names;
        let write = |h: Held| put(base, h.reg, IntObject::word_of_wide(&self.heap, h.number));
        let used = |h: Held| match names.get(h.reg as usize) {
            Some(&Word::NONE) => put(base, h.reg, Word::small(0)),
            _ => write(h),
        };
        let mut last = Held { reg: insn(pc).a, number: result };
        // the result of the operator before, while that of another is made
        let mut aside: Option<Held> = None;
        let mut at = pc;
        loop {
            // SAFETY: an operator is never the last instruction of a code, nor is another of these
            let i = unsafe { *at };
            let op = i.operation();
            let touches = |r: u16| r == last.reg || aside.is_some_and(|h| h.reg == r);
            if matches!(op, Op::LoadI | Op::LoadK | Op::GetG | Op::Move) {
                if touches(i.a) || op == Op::Move && touches(i.b) {
                    break;
                }
                let Some(word) = operand(at, base, i) else { break };
                put(base, i.a, word);
                at = at.wrapping_add(1);
                continue;
            }
            if !belongs(op) {
                break;
            }
            let immediate = matches!(op, Op::AddI | Op::IAddI | Op::SubI | Op::ISubI);
            let read = |r: u16| match aside {
                _ if r == last.reg => Some(last.number),
                Some(h) if h.reg == r => Some(h.number),
                _ => number_at(base, r),
            };
            let uses = |r: u16| i.b == r || !immediate && i.c == r;
            let (Some(x), Some(y)) =
                (read(i.b), if immediate { Some((i.c as i16 as i64).into()) } else { read(i.c) })
            else {
                break;
            };
            let Some(number) = of_instruction(op, x, y) else { break };
            if let Some(h) = aside.filter(|h| uses(h.reg) || i.a == h.reg) {
                if i.a != h.reg {
                    used(h);
                }
                aside = None;
            }
            if i.a == last.reg {
                // written over
            } else if uses(last.reg) {
                used(last);
            } else if aside.is_none() {
                aside = Some(last);
            } else {
                break;
            }
            last = Held { reg: i.a, number };
            at = at.wrapping_add(1);
            if number.size <= INT_MAX as u128 && aside.is_none() {
                break;
            }
        }
        aside.into_iter().for_each(write);
        write(last);
        at
    }
}
