//! The methods of readers.

use std::rc::Rc;

use super::super::with_bytes;
use super::{Failure, LIMIT, Reader, Tried, Want, outcome};
use crate::event_loop::{self, EventLoop, GateData, LoopClass};
use crate::modules::asyncio::gates::{delegate, new_gate, this};
use crate::modules::asyncio::support::{class, library, repr};
use crate::value::{Kept, Tuple, Type, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Methods of readers.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, limit=65536, loop=None"),
    row("__repr__", describe, "self, /"),
    row("read", read, "self, n=-1"),
    row("readline", readline, "self"),
    row("readexactly", readexactly, "self, n"),
    row("readuntil", readuntil, "self, separator=b'\\n'"),
    row("at_eof", at_eof, "self"),
    row("feed_data", feed_data, "self, data"),
    row("feed_eof", feed_eof, "self"),
    row("exception", exception, "self"),
    row("set_exception", set_exception, "self, exc"),
    row("set_transport", set_transport, "self, transport"),
    row("__aiter__", aiter, "self"),
    row("__anext__", anext, "self"),
];

/// Static methods of readers.
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **_")];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[
    row("_buffer", buffer, "self"),
    row("_limit", limit, "self"),
    row("_eof", eof, "self"),
    row("_transport", transport, "self"),
];

/// Reads, for who awaits it at once.
#[inline]
fn ask(vm: &mut Vm, a: Args, mut want: Want) -> NativeResult {
    let el = event_loop::of(vm);
    let r = this::<Reader>(vm, a)?;
    let mut seen = 0;
    match r.attempt(vm, &mut want, &mut seen, false) {
        Tried::Got(v) if !r.paused.get() => Ok(el.ready(vm, v)),
        Tried::Wait if r.waiter.get().is_none() && !r.paused.get() => Ok(r.wait(&el, vm, a, want, seen)),
        other => {
            let other = outcome(other);
            ask_slowly(&el, vm, a, want, seen, other)
        }
    }
}

impl Reader {
    fn wait(&self, el: &EventLoop, vm: &Vm, a: Args, want: Want, seen: usize) -> Ret {
        self.want.replace(want);
        self.seen.set(seen);
        let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), 0);
        self.waiter.set(Some(waiter));
        ret
    }
}

#[cold]
fn ask_slowly(
    el: &EventLoop,
    vm: &mut Vm,
    a: Args,
    want: Want,
    seen: usize,
    outcome: Result<Option<Kept>, Failure>,
) -> NativeResult {
    let mut s = vm.scope();
    let gate = a.handle(&s, 0).cast::<crate::value::Opaque>(&s).and_then(|o| o.data::<GateData>());
    let Some(gate) = gate.map(|g| g.0.clone()) else { return Ok(Ret::NONE) };
    let Some(r) = (&*gate as &dyn std::any::Any).downcast_ref::<Reader>() else { return Ok(Ret::NONE) };
    match outcome {
        Ok(Some(v)) => {
            let data = s.keep(|vm| v.get(&vm.heap));
            r.make_room(el, &mut s)?;
            Ok(el.ready(&s, data.get(&s)))
        }
        Ok(None) => {
            if r.waiter.get().is_some() {
                let name = want.method();
                return Err(s.runtime_error(format_args!(
                    "{name}() called while another coroutine is already waiting for incoming data"
                )));
            }
            if r.paused.get() {
                r.resume(el, &mut s)?;
            }
            Ok(r.wait(el, &s, a, want, seen))
        }
        Err(failure) => Err(r.error_of(el, &mut s, &want, failure)),
    }
}

fn library_method(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    delegate(vm, a, "asyncio.streams", "_reader", method)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let plain =
        a.get(vm, 0).cast::<Type>().is_some_and(|c| std::ptr::eq(c, class(vm, LoopClass::StreamReader)));
    new_gate(vm, a, Rc::new(Reader::new(plain, LIMIT)))
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let limit = a.opt(vm, 1).map_or(Some(LIMIT as i64), Value::as_i64);
    let limit = match limit {
        Some(n) => usize::try_from(n).unwrap_or(0),
        None if a.get(vm, 1).is_int_like() => usize::MAX,
        None => {
            let name = vm.type_name(a.get(vm, 1));
            return Err(
                vm.type_error(format_args!("'<=' not supported between instances of '{name}' and 'int'"))
            );
        }
    };
    if limit == 0 {
        return Err(vm.value_error("Limit cannot be <= 0"));
    }
    this::<Reader>(vm, a)?.limit.set(limit);
    Ok(Ret::NONE)
}

fn describe(vm: &mut Vm, a: Args) -> NativeResult {
    let r = this::<Reader>(vm, a)?;
    let mut out = String::from("<StreamReader");
    match r.buffer.borrow().len() {
        0 => {}
        n => out.push_str(&format!(" {n} bytes")),
    }
    if r.eof.get() {
        out.push_str(" eof");
    }
    if r.limit.get() != LIMIT {
        out.push_str(&format!(" limit={}", r.limit.get()));
    }
    let (waiter, error, transport) = (r.waiter.get(), r.error.0.get(), r.transport.0.get());
    let paused = r.paused.get();
    let mut s = vm.scope();
    for (name, part) in [("waiter", waiter), ("exception", error), ("transport", transport)] {
        if let Some(k) = part {
            let h = s.keep(|vm| k.get(&vm.heap));
            out.push_str(&format!(" {name}={}", repr(&mut s, h)?));
        }
    }
    if paused {
        out.push_str(" paused");
    }
    out.push('>');
    Ok(Vm::str(&s, &out).into())
}

/// A number of bytes: below 0, or as many as there can be. TypeError if it is no int.
fn number(vm: &Vm, a: Args) -> Result<i64, Raise> {
    let v = a.opt(vm, 1).unwrap_or(Value::index(0));
    match v.as_i64() {
        Some(n) => Ok(n),
        None if v.is_int_like() => Ok(i64::MAX),
        None => Err(vm.type_error(format_args!(
            "'<' not supported between instances of '{}' and 'int'",
            vm.type_name(v)
        ))),
    }
}

fn read(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library_method(vm, a, "read");
    }
    let n = if a.opt(vm, 1).is_none() { -1 } else { number(vm, a)? };
    ask(vm, a, usize::try_from(n).map_or_else(|_| Want::All(Vec::new()), Want::Some).at_least(n))
}

impl Want {
    /// Nothing is waited for where nothing is asked for.
    fn at_least(self, n: i64) -> Want {
        if n == 0 { Want::Exactly(0) } else { self }
    }
}

fn readexactly(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library_method(vm, a, "readexactly");
    }
    match usize::try_from(number(vm, a)?) {
        Ok(n) => ask(vm, a, Want::Exactly(n)),
        Err(_) => Err(vm.value_error("readexactly size can not be less than zero")),
    }
}

fn readline(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library_method(vm, a, "readline");
    }
    ask(vm, a, Want::Line)
}

fn readuntil(vm: &mut Vm, a: Args) -> NativeResult {
    if !a.is_awaited(vm) {
        return library_method(vm, a, "readuntil");
    }
    let given = a.opt(vm, 1);
    let items = match given.and_then(|v| v.cast::<Tuple>()) {
        Some(t) => t.items().to_vec(),
        None => given.into_iter().collect(),
    };
    let mut separators = Vec::with_capacity(items.len().max(1));
    for item in &items {
        match with_bytes(*item, <[u8]>::to_vec) {
            Some(b) => separators.push(b),
            None => {
                return Err(vm.type_error(format_args!(
                    "a bytes-like object is required, not '{}'",
                    vm.type_name(*item)
                )));
            }
        }
    }
    if given.is_none() {
        separators.push(b"\n".to_vec());
    }
    match separators.iter().map(Vec::len).min() {
        None => Err(vm.value_error("Separator should contain at least one element")),
        Some(0) => Err(vm.value_error("Separator should be at least one-byte string")),
        Some(_) => ask(vm, a, Want::Until(separators)),
    }
}

fn at_eof(vm: &mut Vm, a: Args) -> NativeResult {
    let r = this::<Reader>(vm, a)?;
    Ok((r.eof.get() && r.buffer.borrow().is_empty()).into())
}

fn feed_data(vm: &mut Vm, a: Args) -> NativeResult {
    let el = event_loop::of(vm);
    let r = this::<Reader>(vm, a)?;
    if r.eof.get() {
        return Err(vm.raise(Exc::AssertionError, "feed_data after feed_eof"));
    }
    let Some(full) = with_bytes(a.get(vm, 1), |data| r.feed(&el, vm, data)) else {
        let name = vm.type_name(a.get(vm, 1));
        return Err(vm.type_error(format_args!("can't extend bytearray with {name}")));
    };
    if full {
        let mut s = vm.scope();
        let reader = a.handle(&s, 0);
        pause(&el, &mut s, reader)?;
    }
    Ok(Ret::NONE)
}

/// Has a full reader pause its transport.
pub fn pause(el: &EventLoop, s: &mut Scope<'_>, reader: Handle) -> Result<(), Raise> {
    let gate = reader.cast::<crate::value::Opaque>(s).and_then(|o| o.data::<GateData>()).map(|d| d.0.clone());
    let reader = gate.as_deref().and_then(|g| (g as &dyn std::any::Any).downcast_ref::<Reader>());
    reader.map_or(Ok(()), |r| r.pause(el, s))
}

fn feed_eof(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Reader>(vm, a)?.end(&event_loop::of(vm), vm);
    Ok(Ret::NONE)
}

fn exception(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Reader>(vm, a)?.error.value(vm).into())
}

fn set_exception(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Reader>(vm, a)?.fail(&event_loop::of(vm), vm, a.get(vm, 1));
    Ok(Ret::NONE)
}

fn set_transport(vm: &mut Vm, a: Args) -> NativeResult {
    this::<Reader>(vm, a)?.connect(vm, a.get(vm, 1));
    Ok(Ret::NONE)
}

/// The class gets its `__anext__` from the library, a coroutine function: loops run it without calling a native.
fn aiter(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let found = class(&s, LoopClass::StreamReader);
    let own = s.dict_get_str(found.dict(), "__anext__");
    if own.is_none_or(|f| f.cast::<crate::value::Function>().is_none()) {
        let library = library(&mut s, "asyncio.streams", "_reader")?;
        let anext = s.getattr(library, "__anext__")?;
        s.set_class_attr(class(&s, LoopClass::StreamReader), "__anext__", anext.get(&s));
    }
    Ok(a.get(&s, 0).into())
}

fn anext(vm: &mut Vm, a: Args) -> NativeResult {
    library_method(vm, a, "__anext__")
}

fn buffer(vm: &mut Vm, a: Args) -> NativeResult {
    let all = this::<Reader>(vm, a)?.buffer.borrow().all().to_vec();
    Ok(crate::value::ByteArray::new(&vm.heap, all).value().into())
}

fn limit(vm: &mut Vm, a: Args) -> NativeResult {
    let n = this::<Reader>(vm, a)?.limit.get();
    Ok(vm.int(i64::try_from(n).unwrap_or(i64::MAX)).into())
}

fn eof(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Reader>(vm, a)?.eof.get().into())
}

fn transport(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(this::<Reader>(vm, a)?.transport.value(vm).into())
}
