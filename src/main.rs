//! The command `quaver`.

#![allow(clippy::disallowed_methods)] // the process's own end

#[global_allocator]
static ALLOCATOR: quaver::heap::Allocator = quaver::heap::Allocator;

/// Reserved for the thread that runs everything; the system gives pages as they are touched.
const STACK: usize = 1 << 30;

fn main() {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    // the big, sparsely used stacks would each cost megabytes of memory and of zeroing at the start; where large
    // pages have to be asked for, the heap asks for those that it fills
    #[cfg(target_os = "linux")]
    if std::fs::read("/sys/kernel/mm/transparent_hugepage/enabled").is_ok_and(|s| s.starts_with(b"[always]"))
    {
        let _ = rustix::thread::disable_transparent_huge_pages(true);
    }
    let run = move || quaver::cli::run(&arguments);
    let code = match std::thread::Builder::new().stack_size(STACK).spawn(run) {
        // a panic has been told on standard error already
        Ok(thread) => thread.join().unwrap_or(101),
        Err(e) => {
            eprintln!("quaver: cannot start: {e}");
            1
        }
    };
    // at once, so that no thread of the reactor is waited for
    std::process::exit(code)
}
