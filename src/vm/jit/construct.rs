//! Instances of script classes, made where the class is called; and what else calls want besides a frame: defaults,
//! the objects of bound methods.

use std::mem::offset_of;

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::stack::after;
use super::calls::{AFTER, BASE, DST, PC, RECORD};
use super::generators::own;
use super::helpers;
use super::names::{ITEMS, SHAPE, TARGET, VERSION};
use super::objects::TUPLE_LEN;
use super::translate::{Translator, field, slot};
use super::ways::{Common, Use};
use crate::bytecode::Insn;
use crate::heap::{Heap, Word, WordVec};
use crate::value::{Builtins, Exception, Function, Kind, Layout, List, Method, Type, Value, generator_at};

pub(super) const MAKER: i32 = offset_of!(Type, maker) as i32;
const LAYOUT: i32 = offset_of!(Type, layout) as i32;
const INLINE: i32 = offset_of!(Type, inline) as i32;
const CELLS: i32 = offset_of!(Type, cells) as i32;
const CELL_SIZE: i32 = CELLS + offset_of!((u32, u32), 1) as i32;
pub(super) const ROOT: i32 = offset_of!(Type, root) as i32;
pub(super) const COLOUR: i32 = field::HEAP + Heap::COLOUR as i32;
pub(super) const NEXT_CELL: i32 = field::HEAP + Heap::NEXT_CELL as i32;
pub(super) const END_OF_RUN: i32 = field::HEAP + Heap::END_OF_RUN as i32;
pub(super) const DEFAULTS: i32 = offset_of!(Function, defaults) as i32;
pub(super) const FUNC: i32 = Method::PARTS[0] as i32;
pub(super) const THIS: i32 = Method::PARTS[1] as i32;
/// More defaults are a matter for the helper.
pub(super) const MOST_DEFAULTS: i32 = 16;
/// Displays of longer tuples are a matter for the helper.
const MOST_ITEMS: u16 = 8;
const LIST: i32 = List::ITEMS as i32;

/// Where the arguments of a call stand, and where its window goes.
#[derive(Clone, Copy)]
pub(super) enum Arguments {
    /// In the window that begins at this register, which moves up.
    Window(u16),
    /// From this register on; the window is made on top of the stack.
    Copied(u16),
}

impl Arguments {
    /// The register of the first one.
    fn first(self) -> u16 {
        match self {
            Arguments::Window(window) => window + 1,
            Arguments::Copied(first) => first,
        }
    }
}

impl Translator<'_> {
    /// Calls the class in `rax`, if its instances are made in the plain way; `known` is what is called at present.
    pub fn construct(
        &mut self,
        i: Insn,
        arguments: Arguments,
        argc: u16,
        known: Option<Word>,
        cold: DynamicLabel,
    ) {
        let known = known.map(Value::from_word);
        let exception = match known.and_then(|v| v.cast::<Type>()).map(|class| class.layout.get()) {
            Some(Layout::Exception) => true,
            Some(layout) if layout != Layout::Instance => return dynasm!(self.ops ; jmp =>cold),
            None if known.is_some() => return dynasm!(self.ops ; jmp =>cold),
            _ => false,
        };
        if argc > super::calls::MOST_COPIED {
            return dynasm!(self.ops ; jmp =>cold);
        }
        let layout = if exception { Layout::Exception } else { Layout::Instance };
        dynasm!(self.ops ; mov r8, [rax + MAKER] ; cmp BYTE [rax + LAYOUT], layout as i8 ; jne =>cold);
        if exception || argc == 0 {
            let (init, next) = (self.label(), self.next());
            dynasm!(self.ops ; mov rcx, QWORD Word::NONE.bits() as i64 ; cmp r8, rcx ; jne =>init);
            self.made(arguments, argc, exception, cold);
            dynasm!(self.ops ; mov [r12 + slot(i.a)], r9 ; jmp =>next ; =>init);
        }
        let ready = self.label();
        dynasm!(self.ops
            ; lea rdx, [r8 - 1]
            ; shr rdx, 48
            ; jne =>cold
            ; cmp BYTE [r8], Kind::Function as i8
            ; jne =>cold
        );
        match arguments {
            Arguments::Window(window) => dynasm!(self.ops ; lea rdi, [r12 + slot(window) + 16]),
            Arguments::Copied(_) => dynasm!(self.ops ; mov rdi, [r12 + own(generator_at::TOP)] ; add rdi, 8),
        }
        dynasm!(self.ops
            ; cmp rdi, [rbx + field::SOFT_END]
            ; jae =>cold
            ; movzx esi, WORD [r8 + 2]
            ; cmp esi, argc as i32 + 1
            ; je =>ready
            ; mov r11, rax
            ; mov rax, r8
            ; mov ecx, argc as i32 + 1
            ; call ->fill
            ; mov rax, r11
            ; jne =>cold
            ; =>ready
            ; mov rsi, [rbx + field::FP]
            ; cmp rsi, [rbx + field::LIMIT]
            ; jae =>cold
        );
        self.made(arguments, argc, exception, cold);
        for k in (0..argc).rev() {
            let from = arguments.first() + k;
            dynasm!(self.ops ; mov rcx, [r12 + slot(from)] ; mov [rdi + slot(k) + 8], rcx);
        }
        let pc = self.linked.entry().wrapping_add(self.ip + 1) as i64;
        dynasm!(self.ops
            ; mov [rdi - 8], r8
            ; mov [rdi], r9
            ; mov [r12 + slot(i.a)], r9
            ; mov rsi, [rbx + field::FP]
            ; mov rdx, QWORD pc
            ; mov [rsi + PC], rdx
            ; mov [rsi + BASE], r12
            ; mov DWORD [rsi + DST], i.a as i32
            ; mov DWORD [rsi + AFTER], after::INIT as i32
            ; add rsi, RECORD
            ; mov [rbx + field::FP], rsi
            ; mov r12, rdi
            ; mov rax, [r8 + field::FUNCTION_CODE]
            ; mov rcx, [rax + field::CODE_ENTRY]
            ; test rcx, rcx
            ; je ->enter
            ; jmp rcx
        );
    }

    /// A new object of the class in `rax`, in `r9`: an exception with its arguments, or an instance. Leaves `rdi` and `r8`.
    fn made(&mut self, arguments: Arguments, argc: u16, exception: bool, cold: DynamicLabel) {
        if !exception {
            return dynasm!(self.ops ; call ->instance ; jne =>cold);
        }
        self.tuple_of(arguments.first(), argc, cold);
        dynasm!(self.ops
            ; mov rsi, r9
            ; call ->exception
            ; jne =>cold
            ; mov [r9 + offset_of!(Exception, args) as i32], rsi
        );
    }

    /// A tuple of registers, in `r9`. Spoils `rdx` and `rsi`.
    pub fn tuple_of(&mut self, first: u16, n: u16, cold: DynamicLabel) {
        let size = ITEMS as usize + n as usize * 8;
        self.cell(size, Kind::Tuple, 0, Builtins::Tuple, cold);
        dynasm!(self.ops ; mov QWORD [r9 + TUPLE_LEN], n as i32);
        for k in 0..n {
            dynasm!(self.ops ; mov rdx, [r12 + slot(first + k)] ; mov [r9 + ITEMS + slot(k)], rdx);
        }
    }

    /// A display of a tuple.
    pub fn build_tuple(&mut self, i: Insn) {
        let cold = self.cold(helpers::build_tuple);
        if i.c > MOST_ITEMS {
            return dynasm!(self.ops ; jmp =>cold);
        }
        self.tuple_of(i.b, i.c, cold);
        dynasm!(self.ops ; mov [r12 + slot(i.a)], r9);
    }

    /// A display of a list. An empty one has room for a few items, for it is mostly filled soon.
    pub fn build_list(&mut self, i: Insn, cold: DynamicLabel) {
        let room = if i.c == 0 { List::ROOM } else { i.c as usize };
        let Some(cells) =
            Heap::place_of_owning_cells(size_of::<List>() + room * 8).filter(|_| i.c <= MOST_ITEMS)
        else {
            return dynasm!(self.ops ; jmp =>cold);
        };
        self.cell_from(cells, Kind::List, 0, Builtins::List, cold);
        dynasm!(self.ops
            ; lea rdx, [r9 + size_of::<List>() as i32]
            ; mov [r9 + LIST + WordVec::PTR as i32], rdx
            ; mov DWORD [r9 + LIST + WordVec::LEN as i32], i.c as i32
            ; mov DWORD [r9 + LIST + WordVec::CAP as i32], room as i32
            ; mov QWORD [r9 + List::ATTRS as i32], 0
        );
        for k in 0..i.c {
            dynasm!(self.ops
                ; mov rdx, [r12 + slot(i.b + k)]
                ; mov [r9 + size_of::<List>() as i32 + slot(k)], rdx
            );
        }
        dynasm!(self.ops ; mov [r12 + slot(i.a)], r9);
    }

    /// A function made of its code, and what it has beyond that.
    pub fn make_function(&mut self, i: Insn) {
        let cold = self.cold(helpers::make_function);
        let linked = self.linked.codes[i.b as usize];
        // SAFETY: linked codes live as long as the machine
        let entry = unsafe { (*linked).entry() };
        let n = Function::number(linked);
        self.cell(size_of::<Function>(), Kind::Function, n, Builtins::Function, cold);
        dynasm!(self.ops
            ; mov rdx, QWORD linked as i64
            ; mov [r9 + field::FUNCTION_CODE], rdx
            ; mov rdx, QWORD entry as i64
            ; mov [r9 + field::FUNCTION_ENTRY], rdx
            ; xor edx, edx
        );
        for (bit, at) in Function::PARTS {
            let given = bit != 0 && i.c & bit != 0;
            if given {
                let from = i.a + 1 + bit.trailing_zeros() as u16;
                dynasm!(self.ops ; mov rsi, [r12 + slot(from)] ; mov [r9 + at as i32], rsi);
            } else {
                dynasm!(self.ops ; mov [r9 + at as i32], rdx);
            }
        }
        dynasm!(self.ops ; mov [r12 + slot(i.a)], r9);
    }

    /// A new object of a fixed size, which owns nothing outside its cell, in `r9`; all but its header is to be written.
    /// Spoils `rsi`.
    fn cell(&mut self, size: usize, kind: Kind, n: u16, class: Builtins, cold: DynamicLabel) {
        match Heap::place_of_cells(size) {
            Some(cells) => self.cell_from(cells, kind, n, class, cold),
            None => dynasm!(self.ops ; jmp =>cold),
        }
    }

    /// The same, by where cells of the size come from, and how large these are.
    fn cell_from(
        &mut self,
        (place, cell): (u32, u32),
        kind: Kind,
        n: u16,
        class: Builtins,
        cold: DynamicLabel,
    ) {
        let place = place as i32;
        dynasm!(self.ops
            ; mov r9, [rbx + NEXT_CELL + place]
            ; cmp r9, [rbx + END_OF_RUN + place]
            ; jae =>cold
            ; lea rsi, [r9 + cell as i32]
            ; mov [rbx + NEXT_CELL + place], rsi
            ; movzx esi, BYTE [rbx + COLOUR]
            ; shl esi, 8
            ; or esi, ((n as u32) << 16 | kind as u32) as i32
            ; mov [r9], esi
            ; mov DWORD [r9 + 4], class as i32
        );
    }

    /// A method made of the function in `rdx` and the object in `rax`, in `r9`.
    pub fn bind(&mut self, cold: DynamicLabel) {
        self.cell(size_of::<Method>(), Kind::Method, 0, Builtins::Method, cold);
        dynasm!(self.ops ; mov [r9 + FUNC], rdx ; mov [r9 + THIS], rax);
    }

    /// What calls share, each the machine code's own function: it tells by the zero flag whether it could do its work,
    /// and nothing has changed if not.
    pub fn shared_parts(&mut self) {
        self.fill();
        self.instance();
        self.unbind();
    }

    /// A new instance or exception of the class in `rax`, in `r9`. Spoils `rcx`, `rdx`, `r10` and `r11`.
    fn instance(&mut self) {
        dynasm!(self.ops
            ; ->exception:
            ; movzx ecx, WORD [rax + INLINE]
            ; add ecx, Exception::FIXED as i32
            ; mov r11d, Kind::Exception as i32
            ; jmp >object
            ; ->instance:
            ; movzx ecx, WORD [rax + INLINE]
            ; mov r11d, Kind::Instance as i32
            ; object:
            ; mov edx, [rax + CELLS]
            ; mov r9, [rbx + rdx + NEXT_CELL]
            ; cmp r9, [rbx + rdx + END_OF_RUN]
            ; jae >none
            ; mov r10d, [rax + CELL_SIZE]
            ; add r10, r9
            ; mov [rbx + rdx + NEXT_CELL], r10
            ; mov r10d, ecx
            ; shl r10d, 16
            ; or r10d, r11d
            ; movzx r11d, BYTE [rbx + COLOUR]
            ; shl r11d, 8
            ; or r10d, r11d
            ; mov [r9], r10d
            ; mov r10d, [rax + ROOT]
            ; mov [r9 + 4], r10d
            // what lies beside, and the slots
            ; xor r10d, r10d
            ; more:
            ; mov [r9 + rcx * 8 + 8], r10
            ; dec ecx
            ; jns <more
            ; cmp eax, eax
            ; ret
            ; none:
            ; test rsp, rsp
            ; ret
        );
    }

    /// Puts defaults behind the `ecx` arguments at `rdi`, for the plain script function in `rax`. Spoils `rdx`, `rsi`,
    /// `r9` and `r10`.
    fn fill(&mut self) {
        dynasm!(self.ops
            ; ->fill:
            ; cmp BYTE [rax], Kind::Function as i8
            ; jne >none
            ; movzx esi, WORD [rax + 2]
            ; cmp esi, Function::GENERATOR as i32
            ; jae >none
            ; sub esi, ecx
            ; jb >none
            ; je >all
            ; cmp esi, MOST_DEFAULTS
            ; ja >none
            ; mov rdx, [rax + DEFAULTS]
            ; test rdx, rdx
            ; je >none
            ; mov r9d, [rdx + TUPLE_LEN]
            ; sub r9, rsi
            ; jb >none
            ; lea r9, [rdx + r9 * 8 + ITEMS]
            ; lea r10, [rdi + rcx * 8]
            ; more:
            ; mov rdx, [r9]
            ; mov [r10], rdx
            ; add r9, 8
            ; add r10, 8
            ; dec esi
            ; jne <more
            ; all:
            ; cmp eax, eax
            ; ret
            ; none:
            ; test rsp, rsp
            ; ret
        );
    }

    /// What the method bound to an object, or the instance with a `__call__`, in `rax` calls, in `rdx`, and the object, in
    /// `rsi`. Spoils `r8`.
    ///
    /// For a call, with the `ecx` arguments at `rdi`, of the method bound to an object, or the instance with a `__call__`,
    /// in `rax`: moves the arguments up, puts the object before them, and the plain script function into `rax`. Spoils
    /// `rdx`, `rsi`, `r8` and `r9`.
    fn unbind(&mut self) {
        let key = Use::Itself.key(Word::NONE);
        dynasm!(self.ops
            ; ->callee:
            ; cmp BYTE [rax], Kind::Method as i8
            ; jne >instance
            ; mov rdx, [rax + FUNC]
            ; mov rsi, [rax + THIS]
            ; ret
            ; instance:
            ; cmp BYTE [rax], Kind::Instance as i8
            ; jne >none
            ; mov edx, [rax + 4]
            ; imul esi, edx, Common::FACTOR as i32
            ; shr esi, Common::SHIFT as i8
            ; xor esi, Common::hash(key) as i32
            ; and esi, Common::MASK as i32
            ; mov r8, QWORD self.vm.jit.common.address()
            ; add r8, rsi
            ; cmp edx, [r8 + SHAPE]
            ; jne >none
            ; mov rdx, QWORD key as i64
            ; cmp rdx, [r8 + Common::KEY as i32]
            ; jne >none
            ; mov edx, [r8 + VERSION]
            ; cmp edx, [rbx + field::VERSION]
            ; jne >none
            ; mov rsi, rax
            ; mov rdx, [r8 + TARGET]
            ; none:
            ; ret
            ; ->unbind:
            ; call ->callee
            ; jne >none
            ; cmp BYTE [rdx], Kind::Function as i8
            ; jne >none
            ; movzx r8d, WORD [rdx + 2]
            ; lea r9d, [rcx + 1]
            ; cmp r8d, r9d
            ; jne >none
            ; lea r9, [rdi + rcx * 8]
            ; more:
            ; cmp r9, rdi
            ; je >moved
            ; mov r8, [r9 - 8]
            ; mov [r9], r8
            ; sub r9, 8
            ; jmp <more
            ; moved:
            ; mov [rdi], rsi
            ; mov [rdi - 8], rdx
            ; mov rax, rdx
            ; ret
            ; none:
            ; test rsp, rsp
            ; ret
        );
    }
}
