//! What the proofs share: a machine inside the test's process whose host denies everything, a module of natives
//! written against the public interface alone, and threads with a stack as big as the session's.
#![allow(dead_code)] // each test program uses its own part of this

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use quaver::event_loop::{WaitsFor, native_operation};
use quaver::heap::Tracer;
use quaver::host::{DenyHost, Host, VirtualHost};
use quaver::loader;
use quaver::session::{Options, Session};
use quaver::value::{Generator, List};
use quaver::vm::{Args, Component, Exc, NativeResult, NativeRow, Ret, Vm, row};
use smol::channel::{Receiver, Sender};

/// The full sizes: in release builds, and on demand.
#[allow(clippy::disallowed_methods)] // a test stands outside the machine
pub fn full() -> bool {
    !cfg!(debug_assertions) || std::env::var("QUAVER_FULL").is_ok_and(|v| v == "1")
}

/// Runs a closure on a thread with a stack as big as that of the command line's session.
pub fn on_big_stack<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(1 << 30).spawn(f).expect("a thread starts");
    match thread.join() {
        Ok(value) => value,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// How a script ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A session under a host that denies everything, and what that host has heard.
pub fn session(options: Options) -> (Session, Rc<DenyHost>) {
    let deny = Rc::new(DenyHost::new());
    let host: Rc<dyn Host> = Rc::new(VirtualHost::new(deny.clone()));
    (Session::new(host, options, ""), deny)
}

/// Options with a collection at every nth safepoint.
pub fn stress(n: u32) -> Options {
    Options { gc_stress: n, ..Options::default() }
}

/// Runs a script to its end with the module `probe` at hand. The machine is gone afterwards.
pub fn run(options: Options, gates: &Arc<Gates>, text: &str) -> Ran {
    let (mut session, deny) = session(options);
    install(&mut session, gates.clone());
    let code = session.run_text("<string>", text);
    let code = session.finish(code);
    drop(session);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { code, out: text(deny.stdout()), err: text(deny.stderr()) }
}

/// The same on a thread with a big stack.
pub fn run_deep(options: Options, text: &'static str) -> Ran {
    on_big_stack(move || run(options, &Arc::default(), text))
}

/// The outside ends of native operations: whoever has them may complete an operation from any thread, at any
/// time, the machine's end included.
#[derive(Default)]
pub struct Gates {
    all: Mutex<Vec<Gate>>,
    /// How many operations have begun.
    pub begun: AtomicUsize,
    /// How many futures of operations have been dropped, finished or not.
    pub dropped: AtomicUsize,
    /// How many results have reached a machine.
    pub finished: AtomicUsize,
}

struct Gate {
    sender: Sender<i64>,
    receiver: Receiver<i64>,
}

impl Gates {
    /// A new gate's number.
    pub fn add(&self) -> usize {
        let (sender, receiver) = smol::channel::bounded(1);
        let mut all = self.all.lock().expect("no test panics with it");
        all.push(Gate { sender, receiver });
        all.len() - 1
    }

    /// Completes the operation behind a gate; says whether the result was taken into the channel.
    pub fn open(&self, gate: usize, result: i64) -> bool {
        let all = self.all.lock().expect("no test panics with it");
        all.get(gate).is_some_and(|g| g.sender.try_send(result).is_ok())
    }

    fn receiver(&self, gate: usize) -> Option<Receiver<i64>> {
        self.all.lock().expect("no test panics with it").get(gate).map(|g| g.receiver.clone())
    }
}

/// What the module keeps in its machine.
struct Probe {
    gates: Arc<Gates>,
    notes: RefCell<Vec<i64>>,
}

impl Component for Probe {
    fn trace(&self, _: &mut Tracer) {}
}

/// Counts the end of an operation's future.
struct Ended(Arc<Gates>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

const ROWS: &[NativeRow] = &[
    row("add", add, "a, b, /, *, scale=1"),
    row("call", call, "function, /, *args, **kwargs"),
    row("map", map, "function, iterable, /"),
    row("gate", gate, ""),
    row("open", open, "gate, result, /"),
    row("later", later, "gate, value, /, then=None, *, finite=False"),
    row("dropped", dropped, ""),
    row("finished", finished, ""),
    row("collect", collect, ""),
    row("held", held, ""),
    row("registers", registers, "coroutine, /"),
    row("note", note, "number, /"),
    row("notes", notes, ""),
];

/// Puts the module `probe` into a session's machine.
pub fn install(session: &mut Session, gates: Arc<Gates>) {
    let vm = session.vm();
    vm.add_component(Rc::new(Probe { gates, notes: RefCell::default() }));
    let mut s = vm.scope();
    let module = loader::new_module(&mut s, "probe", None, None);
    for row in ROWS {
        let native = s.new_native(row, Some("probe"));
        s.dict_set_str(loader::dict_of(&s, module), row.name, native.value());
    }
    loader::register(&s, "probe", module);
}

fn probe(vm: &Vm) -> Rc<Probe> {
    vm.component::<Probe>().expect("installed with the module")
}

/// A leaf: runs no script, makes a value.
fn add(vm: &mut Vm, a: Args) -> NativeResult {
    let scale = a.opt(vm, 2).map_or(Some(1), |v| v.as_i64());
    match (a.get(vm, 0).as_i64(), a.get(vm, 1).as_i64(), scale) {
        (Some(x), Some(y), Some(k)) => match x.checked_add(y).and_then(|sum| sum.checked_mul(k)) {
            Some(sum) => Ok(vm.int(sum).into()),
            None => Err(vm.overflow_error("too large for a probe")),
        },
        _ => Err(vm.type_error("add() wants ints")),
    }
}

/// Calls back into script.
fn call(vm: &mut Vm, a: Args) -> NativeResult {
    let (function, args, kwargs) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    let mut s = vm.scope();
    let result = s.call_star(function, args, Some(kwargs))?;
    Ok(result.ret(&s))
}

/// Holds a fresh list in a root across many calls into script.
fn map(vm: &mut Vm, a: Args) -> NativeResult {
    let (function, iterable) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    let out = s.keep(|vm| vm.list(&[]));
    s.for_each(iterable, |s, item| {
        let result = s.call(function, &[item])?;
        let list = out.cast::<List>(s).expect("made above");
        list.push(&s.heap, result.get(s));
        Ok(true)
    })?;
    Ok(out.ret(&s))
}

fn gate(vm: &mut Vm, _: Args) -> NativeResult {
    let n = probe(vm).gates.add();
    Ok(vm.int(n as i64).into())
}

fn gate_arg(vm: &Vm, a: Args) -> Result<usize, quaver::vm::Raise> {
    let number = a.get(vm, 0).as_i64().and_then(|n| usize::try_from(n).ok());
    number.ok_or_else(|| vm.type_error("a gate is a number"))
}

fn open(vm: &mut Vm, a: Args) -> NativeResult {
    let gate = gate_arg(vm, a)?;
    let result = a.get(vm, 1).as_i64().unwrap_or(0);
    Ok(probe(vm).gates.open(gate, result).into())
}

/// An async native: its result is (value, what came through the gate), or `then` of both. A negative number is
/// a failure. A finite one holds virtual time up until it ends.
fn later(vm: &mut Vm, a: Args) -> NativeResult {
    let gate = gate_arg(vm, a)?;
    let gates = probe(vm).gates.clone();
    let Some(receiver) = gates.receiver(gate) else { return Err(vm.value_error("no such gate")) };
    let ended = Ended(gates.clone());
    let future = async move {
        ended.0.begun.fetch_add(1, Ordering::SeqCst);
        receiver.recv().await.unwrap_or(i64::MIN)
    };
    let keep = [a.get(vm, 1), a.get(vm, 2)];
    let holds_time = a.get(vm, 3).as_bool() == Some(true);
    let waits = if holds_time { WaitsFor::Anything } else { WaitsFor::Visitors };
    Ok(native_operation(vm, "later", waits, &keep, future, move |s, result, kept| {
        gates.finished.fetch_add(1, Ordering::SeqCst);
        if result < 0 {
            return Err(s.raise(Exc::OSError, format_args!("the gate says {result}")));
        }
        let number = s.keep(|vm| vm.int(result));
        if kept[1].get(s).is_none() {
            let pair = s.keep(|vm| vm.tuple(&[kept[0].get(vm), number.get(vm)]));
            return Ok(pair.ret(s));
        }
        let out = s.call(kept[1], &[kept[0], number])?;
        Ok(out.ret(s))
    }))
}

fn dropped(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.int(probe(vm).gates.dropped.load(Ordering::SeqCst) as i64).into())
}

fn finished(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.int(probe(vm).gates.finished.load(Ordering::SeqCst) as i64).into())
}

/// Collects; the bytes reachable.
fn collect(vm: &mut Vm, _: Args) -> NativeResult {
    vm.collect();
    Ok(vm.int(vm.heap.stats().live_bytes as i64).into())
}

/// The bytes held from the system.
fn held(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.int(vm.heap.stats().held_bytes as i64).into())
}

fn registers(vm: &mut Vm, a: Args) -> NativeResult {
    match a.get(vm, 0).cast::<Generator>() {
        Some(g) => Ok(vm.int(g.registers() as i64).into()),
        None => Err(vm.type_error("a coroutine is needed")),
    }
}

fn note(vm: &mut Vm, a: Args) -> NativeResult {
    let number = a.get(vm, 0).as_i64().unwrap_or(0);
    probe(vm).notes.borrow_mut().push(number);
    Ok(Ret::NONE)
}

fn notes(vm: &mut Vm, _: Args) -> NativeResult {
    let probe = probe(vm);
    let numbers = probe.notes.borrow();
    let values: Vec<_> = numbers.iter().map(|n| vm.int(*n)).collect();
    Ok(vm.list(&values).into())
}
