//! Instructions on built-in data where no script can run: without handles and scopes, since nothing can be
//! collected meanwhile. Each answers none (or says so) where the protocols have to be asked.

use std::cmp::Ordering;

use super::ops::{get, insn, put};
use super::protocol::{BinaryOp, CompareOp, Pair, Quick, is_plain, tuples_of_ints};
use super::stack::Reg;
use super::{Raise, Sym, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::text::search;
use crate::value::*;

/// What the loop is told about a `for` that has found two items and put them where they belong.
pub(super) const UNPACKED: u32 = 4;
/// What it is told where script or other iterators have to be asked.
const FAR: u32 = 5;

impl Vm {
    /// Notes where the machine stands, for errors; nothing below may collect.
    #[inline(always)]
    fn stand(&self, pc: *const Insn, base: *mut Reg) {
        self.cur_pc.set(pc);
        self.cur_base.set(base);
    }

    /// `o[k]`
    #[inline]
    pub(super) fn quick_get_item(&self, o: Word, k: Word) -> Option<Word> {
        let (o, key) = (Value::from_word(o), Value::from_word(k));
        if !is_plain(o) {
            let dict = o.cast::<Dict>().filter(|_| self.inherits(o, Sym::GetItem, Builtins::Dict))?;
            return self.quick_dict_get(dict, key)?.map(Value::word);
        }
        match o.kind() {
            Kind::Str => self.quick_char(o.cast::<Str>()?, key.as_small_int()?),
            Kind::Dict => self.quick_dict_get(o.cast::<Dict>()?, key)?.map(Value::word),
            Kind::Bytes => {
                let (b, i) = (o.cast::<Bytes>()?.bytes(), key.as_small_int()?);
                let i = if i < 0 { i + b.len() as i64 } else { i };
                b.get(usize::try_from(i).ok()?).map(|b| Value::index(*b as usize).word())
            }
            Kind::ByteArray => {
                let i = key.as_small_int()?;
                o.cast::<ByteArray>()?.read(|b| {
                    let i = if i < 0 { i + b.len() as i64 } else { i };
                    b.get(usize::try_from(i).ok()?).map(|b| Value::index(*b as usize).word())
                })
            }
            _ => None,
        }
    }

    /// Whether a special method of an object of a subclass is that of the built-in class.
    fn inherits(&self, v: Value<'_>, name: Sym, class: Builtins) -> bool {
        let name = self.sym_word(name);
        self.class_lookup(v.shape(), name) == self.class_lookup(class as u32, name)
    }

    /// The character of a string at an index, if there is one.
    #[inline(never)]
    pub(super) fn quick_char(&self, s: &Str, i: i64) -> Option<Word> {
        let b = s.bytes();
        let i = if i < 0 { i + s.len() as i64 } else { i };
        let i = usize::try_from(i).ok()?;
        if s.is_ascii() {
            return self.chars.get(*b.get(i)? as usize).copied();
        }
        (i < s.len()).then(|| self.wide_char(s, i))
    }

    /// `o[k] = v`; false if that is not for here.
    #[inline]
    pub(super) fn quick_set_item(&self, o: Word, k: Word, v: Word) -> bool {
        let o = Value::from_word(o);
        match o.cast::<Dict>() {
            Some(d) if is_plain(o) || self.inherits(o, Sym::SetItem, Builtins::Dict) => {
                self.quick_dict_set(d, Value::from_word(k), Value::from_word(v))
            }
            Some(_) => false,
            None if o.is_exact(Builtins::ByteArray) && Value::from_word(k).as_small_int().is_some() => {
                let (Some(b), Some(byte)) = (o.cast::<ByteArray>(), v.as_int()) else { return false };
                let (Some(i), Ok(byte)) = (k.as_int(), u8::try_from(byte)) else { return false };
                b.write(|b| {
                    let i = if i < 0 { i + b.len() as i64 } else { i };
                    let place = usize::try_from(i).ok().and_then(|i| b.get_mut(i));
                    place.map(|p| *p = byte).is_some()
                })
            }
            None => self.quick_set_slice(o, Value::from_word(k), Value::from_word(v)),
        }
    }

    /// `item in container`
    #[inline]
    pub(super) fn quick_contains(&self, container: Word, item: Word) -> Option<bool> {
        let (c, x) = (Value::from_word(container), Value::from_word(item));
        if let Some(x) = x.cast::<Str>() {
            if c.is_exact(Builtins::Str)
                && let Some(s) = c.cast::<Str>()
            {
                return Some(match x.bytes() {
                    [one] => search::has_byte(s.bytes(), *one),
                    part => search::find_bytes(s.bytes(), part).is_some(),
                });
            }
            if c.is_exact(Builtins::Dict)
                && x.value().is_exact(Builtins::Str)
                && let Some(d) = c.cast::<Dict>()
            {
                return match d.find_str(x, self.hash_str(x)) {
                    Probe::At(_) => Some(true),
                    Probe::Missing => Some(false),
                    Probe::Ask => None,
                };
            }
        }
        if !is_plain(c) {
            return None;
        }
        match c.kind() {
            Kind::Str => {
                let (s, x) = (c.cast::<Str>()?, x.cast::<Str>()?);
                Some(search::find_bytes(s.bytes(), x.bytes()).is_some())
            }
            Kind::Dict => Some(self.quick_dict_get(c.cast::<Dict>()?, x)?.is_some()),
            Kind::Set => self.quick_set_has(c.cast::<Set>()?, x),
            Kind::List => {
                // SAFETY: nothing runs while the slice is in use
                let words = unsafe { c.cast::<List>()?.items().as_slice() };
                self.quick_among(words, x)
            }
            Kind::Tuple => self.quick_among(c.cast::<Tuple>()?.words(), x),
            _ => None,
        }
    }

    fn quick_among(&self, words: &[Word], x: Value<'_>) -> Option<bool> {
        self.quick_position(words, x).map(|at| at.is_some())
    }

    /// Where the first item stands that equals another; none of all where script may have to be asked.
    fn quick_position(&self, words: &[Word], x: Value<'_>) -> Option<Option<usize>> {
        let word = x.word();
        if x.is_exact(Builtins::Str)
            && let Some(x) = x.cast::<Str>()
        {
            for (at, w) in words.iter().enumerate() {
                let v = Value::from_word(*w);
                let same = match v.cast::<Str>() {
                    Some(s) => s.same(x),
                    None => self.quick_eq(v, x.value())?,
                };
                if same {
                    return Some(Some(at));
                }
            }
            return Some(None);
        }
        if x.is_exact(Builtins::Tuple)
            && let Some(first) = x.cast::<Tuple>()?.words().first().filter(|w| w.is_int())
        {
            for (at, w) in words.iter().enumerate() {
                // mostly the first items tell them apart
                let v = Value::from_word(*w);
                let other = v.is_exact(Builtins::Tuple).then(|| v.cast::<Tuple>()).flatten();
                if other.and_then(|t| t.words().first()).is_some_and(|o| o != first && o.is_int()) {
                    continue;
                }
                if self.quick_eq(v, x)? {
                    return Some(Some(at));
                }
            }
            return Some(None);
        }
        let instance = x.kind() == Kind::Instance && self.by_identity(x);
        for (at, w) in words.iter().enumerate() {
            if *w == word {
                return Some(Some(at));
            }
            let v = Value::from_word(*w);
            // an instance that equals only itself is asked by nothing that is no object, nor by others like it
            if instance && (v.header().is_none() || v.kind() == Kind::Instance && self.by_identity(v)) {
                continue;
            }
            if !(w.is_int() && word.is_int()) && self.quick_eq(v, x)? {
                return Some(Some(at));
            }
        }
        Some(None)
    }

    /// How many items of a list or tuple equal another.
    pub(crate) fn quick_count(&self, items: Value<'_>, x: Value<'_>) -> Option<usize> {
        let words = self.plain_words(items)?;
        let (mut n, mut from) = (0, 0);
        while let Some(at) = self.quick_position(&words[from..], x)? {
            (n, from) = (n + 1, from + at + 1);
        }
        Some(n)
    }

    /// The same of a list or tuple.
    pub(crate) fn quick_index(&self, items: Value<'_>, x: Value<'_>) -> Option<Option<usize>> {
        self.quick_position(self.plain_words(items)?, x)
    }

    /// `del o[k]` of an item that is there; false if that is not for here.
    pub(super) fn quick_del_item(&self, o: Word, k: Word) -> bool {
        let (o, k) = (Value::from_word(o), Value::from_word(k));
        if o.is_exact(Builtins::List)
            && let (Some(list), Some(i)) = (o.cast::<List>(), k.as_small_int())
        {
            let at = if i < 0 { i + list.len() as i64 } else { i };
            return usize::try_from(at).is_ok_and(|at| list.remove(at).is_some());
        }
        if let Some(slice) = k.cast::<SliceObject>() {
            return self.quick_del_slice(o, slice);
        }
        if o.is_exact(Builtins::Dict)
            && let Some(dict) = o.cast::<Dict>()
        {
            return self.quick_dict_take(dict, k).flatten().is_some();
        }
        false
    }

    /// `a op b` of built-in data; none where the protocols have to be asked.
    #[inline]
    pub(super) fn quick_binary(
        &self,
        op: BinaryOp,
        inplace: bool,
        a: Word,
        b: Word,
    ) -> Result<Option<Word>, Raise> {
        let (x, y) = (Value::from_word(a), Value::from_word(b));
        if !is_plain(x) || !is_plain(y) {
            return Ok(None);
        }
        if x.header().is_some() {
            let done = match op {
                BinaryOp::Mod => match x.cast::<Bytes>() {
                    Some(b) => self.quick_percent_bytes(b.bytes(), y),
                    None => x.cast::<Str>().and_then(|s| self.quick_percent(s, y)),
                },
                BinaryOp::Add => self.quick_concat(x, y),
                BinaryOp::Or | BinaryOp::And | BinaryOp::Sub | BinaryOp::Xor => {
                    self.quick_united(op, inplace, x, y)
                }
                _ => None,
            };
            if done.is_some() {
                return Ok(done);
            }
            // lists change in place, where that is asked for
            match (op, y.as_small_int()) {
                (BinaryOp::Mul, Some(n)) if !inplace => {
                    if let Some(w) = self.repeat(x, n)? {
                        return Ok(Some(w));
                    }
                }
                (BinaryOp::Add, None) if !inplace && x.kind() == Kind::List => return self.concat(x, y),
                (BinaryOp::Add, None) => {
                    if let (Some(list), Some(more)) = (x.cast::<List>(), self.plain_words(y))
                        && !x.is(y)
                    {
                        list.extend_words(&self.heap, more);
                        return Ok(Some(a));
                    }
                }
                _ => {}
            }
        }
        self.numbers(op, x, y)
    }

    /// `a + b` of two tuples or bytes, which do not change in place.
    fn quick_concat(&self, x: Value<'_>, y: Value<'_>) -> Option<Word> {
        if let (Some(x), Some(y)) = (x.cast::<Tuple>(), y.cast::<Tuple>()) {
            return Some(Tuple::concat(&self.heap, x, y).value().word());
        }
        let (x, y) = (x.cast::<Bytes>()?, y.cast::<Bytes>()?);
        Some(Bytes::concat(&self.heap, x.bytes(), y.bytes())?.value().word())
    }

    /// A comparison of built-in data that gives True or False.
    #[inline]
    pub(super) fn quick_order(&self, op: CompareOp, a: Word, b: Word) -> Option<bool> {
        let (x, y) = (Value::from_word(a), Value::from_word(b));
        if let Some(holds) = tuples_of_ints(op, x, y) {
            return Some(holds);
        }
        if x.is_exact(Builtins::Bytes) && y.is_exact(Builtins::Bytes) {
            let (x, y) = (x.cast::<Bytes>()?.bytes(), y.cast::<Bytes>()?.bytes());
            return Some(op.holds(Some(if x == y { Ordering::Equal } else { x.cmp(y) })));
        }
        match op {
            CompareOp::Eq => self.quick_equal(x, y).or_else(|| self.same_by_identity(x, y)),
            CompareOp::Ne => match self.quick_equal(x, y) {
                None if self.has_own_ne(x) || self.has_own_ne(y) => None,
                equal => equal.or_else(|| self.same_by_identity(x, y)).map(|b| !b),
            },
            _ => self.quick_ordered(op, x, y),
        }
    }

    /// A string or list so many times in a row; none for others, and where that is too much.
    #[inline]
    pub(super) fn repeated_at_once(&self, a: Word, n: Word) -> Option<Word> {
        const MOST: usize = 1 << 16;
        let (v, n) = (Value::from_word(a), n.as_int()?);
        let len = match v.shape() {
            shape if shape == Builtins::Str as u32 => v.cast::<Str>()?.bytes().len(),
            shape if shape == Builtins::List as u32 => v.cast::<List>()?.len(),
            _ => return None,
        };
        if len.checked_mul(n.max(0) as usize)? > MOST {
            return None;
        }
        self.repeat(v, n).ok()?
    }

    /// An iterator over built-in data.
    pub(super) fn quick_iter(&self, w: Word) -> Option<Word> {
        let v = Value::from_word(w);
        if is_plain(v) { self.iter_builtin(v) } else { None }
    }

    /// The same as a value.
    pub(crate) fn plain_iter<'h>(&'h self, v: Value<'h>) -> Option<Value<'h>> {
        self.quick_iter(v.word()).map(Value::from_word)
    }

    /// An iterator backwards over built-in data.
    pub(super) fn quick_reversed(&self, v: Value<'_>) -> Option<Word> {
        if is_plain(v) { self.reversed_builtin(v) } else { None }
    }

    /// The next item of a `for` over the iterator of built-in data in its register; answers as `for_cold`.
    #[inline(always)]
    pub(super) fn for_item(&self, pc: *const Insn, base: *mut Reg) -> u32 {
        let i = insn(pc);
        let Some(it) = Value::from_word(get(base, i.a)).cast::<Iter>() else { return FAR };
        if it.state().calls() {
            return FAR;
        }
        let item = match self.item_at_once(it) {
            Some(w) => w,
            None => {
                self.stand(pc, base);
                match self.next_inline(it) {
                    Ok(Quick::Item(w)) => w,
                    Ok(Quick::End) => return 0,
                    Ok(Quick::Ask) => return FAR,
                    Err(_) => return 2,
                }
            }
        };
        put(base, i.b, item);
        1
    }

    /// The next two items of a `for` over an iterator of built-in data that makes pairs, for the two targets of the
    /// body's first instruction; answers as `for_cold`.
    #[inline(always)]
    pub(super) fn for_pair(&self, pc: *const Insn, base: *mut Reg) -> u32 {
        let i = insn(pc);
        let Some(it) = Value::from_word(get(base, i.a)).cast::<Iter>() else { return FAR };
        if !it.state().makes_pairs() {
            return self.for_item(pc, base);
        }
        // SAFETY: the target of the jump is an instruction of the same code
        let first = unsafe { (*pc.offset(i.c as i16 as isize)).a };
        let (x, y) = match self.pair_at_once(it) {
            Some(pair) => pair,
            None => {
                self.stand(pc, base);
                match self.quick_pair(it) {
                    Ok(Pair::Two(x, y)) => (x, y),
                    Ok(Pair::End) => return 0,
                    Ok(Pair::Ask) => return FAR,
                    Err(_) => return 2,
                }
            }
        };
        put(base, first, x);
        put(base, first + 1, y);
        UNPACKED
    }

    /// Into how many targets the body of a `for` begins by unpacking its item, if it needs the item for nothing else.
    pub(super) fn unpacked(linked: &Linked, insn: Insn, body: Insn) -> Option<u16> {
        let scratch = linked.local_names[insn.b as usize] == Word::NONE;
        (body.operation() == Op::Unpack && body.b == insn.b && scratch).then_some(body.c)
    }

    /// A step of a `for` over an iterator of built-in data: 0 at the end, 1 with the item in its register, 2 raised,
    /// `UNPACKED` if the loop's targets are two, and have them. None where others have to be asked.
    #[inline]
    pub(super) fn quick_for(&self, pc: *const Insn, base: *mut Reg) -> Option<u32> {
        let i = insn(pc);
        // SAFETY: the target of the jump is an instruction of the same code
        let body = unsafe { *pc.offset(i.c as i16 as isize) };
        let pairs = Vm::unpacked(Vm::linked_of(base), i, body) == Some(2);
        let done = if pairs { self.for_pair(pc, base) } else { self.for_item(pc, base) };
        (done != FAR).then_some(done)
    }

    /// Unpacks a tuple or list of the right length.
    #[inline]
    pub(super) fn quick_unpack(&self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let v = Value::from_word(get(base, i.b));
        if v.is_exact(Builtins::Str)
            && let Some(s) = v.cast::<Str>()
            && s.is_ascii()
            && s.len() == i.c as usize
        {
            for (n, b) in s.bytes().iter().enumerate() {
                put(base, i.a + n as u16, self.chars[*b as usize]);
            }
            return true;
        }
        let words = if v.is_exact(Builtins::Tuple) {
            v.cast::<Tuple>().map_or(&[][..], Tuple::words)
        } else if v.is_exact(Builtins::List) {
            // SAFETY: nothing runs while the slice is in use
            v.cast::<List>().map_or(&[][..], |l| unsafe { l.items().as_slice() })
        } else {
            return false;
        };
        if words.len() != i.c as usize {
            return false;
        }
        for (n, w) in words.iter().enumerate() {
            put(base, i.a + n as u16, *w);
        }
        true
    }

    /// `object[a:b:c]` where the slice is made for the next instruction only: does that one's work and says so.
    #[inline]
    pub(super) fn quick_slice_item(&self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        // SAFETY: a slice is never the last instruction of a code
        let next = unsafe { *pc };
        if i.c == 0 || next.operation() != Op::GetItem || next.c != i.a {
            return false;
        }
        let part = |n: u16| Value::from_word(get(base, i.b + n));
        let parts = [part(0), part(1), part(2)];
        match self.quick_slice(Value::from_word(get(base, next.b)), parts) {
            Some(w) => {
                put(base, next.a, w);
                true
            }
            None => false,
        }
    }

    /// `format(v, spec)` after a conversion (0 none, 1 str, 2 repr, 3 ascii).
    #[inline]
    pub(super) fn quick_format(&self, v: Word, conversion: u16, spec: Option<Word>) -> Option<Word> {
        let v = Value::from_word(v);
        let spec = match spec {
            Some(spec) => Value::from_word(spec).cast::<Str>()?.bytes(),
            None => &[],
        };
        match conversion {
            0 | 1 if spec.is_empty() => self.quick_text(v),
            0 => self.quick_formatted(v, spec).map(Value::word),
            1 => self.quick_formatted(Value::from_word(self.quick_text(v)?), spec).map(Value::word),
            2 | 3 => self.quick_formatted_repr(v, spec).map(Value::word),
            _ => None,
        }
    }
}
