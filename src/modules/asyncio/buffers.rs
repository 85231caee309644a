//! What the library's streams do with every message, done at one go: bytes taken from the front of a buffer.

use crate::event_loop;
use crate::value::{ByteArray, Value};
use crate::vm::{Args, NativeResult, NativeRow, Raise, Ret, Vm, row};

/// Functions for the library's streams.
pub const FUNCTIONS: &[NativeRow] = &[
    row("_future", future, ""),
    row("_take", take, "buffer, n, /"),
    row("_take_exactly", take_exactly, "buffer, n, /"),
    row("_take_line", take_line, "buffer, start, limit, /"),
];

/// A pending future.
fn future(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(event_loop::new_future(vm).into())
}

fn buffer(vm: &Vm, a: Args) -> Result<&ByteArray, Raise> {
    match a.get(vm, 0).cast::<ByteArray>() {
        Some(b) => Ok(b),
        None => Err(vm.type_error("a bytearray is needed")),
    }
}

fn size(vm: &Vm, a: Args, i: usize) -> usize {
    a.opt(vm, i).and_then(Value::as_i64).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// Takes so many bytes (at most) from the front.
fn take(vm: &mut Vm, a: Args) -> NativeResult {
    let buffer = buffer(vm, a)?;
    Ok(front(vm, buffer, size(vm, a, 1)).into())
}

/// Takes so many bytes from the front: None if there are less.
fn take_exactly(vm: &mut Vm, a: Args) -> NativeResult {
    let buffer = buffer(vm, a)?;
    // more than any buffer holds, if it is no small int
    let n = a.get(vm, 1).as_i64().map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(0));
    Ok(if buffer.read(|b| b.len() < n) { Ret::NONE } else { front(vm, buffer, n).into() })
}

fn front<'h>(vm: &'h Vm, buffer: &ByteArray, n: usize) -> Value<'h> {
    buffer.write(|bytes| {
        let n = n.min(bytes.len());
        let taken = vm.bytes(&bytes[..n]);
        bytes.drain(..n);
        taken
    })
}

/// Takes a line with its end, which does not stand before `start`: None if it is not there, or behind `limit`.
fn take_line(vm: &mut Vm, a: Args) -> NativeResult {
    let buffer = buffer(vm, a)?;
    let (start, limit) = (size(vm, a, 1), size(vm, a, 2));
    let end = buffer.read(|b| memchr::memchr(b'\n', b.get(start..).unwrap_or_default()));
    Ok(match end.map(|at| start + at).filter(|at| *at <= limit) {
        Some(at) => front(vm, buffer, at + 1).into(),
        None => Ret::NONE,
    })
}
