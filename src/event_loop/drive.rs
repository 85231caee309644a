//! Where the loop waits, and the only place where smol runs. Sockets and the earliest deadline are waited for through
//! the host alone; while native operations are under way (on a local executor) that need smol's reactor, it is waited
//! for too.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Poll, Waker};
use std::time::Duration;

use smol::channel::{Receiver, Sender};
use smol::future::FutureExt;

use super::readiness::Woken;
use super::turn::Idle;
use super::{EventLoop, Finish};
use crate::host::LocalFuture;
use crate::vm::{Raise, Vm};

/// A native operation under way; dropping it cancels it.
pub(super) type Running = smol::Task<()>;

/// Results of native operations, until the loop posts them.
#[derive(Default)]
struct Inbox {
    done: RefCell<VecDeque<(u32, u32, Finish)>>,
    waker: RefCell<Option<Waker>>,
}

/// Ends a wait for sockets.
type Bell = Arc<dyn Fn() + Send + Sync>;

pub(super) struct Drive {
    executor: smol::LocalExecutor<'static>,
    /// Watches for sockets that the reactor has woken.
    pub woken: Arc<Woken>,
    inbox: Rc<Inbox>,
    /// Calls from outside: for a wait for smol's reactor, and for one without it.
    outside: (Sender<()>, Receiver<()>),
    called: Arc<AtomicBool>,
    bell: Arc<OnceLock<Bell>>,
    /// Whether the executor may hold futures: what was cancelled is dropped only when it is next run.
    busy: Cell<bool>,
    /// Whether any of them may wait for anything but sockets of the host's.
    foreign: Cell<bool>,
}

impl Drive {
    pub fn new() -> Drive {
        Drive {
            executor: smol::LocalExecutor::new(),
            woken: Arc::default(),
            inbox: Rc::default(),
            outside: smol::channel::bounded(1),
            called: Arc::default(),
            bell: Arc::default(),
            busy: Cell::new(false),
            foreign: Cell::new(false),
        }
    }

    /// A function that wakes the loop from any thread.
    pub fn waker(&self) -> Box<dyn Fn() + Send + Sync> {
        let (sender, called, bell) = (self.outside.0.clone(), self.called.clone(), self.bell.clone());
        Box::new(move || {
            called.store(true, Ordering::Release);
            // a full channel means that the loop is about to wake anyway
            _ = sender.try_send(());
            if let Some(ring) = bell.get() {
                ring();
            }
        })
    }

    /// Says that the loop has been called: who sets it rings the host's bell.
    pub fn called(&self) -> Arc<AtomicBool> {
        self.called.clone()
    }

    /// Starts a native operation; a foreign one waits for more than sockets of the host's.
    pub fn spawn(&self, index: u32, generation: u32, future: LocalFuture<Finish>, foreign: bool) -> Running {
        let inbox = self.inbox.clone();
        self.busy.set(true);
        self.foreign.set(self.foreign.get() || foreign);
        self.executor.spawn(async move {
            let finish = future.await;
            inbox.done.borrow_mut().push_back((index, generation, finish));
            if let Some(w) = inbox.waker.take() {
                w.wake();
            }
        })
    }

    /// The next native operation that has ended.
    pub fn next_done(&self) -> Option<(u32, u32, Finish)> {
        self.inbox.done.borrow_mut().pop_front()
    }

    /// Lets native operations go on as far as they can at once, and looks for sockets that are ready.
    fn glance(&self, vm: &Vm) {
        let direct = vm.host.wait_for_sockets(Some(Duration::ZERO));
        if direct && !self.foreign.get() {
            if self.busy.get() && !self.tick() {
                // a connection within the machine is there at once
                vm.host.wait_for_sockets(Some(Duration::ZERO));
                self.tick();
            }
        } else {
            smol::block_on(async {
                while self.executor.try_tick() {}
                // being woken at once has the reactor polled without waiting
                smol::future::yield_now().await;
                while self.executor.try_tick() {}
            });
            self.tick();
        }
    }

    /// Lets native operations go on that can; says whether none is left.
    fn tick(&self) -> bool {
        while self.executor.try_tick() {}
        let busy = !self.executor.is_empty();
        self.busy.set(busy);
        self.foreign.set(busy && self.foreign.get());
        !busy
    }

    /// Waits until a native operation ends, a socket is ready, somebody outside calls, or so many nanoseconds have
    /// passed.
    fn wait(&self, vm: &Vm, limit: Option<u64>) {
        let limit = limit.map(Duration::from_nanos);
        if self.bell.get().is_none()
            && let Some(bell) = vm.host.bell()
        {
            _ = self.bell.set(bell);
        }
        // whoever calls from here on rings the bell, which stirs the sockets
        let direct = !self.foreign.get() && self.bell.get().is_some();
        if self.called.swap(false, Ordering::AcqRel) || direct && vm.host.wait_for_sockets(limit) {
            _ = self.outside.1.try_recv();
            if self.busy.get() {
                self.tick();
            }
            return;
        }
        smol::block_on(self.wait_for_all(limit, vm.host.sockets_stir()));
        vm.host.wait_for_sockets(Some(Duration::ZERO));
    }

    async fn wait_for_all(&self, limit: Option<Duration>, stir: LocalFuture<()>) {
        let inbox = poll_fn(|cx| {
            if self.inbox.done.borrow().is_empty() && !self.woken.poll(cx) {
                *self.inbox.waker.borrow_mut() = Some(cx.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        });
        let called = async {
            let _ = self.outside.1.recv().await;
        };
        let over = async {
            match limit {
                Some(limit) => {
                    smol::Timer::after(limit).await;
                }
                None => std::future::pending().await,
            }
        };
        self.executor.run(inbox.or(called).or(stir).or(over)).await;
    }
}

/// How long sockets may go unlooked for, in nanoseconds, while nothing is done that could make one ready.
const LONGEST: u64 = 100_000;

impl EventLoop {
    /// Whether sockets have to be looked for.
    fn is_due(&self, vm: &Vm) -> bool {
        let now = vm.host.monotonic();
        let due = self.stirred.get() || self.virtual_time || now.wrapping_sub(self.glanced.get()) >= LONGEST;
        if due {
            self.glanced.set(now);
        }
        due
    }

    /// Runs turn after turn until the loop is stopped or something is raised out of it.
    pub(super) fn turns(&self, vm: &mut Vm) -> Result<(), Raise> {
        loop {
            // a loop with nothing ready is about to wait for the same things
            if self.drive.busy.get()
                || self.operations.borrow().count() > 0 && !self.is_idle() && self.is_due(vm)
            {
                self.stirred.set(false);
                self.drive.glance(vm);
            }
            self.post(vm);
            while self.is_idle() {
                match self.idle(vm)? {
                    Idle::Again => {}
                    Idle::Wait(limit) => {
                        self.stirred.set(false);
                        self.drive.wait(vm, limit);
                    }
                }
                self.outside(vm)?;
                self.post(vm);
            }
            self.idle_since.set(0);
            self.run_ready(vm)?;
            if self.stopping.take() {
                return Ok(());
            }
        }
    }
}
