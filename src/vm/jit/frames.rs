//! What helpers do to enter and to leave frames: calls that machine code does not make itself, and returns that want
//! more than a store.

use super::super::ops::insn;
use super::super::quick_call::store;
use super::super::stack::{Frame, Reg, after};
use super::super::{Args, Sym, Vm, answers};
use super::translate::TAKEN;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::*;

/// A call of a native whose window is the frame's: without detours where its arguments stand as it wants them.
#[inline(always)]
pub(super) unsafe fn native(vm: &mut Vm, pc: *const Insn, base: *mut Reg, i: Insn, argc: u32) -> u32 {
    // SAFETY: says the caller
    unsafe { native_at(vm, pc, base, base.add(i.a as usize), argc) }
}

/// The same for a frame on the heap: the window is copied to the top of the stack.
#[inline(always)]
pub(super) unsafe fn native_copied(vm: &mut Vm, pc: *const Insn, base: *mut Reg, argc: u32) -> u32 {
    // SAFETY: says the caller
    unsafe {
        let window = Vm::copy_window(base, insn(pc).a as usize, argc as usize + 1);
        native_at(vm, pc, base, window, argc)
    }
}

#[inline(always)]
unsafe fn native_at(vm: &mut Vm, pc: *const Insn, base: *mut Reg, window: *mut Reg, argc: u32) -> u32 {
    // SAFETY: the window begins with the callee, which machine code has seen to be a native; there is room for all
    // parameters where that is asked
    unsafe {
        let native =
            &*std::ptr::with_exposed_provenance::<Native>((*window).unwrap_unchecked().bits() as usize);
        let parsed = Vm::signature_of(native);
        let (args, n) = (window.add(1), parsed.sig.params.len());
        let plain = !parsed.may_enter();
        if !plain || argc < parsed.least || argc > parsed.most || !vm.stack.fits(window, n + 2) {
            return call_window(vm, pc, base, window, argc);
        }
        let mut at = argc as usize;
        while at < n {
            args.add(at).write_volatile(None);
            at += 1;
        }
        vm.at(pc, base);
        // everything alive in the frame lies below the window
        vm.stack.top.set(args.add(n));
        match (parsed.sig.func)(vm, Args::new(args, n)) {
            Ok(ret) => {
                *base.add(insn(pc).a as usize) = Some(ret.word());
                answers::DONE
            }
            Err(_) => answers::RAISED,
        }
    }
}

/// A call, from a frame on the heap, of a native that is bound to its object, which the next instruction awaits.
#[inline(always)]
pub(super) unsafe fn bound_awaited(vm: &mut Vm, pc: *const Insn, base: *mut Reg) -> u32 {
    let i = insn(pc);
    // SAFETY: says the caller: the window holds a callee and its arguments
    unsafe {
        let window = base.add(i.a as usize);
        // instances whose class calls a native come here, too
        let method = (*window).and_then(|w| Value::from_word(w).cast::<Method>());
        if let Some(method) = method.filter(|_| !vm.options.debug)
            && let Some(native) = method.func().cast::<Native>()
        {
            let row = Vm::record_of(native).row;
            let way = match i.b {
                0 => row.awaited,
                3 if (1..4).all(|k| *window.add(k) == Some(Word::NONE)) => row.left,
                _ => None,
            };
            if let Some(ret) = way.and_then(|f| f(vm, method.this())) {
                *window = Some(ret.word());
                return TAKEN;
            }
            if let Some(pauses) = row.pauses.filter(|_| i.b == 0)
                && let Some(ret) = pauses(vm, method.this())
            {
                *window = Some(ret.word());
                return answers::DONE;
            }
        }
        let window = Vm::copy_window(base, i.a as usize, i.b as usize + 1);
        call_window(vm, pc, base, window, i.b as u32)
    }
}

/// A call whose window may lie outside the frame.
#[inline(always)]
pub(super) unsafe fn call_window(
    vm: &mut Vm,
    pc: *const Insn,
    base: *mut Reg,
    window: *mut Reg,
    argc: u32,
) -> u32 {
    let dst = insn(pc).a as u32;
    // SAFETY: windows begin with the callee, and are the topmost thing alive
    let (argc, kind) = unsafe {
        if Value::from_word((*window).unwrap_or(Word::NONE)).kind() == Kind::Instance {
            learn_call(vm, window);
        }
        let argc = vm.unbind(window, argc);
        (argc, Value::from_word((*window).unwrap_or(Word::NONE)).kind())
    };
    let record = Frame { pc, base, dst, after: after::STORE };
    let quick = match kind {
        Kind::Function => vm.coroutine_at_once(pc, base, window, argc, dst),
        // SAFETY: as above
        Kind::Type => unsafe { construct(vm, &record, window, argc as usize) },
        _ => None,
    };
    if let Some(answer) = quick {
        return answer;
    }
    let done = match kind {
        Kind::Native => {
            vm.at(pc, base);
            vm.native_at_once(&record, window, argc)
        }
        Kind::Function | Kind::Method => {
            vm.at(pc, base);
            if let Some(done) = vm.quick_complex(&record, window, argc) {
                return vm.told(&done);
            }
            // SAFETY: as above
            if let Some(made) = unsafe { vm.generator_at_once(window, argc) } {
                return vm.told(&store(record, made));
            }
            match vm.bound_native_at_once(&record, window, argc) {
                None => vm.function_at_once(&record, window, argc as usize),
                done => done,
            }
        }
        _ => None,
    };
    match done {
        Some(callee) => vm.told(&callee),
        None => vm.answer_call(pc, base, window, argc, dst),
    }
}

/// The callee is an instance: machine code will know what its `__call__` is.
#[cold]
unsafe fn learn_call(vm: &Vm, window: *mut Reg) {
    // SAFETY: windows begin with the callee
    let v = Value::from_word(unsafe { *window }.unwrap_or(Word::NONE));
    let call = vm.lookup_special(v, Sym::Call).map(Value::word);
    if let Some(f) = call.filter(|f| Value::from_word(*f).kind() == Kind::Function) {
        vm.jit.common.learn_call(vm, v, f);
    }
}

/// A call of a script's class with as many arguments as its `__init__` takes: the instance, and the frame.
///
/// # Safety
/// The window holds callee and arguments, and nothing alive lies above them.
#[inline(always)]
pub(super) unsafe fn construct(vm: &mut Vm, record: &Frame, window: *mut Reg, argc: usize) -> Option<u32> {
    let Frame { pc, base, dst, .. } = *record;
    // SAFETY: says the caller; what is written above the window was asked for
    unsafe {
        let class = Value::from_word((*window)?).cast::<Type>()?;
        let plain = class.header().shape() == Builtins::Type as u32;
        if class.root.get() == Builtins::Range as u32 {
            *base.add(dst as usize) = Some(range(vm, window.add(1), argc)?);
            return Some(answers::DONE);
        }
        let init = class.maker.get()?;
        let exception = class.layout.get() == Layout::Exception;
        let kept = init == Word::NONE || init == Word::TRUE && vm.only_keeps_arguments(class, argc);
        if exception && plain && kept {
            *base.add(dst as usize) = Some(exception_of(vm, class, window.add(1), argc));
            return Some(answers::DONE);
        }
        let f = Value::from_word(init).cast::<Function>()?;
        // the frame stands two words above the window, whose first word gets the instance
        let new_base = window.add(2);
        let fp = vm.stack.fp.get();
        if !plain
            || !exception && class.layout.get() != Layout::Instance
            || f.header().n() as usize != argc + 1
            || fp >= vm.stack.limit.get()
            || !vm.stack.fits(new_base, f.linked().nregs as usize)
        {
            return None;
        }
        let instance = if exception {
            exception_of(vm, class, window.add(1), argc)
        } else {
            Instance::new(&vm.heap, class.root.get(), class.inline.get()).header().word()
        };
        for k in (1..=argc).rev() {
            *new_base.add(k) = *window.add(k);
        }
        *new_base.sub(1) = Some(init);
        *new_base = Some(instance);
        *base.add(dst as usize) = Some(instance);
        (Frame { pc, base, dst, after: after::INIT }).write_to(fp);
        vm.stack.fp.set(fp.add(1));
        vm.at(f.entry, new_base);
        Some(answers::GO)
    }
}

/// An exception of a class with so many arguments.
unsafe fn exception_of(vm: &Vm, class: &Type, args: *mut Reg, argc: usize) -> Word {
    // SAFETY: the window holds so many arguments, all set
    let args = unsafe { std::slice::from_raw_parts(args.cast::<Word>(), argc) };
    let args = Tuple::from_words(&vm.heap, args);
    Exception::new(&vm.heap, class, args).header().word()
}

/// `range` of inline ints.
unsafe fn range(vm: &Vm, args: *mut Reg, argc: usize) -> Option<Word> {
    // SAFETY: the window holds so many arguments
    let int = |i: usize| unsafe { *args.add(i) }.and_then(Word::as_int);
    let (start, stop, step) = match argc {
        1 => (0, int(0)?, 1),
        2 => (int(0)?, int(1)?, 1),
        3 => (int(0)?, int(1)?, int(2).filter(|step| *step != 0)?),
        _ => return None,
    };
    Some(RangeObject::new(&vm.heap, start, stop, step).value().word())
}

pub(super) unsafe fn call_global_copied(
    vm: &mut Vm,
    pc: *const Insn,
    base: *mut Reg,
    found: Option<Word>,
) -> u32 {
    let i = insn(pc);
    // SAFETY: operands are the frame's
    unsafe {
        let Some(f) = found.or_else(|| if vm.global_cold(pc, base) { *base.add(i.a as usize) } else { None })
        else {
            return answers::RAISED;
        };
        let w = Vm::copy_window(base, i.a as usize, i.b as usize + 1);
        *w = Some(f);
        call_window(vm, pc, base, w, i.b as u32)
    }
}

pub(super) unsafe fn method(
    vm: &mut Vm,
    pc: *const Insn,
    base: *mut Reg,
    window: *mut Reg,
    cache: Option<&Cache>,
) -> u32 {
    let argc = insn(pc).b as u32;
    // SAFETY: windows of method calls hold the receiver in their second word
    unsafe {
        if let Some(f) = cache.and_then(|c| Vm::cached_method(c, *window.add(1))) {
            *window = Some(f);
            return call_window(vm, pc, base, window, argc + 1);
        }
        match vm.method_cold(pc, base, window, cache) {
            0 => call_window(vm, pc, base, window, argc + 1),
            1 => call_window(vm, pc, base, window.add(1), argc),
            _ => answers::RAISED,
        }
    }
}

pub(super) unsafe fn value_of_return(pc: *const Insn, base: *mut Reg) -> Word {
    let i = insn(pc);
    match i.operation() {
        // SAFETY: operands are the frame's
        Op::Return | Op::ReturnH => unsafe { *base.add(i.a as usize) }.unwrap_or(Word::NONE),
        _ => Word::NONE,
    }
}

/// Returns from a plain frame.
pub(super) fn returned(vm: &mut Vm, result: Word) -> u32 {
    let record = vm.pop_record();
    let Frame { pc, base, after, .. } = record;
    match after {
        after::HALT => {
            vm.left.set(result);
            answers::LEAVE
        }
        after::INIT if result == Word::NONE => {
            vm.at(pc, base);
            answers::GO
        }
        after::INIT => {
            vm.init_returned(Some(result));
            vm.answer_unwind(pc, base)
        }
        _ => match vm.answer_special(record, result) {
            answers::RAISED => vm.answer_unwind(pc, base),
            answer => answer,
        },
    }
}
