//! Generators, coroutines and async generators: frames on the heap with their registers in place.

use std::cell::Cell;

use super::{Builtins, Function, Kind, Site};
use crate::bytecode::Insn;
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
    /// State.
    pub state: Cell<GenState>,
    /// Which of the three.
    pub form: Form,
    /// Async generators: an `asend` is under way.
    pub busy: Cell<bool>,
    /// Async generators: closed, or has been closed.
    pub closed: Cell<bool>,
    /// How many registers are live while it is suspended.
    pub live: Cell<u16>,
    /// Async generators: whether the loop's hooks have seen it; coroutines: whether it belongs to a task.
    pub seen: Cell<bool>,
    /// What it is suspended in, and so how what is sent in is taken: known to vm.
    pub waiting: Cell<u8>,
    /// How many frames lie above it in the chain of `await`s.
    pub depth: Cell<u32>,
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
            _ => this.registers(),
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

impl Generator {
    /// A frame for a call of a function; registers are unset.
    pub fn new<'h>(heap: &'h Heap, function: &Function, form: Form, site: Site) -> &'h Generator {
        let linked = function.linked();
        let class = match form {
            Form::Generator => Builtins::Generator,
            Form::Coroutine => Builtins::Coroutine,
            Form::AsyncGenerator => Builtins::AsyncGenerator,
        };
        let header = Header::new(Kind::Generator as u8, class as u32);
        header.set_n(linked.nregs as u16);
        let g = Generator {
            header,
            pc: Cell::new(linked.entry()),
            parent: Slot::unset(),
            site,
            state: Cell::new(GenState::Created),
            form,
            busy: Cell::new(false),
            closed: Cell::new(false),
            live: Cell::new(0),
            seen: Cell::new(false),
            waiting: Cell::new(0),
            depth: Cell::new(0),
            handling: Slot::unset(),
            inner: Slot::unset(),
            top: Cell::new(std::ptr::null_mut()),
            func: Slot::new(Some(function.header().word())),
        };
        heap.alloc_tail(g, linked.nregs as usize * 8, |_| ())
    }

    /// Number of registers.
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
