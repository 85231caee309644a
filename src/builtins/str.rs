//! `str`.

use super::plain_str::{self, between, last, part};
use super::support::*;
use crate::value::text::codec;
use crate::value::text::layout::{self, Mapped};
use crate::value::text::split::{self, Side};
use crate::value::text::{Wtf8, bytes, case, predicate, search};
use crate::value::*;
use crate::vm::*;

/// Registers the methods of `str`.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::Str);
    vm.add_staticmethods(
        class,
        const {
            &[
                row(
                    "__new__",
                    new,
                    "cls, object=<unrepresentable>, encoding=<unrepresentable>, errors=<unrepresentable>",
                ),
                row("maketrans", maketrans, "x, y=<unrepresentable>, z=<unrepresentable>, /"),
            ]
        },
    );
    vm.add_methods(class, METHODS);
}

const METHODS: &[NativeRow] = &[
    row("capitalize", capitalize, "self, /").one(plain_str::capitalize),
    row("casefold", casefold, "self, /").one(plain_str::casefold),
    row("center", center, "self, width, fillchar=' ', /")
        .pairing(plain_str::center)
        .three(plain_str::center_with),
    row("count", count, "self, sub, start=None, end=None, /").pairing(plain_str::count),
    row("encode", encode, "self, /, encoding='utf-8', errors='strict'")
        .one(plain_str::encode)
        .pairing(plain_str::encode_to)
        .three(plain_str::encode_with),
    row("endswith", endswith, "self, suffix, start=None, end=None, /").pairing(plain_str::endswith),
    row("expandtabs", expandtabs, "self, /, tabsize=8"),
    row("find", find, "self, sub, start=None, end=None, /")
        .pairing(plain_str::find)
        .three(plain_str::find_from),
    row("format", super::str_format::format, "self, /, *args, **kwargs")
        .pairing(plain_str::format_one)
        .three(plain_str::format_two)
        .named(plain_str::format_named),
    row("format_map", super::str_format::format_map, "self, mapping, /"),
    row("index", index, "self, sub, start=None, end=None, /").pairing(plain_str::index),
    row("isalnum", isalnum, "self, /").one(plain_str::isalnum),
    row("isalpha", isalpha, "self, /").one(plain_str::isalpha),
    row("isascii", isascii, "self, /"),
    row("isdecimal", isdecimal, "self, /").one(plain_str::isdecimal),
    row("isdigit", isdigit, "self, /").one(plain_str::isdigit),
    row("isidentifier", isidentifier, "self, /").one(plain_str::isidentifier),
    row("islower", islower, "self, /").one(plain_str::islower),
    row("isnumeric", isnumeric, "self, /").one(plain_str::isnumeric),
    row("isprintable", isprintable, "self, /").one(plain_str::isprintable),
    row("isspace", isspace, "self, /").one(plain_str::isspace),
    row("istitle", istitle, "self, /").one(plain_str::istitle),
    row("isupper", isupper, "self, /").one(plain_str::isupper),
    row("join", join, "self, iterable, /").consuming(Consumer::Join).pairing(plain_str::join),
    row("ljust", ljust, "self, width, fillchar=' ', /")
        .pairing(plain_str::ljust)
        .three(plain_str::ljust_with),
    row("lower", lower, "self, /").one(plain_str::lower),
    row("lstrip", lstrip, "self, chars=None, /").one(plain_str::lstrip).pairing(plain_str::lstrip_by),
    row("partition", partition, "self, sep, /").pairing(plain_str::partition),
    row("removeprefix", removeprefix, "self, prefix, /").pairing(plain_str::removeprefix),
    row("removesuffix", removesuffix, "self, suffix, /").pairing(plain_str::removesuffix),
    row("replace", replace, "self, old, new, /, count=-1").three(plain_str::replace),
    row("rfind", rfind, "self, sub, start=None, end=None, /").pairing(plain_str::rfind),
    row("rindex", rindex, "self, sub, start=None, end=None, /").pairing(plain_str::rindex),
    row("rjust", rjust, "self, width, fillchar=' ', /")
        .pairing(plain_str::rjust)
        .three(plain_str::rjust_with),
    row("rpartition", rpartition, "self, sep, /").pairing(plain_str::rpartition),
    row("rsplit", rsplit, "self, /, sep=None, maxsplit=-1")
        .one(plain_str::rsplit)
        .pairing(plain_str::rsplit_by)
        .three(plain_str::rsplit_at_most),
    row("rstrip", rstrip, "self, chars=None, /").one(plain_str::rstrip).pairing(plain_str::rstrip_by),
    row("split", split, "self, /, sep=None, maxsplit=-1")
        .one(plain_str::split)
        .pairing(plain_str::split_by)
        .three(plain_str::split_at_most),
    row("splitlines", splitlines, "self, /, keepends=False").one(plain_str::splitlines),
    row("startswith", startswith, "self, prefix, start=None, end=None, /")
        .pairing(plain_str::startswith)
        .three(plain_str::startswith_from),
    row("strip", strip, "self, chars=None, /").one(plain_str::strip).pairing(plain_str::strip_by),
    row("swapcase", swapcase, "self, /").one(plain_str::swapcase),
    row("title", title, "self, /").one(plain_str::title),
    row("translate", translate, "self, table, /").pairing(plain_str::translate),
    row("upper", upper, "self, /").one(plain_str::upper),
    row("zfill", zfill, "self, width, /").pairing(plain_str::zfill),
    row("__getnewargs__", getnewargs, "self, /"),
];

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    class_arg(vm, a, Builtins::Str)?;
    let text = if a.opt(vm, 2).is_some() || a.opt(vm, 3).is_some() {
        let encoding = text_arg(vm, a, 2, "str() argument 'encoding'", "utf-8")?;
        let errors = text_arg(vm, a, 3, "str() argument 'errors'", "strict")?;
        let v = a.opt(vm, 1).unwrap_or(Value::NONE);
        if v.cast::<Str>().is_some() {
            return Err(vm.type_error("decoding str is not supported"));
        }
        if a.opt(vm, 1).is_none() {
            return of_class(vm, a, None);
        }
        let Some(bytes) = bytes_like(v, <[u8]>::to_vec) else {
            let t = vm.type_name(v);
            return Err(vm.type_error(format_args!("decoding to str: need a bytes-like object, {t} found")));
        };
        let text = codec::decode(&bytes, &encoding, &errors);
        let text = text.map_err(|e| raise_codec(vm, e, vm.bytes(&bytes)))?;
        let mut s = vm.scope();
        Some(s.keep(|vm| wtf8(vm, &text)).ret(&s))
    } else if a.opt(vm, 1).is_some() {
        if a.get(vm, 1).is_exact(Builtins::Str) {
            Some(a.get(vm, 1).into())
        } else {
            let h = a.handle(vm, 1);
            let mut s = vm.scope();
            Some(s.str(h)?.ret(&s))
        }
    } else {
        None
    };
    of_class(vm, a, text)
}

/// A string as one of the class asked for.
fn of_class(vm: &mut Vm, a: Args, text: Option<Ret>) -> NativeResult {
    let plain = is_plain(class_arg(vm, a, Builtins::Str)?, Builtins::Str);
    if plain && let Some(text) = text {
        return Ok(text);
    }
    let mut s = vm.scope();
    let text = match text {
        Some(t) => s.keep_ret(t),
        None => s.keep(|vm| vm.str("")),
    };
    let class = class_arg(&s, a, Builtins::Str)?;
    if plain {
        return Ok(text.ret(&s));
    }
    let Some(text) = text.cast::<Str>(&s) else { return Ok(text.ret(&s)) };
    Ok(Str::of_class(&s.heap, text.text(), class.root.get(), true).into())
}

/// Methods that give another text, or an answer: the plain case, or that of any text.
macro_rules! of_text {
    ($($name:ident = $any:path;)+) => {
        $(fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            let s = a.this::<Str>(vm)?;
            match plain_str::$name(vm, s.value()) {
                Some(ret) => Ok(ret),
                None => Ok($any(vm, s.text())),
            }
        })+
    };
}

/// What a function of a text gives, as a result.
macro_rules! general {
    (text: $($text:ident)+; truth: $($truth:ident)+) => {
        mod general {
            use super::{case, predicate, wtf8};
            use crate::value::text::Wtf8;
            use crate::vm::{Ret, Vm};

            $(pub fn $text(vm: &Vm, s: Wtf8<'_>) -> Ret {
                wtf8(vm, &case::$text(s)).into()
            })+
            $(pub fn $truth(_: &Vm, s: Wtf8<'_>) -> Ret {
                predicate::$truth(s).into()
            })+
        }
    };
}

general! {
    text: capitalize casefold lower swapcase title upper;
    truth: is_alnum is_alpha is_decimal is_digit is_identifier is_lower is_numeric is_printable is_space is_title
        is_upper
}

of_text! {
    capitalize = general::capitalize;
    casefold = general::casefold;
    isalnum = general::is_alnum;
    isalpha = general::is_alpha;
    isdecimal = general::is_decimal;
    isdigit = general::is_digit;
    isidentifier = general::is_identifier;
    islower = general::is_lower;
    isnumeric = general::is_numeric;
    isprintable = general::is_printable;
    isspace = general::is_space;
    istitle = general::is_title;
    isupper = general::is_upper;
    lower = general::lower;
    swapcase = general::swapcase;
    title = general::title;
    upper = general::upper;
}

fn isascii(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.this::<Str>(vm)?.is_ascii().into())
}

/// Padding to a width with a fill character; `left` says how much of the gap is before the text.
fn padded(vm: &mut Vm, a: Args, left: plain_str::Left) -> NativeResult {
    let width = a.handle(vm, 1);
    let width = vm.scope().index(width)?;
    let fill = match a.opt(vm, 2) {
        None => &b" "[..],
        Some(v) => match v.cast::<Str>() {
            Some(s) if s.len() == 1 => s.bytes(),
            Some(_) => return Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                let t = vm.type_name(v);
                return Err(
                    vm.type_error(format_args!("The fill character must be a unicode character, not {t}"))
                );
            }
        },
    };
    let s = a.this::<Str>(vm)?;
    let gap = ok(vm, layout::missing(s.len(), width))?;
    Ok(plain_str::with_gap(vm, s, left(gap, width), gap, fill).into())
}

fn center(vm: &mut Vm, a: Args) -> NativeResult {
    padded(vm, a, plain_str::CENTER)
}

fn ljust(vm: &mut Vm, a: Args) -> NativeResult {
    padded(vm, a, plain_str::LEFT)
}

fn rjust(vm: &mut Vm, a: Args) -> NativeResult {
    padded(vm, a, plain_str::RIGHT)
}

fn zfill(vm: &mut Vm, a: Args) -> NativeResult {
    let width = a.handle(vm, 1);
    let width = vm.scope().index(width)?;
    let s = a.this::<Str>(vm)?;
    let zeros = ok(vm, layout::missing(s.len(), width))?;
    Ok(plain_str::with_zeros(vm, s, zeros).into())
}

fn expandtabs(vm: &mut Vm, a: Args) -> NativeResult {
    let tab = a.opt_handle(vm, 1);
    let tab = index_or(&mut vm.scope(), tab, 8)?;
    let text = ok(vm, layout::expand_tabs(a.this::<Str>(vm)?.text(), tab))?;
    Ok(wtf8(vm, &text).into())
}

fn count(vm: &mut Vm, a: Args) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let (s, sub) = (a.this::<Str>(vm)?, str_arg(vm, a, 1, "count")?);
    let n = match between(vm, s, from, to) {
        None => 0,
        Some((hay, _)) if sub.is_empty() => Wtf8::new(hay).char_count() + 1,
        Some((hay, _)) => bytes::count(hay, sub.bytes(), 0, i64::MAX),
    };
    Ok(Value::index(n).into())
}

fn found(r: Option<usize>) -> NativeResult {
    Ok(r.map_or(Value::small_int(-1).unwrap_or(Value::NONE), Value::index).into())
}

/// The index where a text stands in another, as `find` and `rfind` give it.
fn place(
    vm: &Vm,
    a: Args,
    name: &str,
    (from, to): (i64, i64),
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> Result<Option<usize>, Raise> {
    let (s, needle) = (a.this::<Str>(vm)?, str_arg(vm, a, 1, name)?);
    let found = between(vm, s, from, to).and_then(|(hay, start)| Some(start + find(hay, needle.bytes())?));
    Ok(found.map(|at| vm.char_index(s, at)))
}

fn find(vm: &mut Vm, a: Args) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    found(place(vm, a, "find", (from, to), search::find_bytes)?)
}

fn rfind(vm: &mut Vm, a: Args) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    found(place(vm, a, "rfind", (from, to), last)?)
}

fn index(vm: &mut Vm, a: Args) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let r = place(vm, a, "index", (from, to), search::find_bytes)?;
    Ok(Value::index(r.ok_or_else(|| vm.value_error("substring not found"))?).into())
}

fn rindex(vm: &mut Vm, a: Args) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let r = place(vm, a, "rindex", (from, to), last)?;
    Ok(Value::index(r.ok_or_else(|| vm.value_error("substring not found"))?).into())
}

type Edge = fn(&[u8], &[u8]) -> bool;

/// `startswith` and `endswith`: one text or a tuple of them.
fn edge(vm: &mut Vm, a: Args, name: &str, f: Edge) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let part = between(vm, a.this::<Str>(vm)?, from, to).map(|(part, _)| part);
    let fits = |x: &Str| part.is_some_and(|part| f(part, x.bytes()));
    let v = a.get(vm, 1);
    if let Some(x) = v.cast::<Str>() {
        return Ok(fits(x).into());
    }
    let Some(tuple) = v.cast::<Tuple>() else {
        let t = vm.type_name(v);
        return Err(vm.type_error(format_args!("{name} first arg must be str or a tuple of str, not {t}")));
    };
    for x in tuple.items() {
        match x.cast::<Str>() {
            Some(x) if fits(x) => return Ok(true.into()),
            Some(_) => {}
            None => {
                let t = vm.type_name(*x);
                return Err(vm.type_error(format_args!("tuple for {name} must only contain str, not {t}")));
            }
        }
    }
    Ok(false.into())
}

fn startswith(vm: &mut Vm, a: Args) -> NativeResult {
    edge(vm, a, "startswith", <[u8]>::starts_with)
}

fn endswith(vm: &mut Vm, a: Args) -> NativeResult {
    edge(vm, a, "endswith", <[u8]>::ends_with)
}

/// The argument of `removeprefix` or `removesuffix`.
fn affix<'v>(vm: &'v Vm, a: Args, name: &str) -> Result<&'v Str, Raise> {
    let v = a.get(vm, 1);
    v.cast::<Str>().ok_or_else(|| {
        let t = shown_type(vm, v);
        vm.type_error(format_args!("{name}() argument must be str, not {t}"))
    })
}

fn removeprefix(vm: &mut Vm, a: Args) -> NativeResult {
    let s = a.this::<Str>(vm)?;
    let x = affix(vm, a, "removeprefix")?;
    Ok(part(vm, s, search::remove_prefix(s.text(), x.text())).into())
}

fn removesuffix(vm: &mut Vm, a: Args) -> NativeResult {
    let s = a.this::<Str>(vm)?;
    let x = affix(vm, a, "removesuffix")?;
    Ok(part(vm, s, search::remove_suffix(s.text(), x.text())).into())
}

fn stripped(vm: &mut Vm, a: Args, side: Side, name: &str) -> NativeResult {
    let s = a.this::<Str>(vm)?;
    let v = a.get(vm, 1);
    let chars = match v.cast::<Str>() {
        Some(c) => Some(c.text()),
        None if v.is_none() => None,
        None => return Err(vm.type_error(format_args!("{name} arg must be None or str"))),
    };
    Ok(part(vm, s, split::strip(s.text(), chars, side)).into())
}

fn strip(vm: &mut Vm, a: Args) -> NativeResult {
    stripped(vm, a, Side::Both, "strip")
}

fn lstrip(vm: &mut Vm, a: Args) -> NativeResult {
    stripped(vm, a, Side::Left, "lstrip")
}

fn rstrip(vm: &mut Vm, a: Args) -> NativeResult {
    stripped(vm, a, Side::Right, "rstrip")
}

fn cut(vm: &mut Vm, a: Args, backwards: bool) -> NativeResult {
    let max = a.opt_handle(vm, 2);
    let max = index_or(&mut vm.scope(), max, -1)?;
    let s = a.this::<Str>(vm)?;
    let v = a.get(vm, 1);
    let sep = match v.cast::<Str>() {
        Some(c) => Some(c.text()),
        None if v.is_none() => None,
        None => {
            let t = vm.type_name(v);
            return Err(vm.type_error(format_args!("must be str or None, not {t}")));
        }
    };
    if let Some(list) = plain_str::pieces(vm, s, sep, max, backwards) {
        return Ok(list.into());
    }
    let parts = if backwards { split::rsplit(s.text(), sep, max) } else { split::split(s.text(), sep, max) };
    let parts = ok(vm, parts)?;
    Ok(str_list(vm, &parts).into())
}

fn split(vm: &mut Vm, a: Args) -> NativeResult {
    cut(vm, a, false)
}

fn rsplit(vm: &mut Vm, a: Args) -> NativeResult {
    cut(vm, a, true)
}

fn splitlines(vm: &mut Vm, a: Args) -> NativeResult {
    let keep = flag(vm, a, 1, false)?;
    let s = a.this::<Str>(vm)?;
    if let Some(list) = plain_str::lines(vm, s, keep) {
        return Ok(list.into());
    }
    Ok(str_list(vm, &split::split_lines(s.text(), keep)).into())
}

fn separator(vm: &Vm, a: Args) -> Result<&Str, Raise> {
    let v = a.get(vm, 1);
    v.cast::<Str>().ok_or_else(|| {
        let t = vm.type_name(v);
        vm.type_error(format_args!("must be str, not {t}"))
    })
}

fn partition(vm: &mut Vm, a: Args) -> NativeResult {
    let (s, sep) = (a.this::<Str>(vm)?, separator(vm, a)?);
    Ok(match ok(vm, search::partition(s.text(), sep.text()))? {
        Some((x, y)) => vm.tuple(&[part(vm, s, x), sep.value(), part(vm, s, y)]).into(),
        None => vm.tuple(&[s.value(), vm.str(""), vm.str("")]).into(),
    })
}

fn rpartition(vm: &mut Vm, a: Args) -> NativeResult {
    let (s, sep) = (a.this::<Str>(vm)?, separator(vm, a)?);
    Ok(match ok(vm, search::rpartition(s.text(), sep.text()))? {
        Some((x, y)) => vm.tuple(&[part(vm, s, x), sep.value(), part(vm, s, y)]).into(),
        None => vm.tuple(&[vm.str(""), vm.str(""), s.value()]).into(),
    })
}

fn replace(vm: &mut Vm, a: Args) -> NativeResult {
    let count = a.opt_handle(vm, 3);
    let count = index_or(&mut vm.scope(), count, -1)?;
    let s = a.this::<Str>(vm)?;
    let (old, new) = (str_arg(vm, a, 1, "replace")?, str_arg(vm, a, 2, "replace")?);
    if let Some(done) = plain_str::exchanged(vm, s, old, new, count) {
        return Ok(done.into());
    }
    Ok(match search::replace(s.text(), old.text(), new.text(), count) {
        Some(text) if s.is_ascii() && new.is_ascii() => {
            Str::ascii(&vm.heap, text.as_wtf8().as_bytes()).into()
        }
        Some(text) => wtf8(vm, &text).into(),
        None => part(vm, s, s.text()).into(),
    })
}

fn join(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<Str>(vm)?;
    let v = a.get(vm, 1);
    if let Some(list) = v.cast::<List>() {
        return joined(vm, list.join(&vm.heap, a.this::<Str>(vm)?), |i| list.get(i));
    }
    if let Some(tuple) = v.cast::<Tuple>() {
        let items = tuple.items();
        return joined(vm, Str::join(&vm.heap, a.this::<Str>(vm)?, items), |i| items.get(i).copied());
    }
    let (this, it) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let Some(it) = s.iter_opt(it)? else { return Err(s.type_error("can only join an iterable")) };
    let list = s.list_of(it)?;
    let (Some(this), Some(list)) = (this.cast::<Str>(&s), list.cast::<List>(&s)) else {
        return Ok(Ret::NONE);
    };
    joined(&s, list.join(&s.heap, this), |i| list.get(i))
}

/// What came of a join, or the error of the item that is no string.
fn joined<'v>(
    vm: &'v Vm,
    outcome: Result<&'v Str, usize>,
    item: impl FnOnce(usize) -> Option<Value<'v>>,
) -> NativeResult {
    match outcome {
        Ok(s) => Ok(s.into()),
        Err(i) => {
            let t = vm.type_name(item(i).unwrap_or(Value::NONE));
            Err(vm.type_error(format_args!("sequence item {i}: expected str instance, {t} found")))
        }
    }
}

fn encode(vm: &mut Vm, a: Args) -> NativeResult {
    if a.opt(vm, 1).is_none() && a.opt(vm, 2).is_none() {
        let s = a.this::<Str>(vm)?;
        if let Some(bytes) = plain_str::encode(vm, s.value()) {
            return Ok(bytes);
        }
    }
    let encoding = text_arg(vm, a, 1, "encode() argument 'encoding'", "utf-8")?;
    let errors = text_arg(vm, a, 2, "encode() argument 'errors'", "strict")?;
    let s = a.this::<Str>(vm)?;
    match codec::encode(s.text(), &encoding, &errors) {
        Ok(bytes) => Ok(vm.bytes(&bytes).into()),
        Err(e) => Err(raise_codec(vm, e, s.value())),
    }
}

fn translate(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(done) = plain_str::translate(vm, a.get(vm, 0), a.get(vm, 1)) {
        return Ok(done);
    }
    let text = a.this::<Str>(vm)?.text().to_owned();
    let table = a.handle(vm, 1);
    let mut s = vm.scope();
    let out = layout::translate(text.as_wtf8(), |c| {
        let mut s = s.inner();
        let key = s.keep(|_| Value::index(c as usize));
        let to = match s.getitem(table, key) {
            Ok(to) => to,
            Err(r) if s.pending_is(&r, Exc::LookupError) => {
                s.catch(r);
                return Ok(Mapped::Keep);
            }
            Err(r) => return Err(r),
        };
        let v = to.get(&s);
        if v.is_none() {
            return Ok(Mapped::Delete);
        }
        if let Some(t) = v.cast::<Str>() {
            return Ok(Mapped::Text(t.text().to_owned()));
        }
        match v.as_i64() {
            Some(c @ 0..0x11_0000) => Ok(Mapped::Char(c as u32)),
            Some(_) => Err(s.value_error("character mapping must be in range(0x110000)")),
            None => Err(s.type_error("character mapping must return integer, None or str")),
        }
    })?;
    Ok(wtf8(&s, &out).into())
}

fn maketrans(vm: &mut Vm, a: Args) -> NativeResult {
    let x = a.get(vm, 0);
    let out = vm.dict();
    let set = |k: u32, v: Value<'_>| {
        let hash = crate::value::number::hash::hash_i64(k as i64);
        match out.candidate(hash, 0) {
            Some((at, _)) => out.set_at(at, v),
            None => {
                out.insert_new(&vm.heap, hash, Value::index(k as usize), v);
            }
        }
    };
    if a.opt(vm, 1).is_none() {
        let Some(d) = x.cast::<Dict>() else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for (k, v) in d.iter() {
            match (k.cast::<Str>(), k.as_i64()) {
                (Some(s), _) if s.len() == 1 => set(s.text().chars().next().unwrap_or(0), v),
                (Some(_), _) => {
                    return Err(vm.value_error("string keys in translate table must be of length 1"));
                }
                (None, Some(i)) => set(u32::try_from(i).unwrap_or(u32::MAX), v),
                _ => {
                    return Err(vm.type_error("keys in translate table must be strings or integers"));
                }
            }
        }
        return Ok(out.into());
    }
    let Some(x) = x.cast::<Str>() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let y = text_of(vm, a, 1)?;
    if x.len() != y.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in x.text().chars().zip(y.text().chars()) {
        set(from, Value::index(to as usize));
    }
    if a.opt(vm, 2).is_some() {
        for c in text_of(vm, a, 2)?.text().chars() {
            set(c, Value::NONE);
        }
    }
    Ok(out.into())
}

fn text_of(vm: &Vm, a: Args, i: usize) -> Result<&Str, Raise> {
    let v = a.get(vm, i);
    v.cast::<Str>().ok_or_else(|| {
        let t = shown_type(vm, v);
        vm.type_error(format_args!("maketrans() argument {} must be str, not {t}", i + 1))
    })
}

fn getnewargs(vm: &mut Vm, a: Args) -> NativeResult {
    let s = a.this::<Str>(vm)?;
    Ok(vm.tuple(&[vm.str_wtf8(s.text())]).into())
}
