//! Calls of classes that bind where their arguments stand; see `quick_call`.

use super::call::Callee;
use super::quick_call::{Quick, store};
use super::stack::{Frame, after};
use super::{Args, Sym, Vm};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    /// The call of a class whose instances are made in the plain way and then given to a script's `__init__`.
    #[inline(always)]
    pub(super) fn quick_instance_of(&mut self, call: Quick<'_>, record: Frame) -> Option<Callee> {
        let class = Value::from_word(call.callee()).cast::<Type>()?;
        let init = class.maker.get().filter(|w| Value::from_word(*w).kind() == Kind::Function)?;
        if class.layout.get() != Layout::Instance || !self.stack.fits(call.window, call.count() + 4) {
            return None;
        }
        let instance = Instance::new(&self.heap, class.root.get(), class.inline.get()).header().word();
        self.enter_init(init, instance, call, record)
    }

    /// A class whose instances are made in the plain way and then given to a script's `__init__`.
    pub(super) fn quick_class(&mut self, class: &Type, call: Quick<'_>, record: Frame) -> Option<Callee> {
        if call.names.is_empty()
            && class.header().shape() == Builtins::Type as u32
            && let Some(done) = self.class_at_once(class, &record, call.window, call.positional)
        {
            return Some(done);
        }
        if class.root.get() == Builtins::Dict as u32
            && class.header().shape() == Builtins::Type as u32
            && call.positional <= 1
            && !call.names.is_empty()
            && let Some(made) = self.named_items(call)
        {
            return Some(store(record, made));
        }
        let init = class.maker.get()?;
        if let Some(new) = Value::from_word(init).cast::<Native>() {
            let row = Vm::record_of(new).row;
            if row.is_maker() || row.three.is_some() {
                let made = match call.positional {
                    _ if !call.names.is_empty() => None,
                    0 => row.makes.and_then(|make| make(self, class.value())),
                    // SAFETY: the window holds an argument
                    1 => unsafe { *call.reg(1) }.and_then(|argument| {
                        row.makes_with?(self, class.value(), Value::from_word(argument))
                    }),
                    // SAFETY: the window holds two arguments
                    2 => unsafe { (*call.reg(1)).zip(*call.reg(2)) }.and_then(|(a, b)| {
                        row.three?(self, class.value(), Value::from_word(a), Value::from_word(b))
                    }),
                    _ => None,
                };
                return match made {
                    Some(made) => Some(store(record, made.word())),
                    None if !row.is_maker() => None,
                    None => self.quick_native_instance(class, new, call, record),
                };
            }
            return self.quick_shifted(new, class.header().word(), call, record);
        }
        if let Some(new) = Value::from_word(init).cast::<StaticMethod>() {
            return self.quick_native_instance(class, new.func().cast::<Native>()?, call, record);
        }
        if class.layout.get() == Layout::Exception {
            let few = init == Word::TRUE;
            if few && !self.only_keeps_arguments(class, call.count()) {
                return None;
            }
            return self.quick_exception(class, if few { Word::NONE } else { init }, call, record);
        }
        let instance = Instance::new(&self.heap, class.root.get(), class.inline.get()).header().word();
        if init == Word::NONE {
            return (call.count() == 0).then(|| store(record, instance));
        }
        self.enter_init(init, instance, call, record)
    }

    /// `dict(a=1, b=2)`, perhaps with a dict before the keywords.
    fn named_items(&self, call: Quick<'_>) -> Option<Word> {
        let (args, values) = call.values();
        let names = Value::of_words(call.names);
        let mut items = names.iter().copied().zip(values.iter().copied());
        if let [given] = args {
            let given = given.cast::<Dict>().filter(|_| given.is_exact(Builtins::Dict))?;
            let made = self.copy_of_dict(given, names.len());
            return items.all(|(k, v)| self.quick_dict_set(made, k, v)).then(|| made.value().word());
        }
        Some(Dict::of_names(&self.heap, items, |s| self.hash_str(s))?.value().word())
    }

    /// An exception of a class without a `__new__` of its own, and perhaps a script's `__init__`.
    #[inline(never)]
    fn quick_exception(
        &mut self,
        class: &Type,
        init: Word,
        call: Quick<'_>,
        record: Frame,
    ) -> Option<Callee> {
        if init == Word::NONE && !call.names.is_empty() {
            return None;
        }
        // SAFETY: the window holds so many arguments, all set
        let args = unsafe { std::slice::from_raw_parts(call.reg(1).cast::<Word>(), call.positional) };
        let args = Tuple::from_words(&self.heap, args);
        let e = Exception::new(&self.heap, class, args).header().word();
        if init == Word::NONE { Some(store(record, e)) } else { self.enter_init(init, e, call, record) }
    }

    /// Enters the `__init__` of a new instance, a script function.
    fn enter_init(
        &mut self,
        init: Word,
        instance: Word,
        mut call: Quick<'_>,
        record: Frame,
    ) -> Option<Callee> {
        let class_word = call.callee();
        // the window moves up by one: instance, function, self, arguments
        call.shift(1, 3);
        call.window = call.window.wrapping_add(1);
        // SAFETY: there is room for two more
        unsafe {
            *call.reg(0) = Some(init);
            *call.reg(1) = Some(instance);
        }
        call.positional += 1;
        let f = Value::from_word(init).cast::<Function>()?;
        if !self.bind_in_place(f, call) {
            call.window = call.window.wrapping_sub(1);
            call.positional -= 1;
            call.shift(3, 1);
            // SAFETY: as above
            unsafe { *call.reg(0) = Some(class_word) }
            return None;
        }
        // SAFETY: the destination is a register of the frame
        unsafe { *record.base.add(record.dst as usize) = Some(instance) }
        Some(self.enter(Frame { after: after::INIT, ..record }, call.window))
    }

    /// A native called with one argument more before the others.
    fn quick_shifted(
        &mut self,
        native: &Native,
        first: Word,
        mut call: Quick<'_>,
        record: Frame,
    ) -> Option<Callee> {
        call.shift(1, 2);
        // SAFETY: there is room for one more
        unsafe { *call.reg(1) = Some(first) }
        call.positional += 1;
        let done = self.quick_native(native, call, record);
        if done.is_none() {
            call.positional -= 1;
            call.shift(2, 1);
        }
        done
    }

    /// An object of a class whose native `__new__` makes it alone, and then its native `__init__`.
    fn quick_native_instance(
        &mut self,
        class: &Type,
        new: &Native,
        mut call: Quick<'_>,
        record: Frame,
    ) -> Option<Callee> {
        let init = self.lookup_in_class(class, Sym::Init)?;
        let init = Value::from_word(init).cast::<Native>()?;
        let above = call.reg(call.count() + 2);
        if !self.stack.fits(above, 8) {
            return None;
        }
        // SAFETY: there is room for the class, and for two that stay unset
        unsafe {
            above.write(Some(class.header().word()));
            above.add(1).write(None);
            above.add(2).write(None);
        }
        self.stack.top.set(above.wrapping_add(3));
        let made = (Vm::signature_of(new).sig.func)(self, Args::new(above, 3));
        let Ok(instance) = made.map(|ret| ret.word()) else { return Some(Callee::Raised) };
        call.shift(1, 2);
        // SAFETY: there is room for one more
        unsafe { *call.reg(1) = Some(instance) }
        call.positional += 1;
        match self.run_native(init, call) {
            Some(Ok(_)) => Some(store(record, instance)),
            Some(Err(_)) => Some(Callee::Raised),
            None => {
                call.positional -= 1;
                call.shift(2, 1);
                None
            }
        }
    }
}
