//! What the prompt asks of a session: inputs that share one loop, the loop while nobody has typed anything yet,
//! tasks, listings.

use std::cell::Cell;
use std::rc::Rc;

use super::run::{Session, run_code, uncaught};
use crate::bytecode::{Code, listing};
use crate::event_loop::{self, Inlet};
use crate::heap::Tracer;
use crate::loader::compile::{Mode, compile};
use crate::source::SourceFile;
use crate::value::{Dict, Function, Kept, Method, Task};
use crate::vm::{Component, Exc, Handle, Raise, Scope, Vm};

/// Below this many live bytes a collection after every input is not felt.
const SMALL_HEAP: usize = 16 << 20;

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

/// Why the loop ended while the prompt was waiting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attended {
    /// Somebody called.
    Called,
    /// Ctrl-C; it has been told.
    Interrupted,
    /// A task asked to leave with this exit code.
    Exit(i32),
}

/// What lives in the machine between inputs at the prompt.
#[derive(Default)]
pub(super) struct Prompt {
    /// The loop that all inputs share.
    object: Cell<Option<Kept>>,
    /// Somebody sits there.
    attended: Cell<bool>,
}

impl Component for Prompt {
    fn trace(&self, t: &mut Tracer) {
        if let Some(k) = self.object.get() {
            k.trace(t);
        }
    }
}

impl Prompt {
    pub fn take_loop(&self) -> Option<Kept> {
        self.object.take()
    }
}

impl Session {
    /// Runs an input at the prompt. Its value is shown by the caller; `_` is set to it.
    pub fn input(&mut self, text: &str) -> Answer {
        let file = Rc::new(SourceFile::new("<stdin>", text));
        self.run_at_prompt(&file, Mode::Single)
    }

    /// Runs a file at the prompt, in the main module.
    pub fn load(&mut self, path: &str) -> Answer {
        match self.console.read_source(path) {
            Some(file) => self.run_at_prompt(&file, Mode::Main),
            None => Answer::Failed,
        }
    }

    fn run_at_prompt(&mut self, file: &Rc<SourceFile>, mode: Mode) -> Answer {
        let compiled = compile(file, &mut self.vm.names.borrow_mut(), mode);
        self.console.report(file, &compiled.diagnostics);
        let Some(code) = compiled.code else { return Answer::Failed };
        let prompt = prompt(&self.vm);
        event_loop::begin_input(&self.vm, prompt.attended.get());
        let mut s = self.vm.scope();
        let outcome = run_input(&mut s, &code, starts_a_loop(file.text())).and_then(|value| {
            if mode != Mode::Single || value.get(&s).is_none() {
                return Ok(Answer::Nothing);
            }
            let object = prompt_loop(&mut s);
            event_loop::within(&mut s, object, |s| show(s, value))
        });
        let answer = outcome.unwrap_or_else(|raise| failed(&mut s, raise));
        if prompt.attended.get() || matches!(answer, Answer::Exit(_)) {
            return answer;
        }
        // nobody waits for the next line: tasks get their turn between two inputs
        let (el, object) = (event_loop::of(&s), prompt_loop(&mut s));
        match event_loop::spin(&el, &mut s, object) {
            Ok(()) => answer,
            Err(raise) => match failed(&mut s, raise) {
                exit @ Answer::Exit(_) => exit,
                _ => answer,
            },
        }
    }

    /// Runs the prompt's loop until somebody calls through the inlet, or a task asks to leave.
    pub fn attend(&mut self) -> Attended {
        prompt(&self.vm).attended.set(true);
        if self.vm.heap.stats().live_bytes < SMALL_HEAP {
            // what the last input has dropped is told now, not some time later
            self.vm.collect();
        }
        let mut s = self.vm.scope();
        let object = prompt_loop(&mut s);
        match event_loop::attend(&mut s, object) {
            Ok(()) => Attended::Called,
            Err(raise) => {
                let interrupted = s.pending_is(&raise, Exc::KeyboardInterrupt);
                match failed(&mut s, raise) {
                    Answer::Exit(code) => Attended::Exit(code),
                    _ if interrupted => Attended::Interrupted,
                    _ => Attended::Called,
                }
            }
        }
    }

    /// The thread-safe entrance that ends `attend`.
    pub fn inlet(&self) -> Inlet {
        event_loop::inlet(&self.vm)
    }

    /// The tasks that have not ended, and what each waits for.
    pub fn tasks(&self) -> String {
        event_loop::tasks_text(&self.vm)
    }

    /// Cancels a task by its name; says whether there is one.
    pub fn cancel(&mut self, name: &str) -> bool {
        let el = event_loop::of(&self.vm);
        let named =
            |v: &Kept| v.get(&self.vm.heap).cast::<Task>().is_some_and(|t| event_loop::task_name(t) == name);
        let found = event_loop::live_tasks(&el, &self.vm).into_iter().map(Kept::new).find(named);
        let Some(task) = found else { return false };
        let mut s = self.vm.scope();
        let root = s.keep(|vm| task.get(&vm.heap));
        let kept = Kept::new(root.get(&s));
        if let Err(raise) = event_loop::cancel_task(&el, &mut s, kept, None) {
            failed(&mut s, raise);
        }
        true
    }

    /// The instructions of an input, or of the function that a name stands for. None if the input is wrong,
    /// which has been told then.
    pub fn listing(&mut self, text: &str) -> Option<String> {
        let path: Vec<&str> = text.trim().split('.').collect();
        let mut s = self.vm.scope();
        if let Some(found) = super::complete::resolve(&mut s, &path)
            && let Some(code) = code_of(&s, found)
        {
            return Some(listing(&code, &s.names.borrow()));
        }
        drop(s);
        let file = Rc::new(SourceFile::new("<stdin>", text));
        let compiled = compile(&file, &mut self.vm.names.borrow_mut(), Mode::Single);
        self.console.report(&file, &compiled.diagnostics);
        compiled.code.map(|code| listing(&code, &self.vm.names.borrow()))
    }

    /// Whether the main module has a variable of this name.
    pub fn defines(&mut self, name: &str) -> bool {
        let mut s = self.vm.scope();
        let main = super::complete::main_dict(&mut s);
        main.and_then(|d| d.cast::<Dict>(&s)).is_some_and(|d| s.dict_get_str(d, name).is_some())
    }

    /// Nanoseconds of the machine's clock.
    pub fn now(&self) -> u64 {
        self.vm.host.monotonic()
    }
}

/// The code of a script function, or of the function of a bound method.
fn code_of(vm: &Vm, found: Handle) -> Option<Rc<Code>> {
    let v = found.get(vm);
    let f = v.cast::<Function>().or_else(|| v.cast::<Method>().and_then(|m| m.func().cast::<Function>()))?;
    Some(f.linked().code.clone())
}

fn prompt(vm: &Vm) -> Rc<Prompt> {
    vm.component::<Prompt>().expect("every session has one")
}

/// The loop that all inputs share; a new one if the script has closed it.
fn prompt_loop(s: &mut Scope<'_>) -> Handle {
    let prompt = prompt(s);
    if let Some(k) = prompt.object.get() {
        let object = s.keep(|vm| k.get(&vm.heap));
        if !event_loop::is_closed(s, object) {
            return object;
        }
    }
    let el = event_loop::of(s);
    let object = s.keep(|vm| event_loop::new_loop(&el, vm));
    prompt.object.set(Some(Kept::new(object.get(s))));
    object
}

/// What became of an input that has raised something; tells of it.
fn failed(s: &mut Scope<'_>, raise: Raise) -> Answer {
    if s.pending_is(&raise, Exc::SystemExit) {
        return Answer::Exit(uncaught(s, raise));
    }
    if s.pending_is(&raise, Exc::KeyboardInterrupt) {
        s.catch(raise);
        s.write_stderr("KeyboardInterrupt\n");
    } else {
        uncaught(s, raise);
    }
    Answer::Failed
}

/// Whether an input begins a run of its own, which cannot be done inside a loop.
fn starts_a_loop(text: &str) -> bool {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.into_iter().any(|w| matches!(w, "run" | "run_until_complete" | "run_forever" | "Runner"))
}

/// Runs an input: within the prompt's loop, so that tasks it makes live on. One that begins a run of its own is
/// run outside it as long as no tasks live there, which the end of that run would cancel.
fn run_input(s: &mut Scope<'_>, code: &Rc<Code>, runs: bool) -> Result<Handle, Raise> {
    let el = event_loop::of(s);
    if runs && !code.flags.coroutine && event_loop::live_tasks(&el, s).is_empty() {
        return run_code(s, code);
    }
    let object = prompt_loop(s);
    if !code.flags.coroutine {
        return event_loop::within(s, object, |s| run_code(s, code));
    }
    let coroutine = run_code(s, code)?;
    // variables of the context keep what inputs set; the name keeps the numbers for the user's own tasks
    let task = s.keep(|vm| {
        let context = event_loop::context_current(&el, vm);
        event_loop::create_task(&el, vm, coroutine.get(vm), Some(vm.str("prompt")), Some(context)).value()
    });
    event_loop::run_main_task(s, object, task)
}

/// The text of an input's value; `_` is set to it.
fn show(s: &mut Scope<'_>, value: Handle) -> Result<Answer, Raise> {
    let text = s.repr_text(value)?.as_wtf8().to_string_lossy().into_owned();
    s.dict_set_str(s.builtins(), "_", value.get(s));
    Ok(Answer::Value(text))
}
