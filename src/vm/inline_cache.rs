//! Inline caches: what one instruction has learnt about an attribute, and what it does when that does not fit.

use super::call::Callee;
use super::lookup::Found;
use super::ops::{get, insn, put};
use super::stack::{Frame, Reg, after};
use super::stored::first_slot;
use super::{Args, Raise, Vm};
use crate::bytecode::Insn;
use crate::heap::{Slot, Word};
use crate::value::*;

/// Values of `Cache::aux`: below this the place of an attribute.
const PLACES: u32 = 1 << 16;
/// Places beyond these are not kept.
const MOST_PLACES: u32 = PLACES - 16;
/// A method: `target` is the function.
pub(super) const METHOD: u32 = 1 << 16;
/// A method that is a plain script function and takes as many arguments as the call has.
pub(super) const PLAIN_METHOD: u32 = METHOD | 1;
/// A store that adds an attribute: `target` is the new shape, the low bits of aux the place.
const ADDS: u32 = 1 << 25;

impl Vm {
    /// The attribute's slot, if the cache fits the object and the attribute stands inline in an instance. (Objects
    /// outside dict mode have all attributes of their shape, so the slot is set.)
    #[inline(always)]
    pub(super) fn cached_slot<'h>(cache: &Cache, r: Reg) -> Option<&'h Slot> {
        let h = Value::from_word(r?).header()?;
        if h.shape() != cache.shape.get() {
            return None;
        }
        // SAFETY: places are cached for shapes of instances, and of exceptions, which begin alike; a shape belongs to
        // one kind of object, and what else caches learn has numbers beyond all places
        let i = unsafe { &*std::ptr::from_ref(h).cast::<Instance>() };
        i.slots().get(cache.aux.get() as usize)
    }

    /// Stores an attribute, if the cache fits the object.
    #[inline(always)]
    pub(super) fn cached_store(cache: &Cache, object: Reg, value: Reg) -> bool {
        let Some(o) = object else { return false };
        let Some(h) = Value::from_word(o).header() else { return false };
        if h.shape() != cache.shape.get() {
            return false;
        }
        // SAFETY: as in `cached_slot`; the upper half of a store that adds an attribute is not the place's
        let i = unsafe { &*std::ptr::from_ref(h).cast::<Instance>() };
        let aux = cache.aux.get();
        let Some(slot) = i.slots().get((aux & 0xFFFF) as usize) else { return false };
        slot.set(h, value);
        if aux >= PLACES {
            h.set_shape(cache.target.get() as u32);
        }
        true
    }

    /// The function of a method call, if the cache fits the receiver.
    #[inline(always)]
    pub(super) fn cached_method(cache: &Cache, receiver: Reg) -> Option<Word> {
        let h = Value::from_word(receiver?).header()?;
        if h.shape() == cache.shape.get() { Word::from_bits(cache.target.get()) } else { None }
    }

    /// Forgets everything that caches know by address; called before each collection.
    pub(super) fn forget_caches(&self) {
        self.method_cache.clear();
        self.jit.forget();
        for code in self.codes.borrow().iter() {
            for c in code.caches() {
                if c.aux.get() & (METHOD) != 0 {
                    c.forget();
                }
            }
        }
    }

    /// Forgets all caches: a class has changed.
    pub(crate) fn flush_caches(&self) {
        self.method_cache.clear();
        self.jit.forget();
        self.jit.class_changed();
        for code in self.codes.borrow().iter() {
            code.flush();
        }
    }

    /// The attribute an instruction names: by its cache, or by the cache's number where that is far.
    fn cache_name(pc: *const Insn, base: *mut Reg, cache: Option<&Cache>) -> Word {
        match cache {
            Some(c) => c.name,
            None => Vm::linked_of(base).cache_names[insn(pc).c as usize],
        }
    }

    /// A read that missed its cache.
    #[inline(never)]
    pub(super) fn get_attr_cold(&mut self, pc: *const Insn, base: *mut Reg, cache: Option<&Cache>) -> Callee {
        let i = insn(pc);
        let word = get(base, i.b);
        let v = Value::from_word(word);
        let name = Vm::cache_name(pc, base, cache);
        let found = match self.resolve(v, name) {
            Some(Found::Value(w, place)) => {
                if let (Some(cache), Some(place)) = (cache, place)
                    && matches!(v.kind(), Kind::Instance | Kind::Exception)
                    && place < MOST_PLACES
                {
                    cache.shape.set(v.shape());
                    cache.aux.set(place + first_slot(v));
                }
                Some(w)
            }
            Some(Found::Method(f, this)) => {
                let m = Method::new(&self.heap, Value::from_word(f), Value::from_word(this));
                Some(m.value().word())
            }
            Some(Found::Getter(f)) => {
                self.cur_pc.set(pc);
                self.cur_base.set(base);
                let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
                return self.enter_special(record, f, &[word]);
            }
            Some(Found::NativeGetter(f)) => {
                self.enter_cold(pc, base);
                return match self.got_by_native(f, word) {
                    Ok(w) => {
                        put(base, i.a, w);
                        Callee::Done
                    }
                    Err(_) => Callee::Raised,
                };
            }
            None => match self.hook_for_missing(v, name) {
                Some(hook) => {
                    self.cur_pc.set(pc);
                    self.cur_base.set(base);
                    let record = Frame { pc, base, dst: i.a as u32, after: after::STORE };
                    return self.enter_special(record, hook, &[word, name]);
                }
                None => None,
            },
        };
        if let Some(w) = found {
            put(base, i.a, w);
            return Callee::Done;
        }
        self.enter_cold(pc, base);
        let s = &mut self.scope();
        let o = s.keep_word(word);
        match s.get_attr(o, name) {
            Ok(w) => {
                put(base, i.a, w);
                Callee::Done
            }
            Err(_) => Callee::Raised,
        }
    }

    /// What a native getter, which takes just the object, gives for it.
    fn got_by_native(&mut self, getter: Word, object: Word) -> Result<Word, Raise> {
        let window = self.stack.top.get();
        let native = Value::from_word(getter).cast::<Native>();
        let Some(native) = native.filter(|_| self.stack.fits(window, 4)) else {
            self.too_deep();
            return Err(Raise::parked());
        };
        let get = Vm::signature_of(native).sig.func;
        // SAFETY: there is room
        unsafe {
            *window = Some(getter);
            *window.add(1) = Some(object);
        }
        self.stack.top.set(window.wrapping_add(2));
        let got = get(self, Args::new(window.wrapping_add(1), 1));
        self.stack.top.set(window);
        got.map(|ret| ret.word())
    }

    #[inline(never)]
    pub(super) fn set_attr_cold(&mut self, pc: *const Insn, base: *mut Reg, cache: Option<&Cache>) -> bool {
        let i = insn(pc);
        let name = Vm::cache_name(pc, base, cache);
        let (object, value) = (get(base, i.a), get(base, i.b));
        if let Some((place, before, after)) = self.store_quick(Value::from_word(object), name, value) {
            if let Some(cache) = cache {
                teach_store(cache, place + first_slot(Value::from_word(object)), before, after);
            }
            return true;
        }
        if self.store_in_class(Value::from_word(object), name, value)
            || self.store_in_function(Value::from_word(object), name, value)
        {
            return true;
        }
        self.enter_cold(pc, base);
        let before = Value::from_word(object).shape();
        let s = &mut self.scope();
        let (o, v) = (s.keep_word(object), s.keep_word(value));
        if s.set_attr(o, name, Some(v)).is_err() {
            return false;
        }
        let learnt = s.learn_write(Value::from_word(object), name, before);
        if let (Some(cache), Some(place)) = (cache, learnt) {
            let v = Value::from_word(object);
            teach_store(cache, place + first_slot(v), before, v.shape());
        }
        true
    }

    /// An attribute of an object, which had this shape before, has been set: remembers where it stands, and gives that, if
    /// the next such store will be the same.
    pub(super) fn learn_write(&self, v: Value<'_>, name: Word, before: ShapeId) -> Option<u32> {
        if !matches!(v.kind(), Kind::Instance | Kind::Exception) {
            return None;
        }
        let after = v.shape();
        let class = self.class_of_shape(after);
        if class.has(TypeFlags::SETATTR) {
            return None;
        }
        if let Some(d) = self.class_lookup(after, name)
            && !Vm::is_member(Value::from_word(d))
            && (Value::from_word(d).kind() == Kind::Property || self.is_data_descriptor(d))
        {
            return None;
        }
        let shapes = self.shapes.borrow();
        if shapes.get(after).dict_mode {
            return None;
        }
        let place = shapes.place(after, name)?;
        if before != after && shapes.get(after).parent != before {
            return None;
        }
        self.note_store(before, name, place, after);
        Some(place)
    }

    #[cold]
    pub(super) fn del_attr_cold(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let name = Vm::linked_of(base).names[i.b as usize];
        let word = get(base, i.a);
        let s = &mut self.scope();
        let o = s.keep_word(word);
        s.set_attr(o, name, None).is_ok()
    }

    /// A method call that missed its cache. 0: the function is in the window's first word, the receiver is an
    /// argument; 1: the callee is in the second word; 2: raised.
    #[inline(never)]
    pub(super) fn method_cold(
        &mut self,
        pc: *const Insn,
        base: *mut Reg,
        window: *mut Reg,
        cache: Option<&Cache>,
    ) -> u32 {
        let i = insn(pc);
        let name = Vm::cache_name(pc, base, cache);
        // SAFETY: windows of method calls hold the receiver in their second word
        let receiver = unsafe { *window.add(1) }.unwrap_or(Word::NONE);
        let v = Value::from_word(receiver);
        // ints and floats are no objects: the loop has not compared their shape
        if let Some(cache) = cache
            && v.header().is_none()
            && cache.shape.get() == v.shape()
            && let Some(f) = Word::from_bits(cache.target.get())
        {
            // SAFETY: the window's first word is the callee's
            unsafe { *window = Some(f) }
            return 0;
        }
        match self.resolve(v, name) {
            Some(Found::Method(f, this)) => {
                if let Some(cache) = cache
                    && !matches!(v.kind(), Kind::Type | Kind::Module | Kind::Super)
                    && this == receiver
                {
                    let fv = Value::from_word(f);
                    let plain = fv.kind() == Kind::Function && fv.header().is_some_and(|h| h.n() == i.b + 1);
                    cache.shape.set(v.shape());
                    cache.aux.set(if plain { PLAIN_METHOD } else { METHOD });
                    cache.target.set(f.bits());
                }
                // SAFETY: the window's first word is the callee's
                unsafe {
                    *window = Some(f);
                    *window.add(1) = Some(this);
                }
                return 0;
            }
            Some(Found::Value(f, _)) => {
                // SAFETY: as above
                unsafe { *window.add(1) = Some(f) }
                return 1;
            }
            _ => {}
        }
        self.cur_pc.set(pc);
        self.cur_base.set(base);
        let end = window.wrapping_add(2 + i.b as usize);
        self.stack.top.set(self.top_of(base).max(end));
        let s = &mut self.scope();
        let o = s.keep_word(receiver);
        match s.get_attr(o, name) {
            Ok(f) => {
                // SAFETY: as above
                unsafe { *window.add(1) = Some(f) }
                1
            }
            Err(_) => 2,
        }
    }

    #[inline(never)]
    pub(super) fn load_special(&mut self, pc: *const Insn, base: *mut Reg) -> bool {
        let i = insn(pc);
        self.enter_cold(pc, base);
        let name = Vm::linked_of(base).names[i.c as usize];
        let word = get(base, i.b);
        let v = Value::from_word(word);
        let Some(d) = self.class_lookup(v.shape(), name) else {
            let (text, class) = (self.word_text(name), self.type_name(v));
            let is_async = text.starts_with("__a");
            let what = if is_async { "asynchronous context manager" } else { "context manager" };
            let missed =
                if text.ends_with("exit__") { format!(" (missed {text} method)") } else { String::new() };
            let _ = self
                .type_error(format_args!("'{class}' object does not support the {what} protocol{missed}"));
            return false;
        };
        let function = Value::from_word(d);
        if function.kind() == Kind::Function || function.shape() == Builtins::MethodDescriptor as u32 {
            let method = Method::new(&self.heap, function, v).value().word();
            put(base, i.a, method);
            return true;
        }
        let s = &mut self.scope();
        let o = s.keep_word(word);
        let class = s.type_of(o.get(s)).header().word();
        match s.descriptor_get(d, Some(o), class) {
            Ok(w) => {
                put(base, i.a, w);
                true
            }
            Err(_) => false,
        }
    }
}

/// Teaches a cache where an attribute is stored, and which shape the object has then.
fn teach_store(cache: &Cache, place: u32, before: ShapeId, after: ShapeId) {
    cache.shape.set(before);
    cache.aux.set(if before == after { place } else { ADDS | place });
    cache.target.set(after as u64);
}
