//! A session: one machine, its main module, and the way programs run and end in it.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

use super::console::Console;
use super::trace::{exception_text, is};
use crate::bytecode::Code;
use crate::heap::Tracer;
use crate::host::Host;
use crate::loader::compile::{Mode, compile, compile_main};
use crate::source::{Diagnostic, SourceFile};
use crate::value::{Exception, Kept, Value};
use crate::vm::{Component, Exc, Handle, Options, Raise, Scope, Vm};
use crate::{builtins, event_loop, loader, modules};

/// Exit code of a program whose output nobody takes any more.
const OUTPUT_CLOSED: i32 = 120;
/// Exit code after Ctrl-C.
const INTERRUPTED: i32 = 130;

/// One machine with its main module.
pub struct Session {
    vm: Vm,
    console: Console,
    /// Something that will surely go wrong was reported before the program ran.
    foreseen: bool,
}

/// How an input at the prompt ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It has no value to be shown.
    Nothing,
    /// The text of its value.
    Value(String),
    /// It failed; the report has been written.
    Failed,
    /// The program asked to end with this exit code.
    Exit(i32),
}

/// What lives in the machine between inputs at the prompt.
#[derive(Default)]
struct Prompt {
    /// The loop that all inputs share.
    object: Cell<Option<Kept>>,
    /// Runs an input within the loop.
    driver: Cell<Option<Kept>>,
}

impl Component for Prompt {
    fn trace(&self, t: &mut Tracer) {
        for k in [&self.object, &self.driver].into_iter().filter_map(Cell::get) {
            k.trace(t);
        }
    }
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
        session
    }

    /// The modules that are there from the start: `sys`, `builtins`, `__main__`.
    fn prepare(&mut self, folder: &str) {
        let mut s = self.vm.scope();
        s.add_component(Rc::new(Prompt::default()));
        let main = loader::new_module(&mut s, "__main__", None, None);
        loader::register(&s, "__main__", main);
        let builtins = s.keep(|vm| crate::value::Module::new(&vm.heap, vm.builtins()).value());
        loader::register(&s, "builtins", builtins);
        s.dict_set_str(loader::dict_of(&s, main), "__builtins__", builtins.get(&s));
        let installed = s.import_module("sys").and_then(|sys| {
            let path = s.keep(|vm| vm.list(&[vm.str(folder)]));
            s.setattr(sys, "path", path)
        });
        if let Err(raise) = installed {
            let e = s.catch(raise);
            let text = exception_text(&mut s, e);
            s.write_stderr(&text);
        }
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
            if code.flags.coroutine { event_loop::run_coroutine(&mut s, result, false) } else { Ok(result) }
        });
        let result = result.and_then(|done| s.check_interrupts().map(|()| done));
        match result {
            Ok(_) => 0,
            Err(raise) => uncaught(&mut s, raise),
        }
    }

    /// Runs an input at the prompt. Its value is shown by the caller; `_` is set to it.
    pub fn input(&mut self, text: &str) -> Answer {
        let file = Rc::new(SourceFile::new("<stdin>", text));
        let compiled = compile(&file, &mut self.vm.names.borrow_mut(), Mode::Single);
        self.console.report(&file, &compiled.diagnostics);
        let Some(code) = compiled.code else { return Answer::Failed };
        let mut s = self.vm.scope();
        let outcome = match run_input(&mut s, &code, starts_a_loop(text)) {
            Ok(value) => show(&mut s, value),
            Err(raise) => Err(raise),
        };
        match outcome {
            Ok(answer) => answer,
            Err(raise) if s.pending_is(&raise, Exc::SystemExit) => Answer::Exit(uncaught(&mut s, raise)),
            Err(raise) if s.pending_is(&raise, Exc::KeyboardInterrupt) => {
                s.catch(raise);
                s.write_stderr("KeyboardInterrupt\n");
                Answer::Failed
            }
            Err(raise) => {
                uncaught(&mut s, raise);
                Answer::Failed
            }
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
        let object = self.vm.component::<Prompt>().and_then(|p| p.object.take());
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
fn run_code(s: &mut Scope<'_>, code: &Rc<Code>) -> Result<Handle, Raise> {
    let main = s.import_module("__main__")?;
    let dict = s.keep(|vm| loader::dict_of(vm, main).value());
    s.run_module_code(code, dict)
}

/// Whether an input begins a run of its own, which cannot be done inside a loop.
fn starts_a_loop(text: &str) -> bool {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.into_iter().any(|w| matches!(w, "run" | "run_until_complete" | "run_forever" | "Runner"))
}

/// Runs an input: within the prompt's loop, so that tasks it makes live on, unless it begins a loop itself.
fn run_input(s: &mut Scope<'_>, code: &Rc<Code>, alone: bool) -> Result<Handle, Raise> {
    if alone && !code.flags.coroutine {
        return run_code(s, code);
    }
    let prompt = s.component::<Prompt>().expect("every session has one");
    let object = match prompt.object.get() {
        Some(k) => s.keep(|vm| k.get(&vm.heap)),
        None => {
            let el = event_loop::of(s);
            let object = s.keep(|vm| event_loop::new_loop(&el, vm));
            prompt.object.set(Some(Kept::new(object.get(s))));
            object
        }
    };
    let coroutine = if code.flags.coroutine {
        run_code(s, code)?
    } else {
        let driver = match prompt.driver.get() {
            Some(k) => s.keep(|vm| k.get(&vm.heap)),
            None => {
                let driver = make_driver(s)?;
                prompt.driver.set(Some(Kept::new(driver.get(s))));
                driver
            }
        };
        let main = s.import_module("__main__")?;
        let dict = s.keep(|vm| loader::dict_of(vm, main).value());
        let function = s.link_module(code, dict);
        s.call(driver, &[function])?
    };
    let el = event_loop::of(s);
    let task = s.keep(|vm| event_loop::create_task(&el, vm, coroutine.get(vm), None, None).value());
    if code.flags.coroutine {
        event_loop::run_main_task(s, object, task)
    } else {
        // it never waits, so Ctrl-C must not wait for it either
        event_loop::run_until_complete(s, object, task)
    }
}

/// A coroutine function that calls what it is given.
fn make_driver(s: &mut Scope<'_>) -> Result<Handle, Raise> {
    let text = "async def drive(function):\n    return function()\n";
    let file = Rc::new(SourceFile::new("<frozen prompt>", text));
    let compiled = compile(&file, &mut s.names.borrow_mut(), Mode::Module);
    let Some(code) = compiled.code else { return Err(loader::syntax_error(s, &file, &compiled.diagnostics)) };
    let module = loader::new_module(s, "prompt", None, None);
    let dict = s.keep(|vm| loader::dict_of(vm, module).value());
    s.run_module_code(&code, dict)?;
    s.getattr(module, "drive")
}

/// The text of an input's value; `_` is set to it.
fn show(s: &mut Scope<'_>, value: Handle) -> Result<Answer, Raise> {
    if value.get(s).is_none() {
        return Ok(Answer::Nothing);
    }
    let text = s.repr_text(value)?.as_wtf8().to_string_lossy().into_owned();
    s.dict_set_str(s.builtins(), "_", value.get(s));
    Ok(Answer::Value(text))
}

/// Tells of an exception that nobody caught, and gives the exit code.
fn uncaught(s: &mut Scope<'_>, raise: Raise) -> i32 {
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
