//! What native modules share.

use num_bigint::BigInt;

use crate::value::fault::PyResult;
use crate::value::number::IntRef;
use crate::value::{Dict, IntObject, Module, Tuple, Value};
use crate::vm::{Args, Handle, NativeRow, Raise, Scope, Vm};

/// The result of a pure operation, its error raised.
pub(crate) fn ok<T>(vm: &Vm, r: PyResult<T>) -> Result<T, Raise> {
    r.map_err(|e| vm.raise_fault(e))
}

/// A new module with these functions.
pub(crate) fn new_module(s: &mut Scope<'_>, name: &str, doc: &str, rows: &'static [NativeRow]) -> Handle {
    let module = s.keep(|vm| {
        let dict = Dict::pinned(&vm.heap);
        dict.expect(&vm.heap, rows.len() + 8);
        let module = Module::new(&vm.heap, dict);
        vm.dict_set_str(dict, "__name__", vm.intern(name).value());
        vm.dict_set_str(dict, "__doc__", vm.str(doc));
        vm.dict_set_str(dict, "__package__", vm.str(name.rsplit_once('.').map_or("", |p| p.0)));
        vm.dict_set_str(dict, "__loader__", Value::NONE);
        vm.dict_set_str(dict, "__spec__", Value::NONE);
        module.value()
    });
    add_functions(s, module, name, rows);
    module
}

/// Adds functions to a module.
pub(crate) fn add_functions(vm: &Vm, module: Handle, name: &str, rows: &'static [NativeRow]) {
    for row in rows {
        set(vm, module, row.name, vm.new_native(row, Some(name)).value());
    }
}

/// Sets a name of a module.
pub(crate) fn set(vm: &Vm, module: Handle, name: &str, value: Value<'_>) {
    if let Some(m) = module.cast::<Module>(vm) {
        vm.dict_set_str(m.dict(), name, value);
    }
}

/// Sets a name of a module to what a handle holds.
pub(crate) fn set_handle(vm: &Vm, module: Handle, name: &str, value: Handle) {
    set(vm, module, name, value.get(vm));
}

/// Runs a closure over an int of any size; none if it is no int.
pub(crate) fn with_int<R>(v: Value<'_>, f: impl FnOnce(IntRef<'_>) -> R) -> Option<R> {
    if let Some(o) = v.cast::<IntObject>() {
        return Some(f(o.get()));
    }
    v.as_i64().map(|i| f(IntRef::Small(i)))
}

/// An argument as a float.
pub(crate) fn float_arg(vm: &mut Vm, a: Args, i: usize) -> Result<f64, Raise> {
    if let Some(x) = a.get(vm, i).as_float() {
        return Ok(x);
    }
    let h = a.handle(vm, i);
    vm.scope().float_of(h)
}

/// An argument as a float, or the default if it was not given.
pub(crate) fn float_or(vm: &mut Vm, a: Args, i: usize, default: f64) -> Result<f64, Raise> {
    if a.opt(vm, i).is_none() { Ok(default) } else { float_arg(vm, a, i) }
}

/// An argument as an int of any size.
pub(crate) fn int_arg(vm: &mut Vm, a: Args, i: usize) -> Result<BigInt, Raise> {
    let h = a.handle(vm, i);
    vm.scope().index_big(h)
}

/// The items of an argument that is `*args`.
pub(crate) fn star_len(vm: &Vm, a: Args, i: usize) -> usize {
    a.get(vm, i).cast::<Tuple>().map_or(0, |t| t.items().len())
}

/// The nth item of an argument that is `*args`, as a root.
pub(crate) fn star_item(s: &mut Scope<'_>, a: Args, i: usize, n: usize) -> Handle {
    s.keep(|vm| a.get(vm, i).cast::<Tuple>().and_then(|t| t.items().get(n).copied()).unwrap_or(Value::NONE))
}
