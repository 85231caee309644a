//! Functions, native functions, bound methods, partials, cells.

use super::{Builtins, Kind, Linked, Value};
use crate::bytecode::Insn;
use crate::heap::{Header, Heap, Slot};

/// A variable shared by a function and the functions inside it.
#[derive(Debug)]
#[repr(C)]
pub struct Cell {
    pub(super) header: Header,
    /// Its content, unset before the first assignment.
    pub content: Slot,
}

object!(Cell, Cell, |this, t| {
    t.slot(&this.content);
    0
});

impl Cell {
    /// A new cell.
    pub(crate) fn new(heap: &Heap, content: Option<crate::heap::Word>) -> &Cell {
        let header = Header::new(Kind::Cell as u8, Builtins::Cell as u32);
        heap.alloc(Cell { header, content: Slot::new(content) })
    }
}

/// A script function. The header's number is the parameter count if a call with just as many positional
/// arguments needs nothing but a frame, else 0xFFFF.
#[derive(Debug)]
#[repr(C)]
pub struct Function {
    pub(super) header: Header,
    /// The code.
    pub code: *const Linked,
    /// Its first instruction.
    pub entry: *const Insn,
    /// Tuple of cells, or unset.
    pub closure: Slot,
    /// Tuple of defaults of the last positional parameters, or unset.
    pub defaults: Slot,
    /// Dict of defaults of keyword-only parameters, or unset.
    pub kwdefaults: Slot,
    /// Dict of annotations, or unset.
    pub annotations: Slot,
    /// `__qualname__` where it was set; else the code's.
    pub qualname: Slot,
    /// `__name__` where it was set; else the code's.
    pub name: Slot,
    /// Attributes set on the function.
    pub attrs: Slot,
}

object!(Function, Function, |this, t| {
    for s in [
        &this.closure,
        &this.defaults,
        &this.kwdefaults,
        &this.annotations,
        &this.qualname,
        &this.name,
        &this.attrs,
    ] {
        t.slot(s);
    }
    0
});

impl Function {
    /// The parameter count of functions that need more than a frame.
    pub const COMPLEX: u16 = 0xFFFF;
    /// Added to the parameter count of coroutine functions whose arguments by position stand where they belong.
    pub const COROUTINE: u16 = 0x8000;
    /// The same for generator functions.
    pub const GENERATOR: u16 = 0x4000;
    /// The same for async generator functions.
    pub const ASYNC_GENERATOR: u16 = Function::COROUTINE | Function::GENERATOR;
    /// What of the number tells how many parameters there are.
    pub const PARAMETERS: u16 = Function::GENERATOR - 1;

    /// Its slots, for machine code: the bit by which the instruction that makes it says that it is given, or 0, and where
    /// it lies.
    pub(crate) const PARTS: [(u16, usize); 7] = [
        (1, std::mem::offset_of!(Function, defaults)),
        (2, std::mem::offset_of!(Function, kwdefaults)),
        (4, std::mem::offset_of!(Function, annotations)),
        (8, std::mem::offset_of!(Function, closure)),
        (0, std::mem::offset_of!(Function, qualname)),
        (0, std::mem::offset_of!(Function, name)),
        (0, std::mem::offset_of!(Function, attrs)),
    ];

    /// The header's number for functions of a code.
    pub(crate) fn number(code: *const Linked) -> u16 {
        // SAFETY: linked codes live as long as the machine
        let c = unsafe { &(*code).code };
        let f = c.flags;
        let plain =
            !(f.varargs || f.varkw || f.class_body) && c.kwonly == 0 && c.nparams < Function::PARAMETERS;
        match (plain, f.generator, f.coroutine) {
            (true, false, false) => c.nparams,
            (true, false, true) => Function::COROUTINE | c.nparams,
            (true, true, false) => Function::GENERATOR | c.nparams,
            (true, true, true) => Function::ASYNC_GENERATOR | c.nparams,
            _ => Function::COMPLEX,
        }
    }

    /// A function of this code without defaults, closure and annotations.
    pub(crate) fn new(heap: &Heap, code: *const Linked) -> &Function {
        let header = Header::new(Kind::Function as u8, Builtins::Function as u32);
        header.set_n(Function::number(code));
        let s = Slot::unset;
        heap.alloc(Function {
            header,
            code,
            // SAFETY: as above
            entry: unsafe { (*code).entry() },
            closure: s(),
            defaults: s(),
            kwdefaults: s(),
            annotations: s(),
            qualname: s(),
            name: s(),
            attrs: s(),
        })
    }

    /// The code.
    #[inline(always)]
    pub fn linked(&self) -> &Linked {
        // SAFETY: linked codes live as long as the machine
        unsafe { &*self.code }
    }

    /// `__name__`
    pub fn name(&self) -> Value<'_> {
        Value::from_word(self.name.get().unwrap_or(self.linked().name))
    }

    /// `__qualname__`
    pub fn qualname(&self) -> Value<'_> {
        Value::from_word(self.qualname.get().unwrap_or(self.linked().qualname))
    }
}

/// A native function. What the pointers mean is known to vm alone, which makes these objects.
#[derive(Debug)]
#[repr(C)]
pub struct Native {
    pub(super) header: Header,
    /// The function.
    pub(crate) func: *const (),
    /// Its row and parsed signature.
    pub(crate) signature: *const (),
    /// Name of the class or module it belongs to (a string), or unset.
    pub owner: Slot,
}

object!(Native, Native, |this, t| {
    t.slot(&this.owner);
    0
});

impl Native {
    pub(crate) fn new(heap: &Heap, func: *const (), signature: *const (), class: Builtins) -> &Native {
        let header = Header::new(Kind::Native as u8, class as u32);
        heap.alloc(Native { header, func, signature, owner: Slot::unset() })
    }
}

/// A function bound to its first argument.
#[derive(Debug)]
#[repr(C)]
pub struct Method {
    pub(super) header: Header,
    func: Slot,
    this: Slot,
}

object!(Method, Method, |this, t| {
    t.slot(&this.func);
    t.slot(&this.this);
    0
});

impl Method {
    /// Where function and object lie, for machine code.
    pub(crate) const PARTS: [usize; 2] =
        [std::mem::offset_of!(Method, func), std::mem::offset_of!(Method, this)];

    /// `func` bound to `this`.
    pub fn new<'h>(heap: &'h Heap, func: Value<'_>, this: Value<'_>) -> &'h Method {
        // bound natives and native functions are of one class
        let class = if func.kind() == Kind::Native { Builtins::Native } else { Builtins::Method };
        let header = Header::new(Kind::Method as u8, class as u32);
        heap.alloc(Method { header, func: Slot::new(Some(func.word())), this: Slot::new(Some(this.word())) })
    }

    /// The function.
    pub fn func(&self) -> Value<'_> {
        self.func.get().map_or(Value::NONE, Value::from_word)
    }

    /// What it is bound to.
    pub fn this(&self) -> Value<'_> {
        self.this.get().map_or(Value::NONE, Value::from_word)
    }
}

/// `functools.partial`
#[derive(Debug)]
#[repr(C)]
pub struct Partial {
    pub(super) header: Header,
    /// Attributes.
    pub attrs: Slot,
    /// The callable.
    pub func: Slot,
    /// Tuple of leading arguments.
    pub args: Slot,
    /// Dict of keyword arguments.
    pub keywords: Slot,
}

object!(Partial, Partial, |this, t| {
    for s in [&this.attrs, &this.func, &this.args, &this.keywords] {
        t.slot(s);
    }
    0
});

impl Partial {
    /// A partial application.
    pub fn new<'h>(
        heap: &'h Heap,
        shape: u32,
        func: Value<'_>,
        args: Value<'_>,
        keywords: Value<'_>,
    ) -> &'h Partial {
        let slot = |v: Value<'_>| Slot::new(Some(v.word()));
        heap.alloc(Partial {
            header: Header::new(Kind::Partial as u8, shape),
            attrs: Slot::unset(),
            func: slot(func),
            args: slot(args),
            keywords: slot(keywords),
        })
    }
}
