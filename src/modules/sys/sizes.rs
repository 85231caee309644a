//! `sys.getsizeof`: the sizes CPython gives for its own objects, for scripts that print or compare them.

use crate::value::number::IntRef;
use crate::value::number::int_ops::bit_length;
use crate::value::{Builtins, ByteArray, Bytes, Dict, List, Str, Tuple, Value};
use crate::vm::{Args, NativeResult, Sym, Vm};

use super::with_int;

pub(super) fn getsizeof(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(n) = size(vm, a.get(vm, 0)) {
        return Ok(Value::index(n).into());
    }
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    if let Some(n) = s.call_special(h, Sym::Sizeof, &[])? {
        return Ok(n.ret(&s));
    }
    Ok(Value::index(48).into())
}

/// The size of an object of a built-in class; none for others.
fn size(vm: &Vm, v: Value<'_>) -> Option<usize> {
    if v.is_none() {
        return Some(16);
    }
    if v.is_exact(Builtins::Float) {
        return Some(24);
    }
    if let Some(bits) = with_int(v, |n: IntRef<'_>| bit_length(n)) {
        return Some(24 + 4 * (bits as usize).div_ceil(30).max(1));
    }
    if let Some(s) = v.cast::<Str>() {
        let widest = s.text().chars().max().unwrap_or(0);
        let n = s.len();
        return Some(match widest {
            0..=0x7f => 41 + n,
            0x80..=0xff => 57 + n,
            0x100..=0xffff => 58 + 2 * n,
            _ => 60 + 4 * n,
        });
    }
    if let Some(b) = v.cast::<Bytes>() {
        return Some(33 + b.bytes().len());
    }
    if let Some(b) = v.cast::<ByteArray>() {
        return Some(b.read(|b| if b.is_empty() { 56 } else { 57 + b.len() }));
    }
    if let Some(t) = v.cast::<Tuple>() {
        return Some(40 + 8 * t.len());
    }
    if let Some(l) = v.cast::<List>() {
        return Some(56 + 8 * l.len());
    }
    if let Some(d) = v.cast::<Dict>() {
        let slots = (d.len() * 3 / 2 + 1).next_power_of_two().max(8);
        let entry = if d.all_str() { 16 } else { 24 };
        return Some(if d.is_empty() { 64 } else { 64 + 24 + slots + slots * 2 / 3 * entry });
    }
    let class = vm.type_of(v).root.get();
    let fixed = [
        (Builtins::Object, 16),
        (Builtins::Set, 216),
        (Builtins::FrozenSet, 216),
        (Builtins::Range, 48),
        (Builtins::Slice, 40),
        (Builtins::Function, 160),
        (Builtins::Native, 72),
        (Builtins::Method, 64),
    ];
    fixed.iter().find(|(b, _)| *b as u32 == class).map(|(_, n)| *n)
}
