//! Attributes of functions, natives, bound methods, modules and cells.

use std::slice::from_ref;

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the attributes.
pub(super) fn install(vm: &Vm) {
    let f = vm.class(Builtins::Function);
    vm.add_property(f, "__name__", name, set_name);
    vm.add_property(f, "__qualname__", qualname, set_qualname);
    vm.add_property(f, "__doc__", doc, set_doc);
    vm.add_property(f, "__module__", module, set_module);
    vm.add_property(f, "__defaults__", defaults, set_defaults);
    vm.add_property(f, "__kwdefaults__", kwdefaults, set_kwdefaults);
    vm.add_property(f, "__annotations__", annotations, set_annotations);
    vm.add_property(f, "__type_params__", type_params, set_type_params);
    vm.add_getters(
        f,
        const {
            &[
                row("__closure__", closure, "self"),
                row("__code__", code, "self"),
                row("__globals__", globals, "self"),
            ]
        },
    );
    vm.add_methods(
        f,
        const {
            &[
                row("__call__", call, "self, /, *args, **kwargs"),
                row("__get__", bind, "self, instance, owner=None, /"),
            ]
        },
    );
    for class in [Builtins::Native, Builtins::MethodDescriptor] {
        let n = vm.class(class);
        vm.add_getters(
            n,
            const {
                &[
                    row("__name__", native_name, "self"),
                    row("__qualname__", native_qualname, "self"),
                    row("__doc__", native_doc, "self"),
                    row("__module__", native_module, "self"),
                    row("__text_signature__", native_signature, "self"),
                ]
            },
        );
        vm.add_methods(n, const { &[row("__call__", call, "self, /, *args, **kwargs")] });
    }
    vm.add_getters(vm.class(Builtins::Native), const { &[row("__self__", native_self, "self")] });
    let descriptor = vm.class(Builtins::MethodDescriptor);
    vm.add_methods(descriptor, const { &[row("__get__", bind, "self, instance, owner=None, /")] });
    let m = vm.class(Builtins::Method);
    vm.add_staticmethods(m, const { &[row("__new__", new_method, "cls, function, instance, /")] });
    vm.add_getters(
        m,
        const { &[row("__self__", method_self, "self"), row("__func__", method_func, "self")] },
    );
    vm.add_methods(
        m,
        const {
            &[
                row("__call__", call, "self, /, *args, **kwargs"),
                row("__getattr__", method_getattr, "self, name, /"),
            ]
        },
    );
    for name in ["__name__", "__qualname__", "__doc__", "__module__"] {
        let get: NativeFn = match name {
            "__name__" => method_name,
            "__qualname__" => method_qualname,
            "__doc__" => method_doc,
            _ => method_module,
        };
        vm.add_getters(m, from_ref(vm.keep_row(row(name, get, "self"))));
    }
    let class = vm.class(Builtins::Module);
    vm.add_staticmethods(class, const { &[row("__new__", new_module, "cls, name, doc=None")] });
    vm.add_getters(class, const { &[row("__dict__", module_dict, "self")] });
    let cell = vm.class(Builtins::Cell);
    vm.add_property(cell, "cell_contents", cell_contents, set_cell_contents);
}

fn function(vm: &Vm, a: Args) -> Result<&Function, Raise> {
    a.this::<Function>(vm)
}

fn name(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(function(vm, a)?.name().into())
}

fn qualname(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(function(vm, a)?.qualname().into())
}

fn text_value<'v>(vm: &'v Vm, a: Args, what: &str) -> Result<Value<'v>, Raise> {
    let v = a.get(vm, 1);
    match v.cast::<Str>() {
        Some(_) => Ok(v),
        None => Err(vm.type_error(format_args!("{what} must be set to a string object"))),
    }
}

fn set_name(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    put(&f.name, f.header(), text_value(vm, a, "__name__")?);
    Ok(Ret::NONE)
}

fn set_qualname(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    put(&f.qualname, f.header(), text_value(vm, a, "__qualname__")?);
    Ok(Ret::NONE)
}

/// An attribute that was set on the object by hand.
fn stored<'v>(vm: &'v Vm, a: Args, name: &str) -> Option<Value<'v>> {
    vm.stored_attr(a.get(vm, 0), name)
}

fn store(vm: &Vm, a: Args, name: &str) -> NativeResult {
    function(vm, a)?;
    vm.put_attr(a.get(vm, 0), vm.intern(name).value().word(), a.get(vm, 1).word());
    Ok(Ret::NONE)
}

fn doc(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    Ok(stored(vm, a, "__doc__").unwrap_or_else(|| super::code::doc(vm, &f.linked().code)).into())
}

fn set_doc(vm: &mut Vm, a: Args) -> NativeResult {
    store(vm, a, "__doc__")
}

fn module_of(vm: &Vm, globals: Value<'_>) -> Ret {
    let name = globals.cast::<Dict>().and_then(|d| vm.dict_get_str(d, "__name__").map(Ret::from));
    name.unwrap_or(Ret::NONE)
}

fn module(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    Ok(match stored(vm, a, "__module__") {
        Some(v) => v.into(),
        None => module_of(vm, Value::from_word(f.linked().globals)),
    })
}

fn set_module(vm: &mut Vm, a: Args) -> NativeResult {
    store(vm, a, "__module__")
}

fn slot_value(s: &crate::heap::Slot) -> Ret {
    read(s).unwrap_or(Value::NONE).into()
}

fn defaults(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(slot_value(&function(vm, a)?.defaults))
}

fn set_defaults(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    let v = a.get(vm, 1);
    if !v.is_none() && v.cast::<Tuple>().is_none() {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    f.defaults.set(f.header(), if v.is_none() { None } else { Some(v.word()) });
    Ok(Ret::NONE)
}

fn kwdefaults(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(slot_value(&function(vm, a)?.kwdefaults))
}

fn set_kwdefaults(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    let v = a.get(vm, 1);
    if !v.is_none() && v.cast::<Dict>().is_none() {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    f.kwdefaults.set(f.header(), if v.is_none() { None } else { Some(v.word()) });
    Ok(Ret::NONE)
}

fn annotations(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    if read(&f.annotations).is_none() {
        put(&f.annotations, f.header(), vm.dict().value());
    }
    Ok(slot_value(&f.annotations))
}

fn set_annotations(vm: &mut Vm, a: Args) -> NativeResult {
    let f = function(vm, a)?;
    let v = a.get(vm, 1);
    if v.cast::<Dict>().is_none() {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    put(&f.annotations, f.header(), v);
    Ok(Ret::NONE)
}

fn type_params(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(stored(vm, a, "__type_params__").unwrap_or_else(|| vm.tuple(&[])).into())
}

fn set_type_params(vm: &mut Vm, a: Args) -> NativeResult {
    store(vm, a, "__type_params__")
}

fn closure(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(slot_value(&function(vm, a)?.closure))
}

fn code(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(super::code::of(vm, function(vm, a)?).into())
}

fn globals(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::from_word(function(vm, a)?.linked().globals).into())
}

fn call(vm: &mut Vm, a: Args) -> NativeResult {
    let (f, args, kwargs) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    let kwargs = has_kwargs(vm, a, 2).then_some(kwargs);
    let mut s = vm.scope();
    let r = s.call_star(f, args, kwargs)?;
    Ok(r.ret(&s))
}

fn bind(vm: &mut Vm, a: Args) -> NativeResult {
    let (f, this) = (a.get(vm, 0), a.get(vm, 1));
    if this.is_none() && a.opt(vm, 2).is_some_and(|t| !t.is_none()) {
        return Ok(f.into());
    }
    Ok(Method::new(&vm.heap, f, this).into())
}

fn native(vm: &Vm, a: Args) -> Result<&Native, Raise> {
    match a.get(vm, 0).cast::<Method>() {
        Some(m) => m.func().cast::<Native>().ok_or_else(|| vm.type_error("a bound native is needed")),
        None => a.this::<Native>(vm),
    }
}

/// What a bound native is bound to, or the module of a native function.
fn native_self(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(m) = a.get(vm, 0).cast::<Method>() {
        return Ok(m.this().into());
    }
    let module = owner(native(vm, a)?).and_then(|name| vm.dict_get_str(vm.modules(), &name));
    Ok(module.unwrap_or(Value::NONE).into())
}

fn native_name(vm: &mut Vm, a: Args) -> NativeResult {
    let name = vm.native_signature(native(vm, a)?).name;
    Ok(vm.intern(name).into())
}

/// The name of the class a native belongs to, if it is a method.
fn owner(n: &Native) -> Option<String> {
    read(&n.owner)?.cast::<Str>().map(Str::to_text)
}

fn native_qualname(vm: &mut Vm, a: Args) -> NativeResult {
    let n = native(vm, a)?;
    let name = vm.native_signature(n).name;
    let text = match owner(n) {
        Some(class) if n.value().is_exact(Builtins::MethodDescriptor) => format!("{class}.{name}"),
        _ => name.to_owned(),
    };
    Ok(vm.str(&text).into())
}

/// Natives tell how they are called.
fn native_doc(vm: &mut Vm, a: Args) -> NativeResult {
    let signature = vm.native_signature(native(vm, a)?);
    let text = format!("{}({})", signature.name, signature.text);
    Ok(vm.str(&text).into())
}

fn native_module(vm: &mut Vm, a: Args) -> NativeResult {
    let n = native(vm, a)?;
    if a.get(vm, 0).kind() == Kind::Method {
        return Ok(Ret::NONE);
    }
    if n.value().is_exact(Builtins::MethodDescriptor) {
        return Err(vm.no_attribute(n.value(), "__module__"));
    }
    Ok(read(&n.owner).unwrap_or(Value::NONE).into())
}

fn native_signature(vm: &mut Vm, a: Args) -> NativeResult {
    let text = format!("({})", vm.native_signature(native(vm, a)?).text);
    Ok(vm.str(&text).into())
}

fn new_method(vm: &mut Vm, a: Args) -> NativeResult {
    let (f, this) = (a.get(vm, 1), a.get(vm, 2));
    if !super::functions::is_callable(vm, f) {
        return Err(vm.type_error("first argument must be callable"));
    }
    if this.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(Method::new(&vm.heap, f, this).into())
}

fn method_self(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Method>(vm)?.this().into())
}

fn method_func(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Method>(vm)?.func().into())
}

/// An attribute of the function of a bound method.
fn of_function(vm: &mut Vm, a: Args, name: &str) -> NativeResult {
    a.this::<Method>(vm)?;
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let f = s.keep(|vm| this.cast::<Method>(vm).map_or(Value::NONE, Method::func));
    let r = s.getattr(f, name)?;
    Ok(r.ret(&s))
}

fn method_name(vm: &mut Vm, a: Args) -> NativeResult {
    of_function(vm, a, "__name__")
}

fn method_qualname(vm: &mut Vm, a: Args) -> NativeResult {
    of_function(vm, a, "__qualname__")
}

fn method_doc(vm: &mut Vm, a: Args) -> NativeResult {
    of_function(vm, a, "__doc__")
}

fn method_module(vm: &mut Vm, a: Args) -> NativeResult {
    of_function(vm, a, "__module__")
}

fn method_getattr(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Method>(vm)?;
    let name = a.get(vm, 1).cast::<Str>().map_or_else(String::new, Str::to_text);
    of_function(vm, a, &name)
}

fn new_module(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 1);
    if name.cast::<Str>().is_none() {
        let t = shown_type(vm, name);
        return Err(vm.type_error(format_args!("module() argument 'name' must be str, not {t}")));
    }
    let dict = Dict::pinned(&vm.heap);
    vm.dict_set_str(dict, "__name__", name);
    vm.dict_set_str(dict, "__doc__", a.get(vm, 2));
    for rest in ["__package__", "__loader__", "__spec__"] {
        vm.dict_set_str(dict, rest, Value::NONE);
    }
    Ok(Module::new(&vm.heap, dict).into())
}

fn module_dict(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Module>(vm)?.dict().into())
}

fn cell_contents(vm: &mut Vm, a: Args) -> NativeResult {
    match read(&a.this::<Cell>(vm)?.content) {
        Some(v) => Ok(v.into()),
        None => Err(vm.value_error("Cell is empty")),
    }
}

fn set_cell_contents(vm: &mut Vm, a: Args) -> NativeResult {
    let cell = a.this::<Cell>(vm)?;
    put(&cell.content, cell.header(), a.get(vm, 1));
    Ok(Ret::NONE)
}

/// The parameters of a function as `help` shows them; nothing for what has no signature.
pub(super) fn signature_text(vm: &Vm, v: Value<'_>) -> String {
    if let Some(m) = v.cast::<Method>() {
        return signature_text(vm, m.func());
    }
    if let Some(n) = v.cast::<Native>() {
        return format!("({})", vm.native_signature(n).text);
    }
    let Some(f) = v.cast::<Function>() else { return String::new() };
    let code = &f.linked().code;
    let names = vm.names.borrow();
    let name = |i: usize| code.locals.get(i).map_or("?", |l| names.get(l.name));
    let defaults = read(&f.defaults).and_then(|v| v.cast::<Tuple>()).map_or(0, Tuple::len);
    let (n, kwonly) = (code.nparams as usize, code.kwonly as usize);
    let mut parts = Vec::new();
    for i in 0..n {
        let default = if i + defaults >= n { "=…" } else { "" };
        parts.push(format!("{}{default}", name(i)));
        if i + 1 == code.posonly as usize {
            parts.push("/".into());
        }
    }
    if code.flags.varargs {
        parts.push(format!("*{}", name(n + kwonly)));
    } else if kwonly > 0 {
        parts.push("*".into());
    }
    parts.extend((n..n + kwonly).map(|i| name(i).to_owned()));
    if code.flags.varkw {
        parts.push(format!("**{}", name(n + kwonly + code.flags.varargs as usize)));
    }
    format!("({})", parts.join(", "))
}
