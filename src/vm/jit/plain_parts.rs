//! Ints, attributes and items in runs: what is known of them is not looked at again. Where something is not as it is
//! wanted, the ordinary translation of the instruction does it.

// the assembler converts numbers of registers that are of the right type already
#![allow(clippy::useless_conversion)]

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::known_parts::{Part, Place, State};
use super::names::{BARRIER, SLOTS};
use super::numbers::{Ask, asked, wanted};
use super::objects::{LIST, LIST_ITEMS, LIST_LEN, TUPLE, TUPLE_ITEMS, TUPLE_LEN};
use super::translate::{Translator, field, slot};
use super::watch;
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Cache, Value};

/// Places and indices beyond these are no matter for runs.
const MOST_PLACES: u32 = 1 << 12;
const MOST_INDEX: i64 = 1 << 20;

impl Translator<'_> {
    /// What an instruction on something else than floats is to a run.
    pub fn plain_part_of(&self, ip: usize, i: Insn, state: &State) -> Option<Part> {
        use Op::*;
        let op = i.operation();
        Some(match op {
            AddI | IAddI | SubI | ISubI => {
                let number = i.c as i16 as i64;
                let number = if matches!(op, SubI | ISubI) { -number } else { number };
                self.may_be_int(ip, i.b, state).then_some(Part::IntsWith {
                    op: Add,
                    a: i.a,
                    b: i.b,
                    number,
                })?
            }
            Add | IAdd | Sub | ISub | Mul | IMul | BitAnd | IAnd | BitOr | IOr | BitXor | IXor => {
                self.ints_of(ip, op, i, state)?
            }
            Mod | IMod | FloorDiv | IFloorDiv | Shl | IShl | Shr | IShr => {
                let number = state.int_constant(i.c)?;
                let most = match op {
                    Shr | IShr => 0..48,
                    Shl | IShl => 0..47,
                    _ => 1..1 << 31,
                };
                let suits = most.contains(&number) && state.word(i.b).is_none();
                (suits && self.may_be_int(ip, i.b, state)).then_some(Part::IntsWith {
                    op,
                    a: i.a,
                    b: i.b,
                    number,
                })?
            }
            JLtI | JLeI | JGtI | JGeI | JEqI | JNeI | JNLtI | JNLeI | JNGtI | JNGeI | JNEqI | JNNeI => {
                let part = Part::DecideWith { op, b: i.a, number: i.b as i16 as i64 };
                self.may_be_int(ip, i.a, state).then_some(part)?
            }
            JLt | JLe | JGt | JGe | JEq | JNe | JNLt | JNLe | JNGt | JNGe | JNEq | JNNe => {
                if !self.may_be_int(ip, i.a, state) || !self.may_be_int(ip, i.b, state) {
                    return None;
                }
                match state.int_constant(i.b) {
                    Some(number) => Part::DecideWith { op, b: i.a, number },
                    None => Part::Decide { op, b: i.a, c: i.b },
                }
            }
            GetAttr => Part::Read { a: i.a, b: i.b, at: self.known_place(ip, i)? },
            SetAttr => Part::Write { a: i.a, b: i.b, at: self.known_place(ip, i)? },
            GetItem | SetItem => self.item_part(ip, op, i, state)?,
            Check if state.is_int(i.a) || state.word(i.a).is_some() || state.shaped(i.a).is_some() => {
                Part::Nothing
            }
            Check | JNone | JNotNone | JUnset => Part::Plain { a: None },
            GetG | GetGB | GetFree | GetCell | Is | IsNot => Part::Plain { a: Some(i.a) },
            _ => return None,
        })
    }

    /// Whether a register holds an int, by all that can be seen.
    fn may_be_int(&self, ip: usize, r: u16, state: &State) -> bool {
        let seen = || match state.word(r) {
            Some(_) => false,
            None => state.shaped(r).is_none() && self.seen_int(r) && !self.has_met(ip, watch::FLOAT),
        };
        state.is_int(r) || seen()
    }

    fn ints_of(&self, ip: usize, op: Op, i: Insn, state: &State) -> Option<Part> {
        if !self.may_be_int(ip, i.b, state) || !self.may_be_int(ip, i.c, state) {
            return None;
        }
        let mask = |n: &i64| (0..1 << 31).contains(n);
        let with = |b: u16, number: i64| Some(Part::IntsWith { op, a: i.a, b, number });
        match (op, state.int_constant(i.b), state.int_constant(i.c)) {
            (Op::BitAnd | Op::IAnd, _, Some(n)) if mask(&n) => with(i.b, n),
            (Op::BitOr | Op::IOr | Op::BitXor | Op::IXor | Op::BitAnd | Op::IAnd, ..) => {
                Some(Part::Ints { op, a: i.a, b: i.b, c: i.c })
            }
            (_, _, Some(n)) => with(i.b, n),
            (Op::Add | Op::IAdd | Op::Mul | Op::IMul, Some(n), _) => with(i.c, n),
            _ => Some(Part::Ints { op, a: i.a, b: i.b, c: i.c }),
        }
    }

    /// Where the instruction's own cache has the attribute: in the slots of objects of a shape, which a store leaves alone.
    fn known_place(&self, ip: usize, i: Insn) -> Option<Place> {
        let at = self.linked.entry().wrapping_add(ip + i.c as usize);
        // SAFETY: the linker has put the cache at this distance
        let cache = unsafe { &*at.cast::<Cache>() };
        let (shape, place) = (cache.shape.get(), cache.aux.get());
        let known = shape != Cache::EMPTY && place < MOST_PLACES && self.vm.jit.classes_can_change();
        known.then_some(Place { shape, place: place as u16 })
    }

    /// An item of what was a list or a tuple, by an int.
    fn item_part(&self, ip: usize, op: Op, i: Insn, state: &State) -> Option<Part> {
        let (object, index) = if op == Op::GetItem { (i.b, i.c) } else { (i.a, i.b) };
        let seen = self.sample.get(object as usize).copied().flatten().map(Value::from_word);
        let shape = match state.shaped(object) {
            Some(known) => known.shape,
            None => seen?.shape(),
        };
        let index_suits = match state.int_constant(index) {
            Some(n) => (0..MOST_INDEX).contains(&n),
            None => self.may_be_int(ip, index, state),
        };
        if !index_suits || state.word(object).is_some() {
            return None;
        }
        let is = |known: i32| shape == known as u32;
        match op {
            Op::GetItem if is(LIST) || is(TUPLE) => Some(Part::Item { a: i.a, b: i.b, c: i.c, shape }),
            Op::SetItem if is(LIST) => Some(Part::Put { a: i.a, b: i.b, c: i.c }),
            _ => None,
        }
    }

    /// Where the ordinary translation goes on that begins at a label: constants that are still to be stored come first.
    pub fn bail(&mut self, state: &State, plain: DynamicLabel) -> DynamicLabel {
        let pending = state.pending();
        if pending.is_empty() {
            return plain;
        }
        let at = self.label();
        self.aside(at, move |t| {
            t.put_words(&pending);
            dynasm!(t.ops ; jmp =>plain);
        });
        at
    }

    /// Stores the constants that are still to be stored.
    pub fn put_pending(&mut self, state: &mut State) {
        self.put_words(&state.pending());
        state.all_put();
    }

    /// Leaves `rax` alone.
    fn put_words(&mut self, words: &[(u16, u64)]) {
        for (r, word) in words {
            dynasm!(self.ops ; mov rcx, QWORD *word as i64 ; mov [r12 + slot(*r)], rcx);
        }
    }

    /// Translates an instruction of a run that is none on floats.
    pub fn plain_part(&mut self, state: &State, part: Part, bail: DynamicLabel) {
        match part {
            Part::Move { a, b } if a != b && state.word(b).is_none() => {
                self.word_in(state, b);
                self.store(a);
            }
            Part::Ints { op, a, b, c } => self.ints(state, op, [a, b, c], bail),
            Part::IntsWith { op, a, b, number } => self.ints_with(state, op, [a, b], number, bail),
            Part::Decide { op, b, c } => {
                self.int_operands(state, b, c, bail);
                if let Some(ask) = asked(op) {
                    self.compare_ints(ask);
                    self.jump_by(ask, op);
                }
            }
            Part::DecideWith { op, b, number } => self.decide_int(state, op, b, number, bail),
            Part::Read { a, b, at } => {
                self.word_in(state, b);
                self.has_shape(state, b, 0, at.shape, Some(at.place), bail);
                dynasm!(self.ops ; mov rax, [rax + SLOTS + slot(at.place)]);
                self.store(a);
            }
            Part::Write { a, b, at } => {
                self.word_in_rcx(state, a);
                self.has_shape(state, a, 1, at.shape, Some(at.place), bail);
                self.takes_stores(state, a, 1, bail);
                self.word_in(state, b);
                dynasm!(self.ops ; mov [rcx + SLOTS + slot(at.place)], rax);
            }
            Part::Item { a, b, c, shape } => self.item(state, [a, b, c], shape, bail),
            Part::Put { a, b, c } => self.put_item(state, [a, b, c], bail),
            Part::Plain { .. } | Part::Other { .. } => {
                let next = self.label();
                self.fast_next = Some(next);
                self.instruction();
                self.fast_next = None;
                dynasm!(self.ops ; =>next);
            }
            _ => {}
        }
    }

    /// A register of the frame in `rax`, no other being changed.
    fn word_in(&mut self, state: &State, r: u16) {
        match state.word(r) {
            _ if state.rax == Some(r) => {}
            Some(word) => dynasm!(self.ops ; mov rax, QWORD word as i64),
            None => self.load(r),
        }
    }

    /// The same in `rcx`, while `rax` is as it was.
    fn word_in_rcx(&mut self, state: &State, r: u16) {
        match state.word(r) {
            _ if state.rax == Some(r) => dynasm!(self.ops ; mov rcx, rax),
            Some(word) => dynasm!(self.ops ; mov rcx, QWORD word as i64),
            None => dynasm!(self.ops ; mov rcx, [r12 + slot(r)]),
        }
    }

    /// An int in `rax`.
    fn int_in(&mut self, state: &State, r: u16, bail: DynamicLabel) {
        self.word_in(state, r);
        if !state.is_int(r) {
            dynasm!(self.ops ; cmp rax, r14 ; jb =>bail);
        }
    }

    /// Two ints in `rax` and `rcx`. May change `rdx`.
    fn int_operands(&mut self, state: &State, b: u16, c: u16, bail: DynamicLabel) {
        self.word_in_rcx(state, c);
        self.word_in(state, b);
        match (state.is_int(b), state.is_int(c)) {
            (false, false) if b != c => self.both_int(bail),
            (false, _) => dynasm!(self.ops ; cmp rax, r14 ; jb =>bail),
            (true, false) => dynasm!(self.ops ; cmp rcx, r14 ; jb =>bail),
            (true, true) => {}
        }
    }

    fn ints(&mut self, state: &State, op: Op, [a, b, c]: [u16; 3], bail: DynamicLabel) {
        self.int_operands(state, b, c, bail);
        match op {
            Op::BitAnd | Op::IAnd => dynasm!(self.ops ; and rax, rcx),
            Op::BitOr | Op::IOr => dynasm!(self.ops ; or rax, rcx),
            Op::BitXor | Op::IXor => dynasm!(self.ops ; xor rax, rcx ; or rax, r14),
            _ => self.sum_of_ints(op, bail),
        }
        self.store(a);
    }

    fn ints_with(&mut self, state: &State, op: Op, [a, b]: [u16; 2], n: i64, bail: DynamicLabel) {
        use Op::*;
        self.int_in(state, b, bail);
        match op {
            Add | IAdd | Sub | ISub | Mul | IMul => {
                dynasm!(self.ops ; shl rax, 16);
                self.sum_with(op, n);
                dynasm!(self.ops ; jo =>bail ; shr rax, 16 ; or rax, r14);
            }
            BitAnd | IAnd => dynasm!(self.ops ; and eax, n as i32 ; or rax, r14),
            Shr | IShr => self.shift_right(n as i8),
            Shl | IShl => self.shift_left(n as i8, bail),
            _ => {
                let next = self.label();
                self.fast_next = Some(next);
                self.divide_int(op, a, b, n as i32);
                self.fast_next = None;
                self.store(a);
                return dynasm!(self.ops ; =>next);
            }
        }
        self.store(a);
    }

    /// `rax`, an int without its tag and shifted, and a constant.
    fn sum_with(&mut self, op: Op, n: i64) {
        match (op, i32::try_from(n), i32::try_from(n << 16)) {
            (Op::Mul | Op::IMul, Ok(n), _) => dynasm!(self.ops ; imul rax, rax, n),
            (Op::Mul | Op::IMul, ..) => dynasm!(self.ops ; mov rcx, QWORD n ; imul rax, rcx),
            (Op::Add | Op::IAdd, _, Ok(n)) => dynasm!(self.ops ; add rax, n),
            (Op::Add | Op::IAdd, ..) => dynasm!(self.ops ; mov rcx, QWORD n << 16 ; add rax, rcx),
            (_, _, Ok(n)) => dynasm!(self.ops ; sub rax, n),
            _ => dynasm!(self.ops ; mov rcx, QWORD n << 16 ; sub rax, rcx),
        }
    }

    /// Jumps as the instruction that compares says, by the flags of a signed comparison.
    fn jump_by(&mut self, ask: Ask, op: Op) {
        let to = self.target(self.insn().c as i16 as i32);
        self.jump_signed(ask, wanted(op), to);
    }

    fn decide_int(&mut self, state: &State, op: Op, b: u16, n: i64, bail: DynamicLabel) {
        let Some(ask) = asked(op) else { return };
        self.int_in(state, b, bail);
        match (ask, i32::try_from(n << 16)) {
            (Ask::Eq | Ask::Ne, _) => {
                dynasm!(self.ops ; mov rcx, QWORD Word::small(n).bits() as i64 ; cmp rax, rcx);
            }
            (_, Ok(n)) => dynasm!(self.ops ; shl rax, 16 ; cmp rax, n),
            _ => dynasm!(self.ops ; shl rax, 16 ; mov rcx, QWORD n << 16 ; cmp rax, rcx),
        }
        self.jump_by(ask, op);
    }

    /// The object of a register of the frame, in one of the processor, has a shape, and more than so many slots.
    fn has_shape(
        &mut self,
        state: &State,
        r: u16,
        g: u8,
        shape: u32,
        place: Option<u16>,
        bail: DynamicLabel,
    ) {
        let known = state.shaped(r).filter(|known| known.shape == shape);
        if known.is_none() {
            dynasm!(self.ops
                ; cmp Rq(g), r15
                ; jae =>bail
                ; cmp DWORD [Rq(g) + 4], shape as i32
                ; jne =>bail
            );
        }
        let Some(place) = place else { return };
        if !state.checked {
            let classes = self.vm.jit.classes.get();
            dynasm!(self.ops ; cmp DWORD [rbx + field::CLASSES], classes as i32 ; jne =>bail);
        }
        if known.is_none_or(|known| known.places <= place) {
            dynasm!(self.ops ; cmp WORD [Rq(g) + 2], place as i16 ; jbe =>bail);
        }
    }

    /// The collector need not know what is stored in the object of a register.
    fn takes_stores(&mut self, state: &State, r: u16, g: u8, bail: DynamicLabel) {
        if !state.shaped(r).is_some_and(|known| known.writable) {
            dynasm!(self.ops ; test BYTE [Rq(g) + 1], BARRIER ; jne =>bail);
        }
    }

    /// The sequence of a register in `rax`, looked at, and an index in `rcx`, below its length.
    fn at_index(&mut self, state: &State, [b, c]: [u16; 2], shape: u32, put: bool, bail: DynamicLabel) {
        let constant = state.int_constant(c);
        if constant.is_none() {
            self.word_in_rcx(state, c);
            dynasm!(self.ops ; sub rcx, r14);
            if !state.is_int(c) {
                dynasm!(self.ops ; jb =>bail);
            }
        }
        self.word_in(state, b);
        self.has_shape(state, b, 0, shape, None, bail);
        if put {
            self.takes_stores(state, b, 0, bail);
        }
        let len = if shape == LIST as u32 { LIST_LEN } else { TUPLE_LEN };
        match constant {
            Some(n) => dynasm!(self.ops ; mov ecx, n as i32 ; cmp DWORD [rax + len], ecx ; jbe =>bail),
            None => dynasm!(self.ops ; mov edx, [rax + len] ; cmp rcx, rdx ; jae =>bail),
        }
        if shape == LIST as u32 {
            dynasm!(self.ops ; mov rax, [rax + LIST_ITEMS]);
        }
    }

    fn item(&mut self, state: &State, [a, b, c]: [u16; 3], shape: u32, bail: DynamicLabel) {
        self.at_index(state, [b, c], shape, false, bail);
        match shape == LIST as u32 {
            true => dynasm!(self.ops ; mov rax, [rax + rcx * 8]),
            false => dynasm!(self.ops ; mov rax, [rax + rcx * 8 + TUPLE_ITEMS]),
        }
        self.store(a);
    }

    fn put_item(&mut self, state: &State, [a, b, c]: [u16; 3], bail: DynamicLabel) {
        // the value may be in `rax`, where the list comes
        let here = state.rax == Some(c);
        if here {
            dynasm!(self.ops ; mov rsi, rax);
        }
        self.at_index(state, [a, b], LIST as u32, true, bail);
        match state.word(c) {
            _ if here => {}
            Some(word) => dynasm!(self.ops ; mov rsi, QWORD word as i64),
            None => dynasm!(self.ops ; mov rsi, [r12 + slot(c)]),
        }
        dynasm!(self.ops ; mov [rax + rcx * 8], rsi);
    }
}
