//! The verifier: what the machine relies on without looking, checked once.
//!
//! All of it is derived from the rows of the instruction table.

use super::{Code, Effect, Insn, Op, Operand};

/// Checks a code object and those nested in it: registers, constants, names, caches, codes and closure variables
/// in range, jumps and handlers inside the code, control never running off the end, a position for every
/// instruction that may raise.
pub fn verify(code: &Code) -> Result<(), String> {
    let mut pending = vec![code];
    while let Some(code) = pending.pop() {
        verify_one(code).map_err(|e| format!("{}: {e}", code.qualname))?;
        pending.extend(code.codes.iter().map(|c| &**c));
    }
    Ok(())
}

fn verify_one(code: &Code) -> Result<(), String> {
    let n = code.insns.len() as u32;
    let Some(last) = code.insns.last() else { return Err("no instructions".into()) };
    if !leaves(last.operation()) {
        return Err(format!("control runs off the end after {}", last.operation().mnemonic()));
    }
    if code.param_regs() > code.nregs {
        return Err("parameters do not fit the registers".into());
    }
    for (at, insn) in code.insns.iter().enumerate() {
        verify_insn(code, at as u32, *insn)
            .map_err(|e| format!("instruction {at} ({}): {e}", insn.operation().mnemonic()))?;
    }
    for handler in &code.handlers {
        if handler.from >= handler.to || handler.to > n || handler.target >= n {
            return Err(format!("bad handler {handler:?}"));
        }
        if handler.reg as u32 + 1 >= code.nregs as u32 {
            return Err(format!("handler registers {} out of range", handler.reg));
        }
    }
    if code.spans.windows(2).any(|w| w[0].0 >= w[1].0) {
        return Err("positions are not in order".into());
    }
    for local in &code.locals {
        if local.reg >= code.nregs {
            return Err(format!("local register {} out of range", local.reg));
        }
    }
    Ok(())
}

/// Whether control never goes on behind the operation.
fn leaves(op: Op) -> bool {
    op.effect() == Effect::Ends || matches!(op, Op::Jmp | Op::Loop)
}

/// How many registers from the named one on an instruction uses through field number `field`.
fn window(insn: Insn, field: usize) -> u32 {
    let (b, c) = (insn.b as u32, insn.c as u32);
    match (insn.operation(), field) {
        (Op::Slice, 1) => 3,
        (Op::Repeat, 0) | (Op::FillSlice, 2) => 2,
        (Op::Call | Op::CallG | Op::CallKw, 0) => b + 1,
        (Op::CallM, 0) => b + 2,
        (Op::CallEx, 0) => b + 2,
        (Op::MkFunc, 0) => 32 - (c & 15).leading_zeros() + 1,
        (Op::MkClass, 0) => b + 3,
        (Op::List | Op::Tuple | Op::ListStar | Op::TupleStar | Op::Set | Op::BuildStr, 1) => c,
        (Op::Dict, 1) => 2 * c,
        (Op::Format, 1) => 1 + (c >> 2 & 1),
        (Op::Unpack, 0) => c,
        (Op::UnpackEx, 0) => (c & 255) + (c >> 8) + 1,
        (Op::AFor | Op::YieldFrom, 0) => 2,
        (Op::ExcLeave, 0) | (Op::ExcMatchStar, 0) => 2,
        (Op::ExcInfo, 0) => 3,
        (Op::MatchClass, 2) => 3,
        _ => 1,
    }
}

fn verify_insn(code: &Code, at: u32, insn: Insn) -> Result<(), String> {
    let op = insn.operation();
    if op as u16 != insn.op {
        return Err(format!("unknown operation {}", insn.op));
    }
    if op.effect() == Effect::Internal {
        return Err("only the machine makes it".into());
    }
    let fields = [insn.a, insn.b, insn.c];
    for (i, operand) in op.operands().into_iter().enumerate() {
        let value = fields[i] as u32;
        let wide = insn.bc();
        let (index, limit, what) = match operand {
            Operand::No | Operand::Count | Operand::Imm => continue,
            Operand::Dst | Operand::Src | Operand::Both | Operand::Window => {
                // an argument that is not there has no register
                if op == Op::RaiseAssert && insn.b == 0 {
                    continue;
                }
                let n = window(insn, i);
                if n == 0 {
                    continue;
                }
                (value + n - 1, code.nregs as usize, "register")
            }
            Operand::Const => (value, code.consts.len(), "constant"),
            Operand::ConstWide => (wide, code.consts.len(), "constant"),
            Operand::Name => (value, code.names.len(), "name"),
            Operand::NameWide => (wide, code.names.len(), "name"),
            Operand::Cache => (value, code.caches.len(), "cache"),
            Operand::Code => (value, code.codes.len(), "code"),
            Operand::Free => (value, code.free.len(), "closure variable"),
            Operand::Live => (value, code.nregs as usize + 1, "live register"),
            Operand::Jump32 if op == Op::LoadI => continue,
            Operand::Jump16 | Operand::Jump32 => {
                let offset =
                    if operand == Operand::Jump16 { insn.c as i16 as i64 } else { insn.offset() as i64 };
                let target = at as i64 + 1 + offset;
                match u32::try_from(target) {
                    Ok(target) => (target, code.insns.len(), "jump target"),
                    Err(_) => return Err(format!("jump to {target}")),
                }
            }
        };
        if index as usize >= limit {
            return Err(format!("{what} {index} out of range (there are {limit})"));
        }
    }
    if op == Op::GetName && at as usize + 2 >= code.insns.len() {
        return Err("no instruction to skip".into());
    }
    let raises = matches!(op.effect(), Effect::Raises | Effect::Suspends | Effect::Branches);
    if raises && code.spans.first().is_none_or(|&(first, _)| first > at) {
        return Err("no position".into());
    }
    Ok(())
}
