//! Generators, coroutines and async generators: frames on the heap with their registers in place.

use std::cell::Cell;

use super::{Builtins, Function, Kind, Site};
use crate::bytecode::{CodeFlags, Insn};
use crate::heap::{Header, Heap, Slot, Word};

/// Which of the three it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Form {
    /// A generator.
    Generator,
    /// A coroutine.
    Coroutine,
    /// An async generator.
    AsyncGenerator,
}

impl Form {
    /// What a code's functions make.
    pub(crate) fn of(flags: CodeFlags) -> Form {
        match (flags.generator, flags.coroutine) {
            (true, true) => Form::AsyncGenerator,
            (_, true) => Form::Coroutine,
            _ => Form::Generator,
        }
    }

    /// The class.
    pub(crate) fn class(self) -> Builtins {
        match self {
            Form::Generator => Builtins::Generator,
            Form::Coroutine => Builtins::Coroutine,
            Form::AsyncGenerator => Builtins::AsyncGenerator,
        }
    }
}

/// Where its execution stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum GenState {
    /// Not begun.
    Created,
    /// Waiting to be resumed.
    Suspended,
    /// On the stack of frames, or waiting for another frame that is.
    Running,
    /// At its end.
    Done,
}

const BUSY: u8 = 1;
const CLOSED: u8 = 2;
const SEEN: u8 = 4;
const FLEETING: u8 = 8;
const DIRECT: u8 = 16;

/// The object; its registers follow the fixed part, right behind the function, so that `base[-1]` is the
/// running function here as in a plain frame.
#[derive(Debug)]
#[repr(C)]
pub struct Generator {
    pub(super) header: Header,
    /// Where it goes on.
    pub(crate) pc: Cell<*const Insn>,
    /// The frame that awaits this one, or unset.
    pub parent: Slot,
    /// Where the coroutine object was made.
    pub site: Site,
    /// State. It and the next two are written at once by machine code.
    pub state: Cell<GenState>,
    /// What it is suspended in, and so how what is sent in is taken: known to vm.
    pub waiting: Cell<u8>,
    /// How many registers are live while it is suspended.
    pub live: Cell<u16>,
    /// Which of the three. It and the next two are written at once by machine code.
    pub form: Form,
    flags: Cell<u8>,
    /// How many frames lie above it in the chain of `await`s.
    pub depth: Cell<u16>,
    /// While it is suspended: the exception handled inside it; while it runs: the one handled outside.
    pub handling: Slot,
    /// Where on the value stack its calls put their windows while it runs.
    pub(crate) top: Cell<*mut Option<Word>>,
    /// In the outermost frame of a chain of `await`s: the innermost one, while the chain is suspended.
    pub inner: Slot,
    func: Slot,
}

object!(
    Generator,
    Generator,
    |this, t| {
        for s in [&this.parent, &this.handling, &this.inner, &this.func] {
            t.slot(s);
        }
        let live = match this.state.get() {
            GenState::Suspended => this.live.get() as usize,
            GenState::Done => 0,
            GenState::Created => this.registers(),
            GenState::Running => {
                // registers are written without more ado
                t.unsettled(&this.header);
                this.registers()
            }
        };
        for i in 0..this.registers() {
            // SAFETY: the registers follow the fixed part
            let slot = unsafe { &*this.base().add(i).cast::<Slot>() };
            if i < live {
                t.slot(slot);
            } else {
                slot.take();
            }
        }
        0
    },
    size size_of::<Generator>() + this.registers() * 8
);

/// Where fields of generators lie from the object's start, for machine code.
pub(crate) mod at {
    use std::mem::offset_of;

    use super::Generator;

    pub const PARENT: usize = offset_of!(Generator, parent);
    pub const SITE: usize = offset_of!(Generator, site);
    pub const FLAGS: usize = offset_of!(Generator, flags);
    pub const DEPTH: usize = offset_of!(Generator, depth);
    pub const INNER: usize = offset_of!(Generator, inner);
    pub const FUNC: usize = offset_of!(Generator, func);
    pub const BUSY: u8 = super::BUSY;
    pub const CLOSED: u8 = super::CLOSED;
    pub const FLEETING: u8 = super::FLEETING;
    pub const SEEN: u8 = super::SEEN;
    /// Fleeting, made by machine code: the site's place holds the address where the frame that awaits it goes on with its
    /// result in `rax`. (What was awaited where it was made never tells where that was.)
    pub const DIRECT: u8 = super::DIRECT;
    pub const PC: usize = offset_of!(Generator, pc);
    pub const STATE: usize = offset_of!(Generator, state);
    pub const FORM: usize = offset_of!(Generator, form);
    pub const WAITING: usize = offset_of!(Generator, waiting);
    pub const LIVE: usize = offset_of!(Generator, live);
    pub const HANDLING: usize = offset_of!(Generator, handling);
    pub const TOP: usize = offset_of!(Generator, top);
    /// The first register.
    pub const BASE: usize = size_of::<Generator>();
}

impl Generator {
    /// Frames with more registers are not entered in the quick way, which does not see to room on the value stack.
    pub(crate) const MOST_REGISTERS: u32 = 64;

    /// A frame for a call of a function; registers are unset.
    #[inline(always)]
    pub fn new<'h>(heap: &'h Heap, function: &Function, form: Form, site: Site) -> &'h Generator {
        let linked = function.linked();
        let header = Header::new(Kind::Generator as u8, form.class() as u32);
        header.set_n(linked.nregs as u16);
        let g = Generator {
            header,
            pc: Cell::new(linked.entry()),
            parent: Slot::unset(),
            site,
            state: Cell::new(GenState::Created),
            form,
            flags: Cell::new(0),
            waiting: Cell::new(0),
            live: Cell::new(0),
            depth: Cell::new(0),
            handling: Slot::unset(),
            inner: Slot::unset(),
            top: Cell::new(std::ptr::null_mut()),
            func: Slot::new(Some(function.header().word())),
        };
        heap.alloc_tail(g, linked.nregs as usize * 8, |_| ())
    }

    fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }

    /// Sets or clears a flag; says whether it was set.
    #[inline(always)]
    fn put(&self, flag: u8, on: bool) -> bool {
        let before = self.flags.get();
        self.flags.set(if on { before | flag } else { before & !flag });
        before & flag != 0
    }

    /// Async generators: whether an `asend` is under way.
    pub fn is_busy(&self) -> bool {
        self.has(BUSY)
    }

    /// Says whether an `asend` is under way.
    #[inline(always)]
    pub fn set_busy(&self, on: bool) {
        self.put(BUSY, on);
    }

    /// Async generators: whether nobody is at work on it and it has not been closed.
    #[inline(always)]
    pub(crate) fn is_free(&self) -> bool {
        self.flags.get() & (BUSY | CLOSED) == 0
    }

    /// Async generators: closed, or has been closed.
    pub fn is_closed(&self) -> bool {
        self.has(CLOSED)
    }

    /// Says whether it is closed.
    #[inline(always)]
    pub fn set_closed(&self, on: bool) {
        self.put(CLOSED, on);
    }

    /// Async generators: whether the loop's hooks have seen it; coroutines: whether it belongs to a task.
    pub fn is_seen(&self) -> bool {
        self.has(SEEN)
    }

    /// See `is_seen`; gives what was so before.
    pub fn set_seen(&self, on: bool) -> bool {
        self.put(SEEN, on)
    }

    /// Says that it runs. Every way of resuming it comes here, since a marking under way has to look at its
    /// registers again.
    #[inline(always)]
    pub fn set_running(&self) {
        self.header.touch();
        self.state.set(GenState::Running);
    }

    /// A coroutine (or a generator that an `__await__` makes) of a function whose code this is, called in the
    /// instruction before the `await` of `parent`, which alone knows it: it need not be collected once it has returned.
    #[inline(always)]
    pub(crate) fn fleeting<'h>(
        heap: &'h Heap,
        function: &Function,
        form: Form,
        parent: &Generator,
    ) -> &'h Generator {
        let linked = function.linked();
        let flags = if form == Form::Generator { FLEETING | SEEN } else { FLEETING };
        let header = Header::new(Kind::Generator as u8, form.class() as u32);
        header.set_n(linked.nregs as u16);
        let g = Generator {
            header,
            pc: Cell::new(linked.entry()),
            parent: Slot::new(Some(parent.header.word())),
            site: Site::default(),
            state: Cell::new(GenState::Running),
            form,
            flags: Cell::new(flags),
            waiting: Cell::new(0),
            live: Cell::new(0),
            depth: Cell::new(parent.depth.get() + 1),
            handling: Slot::new(parent.handling.take()),
            inner: Slot::unset(),
            top: Cell::new(parent.top.get()),
            func: Slot::new(Some(function.header().word())),
        };
        heap.alloc_spare(g, linked.nregs as usize * 8)
    }

    /// Gives the object back if nobody else can know it, for the next call of a coroutine function.
    #[inline(always)]
    pub(crate) fn let_go(&self, heap: &Heap) {
        if self.has(FLEETING) {
            // SAFETY: only the frame that awaited it knew it, and has got the result in its place
            unsafe { heap.spare(&self.header, size_of::<Generator>() + self.registers() * 8) }
        }
    }

    /// Says that others than the frame that awaits it may know it from now on.
    pub fn set_known(&self) {
        self.put(FLEETING | DIRECT, false);
    }

    /// Number of registers.
    #[inline(always)]
    pub fn registers(&self) -> usize {
        self.header.n() as usize
    }

    /// The first register.
    #[inline(always)]
    pub(crate) fn base(&self) -> *mut Option<Word> {
        std::ptr::from_ref(self).wrapping_add(1).cast_mut().cast()
    }

    /// The generator whose first register this is.
    ///
    /// # Safety
    /// The register is the first of a generator.
    #[inline(always)]
    pub(crate) unsafe fn of_base<'h>(base: *mut Option<Word>) -> &'h Generator {
        // SAFETY: says the caller
        unsafe { &*base.cast::<Generator>().sub(1) }
    }

    /// The function.
    pub fn function(&self) -> &Function {
        let w = self.func.get().expect("set when made");
        super::Value::from_word(w).cast::<Function>().expect("a generator's function")
    }
}
