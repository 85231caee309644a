//! Reports of what would otherwise be silent: deadlocks, failures nobody looked at, coroutines never awaited,
//! errors of callbacks.

use std::fmt::Write;
use std::rc::Rc;

use super::{EventLoop, live_tasks, task_name};
use crate::heap::Tracer;
use crate::source::SourceFile;
use crate::value::{
    Exception, Function, Future, Generator, Kept, Linked, Method, Module, Native, Opaque, Site, Str, Task,
    Value, WaitKind,
};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

/// One report, not told yet.
pub(super) struct Report {
    headline: String,
    lines: Vec<String>,
    exception: Option<Kept>,
}

impl Report {
    pub fn trace(&self, t: &mut Tracer) {
        if let Some(e) = self.exception {
            e.trace(t);
        }
    }
}

/// Something that was lost, as it is told.
pub struct Lost {
    /// What happened.
    pub headline: String,
    /// More about it.
    pub lines: Vec<String>,
    /// The exception, whose traceback belongs to the report.
    pub exception: Option<Handle>,
}

/// Tells of what was lost; session makes one that prints tracebacks.
pub type Reporter = Rc<dyn Fn(&mut Vm, &Lost)>;

/// Names of the library's own files begin like this; reports leave their frames out.
const LIBRARY: &str = "<frozen ";

impl EventLoop {
    /// Remembers that something was lost; it is told at the end of the turn.
    pub(super) fn report(&self, headline: String, lines: Vec<String>, exception: Option<Kept>) {
        self.lost.set(true);
        self.reports.borrow_mut().push(Report { headline, lines, exception });
    }

    /// Tells what has been remembered.
    pub(super) fn tell_reports(&self, vm: &mut Vm) -> Result<(), Raise> {
        if self.reports.borrow().is_empty() {
            return Ok(());
        }
        for r in self.reports.take() {
            let mut s = vm.scope();
            let exception = r.exception.map(|e| s.keep(|vm| e.get(&vm.heap)));
            let lost = Lost { headline: r.headline, lines: r.lines, exception };
            let reporter = self.reporter.borrow().clone();
            match reporter {
                Some(tell) => tell(&mut s, &lost),
                None => s.write_stderr(&plain(&s, &lost)),
            }
        }
        Ok(())
    }

    /// A future has failed, and nobody will ever look.
    pub(super) fn report_unseen(&self, vm: &Vm, f: &Future) {
        let mut lines = Vec::new();
        let headline = match f.value().cast::<Task>() {
            Some(task) => {
                lines.push(format!("task: {} of {}", task_name(task), coroutine_name(task)));
                "Task exception was never retrieved"
            }
            None => "Future exception was never retrieved",
        };
        if let Some(place) = place_of_site(vm, f.site.get()) {
            lines.push(format!("made at {place}"));
        }
        self.report(headline.into(), lines, f.result.load().map(Kept::new));
    }

    /// A coroutine was dropped before anybody awaited it.
    pub(super) fn report_never_awaited(&self, vm: &Vm, coroutine: Value<'_>) {
        let (name, site) = match (coroutine.cast::<Generator>(), super::Suspension::of(coroutine)) {
            (Some(g), _) => (text_of(g.function().qualname()), g.site),
            (_, Some(s)) => (s.name().to_owned(), Site::default()),
            _ => return,
        };
        let place = place_of_site(vm, site).map(|p| format!("made at {p}"));
        let headline = format!("RuntimeWarning: coroutine '{name}' was never awaited");
        self.report(headline, place.into_iter().collect(), None);
    }

    /// Tells the loop's exception handler of something, with these parts of the context.
    pub fn call_exception_handler(
        &self,
        s: &mut Scope<'_>,
        object: Handle,
        message: &str,
        parts: &[(&str, Handle)],
    ) -> Result<(), Raise> {
        let context = s.keep(|vm| {
            let d = vm.dict();
            vm.dict_set_str(d, "message", vm.str(message));
            for (key, value) in parts {
                vm.dict_set_str(d, key, value.get(vm));
            }
            d.value()
        });
        self.handle_exception(s, object, context)
    }

    /// `loop.call_exception_handler(context)`
    pub fn handle_exception(&self, s: &mut Scope<'_>, object: Handle, context: Handle) -> Result<(), Raise> {
        let data = object.cast::<Opaque>(s).and_then(|o| o.data::<super::LoopData>());
        let Some(handler) = data.and_then(|d| d.handler.0.load()).map(Kept::new) else {
            self.default_exception_handler(s, context);
            return Ok(());
        };
        let handler = s.keep(|vm| handler.get(&vm.heap));
        match s.call(handler, &[object, context]) {
            Ok(_) => Ok(()),
            Err(raise) if is_fatal(s, &raise) => Err(raise),
            Err(raise) => {
                let e = s.catch(raise);
                let inner = Some(Kept::new(e.get(s)));
                self.report("Unhandled error in exception handler".into(), Vec::new(), inner);
                Ok(())
            }
        }
    }

    /// What happens to errors where the script has set no handler: they are told.
    pub fn default_exception_handler(&self, s: &mut Scope<'_>, context: Handle) {
        let Some(d) = context.cast::<crate::value::Dict>(s) else { return };
        let text = |key: &str| s.dict_get_str(d, key).and_then(|v| v.cast::<Str>()).map(Str::to_text);
        let headline = text("message").unwrap_or_else(|| "Unhandled exception in event loop".into());
        let exception = s.dict_get_str(d, "exception").map(Kept::new);
        let mut lines = Vec::new();
        for key in ["future", "task", "handle"] {
            if let Some(v) = s.dict_get_str(d, key) {
                lines.push(format!("{key}: {}", brief(s, v)));
            }
        }
        self.report(headline, lines, exception);
    }

    /// A callback has raised something.
    pub(super) fn callback_failed(
        &self,
        s: &mut Scope<'_>,
        raise: Raise,
        callback: Handle,
        handle: Option<Handle>,
    ) -> Result<(), Raise> {
        if is_fatal(s, &raise) {
            return Err(raise);
        }
        let e = s.catch(raise);
        let mut message = format!("Exception in callback {}", callable_name(s, callback.get(s)));
        message.push_str(&source_of(callback.get(s)));
        let object = self.loop_now.get();
        let object = s.keep(|vm| object.map_or(Value::NONE, |k| k.get(&vm.heap)));
        let mut parts = vec![("exception", e)];
        if let Some(h) = handle {
            parts.push(("handle", h));
        }
        self.call_exception_handler(s, object, &message, &parts)
    }

    /// Nothing is ready and nothing can come: tells who waits for what, and raises what ends the program.
    pub(super) fn deadlock(&self, vm: &mut Vm) -> Raise {
        self.lost.set(true);
        let n = self.tasks.borrow().len();
        let head = match n {
            0 => "deadlock: the loop has nothing left to do, and nothing will stop it".to_owned(),
            1 => "deadlock: 1 task waits, and nothing is left that could wake it:".to_owned(),
            _ => format!("deadlock: {n} tasks wait, and nothing is left that could wake one:"),
        };
        let text = self.waiting_text(vm, &head);
        vm.write_stderr(&text);
        vm.raise_with(Exc::SystemExit, &[vm.int(1)])
    }

    /// A list of the tasks that have not ended, with what they wait for and where.
    pub(super) fn waiting_text(&self, vm: &Vm, head: &str) -> String {
        let mut out = format!("{head}\n");
        const MOST: usize = 20;
        let tasks = live_tasks(self, vm);
        for task in tasks.iter().take(MOST).filter_map(|v| v.cast::<Task>()) {
            if self.current.get() == Some(Kept::new(task.value())) {
                let _ = writeln!(out, "  {}: {} is running", task_name(task), coroutine_name(task));
                continue;
            }
            let _ = writeln!(
                out,
                "  {}: {} waits for {}",
                task_name(task),
                coroutine_name(task),
                waits_for(task)
            );
            if let Some((file, at)) = waiting_place(task) {
                let lc = file.line_col(at);
                let _ = writeln!(out, "    at {}:{}:{}", file.name(), lc.line, lc.col + 1);
                let line = file.line_text(lc.line).trim();
                if !line.is_empty() {
                    let _ = writeln!(out, "       {line}");
                }
            }
            if let Some(place) = place_of_site(vm, task.future().site.get()) {
                let _ = writeln!(out, "    made at {place}");
            }
        }
        if tasks.len() > MOST {
            let _ = writeln!(out, "  … and {} more", tasks.len() - MOST);
        }
        out
    }
}

fn is_fatal(vm: &Vm, raise: &Raise) -> bool {
    vm.pending_is(raise, Exc::SystemExit) || vm.pending_is(raise, Exc::KeyboardInterrupt)
}

/// A report as plain text, where session has set no better way.
fn plain(vm: &Vm, lost: &Lost) -> String {
    let mut out = format!("{}\n", lost.headline);
    for line in &lost.lines {
        let _ = writeln!(out, "  {line}");
    }
    if let Some(e) = lost.exception.and_then(|h| h.cast::<Exception>(vm)) {
        let class = vm.type_name(e.value());
        match e.args().first().and_then(|v| v.cast::<Str>()) {
            Some(text) => {
                let _ = writeln!(out, "{class}: {}", text.to_text());
            }
            None => {
                let _ = writeln!(out, "{class}");
            }
        }
    }
    out
}

/// The text of a string value.
fn text_of(v: Value<'_>) -> String {
    v.cast::<Str>().map_or_else(String::new, Str::to_text)
}

/// A value in few words, without running script.
pub(super) fn brief(vm: &Vm, v: Value<'_>) -> String {
    if let Some(task) = v.cast::<Task>() {
        return format!("<Task {} {}>", task_name(task), coroutine_name(task));
    }
    if let Some(i) = v.as_small_int() {
        return i.to_string();
    }
    match v.cast::<Str>() {
        Some(s) => format!("'{}'", s.to_text()),
        None if v.is_none() => "None".into(),
        None => format!("<{} object>", vm.type_name(v)),
    }
}

/// What a callable is called.
pub fn callable_name(vm: &Vm, v: Value<'_>) -> String {
    if let Some(f) = v.cast::<Function>() {
        return format!("{}()", text_of(f.qualname()));
    }
    if let Some(m) = v.cast::<Method>() {
        return callable_name(vm, m.func());
    }
    if let Some(n) = v.cast::<Native>() {
        return format!("{}()", vm.native_signature(n).name);
    }
    if v.cast::<Module>().is_some() {
        return "<module>".into();
    }
    brief(vm, v)
}

/// Where a callback of the script's is written: ` at file:line`.
fn source_of(v: Value<'_>) -> String {
    if let Some(m) = v.cast::<Method>() {
        return source_of(m.func());
    }
    let Some(f) = v.cast::<Function>() else { return String::new() };
    let code = &f.linked().code;
    format!(" at {}:{}", code.file.name(), code.file.line(code.span.lo))
}

/// The name of what a task runs.
fn coroutine_name(task: &Task) -> String {
    let coro = task.coro.load();
    if let Some(g) = coro.and_then(|v| v.cast::<Generator>()) {
        return format!("{}()", text_of(g.function().qualname()));
    }
    match coro.and_then(super::Suspension::of) {
        Some(s) => format!("{}()", s.name()),
        None => "an awaitable".into(),
    }
}

/// The frames of a suspended chain of awaits, innermost first.
fn frames(task: &Task) -> Vec<&Generator> {
    let Some(outer) = task.coro.load().and_then(|v| v.cast::<Generator>()) else { return Vec::new() };
    let mut at = outer.inner.load().and_then(|v| v.cast::<Generator>()).unwrap_or(outer);
    let mut all = vec![at];
    while !std::ptr::eq(at, outer) {
        match at.parent.load().and_then(|v| v.cast::<Generator>()) {
            Some(parent) if all.len() < 10_000 => at = parent,
            _ => break,
        }
        all.push(at);
    }
    all
}

fn is_library(code: &Linked) -> bool {
    code.code.file.name().starts_with(LIBRARY)
}

/// What a task waits for, in words.
fn waits_for(task: &Task) -> String {
    // an innermost frame of the library names the primitive better than the future inside it
    let library = frames(task).into_iter().take_while(|g| is_library(g.function().linked()));
    let names = library.map(|g| text_of(g.function().qualname()));
    // the outermost frame with a public name says best what the script has asked for
    if let Some(name) = names.filter(|n| !n.starts_with('_')).last() {
        return format!("{name}()");
    }
    let object = task.waits_for.load();
    match task.wait.get() {
        WaitKind::Timer => "a timer".into(),
        WaitKind::Gate => format!("{}()", super::gate::label_of(task).unwrap_or("a primitive")),
        WaitKind::Native => match object.and_then(super::Suspension::of) {
            Some(s) => format!("{}()", s.name()),
            None => "a native operation".into(),
        },
        WaitKind::Future => match object.and_then(|v| v.cast::<Task>()) {
            Some(other) => format!("{} ({})", task_name(other), coroutine_name(other)),
            None if object.and_then(Value::as_future).is_some_and(|f| f.result.load().is_some()) => {
                "gather()".into()
            }
            None => "a future that nobody has completed".into(),
        },
        WaitKind::Turn | WaitKind::Nothing => "its turn".into(),
    }
}

/// Where a task waits: the innermost frame that is not the library's.
fn waiting_place(task: &Task) -> Option<(Rc<SourceFile>, u32)> {
    let g = frames(task).into_iter().find(|g| !is_library(g.function().linked()))?;
    let linked = g.function().linked();
    let ip = linked.ip(g.pc.get()).saturating_sub(1);
    Some((linked.code.file.clone(), linked.code.span_at(ip).lo))
}

/// File and line of a place where something was made.
pub fn place_of_site(vm: &Vm, site: Site) -> Option<String> {
    let codes = vm.codes.borrow();
    let linked = codes.get((site.code as usize).checked_sub(1)?)?;
    if is_library(linked) {
        return None;
    }
    let file = &linked.code.file;
    Some(format!("{}:{}", file.name(), file.line(linked.code.span_at(site.ip).lo)))
}

/// `running at FILE:LINE` or `done, defined at FILE:LINE`, for the repr of a task.
pub fn coroutine_state(vm: &Vm, coro: Value<'_>) -> String {
    let Some(g) = coro.cast::<Generator>() else {
        return match super::Suspension::of(coro) {
            Some(s) => format!("<{}()>", s.name()),
            None => brief(vm, coro),
        };
    };
    let linked = g.function().linked();
    let file = &linked.code.file;
    let name = text_of(g.function().qualname());
    use crate::value::GenState as S;
    match g.state.get() {
        S::Done => format!("<{name}() done, defined at {}:{}>", file.name(), file.line(linked.code.span.lo)),
        S::Created => format!("<{name}() running at {}:{}>", file.name(), file.line(linked.code.span.lo)),
        S::Suspended | S::Running => {
            let ip = linked.ip(g.pc.get()).saturating_sub(1);
            format!("<{name}() running at {}:{}>", file.name(), file.line(linked.code.span_at(ip).lo))
        }
    }
}

/// File and line where a script function, or the function of a bound method, is defined.
pub fn place_of_callable(v: Value<'_>) -> Option<String> {
    let function =
        v.cast::<Function>().or_else(|| v.cast::<Method>().and_then(|m| m.func().cast::<Function>()))?;
    let code = &function.linked().code;
    Some(format!("{}:{}", code.file.name(), code.file.line(code.span.lo)))
}
