//! The methods of transports.

use super::super::socket::{address, new_socket};
use super::super::with_bytes;
use super::{HIGH, Transport, held, of};
use crate::event_loop::{self, EventLoop};
use crate::modules::asyncio::gates::this;
use crate::value::{List, Value};
use crate::vm::{Args, Handle, NativeResult, NativeRow, Raise, Ret, Vm, row};

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
