//! Cold paths of instructions: names, items, operators, displays, formatting, exceptions.
//!
//! Each is called by the loop with `pc` (after the instruction) and `base`, reads its operands itself, writes
//! its destination itself, and says `false` if it has raised.

use super::call::Callee;
use super::protocol::{BinaryOp, CompareOp, UnaryOp};
use super::stack::{Frame, Reg, after};
use super::{Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// The instruction before `pc`.
#[inline(always)]
pub(super) fn insn(pc: *const Insn) -> Insn {
    // SAFETY: the loop calls cold paths with pc just past an instruction
    unsafe { *pc.sub(1) }
}

/// Reads a register that is set.
#[inline(always)]
pub(super) fn get(base: *mut Reg, i: u16) -> Word {
    // SAFETY: operands are within the frame
    unsafe { *base.add(i as usize) }.unwrap_or(Word::NONE)
}

/// Writes a register.
#[inline(always)]
pub(super) fn put(base: *mut Reg, i: u16, w: Word) {
    // SAFETY: operands are within the frame
    unsafe { *base.add(i as usize) = Some(w) }
}

/// The words of a window.
pub(super) fn window<'a>(base: *mut Reg, at: u16, n: usize) -> &'a [Value<'a>] {
    // SAFETY: windows are within the frame, and their registers are set; a Value is a transparent Word
    unsafe { std::slice::from_raw_parts(base.add(at as usize).cast::<Value<'a>>(), n) }
}

#[inline]
pub(super) fn binary_op(op: Op) -> (BinaryOp, bool) {
    match op {
        Op::Add | Op::AddI => (BinaryOp::Add, false),
        Op::Sub | Op::SubI => (BinaryOp::Sub, false),
        Op::Mul => (BinaryOp::Mul, false),
        Op::Div => (BinaryOp::Div, false),
        Op::FloorDiv => (BinaryOp::FloorDiv, false),
        Op::Mod => (BinaryOp::Mod, false),
        Op::Pow => (BinaryOp::Pow, false),
        Op::MatMul => (BinaryOp::MatMul, false),
        Op::Shl => (BinaryOp::Shl, false),
        Op::Shr => (BinaryOp::Shr, false),
        Op::BitAnd => (BinaryOp::And, false),
        Op::BitOr => (BinaryOp::Or, false),
        Op::BitXor => (BinaryOp::Xor, false),
        Op::IAdd | Op::IAddI => (BinaryOp::Add, true),
        Op::ISub | Op::ISubI => (BinaryOp::Sub, true),
        Op::IMul => (BinaryOp::Mul, true),
        Op::IDiv => (BinaryOp::Div, true),
        Op::IFloorDiv => (BinaryOp::FloorDiv, true),
        Op::IMod => (BinaryOp::Mod, true),
        Op::IPow => (BinaryOp::Pow, true),
        Op::IMatMul => (BinaryOp::MatMul, true),
        Op::IShl => (BinaryOp::Shl, true),
        Op::IShr => (BinaryOp::Shr, true),
        Op::IAnd => (BinaryOp::And, true),
        Op::IOr => (BinaryOp::Or, true),
        _ => (BinaryOp::Xor, true),
    }
}

#[inline]
pub(super) fn compare_op(op: Op) -> CompareOp {
    match op {
        Op::Lt | Op::JLt | Op::JNLt | Op::JLtI | Op::JNLtI => CompareOp::Lt,
        Op::Le | Op::JLe | Op::JNLe | Op::JLeI | Op::JNLeI => CompareOp::Le,
        Op::Gt | Op::JGt | Op::JNGt | Op::JGtI | Op::JNGtI => CompareOp::Gt,
        Op::Ge | Op::JGe | Op::JNGe | Op::JGeI | Op::JNGeI => CompareOp::Ge,
        Op::Eq | Op::JEq | Op::JNEq | Op::JEqI | Op::JNEqI => CompareOp::Eq,
        _ => CompareOp::Ne,
    }
}

/// Plain comparison of two strings, the most frequent case after numbers.
#[inline(always)]
fn compare_strings(op: CompareOp, a: Word, b: Word) -> Option<bool> {
    let [a, b] = strings(&a, &b)?;
    Some(match op {
        CompareOp::Eq => a.same(b),
        CompareOp::Ne => !a.same(b),
        _ => op.holds(Some(a.order(b))),
    })
}

/// Two words of registers as plain strings, if both are such.
#[inline(always)]
pub(super) fn strings<'a>(a: &'a Word, b: &'a Word) -> Option<[&'a Str; 2]> {
    let (a, b) = (a.as_pointer()?, b.as_pointer()?);
    // SAFETY: words of registers point at live objects; the shape says that they are strings
    unsafe {
        if (*a).shape() != Builtins::Str as u32 || (*b).shape() != Builtins::Str as u32 {
            return None;
        }
        Some([&*a.cast::<Str>(), &*b.cast::<Str>()])
    }
}

/// Whether two strings are the same text, if both are plain strings: the most frequent comparison after numbers'.
#[inline(always)]
fn same_text(a: Word, b: Word) -> Option<bool> {
    let [a, b] = strings(&a, &b)?;
    Some(a.same(b))
}

/// The operator and the operands of an instruction that compares.
#[inline(always)]
pub(super) fn compared(i: Insn, base: *mut Reg) -> (CompareOp, [Word; 2]) {
    let operation = i.operation();
    let op = compare_op(operation);
    let words = match operation {
        Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Eq | Op::Ne => [get(base, i.b), get(base, i.c)],
        _ if (Op::JLtI as u16..=Op::JNNeI as u16).contains(&(operation as u16)) => {
            [get(base, i.a), Word::small(i.b as i16 as i64)]
        }
        _ => [get(base, i.a), get(base, i.b)],
    };
    (op, words)
}

/// A float and a float or an inline int, as floats.
fn mixed(a: Word, b: Word) -> Option<(f64, f64)> {
    let float = |w: Word| w.as_float().or_else(|| w.as_int().map(|i| i as f64));
    (a.as_float().is_some() || b.as_float().is_some()).then_some(())?;
    Some((float(a)?, float(b)?))
}

pub(super) fn done(ok: bool) -> Callee {
    if ok { Callee::Done } else { Callee::Raised }
}

impl Vm {
    /// The number for a pushed frame, for cold paths that answer with a number.
    pub(super) fn number_of(&self, callee: Callee) -> u32 {
        match callee {
            Callee::Frame(_) => 3,
            _ => 2,
        }
    }

    /// Runs a protocol on two words and stores the result.
    pub(super) fn store2(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        [a, b]: [Word; 2],
        f: impl FnOnce(&mut Scope<'_>, Handle, Handle) -> Result<Handle, Raise>,
    ) -> bool {
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let (a, b) = (s.keep_word(a), s.keep_word(b));
        match f(s, a, b) {
            Ok(h) => {
                put(base, insn(pc).a, h.get(s).word());
                true
            }
            Err(_) => false,
        }
    }

    /// Runs a protocol on two words for its effect.
    pub(super) fn act(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        words: [Word; 3],
        f: impl FnOnce(&mut Scope<'_>, [Handle; 3]) -> Result<(), Raise>,
    ) -> bool {
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let handles = words.map(|w| s.keep_word(w));
        f(s, handles).is_ok()
    }

    #[cold]
    #[inline(never)]
    pub(super) fn add_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let (a, b) = (get(base, i.b), get(base, i.c));
        if let Some([a, b]) = strings(&a, &b) {
            put(base, i.a, Str::concat(&self.heap, a, b).value().word());
            return Callee::Done;
        }
        let (a, b) = (Value::from_word(a), Value::from_word(b));
        if a.is_exact(Builtins::List)
            && b.is_exact(Builtins::List)
            && i.operation() == Op::Add
            && let (Some(a), Some(b)) = (a.cast::<List>(), b.cast::<List>())
        {
            put(base, i.a, List::concat(&self.heap, a, b).value().word());
            return Callee::Done;
        }
        if let Some(w) = self.add_bytes(i.operation(), a, b) {
            put(base, i.a, w);
            return Callee::Done;
        }
        // counting what is true
        let number = |v: Value<'_>| v.as_small_int().or_else(|| v.as_bool().map(i64::from));
        if let (Some(x), Some(y)) = (number(a), number(b))
            && let Some(sum) = Word::int(x + y)
        {
            put(base, i.a, sum);
            return Callee::Done;
        }
        self.binary_cold(pc, base)
    }

    /// Bytes behind bytes: new ones, or at the end of a bytearray.
    pub(super) fn add_bytes(&self, operation: Op, a: Value<'_>, b: Value<'_>) -> Option<Word> {
        if !b.is_exact(Builtins::Bytes) || !matches!(operation, Op::Add | Op::IAdd) {
            return None;
        }
        let more = b.cast::<Bytes>()?.bytes();
        if a.is_exact(Builtins::Bytes) {
            return Some(Bytes::concat(&self.heap, a.cast::<Bytes>()?.bytes(), more)?.value().word());
        }
        if operation != Op::IAdd || !a.is_exact(Builtins::ByteArray) {
            return None;
        }
        self.heap.account(more.len());
        a.cast::<ByteArray>()?.append(more);
        Some(a.word())
    }

    fn binary_at_once(
        &self,
        pc: *const Insn,
        base: *mut Reg,
        (op, inplace): (BinaryOp, bool),
        [a, b]: [Word; 2],
    ) -> Option<Callee> {
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        match self.quick_binary(op, inplace, a, b) {
            Ok(Some(w)) => {
                put(base, insn(pc).a, w);
                Some(Callee::Done)
            }
            Ok(None) => None,
            Err(_) => Some(Callee::Raised),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn binary_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let (op, inplace) = binary_op(i.operation());
        let words = Vm::operands(i, base);
        if let Some((x, y)) = mixed(words[0], words[1])
            && let Some(f) = op.of_floats(x, y)
        {
            put(base, i.a, Word::float(f));
            return Callee::Done;
        }
        if let Some(callee) = self.binary_at_once(pc, base, (op, inplace), words) {
            return callee;
        }
        if let Some(callee) = self.operator_frame(pc, base, (op, inplace)) {
            return callee;
        }
        let run = |s: &mut Scope<'_>, a, b| if inplace { s.inplace(op, a, b) } else { s.binary(op, a, b) };
        done(self.store2(pc, base, words, run))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unary_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let word = get(base, i.b);
        let v = Value::from_word(word);
        let quick = match i.operation() {
            _ if !super::protocol::is_plain(v) => None,
            Op::Neg => self.unary_builtin(UnaryOp::Neg, v),
            Op::Pos => self.unary_builtin(UnaryOp::Pos, v),
            Op::Invert => self.unary_builtin(UnaryOp::Invert, v),
            _ => Some(Word::bool(!self.truth_builtin(v))),
        };
        if let Some(w) = quick {
            put(base, i.a, w);
            return Callee::Done;
        }
        if i.operation() == Op::Not
            && let Some(callee) = self.truth_frame(pc, base)
        {
            return callee;
        }
        done(self.store2(pc, base, [word, Word::NONE], |s, a, _| match i.operation() {
            Op::Neg => s.unary(UnaryOp::Neg, a),
            Op::Pos => s.unary(UnaryOp::Pos, a),
            Op::Invert => s.unary(UnaryOp::Invert, a),
            _ => {
                let b = s.truth(a)?;
                Ok(s.keep_word(Word::bool(!b)))
            }
        }))
    }

    /// A comparison of two containers of one class that gives True or False.
    #[inline(always)]
    fn compare_containers(&self, op: CompareOp, [a, b]: [Word; 2]) -> Option<bool> {
        let (x, y) = (Value::from_word(a), Value::from_word(b));
        let shape = x.shape();
        if shape != y.shape() || x.header().is_none() {
            return None;
        }
        let by_order = shape == Builtins::Tuple as u32
            || shape == Builtins::List as u32 && !matches!(op, CompareOp::Eq | CompareOp::Ne);
        if by_order { self.quick_order(op, a, b) } else { self.quick_compare_alike(op, x, y) }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn compare_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let operation = i.operation();
        if matches!(operation, Op::Eq | Op::Ne)
            && let Some(same) = same_text(get(base, i.b), get(base, i.c))
        {
            put(base, i.a, Word::bool(same == (operation == Op::Eq)));
            return Callee::Done;
        }
        let (op, words) = compared(i, base);
        if let Some(b) =
            compare_strings(op, words[0], words[1]).or_else(|| self.compare_containers(op, words))
        {
            put(base, i.a, Word::bool(b));
            return Callee::Done;
        }
        if let Some(order) = Vm::order_of_ints(words[0], words[1]) {
            put(base, i.a, Word::bool(op.holds(Some(order))));
            return Callee::Done;
        }
        if let Some((x, y)) = mixed(words[0], words[1]) {
            put(base, i.a, Word::bool(op.of_floats(x, y)));
            return Callee::Done;
        }
        if let Some(b) = self.quick_order(op, words[0], words[1]) {
            put(base, i.a, Word::bool(b));
            return Callee::Done;
        }
        let record = Frame { pc, base, dst: i.a as u32, after: after::COMPARE };
        if let Some(callee) = self.compare_frame(record, op, words) {
            return callee;
        }
        done(self.store2(pc, base, words, |s, a, b| s.compare(op, a, b)))
    }

    /// 0 false, 1 true, 2 raised, 3 a frame was pushed.
    #[cold]
    #[inline(never)]
    pub(super) fn compare_jump_cold(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let i = insn(pc);
        let operation = i.operation();
        if matches!(operation, Op::JEq | Op::JNEq | Op::JNe | Op::JNNe)
            && let Some(same) = same_text(get(base, i.a), get(base, i.b))
        {
            return (same == matches!(operation, Op::JEq | Op::JNEq)) as u32;
        }
        let (op, [a, b]) = compared(i, base);
        if let Some(b) = compare_strings(op, a, b).or_else(|| self.compare_containers(op, [a, b])) {
            return b as u32;
        }
        if let Some(order) = Vm::order_of_ints(a, b) {
            return op.holds(Some(order)) as u32;
        }
        if let Some((x, y)) = mixed(a, b) {
            return op.of_floats(x, y) as u32;
        }
        if let Some(b) = self.quick_order(op, a, b) {
            return b as u32;
        }
        let record = Frame { pc, base, dst: super::special::fate_of_jump(i), after: after::COMPARE_JUMP };
        if let Some(callee) = self.compare_frame(record, op, [a, b]) {
            return self.number_of(callee);
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let (a, b) = (s.keep_word(a), s.keep_word(b));
        match s.compare(op, a, b).and_then(|r| s.truth(r)) {
            Ok(b) => b as u32,
            Err(_) => 2,
        }
    }

    /// 0 false, 1 true, 2 raised, 3 a frame was pushed.
    #[cold]
    #[inline(never)]
    pub(super) fn truth_cold(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let w = get(base, insn(pc).a);
        let v = Value::from_word(w);
        if v.is_exact(Builtins::Int) && v.header().is_some() {
            // beyond the inline ints
            return 1;
        }
        if v.is_exact(Builtins::List) {
            return v.cast::<List>().is_some_and(|l| !l.is_empty()) as u32;
        }
        if v.is_exact(Builtins::Str) {
            return v.cast::<Str>().is_some_and(|s| !s.is_empty()) as u32;
        }
        if super::protocol::is_plain(v) {
            return self.truth_builtin(v) as u32;
        }
        if self.is_always_true(v) {
            return 1;
        }
        if let Some(callee) = self.truth_frame(pc, base) {
            return self.number_of(callee);
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let h = s.keep_word(w);
        match s.truth(h) {
            Ok(b) => b as u32,
            Err(_) => 2,
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn contains_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let negate = i.operation() == Op::NotIn;
        if let Some(found) = self.quick_contains(get(base, i.c), get(base, i.b)) {
            put(base, i.a, Word::bool(found != negate));
            return Callee::Done;
        }
        if let Some(callee) = self.contains_frame(pc, base) {
            return callee;
        }
        done(self.store2(pc, base, [get(base, i.b), get(base, i.c)], |s, item, container| {
            let found = s.contains(container, item)?;
            Ok(s.keep_word(Word::bool(found != negate)))
        }))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn get_item_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let (object, key) = (Value::from_word(get(base, i.b)), Value::from_word(get(base, i.c)));
        if object.is_exact(Builtins::Dict)
            && let Some(found) = object.cast::<Dict>().and_then(|d| self.quick_dict_get(d, key))
        {
            let Some(v) = found else {
                self.enter_cold(pc, base);
                let _ = self.key_error(key);
                return Callee::Raised;
            };
            put(base, i.a, v.word());
            return Callee::Done;
        }
        if let Some(w) = self.quick_get_item(object.word(), key.word()) {
            put(base, i.a, w);
            return Callee::Done;
        }
        if object.kind() == Kind::Opaque
            && let Some(w) = self.plain_item_of(object, key)
        {
            put(base, i.a, w);
            return Callee::Done;
        }
        if let Some(callee) = self.item_frame(pc, base) {
            return callee;
        }
        done(self.store2(pc, base, [get(base, i.b), get(base, i.c)], |s, o, k| s.getitem(o, k)))
    }

    /// `object[key]` where the class's `__getitem__` is a native and this is its plain case.
    fn plain_item_of(&self, object: Value<'_>, key: Value<'_>) -> Option<Word> {
        let get = self.lookup_special(object, Sym::GetItem)?.cast::<Native>()?;
        let pair = Vm::record_of(get).row.pair.filter(|_| !self.options.debug)?;
        pair(self, object, key).map(|ret| ret.word())
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_item_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let words = [get(base, i.a), get(base, i.b), get(base, i.c)];
        if self.quick_set_item(words[0], words[1], words[2]) {
            return Callee::Done;
        }
        if let Some(callee) = self.set_item_frame(pc, base) {
            return callee;
        }
        done(self.act(pc, base, words, |s, [o, k, v]| s.setitem(o, k, v)))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn del_item_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let words = [get(base, i.a), get(base, i.b), Word::NONE];
        self.quick_del_item(words[0], words[1]) || self.act(pc, base, words, |s, [o, k, _]| s.delitem(o, k))
    }

    /// Says whether the next instruction has been done too.
    pub(super) fn make_slice(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        if self.quick_slice_item(pc, base) {
            return true;
        }
        let i = insn(pc);
        let part = |n: u16| Value::from_word(get(base, i.b + n));
        let (a, b, c) = (part(0), part(1), part(2));
        let slice = SliceObject::new(&self.heap, a, b, c).value().word();
        put(base, i.a, slice);
        false
    }

    /// `[x] * n`, of which a slice of a list is going to be made: put off if `n` is a small number.
    pub(super) fn repeat_later(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        const MOST: i64 = 1 << 26;
        let a = insn(pc).a;
        let times = get(base, a + 1);
        if times.as_int().is_some_and(|n| (0..=MOST).contains(&n)) {
            return true;
        }
        let list = List::from_words(&self.heap, &[get(base, a)]).value().word();
        let done = self.store2(pc, base, [list, times], |s, x, n| s.binary(BinaryOp::Mul, x, n));
        put(base, a + 1, Word::NONE);
        done
    }

    /// Stores what was put off where it was meant for, or makes it. Says whether it is stored.
    pub(super) fn fill_slice(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let Some(times) = get(base, i.c + 1).as_int() else { return false };
        let (word, times) = (get(base, i.c), times as usize);
        let (list, slice) = (Value::from_word(get(base, i.a)), Value::from_word(get(base, i.b)));
        if self.quick_fill_slice(list, slice, word, times) {
            return true;
        }
        let made = List::with_capacity(&self.heap, times);
        made.fill(&self.heap, word, times);
        put(base, i.c, made.value().word());
        put(base, i.c + 1, Word::NONE);
        false
    }

    #[cold]
    #[inline(never)]
    pub(super) fn len_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let v = Value::from_word(get(base, insn(pc).b));
        if super::protocol::is_plain(v)
            && let Some(n) = self.len_builtin(v)
        {
            put(base, insn(pc).a, Word::small(n));
            return true;
        }
        self.store2(pc, base, [get(base, insn(pc).b), Word::NONE], |s, o, _| {
            let n = s.len(o)?;
            Ok(s.keep(|vm| vm.int(n)))
        })
    }
}
