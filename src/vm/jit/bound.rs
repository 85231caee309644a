//! Arguments that are bound to parameters when a call is translated: keywords, defaults, star parameters, the instance of an
//! `__init__`. The site knows which function, or at least which code, it calls; what that function has for defaults is
//! looked at when it is called.

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::lookup::Found;
use super::super::stack::{Reg, after};
use super::calls::{AFTER, BASE, DST, MOST_COPIED, PC, RECORD};
use super::construct::{DEFAULTS, FUNC, MAKER, THIS};
use super::generators::own;
use super::helpers;
use super::names::ITEMS;
use super::objects::TUPLE_LEN;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{
    Builtins, Cache, Dict, Function, GlobalRef, Kind, Layout, Linked, Method, Tuple, Type, Value,
    generator_at,
};

const KWDEFAULTS: i32 = offset_of!(Function, kwdefaults) as i32;
/// Calls of functions with more parameters are a matter for the helper.
const MOST_PARAMETERS: usize = 16;
/// So many instructions before a call with keywords its callee is looked for.
const LOOKED_BACK: usize = 32;

/// Where a parameter comes from.
#[derive(Clone, Copy)]
enum Source {
    /// The caller's register.
    Register(u16),
    /// The tuple of defaults.
    Default(u16),
    /// The dict of defaults of parameters by keyword only: which entry, of which name.
    Named(usize, Word),
    /// The arguments that are left over.
    Gathered,
    /// The keywords that are no parameters, in a dict.
    Rest,
    /// The object that is made.
    Made,
    /// The object of the bound method in a register.
    Object(u16),
}

/// Parameters and where they come from.
pub(super) struct Bound {
    sources: Vec<Source>,
    /// So many defaults does the function have.
    defaults: u32,
    /// The registers that `*args` gathers: the first, and how many.
    gathered: Option<(u16, u16)>,
    /// What `**kwargs` gathers: which names of the call, how many, and the register of the first one's value.
    rest: (usize, usize, u16),
}

/// A call as its site has it.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a> {
    /// The register of the first argument.
    first: u16,
    /// So many by position, and behind them those with these names.
    positional: u16,
    names: &'a [Word],
    /// There is an object before them, which the call makes, or which a method is bound to.
    made: bool,
}

/// A dict of the keywords that are no parameters.
///
/// # Safety
/// Called by machine code only, with so many names and registers that are set.
unsafe extern "sysv64" fn rest(vm: *const Vm, names: *const Word, values: *const Reg, count: usize) -> Word {
    // SAFETY: as for helpers
    let vm = unsafe { &*vm };
    let dict = Dict::new(&vm.heap);
    for n in 0..count {
        // SAFETY: says the caller
        let (name, value) = unsafe { (*names.add(n), *values.add(n)) };
        vm.gathered_keyword(Some(dict), name, value);
    }
    dict.value().word()
}

/// The names of a call, so many of them from one on, that are gathered by `**kwargs`: none if they do not stand side by
/// side, or if one of them is that of a parameter that has its value already.
fn unmatched(f: &Function, call: Arguments<'_>, matched: &[usize]) -> Option<(usize, usize)> {
    let (linked, code) = (f.linked(), &*f.linked().code);
    let total = (code.nparams + code.kwonly) as usize;
    let count = call.names.len() - matched.len();
    let first = (0..call.names.len()).find(|k| !matched.contains(k)).unwrap_or(0);
    let parameters = &linked.local_names[code.posonly as usize..total];
    let free = |k: usize| !matched.contains(&k) && !parameters.contains(&call.names[k]);
    (first..first + count).all(free).then_some((first, count))
}

/// Where the arguments of a function go; none if that is not so simple, or the call is wrong.
fn bind(f: &Function, call: Arguments<'_>) -> Option<Bound> {
    let (linked, code) = (f.linked(), &*f.linked().code);
    let (n, flags) = (code.nparams as usize, code.flags);
    let total = n + code.kwonly as usize;
    let positional = call.positional as usize + call.made as usize;
    if flags.class_body || total > MOST_PARAMETERS || call.made && n == 0 || positional > n && !flags.varargs
    {
        return None;
    }
    let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
    let defaults = defaults.map_or(0, Tuple::len);
    let named = f.kwdefaults.get().map(Value::from_word).and_then(|v| v.cast::<Dict>());
    let (mut sources, mut matched) = (Vec::with_capacity(total + 2), Vec::new());
    for i in 0..total {
        let name = linked.local_names[i];
        let keyword = call.names.iter().position(|given| *given == name);
        sources.push(match keyword {
            _ if i == 0 && call.made => Source::Made,
            _ if i < positional.min(n) => Source::Register(call.first + i as u16 - call.made as u16),
            Some(k) if i >= code.posonly as usize => {
                matched.push(k);
                Source::Register(call.first + call.positional + k as u16)
            }
            _ if i < n => Source::Default((i + defaults).checked_sub(n)? as u16),
            _ => {
                let at = (0..named?.len()).find(|at| named.and_then(|d| d.slot_key(*at)) == Some(name))?;
                Source::Named(at, name)
            }
        });
    }
    if matched.len() != call.names.len() && !flags.varkw {
        return None;
    }
    let (named, count) = unmatched(f, call, &matched)?;
    let rest = (named, count, call.first + call.positional + named as u16);
    let mut gathered = None;
    if flags.varargs {
        let fixed = positional.min(n) as u16 - call.made as u16;
        gathered = Some((call.first + fixed, call.positional - fixed));
        sources.push(Source::Gathered);
    }
    if flags.varkw {
        sources.push(Source::Rest);
    }
    Some(Bound { sources, defaults: defaults as u32, gathered, rest })
}

impl Translator<'_> {
    /// Calls the global that is in `rax`, as it is known, if its arguments are to be bound: a function, or a class with an
    /// `__init__`. Says whether this was so; other callees go to a label.
    pub fn call_bound_global(
        &mut self,
        i: Insn,
        callee: Word,
        names: &[Word],
        other: DynamicLabel,
        cold: DynamicLabel,
    ) -> bool {
        let positional = i.b - names.len() as u16;
        let call = Arguments { first: i.a + 1, positional, names, made: false };
        let v = Value::from_word(callee);
        if i.b > MOST_COPIED {
            return false;
        }
        if let Some(f) = v.cast::<Function>() {
            return self.call_bound_function(i, f, call, other, cold);
        }
        match v.cast::<Type>() {
            Some(class) => self.make_bound(i, class, call, other, cold),
            None => false,
        }
    }

    fn call_bound_function(
        &mut self,
        i: Insn,
        f: &Function,
        call: Arguments<'_>,
        other: DynamicLabel,
        cold: DynamicLabel,
    ) -> bool {
        let Some(bound) = bind(f, call).filter(|bound| self.enters(f, bound)) else { return false };
        self.is_this(f, other);
        self.store_callee(i);
        self.prepare(i, &bound, call.names, cold, other);
        self.enter_bound(i, f.linked(), bound, cold);
        true
    }

    /// Whether a call of a function is one of those that are entered here.
    fn enters(&self, f: &Function, bound: &Bound) -> bool {
        if self.makes_frame_of(f.linked()) {
            let plain = |s: &Source| !matches!(s, Source::Gathered | Source::Rest);
            return bound.sources.iter().all(plain);
        }
        !f.linked().code.flags.coroutine || self.awaits_code(f.linked())
    }

    /// Whether a call of a function of a code makes a frame for later.
    fn makes_frame_of(&self, linked: &Linked) -> bool {
        let flags = linked.code.flags;
        flags.generator || flags.coroutine && !self.is_awaited()
    }

    /// Makes a frame for later of the function in `rax`, with its parameters bound.
    fn make_bound_frame(&mut self, i: Insn, bound: &Bound, cold: DynamicLabel) {
        let next = self.next();
        self.empty_frame(cold);
        dynasm!(self.ops ; mov rax, [r9 + generator_at::FUNC as i32]);
        // they have been looked at
        self.defaults(bound, cold);
        self.fill_frame(bound);
        dynasm!(self.ops ; mov [r12 + slot(i.a)], r9 ; jmp =>next);
    }

    /// The parameters of the frame in `r9`.
    fn fill_frame(&mut self, bound: &Bound) {
        for (k, source) in bound.sources.iter().enumerate() {
            self.source(*source);
            dynasm!(self.ops ; mov [r9 + generator_at::BASE as i32 + slot(k as u16)], rsi);
        }
    }

    /// Enters the function in `rax`, of a code, with its parameters bound.
    fn enter_bound(&mut self, i: Insn, linked: &Linked, bound: Bound, cold: DynamicLabel) {
        if self.makes_frame_of(linked) {
            return self.make_bound_frame(i, &bound, cold);
        }
        if linked.code.flags.coroutine {
            return self.await_bound_known(linked, bound, cold);
        }
        self.bind_window(i, &bound, cold);
        let back = self.push_record(cold);
        self.jump_to(linked);
        self.come_back(back, 1, i.a);
    }

    /// Calls the bound method in `rax`, and in the call's register, if it is of the function that is known. Says whether its
    /// arguments could be bound.
    fn call_bound_method(&mut self, i: Insn, f: &Function, names: &[Word], cold: DynamicLabel) -> bool {
        let positional = i.b - names.len() as u16;
        let call = Arguments { first: i.a + 1, positional, names, made: true };
        if i.b > MOST_COPIED {
            return false;
        }
        let Some(mut bound) = bind(f, call).filter(|bound| self.enters(f, bound)) else { return false };
        bound.sources[0] = Source::Object(i.a);
        dynasm!(self.ops
            ; lea rcx, [rax - 1]
            ; shr rcx, 48
            ; jne =>cold
            ; cmp BYTE [rax], Kind::Method as i8
            ; jne =>cold
            ; mov rax, [rax + FUNC]
        );
        self.is_this(f, cold);
        self.prepare(i, &bound, names, cold, cold);
        self.enter_bound(i, f.linked(), bound, cold);
        true
    }

    /// The helper of a call of a global in a plain frame looks for the callee in its window.
    fn store_callee(&mut self, i: Insn) {
        if let Op::CallG | Op::CallGB = i.operation() {
            self.store(i.a);
        }
    }

    /// Goes on where `rax` is this function, or a closure of its code. Spoils `rcx`.
    fn is_this(&mut self, f: &Function, other: DynamicLabel) {
        if f.closure.get().is_none() {
            return self.is_known(f.header().word(), other);
        }
        dynasm!(self.ops
            ; lea rcx, [rax - 1]
            ; shr rcx, 48
            ; jne =>other
            ; cmp BYTE [rax], Kind::Function as i8
            ; jne =>other
            ; mov rcx, QWORD f.code as i64
            ; cmp rcx, [rax + field::FUNCTION_CODE]
            ; jne =>other
        );
    }

    /// The call of a class whose instances are made in the plain way, and given to an `__init__`.
    fn make_bound(
        &mut self,
        i: Insn,
        class: &Type,
        call: Arguments<'_>,
        other: DynamicLabel,
        cold: DynamicLabel,
    ) -> bool {
        let init = class.maker.get().and_then(|w| Value::from_word(w).cast::<Function>());
        let Some(init) = init.filter(|f| f.closure.get().is_none() && !f.linked().code.flags.varkw) else {
            return false;
        };
        if class.layout.get() != Layout::Instance
            || class.header().shape() != Builtins::Type as u32
            || init.linked().code.flags.coroutine
            || init.linked().code.flags.generator
        {
            return false;
        }
        let Some(bound) = bind(init, Arguments { made: true, ..call }) else { return false };
        let (word, changed) = (class.value().word(), self.label());
        self.is_known(word, other);
        self.store_callee(i);
        let name = self.vm.jit.name(init.header().word());
        dynasm!(self.ops ; mov r8, QWORD name ; cmp r8, [rax + MAKER] ; jne =>other);
        if let Some((first, n)) = bound.gathered {
            self.tuple_of(first, n, cold);
            dynasm!(self.ops ; movq xmm1, r9);
        }
        dynasm!(self.ops ; call ->instance ; jne =>cold ; mov rax, r8);
        self.defaults(&bound, changed);
        self.aside(changed, move |t| dynasm!(t.ops ; mov rax, QWORD word.bits() as i64 ; jmp =>other));
        self.bind_window(i, &bound, cold);
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        dynasm!(self.ops
            ; mov rdx, [rbx + field::FP]
            ; cmp rdx, [rbx + field::LIMIT]
            ; jae =>cold
            ; mov rsi, QWORD pc
            ; mov [rdx + PC], rsi
            ; mov [r12 + slot(i.a)], r9
            ; mov [rdx + BASE], r12
            ; mov DWORD [rdx + DST], i.a as i32
            ; mov DWORD [rdx + AFTER], after::INIT as i32
            ; add rdx, RECORD
            ; mov [rbx + field::FP], rdx
            ; mov r12, rcx
        );
        self.jump_to(init.linked());
        true
    }

    /// Makes what star parameters take (in `xmm1` and `r13`), and sees to the defaults. Spoils all but `rax`.
    fn prepare(&mut self, i: Insn, bound: &Bound, names: &[Word], cold: DynamicLabel, other: DynamicLabel) {
        if bound.sources.iter().any(|s| matches!(s, Source::Rest)) {
            let (of_object, (named, count, first)) =
                (matches!(bound.sources[0], Source::Object(_)), bound.rest);
            if !of_object {
                self.store(i.a);
            }
            dynasm!(self.ops
                ; mov rdi, rbx
                // the names are a constant of the code
                ; mov rsi, QWORD names[named..].as_ptr() as i64
                ; lea rdx, [r12 + slot(first)]
                ; mov ecx, count as i32
                ; mov rax, QWORD rest as *const () as i64
                ; call rax
                ; mov r13, rax
            );
            self.load(i.a);
            if of_object {
                dynasm!(self.ops ; mov rax, [rax + FUNC]);
            }
        }
        if let Some((first, n)) = bound.gathered {
            self.tuple_of(first, n, cold);
            dynasm!(self.ops ; movq xmm1, r9);
        }
        self.defaults(bound, other);
    }

    /// The defaults of the function in `rax`: the tuple in `rdx`, the entries of the dict in `rdi`, if they are wanted; goes
    /// elsewhere if they are not as they were. Spoils `rsi`.
    fn defaults(&mut self, bound: &Bound, other: DynamicLabel) {
        if bound.sources.iter().any(|s| matches!(s, Source::Default(_))) {
            dynasm!(self.ops
                ; mov rdx, [rax + DEFAULTS]
                ; test rdx, rdx
                ; je =>other
                ; cmp DWORD [rdx + TUPLE_LEN], bound.defaults as i32
                ; jne =>other
            );
        }
        let named = || {
            bound
                .sources
                .iter()
                .filter_map(|s| if let Source::Named(at, name) = s { Some((*at, *name)) } else { None })
        };
        let Some(last) = named().map(|(at, _)| at).max() else { return };
        let entries = self.entries();
        dynasm!(self.ops
            ; mov rdi, [rax + KWDEFAULTS]
            ; test rdi, rdi
            ; je =>other
            // holes are only left behind by what is removed
            ; cmp DWORD [rdi + Dict::LIVE as i32], last as i32
            ; jbe =>other
            ; mov rdi, [rdi + entries]
        );
        for (at, name) in named() {
            dynasm!(self.ops
                ; mov rsi, QWORD name.bits() as i64
                ; cmp rsi, [rdi + Dict::key_offset(at) as i32]
                ; jne =>other
                ; cmp QWORD [rdi + Dict::value_offset(at) as i32], 0
                ; je =>other
            );
        }
    }

    /// The window of a plain function in `rax`, above all that lives: its first register is at `rcx`. Spoils `rsi`.
    fn bind_window(&mut self, i: Insn, bound: &Bound, cold: DynamicLabel) {
        if self.is_heap_frame() {
            dynasm!(self.ops ; mov rcx, [r12 + own(generator_at::TOP)]);
        } else {
            dynasm!(self.ops ; lea rcx, [r12 + slot(i.a + 1 + i.b)]);
        }
        dynasm!(self.ops ; add rcx, 8 ; cmp rcx, [rbx + field::SOFT_END] ; jae =>cold ; mov [rcx - 8], rax);
        for (k, source) in bound.sources.iter().enumerate() {
            let to = slot(k as u16);
            if let Source::Made = source {
                dynasm!(self.ops ; mov [rcx + to], r9);
            } else {
                self.source(*source);
                dynasm!(self.ops ; mov [rcx + to], rsi);
            }
        }
    }

    /// A parameter in `rsi`.
    fn source(&mut self, source: Source) {
        match source {
            Source::Register(r) => dynasm!(self.ops ; mov rsi, [r12 + slot(r)]),
            Source::Default(n) => dynasm!(self.ops ; mov rsi, [rdx + ITEMS + slot(n)]),
            Source::Named(at, _) => dynasm!(self.ops ; mov rsi, [rdi + Dict::value_offset(at) as i32]),
            Source::Gathered => dynasm!(self.ops ; movq rsi, xmm1),
            Source::Rest => dynasm!(self.ops ; mov rsi, r13),
            Source::Object(r) => dynasm!(self.ops ; mov rsi, [r12 + slot(r)] ; mov rsi, [rsi + THIS]),
            Source::Made => {}
        }
    }

    /// Awaits a coroutine function of a code, whose parameters are bound: the function is in `rax`.
    fn await_bound_known(&mut self, linked: &Linked, bound: Bound, cold: DynamicLabel) {
        let n = bound.sources.len() as u16;
        self.await_code(linked, n, cold, |t| t.fill_frame(&bound));
    }

    /// A call with keywords of a global or attribute that is loaded shortly before. Says whether it was one.
    pub fn call_with_names(&mut self, i: Insn, op: Op) -> bool {
        let Some((helper, _)) = helpers::of(op) else { return false };
        let names = Value::from_word(self.linked.consts()[i.c as usize]).cast::<Tuple>();
        let Some(names) = names else { return false };
        let Some(callee) = self.loaded_before(i.a).filter(|_| names.len() <= i.b as usize) else {
            return false;
        };
        let cold = self.cold(helper);
        self.load(i.a);
        match callee {
            Loaded::Itself(callee) => self.call_bound_global(i, callee, names.words(), cold, cold),
            Loaded::Bound(f) => match Value::from_word(f).cast::<Function>() {
                Some(f) => self.call_bound_method(i, f, names.words(), cold),
                None => false,
            },
        }
    }

    /// The global that the instruction before one has put into a register.
    fn global_before(&self, ip: usize, r: u16) -> Option<Word> {
        let at = self.linked.entry().wrapping_add(ip.checked_sub(1)?);
        // SAFETY: below the number of instructions
        let before = unsafe { *at };
        let loads = before.a == r && matches!(before.operation(), Op::GetG | Op::GetGB);
        // SAFETY: the linker has put the reference at this distance
        loads.then(|| {
            self.vm.global_or_builtin(unsafe { &*at.wrapping_add(before.c as usize).cast::<GlobalRef>() })
        })?
    }

    /// What a register was given shortly before.
    fn loaded_before(&self, r: u16) -> Option<Loaded> {
        let code = |ip: usize| {
            // SAFETY: below the number of instructions
            unsafe { *self.linked.entry().add(ip) }
        };
        let ip = (self.ip.saturating_sub(LOOKED_BACK)..self.ip).rev().find(|ip| {
            code(*ip).a == r && matches!(code(*ip).operation(), Op::GetG | Op::GetGB | Op::GetAttr)
        })?;
        let at = self.linked.entry().wrapping_add(ip + code(ip).c as usize);
        if code(ip).operation() != Op::GetAttr {
            // SAFETY: the linker has put the reference at this distance
            return self.vm.global_or_builtin(unsafe { &*at.cast::<GlobalRef>() }).map(Loaded::Itself);
        }
        // SAFETY: the linker has put the cache at this distance
        let name = unsafe { &*at.cast::<Cache>() }.name;
        let object = self.global_before(ip, code(ip).b);
        let object = object.or_else(|| self.sample.get(code(ip).b as usize).copied().flatten())?;
        let object = Value::from_word(object);
        match self.vm.resolve(object, name)? {
            Found::Method(f, _) => Some(Loaded::Bound(f)),
            Found::Value(w, _) => Some(match Value::from_word(w).cast::<Method>() {
                Some(m) => Loaded::Bound(m.func().word()),
                None => Loaded::Itself(w),
            }),
            Found::Getter(_) | Found::NativeGetter(_) => None,
        }
    }
}

/// What stands in a register before a call, as far as can be seen.
enum Loaded {
    /// What is called.
    Itself(Word),
    /// A method bound to an object, with this function.
    Bound(Word),
}
