//! Bytes that come in at the end and are taken at the front.

use crate::event_loop::EventLoop;

/// More memory than this is not kept once all is taken.
const KEPT: usize = 64 * 1024;
/// So much is taken over with the memory that it was read to, which is not much larger then.
pub const LARGE: usize = 64 * 1024;
/// At most so much is read at a time.
pub const CHUNK: usize = 256 * 1024;
/// No more memory than this is got for what is to come.
const FORESIGHT: usize = 16 << 20;
/// So many pieces of memory to read to are kept.
const CHUNKS: usize = 8;

/// Memory to read to, of the size of a chunk; nothing is in it.
pub fn take_chunk(el: &EventLoop) -> Vec<u8> {
    el.chunks.borrow_mut().pop().unwrap_or_else(|| Vec::with_capacity(CHUNK))
}

/// Gives memory to read to back.
#[inline]
pub fn give_chunk(el: &EventLoop, mut chunk: Vec<u8>) {
    let mut chunks = el.chunks.borrow_mut();
    if chunk.capacity() == CHUNK && chunks.len() < CHUNKS {
        chunk.clear();
        chunks.push(chunk);
    }
}

/// Bytes in order.
#[derive(Default)]
pub struct Buffer {
    /// What lies behind the end is of no meaning.
    bytes: Vec<u8>,
    /// So many of them are taken already.
    start: usize,
    end: usize,
}

impl Buffer {
    /// Those that are there.
    #[inline]
    pub fn all(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Adds some at the end.
    #[inline]
    pub fn add(&mut self, more: &[u8]) {
        // moved together, instead of into more memory, when many have been taken: each byte is moved a few times at most
        let full = self.end + more.len() > self.bytes.capacity();
        if full && self.start > 0 && self.start >= self.len() / 4 {
            self.bytes.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.len());
        }
        let end = self.end + more.len();
        if let Some(room) = self.bytes.get_mut(self.end..end) {
            room.copy_from_slice(more);
        } else {
            self.bytes.truncate(self.end);
            self.bytes.extend_from_slice(more);
        }
        self.end = end;
    }

    /// Adds what was read to a chunk, which may be other memory afterwards.
    #[inline]
    pub fn add_chunk(&mut self, chunk: &mut Vec<u8>) {
        if chunk.len() >= LARGE && self.is_empty() {
            std::mem::swap(&mut self.bytes, chunk);
            (self.start, self.end) = (0, self.bytes.len());
        } else {
            self.add(chunk);
        }
    }

    /// So many bytes will be there before any are taken.
    pub fn expect(&mut self, n: usize) {
        let n = n.min(FORESIGHT);
        if n > self.bytes.capacity().max(KEPT) {
            self.bytes.truncate(self.end);
            self.bytes.reserve_exact(self.start + n - self.end);
        }
    }

    /// Takes so many (at most) from the front.
    #[inline]
    pub fn skip(&mut self, n: usize) {
        self.start = self.end.min(self.start + n);
        if self.is_empty() {
            (self.start, self.end) = (0, 0);
        }
    }

    /// Takes all.
    pub fn clear(&mut self) {
        (self.start, self.end) = (0, 0);
    }

    /// Gives much memory back once all is taken.
    #[inline]
    pub fn tidy(&mut self, el: impl FnOnce() -> std::rc::Rc<EventLoop>) {
        if self.bytes.capacity() > KEPT && self.is_empty() {
            give_chunk(&el(), std::mem::take(&mut self.bytes));
        }
    }

    /// Its size in memory.
    pub fn size(&self) -> usize {
        self.bytes.capacity()
    }
}
