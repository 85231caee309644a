//! What tracebacks are made of, as data.

use std::rc::Rc;

use super::Vm;
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
}

impl Vm {
    fn frame_at(&self, linked: &Linked, ip: u32) -> TraceFrame {
        TraceFrame {
            file: linked.code.file.clone(),
            span: linked.code.span_at(ip),
            function: self.word_text(linked.name),
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
        entries.iter().rev().map(|e| self.frame_at(unsafe { &*e.code }, e.ip)).collect()
    }

    /// The code of the outermost frame of a traceback object, and its module's names.
    pub fn outermost_code(&self, tb: &Traceback) -> Option<(Rc<crate::bytecode::Code>, Value<'_>)> {
        let entry = tb.entries.borrow().last().copied()?;
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
