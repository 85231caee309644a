//! The transport of a connection: it reads for its protocol, and writes.

pub mod methods;
mod transfer;

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::task::Context;

use super::buffer::Buffer;
use super::protocol::StreamProtocol;
use super::server::Server;
use super::socket::{Ends, gate_object};
use super::writer::own_writer;
use super::{Held, caught, tell};
use crate::event_loop::{self, EventLoop, Gate, GateData, LoopClass, Passed, Turn, Watch, gate_of};
use crate::heap::Tracer;
use crate::host::Stream;
use crate::value::{Kept, Opaque, Value};
use crate::vm::{Exc, Handle, Raise, Ret, Scope, Vm};

/// What happens to a transport.
mod what {
    pub const READABLE: u8 = 0;
    pub const WRITABLE: u8 = 1;
    /// What was written in this turn goes out.
    pub const FLUSH: u8 = 2;
    /// A server has taken the connection: it gets its protocol.
    pub const ACCEPTED: u8 = 3;
    pub const MADE: u8 = 4;
    pub const LOST: u8 = 5;
    /// The host has connected, or has failed to.
    pub const CONNECTED: u8 = 6;
    /// Nobody can reach the writer any more.
    pub const DROPPED: u8 = 7;
}

/// What a task waits for at a transport.
pub mod purpose {
    /// A connection with reader and writer: their pair.
    pub const OPEN: u8 = 0;
    /// A connection: the transport.
    pub const CONNECT: u8 = 1;
    /// That the protocol knows of the connection.
    pub const BEGIN: u8 = 2;
}

const HIGH: usize = 64 * 1024;

/// How far a connection is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connecting,
    Connected,
    /// It is about to be told to its protocol.
    Making,
    Made,
}

/// The data of a transport.
pub struct Transport {
    ends: Rc<Ends>,
    stage: Cell<Stage>,
    /// The task that opens the connection.
    opener: Cell<Option<Kept>>,
    /// The limit of the reader to be made.
    limit: Cell<usize>,
    protocol: Held,
    server: Held,
    /// Its place among the server's clients.
    pub place: Cell<usize>,
    /// What was written and the system has not got yet.
    outgoing: RefCell<Buffer>,
    /// The system has refused some of it: it waits until there is room.
    stuck: Cell<bool>,
    /// It goes out at the end of the turn.
    put_off: Cell<bool>,
    closing: Cell<bool>,
    lost: Cell<bool>,
    eof: Cell<bool>,
    paused: Cell<bool>,
    writing_paused: Cell<bool>,
    limits: Cell<(usize, usize)>,
    reading: Cell<Option<Watch>>,
    writing: Cell<Option<Watch>>,
    /// Why the connection was lost.
    error: Held,
    /// Why connecting has failed.
    refusal: RefCell<Option<io::Error>>,
}

impl Transport {
    fn new<'h>(vm: &'h Vm, stream: Rc<dyn Stream>, stage: Stage) -> (Value<'h>, &'h Transport) {
        let transport = Transport {
            ends: Ends::new(stream),
            stage: Cell::new(stage),
            opener: Cell::new(None),
            limit: Cell::new(super::reader::LIMIT),
            protocol: Held::default(),
            server: Held::default(),
            place: Cell::new(usize::MAX),
            outgoing: RefCell::default(),
            stuck: Cell::new(false),
            put_off: Cell::new(false),
            closing: Cell::new(false),
            lost: Cell::new(false),
            eof: Cell::new(false),
            paused: Cell::new(false),
            writing_paused: Cell::new(false),
            limits: Cell::new((HIGH / 4, HIGH)),
            reading: Cell::new(None),
            writing: Cell::new(None),
            error: Held::default(),
            refusal: RefCell::default(),
        };
        let value = gate_object(vm, LoopClass::Transport, transport);
        (value, gate_of::<Transport>(value).expect("it was just made"))
    }

    /// Begins to connect for the running task, which waits.
    pub fn connect(vm: &Vm, el: &EventLoop, stream: Rc<dyn Stream>, purpose: u8, limit: usize) -> Ret {
        el.stir();
        let (value, t) = Transport::new(vm, stream.clone(), Stage::Connecting);
        t.limit.set(limit);
        let ask = Box::new(move |cx: &mut Context<'_>| stream.poll_writable(cx));
        t.writing.set(Some(el.watch(ask, value, what::CONNECTED, false, false)));
        let (waiter, ret) = el.wait_at(vm, value, purpose);
        t.opener.set(Some(waiter));
        ret
    }

    /// A server has taken a connection: in the next turn it gets its protocol, as from a task of its own.
    pub fn accept(vm: &Vm, el: &EventLoop, stream: Rc<dyn Stream>, server: Value<'_>) {
        let (value, t) = Transport::new(vm, stream, Stage::Connected);
        t.server.set(vm, server);
        el.skip_task_number();
        el.push_gate(value, what::ACCEPTED);
    }

    /// The protocol is told of the connection in the next turn.
    fn begin(&self, vm: &Vm, el: &EventLoop, own: Value<'_>, protocol: Value<'_>) {
        self.protocol.set(vm, protocol);
        self.stage.set(Stage::Making);
        if let Some(server) = self.server.get(vm).and_then(gate_of::<Server>) {
            self.place.set(server.attach(vm, own));
        }
        el.push_gate(own, what::MADE);
    }

    /// The same, for the running task, which waits for it.
    pub fn begin_for(&self, vm: &Vm, el: &EventLoop, own: Value<'_>, protocol: Value<'_>) -> Ret {
        self.begin(vm, el, own, protocol);
        let (waiter, ret) = el.wait_at(vm, own, purpose::BEGIN);
        self.opener.set(Some(waiter));
        ret
    }

    /// Whether it is closed or about to be.
    pub fn is_closing(&self) -> bool {
        self.closing.get()
    }

    /// Closes it once everything is written.
    pub fn close(&self, el: &EventLoop, vm: &mut Vm, own: Handle) -> Result<(), Raise> {
        if self.closing.get() {
            return Ok(());
        }
        self.flush_now(el, vm)?;
        if self.closing.replace(true) {
            return Ok(());
        }
        self.unwatch_read(el);
        if !self.stuck.get() {
            self.lost.set(true);
            el.push_gate(own.get(vm), what::LOST);
        }
        Ok(())
    }

    /// Closes it at once.
    pub fn abort(&self, el: &EventLoop, vm: &mut Vm, own: Handle) -> Result<(), Raise> {
        self.flush_now(el, vm)?;
        self.force_close(el, vm, own.get(vm), Value::NONE);
        Ok(())
    }

    fn force_close(&self, el: &EventLoop, vm: &Vm, own: Value<'_>, error: Value<'_>) {
        if self.lost.replace(true) {
            return;
        }
        self.outgoing.borrow_mut().clear();
        self.stuck.set(false);
        if let Some(w) = self.writing.take() {
            el.unwatch(w);
        }
        self.closing.set(true);
        self.unwatch_read(el);
        self.error.set(vm, error);
        el.push_gate(own, what::LOST);
    }

    /// An error of the system's.
    #[cold]
    fn fail(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle, error: &io::Error) -> Result<(), Raise> {
        let raise = s.raise_os(error, None);
        self.fatal(el, s, own, raise, "Fatal error on transport")
    }

    #[cold]
    fn fatal(
        &self,
        el: &EventLoop,
        s: &mut Scope<'_>,
        own: Handle,
        raise: Raise,
        message: &str,
    ) -> Result<(), Raise> {
        let e = caught(s, raise)?;
        // the errors of a peer that went away are not worth a report
        let usual = [Exc::ConnectionError, Exc::TimeoutError];
        if !usual.iter().any(|x| s.is_instance_of(e.get(s), *x)) {
            let protocol = self.protocol.root(s);
            tell(el, s, message, &[("exception", e), ("transport", own), ("protocol", protocol)])?;
        }
        self.force_close(el, s, own.get(s), e.get(s));
        Ok(())
    }

    fn connection_lost(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        if self.ends.is_closed() {
            return Ok(());
        }
        self.lost.set(true);
        let (protocol, error) = (self.protocol.root(s), self.error.root(s));
        let told = StreamProtocol::plain(protocol.get(s)).and_then(|p| p.lose_all(el, s, error.get(s)));
        let result = match told {
            Some(()) => Ok(()),
            None if protocol.get(s).is_none() => Ok(()),
            None => self.call_protocol(el, s, protocol, "connection_lost", error),
        };
        el.stir();
        self.ends.close();
        // others can have the memory before the transport is collected
        self.outgoing.take();
        self.protocol.clear();
        if let Some(server) = self.server.get(s).and_then(gate_of::<Server>) {
            server.detach(el, s, own.get(s), self.place.get());
        }
        self.server.clear();
        result
    }

    /// Calls a method of the script's protocol from the loop.
    fn call_protocol(
        &self,
        el: &EventLoop,
        s: &mut Scope<'_>,
        protocol: Handle,
        method: &str,
        arg: Handle,
    ) -> Result<(), Raise> {
        let Some(bound) = s.getattr_opt(protocol, method)? else { return Ok(()) };
        match s.call(bound, &[arg]) {
            Ok(_) => Ok(()),
            Err(raise) => el.callback_failed(s, raise, bound, None),
        }
    }

    /// A server's connection gets its protocol.
    fn accepted(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        let server = self.server.root(s);
        match Server::new_protocol(s, server) {
            Ok(protocol) => {
                self.begin(s, el, own.get(s), protocol.get(s));
                Ok(())
            }
            Err(raise) => {
                let e = caught(s, raise)?;
                self.ends.close();
                let message = "Error on transport creation for incoming connection";
                tell(el, s, message, &[("exception", e)])
            }
        }
    }

    /// The protocol is told of the connection, reading begins, the task that has opened it goes on.
    fn made(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        self.stage.set(Stage::Made);
        let protocol = self.protocol.root(s);
        let result = match StreamProtocol::plain(protocol.get(s)) {
            Some(_) => StreamProtocol::begin(s, protocol, own),
            None => self.call_protocol(el, s, protocol, "connection_made", own),
        };
        let result = match result {
            Err(raise) => el.callback_failed(s, raise, protocol, None),
            ok => ok,
        };
        self.watch_read(el, own.get(s));
        self.wake_opener(el, s);
        result
    }

    fn wake_opener(&self, el: &EventLoop, vm: &Vm) {
        if let Some(w) = self.opener.take()
            && event_loop::is_waiting(vm, w)
        {
            el.wake_waiter(vm, w);
        }
    }

    fn connected(&self, el: &EventLoop, vm: &Vm) {
        self.writing.set(None);
        if let Some(stream) = self.ends.stream() {
            self.refusal.replace(stream.finish_connect().err());
        }
        self.wake_opener(el, vm);
    }

    /// The task that opens the connection goes on after the host has connected.
    fn go_on_connected(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        if let Some(e) = self.refusal.take() {
            self.ends.close();
            return Err(refused(s, &e, self.ends.peer()));
        }
        self.stage.set(Stage::Connected);
        if turn.purpose == purpose::CONNECT {
            return Ok(Passed::With(turn.gate));
        }
        let protocol =
            StreamProtocol::object(s, super::reader::Reader::object(s, self.limit.get()), Value::NONE);
        self.begin(s, el, turn.gate.get(s), protocol);
        self.opener.set(Some(turn.waiter.stored(&s.heap)));
        Ok(Passed::Again)
    }
}

/// The error of a connection that could not be made.
pub fn refused(vm: &Vm, e: &io::Error, to: Option<std::net::SocketAddr>) -> Raise {
    let at = to.map_or(String::new(), |to| format!(" ('{}', {})", to.ip(), to.port()));
    vm.raise_os_text(e, &format!("Connect call failed{at}"), None)
}

impl Gate for Transport {
    fn label(&self, _: u8) -> &'static str {
        "open_connection"
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        if let Some(e) = turn.thrown {
            self.opener.set(None);
            if let Some(w) = self.writing.take() {
                el.unwatch(w);
            }
            match self.stage.get() {
                Stage::Connecting | Stage::Connected => self.ends.close(),
                Stage::Making | Stage::Made => self.close(el, s, turn.gate)?,
            }
            return Err(s.raise_again(e.get(s)));
        }
        if self.stage.get() == Stage::Connecting {
            return self.go_on_connected(el, s, turn);
        }
        if turn.purpose != purpose::OPEN {
            return Ok(Passed::With(s.root()));
        }
        let protocol = self.protocol.root(s);
        let pair = s.keep(|vm| {
            let reader = StreamProtocol::plain(protocol.get(vm)).map_or(Value::NONE, |p| p.reader(vm));
            let writer = own_writer(vm, turn.gate.get(vm), protocol.get(vm), reader);
            vm.tuple(&[reader, writer])
        });
        Ok(Passed::With(pair))
    }

    fn happens(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle, what: u8) -> Result<(), Raise> {
        match what {
            what::READABLE => self.readable(el, s, own),
            what::WRITABLE => self.writable(el, s, own),
            what::FLUSH => self.flush(el, s, own),
            what::ACCEPTED => self.accepted(el, s, own),
            what::MADE => self.made(el, s, own),
            what::LOST => self.connection_lost(el, s, own),
            what::DROPPED => self.close(el, s, own),
            _ => {
                self.connected(el, s);
                Ok(())
            }
        }
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        if let Some(k) = self.opener.get() {
            k.trace(t);
        }
        for held in [&self.protocol, &self.server, &self.error] {
            held.trace(t);
        }
        size_of::<Transport>() + self.outgoing.borrow().size()
    }
}

/// What a writer holds, so that the transport is closed when it has died.
pub fn of_dead<'h>(vm: &'h Vm, transport: Value<'_>) -> Value<'h> {
    event_loop::of(vm).will(vm, transport, what::DROPPED)
}

/// The transport that an object is, to be kept while script runs.
pub fn held(vm: &Vm, object: Handle) -> Option<Rc<dyn Gate>> {
    let gate = &object.cast::<Opaque>(vm)?.data::<GateData>()?.0;
    of(gate).map(|_| gate.clone())
}

/// The transport that a gate is.
pub fn of(gate: &Rc<dyn Gate>) -> Option<&Transport> {
    (&**gate as &dyn std::any::Any).downcast_ref::<Transport>()
}
