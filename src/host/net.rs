//! Sockets.

use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::task::{Context, Poll};

use smol::Async;
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

struct TcpConnection(Source<TcpStream>);

impl Stream for TcpConnection {
    fn try_read(&self, into: &mut [u8]) -> io::Result<usize> {
        let mut socket = self.0.get_ref();
        again(|| socket.read(into))
    }

    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut socket = self.0.get_ref();
        again(|| socket.write(bytes))
    }

    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll(Way::Read, cx)
    }

    fn poll_writable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll(Way::Write, cx)
    }

    fn shutdown_write(&self) -> io::Result<()> {
        self.0.get_ref().shutdown(std::net::Shutdown::Write)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().local_addr()
    }

    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().peer_addr()
    }

    fn descriptor(&self) -> i64 {
        descriptor_of(self.0.get_ref())
    }
}

struct TcpAcceptor(Source<TcpListener>, Rc<Sockets>);

impl Listener for TcpAcceptor {
    fn try_accept(&self) -> io::Result<(Rc<dyn Stream>, SocketAddr)> {
        let (socket, from) = loop {
            match self.0.get_ref().accept() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        // small answers must not wait for the peer's acknowledgement
        let _ = socket.set_nodelay(true);
        socket.set_nonblocking(true)?;
        Ok((Rc::new(TcpConnection(Source::new(&self.1, socket)?)), from))
    }

    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll(Way::Read, cx)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().local_addr()
    }

    fn descriptor(&self) -> i64 {
        descriptor_of(self.0.get_ref())
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
        let socket = match from {
            None => Async::<TcpStream>::connect(to).await?,
            Some(from) => {
                let raw = Socket::new(Domain::for_address(to), Type::STREAM, Some(Protocol::TCP))?;
                raw.bind(&from.into())?;
                raw.set_nonblocking(true)?;
                if let Err(e) = raw.connect(&to.into())
                    && !in_progress(&e)
                {
                    return Err(e);
                }
                let socket = Async::new(TcpStream::from(raw))?;
                socket.writable().await?;
                if let Some(e) = socket.get_ref().take_error()? {
                    return Err(e);
                }
                socket
            }
        };
        let _ = socket.get_ref().set_nodelay(true);
        Ok(Rc::new(TcpConnection(Source::new(&sockets, socket.into_inner()?)?)) as Rc<dyn Stream>)
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
    Ok(Rc::new(TcpAcceptor(Source::new(&sockets, TcpListener::from(socket))?, sockets)))
}
