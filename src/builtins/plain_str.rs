//! What the methods of `str` do in the plain case (see [`NativeRow::one`](crate::vm::NativeRow::one)): mostly of ASCII
//! text, by its bytes. None means that the case is another; then the method itself is called.

use crate::value::text::codec::{self, Encoding};
use crate::value::text::layout::missing;
use crate::value::text::split::{self, Side};
use crate::value::text::{Wtf8, bytes, case, search};
use crate::value::*;
use crate::vm::*;

fn text<'h>(v: Value<'h>) -> Option<&'h Str> {
    v.cast::<Str>()
}

fn ascii<'h>(v: Value<'h>) -> Option<&'h Str> {
    v.cast::<Str>().filter(|s| s.is_ascii())
}

/// Methods that give another text of the same length.
macro_rules! maps {
    ($($name:ident)+) => {
        $(pub(super) fn $name<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
            Some(ascii(v)?.mapped(&vm.heap, case::ascii::$name).into())
        })+
    };
}

maps! { capitalize swapcase title }

fn cased<'h>(vm: &'h Vm, v: Value<'h>, upper: bool) -> Option<Ret> {
    let s = ascii(v)?;
    Some(match s.bytes() {
        [one] if upper => vm.char_value(one.to_ascii_uppercase() as u32).into(),
        [one] => vm.char_value(one.to_ascii_lowercase() as u32).into(),
        _ => s.cased(&vm.heap, upper).into(),
    })
}

pub(super) fn lower<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    cased(vm, v, false)
}

pub(super) fn casefold<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    cased(vm, v, false)
}

pub(super) fn upper<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    cased(vm, v, true)
}

/// Whether there are bytes, all of one sort.
#[inline(always)]
fn all(bytes: &[u8], is: impl Fn(&u8) -> bool) -> bool {
    match bytes {
        [one] => is(one),
        _ => !bytes.is_empty() && bytes.iter().all(is),
    }
}

/// Methods that answer yes or no.
macro_rules! predicates {
    ($($name:ident = $holds:expr;)+) => {
        $(pub(super) fn $name<'h>(_: &'h Vm, v: Value<'h>) -> Option<Ret> {
            let holds: fn(&[u8]) -> bool = $holds;
            Some(holds(ascii(v)?.bytes()).into())
        })+
    };
}

predicates! {
    isalnum = |s| all(s, u8::is_ascii_alphanumeric);
    isalpha = |s| all(s, u8::is_ascii_alphabetic);
    isdecimal = |s| all(s, u8::is_ascii_digit);
    isdigit = |s| all(s, u8::is_ascii_digit);
    isidentifier = |s| {
        let part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        all(s, part) && !s[0].is_ascii_digit()
    };
    islower = |s| match s {
        [one] => one.is_ascii_lowercase(),
        _ => bytes::is_lower(s),
    };
    isnumeric = |s| all(s, u8::is_ascii_digit);
    isprintable = |s| s.iter().all(|b| matches!(b, 0x20..0x7f));
    isspace = |s| all(s, |b| split::is_ascii_space(*b));
    istitle = bytes::is_title;
    isupper = |s| match s {
        [one] => one.is_ascii_uppercase(),
        _ => bytes::is_upper(s),
    };
}

/// How much of a gap comes before the text, by the width wanted.
pub(super) type Left = fn(usize, i64) -> usize;

/// For `center`: an odd rest goes to the left where the width is odd.
pub(super) const CENTER: Left = |gap, width| gap / 2 + (gap & width as usize & 1);
/// For `ljust`.
pub(super) const LEFT: Left = |_, _| 0;
/// For `rjust`.
pub(super) const RIGHT: Left = |gap, _| gap;

/// A string with so many characters around it.
pub(super) fn with_gap<'v>(vm: &'v Vm, s: &'v Str, left: usize, gap: usize, fill: &[u8]) -> &'v Str {
    if gap == 0 && s.value().is_exact(Builtins::Str) { s } else { s.padded(&vm.heap, left, gap - left, fill) }
}

/// A string with so many zeros before it.
pub(super) fn with_zeros<'v>(vm: &'v Vm, s: &'v Str, zeros: usize) -> &'v Str {
    if zeros == 0 && s.value().is_exact(Builtins::Str) { s } else { s.zero_filled(&vm.heap, zeros) }
}

fn padded<'h>(vm: &'h Vm, v: Value<'h>, width: Value<'h>, fill: &[u8], left: Left) -> Option<Ret> {
    let (s, width) = (text(v)?, width.as_small_int()?);
    let gap = missing(s.len(), width).ok()?;
    Some(with_gap(vm, s, left(gap, width), gap, fill).into())
}

macro_rules! paddings {
    ($($name:ident $with:ident = $left:ident;)+) => {
        $(pub(super) fn $name<'h>(vm: &'h Vm, v: Value<'h>, width: Value<'h>) -> Option<Ret> {
            padded(vm, v, width, b" ", $left)
        }

        pub(super) fn $with<'h>(vm: &'h Vm, v: Value<'h>, width: Value<'h>, fill: Value<'h>) -> Option<Ret> {
            padded(vm, v, width, text(fill).filter(|f| f.len() == 1)?.bytes(), $left)
        })+
    };
}

paddings! {
    center center_with = CENTER;
    ljust ljust_with = LEFT;
    rjust rjust_with = RIGHT;
}

pub(super) fn zfill<'h>(vm: &'h Vm, v: Value<'h>, width: Value<'h>) -> Option<Ret> {
    let (s, width) = (text(v)?, width.as_small_int()?);
    Some(with_zeros(vm, s, missing(s.len(), width).ok()?).into())
}

/// The part of a string between two bounds as bytes, and where it begins.
pub(super) fn between<'v>(vm: &Vm, s: &'v Str, from: i64, to: i64) -> Option<(&'v [u8], usize)> {
    let bytes = s.bytes();
    if from == 0 && to >= s.len() as i64 {
        return Some((bytes, 0));
    }
    let (start, end) = search::adjust(from, to, s.len());
    if start > end {
        return None;
    }
    let (start, end) = (vm.char_offset(s, start), vm.char_offset(s, end));
    Some((&bytes[start..end], start))
}

/// Where a text stands last in another.
pub(super) fn last(hay: &[u8], needle: &[u8]) -> Option<usize> {
    bytes::rfind(hay, needle, 0, i64::MAX)
}

pub(super) fn count<'h>(_: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    let (s, part) = (text(v)?, text(part)?);
    if part.is_empty() {
        return None;
    }
    Some(Value::index(bytes::count(s.bytes(), part.bytes(), 0, i64::MAX)).into())
}

type Search = fn(&[u8], &[u8]) -> Option<usize>;

fn place<'h>(vm: &'h Vm, v: Value<'h>, part: Value<'h>, from: i64, find: Search) -> Option<Option<usize>> {
    let (s, part) = (text(v)?, text(part)?);
    let found = between(vm, s, from, i64::MAX).and_then(|(hay, at)| Some(at + find(hay, part.bytes())?));
    Some(found.map(|at| vm.char_index(s, at)))
}

/// The index, or -1.
fn found(place: Option<usize>) -> Option<Ret> {
    Value::small_int(place.map_or(-1, |i| i as i64)).map(Ret::from)
}

pub(super) fn find<'h>(vm: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    found(place(vm, v, part, 0, search::find_bytes)?)
}

pub(super) fn find_from<'h>(vm: &'h Vm, v: Value<'h>, part: Value<'h>, from: Value<'h>) -> Option<Ret> {
    found(place(vm, v, part, from.as_small_int()?, search::find_bytes)?)
}

pub(super) fn rfind<'h>(vm: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    found(place(vm, v, part, 0, last)?)
}

pub(super) fn index<'h>(vm: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    Some(Value::index(place(vm, v, part, 0, search::find_bytes)??).into())
}

pub(super) fn rindex<'h>(vm: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    Some(Value::index(place(vm, v, part, 0, last)??).into())
}

pub(super) fn startswith<'h>(_: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    edge(text(v)?, part, |text, part| text.starts_with(part))
}

/// Whether a text begins (or ends) with a string, or with one of a tuple of strings.
fn edge(s: &Str, part: Value<'_>, fits: impl Fn(&[u8], &[u8]) -> bool) -> Option<Ret> {
    if let Some(part) = text(part) {
        return Some(fits(s.bytes(), part.bytes()).into());
    }
    for part in part.cast::<Tuple>()?.items() {
        if fits(s.bytes(), text(*part)?.bytes()) {
            return Some(true.into());
        }
    }
    Some(false.into())
}

pub(super) fn startswith_from<'h>(vm: &'h Vm, v: Value<'h>, part: Value<'h>, from: Value<'h>) -> Option<Ret> {
    let part = text(part)?.bytes();
    let rest = between(vm, text(v)?, from.as_small_int()?, i64::MAX);
    Some(rest.is_some_and(|(rest, _)| rest.starts_with(part)).into())
}

pub(super) fn endswith<'h>(_: &'h Vm, v: Value<'h>, part: Value<'h>) -> Option<Ret> {
    edge(text(v)?, part, |text, part| text.ends_with(part))
}

/// A piece of a string: the string itself where nothing was cut off.
pub(super) fn part<'v>(vm: &'v Vm, s: &'v Str, piece: Wtf8<'_>) -> Value<'v> {
    if piece.len() == s.bytes().len() && s.value().is_exact(Builtins::Str) {
        s.value()
    } else if s.is_ascii() {
        self::piece(vm, piece.as_bytes())
    } else {
        vm.str_wtf8(piece)
    }
}

/// A piece of ASCII text.
#[inline(always)]
fn piece<'v>(vm: &'v Vm, part: &[u8]) -> Value<'v> {
    match part {
        [one] => vm.char_value(*one as u32),
        _ => Str::ascii_here(&vm.heap, part).value(),
    }
}

/// The pieces of ASCII text, straight into a list: up to a number at once, so that the list is as long as it must be.
fn split_ascii<'v>(vm: &'v Vm, s: &[u8], sep: Option<&[u8]>, max: i64) -> Value<'v> {
    const AT_ONCE: usize = 32;
    let mut list = None;
    let (mut some, mut n) = ([Value::NONE; AT_ONCE], 0);
    let limit = if max < 0 { usize::MAX } else { max as usize };
    let mut left = limit;
    let mut put = |part: &[u8]| {
        if n == AT_ONCE {
            list.get_or_insert_with(|| List::empty(&vm.heap)).extend(&vm.heap, &some);
            n = 0;
        }
        some[n] = piece(vm, part);
        n += 1;
    };
    match sep {
        None => {
            let mut at = 0;
            while let Some(from) = s[at..].iter().position(|b| !split::is_ascii_space(*b)).map(|n| at + n) {
                if left == 0 {
                    put(&s[from..]);
                    break;
                }
                left -= 1;
                at = split::word_end(s, from);
                put(&s[from..at]);
            }
        }
        Some([one]) if s.len() > 256 => {
            let mut from = 0;
            for at in memchr::memchr_iter(*one, s).take(limit) {
                put(&s[from..at]);
                from = at + 1;
            }
            put(&s[from..]);
        }
        Some([one]) => {
            let mut from = 0;
            search::each_byte(s, *one, |at| {
                let more = left > 0;
                if more {
                    left -= 1;
                    put(&s[from..at]);
                    from = at + 1;
                }
                more
            });
            put(&s[from..]);
        }
        Some(sep) => {
            let mut rest = s;
            while left > 0
                && let Some(at) = search::find_bytes(rest, sep)
            {
                left -= 1;
                put(&rest[..at]);
                rest = &rest[at + sep.len()..];
            }
            put(rest);
        }
    }
    match list {
        Some(list) => {
            list.extend(&vm.heap, &some[..n]);
            list.value()
        }
        None => List::new(&vm.heap, &some[..n]).value(),
    }
}

/// The same from the end on, with a limit and a separator of one character.
fn rsplit_ascii<'v>(vm: &'v Vm, s: &[u8], sep: Option<&[u8]>, limit: usize) -> Value<'v> {
    let list = List::empty(&vm.heap);
    let put = |part: &[u8]| list.push(&vm.heap, piece(vm, part));
    let mut rest = s;
    let mut left = limit;
    match sep {
        Some([one]) => {
            while left > 0
                && let Some(at) = memchr::memrchr(*one, rest)
            {
                left -= 1;
                put(&rest[at + 1..]);
                rest = &rest[..at];
            }
            put(rest);
        }
        _ => loop {
            let end = rest.iter().rposition(|b| !split::is_ascii_space(*b)).map_or(0, |at| at + 1);
            rest = &rest[..end];
            if rest.is_empty() {
                break;
            }
            if left == 0 {
                put(rest);
                break;
            }
            left -= 1;
            let from = rest.iter().rposition(|b| split::is_ascii_space(*b)).map_or(0, |at| at + 1);
            put(&rest[from..]);
            rest = &rest[..from];
        },
    }
    list.reverse();
    list.value()
}

/// The pieces of a text, if it is ASCII and its separator is none of the rare ones.
pub(super) fn pieces<'v>(
    vm: &'v Vm,
    s: &'v Str,
    sep: Option<Wtf8<'_>>,
    max: i64,
    backwards: bool,
) -> Option<Value<'v>> {
    let sep = sep.map(Wtf8::as_bytes);
    let simple = match sep {
        None => true,
        Some([one]) => one.is_ascii(),
        Some(sep) => !sep.is_empty() && !backwards && s.len() <= 128,
    };
    if !s.is_ascii() || !simple {
        return None;
    }
    // without a limit both ends are as good
    Some(match usize::try_from(max) {
        Ok(limit) if backwards => rsplit_ascii(vm, s.bytes(), sep, limit),
        _ => split_ascii(vm, s.bytes(), sep, max),
    })
}

macro_rules! splits {
    ($($name:ident $by:ident $at_most:ident = $backwards:expr;)+) => {
        $(pub(super) fn $name<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
            pieces(vm, text(v)?, None, -1, $backwards).map(Ret::from)
        }

        pub(super) fn $by<'h>(vm: &'h Vm, v: Value<'h>, sep: Value<'h>) -> Option<Ret> {
            pieces(vm, text(v)?, Some(text(sep)?.text()), -1, $backwards).map(Ret::from)
        }

        pub(super) fn $at_most<'h>(vm: &'h Vm, v: Value<'h>, sep: Value<'h>, max: Value<'h>) -> Option<Ret> {
            let sep = if sep.is_none() { None } else { Some(text(sep)?.text()) };
            pieces(vm, text(v)?, sep, max.as_small_int()?, $backwards).map(Ret::from)
        })+
    };
}

splits! {
    split split_by split_at_most = false;
    rsplit rsplit_by rsplit_at_most = true;
}

/// The lines of ASCII text.
pub(super) fn lines<'v>(vm: &'v Vm, s: &'v Str, keep_ends: bool) -> Option<Value<'v>> {
    if !s.is_ascii() {
        return None;
    }
    let list = List::empty(&vm.heap);
    split::ascii_lines(s.bytes(), keep_ends, |line| list.push(&vm.heap, piece(vm, line)));
    Some(list.value())
}

pub(super) fn splitlines<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    lines(vm, text(v)?, false).map(Ret::from)
}

macro_rules! strips {
    ($($name:ident $by:ident = $side:ident;)+) => {
        $(pub(super) fn $name<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
            let s = text(v)?;
            if s.is_ascii() && v.is_exact(Builtins::Str) {
                let rest = split::strip_spaces(s.bytes(), Side::$side);
                return Some(if rest.len() == s.bytes().len() { v } else { piece(vm, rest) }.into());
            }
            Some(part(vm, s, split::strip(s.text(), None, Side::$side)).into())
        }

        pub(super) fn $by<'h>(vm: &'h Vm, v: Value<'h>, chars: Value<'h>) -> Option<Ret> {
            let s = text(v)?;
            Some(part(vm, s, split::strip(s.text(), Some(text(chars)?.text()), Side::$side)).into())
        })+
    };
}

strips! {
    strip strip_by = Both;
    lstrip lstrip_by = Left;
    rstrip rstrip_by = Right;
}

pub(super) fn removeprefix<'h>(vm: &'h Vm, v: Value<'h>, affix: Value<'h>) -> Option<Ret> {
    let s = text(v)?;
    Some(part(vm, s, search::remove_prefix(s.text(), text(affix)?.text())).into())
}

pub(super) fn removesuffix<'h>(vm: &'h Vm, v: Value<'h>, affix: Value<'h>) -> Option<Ret> {
    let s = text(v)?;
    Some(part(vm, s, search::remove_suffix(s.text(), text(affix)?.text())).into())
}

fn parted<'h>(vm: &'h Vm, v: Value<'h>, sep: Value<'h>, find: Search) -> Option<Ret> {
    let (s, mark) = (text(v)?, text(sep)?);
    if mark.is_empty() {
        return None;
    }
    let at = find(s.bytes(), mark.bytes())?;
    let (x, y) = (&s.bytes()[..at], &s.bytes()[at + mark.bytes().len()..]);
    Some(vm.tuple(&[part(vm, s, Wtf8::new(x)), sep, part(vm, s, Wtf8::new(y))]).into())
}

pub(super) fn partition<'h>(vm: &'h Vm, v: Value<'h>, sep: Value<'h>) -> Option<Ret> {
    parted(vm, v, sep, search::find_bytes)
}

pub(super) fn rpartition<'h>(vm: &'h Vm, v: Value<'h>, sep: Value<'h>) -> Option<Ret> {
    parted(vm, v, sep, last)
}

/// A string with one text for another, where that is simple.
pub(super) fn exchanged<'v>(vm: &'v Vm, s: &'v Str, old: &Str, new: &Str, count: i64) -> Option<&'v Str> {
    let limit = usize::try_from(count).unwrap_or(usize::MAX);
    s.replaced(&vm.heap, old, new, limit, search::find_bytes)
}

pub(super) fn replace<'h>(vm: &'h Vm, v: Value<'h>, old: Value<'h>, new: Value<'h>) -> Option<Ret> {
    exchanged(vm, text(v)?, text(old)?, text(new)?, -1).map(Ret::from)
}

pub(super) fn join<'h>(vm: &'h Vm, v: Value<'h>, items: Value<'h>) -> Option<Ret> {
    Str::join(&vm.heap, text(v)?, vm.plain_values(items)?).ok().map(Ret::from)
}

pub(super) fn encode<'h>(vm: &'h Vm, v: Value<'h>) -> Option<Ret> {
    let s = text(v)?;
    s.as_str()?;
    Some(vm.bytes(s.bytes()).into())
}

/// To an encoding, where all goes well.
fn encoded<'h>(vm: &'h Vm, v: Value<'h>, encoding: Value<'h>, errors: &str) -> Option<Ret> {
    let (s, name) = (text(v)?, text(encoding)?.as_str()?);
    if s.is_ascii() && Encoding::lookup(name)?.keeps_ascii() {
        return Some(vm.bytes(s.bytes()).into());
    }
    let bytes = codec::encode(s.text(), name, errors).ok()?;
    Some(vm.bytes(&bytes).into())
}

pub(super) fn encode_to<'h>(vm: &'h Vm, v: Value<'h>, encoding: Value<'h>) -> Option<Ret> {
    encoded(vm, v, encoding, "strict")
}

pub(super) fn encode_with<'h>(
    vm: &'h Vm,
    v: Value<'h>,
    encoding: Value<'h>,
    errors: Value<'h>,
) -> Option<Ret> {
    encoded(vm, v, encoding, text(errors)?.as_str()?)
}

/// `str.format` with one argument.
pub(super) fn format_one<'h>(vm: &'h Vm, v: Value<'h>, x: Value<'h>) -> Option<Ret> {
    vm.quick_template(text(v)?, &[x], &[], &[]).map(Ret::from)
}

/// `str.format` with two arguments.
pub(super) fn format_two<'h>(vm: &'h Vm, v: Value<'h>, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
    vm.quick_template(text(v)?, &[x, y], &[], &[]).map(Ret::from)
}

/// `str.format` with keywords.
pub(super) fn format_named<'h>(
    vm: &'h Vm,
    args: &[Value<'h>],
    names: &[Value<'h>],
    values: &[Value<'h>],
) -> Option<Ret> {
    let (template, rest) = args.split_first()?;
    vm.quick_template(text(*template)?, rest, names, values).map(Ret::from)
}

/// ASCII text by a dict that gives ASCII: what becomes of a character is asked once.
pub(super) fn translate<'h>(vm: &'h Vm, v: Value<'h>, table: Value<'h>) -> Option<Ret> {
    const UNKNOWN: u8 = 0x80;
    const GONE: u8 = 0x81;
    let s = ascii(v)?;
    let dict = table.cast::<Dict>().filter(|_| table.is_exact(Builtins::Dict))?;
    let ask = |b: u8| -> Option<u8> {
        let Some(to) = vm.quick_dict_get(dict, Value::index(b as usize))? else { return Some(b) };
        if to.is_none() {
            return Some(GONE);
        }
        match to.as_small_int() {
            Some(i) => u8::try_from(i).ok().filter(u8::is_ascii),
            None => match ascii(to)?.bytes() {
                [one] => Some(*one),
                _ => None,
            },
        }
    };
    let mut known = [UNKNOWN; 256];
    let mut out = Vec::with_capacity(s.len());
    let (pieces, rest) = s.bytes().as_chunks::<32>();
    let slowly = |part: &[u8], known: &mut [u8; 256], out: &mut Vec<u8>| {
        for b in part {
            let to = &mut known[*b as usize];
            if *to == UNKNOWN {
                *to = ask(*b)?;
            }
            if *to != GONE {
                out.push(*to);
            }
        }
        Some(())
    };
    for piece in pieces {
        let mut to = [0; 32];
        to.iter_mut().zip(piece).for_each(|(to, b)| *to = known[*b as usize]);
        if to.is_ascii() {
            out.extend_from_slice(&to);
        } else {
            slowly(piece, &mut known, &mut out)?;
        }
    }
    slowly(rest, &mut known, &mut out)?;
    Some(Str::ascii(&vm.heap, &out).into())
}
