//! The one door to the world: clock, randomness, environment, standard streams, files, network, signals.
//!
//! Nothing else in the interpreter touches the outside. [`RealHost`] is the real thing, [`VirtualHost`] a real
//! one whose clock stands still until the event loop moves it, [`DenyHost`] refuses everything but standard
//! output (which it keeps).

#![allow(clippy::disallowed_methods)] // this is the door

mod deny;
mod net;
#[cfg(target_os = "linux")]
mod pairs;
mod real;
mod signals;
#[cfg(target_os = "linux")]
mod sockets;
#[cfg(not(target_os = "linux"))]
#[path = "sockets_elsewhere.rs"]
mod sockets;
#[cfg(target_os = "linux")]
mod source;
#[cfg(not(target_os = "linux"))]
use sockets as source;
mod stdio;
mod virtual_clock;
mod zone;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

pub use deny::DenyHost;
pub use real::RealHost;
pub use virtual_clock::VirtualHost;
pub use zone::Zone;

use crate::heap::signals::Notice;

/// A future that stays on the thread of its machine.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Who takes what is written while it is diverted.
pub type Diversion = Rc<dyn Fn(&[u8])>;

/// A connected byte stream. Reading and writing never block; `readable` and `writable` tell when to try.
pub trait Stream {
    /// Reads what is there and has room, behind what is in the vector; `WouldBlock` if nothing is, 0 at the end.
    fn try_read(&self, into: &mut Vec<u8>) -> io::Result<usize>;
    /// Writes what fits; `WouldBlock` if nothing does.
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize>;
    /// Whether a read would not block; else the waker is called when that may be so.
    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
    /// Whether a write would not block, likewise.
    fn poll_writable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
    /// Why connecting has failed, if it has.
    fn finish_connect(&self) -> io::Result<()>;
    /// Says that nothing more will be written.
    fn shutdown_write(&self) -> io::Result<()>;
    /// Address of this end.
    fn local_addr(&self) -> io::Result<SocketAddr>;
    /// Address of the other end.
    fn peer_addr(&self) -> io::Result<SocketAddr>;
    /// Number by which the system knows it.
    fn descriptor(&self) -> i64;
}

/// A socket that takes connections.
pub trait Listener {
    /// The next waiting connection; `WouldBlock` if none is.
    fn try_accept(&self) -> io::Result<(Rc<dyn Stream>, SocketAddr)>;
    /// Whether there is a connection to take; else the waker is called when that may be so.
    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
    /// The address it listens at.
    fn local_addr(&self) -> io::Result<SocketAddr>;
    /// Number by which the system knows it.
    fn descriptor(&self) -> i64;
}

/// An open file.
pub trait File: io::Read + io::Write + io::Seek {
    /// Cuts the file off, or lengthens it with zeros.
    fn set_len(&mut self, len: u64) -> io::Result<()>;
    /// Number by which the system knows it.
    fn descriptor(&self) -> i64;
    /// Whether it is a terminal.
    fn is_terminal(&self) -> bool;
}

/// How a file is to be opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OpenMode {
    /// For reading.
    pub read: bool,
    /// For writing.
    pub write: bool,
    /// Every write goes to the end.
    pub append: bool,
    /// An existing file is emptied.
    pub truncate: bool,
    /// It is made if it does not exist.
    pub create: bool,
    /// It must not exist.
    pub exclusive: bool,
}

/// One of the three standard streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standard {
    /// Standard input.
    In,
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// What a path names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Something else.
    Other,
}

/// The door. See the module's text.
pub trait Host {
    /// Writes to standard output, which is buffered (by lines where it is a terminal).
    fn write_stdout(&self, bytes: &[u8]) -> io::Result<()>;
    /// Hands what is buffered to the system.
    fn flush_stdout(&self) -> io::Result<()>;
    /// Whether a write to standard output has failed because nobody reads it any more.
    fn stdout_closed(&self) -> bool {
        false
    }
    /// Writes to standard error; what standard output holds goes first.
    fn write_stderr(&self, bytes: &[u8]) -> io::Result<()>;
    /// Has what is written to standard output and standard error handed to somebody else, who owns the terminal
    /// for now; none ends that.
    fn divert(&self, _to: Option<Diversion>) {}
    /// Whether what was written last, to standard output or standard error, is a line without its end.
    fn is_mid_line(&self) -> bool {
        false
    }
    /// Reads a line from standard input, its end included; nothing at the end of the input.
    fn read_line(&self) -> io::Result<Vec<u8>>;
    /// Reads standard input to its end.
    fn read_stdin(&self) -> io::Result<Vec<u8>>;
    /// Whether a standard stream is a terminal.
    fn is_terminal(&self, stream: Standard) -> bool;

    /// Nanoseconds of a clock that never goes back.
    fn monotonic(&self) -> u64;
    /// Nanoseconds since 1970.
    fn wall(&self) -> i64;
    /// Nanoseconds of processor time used by the process.
    fn process_time(&self) -> u64;
    /// The local time zone at a time given in seconds since 1970.
    fn zone(&self, unix_seconds: i64) -> Zone;
    /// Stops the thread for so many nanoseconds; an interruption ends it early.
    fn sleep_blocking(&self, ns: u64);
    /// Whether the clock stands still until `advance_to` moves it.
    fn is_virtual(&self) -> bool {
        false
    }
    /// Moves a virtual clock forward to this reading of `monotonic`.
    fn advance_to(&self, _ns: u64) {}
    /// Tells a virtual clock that a new step of the script begins.
    fn begin_step(&self) {}

    /// Waits, at most so long, until a socket that somebody asks for is ready or the bell rings; false where smol's
    /// reactor has to be waited for instead.
    fn wait_for_sockets(&self, _limit: Option<Duration>) -> bool {
        false
    }
    /// Ends when such a wait would end, for who waits for smol's reactor at the same time.
    fn sockets_stir(&self) -> LocalFuture<()> {
        Box::pin(std::future::pending())
    }
    /// A function that ends such a wait from any thread.
    fn bell(&self) -> Option<Arc<dyn Fn() + Send + Sync>> {
        None
    }

    /// Fills a buffer with random bytes.
    fn entropy(&self, into: &mut [u8]) -> io::Result<()>;
    /// The environment's variables.
    fn env(&self) -> Vec<(String, String)>;
    /// A variable of the environment.
    fn env_var(&self, name: &str) -> Option<String> {
        self.env().into_iter().find(|(k, _)| k == name).map(|(_, v)| v)
    }
    /// The current folder.
    fn cwd(&self) -> io::Result<PathBuf>;
    /// The process's number.
    fn process_id(&self) -> u32;

    /// The content of a file.
    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// What a path names, if anything.
    fn path_kind(&self, path: &Path) -> Option<PathKind>;
    /// Opens a file.
    fn open(&self, path: &Path, mode: OpenMode) -> io::Result<Box<dyn File>>;

    /// Addresses of a host name. Takes a thread of the blocking pool unless the name is an address.
    fn resolve(&self, name: &str, port: u16) -> LocalFuture<io::Result<Vec<SocketAddr>>>;
    /// Begins to connect, perhaps from a given local address: it is done when the stream is writable and
    /// `finish_connect` knows no error.
    fn connect(&self, to: SocketAddr, from: Option<SocketAddr>) -> io::Result<Rc<dyn Stream>>;
    /// Listens.
    fn listen(&self, at: SocketAddr, options: ListenOptions) -> io::Result<Rc<dyn Listener>>;

    /// Has it noticed whenever one of these signals arrives. Whatever the signal does otherwise does not happen any
    /// more. It ends waits of the host's that block; where signals are told of by another thread, this thread calls
    /// `wake`, too.
    fn on_signals(&self, signals: &[i32], notice: Notice, wake: Box<dyn Fn() + Send>) -> io::Result<()>;

    /// Has a function called, on another thread, every so many nanoseconds; it gets the reading of `monotonic`.
    fn look_often(&self, _period: u64, _look: Box<dyn FnMut(u64) -> Look + Send>) {}
}

/// What somebody who looks at the machine from outside wants done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// Nothing.
    Nothing,
    /// A blocking sleep is to be interrupted.
    Wake,
    /// No further looks.
    Enough,
}

/// How a listening socket is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListenOptions {
    /// Connections that may wait to be taken.
    pub backlog: i32,
    /// SO_REUSEADDR
    pub reuse_address: bool,
    /// SO_REUSEPORT
    pub reuse_port: bool,
}

fn denied(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, format!("{what} is not allowed here"))
}
