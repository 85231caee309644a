//! `str`.

use crate::heap::Word;
use crate::value::number::limbs;
use crate::value::text::{Wtf8, Wtf8Buf};
use crate::value::{Builtins, Exception, IntObject, Kind, Str, Tuple, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Sym, Vm};

use super::is_plain;
use crate::value::text::format::quick::Short;

impl Scope<'_> {
    /// `str(h)`
    pub fn str(&mut self, h: Handle) -> Result<Handle, Raise> {
        let word = self.str_word(h)?;
        Ok(self.keep_word(word))
    }

    /// `str(h)` as text.
    pub fn str_text(&mut self, h: Handle) -> Result<Wtf8Buf, Raise> {
        let mut out = Wtf8Buf::new();
        self.write_str(h, &mut out)?;
        Ok(out)
    }

    /// `str(h)`, written behind a text.
    pub fn write_str(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let v = h.get(self);
        if is_plain(v) {
            if let Some(s) = v.cast::<Str>() {
                out.push_wtf8(s.text());
                return Ok(());
            }
            return self.write_repr(h, out);
        }
        let mut s = self.inner();
        let word = s.str_word(h)?;
        if let Some(text) = s.keep_word(word).cast::<Str>(&s) {
            out.push_wtf8(text.text());
        }
        Ok(())
    }

    /// The text by what the value is made of: for the special methods of built-in classes.
    pub fn str_builtin(&mut self, h: Handle) -> Result<Handle, Raise> {
        let v = h.get(self);
        if let Some(s) = v.cast::<Str>() {
            let word = if v.is_exact(Builtins::Str) { v.word() } else { self.str_wtf8(s.text()).word() };
            return Ok(self.keep_word(word));
        }
        if v.kind() == Kind::Exception {
            let text = self.exception_text(h)?;
            return Ok(self.keep(|vm| vm.str_wtf8(text.as_wtf8())));
        }
        self.repr(h)
    }

    /// The text of an exception.
    pub fn exception_text(&mut self, h: Handle) -> Result<Wtf8Buf, Raise> {
        self.nested(" while getting the str of an object", |s| s.exception_text_of(h))
    }

    fn exception_text_of(&mut self, h: Handle) -> Result<Wtf8Buf, Raise> {
        let Some(e) = h.cast::<Exception>(self) else { return self.str_text(h) };
        let args = e.args.get().unwrap_or(Word::NONE);
        let is = |exc: Exc| Vm::is_instance(self, h.get(self), self.exc_class(exc));
        let (key_error, os_error, group, unicode) =
            (is(Exc::KeyError), is(Exc::OSError), is(Exc::BaseExceptionGroup), is(Exc::UnicodeError));
        let args = self.keep_word(args);
        let n = args.cast::<Tuple>(self).map_or(0, Tuple::len);
        if os_error && let Some(text) = self.os_error_text(h)? {
            return Ok(text);
        }
        if unicode && let Some(text) = self.unicode_error_text(args) {
            return Ok(text);
        }
        if group && n == 2 {
            let [first, second] = [0, 1].map(|i| self.arg(args, i));
            let mut out = self.str_text(first)?;
            let n = self.len_builtin(second.get(self)).unwrap_or(0);
            out.push_str(&format!(" ({n} sub-exception{})", if n == 1 { "" } else { "s" }));
            return Ok(out);
        }
        match n {
            0 => Ok(Wtf8Buf::new()),
            1 => {
                let first = self.arg(args, 0);
                if key_error { self.repr_text(first) } else { self.str_text(first) }
            }
            _ => self.repr_text(args),
        }
    }

    fn arg(&mut self, args: Handle, i: usize) -> Handle {
        let word = args.cast::<Tuple>(self).and_then(|t| t.words().get(i).copied()).unwrap_or(Word::NONE);
        self.keep_word(word)
    }

    /// `[Errno 2] No such file or directory: 'x'`
    fn os_error_text(&mut self, h: Handle) -> Result<Option<Wtf8Buf>, Raise> {
        let stored = |s: &Vm, name: &str| s.stored_attr(h.get(s), name).map(Value::word);
        let file = |s: &Vm, name: &str| stored(s, name).filter(|word| *word != Word::NONE);
        let part = |s: &Vm, i: usize| {
            let e = h.cast::<Exception>(s)?;
            // None is one of the parts only if it was given
            s.os_error_part(e, i).filter(|v| !v.is_none() || e.args().len() >= 2).map(Value::word)
        };
        let parts = [part(self, 0), part(self, 1), file(self, "filename"), file(self, "filename2")];
        let parts = parts.map(|p| p.map(|word| self.keep_word(word)));
        let [Some(errno), Some(strerror), filename, filename2] = parts else { return Ok(None) };
        let mut out = Wtf8Buf::from("[Errno ");
        for (part, end) in [(errno, "] "), (strerror, "")] {
            self.write_str(part, &mut out)?;
            out.push_str(end);
        }
        for (part, before) in [(filename, ": "), (filename2, " -> ")] {
            if let Some(part) = part {
                out.push_str(before);
                self.write_repr(part, &mut out)?;
            }
        }
        Ok(Some(out))
    }

    /// The text of an error of a codec, from its five arguments (four, if it translated).
    fn unicode_error_text(&self, args: Handle) -> Option<Wtf8Buf> {
        let args = args.cast::<Tuple>(self)?.items();
        let text = |i: usize| args.get(i).and_then(|v| v.cast::<Str>()).map(Str::to_text);
        let [_, object, start, end, _] = args else { return None };
        let (encoding, reason) = (text(0)?, text(4)?);
        let (start, end) = (start.as_i64()?, end.as_i64()?);
        let one = end == start + 1;
        let place = if one { format!("position {start}") } else { format!("position {start}-{}", end - 1) };
        if let Some(s) = object.cast::<Str>() {
            let c = s.text().chars().nth(usize::try_from(start).ok()?);
            let what = match c {
                Some(c) if one => match c {
                    0..=0xff => format!("character '\\x{c:02x}'"),
                    0x100..=0xffff => format!("character '\\u{c:04x}'"),
                    _ => format!("character '\\U{c:08x}'"),
                },
                _ => "characters".into(),
            };
            return Some(format!("'{encoding}' codec can't encode {what} in {place}: {reason}").into());
        }
        let bytes = self.bytes_like(*object)?;
        let what = match bytes.get(usize::try_from(start).ok()?) {
            Some(b) if one => format!("byte 0x{b:02x}"),
            _ => "bytes".into(),
        };
        Some(format!("'{encoding}' codec can't decode {what} in {place}: {reason}").into())
    }
}

impl Vm {
    /// `str(v)` of a string, a small int or a plain float.
    #[inline]
    pub(crate) fn quick_text(&self, v: Value<'_>) -> Option<Word> {
        if v.is_exact(Builtins::Str) {
            return Some(v.word());
        }
        if let Some(i) = v.as_small_int() {
            if (0..10).contains(&i) {
                return Some(self.char_word(b'0' as u32 + i as u32));
            }
            return Some(Str::of_int(&self.heap, i).value().word());
        }
        if let Some(i) = v.cast::<IntObject>().filter(|_| v.is_exact(Builtins::Int)) {
            let limbs = i.limbs();
            // a decimal digit has more than three bits
            let most = self.int_digits() as u64;
            if most > 0 && limbs.bits() / 3 >= most {
                return None;
            }
            let text = limbs::with_decimal(limbs, |text| Str::ascii(&self.heap, text).value().word());
            return Some(text);
        }
        if let Some(e) = v.cast::<Exception>() {
            return self.quick_exception_text(e);
        }
        if v.header().is_some() {
            return self.quick_container_repr(v).map(Value::word);
        }
        let mut text = Short::new();
        match v.word().as_float() {
            Some(f) => text.push_float(f)?,
            None => text.push_shown(super::format::quick_shown(v)?)?,
        }
        Some(Str::ascii(&self.heap, text.as_bytes()).value().word())
    }

    /// The text of an exception with one argument, a string, and no text of its own.
    #[cold]
    #[inline(never)]
    fn quick_exception_text(&self, e: &Exception) -> Option<Word> {
        let [text] = e.args() else { return None };
        let shown = self.lookup_special(e.value(), Sym::Str).map(Value::word);
        let formatted = self.lookup_special(e.value(), Sym::Format).map(Value::word);
        let object = self.class(Builtins::Object);
        if shown != self.exception_str.get()
            || formatted != self.lookup_in_class(object, Sym::Format)
            || !text.is_exact(Builtins::Str)
        {
            return None;
        }
        let other = [Exc::KeyError, Exc::OSError, Exc::UnicodeError].map(|exc| self.exc_class(exc).value());
        let own = self.type_of(e.value()).mro().iter().any(|c| other.iter().any(|o| o.is(*c)));
        (!own).then(|| text.word())
    }

    /// `str(h)`
    pub(crate) fn str_word(&mut self, h: Handle) -> Result<Word, Raise> {
        let v = h.get(self);
        if let Some(w) = self.quick_text(v) {
            return Ok(w);
        }
        let mut s = self.scope();
        if is_plain(h.get(&s)) {
            let text = s.repr_text(h)?;
            return Ok(s.str_wtf8(Wtf8::from(&text)).word());
        }
        let result = s.nested(" while getting the str of an object", |s| s.special(h, Sym::Str, &[]))?;
        let word = match result {
            Some(word) => word,
            None => s.str_builtin(h)?.get(&s).word(),
        };
        s.text_told(word, false)
    }
}
