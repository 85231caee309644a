//! Every script under tests/scripts/ is one test: its standard output and exit code equal the stored `.out`, which
//! equals what CPython 3.13 prints where that is installed. A second set runs the same scripts under GC stress in the
//! dispatch loop alone; a third does the same with everything translated to machine code; a fourth too, with a small
//! slice of a collection at every safepoint, whose result is checked.
//!
//! Header comments of a script: `# exit: N` (exit code other than 0), `# deviates: reason` (CPython does not print
//! this; the `.out` is written by hand), `# lost: what` (it loses something that only we report, with exit code 1),
//! `# stress: N` (collect at every Nth safepoint only), `# clock: real` (no virtual
//! time under stress). Under imports/ a case is a folder with a main.py.
//!
//! `QUAVER_BLESS=1` rewrites the `.out` files from CPython; `QUAVER_ORACLE=path` names it, `none` does without.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Scripts up to this size are collected at every safepoint, larger ones at every `STRESS_STEP`th.
const SMALL: u64 = 2048;
const STRESS_STEP: u32 = 199;

struct Script {
    path: PathBuf,
    name: String,
    exit: i32,
    /// `# lost: what`: it loses something, which CPython does not mind and we report with exit code 1.
    lost: bool,
    deviates: bool,
    /// Sockets, and what a clock that jumps shows in another order, keep the real clock under stress.
    real_clock: bool,
    /// Its output depends on who wakes first by the clock: a machine under load may need a second try.
    timed: bool,
    size: u64,
    /// `# stress: N`: collect at every Nth safepoint, for scripts that compute a lot.
    step: Option<u32>,
}

fn find_scripts() -> Vec<Script> {
    let root = support::package_root().join("tests/scripts");
    support::files_under(&root, &["py", "qv"])
        .into_iter()
        .filter_map(|path| {
            let inner = path.strip_prefix(&root).ok()?.to_path_buf();
            let parts: Vec<String> = inner.iter().map(|p| p.to_string_lossy().into_owned()).collect();
            let (name, is_case) = match parts.as_slice() {
                // Only main.py of an import case is a test; the others are what it imports.
                [imports, case, file] if imports == "imports" => {
                    (format!("imports::{case}"), file == "main.py")
                }
                [imports, ..] if imports == "imports" => return None,
                _ => (inner.with_extension("").to_string_lossy().replace('/', "::"), true),
            };
            if !is_case {
                return None;
            }
            let source = std::fs::read_to_string(&path).ok()?;
            Some(Script {
                name,
                exit: support::header(&source, "exit").and_then(|n| n.parse().ok()).unwrap_or(0),
                lost: support::header(&source, "lost").is_some(),
                deviates: support::header(&source, "deviates").is_some(),
                real_clock: parts.first().is_some_and(|f| f == "network")
                    || support::header(&source, "clock") == Some("real"),
                timed: ["sleep(0.", "call_later", "call_at", "timeout", "wait_for"]
                    .iter()
                    .any(|w| source.contains(w)),
                size: source.len() as u64,
                step: support::header(&source, "stress").and_then(|n| n.parse().ok()),
                path,
            })
        })
        .collect()
}

fn stored(script: &Script) -> Result<Vec<u8>, Failed> {
    let file = script.path.with_extension("out");
    std::fs::read(&file).map_err(|e| format!("{}: {e} (QUAVER_BLESS=1 makes it)", file.display()).into())
}

fn compare(script: &Script, mut command: std::process::Command, limit: Duration) -> Result<(), Failed> {
    let expected = stored(script)?;
    let got = support::run(&mut command, limit)?;
    let exit = if script.lost { 1 } else { script.exit };
    if got.stdout != expected || got.code != exit {
        let mut text = String::new();
        if got.code != exit {
            text.push_str(&format!("exit code {}, expected {exit}\n", got.code));
        }
        if got.stdout != expected {
            text.push_str(&support::difference(&expected, &got.stdout));
        }
        if !got.stderr.is_empty() {
            text.push_str(&format!("standard error ends:\n{}\n", support::tail(&got.err(), 25)));
        }
        return Err(text.into());
    }
    Ok(())
}

fn plain(script: &Script, oracle: Option<&Path>) -> Result<(), Failed> {
    if let Some(python) = oracle.filter(|_| !script.deviates) {
        let mut truth = support::run_oracle_cached(python, &script.path)?;
        let kept = stored(script)?;
        for _ in 1..tries(script) {
            if truth.stdout != kept {
                truth = support::run_oracle(python, &script.path)?;
            }
        }
        if truth.code != script.exit {
            return Err(
                format!("CPython itself ends with {}, the header says {}", truth.code, script.exit).into()
            );
        }
        if truth.stdout != kept {
            return Err(format!(
                "the stored .out is not CPython's (QUAVER_BLESS=1 renews it)\n{}",
                support::difference(&truth.stdout, &kept)
            )
            .into());
        }
    }
    let mut result = Ok(());
    for _ in 0..tries(script) {
        let mut command = support::quaver();
        command.arg(script.path.file_name().unwrap_or_default()).current_dir(support::folder(&script.path));
        result = compare(script, command, Duration::from_secs(60));
        if result.is_ok() {
            break;
        }
    }
    result
}

/// Scripts that live by the real clock may be upset by a machine under load; all others get one try.
fn tries(script: &Script) -> u32 {
    if script.timed { 3 } else { 1 }
}

fn stressed(script: &Script, slices: bool, jit: &str) -> Result<(), Failed> {
    let step = script.step.unwrap_or(if script.size <= SMALL { 1 } else { STRESS_STEP });
    let mut command = support::quaver();
    if !script.real_clock {
        // Collecting at every safepoint is slow; a clock that jumps keeps the timers of a script in their order.
        command.arg("--virtual-time");
    }
    command.arg(script.path.file_name().unwrap_or_default()).current_dir(support::folder(&script.path));
    let kind = if slices { "slices:" } else { "" };
    command.env("QUAVER_GC_STRESS", format!("{kind}{step}")).env("QUAVER_JIT", jit);
    compare(script, command, Duration::from_secs(240))
}

fn bless(script: &Script, oracle: Option<&Path>) -> Result<(), Failed> {
    if script.deviates {
        return Ok(());
    }
    let python = oracle.ok_or("CPython 3.13 is not here: set QUAVER_ORACLE")?;
    let truth = support::run_oracle(python, &script.path)?;
    if truth.code != script.exit {
        return Err(format!("CPython ends with {}: {}", truth.code, support::tail(&truth.err(), 8)).into());
    }
    Ok(std::fs::write(script.path.with_extension("out"), truth.stdout)?)
}

fn main() {
    let args = Arguments::from_args();
    let oracle = Arc::new(if args.list { None } else { support::oracle() });
    if oracle.is_none() && !args.list {
        eprintln!("CPython 3.13 was not found: comparing with the stored outputs only");
    }
    let blessing = std::env::var_os("QUAVER_BLESS").is_some_and(|v| v == "1");
    let mut trials = Vec::new();
    for script in find_scripts() {
        let script = Arc::new(script);
        let (s, o) = (script.clone(), oracle.clone());
        if blessing {
            trials.push(Trial::test(script.name.clone(), move || bless(&s, o.as_deref())).with_kind("bless"));
            continue;
        }
        trials.push(Trial::test(script.name.clone(), move || plain(&s, o.as_deref())).with_kind("script"));
        let kinds =
            [("gc-stress", false, "off"), ("machine-code", false, "always"), ("gc-slices", true, "always")];
        for (kind, slices, jit) in kinds {
            let s = script.clone();
            trials.push(Trial::test(script.name.clone(), move || stressed(&s, slices, jit)).with_kind(kind));
        }
    }
    libtest_mimic::run(&args, trials).exit();
}
