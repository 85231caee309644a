//! Helpers: what machine code calls for all that it does not do itself. Each gets the machine, the place after its
//! instruction and the frame's registers, reads its operands itself, and answers with a number.

use super::super::generator::waiting;
use super::super::ops::insn;
use super::super::quick_ops::UNPACKED;
use super::super::stack::{Frame, Reg, after};
use super::super::{Vm, answers};
use super::frames::{
    bound_awaited, call_global_copied, call_window, method, native, native_copied, returned, value_of_return,
};
use super::translate::{TAKEN, TAKEN_AND_DONE};
use super::ways::{Use, Ways};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// A helper.
pub(super) type Helper = unsafe extern "sysv64" fn(*mut Vm, *const Insn, *mut Reg) -> u32;

/// Whether an instruction that a helper does may jump.
#[derive(Clone, Copy)]
pub(super) enum Jump {
    No,
    /// Over the next instruction.
    Skips,
}

trait Answer {
    fn number(self) -> u32;
}

impl Answer for () {
    #[inline(always)]
    fn number(self) -> u32 {
        answers::DONE
    }
}

/// `false` has raised.
impl Answer for bool {
    #[inline(always)]
    fn number(self) -> u32 {
        if self { answers::DONE } else { answers::RAISED }
    }
}

impl Answer for u32 {
    #[inline(always)]
    fn number(self) -> u32 {
        self
    }
}

macro_rules! helper {
    ($(#[$doc:meta])* $name:ident($vm:ident, $pc:ident, $base:ident) $body:expr) => {
        $(#[$doc])*
        ///
        /// # Safety
        /// Called by machine code of the frame only.
        pub(super) unsafe extern "sysv64" fn $name($vm: *mut Vm, $pc: *const Insn, $base: *mut Reg) -> u32 {
            // SAFETY: machine code passes on the machine that entered it, which nothing else borrows meanwhile, and a
            // frame's place and registers
            unsafe {
                let $vm = &mut *$vm;
                Answer::number($body)
            }
        }
    };
}

/// A helper of an instruction that has more ways than its cache.
pub(super) type Learning = unsafe extern "sysv64" fn(*mut Vm, *const Insn, *mut Reg, *const Ways) -> u32;

macro_rules! learning {
    ($(#[$doc:meta])* $name:ident($vm:ident, $pc:ident, $base:ident) of $object:expr, $use:expr, $body:expr) => {
        $(#[$doc])*
        ///
        /// # Safety
        /// Called by machine code of the frame only.
        pub(super) unsafe extern "sysv64" fn $name(
            $vm: *mut Vm,
            $pc: *const Insn,
            $base: *mut Reg,
            ways: *const Ways,
        ) -> u32 {
            // SAFETY: as for other helpers; the ways live as long as the machine
            unsafe {
                let ($vm, cache, i) = (&mut *$vm, beside($pc), insn($pc));
                let (object, what): (u16, Use) = ($object(i), $use(i));
                let object = Value::from_word((*$base.add(object as usize)).unwrap_or(Word::NONE));
                (*ways).keep($vm, object, cache, what);
                match what {
                    Use::Write => (*ways).learn_write($vm, object, cache.name),
                    _ => (*ways).learn_read($vm, object, cache.name, what),
                }
                Answer::number($body)
            }
        }
    };
}

macro_rules! helpers {
    ($($jump:ident $($op:ident)|+ ($vm:ident, $pc:ident, $base:ident) $body:expr;)+) => {
        /// The helper that does all of an instruction.
        pub(super) fn of(op: Op) -> Option<(Helper, Jump)> {
            Some(match op {
                $($(Op::$op)|+ => {
                    helper! { run($vm, $pc, $base) $body }
                    (run as Helper, Jump::$jump)
                })+
                _ => return None,
            })
        }
    };
}

/// The answer of a call that the translation knew nothing of: where another one has been made the frame goes on in that.
unsafe fn late(vm: &mut Vm, pc: *const Insn, base: *mut Reg, answer: u32) -> u32 {
    if answer == answers::DONE && vm.may_be_late(base) && vm.called_late(base) {
        vm.at(pc, base);
        return answers::GO;
    }
    answer
}

/// What a native with star parameters gives at once for the two arguments in a window; none if there is more to it.
unsafe fn paired(vm: &Vm, window: *mut Reg) -> Option<Word> {
    // SAFETY: the window holds a callee and two arguments
    let (native, x, y) = unsafe { ((*window)?, (*window.add(1))?, (*window.add(2))?) };
    let parsed = Vm::signature_of(Value::from_word(native).cast::<Native>()?);
    let gathers = parsed.most < 2 && parsed.consumer.is_none() && parsed.asks.is_none();
    let pair = parsed.pair.filter(|_| gathers)?;
    Some(pair(vm, Value::from_word(x), Value::from_word(y))?.word())
}

fn taken(yes: bool) -> u32 {
    if yes { TAKEN } else { answers::DONE }
}

helper! {
    /// An interruption has been found.
    safepoint(vm, pc, base) vm.safepoint_in(pc, base)
}
helper! {
    /// Takes a sample: 1 if the frame's code has been translated now.
    sample(vm, _pc, base) vm.sampled(base) as u32
}
helper! {
    /// Unwinds: `GO` or `UNWOUND`.
    unwind(vm, pc, base) vm.answer_unwind(pc, base)
}
helper! {
    /// A return whose frame record wants more than a store.
    leave_frame(vm, pc, base) returned(vm, value_of_return(pc, base))
}
helper! {
    /// A comparison that decides a jump.
    compare_jump(vm, pc, base) compared(vm, pc, base)
}
helper! {
    /// The truth of a register decides a jump.
    truth_jump(vm, pc, base) match vm.truth_cold(pc, base) {
        2 => answers::RAISED,
        3 => answers::GO,
        truth => taken((truth == 1) == (insn(pc).operation() == Op::JTrue)),
    }
}
helper! {
    /// The bottom of a `for` loop.
    for_next(vm, pc, base) next_item(vm, pc, base)
}
helper! {
    /// The bottom of a `for` loop over an iterator of built-in data.
    for_item(vm, pc, base) match vm.for_item(pc, base) {
        0 => answers::DONE,
        1 => TAKEN,
        2 => answers::RAISED,
        _ => asked(vm.for_asked(pc, base)),
    }
}
helper! {
    /// The same where the body begins by unpacking two items.
    for_pair(vm, pc, base) match vm.for_pair(pc, base) {
        0 => answers::DONE,
        1 => TAKEN,
        2 => answers::RAISED,
        UNPACKED => TAKEN_AND_DONE,
        _ => asked(vm.for_asked_pair(pc, base)),
    }
}
helper! {
    /// A `yield` to a built-in function that gathers items.
    yield_gathered(vm, pc, base) {
        let register = base.add(insn(pc).a as usize);
        if vm.take_yielded((*register).unwrap_unchecked()) {
            *register = Some(Word::NONE);
            return answers::DONE;
        }
        yield_value(vm, pc, base)
    }
}
helper! {
    /// A call of a native in a window of the frame.
    call_native(vm, pc, base) { let i = insn(pc); native(vm, pc, base, i, i.b as u32) }
}
helper! {
    /// A method call whose function, a native, stands in the window.
    call_native_method(vm, pc, base) {
        let i = insn(pc);
        let answer = native(vm, pc, base, i, i.b as u32 + 1);
        late(vm, pc, base, answer)
    }
}
helper! {
    /// A call of a native method that `super()` has found, likewise.
    call_native_super(vm, pc, base) {
        let (i, window) = (insn(pc), base.add(insn(pc).a as usize));
        match if i.b == 1 { paired(vm, window) } else { None } {
            Some(w) => {
                *window = Some(w);
                answers::DONE
            }
            None => native(vm, pc, base, i, i.b as u32 + 1),
        }
    }
}
helper! {
    /// A call of a native, which stands in the window's first word, from a frame on the heap.
    call_native_copied(vm, pc, base) native_copied(vm, pc, base, insn(pc).b as u32)
}
helper! {
    /// A call of a native bound to its object, likewise, whose result is awaited at once.
    call_bound_awaited(vm, pc, base) bound_awaited(vm, pc, base)
}
helper! {
    /// A method call of a native, likewise.
    call_native_method_copied(vm, pc, base) {
        let answer = native_copied(vm, pc, base, insn(pc).b as u32 + 1);
        late(vm, pc, base, answer)
    }
}
helper! {
    /// A call of a function whose frames are on the heap with as many arguments as it wants, in the window of the
    /// instruction.
    make_generator(vm, pc, base) {
        vm.at(pc, base);
        let window = base.add(insn(pc).a as usize);
        let callee = Value::from_word((*window).unwrap_unchecked());
        if let Some(f) = callee.cast::<Function>() {
            *window = Some(vm.make_generator(f, window));
        }
    }
}
helper! {
    /// A call in a window of the frame.
    call(vm, pc, base) {
        let i = insn(pc);
        call_window(vm, pc, base, base.add(i.a as usize), i.b as u32)
    }
}
helper! {
    /// A call of a global whose reference is unset.
    call_global_far(vm, pc, base) {
        let i = insn(pc);
        if vm.global_cold(pc, base) {
            vm.answer_call(pc, base, base.add(i.a as usize), i.b as u32, i.a as u32)
        } else {
            answers::RAISED
        }
    }
}
helper! {
    /// A call of what has been found as an attribute of a class or module, and stands in the window's second word.
    call_second(vm, pc, base) {
        let i = insn(pc);
        vm.answer_call(pc, base, base.add(i.a as usize + 1), i.b as u32, i.a as u32)
    }
}
helper! {
    /// A method call whose function has been found and stands in the window.
    call_found(vm, pc, base) {
        let i = insn(pc);
        call_window(vm, pc, base, base.add(i.a as usize), i.b as u32 + 1)
    }
}
helper! {
    /// The same from a frame on the heap.
    call_found_copied(vm, pc, base) {
        let i = insn(pc);
        let window = Vm::copy_window(base, i.a as usize, i.b as usize + 2);
        call_window(vm, pc, base, window, i.b as u32 + 1)
    }
}
helper! {
    /// A method call of which nothing is known, likewise.
    call_method_copied_far(vm, pc, base) {
        let i = insn(pc);
        let window = Vm::copy_window(base, i.a as usize, i.b as usize + 2);
        method(vm, pc, base, window, Some(beside(pc)))
    }
}
helper! {
    /// A method call of which nothing is known.
    call_method_far(vm, pc, base) method(vm, pc, base, base.add(insn(pc).a as usize), Some(beside(pc)))
}
learning! {
    /// A method call.
    call_method(vm, pc, base) of |i: Insn| i.a + 1, |i: Insn| Use::Call(i.b),
        method(vm, pc, base, base.add(insn(pc).a as usize), Some(beside(pc)))
}
helper! {
    /// A read of an attribute that is not in the object's slots.
    get_attr_far(vm, pc, base) vm.answer_get_attr(pc, base, Some(beside(pc)))
}
helper! {
    /// A store of an attribute that is not in the object's slots, or wants the barrier.
    set_attr_far(vm, pc, base) vm.set_attr_cold(pc, base, Some(beside(pc)))
}
learning! {
    /// A method call from a frame on the heap.
    call_method_copied(vm, pc, base) of |i: Insn| i.a + 1, |i: Insn| Use::Call(i.b), {
        let i = insn(pc);
        let w = Vm::copy_window(base, i.a as usize, i.b as usize + 2);
        method(vm, pc, base, w, Some(beside(pc)))
    }
}
learning! {
    /// A read of an attribute.
    get_attr(vm, pc, base) of |i: Insn| i.b, |_| Use::Read, vm.answer_get_attr(pc, base, Some(beside(pc)))
}
learning! {
    /// A store of an attribute.
    set_attr(vm, pc, base) of |i: Insn| i.a, |_| Use::Write, vm.set_attr_cold(pc, base, Some(beside(pc)))
}
helper! {
    /// A binary operator.
    binary(vm, pc, base) vm.answer_binary(pc, base)
}
helper! {
    /// A sum.
    add(vm, pc, base) vm.answer_add(pc, base)
}
helper! {
    /// A unary operator.
    unary(vm, pc, base) vm.answer_unary(pc, base)
}
helper! {
    /// A comparison.
    compare(vm, pc, base) vm.answer_compare(pc, base)
}
helper! {
    /// A read of an item.
    get_item(vm, pc, base) item_of(vm, pc, base)
}
helper! {
    /// A store of an item.
    set_item(vm, pc, base) set_item_of(vm, pc, base)
}
helper! {
    /// An iterator over an object.
    get_iter(vm, pc, base) vm.answer_iter(pc, base)
}
helper! {
    /// An item for a set under construction.
    set_add(vm, pc, base) vm.set_add_op(pc, base)
}
helper! {
    /// A key and its value for a dict under construction.
    dict_add(vm, pc, base) vm.dict_add_op(pc, base)
}
helper! {
    /// Unpacking.
    unpack(vm, pc, base) vm.unpack(pc, base)
}
helper! {
    /// A global that is not set.
    global(vm, pc, base) vm.global_cold(pc, base)
}
helper! {
    /// A store in a global.
    set_global(_vm, pc, base) beside_global(pc).set((*base.add(insn(pc).a as usize)).unwrap_unchecked())
}
helper! {
    /// A local variable that is not set.
    unbound_local(vm, pc, base) vm.unbound_local(pc, base)
}
helper! {
    /// A display of a tuple.
    build_tuple(vm, pc, base) vm.build_tuple(pc, base)
}
helper! {
    /// A function made of its code.
    make_function(vm, pc, base) vm.make_function(pc, base)
}
helper! {
    /// Whether an `except` clause takes an exception.
    exc_match(vm, pc, base) vm.exc_match(pc, base)
}
helper! {
    /// An empty cell.
    unbound_cell(vm, pc, base) vm.unbound_cell(pc, base)
}
helper! {
    /// An empty cell of the closure.
    unbound_free(vm, pc, base) vm.unbound_free(pc, base)
}
helper! {
    /// An item for a list under construction.
    list_append(vm, pc, base) {
        let i = insn(pc);
        if let (Some(list), Some(w)) = (Value::from_word((*base.add(i.a as usize)).unwrap_unchecked()).cast::<List>(), *base.add(i.b as usize)) {
            list.push(&vm.heap, Value::from_word(w));
        }
    }
}
helper! {
    /// The length of an object.
    len(vm, pc, base) vm.len_op(pc, base)
}
helper! {
    /// Whether an object is a sequence or a mapping.
    match_kind(vm, pc, base) vm.match_kind(pc, base)
}
helper! {
    /// A store in a cell of the frame.
    set_cell(_vm, pc, base) {
        let i = insn(pc);
        let cell = Vm::cell(*base.add(i.b as usize));
        cell.content.set(cell.header(), *base.add(i.a as usize));
    }
}
helper! {
    /// A store in a cell of the closure.
    set_free(_vm, pc, base) {
        let i = insn(pc);
        let cell = Vm::cell(Vm::closure(base, i.b));
        cell.content.set(cell.header(), *base.add(i.a as usize));
    }
}

helpers! {
    No GetGFar (vm, pc, base) vm.global_cold(pc, base);
    No SetGFar (vm, pc, base) vm.set_global_far(pc, base);
    No DelG (vm, pc, base) vm.delete_global(pc, base);
    Skips GetName (vm, pc, base) taken(vm.get_class_name(pc, base));
    No SetName (vm, pc, base) vm.set_class_name(pc, base);
    No DelName (vm, pc, base) vm.delete_class_name(pc, base);
    No MkCell (vm, pc, base) {
        let r = base.add(insn(pc).a as usize);
        *r = Some(Cell::new(&vm.heap, *r).header().word());
    };
    No DelCell (vm, pc, base) vm.delete_cell(pc, base);
    No DelFree (vm, pc, base) vm.delete_free(pc, base);
    No FreeCell (_vm, pc, base) *base.add(insn(pc).a as usize) = Vm::closure(base, insn(pc).b);
    No GetAttrFar (vm, pc, base) vm.answer_get_attr(pc, base, None);
    No SetAttrFar (vm, pc, base) vm.set_attr_cold(pc, base, None);
    No DelAttr (vm, pc, base) vm.del_attr_cold(pc, base);
    No LoadSpecial (vm, pc, base) vm.load_special(pc, base);
    No Repeat (vm, pc, base) vm.repeat_later(pc, base);
    Skips FillSlice (vm, pc, base) taken(vm.fill_slice(pc, base));
    No DelItem (vm, pc, base) vm.del_item_cold(pc, base);
    Skips Slice (vm, pc, base) taken(vm.make_slice(pc, base));
    No Pow | MatMul | IPow | IMatMul (vm, pc, base) vm.answer_binary(pc, base);
    No Pos | Invert (vm, pc, base) vm.answer_unary(pc, base);
    No In | NotIn (vm, pc, base) vm.answer_contains(pc, base);
    No ForClose (vm, pc, base) vm.close_iterator(pc, base);
    No GetAIter (vm, pc, base) vm.get_aiter(pc, base);
    No AFor (vm, pc, base) vm.answer_async_for(pc, base);
    No UnpackEx (vm, pc, base) vm.unpack_ex(pc, base);
    No CallGFar (vm, pc, base) call_global_far(vm, pc, base);
    No CallMFar (vm, pc, base) method(vm, pc, base, base.add(insn(pc).a as usize), None);
    No CallH (vm, pc, base) {
        let i = insn(pc);
        let w = Vm::copy_window(base, i.a as usize, i.b as usize + 1);
        call_window(vm, pc, base, w, i.b as u32)
    };
    No CallGH (vm, pc, base) call_global_copied(vm, pc, base, beside_global(pc).get());
    No CallGBH (vm, pc, base) {
        let found = vm.global_or_builtin(beside_global(pc));
        call_global_copied(vm, pc, base, found)
    };
    No CallGFarH (vm, pc, base) call_global_copied(vm, pc, base, None);
    No CallMH (vm, pc, base) {
        let i = insn(pc);
        let w = Vm::copy_window(base, i.a as usize, i.b as usize + 2);
        method(vm, pc, base, w, Some(beside(pc)))
    };
    No CallMFarH (vm, pc, base) {
        let i = insn(pc);
        let w = Vm::copy_window(base, i.a as usize, i.b as usize + 2);
        method(vm, pc, base, w, None)
    };
    No CallKw (vm, pc, base) vm.answer_keywords(pc, base, base.add(insn(pc).a as usize));
    No CallKwH (vm, pc, base) {
        let i = insn(pc);
        let w = Vm::copy_window(base, i.a as usize, i.b as usize + 1);
        vm.answer_keywords(pc, base, w)
    };
    No CallEx (vm, pc, base) vm.answer_unpacked(pc, base);
    No ReturnH | ReturnNoneH (vm, pc, base) {
        let value = value_of_return(pc, base);
        match vm.answer_return(base, value) {
            answers::RAISED => {
                let (pc, base) = (vm.cur_pc.get(), vm.cur_base.get());
                vm.answer_unwind(pc, base)
            }
            answer => answer,
        }
    };
    No MkClass (vm, pc, base) vm.make_class_op(pc, base);
    No MkTypeVar (vm, pc, base) vm.make_type_var(pc, base);
    No MkAlias (vm, pc, base) vm.make_alias(pc, base);
    No AnnDict (vm, pc, base) vm.annotations_dict(pc, base);
    No Locals (vm, pc, base) vm.locals_dict(pc, base);
    No Yield (vm, pc, base) yield_value(vm, pc, base);
    No GetYieldFrom (vm, pc, base) vm.get_yield_from(pc, base);
    No YieldFrom | Await (vm, pc, base) vm.answer_await(pc, base);
    No List (vm, pc, base) vm.build_list(pc, base);
    No ListStar (vm, pc, base) vm.build_starred(pc, base, true);
    No TupleStar (vm, pc, base) vm.build_starred(pc, base, false);
    No Set (vm, pc, base) vm.build_set(pc, base);
    No Dict (vm, pc, base) vm.build_dict(pc, base);
    No ListExtend (vm, pc, base) vm.list_extend(pc, base);
    No StarArgs (vm, pc, base) vm.star_args(pc, base);
    No KwArgs (vm, pc, base) vm.double_star_args(pc, base);
    No ListTuple (vm, pc, base) vm.list_to_tuple(pc, base);
    No SetUpdate (vm, pc, base) vm.set_update_op(pc, base);
    No DictMerge (vm, pc, base) vm.dict_merge_op(pc, base);
    No Format (vm, pc, base) vm.answer_format(pc, base);
    No BuildStr (vm, pc, base) vm.build_str(pc, base);
    No Raise (vm, pc, base) vm.answer_raise(pc, base);
    No RaiseFrom (vm, pc, base) {
        let cause = *base.add(insn(pc).b as usize);
        vm.raise_op(pc, base, cause);
        answers::RAISED
    };
    No RaiseAgain (vm, _pc, _base) { vm.raise_handled(); answers::RAISED };
    No Reraise (vm, pc, base) { vm.reraise(*base.add(insn(pc).a as usize)); answers::RAISED };
    No RaiseAssert (vm, pc, base) { vm.raise_assert(pc, base); answers::RAISED };
    No ExcMatchStar (vm, pc, base) vm.exc_match_star(pc, base);
    No ExcStarEnd (vm, pc, base) vm.exc_star_end(pc, base);
    No ExcInfo (vm, pc, base) vm.exc_info(pc, base);
    No Import (vm, pc, base) vm.import_op(pc, base);
    No ImportFrom (vm, pc, base) vm.import_from_op(pc, base);
    No ImportStar (vm, pc, base) vm.import_star_op(pc, base);
    No MatchMap (vm, pc, base) vm.match_kind(pc, base);
    No MatchKeys (vm, pc, base) vm.match_keys(pc, base);
    No MatchRest (vm, pc, base) vm.match_rest(pc, base);
    No MatchClass (vm, pc, base) vm.match_class(pc, base);
}

/// The cache that the instruction before a place names by its distance.
pub(super) unsafe fn beside<'a>(pc: *const Insn) -> &'a Cache {
    // SAFETY: says the caller
    unsafe { &*pc.sub(1).add(insn(pc).c as usize).cast() }
}

/// The reference to a global that the instruction before a place names by its distance.
unsafe fn beside_global<'a>(pc: *const Insn) -> &'a GlobalRef {
    // SAFETY: says the caller
    unsafe { &*pc.sub(1).add(insn(pc).c as usize).cast() }
}

fn compared(vm: &mut Vm, pc: *const Insn, base: *mut Reg) -> u32 {
    let truth = match vm.compare_jump_cold(pc, base) {
        0 => false,
        1 => true,
        3 => return answers::GO,
        _ => return answers::RAISED,
    };
    taken(truth == super::numbers::wanted(insn(pc).operation()))
}

/// Enters generators that delegate to each other, from where machine code has left off.
///
/// # Safety
/// Called by machine code only.
pub(super) unsafe extern "sysv64" fn resume_delegate(
    vm: *mut Vm,
    pc: *const Insn,
    base: *mut Reg,
    dst: u32,
    after: u32,
    generator: *const Generator,
) -> u32 {
    // SAFETY: machine code passes on the machine that entered it, a frame's place and registers, and a live object
    unsafe { (*vm).answer_generator(&*generator, Frame { pc, base, dst, after }) }
}

/// The answer of a `for` loop whose iterator may have run script.
fn asked(answer: u32) -> u32 {
    match answer {
        0 => answers::DONE,
        1 => TAKEN,
        UNPACKED => TAKEN_AND_DONE,
        _ => answers::RAISED,
    }
}

unsafe fn next_item(vm: &mut Vm, pc: *const Insn, base: *mut Reg) -> u32 {
    let i = insn(pc);
    // SAFETY: the iterator is an object: GetIter has seen to it
    let object = Value::from_word(unsafe { (*base.add(i.a as usize)).unwrap_unchecked() });
    if let Some(g) = object.cast::<Generator>()
        && g.form == Form::Generator
    {
        let record = Frame { pc, base, dst: i.b as u32, after: after::FOR };
        if g.waiting.get() == waiting::ITERATOR && g.state.get() == GenState::Suspended {
            return vm.answer_generator(g, record);
        }
        if vm.resume_for(g, record) {
            vm.at(g.pc.get(), g.base());
            return answers::GO;
        }
        return match g.state.get() {
            GenState::Created | GenState::Suspended => vm.answer_generator(g, record),
            GenState::Done => answers::DONE,
            GenState::Running => {
                vm.already_running(g);
                answers::RAISED
            }
        };
    }
    match vm.for_cold(pc, base) {
        0 => answers::DONE,
        1 => TAKEN,
        3 => answers::GO,
        UNPACKED => TAKEN_AND_DONE,
        _ => answers::RAISED,
    }
}

unsafe fn yield_value(vm: &mut Vm, pc: *const Insn, base: *mut Reg) -> u32 {
    let i = insn(pc);
    // SAFETY: operands are the frame's; the record that was popped is a `for` loop's
    unsafe {
        let value = (*base.add(i.a as usize)).unwrap_unchecked();
        if vm.yield_to_for(pc, base, i.c) {
            let record = *vm.stack.fp.get();
            *record.base.add(record.dst as usize) = Some(value);
            vm.at(record.pc.offset(insn(record.pc).c as i16 as isize), record.base);
            return answers::GO;
        }
        if vm.yields_to_consumer() && vm.take_yielded(value) {
            *base.add(i.a as usize) = Some(Word::NONE);
            return answers::DONE;
        }
        if vm.yield_to_native(pc, base, i.c) {
            vm.left.set(value);
            return answers::LEAVE;
        }
        vm.answer_yield(pc, base, value, i.c)
    }
}

unsafe fn item_of(vm: &mut Vm, pc: *const Insn, base: *mut Reg) -> u32 {
    let i = insn(pc);
    // SAFETY: operands are the frame's
    let (o, k) = unsafe { (*base.add(i.b as usize), *base.add(i.c as usize)) };
    if let (Some(o), Some(k)) = (o.map(Value::from_word), k.map(Value::from_word))
        && o.is_exact(Builtins::Dict)
        && let Some(d) = o.cast::<Dict>()
    {
        let found = match k.cast::<Str>() {
            Some(s) => d.get_str(s, vm.hash_str(s)),
            None => vm.quick_dict_get(d, k).flatten(),
        };
        if let Some(v) = found {
            // SAFETY: as above
            unsafe { *base.add(i.a as usize) = Some(v.word()) }
            return answers::DONE;
        }
    }
    vm.answer_get_item(pc, base)
}

unsafe fn set_item_of(vm: &mut Vm, pc: *const Insn, base: *mut Reg) -> u32 {
    let i = insn(pc);
    // SAFETY: operands are the frame's
    let (o, k, v) = unsafe { (*base.add(i.a as usize), *base.add(i.b as usize), *base.add(i.c as usize)) };
    if let (Some(o), Some(k), Some(v)) = (o.map(Value::from_word), k.map(Value::from_word), v)
        && o.is_exact(Builtins::Dict)
        && let Some(d) = o.cast::<Dict>()
    {
        if let Some(s) = k.cast::<Str>() {
            if let Probe::At(at) = d.find_str(s, vm.hash_str(s)) {
                d.set_at(at, Value::from_word(v));
                return answers::DONE;
            }
        } else if vm.quick_dict_set(d, k, Value::from_word(v)) {
            return answers::DONE;
        }
    }
    vm.answer_set_item(pc, base)
}
