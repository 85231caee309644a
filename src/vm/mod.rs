//! The machine: frames, the dispatch loop, calls, unwinding, the native interface, protocols that may run script.
//!
//! A `Vm` owns everything one running program needs; several live in one process. Plain frames share one value
//! stack that is reserved once and never moves; frames of generators and coroutines live on the heap with their
//! registers in place. Natives see `Value`s, `Handle`s and `Scope`s (see [`native`]); words, frames and raw
//! registers stay in here.

mod answers;
mod asked;
mod async_generator;
mod attribute;
mod awaiting;
mod bind;
mod bind_script;
mod bootstrap;
mod call;
mod call_class;
mod class;
mod class_statement;
mod component;
mod consume;
mod displays;
mod errors;
mod exception_groups;
mod frame;
mod generator;
mod import;
mod inline_cache;
mod interp;
#[cfg(all(target_arch = "x86_64", unix, not(miri)))]
mod jit;
#[cfg(not(all(target_arch = "x86_64", unix, not(miri))))]
#[path = "jit/absent.rs"]
mod jit;
mod keyed;
mod link;
mod lookup;
mod loops;
mod make;
mod matching;
mod names;
mod native;
mod ops;
mod parts;
mod place;
mod places;
mod protocol;
mod quick_await;
mod quick_bind;
mod quick_call;
mod quick_class;
mod quick_native;
mod quick_ops;
mod quick_resume;
mod raising;
mod resume;
mod roots;
mod signature;
mod special;
mod stack;
mod stdio;
mod step;
mod stored;
mod sym;
mod total;
mod traceback;
mod unwind;
mod words;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::heap::{Heap, Word};
use crate::host::Host;
use crate::source::Interner;
use crate::value::{Linked, Shapes};

pub use asked::Question;
pub use async_generator::AgenMode;
pub use component::{Component, Loader};
pub use consume::Consumer;
pub use errors::Exc;
pub use generator::{Resume, Step};
pub use native::{Args, Handle, NativeFn, NativeResult, NativeRow, PairFn, Raise, Ret, Scope, row};
pub use protocol::{BinaryOp, CompareOp, LessBy, UnaryOp};
pub use signature::Signature;
pub use stdio::os_error_text;
pub use step::Stop;
pub use sym::Sym;
pub use total::Total;
pub use traceback::TraceFrame;

/// When code is translated to machine code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum JitMode {
    /// Never.
    Off,
    /// Once it is hot.
    #[default]
    Hot,
    /// At its first call or turn of a loop (for tests).
    Always,
}

/// How a machine is to be made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Collect at every nth safepoint and poison what is freed; 0 is off.
    pub gc_stress: u32,
    /// Under stress, do a small slice of a collection only, and check its result.
    pub gc_slices: bool,
    /// Tell of every collection on standard error: its pause, and what was found alive.
    pub gc_log: bool,
    /// Most frames at one time; `sys.setrecursionlimit` changes it.
    pub recursion_limit: usize,
    /// `sys.argv`
    pub argv: Vec<String>,
    /// Event loops begin in debug mode, and natives that take long are told by the line that calls them.
    pub debug: bool,
    /// When code is translated to machine code, where the processor is one that the machine knows.
    pub jit: JitMode,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            gc_stress: 0,
            gc_slices: false,
            gc_log: false,
            recursion_limit: 1000,
            argv: Vec::new(),
            debug: false,
            jit: JitMode::Hot,
        }
    }
}

/// One machine.
pub struct Vm {
    /// The memory.
    pub heap: Heap,
    /// The door to the world.
    pub host: Rc<dyn Host>,
    /// Names of sources compiled for this machine.
    pub names: RefCell<Interner>,
    pub(crate) shapes: RefCell<Shapes>,
    pub(crate) options: Options,
    seed: foldhash::fast::FixedState,
    interned: RefCell<hashbrown::HashTable<Word>>,
    /// The same in the order they came, for the collector.
    interned_list: RefCell<Vec<Word>>,
    /// So many of these and of the codes the marking under way has traced.
    traced: Cell<(usize, usize)>,
    /// So many were there before any program: they live as long as the machine, with all they hold.
    kept: Cell<(usize, usize)>,
    /// The interned string of each source name, by number.
    name_words: RefCell<Vec<Option<Word>>>,
    symbols: Vec<Word>,
    /// The strings of one ASCII character, which are interned.
    chars: Vec<Word>,
    classes: Vec<Cell<Option<Word>>>,
    exc_classes: Vec<Cell<Option<Word>>>,
    /// The shapes of StopIteration and StopAsyncIteration, and the last of those of built-in exceptions.
    stops: Cell<[crate::value::ShapeId; 3]>,
    /// A shape of exceptions of a script's class that is derived from neither.
    no_stop: Cell<crate::value::ShapeId>,
    builtins: Cell<Option<Word>>,
    /// `sys.modules`
    modules: Cell<Option<Word>>,
    /// `object.__new__` and `object.__init__`.
    object_new: Cell<Option<Word>>,
    object_init: Cell<Option<Word>>,
    /// `BaseException.__new__` and `BaseException.__init__`, which together only keep the arguments.
    exception_new: Cell<Option<Word>>,
    exception_init: Cell<Option<Word>>,
    exception_str: Cell<Option<Word>>,
    #[allow(clippy::vec_box)] // functions point at codes: they must not move
    pub(crate) codes: RefCell<Vec<Box<Linked>>>,
    components: RefCell<Vec<Rc<dyn Component>>>,
    /// One of them that is asked for very often, and the number of its type.
    main_component: std::cell::OnceCell<(std::any::TypeId, Rc<dyn Component>)>,
    #[allow(clippy::vec_box)] // natives point at their records
    natives: RefCell<Vec<Vec<bind::NativeRecord>>>,
    /// Rows that were made while it ran.
    #[allow(clippy::vec_box)] // natives point at them
    rows: RefCell<Vec<Box<NativeRow>>>,
    pub(crate) roots: RefCell<Vec<Word>>,
    /// The last place in a string beyond ASCII.
    place: Cell<places::Place>,
    /// The parked exception of a `Raise`.
    exc: Cell<Option<Word>>,
    /// The exception being handled (`sys.exc_info`), or unset.
    pub(crate) handling: Cell<Option<Word>>,
    /// Suspended generators that a collection found unreachable, to be closed.
    dead: RefCell<Vec<Word>>,
    pub(crate) stack: stack::Stack,
    /// Where the running frame stood when it last entered a cold path or a native.
    cur_pc: Cell<*const crate::bytecode::Insn>,
    cur_base: Cell<*mut stack::Reg>,
    /// The interrupt word of the heap.
    interrupt: *const std::sync::atomic::AtomicU32,
    /// The outermost frame of the chain that a native has resumed.
    root_gen: Cell<Option<Word>>,
    /// What the run loop is left with; see `answers`.
    left: Cell<Word>,
    /// How the last resumed frame stopped.
    step: Cell<generator::Stopped>,
    /// The library's coroutine function that is awaited for `anext(iterator, default)`, once that has been called.
    next_or: Cell<Option<Word>>,
    /// What a native gave in the stead of an iterator over it, for the `await` that has called an `__await__`.
    handed_on: Cell<Option<Word>>,
    plans: quick_bind::Plans,
    method_cache: lookup::MethodCache,
    stress_count: Cell<u32>,
    jit: jit::Jit,
    max_digits: Cell<usize>,
    /// The context variables' state of the running task (an object of the contextvars module), or unset.
    pub context: Cell<Option<Word>>,
}
