//! `int` and `bool`.

use num_bigint::BigInt;
use num_traits::Signed;

use super::plain;
use super::support::*;
use crate::value::number::int_text;
use crate::value::number::{IntRef, convert, int_bytes, int_ops};
use crate::value::*;
use crate::vm::*;

/// Registers the methods of `int` and `bool`.
pub(super) fn install(vm: &Vm) {
    let int = vm.class(Builtins::Int);
    vm.add_staticmethods(
        int,
        const { &[row("__new__", new, "cls, x=<unrepresentable>, /, base=<unrepresentable>")] },
    );
    vm.add_classmethods(
        int,
        const { &[row("from_bytes", from_bytes, "cls, bytes, byteorder='big', *, signed=False")] },
    );
    vm.add_methods(
        int,
        const {
            &[
                row("bit_length", bit_length, "self, /").one(plain::int_bit_length),
                row("bit_count", bit_count, "self, /").one(plain::int_bit_count),
                row("to_bytes", to_bytes, "self, length=1, byteorder='big', *, signed=False")
                    .three(plain::int_to_bytes),
                row("conjugate", itself, "self, /"),
                row("as_integer_ratio", as_integer_ratio, "self, /"),
                row("is_integer", is_integer, "self, /"),
                row("__int__", itself, "self, /"),
                row("__index__", itself, "self, /"),
                row("__trunc__", itself, "self, /"),
                row("__floor__", itself, "self, /"),
                row("__ceil__", itself, "self, /"),
                row("__float__", float, "self, /"),
                row("__abs__", abs, "self, /"),
                row("__round__", round, "self, ndigits=None, /"),
                row("__divmod__", divmod, "self, value, /"),
                row("__rdivmod__", rdivmod, "self, value, /"),
                row("__getnewargs__", getnewargs, "self, /"),
            ]
        },
    );
    vm.add_getters(
        int,
        const {
            &[
                row("real", itself, "self"),
                row("imag", zero, "self"),
                row("numerator", itself, "self"),
                row("denominator", one, "self"),
            ]
        },
    );
    let bool = vm.class(Builtins::Bool);
    vm.add_staticmethods(bool, const { &[row("__new__", new_bool, "cls, object=False, /")] });
}

/// The number as a value of class `int` itself, or of the class asked for.
fn of_class<'v>(vm: &'v Vm, class: &Type, big: BigInt) -> Value<'v> {
    if is_plain(class, Builtins::Int) {
        vm.bigint(big)
    } else {
        IntObject::boxed(&vm.heap, big, class.root.get()).value()
    }
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::Int)?;
    if class.header().word() == vm.class(Builtins::Bool).header().word() {
        return Err(vm.type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    let v = a.get(vm, 1);
    if a.opt(vm, 1).is_none() {
        if a.opt(vm, 2).is_some() {
            return Err(vm.type_error("int() missing string argument"));
        }
        return Ok(of_class(vm, class, BigInt::default()).into());
    }
    let plain = is_plain(class, Builtins::Int);
    if a.opt(vm, 2).is_none() && plain && (v.as_small_int().is_some() || v.is_exact(Builtins::Int)) {
        return Ok(v.into());
    }
    let base = match a.opt_handle(vm, 2) {
        None => None,
        Some(h) => Some(vm.scope().index_clamped(h)?),
    };
    let v = a.get(vm, 1);
    if let Some(number) = parsed(vm, v, base.unwrap_or(10))? {
        if plain {
            return Ok(vm.int_of(number.limbs()).into());
        }
        return Ok(of_class(vm, class_arg(vm, a, Builtins::Int)?, number.into()).into());
    }
    let h = a.handle(vm, 1);
    let big = converted(vm, h, base)?;
    let class = class_arg(vm, a, Builtins::Int)?;
    Ok(of_class(vm, class, big).into())
}

/// The number that a string or bytes say; none if it is something else.
fn parsed(vm: &Vm, v: Value<'_>, base: i64) -> Result<Option<int_text::Parsed>, Raise> {
    if let Some(s) = v.cast::<Str>() {
        return ok(vm, int_text::parse(s.text(), base, vm.int_digits())).map(Some);
    }
    let is_bytes = v.cast::<Bytes>().is_some() || v.cast::<ByteArray>().is_some();
    if is_bytes && let Some(r) = bytes_like(v, |b| int_text::parse_bytes(b, base, vm.int_digits())) {
        return ok(vm, r).map(Some);
    }
    Ok(None)
}

fn converted(vm: &mut Vm, h: Handle, base: Option<i64>) -> Result<BigInt, Raise> {
    let v = h.get(vm);
    if base.is_some() {
        return Err(vm.type_error("int() can't convert non-string with explicit base"));
    }
    if vm.type_of(v).has(TypeFlags::BUILTIN) {
        if let Some(big) = v.to_bigint() {
            return Ok(big);
        }
        if let Some(f) = v.as_float() {
            return ok(vm, convert::float_to_int(f));
        }
    }
    let mut s = vm.scope();
    for name in [Sym::Int, Sym::Index, Sym::Trunc] {
        if let Some(r) = s.call_special(h, name, &[])? {
            return match r.get(&s).to_bigint() {
                Some(big) => Ok(big),
                None => {
                    let (name, t) = (name.text(), s.type_name(r.get(&s)));
                    Err(s.type_error(format_args!("{name} returned non-int (type {t})")))
                }
            };
        }
    }
    let t = s.type_name(h.get(&s));
    Err(s.type_error(format_args!(
        "int() argument must be a string, a bytes-like object or a real number, not '{t}'"
    )))
}

fn new_bool(vm: &mut Vm, a: Args) -> NativeResult {
    if a.opt(vm, 1).is_none() {
        return Ok(false.into());
    }
    let h = a.handle(vm, 1);
    Ok(vm.scope().truth(h)?.into())
}

/// What a closure makes of the number a method was called on.
fn of_int<R>(vm: &Vm, a: Args, f: impl FnOnce(IntRef<'_>) -> R) -> Result<R, Raise> {
    let v = a.get(vm, 0);
    with_int(v, f).ok_or_else(|| {
        let t = vm.type_name(v);
        vm.type_error(format_args!("descriptor requires a 'int' object but received a '{t}'"))
    })
}

fn big(vm: &Vm, a: Args) -> Result<BigInt, Raise> {
    of_int(vm, a, |i| i.to_big())
}

fn itself(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    if v.as_small_int().is_some() || v.is_exact(Builtins::Int) {
        return Ok(v.into());
    }
    let big = big(vm, a)?;
    Ok(vm.bigint(big).into())
}

fn zero(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::index(0).into())
}

fn one(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::index(1).into())
}

fn is_integer(_: &mut Vm, _: Args) -> NativeResult {
    Ok(true.into())
}

fn float(vm: &mut Vm, a: Args) -> NativeResult {
    let float = of_int(vm, a, |i| i.to_f64())?;
    Ok(Value::float(ok(vm, float)?).into())
}

fn abs(vm: &mut Vm, a: Args) -> NativeResult {
    let big = big(vm, a)?;
    Ok(vm.bigint(big.abs()).into())
}

fn bit_length(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(of_int(vm, a, int_ops::bit_length)? as usize).into())
}

fn bit_count(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(of_int(vm, a, int_ops::bit_count)? as usize).into())
}

fn as_integer_ratio(vm: &mut Vm, a: Args) -> NativeResult {
    let big = big(vm, a)?;
    Ok(vm.tuple(&[vm.bigint(big), Value::index(1)]).into())
}

fn getnewargs(vm: &mut Vm, a: Args) -> NativeResult {
    let big = big(vm, a)?;
    Ok(vm.tuple(&[vm.bigint(big)]).into())
}

fn round(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 1).is_none() {
        return itself(vm, a);
    }
    let h = a.handle(vm, 1);
    let digits = vm.scope().index_clamped(h)?;
    if digits >= 0 {
        return itself(vm, a);
    }
    let big = big(vm, a)?;
    let rounded = ok(vm, int_ops::round_to_digits(IntRef::Big(&big), digits))?;
    Ok(vm.bigint(rounded).into())
}

fn divmod(vm: &mut Vm, a: Args) -> NativeResult {
    divmod_of(vm, a.get(vm, 0), a.get(vm, 1))
}

fn rdivmod(vm: &mut Vm, a: Args) -> NativeResult {
    divmod_of(vm, a.get(vm, 1), a.get(vm, 0))
}

fn divmod_of(vm: &Vm, x: Value<'_>, y: Value<'_>) -> NativeResult {
    Ok(vm.int_operation(BinaryOp::DivMod, x, y)?.map_or(Ret::NOT_IMPLEMENTED, Into::into))
}

/// Whether `byteorder` says big-endian.
fn big_endian(vm: &Vm, a: Args, i: usize, method: &str) -> Result<bool, Raise> {
    let Some(v) = a.opt(vm, i) else { return Ok(true) };
    let Some(s) = v.cast::<Str>() else {
        let t = shown_type(vm, v);
        return Err(vm.type_error(format_args!("{method}() argument 'byteorder' must be str, not {t}")));
    };
    ok(vm, int_bytes::is_big_endian(s.as_str().unwrap_or_default()))
}

fn to_bytes(vm: &mut Vm, a: Args) -> NativeResult {
    let length = a.opt_handle(vm, 1);
    let length = index_or(&mut vm.scope(), length, 1)?;
    let order = big_endian(vm, a, 2, "to_bytes")?;
    let signed = flag(vm, a, 3, false)?;
    if let (Some(i), Ok(length)) = (a.get(vm, 0).as_i64(), usize::try_from(length))
        && let Some(bytes) = int_bytes::small_to_bytes(i, length, order, signed)
    {
        return Ok(vm.bytes(&bytes[..length]).into());
    }
    let bytes = of_int(vm, a, |i| int_bytes::to_bytes(i, length, order, signed))?;
    let bytes = ok(vm, bytes)?;
    Ok(vm.bytes(&bytes).into())
}

fn from_bytes(vm: &mut Vm, a: Args) -> NativeResult {
    let order = big_endian(vm, a, 2, "from_bytes")?;
    let signed = flag(vm, a, 3, false)?;
    let plain = a.get(vm, 0).is(vm.class(Builtins::Int).value());
    if plain
        && let Some(b) = a.get(vm, 1).cast::<Bytes>()
        && let Some(small) = int_bytes::small_from_bytes(b.bytes(), order, signed)
    {
        return Ok(vm.int(small).into());
    }
    let h = a.handle(vm, 1);
    let bytes = super::bytes::bytes_from(vm, h, "bytes")?;
    if plain && let Some(small) = int_bytes::small_from_bytes(&bytes, order, signed) {
        return Ok(vm.int(small).into());
    }
    let number = int_bytes::from_bytes(&bytes, order, signed);
    if plain {
        return Ok(vm.int_of(number.limbs()).into());
    }
    let class = a.handle(vm, 0);
    let mut s = vm.scope();
    let n = s.keep(|vm| vm.int_of(number.limbs()));
    let r = s.call(class, &[n])?;
    Ok(r.ret(&s))
}
