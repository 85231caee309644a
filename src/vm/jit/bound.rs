//! Arguments that are bound to parameters when a call is translated: keywords, defaults, star parameters, the instance of an
//! `__init__`. The site knows which function, or at least which code, it calls; what that function has for defaults is
//! looked at when it is called.

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::stack::after;
use super::calls::{AFTER, BASE, DST, MOST_COPIED, PC, RECORD};
use super::construct::{DEFAULTS, MAKER};
use super::generators::own;
use super::helpers;
use super::names::ITEMS;
use super::objects::TUPLE_LEN;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{
    Builtins, Dict, Function, GlobalRef, Kind, Layout, Linked, Tuple, Type, Value, generator_at,
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
    /// An empty dict.
    Rest,
    /// The object that is made.
    Made,
}

/// Parameters and where they come from.
pub(super) struct Bound {
    sources: Vec<Source>,
    /// So many defaults does the function have.
    defaults: u32,
    /// The registers that `*args` gathers: the first, and how many.
    gathered: Option<(u16, u16)>,
}

/// A call as its site has it.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a> {
    /// The register of the first argument.
    first: u16,
    /// So many by position, and behind them those with these names.
    positional: u16,
    names: &'a [Word],
    /// There is an object before them, which the call makes.
    made: bool,
}

/// An empty dict.
///
/// # Safety
/// Called by machine code only.
unsafe extern "sysv64" fn rest(vm: *const Vm) -> Word {
    // SAFETY: as for helpers
    Dict::new(unsafe { &(*vm).heap }).value().word()
}

/// Where the arguments of a function go; none if that is not so simple, or the call is wrong.
fn bind(f: &Function, call: Arguments<'_>) -> Option<Bound> {
    let (linked, code) = (f.linked(), &*f.linked().code);
    let (n, flags) = (code.nparams as usize, code.flags);
    let total = n + code.kwonly as usize;
    let positional = call.positional as usize + call.made as usize;
    if flags.class_body
        || flags.generator
        || total > MOST_PARAMETERS
        || call.made && n == 0
        || positional > n && !flags.varargs
    {
        return None;
    }
    let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
    let defaults = defaults.map_or(0, Tuple::len);
    let named = f.kwdefaults.get().map(Value::from_word).and_then(|v| v.cast::<Dict>());
    let (mut sources, mut found) = (Vec::with_capacity(total + 2), 0);
    for i in 0..total {
        let name = linked.local_names[i];
        let keyword = call.names.iter().position(|given| *given == name);
        sources.push(match keyword {
            _ if i == 0 && call.made => Source::Made,
            _ if i < positional.min(n) => Source::Register(call.first + i as u16 - call.made as u16),
            Some(k) if i >= code.posonly as usize => {
                found += 1;
                Source::Register(call.first + call.positional + k as u16)
            }
            _ if i < n => Source::Default((i + defaults).checked_sub(n)? as u16),
            _ => {
                let at = (0..named?.len()).find(|at| named.and_then(|d| d.slot_key(*at)) == Some(name))?;
                Source::Named(at, name)
            }
        });
    }
    if found != call.names.len() {
        return None;
    }
    let mut gathered = None;
    if flags.varargs {
        let fixed = positional.min(n) as u16 - call.made as u16;
        gathered = Some((call.first + fixed, call.positional - fixed));
        sources.push(Source::Gathered);
    }
    if flags.varkw {
        sources.push(Source::Rest);
    }
    Some(Bound { sources, defaults: defaults as u32, gathered })
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
        let Some(bound) = bind(f, call) else { return false };
        let (linked, coroutine) = (f.linked(), f.linked().code.flags.coroutine);
        if coroutine && !self.awaits_code(linked) {
            return false;
        }
        self.is_this(f, other);
        self.store_callee(i);
        self.prepare(i, &bound, cold, other);
        if coroutine {
            self.await_bound_known(linked, bound, cold);
            return true;
        }
        self.bind_window(i, &bound, cold);
        let back = self.push_record(cold);
        self.jump_to(linked);
        self.come_back(back, 1, i.a);
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
    fn prepare(&mut self, i: Insn, bound: &Bound, cold: DynamicLabel, other: DynamicLabel) {
        if bound.sources.iter().any(|s| matches!(s, Source::Rest)) {
            self.store(i.a);
            dynasm!(self.ops
                ; mov rdi, rbx
                ; mov rax, QWORD rest as *const () as i64
                ; call rax
                ; mov r13, rax
            );
            self.load(i.a);
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
            Source::Made => {}
        }
    }

    /// Awaits a coroutine function of a code, whose parameters are bound: the function is in `rax`.
    fn await_bound_known(&mut self, linked: &Linked, bound: Bound, cold: DynamicLabel) {
        let n = bound.sources.len() as u16;
        self.await_code(linked, n, cold, |t| {
            for (k, source) in bound.sources.iter().enumerate() {
                t.source(*source);
                dynasm!(t.ops ; mov [r9 + generator_at::BASE as i32 + slot(k as u16)], rsi);
            }
        });
    }

    /// A call with keywords of a global that is loaded shortly before. Says whether it was one.
    pub fn call_with_names(&mut self, i: Insn, op: Op) -> bool {
        let Some((helper, _)) = helpers::of(op) else { return false };
        let names = Value::from_word(self.linked.consts()[i.c as usize]).cast::<Tuple>();
        let Some(names) = names else { return false };
        let Some(callee) = self.loaded_before(i.a).filter(|_| names.len() <= i.b as usize) else {
            return false;
        };
        let cold = self.cold(helper);
        self.load(i.a);
        self.call_bound_global(i, callee, names.words(), cold, cold)
    }

    /// The value of the global that a register was given shortly before.
    fn loaded_before(&self, r: u16) -> Option<Word> {
        let code = |ip: usize| {
            // SAFETY: below the number of instructions
            unsafe { *self.linked.entry().add(ip) }
        };
        let ip = (self.ip.saturating_sub(LOOKED_BACK)..self.ip)
            .rev()
            .find(|ip| code(*ip).a == r && matches!(code(*ip).operation(), Op::GetG | Op::GetGB))?;
        let at = self.linked.entry().wrapping_add(ip + code(ip).c as usize);
        // SAFETY: the linker has put the reference at this distance
        self.vm.global_or_builtin(unsafe { &*at.cast::<GlobalRef>() })
    }
}
