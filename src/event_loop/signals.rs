//! Signals: Ctrl-C, Ctrl-\ and those that the script wants to handle.

use std::sync::atomic::Ordering;

use super::{EventLoop, Item, cancel_task};
use crate::heap::signals::Notice;
use crate::value::Kept;
use crate::value::Value;
use crate::vm::{Exc, Raise, Vm};

const SIGINT: i32 = 2;
const SIGQUIT: i32 = 3;

/// Has Ctrl-C and Ctrl-\ handled: the first Ctrl-C cancels the main task, the second ends the run; Ctrl-\ tells
/// what all tasks do, and the program goes on.
pub fn watch_interrupts(vm: &Vm) -> std::io::Result<()> {
    super::of(vm).watch_signals(vm, &[SIGINT, SIGQUIT])
}

impl EventLoop {
    /// Has the host tell of signals that are not watched yet.
    fn watch_signals(&self, vm: &Vm, signals: &[i32]) -> std::io::Result<()> {
        let mut watched = self.watched_signals.borrow_mut();
        let fresh: Vec<i32> = signals.iter().copied().filter(|s| !watched.contains(s)).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let notice = Notice {
            word: vm.heap.interrupt().clone(),
            arrived: self.arrived.clone(),
            called: self.drive.called(),
        };
        vm.host.on_signals(&fresh, notice, self.drive.waker())?;
        watched.extend(fresh);
        Ok(())
    }

    /// Sets or removes the script's handler (a handle object) of a signal; says whether there was one. An error
    /// means that the signal cannot be caught.
    pub fn handle_signal(&self, vm: &Vm, signal: i32, handle: Option<Value<'_>>) -> std::io::Result<bool> {
        if handle.is_some() {
            self.watch_signals(vm, &[signal])?;
        }
        let mut handlers = self.signal_handlers.borrow_mut();
        let before = handlers.len();
        handlers.retain(|(s, _)| *s != signal);
        let found = handlers.len() < before;
        if let Some(h) = handle {
            handlers.push((signal, Kept::new(h)));
        }
        Ok(found)
    }

    /// Calls the script's handler of a signal in the next turn; says whether it has one.
    fn call_handler(&self, signal: i32) -> bool {
        let handler = self.signal_handlers.borrow().iter().find(|(s, _)| *s == signal).map(|(_, h)| *h);
        match handler {
            Some(h) if self.running.get() => {
                self.push(Item::Call(h));
                true
            }
            _ => false,
        }
    }

    /// Signals other than Ctrl-C have arrived.
    pub(super) fn signals_arrived(&self, vm: &mut Vm) -> Result<(), Raise> {
        let arrived = self.arrived.swap(0, Ordering::Acquire);
        for signal in (1..32).filter(|s| arrived & (1 << s) != 0) {
            if self.call_handler(signal) {
                continue;
            }
            if signal == SIGQUIT {
                self.snapshot(vm);
            } else {
                // a handler of the script's that has been removed: the signal ends the program, as it always did
                return Err(vm.raise_with(Exc::SystemExit, &[vm.int(i64::from(128 + signal))]));
            }
        }
        Ok(())
    }

    /// Tells what all tasks do.
    fn snapshot(&self, vm: &Vm) {
        let n = self.tasks.borrow().len();
        let head = match n {
            0 => "no tasks".to_owned(),
            1 => "1 task:".to_owned(),
            _ => format!("{n} tasks:"),
        };
        let mut text = self.waiting_text(vm, &head);
        if self.current.get().is_none() {
            for f in
                vm.running_frames(self.depth.get()).iter().rev().filter(|f| !f.library && !self.running.get())
            {
                let line = f.file.line(f.span.lo);
                let place = format!("{}:{line}", super::report::short_path(vm, f.file.name()));
                text.push_str(&format!(
                    "  in {} at {place}: {}\n",
                    f.function,
                    f.file.line_text(line).trim()
                ));
            }
        }
        vm.write_stderr(&text);
    }

    /// Ctrl-C.
    pub(super) fn ctrl_c(&self, vm: &mut Vm) -> Result<(), Raise> {
        if self.call_handler(SIGINT) {
            return Ok(());
        }
        self.interrupts.set(self.interrupts.get() + 1);
        if let Some(main) = self.main.get()
            && self.running.get()
        {
            let pending = main.get(&vm.heap).as_future().is_some_and(|f| !f.is_done());
            if self.interrupts.get() == 1 && pending {
                cancel_task(self, vm, main, None)?;
                return Ok(());
            }
            if self.interrupts.get() > 1 {
                self.aftermath.set(true);
                let again = self.abandoned.replace(true);
                if !again {
                    let text =
                        self.waiting_text(vm, "interrupted again; the run is given up. It was waiting for:");
                    vm.write_stderr(&text);
                }
            }
        }
        Err(vm.raise_with(Exc::KeyboardInterrupt, &[]))
    }
}
