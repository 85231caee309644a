//! The start and the end of a process that runs one machine: a big stack without a thread for it, and an end at which
//! no memory is given back piece by piece.

/// Calls a function on a stack of so many bytes, of which the system gives pages as they are touched. It must not
/// return by a panic. Where the processor or the system is not known here, or has no such memory, nothing is called,
/// and the answer is false.
pub fn on_big_stack(bytes: usize, body: extern "C" fn()) -> bool {
    system::on_big_stack(bytes, body)
}

/// What Rust does at the beginning of a program, for one that begins without it: a reader that has gone is an error of
/// the write, and the numbers of the standard streams are not given to files.
#[cfg(target_os = "linux")]
#[allow(clippy::disallowed_methods)] // the process's own start
pub fn begin() {
    use std::os::fd::BorrowedFd;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    const SIGPIPE: std::ffi::c_int = 13;
    const SIG_IGN: usize = 1;
    unsafe extern "C" {
        fn signal(signal: std::ffi::c_int, handler: usize) -> usize;
    }
    // SAFETY: no handler, and the numbers are asked about only
    let streams = unsafe {
        signal(SIGPIPE, SIG_IGN);
        [0, 1, 2].map(|number| BorrowedFd::borrow_raw(number))
    };
    let mut asked = streams.each_ref().map(|stream| PollFd::new(stream, PollFlags::empty()));
    if poll(&mut asked, Some(&Timespec::default())).is_ok_and(|n| n > 0) {
        for _ in asked.iter().filter(|fd| fd.revents().contains(PollFlags::NVAL)) {
            // it takes the lowest number that is free
            std::mem::forget(std::fs::File::options().read(true).write(true).open("/dev/null"));
        }
    }
}

/// Ends the process: nothing that is registered for its end is run.
pub fn end(code: i32) -> ! {
    system::end(code)
}

#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
mod system {
    use rustix::mm::{Advice, MapFlags, MprotectFlags, ProtFlags, madvise, mmap_anonymous, mprotect};

    // the C library is part of every program; this is all that is needed of it
    unsafe extern "C" {
        fn _exit(code: std::ffi::c_int) -> !;
    }

    /// What may not be touched below the stack.
    const GUARD: usize = 64 * 1024;
    /// Zeros above the first frame: who walks the frames finds an end there.
    const ABOVE: usize = 256;
    /// So much of the stack every program uses.
    const SOON: usize = 48 * 1024;

    pub fn on_big_stack(bytes: usize, body: extern "C" fn()) -> bool {
        let whole = bytes + GUARD;
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE | MapFlags::STACK;
        let access = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: a new mapping at a place of the system's choice, of which the lowest part is closed
        let top = unsafe {
            let Ok(low) = mmap_anonymous(std::ptr::null_mut(), whole, access, flags) else { return false };
            if mprotect(low, GUARD, MprotectFlags::empty()).is_err() {
                return false;
            }
            let end = low.cast::<u8>().add(whole);
            // got at once it is cheaper than page by page
            _ = madvise(end.sub(SOON).cast(), SOON, Advice::LinuxPopulateWrite);
            end.sub(ABOVE)
        };
        // SAFETY: the new stack is of nobody else's, its top a multiple of 16; the register that holds the old one is
        // the callee's to keep
        unsafe {
            std::arch::asm!(
                "mov r12, rsp",
                "mov rsp, {top}",
                "call {body}",
                "mov rsp, r12",
                top = in(reg) top,
                body = in(reg) body,
                out("r12") _,
                clobber_abi("C"),
            );
        }
        true
    }

    pub fn end(code: i32) -> ! {
        // SAFETY: takes a number, and does not come back
        unsafe { _exit(code) }
    }
}

#[cfg(not(all(target_arch = "x86_64", target_os = "linux", not(miri))))]
mod system {
    pub fn on_big_stack(_bytes: usize, _body: extern "C" fn()) -> bool {
        false
    }

    #[allow(clippy::disallowed_methods)] // the process's own end
    pub fn end(code: i32) -> ! {
        std::process::exit(code)
    }
}
