//! `Task.get_stack` and `Task.print_stack`.

use super::support::repr;
use crate::value::{Exception, FutureState, GenState, Generator, Kept, Task, Value};
use crate::vm::{Args, Handle, NativeResult, Raise, Ret, Scope, TraceFrame, Vm};

/// The exception that ended a task.
fn failure<'h>(vm: &'h Vm, task: Handle) -> Option<Value<'h>> {
    let f = task.get(vm).as_future().filter(|f| f.state.get() == FutureState::Failed)?;
    f.result.load()
}

fn limit(s: &mut Scope<'_>, given: Option<Handle>) -> Result<usize, Raise> {
    match given.filter(|h| !h.get(s).is_none()) {
        Some(h) => Ok(usize::try_from(s.index(h)?).unwrap_or(0)),
        None => Ok(usize::MAX),
    }
}

/// `task.get_stack(*, limit=None)`
pub fn get_stack(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let task = a.handle(&s, 0);
    let given = a.opt_handle(&s, 1);
    let limit = limit(&mut s, given)?;
    let coro = a.this::<Task>(&s)?.coro.load().map(Kept::new);
    let frames = s.keep(|vm| vm.list(&[]));
    let add = |s: &mut Scope<'_>, frame: Handle| {
        if let Some(list) = frames.cast::<crate::value::List>(s) {
            list.push(&s.heap, frame.get(s));
        }
    };
    if let Some(e) = failure(&s, task) {
        let e = Kept::new(e);
        let e = s.keep(|vm| e.get(&vm.heap));
        let mut tb = s.getattr(e, "__traceback__")?;
        let mut left = limit;
        while left > 0 && !tb.get(&s).is_none() {
            let frame = s.getattr(tb, "tb_frame")?;
            add(&mut s, frame);
            tb = s.getattr(tb, "tb_next")?;
            left -= 1;
        }
    } else if let Some(coro) = coro.filter(|_| limit > 0) {
        let coro = s.keep(|vm| coro.get(&vm.heap));
        let frame = s.getattr_opt(coro, "cr_frame")?;
        if let Some(frame) = frame.filter(|f| !f.get(&s).is_none()) {
            add(&mut s, frame);
        }
    }
    Ok(frames.ret(&s))
}

/// `task.print_stack(*, limit=None, file=None)`
pub fn print_stack(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let task = a.handle(&s, 0);
    let (given, file) = (a.opt_handle(&s, 1), a.opt_handle(&s, 2));
    let limit = limit(&mut s, given)?;
    let error = failure(&s, task).map(Kept::new);
    let error = error.map(|e| s.keep(|vm| e.get(&vm.heap)));
    let mut frames = match error {
        Some(e) => e.cast::<Exception>(&s).map_or_else(Vec::new, |e| s.traceback_frames(e)),
        None => suspended(&s, a.this::<Task>(&s)?),
    };
    frames.truncate(limit);
    let task = repr(&mut s, task)?;
    let head = match (frames.is_empty(), error) {
        (true, _) => format!("No stack for {task}\n"),
        (false, Some(_)) => format!("Traceback for {task} (most recent call last):\n"),
        (false, None) => format!("Stack for {task} (most recent call last):\n"),
    };
    let stack: String = frames.iter().map(told).collect();
    let mut last = String::new();
    if let Some(e) = error {
        let class = s.class_full_name(s.type_of(e.get(&s)));
        let class = class.strip_prefix("__main__.").unwrap_or(&class).to_owned();
        let text = s.str_text(e)?.as_wtf8().to_string_lossy().into_owned();
        let colon = if text.is_empty() { "" } else { ": " };
        last = format!("{class}{colon}{text}\n");
    }
    match file.filter(|f| !f.get(&s).is_none()) {
        Some(file) => {
            let text = s.keep(|vm| vm.str(&format!("{head}{stack}{last}")));
            s.call_method(file, "write", &[text])?;
        }
        // as in CPython: only the frames go to standard error
        None => {
            s.write_stdout(head.as_bytes())?;
            s.write_stderr(&stack);
            s.write_stdout(last.as_bytes())?;
        }
    }
    Ok(Ret::NONE)
}

/// The outermost frame of a suspended task, as in CPython.
fn suspended(vm: &Vm, task: &Task) -> Vec<TraceFrame> {
    let Some(g) = task.coro.load().and_then(|v| v.cast::<Generator>()) else { return Vec::new() };
    if g.state.get() == GenState::Done {
        return Vec::new();
    }
    let mut frame = vm.generator_frame(g);
    if g.state.get() == GenState::Created {
        frame.span = g.function().linked().code.span;
    }
    vec![frame]
}

fn told(frame: &TraceFrame) -> String {
    let line = frame.file.line(frame.span.lo);
    let text = frame.file.line_text(line).trim();
    let place = format!("  File \"{}\", line {line}, in {}\n", frame.file.name(), frame.function);
    if text.is_empty() { place } else { format!("{place}    {text}\n") }
}
