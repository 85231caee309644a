//! `asyncio.StreamReaderProtocol`: what stands between a transport and a reader.

use std::cell::Cell;
use std::rc::Rc;

use super::reader::Reader;
use super::reader::methods::pause;
use super::transport::{held, of};
use super::writer::new_writer;
use super::{Held, tell, with_bytes};
use crate::event_loop::{
    self, EventLoop, Gate, LoopClass, Passed, Turn, Watcher, add_callback, gate_of, is_waiting,
};
use crate::heap::Tracer;
use crate::modules::asyncio::functions::new_task;
use crate::modules::asyncio::gates::{Waiters, new_gate, this};
use crate::modules::asyncio::support::{class, is_coroutine};
use crate::value::{FutureState, Kept, Site, Type, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of protocols.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, stream_reader, client_connected_cb=None, loop=None"),
    row("connection_made", connection_made, "self, transport"),
    row("connection_lost", connection_lost, "self, exc"),
    row("data_received", data_received, "self, data"),
    row("eof_received", eof_received, "self"),
    row("pause_writing", pause_writing, "self"),
    row("resume_writing", resume_writing, "self"),
];

/// Static methods of protocols.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_")];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] =
    &[row("_stream_reader", stream_reader, "self"), row("_paused", paused, "self")];

/// What a task waits for at a protocol.
pub mod purpose {
    /// That the transport takes more to be written.
    pub const DRAIN: u8 = 0;
    /// The same, after a turn in which the loop may tell of a lost connection.
    pub const DRAIN_LATER: u8 = 1;
    /// The end of the connection.
    pub const CLOSED: u8 = 2;
}

/// The data of a protocol.
pub struct StreamProtocol {
    /// Its class is none of the script's.
    plain: bool,
    reader: Held,
    callback: Held,
    transport: Held,
    task: Held,
    paused: Cell<bool>,
    lost: Cell<bool>,
    error: Held,
    drainers: Waiters,
    closers: Waiters,
}

impl StreamProtocol {
    fn empty(plain: bool) -> StreamProtocol {
        StreamProtocol {
            plain,
            reader: Held::default(),
            callback: Held::default(),
            transport: Held::default(),
            task: Held::default(),
            paused: Cell::new(false),
            lost: Cell::new(false),
            error: Held::default(),
            drainers: Waiters::default(),
            closers: Waiters::default(),
        }
    }

    /// A protocol object of the native class; the callback, unless it is None, is called with reader and writer.
    pub fn object<'h>(vm: &'h Vm, reader: Value<'_>, callback: Value<'_>) -> Value<'h> {
        let p = StreamProtocol::empty(true);
        p.reader.set(vm, reader);
        p.callback.set(vm, callback);
        super::socket::gate_object(vm, LoopClass::StreamReaderProtocol, p)
    }

    /// The protocol that a value is, if neither it nor its reader has methods of the script's.
    #[inline]
    pub fn plain<'h>(v: Value<'h>) -> Option<&'h StreamProtocol> {
        gate_of::<StreamProtocol>(v).filter(|p| p.plain)
    }

    /// Its reader, or None.
    pub fn reader<'h>(&self, vm: &'h Vm) -> Value<'h> {
        self.reader.value(vm)
    }

    fn plain_reader<'h>(&self, vm: &'h Vm) -> Option<&'h Reader> {
        self.reader.get(vm).and_then(gate_of::<Reader>).filter(|r| r.plain)
    }

    /// Data have come. Says whether the reader has to pause the transport; none if the reader is the script's.
    pub fn feed(&self, el: &EventLoop, vm: &Vm, data: &[u8]) -> Option<bool> {
        if !self.reader.is_some() {
            return Some(false);
        }
        self.plain_reader(vm).map(|r| r.feed(el, vm, data))
    }

    /// The same of what was read to a chunk, which may be other memory afterwards.
    pub fn feed_chunk(&self, el: &EventLoop, vm: &Vm, chunk: &mut Vec<u8>) -> Option<bool> {
        if !self.reader.is_some() {
            return Some(false);
        }
        self.plain_reader(vm).map(|r| r.feed_with(el, vm, |buffer| buffer.add_chunk(chunk)))
    }

    /// The transport has no room, or has it again.
    pub fn set_paused(&self, el: &EventLoop, vm: &Vm, paused: bool) {
        self.paused.set(paused);
        if !paused {
            wake_all(el, vm, &self.drainers);
        }
    }

    /// A task waits for room.
    pub fn wait_for_room(&self, el: &EventLoop, vm: &Vm, own: Value<'_>) -> Ret {
        let (waiter, ret) = el.wait_at(vm, own, purpose::DRAIN);
        self.drainers.push(waiter);
        ret
    }

    /// A task waits a turn, then for room.
    pub fn wait_a_turn(&self, el: &EventLoop, vm: &Vm, own: Value<'_>) -> Ret {
        let (waiter, ret) = el.wait_at(vm, own, purpose::DRAIN_LATER);
        el.wake_waiter(vm, waiter);
        ret
    }

    /// A task waits for the end; none if it has come.
    pub fn wait_for_end(&self, el: &EventLoop, vm: &Vm, own: Value<'_>) -> Option<Ret> {
        if self.lost.get() {
            return None;
        }
        let (waiter, ret) = el.wait_at(vm, own, purpose::CLOSED);
        self.closers.push(waiter);
        Some(ret)
    }

    /// Why the connection was lost.
    pub fn error<'h>(&self, vm: &'h Vm) -> Option<Value<'h>> {
        self.error.get(vm)
    }

    /// Whether the transport takes more; ConnectionResetError if there is none any more.
    pub fn is_drained(&self, vm: &Vm) -> Result<bool, Raise> {
        if self.lost.get() {
            return Err(vm.raise(Exc::ConnectionResetError, "Connection lost"));
        }
        Ok(!self.paused.get())
    }

    /// The connection is there: the callback is called, and what it returns becomes a task.
    pub fn begin(s: &mut Scope<'_>, own: Handle, transport: Handle) -> Result<(), Raise> {
        let Some(p) = gate_of::<StreamProtocol>(own.get(s)) else { return Ok(()) };
        p.transport.set(s, transport.get(s));
        let (reader, callback) = (p.reader.0.get(), p.callback.0.get());
        let reader = s.keep(|vm| reader.map_or(Value::NONE, |k| k.get(&vm.heap)));
        match gate_of::<Reader>(reader.get(s)) {
            Some(r) if r.plain => r.connect(s, transport.get(s)),
            _ if reader.get(s).is_none() => {}
            _ => _ = s.call_method(reader, "set_transport", &[transport])?,
        }
        let Some(callback) = callback.map(|c| s.keep(|vm| c.get(&vm.heap))) else { return Ok(()) };
        let writer = s.keep(|vm| new_writer(vm, transport.get(vm), own.get(vm), reader.get(vm)));
        let result = s.call(callback, &[reader, writer])?;
        if is_coroutine(result.get(s)) {
            let task = new_task(s, result, None, None)?;
            let task = s.keep_ret(task);
            let el = event_loop::of(s);
            let done = Rc::new(ClientDone(Kept::new(transport.get(s))));
            let watcher = el.watcher(s, done);
            if let Some(f) = task.get(s).as_future() {
                // no script has made it
                f.site.set(Site::default());
                add_callback(&el, s, f, watcher);
            }
            if let Some(p) = gate_of::<StreamProtocol>(own.get(s)) {
                p.task.set(s, task.get(s));
            }
        }
        Ok(())
    }

    /// Nothing more will come; none if the reader is the script's.
    pub fn end(&self, el: &EventLoop, vm: &Vm) -> Option<()> {
        if self.reader.is_some() {
            self.plain_reader(vm)?.end(el, vm);
        }
        Some(())
    }

    /// The connection is lost, the reader has been told.
    fn lose(&self, el: &EventLoop, vm: &Vm, error: Value<'_>) {
        self.lost.set(true);
        self.error.set(vm, error);
        wake_all(el, vm, &self.closers);
        wake_all(el, vm, &self.drainers);
        self.transport.clear();
    }

    /// The connection is lost; none if the reader is the script's.
    pub fn lose_all(&self, el: &EventLoop, vm: &Vm, error: Value<'_>) -> Option<()> {
        if self.reader.is_some() {
            let r = self.plain_reader(vm)?;
            if error.is_none() { r.end(el, vm) } else { r.fail(el, vm, error) }
        }
        self.lose(el, vm, error);
        Some(())
    }
}

fn wake_all(el: &EventLoop, vm: &Vm, waiters: &Waiters) {
    for w in waiters.0.all().iter().filter(|w| is_waiting(vm, **w)) {
        el.wake_waiter(vm, *w);
    }
}

impl Gate for StreamProtocol {
    fn label(&self, p: u8) -> &'static str {
        if p == purpose::CLOSED { "StreamWriter.wait_closed" } else { "StreamWriter.drain" }
    }

    fn go_on(&self, _: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        let waited = match turn.purpose {
            purpose::CLOSED => self.closers.remove(turn.waiter),
            _ => self.drainers.remove(turn.waiter),
        };
        if let Some(e) = turn.thrown {
            return Err(s.raise_again(e.get(s)));
        }
        if waited {
            let error = self.error.root(s);
            return match error.get(s).is_none() {
                true => Ok(Passed::With(error)),
                false => Err(s.raise_again(error.get(s))),
            };
        }
        if self.is_drained(s)? {
            return Ok(Passed::With(s.root()));
        }
        self.drainers.push(turn.waiter.stored(&s.heap));
        Ok(Passed::Again)
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        for held in [&self.reader, &self.callback, &self.transport, &self.task, &self.error] {
            held.trace(t);
        }
        size_of::<StreamProtocol>() + self.drainers.trace(t) + self.closers.trace(t)
    }
}

/// Closes a connection whose callback has failed or was cancelled.
struct ClientDone(Kept);

impl Watcher for ClientDone {
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise> {
        let Some(f) = future.get(&vm.heap).as_future() else { return Ok(()) };
        let error = match f.state.get() {
            FutureState::Cancelled => None,
            FutureState::Failed => f.result.load().map(Kept::new),
            _ => return Ok(()),
        };
        f.unseen.set(false);
        let mut s = vm.scope();
        let transport = s.keep(|vm| self.0.get(&vm.heap));
        if let Some(e) = error {
            let e = s.keep(|vm| e.get(&vm.heap));
            let message = "Unhandled exception in client_connected_cb";
            tell(el, &mut s, message, &[("exception", e), ("transport", transport)])?;
        }
        match held(&s, transport) {
            Some(gate) => of(&gate).map_or(Ok(()), |t| t.close(el, &mut s, transport)),
            None => s.call_method(transport, "close", &[]).map(|_| ()),
        }
    }

    fn trace(&self, t: &mut Tracer) {
        self.0.trace(t);
    }
}

// natives: what a transport of the script's calls, and what subclasses call by super()

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let own = class(vm, LoopClass::StreamReaderProtocol);
    let plain = a.get(vm, 0).cast::<Type>().is_some_and(|c| std::ptr::eq(c, own));
    new_gate(vm, a, Rc::new(StreamProtocol::empty(plain)))
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let p = this::<StreamProtocol>(vm, a)?;
    p.reader.set(vm, a.get(vm, 1));
    p.callback.set(vm, a.get(vm, 2));
    Ok(Ret::NONE)
}

fn connection_made(vm: &mut Vm, a: Args) -> NativeResult {
    this::<StreamProtocol>(vm, a)?;
    let mut s = vm.scope();
    let (own, transport) = (a.handle(&s, 0), a.handle(&s, 1));
    StreamProtocol::begin(&mut s, own, transport)?;
    Ok(Ret::NONE)
}

fn connection_lost(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let p = this::<StreamProtocol>(vm, a)?;
    if p.lose_all(&el, vm, a.get(vm, 1)).is_some() {
        return Ok(Ret::NONE);
    }
    let reader = p.reader.0.get();
    let mut s = vm.scope();
    let reader = s.keep(|vm| reader.map_or(Value::NONE, |k| k.get(&vm.heap)));
    let error = a.handle(&s, 1);
    if error.get(&s).is_none() {
        s.call_method(reader, "feed_eof", &[])?;
    } else {
        s.call_method(reader, "set_exception", &[error])?;
    }
    this::<StreamProtocol>(&s, a)?.lose(&el, &s, a.get(&s, 1));
    Ok(Ret::NONE)
}

fn data_received(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let p = this::<StreamProtocol>(vm, a)?;
    let full = with_bytes(a.get(vm, 1), |data| p.feed(&el, vm, data)).flatten();
    let Some(reader) = p.reader.0.get() else { return Ok(Ret::NONE) };
    let mut s = vm.scope();
    let (reader, data) = (s.keep(|vm| reader.get(&vm.heap)), a.handle(&s, 1));
    match full {
        Some(true) => pause(&el, &mut s, reader)?,
        Some(false) => {}
        None => _ = s.call_method(reader, "feed_data", &[data])?,
    }
    Ok(Ret::NONE)
}

fn eof_received(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let p = this::<StreamProtocol>(vm, a)?;
    if p.end(&el, vm).is_none()
        && let Some(reader) = p.reader.0.get()
    {
        let mut s = vm.scope();
        let reader = s.keep(|vm| reader.get(&vm.heap));
        s.call_method(reader, "feed_eof", &[])?;
    }
    Ok(true.into())
}

fn pause_writing(vm: &mut Vm, a: Args) -> NativeResult {
    this::<StreamProtocol>(vm, a)?.set_paused(&event_loop::of(vm), vm, true);
    Ok(Ret::NONE)
}

fn resume_writing(vm: &mut Vm, a: Args) -> NativeResult {
    this::<StreamProtocol>(vm, a)?.set_paused(&event_loop::of(vm), vm, false);
    Ok(Ret::NONE)
}

fn stream_reader(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<StreamProtocol>(vm, a)?.reader.value(vm).into())
}

fn paused(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<StreamProtocol>(vm, a)?.paused.get().into())
}
