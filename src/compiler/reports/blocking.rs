//! Calls in async code that hold the loop up, and tasks that nobody keeps.

use super::tree::find_stmt;
use super::walk::{Call, Found, Use};
use crate::source::{Diagnostic, Kind};
use crate::syntax::ast::*;

/// Functions that block, and what to write instead.
const BLOCKING: &[(&str, &str)] = &[
    ("time.sleep", "write 'await asyncio.sleep(…)'"),
    ("builtins.input", "write 'await asyncio.to_thread(input, …)'"),
    ("subprocess.run", "write 'await asyncio.create_subprocess_exec(…)', or run it in asyncio.to_thread()"),
    ("subprocess.call", "write 'await asyncio.create_subprocess_exec(…)', or run it in asyncio.to_thread()"),
    (
        "subprocess.check_call",
        "write 'await asyncio.create_subprocess_exec(…)', or run it in asyncio.to_thread()",
    ),
    (
        "subprocess.check_output",
        "write 'await asyncio.create_subprocess_exec(…)', or run it in asyncio.to_thread()",
    ),
    (
        "subprocess.getoutput",
        "write 'await asyncio.create_subprocess_shell(…)', or run it in asyncio.to_thread()",
    ),
    ("os.system", "write 'await asyncio.create_subprocess_shell(…)'"),
    ("urllib.request.urlopen", "run it in a thread: 'await asyncio.to_thread(…)'"),
    ("socket.create_connection", "write 'await asyncio.open_connection(…)'"),
    ("requests.get", "run it in a thread: 'await asyncio.to_thread(…)'"),
    ("requests.post", "run it in a thread: 'await asyncio.to_thread(…)'"),
    ("requests.put", "run it in a thread: 'await asyncio.to_thread(…)'"),
    ("requests.patch", "run it in a thread: 'await asyncio.to_thread(…)'"),
    ("requests.delete", "run it in a thread: 'await asyncio.to_thread(…)'"),
    ("requests.head", "run it in a thread: 'await asyncio.to_thread(…)'"),
    ("requests.request", "run it in a thread: 'await asyncio.to_thread(…)'"),
];

/// Functions that make a task.
const TASKS: &[&str] = &["asyncio.create_task", "asyncio.ensure_future"];
/// Functions that give a loop, whose `create_task` makes a task.
const LOOPS: &[&str] = &["asyncio.get_running_loop()", "asyncio.get_event_loop()"];

/// Warns of blocking calls and of lost tasks.
pub(super) fn blocking_calls(found: &Found<'_>, out: &mut Vec<Diagnostic>) {
    for call in found.calls.iter().filter(|c| found.scopes.is_async(c.scope)) {
        let ExprKind::Call { func, .. } = found.ast[call.id].kind else { continue };
        let Some(path) = found.scopes.path(found.ast, found.names, call.scope, func) else { continue };
        let span = found.ast[call.id].span;
        if let Some((name, hint)) = BLOCKING.iter().find(|(name, _)| *name == path) {
            let name = name.strip_prefix("builtins.").unwrap_or(name);
            let message = format!("{name}() blocks the event loop");
            out.push(
                Diagnostic::warning(Kind::Advice, span, message)
                    .code("blocking-call")
                    .label("no other task runs until this is over")
                    .hint(*hint),
            );
        }
        let of_loop = path.rsplit_once('.').is_some_and(|(l, m)| m == "create_task" && LOOPS.contains(&l));
        if call.used == Use::Dropped && path == "asyncio.gather" {
            out.push(
                Diagnostic::warning(Kind::Advice, span, "nothing waits for these tasks")
                    .code("lost-task")
                    .label("they start, and the function goes on without their results")
                    .hint("write 'await' before the call"),
            );
        }
        if call.used == Use::Dropped && (of_loop || TASKS.contains(&path.as_str())) && found.returns(call) {
            out.push(
                Diagnostic::warning(Kind::Advice, span, "the task is not kept")
                    .code("lost-task")
                    .label("nothing waits for it or sees it fail, and CPython may drop it half-way")
                    .hint("keep it and await it: 'task = asyncio.create_task(…)'; an asyncio.TaskGroup does both"),
            );
        }
    }
}

impl Found<'_> {
    /// Whether the function in which a call stands comes to an end by itself.
    fn returns(&self, call: &Call) -> bool {
        let function = &self.scopes.all[self.scopes.function(call.scope)];
        let Some(StmtKind::FunctionDef(def)) = function.def.map(|d| &self.ast[d].kind) else { return false };
        let returns = find_stmt(self.ast, &def.body, &mut |s| matches!(s.kind, StmtKind::Return(_)));
        returns.is_some() || self.passes(&def.body)
    }
}
