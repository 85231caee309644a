//! `sys.stdin`, `sys.stdout` and `sys.stderr`, over the host's streams.

use std::cell::RefCell;

use super::set_handle;
use crate::host::Standard;
use crate::value::text::Wtf8;
use crate::value::text::codec::{self, CodecFailure};
use crate::value::text::runs::is_continuation;
use crate::value::{Builtins, ByteArray, Bytes, Layout, List, NativeData, Opaque, Str, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// One of the streams: as text, or (`raw`) its `buffer`.
struct Stream {
    which: Standard,
    raw: bool,
    /// What has been read from standard input and not been asked for yet.
    pending: RefCell<Vec<u8>>,
}

impl NativeData for Stream {}

const COMMON: &[NativeRow] = &[
    row("flush", flush, "self, /"),
    row("isatty", isatty, "self, /"),
    row("fileno", fileno, "self, /"),
    row("close", flush, "self, /"),
    row("readable", readable, "self, /"),
    row("writable", writable, "self, /"),
    row("seekable", no, "self, /"),
    row("write", write, "self, text, /"),
    row("writelines", writelines, "self, lines, /"),
    row("read", read, "self, size=-1, /"),
    row("readline", readline, "self, size=-1, /"),
    row("readlines", readlines, "self, hint=-1, /"),
    row("__iter__", this, "self, /"),
    row("__next__", next, "self, /"),
    row("__enter__", this, "self, /"),
    row("__exit__", flush_args, "self, /, *args"),
    row("__repr__", repr, "self, /"),
];

const TEXT: &[NativeRow] = &[row(
    "reconfigure",
    reconfigure,
    "self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None",
)];

const GETTERS: &[NativeRow] =
    &[row("name", name, "self"), row("mode", mode, "self"), row("closed", no, "self")];

const TEXT_GETTERS: &[NativeRow] = &[
    row("encoding", encoding, "self"),
    row("errors", errors, "self"),
    row("newlines", nothing, "self"),
    row("line_buffering", isatty, "self"),
];

/// Puts the streams into the module.
pub(super) fn install(s: &mut Scope<'_>, module: Handle) -> Result<(), Raise> {
    let class = s.keep(|vm| {
        let class =
            vm.new_native_class("TextIOWrapper", "_io", &[vm.class(Builtins::Object)], Layout::Opaque);
        vm.add_methods(class, COMMON);
        vm.add_methods(class, TEXT);
        vm.add_getters(class, GETTERS);
        vm.add_getters(class, TEXT_GETTERS);
        class.value()
    });
    let raw_class = s.keep(|vm| {
        let class = vm.new_native_class("Buffered", "_io", &[vm.class(Builtins::Object)], Layout::Opaque);
        vm.add_methods(class, COMMON);
        vm.add_getters(class, GETTERS);
        class.value()
    });
    for (name, which) in [("stdin", Standard::In), ("stdout", Standard::Out), ("stderr", Standard::Err)] {
        let mut s = s.inner();
        let stream = make(&mut s, class, which, false);
        let buffer = make(&mut s, raw_class, which, true);
        s.setattr(stream, "buffer", buffer)?;
        set_handle(&s, module, name, stream);
        set_handle(&s, module, &format!("__{name}__"), stream);
    }
    Ok(())
}

fn make(s: &mut Scope<'_>, class: Handle, which: Standard, raw: bool) -> Handle {
    s.keep(|vm| {
        let class = class.cast::<crate::value::Type>(vm).expect("made by install");
        let data = Stream { which, raw, pending: RefCell::default() };
        Opaque::new(&vm.heap, class.root.get(), data).value()
    })
}

fn stream(vm: &Vm, a: Args) -> Result<&Stream, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<Stream>()) {
        Some(s) => Ok(s),
        None => Err(vm.type_error("descriptor requires a standard stream")),
    }
}

fn unsupported(vm: &Vm, what: &str) -> Raise {
    vm.raise(Exc::OSError, format_args!("not {what}"))
}

/// The error of a text that cannot be encoded, or bytes that cannot be decoded.
fn codec_error(vm: &Vm, failure: &CodecFailure, bytes: Option<&[u8]>, text: Wtf8<'_>) -> Raise {
    match (failure, bytes) {
        (CodecFailure::Codec(e), Some(bytes)) => vm.raise(Exc::UnicodeDecodeError, e.decode_message(bytes)),
        (CodecFailure::Codec(e), None) => vm.raise(Exc::UnicodeEncodeError, e.encode_message(text)),
        (CodecFailure::Other(e), _) => vm.raise_fault(e.clone()),
    }
}

fn write(vm: &mut Vm, a: Args) -> NativeResult {
    let s = stream(vm, a)?;
    let v = a.get(vm, 1);
    if s.which == Standard::In {
        return Err(unsupported(vm, "writable"));
    }
    let n = if s.raw {
        let bytes = if let Some(b) = v.cast::<Bytes>() {
            b.bytes().to_vec()
        } else if let Some(b) = v.cast::<ByteArray>() {
            b.read(<[u8]>::to_vec)
        } else {
            let t = vm.type_name(v);
            return Err(vm.type_error(format_args!("a bytes-like object is required, not '{t}'")));
        };
        send(vm, s.which, &bytes)?;
        bytes.len()
    } else {
        let Some(text) = v.cast::<Str>() else {
            let t = if v.is_none() { "None".into() } else { vm.type_name(v) };
            return Err(vm.type_error(format_args!("write() argument must be str, not {t}")));
        };
        match text.as_str() {
            Some(plain) => send(vm, s.which, plain.as_bytes())?,
            None => {
                let handler = if s.which == Standard::Err { "backslashreplace" } else { "strict" };
                match codec::encode(text.text(), "utf-8", handler) {
                    Ok(bytes) => send(vm, s.which, &bytes)?,
                    Err(e) => return Err(codec_error(vm, &e, None, text.text())),
                }
            }
        }
        text.len()
    };
    Ok(Value::index(n).into())
}

fn send(vm: &Vm, which: Standard, bytes: &[u8]) -> Result<(), Raise> {
    match which {
        Standard::Err => {
            // that an error cannot be told is no error
            _ = vm.host.write_stderr(bytes);
            Ok(())
        }
        _ => vm.write_stdout(bytes),
    }
}

fn writelines(vm: &mut Vm, a: Args) -> NativeResult {
    let (this, lines) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    s.for_each(lines, |s, line| {
        s.call_method(this, "write", &[line])?;
        Ok(true)
    })?;
    Ok(Ret::NONE)
}

fn flush(vm: &mut Vm, a: Args) -> NativeResult {
    if stream(vm, a)?.which == Standard::Out {
        vm.flush_stdout()?;
    }
    Ok(Ret::NONE)
}

fn flush_args(vm: &mut Vm, a: Args) -> NativeResult {
    flush(vm, a)
}

fn this(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).into())
}

fn isatty(vm: &mut Vm, a: Args) -> NativeResult {
    let which = stream(vm, a)?.which;
    Ok(vm.host.is_terminal(which).into())
}

fn fileno(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(stream(vm, a)?.which as usize).into())
}

fn readable(vm: &mut Vm, a: Args) -> NativeResult {
    Ok((stream(vm, a)?.which == Standard::In).into())
}

fn writable(vm: &mut Vm, a: Args) -> NativeResult {
    Ok((stream(vm, a)?.which != Standard::In).into())
}

fn no(_: &mut Vm, _: Args) -> NativeResult {
    Ok(false.into())
}

fn nothing(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn reconfigure(_: &mut Vm, _: Args) -> NativeResult {
    // text is UTF-8, and written through to a terminal by lines, whatever is asked for
    Ok(Ret::NONE)
}

fn stream_name(which: Standard) -> &'static str {
    match which {
        Standard::In => "<stdin>",
        Standard::Out => "<stdout>",
        Standard::Err => "<stderr>",
    }
}

fn name(vm: &mut Vm, a: Args) -> NativeResult {
    let which = stream(vm, a)?.which;
    Ok(vm.str(stream_name(which)).into())
}

fn mode_text(s: &Stream) -> &'static str {
    match (s.which, s.raw) {
        (Standard::In, false) => "r",
        (Standard::In, true) => "rb",
        (_, false) => "w",
        (_, true) => "wb",
    }
}

fn mode(vm: &mut Vm, a: Args) -> NativeResult {
    let text = mode_text(stream(vm, a)?);
    Ok(vm.str(text).into())
}

fn encoding(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.str("utf-8").into())
}

fn errors(vm: &mut Vm, a: Args) -> NativeResult {
    let text = if stream(vm, a)?.which == Standard::Err { "backslashreplace" } else { "strict" };
    Ok(vm.str(text).into())
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let s = stream(vm, a)?;
    let (name, mode) = (stream_name(s.which), mode_text(s));
    Ok(match s.raw {
        false => vm.str(&format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>")),
        true if s.which == Standard::In => vm.str(&format!("<_io.BufferedReader name='{name}'>")),
        true => vm.str(&format!("<_io.BufferedWriter name='{name}'>")),
    }
    .into())
}

/// How much of the input is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Much {
    All,
    Line,
    /// So many characters (of a text) or bytes.
    Count(usize),
    /// A line, but no more than so many.
    LineUpTo(usize),
}

/// Reads from standard input; empty at its end.
fn take(vm: &Vm, s: &Stream, much: Much) -> Result<Vec<u8>, Raise> {
    if s.which != Standard::In {
        return Err(unsupported(vm, "readable"));
    }
    let mut pending = s.pending.borrow_mut();
    if much == Much::All {
        let rest = vm.host.read_stdin().map_err(|e| vm.raise_os(&e, None))?;
        pending.extend_from_slice(&rest);
        return Ok(std::mem::take(&mut *pending));
    }
    loop {
        let cut =
            |n: usize| if s.raw { Some(n).filter(|&n| n <= pending.len()) } else { nth_char(&pending, n) };
        let line = pending.iter().position(|&b| b == b'\n').map(|i| i + 1);
        let end = match much {
            Much::All => None,
            Much::Line => line,
            Much::Count(n) => cut(n),
            Much::LineUpTo(n) => match (line, cut(n)) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        };
        if let Some(end) = end {
            return Ok(pending.drain(..end).collect());
        }
        let more = vm.host.read_line().map_err(|e| vm.raise_os(&e, None))?;
        if more.is_empty() {
            return Ok(std::mem::take(&mut *pending));
        }
        pending.extend_from_slice(&more);
    }
}

/// Where the character with this number begins in UTF-8, if there are as many before it.
fn nth_char(bytes: &[u8], n: usize) -> Option<usize> {
    let starts = bytes.iter().enumerate().filter(|(_, b)| !is_continuation(**b)).map(|(i, _)| i);
    starts.chain(std::iter::once(bytes.len())).nth(n)
}

fn asked(vm: &mut Vm, a: Args) -> Result<Option<usize>, Raise> {
    match a.opt(vm, 1) {
        None => Ok(None),
        Some(v) if v.is_none() => Ok(None),
        Some(_) => {
            let h = a.handle(vm, 1);
            Ok(usize::try_from(vm.scope().index(h)?).ok())
        }
    }
}

/// What was read, as text (line ends made one character) or bytes.
fn as_value<'h>(vm: &'h Vm, s: &Stream, bytes: &[u8]) -> Result<Value<'h>, Raise> {
    if s.raw {
        return Ok(vm.bytes(bytes));
    }
    match codec::decode(bytes, "utf-8", "strict") {
        Ok(text) if !bytes.contains(&b'\r') => Ok(vm.str_wtf8(text.as_wtf8())),
        Ok(text) => {
            let text = text.as_wtf8().to_string_lossy().replace("\r\n", "\n").replace('\r', "\n");
            Ok(vm.str(&text))
        }
        Err(e) => Err(codec_error(vm, &e, Some(bytes), Wtf8::new(b""))),
    }
}

fn read(vm: &mut Vm, a: Args) -> NativeResult {
    let much = asked(vm, a)?.map_or(Much::All, Much::Count);
    let s = stream(vm, a)?;
    let bytes = take(vm, s, much)?;
    Ok(as_value(vm, s, &bytes)?.into())
}

fn readline(vm: &mut Vm, a: Args) -> NativeResult {
    let much = asked(vm, a)?.map_or(Much::Line, Much::LineUpTo);
    let s = stream(vm, a)?;
    let bytes = take(vm, s, much)?;
    Ok(as_value(vm, s, &bytes)?.into())
}

fn readlines(vm: &mut Vm, a: Args) -> NativeResult {
    let s = stream(vm, a)?;
    let bytes = take(vm, s, Much::All)?;
    let list = List::empty(&vm.heap);
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        list.push(&vm.heap, as_value(vm, s, line)?);
    }
    Ok(list.value().into())
}

fn next(vm: &mut Vm, a: Args) -> NativeResult {
    let s = stream(vm, a)?;
    let bytes = take(vm, s, Much::Line)?;
    if bytes.is_empty() {
        return Err(vm.stop_iteration(Value::NONE));
    }
    Ok(as_value(vm, s, &bytes)?.into())
}
