//! Operators on numbers that are a call even for a processor: powers, and remainders and whole quotients of floats.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::helpers;
use super::translate::Translator;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::number::float_ops;

/// What a function of two floats gives; not a number where the plain way does not know.
type OfFloats = extern "sysv64" fn(f64, f64) -> f64;

extern "sysv64" fn power(x: f64, y: f64) -> f64 {
    float_ops::power_at_once(x, y).unwrap_or(f64::NAN)
}

extern "sysv64" fn modulo(x: f64, y: f64) -> f64 {
    float_ops::modulo(x, y).unwrap_or(f64::NAN)
}

extern "sysv64" fn floor_div(x: f64, y: f64) -> f64 {
    float_ops::floor_div(x, y).unwrap_or(f64::NAN)
}

/// The bits of `x ** y`, if that is an inline int; 0 otherwise.
extern "sysv64" fn power_of_ints(x: i64, y: i64) -> u64 {
    let power = u32::try_from(y).ok().and_then(|y| x.checked_pow(y));
    power.and_then(Word::int).map_or(0, Word::bits)
}

impl<'a> Translator<'a> {
    pub(super) fn power(&mut self, i: Insn) {
        let cold = self.operator(helpers::binary, false);
        let (other, call, next) = (self.label(), self.label(), self.next());
        self.operands(i);
        self.both_int(other);
        dynasm!(self.ops
            ; shl rax, 16
            ; shl rcx, 16
            ; sar rcx, 16
            ; cmp rcx, 2
            ; jne =>call
            ; mov rcx, rax
            ; sar rcx, 16
            ; imul rax, rcx
            ; jo =>cold
            ; shr rax, 16
            ; or rax, r14
        );
        self.store(i.a);
        self.aside(call, move |t| {
            dynasm!(t.ops ; mov rdi, rax ; sar rdi, 16 ; mov rsi, rcx);
            t.call_function_at(power_of_ints as *const ());
            dynasm!(t.ops ; test rax, rax ; je =>cold);
            t.store(i.a);
            dynasm!(t.ops ; jmp =>next);
        });
        self.of_floats(other, power, cold);
    }

    /// `//` and `%` where not both are ints.
    pub(super) fn floor_divide_floats(&mut self, op: Op, at: DynamicLabel, cold: DynamicLabel) {
        let function = if matches!(op, Op::Mod | Op::IMod) { modulo } else { floor_div };
        self.of_floats(at, function, cold);
    }

    /// The way beside ints: the operands in `rax` and `rcx` may be floats.
    fn of_floats(&mut self, at: DynamicLabel, function: OfFloats, cold: DynamicLabel) {
        let (dst, next) = (self.insn().a, self.next());
        self.aside(at, move |t| {
            t.both_float(cold);
            t.call_function_at(function as *const ());
            dynasm!(t.ops ; ucomisd xmm0, xmm0 ; jp =>cold);
            t.store_float(dst);
            dynasm!(t.ops ; jmp =>next);
        });
    }
}
