//! A host that refuses everything but standard output, which it keeps.

use std::cell::RefCell;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::*;

/// For tests of pure scripts: no clock that moves, no files, no network, nothing random.
#[derive(Default)]
pub struct DenyHost {
    out: RefCell<Vec<u8>>,
    err: RefCell<Vec<u8>>,
}

impl DenyHost {
    /// A host with nothing written yet.
    pub fn new() -> DenyHost {
        DenyHost::default()
    }

    /// What has been written to standard output.
    pub fn stdout(&self) -> Vec<u8> {
        self.out.borrow().clone()
    }

    /// What has been written to standard error.
    pub fn stderr(&self) -> Vec<u8> {
        self.err.borrow().clone()
    }
}

impl Host for DenyHost {
    fn write_stdout(&self, bytes: &[u8]) -> io::Result<()> {
        self.out.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn flush_stdout(&self) -> io::Result<()> {
        Ok(())
    }

    fn write_stderr(&self, bytes: &[u8]) -> io::Result<()> {
        self.err.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn read_line(&self) -> io::Result<Vec<u8>> {
        Err(denied("standard input"))
    }

    fn read_stdin(&self) -> io::Result<Vec<u8>> {
        Err(denied("standard input"))
    }

    fn is_terminal(&self, _: Standard) -> bool {
        false
    }

    fn monotonic(&self) -> u64 {
        0
    }

    fn wall(&self) -> i64 {
        0
    }

    fn process_time(&self) -> u64 {
        0
    }

    fn zone(&self, _: i64) -> Zone {
        Zone::utc()
    }

    fn sleep_blocking(&self, _: u64) {}

    fn entropy(&self, _: &mut [u8]) -> io::Result<()> {
        Err(denied("randomness"))
    }

    fn env(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    fn cwd(&self) -> io::Result<PathBuf> {
        Err(denied("the current folder"))
    }

    fn process_id(&self) -> u32 {
        0
    }

    fn read_file(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(denied("reading files"))
    }

    fn path_kind(&self, _: &Path) -> Option<PathKind> {
        None
    }

    fn open(&self, _: &Path, _: OpenMode) -> io::Result<Box<dyn File>> {
        Err(denied("opening files"))
    }

    fn resolve(&self, _: &str, _: u16) -> LocalFuture<io::Result<Vec<SocketAddr>>> {
        Box::pin(std::future::ready(Err(denied("the network"))))
    }

    fn connect(&self, _: SocketAddr, _: Option<SocketAddr>) -> io::Result<Rc<dyn Stream>> {
        Err(denied("the network"))
    }

    fn listen(&self, _: SocketAddr, _: ListenOptions) -> io::Result<Rc<dyn Listener>> {
        Err(denied("the network"))
    }

    fn on_signals(&self, _: &[i32], _: Notice, _: Box<dyn Fn() + Send>) -> io::Result<()> {
        Ok(())
    }
}
