//! The terminal as the command line sees it: text out, reports drawn, sources read, all through the host.

use std::io;
use std::path::Path;
use std::rc::Rc;

use crate::host::{Diversion, Host, Standard};
use crate::report::{self, Style};
use crate::source::{Diagnostic, SourceFile};

/// A source text, or what is wrong with its bytes.
pub type Source = Result<Rc<SourceFile>, Box<(SourceFile, Diagnostic)>>;

/// Standard output and standard error, and how reports are to look there.
#[derive(Clone)]
pub struct Console {
    host: Rc<dyn Host>,
    style: Style,
}

impl Console {
    /// A console. Colours are used on a terminal unless `NO_COLOR` is set.
    pub fn new(host: Rc<dyn Host>) -> Console {
        let mut console = Console { host, style: Style::Plain };
        console.style = console.style_of(Standard::Err);
        console
    }

    /// How text is to look on a standard stream. `NO_COLOR` and `FORCE_COLOR` come before what the stream is.
    pub fn style_of(&self, stream: Standard) -> Style {
        let set = |name: &str| self.env(name).is_some_and(|v| !v.is_empty());
        let able = self.host.is_terminal(stream) && !self.is_dumb();
        if !set("NO_COLOR") && (set("FORCE_COLOR") || able) { Style::Colour } else { Style::Plain }
    }

    /// Whether the terminal can do nothing but print.
    pub fn is_dumb(&self) -> bool {
        self.env("TERM").is_some_and(|v| v == "dumb")
    }

    /// Has what the program writes handed to somebody else; none ends that.
    pub fn divert(&self, to: Option<Diversion>) {
        self.host.divert(to);
    }

    /// How reports look on standard error.
    pub fn style(&self) -> Style {
        self.style
    }

    /// An environment variable.
    pub fn env(&self, name: &str) -> Option<String> {
        self.host.env_var(name)
    }

    /// Whether a standard stream is a terminal.
    pub fn is_terminal(&self, stream: Standard) -> bool {
        self.host.is_terminal(stream)
    }

    /// Writes to standard output. A reader that has gone is no error.
    pub fn out(&self, text: &str) {
        _ = self.host.write_stdout(text.as_bytes());
    }

    /// Hands what standard output holds to the system.
    pub fn flush(&self) -> io::Result<()> {
        self.host.flush_stdout()
    }

    /// Ends the line on the terminal, if what was written last has not.
    pub fn end_line(&self) {
        if self.host.is_mid_line() {
            self.out("\n");
        }
    }

    /// Writes to standard error.
    pub fn err(&self, text: &str) {
        _ = self.host.write_stderr(text.as_bytes());
    }

    /// A line from standard input, its end included; nothing at the end of the input.
    pub fn read_line(&self) -> io::Result<Vec<u8>> {
        self.host.read_line()
    }

    /// Draws diagnostics on standard error.
    pub fn report(&self, file: &SourceFile, diagnostics: &[Diagnostic]) {
        if !diagnostics.is_empty() {
            self.err(&report::draw(file, diagnostics, self.style));
        }
    }

    /// Writes diagnostics on standard output, one JSON object a line.
    pub fn json(&self, file: &SourceFile, diagnostics: &[Diagnostic]) {
        diagnostics.iter().for_each(|d| self.out(&report::json(file, d)));
    }

    /// Reads a source file. A failure is told on standard error.
    pub fn read_source(&self, path: &str) -> Option<Rc<SourceFile>> {
        self.load_source(path).and_then(|source| self.accept(source))
    }

    /// Reads a source file. Only a file that cannot be read is told on standard error.
    pub fn load_source(&self, path: &str) -> Option<Source> {
        match self.host.read_file(Path::new(path)) {
            Ok(bytes) => Some(SourceFile::from_bytes(path, &bytes).map(Rc::new)),
            Err(e) => {
                self.cannot_open(path, &e);
                None
            }
        }
    }

    /// Tells that a file cannot be opened.
    pub fn cannot_open(&self, path: &str, e: &io::Error) {
        self.complain(&cannot_open(&self.host, path, e));
    }

    /// Tells the user on standard error what is wrong with what was asked for.
    pub fn complain(&self, text: &str) {
        match self.style {
            Style::Colour => self.err(&format!("\x1b[1;31mquaver:\x1b[0m {text}\n")),
            Style::Plain => self.err(&format!("quaver: {text}\n")),
        }
    }

    /// A source from standard input. A failure is told on standard error.
    pub fn read_stdin(&self) -> Option<Rc<SourceFile>> {
        self.load_stdin().and_then(|source| self.accept(source))
    }

    /// A source from standard input. Only what cannot be read is told on standard error.
    pub fn load_stdin(&self) -> Option<Source> {
        match self.host.read_stdin() {
            Ok(bytes) => Some(SourceFile::from_bytes("<stdin>", &bytes).map(Rc::new)),
            Err(e) => {
                self.err(&format!("quaver: can't read standard input: {e}\n"));
                None
            }
        }
    }

    fn accept(&self, source: Source) -> Option<Rc<SourceFile>> {
        match source {
            Ok(file) => Some(file),
            Err(e) => {
                let (file, diagnostic) = *e;
                self.report(&file, &[diagnostic]);
                None
            }
        }
    }
}

/// Why a file cannot be opened, in CPython's words.
pub fn cannot_open(host: &Rc<dyn Host>, path: &str, e: &io::Error) -> String {
    let number = e.raw_os_error().map_or(String::new(), |n| format!("[Errno {n}] "));
    let text = e.to_string();
    let text = text.split(" (os error").next().unwrap_or("");
    let path = host.cwd().map_or(path.to_owned(), |cwd| cwd.join(path).to_string_lossy().into_owned());
    format!("can't open file '{path}': {number}{text}")
}
