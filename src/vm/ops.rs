//! Cold paths of instructions: names, items, operators, displays, formatting, exceptions.
//!
//! Each is called by the loop with `pc` (after the instruction) and `base`, reads its operands itself, writes
//! its destination itself, and says `false` if it has raised.

use super::call::Callee;
use super::protocol::{BinaryOp, CompareOp, UnaryOp};
use super::stack::{Frame, Reg, after};
use super::{Exc, Handle, Raise, Scope, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::{Word, WordVec};
use crate::value::*;

/// The instruction before `pc`.
pub(super) fn insn(pc: *const Insn) -> Insn {
    // SAFETY: the loop calls cold paths with pc just past an instruction
    unsafe { *pc.sub(1) }
}

/// Reads a register that is set.
pub(super) fn get(base: *mut Reg, i: u16) -> Word {
    // SAFETY: operands are within the frame
    unsafe { *base.add(i as usize) }.unwrap_or(Word::NONE)
}

/// Writes a register.
pub(super) fn put(base: *mut Reg, i: u16, w: Word) {
    // SAFETY: operands are within the frame
    unsafe { *base.add(i as usize) = Some(w) }
}

/// The words of a window.
pub(super) fn window<'a>(base: *mut Reg, at: u16, n: usize) -> &'a [Value<'a>] {
    // SAFETY: windows are within the frame, and their registers are set; a Value is a transparent Word
    unsafe { std::slice::from_raw_parts(base.add(at as usize).cast::<Value<'a>>(), n) }
}

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

fn compare_op(op: Op) -> CompareOp {
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
fn compare_strings(op: CompareOp, a: Word, b: Word) -> Option<bool> {
    let (a, b) = (Value::from_word(a), Value::from_word(b));
    if !(a.is_exact(Builtins::Str) && b.is_exact(Builtins::Str)) {
        return None;
    }
    let (a, b) = (a.cast::<Str>()?, b.cast::<Str>()?);
    Some(match op {
        CompareOp::Eq => a.same(b),
        CompareOp::Ne => !a.same(b),
        // WTF-8 orders as code points do
        CompareOp::Lt => a.bytes() < b.bytes(),
        CompareOp::Le => a.bytes() <= b.bytes(),
        CompareOp::Gt => a.bytes() > b.bytes(),
        CompareOp::Ge => a.bytes() >= b.bytes(),
    })
}

/// The operator and the operands of an instruction that compares.
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

fn done(ok: bool) -> Callee {
    if ok { Callee::Done } else { Callee::Raised }
}

impl Vm {
    /// The number for a pushed frame, for cold paths that answer with a number.
    pub(super) fn number_of(&self, callee: Callee) -> u32 {
        match callee {
            Callee::Frame(next) => {
                self.go(next);
                3
            }
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
        let (a, b) = (Value::from_word(get(base, i.b)), Value::from_word(get(base, i.c)));
        if a.is_exact(Builtins::Str)
            && b.is_exact(Builtins::Str)
            && let (Some(a), Some(b)) = (a.cast::<Str>(), b.cast::<Str>())
        {
            put(base, i.a, Str::concat(&self.heap, a, b).value().word());
            return Callee::Done;
        }
        self.binary_cold(pc, base)
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
        if let Some((x, y)) = mixed(get(base, i.b), get(base, i.c))
            && let Some(f) = op.of_floats(x, y)
        {
            put(base, i.a, Word::float(f));
            return Callee::Done;
        }
        let words = [get(base, i.b), get(base, i.c)];
        if let Some(callee) = self.binary_at_once(pc, base, (op, inplace), words) {
            return callee;
        }
        if let Some(callee) = self.operator_frame(pc, base, (op, inplace)) {
            return callee;
        }
        done(self.store2(
            pc,
            base,
            words,
            |s, a, b| {
                if inplace { s.inplace(op, a, b) } else { s.binary(op, a, b) }
            },
        ))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn binary_imm_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let (op, inplace) = binary_op(i.operation());
        let words = [get(base, i.b), Word::small(i.c as i16 as i64)];
        if let Some(callee) = self.binary_at_once(pc, base, (op, inplace), words) {
            return callee;
        }
        if let Some(callee) = self.operator_frame(pc, base, (op, inplace)) {
            return callee;
        }
        done(self.store2(
            pc,
            base,
            words,
            |s, a, b| {
                if inplace { s.inplace(op, a, b) } else { s.binary(op, a, b) }
            },
        ))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unary_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let word = get(base, i.b);
        self.store2(pc, base, [word, Word::NONE], |s, a, _| match i.operation() {
            Op::Neg => s.unary(UnaryOp::Neg, a),
            Op::Pos => s.unary(UnaryOp::Pos, a),
            Op::Invert => s.unary(UnaryOp::Invert, a),
            _ => {
                let b = s.truth(a)?;
                Ok(s.keep_word(Word::bool(!b)))
            }
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn compare_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let (op, words) = compared(i, base);
        if let Some((x, y)) = mixed(words[0], words[1]) {
            put(base, i.a, Word::bool(op.of_floats(x, y)));
            return Callee::Done;
        }
        let quick = compare_strings(op, words[0], words[1]);
        if let Some(b) = quick.or_else(|| self.quick_order(op, words[0], words[1])) {
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
        let (op, [a, b]) = compared(insn(pc), base);
        if let Some((x, y)) = mixed(a, b) {
            return op.of_floats(x, y) as u32;
        }
        if let Some(b) = compare_strings(op, a, b).or_else(|| self.quick_order(op, a, b)) {
            return b as u32;
        }
        let record = Frame { pc, base, dst: 0, after: after::COMPARE_JUMP };
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

    #[cold]
    #[inline(never)]
    pub(super) fn truth_cold(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let w = get(base, insn(pc).a);
        let v = Value::from_word(w);
        if v.is_exact(Builtins::List) {
            return v.cast::<List>().is_some_and(|l| !l.is_empty()) as u32;
        }
        if v.is_exact(Builtins::Str) {
            return v.cast::<Str>().is_some_and(|s| !s.is_empty()) as u32;
        }
        if super::protocol::is_plain(v) {
            return self.truth_builtin(v) as u32;
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
    pub(super) fn contains_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let negate = i.operation() == Op::NotIn;
        if let Some(found) = self.quick_contains(get(base, i.c), get(base, i.b)) {
            put(base, i.a, Word::bool(found != negate));
            return true;
        }
        self.store2(pc, base, [get(base, i.b), get(base, i.c)], |s, item, container| {
            let found = s.contains(container, item)?;
            Ok(s.keep_word(Word::bool(found != negate)))
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn get_item_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        if let Some(w) = self.quick_get_item(get(base, i.b), get(base, i.c)) {
            put(base, i.a, w);
            return Callee::Done;
        }
        if let Some(callee) = self.item_frame(pc, base) {
            return callee;
        }
        done(self.store2(pc, base, [get(base, i.b), get(base, i.c)], |s, o, k| s.getitem(o, k)))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_item_cold(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        if let Some(callee) = self.set_item_frame(pc, base) {
            return callee;
        }
        let words = [get(base, i.a), get(base, i.b), get(base, i.c)];
        if self.quick_set_item(words[0], words[1], words[2]) {
            return Callee::Done;
        }
        done(self.act(pc, base, words, |s, [o, k, v]| s.setitem(o, k, v)))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn del_item_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let words = [get(base, i.a), get(base, i.b), Word::NONE];
        self.act(pc, base, words, |s, [o, k, _]| s.delitem(o, k))
    }

    /// Says whether the next instruction has been done too.
    pub(super) fn make_slice(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        if self.quick_slice_item(pc, base) {
            return true;
        }
        let i = insn(pc);
        let [a, b, c] = [0, 1, 2].map(|n| Value::from_word(get(base, i.b + n)));
        let slice = SliceObject::new(&self.heap, a, b, c).value().word();
        put(base, i.a, slice);
        false
    }

    #[cold]
    #[inline(never)]
    pub(super) fn len_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.store2(pc, base, [get(base, insn(pc).b), Word::NONE], |s, o, _| {
            let n = s.len(o)?;
            Ok(s.keep(|vm| vm.int(n)))
        })
    }

    // names

    /// The linked code of a frame.
    pub(super) fn linked_of<'h>(base: *mut Reg) -> &'h Linked {
        // SAFETY: base[-1] is the running function, which lives while it runs; codes live as long as the machine
        unsafe {
            let f = (*base.sub(1)).expect("a running function");
            &*Value::from_word(f).cast::<Function>().expect("a function").code
        }
    }

    fn text_of(&self, w: Word) -> String {
        Value::from_word(w).cast::<Str>().map_or_else(String::new, Str::to_text)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_local(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let name = self.text_of(Vm::linked_of(base).names[insn(pc).b as usize]);
        let _ = self.raise_name(
            Exc::UnboundLocalError,
            &name,
            &format!("cannot access local variable '{name}' where it is not associated with a value"),
        );
        false
    }

    fn raise_name(&self, exc: Exc, name: &str, message: &str) -> Raise {
        let e = self.new_exception(exc, message);
        self.set_exception_attr(e, "name", self.str(name));
        e.header().put(Exception::SELF_HAS, self.self_has(name));
        self.raise_value(e.value())
    }

    /// Whether the running frame has a `self` with an attribute of this name.
    fn self_has(&self, name: &str) -> bool {
        let base = self.cur_base.get();
        let this = self.intern("self").value().word();
        let Some(i) = Vm::linked_of(base).local_names.iter().position(|w| *w == this) else { return false };
        // SAFETY: local names are those of the frame's first registers
        let Some(object) = (unsafe { *base.add(i) }) else { return false };
        let object = Value::from_word(object);
        let name = self.intern(name).value().word();
        self.find_attr(object, name).is_some()
            || self.class_lookup(self.type_of(object).root.get(), name).is_some()
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_cell(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let name = self.text_of(Vm::linked_of(base).names[insn(pc).c as usize]);
        let _ = self.raise_name(
            Exc::UnboundLocalError,
            &name,
            &format!("cannot access local variable '{name}' where it is not associated with a value"),
        );
        false
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_free(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let name = self.text_of(Vm::linked_of(base).names[insn(pc).c as usize]);
        let _ = self.raise_name(Exc::NameError, &name, &format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        ));
        false
    }

    pub(super) fn delete_cell(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let r = Some(get(base, insn(pc).b));
        Vm::cell(r).content.take().is_some() || self.unbound_cell(pc, base)
    }

    pub(super) fn delete_free(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        Vm::cell(Vm::closure(base, insn(pc).b)).content.take().is_some() || self.unbound_free(pc, base)
    }

    /// The reference to a global that a linked instruction names by its distance; `pc` is the next instruction.
    fn global_ref<'h>(pc: *const Insn) -> &'h GlobalRef {
        // SAFETY: linking has put the reference there
        unsafe { &*pc.sub(1).add(insn(pc).c as usize).cast::<GlobalRef>() }
    }

    /// The name an instruction reads as a global. Linked forms name a slot; its key is the name.
    fn global_name(linked: &Linked, pc: *const Insn) -> Word {
        let i = insn(pc);
        match i.operation() {
            Op::GetGFar | Op::SetGFar | Op::DelG => linked.names[i.bc() as usize],
            Op::CallGFar | Op::CallGFarH => linked.names[i.c as usize],
            _ => {
                let g = Vm::global_ref(pc);
                g.dict().slot_key(g.slot as usize).unwrap_or(Word::NONE)
            }
        }
    }

    /// A global that is not set or far: the module's, a builtin, or NameError.
    #[cold]
    #[inline(never)]
    pub(super) fn global_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        self.enter_cold(pc, base);
        let linked = Vm::linked_of(base);
        let name = Vm::global_name(linked, pc);
        let dict = Value::from_word(linked.globals).cast::<Dict>().expect("globals are a dict");
        let key = Value::from_word(name).cast::<Str>().expect("names are strings");
        let hash = self.hash_str(key);
        if let Some(v) = dict.get_str(key, hash).or_else(|| self.builtins().get_str(key, hash)) {
            let w = v.word();
            put(base, insn(pc).a, w);
            return true;
        }
        let name = key.to_text();
        let _ = self.raise_name(Exc::NameError, &name, &format!("name '{name}' is not defined"));
        false
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_global_far(&mut self, pc: *const Insn, base: *mut Reg) {
        let linked = Vm::linked_of(base);
        let dict = Value::from_word(linked.globals).cast::<Dict>().expect("globals are a dict");
        let key = Value::from_word(Vm::global_name(linked, pc)).cast::<Str>().expect("names are strings");
        let value = Value::from_word(get(base, insn(pc).a));
        dict.set_str(&self.heap, key, self.hash_str(key), value);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn delete_global(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let linked = Vm::linked_of(base);
        let dict = Value::from_word(linked.globals).cast::<Dict>().expect("globals are a dict");
        let key = Value::from_word(Vm::global_name(linked, pc)).cast::<Str>().expect("names are strings");
        if let Probe::At(at) = dict.find_str(key, self.hash_str(key))
            && dict.remove_at(at).is_some()
        {
            return true;
        }
        self.enter_cold(pc, base);
        let name = key.to_text();
        let _ = self.raise_name(Exc::NameError, &name, &format!("name '{name}' is not defined"));
        false
    }

    fn class_namespace<'h>(base: *mut Reg) -> Value<'h> {
        Value::from_word(get(base, 0))
    }

    pub(super) fn get_class_name(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let name = Vm::linked_of(base).names[i.b as usize];
        let (Some(d), Some(k)) =
            (Vm::class_namespace(base).cast::<Dict>(), Value::from_word(name).cast::<Str>())
        else {
            return false;
        };
        match d.get_str(k, self.hash_str(k)) {
            Some(v) => {
                put(base, i.a, v.word());
                true
            }
            None => false,
        }
    }

    pub(super) fn set_class_name(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let name = Vm::linked_of(base).names[i.b as usize];
        let value = get(base, i.a);
        let ns = Vm::class_namespace(base);
        if ns.is_exact(Builtins::Dict) {
            if let (Some(d), Some(k)) = (ns.cast::<Dict>(), Value::from_word(name).cast::<Str>()) {
                d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(value));
            }
        } else {
            // a mapping made by __prepare__: its errors are those of the class statement
            let _ = self.act(pc, base, [ns.word(), name, value], |s, [o, k, v]| s.setitem(o, k, v));
        }
    }

    pub(super) fn delete_class_name(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let name = Vm::linked_of(base).names[insn(pc).b as usize];
        if let (Some(d), Some(k)) =
            (Vm::class_namespace(base).cast::<Dict>(), Value::from_word(name).cast::<Str>())
            && let Probe::At(at) = d.find_str(k, self.hash_str(k))
        {
            d.remove_at(at);
            return true;
        }
        self.enter_cold(pc, base);
        let name = self.text_of(name);
        let _ = self.raise_name(Exc::NameError, &name, &format!("name '{name}' is not defined"));
        false
    }

    pub(super) fn locals_dict(&mut self, pc: *const Insn, base: *mut Reg) {
        let out = self.frame_locals(base).word();
        put(base, insn(pc).a, out);
    }

    /// The local variables of a frame as a dict (of a class body: its namespace).
    pub(super) fn frame_locals(&self, base: *mut Reg) -> Value<'_> {
        let linked = Vm::linked_of(base);
        if linked.code.flags.class_body {
            return Value::from_word(get(base, 0));
        }
        if linked.code.flags.module {
            return Value::from_word(linked.globals);
        }
        let d = self.dict();
        for l in &linked.code.locals {
            let name = self.name_word(l.name);
            // SAFETY: registers of locals are within the frame
            let mut r = unsafe { *base.add(l.reg as usize) };
            if l.cell {
                r = r.and_then(|w| Value::from_word(w).cast::<Cell>()).and_then(|c| c.content.get());
            }
            self.put_local(d, name, r);
        }
        for (n, name) in linked.code.free.iter().enumerate() {
            let r = Vm::cell(Vm::closure(base, n as u16)).content.get();
            self.put_local(d, self.name_word(*name), r);
        }
        d.value()
    }

    fn put_local(&self, d: &Dict, name: Word, r: Reg) {
        if let (Some(v), Some(k)) = (r, Value::from_word(name).cast::<Str>()) {
            d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(v));
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn annotations_dict(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let linked = Vm::linked_of(base);
        let ns = if linked.code.flags.class_body { get(base, 0) } else { linked.globals };
        let ns = Value::from_word(ns).cast::<Dict>().expect("a namespace");
        let key = self.sym(Sym::Annotations);
        let hash = self.hash_str(key);
        let found = match ns.get_str(key, hash) {
            Some(v) => v.word(),
            None => {
                let d = self.dict().value();
                ns.set_str(&self.heap, key, hash, d);
                d.word()
            }
        };
        put(base, insn(pc).a, found);
        true
    }

    // displays

    pub(super) fn build_list(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let list = List::new(&self.heap, window(base, i.b, i.c as usize)).value().word();
        put(base, i.a, list);
    }

    pub(super) fn build_tuple(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let t = Tuple::new(&self.heap, window(base, i.b, i.c as usize)).value().word();
        put(base, i.a, t);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn build_set(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let set = s.keep(|vm| Set::new(&vm.heap, false).value());
        let item = s.root();
        for n in 0..i.c {
            let x = Value::from_word(get(base, i.b + n));
            if set.cast::<Set>(s).is_some_and(|set| s.quick_set_add(set, x)) {
                continue;
            }
            s.set_word(item, get(base, i.b + n));
            if s.set_add(set, item).is_err() {
                return false;
            }
        }
        put(base, i.a, set.get(s).word());
        true
    }

    #[inline(never)]
    pub(super) fn build_dict(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let made = Dict::with_capacity(&self.heap, i.c as usize);
        let pairs = window(base, i.b, 2 * i.c as usize).chunks_exact(2);
        let quick = pairs.take_while(|p| self.quick_dict_set(made, p[0], p[1])).count();
        let made = made.value().word();
        if quick == i.c as usize {
            put(base, i.a, made);
            return true;
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let d = s.keep_word(made);
        let (key, value) = (s.root(), s.root());
        for n in quick as u16..i.c {
            s.set_word(key, get(base, i.b + 2 * n));
            s.set_word(value, get(base, i.b + 2 * n + 1));
            if s.dict_set(d, key, value).is_err() {
                return false;
            }
        }
        put(base, i.a, d.get(s).word());
        true
    }

    #[cold]
    #[inline(never)]
    pub(super) fn list_extend(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let words = [get(base, i.a), get(base, i.b), Word::NONE];
        let of_call = i.c == 1;
        let (list, items) = (Value::from_word(words[0]), Value::from_word(words[1]));
        if let (Some(to), Some(from)) = (list.cast::<List>(), self.plain_words(items))
            && words[0] != words[1]
        {
            to.extend_words(&self.heap, from);
            return true;
        }
        self.act(pc, base, words, |s, [list, items, _]| {
            let it = match s.iter_opt(items)? {
                Some(it) => it,
                None => {
                    let name = s.type_name(items.get(s));
                    let message = if of_call {
                        let callee = s.keep_word(get(base, i.a.wrapping_sub(1)));
                        let f = s.callee_text(callee);
                        format!("{f} argument after * must be an iterable, not {name}")
                    } else {
                        format!("Value after * must be an iterable, not {name}")
                    };
                    return Err(s.type_error(message));
                }
            };
            let out = s.root();
            while s.next(it, out)? {
                if let Some(l) = list.cast::<List>(s) {
                    l.push(&s.heap, out.get(s));
                }
            }
            Ok(())
        })
    }

    pub(super) fn list_to_tuple(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let Some(list) = Value::from_word(get(base, i.b)).cast::<List>() else { return };
        // SAFETY: making a tuple changes no list
        let t = Tuple::from_words(&self.heap, unsafe { list.items().as_slice() }).value().word();
        // the list was made for this only: its storage need not wait for a collection
        list.items().take_from(list.header(), &WordVec::new());
        put(base, i.a, t);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_add_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let (set, x) = (Value::from_word(get(base, i.a)), Value::from_word(get(base, i.b)));
        if set.cast::<Set>().is_some_and(|set| self.quick_set_add(set, x)) {
            return true;
        }
        self.act(pc, base, [get(base, i.a), get(base, i.b), Word::NONE], |s, [set, x, _]| s.set_add(set, x))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_update_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.act(pc, base, [get(base, i.a), get(base, i.b), Word::NONE], |s, [set, items, _]| {
            s.set_update(set, items)
        })
    }

    #[inline(never)]
    pub(super) fn dict_add_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        if self.quick_set_item(get(base, i.a), get(base, i.b), get(base, i.c)) {
            return true;
        }
        self.act(pc, base, [get(base, i.a), get(base, i.b), get(base, i.c)], |s, [d, k, v]| {
            s.dict_set(d, k, v)
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn dict_merge_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let of_call = i.c == 1;
        let callee = if of_call { get(base, i.a.wrapping_sub(2)) } else { Word::NONE };
        self.act(pc, base, [get(base, i.a), get(base, i.b), callee], |s, [d, other, callee]| {
            if of_call { s.merge_keywords(d, other, callee) } else { s.merge_mapping(d, other) }
        })
    }

    #[inline(never)]
    pub(super) fn format_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let w = get(base, i.b);
        let v = Value::from_word(w);
        if i.c == 0 && v.is_exact(Builtins::Str) {
            put(base, i.a, w);
            return true;
        }
        let spec = (i.c & 4 != 0).then(|| get(base, i.b + 1));
        if i.c & 3 < 2
            && let Some(w) = self.quick_format(w, spec)
        {
            put(base, i.a, w);
            return true;
        }
        let spec = if i.c & 4 != 0 { get(base, i.b + 1) } else { self.empty_str() };
        self.store2(pc, base, [w, spec], |s, v, spec| {
            let v = match i.c & 3 {
                1 => s.str(v)?,
                2 => s.repr(v)?,
                3 => s.ascii(v)?,
                _ => v,
            };
            s.format(v, spec)
        })
    }

    /// The word of the empty string.
    pub(super) fn empty_str(&self) -> Word {
        self.intern("").value().word()
    }

    #[inline(never)]
    pub(super) fn build_str(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let parts = window(base, i.b, i.c as usize);
        let w = Str::joined(&self.heap, None, parts.iter().filter_map(|v| v.cast::<Str>())).value().word();
        put(base, i.a, w);
    }

    // exceptions

    /// `raise`: parks the exception made of the operand.
    #[cold]
    #[inline(never)]
    pub(super) fn raise_op(&mut self, pc: *const Insn, base: *mut Reg, cause: Reg) {
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let e = s.keep_word(get(base, insn(pc).a));
        let cause = cause.map(|w| s.keep_word(w));
        let _ = s.raise_statement(e, cause);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn raise_handled(&mut self) {
        match self.handling.get() {
            Some(w) => {
                let _ = self.raise_again(Value::from_word(w));
            }
            None => {
                let _ = self.runtime_error("No active exception to reraise");
            }
        }
    }

    pub(super) fn reraise(&mut self, e: Reg) {
        self.exc.set(e);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn raise_assert(&mut self, pc: *const Insn, base: *mut Reg) {
        self.enter_cold(pc, base);
        let i = insn(pc);
        let args = if i.b == 1 { vec![Value::from_word(get(base, i.a))] } else { vec![] };
        let _ = self.raise_with(Exc::AssertionError, &args);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn exc_match(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let (e, class) = (Value::from_word(get(base, i.b)), Value::from_word(get(base, i.c)));
        match self.exception_matches(e, class) {
            Some(b) => {
                put(base, i.a, Word::bool(b));
                true
            }
            None => {
                let _ =
                    self.type_error("catching classes that do not inherit from BaseException is not allowed");
                false
            }
        }
    }

    /// Whether an exception is of a class or of one in a tuple; none if something else was given.
    pub(super) fn exception_matches(&self, e: Value<'_>, class: Value<'_>) -> Option<bool> {
        if let Some(t) = class.cast::<Tuple>() {
            // every class is looked at, wrong ones are refused even after a match
            let mut any = false;
            for c in t.items() {
                any |= self.exception_matches(e, *c)?;
            }
            return Some(any);
        }
        let class = class.cast::<Type>().filter(|c| c.layout.get() == Layout::Exception)?;
        Some(self.is_instance(e, class))
    }

    pub(super) fn exc_info(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let e = Value::from_word(get(base, i.b));
        let class = self.type_of(e).value().word();
        let tb = e.cast::<Exception>().and_then(|x| x.traceback.get()).unwrap_or(Word::NONE);
        let e = e.word();
        put(base, i.a, class);
        put(base, i.a + 1, e);
        put(base, i.a + 2, tb);
    }
}

impl Scope<'_> {
    /// `raise e from cause`: a class is called without arguments first.
    fn raise_statement(&mut self, e: Handle, cause: Option<Handle>) -> Raise {
        let e = match self.as_exception(e, "exceptions must derive from BaseException") {
            Ok(e) => e,
            Err(r) => return r,
        };
        if let Some(cause) = cause {
            let cause = if cause.get(self).is_none() {
                None
            } else {
                match self.as_exception(cause, "exception causes must derive from BaseException") {
                    Ok(c) => Some(c),
                    Err(r) => return r,
                }
            };
            let word = cause.map(|c| c.get(self).word());
            if let Some(x) = e.cast::<Exception>(self) {
                x.cause.set(x.header(), word);
                x.header().put(Exception::SUPPRESS, true);
            }
        }
        let v = e.get(self);
        self.raise_value(v)
    }

    /// An exception from an exception or an exception class.
    pub fn as_exception(&mut self, e: Handle, refusal: &str) -> Result<Handle, Raise> {
        if e.cast::<Exception>(self).is_some() {
            return Ok(e);
        }
        let is_class = e.cast::<Type>(self).is_some_and(|c| c.layout.get() == Layout::Exception);
        if !is_class {
            return Err(self.type_error(refusal));
        }
        let made = self.call(e, &[])?;
        if made.cast::<Exception>(self).is_none() {
            let class = e.cast::<Type>(self).map(Type::name_text).unwrap_or_default();
            let got = self.type_name(made.get(self));
            return Err(self.type_error(format_args!(
                "calling <class '{class}'> should have returned an instance of BaseException, not {got}"
            )));
        }
        Ok(made)
    }
}
