//! `int.to_bytes` and `int.from_bytes`.

use num_bigint::{BigInt, Sign};
use num_traits::Zero;

use super::IntRef;
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
    if let IntRef::Small(x) = x {
        return small_to_bytes(x, length, big_endian, signed);
    }
    let value = x.to_big();
    let mut bytes = match (signed, value.is_zero()) {
        (_, true) => Vec::new(),
        (true, _) => value.to_signed_bytes_le(),
        (false, _) => value.to_bytes_le().1,
    };
    if bytes.len() > length {
        return Err(PyErr::overflow("int too big to convert"));
    }
    bytes.resize(length, if x.is_negative() { 0xff } else { 0 });
    if big_endian {
        bytes.reverse();
    }
    Ok(bytes)
}

fn small_to_bytes(x: i64, length: usize, big_endian: bool, signed: bool) -> PyResult<Vec<u8>> {
    let all = x.to_le_bytes();
    let fill = if x < 0 { 0xff } else { 0 };
    let kept = length.min(all.len());
    // what is left out must be no more than the sign, and the sign must still be seen
    let lost =
        all[kept..].iter().any(|b| *b != fill) || signed && kept > 0 && (all[kept - 1] >> 7 == 1) != (x < 0);
    if lost {
        return Err(PyErr::overflow("int too big to convert"));
    }
    let mut bytes = all[..kept].to_vec();
    bytes.resize(length, fill);
    if big_endian {
        bytes.reverse();
    }
    Ok(bytes)
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
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> BigInt {
    match (signed, big_endian) {
        (true, true) => BigInt::from_signed_bytes_be(bytes),
        (true, false) => BigInt::from_signed_bytes_le(bytes),
        (false, true) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (false, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
    }
}
