//! The native interface.
//!
//! A native is `fn(&mut Vm, Args) -> NativeResult`, named by a row that gives its signature as text; one binder
//! does arity, defaults, keywords and the texts of errors. `&Vm` cannot run script and cannot collect, so a
//! `Value<'h>` borrowed from it is safe; a `Scope`, taken from `&mut Vm`, may do both, and what must live
//! across such a call is an argument (rooted already) or a root of the scope, named by a `Handle`.

use std::fmt::Display;
use std::ops::{Deref, DerefMut};

use super::{Consumer, Exc, Question, Vm};
use crate::heap::{Object, Word};
use crate::value::{Kept, Native, Value};

/// A finished result: a value without lifetime that cannot be read back.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Ret(Word);

impl Ret {
    /// `None`
    pub const NONE: Ret = Ret(Word::NONE);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Ret = Ret(Word::NOT_IMPLEMENTED);

    pub(crate) fn word(self) -> Word {
        self.0
    }

    /// The value, for those who hold it as no root: nothing may collect as long as they do.
    pub fn kept(self) -> Kept {
        Kept::new(Value::from_word(self.0))
    }

    pub(crate) fn from_word(word: Word) -> Ret {
        Ret(word)
    }
}

impl From<Value<'_>> for Ret {
    #[inline(always)]
    fn from(v: Value<'_>) -> Ret {
        Ret(v.word())
    }
}

impl<'h, T: Object> From<&'h T> for Ret
where
    Value<'h>: From<&'h T>,
{
    fn from(object: &'h T) -> Ret {
        Value::from(object).into()
    }
}

impl From<bool> for Ret {
    fn from(b: bool) -> Ret {
        Ret(Word::bool(b))
    }
}

impl From<()> for Ret {
    fn from((): ()) -> Ret {
        Ret::NONE
    }
}

/// An exception has been raised; it is parked in the machine. Only the machine makes one.
#[derive(Debug)]
#[must_use]
pub struct Raise(());

impl Raise {
    pub(super) fn parked() -> Raise {
        Raise(())
    }
}

/// What natives return: 8 bytes, in one register.
pub type NativeResult = Result<Ret, Raise>;

/// A native function.
pub type NativeFn = fn(&mut Vm, Args) -> NativeResult;

/// A native as it is written down: name, function, signature.
///
/// The signature is the text CPython's `inspect.signature` would show, without parentheses:
/// `"self, /, *, key=None, reverse=False"`. A parameter with a default that is not given arrives as absent
/// (`Args::opt` gives none); `*args` arrives as a tuple and `**kwargs` as a dict, in their places.
#[derive(Clone, Copy)]
pub struct NativeRow {
    /// `__name__`
    pub name: &'static str,
    /// The function.
    pub func: NativeFn,
    /// The signature text.
    pub signature: &'static str,
    /// What it is for a generator that it goes through.
    pub consumer: Option<Consumer>,
    /// What it asks the class of an instance that is its one argument.
    pub asks: Option<Question>,
    /// What it does with one argument in the plain case, where no script runs and nothing is raised.
    pub one: Option<OneFn>,
    /// The same with two arguments; those of `*args` need not be gathered into a tuple first.
    pub pair: Option<PairFn>,
    /// The same with three arguments.
    pub three: Option<ThreeFn>,
    /// The same with arguments by position and by keyword.
    pub named: Option<NamedFn>,
    /// Its result with one argument where that is awaited at once and need not be waited for, likewise.
    pub awaited: Option<OneFn>,
    /// The same with two arguments.
    pub awaited_pair: Option<PairFn>,
    /// What is to be awaited where its result with one argument is awaited at once, and `awaited` has given none; likewise.
    pub pauses: Option<OneFn>,
    /// The same with two arguments.
    pub pauses_pair: Option<PairFn>,
    /// What it does as the `__aexit__` of its first argument where no exception leaves the body, likewise.
    pub left: Option<OneFn>,
    /// For the `__new__` of a class: the finished object of a class, `__init__` included, likewise.
    pub makes: Option<OneFn>,
    /// The same of a class and one argument.
    pub makes_with: Option<PairFn>,
}

/// A native for one argument, where no script runs and nothing is raised; none if that is not so.
pub type OneFn = for<'h> fn(&'h Vm, Value<'h>) -> Option<Ret>;

/// The same for two arguments.
pub type PairFn = for<'h> fn(&'h Vm, Value<'h>, Value<'h>) -> Option<Ret>;

/// The same for three arguments.
pub type ThreeFn = for<'h> fn(&'h Vm, Value<'h>, Value<'h>, Value<'h>) -> Option<Ret>;

/// The same for arguments by position, the names of those by keyword (interned, each once), and their values.
pub type NamedFn = for<'h> fn(&'h Vm, &[Value<'h>], &[Value<'h>], &[Value<'h>]) -> Option<Ret>;

impl NativeRow {
    /// Whether it makes finished objects in the plain case.
    pub(super) fn is_maker(&self) -> bool {
        self.makes.is_some() || self.makes_with.is_some()
    }

    /// The same, going through generators in this way.
    pub const fn consuming(self, consumer: Consumer) -> NativeRow {
        NativeRow { consumer: Some(consumer), ..self }
    }

    /// The same, asking this of instances.
    pub const fn asking(self, question: Question) -> NativeRow {
        NativeRow { asks: Some(question), ..self }
    }

    /// The same, doing this with one argument in the plain case.
    pub const fn one(self, one: OneFn) -> NativeRow {
        NativeRow { one: Some(one), ..self }
    }

    /// The same, doing this with three arguments in the plain case.
    pub const fn three(self, three: ThreeFn) -> NativeRow {
        NativeRow { three: Some(three), ..self }
    }

    /// The same, doing this with keywords in the plain case.
    pub const fn named(self, named: NamedFn) -> NativeRow {
        NativeRow { named: Some(named), ..self }
    }

    /// The same, with this result where it is awaited at once with one argument.
    pub const fn awaited(self, awaited: OneFn) -> NativeRow {
        NativeRow { awaited: Some(awaited), ..self }
    }

    /// The same with two arguments.
    pub const fn awaited_pair(self, awaited: PairFn) -> NativeRow {
        NativeRow { awaited_pair: Some(awaited), ..self }
    }

    /// The same, giving this to be awaited where it is awaited at once with one argument.
    pub const fn pausing(self, pauses: OneFn) -> NativeRow {
        NativeRow { pauses: Some(pauses), ..self }
    }

    /// The same with two arguments.
    pub const fn pausing_pair(self, pauses: PairFn) -> NativeRow {
        NativeRow { pauses_pair: Some(pauses), ..self }
    }

    /// The same, doing this where a body is left without an exception.
    pub const fn left(self, left: OneFn) -> NativeRow {
        NativeRow { left: Some(left), ..self }
    }

    /// The same, making objects without an argument in this way.
    pub const fn making(self, makes: OneFn) -> NativeRow {
        NativeRow { makes: Some(makes), ..self }
    }

    /// The same, making objects with one argument in this way.
    pub const fn making_with(self, makes: PairFn) -> NativeRow {
        NativeRow { makes_with: Some(makes), ..self }
    }

    /// The same, doing this with two arguments in the plain case.
    pub const fn pairing(self, pair: PairFn) -> NativeRow {
        NativeRow { pair: Some(pair), ..self }
    }
}

/// A row of a table of natives.
pub const fn row(name: &'static str, func: NativeFn, signature: &'static str) -> NativeRow {
    NativeRow {
        name,
        func,
        signature,
        consumer: None,
        asks: None,
        one: None,
        pair: None,
        three: None,
        named: None,
        awaited: None,
        awaited_pair: None,
        pauses: None,
        pauses_pair: None,
        left: None,
        makes: None,
        makes_with: None,
    }
}

/// The arguments of a native: as many as its signature has parameters. They lie on the value stack, so they
/// are rooted while the native runs.
#[derive(Clone, Copy)]
pub struct Args {
    base: *const Option<Word>,
    n: u32,
}

impl Args {
    /// Arguments in a window of the value stack.
    pub(super) fn new(base: *const Option<Word>, n: usize) -> Args {
        Args { base, n: n as u32 }
    }

    /// Where the arguments lie.
    pub(super) fn base(self) -> *mut Option<Word> {
        self.base.cast_mut()
    }

    /// Number of parameters.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(self) -> usize {
        self.n as usize
    }

    /// The argument at `i`, `None` if it was not given.
    #[inline(always)]
    pub fn get(self, vm: &Vm, i: usize) -> Value<'_> {
        self.opt(vm, i).unwrap_or(Value::NONE)
    }

    /// The argument at `i`, if it was given.
    #[inline(always)]
    pub fn opt(self, _vm: &Vm, i: usize) -> Option<Value<'_>> {
        debug_assert!(i < self.len());
        // SAFETY: the window belongs to the running native and is at least n long
        if i < self.len() { unsafe { *self.base.add(i) }.map(Value::from_word) } else { None }
    }

    /// The argument at `i` as a handle.
    #[inline(always)]
    pub fn handle(self, vm: &Vm, i: usize) -> Handle {
        debug_assert!(i < self.len());
        Handle::Stack(vm.stack_index(self.base.wrapping_add(i)))
    }

    /// The argument at `i` as a handle, if it was given.
    pub fn opt_handle(self, vm: &Vm, i: usize) -> Option<Handle> {
        self.opt(vm, i).map(|_| self.handle(vm, i))
    }

    /// The native that was called: it lies below its arguments.
    fn callee(self) -> Option<Word> {
        // SAFETY: windows begin with the callee
        unsafe { *self.base.sub(1) }
    }

    /// TypeError unless the receiver (argument 0) is of the class that the method stands in.
    pub fn check_receiver(self, vm: &Vm) -> Result<(), Raise> {
        let callee = self.callee();
        let owner = callee.and_then(|w| Value::from_word(w).cast::<Native>()).and_then(|n| n.owner.get());
        let v = self.get(vm, 0);
        let class = vm.type_of(v);
        let fits = |w: Word| class.name.get() == Some(w) || vm.has_class_named(class, w);
        if owner.is_none_or(fits) { Ok(()) } else { Err(vm.wrong_receiver(callee, v)) }
    }

    /// The receiver (argument 0) as the type that the method's class says it is. TypeError if it is not.
    pub fn this<T: Object>(self, vm: &Vm) -> Result<&T, Raise> {
        let v = self.get(vm, 0);
        match v.cast::<T>() {
            Some(t) => Ok(t),
            None => Err(vm.wrong_receiver(self.callee(), v)),
        }
    }
}

/// Something that is rooted: an argument, or a root of a scope.
#[derive(Clone, Copy, Debug)]
pub enum Handle {
    /// A word of the value stack.
    Stack(u32),
    /// A root of a scope.
    Root(u32),
}

impl Handle {
    /// The value.
    #[inline(always)]
    pub fn get(self, vm: &Vm) -> Value<'_> {
        match self {
            Handle::Stack(i) => vm.stack_word(i).map_or(Value::NONE, Value::from_word),
            Handle::Root(i) => vm.root_word(i).map_or(Value::NONE, Value::from_word),
        }
    }

    /// The value as a type of object.
    #[inline(always)]
    pub fn cast<T: Object>(self, vm: &Vm) -> Option<&T> {
        self.get(vm).cast::<T>()
    }

    /// The value as a result.
    pub fn ret(self, vm: &Vm) -> Ret {
        self.get(vm).into()
    }
}

/// The right to run script. Roots made through it are dropped with it. Everything of `Vm` is there too.
pub struct Scope<'v> {
    vm: &'v mut Vm,
    mark: usize,
}

impl Deref for Scope<'_> {
    type Target = Vm;
    #[inline(always)]
    fn deref(&self) -> &Vm {
        self.vm
    }
}

impl DerefMut for Scope<'_> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Vm {
        self.vm
    }
}

impl Drop for Scope<'_> {
    #[inline]
    fn drop(&mut self) {
        self.vm.roots.get_mut().truncate(self.mark);
    }
}

impl Vm {
    /// The right to run script.
    #[inline]
    pub fn scope(&mut self) -> Scope<'_> {
        let mark = self.roots.get_mut().len();
        Scope { vm: self, mark }
    }

    #[inline(always)]
    fn root_word(&self, i: u32) -> Option<Word> {
        self.roots.borrow().get(i as usize).copied()
    }

    /// A native function object of a row. `owner` is the name of its class or module.
    pub fn new_native(&self, row: &'static NativeRow, owner: Option<&str>) -> &Native {
        self.native_from_row(row, owner.map(|o| self.intern(o).value().word()))
    }
}

impl Vm {
    /// Whether a class or one of its bases has this (interned) name.
    fn has_class_named(&self, class: &crate::value::Type, name: Word) -> bool {
        class.mro().iter().any(|c| c.cast::<crate::value::Type>().is_some_and(|t| t.name.get() == Some(name)))
    }
}

impl Scope<'_> {
    /// A scope within this one: roots made in it end with it.
    #[inline]
    pub fn inner(&mut self) -> Scope<'_> {
        self.vm.scope()
    }

    /// A root that holds None.
    #[inline]
    pub fn root(&mut self) -> Handle {
        self.keep_word(Word::NONE)
    }

    #[inline]
    pub(crate) fn keep_word(&mut self, word: Word) -> Handle {
        let roots = self.vm.roots.get_mut();
        roots.push(word);
        Handle::Root(roots.len() as u32 - 1)
    }

    /// A root that holds what the closure makes.
    #[inline]
    pub fn keep(&mut self, f: impl for<'x> FnOnce(&'x Vm) -> Value<'x>) -> Handle {
        let word = f(self.vm).word();
        self.keep_word(word)
    }

    /// A root that holds a finished result.
    pub fn keep_ret(&mut self, ret: Ret) -> Handle {
        self.keep_word(ret.word())
    }

    /// A root that holds the same as another handle.
    pub fn copy(&mut self, h: Handle) -> Handle {
        let word = h.get(self.vm).word();
        self.keep_word(word)
    }

    /// Puts what the closure makes into a root.
    pub fn set(&mut self, root: Handle, f: impl for<'x> FnOnce(&'x Vm) -> Value<'x>) {
        let word = f(self.vm).word();
        self.set_word(root, word);
    }

    /// Puts a finished result into a root.
    pub fn set_ret(&mut self, root: Handle, ret: Ret) {
        self.set_word(root, ret.word());
    }

    #[inline]
    pub(crate) fn set_word(&mut self, root: Handle, word: Word) {
        match root {
            Handle::Root(i) => {
                if let Some(r) = self.vm.roots.get_mut().get_mut(i as usize) {
                    *r = word;
                }
            }
            Handle::Stack(i) => self.vm.set_stack_word(i, word),
        }
    }

    /// Calls something with positional arguments. The result is a new root.
    pub fn call(&mut self, f: Handle, args: &[Handle]) -> Result<Handle, Raise> {
        let r = self.vm.call_handles(f, args, &[])?;
        Ok(self.keep_word(r))
    }

    /// Calls something with positional arguments; the result goes into a root made before.
    pub fn call_into(&mut self, out: Handle, f: Handle, args: &[Handle]) -> Result<(), Raise> {
        let r = self.vm.call_handles(f, args, &[])?;
        self.set_word(out, r);
        Ok(())
    }

    /// Calls something with positional and keyword arguments.
    pub fn call_kw(&mut self, f: Handle, args: &[Handle], kw: &[(&str, Handle)]) -> Result<Handle, Raise> {
        let r = self.vm.call_handles(f, args, kw)?;
        Ok(self.keep_word(r))
    }

    /// Calls with a tuple (or list) of arguments and perhaps a dict of keyword arguments.
    pub fn call_star(&mut self, f: Handle, args: Handle, kwargs: Option<Handle>) -> Result<Handle, Raise> {
        let r = self.vm.call_star_handles(f, args, kwargs)?;
        Ok(self.keep_word(r))
    }

    /// Calls a method by name.
    pub fn call_method(&mut self, object: Handle, name: &str, args: &[Handle]) -> Result<Handle, Raise> {
        let f = self.getattr(object, name)?;
        self.call(f, args)
    }

    /// The special method `name` looked up on the type of the object and called with it first; none if the
    /// type has no such method.
    pub fn call_special(
        &mut self,
        object: Handle,
        name: super::Sym,
        args: &[Handle],
    ) -> Result<Option<Handle>, Raise> {
        let Some(f) = self.vm.lookup_special(object.get(self.vm), name).map(Value::word) else {
            return Ok(None);
        };
        if let Some(done) = self.vm.special_from_native(f, object, args) {
            return done.map(|w| Some(self.keep_word(w)));
        }
        let f = self.keep_word(f);
        let bound = self.vm.bind_handle(f, object)?;
        match bound {
            Some(bound) => {
                let bound = self.keep_word(bound);
                self.call(bound, args).map(Some)
            }
            None => {
                let mut all = Vec::with_capacity(args.len() + 1);
                all.push(object);
                all.extend_from_slice(args);
                self.call(f, &all).map(Some)
            }
        }
    }

    /// `getattr(object, name)`
    pub fn getattr(&mut self, object: Handle, name: &str) -> Result<Handle, Raise> {
        let name = self.vm.intern(name).value().word();
        let r = self.vm.get_attr(object, name)?;
        Ok(self.keep_word(r))
    }

    /// The attribute, or none if the look-up ends in AttributeError.
    pub fn getattr_opt(&mut self, object: Handle, name: &str) -> Result<Option<Handle>, Raise> {
        match self.getattr(object, name) {
            Ok(h) => Ok(Some(h)),
            Err(r) if self.pending_is(&r, Exc::AttributeError) => {
                self.vm.exc.set(None);
                Ok(None)
            }
            Err(r) => Err(r),
        }
    }

    /// `getattr(object, name)` with a name that is a value; it must be a string.
    pub fn getattr_value(&mut self, object: Handle, name: Handle) -> Result<Handle, Raise> {
        let name = self.vm.attr_name(name.get(self.vm))?;
        let r = self.vm.get_attr(object, name)?;
        Ok(self.keep_word(r))
    }

    /// `setattr(object, name, value)`
    pub fn setattr(&mut self, object: Handle, name: &str, value: Handle) -> Result<(), Raise> {
        let name = self.vm.intern(name).value().word();
        self.vm.set_attr(object, name, Some(value))
    }

    /// `setattr` with a name that is a value, or `delattr` without a value.
    pub fn setattr_value(
        &mut self,
        object: Handle,
        name: Handle,
        value: Option<Handle>,
    ) -> Result<(), Raise> {
        let name = self.vm.attr_name(name.get(self.vm))?;
        let before = object.get(self.vm).shape();
        self.vm.set_attr(object, name, value)?;
        if value.is_some() {
            self.vm.learn_write(object.get(self.vm), name, before);
        }
        Ok(())
    }

    /// Drops the exception a `Raise` parked and gives it as a root: the native handles it.
    pub fn catch(&mut self, raise: Raise) -> Handle {
        let word = self.vm.take_exception(raise).word();
        self.keep_word(word)
    }

    /// Raises with a message while holding the scope.
    pub fn fail(&self, exc: Exc, message: impl Display) -> Raise {
        self.vm.raise(exc, message)
    }
}
