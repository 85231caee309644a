//! What a file says of itself.

use super::*;

pub(super) fn readable(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(open_file(vm, a)?.mode.read.into())
}

pub(super) fn writable(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(open_file(vm, a)?.mode.write.into())
}

pub(super) fn seekable(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    with_file(vm, f, |file| Ok(file.stream_position().is_ok())).map(Ret::from)
}

pub(super) fn isatty(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    with_file(vm, f, |file| Ok(file.is_terminal())).map(Ret::from)
}

pub(super) fn fileno(vm: &mut Vm, a: Args) -> NativeResult {
    let n = with_file(vm, this(vm, a)?, |file| Ok(file.descriptor()))?;
    Ok(vm.int(n).into())
}

pub(super) fn name(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(read_slot(&this(vm, a)?.name).into())
}

fn read_slot(slot: &Slot) -> Value<'_> {
    crate::builtins::support::read(slot).unwrap_or(Value::NONE)
}

pub(super) fn mode(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    let text = match (f.text, f.mode.read && f.mode.write) {
        (true, _) => f.mode_text.as_str(),
        (_, true) => match (f.mode.exclusive, f.mode.append) {
            (true, _) => "xb+",
            (_, true) => "ab+",
            _ => "rb+",
        },
        _ => match (f.mode.exclusive, f.mode.append, f.mode.read) {
            (true, ..) => "xb",
            (_, true, _) => "ab",
            (.., true) => "rb",
            _ => "wb",
        },
    };
    Ok(vm.str(text).into())
}

pub(super) fn closed(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this(vm, a)?.file.borrow().is_none().into())
}

pub(super) fn encoding(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    Ok(vm.str(&f.encoding).into())
}

pub(super) fn errors(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    Ok(vm.str(&f.errors).into())
}

pub(super) fn newlines(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

pub(super) fn line_buffering(_: &mut Vm, _: Args) -> NativeResult {
    Ok(false.into())
}

pub(super) fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    this(vm, a)?;
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let name = s.keep(|vm| this(vm, a).map_or(Value::NONE, |f| read_slot(&f.name)));
    let name = s.repr_text(name)?.as_wtf8().to_string_lossy().into_owned();
    let class = s.type_name(h.get(&s));
    let f = this(&s, a)?;
    let rest = match f.text {
        true => format!(" mode='{}' encoding='{}'", f.mode_text, f.encoding),
        false => String::new(),
    };
    Ok(Vm::str(&s, &format!("<_io.{class} name={name}{rest}>")).into())
}
