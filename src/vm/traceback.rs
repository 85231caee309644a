//! What tracebacks are made of, as data.

use std::rc::Rc;

use super::stack::after;
use super::{Raise, Vm};
use crate::heap::Word;
use crate::source::{SourceFile, Span};
use crate::value::*;

/// A frame that an exception passed, or in which an object was made.
#[derive(Clone, Debug)]
pub struct TraceFrame {
    /// The file of its code.
    pub file: Rc<SourceFile>,
    /// What was being run there.
    pub span: Span,
    /// `__qualname__`'s last part: the function's name.
    pub function: String,
    /// The tasks whose outermost frame it is.
    pub tasks: Vec<Kept>,
    /// It belongs to the library.
    pub library: bool,
}

impl Vm {
    fn frame_at(&self, linked: &Linked, ip: u32) -> TraceFrame {
        TraceFrame {
            file: linked.code.file.clone(),
            span: linked.code.span_at(ip),
            function: self.word_text(linked.name),
            tasks: Vec::new(),
            library: linked.library,
        }
    }

    /// The frames an exception passed, outermost first.
    pub fn traceback_frames(&self, e: &Exception) -> Vec<TraceFrame> {
        match e.traceback.get().map(Value::from_word).and_then(|v| v.cast::<Traceback>()) {
            Some(tb) => self.frames_of(tb),
            None => Vec::new(),
        }
    }

    /// The frames of a traceback object, outermost first.
    pub fn frames_of(&self, tb: &Traceback) -> Vec<TraceFrame> {
        let entries = tb.entries.borrow();
        // SAFETY: linked codes live as long as the machine
        let mut frames: Vec<TraceFrame> =
            entries.iter().map(|e| self.frame_at(unsafe { &*e.code }, e.ip)).collect();
        for mark in tb.marks() {
            if let Some(frame) = mark.at.checked_sub(1).and_then(|i| frames.get_mut(i))
                && mark.future().cast::<Task>().is_some()
            {
                frame.tasks.push(Kept::new(mark.future()));
            }
        }
        frames.reverse();
        frames
    }

    /// Notes that an exception has ended a future: who asks for its result gets the traceback as it is now.
    pub fn mark_traceback(&self, exception: Value<'_>, future: &Future) {
        let Some(e) = exception.cast::<Exception>() else { return };
        let tb = self.traceback_of(e);
        tb.mark(TraceMark { at: tb.entries.borrow().len(), future: future.header().word() });
    }

    /// Raises the exception that ended a future.
    pub fn raise_of_future(&self, f: &Future) -> Raise {
        let e = Value::from_word(f.result.get().unwrap_or(Word::NONE));
        if let Some(e) = e.cast::<Exception>()
            && let Some(tb) = e.traceback.get().map(Value::from_word).and_then(|v| v.cast::<Traceback>())
            && let Some(part) = tb.until(&self.heap, f)
        {
            e.traceback.set(e.header(), Some(part.header().word()));
        }
        self.raise_again(e)
    }

    /// The traceback of an exception, made if it has none.
    #[inline(always)]
    pub(super) fn traceback_of<'h>(&'h self, e: &'h Exception) -> &'h Traceback {
        match e.traceback.get().and_then(|w| Value::from_word(w).cast::<Traceback>()) {
            Some(tb) => tb,
            None => {
                let tb = Traceback::new(&self.heap);
                e.traceback.set(e.header(), Some(tb.header().word()));
                tb
            }
        }
    }

    /// Calls `visit` with code and instruction of the running frames, innermost first, up to the first that a
    /// native has resumed (or called, unless natives are passed through), while it says that it wants more. Those
    /// that were running when there were `above` records are left out.
    fn walk_running(&self, above: usize, through_natives: bool, mut visit: impl FnMut(&Linked, u32) -> bool) {
        let (mut pc, mut base) = (self.cur_pc.get(), self.cur_base.get());
        let mut records = self.stack.frame_count();
        while !base.is_null() {
            let linked = Vm::linked_of(base);
            if !visit(linked, linked.ip(pc).saturating_sub(1)) {
                return;
            }
            if !self.stack.contains(base) {
                // SAFETY: bases outside the stack are those of generators
                let g = unsafe { Generator::of_base(base) };
                if let Some(p) = g.parent.get().and_then(|w| Value::from_word(w).cast::<Generator>()) {
                    (pc, base) = (p.pc.get(), p.base());
                    continue;
                }
            }
            let Some(i) = records.checked_sub(1).filter(|i| *i > above || above == 0) else { return };
            records = i;
            let record = self.stack.frame(i);
            if record.after == after::RESUME || (record.after == after::HALT && !through_natives) {
                return;
            }
            (pc, base) = (record.pc, record.base);
        }
    }

    /// The frames that run now, outermost first, from the coroutine or generator that a native has resumed on, but
    /// only those above a depth.
    pub fn running_frames(&self, above: usize) -> Vec<TraceFrame> {
        let mut frames = Vec::new();
        self.walk_running(above, true, |linked, ip| {
            frames.push(self.frame_at(linked, ip));
            frames.len() < 10_000
        });
        frames.reverse();
        frames
    }

    /// Where the script stands: the innermost running frame that is not the library's.
    pub fn script_site(&self) -> Site {
        let base = self.cur_base.get();
        if base.is_null() || !Vm::linked_of(base).library {
            return self.current_site();
        }
        let mut site = Site::default();
        self.walk_running(0, false, |linked, ip| {
            if !linked.library {
                site = Site { code: linked.id + 1, ip };
            }
            linked.library
        });
        site
    }

    /// The code of the outermost frame of a traceback object, and its module's names.
    pub fn outermost_code(&self, tb: &Traceback) -> Option<(Rc<crate::bytecode::Code>, Value<'_>)> {
        let entry = tb.entries.borrow().last()?;
        // SAFETY: linked codes live as long as the machine
        let linked = unsafe { &*entry.code };
        Some((linked.code.clone(), Value::from_word(linked.globals)))
    }

    /// Where an object was made.
    pub fn site_frame(&self, site: Site) -> Option<TraceFrame> {
        let codes = self.codes.borrow();
        let linked = codes.get((site.code as usize).checked_sub(1)?)?;
        Some(self.frame_at(linked, site.ip))
    }

    /// Where a suspended generator or coroutine stands.
    pub fn generator_frame(&self, g: &Generator) -> TraceFrame {
        let linked = g.function().linked();
        let ip = if g.state.get() == GenState::Created { 0 } else { linked.ip(g.pc.get()).saturating_sub(1) };
        self.frame_at(linked, ip)
    }

    /// A local variable (not one shared with inner functions) of a suspended frame.
    pub fn suspended_local<'h>(&self, g: &'h Generator, name: &str) -> Option<Value<'h>> {
        let name = self.intern(name).value().word();
        let i = g.function().linked().local_names.iter().position(|w| *w == name)?;
        if g.state.get() != GenState::Suspended || i >= g.live.get() as usize {
            return None;
        }
        // SAFETY: the live registers of a suspended frame are set or unset words
        unsafe { *g.base().add(i) }.map(Value::from_word)
    }

    /// The chain of suspended frames below a coroutine, outermost first.
    pub fn await_chain(&self, root: &Generator) -> Vec<TraceFrame> {
        let mut out = Vec::new();
        let mut at = root.inner.get().map_or(Some(root), |w| Value::from_word(w).cast::<Generator>());
        while let Some(g) = at {
            out.push(self.generator_frame(g));
            if std::ptr::eq(g, root) {
                break;
            }
            at = g.parent.get().and_then(|w| Value::from_word(w).cast::<Generator>());
        }
        out.reverse();
        out
    }
}
