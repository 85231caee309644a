//! Linking: from a code object to what runs in one module of this machine.

use std::cell::UnsafeCell;
use std::rc::Rc;

use super::Vm;
use crate::bytecode::{Code, Const, Insn, Op};
use crate::heap::Word;
use crate::value::text::Wtf8;
use crate::value::*;

impl Vm {
    /// Links a code object and those nested in it for a module dict. The result lives as long as the machine.
    pub(crate) fn link(&self, code: &Rc<Code>, globals: &Dict) -> *const Linked {
        let codes: Vec<*const Linked> = code.codes.iter().map(|c| self.link(c, globals)).collect();
        let names: Box<[Word]> = code.names.iter().map(|n| self.name_word(*n)).collect();
        let mut pairs = Vec::new();
        let heap_frame = code.flags.generator || code.flags.coroutine;
        let insns: Box<[Insn]> =
            code.insns.iter().map(|i| self.link_insn(*i, &names, globals, &mut pairs, heap_frame)).collect();
        let local_names = {
            let mut by_reg = vec![Word::NONE; code.nregs as usize];
            for l in &code.locals {
                if let Some(slot) = by_reg.get_mut(l.reg as usize) {
                    *slot = self.name_word(l.name);
                }
            }
            by_reg.into_boxed_slice()
        };
        let id = self.codes.borrow().len() as u32;
        let linked = Box::new(Linked {
            code: code.clone(),
            id,
            insns: UnsafeCell::new(insns),
            consts: code.consts.iter().map(|c| self.constant(c).word()).collect(),
            names,
            caches: code.caches.iter().map(|_| Cache::default()).collect(),
            cache_names: code.caches.iter().map(|n| self.name_word(*n)).collect(),
            codes,
            local_names,
            globals: globals.value().word(),
            name: self.name_word(code.name),
            qualname: self.intern(&code.qualname).value().word(),
            pairs: pairs.into(),
            nregs: code.nregs as u32,
            library: Linked::is_library(code),
        });
        let at: *const Linked = &*linked;
        self.codes.borrow_mut().push(linked);
        at
    }

    fn link_insn(
        &self,
        i: Insn,
        names: &[Word],
        globals: &Dict,
        pairs: &mut Vec<(u32, u32)>,
        heap_frame: bool,
    ) -> Insn {
        let slot = |name: u32| {
            let s = Value::from_word(names[name as usize]).cast::<Str>().expect("names are strings");
            let slot = globals.slot_for(&self.heap, s, self.hash_str(s)) as u32;
            let builtins = self.builtins();
            let known = builtins.get_str(s, self.hash_str(s)).is_some();
            let unbound = globals.slot_value(slot as usize).is_none();
            let b = (known && unbound).then(|| builtins.slot_for(&self.heap, s, self.hash_str(s)) as u32);
            (slot, b)
        };
        match (i.operation(), heap_frame) {
            (Op::GetG, _) => match slot(i.bc()) {
                (s, Some(b)) if s <= 0xFFFF && b <= 0xFFFF => Insn::abc(Op::GetGB, i.a, s as u16, b as u16),
                (_, Some(_)) => Insn::wide(Op::GetGFar, i.a, i.bc()),
                (s, None) => Insn::wide(Op::GetG, i.a, s),
            },
            (Op::SetG, _) => Insn::wide(Op::SetG, i.a, slot(i.bc()).0),
            (Op::DelG, _) => Insn::wide(Op::DelG, i.a, slot(i.bc()).0),
            (Op::CallG, heap) => {
                let (s, b) = slot(i.c as u32);
                // without a builtin of the name the second of the pair is out of range
                let pair = pairs.len();
                pairs.push((s, b.unwrap_or(u32::MAX)));
                let (plain, far) = if heap { (Op::CallGH, Op::CallGBH) } else { (Op::CallG, Op::CallGB) };
                if s <= 0xFFFF && b.is_none() {
                    pairs.pop();
                    Insn::abc(plain, i.a, i.b, s as u16)
                } else {
                    Insn::abc(far, i.a, i.b, pair as u16)
                }
            }
            (Op::Call, true) => Insn { op: Op::CallH as u16, ..i },
            (Op::CallM, true) => Insn { op: Op::CallMH as u16, ..i },
            (Op::Return, true) => Insn { op: Op::ReturnH as u16, ..i },
            (Op::ReturnNone, true) => Insn { op: Op::ReturnNoneH as u16, ..i },
            _ => i,
        }
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
                // texts like names are interned: dicts compare them by address
                Ok(t) if t.len() <= 40 && t.bytes().all(|c| c == b'_' || c.is_ascii_alphanumeric()) => {
                    self.intern(t).value()
                }
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
