//! Tuples with names: `sys.version_info` and the like.

use crate::value::{Builtins, Layout, Str, Tuple, Type, Value};
use crate::vm::{Args, Handle, NativeResult, Raise, Scope, Vm, row};

/// A field's value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field {
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Text(&'static str),
    /// A bool.
    Bool(bool),
}

pub(super) const FLOAT: &[(&str, Field)] = &[
    ("max", Field::Float(f64::MAX)),
    ("max_exp", Field::Int(1024)),
    ("max_10_exp", Field::Int(308)),
    ("min", Field::Float(f64::MIN_POSITIVE)),
    ("min_exp", Field::Int(-1021)),
    ("min_10_exp", Field::Int(-307)),
    ("dig", Field::Int(15)),
    ("mant_dig", Field::Int(53)),
    ("epsilon", Field::Float(f64::EPSILON)),
    ("radix", Field::Int(2)),
    ("rounds", Field::Int(1)),
];

pub(super) const INT: &[(&str, Field)] = &[
    ("bits_per_digit", Field::Int(30)),
    ("sizeof_digit", Field::Int(4)),
    ("default_max_str_digits", Field::Int(4300)),
    ("str_digits_check_threshold", Field::Int(640)),
];

pub(super) const HASH: &[(&str, Field)] = &[
    ("width", Field::Int(64)),
    ("modulus", Field::Int((1 << 61) - 1)),
    ("inf", Field::Int(314_159)),
    ("nan", Field::Int(0)),
    ("imag", Field::Int(1_000_003)),
    ("algorithm", Field::Text("foldhash")),
    ("hash_bits", Field::Int(32)),
    ("seed_bits", Field::Int(64)),
    ("cutoff", Field::Int(0)),
];

pub(super) const FLAGS: &[(&str, Field)] = &[
    ("debug", Field::Int(0)),
    ("inspect", Field::Int(0)),
    ("interactive", Field::Int(0)),
    ("optimize", Field::Int(0)),
    ("dont_write_bytecode", Field::Int(1)),
    ("no_user_site", Field::Int(0)),
    ("no_site", Field::Int(0)),
    ("ignore_environment", Field::Int(0)),
    ("verbose", Field::Int(0)),
    ("bytes_warning", Field::Int(0)),
    ("quiet", Field::Int(0)),
    ("hash_randomization", Field::Int(1)),
    ("isolated", Field::Int(0)),
    ("dev_mode", Field::Bool(false)),
    ("utf8_mode", Field::Int(1)),
    ("warn_default_encoding", Field::Int(0)),
    ("safe_path", Field::Bool(false)),
    ("int_max_str_digits", Field::Int(4300)),
];

/// A record of a class of its own.
pub(super) fn record(s: &mut Scope<'_>, name: &str, fields: &[(&str, Field)]) -> Result<Handle, Raise> {
    let it = s.keep(|vm| {
        let class = vm.new_native_class(name, "sys", &[vm.class(Builtins::Tuple)], Layout::Tuple);
        vm.add_methods(class, const { &[row("__repr__", repr, "self, /")] });
        let names: Vec<Value<'_>> = fields.iter().map(|(n, _)| vm.intern(n).value()).collect();
        vm.set_class_attr(class, "__match_args__", vm.tuple(&names));
        vm.set_class_attr(class, "n_fields", Value::index(fields.len()));
        let items: Vec<Value<'_>> = fields.iter().map(|(_, f)| value(vm, *f)).collect();
        Tuple::of_class(&vm.heap, &items, class.root.get(), true).value()
    });
    for (name, field) in fields {
        let mut s = s.inner();
        let v = s.keep(|vm| value(vm, *field));
        s.setattr(it, name, v)?;
    }
    Ok(it)
}

fn value(vm: &Vm, field: Field) -> Value<'_> {
    match field {
        Field::Int(i) => vm.int(i),
        Field::Float(f) => Value::float(f),
        Field::Text(t) => vm.str(t),
        Field::Bool(b) => Value::bool(b),
    }
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let this = a.handle(&s, 0);
    let (class, names) = {
        let class: &Type = s.type_of(this.get(&s));
        let names = s.dict_get_str(class.dict(), "__match_args__").and_then(|v| v.cast::<Tuple>());
        let names: Vec<String> = names.map_or_else(Vec::new, |t| {
            t.items().iter().filter_map(|v| v.cast::<Str>()).map(Str::to_text).collect()
        });
        (s.class_full_name(class), names)
    };
    let mut out = class + "(";
    for (i, name) in names.iter().enumerate() {
        let mut s = s.inner();
        let item = s
            .keep(|vm| this.cast::<Tuple>(vm).and_then(|t| t.items().get(i).copied()).unwrap_or(Value::NONE));
        let text = s.repr_text(item)?;
        out.push_str(if i > 0 { ", " } else { "" });
        out.push_str(name);
        out.push('=');
        out.push_str(&text.as_wtf8().to_string_lossy());
    }
    out.push(')');
    Ok(Vm::str(&s, &out).into())
}
