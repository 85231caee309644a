//! Connected sockets as `get_extra_info("socket")` shows them, and addresses.

use std::cell::{Cell, RefCell};
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;

use crate::event_loop::{self, Gate, GateData, LoopClass};
use crate::host::Stream;
use crate::modules::asyncio::support::class;
use crate::value::{NativeData, Opaque, Value};
use crate::vm::{Args, NativeResult, NativeRow, Raise, Ret, Vm, row};

/// Methods of connected sockets.
pub const METHODS: &[NativeRow] = &[
    row("getsockname", getsockname, "self"),
    row("getpeername", getpeername, "self"),
    row("fileno", fileno, "self"),
    row("setsockopt", accept, "self, *args"),
    row("__repr__", socket_repr, "self, /"),
];

/// The two ends of a connection, as long as it is open, and their addresses.
pub struct Ends {
    stream: RefCell<Option<Rc<dyn Stream>>>,
    local: Cell<Option<SocketAddr>>,
    peer: Option<SocketAddr>,
}

impl Ends {
    /// Those of a connection.
    pub fn new(stream: Rc<dyn Stream>) -> Rc<Ends> {
        let peer = stream.peer_addr().ok();
        Rc::new(Ends { stream: RefCell::new(Some(stream)), local: Cell::new(None), peer })
    }

    /// The connection, as long as it is open.
    pub fn stream(&self) -> Option<Rc<dyn Stream>> {
        self.stream.borrow().clone()
    }

    /// Closes it; the addresses can still be asked for.
    pub fn close(&self) {
        self.local();
        self.stream.take();
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.stream.borrow().is_none()
    }

    /// The address of the other end.
    pub fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }

    /// The address of this end.
    pub fn local(&self) -> Option<SocketAddr> {
        if self.local.get().is_none() {
            self.local.set(self.stream.borrow().as_ref().and_then(|s| s.local_addr().ok()));
        }
        self.local.get()
    }

    /// The number by which the system knows it, or -1.
    pub fn descriptor(&self) -> i64 {
        self.stream.borrow().as_ref().map_or(-1, |s| s.descriptor())
    }
}

struct SocketData(Rc<Ends>);

impl NativeData for SocketData {
    fn is_settled(&self) -> bool {
        true
    }
}

/// A socket object.
pub fn new_socket(vm: &Vm, ends: Rc<Ends>) -> Value<'_> {
    event_loop::of(vm).object(vm, LoopClass::Socket, SocketData(ends)).value()
}

fn socket(vm: &Vm, a: Args) -> Result<&Ends, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<SocketData>()) {
        Some(d) => Ok(&d.0),
        None => Err(vm.type_error("a socket is needed")),
    }
}

/// An address as scripts see it, None if there is none.
pub fn address<'h>(vm: &'h Vm, at: Option<SocketAddr>) -> Value<'h> {
    let Some(at) = at else { return Value::NONE };
    let host = vm.str(&at.ip().to_string());
    match at {
        SocketAddr::V4(_) => vm.tuple(&[host, vm.int(at.port().into())]),
        SocketAddr::V6(v6) => {
            let rest = [v6.flowinfo(), v6.scope_id()].map(|n| vm.int(n.into()));
            vm.tuple(&[host, vm.int(at.port().into()), rest[0], rest[1]])
        }
    }
}

/// A port as scripts give it: a number, a numeral, or None for any. `what` is what it is for.
pub fn port(vm: &Vm, v: Value<'_>, what: &str) -> Result<u16, Raise> {
    let number = match v.as_i64() {
        Some(n) => Some(n),
        None if v.is_none() => Some(0),
        None => v.as_str().and_then(|s| s.parse().ok()),
    };
    match number.map(u16::try_from) {
        Some(Ok(p)) => Ok(p),
        Some(Err(_)) => Err(vm.overflow_error(format_args!("{what}(): port must be 0-65535."))),
        None => Err(vm.type_error("port must be an integer")),
    }
}

/// The address that these two arguments are: an IP address and a port.
pub fn ip_address(vm: &Vm, host: Value<'_>, at: Value<'_>, what: &str) -> Result<SocketAddr, Raise> {
    let Some(host) = host.as_str() else {
        return Err(vm.type_error(format_args!("host must be a string, not {}", vm.type_name(host))));
    };
    let Ok(ip) = host.parse::<IpAddr>() else {
        return Err(vm.value_error(format_args!("'{host}' is not an IP address")));
    };
    Ok(SocketAddr::new(ip, port(vm, at, what)?))
}

fn getsockname(vm: &mut Vm, a: Args) -> NativeResult {
    let local = socket(vm, a)?.local();
    Ok(address(vm, local).into())
}

fn getpeername(vm: &mut Vm, a: Args) -> NativeResult {
    let peer = socket(vm, a)?.peer();
    Ok(address(vm, peer).into())
}

fn fileno(vm: &mut Vm, a: Args) -> NativeResult {
    let n = socket(vm, a)?.descriptor();
    Ok(vm.int(n).into())
}

/// Options of sockets are set by the host.
pub fn accept(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

/// The repr of a socket.
pub fn describe(vm: &Vm, fd: i64, local: Option<SocketAddr>, peer: Option<SocketAddr>) -> Ret {
    let family = if local.is_some_and(|n| n.is_ipv6()) { "AF_INET6" } else { "AF_INET" };
    let part = |label: &str, n: Option<SocketAddr>| {
        n.map_or(String::new(), |n| format!(", {label}=('{}', {})", n.ip(), n.port()))
    };
    let kind = "family=AddressFamily.";
    let (local, remote) = (part("laddr", local), part("raddr", peer));
    vm.str(&format!(
        "<asyncio.TransportSocket fd={fd}, {kind}{family}, type=SocketKind.SOCK_STREAM, proto=6{local}{remote}>"
    ))
    .into()
}

fn socket_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let d = socket(vm, a)?;
    Ok(describe(vm, d.descriptor(), d.local(), d.peer()))
}

/// An object of one of the classes of streams, around what may make tasks wait.
pub fn gate_object<T: Gate>(vm: &Vm, which: LoopClass, gate: T) -> Value<'_> {
    // there may be many short connections: what they own does not wait for a collection for its objects' sake alone
    vm.heap.account(size_of::<T>());
    object(vm, which, GateData::new(Rc::new(gate)))
}

/// An object of one of the classes of streams.
pub fn object(vm: &Vm, which: LoopClass, data: impl NativeData) -> Value<'_> {
    Opaque::new(&vm.heap, class(vm, which).root.get(), data).value()
}
