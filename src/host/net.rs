//! Sockets.

use std::future::poll_fn;
use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::task::{Context, Poll};

use socket2::{Domain, Protocol, Socket, Type};

use super::sockets::{Sockets, Source, Way};
use super::{ListenOptions, Listener, LocalFuture, Stream};

#[cfg(unix)]
pub(super) fn descriptor_of(what: &impl std::os::fd::AsRawFd) -> i64 {
    what.as_raw_fd().into()
}

#[cfg(not(unix))]
pub(super) fn descriptor_of<T>(_: &T) -> i64 {
    -1
}

struct TcpConnection {
    source: Source<TcpStream>,
    peer: SocketAddr,
    /// Where that is known without asking.
    local: Option<SocketAddr>,
}

impl Stream for TcpConnection {
    fn try_read(&self, into: &mut [u8]) -> io::Result<usize> {
        let mut socket = self.source.get_ref();
        again(|| socket.read(into))
    }

    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut socket = self.source.get_ref();
        again(|| socket.write(bytes))
    }

    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.source.poll(Way::Read, cx)
    }

    fn poll_writable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.source.poll(Way::Write, cx)
    }

    fn shutdown_write(&self) -> io::Result<()> {
        self.source.get_ref().shutdown(std::net::Shutdown::Write)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.local.map_or_else(|| self.source.get_ref().local_addr(), Ok)
    }

    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }

    fn descriptor(&self) -> i64 {
        descriptor_of(self.source.get_ref())
    }
}

struct TcpAcceptor {
    source: Source<TcpListener>,
    sockets: Rc<Sockets>,
    /// The address of the connections it takes, where it listens at one alone.
    address: Option<SocketAddr>,
}

impl Listener for TcpAcceptor {
    fn try_accept(&self) -> io::Result<(Rc<dyn Stream>, SocketAddr)> {
        let (socket, peer) = loop {
            match self.source.get_ref().accept() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        // small answers must not wait for the peer's acknowledgement
        let _ = socket.set_nodelay(true);
        socket.set_nonblocking(true)?;
        let source = Source::new(&self.sockets, socket)?;
        Ok((Rc::new(TcpConnection { source, peer, local: self.address }), peer))
    }

    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.source.poll(Way::Read, cx)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.source.get_ref().local_addr()
    }

    fn descriptor(&self) -> i64 {
        descriptor_of(self.source.get_ref())
    }
}

/// Repeats a call that a signal has interrupted.
fn again(mut call: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match call() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

pub(super) fn resolve(name: String, port: u16) -> LocalFuture<io::Result<Vec<SocketAddr>>> {
    if let Ok(ip) = name.parse::<IpAddr>() {
        return Box::pin(std::future::ready(Ok(vec![SocketAddr::new(ip, port)])));
    }
    Box::pin(async move { smol::net::resolve((name, port)).await })
}

pub(super) fn connect(
    to: SocketAddr,
    from: Option<SocketAddr>,
    sockets: io::Result<Rc<Sockets>>,
) -> LocalFuture<io::Result<Rc<dyn Stream>>> {
    Box::pin(async move {
        let sockets = sockets?;
        let socket = Socket::new(Domain::for_address(to), Type::STREAM, Some(Protocol::TCP))?;
        if let Some(from) = from {
            socket.bind(&from.into())?;
        }
        socket.set_nonblocking(true)?;
        let under_way = match socket.connect(&to.into()) {
            Ok(()) => false,
            Err(e) if in_progress(&e) => true,
            Err(e) => return Err(e),
        };
        let source = Source::new(&sockets, TcpStream::from(socket))?;
        if under_way {
            poll_fn(|cx| source.poll(Way::Write, cx)).await?;
            if let Some(e) = source.get_ref().take_error()? {
                return Err(e);
            }
        }
        let _ = source.get_ref().set_nodelay(true);
        Ok(Rc::new(TcpConnection { source, peer: to, local: None }) as Rc<dyn Stream>)
    })
}

fn in_progress(e: &io::Error) -> bool {
    e.kind() == io::ErrorKind::WouldBlock
        || e.raw_os_error() == Some(rustix::io::Errno::INPROGRESS.raw_os_error())
}

pub(super) fn listen(
    at: SocketAddr,
    options: ListenOptions,
    sockets: Rc<Sockets>,
) -> io::Result<Rc<dyn Listener>> {
    // std listens with a backlog of 128, which a thousand clients at once overrun
    let socket = Socket::new(Domain::for_address(at), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(options.reuse_address)?;
    #[cfg(unix)]
    if options.reuse_port {
        socket.set_reuse_port(true)?;
    }
    if at.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.bind(&at.into())?;
    socket.listen(options.backlog)?;
    socket.set_nonblocking(true)?;
    let source = Source::new(&sockets, TcpListener::from(socket))?;
    let address = source.get_ref().local_addr().ok().filter(|at| !at.ip().is_unspecified());
    Ok(Rc::new(TcpAcceptor { source, sockets, address }))
}
