//! Frames on the heap, made where functions are called that have such: coroutines that are awaited at once, in cells that
//! others have given back; generators and coroutines for later.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::construct::{DEFAULTS, END_OF_RUN, MOST_DEFAULTS, NEXT_CELL};
use super::generators::own;
use super::names::ITEMS;
use super::objects::TUPLE_LEN;
use super::translate::{Translator, field, slot};
use crate::heap::{Heap, Word};
use crate::value::{Form, Function, GenState, Kind, Site, generator_at as at};

const COLOUR: i32 = field::HEAP + Heap::COLOUR as i32;

/// Wants to be told of the death of a frame.
///
/// # Safety
/// Called by machine code with a generator only.
unsafe extern "sysv64" fn watch(vm: *const Vm, frame: Word) {
    if let Some(g) = Vm::generator_of(frame) {
        // SAFETY: as for helpers
        unsafe { (*vm).watch_frame(g) }
    }
}

/// Form and flags of a frame that the running one is about to wait for.
pub(super) fn fleeting_form(form: Form, direct: bool) -> i32 {
    let seen = if form == Form::Generator { at::SEEN } else { 0 };
    let direct = if direct { at::DIRECT } else { 0 };
    i32::from_le_bytes([form as u8, at::FLEETING | seen | direct, 0, 0])
}

impl Translator<'_> {
    /// A frame of the function in `rax`, in `r9`, its code in `rdx`, which the running one is about to wait for. Its result
    /// comes back, in `rax`, to a label, if there is one.
    pub fn make_fleeting(&mut self, form: Form, back: Option<DynamicLabel>, cold: DynamicLabel) {
        self.awaits = true;
        let what = fleeting_form(form, back.is_some());
        dynasm!(self.ops ; mov esi, what ; call ->fleeting ; jne =>cold);
        if let Some(back) = back {
            dynasm!(self.ops ; lea rsi, [=>back] ; mov [r9 + at::SITE as i32], rsi);
        }
    }

    /// Where the instruction stands, as objects remember it.
    fn site(&self) -> i64 {
        let site = Site { code: self.linked.id + 1, ip: self.ip as u32 };
        (site.ip as i64) << 32 | site.code as i64
    }

    /// The function in `rax`, of whatever makes frames on the heap, is called with as many arguments as it has parameters,
    /// from a register on, and the frame goes to a register.
    pub fn make_frame(&mut self, first: u16, argc: u16, dst: u16, cold: DynamicLabel) {
        let next = self.next();
        self.new_frame(first, argc, cold);
        dynasm!(self.ops ; mov [r12 + slot(dst)], r9 ; jmp =>next);
    }

    /// The same where defaults are wanted for the other parameters.
    pub fn make_frame_with_defaults(&mut self, first: u16, argc: u16, dst: u16, cold: DynamicLabel) {
        let next = self.next();
        dynasm!(self.ops ; cmp BYTE [rax], Kind::Function as i8 ; jne =>cold);
        self.missing(argc, cold);
        self.new_frame(first, argc, cold);
        dynasm!(self.ops ; mov rax, [r9 + at::FUNC as i32]);
        self.missing(argc, cold);
        dynasm!(self.ops ; lea rcx, [r9 + at::BASE as i32 + slot(argc)]);
        self.fill_missing();
        dynasm!(self.ops ; mov [r12 + slot(dst)], r9 ; jmp =>next);
    }

    /// How many arguments of the function in `rax` are missing, in `edi`, and where its defaults for them begin, in `rdx`;
    /// goes elsewhere if none are missing, or there are not as many. Spoils `rsi`.
    pub fn missing(&mut self, argc: u16, other: DynamicLabel) {
        dynasm!(self.ops
            ; movzx edi, WORD [rax + 2]
            ; and edi, Function::PARAMETERS as i32
            ; sub edi, argc as i32
            ; jbe =>other
            ; cmp edi, MOST_DEFAULTS
            ; ja =>other
            ; mov rdx, [rax + DEFAULTS]
            ; test rdx, rdx
            ; je =>other
            ; mov esi, [rdx + TUPLE_LEN]
            ; sub rsi, rdi
            ; jb =>other
            ; lea rdx, [rdx + rsi * 8 + ITEMS]
        );
    }

    /// Copies that many to `rcx`. Spoils `rsi` and `edi`.
    pub fn fill_missing(&mut self) {
        let more = self.label();
        dynasm!(self.ops
            ; =>more
            ; mov rsi, [rdx + rdi * 8 - 8]
            ; mov [rcx + rdi * 8 - 8], rsi
            ; dec edi
            ; jne =>more
        );
    }

    /// A frame of the function in `rax`, in `r9`, without its parameters.
    pub fn empty_frame(&mut self, cold: DynamicLabel) {
        self.frame_of(0, cold);
    }

    /// A frame of the function in `rax`, in `r9`, with arguments from a register on.
    fn new_frame(&mut self, first: u16, argc: u16, cold: DynamicLabel) {
        dynasm!(self.ops ; mov [r12 + slot(first - 1)], rax ; lea r13, [r12 + slot(first)]);
        self.frame_of(argc, cold);
    }

    /// The same with so many arguments from `r13` on.
    fn frame_of(&mut self, argc: u16, cold: DynamicLabel) {
        self.makes_frames = true;
        dynasm!(self.ops
            ; mov rsi, QWORD self.site()
            ; mov ecx, argc as i32
            ; call ->made_frame
            ; jne =>cold
        );
    }

    /// Part of all that waits for a frame made for it: a frame of the coroutine or generator function in `rax`, of which
    /// `esi` tells what it is, in `r9`; its code is in `rdx`. It stands in the place of the running one. The
    /// zero flag tells whether that was possible; nothing has changed if not. Spoils `rdi`, `r8`, `r10`, `r11`.
    pub fn fleeting(&mut self) {
        dynasm!(self.ops
            ; ->fleeting:
            ; mov rdx, [rax + field::FUNCTION_CODE]
            ; movzx r10d, WORD [r12 + own(at::DEPTH)]
            ; inc r10d
            ; cmp r10d, [rbx + field::DEEPEST]
            ; jae >none
        );
        let beside = self.frame_cell();
        dynasm!(self.ops
            ; lea r11, [r12 - at::BASE as i32]
            ; mov [r9 + at::PARENT as i32], r11
            ; mov DWORD [r9 + at::STATE as i32], GenState::Running as i32
            ; shl r10d, 16
            ; or r10d, esi
            ; mov [r9 + at::FORM as i32], r10d
            // what is handled outside goes with the frame that runs
            ; xor r10d, r10d
            ; mov r11, [r12 + own(at::HANDLING)]
            ; mov [r9 + at::HANDLING as i32], r11
            ; mov [r12 + own(at::HANDLING)], r10
            ; mov r11, [r12 + own(at::TOP)]
            ; mov [r9 + at::TOP as i32], r11
            ; mov [r9 + at::INNER as i32], r10
            ; cmp eax, eax
            ; ret
        );
        self.new_cell(beside);
    }

    /// Part of calls of functions that make frames on the heap: a frame of the function in `rax` with `ecx` arguments,
    /// which begin at `r13`, made where `rsi` says, in `r9`. The zero flag is as above. Spoils all else.
    pub fn made_frame(&mut self) {
        let (unwatched, copied, more) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; ->made_frame:
            ; mov rdx, [rax + field::FUNCTION_CODE]
        );
        let beside = self.frame_cell();
        dynasm!(self.ops
            ; mov [r9 + at::SITE as i32], rsi
            ; xor r10d, r10d
            ; mov [r9 + at::PARENT as i32], r10
            ; mov DWORD [r9 + at::STATE as i32], GenState::Created as i32
            ; mov esi, [rdx + field::CODE_FORM]
            ; mov [r9 + at::FORM as i32], esi
            ; mov [r9 + at::HANDLING as i32], r10
            ; mov [r9 + at::TOP as i32], r10
            ; mov [r9 + at::INNER as i32], r10
            ; test ecx, ecx
            ; je =>copied
            ; =>more
            ; mov rsi, [r13 + rcx * 8 - 8]
            ; mov [r9 + rcx * 8 + at::BASE as i32 - 8], rsi
            ; dec ecx
            ; jne =>more
            ; =>copied
            ; cmp DWORD [rdx + field::CODE_WATCHED], 0
            ; je =>unwatched
            ; mov r13, r9
            ; sub rsp, 8
            ; mov rdi, rbx
            ; mov rsi, r9
            ; mov rax, QWORD watch as *const () as i64
            ; call rax
            ; add rsp, 8
            ; mov r9, r13
            ; cmp eax, eax
            ; =>unwatched
            ; ret
        );
        self.new_cell(beside);
    }

    /// A cell for a frame of the function in `rax`, whose code is in `rdx`, in `r9`: with its header, its registers unset, its function and the place where it begins.
    /// Gives the labels of a way beside this one, and of where that comes back.
    fn frame_cell(&mut self) -> (DynamicLabel, DynamicLabel) {
        let (new, cell, clear) = (self.label(), self.label(), self.label());
        dynasm!(self.ops
            ; mov edi, [rdx + field::CODE_SPARE]
            ; test edi, edi
            ; js >none
            // a cell that another has given back, or a new one
            ; mov r9, [rbx + rdi + field::HEAP]
            ; test r9, r9
            ; je =>new
            ; mov r8, [r9 + 8]
            ; mov [rbx + rdi + field::HEAP], r8
            ; =>cell
            ; mov r8d, [rdx + field::CODE_NREGS]
            ; movzx r11d, BYTE [rbx + COLOUR]
            ; shl r11d, 8
            ; or r11, [rdx + field::CODE_HEADER]
            ; mov [r9], r11
            // two at a time from the end: the words before the registers are written below
            ; xorps xmm0, xmm0
            ; =>clear
            ; movups [r9 + r8 * 8 + at::BASE as i32 - 16], xmm0
            ; sub r8d, 2
            ; jg =>clear
            ; mov r11, [rax + field::FUNCTION_ENTRY]
            ; mov [r9 + at::PC as i32], r11
            ; mov [r9 + at::FUNC as i32], rax
        );
        (new, cell)
    }

    /// The way beside that, if no cell was given back; and what says that there is none.
    fn new_cell(&mut self, (new, cell): (DynamicLabel, DynamicLabel)) {
        dynasm!(self.ops
            ; =>new
            ; mov edi, [rdx + field::CODE_CELLS]
            ; mov r9, [rbx + rdi + NEXT_CELL]
            ; cmp r9, [rbx + rdi + END_OF_RUN]
            ; jae >none
            ; mov r8d, [rdx + field::CODE_CELL_SIZE]
            ; add r8, r9
            ; mov [rbx + rdi + NEXT_CELL], r8
            ; jmp =>cell
            ; none:
            ; test rsp, rsp
            ; ret
        );
    }
}
