//! Calls of classes: instances, their `__new__` and `__init__`.

use super::call::{Call, Prepared};
use super::stack::{Reg, after};
use super::{Exc, Handle, Raise, Sym, Vm};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    /// Calls a class: an instance and its `__init__`, natives, or a metaclass's `__call__`.
    pub(super) fn call_class(&mut self, class: &Type, call: &mut Call) -> Result<Option<Prepared>, Raise> {
        let class_word = class.header().word();
        if class.header().shape() != Builtins::Type as u32
            && let Some(f) = self.lookup_special(class.value(), Sym::Call)
            && f.kind() == Kind::Function
        {
            call.set_callee(f.word());
            call.insert(class_word);
            return Ok(None);
        }
        if class.has(TypeFlags::ABSTRACT) {
            return Err(self.abstract_error(class));
        }
        if let Some(dict) = self.dict_of_keywords(class, call) {
            return Ok(Some(Prepared::Value(dict)));
        }
        let new = self.lookup_in_class(class, Sym::New);
        let init = self.lookup_in_class(class, Sym::Init);
        self.note_maker(class, new, init);
        if class.layout.get() == Layout::Exception
            && call.keywords.is_empty()
            && new.is_some()
            && new == self.exception_new.get()
            && init == self.exception_init.get()
        {
            let args = Tuple::from_words(&self.heap, &call.args());
            let e = Exception::new(&self.heap, class, args).header().word();
            return Ok(Some(Prepared::Value(e)));
        }
        let default_new = new == Some(self.object_new.get().unwrap_or(Word::NONE));
        let init_is_function = init.and_then(|w| Value::from_word(w).cast::<Function>()).is_some();
        let default_init = init == Some(self.object_init.get().unwrap_or(Word::NONE));
        if default_new && class.layout.get() == Layout::Instance && (init_is_function || default_init) {
            if default_init && (call.argc > 0 || !call.keywords.is_empty()) {
                return Err(self.type_error(format_args!("{}() takes no arguments", class.name_text())));
            }
            let instance = Instance::new(&self.heap, class.root.get(), class.inline.get());
            let instance = instance.header().word();
            let Some(init) = init.filter(|_| init_is_function) else {
                return Ok(Some(Prepared::Value(instance)));
            };
            // window: instance, function, self, arguments
            let window = call.window.wrapping_add(1);
            call.set_callee(instance);
            // SAFETY: there is room for two more words
            unsafe { std::ptr::copy(window, window.add(2), call.argc) }
            call.window = window;
            call.set_callee(init);
            call.set_arg(0, Some(instance));
            call.argc += 1;
            self.stack.top.set(self.stack.top.get().max(window.wrapping_add(1 + call.argc)));
            let f = Value::from_word(init).cast::<Function>().expect("looked at above");
            self.bind_function(f, call)?;
            let flags = f.linked().code.flags;
            if flags.coroutine || flags.generator {
                let name = if flags.coroutine { "coroutine" } else { "generator" };
                return Err(self.type_error(format_args!("__init__() should return None, not '{name}'")));
            }
            return Ok(Some(Prepared::Enter { window, after: after::INIT, instance: Some(instance) }));
        }
        self.construct(class_word, new, init, call).map(|w| Some(Prepared::Value(w)))
    }

    /// `dict(a=1, b=2)`, perhaps with a dict before the keywords; none if the call is none of these.
    fn dict_of_keywords(&self, class: &Type, call: &Call) -> Option<Word> {
        if !class.value().is(self.class(Builtins::Dict).value()) || call.keywords.is_empty() || call.argc > 1
        {
            return None;
        }
        let given = if call.argc == 1 { Some(Value::from_word(call.arg(0)?)) } else { None };
        let given = match given {
            Some(v) if v.is_exact(Builtins::Dict) => v.cast::<Dict>(),
            Some(_) => return None,
            None => None,
        };
        let dict = Dict::with_capacity(&self.heap, given.map_or(0, Dict::len) + call.keywords.len());
        if let Some(given) = given {
            dict.copy_from(&self.heap, given);
        }
        for (name, value) in &call.keywords {
            if !self.quick_dict_set(dict, Value::from_word(*name), Value::from_word(*value)) {
                return None;
            }
        }
        Some(dict.value().word())
    }

    /// Remembers a class whose instances are made in the plain way; a change of the class forgets it.
    pub(super) fn note_maker(&self, class: &Type, new: Reg, init: Reg) {
        let (default_new, default_init) = match class.layout.get() {
            Layout::Exception => (self.exception_new.get(), self.exception_init.get()),
            _ => (self.object_new.get(), self.object_init.get()),
        };
        let plain = matches!(class.layout.get(), Layout::Instance | Layout::Exception)
            && class.header().shape() == Builtins::Type as u32
            && new == default_new;
        if class.layout.get() == Layout::Exception
            && class.header().shape() == Builtins::Type as u32
            && let Some(way) = self.maker_of_exceptions([new, init])
        {
            class.maker.set(Some(way));
            return;
        }
        let maker = new.and_then(|w| Value::from_word(w).cast::<StaticMethod>()).map(StaticMethod::func);
        if let Some(native) = maker.filter(|f| f.kind() == Kind::Native)
            && class.has(TypeFlags::BUILTIN)
            && init == self.object_init.get()
        {
            class.maker.set(Some(native.word()));
        }
        if let Some(native) = maker.and_then(|f| f.cast::<Native>())
            && class.header().shape() == Builtins::Type as u32
            && Vm::makes_alone(native)
            && init.is_some_and(|w| {
                Value::from_word(w).kind() == Kind::Native && Some(w) != self.object_init.get()
            })
        {
            let way = if Vm::record_of(native).row.is_maker() { Some(native.header().word()) } else { new };
            class.maker.set(way);
            return;
        }
        let is_exception = class.layout.get() == Layout::Exception;
        if !plain || class.has(TypeFlags::BUILTIN) && !is_exception {
            return;
        }
        if init == default_init {
            class.maker.set(Some(Word::NONE));
        } else if let Some(f) = init.and_then(|w| Value::from_word(w).cast::<Function>()) {
            let flags = f.linked().code.flags;
            if !flags.generator && !flags.coroutine {
                class.maker.set(init);
            }
        }
    }

    /// Whether a native `__new__` takes whatever comes after the class, and looks at none of it.
    fn makes_alone(new: &Native) -> bool {
        Vm::signature_of(new).sig.text == "cls, *args, **_"
    }

    /// How exceptions are made whose `__new__` and `__init__` are those of a built-in class that does more than keep the
    /// arguments, but not with arguments by position (None), or not with fewer than two (True); or by what a native
    /// does with the class and two arguments.
    fn maker_of_exceptions(&self, own: [Reg; 2]) -> Option<Word> {
        let of = |exc: Exc| [Sym::New, Sym::Init].map(|name| self.lookup_in_class(self.exc_class(exc), name));
        if own == of(Exc::OSError) {
            return Some(Word::TRUE);
        }
        if own == of(Exc::BaseExceptionGroup) {
            // a native that makes them of a message and a sequence
            let new = own[0].and_then(|w| Value::from_word(w).cast::<StaticMethod>())?;
            return Some(new.func().word());
        }
        let named = [Exc::AttributeError, Exc::NameError, Exc::ImportError];
        named.into_iter().any(|exc| own == of(exc)).then_some(Word::NONE)
    }

    /// Whether a class whose `__new__` and `__init__` are those of `OSError` does nothing else with so many arguments than
    /// to keep them. `OSError` itself makes an error of another class of two.
    pub(super) fn only_keeps_arguments(&self, class: &Type, argc: usize) -> bool {
        argc < 2 || argc == 2 && !std::ptr::eq(class, self.exc_class(Exc::OSError))
    }

    /// `type.__call__` for a native: `__new__`, then `__init__`.
    pub(super) fn instantiate_words(
        &mut self,
        class: Handle,
        args: Handle,
        kwargs: Option<Handle>,
    ) -> Result<Word, Raise> {
        let Some(c) = class.cast::<Type>(self) else { return Err(self.type_error("a class is needed")) };
        if c.has(TypeFlags::ABSTRACT) {
            return Err(self.abstract_error(c));
        }
        let (new, init) = (self.lookup_in_class(c, Sym::New), self.lookup_in_class(c, Sym::Init));
        let class_word = c.header().word();
        let words = args.cast::<Tuple>(self).map_or_else(Vec::new, |t| t.words().to_vec());
        let keywords = kwargs
            .and_then(|h| h.cast::<Dict>(self))
            .map_or_else(Vec::new, |d| d.iter().map(|(k, v)| (k.word(), v.word())).collect());
        let top = self.stack.top.get();
        let result = match self.build_window(class_word, &words, keywords) {
            Some(mut call) => self.construct(class_word, new, init, &mut call),
            None => Err(Raise::parked()),
        };
        self.stack.top.set(top);
        result
    }

    /// `type.__call__` in general: `__new__`, then `__init__` if an instance came of it.
    pub(super) fn construct(
        &mut self,
        class: Word,
        new: Reg,
        init: Reg,
        call: &mut Call,
    ) -> Result<Word, Raise> {
        let args = call.args();
        let keywords = std::mem::take(&mut call.keywords);
        let s = &mut self.scope();
        let class_h = s.keep_word(class);
        let arg_handles: Vec<Handle> = args.iter().map(|w| s.keep_word(*w)).collect();
        let kw: Vec<(Word, Handle)> = keywords.iter().map(|(k, v)| (*k, s.keep_word(*v))).collect();
        let new = s.keep_word(new.unwrap_or(Word::NONE));
        let mut new_args = vec![class_h];
        // object.__new__ takes arguments only to refuse them when nobody else would
        let object_new = new.get(s).word() == s.object_new.get().unwrap_or(Word::NONE);
        let object_init = init == s.object_init.get();
        if object_new {
            if object_init && !(arg_handles.is_empty() && kw.is_empty()) {
                let name = class_h.cast::<Type>(s).map(Type::name_text).unwrap_or_default();
                return Err(s.type_error(format_args!("{name}() takes no arguments")));
            }
        } else {
            new_args.extend_from_slice(&arg_handles);
        }
        let instance = {
            let kw = if object_new { &[][..] } else { &kw[..] };
            let w = s.call_words(new, &new_args, kw)?;
            s.keep_word(w)
        };
        let is_instance = class_h.cast::<Type>(s).is_some_and(|c| Vm::is_instance(s, instance.get(s), c));
        if is_instance && !object_init {
            // the class of the instance decides, as in CPython
            let init = s.lookup_in_class(s.type_of(instance.get(s)), Sym::Init);
            if let Some(init) = init.filter(|w| Some(*w) != s.object_init.get()) {
                let init = s.keep_word(init);
                let mut all = vec![instance];
                all.extend_from_slice(&arg_handles);
                let r = s.call_words(init, &all, &kw)?;
                if r != Word::NONE {
                    s.init_returned(Some(r));
                    return Err(Raise::parked());
                }
            }
        }
        Ok(instance.get(s).word())
    }
}
