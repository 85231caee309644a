//! What the methods of `bytes` do in the plain case (see [`NativeRow::one`](crate::vm::NativeRow::one)): with bytes as
//! arguments. None means that the case is another; then the method itself is called.

use crate::value::text::codec::{self, Encoding};
use crate::value::text::{Wtf8, bytes as raw, search, split::Side};
use crate::value::*;
use crate::vm::*;

/// The content of plain bytes.
fn bytes<'h>(v: Value<'h>) -> Option<&'h [u8]> {
    v.cast::<Bytes>().filter(|_| v.is_exact(Builtins::Bytes)).map(Bytes::bytes)
}

fn made<'v>(vm: &'v Vm, bytes: &[u8]) -> Option<Ret> {
    Some(vm.bytes(bytes).into())
}

/// A part of bytes: themselves where nothing was cut off.
fn part<'v>(vm: &'v Vm, v: Value<'v>, part: &[u8]) -> Option<Ret> {
    if part.len() == bytes(v)?.len() { Some(v.into()) } else { made(vm, part) }
}

fn list_of<'v>(vm: &'v Vm, parts: &[&[u8]]) -> Option<Ret> {
    let list = List::with_capacity(&vm.heap, parts.len());
    parts.iter().for_each(|p| list.push(&vm.heap, vm.bytes(p)));
    Some(list.into())
}

/// Methods that answer yes or no.
macro_rules! predicates {
    ($($name:ident = $holds:path;)+) => {
        $(pub(super) fn $name<'h>(_: &'h Vm, v: Value<'h>) -> Option<Ret> {
            Some($holds(bytes(v)?).into())
        })+
    };
}

predicates! {
    isalnum = raw::is_alnum;
    isalpha = raw::is_alpha;
    isdigit = raw::is_digit;
    islower = raw::is_lower;
    isspace = raw::is_space;
    isupper = raw::is_upper;
}

pub(super) fn lower<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    Some(Bytes::mapped(&vm.heap, bytes(v)?, u8::to_ascii_lowercase).into())
}

pub(super) fn upper<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    Some(Bytes::mapped(&vm.heap, bytes(v)?, u8::to_ascii_uppercase).into())
}

macro_rules! strips {
    ($($name:ident $by:ident = $side:ident;)+) => {
        $(pub(super) fn $name<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
            part(vm, v, raw::strip(bytes(v)?, None, Side::$side))
        }

        pub(super) fn $by<'h>(vm: &'h Vm, v: Value<'h>, set: Value<'h>) -> Option<Ret> {
            part(vm, v, raw::strip(bytes(v)?, Some(bytes(set)?), Side::$side))
        })+
    };
}

strips! {
    strip strip_by = Both;
    lstrip lstrip_by = Left;
    rstrip rstrip_by = Right;
}

/// The words of bytes, if they are few.
fn few_words<'h>(vm: &'h Vm, s: &[u8]) -> Option<Ret> {
    const FEW: usize = 16;
    let (mut few, mut n, mut at) = ([Value::NONE; FEW], 0, 0);
    while let Some(b) = s.get(at) {
        if raw::is_space_byte(*b) {
            at += 1;
            continue;
        }
        let from = at;
        while s.get(at).is_some_and(|b| !raw::is_space_byte(*b)) {
            at += 1;
        }
        *few.get_mut(n)? = vm.bytes(&s[from..at]);
        n += 1;
    }
    Some(List::new(&vm.heap, &few[..n]).into())
}

pub(super) fn split<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    const SHORT: usize = 64;
    if let Some(s) = bytes(v).filter(|s| s.len() <= SHORT)
        && let Some(list) = few_words(vm, s)
    {
        return Some(list);
    }
    list_of(vm, &raw::split(bytes(v)?, None, -1).ok()?)
}

pub(super) fn split_by<'h>(vm: &'h Vm, v: Value<'h>, sep: Value<'h>) -> Option<Ret> {
    list_of(vm, &raw::split(bytes(v)?, Some(bytes(sep)?), -1).ok()?)
}

pub(super) fn find<'h>(_: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    let at = search::find_bytes(bytes(v)?, bytes(part)?);
    Value::small_int(at.map_or(-1, |i| i as i64)).map(Ret::from)
}

pub(super) fn count<'h>(_: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    Some(Value::index(raw::count(bytes(v)?, bytes(part)?, 0, i64::MAX)).into())
}

pub(super) fn startswith<'h>(_: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    Some(bytes(v)?.starts_with(bytes(part)?).into())
}

pub(super) fn endswith<'h>(_: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    Some(bytes(v)?.ends_with(bytes(part)?).into())
}

pub(super) fn replace<'h>(vm: &'h Vm, v: Value<'h>, old: Value<'h>, new: Value<'h>) -> Option<Ret> {
    let changed = raw::replace(bytes(v)?, bytes(old)?, bytes(new)?, -1);
    if let Some(changed) = changed { made(vm, &changed) } else { Some(v.into()) }
}

pub(super) fn join<'h>(vm: &'h Vm, v: Value<'h>, items: Value<'h>) -> Option<Ret> {
    let (sep, items) = (bytes(v)?, vm.plain_values(items)?);
    if !items.iter().all(|item| item.is_exact(Builtins::Bytes)) {
        return None;
    }
    Bytes::join(&vm.heap, sep, items.iter().map(|item| bytes(*item).unwrap_or_default())).map(Ret::from)
}

pub(super) fn hex<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    Some(Str::hexadecimal(&vm.heap, bytes(v)?).into())
}

pub(super) fn decode<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    let bytes = bytes(v)?;
    if bytes.is_ascii() {
        return Some(Str::ascii(&vm.heap, bytes).into());
    }
    std::str::from_utf8(bytes).ok().map(|text| vm.str_wtf8(Wtf8::from(text)).into())
}

/// From an encoding, where all goes well.
fn decoded<'h>(vm: &'h Vm, v: Value<'h>, encoding: Value<'h>, errors: &str) -> Option<Ret> {
    let name = encoding.cast::<Str>()?.as_str()?;
    let known = Encoding::lookup(name)?;
    if known == Encoding::Utf8
        && let Some(text) = decode(vm, v)
    {
        return Some(text);
    }
    let bytes = bytes(v)?;
    if known.keeps_ascii() && bytes.is_ascii() {
        return Some(Str::ascii(&vm.heap, bytes).into());
    }
    let text = codec::decode(bytes, name, errors).ok()?;
    Some(vm.str_wtf8(text.as_wtf8()).into())
}

pub(super) fn decode_from<'h>(vm: &'h Vm, v: Value<'h>, encoding: Value<'h>) -> Option<Ret> {
    decoded(vm, v, encoding, "strict")
}

pub(super) fn decode_with<'h>(
    vm: &'h Vm,
    v: Value<'h>,
    encoding: Value<'h>,
    errors: Value<'h>,
) -> Option<Ret> {
    decoded(vm, v, encoding, errors.cast::<Str>()?.as_str()?)
}

/// `bytearray.append(item)`
pub(super) fn array_append<'h>(_: &'h Vm, array: Value<'h>, item: Value<'h>) -> Option<Ret> {
    let byte = u8::try_from(item.as_small_int()?).ok()?;
    array.cast::<ByteArray>()?.append(&[byte]);
    Some(Ret::NONE)
}

/// `bytearray.extend(items)` of bytes
pub(super) fn array_extend<'h>(vm: &'h Vm, array: Value<'h>, items: Value<'h>) -> Option<Ret> {
    let more = items.cast::<Bytes>().filter(|_| items.is_exact(Builtins::Bytes))?.bytes();
    vm.heap.account(more.len());
    array.cast::<ByteArray>()?.append(more);
    Some(Ret::NONE)
}
