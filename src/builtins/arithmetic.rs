//! Built-in functions of numbers and of whole collections: abs, divmod, pow, round, sum, min, max …

use super::plain;
use super::support::*;
use crate::value::number::{IntRef, float_ops, int_ops, int_text};
use crate::value::*;
use crate::vm::*;

pub(super) const ROWS: &[NativeRow] = &[
    row("abs", abs, "x, /").one(plain::abs),
    row("bin", bin, "number, /").one(plain::bin),
    row("divmod", divmod, "x, y, /").pairing(plain::divmod),
    row("hex", hex, "number, /").one(plain::hex),
    row("max", max, "*args, key=None, default=<unrepresentable>")
        .consuming(Consumer::Max)
        .one(max_of_items)
        .pairing(plain::max_of_two)
        .three(plain::max_of_three)
        .named(max_or_default),
    row("min", min, "*args, key=None, default=<unrepresentable>")
        .consuming(Consumer::Min)
        .one(min_of_items)
        .pairing(plain::min_of_two)
        .three(plain::min_of_three)
        .named(min_or_default),
    row("oct", oct, "number, /").one(plain::oct),
    row("pow", pow, "base, exp, mod=None").three(plain::power_mod),
    row("round", round, "number, ndigits=None").one(plain::round).pairing(plain::round_to),
    row("sum", sum, "iterable, /, start=0").consuming(Consumer::Sum).one(plain::sum).pairing(plain::sum_from),
];

fn abs(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    if let Some(i) = v.as_small_int() {
        return Ok(vm.int(i.abs()).into());
    }
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let r = s.abs(h)?;
    Ok(r.ret(&s))
}

fn in_radix(vm: &mut Vm, a: Args, radix: u32) -> NativeResult {
    if let Some(text) = with_int(a.get(vm, 0), |i| int_text::prefixed(i, radix)) {
        return Ok(vm.str(&text).into());
    }
    let h = a.handle(vm, 0);
    let big = vm.scope().index_big(h)?;
    let text = int_text::prefixed(IntRef::Big(&big), radix);
    Ok(vm.str(&text).into())
}

fn bin(vm: &mut Vm, a: Args) -> NativeResult {
    in_radix(vm, a, 2)
}

fn oct(vm: &mut Vm, a: Args) -> NativeResult {
    in_radix(vm, a, 8)
}

fn hex(vm: &mut Vm, a: Args) -> NativeResult {
    in_radix(vm, a, 16)
}

/// An operation with a reflected form on any two objects; none if neither side knows it.
fn with_reflection(
    s: &mut Scope<'_>,
    x: Handle,
    y: Handle,
    forward: Sym,
    reflected: Sym,
) -> Result<Option<Handle>, Raise> {
    let (tx, ty) = (s.type_of(x.get(s)), s.type_of(y.get(s)));
    let same = std::ptr::eq(tx, ty);
    let first = !same && ty.is_subclass_of(tx);
    let order =
        if first { [(y, x, reflected), (x, y, forward)] } else { [(x, y, forward), (y, x, reflected)] };
    for (left, right, name) in order {
        if same && name == reflected {
            continue;
        }
        if let Some(r) = s.call_special(left, name, &[right])?
            && !r.get(s).is(Value::NOT_IMPLEMENTED)
        {
            return Ok(Some(r));
        }
    }
    Ok(None)
}

fn divmod(vm: &mut Vm, a: Args) -> NativeResult {
    if let (Some(x), Some(y)) = (a.get(vm, 0).as_small_int(), a.get(vm, 1).as_small_int())
        && let (Some(q), Some(r)) = (int_ops::floor_div_small(x, y), int_ops::modulo_small(x, y))
    {
        return Ok(vm.tuple(&[vm.int(q), vm.int(r)]).into());
    }
    if let Some(pair) = vm.number_operation(BinaryOp::DivMod, a.get(vm, 0), a.get(vm, 1))? {
        return Ok(pair.into());
    }
    let (x, y) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    match with_reflection(&mut s, x, y, Sym::DivMod, Sym::RDivMod)? {
        Some(r) => Ok(r.ret(&s)),
        None => {
            let (t, u) = (s.type_name(x.get(&s)), s.type_name(y.get(&s)));
            Err(s.type_error(format_args!("unsupported operand type(s) for divmod(): '{t}' and '{u}'")))
        }
    }
}

fn pow(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 2).is_none()
        && let Some(power) = vm.number_operation(BinaryOp::Pow, a.get(vm, 0), a.get(vm, 1))?
    {
        return Ok(power.into());
    }
    let (x, y) = (a.handle(vm, 0), a.handle(vm, 1));
    let m = a.opt(vm, 2).filter(|v| !v.is_none()).map(|_| a.handle(vm, 2));
    let mut s = vm.scope();
    let r = match m {
        None => s.binary(BinaryOp::Pow, x, y)?,
        Some(m) => s.power(x, y, m)?,
    };
    Ok(r.ret(&s))
}

/// `pow(b, e, m)` of three ints.
pub(super) fn power_mod(vm: &Vm, b: Value<'_>, e: Value<'_>, m: Value<'_>) -> NativeResult {
    let (Some(b), Some(e), Some(m)) = (b.to_bigint(), e.to_bigint(), m.to_bigint()) else {
        return Ok(Ret::NOT_IMPLEMENTED);
    };
    let r = ok(vm, int_ops::power_mod(IntRef::Big(&b), IntRef::Big(&e), IntRef::Big(&m)))?;
    Ok(vm.bigint(r).into())
}

fn round(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    let digits = a.opt(vm, 1).unwrap_or(Value::NONE);
    if digits.is_none() && v.as_small_int().is_some() {
        return Ok(v.into());
    }
    if v.is_exact(Builtins::Float)
        && let Some(f) = v.as_float()
    {
        if digits.is_none() {
            let whole = f.round_ties_even();
            if whole.abs() < 1e15 {
                return Ok(vm.int(whole as i64).into());
            }
            let big = ok(vm, float_ops::round_to_int(f))?;
            return Ok(vm.bigint(big).into());
        }
        if let Some(n) = digits.as_i64() {
            return Ok(Value::float(ok(vm, float_ops::round_to_digits(f, n))?).into());
        }
    }
    let h = a.handle(vm, 0);
    let n = a.handle(vm, 1);
    let with = !digits.is_none();
    let mut s = vm.scope();
    match s.call_special(h, Sym::Round, if with { std::slice::from_ref(&n) } else { &[] })? {
        Some(r) => Ok(r.ret(&s)),
        None => {
            let t = s.type_name(h.get(&s));
            Err(s.type_error(format_args!("type {t} doesn't define __round__ method")))
        }
    }
}

/// What `sum` does not begin with.
const TEXTS: [(Builtins, &str); 3] = [
    (Builtins::Str, "strings [use ''.join(seq) instead]"),
    (Builtins::Bytes, "bytes [use b''.join(seq) instead]"),
    (Builtins::ByteArray, "bytearray [use b''.join(seq) instead]"),
];

fn sum(vm: &mut Vm, a: Args) -> NativeResult {
    let iterable = a.handle(vm, 0);
    let start = a.opt(vm, 1).unwrap_or(Value::index(0));
    let texts = if start.header().is_none() { &[][..] } else { &TEXTS[..] };
    for (class, what) in texts {
        if vm.is_instance(start, vm.class(*class)) {
            return Err(vm.type_error(format_args!("sum() can't sum {what}")));
        }
    }
    let mut total = Total::of(start);
    {
        let mut quick = total;
        let v = a.get(vm, 0);
        let all = match vm.plain_values(v) {
            Some(values) => quick.add_all(values),
            None => vm.feed(v, |v| quick.add(v)) == Some(true),
        };
        if all && let Some(sum) = quick.value(vm) {
            return Ok(sum.into());
        }
    }
    if vm.feed_mapped(a.get(vm, 0), |v| total.add(v)) {
        // objects are not taken: then there was none
        let start = a.opt(vm, 1).unwrap_or(Value::index(0));
        return Ok(total.value(vm).unwrap_or(start).into());
    }
    let start = a.opt(vm, 1).is_some().then(|| a.handle(vm, 1));
    let mut s = vm.scope();
    let acc = match start {
        Some(h) => s.copy(h),
        None => s.root(),
    };
    s.for_each(iterable, |s, item| {
        if total.add(item.get(s)) {
            return Ok(true);
        }
        if let Some(sum) = total.value(s).map(Ret::from) {
            s.set_ret(acc, sum);
        }
        let was_int = matches!(total, Total::Int(_));
        let mut inner = s.inner();
        let r = inner.binary(BinaryOp::Add, acc, item)?.ret(&inner);
        drop(inner);
        s.set_ret(acc, r);
        total = if was_int { Total::after_int(acc.get(s)) } else { Total::Object };
        Ok(true)
    })?;
    Ok(match total.value(&s) {
        Some(sum) => sum.into(),
        None => acc.ret(&s),
    })
}

/// The least or greatest item of a container of numbers that are all ints or all floats, if there is one.
fn extreme_number(vm: &Vm, v: Value<'_>, op: CompareOp) -> Option<Ret> {
    let least = op == CompareOp::Lt;
    let (mut ints, mut floats) = (None::<i64>, None::<f64>);
    let all = vm.feed(v, |item| match (item.as_small_int(), item.as_float()) {
        (Some(i), _) if floats.is_none() => {
            if ints.is_none_or(|best| if least { i < best } else { i > best }) {
                ints = Some(i);
            }
            true
        }
        // the first of equal ones, which shows in zeros
        (None, Some(f)) if ints.is_none() && !f.is_nan() && item.is_exact(Builtins::Float) => {
            if floats.is_none_or(|best| if least { f < best } else { f > best }) {
                floats = Some(f);
            }
            true
        }
        _ => false,
    });
    match (all, ints, floats) {
        (Some(true), Some(i), _) => Value::small_int(i).map(Ret::from),
        (Some(true), _, Some(f)) => Some(Value::float(f).into()),
        _ => None,
    }
}

fn extreme(vm: &mut Vm, a: Args, op: CompareOp, name: &str) -> NativeResult {
    let n = star(vm, a, 0).len();
    let many = n > 1;
    let args = a.handle(vm, 0);
    let key = a.opt(vm, 1).filter(|k| !k.is_none()).map(|_| a.handle(vm, 1));
    let default = a.opt_handle(vm, 2);
    let mut s = vm.scope();
    if n == 0 {
        return Err(s.type_error(format_args!("{name} expected at least 1 argument, got 0")));
    }
    if many && default.is_some() {
        return Err(s.type_error(format_args!(
            "Cannot specify a default for {name}() with multiple positional arguments"
        )));
    }
    if key.is_none()
        && let items = star(&s, a, 0)
        && let Some(values) = if many { Some(items) } else { s.plain_values(items[0]) }
        && let Some(best) = quick_extreme(&s, values, op)
    {
        return Ok(best.into());
    }
    let source = if many { args } else { s.keep(|vm| tuple_item(vm, args, 0)) };
    if key.is_none()
        && let Some(found) = extreme_number(&s, source.get(&s), op)
    {
        return Ok(found);
    }
    let best = s.root();
    let any = match key {
        Some(key) => s.best_by_key(op, source, key, best)?,
        None => best_item(&mut s, op, source, best)?,
    };
    if any {
        return Ok(best.ret(&s));
    }
    match default {
        Some(d) => Ok(d.ret(&s)),
        None => Err(s.value_error(format_args!("{name}() iterable argument is empty"))),
    }
}

/// The first of the least or greatest items; false if there are none.
fn best_item(s: &mut Scope<'_>, op: CompareOp, items: Handle, best: Handle) -> Result<bool, Raise> {
    let mut any = false;
    s.for_each(items, |s, item| {
        let better = !any
            || match exceeds(s, op, item.get(s), best.get(s)) {
                Some(better) => better,
                None => s.compare_bool(op, item, best)?,
            };
        if better {
            any = true;
            let item = item.ret(s);
            s.set_ret(best, item);
        }
        Ok(true)
    })?;
    Ok(any)
}

/// `a op b` (`<` or `>`) where it needs no script.
fn exceeds(vm: &Vm, op: CompareOp, a: Value<'_>, b: Value<'_>) -> Option<bool> {
    if op == CompareOp::Lt { vm.quick_less(a, b) } else { vm.quick_less(b, a) }
}

/// The first of the least or greatest values, if they are compared without script.
fn quick_extreme<'h>(vm: &Vm, values: &'h [Value<'h>], op: CompareOp) -> Option<Value<'h>> {
    let (first, others) = values.split_first()?;
    let mut best = *first;
    for v in others {
        if let (Some(x), Some(y)) = (v.as_small_int(), best.as_small_int()) {
            let better = if op == CompareOp::Lt { x < y } else { x > y };
            if better {
                best = *v;
            }
            continue;
        }
        if exceeds(vm, op, *v, best)? {
            best = *v;
        }
    }
    Some(best)
}

/// `max(items)` of a list or tuple, compared without script.
fn max_of_items<'h>(vm: &'h Vm, items: Value<'h>) -> Option<Ret> {
    quick_extreme(vm, vm.plain_values(items)?, CompareOp::Gt).map(Ret::from)
}

/// `max(items, default=value)` or `min` of a list or tuple, likewise.
fn extreme_or_default<'h>(
    vm: &'h Vm,
    args: &[Value<'h>],
    names: &[Value<'h>],
    values: &[Value<'h>],
    op: CompareOp,
) -> Option<Ret> {
    let ([items], [name], [default]) = (args, names, values) else { return None };
    let items = vm.plain_values(*items).filter(|_| name.as_str() == Some("default"))?;
    if items.is_empty() { Some((*default).into()) } else { quick_extreme(vm, items, op).map(Ret::from) }
}

fn max_or_default<'h>(vm: &'h Vm, a: &[Value<'h>], names: &[Value<'h>], v: &[Value<'h>]) -> Option<Ret> {
    extreme_or_default(vm, a, names, v, CompareOp::Gt)
}

fn min_or_default<'h>(vm: &'h Vm, a: &[Value<'h>], names: &[Value<'h>], v: &[Value<'h>]) -> Option<Ret> {
    extreme_or_default(vm, a, names, v, CompareOp::Lt)
}

/// `min(items)`, likewise.
fn min_of_items<'h>(vm: &'h Vm, items: Value<'h>) -> Option<Ret> {
    quick_extreme(vm, vm.plain_values(items)?, CompareOp::Lt).map(Ret::from)
}

fn max(vm: &mut Vm, a: Args) -> NativeResult {
    extreme(vm, a, CompareOp::Gt, "max")
}

fn min(vm: &mut Vm, a: Args) -> NativeResult {
    extreme(vm, a, CompareOp::Lt, "min")
}
