//! What frequent built-in functions and methods do in the plain case: no script runs, nothing is raised, and the
//! arguments are values, not windows (see [`NativeRow::one`](crate::vm::NativeRow::one)). None means that the case is
//! another; then the function itself is called.

use super::support::with_int;
use crate::value::number::{float_ops, int_bytes, int_ops, int_text};
use crate::value::*;
use crate::vm::*;

pub(super) fn abs<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    if let Some(f) = v.word().as_float() {
        return Some(Value::float(f.abs()).into());
    }
    if let Some(i) = v.as_small_int() {
        return Some(vm.int(i.abs()).into());
    }
    vm.quick_abs(v).map(Ret::from)
}

pub(super) fn sum<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    if v.is_exact(Builtins::Bytes) {
        let bytes = v.cast::<Bytes>()?.bytes();
        return Some(vm.int(bytes.iter().map(|b| i64::from(*b)).sum()).into());
    }
    let mut total = Total::of(Value::index(0));
    if total.add_all(vm.plain_values(v)?) { total.value(vm).map(Ret::from) } else { None }
}

/// `sum(items, start)` of numbers, or of lists or tuples
pub(super) fn sum_from<'h>(vm: &'h Vm, v: Value<'h>, start: Value<'h>) -> Option<Ret> {
    let items = vm.plain_values(v)?;
    if start.header().is_some() {
        return vm.sum_of_lists(start, items).or_else(|| vm.sum_of_tuples(start, items)).map(Ret::from);
    }
    let mut total = Total::of(start);
    if total.add_all(items) { total.value(vm).map(Ret::from) } else { None }
}

pub(super) fn sorted<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    vm.quick_sorted(v).map(Ret::from)
}

pub(super) fn chr<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    let c = v.as_small_int()?;
    (0..0x11_0000).contains(&c).then(|| vm.char_value(c as u32).into())
}

pub(super) fn ord<'h>(_: &'h Vm, v: Value<'h>) -> Option<Ret> {
    match v.cast::<Str>()?.bytes() {
        [b] if b.is_ascii() => Some(Value::index(*b as usize).into()),
        _ => None,
    }
}

/// `round(number)`
pub(super) fn round<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    if v.as_small_int().is_some() {
        return Some(v.into());
    }
    let whole = v.word().as_float()?.round_ties_even();
    (whole.abs() < 1e15).then(|| vm.int(whole as i64).into())
}

/// `round(number, digits)` of a float
pub(super) fn round_to<'h>(_: &'h Vm, v: Value<'h>, digits: Value<'h>) -> Option<Ret> {
    let rounded = float_ops::round_at_once(v.word().as_float()?, digits.as_small_int()?)?;
    Some(Value::float(rounded).into())
}

/// `getattr(object, name)`
pub(super) fn getattr<'h>(vm: &'h Vm, object: Value<'h>, name: Value<'h>) -> Option<Ret> {
    vm.attribute_at_once(object, name).map(Ret::from)
}

/// `getattr(object, name, default)` of what is there
pub(super) fn getattr_or<'h>(
    vm: &'h Vm,
    object: Value<'h>,
    name: Value<'h>,
    default: Value<'h>,
) -> Option<Ret> {
    match vm.attribute_at_once(object, name) {
        None => vm.lacks_attribute(object, name).then(|| default.into()),
        found => found.map(Ret::from),
    }
}

/// `hasattr(object, name)`
pub(super) fn hasattr<'h>(vm: &'h Vm, object: Value<'h>, name: Value<'h>) -> Option<Ret> {
    match vm.attribute_at_once(object, name) {
        None => vm.lacks_attribute(object, name).then(|| false.into()),
        _ => Some(true.into()),
    }
}

/// `setattr(object, name, value)` of what has been stored in an object like this before
pub(super) fn setattr<'h>(vm: &'h Vm, object: Value<'h>, name: Value<'h>, value: Value<'h>) -> Option<Ret> {
    vm.store_at_once(object, name, value).then_some(Ret::NONE)
}

pub(super) fn repr<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    vm.quick_formatted_repr(v, b"").map(Ret::from)
}

/// `format(value, spec)`
pub(super) fn format<'h>(vm: &'h Vm, v: Value<'h>, spec: Value<'h>) -> Option<Ret> {
    vm.quick_formatted(v, spec.cast::<Str>().filter(|s| !s.is_empty())?.bytes()).map(Ret::from)
}

/// `bin(v)` and its kin: so many bits a digit has.
fn in_radix<'h>(vm: &'h Vm, v: Value<'h>, bits: u32, mark: u8) -> Option<Ret> {
    const MOST: usize = 64;
    let Some(i) = v.as_small_int() else {
        let text = with_int(v, |i| int_text::prefixed(i, 1 << bits))?;
        return Some(vm.str(&text).into());
    };
    let (mut text, mut at, mut left) = ([0u8; MOST], MOST, i.unsigned_abs());
    loop {
        at -= 1;
        text[at] = b"0123456789abcdef"[(left & ((1 << bits) - 1)) as usize];
        left >>= bits;
        if left == 0 {
            break;
        }
    }
    at -= 2;
    text[at..at + 2].copy_from_slice(&[b'0', mark]);
    if i < 0 {
        at -= 1;
        text[at] = b'-';
    }
    Some(Str::ascii(&vm.heap, &text[at..]).into())
}

pub(super) fn bin<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    in_radix(vm, v, 1, b'b')
}

pub(super) fn hex<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    in_radix(vm, v, 4, b'x')
}

pub(super) fn oct<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    in_radix(vm, v, 3, b'o')
}

pub(super) fn int_bit_length<'h>(_: &'h Vm, v: Value<'h>) -> Option<Ret> {
    with_int(v, |i| Value::index(int_ops::bit_length(i) as usize).into())
}

pub(super) fn int_bit_count<'h>(_: &'h Vm, v: Value<'h>) -> Option<Ret> {
    with_int(v, |i| Value::index(int_ops::bit_count(i) as usize).into())
}

/// `n.to_bytes(length, byteorder)`
pub(super) fn int_to_bytes<'h>(vm: &'h Vm, v: Value<'h>, length: Value<'h>, order: Value<'h>) -> Option<Ret> {
    let big_endian = int_bytes::is_big_endian(order.as_str()?).ok()?;
    let length = length.as_small_int()?;
    if let (Some(i), Ok(length)) = (v.as_i64(), usize::try_from(length))
        && let Some(bytes) = int_bytes::small_to_bytes(i, length, big_endian, false)
    {
        return Some(vm.bytes(&bytes[..length]).into());
    }
    let bytes = with_int(v, |i| int_bytes::to_bytes(i, length, big_endian, false))?.ok()?;
    Some(vm.bytes(&bytes).into())
}

/// `pow(base, exponent, modulus)`
pub(super) fn power_mod<'h>(vm: &'h Vm, base: Value<'h>, e: Value<'h>, m: Value<'h>) -> Option<Ret> {
    if ![base, e, m].iter().all(|v| v.is_exact(Builtins::Int)) {
        return None;
    }
    let power = with_int(base, |b| with_int(e, |e| with_int(m, |m| int_ops::power_mod(b, e, m).ok())));
    Some(vm.bigint(power????).into())
}

/// `divmod(x, y)` of ints
pub(super) fn divmod<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
    vm.quick_int_operation(BinaryOp::DivMod, x, y).map(Ret::from)
}

pub(super) fn len<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    Value::small_int(vm.quick_len(v)?).map(Ret::from)
}

pub(super) fn hash<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    vm.quick_hash(v).map(|hash| vm.int(hash).into())
}

pub(super) fn iter<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    vm.plain_iter(v).map(Ret::from)
}

pub(super) fn isinstance<'h>(vm: &'h Vm, v: Value<'h>, class: Value<'h>) -> Option<Ret> {
    if vm.type_of(v).value().is(class) {
        return Some(true.into());
    }
    vm.quick_instance(v, class).map(Ret::from)
}

/// `x < y` of numbers, for which nothing else need be looked at.
fn less(vm: &Vm, x: Value<'_>, y: Value<'_>) -> Option<bool> {
    match (x.as_small_int(), y.as_small_int()) {
        (Some(x), Some(y)) => Some(x < y),
        _ => match (x.word().as_float(), y.word().as_float()) {
            (Some(x), Some(y)) => Some(x < y),
            _ => vm.quick_less(x, y),
        },
    }
}

pub(super) fn max_of_two<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
    Some(if less(vm, x, y)? { y } else { x }.into())
}

pub(super) fn min_of_two<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
    Some(if less(vm, y, x)? { y } else { x }.into())
}

pub(super) fn max_of_three<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>, z: Value<'h>) -> Option<Ret> {
    let best = if less(vm, x, y)? { y } else { x };
    max_of_two(vm, best, z)
}

pub(super) fn min_of_three<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>, z: Value<'h>) -> Option<Ret> {
    let best = if less(vm, y, x)? { y } else { x };
    min_of_two(vm, best, z)
}

pub(super) fn dict_get<'h>(vm: &'h Vm, dict: Value<'h>, key: Value<'h>) -> Option<Ret> {
    dict_get_or(vm, dict, key, Value::NONE)
}

pub(super) fn dict_get_or<'h>(
    vm: &'h Vm,
    dict: Value<'h>,
    key: Value<'h>,
    default: Value<'h>,
) -> Option<Ret> {
    Some(vm.quick_dict_get(dict.cast::<Dict>()?, key)?.unwrap_or(default).into())
}

pub(super) fn dict_setdefault<'h>(
    vm: &'h Vm,
    dict: Value<'h>,
    key: Value<'h>,
    default: Value<'h>,
) -> Option<Ret> {
    let dict = dict.cast::<Dict>()?;
    match vm.quick_dict_get(dict, key)? {
        Some(found) => Some(found.into()),
        None => vm.quick_dict_set(dict, key, default).then(|| default.into()),
    }
}

pub(super) fn list_append<'h>(vm: &'h Vm, list: Value<'h>, item: Value<'h>) -> Option<Ret> {
    list.cast::<List>()?.push(&vm.heap, item);
    Some(Ret::NONE)
}

pub(super) fn list_pop<'h>(_: &'h Vm, list: Value<'h>) -> Option<Ret> {
    list.cast::<List>()?.pop().map(Ret::from)
}

pub(super) fn set_add<'h>(vm: &'h Vm, set: Value<'h>, item: Value<'h>) -> Option<Ret> {
    let set = set.cast::<Set>().filter(|_| set.is_exact(Builtins::Set))?;
    vm.quick_set_add(set, item).then_some(Ret::NONE)
}
