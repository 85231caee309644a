//! What loops and unpacking assignments do: iterators, their next items, items into registers.

use super::call::Callee;
use super::ops::done;
use super::ops::{get, insn, put};
use super::quick_ops::UNPACKED;
use super::stack::Reg;
use super::{Exc, Raise, Sym, Vm};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::*;

impl Vm {
    #[inline(never)]
    pub(super) fn get_iter(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let w = get(base, i.b);
        if let Some(it) = self.iterator_at_once(w) {
            put(base, i.a, it);
            return Callee::Done;
        }
        if let Some(callee) = self.iter_frame(pc, base) {
            return callee;
        }
        done(self.store2(pc, base, [w, Word::NONE], |s, o, _| s.iter(o)))
    }

    /// An iterator over built-in data; a generator is its own.
    #[inline]
    pub(super) fn iterator_at_once(&self, w: Word) -> Option<Word> {
        let v = Value::from_word(w);
        if v.is_exact(Builtins::List) {
            let it = Iter::new(&self.heap, Builtins::ListIter, IterState::List, [0; 3], v, Value::NONE);
            return Some(it.value().word());
        }
        if v.is_exact(Builtins::Generator) { Some(w) } else { self.quick_iter(w) }
    }

    /// 0 exhausted, 1 an item is in the register, 2 raised, 3 a frame was pushed, 4 the two targets of the body's
    /// first instruction have their items.
    #[cold]
    #[inline(never)]
    pub(super) fn for_cold(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let i = insn(pc);
        if Value::from_word(get(base, i.a)).kind() == Kind::Iter {
            if let Some(done) = self.quick_for(pc, base) {
                return done;
            }
        } else if let Some(callee) = self.next_frame(pc, base) {
            return self.number_of(callee);
        }
        self.for_asked(pc, base)
    }

    /// The next item of a `for` over an iterator that may run script; answers as `for_cold`.
    pub(super) fn for_asked(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let i = insn(pc);
        self.enter_cold(pc, base);
        match self.next_kept(get(base, i.a)) {
            Ok(Some(item)) => {
                put(base, i.b, item);
                1
            }
            Ok(None) => 0,
            Err(_) => 2,
        }
    }

    /// The same for the two targets of the body's first instruction.
    pub(super) fn for_asked_pair(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        self.enter_cold(pc, base);
        match self.next_pair_kept(get(base, insn(pc).a)) {
            None => self.for_asked(pc, base),
            Some(Ok(Some((x, y)))) => {
                // SAFETY: the target of the jump is an instruction of the same code
                let first = unsafe { (*pc.offset(insn(pc).c as i16 as isize)).a };
                put(base, first, x);
                put(base, first + 1, y);
                UNPACKED
            }
            Some(Ok(None)) => 0,
            Some(Err(_)) => 2,
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unpack(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        if self.quick_unpack(pc, base) {
            return true;
        }
        let i = insn(pc);
        let v = Value::from_word(get(base, i.b));
        let want = i.c as usize;
        self.enter_cold(pc, base);
        if matches!(v.kind(), Kind::Generator | Kind::Iter)
            && let Some(done) = self.unpack_iterator(v.word(), i, base)
        {
            return done;
        }
        let items = match v.cast::<List>().filter(|_| v.is_exact(Builtins::List)) {
            Some(l) => l.items().to_vec(),
            None => match self.unpack_iterable(v.word(), Some(want)) {
                Ok(items) => items,
                Err(_) => return false,
            },
        };
        if items.len() != want {
            let _ = if items.len() > want {
                // CPython 3.13 says how many it expected, not how many there are
                self.value_error(format_args!("too many values to unpack (expected {want})"))
            } else {
                self.value_error(format_args!(
                    "not enough values to unpack (expected {want}, got {})",
                    items.len()
                ))
            };
            return false;
        }
        for (n, w) in items.into_iter().enumerate() {
            put(base, i.a + n as u16, w);
        }
        true
    }

    /// Unpacks an iterator, whose items stand on top of the stack until all are there; none if there is no room.
    fn unpack_iterator(&mut self, it: Word, i: Insn, base: *mut Reg) -> Option<bool> {
        let (at, want) = (self.stack.top.get(), i.c as usize);
        if Value::from_word(it).cast::<Generator>().is_some_and(|g| g.form != Form::Generator)
            || !self.stack.fits(at, want + 4)
        {
            return None;
        }
        let mut n = 0;
        let ended = loop {
            self.stack.top.set(at.wrapping_add(n));
            match self.next_kept(it) {
                Ok(Some(_)) if n == want => break Ok(false),
                // SAFETY: there is room
                Ok(Some(item)) => unsafe { *at.add(n) = Some(item) },
                Ok(None) => break Ok(true),
                Err(raise) => break Err(raise),
            }
            n += 1;
        };
        self.stack.top.set(at);
        match ended {
            Ok(true) if n == want => {
                for k in 0..want {
                    // SAFETY: so many items stand there
                    put(base, i.a + k as u16, unsafe { (*at.add(k)).unwrap_or(Word::NONE) });
                }
                return Some(true);
            }
            Ok(true) => {
                let _ =
                    self.value_error(format_args!("not enough values to unpack (expected {want}, got {n})"));
            }
            Ok(false) => {
                let _ = self.value_error(format_args!("too many values to unpack (expected {want})"));
            }
            Err(_) => {}
        }
        Some(false)
    }

    /// The items of an iterable; with a limit, at most one more than that.
    fn unpack_iterable(&mut self, w: Word, limit: Option<usize>) -> Result<Vec<Word>, Raise> {
        let s = &mut self.scope();
        let o = s.keep_word(w);
        let it = match s.iter(o) {
            Ok(it) => it,
            Err(r) => {
                let plain =
                    s.pending_is(&r, Exc::TypeError) && s.lookup_special(o.get(s), Sym::Iter).is_none();
                if plain && s.lookup_special(o.get(s), Sym::GetItem).is_none() {
                    let _ = s.catch(r);
                    let name = s.type_name(o.get(s));
                    return Err(s.type_error(format_args!("cannot unpack non-iterable {name} object")));
                }
                return Err(r);
            }
        };
        let list = s.keep(|vm| vm.list(&[]));
        let out = s.root();
        while limit.is_none_or(|n| list.cast::<List>(s).is_some_and(|l| l.len() <= n)) && s.next(it, out)? {
            if let Some(l) = list.cast::<List>(s) {
                l.push(&s.heap, out.get(s));
            }
        }
        Ok(list.cast::<List>(s).map_or_else(Vec::new, |l| l.items().to_vec()))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unpack_ex(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let (before, after) = ((i.c & 0xFF) as usize, (i.c >> 8) as usize);
        let plain = Value::from_word(get(base, i.b));
        let taken;
        let items = match self.plain_words(plain) {
            Some(words) => words,
            None => {
                self.enter_cold(pc, base);
                let Ok(items) = self.unpack_iterable(plain.word(), None) else { return false };
                taken = items;
                &taken[..]
            }
        };
        if items.len() < before + after {
            self.cur_pc.set(pc);
            self.cur_base.set(base);
            let _ = self.value_error(format_args!(
                "not enough values to unpack (expected at least {}, got {})",
                before + after,
                items.len()
            ));
            return false;
        }
        let tail = items.len() - after;
        let middle = List::from_words(&self.heap, &items[before..tail]).value().word();
        for (n, w) in items[..before].iter().enumerate() {
            put(base, i.a + n as u16, *w);
        }
        put(base, i.a + before as u16, middle);
        for (n, w) in items[tail..].iter().enumerate() {
            put(base, i.a + (before + 1 + n) as u16, *w);
        }
        true
    }
}
