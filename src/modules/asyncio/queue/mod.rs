//! `asyncio.Queue`, `PriorityQueue`, `LifoQueue`.
//!
//! A subclass with methods of its own for what a queue does inside (`_put`, `_get`, `full` …) is an *open* queue:
//! its methods are those of the library under stdlib/asyncio/queues.qv, which call everything by name.

mod plain;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::gates::{Line, Waiters, delegate, new_gate, this};
use super::least::{pop_least, push_least};
use super::support::library;
use crate::event_loop::{self, EventLoop, Gate, LoopClass, Passed, Turn, is_waiting};
use crate::heap::{Slot, Tracer};
use crate::value::{Kept, List, Type, Value};
use crate::vm::{Args, Handle, LessBy, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

pub(super) use plain::put_at_once;
use plain::{
    make, make_with, quick_done, quick_empty, quick_full, quick_get, quick_join, quick_put, quick_size,
    quick_wait, quick_wait_to_put,
};

/// Methods of queues.
pub const METHODS: &[NativeRow] = &[
    row("__init__", init, "self, maxsize=0"),
    row("__repr__", repr, "self, /"),
    row("__str__", text, "self, /"),
    row("__getattr__", getattr, "self, name, /"),
    row("_format", format, "self"),
    row("_init", open_init, "self, maxsize"),
    row("_get", inner_get, "self"),
    row("_put", inner_put, "self, item"),
    row("qsize", qsize, "self").one(quick_size),
    row("empty", empty, "self").one(quick_empty),
    row("full", full, "self").one(quick_full),
    row("put", put, "self, item").awaited_pair(quick_put).pausing_pair(quick_wait_to_put),
    row("put_nowait", put_nowait, "self, item").pairing(quick_put),
    row("get", get, "self").awaited(quick_get).pausing(quick_wait),
    row("get_nowait", get_nowait, "self").one(quick_get),
    row("task_done", task_done, "self").one(quick_done),
    row("join", join, "self").awaited(quick_join),
    row("shutdown", shutdown, "self, immediate=False"),
];

/// What the other two kinds do their own way.
pub const KIND_METHODS: &[NativeRow] = &[
    row("_get", inner_get, "self"),
    row("_put", inner_put, "self, item"),
    row("_init", open_init, "self, maxsize"),
];

/// Static methods of queues.
pub const STATICS: &[NativeRow] =
    &[row("__new__", new, "cls, *args, **_").making(make).making_with(make_with)];

/// Class methods of queues.
pub const CLASSMETHODS: &[NativeRow] = &[row("__class_getitem__", class_getitem, "cls, item, /")];

/// Properties of queues.
pub const GETTERS: &[NativeRow] = &[row("maxsize", maxsize, "self")];

/// What a subclass may do its own way, and so opens the queue.
const INNER: &[&str] = &[
    "_init",
    "_get",
    "_put",
    "_format",
    "qsize",
    "empty",
    "full",
    "put_nowait",
    "get_nowait",
    "maxsize",
    "_maxsize",
    "__getattribute__",
];

const GET: u8 = 0;
const PUT: u8 = 1;
const JOIN: u8 = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    First,
    Last,
    Least,
}

struct Queue {
    open: bool,
    order: Order,
    maxsize: Cell<i64>,
    items: Line,
    /// The heap of a priority queue: a list.
    heap: Slot,
    /// What is known of the order of its items.
    by: RefCell<Option<Box<LessBy>>>,
    getters: Waiters,
    /// Those who wait to put; each holds its item as its result.
    putters: Waiters,
    joiners: Waiters,
    unfinished: Cell<i64>,
    is_shut: Cell<bool>,
}

impl Gate for Queue {
    fn label(&self, purpose: u8) -> &'static str {
        match purpose {
            GET => "Queue.get",
            PUT => "Queue.put",
            _ => "Queue.join",
        }
    }

    fn go_on(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        match turn.purpose {
            GET => self.go_on_getting(el, s, turn),
            PUT => self.go_on_putting(el, s, turn),
            _ => {
                self.joiners.remove(turn.waiter);
                match turn.thrown {
                    Some(e) => Err(s.raise_again(e.get(s))),
                    None => Ok(Passed::With(s.root())),
                }
            }
        }
    }

    fn lets_on<'h>(&self, _: &EventLoop, vm: &'h Vm, waiter: Kept, purpose: u8) -> Option<Value<'h>> {
        match purpose {
            GET => plain::take(vm, self),
            PUT => {
                let f = waiter.get(&vm.heap).as_future()?;
                let item = Kept::new(f.result.load()?);
                plain::add(vm, self, item.get(&vm.heap)).then(|| {
                    f.result.store(f.header(), None);
                    Value::NONE
                })
            }
            _ => {
                self.joiners.remove(waiter);
                Some(Value::NONE)
            }
        }
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        let items = self.items.trace(t);
        t.slot(&self.heap);
        let waiters: usize = [&self.getters, &self.putters, &self.joiners].iter().map(|w| w.trace(t)).sum();
        size_of::<Queue>() + items + waiters
    }
}

impl Queue {
    fn len(&self) -> usize {
        match self.order {
            Order::Least => self.heap.load().and_then(|v| v.cast::<List>()).map_or(0, List::len),
            _ => self.items.len(),
        }
    }

    fn is_full(&self) -> bool {
        let max = self.maxsize.get();
        max > 0 && self.len() as i64 >= max
    }

    fn go_on_getting(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        if let Some(e) = turn.thrown {
            self.getters.remove(turn.waiter);
            if turn.woken && self.len() > 0 {
                self.wake(el, s, &self.getters);
            }
            return Err(s.raise_again(e.get(s)));
        }
        if self.len() == 0 {
            if self.is_shut.get() {
                return Err(error(s, "QueueShutDown"));
            }
            self.getters.push(turn.waiter.stored(&s.heap));
            return Ok(Passed::Again);
        }
        let item = self.take(s)?;
        Ok(Passed::With(item))
    }

    fn go_on_putting(&self, el: &EventLoop, s: &mut Scope<'_>, turn: Turn) -> Result<Passed, Raise> {
        let waiter = turn.waiter.get(&s.heap).as_future();
        let item = waiter.and_then(|f| f.result.load()).map(Kept::new);
        if turn.thrown.is_none() && self.is_full() && !self.is_shut.get() {
            self.putters.push(turn.waiter.stored(&s.heap));
            return Ok(Passed::Again);
        }
        if let Some(f) = waiter {
            f.result.store(f.header(), None);
        }
        if let Some(e) = turn.thrown {
            self.putters.remove(turn.waiter);
            if turn.woken && !self.is_full() {
                self.wake(el, s, &self.putters);
            }
            return Err(s.raise_again(e.get(s)));
        }
        if self.is_shut.get() {
            return Err(error(s, "QueueShutDown"));
        }
        let item = s.keep(|vm| item.map_or(Value::NONE, |k| k.get(&vm.heap)));
        self.add(s, item)?;
        Ok(Passed::With(s.root()))
    }

    /// Runs a closure, which may run script, with what is known of the order of the items.
    fn with_order<R>(&self, f: impl FnOnce(&mut LessBy) -> R) -> R {
        let mut by = self.by.take();
        let result = f(by.get_or_insert_default());
        self.by.replace(by);
        result
    }

    /// Wakes the first in line.
    fn wake(&self, el: &EventLoop, vm: &Vm, waiters: &Waiters) {
        if let Some(w) = waiters.take_waiting(vm) {
            el.wake_waiter(vm, w);
        }
    }

    /// Takes the next item out of a queue that is not empty.
    fn take(&self, s: &mut Scope<'_>) -> Result<Handle, Raise> {
        let item = match self.order {
            Order::Least => self.with_order(|by| pop_least(s, &self.heap, by))?,
            Order::First => keep(s, self.items.pop_front()),
            Order::Last => keep(s, self.items.pop_back()),
        };
        self.taken(s);
        Ok(item)
    }

    /// An item has been taken: perhaps somebody waits for the room.
    #[inline]
    fn taken(&self, vm: &Vm) {
        if self.putters.len() > 0 {
            self.wake(event_loop::here(vm), vm, &self.putters);
        }
    }

    /// Adds an item to a queue that has room.
    fn add(&self, s: &mut Scope<'_>, item: Handle) -> Result<(), Raise> {
        match self.order {
            Order::Least => self.with_order(|by| push_least(s, &self.heap, item, by))?,
            _ => self.items.push(Kept::new(item.get(s)).stored(&s.heap)),
        }
        self.added(s);
        Ok(())
    }

    #[inline]
    fn added(&self, vm: &Vm) {
        self.unfinished.set(self.unfinished.get() + 1);
        if self.getters.len() > 0 {
            self.wake(event_loop::here(vm), vm, &self.getters);
        }
    }

    fn all_done(&self, el: &EventLoop, vm: &Vm) {
        if self.joiners.len() == 0 {
            return;
        }
        for w in self.joiners.0.all().iter().filter(|w| is_waiting(vm, **w)) {
            el.wake_waiter(vm, *w);
        }
    }

    fn items<'h>(&self, vm: &'h Vm) -> Value<'h> {
        match self.heap.load() {
            Some(list) => Kept::new(list).get(&vm.heap),
            None => {
                let items = self.items.all();
                let values: Vec<Value<'_>> = items.iter().map(|k| k.get(&vm.heap)).collect();
                vm.list(&values)
            }
        }
    }
}

fn keep(s: &mut Scope<'_>, item: Option<Kept>) -> Handle {
    s.keep(|vm| item.map_or(Value::NONE, |k| k.get(&vm.heap)))
}

/// One of the queue's own exceptions.
fn error(s: &mut Scope<'_>, name: &str) -> Raise {
    let el = event_loop::of(s);
    let known = match name {
        "QueueEmpty" => &el.raised[0],
        "QueueFull" => &el.raised[1],
        _ => &el.raised[2],
    };
    if let Some(class) = known.get() {
        let class = keep(s, Some(class));
        return s.raise_new(class);
    }
    match library(s, "asyncio.queues", name) {
        Ok(class) => {
            known.set(Some(Kept::new(class.get(s))));
            s.raise_new(class)
        }
        Err(raise) => raise,
    }
}

// natives

fn order_of(vm: &Vm, class: &Type) -> (Order, bool) {
    let el = event_loop::of(vm);
    let (least, last) = (el.class(vm, LoopClass::PriorityQueue), el.class(vm, LoopClass::LifoQueue));
    let plain = el.class(vm, LoopClass::Queue);
    for (depth, c) in class.mro().iter().enumerate() {
        let Some(c) = c.cast::<Type>() else { continue };
        let order = if std::ptr::eq(c, plain) {
            Order::First
        } else if std::ptr::eq(c, last) {
            Order::Last
        } else if std::ptr::eq(c, least) {
            Order::Least
        } else {
            continue;
        };
        let own = &class.mro()[..depth];
        let open = own
            .iter()
            .filter_map(|c| c.cast::<Type>())
            .any(|c| INNER.iter().any(|name| vm.dict_get_str(c.dict(), name).is_some()));
        return (order, open);
    }
    (Order::First, false)
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let Some(class) = a.get(vm, 0).cast::<Type>() else { return Err(vm.type_error("a class is needed")) };
    let queue = Rc::new(queue_of(vm, class));
    new_gate(vm, a, queue)
}

/// An empty queue of a class.
fn queue_of(vm: &Vm, class: &Type) -> Queue {
    let (order, open) = order_of(vm, class);
    let heap = if order == Order::Least { Slot::holding(vm.list(&[])) } else { Slot::unset() };
    Queue {
        open,
        order,
        maxsize: Cell::new(0),
        items: Line::default(),
        heap,
        by: RefCell::default(),
        getters: Waiters::default(),
        putters: Waiters::default(),
        joiners: Waiters::default(),
        unfinished: Cell::new(0),
        is_shut: Cell::new(false),
    }
}

/// The library's method of an open queue.
fn open(vm: &mut Vm, a: Args, method: &str) -> NativeResult {
    let class = match this::<Queue>(vm, a)?.order {
        Order::First => "_queue",
        Order::Last => "_lifo_queue",
        Order::Least => "_priority_queue",
    };
    delegate(vm, a, "asyncio.queues", class, method)
}

fn is_open(vm: &Vm, a: Args) -> Result<bool, Raise> {
    Ok(this::<Queue>(vm, a)?.open)
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        return open(vm, a, "__init__");
    }
    let max = match a.opt(vm, 1) {
        None => 0,
        Some(v) => match (v.as_i64(), v.as_float()) {
            (Some(i), _) => i,
            (None, Some(f)) => f.ceil() as i64,
            _ => {
                let mut s = vm.scope();
                let h = a.handle(&s, 1);
                s.index(h)?
            }
        },
    };
    this::<Queue>(vm, a)?.maxsize.set(max);
    Ok(Ret::NONE)
}

fn class_getitem(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).into())
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    open(vm, a, "__repr__")
}

fn text(vm: &mut Vm, a: Args) -> NativeResult {
    open(vm, a, "__str__")
}

fn format(vm: &mut Vm, a: Args) -> NativeResult {
    open(vm, a, "_format")
}

fn open_init(vm: &mut Vm, a: Args) -> NativeResult {
    open(vm, a, "_init")
}

/// Attributes that scripts look at; an open queue has them itself.
fn getattr(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 1).as_str().unwrap_or_default().to_owned();
    let queue = this::<Queue>(vm, a)?;
    if !queue.open {
        match name.as_str() {
            "_queue" => return Ok(queue.items(vm).into()),
            "_head" => return Ok(Value::index(0).into()),
            "_maxsize" => return Ok(vm.int(queue.maxsize.get()).into()),
            "_unfinished_tasks" => return Ok(vm.int(queue.unfinished.get()).into()),
            "_is_shutdown" => return Ok(queue.is_shut.get().into()),
            "_getters" => return Ok(or_empty(vm, queue.getters.shown(vm))),
            "_putters" => return Ok(or_empty(vm, queue.putters.shown(vm))),
            _ => {}
        }
    }
    Err(vm.no_attribute(a.get(vm, 0), &name))
}

fn or_empty(vm: &Vm, v: Value<'_>) -> Ret {
    if v.is_none() { vm.list(&[]).into() } else { v.into() }
}

fn maxsize(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        let mut s = vm.scope();
        let this = a.handle(&s, 0);
        return s.getattr(this, "_maxsize").map(|h| h.ret(&s));
    }
    let n = this::<Queue>(vm, a)?.maxsize.get();
    Ok(vm.int(n).into())
}

fn qsize(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        return open(vm, a, "qsize");
    }
    Ok(Value::index(this::<Queue>(vm, a)?.len()).into())
}

fn empty(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        return open(vm, a, "empty");
    }
    Ok((this::<Queue>(vm, a)?.len() == 0).into())
}

fn full(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        return open(vm, a, "full");
    }
    Ok(this::<Queue>(vm, a)?.is_full().into())
}

/// `_get` and `_put`, which the library calls for an open queue; a plain one has no need of them.
fn inner_get(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        return open(vm, a, "_get");
    }
    with_queue(vm, a, |q, s, _| q.take(s).map(|h| h.ret(s)))
}

fn inner_put(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        return open(vm, a, "_put");
    }
    with_queue(vm, a, |q, s, a| {
        let item = a.handle(s, 1);
        match q.order {
            Order::Least => q.with_order(|by| push_least(s, &q.heap, item, by))?,
            _ => q.items.push(Kept::new(item.get(s)).stored(&s.heap)),
        }
        Ok(Ret::NONE)
    })
}

/// Calls a closure with the receiver, which stays where it is while script runs.
fn with_queue(
    vm: &mut Vm,
    a: Args,
    f: impl FnOnce(&Queue, &mut Scope<'_>, Args) -> NativeResult,
) -> NativeResult {
    this::<Queue>(vm, a)?;
    let data = a.get(vm, 0).cast::<crate::value::Opaque>().and_then(|o| o.data::<event_loop::GateData>());
    let Some(gate) = data.map(|d| d.0.clone()) else { return Ok(Ret::NONE) };
    let mut s = vm.scope();
    match (&*gate as &dyn std::any::Any).downcast_ref::<Queue>() {
        Some(q) => f(q, &mut s, a),
        None => Ok(Ret::NONE),
    }
}

fn put(vm: &mut Vm, a: Args) -> NativeResult {
    let queue = this::<Queue>(vm, a)?;
    if queue.open || !a.is_awaited(vm) {
        let method = if queue.open { "put" } else { "_put_later" };
        return open(vm, a, method);
    }
    if queue.is_full() {
        if queue.is_shut.get() {
            return Err(error(&mut vm.scope(), "QueueShutDown"));
        }
        let (waiter, ret) = event_loop::here(vm).wait_at(vm, a.get(vm, 0), PUT);
        if let Some(f) = waiter.get(&vm.heap).as_future() {
            f.result.store(f.header(), Some(a.get(vm, 1)));
        }
        queue.putters.push(waiter);
        return Ok(ret);
    }
    put_now(vm, a)?;
    Ok(event_loop::here(vm).ready(vm, Value::NONE))
}

/// Puts argument 1 into a plain queue that has room.
fn put_now(vm: &mut Vm, a: Args) -> Result<(), Raise> {
    let queue = this::<Queue>(vm, a)?;
    if queue.is_shut.get() {
        return Err(error(&mut vm.scope(), "QueueShutDown"));
    }
    if queue.order == Order::Least {
        return with_queue(vm, a, |q, s, a| {
            let item = a.handle(s, 1);
            q.add(s, item).map(|()| Ret::NONE)
        })
        .map(|_| ());
    }
    queue.items.push(Kept::new(a.get(vm, 1)).stored(&vm.heap));
    queue.added(vm);
    Ok(())
}

fn put_nowait(vm: &mut Vm, a: Args) -> NativeResult {
    let queue = this::<Queue>(vm, a)?;
    if queue.open {
        return open(vm, a, "put_nowait");
    }
    if queue.is_full() && !queue.is_shut.get() {
        return Err(error(&mut vm.scope(), "QueueFull"));
    }
    put_now(vm, a)?;
    Ok(Ret::NONE)
}

fn get(vm: &mut Vm, a: Args) -> NativeResult {
    let queue = this::<Queue>(vm, a)?;
    if queue.open || !a.is_awaited(vm) {
        let method = if queue.open { "get" } else { "_get_later" };
        return open(vm, a, method);
    }
    if queue.len() == 0 {
        if queue.is_shut.get() {
            return Err(error(&mut vm.scope(), "QueueShutDown"));
        }
        let (waiter, ret) = event_loop::here(vm).wait_at(vm, a.get(vm, 0), GET);
        queue.getters.push(waiter);
        return Ok(ret);
    }
    let item = take_now(vm, a)?;
    Ok(event_loop::here(vm).ready(vm, item.get(&vm.heap)))
}

/// Takes the next item of a plain queue that is not empty.
fn take_now(vm: &mut Vm, a: Args) -> Result<Kept, Raise> {
    let queue = this::<Queue>(vm, a)?;
    let item = match queue.order {
        Order::Least => None,
        Order::First => queue.items.pop_front(),
        Order::Last => queue.items.pop_back(),
    };
    if let Some(item) = item {
        queue.taken(vm);
        return Ok(item);
    }
    with_queue(vm, a, |q, s, _| q.take(s).map(|h| h.ret(s))).map(Ret::kept)
}

fn get_nowait(vm: &mut Vm, a: Args) -> NativeResult {
    let queue = this::<Queue>(vm, a)?;
    if queue.open {
        return open(vm, a, "get_nowait");
    }
    if queue.len() == 0 {
        let name = if queue.is_shut.get() { "QueueShutDown" } else { "QueueEmpty" };
        return Err(error(&mut vm.scope(), name));
    }
    let item = take_now(vm, a)?;
    Ok(item.get(&vm.heap).into())
}

fn task_done(vm: &mut Vm, a: Args) -> NativeResult {
    let queue = this::<Queue>(vm, a)?;
    if queue.open {
        return open(vm, a, "task_done");
    }
    let left = queue.unfinished.get();
    if left <= 0 {
        return Err(vm.value_error("task_done() called too many times"));
    }
    queue.unfinished.set(left - 1);
    if left == 1 {
        queue.all_done(&event_loop::of(vm), vm);
    }
    Ok(Ret::NONE)
}

fn join(vm: &mut Vm, a: Args) -> NativeResult {
    let queue = this::<Queue>(vm, a)?;
    if queue.open || !a.is_awaited(vm) {
        let method = if queue.open { "join" } else { "_join_later" };
        return open(vm, a, method);
    }
    let el = event_loop::of(vm);
    if queue.unfinished.get() <= 0 {
        return Ok(el.ready(vm, Value::NONE));
    }
    let (waiter, ret) = el.wait_at(vm, a.get(vm, 0), JOIN);
    queue.joiners.push(waiter);
    Ok(ret)
}

fn shutdown(vm: &mut Vm, a: Args) -> NativeResult {
    if is_open(vm, a)? {
        return open(vm, a, "shutdown");
    }
    let immediate = match a.opt_handle(vm, 1) {
        Some(h) => vm.scope().truth(h)?,
        None => false,
    };
    let queue = this::<Queue>(vm, a)?;
    let el = event_loop::of(vm);
    queue.is_shut.set(true);
    if immediate {
        let n = queue.len() as i64;
        queue.items.clear();
        if queue.order == Order::Least
            && let Some(list) = queue.heap.load().and_then(|v| v.cast::<List>())
        {
            list.clear();
        }
        queue.unfinished.set((queue.unfinished.get() - n).max(0));
        if queue.unfinished.get() == 0 {
            queue.all_done(&el, vm);
        }
    }
    for waiters in [&queue.getters, &queue.putters] {
        while let Some(w) = waiters.take_waiting(vm) {
            el.wake_waiter(vm, w);
        }
    }
    Ok(Ret::NONE)
}
