//! `range` and `slice`.

use num_bigint::BigInt;

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods of both.
pub(super) fn install(vm: &Vm) {
    let range = vm.class(Builtins::Range);
    vm.add_staticmethods(range, const { &[row("__new__", new, "cls, /, *args")] });
    vm.add_methods(
        range,
        const { &[row("count", count, "self, value, /"), row("index", index, "self, value, /")] },
    );
    vm.add_getters(
        range,
        const { &[row("start", start, "self"), row("stop", stop, "self"), row("step", step, "self")] },
    );
    let slice = vm.class(Builtins::Slice);
    vm.add_staticmethods(slice, const { &[row("__new__", new_slice, "cls, /, *args")] });
    vm.add_methods(slice, const { &[row("indices", indices, "self, length, /")] });
    vm.add_getters(
        slice,
        const {
            &[
                row("start", slice_start, "self"),
                row("stop", slice_stop, "self"),
                row("step", slice_step, "self"),
            ]
        },
    );
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let n = star(vm, a, 1).len();
    if n == 0 {
        return Err(vm.type_error("range expected at least 1 argument, got 0"));
    }
    if n > 3 {
        return Err(vm.type_error(format_args!("range expected at most 3 arguments, got {n}")));
    }
    let mut numbers = [BigInt::ZERO, BigInt::ZERO, 1.into()];
    let args = a.handle(vm, 1);
    let mut s = vm.scope();
    for i in 0..n {
        let v = tuple_item(&s, args, i);
        let number = match v.as_i64() {
            Some(x) => x.into(),
            None => {
                let h = s.keep(|vm| tuple_item(vm, args, i));
                s.index_big(h)?
            }
        };
        numbers[if n == 1 { 1 } else { i }] = number;
    }
    if numbers[2] == BigInt::ZERO {
        return Err(s.value_error("range() arg 3 must not be zero"));
    }
    Ok(super::big_range::make(&s, numbers))
}

/// The position of a number in a range.
fn place(r: &RangeObject, x: i64) -> Option<i64> {
    let offset = x as i128 - r.start as i128;
    let step = r.step as i128;
    if offset % step != 0 {
        return None;
    }
    let at = offset / step;
    if (0..r.len() as i128).contains(&at) { Some(at as i64) } else { None }
}

/// Where an object is in the range, and how often.
fn find(vm: &mut Vm, a: Args) -> Result<(Option<i64>, i64), Raise> {
    let r = a.this::<RangeObject>(vm)?;
    let v = a.get(vm, 1);
    if let Some(x) = v.as_i64() {
        let at = place(r, x);
        return Ok((at, at.is_some() as i64));
    }
    if v.is_int_like() {
        return Ok((None, 0));
    }
    let (this, item) = (a.handle(vm, 0), a.handle(vm, 1));
    let (mut first, mut n, mut i) = (None, 0, 0);
    vm.scope().for_each(this, |s, x| {
        if s.eq(x, item)? {
            n += 1;
            first = first.or(Some(i));
        }
        i += 1;
        Ok(true)
    })?;
    Ok((first, n))
}

pub(super) fn count(vm: &mut Vm, a: Args) -> NativeResult {
    let (_, n) = find(vm, a)?;
    Ok(vm.int(n).into())
}

pub(super) fn index(vm: &mut Vm, a: Args) -> NativeResult {
    match find(vm, a)? {
        (Some(i), _) => Ok(vm.int(i).into()),
        _ => {
            let h = a.handle(vm, 1);
            let mut s = vm.scope();
            if !h.get(&s).is_int_like() {
                return Err(s.value_error("sequence.index(x): x not in sequence"));
            }
            let shown = s.repr(h)?;
            let text = shown.cast::<Str>(&s).map_or_else(String::new, Str::to_text);
            Err(s.value_error(format_args!("{text} is not in range")))
        }
    }
}

pub(super) fn start(vm: &mut Vm, a: Args) -> NativeResult {
    let i = a.this::<RangeObject>(vm)?.start;
    Ok(vm.int(i).into())
}

pub(super) fn stop(vm: &mut Vm, a: Args) -> NativeResult {
    let i = a.this::<RangeObject>(vm)?.stop;
    Ok(vm.int(i).into())
}

pub(super) fn step(vm: &mut Vm, a: Args) -> NativeResult {
    let i = a.this::<RangeObject>(vm)?.step;
    Ok(vm.int(i).into())
}

fn new_slice(vm: &mut Vm, a: Args) -> NativeResult {
    let none = Value::NONE;
    let [x, y, z] = match *star(vm, a, 1) {
        [] => return Err(vm.type_error("slice expected at least 1 argument, got 0")),
        [stop] => [none, stop, none],
        [start, stop] => [start, stop, none],
        [start, stop, step] => [start, stop, step],
        ref more => {
            let n = more.len();
            return Err(vm.type_error(format_args!("slice expected at most 3 arguments, got {n}")));
        }
    };
    Ok(SliceObject::new(&vm.heap, x, y, z).into())
}

fn indices(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<SliceObject>(vm)?;
    let (this, n) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let n = s.index(n)?;
    if n < 0 {
        return Err(s.value_error("length should not be negative"));
    }
    let (start, stop, step, _) = s.slice_indices(this, n as usize)?;
    Ok(s.tuple(&[s.int(start), s.int(stop), s.int(step)]).into())
}

fn slice_start(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<SliceObject>(vm)?.parts()[0].into())
}

fn slice_stop(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<SliceObject>(vm)?.parts()[1].into())
}

fn slice_step(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<SliceObject>(vm)?.parts()[2].into())
}
