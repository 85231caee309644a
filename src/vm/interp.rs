//! The dispatch loop: a table of contents of the machine.
//!
//! `pc`, `base` and `vm` live in registers for the whole loop. What keeps them there: operands are read through
//! `pc` as fields, slow paths are functions of their own (`ops`, `call`) that take values and give small
//! results, and nothing with a destructor is alive across an instruction. Int is tested first, float second,
//! all else is cold. A frame of a generator or coroutine runs in place in its object; `base[-1]` is the running
//! function in both kinds of frame.

use std::sync::atomic::Ordering;

use super::call::Callee;
use super::stack::{Frame, Reg, after};
use super::{Raise, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::{INT_MAX, INT_MIN, Word};
use crate::value::*;

/// Where the loop goes on after a cold path.
pub(super) struct Next {
    pub pc: *const Insn,
    pub base: *mut Reg,
}

const INT_TAG: u64 = 0xFFFF << 48;
const FUNCTION: u32 = Kind::Function as u32;
/// Kind and parameter count in the first four bytes of a header.
const KIND_AND_COUNT: u32 = 0xFFFF_00FF;

#[inline(always)]
fn bits(r: Reg) -> u64 {
    r.map_or(0, Word::bits)
}

#[inline(always)]
fn both_int(a: u64, b: u64) -> bool {
    a & b >= INT_TAG
}

#[inline(always)]
fn untag(a: u64) -> i64 {
    ((a << 16) as i64) >> 16
}

#[inline(always)]
fn small(i: i64) -> Reg {
    Some(Word::small(i))
}

#[inline(always)]
fn fits(i: i64) -> bool {
    (INT_MIN..=INT_MAX).contains(&i)
}

/// Whether both are floats, or one a float and one an inline int; then the two as floats.
#[inline(always)]
fn floats(a: Reg, b: Reg) -> Option<(f64, f64)> {
    let (a, b) = (a?, b?);
    match (a.as_float(), b.as_float()) {
        (Some(x), Some(y)) => Some((x, y)),
        (Some(x), None) => b.as_int().map(|y| (x, y as f64)),
        (None, Some(y)) => a.as_int().map(|x| (x as f64, y)),
        (None, None) => None,
    }
}

impl Vm {
    /// Runs from `pc` with registers at `base` until a frame record that ends a run loop is popped. The caller
    /// has pushed that record.
    ///
    /// # Safety
    /// `pc` and `base` are a frame's: its code is linked by this machine, and its window fits the stack.
    #[allow(clippy::cognitive_complexity)]
    pub(super) unsafe fn run(&mut self, pc: *const Insn, base: *mut Reg) -> Result<Word, Raise> {
        let vm = self;
        let mut pc = pc;
        let mut base = base;
        // SAFETY: the verifier (debug builds) and the compiler keep register, constant, cache and jump operands in
        // range; frames and stacks are handled by the functions of this module only
        unsafe {
            macro_rules! r {
                ($i:ident . $f:ident) => {
                    *base.add((*$i).$f as usize)
                };
            }
            macro_rules! linked {
                () => {
                    &*(*std::ptr::with_exposed_provenance::<Function>(bits(*base.sub(1)) as usize)).code
                };
            }
            macro_rules! throw {
                () => {{
                    match vm.unwind(pc, base) {
                        Some(next) => {
                            pc = next.pc;
                            base = next.base;
                            continue;
                        }
                        None => return Err(Raise::parked()),
                    }
                }};
            }
            macro_rules! check {
                ($e:expr) => {
                    if !$e {
                        throw!();
                    }
                };
            }
            macro_rules! jump {
                ($off:expr) => {
                    pc = pc.offset($off as isize)
                };
            }
            macro_rules! safepoint {
                () => {
                    if (*vm.interrupt).load(Ordering::Relaxed) != 0 {
                        check!(vm.safepoint_in(pc, base));
                    }
                };
            }
            // arithmetic: ints with overflow test, floats, else cold
            macro_rules! arith {
                ($i:ident, $b:expr, $c:expr, $int:ident, $float:tt, $slow:expr) => {{
                    let (x, y) = (bits($b), bits($c));
                    let mut done = false;
                    if both_int(x, y) {
                        let n = untag(x).$int(untag(y));
                        if fits(n) {
                            r!($i.a) = small(n);
                            done = true;
                        }
                    } else if let Some((x, y)) = floats($b, $c) {
                        r!($i.a) = Some(Word::float(x $float y));
                        done = true;
                    }
                    if !done {
                        check!($slow);
                    }
                }};
            }
            macro_rules! bitwise {
                ($i:ident, $op:tt) => {{
                    let (x, y) = (bits(r!($i.b)), bits(r!($i.c)));
                    if both_int(x, y) {
                        r!($i.a) = small(untag(x) $op untag(y));
                    } else {
                        check!(vm.binary_cold(pc, base));
                    }
                }};
            }
            macro_rules! compare {
                ($b:expr, $c:expr, $op:tt) => {{
                    let (x, y) = (bits($b), bits($c));
                    if both_int(x, y) {
                        Some(untag(x) $op untag(y))
                    } else if let Some((x, y)) = floats($b, $c) {
                        Some(x $op y)
                    } else {
                        None
                    }
                }};
            }
            macro_rules! compare_store {
                ($i:ident, $op:tt) => {
                    match compare!(r!($i.b), r!($i.c), $op) {
                        Some(b) => r!($i.a) = Some(Word::bool(b)),
                        None => check!(vm.compare_cold(pc, base)),
                    }
                };
            }
            macro_rules! compare_jump {
                ($i:ident, $op:tt, $want:expr) => {{
                    let yes = match compare!(r!($i.a), r!($i.b), $op) {
                        Some(b) => b,
                        None => match vm.compare_jump_cold(pc, base) {
                            0 => false,
                            1 => true,
                            _ => throw!(),
                        },
                    };
                    if yes == $want {
                        jump!((*$i).c as i16);
                    }
                }};
            }
            macro_rules! compare_imm {
                ($i:ident, $op:tt, $want:expr) => {{
                    let x = bits(r!($i.a));
                    let imm = (*$i).b as i16;
                    let yes = if x >= INT_TAG {
                        untag(x) $op imm as i64
                    } else if let Some(f) = r!($i.a).and_then(Word::as_float) {
                        f $op imm as f64
                    } else {
                        match vm.compare_jump_cold(pc, base) {
                            0 => false,
                            1 => true,
                            _ => throw!(),
                        }
                    };
                    if yes == $want {
                        jump!((*$i).c as i16);
                    }
                }};
            }
            // a call: the plain script function with the right count in place, all else cold
            macro_rules! call {
                ($window:expr, $argc:expr, $dst:expr) => {{
                    let w: *mut Reg = $window;
                    let f = bits(*w);
                    let argc = $argc as u32;
                    if f >> 48 == 0 && f != 0 {
                        let object = std::ptr::with_exposed_provenance::<Function>(f as usize);
                        if *object.cast::<u32>() & KIND_AND_COUNT == FUNCTION | argc << 16 {
                            let fp = vm.stack.fp.get();
                            let new_base = w.add(1);
                            if fp < vm.stack.limit.get() && new_base < vm.stack.soft_end.get() {
                                *fp = Frame { pc, base, dst: $dst as u32, after: after::STORE };
                                vm.stack.fp.set(fp.add(1));
                                base = new_base;
                                pc = (*(*object).code).entry();
                                safepoint!();
                                continue;
                            }
                        }
                    }
                    match vm.call_cold(pc, base, w, argc, $dst as u32) {
                        Callee::Done => {}
                        Callee::Frame(next) => {
                            pc = next.pc;
                            base = next.base;
                            safepoint!();
                        }
                        Callee::Raised => throw!(),
                    }
                }};
            }
            loop {
                let i = pc;
                pc = pc.add(1);
                match std::mem::transmute::<u16, Op>((*i).op) {
                    Op::Nop => {}
                    Op::Move => r!(i.a) = r!(i.b),
                    Op::LoadK => r!(i.a) = Some(*(linked!()).consts.get_unchecked((*i).bc() as usize)),
                    Op::LoadI => r!(i.a) = small((*i).offset() as i64),
                    Op::Unset => r!(i.a) = None,
                    Op::Check => check!(r!(i.a).is_some() || vm.unbound_local(pc, base)),

                    Op::GetG => match Vm::global(linked!(), (*i).bc() as usize) {
                        Some(w) => r!(i.a) = Some(w),
                        None => check!(vm.global_cold(pc, base)),
                    },
                    Op::GetGB => match Vm::global(linked!(), (*i).b as usize) {
                        Some(w) => r!(i.a) = Some(w),
                        None => match vm.builtin_slot((*i).c as usize) {
                            Some(w) => r!(i.a) = Some(w),
                            None => check!(vm.global_cold(pc, base)),
                        },
                    },
                    Op::GetGFar => check!(vm.global_cold(pc, base)),
                    Op::SetG => vm.set_global(linked!(), (*i).bc() as usize, r!(i.a)),
                    Op::DelG => check!(vm.delete_global(pc, base)),
                    Op::GetName => {
                        if vm.get_class_name(pc, base) {
                            pc = pc.add(1);
                        }
                    }
                    Op::SetName => vm.set_class_name(pc, base),
                    Op::DelName => check!(vm.delete_class_name(pc, base)),
                    Op::MkCell => {
                        let content = r!(i.a);
                        r!(i.a) = Some(Cell::new(&vm.heap, content).header().word());
                    }
                    Op::GetCell => match Vm::cell(r!(i.b)).content.get() {
                        Some(w) => r!(i.a) = Some(w),
                        None => check!(vm.unbound_cell(pc, base)),
                    },
                    Op::SetCell => {
                        let cell = Vm::cell(r!(i.b));
                        cell.content.set(cell.header(), r!(i.a));
                    }
                    Op::DelCell => check!(vm.delete_cell(pc, base)),
                    Op::GetFree => match Vm::cell(Vm::closure(base, (*i).b)).content.get() {
                        Some(w) => r!(i.a) = Some(w),
                        None => check!(vm.unbound_free(pc, base)),
                    },
                    Op::SetFree => {
                        let cell = Vm::cell(Vm::closure(base, (*i).b));
                        cell.content.set(cell.header(), r!(i.a));
                    }
                    Op::DelFree => check!(vm.delete_free(pc, base)),
                    Op::FreeCell => r!(i.a) = Vm::closure(base, (*i).b),

                    Op::GetAttr => {
                        let cache = (linked!()).caches.get_unchecked((*i).c as usize);
                        match Vm::cached_slot(cache, r!(i.b)) {
                            Some(w) => r!(i.a) = Some(w),
                            None => check!(vm.get_attr_cold(pc, base)),
                        }
                    }
                    Op::SetAttr => {
                        let cache = (linked!()).caches.get_unchecked((*i).c as usize);
                        if !Vm::cached_store(cache, r!(i.a), r!(i.b)) {
                            check!(vm.set_attr_cold(pc, base));
                        }
                    }
                    Op::DelAttr => check!(vm.del_attr_cold(pc, base)),
                    Op::LoadSpecial => check!(vm.load_special(pc, base)),
                    Op::GetItem => {
                        let mut done = false;
                        if let (Some(o), Some(k)) = (r!(i.b), r!(i.c)) {
                            let o = Value::from_word(o);
                            if let Some(n) = k.as_int() {
                                if o.is_exact(Builtins::List)
                                    && let Some(list) = o.cast::<List>()
                                {
                                    let at = if n < 0 { n + list.len() as i64 } else { n };
                                    if let Some(v) = list.items().get(at as usize) {
                                        r!(i.a) = Some(v);
                                        done = true;
                                    }
                                } else if let Some(t) = o.cast::<Tuple>()
                                    && o.is_exact(Builtins::Tuple)
                                {
                                    let at = if n < 0 { n + t.len() as i64 } else { n };
                                    if let Some(v) = t.words().get(at as usize) {
                                        r!(i.a) = Some(*v);
                                        done = true;
                                    }
                                }
                            } else if o.is_exact(Builtins::Dict)
                                && let (Some(d), Some(s)) =
                                    (o.cast::<Dict>(), Value::from_word(k).cast::<Str>())
                                && let Some(v) = d.get_str(s, vm.hash_str(s))
                            {
                                r!(i.a) = Some(v.word());
                                done = true;
                            }
                        }
                        if !done {
                            check!(vm.get_item_cold(pc, base));
                        }
                    }
                    Op::SetItem => {
                        let mut done = false;
                        if let (Some(o), Some(k), Some(v)) = (r!(i.a), r!(i.b), r!(i.c)) {
                            let o = Value::from_word(o);
                            if let Some(n) = k.as_int() {
                                if o.is_exact(Builtins::List)
                                    && let Some(list) = o.cast::<List>()
                                {
                                    let at = if n < 0 { n + list.len() as i64 } else { n };
                                    if (at as usize) < list.len() {
                                        list.items().set(list.header(), at as usize, v);
                                        done = true;
                                    }
                                }
                            } else if o.is_exact(Builtins::Dict)
                                && let (Some(d), Some(s)) =
                                    (o.cast::<Dict>(), Value::from_word(k).cast::<Str>())
                            {
                                if let Probe::At(at) = d.find_str(s, vm.hash_str(s)) {
                                    d.set_at(at, Value::from_word(v));
                                    done = true;
                                }
                            }
                        }
                        if !done {
                            check!(vm.set_item_cold(pc, base));
                        }
                    }
                    Op::DelItem => check!(vm.del_item_cold(pc, base)),
                    Op::Slice => vm.make_slice(pc, base),

                    Op::Add | Op::IAdd => arith!(i, r!(i.b), r!(i.c), wrapping_add, +, vm.add_cold(pc, base)),
                    Op::Sub | Op::ISub => {
                        arith!(i, r!(i.b), r!(i.c), wrapping_sub, -, vm.binary_cold(pc, base))
                    }
                    Op::Mul | Op::IMul => {
                        let (x, y) = (bits(r!(i.b)), bits(r!(i.c)));
                        let mut done = false;
                        if both_int(x, y) {
                            if let Some(n) = untag(x).checked_mul(untag(y))
                                && fits(n)
                            {
                                r!(i.a) = small(n);
                                done = true;
                            }
                        } else if let Some((x, y)) = floats(r!(i.b), r!(i.c)) {
                            r!(i.a) = Some(Word::float(x * y));
                            done = true;
                        }
                        if !done {
                            check!(vm.binary_cold(pc, base));
                        }
                    }
                    Op::Div | Op::IDiv => {
                        let (x, y) = (bits(r!(i.b)), bits(r!(i.c)));
                        let mut done = false;
                        if both_int(x, y) {
                            // 48 bits convert exactly, so one rounding is left, as in true division
                            if untag(y) != 0 {
                                r!(i.a) = Some(Word::float(untag(x) as f64 / untag(y) as f64));
                                done = true;
                            }
                        } else if let Some((x, y)) = floats(r!(i.b), r!(i.c))
                            && y != 0.0
                        {
                            r!(i.a) = Some(Word::float(x / y));
                            done = true;
                        }
                        if !done {
                            check!(vm.binary_cold(pc, base));
                        }
                    }
                    Op::FloorDiv | Op::IFloorDiv => {
                        let (x, y) = (bits(r!(i.b)), bits(r!(i.c)));
                        if both_int(x, y) && untag(y) > 0 {
                            let (x, y) = (untag(x), untag(y));
                            let q = if x >= 0 && (x | y) >> 32 == 0 {
                                (x as u32 / y as u32) as i64
                            } else {
                                x.div_euclid(y)
                            };
                            r!(i.a) = small(q);
                        } else {
                            check!(vm.binary_cold(pc, base));
                        }
                    }
                    Op::Mod | Op::IMod => {
                        let (x, y) = (bits(r!(i.b)), bits(r!(i.c)));
                        if both_int(x, y) && untag(y) > 0 {
                            let (x, y) = (untag(x), untag(y));
                            let m = if x >= 0 && (x | y) >> 32 == 0 {
                                (x as u32 % y as u32) as i64
                            } else {
                                x.rem_euclid(y)
                            };
                            r!(i.a) = small(m);
                        } else {
                            check!(vm.binary_cold(pc, base));
                        }
                    }
                    Op::BitAnd | Op::IAnd => bitwise!(i, &),
                    Op::BitOr | Op::IOr => bitwise!(i, |),
                    Op::BitXor | Op::IXor => bitwise!(i, ^),
                    Op::Shr | Op::IShr => {
                        let (x, y) = (bits(r!(i.b)), bits(r!(i.c)));
                        if both_int(x, y) && (0..63).contains(&untag(y)) {
                            r!(i.a) = small(untag(x) >> untag(y));
                        } else {
                            check!(vm.binary_cold(pc, base));
                        }
                    }
                    Op::Shl | Op::IShl => {
                        let (x, y) = (bits(r!(i.b)), bits(r!(i.c)));
                        let n = untag(y);
                        if both_int(x, y) && (0..16).contains(&n) && fits(untag(x) << n) {
                            r!(i.a) = small(untag(x) << n);
                        } else {
                            check!(vm.binary_cold(pc, base));
                        }
                    }
                    Op::Pow | Op::MatMul | Op::IPow | Op::IMatMul => check!(vm.binary_cold(pc, base)),
                    Op::AddI | Op::IAddI => {
                        let imm = small((*i).c as i16 as i64);
                        arith!(i, r!(i.b), imm, wrapping_add, +, vm.binary_imm_cold(pc, base));
                    }
                    Op::SubI | Op::ISubI => {
                        let imm = small((*i).c as i16 as i64);
                        arith!(i, r!(i.b), imm, wrapping_sub, -, vm.binary_imm_cold(pc, base));
                    }
                    Op::Neg => {
                        let x = bits(r!(i.b));
                        if x >= INT_TAG && fits(-untag(x)) {
                            r!(i.a) = small(-untag(x));
                        } else if let Some(f) = r!(i.b).and_then(Word::as_float) {
                            r!(i.a) = Some(Word::float(-f));
                        } else {
                            check!(vm.unary_cold(pc, base));
                        }
                    }
                    Op::Pos | Op::Invert => check!(vm.unary_cold(pc, base)),
                    Op::Not => match Vm::quick_truth(r!(i.b)) {
                        Some(b) => r!(i.a) = Some(Word::bool(!b)),
                        None => check!(vm.unary_cold(pc, base)),
                    },

                    Op::Lt => compare_store!(i, <),
                    Op::Le => compare_store!(i, <=),
                    Op::Gt => compare_store!(i, >),
                    Op::Ge => compare_store!(i, >=),
                    Op::Eq => compare_store!(i, ==),
                    Op::Ne => compare_store!(i, !=),
                    Op::Is => r!(i.a) = Some(Word::bool(Vm::same(r!(i.b), r!(i.c)))),
                    Op::IsNot => r!(i.a) = Some(Word::bool(!Vm::same(r!(i.b), r!(i.c)))),
                    Op::In | Op::NotIn => check!(vm.contains_cold(pc, base)),

                    Op::Jmp => jump!((*i).offset()),
                    Op::Loop => {
                        // before the jump: an interruption belongs to the instruction, not to the one before its target
                        safepoint!();
                        jump!((*i).offset());
                    }
                    Op::JTrue | Op::JFalse => {
                        let truth = match Vm::quick_truth(r!(i.a)) {
                            Some(b) => b,
                            None => match vm.truth_cold(pc, base) {
                                0 => false,
                                1 => true,
                                _ => throw!(),
                            },
                        };
                        if truth == ((*i).op == Op::JTrue as u16) {
                            jump!((*i).offset());
                        }
                    }
                    Op::JNone => {
                        if r!(i.a) == Some(Word::NONE) {
                            jump!((*i).offset());
                        }
                    }
                    Op::JNotNone => {
                        if r!(i.a) != Some(Word::NONE) {
                            jump!((*i).offset());
                        }
                    }
                    Op::JUnset => {
                        if r!(i.a).is_none() {
                            jump!((*i).offset());
                        }
                    }
                    Op::JLt => compare_jump!(i, <, true),
                    Op::JLe => compare_jump!(i, <=, true),
                    Op::JGt => compare_jump!(i, >, true),
                    Op::JGe => compare_jump!(i, >=, true),
                    Op::JEq => compare_jump!(i, ==, true),
                    Op::JNe => compare_jump!(i, !=, true),
                    Op::JNLt => compare_jump!(i, <, false),
                    Op::JNLe => compare_jump!(i, <=, false),
                    Op::JNGt => compare_jump!(i, >, false),
                    Op::JNGe => compare_jump!(i, >=, false),
                    Op::JNEq => compare_jump!(i, ==, false),
                    Op::JNNe => compare_jump!(i, !=, false),
                    Op::JLtI => compare_imm!(i, <, true),
                    Op::JLeI => compare_imm!(i, <=, true),
                    Op::JGtI => compare_imm!(i, >, true),
                    Op::JGeI => compare_imm!(i, >=, true),
                    Op::JEqI => compare_imm!(i, ==, true),
                    Op::JNeI => compare_imm!(i, !=, true),
                    Op::JNLtI => compare_imm!(i, <, false),
                    Op::JNLeI => compare_imm!(i, <=, false),
                    Op::JNGtI => compare_imm!(i, >, false),
                    Op::JNGeI => compare_imm!(i, >=, false),
                    Op::JNEqI => compare_imm!(i, ==, false),
                    Op::JNNeI => compare_imm!(i, !=, false),

                    Op::GetIter => check!(vm.get_iter(pc, base)),
                    Op::For => {
                        // the iterator is an object: GetIter has seen to it
                        let object = Value::from_word(r!(i.a).unwrap_unchecked());
                        if let Some(it) = object.cast::<Iter>() {
                            match it.state() {
                                IterState::Range => {
                                    let left = it.z.get();
                                    if left > 0 {
                                        it.z.set(left - 1);
                                        let n = it.x.get();
                                        it.x.set(n.wrapping_add(it.y.get()));
                                        r!(i.b) = if fits(n) {
                                            small(n)
                                        } else {
                                            Some(IntObject::value_of_i64(&vm.heap, n).word())
                                        };
                                        jump!((*i).c as i16);
                                        safepoint!();
                                    }
                                }
                                IterState::List => {
                                    let list = it.first().cast::<List>().unwrap_unchecked();
                                    let at = it.x.get();
                                    match list.items().get(at as usize) {
                                        Some(w) => {
                                            it.x.set(at + 1);
                                            r!(i.b) = Some(w);
                                            jump!((*i).c as i16);
                                            safepoint!();
                                        }
                                        None => it.finish(),
                                    }
                                }
                                _ => match vm.for_cold(pc, base) {
                                    0 => {}
                                    1 => {
                                        jump!((*i).c as i16);
                                        safepoint!();
                                    }
                                    _ => throw!(),
                                },
                            }
                        } else if let Some(g) = object.cast::<Generator>()
                            && g.form == Form::Generator
                        {
                            safepoint!();
                            match g.state.get() {
                                GenState::Created | GenState::Suspended => {
                                    let record = Frame { pc, base, dst: (*i).b as u32, after: after::FOR };
                                    match vm.enter_generator(g, record, Some(Word::NONE)) {
                                        super::generator::Awaited::Next(next) => {
                                            pc = next.pc;
                                            base = next.base;
                                        }
                                        super::generator::Awaited::Suspend(w) => return Ok(w),
                                        super::generator::Awaited::Raised => throw!(),
                                        super::generator::Awaited::Unwound => return Err(Raise::parked()),
                                    }
                                }
                                GenState::Done => {}
                                GenState::Running => {
                                    vm.already_running(g);
                                    throw!();
                                }
                            }
                        } else {
                            match vm.for_cold(pc, base) {
                                0 => {}
                                1 => {
                                    jump!((*i).c as i16);
                                    safepoint!();
                                }
                                _ => throw!(),
                            }
                        }
                    }
                    Op::ForClose => check!(vm.close_iterator(pc, base)),
                    Op::GetAIter => check!(vm.get_aiter(pc, base)),
                    Op::AFor => match vm.async_for(pc, base) {
                        super::generator::Awaited::Next(next) => {
                            pc = next.pc;
                            base = next.base;
                        }
                        super::generator::Awaited::Suspend(w) => return Ok(w),
                        super::generator::Awaited::Raised => throw!(),
                        super::generator::Awaited::Unwound => return Err(Raise::parked()),
                    },
                    Op::Unpack => check!(vm.unpack(pc, base)),
                    Op::UnpackEx => check!(vm.unpack_ex(pc, base)),

                    Op::Call => call!(base.add((*i).a as usize), (*i).b, (*i).a),
                    Op::CallG => match Vm::global(linked!(), (*i).c as usize) {
                        Some(f) => {
                            r!(i.a) = Some(f);
                            call!(base.add((*i).a as usize), (*i).b, (*i).a);
                        }
                        None => check!(vm.callee_missing(pc, base)),
                    },
                    Op::CallGB => match vm.callee_of_pair(linked!(), (*i).c) {
                        Some(f) => {
                            r!(i.a) = Some(f);
                            call!(base.add((*i).a as usize), (*i).b, (*i).a);
                        }
                        None => check!(vm.callee_missing(pc, base)),
                    },
                    Op::CallM => {
                        let cache = (linked!()).caches.get_unchecked((*i).c as usize);
                        let w = base.add((*i).a as usize);
                        match Vm::cached_method(cache, *w.add(1)) {
                            Some(f) => {
                                *w = Some(f);
                                call!(w, (*i).b + 1, (*i).a);
                            }
                            None => match vm.method_cold(pc, base, w) {
                                0 => call!(w, (*i).b + 1, (*i).a),
                                1 => call!(w.add(1), (*i).b, (*i).a),
                                _ => throw!(),
                            },
                        }
                    }
                    Op::CallH => {
                        let w = Vm::copy_window(base, (*i).a as usize, (*i).b as usize + 1);
                        call!(w, (*i).b, (*i).a);
                    }
                    Op::CallGH => match Vm::global(linked!(), (*i).c as usize) {
                        Some(f) => {
                            r!(i.a) = Some(f);
                            let w = Vm::copy_window(base, (*i).a as usize, (*i).b as usize + 1);
                            call!(w, (*i).b, (*i).a);
                        }
                        None => check!(vm.callee_missing(pc, base)),
                    },
                    Op::CallGBH => match vm.callee_of_pair(linked!(), (*i).c) {
                        Some(f) => {
                            r!(i.a) = Some(f);
                            let w = Vm::copy_window(base, (*i).a as usize, (*i).b as usize + 1);
                            call!(w, (*i).b, (*i).a);
                        }
                        None => check!(vm.callee_missing(pc, base)),
                    },
                    Op::CallMH => {
                        let cache = (linked!()).caches.get_unchecked((*i).c as usize);
                        let w = Vm::copy_window(base, (*i).a as usize, (*i).b as usize + 2);
                        match Vm::cached_method(cache, *w.add(1)) {
                            Some(f) => {
                                *w = Some(f);
                                call!(w, (*i).b + 1, (*i).a);
                            }
                            None => match vm.method_cold(pc, base, w) {
                                0 => call!(w, (*i).b + 1, (*i).a),
                                1 => call!(w.add(1), (*i).b, (*i).a),
                                _ => throw!(),
                            },
                        }
                    }
                    Op::CallKw | Op::CallEx => match vm.call_complex(pc, base) {
                        Callee::Done => {}
                        Callee::Frame(next) => {
                            pc = next.pc;
                            base = next.base;
                            safepoint!();
                        }
                        Callee::Raised => throw!(),
                    },
                    Op::Return | Op::ReturnNone => {
                        let result = if (*i).op == Op::Return as u16 { r!(i.a) } else { Some(Word::NONE) };
                        let fp = vm.stack.fp.get().sub(1);
                        vm.stack.fp.set(fp);
                        let frame = &*fp;
                        if frame.after == after::STORE {
                            pc = frame.pc;
                            base = frame.base;
                            *base.add(frame.dst as usize) = result;
                        } else if frame.after == after::HALT {
                            return Ok(result.unwrap_unchecked());
                        } else {
                            // a class call: the instance stands in the caller's register already
                            if result != Some(Word::NONE) {
                                vm.init_returned(result);
                                pc = frame.pc;
                                base = frame.base;
                                throw!();
                            }
                            pc = frame.pc;
                            base = frame.base;
                        }
                    }
                    Op::ReturnH | Op::ReturnNoneH => {
                        let result = if (*i).op == Op::ReturnH as u16 { r!(i.a) } else { Some(Word::NONE) };
                        match vm.generator_returned(base, result.unwrap_unchecked()) {
                            Ok(next) => {
                                pc = next.pc;
                                base = next.base;
                            }
                            Err(None) => return Ok(result.unwrap_unchecked()),
                            Err(Some(next)) => {
                                pc = next.pc;
                                base = next.base;
                                throw!();
                            }
                        }
                    }
                    Op::MkFunc => vm.make_function(pc, base),
                    Op::MkClass => check!(vm.make_class_op(pc, base)),
                    Op::MkTypeVar => vm.make_type_var(pc, base),
                    Op::MkAlias => vm.make_alias(pc, base),
                    Op::AnnDict => check!(vm.annotations_dict(pc, base)),
                    Op::Locals => vm.locals_dict(pc, base),

                    Op::Yield => {
                        let value = r!(i.a);
                        match vm.yielded(pc, base, value.unwrap_unchecked(), (*i).c) {
                            Some(next) => {
                                pc = next.pc;
                                base = next.base;
                            }
                            None => return Ok(value.unwrap_unchecked()),
                        }
                    }
                    Op::GetYieldFrom => check!(vm.get_yield_from(pc, base)),
                    Op::YieldFrom | Op::Await => match vm.await_op(pc, base) {
                        super::generator::Awaited::Next(next) => {
                            pc = next.pc;
                            base = next.base;
                        }
                        super::generator::Awaited::Suspend(w) => return Ok(w),
                        super::generator::Awaited::Raised => throw!(),
                        super::generator::Awaited::Unwound => return Err(Raise::parked()),
                    },

                    Op::List => vm.build_list(pc, base),
                    Op::Tuple => vm.build_tuple(pc, base),
                    Op::Set => check!(vm.build_set(pc, base)),
                    Op::Dict => check!(vm.build_dict(pc, base)),
                    Op::ListAppend => {
                        if let Some(list) = Value::from_word(r!(i.a).unwrap_unchecked()).cast::<List>() {
                            list.push(&vm.heap, Value::from_word(r!(i.b).unwrap_unchecked()));
                        }
                    }
                    Op::ListExtend => check!(vm.list_extend(pc, base)),
                    Op::ListTuple => vm.list_to_tuple(pc, base),
                    Op::SetAdd => check!(vm.set_add_op(pc, base)),
                    Op::SetUpdate => check!(vm.set_update_op(pc, base)),
                    Op::DictAdd => check!(vm.dict_add_op(pc, base)),
                    Op::DictMerge => check!(vm.dict_merge_op(pc, base)),
                    Op::Format => check!(vm.format_op(pc, base)),
                    Op::BuildStr => vm.build_str(pc, base),

                    Op::Raise => {
                        vm.raise_op(pc, base, None);
                        throw!();
                    }
                    Op::RaiseFrom => {
                        let cause = r!(i.b);
                        vm.raise_op(pc, base, cause);
                        throw!();
                    }
                    Op::RaiseAgain => {
                        vm.raise_handled();
                        throw!();
                    }
                    Op::Reraise => {
                        vm.reraise(r!(i.a));
                        throw!();
                    }
                    Op::RaiseAssert => {
                        vm.raise_assert(pc, base);
                        throw!();
                    }
                    Op::ExcLeave => vm.handling.set(*base.add((*i).a as usize + 1)),
                    Op::ExcMatch => check!(vm.exc_match(pc, base)),
                    Op::ExcMatchStar => check!(vm.exc_match_star(pc, base)),
                    Op::ExcStarEnd => check!(vm.exc_star_end(pc, base)),
                    Op::ExcInfo => vm.exc_info(pc, base),

                    Op::Import => check!(vm.import_op(pc, base)),
                    Op::ImportFrom => check!(vm.import_from_op(pc, base)),
                    Op::ImportStar => check!(vm.import_star_op(pc, base)),

                    Op::MatchSeq | Op::MatchMap => vm.match_kind(pc, base),
                    Op::MatchKeys => check!(vm.match_keys(pc, base)),
                    Op::MatchRest => check!(vm.match_rest(pc, base)),
                    Op::MatchClass => check!(vm.match_class(pc, base)),
                    Op::Len => check!(vm.len_op(pc, base)),
                    Op::Halt => return Ok(Word::NONE),
                }
            }
        }
    }

    /// A safepoint inside the loop.
    #[cold]
    #[inline(never)]
    fn safepoint_in(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let top = self.enter_cold(pc, base);
        self.safepoint(top).is_ok()
    }

    /// Notes where the machine stands, before natives or script may run below, and gives the first free word of
    /// the stack, which becomes the natives' top.
    #[inline(always)]
    pub(super) fn enter_cold(&self, pc: *const Insn, base: *mut Reg) -> *mut Reg {
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let top = self.top_of(base);
        self.stack.top.set(top);
        top
    }

    /// The first word above a frame.
    #[inline(always)]
    pub(super) fn top_of(&self, base: *mut Reg) -> *mut Reg {
        if self.stack.contains(base) {
            // SAFETY: base[-1] is the running function
            let f = unsafe { *base.sub(1) };
            let f = Value::from_word(f.expect("a running function")).cast::<Function>().expect("a function");
            base.wrapping_add(f.linked().nregs as usize)
        } else {
            // SAFETY: bases outside the stack are those of generators
            unsafe { Generator::of_base(base) }.top.get()
        }
    }

    /// The global at a slot.
    #[inline(always)]
    fn global(linked: &Linked, slot: usize) -> Option<Word> {
        // SAFETY: globals are a dict
        let dict = unsafe { &*std::ptr::with_exposed_provenance::<Dict>(linked.globals.bits() as usize) };
        dict.slot_value(slot)
    }

    #[inline(always)]
    fn builtin_slot(&self, slot: usize) -> Option<Word> {
        self.builtins().slot_value(slot)
    }

    #[inline(always)]
    fn callee_of_pair(&self, linked: &Linked, pair: u16) -> Option<Word> {
        let (slot, builtin) = linked.pairs[pair as usize];
        Vm::global(linked, slot as usize).or_else(|| self.builtin_slot(builtin as usize))
    }

    /// A register that holds a cell.
    #[inline(always)]
    pub(super) fn cell<'h>(r: Reg) -> &'h Cell {
        let w = r.expect("a cell");
        Value::from_word(w).cast::<Cell>().expect("the compiler knows its cells")
    }

    /// A cell of the running function's closure.
    #[inline(always)]
    pub(super) fn closure(base: *mut Reg, i: u16) -> Reg {
        // SAFETY: base[-1] is the running function
        let f = unsafe { *base.sub(1) }.expect("a running function");
        let f = Value::from_word(f).cast::<Function>().expect("a function");
        let tuple = f.closure.get().expect("code with free variables has a closure");
        Value::from_word(tuple).cast::<Tuple>().expect("a tuple").words().get(i as usize).copied()
    }

    /// Copies the window of a call out of a generator's registers to the top of the stack.
    #[inline(always)]
    unsafe fn copy_window(base: *mut Reg, at: usize, n: usize) -> *mut Reg {
        // SAFETY: a generator's frame; the room above the top was asked for when it was resumed
        unsafe {
            let top = Generator::of_base(base).top.get();
            let from = base.add(at);
            // few words, nearly always: a call of memcpy would cost more than the copy
            for i in 0..n {
                top.add(i).write_volatile(*from.add(i));
            }
            top
        }
    }

    /// `is`: identity of objects; ints and floats of the same value are the same.
    #[inline(always)]
    fn same(a: Reg, b: Reg) -> bool {
        a == b
    }

    /// Truth of what can be told at once.
    #[inline(always)]
    fn quick_truth(r: Reg) -> Option<bool> {
        let w = r?;
        if let Some(b) = w.as_bool() {
            return Some(b);
        }
        if let Some(i) = w.as_int() {
            return Some(i != 0);
        }
        if w == Word::NONE {
            return Some(false);
        }
        None
    }
}
