//! From a unit to a code object: entry code, long jumps, offsets.

use super::scope::{CAPTURED, PARAM, Place, Scope, ScopeKind};
use super::unit::{Overflow, Unit};
use crate::bytecode::{Handler, Insn, LocalVar, Op, Operand};
use crate::source::Span;

/// The tables that depend on instruction numbers, ready for a code object.
pub(super) struct Layout {
    pub insns: Vec<Insn>,
    pub spans: Vec<(u32, Span)>,
    pub handlers: Vec<Handler>,
}

/// How a jump with a 16-bit offset that is out of reach gets a longer arm.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arm {
    Short,
    /// The opposite condition jumps over a `Jmp`.
    Inverted(Op),
    /// The instruction jumps to a `Jmp` behind one that jumps over both.
    Trampoline,
}

impl Arm {
    fn extra(self) -> u32 {
        match self {
            Arm::Short => 0,
            Arm::Inverted(_) => 1,
            Arm::Trampoline => 2,
        }
    }
}

/// The operation that jumps exactly when `op` does not.
fn inverse(op: Op) -> Option<Op> {
    use Op::*;
    const PAIRS: [(Op, Op); 12] = [
        (JLt, JNLt),
        (JLe, JNLe),
        (JGt, JNGt),
        (JGe, JNGe),
        (JEq, JNEq),
        (JNe, JNNe),
        (JLtI, JNLtI),
        (JLeI, JNLeI),
        (JGtI, JNGtI),
        (JGeI, JNGeI),
        (JEqI, JNEqI),
        (JNeI, JNNeI),
    ];
    PAIRS.iter().find_map(|&(a, b)| {
        if a == op {
            Some(b)
        } else if b == op {
            Some(a)
        } else {
            None
        }
    })
}

/// The instructions at the entry of a unit: cells of captured variables, unset registers of checked ones.
pub(super) fn entry_code(unit: &Unit, scope: &Scope) -> Vec<Insn> {
    let mut code = Vec::new();
    if scope.kind == ScopeKind::Class {
        if scope.needs_class_cell {
            code.extend([Insn::abc(Op::Unset, 1, 0, 0), Insn::abc(Op::MkCell, 1, 0, 0)]);
        }
        return code;
    }
    for symbol in &scope.symbols {
        let Place::Local(reg) = symbol.place else { continue };
        let (captured, param) = (symbol.has(CAPTURED), symbol.has(PARAM));
        if !param && (captured || unit.reads_locals || unit.need_unset.contains(reg)) {
            code.push(Insn::abc(Op::Unset, reg, 0, 0));
        }
        if captured {
            code.push(Insn::abc(Op::MkCell, reg, 0, 0));
        }
    }
    code
}

/// The named variables of a unit.
pub(super) fn locals(scope: &Scope) -> Vec<LocalVar> {
    let own = scope.symbols.iter().filter_map(|s| match s.place {
        Place::Local(reg) => Some(LocalVar { name: s.name, reg, cell: s.has(CAPTURED) }),
        _ => None,
    });
    own.collect()
}

/// Puts the entry code before the unit's instructions and fills in all jump offsets.
pub(super) fn lay_out(unit: &mut Unit, entry: Vec<Insn>) -> Layout {
    let insns = std::mem::take(&mut unit.insns);
    let arms = choose_arms(unit, &insns);
    let shift = entry.len() as u32;
    // new number of each old instruction, and of the end
    let starts: Vec<u32> = match &arms {
        None => (0..=insns.len() as u32).map(|i| i + shift).collect(),
        Some(arms) => starts(arms, shift),
    };
    let target =
        |label: super::unit::Label| unit.labels[label.0 as usize].at.map_or(0, |at| starts[at as usize]);
    let mut out = entry;
    out.reserve(insns.len());
    let mut jumps = unit.jumps.iter().peekable();
    let mut overflow = false;
    for (i, &insn) in insns.iter().enumerate() {
        let Some(&&(_, label)) = jumps.peek().filter(|j| j.0 as usize == i) else {
            out.push(insn);
            continue;
        };
        jumps.next();
        let arm = arms.as_ref().map_or(Arm::Short, |arms| arms[i]);
        let next = starts[i] + 1;
        let to = target(label);
        let offset = |from: u32| to.wrapping_sub(from) as i32;
        if insn.operation().operands()[1] == Operand::Jump32 {
            out.push(Insn::jump(insn.operation(), insn.a, offset(next)));
            continue;
        }
        match arm {
            Arm::Short => {
                let short = i16::try_from(offset(next));
                overflow |= short.is_err();
                out.push(Insn { c: short.unwrap_or(0) as u16, ..insn });
            }
            Arm::Inverted(op) => {
                out.push(Insn { op: op as u16, c: 1, ..insn });
                out.push(Insn::jump(Op::Jmp, 0, offset(next + 1)));
            }
            Arm::Trampoline => {
                out.push(Insn { c: 1, ..insn });
                out.push(Insn::jump(Op::Jmp, 0, 1));
                out.push(Insn::jump(Op::Jmp, 0, offset(next + 2)));
            }
        }
    }
    let spans = unit.spans.iter().map(|&(at, span)| (starts[at as usize], span)).collect();
    let handlers = unit.protected.iter().map(|p| Handler {
        from: starts[p.from as usize],
        to: starts[p.to as usize],
        target: target(p.target),
        reg: p.reg,
    });
    let layout = Layout { insns: out, spans, handlers: handlers.collect() };
    if overflow {
        unit.overflow.get_or_insert(Overflow::Jumps);
    }
    layout
}

fn starts(arms: &[Arm], shift: u32) -> Vec<u32> {
    let mut at = shift;
    let mut starts = Vec::with_capacity(arms.len() + 1);
    for arm in arms {
        starts.push(at);
        at += 1 + arm.extra();
    }
    starts.push(at);
    starts
}

/// Decides which short jumps need a longer arm; nothing if all reach.
fn choose_arms(unit: &Unit, insns: &[Insn]) -> Option<Vec<Arm>> {
    // with every jump lengthened nothing is further apart than this
    if insns.len() * 3 < i16::MAX as usize {
        return None;
    }
    let mut arms = vec![Arm::Short; insns.len()];
    loop {
        let starts = starts(&arms, 0);
        let mut changed = false;
        for &(at, label) in &unit.jumps {
            let op = insns[at as usize].operation();
            if arms[at as usize] != Arm::Short || op.operands()[1] == Operand::Jump32 {
                continue;
            }
            let to = unit.labels[label.0 as usize].at.map_or(0, |at| starts[at as usize]);
            let offset = to as i64 - starts[at as usize] as i64 - 1;
            if i16::try_from(offset).is_err() {
                arms[at as usize] = inverse(op).map_or(Arm::Trampoline, Arm::Inverted);
                changed = true;
            }
        }
        if !changed {
            return Some(arms);
        }
    }
}
