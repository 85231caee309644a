//! Reading: bytes and lines, of what was read ahead and of the system.

use super::*;
use crate::value::text::runs::is_continuation;

fn check_readable(vm: &Vm, f: &Opened) -> Result<(), Raise> {
    match f.mode.read {
        true => Ok(()),
        false => Err(unsupported(vm, if f.text { "not readable" } else { "read" })),
    }
}

/// Reads one more piece; false at the end.
fn fill(vm: &Vm, f: &Opened) -> Result<bool, Raise> {
    let mut buffer = vec![0; CHUNK];
    let n = with_file(vm, f, |file| file.read(&mut buffer))?;
    f.ahead.borrow_mut().extend_from_slice(&buffer[..n]);
    f.at_end.set(n == 0);
    Ok(n > 0)
}

/// Where a line ends, if that can be told: after `\r` another byte must be there, unless the file ends.
fn line_end(f: &Opened, bytes: &[u8]) -> Option<usize> {
    let only = |end: &str| bytes.windows(end.len()).position(|w| w == end.as_bytes()).map(|i| i + end.len());
    match f.newline {
        _ if !f.text => only("\n"),
        Newline::Only(end) => only(end),
        Newline::Universal | Newline::Untranslated => {
            let i = bytes.iter().position(|b| matches!(b, b'\n' | b'\r'))?;
            match (bytes[i], bytes.get(i + 1)) {
                (b'\r', Some(b'\n')) => Some(i + 2),
                (b'\r', None) if !f.at_end.get() => None,
                _ => Some(i + 1),
            }
        }
    }
}

/// Where so many characters (of a text) or bytes end, if there are as many.
fn count_end(f: &Opened, bytes: &[u8], n: usize) -> Option<usize> {
    let one_byte = !f.text || matches!(&*f.encoding.to_ascii_lowercase(), "ascii" | "latin-1" | "latin1");
    if one_byte {
        return Some(n).filter(|n| *n <= bytes.len());
    }
    let starts = bytes.iter().enumerate().filter(|(_, b)| !is_continuation(**b)).map(|(i, _)| i);
    starts.chain(f.at_end.get().then_some(bytes.len())).nth(n)
}

/// How much is asked for.
#[derive(Clone, Copy)]
enum Much {
    All,
    Line,
    Count(usize),
    LineUpTo(usize),
}

/// Reads; empty at the end.
fn take(vm: &Vm, f: &Opened, much: Much) -> Result<Vec<u8>, Raise> {
    check_readable(vm, f)?;
    with_file(vm, f, |_| Ok(()))?;
    f.at_end.set(false);
    loop {
        let end = {
            let ahead = f.ahead.borrow();
            match much {
                Much::All => None,
                Much::Line => line_end(f, &ahead),
                Much::Count(n) => count_end(f, &ahead, n),
                Much::LineUpTo(n) => match (line_end(f, &ahead), count_end(f, &ahead, n)) {
                    (Some(x), Some(y)) => Some(x.min(y)),
                    (x, y) => x.or(y),
                },
            }
        };
        if let Some(end) = end {
            return Ok(f.ahead.borrow_mut().drain(..end).collect());
        }
        if f.at_end.get() {
            return Ok(std::mem::take(&mut *f.ahead.borrow_mut()));
        }
        fill(vm, f)?;
    }
}

/// What was read as a str or bytes.
fn as_value<'v>(vm: &'v Vm, f: &Opened, bytes: &[u8]) -> Result<Value<'v>, Raise> {
    if !f.text {
        return Ok(vm.bytes(bytes));
    }
    match codec::decode(bytes, &f.encoding, &f.errors) {
        Ok(text) if f.newline == Newline::Universal && text.as_wtf8().as_bytes().contains(&b'\r') => {
            let mut out = Vec::with_capacity(bytes.len());
            let mut rest = text.as_wtf8().as_bytes().iter().peekable();
            while let Some(&b) = rest.next() {
                if b == b'\r' {
                    out.push(b'\n');
                    rest.next_if(|b| **b == b'\n');
                } else {
                    out.push(b);
                }
            }
            Ok(vm.str_wtf8(Wtf8::new(&out)))
        }
        Ok(text) => Ok(wtf8(vm, &text)),
        Err(e) => Err(raise_codec(vm, e, vm.bytes(bytes))),
    }
}

/// The number that was asked for; none for all.
pub(super) fn asked(vm: &mut Vm, a: Args) -> Result<Option<usize>, Raise> {
    match a.opt_handle(vm, 1) {
        None => Ok(None),
        Some(h) if h.get(vm).is_none() => Ok(None),
        Some(h) => {
            let mut s = vm.scope();
            if s.index_opt(h)?.is_none() {
                let t = s.type_name(h.get(&s));
                return Err(s.type_error(format_args!("argument should be integer or None, not '{t}'")));
            }
            Ok(usize::try_from(s.index(h)?).ok())
        }
    }
}

pub(super) fn read(vm: &mut Vm, a: Args) -> NativeResult {
    let much = asked(vm, a)?.map_or(Much::All, Much::Count);
    let f = this(vm, a)?;
    let bytes = take(vm, f, much)?;
    Ok(as_value(vm, f, &bytes)?.into())
}

pub(super) fn readline(vm: &mut Vm, a: Args) -> NativeResult {
    let much = asked(vm, a)?.map_or(Much::Line, Much::LineUpTo);
    let f = this(vm, a)?;
    let bytes = take(vm, f, much)?;
    Ok(as_value(vm, f, &bytes)?.into())
}

pub(super) fn readlines(vm: &mut Vm, a: Args) -> NativeResult {
    let hint = asked(vm, a)?.filter(|n| *n > 0);
    let f = this(vm, a)?;
    let list = List::empty(&vm.heap);
    let mut seen = 0;
    while hint.is_none_or(|h| seen < h) {
        let line = take(vm, f, Much::Line)?;
        if line.is_empty() {
            break;
        }
        seen += line.len();
        list.push(&vm.heap, as_value(vm, f, &line)?);
    }
    Ok(list.into())
}

pub(super) fn next(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    let bytes = take(vm, f, Much::Line)?;
    if bytes.is_empty() {
        return Err(vm.stop_iteration(Value::NONE));
    }
    Ok(as_value(vm, f, &bytes)?.into())
}
