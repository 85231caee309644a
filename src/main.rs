//! The command `quaver`.

#![allow(clippy::disallowed_methods)] // the process's own start and end
#![cfg_attr(all(target_os = "linux", target_env = "gnu", not(test)), no_main)]

use std::io::Write;

use quaver::heap::{Allocator, process};

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// Reserved for what runs everything; the system gives pages as they are touched.
const STACK: usize = 1 << 30;

/// Where the C library begins. Rust's own beginning would first look up where this thread's small stack lies, on which
/// nothing is going to run, and watch over its end.
#[cfg(all(target_os = "linux", target_env = "gnu", not(test)))]
#[unsafe(no_mangle)]
extern "C" fn main() -> std::ffi::c_int {
    process::begin();
    #[cfg(copying_is_adjustable)]
    copy_with_vectors();
    start();
    0
}

/// The C library copies a few kilobytes and more with one instruction, which takes twenty times as long on AMD's
/// processors of Zen 3 and 4 where the copy lies a little higher than the original within their pages (glibc's bug
/// 30994): so is every copy of something large to behind a short head. Here it is told not to.
#[cfg(all(copying_is_adjustable, not(test)))]
fn copy_with_vectors() {
    use std::arch::x86_64::__cpuid;
    use std::sync::atomic::{AtomicIsize, Ordering};

    // SAFETY: the C library's own variable, a `long`, of which it makes nothing else than this comparison
    unsafe extern "C" {
        safe static __x86_rep_movsb_threshold: AtomicIsize;
    }
    let vendor = __cpuid(0);
    if [vendor.ebx, vendor.edx, vendor.ecx].map(u32::to_le_bytes).as_flattened() == b"AuthenticAMD" {
        __x86_rep_movsb_threshold.store(isize::MAX, Ordering::Relaxed);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu", not(test))))]
fn main() {
    start()
}

fn start() {
    Allocator::return_early();
    spare_large_pages();
    if process::on_big_stack(STACK, run_here) {
        return;
    }
    match std::thread::Builder::new().stack_size(STACK).spawn(run) {
        // a panic has been told on standard error already
        Ok(thread) => std::process::exit(thread.join().map_or(101, |never| never)),
        Err(e) => {
            eprintln!("quaver: cannot start: {e}");
            std::process::exit(1)
        }
    }
}

extern "C" fn run_here() {
    if std::panic::catch_unwind(|| -> () { run() }).is_err() {
        // a panic has been told on standard error already
        process::end(101);
    }
}

/// The process ends at once, so that no thread of the reactor is waited for.
fn run() -> ! {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let code = quaver::cli::run(&arguments);
    _ = std::io::stdout().flush();
    process::end(code)
}

/// The big, sparsely used stacks would each cost megabytes of memory, and of zeroing at the start, where all memory
/// comes in large pages. Where only that memory does which asks for it, the heap's large blocks may.
fn spare_large_pages() {
    #[cfg(target_os = "linux")]
    {
        use std::io::Read;
        const MODE: &str = "/sys/kernel/mm/transparent_hugepage/enabled";
        let mut mode = [0; 8];
        if std::fs::File::open(MODE).and_then(|mut f| f.read_exact(&mut mode)).is_ok() && mode == *b"[always]"
        {
            let _ = rustix::thread::disable_transparent_huge_pages(true);
        }
    }
}
