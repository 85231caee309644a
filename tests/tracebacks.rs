//! Every program under tests/tracebacks/ is one test: its standard error equals the stored `.err` (the folder's name
//! taken out), also when garbage is collected at every safepoint; and where CPython 3.13 is installed, it equals
//! CPython's, after both have been brought to one form:
//!
//! - of CPython's text: frames of its library are left out, and the paths of library modules become
//!   `(unknown location)`;
//! - of ours: the lines that CPython has not are left out. They stand in a traceback before the frame where a task's
//!   frames begin and read `  task 'NAME' of FUNCTION(), created in …`; and the suggestion after "No module named".
//!
//! Header comments: `# exit: N` (exit code, 1 if not said), `# differs: reason` (CPython prints something else).
//! `QUAVER_BLESS=1` rewrites the `.err` files from our own output; `QUAVER_ORACLE=path` names CPython, `none` does
//! without.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);

struct Case {
    path: PathBuf,
    name: String,
    exit: i32,
    differs: bool,
}

fn find() -> Vec<Case> {
    let root = support::package_root().join("tests/tracebacks");
    let all = support::files_under(&root, &["py"]);
    let programs = all.into_iter().filter(|p| p.parent() == Some(&root));
    programs
        .filter_map(|path| {
            let source = std::fs::read_to_string(&path).ok()?;
            Some(Case {
                name: path.file_stem()?.to_string_lossy().into_owned(),
                exit: support::header(&source, "exit").and_then(|n| n.parse().ok()).unwrap_or(1),
                differs: support::header(&source, "differs").is_some(),
                path,
            })
        })
        .collect()
}

/// Standard error with the folder's name taken out, and exit code.
fn told(outcome: &support::Outcome, case: &Case) -> (String, i32) {
    let folder = format!("{}/", support::folder(&case.path).display());
    (outcome.err().replace(&folder, ""), outcome.code)
}

fn ours(case: &Case, stress: bool) -> Result<support::Outcome, Failed> {
    let mut command = support::quaver();
    if stress {
        // collecting at every safepoint is slow; a clock that jumps keeps the timers in their order
        command.arg("--virtual-time");
    }
    command.arg(case.path.file_name().unwrap_or_default()).current_dir(support::folder(&case.path));
    if stress {
        command.env("QUAVER_GC_STRESS", "1");
    }
    Ok(support::run(&mut command, LIMIT)?)
}

fn check(case: &Case, stress: bool) -> Result<(), Failed> {
    let (text, code) = told(&ours(case, stress)?, case);
    if code != case.exit {
        return Err(format!("exit code {code}, expected {}\n{text}", case.exit).into());
    }
    let file = case.path.with_extension("err");
    let stored = std::fs::read_to_string(&file)
        .map_err(|e| format!("{}: {e} (QUAVER_BLESS=1 makes it)", file.display()))?;
    if text != stored {
        return Err(support::difference(stored.as_bytes(), text.as_bytes()).into());
    }
    Ok(())
}

fn against_oracle(case: &Case, python: &Path) -> Result<(), Failed> {
    let truth = support::run_oracle(python, &case.path)?;
    let (theirs, their_code) = told(&truth, case);
    let outcome = ours(case, false)?;
    let (text, code) = told(&outcome, case);
    if (code, &outcome.stdout) != (their_code, &truth.stdout) {
        return Err(format!("exit code {code}, CPython's {their_code}; or another standard output").into());
    }
    let (theirs, text) = (without_library(&theirs), without_extras(&text));
    if theirs != text {
        return Err(support::difference(theirs.as_bytes(), text.as_bytes()).into());
    }
    Ok(())
}

/// CPython's text without frames of its library.
fn without_library(text: &str) -> String {
    let mut out = String::new();
    // the margin of the frame that is being left out
    let mut leaving: Option<usize> = None;
    for line in text.lines() {
        if let Some(at) = line.find("  File \"") {
            let library = line.contains("/lib/python3.13/") || line.contains("\"<frozen ");
            leaving = library.then_some(at);
        } else if leaving.is_some_and(|at| !line.get(at..).is_some_and(|l| l.starts_with("    "))) {
            leaving = None;
        }
        if leaving.is_none() {
            match (line.find(" (/"), line.find("/lib/python3.13/"), line.rfind(')')) {
                (Some(from), Some(_), Some(to)) => {
                    out.push_str(&line[..from]);
                    out.push_str(" (unknown location)");
                    out.push_str(&line[to + 1..]);
                }
                _ => out.push_str(line),
            }
            out.push('\n');
        }
    }
    out
}

/// Our text without what CPython does not tell.
fn without_extras(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let inner = line.trim_start_matches([' ', '|']);
        if inner.starts_with("task '") && inner.contains("' of ") && line.contains("  task '") {
            continue;
        }
        let cut = line.contains("ModuleNotFoundError: No module named");
        out.push_str(if cut { line.split(". Did you mean").next().unwrap_or(line) } else { line });
        out.push('\n');
    }
    out
}

fn bless(case: &Case) -> Result<(), Failed> {
    let (text, _) = told(&ours(case, false)?, case);
    Ok(std::fs::write(case.path.with_extension("err"), text)?)
}

fn main() {
    let args = Arguments::from_args();
    let oracle = Arc::new(if args.list { None } else { support::oracle() });
    if oracle.is_none() && !args.list {
        eprintln!("CPython 3.13 was not found: comparing with the stored texts only");
    }
    let blessing = std::env::var_os("QUAVER_BLESS").is_some_and(|v| v == "1");
    let mut trials = Vec::new();
    for case in find().into_iter().map(Arc::new) {
        let name = case.name.clone();
        if blessing {
            trials.push(Trial::test(name, move || bless(&case)).with_kind("bless"));
            continue;
        }
        let c = case.clone();
        trials.push(Trial::test(name.clone(), move || check(&c, false)).with_kind("text"));
        let c = case.clone();
        trials.push(Trial::test(name.clone(), move || check(&c, true)).with_kind("gc-stress"));
        if oracle.is_some() && !case.differs {
            let o = oracle.clone();
            let compare = move || o.as_deref().map_or(Ok(()), |python| against_oracle(&case, python));
            trials.push(Trial::test(name, compare).with_kind("oracle"));
        }
    }
    libtest_mimic::run(&args, trials).exit();
}
