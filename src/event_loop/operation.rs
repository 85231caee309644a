//! Native operations: futures that smol drives. What they own is plain Rust data; their result becomes a value
//! when the loop posts it, and is dropped if nobody waits for it any more.

use std::cell::Cell;
use std::future::Future;

use super::drive::Running;
use super::readiness::Ready;
use super::suspension::{Does, Suspension};
use super::{EventLoop, Item, Ticket, as_task};
use crate::heap::Tracer;
use crate::host::LocalFuture;
use crate::value::{Kept, Task, Value, WaitKind};
use crate::vm::{Handle, NativeResult, Raise, Ret, Scope, Vm};

/// Makes a value of a native operation's result, given the values kept for it.
pub type Finish = Box<dyn FnOnce(&mut Scope<'_>, &[Handle]) -> NativeResult>;

/// A native operation that has not begun.
pub(super) struct Start {
    pub label: &'static str,
    future: Cell<Option<LocalFuture<Finish>>>,
    keep: Vec<Kept>,
    waits: WaitsFor,
    place: Cell<(u32, u32)>,
}

impl Start {
    pub fn trace(&self, t: &mut Tracer) {
        for k in &self.keep {
            k.trace(t);
        }
    }
}

/// What a native operation waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitsFor {
    /// Anything: smol's timers and files, other threads.
    Anything,
    /// The same, perhaps for ever (somebody to connect, say): it does not hold virtual time up.
    Visitors,
    /// Sockets of the host alone, whose readiness the loop looks for itself.
    Sockets,
}

/// A suspension that runs a native future when awaited. `keep` are values that `finish` wants back; `label`
/// names the operation in reports.
pub fn native_operation<T: 'static>(
    vm: &Vm,
    label: &'static str,
    waits: WaitsFor,
    keep: &[Value<'_>],
    future: impl Future<Output = T> + 'static,
    finish: impl FnOnce(&mut Scope<'_>, T, &[Handle]) -> NativeResult + 'static,
) -> Ret {
    let future: LocalFuture<Finish> = Box::pin(async move {
        let result = future.await;
        Box::new(move |s: &mut Scope<'_>, kept: &[Handle]| finish(s, result, kept)) as Finish
    });
    let start = Start {
        label,
        future: Cell::new(Some(future)),
        keep: keep.iter().map(|v| Kept::new(*v)).collect(),
        waits,
        place: Cell::new((0, 0)),
    };
    Suspension::object(vm, Does::Operation(Box::new(start)), None).value().into()
}

/// Who waits for an operation.
#[derive(Clone, Copy)]
pub(super) enum Waiter {
    /// A task that goes on with the result.
    Task(Kept),
    /// A primitive to which this happens.
    Gate(Kept, u8),
}

pub(super) struct Operation {
    pub waiter: Waiter,
    /// It is a watch for the readiness of a socket.
    pub ready: Option<Ready>,
    keep: Vec<Kept>,
    open_ended: bool,
    /// The native future; dropping it cancels it.
    running: Option<Running>,
    finish: Option<Finish>,
    /// The turn in which the result came has passed: it cannot be cancelled any more.
    settled: bool,
}

impl Operation {
    fn new(waiter: Waiter, keep: Vec<Kept>, open_ended: bool) -> Operation {
        Operation { waiter, ready: None, keep, open_ended, running: None, finish: None, settled: false }
    }

    /// A watch of a primitive's.
    pub fn watch(gate: Kept, what: u8, open_ended: bool) -> Operation {
        Operation::new(Waiter::Gate(gate, what), Vec::new(), open_ended)
    }
}

/// The table of native operations under way.
#[derive(Default)]
pub(super) struct Operations {
    slots: Vec<(u32, Option<Operation>)>,
    free: Vec<u32>,
    /// How many there are, and how many of them are open-ended.
    count: usize,
    open_ended: usize,
}

impl Operations {
    pub fn add(&mut self, operation: Operation) -> (u32, u32) {
        self.count += 1;
        self.open_ended += operation.open_ended as usize;
        match self.free.pop() {
            Some(i) => {
                let slot = &mut self.slots[i as usize];
                slot.1 = Some(operation);
                (i, slot.0)
            }
            None => {
                self.slots.push((1, Some(operation)));
                (self.slots.len() as u32 - 1, 1)
            }
        }
    }

    pub fn get(&mut self, index: u32, generation: u32) -> Option<&mut Operation> {
        let (g, operation) = self.slots.get_mut(index as usize)?;
        if *g == generation { operation.as_mut() } else { None }
    }

    pub fn remove(&mut self, index: u32, generation: u32) -> Option<Operation> {
        self.get(index, generation)?;
        let slot = &mut self.slots[index as usize];
        // results of an earlier generation that come late find nothing
        slot.0 = slot.0.wrapping_add(1);
        let operation = slot.1.take()?;
        self.free.push(index);
        self.count -= 1;
        self.open_ended -= operation.open_ended as usize;
        Some(operation)
    }

    /// How many are under way.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether one is under way that will end by itself.
    pub fn any_finite(&self) -> bool {
        self.count > self.open_ended
    }

    /// Takes all of them out.
    pub fn take_all(&mut self) -> Vec<Box<dyn std::any::Any>> {
        let mut dropped: Vec<Box<dyn std::any::Any>> = Vec::new();
        for i in 0..self.slots.len() as u32 {
            let generation = self.slots[i as usize].0;
            if let Some(o) = self.remove(i, generation) {
                dropped.push(Box::new(o.running));
            }
        }
        dropped
    }

    pub fn trace(&self, t: &mut Tracer) {
        for (_, operation) in &self.slots {
            let Some(o) = operation else { continue };
            let (Waiter::Task(k) | Waiter::Gate(k, _)) = o.waiter;
            k.trace(t);
            for k in &o.keep {
                k.trace(t);
            }
        }
    }
}

impl EventLoop {
    fn begin_operation(
        &self,
        waiter: Waiter,
        keep: Vec<Kept>,
        waits: WaitsFor,
        future: LocalFuture<Finish>,
    ) -> (u32, u32) {
        let operation = Operation::new(waiter, keep, waits == WaitsFor::Visitors);
        let (index, generation) = self.operations.borrow_mut().add(operation);
        let running = self.drive.spawn(index, generation, future, waits != WaitsFor::Sockets);
        if let Some(o) = self.operations.borrow_mut().get(index, generation) {
            o.running = Some(running);
        }
        (index, generation)
    }

    /// A task awaits a native operation that has not begun.
    pub(super) fn start_operation(&self, task: &Task, suspension: Value<'_>, start: &Start) {
        let Some(future) = start.future.take() else { return };
        let waiter = Waiter::Task(Kept::new(task.value()));
        start.place.set(self.begin_operation(waiter, start.keep.clone(), start.waits, future));
        task.waits_for.store(task.header(), Some(suspension));
        task.wait.set(WaitKind::Native);
    }

    /// Drops the native operation that a task waits for; says whether there was time to.
    pub(super) fn cancel_operation(&self, _vm: &Vm, task: &Task) -> bool {
        let suspension = task.waits_for.load().and_then(Suspension::of);
        let Some(Does::Operation(start)) = suspension.map(|s| &s.does) else { return false };
        let (index, generation) = start.place.get();
        let mut all = self.operations.borrow_mut();
        if all.get(index, generation).is_none_or(|o| o.settled) {
            return false;
        }
        let removed = all.remove(index, generation);
        drop(all);
        removed.is_some()
    }

    /// Posts the native operations that have ended.
    pub(super) fn post_operations(&self) {
        self.post_ready();
        while let Some((index, generation, finish)) = self.drive.next_done() {
            let mut all = self.operations.borrow_mut();
            let Some(o) = all.get(index, generation) else { continue };
            o.finish = Some(finish);
            self.push(Item::Operation(Ticket::new(index, generation)));
        }
    }

    /// The turn in which an operation's result came: the task goes on in the next one.
    pub(super) fn operation_ended(&self, index: u32, generation: u32) {
        if let Some(o) = self.operations.borrow_mut().get(index, generation) {
            o.settled = true;
            self.push(Item::Operated(Ticket::new(index, generation)));
        }
    }

    /// Resumes the task that has waited for an operation.
    pub(super) fn resume_operated(&self, vm: &mut Vm, index: u32, generation: u32) -> Result<(), Raise> {
        let Some(o) = self.operations.borrow_mut().remove(index, generation) else { return Ok(()) };
        let (Waiter::Task(task), Some(finish)) = (o.waiter, o.finish) else { return Ok(()) };
        let mut s = vm.scope();
        s.keep(|vm| task.get(&vm.heap));
        let kept: Vec<Handle> = o.keep.iter().map(|k| s.keep(|vm| k.get(&vm.heap))).collect();
        let result = finish(&mut s, &kept);
        as_task(&s, task).wait.set(WaitKind::Nothing);
        match result {
            Ok(ret) => {
                let value = Kept::new(s.keep_ret(ret).get(&s));
                self.step(&mut s, task, super::step::Input::Value(value))
            }
            Err(raise) => {
                let e = Kept::new(s.catch(raise).get(&s));
                self.step(&mut s, task, super::step::Input::Throw(e))
            }
        }
    }
}
