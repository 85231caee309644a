//! `print`, `input`, `help` and leaving: what talks to the world, through the host alone.

use super::support::*;
use crate::value::text::Wtf8;
use crate::value::text::codec;
use crate::value::*;
use crate::vm::*;

pub(super) const ROWS: &[NativeRow] = &[
    row("exit", exit, "code=None"),
    row("help", help, "request=<unrepresentable>, /"),
    row("input", input, "prompt='', /"),
    row("print", print, "*args, sep=' ', end='\\n', file=None, flush=False"),
    row("quit", exit, "code=None"),
];

/// The separator or end that `print` was given.
fn piece(vm: &Vm, a: Args, i: usize, name: &str, default: &str) -> Result<Vec<u8>, Raise> {
    let v = a.opt(vm, i).unwrap_or(Value::NONE);
    if v.is_none() {
        return Ok(default.into());
    }
    match v.cast::<Str>() {
        Some(s) => Ok(s.bytes().to_vec()),
        None => {
            let t = vm.type_name(v);
            Err(vm.type_error(format_args!("{name} must be None or a string, not {t}")))
        }
    }
}

fn print(vm: &mut Vm, a: Args) -> NativeResult {
    let sep = piece(vm, a, 1, "sep", " ")?;
    let end = piece(vm, a, 2, "end", "\n")?;
    let file = a.opt(vm, 3).filter(|f| !f.is_none()).map(|_| a.handle(vm, 3));
    let flush = flag(vm, a, 4, false)?;
    let args = a.handle(vm, 0);
    let n = star(vm, a, 0).len();
    let mut s = vm.scope();
    let file = match file {
        Some(f) => Some(f),
        None => replaced_stdout(&mut s),
    };
    match file {
        None => print_standard(&mut s, args, n, &sep, &end, flush)?,
        Some(f) if f.get(&s).is_none() => {}
        Some(f) => print_to(&mut s, f, args, n, &sep, &end, flush)?,
    }
    Ok(Ret::NONE)
}

/// Prints to standard output: in one piece, or up to an argument whose text cannot be had.
fn print_standard(
    s: &mut Scope<'_>,
    args: Handle,
    n: usize,
    sep: &[u8],
    end: &[u8],
    flush: bool,
) -> Result<(), Raise> {
    let mut out = Vec::new();
    for i in 0..n {
        if i > 0 {
            out.extend_from_slice(sep);
        }
        let item = tuple_item(s, args, i);
        match item.cast::<Str>() {
            Some(text) if item.is_exact(Builtins::Str) => out.extend_from_slice(text.bytes()),
            _ => {
                let mut s = s.inner();
                let h = s.keep(|vm| tuple_item(vm, args, i));
                match s.str_text(h) {
                    Ok(text) => out.extend_from_slice(text.as_wtf8().as_bytes()),
                    Err(r) => {
                        let e = s.catch(r);
                        write_text(&s, &out)?;
                        return Err(s.raise_again(e.get(&s)));
                    }
                }
            }
        }
    }
    out.extend_from_slice(end);
    write_text(s, &out)?;
    if flush { s.flush_stdout() } else { Ok(()) }
}

/// Prints to an object with a method `write`, which is called for every piece.
fn print_to(
    s: &mut Scope<'_>,
    file: Handle,
    args: Handle,
    n: usize,
    sep: &[u8],
    end: &[u8],
    flush: bool,
) -> Result<(), Raise> {
    let write = s.getattr(file, "write")?;
    for i in 0..n {
        let mut s = s.inner();
        if i > 0 {
            let sep = s.keep(|vm| vm.str_wtf8(Wtf8::new(sep)));
            s.call(write, &[sep])?;
        }
        let item = s.keep(|vm| tuple_item(vm, args, i));
        let text = s.str(item)?;
        s.call(write, &[text])?;
    }
    let end = s.keep(|vm| vm.str_wtf8(Wtf8::new(end)));
    s.call(write, &[end])?;
    if flush {
        s.call_method(file, "flush", &[])?;
    }
    Ok(())
}

/// Writes text to standard output; a lone surrogate cannot be written.
fn write_text(vm: &Vm, text: &[u8]) -> Result<(), Raise> {
    if !text.is_ascii() && std::str::from_utf8(text).is_err() {
        let text = Wtf8::new(text);
        return match codec::encode(text, "utf-8", "strict") {
            Ok(bytes) => vm.write_stdout(&bytes),
            Err(e) => Err(raise_codec(vm, e, vm.str_wtf8(text))),
        };
    }
    vm.write_stdout(text)
}

/// What the script has put in the place of `sys.stdout`, if it has.
fn replaced_stdout(s: &mut Scope<'_>) -> Option<Handle> {
    let sys = s.dict_get_str(s.modules(), "sys")?.cast::<Module>()?;
    let now = s.dict_get_str(sys.dict(), "stdout")?;
    let first = s.dict_get_str(sys.dict(), "__stdout__")?;
    if now.is(first) {
        return None;
    }
    Some(s.keep(|vm| {
        let sys = vm.dict_get_str(vm.modules(), "sys").and_then(|m| m.cast::<Module>());
        sys.and_then(|m| vm.dict_get_str(m.dict(), "stdout")).unwrap_or(Value::NONE)
    }))
}

fn input(vm: &mut Vm, a: Args) -> NativeResult {
    let prompt = a.opt_handle(vm, 0);
    let mut s = vm.scope();
    if let Some(p) = prompt {
        let text = s.str_text(p)?;
        write_text(&s, text.as_wtf8().as_bytes())?;
    }
    s.flush_stdout()?;
    let Some(mut line) = s.read_stdin_line()? else {
        return Err(s.raise(Exc::EOFError, "EOF when reading a line"));
    };
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    match codec::decode(&line, "utf-8", "strict") {
        Ok(text) => Ok(wtf8(&s, &text).into()),
        Err(e) => Err(raise_codec(&s, e, s.bytes(&line))),
    }
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    Err(vm.raise_with(Exc::SystemExit, &[a.get(vm, 0)]))
}

/// `help(x)`: the signature and the docstring.
fn help(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(h) = a.opt_handle(vm, 0) else {
        write_text(vm, b"Type help(object) for help about object.\n")?;
        return Ok(Ret::NONE);
    };
    let mut s = vm.scope();
    let text = super::help::text(&mut s, h)?;
    write_text(&s, text.as_bytes())?;
    Ok(Ret::NONE)
}
