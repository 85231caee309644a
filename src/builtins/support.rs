//! What natives of several files share: checks of arguments, making instances of subclasses, faults.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::heap::{Header, Slot};
use crate::value::fault::PyResult;
use crate::value::number::IntRef;
use crate::value::text::Wtf8;
use crate::value::text::codec::{self, CodecError, CodecFailure};
use crate::value::{Builtins, ByteArray, Bytes, Dict, IntObject, List, Str, Tuple, Type, Value};
use crate::vm::{Args, Exc, Handle, Raise, Scope, Vm};

/// The result of a pure operation, its error raised.
pub(super) fn ok<T>(vm: &Vm, r: PyResult<T>) -> Result<T, Raise> {
    r.map_err(|e| vm.raise_fault(e))
}

/// Stores a value in a field of an object.
pub(crate) fn put(slot: &Slot, owner: &Header, value: Value<'_>) {
    slot.set(owner, Some(value.word()));
}

/// What a field of an object holds.
pub(crate) fn read(slot: &Slot) -> Option<Value<'_>> {
    slot.get().map(Value::from_word)
}

/// A slot of a newborn object.
pub(crate) fn slot(value: Value<'_>) -> Slot {
    Slot::new(Some(value.word()))
}

/// The class that `__new__` of a built-in class was given; it must be that class or derived from it.
pub(super) fn class_arg(vm: &Vm, a: Args, base: Builtins) -> Result<&Type, Raise> {
    let v = a.get(vm, 0);
    let want = vm.class(base);
    match v.cast::<Type>() {
        Some(class) if class.is_subclass_of(want) => Ok(class),
        Some(class) => {
            let (b, c) = (base.name(), class.name_text());
            Err(vm.type_error(format_args!("{b}.__new__({c}): {c} is not a subtype of {b}")))
        }
        None => {
            let b = base.name();
            let t = vm.type_name(v);
            Err(vm.type_error(format_args!("{b}.__new__(X): X is not a type object ({t})")))
        }
    }
}

/// Whether a class is the built-in one itself, so that its objects are made without ado.
pub(super) fn is_plain(class: &Type, base: Builtins) -> bool {
    class.root.get() == base as u32
}

/// Something looked up in a class and its bases, without descriptors.
pub(super) fn class_lookup<'h>(vm: &'h Vm, class: &'h Type, name: &str) -> Option<Value<'h>> {
    let name = vm.intern(name);
    let hash = vm.hash_str(name);
    class.mro().iter().find_map(|c| c.cast::<Type>()?.dict().get_str(name, hash))
}

/// Whether a class finds the same object under a name as a built-in class does.
pub(super) fn inherits(vm: &Vm, class: &Type, base: Builtins, name: &str) -> bool {
    let theirs = vm.dict_get_str(vm.class(base).dict(), name);
    match (class_lookup(vm, class, name), theirs) {
        (Some(a), Some(b)) => a.is(b),
        (None, None) => true,
        _ => false,
    }
}

/// A string argument of a method, worded as `find() argument 1 must be str, not int`.
pub(super) fn str_arg<'v>(vm: &'v Vm, a: Args, i: usize, method: &str) -> Result<&'v Str, Raise> {
    let v = a.get(vm, i);
    v.cast::<Str>().ok_or_else(|| {
        let t = shown_type(vm, v);
        vm.type_error(format_args!("{method}() argument {i} must be str, not {t}"))
    })
}

/// A type's name as argument errors give it: `None` for None.
pub(super) fn shown_type(vm: &Vm, v: Value<'_>) -> String {
    if v.is_none() { "None".into() } else { vm.type_name(v) }
}

/// The bytes of a bytes-like object; none if it is no such object.
pub(crate) fn bytes_like<R>(v: Value<'_>, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
    if let Some(b) = v.cast::<Bytes>() {
        Some(f(b.bytes()))
    } else if let Some(b) = v.cast::<ByteArray>() {
        Some(b.read(|v| f(v)))
    } else {
        super::memoryview::with_bytes(v, f)
    }
}

/// A copy of the bytes of a bytes-like object, or TypeError.
pub(crate) fn bytes_of(vm: &Vm, v: Value<'_>) -> Result<Vec<u8>, Raise> {
    bytes_like(v, <[u8]>::to_vec).ok_or_else(|| {
        let t = vm.type_name(v);
        vm.type_error(format_args!("a bytes-like object is required, not '{t}'"))
    })
}

/// Runs a closure over an int of any size; none if it is no int.
pub(crate) fn with_int<R>(v: Value<'_>, f: impl FnOnce(IntRef<'_>) -> R) -> Option<R> {
    if let Some(o) = v.cast::<IntObject>() {
        return Some(f(o.get()));
    }
    v.as_i64().map(|i| f(IntRef::Small(i)))
}

/// An argument as a number of the machine's size, through `__index__`; default if absent.
pub(super) fn index_or(s: &mut Scope<'_>, h: Option<Handle>, default: i64) -> Result<i64, Raise> {
    match h {
        None => Ok(default),
        Some(h) => match h.get(s).as_i64() {
            Some(i) => Ok(i),
            None => s.index(h),
        },
    }
}

/// Like `index_or`, and None counts as absent; numbers out of range are clamped: bounds of searches.
pub(super) fn bound(s: &mut Scope<'_>, h: Option<Handle>, default: i64) -> Result<i64, Raise> {
    let Some(h) = h else { return Ok(default) };
    let v = h.get(s);
    if v.is_none() {
        return Ok(default);
    }
    if let Some(i) = v.as_i64() {
        return Ok(i);
    }
    if !v.is_int_like() && s.lookup_special(v, crate::vm::Sym::Index).is_none() {
        return Err(s.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    let big = s.index_big(h)?;
    Ok(clamp(&big))
}

/// The nearest 64-bit number.
pub(super) fn clamp(big: &BigInt) -> i64 {
    big.to_i64().unwrap_or(if big.is_negative() { i64::MIN } else { i64::MAX })
}

/// Start and end of a search, arguments `i` and `i + 1`.
pub(super) fn bounds(vm: &mut Vm, a: Args, i: usize) -> Result<(i64, i64), Raise> {
    if a.opt(vm, i).is_none() && a.opt(vm, i + 1).is_none() {
        return Ok((0, i64::MAX));
    }
    let plain = |v: Option<Value<'_>>, default: i64| match v {
        None => Some(default),
        Some(v) if v.is_none() => Some(default),
        Some(v) => v.as_small_int(),
    };
    if let (Some(from), Some(to)) = (plain(a.opt(vm, i), 0), plain(a.opt(vm, i + 1), i64::MAX)) {
        return Ok((from, to));
    }
    let (from, to) = (a.opt_handle(vm, i), a.opt_handle(vm, i + 1));
    let mut s = vm.scope();
    Ok((bound(&mut s, from, 0)?, bound(&mut s, to, i64::MAX)?))
}

/// The truth of an argument; default if absent.
pub(super) fn flag(vm: &mut Vm, a: Args, i: usize, default: bool) -> Result<bool, Raise> {
    match a.opt(vm, i) {
        None => Ok(default),
        Some(v) => match v.as_bool() {
            Some(b) => Ok(b),
            None => {
                let h = a.handle(vm, i);
                vm.scope().truth(h)
            }
        },
    }
}

/// Raises what a codec complains about. `object` is the text or the bytes.
pub(crate) fn raise_codec(vm: &Vm, failure: CodecFailure, object: Value<'_>) -> Raise {
    match failure {
        CodecFailure::Other(e) => vm.raise_fault(e),
        CodecFailure::Codec(CodecError { encoding, start, end, reason }) => {
            let exc = match object.cast::<Str>() {
                Some(_) => Exc::UnicodeEncodeError,
                None => Exc::UnicodeDecodeError,
            };
            let values = [vm.str(&encoding), object, Value::index(start), Value::index(end), vm.str(&reason)];
            let e = vm.new_exception_with(exc, &values);
            for (name, v) in ["encoding", "object", "start", "end", "reason"].iter().zip(values) {
                vm.set_exception_attr(e, name, v);
            }
            vm.raise_value(e.value())
        }
    }
}

/// An optional text argument as UTF-8, worded as `encode() argument 'encoding' must be str, not int`.
pub(super) fn text_arg(vm: &Vm, a: Args, i: usize, what: &str, default: &str) -> Result<String, Raise> {
    a.opt(vm, i).map_or_else(|| Ok(default.into()), |v| plain_name(vm, v, what))
}

/// The name of an encoding or of an error handler. `what` begins the message of the TypeError for what is no
/// text; a name with a NUL is a ValueError, one with a lone surrogate a UnicodeEncodeError.
pub(super) fn plain_name(vm: &Vm, v: Value<'_>, what: &str) -> Result<String, Raise> {
    let Some(name) = v.cast::<Str>() else {
        let t = shown_type(vm, v);
        return Err(vm.type_error(format_args!("{what} must be str, not {t}")));
    };
    codec::encode(name.text(), "utf-8", "strict").map_err(|e| raise_codec(vm, e, v))?;
    if name.bytes().contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(name.to_text())
}

/// The `*args` tuple of a native.
pub(super) fn star(vm: &Vm, a: Args, i: usize) -> &[Value<'_>] {
    a.get(vm, i).cast::<Tuple>().map_or(&[], Tuple::items)
}

/// The `*args` of a native as roots of the scope.
pub(super) fn star_handles(s: &mut Scope<'_>, tuple: Handle) -> Vec<Handle> {
    let n = tuple.cast::<Tuple>(s).map_or(0, Tuple::len);
    (0..n).map(|i| s.keep(|vm| tuple_item(vm, tuple, i))).collect()
}

/// An item of a rooted tuple.
pub(crate) fn tuple_item(vm: &Vm, tuple: Handle, i: usize) -> Value<'_> {
    tuple.cast::<Tuple>(vm).and_then(|t| t.items().get(i).copied()).unwrap_or(Value::NONE)
}

/// An item of a rooted list.
pub(crate) fn list_item(vm: &Vm, list: Handle, i: usize) -> Value<'_> {
    list.cast::<List>(vm).and_then(|l| l.get(i)).unwrap_or(Value::NONE)
}

/// Whether a `**kwargs` dict has anything in it.
pub(super) fn has_kwargs(vm: &Vm, a: Args, i: usize) -> bool {
    a.get(vm, i).cast::<Dict>().is_some_and(|d| !d.is_empty())
}

/// A string as a value, from owned text.
pub(super) fn wtf8<'v>(vm: &'v Vm, text: &crate::value::text::Wtf8Buf) -> Value<'v> {
    vm.str_wtf8(text.as_wtf8())
}

/// A list of pieces of text.
pub(super) fn str_list<'v>(vm: &'v Vm, parts: &[Wtf8<'_>]) -> Value<'v> {
    let list = List::empty(&vm.heap);
    for p in parts {
        list.push(&vm.heap, vm.str_wtf8(*p));
    }
    list.value()
}
