//! Import resolution: native modules, then the embedded library, then files and packages along `sys.path`
//! (which begins with the script's folder) or a package's `__path__`.

pub mod compile;
pub mod stdlib;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::heap::Tracer;
use crate::host::PathKind;
use crate::modules;
use crate::source::{Diagnostic, SourceFile, Span};
use crate::value::{Dict, List, Module, Str, Tuple, Value};
use crate::vm::{Component, Exc, Handle, Loader, Raise, Scope, Vm};
use compile::{Mode, compile};

/// The loader of a machine.
#[derive(Debug, Default)]
pub struct ModuleLoader;

impl Component for ModuleLoader {
    fn trace(&self, _: &mut Tracer) {}

    fn as_loader(&self) -> Option<&dyn Loader> {
        Some(self)
    }
}

/// Puts a loader into a machine.
pub fn install(vm: &Vm) {
    vm.add_component(Rc::new(ModuleLoader));
}

/// Whether there is a native or embedded module of this name.
pub fn is_known(name: &str) -> bool {
    modules::find(name).is_some() || stdlib::find(name).is_some()
}

/// The names of all native and embedded modules that are meant to be imported.
pub fn known_names() -> impl Iterator<Item = &'static str> {
    let native = modules::NATIVE.iter().map(|(name, _)| *name);
    native.chain(stdlib::MODULES.iter().map(|m| m.name)).filter(|n| !n.starts_with('_') && !n.contains('.'))
}

impl Loader for ModuleLoader {
    fn load(&self, s: &mut Scope<'_>, name: &str) -> Result<Option<Handle>, Raise> {
        if let Some(build) = modules::find(name) {
            let module = build(s)?;
            register(s, name, module);
            return Ok(Some(module));
        }
        if let Some(m) = stdlib::find(name) {
            let file = Rc::new(SourceFile::new(format!("<frozen {name}>"), m.source));
            let paths = if m.package { Some(Vec::new()) } else { None };
            return run_source(s, name, &file, None, paths).map(Some);
        }
        if !name.contains('.') {
            // which says where to look
            s.import_module("sys")?;
        }
        for folder in search_folders(s, name) {
            if let Some(found) = find_in(s, &folder, name) {
                return load_found(s, name, found).map(Some);
            }
        }
        let namespace: Vec<PathBuf> = search_folders(s, name)
            .into_iter()
            .map(|f| f.join(last_part(name)))
            .filter(|p| s.host.path_kind(p) == Some(PathKind::Folder))
            .collect();
        if namespace.is_empty() {
            return Ok(None);
        }
        let module = new_module(s, name, None, Some(&namespace));
        register(s, name, module);
        Ok(Some(module))
    }

    fn hint(&self, name: &str) -> Option<String> {
        let top = name.split('.').next().unwrap_or(name);
        let (_, serves, text) = HINTS.iter().find(|(n, _, _)| *n == top)?;
        (serves.is_empty() || is_known(serves)).then(|| format!("Hint: {text}"))
    }
}

/// For modules that do not exist here: which one serves instead (empty: none is needed), and what to say.
const HINTS: &[(&str, &str, &str)] = &[
    ("uvloop", "asyncio", "Quaver has its own event loop; asyncio.run is all that is needed"),
    ("nest_asyncio", "asyncio", "Quaver allows await at the top level of the main script"),
    ("async_timeout", "asyncio", "asyncio.timeout serves instead"),
    ("trio", "asyncio", "asyncio serves instead: TaskGroup, timeout, create_task"),
    ("anyio", "asyncio", "asyncio serves instead: TaskGroup, timeout, create_task"),
    ("curio", "asyncio", "asyncio serves instead"),
    ("gevent", "asyncio", "asyncio serves instead"),
    (
        "threading",
        "asyncio",
        "tasks serve instead: asyncio.create_task; asyncio.to_thread for blocking calls",
    ),
    ("multiprocessing", "asyncio", "tasks serve instead: asyncio.create_task, asyncio.gather"),
    ("concurrent", "asyncio", "tasks serve instead: asyncio.create_task, asyncio.to_thread"),
    ("socket", "asyncio", "asyncio.open_connection and asyncio.start_server serve instead"),
    ("selectors", "asyncio", "asyncio.open_connection and asyncio.start_server serve instead"),
    ("simplejson", "json", "json serves instead"),
    ("ujson", "json", "json serves instead"),
    ("orjson", "json", "json serves instead"),
    ("typing_extensions", "typing", "typing serves instead"),
    ("numpy", "math", "math and lists serve for small things"),
    ("cmath", "math", "complex numbers are left out; math has the real functions"),
    ("secrets", "random", "random.SystemRandom serves instead"),
];

/// A module's source, and where it was found.
struct Found {
    path: PathBuf,
    bytes: Vec<u8>,
    /// The folder of a package.
    package: Option<PathBuf>,
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn find_in(vm: &Vm, folder: &Path, name: &str) -> Option<Found> {
    let base = folder.join(last_part(name));
    let read = |path: PathBuf, package: Option<PathBuf>| {
        let is_file = vm.host.path_kind(&path) == Some(PathKind::File);
        let bytes = is_file.then(|| vm.host.read_file(&path).ok()).flatten()?;
        Some(Found { path, bytes, package })
    };
    for ending in ["py", "qv"] {
        if let Some(f) = read(base.join(format!("__init__.{ending}")), Some(base.clone())) {
            return Some(f);
        }
    }
    ["py", "qv"].iter().find_map(|ending| read(folder.join(format!("{}.{ending}", last_part(name))), None))
}

/// Where a module is looked for: in its package's `__path__`, or along `sys.path`.
fn search_folders(vm: &Vm, name: &str) -> Vec<PathBuf> {
    let (holder, key) = match name.rsplit_once('.') {
        Some((parent, _)) => (parent, "__path__"),
        None => ("sys", "path"),
    };
    let module = vm.dict_get_str(vm.modules(), holder).and_then(|v| v.cast::<Module>());
    let Some(list) = module.and_then(|m| vm.dict_get_str(m.dict(), key)) else { return Vec::new() };
    let items = match (list.cast::<List>(), list.cast::<Tuple>()) {
        (Some(l), _) => l.to_vec(),
        (_, Some(t)) => t.items().to_vec(),
        _ => Vec::new(),
    };
    let current = || vm.host.cwd().unwrap_or_default();
    let folder = |text: String| if text.is_empty() { current() } else { PathBuf::from(text) };
    items.iter().filter_map(|v| v.cast::<Str>()).map(|s| folder(s.to_text())).collect()
}

fn load_found(s: &mut Scope<'_>, name: &str, found: Found) -> Result<Handle, Raise> {
    let shown = found.path.to_string_lossy().into_owned();
    let file = match SourceFile::from_bytes(shown.as_str(), &found.bytes) {
        Ok(file) => Rc::new(file),
        Err(e) => return Err(syntax_error(s, &Rc::new(e.0), &[e.1])),
    };
    let paths = found.package.map(|p| vec![p]);
    run_source(s, name, &file, Some(&shown), paths)
}

/// Compiles and runs a module. It is in `sys.modules` while its body runs, and leaves it if that fails.
fn run_source(
    s: &mut Scope<'_>,
    name: &str,
    file: &Rc<SourceFile>,
    path: Option<&str>,
    package: Option<Vec<PathBuf>>,
) -> Result<Handle, Raise> {
    let compiled = compile(file, &mut s.names.borrow_mut(), Mode::Module);
    let Some(code) = compiled.code else { return Err(syntax_error(s, file, &compiled.diagnostics)) };
    let module = new_module(s, name, path, package.as_deref());
    register(s, name, module);
    let mut inner = s.inner();
    let dict = inner.keep(|vm| dict_of(vm, module).value());
    initializing(&inner, module, true);
    let result = inner.run_module_code(&code, dict);
    initializing(&inner, module, false);
    match result {
        Ok(_) => {
            drop(inner);
            // the body may have put something else into sys.modules
            Ok(s.imported(name).unwrap_or(module))
        }
        Err(raise) => {
            forget(&inner, name);
            Err(raise)
        }
    }
}

fn initializing(vm: &Vm, module: Handle, on: bool) {
    if let Some(m) = module.cast::<Module>(vm) {
        m.set_initializing(on);
    }
}

/// A module with the names every module has.
pub fn new_module(s: &mut Scope<'_>, name: &str, file: Option<&str>, package: Option<&[PathBuf]>) -> Handle {
    s.keep(|vm| {
        let dict = Dict::pinned(&vm.heap);
        let module = Module::new(&vm.heap, dict);
        vm.dict_set_str(dict, "__name__", vm.intern(name).value());
        vm.dict_set_str(dict, "__doc__", Value::NONE);
        let parent = match package {
            Some(_) => name,
            None => name.rsplit_once('.').map_or("", |p| p.0),
        };
        let parent = if name == "__main__" { Value::NONE } else { vm.str(parent) };
        vm.dict_set_str(dict, "__package__", parent);
        vm.dict_set_str(dict, "__loader__", Value::NONE);
        vm.dict_set_str(dict, "__spec__", Value::NONE);
        if let Some(file) = file {
            vm.dict_set_str(dict, "__file__", vm.str(file));
        }
        if let Some(folders) = package {
            let folders: Vec<Value<'_>> = folders.iter().map(|f| vm.str(&f.to_string_lossy())).collect();
            vm.dict_set_str(dict, "__path__", vm.list(&folders));
        }
        module.value()
    })
}

/// The namespace of a module made by `new_module`.
pub fn dict_of(vm: &Vm, module: Handle) -> &Dict {
    module.cast::<Module>(vm).expect("the handle holds a module").dict()
}

/// Puts a module into `sys.modules`.
pub fn register(vm: &Vm, name: &str, module: Handle) {
    vm.dict_set_str(vm.modules(), name, module.get(vm));
}

fn forget(vm: &Vm, name: &str) {
    let key = vm.intern(name);
    if let crate::value::Probe::At(at) = vm.modules().find_str(key, vm.hash_str(key)) {
        vm.modules().remove_at(at);
    }
}

/// Raises the first error of a text that could not be compiled.
pub fn syntax_error(vm: &Vm, file: &Rc<SourceFile>, diagnostics: &[Diagnostic]) -> Raise {
    let Some(d) = diagnostics.iter().find(|d| d.is_error()) else {
        return vm.raise(Exc::SyntaxError, "invalid syntax");
    };
    use crate::source::Kind;
    let class = match d.kind {
        Kind::IndentationError => Exc::IndentationError,
        Kind::TabError => Exc::TabError,
        _ => Exc::SyntaxError,
    };
    let span = file.clamp(d.span);
    let (from, mut to) = (file.line_col(span.lo), file.line_col(span.hi));
    if d.kind == Kind::IndentationError {
        // the first word of the line is meant
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let rest = file.slice(Span::new(span.hi, file.line_span(from.line).hi.max(span.hi)));
        to.col += rest.chars().take_while(|c| word(*c)).count() as u32;
    }
    let text = file.slice(file.line_span(from.line));
    let name = vm.str(file.name());
    let (line, offset) = (vm.int(from.line.into()), vm.int(i64::from(from.col) + 1));
    let (end_line, end_offset) = (vm.int(to.line.into()), vm.int(i64::from(to.col) + 1));
    let text = vm.str(text);
    let message = vm.str(&d.message);
    let place = vm.tuple(&[name, line, offset, text, end_line, end_offset]);
    let e = vm.new_exception_with(class, &[message, place]);
    let attributes = [
        ("msg", message),
        ("filename", name),
        ("lineno", line),
        ("offset", offset),
        ("text", text),
        ("end_lineno", end_line),
        ("end_offset", end_offset),
        ("print_file_and_line", Value::NONE),
    ];
    for (key, value) in attributes {
        vm.set_exception_attr(e, key, value);
    }
    vm.raise_value(e.value())
}
