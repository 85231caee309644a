//! `format(value, spec)`.

use crate::heap::Word;
use crate::value::Str;
use crate::value::text::Wtf8Buf;
use crate::value::text::format::{format_float, format_int, format_str};
use crate::vm::{Handle, Raise, Scope, Sym};

use super::is_plain;
use super::number::{MAX_INT_DIGITS, int_ref};

impl Scope<'_> {
    /// `format(h, spec)`; the spec is a string.
    pub fn format(&mut self, h: Handle, spec: Handle) -> Result<Handle, Raise> {
        let v = h.get(self);
        if !is_plain(v)
            && let Some(r) = self.special_kept(h, Sym::Format, &[spec])?
        {
            let v = r.get(self);
            return match v.cast::<Str>() {
                Some(_) => Ok(r),
                None => {
                    Err(self
                        .type_error(format_args!("__format__ must return a str, not {}", self.type_name(v))))
                }
            };
        }
        self.format_builtin(h, spec)
    }

    /// `format(h, spec)`, written behind a text.
    pub fn write_format(&mut self, h: Handle, spec: &str, out: &mut Wtf8Buf) -> Result<(), Raise> {
        if spec.is_empty() && is_plain(h.get(self)) {
            return self.write_str(h, out);
        }
        let mut s = self.inner();
        let spec = s.keep(|vm| vm.str(spec));
        let r = s.format(h, spec)?;
        if let Some(text) = r.cast::<Str>(&s) {
            out.push_wtf8(text.text());
        }
        Ok(())
    }

    /// The format by what the value is made of, for the special methods of built-in classes.
    pub fn format_builtin(&mut self, h: Handle, spec: Handle) -> Result<Handle, Raise> {
        let Some(text) = spec.cast::<Str>(self) else {
            let name = self.type_name(spec.get(self));
            return Err(self.type_error(format_args!("__format__() argument must be str, not {name}")));
        };
        if text.is_empty() {
            return self.str(h);
        }
        let word = self.format_word(h, text)?;
        Ok(self.keep_word(word))
    }

    fn format_word(&self, h: Handle, spec: &Str) -> Result<Word, Raise> {
        let v = h.get(self);
        let name = self.type_name(v);
        let spec = spec.text();
        let result = if let Some(s) = v.cast::<Str>() {
            format_str(s.text(), spec, &name)
        } else if let Some(i) = int_ref(v) {
            format_int(i, spec, &name, MAX_INT_DIGITS)
        } else if let Some(f) = v.as_float() {
            format_float(f, spec, &name)
        } else {
            return Err(
                self.type_error(format_args!("unsupported format string passed to {name}.__format__"))
            );
        };
        match result {
            Ok(text) => Ok(self.str_wtf8(text.as_wtf8()).word()),
            Err(fault) => Err(self.raise_fault(fault)),
        }
    }
}
