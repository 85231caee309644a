//! Buffered standard output.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};

const CAPACITY: usize = 64 * 1024;

/// A buffer in front of the process's standard output. A terminal sees every whole line at once.
pub(super) struct Stdout {
    buffer: RefCell<Vec<u8>>,
    by_line: bool,
}

impl Stdout {
    pub fn new() -> Stdout {
        Stdout { buffer: RefCell::new(Vec::new()), by_line: io::stdout().is_terminal() }
    }

    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut buffer = self.buffer.borrow_mut();
        if buffer.len() + bytes.len() > CAPACITY {
            send(&mut buffer)?;
        }
        if bytes.len() > CAPACITY {
            return raw(bytes);
        }
        buffer.extend_from_slice(bytes);
        if self.by_line && bytes.contains(&b'\n') {
            return send(&mut buffer);
        }
        Ok(())
    }

    pub fn flush(&self) -> io::Result<()> {
        send(&mut self.buffer.borrow_mut())
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
