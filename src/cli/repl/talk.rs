//! The prompt on a terminal: the machine's loop runs while somebody types.

use std::rc::Rc;

use super::editor::{Editor, Line, Mail};
use super::{block, execute};
use crate::session::{Attended, Console, Session};

/// Talks until the input ends or the program asks to leave; gives the exit code.
pub(super) fn run(session: &mut Session, console: &Console, editor: &Editor) -> i32 {
    let code = loop {
        console.end_line();
        _ = console.flush();
        match next(session, console, editor) {
            Ok(Line::Text(text)) => {
                let source = block::without_prompts(&block::source(&text));
                if source.trim().is_empty() {
                    continue;
                }
                editor.remember(&text);
                let input = own_words(session, &source);
                if let Some(code) = execute(session, console, input) {
                    break code;
                }
            }
            Ok(Line::Interrupted) => console.out("KeyboardInterrupt\n"),
            Ok(Line::End) => break 0,
            Err(code) => break code,
        }
    };
    if let Some(unseen) = editor.screen.as_ref().and_then(|s| s.take_unseen()) {
        console.out(&unseen);
    }
    code
}

/// The next input, while the loop runs and what tasks print appears above the prompt; or the exit code, if a
/// task asks to leave.
fn next(session: &mut Session, console: &Console, editor: &Editor) -> Result<Line, i32> {
    if let Some(screen) = editor.screen.clone() {
        console.divert(Some(Rc::new(move |bytes| screen.write(bytes))));
    }
    editor.read();
    // Ctrl-C came when the line had been left already, or when a task kept the loop from taking it
    let mut interrupted = false;
    let result = loop {
        match session.attend() {
            Attended::Called => {}
            Attended::Interrupted => interrupted |= editor.screen.as_ref().is_some_and(|s| !s.is_drawn()),
            Attended::Exit(code) => {
                editor.leave();
                break Err(code);
            }
        }
        let mut line = None;
        for mail in editor.mail.try_iter() {
            match mail {
                Mail::Line(read) => line = Some(read),
                // the answer may come too late for the one who asked
                Mail::Complete(wanted, reply) => _ = reply.send(session.complete(&wanted)),
                Mail::Tasks => console.out(&session.tasks()),
            }
        }
        match line {
            Some(Line::Interrupted | Line::Text(_)) if interrupted => break Ok(Line::Text(String::new())),
            Some(line) => break Ok(line),
            None => {}
        }
    };
    console.divert(None);
    if let Some(screen) = &editor.screen {
        // a line without its end, or what came while the line was being sent
        console.out(&String::from_utf8_lossy(&screen.take()));
    }
    result
}

/// `exit` and `help` alone mean what they say, as at CPython's prompt, unless the program has given them a meaning.
fn own_words<'s>(session: &mut Session, source: &'s str) -> &'s str {
    let meaning = match source.trim() {
        "exit" | "quit" => "exit()",
        "help" => ":help",
        _ => return source,
    };
    if session.defines(source.trim()) { source } else { meaning }
}
