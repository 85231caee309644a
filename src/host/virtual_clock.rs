//! A host whose clock stands still until the event loop, or a blocking sleep, moves it.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::*;

/// The wall clock's reading when a virtual clock starts: 2025-01-01 00:00 UTC.
const START: i64 = 1_735_689_600_000_000_000;
/// After so many readings within one step the clock moves, so that a busy wait ends.
const READS: u32 = 1000;
const MILLISECOND: u64 = 1_000_000;

/// Another host with a virtual clock in place of its own.
pub struct VirtualHost {
    inner: Rc<dyn Host>,
    now: Cell<u64>,
    reads: Cell<u32>,
}

impl VirtualHost {
    /// A virtual clock in front of a host. It starts at 0.
    pub fn new(inner: Rc<dyn Host>) -> VirtualHost {
        VirtualHost { inner, now: Cell::new(0), reads: Cell::new(0) }
    }

    fn read(&self) -> u64 {
        let n = self.reads.get() + 1;
        if n >= READS {
            self.reads.set(0);
            self.now.set(self.now.get() + MILLISECOND);
        } else {
            self.reads.set(n);
        }
        self.now.get()
    }
}

impl Host for VirtualHost {
    fn write_stdout(&self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_stdout(bytes)
    }

    fn flush_stdout(&self) -> io::Result<()> {
        self.inner.flush_stdout()
    }

    fn stdout_closed(&self) -> bool {
        self.inner.stdout_closed()
    }

    fn write_stderr(&self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_stderr(bytes)
    }

    fn divert(&self, to: Option<Diversion>) {
        self.inner.divert(to)
    }

    fn is_mid_line(&self) -> bool {
        self.inner.is_mid_line()
    }

    fn read_line(&self) -> io::Result<Vec<u8>> {
        self.inner.read_line()
    }

    fn read_stdin(&self) -> io::Result<Vec<u8>> {
        self.inner.read_stdin()
    }

    fn is_terminal(&self, stream: Standard) -> bool {
        self.inner.is_terminal(stream)
    }

    fn monotonic(&self) -> u64 {
        self.read()
    }

    fn wall(&self) -> i64 {
        START + self.read() as i64
    }

    fn process_time(&self) -> u64 {
        self.read()
    }

    fn zone(&self, _: i64) -> Zone {
        // the same output everywhere
        Zone::utc()
    }

    fn sleep_blocking(&self, ns: u64) {
        self.now.set(self.now.get().saturating_add(ns));
    }

    fn is_virtual(&self) -> bool {
        true
    }

    fn advance_to(&self, ns: u64) {
        self.now.set(self.now.get().max(ns));
    }

    fn begin_step(&self) {
        self.reads.set(0);
    }

    fn entropy(&self, into: &mut [u8]) -> io::Result<()> {
        self.inner.entropy(into)
    }

    fn env(&self) -> Vec<(String, String)> {
        self.inner.env()
    }

    fn wait_for_sockets(&self, limit: Option<Duration>) -> bool {
        self.inner.wait_for_sockets(limit)
    }

    fn sockets_stir(&self) -> LocalFuture<()> {
        self.inner.sockets_stir()
    }

    fn bell(&self) -> Option<Arc<dyn Fn() + Send + Sync>> {
        self.inner.bell()
    }

    fn env_var(&self, name: &str) -> Option<String> {
        self.inner.env_var(name)
    }

    fn cwd(&self) -> io::Result<PathBuf> {
        self.inner.cwd()
    }

    fn process_id(&self) -> u32 {
        self.inner.process_id()
    }

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read_file(path)
    }

    fn path_kind(&self, path: &Path) -> Option<PathKind> {
        self.inner.path_kind(path)
    }

    fn open(&self, path: &Path, mode: OpenMode) -> io::Result<Box<dyn File>> {
        self.inner.open(path, mode)
    }

    fn resolve(&self, name: &str, port: u16) -> LocalFuture<io::Result<Vec<SocketAddr>>> {
        self.inner.resolve(name, port)
    }

    fn connect(&self, to: SocketAddr, from: Option<SocketAddr>) -> io::Result<Rc<dyn Stream>> {
        self.inner.connect(to, from)
    }

    fn listen(&self, at: SocketAddr, options: ListenOptions) -> io::Result<Rc<dyn Listener>> {
        self.inner.listen(at, options)
    }

    fn on_signals(&self, signals: &[i32], notice: Notice, wake: Box<dyn Fn() + Send>) -> io::Result<()> {
        self.inner.on_signals(signals, notice, wake)
    }
}
