//! Module asyncio: its core is native; what lies in the library under stdlib/asyncio is loaded when it is
//! first asked for.

mod awaiting;
mod barrier;
mod condition;
mod event;
mod functions;
mod future;
mod gates;
mod least;
mod lock;
mod loops;
mod queue;
mod semaphore;
mod stack;
mod streams;
mod support;
mod task_group;
mod timeout;
mod waiting;

use crate::event_loop::{self, LoopClass};
use crate::modules::contextvars;
use crate::modules::support::{add_functions, new_module, set};
use crate::value::{Builtins, Type, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Scope, Sym, Vm, row};

/// Names of asyncio that the library holds, by module.
const LIBRARY: &[(&str, &[&str])] = &[
    ("asyncio.locks", &["Condition"]),
    ("asyncio.queues", &["QueueEmpty", "QueueFull", "QueueShutDown"]),
    (
        "asyncio.tasks",
        &[
            "wait_for",
            "wait",
            "as_completed",
            "FIRST_COMPLETED",
            "FIRST_EXCEPTION",
            "ALL_COMPLETED",
            "run_coroutine_threadsafe",
            "eager_task_factory",
            "create_eager_task_factory",
            "print_call_graph",
            "capture_call_graph",
            "format_call_graph",
        ],
    ),
    ("asyncio.threads", &["to_thread"]),
    ("asyncio.runners", &["Runner"]),
    (
        "asyncio.exceptions",
        &["BrokenBarrierError", "IncompleteReadError", "LimitOverrunError", "SendfileNotAvailableError"],
    ),
    (
        "asyncio.events",
        &[
            "AbstractEventLoop",
            "BaseEventLoop",
            "SelectorEventLoop",
            "AbstractEventLoopPolicy",
            "DefaultEventLoopPolicy",
            "get_event_loop_policy",
        ],
    ),
];

/// Native classes, made when they are first asked for.
const CLASSES: &[(&str, LoopClass)] = &[
    ("Lock", LoopClass::Lock),
    ("Event", LoopClass::Event),
    ("_Condition", LoopClass::Condition),
    ("Barrier", LoopClass::Barrier),
    ("Semaphore", LoopClass::Semaphore),
    ("BoundedSemaphore", LoopClass::BoundedSemaphore),
    ("Queue", LoopClass::Queue),
    ("PriorityQueue", LoopClass::PriorityQueue),
    ("LifoQueue", LoopClass::LifoQueue),
    ("Timeout", LoopClass::Timeout),
    ("TaskGroup", LoopClass::TaskGroup),
    ("StreamReader", LoopClass::StreamReader),
    ("StreamWriter", LoopClass::StreamWriter),
    ("StreamReaderProtocol", LoopClass::StreamReaderProtocol),
    ("Server", LoopClass::Server),
    ("AbstractServer", LoopClass::AbstractServer),
    ("BaseTransport", LoopClass::BaseTransport),
    ("ReadTransport", LoopClass::ReadTransport),
    ("WriteTransport", LoopClass::WriteTransport),
    ("Transport", LoopClass::AnyTransport),
    ("BaseProtocol", LoopClass::BaseProtocol),
    ("Protocol", LoopClass::Protocol),
];

/// Modules of the package, as attributes.
const SUBMODULES: &[&str] = &[
    "locks",
    "queues",
    "taskgroups",
    "timeouts",
    "tasks",
    "threads",
    "runners",
    "exceptions",
    "streams",
    "transports",
    "events",
    "futures",
    "base_events",
    "protocols",
];

/// Names whose use is answered with what there is instead.
const LATER: &[&str] = &[
    "create_subprocess_exec",
    "create_subprocess_shell",
    "subprocess",
    "open_unix_connection",
    "start_unix_server",
    "DatagramProtocol",
    "DatagramTransport",
    "SubprocessProtocol",
    "SubprocessTransport",
];

const HOOKS: &[NativeRow] = &[row("__getattr__", getattr, "name"), row("__dir__", dir, "")];

/// What is always in scope though the library holds it.
const LAZY: &[NativeRow] = &[row("TaskGroup", lazy_task_group, "")];

/// Gives the classes of futures, tasks and suspensions their methods and puts the names into the builtins that
/// need no import. The event loop must be there.
pub fn install(vm: &Vm) {
    let el = event_loop::of(vm);
    el.set_furnish(furnish);
    let future = vm.class(Builtins::Future);
    vm.add_methods(future, future::METHODS);
    vm.add_staticmethods(future, future::STATICS);
    vm.add_classmethods(future, future::CLASSMETHODS);
    vm.add_getters(future, future::GETTERS);
    let task = vm.class(Builtins::Task);
    vm.add_methods(task, future::TASK_METHODS);
    vm.add_staticmethods(task, future::TASK_STATICS);
    let suspension = vm.class(Builtins::Suspension);
    vm.add_methods(suspension, awaiting::SUSPENSION_METHODS);
    vm.add_getters(suspension, awaiting::SUSPENSION_GETTERS);
    suspension.name.store(suspension.header(), Some(vm.intern("coroutine").value()));
    let always = functions::FUNCTIONS.iter().filter(|r| functions::ALWAYS.contains(&r.name));
    for r in always.chain(LAZY).chain(&timeout::FUNCTIONS[..1]) {
        let f = vm.new_native(r, Some("asyncio"));
        vm.dict_set_str(vm.builtins(), r.name, f.value());
    }
}

/// Gives the classes of the loop's own objects their methods.
fn furnish(vm: &Vm, which: LoopClass, class: &Type) {
    match which {
        LoopClass::Loop => {
            vm.add_methods(class, loops::LOOP_METHODS);
            vm.add_property(class, "slow_callback_duration", loops::slow_duration, loops::set_slow_duration);
        }
        LoopClass::Handle => vm.add_methods(class, loops::HANDLE_METHODS),
        LoopClass::TimerHandle => vm.add_methods(class, loops::TIMER_METHODS),
        LoopClass::Awaiting => vm.add_methods(class, awaiting::ITERATOR_METHODS),
        LoopClass::Socket => vm.add_methods(class, streams::SOCKET_METHODS),
        LoopClass::Listener => vm.add_methods(class, streams::LISTENER_METHODS),
        LoopClass::BaseTransport => vm.add_methods(class, streams::bases::TRANSPORT),
        LoopClass::BaseProtocol => vm.add_methods(class, streams::bases::PROTOCOL),
        LoopClass::Protocol => vm.add_methods(class, streams::bases::STREAM_PROTOCOL),
        LoopClass::ReadTransport
        | LoopClass::WriteTransport
        | LoopClass::AnyTransport
        | LoopClass::AbstractServer => {}
        LoopClass::Transport => vm.add_methods(class, streams::TRANSPORT_METHODS),
        LoopClass::StreamReader => {
            furnish_gate(vm, class, streams::READER_METHODS, streams::READER_STATICS, streams::READER_GETTERS)
        }
        LoopClass::StreamWriter => {
            furnish_gate(vm, class, streams::WRITER_METHODS, streams::WRITER_STATICS, streams::WRITER_GETTERS)
        }
        LoopClass::StreamReaderProtocol => furnish_gate(
            vm,
            class,
            streams::PROTOCOL_METHODS,
            streams::PROTOCOL_STATICS,
            streams::PROTOCOL_GETTERS,
        ),
        LoopClass::Server => furnish_gate(vm, class, streams::SERVER_METHODS, &[], streams::SERVER_GETTERS),
        LoopClass::Watcher => {}
        LoopClass::Lock => furnish_gate(vm, class, lock::METHODS, lock::STATICS, lock::GETTERS),
        LoopClass::Event => furnish_gate(vm, class, event::METHODS, event::STATICS, event::GETTERS),
        LoopClass::Condition => {
            furnish_gate(vm, class, condition::METHODS, condition::STATICS, condition::GETTERS)
        }
        LoopClass::Barrier => furnish_gate(vm, class, barrier::METHODS, barrier::STATICS, barrier::GETTERS),
        LoopClass::Semaphore => {
            furnish_gate(vm, class, semaphore::METHODS, semaphore::STATICS, semaphore::GETTERS)
        }
        LoopClass::BoundedSemaphore => furnish_gate(
            vm,
            class,
            semaphore::BOUNDED_METHODS,
            semaphore::BOUNDED_STATICS,
            semaphore::BOUNDED_GETTERS,
        ),
        LoopClass::Queue => {
            furnish_gate(vm, class, queue::METHODS, queue::STATICS, queue::GETTERS);
            vm.add_classmethods(class, queue::CLASSMETHODS);
        }
        LoopClass::PriorityQueue | LoopClass::LifoQueue => vm.add_methods(class, queue::KIND_METHODS),
        LoopClass::Timeout => furnish_gate(vm, class, timeout::METHODS, timeout::STATICS, &[]),
        LoopClass::TaskGroup => {
            furnish_gate(vm, class, task_group::METHODS, task_group::STATICS, task_group::GETTERS)
        }
        LoopClass::Context => {
            vm.add_methods(class, contextvars::CONTEXT_METHODS);
            vm.add_staticmethods(class, contextvars::CONTEXT_STATICS);
        }
        LoopClass::ContextVar => {
            vm.add_methods(class, contextvars::VAR_METHODS);
            vm.add_staticmethods(class, contextvars::VAR_STATICS);
            vm.add_classmethods(class, contextvars::GENERIC);
            vm.add_getters(class, contextvars::VAR_GETTERS);
        }
        LoopClass::Token => {
            vm.add_classmethods(class, contextvars::GENERIC);
            vm.add_getters(class, contextvars::TOKEN_GETTERS);
        }
    }
}

/// Rows that are part of the program.
type Rows = &'static [NativeRow];

fn furnish_gate(vm: &Vm, class: &Type, methods: Rows, statics: Rows, getters: Rows) {
    vm.add_methods(class, methods);
    vm.add_staticmethods(class, statics);
    vm.add_getters(class, getters);
}

/// Makes the module.
pub fn make(s: &mut Scope<'_>) -> Result<Handle, Raise> {
    let el = event_loop::of(s);
    let m = new_module(s, "asyncio", "Tasks, futures and what they wait for.", functions::FUNCTIONS);
    for rows in [timeout::FUNCTIONS, waiting::FUNCTIONS, streams::FUNCTIONS, HOOKS] {
        add_functions(s, m, "asyncio", rows);
    }
    // a package: its modules are found through the loader
    set(s, m, Sym::Path.text(), s.list(&[]));
    set(s, m, Sym::Package.text(), Vm::str(s, "asyncio"));
    for (name, class) in [("Future", Builtins::Future), ("Task", Builtins::Task)] {
        set(s, m, name, s.class(class).value());
    }
    for exc in [Exc::CancelledError, Exc::InvalidStateError, Exc::TimeoutError] {
        set(s, m, exc.name(), s.exc_class(exc).value());
    }
    for (name, class) in [("Handle", LoopClass::Handle), ("TimerHandle", LoopClass::TimerHandle)] {
        set(s, m, name, el.class(s, class).value());
    }
    let names: Vec<Value<'_>> = all_names().map(|n| s.intern(n).value()).collect();
    set(s, m, Sym::All.text(), s.list(&names));
    Ok(m)
}

fn all_names() -> impl Iterator<Item = &'static str> {
    let own =
        ["Future", "Task", "CancelledError", "InvalidStateError", "TimeoutError", "Handle", "TimerHandle"];
    let functions = functions::FUNCTIONS.iter().map(|r| r.name).filter(|n| !n.starts_with('_'));
    let functions = functions.chain(timeout::FUNCTIONS.iter().map(|r| r.name)).chain(["shield"]);
    let functions =
        functions.chain(streams::FUNCTIONS.iter().map(|r| r.name).filter(|n| !n.starts_with('_')));
    let library = CLASSES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !name.starts_with('_'))
        .chain(LIBRARY.iter().flat_map(|(_, names)| names.iter().copied()));
    own.into_iter().chain(functions).chain(library)
}

fn library_module(name: &str) -> Option<&'static str> {
    LIBRARY.iter().find(|(_, names)| names.contains(&name)).map(|(module, _)| *module)
}

fn getattr(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 0).as_str().unwrap_or_default().to_owned();
    let mut s = vm.scope();
    if let Some((_, class)) = CLASSES.iter().find(|(n, _)| *n == name) {
        let el = event_loop::of(&s);
        let class = s.keep(|vm| el.class(vm, *class).value());
        let asyncio = s.import_module("asyncio")?;
        s.setattr(asyncio, &name, class)?;
        return Ok(class.ret(&s));
    }
    if let Some(module) = library_module(&name) {
        let value = support::library(&mut s, module, &name)?;
        let asyncio = s.import_module("asyncio")?;
        s.setattr(asyncio, &name, value)?;
        return Ok(value.ret(&s));
    }
    if SUBMODULES.contains(&name.as_str()) {
        return s.import_module(&format!("asyncio.{name}")).map(|m| m.ret(&s));
    }
    let hint = if LATER.contains(&name.as_str()) { " (not supported yet)" } else { "" };
    let text = format!("module 'asyncio' has no attribute '{name}'{hint}");
    let e = s.new_exception(Exc::AttributeError, text);
    s.set_exception_attr(e, "name", Vm::str(&s, &name));
    if let Some(module) = s.dict_get_str(s.modules(), "asyncio") {
        s.set_exception_attr(e, "obj", module);
    }
    Err(s.raise_value(e.value()))
}

fn dir(vm: &mut Vm, _: Args) -> NativeResult {
    let mut names: Vec<&str> = all_names().collect();
    names.sort_unstable();
    let values: Vec<Value<'_>> = names.into_iter().map(|n| vm.intern(n).value()).collect();
    Ok(vm.list(&values).into())
}

fn lazy_task_group(vm: &mut Vm, _: Args) -> NativeResult {
    let mut s = vm.scope();
    let el = event_loop::of(&s);
    let class = s.keep(|vm| el.class(vm, LoopClass::TaskGroup).value());
    s.call(class, &[]).map(|r| r.ret(&s))
}
