//! Built-in functions that go through a generator: `sum(x * x for x in xs)`. The generator runs as a frame of the
//! loop, and what it yields is taken in where it stands: it need not be suspended, nor the loop be left and entered
//! again for every item. An item that only script can deal with (an `__add__`, say) suspends it first, so that
//! nobody sees the difference.
//!
//! What has been gathered stands in the window of the call, behind the generator; the record says what it is.

use super::bind::ParsedSignature;
use super::call::Callee;
use super::generator::{Awaited, Stopped, waiting};
use super::ops::{insn, put};
use super::place::Next;
use super::quick_call::store;
use super::stack::{Frame, Reg, after};
use super::total::{Total, with_loss};
use super::words::{bits, both_float, both_int};
use super::{Args, Raise, Scope, Vm};
use crate::heap::Word;
use crate::value::*;
use crate::vm::protocol::{BinaryOp, CompareOp};

/// What goes through a generator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Consumer {
    /// `sum`
    Sum,
    /// `any`
    Any,
    /// `all`
    All,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `set`
    Set,
    /// `frozenset`
    FrozenSet,
    /// `dict`, with the number of pairs beside it.
    Dict,
    /// `bytes` and `bytearray`
    Bytes,
    /// `list`
    List,
    /// `tuple`
    Tuple,
    /// A function that makes a list of its argument first: `sorted`.
    Sorted,
    /// `str.join`, which does so too.
    Join,
    /// `next`: one item is enough. A default stands where others gather.
    Next,
    /// `generator.send`
    Send,
}

const ALL: [Consumer; 15] = {
    use Consumer as C;
    [
        C::Sum,
        C::Any,
        C::All,
        C::Min,
        C::Max,
        C::Set,
        C::FrozenSet,
        C::Dict,
        C::Bytes,
        C::List,
        C::Tuple,
        C::Sorted,
        C::Join,
        C::Next,
        C::Send,
    ]
};

impl Consumer {
    #[inline(always)]
    fn of_record(record: &Frame) -> Consumer {
        ALL[(record.after - after::CONSUME) as usize]
    }

    /// The built-in class of this number.
    #[inline(always)]
    pub(super) fn of_class(id: u32) -> Option<Consumer> {
        match id {
            _ if id == Builtins::List as u32 => Some(Consumer::List),
            _ if id == Builtins::Tuple as u32 => Some(Consumer::Tuple),
            _ if id == Builtins::Set as u32 => Some(Consumer::Set),
            _ if id == Builtins::FrozenSet as u32 => Some(Consumer::FrozenSet),
            _ if id == Builtins::Dict as u32 => Some(Consumer::Dict),
            _ if id == Builtins::Bytes as u32 || id == Builtins::ByteArray as u32 => Some(Consumer::Bytes),
            _ => None,
        }
    }

    /// Whether it goes through what an instance's `__iter__` makes, and asks nothing else of it.
    pub(super) fn takes_instances(self) -> bool {
        !matches!(self, Consumer::Dict | Consumer::Next | Consumer::Send)
    }

    /// Where in the window the generator stands.
    #[inline(always)]
    pub(super) fn place(self) -> usize {
        if self == Consumer::Join { 2 } else { 1 }
    }
}

/// The registers of a call behind its generator.
#[derive(Clone, Copy)]
struct Gathered(*mut Reg);

impl Gathered {
    /// What there is so far.
    #[inline(always)]
    fn get(self) -> Reg {
        // SAFETY: the room was asked for when the generator was entered
        unsafe { *self.0 }
    }

    #[inline(always)]
    fn set(self, w: Reg) {
        // SAFETY: as above
        unsafe { *self.0 = w }
    }

    /// What rounding has lost of a sum of floats; 0 as an int in the stage of ints, None in that of objects.
    #[inline(always)]
    fn lost(self) -> Word {
        // SAFETY: as above
        unsafe { *self.0.add(1) }.unwrap_or(Word::NONE)
    }

    #[inline(always)]
    fn set_lost(self, w: Word) {
        // SAFETY: as above
        unsafe { *self.0.add(1) = Some(w) }
    }

    /// One pair more of a dict; gives the number of those before.
    fn count(self) -> usize {
        let before = self.lost().as_int().unwrap_or(0);
        self.set_lost(Word::int(before + 1).unwrap_or(Word::NONE));
        before as usize
    }

    /// The bytes there are so far.
    fn bytes(self) -> Option<&'static ByteArray> {
        // the lifetime is that of the call at hand
        self.get().and_then(|w| Value::from_word(w).cast::<ByteArray>())
    }

    /// Whether the class that goes through the generator, its one argument, is `bytearray`.
    fn is_for_array(self) -> bool {
        // SAFETY: the window begins with the class
        let callee = unsafe { *self.0.sub(2) };
        let class = callee.and_then(|w| Value::from_word(w).cast::<Type>());
        class.is_some_and(|c| c.root.get() == Builtins::ByteArray as u32)
    }

    fn list(self) -> Option<&'static List> {
        // the lifetime is that of the call at hand
        self.get().and_then(|w| Value::from_word(w).cast::<List>())
    }

    fn total(self) -> Total {
        let sum = self.get().map_or(Value::NONE, Value::from_word);
        match (self.lost().as_float(), sum.as_float(), sum.as_i64()) {
            (Some(lost), Some(sum), _) => Total::Float(sum, lost),
            (None, None, Some(i)) if self.lost().is_int() => Total::Int(i),
            _ => Total::Object,
        }
    }

    fn set_total(self, vm: &Vm, total: Total) {
        match total {
            Total::Int(i) => self.set(Some(vm.int(i).word())),
            Total::Float(sum, lost) => {
                self.set(Some(Word::float(sum)));
                self.set_lost(Word::float(lost));
            }
            Total::Long(i) => {
                self.set(Some(vm.int_of_wide(i).word()));
                self.set_lost(Word::NONE);
            }
            Total::Object => self.set_lost(Word::NONE),
        }
    }
}

impl Vm {
    /// Where the window of a call in this frame stands.
    #[inline(always)]
    fn window_of(&self, record: &Frame) -> *mut Reg {
        if self.stack.contains(record.base) {
            record.base.wrapping_add(record.dst as usize)
        } else {
            // SAFETY: bases outside the stack are those of generators
            unsafe { Generator::of_base(record.base) }.top.get()
        }
    }

    /// The first free word above the window and what is gathered in it.
    fn top_of_consumer(&self, record: &Frame, consumer: Consumer) -> *mut Reg {
        self.top_of(record.base).max(self.window_of(record).wrapping_add(consumer.place() + 3))
    }

    /// Enters the generator that a built-in function was called with; none if there is none to be entered, and
    /// everything is as it was.
    pub(super) fn consume(
        &mut self,
        consumer: Consumer,
        record: &Frame,
        window: *mut Reg,
        argc: u32,
    ) -> Option<Callee> {
        let place = consumer.place();
        // SAFETY: the window holds so many arguments
        let given = Value::from_word(unsafe { *window.add(place) }?);
        if given.kind() == Kind::Instance && argc == place as u32 && consumer.takes_instances() {
            let free = self.top_of(record.base).max(window.wrapping_add(place + 1));
            let made = self.iter_generator_at(free, given)?;
            // SAFETY: as above
            unsafe { *window.add(place) = Some(made) }
        }
        // SAFETY: as above
        let g = Value::from_word(unsafe { *window.add(place) }?).cast::<Generator>()?;
        let ready = matches!(g.state.get(), GenState::Created | GenState::Suspended)
            && matches!(g.waiting.get(), waiting::PLAIN | waiting::ITERATOR);
        let most = match consumer {
            Consumer::Sum | Consumer::Next | Consumer::Send => 2,
            _ => place as u32,
        };
        if g.form != Form::Generator
            || !ready
            || argc < place as u32
            || argc > most
            || window != self.window_of(record)
            || !self.stack.fits(window, 8)
        {
            return None;
        }
        let gathered = Gathered(window.wrapping_add(place + 1));
        match consumer {
            Consumer::Sum => {
                let start = if argc == 2 { gathered.get()? } else { Word::small(0) };
                let total = Total::of(Value::from_word(start));
                if matches!(total, Total::Object) {
                    return None;
                }
                gathered.set_lost(Word::small(0));
                gathered.set_total(self, total);
            }
            Consumer::Join => {
                // SAFETY: as above
                let this = Value::from_word(unsafe { *window.add(1) }?);
                this.cast::<Str>()?;
                gathered.set(Some(List::empty(&self.heap).value().word()));
            }
            Consumer::List | Consumer::Tuple | Consumer::Sorted => {
                gathered.set(Some(List::empty(&self.heap).value().word()));
            }
            Consumer::Set | Consumer::FrozenSet => {
                let frozen = consumer == Consumer::FrozenSet;
                gathered.set(Some(Set::new(&self.heap, frozen).value().word()));
            }
            Consumer::Dict => {
                gathered.set(Some(self.dict().value().word()));
                gathered.set_lost(Word::small(0));
            }
            Consumer::Bytes => gathered.set(Some(ByteArray::new(&self.heap, Vec::new()).value().word())),
            Consumer::Any | Consumer::All | Consumer::Min | Consumer::Max => gathered.set(None),
            Consumer::Next if argc == 2 => {}
            Consumer::Next => gathered.set(None),
            Consumer::Send => return self.send_at_once(g, record, gathered, argc),
        }
        let record = Frame { after: after::CONSUME + consumer as u32, ..*record };
        let top = self.top_of_consumer(&record, consumer);
        Some(match self.go_on_for_consumer(g, record, top) {
            Some(next) => Callee::Frame(next),
            None => Callee::Raised,
        })
    }

    /// Enters a generator that is sent a value.
    fn send_at_once(&self, g: &Generator, record: &Frame, gathered: Gathered, argc: u32) -> Option<Callee> {
        let value = gathered.get().filter(|_| argc == 2)?;
        let fresh = g.state.get() == GenState::Created;
        if g.waiting.get() != waiting::PLAIN || fresh && value != Word::NONE {
            return None;
        }
        // the end is StopIteration
        gathered.set(None);
        let record = Frame { after: after::CONSUME + Consumer::Send as u32, ..*record };
        let Some(next) = self.go_on_for_consumer(g, record, self.top_of_consumer(&record, Consumer::Send))
        else {
            return Some(Callee::Raised);
        };
        if !fresh {
            put(g.base(), insn(g.pc.get()).a, value);
        }
        Some(Callee::Frame(next))
    }

    /// Makes the generator the running frame, from where it stands.
    fn go_on_for_consumer(&self, g: &Generator, record: Frame, top: *mut Reg) -> Option<Next> {
        if !self.push_record(record, top, g.registers()) {
            return None;
        }
        Some(self.go_on(g, top))
    }

    /// The same, its record having been pushed.
    #[inline(always)]
    pub(super) fn go_on(&self, g: &Generator, top: *mut Reg) -> Next {
        let fresh = g.state.get() == GenState::Created;
        self.take_over(g, top);
        let (pc, base) = (g.pc.get(), g.base());
        match g.waiting.replace(waiting::PLAIN) {
            _ if fresh => {}
            // the `yield from` once more, for the next item
            waiting::ITERATOR => return self.at(pc.wrapping_sub(1), base),
            _ => put(base, insn(pc).a, Word::NONE),
        }
        self.at(pc, base)
    }

    /// Whether the running generator yields to a built-in function.
    #[inline(always)]
    pub(super) fn yields_to_consumer(&self) -> bool {
        self.outermost_record().after >= after::CONSUME
    }

    /// The record of the running generator, or of the outermost of those that delegate to it.
    #[inline(always)]
    fn outermost_record<'h>(&self) -> &'h Frame {
        let mut at = self.stack.fp.get().wrapping_sub(1);
        // SAFETY: every running frame has a record, and below those of generators that are delegated to stand others
        unsafe {
            while (*at).after == after::DELEGATE {
                at = at.sub(1);
            }
            &*at
        }
    }

    /// Takes a yielded item in, if the generator can go on at once; else it must be suspended.
    #[inline(never)]
    pub(super) fn take_yielded(&self, item: Word) -> bool {
        let record = self.outermost_record();
        let window = self.window_of(record);
        if record.after == after::CONSUME + Consumer::Sum as u32 {
            return self.take_summand(Gathered(window.wrapping_add(Consumer::Sum.place() + 1)), item);
        }
        let consumer = Consumer::of_record(record);
        let gathered = Gathered(window.wrapping_add(consumer.place() + 1));
        if matches!(consumer, Consumer::Join | Consumer::List | Consumer::Tuple | Consumer::Sorted) {
            if let Some(list) = gathered.list() {
                list.push(&self.heap, Value::from_word(item));
            }
            return true;
        }
        match consumer {
            Consumer::Sum => self.take_summand(gathered, item),
            Consumer::Next | Consumer::Send => false,
            Consumer::Any => Vm::quick_truth(Some(item)) == Some(false),
            Consumer::All => Vm::quick_truth(Some(item)) == Some(true),
            Consumer::Min | Consumer::Max => {
                let Some(best) = gathered.get() else {
                    gathered.set(Some(item));
                    return true;
                };
                let (a, b) = if consumer == Consumer::Min { (item, best) } else { (best, item) };
                let better = self.quick_lt(Value::from_word(a), Value::from_word(b));
                if better == Some(true) {
                    gathered.set(Some(item));
                }
                better.is_some()
            }
            Consumer::Set | Consumer::FrozenSet => {
                let set = gathered.get().and_then(|w| Value::from_word(w).cast::<Set>());
                set.is_some_and(|set| self.quick_set_add(set, Value::from_word(item)))
            }
            Consumer::Dict => {
                let dict = gathered.get().and_then(|w| Value::from_word(w).cast::<Dict>());
                let taken = dict.is_some_and(|d| self.quick_pair_set(d, Value::from_word(item)));
                if taken {
                    gathered.count();
                }
                taken
            }
            Consumer::Bytes => {
                let byte = item.as_int().and_then(|n| u8::try_from(n).ok());
                match (byte, gathered.bytes()) {
                    (Some(byte), Some(array)) => {
                        array.append(&[byte]);
                        true
                    }
                    _ => false,
                }
            }
            // these are done above
            Consumer::List | Consumer::Tuple | Consumer::Sorted | Consumer::Join => true,
        }
    }

    #[inline(always)]
    fn take_summand(&self, gathered: Gathered, item: Word) -> bool {
        let (sum, x) = (bits(gathered.get()), item.bits());
        if both_int(sum, x) {
            if let (n, false) = ((sum << 16) as i64).overflowing_add((x << 16) as i64) {
                gathered.set(Some(Word::from_int_bits(n as u64)));
                return true;
            }
        } else if let (Some((sum, x)), Some(lost)) = (both_float(sum, x), gathered.lost().as_float()) {
            let (sum, lost) = with_loss(sum, lost, x);
            gathered.set(Some(Word::float(sum)));
            gathered.set_lost(Word::float(lost));
            return true;
        }
        let mut total = gathered.total();
        let added = total.add(Value::from_word(item));
        if added {
            gathered.set_total(self, total);
        }
        added
    }

    /// Gives an item to the built-in function that the suspended generator `g` was entered for: where to go on, or
    /// none if an exception has reached the native that began the run loop (`Stopped::Raised` says so).
    #[inline(never)]
    pub(super) fn item_to_consumer(&mut self, g: &Generator, record: Frame, item: Word) -> Option<Next> {
        let consumer = Consumer::of_record(&record);
        if matches!(consumer, Consumer::Next | Consumer::Send) {
            store(record, item);
            return Some(self.at(record.pc, record.base));
        }
        self.enter_cold(record.pc, record.base);
        let top = self.top_of_consumer(&record, consumer);
        self.stack.top.set(top);
        let gathered = Gathered(self.window_of(&record).wrapping_add(consumer.place() + 1));
        let taken = self.scope().take_item(consumer, gathered, item);
        let done = match taken {
            Ok(true) => match g.state.get() {
                GenState::Suspended => self.go_on_for_consumer(g, record, top),
                GenState::Running | GenState::Created => {
                    self.already_running(g);
                    None
                }
                GenState::Done => self.finish_consumer(record, Word::NONE).ok(),
            },
            Ok(false) => {
                store(record, Word::bool(consumer == Consumer::Any));
                Some(self.at(record.pc, record.base))
            }
            Err(_) => None,
        };
        match done {
            Some(next) => Some(next),
            None => {
                let next = self.unwind(record.pc, record.base);
                if next.is_none() {
                    self.step.set(Stopped::Raised);
                }
                next
            }
        }
    }

    /// What it means that a frame was suspended and the run loop is to be left with a value, if not with an exception.
    pub(super) fn left_with(&self, value: Word) -> Awaited {
        if self.step.get() == Stopped::Raised { Awaited::Unwound } else { Awaited::Suspend(value) }
    }

    /// The generator is at its end, with a value: stores what the call gives.
    pub(super) fn finish_consumer(&mut self, record: Frame, value: Word) -> Result<Next, Raise> {
        let consumer = Consumer::of_record(&record);
        let window = self.window_of(&record);
        let gathered = Gathered(window.wrapping_add(consumer.place() + 1));
        self.enter_cold(record.pc, record.base);
        self.stack.top.set(self.top_of_consumer(&record, consumer));
        let result = match consumer {
            Consumer::Next | Consumer::Send => match gathered.get() {
                Some(default) => default,
                None => return Err(self.stop_iteration(Value::from_word(value))),
            },
            Consumer::Any | Consumer::All => Word::bool(consumer == Consumer::All),
            Consumer::Sum => match gathered.total().value(self) {
                Some(v) => v.word(),
                None => gathered.get().unwrap_or(Word::NONE),
            },
            Consumer::Min | Consumer::Max => match gathered.get() {
                Some(best) => best,
                None => {
                    let name = if consumer == Consumer::Min { "min" } else { "max" };
                    return Err(self.value_error(format_args!("{name}() iterable argument is empty")));
                }
            },
            Consumer::List | Consumer::Set | Consumer::FrozenSet | Consumer::Dict => {
                gathered.get().unwrap_or(Word::NONE)
            }
            Consumer::Bytes if gathered.is_for_array() => gathered.get().unwrap_or(Word::NONE),
            Consumer::Bytes => match gathered.bytes() {
                Some(array) => array.read(|bytes| Bytes::new(&self.heap, bytes)).value().word(),
                None => Word::NONE,
            },
            Consumer::Tuple => {
                // SAFETY: nothing changes the list meanwhile
                let words = gathered.list().map_or(&[][..], |l| unsafe { l.items().as_slice() });
                Tuple::from_words(&self.heap, words).value().word()
            }
            Consumer::Sorted | Consumer::Join => self.call_with_list(consumer, window)?,
        };
        store(record, result);
        Ok(self.at(record.pc, record.base))
    }

    /// Calls the native in the window with the list that was made of its generator.
    fn call_with_list(&mut self, consumer: Consumer, window: *mut Reg) -> Result<Word, Raise> {
        let place = consumer.place();
        // SAFETY: the window holds the native, and there is room for its parameters
        let callee = unsafe { (*window).unwrap_or(Word::NONE) };
        let Some(native) = Value::from_word(callee).cast::<Native>() else { return Ok(Word::NONE) };
        let parsed: &ParsedSignature = Vm::signature_of(native);
        let n = parsed.sig.params.len();
        // SAFETY: as above
        unsafe {
            *window.add(place) = *window.add(place + 1);
            for i in place..n {
                *window.add(1 + i) = None;
            }
        }
        (parsed.sig.func)(self, Args::new(window.wrapping_add(1), n)).map(|r| r.word())
    }
}

impl Scope<'_> {
    /// Takes an item in, script running if need be; false if the rest of the items does not matter.
    fn take_item(&mut self, consumer: Consumer, gathered: Gathered, item: Word) -> Result<bool, Raise> {
        let item = self.keep_word(item);
        let so_far = gathered.get().map(|w| self.keep_word(w));
        match consumer {
            Consumer::Next | Consumer::Send => return Ok(false),
            Consumer::Any => return Ok(!self.truth(item)?),
            Consumer::All => return self.truth(item),
            Consumer::Sum => {
                let mut total = gathered.total();
                if total.add(item.get(self)) {
                    gathered.set_total(self, total);
                    return Ok(true);
                }
                let sum = match total.value(self).map(Value::word) {
                    Some(w) => self.keep_word(w),
                    None => so_far.unwrap_or(item),
                };
                let sum = self.binary(BinaryOp::Add, sum, item)?;
                let v = sum.get(self);
                gathered.set(Some(v.word()));
                let next = if matches!(total, Total::Int(_)) { Total::after_int(v) } else { Total::Object };
                gathered.set_total(self, next);
            }
            Consumer::Min | Consumer::Max => {
                let op = if consumer == Consumer::Min { CompareOp::Lt } else { CompareOp::Gt };
                let better = match so_far {
                    Some(best) => self.compare_bool(op, item, best)?,
                    None => true,
                };
                if better {
                    gathered.set(Some(item.get(self).word()));
                }
            }
            Consumer::Set | Consumer::FrozenSet => {
                if let Some(set) = so_far {
                    self.set_add(set, item)?;
                }
            }
            Consumer::Dict => {
                if let Some(dict) = so_far {
                    self.dict_set_pair(dict, item, gathered.count())?;
                }
            }
            Consumer::Bytes => {
                let n = match item.get(self).as_i64() {
                    Some(n) => n,
                    None => self.index_clamped(item)?,
                };
                let Ok(byte) = u8::try_from(n) else {
                    let what = if gathered.is_for_array() { "byte" } else { "bytes" };
                    return Err(self.value_error(format_args!("{what} must be in range(0, 256)")));
                };
                if let Some(array) = gathered.bytes() {
                    array.append(&[byte]);
                }
            }
            Consumer::List | Consumer::Tuple | Consumer::Sorted | Consumer::Join => {
                if let Some(list) = gathered.list() {
                    list.push(&self.heap, item.get(self));
                }
            }
        }
        Ok(true)
    }
}
