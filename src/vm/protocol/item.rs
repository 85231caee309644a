//! Items: reading, replacing and deleting them by index or key, and asking whether something is among them.

use crate::heap::Word;
use crate::value::text::search;
use crate::value::{
    Builtins, ByteArray, Bytes, Dict, DictView, DictViewKind, Kind, List, RangeObject, SliceObject, Str,
    Tuple, Type, Value,
};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::is_plain;

/// The place of an index that may count from the end.
fn place(i: i64, len: usize) -> Option<usize> {
    let i = if i < 0 { i + len as i64 } else { i };
    if i >= 0 && (i as usize) < len { Some(i as usize) } else { None }
}

/// The value of a range at an index.
pub(super) fn range_at(r: &RangeObject, i: i64) -> i64 {
    r.start.wrapping_add(r.step.wrapping_mul(i))
}

impl Vm {
    /// A string of one character.
    pub(crate) fn char_word(&self, c: u32) -> Word {
        if let Some(w) = self.chars.get(c as usize) {
            return *w;
        }
        let mut one = crate::value::text::Wtf8Buf::new();
        one.push(c);
        Str::character(&self.heap, &one).value().word()
    }

    /// The character that begins at a byte offset, and its width in bytes; none at the string's end.
    #[inline]
    pub(crate) fn character_at(&self, s: &Str, at: usize) -> Option<(Word, usize)> {
        let bytes = s.bytes();
        let width = match bytes.get(at)? {
            b @ 0..0x80 => return Some((*self.chars.get(*b as usize)?, 1)),
            0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        let one = bytes.get(at..at + width)?;
        Some((Str::character(&self.heap, one).value().word(), width))
    }

    /// The character at an index that is within the string.
    pub(crate) fn wide_char(&self, s: &Str, at: usize) -> Word {
        let from = self.char_offset(s, at);
        self.character_at(s, from).map_or_else(|| self.empty_str(), |(w, _)| w)
    }

    /// A string of one character.
    pub fn char_value(&self, c: u32) -> Value<'_> {
        Value::from_word(self.char_word(c))
    }

    fn str_at(&self, s: &Str, at: usize) -> Word {
        if s.is_ascii() {
            return self.char_word(s.bytes()[at] as u32);
        }
        self.wide_char(s, at)
    }

    /// How error texts call the class of a built-in sequence.
    fn bad_index(&self, object: Value<'_>, key: Value<'_>) -> Raise {
        let key = self.type_name(key);
        let what = match object.kind() {
            Kind::Str => {
                return self.type_error(format_args!("string indices must be integers, not '{key}'"));
            }
            Kind::List => "list",
            Kind::Tuple => "tuple",
            Kind::Bytes => "byte",
            Kind::ByteArray => "bytearray",
            _ => "range",
        };
        self.type_error(format_args!("{what} indices must be integers or slices, not {key}"))
    }

    /// The item of a built-in sequence at an index.
    fn item_at(&self, object: Value<'_>, i: i64) -> Result<Word, Raise> {
        let (found, text) = if let Some(x) = object.cast::<List>() {
            (place(i, x.len()).and_then(|i| x.get(i)).map(Value::word), "list index out of range")
        } else if let Some(x) = object.cast::<Tuple>() {
            (place(i, x.len()).map(|i| x.words()[i]), "tuple index out of range")
        } else if let Some(x) = object.cast::<Str>() {
            (place(i, x.len()).map(|i| self.str_at(x, i)), "string index out of range")
        } else if let Some(x) = object.cast::<Bytes>() {
            let b = x.bytes();
            (place(i, b.len()).map(|i| Value::index(b[i] as usize).word()), "index out of range")
        } else if let Some(x) = object.cast::<ByteArray>() {
            let byte = x.read(|b| place(i, b.len()).map(|i| b[i]));
            (byte.map(|b| Value::index(b as usize).word()), "bytearray index out of range")
        } else if let Some(x) = object.cast::<RangeObject>() {
            let len = x.len();
            let i = if i < 0 { i + len } else { i };
            let found = if (0..len).contains(&i) { Some(self.int(range_at(x, i)).word()) } else { None };
            (found, "range object index out of range")
        } else {
            (None, "index out of range")
        };
        found.ok_or_else(|| self.index_error(text))
    }

    /// The item of a list, tuple or dict where neither script nor an error is needed.
    #[inline]
    fn quick_item<'h>(&'h self, object: Value<'h>, key: Value<'h>) -> Option<Value<'h>> {
        if let Some(i) = key.as_small_int() {
            if object.is_exact(Builtins::List) {
                let x = object.cast::<List>()?;
                return x.get(place(i, x.len())?);
            }
            if object.is_exact(Builtins::Tuple) {
                let x = object.cast::<Tuple>()?;
                return x.items().get(place(i, x.len())?).copied();
            }
        } else if object.is_exact(Builtins::Dict) && key.is_exact(Builtins::Str) {
            let key = key.cast::<Str>()?;
            return object.cast::<Dict>()?.get_str(key, self.hash_str(key));
        }
        None
    }

    pub(crate) fn getitem_word(&mut self, o: Handle, k: Handle) -> Result<Word, Raise> {
        let (object, key) = (o.get(self), k.get(self));
        if let Some(v) = self.quick_item(object, key) {
            return Ok(v.word());
        }
        if !is_plain(object) {
            if let Some(r) = self.special(o, Sym::GetItem, &[k])? {
                return Ok(r);
            }
            if o.cast::<Type>(self).is_some() {
                return self.class_item(o, k);
            }
        }
        self.getitem_builtin(o, k)
    }

    /// `C[k]`
    fn class_item(&mut self, class: Handle, k: Handle) -> Result<Word, Raise> {
        let mut s = self.scope();
        if let Some(f) = s.getattr_opt(class, Sym::ClassGetItem.text())? {
            let r = s.call(f, &[k])?;
            return Ok(r.get(&s).word());
        }
        // `type` itself, and classes written with type parameters
        let c = class.get(&s);
        let own = c
            .cast::<Type>()
            .and_then(|c| c.dict().get_str(s.sym(Sym::TypeParams), s.sym_hash(Sym::TypeParams)));
        let params = own.and_then(|v| v.cast::<crate::value::Tuple>()).is_some_and(|t| !t.is_empty());
        if params || c.is(s.class(Builtins::Type).value()) {
            let alias = s.keep(|vm| vm.class(Builtins::GenericAlias).value());
            let r = s.call(alias, &[class, k])?;
            return Ok(r.get(&s).word());
        }
        let name = class.cast::<Type>(&s).map_or_else(String::new, Type::name_text);
        Err(s.type_error(format_args!("type '{name}' is not subscriptable")))
    }

    /// `o[k]` by what `o` is made of.
    pub(crate) fn getitem_builtin(&mut self, o: Handle, k: Handle) -> Result<Word, Raise> {
        let object = o.get(self);
        match object.kind() {
            Kind::Dict => {
                let mut s = self.scope();
                let out = s.root();
                if s.dict_get(o, k, out)? {
                    return Ok(out.get(&s).word());
                }
                if !o.get(&s).is_exact(Builtins::Dict)
                    && let Some(r) = s.special(o, Sym::Missing, &[k])?
                {
                    return Ok(r);
                }
                Err(s.key_error(k.get(&s)))
            }
            Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::Range => {
                let mut s = self.scope();
                if k.cast::<SliceObject>(&s).is_some()
                    && let Some(word) = s.get_slice(o, k)?
                {
                    return Ok(word);
                }
                match s.sequence_index(k)? {
                    Some(i) => s.item_at(o.get(&s), i),
                    None => Err(s.bad_index(o.get(&s), k.get(&s))),
                }
            }
            _ => {
                Err(self.type_error(format_args!("'{}' object is not subscriptable", self.type_name(object))))
            }
        }
    }
}

impl Scope<'_> {
    /// `o[k]`
    pub fn getitem(&mut self, o: Handle, k: Handle) -> Result<Handle, Raise> {
        let word = self.getitem_word(o, k)?;
        Ok(self.keep_word(word))
    }

    /// `o[k] = v`
    pub fn setitem(&mut self, o: Handle, k: Handle, v: Handle) -> Result<(), Raise> {
        let object = o.get(self);
        if object.is_exact(Builtins::List)
            && let (Some(i), Some(list)) = (k.get(self).as_small_int(), object.cast::<List>())
            && let Some(i) = place(i, list.len())
        {
            list.set(i, v.get(self));
            return Ok(());
        }
        if !is_plain(object) && self.special(o, Sym::SetItem, &[k, v])?.is_some() {
            return Ok(());
        }
        self.setitem_builtin(o, k, v)
    }

    /// `o[k] = v` by what `o` is made of.
    pub fn setitem_builtin(&mut self, o: Handle, k: Handle, v: Handle) -> Result<(), Raise> {
        match o.get(self).kind() {
            Kind::Dict => self.dict_set(o, k, v),
            Kind::List | Kind::ByteArray => {
                if k.cast::<SliceObject>(self).is_some() && self.set_slice(o, k, v)? {
                    return Ok(());
                }
                let Some(i) = self.sequence_index(k)? else {
                    return Err(self.bad_index(o.get(self), k.get(self)));
                };
                if o.cast::<ByteArray>(self).is_some() {
                    return self.set_byte(o, i, v);
                }
                let list = o.cast::<List>(self).map(|l| (l, place(i, l.len())));
                match list {
                    Some((list, Some(i))) => {
                        list.set(i, v.get(self));
                        Ok(())
                    }
                    _ => Err(self.index_error("list assignment index out of range")),
                }
            }
            _ => {
                let name = self.type_name(o.get(self));
                Err(self.type_error(format_args!("'{name}' object does not support item assignment")))
            }
        }
    }

    fn set_byte(&mut self, array: Handle, i: i64, v: Handle) -> Result<(), Raise> {
        let byte = self.byte_of(v)?;
        let done = array.cast::<ByteArray>(self).and_then(|a| {
            a.write(|bytes| {
                let i = place(i, bytes.len())?;
                bytes[i] = byte;
                Some(())
            })
        });
        done.ok_or_else(|| self.index_error("bytearray index out of range"))
    }

    /// `del o[k]`
    pub fn delitem(&mut self, o: Handle, k: Handle) -> Result<(), Raise> {
        if !is_plain(o.get(self)) && self.special(o, Sym::DelItem, &[k])?.is_some() {
            return Ok(());
        }
        self.delitem_builtin(o, k)
    }

    /// `del o[k]` by what `o` is made of.
    pub fn delitem_builtin(&mut self, o: Handle, k: Handle) -> Result<(), Raise> {
        match o.get(self).kind() {
            Kind::Dict => {
                let mut s = self.inner();
                let out = s.root();
                if s.dict_del(o, k, out)? { Ok(()) } else { Err(s.key_error(k.get(&s))) }
            }
            Kind::List | Kind::ByteArray => {
                if k.cast::<SliceObject>(self).is_some() && self.del_slice(o, k)? {
                    return Ok(());
                }
                let Some(i) = self.sequence_index(k)? else {
                    return Err(self.bad_index(o.get(self), k.get(self)));
                };
                if let Some(array) = o.cast::<ByteArray>(self) {
                    let done = array.write(|b| place(i, b.len()).map(|i| b.remove(i)));
                    return match done {
                        Some(_) => Ok(()),
                        None => Err(self.index_error("bytearray index out of range")),
                    };
                }
                let done = o.cast::<List>(self).and_then(|l| l.remove(place(i, l.len())?));
                match done {
                    Some(_) => Ok(()),
                    None => Err(self.index_error("list assignment index out of range")),
                }
            }
            _ => {
                let v = o.get(self);
                let sequence =
                    matches!(v.kind(), Kind::Str | Kind::Tuple | Kind::Bytes | Kind::Range | Kind::Set);
                let indexed = sequence && self.index_opt(k)?.is_some();
                let not = if indexed { "doesn't" } else { "does not" };
                let name = self.type_name(o.get(self));
                Err(self.type_error(format_args!("'{name}' object {not} support item deletion")))
            }
        }
    }

    /// `item in container`
    pub fn contains(&mut self, container: Handle, item: Handle) -> Result<bool, Raise> {
        if !is_plain(container.get(self)) {
            if self.special_is_none(container, Sym::Contains) {
                let name = self.type_name(container.get(self));
                return Err(self.type_error(format_args!("'{name}' object is not a container")));
            }
            let mut s = self.inner();
            if let Some(r) = s.special_kept(container, Sym::Contains, &[item])? {
                return s.truth(r);
            }
        }
        self.contains_builtin(container, item)
    }

    /// `item in container` by what the container is made of; else by going through it.
    pub fn contains_builtin(&mut self, container: Handle, item: Handle) -> Result<bool, Raise> {
        let (v, x) = (container.get(self), item.get(self));
        match v.kind() {
            Kind::List | Kind::Tuple => Ok(self.find_item(container, item, 0, usize::MAX)?.is_some()),
            Kind::Dict => {
                let mut s = self.inner();
                let out = s.root();
                s.dict_get(container, item, out)
            }
            Kind::Set => self.set_contains(container, item),
            Kind::Str => match (v.cast::<Str>(), x.cast::<Str>()) {
                (Some(s), Some(x)) => Ok(search::contains(s.text(), x.text())),
                _ => Err(self.type_error(format_args!(
                    "'in <string>' requires string as left operand, not {}",
                    self.type_name(x)
                ))),
            },
            Kind::Bytes | Kind::ByteArray => self.bytes_contain(container, item),
            Kind::Range if x.is_int_like() => Ok(match (v.cast::<RangeObject>(), x.as_i64()) {
                (Some(r), Some(i)) => {
                    let inside =
                        if r.step > 0 { r.start <= i && i < r.stop } else { r.stop < i && i <= r.start };
                    inside && (i as i128 - r.start as i128) % r.step as i128 == 0
                }
                _ => false,
            }),
            Kind::DictView => self.view_contains(container, item),
            _ => self.contains_by_iteration(container, item),
        }
    }

    fn contains_by_iteration(&mut self, container: Handle, item: Handle) -> Result<bool, Raise> {
        let mut s = self.inner();
        let Some(it) = s.iter_opt(container)? else {
            let name = s.type_name(container.get(&s));
            return Err(s.type_error(format_args!("argument of type '{name}' is not iterable")));
        };
        let x = s.root();
        while s.next(it, x)? {
            if s.eq(x, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn bytes_contain(&mut self, container: Handle, item: Handle) -> Result<bool, Raise> {
        let x = item.get(self);
        let Some(hay) = self.bytes_like(container.get(self)) else { return Ok(false) };
        if let Some(needle) = self.bytes_like(x) {
            return Ok(memchr::memmem::find(&hay, &needle).is_some());
        }
        match self.sequence_index(item)? {
            Some(i) if (0..256).contains(&i) => Ok(hay.contains(&(i as u8))),
            Some(_) => Err(self.value_error("byte must be in range(0, 256)")),
            None => {
                let name = self.type_name(item.get(self));
                Err(self.type_error(format_args!("a bytes-like object is required, not '{name}'")))
            }
        }
    }

    fn view_contains(&mut self, view: Handle, item: Handle) -> Result<bool, Raise> {
        let mut s = self.inner();
        let Some((kind, dict)) = view.cast::<DictView>(&s).map(|v| (v.view(), v.dict().value().word()))
        else {
            return Ok(false);
        };
        let dict = s.keep_word(dict);
        let out = s.root();
        match kind {
            DictViewKind::Keys => s.dict_get(dict, item, out),
            DictViewKind::Values => s.contains_by_iteration(view, item),
            DictViewKind::Items => {
                let pair = item.cast::<Tuple>(&s).filter(|t| t.len() == 2);
                let Some([k, v]) = pair.map(|t| [t.words()[0], t.words()[1]]) else { return Ok(false) };
                let (k, v) = (s.keep_word(k), s.keep_word(v));
                Ok(s.dict_get(dict, k, out)? && s.eq(out, v)?)
            }
        }
    }

    /// The index of the first item of a list or tuple, from `start` to `stop`, that equals another value.
    pub fn find_item(
        &mut self,
        sequence: Handle,
        item: Handle,
        start: usize,
        stop: usize,
    ) -> Result<Option<usize>, Raise> {
        if let Some(found) = self.quick_find_item(sequence.get(self), item.get(self), start, stop) {
            return Ok(found);
        }
        let mut s = self.inner();
        let root = s.root();
        for i in start..stop {
            let v = sequence.get(&s);
            let at = match v.cast::<List>() {
                Some(list) => list.get(i),
                None => v.cast::<Tuple>().and_then(|t| t.items().get(i).copied()),
            };
            let Some(at) = at else { return Ok(None) };
            match s.quick_eq(at, item.get(&s)) {
                Some(true) => return Ok(Some(i)),
                Some(false) => {}
                None => {
                    let word = at.word();
                    s.set_word(root, word);
                    if s.eq(root, item)? {
                        return Ok(Some(i));
                    }
                }
            }
        }
        Ok(None)
    }
}

impl Vm {
    /// The index of an item in a list or tuple, from a place on; none if script would have to be asked.
    fn quick_find_item(
        &self,
        v: Value<'_>,
        item: Value<'_>,
        start: usize,
        stop: usize,
    ) -> Option<Option<usize>> {
        let words = match v.cast::<List>() {
            // SAFETY: nothing runs while the slice is in use
            Some(list) => unsafe { list.items().as_slice() },
            None => v.cast::<Tuple>()?.words(),
        };
        let word = item.word();
        for (i, w) in words.iter().enumerate().take(stop).skip(start) {
            if *w == word || !(w.is_int() && word.is_int()) && self.quick_eq(Value::from_word(*w), item)? {
                return Some(Some(i));
            }
        }
        Some(None)
    }
}
