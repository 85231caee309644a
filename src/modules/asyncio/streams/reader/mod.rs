//! `asyncio.StreamReader`.

pub mod methods;

use std::cell::{Cell, RefCell};

use memchr::{memchr, memmem};

use super::Held;
use super::buffer::{Buffer, LARGE};
use super::transport::Transport;
use crate::event_loop::{self, EventLoop, Gate, LoopClass, Passed, Turn, gate_of, is_waiting};
use crate::heap::Tracer;
use crate::modules::asyncio::support::library;
use crate::value::{Kept, Value};
use crate::vm::{Exc, Raise, Scope, Vm};

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
        super::socket::gate_object(vm, LoopClass::StreamReader, Reader::new(true, limit))
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
        self.feed_with(el, vm, |buffer| buffer.add(data))
    }

    /// The same; the data are added by a function.
    #[inline]
    pub fn feed_with(&self, el: &EventLoop, vm: &Vm, add: impl FnOnce(&mut Buffer)) -> bool {
        let mut buffer = self.buffer.borrow_mut();
        add(&mut buffer);
        if buffer.len() >= LARGE
            && let Want::Exactly(n) = *self.want.borrow()
        {
            buffer.expect(n);
        }
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
                    buffer.tidy(|| event_loop::of(vm));
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
        buffer.tidy(|| event_loop::of(vm));
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
