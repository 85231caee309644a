//! The transport of a connection: it reads for its protocol, and writes.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::task::Context;

use super::buffer::Buffer;
use super::protocol::StreamProtocol;
use super::server::Server;
use super::socket::{Ends, address, new_socket, object};
use super::writer::new_writer;
use super::{Held, caught, tell, with_bytes};
use crate::event_loop::{self, Ask, EventLoop, Gate, GateData, LoopClass, Passed, Turn, Watch, gate_of};
use crate::heap::Tracer;
use crate::host::Stream;
use crate::modules::asyncio::gates::this;
use crate::value::{Kept, List, Opaque, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of transports.
pub const METHODS: &[NativeRow] = &[
    row("__repr__", describe, "self, /"),
    row("get_extra_info", get_extra_info, "self, name, default=None"),
    row("set_protocol", set_protocol, "self, protocol"),
    row("get_protocol", get_protocol, "self"),
    row("is_closing", is_closing, "self"),
    row("is_reading", is_reading, "self"),
    row("pause_reading", pause_reading, "self"),
    row("resume_reading", resume_reading, "self"),
    row("write", write, "self, data"),
    row("writelines", writelines, "self, list_of_data"),
    row("write_eof", write_eof, "self"),
    row("can_write_eof", can_write_eof, "self"),
    row("get_write_buffer_size", buffer_size, "self"),
    row("get_write_buffer_limits", buffer_limits, "self"),
    row("set_write_buffer_limits", set_buffer_limits, "self, high=None, low=None"),
    row("close", close, "self"),
    row("abort", abort, "self"),
];

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

/// At most so much is read at a time.
const CHUNK: usize = 256 * 1024;
/// So much is not put off to the end of the turn.
const DIRECT: usize = 16 * 1024;
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
        let value = object(vm, LoopClass::Transport, Box::new(GateData(Rc::new(transport))));
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

    // reading

    fn watch_read(&self, el: &EventLoop, own: Value<'_>) {
        if self.closing.get() || self.paused.get() || self.reading.get().is_some() {
            return;
        }
        let Some(stream) = self.ends.stream() else { return };
        let ask: Ask = Box::new(move |cx: &mut Context<'_>| stream.poll_readable(cx));
        self.reading.set(Some(el.watch(ask, own, what::READABLE, true, true)));
    }

    fn unwatch_read(&self, el: &EventLoop) {
        if let Some(w) = self.reading.take() {
            el.unwatch(w);
        }
    }

    /// Reads no more until further notice.
    pub fn pause_reading(&self, el: &EventLoop) {
        if !self.closing.get() && !self.paused.replace(true) {
            self.unwatch_read(el);
        }
    }

    /// Reads again.
    pub fn resume_reading(&self, el: &EventLoop, own: Value<'_>) {
        if !self.closing.get() && self.paused.replace(false) {
            self.watch_read(el, own);
        }
    }

    fn readable(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        let Some(stream) = self.ends.stream().filter(|_| !self.lost.get()) else { return Ok(()) };
        let mut scratch = el.scratch.borrow_mut();
        if scratch.len() < CHUNK {
            scratch.resize(CHUNK, 0);
        }
        let n = match stream.try_read(&mut scratch) {
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Ok(()),
            Err(e) => {
                drop(scratch);
                return self.fail(el, s, own, &e);
            }
        };
        if n >= DIRECT {
            // there is room again for what waits to be written at the other end
            el.stir();
        }
        if n == 0 {
            drop(scratch);
            self.unwatch_read(el);
            let protocol = self.protocol.root(s);
            return match StreamProtocol::plain(protocol.get(s)).and_then(|p| p.end(el, s)) {
                Some(()) => Ok(()),
                None => self.end_by_script(el, s, own, protocol),
            };
        }
        if let Some(p) = self.protocol.get(s).and_then(StreamProtocol::plain)
            && let Some(full) = p.feed(el, s, &scratch[..n])
        {
            drop(scratch);
            if !full {
                return Ok(());
            }
            let reader = Kept::new(p.reader(s));
            let reader = s.keep(|vm| reader.get(&vm.heap));
            return super::reader::pause(el, s, reader);
        }
        let data = s.keep(|vm| vm.bytes(&scratch[..n]));
        drop(scratch);
        let protocol = self.protocol.root(s);
        match s.call_method(protocol, "data_received", &[data]) {
            Ok(_) => Ok(()),
            Err(raise) => self.fatal(el, s, own, raise, "Fatal error: protocol.data_received() call failed."),
        }
    }

    #[cold]
    fn end_by_script(
        &self,
        el: &EventLoop,
        s: &mut Scope<'_>,
        own: Handle,
        protocol: Handle,
    ) -> Result<(), Raise> {
        let keep_open = s.call_method(protocol, "eof_received", &[]).and_then(|r| s.truth(r));
        match keep_open {
            Ok(true) => Ok(()),
            Ok(false) => self.close(el, s, own),
            Err(raise) => self.fatal(el, s, own, raise, "Fatal error: protocol.eof_received() call failed."),
        }
    }

    // writing

    /// Writes; what was put off goes out when the turn ends.
    pub fn write(&self, el: &EventLoop, vm: &mut Vm, own: Handle, data: Handle) -> Result<(), Raise> {
        if self.stuck.get() || self.lost.get() || self.eof.get() {
            return self.write_slowly(el, vm, own, data);
        }
        let Some(more) = with_bytes(data.get(vm), <[u8]>::len) else { return Err(not_bytes(vm, data)) };
        if more == 0 {
            return Ok(());
        }
        if more >= DIRECT {
            return self.write_directly(el, vm, own, data);
        }
        let mut outgoing = self.outgoing.borrow_mut();
        with_bytes(data.get(vm), |bytes| outgoing.add(bytes));
        let len = outgoing.len();
        drop(outgoing);
        if !self.put_off.replace(true) {
            el.at_end_of_turn(own.get(vm), what::FLUSH);
        }
        if len >= DIRECT || self.limits.get().1 < DIRECT {
            return el.end_turn(vm);
        }
        Ok(())
    }

    /// Much at one time goes to the system at once, behind all that was put off.
    fn write_directly(&self, el: &EventLoop, vm: &mut Vm, own: Handle, data: Handle) -> Result<(), Raise> {
        el.end_turn(vm)?;
        if self.stuck.get() || self.lost.get() {
            return self.write_slowly(el, vm, own, data);
        }
        let Some(stream) = self.ends.stream() else { return Ok(()) };
        el.stir();
        let sent = with_bytes(data.get(vm), |bytes| {
            let sent = stream.try_write(bytes);
            let n = sent.as_ref().copied().unwrap_or(0);
            self.outgoing.borrow_mut().add(bytes.get(n..).unwrap_or_default());
            sent
        });
        match sent {
            Some(Err(e)) if e.kind() != io::ErrorKind::WouldBlock => self.fail(el, &mut vm.scope(), own, &e),
            _ => self.after_sending(el, &mut vm.scope(), own),
        }
    }

    #[cold]
    fn write_slowly(&self, el: &EventLoop, vm: &mut Vm, own: Handle, data: Handle) -> Result<(), Raise> {
        let Some(empty) = with_bytes(data.get(vm), <[u8]>::is_empty) else {
            return Err(not_bytes(vm, data));
        };
        if self.eof.get() {
            return Err(vm.runtime_error("Cannot call write() after write_eof()"));
        }
        if empty || self.lost.get() {
            return Ok(());
        }
        with_bytes(data.get(vm), |bytes| self.outgoing.borrow_mut().add(bytes));
        self.maybe_pause(el, &mut vm.scope(), own)
    }

    /// Gives the system what was put off.
    fn flush(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        if !self.put_off.replace(false) || self.lost.get() {
            return Ok(());
        }
        self.send(el, s, own)
    }

    fn send(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        let Some(stream) = self.ends.stream() else { return Ok(()) };
        el.stir();
        let mut outgoing = self.outgoing.borrow_mut();
        match stream.try_write(outgoing.all()) {
            Ok(n) => outgoing.skip(n),
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
            Err(e) => {
                drop(outgoing);
                return self.fail(el, s, own, &e);
            }
        }
        drop(outgoing);
        self.after_sending(el, s, own)
    }

    /// What the system has not taken waits until there is room.
    fn after_sending(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        if self.outgoing.borrow().is_empty() {
            return Ok(());
        }
        if !self.stuck.replace(true) {
            self.watch_write(el, own.get(s));
        }
        self.maybe_pause(el, s, own)
    }

    fn watch_write(&self, el: &EventLoop, own: Value<'_>) {
        let Some(stream) = self.ends.stream() else { return };
        let ask = Box::new(move |cx: &mut Context<'_>| stream.poll_writable(cx));
        if let Some(old) = self.writing.replace(Some(el.watch(ask, own, what::WRITABLE, false, true))) {
            el.unwatch(old);
        }
    }

    fn maybe_pause(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        if self.outgoing.borrow().len() <= self.limits.get().1 || self.writing_paused.replace(true) {
            return Ok(());
        }
        self.tell_flow(el, s, own, "pause_writing")
    }

    fn tell_flow(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle, method: &str) -> Result<(), Raise> {
        let protocol = self.protocol.root(s);
        if let Some(p) = StreamProtocol::plain(protocol.get(s)) {
            p.set_paused(el, s, method == "pause_writing");
            return Ok(());
        }
        if protocol.get(s).is_none() {
            return Ok(());
        }
        match s.call_method(protocol, method, &[]) {
            Ok(_) => Ok(()),
            Err(raise) => {
                let e = caught(s, raise)?;
                let message = format!("protocol.{method}() failed");
                tell(el, s, &message, &[("exception", e), ("transport", own), ("protocol", protocol)])
            }
        }
    }

    fn writable(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        self.writing.set(None);
        let Some(stream) = self.ends.stream().filter(|_| self.stuck.get()) else { return Ok(()) };
        el.stir();
        let mut outgoing = self.outgoing.borrow_mut();
        match stream.try_write(outgoing.all()) {
            Ok(n) => outgoing.skip(n),
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
            Err(e) => {
                drop(outgoing);
                return self.fail(el, s, own, &e);
            }
        }
        let left = outgoing.len();
        drop(outgoing);
        self.stuck.set(left > 0);
        if self.writing_paused.get() && left <= self.limits.get().0 {
            self.writing_paused.set(false);
            self.tell_flow(el, s, own, "resume_writing")?;
        }
        if self.stuck.get() {
            self.watch_write(el, own.get(s));
            return Ok(());
        }
        if self.closing.get() {
            return self.connection_lost(el, s, own);
        }
        if self.eof.get() {
            self.shutdown();
        }
        Ok(())
    }

    /// What was put off goes out now, in its order among what others have written.
    fn flush_now(&self, el: &EventLoop, vm: &mut Vm) -> Result<(), Raise> {
        if self.put_off.get() { el.end_turn(vm) } else { Ok(()) }
    }

    fn shutdown(&self) {
        if let Some(stream) = self.ends.stream() {
            // a peer that is gone needs not be told
            let _ = stream.shutdown_write();
        }
    }

    /// Says that nothing more will be written.
    pub fn write_eof(&self, el: &EventLoop, vm: &mut Vm) -> Result<(), Raise> {
        if self.closing.get() || self.eof.get() {
            return Ok(());
        }
        self.flush_now(el, vm)?;
        self.eof.set(true);
        if !self.stuck.get() {
            el.end_turn(vm)?;
            el.stir();
            self.shutdown();
        }
        Ok(())
    }

    // the end

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

    // the beginning

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

#[cold]
fn not_bytes(vm: &Vm, data: Handle) -> Raise {
    let name = vm.type_name(data.get(vm));
    vm.type_error(format_args!("data argument must be a bytes-like object, not '{name}'"))
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
            let writer = new_writer(vm, turn.gate.get(vm), protocol.get(vm), reader);
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

// natives

fn describe(vm: &mut Vm, a: Args) -> NativeResult {
    let t = this::<Transport>(vm, a)?;
    let mut out = String::from("<_SelectorSocketTransport");
    let closed = t.ends.is_closed();
    if closed {
        out.push_str(" closed");
    } else if t.closing.get() {
        out.push_str(" closing");
    }
    out.push_str(&format!(" fd={}", t.ends.descriptor()));
    if !closed {
        let read = if t.reading.get().is_some() { "polling" } else { "idle" };
        let write = if t.stuck.get() { "polling" } else { "idle" };
        let size = if t.stuck.get() { t.outgoing.borrow().len() } else { 0 };
        out.push_str(&format!(" read={read} write=<{write}, bufsize={size}>"));
    }
    out.push('>');
    Ok(vm.str(&out).into())
}

impl Transport {
    /// A part of what is known of the connection.
    pub fn extra_info<'h>(&self, vm: &'h Vm, name: &str) -> Option<Value<'h>> {
        match name {
            "peername" => Some(address(vm, self.ends.peer())),
            "sockname" => Some(address(vm, self.ends.local())),
            "socket" => Some(new_socket(vm, self.ends.clone())),
            _ => None,
        }
    }
}

fn get_extra_info(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 1).as_str().unwrap_or_default();
    let found = this::<Transport>(vm, a)?.extra_info(vm, name);
    Ok(found.unwrap_or(a.get(vm, 2)).into())
}

fn set_protocol(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Transport>(vm, a)?.protocol.set(vm, a.get(vm, 1));
    Ok(Ret::NONE)
}

fn get_protocol(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Transport>(vm, a)?.protocol.value(vm).into())
}

fn is_closing(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Transport>(vm, a)?.closing.get().into())
}

fn is_reading(vm: &mut Vm, a: Args) -> NativeResult {
    let t = this::<Transport>(vm, a)?;
    Ok((!t.closing.get() && !t.paused.get()).into())
}

fn pause_reading(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Transport>(vm, a)?.pause_reading(&event_loop::of(vm));
    Ok(Ret::NONE)
}

fn resume_reading(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Transport>(vm, a)?.resume_reading(&event_loop::of(vm), a.get(vm, 0));
    Ok(Ret::NONE)
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

/// Does something with the receiver that may run script.
fn with_this<R>(
    vm: &mut Vm,
    a: Args,
    f: impl FnOnce(&Transport, &EventLoop, &mut Vm, Handle) -> Result<R, Raise>,
) -> Result<R, Raise> {
    let own = a.handle(vm, 0);
    let Some(gate) = held(vm, own) else {
        a.check_receiver(vm)?;
        return Err(vm.type_error("a transport is needed"));
    };
    let Some(t) = of(&gate) else { return Err(vm.type_error("a transport is needed")) };
    let el = event_loop::of(vm);
    f(t, &el, vm, own)
}

fn write(vm: &mut Vm, a: Args) -> NativeResult {
    let data = a.handle(vm, 1);
    with_this(vm, a, |t, el, vm, own| t.write(el, vm, own, data))?;
    Ok(Ret::NONE)
}

/// Writes the items of an iterable.
pub fn write_all(vm: &mut Vm, transport: Handle, items: Handle) -> Result<(), Raise> {
    let Some(gate) = held(vm, transport) else { return Ok(()) };
    let Some(t) = of(&gate) else { return Ok(()) };
    let el = event_loop::of(vm);
    let mut s = vm.scope();
    let list = s.list_of(items)?;
    let all = list.cast::<List>(&s).map(List::to_vec).unwrap_or_default();
    if let Some(bad) = all.iter().find(|v| with_bytes(**v, |_| ()).is_none()) {
        let name = s.type_name(*bad);
        return Err(s.type_error(format_args!("memoryview: a bytes-like object is required, not '{name}'")));
    }
    let n = all.len();
    for i in 0..n {
        let item = s.keep(|vm| list.cast::<List>(vm).and_then(|l| l.get(i)).unwrap_or(Value::NONE));
        t.write(&el, &mut s, transport, item)?;
    }
    Ok(())
}

fn writelines(vm: &mut Vm, a: Args) -> NativeResult {
    let (own, items) = (a.handle(vm, 0), a.handle(vm, 1));
    write_all(vm, own, items)?;
    Ok(Ret::NONE)
}

fn write_eof(vm: &mut Vm, a: Args) -> NativeResult {
    with_this(vm, a, |t, el, vm, _| t.write_eof(el, vm))?;
    Ok(Ret::NONE)
}

fn can_write_eof(_: &mut Vm, _: Args) -> NativeResult {
    Ok(true.into())
}

fn buffer_size(vm: &mut Vm, a: Args) -> NativeResult {
    let t = this::<Transport>(vm, a)?;
    let n = if t.stuck.get() { t.outgoing.borrow().len() } else { 0 };
    Ok(vm.int(n as i64).into())
}

fn buffer_limits(vm: &mut Vm, a: Args) -> NativeResult {
    let (low, high) = this::<Transport>(vm, a)?.limits.get();
    Ok(vm.tuple(&[vm.int(low as i64), vm.int(high as i64)]).into())
}

fn set_buffer_limits(vm: &mut Vm, a: Args) -> NativeResult {
    let given = |i: usize| a.opt(vm, i).filter(|v| !v.is_none()).map(|v| v.as_i64().unwrap_or(i64::MAX));
    let (high, low) = (given(1), given(2));
    let high = high.unwrap_or_else(|| low.map_or(HIGH as i64, |low| low.saturating_mul(4)));
    let low = low.unwrap_or(high / 4);
    if high < low || low < 0 {
        return Err(vm.value_error(format_args!("high ({high}) must be >= low ({low}) must be >= 0")));
    }
    with_this(vm, a, |t, el, vm, own| {
        t.limits.set((low as usize, high as usize));
        t.flush_now(el, vm)?;
        t.maybe_pause(el, &mut vm.scope(), own)
    })?;
    Ok(Ret::NONE)
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    with_this(vm, a, |t, el, vm, own| t.close(el, vm, own))?;
    Ok(Ret::NONE)
}

fn abort(vm: &mut Vm, a: Args) -> NativeResult {
    with_this(vm, a, |t, el, vm, own| t.abort(el, vm, own))?;
    Ok(Ret::NONE)
}

/// The native transport that a task is to wait for, given to `_begin` by the library.
pub fn begin(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let t = this::<Transport>(vm, a)?;
    Ok(t.begin_for(vm, &el, a.get(vm, 0), a.get(vm, 1)))
}
