//! The prompt: reads inputs, runs them in one session, shows what they give.
//!
//! ```text
//! editor (a thread) ── mail ──> talk (the machine's thread) ──> session
//!     ^  keys, completion, colours                  │ what tasks print meanwhile
//!     └────────────── screen (a thread) <───────────┘
//! ```

mod block;
mod colours;
mod commands;
mod completion;
mod editor;
mod keys;
mod plain;
mod screen;
mod talk;

use std::path::PathBuf;

use crate::report::Style;
use crate::session::{Answer, Console, Session, Standard};
use editor::{Editor, Settings};

const PRIMARY: &str = ">>> ";
const SECONDARY: &str = "... ";

/// Talks until the input ends or the program asks to leave; gives the exit code. A `fresh` session has no program
/// before it: it begins with asyncio imported.
pub(super) fn run(session: &mut Session, fresh: bool) -> i32 {
    let console = session.console().clone();
    session.watch_interrupts();
    if fresh {
        session.input("import asyncio");
    }
    if !console.is_terminal(Standard::In) || !console.is_terminal(Standard::Out) {
        return plain::run(session, &console);
    }
    let settings = Settings {
        history: history_file(&console),
        colours: console.style_of(Standard::Out) == Style::Colour,
        dumb: console.is_dumb(),
    };
    match Editor::start(settings, session.inlet()) {
        Ok(editor) => {
            console.out(concat!("Quaver ", env!("CARGO_PKG_VERSION"), ", a subset of Python 3.13.\n"));
            console.out("'await' works here; ':help' tells more, Ctrl-D leaves.\n");
            if fresh {
                console.out(&format!("{PRIMARY}import asyncio\n"));
            }
            talk::run(session, &console, &editor)
        }
        // a terminal that cannot be edited is read plainly
        Err(_) => plain::run(session, &console),
    }
}

/// Runs an input and shows its value; gives the exit code if the program asks to leave.
fn execute(session: &mut Session, console: &Console, text: &str) -> Option<i32> {
    if text.trim().is_empty() {
        return None;
    }
    let answer = match text.strip_prefix(':') {
        Some(command) => commands::run(session, console, command),
        None => session.input(text),
    };
    match answer {
        Answer::Value(value) => console.out(&format!("{value}\n")),
        Answer::Exit(code) => return Some(code),
        Answer::Nothing | Answer::Failed => {}
    }
    None
}

/// Where inputs are kept from session to session: `QUAVER_HISTORY` (nowhere if it is empty), else in the folder
/// for state, else in the home.
fn history_file(console: &Console) -> Option<PathBuf> {
    let folder = |name: &str| console.env(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    match console.env("QUAVER_HISTORY") {
        Some(file) => Some(PathBuf::from(file)).filter(|f| !f.as_os_str().is_empty()),
        None => match folder("XDG_STATE_HOME") {
            Some(state) => Some(state.join("quaver_history")),
            None => Some(folder("HOME")?.join(".quaver_history")),
        },
    }
}
