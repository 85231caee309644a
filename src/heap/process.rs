//! The start and the end of a process that runs one machine: a big stack without a thread for it, and an end at which
//! no memory is given back piece by piece.

/// Calls a function on a stack of so many bytes, of which the system gives pages as they are touched. It must not
/// return by a panic. Where the processor or the system is not known here, or has no such memory, nothing is called,
/// and the answer is false.
pub fn on_big_stack(bytes: usize, body: extern "C" fn()) -> bool {
    system::on_big_stack(bytes, body)
}

/// Ends the process: nothing that is registered for its end is run.
pub fn end(code: i32) -> ! {
    system::end(code)
}

#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
mod system {
    use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap_anonymous, mprotect};

    // the C library is part of every program; this is all that is needed of it
    unsafe extern "C" {
        fn _exit(code: std::ffi::c_int) -> !;
    }

    /// What may not be touched below the stack.
    const GUARD: usize = 64 * 1024;
    /// Zeros above the first frame: who walks the frames finds an end there.
    const ABOVE: usize = 256;

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
            low.cast::<u8>().add(whole - ABOVE)
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
