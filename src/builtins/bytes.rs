//! `bytes` and `bytearray`: making them, and the methods they share. Results are of the receiver's own type.

use std::borrow::Cow;

use super::plain_bytes;
use super::support::*;
use crate::value::fault::PyResult;
use crate::value::text::split::Side;
use crate::value::text::{bytes as raw, codec};
use crate::value::*;
use crate::vm::*;

/// Registers the methods of both types.
pub(super) fn install(vm: &Vm) {
    let bytes = vm.class(Builtins::Bytes);
    vm.add_staticmethods(
        bytes,
        const {
            &[
                row(
                    "__new__",
                    new,
                    "cls, /, source=<unrepresentable>, encoding=<unrepresentable>, errors=<unrepresentable>",
                ),
                row("maketrans", maketrans, "frm, to, /"),
            ]
        },
    );
    vm.add_classmethods(bytes, const { &[row("fromhex", fromhex, "cls, string, /")] });
    vm.add_methods(bytes, METHODS);
    vm.add_methods(
        bytes,
        const { &[row("__bytes__", itself, "self, /"), row("__getnewargs__", getnewargs, "self, /")] },
    );
    let array = vm.class(Builtins::ByteArray);
    vm.add_staticmethods(
        array,
        const {
            &[
                row("__new__", super::bytearray::new, "cls, /, *args, **kwargs"),
                row("maketrans", maketrans, "frm, to, /"),
            ]
        },
    );
    vm.add_classmethods(array, const { &[row("fromhex", fromhex, "cls, string, /")] });
    vm.add_methods(array, METHODS);
    super::bytearray::install(vm, array);
}

const METHODS: &[NativeRow] = &[
    row("capitalize", capitalize, "self, /"),
    row("center", center, "self, width, fillchar=b' ', /"),
    row("count", count, "self, sub, start=None, end=None, /").pairing(plain_bytes::count),
    row("decode", decode, "self, /, encoding='utf-8', errors='strict'")
        .one(plain_bytes::decode)
        .pairing(plain_bytes::decode_from)
        .three(plain_bytes::decode_with),
    row("endswith", endswith, "self, suffix, start=None, end=None, /").pairing(plain_bytes::endswith),
    row("expandtabs", expandtabs, "self, /, tabsize=8"),
    row("find", find, "self, sub, start=None, end=None, /").pairing(plain_bytes::find),
    row("hex", hex, "self, sep=<unrepresentable>, bytes_per_sep=1").one(plain_bytes::hex),
    row("index", index, "self, sub, start=None, end=None, /"),
    row("isalnum", isalnum, "self, /").one(plain_bytes::isalnum),
    row("isalpha", isalpha, "self, /").one(plain_bytes::isalpha),
    row("isascii", isascii, "self, /"),
    row("isdigit", isdigit, "self, /").one(plain_bytes::isdigit),
    row("islower", islower, "self, /").one(plain_bytes::islower),
    row("isspace", isspace, "self, /").one(plain_bytes::isspace),
    row("istitle", istitle, "self, /"),
    row("isupper", isupper, "self, /").one(plain_bytes::isupper),
    row("join", join, "self, iterable_of_bytes, /").pairing(plain_bytes::join),
    row("ljust", ljust, "self, width, fillchar=b' ', /"),
    row("lower", lower, "self, /").one(plain_bytes::lower),
    row("lstrip", lstrip, "self, bytes=None, /").one(plain_bytes::lstrip).pairing(plain_bytes::lstrip_by),
    row("partition", partition, "self, sep, /"),
    row("removeprefix", removeprefix, "self, prefix, /"),
    row("removesuffix", removesuffix, "self, suffix, /"),
    row("replace", replace, "self, old, new, count=-1, /").three(plain_bytes::replace),
    row("rfind", rfind, "self, sub, start=None, end=None, /"),
    row("rindex", rindex, "self, sub, start=None, end=None, /"),
    row("rjust", rjust, "self, width, fillchar=b' ', /"),
    row("rpartition", rpartition, "self, sep, /"),
    row("rsplit", rsplit, "self, /, sep=None, maxsplit=-1"),
    row("rstrip", rstrip, "self, bytes=None, /").one(plain_bytes::rstrip).pairing(plain_bytes::rstrip_by),
    row("split", split, "self, /, sep=None, maxsplit=-1")
        .one(plain_bytes::split)
        .pairing(plain_bytes::split_by),
    row("splitlines", splitlines, "self, /, keepends=False"),
    row("startswith", startswith, "self, prefix, start=None, end=None, /").pairing(plain_bytes::startswith),
    row("strip", strip, "self, bytes=None, /").one(plain_bytes::strip).pairing(plain_bytes::strip_by),
    row("swapcase", swapcase, "self, /"),
    row("title", title, "self, /"),
    row("translate", translate, "self, table, /, delete=b''"),
    row("upper", upper, "self, /").one(plain_bytes::upper),
    row("zfill", zfill, "self, width, /"),
];

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    class_arg(vm, a, Builtins::Bytes)?;
    let exact = a.opt(vm, 1).is_some_and(|v| v.is_exact(Builtins::Bytes));
    let content = if exact && a.opt(vm, 2).is_none() && a.opt(vm, 3).is_none() {
        if is_plain(class_arg(vm, a, Builtins::Bytes)?, Builtins::Bytes) {
            return Ok(a.get(vm, 1).into());
        }
        bytes_of(vm, a.get(vm, 1))?
    } else {
        if let Some(h) = a.opt_handle(vm, 1)
            && a.opt(vm, 2).is_none()
        {
            let mut s = vm.scope();
            if let Some(r) = s.call_special(h, Sym::Bytes, &[])? {
                if r.cast::<Bytes>(&s).is_none() {
                    let t = s.type_name(r.get(&s));
                    return Err(s.type_error(format_args!("__bytes__ returned non-bytes (type {t})")));
                }
                let content = bytes_of(&s, r.get(&s))?;
                drop(s);
                return of_class(vm, a, &content);
            }
        }
        let (source, encoding, errors) = (a.opt_handle(vm, 1), a.opt_handle(vm, 2), a.opt_handle(vm, 3));
        from_source(vm, source, encoding, errors, "bytes")?
    };
    of_class(vm, a, &content)
}

fn of_class(vm: &mut Vm, a: Args, content: &[u8]) -> NativeResult {
    let class = class_arg(vm, a, Builtins::Bytes)?;
    let b = Bytes::new(&vm.heap, content);
    b.header().set_shape(class.root.get());
    Ok(b.into())
}

fn text_of(vm: &Vm, h: Option<Handle>, what: &str, default: &str) -> Result<String, Raise> {
    h.map_or_else(|| Ok(default.into()), |h| plain_name(vm, h.get(vm), what))
}

/// The content that the arguments of `bytes` or `bytearray` ask for.
pub(super) fn from_source(
    vm: &mut Vm,
    source: Option<Handle>,
    encoding: Option<Handle>,
    errors: Option<Handle>,
    name: &str,
) -> Result<Vec<u8>, Raise> {
    let Some(source) = source else {
        if encoding.is_some() || errors.is_some() {
            let what = if encoding.is_some() { "encoding" } else { "errors" };
            return Err(vm.type_error(format_args!("{what} without a string argument")));
        }
        return Ok(Vec::new());
    };
    let v = source.get(vm);
    if let Some(s) = v.cast::<Str>() {
        if encoding.is_none() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let encoding = text_of(vm, encoding, &format!("{name}() argument 'encoding'"), "utf-8")?;
        let errors = text_of(vm, errors, &format!("{name}() argument 'errors'"), "strict")?;
        return codec::encode(s.text(), &encoding, &errors).map_err(|e| raise_codec(vm, e, v));
    }
    if encoding.is_some() || errors.is_some() {
        let what = if encoding.is_some() { "encoding" } else { "errors" };
        return Err(vm.type_error(format_args!("{what} without a string argument")));
    }
    if v.is_int_like() || (v.header().is_some() && vm.lookup_special(v, Sym::Index).is_some()) {
        let n = vm.scope().index(source)?;
        if n < 0 {
            return Err(vm.value_error("negative count"));
        }
        if n > u32::MAX as i64 {
            return Err(vm.raise_with(Exc::MemoryError, &[]));
        }
        return Ok(vec![0; n as usize]);
    }
    let iterable = bytes_like(v, |_| ()).is_some()
        || vm.lookup_special(v, Sym::Iter).is_some()
        || vm.lookup_special(v, Sym::GetItem).is_some();
    if !iterable {
        let t = vm.type_name(v);
        return Err(vm.type_error(format_args!("cannot convert '{t}' object to {name}")));
    }
    bytes_from(vm, source, if name == "bytes" { "bytes" } else { "byte" })
}

/// The bytes of a bytes-like object or of an iterable of ints; `what` (`byte` or `bytes`) begins the error of a
/// number that is none.
pub(crate) fn bytes_from(vm: &mut Vm, h: Handle, what: &str) -> Result<Vec<u8>, Raise> {
    let v = h.get(vm);
    if let Some(bytes) = bytes_like(v, <[u8]>::to_vec) {
        return Ok(bytes);
    }
    let mut out = Vec::new();
    vm.scope().for_each(h, |s, item| {
        out.push(byte(s, item, what)?);
        Ok(true)
    })?;
    Ok(out)
}

/// An int as a byte.
pub(super) fn byte(s: &mut Scope<'_>, h: Handle, what: &str) -> Result<u8, Raise> {
    let n = match h.get(s).as_i64() {
        Some(n) => n,
        None => s.index_clamped(h)?,
    };
    u8::try_from(n).map_err(|_| s.value_error(format_args!("{what} must be in range(0, 256)")))
}

/// The receiver's bytes.
fn this(vm: &Vm, a: Args) -> Result<Cow<'_, [u8]>, Raise> {
    content(vm, a.get(vm, 0))
}

fn content<'v>(vm: &'v Vm, v: Value<'v>) -> Result<Cow<'v, [u8]>, Raise> {
    match v.cast::<Bytes>() {
        Some(b) => Ok(Cow::Borrowed(b.bytes())),
        None => bytes_of(vm, v).map(Cow::Owned),
    }
}

/// New bytes of the receiver's type.
fn make<'v>(vm: &'v Vm, a: Args, bytes: &[u8]) -> Value<'v> {
    if a.get(vm, 0).cast::<ByteArray>().is_some() {
        ByteArray::new(&vm.heap, bytes.to_vec()).value()
    } else {
        vm.bytes(bytes)
    }
}

fn make_list<'v>(vm: &'v Vm, a: Args, parts: &[&[u8]]) -> Value<'v> {
    let list = List::with_capacity(&vm.heap, parts.len());
    for p in parts {
        list.push(&vm.heap, make(vm, a, p));
    }
    list.value()
}

macro_rules! maps {
    ($($name:ident = $f:expr;)+) => {
        $(fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            let f: fn(&[u8]) -> Vec<u8> = $f;
            let bytes = f(&this(vm, a)?);
            Ok(make(vm, a, &bytes).into())
        })+
    };
}

maps! {
    capitalize = raw::capitalize;
    swapcase = raw::swapcase;
    title = raw::title;
    lower = <[u8]>::to_ascii_lowercase;
    upper = <[u8]>::to_ascii_uppercase;
}

macro_rules! predicates {
    ($($name:ident = $f:expr;)+) => {
        $(fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            Ok(($f)(&this(vm, a)?).into())
        })+
    };
}

predicates! {
    isalnum = raw::is_alnum;
    isalpha = raw::is_alpha;
    isascii = <[u8]>::is_ascii;
    isdigit = raw::is_digit;
    islower = raw::is_lower;
    isspace = raw::is_space;
    istitle = raw::is_title;
    isupper = raw::is_upper;
}

fn itself(vm: &mut Vm, a: Args) -> NativeResult {
    let b = this(vm, a)?;
    Ok(make(vm, a, &b).into())
}

fn getnewargs(vm: &mut Vm, a: Args) -> NativeResult {
    let b = this(vm, a)?;
    Ok(vm.tuple(&[vm.bytes(&b)]).into())
}

fn padded(vm: &mut Vm, a: Args, name: &str, f: fn(&[u8], i64, u8) -> PyResult<Vec<u8>>) -> NativeResult {
    let width = a.handle(vm, 1);
    let width = vm.scope().index(width)?;
    let fill = match a.opt(vm, 2) {
        None => b' ',
        Some(v) => match bytes_like(v, |b| (b.len(), b.first().copied())) {
            Some((1, Some(b))) => b,
            _ => {
                let t = vm.type_name(v);
                return Err(vm.type_error(format_args!(
                    "{name}() argument 2 must be a byte string of length 1, not {t}"
                )));
            }
        },
    };
    let bytes = f(&this(vm, a)?, width, fill);
    let bytes = ok(vm, bytes)?;
    Ok(make(vm, a, &bytes).into())
}

fn center(vm: &mut Vm, a: Args) -> NativeResult {
    padded(vm, a, "center", raw::center)
}

fn ljust(vm: &mut Vm, a: Args) -> NativeResult {
    padded(vm, a, "ljust", raw::ljust)
}

fn rjust(vm: &mut Vm, a: Args) -> NativeResult {
    padded(vm, a, "rjust", raw::rjust)
}

fn zfill(vm: &mut Vm, a: Args) -> NativeResult {
    let width = a.handle(vm, 1);
    let width = vm.scope().index(width)?;
    let bytes = ok(vm, raw::zfill(&this(vm, a)?, width))?;
    Ok(make(vm, a, &bytes).into())
}

fn expandtabs(vm: &mut Vm, a: Args) -> NativeResult {
    let tab = a.opt_handle(vm, 1);
    let tab = index_or(&mut vm.scope(), tab, 8)?;
    let bytes = ok(vm, raw::expand_tabs(&this(vm, a)?, tab))?;
    Ok(make(vm, a, &bytes).into())
}

/// What a search looks for: bytes, or one byte given as an int.
fn needle(vm: &mut Vm, a: Args) -> Result<Vec<u8>, Raise> {
    let v = a.get(vm, 1);
    if let Some(b) = bytes_like(v, <[u8]>::to_vec) {
        return Ok(b);
    }
    if !v.is_int_like() && vm.lookup_special(v, Sym::Index).is_none() {
        let t = vm.type_name(v);
        return Err(vm.type_error(format_args!("argument should be integer or bytes-like object, not '{t}'")));
    }
    let h = a.handle(vm, 1);
    Ok(vec![byte(&mut vm.scope(), h, "byte")?])
}

fn count(vm: &mut Vm, a: Args) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let needle = needle(vm, a)?;
    Ok(Value::index(raw::count(&this(vm, a)?, &needle, from, to)).into())
}

type Search = fn(&[u8], &[u8], i64, i64) -> Option<usize>;

fn found(vm: &mut Vm, a: Args, f: Search) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let needle = needle(vm, a)?;
    let r = f(&this(vm, a)?, &needle, from, to);
    Ok(vm.int(r.map_or(-1, |i| i as i64)).into())
}

fn find(vm: &mut Vm, a: Args) -> NativeResult {
    found(vm, a, raw::find)
}

fn rfind(vm: &mut Vm, a: Args) -> NativeResult {
    found(vm, a, raw::rfind)
}

type Index = fn(&[u8], &[u8], i64, i64) -> PyResult<usize>;

fn position(vm: &mut Vm, a: Args, f: Index) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let needle = needle(vm, a)?;
    let r = f(&this(vm, a)?, &needle, from, to);
    Ok(Value::index(ok(vm, r)?).into())
}

fn index(vm: &mut Vm, a: Args) -> NativeResult {
    position(vm, a, raw::index)
}

fn rindex(vm: &mut Vm, a: Args) -> NativeResult {
    position(vm, a, raw::rindex)
}

type Edge = fn(&[u8], &[u8], i64, i64) -> bool;

fn edge(vm: &mut Vm, a: Args, name: &str, f: Edge) -> NativeResult {
    let (from, to) = bounds(vm, a, 2)?;
    let s = this(vm, a)?;
    let v = a.get(vm, 1);
    if let Some(hit) = bytes_like(v, |x| f(&s, x, from, to)) {
        return Ok(hit.into());
    }
    let Some(tuple) = v.cast::<Tuple>() else {
        let t = vm.type_name(v);
        return Err(
            vm.type_error(format_args!("{name} first arg must be bytes or a tuple of bytes, not {t}"))
        );
    };
    for x in tuple.items() {
        if f(&s, &bytes_of(vm, *x)?, from, to) {
            return Ok(true.into());
        }
    }
    Ok(false.into())
}

fn startswith(vm: &mut Vm, a: Args) -> NativeResult {
    edge(vm, a, "startswith", raw::starts_with)
}

fn endswith(vm: &mut Vm, a: Args) -> NativeResult {
    edge(vm, a, "endswith", raw::ends_with)
}

fn removeprefix(vm: &mut Vm, a: Args) -> NativeResult {
    let (s, x) = (this(vm, a)?, bytes_of(vm, a.get(vm, 1))?);
    Ok(make(vm, a, s.strip_prefix(&x[..]).unwrap_or(&s)).into())
}

fn removesuffix(vm: &mut Vm, a: Args) -> NativeResult {
    let (s, x) = (this(vm, a)?, bytes_of(vm, a.get(vm, 1))?);
    Ok(make(vm, a, s.strip_suffix(&x[..]).unwrap_or(&s)).into())
}

fn stripped(vm: &mut Vm, a: Args, side: Side) -> NativeResult {
    let s = this(vm, a)?;
    let v = a.get(vm, 1);
    let set = if v.is_none() { None } else { Some(bytes_of(vm, v)?) };
    Ok(make(vm, a, raw::strip(&s, set.as_deref(), side)).into())
}

fn strip(vm: &mut Vm, a: Args) -> NativeResult {
    stripped(vm, a, Side::Both)
}

fn lstrip(vm: &mut Vm, a: Args) -> NativeResult {
    stripped(vm, a, Side::Left)
}

fn rstrip(vm: &mut Vm, a: Args) -> NativeResult {
    stripped(vm, a, Side::Right)
}

fn cut(vm: &mut Vm, a: Args, backwards: bool) -> NativeResult {
    let max = a.opt_handle(vm, 2);
    let max = index_or(&mut vm.scope(), max, -1)?;
    let s = this(vm, a)?;
    let v = a.get(vm, 1);
    let sep = if v.is_none() { None } else { Some(content(vm, v)?) };
    let parts =
        if backwards { raw::rsplit(&s, sep.as_deref(), max) } else { raw::split(&s, sep.as_deref(), max) };
    let parts = ok(vm, parts)?;
    Ok(make_list(vm, a, &parts).into())
}

fn split(vm: &mut Vm, a: Args) -> NativeResult {
    cut(vm, a, false)
}

fn rsplit(vm: &mut Vm, a: Args) -> NativeResult {
    cut(vm, a, true)
}

fn splitlines(vm: &mut Vm, a: Args) -> NativeResult {
    let keep = flag(vm, a, 1, false)?;
    let s = this(vm, a)?;
    Ok(make_list(vm, a, &raw::split_lines(&s, keep)).into())
}

fn partition(vm: &mut Vm, a: Args) -> NativeResult {
    let (s, sep) = (this(vm, a)?, bytes_of(vm, a.get(vm, 1))?);
    let cut = ok(vm, raw::partition(&s, &sep))?;
    let parts: [&[u8]; 3] = cut.map_or([&s, b"", b""], |(x, y)| [x, &sep, y]);
    Ok(vm.tuple(&parts.map(|p| make(vm, a, p))).into())
}

fn rpartition(vm: &mut Vm, a: Args) -> NativeResult {
    let (s, sep) = (this(vm, a)?, bytes_of(vm, a.get(vm, 1))?);
    let cut = ok(vm, raw::rpartition(&s, &sep))?;
    let parts: [&[u8]; 3] = cut.map_or([b"", b"", &s], |(x, y)| [x, &sep, y]);
    Ok(vm.tuple(&parts.map(|p| make(vm, a, p))).into())
}

fn replace(vm: &mut Vm, a: Args) -> NativeResult {
    let max = a.opt_handle(vm, 3);
    let max = index_or(&mut vm.scope(), max, -1)?;
    let s = this(vm, a)?;
    let (old, new) = (bytes_of(vm, a.get(vm, 1))?, bytes_of(vm, a.get(vm, 2))?);
    let changed = raw::replace(&s, &old, &new, max);
    Ok(make(vm, a, changed.as_deref().unwrap_or(&s)).into())
}

fn join(vm: &mut Vm, a: Args) -> NativeResult {
    let sep = this(vm, a)?.into_owned();
    let h = a.handle(vm, 1);
    let mut out = Vec::new();
    let mut i = 0;
    vm.scope().for_each(h, |s, item| {
        let v = item.get(s);
        if i > 0 {
            out.extend_from_slice(&sep);
        }
        if bytes_like(v, |b| out.extend_from_slice(b)).is_none() {
            let t = s.type_name(v);
            return Err(
                s.type_error(format_args!("sequence item {i}: expected a bytes-like object, {t} found"))
            );
        }
        i += 1;
        Ok(true)
    })?;
    Ok(make(vm, a, &out).into())
}

fn decode(vm: &mut Vm, a: Args) -> NativeResult {
    if a.opt(vm, 1).is_none()
        && a.opt(vm, 2).is_none()
        && let Some(b) = a.get(vm, 0).cast::<Bytes>()
        && let Ok(text) = std::str::from_utf8(b.bytes())
    {
        return Ok(vm.str(text).into());
    }
    let encoding = text_arg(vm, a, 1, "decode() argument 'encoding'", "utf-8")?;
    let errors = text_arg(vm, a, 2, "decode() argument 'errors'", "strict")?;
    let bytes = this(vm, a)?;
    match codec::decode(&bytes, &encoding, &errors) {
        Ok(text) => Ok(wtf8(vm, &text).into()),
        Err(e) => Err(raise_codec(vm, e, vm.bytes(&bytes))),
    }
}

fn hex(vm: &mut Vm, a: Args) -> NativeResult {
    let group = a.opt_handle(vm, 2);
    let group = index_or(&mut vm.scope(), group, 1)?;
    let sep = match a.opt(vm, 1) {
        None => None,
        Some(v) => match (v.cast::<Str>(), bytes_like(v, <[u8]>::to_vec)) {
            (Some(s), _) => Some(s.text().to_owned()),
            (None, Some(b)) => Some(crate::value::text::Wtf8Buf::from_bytes(b)),
            _ => {
                let t = vm.type_name(v);
                return Err(vm.type_error(format_args!("sep must be str or bytes, not {t}")));
            }
        },
    };
    let text = ok(vm, raw::hex(&this(vm, a)?, sep.as_ref().map(|s| s.as_wtf8()), group))?;
    Ok(vm.str(&text).into())
}

fn fromhex(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 1);
    let Some(s) = v.cast::<Str>() else {
        let t = shown_type(vm, v);
        return Err(vm.type_error(format_args!("fromhex() argument must be str, not {t}")));
    };
    let bytes = ok(vm, raw::from_hex(s.text()))?;
    let class = a.get(vm, 0);
    if class.is(vm.class(Builtins::Bytes).value()) {
        return Ok(vm.bytes(&bytes).into());
    }
    let class = a.handle(vm, 0);
    let mut s = vm.scope();
    let b = s.keep(|vm| vm.bytes(&bytes));
    let r = s.call(class, &[b])?;
    Ok(r.ret(&s))
}

fn maketrans(vm: &mut Vm, a: Args) -> NativeResult {
    let (from, to) = (bytes_of(vm, a.get(vm, 0))?, bytes_of(vm, a.get(vm, 1))?);
    let table = ok(vm, raw::make_trans(&from, &to))?;
    Ok(vm.bytes(&table).into())
}

fn translate(vm: &mut Vm, a: Args) -> NativeResult {
    let s = this(vm, a)?;
    let table = a.get(vm, 1);
    let table = if table.is_none() { None } else { Some(bytes_of(vm, table)?) };
    let delete = match a.opt(vm, 2) {
        Some(v) => bytes_of(vm, v)?,
        None => Vec::new(),
    };
    let out = ok(vm, raw::translate(&s, table.as_deref(), &delete))?;
    Ok(make(vm, a, &out).into())
}
