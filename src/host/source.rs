//! A socket among those of the host.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use rustix::event::epoll::EventFlags;
use rustix::net::{getpeername, getsockname};

use super::sockets::{Sockets, State, Way};

/// A socket's place among the others.
pub(super) struct Source<S> {
    socket: Rc<S>,
    sockets: Rc<Sockets>,
    state: Rc<State>,
}

impl<S: AsFd + 'static> Source<S> {
    /// A socket that does not block.
    pub fn new(sockets: &Rc<Sockets>, socket: S) -> io::Result<Source<S>> {
        let socket = Rc::new(socket);
        let state = sockets.enter(socket.clone());
        Ok(Source { socket, sockets: sockets.clone(), state })
    }

    pub fn get_ref(&self) -> &S {
        &self.socket
    }

    /// Has the system tell of it.
    pub fn register(&self) -> io::Result<()> {
        self.sockets.register(&self.state)
    }

    /// It listens, alone at this address.
    pub fn listens(&self, at: SocketAddr) {
        self.sockets.pairs.add_listener(at, &self.state);
    }

    /// It was told to connect; its own address, if that is known now.
    pub fn connects(&self, to: SocketAddr) -> io::Result<Option<SocketAddr>> {
        let pairs = &self.sockets.pairs;
        if let Some(listener) = pairs.listener(to)
            // else it is not connected yet
            && getpeername(&*self.socket).is_ok_and(|at| at.is_some())
            && let Ok(local) = getsockname(&*self.socket)
            && let Ok(local) = SocketAddr::try_from(local)
        {
            pairs.add_waiting(local, to, &self.state);
            pairs.mark(listener, EventFlags::IN);
            pairs.mark(self.state.clone(), EventFlags::OUT);
            return Ok(Some(local));
        }
        self.register()?;
        Ok(None)
    }

    /// A listener at this address (if it is one alone) has taken it, a connection from a peer.
    pub fn is_taken(&self, peer: SocketAddr, at: Option<SocketAddr>) -> io::Result<()> {
        let pairs = &self.sockets.pairs;
        if let Some(other) = at.and_then(|at| pairs.take_waiting(peer, at)) {
            pairs.join(&other, &self.state);
            return Ok(());
        }
        if let Some(at) = at {
            self.sockets.register_waiting(at);
        }
        self.register()
    }

    /// Whether it is ready; else the waker is called when it may be.
    pub fn poll(&self, way: Way, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let i = way as usize;
        if self.state.ready[i].get() {
            return Poll::Ready(Ok(()));
        }
        let mut waker = self.state.wakers[i].borrow_mut();
        if !waker.as_ref().is_some_and(|w| w.will_wake(cx.waker())) {
            *waker = Some(cx.waker().clone());
        }
        self.state.wanted[i].set(true);
        Poll::Pending
    }

    /// A try to read or write so many bytes has had this result.
    pub fn tried(&self, way: Way, result: &io::Result<usize>, asked: usize) {
        let state = &*self.state;
        let over = match result {
            Ok(n) => *n < asked && !(way == Way::Read && state.ended.get()),
            Err(e) => e.kind() == io::ErrorKind::WouldBlock,
        };
        if over {
            state.ready[way as usize].set(false);
        }
        match (way, result) {
            (Way::Write, Ok(n)) => {
                state.sent.set(state.sent.get() + *n as u64);
                self.sockets.pairs.mark_peer(&state.peer, EventFlags::IN);
            }
            (Way::Read, Ok(n)) => state.received.set(state.received.get() + *n as u64),
            _ => {}
        }
        if over && state.is_loose() && (way == Way::Write || result.is_err() || state.expects()) {
            // what is on its way comes by itself, as room does
            let _ = self.register();
        }
    }

    /// It writes no more.
    pub fn is_shut(&self) {
        self.state.shut.set(true);
        self.sockets.pairs.mark_peer(&self.state.peer, EventFlags::IN | EventFlags::RDHUP);
    }

    /// Whether the system has told of an error or of its end.
    pub fn may_have_failed(&self) -> bool {
        self.state.failed.get()
    }
}

impl<S> Drop for Source<S> {
    fn drop(&mut self) {
        // with its last descriptor it leaves the epoll by itself
        self.sockets.leave(&self.state);
    }
}

impl Sockets {
    /// A new place for a socket.
    fn enter(&self, socket: Rc<dyn AsFd>) -> Rc<State> {
        let mut states = self.states.borrow_mut();
        let key = self.free.borrow_mut().pop().unwrap_or(states.len());
        let state = Rc::new(State {
            key,
            loose: RefCell::new(Some(socket)),
            peer: RefCell::new(Weak::new()),
            at: Cell::new(None),
            sent: Cell::new(0),
            received: Cell::new(0),
            shut: Cell::new(false),
            ready: Default::default(),
            wanted: Default::default(),
            wakers: Default::default(),
            ended: Cell::new(false),
            failed: Cell::new(false),
        });
        self.loose.set(self.loose.get() + 1);
        if key == states.len() {
            states.push(None);
        }
        states[key] = Some(state.clone());
        state
    }

    /// A socket is about to be closed.
    fn leave(&self, state: &Rc<State>) {
        let place = self.states.borrow_mut().get_mut(state.key).and_then(Option::take);
        self.free.borrow_mut().push(state.key);
        drop(place);
        if state.loose.take().is_some() {
            self.loose.set(self.loose.get() - 1);
        }
        if let Some(at) = state.at.take()
            && self.pairs.forget(at, state)
        {
            // the system ends the connections that nobody has taken
            self.register_waiting(at);
        }
        self.pairs.mark_peer(&state.peer, EventFlags::IN | EventFlags::RDHUP);
    }
}
