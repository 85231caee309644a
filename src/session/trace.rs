//! From an exception of the machine to the data of a traceback.

use std::rc::Rc;

use crate::report::closest;
use crate::report::traceback::{Exception as Told, Frame, Link, Report, SyntaxPlace, callee};
use crate::source::Span;
use crate::value::text::Wtf8;
use crate::value::{Exception, List, Module, Str, Task, Tuple, Value};
use crate::vm::{Exc, Handle, Scope, TraceFrame, Vm};
use crate::{event_loop, loader};

/// No more exceptions of a chain are told.
const MAX_CHAIN: usize = 1000;
/// Groups in groups are not looked into deeper than this.
const MAX_DEPTH: usize = 12;

/// The text of an exception as it is told on standard error.
pub fn exception_text(s: &mut Scope<'_>, exception: Handle) -> String {
    describe(s, exception, 0).render()
}

/// The frames a reader wants to see: those of the library are left out. Where a task's frames begin it says so.
pub fn frames(vm: &Vm, all: Vec<TraceFrame>) -> Vec<Frame> {
    let mut own = Vec::new();
    let mut notes = Vec::new();
    for f in all {
        let tasks = f.tasks.iter().rev().filter_map(|k| k.get(&vm.heap).cast::<Task>());
        notes.extend(tasks.filter_map(|task| event_loop::task_line(vm, task)));
        if !f.library {
            let before = std::mem::take(&mut notes);
            own.push(Frame { file: f.file, span: f.span, function: f.function, before });
        }
    }
    own
}

/// A call whose callee could not be found: only the callee is meant.
fn narrow(vm: &Vm, h: Handle, frame: &mut Frame) {
    if !is(vm, h, Exc::NameError) && !is(vm, h, Exc::AttributeError) {
        return;
    }
    let Some(name) = stored_text(vm, h, "name") else { return };
    let code = frame.file.slice(frame.file.clamp(frame.span));
    let Some(callee) = callee(code) else { return };
    let Some(before) = callee.strip_suffix(name.as_str()) else { return };
    let attribute = is(vm, h, Exc::AttributeError);
    if (attribute && before.trim_end().ends_with('.')) || (!attribute && before.is_empty()) {
        frame.span = Span::new(frame.span.lo, frame.span.lo + callee.len() as u32);
    }
}

fn describe(s: &mut Scope<'_>, exception: Handle, depth: usize) -> Report {
    let mut s = s.inner();
    // from the last exception back to the first
    let mut chain: Vec<(Handle, Option<Link>)> = Vec::new();
    let mut at = Some(exception);
    while let Some(h) = at.take() {
        let vm: &Vm = &s;
        if chain.len() >= MAX_CHAIN || chain.iter().any(|(seen, _)| seen.get(vm).is(h.get(vm))) {
            break;
        }
        let Some(e) = h.cast::<Exception>(vm) else { break };
        let suppressed = e.header().has(Exception::SUPPRESS);
        let (before, link) = match (e.cause.load(), e.context.load()) {
            (Some(cause), _) if !cause.is_none() => (Some(cause), Some(Link::Cause)),
            (_, Some(context)) if !suppressed && !context.is_none() => (Some(context), Some(Link::Context)),
            _ => (None, None),
        };
        let before = before.map(crate::value::Kept::new);
        chain.push((h, link));
        at = before.map(|b| s.keep(|vm| b.get(&vm.heap)));
    }
    if let Some(first) = chain.last_mut() {
        first.1 = None;
    }
    let mut report = Report::default();
    for (h, link) in chain.into_iter().rev() {
        let mut told = one(&mut s, h, depth);
        told.link = link;
        report.chain.push(told);
    }
    report
}

fn one(s: &mut Scope<'_>, h: Handle, depth: usize) -> Told {
    let mut s = s.inner();
    let mut told = Told { class: class_name(&s, h), ..Told::default() };
    let Some(e) = h.cast::<Exception>(&s) else { return told };
    told.frames = frames(&s, s.traceback_frames(e));
    if let Some(last) = told.frames.last_mut() {
        narrow(&s, h, last);
    }
    told.message = match syntax_message(&s, h) {
        Some(message) => message,
        None => text(&mut s, h),
    };
    told.syntax = syntax_place(&s, h);
    told.notes = notes(&mut s, h);
    if is(&s, h, Exc::BaseExceptionGroup) && depth < MAX_DEPTH {
        told.group = Some(children(&mut s, h, depth));
    }
    let last = told.frames.last().cloned();
    told.suggestion = suggestion(&mut s, h, last.as_ref()).unwrap_or_default();
    told
}

fn class_name(vm: &Vm, h: Handle) -> String {
    let name = vm.class_full_name(vm.type_of(h.get(vm)));
    name.strip_prefix("__main__.").map_or(name.clone(), str::to_owned)
}

/// `str(exception)`
fn text(s: &mut Scope<'_>, h: Handle) -> String {
    match s.str_text(h) {
        Ok(text) => shown(text.as_wtf8()),
        Err(raise) => {
            s.catch(raise);
            "<exception str() failed>".into()
        }
    }
}

/// Text as standard error shows it: lone surrogates are written as escapes.
fn shown(text: Wtf8<'_>) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match char::from_u32(c) {
            Some(c) => out.push(c),
            None => out.push_str(&format!("\\u{c:04x}")),
        }
    }
    out
}

fn stored_text(vm: &Vm, h: Handle, name: &str) -> Option<String> {
    vm.stored_attr(h.get(vm), name)?.cast::<Str>().map(Str::to_text)
}

/// Whether an exception is of a built-in class.
pub(super) fn is(vm: &Vm, h: Handle, exc: Exc) -> bool {
    vm.is_instance(h.get(vm), vm.exc_class(exc))
}

fn syntax_message(vm: &Vm, h: Handle) -> Option<String> {
    is(vm, h, Exc::SyntaxError).then(|| stored_text(vm, h, "msg")).flatten()
}

fn syntax_place(vm: &Vm, h: Handle) -> Option<SyntaxPlace> {
    if !is(vm, h, Exc::SyntaxError) {
        return None;
    }
    let number = |name: &str| vm.stored_attr(h.get(vm), name).and_then(Value::as_i64);
    let line = u32::try_from(number("lineno")?).ok()?;
    let column = |name: &str| number(name).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let one_line = number("end_lineno").is_none_or(|l| l == i64::from(line));
    let source = stored_text(vm, h, "text").unwrap_or_default();
    let end_offset = if one_line { column("end_offset") } else { source.trim_end().chars().count() + 1 };
    Some(SyntaxPlace {
        file: stored_text(vm, h, "filename").unwrap_or_else(|| "<string>".into()),
        line,
        text: source,
        offset: column("offset"),
        end_offset,
    })
}

/// The items of a list or tuple as roots.
fn items(s: &mut Scope<'_>, h: Handle, most: usize) -> Vec<Handle> {
    let mut out = Vec::new();
    for i in 0..most {
        let v = h.get(s);
        let item = match (v.cast::<List>(), v.cast::<Tuple>()) {
            (Some(l), _) => l.get(i),
            (_, Some(t)) => t.items().get(i).copied(),
            _ => None,
        };
        let Some(item) = item.map(crate::value::Kept::new) else { break };
        out.push(s.keep(|vm| item.get(&vm.heap)));
    }
    out
}

fn notes(s: &mut Scope<'_>, h: Handle) -> Vec<String> {
    let Some(notes) = s.stored_attr(h.get(s), "__notes__").map(crate::value::Kept::new) else {
        return Vec::new();
    };
    let notes = s.keep(|vm| notes.get(&vm.heap));
    if notes.cast::<List>(s).is_none() && notes.cast::<Tuple>(s).is_none() {
        if notes.get(s).is_none() {
            return Vec::new();
        }
        return match s.repr_text(notes) {
            Ok(text) => vec![shown(text.as_wtf8())],
            Err(raise) => {
                s.catch(raise);
                vec!["<__notes__ repr() failed>".into()]
            }
        };
    }
    let all = items(s, notes, 1000);
    all.into_iter().map(|n| text(s, n)).collect()
}

fn children(s: &mut Scope<'_>, h: Handle, depth: usize) -> Vec<Report> {
    match s.getattr(h, "exceptions") {
        Ok(all) => {
            let all = items(s, all, 10_000);
            all.into_iter().map(|e| describe(s, e, depth + 1)).collect()
        }
        Err(raise) => {
            s.catch(raise);
            Vec::new()
        }
    }
}

/// "Did you mean", for errors about names.
fn suggestion(s: &mut Scope<'_>, h: Handle, last: Option<&Frame>) -> Option<String> {
    let wrong_from = stored_text(s, h, "name_from");
    let wrong = stored_text(s, h, "name");
    if is(s, h, Exc::NameError) {
        let wrong = wrong?;
        let method = h.cast::<Exception>(s).is_some_and(|e| e.header().has(Exception::SELF_HAS));
        let near = match method {
            true => Some(format!("self.{wrong}")),
            false => closest(&wrong, names_at(s, last)),
        };
        let module = loader::known_names().any(|n| n == wrong);
        return match (near, module) {
            (Some(near), false) => Some(format!(". Did you mean: '{near}'?")),
            (Some(near), true) => {
                Some(format!(". Did you mean: '{near}'? Or did you forget to import '{wrong}'?"))
            }
            (None, true) => Some(format!(". Did you forget to import '{wrong}'?")),
            (None, false) => None,
        };
    }
    if is(s, h, Exc::AttributeError) {
        let wrong = wrong?;
        let object = s.stored_attr(h.get(s), "obj").map(crate::value::Kept::new)?;
        let object = s.keep(|vm| object.get(&vm.heap));
        return near_attribute(s, object, &wrong);
    }
    if is(s, h, Exc::ModuleNotFoundError) {
        let near = closest(&wrong?, loader::known_names())?;
        return Some(format!(". Did you mean: '{near}'?"));
    }
    if is(s, h, Exc::ImportError) {
        let module = s.dict_get_str(s.modules(), &wrong?).map(crate::value::Kept::new)?;
        let module = s.keep(|vm| module.get(&vm.heap));
        return near_attribute(s, module, &wrong_from?);
    }
    None
}

fn near_attribute(s: &mut Scope<'_>, object: Handle, wrong: &str) -> Option<String> {
    let dir = s.dict_get_str(s.builtins(), "dir").map(crate::value::Kept::new)?;
    let dir = s.keep(|vm| dir.get(&vm.heap));
    let names = match s.call(dir, &[object]) {
        Ok(names) => names,
        Err(raise) => {
            s.catch(raise);
            return None;
        }
    };
    let names = names.cast::<List>(s)?.to_vec();
    let names = names.iter().filter_map(|v| v.cast::<Str>()).map(Str::to_text);
    let near = closest(wrong, names.filter(|n| wrong.starts_with('_') || !n.starts_with('_')))?;
    Some(format!(". Did you mean: '{near}'?"))
}

/// The names that can be seen from a frame: variables of the functions around it, the module's, builtins.
fn names_at(vm: &Vm, frame: Option<&Frame>) -> Vec<String> {
    let mut names = Vec::new();
    let Some(frame) = frame else { return names };
    {
        let interned = vm.names.borrow();
        let codes = vm.codes.borrow();
        let around = codes.iter().filter(|l| {
            Rc::ptr_eq(&l.code.file, &frame.file) && !l.code.flags.module && l.code.span.contains(frame.span)
        });
        for code in around {
            names.extend(code.code.locals.iter().map(|l| interned.get(l.name).to_owned()));
        }
    }
    let texts = |m: &Module| {
        m.dict().iter().filter_map(|(k, _)| k.cast::<Str>()).map(Str::to_text).collect::<Vec<_>>()
    };
    for (_, module) in vm.modules().iter() {
        let Some(module) = module.cast::<Module>() else { continue };
        let file = vm.dict_get_str(module.dict(), "__file__").and_then(|v| v.cast::<Str>()).map(Str::to_text);
        let name = vm.dict_get_str(module.dict(), "__name__").and_then(|v| v.cast::<Str>()).map(Str::to_text);
        let synthetic = frame.file.name().starts_with('<') && name.as_deref() == Some("__main__");
        if synthetic || file.as_deref() == Some(frame.file.name()) {
            names.extend(texts(module));
        }
    }
    names.extend(vm.builtins().iter().filter_map(|(k, _)| k.cast::<Str>()).map(Str::to_text));
    names.retain(|n| !n.starts_with('.'));
    names
}
