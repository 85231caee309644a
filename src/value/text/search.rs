//! `find`, `count`, `replace`, `startswith` and their kin for `str`. Positions are code point indexes; `start`
//! and `end` follow Python's rules (negative ones count from the end, too large ones are cut).

use memchr::memmem;

use super::bytes;
use super::runs::{ONES, eight_at};
use super::wtf8::{Wtf8, Wtf8Buf};
use crate::value::fault::{PyErr, PyResult};
use crate::value::string::same_bytes;

/// So far into a haystack the needle is looked for by its first byte: a proper searcher takes longer to make.
const SHORT: usize = 128;

/// Whether a byte is among others, which are mostly few.
#[inline]
pub fn has_byte(hay: &[u8], byte: u8) -> bool {
    let zero = |x: u64| x.wrapping_sub(ONES) & !x & ONES << 7 != 0;
    let all = ONES * byte as u64;
    match hay.len() {
        0..4 => hay.contains(&byte),
        4..8 => {
            let (Some(a), Some(b)) = (hay.first_chunk(), hay.last_chunk()) else { return false };
            zero((u32::from_ne_bytes(*a) as u64 | (u32::from_ne_bytes(*b) as u64) << 32) ^ all)
        }
        8..=16 => {
            let (Some(a), Some(b)) = (hay.first_chunk(), hay.last_chunk()) else { return false };
            zero(u64::from_ne_bytes(*a) ^ all) || zero(u64::from_ne_bytes(*b) ^ all)
        }
        _ => memchr::memchr(byte, hay).is_some(),
    }
}

/// Where a byte stands; it is mostly near.
#[inline]
pub(crate) fn find_byte(hay: &[u8], byte: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(eight) = hay.get(at..at + 8).and_then(|b| b.first_chunk()) {
        let x = u64::from_le_bytes(*eight) ^ (ONES * byte as u64);
        // the lowest of these bits stands at the first such byte
        let here = x.wrapping_sub(ONES) & !x & ONES << 7;
        if here != 0 {
            return Some(at + here.trailing_zeros() as usize / 8);
        }
        at += 8;
        if at == 32 {
            return memchr::memchr(byte, &hay[at..]).map(|i| at + i);
        }
    }
    hay[at..].iter().position(|b| *b == byte).map(|i| at + i)
}

/// Calls a closure with each place of a byte in ASCII text, as long as it says so.
#[inline(always)]
pub(crate) fn each_byte(hay: &[u8], byte: u8, mut f: impl FnMut(usize) -> bool) {
    let mut at = 0;
    while let Some(eight) = hay.get(at..at + 8).and_then(|b| b.first_chunk()) {
        let x = u64::from_le_bytes(*eight) ^ (ONES * byte as u64);
        // bytes are below 0x80, so that no sum of theirs goes over into the next
        let mut here = !(x + ONES * 0x7F) & ONES << 7;
        while here != 0 {
            if !f(at + here.trailing_zeros() as usize / 8) {
                return;
            }
            here &= here - 1;
        }
        at += 8;
    }
    for (i, b) in hay.iter().enumerate().skip(at) {
        if *b == byte && !f(i) {
            return;
        }
    }
}

/// Calls a closure with each place of a few bytes, at least two, in others, as long as it says so; the places do not
/// overlap. Eight of them are tried at a time by the first two bytes.
#[inline]
pub(crate) fn each_place(hay: &[u8], needle: &[u8], mut f: impl FnMut(usize) -> bool) {
    const LOW: u64 = ONES * 0x7f;
    let [a, b, ..] = needle else { return };
    let (first, second) = (ONES * *a as u64, ONES * *b as u64);
    let (mut at, mut free) = (0, 0);
    while let (Some(x), Some(y)) = (eight_at(hay, at), eight_at(hay, at + 1)) {
        let other = (u64::from_le_bytes(x) ^ first) | (u64::from_le_bytes(y) ^ second);
        // the highest bit of each byte where both are the same; no sum goes over into the next byte
        let mut here = !(((other & LOW) + LOW) | other | LOW);
        while here != 0 {
            let place = at + here.trailing_zeros() as usize / 8;
            here &= here - 1;
            if place >= free && (needle.len() == 2 || hay[place..].starts_with(needle)) {
                if !f(place) {
                    return;
                }
                free = place + needle.len();
            }
        }
        at += 8;
    }
    at = at.max(free);
    while let Some(rest) = hay.get(at..).filter(|rest| rest.len() >= needle.len()) {
        let found = rest.starts_with(needle);
        if found && !f(at) {
            return;
        }
        at += if found { needle.len() } else { 1 };
    }
}

/// Where bytes stand in others.
#[inline]
pub fn find_bytes(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [one] => find_byte(hay, *one),
        [first, ..] => {
            let last = hay.len().checked_sub(needle.len())?;
            let mut at = 0;
            while at <= last.min(SHORT) {
                at += memchr::memchr(*first, &hay[at..=last])?;
                if same_bytes(&hay[at..at + needle.len()], needle) {
                    return Some(at);
                }
                at += 1;
            }
            if at > last { None } else { memmem::find(&hay[at..], needle).map(|i| at + i) }
        }
    }
}

/// The two indexes of a slice without step, brought into `0..=len`. The start may lie behind the end, and
/// past `len`: then even an empty text is not found.
pub fn adjust(start: i64, end: i64, len: usize) -> (usize, usize) {
    let clamp = |i: i64| if i < 0 { (i.saturating_add(len as i64)).max(0) as usize } else { i as usize };
    (clamp(start), clamp(end).min(len))
}

/// The bytes of `s` between two code point positions, and the offset where they start; None if the range
/// runs backwards.
fn window<'a>(s: Wtf8<'a>, start: i64, end: i64) -> Option<(Wtf8<'a>, usize)> {
    let whole = start == 0 && end >= s.len() as i64;
    if whole {
        return Some((s, 0));
    }
    let (start, end) = adjust(start, end, s.char_count());
    if start > end {
        return None;
    }
    let from = s.byte_offset(start);
    let rest = s.byte_slice(from, s.len());
    Some((rest.byte_slice(0, rest.byte_offset(end - start)), from))
}

/// `str.find`: the index, or None for -1
pub fn find(s: Wtf8<'_>, needle: Wtf8<'_>, start: i64, end: i64) -> Option<usize> {
    let (hay, from) = window(s, start, end)?;
    let at = find_bytes(hay.as_bytes(), needle.as_bytes())?;
    Some(s.char_index(from + at))
}

/// `str.rfind`
pub fn rfind(s: Wtf8<'_>, needle: Wtf8<'_>, start: i64, end: i64) -> Option<usize> {
    let (hay, from) = window(s, start, end)?;
    let at = memmem::rfind(hay.as_bytes(), needle.as_bytes())?;
    Some(s.char_index(from + at))
}

/// `str.index`
pub fn index(s: Wtf8<'_>, needle: Wtf8<'_>, start: i64, end: i64) -> PyResult<usize> {
    find(s, needle, start, end).ok_or_else(|| PyErr::value("substring not found"))
}

/// `str.rindex`
pub fn rindex(s: Wtf8<'_>, needle: Wtf8<'_>, start: i64, end: i64) -> PyResult<usize> {
    rfind(s, needle, start, end).ok_or_else(|| PyErr::value("substring not found"))
}

/// `needle in s`
pub fn contains(s: Wtf8<'_>, needle: Wtf8<'_>) -> bool {
    find_bytes(s.as_bytes(), needle.as_bytes()).is_some()
}

/// `str.count`: occurrences that do not overlap
pub fn count(s: Wtf8<'_>, needle: Wtf8<'_>, start: i64, end: i64) -> usize {
    match window(s, start, end) {
        None => 0,
        Some((hay, _)) if needle.is_empty() => hay.char_count() + 1,
        Some((hay, _)) => memmem::find_iter(hay.as_bytes(), needle.as_bytes()).count(),
    }
}

/// `str.startswith` with one prefix
pub fn starts_with(s: Wtf8<'_>, prefix: Wtf8<'_>, start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(hay, _)| hay.as_bytes().starts_with(prefix.as_bytes()))
}

/// `str.endswith` with one suffix
pub fn ends_with(s: Wtf8<'_>, suffix: Wtf8<'_>, start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(hay, _)| hay.as_bytes().ends_with(suffix.as_bytes()))
}

/// `str.removeprefix`
pub fn remove_prefix<'a>(s: Wtf8<'a>, prefix: Wtf8<'_>) -> Wtf8<'a> {
    Wtf8::new(s.as_bytes().strip_prefix(prefix.as_bytes()).unwrap_or(s.as_bytes()))
}

/// `str.removesuffix`
pub fn remove_suffix<'a>(s: Wtf8<'a>, suffix: Wtf8<'_>) -> Wtf8<'a> {
    Wtf8::new(s.as_bytes().strip_suffix(suffix.as_bytes()).unwrap_or(s.as_bytes()))
}

/// `str.replace`; a negative count means all. None if nothing is to be replaced, so that the caller can give
/// back the same object.
pub fn replace(s: Wtf8<'_>, old: Wtf8<'_>, new: Wtf8<'_>, count: i64) -> Option<Wtf8Buf> {
    if !old.is_empty() {
        return bytes::replace(s.as_bytes(), old.as_bytes(), new.as_bytes(), count).map(Wtf8Buf::from_bytes);
    }
    let mut left = if count < 0 { u64::MAX } else { count as u64 };
    if left == 0 || new.is_empty() {
        return None;
    }
    let mut out = Wtf8Buf::with_capacity(s.len() + new.len());
    let mut insert = |out: &mut Wtf8Buf| {
        if left > 0 {
            left -= 1;
            out.push_wtf8(new);
        }
    };
    for c in s.chars() {
        insert(&mut out);
        out.push(c);
    }
    insert(&mut out);
    Some(out)
}

/// `str.partition`: what stands before and after the separator, or None if it is not there
pub fn partition<'a>(s: Wtf8<'a>, sep: Wtf8<'_>) -> PyResult<Option<(Wtf8<'a>, Wtf8<'a>)>> {
    let cut = bytes::partition(s.as_bytes(), sep.as_bytes())?;
    Ok(cut.map(|(a, b)| (Wtf8::new(a), Wtf8::new(b))))
}

/// `str.rpartition`
pub fn rpartition<'a>(s: Wtf8<'a>, sep: Wtf8<'_>) -> PyResult<Option<(Wtf8<'a>, Wtf8<'a>)>> {
    let cut = bytes::rpartition(s.as_bytes(), sep.as_bytes())?;
    Ok(cut.map(|(a, b)| (Wtf8::new(a), Wtf8::new(b))))
}
