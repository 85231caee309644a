//! `OSError`: its number, text and file names, and the subclass that a number stands for.

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods of `OSError`.
pub(super) fn install(vm: &Vm) {
    let class = vm.exc_class(Exc::OSError);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_methods(class, const { &[row("__init__", init, "self, /, *args")] });
    vm.add_property(class, "errno", errno, set_errno);
    vm.add_property(class, "strerror", strerror, set_strerror);
    vm.set_class_attr(class, "filename", Value::NONE);
    vm.set_class_attr(class, "filename2", Value::NONE);
}

/// The class for a number of Linux.
fn class_for(errno: i64) -> Exc {
    match errno {
        11 | 114 | 115 => Exc::BlockingIOError,
        32 | 108 => Exc::BrokenPipeError,
        10 => Exc::ChildProcessError,
        103 => Exc::ConnectionAbortedError,
        111 => Exc::ConnectionRefusedError,
        104 => Exc::ConnectionResetError,
        17 => Exc::FileExistsError,
        2 => Exc::FileNotFoundError,
        21 => Exc::IsADirectoryError,
        20 => Exc::NotADirectoryError,
        4 => Exc::InterruptedError,
        13 | 1 => Exc::PermissionError,
        3 => Exc::ProcessLookupError,
        110 => Exc::TimeoutError,
        _ => Exc::OSError,
    }
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let base = vm.exc_class(Exc::OSError);
    let Some(class) = a.get(vm, 0).cast::<Type>().filter(|c| c.is_subclass_of(base)) else {
        return Err(vm.type_error("OSError.__new__(X): X is not a subtype of OSError"));
    };
    let args = star(vm, a, 1);
    let class = match args.first().and_then(|v| v.as_i64()) {
        Some(n) if std::ptr::eq(class, base) && (2..=5).contains(&args.len()) => vm.exc_class(class_for(n)),
        _ => class,
    };
    let kept = if (3..=5).contains(&args.len()) { &args[..2] } else { args };
    let e = Exception::new(&vm.heap, class, Tuple::new(&vm.heap, kept));
    fill(vm, e, args);
    Ok(e.into())
}

/// Sets the file names that came with the arguments. Number and text are read from there (see `Vm::os_error_part`).
fn fill(vm: &Vm, e: &Exception, args: &[Value<'_>]) {
    if !(2..=5).contains(&args.len()) {
        return;
    }
    let Some(file) = args.get(2) else { return };
    vm.set_exception_attr(e, "filename", *file);
    if let Some(second) = args.get(4) {
        vm.set_exception_attr(e, "filename2", *second);
    }
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    let args = star(vm, a, 1);
    let kept = if (3..=5).contains(&args.len()) { &args[..2] } else { args };
    put(&e.args, e.header(), vm.tuple(kept));
    fill(vm, e, args);
    Ok(Ret::NONE)
}

fn part(vm: &Vm, a: Args, i: usize) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    Ok(vm.os_error_part(e, i).unwrap_or(Value::NONE).into())
}

/// Before the arguments of an exception are replaced: what an `OSError` has read from them stays.
pub(super) fn keep_parts(vm: &Vm, e: &Exception) {
    if !vm.is_instance(e.value(), vm.exc_class(Exc::OSError)) {
        return;
    }
    for (i, name) in [Sym::Errno, Sym::StrError].into_iter().enumerate() {
        let part = vm.os_error_part(e, i).unwrap_or(Value::NONE);
        vm.set_exception_symbol(e, name, part);
    }
}

fn errno(vm: &mut Vm, a: Args) -> NativeResult {
    part(vm, a, 0)
}

fn set_errno(vm: &mut Vm, a: Args) -> NativeResult {
    vm.set_exception_attr(a.this::<Exception>(vm)?, "errno", a.get(vm, 1));
    Ok(Ret::NONE)
}

fn strerror(vm: &mut Vm, a: Args) -> NativeResult {
    part(vm, a, 1)
}

fn set_strerror(vm: &mut Vm, a: Args) -> NativeResult {
    vm.set_exception_attr(a.this::<Exception>(vm)?, "strerror", a.get(vm, 1));
    Ok(Ret::NONE)
}
