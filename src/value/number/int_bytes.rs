//! `int.to_bytes` and `int.from_bytes`.

use super::int_text::Parsed;
use super::{IntRef, limbs};
use crate::value::fault::{PyErr, PyResult};
use crate::value::text::layout::check_len;

/// Whether `byteorder` is `'big'`.
pub fn is_big_endian(name: &str) -> PyResult<bool> {
    match name {
        "big" => Ok(true),
        "little" => Ok(false),
        _ => Err(PyErr::value("byteorder must be either 'little' or 'big'")),
    }
}

/// `n.to_bytes(length, byteorder, signed=…)`
pub fn to_bytes(x: IntRef<'_>, length: i64, big_endian: bool, signed: bool) -> PyResult<Vec<u8>> {
    let length = u64::try_from(length).map_err(|_| PyErr::value("length argument must be non-negative"))?;
    check_len(length)?;
    let length = length as usize;
    if x.is_negative() && !signed {
        return Err(PyErr::overflow("can't convert negative int to unsigned"));
    }
    let mut bytes = vec![0; length];
    if !x.with_limbs(|x| limbs::to_bytes(x, &mut bytes, signed)) {
        return Err(PyErr::overflow("int too big to convert"));
    }
    if big_endian {
        bytes.reverse();
    }
    Ok(bytes)
}

/// The same of a machine word in at most eight bytes, which stand in front; none where that does not go.
pub fn small_to_bytes(x: i64, length: usize, big_endian: bool, signed: bool) -> Option<[u8; 8]> {
    if length == 0 || length > 8 {
        return None;
    }
    let unused = 64 - 8 * length as u32;
    let fits = if signed {
        x << unused >> unused == x
    } else {
        x >= 0 && (x as u64) << unused >> unused == x as u64
    };
    let mut bytes = x.to_le_bytes();
    if big_endian {
        bytes[..length].reverse();
    }
    fits.then_some(bytes)
}

/// The int of at most eight bytes, if it fits a machine word.
pub fn small_from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> Option<i64> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    let top = if big_endian { bytes[0] } else { bytes[bytes.len() - 1] };
    let mut all = [if signed && top >> 7 == 1 { 0xff } else { 0 }; 8];
    for (i, b) in bytes.iter().enumerate() {
        all[if big_endian { bytes.len() - 1 - i } else { i }] = *b;
    }
    let value = i64::from_le_bytes(all);
    (signed || value >= 0).then_some(value)
}

/// `int.from_bytes(bytes, byteorder, signed=…)`
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> Parsed {
    let (negative, digits) = limbs::from_bytes(bytes, big_endian, signed);
    Parsed { negative, digits }
}
