//! Pure scripts need nothing from the world: they pass under a host that denies everything, and their output is
//! what CPython printed.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

mod machine;

use std::path::Path;

use machine::{on_big_stack, session};
use quaver::session::Options;

/// Scripts that read no clock, no file and nothing random.
const SCRIPTS: &[&str] = &[
    "asyncio/gather_api",
    "asyncio/taskgroup_api",
    "builtins/sorting",
    "classes/properties",
    "comprehensions/generator_expressions",
    "containers/iteration_protocols",
    "containers/sets",
    "control/match_statement",
    "exceptions/chaining",
    "functions/parameters",
    "generators/yield_from",
    "numbers/integers",
    "order/mixed_primitives",
    "programs/dining_philosophers",
    "programs/json_parser",
    "programs/matrix",
    "strings/fstrings",
    "strings/lone_surrogates",
];

#[test]
fn pure_scripts_pass_under_a_host_that_denies_everything() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let failed = on_big_stack(move || {
        let mut failed = Vec::new();
        for name in SCRIPTS {
            let text =
                std::fs::read_to_string(folder.join(format!("{name}.py"))).expect("the script is there");
            let expected =
                std::fs::read_to_string(folder.join(format!("{name}.out"))).expect("and its output");
            let (mut session, heard) = session(Options::default());
            let code = session.run_text("<string>", &text);
            let code = session.finish(code);
            if code != 0 || heard.stdout() != expected.as_bytes() {
                let (out, err) = (heard.stdout(), heard.stderr());
                let (out, err) = (String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
                failed.push(format!("{name}: exit code {code}\n{out}\n{err}"));
            }
        }
        failed
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What is denied is an ordinary exception of the script's.
#[test]
fn what_is_denied_raises() {
    let (code, out, err) = on_big_stack(|| {
        let (mut session, heard) = session(Options::default());
        let code = session.run_text(
            "<string>",
            r#"
import asyncio, time
def attempt(what, f):
    try:
        f()
        print(what, "allowed")
    except OSError as e:
        print(what, type(e).__name__)
attempt("input", input)
async def connect():
    await asyncio.open_connection("127.0.0.1", 1)
attempt("network", lambda: asyncio.run(connect()))
async def serve():
    await asyncio.start_server(print, "127.0.0.1", 0)
attempt("listening", lambda: asyncio.run(serve()))
try:
    import no_such_module
except ModuleNotFoundError as e:
    print(e)
start = time.monotonic()
time.sleep(2)
print(time.monotonic() - start >= 2)
"#,
        );
        let code = session.finish(code);
        (code, heard.stdout(), heard.stderr())
    });
    let (out, err) = (String::from_utf8_lossy(&out).into_owned(), String::from_utf8_lossy(&err).into_owned());
    let denied = "input PermissionError\nnetwork PermissionError\nlistening PermissionError\n";
    assert_eq!(
        (code, out.as_str()),
        (0, &*format!("{denied}No module named 'no_such_module'\nTrue\n")),
        "{err}"
    );
}
