//! What is printed while somebody types: it goes to the editor, which shows it above the prompt.
//!
//! The editor takes one message at a time, and only while it waits for a key. So a thread of its own hands the
//! text over, and the machine never waits for the terminal. Whether a message has been shown is seen by the
//! prompt: the editor draws it anew after every message.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustyline::{ExternalPrinter, Prompt};

/// More than this is not held back without a pause.
const MUCH: usize = 1 << 20;
const PAUSE: Duration = Duration::from_millis(100);

#[derive(Default)]
struct State {
    /// The prompt is on the screen, and the editor waits for keys.
    drawn: bool,
    /// Text not handed over yet.
    pending: Vec<u8>,
    /// What the editor has been given and may not have shown yet.
    in_flight: Option<String>,
}

/// The screen while a line is edited.
#[derive(Clone, Default)]
pub(super) struct Screen {
    shared: Arc<(Mutex<State>, Condvar)>,
}

impl Screen {
    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts handing text over to the editor.
    pub fn serve(&self, mut printer: impl ExternalPrinter + Send + 'static) -> Result<(), String> {
        let screen = self.clone();
        let work = move || {
            loop {
                let text = screen.next_lines();
                if printer.print(text).is_err() {
                    // the editor is gone
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("screen".into()).stack_size(128 * 1024);
        thread.spawn(work).map(drop).map_err(|e| e.to_string())
    }

    /// Waits for whole lines that can be handed over.
    fn next_lines(&self) -> String {
        let mut state = self.state();
        loop {
            let end = state.pending.iter().rposition(|b| *b == b'\n');
            if let Some(end) = end.filter(|_| state.drawn && state.in_flight.is_none()) {
                let bytes: Vec<u8> = state.pending.drain(..=end).collect();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                state.in_flight = Some(text.clone());
                self.shared.1.notify_all();
                return text;
            }
            state = self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes what the program writes.
    pub fn write(&self, bytes: &[u8]) {
        let mut state = self.state();
        state.pending.extend_from_slice(bytes);
        self.shared.1.notify_all();
        if state.pending.len() > MUCH {
            drop(self.shared.1.wait_timeout(state, PAUSE));
        }
    }

    /// The editor draws its prompt: what it was given before stands above it.
    fn draw(&self) {
        let mut state = self.state();
        state.drawn = true;
        state.in_flight = None;
        self.shared.1.notify_all();
    }

    /// The editor has left the line.
    pub fn leave(&self) {
        self.state().drawn = false;
    }

    /// Whether the editor waits for keys.
    pub fn is_drawn(&self) -> bool {
        self.state().drawn
    }

    /// What the editor was not given any more.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.state().pending)
    }

    /// What the editor was given and has not shown; it never will if nothing more is read.
    pub fn take_unseen(&self) -> Option<String> {
        self.state().in_flight.take()
    }
}

/// The prompt, which tells the screen when it is drawn.
pub(super) struct Watched<'s> {
    pub text: &'static str,
    pub screen: &'s Screen,
}

impl Prompt for Watched<'_> {
    fn raw(&self) -> &str {
        self.screen.draw();
        self.text
    }
}
