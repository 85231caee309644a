//! `object`: the methods every class inherits.

use std::slice::from_ref;

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods of `object`.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::Object);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_classmethods(
        class,
        const {
            &[
                row("__init_subclass__", init_subclass, "cls, /, *args, **kwargs"),
                row("__subclasshook__", subclasshook, "cls, object, /"),
            ]
        },
    );
    vm.add_methods(
        class,
        const {
            &[
                row("__init__", init, "self, /, *args, **kwargs"),
                row("__repr__", repr, "self, /"),
                row("__str__", str, "self, /"),
                row("__eq__", eq, "self, value, /"),
                row("__ne__", ne, "self, value, /"),
                row("__lt__", not_implemented, "self, value, /"),
                row("__le__", not_implemented, "self, value, /"),
                row("__gt__", not_implemented, "self, value, /"),
                row("__ge__", not_implemented, "self, value, /"),
                row("__hash__", hash, "self, /"),
                row("__format__", format, "self, format_spec, /"),
                row("__getattribute__", getattribute, "self, name, /"),
                row("__setattr__", setattr, "self, name, value, /"),
                row("__delattr__", delattr, "self, name, /"),
                row("__dir__", dir, "self, /"),
                row("__sizeof__", sizeof, "self, /"),
            ]
        },
    );
    for (class, new) in [
        (Builtins::NoneType, none as NativeFn),
        (Builtins::Ellipsis, ellipsis),
        (Builtins::NotImplemented, not_implemented_value),
    ] {
        let row = vm.keep_row(row("__new__", new, "cls, /, *args, **kwargs"));
        vm.add_staticmethods(vm.class(class), from_ref(row));
    }
    vm.add_property(class, "__class__", get_class, set_class);
    vm.add_property(class, "__dict__", get_dict, set_dict);
    let doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n";
    vm.set_class_attr(class, "__doc__", vm.str(doc));
}

/// What calling the class of a singleton gives.
fn singleton(vm: &Vm, a: Args, value: Value<'_>) -> NativeResult {
    if has_args(vm, a) {
        let t = vm.type_name(value);
        return Err(vm.type_error(format_args!("{t} takes no arguments")));
    }
    Ok(value.into())
}

fn none(vm: &mut Vm, a: Args) -> NativeResult {
    singleton(vm, a, Value::NONE)
}

fn ellipsis(vm: &mut Vm, a: Args) -> NativeResult {
    singleton(vm, a, Value::ELLIPSIS)
}

fn not_implemented_value(vm: &mut Vm, a: Args) -> NativeResult {
    singleton(vm, a, Value::NOT_IMPLEMENTED)
}

fn has_args(vm: &Vm, a: Args) -> bool {
    !star(vm, a, 1).is_empty() || has_kwargs(vm, a, 2)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::Object)?;
    let name = class.name_text();
    if has_args(vm, a) {
        if !inherits(vm, class, Builtins::Object, "__new__") {
            return Err(
                vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)")
            );
        }
        if inherits(vm, class, Builtins::Object, "__init__") {
            return Err(vm.type_error(format_args!("{name}() takes no arguments")));
        }
    }
    if class.layout.get() != Layout::Instance {
        let base = class
            .mro()
            .iter()
            .filter_map(|c| c.cast::<Type>())
            .find(|c| c.has(TypeFlags::BUILTIN))
            .map_or_else(|| name.clone(), Type::name_text);
        return Err(vm.type_error(format_args!("object.__new__({name}) is not safe, use {base}.__new__()")));
    }
    Ok(Instance::new(&vm.heap, class.root.get(), class.inline.get()).into())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    if has_args(vm, a) {
        let class = vm.type_of(a.get(vm, 0));
        if !inherits(vm, class, Builtins::Object, "__init__") {
            return Err(
                vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)")
            );
        }
        if inherits(vm, class, Builtins::Object, "__new__") {
            let name = class.name_text();
            return Err(vm.type_error(format_args!(
                "{name}.__init__() takes exactly one argument (the instance to initialize)"
            )));
        }
    }
    Ok(Ret::NONE)
}

fn init_subclass(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 0).cast::<Type>().map_or_else(String::new, Type::name_text);
    if has_kwargs(vm, a, 2) {
        return Err(vm.type_error(format_args!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    let n = star(vm, a, 1).len();
    if n > 0 {
        return Err(vm.type_error(format_args!("{name}.__init_subclass__() takes no arguments ({n} given)")));
    }
    Ok(Ret::NONE)
}

fn subclasshook(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NOT_IMPLEMENTED)
}

fn not_implemented(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NOT_IMPLEMENTED)
}

/// `__qualname__` of a class.
pub(crate) fn class_qualname(class: &Type) -> String {
    read(&class.qualname).and_then(|v| v.cast::<Str>()).map_or_else(|| class.name_text(), Str::to_text)
}

/// An object's address as reprs give it.
pub(crate) fn address(v: Value<'_>) -> String {
    format!("0x{:012x}", super::functions::identity(v))
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    Ok(vm.str(&vm.default_repr(v)).into())
}

fn str(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    // what `__repr__` gives is checked as the result of `__str__`
    let r = match s.call_special(h, Sym::Repr, &[])? {
        Some(r) => r,
        None => s.repr(h)?,
    };
    Ok(r.ret(&s))
}

fn eq(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(if a.get(vm, 0).is(a.get(vm, 1)) { true.into() } else { Ret::NOT_IMPLEMENTED })
}

fn ne(vm: &mut Vm, a: Args) -> NativeResult {
    let (x, y) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    match s.call_special(x, Sym::Eq, &[y])? {
        Some(r) if !r.get(&s).is(Value::NOT_IMPLEMENTED) => Ok((!s.truth(r)?).into()),
        _ => Ok(Ret::NOT_IMPLEMENTED),
    }
}

fn hash(vm: &mut Vm, a: Args) -> NativeResult {
    let n = vm.identity_hash(a.get(vm, 0));
    Ok(vm.int(n).into())
}

fn format(vm: &mut Vm, a: Args) -> NativeResult {
    let spec = a.get(vm, 1);
    let Some(text) = spec.cast::<Str>() else {
        let t = shown_type(vm, spec);
        return Err(vm.type_error(format_args!("__format__() argument must be str, not {t}")));
    };
    if !text.is_empty() {
        let t = vm.type_name(a.get(vm, 0));
        return Err(vm.type_error(format_args!("unsupported format string passed to {t}.__format__")));
    }
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let r = s.str(h)?;
    Ok(r.ret(&s))
}

fn getattribute(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, name) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let r = s.object_getattr(o, name)?;
    Ok(r.ret(&s))
}

fn setattr(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, name, value) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    vm.scope().object_setattr(o, name, Some(value))?;
    Ok(Ret::NONE)
}

fn delattr(vm: &mut Vm, a: Args) -> NativeResult {
    let (o, name) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().object_setattr(o, name, None)?;
    Ok(Ret::NONE)
}

/// The names `dir` finds: those of the object's dict and of its class and bases.
pub(super) fn dir_names(s: &mut Scope<'_>, h: Handle) -> Result<Vec<String>, Raise> {
    let mut names = Vec::new();
    if let Some(class) = h.cast::<Type>(s) {
        class_names(class, &mut names);
        return Ok(names);
    }
    if let Some(m) = h.cast::<Module>(s) {
        dict_names(m.dict(), &mut names);
        return Ok(names);
    }
    if let Some(d) = s.getattr_opt(h, "__dict__")?
        && let Some(d) = d.cast::<Dict>(s)
    {
        dict_names(d, &mut names);
    }
    class_names(s.type_of(h.get(s)), &mut names);
    Ok(names)
}

/// The keys of a dict that are strings.
pub(super) fn dict_names(d: &Dict, names: &mut Vec<String>) {
    names.extend(d.iter().filter_map(|(k, _)| k.cast::<Str>().map(Str::to_text)));
}

fn class_names(class: &Type, names: &mut Vec<String>) {
    for c in class.mro().iter().filter_map(|c| c.cast::<Type>()) {
        dict_names(c.dict(), names);
    }
}

fn dir(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let names = dir_names(&mut s, h)?;
    super::functions::sorted_names(&s, names)
}

fn sizeof(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    let data = vm.len_builtin(v).unwrap_or(0) as usize;
    let each = if v.cast::<Str>().is_some() || bytes_like(v, |_| ()).is_some() { 1 } else { 8 };
    Ok(Value::index(16 + data.saturating_mul(each)).into())
}

fn get_class(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.type_of(a.get(vm, 0)).into())
}

fn set_class(vm: &mut Vm, _: Args) -> NativeResult {
    Err(vm.type_error("__class__ assignment is not supported"))
}

/// The attributes of an object as a dict, unless its class has none for its objects.
fn get_dict(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    let bare = vm.type_of(v).has(TypeFlags::NO_DICT) || v.shape() < Builtins::Last as u32 && !has_dict(v);
    match vm.attributes_dict(v).filter(|_| !bare) {
        Some(d) => Ok(d.into()),
        None => Err(vm.no_attribute(v, "__dict__")),
    }
}

/// Whether objects of a built-in class have attributes of their own.
fn has_dict(v: Value<'_>) -> bool {
    matches!(
        v.kind(),
        Kind::Function
            | Kind::Module
            | Kind::Partial
            | Kind::Future
            | Kind::Task
            | Kind::ClassMethod
            | Kind::StaticMethod
    )
}

fn set_dict(vm: &mut Vm, a: Args) -> NativeResult {
    let (v, d) = (a.get(vm, 0), a.get(vm, 1));
    let Some(dict) = d.cast::<Dict>() else {
        let t = vm.type_name(d);
        return Err(vm.type_error(format_args!("__dict__ must be set to a dictionary, not a '{t}'")));
    };
    vm.set_attributes_dict(v, dict);
    Ok(Ret::NONE)
}
