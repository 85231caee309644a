//! The methods of `bytes` and `bytearray`, and the byte-wise parts that `str` shares. Case and properties know
//! ASCII only. Positions are offsets.

use memchr::memmem;

use super::hex::digits;
pub use super::hex::from_hex;
use super::layout::{check_len, expand};
use super::runs::{push_part, push_some};
use super::search::{adjust, each_place, find_bytes};
use super::split::Side;
use super::wtf8::Wtf8;
use crate::value::fault::{PyErr, PyResult};

/// White space as `bytes` sees it.
pub fn is_space_byte(b: u8) -> bool {
    matches!(b, 9..=13 | b' ')
}

fn window(s: &[u8], start: i64, end: i64) -> Option<(&[u8], usize)> {
    let (start, end) = adjust(start, end, s.len());
    (start <= end).then(|| (&s[start..end], start))
}

/// `find`: the offset, or None for -1
pub fn find(s: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (hay, from) = window(s, start, end)?;
    find_bytes(hay, needle).map(|at| from + at)
}

/// `rfind`
pub fn rfind(s: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (hay, from) = window(s, start, end)?;
    memmem::rfind(hay, needle).map(|at| from + at)
}

/// `bytes.index`
pub fn index(s: &[u8], needle: &[u8], start: i64, end: i64) -> PyResult<usize> {
    find(s, needle, start, end).ok_or_else(|| PyErr::value("subsection not found"))
}

/// `bytes.rindex`
pub fn rindex(s: &[u8], needle: &[u8], start: i64, end: i64) -> PyResult<usize> {
    rfind(s, needle, start, end).ok_or_else(|| PyErr::value("subsection not found"))
}

/// `count`
pub fn count(s: &[u8], needle: &[u8], start: i64, end: i64) -> usize {
    match window(s, start, end) {
        None => 0,
        Some((hay, _)) if needle.is_empty() => hay.len() + 1,
        Some((hay, _)) if needle.len() == 1 => memchr::memchr_iter(needle[0], hay).count(),
        Some((hay, _)) => match needle {
            [a, b] if a != b => count_pairs(hay, *a, *b),
            _ => memmem::find_iter(hay, needle).count(),
        },
    }
}

/// How often two different bytes stand side by side.
fn count_pairs(hay: &[u8], a: u8, b: u8) -> usize {
    let few = |(first, second): (&[u8], &[u8])| {
        first.iter().zip(second).fold(0u8, |n, (x, y)| n + ((*x == a) & (*y == b)) as u8) as usize
    };
    let seconds = hay.get(1..).unwrap_or_default();
    hay.chunks(128).zip(seconds.chunks(128)).map(few).sum()
}

/// `startswith` with one prefix
pub fn starts_with(s: &[u8], prefix: &[u8], start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(hay, _)| hay.starts_with(prefix))
}

/// `endswith` with one suffix
pub fn ends_with(s: &[u8], suffix: &[u8], start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(hay, _)| hay.ends_with(suffix))
}

/// `replace`; a negative count means all. None if nothing is to be replaced.
pub fn replace(s: &[u8], old: &[u8], new: &[u8], count: i64) -> Option<Vec<u8>> {
    let limit = if count < 0 { usize::MAX } else { count as usize };
    if limit == 0 || old == new {
        return None;
    }
    let mut out = Vec::with_capacity(s.len());
    if old.is_empty() {
        for (i, &b) in s.iter().enumerate() {
            if i < limit {
                out.extend_from_slice(new);
            }
            out.push(b);
        }
        if s.len() < limit {
            out.extend_from_slice(new);
        }
        return Some(out);
    }
    if s.len() <= 128 || old.len() == 1 {
        let (mut rest, mut left) = (s, limit);
        while left > 0
            && let Some(at) = find_bytes(rest, old)
        {
            out.extend_from_slice(&rest[..at]);
            out.extend_from_slice(new);
            rest = &rest[at + old.len()..];
            left -= 1;
        }
        if left == limit {
            return None;
        }
        out.extend_from_slice(rest);
        return Some(out);
    }
    replace_long(s, old, new, limit, out)
}

/// The same where there is much to search.
#[inline(never)]
fn replace_long(s: &[u8], old: &[u8], new: &[u8], limit: usize, mut out: Vec<u8>) -> Option<Vec<u8>> {
    let (mut done, mut left) = (0, limit);
    let mut short = [0; 8];
    short.iter_mut().zip(new).for_each(|(to, b)| *to = *b);
    let mut exchange = |at: usize| {
        push_part(&mut out, s, done, at);
        if new.len() <= 8 {
            push_some(&mut out, &short, new.len());
        } else {
            out.extend_from_slice(new);
        }
        done = at + old.len();
        left -= 1;
        left > 0
    };
    if old.len() <= 8 {
        each_place(s, old, exchange);
    } else {
        memmem::find_iter(s, old).take(limit).for_each(|at| {
            exchange(at);
        });
    }
    if left == limit {
        return None;
    }
    out.extend_from_slice(&s[done..]);
    Some(out)
}

fn no_empty(sep: &[u8]) -> PyResult<()> {
    if sep.is_empty() { Err(PyErr::value("empty separator")) } else { Ok(()) }
}

/// `partition`: what stands before and after the separator, or None if it is not there
pub fn partition<'a>(s: &'a [u8], sep: &[u8]) -> PyResult<Option<(&'a [u8], &'a [u8])>> {
    no_empty(sep)?;
    Ok(find_bytes(s, sep).map(|at| (&s[..at], &s[at + sep.len()..])))
}

/// `rpartition`
pub fn rpartition<'a>(s: &'a [u8], sep: &[u8]) -> PyResult<Option<(&'a [u8], &'a [u8])>> {
    no_empty(sep)?;
    Ok(memmem::rfind(s, sep).map(|at| (&s[..at], &s[at + sep.len()..])))
}

/// `strip`, `lstrip`, `rstrip`; white space if no bytes are given
pub fn strip<'a>(s: &'a [u8], set: Option<&[u8]>, side: Side) -> &'a [u8] {
    let drop = |b: u8| set.map_or_else(|| is_space_byte(b), |set| set.contains(&b));
    let mut s = s;
    if side != Side::Right {
        while let [first, rest @ ..] = s
            && drop(*first)
        {
            s = rest;
        }
    }
    if side != Side::Left {
        while let [rest @ .., last] = s
            && drop(*last)
        {
            s = rest;
        }
    }
    s
}

/// `split`; a negative `maxsplit` means no limit
pub fn split<'a>(s: &'a [u8], sep: Option<&[u8]>, maxsplit: i64) -> PyResult<Vec<&'a [u8]>> {
    let limit = if maxsplit < 0 { usize::MAX } else { maxsplit as usize };
    let mut out = Vec::with_capacity(4);
    if let Some(sep) = sep {
        no_empty(sep)?;
        let mut start = 0;
        let mut cut = |at: usize| {
            out.push(&s[start..at]);
            start = at + sep.len();
        };
        match sep {
            // making a searcher for more takes longer than a short search
            [one] => memchr::memchr_iter(*one, s).take(limit).for_each(&mut cut),
            _ => memmem::find_iter(s, sep).take(limit).for_each(&mut cut),
        }
        out.push(&s[start..]);
        return Ok(out);
    }
    let mut rest = strip(s, None, Side::Left);
    while !rest.is_empty() {
        if out.len() == limit {
            out.push(rest);
            break;
        }
        let end = rest.iter().position(|&b| is_space_byte(b)).unwrap_or(rest.len());
        out.push(&rest[..end]);
        rest = strip(&rest[end..], None, Side::Left);
    }
    Ok(out)
}

/// `rsplit`
pub fn rsplit<'a>(s: &'a [u8], sep: Option<&[u8]>, maxsplit: i64) -> PyResult<Vec<&'a [u8]>> {
    let limit = if maxsplit < 0 { usize::MAX } else { maxsplit as usize };
    let mut out = Vec::new();
    if let Some(sep) = sep {
        no_empty(sep)?;
        let mut end = s.len();
        for at in memmem::rfind_iter(s, sep).take(limit) {
            out.push(&s[at + sep.len()..end]);
            end = at;
        }
        out.push(&s[..end]);
    } else {
        let mut rest = strip(s, None, Side::Right);
        while !rest.is_empty() {
            if out.len() == limit {
                out.push(rest);
                break;
            }
            let cut = rest.iter().rposition(|&b| is_space_byte(b)).map_or(0, |at| at + 1);
            out.push(&rest[cut..]);
            rest = strip(&rest[..cut], None, Side::Right);
        }
    }
    out.reverse();
    Ok(out)
}

/// `splitlines`: only LF, CR and CR LF end a line
pub fn split_lines(s: &[u8], keep_ends: bool) -> Vec<&[u8]> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < s.len() {
        let end = s[start..].iter().position(|&b| b == b'\n' || b == b'\r').map_or(s.len(), |at| start + at);
        let next = match s.get(end..) {
            Some([b'\r', b'\n', ..]) => end + 2,
            Some([_, ..]) => end + 1,
            _ => end,
        };
        out.push(&s[start..if keep_ends { next } else { end }]);
        start = next;
    }
    out
}

/// `capitalize`
pub fn capitalize(s: &[u8]) -> Vec<u8> {
    let mut out = s.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `title`
pub fn title(s: &[u8]) -> Vec<u8> {
    let mut inside = false;
    let each = |&b: &u8| {
        let out = if inside { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() };
        inside = b.is_ascii_alphabetic();
        out
    };
    s.iter().map(each).collect()
}

/// `swapcase`
pub fn swapcase(s: &[u8]) -> Vec<u8> {
    s.iter().map(|b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { *b }).collect()
}

/// `isalpha`
pub fn is_alpha(s: &[u8]) -> bool {
    !s.is_empty() && s.iter().all(u8::is_ascii_alphabetic)
}

/// `isdigit`
pub fn is_digit(s: &[u8]) -> bool {
    !s.is_empty() && s.iter().all(u8::is_ascii_digit)
}

/// `isalnum`
pub fn is_alnum(s: &[u8]) -> bool {
    !s.is_empty() && s.iter().all(u8::is_ascii_alphanumeric)
}

/// `isspace`
pub fn is_space(s: &[u8]) -> bool {
    !s.is_empty() && s.iter().all(|&b| is_space_byte(b))
}

/// `isupper`
pub fn is_upper(s: &[u8]) -> bool {
    s.iter().any(u8::is_ascii_uppercase) && !s.iter().any(u8::is_ascii_lowercase)
}

/// `islower`
pub fn is_lower(s: &[u8]) -> bool {
    s.iter().any(u8::is_ascii_lowercase) && !s.iter().any(u8::is_ascii_uppercase)
}

/// `istitle`
pub fn is_title(s: &[u8]) -> bool {
    let (mut seen, mut inside) = (false, false);
    for b in s {
        let fits = if b.is_ascii_uppercase() { !inside } else { !b.is_ascii_lowercase() || inside };
        if !fits {
            return false;
        }
        inside = b.is_ascii_alphabetic();
        seen |= inside;
    }
    seen
}

fn missing(s: &[u8], width: i64) -> PyResult<usize> {
    let width = u64::try_from(width).unwrap_or(0);
    check_len(width)?;
    Ok((width as usize).saturating_sub(s.len()))
}

fn padded(s: &[u8], left: usize, right: usize, fill: u8) -> Vec<u8> {
    let mut out = vec![fill; left];
    out.extend_from_slice(s);
    out.resize(out.len() + right, fill);
    out
}

/// `ljust`
pub fn ljust(s: &[u8], width: i64, fill: u8) -> PyResult<Vec<u8>> {
    Ok(padded(s, 0, missing(s, width)?, fill))
}

/// `rjust`
pub fn rjust(s: &[u8], width: i64, fill: u8) -> PyResult<Vec<u8>> {
    Ok(padded(s, missing(s, width)?, 0, fill))
}

/// `center`
pub fn center(s: &[u8], width: i64, fill: u8) -> PyResult<Vec<u8>> {
    let gap = missing(s, width)?;
    let left = gap / 2 + (gap & width as usize & 1);
    Ok(padded(s, left, gap - left, fill))
}

/// `zfill`
pub fn zfill(s: &[u8], width: i64) -> PyResult<Vec<u8>> {
    let gap = missing(s, width)?;
    let mut out = padded(s, gap, 0, b'0');
    if gap > 0 && matches!(s.first(), Some(b'+' | b'-')) {
        out.swap(0, gap);
    }
    Ok(out)
}

/// `expandtabs`
pub fn expand_tabs(s: &[u8], tab: i64) -> PyResult<Vec<u8>> {
    expand(s, tab, |_| true)
}

/// `translate`: a table of 256 bytes or none, and the bytes to leave out
pub fn translate(s: &[u8], table: Option<&[u8]>, delete: &[u8]) -> PyResult<Vec<u8>> {
    if table.is_some_and(|t| t.len() != 256) {
        return Err(PyErr::value("translation table must be 256 characters long"));
    }
    if delete.is_empty() {
        let table = table.and_then(<[u8]>::first_chunk::<256>);
        return Ok(table.map_or_else(|| s.to_vec(), |t| s.iter().map(|b| t[*b as usize]).collect()));
    }
    const PIECE: usize = 32;
    let mut kept = [1u8; 256];
    delete.iter().for_each(|&b| kept[b as usize] = 0);
    let mut out = Vec::with_capacity(s.len() + PIECE);
    for piece in s.chunks(PIECE) {
        let (mut some, mut n) = ([0; PIECE], 0);
        for b in piece {
            // what is not kept is overwritten by the next one
            some[n % PIECE] = *b;
            n += kept[*b as usize] as usize;
        }
        push_some(&mut out, &some, n);
    }
    if let Some(table) = table {
        out.iter_mut().for_each(|b| *b = table[*b as usize]);
    }
    Ok(out)
}

/// `bytes.maketrans`
pub fn make_trans(from: &[u8], to: &[u8]) -> PyResult<Vec<u8>> {
    if from.len() != to.len() {
        return Err(PyErr::value("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    from.iter().zip(to).for_each(|(&f, &t)| table[f as usize] = t);
    Ok(table)
}

/// `hex()`, `hex(sep)`, `hex(sep, n)`: groups of `n` bytes, counted from the right if `n` is positive, from the
/// left if negative
pub fn hex(s: &[u8], sep: Option<Wtf8<'_>>, group: i64) -> PyResult<String> {
    let sep = match sep {
        None => None,
        Some(sep) if sep.char_count() != 1 => return Err(PyErr::value("sep must be length 1.")),
        Some(sep) => match sep.as_bytes() {
            [b] if b.is_ascii() => Some(*b as char),
            _ => return Err(PyErr::value("sep must be ASCII.")),
        },
    };
    let size = group.unsigned_abs() as usize;
    if sep.is_none() || size == 0 {
        let (pieces, rest) = s.as_chunks::<16>();
        let mut out = Vec::with_capacity(s.len() * 2);
        pieces.iter().for_each(|piece| push_some::<32>(&mut out, &digits(piece), 32));
        rest.iter().for_each(|b| push_some::<2>(&mut out, &digits(&[*b]), 2));
        return Ok(String::from_utf8(out).unwrap_or_default());
    }
    let mut out = String::with_capacity(s.len() * 2);
    for (i, b) in s.iter().enumerate() {
        let behind = if group > 0 { s.len() - i } else { i };
        if let Some(sep) = sep
            && i > 0
            && size > 0
            && behind % size == 0
        {
            out.push(sep);
        }
        for nibble in [b >> 4, b & 15] {
            out.push(char::from_digit(nibble as u32, 16).unwrap_or('0'));
        }
    }
    Ok(out)
}
