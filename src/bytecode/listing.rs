//! The disassembler.

use std::fmt::Write;

use super::{Code, Const, Insn, Op, Operand};
use crate::source::Interner;

/// A readable listing of a code object and those nested in it: source lines between the instructions, jump
/// targets marked, constants and names spelled out.
pub fn listing(code: &Code, names: &Interner) -> String {
    let mut out = String::new();
    let mut pending = vec![code];
    while let Some(code) = pending.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        one(code, names, &mut out);
        pending.extend(code.codes.iter().rev().map(|c| &**c));
    }
    out
}

fn one(code: &Code, names: &Interner, out: &mut String) {
    let flags = [
        ("module", code.flags.module),
        ("class", code.flags.class_body),
        ("coroutine", code.flags.coroutine),
        ("generator", code.flags.generator),
        ("cleanup", code.flags.has_cleanup),
    ];
    let _ = write!(out, "== {}", code.qualname);
    flags.iter().filter(|f| f.1).for_each(|f| {
        let _ = write!(out, " [{}]", f.0);
    });
    let _ = writeln!(out, " {} registers", code.nregs);
    if !code.locals.is_empty() {
        let show = |l: &super::LocalVar| {
            format!("r{}={}{}", l.reg, names.get(l.name), if l.cell { " (cell)" } else { "" })
        };
        let list: Vec<String> = code.locals.iter().map(show).collect();
        let _ = writeln!(out, "   locals: {}", list.join(", "));
    }
    if !code.free.is_empty() {
        let list: Vec<&str> = code.free.iter().map(|&n| names.get(n)).collect();
        let _ = writeln!(out, "   closure: {}", list.join(", "));
    }
    let mut targets: Vec<u32> = code.handlers.iter().map(|h| h.target).collect();
    targets.extend(code.insns.iter().enumerate().filter_map(|(i, &insn)| target(i as u32, insn)));
    targets.sort_unstable();
    targets.dedup();
    let mut line = 0;
    for (at, &insn) in code.insns.iter().enumerate() {
        let at = at as u32;
        if code.spans.first().is_some_and(|&(first, _)| first <= at) {
            let here = code.file.line(code.span_at(at).lo);
            if here != line {
                line = here;
                let text = code.file.line_text(line);
                let _ = writeln!(out, "{:>4} | {}", line, text.trim());
            }
        }
        let mark = if targets.binary_search(&at).is_ok() { '>' } else { ' ' };
        let _ = write!(out, "   {mark}{at:>4}  {:<12}", insn.operation().mnemonic());
        operands(code, names, at, insn, out);
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
    }
    for h in &code.handlers {
        let last = h.to - 1;
        let _ = writeln!(out, "   {}..{last} -> {} in r{}, r{}", h.from, h.target, h.reg, h.reg + 1);
    }
}

/// Where an instruction may jump to.
fn target(at: u32, insn: Insn) -> Option<u32> {
    if insn.operation() == Op::LoadI {
        return None;
    }
    let offset = insn.operation().operands().iter().find_map(|operand| match operand {
        Operand::Jump16 => Some(insn.c as i16 as i32),
        Operand::Jump32 => Some(insn.offset()),
        _ => None,
    })?;
    Some((at + 1).wrapping_add_signed(offset))
}

fn operands(code: &Code, names: &Interner, at: u32, insn: Insn, out: &mut String) {
    let fields = [insn.a, insn.b, insn.c];
    let mut parts: Vec<String> = Vec::new();
    let mut note: Option<String> = None;
    let name = |list: &[crate::source::Name], i: u32| {
        list.get(i as usize).map_or_else(|| format!("?{i}"), |&n| names.get(n).to_owned())
    };
    let constant = |i: u32| code.consts.get(i as usize).map_or_else(|| format!("?{i}"), show);
    for (i, operand) in insn.operation().operands().into_iter().enumerate() {
        let field = fields[i];
        match operand {
            Operand::No => {}
            Operand::Dst | Operand::Src | Operand::Both | Operand::Window => parts.push(format!("r{field}")),
            Operand::Count | Operand::Live => parts.push(field.to_string()),
            Operand::Imm => parts.push(format!("#{}", field as i16)),
            Operand::Const => note = Some(constant(field as u32)),
            Operand::ConstWide => note = Some(constant(insn.bc())),
            Operand::Name => note = Some(name(&code.names, field as u32)),
            Operand::NameWide => note = Some(name(&code.names, insn.bc())),
            Operand::Cache => note = Some(format!(".{}", name(&code.caches, field as u32))),
            Operand::Free => note = Some(format!("^{}", name(&code.free, field as u32))),
            Operand::Code => {
                note = code.codes.get(field as usize).map(|c| format!("<{}>", c.qualname));
            }
            Operand::Jump32 if insn.operation() == Op::LoadI => parts.push(format!("#{}", insn.offset())),
            Operand::Jump16 | Operand::Jump32 => {
                parts.push(format!("-> {}", target(at, insn).unwrap_or_default()));
            }
        }
    }
    out.push_str(&parts.join(" "));
    if let Some(note) = note {
        let _ = write!(out, "{}{note}", if parts.is_empty() { "" } else { "  " });
    }
}

/// A constant as it is written in source.
fn show(value: &Const) -> String {
    let list = |items: &[Const]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match value {
        Const::None => "None".into(),
        Const::Bool(true) => "True".into(),
        Const::Bool(false) => "False".into(),
        Const::Ellipsis => "...".into(),
        Const::Int(i) => i.to_string(),
        Const::BigInt(b) => b.to_string(),
        Const::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        Const::Str(text) => shorten(format!("{:?}", String::from_utf8_lossy(text))),
        Const::Bytes(bytes) => shorten(format!("b\"{}\"", bytes.escape_ascii())),
        Const::Tuple(items) if items.len() == 1 => format!("({},)", list(items)),
        Const::Tuple(items) => shorten(format!("({})", list(items))),
        Const::FrozenSet(items) => shorten(format!("{{{}}}", list(items))),
    }
}

fn shorten(text: String) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
