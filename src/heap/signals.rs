//! What a signal does to a machine: the handler itself sets bits that the machine looks at anyway, so no thread has to
//! be there for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::interrupt;

const SIGINT: i32 = 2;

/// Who is to know of a signal.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The machine's interrupt word.
    pub word: Arc<AtomicU32>,
    /// Signals other than Ctrl-C that have arrived, a bit each.
    pub arrived: Arc<AtomicU32>,
    /// Whether somebody has called the loop since it last waited.
    pub called: Arc<AtomicBool>,
}

impl Notice {
    /// A signal has arrived. This may be called at any moment: nothing is locked, allocated or freed.
    pub fn tell(&self, signal: i32) {
        let bit = if signal == SIGINT {
            interrupt::SIGINT
        } else {
            self.arrived.fetch_or(1 << signal, Ordering::Relaxed);
            interrupt::WAKE
        };
        self.word.fetch_or(bit, Ordering::Release);
        self.called.store(true, Ordering::Release);
    }
}

/// Has a signal told of by its handler, which then adds one to the event counter that waits look at: so none is missed
/// that arrives just before a wait begins.
#[cfg(target_os = "linux")]
pub fn handle(signal: i32, notice: Notice, bell: Arc<std::os::fd::OwnedFd>) -> std::io::Result<()> {
    let action = move || {
        notice.tell(signal);
        let _ = rustix::io::write(&bell, &1u64.to_ne_bytes());
    };
    // SAFETY: the action sets atomic numbers and calls the system once, directly: the C library's number of the last
    // error stays as it is
    unsafe { signal_hook::low_level::register(signal, action) }.map(drop)
}
