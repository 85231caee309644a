//! property, classmethod, staticmethod, super.

use std::slice::from_ref;

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the classes.
pub(super) fn install(vm: &Vm) {
    let property = vm.class(Builtins::Property);
    vm.add_staticmethods(property, const { &[row("__new__", new_property, "cls, /, *args, **kwargs")] });
    vm.add_methods(
        property,
        const {
            &[
                row("__init__", init_property, "self, fget=None, fset=None, fdel=None, doc=None"),
                row("getter", getter, "self, fget, /"),
                row("setter", setter, "self, fset, /"),
                row("deleter", deleter, "self, fdel, /"),
                row("__get__", property_get, "self, instance, owner=None, /"),
                row("__set__", property_set, "self, instance, value, /"),
                row("__delete__", property_delete, "self, instance, /"),
                row("__set_name__", set_name, "self, owner, name, /"),
            ]
        },
    );
    vm.add_getters(
        property,
        const {
            &[
                row("fget", fget, "self"),
                row("fset", fset, "self"),
                row("fdel", fdel, "self"),
                row("__name__", property_name, "self"),
                row("__isabstractmethod__", property_abstract, "self"),
            ]
        },
    );
    vm.add_property(property, "__doc__", property_doc, set_property_doc);
    for class in [Builtins::ClassMethod, Builtins::StaticMethod] {
        let c = vm.class(class);
        let (new, get): (NativeFn, NativeFn) = if class == Builtins::ClassMethod {
            (new_classmethod, classmethod_get)
        } else {
            (new_staticmethod, staticmethod_get)
        };
        vm.add_staticmethods(c, from_ref(vm.keep_row(row("__new__", new, "cls, function, /"))));
        vm.add_methods(
            c,
            const {
                &[
                    row("__init__", init_wrapper, "self, function, /"),
                    row("__getattr__", wrapper_getattr, "self, name, /"),
                ]
            },
        );
        vm.add_methods(c, from_ref(vm.keep_row(row("__get__", get, "self, instance, owner=None, /"))));
        vm.add_getters(
            c,
            const {
                &[
                    row("__func__", wrapped, "self"),
                    row("__wrapped__", wrapped, "self"),
                    row("__doc__", wrapped_doc, "self"),
                    row("__isabstractmethod__", wrapped_abstract, "self"),
                ]
            },
        );
    }
    let call = const { &[row("__call__", staticmethod_call, "self, /, *args, **kwargs")] };
    vm.add_methods(vm.class(Builtins::StaticMethod), call);
    let sup = vm.class(Builtins::Super);
    vm.add_staticmethods(
        sup,
        const { &[row("__new__", new_super, "cls, type=<unrepresentable>, object_or_type=<unrepresentable>, /")] },
    );
    vm.add_getters(
        sup,
        const {
            &[
                row("__thisclass__", this_class, "self"),
                row("__self__", super_self, "self"),
                row("__self_class__", self_class, "self"),
            ]
        },
    );
}

fn new_property(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::Property)?;
    Ok(Property::new(&vm.heap, class.root.get(), [Value::NONE; 4]).into())
}

fn init_property(vm: &mut Vm, a: Args) -> NativeResult {
    let p = a.this::<Property>(vm)?;
    for i in 0..4 {
        put(&p.parts[i], p.header(), a.get(vm, i + 1));
    }
    take_doc(vm, a)
}

/// Without a docstring of its own a property has its getter's.
fn take_doc(vm: &mut Vm, a: Args) -> NativeResult {
    let p = a.this::<Property>(vm)?;
    if !p.part(3).is_none() || p.part(0).is_none() {
        return Ok(Ret::NONE);
    }
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let f = s.keep(|vm| part(vm, this, 0));
    if let Some(doc) = s.getattr_opt(f, "__doc__")?
        && let Some(p) = this.cast::<Property>(&s)
    {
        put(&p.parts[3], p.header(), doc.get(&s));
    }
    Ok(Ret::NONE)
}

fn part(vm: &Vm, this: Handle, i: usize) -> Value<'_> {
    this.cast::<Property>(vm).map_or(Value::NONE, |p| p.part(i))
}

/// A copy with another getter, setter or deleter.
fn copied(vm: &mut Vm, a: Args, replaced: usize) -> NativeResult {
    let p = a.this::<Property>(vm)?;
    let mut parts = [0, 1, 2, 3].map(|i| p.part(i));
    parts[replaced] = a.get(vm, 1);
    if replaced == 0 {
        parts[3] = Value::NONE;
    }
    let class = vm.type_of(p.value());
    let new = Property::new(&vm.heap, class.root.get(), parts);
    new.name.set(new.header(), p.name.get());
    if replaced == 0 {
        let new = Ret::from(new);
        let mut s = vm.scope();
        let new = s.keep_ret(new);
        let f = a.handle(&s, 1);
        if let Some(doc) = s.getattr_opt(f, "__doc__")?
            && let Some(p) = new.cast::<Property>(&s)
        {
            put(&p.parts[3], p.header(), doc.get(&s));
        }
        return Ok(new.ret(&s));
    }
    Ok(new.into())
}

fn getter(vm: &mut Vm, a: Args) -> NativeResult {
    copied(vm, a, 0)
}

fn setter(vm: &mut Vm, a: Args) -> NativeResult {
    copied(vm, a, 1)
}

fn deleter(vm: &mut Vm, a: Args) -> NativeResult {
    copied(vm, a, 2)
}

fn missing(vm: &Vm, a: Args, what: &str) -> Raise {
    let p = a.get(vm, 0).cast::<Property>();
    let name = p.and_then(|p| read(&p.name)).and_then(|v| v.cast::<Str>()).map(Str::to_text);
    let class = super::object::class_qualname(vm.type_of(a.get(vm, 1)));
    let text = match name {
        Some(n) => format!("property '{n}' of '{class}' object has no {what}"),
        None => format!("property of '{class}' object has no {what}"),
    };
    vm.raise(Exc::AttributeError, text)
}

fn property_get(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 1).is_none() {
        return Ok(a.get(vm, 0).into());
    }
    call_part(vm, a, 0, "getter")
}

fn call_part(vm: &mut Vm, a: Args, i: usize, what: &str) -> NativeResult {
    if a.this::<Property>(vm)?.part(i).is_none() {
        return Err(missing(vm, a, what));
    }
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let f = s.keep(|vm| part(vm, this, i));
    let args = [a.handle(&s, 1), a.handle(&s, if i == 1 { 2 } else { 1 })];
    let r = s.call(f, if i == 1 { &args } else { &args[..1] })?;
    Ok(r.ret(&s))
}

fn property_set(vm: &mut Vm, a: Args) -> NativeResult {
    call_part(vm, a, 1, "setter").map(|_| Ret::NONE)
}

fn property_delete(vm: &mut Vm, a: Args) -> NativeResult {
    call_part(vm, a, 2, "deleter").map(|_| Ret::NONE)
}

fn set_name(vm: &mut Vm, a: Args) -> NativeResult {
    let p = a.this::<Property>(vm)?;
    put(&p.name, p.header(), a.get(vm, 2));
    Ok(Ret::NONE)
}

fn fget(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Property>(vm)?.part(0).into())
}

fn fset(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Property>(vm)?.part(1).into())
}

fn fdel(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Property>(vm)?.part(2).into())
}

fn property_name(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(name) = read(&a.this::<Property>(vm)?.name) {
        return Ok(name.into());
    }
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let f = s.keep(|vm| part(vm, this, 0));
    let r = s.getattr(f, "__name__")?;
    Ok(r.ret(&s))
}

/// Whether a function is marked abstract.
fn is_abstract(s: &mut Scope<'_>, f: Handle) -> Result<bool, Raise> {
    match s.getattr_opt(f, "__isabstractmethod__")? {
        Some(mark) => s.truth(mark),
        None => Ok(false),
    }
}

fn property_abstract(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Property>(vm)?;
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    for i in 0..3 {
        let f = s.keep(|vm| part(vm, this, i));
        if !f.get(&s).is_none() && is_abstract(&mut s, f)? {
            return Ok(true.into());
        }
    }
    Ok(false.into())
}

fn property_doc(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Property>(vm)?.part(3).into())
}

fn set_property_doc(vm: &mut Vm, a: Args) -> NativeResult {
    let p = a.this::<Property>(vm)?;
    put(&p.parts[3], p.header(), a.get(vm, 1));
    Ok(Ret::NONE)
}

fn new_classmethod(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::ClassMethod)?;
    Ok(ClassMethod::new(&vm.heap, class.root.get(), a.get(vm, 1)).into())
}

fn new_staticmethod(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::StaticMethod)?;
    Ok(StaticMethod::new(&vm.heap, class.root.get(), a.get(vm, 1)).into())
}

/// The function of a classmethod or staticmethod.
fn function<'v>(vm: &'v Vm, a: Args) -> Value<'v> {
    let v = a.get(vm, 0);
    match (v.cast::<ClassMethod>(), v.cast::<StaticMethod>()) {
        (Some(c), _) => c.func(),
        (_, Some(s)) => s.func(),
        _ => Value::NONE,
    }
}

fn init_wrapper(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    if let Some(c) = v.cast::<ClassMethod>() {
        put(&c.func, c.header(), a.get(vm, 1));
    } else if let Some(s) = v.cast::<StaticMethod>() {
        put(&s.func, s.header(), a.get(vm, 1));
    }
    Ok(Ret::NONE)
}

fn classmethod_get(vm: &mut Vm, a: Args) -> NativeResult {
    let owner = match a.opt(vm, 2) {
        Some(t) if !t.is_none() => t,
        _ => vm.type_of(a.get(vm, 1)).value(),
    };
    Ok(Method::new(&vm.heap, function(vm, a), owner).into())
}

fn staticmethod_get(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(function(vm, a).into())
}

fn staticmethod_call(vm: &mut Vm, a: Args) -> NativeResult {
    let (args, kwargs) = (a.handle(vm, 1), a.handle(vm, 2));
    let mut s = vm.scope();
    let f = s.keep(|vm| function(vm, a));
    let r = s.call_star(f, args, Some(kwargs))?;
    Ok(r.ret(&s))
}

fn wrapped(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(function(vm, a).into())
}

fn wrapper_getattr(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 1).cast::<Str>().map_or_else(String::new, Str::to_text);
    if !matches!(
        name.as_str(),
        "__name__" | "__qualname__" | "__module__" | "__annotations__" | "__type_params__"
    ) {
        return Err(vm.no_attribute(a.get(vm, 0), &name));
    }
    let mut s = vm.scope();
    let f = s.keep(|vm| function(vm, a));
    let r = s.getattr(f, &name)?;
    Ok(r.ret(&s))
}

fn wrapped_doc(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let f = s.keep(|vm| function(vm, a));
    let r = s.getattr(f, "__doc__")?;
    Ok(r.ret(&s))
}

fn wrapped_abstract(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let f = s.keep(|vm| function(vm, a));
    Ok(is_abstract(&mut s, f)?.into())
}

fn new_super(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(v) = a.opt(vm, 1) else { return Err(vm.runtime_error("super(): no arguments")) };
    let Some(class) = v.cast::<Type>() else {
        let t = shown_type(vm, v);
        return Err(vm.type_error(format_args!("super() argument 1 must be a type, not {t}")));
    };
    let none = Value::NONE;
    let Some(this) = a.opt(vm, 2).filter(|o| !o.is_none()) else {
        return Ok(Super::new(&vm.heap, v, none, none).into());
    };
    // super(type, type2): for classmethods
    if let Some(c) = this.cast::<Type>()
        && c.is_subclass_of(class)
    {
        return Ok(Super::new(&vm.heap, v, this, this).into());
    }
    let own = vm.type_of(this);
    if own.is_subclass_of(class) {
        return Ok(Super::new(&vm.heap, v, this, own.value()).into());
    }
    let name = super::object::class_qualname(class);
    let shown = match this.cast::<Type>() {
        Some(t) => format!("type {}", super::object::class_qualname(t)),
        None => format!("instance of {}", vm.type_name(this)),
    };
    Err(vm.type_error(format_args!(
        "super(type, obj): obj ({shown}) is not an instance or subtype of type ({name})."
    )))
}

fn this_class(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Super>(vm)?.parts()[0].into())
}

fn super_self(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Super>(vm)?.parts()[1].into())
}

fn self_class(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Super>(vm)?.parts()[2].into())
}
