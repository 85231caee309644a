//! The line editor, on a thread of its own: reading a line blocks, and the machine must not be blocked by it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor as Rustyline};

use super::block::{self, WIDTH};
use super::colours::Assistant;
use super::completion::Names;
use super::keys;
use super::screen::{Screen, Watched};
use super::{PRIMARY, SECONDARY};
use crate::session::{Inlet, Wanted};

/// A machine that has not come back for so long after Ctrl-C is stuck, and is interrupted.
const STUCK: Duration = Duration::from_millis(300);
/// How long the editor may take to give the terminal back.
const FAREWELL: Duration = Duration::from_secs(2);
const MAX_HISTORY: usize = 10_000;

/// What came from the terminal.
pub(super) enum Line {
    /// An input.
    Text(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the terminal is gone.
    End,
}

/// What the editor sends to the machine.
pub(super) enum Mail {
    /// What was read.
    Line(Line),
    /// Which names are there?
    Complete(Wanted, Sender<Vec<String>>),
    /// Which tasks are there?
    Tasks,
}

/// The way from the editor to the machine.
#[derive(Clone)]
pub(super) struct Post {
    mail: Sender<Mail>,
    inlet: Inlet,
}

impl Post {
    pub fn send(&self, mail: Mail) {
        // an error means that the machine is about to end
        _ = self.mail.send(mail);
        self.inlet.call();
    }
}

enum Request {
    Read,
    Remember(String),
}

/// A handle to the editor's thread.
pub(super) struct Editor {
    requests: Sender<Request>,
    /// What the editor sends.
    pub mail: Receiver<Mail>,
    /// Where the program's output goes while a line is edited; none if the terminal can only print.
    pub screen: Option<Screen>,
}

/// How the editor is to be.
pub(super) struct Settings {
    pub history: Option<PathBuf>,
    pub colours: bool,
    /// The terminal can do nothing but print.
    pub dumb: bool,
}

impl Editor {
    /// Starts the editor.
    pub fn start(settings: Settings, inlet: Inlet) -> Result<Editor, String> {
        let (requests, inbox) = channel();
        let (outbox, mail) = channel();
        let (ready, started) = channel();
        let post = Post { mail: outbox, inlet };
        let work = move || {
            let _end = LastWord(post.clone());
            match Desk::new(settings, post) {
                Ok(mut desk) => {
                    _ = ready.send(Ok(desk.screen.clone()));
                    desk.serve(&inbox);
                }
                Err(e) => _ = ready.send(Err(e)),
            }
        };
        std::thread::Builder::new().name("editor".into()).spawn(work).map_err(|e| e.to_string())?;
        let screen = started.recv().map_err(|e| e.to_string())??;
        Ok(Editor { requests, mail, screen })
    }

    /// Has an input read; it comes as mail.
    pub fn read(&self) {
        // if the editor is gone its last word is in the mail
        _ = self.requests.send(Request::Read);
    }

    /// Keeps an input in the history.
    pub fn remember(&self, text: &str) {
        _ = self.requests.send(Request::Remember(text.trim_end().to_owned()));
    }

    /// Ends the editing of a line, if one is edited, so that the terminal is as it was.
    pub fn leave(&self) {
        if !self.screen.as_ref().is_some_and(Screen::is_drawn) {
            return;
        }
        // while it reads keys the editor takes the signal itself
        _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::INT);
        while let Ok(mail) = self.mail.recv_timeout(FAREWELL) {
            if matches!(mail, Mail::Line(_)) {
                break;
            }
        }
    }
}

/// Sends the end of the input when the thread ends, however it does.
struct LastWord(Post);

impl Drop for LastWord {
    fn drop(&mut self) {
        self.0.send(Mail::Line(Line::End));
    }
}

/// What lives on the editor's thread.
struct Desk {
    rustyline: Rustyline<Assistant, FileHistory>,
    history: Option<PathBuf>,
    screen: Option<Screen>,
    post: Post,
}

impl Desk {
    fn new(settings: Settings, post: Post) -> Result<Desk, String> {
        let config = Config::builder()
            .auto_add_history(false)
            .tab_stop(WIDTH as u8)
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            // the assistant draws second prompts too, with colours or without
            .color_mode(ColorMode::Forced)
            .build();
        let mut rustyline = Rustyline::with_config(config).map_err(|e| e.to_string())?;
        _ = rustyline.set_max_history_size(MAX_HISTORY);
        let asking = post.clone();
        keys::bind(&mut rustyline, move || asking.send(Mail::Tasks));
        let names = Names { post: post.clone() };
        rustyline.set_helper(Some(Assistant { names, colours: settings.colours }));
        if let Some(file) = &settings.history {
            // there is none the first time
            _ = rustyline.load_history(file);
        }
        let screen = match settings.dumb {
            true => None,
            false => {
                let screen = Screen::default();
                screen.serve(rustyline.create_external_printer().map_err(|e| e.to_string())?)?;
                Some(screen)
            }
        };
        Ok(Desk { rustyline, history: settings.history, screen, post })
    }

    fn serve(&mut self, inbox: &Receiver<Request>) {
        let mut interrupted = false;
        loop {
            let request = match interrupted {
                false => inbox.recv().ok(),
                true => match inbox.recv_timeout(STUCK) {
                    Err(RecvTimeoutError::Timeout) => {
                        self.post.inlet.interrupt();
                        inbox.recv().ok()
                    }
                    other => other.ok(),
                },
            };
            match request {
                Some(Request::Read) => {
                    let line = self.read();
                    interrupted = matches!(line, Line::Interrupted);
                    self.post.send(Mail::Line(line));
                }
                Some(Request::Remember(text)) => self.remember(&text),
                None => return,
            }
        }
    }

    fn read(&mut self) -> Line {
        let Some(screen) = &self.screen else { return self.read_plainly() };
        let result = self.rustyline.readline(&Watched { text: PRIMARY, screen });
        screen.leave();
        match result {
            Ok(text) => Line::Text(text),
            Err(ReadlineError::Interrupted) => Line::Interrupted,
            Err(_) => Line::End,
        }
    }

    /// Line after line until they make a whole input.
    fn read_plainly(&mut self) -> Line {
        let mut text = String::new();
        loop {
            match self.rustyline.readline(if text.is_empty() { PRIMARY } else { SECONDARY }) {
                Ok(line) => text.push_str(&line),
                Err(_) if text.is_empty() => return Line::End,
                Err(_) => return Line::Text(text),
            }
            if block::is_complete(&text) {
                return Line::Text(text);
            }
            text.push('\n');
        }
    }

    fn remember(&mut self, text: &str) {
        if matches!(self.rustyline.add_history_entry(text), Ok(true))
            && let Some(file) = &self.history
        {
            // a history that cannot be kept is no reason to stop
            _ = self.rustyline.append_history(file);
        }
    }
}
