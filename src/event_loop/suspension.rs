//! Suspensions: what `sleep` and native operations return. They pass for coroutines, and begin when awaited.

use std::cell::Cell;

use super::EventLoop;
use super::operation::Start;
use crate::heap::{Slot, Tracer};
use crate::value::{Builtins, Kept, NativeData, Opaque, Site, Value};
use crate::vm::Vm;

/// Where a suspension stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Fresh,
    Begun,
    Closed,
    /// It stands for many suspensions, one after the other.
    Shared,
}

/// What a suspension does when it is awaited.
pub(super) enum Does {
    /// Gives way for one turn.
    Turn,
    /// Sleeps for so many nanoseconds.
    Sleep(u64),
    /// Starts a native operation.
    Operation(Box<Start>),
}

/// The data of a suspension.
pub struct Suspension {
    stage: Cell<Stage>,
    pub(super) does: Does,
    /// What awaiting it gives, for `sleep`.
    pub(super) result: Slot,
    /// Where it was made, in few bytes: code and instruction.
    code: u32,
    ip: u16,
}

impl NativeData for Suspension {
    fn passes_for_none(&self) -> bool {
        self.gives_way() && self.begin()
    }

    fn is_watched(&self) -> bool {
        self.is_fresh()
    }

    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        t.slot(&self.result);
        match &self.does {
            Does::Operation(start) => {
                start.trace(t);
                size_of::<Start>()
            }
            _ => 0,
        }
    }
}

impl Suspension {
    pub(super) fn object<'h>(vm: &'h Vm, does: Does, result: Option<Value<'_>>) -> &'h Opaque {
        let (code, ip) = small_site(super::site(vm));
        let data = Suspension {
            stage: Cell::new(Stage::Fresh),
            does,
            result: result.map_or(Slot::unset(), Slot::holding),
            code,
            ip,
        };
        let object = Opaque::new(&vm.heap, Builtins::Suspension as u32, data);
        vm.heap.watch(object.header());
        object
    }

    /// One that stands for many suspensions.
    pub(super) fn shared<'h>(vm: &'h Vm) -> Value<'h> {
        let data = Suspension {
            stage: Cell::new(Stage::Shared),
            does: Does::Turn,
            result: Slot::unset(),
            code: 0,
            ip: 0,
        };
        Opaque::new(&vm.heap, Builtins::Suspension as u32, data).value()
    }

    /// The suspension that a value is, if it is one.
    pub fn of<'h>(value: Value<'h>) -> Option<&'h Suspension> {
        value.cast::<Opaque>().and_then(|o| o.data::<Suspension>())
    }

    /// Where it was made.
    pub(super) fn site(&self) -> Site {
        Site { code: self.code, ip: self.ip.into() }
    }

    /// Whether nobody has awaited it yet.
    pub fn is_fresh(&self) -> bool {
        self.stage.get() == Stage::Fresh
    }

    /// Marks it as awaited; says whether it was fresh.
    pub fn begin(&self) -> bool {
        match self.stage.get() {
            Stage::Shared => true,
            _ => self.stage.replace(Stage::Begun) == Stage::Fresh,
        }
    }

    /// `__name__` of the coroutine that it stands for.
    pub fn name(&self) -> &'static str {
        match &self.does {
            Does::Operation(start) => start.label,
            _ => "sleep",
        }
    }

    /// Whether it has been closed, or driven to its end by hand.
    pub fn is_closed(&self) -> bool {
        self.stage.get() == Stage::Closed
    }

    /// Whether it does nothing but give way for a turn.
    pub fn gives_way(&self) -> bool {
        matches!(self.does, Does::Turn)
    }

    /// What awaiting it gives, where that is known beforehand.
    pub fn known(&self) -> Option<Value<'_>> {
        self.result.load()
    }

    /// The same, to be kept.
    pub(super) fn known_result(&self) -> Option<Kept> {
        self.result.load().map(Kept::new)
    }
}

/// A place in few bytes; instructions far down in a very long code have none.
fn small_site(site: Site) -> (u32, u16) {
    u16::try_from(site.ip).map_or((0, 0), |ip| (site.code, ip))
}

/// Closes a suspension that was not awaited.
pub fn close_suspension(suspension: &Suspension) {
    if suspension.stage.get() != Stage::Shared {
        suspension.stage.set(Stage::Closed);
    }
}

/// `asyncio.sleep` that the script awaits at once: nothing is made for it.
#[inline]
pub fn sleep_now<'h>(el: &EventLoop, vm: &'h Vm, ns: u64) -> Value<'h> {
    let shared = el.shared(vm);
    if ns == 0 {
        return shared.turn.get(&vm.heap);
    }
    el.nap.set(ns);
    shared.nap.get(&vm.heap)
}

/// `asyncio.sleep`: a suspension for so many nanoseconds (0 gives way for one turn), with a result.
pub fn sleep<'h>(vm: &'h Vm, ns: u64, result: Option<Value<'_>>) -> Value<'h> {
    let does = if ns == 0 { Does::Turn } else { Does::Sleep(ns) };
    Suspension::object(vm, does, result.filter(|r| !r.is_none())).value()
}
