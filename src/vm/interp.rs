//! The dispatch loop: a table of contents of the machine.
//!
//! `pc`, `base` and `vm` live in registers for the whole loop. What keeps them there: operands are read through
//! `pc` as fields, slow paths are functions of their own (`ops`, `call`) that take values and give small
//! results, and nothing with a destructor is alive across an instruction. Int is tested first, float second,
//! all else is cold. A frame of a generator or coroutine runs in place in its object; `base[-1]` is the running
//! function in both kinds of frame.

use std::sync::atomic::Ordering;

use super::inline_cache::PLAIN_METHOD;
use super::quick_ops::UNPACKED;
use super::stack::{Frame, Reg, after};
use super::words::{INT_TAG, bits, both_float, both_int, fits, is_object, mixed, small, untag};
use super::{Raise, Vm, answers};
use crate::bytecode::{Insn, Op};
use crate::heap::{Header, Word};
use crate::value::*;

impl Vm {
    /// Runs from `pc` with registers at `base` until a frame record that ends a run loop is popped. The caller
    /// has pushed that record.
    ///
    /// # Safety
    /// `pc` and `base` are a frame's: its code is linked by this machine, and its window fits the stack.
    #[allow(clippy::cognitive_complexity)]
    pub(super) unsafe fn run(&mut self, pc: *const Insn, base: *mut Reg) -> Result<Word, Raise> {
        let vm = self;
        // the instruction that is executed; the only place in the code that the loop keeps
        let mut i = pc;
        let mut base = base;
        // SAFETY: the verifier (debug builds) and the compiler keep register, constant, cache and jump operands in
        // range; frames and stacks are handled by the functions of this module only
        unsafe {
            macro_rules! r {
                ($i:ident . $f:ident) => {
                    *base.add((*$i).$f as usize)
                };
            }
            // the instruction after it: where frames return to, and what cold paths are told
            macro_rules! next {
                () => {
                    i.add(1)
                };
            }
            macro_rules! go {
                () => {{
                    i = vm.cur_pc.get();
                    base = vm.cur_base.get();
                    continue;
                }};
            }
            // what a linked instruction names by its distance
            macro_rules! beside {
                ($i:ident as $t:ty) => {
                    &*$i.add((*$i).c as usize).cast::<$t>()
                };
            }
            macro_rules! throw {
                () => {{
                    if vm.answer_unwind(next!(), base) == answers::GO {
                        go!();
                    }
                    return Err(Raise::parked());
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
                ($off:expr) => {{
                    i = i.offset($off as isize + 1);
                    continue;
                }};
            }
            macro_rules! safepoint {
                () => {
                    if (*vm.interrupt).load(Ordering::Relaxed) != 0 {
                        check!(vm.safepoint_in(next!(), base));
                    }
                };
            }
            macro_rules! enter {
                ($callee:expr $(, $count:ident)?) => {
                    match $callee {
                        answers::DONE => {}
                        answers::GO => {
                            i = vm.cur_pc.get();
                            base = vm.cur_base.get();
                            $($count!();)?
                            safepoint!();
                            continue;
                        }
                        _ => throw!(),
                    }
                };
            }
            macro_rules! awaited {
                ($answer:expr $(, $count:ident)?) => {
                    match $answer {
                        answers::GO => {
                            i = vm.cur_pc.get();
                            base = vm.cur_base.get();
                            $($count!();)?
                            continue;
                        }
                        answers::LEAVE => return Ok(vm.left.get()),
                        answers::RAISED => throw!(),
                        _ => return Err(Raise::parked()),
                    }
                };
            }
            // a call or a turn of a loop: every so often its code is found to be hot
            macro_rules! sample {
                ($translated:block) => {
                    let ticks = vm.jit.ticks.get().wrapping_sub(1);
                    vm.jit.ticks.set(ticks);
                    if ticks == 0 && vm.sampled(base) $translated
                };
            }
            // recursion is all that some code does: so what may enter a frame counts
            macro_rules! counted {
                () => {
                    sample!({})
                };
            }
            // arithmetic: ints with overflow test, floats, else cold
            macro_rules! arith {
                ($i:ident, $int:ident, $float:tt, $slow:expr) => {{
                    let (x, y) = (bits(r!($i.b)), bits(r!($i.c)));
                    let mut done = false;
                    if both_int(x, y) {
                        // in the upper 48 bits, where an overflow of the inline int is one of the machine
                        if let (n, false) = ((x << 16) as i64).$int((y << 16) as i64) {
                            r!($i.a) = Some(Word::from_int_bits(n as u64));
                            done = true;
                        }
                    } else if let Some((x, y)) = both_float(x, y) {
                        r!($i.a) = Some(Word::float(x $float y));
                        done = true;
                    } else if let Some((x, y)) = mixed(x, y) {
                        r!($i.a) = Some(Word::float(x $float y));
                        done = true;
                    }
                    if !done {
                        enter!($slow);
                    }
                }};
            }
            // the same with a small int in the instruction
            macro_rules! arith_imm {
                ($i:ident, $int:ident, $float:tt) => {{
                    let x = bits(r!($i.b));
                    let imm = (*$i).c as i16;
                    let mut done = false;
                    if x >= INT_TAG {
                        if let (n, false) = ((x << 16) as i64).$int((imm as i64) << 16) {
                            r!($i.a) = Some(Word::from_int_bits(n as u64));
                            done = true;
                        }
                    } else if let Some(f) = r!($i.b).and_then(Word::as_float) {
                        r!($i.a) = Some(Word::float(f $float imm as f64));
                        done = true;
                    }
                    if !done {
                        enter!(vm.answer_binary(next!(), base));
                    }
                }};
            }
            macro_rules! bitwise {
                ($i:ident, $op:tt) => {{
                    let (x, y) = (bits(r!($i.b)), bits(r!($i.c)));
                    if both_int(x, y) {
                        r!($i.a) = small(untag(x) $op untag(y));
                    } else {
                        enter!(vm.answer_binary(next!(), base));
                    }
                }};
            }
            macro_rules! compare {
                ($b:expr, $c:expr, $op:tt) => {{
                    let (x, y) = (bits($b), bits($c));
                    if both_int(x, y) {
                        Some(((x << 16) as i64) $op ((y << 16) as i64))
                    } else if let Some((x, y)) = both_float(x, y) {
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
                        None => enter!(vm.answer_compare(next!(), base)),
                    }
                };
            }
            macro_rules! compare_jump {
                ($i:ident, $op:tt, $want:expr) => {{
                    let yes = match compare!(r!($i.a), r!($i.b), $op) {
                        Some(b) => b,
                        None => match vm.compare_jump_cold(next!(), base) {
                            0 => false,
                            1 => true,
                            3 => go!(),
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
                        ((x << 16) as i64) $op (imm as i64) << 16
                    } else if let Some(f) = r!($i.a).and_then(Word::as_float) {
                        f $op imm as f64
                    } else {
                        match vm.compare_jump_cold(next!(), base) {
                            0 => false,
                            1 => true,
                            3 => go!(),
                            _ => throw!(),
                        }
                    };
                    if yes == $want {
                        jump!((*$i).c as i16);
                    }
                }};
            }
            // a plain script function with the right count of arguments in place: a frame, if there is room
            macro_rules! push_frame {
                ($object:expr, $window:expr, $dst:expr) => {
                    let fp = vm.stack.fp.get();
                    let new_base = $window.add(1);
                    if fp < vm.stack.limit.get() && new_base < vm.stack.soft_end.get() {
                        *fp = Frame { pc: next!(), base, dst: $dst as u32, after: after::STORE };
                        vm.stack.fp.set(fp.add(1));
                        base = new_base;
                        i = (*$object).entry;
                        sample!({});
                        safepoint!();
                        continue;
                    }
                };
            }
            // a call: the plain script function first, all else cold
            macro_rules! call {
                ($window:expr, $argc:expr, $dst:expr) => {{
                    let w: *mut Reg = $window;
                    call_found!(w, bits(*w), $argc, $dst);
                }};
            }
            macro_rules! call_found {
                ($window:expr, $found:expr, $argc:expr, $dst:expr) => {{
                    let w: *mut Reg = $window;
                    let f: u64 = $found;
                    let argc = $argc as u32;
                    if is_object(f) {
                        let object = std::ptr::with_exposed_provenance::<Function>(f as usize);
                        let header = &*object.cast::<Header>();
                        if header.kind() == Kind::Function as u8 && header.n() as u32 == argc {
                            push_frame!(object, w, $dst);
                        }
                    }
                    enter!(vm.answer_call(next!(), base, w, argc, $dst as u32), counted);
                }};
            }
            // where the callee and its arguments stand: in place, or copied out of a frame that lives on the heap
            macro_rules! in_place {
                ($i:ident, $n:expr) => {
                    base.add((*$i).a as usize)
                };
            }
            macro_rules! copied {
                ($i:ident, $n:expr) => {
                    Vm::copy_window(base, (*$i).a as usize, (*$i).b as usize + $n)
                };
            }
            macro_rules! call_global {
                ($i:ident, $found:expr, $window:ident) => {{
                    let found = match $found {
                        Some(f) => f,
                        None => {
                            check!(vm.global_cold(next!(), base));
                            r!($i.a).unwrap_unchecked()
                        }
                    };
                    let w = $window!($i, 1);
                    *w = Some(found);
                    call_found!(w, found.bits(), (*$i).b, (*$i).a);
                }};
            }
            macro_rules! call_method {
                ($i:ident, $window:ident) => {{
                    let cache = beside!($i as Cache);
                    let w = $window!($i, 2);
                    if let Some(f) = Vm::cached_method(cache, *w.add(1)) {
                        *w = Some(f);
                        if cache.aux.get() == PLAIN_METHOD {
                            let object = std::ptr::with_exposed_provenance::<Function>(f.bits() as usize);
                            push_frame!(object, w, (*$i).a);
                        }
                        call!(w, (*$i).b + 1, (*$i).a);
                    } else {
                        match vm.method_cold(next!(), base, w, Some(cache)) {
                            0 => call!(w, (*$i).b + 1, (*$i).a),
                            1 => call!(w.add(1), (*$i).b, (*$i).a),
                            _ => throw!(),
                        }
                    }
                }};
            }
            macro_rules! call_method_far {
                ($i:ident, $window:ident) => {{
                    let w = $window!($i, 2);
                    match vm.method_cold(next!(), base, w, None) {
                        0 => call!(w, (*$i).b + 1, (*$i).a),
                        1 => call!(w.add(1), (*$i).b, (*$i).a),
                        _ => throw!(),
                    }
                }};
            }
            macro_rules! jump_if {
                ($i:ident, $want:expr) => {{
                    let truth = match Vm::quick_truth(r!($i.a)) {
                        Some(b) => b,
                        None => match vm.truth_cold(next!(), base) {
                            0 => false,
                            1 => true,
                            3 => go!(),
                            _ => throw!(),
                        },
                    };
                    if truth == $want {
                        jump!((*$i).offset());
                    }
                }};
            }
            // the next item of an iterator over a sequence, for the variable of a loop
            macro_rules! item {
                ($i:ident, $it:ident, $found:expr) => {
                    match $found {
                        Some(w) => {
                            $it.x.set($it.x.get() + 1);
                            r!($i.b) = Some(w);
                            safepoint!();
                            jump!((*$i).c as i16);
                        }
                        None => $it.finish(),
                    }
                };
            }
            macro_rules! return_value {
                ($result:expr) => {{
                    let result: Reg = $result;
                    let fp = vm.stack.fp.get().sub(1);
                    vm.stack.fp.set(fp);
                    let frame = &*fp;
                    if let Some(dst) = frame.stored_in() {
                        i = frame.pc;
                        base = frame.base;
                        *base.add(dst) = result;
                        continue;
                    } else if frame.after == after::HALT {
                        return Ok(result.unwrap_unchecked());
                    } else if frame.after == after::INIT {
                        // a class call: the instance stands in the caller's register already
                        i = frame.pc;
                        base = frame.base;
                        if result != Some(Word::NONE) {
                            vm.init_returned(result);
                            // the caller is past the call already
                            i = i.sub(1);
                            throw!();
                        }
                        continue;
                    } else {
                        i = frame.pc.sub(1);
                        base = frame.base;
                        awaited!(vm.answer_special(*fp, result.unwrap_unchecked()));
                    }
                }};
            }
            macro_rules! return_from_heap {
                ($result:expr) => {{
                    let result: Reg = $result;
                    match vm.answer_return(base, result.unwrap_unchecked()) {
                        answers::GO => go!(),
                        answers::LEAVE => return Ok(vm.left.get()),
                        _ => {
                            i = vm.cur_pc.get().sub(1);
                            base = vm.cur_base.get();
                            throw!();
                        }
                    }
                }};
            }
            sample!({});
            if vm.is_translated(base) {
                match vm.run_translated(i, base) {
                    answers::GO => {
                        i = vm.cur_pc.get();
                        base = vm.cur_base.get();
                    }
                    answers::LEAVE => return Ok(vm.left.get()),
                    _ => return Err(Raise::parked()),
                }
            }
            loop {
                match std::mem::transmute::<u16, Op>((*i).op & 0xFF) {
                    // not an empty arm: LLVM does not replicate a dispatch that is its own successor
                    Op::Nop => safepoint!(),
                    Op::Move => r!(i.a) = r!(i.b),
                    Op::LoadK => r!(i.a) = *i.offset((*i).offset() as isize).cast::<Reg>(),
                    Op::LoadI => r!(i.a) = small((*i).offset() as i64),
                    Op::Unset => r!(i.a) = None,
                    Op::Check => check!(r!(i.a).is_some() || vm.unbound_local(next!(), base)),

                    Op::GetG => match (beside!(i as GlobalRef)).get() {
                        Some(w) => r!(i.a) = Some(w),
                        None => check!(vm.global_cold(next!(), base)),
                    },
                    Op::GetGB => match vm.global_or_builtin(beside!(i as GlobalRef)) {
                        Some(w) => r!(i.a) = Some(w),
                        None => check!(vm.global_cold(next!(), base)),
                    },
                    Op::GetGFar => check!(vm.global_cold(next!(), base)),
                    Op::SetG => (beside!(i as GlobalRef)).set(r!(i.a).unwrap_unchecked()),
                    Op::SetGFar => vm.set_global_far(next!(), base),
                    Op::DelG => check!(vm.delete_global(next!(), base)),
                    Op::GetName => {
                        if vm.get_class_name(next!(), base) {
                            i = i.add(1);
                        }
                    }
                    Op::SetName => vm.set_class_name(next!(), base),
                    Op::DelName => check!(vm.delete_class_name(next!(), base)),
                    Op::MkCell => {
                        let content = r!(i.a);
                        r!(i.a) = Some(Cell::new(&vm.heap, content).header().word());
                    }
                    Op::GetCell => match Vm::cell(r!(i.b)).content.get() {
                        Some(w) => r!(i.a) = Some(w),
                        None => check!(vm.unbound_cell(next!(), base)),
                    },
                    Op::SetCell => {
                        let cell = Vm::cell(r!(i.b));
                        cell.content.set(cell.header(), r!(i.a));
                    }
                    Op::DelCell => check!(vm.delete_cell(next!(), base)),
                    Op::GetFree => match Vm::cell(Vm::closure(base, (*i).b)).content.get() {
                        Some(w) => r!(i.a) = Some(w),
                        None => check!(vm.unbound_free(next!(), base)),
                    },
                    Op::SetFree => {
                        let cell = Vm::cell(Vm::closure(base, (*i).b));
                        cell.content.set(cell.header(), r!(i.a));
                    }
                    Op::DelFree => check!(vm.delete_free(next!(), base)),
                    Op::FreeCell => r!(i.a) = Vm::closure(base, (*i).b),

                    Op::GetAttr => match Vm::cached_slot(beside!(i as Cache), r!(i.b)) {
                        Some(slot) => r!(i.a) = slot.get(),
                        None => enter!(vm.answer_get_attr(next!(), base, Some(beside!(i as Cache)))),
                    },
                    Op::SetAttr => {
                        if !Vm::cached_store(beside!(i as Cache), r!(i.a), r!(i.b)) {
                            check!(vm.set_attr_cold(next!(), base, Some(beside!(i as Cache))));
                        }
                    }
                    Op::GetAttrFar => enter!(vm.answer_get_attr(next!(), base, None)),
                    Op::SetAttrFar => check!(vm.set_attr_cold(next!(), base, None)),
                    Op::DelAttr => check!(vm.del_attr_cold(next!(), base)),
                    Op::LoadSpecial => check!(vm.load_special(next!(), base)),
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
                                } else if o.is_exact(Builtins::Str)
                                    && let Some(s) = o.cast::<Str>()
                                    && let Some(w) = vm.quick_char(s, n)
                                {
                                    r!(i.a) = Some(w);
                                    done = true;
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
                            enter!(vm.answer_get_item(next!(), base));
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
                            enter!(vm.answer_set_item(next!(), base));
                        }
                    }
                    Op::Repeat => check!(vm.repeat_later(next!(), base)),
                    Op::FillSlice => {
                        if vm.fill_slice(next!(), base) {
                            i = i.add(1);
                        }
                    }
                    Op::DelItem => check!(vm.del_item_cold(next!(), base)),
                    Op::Slice => {
                        if vm.make_slice(next!(), base) {
                            i = i.add(1);
                        }
                    }

                    Op::Add | Op::IAdd => arith!(i, overflowing_add, +, vm.answer_add(next!(), base)),
                    Op::Sub | Op::ISub => arith!(i, overflowing_sub, -, vm.answer_binary(next!(), base)),
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
                        } else if let Some((x, y)) = both_float(x, y) {
                            r!(i.a) = Some(Word::float(x * y));
                            done = true;
                        } else if let Some((x, y)) = mixed(x, y) {
                            r!(i.a) = Some(Word::float(x * y));
                            done = true;
                        }
                        if !done {
                            enter!(vm.answer_binary(next!(), base));
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
                        } else if let Some((x, y)) = both_float(x, y).or_else(|| mixed(x, y))
                            && y != 0.0
                        {
                            r!(i.a) = Some(Word::float(x / y));
                            done = true;
                        }
                        if !done {
                            enter!(vm.answer_binary(next!(), base));
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
                            enter!(vm.answer_binary(next!(), base));
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
                            enter!(vm.answer_binary(next!(), base));
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
                            enter!(vm.answer_binary(next!(), base));
                        }
                    }
                    Op::Shl | Op::IShl => {
                        let (x, y) = (bits(r!(i.b)), bits(r!(i.c)));
                        let n = untag(y);
                        if both_int(x, y) && (0..16).contains(&n) && fits(untag(x) << n) {
                            r!(i.a) = small(untag(x) << n);
                        } else {
                            enter!(vm.answer_binary(next!(), base));
                        }
                    }
                    Op::Pow | Op::MatMul | Op::IPow | Op::IMatMul => enter!(vm.answer_binary(next!(), base)),
                    Op::AddI | Op::IAddI => arith_imm!(i, overflowing_add, +),
                    Op::SubI | Op::ISubI => arith_imm!(i, overflowing_sub, -),
                    Op::Neg => {
                        let x = bits(r!(i.b));
                        if x >= INT_TAG && fits(-untag(x)) {
                            r!(i.a) = small(-untag(x));
                        } else if let Some(f) = r!(i.b).and_then(Word::as_float) {
                            r!(i.a) = Some(Word::float(-f));
                        } else {
                            enter!(vm.answer_unary(next!(), base));
                        }
                    }
                    Op::Pos | Op::Invert => enter!(vm.answer_unary(next!(), base)),
                    Op::Not => match Vm::quick_truth(r!(i.b)) {
                        Some(b) => r!(i.a) = Some(Word::bool(!b)),
                        None => enter!(vm.answer_unary(next!(), base)),
                    },

                    Op::Lt => compare_store!(i, <),
                    Op::Le => compare_store!(i, <=),
                    Op::Gt => compare_store!(i, >),
                    Op::Ge => compare_store!(i, >=),
                    Op::Eq => compare_store!(i, ==),
                    Op::Ne => compare_store!(i, !=),
                    Op::Is => r!(i.a) = Some(Word::bool(Vm::same(r!(i.b), r!(i.c)))),
                    Op::IsNot => r!(i.a) = Some(Word::bool(!Vm::same(r!(i.b), r!(i.c)))),
                    Op::In | Op::NotIn => enter!(vm.answer_contains(next!(), base)),

                    Op::Jmp => jump!((*i).offset()),
                    Op::Loop => {
                        sample!({ continue });
                        // before the jump: an interruption belongs to the instruction, not to the one before its target
                        safepoint!();
                        jump!((*i).offset());
                    }
                    Op::JTrue => jump_if!(i, true),
                    Op::JFalse => jump_if!(i, false),
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

                    Op::GetIter => enter!(vm.answer_iter(next!(), base)),
                    Op::For => {
                        sample!({ continue });
                        // the iterator is an object: GetIter has seen to it
                        let object = Value::from_word(r!(i.a).unwrap_unchecked());
                        if let Some(it) = Iter::in_state(object, IterState::Range) {
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
                                safepoint!();
                                jump!((*i).c as i16);
                            }
                        } else if let Some(it) = Iter::in_state(object, IterState::List) {
                            let list = it.first().cast::<List>().unwrap_unchecked();
                            item!(i, it, list.items().get(it.x.get() as usize));
                        } else if let Some(it) = Iter::in_state(object, IterState::Tuple) {
                            let tuple = it.first().cast::<Tuple>().unwrap_unchecked();
                            item!(i, it, tuple.words().get(it.x.get() as usize).copied());
                        } else if let Some(it) = Iter::in_state(object, IterState::Str)
                            && object.is_exact(Builtins::StrIter)
                        {
                            // of ASCII: a byte is a character
                            let s = it.first().cast::<Str>().unwrap_unchecked();
                            let byte = s.bytes().get(it.x.get() as usize);
                            item!(i, it, byte.map(|b| *vm.chars.get_unchecked(*b as usize)));
                        } else if let Some(g) = object.cast::<Generator>()
                            && g.form == Form::Generator
                        {
                            safepoint!();
                            let record = Frame { pc: next!(), base, dst: (*i).b as u32, after: after::FOR };
                            if vm.resume_for(g, record) {
                                i = g.pc.get();
                                base = g.base();
                                continue;
                            }
                            match g.state.get() {
                                GenState::Created | GenState::Suspended => {
                                    awaited!(vm.answer_generator(g, record));
                                }
                                GenState::Done => {}
                                GenState::Running => {
                                    vm.already_running(g);
                                    throw!();
                                }
                            }
                        } else {
                            match vm.for_cold(next!(), base) {
                                0 => {}
                                3 => go!(),
                                1 => {
                                    safepoint!();
                                    jump!((*i).c as i16);
                                }
                                UNPACKED => {
                                    safepoint!();
                                    jump!((*i).c as i16 as isize + 1);
                                }
                                _ => throw!(),
                            }
                        }
                    }
                    Op::ForClose => check!(vm.close_iterator(next!(), base)),
                    Op::GetAIter => check!(vm.get_aiter(next!(), base)),
                    Op::AFor => awaited!(vm.answer_async_for(next!(), base), counted),
                    Op::Unpack => {
                        let pair = Value::from_word(r!(i.b).unwrap_unchecked());
                        if (*i).c == 2
                            && pair.is_exact(Builtins::Tuple)
                            && let Some([x, y]) = pair.cast::<Tuple>().map(Tuple::words)
                        {
                            r!(i.a) = Some(*x);
                            *base.add((*i).a as usize + 1) = Some(*y);
                        } else {
                            check!(vm.unpack(next!(), base));
                        }
                    }
                    Op::UnpackEx => check!(vm.unpack_ex(next!(), base)),

                    Op::Call => call!(in_place!(i, 1), (*i).b, (*i).a),
                    Op::CallG => call_global!(i, (beside!(i as GlobalRef)).get(), in_place),
                    Op::CallGB => call_global!(i, vm.global_or_builtin(beside!(i as GlobalRef)), in_place),
                    Op::CallGFar => call_global!(i, None::<Word>, in_place),
                    Op::CallM => call_method!(i, in_place),
                    Op::CallMFar => call_method_far!(i, in_place),
                    Op::CallH => call!(copied!(i, 1), (*i).b, (*i).a),
                    Op::CallGH => call_global!(i, (beside!(i as GlobalRef)).get(), copied),
                    Op::CallGBH => call_global!(i, vm.global_or_builtin(beside!(i as GlobalRef)), copied),
                    Op::CallGFarH => call_global!(i, None::<Word>, copied),
                    Op::CallMH => call_method!(i, copied),
                    Op::CallMFarH => call_method_far!(i, copied),
                    Op::CallKw => enter!(vm.answer_keywords(next!(), base, in_place!(i, 1)), counted),
                    Op::CallKwH => enter!(vm.answer_keywords(next!(), base, copied!(i, 1)), counted),
                    Op::CallEx => enter!(vm.answer_unpacked(next!(), base), counted),
                    Op::Return => return_value!(r!(i.a)),
                    Op::ReturnNone => return_value!(Some(Word::NONE)),
                    Op::ReturnH => return_from_heap!(r!(i.a)),
                    Op::ReturnNoneH => return_from_heap!(Some(Word::NONE)),
                    Op::MkFunc => vm.make_function(next!(), base),
                    Op::MkClass => check!(vm.make_class_op(next!(), base)),
                    Op::MkTypeVar => vm.make_type_var(next!(), base),
                    Op::MkAlias => vm.make_alias(next!(), base),
                    Op::AnnDict => check!(vm.annotations_dict(next!(), base)),
                    Op::Locals => vm.locals_dict(next!(), base),

                    Op::Yield => {
                        let value = r!(i.a);
                        if vm.yield_to_for(next!(), base, (*i).c) {
                            let record = *vm.stack.fp.get();
                            base = record.base;
                            *base.add(record.dst as usize) = value;
                            i = record.pc;
                            jump!((*i.sub(1)).c as i16 as isize - 1);
                        }
                        if vm.yields_to_consumer() && vm.take_yielded(value.unwrap_unchecked()) {
                            r!(i.a) = Some(Word::NONE);
                            i = next!();
                            continue;
                        }
                        if vm.yield_to_native(next!(), base, (*i).c) {
                            return Ok(value.unwrap_unchecked());
                        }
                        awaited!(vm.answer_yield(next!(), base, value.unwrap_unchecked(), (*i).c));
                    }
                    Op::GetYieldFrom => check!(vm.get_yield_from(next!(), base)),
                    Op::YieldFrom | Op::Await => awaited!(vm.answer_await(next!(), base), counted),

                    Op::List => vm.build_list(next!(), base),
                    Op::Tuple => vm.build_tuple(next!(), base),
                    Op::ListStar => check!(vm.build_starred(next!(), base, true)),
                    Op::TupleStar => check!(vm.build_starred(next!(), base, false)),
                    Op::Set => check!(vm.build_set(next!(), base)),
                    Op::Dict => check!(vm.build_dict(next!(), base)),
                    Op::ListAppend => {
                        if let Some(list) = Value::from_word(r!(i.a).unwrap_unchecked()).cast::<List>() {
                            list.push(&vm.heap, Value::from_word(r!(i.b).unwrap_unchecked()));
                        }
                    }
                    Op::ListExtend => check!(vm.list_extend(next!(), base)),
                    Op::StarArgs => check!(vm.star_args(next!(), base)),
                    Op::KwArgs => check!(vm.double_star_args(next!(), base)),
                    Op::ListTuple => vm.list_to_tuple(next!(), base),
                    Op::SetAdd => check!(vm.set_add_op(next!(), base)),
                    Op::SetUpdate => check!(vm.set_update_op(next!(), base)),
                    Op::DictAdd => check!(vm.dict_add_op(next!(), base)),
                    Op::DictMerge => check!(vm.dict_merge_op(next!(), base)),
                    Op::Format => enter!(vm.answer_format(next!(), base)),
                    Op::BuildStr => vm.build_str(next!(), base),

                    Op::Raise => {
                        vm.raise_op(next!(), base, None);
                        throw!();
                    }
                    Op::RaiseFrom => {
                        let cause = r!(i.b);
                        vm.raise_op(next!(), base, cause);
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
                        vm.raise_assert(next!(), base);
                        throw!();
                    }
                    Op::ExcLeave => vm.handling.set(*base.add((*i).a as usize + 1)),
                    Op::ExcMatch => check!(vm.exc_match(next!(), base)),
                    Op::ExcMatchStar => check!(vm.exc_match_star(next!(), base)),
                    Op::ExcStarEnd => check!(vm.exc_star_end(next!(), base)),
                    Op::ExcInfo => vm.exc_info(next!(), base),

                    Op::Import => check!(vm.import_op(next!(), base)),
                    Op::ImportFrom => check!(vm.import_from_op(next!(), base)),
                    Op::ImportStar => check!(vm.import_star_op(next!(), base)),

                    Op::MatchSeq | Op::MatchMap => vm.match_kind(next!(), base),
                    Op::MatchKeys => check!(vm.match_keys(next!(), base)),
                    Op::MatchRest => check!(vm.match_rest(next!(), base)),
                    Op::MatchClass => check!(vm.match_class(next!(), base)),
                    Op::Len => check!(vm.len_op(next!(), base)),
                    Op::Enter => match vm.run_translated(i, base) {
                        answers::GO => go!(),
                        answers::LEAVE => return Ok(vm.left.get()),
                        _ => return Err(Raise::parked()),
                    },
                    Op::Halt => return Ok(Word::NONE),
                }
                i = i.add(1);
            }
        }
    }
}
