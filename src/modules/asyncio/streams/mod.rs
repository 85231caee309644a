//! Streams: transports over the host's sockets, the protocol between transport and reader, readers, writers, servers.
//!
//! A message goes from the socket into the reader's buffer, and the task that waits for it is woken, without a line of
//! script and without an object but what `read` gives in the end. What is written goes out when the turn ends, in one
//! call of the system for each connection; nothing of that can be seen from the script, which is told that all was
//! taken. Protocols of the script's own are called at the same points as the native one.

pub mod bases;
mod buffer;
mod listener;
mod opening;
mod protocol;
mod reader;
mod server;
mod socket;
mod transport;
mod writer;

use std::cell::Cell;

use crate::event_loop::{self, EventLoop};
use crate::heap::Tracer;
use crate::value::{ByteArray, Bytes, Kept, Value};
use crate::vm::{Handle, Raise, Scope, Vm};

pub use listener::METHODS as LISTENER_METHODS;
pub use opening::FUNCTIONS;
pub use protocol::{GETTERS as PROTOCOL_GETTERS, METHODS as PROTOCOL_METHODS, STATICS as PROTOCOL_STATICS};
pub use reader::methods::{GETTERS as READER_GETTERS, METHODS as READER_METHODS, STATICS as READER_STATICS};
pub use server::{GETTERS as SERVER_GETTERS, METHODS as SERVER_METHODS};
pub use socket::METHODS as SOCKET_METHODS;
pub use transport::methods::METHODS as TRANSPORT_METHODS;
pub use writer::{GETTERS as WRITER_GETTERS, METHODS as WRITER_METHODS, STATICS as WRITER_STATICS};

/// A reference to another object, from native data that are settled.
#[derive(Default)]
struct Held(Cell<Option<Kept>>);

impl Held {
    fn of(vm: &Vm, value: Value<'_>) -> Held {
        let held = Held::default();
        held.set(vm, value);
        held
    }

    /// Holds a value; None stands for nothing.
    fn set(&self, vm: &Vm, value: Value<'_>) {
        self.0.set((!value.is_none()).then(|| Kept::new(value).stored(&vm.heap)));
    }

    fn get<'h>(&self, vm: &'h Vm) -> Option<Value<'h>> {
        self.0.get().map(|k| k.get(&vm.heap))
    }

    /// What it holds, or None.
    fn value<'h>(&self, vm: &'h Vm) -> Value<'h> {
        self.get(vm).unwrap_or(Value::NONE)
    }

    fn root(&self, s: &mut Scope<'_>) -> Handle {
        s.keep(|vm| self.value(vm))
    }

    fn is_some(&self) -> bool {
        self.0.get().is_some()
    }

    fn clear(&self) {
        self.0.set(None);
    }

    fn trace(&self, t: &mut Tracer) {
        if let Some(k) = self.0.get() {
            k.trace(t);
        }
    }
}

/// Does something with the bytes of a bytes-like object; none if it is none.
fn with_bytes<R>(data: Value<'_>, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
    if let Some(b) = data.cast::<Bytes>() {
        return Some(f(b.bytes()));
    }
    data.cast::<ByteArray>().map(|b| b.read(f))
}

/// Tells the running loop's exception handler.
fn tell(el: &EventLoop, s: &mut Scope<'_>, message: &str, parts: &[(&str, Handle)]) -> Result<(), Raise> {
    let object = s.keep(|vm| el.running_loop(vm).unwrap_or(Value::NONE));
    el.call_exception_handler(s, object, message, parts)
}

/// The exception of a raise, or the raise itself if it leaves the loop.
fn caught(s: &mut Scope<'_>, raise: Raise) -> Result<Handle, Raise> {
    event_loop::catch_unless_fatal(s, raise)
}
