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

/// `int.from_bytes(bytes, byteorder, signed=…)`
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> BigInt {
    match (signed, big_endian) {
        (true, true) => BigInt::from_signed_bytes_be(bytes),
        (true, false) => BigInt::from_signed_bytes_le(bytes),
        (false, true) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (false, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
    }
}
