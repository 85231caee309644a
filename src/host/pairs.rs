//! Connections of the process with itself. Whatever becomes of one end is done by the other in a call of the system that
//! is over when the end has it; so the end needs not be asked for at the epoll, and is told of it here: in the order of
//! the calls, which is the one in which the epoll tells. The bytes themselves go through the system as all others.
//!
//! An end is told that it may be ready; where a try shows that it is not, and before the thread sleeps, the system is
//! asked for it, as for any other socket.

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::rc::{Rc, Weak};

use rustix::event::epoll::EventFlags;

use super::sockets::State;

/// What has been told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Told {
    Nothing,
    /// Only ends were told that the system does not tell of.
    Alone,
    /// The system tells some of them, too.
    Twice,
}

/// What a host knows of connections with itself.
#[derive(Default)]
pub(super) struct Pairs {
    listeners: RefCell<Vec<(SocketAddr, Rc<State>)>>,
    /// Ends that a listener has not taken yet, by their own addresses, and the listener's.
    waiting: RefCell<HashMap<SocketAddr, (SocketAddr, Rc<State>)>>,
    /// What ends are to be told.
    marks: RefCell<Vec<(Rc<State>, EventFlags)>>,
}

impl Pairs {
    /// A listener alone at its address.
    pub fn add_listener(&self, at: SocketAddr, state: &Rc<State>) {
        state.at.set(Some(at));
        self.listeners.borrow_mut().push((at, state.clone()));
    }

    /// The listener at an address.
    pub fn listener(&self, at: SocketAddr) -> Option<Rc<State>> {
        self.listeners.borrow().iter().find(|(a, _)| *a == at).map(|(_, state)| state.clone())
    }

    /// An end has connected to a listener.
    pub fn add_waiting(&self, local: SocketAddr, to: SocketAddr, state: &Rc<State>) {
        state.at.set(Some(local));
        self.waiting.borrow_mut().insert(local, (to, state.clone()));
    }

    /// A listener has taken a connection from an address: the other end, if it is one that waits.
    pub fn take_waiting(&self, local: SocketAddr, to: SocketAddr) -> Option<Rc<State>> {
        let mut waiting = self.waiting.borrow_mut();
        if waiting.get(&local)?.0 != to {
            return None;
        }
        let (_, state) = waiting.remove(&local)?;
        state.at.set(None);
        Some(state)
    }

    /// The ends that wait for the listener at an address.
    pub fn waiting_for(&self, to: SocketAddr) -> Vec<Rc<State>> {
        self.waiting.borrow().values().filter(|(at, _)| *at == to).map(|(_, state)| state.clone()).collect()
    }

    /// A socket is about to be closed; says whether it was a listener.
    pub fn forget(&self, at: SocketAddr, state: &Rc<State>) -> bool {
        let mut listeners = self.listeners.borrow_mut();
        if let Some(place) = listeners.iter().position(|(_, s)| Rc::ptr_eq(s, state)) {
            listeners.swap_remove(place);
            return true;
        }
        drop(listeners);
        self.waiting.borrow_mut().remove(&at);
        false
    }

    /// These two are the ends of a connection; the first has known it longer.
    pub fn join(&self, first: &Rc<State>, second: &Rc<State>) {
        first.peer.replace(Rc::downgrade(second));
        second.peer.replace(Rc::downgrade(first));
        if first.shut.get() {
            self.mark(second.clone(), EventFlags::IN | EventFlags::RDHUP);
        } else if first.sent.get() > 0 {
            self.mark(second.clone(), EventFlags::IN);
        }
    }

    /// An end is told this when sockets are next looked for.
    pub fn mark(&self, state: Rc<State>, flags: EventFlags) {
        self.marks.borrow_mut().push((state, flags));
    }

    /// The same of the other end of a connection, if it is here.
    pub fn mark_peer(&self, peer: &RefCell<Weak<State>>, flags: EventFlags) {
        let peer = peer.borrow().upgrade();
        if let Some(peer) = peer {
            self.mark(peer, flags);
        }
    }

    /// Whether there is anything to tell.
    pub fn any(&self) -> bool {
        !self.marks.borrow().is_empty()
    }

    /// Tells all.
    pub fn tell(&self) -> Told {
        if !self.any() {
            return Told::Nothing;
        }
        let mut marks = self.marks.take();
        let mut told = Told::Alone;
        for (state, flags) in marks.drain(..) {
            state.tell(flags);
            if !state.is_loose() {
                told = Told::Twice;
            }
        }
        let mut new = self.marks.borrow_mut();
        if new.is_empty() {
            *new = marks;
        }
        told
    }
}
