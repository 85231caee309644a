//! Listening sockets.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::task::Context;

use super::socket::{accept, address, describe, ip_address, object};
use crate::event_loop::{self, EventLoop, LoopClass, Watch};
use crate::host::{ListenOptions, Listener};
use crate::value::{NativeData, Opaque, Value};
use crate::vm::{Args, NativeResult, NativeRow, Raise, Ret, Vm, row};

/// Methods of listening sockets.
pub const METHODS: &[NativeRow] = &[
    row("close", close, "self"),
    row("getsockname", getsockname, "self"),
    row("fileno", fileno, "self"),
    row("setsockopt", accept, "self, *args"),
    row("__repr__", repr, "self, /"),
];

/// The data of a listening socket.
pub struct ListenerData {
    listener: RefCell<Option<Rc<dyn Listener>>>,
    watch: Cell<Option<Watch>>,
    name: Option<SocketAddr>,
}

impl NativeData for ListenerData {
    fn is_settled(&self) -> bool {
        true
    }
}

impl ListenerData {
    /// That of a value, if it is a listening socket.
    pub fn of<'h>(v: Value<'h>) -> Option<&'h ListenerData> {
        v.cast::<Opaque>().and_then(|o| o.data::<ListenerData>())
    }

    /// The socket, as long as it is open.
    pub fn listener(&self) -> Option<Rc<dyn Listener>> {
        self.listener.borrow().clone()
    }

    /// Has something happen to a primitive whenever there are connections to take.
    pub fn watch(&self, el: &EventLoop, gate: Value<'_>, what: u8) {
        let Some(l) = self.listener() else { return };
        let ask = Box::new(move |cx: &mut Context<'_>| l.poll_readable(cx));
        self.renew(el, Some(el.watch(ask, gate, what, true, true)));
    }

    fn renew(&self, el: &EventLoop, new: Option<Watch>) {
        if let Some(old) = self.watch.replace(new) {
            el.unwatch(old);
        }
    }

    /// Closes it.
    pub fn close(&self, el: &EventLoop) {
        self.renew(el, None);
        self.listener.take();
    }
}

/// A new listening socket, at the address that the first two arguments are.
pub fn listen(vm: &mut Vm, a: Args) -> NativeResult {
    let at = ip_address(vm, a.get(vm, 0), a.get(vm, 1), "bind")?;
    let backlog = a.get(vm, 2).as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(100);
    let (reuse_address, reuse_port) = (a.get(vm, 3).as_bool().unwrap_or(true), a.get(vm, 4).as_bool());
    listen_at(vm, at, backlog, reuse_address, reuse_port.unwrap_or(false)).map(Ret::from)
}

/// A new listening socket.
pub fn listen_at(
    vm: &Vm,
    at: SocketAddr,
    backlog: i32,
    reuse_address: bool,
    reuse_port: bool,
) -> Result<Value<'_>, Raise> {
    // asyncio's default of 100 makes a thousand clients at once wait for seconds
    let options = ListenOptions { backlog: backlog.max(4096), reuse_address, reuse_port };
    match vm.host.listen(at, options) {
        Ok(l) => {
            let name = l.local_addr().ok();
            let data = ListenerData { listener: RefCell::new(Some(l)), watch: Cell::new(None), name };
            Ok(object(vm, LoopClass::Listener, data))
        }
        Err(e) => {
            let reason = crate::vm::os_error_text(&e).to_lowercase();
            let text =
                format!("error while attempting to bind on address ('{}', {}): {reason}", at.ip(), at.port());
            Err(vm.raise_os_text(&e, &text, None))
        }
    }
}

fn this(vm: &Vm, a: Args) -> Result<&ListenerData, Raise> {
    match ListenerData::of(a.get(vm, 0)) {
        Some(d) => Ok(d),
        None => Err(vm.type_error("a listening socket is needed")),
    }
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    this(vm, a)?.close(&event_loop::of(vm));
    Ok(Ret::NONE)
}

fn getsockname(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(address(vm, this(vm, a)?.name).into())
}

fn fileno(vm: &mut Vm, a: Args) -> NativeResult {
    let n = this(vm, a)?.listener().map_or(-1, |l| l.descriptor());
    Ok(vm.int(n).into())
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let d = this(vm, a)?;
    Ok(describe(vm, d.listener().map_or(-1, |l| l.descriptor()), d.name, None))
}
