//! Slices: bounds, and taking, replacing and deleting the parts they name.

use std::borrow::Cow;

use super::is_plain;
use crate::heap::Word;
use crate::value::text::Wtf8;
use crate::value::{Builtins, ByteArray, Bytes, Kind, List, RangeObject, SliceObject, Str, Tuple, Value};
use crate::vm::{Exc, Handle, Raise, Scope, Vm};

/// The bounds of a slice applied to a length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    /// How many items it names.
    pub count: usize,
}

impl Bounds {
    /// The indexes, in the slice's own order.
    fn indexes(self) -> impl Iterator<Item = usize> {
        // the last step may go beyond what 64 bits hold, but then it is not used
        (0..self.count).map(move |i| (self.start.wrapping_add(self.step.wrapping_mul(i as i64))) as usize)
    }

    /// For a slice of step 1: the two ends, in order.
    fn span(self) -> (usize, usize) {
        let start = self.start as usize;
        (start, start.max(self.stop as usize))
    }

    fn picked<T: Copy>(self, from: &[T]) -> Cow<'_, [T]> {
        if self.step == 1 {
            let (start, stop) = self.span();
            return from.get(start..stop).unwrap_or_default().into();
        }
        if let Some(part) = self.backwards(from) {
            // several at a time, unlike what an iterator that goes back would do
            let mut part = part.to_vec();
            part.reverse();
            return part.into();
        }
        self.indexes().filter_map(|i| from.get(i).copied()).collect()
    }

    /// For a slice of step -1: what it names, in the order that it has.
    fn backwards<T>(self, from: &[T]) -> Option<&[T]> {
        if self.step != -1 || self.count == 0 {
            return None;
        }
        from.get((self.stop + 1) as usize..=self.start as usize)
    }
}

/// Brings bounds into a length, as CPython does.
fn adjust(start: Option<i64>, stop: Option<i64>, step: i64, len: i64) -> Bounds {
    let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let clamp = |i: i64| if i < 0 { i.saturating_add(len).max(low) } else { i.min(high) };
    let start = start.map_or(if step < 0 { high } else { low }, clamp);
    let stop = stop.map_or(if step < 0 { low } else { high }, clamp);
    let count = if step < 0 {
        if stop < start { (start - stop - 1) / step.saturating_neg() + 1 } else { 0 }
    } else if start < stop {
        (stop - start - 1) / step + 1
    } else {
        0
    };
    Bounds { start, stop, step, count: count as usize }
}

/// What lies between two bounds that are small ints or None.
#[inline(always)]
fn between<'h, T>(items: &'h [T], from: Value<'_>, to: Value<'_>) -> Option<&'h [T]> {
    let n = items.len() as i64;
    let bound = |v: Value<'_>, default: i64| match v.as_small_int() {
        Some(i) if i < 0 => Some((i + n).max(0)),
        Some(i) => Some(i.min(n)),
        None => v.is_none().then_some(default),
    };
    let (from, to) = (bound(from, 0)?, bound(to, n)?);
    items.get(from as usize..to.max(from) as usize)
}

impl Scope<'_> {
    /// The bounds of a slice for a sequence of this length: start, stop, step, and how many items it names.
    pub fn slice_indices(&mut self, slice: Handle, len: usize) -> Result<(i64, i64, i64, usize), Raise> {
        let parts = self.slice_parts(slice)?;
        let b = adjust(parts.0, parts.1, parts.2, len as i64);
        Ok((b.start, b.stop, b.step, b.count))
    }

    /// start, stop and step of a slice object as numbers; script may run to find them.
    pub(super) fn slice_parts(&mut self, slice: Handle) -> Result<(Option<i64>, Option<i64>, i64), Raise> {
        let mut s = self.inner();
        let mut numbers = [None; 3];
        let root = s.root();
        // the step is asked for first
        for i in [2, 0, 1] {
            let word = s_part(&s, slice, i);
            if word == Word::NONE {
                continue;
            }
            s.set_word(root, word);
            let Some(number) = s.index_opt(root)? else {
                return Err(
                    s.type_error("slice indices must be integers or None or have an __index__ method")
                );
            };
            numbers[i] = Some(s.index_clamped(number)?);
            if numbers[2] == Some(0) {
                return Err(s.value_error("slice step cannot be zero"));
            }
        }
        Ok((numbers[0], numbers[1], numbers[2].unwrap_or(1).max(-i64::MAX)))
    }

    /// The part of a built-in sequence that a slice names. None if it is no such sequence.
    pub(super) fn get_slice(&mut self, object: Handle, slice: Handle) -> Result<Option<Word>, Raise> {
        let (start, stop, step) = self.slice_parts(slice)?;
        let v = object.get(self);
        let bounds = |len: usize| adjust(start, stop, step, len as i64);
        if let Some(list) = v.cast::<List>() {
            // SAFETY: the items are copied before anything else happens
            let words = bounds(list.len()).picked(unsafe { list.items().as_slice() });
            return Ok(Some(List::from_words(&self.heap, &words).value().word()));
        }
        if let Some(tuple) = v.cast::<Tuple>() {
            let b = bounds(tuple.len());
            if b.count == tuple.len() && b.step == 1 && v.is_exact(Builtins::Tuple) {
                return Ok(Some(v.word()));
            }
            let words = b.picked(tuple.words());
            return Ok(Some(Tuple::from_words(&self.heap, &words).value().word()));
        }
        if let Some(text) = v.cast::<Str>() {
            let b = bounds(text.len());
            if b.count == text.len() && b.step == 1 && v.is_exact(Builtins::Str) {
                return Ok(Some(v.word()));
            }
            return Ok(Some(self.slice_str(text, b)));
        }
        if let Some(bytes) = v.cast::<Bytes>() {
            let b = bounds(bytes.bytes().len());
            let part = match b.backwards(bytes.bytes()) {
                Some(part) => Bytes::reversed(&self.heap, part),
                None => Bytes::new(&self.heap, &b.picked(bytes.bytes())),
            };
            return Ok(Some(part.value().word()));
        }
        if let Some(bytes) = v.cast::<ByteArray>() {
            let part = bytes.read(|b| bounds(b.len()).picked(b).into_owned());
            return Ok(Some(ByteArray::new(&self.heap, part).value().word()));
        }
        if let Some(range) = v.cast::<RangeObject>() {
            let b = adjust(start, stop, step, range.len());
            let at = |i: i64| range.start.saturating_add(range.step.saturating_mul(i));
            let part =
                RangeObject::new(&self.heap, at(b.start), at(b.stop), range.step.saturating_mul(b.step));
            return Ok(Some(part.value().word()));
        }
        Ok(None)
    }

    /// Replaces the part of a list or bytearray that a slice names. False if it is neither.
    pub(super) fn set_slice(&mut self, object: Handle, slice: Handle, value: Handle) -> Result<bool, Raise> {
        if object.cast::<List>(self).is_some() {
            let mut s = self.inner();
            let (start, stop, step) = s.slice_parts(slice)?;
            let items = if value.cast::<List>(&s).is_some() && !is_same(&s, object, value) {
                value
            } else {
                s.list_for(value, "must assign iterable to extended slice")?
            };
            let (Some(list), Some(items)) = (object.cast::<List>(&s), items.cast::<List>(&s)) else {
                return Ok(false);
            };
            return replace_items(&s, list, adjust(start, stop, step, list.len() as i64), items)
                .map(|()| true);
        }
        if object.cast::<ByteArray>(self).is_some() {
            let mut s = self.inner();
            let new = s.bytes_of_iterable(value)?;
            let (start, stop, step) = s.slice_parts(slice)?;
            let Some(array) = object.cast::<ByteArray>(&s) else { return Ok(false) };
            let b = adjust(start, stop, step, array.read(<[u8]>::len) as i64);
            if step == 1 {
                let (from, to) = b.span();
                array.write(|a| drop(a.splice(from..to, new)));
                return Ok(true);
            }
            if new.is_empty() {
                array.write(|a| remove_indexes(a, b));
                return Ok(true);
            }
            if new.len() != b.count {
                return Err(s.value_error(format_args!(
                    "attempt to assign bytes of size {} to extended slice of size {}",
                    new.len(),
                    b.count
                )));
            }
            array.write(|a| {
                for (i, byte) in b.indexes().zip(new) {
                    a[i] = byte;
                }
            });
            return Ok(true);
        }
        Ok(false)
    }

    /// Deletes the part of a list or bytearray that a slice names. False if it is neither.
    pub(super) fn del_slice(&mut self, object: Handle, slice: Handle) -> Result<bool, Raise> {
        let v = object.get(self);
        if v.cast::<List>().is_none() && v.cast::<ByteArray>().is_none() {
            return Ok(false);
        }
        let parts = self.slice_parts(slice)?;
        Ok(self.del_parts(object.get(self), parts))
    }

    /// A new list of an iterable's items, with this text for what is no iterable.
    fn list_for(&mut self, iterable: Handle, refusal: &str) -> Result<Handle, Raise> {
        match self.iter_opt(iterable)? {
            Some(it) => self.list_of(it),
            None => Err(self.type_error(refusal)),
        }
    }
}

/// One of the three parts of a slice as it stands there.
fn s_part(vm: &Vm, slice: Handle, i: usize) -> Word {
    slice.cast::<SliceObject>(vm).map_or(Word::NONE, |s| s.parts()[i].word())
}

/// The parts of a slice, where they are small ints or None, and the step is not zero.
#[inline(always)]
fn small_parts([start, stop, step]: [Value<'_>; 3]) -> Option<(Option<i64>, Option<i64>, i64)> {
    let part = |v: Value<'_>| if v.is_none() { Some(None) } else { v.as_small_int().map(Some) };
    let step = part(step)?.unwrap_or(1);
    if step == 0 { None } else { Some((part(start)?, part(stop)?, step)) }
}

fn is_same(vm: &Vm, a: Handle, b: Handle) -> bool {
    a.get(vm).is(b.get(vm))
}

fn remove_indexes<T: Copy>(from: &mut Vec<T>, b: Bounds) {
    if b.count == 0 {
        return;
    }
    let gone: Vec<usize> = b.indexes().collect();
    let (low, high) = (gone[0].min(gone[gone.len() - 1]), gone[0].max(gone[gone.len() - 1]));
    let stride = b.step.unsigned_abs() as usize;
    let mut at = 0;
    from.retain(|_| {
        let i = at;
        at += 1;
        i < low || i > high || (i - low) % stride != 0
    });
}

fn replace_items(vm: &Vm, list: &List, b: Bounds, items: &List) -> Result<(), Raise> {
    if !std::ptr::eq(list, items) && items.len() == b.count {
        // as many as there were: each into its place
        // SAFETY: the new items do not change meanwhile
        let words = unsafe { items.items().as_slice() };
        list.items().set_each(list.header(), b.start as usize, b.step as isize, words);
        return Ok(());
    }
    let new: Vec<Value<'_>> = items.to_vec();
    if b.step == 1 {
        let (from, to) = b.span();
        list.splice(&vm.heap, from, to, &new);
        return Ok(());
    }
    if new.len() != b.count {
        return Err(vm.raise(
            Exc::ValueError,
            format_args!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                new.len(),
                b.count
            ),
        ));
    }
    for (i, v) in b.indexes().zip(new) {
        list.set(i, v);
    }
    Ok(())
}

impl Vm {
    /// Start, step and number of the indexes that a slice of small ints names in something of this length.
    pub fn small_slice(&self, slice: &SliceObject, len: usize) -> Option<(i64, i64, usize)> {
        let (start, stop, step) = small_parts(slice.parts())?;
        let b = adjust(start, stop, step, len as i64);
        Some((b.start, b.step, b.count))
    }

    /// `list[start:stop:step] = items`, and the same of bytes, where no script need be asked; false if that is not for
    /// here.
    pub(crate) fn quick_set_slice(&self, o: Value<'_>, slice: Value<'_>, items: Value<'_>) -> bool {
        let Some(slice) = slice.cast::<SliceObject>().filter(|_| is_plain(o) && !items.is(o)) else {
            return false;
        };
        let Some((start, stop, step)) = small_parts(slice.parts()) else { return false };
        if let Some(array) = o.cast::<ByteArray>() {
            return step == 1 && self.set_bytes(array, (start, stop), items);
        }
        let (Some(list), Some(words)) = (o.cast::<List>(), self.plain_words(items)) else { return false };
        let b = adjust(start, stop, step, list.len() as i64);
        if words.len() == b.count {
            list.items().set_each(list.header(), b.start as usize, step as isize, words);
        } else if step != 1 {
            return false;
        } else {
            let (from, to) = b.span();
            let before = list.items().capacity();
            list.items().splice(list.header(), from, to, words);
            self.heap.account(list.items().capacity().saturating_sub(before) * 8);
        }
        true
    }

    /// `list[start:stop:step] = [item] * times`, where the slice names as many items; false if that is not for here.
    pub(crate) fn quick_fill_slice(&self, o: Value<'_>, slice: Value<'_>, item: Word, times: usize) -> bool {
        let Some(parts) =
            slice.cast::<SliceObject>().filter(|_| is_plain(o)).and_then(|s| small_parts(s.parts()))
        else {
            return false;
        };
        let Some(list) = o.cast::<List>() else { return false };
        let b = adjust(parts.0, parts.1, parts.2, list.len() as i64);
        if b.count == times {
            list.items().fill_each(list.header(), b.start as usize, b.step as isize, times, item);
        }
        b.count == times
    }

    /// `array[start:stop] = items` of bytes.
    fn set_bytes(&self, array: &ByteArray, ends: (Option<i64>, Option<i64>), items: Value<'_>) -> bool {
        let Some(new) = items.cast::<Bytes>().map(Bytes::bytes).filter(|_| is_plain(items)) else {
            return false;
        };
        let b = adjust(ends.0, ends.1, 1, array.read(<[u8]>::len) as i64);
        let (from, to) = b.span();
        array.write(|a| match a.get_mut(from..to) {
            Some(old) if old.len() == new.len() => old.copy_from_slice(new),
            _ => {
                self.heap.account(new.len());
                drop(a.splice(from..to, new.iter().copied()));
            }
        });
        true
    }

    /// `del o[start:stop:step]` of a list or bytearray, where no script need be asked; false if that is not for here.
    pub(crate) fn quick_del_slice(&self, o: Value<'_>, slice: &SliceObject) -> bool {
        let Some(parts) = small_parts(slice.parts()).filter(|_| is_plain(o)) else { return false };
        self.del_parts(o, parts)
    }

    /// The same with the slice's parts as numbers.
    fn del_parts(&self, o: Value<'_>, (start, stop, step): (Option<i64>, Option<i64>, i64)) -> bool {
        if let Some(list) = o.cast::<List>() {
            let b = adjust(start, stop, step, list.len() as i64);
            if step == 1 {
                let (from, to) = b.span();
                list.items().splice(list.header(), from, to, &[]);
            } else if b.count > 0 {
                let low = if step > 0 { b.start } else { b.start + (b.count as i64 - 1) * step };
                list.items().remove_each(list.header(), low as usize, step.unsigned_abs() as usize, b.count);
            }
            return true;
        }
        let Some(array) = o.cast::<ByteArray>() else { return false };
        let b = adjust(start, stop, step, array.read(<[u8]>::len) as i64);
        if step == 1 && b.start == 0 {
            array.take_front(b.count);
        } else {
            array.write(|a| remove_indexes(a, b));
        }
        true
    }

    /// `v[start:stop:step]` of built-in data, where the parts are small ints or None.
    pub(crate) fn quick_slice(&self, v: Value<'_>, parts: [Value<'_>; 3]) -> Option<Word> {
        if parts[2].is_none()
            && v.is_exact(Builtins::Bytes)
            && let Some(bytes) = v.cast::<Bytes>().map(Bytes::bytes)
        {
            let part = between(bytes, parts[0], parts[1])?;
            let whole = part.len() == bytes.len();
            return Some(if whole { v.word() } else { Bytes::new(&self.heap, part).value().word() });
        }
        if parts[2].is_none()
            && v.is_exact(Builtins::Str)
            && let Some(s) = v.cast::<Str>()
            && s.is_ascii()
        {
            return Some(match between(s.bytes(), parts[0], parts[1])? {
                part if part.len() == s.len() => v.word(),
                [] => self.empty_str(),
                [one] => self.chars[*one as usize],
                part => Str::ascii(&self.heap, part).value().word(),
            });
        }
        if parts[2].is_none()
            && let Some(words) = self.plain_words(v)
        {
            let part = between(words, parts[0], parts[1])?;
            return Some(match v.is_exact(Builtins::List) {
                true => List::from_words(&self.heap, part).value().word(),
                false if part.len() == words.len() => v.word(),
                false => Tuple::from_words(&self.heap, part).value().word(),
            });
        }
        if !is_plain(v) {
            return None;
        }
        let (start, stop, step) = small_parts(parts)?;
        let bounds = |len: usize| adjust(start, stop, step, len as i64);
        Some(match v.kind() {
            Kind::Str => {
                let text = v.cast::<Str>()?;
                let b = bounds(text.len());
                if b.count == text.len() && b.step == 1 { v.word() } else { self.slice_str(text, b) }
            }
            Kind::List => {
                // SAFETY: nothing runs while the slice is in use
                let words = unsafe { v.cast::<List>()?.items().as_slice() };
                let b = bounds(words.len());
                if b.step == 1 {
                    let (from, to) = b.span();
                    List::from_words(&self.heap, words.get(from..to).unwrap_or_default()).value().word()
                } else {
                    let list = List::with_capacity(&self.heap, b.count);
                    list.items().extend_by_steps(words, b.start as usize, b.step as isize, b.count);
                    list.value().word()
                }
            }
            Kind::Tuple => {
                let words = v.cast::<Tuple>()?.words();
                let b = bounds(words.len());
                if b.step != 1 || b.count == words.len() {
                    return None;
                }
                let (from, to) = b.span();
                Tuple::from_words(&self.heap, words.get(from..to).unwrap_or_default()).value().word()
            }
            Kind::Bytes => {
                let bytes = v.cast::<Bytes>()?.bytes();
                let b = bounds(bytes.len());
                if b.step != 1 {
                    return None;
                }
                let (from, to) = b.span();
                Bytes::new(&self.heap, bytes.get(from..to).unwrap_or_default()).value().word()
            }
            _ => return None,
        })
    }

    fn slice_str(&self, text: &Str, b: Bounds) -> Word {
        if text.is_ascii() {
            if b.step == 1 {
                let (from, to) = b.span();
                let part = text.bytes().get(from..to).unwrap_or_default();
                if let [one] = part {
                    return self.char_word(*one as u32);
                }
                return Str::ascii(&self.heap, part).value().word();
            }
            return text.by_steps(&self.heap, b.start as usize, b.step as isize, b.count).value().word();
        }
        if b.step == 1 {
            let (from, to) = b.span();
            let (start, end) = (self.char_offset(text, from), self.char_offset(text, to.max(from)));
            let part = Wtf8::new(text.bytes().get(start..end).unwrap_or_default());
            return Str::counted(&self.heap, part, to.max(from) - from).value().word();
        }
        if b.step == -1 && b.count > 0 {
            let (start, end) = (self.char_offset(text, (b.stop + 1) as usize), b.start as usize + 1);
            let end = self.char_offset(text, end);
            return text.piece_reversed(&self.heap, start, end, b.count).value().word();
        }
        let chars: Vec<u32> = text.text().chars().collect();
        let part: crate::value::text::Wtf8Buf = b.picked(&chars).iter().copied().collect();
        self.str_wtf8(Wtf8::from(&part)).word()
    }
}
