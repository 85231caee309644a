//! Buffered standard output.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal, Write};

const CAPACITY: usize = 64 * 1024;

/// A buffer in front of the process's standard output. A terminal sees every whole line at once.
pub(super) struct Stdout {
    buffer: RefCell<Vec<u8>>,
    by_line: bool,
    /// A write has failed because the reader is gone.
    closed: Cell<bool>,
}

impl Stdout {
    pub fn new() -> Stdout {
        Stdout {
            buffer: RefCell::new(Vec::new()),
            by_line: io::stdout().is_terminal(),
            closed: Cell::new(false),
        }
    }

    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut buffer = self.buffer.borrow_mut();
        if buffer.len() + bytes.len() > CAPACITY {
            self.send(&mut buffer)?;
        }
        if bytes.len() > CAPACITY {
            return self.note(raw(bytes));
        }
        buffer.extend_from_slice(bytes);
        if self.by_line && bytes.contains(&b'\n') {
            return self.send(&mut buffer);
        }
        Ok(())
    }

    pub fn flush(&self) -> io::Result<()> {
        self.send(&mut self.buffer.borrow_mut())
    }

    pub fn is_closed(&self) -> bool {
        self.closed.get()
    }

    fn send(&self, buffer: &mut Vec<u8>) -> io::Result<()> {
        self.note(send(buffer))
    }

    fn note(&self, result: io::Result<()>) -> io::Result<()> {
        if result.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
            self.closed.set(true);
        }
        result
    }
}

fn send(buffer: &mut Vec<u8>) -> io::Result<()> {
    if buffer.is_empty() {
        return Ok(());
    }
    // what a closed pipe refuses is not tried again
    let result = raw(buffer);
    buffer.clear();
    result
}

fn raw(bytes: &[u8]) -> io::Result<()> {
    // std's own buffer is by line; its lock also keeps parallel machines from mixing lines
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}
