//! Sockets as the library's transports see them: non-blocking reads and writes, and watches that call back when a
//! socket is ready: once, or for reads until they are given up.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::task::Context;

use super::support::class;
use crate::event_loop::{self, LoopClass, WaitsFor, Watch, native_operation, new_handle, watch_readiness};
use crate::host::{ListenOptions, Listener, Stream};
use crate::value::{NativeData, Opaque, Value};
use crate::vm::{Args, Exc, NativeResult, NativeRow, Raise, Ret, Vm, row};

/// Functions for the library's transports.
pub const FUNCTIONS: &[NativeRow] = &[
    row("_resolve", resolve, "host, port"),
    row("_connect", connect, "host, port, local=None"),
    row("_listen", listen, "host, port, backlog, reuse_address, reuse_port"),
];

/// Methods of connected sockets.
pub const SOCKET_METHODS: &[NativeRow] = &[
    row("recv", recv, "self, n, /"),
    row("send", send, "self, data, start=0, /"),
    row("shutdown_write", shutdown_write, "self"),
    row("watch_read", watch_read, "self, callback, /"),
    row("watch_write", watch_write, "self, callback, /"),
    row("unwatch_read", unwatch_read, "self"),
    row("unwatch_write", unwatch_write, "self"),
    row("close", close, "self"),
    row("getsockname", getsockname, "self"),
    row("getpeername", getpeername, "self"),
    row("fileno", fileno, "self"),
    row("setsockopt", accept, "self, *args"),
    row("__repr__", socket_repr, "self, /"),
];

/// Methods of listening sockets.
pub const LISTENER_METHODS: &[NativeRow] = &[
    row("accept", accept_connection, "self"),
    row("watch_read", watch_accept, "self, callback, /"),
    row("unwatch_read", unwatch_accept, "self"),
    row("close", close_listener, "self"),
    row("getsockname", listener_name, "self"),
    row("fileno", listener_fileno, "self"),
    row("setsockopt", accept, "self, *args"),
    row("__repr__", listener_repr, "self, /"),
];

struct SocketData {
    stream: RefCell<Option<Rc<dyn Stream>>>,
    reading: Cell<Option<Watch>>,
    writing: Cell<Option<Watch>>,
    /// Kept so that they can be asked for after the socket is closed.
    names: [Option<SocketAddr>; 2],
}

impl NativeData for SocketData {}

struct ListenerData {
    listener: RefCell<Option<Rc<dyn Listener>>>,
    reading: Cell<Option<Watch>>,
    name: Option<SocketAddr>,
}

impl NativeData for ListenerData {}

fn new_socket(vm: &Vm, stream: Rc<dyn Stream>) -> &Opaque {
    let names = [stream.local_addr().ok(), stream.peer_addr().ok()];
    let data = SocketData {
        stream: RefCell::new(Some(stream)),
        reading: Cell::new(None),
        writing: Cell::new(None),
        names,
    };
    Opaque::new(&vm.heap, class(vm, LoopClass::Socket).root.get(), Box::new(data))
}

fn socket(vm: &Vm, a: Args) -> Result<&SocketData, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<SocketData>()) {
        Some(d) => Ok(d),
        None => Err(vm.type_error("a socket is needed")),
    }
}

fn listener(vm: &Vm, a: Args) -> Result<&ListenerData, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<ListenerData>()) {
        Some(d) => Ok(d),
        None => Err(vm.type_error("a listening socket is needed")),
    }
}

fn stream(vm: &Vm, a: Args) -> Result<Rc<dyn Stream>, Raise> {
    match socket(vm, a)?.stream.borrow().clone() {
        Some(s) => Ok(s),
        None => Err(vm.raise_os(&io::Error::from_raw_os_error(9), None)),
    }
}

fn address<'h>(vm: &'h Vm, at: SocketAddr) -> Value<'h> {
    let host = vm.str(&at.ip().to_string());
    match at {
        SocketAddr::V4(_) => vm.tuple(&[host, vm.int(at.port().into())]),
        SocketAddr::V6(v6) => {
            let rest = [v6.flowinfo(), v6.scope_id()].map(|n| vm.int(n.into()));
            vm.tuple(&[host, vm.int(at.port().into()), rest[0], rest[1]])
        }
    }
}

fn text<'h>(vm: &'h Vm, a: Args, i: usize, what: &str) -> Result<&'h str, Raise> {
    match a.get(vm, i).as_str() {
        Some(t) => Ok(t),
        None => {
            Err(vm.type_error(format_args!("{what} must be a string, not {}", vm.type_name(a.get(vm, i)))))
        }
    }
}

fn port(vm: &Vm, v: Value<'_>) -> Result<u16, Raise> {
    let number = match v.as_i64() {
        Some(n) => Some(n),
        None if v.is_none() => Some(0),
        None => v.as_str().and_then(|s| s.parse().ok()),
    };
    match number.map(u16::try_from) {
        Some(Ok(p)) => Ok(p),
        Some(Err(_)) => Err(vm.overflow_error("port must be 0-65535.")),
        None => Err(vm.type_error("port must be an integer")),
    }
}

fn ip_address(vm: &Vm, a: Args) -> Result<SocketAddr, Raise> {
    let host = text(vm, a, 0, "host")?;
    let Ok(ip) = host.parse::<IpAddr>() else {
        return Err(vm.value_error(format_args!("'{host}' is not an IP address")));
    };
    Ok(SocketAddr::new(ip, port(vm, a.get(vm, 1))?))
}

/// Addresses of a host: a list of pairs.
fn resolve(vm: &mut Vm, a: Args) -> NativeResult {
    let host = text(vm, a, 0, "host")?.to_owned();
    let port = port(vm, a.get(vm, 1))?;
    let future = vm.host.resolve(&host, port);
    Ok(native_operation(
        vm,
        "getaddrinfo",
        WaitsFor::Anything,
        &[],
        future,
        move |s, result, _| match result {
            Ok(found) => {
                let pairs: Vec<Value<'_>> = found.into_iter().map(|x| address(s, x)).collect();
                Ok(s.list(&pairs).into())
            }
            Err(_) => {
                let text = Vm::str(s, "Name or service not known");
                let e = s.new_exception_with(Exc::OSError, &[s.int(-2), text]);
                s.set_exception_attr(e, "errno", s.int(-2));
                s.set_exception_attr(e, "strerror", text);
                Err(s.raise_value(e.value()))
            }
        },
    ))
}

fn connect(vm: &mut Vm, a: Args) -> NativeResult {
    let to = ip_address(vm, a)?;
    let from = match a.opt(vm, 2).filter(|l| !l.is_none()) {
        None => None,
        Some(local) => {
            let parts = local.cast::<crate::value::Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
            let ip = parts.first().and_then(|v| v.as_str()).and_then(|s| s.parse::<IpAddr>().ok());
            match (ip, parts.get(1)) {
                (Some(ip), Some(p)) => Some(SocketAddr::new(ip, port(vm, *p)?)),
                _ => return Err(vm.type_error("local_addr must be a pair (address, port)")),
            }
        }
    };
    let future = vm.host.connect(to, from);
    Ok(native_operation(vm, "open_connection", WaitsFor::Sockets, &[], future, move |s, result, _| {
        match result {
            Ok(stream) => Ok(new_socket(s, stream).into()),
            Err(e) => {
                let text = format!("Connect call failed ('{}', {})", to.ip(), to.port());
                Err(s.raise_os_text(&e, &text, None))
            }
        }
    }))
}

fn listen(vm: &mut Vm, a: Args) -> NativeResult {
    let at = ip_address(vm, a)?;
    let backlog = a.get(vm, 2).as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(100);
    let options = ListenOptions {
        // asyncio's default of 100 makes a thousand clients at once wait for seconds
        backlog: backlog.max(4096),
        reuse_address: a.get(vm, 3).as_bool().unwrap_or(true),
        reuse_port: a.get(vm, 4).as_bool().unwrap_or(false),
    };
    match vm.host.listen(at, options) {
        Ok(l) => {
            let data = ListenerData {
                name: l.local_addr().ok(),
                listener: RefCell::new(Some(l)),
                reading: Cell::new(None),
            };
            let shape = class(vm, LoopClass::Listener).root.get();
            Ok(Opaque::new(&vm.heap, shape, Box::new(data)).into())
        }
        Err(e) => {
            let reason = crate::vm::os_error_text(&e).to_lowercase();
            let text =
                format!("error while attempting to bind on address ('{}', {}): {reason}", at.ip(), at.port());
            Err(vm.raise_os_text(&e, &text, None))
        }
    }
}

const CHUNK: usize = 256 * 1024;

/// What is there to read: bytes, empty ones at the end, None if nothing is.
fn recv(vm: &mut Vm, a: Args) -> NativeResult {
    let n = a.get(vm, 1).as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(CHUNK).clamp(1, CHUNK);
    let stream = stream(vm, a)?;
    let el = event_loop::of(vm);
    let mut buffer = el.scratch.borrow_mut();
    if buffer.len() < n {
        buffer.resize(n, 0);
    }
    match stream.try_read(&mut buffer[..n]) {
        Ok(n) => Ok(vm.bytes(&buffer[..n]).into()),
        Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(Ret::NONE),
        Err(e) => Err(vm.raise_os(&e, None)),
    }
}

/// Writes bytes from a position on: how many were taken, 0 if none could be.
fn send(vm: &mut Vm, a: Args) -> NativeResult {
    let stream = stream(vm, a)?;
    let start = a.opt(vm, 2).and_then(Value::as_i64).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let Some(data) = vm.bytes_like(a.get(vm, 1)) else {
        return Err(vm.type_error(format_args!(
            "data argument must be a bytes-like object, not '{}'",
            vm.type_name(a.get(vm, 1))
        )));
    };
    match stream.try_write(data.get(start..).unwrap_or_default()) {
        Ok(n) => Ok(vm.int(n as i64).into()),
        Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(vm.int(0).into()),
        Err(e) => Err(vm.raise_os(&e, None)),
    }
}

fn shutdown_write(vm: &mut Vm, a: Args) -> NativeResult {
    match stream(vm, a)?.shutdown_write() {
        Ok(()) => Ok(Ret::NONE),
        Err(e) if e.kind() == io::ErrorKind::NotConnected => Ok(Ret::NONE),
        Err(e) => Err(vm.raise_os(&e, None)),
    }
}

/// Replaces a watch: the old one, if still on, is given up.
fn renew(vm: &Vm, place: &Cell<Option<Watch>>, new: Option<Watch>) {
    if let Some(old) = place.replace(new) {
        event_loop::of(vm).unwatch(old);
    }
}

fn watch_read(vm: &mut Vm, a: Args) -> NativeResult {
    let stream = stream(vm, a)?;
    let handle = new_handle(&event_loop::of(vm), vm, a.get(vm, 1), vm.tuple(&[]), None, None);
    let ask = Box::new(move |cx: &mut Context<'_>| stream.poll_readable(cx));
    let watch = watch_readiness(&event_loop::of(vm), ask, handle, true);
    renew(vm, &socket(vm, a)?.reading, Some(watch));
    Ok(Ret::NONE)
}

fn watch_write(vm: &mut Vm, a: Args) -> NativeResult {
    let stream = stream(vm, a)?;
    let handle = new_handle(&event_loop::of(vm), vm, a.get(vm, 1), vm.tuple(&[]), None, None);
    let ask = Box::new(move |cx: &mut Context<'_>| stream.poll_writable(cx));
    let watch = watch_readiness(&event_loop::of(vm), ask, handle, false);
    renew(vm, &socket(vm, a)?.writing, Some(watch));
    Ok(Ret::NONE)
}

fn unwatch_read(vm: &mut Vm, a: Args) -> NativeResult {
    renew(vm, &socket(vm, a)?.reading, None);
    Ok(Ret::NONE)
}

fn unwatch_write(vm: &mut Vm, a: Args) -> NativeResult {
    renew(vm, &socket(vm, a)?.writing, None);
    Ok(Ret::NONE)
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    let d = socket(vm, a)?;
    renew(vm, &d.reading, None);
    renew(vm, &d.writing, None);
    d.stream.take();
    Ok(Ret::NONE)
}

fn getsockname(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(socket(vm, a)?.names[0].map_or(Value::NONE, |n| address(vm, n)).into())
}

fn getpeername(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(socket(vm, a)?.names[1].map_or(Value::NONE, |n| address(vm, n)).into())
}

fn fileno(vm: &mut Vm, a: Args) -> NativeResult {
    let n = socket(vm, a)?.stream.borrow().as_ref().map_or(-1, |s| s.descriptor());
    Ok(vm.int(n).into())
}

/// Options of sockets are set by the host.
fn accept(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn describe(vm: &Vm, fd: i64, names: [Option<SocketAddr>; 2]) -> Ret {
    let family = if names[0].is_some_and(|n| n.is_ipv6()) { "AF_INET6" } else { "AF_INET" };
    let part = |label: &str, n: Option<SocketAddr>| {
        n.map_or(String::new(), |n| format!(", {label}=('{}', {})", n.ip(), n.port()))
    };
    let kind = "family=AddressFamily.";
    let (local, remote) = (part("laddr", names[0]), part("raddr", names[1]));
    vm.str(&format!(
        "<asyncio.TransportSocket fd={fd}, {kind}{family}, type=SocketKind.SOCK_STREAM, proto=6{local}{remote}>"
    ))
    .into()
}

fn socket_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let d = socket(vm, a)?;
    let fd = d.stream.borrow().as_ref().map_or(-1, |s| s.descriptor());
    Ok(describe(vm, fd, d.names))
}

/// The next waiting connection as a socket; None if none waits.
fn accept_connection(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(l) = listener(vm, a)?.listener.borrow().clone() else { return Ok(Ret::NONE) };
    match l.try_accept() {
        Ok((stream, _)) => Ok(new_socket(vm, stream).into()),
        Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(Ret::NONE),
        // a client that gave up in the meantime is no error of the server's
        Err(e) if e.kind() == io::ErrorKind::ConnectionAborted => Ok(Ret::NONE),
        Err(e) => Err(vm.raise_os(&e, None)),
    }
}

fn watch_accept(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(l) = listener(vm, a)?.listener.borrow().clone() else { return Ok(Ret::NONE) };
    let handle = new_handle(&event_loop::of(vm), vm, a.get(vm, 1), vm.tuple(&[]), None, None);
    let ask = Box::new(move |cx: &mut Context<'_>| l.poll_readable(cx));
    let watch = watch_readiness(&event_loop::of(vm), ask, handle, false);
    renew(vm, &listener(vm, a)?.reading, Some(watch));
    Ok(Ret::NONE)
}

fn unwatch_accept(vm: &mut Vm, a: Args) -> NativeResult {
    renew(vm, &listener(vm, a)?.reading, None);
    Ok(Ret::NONE)
}

fn close_listener(vm: &mut Vm, a: Args) -> NativeResult {
    let d = listener(vm, a)?;
    renew(vm, &d.reading, None);
    d.listener.take();
    Ok(Ret::NONE)
}

fn listener_name(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(listener(vm, a)?.name.map_or(Value::NONE, |n| address(vm, n)).into())
}

fn listener_fileno(vm: &mut Vm, a: Args) -> NativeResult {
    let n = listener(vm, a)?.listener.borrow().as_ref().map_or(-1, |l| l.descriptor());
    Ok(vm.int(n).into())
}

fn listener_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let d = listener(vm, a)?;
    let fd = d.listener.borrow().as_ref().map_or(-1, |l| l.descriptor());
    Ok(describe(vm, fd, [d.name, None]))
}
