//! The commands of the prompt, which begin with a colon.

use crate::report::closest;
use crate::session::{Answer, Console, Session, Wanted};

/// A command.
pub(super) struct Command {
    pub name: &'static str,
    /// What follows it.
    argument: &'static str,
    /// What it does.
    text: &'static str,
    run: fn(&mut Session, &Console, &str) -> Answer,
}

impl Command {
    /// What is typed before its argument.
    pub fn typed(&self) -> String {
        format!(":{}{}", self.name, if self.argument.is_empty() { "" } else { " " })
    }
}

/// All commands.
pub(super) const COMMANDS: &[Command] = &[
    Command { name: "cancel", argument: "NAME", text: "cancel the task with this name", run: cancel },
    Command { name: "dis", argument: "EXPR", text: "the instructions of an input or a function", run: dis },
    Command { name: "help", argument: "", text: "this list", run: help },
    Command { name: "load", argument: "FILE", text: "run a file here, as if it had been typed", run: load },
    Command { name: "tasks", argument: "", text: "the tasks, and what each waits for", run: tasks },
    Command { name: "time", argument: "EXPR", text: "run an input and tell how long it took", run: time },
];

/// Runs a command given without its colon.
pub(super) fn run(session: &mut Session, console: &Console, text: &str) -> Answer {
    let text = text.trim();
    let (name, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let Some(command) = COMMANDS.iter().find(|c| c.name == name) else {
        let near = closest(name, COMMANDS.iter().map(|c| c.name));
        let near = near.map_or(String::new(), |n| format!(" Did you mean ':{n}'?"));
        console.err(&format!("There is no command ':{name}'.{near} Type ':help' for a list.\n"));
        return Answer::Failed;
    };
    let argument = argument.trim();
    if argument.is_empty() != command.argument.is_empty() {
        let form = format!(":{name} {}", command.argument);
        console.err(&format!("Use it like this: {}\n", form.trim_end()));
        return Answer::Failed;
    }
    (command.run)(session, console, argument)
}

fn tasks(session: &mut Session, console: &Console, _: &str) -> Answer {
    console.out(&session.tasks());
    Answer::Nothing
}

fn cancel(session: &mut Session, console: &Console, name: &str) -> Answer {
    if session.cancel(name) {
        return Answer::Nothing;
    }
    let names = session.complete(&Wanted::Task);
    let there = match names.as_slice() {
        [] => "There are no tasks.".into(),
        names => format!("There are: {}.", names.join(", ")),
    };
    console.err(&format!("There is no task named '{name}'. {there}\n"));
    Answer::Failed
}

fn time(session: &mut Session, console: &Console, text: &str) -> Answer {
    let start = session.now();
    let answer = session.input(text);
    let took = session.now().saturating_sub(start);
    if let Answer::Value(value) = &answer {
        console.out(&format!("{value}\n"));
    }
    if !matches!(answer, Answer::Exit(_)) {
        console.out(&format!("took {}\n", duration(took)));
    }
    match answer {
        Answer::Value(_) => Answer::Nothing,
        other => other,
    }
}

/// A number of nanoseconds in the unit that suits it.
fn duration(ns: u64) -> String {
    let ns = ns as f64;
    match () {
        () if ns < 1e3 => format!("{ns} ns"),
        () if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        () if ns < 1e9 => format!("{:.1} ms", ns / 1e6),
        () => format!("{:.2} s", ns / 1e9),
    }
}

fn dis(session: &mut Session, console: &Console, text: &str) -> Answer {
    match session.listing(text) {
        Some(listing) => {
            console.out(&listing);
            Answer::Nothing
        }
        None => Answer::Failed,
    }
}

fn load(session: &mut Session, _: &Console, path: &str) -> Answer {
    session.load(path)
}

fn help(_: &mut Session, console: &Console, _: &str) -> Answer {
    let mut text =
        String::from("Inputs are Python; 'await' works. _ is the last value. Besides there are:\n");
    for c in COMMANDS {
        let form = format!(":{} {}", c.name, c.argument);
        text.push_str(&format!("  {form:<14} {}\n", c.text));
    }
    text.push_str(
        "  help(x)        what x is: its parameters and its documentation
Tab completes, Ctrl-R searches the history, Alt-Enter makes a new line.
Ctrl-C cancels what is awaited or drops the line, Ctrl-\\ shows the tasks, Ctrl-D leaves.\n",
    );
    console.out(&text);
    Answer::Nothing
}
