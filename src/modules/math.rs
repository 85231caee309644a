//! The module `math`.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::support::{float_arg, float_or, int_arg, new_module, ok, set, star_item, star_len, with_int};
use crate::value::number::limbs::{self, Owned};
use crate::value::number::math::{self as pure, Log};
use crate::value::number::{IntRef, combinatorics, convert};
use crate::value::{Builtins, List, Value};
use crate::vm::{Args, BinaryOp, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Sym, Vm, row};

macro_rules! of_float {
    ($($name:ident)*) => {$(
        fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            let x = float_arg(vm, a, 0)?;
            Ok(Value::float(ok(vm, pure::$name(x))?).into())
        }
    )*};
}

of_float! {
    acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 gamma lgamma log1p sin sinh sqrt tan tanh
}

const ROWS: &[NativeRow] = &[
    row("acos", acos, "x, /"),
    row("acosh", acosh, "x, /"),
    row("asin", asin, "x, /"),
    row("asinh", asinh, "x, /"),
    row("atan", atan, "x, /"),
    row("atan2", atan2, "y, x, /"),
    row("atanh", atanh, "x, /"),
    row("cbrt", cbrt, "x, /"),
    row("ceil", ceil, "x, /"),
    row("comb", comb, "n, k, /").pairing(quick_comb),
    row("copysign", copysign, "x, y, /"),
    row("cos", cos, "x, /"),
    row("cosh", cosh, "x, /"),
    row("degrees", degrees, "x, /"),
    row("dist", dist, "p, q, /"),
    row("erf", erf, "x, /"),
    row("erfc", erfc, "x, /"),
    row("exp", exp, "x, /"),
    row("exp2", exp2, "x, /"),
    row("expm1", expm1, "x, /"),
    row("fabs", fabs, "x, /"),
    row("factorial", factorial, "n, /").one(quick_factorial),
    row("floor", floor, "x, /"),
    row("fma", fma, "x, y, z, /"),
    row("fmod", fmod, "x, y, /"),
    row("frexp", frexp, "x, /"),
    row("fsum", fsum, "seq, /"),
    row("gamma", gamma, "x, /"),
    row("gcd", gcd, "*integers").pairing(gcd_of_two),
    row("hypot", hypot, "*coordinates").pairing(hypot_of_two),
    row("isclose", isclose, "a, b, *, rel_tol=1e-09, abs_tol=0.0"),
    row("isfinite", isfinite, "x, /"),
    row("isinf", isinf, "x, /"),
    row("isnan", isnan, "x, /"),
    row("isqrt", isqrt, "n, /").one(quick_isqrt),
    row("lcm", lcm, "*integers").pairing(lcm_of_two),
    row("ldexp", ldexp, "x, i, /"),
    row("lgamma", lgamma, "x, /"),
    row("log", log, "x, base=None, /"),
    row("log10", log10, "x, /"),
    row("log1p", log1p, "x, /"),
    row("log2", log2, "x, /"),
    row("modf", modf, "x, /"),
    row("nextafter", nextafter, "x, y, /, *, steps=None"),
    row("perm", perm, "n, k=None, /").pairing(quick_perm),
    row("pow", pow, "x, y, /"),
    row("prod", prod, "iterable, /, *, start=1"),
    row("radians", radians, "x, /"),
    row("remainder", remainder, "x, y, /"),
    row("sin", sin, "x, /"),
    row("sinh", sinh, "x, /"),
    row("sqrt", sqrt, "x, /"),
    row("sumprod", sumprod, "p, q, /"),
    row("tan", tan, "x, /"),
    row("tanh", tanh, "x, /"),
    row("trunc", trunc, "x, /"),
    row("ulp", ulp, "x, /"),
];

/// Builds the module.
pub(super) fn build(s: &mut Scope<'_>) -> Result<Handle, Raise> {
    let module = new_module(
        s,
        "math",
        "This module provides access to the mathematical functions\ndefined by the C standard.",
        ROWS,
    );
    let constants = [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, x) in constants {
        set(s, module, name, Value::float(x));
    }
    Ok(module)
}

fn two(vm: &mut Vm, a: Args, f: impl FnOnce(f64, f64) -> f64) -> NativeResult {
    let (x, y) = (float_arg(vm, a, 0)?, float_arg(vm, a, 1)?);
    Ok(Value::float(f(x, y)).into())
}

fn atan2(vm: &mut Vm, a: Args) -> NativeResult {
    two(vm, a, f64::atan2)
}

fn copysign(vm: &mut Vm, a: Args) -> NativeResult {
    two(vm, a, f64::copysign)
}

fn degrees(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(pure::degrees(float_arg(vm, a, 0)?)).into())
}

fn radians(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(pure::radians(float_arg(vm, a, 0)?)).into())
}

fn fabs(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(float_arg(vm, a, 0)?.abs()).into())
}

fn isfinite(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(float_arg(vm, a, 0)?.is_finite().into())
}

fn isinf(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(float_arg(vm, a, 0)?.is_infinite().into())
}

fn isnan(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(float_arg(vm, a, 0)?.is_nan().into())
}

fn ulp(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(pure::ulp(float_arg(vm, a, 0)?)).into())
}

fn pow(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y) = (float_arg(vm, a, 0)?, float_arg(vm, a, 1)?);
    Ok(Value::float(ok(vm, pure::pow(x, y))?).into())
}

fn fmod(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y) = (float_arg(vm, a, 0)?, float_arg(vm, a, 1)?);
    Ok(Value::float(ok(vm, pure::fmod(x, y))?).into())
}

fn remainder(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y) = (float_arg(vm, a, 0)?, float_arg(vm, a, 1)?);
    Ok(Value::float(ok(vm, pure::remainder(x, y))?).into())
}

fn fma(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y, z) = (float_arg(vm, a, 0)?, float_arg(vm, a, 1)?, float_arg(vm, a, 2)?);
    Ok(Value::float(ok(vm, pure::fma(x, y, z))?).into())
}

/// `floor`, `ceil` and `trunc`: ints as they are, then the special method, then what is a float at heart.
fn rounded(vm: &mut Vm, a: Args, method: Sym, f: fn(f64) -> f64, needs_method: bool) -> NativeResult {
    let v = a.get(vm, 0);
    if v.is_exact(Builtins::Float)
        && let Some(x) = v.as_float()
    {
        let whole = f(x);
        if whole.abs() < 1e14 {
            return Ok(vm.int(whole as i64).into());
        }
        let n = ok(vm, convert::float_to_int(whole))?;
        return Ok(vm.bigint(n).into());
    }
    if v.is_exact(Builtins::Int) {
        return Ok(v.into());
    }
    if v.is_exact(Builtins::Bool) {
        return Ok(vm.int((v.as_bool() == Some(true)).into()).into());
    }
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    if let Some(r) = s.call_special(h, method, &[])? {
        return Ok(r.ret(&s));
    }
    if needs_method {
        let t = s.type_name(h.get(&s));
        return Err(s.type_error(format_args!("type {t} doesn't define {} method", method.text())));
    }
    let x = s.float_of(h)?;
    let n = ok(&s, convert::float_to_int(f(x)))?;
    Ok(s.bigint(n).into())
}

fn floor(vm: &mut Vm, a: Args) -> NativeResult {
    rounded(vm, a, Sym::Floor, f64::floor, false)
}

fn ceil(vm: &mut Vm, a: Args) -> NativeResult {
    rounded(vm, a, Sym::Ceil, f64::ceil, false)
}

fn trunc(vm: &mut Vm, a: Args) -> NativeResult {
    rounded(vm, a, Sym::Trunc, f64::trunc, true)
}

fn frexp(vm: &mut Vm, a: Args) -> NativeResult {
    let (m, e) = pure::frexp(float_arg(vm, a, 0)?);
    Ok(vm.tuple(&[Value::float(m), vm.int(e.into())]).into())
}

fn modf(vm: &mut Vm, a: Args) -> NativeResult {
    let (fraction, whole) = pure::modf(float_arg(vm, a, 0)?);
    Ok(vm.tuple(&[Value::float(fraction), Value::float(whole)]).into())
}

fn ldexp(vm: &mut Vm, a: Args) -> NativeResult {
    let x = float_arg(vm, a, 0)?;
    match with_int(a.get(vm, 1), |e| pure::ldexp(x, e)) {
        Some(r) => Ok(Value::float(ok(vm, r)?).into()),
        None => Err(vm.type_error("Expected an int as second argument to ldexp.")),
    }
}

fn nextafter(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y) = (float_arg(vm, a, 0)?, float_arg(vm, a, 1)?);
    let mut steps = None;
    if !a.get(vm, 2).is_none() {
        let n = int_arg(vm, a, 2)?;
        // more steps than there are floats end at y all the same
        steps = Some(i64::try_from(&n).unwrap_or(if n < BigInt::zero() { -1 } else { i64::MAX }));
    }
    Ok(Value::float(ok(vm, pure::next_after(x, y, steps))?).into())
}

fn isclose(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y) = (float_arg(vm, a, 0)?, float_arg(vm, a, 1)?);
    let (relative, absolute) = (float_or(vm, a, 2, 1e-9)?, float_or(vm, a, 3, 0.0)?);
    Ok(ok(vm, pure::is_close(x, y, relative, absolute))?.into())
}

fn log_of(vm: &mut Vm, h: Handle, which: Log) -> Result<f64, Raise> {
    let v = h.get(vm);
    if let Some(r) = with_int(v, |n| pure::log_int(n, which)) {
        return ok(vm, r);
    }
    let x = vm.scope().float_of(h)?;
    ok(vm, pure::log(x, which))
}

fn log(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let x = log_of(vm, h, Log::Natural)?;
    if a.get(vm, 1).is_none() {
        return Ok(Value::float(x).into());
    }
    let h = a.handle(vm, 1);
    let base = log_of(vm, h, Log::Natural)?;
    Ok(Value::float(ok(vm, pure::log_quotient(x, base))?).into())
}

fn log2(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    Ok(Value::float(log_of(vm, h, Log::Two)?).into())
}

fn log10(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    Ok(Value::float(log_of(vm, h, Log::Ten)?).into())
}

fn integers(vm: &mut Vm, a: Args, start: BigInt, f: fn(IntRef<'_>, IntRef<'_>) -> BigInt) -> NativeResult {
    let mut sum = start;
    let mut s = vm.scope();
    for i in 0..star_len(&s, a, 0) {
        let h = star_item(&mut s, a, 0, i);
        let n = s.index_big(h)?;
        sum = f(IntRef::Big(&sum), IntRef::Big(&n));
    }
    Ok(s.bigint(sum).into())
}

/// The greatest common divisor of just two ints.
fn gcd_of_two<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
    if let (Some(x), Some(y)) = (x.as_i64(), y.as_i64())
        && let Ok(small) = i64::try_from(limbs::gcd_small(x.unsigned_abs(), y.unsigned_abs()))
    {
        return Some(vm.int(small).into());
    }
    with_int(x, |x| with_int(y, |y| vm.int_made(|heap| combinatorics::gcd(heap, x, y)).into()))?
}

/// The least common multiple of just two ints.
fn lcm_of_two<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
    if let (Some(x), Some(y)) = (x.as_small_int(), y.as_small_int())
        && x != 0
        && y != 0
    {
        let (x, y) = (x.unsigned_abs(), y.unsigned_abs());
        if let Some(multiple) = (x / limbs::gcd_small(x, y)).checked_mul(y)
            && let Ok(small) = i64::try_from(multiple)
        {
            return Some(vm.int(small).into());
        }
    }
    with_int(x, |x| with_int(y, |y| vm.int_made(|heap| combinatorics::lcm(heap, x, y)).into()))?
}

fn gcd(vm: &mut Vm, a: Args) -> NativeResult {
    integers(vm, a, BigInt::zero(), |x, y| combinatorics::gcd(Owned, x, y))
}

fn lcm(vm: &mut Vm, a: Args) -> NativeResult {
    integers(vm, a, BigInt::one(), |x, y| combinatorics::lcm(Owned, x, y))
}

fn quick_isqrt<'h>(vm: &'h Vm, n: Value<'h>) -> Option<Ret> {
    if let Some(n) = n.as_small_int() {
        return Some(vm.int(limbs::root_of_word(u64::try_from(n).ok()?) as i64).into());
    }
    let root = with_int(n, |n| {
        (!n.is_negative()).then(|| n.with_limbs(|n| vm.int_made(|heap| limbs::isqrt(heap, n))))
    });
    root?.map(Ret::from)
}

fn isqrt(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(root) = quick_isqrt(vm, a.get(vm, 0)) {
        return Ok(root);
    }
    let n = int_arg(vm, a, 0)?;
    let r = ok(vm, combinatorics::isqrt(Owned, IntRef::Big(&n)))?;
    Ok(vm.bigint(r).into())
}

/// Products of less than so many factors.
const FEW_FACTORS: u64 = 1 << 20;

fn quick_factorial<'h>(vm: &'h Vm, n: Value<'h>) -> Option<Ret> {
    let n = u64::try_from(n.as_small_int()?).ok().filter(|n| *n < FEW_FACTORS)?;
    Some(vm.int_made(|heap| limbs::product_of_range(heap, 2, n)).into())
}

fn factorial(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(product) = quick_factorial(vm, a.get(vm, 0)) {
        return Ok(product);
    }
    let n = int_arg(vm, a, 0)?;
    let r = ok(vm, combinatorics::factorial(IntRef::Big(&n)))?;
    Ok(vm.bigint(r).into())
}

/// Two ints for `comb` or `perm` of which the first is not less, nor the second negative.
fn few_of(n: Value<'_>, k: Value<'_>) -> Option<(u64, u64)> {
    let (n, k) = (n.as_small_int()?, k.as_small_int()?);
    (0 <= k && k <= n).then_some((n as u64, k as u64))
}

fn quick_comb<'h>(vm: &'h Vm, n: Value<'h>, k: Value<'h>) -> Option<Ret> {
    let (n, k) = few_of(n, k)?;
    let k = k.min(n - k);
    if let Some(c) = combinatorics::comb_of_words(n, k).and_then(|c| i64::try_from(c).ok()) {
        return Some(vm.int(c).into());
    }
    let (a, b) = (n - k + 1, k);
    (k < FEW_FACTORS).then(|| vm.int_made(|heap| limbs::quotient_of_ranges(heap, (a, n), (2, b))).into())
}

fn comb(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(c) = quick_comb(vm, a.get(vm, 0), a.get(vm, 1)) {
        return Ok(c);
    }
    let (n, k) = (int_arg(vm, a, 0)?, int_arg(vm, a, 1)?);
    let r = ok(vm, combinatorics::comb(IntRef::Big(&n), IntRef::Big(&k)))?;
    Ok(vm.bigint(r).into())
}

fn quick_perm<'h>(vm: &'h Vm, n: Value<'h>, k: Value<'h>) -> Option<Ret> {
    let (n, k) = few_of(n, k)?;
    (k < FEW_FACTORS).then(|| vm.int_made(|heap| limbs::product_of_range(heap, n - k + 1, n)).into())
}

fn perm(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(p) = quick_perm(vm, a.get(vm, 0), a.get(vm, 1)) {
        return Ok(p);
    }
    let n = int_arg(vm, a, 0)?;
    let r = if a.get(vm, 1).is_none() {
        combinatorics::perm(IntRef::Big(&n), None)
    } else {
        let k = int_arg(vm, a, 1)?;
        combinatorics::perm(IntRef::Big(&n), Some(IntRef::Big(&k)))
    };
    let r = ok(vm, r)?;
    Ok(vm.bigint(r).into())
}

/// A float, or a short int as one.
fn plain_float(v: Value<'_>) -> Option<f64> {
    v.as_float().or_else(|| v.as_small_int().map(|i| i as f64))
}

/// The floats of an iterable.
fn floats(s: &mut Scope<'_>, iterable: Handle) -> Result<Vec<f64>, Raise> {
    if let Some(values) = s.plain_values(iterable.get(s))
        && let Some(all) = values.iter().map(|v| plain_float(*v)).collect()
    {
        return Ok(all);
    }
    let mut all = Vec::new();
    s.for_each(iterable, |s, item| {
        all.push(s.float_of(item)?);
        Ok(true)
    })?;
    Ok(all)
}

fn fsum(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let all = floats(&mut vm.scope(), h)?;
    Ok(Value::float(ok(vm, pure::fsum(all))?).into())
}

fn hypot_of_two<'h>(_: &'h Vm, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
    Some(Value::float(pure::hypot_of_two(plain_float(x)?, plain_float(y)?)).into())
}

fn hypot(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let all = floats(&mut vm.scope(), h)?;
    Ok(Value::float(pure::hypot(all)).into())
}

fn dist(vm: &mut Vm, a: Args) -> NativeResult {
    let (p, q) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let (p, q) = (floats(&mut s, p)?, floats(&mut s, q)?);
    Ok(Value::float(ok(&s, pure::dist(&p, &q))?).into())
}

/// `acc = acc op item`
fn fold(s: &mut Scope<'_>, op: BinaryOp, acc: Handle, item: Handle) -> Result<(), Raise> {
    let ret = {
        let mut inner = s.inner();
        let r = inner.binary(op, acc, item)?;
        r.ret(&inner)
    };
    s.set_ret(acc, ret);
    Ok(())
}

/// The product of values that stand in a list or tuple, if all are plain numbers.
fn quick_product<'h>(vm: &'h Vm, a: Args) -> Result<Option<Value<'h>>, Raise> {
    let mut product = a.opt(vm, 1).unwrap_or(Value::index(1));
    let Some(values) = vm.plain_values(a.get(vm, 0)) else { return Ok(None) };
    for v in values {
        match vm.number_operation(BinaryOp::Mul, product, *v)? {
            Some(next) => product = next,
            None => return Ok(None),
        }
    }
    Ok(Some(product))
}

fn prod(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(product) = quick_product(vm, a)? {
        return Ok(product.into());
    }
    let iterable = a.handle(vm, 0);
    let mut s = vm.scope();
    let acc = s.keep(|vm| a.opt(vm, 1).unwrap_or_else(|| vm.int(1)));
    s.for_each(iterable, |s, item| fold(s, BinaryOp::Mul, acc, item).map(|()| true))?;
    Ok(acc.ret(&s))
}

fn sumprod(vm: &mut Vm, a: Args) -> NativeResult {
    let (p, q) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let (p, q) = (s.list_of(p)?, s.list_of(q)?);
    let len = |s: &Scope<'_>, h: Handle| h.cast::<List>(s).map_or(0, List::len);
    let n = len(&s, p);
    if n != len(&s, q) {
        return Err(s.fail(Exc::ValueError, "Inputs are not the same length"));
    }
    let item = |s: &mut Scope<'_>, h: Handle, i: usize| {
        s.keep(|vm| h.cast::<List>(vm).and_then(|l| l.get(i)).unwrap_or(Value::NONE))
    };
    // floats (with ints among them) are summed as if without rounding
    let mut exact = Vec::with_capacity(2 * n);
    let mut any_float = false;
    for i in 0..n {
        let mut inner = s.inner();
        let (x, y) = (item(&mut inner, p, i), item(&mut inner, q, i));
        let (x, y) = (x.get(&inner), y.get(&inner));
        let float = |v: Value<'_>| v.as_float().or_else(|| v.as_i64().map(|i| i as f64));
        let (Some(fx), Some(fy)) = (float(x), float(y)) else { break };
        any_float |= x.as_float().is_some() || y.as_float().is_some();
        let product = fx * fy;
        exact.push(product);
        exact.push(fx.mul_add(fy, -product));
    }
    if any_float && exact.len() == 2 * n && exact.iter().all(|x| x.is_finite()) {
        return Ok(Value::float(ok(&s, pure::fsum(exact))?).into());
    }
    let acc = s.keep(|vm| vm.int(0));
    for i in 0..n {
        let mut inner = s.inner();
        let (x, y) = (item(&mut inner, p, i), item(&mut inner, q, i));
        let product = inner.binary(BinaryOp::Mul, x, y)?;
        fold(&mut inner, BinaryOp::Add, acc, product)?;
    }
    Ok(acc.ret(&s))
}
