//! `open_connection`, `start_server`, and the natives that the library makes connections with. Where the host is given
//! as an address, and nothing unusual is asked for, no library is needed.

use std::net::{IpAddr, SocketAddr};

use super::listener::listen;
use super::reader::LIMIT;
use super::server::{Server, new_server};
use super::socket::{address, ip_address, port};
use super::transport::methods::begin;
use super::transport::{Transport, purpose, refused};
use crate::event_loop::{self, WaitsFor, native_operation};
use crate::modules::asyncio::support::library;
use crate::value::{Dict, Tuple, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Vm, row};

/// Functions of module asyncio.
pub const FUNCTIONS: &[NativeRow] = &[
    row("open_connection", open_connection, "host=None, port=None, *, limit=65536, **kwds"),
    row("start_server", start_server, "client_connected_cb, host=None, port=None, *, limit=65536, **kwds"),
    row("_resolve", resolve, "host, port"),
    row("_connect", connect, "host, port, local=None"),
    row("_begin", begin, "transport, protocol"),
    row("_listen", listen, "host, port, backlog, reuse_address, reuse_port"),
    row("_server", new_server, "listeners, factory, backlog"),
];

/// The address, where host and port (argument `i` and the next) are one, the limit and the other arguments are the
/// usual ones.
fn plain_address(vm: &Vm, a: Args, i: usize) -> Option<(SocketAddr, usize)> {
    let ip: IpAddr = a.opt(vm, i)?.as_str()?.parse().ok()?;
    let port = u16::try_from(a.opt(vm, i + 1)?.as_small_int()?).ok()?;
    let limit = a.opt(vm, i + 2).map_or(Some(LIMIT as i64), Value::as_i64)?;
    let limit = usize::try_from(limit).ok().filter(|n| *n > 0)?;
    let rest = a.opt(vm, i + 3).and_then(|v| v.cast::<Dict>()).is_none_or(Dict::is_empty);
    rest.then_some((SocketAddr::new(ip, port), limit))
}

/// Calls the coroutine function of the library.
fn by_library(vm: &mut Vm, a: Args, name: &str, positional: usize) -> NativeResult {
    let mut s = vm.scope();
    let f = library(&mut s, "asyncio.streams", name)?;
    let args: Vec<Handle> = (0..positional).map_while(|i| a.opt_handle(&s, i)).collect();
    let args = s.keep(|vm| {
        let values: Vec<Value<'_>> = args.iter().map(|h| h.get(vm)).collect();
        vm.tuple(&values)
    });
    let given = a.opt_handle(&s, positional + 1);
    let kwargs = s.keep(|vm| {
        let d = vm.dict();
        for (k, v) in given.and_then(|g| g.cast::<Dict>(vm)).into_iter().flat_map(Dict::iter) {
            vm.dict_set_str(d, k.as_str().unwrap_or_default(), v);
        }
        for (i, name) in ["host", "port"].into_iter().enumerate() {
            // given by keyword, with one before it left out
            let at = positional - 2 + i;
            if let Some(v) = a.opt(vm, at).filter(|_| (0..at).any(|i| a.opt(vm, i).is_none())) {
                vm.dict_set_str(d, name, v);
            }
        }
        if let Some(limit) = a.opt(vm, positional) {
            vm.dict_set_str(d, "limit", limit);
        }
        d.value()
    });
    s.call_star(f, args, Some(kwargs)).map(|r| r.ret(&s))
}

fn open_connection(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let plain = plain_address(vm, a, 0).filter(|_| a.is_awaited(vm) && el.is_running());
    let Some((to, limit)) = plain else { return by_library(vm, a, "_open_connection", 2) };
    el.end_turn(vm)?;
    match vm.host.connect(to, None) {
        Ok(stream) => Ok(Transport::connect(vm, &el, stream, purpose::OPEN, limit)),
        Err(e) => Err(refused(vm, &e, Some(to))),
    }
}

fn start_server(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let plain = plain_address(vm, a, 1).filter(|_| a.is_awaited(vm) && el.is_running());
    let Some((at, limit)) = plain else { return by_library(vm, a, "_start_server", 3) };
    Ok(Server::start(vm, &el, a.get(vm, 0), limit, at))
}

/// Connects to an address; awaited at once, by the library.
fn connect(vm: &mut Vm, a: Args) -> NativeResult {
    let to = ip_address(vm, a.get(vm, 0), a.get(vm, 1), "connect")?;
    let from = match a.opt(vm, 2).filter(|l| !l.is_none()) {
        None => None,
        Some(local) => Some(local_address(vm, local)?),
    };
    let el = event_loop::of(vm);
    el.end_turn(vm)?;
    match vm.host.connect(to, from) {
        Ok(stream) => Ok(Transport::connect(vm, &el, stream, purpose::CONNECT, LIMIT)),
        Err(e) => Err(refused(vm, &e, Some(to))),
    }
}

fn local_address(vm: &Vm, local: Value<'_>) -> Result<SocketAddr, Raise> {
    let parts = local.cast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    let ip = parts.first().and_then(|v| v.as_str()).and_then(|s| s.parse::<IpAddr>().ok());
    match (ip, parts.get(1)) {
        (Some(ip), Some(p)) => Ok(SocketAddr::new(ip, port(vm, *p, "bind")?)),
        _ => Err(vm.type_error("local_addr must be a pair (address, port)")),
    }
}

/// Addresses of a host: a list of pairs.
fn resolve(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(host) = a.get(vm, 0).as_str() else {
        let name = vm.type_name(a.get(vm, 0));
        return Err(vm.type_error(format_args!("host must be a string, not {name}")));
    };
    let port = port(vm, a.get(vm, 1), "getaddrinfo")?;
    let future = vm.host.resolve(host, port);
    Ok(native_operation(
        vm,
        "getaddrinfo",
        WaitsFor::Anything,
        &[],
        future,
        move |s, result, _| match result {
            Ok(found) => {
                let pairs: Vec<Value<'_>> = found.into_iter().map(|x| address(s, Some(x))).collect();
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
