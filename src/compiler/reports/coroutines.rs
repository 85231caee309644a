//! Coroutines that are made and never awaited.

use super::Forgotten;
use super::names::{ScopeKind, What};
use super::walk::{Call, Found, Read, Use};
use crate::source::{Diagnostic, Kind, Name, Severity, Span};
use crate::syntax::ast::*;
use rustc_hash::FxHashMap;

/// Coroutine functions of the library.
const LIBRARY: &[&str] = &[
    "asyncio.sleep",
    "asyncio.wait",
    "asyncio.wait_for",
    "asyncio.to_thread",
    "asyncio.open_connection",
    "asyncio.start_server",
];

/// Classes of the library with those of their methods that are coroutine functions.
const METHODS: &[(&str, &[&str])] = &[
    ("asyncio.Queue", &["put", "get", "join"]),
    ("asyncio.LifoQueue", &["put", "get", "join"]),
    ("asyncio.PriorityQueue", &["put", "get", "join"]),
    ("asyncio.Event", &["wait"]),
    ("asyncio.Lock", &["acquire"]),
    ("asyncio.Semaphore", &["acquire"]),
    ("asyncio.BoundedSemaphore", &["acquire"]),
    ("asyncio.Condition", &["acquire", "wait", "wait_for"]),
    ("asyncio.Barrier", &["wait", "reset", "abort"]),
];

/// What a call makes.
struct Made {
    name: String,
    /// Where the coroutine function is defined.
    defined: Option<Span>,
    certain: bool,
}

/// The reads of each name.
type Reads<'a> = FxHashMap<Name, Vec<&'a Read>>;
/// Where a coroutine is used in vain, and what is done there.
type Misuse = (Span, &'static str);

/// Reports the coroutines that are surely forgotten, and warns of those that seem to be.
pub(super) fn forgotten(found: &Found<'_>, out: &mut Vec<Diagnostic>) -> Vec<Forgotten> {
    let mut all = Vec::new();
    let mut reads: Reads<'_> = FxHashMap::default();
    found.reads.iter().for_each(|r| reads.entry(r.name).or_default().push(r));
    for call in &found.calls {
        let span = found.ast[call.id].span;
        let kept = matches!(call.used, Use::Kept(_));
        if !kept && found.explain(call.scope, call.used).is_none() {
            continue;
        }
        let Some(made) = found.made(call) else { continue };
        if found.dead.iter().any(|d| d.contains(span)) {
            continue;
        }
        let Some(report) = found.never_awaited(call, &made, &reads) else { continue };
        out.push(report);
        if made.certain {
            all.push(Forgotten { call: span, name: made.name });
        }
    }
    all
}

impl Found<'_> {
    /// The coroutine that a call makes, if it does.
    fn made(&self, call: &Call) -> Option<Made> {
        let ExprKind::Call { func, .. } = self.ast[call.id].kind else { return None };
        let local = match self.ast[func].kind {
            ExprKind::Name(name) => match self.scopes.sure(call.scope, name) {
                Some((owner, What::Def(def))) => Some((owner, def, true)),
                _ => None,
            },
            ExprKind::Attribute { value, name, .. } => self.method(call.scope, value, name),
            _ => None,
        };
        if let Some((owner, def, certain)) = local {
            let name = self.scopes.coroutine_function(self.ast, self.names, owner, def)?;
            let StmtKind::FunctionDef(function) = &self.ast[def].kind else { return None };
            return Some(Made { name, defined: Some(function.name_span), certain });
        }
        let path = self.scopes.path(self.ast, self.names, call.scope, func)?;
        let short = |text: &str| text.strip_prefix("asyncio.").unwrap_or(text).to_owned();
        if LIBRARY.contains(&path.as_str()) {
            return Some(Made { name: short(&path), defined: None, certain: true });
        }
        let (object, method) = path.rsplit_once("().")?;
        let (_, methods) = METHODS.iter().find(|(class, _)| *class == object)?;
        methods.contains(&method).then(|| Made {
            name: format!("{}.{method}", short(object)),
            defined: None,
            certain: true,
        })
    }

    /// `self.name(…)` in a method: the class's own method, unless a subclass has another.
    fn method(&self, scope: usize, value: ExprId, name: Name) -> Option<(usize, StmtId, bool)> {
        let ExprKind::Name(object) = self.ast[value].kind else { return None };
        let owner = self.scopes.owner(scope, object)?;
        let function = &self.scopes.all[owner];
        if function.instance != Some(object) || self.scopes.sure(scope, object).is_none() {
            return None;
        }
        let class = function.parent?;
        if self.scopes.all[class].kind != ScopeKind::Class || self.scopes.stored.contains(&name) {
            return None;
        }
        match self.scopes.sure(class, name)? {
            (at, What::Def(def)) if at == class => Some((class, def, false)),
            _ => None,
        }
    }

    fn never_awaited(&self, call: &Call, made: &Made, reads: &Reads<'_>) -> Option<Diagnostic> {
        let span = self.ast[call.id].span;
        let severity = if made.certain { Severity::Error } else { Severity::Warning };
        let message = format!("coroutine '{}' was never awaited", made.name);
        let mut d = Diagnostic::new(severity, Kind::RuntimeWarning, span, message).code("never-awaited");
        match call.used {
            Use::Kept(name) => {
                let first = self.only_misused(call.scope, name, reads)?;
                d = d.label(format!(
                    "the coroutine is kept in '{}', and nothing awaits it",
                    self.names.get(name)
                ));
                if let Some((span, text)) = first {
                    d = d.secondary(span, text);
                }
            }
            used => d = d.label(self.explain(call.scope, used)?),
        }
        if let Some(defined) = made.defined {
            d = d.secondary(defined, "a call of this makes a coroutine, and runs nothing yet");
        }
        Some(d.hint(self.how_to_await(call, &made.name)))
    }

    fn how_to_await(&self, call: &Call, name: &str) -> String {
        let written = name.rsplit('.').next().unwrap_or(name);
        let function = self.scopes.function(call.scope);
        match self.scopes.all[function].kind {
            ScopeKind::Function { is_async: true } if call.used == Use::Dropped => {
                "write 'await' before the call; to run it beside this, keep a task: \
                 'task = asyncio.create_task(…)'"
                    .into()
            }
            ScopeKind::Function { is_async: true } => "write 'await' before the call".into(),
            ScopeKind::Module if call.used == Use::Dropped => {
                format!("start it: 'asyncio.run({written}(…))'")
            }
            ScopeKind::Module => format!("run it for its result: 'asyncio.run({written}(…))'"),
            _ => "await it in an 'async def': a plain function cannot wait".into(),
        }
    }

    /// If no read of a variable can await what is in it: the first one, and what it does.
    fn only_misused(&self, scope: usize, name: Name, reads: &Reads<'_>) -> Option<Option<Misuse>> {
        let (owner, what) = self.scopes.sure(scope, name)?;
        let module = self.scopes.all[owner].kind == ScopeKind::Module;
        if !matches!(what, What::Value(_)) || self.scopes.all[owner].kind == ScopeKind::Class {
            return None;
        }
        let mut first: Option<Misuse> = None;
        let reads = reads.get(&name).into_iter().flatten();
        for read in reads.filter(|r| self.scopes.owner(r.scope, name) == Some(owner)) {
            let text = self.explain(read.scope, read.used)?;
            if first.is_none_or(|(span, _)| read.span.lo < span.lo) {
                first = Some((read.span, text));
            }
        }
        // a module's variable may be read from elsewhere
        (first.is_some() || !module).then_some(first)
    }

    /// Why a use of a coroutine awaits nothing; nothing if it may.
    fn explain(&self, scope: usize, used: Use) -> Option<&'static str> {
        Some(match used {
            Use::Open | Use::Kept(_) => return None,
            Use::Dropped => "this makes a coroutine, and drops it: its body never runs",
            Use::Compared => "this compares the coroutine itself, not its result",
            Use::Condition => "a coroutine is always true: its result is not known here",
            Use::Formatted => "this shows the coroutine itself, not its result",
            Use::Operand => "this calculates with the coroutine itself, not with its result",
            Use::Indexed => "this indexes the coroutine itself, not its result",
            Use::Attribute => "this asks the coroutine itself, not its result",
            Use::Iterated => "this walks the coroutine itself, not its result",
            Use::AsyncIterated => "a coroutine is no asynchronous iterator: its result may be one",
            Use::Entered => "a coroutine is no context manager: its result may be one",
            Use::Passed(name) => {
                let text = self.names.get(name);
                let shows = matches!(text, "print" | "str" | "repr" | "ascii" | "format");
                let takes = matches!(
                    text,
                    "len"
                        | "int"
                        | "float"
                        | "bool"
                        | "list"
                        | "tuple"
                        | "set"
                        | "dict"
                        | "sorted"
                        | "sum"
                        | "min"
                        | "max"
                        | "any"
                        | "all"
                        | "abs"
                        | "round"
                        | "iter"
                        | "next"
                        | "enumerate"
                        | "reversed"
                        | "range"
                        | "bytes"
                        | "ord"
                        | "chr"
                        | "divmod"
                        | "pow"
                );
                if !(shows || takes) || !self.scopes.is_builtin(scope, name) {
                    return None;
                }
                if shows {
                    "this shows the coroutine itself, not its result"
                } else {
                    "this is given the coroutine itself, not its result"
                }
            }
        })
    }
}
