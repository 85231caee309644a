//! `for` loops over `enumerate` and `zip` of generators, with two targets: in machine code (`jit::parts`) a generator that
//! the iterator goes through becomes a frame below the loop, as one that the loop goes through itself does. Here is what
//! becomes of its items where machine code does not take them on.

use super::Vm;
use super::generator::{Stopped, waiting};
use super::ops::{get, insn, put};
use super::place::Next;
use super::stack::{Frame, after};
use crate::heap::Word;
use crate::value::{Form, GenState, Generator, Iter, IterState, Tuple, Value};

/// The generator that a word is, if it can go on.
fn part(w: Word) -> Option<&'static Generator> {
    let g = Vm::generator_of(w)?;
    let ready = matches!(g.state.get(), GenState::Created | GenState::Suspended)
        && matches!(g.waiting.get(), waiting::PLAIN | waiting::ITERATOR);
    (g.form == Form::Generator && ready).then_some(g)
}

impl Vm {
    /// A generator that the iterator of a `for` loop goes through has given an item, and is suspended; its record, which
    /// names the first of the loop's two targets, is popped. Where to go on, or none if an exception has reached the native
    /// that began the run loop (`Stopped::Raised` says so).
    pub(super) fn part_arrived(&mut self, record: Frame, item: Word) -> Option<Next> {
        match self.take_part(&record, item) {
            Some(next) => Some(next),
            None => {
                let next = self.unwind(record.pc, record.base);
                if next.is_none() {
                    self.step.set(Stopped::Raised);
                }
                next
            }
        }
    }

    fn take_part(&mut self, record: &Frame, item: Word) -> Option<Next> {
        let &Frame { pc, base, dst, .. } = record;
        let i = insn(pc);
        let it = Value::from_word(get(base, i.a)).cast::<Iter>()?;
        let (x, y) = match it.state() {
            IterState::Enumerate => {
                let count = it.x.get();
                it.x.set(count.saturating_add(1));
                (self.int(count).word(), item)
            }
            _ if record.after == after::SECOND => (get(base, i.b), item),
            _ => {
                // the loop's item itself is seen by nobody
                put(base, i.b, item);
                let y = it.first().cast::<Tuple>()?.words().get(1).copied()?;
                if let Some(g) = part(y) {
                    let top = self.top_of(base);
                    let pushed =
                        self.push_record(Frame { after: after::SECOND, ..*record }, top, g.registers());
                    return pushed.then(|| self.go_on(g, top));
                }
                self.enter_cold(pc, base);
                match self.next_kept(y) {
                    Ok(Some(second)) => (get(base, i.b), second),
                    Ok(None) => return Some(self.at(pc, base)),
                    Err(_) => return None,
                }
            }
        };
        put(base, dst as u16, x);
        put(base, dst as u16 + 1, y);
        Some(self.at(pc.wrapping_offset(i.c as i16 as isize + 1), base))
    }
}
