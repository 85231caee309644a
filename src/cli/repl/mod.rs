//! The prompt: reads inputs, runs them in one session, shows what they give.

mod editor;

use std::path::PathBuf;

use crate::session::{Answer, Console, Session, Standard, wants_more};
use editor::{Editor, Line};

const PRIMARY: &str = ">>> ";
const SECONDARY: &str = "... ";

/// Where inputs come from.
enum Source {
    /// A terminal, with a line editor on a thread of its own.
    Terminal(Editor),
    /// Plain lines: a pipe or a file.
    Lines(Console),
}

/// Talks until the input ends or the program asks to leave; gives the exit code.
pub(super) fn run(session: &mut Session) -> i32 {
    let console = session.console().clone();
    let terminal = console.is_terminal(Standard::In) && console.is_terminal(Standard::Out);
    let mut source = match terminal.then(|| Editor::start(history_file(&console))) {
        Some(Ok(editor)) => {
            console.out(concat!(
                "Quaver ",
                env!("CARGO_PKG_VERSION"),
                " (Python 3.13). 'await' works here; Ctrl-D leaves.\n"
            ));
            _ = console.flush();
            Source::Terminal(editor)
        }
        // a terminal that cannot be edited is read plainly
        Some(Err(_)) | None => Source::Lines(console.clone()),
    };
    session.watch_interrupts();
    loop {
        let text = match &mut source {
            Source::Terminal(editor) => typed(editor),
            Source::Lines(console) => piped(console),
        };
        let Some(inputs) = text else {
            if terminal {
                console.out("\n");
            }
            return 0;
        };
        for text in inputs {
            if text.trim().is_empty() {
                continue;
            }
            match session.input(&text) {
                Answer::Value(value) => console.out(&format!("{value}\n")),
                Answer::Exit(code) => return code,
                Answer::Nothing | Answer::Failed => {}
            }
            if console.flush().is_err() {
                // nobody reads what we write
                return 0;
            }
        }
    }
}

/// One input from the terminal; none at its end, no text after Ctrl-C.
fn typed(editor: &mut Editor) -> Option<Vec<String>> {
    let mut text = String::new();
    loop {
        let prompt = if text.is_empty() { PRIMARY } else { SECONDARY };
        match editor.read(prompt) {
            Line::Text(line) => {
                text.push_str(&line);
                text.push('\n');
                if text.trim().is_empty() || !wants_more(&text, true) {
                    editor.remember(&text);
                    return Some(vec![text]);
                }
            }
            Line::Interrupted => return Some(Vec::new()),
            Line::End => return if text.is_empty() { None } else { Some(vec![text]) },
        }
    }
}

/// The next input from plain lines. Scripts are piped in too, so a block need not be followed by a blank line:
/// a line that goes back to the margin ends it.
fn piped(console: &Console) -> Option<Vec<String>> {
    let mut text = String::new();
    loop {
        let line = console.read_line().unwrap_or_default();
        if line.is_empty() {
            return if text.is_empty() { None } else { Some(vec![text]) };
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        let goes_on = line.starts_with([' ', '\t', '#', '\n', '\r']) || continues(&line);
        if !text.is_empty() && !goes_on && !wants_more(&text, false) {
            let mut inputs = vec![std::mem::take(&mut text)];
            if wants_more(&line, true) {
                // the line begins a block of its own: read on from it
                let mut rest = line;
                match read_block(console, &mut rest) {
                    Some(next) => inputs.extend([rest, next]),
                    None => inputs.push(rest),
                }
            } else {
                inputs.push(line);
            }
            return Some(inputs);
        }
        text.push_str(&line);
        if !wants_more(&text, true) {
            return Some(vec![text]);
        }
    }
}

/// Reads the rest of a block into `text`; gives the line after it, if that had to be read to see the end.
fn read_block(console: &Console, text: &mut String) -> Option<String> {
    loop {
        let line = console.read_line().unwrap_or_default();
        if line.is_empty() {
            return None;
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        let goes_on = line.starts_with([' ', '\t', '#', '\n', '\r']) || continues(&line);
        if !goes_on && !wants_more(text, false) {
            if !wants_more(&line, true) {
                return Some(line);
            }
            // another block follows at once; both are one input
            text.push_str(&line);
            continue;
        }
        text.push_str(&line);
        if !wants_more(text, true) {
            return None;
        }
    }
}

/// Whether a line at the margin belongs to the statement before it.
fn continues(line: &str) -> bool {
    let word: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
    matches!(word.as_str(), "else" | "elif" | "except" | "finally") || line.starts_with([')', ']', '}'])
}

/// Where typed lines are kept from session to session, if there is a home.
fn history_file(console: &Console) -> Option<PathBuf> {
    let home = console.env("HOME")?;
    Some(PathBuf::from(home).join(".quaver_history"))
}
