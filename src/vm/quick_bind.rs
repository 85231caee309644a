//! Arguments put where the parameters of a script function stand, in the window of the call: defaults, keywords, star
//! parameters. How the arguments of calls with keywords are to be moved is the same each time that the same code is
//! called with the same names: it is worked out once, and kept as a plan.

use std::cell::Cell as StdCell;

use super::Vm;
use super::lookup::zeroed;
use super::quick_call::{MOST_KEYWORDS, Quick};
use super::stack::Reg;
use crate::heap::Word;
use crate::value::*;

/// Plans that are kept.
const PLANS: usize = 128;
/// Functions with more parameters have no plans.
const MOST_PLANNED: usize = 12;

/// Where the parameters of a code come from, when it is called with some arguments by position and some names.
#[derive(Clone, Copy, Default)]
pub(super) struct Plan {
    /// The address of the code; 0 for none.
    code: usize,
    names: usize,
    positional: u8,
    count: u8,
    /// So many defaults are needed.
    defaults: u8,
    /// For each parameter: which argument, or (negative) which default, counted from the last, or `NAMED`.
    from: [i8; MOST_PLANNED],
}

/// A parameter by keyword only that has its default.
const NAMED: i8 = i8::MIN;

/// The plans of a machine.
pub(super) struct Plans(Box<[StdCell<Plan>]>);

impl Default for Plans {
    fn default() -> Plans {
        // SAFETY: numbers, and zeros are no plan
        Plans(unsafe { zeroed(PLANS) })
    }
}

impl Plans {
    /// The place of a plan. The names of a call are those of a constant, so their address tells which they are.
    fn at(&self, code: usize, names: usize) -> &StdCell<Plan> {
        &self.0[((code >> 6) ^ (names >> 4)) % PLANS]
    }
}

impl Vm {
    /// Puts keywords and defaults into the parameter registers as planned; says whether there is a plan.
    #[inline(always)]
    pub(super) fn bind_as_planned(&self, f: &Function, call: &Quick<'_>) -> bool {
        let (code, names) = (f.code as usize, call.names.as_ptr() as usize);
        // SAFETY: read where it lies: a copy would be of 32 bytes
        let plan = unsafe { &*self.plans.at(code, names).as_ptr() };
        if plan.code != code || plan.names != names || plan.positional as usize != call.positional {
            return false;
        }
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let defaults = defaults.map_or(&[][..], Tuple::words);
        let (count, end) = (plan.count as usize, call.count());
        if defaults.len() < plan.defaults as usize || !self.stack.fits(call.window, count + 2 + end) {
            return false;
        }
        // SAFETY: there is room for all parameters and, above them, for the arguments once more; the arguments given are
        // set; plans name arguments and defaults that there are
        unsafe {
            let spare = call.reg(1 + count);
            for i in call.positional..end {
                spare.add(i).write(*call.reg(1 + i));
            }
            let last = defaults.as_ptr_range().end;
            for i in call.positional..count {
                let from = *plan.from.get_unchecked(i);
                *call.reg(1 + i) = match from {
                    0.. => *spare.add(from as usize),
                    NAMED => match self.named_default(f, i) {
                        None => return self.taken_back(call, spare),
                        value => value,
                    },
                    _ => Some(*last.offset(from as isize)),
                };
            }
        }
        true
    }

    /// The default of a parameter by keyword only.
    fn named_default(&self, f: &Function, parameter: usize) -> Reg {
        let defaults = f.kwdefaults.get().and_then(|w| Value::from_word(w).cast::<Dict>())?;
        let name = Value::from_word(f.linked().local_names[parameter]).cast::<Str>()?;
        defaults.get_str(name, self.hash_str(name)).map(Value::word)
    }

    /// A default has gone since the plan was made: the arguments stand as before.
    #[cold]
    unsafe fn taken_back(&self, call: &Quick<'_>, spare: *mut Reg) -> bool {
        for i in call.positional..call.count() {
            // SAFETY: they were copied there
            unsafe { *call.reg(1 + i) = *spare.add(i) }
        }
        false
    }

    /// Gathers what a function takes as `*args`, and gives it an empty dict for `**kwargs`, where there is nothing else to
    /// do; says whether that is so.
    #[inline(always)]
    fn bind_star(&self, f: &Function, call: &Quick<'_>) -> bool {
        let code = &*f.linked().code;
        let (n, flags) = (code.nparams as usize, code.flags);
        if !flags.varargs || code.kwonly != 0 || call.positional < n || !call.names.is_empty() {
            return false;
        }
        // SAFETY: the arguments are set, and there is room for a few more words
        unsafe {
            let more = call.reg(1 + n).cast::<Word>();
            let more = std::slice::from_raw_parts(more, call.positional - n);
            *call.reg(1 + n) = Some(Tuple::from_words(&self.heap, more).value().word());
            if flags.varkw {
                *call.reg(2 + n) = Some(self.dict().value().word());
            }
        }
        true
    }

    /// Works out the plan of a call with keywords, if the code has no star parameters.
    #[cold]
    #[inline(never)]
    fn plan(&self, f: &Function, call: &Quick<'_>) {
        let (code, linked) = (&*f.linked().code, f.linked());
        let n = code.nparams as usize;
        let flags = code.flags;
        let simple = !(flags.varargs || flags.varkw || flags.class_body);
        let total = n + code.kwonly as usize;
        if !simple || total > MOST_PLANNED || call.count() > total || call.positional > n {
            return;
        }
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let first = n - defaults.map_or(0, Tuple::len).min(n);
        let mut plan = Plan {
            code: f.code as usize,
            names: call.names.as_ptr() as usize,
            positional: call.positional as u8,
            count: total as u8,
            defaults: 0,
            from: [0; MOST_PLANNED],
        };
        let mut found = 0;
        for (i, from) in plan.from.iter_mut().enumerate().take(total).skip(call.positional) {
            let name = linked.local_names[i];
            match call.names.iter().position(|given| *given == name) {
                Some(k) if i >= code.posonly as usize => {
                    found += 1;
                    *from = (call.positional + k) as i8;
                }
                _ if i >= n && self.named_default(f, i).is_some() => *from = NAMED,
                _ if i >= first && i < n => {
                    *from = -((n - i) as i8);
                    plan.defaults = plan.defaults.max((n - i) as u8);
                }
                _ => return,
            }
        }
        // each name has found its parameter, or what is wrong with the call is for another to say
        if found == call.names.len() {
            self.plans.at(plan.code, plan.names).set(plan);
        }
    }

    /// Puts keywords, star arguments and defaults into the parameter registers; says whether that was all there was to
    /// do. If not, the arguments stand as before.
    pub(super) fn bind_in_place(&mut self, f: &Function, call: Quick<'_>) -> bool {
        if call.constant {
            if self.bind_as_planned(f, &call) {
                return true;
            }
            self.plan(f, &call);
        } else if self.bind_star(f, &call) {
            return true;
        }
        let linked = f.linked();
        let code = &*linked.code;
        let flags = code.flags;
        let nparams = code.nparams as usize;
        let total = nparams + code.kwonly as usize;
        if flags.class_body || call.positional > nparams && !flags.varargs {
            return false;
        }
        let regs = code.param_regs() as usize;
        if call.positional == regs && call.names.is_empty() && regs == nparams {
            return true;
        }
        if !self.stack.fits(call.window, regs.max(call.count()) + 2) {
            return false;
        }
        let mut values: [Reg; MOST_KEYWORDS] = [None; MOST_KEYWORDS];
        let given = call.positional.min(nparams);
        // SAFETY: there is room for all parameters; the arguments given are set
        unsafe {
            for (n, v) in values[..call.names.len()].iter_mut().enumerate() {
                *v = *call.reg(1 + call.positional + n);
            }
            let star = flags.varargs.then(|| {
                let more = call.reg(1 + given).cast::<Word>();
                Tuple::from_words(&self.heap, std::slice::from_raw_parts(more, call.positional - given))
            });
            let rest = flags.varkw.then(|| self.dict_for(call.names.len()));
            for i in given..regs.max(call.count()) {
                *call.reg(1 + i) = None;
            }
            let named = &linked.local_names[..total];
            let placed = call.names.iter().zip(&values).all(|(name, value)| {
                match (code.posonly as usize..total).find(|i| named[*i] == *name) {
                    Some(at) if (*call.reg(1 + at)).is_none() => *call.reg(1 + at) = *value,
                    Some(_) => return false,
                    None => return self.gathered_keyword(rest, *name, *value),
                }
                true
            });
            if placed && self.defaults_in_place(f, call.window, given, nparams, total) {
                if let Some(star) = star {
                    *call.reg(1 + total) = Some(star.value().word());
                }
                if let Some(rest) = rest {
                    *call.reg(regs) = Some(rest.value().word());
                }
                return true;
            }
            for (n, w) in star.map_or(&[][..], Tuple::words).iter().enumerate() {
                *call.reg(1 + given + n) = Some(*w);
            }
            for (n, v) in values[..call.names.len()].iter().enumerate() {
                *call.reg(1 + call.positional + n) = *v;
            }
        }
        false
    }

    /// A window on top of the stack for a call of a function with unpacked arguments, all of them where its parameters
    /// stand; none if that is not so simple.
    pub(super) fn spread_in_place(&self, f: &Function, args: &[Word], keywords: &Dict) -> Option<*mut Reg> {
        let (linked, window) = (f.linked(), self.stack.top.get());
        let code = &*linked.code;
        let (n, flags) = (code.nparams as usize, code.flags);
        let (total, regs) = (n + code.kwonly as usize, code.param_regs() as usize);
        if flags.class_body || args.len() > n && !flags.varargs || !self.stack.fits(window, regs + 2) {
            return None;
        }
        let (by_position, more) = args.split_at(args.len().min(n));
        let rest = flags.varkw.then(|| self.dict_for(keywords.len()));
        // SAFETY: there is room for all parameters
        unsafe {
            *window = Some(f.header().word());
            for (i, w) in by_position.iter().enumerate() {
                *window.add(1 + i) = Some(*w);
            }
            for i in by_position.len()..regs {
                // volatile, since a call of memset would cost more
                window.add(1 + i).write_volatile(None);
            }
            for (name, value) in keywords.iter() {
                let name = self.intern_str(name.cast::<Str>()?).value().word();
                match (code.posonly as usize..total).find(|i| linked.local_names[*i] == name) {
                    Some(at) if (*window.add(1 + at)).is_none() => *window.add(1 + at) = Some(value.word()),
                    None if self.gathered_keyword(rest, name, Some(value.word())) => {}
                    _ => return None,
                }
            }
            if !self.defaults_in_place(f, window, by_position.len(), n, total) {
                return None;
            }
            if flags.varargs {
                *window.add(1 + total) = Some(Tuple::from_words(&self.heap, more).value().word());
            }
            if let Some(rest) = rest {
                *window.add(regs) = Some(rest.value().word());
            }
        }
        Some(window)
    }

    /// The dict for keywords that are no parameters: there are at most so many.
    fn dict_for(&self, keywords: usize) -> &Dict {
        Dict::with_capacity(&self.heap, keywords)
    }

    /// Puts a keyword that is no parameter into the dict of such, if the function has one.
    pub(super) fn gathered_keyword(&self, rest: Option<&Dict>, name: Word, value: Reg) -> bool {
        let (Some(rest), Some(name), Some(value)) = (rest, Value::from_word(name).cast::<Str>(), value)
        else {
            return false;
        };
        rest.set_str(&self.heap, name, self.hash_str(name), Value::from_word(value));
        true
    }

    /// Fills unset parameters with their defaults; says whether all have a value.
    unsafe fn defaults_in_place(
        &self,
        f: &Function,
        window: *mut Reg,
        given: usize,
        nparams: usize,
        total: usize,
    ) -> bool {
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let defaults = defaults.map_or(&[][..], Tuple::words);
        let first = nparams - defaults.len().min(nparams);
        for i in given..nparams {
            // SAFETY: the caller has seen to the room
            let reg = unsafe { &mut *window.add(1 + i) };
            if reg.is_none() {
                if i < first {
                    return false;
                }
                *reg = Some(defaults[i - first]);
            }
        }
        if total == nparams {
            return true;
        }
        (nparams..total).all(|i| {
            // SAFETY: as above
            let reg = unsafe { &mut *window.add(1 + i) };
            if reg.is_none() {
                *reg = self.named_default(f, i);
            }
            reg.is_some()
        })
    }
}
