//! The module `sys`.

mod records;
mod sizes;
mod streams;

use num_traits::ToPrimitive;

use super::support::{new_module, set, set_handle, with_int};
use crate::heap::Tracer;
use crate::value::{Builtins, Exception, Layout, Opaque, Str, Tuple, Value};
use crate::vm::{Args, Component, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};
use records::Field;

const ROWS: &[NativeRow] = &[
    row("exit", exit, "status=None, /"),
    row("exc_info", exc_info, ""),
    row("exception", exception, ""),
    row("getdefaultencoding", utf8, ""),
    row("getfilesystemencoding", utf8, ""),
    row("getfilesystemencodeerrors", surrogateescape, ""),
    row("getrecursionlimit", getrecursionlimit, ""),
    row("setrecursionlimit", setrecursionlimit, "limit, /"),
    row("getsizeof", sizes::getsizeof, "object, default=None"),
    row("getswitchinterval", getswitchinterval, ""),
    row("gettrace", none, ""),
    row("getprofile", none, ""),
    row("get_int_max_str_digits", get_digits, ""),
    row("set_int_max_str_digits", set_digits, "maxdigits"),
    row("intern", intern, "string, /"),
    row("is_finalizing", no, ""),
];

/// The version of Python whose language this is.
const VERSION: [i64; 3] = [3, 13, 0];

/// What whoever makes the machine adds to the module when it is first imported: few programs do so.
pub struct Finish {
    /// The folder where imports are looked for first.
    pub folder: String,
    /// Adds what is not known here.
    pub add: fn(&mut Scope<'_>, Handle) -> Result<(), Raise>,
}

impl Component for Finish {
    fn trace(&self, _: &mut Tracer) {}
}

/// Builds the module.
pub(super) fn build(s: &mut Scope<'_>) -> Result<Handle, Raise> {
    let module = new_module(
        s,
        "sys",
        "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
        ROWS,
    );
    texts(s, module);
    let [major, minor, micro] = VERSION.map(Field::Int);
    let version = records::record(
        s,
        "version_info",
        &[
            ("major", major),
            ("minor", minor),
            ("micro", micro),
            ("releaselevel", Field::Text("final")),
            ("serial", Field::Int(0)),
        ],
    )?;
    set_handle(s, module, "version_info", version);
    let float = records::record(s, "float_info", records::FLOAT)?;
    set_handle(s, module, "float_info", float);
    let int = records::record(s, "int_info", records::INT)?;
    set_handle(s, module, "int_info", int);
    let hash = records::record(s, "hash_info", records::HASH)?;
    set_handle(s, module, "hash_info", hash);
    let flags = records::record(s, "flags", records::FLAGS)?;
    set_handle(s, module, "flags", flags);
    let implementation = implementation(s, version)?;
    set_handle(s, module, "implementation", implementation);
    streams::install(s, module)?;
    if let Some(finish) = s.component::<Finish>() {
        let path = s.keep(|vm| vm.list(&[vm.str(&finish.folder)]));
        set_handle(s, module, "path", path);
        (finish.add)(s, module)?;
    }
    Ok(module)
}

fn texts(s: &Scope<'_>, module: Handle) {
    let [major, minor, micro] = VERSION;
    let release = env!("CARGO_PKG_VERSION");
    let text = |name: &str, text: &str| set(s, module, name, Vm::str(s, text));
    text("version", &format!("{major}.{minor}.{micro} (Quaver {release})"));
    text("copyright", "Quaver is free software under the MIT license.");
    text("platform", platform());
    text("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" });
    text("executable", "");
    text("prefix", "");
    text("base_prefix", "");
    text("exec_prefix", "");
    text("platlibdir", "lib");
    text("float_repr_style", "short");
    let int = |name: &str, i: i64| set(s, module, name, s.int(i));
    int("hexversion", (major << 24) | (minor << 16) | (micro << 8) | 0xf0);
    int("api_version", 1013);
    int("maxsize", i64::MAX);
    int("maxunicode", 0x10_ffff);
    let argv: Vec<Value<'_>> = s.options.argv.iter().map(|a| Vm::str(s, a)).collect();
    set(s, module, "argv", s.list(&argv));
    set(s, module, "orig_argv", s.list(&argv));
    set(s, module, "path", s.list(&[]));
    set(s, module, "meta_path", s.list(&[]));
    set(s, module, "warnoptions", s.list(&[]));
    set(s, module, "modules", s.modules().value());
    set(s, module, "dont_write_bytecode", Value::bool(true));
    let names: Vec<Value<'_>> = super::NATIVE.iter().map(|(n, _)| s.intern(n).value()).collect();
    set(s, module, "builtin_module_names", s.tuple(&names));
}

fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    }
}

fn implementation(s: &mut Scope<'_>, version: Handle) -> Result<Handle, Raise> {
    struct Nothing;
    impl crate::value::NativeData for Nothing {}
    let it = s.keep(|vm| {
        let object = vm.class(Builtins::Object);
        let class = vm.new_native_class("SimpleNamespace", "types", &[object], Layout::Opaque);
        Opaque::new(&vm.heap, class.root.get(), Nothing).value()
    });
    let name = s.keep(|vm| vm.str("quaver"));
    let tag = s.keep(|_| Value::NONE);
    s.setattr(it, "name", name)?;
    s.setattr(it, "cache_tag", tag)?;
    s.setattr(it, "version", version)?;
    Ok(it)
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    match a.opt(vm, 0) {
        None => Err(vm.raise_with(Exc::SystemExit, &[])),
        Some(status) if status.is_none() => Err(vm.raise_with(Exc::SystemExit, &[])),
        Some(status) => match status.cast::<Tuple>() {
            Some(all) => Err(vm.raise_with(Exc::SystemExit, all.items())),
            None => Err(vm.raise_with(Exc::SystemExit, &[status])),
        },
    }
}

fn exception(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.handled().unwrap_or(Value::NONE).into())
}

fn exc_info(vm: &mut Vm, _: Args) -> NativeResult {
    let parts = match vm.handled() {
        None => [Value::NONE; 3],
        Some(e) => {
            let traceback = e.cast::<Exception>().and_then(|e| e.traceback.load());
            [vm.type_of(e).value(), e, traceback.unwrap_or(Value::NONE)]
        }
    };
    Ok(vm.tuple(&parts).into())
}

fn utf8(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.str("utf-8").into())
}

fn surrogateescape(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.str("surrogateescape").into())
}

fn none(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn no(_: &mut Vm, _: Args) -> NativeResult {
    Ok(false.into())
}

fn getswitchinterval(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::float(0.005).into())
}

fn getrecursionlimit(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::index(vm.recursion_limit()).into())
}

fn setrecursionlimit(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 0);
    let n = vm.scope().index_big(h)?;
    let Some(n) = n.to_i32() else {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    };
    if n < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    vm.set_recursion_limit(n as usize);
    Ok(Ret::NONE)
}

fn get_digits(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::index(vm.int_digits()).into())
}

fn set_digits(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(n) = with_int(a.get(vm, 0), |n| n.to_i64()) else {
        let t = vm.type_name(a.get(vm, 0));
        return Err(vm.type_error(format_args!("'{t}' object cannot be interpreted as an integer")));
    };
    match n.and_then(|n| usize::try_from(n).ok()).filter(|&n| n == 0 || n >= 640) {
        Some(n) => vm.set_int_digits(n),
        None => return Err(vm.value_error("maxdigits must be 0 or larger than 640")),
    }
    Ok(Ret::NONE)
}

fn intern(vm: &mut Vm, a: Args) -> NativeResult {
    match a.get(vm, 0).cast::<Str>() {
        Some(s) => Ok(vm.intern_str(s).value().into()),
        None => {
            let t = vm.type_name(a.get(vm, 0));
            Err(vm.type_error(format_args!("intern() argument must be str, not {t}")))
        }
    }
}
