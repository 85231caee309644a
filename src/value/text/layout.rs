//! Padding, tabs and character-wise translation of `str`.

use super::runs::is_continuation;
use super::wtf8::{Wtf8, Wtf8Buf};
use crate::value::fault::{PyErr, PyResult};

/// Refuses lengths for which there is no memory: a script gets a MemoryError then, not a dead process.
pub(crate) fn check_len(len: u64) -> PyResult<()> {
    const SURELY_FINE: u64 = 1 << 20;
    if len <= SURELY_FINE {
        return Ok(());
    }
    let len = usize::try_from(len).map_err(|_| PyErr::memory())?;
    Vec::<u8>::new().try_reserve_exact(len).map_err(|_| PyErr::memory())
}

/// How many fill characters `ljust` and its kin need for a text of so many.
pub fn missing(len: usize, width: i64) -> PyResult<usize> {
    let width = u64::try_from(width).unwrap_or(0);
    check_len(width)?;
    Ok((width as usize).saturating_sub(len))
}

fn padded(s: Wtf8<'_>, left: usize, right: usize, fill: u32) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(s.len() + left + right);
    out.push_times(fill, left);
    out.push_wtf8(s);
    out.push_times(fill, right);
    out
}

/// `str.ljust`
pub fn ljust(s: Wtf8<'_>, width: i64, fill: u32) -> PyResult<Wtf8Buf> {
    Ok(padded(s, 0, missing(s.char_count(), width)?, fill))
}

/// `str.rjust`
pub fn rjust(s: Wtf8<'_>, width: i64, fill: u32) -> PyResult<Wtf8Buf> {
    Ok(padded(s, missing(s.char_count(), width)?, 0, fill))
}

/// `str.center`: an odd rest goes to the left where the width is odd
pub fn center(s: Wtf8<'_>, width: i64, fill: u32) -> PyResult<Wtf8Buf> {
    let gap = missing(s.char_count(), width)?;
    let left = gap / 2 + (gap & width as usize & 1);
    Ok(padded(s, left, gap - left, fill))
}

/// `str.zfill`: zeros go behind a sign
pub fn zfill(s: Wtf8<'_>, width: i64) -> PyResult<Wtf8Buf> {
    let gap = missing(s.char_count(), width)?;
    let sign = matches!(s.as_bytes().first(), Some(b'+' | b'-')) as usize;
    let mut out = Wtf8Buf::with_capacity(s.len() + gap);
    out.push_wtf8(s.byte_slice(0, sign));
    out.push_times('0' as u32, gap);
    out.push_wtf8(s.byte_slice(sign, s.len()));
    Ok(out)
}

/// `str.expandtabs`
pub fn expand_tabs(s: Wtf8<'_>, tab: i64) -> PyResult<Wtf8Buf> {
    Ok(Wtf8Buf::from_bytes(expand(s.as_bytes(), tab, |b| !is_continuation(b))?))
}

/// Expands tabs in bytes; `counts` tells which bytes begin a column.
pub(super) fn expand(bytes: &[u8], tab: i64, counts: impl Fn(u8) -> bool) -> PyResult<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut column: u64 = 0;
    for &b in bytes {
        match b {
            b'\t' => {
                if tab > 0 {
                    let spaces = tab as u64 - column % tab as u64;
                    check_len(out.len() as u64 + spaces)?;
                    out.resize(out.len() + spaces as usize, b' ');
                    column += spaces;
                }
            }
            b'\n' | b'\r' => {
                column = 0;
                out.push(b);
            }
            _ => {
                column += counts(b) as u64;
                out.push(b);
            }
        }
    }
    Ok(out)
}

/// What a translation table says about a code point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// Not in the table: stays.
    Keep,
    /// Mapped to None.
    Delete,
    /// Mapped to an int.
    Char(u32),
    /// Mapped to a str.
    Text(Wtf8Buf),
}

/// `str.translate` over a look-up that may fail (and may run script)
pub fn translate<E>(s: Wtf8<'_>, mut look_up: impl FnMut(u32) -> Result<Mapped, E>) -> Result<Wtf8Buf, E> {
    let mut out = Wtf8Buf::with_capacity(s.len());
    for c in s.chars() {
        match look_up(c)? {
            Mapped::Keep => out.push(c),
            Mapped::Delete => {}
            Mapped::Char(m) => out.push(m),
            Mapped::Text(t) => out.push_wtf8(t.as_wtf8()),
        }
    }
    Ok(out)
}
