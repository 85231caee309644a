//! Names always in scope, and the methods of built-in types: one file a type or theme, each a table of rows; a
//! row is a function with its name and signature.

mod alias;
mod arithmetic;
mod awaitable;
mod big_range;
mod bytearray;
mod bytes;
mod code;
mod descriptor;
mod dict;
mod dunder;
mod exception;
mod exception_group;
mod file;
mod float;
mod function;
mod functions;
mod generator;
mod help;
mod input_output;
mod int;
mod iterator;
mod list;
mod memoryview;
mod namespace;
mod object;
mod os_error;
mod plain;
mod plain_bytes;
mod plain_containers;
mod plain_str;
mod range;
mod set;
mod str;
mod str_format;
mod support;
mod type_;

use crate::value::{Builtins, TypeFlags};
use crate::vm::{NativeRow, Vm};

/// Registers everything in a machine whose classes exist and are named.
pub fn install(vm: &Vm) {
    object::install(vm);
    type_::install(vm);
    int::install(vm);
    file::install(vm);
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
    big_range::install(vm);
    for rows in [functions::ROWS, arithmetic::ROWS, file::ROWS, input_output::ROWS] {
        add_functions(vm, rows);
    }
    // these hand attributes that they do not have on to another object
    for class in [Builtins::GenericAlias, Builtins::Method, Builtins::ClassMethod, Builtins::StaticMethod] {
        vm.class(class).put(TypeFlags::GETATTR);
    }
}

/// Adds functions to the names always in scope.
fn add_functions(vm: &Vm, rows: &'static [NativeRow]) {
    for row in rows {
        let native = vm.new_native(row, Some("builtins"));
        vm.dict_set_str(vm.builtins(), row.name, native.value());
    }
}
