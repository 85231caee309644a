//! The frequent forms of formatting, without an allocation: small ints, fixed and shortest floats, ASCII text,
//! padded. What is not for here gives none and goes the general way.

use std::fmt::Write;
use std::mem::MaybeUninit;

use super::decimal::{decimal_len, write_decimal};
use crate::value::string::copy_short;

/// A short text under construction.
#[derive(Debug)]
pub struct Short {
    /// Written up to `len`.
    bytes: [MaybeUninit<u8>; SIZE + FILLED],
    len: usize,
}

const SIZE: usize = 256;
/// Bytes that are filled at once; so many more than are asked for.
const FILLED: usize = 16;
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
/// What is to be formatted.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// ASCII text.
    Text(&'a [u8]),
    /// The repr of ASCII text.
    Quoted(&'a [u8]),
}

/// Flags of a conversion of `%`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    /// `0`
    pub zero: bool,
    /// `-`
    pub left: bool,
    /// `+` or a blank; 0 if neither is there.
    pub sign: u8,
    /// `#`
    pub alternate: bool,
}

/// A spec that is one of the frequent ones.
#[derive(Clone, Copy, Debug)]
struct Plain {
    fill: u8,
    /// `<`, `>`, `^`, or `=` for zeros after the sign; 0 if not given.
    align: u8,
    /// What stands before numbers that are not negative: `+`, a blank, or (`-`, 0) nothing.
    sign: u8,
    /// `#`: a prefix tells the radix.
    alternate: bool,
    width: usize,
    comma: bool,
    precision: Option<usize>,
    kind: u8,
}

/// More digits than this after the first one of significance are not for here.
const MOST_AFTER: usize = 40;

impl Default for Short {
    fn default() -> Short {
        Short::new()
    }
}

impl Short {
    /// Empty text.
    #[inline]
    pub fn new() -> Short {
        Short { bytes: [MaybeUninit::uninit(); SIZE + FILLED], len: 0 }
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

    /// Where so many more bytes go, if there is room for them.
    #[inline(always)]
    fn room(&mut self, n: usize) -> Option<*mut u8> {
        // lengths of slices are far below the greatest number
        let end = self.len + n;
        let at = self.bytes.as_mut_ptr().wrapping_add(self.len);
        if end > SIZE {
            return None;
        }
        self.len = end;
        Some(at.cast())
    }

    /// Appends bytes; none if there is no room.
    #[inline(always)]
    pub fn push(&mut self, b: &[u8]) -> Option<()> {
        let to = self.room(b.len())?;
        // SAFETY: there is room
        unsafe { copy_short(b, to) }
        Some(())
    }

    #[inline(always)]
    fn fill(&mut self, b: u8, n: usize) -> Option<()> {
        let to = self.room(n)?;
        // SAFETY: what is filled beyond is not in use, and there is room for it
        unsafe { Short::fill_from(to, b, n) }
        Some(())
    }

    /// Fills bytes, and up to `FILLED` - 1 more.
    ///
    /// # Safety
    /// There is room for all.
    #[inline(always)]
    unsafe fn fill_from(to: *mut u8, b: u8, n: usize) {
        let mut at = 0;
        while at < n {
            // SAFETY: says the caller
            unsafe { to.add(at).cast::<[u8; FILLED]>().write([b; FILLED]) }
            at += FILLED;
        }
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
        let digits = decimal_len(n);
        let all = digits.max(width);
        let to = self.room(all)?;
        // SAFETY: there is room, beyond which what is filled is not in use
        unsafe {
            Short::fill_from(to, b'0', all - digits);
            write_decimal(n, to.add(all));
        }
        Some(())
    }

    /// Appends the digits of an int in a radix of a power of two.
    fn push_radix(&mut self, n: u64, bits: u32, upper: bool) -> Option<()> {
        let table: &[u8; 16] = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        let places = (64 - n.leading_zeros()).div_ceil(bits).max(1);
        let to = self.room(places as usize)?;
        for (i, p) in (0..places).rev().enumerate() {
            let digit = n >> (p * bits) & ((1 << bits) - 1);
            // SAFETY: there is room for as many
            unsafe { *to.add(i) = table[digit as usize] }
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
        if !x.is_finite() {
            return None;
        }
        let mut buffer = zmij::Buffer::new();
        let (digits, exponent) = buffer.format_finite(x).split_once('e')?;
        self.push(digits.strip_suffix(".0").unwrap_or(digits).as_bytes())?;
        self.push_exponent(b'e', exponent.parse().ok()?)
    }

    /// Appends an exponent of at least two digits.
    fn push_exponent(&mut self, letter: u8, exponent: i32) -> Option<()> {
        self.push(&[letter, if exponent < 0 { b'-' } else { b'+' }])?;
        self.push_digits(exponent.unsigned_abs() as u64, 2)
    }

    /// Appends the size of a finite float in the form of `e` (`E`) or `g` (`G`).
    fn push_scientific(&mut self, x: f64, precision: usize, kind: u8) -> Option<()> {
        let general = kind | 0x20 == b'g';
        let after = if general { precision.max(1) - 1 } else { precision };
        if after > MOST_AFTER || !x.is_finite() {
            return None;
        }
        let mut text = Short::new();
        write!(text, "{x:.after$e}").ok()?;
        let text = text.as_bytes();
        let at = memchr::memrchr(b'e', text)?;
        let exponent: i32 = std::str::from_utf8(&text[at + 1..]).ok()?.parse().ok()?;
        let mut digits = &text[..at];
        if !general {
            self.push(digits)?;
            return self.push_exponent(kind, exponent);
        }
        while let [rest @ .., b'0' | b'.'] = digits
            && digits.len() > 1
        {
            digits = rest;
        }
        if exponent < -4 || exponent > after as i32 {
            self.push(digits)?;
            return self.push_exponent(kind - 2, exponent);
        }
        let tail = digits.get(2..).unwrap_or_default();
        if exponent < 0 {
            self.push(b"0.")?;
            self.fill(b'0', -exponent as usize - 1)?;
            self.push(&digits[..1])?;
            return self.push(tail);
        }
        let whole = tail.len().min(exponent as usize);
        self.push(&digits[..1])?;
        self.push(&tail[..whole])?;
        self.fill(b'0', exponent as usize - whole)?;
        if whole < tail.len() {
            self.push(b".")?;
            self.push(&tail[whole..])?;
        }
        Some(())
    }

    /// Appends the repr of ASCII text, if it is between single quotes and without escapes.
    pub fn push_quoted(&mut self, text: &[u8]) -> Option<()> {
        let plain = |b: &u8| matches!(*b, 0x20..0x7f) && *b != b'\\' && *b != b'\'';
        if !text.iter().all(plain) {
            return None;
        }
        self.push(b"'")?;
        self.push(text)?;
        self.push(b"'")
    }

    /// Appends `%.Nf` of a float.
    pub fn push_percent_f(&mut self, x: f64, precision: usize) -> Option<()> {
        if x.is_sign_negative() {
            self.push(b"-")?;
        }
        self.push_fixed(x, precision, false)
    }

    /// Appends an item as it shows without a spec.
    pub fn push_shown(&mut self, item: Item<'_>) -> Option<()> {
        match item {
            Item::Int(i) => self.push_int(i),
            Item::Float(f) => self.push_float(f),
            Item::Text(t) => self.push(t),
            Item::Quoted(t) => self.push_quoted(t),
        }
    }

    /// Appends `format(item, spec)`.
    pub fn push_item(&mut self, item: Item<'_>, spec: &[u8]) -> Option<()> {
        self.push_plain(item, &Plain::parse(spec)?)
    }

    /// Appends what a conversion of `%` gives: flags, width, precision, kind.
    pub fn push_conversion(
        &mut self,
        item: Item<'_>,
        flags: Flags,
        width: usize,
        precision: Option<usize>,
        kind: u8,
    ) -> Option<()> {
        let text = matches!(kind, b's' | b'r' | b'c');
        let align = match flags {
            Flags { left: true, .. } => b'<',
            Flags { zero: true, .. } if !text => b'=',
            _ => b'>',
        };
        let fill = if align == b'=' { b'0' } else { b' ' };
        let kind = match (kind, item) {
            (b'd' | b'i' | b'u', Item::Int(_)) if precision.is_none() && !flags.alternate => b'd',
            (b'x' | b'X' | b'o', Item::Int(_)) if precision.is_none() => kind,
            (b'e' | b'E' | b'f' | b'F' | b'g' | b'G', Item::Int(_) | Item::Float(_)) if !flags.alternate => {
                kind
            }
            (b's' | b'r', _) if precision.is_none() || matches!(item, Item::Text(_)) => 0,
            (b'c', Item::Text([_])) if precision.is_none() => 0,
            _ => return None,
        };
        let sign = if text { 0 } else { flags.sign };
        let alternate = flags.alternate && !text;
        self.push_plain(item, &Plain { fill, align, sign, alternate, width, comma: false, precision, kind })
    }

    fn push_plain(&mut self, item: Item<'_>, p: &Plain) -> Option<()> {
        let start = self.len;
        if let (Item::Text(t), None, 0, false, false, 0 | b's') =
            (item, p.precision, p.sign, p.alternate, p.comma, p.kind)
            && p.align != b'='
        {
            let gap = p.width.saturating_sub(t.len());
            let left = match p.align {
                b'^' => gap / 2,
                b'>' => gap,
                _ => 0,
            };
            self.fill(p.fill, left)?;
            self.push(t)?;
            return self.fill(p.fill, gap - left);
        }
        if let (Item::Int(n), None, false, false, 0 | b'd', 0 | b'-') =
            (item, p.precision, p.alternate, p.comma, p.kind, p.sign)
            && matches!(p.align, 0 | b'>' | b'<')
        {
            let gap = p.width.saturating_sub(decimal_len(n.unsigned_abs()) + (n < 0) as usize);
            let left = if p.align == b'<' { 0 } else { gap };
            self.fill(p.fill, left)?;
            self.push_int(n)?;
            return self.fill(p.fill, gap - left);
        }
        let text = matches!(item, Item::Text(_) | Item::Quoted(_));
        if text && (p.sign != 0 || p.alternate || p.comma || p.align == b'=' || !matches!(p.kind, 0 | b's')) {
            return None;
        }
        let negative = match item {
            Item::Int(i) => i < 0,
            Item::Float(x) => x.is_sign_negative() && !x.is_nan(),
            _ => false,
        };
        if negative {
            self.push(b"-")?;
        } else if !matches!(p.sign, 0 | b'-') {
            self.push(&[p.sign])?;
        }
        if p.alternate {
            match (item, p.kind) {
                (Item::Int(_), b'x' | b'X' | b'o' | b'b') => self.push(&[b'0', p.kind])?,
                _ => return None,
            }
        }
        let body = self.len;
        match item {
            Item::Int(i) => self.push_int_as(i.unsigned_abs(), p)?,
            Item::Float(x) => self.push_float_as(x.abs(), p)?,
            Item::Text(t) => self.push(p.precision.and_then(|n| t.get(..n)).unwrap_or(t))?,
            Item::Quoted(t) if p.precision.is_none() => self.push_quoted(t)?,
            Item::Quoted(_) => return None,
        }
        self.pad(start, body, p, text)
    }

    fn push_int_as(&mut self, n: u64, p: &Plain) -> Option<()> {
        match p.kind {
            0 | b'd' if p.precision.is_none() && p.comma => self.push_grouped(n),
            0 | b'd' if p.precision.is_none() => self.push_digits(n, 0),
            b'x' | b'X' if p.precision.is_none() && !p.comma => self.push_radix(n, 4, p.kind == b'X'),
            b'b' if p.precision.is_none() && !p.comma => self.push_radix(n, 1, false),
            b'o' if p.precision.is_none() && !p.comma => self.push_radix(n, 3, false),
            b'f' | b'F' | b'e' | b'E' | b'g' | b'G' | b'%' if n < 1 << 53 => self.push_float_as(n as f64, p),
            _ => None,
        }
    }

    fn push_float_as(&mut self, x: f64, p: &Plain) -> Option<()> {
        let precision = p.precision.unwrap_or(6);
        match p.kind {
            b'f' | b'F' => self.push_fixed(x, precision, p.comma),
            b'%' => {
                self.push_fixed(x * 100.0, precision, p.comma)?;
                self.push(b"%")
            }
            b'e' | b'E' | b'g' | b'G' if !p.comma => self.push_scientific(x, precision, p.kind),
            0 if p.precision.is_none() && !p.comma => self.push_float(x),
            _ => None,
        }
    }

    /// Moves what was written since `start` to where the alignment wants it.
    fn pad(&mut self, start: usize, body: usize, p: &Plain, text: bool) -> Option<()> {
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
        if left == 0 {
            return Some(());
        }
        let bytes = self.written();
        bytes.copy_within(at..end, at + left);
        bytes[end + left..].fill(p.fill);
        bytes[at..at + left].fill(p.fill);
        Some(())
    }
}

impl Write for Short {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        self.push(s.as_bytes()).ok_or(std::fmt::Error)
    }
}

impl Plain {
    fn parse(spec: &[u8]) -> Option<Plain> {
        let mut p = Plain {
            fill: b' ',
            align: 0,
            sign: 0,
            alternate: false,
            width: 0,
            comma: false,
            precision: None,
            kind: 0,
        };
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
        if let [sign @ (b'+' | b'-' | b' '), tail @ ..] = rest {
            (p.sign, rest) = (*sign, tail);
        }
        if let [b'#', tail @ ..] = rest {
            (p.alternate, rest) = (true, tail);
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
