//! `help`: what something is, its parameters and its documentation, in the form of CPython's `pydoc`.

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// The text that `help(object)` prints.
pub(super) fn text(s: &mut Scope<'_>, h: Handle) -> Result<String, Raise> {
    let module = match text_attr(s, h, "__module__")? {
        Some(name) => format!(" in module {name}"),
        None => String::new(),
    };
    let name = text_attr(s, h, "__name__")?.unwrap_or_else(|| "?".into());
    let mut out = match h.get(s).kind() {
        Kind::Function => format!("Help on function {name}{module}:\n\n"),
        Kind::Method if h.cast::<Method>(s).is_some_and(|m| m.func().cast::<Native>().is_some()) => {
            format!("Help on built-in function {name}{module}:\n\n")
        }
        Kind::Method => format!("Help on method {name}{module}:\n\n"),
        Kind::Native => format!("Help on built-in function {name}{module}:\n\n"),
        Kind::Type => format!("Help on class {name}{module}:\n\n"),
        Kind::Module => format!("Help on module {name}:\n\nNAME\n    {name}\n\n"),
        _ => {
            let class = s.keep(|vm| vm.type_of(h.get(vm)).value());
            let name = s.type_name(h.get(s));
            let module = text_attr(s, class, "__module__")?.unwrap_or_default();
            return Ok(format!("Help on {name} in module {module} object:\n\n{}", of_class(s, class)?));
        }
    };
    match h.get(s).kind() {
        Kind::Type => out.push_str(&of_class(s, h)?),
        Kind::Module => out.push_str(&of_module(s, h)?),
        _ => {
            out.push_str(&of_callable(s, h, "")?);
            out.push('\n');
        }
    }
    Ok(out)
}

fn text_attr(s: &mut Scope<'_>, h: Handle, name: &str) -> Result<Option<String>, Raise> {
    Ok(match s.getattr_opt(h, name)? {
        Some(v) => v.cast::<Str>(s).map(Str::to_text),
        None => None,
    })
}

/// A docstring with the indentation it has as a string of the source taken away; nothing if there is none.
fn documentation(s: &mut Scope<'_>, h: Handle) -> Result<Option<String>, Raise> {
    let Some(text) = text_attr(s, h, "__doc__")? else { return Ok(None) };
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let rest = text.lines().skip(1).filter(|l| !l.trim().is_empty());
    let margin = rest.map(|l| indent(&l)).min().unwrap_or(0);
    let lines = text.lines().enumerate().map(|(i, line)| match i {
        0 => line.trim(),
        _ => line.get(margin..).unwrap_or("").trim_end(),
    });
    Ok(Some(lines.collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()))
}

/// Lines with something before each; an empty line gets it without its blanks at the end.
fn indented(text: &str, by: &str) -> String {
    text.lines().map(|line| format!("{}\n", format!("{by}{line}").trim_end())).collect()
}

/// Head and documentation of something that can be called.
fn of_callable(s: &mut Scope<'_>, h: Handle, margin: &str) -> Result<String, Raise> {
    let name = text_attr(s, h, "__name__")?.unwrap_or_else(|| "?".into());
    let signature = signature(s, h, false)?;
    let begin = if is_async(s, h) { "async " } else { "" };
    let mut out = format!("{margin}{begin}{name}{signature}\n");
    // the documentation of what is built in may be no more than its head
    if let Some(text) = documentation(s, h)?.filter(|text| !text.starts_with(&format!("{name}("))) {
        out.push_str(&indented(&text, &format!("{margin}    ")));
    }
    Ok(out)
}

fn is_async(vm: &Vm, h: Handle) -> bool {
    let v = h.get(vm);
    let f = v.cast::<Function>().or_else(|| v.cast::<Method>().and_then(|m| m.func().cast::<Function>()));
    f.is_some_and(|f| f.linked().code.flags.coroutine)
}

/// The parameters of a callable, in brackets; nothing for what has no signature.
fn signature(s: &mut Scope<'_>, h: Handle, bound: bool) -> Result<String, Raise> {
    if h.cast::<Method>(s).is_some() {
        let f = s.keep(|vm| h.cast::<Method>(vm).map_or(Value::NONE, Method::func));
        let text = signature(s, f, true)?;
        // the head of what is built in still has its object
        return Ok(text.replacen("(self, /", "(", 1).replacen("(, ", "(", 1));
    }
    if h.cast::<Function>(s).is_none() {
        return Ok(super::function::signature_text(s, h.get(s)));
    }
    let mut parts = Vec::new();
    let parameters = parameters(s, h);
    let defaults = s.getattr(h, "__defaults__")?;
    let with_default = defaults.cast::<Tuple>(s).map_or(0, Tuple::len);
    let by_position = parameters.iter().filter(|p| p.1 == Way::Position).count();
    let by_keyword = s.getattr(h, "__kwdefaults__")?;
    let annotations = s.getattr(h, "__annotations__")?;
    for (i, (name, way)) in parameters.iter().enumerate() {
        if *way == Way::Mark {
            parts.push(name.clone());
            continue;
        }
        let before = parameters[..i].iter().filter(|p| p.1 == Way::Position).count();
        let default = match way {
            Way::Position if before + with_default >= by_position => {
                let k = before + with_default - by_position;
                Some(s.keep(|vm| tuple_item(vm, defaults, k)))
            }
            Way::Keyword => item(s, by_keyword, name),
            _ => None,
        };
        let bare = name.trim_start_matches('*');
        let annotation = match item(s, annotations, bare) {
            Some(a) => Some(annotation_text(s, a)?),
            None => None,
        };
        let default = match default {
            Some(d) => Some(s.repr_text(d)?.as_wtf8().to_string_lossy().into_owned()),
            None => None,
        };
        parts.push(match (annotation, default) {
            (Some(a), Some(d)) => format!("{name}: {a} = {d}"),
            (Some(a), None) => format!("{name}: {a}"),
            (None, Some(d)) => format!("{name}={d}"),
            (None, None) => name.clone(),
        });
    }
    if bound && !parts.is_empty() {
        parts.remove(0);
    }
    let result = match item(s, annotations, "return") {
        Some(a) => format!(" -> {}", annotation_text(s, a)?),
        None => String::new(),
    };
    Ok(format!("({}){result}", parts.join(", ")))
}

/// How an argument is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Position,
    Keyword,
    /// `*args` and `**kwargs`
    Rest,
    /// A bare `*` or `/`.
    Mark,
}

fn parameters(vm: &Vm, h: Handle) -> Vec<(String, Way)> {
    let Some(f) = h.cast::<Function>(vm) else { return Vec::new() };
    let code = &f.linked().code;
    let names = vm.names.borrow();
    let name = |i: usize| code.locals.get(i).map_or("?", |l| names.get(l.name)).to_owned();
    let (n, kwonly) = (code.nparams as usize, code.kwonly as usize);
    let mut all = Vec::new();
    for i in 0..n {
        all.push((name(i), Way::Position));
        if i + 1 == code.posonly as usize {
            all.push(("/".into(), Way::Mark));
        }
    }
    if code.flags.varargs {
        all.push((format!("*{}", name(n + kwonly)), Way::Rest));
    } else if kwonly > 0 {
        all.push(("*".into(), Way::Mark));
    }
    all.extend((n..n + kwonly).map(|i| (name(i), Way::Keyword)));
    if code.flags.varkw {
        all.push((format!("**{}", name(n + kwonly + code.flags.varargs as usize)), Way::Rest));
    }
    all
}

fn item(s: &mut Scope<'_>, dict: Handle, key: &str) -> Option<Handle> {
    let found = dict.cast::<Dict>(s).and_then(|d| s.dict_get_str(d, key)).map(Kept::new)?;
    Some(s.keep(|vm| found.get(&vm.heap)))
}

fn annotation_text(s: &mut Scope<'_>, a: Handle) -> Result<String, Raise> {
    match a.cast::<Type>(s) {
        Some(class) => Ok(s.class_full_name(class)),
        None => Ok(s.repr_text(a)?.as_wtf8().to_string_lossy().into_owned()),
    }
}

/// A class: bases, how it is called, documentation, its own methods.
fn of_class(s: &mut Scope<'_>, class: Handle) -> Result<String, Raise> {
    let name = text_attr(s, class, "__name__")?.unwrap_or_else(|| "?".into());
    let own = text_attr(s, class, "__module__")?.unwrap_or_default();
    let bases: Vec<String> = class.cast::<Type>(s).map_or_else(Vec::new, |t| {
        let bases = t.mro().iter().skip(1).take(1).filter_map(|c| c.cast::<Type>());
        let full = |c: &Type| match s.class_full_name(c) {
            name if !name.contains('.') => format!("builtins.{name}"),
            name => name.strip_prefix(&format!("{own}.")).map_or(name.clone(), str::to_owned),
        };
        bases.map(full).collect()
    });
    let head = if bases.is_empty() { String::new() } else { format!("({})", bases.join(", ")) };
    let mut body = String::new();
    let init = members(s, class, &["function"]).into_iter().find(|m| m.0 == "__init__");
    if let Some((_, init)) = init {
        let text = signature(s, init, true)?;
        body.push_str(&format!("{name}{text}\n\n"));
    }
    if let Some(text) = documentation(s, class)? {
        body.push_str(&format!("{text}\n\n"));
    }
    let mut sections = Vec::new();
    for (title, kinds) in SECTIONS {
        let mut section = String::new();
        for (name, member) in members(s, class, kinds) {
            let mut s = s.inner();
            section.push_str(&match *title {
                "Readonly properties" => of_property(&mut s, &name, member)?,
                _ => {
                    let callable = s.getattr(class, &name)?;
                    of_callable(&mut s, callable, "")?
                }
            });
            section.push('\n');
        }
        if !section.is_empty() {
            sections.push(format!("{title} defined here:\n\n{section}"));
        }
    }
    body.push_str(&sections.join(&format!("{}\n", "-".repeat(70))));
    Ok(format!("class {name}{head}\n{}\n", indented(body.trim_end(), " |  ")))
}

/// What is told of a class, and the classes of what belongs there.
const SECTIONS: &[(&str, &[&str])] = &[
    ("Methods", &["function", "method_descriptor", "builtin_function_or_method"]),
    ("Class methods", &["classmethod"]),
    ("Static methods", &["staticmethod"]),
    ("Readonly properties", &["property"]),
];

fn of_property(s: &mut Scope<'_>, name: &str, property: Handle) -> Result<String, Raise> {
    let text = documentation(s, property)?.unwrap_or_default();
    Ok(format!("{name}\n{}", indented(&text, "    ")))
}

/// What a class itself has of these kinds, unless it is only for the language; sorted.
fn members(s: &mut Scope<'_>, class: Handle, kinds: &[&str]) -> Vec<(String, Handle)> {
    let found: Vec<(String, Kept)> = class.cast::<Type>(s).map_or_else(Vec::new, |t| {
        let pairs = t.dict().iter().filter(|(_, v)| kinds.contains(&s.type_name(*v).as_str()));
        pairs.filter_map(|(k, v)| Some((k.cast::<Str>()?.to_text(), Kept::new(v)))).collect()
    });
    let own = |name: &str| name == "__init__" || !name.starts_with('_');
    let mut all: Vec<(String, Handle)> = found
        .into_iter()
        .filter(|(name, _)| own(name))
        .map(|(name, v)| (name, s.keep(|vm| v.get(&vm.heap))))
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// A module: documentation and the names it has.
fn of_module(s: &mut Scope<'_>, module: Handle) -> Result<String, Raise> {
    let mut out = String::new();
    if let Some(text) = documentation(s, module)? {
        out.push_str(&format!("DESCRIPTION\n{}\n", indented(&text, "    ")));
    }
    let names = match s.dict_get_str(s.builtins(), "dir").map(Kept::new) {
        Some(dir) => {
            let dir = s.keep(|vm| dir.get(&vm.heap));
            s.call(dir, &[module])?
        }
        None => return Ok(out),
    };
    let names: Vec<String> = names
        .cast::<List>(s)
        .map(List::to_vec)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|n| n.cast::<Str>().map(Str::to_text))
        .filter(|n| !n.starts_with('_'))
        .collect();
    if !names.is_empty() {
        out.push_str(&format!("NAMES\n{}\n", indented(&wrapped(&names), "    ")));
    }
    Ok(out)
}

/// Names in lines of no more than 76 columns.
fn wrapped(names: &[String]) -> String {
    let mut lines = vec![String::new()];
    for name in names {
        if lines.last().is_some_and(|l| l.len() + name.len() > 74) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "" } else { ", " });
            line.push_str(name);
        }
    }
    lines.join("\n")
}
