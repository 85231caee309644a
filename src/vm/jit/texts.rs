//! Strings: comparisons, sums, membership, and what natives answer about single characters.

use dynasmrt::{DynamicLabel, DynasmApi, DynasmLabelApi, dynasm};

use super::super::Vm;
use super::super::stack::Reg;
use super::dicts::DICT;
use super::helpers;
use super::intrinsics::is_native;
use super::natives::Site;
use super::numbers::Ask;
use super::objects::STR;
use super::translate::{Translator, slot};
use crate::bytecode::{Insn, Op};
use crate::heap::Word;
use crate::value::{Builtins, Str, Value, string_at};

const LEN: i32 = string_at::LEN as i32;
const BYTES: i32 = string_at::BYTES as i32;
/// Longer strings may have their bytes elsewhere.
const LONGEST: i32 = string_at::LONGEST_WHOLE as i32;

/// Characters of ASCII: a bit for each.
type Characters = u128;

fn characters(is: impl Fn(u8) -> bool) -> Characters {
    (0..128u8).filter(|b| is(*b)).fold(0, |all, b| all | 1 << b)
}

/// A method's name, and what it says of a character of ASCII.
type Sort = (&'static str, fn(u8) -> bool);

/// Methods of strings that say of a single character what sort it is.
const SORTS: &[Sort] = &[
    ("isalpha", |b| b.is_ascii_alphabetic()),
    ("isdigit", |b| b.is_ascii_digit()),
    ("isalnum", |b| b.is_ascii_alphanumeric()),
    ("isspace", |b| crate::value::text::split::is_ascii_space(b)),
    ("isupper", |b| b.is_ascii_uppercase()),
    ("islower", |b| b.is_ascii_lowercase()),
    ("isdecimal", |b| b.is_ascii_digit()),
    ("isnumeric", |b| b.is_ascii_digit()),
    ("isidentifier", |b| b.is_ascii_alphabetic() || b == b'_'),
];

/// # Safety
/// Called by machine code only, as those below, with two strings.
#[inline(always)]
unsafe fn texts<'a>(a: &'a Word, b: &'a Word) -> (&'a Str, &'a Str) {
    let text = |w: &'a Word| Value::from_word(*w).cast::<Str>();
    // SAFETY: as above
    unsafe { (text(a).unwrap_unchecked(), text(b).unwrap_unchecked()) }
}

/// Whether two strings of the same length are the same text.
unsafe extern "sysv64" fn same(a: Word, b: Word) -> u32 {
    // SAFETY: as above
    let (a, b) = unsafe { texts(&a, &b) };
    a.same(b) as u32
}

/// Which of two strings comes first: below, equal to or above 0.
unsafe extern "sysv64" fn order(a: Word, b: Word) -> i32 {
    // SAFETY: as above
    let (a, b) = unsafe { texts(&a, &b) };
    a.order(b) as i32
}

/// The sum of two strings.
unsafe extern "sysv64" fn concat(vm: *const Vm, a: Word, b: Word) -> Reg {
    // SAFETY: as above
    let (vm, (a, b)) = unsafe { (&*vm, texts(&a, &b)) };
    Some(Str::concat(&vm.heap, a, b).value().word())
}

/// The character of a string at an index; unset if there is none.
unsafe extern "sysv64" fn character(vm: *const Vm, text: Word, index: i64) -> Reg {
    // SAFETY: as above
    let (vm, (text, _)) = unsafe { (&*vm, texts(&text, &text)) };
    vm.quick_char(text, index)
}

/// Whether an item is in a container: 0 or 1, or 2 where script may have to be asked.
unsafe extern "sysv64" fn contains(vm: *const Vm, container: Word, item: Word) -> u32 {
    // SAFETY: called by machine code only
    let vm = unsafe { &*vm };
    vm.quick_contains(container, item).map_or(2, u32::from)
}

impl Translator<'_> {
    /// Whether a register held a string when the sample was taken.
    pub fn seen_string(&self, r: u16) -> bool {
        let seen = self.sample.get(r as usize).copied().flatten();
        seen.is_some_and(|w| Value::from_word(w).is_exact(Builtins::Str))
    }

    /// Goes on where `rax` and `rcx` are both strings.
    fn both_strings(&mut self, no: DynamicLabel) {
        dynasm!(self.ops
            ; mov rdx, rax
            ; or rdx, rcx
            ; shr rdx, 48
            ; jne =>no
            ; cmp DWORD [rax + 4], STR
            ; jne =>no
            ; cmp DWORD [rcx + 4], STR
            ; jne =>no
        );
    }

    /// `rax` and `rcx`, if they are two strings, are compared for equality.
    pub fn same_string(&mut self, to: DynamicLabel, other: DynamicLabel, cold: DynamicLabel) {
        let long = self.label();
        self.both_strings(cold);
        dynasm!(self.ops
            ; cmp rax, rcx
            ; je =>to
            ; mov edx, [rax + LEN]
            ; cmp edx, [rcx + LEN]
            ; jne =>other
            // of interned strings there is one of each text
            ; mov sil, [rax + 1]
            ; and sil, [rcx + 1]
            ; test sil, string_at::INTERNED as i8
            ; jne =>other
            ; test edx, edx
            ; je =>to
            ; cmp edx, 8
            ; ja =>long
            // eight bytes are there: those that count are shifted up
            ; mov rsi, [rax + BYTES]
            ; xor rsi, [rcx + BYTES]
            ; lea ecx, [rdx * 8]
            ; neg ecx
            ; shl rsi, cl
            // a shift by none leaves the flags alone
            ; test rsi, rsi
            ; je =>to
            ; jmp =>other
            ; =>long
            ; mov rdi, rax
            ; mov rsi, rcx
        );
        self.call_function_at(same as *const ());
        dynasm!(self.ops ; test eax, eax ; jne =>to ; jmp =>other);
    }

    /// `rax` and `rcx`, if they are two strings, are compared for order; goes to `to` where that comes out as wanted,
    /// else to `next`.
    pub fn order_of_strings(&mut self, ask: Ask, want: bool, [to, next, cold]: [DynamicLabel; 3]) {
        let (long, decided) = (self.label(), self.label());
        self.both_strings(cold);
        dynasm!(self.ops
            ; mov edx, [rax + LEN]
            ; mov esi, [rcx + LEN]
            ; dec edx
            ; cmp edx, LONGEST - 1
            ; ja =>long
            ; dec esi
            ; cmp esi, LONGEST - 1
            ; ja =>long
            ; movzx edi, BYTE [rax + BYTES]
            ; movzx r8d, BYTE [rcx + BYTES]
            ; cmp edi, r8d
            ; jne =>decided
            ; or edx, esi
            ; jne =>long
            ; cmp edi, r8d
            ; jmp =>decided
            ; =>long
            ; mov rdi, rax
            ; mov rsi, rcx
        );
        self.call_function_at(order as *const ());
        dynasm!(self.ops ; test eax, eax ; =>decided);
        self.jump_signed(ask, want, to);
        dynasm!(self.ops ; jmp =>next);
    }

    /// The sum of the operands, if they are two strings; goes to `other` if not.
    pub fn sum_of_strings(&mut self, i: Insn, other: DynamicLabel) {
        let next = self.next();
        dynasm!(self.ops ; mov rax, [r12 + slot(i.b)] ; mov rcx, [r12 + slot(i.c)]);
        self.both_strings(other);
        dynasm!(self.ops ; mov rdi, rbx ; mov rsi, rax ; mov rdx, rcx);
        self.call_function_at(concat as *const ());
        self.store(i.a);
        dynasm!(self.ops ; jmp =>next);
    }

    /// The character at `rcx` of the string in `rax`, which is not all ASCII.
    pub fn wide_character(&mut self, i: Insn, cold: DynamicLabel) {
        let done = self.labels[self.ip + 1];
        dynasm!(self.ops ; mov rdi, rbx ; mov rsi, rax ; mov rdx, rcx);
        self.call_function_at(character as *const ());
        dynasm!(self.ops ; test rax, rax ; je =>cold);
        self.store(i.a);
        dynasm!(self.ops ; jmp =>done);
    }

    /// Whether the string in `rax` is one of these characters: the carry flag says it.
    fn is_character(&mut self, set: Characters, no_character: DynamicLabel) {
        dynasm!(self.ops
            ; cmp DWORD [rax + LEN], 1
            ; jne =>no_character
            ; movzx ecx, BYTE [rax + BYTES]
            ; mov rdx, QWORD set as i64
            ; mov rsi, QWORD (set >> 64) as i64
            ; test cl, 64
            ; cmovne rdx, rsi
            ; bt rdx, rcx
        );
    }

    /// A call of a method of the string in `rax`, if it is one that says what sort of characters there are: done
    /// here where there is but one. Goes on after the instruction, or behind this.
    pub fn call_sort(&mut self, method: Word, site: Site) {
        if site.argc != 1 {
            return;
        }
        let Some((_, is)) = SORTS.iter().find(|(name, _)| is_native(self.vm, method, "str", name)) else {
            return;
        };
        let other = self.label();
        self.is_character(characters(is), other);
        dynasm!(self.ops ; setc al);
        self.decided(site.dst);
        dynasm!(self.ops ; =>other);
    }

    /// Stores `al`, 0 or 1, as a bool, and goes on: where a jump follows that it decides, behind that.
    fn decided(&mut self, r: u16) {
        self.store_bool(r);
        // SAFETY: what makes a bool is never the last instruction of a code
        let i = unsafe { *self.linked.entry().add(self.ip + 1) };
        let next = self.next();
        if self.fast_next.is_none() && i.a == r && matches!(i.operation(), Op::JTrue | Op::JFalse) {
            let (to, after) =
                (self.labels[(self.ip as i64 + 2 + i.offset() as i64) as usize], self.labels[self.ip + 2]);
            dynasm!(self.ops ; test al, 1);
            match i.operation() {
                Op::JTrue => dynasm!(self.ops ; jne =>to),
                _ => dynasm!(self.ops ; je =>to),
            }
            dynasm!(self.ops ; jmp =>after);
        } else {
            dynasm!(self.ops ; jmp =>next);
        }
    }

    /// `R[b] in R[c]`, or not in it.
    pub fn membership(&mut self, op: Op, i: Insn) {
        let Some((helper, _)) = helpers::of(op) else { return };
        let (cold, general) = (self.cold(helper), self.label());
        dynasm!(self.ops ; mov rax, [r12 + slot(i.b)] ; mov r8, [r12 + slot(i.c)]);
        let constant = self.constant(i.c).map(Value::from_word);
        if let Some(text) = constant.filter(|v| v.is_exact(Builtins::Str)).and_then(Value::cast::<Str>) {
            let bytes = text.bytes();
            let set = characters(|b| bytes.contains(&b));
            let word = self.vm.jit.name(text.value().word());
            dynasm!(self.ops
                ; mov rcx, QWORD word
                ; cmp r8, rcx
                ; jne =>general
                ; mov rdx, rax
                ; shr rdx, 48
                ; jne =>general
                ; cmp DWORD [rax + 4], STR
                ; jne =>general
            );
            self.is_character(set, general);
            match op {
                Op::In => dynasm!(self.ops ; setc al),
                _ => dynasm!(self.ops ; setnc al),
            }
            self.decided(i.a);
        }
        let (far, missing, other, found) = (self.label(), self.label(), self.label(), self.label());
        self.aside(other, move |t| {
            t.is_set(far);
            t.is_in_set(found, missing);
            dynasm!(t.ops ; jmp =>far);
        });
        dynasm!(self.ops
            ; =>general
            ; mov rdx, r8
            ; shr rdx, 48
            ; jne =>far
            ; mov rcx, rax
            ; cmp DWORD [r8 + 4], DICT
            ; jne =>other
            ; mov rax, r8
            ; call ->search
            ; mov r8, rax
            ; mov rax, rcx
            ; cmp rdx, 1
            ; je =>far
            ; jb =>missing
            ; =>found
            ; mov eax, (op == Op::In) as i32
        );
        self.decided(i.a);
        dynasm!(self.ops ; =>missing ; mov eax, (op == Op::NotIn) as i32);
        self.decided(i.a);
        dynasm!(self.ops ; =>far ; mov rdi, rbx ; mov rsi, r8 ; mov rdx, rax);
        self.call_function_at(contains as *const ());
        dynasm!(self.ops ; cmp eax, 2 ; je =>cold);
        if op == Op::NotIn {
            dynasm!(self.ops ; xor al, 1);
        }
        self.decided(i.a);
    }

    /// A call of `ord` or `chr`, done here where the character is ASCII; `rax` is the callee. Goes on after the
    /// instruction, or behind this.
    pub fn call_of_character(&mut self, callee: Word, site: Site) {
        if site.argc != 1 {
            return;
        }
        let (other, next) = (self.label(), self.next());
        let argument = slot(site.window + 1);
        if is_native(self.vm, callee, "builtins", "ord") {
            dynasm!(self.ops
                ; mov rcx, [r12 + argument]
                ; mov rdx, rcx
                ; shr rdx, 48
                ; jne =>other
                ; cmp DWORD [rcx + 4], STR
                ; jne =>other
                ; cmp DWORD [rcx + LEN], 1
                ; jne =>other
                ; movzx ecx, BYTE [rcx + BYTES]
                ; or rcx, r14
                ; mov [r12 + slot(site.dst)], rcx
                ; jmp =>next
            );
        } else if is_native(self.vm, callee, "builtins", "chr") {
            let chars = self.vm.chars.as_ptr() as i64;
            dynasm!(self.ops
                ; mov rcx, [r12 + argument]
                // an int has its tag above, and nothing but 7 bits below
                ; xor rcx, r14
                ; cmp rcx, 128
                ; jae =>other
                ; mov rdx, QWORD chars
                ; mov rcx, [rdx + rcx * 8]
                ; mov [r12 + slot(site.dst)], rcx
                ; jmp =>next
            );
        }
        dynasm!(self.ops ; =>other);
    }
}
