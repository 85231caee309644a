//! Reports of what would otherwise be silent: deadlocks, failures nobody looked at, coroutines never awaited,
//! errors of callbacks.

use std::fmt::Write;
use std::rc::Rc;

use super::{EventLoop, task_name};
use crate::heap::Tracer;
use crate::source::{SourceFile, Span};
use crate::value::{
    Exception, Function, Future, Generator, Kept, Method, Module, Native, Opaque, Site, Str, Task, Value,
};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

/// One report, not told yet.
pub(super) struct Report {
    headline: String,
    lines: Vec<String>,
    exception: Option<Kept>,
    /// The future whose failure nobody has seen: the script's exception handler is asked first.
    future: Option<Kept>,
    /// It turns exit code 0 into 1.
    counts: bool,
}

impl Report {
    pub fn trace(&self, t: &mut Tracer) {
        for k in [self.exception, self.future].into_iter().flatten() {
            k.trace(t);
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

/// Calls in a file whose coroutines are known to be lost: they are not told once more.
#[derive(Default)]
pub(super) struct Foretold {
    file: Option<Rc<SourceFile>>,
    calls: Vec<(Span, String)>,
}

impl Foretold {
    /// Whether the coroutine of this name, made at this place, is one of them.
    fn holds(&self, vm: &Vm, name: &str, site: Site) -> bool {
        let codes = vm.codes.borrow();
        match codes.get((site.code as usize).wrapping_sub(1)) {
            Some(linked) => {
                let here = self.file.as_ref().is_some_and(|f| Rc::ptr_eq(f, &linked.code.file));
                let span = linked.code.span_at(site.ip);
                here && self.calls.iter().any(|(call, _)| call.contains(span))
            }
            // coroutines of natives do not know where they were made
            None => self.calls.iter().any(|(_, told)| told == name),
        }
    }
}

/// Nanoseconds between two looks, while the loop waits, for what nobody can reach any more.
const PAUSE: u64 = 50_000_000;
/// Such looks take no more than this part of the time.
const SHARE: u64 = 50;

impl EventLoop {
    /// Says which coroutines have been reported as lost before the program runs.
    pub fn expect_forgotten(&self, file: Rc<SourceFile>, calls: Vec<(Span, String)>) {
        *self.foretold.borrow_mut() = Foretold { file: Some(file), calls };
    }

    /// Remembers that something was lost; it is told at the end of the turn.
    pub(super) fn report(&self, headline: String, lines: Vec<String>, exception: Option<Kept>) {
        let report = Report { headline, lines, exception, future: None, counts: true };
        self.aftermath.set(true);
        self.reports.borrow_mut().push(report);
    }

    /// Tells what has been remembered.
    #[inline]
    pub(super) fn tell_reports(&self, vm: &mut Vm) -> Result<(), Raise> {
        if self.reports.borrow().is_empty() { Ok(()) } else { self.tell_all(vm) }
    }

    #[cold]
    fn tell_all(&self, vm: &mut Vm) -> Result<(), Raise> {
        // telling may bring up more, but not for ever
        for _ in 0..100 {
            let mut reports = self.reports.take().into_iter().peekable();
            if reports.peek().is_none() {
                break;
            }
            while let Some(mut r) = reports.next() {
                let mut again = 0;
                let same = |a: &Report, b: &Report| {
                    b.exception.is_none() && a.headline == b.headline && a.lines == b.lines
                };
                while reports.next_if(|next| same(&r, next)).is_some() {
                    again += 1;
                }
                if again > 0 {
                    r.lines.push(format!("and {again} more of the same"));
                }
                self.tell(vm, r)?;
            }
        }
        Ok(())
    }

    fn tell(&self, vm: &mut Vm, r: Report) -> Result<(), Raise> {
        let mut s = vm.scope();
        let exception = r.exception.map(|e| s.keep(|vm| e.get(&vm.heap)));
        if let (Some(future), Some(e)) = (r.future, exception)
            && let Some(object) = self.loop_with_handler(&s)
        {
            let future = s.keep(|vm| future.get(&vm.heap));
            let object = s.keep(|vm| object.get(&vm.heap));
            let parts = [("exception", e), ("future", future)];
            return self.call_exception_handler(&mut s, object, &r.headline, &parts);
        }
        if r.counts {
            self.lost.set(true);
        }
        let lost = Lost { headline: r.headline, lines: r.lines, exception };
        let reporter = self.reporter.borrow().clone();
        match reporter {
            Some(tell) => tell(&mut s, &lost),
            None => s.write_stderr(&plain(&s, &lost)),
        }
        Ok(())
    }

    /// The loop that runs, or ran last, if the script has set an exception handler.
    fn loop_with_handler(&self, vm: &Vm) -> Option<Kept> {
        let object = self.loop_now.get().or(self.loop_last.get())?;
        let data = object.get(&vm.heap).cast::<Opaque>()?.data::<super::LoopData>()?;
        data.handler.0.load().map(|_| object)
    }

    /// A future has failed, and nobody will ever look. What fails after its `gather` has failed is told, but as
    /// in CPython no loss: whoever handles the first error of a `gather` has handled its failure.
    pub(super) fn report_unseen(&self, vm: &Vm, f: &Future) {
        let task = f.value().cast::<Task>();
        let late = f.header().has(Future::LATE);
        let headline = match (late, task) {
            (true, _) => "gather() had failed already; this further failure was never seen",
            (_, Some(_)) => "Task exception was never retrieved",
            _ => "Future exception was never retrieved",
        };
        let exception = f.result.load();
        let frames = exception.and_then(|e| e.cast::<Exception>()).map(|e| vm.traceback_frames(e));
        let mut lines = Vec::new();
        match task {
            // the traceback says it
            Some(_) if frames.is_some_and(|f| f.iter().any(|f| !f.tasks.is_empty())) => {}
            Some(task) => lines.push(task_in_words(vm, task)),
            None => {
                lines.extend(
                    place_in_words(vm, f.site.get()).map(|place| format!("future created in {place}")),
                );
            }
        }
        let future = (!late).then(|| Kept::new(f.value()));
        let exception = exception.map(Kept::new);
        let report = Report { headline: headline.into(), lines, exception, future, counts: !late };
        self.aftermath.set(true);
        self.reports.borrow_mut().push(report);
    }

    /// A coroutine was dropped before anybody awaited it.
    pub(super) fn report_never_awaited(&self, vm: &Vm, coroutine: Value<'_>) {
        let (name, site) = match (coroutine.cast::<Generator>(), super::Suspension::of(coroutine)) {
            (Some(g), _) => (text_of(g.function().qualname()), g.site),
            (_, Some(s)) => (s.name().to_owned(), s.site()),
            _ => return,
        };
        if self.foretold.borrow().holds(vm, &name, site) {
            return;
        }
        let headline = format!("RuntimeWarning: coroutine '{name}' was never awaited");
        let mut lines = Vec::new();
        if let Some(place) = place_in_words(vm, site) {
            lines.push(format!("created in {place}"));
            let source =
                vm.site_frame(site).map(|f| f.file.line_text(f.file.line(f.span.lo)).trim().to_owned());
            lines.extend(source.filter(|t| !t.is_empty()).map(|t| format!("  {t}")));
        }
        self.report(headline, lines, None);
    }

    /// Failures that nobody can see any more are told while the loop waits, though no collection is due.
    pub(super) fn look_for_lost(&self, vm: &mut Vm) -> Result<(), Raise> {
        let now = self.turn_time.get();
        if !self.failed.get() || now < self.looked.get() {
            return Ok(());
        }
        // however large the heap, this takes but a small part of the time
        let begun = vm.host.process_time();
        if self.look_cost.get().saturating_mul(SHARE) > begun {
            return Ok(());
        }
        self.looked.set(now.saturating_add(PAUSE));
        self.failed.set(false);
        let words = vm.heap.watched_words();
        let unseen =
            words.into_iter().map(Value::from_word).any(|v| v.as_future().is_some_and(|f| f.unseen.get()));
        if unseen {
            vm.collect();
        }
        let spent = vm.host.process_time().saturating_sub(begun);
        self.look_cost.set(self.look_cost.get().saturating_add(spent));
        self.tell_reports(vm)
    }

    /// Collects once in a while when the loop has had nothing to do for some time and there are wills: the rest of what is
    /// to be done may wait for their execution. How long the loop may wait before this is due, if it comes to be.
    pub(super) fn look_for_dead(&self, vm: &mut Vm) -> Result<Option<u64>, Raise> {
        const CALM: u64 = 5_000_000;
        if self.wills.get() == 0 || self.virtual_time || self.idle_since.get() == u64::MAX {
            return Ok(None);
        }
        let now = self.turn_time.get();
        if self.idle_since.get() == 0 {
            self.idle_since.set(now);
        }
        let due = self.looked.get().max(self.idle_since.get().saturating_add(CALM));
        if now < due {
            return Ok(Some(due - now));
        }
        let begun = vm.host.process_time();
        vm.collect();
        // however large the heap, this takes but a small part of the time
        let spent = vm.host.process_time().saturating_sub(begun);
        self.looked.set(now.saturating_add(PAUSE.max(spent.saturating_mul(SHARE))));
        self.idle_since.set(u64::MAX);
        self.tell_reports(vm)?;
        Ok(None)
    }

    /// Tasks were still at work when they were cancelled by the end of a run, or when the program ended.
    /// `tasks` are some of them, and what they were doing.
    pub(super) fn report_pending(
        &self,
        headline: String,
        mut tasks: Vec<[String; 2]>,
        all: usize,
        counts: bool,
    ) {
        tasks.sort_unstable();
        let more = all.saturating_sub(tasks.len());
        let mut lines: Vec<String> = tasks.into_iter().flatten().collect();
        if more > 0 {
            lines.push(format!("… and {more} more"));
        }
        let report = Report { headline, lines, exception: None, future: None, counts };
        self.aftermath.set(true);
        self.reports.borrow_mut().push(report);
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
        let shown = exception.and_then(|e| e.get(&s.heap).cast::<Exception>()).map(|e| s.traceback_frames(e));
        let has_tasks = shown.is_some_and(|f| f.iter().any(|f| !f.tasks.is_empty()));
        let mut lines = Vec::new();
        for (key, value) in d.iter() {
            let key = key.cast::<Str>().map(Str::to_text).unwrap_or_default();
            // the headline names the callback, the traceback the task
            let said = matches!(key.as_str(), "message" | "exception" | "handle")
                || (has_tasks && value.cast::<Task>().is_some());
            if !said {
                lines.push(format!("{key}: {}", brief(s, value)));
            }
        }
        lines.sort_unstable();
        self.report(headline, lines, exception);
    }

    /// A callback has raised something.
    pub fn callback_failed(
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
}

fn is_fatal(vm: &Vm, raise: &Raise) -> bool {
    vm.pending_is(raise, Exc::SystemExit) || vm.pending_is(raise, Exc::KeyboardInterrupt)
}

/// The exception of a raise, unless it has to leave the loop.
pub fn catch_unless_fatal(s: &mut Scope<'_>, raise: Raise) -> Result<Handle, Raise> {
    if is_fatal(s, &raise) { Err(raise) } else { Ok(s.catch(raise)) }
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
pub(super) fn text_of(v: Value<'_>) -> String {
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
pub(super) fn coroutine_name(task: &Task) -> String {
    let coro = task.coro.load();
    if let Some(g) = coro.and_then(|v| v.cast::<Generator>()) {
        return format!("{}()", text_of(g.function().qualname()));
    }
    match coro.and_then(super::Suspension::of) {
        Some(s) => format!("{}()", s.name()),
        None => "an awaitable".into(),
    }
}

/// File and line of a place where something was made.
pub fn place_of_site(vm: &Vm, site: Site) -> Option<String> {
    let frame = vm.site_frame(site).filter(|f| !f.library)?;
    Some(format!("{}:{}", frame.file.name(), frame.file.line(frame.span.lo)))
}

/// Function, file and line of a place: `main at app.py:12`.
pub(super) fn place_in_words(vm: &Vm, site: Site) -> Option<String> {
    let frame = vm.site_frame(site).filter(|f| !f.library)?;
    let line = frame.file.line(frame.span.lo);
    Some(format!("{} at {}:{line}", frame.function, short_path(vm, frame.file.name())))
}

/// A file's name, shorter where it lies in the current folder.
pub(super) fn short_path(vm: &Vm, name: &str) -> String {
    let path = std::path::Path::new(name);
    match vm.host.cwd() {
        Ok(cwd) => path.strip_prefix(cwd).unwrap_or(path).to_string_lossy().into_owned(),
        Err(_) => name.to_owned(),
    }
}

/// What tracebacks tell of a task whose frames follow; nothing for the main one of a run.
pub fn task_line(vm: &Vm, task: &Task) -> Option<String> {
    if task.header().has(Future::MAIN) {
        return None;
    }
    Some(task_in_words(vm, task))
}

/// A task's name, what it runs, and where it was made.
pub(super) fn task_in_words(vm: &Vm, task: &Task) -> String {
    let mut text = format!("task '{}' of {}", task_name(task), coroutine_name(task));
    if let Some(place) = place_in_words(vm, task.future().site.get()) {
        let _ = write!(text, ", created in {place}");
    }
    text
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
