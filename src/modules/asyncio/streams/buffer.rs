//! Bytes that come in at the end and are taken at the front.

/// More memory than this is not kept once all is taken.
const KEPT: usize = 64 * 1024;

/// Bytes in order.
#[derive(Default)]
pub struct Buffer {
    bytes: Vec<u8>,
    /// So many of them are taken already.
    start: usize,
}

impl Buffer {
    /// Those that are there.
    #[inline]
    pub fn all(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.bytes.len() - self.start
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds some at the end.
    #[inline]
    pub fn add(&mut self, more: &[u8]) {
        // moved together, instead of into more memory, when many have been taken: each byte is moved a few times at most
        let full = self.bytes.len() + more.len() > self.bytes.capacity();
        if full && self.start > 0 && self.start >= self.len() / 4 {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        self.bytes.extend_from_slice(more);
    }

    /// Takes so many (at most) from the front.
    #[inline]
    pub fn skip(&mut self, n: usize) {
        self.start = self.bytes.len().min(self.start + n);
        if self.start == self.bytes.len() {
            self.clear();
        }
    }

    /// Takes all.
    pub fn clear(&mut self) {
        self.start = 0;
        self.bytes.clear();
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        }
    }

    /// Its size in memory.
    pub fn size(&self) -> usize {
        self.bytes.capacity()
    }
}
