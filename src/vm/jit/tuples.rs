//! Comparisons of two displays of tuples, without the tuples: their items are compared where they stand.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::numbers::{Ask, asked, wanted};
use super::translate::{Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;

/// Longer tuples are made.
const MOST_ITEMS: u16 = 4;

/// Where a comparison of items leads.
#[derive(Clone, Copy)]
struct Ends {
    yes: DynamicLabel,
    no: DynamicLabel,
    /// Other items than numbers and strings: the tuples are made.
    made: DynamicLabel,
}

impl Translator<'_> {
    /// The comparison of the tuple that this instruction makes with the one that the next makes, if the one after that is
    /// one, and nobody else knows of the two.
    fn tuples_compared(&self, first: Insn) -> Option<(u16, Insn)> {
        let at = |ip: usize| {
            let inside = ip < self.linked.code.insns.len() && !self.targets[ip];
            // SAFETY: below the number of instructions
            inside.then(|| unsafe { *self.linked.entry().add(ip) })
        };
        let (second, third) = (at(self.ip + 1)?, at(self.ip + 2)?);
        let pair = second.operation() == Op::Tuple
            && first.a == first.b
            && second.a == second.b
            && second.c == first.c
            && second.b == first.b + first.c;
        let operands = match third.operation() {
            Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Eq | Op::Ne => [third.b, third.c],
            Op::JLt | Op::JLe | Op::JGt | Op::JGe | Op::JEq | Op::JNe => [third.a, third.b],
            Op::JNLt | Op::JNLe | Op::JNGt | Op::JNGe | Op::JNEq | Op::JNNe => [third.a, third.b],
            _ => return None,
        };
        let scratch = |r: u16| self.linked.local_names[r as usize] == Word::NONE;
        let fits = pair && operands == [first.a, second.a] && first.c <= MOST_ITEMS;
        (fits && scratch(first.a) && scratch(second.a)).then_some((second.b, third))
    }

    /// Two displays of tuples that are compared at once: goes on behind the comparison, or here, where they are made.
    pub fn compare_tuples(&mut self, first: Insn) {
        let Some((others, compare)) = self.tuples_compared(first) else { return };
        let op = compare.operation();
        let Some(ask) = asked(op) else { return };
        let ends = Ends { yes: self.label(), no: self.label(), made: self.label() };
        for k in 0..first.c {
            let same = self.label();
            self.compare_items(ask, [first.b + k, others + k], same, ends);
            dynasm!(self.ops ; =>same);
        }
        let behind = self.labels[self.ip + 3];
        let equal = if matches!(ask, Ask::Le | Ask::Ge | Ask::Eq) { ends.yes } else { ends.no };
        dynasm!(self.ops ; jmp =>equal);
        if matches!(op, Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Eq | Op::Ne) {
            dynasm!(self.ops ; =>ends.yes);
            self.put(compare.a, Word::TRUE.bits());
            dynasm!(self.ops ; jmp =>behind ; =>ends.no);
            self.put(compare.a, Word::FALSE.bits());
            dynasm!(self.ops ; jmp =>behind);
        } else {
            let to = self.labels[(self.ip as i64 + 3 + compare.c as i16 as i64) as usize];
            let (yes, no) = if wanted(op) { (to, behind) } else { (behind, to) };
            dynasm!(self.ops ; =>ends.yes ; jmp =>yes ; =>ends.no ; jmp =>no);
        }
        dynasm!(self.ops ; =>ends.made);
    }

    /// Compares two items: goes to `same` if they are equal, else to where their own comparison leads.
    fn compare_items(&mut self, ask: Ask, [x, y]: [u16; 2], same: DynamicLabel, ends: Ends) {
        let Ends { yes, no, made } = ends;
        let other = self.label();
        dynasm!(self.ops
            ; mov rax, [r12 + slot(x)]
            ; mov rcx, [r12 + slot(y)]
            ; cmp rax, rcx
            ; je =>same
        );
        self.both_int(other);
        match ask {
            Ask::Eq => dynasm!(self.ops ; jmp =>no),
            Ask::Ne => dynasm!(self.ops ; jmp =>yes),
            _ => {
                dynasm!(self.ops ; shl rax, 16 ; shl rcx, 16 ; cmp rax, rcx);
                self.jump_signed(ask, true, yes);
                dynasm!(self.ops ; jmp =>no);
            }
        }
        self.aside(other, move |t| {
            let (text, unordered, differ) = (t.label(), t.label(), t.label());
            t.both_float(text);
            dynasm!(t.ops ; ucomisd xmm0, xmm1 ; jp =>unordered ; je =>same ; =>unordered);
            t.jump_floats(ask, true, yes);
            dynasm!(t.ops ; jmp =>no ; =>text);
            t.same_string(same, differ, made);
            dynasm!(t.ops ; =>differ);
            match ask {
                Ask::Eq => dynasm!(t.ops ; jmp =>no),
                Ask::Ne => dynasm!(t.ops ; jmp =>yes),
                _ => {
                    dynasm!(t.ops ; mov rax, [r12 + slot(x)] ; mov rcx, [r12 + slot(y)]);
                    t.order_of_strings(ask, true, [yes, no, made]);
                }
            }
        });
    }
}
