//! Readiness of sockets on Linux: an epoll of our own, waited for on the machine's thread. A socket is registered once,
//! for changes in both ways: what it has become ready for is remembered until a try shows that it is so no more. So
//! neither a message nor the end of a connection costs a call of the system but its own.

use std::cell::{Cell, RefCell};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};

use super::LocalFuture;

/// The key of what wakes a wait from another thread.
const BELL: u64 = u64::MAX;
/// Going to sleep and waking up again takes longer.
const MOMENT: Duration = Duration::from_micros(10);
/// Limits below this are kept to the nanosecond.
const EXACT: Duration = Duration::from_millis(20);
/// Events taken at one time.
const EVENTS: usize = 256;

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
    states: RefCell<Vec<Option<Rc<State>>>>,
    free: RefCell<Vec<usize>>,
    events: RefCell<Vec<epoll::Event>>,
}

/// One socket, its two ways side by side.
struct State {
    ready: [Cell<bool>; 2],
    /// The waker is to be called.
    wanted: [Cell<bool>; 2],
    wakers: [RefCell<Option<Waker>>; 2],
    /// The other end writes no more: a read that gives less than asked for is not the last.
    ended: Cell<bool>,
    failed: Cell<bool>,
}

impl Sockets {
    /// None yet.
    pub fn new(bell: Bell) -> io::Result<Rc<Sockets>> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        epoll::add(&epoll, &bell.0, EventData::new_u64(BELL), EventFlags::IN)?;
        let events = RefCell::new(Vec::with_capacity(EVENTS));
        Ok(Rc::new(Sockets { epoll, bell, states: RefCell::default(), free: RefCell::default(), events }))
    }

    /// A function that ends a wait from any thread.
    pub fn bell(&self) -> Option<Arc<dyn Fn() + Send + Sync>> {
        let bell = self.bell.clone();
        Some(Arc::new(move || bell.ring()))
    }

    /// Ends when a wait would end, for who waits for smol's reactor at the same time.
    pub fn stir(&self) -> LocalFuture<()> {
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
        let limit = self.doze(limit).and_then(|d| Timespec::try_from(d).ok());
        let mut events = self.events.borrow_mut();
        events.clear();
        // a signal ends the wait, too
        let _ = epoll::wait(&self.epoll, spare_capacity(&mut events), limit.as_ref());
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
        true
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
    fn tell(&self, flags: EventFlags) {
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

/// A socket's place among the others.
pub(super) struct Source<S> {
    socket: Rc<S>,
    sockets: Rc<Sockets>,
    key: usize,
    state: Rc<State>,
}

impl<S: AsFd + 'static> Source<S> {
    /// A socket that does not block.
    pub fn new(sockets: &Rc<Sockets>, socket: S) -> io::Result<Source<S>> {
        let socket = Rc::new(socket);
        let state = Rc::new(State {
            ready: Default::default(),
            wanted: Default::default(),
            wakers: Default::default(),
            ended: Cell::new(false),
            failed: Cell::new(false),
        });
        let mut states = sockets.states.borrow_mut();
        let key = sockets.free.borrow_mut().pop().unwrap_or(states.len());
        if key == states.len() {
            states.push(None);
        }
        states[key] = Some(state.clone());
        Ok(Source { socket, sockets: sockets.clone(), key, state })
    }

    pub fn get_ref(&self) -> &S {
        &self.socket
    }

    /// Has the system tell of it.
    pub fn register(&self) -> io::Result<()> {
        let flags = EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::ET;
        epoll::add(&self.sockets.epoll, &*self.socket, EventData::new_u64(self.key as u64), flags)?;
        Ok(())
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
        let over = match result {
            Ok(n) => *n < asked && !(way == Way::Read && self.state.ended.get()),
            Err(e) => e.kind() == io::ErrorKind::WouldBlock,
        };
        if over {
            self.state.ready[way as usize].set(false);
        }
    }

    /// Whether the system has told of an error or of its end.
    pub fn may_have_failed(&self) -> bool {
        self.state.failed.get()
    }
}

impl<S> Drop for Source<S> {
    fn drop(&mut self) {
        // with its last descriptor it leaves the epoll by itself
        let state = self.sockets.states.borrow_mut().get_mut(self.key).and_then(Option::take);
        self.sockets.free.borrow_mut().push(self.key);
        drop(state);
    }
}
