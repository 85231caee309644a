//! The programs the project began from, kept outside the repository (../shared/seeds/programs, or the folder that
//! QUAVER_SEEDS names), run unchanged and print their `.out`: in virtual time, and for real.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::time::Duration;

fn seeds() -> PathBuf {
    match std::env::var_os("QUAVER_SEEDS") {
        Some(dir) => PathBuf::from(dir),
        None => support::package_root().join("../shared/seeds/programs"),
    }
}

fn check(path: &Path, virtual_time: bool) -> Result<(), Failed> {
    let expected = std::fs::read(path.with_extension("out"))?;
    let mut command = support::quaver();
    if virtual_time {
        command.arg("--virtual-time");
    }
    command.arg(path);
    let got = support::run(&mut command, Duration::from_secs(60))?;
    if got.code != 0 || got.stdout != expected {
        return Err(format!(
            "exit code {}\n{}standard error ends:\n{}",
            got.code,
            support::difference(&expected, &got.stdout),
            support::tail(&got.err(), 20)
        )
        .into());
    }
    Ok(())
}

fn main() {
    let args = Arguments::from_args();
    let dir = seeds();
    let mut trials = Vec::new();
    if dir.is_dir() {
        for path in support::files_under(&dir, &["py"]) {
            // A program without an `.out` needs what a later version brings.
            if !path.with_extension("out").is_file() {
                continue;
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let p = path.clone();
            trials.push(Trial::test(name.clone(), move || check(&p, true)).with_kind("virtual-time"));
            trials.push(Trial::test(name, move || check(&path, false)).with_kind("real-time"));
        }
    } else {
        eprintln!("skipped: there is no folder {}", dir.display());
    }
    libtest_mimic::run(&args, trials).exit();
}
