//! The event loop: ready queue, timers, tasks and futures, native operations, the end of a run, reports.
//!
//! One turn: completions of native operations and due timers are posted in order; then exactly the items that
//! were ready when the turn began run, first in first out; if nothing is ready the loop waits (or, in virtual
//! time, jumps). The order of events is CPython's, turn by turn. Tasks and futures are objects of the machine;
//! smol drives native operations, and is named in [`drive`] alone; sockets and the clock are waited for by the host.

mod blocks;
mod context;
mod drive;
mod future;
mod gate;
mod gather;
mod handle;
mod inlet;
mod item;
mod operation;
mod readiness;
mod report;
mod run;
mod signals;
mod step;
mod suspension;
mod task;
mod timeout;
mod timers;
mod tree;
mod turn;
mod watch;
mod will;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use rustc_hash::FxHashMap;

use crate::heap::{Tracer, interrupt};
use crate::value::{
    Builtins, Form, Future, FutureState, GenState, Generator, Kept, Layout, Opaque, Site, Task, Type, Value,
};
use crate::vm::{Component, Raise, Vm};

pub use context::{
    Context, context_copy, context_current, context_enter, context_now, context_of, new_context, snapshot,
};
pub use future::{
    add_callback, callback_of, cancel_future, cancelled_error, fail_future, finish_future, future_result,
    is_callback, new_future, parts_of_callback, remove_callbacks,
};
pub(crate) use future::{cancel_base, mark_cancelled};
pub use gate::{Gate, GateData, Passed, Turn, first_waiting, gate_of, is_cancelled, is_gate, is_waiting};
pub use gather::{gather, gather_distinct};
pub use handle::new_handle;
pub use handle::{CallArgs, HandleData, call_at, call_soon, cancel_handle};
pub use inlet::{Inlet, attend, begin_input, inlet, is_closed, tasks_text, within};
pub use operation::{Finish, WaitsFor, native_operation};
pub use readiness::{Ask, Watch};
pub use report::{
    Lost, Reporter, callable_name, catch_unless_fatal, coroutine_state, place_of_callable, place_of_site,
    task_line,
};
pub use run::{
    LoopData, close_loop, end_loop, end_run, finish, new_loop, run_coroutine, run_forever, run_main_task,
    run_until_complete, set_debug, shutdown_generators, spin,
};
pub use signals::watch_interrupts;
pub use suspension::{Suspension, close_suspension, sleep, sleep_now};
pub use task::{cancel_task, create_task, current_task, live_tasks, task_name, task_number, uncancel};
pub(crate) use task::{fill_task, start_eagerly, start_task};
pub use timeout::{TimeoutData, TimeoutState};
pub use timers::nanoseconds;
pub use watch::has_blocked;

use blocks::{Blocks, Fifo};
use drive::Drive;
use item::{Item, Ticket};
use operation::Operations;
use timers::Timers;

/// Something native that wants to know when a future has ended.
pub trait Watcher {
    /// The future has ended; one turn has passed since.
    fn ended(&self, el: &EventLoop, vm: &mut Vm, future: Kept) -> Result<(), Raise>;

    /// The same where it comes to no more than noting the end: no script runs, and nothing is raised. False: it does not,
    /// and nothing has been done.
    fn notes(&self, _el: &EventLoop, _vm: &Vm, _future: &Future) -> bool {
        false
    }

    /// Cancels what a future of this watcher's stands for; says whether there was anything to cancel.
    fn cancel(&self, _el: &EventLoop, _vm: &mut Vm, _message: Option<Kept>) -> Result<bool, Raise> {
        Ok(false)
    }

    /// The futures that a future of this watcher's waits for.
    fn awaited<'h>(&self, _vm: &'h Vm) -> Vec<Value<'h>> {
        Vec::new()
    }

    /// Reports what it holds.
    fn trace(&self, tracer: &mut Tracer);

    /// See `NativeData::is_settled`.
    fn is_settled(&self) -> bool {
        false
    }
}

/// The object through which a watcher lives on the heap.
pub struct WatcherData(pub Rc<dyn Watcher>);

impl crate::value::NativeData for WatcherData {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        self.0.trace(tracer);
        32
    }

    fn is_settled(&self) -> bool {
        self.0.is_settled()
    }
}

/// Classes of objects that the loop makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
#[repr(usize)]
pub enum LoopClass {
    Loop,
    Handle,
    TimerHandle,
    Context,
    Watcher,
    Awaiting,
    ContextVar,
    Token,
    Socket,
    Listener,
    Lock,
    Event,
    Condition,
    Barrier,
    Semaphore,
    BoundedSemaphore,
    Queue,
    PriorityQueue,
    LifoQueue,
    Timeout,
    TaskGroup,
    BaseTransport,
    ReadTransport,
    WriteTransport,
    AnyTransport,
    BaseProtocol,
    Protocol,
    AbstractServer,
    Transport,
    StreamReader,
    StreamWriter,
    StreamReaderProtocol,
    Server,
}

/// Those of them whose objects are the script's: classes to derive from.
const PLAIN: &[LoopClass] = &[
    LoopClass::BaseTransport,
    LoopClass::ReadTransport,
    LoopClass::WriteTransport,
    LoopClass::AnyTransport,
    LoopClass::BaseProtocol,
    LoopClass::Protocol,
    LoopClass::AbstractServer,
];

/// The event loop of a machine.
pub struct EventLoop {
    ready: RefCell<Fifo<Item>>,
    /// What is to happen to primitives when the turn ends.
    turn_ends: RefCell<std::collections::VecDeque<(Kept, u8)>>,
    /// Some loop has been given a task factory.
    factory: Cell<bool>,
    /// There is something to do when the turn ends.
    aftermath: Cell<bool>,
    /// Something was done that may make a socket ready, since sockets were last looked for; and when that was.
    stirred: Cell<bool>,
    glanced: Cell<u64>,
    /// The second words of those items that have two, in the same order.
    more: RefCell<Fifo<Kept>>,
    timers: RefCell<Timers>,
    shared: OnceCell<gate::Shared>,
    /// How long the sleep lasts that has just been asked for.
    nap: Cell<u64>,
    /// All tasks that have not ended; each knows its place.
    tasks: RefCell<Blocks<Kept>>,
    /// So many of them the marking under way has traced.
    traced: Cell<usize>,
    /// Tasks into which a cancellation with a message is to be thrown at their next step, and the message.
    messages: RefCell<FxHashMap<Kept, Kept>>,
    current: Cell<Option<Kept>>,
    /// The task that Ctrl-C cancels.
    main: Cell<Option<Kept>>,
    running: Cell<bool>,
    stopping: Cell<bool>,
    /// The loop object that runs.
    loop_now: Cell<Option<Kept>>,
    /// The loop object set by the script.
    loop_set: Cell<Option<Kept>>,
    /// Number of the next task without a name.
    next_name: Cell<u32>,
    /// The clock's reading at the start of the turn.
    turn_time: Cell<u64>,
    /// Turns without a reading of the clock.
    turns: Cell<u32>,
    virtual_time: bool,
    operations: RefCell<Operations>,
    drive: Drive,
    /// The memory of the list of watches that have been woken.
    spare_woken: RefCell<Vec<(u32, u32)>>,
    /// How often Ctrl-C was pressed during this run.
    interrupts: Cell<u32>,
    /// The run was given up: a second Ctrl-C.
    abandoned: Cell<bool>,
    /// Something was lost (an unseen failure, a coroutine never awaited): exit code 0 becomes 1.
    lost: Cell<bool>,
    reporter: RefCell<Option<Reporter>>,
    /// Coroutines whose loss was told before the program ran.
    foretold: RefCell<report::Foretold>,
    /// Handlers of signals set by the script (handles).
    signal_handlers: RefCell<Vec<(i32, Kept)>>,
    /// Signals that the host tells of.
    watched_signals: RefCell<Vec<i32>>,
    /// Signals that have arrived, a bit each.
    arrived: Arc<AtomicU32>,
    watch: watch::Watch,
    /// How deep the machine was when the loop began to run.
    depth: Cell<usize>,
    /// Tasks left behind by loops that were closed.
    orphans: RefCell<Vec<Kept>>,
    /// A future has failed since the loop last looked for failures that nobody can see any more.
    failed: Cell<bool>,
    /// When it looks again at the earliest, and the processor time it has spent on looking.
    looked: Cell<u64>,
    look_cost: Cell<u64>,
    /// Wills that have not been executed.
    wills: Cell<usize>,
    /// Since when the loop has had nothing to do; 0 where it has, and the largest number where it has looked for the dead
    /// since.
    idle_since: Cell<u64>,
    /// The loop object that ran last: its exception handler is told of what is found afterwards.
    loop_last: Cell<Option<Kept>>,
    /// Reports not told yet.
    reports: RefCell<Vec<report::Report>>,
    /// In virtual time: open-ended operations have had their grace since the last turn.
    waited: Cell<bool>,
    /// Whether `set_event_loop` or a run has said what the current loop is.
    loop_known: Cell<bool>,
    classes: [Cell<Option<Kept>>; LoopClass::Server as usize + 1],
    /// Classes of the library that natives raise, once they have been asked for.
    pub raised: [Cell<Option<Kept>>; 3],
    /// Memory that sockets read to.
    pub chunks: RefCell<Vec<Vec<u8>>>,
    /// Gives a new class its methods.
    furnish: Cell<Option<Furnish>>,
    /// A prompt that waits for somebody to type.
    attendance: inlet::Attendance,
}

/// Gives a class of the loop's objects its methods when it is made.
pub type Furnish = fn(&Vm, LoopClass, &Type);

/// Puts an event loop into a machine: the component, the methods of futures and tasks are added by the asyncio
/// module.
pub fn install(vm: &Vm) -> Rc<EventLoop> {
    let el = Rc::new(EventLoop {
        ready: RefCell::default(),
        turn_ends: RefCell::default(),
        factory: Cell::new(false),
        aftermath: Cell::new(false),
        stirred: Cell::new(false),
        glanced: Cell::new(0),
        more: RefCell::default(),
        shared: OnceCell::new(),
        nap: Cell::new(0),
        timers: RefCell::new(Timers::new(vm.host.is_virtual())),
        tasks: RefCell::default(),
        traced: Cell::new(0),
        messages: RefCell::default(),
        current: Cell::new(None),
        main: Cell::new(None),
        running: Cell::new(false),
        stopping: Cell::new(false),
        loop_now: Cell::new(None),
        loop_set: Cell::new(None),
        next_name: Cell::new(1),
        turn_time: Cell::new(0),
        turns: Cell::new(0),
        virtual_time: vm.host.is_virtual(),
        operations: RefCell::default(),
        drive: Drive::new(),
        spare_woken: RefCell::default(),
        interrupts: Cell::new(0),
        abandoned: Cell::new(false),
        lost: Cell::new(false),
        reporter: RefCell::default(),
        foretold: RefCell::default(),
        signal_handlers: RefCell::default(),
        watched_signals: RefCell::default(),
        arrived: Arc::default(),
        watch: watch::Watch::default(),
        depth: Cell::new(0),
        orphans: RefCell::default(),
        failed: Cell::new(false),
        looked: Cell::new(0),
        wills: Cell::new(0),
        idle_since: Cell::new(0),
        look_cost: Cell::new(0),
        loop_last: Cell::new(None),
        reports: RefCell::default(),
        waited: Cell::new(false),
        loop_known: Cell::new(false),
        classes: std::array::from_fn(|_| Cell::new(None)),
        raised: Default::default(),
        chunks: RefCell::default(),
        furnish: Cell::new(None),
        attendance: inlet::Attendance::default(),
    });
    vm.add_main_component(el.clone());
    el
}

/// The machine's event loop.
#[inline(always)]
pub fn of(vm: &Vm) -> Rc<EventLoop> {
    vm.main_component_shared::<EventLoop>().expect("session installs an event loop in every machine")
}

/// The same, for those who need it only as long as they cannot run script.
#[inline(always)]
pub fn here(vm: &Vm) -> &EventLoop {
    vm.main_component::<EventLoop>().expect("session installs an event loop in every machine")
}

impl EventLoop {
    /// Whether a loop is running.
    pub fn is_running(&self) -> bool {
        self.running.get()
    }

    /// The loop object that runs, if one does.
    pub fn running_loop<'h>(&self, vm: &'h Vm) -> Option<Value<'h>> {
        self.loop_now.get().filter(|_| self.running.get()).map(|k| k.get(&vm.heap))
    }

    /// The loop object that the script has set.
    pub fn set_loop<'h>(&self, vm: &'h Vm) -> Option<Value<'h>> {
        self.loop_set.get().map(|k| k.get(&vm.heap))
    }

    /// Sets the loop object that `get_event_loop` gives outside a run.
    pub fn choose_loop(&self, object: Option<Value<'_>>) {
        self.loop_set.set(object.map(Kept::new));
        self.loop_known.set(true);
    }

    /// Whether somebody has said what the current loop is outside a run.
    pub fn loop_known(&self) -> bool {
        self.loop_known.get()
    }

    /// Says who gives the loop's classes their methods.
    pub fn set_furnish(&self, furnish: Furnish) {
        self.furnish.set(Some(furnish));
    }

    /// Whether some loop may have a task factory.
    #[inline(always)]
    pub fn has_factory(&self) -> bool {
        self.factory.get()
    }

    /// Some loop is given a task factory.
    pub fn note_factory(&self) {
        self.factory.set(true);
    }

    /// Whether anything was lost so far.
    pub fn has_lost(&self) -> bool {
        self.lost.get()
    }

    /// How what was lost is told; session sets it.
    pub fn set_reporter(&self, reporter: Reporter) {
        *self.reporter.borrow_mut() = Some(reporter);
    }

    /// Something was done that may make a socket ready: they are looked for before the next turn.
    pub fn stir(&self) {
        self.stirred.set(true);
    }

    /// The next task without a name has a number one higher: there would be a task here.
    pub fn skip_task_number(&self) {
        self.next_name.set(self.next_name.get() + 1);
    }

    /// Ends `run_forever` after this turn.
    pub fn stop(&self) {
        self.stopping.set(true);
    }

    #[inline(always)]
    fn push(&self, item: Item) {
        self.ready.borrow_mut().push(item);
    }

    /// Pushes an item that has a second word.
    fn push_two(&self, item: Item, second: Kept) {
        self.more.borrow_mut().push(second);
        self.push(item);
    }

    fn push_cancelled(&self, task: Kept, message: Option<Kept>) {
        self.push_two(Item::Cancelled(task), message.unwrap_or(Kept::new(Value::NONE)));
    }

    /// The second word of the item that was just taken.
    fn second(&self) -> Kept {
        self.more.borrow_mut().pop().unwrap_or(Kept::new(Value::NONE))
    }

    /// A class of the loop's objects, made when it is first asked for.
    #[inline]
    pub fn class<'h>(&self, vm: &'h Vm, which: LoopClass) -> &'h Type {
        let made = self.classes[which as usize].get();
        match made.and_then(|k| k.get(&vm.heap).cast::<Type>()) {
            Some(class) => class,
            None => self.make_class(vm, which),
        }
    }

    #[cold]
    #[inline(never)]
    fn make_class<'h>(&self, vm: &'h Vm, which: LoopClass) -> &'h Type {
        let (name, module) = match which {
            LoopClass::Loop => ("_UnixSelectorEventLoop", "asyncio.unix_events"),
            LoopClass::Handle => ("Handle", "asyncio.events"),
            LoopClass::TimerHandle => ("TimerHandle", "asyncio.events"),
            LoopClass::Context => ("Context", "_contextvars"),
            LoopClass::Watcher => ("watcher", "_asyncio"),
            LoopClass::Awaiting => ("FutureIter", "_asyncio"),
            LoopClass::ContextVar => ("ContextVar", "_contextvars"),
            LoopClass::Token => ("Token", "_contextvars"),
            LoopClass::Socket => ("TransportSocket", "asyncio.trsock"),
            LoopClass::Listener => ("TransportSocket", "asyncio.trsock"),
            LoopClass::Lock => ("Lock", "asyncio.locks"),
            LoopClass::Event => ("Event", "asyncio.locks"),
            LoopClass::Condition => ("Condition", "asyncio.locks"),
            LoopClass::Barrier => ("Barrier", "asyncio.locks"),
            LoopClass::Semaphore => ("Semaphore", "asyncio.locks"),
            LoopClass::BoundedSemaphore => ("BoundedSemaphore", "asyncio.locks"),
            LoopClass::Queue => ("Queue", "asyncio.queues"),
            LoopClass::PriorityQueue => ("PriorityQueue", "asyncio.queues"),
            LoopClass::LifoQueue => ("LifoQueue", "asyncio.queues"),
            LoopClass::Timeout => ("Timeout", "asyncio.timeouts"),
            LoopClass::TaskGroup => ("TaskGroup", "asyncio.taskgroups"),
            LoopClass::BaseTransport => ("BaseTransport", "asyncio.transports"),
            LoopClass::ReadTransport => ("ReadTransport", "asyncio.transports"),
            LoopClass::WriteTransport => ("WriteTransport", "asyncio.transports"),
            LoopClass::AnyTransport => ("Transport", "asyncio.transports"),
            LoopClass::BaseProtocol => ("BaseProtocol", "asyncio.protocols"),
            LoopClass::Protocol => ("Protocol", "asyncio.protocols"),
            LoopClass::AbstractServer => ("AbstractServer", "asyncio.events"),
            LoopClass::Transport => ("_SelectorSocketTransport", "asyncio.selector_events"),
            LoopClass::StreamReader => ("StreamReader", "asyncio.streams"),
            LoopClass::StreamWriter => ("StreamWriter", "asyncio.streams"),
            LoopClass::StreamReaderProtocol => ("StreamReaderProtocol", "asyncio.streams"),
            LoopClass::Server => ("Server", "asyncio.base_events"),
        };
        let base = match which {
            LoopClass::TimerHandle => self.class(vm, LoopClass::Handle),
            LoopClass::BoundedSemaphore => self.class(vm, LoopClass::Semaphore),
            LoopClass::PriorityQueue | LoopClass::LifoQueue => self.class(vm, LoopClass::Queue),
            LoopClass::ReadTransport | LoopClass::WriteTransport => self.class(vm, LoopClass::BaseTransport),
            LoopClass::AnyTransport => self.class(vm, LoopClass::ReadTransport),
            LoopClass::Protocol => self.class(vm, LoopClass::BaseProtocol),
            LoopClass::Transport => self.class(vm, LoopClass::AnyTransport),
            LoopClass::StreamReaderProtocol => self.class(vm, LoopClass::Protocol),
            LoopClass::Server => self.class(vm, LoopClass::AbstractServer),
            _ => vm.class(Builtins::Object),
        };
        let second = (which == LoopClass::AnyTransport).then(|| self.class(vm, LoopClass::WriteTransport));
        let bases: Vec<&Type> = [base].into_iter().chain(second).collect();
        let layout = if PLAIN.contains(&which) { Layout::Instance } else { Layout::Opaque };
        let class = vm.new_native_class(name, module, &bases, layout);
        self.classes[which as usize].set(Some(Kept::new(class.value())));
        if let Some(furnish) = self.furnish.get() {
            furnish(vm, which, class);
        }
        class
    }

    /// A new object of one of the loop's classes.
    pub fn object<'h>(
        &self,
        vm: &'h Vm,
        which: LoopClass,
        data: impl crate::value::NativeData,
    ) -> &'h Opaque {
        Opaque::new(&vm.heap, self.class(vm, which).root.get(), data)
    }

    /// A watcher as an object, to be put among a future's callbacks.
    pub fn watcher<'h>(&self, vm: &'h Vm, watcher: Rc<dyn Watcher>) -> Value<'h> {
        self.object(vm, LoopClass::Watcher, WatcherData(watcher)).value()
    }
}

/// The place in the script that is now running.
pub fn site(vm: &Vm) -> Site {
    vm.script_site()
}

impl Component for EventLoop {
    fn begin_tables(&self) {
        self.ready.borrow_mut().begin_trace();
        self.more.borrow_mut().begin_trace();
        self.timers.borrow_mut().begin_trace();
        self.traced.set(0);
    }

    fn trace_tables(&self, t: &mut Tracer) -> bool {
        let items = self.ready.borrow_mut().trace_next(|item| item.trace(t));
        let seconds = self.more.borrow_mut().trace_next(|k| k.trace(t));
        let timers = self.timers.borrow_mut().trace_next(t);
        let tasks = self.tasks.borrow();
        let from = self.traced.get();
        let to = tasks.len().min(from + blocks::BLOCK);
        for k in (from..to).filter_map(|i| tasks.get(i)) {
            k.trace(t);
        }
        self.traced.set(to);
        let n = items + seconds + timers + (to - from);
        t.charge(n);
        n > 0
    }

    fn trace(&self, t: &mut Tracer) {
        if let Some(shared) = self.shared.get() {
            shared.trace(t);
        }
        self.operations.borrow().trace(t);
        for (k, _) in self.turn_ends.borrow().iter() {
            k.trace(t);
        }
        for (task, message) in self.messages.borrow().iter() {
            task.trace(t);
            message.trace(t);
        }
        for k in self.orphans.borrow().iter() {
            k.trace(t);
        }
        for cell in [&self.current, &self.main, &self.loop_now, &self.loop_set, &self.loop_last] {
            if let Some(k) = cell.get() {
                k.trace(t);
            }
        }
        for (_, k) in self.signal_handlers.borrow().iter() {
            k.trace(t);
        }
        for k in self.classes.iter().chain(&self.raised).filter_map(Cell::get) {
            k.trace(t);
        }
        for r in self.reports.borrow().iter() {
            r.trace(t);
        }
    }

    fn interrupted(&self, vm: &mut Vm, bits: u32) -> Result<(), Raise> {
        if bits & interrupt::SLOW != 0 {
            self.tell_slow(vm);
        }
        if bits & interrupt::WAKE != 0 {
            self.signals_arrived(vm)?;
        }
        if bits & interrupt::SIGINT != 0 { self.ctrl_c(vm) } else { Ok(()) }
    }

    fn buried(&self, vm: &Vm, dead: &[Kept]) {
        for k in dead {
            let v = k.get(&vm.heap);
            if let Some(f) = v.as_future()
                && f.state.get() == FutureState::Failed
                && f.unseen.get()
            {
                f.unseen.set(false);
                self.report_unseen(vm, f);
            } else if let Some(g) = v.cast::<Generator>() {
                match (g.form, g.state.get()) {
                    (Form::Coroutine, GenState::Created) => self.report_never_awaited(vm, v),
                    (Form::AsyncGenerator, GenState::Suspended) if self.running.get() => {
                        self.push(Item::Finalise(Kept::new(v)))
                    }
                    _ => {}
                }
            } else if let Some(will) = v.cast::<Opaque>().and_then(|o| o.data::<will::Will>()) {
                self.execute(will);
            } else if let Some(s) = v.cast::<Opaque>().and_then(|o| o.data::<Suspension>())
                && s.is_fresh()
            {
                self.report_never_awaited(vm, v);
            }
        }
    }

    fn async_generator_dropped(&self, _vm: &Vm, generator: Value<'_>) {
        let suspended = generator.cast::<Generator>().is_some_and(|g| g.state.get() == GenState::Suspended);
        if suspended && self.running.get() {
            self.push(Item::Finalise(Kept::new(generator)));
        }
    }
}

/// The task that a kept value is.
fn as_task<'h>(vm: &'h Vm, task: Kept) -> &'h Task {
    task.get(&vm.heap).cast::<Task>().expect("only tasks are kept as tasks")
}

/// The future that a kept value is.
fn as_future<'h>(vm: &'h Vm, future: Kept) -> &'h Future {
    future.get(&vm.heap).as_future().expect("only futures are kept as futures")
}
