//! Who waits for what: the tree of tasks, as deadlocks, a second Ctrl-C and Ctrl-\ tell it.

use std::fmt::Write;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::report::{coroutine_name, place_in_words, short_path, text_of};
use super::{EventLoop, Suspension, WatcherData, live_tasks, task_name, task_number};
use crate::bytecode::{Code, Op};
use crate::value::{GenState, Generator, Kept, Opaque, Set, Task, Value, WaitKind};
use crate::vm::{TraceFrame, Vm};

/// No more tasks than this are told.
const MOST: usize = 50;
/// No more frames than this are told of one task.
const MOST_FRAMES: usize = 8;

impl EventLoop {
    /// A tree of the tasks that have not ended: what each waits for, since when and where. Below a task stand
    /// those it waits for.
    pub(super) fn waiting_text(&self, vm: &Vm, head: &str) -> String {
        let mut tasks: Vec<&Task> =
            live_tasks(self, vm).into_iter().filter_map(|v| v.cast::<Task>()).collect();
        // those with names of their own have no numbers
        tasks.sort_by_cached_key(|t| (task_number(t), task_name(t)));
        let mut drawn = FxHashSet::default();
        let mut awaited = FxHashSet::default();
        for task in &tasks {
            awaited.extend(self.awaited_by(vm, task).into_iter().map(|t| Kept::new(t.value())));
        }
        let mut tree = Tree { el: self, vm, out: format!("{head}\n"), drawn: &mut drawn };
        // those that nobody waits for, then what is left: tasks that wait for each other
        for first in [true, false] {
            for task in &tasks {
                if !first || !awaited.contains(&Kept::new(task.value())) {
                    tree.draw(task, "  ", "  ");
                }
            }
        }
        let Tree { mut out, .. } = tree;
        if tasks.len() > drawn.len() {
            let _ = writeln!(out, "  … and {} more", tasks.len() - drawn.len());
        }
        out
    }

    /// The pending tasks that a task waits for.
    fn awaited_by<'h>(&self, vm: &'h Vm, task: &'h Task) -> Vec<&'h Task> {
        let mut found = Vec::new();
        if task.wait.get() == WaitKind::Future
            && let Some(v) = task.waits_for.load()
        {
            found.push(v);
            let future = v.as_future().and_then(|f| f.result.load());
            let watcher = future.and_then(|w| w.cast::<Opaque>()).and_then(|o| o.data::<WatcherData>());
            found.extend(watcher.into_iter().flat_map(|w| w.0.awaited(vm)));
        }
        if task.wait.get() == WaitKind::Gate {
            found.extend(super::gate::awaited_at(vm, task));
        }
        // frames of the library know more: wait() what it was given
        for g in frames(task).into_iter().take_while(|g| g.function().linked().library) {
            if let Some(set) = vm.suspended_local(g, "fs").and_then(|v| v.cast::<Set>()) {
                found.extend(set.to_vec());
            }
        }
        let tasks = found.into_iter().filter_map(|v| v.cast::<Task>());
        tasks.filter(|t| !t.future().is_done() && !std::ptr::eq(*t, task)).collect()
    }

    /// What a task is doing, in words, and the places where it does it, innermost first. `time`: also since when.
    fn state_of(&self, vm: &Vm, task: &Task, time: bool) -> (String, Vec<TraceFrame>) {
        if self.current.get() == Some(Kept::new(task.value())) {
            let own = |f: &TraceFrame| !f.library;
            return (
                "runs".into(),
                vm.running_frames(self.depth.get()).into_iter().rev().filter(own).collect(),
            );
        }
        let chain = frames(task).into_iter().filter(|g| !g.function().linked().library);
        let places: Vec<TraceFrame> = chain.map(|g| vm.generator_frame(g)).collect();
        if frames(task).first().is_some_and(|g| g.state.get() == GenState::Created) {
            return ("has not begun".into(), places);
        }
        if matches!(task.wait.get(), WaitKind::Nothing | WaitKind::Turn) {
            return ("is ready to go on".into(), places);
        }
        if !time {
            return (format!("waits for {}", waits_for(vm, task)), places);
        }
        // both in milliseconds that may have wrapped round
        let now = (vm.host.monotonic() / 1_000_000) as u32;
        let waited = u64::from(now.wrapping_sub(task.future().since.get())) * 1_000_000;
        (format!("waits for {} since {}", waits_for(vm, task), duration(waited)), places)
    }

    /// A line that says what a task is doing, and where.
    pub(super) fn state_in_words(&self, vm: &Vm, task: &Task) -> String {
        let (mut text, places) = self.state_of(vm, task, false);
        if let Some(f) = places.first() {
            let _ = write!(text, " in {}", place(vm, f));
        }
        text
    }
}

struct Tree<'a, 'h> {
    el: &'a EventLoop,
    vm: &'h Vm,
    out: String,
    drawn: &'a mut FxHashSet<Kept>,
}

impl<'h> Tree<'_, 'h> {
    /// Draws a task and those below it; `first` stands before its first line, `rest` before the others.
    fn draw(&mut self, task: &'h Task, first: &str, rest: &str) {
        if self.drawn.len() >= MOST || !self.drawn.insert(Kept::new(task.value())) {
            return;
        }
        let (state, places) = self.el.state_of(self.vm, task, true);
        let _ = writeln!(self.out, "{first}{}: {} {state}", task_name(task), coroutine_name(task));
        let mut seen = FxHashSet::default();
        let below: Vec<&Task> = self
            .el
            .awaited_by(self.vm, task)
            .into_iter()
            // a task may be found in more than one way
            .filter(|t| !self.drawn.contains(&Kept::new(t.value())) && seen.insert(Kept::new(t.value())))
            .collect();
        let margin = format!("{rest}{}", if below.is_empty() { "    " } else { "│   " });
        for f in places.iter().take(MOST_FRAMES) {
            let line = f.file.line_text(f.file.line(f.span.lo)).trim();
            let dots = if line.is_empty() { "" } else { ": " };
            let _ = writeln!(self.out, "{margin}in {}{dots}{line}", place(self.vm, f));
        }
        if places.len() > MOST_FRAMES {
            let _ = writeln!(self.out, "{margin}… and {} more frames", places.len() - MOST_FRAMES);
        }
        if let Some(made) = place_in_words(self.vm, task.future().site.get()) {
            let _ = writeln!(self.out, "{margin}created in {made}");
        }
        for (i, t) in below.iter().enumerate() {
            let last = i + 1 == below.len();
            let (mark, space) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.draw(t, &format!("{rest}{mark}"), &format!("{rest}{space}"));
        }
    }
}

fn place(vm: &Vm, f: &TraceFrame) -> String {
    format!("{} at {}:{}", f.function, short_path(vm, f.file.name()), f.file.line(f.span.lo))
}

/// Nanoseconds in words.
pub(super) fn duration(ns: u64) -> String {
    let seconds = ns as f64 / 1e9;
    match ns {
        0..10_000_000_000 => format!("{seconds:.2} s"),
        10_000_000_000..120_000_000_000 => format!("{seconds:.0} s"),
        120_000_000_000..7_200_000_000_000 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.1} h", seconds / 3600.0),
    }
}

/// The frames of a suspended chain of awaits, innermost first.
pub(super) fn frames(task: &Task) -> Vec<&Generator> {
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

/// What a task waits for, in words.
fn waits_for(vm: &Vm, task: &Task) -> String {
    // an innermost frame of the library names the primitive better than the future inside it
    let library = frames(task).into_iter().take_while(|g| g.function().linked().library);
    let names = library.map(|g| text_of(g.function().qualname()));
    // the outermost frame with a public name says best what the script has asked for
    if let Some(name) = names.filter(|n| !n.starts_with('_')).last() {
        return match name.as_str() {
            "TaskGroup.__aexit__" => "the tasks of its group".into(),
            _ => format!("{name}()"),
        };
    }
    let object = task.waits_for.load();
    match task.wait.get() {
        WaitKind::Timer | WaitKind::Fired => "sleep()".into(),
        WaitKind::Gate => match super::gate::label_of(task) {
            Some("TaskGroup.__aexit__") => "the tasks of its group".into(),
            label => {
                let held = match super::gate::holder_at(vm, task) {
                    Some(holder) if std::ptr::eq(holder, task) => ", held by itself,".into(),
                    Some(holder) if holder.future().is_done() => {
                        format!(", held by {}, which has ended,", task_name(holder))
                    }
                    Some(holder) => format!(", held by {},", task_name(holder)),
                    None => String::new(),
                };
                format!("{}(){held}", label.unwrap_or("a primitive"))
            }
        },
        WaitKind::Native => match object.and_then(Suspension::of) {
            Some(s) => format!("{}()", s.name()),
            None => "a native operation".into(),
        },
        WaitKind::Future => match object.and_then(|v| v.cast::<Task>()) {
            Some(other) => format!("{} of {}", task_name(other), coroutine_name(other)),
            None if object.and_then(Value::as_future).is_some_and(|f| f.result.load().is_some()) => {
                "gather()".into()
            }
            None => "a future that nobody has completed".into(),
        },
        WaitKind::Turn | WaitKind::Nothing => "its turn".into(),
    }
}

/// Whether a task works in the background, without an end: it waits inside a `while` or `async for` loop, or the
/// library made it.
pub(super) fn is_background(task: &Task) -> bool {
    let chain = frames(task);
    let endless = |g: &&Generator| {
        let linked = g.function().linked();
        let code: &Rc<Code> = &linked.code;
        let ip = linked.ip(g.pc.get()).saturating_sub(1);
        linked.library && text_of(g.function().qualname()).ends_with("serve_forever")
            || in_endless_loop(code, ip)
    };
    let serves = super::gate::label_of(task).is_some_and(|l| l.ends_with("serve_forever"));
    serves || task.future().site.get().code == 0 || chain.iter().any(endless)
}

fn in_endless_loop(code: &Code, ip: u32) -> bool {
    (ip..code.insns.len() as u32).any(|i| {
        let insn = code.insns[i as usize];
        let offset = match insn.operation() {
            Op::Loop => insn.offset(),
            Op::AFor => i32::from(insn.c as i16),
            _ => return false,
        };
        let target = (i + 1).wrapping_add_signed(offset);
        let file = &code.file;
        let line = file.line_text(file.line(file.clamp(code.span_at(i)).lo)).trim_start();
        // a jump back that belongs to a condition is a while loop's
        target <= ip && (insn.operation() == Op::AFor || line.starts_with("while"))
    })
}
