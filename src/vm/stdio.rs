//! The host's streams and errors as the script sees them.

use std::io;

use super::{Exc, Raise, Vm};
use crate::value::Value;

impl Vm {
    /// Writes to standard output. A closed pipe raises BrokenPipeError.
    pub fn write_stdout(&self, bytes: &[u8]) -> Result<(), Raise> {
        self.host.write_stdout(bytes).map_err(|e| self.raise_os(&e, None))
    }

    /// Hands what standard output holds to the system.
    pub fn flush_stdout(&self) -> Result<(), Raise> {
        self.host.flush_stdout().map_err(|e| self.raise_os(&e, None))
    }

    /// Writes to standard error; that it cannot be written to is no error.
    pub fn write_stderr(&self, text: &str) {
        let _ = self.host.write_stderr(text.as_bytes());
    }

    /// The class of OSError that stands for an error of the system.
    pub fn os_error_class(error: &io::Error) -> Exc {
        use io::ErrorKind as K;
        match error.kind() {
            K::NotFound => Exc::FileNotFoundError,
            K::PermissionDenied => Exc::PermissionError,
            K::ConnectionRefused => Exc::ConnectionRefusedError,
            K::ConnectionReset => Exc::ConnectionResetError,
            K::ConnectionAborted => Exc::ConnectionAbortedError,
            K::BrokenPipe => Exc::BrokenPipeError,
            K::AlreadyExists => Exc::FileExistsError,
            K::WouldBlock => Exc::BlockingIOError,
            K::TimedOut => Exc::TimeoutError,
            K::Interrupted => Exc::InterruptedError,
            K::IsADirectory => Exc::IsADirectoryError,
            K::NotADirectory => Exc::NotADirectoryError,
            _ => Exc::OSError,
        }
    }

    /// Raises an error of the system, about a file if its name is given.
    #[cold]
    pub fn raise_os(&self, error: &io::Error, file: Option<&str>) -> Raise {
        self.raise_os_text(error, &os_error_text(error), file)
    }

    /// Raises an error of the system with a text of its own.
    #[cold]
    pub fn raise_os_text(&self, error: &io::Error, text: &str, file: Option<&str>) -> Raise {
        let exc = Vm::os_error_class(error);
        let Some(number) = error.raw_os_error().or_else(|| usual_number(error)) else {
            return self.raise(exc, text);
        };
        let (number, text) = (self.int(number.into()), self.str(text));
        let e = self.new_exception_with(exc, &[number, text]);
        self.set_exception_attr(e, "errno", number);
        self.set_exception_attr(e, "strerror", text);
        self.set_exception_attr(e, "filename", file.map_or(Value::NONE, |f| self.str(f)));
        self.raise_value(e.value())
    }
}

/// What the system calls an error, without the number that Rust appends.
pub fn os_error_text(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The number of errors that Rust's library makes up without one.
fn usual_number(error: &io::Error) -> Option<i32> {
    Some(match error.kind() {
        io::ErrorKind::NotFound => 2,
        io::ErrorKind::PermissionDenied => 13,
        io::ErrorKind::AlreadyExists => 17,
        io::ErrorKind::NotADirectory => 20,
        io::ErrorKind::IsADirectory => 21,
        io::ErrorKind::BrokenPipe => 32,
        _ => return None,
    })
}

impl Vm {
    /// A line of standard input with its end; none at the end of the stream.
    pub fn read_stdin_line(&self) -> Result<Option<Vec<u8>>, Raise> {
        match self.host.read_line() {
            Ok(line) if line.is_empty() => Ok(None),
            Ok(line) => Ok(Some(line)),
            Err(e) => Err(self.raise_os(&e, None)),
        }
    }
}
