//! Names always in scope, and the methods of built-in types: one file a type or theme, each a table of rows; a
//! row is a function with its name and signature.

mod alias;
mod arithmetic;
mod awaitable;
mod bytearray;
mod bytes;
mod code;
mod descriptor;
mod dict;
mod dunder;
mod exception;
mod exception_group;
mod float;
mod function;
mod functions;
mod generator;
mod input_output;
mod int;
mod iterator;
mod list;
mod memoryview;
mod namespace;
mod object;
mod os_error;
mod range;
mod set;
mod sorting;
mod str;
mod str_format;
mod support;
mod type_;

use crate::value::{Builtins, Value};
use crate::vm::{Exc, NativeRow, Vm, row};

/// Built-in classes that are names in every module.
const CLASSES: &[Builtins] = {
    use Builtins::*;
    &[
        Object, Type, Bool, Int, Float, Str, Bytes, ByteArray, List, Tuple, Dict, Set, FrozenSet, Range, Slice,
        Property, ClassMethod, StaticMethod, Super, Enumerate, Zip, Map, Filter, Reversed, MemoryView,
    ]
};

/// Registers everything in a machine whose classes exist.
pub fn install(vm: &Vm) {
    object::install(vm);
    type_::install(vm);
    int::install(vm);
    float::install(vm);
    str::install(vm);
    bytes::install(vm);
    memoryview::install(vm);
    list::install(vm);
    dict::install(vm);
    set::install(vm);
    range::install(vm);
    iterator::install(vm);
    exception::install(vm);
    os_error::install(vm);
    exception_group::install(vm);
    code::install(vm);
    generator::install(vm);
    function::install(vm);
    descriptor::install(vm);
    alias::install(vm);
    namespace::install(vm);
    dunder::install(vm);
    for rows in [functions::ROWS, arithmetic::ROWS, input_output::ROWS] {
        add_functions(vm, rows);
    }
    add_functions(
        vm,
        &[row("sorted", sorting::sorted, "iterable, /, *, key=None, reverse=False")],
    );
    let names = vm.builtins();
    for class in CLASSES {
        vm.dict_set_str(names, class.name(), vm.class(*class).value());
    }
    for exc in Exc::ALL.iter().filter(|e| e.is_builtin_name()) {
        vm.dict_set_str(names, exc.name(), vm.exc_class(*exc).value());
    }
    for (name, value) in [
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("Ellipsis", Value::ELLIPSIS),
        ("__debug__", Value::TRUE),
    ] {
        vm.dict_set_str(names, name, value);
    }
    vm.dict_set_str(names, "__name__", vm.intern("builtins").value());
}

/// Adds functions to the names always in scope.
fn add_functions(vm: &Vm, rows: &[NativeRow]) {
    for row in rows {
        let native = vm.new_native(row, Some("builtins"));
        vm.dict_set_str(vm.builtins(), row.name, native.value());
    }
}
