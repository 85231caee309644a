//! Readiness of sockets over smol's reactor, where there is no epoll.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
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

/// The sockets of a host: smol knows them.
pub(super) struct Sockets;

impl Sockets {
    pub fn new() -> io::Result<Rc<Sockets>> {
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
