//! The command `quaver`.

#![allow(clippy::disallowed_methods)]
// the process's own end
// The C library calls `main` itself: what Rust would do before it (a handler for overflows of a stack of which
// little is ever used, reading the map of the process for it) takes a good part of the start of an empty script.
#![cfg_attr(all(target_os = "linux", target_env = "gnu", not(test)), no_main)]

#[global_allocator]
static ALLOCATOR: quaver::heap::Allocator = quaver::heap::Allocator;

/// Reserved for the thread that runs everything; the system gives pages as they are touched.
const STACK: usize = 1 << 30;

/// Runs the command line on a thread with a big stack, which ends the process by itself.
fn run(leave: fn(i32) -> !) -> i32 {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let run = move || leave(quaver::cli::run(&arguments));
    match std::thread::Builder::new().stack_size(STACK).spawn(run) {
        // a panic has been told on standard error already
        Ok(thread) => thread.join().map_or(101, |never| never),
        Err(e) => {
            eprintln!("quaver: cannot start: {e}");
            1
        }
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu", not(test))))]
fn main() {
    // at once, so that no thread of the reactor is waited for
    let leave = |code| std::process::exit(code);
    leave(run(leave))
}

#[cfg(all(target_os = "linux", target_env = "gnu", not(test)))]
mod linux {
    use std::ffi::{c_char, c_int, c_long};

    // from the system's headers
    const SIGPIPE: c_int = 13;
    const SIG_IGN: usize = 1;
    const F_GETFD: c_int = 1;
    const O_RDWR: c_int = 2;
    const PR_SET_THP_DISABLE: c_int = 41;
    const EXCEPT_ADVISED: c_long = 2;

    unsafe extern "C" {
        fn signal(signal: c_int, handler: usize) -> usize;
        fn prctl(option: c_int, ...) -> c_int;
        fn fcntl(descriptor: c_int, command: c_int, ...) -> c_int;
        fn open(path: *const c_char, flags: c_int, ...) -> c_int;
        safe fn _exit(code: c_int) -> !;
    }

    fn leave(code: i32) -> ! {
        // Whatever was written has been flushed; the rest of the process's end would only tidy memory up that goes
        // at once.
        _exit(code)
    }

    /// # Safety
    /// To be called by the C library, once.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn main(_: c_int, _: *const *const c_char) -> c_int {
        // Before the first allocation: large pages of sparsely used memory would each cost megabytes, and the time
        // to clear them. Those that the heap asks for are used whole; where older systems know no such exception,
        // they are given up only if all memory would come in large pages.
        const MODE: &str = "/sys/kernel/mm/transparent_hugepage/enabled";
        // SAFETY: takes numbers only
        let refused =
            unsafe { prctl(PR_SET_THP_DISABLE, 1 as c_long, EXCEPT_ADVISED, 0 as c_long, 0 as c_long) } != 0;
        if refused && std::fs::read(MODE).is_ok_and(|mode| mode.starts_with(b"[always]")) {
            let _ = rustix::thread::disable_transparent_huge_pages(true);
        }
        // SAFETY: nothing else runs yet; the calls touch no memory of ours
        unsafe {
            // a broken pipe is an error of the write, not the end of the process
            signal(SIGPIPE, SIG_IGN);
            // no file that a script opens is to become a standard stream
            for descriptor in 0..3 {
                if fcntl(descriptor, F_GETFD) == -1 {
                    open(c"/dev/null".as_ptr(), O_RDWR);
                }
            }
        }
        leave(super::run(leave))
    }
}
