//! The frequent forms of formatting, without an allocation: small ints, fixed and shortest floats, ASCII text,
//! padded. What is not for here gives none and goes the general way.

use std::mem::MaybeUninit;

/// A short text under construction.
#[derive(Debug)]
pub struct Short {
    /// Written up to `len`.
    bytes: [MaybeUninit<u8>; SIZE],
    len: usize,
}

const SIZE: usize = 256;
/// Powers of ten that a fixed float may be scaled by.
const POWERS: [u64; 16] = {
    let mut p = [1; 16];
    let mut i = 1;
    while i < 16 {
        p[i] = p[i - 1] * 10;
        i += 1;
    }
    p
};
/// The digits of 0 to 99, two by two.
const PAIRS: [u8; 200] = {
    let mut t = [0; 200];
    let mut i = 0;
    while i < 100 {
        t[2 * i] = b'0' + (i / 10) as u8;
        t[2 * i + 1] = b'0' + (i % 10) as u8;
        i += 1;
    }
    t
};

/// What is to be formatted.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// ASCII text.
    Text(&'a [u8]),
}

/// A spec that is one of the frequent ones.
#[derive(Clone, Copy, Debug)]
struct Plain {
    fill: u8,
    /// `<`, `>`, `^`, or `=` for zeros after the sign; 0 if not given.
    align: u8,
    width: usize,
    comma: bool,
    precision: Option<usize>,
    kind: u8,
}

impl Default for Short {
    fn default() -> Short {
        Short::new()
    }
}

impl Short {
    /// Empty text.
    #[inline]
    pub fn new() -> Short {
        Short { bytes: [MaybeUninit::uninit(); SIZE], len: 0 }
    }

    /// The bytes, all ASCII if all that was put in was.
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: written up to len
        unsafe { std::slice::from_raw_parts(self.bytes.as_ptr().cast(), self.len) }
    }

    /// What was written, to be moved about.
    fn written(&mut self) -> &mut [u8] {
        // SAFETY: written up to len
        unsafe { std::slice::from_raw_parts_mut(self.bytes.as_mut_ptr().cast(), self.len) }
    }

    /// Appends bytes; none if there is no room.
    #[inline]
    pub fn push(&mut self, b: &[u8]) -> Option<()> {
        self.bytes.get_mut(self.len..self.len + b.len())?.write_copy_of_slice(b);
        self.len += b.len();
        Some(())
    }

    fn fill(&mut self, b: u8, n: usize) -> Option<()> {
        self.bytes.get_mut(self.len..self.len + n)?.fill(MaybeUninit::new(b));
        self.len += n;
        Some(())
    }

    /// Appends an int in decimal.
    #[inline]
    pub fn push_int(&mut self, i: i64) -> Option<()> {
        if i < 0 {
            self.push(b"-")?;
        }
        self.push_digits(i.unsigned_abs(), 0)
    }

    /// Appends digits, with zeros before them up to a width.
    fn push_digits(&mut self, n: u64, width: usize) -> Option<()> {
        let mut digits = [b'0'; 20];
        let mut at = 20;
        let mut left = n;
        while left >= 100 {
            at -= 2;
            let pair = (left % 100) as usize * 2;
            digits[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
            left /= 100;
        }
        if left >= 10 {
            at -= 2;
            let pair = left as usize * 2;
            digits[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
        } else {
            at -= 1;
            digits[at] = b'0' + left as u8;
        }
        self.push(&digits[at.min(20 - width.min(20))..])
    }

    /// Appends the digits of an int in a radix of a power of two.
    fn push_radix(&mut self, n: u64, bits: u32, upper: bool) -> Option<()> {
        let table: &[u8; 16] = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        let places = (64 - n.leading_zeros()).div_ceil(bits).max(1);
        for p in (0..places).rev() {
            let digit = n >> (p * bits) & ((1 << bits) - 1);
            self.push(&[table[digit as usize]])?;
        }
        Some(())
    }

    fn push_grouped(&mut self, n: u64) -> Option<()> {
        let mut groups = 1;
        let mut unit = 1u64;
        while n / unit >= 1000 {
            unit *= 1000;
            groups += 1;
        }
        for g in 0..groups {
            let part = n / unit % 1000;
            if g > 0 {
                self.push(b",")?;
            }
            self.push_digits(part, if g > 0 { 3 } else { 0 })?;
            unit = (unit / 1000).max(1);
        }
        Some(())
    }

    /// Appends the size of a float with so many digits after the point, exactly rounded (ties to even).
    fn push_fixed(&mut self, x: f64, precision: usize, comma: bool) -> Option<()> {
        let scale = *POWERS.get(precision)?;
        let bits = x.to_bits();
        let exponent = (bits >> 52 & 0x7FF) as i32;
        let (mantissa, exponent) = match exponent {
            0 => (bits & ((1 << 52) - 1), -1074),
            0x7FF => return None,
            e => (bits & ((1 << 52) - 1) | 1 << 52, e - 1075),
        };
        if !(-1074..=0).contains(&exponent) || x.abs() >= 1e15 {
            return None;
        }
        // mantissa times scale stays below 2^103, so that beyond so many places nothing is left, not even a half
        let down = exponent.unsigned_abs();
        let product = mantissa as u128 * scale as u128;
        let scaled = if down == 0 {
            product
        } else if down > 104 {
            0
        } else {
            let (q, rest, half) = (product >> down, product & ((1 << down) - 1), 1u128 << (down - 1));
            q + (rest > half || rest == half && q & 1 == 1) as u128
        };
        let scaled = u64::try_from(scaled).ok()?;
        let whole = scaled / scale;
        if comma {
            self.push_grouped(whole)?
        } else {
            self.push_digits(whole, 0)?
        }
        if precision > 0 {
            self.push(b".")?;
            self.push_digits(scaled % scale, precision)?;
        }
        Some(())
    }

    /// Appends the shortest text that reads back as the float.
    #[inline]
    pub fn push_float(&mut self, x: f64) -> Option<()> {
        let size = x.abs();
        if size == 0.0 || (1e-4..1e16).contains(&size) {
            return self.push(zmij::Buffer::new().format_finite(x).as_bytes());
        }
        None
    }

    /// Appends `%.Nf` of a float.
    pub fn push_percent_f(&mut self, x: f64, precision: usize) -> Option<()> {
        if x.is_sign_negative() {
            self.push(b"-")?;
        }
        self.push_fixed(x, precision, false)
    }

    /// Appends `format(item, spec)`.
    pub fn push_item(&mut self, item: Item<'_>, spec: &[u8]) -> Option<()> {
        self.push_plain(item, Plain::parse(spec)?)
    }

    /// Appends what a conversion of `%` gives: flags `0` and `-`, width, precision, kind.
    pub fn push_conversion(
        &mut self,
        item: Item<'_>,
        (zero, left): (bool, bool),
        width: usize,
        precision: Option<usize>,
        kind: u8,
    ) -> Option<()> {
        let align = if left {
            b'<'
        } else if zero && kind != b's' {
            b'='
        } else {
            b'>'
        };
        let fill = if align == b'=' { b'0' } else { b' ' };
        match (kind, item) {
            (b'd' | b'i' | b'u', Item::Int(_)) if precision.is_none() => {
                self.push_plain(item, Plain { fill, align, width, comma: false, precision, kind: b'd' })
            }
            (b'x' | b'X' | b'o', Item::Int(_)) if precision.is_none() => {
                self.push_plain(item, Plain { fill, align, width, comma: false, precision, kind })
            }
            (b'f' | b'F', Item::Int(i)) if i.unsigned_abs() < 1 << 53 => self.push_plain(
                Item::Float(i as f64),
                Plain { fill, align, width, comma: false, precision, kind: b'f' },
            ),
            (b'f' | b'F', Item::Float(_)) => {
                self.push_plain(item, Plain { fill, align, width, comma: false, precision, kind: b'f' })
            }
            (b's', _) if precision.is_none() => {
                self.push_plain(item, Plain { fill: b' ', align, width, comma: false, precision, kind: 0 })
            }
            _ => None,
        }
    }

    fn push_plain(&mut self, item: Item<'_>, p: Plain) -> Option<()> {
        let start = self.len;
        let negative = match item {
            Item::Int(i) => i < 0,
            Item::Float(x) => x.is_sign_negative() && !x.is_nan(),
            Item::Text(_) => false,
        };
        if negative {
            self.push(b"-")?;
        }
        let body = self.len;
        match (item, p.kind) {
            (Item::Int(i), 0 | b'd') if p.precision.is_none() => {
                if p.comma {
                    self.push_grouped(i.unsigned_abs())?;
                } else {
                    self.push_digits(i.unsigned_abs(), 0)?;
                }
            }
            (Item::Int(i), b'x' | b'X' | b'b' | b'o') if p.precision.is_none() && !p.comma => {
                let bits = match p.kind {
                    b'b' => 1,
                    b'o' => 3,
                    _ => 4,
                };
                self.push_radix(i.unsigned_abs(), bits, p.kind == b'X')?;
            }
            (Item::Float(x), b'f') => self.push_fixed(x.abs(), p.precision.unwrap_or(6), p.comma)?,
            (Item::Float(x), 0) if p.precision.is_none() && !p.comma => self.push_float(x.abs())?,
            (Item::Text(t), 0 | b's') if p.precision.is_none() && !p.comma && p.align != b'=' => {
                self.push(t)?
            }
            _ => return None,
        }
        self.pad(start, body, p, matches!(item, Item::Text(_)))
    }

    /// Moves what was written since `start` to where the alignment wants it.
    fn pad(&mut self, start: usize, body: usize, p: Plain, text: bool) -> Option<()> {
        let gap = p.width.saturating_sub(self.len - start);
        if gap == 0 {
            return Some(());
        }
        if p.align == b'=' && p.comma {
            return None;
        }
        let (at, left) = match p.align {
            b'<' => (start, 0),
            b'^' => (start, gap / 2),
            b'=' => (body, gap),
            0 if text => (start, 0),
            _ => (start, gap),
        };
        let end = self.len;
        self.fill(p.fill, gap)?;
        let bytes = self.written();
        bytes.copy_within(at..end, at + left);
        bytes[at..at + left].fill(p.fill);
        bytes[end + left..end + gap].fill(p.fill);
        Some(())
    }
}

impl Plain {
    fn parse(spec: &[u8]) -> Option<Plain> {
        let mut p = Plain { fill: b' ', align: 0, width: 0, comma: false, precision: None, kind: 0 };
        let mut rest = spec;
        let is_align = |b: u8| matches!(b, b'<' | b'>' | b'^');
        if let [fill, align, tail @ ..] = rest
            && is_align(*align)
            && *fill < 0x80
        {
            (p.fill, p.align, rest) = (*fill, *align, tail);
        } else if let [align, tail @ ..] = rest
            && is_align(*align)
        {
            (p.align, rest) = (*align, tail);
        }
        if let [b'0', tail @ ..] = rest {
            if p.align != 0 {
                return None;
            }
            (p.fill, p.align, rest) = (b'0', b'=', tail);
        }
        p.width = number(&mut rest)?.unwrap_or(0);
        if let [b',', tail @ ..] = rest {
            (p.comma, rest) = (true, tail);
        }
        if let [b'.', tail @ ..] = rest {
            rest = tail;
            p.precision = Some(number(&mut rest)??);
        }
        if let [kind, tail @ ..] = rest {
            (p.kind, rest) = (*kind, tail);
        }
        if rest.is_empty() { Some(p) } else { None }
    }
}

/// Up to three digits; `Some(None)` if there are none.
fn number(rest: &mut &[u8]) -> Option<Option<usize>> {
    let n = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if n == 0 {
        return Some(None);
    }
    if n > 3 {
        return None;
    }
    let value = rest[..n].iter().fold(0, |v, b| v * 10 + (b - b'0') as usize);
    *rest = &rest[n..];
    Some(Some(value))
}
