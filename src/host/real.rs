//! The real world.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::sockets::{Bell, Sockets};
use super::stdio::Stdout;
use super::zone::{Zone, ZoneTable};
use super::*;

/// The real host.
pub struct RealHost {
    stdout: Stdout,
    started: Instant,
    zone: std::cell::OnceCell<ZoneTable>,
    /// Ends waits that block; made when the first may come, or a signal.
    bell: std::cell::OnceCell<Bell>,
    /// Who takes what is written, if not the system.
    diversion: RefCell<Option<Diversion>>,
    /// The last byte that went to the system was no end of a line.
    mid_line: Cell<bool>,
    /// Made when something is first waited for.
    sockets: std::cell::OnceCell<Rc<Sockets>>,
}

impl Default for RealHost {
    fn default() -> RealHost {
        RealHost::new()
    }
}

impl RealHost {
    /// The door to this process's world.
    pub fn new() -> RealHost {
        RealHost {
            stdout: Stdout::new(),
            started: Instant::now(),
            zone: std::cell::OnceCell::new(),
            bell: std::cell::OnceCell::new(),
            diversion: RefCell::default(),
            mid_line: Cell::new(false),
            sockets: std::cell::OnceCell::new(),
        }
    }
}

impl RealHost {
    fn bell_of_waits(&self) -> io::Result<Bell> {
        if let Some(bell) = self.bell.get() {
            return Ok(bell.clone());
        }
        let made = Bell::new()?;
        Ok(self.bell.get_or_init(|| made).clone())
    }

    fn sockets(&self) -> io::Result<Rc<Sockets>> {
        if let Some(sockets) = self.sockets.get() {
            return Ok(sockets.clone());
        }
        let made = Sockets::new(self.bell_of_waits()?)?;
        Ok(self.sockets.get_or_init(|| made).clone())
    }

    fn note_end(&self, bytes: &[u8]) {
        if let Some(last) = bytes.last() {
            self.mid_line.set(*last != b'\n');
        }
    }
}

impl File for std::fs::File {
    fn set_len(&mut self, len: u64) -> io::Result<()> {
        std::fs::File::set_len(self, len)
    }

    fn descriptor(&self) -> i64 {
        net::descriptor_of(self)
    }

    fn is_terminal(&self) -> bool {
        IsTerminal::is_terminal(self)
    }
}

impl Host for RealHost {
    fn write_stdout(&self, bytes: &[u8]) -> io::Result<()> {
        match &*self.diversion.borrow() {
            Some(take) => take(bytes),
            None => {
                self.note_end(bytes);
                return self.stdout.write(bytes);
            }
        }
        Ok(())
    }

    fn flush_stdout(&self) -> io::Result<()> {
        self.stdout.flush()
    }

    fn stdout_closed(&self) -> bool {
        self.stdout.is_closed()
    }

    fn write_stderr(&self, bytes: &[u8]) -> io::Result<()> {
        if let Some(take) = &*self.diversion.borrow() {
            take(bytes);
            return Ok(());
        }
        self.note_end(bytes);
        // a broken standard output must not keep an error from being told
        let _ = self.stdout.flush();
        io::stderr().lock().write_all(bytes)
    }

    fn divert(&self, to: Option<Diversion>) {
        // what was written before belongs before it
        let _ = self.stdout.flush();
        *self.diversion.borrow_mut() = to;
    }

    fn is_mid_line(&self) -> bool {
        self.mid_line.get()
    }

    fn read_line(&self) -> io::Result<Vec<u8>> {
        self.stdout.flush()?;
        let mut line = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut line)?;
        // a terminal has shown what was typed
        self.mid_line.set(false);
        Ok(line)
    }

    fn read_stdin(&self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        io::stdin().lock().read_to_end(&mut all)?;
        Ok(all)
    }

    fn is_terminal(&self, stream: Standard) -> bool {
        match stream {
            Standard::In => io::stdin().is_terminal(),
            Standard::Out => io::stdout().is_terminal(),
            Standard::Err => io::stderr().is_terminal(),
        }
    }

    fn monotonic(&self) -> u64 {
        let passed = self.started.elapsed();
        passed.as_secs() * 1_000_000_000 + u64::from(passed.subsec_nanos())
    }

    fn wall(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(d) => d.as_nanos() as i64,
            Err(e) => -(e.duration().as_nanos() as i64),
        }
    }

    fn process_time(&self) -> u64 {
        let t = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        t.tv_sec as u64 * 1_000_000_000 + t.tv_nsec as u64
    }

    fn zone(&self, unix_seconds: i64) -> Zone {
        self.zone.get_or_init(ZoneTable::local).at(unix_seconds)
    }

    fn sleep_blocking(&self, ns: u64) {
        let limit = Duration::from_nanos(ns);
        match self.bell_of_waits() {
            Ok(bell) => bell.sleep(limit),
            Err(_) => std::thread::sleep(limit),
        }
    }

    fn entropy(&self, into: &mut [u8]) -> io::Result<()> {
        random_bytes(into)
    }

    fn env(&self) -> Vec<(String, String)> {
        let text = |s: std::ffi::OsString| s.to_string_lossy().into_owned();
        std::env::vars_os().map(|(k, v)| (text(k), text(v))).collect()
    }

    fn wait_for_sockets(&self, limit: Option<Duration>) -> bool {
        self.sockets().is_ok_and(|s| s.wait(limit))
    }

    fn sockets_stir(&self) -> LocalFuture<()> {
        match self.sockets.get() {
            Some(sockets) => sockets.stir(),
            None => Box::pin(std::future::pending()),
        }
    }

    fn bell(&self) -> Option<Arc<dyn Fn() + Send + Sync>> {
        self.sockets().ok()?.bell()
    }

    fn env_var(&self, name: &str) -> Option<String> {
        std::env::var_os(name).map(|v| v.to_string_lossy().into_owned())
    }

    fn cwd(&self) -> io::Result<PathBuf> {
        std::env::current_dir()
    }

    fn process_id(&self) -> u32 {
        std::process::id()
    }

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn path_kind(&self, path: &Path) -> Option<PathKind> {
        let meta = std::fs::metadata(path).ok()?;
        Some(match () {
            () if meta.is_file() => PathKind::File,
            () if meta.is_dir() => PathKind::Folder,
            () => PathKind::Other,
        })
    }

    fn open(&self, path: &Path, mode: OpenMode) -> io::Result<Box<dyn File>> {
        // what was printed must be on its way before a program started on the file can print
        let _ = self.stdout.flush();
        let mut options = std::fs::OpenOptions::new();
        options.read(mode.read).write(mode.write).append(mode.append).truncate(mode.truncate);
        let file = options.create(mode.create).create_new(mode.exclusive).open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        Ok(Box::new(file))
    }

    fn resolve(&self, name: &str, port: u16) -> LocalFuture<io::Result<Vec<SocketAddr>>> {
        net::resolve(name.to_owned(), port)
    }

    fn connect(&self, to: SocketAddr, from: Option<SocketAddr>) -> io::Result<Rc<dyn Stream>> {
        net::connect(to, from, &self.sockets()?)
    }

    fn listen(&self, at: SocketAddr, options: ListenOptions) -> io::Result<Rc<dyn Listener>> {
        net::listen(at, options, self.sockets()?)
    }

    fn on_signals(&self, numbers: &[i32], notice: Notice, wake: Box<dyn Fn() + Send>) -> io::Result<()> {
        signals::listen(numbers, notice, self.bell_of_waits()?, wake)
    }

    fn look_often(&self, period: u64, mut look: Box<dyn FnMut(u64) -> Look + Send>) {
        let Ok(bell) = self.bell_of_waits() else { return };
        let started = self.started;
        let thread = std::thread::Builder::new().name("watch".into()).stack_size(128 * 1024);
        // without it slow steps are told when they have ended
        let _ = thread.spawn(move || {
            loop {
                std::thread::sleep(Duration::from_nanos(period));
                match look(started.elapsed().as_nanos() as u64) {
                    Look::Nothing => {}
                    Look::Wake => bell.ring(),
                    Look::Enough => break,
                }
            }
        });
    }
}

/// Random bytes by the system's call: it is there in a program that is linked with the C library inside, which knows no
/// names of functions when it runs.
#[cfg(target_os = "linux")]
fn random_bytes(into: &mut [u8]) -> io::Result<()> {
    use rustix::rand::{GetRandomFlags, getrandom};

    let mut done = 0;
    while done < into.len() {
        match getrandom(&mut into[done..], GetRandomFlags::empty()) {
            Ok(n) => done += n,
            Err(rustix::io::Errno::INTR) => {}
            Err(e) => return Err(e.into()),
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn random_bytes(into: &mut [u8]) -> io::Result<()> {
    getrandom::fill(into).map_err(|e| io::Error::other(e.to_string()))
}
