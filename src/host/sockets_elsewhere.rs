//! Readiness of sockets over smol's reactor, where there is no epoll.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use smol::Async;

use super::LocalFuture;

/// What a socket may be ready for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Read,
    Write,
}

/// Ends blocking sleeps from another thread.
#[derive(Clone)]
pub(super) struct Bell(Arc<(Mutex<u64>, Condvar)>);

impl Bell {
    pub fn new() -> io::Result<Bell> {
        Ok(Bell(Arc::default()))
    }

    pub fn ring(&self) {
        if let Ok(mut count) = self.0.0.lock() {
            *count += 1;
        }
        self.0.1.notify_all();
    }

    /// Waits so long, or until it is rung.
    pub fn sleep(&self, limit: Duration) {
        let (count, changed) = &*self.0;
        let Ok(guard) = count.lock() else { return };
        let before = *guard;
        // an error would mean that another thread panicked while it held the lock: then just go on
        let _ = changed.wait_timeout_while(guard, limit, |now| *now == before);
    }
}

/// The sockets of a host: smol knows them.
pub(super) struct Sockets;

impl Sockets {
    pub fn new(_: Bell) -> io::Result<Rc<Sockets>> {
        Ok(Rc::new(Sockets))
    }

    pub fn bell(&self) -> Option<Arc<dyn Fn() + Send + Sync>> {
        None
    }

    pub fn stir(&self) -> LocalFuture<()> {
        Box::pin(std::future::pending())
    }

    pub fn wait(&self, _: Option<Duration>) -> bool {
        false
    }
}

/// A socket that smol's reactor watches.
pub(super) struct Source<S>(Async<S>);

#[cfg(unix)]
impl<S: std::os::fd::AsFd> Source<S> {
    pub fn new(_: &Rc<Sockets>, socket: S) -> io::Result<Source<S>> {
        Ok(Source(Async::new(socket)?))
    }
}

#[cfg(windows)]
impl<S: std::os::windows::io::AsSocket> Source<S> {
    pub fn new(_: &Rc<Sockets>, socket: S) -> io::Result<Source<S>> {
        Ok(Source(Async::new(socket)?))
    }
}

impl<S> Source<S> {
    pub fn get_ref(&self) -> &S {
        self.0.get_ref()
    }

    pub fn poll(&self, way: Way, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match way {
            Way::Read => self.0.poll_readable(cx),
            Way::Write => self.0.poll_writable(cx),
        }
    }

    pub fn register(&self) -> io::Result<()> {
        Ok(())
    }

    pub fn listens(&self, _: SocketAddr) {}

    pub fn connects(&self, _: SocketAddr) -> io::Result<Option<SocketAddr>> {
        Ok(None)
    }

    pub fn is_taken(&self, _: SocketAddr, _: Option<SocketAddr>) -> io::Result<()> {
        Ok(())
    }

    pub fn is_shut(&self) {}

    pub fn tried(&self, _: Way, _: &io::Result<usize>, _: usize) {}

    pub fn may_have_failed(&self) -> bool {
        true
    }
}
