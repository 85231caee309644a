//! `BaseException` and the classes that add something to it.

use std::slice::from_ref;

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods of exception classes.
pub(super) fn install(vm: &Vm) {
    let base = vm.exc_class(Exc::BaseException);
    vm.add_staticmethods(base, const { &[row("__new__", new, "cls, /, *args, **kwargs")] });
    vm.add_methods(
        base,
        const {
            &[
                row("__init__", init, "self, /, *args, **kwargs").pairing(init_with_one),
                row("__str__", str, "self, /"),
                row("__repr__", repr, "self, /"),
                row("with_traceback", with_traceback, "self, tb, /"),
                row("add_note", add_note, "self, note, /"),
            ]
        },
    );
    vm.add_property(base, "args", get_args, set_args);
    vm.add_property(base, "__cause__", get_cause, set_cause);
    vm.add_property(base, "__context__", get_context, set_context);
    vm.add_property(base, "__suppress_context__", get_suppress, set_suppress);
    vm.add_property(base, "__traceback__", get_traceback, set_traceback);

    vm.add_property(vm.exc_class(Exc::StopIteration), "value", stop_value, set_stop_value);
    vm.add_property(vm.exc_class(Exc::SystemExit), "code", exit_code, set_exit_code);
    vm.add_property(vm.exc_class(Exc::ImportError), "msg", import_msg, set_import_msg);
    let with_names: [(Exc, NativeRow, &[&str]); 4] = [
        (
            Exc::AttributeError,
            row("__init__", init_named, "self, /, *args, name=None, obj=None"),
            &["name", "obj"],
        ),
        (Exc::NameError, row("__init__", init_named, "self, /, *args, name=None"), &["name"]),
        (
            Exc::ImportError,
            row("__init__", init_import, "self, /, *args, name=None, path=None, name_from=None"),
            &["name", "path", "name_from"],
        ),
        (
            Exc::SyntaxError,
            row("__init__", init_syntax, "self, /, *args"),
            &[
                "msg",
                "filename",
                "lineno",
                "offset",
                "text",
                "end_lineno",
                "end_offset",
                "print_file_and_line",
            ],
        ),
    ];
    for (exc, row, names) in with_names {
        let class = vm.exc_class(exc);
        vm.add_methods(class, from_ref(vm.keep_row(row)));
        for name in names {
            vm.set_class_attr(class, name, Value::NONE);
        }
    }
    vm.add_methods(vm.exc_class(Exc::SyntaxError), const { &[row("__str__", syntax_str, "self, /")] });
    for exc in [Exc::UnicodeDecodeError, Exc::UnicodeEncodeError, Exc::UnicodeTranslateError] {
        vm.add_methods(vm.exc_class(exc), const { &[row("__init__", init_unicode, "self, /, *args")] });
    }
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 0);
    let base = vm.exc_class(Exc::BaseException);
    let Some(class) = v.cast::<Type>().filter(|c| c.is_subclass_of(base)) else {
        let t = vm.type_name(v);
        return Err(
            vm.type_error(format_args!("BaseException.__new__(X): X is not an exception class ({t})"))
        );
    };
    match a.get(vm, 1).cast::<Tuple>() {
        Some(args) => Ok(Exception::new(&vm.heap, class, args).into()),
        None => Ok(Exception::new(&vm.heap, class, Tuple::new(&vm.heap, &[])).into()),
    }
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    if has_kwargs(vm, a, 2) {
        let t = vm.type_name(e.value());
        return Err(vm.type_error(format_args!("{t}() takes no keyword arguments")));
    }
    put(&e.args, e.header(), a.get(vm, 1));
    Ok(Ret::NONE)
}

/// `__init__` with one argument.
fn init_with_one<'h>(vm: &'h Vm, this: Value<'h>, arg: Value<'h>) -> Option<Ret> {
    let e = this.cast::<Exception>()?;
    put(&e.args, e.header(), vm.tuple(&[arg]));
    Some(Ret::NONE)
}

fn str(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let r = s.str_builtin(this)?;
    Ok(r.ret(&s))
}

/// The `args` of an exception.
fn args_tuple(vm: &Vm, this: Handle) -> Value<'_> {
    this.cast::<Exception>(vm).and_then(|e| read(&e.args)).unwrap_or_else(|| vm.tuple(&[]))
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let r = s.repr_builtin(this)?;
    Ok(r.ret(&s))
}

fn with_traceback(vm: &mut Vm, a: Args) -> NativeResult {
    set_traceback(vm, a)?;
    Ok(a.get(vm, 0).into())
}

fn add_note(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    if a.get(vm, 1).cast::<Str>().is_none() {
        let t = vm.type_name(a.get(vm, 1));
        return Err(vm.type_error(format_args!("note must be a str, not '{t}'")));
    }
    let (this, note) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    match s.getattr_opt(this, "__notes__")? {
        Some(notes) => match notes.cast::<List>(&s) {
            Some(list) => list.push(&s.heap, note.get(&s)),
            None => return Err(s.type_error("Cannot add note: __notes__ is not a list")),
        },
        None => {
            let notes = s.keep(|vm| vm.list(&[note.get(vm)]));
            s.setattr(this, "__notes__", notes)?;
        }
    }
    Ok(Ret::NONE)
}

fn get_args(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let this = a.handle(vm, 0);
    Ok(args_tuple(vm, this).into())
}

fn set_args(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let h = a.handle(vm, 1);
    let mut s = vm.scope();
    let args = s.tuple_of(h)?;
    let e = a.this::<Exception>(&s)?;
    super::os_error::keep_parts(&s, e);
    put(&e.args, e.header(), args.get(&s));
    Ok(Ret::NONE)
}

/// An argument that must be None or an exception.
fn link<'v>(vm: &'v Vm, a: Args, what: &str) -> Result<Option<Value<'v>>, Raise> {
    let v = a.get(vm, 1);
    if v.is_none() {
        return Ok(None);
    }
    if v.cast::<Exception>().is_some() {
        return Ok(Some(v));
    }
    Err(vm.type_error(format_args!("exception {what} must be None or derive from BaseException")))
}

fn get_cause(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(read(&a.this::<Exception>(vm)?.cause).unwrap_or(Value::NONE).into())
}

fn set_cause(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    let v = link(vm, a, "cause")?;
    e.cause.set(e.header(), v.map(Value::word));
    e.header().put(Exception::SUPPRESS, true);
    Ok(Ret::NONE)
}

fn get_context(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(read(&a.this::<Exception>(vm)?.context).unwrap_or(Value::NONE).into())
}

fn set_context(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    let v = link(vm, a, "context")?;
    e.context.set(e.header(), v.map(Value::word));
    Ok(Ret::NONE)
}

fn get_suppress(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Exception>(vm)?.header().has(Exception::SUPPRESS).into())
}

fn set_suppress(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Exception>(vm)?;
    let h = a.handle(vm, 1);
    let on = vm.scope().truth(h)?;
    a.this::<Exception>(vm)?.header().put(Exception::SUPPRESS, on);
    Ok(Ret::NONE)
}

fn get_traceback(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(read(&a.this::<Exception>(vm)?.traceback).unwrap_or(Value::NONE).into())
}

fn set_traceback(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    let v = a.get(vm, 1);
    if !v.is_none() && v.cast::<Traceback>().is_none() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    e.traceback.set(e.header(), if v.is_none() { None } else { Some(v.word()) });
    Ok(Ret::NONE)
}

/// An attribute set by hand, else one made from `args`.
fn from_args(
    vm: &Vm,
    a: Args,
    name: &str,
    f: impl for<'x> FnOnce(&'x Vm, &'x [Value<'x>]) -> Value<'x>,
) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    match vm.stored_attr(e.value(), name) {
        Some(v) => Ok(v.into()),
        None => Ok(f(vm, e.args()).into()),
    }
}

/// Sets an attribute by hand.
fn by_hand(vm: &Vm, a: Args, name: &str) -> NativeResult {
    vm.set_exception_attr(a.this::<Exception>(vm)?, name, a.get(vm, 1));
    Ok(Ret::NONE)
}

fn stop_value(vm: &mut Vm, a: Args) -> NativeResult {
    from_args(vm, a, "value", |_, args| args.first().copied().unwrap_or(Value::NONE))
}

fn set_stop_value(vm: &mut Vm, a: Args) -> NativeResult {
    by_hand(vm, a, "value")
}

fn import_msg(vm: &mut Vm, a: Args) -> NativeResult {
    from_args(vm, a, "msg", |_, args| if let [one] = args { *one } else { Value::NONE })
}

fn set_import_msg(vm: &mut Vm, a: Args) -> NativeResult {
    by_hand(vm, a, "msg")
}

fn exit_code(vm: &mut Vm, a: Args) -> NativeResult {
    from_args(vm, a, "code", |vm, args| match args {
        [] => Value::NONE,
        [one] => *one,
        more => vm.tuple(more),
    })
}

fn set_exit_code(vm: &mut Vm, a: Args) -> NativeResult {
    by_hand(vm, a, "code")
}

/// `__init__` of classes with a `name` and perhaps an `obj`.
fn init_named(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    put(&e.args, e.header(), a.get(vm, 1));
    for (i, name) in ["name", "obj"].iter().enumerate() {
        if i + 2 < a.len()
            && let Some(v) = a.opt(vm, i + 2)
        {
            vm.set_exception_attr(e, name, v);
        }
    }
    Ok(Ret::NONE)
}

fn init_import(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    put(&e.args, e.header(), a.get(vm, 1));
    for (i, name) in ["name", "path", "name_from"].iter().enumerate() {
        if let Some(v) = a.opt(vm, i + 2) {
            vm.set_exception_attr(e, name, v);
        }
    }
    Ok(Ret::NONE)
}

fn init_syntax(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    put(&e.args, e.header(), a.get(vm, 1));
    if let Some(msg) = e.args().first() {
        vm.set_exception_attr(e, "msg", *msg);
    }
    if let [_, details] = e.args()
        && let Some(t) = details.cast::<Tuple>()
    {
        let names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
        for (name, v) in names.iter().zip(t.items()) {
            vm.set_exception_attr(e, name, *v);
        }
    }
    Ok(Ret::NONE)
}

fn syntax_str(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?.value();
    let text = |name: &str| vm.stored_attr(e, name);
    let file = text("filename").and_then(|v| v.cast::<Str>()).map(Str::to_text);
    let line = text("lineno").and_then(Value::as_i64);
    let file = file.map(|f| f.rsplit('/').next().unwrap_or_default().to_owned());
    let place = match (file, line) {
        (Some(f), Some(l)) => format!(" ({f}, line {l})"),
        (Some(f), None) => format!(" ({f})"),
        (None, Some(l)) => format!(" (line {l})"),
        (None, None) => String::new(),
    };
    let this = a.handle(vm, 0);
    let mut s = vm.scope();
    let msg = s.getattr(this, "msg")?;
    let mut out = s.str_text(msg)?;
    out.push_str(&place);
    Ok(s.str_wtf8(out.as_wtf8()).into())
}

fn init_unicode(vm: &mut Vm, a: Args) -> NativeResult {
    let e = a.this::<Exception>(vm)?;
    let translate = vm.is_instance(e.value(), vm.exc_class(Exc::UnicodeTranslateError));
    let names: &[&str] = if translate {
        &["object", "start", "end", "reason"]
    } else {
        &["encoding", "object", "start", "end", "reason"]
    };
    let n = star(vm, a, 1).len();
    if n != names.len() {
        let want = names.len();
        return Err(vm.type_error(format_args!("function takes exactly {want} arguments ({n} given)")));
    }
    for (i, (name, v)) in names.iter().zip(star(vm, a, 1)).enumerate() {
        let (fits, want) = match *name {
            "object" if vm.is_instance(e.value(), vm.exc_class(Exc::UnicodeDecodeError)) => {
                (bytes_like(*v, |_| ()).is_some(), "bytes")
            }
            "start" | "end" => (v.is_int_like(), "int"),
            _ => (v.cast::<Str>().is_some(), "str"),
        };
        if !fits {
            let t = shown_type(vm, *v);
            return Err(vm.type_error(match want {
                "bytes" => format!("a bytes-like object is required, not '{t}'"),
                "int" => format!("'{t}' object cannot be interpreted as an integer"),
                _ => format!("argument {} must be {want}, not {t}", i + 1),
            }));
        }
    }
    put(&e.args, e.header(), a.get(vm, 1));
    for (name, v) in names.iter().zip(star(vm, a, 1)) {
        vm.set_exception_attr(e, name, *v);
    }
    Ok(Ret::NONE)
}
