//! Readiness of sockets on Linux: an epoll of our own, waited for on the machine's thread. A socket is registered once,
//! for changes in both ways: what it has become ready for is remembered until a try shows that it is so no more. So
//! neither a message nor the end of a connection costs a call of the system but its own. Connections of the process with
//! itself do without the epoll as long as they can, see `pairs`.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, OwnedFd};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};

use super::LocalFuture;
use super::pairs::{Pairs, Told};

/// The key of what wakes a wait from another thread.
const BELL: u64 = u64::MAX;
/// Going to sleep and waking up again takes longer.
const MOMENT: Duration = Duration::from_micros(10);
/// Limits below this are kept to the nanosecond.
const EXACT: Duration = Duration::from_millis(20);
/// Events taken at one time.
const EVENTS: usize = 256;
/// So many times in a row the epoll is not looked at, where only ends were told that it does not tell of.
const SKIPS: u8 = 16;

/// What a socket may be ready for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Read,
    Write,
}

/// Ends waits from another thread, or from a signal's handler: it counts, so that one rung before a wait begins ends it,
/// too.
#[derive(Clone)]
pub(super) struct Bell(Arc<OwnedFd>);

impl Bell {
    pub fn new() -> io::Result<Bell> {
        Ok(Bell(Arc::new(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?)))
    }

    pub fn ring(&self) {
        _ = rustix::io::write(&self.0, &1u64.to_ne_bytes());
    }

    fn silence(&self) {
        _ = rustix::io::read(&self.0, &mut [0; 8]);
    }

    /// Waits so long, or until it is rung.
    pub fn sleep(&self, limit: Duration) {
        let limit = Timespec::try_from(limit).ok();
        let mut fds = [PollFd::new(&self.0, PollFlags::IN)];
        // a signal ends the wait, too
        if poll(&mut fds, limit.as_ref()).is_ok_and(|n| n > 0) {
            self.silence();
        }
    }

    /// The system's counter.
    pub fn counter(&self) -> Arc<OwnedFd> {
        self.0.clone()
    }
}

/// The sockets of a host.
pub(super) struct Sockets {
    epoll: OwnedFd,
    bell: Bell,
    pub states: RefCell<Vec<Option<Rc<State>>>>,
    pub free: RefCell<Vec<usize>>,
    events: RefCell<Vec<epoll::Event>>,
    pub pairs: Pairs,
    /// How many the system is not asked for.
    pub loose: Cell<usize>,
    skipped: Cell<u8>,
}

/// One socket, its two ways side by side.
pub(super) struct State {
    pub key: usize,
    /// The socket, as long as the system is not asked for it.
    pub loose: RefCell<Option<Rc<dyn AsFd>>>,
    /// The other end, where it is this process's, too.
    pub peer: RefCell<Weak<State>>,
    /// Under what address it is known as a listener, or as one that waits to be taken.
    pub at: Cell<Option<SocketAddr>>,
    /// How many bytes the system has taken and has given.
    pub sent: Cell<u64>,
    pub received: Cell<u64>,
    /// It writes no more.
    pub shut: Cell<bool>,
    pub ready: [Cell<bool>; 2],
    /// The waker is to be called.
    pub wanted: [Cell<bool>; 2],
    pub wakers: [RefCell<Option<Waker>>; 2],
    /// The other end writes no more: a read that gives less than asked for is not the last.
    pub ended: Cell<bool>,
    pub failed: Cell<bool>,
}

impl Sockets {
    /// None yet.
    pub fn new(bell: Bell) -> io::Result<Rc<Sockets>> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        epoll::add(&epoll, &bell.0, EventData::new_u64(BELL), EventFlags::IN)?;
        let events = RefCell::new(Vec::with_capacity(EVENTS));
        Ok(Rc::new(Sockets {
            epoll,
            bell,
            states: RefCell::default(),
            free: RefCell::default(),
            events,
            pairs: Pairs::default(),
            loose: Cell::new(0),
            skipped: Cell::new(0),
        }))
    }

    /// A function that ends a wait from any thread.
    pub fn bell(&self) -> Option<Arc<dyn Fn() + Send + Sync>> {
        let bell = self.bell.clone();
        Some(Arc::new(move || bell.ring()))
    }

    /// Ends when a wait would end, for who waits for smol's reactor at the same time.
    pub fn stir(&self) -> LocalFuture<()> {
        self.register_all();
        if self.pairs.any() {
            return Box::pin(std::future::ready(()));
        }
        let epoll = self.epoll.try_clone().and_then(smol::Async::new);
        Box::pin(async move {
            match epoll {
                Ok(epoll) => _ = epoll.readable().await,
                Err(_) => std::future::pending().await,
            }
        })
    }

    /// Waits until a socket that is asked for is ready, the bell rings, or the time is over; says that it did.
    pub fn wait(&self, limit: Option<Duration>) -> bool {
        let told = self.pairs.tell();
        if told == Told::Alone && self.skipped.get() < SKIPS {
            self.skipped.set(self.skipped.get() + 1);
            return true;
        }
        self.skipped.set(0);
        let mut limit = limit;
        if told != Told::Nothing {
            limit = Some(Duration::ZERO);
        } else if limit != Some(Duration::ZERO) {
            self.register_all();
        }
        let limit = self.doze(limit).and_then(|d| Timespec::try_from(d).ok());
        // what was told twice is not to come up again after it was dealt with
        while self.look(limit.as_ref()) && told == Told::Twice {}
        true
    }

    /// Waits for events; says whether there may be more.
    fn look(&self, limit: Option<&Timespec>) -> bool {
        let mut events = self.events.borrow_mut();
        events.clear();
        // a signal ends the wait, too
        let _ = epoll::wait(&self.epoll, spare_capacity(&mut events), limit);
        for event in events.iter() {
            let (key, flags) = (event.data.u64(), event.flags);
            if key == BELL {
                self.bell.silence();
                continue;
            }
            let state = self.states.borrow().get(key as usize).cloned().flatten();
            if let Some(state) = state {
                state.tell(flags);
            }
        }
        events.len() >= EVENTS
    }

    /// Has the system tell of a socket.
    pub fn register(&self, state: &State) -> io::Result<()> {
        let Some(socket) = state.loose.take() else { return Ok(()) };
        self.loose.set(self.loose.get() - 1);
        let flags = EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::ET;
        epoll::add(&self.epoll, socket, EventData::new_u64(state.key as u64), flags)?;
        Ok(())
    }

    /// The same of all that are left.
    fn register_all(&self) {
        if self.loose.get() == 0 {
            return;
        }
        for state in self.states.borrow().iter().flatten() {
            // one that cannot be asked for shows why when it is used
            let _ = self.register(state);
        }
    }

    /// The same of those that wait for the listener at an address: they may have been taken by nobody here.
    pub fn register_waiting(&self, to: SocketAddr) {
        if self.loose.get() == 0 {
            return;
        }
        for state in self.pairs.waiting_for(to) {
            let _ = self.register(&state);
        }
    }

    /// The part of a limit that is left for a wait for events, which knows milliseconds only.
    fn doze(&self, limit: Option<Duration>) -> Option<Duration> {
        let d = limit?;
        if d >= EXACT || d.subsec_nanos() % 1_000_000 == 0 {
            return limit;
        }
        if d > MOMENT
            && let Ok(limit) = Timespec::try_from(d)
        {
            let mut fds = [PollFd::new(&self.epoll, PollFlags::IN)];
            // a signal ends the wait, too
            _ = poll(&mut fds, Some(&limit));
        }
        Some(Duration::ZERO)
    }
}

impl State {
    /// Whether the system is not asked for it.
    pub fn is_loose(&self) -> bool {
        self.loose.borrow().is_some()
    }

    /// Whether more is on its way to it.
    pub fn expects(&self) -> bool {
        self.peer.borrow().upgrade().is_some_and(|p| p.sent.get() > self.received.get())
    }

    /// It has become ready.
    pub fn tell(&self, flags: EventFlags) {
        let ends = EventFlags::HUP | EventFlags::ERR;
        let masks = [EventFlags::IN | EventFlags::RDHUP | ends, EventFlags::OUT | ends];
        if flags.intersects(EventFlags::RDHUP | ends) {
            self.ended.set(true);
            self.failed.set(self.failed.get() || flags.intersects(ends));
        }
        for (i, mask) in masks.into_iter().enumerate() {
            if flags.intersects(mask) {
                self.ready[i].set(true);
                if self.wanted[i].take()
                    && let Some(waker) = &*self.wakers[i].borrow()
                {
                    waker.wake_by_ref();
                }
            }
        }
    }
}
