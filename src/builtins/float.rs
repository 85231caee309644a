//! `float`.

use super::support::*;
use crate::value::number::{convert, float_hex, float_ops, float_text};
use crate::value::*;
use crate::vm::*;

/// Registers the methods of `float`.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::Float);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, x=0, /")] });
    vm.add_classmethods(class, const { &[row("fromhex", fromhex, "cls, string, /")] });
    vm.add_methods(
        class,
        const {
            &[
                row("is_integer", is_integer, "self, /"),
                row("hex", hex, "self, /"),
                row("as_integer_ratio", as_integer_ratio, "self, /"),
                row("conjugate", itself, "self, /"),
                row("__float__", itself, "self, /"),
                row("__int__", trunc, "self, /"),
                row("__trunc__", trunc, "self, /"),
                row("__floor__", floor, "self, /"),
                row("__ceil__", ceil, "self, /"),
                row("__abs__", abs, "self, /"),
                row("__round__", round, "self, ndigits=None, /"),
                row("__divmod__", divmod, "self, value, /"),
                row("__rdivmod__", rdivmod, "self, value, /"),
                row("__getnewargs__", getnewargs, "self, /"),
            ]
        },
    );
    vm.add_getters(class, const { &[row("real", itself, "self"), row("imag", zero, "self")] });
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    class_arg(vm, a, Builtins::Float)?;
    let f = match a.opt(vm, 1) {
        None => 0.0,
        Some(v) => {
            if let Some(s) = v.cast::<Str>() {
                ok(vm, float_text::parse(s.text()))?
            } else if let Some(r) = bytes_like(v, float_text::parse_bytes) {
                ok(vm, r)?
            } else {
                let h = a.handle(vm, 1);
                let number = vm.scope().float_opt(h)?;
                match number {
                    Some(f) => f,
                    None => {
                        let t = vm.type_name(a.get(vm, 1));
                        return Err(vm.type_error(format_args!(
                            "float() argument must be a string or a real number, not '{t}'"
                        )));
                    }
                }
            }
        }
    };
    let class = class_arg(vm, a, Builtins::Float)?;
    if is_plain(class, Builtins::Float) {
        return Ok(Value::float(f).into());
    }
    Ok(FloatObject::new(&vm.heap, f, class.root.get()).into())
}

fn get(vm: &Vm, a: Args) -> Result<f64, Raise> {
    let v = a.get(vm, 0);
    v.as_float().ok_or_else(|| {
        let t = vm.type_name(v);
        vm.type_error(format_args!("descriptor requires a 'float' object but received a '{t}'"))
    })
}

fn itself(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(get(vm, a)?).into())
}

fn zero(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::float(0.0).into())
}

fn is_integer(vm: &mut Vm, a: Args) -> NativeResult {
    let f = get(vm, a)?;
    Ok(float_ops::is_integer(f).into())
}

fn abs(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(get(vm, a)?.abs()).into())
}

fn hex(vm: &mut Vm, a: Args) -> NativeResult {
    let f = get(vm, a)?;
    Ok(vm.str(&float_hex::hex(f)).into())
}

fn fromhex(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 1);
    let Some(s) = v.cast::<Str>() else {
        let t = shown_type(vm, v);
        return Err(vm.type_error(format_args!("fromhex() argument must be str, not {t}")));
    };
    let f = ok(vm, float_hex::from_hex(s.text()))?;
    if a.get(vm, 0).is(vm.class(Builtins::Float).value()) {
        return Ok(Value::float(f).into());
    }
    let class = a.handle(vm, 0);
    let mut s = vm.scope();
    let f = s.keep(|_| Value::float(f));
    let r = s.call(class, &[f])?;
    Ok(r.ret(&s))
}

fn as_integer_ratio(vm: &mut Vm, a: Args) -> NativeResult {
    let (n, d) = ok(vm, float_ops::as_integer_ratio(get(vm, a)?))?;
    Ok(vm.tuple(&[vm.bigint(n), vm.bigint(d)]).into())
}

fn to_int(vm: &Vm, f: f64) -> NativeResult {
    Ok(vm.bigint(ok(vm, convert::float_to_int(f))?).into())
}

fn trunc(vm: &mut Vm, a: Args) -> NativeResult {
    let f = get(vm, a)?;
    to_int(vm, f)
}

fn floor(vm: &mut Vm, a: Args) -> NativeResult {
    let f = get(vm, a)?;
    to_int(vm, f.floor())
}

fn ceil(vm: &mut Vm, a: Args) -> NativeResult {
    let f = get(vm, a)?;
    to_int(vm, f.ceil())
}

fn round(vm: &mut Vm, a: Args) -> NativeResult {
    let f = get(vm, a)?;
    if a.get(vm, 1).is_none() {
        return Ok(vm.bigint(ok(vm, float_ops::round_to_int(f))?).into());
    }
    let h = a.handle(vm, 1);
    let digits = vm.scope().index_clamped(h)?;
    Ok(Value::float(ok(vm, float_ops::round_to_digits(f, digits))?).into())
}

/// A float or int operand as a float.
fn operand(vm: &Vm, v: Value<'_>) -> Result<Option<f64>, Raise> {
    match (v.as_float(), with_int(v, |i| i.to_f64())) {
        (Some(f), _) => Ok(Some(f)),
        (None, Some(r)) => ok(vm, r).map(Some),
        (None, None) => Ok(None),
    }
}

fn divmod_of(vm: &Vm, x: Value<'_>, y: Value<'_>) -> NativeResult {
    let (Some(x), Some(y)) = (operand(vm, x)?, operand(vm, y)?) else { return Ok(Ret::NOT_IMPLEMENTED) };
    let (q, r) = ok(vm, float_ops::div_mod(x, y))?;
    Ok(vm.tuple(&[Value::float(q), Value::float(r)]).into())
}

fn divmod(vm: &mut Vm, a: Args) -> NativeResult {
    divmod_of(vm, a.get(vm, 0), a.get(vm, 1))
}

fn rdivmod(vm: &mut Vm, a: Args) -> NativeResult {
    divmod_of(vm, a.get(vm, 1), a.get(vm, 0))
}

fn getnewargs(vm: &mut Vm, a: Args) -> NativeResult {
    let f = get(vm, a)?;
    Ok(vm.tuple(&[Value::float(f)]).into())
}
