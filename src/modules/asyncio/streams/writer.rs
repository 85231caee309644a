//! `asyncio.StreamWriter`.

use super::Held;
use super::protocol::StreamProtocol;
use super::reader::Reader;
use super::socket::object;
use super::transport::methods::write_all;
use super::transport::{Transport, held, of, of_dead};
use crate::event_loop::{self, LoopClass, gate_of};
use crate::heap::Tracer;
use crate::modules::asyncio::gates::delegate;
use crate::modules::asyncio::support::repr;
use crate::value::{NativeData, Opaque, Type, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of writers.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, transport, protocol, reader, loop"),
    row("__repr__", describe, "self, /"),
    row("write", write, "self, data"),
    row("writelines", writelines, "self, data"),
    row("write_eof", write_eof, "self"),
    row("can_write_eof", can_write_eof, "self"),
    row("close", close, "self"),
    row("is_closing", is_closing, "self"),
    row("wait_closed", wait_closed, "self"),
    row("get_extra_info", get_extra_info, "self, name, default=None"),
    row("drain", drain, "self"),
];

/// Static methods of writers.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_")];

/// Attributes of writers.
pub const GETTERS: &[NativeRow] = &[
    row("transport", transport, "self"),
    row("_transport", transport, "self"),
    row("_protocol", protocol, "self"),
    row("_reader", reader, "self"),
];

#[derive(Default)]
struct Writer {
    transport: Held,
    protocol: Held,
    reader: Held,
    /// Closes the transport once nobody can reach the writer any more.
    will: Held,
}

impl NativeData for Writer {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        for held in [&self.transport, &self.protocol, &self.reader, &self.will] {
            held.trace(t);
        }
        0
    }
}

/// A writer object.
pub fn new_writer<'h>(vm: &'h Vm, transport: Value<'_>, protocol: Value<'_>, reader: Value<'_>) -> Value<'h> {
    let writer = Writer {
        transport: Held::of(vm, transport),
        protocol: Held::of(vm, protocol),
        reader: Held::of(vm, reader),
        will: Held::default(),
    };
    object(vm, LoopClass::StreamWriter, writer)
}

/// A writer object whose transport is closed when it has died. (That of a server is held by the protocol.)
pub fn own_writer<'h>(vm: &'h Vm, transport: Value<'_>, protocol: Value<'_>, reader: Value<'_>) -> Value<'h> {
    let object = new_writer(vm, transport, protocol, reader);
    if let Some(w) = object.cast::<Opaque>().and_then(|o| o.data::<Writer>()) {
        w.will.set(vm, of_dead(vm, transport));
    }
    object
}

fn this(vm: &Vm, a: Args) -> Result<&Writer, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<Writer>()) {
        Some(w) => Ok(w),
        None => {
            a.check_receiver(vm)?;
            Err(vm.type_error(format_args!("'{}' object is not set up", vm.type_name(a.get(vm, 0)))))
        }
    }
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(class) = a.get(vm, 0).cast::<Type>() else { return Err(vm.type_error("a class is needed")) };
    Ok(Opaque::new(&vm.heap, class.root.get(), Writer::default()).into())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let w = this(vm, a)?;
    w.transport.set(vm, a.get(vm, 1));
    w.protocol.set(vm, a.get(vm, 2));
    w.reader.set(vm, a.get(vm, 3));
    if gate_of::<Transport>(a.get(vm, 1)).is_some() {
        w.will.set(vm, of_dead(vm, a.get(vm, 1)));
    }
    Ok(Ret::NONE)
}

/// The transport, as a root of the scope.
fn root(s: &mut Scope<'_>, a: Args) -> Result<Handle, Raise> {
    let kept = this(s, a)?.transport.0.get();
    Ok(s.keep(|vm| kept.map_or(Value::NONE, |k| k.get(&vm.heap))))
}

/// A method of the transport's, called by name.
fn by_name(vm: &mut Vm, a: Args, method: &str, given: usize) -> NativeResult {
    let mut s = vm.scope();
    let t = root(&mut s, a)?;
    let args: Vec<Handle> = (1..=given).map(|i| a.handle(&s, i)).collect();
    s.call_method(t, method, &args).map(|r| r.ret(&s))
}

fn describe(vm: &mut Vm, a: Args) -> NativeResult {
    let reader = this(vm, a)?.reader.0.get();
    let mut s = vm.scope();
    let t = root(&mut s, a)?;
    let reader = s.keep(|vm| reader.map_or(Value::NONE, |k| k.get(&vm.heap)));
    let mut out = format!("<StreamWriter transport={}", repr(&mut s, t)?);
    if !reader.get(&s).is_none() {
        out.push_str(&format!(" reader={}", repr(&mut s, reader)?));
    }
    out.push('>');
    Ok(Vm::str(&s, &out).into())
}

fn write(vm: &mut Vm, a: Args) -> NativeResult {
    let kept = this(vm, a)?.transport.0.get();
    let mut s = vm.scope();
    let t = s.keep(|vm| kept.map_or(Value::NONE, |k| k.get(&vm.heap)));
    let Some(gate) = held(&s, t) else { return by_name(&mut s, a, "write", 1) };
    if let Some(native) = of(&gate) {
        let data = a.handle(&s, 1);
        native.write(&event_loop::of(&s), &mut s, t, data)?;
    }
    Ok(Ret::NONE)
}

fn writelines(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let t = root(&mut s, a)?;
    if gate_of::<Transport>(t.get(&s)).is_none() {
        return by_name(&mut s, a, "writelines", 1);
    }
    let items = a.handle(&s, 1);
    write_all(&mut s, t, items)?;
    Ok(Ret::NONE)
}

fn write_eof(vm: &mut Vm, a: Args) -> NativeResult {
    by_name(vm, a, "write_eof", 0)
}

fn can_write_eof(vm: &mut Vm, a: Args) -> NativeResult {
    by_name(vm, a, "can_write_eof", 0)
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let t = root(&mut s, a)?;
    let Some(gate) = held(&s, t) else { return by_name(&mut s, a, "close", 0) };
    if let Some(native) = of(&gate) {
        native.close(&event_loop::of(&s), &mut s, t)?;
    }
    Ok(Ret::NONE)
}

fn is_closing(vm: &mut Vm, a: Args) -> NativeResult {
    match this(vm, a)?.transport.get(vm).and_then(gate_of::<Transport>) {
        Some(t) => Ok(t.is_closing().into()),
        None => by_name(vm, a, "is_closing", 0),
    }
}

fn get_extra_info(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(t) = this(vm, a)?.transport.get(vm).and_then(gate_of::<Transport>) else {
        let mut s = vm.scope();
        let t = root(&mut s, a)?;
        let name = a.handle(&s, 1);
        let default = a.opt_handle(&s, 2).unwrap_or_else(|| s.root());
        return s.call_method(t, "get_extra_info", &[name, default]).map(|r| r.ret(&s));
    };
    let name = a.get(vm, 1).as_str().unwrap_or_default();
    Ok(t.extra_info(vm, name).unwrap_or(a.get(vm, 2)).into())
}

fn drain(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return delegate(vm, a, "asyncio.streams", "_writer", "drain");
    }
    let w = this(vm, a)?;
    let transport = w.transport.get(vm).and_then(gate_of::<Transport>);
    let protocol = w.protocol.get(vm);
    let (Some(t), Some(p)) = (transport, protocol.and_then(gate_of::<StreamProtocol>)) else {
        return delegate(vm, a, "asyncio.streams", "_writer", "_drain");
    };
    let el = event_loop::of(vm);
    let error = match w.reader.get(vm).map(gate_of::<Reader>) {
        Some(Some(r)) => r.error(vm),
        Some(None) => return delegate(vm, a, "asyncio.streams", "_writer", "_drain"),
        None => None,
    };
    if let Some(e) = error {
        return Err(vm.raise_again(e));
    }
    let own = protocol.unwrap_or(Value::NONE);
    if t.is_closing() {
        return Ok(p.wait_a_turn(&el, vm, own));
    }
    if p.is_drained(vm)? {
        return Ok(el.ready(vm, Value::NONE));
    }
    Ok(p.wait_for_room(&el, vm, own))
}

fn wait_closed(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return delegate(vm, a, "asyncio.streams", "_writer", "wait_closed");
    }
    let own = this(vm, a)?.protocol.get(vm);
    let Some((own, p)) = own.and_then(|own| Some((own, gate_of::<StreamProtocol>(own)?))) else {
        return delegate(vm, a, "asyncio.streams", "_writer", "_wait_closed");
    };
    let el = event_loop::of(vm);
    match (p.wait_for_end(&el, vm, own), p.error(vm)) {
        (Some(ret), _) => Ok(ret),
        (None, Some(e)) => Err(vm.raise_again(e)),
        (None, None) => Ok(el.ready(vm, Value::NONE)),
    }
}

fn transport(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this(vm, a)?.transport.value(vm).into())
}

fn protocol(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this(vm, a)?.protocol.value(vm).into())
}

fn reader(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this(vm, a)?.reader.value(vm).into())
}
