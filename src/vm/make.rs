//! Making values, interning strings, asking about classes.

use super::{Sym, Vm};
use crate::heap::{Heap, Word};
use crate::source::Name;
use crate::value::number::limbs::Limbs;
use crate::value::text::Wtf8;
use crate::value::*;

impl Vm {
    /// An int.
    #[inline]
    pub fn int(&self, i: i64) -> Value<'_> {
        IntObject::value_of_i64(&self.heap, i)
    }

    /// An int of up to 127 bits.
    pub fn int_of_wide(&self, i: i128) -> Value<'_> {
        Value::from_word(IntObject::word_of_wide(&self.heap, i.into()))
    }

    /// An int of any size.
    pub fn bigint(&self, i: num_bigint::BigInt) -> Value<'_> {
        IntObject::value_of(&self.heap, i)
    }

    /// An int that a closure makes on the heap, by a function of `limbs`.
    pub fn int_made(&self, make: impl FnOnce(&Heap) -> Word) -> Value<'_> {
        Value::from_word(make(&self.heap))
    }

    /// An int of sign and digits.
    pub fn int_of(&self, i: Limbs<'_>) -> Value<'_> {
        self.int_made(|heap| i.copied(heap))
    }

    /// A string.
    pub fn str(&self, text: &str) -> Value<'_> {
        Str::new(&self.heap, Wtf8::new(text.as_bytes())).value()
    }

    /// A string in WTF-8.
    pub fn str_wtf8(&self, text: Wtf8<'_>) -> Value<'_> {
        Str::new(&self.heap, text).value()
    }

    /// Bytes.
    pub fn bytes(&self, bytes: &[u8]) -> Value<'_> {
        Bytes::new(&self.heap, bytes).value()
    }

    /// A list.
    pub fn list(&self, items: &[Value<'_>]) -> Value<'_> {
        List::new(&self.heap, items).value()
    }

    /// A tuple.
    pub fn tuple(&self, items: &[Value<'_>]) -> Value<'_> {
        Tuple::new(&self.heap, items).value()
    }

    /// An empty dict.
    pub fn dict(&self) -> &Dict {
        Dict::new(&self.heap)
    }

    /// The interned string of a text.
    pub fn intern(&self, text: &str) -> &Str {
        self.intern_bytes(text.as_bytes())
    }

    fn intern_bytes(&self, bytes: &[u8]) -> &Str {
        let hash = Str::long_hash(bytes, &self.seed);
        let found = self
            .interned
            .borrow()
            .find(hash, |w| Value::from_word(*w).cast::<Str>().is_some_and(|s| s.bytes() == bytes))
            .copied();
        let word = found.unwrap_or_else(|| {
            let s = Str::new(&self.heap, Wtf8::new(bytes));
            s.set_interned();
            s.note_hash(hash);
            let word = s.value().word();
            self.interned_list.borrow_mut().push(word);
            self.interned.borrow_mut().insert_unique(hash, word, |w| {
                Str::long_hash(Value::from_word(*w).cast::<Str>().map_or(&[][..], Str::bytes), &self.seed)
            });
            word
        });
        Value::from_word(word).cast::<Str>().expect("a string was interned")
    }

    /// The interned string of the same content.
    pub fn intern_str<'h>(&'h self, s: &'h Str) -> &'h Str {
        if s.is_interned() { s } else { self.intern_bytes(s.bytes()) }
    }

    /// The interned string of a source name.
    pub fn name_word(&self, name: Name) -> Word {
        let i = name.0 as usize;
        if let Some(Some(w)) = self.name_words.borrow().get(i) {
            return *w;
        }
        let text = self.names.borrow().get(name).to_owned();
        let word = self.intern(&text).value().word();
        let mut words = self.name_words.borrow_mut();
        if words.len() <= i {
            words.resize(i + 1, None);
        }
        words[i] = Some(word);
        word
    }

    /// The string of a symbol.
    #[inline(always)]
    pub fn sym(&self, sym: Sym) -> &Str {
        Value::from_word(self.symbols[sym as usize]).cast::<Str>().expect("symbols are strings")
    }

    /// The word of a symbol's string.
    #[inline(always)]
    pub(crate) fn sym_word(&self, sym: Sym) -> Word {
        self.symbols[sym as usize]
    }

    /// The hash of a symbol's string.
    pub fn sym_hash(&self, sym: Sym) -> u32 {
        self.hash_str(self.sym(sym))
    }

    /// The hash of a string's content.
    #[inline(always)]
    pub fn hash_str(&self, s: &Str) -> u32 {
        s.hash(&self.seed)
    }

    /// The hash of bytes.
    pub fn hash_bytes(&self, b: &Bytes) -> u32 {
        b.hash(&self.seed)
    }

    /// A built-in class.
    pub fn class(&self, class: Builtins) -> &Type {
        let word = self.classes[class as usize].get().expect("made when the machine is");
        Value::from_word(word).cast::<Type>().expect("a class")
    }

    /// The class of a value.
    #[inline]
    pub fn type_of(&self, v: Value<'_>) -> &Type {
        self.class_of_shape(v.shape())
    }

    #[inline]
    pub(crate) fn class_of_shape(&self, shape: ShapeId) -> &Type {
        // SAFETY: the table does not change while the word is copied
        let word = unsafe { self.shapes.try_borrow_unguarded() }.expect("shapes at rest").get(shape).class;
        Value::from_word(word).cast::<Type>().expect("a shape's class")
    }

    /// `type(v).__name__`
    pub fn type_name(&self, v: Value<'_>) -> String {
        self.type_of(v).name_text()
    }

    /// Whether the value's class is this class or one derived from it (no `__instancecheck__`).
    pub fn is_instance(&self, v: Value<'_>, class: &Type) -> bool {
        self.type_of(v).is_subclass_of(class)
    }

    /// The module dict `builtins`.
    pub fn builtins(&self) -> &Dict {
        Value::from_word(self.builtins.get().expect("made when the machine is"))
            .cast::<Dict>()
            .expect("a dict")
    }

    /// `sys.modules`
    pub fn modules(&self) -> &Dict {
        Value::from_word(self.modules.get().expect("made when the machine is"))
            .cast::<Dict>()
            .expect("a dict")
    }

    /// A string key's value in a dict.
    pub fn dict_get_str<'h>(&'h self, dict: &'h Dict, key: &str) -> Option<Value<'h>> {
        let k = self.intern(key);
        dict.get_str(k, self.hash_str(k))
    }

    /// Sets a string key in a dict.
    pub fn dict_set_str(&self, dict: &Dict, key: &str, value: Value<'_>) {
        let k = self.intern(key);
        dict.set_str(&self.heap, k, self.hash_str(k), value);
    }

    /// An attribute of an exception beyond the fixed ones (`name`, `errno` …).
    pub fn set_exception_attr(&self, e: &Exception, name: &str, value: Value<'_>) {
        let name = self.intern(name).value().word();
        self.put_attr(e.value(), name, value.word());
    }

    /// The same with a name known to the machine.
    pub fn set_exception_symbol(&self, e: &Exception, name: Sym, value: Value<'_>) {
        let (v, name, value) = (e.value(), self.sym_word(name), value.word());
        if self.store_quick(v, name, value).is_none() {
            let before = v.shape();
            self.put_attr(v, name, value);
            self.learn_write(v, name, before);
        }
    }

    /// `errno` (0) or `strerror` (1) of an `OSError`: what was stored, or what it was made with.
    pub fn os_error_part<'h>(&'h self, e: &'h Exception, i: usize) -> Option<Value<'h>> {
        let name = if i == 0 { Sym::Errno } else { Sym::StrError };
        let args = e.args();
        let given = || args.get(i).copied().filter(|_| (2..=5).contains(&args.len()));
        self.stored_symbol(e.value(), name).or_else(given)
    }

    /// An attribute with a name known to the machine that is stored in the object itself.
    pub fn stored_symbol<'h>(&'h self, object: Value<'h>, name: Sym) -> Option<Value<'h>> {
        self.find_attr(object, self.sym_word(name)).map(Value::from_word)
    }

    /// An attribute that is stored in the object itself, without descriptors or script.
    pub fn stored_attr<'h>(&'h self, object: Value<'h>, name: &str) -> Option<Value<'h>> {
        let name = self.intern(name).value().word();
        self.find_attr(object, name).map(Value::from_word)
    }
}
