//! The pure parts of `str`, `bytes` and `bytearray`: properties, case, search, splitting, padding, repr,
//! formatting and codecs.
//!
//! Text is [`Wtf8`]. A text that is known to be ASCII may use the functions of [`bytes`] that need no
//! character positions (find, count, split …): there an index is an offset.

pub mod bytes;
pub mod case;
pub mod codec;
pub mod format;
pub mod hex;
pub mod layout;
pub mod predicate;
pub mod repr;
pub mod runs;
pub mod search;
pub mod split;
pub mod unicode;
pub mod wtf8;

pub use wtf8::{Wtf8, Wtf8Buf};
