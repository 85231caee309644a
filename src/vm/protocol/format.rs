//! `format(value, spec)`.

use crate::heap::Word;
use crate::value::text::format::quick::{Item, Short};
use crate::value::text::format::quick_int::long_int;
use crate::value::text::format::{format_float, format_int, format_str};
use crate::value::text::{Wtf8, Wtf8Buf};
use crate::value::{Builtins, Dict, IntObject, List, Str, Tuple, Value};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::is_plain;
use super::number::int_ref;

/// A value that the quick forms know.
pub(super) fn quick_item<'h>(v: Value<'h>) -> Option<Item<'h>> {
    if let Some(i) = v.as_small_int() {
        return Some(Item::Int(i));
    }
    if let Some(f) = v.word().as_float() {
        return Some(Item::Float(f));
    }
    v.cast::<Str>().filter(|s| s.is_ascii() && v.is_exact(Builtins::Str)).map(|s| Item::Text(s.bytes()))
}

/// The same where the text alone is wanted.
pub(super) fn quick_shown<'h>(v: Value<'h>) -> Option<Item<'h>> {
    let name: &[u8] = match v.as_bool() {
        Some(true) => b"True",
        Some(false) => b"False",
        None if v.is_none() => b"None",
        None => return quick_item(v),
    };
    Some(Item::Text(name))
}

/// The same where the repr is wanted.
pub(super) fn quick_repr<'h>(v: Value<'h>) -> Option<Item<'h>> {
    Some(match quick_shown(v)? {
        Item::Text(t) if v.header().is_some() => Item::Quoted(t),
        item => item,
    })
}

/// Containers within containers are shown at once down to this depth.
const DEEP: u32 = 4;

fn write_repr(v: Value<'_>, out: &mut Short, depth: u32) -> Option<()> {
    if v.header().is_none() || v.is_exact(Builtins::Str) {
        return out.push_shown(quick_repr(v)?);
    }
    write_container(v, out, depth + 1)
}

fn write_items(items: &[Value<'_>], out: &mut Short, depth: u32) -> Option<()> {
    for (i, v) in items.iter().enumerate() {
        if i > 0 {
            out.push(b", ")?;
        }
        write_repr(*v, out, depth)?;
    }
    Some(())
}

/// Appends the repr of a list, tuple or dict, if all in it is plain.
fn write_container(v: Value<'_>, out: &mut Short, depth: u32) -> Option<()> {
    if depth > DEEP {
        return None;
    }
    if v.is_exact(Builtins::List) {
        out.push(b"[")?;
        let list = v.cast::<List>()?;
        for i in 0..list.len() {
            if i > 0 {
                out.push(b", ")?;
            }
            write_repr(list.get(i)?, out, depth)?;
        }
        return out.push(b"]");
    }
    if v.is_exact(Builtins::Tuple) {
        let items = v.cast::<Tuple>()?.items();
        out.push(b"(")?;
        write_items(items, out, depth)?;
        return out.push(if items.len() == 1 { b",)" } else { b")" });
    }
    let dict = v.cast::<Dict>().filter(|_| v.is_exact(Builtins::Dict))?;
    out.push(b"{")?;
    for (i, (k, v)) in dict.iter().enumerate() {
        if i > 0 {
            out.push(b", ")?;
        }
        write_repr(k, out, depth)?;
        out.push(b": ")?;
        write_repr(v, out, depth)?;
    }
    out.push(b"}")
}

/// Appends an item as text, as which it is aligned otherwise than a number.
fn push_as_text(out: &mut Short, item: Item<'_>, spec: &[u8]) -> Option<()> {
    if matches!(item, Item::Text(_) | Item::Quoted(_)) {
        return out.push_item(item, spec);
    }
    let mut shown = Short::new();
    shown.push_shown(item)?;
    out.push_item(Item::Text(shown.as_bytes()), spec)
}

impl Vm {
    /// `format.format(*args, **dict(zip(names, values)))` where the fields are plain and their values of the frequent kinds.
    pub fn quick_template(
        &self,
        format: &Str,
        args: &[Value<'_>],
        names: &[Value<'_>],
        values: &[Value<'_>],
    ) -> Option<Value<'_>> {
        if !format.is_ascii() {
            return None;
        }
        let mut out = Short::new();
        let mut rest = format.bytes();
        // how many fields without and with a number there were: they may not be mixed
        let (mut counted, mut numbered) = (0, false);
        while let Some(at) = rest.iter().position(|b| matches!(b, b'{' | b'}')) {
            out.push(&rest[..at])?;
            let (open, tail) = (rest[at] == b'{', &rest[at + 1..]);
            if tail.first() == Some(&rest[at]) {
                out.push(&tail[..1])?;
                rest = &tail[1..];
                continue;
            }
            if !open {
                return None;
            }
            let end = tail.iter().position(|b| *b == b'}')?;
            let field = &tail[..end];
            rest = &tail[end + 1..];
            let colon = field.iter().position(|b| *b == b':').unwrap_or(field.len());
            let (name, spec) = (&field[..colon], field.get(colon + 1..).unwrap_or_default());
            let (name, conversion) = match name {
                [name @ .., b'!', c] => (name, *c),
                name => (name, b's'),
            };
            let value = match name {
                [] => {
                    counted += 1;
                    args.get(counted - 1)?
                }
                [d] if d.is_ascii_digit() => {
                    numbered = true;
                    args.get((d - b'0') as usize)?
                }
                [first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
                    let is = |k: Value<'_>| k.cast::<Str>().is_some_and(|k| k.bytes() == name);
                    values.get(names.iter().position(|k| is(*k))?)?
                }
                _ => return None,
            };
            if counted > 0 && numbered {
                return None;
            }
            let asked = colon > 2 && field[colon - 2] == b'!';
            match (conversion, spec) {
                (b's', []) => out.push_shown(quick_shown(*value)?)?,
                (b'r', []) => out.push_shown(quick_repr(*value)?)?,
                (b's', _) if !asked => out.push_item(quick_item(*value)?, spec)?,
                (b's', _) => push_as_text(&mut out, quick_shown(*value)?, spec)?,
                (b'r', _) => push_as_text(&mut out, quick_repr(*value)?, spec)?,
                _ => return None,
            }
        }
        out.push(rest)?;
        Some(Str::ascii(&self.heap, out.as_bytes()).value())
    }

    /// `format(v, spec)` in one of the frequent forms.
    pub fn quick_formatted(&self, v: Value<'_>, spec: &[u8]) -> Option<Value<'_>> {
        if v.is_exact(Builtins::Int)
            && let Some(i) = v.cast::<IntObject>()
        {
            let text = long_int(i.limbs(), spec, self.int_digits())?;
            return Some(Str::ascii(&self.heap, &text).value());
        }
        self.written(quick_item(v)?, spec)
    }

    /// The short repr of a list, tuple or dict of plain values.
    pub(crate) fn quick_container_repr(&self, v: Value<'_>) -> Option<Value<'_>> {
        let mut out = Short::new();
        write_container(v, &mut out, 0)?;
        Some(Str::ascii(&self.heap, out.as_bytes()).value())
    }

    /// `format(repr(v), spec)` in one of the frequent forms.
    pub fn quick_formatted_repr(&self, v: Value<'_>, spec: &[u8]) -> Option<Value<'_>> {
        if v.header().is_some() && spec.is_empty() && !v.is_exact(Builtins::Str) {
            return self.quick_container_repr(v);
        }
        match quick_repr(v)? {
            Item::Text(_) | Item::Quoted(_) => self.written(quick_repr(v)?, spec),
            // as text it is aligned otherwise than a number
            item => {
                let mut digits = Short::new();
                digits.push_shown(item)?;
                self.written(Item::Text(digits.as_bytes()), spec)
            }
        }
    }

    fn written(&self, item: Item<'_>, spec: &[u8]) -> Option<Value<'_>> {
        let mut text = Short::new();
        if spec.is_empty() {
            text.push_shown(item)?;
        } else {
            text.push_item(item, spec)?;
        }
        Some(Str::ascii(&self.heap, text.as_bytes()).value())
    }
}

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
        if let Some(item) = quick_item(h.get(self)) {
            let mut text = Short::new();
            if text.push_item(item, spec.as_bytes()).is_some() {
                out.push_wtf8(Wtf8::new(text.as_bytes()));
                return Ok(());
            }
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
        if let Some(v) = self.quick_formatted(h.get(self), text.bytes()) {
            let word = v.word();
            return Ok(self.keep_word(word));
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
            format_int(i, spec, &name, self.int_digits())
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
