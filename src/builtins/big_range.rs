//! Ranges whose bounds need more than 64 bits. They are rare: plain data behind the class `range`, whose special
//! methods look for them first.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{dunder, range};
use crate::value::number::IntRef;
use crate::value::*;
use crate::vm::*;

/// A range of ints of any size.
struct BigRange {
    start: BigInt,
    stop: BigInt,
    step: BigInt,
}

impl NativeData for BigRange {}

impl BigRange {
    fn len(&self) -> BigInt {
        let gap = if self.step.is_positive() { &self.stop - &self.start } else { &self.start - &self.stop };
        if gap.is_positive() { (gap - BigInt::one()).div_floor(&self.step.abs()) + 1 } else { BigInt::zero() }
    }

    fn at(&self, i: &BigInt) -> BigInt {
        &self.start + &self.step * i
    }

    /// The place of a number.
    fn place(&self, x: &BigInt) -> Option<BigInt> {
        let (at, rest) = (x - &self.start).div_mod_floor(&self.step);
        (rest.is_zero() && !at.is_negative() && at < self.len()).then_some(at)
    }

    fn part(&self, i: usize) -> &BigInt {
        [&self.start, &self.stop, &self.step][i]
    }
}

/// Makes the special methods of `range` see them; the plain ones are registered before.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::Range);
    vm.add_methods(
        class,
        const {
            &[
                row("__len__", len, "self, /"),
                row("__bool__", bool, "self, /"),
                row("__iter__", iter, "self, /"),
                row("__reversed__", reversed, "self, /"),
                row("__getitem__", getitem, "self, key, /"),
                row("__contains__", contains, "self, key, /"),
                row("__repr__", repr, "self, /"),
                row("__eq__", eq, "self, value, /"),
                row("__hash__", hash, "self, /"),
                row("index", index, "self, value, /"),
                row("count", count, "self, value, /"),
            ]
        },
    );
    vm.add_getters(
        class,
        const { &[row("start", start, "self"), row("stop", stop, "self"), row("step", step, "self")] },
    );
}

/// A range with these bounds.
pub(super) fn make(vm: &Vm, [start, stop, step]: [BigInt; 3]) -> Ret {
    match (start.to_i64(), stop.to_i64(), step.to_i64()) {
        (Some(start), Some(stop), Some(step)) => RangeObject::new(&vm.heap, start, stop, step).into(),
        _ => Opaque::new(&vm.heap, Builtins::Range as u32, BigRange { start, stop, step }).into(),
    }
}

fn big(v: Value<'_>) -> Option<&BigRange> {
    v.cast::<Opaque>()?.data::<BigRange>()
}

fn this(vm: &Vm, a: Args) -> Option<&BigRange> {
    big(a.get(vm, 0))
}

fn part(vm: &Vm, a: Args, i: usize) -> Option<Ret> {
    Some(vm.bigint(this(vm, a)?.part(i).clone()).into())
}

fn start(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(r) = part(vm, a, 0) { Ok(r) } else { range::start(vm, a) }
}

fn stop(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(r) = part(vm, a, 1) { Ok(r) } else { range::stop(vm, a) }
}

fn step(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(r) = part(vm, a, 2) { Ok(r) } else { range::step(vm, a) }
}

fn len(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(r) = this(vm, a) else { return dunder::len(vm, a) };
    match r.len().to_i64() {
        Some(n) => Ok(vm.int(n).into()),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn bool(vm: &mut Vm, a: Args) -> NativeResult {
    match this(vm, a) {
        Some(r) => Ok((!r.len().is_zero()).into()),
        None => Ok(vm.truth_builtin(a.get(vm, 0)).into()),
    }
}

fn iter(vm: &mut Vm, a: Args) -> NativeResult {
    if this(vm, a).is_none() {
        return dunder::iter(vm, a);
    }
    let over = a.get(vm, 0);
    let it = Iter::new(&vm.heap, Builtins::LongRangeIter, IterState::Sequence, [0; 3], over, Value::NONE);
    Ok(it.into())
}

fn reversed(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(r) = this(vm, a) else { return dunder::reversed(vm, a) };
    let n = r.len();
    let bounds = [r.at(&(n - 1)), &r.start - &r.step, -&r.step];
    let back = make(vm, bounds);
    let mut s = vm.scope();
    let back = s.keep_ret(back);
    let it = s.iter(back)?;
    Ok(it.ret(&s))
}

fn getitem(vm: &mut Vm, a: Args) -> NativeResult {
    if this(vm, a).is_none() {
        // an index may be too big for a range of 64 bits, and then it is out of range
        return dunder::getitem(vm, a);
    }
    let key = a.handle(vm, 1);
    let mut s = vm.scope();
    if let Some(parts) = key.cast::<SliceObject>(&s).map(|x| x.parts().map(Value::word)) {
        let mut numbers = [None, None, None];
        for (number, word) in numbers.iter_mut().zip(parts) {
            let h = s.keep_ret(Ret::from_word(word));
            if !h.get(&s).is_none() {
                *number = Some(s.index_big(h)?);
            }
        }
        return sliced(&s, a, numbers);
    }
    if s.index_opt(key)?.is_none() {
        let t = s.type_name(key.get(&s));
        return Err(s.type_error(format_args!("range indices must be integers or slices, not {t}")));
    }
    let mut i = s.index_big(key)?;
    let Some(r) = this(&s, a) else { return Ok(Ret::NONE) };
    let n = r.len();
    if i.is_negative() {
        i += &n;
    }
    if i.is_negative() || i >= n {
        return Err(s.index_error("range object index out of range"));
    }
    Ok(s.bigint(r.at(&i)).into())
}

fn sliced(vm: &Vm, a: Args, [start, stop, step]: [Option<BigInt>; 3]) -> NativeResult {
    let Some(r) = this(vm, a) else { return Ok(Ret::NONE) };
    let n = r.len();
    let step = step.unwrap_or_else(BigInt::one);
    if step.is_zero() {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let back = step.is_negative();
    let (low, high) = if back { (-BigInt::one(), &n - 1) } else { (BigInt::zero(), n.clone()) };
    let clamp = |i: BigInt| if i.is_negative() { (i + &n).max(low.clone()) } else { i.min(high.clone()) };
    let first = start.map_or_else(|| if back { high.clone() } else { low.clone() }, clamp);
    let last = stop.map_or_else(|| if back { low.clone() } else { high.clone() }, clamp);
    Ok(make(vm, [r.at(&first), r.at(&last), &r.step * step]))
}

/// The place of the argument, an int, in the range; none for other things, which may equal an item yet.
fn find(vm: &Vm, a: Args) -> Option<Option<BigInt>> {
    let x = a.get(vm, 1).to_bigint()?;
    Some(this(vm, a)?.place(&x))
}

fn contains(vm: &mut Vm, a: Args) -> NativeResult {
    if this(vm, a).is_none() {
        return dunder::contains(vm, a);
    }
    if let Some(found) = find(vm, a) {
        return Ok(found.is_some().into());
    }
    let (range, item) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut found = false;
    vm.scope().for_each(range, |s, x| {
        found = s.eq(x, item)?;
        Ok(!found)
    })?;
    Ok(found.into())
}

fn index(vm: &mut Vm, a: Args) -> NativeResult {
    if this(vm, a).is_none() {
        return range::index(vm, a);
    }
    match find(vm, a) {
        Some(Some(i)) => Ok(vm.bigint(i).into()),
        Some(None) => {
            let x = a.get(vm, 1).to_bigint().unwrap_or_default();
            Err(vm.value_error(format_args!("{x} is not in range")))
        }
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

fn count(vm: &mut Vm, a: Args) -> NativeResult {
    if this(vm, a).is_none() {
        return range::count(vm, a);
    }
    Ok(vm.int(find(vm, a).flatten().is_some() as i64).into())
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(r) = this(vm, a) else { return dunder::repr(vm, a) };
    let shown = |x: &BigInt| IntRef::Big(x).to_decimal(vm.int_digits());
    let parts = [&r.start, &r.stop, &r.step].map(|x| shown(x).map_err(|e| vm.raise_fault(e)));
    let [start, stop, step] = parts;
    let (start, stop) = (start?, stop?);
    let step = if r.step.is_one() { String::new() } else { format!(", {}", step?) };
    Ok(vm.str(&format!("range({start}, {stop}{step})")).into())
}

/// What ranges are compared by: length, start if there is an item, step if there are two.
fn essence(v: Value<'_>) -> Option<(BigInt, Option<BigInt>, Option<BigInt>)> {
    let (n, start, step) = match (big(v), v.cast::<RangeObject>()) {
        (Some(r), _) => (r.len(), r.start.clone(), r.step.clone()),
        (_, Some(r)) => (r.len().into(), r.start.into(), r.step.into()),
        _ => return None,
    };
    let two = n > BigInt::one();
    Some((n.clone(), (!n.is_zero()).then_some(start), two.then_some(step)))
}

fn eq(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y) = (a.get(vm, 0), a.get(vm, 1));
    if big(x).is_none() && big(y).is_none() {
        return dunder::eq(vm, a);
    }
    match (essence(x), essence(y)) {
        (Some(x), Some(y)) => Ok((x == y).into()),
        _ => Ok(Ret::NOT_IMPLEMENTED),
    }
}

fn hash(vm: &mut Vm, a: Args) -> NativeResult {
    let Some((n, start, step)) = this(vm, a).and_then(|_| essence(a.get(vm, 0))) else {
        return dunder::hash(vm, a);
    };
    let mut s = vm.scope();
    let tuple = s.keep(|vm| {
        let part = |x: Option<BigInt>| x.map_or(Value::NONE, |x| vm.bigint(x));
        vm.tuple(&[vm.bigint(n), part(start), part(step)])
    });
    let h = s.hash(tuple)?;
    Ok(s.int(h).into())
}
