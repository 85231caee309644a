//! Linking: from a code object to what runs in one module of this machine.

use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxBuildHasher;

use super::Vm;
use crate::bytecode::{Code, Const, Insn, Op};
use crate::heap::Word;
use crate::value::text::Wtf8;
use crate::value::*;
use crate::value::{Counts, Parts};

impl Vm {
    /// Links a code object and those nested in it for a module dict. The result lives as long as the machine.
    pub(crate) fn link(&self, code: &Rc<Code>, globals: &Dict) -> *const Linked {
        let codes: Vec<*const Linked> = code.codes.iter().map(|c| self.link(c, globals)).collect();
        let names: Box<[Word]> = code.names.iter().map(|n| self.name_word(*n)).collect();
        let consts: Vec<Word> = code.consts.iter().map(|c| self.constant(c).word()).collect();
        let cache_names: Box<[Word]> = code.caches.iter().map(|n| self.name_word(*n)).collect();
        let refs = GlobalRefs::collect(self, code, &names, globals);
        let counts = Counts {
            insns: code.insns.len(),
            consts: consts.len(),
            caches: cache_names.len(),
            globals: refs.slots.len(),
        };
        let heap_frame = code.flags.generator || code.flags.coroutine;
        let insns: Vec<Insn> = (code.insns.iter().enumerate())
            .map(|(at, i)| for_frame(link_insn(*i, at, counts, &refs), heap_frame))
            .collect();
        let local_names = {
            let mut by_reg = vec![Word::NONE; code.nregs as usize];
            for l in &code.locals {
                if let Some(slot) = by_reg.get_mut(l.reg as usize) {
                    *slot = self.name_word(l.name);
                }
            }
            by_reg.into_boxed_slice()
        };
        let parts = Parts {
            code: code.clone(),
            id: self.codes.borrow().len() as u32,
            names,
            cache_names,
            codes,
            local_names,
            name: self.name_word(code.name),
            qualname: self.intern(&code.qualname).value().word(),
        };
        let linked = Linked::new(parts, &insns, &consts, globals, &refs.slots);
        let at: *const Linked = &*linked;
        self.codes.borrow_mut().push(linked);
        at
    }

    /// The value of a constant.
    fn constant(&self, c: &Const) -> Value<'_> {
        match c {
            Const::None => Value::NONE,
            Const::Bool(b) => Value::bool(*b),
            Const::Ellipsis => Value::ELLIPSIS,
            Const::Int(i) => self.int(*i),
            Const::BigInt(b) => self.bigint(b.clone()),
            Const::Float(bits) => Value::float(f64::from_bits(*bits)),
            Const::Str(text) => match std::str::from_utf8(text) {
                // short texts are interned: dicts and comparisons tell them by their addresses
                Ok(t) if t.len() <= 40 => self.intern(t).value(),
                _ => self.str_wtf8(Wtf8::new(text)),
            },
            Const::Bytes(b) => self.bytes(b),
            Const::Tuple(items) => {
                let items: Vec<Value<'_>> = items.iter().map(|c| self.constant(c)).collect();
                self.tuple(&items)
            }
            Const::FrozenSet(items) => {
                let items: Vec<Value<'_>> = items.iter().map(|c| self.constant(c)).collect();
                self.frozenset_of_plain(&items)
            }
        }
    }
}

/// The globals that a code object names.
struct GlobalRefs {
    /// Slots in the module's dict and among the builtins.
    slots: Vec<(u32, u32)>,
    /// The reference of each name.
    by_name: HashMap<u32, usize, FxBuildHasher>,
}

impl GlobalRefs {
    fn collect(vm: &Vm, code: &Code, names: &[Word], globals: &Dict) -> GlobalRefs {
        let mut refs = GlobalRefs { slots: Vec::new(), by_name: HashMap::default() };
        let builtins = vm.builtins();
        for i in &code.insns {
            let name = match i.operation() {
                Op::GetG | Op::SetG => i.bc(),
                Op::CallG => i.c as u32,
                _ => continue,
            };
            refs.by_name.entry(name).or_insert_with(|| {
                let s = Value::from_word(names[name as usize]).cast::<Str>().expect("names are strings");
                let hash = vm.hash_str(s);
                let slot = globals.slot_for(&vm.heap, s, hash);
                let hidden = globals.slot_value(slot).is_some() || builtins.get_str(s, hash).is_none();
                let builtin =
                    if hidden { GlobalRef::NO_BUILTIN } else { builtins.slot_for(&vm.heap, s, hash) as u32 };
                refs.slots.push((slot as u32, builtin));
                refs.slots.len() - 1
            });
        }
        refs
    }

    /// The number of a name's reference, and whether the name was a builtin's.
    fn of(&self, name: u32) -> (usize, bool) {
        let at = self.by_name[&name];
        (at, self.slots[at].1 != GlobalRef::NO_BUILTIN)
    }
}

/// The linked form of the instruction at `at`: names of what is used become distances.
fn link_insn(i: Insn, at: usize, counts: Counts, refs: &GlobalRefs) -> Insn {
    let near = |words: usize| u16::try_from(words).ok();
    let by_global = |name: u32, plain: Op, builtin: Op| {
        let (number, was_builtin) = refs.of(name);
        near(counts.to_global(at, number)).map(|c| (if was_builtin { builtin } else { plain }, c))
    };
    let by_cache = |far: Op| match near(counts.to_cache(at, i.c as usize)) {
        Some(c) => Insn { c, ..i },
        None => Insn { op: far as u16, ..i },
    };
    match i.operation() {
        Op::LoadK => Insn::jump(Op::LoadK, i.a, counts.to_const(at, i.bc() as usize) as i32),
        Op::GetG => match by_global(i.bc(), Op::GetG, Op::GetGB) {
            Some((op, c)) => Insn::abc(op, i.a, 0, c),
            None => Insn::wide(Op::GetGFar, i.a, i.bc()),
        },
        Op::SetG => match by_global(i.bc(), Op::SetG, Op::SetG) {
            Some((op, c)) => Insn::abc(op, i.a, 0, c),
            None => Insn::wide(Op::SetGFar, i.a, i.bc()),
        },
        Op::CallG => match by_global(i.c as u32, Op::CallG, Op::CallGB) {
            Some((op, c)) => Insn::abc(op, i.a, i.b, c),
            None => Insn { op: Op::CallGFar as u16, ..i },
        },
        Op::GetAttr => by_cache(Op::GetAttrFar),
        Op::SetAttr => by_cache(Op::SetAttrFar),
        Op::CallM => by_cache(Op::CallMFar),
        _ => i,
    }
}

/// In frames that live on the heap calls and returns have forms of their own.
fn for_frame(i: Insn, heap_frame: bool) -> Insn {
    if !heap_frame {
        return i;
    }
    let op = match i.operation() {
        Op::Call => Op::CallH,
        Op::CallG => Op::CallGH,
        Op::CallGB => Op::CallGBH,
        Op::CallGFar => Op::CallGFarH,
        Op::CallM => Op::CallMH,
        Op::CallKw => Op::CallKwH,
        Op::CallMFar => Op::CallMFarH,
        Op::Return => Op::ReturnH,
        Op::ReturnNone => Op::ReturnNoneH,
        other => other,
    };
    Insn { op: op as u16, ..i }
}
