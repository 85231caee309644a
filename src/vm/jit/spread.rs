//! Calls whose arguments stand in a tuple: `f(*args)`, and `f(*args, **kwargs)` without any keywords.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::construct::{DEFAULTS, FUNC, MOST_DEFAULTS, THIS};
use super::generators::own;
use super::helpers;
use super::names::ITEMS;
use super::objects::TUPLE_LEN;
use super::translate::{Translator, field, slot};
use crate::bytecode::{Insn, Op};
use crate::value::{Builtins, Dict, DictPlaces, Form, Function, Kind, generator_at as at};

/// Longer tuples are a matter for the helper.
const MOST_SPREAD: i32 = 32;

impl Translator<'_> {
    /// Translates what belongs to such calls. Says whether it did.
    pub fn spread(&mut self, op: Op) -> bool {
        let i = self.insn();
        let Some((helper, _)) = helpers::of(op) else { return false };
        match op {
            Op::StarArgs | Op::KwArgs => {
                let cold = self.cold(helper);
                let class = if op == Op::StarArgs { Builtins::Tuple } else { Builtins::Dict };
                self.load(i.b);
                self.is_exactly(class, cold);
                if op == Op::KwArgs {
                    // one of strings is taken as it is
                    dynasm!(self.ops ; test BYTE [rax + 1], DictPlaces::ALL_STR as i8 ; je =>cold);
                }
                self.store(i.a);
            }
            Op::CallEx => {
                let cold = self.cold(helper);
                self.call_spread(i, cold);
            }
            _ => return false,
        }
        true
    }

    /// Goes on where the object in `rax` is of just this class. Spoils `rcx`.
    fn is_exactly(&mut self, class: Builtins, other: DynamicLabel) {
        dynasm!(self.ops
            ; lea rcx, [rax - 1]
            ; shr rcx, 48
            ; jne =>other
            ; cmp DWORD [rax + 4], class as i32
            ; jne =>other
        );
    }

    fn call_spread(&mut self, i: Insn, cold: DynamicLabel) {
        let plain = self.label();
        let awaited = self.following().filter(|_| self.is_heap_frame() && self.is_awaited());
        let bound = if awaited.is_some() { self.label() } else { cold };
        if i.b == 1 {
            self.load(i.a + 2);
            self.is_exactly(Builtins::Dict, cold);
            dynasm!(self.ops ; cmp DWORD [rax + Dict::LIVE as i32], 0 ; jne =>cold);
        }
        self.load(i.a + 1);
        self.is_exactly(Builtins::Tuple, cold);
        dynasm!(self.ops
            ; mov r13, rax
            ; mov rax, [r12 + slot(i.a)]
            ; lea rcx, [rax - 1]
            ; shr rcx, 48
            ; jne =>cold
            ; cmp BYTE [rax], Kind::Function as i8
            ; jne =>bound
            ; movzx ecx, WORD [rax + 2]
            ; cmp DWORD [r13 + TUPLE_LEN], MOST_SPREAD
            ; ja =>cold
        );
        if let Some(next) = awaited {
            self.aside(bound, move |t| t.await_bound_spread(i, next, cold));
            let (back, fewer) = (self.label(), self.label());
            dynasm!(self.ops
                ; sub ecx, Function::COROUTINE as i32
                ; jb =>plain
                ; cmp ecx, [r13 + TUPLE_LEN]
                ; jne =>fewer
            );
            self.make_fleeting(Form::Coroutine, Some(back), cold);
            dynasm!(self.ops ; mov ecx, [r13 + TUPLE_LEN] ; lea rdi, [r9 + at::BASE as i32]);
            self.copy_items();
            self.wait_for(2, next.c, next.a);
            self.come_back(back, 2, next.a);
            self.aside(fewer, move |t| t.await_spread_with_defaults(next, cold));
            dynasm!(self.ops ; =>plain ; add ecx, Function::COROUTINE as i32);
        }
        dynasm!(self.ops ; cmp ecx, [r13 + TUPLE_LEN] ; jne =>cold);
        // the window lies above the frame
        if self.is_heap_frame() {
            dynasm!(self.ops ; mov rdi, [r12 + own(at::TOP)]);
        } else {
            dynasm!(self.ops ; lea rdi, [r12 + self.linked.nregs as i32 * 8]);
        }
        dynasm!(self.ops ; cmp rdi, [rbx + field::SOFT_END] ; jae =>cold ; mov [rdi], rax ; add rdi, 8);
        self.copy_items();
        dynasm!(self.ops ; mov rcx, rdi);
        self.push_frame_at(i, cold);
    }

    /// The method in `rax`, if it is one of a coroutine function that takes its object and as many arguments as there are in
    /// the tuple in `r13`, is called, and the coroutine becomes the running frame.
    fn await_bound_spread(&mut self, i: Insn, next: Insn, cold: DynamicLabel) {
        let back = self.label();
        let with_object = (Function::COROUTINE | 1) as i32;
        dynasm!(self.ops
            ; cmp BYTE [rax], Kind::Method as i8
            ; jne =>cold
            ; mov rax, [rax + FUNC]
            ; cmp BYTE [rax], Kind::Function as i8
            ; jne =>cold
            ; movzx ecx, WORD [rax + 2]
            ; sub ecx, with_object
            ; jb =>cold
            ; cmp ecx, [r13 + TUPLE_LEN]
            ; jne =>cold
            ; cmp ecx, MOST_SPREAD
            ; ja =>cold
        );
        self.make_fleeting(Form::Coroutine, Some(back), cold);
        dynasm!(self.ops
            ; mov rsi, [r12 + slot(i.a)]
            ; mov rsi, [rsi + THIS]
            ; mov [r9 + at::BASE as i32], rsi
            ; mov ecx, [r13 + TUPLE_LEN]
            ; lea rdi, [r9 + at::BASE as i32 + 8]
        );
        self.copy_items();
        self.wait_for(2, next.c, next.a);
        self.come_back(back, 2, next.a);
    }

    /// The coroutine function in `rax`, with so many parameters as `ecx` says, which has defaults for what the tuple in `r13`
    /// lacks, is called, and the coroutine becomes the running frame.
    fn await_spread_with_defaults(&mut self, next: Insn, cold: DynamicLabel) {
        let (back, more) = (self.label(), self.label());
        dynasm!(self.ops
            ; sub ecx, [r13 + TUPLE_LEN]
            ; jbe =>cold
            ; cmp ecx, MOST_DEFAULTS
            ; ja =>cold
            ; mov rdx, [rax + DEFAULTS]
            ; test rdx, rdx
            ; je =>cold
            ; cmp ecx, [rdx + TUPLE_LEN]
            ; ja =>cold
        );
        self.make_fleeting(Form::Coroutine, Some(back), cold);
        dynasm!(self.ops
            // the last ones of the defaults are those of the last parameters
            ; mov rdx, [rax + DEFAULTS]
            ; mov esi, [rdx + TUPLE_LEN]
            ; lea rdx, [rdx + rsi * 8 + ITEMS]
            ; movzx edi, WORD [rax + 2]
            ; sub edi, Function::COROUTINE as i32
            ; lea rdi, [r9 + rdi * 8 + at::BASE as i32]
            ; neg rcx
            ; =>more
            ; mov rsi, [rdx + rcx * 8]
            ; mov [rdi + rcx * 8], rsi
            ; inc rcx
            ; jne =>more
            ; mov ecx, [r13 + TUPLE_LEN]
            ; lea rdi, [r9 + at::BASE as i32]
        );
        self.copy_items();
        dynasm!(self.ops ; mov rdx, [rax + field::FUNCTION_CODE]);
        self.wait_for(2, next.c, next.a);
        self.come_back(back, 2, next.a);
    }

    /// Copies as many items as `ecx` says of the tuple in `r13` to `rdi`. Spoils `rsi` and `rcx`.
    fn copy_items(&mut self) {
        let (more, done) = (self.label(), self.label());
        dynasm!(self.ops
            ; test ecx, ecx
            ; je =>done
            ; =>more
            ; mov rsi, [r13 + rcx * 8 + ITEMS - 8]
            ; mov [rdi + rcx * 8 - 8], rsi
            ; dec ecx
            ; jne =>more
            ; =>done
        );
    }
}
