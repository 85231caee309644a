//! Making a machine: symbols, classes, exceptions, the dicts of builtins and modules.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Exc, Options, Sym, Vm, stack};
use crate::heap::{Heap, interrupt};
use crate::host::Host;
use crate::source::Interner;
use crate::value::*;

impl Vm {
    /// A machine with classes but without builtins, modules and event loop: those are installed by the rooms
    /// above (see `session`).
    pub fn new(host: Rc<dyn Host>, options: Options) -> Vm {
        let heap = Heap::new(KINDS, options.gc_stress > 0);
        if options.gc_slices {
            heap.always_slice();
        }
        let interrupt = Arc::as_ptr(heap.interrupt());
        let mut random = [0; 8];
        // without entropy the seed is fixed: hashes are then predictable, nothing else changes
        let _ = host.entropy(&mut random);
        let seed = foldhash::fast::FixedState::with_seed(u64::from_le_bytes(random));
        let mut vm = Vm {
            interrupt,
            host,
            names: RefCell::new(Interner::new()),
            shapes: RefCell::new(Shapes::with_capacity(512)),
            seed,
            // as many as there are at the end of the start, so that the table never grows on the way
            interned: RefCell::new(hashbrown::HashTable::with_capacity(1536)),
            interned_list: RefCell::new(Vec::with_capacity(1536)),
            traced: Cell::default(),
            kept: Cell::default(),
            name_words: RefCell::default(),
            symbols: Vec::new(),
            chars: Vec::new(),
            classes: vec![Cell::new(None); Builtins::ALL.len()],
            exc_classes: vec![Cell::new(None); Exc::ALL.len()],
            stops: Cell::default(),
            no_stop: Cell::default(),
            builtins: Cell::new(None),
            modules: Cell::new(None),
            object_new: Cell::new(None),
            object_init: Cell::new(None),
            exception_new: Cell::new(None),
            exception_init: Cell::new(None),
            exception_str: Cell::new(None),
            codes: RefCell::default(),
            components: RefCell::default(),
            main_component: std::cell::OnceCell::new(),
            left: Cell::new(crate::heap::Word::NONE),
            natives: RefCell::default(),
            rows: RefCell::default(),
            roots: RefCell::default(),
            place: Cell::default(),
            exc: Cell::new(None),
            handling: Cell::new(None),
            dead: RefCell::default(),
            stack: stack::Stack::new(options.recursion_limit),
            cur_pc: Cell::new(std::ptr::null()),
            cur_base: Cell::new(std::ptr::null_mut()),
            root_gen: Cell::new(None),
            step: Cell::new(super::generator::Stopped::Returned),
            handed_on: Cell::new(None),
            next_or: Cell::new(None),
            plans: Default::default(),
            method_cache: Default::default(),
            stress_count: Cell::new(0),
            jit: super::jit::Jit::new(options.jit),
            max_digits: Cell::new(crate::value::number::int_text::DEFAULT_MAX_DIGITS),
            context: Cell::new(None),
            options,
            heap,
        };
        vm.symbols = Sym::ALL.iter().map(|s| vm.intern(s.text()).value().word()).collect();
        vm.chars =
            (0..128u8).map(|c| vm.intern((c as char).encode_utf8(&mut [0; 4])).value().word()).collect();
        vm.make_classes();
        vm.make_exceptions();
        let builtins = Dict::pinned(&vm.heap);
        builtins.expect(&vm.heap, 192);
        let builtins = builtins.header().word();
        vm.builtins.set(Some(builtins));
        vm.modules.set(Some(vm.dict().header().word()));
        vm.name_builtins();
        if vm.options.gc_stress > 0 {
            vm.heap.interrupt().fetch_or(interrupt::STRESS, Ordering::Relaxed);
        }
        vm
    }

    fn make_classes(&self) {
        for b in Builtins::ALL {
            let dict = self.dict();
            let class = Type::new(&self.heap, Builtins::Type as u32, self.intern(b.name()).value(), dict);
            let word = class.header().word();
            self.classes[*b as usize].set(Some(word));
            let id = self.shapes.borrow_mut().add_root(word);
            debug_assert_eq!(id, *b as u32);
            class.root.set(id);
            class.set_layout(layout_of(*b));
        }
        let derived = |b: &&Builtins| matches!(b, Builtins::Bool | Builtins::Task);
        let all = Builtins::ALL.iter();
        for b in all.clone().filter(|b| !derived(b)).chain(all.filter(derived)) {
            let class = self.class(*b);
            let base = match b {
                Builtins::Object => None,
                Builtins::Bool => Some(Builtins::Int),
                Builtins::Task => Some(Builtins::Future),
                _ => Some(Builtins::Object),
            };
            let bases: Vec<Value<'_>> = base.map(|b| self.class(b).value()).into_iter().collect();
            self.settle(class, &bases).expect("one base always agrees");
            let mut flags = TypeFlags::BUILTIN;
            match b {
                Builtins::List | Builtins::Tuple | Builtins::Range | Builtins::MemoryView => {
                    flags |= TypeFlags::SEQUENCE;
                }
                Builtins::Dict | Builtins::MappingProxy => flags |= TypeFlags::MAPPING,
                Builtins::Bool | Builtins::NoneType | Builtins::Function | Builtins::Ellipsis => {
                    flags |= TypeFlags::FINAL;
                }
                _ => {}
            }
            class.put(flags);
            let module = match b {
                Builtins::Future | Builtins::Task => "_asyncio",
                Builtins::Partial => "functools",
                Builtins::TextFile | Builtins::FileReader | Builtins::FileWriter | Builtins::FileRandom => {
                    "_io"
                }
                Builtins::GenericAlias | Builtins::Union | Builtins::SimpleNamespace => "types",
                Builtins::TypeVar | Builtins::TypeAlias => "typing",
                _ => "builtins",
            };
            self.dict_set_str(class.dict(), "__module__", self.intern(module).value());
        }
    }

    fn make_exceptions(&self) {
        for e in Exc::ALL {
            let base = match e.base() {
                Some(b) => self.exc_class(b),
                None => self.class(Builtins::Object),
            };
            let module = match e {
                Exc::CancelledError | Exc::InvalidStateError => "asyncio.exceptions",
                Exc::UnsupportedOperation => "io",
                _ => "builtins",
            };
            let bases: Vec<&Type> = match e {
                Exc::ExceptionGroup => vec![base, self.exc_class(Exc::Exception)],
                Exc::UnsupportedOperation => vec![base, self.exc_class(Exc::ValueError)],
                _ => vec![base],
            };
            let class = self.new_native_class(e.name(), module, &bases, Layout::Exception);
            class.put(TypeFlags::EXCEPTION);
            self.exc_classes[*e as usize].set(Some(class.header().word()));
            let [stop, stop_async, _] = self.stops.get();
            let last = class.root.get();
            self.stops.set(match e {
                Exc::StopIteration => [last, stop_async, last],
                Exc::StopAsyncIteration => [stop, last, last],
                _ => [stop, stop_async, last],
            });
        }
    }

    /// Puts the classes that are builtin names into the builtins.
    fn name_builtins(&self) {
        let d = self.builtins();
        use Builtins::*;
        for b in [
            Object,
            Type,
            Bool,
            Int,
            Float,
            Str,
            Bytes,
            ByteArray,
            List,
            Tuple,
            Dict,
            Set,
            FrozenSet,
            Range,
            Slice,
            Property,
            ClassMethod,
            StaticMethod,
            Super,
            Enumerate,
            Zip,
            Map,
            Filter,
            Reversed,
            MemoryView,
        ] {
            self.dict_set_str(d, b.name(), self.class(b).value());
        }
        for e in Exc::ALL.iter().filter(|e| e.is_builtin_name()) {
            self.dict_set_str(d, e.name(), self.exc_class(*e).value());
        }
        for (alias, e) in [("EnvironmentError", Exc::OSError), ("IOError", Exc::OSError)] {
            self.dict_set_str(d, alias, self.exc_class(e).value());
        }
        self.dict_set_str(d, "NotImplemented", Value::NOT_IMPLEMENTED);
        self.dict_set_str(d, "Ellipsis", Value::ELLIPSIS);
        self.dict_set_str(d, "__debug__", Value::TRUE);
        self.dict_set_str(d, "__name__", self.intern("builtins").value());
    }

    /// To be called when the methods of `object` have been installed: the machine remembers its `__new__` and
    /// `__init__`, which calls of classes leave out.
    pub fn finish_bootstrap(&self) {
        let object = self.class(Builtins::Object);
        self.flush_caches();
        self.refresh(object);
        self.object_new.set(self.lookup_in_class(object, Sym::New));
        self.object_init.set(self.lookup_in_class(object, Sym::Init));
        let exception = self.exc_class(Exc::BaseException);
        self.exception_new.set(self.lookup_in_class(exception, Sym::New));
        self.exception_init.set(self.lookup_in_class(exception, Sym::Init));
        self.exception_str.set(self.lookup_in_class(exception, Sym::Str));
    }

    /// Sets `sys.setrecursionlimit`'s number of frames.
    pub fn set_recursion_limit(&self, frames: usize) {
        self.stack.set_limit(frames);
    }

    /// `sys.getrecursionlimit`
    pub fn recursion_limit(&self) -> usize {
        self.stack.limit()
    }

    /// How many frames are on the stack.
    pub fn frame_depth(&self) -> usize {
        self.stack.frame_count()
    }

    /// How the machine was made.
    pub fn options(&self) -> &Options {
        &self.options
    }
}

fn layout_of(b: Builtins) -> Layout {
    match b {
        Builtins::Object => Layout::Instance,
        Builtins::Type => Layout::Type,
        Builtins::Int | Builtins::Bool => Layout::Int,
        Builtins::Float => Layout::Float,
        Builtins::Str => Layout::Str,
        Builtins::Bytes => Layout::Bytes,
        Builtins::ByteArray => Layout::ByteArray,
        Builtins::List => Layout::List,
        Builtins::Tuple => Layout::Tuple,
        Builtins::Dict => Layout::Dict,
        Builtins::Set => Layout::Set,
        Builtins::FrozenSet => Layout::FrozenSet,
        Builtins::Module => Layout::Module,
        Builtins::Property => Layout::Property,
        Builtins::Future => Layout::Future,
        Builtins::Task => Layout::Task,
        Builtins::Partial => Layout::Partial,
        _ => Layout::Sealed,
    }
}
