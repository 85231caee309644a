//! What a transport reads and writes.

use std::io;
use std::task::Context;

use super::super::buffer::{give_chunk, take_chunk};
use super::super::protocol::StreamProtocol;
use super::super::reader::methods::pause;
use super::super::{caught, tell, with_bytes};
use super::{Transport, what};
use crate::event_loop::{self, Ask, EventLoop};
use crate::value::{Kept, Value};
use crate::vm::{Handle, Raise, Scope, Vm};

/// So much is not put off to the end of the turn.
const DIRECT: usize = 16 * 1024;

impl Transport {
    pub(super) fn watch_read(&self, el: &EventLoop, own: Value<'_>) {
        if self.closing.get() || self.paused.get() || self.reading.get().is_some() {
            return;
        }
        let Some(stream) = self.ends.stream() else { return };
        let ask: Ask = Box::new(move |cx: &mut Context<'_>| stream.poll_readable(cx));
        self.reading.set(Some(el.watch(ask, own, what::READABLE, true, true)));
    }

    pub(super) fn unwatch_read(&self, el: &EventLoop) {
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

    pub(super) fn readable(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        let Some(stream) = self.ends.stream().filter(|_| !self.lost.get()) else { return Ok(()) };
        let mut chunk = take_chunk(el);
        let result = match stream.try_read(&mut chunk) {
            Ok(_) => self.received(el, s, own, &mut chunk),
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(()),
            Err(e) => self.fail(el, s, own, &e),
        };
        give_chunk(el, chunk);
        result
    }

    /// What is in the chunk has been read.
    fn received(
        &self,
        el: &EventLoop,
        s: &mut Scope<'_>,
        own: Handle,
        chunk: &mut Vec<u8>,
    ) -> Result<(), Raise> {
        if chunk.len() >= DIRECT {
            // there is room again for what waits to be written at the other end
            el.stir();
        }
        if chunk.is_empty() {
            self.unwatch_read(el);
            let protocol = self.protocol.root(s);
            return match StreamProtocol::plain(protocol.get(s)).and_then(|p| p.end(el, s)) {
                Some(()) => Ok(()),
                None => self.end_by_script(el, s, own, protocol),
            };
        }
        if let Some(p) = self.protocol.get(s).and_then(StreamProtocol::plain)
            && let Some(full) = p.feed_chunk(el, s, chunk)
        {
            if !full {
                return Ok(());
            }
            let reader = Kept::new(p.reader(s));
            let reader = s.keep(|vm| reader.get(&vm.heap));
            return pause(el, s, reader);
        }
        let data = s.keep(|vm| vm.bytes(chunk));
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
    pub(super) fn flush(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
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
            Ok(n) => {
                outgoing.skip(n);
                outgoing.tidy(|| event_loop::of(s));
            }
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

    pub(super) fn maybe_pause(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
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

    pub(super) fn writable(&self, el: &EventLoop, s: &mut Scope<'_>, own: Handle) -> Result<(), Raise> {
        self.writing.set(None);
        let Some(stream) = self.ends.stream().filter(|_| self.stuck.get()) else { return Ok(()) };
        el.stir();
        let mut outgoing = self.outgoing.borrow_mut();
        match stream.try_write(outgoing.all()) {
            Ok(n) => {
                outgoing.skip(n);
                outgoing.tidy(|| event_loop::of(s));
            }
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
    pub(super) fn flush_now(&self, el: &EventLoop, vm: &mut Vm) -> Result<(), Raise> {
        if self.put_off.get() { el.end_turn(vm) } else { Ok(()) }
    }

    pub(super) fn shutdown(&self) {
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
}

#[cold]
fn not_bytes(vm: &Vm, data: Handle) -> Raise {
    let name = vm.type_name(data.get(vm));
    vm.type_error(format_args!("data argument must be a bytes-like object, not '{name}'"))
}
