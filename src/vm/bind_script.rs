//! The arguments of a script function: by position, by keyword, gathered by stars, from defaults; and what is said
//! when they do not fit.

use super::call::Call;
use super::stack::{MARGIN, Reg};
use super::{Raise, Vm};
use crate::heap::Word;
use crate::value::*;

impl Vm {
    /// Puts the arguments of a call into the parameter registers of a script function.
    pub(super) fn bind_function(&mut self, f: &Function, call: &mut Call) -> Result<(), Raise> {
        let code = &*f.linked().code;
        let nparams = code.nparams as usize;
        let simple = !code.flags.varargs && !code.flags.varkw && code.kwonly == 0;
        if code.flags.class_body {
            // its one argument is the namespace
            return Ok(());
        }
        if simple && call.argc == nparams && call.keywords.is_empty() {
            return Ok(());
        }
        let args = call.args();
        let total = code.param_regs() as usize;
        if !self.stack.fits(call.window, total + MARGIN) {
            self.too_deep();
            return Err(Raise::parked());
        }
        let mut regs: Vec<Reg> = vec![None; total];
        let given = args.len().min(nparams);
        for (r, w) in regs.iter_mut().zip(&args[..given]) {
            *r = Some(*w);
        }
        let star_at = nparams + code.kwonly as usize;
        if code.flags.varargs {
            regs[star_at] = Some(Tuple::from_words(&self.heap, &args[given..]).value().word());
        } else if args.len() > nparams {
            self.place_keywords(f, &mut regs, call, None)?;
            return Err(self.too_many_arguments(f, args.len(), &regs));
        }
        let kwargs = code.flags.varkw.then(|| self.dict().value().word());
        self.place_keywords(f, &mut regs, call, kwargs)?;
        if let Some(d) = kwargs {
            regs[star_at + code.flags.varargs as usize] = Some(d);
        }
        self.fill_defaults(f, &mut regs)?;
        for (i, r) in regs.into_iter().enumerate() {
            call.set_arg(i, r);
        }
        call.argc = total;
        call.keywords.clear();
        self.stack.top.set(self.stack.top.get().max(call.window.wrapping_add(1 + total)));
        Ok(())
    }

    pub(super) fn place_keywords(
        &self,
        f: &Function,
        regs: &mut [Reg],
        call: &Call,
        kwargs: Option<Word>,
    ) -> Result<(), Raise> {
        let linked = f.linked();
        let code = &*linked.code;
        let named = (code.nparams + code.kwonly) as usize;
        let posonly = code.posonly as usize;
        let mut refused: Vec<String> = Vec::new();
        for (name, value) in &call.keywords {
            let interned = match Value::from_word(*name).cast::<Str>() {
                Some(s) => self.intern_str(s).value().word(),
                None => {
                    return Err(self.type_error("keywords must be strings"));
                }
            };
            let at = (posonly..named).find(|i| linked.local_names.get(*i) == Some(&interned));
            match at {
                Some(i) if regs[i].is_some() => {
                    let (f, n) = (self.function_text(f), self.word_text(interned));
                    return Err(self.type_error(format_args!("{f} got multiple values for argument '{n}'")));
                }
                Some(i) => regs[i] = Some(*value),
                None => match kwargs.and_then(|d| Value::from_word(d).cast::<Dict>()) {
                    Some(d) => {
                        if let Some(k) = Value::from_word(interned).cast::<Str>() {
                            d.set_str(&self.heap, k, self.hash_str(k), Value::from_word(*value));
                        }
                    }
                    None => {
                        let n = self.word_text(interned);
                        if (0..posonly).any(|i| linked.local_names[i] == interned) {
                            refused.push(n);
                            continue;
                        }
                        return Err(self.unexpected_keyword(f, &n));
                    }
                },
            }
        }
        if !refused.is_empty() {
            let f = self.function_text(f);
            return Err(self.type_error(format_args!(
                "{f} got some positional-only arguments passed as keyword arguments: '{}'",
                refused.join(", ")
            )));
        }
        Ok(())
    }

    pub(super) fn unexpected_keyword(&self, f: &Function, name: &str) -> Raise {
        let text = self.function_text(f);
        let code = &*f.linked().code;
        let names: Vec<String> = (code.posonly..code.nparams + code.kwonly)
            .map(|i| self.word_text(f.linked().local_names[i as usize]))
            .collect();
        let close = crate::source::closest_keyword(name, names.iter().map(String::as_str));
        let hint = close.map_or(String::new(), |n| format!(". Did you mean '{n}'?"));
        self.type_error(format_args!("{text} got an unexpected keyword argument '{name}'{hint}"))
    }

    pub(super) fn fill_defaults(&self, f: &Function, regs: &mut [Reg]) -> Result<(), Raise> {
        let linked = f.linked();
        let code = &*linked.code;
        let nparams = code.nparams as usize;
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let defaults = defaults.map_or(&[][..], Tuple::words);
        let first = nparams.saturating_sub(defaults.len());
        let mut missing = Vec::new();
        for i in 0..nparams {
            if regs[i].is_none() {
                match (i >= first).then(|| defaults[i - first]) {
                    Some(w) => regs[i] = Some(w),
                    None => missing.push(self.word_text(linked.local_names[i])),
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(f, &missing, "positional"));
        }
        let kwdefaults = f.kwdefaults.get().map(Value::from_word).and_then(|v| v.cast::<Dict>());
        for (i, reg) in regs.iter_mut().enumerate().skip(nparams).take(code.kwonly as usize) {
            if reg.is_none() {
                let name = linked.local_names[i];
                let key = Value::from_word(name).cast::<Str>();
                let default = key
                    .and_then(|k| kwdefaults.and_then(|d| d.get_str(k, self.hash_str(k))))
                    .map(Value::word);
                match default {
                    Some(w) => *reg = Some(w),
                    None => missing.push(self.word_text(name)),
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(f, &missing, "keyword-only")) }
    }

    pub(super) fn missing_arguments(&self, f: &Function, missing: &[String], what: &str) -> Raise {
        let quoted: Vec<String> = missing.iter().map(|n| format!("'{n}'")).collect();
        let list = match &quoted[..] {
            [one] => one.clone(),
            [a, b] => format!("{a} and {b}"),
            [init @ .., last] => format!("{}, and {last}", init.join(", ")),
            [] => String::new(),
        };
        let s = if missing.len() == 1 { "" } else { "s" };
        let text = self.function_text(f);
        self.type_error(format_args!("{text} missing {} required {what} argument{s}: {list}", missing.len()))
    }

    pub(super) fn too_many_arguments(&self, f: &Function, given: usize, regs: &[Reg]) -> Raise {
        let code = &*f.linked().code;
        let nparams = code.nparams as usize;
        let defaults = f.defaults.get().map(Value::from_word).and_then(|v| v.cast::<Tuple>());
        let defaults = defaults.map_or(0, Tuple::len);
        let kwonly_given =
            regs[nparams..nparams + code.kwonly as usize].iter().filter(|r| r.is_some()).count();
        let (takes, plural) = if defaults > 0 {
            (format!("from {} to {nparams}", nparams - defaults), true)
        } else {
            (nparams.to_string(), nparams != 1)
        };
        let were = if kwonly_given > 0 {
            let s = |n: usize| if n == 1 { "" } else { "s" };
            format!(
                "{given} positional argument{} (and {kwonly_given} keyword-only argument{}) were",
                s(given),
                s(kwonly_given)
            )
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        };
        let text = self.function_text(f);
        let s = if plural { "s" } else { "" };
        self.type_error(format_args!("{text} takes {takes} positional argument{s} but {were} given"))
    }

    /// How errors of calls name a function: `f()`.
    pub(super) fn function_text(&self, f: &Function) -> String {
        format!("{}()", f.qualname().cast::<Str>().map_or_else(String::new, Str::to_text))
    }
}
