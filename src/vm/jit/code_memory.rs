//! Memory of machine code: pieces lie side by side in chunks. What has been written becomes executable, page by page,
//! and the page that two pieces share is writable again while the second is put there: never both at once.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;

use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap_anonymous, mprotect, munmap};

/// Bytes of a chunk; larger pieces have one of their own.
const CHUNK: usize = 256 * 1024;
/// What access is given for.
const PAGE: usize = 4096;
/// Pieces begin at multiples of a line of the cache.
const ALIGN: usize = 64;

#[derive(Default)]
pub(super) struct CodeMemory {
    chunks: RefCell<Vec<(*mut c_void, usize)>>,
    /// Where the next piece begins in the last chunk, and how much room is left there.
    next: Cell<usize>,
    left: Cell<usize>,
}

impl CodeMemory {
    /// Puts a piece into memory from which it can be run; none if the system refuses.
    pub fn keep(&self, bytes: &[u8]) -> Option<*const u8> {
        let size = bytes.len().next_multiple_of(ALIGN);
        if size > self.left.get() {
            let room = size.next_multiple_of(CHUNK);
            let access = ProtFlags::READ | ProtFlags::WRITE;
            // SAFETY: a new mapping at a place of the system's choice
            let at = unsafe { mmap_anonymous(std::ptr::null_mut(), room, access, MapFlags::PRIVATE) }.ok()?;
            self.chunks.borrow_mut().push((at, room));
            self.next.set(at.expose_provenance());
            self.left.set(room);
        }
        let at = self.next.get();
        let left = self.left.replace(0);
        // a page that holds no piece yet is writable
        if !at.is_multiple_of(PAGE) {
            protect(at, at + 1, MprotectFlags::READ | MprotectFlags::WRITE)?;
        }
        let to = std::ptr::with_exposed_provenance_mut::<u8>(at);
        // SAFETY: the room is there and writable, and nobody uses it
        unsafe { to.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) }
        protect(at, at + size, MprotectFlags::READ | MprotectFlags::EXEC)?;
        self.next.set(at + size);
        self.left.set(left - size);
        Some(to)
    }
}

/// Gives the pages of these addresses another access.
fn protect(from: usize, to: usize, access: MprotectFlags) -> Option<()> {
    let first = from / PAGE * PAGE;
    let whole = to.next_multiple_of(PAGE) - first;
    // SAFETY: pages of a chunk; nothing in them runs, or is written, before this returns, and what runs there later is
    // executable again (or never run, if that is refused)
    unsafe { mprotect(std::ptr::with_exposed_provenance_mut(first), whole, access) }.ok()
}

impl Drop for CodeMemory {
    fn drop(&mut self) {
        for (at, room) in self.chunks.take() {
            // SAFETY: the machine goes, and all its code with it
            let _ = unsafe { munmap(at, room) };
        }
    }
}
