//! Calls from frames on the heap: arguments are copied to a window on top of the value stack, or into a coroutine that is
//! awaited at once.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::inline_cache::{METHOD, PLAIN_METHOD};
use super::calls::{MASK, MOST_COPIED};
use super::construct::Arguments;
use super::generators::own;
use super::helpers;
use super::names::{AUX, OWNER, TARGET};
use super::natives::Site;
use super::supers::call_super_copied;
use super::translate::{Translator, field, slot};
use super::ways::{self, Use};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Function, Kind, generator_at};

impl Translator<'_> {
    /// Translates a call from a frame on the heap. Says whether it was one.
    pub fn call_from_heap(&mut self, op: Op) -> bool {
        let i = self.insn();
        let Some((helper, _)) = helpers::of(op) else { return false };
        // more arguments are a matter for the helper, whose copy is a loop
        if i.b > MOST_COPIED {
            return false;
        }
        match op {
            Op::CallKwH => return self.call_with_names(i, op),
            Op::CallH => {
                let cold = self.cold(helper);
                self.load(i.a);
                self.call_copied(i, i.a + 1, i.b, None, cold);
            }
            Op::CallGH | Op::CallGBH => {
                let (cold, other, callee) = (self.cold(helper), self.label(), self.known_global());
                self.global(op == Op::CallGBH);
                if let Some(f) = self.known_coroutine(callee, i.b) {
                    self.await_known(f, i.a + 1, i.b, other, cold);
                } else if let Some(f) = self.known_plain(callee, i.b) {
                    self.push_known_copied(i, i.a + 1, i.b, f, other, cold);
                } else if !callee.is_some_and(|callee| self.call_bound_global(i, callee, &[], other, cold)) {
                    self.call_global_copied(i, cold);
                    return true;
                }
                self.aside(other, move |t| t.call_global_copied(i, cold));
            }
            Op::CallMH if self.is_super(i.a + 1) => {
                let found = self.super_method(i, helpers::call_method_copied_far, call_super_copied);
                self.number_of_function();
                let other = self.label();
                let wanted = ((i.b + 1) as u32) << 16 | Kind::Function as u32;
                dynasm!(self.ops ; cmp ecx, wanted as i32 ; jne =>other);
                self.push_copied(i, i.a + 1, i.b + 1, found);
                dynasm!(self.ops ; =>other);
                self.call_suspending(i.a + 1, i.b + 1, found);
            }
            Op::CallMH => {
                let cold = self.cold(helper);
                dynasm!(self.ops ; mov rax, [r12 + slot(i.a + 1)]);
                self.call_append(i);
                self.call_builtin_method(Site { dst: i.a, window: i.a, argc: i.b + 1 });
                let learn = self.fits(helpers::call_method_copied, Use::Call(i.b));
                if let Some(f) = self.known_method(i.b) {
                    let general = self.label();
                    self.call_known_method(i, f, general, cold);
                    self.aside(general, move |t| t.call_found_copied(i, learn, cold));
                } else {
                    self.call_found_copied(i, learn, cold);
                }
            }
            _ => return false,
        }
        true
    }

    /// The same from a frame on the heap.
    fn call_global_copied(&mut self, i: Insn, cold: DynamicLabel) {
        let general = self.label();
        dynasm!(self.ops ; test rax, rax ; je =>cold);
        self.call_len(i, general);
        dynasm!(self.ops ; =>general);
        self.call_known_global(Site { dst: i.a, window: i.a, argc: i.b });
        self.call_copied(i, i.a + 1, i.b, self.known_global(), cold);
    }

    /// Calls `rax` from a frame on the heap, if it is a plain script function: the arguments, from a register on, are
    /// copied to the top of the stack.
    fn call_copied(&mut self, i: Insn, first: u16, argc: u16, known: Option<Word>, cold: DynamicLabel) {
        let (other, awaited) = (self.label(), self.is_awaited());
        if awaited {
            // mostly of coroutine functions
            let (wanted, plain) = (((Function::COROUTINE | argc) as u32) << 16, (argc as u32) << 16);
            let [wanted, plain] = [wanted, plain].map(|n| (n | Kind::Function as u32) as i32);
            let not = self.label();
            dynasm!(self.ops ; mov rcx, rax ; shr rcx, 48 ; jne =>cold);
            self.number_of_function();
            dynasm!(self.ops ; cmp ecx, wanted ; jne =>not);
            self.await_call(first, argc, cold);
            dynasm!(self.ops ; =>not ; cmp ecx, plain ; jne =>other);
        } else {
            self.is_function(argc, cold, other);
        }
        self.push_copied(i, first, argc, cold);
        let (native, coroutine) = (self.cold(helpers::call_native_copied), self.label());
        let class = self.label();
        dynasm!(self.ops
            ; =>other
            ; cmp cl, Kind::Type as i8
            ; je =>class
        );
        dynasm!(self.ops
            ; cmp cl, Kind::Native as i8
            ; jne =>coroutine
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>native
            ; =>class
        );
        self.construct(i, Arguments::Copied(first), argc, known, cold);
        let bound = self.label();
        dynasm!(self.ops
            ; =>coroutine
            ; cmp cl, Kind::Method as i8
            ; je =>bound
            ; cmp cl, Kind::Instance as i8
            ; je =>bound
        );
        if awaited {
            let defaults = self.label();
            dynasm!(self.ops ; jmp =>defaults);
            self.aside(defaults, move |t| t.await_with_defaults(false, first, argc, cold));
        } else {
            self.call_suspending(first, argc, cold);
        }
        self.aside(bound, move |t| t.call_bound(i, first, argc, cold));
    }

    /// Calls `rax`, an object whose header's kind and number are in `ecx`, if it is a function that makes a frame on the
    /// heap: that is awaited at once, or goes to the call's register.
    fn call_suspending(&mut self, first: u16, argc: u16, cold: DynamicLabel) {
        if self.is_awaited() {
            let wanted = ((Function::COROUTINE | argc) as u32) << 16 | Kind::Function as u32;
            let defaults = self.label();
            dynasm!(self.ops ; cmp ecx, wanted as i32 ; jne =>defaults);
            self.await_call(first, argc, cold);
            return self.aside(defaults, move |t| t.await_with_defaults(false, first, argc, cold));
        }
        let (made, i, defaults) = (self.cold(helpers::make_generator), self.insn(), self.label());
        dynasm!(self.ops
            // of coroutines and both kinds of generators
            ; and ecx, MASK as i32
            ; cmp ecx, ((argc as u32) << 16 | Kind::Function as u32) as i32
            ; jne =>defaults
        );
        self.make_frame(first, argc, i.a, made);
        self.aside(defaults, move |t| t.call_with_defaults(i, first, argc, cold));
    }

    /// Calls `rax` if it is a function with defaults for what is missing.
    fn call_with_defaults(&mut self, i: Insn, first: u16, argc: u16, cold: DynamicLabel) {
        let suspending = self.label();
        dynasm!(self.ops
            ; cmp BYTE [rax], Kind::Function as i8
            ; jne =>cold
            ; cmp WORD [rax + 2], Function::GENERATOR as i16
            ; jae =>suspending
        );
        self.copy_window(false, first, argc, cold);
        self.missing(argc, cold);
        dynasm!(self.ops ; mov r8, rcx ; lea rcx, [rcx + slot(argc)]);
        self.fill_missing();
        dynasm!(self.ops ; mov rcx, r8);
        self.push_frame_at(i, cold);
        dynasm!(self.ops ; =>suspending);
        self.make_frame_with_defaults(first, argc, i.a, cold);
    }

    /// Calls the method in `rax` that is bound to an object, or the instance with a `__call__`, from a frame on the heap.
    fn call_bound(&mut self, i: Insn, first: u16, argc: u16, cold: DynamicLabel) {
        dynasm!(self.ops ; call ->callee ; jne =>cold ; mov r13, rsi ; mov rax, rdx);
        self.call_with(i, first, argc, cold);
    }

    /// Calls the function in `rax` with the object in `r13` before the arguments, likewise.
    fn call_with(&mut self, i: Insn, first: u16, argc: u16, cold: DynamicLabel) {
        let other = self.label();
        self.is_function(argc + 1, cold, other);
        self.push_copies(i, true, first, argc, cold);
        dynasm!(self.ops ; =>other);
        if self.leaves_body() {
            self.leave_copied(i, cold);
        }
        if self.is_awaited() {
            let wanted = ((Function::COROUTINE | (argc + 1)) as u32) << 16 | Kind::Function as u32;
            if self.insn().operation() == Op::CallH {
                let native = self.cold_jump(helpers::call_bound_awaited, self.labels[self.ip + 2]);
                dynasm!(self.ops ; cmp cl, Kind::Native as i8 ; je =>native);
            }
            let defaults = self.label();
            dynasm!(self.ops ; cmp ecx, wanted as i32 ; jne =>defaults);
            self.await_bound(first, argc, cold);
            self.aside(defaults, move |t| t.await_with_defaults(true, first, argc, cold));
        } else {
            dynasm!(self.ops ; jmp =>cold);
        }
    }

    /// The call, from a frame on the heap, of the function in `rax` with the object in `r13` as the `__exit__` of a body
    /// that is left, where that takes its arguments as a tuple; goes on here if not.
    fn leave_copied(&mut self, i: Insn, cold: DynamicLabel) {
        let (awaited, other) = (self.is_awaited(), self.label());
        self.gathers(awaited, other);
        self.tuple_of(i.a + 1, i.b, cold);
        if awaited {
            dynasm!(self.ops ; movq xmm1, r9);
            self.await_gathered(cold);
        } else {
            dynasm!(self.ops
                ; mov rcx, [r12 + own(generator_at::TOP)]
                ; cmp rcx, [rbx + field::SOFT_END]
                ; jae =>cold
                ; mov [rcx], rax
                ; mov [rcx + 8], r13
                ; mov [rcx + 16], r9
                ; add rcx, 8
            );
            self.push_frame_at(i, cold);
        }
        dynasm!(self.ops ; =>other);
    }

    /// A call, from a frame on the heap, of what the way at `rcx` has found for a method call.
    fn call_found_copied(&mut self, i: Insn, learn: DynamicLabel, cold: DynamicLabel) {
        let (other, owned) = (self.label(), self.label());
        dynasm!(self.ops
            ; cmp DWORD [rcx + AUX], PLAIN_METHOD as i32
            ; mov rax, [rcx + TARGET]
            ; jne =>other
        );
        self.push_copied(i, i.a + 1, i.b + 1, cold);
        let (native, coroutine) = (self.cold(helpers::call_native_method_copied), self.label());
        dynasm!(self.ops
            ; =>other
            ; cmp DWORD [rcx + AUX], METHOD as i32
            ; jne =>owned
            ; cmp BYTE [rax], Kind::Native as i8
            ; jne =>coroutine
            ; mov [r12 + slot(i.a)], rax
            ; jmp =>native
            ; =>coroutine
        );
        self.number_of_function();
        self.call_suspending(i.a + 1, i.b + 1, cold);
        dynasm!(self.ops ; =>owned);
        self.call_owned(i, learn, cold);
    }

    /// A call, from a frame on the heap, of an attribute of the class or module that stands where an object's method
    /// would have its receiver; what the way at `rcx` knows is its second word.
    fn call_owned(&mut self, i: Insn, learn: DynamicLabel, cold: DynamicLabel) {
        let (of_class, own, found) = (self.label(), self.label(), self.label());
        dynasm!(self.ops ; mov edx, [rcx + AUX] ; mov rax, [r12 + slot(i.a + 1)]);
        self.current(learn);
        dynasm!(self.ops
            ; cmp edx, ways::OWN_METHOD as i32
            ; je =>own
            ; cmp edx, ways::CLASS_METHOD as i32
            ; je =>of_class
        );
        self.aside(own, move |t| {
            dynasm!(t.ops
                ; cmp rax, [rcx + OWNER]
                ; jne =>learn
                ; =>of_class
                ; mov r13, [rcx + OWNER]
                ; mov rax, [rcx + TARGET]
                ; jmp =>found
            );
        });
        self.aside(found, move |t| t.call_with(i, i.a + 2, i.b, cold));
        self.owned(learn, cold);
        if let Some(function) = self.function_of_module() {
            self.call_known(function, Site { dst: i.a, window: i.a + 1, argc: i.b });
        }
        let (other, bound) = (self.label(), self.label());
        self.is_function(i.b, cold, other);
        self.push_copied(i, i.a + 2, i.b, cold);
        dynasm!(self.ops
            ; =>other
            ; cmp cl, Kind::Method as i8
            ; je =>bound
            ; cmp cl, Kind::Instance as i8
            ; je =>bound
        );
        self.aside(bound, move |t| t.call_bound(i, i.a + 2, i.b, cold));
        if self.is_awaited() {
            self.call_suspending(i.a + 2, i.b, cold);
        } else {
            dynasm!(self.ops ; jmp =>cold);
        }
    }

    fn push_copied(&mut self, i: Insn, first: u16, argc: u16, cold: DynamicLabel) {
        self.push_copies(i, false, first, argc, cold);
    }

    /// Pushes a frame for the function in `rax`, whose window is made on top of the stack: of the object in `r13`, where
    /// the function was bound to one, and the arguments from a register on.
    pub fn push_copies(&mut self, i: Insn, bound: bool, first: u16, argc: u16, cold: DynamicLabel) {
        self.copy_window(bound, first, argc, cold);
        self.push_frame_at(i, cold);
    }

    /// That window; its first register is at `rcx` then.
    pub fn copy_window(&mut self, bound: bool, first: u16, argc: u16, cold: DynamicLabel) {
        dynasm!(self.ops
            ; mov rcx, [r12 + own(generator_at::TOP)]
            ; cmp rcx, [rbx + field::SOFT_END]
            ; jae =>cold
            ; mov [rcx], rax
        );
        if bound {
            dynasm!(self.ops ; mov [rcx + 8], r13);
        }
        for n in 0..argc {
            let to = slot(n + bound as u16) + 8;
            dynasm!(self.ops ; mov rsi, [r12 + slot(first + n)] ; mov [rcx + to], rsi);
        }
        dynasm!(self.ops ; add rcx, 8);
    }
}
