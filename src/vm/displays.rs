//! Displays and what fills them: lists, tuples, sets, dicts, formatted strings.

use super::call::Callee;
use super::ops::done;
use super::ops::{get, insn, put, window};
use super::stack::Reg;
use super::stack::{Frame, after};
use super::{BinaryOp, Question, Vm};
use crate::bytecode::{Insn, Op};
use crate::heap::{Word, WordVec};
use crate::value::*;

impl Vm {
    pub(super) fn build_list(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let list = match window(base, i.b, i.c as usize) {
            [] => List::with_capacity(&self.heap, List::ROOM),
            items => List::new(&self.heap, items),
        };
        put(base, i.a, list.value().word());
    }

    pub(super) fn build_tuple(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let t = match window(base, i.b, i.c as usize) {
            [a, b] => Tuple::pair(&self.heap, a.word(), b.word()),
            items => Tuple::new(&self.heap, items),
        };
        put(base, i.a, t.value().word());
    }

    /// A list or a tuple of some items and those of an iterable.
    pub(super) fn build_starred(&mut self, pc: *const Insn, base: *mut Reg, is_list: bool) -> bool {
        let i = insn(pc);
        let last = i.c - 1;
        let items = Value::words(window(base, i.b, last as usize));
        let starred = get(base, i.b + last);
        if let Some(more) = self.plain_words(Value::from_word(starred)) {
            let made = match is_list {
                true => List::of_both(&self.heap, items, more).value(),
                false => Tuple::of_both(&self.heap, items, more).value(),
            };
            put(base, i.a, made.word());
            return true;
        }
        put(base, i.a, List::from_words(&self.heap, items).value().word());
        let done = self.extend_with(pc, base, starred, false);
        if done && !is_list {
            self.tuple_of_list(base, i.a, i.a);
        }
        done
    }

    #[cold]
    #[inline(never)]
    pub(super) fn build_set(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let made = Set::new(&self.heap, false);
        if window(base, i.b, i.c as usize).iter().all(|x| self.quick_set_add(made, *x)) {
            put(base, i.a, made.value().word());
            return true;
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let set = s.keep(|vm| Set::new(&vm.heap, false).value());
        let item = s.root();
        for n in 0..i.c {
            let x = Value::from_word(get(base, i.b + n));
            if set.cast::<Set>(s).is_some_and(|set| s.quick_set_add(set, x)) {
                continue;
            }
            s.set_word(item, get(base, i.b + n));
            if s.set_add(set, item).is_err() {
                return false;
            }
        }
        put(base, i.a, set.get(s).word());
        true
    }

    #[inline(never)]
    pub(super) fn build_dict(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        if i.c == 0 {
            put(base, i.a, Dict::to_fill(&self.heap).value().word());
            return true;
        }
        let all = window(base, i.b, 2 * i.c as usize);
        let items = all.chunks_exact(2).map(|p| (p[0], p[1]));
        if let Some(made) = Dict::of_names(&self.heap, items, |k| self.hash_str(k)) {
            put(base, i.a, made.value().word());
            return true;
        }
        let made = Dict::with_capacity(&self.heap, i.c as usize);
        let pairs = window(base, i.b, 2 * i.c as usize).chunks_exact(2);
        let quick = pairs.take_while(|p| self.quick_dict_set(made, p[0], p[1])).count();
        let made = made.value().word();
        if quick == i.c as usize {
            put(base, i.a, made);
            return true;
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let d = s.keep_word(made);
        let (key, value) = (s.root(), s.root());
        for n in quick as u16..i.c {
            s.set_word(key, get(base, i.b + 2 * n));
            s.set_word(value, get(base, i.b + 2 * n + 1));
            if s.dict_set(d, key, value).is_err() {
                return false;
            }
        }
        put(base, i.a, d.get(s).word());
        true
    }

    /// The star arguments of a call: a tuple is taken as it is.
    pub(super) fn star_args(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let items = get(base, i.b);
        if Value::from_word(items).is_exact(Builtins::Tuple) {
            put(base, i.a, items);
            return true;
        }
        if let Some(items) = self.plain_words(Value::from_word(items)) {
            put(base, i.a, Tuple::from_words(&self.heap, items).value().word());
            return true;
        }
        put(base, i.a, List::empty(&self.heap).value().word());
        self.extend_with(pc, base, items, true)
    }

    /// The double-starred arguments of a call: a dict of strings is taken as it is.
    pub(super) fn double_star_args(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let items = Value::from_word(get(base, i.b));
        if items.is_exact(Builtins::Dict) && items.cast::<Dict>().is_some_and(Dict::all_str) {
            put(base, i.a, items.word());
            return true;
        }
        let words = [self.dict().value().word(), items.word(), get(base, i.a.wrapping_sub(2))];
        put(base, i.a, words[0]);
        self.act(pc, base, words, |s, [d, other, callee]| s.merge_keywords(d, other, callee))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn list_extend(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.extend_with(pc, base, get(base, i.b), false)
    }

    /// Extends the list in the instruction's first register.
    fn extend_with(&mut self, pc: *const Insn, base: *mut Reg, items: Word, of_call: bool) -> bool {
        let i = insn(pc);
        let words = [get(base, i.a), items, Word::NONE];
        let (list, items) = (Value::from_word(words[0]), Value::from_word(words[1]));
        if let (Some(to), Some(from)) = (list.cast::<List>(), self.plain_words(items))
            && words[0] != words[1]
        {
            to.extend_words(&self.heap, from);
            return true;
        }
        self.act(pc, base, words, |s, [list, items, _]| {
            let it = match s.iter_opt(items)? {
                Some(it) => it,
                None => {
                    let name = s.type_name(items.get(s));
                    let message = if of_call {
                        let callee = s.keep_word(get(base, i.a.wrapping_sub(1)));
                        let f = s.callee_text(callee);
                        format!("{f} argument after * must be an iterable, not {name}")
                    } else {
                        format!("Value after * must be an iterable, not {name}")
                    };
                    return Err(s.type_error(message));
                }
            };
            let out = s.root();
            while s.next(it, out)? {
                if let Some(l) = list.cast::<List>(s) {
                    l.push(&s.heap, out.get(s));
                }
            }
            Ok(())
        })
    }

    pub(super) fn list_to_tuple(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        self.tuple_of_list(base, i.a, i.b);
    }

    /// Makes a tuple of the list in a register.
    fn tuple_of_list(&mut self, base: *mut Reg, to: u16, from: u16) {
        let Some(list) = Value::from_word(get(base, from)).cast::<List>() else { return };
        // SAFETY: making a tuple changes no list
        let t = Tuple::from_words(&self.heap, unsafe { list.items().as_slice() }).value().word();
        // the list was made for this only: its storage need not wait for a collection
        list.items().take_from(list.header(), &WordVec::new());
        put(base, to, t);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_add_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let (set, x) = (Value::from_word(get(base, i.a)), Value::from_word(get(base, i.b)));
        if set.cast::<Set>().is_some_and(|set| self.quick_set_add(set, x)) {
            return true;
        }
        self.act(pc, base, [get(base, i.a), get(base, i.b), Word::NONE], |s, [set, x, _]| s.set_add(set, x))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn set_update_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let (set, items) = (Value::from_word(get(base, i.a)), Value::from_word(get(base, i.b)));
        if (items.is_exact(Builtins::FrozenSet) || items.is_exact(Builtins::Set))
            && let (Some(to), Some(from)) = (set.cast::<Set>(), items.cast::<Set>())
            && self.quick_set_change(BinaryOp::Or, to, from)
        {
            return true;
        }
        self.act(pc, base, [get(base, i.a), get(base, i.b), Word::NONE], |s, [set, items, _]| {
            s.set_update(set, items)
        })
    }

    #[inline(never)]
    pub(super) fn dict_add_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        if self.quick_set_item(get(base, i.a), get(base, i.b), get(base, i.c)) {
            return true;
        }
        self.act(pc, base, [get(base, i.a), get(base, i.b), get(base, i.c)], |s, [d, k, v]| {
            s.dict_set(d, k, v)
        })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn dict_merge_op(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        let of_call = i.c == 1;
        if !of_call && self.merge_at_once(get(base, i.a), get(base, i.b)) {
            return true;
        }
        let callee = if of_call { get(base, i.a.wrapping_sub(2)) } else { Word::NONE };
        self.act(pc, base, [get(base, i.a), get(base, i.b), callee], |s, [d, other, callee]| {
            if of_call { s.merge_keywords(d, other, callee) } else { s.merge_mapping(d, other) }
        })
    }

    /// Adds the items of a dict to one that is being made, if no script can run; what was added before it might is only
    /// added again.
    fn merge_at_once(&self, to: Word, from: Word) -> bool {
        let (to, from) = (Value::from_word(to), Value::from_word(from));
        let (true, Some(to), Some(from)) =
            (from.is_exact(Builtins::Dict), to.cast::<Dict>(), from.cast::<Dict>())
        else {
            return false;
        };
        self.merge_plainly(to, from)
    }

    #[inline(never)]
    pub(super) fn format_op(&mut self, pc: *const Insn, base: *mut Reg) -> Callee {
        let i = insn(pc);
        let w = get(base, i.b);
        let v = Value::from_word(w);
        // an int that is joined to other parts becomes text there
        if i.c & !Op::FORMAT_PART == 0 && v.is_exact(Builtins::Str) || i.c == Op::FORMAT_PART && w.is_int() {
            put(base, i.a, w);
            return Callee::Done;
        }
        let spec = (i.c & 4 != 0).then(|| get(base, i.b + 1));
        if let Some(w) = self.quick_format(w, i.c & 3, spec) {
            put(base, i.a, w);
            return Callee::Done;
        }
        let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
        if self.formats_as_text(i, v)
            && let Some(callee) = self.asked(v, Question::Text, record)
        {
            return callee;
        }
        let spec = if i.c & 4 != 0 { get(base, i.b + 1) } else { self.empty_str() };
        done(self.store2(pc, base, [w, spec], |s, v, spec| {
            let v = match i.c & 3 {
                1 => s.str(v)?,
                2 => s.repr(v)?,
                3 => s.ascii(v)?,
                _ => v,
            };
            s.format(v, spec)
        }))
    }

    /// The word of the empty string.
    pub(crate) fn empty_str(&self) -> Word {
        self.intern("").value().word()
    }

    #[inline(never)]
    pub(super) fn build_str(&mut self, pc: *const Insn, base: *mut Reg) {
        let i = insn(pc);
        let parts = window(base, i.b, i.c as usize);
        put(base, i.a, Str::of_parts(&self.heap, parts).value().word());
    }
}
