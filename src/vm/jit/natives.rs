//! Calls of built-in functions and classes that the call's site is known to make: the native is named by the machine
//! code, its signature needs no look, and what it does in the plain case (see [`NativeRow::one`]) is called without a
//! window. Whether the site still calls the same is compared each time; if not, the call is made as any other.
//!
//! [`NativeRow::one`]: crate::vm::NativeRow::one

use std::mem::transmute;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::bind::NativeRecord;
use super::super::inline_cache::METHOD;
use super::super::native::{OneFn, PairFn, ThreeFn};
use super::super::stack::{MARGIN, Reg};
use super::super::{Args, Consumer, NativeFn, Question, Vm};
use super::construct::MAKER;
use super::generators::own;
use super::iterators::{enumerate, enumerate_from, zip, zip_3};
use super::names::{SHAPE, TARGET};
use super::translate::{Translator, field, slot};
use crate::bytecode::Op;
use crate::heap::Word;
use crate::value::{
    Builtins, Cache, Dict, DictPlaces, GlobalRef, List, Module, Native, Set, Str, Type, Value, generator_at,
};

/// Natives with more parameters are called as any other.
const MOST_PARAMETERS: usize = 8;

/// So many instructions before a call its object is looked for.
const LOOKED_BACK: usize = 24;

/// Where the arguments of a call stand, and where its result goes.
#[derive(Clone, Copy)]
pub(super) struct Site {
    /// The register for the result.
    pub dst: u16,
    /// The callee's register; the arguments stand behind it.
    pub window: u16,
    pub argc: u16,
}

/// Calls a native with its arguments in place; unset if it has raised.
///
/// # Safety
/// Called by machine code only.
unsafe extern "sysv64" fn call(vm: *mut Vm, args: *mut Reg, n: usize, func: *const ()) -> Reg {
    // SAFETY: machine code passes on the machine that entered it, the native's function, and as many arguments as it has
    // parameters
    let (vm, func) = unsafe { (&mut *vm, transmute::<*const (), NativeFn>(func)) };
    func(vm, Args::new(args, n)).ok().map(|ret| ret.word())
}

/// Calls the plain case of a native with one argument.
///
/// # Safety
/// Called by machine code only, as those below.
unsafe extern "sysv64" fn call_one(vm: *const Vm, a: Word, f: *const ()) -> Reg {
    // SAFETY: as above
    let (vm, f) = unsafe { (&*vm, transmute::<*const (), OneFn>(f)) };
    f(vm, Value::from_word(a)).map(|ret| ret.word())
}

unsafe extern "sysv64" fn call_two(vm: *const Vm, a: Word, b: Word, f: *const ()) -> Reg {
    // SAFETY: as above
    let (vm, f) = unsafe { (&*vm, transmute::<*const (), PairFn>(f)) };
    f(vm, Value::from_word(a), Value::from_word(b)).map(|ret| ret.word())
}

unsafe extern "sysv64" fn call_three(vm: *const Vm, a: Word, b: Word, c: Word, f: *const ()) -> Reg {
    // SAFETY: as above
    let (vm, f) = unsafe { (&*vm, transmute::<*const (), ThreeFn>(f)) };
    f(vm, Value::from_word(a), Value::from_word(b), Value::from_word(c)).map(|ret| ret.word())
}

/// A new object of a built-in class without arguments.
unsafe extern "sysv64" fn empty(vm: *const Vm, id: u32) -> Reg {
    // SAFETY: as above
    let heap = unsafe { &(*vm).heap };
    Some(match id {
        _ if id == Builtins::List as u32 => List::empty(heap).value().word(),
        _ if id == Builtins::Dict as u32 => Dict::to_fill(heap).value().word(),
        _ if id == Builtins::Set as u32 => Set::new(heap, false).value().word(),
        _ => return None,
    })
}

/// Calls a built-in class with one argument that it converts.
unsafe extern "sysv64" fn convert(vm: *const Vm, a: Word, id: u32) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.converted(id, Value::from_word(a))
}

/// `map` of a function and an iterable.
unsafe extern "sysv64" fn map(vm: *const Vm, f: Word, items: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.passed_through(Builtins::Map as u32, Value::from_word(f), Value::from_word(items))
}

/// `map` of a function and two iterables.
unsafe extern "sysv64" fn map_pairs(vm: *const Vm, f: Word, x: Word, y: Word) -> Reg {
    let [f, x, y] = [f, x, y].map(Value::from_word);
    // SAFETY: as above
    unsafe { &*vm }.mapped_pairs(f, x, y)
}

/// `filter` of a function and an iterable.
unsafe extern "sysv64" fn filter(vm: *const Vm, f: Word, items: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.passed_through(Builtins::Filter as u32, Value::from_word(f), Value::from_word(items))
}

/// `super` of a class and an object.
unsafe extern "sysv64" fn super_of(vm: *const Vm, class: Word, object: Word) -> Reg {
    // SAFETY: as above
    unsafe { &*vm }.super_of(Value::from_word(class), Value::from_word(object))
}

/// What makes an object of a built-in class of so many arguments in the plain case.
fn short_way_of(id: u32, argc: u16) -> Option<*const ()> {
    const EMPTY: [u32; 3] = [Builtins::List as u32, Builtins::Dict as u32, Builtins::Set as u32];
    match argc {
        0 if EMPTY.contains(&id) => Some(empty as *const ()),
        1 if id == Builtins::Enumerate as u32 => Some(enumerate as *const ()),
        2 if id == Builtins::Enumerate as u32 => Some(enumerate_from as *const ()),
        3 if id == Builtins::Zip as u32 => Some(zip_3 as *const ()),
        1 if id < Builtins::Last as u32 => Some(convert as *const ()),
        2 if id == Builtins::Super as u32 => Some(super_of as *const ()),
        2 if id == Builtins::Zip as u32 => Some(zip as *const ()),
        2 if id == Builtins::Map as u32 => Some(map as *const ()),
        3 if id == Builtins::Map as u32 => Some(map_pairs as *const ()),
        2 if id == Builtins::Filter as u32 => Some(filter as *const ()),
        _ => None,
    }
}

impl Translator<'_> {
    /// What the global that the instruction names is at present.
    pub fn known_global(&self) -> Option<Word> {
        // SAFETY: the linker has put the reference at this distance
        let g = unsafe { &*(self.beside() as usize as *const GlobalRef) };
        self.vm.global_or_builtin(g)
    }

    /// A call of the global in `rax`, as `call_known`.
    pub fn call_known_global(&mut self, site: Site) {
        if let Some(callee) = self.known_global() {
            self.call_known(callee, site);
        }
    }

    /// A call of what is in `rax`, if that is still the native or built-in class that it is now. Goes on after the
    /// instruction, or behind this if it is something else; `rax` is the callee there.
    pub fn call_known(&mut self, callee: Word, site: Site) {
        let v = Value::from_word(callee);
        let other = self.label();
        if let Some(native) = v.cast::<Native>() {
            let record = Vm::record_of(native);
            if let Some(Consumer::Next) = record.row.consumer {
                let general = self.label();
                self.if_callee(callee, general);
                self.next_of_iterator(site);
                self.next_or_send(Consumer::Next, site);
                dynasm!(self.ops ; =>general);
            } else if let Some(consumer) = record.row.consumer {
                self.if_callee(callee, other);
                self.enter_consumer(callee, consumer, site);
            }
            if site.argc == 1
                && self.is_awaited()
                && super::intrinsics::is_native(self.vm, callee, "builtins", "anext")
            {
                let general = self.label();
                self.if_callee(callee, general);
                self.send_awaited(site.window + 1, None);
                dynasm!(self.ops ; mov rax, QWORD callee.bits() as i64 ; =>general);
            }
            if site.argc == 2
                && super::intrinsics::is_native(self.vm, callee, "builtins", "anext")
                && let Some(function) = self.known_coroutine(self.vm.next_or.get(), 2)
                && !self.vm.options.debug
            {
                let general = self.label();
                self.if_callee(callee, general);
                let name = self.vm.jit.name(function);
                dynasm!(self.ops ; mov rax, QWORD name);
                self.await_known(function, site.window + 1, 2, general, general);
                dynasm!(self.ops ; =>general ; mov rax, QWORD callee.bits() as i64);
            }
            if let Some(function) = super::intrinsics::Numeric::of(self.vm, callee, site.argc) {
                self.if_callee(callee, other);
                self.call_numeric(function, site);
                dynasm!(self.ops ; mov rax, QWORD callee.bits() as i64);
            }
            if self.can_call(record, site.argc) {
                self.if_callee(callee, other);
                self.call_of_character(callee, site);
                if site.argc == 2 && super::intrinsics::is_native(self.vm, callee, "builtins", "isinstance") {
                    self.call_isinstance(site);
                }
                self.call_native(callee, record, site);
            }
        } else if let Some(class) = v.cast::<Type>()
            && class.root.get() == Builtins::Range as u32
            && v.is_exact(Builtins::Type)
            && !self.vm.options.debug
        {
            self.if_callee(callee, other);
            self.iterate_range(site);
            dynasm!(self.ops ; mov rax, QWORD callee.bits() as i64);
        } else if let Some(class) = v.cast::<Type>()
            && let Some(trampoline) = short_way_of(class.root.get(), site.argc)
            && v.is_exact(Builtins::Type)
            && !self.vm.options.debug
        {
            self.if_callee(callee, other);
            self.iterate_rows(class.root.get(), site);
            if let Some(consumer) = Consumer::of_class(class.root.get()).filter(|_| site.argc == 1) {
                self.enter_consumer(callee, consumer, site);
            }
            match site.argc {
                0 => {
                    self.found_before_default(site.dst);
                    dynasm!(self.ops ; mov esi, class.root.get() as i32);
                }
                1 => {
                    self.arguments(site);
                    dynasm!(self.ops ; mov edx, class.root.get() as i32);
                }
                _ => self.arguments(site),
            }
            self.plain(trampoline, site);
            if class.root.get() == Builtins::Str as u32 {
                self.ask_instance(Question::Text, site);
            }
            dynasm!(self.ops ; mov rax, QWORD callee.bits() as i64);
        } else if let Some(class) = v.cast::<Type>()
            && let Some((trampoline, make, new)) = self.maker_of(class, site.argc)
        {
            self.if_callee(callee, other);
            let new = self.vm.jit.name(new);
            dynasm!(self.ops ; mov rcx, QWORD new ; cmp [rax + MAKER], rcx ; jne =>other ; mov rsi, rax);
            match site.argc {
                0 => dynasm!(self.ops ; mov rdx, QWORD make as i64),
                _ => dynasm!(self.ops ; mov rdx, [r12 + slot(site.window + 1)] ; mov rcx, QWORD make as i64),
            }
            self.plain(trampoline, site);
            dynasm!(self.ops ; mov rax, QWORD callee.bits() as i64);
        }
        dynasm!(self.ops ; =>other);
    }

    /// Before an instruction that makes a new empty object: if that is only to be the default of a `setdefault` of a dict,
    /// which has the key, both instructions are done without it.
    pub fn found_before_default(&mut self, object: u16) {
        let ip = self.ip + 1;
        if ip + 1 >= self.labels.len() || self.targets[ip] || self.vm.options.debug {
            return;
        }
        // SAFETY: below the number of instructions
        let i = unsafe { *self.linked.entry().add(ip) };
        if i.operation() != Op::CallM || i.b != 2 || i.a + 3 != object {
            return;
        }
        // SAFETY: the linker has put the cache at this distance
        let cache = unsafe { &*self.linked.entry().add(ip + i.c as usize).cast::<Cache>() };
        if Value::from_word(cache.name).cast::<Str>().is_none_or(|name| name.bytes() != b"setdefault") {
            return;
        }
        let (none, done) = (self.label(), self.labels[ip + 1]);
        dynasm!(self.ops
            ; mov rax, [r12 + slot(i.a + 1)]
            ; mov rcx, rax
            ; shr rcx, 48
            ; jne =>none
            ; cmp DWORD [rax + 4], Builtins::Dict as i32
            ; jne =>none
            ; mov rcx, [r12 + slot(i.a + 2)]
            ; call ->search
            ; cmp rdx, 1
            ; jbe =>none
            ; mov rcx, [rdx + DictPlaces::VALUE]
            ; mov [r12 + slot(i.a)], rcx
            ; jmp =>done
            ; =>none
        );
    }

    /// What makes objects of a class without asking script, and the `__new__` that it belongs to.
    fn maker_of(&self, class: &Type, argc: u16) -> Option<(*const (), *const (), Word)> {
        let new = Value::from_word(class.maker.get()?).cast::<Native>()?;
        let row = Vm::record_of(new).row;
        let (trampoline, make) = match argc {
            0 => (call_one as *const (), row.makes? as *const ()),
            1 => (call_two as *const (), row.makes_with? as *const ()),
            _ => return None,
        };
        (!self.vm.options.debug).then_some((trampoline, make, new.header().word()))
    }

    fn if_callee(&mut self, callee: Word, other: DynamicLabel) {
        let callee = self.vm.jit.name(callee);
        dynasm!(self.ops ; mov rcx, QWORD callee ; cmp rax, rcx ; jne =>other);
    }

    /// Whether there is a short way for so many arguments.
    fn can_call(&self, record: &'static NativeRecord, argc: u16) -> bool {
        let parsed = Vm::parsed(record);
        let (n, argc) = (parsed.sig.params.len(), argc as u32);
        let room = self.linked.nregs as usize + n + 2 < MARGIN;
        let placed = !parsed.may_enter() && argc >= parsed.least && argc <= parsed.most;
        let plain =
            self.plain_of(record, argc as u16).is_some() || self.pause_of(record, argc as u16).is_some();
        placed && room && n <= MOST_PARAMETERS || plain
    }

    /// What calls the plain case of a native, and that.
    fn plain_of(&self, record: &NativeRecord, argc: u16) -> Option<(*const (), *const ())> {
        if self.vm.options.debug {
            return None;
        }
        if let Some(awaited) = self.awaited_of(record, argc) {
            return Some(awaited);
        }
        match argc {
            1 => record.row.one.map(|f| (call_one as *const (), f as *const ())),
            2 => record.row.pair.map(|f| (call_two as *const (), f as *const ())),
            3 => record.row.three.map(|f| (call_three as *const (), f as *const ())),
            _ => None,
        }
    }

    /// The same where the result is awaited at once and need not be waited for.
    fn awaited_of(&self, record: &NativeRecord, argc: u16) -> Option<(*const (), *const ())> {
        match argc {
            _ if !self.is_awaited() => None,
            1 => record.row.awaited.map(|f| (call_one as *const (), f as *const ())),
            2 => record.row.awaited_pair.map(|f| (call_two as *const (), f as *const ())),
            _ => None,
        }
    }

    /// What gives what the next instruction awaits.
    fn pause_of(&self, record: &NativeRecord, argc: u16) -> Option<(*const (), *const ())> {
        match argc {
            _ if !self.is_awaited() || self.vm.options.debug => None,
            1 => record.row.pauses.map(|f| (call_one as *const (), f as *const ())),
            2 => record.row.pauses_pair.map(|f| (call_two as *const (), f as *const ())),
            _ => None,
        }
    }

    /// Calls a native that is known to be meant. Goes on after the instruction, or behind this with the callee in
    /// `rax`, if only the plain case is called here, and this is not one.
    pub fn call_native(&mut self, callee: Word, record: &'static NativeRecord, site: Site) {
        if let Some((trampoline, f)) = self.plain_of(record, site.argc) {
            self.arguments(site);
            match site.argc {
                1 => dynasm!(self.ops ; mov rdx, QWORD f as i64),
                2 => dynasm!(self.ops ; mov rcx, QWORD f as i64),
                _ => dynasm!(self.ops ; mov r8, QWORD f as i64),
            }
            // over the `await`, where its result is at hand
            let skips = self.awaited_of(record, site.argc).is_some();
            let next = if skips { self.labels[self.ip + 2] } else { self.next() };
            self.plain_to(trampoline, site, next);
        }
        if let Some((trampoline, f)) = self.pause_of(record, site.argc) {
            self.arguments(site);
            match site.argc {
                1 => dynasm!(self.ops ; mov rdx, QWORD f as i64),
                _ => dynasm!(self.ops ; mov rcx, QWORD f as i64),
            }
            self.plain(trampoline, site);
        }
        let parsed = Vm::parsed(record);
        if let Some(question) = parsed.asks {
            self.ask_instance(question, site);
        }
        dynasm!(self.ops ; mov rax, QWORD callee.bits() as i64);
        let argc = site.argc as u32;
        if !parsed.may_enter() && argc >= parsed.least && argc <= parsed.most {
            self.call_in_window(parsed.sig.func, parsed.sig.params.len(), site);
        }
    }

    /// The arguments of a plain case, where its trampoline takes them.
    pub fn arguments(&mut self, site: Site) {
        let first = site.window + 1;
        dynasm!(self.ops ; mov rsi, [r12 + slot(first)]);
        if site.argc > 1 {
            dynasm!(self.ops ; mov rdx, [r12 + slot(first + 1)]);
        }
        if site.argc > 2 {
            dynasm!(self.ops ; mov rcx, [r12 + slot(first + 2)]);
        }
    }

    /// Calls a trampoline of a plain case; goes on here if it was none.
    fn plain(&mut self, trampoline: *const (), site: Site) {
        let next = self.next();
        self.plain_to(trampoline, site, next);
    }

    fn plain_to(&mut self, trampoline: *const (), site: Site, next: DynamicLabel) {
        let none = self.label();
        dynasm!(self.ops
            ; mov rdi, rbx
            ; mov rax, QWORD trampoline as i64
            ; call rax
            ; test rax, rax
            ; je =>none
            ; mov [r12 + slot(site.dst)], rax
            ; jmp =>next
            ; =>none
        );
    }

    /// Calls the native in `rax` with its arguments in the window.
    fn call_in_window(&mut self, func: NativeFn, n: usize, site: Site) {
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        let next = self.next();
        let first = site.window + 1;
        if self.is_heap_frame() {
            // the window must lie on the stack: at its top
            let none = self.label();
            dynasm!(self.ops
                ; mov rsi, [r12 + own(generator_at::TOP)]
                ; cmp rsi, [rbx + field::SOFT_END]
                ; jae =>none
                ; mov [rsi], rax
            );
            for k in 0..site.argc {
                dynasm!(self.ops ; mov rdx, [r12 + slot(first + k)] ; mov [rsi + slot(k) + 8], rdx);
            }
            for k in site.argc..n as u16 {
                dynasm!(self.ops ; mov QWORD [rsi + slot(k) + 8], 0);
            }
            dynasm!(self.ops
                ; add rsi, 8
            );
            self.enter_native(func, n, pc);
            dynasm!(self.ops ; mov [r12 + slot(site.dst)], rax ; jmp =>next ; =>none);
            return;
        }
        dynasm!(self.ops ; mov [r12 + slot(site.window)], rax);
        for k in site.argc..n as u16 {
            dynasm!(self.ops ; mov QWORD [r12 + slot(first + k)], 0);
        }
        dynasm!(self.ops ; lea rsi, [r12 + slot(first)]);
        self.enter_native(func, n, pc);
        dynasm!(self.ops ; mov [r12 + slot(site.dst)], rax ; jmp =>next);
    }

    /// Calls a native whose arguments begin at `rsi`; its result is in `rax`.
    fn enter_native(&mut self, func: NativeFn, n: usize, pc: i64) {
        dynasm!(self.ops
            ; mov r13, QWORD pc
            ; mov [rbx + field::PC], r13
            ; mov [rbx + field::BASE], r12
            ; lea rax, [rsi + n as i32 * 8]
            ; mov [rbx + field::TOP], rax
            ; mov rdi, rbx
            ; mov edx, n as i32
            ; mov rcx, QWORD func as *const () as i64
            ; mov rax, QWORD call as *const () as i64
            ; call rax
            ; test rax, rax
            ; je ->raise
        );
    }

    /// A call of a built-in method on the object in `rax`: if that is of the class that the site has seen. Goes on after the instruction, or behind this with the object in `rax`.
    pub fn call_builtin_method(&mut self, site: Site) {
        // SAFETY: the linker has put the cache at this distance
        let cache = unsafe { &*(self.beside() as usize as *const Cache) };
        let (shape, Some(method)) = (cache.shape.get(), Word::from_bits(cache.target.get())) else { return };
        if cache.aux.get() != METHOD {
            return;
        }
        let Some(native) = Value::from_word(method).cast::<Native>() else { return };
        let record = Vm::record_of(native);
        if let Some(Consumer::Send) = record.row.consumer {
            return self.next_or_send(Consumer::Send, site);
        }
        const AWAITED: [u32; 2] = [Builtins::Coroutine as u32, Builtins::Suspension as u32];
        if AWAITED.contains(&shape) && record.row.name == "__await__" && !self.vm.options.debug {
            self.hand_on(shape);
        }
        if shape == Builtins::AsyncGenerator as u32 && self.is_awaited() {
            let is = |name| super::intrinsics::is_native(self.vm, method, "async_generator", name);
            match site.argc {
                1 if is("__anext__") => self.send_awaited(site.window + 1, None),
                2 if is("asend") => self.send_awaited(site.window + 1, Some(site.window + 2)),
                _ => {}
            }
            dynasm!(self.ops ; mov rax, [r12 + slot(site.window + 1)]);
        }
        if !self.can_call(record, site.argc) {
            return;
        }
        let other = self.label();
        let name = self.vm.jit.name(method);
        if shape == Builtins::Int as u32 {
            // mostly inline ones
            dynasm!(self.ops ; cmp rax, r14 ; jb =>other);
        } else if shape == Builtins::Float as u32 {
            dynasm!(self.ops ; mov rcx, rax ; sub rcx, r15 ; cmp rcx, [->most_float] ; ja =>other);
        } else {
            dynasm!(self.ops
                ; mov rcx, rax
                ; shr rcx, 48
                ; jne =>other
                ; cmp DWORD [rax + 4], shape as i32
                ; jne =>other
            );
        }
        if shape >= Builtins::Last as u32 {
            // other classes can change: the cache has been emptied then
            let cache = self.beside();
            dynasm!(self.ops
                ; mov rcx, QWORD cache
                ; cmp DWORD [rcx + SHAPE], shape as i32
                ; jne =>other
                ; mov rdx, QWORD name
                ; cmp [rcx + TARGET], rdx
                ; jne =>other
            );
        } else if shape == Builtins::Str as u32 {
            self.call_sort(method, site);
            if let Some(consumer) = record.row.consumer {
                self.enter_consumer(method, consumer, site);
            }
        } else if shape == Builtins::Dict as u32
            && site.argc >= 2
            && super::intrinsics::is_native(self.vm, method, "dict", "get")
        {
            self.call_dict_get(site);
        } else if shape == Builtins::Dict as u32
            && site.argc == 3
            && super::intrinsics::is_native(self.vm, method, "dict", "setdefault")
        {
            self.call_setdefault(site);
        } else if shape == Builtins::Dict as u32 && site.argc == 1 {
            self.iterate_view(method, site);
        } else if shape == Builtins::Set as u32
            && site.argc == 2
            && super::intrinsics::is_native(self.vm, method, "set", "add")
        {
            self.call_set_add(site);
        }
        self.call_native(method, record, site);
        dynasm!(self.ops ; mov rax, [r12 + slot(site.window + 1)] ; =>other);
    }

    /// What the method that the instruction names is at present, if its object is a module that was read from a global
    /// shortly before.
    pub fn function_of_module(&self) -> Option<Word> {
        let object = self.insn().a + 1;
        let loads = (self.ip.saturating_sub(LOOKED_BACK)..self.ip).rev();
        let code = |ip: usize| {
            // SAFETY: below the number of instructions
            unsafe { *self.linked.entry().add(ip) }
        };
        let ip = loads.into_iter().find(|ip| {
            let i = code(*ip);
            i.a == object && matches!(i.operation(), Op::GetG | Op::GetGB)
        })?;
        let at = self.linked.entry().wrapping_add(ip + code(ip).c as usize);
        // SAFETY: the linker has put the references at these distances
        let (g, cache) = unsafe { (&*at.cast::<GlobalRef>(), &*(self.beside() as usize as *const Cache)) };
        let module = Value::from_word(self.vm.global_or_builtin(g)?).cast::<Module>()?;
        let name = Value::from_word(cache.name).cast::<Str>()?;
        module.dict().get_str(name, self.vm.hash_str(name)).map(Value::word)
    }
}
