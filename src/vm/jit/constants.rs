//! Operators one of whose operands is an int constant, loaded just before: its kind need not be looked at, divisions by
//! it are products, shifts by it need no register.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::helpers;
use super::numbers::{Ask, asked, wanted};
use super::specials::{Argument, Call};
use super::translate::{Translator, slot};
use super::watch;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;

/// So many instructions before its use a constant is looked for.
const NEAR: usize = 6;
/// Bits of an inline int that is not negative.
const BITS: u32 = 47;

/// The quotient of `n << 16` by a divisor that is no power of two is the upper half of the product with the first
/// number, shifted right by the second: for all inline ints that are not negative (Granlund and Montgomery, "Division
/// by invariant integers using multiplication").
fn reciprocal(divisor: u32) -> (i64, i8) {
    let bits = u32::BITS - divisor.leading_zeros();
    let factor = (1u128 << (BITS + bits)).div_ceil(divisor as u128);
    (factor as i64, (bits - 1) as i8)
}

impl<'a> Translator<'a> {
    /// The int that a register holds for certain where the instruction begins.
    pub fn known_int(&self, r: u16) -> Option<i64> {
        use Op::*;
        for ip in (self.ip.saturating_sub(NEAR)..self.ip).rev() {
            if self.targets[ip + 1] {
                return None;
            }
            let i = self.insn_at(ip);
            match i.operation() {
                LoadI if i.a == r => return Some(i.offset() as i64),
                LoadK if i.a == r => return Word::from_bits(self.constant_at(ip)).and_then(Word::as_int),
                LoadI | LoadK | Move | GetG | GetGB | GetAttr | GetItem | GetFree | GetCell if i.a != r => {}
                Add | IAdd | Sub | ISub | Mul | IMul | AddI | IAddI | SubI | ISubI if i.a != r => {}
                Div | IDiv | FloorDiv | IFloorDiv | Mod | IMod | BitAnd | IAnd | BitOr | IOr | BitXor
                | IXor
                    if i.a != r => {}
                SetAttr | SetItem => {}
                _ => return None,
            }
        }
        None
    }

    /// A register in `rax`, if it is an int.
    fn load_int(&mut self, r: u16, no: DynamicLabel) {
        self.load(r);
        dynasm!(self.ops ; cmp rax, r14 ; jb =>no);
    }

    /// A sum, difference or product with a constant. Where the other operand is no int, goes to `other`. Says whether
    /// there is a constant.
    pub(super) fn arithmetic_with(&mut self, op: Op, i: Insn, [cold, other]: [DynamicLabel; 2]) -> bool {
        let (r, n, first) = match (self.known_int(i.b), self.known_int(i.c)) {
            (_, Some(n)) => (i.b, n, false),
            (Some(n), _) => (i.c, n, true),
            _ => return false,
        };
        self.load_int(r, other);
        dynasm!(self.ops ; shl rax, 16);
        match (op, i32::try_from(n)) {
            (Op::Mul | Op::IMul, Ok(n)) => dynasm!(self.ops ; imul rax, rax, n),
            (Op::Mul | Op::IMul, _) => dynasm!(self.ops ; mov rcx, QWORD n ; imul rax, rcx),
            _ => {
                dynasm!(self.ops ; mov rcx, QWORD n << 16);
                match op {
                    Op::Add | Op::IAdd => dynasm!(self.ops ; add rax, rcx),
                    _ if first => dynasm!(self.ops ; xchg rax, rcx ; sub rax, rcx),
                    _ => dynasm!(self.ops ; sub rax, rcx),
                }
            }
        }
        dynasm!(self.ops ; jo =>cold ; shr rax, 16 ; or rax, r14);
        self.store(i.a);
        true
    }

    /// A quotient or remainder by a positive constant. Goes to `floats` with both operands where the first is no int.
    /// Says whether there is such a constant.
    pub(super) fn divide_by(&mut self, op: Op, i: Insn, floats: DynamicLabel) -> bool {
        let Some(divisor) = self.known_int(i.c).filter(|n| (1..1 << 31).contains(n)) else { return false };
        let other = self.label();
        self.load_int(i.b, other);
        self.aside(other, move |t| dynasm!(t.ops ; mov rcx, [r12 + slot(i.c)] ; jmp =>floats));
        self.divide_int(op, i.a, i.b, divisor as i32);
        self.store(i.a);
        true
    }

    /// A quotient or remainder of the int in `rax`, which a register holds, by a positive constant: in `rax`, to be stored in
    /// another one.
    pub(super) fn divide_int(&mut self, op: Op, a: u16, b: u16, n: i32) {
        let modulo = matches!(op, Op::Mod | Op::IMod);
        match (modulo, n & (n - 1) == 0) {
            (true, true) => dynasm!(self.ops ; and eax, n - 1 ; or rax, r14),
            (false, true) => {
                let shift = n.trailing_zeros() as i8;
                dynasm!(self.ops ; shl rax, 16 ; sar rax, shift ; shr rax, 16 ; or rax, r14);
            }
            _ => self.divide_by_product(a, b, modulo, n),
        }
    }

    /// The same by a number that is no power of two.
    fn divide_by_product(&mut self, a: u16, b: u16, modulo: bool, n: i32) {
        let (negative, next) = (self.label(), self.next());
        let (factor, shift) = reciprocal(n as u32);
        dynasm!(self.ops
            ; shl rax, 16
            ; js =>negative
            ; mov rcx, QWORD factor
            ; mul rcx
            ; shr rdx, shift
        );
        if modulo {
            dynasm!(self.ops ; imul rdx, rdx, n ; mov rax, [r12 + slot(b)] ; sub rax, rdx);
        } else {
            dynasm!(self.ops ; mov rax, r14 ; or rax, rdx);
        }
        self.aside(negative, move |t| {
            dynasm!(t.ops ; sar rax, 16 ; mov ecx, n ; cqo ; idiv rcx);
            if modulo {
                dynasm!(t.ops ; mov rax, rdx ; sar rdx, 63 ; and rdx, rcx ; add rax, rdx);
            } else {
                dynasm!(t.ops ; sar rdx, 63 ; add rax, rdx);
            }
            dynasm!(t.ops ; shl rax, 16 ; shr rax, 16 ; or rax, r14);
            t.store(a);
            dynasm!(t.ops ; jmp =>next);
        });
    }

    /// `&` with a constant of 31 bits, and shifts by one. Says whether there is one.
    pub(super) fn bits_with(&mut self, op: Op, i: Insn, cold: DynamicLabel) -> bool {
        let second = self.known_int(i.c);
        match (op, second) {
            (Op::BitAnd | Op::IAnd, _) => {
                let (r, n) = match (self.known_int(i.b), second) {
                    (_, Some(n)) => (i.b, n),
                    (Some(n), _) => (i.c, n),
                    _ => return false,
                };
                let Ok(n @ 0..) = i32::try_from(n) else { return false };
                self.load_int(r, cold);
                dynasm!(self.ops ; and eax, n ; or rax, r14);
            }
            (Op::Shr | Op::IShr, Some(n @ 0..48)) => {
                self.load_int(i.b, cold);
                self.shift_right(n as i8);
            }
            (Op::Shl | Op::IShl, Some(n @ 0..47)) => {
                self.load_int(i.b, cold);
                self.shift_left(n as i8, cold);
            }
            _ => return false,
        }
        self.store(i.a);
        true
    }

    /// The int in `rax`, shifted.
    pub(super) fn shift_right(&mut self, n: i8) {
        dynasm!(self.ops ; shl rax, 16 ; sar rax, n ; shr rax, 16 ; or rax, r14);
    }

    /// The same to the left, if what comes of it is an inline int.
    pub(super) fn shift_left(&mut self, n: i8, cold: DynamicLabel) {
        dynasm!(self.ops
            ; shl rax, 16
            ; mov rdx, rax
            ; shl rax, n
            // what comes back is what went, or bits were lost
            ; mov rcx, rax
            ; sar rcx, n
            ; cmp rcx, rdx
            ; jne =>cold
            ; shr rax, 16
            ; or rax, r14
        );
    }

    /// A comparison with a constant that jumps. Says whether there is one.
    pub(super) fn decide_with(
        &mut self,
        i: Insn,
        ask: Ask,
        want: bool,
        [to, next, cold]: [DynamicLabel; 3],
    ) -> bool {
        let Some(n) = self.known_int(i.b) else { return false };
        let other = self.label();
        self.load_int(i.a, other);
        match ask {
            Ask::Eq | Ask::Ne => {
                dynasm!(self.ops ; mov rcx, QWORD Word::small(n).bits() as i64 ; cmp rax, rcx)
            }
            _ => dynasm!(self.ops ; shl rax, 16 ; mov rcx, QWORD n << 16 ; cmp rax, rcx),
        }
        self.jump_signed(ask, want, to);
        self.aside(other, move |t| {
            dynasm!(t.ops ; mov rcx, [r12 + slot(i.b)]);
            t.decide_no_ints(ask, want, [to, next, cold]);
        });
        true
    }

    pub(super) fn arithmetic_imm(&mut self, op: Op, i: Insn) {
        let arguments = [Argument::Register(i.b), Argument::Constant(Word::small(i.c as i16 as i64))];
        let call = Call { arguments: &arguments, asks: false, numbers_only: false, dst: i.a as u32 };
        let cold = self.special(helpers::binary, call);
        let (other, next) = (self.label(), self.next());
        let mut imm = i.c as i16 as i32;
        if matches!(op, Op::SubI | Op::ISubI) {
            imm = -imm;
        }
        // with the sign that keeps a negative zero what it is
        let number = if matches!(op, Op::SubI | Op::ISubI) { -(i.c as i16 as f64) } else { imm as f64 };
        let number = number.to_bits() as i64;
        self.load(i.b);
        if self.expects_float(self.ip, i.b) {
            self.float_plus(i, number, other);
            self.aside(other, move |t| {
                t.load(i.b);
                t.int_plus(i, imm, [cold, cold]);
                dynasm!(t.ops ; jmp =>next);
            });
        } else {
            self.int_plus(i, imm, [other, cold]);
            self.aside(other, move |t| {
                t.float_and(number, cold);
                t.missed(watch::FLOAT);
                t.add_float(i);
                dynasm!(t.ops ; jmp =>next);
            });
        }
    }

    /// Stores `rax`, if it is an int, plus a small number.
    fn int_plus(&mut self, i: Insn, imm: i32, [no, cold]: [DynamicLabel; 2]) {
        dynasm!(self.ops ; cmp rax, r14 ; jb =>no ; shl rax, 16);
        match imm {
            // -(-32768) << 16 is beyond an immediate
            32768 => dynasm!(self.ops ; mov ecx, i32::MIN ; add rax, rcx),
            _ => dynasm!(self.ops ; add rax, imm << 16),
        }
        dynasm!(self.ops ; jo =>cold ; shr rax, 16 ; or rax, r14);
        self.store(i.a);
    }

    /// Stores `rax`, if it is a float, plus the float of these bits.
    fn float_plus(&mut self, i: Insn, number: i64, no: DynamicLabel) {
        self.float_and(number, no);
        self.add_float(i);
    }

    fn add_float(&mut self, i: Insn) {
        dynasm!(self.ops ; addsd xmm0, xmm1);
        self.store_float(i.a);
    }

    pub(super) fn compare_imm(&mut self, op: Op, i: Insn) {
        let (to, next) = (self.target(i.c as i16 as i32), self.next());
        let cold = self.cold_jump(helpers::compare_jump, to);
        let number = Argument::Constant(Word::small(i.b as i16 as i64));
        let cold = self.decided_by(cold, [Argument::Register(i.a), number], [to, next]);
        let Some(ask) = asked(op) else { return };
        let imm = i.b as i16 as i32;
        let (other, want) = (self.label(), wanted(op));
        let number = (imm as f64).to_bits() as i64;
        self.load(i.a);
        if self.expects_float(self.ip, i.a) {
            self.float_and(number, other);
            self.jump_floats(ask, want, to);
            self.aside(other, move |t| {
                t.load(i.a);
                t.decide_imm(ask, want, imm, to, cold);
                dynasm!(t.ops ; jmp =>next);
            });
        } else {
            self.decide_imm(ask, want, imm, to, other);
            self.aside(other, move |t| {
                t.float_and(number, cold);
                t.missed(watch::FLOAT);
                t.jump_floats(ask, want, to);
                dynasm!(t.ops ; jmp =>next);
            });
        }
    }

    /// `rax` compared with a small constant, if it is an int, and the jump that this decides.
    pub(super) fn decide_imm(&mut self, ask: Ask, want: bool, imm: i32, to: DynamicLabel, no: DynamicLabel) {
        dynasm!(self.ops ; cmp rax, r14 ; jb =>no ; shl rax, 16);
        match (ask, want, imm) {
            (Ask::Eq | Ask::Ne, _, 0) => self.jump_signed(ask, want, to),
            (Ask::Lt, true, 0) | (Ask::Ge, false, 0) => dynasm!(self.ops ; js =>to),
            (Ask::Lt, false, 0) | (Ask::Ge, true, 0) => dynasm!(self.ops ; jns =>to),
            _ => {
                dynasm!(self.ops ; cmp rax, imm << 16);
                self.jump_signed(ask, want, to);
            }
        }
    }

    /// The ways beside a comparison of two ints that decides a jump: `rax` and `rcx`, which are not both ints.
    pub(super) fn decide_no_ints(&mut self, ask: Ask, want: bool, [to, next, cold]: [DynamicLabel; 3]) {
        let string = self.label();
        self.both_float(string);
        self.missed(watch::FLOAT);
        self.jump_floats(ask, want, to);
        dynasm!(self.ops ; jmp =>next ; =>string);
        self.compare_strings(ask, want, [to, next, cold]);
        dynasm!(self.ops ; jmp =>next);
    }
}
