//! Signals: a thread of their own tells of them, since the machine may be busy with script.

use std::io;

/// Calls `call` on another thread whenever one of these signals arrives. An error means that one of them cannot be
/// caught.
pub(super) fn listen(signals: &[i32], call: impl Fn(i32) + Send + 'static) -> io::Result<()> {
    if signals.iter().any(|s| !system::ALLOWED.contains(s)) {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    }
    let wait = system::waiter(signals)?;
    std::thread::Builder::new().name("signals".into()).stack_size(128 * 1024).spawn(move || wait(&call))?;
    Ok(())
}

/// A thread that blocks in a read: no reactor is made for it.
#[cfg(unix)]
mod system {
    use std::io;

    use signal_hook::consts::*;
    use signal_hook::iterator::Signals;

    /// Signals that a script may handle.
    pub const ALLOWED: [i32; 14] = [
        SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGCHLD, SIGCONT, SIGTSTP,
        SIGURG, SIGWINCH, SIGIO,
    ];

    pub fn waiter(signals: &[i32]) -> io::Result<impl FnOnce(&dyn Fn(i32)) + Send + 'static> {
        let mut arriving = Signals::new(signals)?;
        Ok(move |call: &dyn Fn(i32)| arriving.forever().for_each(call))
    }
}

/// Ctrl-C alone.
#[cfg(not(unix))]
mod system {
    use std::io;

    use async_signal::{Signal, Signals};
    use smol::stream::StreamExt;

    pub const ALLOWED: [i32; 1] = [2];

    pub fn waiter(_: &[i32]) -> io::Result<impl FnOnce(&dyn Fn(i32)) + Send + 'static> {
        let mut arriving = Signals::new([Signal::Int])?;
        Ok(move |call: &dyn Fn(i32)| {
            smol::block_on(async {
                while let Some(signal) = arriving.next().await {
                    if signal.is_ok() {
                        call(ALLOWED[0]);
                    }
                }
            })
        })
    }
}
