//! Every program in examples/ runs in virtual time; exit code, output and standard error are a snapshot.
//! (`cargo insta accept`, or `INSTA_UPDATE=always`, after reading what changed.)

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::time::Duration;

fn example(path: &Path) -> Result<(), Failed> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut command = support::quaver();
    command
        .arg("--virtual-time")
        .arg(path.file_name().unwrap_or_default())
        .current_dir(support::folder(path));
    let got = support::run(&mut command, Duration::from_secs(60))?;
    let mut text = got.out();
    if got.code != 0 {
        text.push_str(&format!("[exit code {}]\n", got.code));
    }
    if !got.stderr.is_empty() {
        // tracebacks name files by their whole path
        let folder = format!("{}/", support::folder(path).display());
        text.push_str(&format!("[standard error]\n{}", got.err().replace(&folder, "")));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/examples");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
    Ok(())
}

/// The same program in real time says the same on standard output.
fn in_real_time(path: &Path) -> Result<(), Failed> {
    let run = |virtual_time: bool| {
        let mut command = support::quaver();
        if virtual_time {
            command.arg("--virtual-time");
        }
        command.arg(path.file_name().unwrap_or_default()).current_dir(support::folder(path));
        support::run(&mut command, Duration::from_secs(60))
    };
    let (fast, real) = (run(true)?, run(false)?);
    if fast.stdout != real.stdout || fast.code != real.code {
        return Err(support::difference(&real.stdout, &fast.stdout).into());
    }
    Ok(())
}

/// Where CPython 3.13 is installed, it prints the same (programs in plain Python only).
fn same_as_cpython(path: &Path, python: &Path) -> Result<(), Failed> {
    let truth = support::run_oracle_cached(python, path)?;
    let mut command = support::quaver();
    command
        .arg("--virtual-time")
        .arg(path.file_name().unwrap_or_default())
        .current_dir(support::folder(path));
    let got = support::run(&mut command, Duration::from_secs(60))?;
    if got.stdout != truth.stdout {
        return Err(support::difference(&truth.stdout, &got.stdout).into());
    }
    Ok(())
}

/// `quaver check` has nothing to say, except about the example that is there to show what it says.
fn checked(path: &Path) -> Result<(), Failed> {
    let mut command = support::quaver();
    command.arg("check").arg(path.file_name().unwrap_or_default()).current_dir(support::folder(path));
    let got = support::run(&mut command, Duration::from_secs(60))?;
    let is_meant = path.file_stem().is_some_and(|n| n == "forgotten_await");
    match (got.code, got.err().is_empty()) {
        (1, false) if is_meant => Ok(()),
        (0, true) if !is_meant => Ok(()),
        (code, _) => Err(format!("exit code {code}\n{}", got.err()).into()),
    }
}

/// Where the real clock runs, a busy machine may mix up what is some hundredths of a second apart: three tries.
fn patiently(trial: impl Fn() -> Result<(), Failed>) -> Result<(), Failed> {
    (1..3).find_map(|_| trial().ok()).map_or_else(trial, Ok)
}

fn main() {
    let args = Arguments::from_args();
    let programs: Vec<PathBuf> =
        support::files_under(&support::package_root().join("examples"), &["py", "qv"]);
    let oracle = if args.list { None } else { support::oracle() };
    let mut trials = Vec::new();
    for path in programs {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let p = path.clone();
        trials.push(Trial::test(name.clone(), move || example(&p)).with_kind("snapshot"));
        let p = path.clone();
        trials.push(Trial::test(name.clone(), move || patiently(|| in_real_time(&p))).with_kind("real-time"));
        let p = path.clone();
        trials.push(Trial::test(name.clone(), move || checked(&p)).with_kind("check"));
        let plain_python = path.extension().is_some_and(|e| e == "py");
        let deviates =
            std::fs::read_to_string(&path).is_ok_and(|s| support::header(&s, "deviates").is_some());
        if let Some(python) = oracle.clone().filter(|_| plain_python && !deviates) {
            trials.push(
                Trial::test(name, move || patiently(|| same_as_cpython(&path, &python))).with_kind("cpython"),
            );
        }
    }
    libtest_mimic::run(&args, trials).exit();
}
