//! enumerate, zip, map, filter, reversed: making them; and the methods of all iterators of built-in types.

use std::slice::from_ref;

use super::support::*;
use crate::value::*;
use crate::vm::*;

const ITERATORS: &[Builtins] = {
    use Builtins::*;
    &[
        ListIter,
        TupleIter,
        StrIter,
        BytesIter,
        RangeIter,
        DictKeyIter,
        DictValueIter,
        DictItemIter,
        SetIter,
        SeqIter,
        CallIter,
        Enumerate,
        Zip,
        Map,
        Filter,
        Reversed,
        ListReverseIter,
        DictReverseKeyIter,
        DictReverseValueIter,
        DictReverseItemIter,
        LongRangeIter,
        WideStrIter,
    ]
};

/// Registers the classes.
pub(super) fn install(vm: &Vm) {
    for class in ITERATORS {
        vm.add_methods(
            vm.class(*class),
            const {
                &[
                    row("__iter__", itself, "self, /"),
                    row("__next__", next, "self, /"),
                    row("__length_hint__", length_hint, "self, /"),
                ]
            },
        );
    }
    let make: [(Builtins, NativeRow); 5] = [
        (Builtins::Enumerate, row("__new__", enumerate, "cls, iterable, start=0")),
        (Builtins::Zip, row("__new__", zip, "cls, /, *iterables, strict=False")),
        (Builtins::Map, row("__new__", map, "cls, function=<unrepresentable>, /, *iterables")),
        (Builtins::Filter, row("__new__", filter, "cls, function, iterable, /")),
        (Builtins::Reversed, row("__new__", reversed, "cls, sequence, /")),
    ];
    for (class, row) in make {
        vm.add_staticmethods(vm.class(class), from_ref(vm.keep_row(row)));
    }
}

fn itself(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).into())
}

fn next(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Iter>(vm)?;
    let it = a.handle(vm, 0);
    let mut s = vm.scope();
    let out = s.root();
    if s.next(it, out)? { Ok(out.ret(&s)) } else { Err(s.stop_iteration(Value::NONE)) }
}

fn length_hint(vm: &mut Vm, a: Args) -> NativeResult {
    let it = a.this::<Iter>(vm)?;
    let over = vm.len_builtin(it.first()).unwrap_or(0);
    let left = match it.state() {
        IterState::Range => it.z.get(),
        IterState::List | IterState::Tuple | IterState::Bytes => over - it.x.get(),
        IterState::Reversed => it.x.get() + 1,
        IterState::Done => 0,
        _ => return Ok(Ret::NOT_IMPLEMENTED),
    };
    Ok(vm.int(left.max(0)).into())
}

/// Puts an iterator of a built-in class into the class that was asked for.
fn of_class(vm: &Vm, a: Args, class: Builtins, it: &Iter) -> NativeResult {
    let shape = class_arg(vm, a, class)?.root.get();
    it.header().set_shape(shape);
    Ok(it.into())
}

fn enumerate(vm: &mut Vm, a: Args) -> NativeResult {
    let (it, start) = (a.handle(vm, 1), a.opt_handle(vm, 2));
    let mut s = vm.scope();
    let big = match start {
        Some(h) => s.index_big(h)?,
        None => 0.into(),
    };
    let row = i64::try_from(&big).ok().and_then(|start| s.counted(it.get(&s), start));
    if let Some(it) = row {
        return of_class(&s, a, Builtins::Enumerate, it);
    }
    let it = s.iter(it)?;
    let (x, b) = match i64::try_from(&big) {
        Ok(x) => (x, Value::NONE),
        Err(_) => (0, s.bigint(big)),
    };
    let it = Iter::new(&s.heap, Builtins::Enumerate, IterState::Enumerate, [x, 0, 0], it.get(&s), b);
    of_class(&s, a, Builtins::Enumerate, it)
}

/// Iterators over several iterables, as a rooted tuple. `wrong` words the error of one that is no iterable.
fn iterators(
    s: &mut Scope<'_>,
    sources: &[Handle],
    wrong: impl Fn(usize, &str) -> String,
) -> Result<Handle, Raise> {
    let mut its = Vec::with_capacity(sources.len());
    for (i, h) in sources.iter().enumerate() {
        match s.iter_opt(*h)? {
            Some(it) => its.push(it),
            None => {
                let t = s.type_name(h.get(s));
                return Err(s.type_error(wrong(i, &t)));
            }
        }
    }
    Ok(s.keep(|vm| {
        let values: Vec<Value<'_>> = its.iter().map(|h| h.get(vm)).collect();
        vm.tuple(&values)
    }))
}

fn zip(vm: &mut Vm, a: Args) -> NativeResult {
    let strict = flag(vm, a, 2, false)?;
    if !strict && let Some(it) = vm.rows_zipped(star(vm, a, 1)) {
        return of_class(vm, a, Builtins::Zip, it);
    }
    let args = a.handle(vm, 1);
    let mut s = vm.scope();
    let sources = star_handles(&mut s, args);
    let its = iterators(&mut s, &sources, |_, t| format!("'{t}' object is not iterable"))?;
    let numbers = [strict as i64, 0, 0];
    let it = Iter::new(&s.heap, Builtins::Zip, IterState::Zip, numbers, its.get(&s), Value::NONE);
    of_class(&s, a, Builtins::Zip, it)
}

fn map(vm: &mut Vm, a: Args) -> NativeResult {
    let (f, more) = (a.handle(vm, 1), a.handle(vm, 2));
    if star(vm, a, 2).is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let mut s = vm.scope();
    let sources = star_handles(&mut s, more);
    let its = iterators(&mut s, &sources, |_, t| format!("'{t}' object is not iterable"))?;
    let it = Iter::new(&s.heap, Builtins::Map, IterState::Map, [0; 3], f.get(&s), its.get(&s));
    of_class(&s, a, Builtins::Map, it)
}

fn filter(vm: &mut Vm, a: Args) -> NativeResult {
    let (f, it) = (a.handle(vm, 1), a.handle(vm, 2));
    let mut s = vm.scope();
    let it = s.iter(it)?;
    let it = Iter::new(&s.heap, Builtins::Filter, IterState::Filter, [0; 3], f.get(&s), it.get(&s));
    of_class(&s, a, Builtins::Filter, it)
}

fn reversed(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 1);
    let mut s = vm.scope();
    let r = s.reversed(h)?;
    Ok(r.ret(&s))
}
