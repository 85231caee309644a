//! `open`, and the files it gives. Bytes that were read ahead are kept until they are asked for; what is written
//! goes to the system at once.

mod attributes;
mod reading;

use std::cell::{Cell, RefCell};
use std::io::{self, SeekFrom};
use std::path::PathBuf;

use super::support::*;
use crate::heap::{Slot, Tracer};
use crate::host::{File, OpenMode};
use crate::value::text::Wtf8;
use crate::value::text::codec;
use crate::value::*;
use crate::vm::*;

pub(super) const ROWS: &[NativeRow] = &[row(
    "open",
    open,
    "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
)];

const CHUNK: usize = 64 * 1024;

/// How line ends are read and written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Newline {
    /// All kinds are read as `\n`.
    Universal,
    /// All kinds end a line, and stay as they are.
    Untranslated,
    /// Only this one ends a line; `\n` is written as it.
    Only(&'static str),
}

/// An open file.
struct Opened {
    /// Nothing once it is closed.
    file: RefCell<Option<Box<dyn File>>>,
    text: bool,
    mode: OpenMode,
    mode_text: String,
    encoding: String,
    errors: String,
    newline: Newline,
    name: Slot,
    /// Read and not asked for yet.
    ahead: RefCell<Vec<u8>>,
    /// The end has been met by a read.
    at_end: Cell<bool>,
}

impl NativeData for Opened {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        tracer.slot(&self.name);
        self.ahead.borrow().len()
    }
}

/// Registers the classes.
pub(super) fn install(vm: &Vm) {
    use Builtins as B;
    for class in [B::TextFile, B::FileReader, B::FileWriter, B::FileRandom] {
        let class = vm.class(class);
        vm.add_methods(
            class,
            const {
                &[
                    row("read", reading::read, "self, size=-1, /"),
                    row("readline", reading::readline, "self, size=-1, /"),
                    row("readlines", reading::readlines, "self, hint=-1, /"),
                    row("write", write, "self, text, /"),
                    row("writelines", writelines, "self, lines, /"),
                    row("seek", seek, "self, cookie, whence=0, /"),
                    row("tell", tell, "self, /"),
                    row("truncate", truncate, "self, pos=None, /"),
                    row("flush", flush, "self, /"),
                    row("close", close, "self, /"),
                    row("readable", attributes::readable, "self, /"),
                    row("writable", attributes::writable, "self, /"),
                    row("seekable", attributes::seekable, "self, /"),
                    row("isatty", attributes::isatty, "self, /"),
                    row("fileno", attributes::fileno, "self, /"),
                    row("__iter__", itself, "self, /"),
                    row("__next__", reading::next, "self, /"),
                    row("__enter__", itself, "self, /"),
                    row("__exit__", exit, "self, /, *args"),
                    row("__repr__", attributes::repr, "self, /"),
                ]
            },
        );
        vm.add_getters(
            class,
            const {
                &[
                    row("name", attributes::name, "self"),
                    row("mode", attributes::mode, "self"),
                    row("closed", attributes::closed, "self"),
                ]
            },
        );
    }
    vm.add_getters(
        vm.class(B::TextFile),
        const {
            &[
                row("encoding", attributes::encoding, "self"),
                row("errors", attributes::errors, "self"),
                row("newlines", attributes::newlines, "self"),
                row("line_buffering", attributes::line_buffering, "self"),
            ]
        },
    );
}

/// What a mode text asks for, and whether it is text.
fn parse_mode(vm: &Vm, text: &str) -> Result<(OpenMode, bool), Raise> {
    let bad = || vm.value_error(format_args!("invalid mode: '{text}'"));
    let has = |c: char| text.contains(c);
    let repeated = text.char_indices().any(|(i, c)| text[..i].contains(c));
    if repeated || text.chars().any(|c| !"rwaxbt+".contains(c)) {
        return Err(bad());
    }
    if has('t') && has('b') {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    if text.chars().filter(|c| "rwax".contains(*c)).count() != 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    let mode = OpenMode {
        read: has('r') || has('+'),
        write: !has('r') || has('+'),
        append: has('a'),
        truncate: has('w'),
        create: has('w') || has('a'),
        exclusive: has('x'),
    };
    Ok((mode, !has('b')))
}

/// The path that an argument names.
fn path_of(s: &mut Scope<'_>, file: Handle) -> Result<Vec<u8>, Raise> {
    let mut h = file;
    if class_lookup(s, s.type_of(h.get(s)), "__fspath__").is_some() {
        h = s.call_method(h, "__fspath__", &[])?;
    }
    let v = h.get(s);
    let path = match (v.cast::<Str>(), v.cast::<Bytes>()) {
        (Some(text), _) => text.bytes().to_vec(),
        (_, Some(bytes)) => bytes.bytes().to_vec(),
        _ if v.is_int_like() => {
            return Err(s.raise(Exc::NotImplementedError, "open() of file descriptors is not supported"));
        }
        _ => {
            let t = s.type_name(v);
            return Err(s.type_error(format_args!("expected str, bytes or os.PathLike object, not {t}")));
        }
    };
    if path.contains(&0) {
        return Err(s.value_error("embedded null byte"));
    }
    Ok(path)
}

fn optional_text(vm: &Vm, a: Args, i: usize, what: &str) -> Result<Option<String>, Raise> {
    match a.opt(vm, i).filter(|v| !v.is_none()) {
        None => Ok(None),
        Some(v) => match v.cast::<Str>() {
            Some(s) => Ok(Some(s.to_text())),
            None => {
                let t = shown_type(vm, v);
                Err(vm.type_error(format_args!("open() argument '{what}' must be str or None, not {t}")))
            }
        },
    }
}

fn open(vm: &mut Vm, a: Args) -> NativeResult {
    let mode_text = match a.opt(vm, 1) {
        None => "r".to_owned(),
        Some(v) => match v.cast::<Str>() {
            Some(s) => s.to_text(),
            None => {
                let t = shown_type(vm, v);
                return Err(vm.type_error(format_args!("open() argument 'mode' must be str, not {t}")));
            }
        },
    };
    let encoding = optional_text(vm, a, 3, "encoding")?;
    let errors = optional_text(vm, a, 4, "errors")?;
    let newline = optional_text(vm, a, 5, "newline")?;
    let (mode, text) = parse_mode(vm, &mode_text)?;
    if !text {
        for (given, what) in [(&encoding, "an encoding"), (&errors, "an errors"), (&newline, "a newline")] {
            if given.is_some() {
                return Err(vm.value_error(format_args!("binary mode doesn't take {what} argument")));
            }
        }
    }
    let newline = match newline.as_deref() {
        None => Newline::Universal,
        Some("") => Newline::Untranslated,
        Some("\n") => Newline::Only("\n"),
        Some("\r") => Newline::Only("\r"),
        Some("\r\n") => Newline::Only("\r\n"),
        Some(other) => return Err(vm.value_error(format_args!("illegal newline value: {other}"))),
    };
    if text && a.opt(vm, 2).and_then(Value::as_i64) == Some(0) {
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    let file = a.handle(vm, 0);
    let mut s = vm.scope();
    let path = path_of(&mut s, file)?;
    let shown = String::from_utf8_lossy(&path).into_owned();
    if text && let Some(e) = &encoding {
        // an unknown name shows only when there is something to decode
        codec::decode(b"a", e, "ignore").map_err(|e| raise_codec(&s, e, s.bytes(b"a")))?;
    }
    let opened = s.host.open(&PathBuf::from(&shown), mode).and_then(|mut f| {
        if mode.append {
            f.seek(SeekFrom::End(0))?;
        }
        Ok(f)
    });
    let opened = opened.map_err(|e| raise_os(&s, e, Some(&shown)))?;
    let class = match (text, mode.read, mode.write) {
        (true, _, _) => Builtins::TextFile,
        (_, true, true) => Builtins::FileRandom,
        (_, true, _) => Builtins::FileReader,
        _ => Builtins::FileWriter,
    };
    let data = Opened {
        file: RefCell::new(Some(opened)),
        text,
        mode,
        mode_text,
        encoding: encoding.unwrap_or_else(|| "UTF-8".into()),
        errors: errors.unwrap_or_else(|| "strict".into()),
        newline,
        name: slot(file.get(&s)),
        ahead: RefCell::default(),
        at_end: Cell::new(false),
    };
    Ok(Opaque::new(&s.heap, class as u32, data).into())
}

/// Raises an error of the system in the system's words.
fn raise_os(vm: &Vm, error: io::Error, file: Option<&str>) -> Raise {
    let number = match error.kind() {
        io::ErrorKind::IsADirectory => Some(21),
        io::ErrorKind::NotFound => Some(2),
        _ => None,
    };
    match number.filter(|_| error.raw_os_error().is_none()) {
        Some(n) => vm.raise_os(&io::Error::from_raw_os_error(n), file),
        None => vm.raise_os(&error, file),
    }
}

fn this(vm: &Vm, a: Args) -> Result<&Opened, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<Opened>()) {
        Some(f) => Ok(f),
        None => Err(vm.type_error("a file is needed")),
    }
}

/// What a closure does with the file, which must be open.
fn with_file<R>(vm: &Vm, f: &Opened, act: impl FnOnce(&mut dyn File) -> io::Result<R>) -> Result<R, Raise> {
    match f.file.borrow_mut().as_deref_mut() {
        Some(file) => act(file).map_err(|e| raise_os(vm, e, None)),
        None => Err(vm.value_error("I/O operation on closed file.")),
    }
}

fn open_file(vm: &Vm, a: Args) -> Result<&Opened, Raise> {
    let f = this(vm, a)?;
    with_file(vm, f, |_| Ok(()))?;
    Ok(f)
}

fn unsupported(vm: &Vm, text: &str) -> Raise {
    vm.raise(Exc::UnsupportedOperation, text)
}

/// Takes back what was read ahead, so that the system's place is the file's.
fn settle(vm: &Vm, f: &Opened) -> Result<(), Raise> {
    let n = std::mem::take(&mut *f.ahead.borrow_mut()).len() as i64;
    if n > 0 {
        with_file(vm, f, |file| file.seek(SeekFrom::Current(-n)))?;
    }
    Ok(())
}

fn write(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    let v = a.get(vm, 1);
    if f.text && v.cast::<Str>().is_none() {
        let t = shown_type(vm, v);
        return Err(vm.type_error(format_args!("write() argument must be str, not {t}")));
    }
    with_file(vm, f, |_| Ok(()))?;
    if !f.mode.write {
        return Err(unsupported(vm, if f.text { "not writable" } else { "write" }));
    }
    settle(vm, f)?;
    let (bytes, n) = match v.cast::<Str>().filter(|_| f.text) {
        Some(text) => {
            let encoded = codec::encode(text.text(), &f.encoding, &f.errors);
            let mut bytes = encoded.map_err(|e| raise_codec(vm, e, v))?;
            if let Newline::Only(end @ ("\r" | "\r\n")) = f.newline {
                bytes = bytes.split(|b| *b == b'\n').collect::<Vec<_>>().join(end.as_bytes());
            }
            (bytes, text.len())
        }
        None => {
            let bytes = bytes_of(vm, v)?;
            let n = bytes.len();
            (bytes, n)
        }
    };
    with_file(vm, f, |file| file.write_all(&bytes))?;
    Ok(Value::index(n).into())
}

fn writelines(vm: &mut Vm, a: Args) -> NativeResult {
    open_file(vm, a)?;
    let (this, lines) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    s.for_each(lines, |s, line| {
        s.call_method(this, "write", &[line])?;
        Ok(true)
    })?;
    Ok(Ret::NONE)
}

fn seek(vm: &mut Vm, a: Args) -> NativeResult {
    open_file(vm, a)?;
    let (to, from) = (a.handle(vm, 1), a.opt_handle(vm, 2));
    let (to, from) = {
        let mut s = vm.scope();
        (s.index(to)?, index_or(&mut s, from, 0)?)
    };
    let f = this(vm, a)?;
    if f.text && to != 0 && (from == 1 || from == 2) {
        let which = if from == 1 { "cur" } else { "end" };
        return Err(unsupported(vm, &format!("can't do nonzero {which}-relative seeks")));
    }
    let place = match from {
        0 => match u64::try_from(to) {
            Ok(to) => SeekFrom::Start(to),
            Err(_) if f.text => return Err(vm.value_error(format_args!("negative seek position {to}"))),
            Err(_) => return Err(vm.raise_os(&io::Error::from_raw_os_error(22), None)),
        },
        1 => SeekFrom::Current(to),
        2 => SeekFrom::End(to),
        _ => {
            return Err(vm.value_error(format_args!("invalid whence ({from}, should be 0, 1 or 2)")));
        }
    };
    settle(vm, f)?;
    let at = with_file(vm, f, |file| file.seek(place))?;
    Ok(vm.int(at as i64).into())
}

fn position(vm: &Vm, f: &Opened) -> Result<u64, Raise> {
    let at = with_file(vm, f, |file| file.stream_position())?;
    Ok(at.saturating_sub(f.ahead.borrow().len() as u64))
}

fn tell(vm: &mut Vm, a: Args) -> NativeResult {
    let at = position(vm, this(vm, a)?)?;
    Ok(vm.int(at as i64).into())
}

fn truncate(vm: &mut Vm, a: Args) -> NativeResult {
    open_file(vm, a)?;
    let size = reading::asked(vm, a)?;
    let f = this(vm, a)?;
    if !f.mode.write {
        return Err(unsupported(vm, if f.text { "not writable" } else { "truncate" }));
    }
    let size = match size {
        Some(n) => n as u64,
        None => position(vm, f)?,
    };
    with_file(vm, f, |file| file.set_len(size))?;
    Ok(vm.int(size as i64).into())
}

fn flush(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    with_file(vm, f, |file| file.flush())?;
    Ok(Ret::NONE)
}

fn close(vm: &mut Vm, a: Args) -> NativeResult {
    let f = this(vm, a)?;
    f.file.borrow_mut().take();
    f.ahead.borrow_mut().clear();
    Ok(Ret::NONE)
}

fn exit(vm: &mut Vm, a: Args) -> NativeResult {
    close(vm, a)
}

fn itself(vm: &mut Vm, a: Args) -> NativeResult {
    open_file(vm, a)?;
    Ok(a.get(vm, 0).into())
}
