//! `asyncio.StreamReader`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use memchr::{memchr, memmem};

use super::buffer::Buffer;
use super::transport::Transport;
use super::{Held, with_bytes};
use crate::event_loop::{self, EventLoop, Gate, GateData, LoopClass, Passed, Turn, gate_of, is_waiting};
use crate::heap::Tracer;
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
pub const STATICS: &[NativeRow] = &[row("__new__", new, "cls, *args, **kwargs")];

/// Attributes that scripts look at.
pub const GETTERS: &[NativeRow] = &[
    row("_buffer", buffer, "self"),
    row("_limit", limit, "self"),
    row("_eof", eof, "self"),
    row("_transport", transport, "self"),
];

/// `limit` where none is given.
pub const LIMIT: usize = 64 * 1024;

/// What a task wants to read.
enum Want {
    /// So many bytes at most.
    Some(usize),
    Exactly(usize),
    /// All to the end; what has come so far.
    All(Vec<u8>),
    Line,
    /// To one of these separators and with it.
    Until(Vec<Vec<u8>>),
}

impl Want {
    /// The method that waits, as the error about a second one names it.
    fn method(&self) -> &'static str {
        match self {
            Want::Some(_) | Want::All(_) => "read",
            Want::Exactly(_) => "readexactly",
            Want::Line | Want::Until(_) => "readuntil",
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Want::Some(_) | Want::All(_) => "StreamReader.read",
            Want::Exactly(_) => "StreamReader.readexactly",
            Want::Line => "StreamReader.readline",
            Want::Until(_) => "StreamReader.readuntil",
        }
    }
}

/// What a try to read has come to.
enum Tried<'h> {
    Got(Value<'h>),
    Wait,
    /// The exception of the stream.
    Broken,
    /// It ended before the number of bytes, if one was asked for, was complete.
    Incomplete(Vec<u8>, Option<usize>),
    /// The separator is found (or not) behind the limit; so many bytes come before it.
    Overrun(bool, usize),
}

/// The data of a reader.
pub struct Reader {
    /// Its class is none of the script's.
    pub plain: bool,
    buffer: RefCell<Buffer>,
    limit: Cell<usize>,
    eof: Cell<bool>,
    /// It has asked its transport not to read.
    paused: Cell<bool>,
    /// Who waits for data, what for, and before which place nothing is left to be looked for.
    waiter: Cell<Option<Kept>>,
    want: RefCell<Want>,
    seen: Cell<usize>,
    error: Held,
    transport: Held,
}

impl Reader {
    /// An empty one.
    pub fn new(plain: bool, limit: usize) -> Reader {
        Reader {
            plain,
            buffer: RefCell::default(),
            limit: Cell::new(limit),
            eof: Cell::new(false),
            paused: Cell::new(false),
            waiter: Cell::new(None),
            want: RefCell::new(Want::Line),
            seen: Cell::new(0),
            error: Held::default(),
            transport: Held::default(),
        }
    }

    /// A reader object of the native class.
    pub fn object(vm: &Vm, limit: usize) -> Value<'_> {
        let gate: Rc<dyn Gate> = Rc::new(Reader::new(true, limit));
        super::socket::object(vm, LoopClass::StreamReader, Box::new(GateData(gate)))
    }

    /// The exception of the stream.
    pub fn error<'h>(&self, vm: &'h Vm) -> Option<Value<'h>> {
        self.error.get(vm)
    }

    /// Says which transport data come from.
    pub fn connect(&self, vm: &Vm, transport: Value<'_>) {
        self.transport.set(vm, transport);
    }

    fn wake(&self, el: &EventLoop, vm: &Vm) {
        if let Some(w) = self.waiter.take()
            && is_waiting(vm, w)
        {
            el.wake_waiter(vm, w);
        }
    }

    /// Nothing more will come.
    pub fn end(&self, el: &EventLoop, vm: &Vm) {
        self.eof.set(true);
        self.wake(el, vm);
    }

    /// The stream is broken.
    pub fn fail(&self, el: &EventLoop, vm: &Vm, error: Value<'_>) {
        self.error.set(vm, error);
        self.wake(el, vm);
    }

    /// Data have come. Says whether the transport is to be paused.
    pub fn feed(&self, el: &EventLoop, vm: &Vm, data: &[u8]) -> bool {
        if data.is_empty() {
            return false;
        }
        let mut buffer = self.buffer.borrow_mut();
        buffer.add(data);
        let full = buffer.len() > self.limit.get().saturating_mul(2);
        drop(buffer);
        self.wake(el, vm);
        full && !self.paused.get() && self.transport.is_some()
    }

    /// Asks the transport not to read.
    pub fn pause(&self, el: &EventLoop, s: &mut Scope<'_>) -> Result<(), Raise> {
        if let Some(t) = self.transport.get(s).and_then(gate_of::<Transport>) {
            t.pause_reading(el);
        } else {
            let t = self.transport.root(s);
            match s.call_method(t, "pause_reading", &[]) {
                Ok(_) => {}
                Err(raise) if s.pending_is(&raise, Exc::NotImplementedError) => {
                    s.catch(raise);
                    self.transport.clear();
                    return Ok(());
                }
                Err(raise) => return Err(raise),
            }
        }
        self.paused.set(true);
        Ok(())
    }

    fn resume(&self, el: &EventLoop, s: &mut Scope<'_>) -> Result<(), Raise> {
        self.paused.set(false);
        let t = self.transport.root(s);
        match gate_of::<Transport>(t.get(s)) {
            Some(native) => native.resume_reading(el, t.get(s)),
            None => _ = s.call_method(t, "resume_reading", &[])?,
        }
        Ok(())
    }

    /// Lets the transport read again if there is room.
    fn make_room(&self, el: &EventLoop, s: &mut Scope<'_>) -> Result<(), Raise> {
        if self.paused.get() && self.buffer.borrow().len() <= self.limit.get() {
            self.resume(el, s)?;
        }
        Ok(())
    }

    /// Tries to read; a task that was woken takes what there is.
    #[inline]
    fn attempt<'h>(&self, vm: &'h Vm, want: &mut Want, seen: &mut usize, woken: bool) -> Tried<'h> {
        if self.error.is_some() {
            return Tried::Broken;
        }
        let mut buffer = self.buffer.borrow_mut();
        let (eof, have) = (self.eof.get(), buffer.len());
        let n = match want {
            Want::Some(_) if have == 0 && !eof && !woken => return Tried::Wait,
            Want::Some(n) => (*n).min(have),
            Want::Exactly(n) if have >= *n => *n,
            Want::Exactly(n) if eof => return Tried::Incomplete(taken(&mut buffer), Some(*n)),
            Want::Exactly(_) => return Tried::Wait,
            Want::All(parts) => {
                if parts.is_empty() && eof {
                    have
                } else {
                    parts.extend_from_slice(buffer.all());
                    buffer.clear();
                    return if eof { Tried::Got(vm.bytes(parts)) } else { Tried::Wait };
                }
            }
            Want::Line => {
                let found = memchr(b'\n', buffer.all().get(*seen..).unwrap_or_default());
                match found.map(|at| *seen + at) {
                    Some(at) if at > self.limit.get() => return Tried::Overrun(true, at),
                    Some(at) => at + 1,
                    None if have > self.limit.get() => return Tried::Overrun(false, have),
                    None if eof => have,
                    None => {
                        *seen = have;
                        return Tried::Wait;
                    }
                }
            }
            Want::Until(separators) => match self.find(&mut buffer, separators, seen) {
                Ok(n) => n,
                Err(other) => return other,
            },
        };
        let data = vm.bytes(buffer.all().get(..n).unwrap_or_default());
        buffer.skip(n);
        Tried::Got(data)
    }

    /// How many bytes there are to the first separator and with it.
    fn find<'h>(
        &self,
        buffer: &mut Buffer,
        separators: &[Vec<u8>],
        seen: &mut usize,
    ) -> Result<usize, Tried<'h>> {
        let shortest = separators.iter().map(Vec::len).min().unwrap_or(0);
        let longest = separators.iter().map(Vec::len).max().unwrap_or(0);
        let have = buffer.len();
        if have.saturating_sub(*seen) >= shortest {
            let rest = buffer.all().get(*seen..).unwrap_or_default();
            let ends = separators.iter().filter_map(|s| Some((memmem::find(rest, s)? + s.len(), s.len())));
            if let Some((end, len)) = ends.min_by_key(|(end, _)| *end) {
                let begin = *seen + end - len;
                return if begin > self.limit.get() {
                    Err(Tried::Overrun(true, begin))
                } else {
                    Ok(*seen + end)
                };
            }
            *seen = (have + 1).saturating_sub(longest);
            if *seen > self.limit.get() {
                return Err(Tried::Overrun(false, *seen));
            }
        }
        Err(if self.eof.get() { Tried::Incomplete(taken(buffer), None) } else { Tried::Wait })
    }

    /// The exception for what a try has come to.
    fn error_of(&self, el: &EventLoop, s: &mut Scope<'_>, want: &Want, what: Failure) -> Raise {
        match self.raise(el, s, want, what) {
            Ok(raise) | Err(raise) => raise,
        }
    }

    fn raise(&self, el: &EventLoop, s: &mut Scope<'_>, want: &Want, what: Failure) -> Result<Raise, Raise> {
        match what {
            Failure::Broken => {
                let e = self.error.root(s);
                Ok(s.raise_again(e.get(s)))
            }
            Failure::Incomplete(partial, expected) => {
                let class = library(s, "asyncio.exceptions", "IncompleteReadError")?;
                let partial = s.keep(|vm| vm.bytes(&partial));
                let expected = s.keep(|vm| expected.map_or(Value::NONE, |n| vm.int(n as i64)));
                let e = s.call(class, &[partial, expected])?;
                Ok(s.raise_value(e.get(s)))
            }
            Failure::Overrun(found, consumed) => {
                let text = if found {
                    "Separator is found, but chunk is longer than limit"
                } else {
                    "Separator is not found, and chunk exceed the limit"
                };
                if matches!(want, Want::Line) {
                    // the line that is too long is dropped
                    let mut buffer = self.buffer.borrow_mut();
                    let at = buffer.all().get(consumed).copied();
                    if at == Some(b'\n') {
                        buffer.skip(consumed + 1);
                    } else {
                        buffer.clear();
                    }
                    drop(buffer);
                    self.make_room(el, s)?;
                    return Ok(s.value_error(text));
                }
                let class = library(s, "asyncio.exceptions", "LimitOverrunError")?;
                let (text, consumed) = (s.keep(|vm| vm.str(text)), s.keep(|vm| vm.int(consumed as i64)));
                let e = s.call(class, &[text, consumed])?;
                Ok(s.raise_value(e.get(s)))
            }
        }
    }
}

/// Why there is nothing to give.
enum Failure {
    Broken,
    Incomplete(Vec<u8>, Option<usize>),
    Overrun(bool, usize),
}

fn taken(buffer: &mut Buffer) -> Vec<u8> {
    let all = buffer.all().to_vec();
    buffer.clear();
    all
}

/// The value of a try, or nothing where it has to wait, to be kept.
fn outcome(tried: Tried<'_>) -> Result<Option<Kept>, Failure> {
    match tried {
        Tried::Got(v) => Ok(Some(Kept::new(v))),
        Tried::Wait => Ok(None),
        Tried::Broken => Err(Failure::Broken),
        Tried::Incomplete(partial, expected) => Err(Failure::Incomplete(partial, expected)),
        Tried::Overrun(found, consumed) => Err(Failure::Overrun(found, consumed)),
    }
}

impl Gate for Reader {
    fn label(&self, _: u8) -> &'static str {
        self.want.borrow().label()
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        if self.waiter.get() == Some(turn.waiter) {
            self.waiter.set(None);
        }
        let mut want = self.want.replace(Want::Line);
        if let Some(e) = turn.thrown {
            return Err(s.raise_again(e.get(s)));
        }
        let mut seen = self.seen.get();
        match outcome(self.attempt(s, &mut want, &mut seen, true)) {
            Ok(Some(v)) => {
                let data = s.keep(|vm| v.get(&vm.heap));
                self.make_room(el, s)?;
                Ok(Passed::With(data))
            }
            Ok(None) => {
                if self.paused.get() {
                    self.resume(el, s)?;
                }
                self.want.replace(want);
                self.seen.set(seen);
                self.waiter.set(Some(turn.waiter.stored(&s.heap)));
                Ok(Passed::Again)
            }
            Err(failure) => Err(self.error_of(el, s, &want, failure)),
        }
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        if let Some(w) = self.waiter.get() {
            w.trace(t);
        }
        self.error.trace(t);
        self.transport.trace(t);
        size_of::<Reader>() + self.buffer.borrow().size()
    }
}

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
