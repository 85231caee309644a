//! Calls of script functions that a site is known to call: what the site would ask of the function, and of its code, is
//! known when it is translated, so that one comparison stands for all of it.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::inline_cache::{METHOD, PLAIN_METHOD};
use super::construct::{COLOUR, END_OF_RUN, NEXT_CELL};
use super::generators::own;
use super::heap_frames::fleeting_form;
use super::names::{AUX, TARGET};
use super::translate::{Translator, field, slot};
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::{Cache, Form, Function, GenState, Kind, Linked, Value, generator_at as at};

/// Frames with more registers are cleared by a loop, which other parts of the machine code have.
const MOST_CLEARED: u16 = 32;

impl Translator<'_> {
    /// The coroutine function that this call, whose result is awaited, is known to call with so many arguments.
    pub fn known_coroutine(&self, callee: Option<Word>, argc: u16) -> Option<Word> {
        let f = Value::from_word(callee?).cast::<Function>()?;
        let suits = f.header().n() == Function::COROUTINE | argc && f.closure.get().is_none();
        (suits && self.awaits_code(f.linked())).then_some(callee?)
    }

    /// Whether this call of a coroutine function of a code is awaited, by a frame of the machine's own.
    pub fn awaits_code(&self, linked: &Linked) -> bool {
        let suits = linked.spare != Linked::NO_SPARE && linked.nregs <= MOST_CLEARED as u32;
        suits && self.is_heap_frame() && self.is_awaited()
    }

    /// The plain function that this call is known to call with so many arguments. (Closures may be many, and what they
    /// hold should not live as long as machine code.)
    pub fn known_plain(&self, callee: Option<Word>, argc: u16) -> Option<Word> {
        let f = Value::from_word(callee?).cast::<Function>()?;
        (f.header().n() == argc && f.closure.get().is_none()).then_some(callee?)
    }

    /// The script function that the instruction's own cache has for this method call, with so many arguments behind the
    /// object, if it is called in one of the plain ways.
    pub fn known_method(&self, argc: u16) -> Option<Word> {
        // SAFETY: the linker has put the cache at this distance
        let cache = unsafe { &*(self.beside() as usize as *const Cache) };
        if cache.aux.get() & !1 != METHOD {
            return None;
        }
        let f = Word::from_bits(cache.target.get());
        self.known_plain(f, argc + 1)
            .or_else(|| self.known_coroutine(f, argc + 1).filter(|_| self.is_heap_frame()))
    }

    /// Calls what the way at `rcx` has found for a method call, if it is the function that is known.
    pub fn call_known_method(&mut self, i: Insn, known: Word, other: DynamicLabel, cold: DynamicLabel) {
        let Some(f) = Value::from_word(known).cast::<Function>() else { return };
        let plain = f.header().n() == i.b + 1;
        let aux = if plain { PLAIN_METHOD } else { METHOD };
        let (general, way) = (self.label(), i.a + 1);
        dynasm!(self.ops
            ; cmp DWORD [rcx + AUX], aux as i32
            ; mov rax, [rcx + TARGET]
            ; mov rdx, rcx
            ; jne =>other
        );
        if !plain {
            self.await_known(known, way, i.b + 1, general, cold);
        } else if self.is_heap_frame() {
            self.push_known_copied(i, way, i.b + 1, known, general, cold);
        } else {
            self.push_known(i, known, general, cold);
        }
        self.aside(general, move |t| dynasm!(t.ops ; mov rcx, rdx ; jmp =>other));
    }

    /// Calls the plain function in `rax`, if it is the one that is known, whose window begins at the instruction's register.
    pub fn push_known(&mut self, i: Insn, known: Word, other: DynamicLabel, cold: DynamicLabel) {
        let Some(f) = Value::from_word(known).cast::<Function>() else { return };
        self.is_known(known, other);
        self.store(i.a);
        dynasm!(self.ops ; lea rcx, [r12 + slot(i.a) + 8]);
        let back = self.push_record(cold);
        self.jump_to(f.linked());
        self.come_back(back, 1, i.a);
    }

    /// The same from a frame on the heap, with arguments from a register on.
    pub fn push_known_copied(
        &mut self,
        i: Insn,
        first: u16,
        argc: u16,
        known: Word,
        other: DynamicLabel,
        cold: DynamicLabel,
    ) {
        let Some(f) = Value::from_word(known).cast::<Function>() else { return };
        self.is_known(known, other);
        self.copy_window(false, first, argc, cold);
        let back = self.push_record(cold);
        self.jump_to(f.linked());
        self.come_back(back, 1, i.a);
    }

    /// Whether something is a script's function or class.
    pub fn is_script(v: Word) -> bool {
        matches!(Value::from_word(v).kind(), Kind::Function | Kind::Type)
    }

    /// Goes on where `rax` is this object. Spoils `rcx`.
    pub fn is_known(&mut self, object: Word, other: DynamicLabel) {
        let name = self.vm.jit.name(object);
        dynasm!(self.ops ; mov rcx, QWORD name ; cmp rax, rcx ; jne =>other);
    }

    /// Goes to where functions of a code begin, which may be another place one day, when it is translated again.
    pub fn jump_to(&mut self, linked: &Linked) {
        dynasm!(self.ops ; mov rcx, QWORD std::ptr::from_ref(&linked.table_entry) as i64);
        if std::ptr::eq(linked, self.linked) || linked.table_entry.get() != 0 {
            return dynasm!(self.ops ; jmp QWORD [rcx]);
        }
        dynasm!(self.ops ; mov rcx, [rcx] ; test rcx, rcx ; je ->enter ; jmp rcx);
    }

    /// The coroutine function in `rax`, if it is the one that is known, is called with arguments from a register on, and the
    /// coroutine becomes the running frame, which the next instruction awaits.
    pub fn await_known(
        &mut self,
        known: Word,
        first: u16,
        argc: u16,
        other: DynamicLabel,
        cold: DynamicLabel,
    ) {
        let Some(f) = Value::from_word(known).cast::<Function>() else { return };
        self.is_known(known, other);
        self.await_code(f.linked(), argc, cold, |t| {
            for n in 0..argc {
                dynasm!(t.ops
                    ; mov rsi, [r12 + slot(first + n)]
                    ; mov [r9 + at::BASE as i32 + slot(n)], rsi
                );
            }
        });
    }

    /// The same for the function in `rax`, which is of this code: its parameters, so many, are filled in for the frame in
    /// `r9`. Spoils `r8`, `r10`, `r11`, `xmm0` before.
    pub fn await_code(
        &mut self,
        linked: &Linked,
        parameters: u16,
        cold: DynamicLabel,
        fill: impl FnOnce(&mut Self),
    ) {
        let Some(next) = self.following() else { return };
        let back = self.label();
        dynasm!(self.ops
            ; movzx r10d, WORD [r12 + own(at::DEPTH)]
            ; inc r10d
            ; cmp r10d, [rbx + field::DEEPEST]
            ; jae =>cold
        );
        self.known_cell(linked, cold);
        let (header, _, _) = linked.frames;
        let what = fleeting_form(Form::Coroutine, true);
        dynasm!(self.ops
            ; movzx r8d, BYTE [rbx + COLOUR]
            ; shl r8d, 8
            ; or r8d, header as i32
            ; mov [r9], r8d
            ; mov DWORD [r9 + 4], (header >> 32) as i32
            ; lea r11, [r12 - at::BASE as i32]
            ; mov [r9 + at::PARENT as i32], r11
            ; lea r8, [=>back]
            ; mov [r9 + at::SITE as i32], r8
            ; mov DWORD [r9 + at::STATE as i32], GenState::Running as i32
            ; shl r10d, 16
            ; or r10d, what
            ; mov [r9 + at::FORM as i32], r10d
            // what is handled outside goes with the frame that runs
            ; xor r10d, r10d
            ; mov r8, [r12 + own(at::HANDLING)]
            ; mov r11, [r12 + own(at::TOP)]
            ; mov [r9 + at::HANDLING as i32], r8
            ; mov [r12 + own(at::HANDLING)], r10
            ; mov [r9 + at::TOP as i32], r11
            ; mov [r9 + at::INNER as i32], r10
            ; mov r8, QWORD linked.entry() as i64
            ; mov [r9 + at::PC as i32], r8
        );
        self.clear(linked.nregs as u16, parameters);
        dynasm!(self.ops ; mov [r9 + at::FUNC as i32], rax);
        fill(self);
        let behind = self.linked.entry().wrapping_add(self.ip + 2) as i64;
        self.suspend(behind, next.c);
        dynasm!(self.ops ; mov [r12 + slot(next.a)], r9 ; lea r12, [r9 + at::BASE as i32]);
        self.jump_to(linked);
        self.come_back(back, 2, next.a);
    }

    /// A cell for a frame of a code, in `r9`: one that was given back, or a new one. Spoils `r8`.
    fn known_cell(&mut self, linked: &Linked, cold: DynamicLabel) {
        let (new, cell) = (self.label(), self.label());
        let spare = field::HEAP + linked.spare as i32;
        let (place, size) = linked.cells;
        dynasm!(self.ops
            ; mov r9, [rbx + spare]
            ; test r9, r9
            ; je =>new
            ; mov r8, [r9 + 8]
            ; mov [rbx + spare], r8
            ; =>cell
        );
        self.aside(new, move |t| {
            let place = place as i32;
            dynasm!(t.ops
                ; mov r9, [rbx + place + NEXT_CELL]
                ; cmp r9, [rbx + place + END_OF_RUN]
                ; jae =>cold
                ; lea r8, [r9 + size as i32]
                ; mov [rbx + place + NEXT_CELL], r8
                ; jmp =>cell
            );
        });
    }

    /// Unsets the registers of the new frame in `r9` behind its arguments, two at a time, the function's word perhaps as
    /// well; `r10` is 0.
    fn clear(&mut self, nregs: u16, argc: u16) {
        let mut end = nregs;
        if end > argc + 1 {
            dynasm!(self.ops ; xorps xmm0, xmm0);
        }
        while end > argc {
            if end == argc + 1 {
                return dynasm!(self.ops ; mov [r9 + at::BASE as i32 + slot(argc)], r10);
            }
            end -= 2;
            dynasm!(self.ops ; movups [r9 + at::BASE as i32 + slot(end)], xmm0);
        }
    }
}
