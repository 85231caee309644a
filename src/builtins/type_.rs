//! `type`: making classes, and what classes tell about themselves.

use super::object::class_qualname;
use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods of `type`.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::Type);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_classmethods(class, const { &[row("__prepare__", prepare, "metacls, /, *args, **kwargs")] });
    vm.add_methods(
        class,
        const {
            &[
                row("__init__", init, "self, /, *args, **kwargs"),
                row("__call__", call, "self, /, *args, **kwargs"),
                row("__repr__", repr, "self, /"),
                row("__instancecheck__", instancecheck, "self, instance, /"),
                row("__subclasscheck__", subclasscheck, "self, subclass, /"),
                row("__subclasses__", subclasses, "self, /"),
                row("__dir__", dir, "self, /"),
                row("__or__", super::alias::type_or, "self, value, /"),
                row("__ror__", super::alias::type_ror, "self, value, /"),
                row("mro", mro, "self, /"),
            ]
        },
    );
    vm.add_getters(
        class,
        const {
            &[
                row("__bases__", bases, "self"),
                row("__mro__", mro_tuple, "self"),
                row("__base__", base, "self"),
                row("__dict__", dict, "self"),
                row("__type_params__", type_params, "self"),
                row("__basicsize__", basicsize, "self"),
            ]
        },
    );
    vm.add_property(class, "__name__", name, set_name);
    vm.add_property(class, "__qualname__", qualname, set_qualname);
    vm.add_property(class, "__module__", module, set_module);
    vm.add_property(class, "__doc__", doc, set_doc);
    vm.add_property(class, "__annotations__", annotations, set_annotations);
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let n = star(vm, a, 1).len();
    let plain = a.get(vm, 0).is(vm.class(Builtins::Type).value());
    if plain && n == 1 && !has_kwargs(vm, a, 2) {
        return Ok(vm.type_of(star(vm, a, 1)[0]).into());
    }
    if n != 3 {
        let text = if plain {
            "type() takes 1 or 3 arguments".into()
        } else {
            format!("type.__new__() takes exactly 3 arguments ({n} given)")
        };
        return Err(vm.type_error(text));
    }
    for (i, want, what) in
        [(0, Builtins::Str, "str"), (1, Builtins::Tuple, "tuple"), (2, Builtins::Dict, "dict")]
    {
        let v = star(vm, a, 1)[i];
        if !vm.is_instance(v, vm.class(want)) {
            let t = shown_type(vm, v);
            return Err(
                vm.type_error(format_args!("type.__new__() argument {} must be {what}, not {t}", i + 1))
            );
        }
    }
    let (meta, args, kwargs) = (a.handle(vm, 0), a.handle(vm, 1), a.opt_handle(vm, 2));
    let mut s = vm.scope();
    let [name, bases, dict] = [0, 1, 2].map(|i| s.keep(|vm| tuple_item(vm, args, i)));
    let class = s.make_class(Some(meta), name, bases, dict, kwargs)?;
    Ok(class.ret(&s))
}

fn init(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn call(vm: &mut Vm, a: Args) -> NativeResult {
    let (class, args, kwargs) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    a.this::<Type>(vm)?;
    if a.get(vm, 0).is(vm.class(Builtins::Type).value()) && star(vm, a, 1).len() == 1 {
        return Ok(vm.type_of(star(vm, a, 1)[0]).into());
    }
    let mut s = vm.scope();
    let r = instantiate(&mut s, class, args, kwargs)?;
    Ok(r.ret(&s))
}

/// What calling a class does when its metaclass has nothing to say: `__new__`, then `__init__`.
fn instantiate(s: &mut Scope<'_>, class: Handle, args: Handle, kwargs: Handle) -> Result<Handle, Raise> {
    let Some(c) = class.cast::<Type>(s) else { return Err(s.type_error("a class is needed")) };
    let bare_new = inherits(s, c, Builtins::Object, "__new__");
    let bare_init = inherits(s, c, Builtins::Object, "__init__");
    let new = s.getattr(class, "__new__")?;
    let instance = if bare_new && !bare_init {
        s.call(new, &[class])?
    } else {
        let all = with_first(s, class, args);
        s.call_star(new, all, Some(kwargs))?
    };
    let fits = class.cast::<Type>(s).is_some_and(|c| Vm::is_instance(s, instance.get(s), c));
    if !fits || bare_init {
        return Ok(instance);
    }
    let owner = s.keep(|vm| vm.type_of(instance.get(vm)).value());
    let init = s.getattr(owner, "__init__")?;
    let all = with_first(s, instance, args);
    let r = s.call_star(init, all, Some(kwargs))?;
    if !r.get(s).is_none() {
        let t = s.type_name(r.get(s));
        return Err(s.type_error(format_args!("__init__() should return None, not '{t}'")));
    }
    Ok(instance)
}

/// A tuple of arguments with one more in front.
fn with_first(s: &mut Scope<'_>, first: Handle, args: Handle) -> Handle {
    s.keep(|vm| {
        let mut all = vec![first.get(vm)];
        all.extend_from_slice(args.cast::<Tuple>(vm).map_or(&[], Tuple::items));
        vm.tuple(&all)
    })
}

fn prepare(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.dict().into())
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let text = format!("<class '{}'>", vm.class_full_name(a.this::<Type>(vm)?));
    Ok(vm.str(&text).into())
}

fn instancecheck(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(vm.is_instance(a.get(vm, 1), class).into())
}

fn subclasscheck(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    match a.get(vm, 1).cast::<Type>() {
        Some(c) => Ok(c.is_subclass_of(class).into()),
        None => Err(vm.type_error("issubclass() arg 1 must be a class")),
    }
}

fn subclasses(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    let list = List::empty(&vm.heap);
    for w in class.subclasses.borrow().iter() {
        list.push(&vm.heap, Value::from_word(*w));
    }
    Ok(list.into())
}

fn dir(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let names = super::object::dir_names(&mut s, h)?;
    super::functions::sorted_names(&s, names)
}

fn mro(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(vm.list(class.mro()).into())
}

fn mro_tuple(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(read(&class.mro).unwrap_or(Value::NONE).into())
}

fn bases(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(read(&class.bases).unwrap_or_else(|| vm.tuple(&[])).into())
}

fn base(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(class.bases().first().copied().unwrap_or(Value::NONE).into())
}

fn dict(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(super::namespace::proxy(vm, class.dict().value()).into())
}

fn type_params(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    let own = vm.dict_get_str(class.dict(), "__type_params__");
    Ok(own.filter(|v| v.cast::<Tuple>().is_some()).unwrap_or_else(|| vm.tuple(&[])).into())
}

fn basicsize(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(Value::index(16 + 8 * class.inline.get() as usize).into())
}

fn name(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    Ok(read(&class.name).unwrap_or(Value::NONE).into())
}

fn qualname(vm: &mut Vm, a: Args) -> NativeResult {
    let text = class_qualname(a.this::<Type>(vm)?);
    Ok(vm.str(&text).into())
}

/// Refuses changes of built-in classes.
fn writable<'v>(vm: &'v Vm, a: Args, what: &str) -> Result<&'v Type, Raise> {
    let class = a.this::<Type>(vm)?;
    if class.has(TypeFlags::BUILTIN) {
        let name = class.name_text();
        return Err(vm.type_error(format_args!("cannot set '{what}' attribute of immutable type '{name}'")));
    }
    Ok(class)
}

fn set_name(vm: &mut Vm, a: Args) -> NativeResult {
    let class = writable(vm, a, "__name__")?;
    let v = a.get(vm, 1);
    if v.cast::<Str>().is_none() {
        let (c, t) = (class.name_text(), vm.type_name(v));
        return Err(vm.type_error(format_args!("can only assign string to {c}.__name__, not '{t}'")));
    }
    put(&class.name, class.header(), v);
    // what look-ups have found is the old one
    vm.flush_caches();
    Ok(Ret::NONE)
}

fn set_qualname(vm: &mut Vm, a: Args) -> NativeResult {
    let class = writable(vm, a, "__qualname__")?;
    let v = a.get(vm, 1);
    if v.cast::<Str>().is_none() {
        let (c, t) = (class.name_text(), vm.type_name(v));
        return Err(vm.type_error(format_args!("can only assign string to {c}.__qualname__, not '{t}'")));
    }
    put(&class.qualname, class.header(), v);
    Ok(Ret::NONE)
}

fn module(vm: &mut Vm, a: Args) -> NativeResult {
    let text = vm.class_module(a.this::<Type>(vm)?).unwrap_or_else(|| "builtins".into());
    Ok(vm.intern(&text).into())
}

fn set_module(vm: &mut Vm, a: Args) -> NativeResult {
    let class = writable(vm, a, "__module__")?;
    vm.dict_set_str(class.dict(), "__module__", a.get(vm, 1));
    Ok(Ret::NONE)
}

fn doc(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    let own = vm.dict_get_str(class.dict(), "__doc__");
    // in `type` itself the name stands for this getter
    Ok(own.filter(|v| v.cast::<Property>().is_none()).unwrap_or(Value::NONE).into())
}

fn set_doc(vm: &mut Vm, a: Args) -> NativeResult {
    let class = writable(vm, a, "__doc__")?;
    vm.dict_set_str(class.dict(), "__doc__", a.get(vm, 1));
    Ok(Ret::NONE)
}

fn annotations(vm: &mut Vm, a: Args) -> NativeResult {
    let class = a.this::<Type>(vm)?;
    if let Some(v) = vm.dict_get_str(class.dict(), "__annotations__")
        && v.cast::<Property>().is_none()
    {
        return Ok(v.into());
    }
    if class.has(TypeFlags::BUILTIN) {
        return Err(vm.no_attribute(class.value(), "__annotations__"));
    }
    let fresh = vm.dict();
    vm.dict_set_str(class.dict(), "__annotations__", fresh.value());
    Ok(fresh.into())
}

fn set_annotations(vm: &mut Vm, a: Args) -> NativeResult {
    let class = writable(vm, a, "__annotations__")?;
    vm.dict_set_str(class.dict(), "__annotations__", a.get(vm, 1));
    Ok(Ret::NONE)
}
