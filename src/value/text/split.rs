//! `strip`, `split`, `rsplit` and `splitlines` of `str`.

use super::bytes;
use super::unicode::{is_line_end, is_space};
use super::wtf8::Wtf8;
use crate::value::fault::PyResult;

/// Which ends `strip` works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `strip`
    Both,
    /// `lstrip`
    Left,
    /// `rstrip`
    Right,
}

/// `str.strip`, `lstrip`, `rstrip`; white space if no characters are given
pub fn strip<'a>(s: Wtf8<'a>, chars: Option<Wtf8<'_>>, side: Side) -> Wtf8<'a> {
    match chars {
        None if s.is_ascii() => Wtf8::new(strip_ascii(s.as_bytes(), side, is_ascii_space)),
        None => strip_where(s, side, is_space),
        Some(set) if set.is_ascii() => {
            strip_where(s, side, |c| c < 0x80 && set.as_bytes().contains(&(c as u8)))
        }
        Some(set) => strip_where(s, side, |c| set.chars().any(|x| x == c)),
    }
}

/// ASCII text without the white space at its ends.
#[inline(always)]
pub fn strip_spaces(s: &[u8], side: Side) -> &[u8] {
    strip_ascii(s, side, is_ascii_space)
}

#[inline(always)]
fn strip_ascii(s: &[u8], side: Side, drop: impl Fn(u8) -> bool) -> &[u8] {
    let mut rest = s;
    while side != Side::Right
        && let [first, more @ ..] = rest
        && drop(*first)
    {
        rest = more;
    }
    while side != Side::Left
        && let [more @ .., last] = rest
        && drop(*last)
    {
        rest = more;
    }
    rest
}

/// White space among ASCII characters.
#[inline(always)]
pub fn is_ascii_space(b: u8) -> bool {
    matches!(b, 9..=13 | 28..=32)
}

/// Where the next white space of ASCII text stands, from a position on; its end if there is none.
#[inline]
pub fn word_end(s: &[u8], from: usize) -> usize {
    const LOW: u64 = u64::from_ne_bytes([0x21; 8]);
    const TOP: u64 = u64::from_ne_bytes([0x80; 8]);
    let mut at = from;
    while let Some(eight) = s.get(at..at + 8).and_then(|b| b.first_chunk()) {
        let x = u64::from_le_bytes(*eight);
        // the lowest of these bits stands at the first byte below 0x21
        let below = x.wrapping_sub(LOW) & !x & TOP;
        if below == 0 {
            at += 8;
            continue;
        }
        at += below.trailing_zeros() as usize / 8;
        if is_ascii_space(s[at]) {
            return at;
        }
        at += 1;
    }
    while at < s.len() && !is_ascii_space(s[at]) {
        at += 1;
    }
    at
}

fn strip_where<'a>(s: Wtf8<'a>, side: Side, drop: impl Fn(u32) -> bool) -> Wtf8<'a> {
    let mut kept = s.chars();
    if side != Side::Right {
        loop {
            let mut ahead = kept.clone();
            match ahead.next() {
                Some(c) if drop(c) => kept = ahead,
                _ => break,
            }
        }
    }
    if side != Side::Left {
        loop {
            let mut ahead = kept.clone();
            match ahead.next_back() {
                Some(c) if drop(c) => kept = ahead,
                _ => break,
            }
        }
    }
    kept.as_wtf8()
}

/// `str.split`; a negative `maxsplit` means no limit
pub fn split<'a>(s: Wtf8<'a>, sep: Option<Wtf8<'_>>, maxsplit: i64) -> PyResult<Vec<Wtf8<'a>>> {
    match sep {
        Some(sep) => Ok(wrap(bytes::split(s.as_bytes(), Some(sep.as_bytes()), maxsplit)?)),
        None => Ok(split_space(s, maxsplit)),
    }
}

/// `str.rsplit`
pub fn rsplit<'a>(s: Wtf8<'a>, sep: Option<Wtf8<'_>>, maxsplit: i64) -> PyResult<Vec<Wtf8<'a>>> {
    match sep {
        Some(sep) => Ok(wrap(bytes::rsplit(s.as_bytes(), Some(sep.as_bytes()), maxsplit)?)),
        None => Ok(rsplit_space(s, maxsplit)),
    }
}

fn wrap(parts: Vec<&[u8]>) -> Vec<Wtf8<'_>> {
    parts.into_iter().map(Wtf8::new).collect()
}

fn split_space(s: Wtf8<'_>, maxsplit: i64) -> Vec<Wtf8<'_>> {
    let mut out = Vec::new();
    let mut rest = strip_where(s, Side::Left, is_space);
    while !rest.is_empty() {
        if out.len() as u64 == maxsplit as u64 {
            // What is left stays as it is, white space at its end too.
            out.push(rest);
            break;
        }
        let end = rest.char_indices().find(|&(_, c)| is_space(c)).map_or(rest.len(), |(at, _)| at);
        out.push(rest.byte_slice(0, end));
        rest = strip_where(rest.byte_slice(end, rest.len()), Side::Left, is_space);
    }
    out
}

fn rsplit_space(s: Wtf8<'_>, maxsplit: i64) -> Vec<Wtf8<'_>> {
    let mut out = Vec::new();
    let mut rest = strip_where(s, Side::Right, is_space);
    while !rest.is_empty() {
        if out.len() as u64 == maxsplit as u64 {
            out.push(rest);
            break;
        }
        let mut head = rest.chars();
        let mut before = head.clone();
        while head.next_back().is_some_and(|c| !is_space(c)) {
            before = head.clone();
        }
        let cut = before.as_wtf8().len();
        out.push(rest.byte_slice(cut, rest.len()));
        rest = strip_where(rest.byte_slice(0, cut), Side::Right, is_space);
    }
    out.reverse();
    out
}

/// `str.splitlines`
pub fn split_lines(s: Wtf8<'_>, keep_ends: bool) -> Vec<Wtf8<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = s.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_line_end(c) {
            continue;
        }
        if c == 13 && chars.peek().is_some_and(|&(_, n)| n == 10) {
            chars.next();
        }
        let next = chars.peek().map_or(s.len(), |&(n, _)| n);
        out.push(s.byte_slice(start, if keep_ends { next } else { at }));
        start = next;
    }
    if start < s.len() {
        out.push(s.byte_slice(start, s.len()));
    }
    out
}

/// `str.splitlines` of ASCII text, line by line.
pub fn ascii_lines<'a>(s: &'a [u8], keep_ends: bool, mut each: impl FnMut(&'a [u8])) {
    let is_end = |b: &u8| *b < 0x20 && is_line_end(*b as u32);
    let mut rest = s;
    while !rest.is_empty() {
        let end = rest.iter().position(is_end).unwrap_or(rest.len());
        let next = match &rest[end..] {
            [b'\r', b'\n', ..] => end + 2,
            [_, ..] => end + 1,
            [] => end,
        };
        each(&rest[..if keep_ends { next } else { end }]);
        rest = &rest[next..];
    }
}
