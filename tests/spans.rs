//! Positions: every instruction that can raise has one, and tracebacks show what CPython's show.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod machine;
mod support;

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use machine::on_big_stack;
use quaver::bytecode::{Code, Effect, Insn, verify};
use quaver::session::{Mode, SourceFile, compile};
use quaver::source::Interner;

/// Every program of the repository.
fn programs() -> Vec<PathBuf> {
    let folders = ["tests/scripts", "tests/scripts_later", "tests/cases", "examples", "stdlib", "benches"];
    folders
        .iter()
        .flat_map(|f| support::files_under(&support::package_root().join(f), &["py", "qv"]))
        .collect()
}

#[test]
fn instructions_are_eight_bytes() {
    assert_eq!(size_of::<Insn>(), 8);
}

/// What is wrong with the positions of a code object (not of those nested in it).
fn faults(code: &Code, out: &mut Vec<String>) {
    let length = code.file.text().len() as u32;
    for (at, insn) in code.insns.iter().enumerate() {
        let op = insn.operation();
        if !matches!(op.effect(), Effect::Raises | Effect::Suspends | Effect::Branches) {
            continue;
        }
        let at = at as u32;
        let place = || format!("{} {}: {at} {}", code.file.name(), code.qualname, op.mnemonic());
        if code.spans.first().is_none_or(|(first, _)| *first > at) {
            out.push(format!("{}: no position", place()));
            continue;
        }
        let span = code.span_at(at);
        if span.is_empty() || span.hi > length {
            out.push(format!("{}: position {span:?}", place()));
        } else if !code.flags.module && !code.span.contains(span) {
            out.push(format!("{}: position {span:?} outside of {:?}", place(), code.span));
        }
    }
}

#[test]
fn every_instruction_that_can_raise_has_a_position() {
    let (files, instructions, faults) = on_big_stack(|| {
        let (mut files, mut instructions, mut found) = (0, 0, Vec::new());
        for path in programs() {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let file = Rc::new(SourceFile::new(path.to_string_lossy(), text));
            // wrong programs have no code
            let Some(code) = compile(&file, &mut Interner::new(), Mode::Main).code else { continue };
            files += 1;
            if let Err(e) = verify(&code) {
                found.push(format!("{}: {e}", path.display()));
            }
            let mut pending = vec![code];
            while let Some(code) = pending.pop() {
                instructions += code.insns.len();
                faults(&code, &mut found);
                pending.extend(code.codes.iter().cloned());
            }
        }
        (files, instructions, found)
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
    assert!(files > 150 && instructions > 20_000, "{files} files, {instructions} instructions");
}

/// Standard error of a script, without its folder and without the frames inside CPython's asyncio.
fn traceback(stderr: &str, folder: &Path) -> String {
    let mut text = stderr.replace(&format!("{}/", folder.display()), "");
    if let Ok(canonical) = folder.canonicalize() {
        text = text.replace(&format!("{}/", canonical.display()), "");
    }
    let mut out = String::new();
    let mut skipping = false;
    for line in text.lines() {
        if line.starts_with("  File ") {
            skipping = line.contains("/asyncio/");
        } else if !line.starts_with(' ') {
            skipping = false;
        }
        if !skipping {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Calls, chains and expressions over several lines: the carets are CPython's. `QUAVER_BLESS=1` renews what is
/// stored by CPython's answer.
#[test]
fn columns_of_tracebacks_over_several_lines() {
    let folder = support::package_root().join("tests/cases/tracebacks");
    let oracle = support::oracle();
    let bless = std::env::var("QUAVER_BLESS").is_ok_and(|v| v == "1");
    let mut failed = Vec::new();
    let scripts = support::files_under(&folder, &["py"]);
    assert!(scripts.len() >= 12, "the scripts are there");
    for script in scripts {
        let name = script.file_name().unwrap_or_default();
        let stored_at = script.with_extension("err");
        if let Some(python) = &oracle {
            let truth = support::run_oracle(python, &script).expect("CPython runs");
            let truth = traceback(&truth.err(), &folder);
            if bless {
                std::fs::write(&stored_at, &truth).expect("the file can be written");
            }
            let stored = std::fs::read_to_string(&stored_at).unwrap_or_default();
            assert_eq!(stored, truth, "{}: what is stored is not CPython's", script.display());
        }
        let mut command = support::quaver();
        command.arg(name).current_dir(&folder);
        let got = support::run(&mut command, Duration::from_secs(30)).expect("the program ends");
        let stored = std::fs::read(&stored_at).expect("the expected text is stored");
        let err = traceback(&got.err(), &folder);
        if got.code != 1 || err.as_bytes() != stored {
            let text = support::difference(&stored, err.as_bytes());
            failed.push(format!("{} (exit code {}): {text}", script.display(), got.code));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
