//! A code object in the making: instructions, labels, registers, tables.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::blocks::Block;
use super::flow::Regs;
use super::scope::{ScopeId, ScopeKind};
use crate::bytecode::{Code, Const, Effect, Insn, Op};
use crate::source::{Name, Span};

/// A register.
pub(super) type Reg = u16;

/// The most registers a unit may use.
const MAX_REGS: u32 = 60_000;
/// The most instructions a unit may have; code that copies `finally` blocks without end stops here.
const MAX_INSNS: usize = 1 << 24;
/// From this number of caches on, sites of one kind and name share one.
const OWN_CACHES: usize = 60_000;

/// A place in the code that jumps go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label(pub u32);

/// What is known of a label.
#[derive(Debug, Default)]
pub(super) struct LabelInfo {
    /// Where it is, once bound.
    pub at: Option<u32>,
    /// What is surely assigned on every way that leads there; nothing if no way does so far.
    state: Option<Regs>,
}

/// A handler whose target is still a label.
#[derive(Debug)]
pub(super) struct Protected {
    pub from: u32,
    pub to: u32,
    pub target: Label,
    pub reg: Reg,
}

/// An inlined scope whose variables lie from register `base` on.
#[derive(Debug)]
pub(super) struct Inline {
    pub scope: ScopeId,
    pub base: Reg,
}

/// Why a unit cannot become code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Overflow {
    Registers,
    Names,
    Caches,
    Codes,
    Instructions,
    Jumps,
}

/// One code object in the making.
pub(super) struct Unit<'a> {
    pub scope: ScopeId,
    pub kind: ScopeKind,
    pub name: Name,
    pub qualname: Rc<str>,
    pub span: Span,
    pub insns: Vec<Insn>,
    pub spans: Vec<(u32, Span)>,
    pub labels: Vec<LabelInfo>,
    /// Instructions that jump, in order, with their labels.
    pub jumps: Vec<(u32, Label)>,
    pub protected: Vec<Protected>,
    pub consts: Vec<Const>,
    const_index: FxHashMap<Const, u32>,
    pub names: Vec<Name>,
    name_index: FxHashMap<Name, u32>,
    pub caches: Vec<Name>,
    shared_caches: FxHashMap<(u16, Name), u16>,
    pub codes: Vec<Rc<Code>>,
    /// First free register.
    pub top: Reg,
    /// Registers in use at most.
    pub max: Reg,
    /// Registers of named variables (and a class body's namespace): those below are not scratch.
    pub named: Reg,
    /// Registers surely assigned here; nothing where no control comes by.
    pub state: Option<Regs>,
    /// Registers whose variable is deleted somewhere.
    pub deleted: Regs,
    /// Registers that must be unset at entry because a check reads them.
    pub need_unset: Regs,
    pub blocks: Vec<Block<'a>>,
    pub inlines: Vec<Inline>,
    /// `locals()` is called.
    pub reads_locals: bool,
    pub has_cleanup: bool,
    pub overflow: Option<Overflow>,
}

impl<'a> Unit<'a> {
    pub fn new(scope: ScopeId, kind: ScopeKind, name: Name, qualname: Rc<str>, span: Span) -> Unit<'a> {
        Unit {
            scope,
            kind,
            name,
            qualname,
            span,
            insns: Vec::new(),
            spans: Vec::new(),
            labels: Vec::new(),
            jumps: Vec::new(),
            protected: Vec::new(),
            consts: Vec::new(),
            const_index: FxHashMap::default(),
            names: Vec::new(),
            name_index: FxHashMap::default(),
            caches: Vec::new(),
            shared_caches: FxHashMap::default(),
            codes: Vec::new(),
            top: 0,
            max: 0,
            named: 0,
            state: Some(Regs::default()),
            deleted: Regs::default(),
            need_unset: Regs::default(),
            blocks: Vec::new(),
            inlines: Vec::new(),
            reads_locals: false,
            has_cleanup: false,
            overflow: None,
        }
    }

    // Registers.

    /// Takes `n` registers above all others in use; gives the first.
    pub fn alloc_n(&mut self, n: usize) -> Reg {
        let first = self.top;
        let end = first as usize + n;
        if end > MAX_REGS as usize {
            self.overflow.get_or_insert(Overflow::Registers);
            return 0;
        }
        self.top = end as Reg;
        self.max = self.max.max(self.top);
        first
    }

    pub fn alloc(&mut self) -> Reg {
        self.alloc_n(1)
    }

    /// Whether a register holds nothing that anybody could look at before an expression is complete.
    pub fn is_scratch(&self, reg: Reg) -> bool {
        reg >= self.named
    }

    /// Whether the register is the last one in use, so that a call's window may start there.
    pub fn is_last(&self, reg: Reg) -> bool {
        self.is_scratch(reg) && reg as usize + 1 == self.top as usize
    }

    // Tables.

    pub fn konst(&mut self, value: Const) -> u32 {
        if let Some(&known) = self.const_index.get(&value) {
            return known;
        }
        let at = self.consts.len() as u32;
        self.consts.push(value.clone());
        self.const_index.insert(value, at);
        at
    }

    pub fn name(&mut self, name: Name) -> u32 {
        *self.name_index.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() as u32 - 1
        })
    }

    /// The name's index in a field of 16 bits.
    pub fn name16(&mut self, name: Name) -> u16 {
        let at = self.name(name);
        self.fit(at, Overflow::Names)
    }

    fn fit(&mut self, number: u32, overflow: Overflow) -> u16 {
        u16::try_from(number).unwrap_or_else(|_| {
            self.overflow.get_or_insert(overflow);
            0
        })
    }

    /// A cache for an attribute name; one of its own unless there are too many.
    pub fn cache(&mut self, op: Op, name: Name) -> u16 {
        if self.caches.len() < OWN_CACHES {
            self.caches.push(name);
            return self.caches.len() as u16 - 1;
        }
        if let Some(&shared) = self.shared_caches.get(&(op as u16, name)) {
            return shared;
        }
        let at = self.fit(self.caches.len() as u32, Overflow::Caches);
        self.caches.push(name);
        self.shared_caches.insert((op as u16, name), at);
        at
    }

    pub fn code(&mut self, code: Rc<Code>) -> u16 {
        let at = self.fit(self.codes.len() as u32, Overflow::Codes);
        self.codes.push(code);
        at
    }

    // Instructions. Where no control comes by, none is written.

    pub fn here(&self) -> u32 {
        self.insns.len() as u32
    }

    pub fn reachable(&self) -> bool {
        self.state.is_some()
    }

    fn put(&mut self, insn: Insn, effect: Effect, span: Span) -> bool {
        if self.state.is_none() {
            return false;
        }
        if self.insns.len() >= MAX_INSNS {
            self.overflow.get_or_insert(Overflow::Instructions);
            return false;
        }
        if effect != Effect::Plain && self.spans.last().is_none_or(|&(_, s)| s != span) {
            self.spans.push((self.here(), span));
        }
        self.insns.push(insn);
        if effect == Effect::Ends {
            self.state = None;
        }
        true
    }

    /// Notes in the slice just made that the next instruction takes an item by it, and that nobody else sees it.
    pub fn slice_is_used_once(&mut self) {
        if let Some(last) = self.insns.last_mut()
            && last.operation() == Op::Slice
        {
            last.c = 1;
        }
    }

    /// An instruction that may raise.
    pub fn put3(&mut self, op: Op, a: u16, b: u16, c: u16, span: Span) {
        self.put(Insn::abc(op, a, b, c), op.effect(), span);
    }

    /// An instruction with a wide operand that may raise.
    pub fn put_wide(&mut self, op: Op, a: u16, bc: u32, span: Span) {
        self.put(Insn::wide(op, a, bc), op.effect(), span);
    }

    /// An instruction that cannot raise.
    pub fn plain(&mut self, op: Op, a: u16, b: u16, c: u16) {
        self.put(Insn::abc(op, a, b, c), Effect::Plain, self.span);
    }

    pub fn move_to(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.plain(Op::Move, dst, src, 0);
        }
    }

    pub fn load_const(&mut self, dst: Reg, value: Const) {
        match value {
            Const::Int(i) if i32::try_from(i).is_ok() => {
                self.put(Insn::wide(Op::LoadI, dst, i as i32 as u32), Effect::Plain, self.span);
            }
            _ => {
                let k = self.konst(value);
                self.put(Insn::wide(Op::LoadK, dst, k), Effect::Plain, self.span);
            }
        }
    }

    // Labels and jumps.

    pub fn label(&mut self) -> Label {
        self.labels.push(LabelInfo::default());
        Label(self.labels.len() as u32 - 1)
    }

    fn put_to_label(&mut self, insn: Insn, op: Op, label: Label, span: Span) {
        let at = self.here();
        let Some(state) = self.state.clone() else { return };
        if !self.put(insn, op.effect(), span) {
            return;
        }
        self.jumps.push((at, label));
        self.come_by(label, state);
        if matches!(op, Op::Jmp | Op::Loop) {
            self.state = None;
        }
    }

    /// Control may come to a label with this state.
    pub fn come_by(&mut self, label: Label, state: Regs) {
        let info = &mut self.labels[label.0 as usize];
        if info.at.is_none() {
            match &mut info.state {
                Some(known) => known.intersect(&state),
                none => *none = Some(state),
            }
        }
    }

    /// A jump with a 32-bit offset.
    pub fn jump(&mut self, op: Op, a: u16, label: Label, span: Span) {
        self.put_to_label(Insn::jump(op, a, 0), op, label, span);
    }

    /// A jump with a 16-bit offset in field c.
    pub fn jump3(&mut self, op: Op, a: u16, b: u16, label: Label, span: Span) {
        self.put_to_label(Insn::abc(op, a, b, 0), op, label, span);
    }

    pub fn jmp(&mut self, label: Label) {
        let span = self.spans.last().map_or(self.span, |&(_, s)| s);
        self.jump(Op::Jmp, 0, label, span);
    }

    /// Binds a label that is only jumped to forwards.
    pub fn bind(&mut self, label: Label) {
        let at = self.here();
        let info = &mut self.labels[label.0 as usize];
        info.at = Some(at);
        match (&mut self.state, info.state.take()) {
            (Some(state), Some(other)) => state.intersect(&other),
            (state @ None, other) => *state = other,
            _ => {}
        }
    }

    /// Binds the top of a loop: what the loop may delete counts as unassigned.
    pub fn bind_loop(&mut self, label: Label) {
        self.bind(label);
        if let Some(state) = &mut self.state {
            state.subtract(&self.deleted);
        }
    }

    // Assigned registers.

    pub fn is_assigned(&self, reg: Reg) -> bool {
        self.state.as_ref().is_none_or(|s| s.contains(reg))
    }

    pub fn set_assigned(&mut self, reg: Reg) {
        if let Some(state) = &mut self.state {
            state.insert(reg);
        }
    }

    pub fn set_unassigned(&mut self, reg: Reg) {
        if let Some(state) = &mut self.state {
            state.remove(reg);
        }
    }

    /// The state in which a handler starts whose protected code starts here.
    pub fn handler_state(&self) -> Option<Regs> {
        let mut state = self.state.clone()?;
        state.subtract(&self.deleted);
        Some(state)
    }
}
