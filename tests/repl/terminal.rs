//! A program on a pseudo-terminal: keys go in, what it draws is kept as a screen. Nothing waits for time to pass,
//! only for something to be seen.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// Far more than anything takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);
const ROWS: u16 = 40;
const COLUMNS: u16 = 100;

pub const ENTER: &str = "\r";
pub const TAB: &str = "\t";
pub const CTRL_A: &str = "\x01";
pub const CTRL_C: &str = "\x03";
pub const CTRL_D: &str = "\x04";
pub const CTRL_BACKSLASH: &str = "\x1c";
pub const BACKSPACE: &str = "\x7f";
pub const UP: &str = "\x1b[A";
pub const RIGHT: &str = "\x1b[C";
pub const LEFT: &str = "\x1b[D";

struct Seen {
    parser: vt100::Parser,
    /// Everything that was written.
    raw: Vec<u8>,
}

/// A running program and its terminal.
pub struct Terminal {
    child: Child,
    keys: File,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

/// A folder of its own for a test.
pub fn folder(name: &str) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("repl-{name}-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&path).expect("a folder for the test");
    path
}

/// The binary, as it is on a terminal with colours, keeping no history.
pub fn quaver(args: &[&str]) -> Command {
    let mut command = super::support::quaver();
    command.args(args).env_remove("NO_COLOR").env("TERM", "xterm-256color").env("QUAVER_HISTORY", "");
    command
}

/// The prompt, ready for typing.
pub fn prompt() -> Terminal {
    let terminal = Terminal::start(quaver(&[]));
    terminal.ready();
    terminal
}

impl Terminal {
    pub fn start(mut command: Command) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&master).expect("access to it");
        unlockpt(&master).expect("its lock opened");
        let name = ptsname(&master, Vec::new()).expect("its name");
        let name = name.into_string().expect("a readable name");
        let size = Winsize { ws_row: ROWS, ws_col: COLUMNS, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&master, size).expect("its size set");
        let slave = File::options().read(true).write(true).open(name).expect("its other end");
        let stdio = || Stdio::from(slave.try_clone().expect("a copy of it"));
        command.stdin(stdio()).stdout(stdio()).stderr(stdio());
        // SAFETY: both are plain system calls, allowed between fork and exec. The program becomes the leader of a
        // session whose terminal this is, so that Ctrl-C reaches it.
        unsafe {
            command.pre_exec(|| {
                rustix::process::setsid()?;
                rustix::process::ioctl_tiocsctty(rustix::stdio::stdin())?;
                Ok(())
            });
        }
        let child = command.spawn().expect("the program starts");
        drop((slave, command));
        let keys = File::from(master);
        let parser = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 10_000);
        let seen = Arc::new((Mutex::new(Seen { parser, raw: Vec::new() }), Condvar::new()));
        let (mut output, kept) = (keys.try_clone().expect("a copy of it"), seen.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // the end comes as an error when the program has closed its end
            while let Ok(n @ 1..) = output.read(&mut buffer) {
                let mut seen = kept.0.lock().expect("no test panics while it looks");
                seen.raw.extend_from_slice(&buffer[..n]);
                seen.parser.process(&buffer[..n]);
                kept.1.notify_all();
            }
        });
        Terminal { child, keys, seen }
    }

    /// Presses keys.
    pub fn press(&self, keys: &str) {
        (&self.keys).write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + LIMIT;
        let mut seen = self.seen.0.lock().expect("the reader does not panic");
        while !is_so(seen.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let text = shown(seen.parser.screen());
                drop(seen);
                panic!("never seen: {what}\n--- the screen ---\n{text}\n---");
            }
            seen = self.seen.1.wait_timeout(seen, left).expect("the reader does not panic").0;
        }
    }

    /// Waits for a text anywhere on the screen.
    #[track_caller]
    pub fn see(&self, text: &str) {
        self.until(text, |screen| shown(screen).contains(text));
    }

    /// Waits until the line with the cursor is this (blanks at its end do not count).
    #[track_caller]
    pub fn see_line(&self, text: &str) {
        self.until(&format!("the line {text:?} with the cursor"), |screen| cursor_line(screen) == text);
    }

    /// Waits for an empty prompt.
    #[track_caller]
    pub fn ready(&self) {
        self.see_line(">>>");
    }

    /// Types a line at the prompt, and sees it there.
    #[track_caller]
    pub fn type_line(&self, text: &str) {
        self.press(text);
        let shown = text.trim_start_matches(|c: char| c.is_control() || c == ' ').trim();
        self.until(text, |screen| cursor_line(screen).contains(shown));
    }

    /// Runs an input of one line, and waits for the next prompt.
    #[track_caller]
    pub fn input(&self, text: &str) {
        self.ready();
        self.type_line(text);
        self.press(ENTER);
        self.ready();
    }

    /// Types a block line by line and ends it with an empty line.
    #[track_caller]
    pub fn block(&self, lines: &[&str]) {
        self.ready();
        for line in lines {
            self.type_line(line);
            self.press(ENTER);
            self.until("a second prompt", |screen| cursor_line(screen) == "...");
        }
        self.press(ENTER);
        self.ready();
    }

    /// The screen's text.
    #[must_use]
    pub fn text(&self) -> String {
        shown(self.seen.0.lock().expect("the reader does not panic").parser.screen())
    }

    /// Everything that was written so far.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.seen.0.lock().expect("the reader does not panic").raw).into_owned()
    }

    /// The colour in which a text is drawn, at its last place on the screen.
    pub fn colour(&self, text: &str) -> vt100::Color {
        let seen = self.seen.0.lock().expect("the reader does not panic");
        let screen = seen.parser.screen();
        for row in (0..ROWS).rev() {
            let line = line_at(screen, row);
            if let Some(at) = line.find(text) {
                let column = line[..at].chars().count() as u16;
                return screen.cell(row, column).expect("on the screen").fgcolor();
            }
        }
        panic!("{text:?} is not on the screen:\n{}", screen.contents());
    }

    /// Whether the terminal shows what is typed, as shells expect it.
    pub fn echoes(&self) -> bool {
        tcgetattr(self.keys.as_fd()).expect("its settings").local_modes.contains(LocalModes::ECHO)
    }

    /// Sends the program SIGINT, as another program would.
    pub fn interrupt(&self) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::INT).expect("it runs");
    }

    /// Waits for the program's end; gives its exit code.
    #[track_caller]
    pub fn end(mut self) -> (i32, String) {
        let end = Instant::now() + LIMIT;
        loop {
            match self.child.try_wait().expect("it can be waited for") {
                Some(status) => {
                    assert!(self.echoes(), "the terminal is given back as it was");
                    return (super::support::exit_code(status), self.text());
                }
                None if Instant::now() > end => panic!("it never ends:\n{}", self.text()),
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // an error means that it has ended by itself
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a screen is not empty")
}

/// The screen's text without blanks at the ends of lines.
fn shown(screen: &vt100::Screen) -> String {
    let text = screen.contents();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn line_at(screen: &vt100::Screen, row: u16) -> String {
    screen.rows(0, COLUMNS).nth(row as usize).unwrap_or_default().trim_end().to_owned()
}

/// The line with the cursor.
pub fn cursor_line(screen: &vt100::Screen) -> String {
    line_at(screen, screen.cursor_position().0)
}
