//! Sockets.

use std::cell::Cell;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::task::{Context, Poll};

#[cfg(target_os = "linux")]
use rustix::buffer::spare_capacity;
use socket2::{Domain, Protocol, Socket, Type};

use super::sockets::{Sockets, Way};
use super::source::Source;
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
    /// A second small write must not wait for the peer's acknowledgement of the first: the system has been told, or has
    /// to be before it.
    no_delay: Cell<Delay>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Delay {
    /// Nothing was written yet.
    Untouched,
    /// The first write was made, which nothing delays.
    Once,
    Never,
}

impl TcpConnection {
    fn prepare_write(&self) {
        self.no_delay.set(match self.no_delay.get() {
            Delay::Untouched => Delay::Once,
            Delay::Once => {
                let _ = self.source.get_ref().set_nodelay(true);
                Delay::Never
            }
            Delay::Never => Delay::Never,
        });
    }
}

impl Stream for TcpConnection {
    fn try_read(&self, into: &mut Vec<u8>) -> io::Result<usize> {
        let socket = self.source.get_ref();
        let room = into.capacity() - into.len();
        let result = again(|| receive(socket, into));
        self.source.tried(Way::Read, &result, room);
        result
    }

    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.prepare_write();
        let socket = self.source.get_ref();
        let result = again(|| send(socket, bytes));
        self.source.tried(Way::Write, &result, bytes.len());
        result
    }

    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.source.poll(Way::Read, cx)
    }

    fn poll_writable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.source.poll(Way::Write, cx)
    }

    fn finish_connect(&self) -> io::Result<()> {
        if !self.source.may_have_failed() {
            return Ok(());
        }
        self.source.get_ref().take_error()?.map_or(Ok(()), Err)
    }

    fn shutdown_write(&self) -> io::Result<()> {
        self.source.get_ref().shutdown(std::net::Shutdown::Write)?;
        self.source.is_shut();
        Ok(())
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

/// Takes a connection; it does not block, and its small writes are not delayed.
#[cfg(target_os = "linux")]
fn accept(listener: &TcpListener) -> io::Result<(TcpStream, SocketAddr)> {
    use rustix::net::{SocketFlags, acceptfrom_with};
    // that nothing is delayed it has from the listening socket
    let (socket, peer) = acceptfrom_with(listener, SocketFlags::CLOEXEC | SocketFlags::NONBLOCK)?;
    let peer = peer.and_then(|p| SocketAddr::try_from(p).ok());
    Ok((socket.into(), peer.unwrap_or_else(|| SocketAddr::from(([0, 0, 0, 0], 0)))))
}

#[cfg(not(target_os = "linux"))]
fn accept(listener: &TcpListener) -> io::Result<(TcpStream, SocketAddr)> {
    let (socket, peer) = listener.accept()?;
    let _ = socket.set_nodelay(true);
    socket.set_nonblocking(true)?;
    Ok((socket, peer))
}

impl Listener for TcpAcceptor {
    fn try_accept(&self) -> io::Result<(Rc<dyn Stream>, SocketAddr)> {
        let (socket, peer) = loop {
            match accept(self.source.get_ref()) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.source.tried(Way::Read, &Err(e.kind().into()), 0);
                    return Err(e);
                }
                Ok(taken) => break taken,
            }
        };
        let source = Source::new(&self.sockets, socket)?;
        source.is_taken(peer, self.address)?;
        let no_delay = Cell::new(Delay::Never);
        Ok((Rc::new(TcpConnection { source, peer, local: self.address, no_delay }), peer))
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

/// Reads what has come. The system is asked without the C library, whose calls can be cancelled, and so cost more as
/// soon as there is a second thread.
#[cfg(target_os = "linux")]
fn receive(socket: &TcpStream, into: &mut Vec<u8>) -> io::Result<usize> {
    let (got, _) = rustix::net::recv(socket, spare_capacity(into), rustix::net::RecvFlags::empty())?;
    Ok(got)
}

#[cfg(not(target_os = "linux"))]
fn receive(mut socket: &TcpStream, into: &mut Vec<u8>) -> io::Result<usize> {
    let before = into.len();
    into.resize(into.capacity(), 0);
    let result = io::Read::read(&mut socket, &mut into[before..]);
    into.truncate(before + result.as_ref().map_or(0, |n| *n));
    result
}

/// Hands out what the system takes now; see `receive`.
#[cfg(target_os = "linux")]
fn send(socket: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::net::send(socket, bytes, rustix::net::SendFlags::NOSIGNAL)?)
}

#[cfg(not(target_os = "linux"))]
fn send(mut socket: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    io::Write::write(&mut socket, bytes)
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

/// A TCP socket that does not block.
fn new_socket(at: SocketAddr) -> io::Result<Socket> {
    #[cfg(target_os = "linux")]
    return Socket::new(Domain::for_address(at), Type::STREAM.nonblocking(), Some(Protocol::TCP));
    #[cfg(not(target_os = "linux"))]
    {
        let socket = Socket::new(Domain::for_address(at), Type::STREAM, Some(Protocol::TCP))?;
        socket.set_nonblocking(true)?;
        Ok(socket)
    }
}

pub(super) fn connect(
    to: SocketAddr,
    from: Option<SocketAddr>,
    sockets: &Rc<Sockets>,
) -> io::Result<Rc<dyn Stream>> {
    let socket = new_socket(to)?;
    if let Some(from) = from {
        socket.bind(&from.into())?;
    }
    match socket.connect(&to.into()) {
        Err(e) if !in_progress(&e) => return Err(e),
        _ => {}
    }
    let source = Source::new(sockets, TcpStream::from(socket))?;
    // before it connects the system would tell of its end
    let local = source.connects(to)?;
    Ok(Rc::new(TcpConnection { source, peer: to, local, no_delay: Cell::new(Delay::Untouched) }))
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
    let socket = new_socket(at)?;
    socket.set_reuse_address(options.reuse_address)?;
    #[cfg(unix)]
    if options.reuse_port {
        socket.set_reuse_port(true)?;
    }
    if at.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.bind(&at.into())?;
    #[cfg(target_os = "linux")]
    let _ = socket.set_tcp_nodelay(true);
    socket.listen(options.backlog)?;
    let source = Source::new(&sockets, TcpListener::from(socket))?;
    source.register()?;
    let address = source.get_ref().local_addr().ok().filter(|at| !at.ip().is_unspecified());
    if let Some(at) = address.filter(|_| !options.reuse_port) {
        source.listens(at);
    }
    Ok(Rc::new(TcpAcceptor { source, sockets, address }))
}
