//! Inputs from a pipe or a file: plain lines, no prompt.

use super::execute;
use crate::session::{Console, Session, wants_more};

/// Runs inputs until they end or the program asks to leave; gives the exit code.
pub(super) fn run(session: &mut Session, console: &Console) -> i32 {
    while let Some(inputs) = next(console) {
        for text in inputs {
            if let Some(code) = execute(session, console, &text) {
                return code;
            }
            if console.flush().is_err() {
                // nobody reads what we write
                return 0;
            }
        }
    }
    0
}

/// The next line, its end included; empty at the end.
fn line(console: &Console) -> String {
    String::from_utf8_lossy(&console.read_line().unwrap_or_default()).into_owned()
}

/// The next inputs. Scripts are piped in too, so a block need not be followed by a blank line: a line that goes
/// back to the margin ends it.
fn next(console: &Console) -> Option<Vec<String>> {
    let mut text = String::new();
    loop {
        let line = line(console);
        if line.is_empty() {
            return if text.is_empty() { None } else { Some(vec![text]) };
        }
        if !text.is_empty() && !goes_on(&line) && !wants_more(&text, false) {
            let mut inputs = vec![std::mem::take(&mut text)];
            if is_open(&line) {
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
        if !is_open(&text) {
            return Some(vec![text]);
        }
    }
}

/// Reads the rest of a block into `text`; gives the line after it, if that had to be read to see the end.
fn read_block(console: &Console, text: &mut String) -> Option<String> {
    loop {
        let line = line(console);
        if line.is_empty() {
            return None;
        }
        if !goes_on(&line) && !wants_more(text, false) {
            if !is_open(&line) {
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

fn is_open(text: &str) -> bool {
    !text.starts_with(':') && wants_more(text, true)
}

/// Whether a line belongs to the statement before it.
fn goes_on(line: &str) -> bool {
    let word: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
    line.starts_with([' ', '\t', '#', '\n', '\r', ')', ']', '}'])
        || matches!(word.as_str(), "else" | "elif" | "except" | "finally")
}
