//! Bytes of text looked at several at a time: runs of ASCII characters, and how many characters there are. These are
//! plain loops over pieces of a fixed length, which the compiler turns into wide instructions.

/// The highest bit of each of eight bytes, and the lowest.
const TOPS: u64 = u64::from_ne_bytes([0x80; 8]);
pub(super) const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// Whether a byte goes on with a character that began before.
#[inline(always)]
pub fn is_continuation(b: u8) -> bool {
    b & 0xc0 == 0x80
}

/// The eight bytes from a position on.
#[inline(always)]
pub fn eight_at(bytes: &[u8], at: usize) -> Option<[u8; 8]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// How many of eight bytes are ASCII before the first that is not.
#[inline(always)]
pub fn ascii_of_eight(eight: [u8; 8]) -> usize {
    (u64::from_le_bytes(eight) & TOPS).trailing_zeros() as usize / 8
}

/// How many of eight bytes stand before the first that `repr` does not leave as it is between such quotes.
#[inline(always)]
pub fn plain_of_eight(eight: [u8; 8], quote: u8) -> usize {
    let x = u64::from_le_bytes(eight);
    // no sum of seven bits with another goes over into the next byte
    let low = x & !TOPS;
    let reaches = low + ONES * 0x60;
    let differs = |b: u8| (low ^ (ONES * b as u64)) + ONES * 0x7f;
    let plain = reaches & differs(b'\\') & differs(quote) & differs(0x7f) & !x;
    (!plain & TOPS).trailing_zeros() as usize / 8
}

/// Appends the first `n` bytes of a piece: all are written, for that is one move of a fixed length.
#[inline(always)]
pub fn push_some<const N: usize>(out: &mut Vec<u8>, piece: &[u8; N], n: usize) {
    if out.capacity() - out.len() < N {
        out.reserve(N);
    }
    // SAFETY: there is room for the piece behind the bytes that are there; as many of it as count were written
    unsafe {
        out.as_mut_ptr().add(out.len()).cast::<[u8; N]>().write(*piece);
        out.set_len(out.len() + n.min(N));
    }
}

/// Appends a part of bytes, which is mostly short.
#[inline(always)]
pub fn push_part(out: &mut Vec<u8>, bytes: &[u8], from: usize, to: usize) {
    match eight_at(bytes, from) {
        Some(eight) if to.wrapping_sub(from) <= 8 => push_some(out, &eight, to - from),
        _ => out.extend_from_slice(bytes.get(from..to).unwrap_or_default()),
    }
}

/// Whether `repr` leaves all bytes as they are between single quotes.
#[inline]
pub fn all_plain(bytes: &[u8]) -> bool {
    let plain = |b: &u8| (b.wrapping_sub(0x20) < 0x5f) & (*b != b'\\') & (*b != b'\'');
    let (pieces, rest) = bytes.as_chunks::<32>();
    pieces.iter().all(|piece| piece.iter().fold(true, |all, b| all & plain(b))) && rest.iter().all(plain)
}

/// How many characters begin in these bytes.
#[inline]
pub fn count_starts(bytes: &[u8]) -> usize {
    let (pieces, rest) = bytes.as_chunks::<128>();
    let few = |bytes: &[u8]| bytes.iter().fold(0u8, |n, b| n + !is_continuation(*b) as u8) as usize;
    pieces.iter().map(|piece| few(piece)).sum::<usize>() + few(rest)
}

/// The characters in the opposite order.
pub fn reversed(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out.reverse();
    let mut at = 0;
    while let Some(first) = out.get(at) {
        if let Some(eight) = eight_at(&out, at)
            && eight[0] < 0x80
        {
            at += ascii_of_eight(eight);
            continue;
        }
        if *first < 0x80 {
            at += 1;
            continue;
        }
        // the bytes of the character stand backwards now, its first one last
        at += match &mut out[at..] {
            [a, b, ..] if *b >= 0xc0 => {
                std::mem::swap(a, b);
                2
            }
            [a, _, b, ..] if *b >= 0xc0 => {
                std::mem::swap(a, b);
                3
            }
            [a, b, c, d, ..] => {
                std::mem::swap(a, d);
                std::mem::swap(b, c);
                4
            }
            _ => break,
        };
    }
    out
}
