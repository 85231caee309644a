//! UTF-16 and UTF-32 in both byte orders.

use super::handler::{Handler, encode_runs};
use super::{CodecError, CodecFailure, Encoding};
use crate::value::text::runs::{ascii_of_eight, eight_at, push_some};
use crate::value::text::wtf8::{Wtf8, Wtf8Buf, decode_long};

/// The size of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// UTF-16
    Two,
    /// UTF-32
    Four,
}

/// The byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Lowest byte first.
    Little,
    /// Highest byte first.
    Big,
}

impl Width {
    pub(super) fn bytes(self) -> usize {
        match self {
            Width::Two => 2,
            Width::Four => 4,
        }
    }

    /// The unit at the start of these bytes.
    pub(super) fn read(self, bytes: &[u8], order: Order) -> Option<u32> {
        Some(match (self, order) {
            (Width::Two, Order::Little) => u16::from_le_bytes(*bytes.first_chunk()?) as u32,
            (Width::Two, Order::Big) => u16::from_be_bytes(*bytes.first_chunk()?) as u32,
            (Width::Four, Order::Little) => u32::from_le_bytes(*bytes.first_chunk()?),
            (Width::Four, Order::Big) => u32::from_be_bytes(*bytes.first_chunk()?),
        })
    }

    /// Appends one unit.
    pub(super) fn write(self, unit: u32, order: Order, out: &mut Vec<u8>) {
        match order {
            Order::Little => out.extend_from_slice(&unit.to_le_bytes()[..self.bytes()]),
            Order::Big => out.extend_from_slice(&unit.to_be_bytes()[4 - self.bytes()..]),
        }
    }
}

pub(super) fn encode(
    s: Wtf8<'_>,
    width: Width,
    order: Option<Order>,
    errors: &str,
) -> Result<Vec<u8>, CodecFailure> {
    let mut out = Vec::with_capacity(s.len() * width.bytes() + 4);
    if order.is_none() {
        width.write(0xfeff, Order::Little, &mut out);
    }
    let byte_order = order.unwrap_or(Order::Little);
    let mark = out.len();
    if width == Width::Two && encode_plain(s, byte_order, &mut out) {
        return Ok(out);
    }
    out.truncate(mark);
    encode_runs(s, Encoding::Wide(width, order), errors, "surrogates not allowed", &mut out, |c, out| {
        match c {
            0xd800..0xe000 => return false,
            0x10000.. if width == Width::Two => {
                let c = c - 0x10000;
                width.write(0xd800 | c >> 10, byte_order, out);
                width.write(0xdc00 | c & 0x3ff, byte_order, out);
            }
            _ => width.write(c, byte_order, out),
        }
        true
    })?;
    Ok(out)
}

/// The bytes of a unit of UTF-16.
#[inline(always)]
fn unit_bytes(unit: u16, order: Order) -> [u8; 2] {
    match order {
        Order::Little => unit.to_le_bytes(),
        Order::Big => unit.to_be_bytes(),
    }
}

/// Appends text as UTF-16; false if it cannot be encoded.
fn encode_plain(s: Wtf8<'_>, order: Order, out: &mut Vec<u8>) -> bool {
    let bytes = s.as_bytes();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if let Some(eight) = eight_at(bytes, at)
            && eight[0] < 0x80
        {
            let n = ascii_of_eight(eight);
            let mut units = [[0; 2]; 8];
            match order {
                Order::Little => units.iter_mut().zip(&eight).for_each(|(unit, b)| *unit = [*b, 0]),
                Order::Big => units.iter_mut().zip(&eight).for_each(|(unit, b)| *unit = [0, *b]),
            }
            let Some(units) = units.as_flattened().first_chunk::<16>() else { return false };
            push_some(out, units, 2 * n);
            at += n;
            continue;
        }
        let (c, used) = if *first < 0x80 { (*first as u32, 1) } else { decode_long(&bytes[at..]) };
        at += used;
        match c {
            0xd800..0xe000 => return false,
            0x10000.. => {
                let c = c - 0x10000;
                push_some(out, &unit_bytes((0xd800 | c >> 10) as u16, order), 2);
                push_some(out, &unit_bytes((0xdc00 | c & 0x3ff) as u16, order), 2);
            }
            _ => push_some(out, &unit_bytes(c as u16, order), 2),
        }
    }
    true
}

/// Units read at once.
const MANY: usize = 16;

/// So many units of UTF-16 from a position on, if all are ASCII.
#[inline(always)]
fn ascii_units(bytes: &[u8], at: usize, order: Order) -> Option<[u8; MANY]> {
    let piece = bytes.get(at..)?.first_chunk::<{ 2 * MANY }>()?;
    let (mut units, mut any) = ([0; MANY], 0);
    for (unit, pair) in units.iter_mut().zip(piece.as_chunks::<2>().0) {
        let wide = match order {
            Order::Little => u16::from_le_bytes(*pair),
            Order::Big => u16::from_be_bytes(*pair),
        };
        any |= wide;
        *unit = wide as u8;
    }
    if any < 0x80 { Some(units) } else { None }
}

pub(super) fn decode(
    bytes: &[u8],
    width: Width,
    order: Option<Order>,
    errors: &str,
) -> Result<Wtf8Buf, CodecFailure> {
    let mut at = 0;
    let order = match order {
        Some(order) => order,
        None => {
            let marked =
                [Order::Little, Order::Big].into_iter().find(|&o| width.read(bytes, o) == Some(0xfeff));
            if marked.is_some() {
                at = width.bytes();
            }
            marked.unwrap_or(Order::Little)
        }
    };
    let name = Encoding::Wide(width, Some(order)).name();
    let mut out = Wtf8Buf::with_capacity(bytes.len());
    // where to look for a run of ASCII again, if there was none
    let mut again = at;
    while at < bytes.len() {
        if width == Width::Two && at >= again {
            if let Some(some) = ascii_units(bytes, at, order) {
                out.push_wtf8(Wtf8::new(&some));
                at += 2 * MANY;
                again = at;
                continue;
            }
            again = at + MANY;
        }
        match next(bytes, at, width, order) {
            Ok((c, size)) => {
                out.push(c);
                at += size;
            }
            Err((end, reason)) => {
                let error = CodecError::new(name, at, end, reason);
                at = Handler::lookup(errors)?.decode(bytes, error, Some((width, order)), &mut out)?;
            }
        }
    }
    Ok(out)
}

/// The code point at `at` and its size, or the end and the name of what is wrong there.
fn next(bytes: &[u8], at: usize, width: Width, order: Order) -> Result<(u32, usize), (usize, &'static str)> {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let Some(unit) = width.read(rest, order) else { return Err((bytes.len(), "truncated data")) };
    if width == Width::Four {
        return match unit {
            0xd800..0xe000 => Err((at + 4, "code point in surrogate code point range(0xd800, 0xe000)")),
            0x110000.. => Err((at + 4, "code point not in range(0x110000)")),
            _ => Ok((unit, 4)),
        };
    }
    match unit {
        0xd800..0xdc00 => match rest.get(2..).and_then(|r| width.read(r, order)) {
            None => Err((bytes.len(), "unexpected end of data")),
            Some(low @ 0xdc00..0xe000) => Ok((0x10000 + ((unit & 0x3ff) << 10 | low & 0x3ff), 4)),
            Some(_) => Err((at + 2, "illegal UTF-16 surrogate")),
        },
        0xdc00..0xe000 => Err((at + 2, "illegal encoding")),
        _ => Ok((unit, 2)),
    }
}
