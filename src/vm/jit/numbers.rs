//! Arithmetic and comparisons: ints and floats inline, in the order in which the sample saw them.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::special::fate_of_jump;
use super::helpers::{self, Helper};
use super::specials::{Argument, Call};
use super::translate::{Translator, slot};
use super::watch;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;

/// What a comparison asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}

pub(super) fn asked(op: Op) -> Option<Ask> {
    use Op::*;
    Some(match op {
        Lt | JLt | JNLt | JLtI | JNLtI => Ask::Lt,
        Le | JLe | JNLe | JLeI | JNLeI => Ask::Le,
        Gt | JGt | JNGt | JGtI | JNGtI => Ask::Gt,
        Ge | JGe | JNGe | JGeI | JNGeI => Ask::Ge,
        Eq | JEq | JNEq | JEqI | JNEqI => Ask::Eq,
        Ne | JNe | JNNe | JNeI | JNNeI => Ask::Ne,
        _ => return None,
    })
}

/// Whether an instruction that compares and jumps does so when the comparison holds.
pub(super) fn wanted(op: Op) -> bool {
    use Op::*;
    !matches!(op, JNLt | JNLe | JNGt | JNGe | JNEq | JNNe | JNLtI | JNLeI | JNGtI | JNGeI | JNEqI | JNNeI)
}

impl<'a> Translator<'a> {
    /// Translates an instruction on numbers. Says whether it was one.
    pub fn number(&mut self, op: Op) -> bool {
        let i = self.insn();
        use Op::*;
        match op {
            Add | IAdd | Sub | ISub | Mul | IMul => self.arithmetic(op, i),
            AddI | IAddI | SubI | ISubI => self.arithmetic_imm(op, i),
            Div | IDiv => self.divide(i),
            FloorDiv | IFloorDiv | Mod | IMod => self.floor_divide(op, i),
            Pow | IPow => self.power(i),
            BitAnd | IAnd | BitOr | IOr | BitXor | IXor => self.bitwise(op, i),
            Shl | IShl | Shr | IShr => self.shift(op, i),
            Neg => self.negate(i),
            Not => self.not(i),
            Is | IsNot => {
                self.load(i.b);
                dynasm!(self.ops ; cmp rax, [r12 + slot(i.c)] ; sete al);
                if op == IsNot {
                    dynasm!(self.ops ; xor al, 1);
                }
                self.store_bool(i.a);
            }
            Lt | Le | Gt | Ge | Eq | Ne => self.compare(op, i),
            JLt | JLe | JGt | JGe | JEq | JNe | JNLt | JNLe | JNGt | JNGe | JNEq | JNNe => {
                self.compare_jump(op, i)
            }
            JLtI | JLeI | JGtI | JGeI | JEqI | JNeI | JNLtI | JNLeI | JNGtI | JNGeI | JNEqI | JNNeI => {
                self.compare_imm(op, i)
            }
            _ => return false,
        }
        true
    }

    /// Stores `al`, 0 or 1, as a bool.
    pub fn store_bool(&mut self, r: u16) {
        dynasm!(self.ops
            ; movzx eax, al
            ; mov rcx, QWORD Word::FALSE.bits() as i64
            ; or rax, rcx
        );
        self.store(r);
    }

    /// Goes on where `rax` and `rcx` are both ints.
    pub(super) fn both_int(&mut self, no: DynamicLabel) {
        dynasm!(self.ops ; mov rdx, rax ; and rdx, rcx ; cmp rdx, r14 ; jb =>no);
    }

    /// Goes on where `rax` and `rcx` are both floats (or one of them an int), with these in `xmm0` and `xmm1`.
    pub(super) fn both_float(&mut self, no: DynamicLabel) {
        let (first_int, second, second_int, both) = (self.label(), self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov rdx, rax
            ; sub rdx, r15
            ; cmp rdx, [->most_float]
            ; ja =>first_int
            ; movq xmm0, rdx
            ; =>second
            ; mov rdx, rcx
            ; sub rdx, r15
            ; cmp rdx, [->most_float]
            ; ja =>second_int
            ; movq xmm1, rdx
            ; jmp =>both
            ; =>first_int
            ; cmp rax, r14
            ; jb =>no
            // two ints come here only when their sum has left the inline ints
            ; cmp rcx, r14
            ; jae =>no
            ; mov rdx, rax
            ; shl rdx, 16
            ; sar rdx, 16
            ; cvtsi2sd xmm0, rdx
            ; jmp =>second
            ; =>second_int
            ; cmp rcx, r14
            ; jb =>no
            ; mov rdx, rcx
            ; shl rdx, 16
            ; sar rdx, 16
            ; cvtsi2sd xmm1, rdx
            ; =>both
        );
    }

    /// `rax`, if it is a float, in `xmm0`, and the float of these bits in `xmm1`.
    pub(super) fn float_and(&mut self, number: i64, cold: DynamicLabel) {
        dynasm!(self.ops
            ; sub rax, r15
            ; cmp rax, [->most_float]
            ; ja =>cold
            ; movq xmm0, rax
            ; mov rcx, QWORD number
            ; movq xmm1, rcx
        );
    }

    /// Stores `xmm0`.
    pub fn store_float(&mut self, r: u16) {
        let plain = self.label();
        dynasm!(self.ops
            ; movq rax, xmm0
            ; cmp rax, [->most_float]
            ; jbe =>plain
            ; mov rax, QWORD 0x7FF8 << 48
            ; =>plain
            ; add rax, r15
        );
        self.store(r);
    }

    /// Emits both ways in the order in which they are to be tried. Each gets the label to go to where it does not
    /// fit; the int way comes back with `rax` to be stored, the float way with `xmm0`.
    fn both_ways(
        &mut self,
        i: Insn,
        floats: bool,
        cold: DynamicLabel,
        int: impl FnOnce(&mut Self, DynamicLabel) + 'a,
        float: impl FnOnce(&mut Self, DynamicLabel) + 'a,
    ) {
        let (other, next) = (self.label(), self.next());
        if floats {
            self.both_float(other);
            float(self, cold);
            self.store_float(i.a);
            self.aside(other, move |t| {
                t.both_int(cold);
                t.missed(watch::INT);
                int(t, cold);
                t.store(i.a);
                dynasm!(t.ops ; jmp =>next);
            });
        } else {
            self.both_int(other);
            int(self, cold);
            self.store(i.a);
            self.aside(other, move |t| {
                t.both_float(cold);
                t.missed(watch::FLOAT);
                float(t, cold);
                t.store_float(i.a);
                dynasm!(t.ops ; jmp =>next);
            });
        }
    }

    /// Beside the straight way of a binary operator.
    pub(super) fn operator(&mut self, helper: Helper, numbers_only: bool) -> DynamicLabel {
        let i = self.insn();
        let arguments = [Argument::Register(i.b), Argument::Register(i.c)];
        let call = Call { arguments: &arguments, asks: true, numbers_only, dst: i.a as u32 };
        self.special(helper, call)
    }

    /// Beside the straight way of a comparison that decides a jump.
    pub(super) fn decided_by(
        &mut self,
        plain: DynamicLabel,
        arguments: [Argument; 2],
        [to, next]: [DynamicLabel; 2],
    ) -> DynamicLabel {
        let asks = matches!(arguments[1], Argument::Register(_));
        let dst = fate_of_jump(self.insn());
        let at = self.special_before(plain, Call { arguments: &arguments, asks, numbers_only: false, dst });
        let (yes, no) = if wanted(self.insn().operation()) { (to, next) } else { (next, to) };
        self.settled_by_identity(yes, no);
        at
    }

    /// Says where a comparison goes that identity decides, if it holds and if it does not.
    fn settled_by_identity(&mut self, yes: DynamicLabel, no: DynamicLabel) {
        match asked(self.insn().operation()) {
            Some(Ask::Eq) => self.settled([yes, no]),
            Some(Ask::Ne) => self.settled([no, yes]),
            _ => {}
        }
    }

    pub(super) fn operands(&mut self, i: Insn) -> bool {
        dynasm!(self.ops ; mov rax, [r12 + slot(i.b)] ; mov rcx, [r12 + slot(i.c)]);
        self.expects_float(self.ip, i.b) || self.expects_float(self.ip, i.c)
    }

    fn arithmetic(&mut self, op: Op, i: Insn) {
        let add = matches!(op, Op::Add | Op::IAdd);
        let helper = if add { helpers::add } else { helpers::binary };
        let mut cold = self.operator(helper, matches!(op, Op::Mul | Op::IMul));
        let far = cold;
        let strings_first = add && (self.seen_string(i.b) || self.seen_string(i.c));
        if strings_first {
            let other = self.label();
            self.sum_of_strings(i, other);
            dynasm!(self.ops ; =>other);
        } else if add {
            cold = self.label();
        }
        if add && !strings_first {
            self.aside(cold, move |t| t.sum_of_strings(i, far));
        }
        let expected = self.expects_float(self.ip, i.b) || self.expects_float(self.ip, i.c);
        let (other, next) = (self.label(), self.next());
        if !expected && !strings_first && self.arithmetic_with(op, i, [cold, other]) {
            return self.aside(other, move |t| {
                t.operands(i);
                t.both_float(cold);
                t.missed(watch::FLOAT);
                t.float_sum(op);
                t.store_float(i.a);
                dynasm!(t.ops ; jmp =>next);
            });
        }
        let floats = self.operands(i);
        self.both_ways(i, floats, cold, move |t, cold| t.sum_of_ints(op, cold), move |t, _| t.float_sum(op));
    }

    /// The sum (or difference, product) of the ints in `rax` and `rcx`, in `rax`, if it is an inline int.
    pub(super) fn sum_of_ints(&mut self, op: Op, cold: DynamicLabel) {
        dynasm!(self.ops ; shl rax, 16 ; shl rcx, 16);
        match op {
            Op::Add | Op::IAdd => dynasm!(self.ops ; add rax, rcx),
            Op::Sub | Op::ISub => dynasm!(self.ops ; sub rax, rcx),
            _ => dynasm!(self.ops ; sar rcx, 16 ; imul rax, rcx),
        }
        dynasm!(self.ops ; jo =>cold ; shr rax, 16 ; or rax, r14);
    }

    /// The sum (or difference, product) of `xmm0` and `xmm1`.
    fn float_sum(&mut self, op: Op) {
        match op {
            Op::Add | Op::IAdd => dynasm!(self.ops ; addsd xmm0, xmm1),
            Op::Sub | Op::ISub => dynasm!(self.ops ; subsd xmm0, xmm1),
            _ => dynasm!(self.ops ; mulsd xmm0, xmm1),
        }
    }

    fn divide(&mut self, i: Insn) {
        let cold = self.operator(helpers::binary, false);
        let (int, go) = (self.label(), self.label());
        self.operands(i);
        self.both_float(int);
        dynasm!(self.ops
            ; jmp =>go
            ; =>int
        );
        self.both_int(cold);
        dynasm!(self.ops
            ; shl rax, 16
            ; sar rax, 16
            ; shl rcx, 16
            ; sar rcx, 16
            ; cvtsi2sd xmm0, rax
            ; cvtsi2sd xmm1, rcx
            ; =>go
            ; xorpd xmm2, xmm2
            ; ucomisd xmm1, xmm2
            // unordered is no zero, but rare enough
            ; je =>cold
            ; divsd xmm0, xmm1
        );
        self.store_float(i.a);
    }

    fn floor_divide(&mut self, op: Op, i: Insn) {
        let cold = self.operator(helpers::binary, false);
        let small = self.label();
        let (done, floats) = (self.label(), self.label());
        self.floor_divide_floats(op, floats, cold);
        if self.divide_by(op, i, floats) {
            return;
        }
        self.operands(i);
        self.both_int(floats);
        let modulo = matches!(op, Op::Mod | Op::IMod);
        dynasm!(self.ops
            ; shl rax, 16
            ; sar rax, 16
            ; shl rcx, 16
            ; sar rcx, 16
            ; test rcx, rcx
            ; jle =>cold
            // both of 32 bits and not negative: a division several times as fast
            ; mov rdx, rax
            ; or rdx, rcx
            ; shr rdx, 32
            ; je =>small
            ; cqo
            ; idiv rcx
        );
        if modulo {
            // the sign of the divisor, which is positive
            dynasm!(self.ops
                ; mov rax, rdx
                ; sar rdx, 63
                ; and rdx, rcx
                ; add rax, rdx
            );
        } else {
            dynasm!(self.ops ; sar rdx, 63 ; add rax, rdx);
        }
        dynasm!(self.ops ; jmp =>done ; =>small ; xor edx, edx ; div ecx);
        if modulo {
            dynasm!(self.ops ; mov eax, edx);
        }
        dynasm!(self.ops
            ; =>done
            ; shl rax, 16
            ; shr rax, 16
            ; or rax, r14
        );
        self.store(i.a);
    }

    fn bitwise(&mut self, op: Op, i: Insn) {
        let cold = self.operator(helpers::binary, false);
        if self.bits_with(op, i, cold) {
            return;
        }
        self.operands(i);
        self.both_int(cold);
        match op {
            Op::BitAnd | Op::IAnd => dynasm!(self.ops ; and rax, rcx),
            Op::BitOr | Op::IOr => dynasm!(self.ops ; or rax, rcx),
            _ => dynasm!(self.ops ; xor rax, rcx ; or rax, r14),
        }
        self.store(i.a);
    }

    fn shift(&mut self, op: Op, i: Insn) {
        let cold = self.operator(helpers::binary, false);
        if self.bits_with(op, i, cold) {
            return;
        }
        self.operands(i);
        self.both_int(cold);
        dynasm!(self.ops ; shl rax, 16 ; shl rcx, 16 ; sar rcx, 16);
        if matches!(op, Op::Shr | Op::IShr) {
            dynasm!(self.ops
                ; cmp rcx, 48
                ; jae =>cold
                ; sar rax, cl
                ; shr rax, 16
            );
        } else {
            dynasm!(self.ops
                ; cmp rcx, 47
                ; jae =>cold
                ; mov rdx, rax
                ; shl rdx, cl
                // what comes back is what went, or bits were lost
                ; mov rsi, rdx
                ; sar rsi, cl
                ; cmp rsi, rax
                ; jne =>cold
                ; mov rax, rdx
                ; shr rax, 16
            );
        }
        dynasm!(self.ops ; or rax, r14);
        self.store(i.a);
    }

    fn negate(&mut self, i: Insn) {
        let arguments = [Argument::Register(i.b)];
        let call = Call { arguments: &arguments, asks: false, numbers_only: false, dst: i.a as u32 };
        let cold = self.special(helpers::unary, call);
        let (float, next) = (self.label(), self.next());
        self.load(i.b);
        dynasm!(self.ops
            ; cmp rax, r14
            ; jb =>float
            ; shl rax, 16
            ; neg rax
            ; jo =>cold
            ; shr rax, 16
            ; or rax, r14
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>next
            ; =>float
            ; sub rax, r15
            ; cmp rax, [->most_float]
            ; ja =>cold
            ; btc rax, 63
            ; movq xmm0, rax
        );
        self.store_float(i.a);
    }

    /// Jumps by the truth of `rax`, where it can be told at once.
    pub fn truth(&mut self, yes: DynamicLabel, no: DynamicLabel, cold: DynamicLabel) {
        let object = self.label();
        dynasm!(self.ops
            ; mov rcx, QWORD Word::NONE.bits() as i64
            ; mov rdx, rax
            ; sub rdx, rcx
            ; cmp rdx, 3
            ; je =>yes
            ; cmp rdx, 2
            ; je =>no
            ; test rdx, rdx
            ; je =>no
            ; cmp rax, r14
            ; jb =>object
            ; shl rax, 16
            ; jne =>yes
            ; jmp =>no
            ; =>object
        );
        self.truth_of_object(yes, no, cold);
    }

    fn not(&mut self, i: Insn) {
        let cold = self.cold(helpers::unary);
        let (yes, no, next) = (self.label(), self.label(), self.next());
        let cold = self.ask_truth(i.b, i.a as u32, cold, yes);
        self.load(i.b);
        self.truth(yes, no, cold);
        dynasm!(self.ops ; =>no);
        self.put(i.a, Word::TRUE.bits());
        dynasm!(self.ops ; jmp =>next ; =>yes);
        self.put(i.a, Word::FALSE.bits());
    }

    /// `rax` and `rcx`, both ints: the flags of a signed comparison.
    pub(super) fn compare_ints(&mut self, ask: Ask) {
        match ask {
            Ask::Eq | Ask::Ne => dynasm!(self.ops ; cmp rax, rcx),
            _ => dynasm!(self.ops ; shl rax, 16 ; shl rcx, 16 ; cmp rax, rcx),
        }
    }

    /// Jumps by the flags of a signed comparison.
    pub fn jump_signed(&mut self, ask: Ask, want: bool, to: DynamicLabel) {
        match (ask, want) {
            (Ask::Lt, true) | (Ask::Ge, false) => dynasm!(self.ops ; jl =>to),
            (Ask::Le, true) | (Ask::Gt, false) => dynasm!(self.ops ; jle =>to),
            (Ask::Gt, true) | (Ask::Le, false) => dynasm!(self.ops ; jg =>to),
            (Ask::Ge, true) | (Ask::Lt, false) => dynasm!(self.ops ; jge =>to),
            (Ask::Eq, true) | (Ask::Ne, false) => dynasm!(self.ops ; je =>to),
            (Ask::Ne, true) | (Ask::Eq, false) => dynasm!(self.ops ; jne =>to),
        }
    }

    /// Compares `xmm0` and `xmm1` and jumps; with a NaN nothing holds but "not equal".
    pub fn jump_floats(&mut self, ask: Ask, want: bool, to: DynamicLabel) {
        match ask {
            Ask::Lt | Ask::Le => dynasm!(self.ops ; ucomisd xmm1, xmm0),
            _ => dynasm!(self.ops ; ucomisd xmm0, xmm1),
        }
        match (ask, want) {
            (Ask::Lt | Ask::Gt, true) => dynasm!(self.ops ; ja =>to),
            (Ask::Lt | Ask::Gt, false) => dynasm!(self.ops ; jbe =>to),
            (Ask::Le | Ask::Ge, true) => dynasm!(self.ops ; jae =>to),
            (Ask::Le | Ask::Ge, false) => dynasm!(self.ops ; jb =>to),
            (Ask::Eq, true) | (Ask::Ne, false) => {
                let unordered = self.label();
                dynasm!(self.ops ; jp =>unordered ; je =>to ; =>unordered);
            }
            (Ask::Eq, false) | (Ask::Ne, true) => dynasm!(self.ops ; jp =>to ; jne =>to),
        }
    }

    /// A comparison of `rax` and `rcx` that jumps to `to` where it comes out as wanted, and goes on to `next` where
    /// not. Where neither way fits, `cold` decides.
    fn decide(&mut self, ask: Ask, want: bool, floats: bool, [to, next, cold]: [DynamicLabel; 3]) {
        let other = self.label();
        if floats {
            self.both_float(other);
            self.jump_floats(ask, want, to);
            self.aside(other, move |t| {
                t.both_int(cold);
                t.missed(watch::INT);
                t.compare_ints(ask);
                t.jump_signed(ask, want, to);
                dynasm!(t.ops ; jmp =>next);
            });
        } else {
            self.both_int(other);
            self.compare_ints(ask);
            self.jump_signed(ask, want, to);
            self.aside(other, move |t| t.decide_no_ints(ask, want, [to, next, cold]));
        }
    }

    /// The same of two strings.
    pub(super) fn compare_strings(&mut self, ask: Ask, want: bool, [to, next, cold]: [DynamicLabel; 3]) {
        match (ask, want) {
            (Ask::Eq, true) | (Ask::Ne, false) => self.same_string(to, next, cold),
            (Ask::Eq, false) | (Ask::Ne, true) => self.same_string(next, to, cold),
            _ => self.order_of_strings(ask, want, [to, next, cold]),
        }
    }

    fn compare(&mut self, op: Op, i: Insn) {
        let cold = self.operator(helpers::compare, false);
        let (yes, no, next) = (self.label(), self.label(), self.next());
        self.settled_by_identity(yes, no);
        let floats = self.operands(i);
        let Some(ask) = asked(op) else { return };
        if self.seen_string(i.b) || self.seen_string(i.c) {
            let other = self.label();
            self.compare_strings(ask, true, [yes, no, other]);
            dynasm!(self.ops ; =>other);
        }
        self.decide(ask, true, floats, [yes, no, cold]);
        dynasm!(self.ops ; =>no);
        self.put(i.a, Word::FALSE.bits());
        dynasm!(self.ops ; jmp =>next ; =>yes);
        self.put(i.a, Word::TRUE.bits());
    }

    fn compare_jump(&mut self, op: Op, i: Insn) {
        let (to, next) = (self.target(i.c as i16 as i32), self.next());
        let cold = self.cold_jump(helpers::compare_jump, to);
        let cold = self.decided_by(cold, [Argument::Register(i.a), Argument::Register(i.b)], [to, next]);
        let floats = self.expects_float(self.ip, i.a) || self.expects_float(self.ip, i.b);
        let strings = self.seen_string(i.a) || self.seen_string(i.b);
        let Some(ask) = asked(op) else { return };
        if !floats && !strings && self.decide_with(i, ask, wanted(op), [to, next, cold]) {
            return;
        }
        dynasm!(self.ops ; mov rax, [r12 + slot(i.a)] ; mov rcx, [r12 + slot(i.b)]);
        if strings {
            let other = self.label();
            self.compare_strings(ask, wanted(op), [to, next, other]);
            dynasm!(self.ops ; =>other);
        }
        self.decide(ask, wanted(op), floats, [to, next, cold]);
    }
}
