//! The line editor, on a thread of its own: reading a line blocks, and the machine must not be blocked by it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{Config, Editor as Rustyline};

/// What came from the terminal.
pub(super) enum Line {
    /// A line without its end.
    Text(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the terminal is gone.
    End,
}

enum Request {
    Read(&'static str),
    Remember(String),
}

/// A handle to the editor's thread.
pub(super) struct Editor {
    requests: Sender<Request>,
    lines: Receiver<Line>,
}

impl Editor {
    /// Starts the editor; `history` is the file in which lines are kept.
    pub(super) fn start(history: Option<PathBuf>) -> Result<Editor, String> {
        let (requests, inbox) = channel();
        let (outbox, lines) = channel();
        let (ready, started) = channel();
        let work = move || {
            let config = Config::builder().auto_add_history(false).build();
            let mut editor = match Rustyline::<(), FileHistory>::with_config(config) {
                Ok(editor) => editor,
                Err(e) => return drop(ready.send(Err(e.to_string()))),
            };
            if let Some(file) = &history {
                // there is none the first time
                _ = editor.load_history(file);
            }
            _ = ready.send(Ok(()));
            serve(&mut editor, &inbox, &outbox, history.as_ref());
        };
        std::thread::Builder::new().name("editor".into()).spawn(work).map_err(|e| e.to_string())?;
        started.recv().map_err(|e| e.to_string())??;
        Ok(Editor { requests, lines })
    }

    /// Shows the prompt and waits for a line.
    pub(super) fn read(&mut self, prompt: &'static str) -> Line {
        if self.requests.send(Request::Read(prompt)).is_err() {
            return Line::End;
        }
        self.lines.recv().unwrap_or(Line::End)
    }

    /// Keeps an input in the history.
    pub(super) fn remember(&mut self, text: &str) {
        if !text.trim().is_empty() {
            _ = self.requests.send(Request::Remember(text.trim_end().to_owned()));
        }
    }
}

fn serve(
    editor: &mut Rustyline<(), FileHistory>,
    inbox: &Receiver<Request>,
    outbox: &Sender<Line>,
    history: Option<&PathBuf>,
) {
    for request in inbox {
        match request {
            Request::Read(prompt) => {
                let line = match editor.readline(prompt) {
                    Ok(text) => Line::Text(text),
                    Err(ReadlineError::Interrupted) => Line::Interrupted,
                    Err(_) => Line::End,
                };
                if outbox.send(line).is_err() {
                    return;
                }
            }
            Request::Remember(text) => {
                _ = editor.add_history_entry(text);
                if let Some(file) = history {
                    _ = editor.append_history(file);
                }
            }
        }
    }
}
