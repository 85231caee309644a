//! Signals: they are told of at once, since the machine may be busy with script. On Linux by their handlers, elsewhere
//! by a thread of their own.

use std::io;

use super::sockets::Bell;
use crate::heap::signals::Notice;

/// Has it noticed whenever one of these signals arrives; blocking waits are ended by the bell, and by `wake` where
/// a thread tells. An error means that one of them cannot be caught.
pub(super) fn listen(
    signals: &[i32],
    notice: Notice,
    bell: Bell,
    wake: impl Fn() + Send + 'static,
) -> io::Result<()> {
    if signals.iter().any(|s| !system::ALLOWED.contains(s)) {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    }
    system::listen(signals, notice, bell, wake)
}

/// Signals that a script may handle.
#[cfg(unix)]
mod allowed {
    use signal_hook::consts::*;

    pub const ALLOWED: [i32; 14] = [
        SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGCHLD, SIGCONT, SIGTSTP,
        SIGURG, SIGWINCH, SIGIO,
    ];
}

/// Handlers that do all there is to do.
#[cfg(target_os = "linux")]
mod system {
    use std::io;

    pub use super::allowed::ALLOWED;
    use super::{Bell, Notice};
    use crate::heap::signals;

    pub fn listen(signals: &[i32], notice: Notice, bell: Bell, _wake: impl Fn()) -> io::Result<()> {
        signals.iter().try_for_each(|&s| signals::handle(s, notice.clone(), bell.counter()))
    }
}

/// Calls `call` on another thread for every signal that `wait` waits for.
#[cfg(not(target_os = "linux"))]
fn on_thread(
    wait: impl FnOnce(&dyn Fn(i32)) + Send + 'static,
    notice: Notice,
    bell: Bell,
    wake: impl Fn() + Send + 'static,
) -> io::Result<()> {
    let call = move |signal| {
        notice.tell(signal);
        wake();
        bell.ring();
    };
    std::thread::Builder::new().name("signals".into()).stack_size(128 * 1024).spawn(move || wait(&call))?;
    Ok(())
}

/// A thread that blocks in a read: no reactor is made for it.
#[cfg(all(unix, not(target_os = "linux")))]
mod system {
    use std::io;

    use signal_hook::iterator::Signals;

    pub use super::allowed::ALLOWED;
    use super::{Bell, Notice};

    pub fn listen(
        signals: &[i32],
        notice: Notice,
        bell: Bell,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<()> {
        let mut arriving = Signals::new(signals)?;
        super::on_thread(move |call| arriving.forever().for_each(call), notice, bell, wake)
    }
}

/// Ctrl-C alone.
#[cfg(not(unix))]
mod system {
    use std::io;

    use async_signal::{Signal, Signals};
    use smol::stream::StreamExt;

    use super::{Bell, Notice};

    pub const ALLOWED: [i32; 1] = [2];

    pub fn listen(_: &[i32], notice: Notice, bell: Bell, wake: impl Fn() + Send + 'static) -> io::Result<()> {
        let mut arriving = Signals::new([Signal::Int])?;
        let wait = move |call: &dyn Fn(i32)| {
            smol::block_on(async {
                while let Some(signal) = arriving.next().await {
                    if signal.is_ok() {
                        call(ALLOWED[0]);
                    }
                }
            })
        };
        super::on_thread(wait, notice, bell, wake)
    }
}
