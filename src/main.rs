//! The command `quaver`.

#![allow(clippy::disallowed_methods)] // the process's own end

#[global_allocator]
static ALLOCATOR: quaver::heap::Allocator = quaver::heap::Allocator;

/// Reserved for the thread that runs everything; the system gives pages as they are touched.
const STACK: usize = 1 << 30;

fn main() {
    quaver::heap::Allocator::return_early();
    spare_large_pages();
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    // the process ends at once, so that no thread of the reactor is waited for
    let run = move || std::process::exit(quaver::cli::run(&arguments));
    let code = match std::thread::Builder::new().stack_size(STACK).spawn(run) {
        // a panic has been told on standard error already
        Ok(thread) => thread.join().map_or(101, |never| never),
        Err(e) => {
            eprintln!("quaver: cannot start: {e}");
            1
        }
    };
    std::process::exit(code)
}

/// The big, sparsely used stacks would each cost megabytes of memory, and of zeroing at the start, where all memory
/// comes in large pages. Where only that memory does which asks for it, the heap's large blocks may.
fn spare_large_pages() {
    #[cfg(target_os = "linux")]
    {
        const MODE: &str = "/sys/kernel/mm/transparent_hugepage/enabled";
        if std::fs::read(MODE).is_ok_and(|mode| mode.starts_with(b"[always]")) {
            let _ = rustix::thread::disable_transparent_huge_pages(true);
        }
    }
}
