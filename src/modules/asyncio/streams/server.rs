//! `asyncio.Server`.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;

use super::listener::{ListenerData, listen_at};
use super::protocol::StreamProtocol;
use super::reader::{LIMIT, Reader};
use super::transport::{Transport, held, of};
use super::{Held, tell};
use crate::event_loop::{self, EventLoop, Gate, GateData, LoopClass, Passed, Turn, gate_of, is_waiting};
use crate::heap::Tracer;
use crate::modules::asyncio::gates::{Waiters, delegate, this};
use crate::modules::asyncio::support::repr;
use crate::value::{Kept, List, Tuple, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of servers.
pub const METHODS: &[NativeRow] = &[
    row("__repr__", describe, "self, /"),
    row("get_loop", get_loop, "self"),
    row("is_serving", is_serving, "self"),
    row("close", close, "self"),
    row("close_clients", close_clients, "self"),
    row("abort_clients", abort_clients, "self"),
    row("start_serving", start_serving, "self"),
    row("serve_forever", serve_forever, "self"),
    row("wait_closed", wait_closed, "self"),
    row("__aenter__", enter, "self"),
    row("__aexit__", exit, "self, exc_type, exc, tb"),
];

/// Properties of servers.
pub const GETTERS: &[NativeRow] = &[row("sockets", sockets, "self")];

/// What a task waits for at a server.
mod purpose {
    /// That the server is made, as `start_server` makes it.
    pub const START: u8 = 0;
    pub const TURN: u8 = 1;
    pub const FOREVER: u8 = 2;
    pub const CLOSED: u8 = 3;
}

/// The data of a server.
pub struct Server {
    /// None once it is closed.
    listeners: RefCell<Option<Vec<Kept>>>,
    /// What makes a protocol, or a pair: the callback of a server of streams, and the limit of its readers.
    factory: Held,
    backlog: Cell<usize>,
    /// Open connections; each knows its place.
    clients: RefCell<Vec<Kept>>,
    /// Those who wait for the end. There are none any more once it has come.
    closers: Waiters,
    ended: Cell<bool>,
    serving: Cell<bool>,
    /// The task that serves for ever, and how its wait ends.
    forever: Cell<Option<Kept>>,
    error: Held,
    /// How many turns making it has taken, and where it is to listen.
    turns: Cell<u8>,
    at: Cell<Option<std::net::SocketAddr>>,
}

impl Server {
    fn object<'h>(vm: &'h Vm, listeners: Vec<Kept>, factory: Value<'_>, backlog: usize) -> Value<'h> {
        let server = Server {
            listeners: RefCell::new(Some(listeners)),
            factory: Held::of(vm, factory),
            backlog: Cell::new(backlog),
            clients: RefCell::default(),
            closers: Waiters::default(),
            ended: Cell::new(false),
            serving: Cell::new(false),
            forever: Cell::new(None),
            error: Held::default(),
            turns: Cell::new(0),
            at: Cell::new(None),
        };
        super::socket::object(vm, LoopClass::Server, GateData::new(Rc::new(server)))
    }

    /// Begins to make a server of streams for the running task: it is there after as many turns as in CPython, where
    /// a task of its own finds the address out.
    pub fn start(
        vm: &Vm,
        el: &EventLoop,
        callback: Value<'_>,
        limit: usize,
        at: std::net::SocketAddr,
    ) -> Ret {
        let factory = vm.tuple(&[callback, vm.int(i64::try_from(limit).unwrap_or(i64::MAX))]);
        let own = Server::object(vm, Vec::new(), factory, 100);
        if let Some(server) = gate_of::<Server>(own) {
            server.at.set(Some(at));
        }
        el.skip_task_number();
        let (waiter, ret) = el.wait_at(vm, own, purpose::START);
        el.wake_waiter(vm, waiter);
        ret
    }

    /// A protocol for a new connection.
    pub fn new_protocol(s: &mut Scope<'_>, server: Handle) -> Result<Handle, Raise> {
        let factory = gate_of::<Server>(server.get(s)).and_then(|d| d.factory.0.get());
        let factory = s.keep(|vm| factory.map_or(Value::NONE, |k| k.get(&vm.heap)));
        if factory.cast::<Tuple>(s).is_none() {
            return s.call(factory, &[]);
        }
        Ok(s.keep(|vm| {
            let parts = factory.cast::<Tuple>(vm).map_or(&[][..], Tuple::items);
            let limit = parts.get(1).and_then(|v| v.as_i64()).and_then(|n| usize::try_from(n).ok());
            let reader = Reader::object(vm, limit.unwrap_or(LIMIT));
            StreamProtocol::object(vm, reader, parts.first().copied().unwrap_or(Value::NONE))
        }))
    }

    /// A connection begins: its place among the clients.
    pub fn attach(&self, vm: &Vm, transport: Value<'_>) -> usize {
        let mut clients = self.clients.borrow_mut();
        clients.push(Kept::new(transport).stored(&vm.heap));
        clients.len() - 1
    }

    /// A connection has ended.
    pub fn detach(&self, el: &EventLoop, vm: &Vm, transport: Value<'_>, place: usize) {
        let mut clients = self.clients.borrow_mut();
        if clients.get(place) != Some(&Kept::new(transport)) {
            return;
        }
        clients.swap_remove(place);
        if let Some(moved) = clients.get(place).map(|k| k.stored(&vm.heap))
            && let Some(t) = gate_of::<Transport>(moved.get(&vm.heap))
        {
            t.place.set(place);
        }
        let last = clients.is_empty();
        drop(clients);
        if last && self.listeners.borrow().is_none() {
            self.end(el, vm);
        }
    }

    fn end(&self, el: &EventLoop, vm: &Vm) {
        self.ended.set(true);
        for w in self.closers.0.all().iter().filter(|w| is_waiting(vm, **w)) {
            el.wake_waiter(vm, *w);
        }
    }

    fn serve(&self, el: &EventLoop, vm: &Vm, own: Value<'_>) {
        if self.serving.replace(true) {
            return;
        }
        for (i, k) in self.listeners.borrow().iter().flatten().enumerate() {
            if let Some(l) = ListenerData::of(k.get(&vm.heap)) {
                l.watch(el, own, u8::try_from(i).unwrap_or(u8::MAX));
            }
        }
    }

    fn close(&self, el: &EventLoop, vm: &Vm) {
        let Some(listeners) = self.listeners.take() else { return };
        for k in listeners {
            if let Some(l) = ListenerData::of(k.get(&vm.heap)) {
                l.close(el);
            }
        }
        self.serving.set(false);
        if let Some(w) = self.forever.take()
            && is_waiting(vm, w)
        {
            self.error.set(vm, vm.new_exception_with(Exc::CancelledError, &[]).value());
            el.wake_waiter(vm, w);
        }
        if self.clients.borrow().is_empty() {
            self.end(el, vm);
        }
    }

    /// Whether there is anything to wait for until the server has ended.
    fn is_open(&self) -> bool {
        !self.ended.get()
    }

    /// The address is known, and the server begins to listen; a turn later it is there.
    fn go_on_starting(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        const LISTENS: u8 = 3;
        self.turns.set(self.turns.get() + 1);
        if self.turns.get() < LISTENS {
            return Ok(Passed::NextTurn);
        }
        if self.turns.get() > LISTENS {
            return Ok(Passed::With(turn.gate));
        }
        let Some(at) = self.at.get() else { return Ok(Passed::With(turn.gate)) };
        let listener = Kept::new(listen_at(s, at, 100, true, false)?).stored(&s.heap);
        self.listeners.replace(Some(vec![listener]));
        self.serve(el, s, turn.gate.get(s));
        Ok(Passed::NextTurn)
    }

    /// Serving for ever ends by an exception: the server is closed, and its end awaited.
    fn go_on_forever(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        let waited = self.closers.remove(turn.waiter);
        if let Some(e) = turn.thrown {
            self.error.set(s, e.get(s));
            self.forever.set(None);
            let cancelled = s.is_instance_of(e.get(s), Exc::CancelledError);
            if waited || !cancelled {
                return Err(s.raise_again(e.get(s)));
            }
            self.close(el, s);
        }
        if !waited && self.is_open() {
            self.closers.push(turn.waiter.stored(&s.heap));
            return Ok(Passed::Again);
        }
        let e = self.error.root(s);
        Err(s.raise_again(e.get(s)))
    }

    fn accept(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle, which: u8) -> Result<(), Raise> {
        let listener = self.listeners.borrow().as_ref().and_then(|l| l.get(usize::from(which)).copied());
        let Some(listener) = listener else { return Ok(()) };
        let object = s.keep(|vm| listener.get(&vm.heap));
        let Some(l) = ListenerData::of(object.get(s)).and_then(ListenerData::listener) else { return Ok(()) };
        for _ in 0..=self.backlog.get() {
            match l.try_accept() {
                Ok((stream, _)) => Transport::accept(s, el, stream, own.get(s)),
                // a client that gave up in the meantime is no error of the server's
                Err(e) if e.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => break,
                Err(e) => {
                    let raise = s.raise_os(&e, None);
                    let e = s.catch(raise);
                    let message = "socket.accept() out of system resource";
                    return tell(el, s, message, &[("exception", e), ("socket", object)]);
                }
            }
        }
        Ok(())
    }
}

impl Gate for Server {
    fn label(&self, p: u8) -> &'static str {
        match p {
            purpose::START => "start_server",
            purpose::TURN => "Server.start_serving",
            purpose::FOREVER => "Server.serve_forever",
            _ => "Server.wait_closed",
        }
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        if turn.purpose == purpose::FOREVER {
            return self.go_on_forever(el, s, turn);
        }
        self.closers.remove(turn.waiter);
        if let Some(e) = turn.thrown {
            if turn.purpose == purpose::START {
                self.close(el, s);
            }
            return Err(s.raise_again(e.get(s)));
        }
        if turn.purpose == purpose::START {
            return self.go_on_starting(el, s, turn);
        }
        Ok(Passed::With(s.root()))
    }

    fn happens(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle, what: u8) -> Result<(), Raise> {
        self.accept(el, s, own, what)
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        for k in self.listeners.borrow().iter().flatten() {
            k.trace(t);
        }
        for k in self.clients.borrow().iter() {
            k.trace(t);
        }
        if let Some(k) = self.forever.get() {
            k.trace(t);
        }
        self.factory.trace(t);
        self.error.trace(t);
        size_of::<Server>() + self.clients.borrow().capacity() * 8 + self.closers.trace(t)
    }
}

// natives

/// A server over listening sockets, for the library: `factory` makes protocols, or is a pair (callback, limit).
pub fn new_server(vm: &mut Vm, a: Args) -> NativeResult {
    let items = a.get(vm, 0).cast::<List>().map(List::to_vec).unwrap_or_default();
    let listeners = items.into_iter().map(|v| Kept::new(v).stored(&vm.heap)).collect();
    let backlog = a.get(vm, 2).as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(100);
    Ok(Server::object(vm, listeners, a.get(vm, 1), backlog).into())
}

fn describe(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let all = sockets(&mut s, a)?;
    let all = s.keep_ret(all);
    let text = repr(&mut s, all)?;
    Ok(Vm::str(&s, &format!("<Server sockets={text}>")).into())
}

fn sockets(vm: &mut Vm, a: Args) -> NativeResult {
    let listeners = this::<Server>(vm, a)?.listeners.borrow();
    let all: Vec<Value<'_>> = listeners.iter().flatten().map(|k| k.get(&vm.heap)).collect();
    Ok(vm.tuple(&all).into())
}

fn get_loop(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Server>(vm, a)?;
    Ok(event_loop::of(vm).running_loop(vm).unwrap_or(Value::NONE).into())
}

fn is_serving(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Server>(vm, a)?.serving.get().into())
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    // what was written before reaches the system before
    el.end_turn(vm)?;
    this::<Server>(vm, a)?.close(&el, vm);
    Ok(Ret::NONE)
}

fn each_client(
    vm: &mut Vm,
    a: Args,
    mut end: impl FnMut(&Transport, &EventLoop, &mut Vm, Handle) -> Result<(), Raise>,
) -> NativeResult {
    let clients = this::<Server>(vm, a)?.clients.borrow().clone();
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let clients: Vec<Handle> = clients.iter().map(|k| s.keep(|vm| k.get(&vm.heap))).collect();
    for t in clients {
        if let Some(gate) = held(&s, t)
            && let Some(native) = of(&gate)
        {
            end(native, &el, &mut s, t)?;
        }
    }
    Ok(Ret::NONE)
}

fn close_clients(vm: &mut Vm, a: Args) -> NativeResult {
    each_client(vm, a, |t, el, vm, own| t.close(el, vm, own))
}

fn abort_clients(vm: &mut Vm, a: Args) -> NativeResult {
    each_client(vm, a, |t, el, vm, own| t.abort(el, vm, own))
}

fn library(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.streams", "_server", method)
}

fn start_serving(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "start_serving");
    }
    let el = event_loop::of(vm);
    this::<Server>(vm, a)?.serve(&el, vm, a.get(vm, 0));
    let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose::TURN);
    el.wake_waiter(vm, waiter);
    Ok(ret)
}

fn serve_forever(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "serve_forever");
    }
    let el = event_loop::of(vm);
    let server = this::<Server>(vm, a)?;
    let trouble = match (server.forever.get().is_some(), server.listeners.borrow().is_none()) {
        (true, _) => "is already being awaited on serve_forever()",
        (false, true) => "is closed",
        (false, false) => {
            server.serve(&el, vm, a.get(vm, 0));
            let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose::FOREVER);
            server.forever.set(Some(waiter));
            return Ok(ret);
        }
    };
    let mut s = vm.scope();
    let own = a.handle(&s, 0);
    let text = repr(&mut s, own)?;
    Err(s.runtime_error(format_args!("server {text} {trouble}")))
}

fn wait_closed(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "wait_closed");
    }
    let el = event_loop::of(vm);
    let server = this::<Server>(vm, a)?;
    if !server.is_open() {
        return Ok(el.ready(vm, Value::NONE));
    }
    let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), purpose::CLOSED);
    server.closers.push(waiter);
    Ok(ret)
}

fn enter(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "__aenter__");
    }
    this::<Server>(vm, a)?;
    Ok(event_loop::of(vm).ready(vm, a.get(vm, 0)))
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library(vm, a, "__aexit__");
    }
    close(vm, a)?;
    wait_closed(vm, a)
}
