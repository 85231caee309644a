//! Long ints by the frequent forms of a format spec: radix, width, filling zeros, separators.

use crate::value::number::limbs::{self, Limbs};

/// The widest field made here.
const WIDEST: usize = 100_000;

/// The text of an int by a spec `[#][0][width][,][type]`; none of others, and if it may have more decimal digits than
/// `max_digits` (0: no limit).
pub fn long_int(x: Limbs<'_>, spec: &[u8], max_digits: usize) -> Option<Vec<u8>> {
    let (alternate, spec) = match spec {
        [b'#', rest @ ..] => (true, rest),
        _ => (false, spec),
    };
    let zeros = spec.first() == Some(&b'0');
    let end = spec.iter().position(|b| !b.is_ascii_digit()).unwrap_or(spec.len());
    let (width, spec) = spec.split_at(end);
    let width =
        width.iter().try_fold(0, |n, d| Some(n * 10 + (d - b'0') as usize).filter(|n| *n <= WIDEST))?;
    let (commas, kind) = match spec {
        [b','] => (true, b'd'),
        [b',', b'd'] => (true, b'd'),
        [] => (false, b'd'),
        [kind] => (false, *kind),
        _ => return None,
    };
    if commas && zeros {
        return None;
    }
    // a decimal digit has more than three bits
    if kind == b'd' && max_digits > 0 && x.bits() / 3 >= max_digits as u64 {
        return None;
    }
    let digits = digits(x, kind, commas)?;
    let prefix: &[u8] = match kind {
        _ if !alternate => b"",
        b'x' => b"0x",
        b'X' => b"0X",
        b'o' => b"0o",
        b'b' => b"0b",
        _ => b"",
    };
    let fill = width.saturating_sub(digits.len() + prefix.len() + x.negative() as usize);
    let mut text = Vec::with_capacity(width.max(digits.len() + 3));
    if !zeros {
        text.resize(fill, b' ');
    }
    if x.negative() {
        text.push(b'-');
    }
    text.extend_from_slice(prefix);
    if zeros {
        text.resize(text.len() + fill, b'0');
    }
    text.extend_from_slice(&digits);
    Some(text)
}

/// The digits of the size.
fn digits(x: Limbs<'_>, kind: u8, commas: bool) -> Option<Vec<u8>> {
    let size = Limbs::new(false, x.digits());
    let mut text = Vec::new();
    match kind {
        b'd' if commas => {
            let plain = limbs::to_decimal(size).into_bytes();
            let (first, threes) = plain.split_at(plain.len() % 3);
            text.reserve(plain.len() / 3 * 4 + 3);
            text.extend_from_slice(first);
            for three in threes.as_chunks::<3>().0 {
                if !text.is_empty() {
                    text.push(b',');
                }
                text.extend_from_slice(three);
            }
        }
        b'd' => text = limbs::to_decimal(size).into_bytes(),
        b'b' => limbs::write_bits(&mut text, size, 1),
        b'o' => limbs::write_bits(&mut text, size, 3),
        b'x' | b'X' => limbs::write_bits(&mut text, size, 4),
        _ => return None,
    }
    if kind == b'X' {
        text.make_ascii_uppercase();
    }
    Some(text)
}
