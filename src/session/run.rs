//! A session: one machine, its main module, and the way programs run and end in it.

use std::path::Path;
use std::rc::Rc;

use super::console::Console;
use super::prompt::Prompt;
use super::trace::{exception_text, is};
use crate::bytecode::Code;
use crate::host::Host;
use crate::loader::compile::compile_main;
use crate::source::{Diagnostic, SourceFile};
use crate::value::{Exception, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Options, Raise, Ret, Scope, Vm, row};
use crate::{builtins, event_loop, loader, modules};

/// Exit code of a program whose output nobody takes any more.
const OUTPUT_CLOSED: i32 = 120;
/// Exit code after Ctrl-C.
const INTERRUPTED: i32 = 130;

/// One machine with its main module.
pub struct Session {
    pub(super) vm: Vm,
    pub(super) console: Console,
    /// Something that will surely go wrong was reported before the program ran.
    foreseen: bool,
}

impl Session {
    /// A session in the world of a host. `folder` is where imports are looked for first.
    pub fn new(host: Rc<dyn Host>, options: Options, folder: &str) -> Session {
        let console = Console::new(host.clone());
        let vm = Vm::new(host, options);
        builtins::install(&vm);
        vm.finish_bootstrap();
        let el = event_loop::install(&vm);
        el.set_reporter(Rc::new(tell_lost));
        modules::asyncio::install(&vm);
        loader::install(&vm);
        let mut session = Session { vm, console, foreseen: false };
        session.prepare(folder);
        session.vm.keep_all();
        session
    }

    /// The modules that are there from the start: `builtins`, `__main__`; and what `sys` is told when it is wanted.
    fn prepare(&mut self, folder: &str) {
        let mut s = self.vm.scope();
        s.add_component(Rc::new(Prompt::default()));
        let main = loader::new_module(&mut s, "__main__", None, None);
        loader::register(&s, "__main__", main);
        let builtins = s.keep(|vm| crate::value::Module::new(&vm.heap, vm.builtins()).value());
        loader::register(&s, "builtins", builtins);
        s.dict_set_str(loader::dict_of(&s, main), "__builtins__", builtins.get(&s));
        s.add_component(Rc::new(modules::sys::Finish { folder: folder.to_owned(), add: add_hooks }));
    }

    /// The machine, for embedders.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    /// The console.
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// Runs a file as the main script and gives its exit code: 2 if it cannot be read.
    pub fn run_file(&mut self, path: &str) -> i32 {
        let absolute = match self.vm.host.cwd() {
            Ok(cwd) => cwd.join(path).to_string_lossy().into_owned(),
            Err(_) => path.to_owned(),
        };
        let bytes = match self.vm.host.read_file(Path::new(path)) {
            Ok(bytes) => bytes,
            Err(e) => {
                self.console.cannot_open(path, &e);
                return 2;
            }
        };
        match SourceFile::from_bytes(absolute.as_str(), &bytes) {
            Ok(file) => {
                self.set_main("__file__", &absolute);
                self.run_main(&Rc::new(file))
            }
            Err(e) => {
                self.console.report(&e.0, &[e.1]);
                1
            }
        }
    }

    /// Runs a text as the main script and gives its exit code.
    pub fn run_text(&mut self, name: &str, text: &str) -> i32 {
        self.run_main(&Rc::new(SourceFile::new(name, text)))
    }

    /// Runs standard input as the main script and gives its exit code.
    pub fn run_stdin(&mut self) -> i32 {
        match self.console.read_stdin() {
            Some(file) => self.run_main(&file),
            None => 1,
        }
    }

    fn set_main(&mut self, name: &str, text: &str) {
        let mut s = self.vm.scope();
        if let Some(main) = s.imported("__main__") {
            let vm: &Vm = &s;
            vm.dict_set_str(loader::dict_of(vm, main), name, vm.str(text));
        }
    }

    fn run_main(&mut self, file: &Rc<SourceFile>) -> i32 {
        let (compiled, mut reports) = compile_main(file, &mut self.vm.names.borrow_mut());
        self.console.report(file, &compiled.diagnostics);
        let Some(code) = compiled.code else { return 1 };
        reports.diagnostics.retain(Diagnostic::is_error);
        self.console.report(file, &reports.diagnostics);
        self.foreseen |= !reports.diagnostics.is_empty();
        let calls = reports.forgotten.into_iter().map(|f| (f.call, f.name)).collect();
        event_loop::of(&self.vm).expect_forgotten(file.clone(), calls);
        _ = event_loop::watch_interrupts(&self.vm);
        let mut s = self.vm.scope();
        let result = run_code(&mut s, &code).and_then(|result| {
            if code.flags.coroutine { event_loop::run_coroutine(&mut s, result, None) } else { Ok(result) }
        });
        let result = result.and_then(|done| s.check_interrupts().map(|()| done));
        match result {
            Ok(_) => 0,
            Err(raise) => uncaught(&mut s, raise),
        }
    }

    /// Has Ctrl-C interrupt what runs.
    pub fn watch_interrupts(&mut self) {
        _ = event_loop::watch_interrupts(&self.vm);
    }

    /// Ends the session: what the prompt's loop still has to do is cancelled, what was lost is told, standard
    /// output is flushed. Gives the exit code that `code` becomes.
    pub fn finish(&mut self, code: i32) -> i32 {
        let mut code = code;
        let object = self.vm.component::<Prompt>().and_then(|p| p.take_loop());
        if let Some(object) = object {
            let mut s = self.vm.scope();
            let object = s.keep(|vm| object.get(&vm.heap));
            if let Err(raise) = event_loop::end_loop(&mut s, object) {
                code = uncaught(&mut s, raise);
            }
        }
        self.vm.close_all_generators();
        let lost = event_loop::finish(&mut self.vm);
        match lost {
            Ok(lost) if code == 0 && (lost || self.foreseen) => 1,
            Ok(_) => code,
            Err(raise) => {
                let closed = self.vm.pending_is(&raise, Exc::BrokenPipeError);
                let mut s = self.vm.scope();
                if closed {
                    s.catch(raise);
                    return if code == 0 { OUTPUT_CLOSED } else { code };
                }
                uncaught(&mut s, raise)
            }
        }
    }
}

/// Runs code in the main module.
pub(super) fn run_code(s: &mut Scope<'_>, code: &Rc<Code>) -> Result<Handle, Raise> {
    let main = s.import_module("__main__")?;
    let dict = s.keep(|vm| loader::dict_of(vm, main).value());
    s.run_module_code(code, dict)
}

/// Tells of an exception that nobody caught, and gives the exit code.
pub(super) fn uncaught(s: &mut Scope<'_>, raise: Raise) -> i32 {
    let e = s.catch(raise);
    if is(s, e, Exc::SystemExit) {
        return exit_code(s, e);
    }
    let interrupted = is(s, e, Exc::KeyboardInterrupt);
    let closed = is(s, e, Exc::BrokenPipeError) && s.host.stdout_closed();
    if closed {
        return 1;
    }
    if !own_hook(s, e) {
        let text = exception_text(s, e);
        s.write_stderr(&text);
    }
    if interrupted { INTERRUPTED } else { 1 }
}

/// `sys.excepthook`, unless the script sets another.
const EXCEPTHOOK: NativeRow = row("excepthook", excepthook, "exctype, value, traceback, /");

fn add_hooks(s: &mut Scope<'_>, sys: Handle) -> Result<(), Raise> {
    let hook = s.keep(|vm| vm.new_native(&EXCEPTHOOK, Some("sys")).value());
    s.setattr(sys, "__excepthook__", hook)?;
    s.setattr(sys, "excepthook", hook)
}

fn excepthook(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let e = a.handle(&s, 1);
    let text = exception_text(&mut s, e);
    s.write_stderr(&text);
    Ok(Ret::NONE)
}

/// Calls the script's `sys.excepthook`, if it has set one; says whether it has dealt with the exception.
fn own_hook(s: &mut Scope<'_>, e: Handle) -> bool {
    let Some(sys) = s.imported("sys") else { return false };
    let hook = match s.getattr_opt(sys, "excepthook") {
        Ok(Some(hook)) => hook,
        Ok(None) => return false,
        Err(raise) => {
            s.catch(raise);
            return false;
        }
    };
    if let Ok(Some(default)) = s.getattr_opt(sys, "__excepthook__")
        && default.get(s).is(hook.get(s))
    {
        return false;
    }
    let class = s.keep(|vm| vm.type_of(e.get(vm)).value());
    let traceback =
        s.keep(|vm| e.cast::<Exception>(vm).and_then(|e| e.traceback.load()).unwrap_or(Value::NONE));
    match s.call(hook, &[class, e, traceback]) {
        Ok(_) => true,
        Err(raise) => {
            let inner = s.catch(raise);
            let text = exception_text(s, inner);
            s.write_stderr(&format!("Error in sys.excepthook:\n{text}\nOriginal exception was:\n"));
            false
        }
    }
}

/// What `sys.exit(…)` asks for: a number, or a text for standard error and 1.
fn exit_code(s: &mut Scope<'_>, e: Handle) -> i32 {
    let code = match s.getattr_opt(e, "code") {
        Ok(Some(code)) => code,
        Ok(None) => return 0,
        Err(raise) => {
            s.catch(raise);
            return 1;
        }
    };
    let v = code.get(s);
    if v.is_none() {
        return 0;
    }
    if v.is_int_like() {
        // the system keeps the lowest byte
        return v.as_i64().map_or(-1, |n| n as i32);
    }
    let text = match s.str_text(code) {
        Ok(text) => text.as_wtf8().to_string_lossy().into_owned(),
        Err(raise) => {
            s.catch(raise);
            String::new()
        }
    };
    s.write_stderr(&format!("{text}\n"));
    1
}

/// Tells of what the event loop found lost.
fn tell_lost(vm: &mut Vm, lost: &event_loop::Lost) {
    let mut text = format!("{}\n", lost.headline);
    for line in &lost.lines {
        text.push_str(&format!("  {line}\n"));
    }
    if let Some(e) = lost.exception {
        text.push_str(&exception_text(&mut vm.scope(), e));
    }
    vm.write_stderr(&text);
}
