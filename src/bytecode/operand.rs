//! The instruction word and the meaning of its three operand fields.

use super::Op;

/// One instruction: an operation and three 16-bit operands, 8 bytes in all.
///
/// The interpreter reads each field through memory; fields `b` and `c` together may hold one 32-bit operand
/// (`b` is the low half).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub struct Insn {
    /// The operation, an `Op` as its number, in the low byte. The high byte of `Enter` is what it stands for.
    pub op: u16,
    /// First operand, nearly always the destination register.
    pub a: u16,
    /// Second operand, or the low half of a 32-bit operand.
    pub b: u16,
    /// Third operand, or the high half of a 32-bit operand.
    pub c: u16,
}

impl Insn {
    /// An instruction with three 16-bit operands.
    pub const fn abc(op: Op, a: u16, b: u16, c: u16) -> Insn {
        Insn { op: op as u16, a, b, c }
    }

    /// An instruction with one 16-bit and one unsigned 32-bit operand.
    pub const fn wide(op: Op, a: u16, bc: u32) -> Insn {
        Insn { op: op as u16, a, b: bc as u16, c: (bc >> 16) as u16 }
    }

    /// An instruction with one 16-bit operand and a signed 32-bit jump offset.
    pub const fn jump(op: Op, a: u16, offset: i32) -> Insn {
        Insn::wide(op, a, offset as u32)
    }

    /// The eight bytes as a word, as they stand in memory.
    pub fn word(self) -> u64 {
        let mut bytes = [0; 8];
        for (to, field) in bytes.chunks_exact_mut(2).zip([self.op, self.a, self.b, self.c]) {
            to.copy_from_slice(&field.to_ne_bytes());
        }
        u64::from_ne_bytes(bytes)
    }

    /// The operation; of a way into machine code that which stood there.
    #[inline(always)]
    pub fn operation(self) -> Op {
        Op::from_u16(if self.op > 0xFF { self.op >> 8 } else { self.op })
    }

    /// Whether the operation is this one.
    #[inline(always)]
    pub fn is(self, op: Op) -> bool {
        (if self.op > 0xFF { self.op >> 8 } else { self.op }) == op as u16
    }

    /// Fields `b` and `c` as one unsigned number.
    pub const fn bc(self) -> u32 {
        self.b as u32 | (self.c as u32) << 16
    }

    /// Fields `b` and `c` as one signed number: a jump offset, counted from the next instruction.
    pub const fn offset(self) -> i32 {
        self.bc() as i32
    }
}

/// What an operand field of an instruction means. The verifier, the listing and the search for jump targets
/// are derived from the rows of the table that name these.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// Not used (or the upper half of a wide operand).
    No,
    /// A register that is written.
    Dst,
    /// A register that is read.
    Src,
    /// A register that is read and written, or the first register of a window that is.
    Both,
    /// The first register of a window that is read.
    Window,
    /// An unsigned number: a count, a flag set, a level.
    Count,
    /// A signed 16-bit number.
    Imm,
    /// Index of a constant, 16 bits.
    Const,
    /// Index of a constant, 32 bits.
    ConstWide,
    /// Index of a name, 16 bits.
    Name,
    /// Index of a name, 32 bits.
    NameWide,
    /// Index of an inline cache (its name stands in `Code::caches`).
    Cache,
    /// Index of a nested code object.
    Code,
    /// Index of a variable of the closure.
    Free,
    /// Signed 16-bit jump offset from the next instruction.
    Jump16,
    /// Signed 32-bit jump offset from the next instruction.
    Jump32,
    /// Number of live registers at a suspension: all above are dead.
    Live,
}
