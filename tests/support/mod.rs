//! What the test programs share: running the binary and CPython with a time limit, finding the oracle,
//! finding scripts, and showing where two outputs part.
#![allow(dead_code)] // each test program uses its own part of this

use std::ffi::OsStr;
use std::hash::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The folder of the package.
pub fn package_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a finished program left behind.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// The exit code; 128 + n for a program ended by signal n.
    pub code: i32,
}

impl Outcome {
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }
}

/// The binary under test, free of the caller's own settings.
pub fn quaver() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quaver"));
    for name in ["QUAVER_GC_STRESS", "PYTHONASYNCIODEBUG", "PYTHONPATH", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1");
    command
}

/// Runs a command to its end, feeding it `input`; a program that takes longer than `limit` is killed and reported.
pub fn run_with_input(command: &mut Command, input: &[u8], limit: Duration) -> Result<Outcome, String> {
    command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| format!("cannot start {command:?}: {e}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        // A program may end without reading all of it: a broken pipe is no failure of the test.
        std::thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let stdout = collect(child.stdout.take());
    let stderr = collect(child.stderr.take());
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    let status = loop {
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(status) => break status,
            None if start.elapsed() > limit => {
                drop(child.kill());
                drop(child.wait());
                let out = stdout.join().unwrap_or_default();
                return Err(format!(
                    "still running after {limit:?}; killed. Its output so far ends:\n{}",
                    tail(&String::from_utf8_lossy(&out), 15)
                ));
            }
            None => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(10));
            }
        }
    };
    Ok(Outcome {
        stdout: stdout.join().unwrap_or_default(),
        stderr: stderr.join().unwrap_or_default(),
        code: exit_code(status),
    })
}

pub fn run(command: &mut Command, limit: Duration) -> Result<Outcome, String> {
    run_with_input(command, b"", limit)
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            drop(pipe.read_to_end(&mut bytes));
        }
        bytes
    })
}

/// The exit code as a shell gives it.
pub fn exit_code(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return 128 + signal;
        }
    }
    status.code().unwrap_or(-1)
}

/// CPython 3.13, if this machine has it: `QUAVER_ORACLE` (or `none` to do without), the PATH, pyenv's versions.
pub fn oracle() -> Option<PathBuf> {
    match std::env::var("QUAVER_ORACLE") {
        Ok(name) if name == "none" => return None,
        Ok(name) if !name.is_empty() => return is_python_313(Path::new(&name)).then(|| PathBuf::from(name)),
        _ => {}
    }
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut candidates: Vec<PathBuf> = Vec::new();
    if let Some(home) = std::env::var_os("HOME") {
        let mut versions: Vec<_> = std::fs::read_dir(Path::new(&home).join(".pyenv/versions"))
            .into_iter()
            .flatten()
            .flatten()
            .filter(|e| e.file_name().to_string_lossy().starts_with("3.13"))
            .map(|e| e.path().join("bin/python3"))
            .collect();
        versions.sort();
        candidates.extend(versions);
    }
    for name in ["python3.13", "python3"] {
        candidates.extend(std::env::split_paths(&on_path).map(|dir| dir.join(name)));
    }
    candidates.into_iter().find(|path| path.is_file() && is_python_313(path))
}

fn is_python_313(path: &Path) -> bool {
    let mut command = Command::new(path);
    command.arg("--version");
    run(&mut command, Duration::from_secs(20))
        .is_ok_and(|o| o.code == 0 && o.out().starts_with("Python 3.13"))
}

/// Runs a script of ours under CPython, in the script's own folder.
pub fn run_oracle(python: &Path, script: &Path) -> Result<Outcome, String> {
    let mut command = Command::new(python);
    command.arg("-B").arg(script.file_name().unwrap_or_default()).current_dir(folder(script));
    command.env("PYTHONHASHSEED", "0").env("PYTHONIOENCODING", "utf-8").env_remove("PYTHONASYNCIODEBUG");
    run(&mut command, Duration::from_secs(60))
}

/// The same with the answer kept under the target folder by a hash of the script and what stands beside it.
pub fn run_oracle_cached(python: &Path, script: &Path) -> Result<Outcome, String> {
    let mut hasher = DefaultHasher::new();
    python.hash(&mut hasher);
    script.hash(&mut hasher);
    let with_siblings = script.file_name() == Some(OsStr::new("main.py"));
    let files = if with_siblings { files_under(folder(script), &["py"]) } else { vec![script.to_path_buf()] };
    for file in files {
        std::fs::read(&file).map_err(|e| e.to_string())?.hash(&mut hasher);
    }
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle");
    let entry = cache.join(format!("{:016x}", hasher.finish()));
    if let Ok(bytes) = std::fs::read(&entry)
        && let Some(end) = bytes.iter().position(|b| *b == b'\n')
        && let Some(code) = std::str::from_utf8(&bytes[..end]).ok().and_then(|t| t.parse().ok())
    {
        return Ok(Outcome { stdout: bytes[end + 1..].to_vec(), stderr: Vec::new(), code });
    }
    let outcome = run_oracle(python, script)?;
    let mut bytes = format!("{}\n", outcome.code).into_bytes();
    bytes.extend_from_slice(&outcome.stdout);
    // A cache that cannot be written only costs time.
    if std::fs::create_dir_all(&cache).is_ok() {
        let part = entry.with_extension(format!("{}", std::process::id()));
        if std::fs::write(&part, bytes).is_ok() {
            drop(std::fs::rename(&part, &entry));
        }
    }
    Ok(outcome)
}

/// The folder a file stands in.
pub fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new("."))
}

/// All files below a folder with one of these endings, sorted.
pub fn files_under(dir: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if path.file_name() != Some(OsStr::new("__pycache__")) {
                    open.push(path);
                }
            } else if path.extension().and_then(OsStr::to_str).is_some_and(|e| endings.contains(&e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A value from a script's first comment lines: `# key: value`.
pub fn header<'a>(source: &'a str, key: &str) -> Option<&'a str> {
    source
        .lines()
        .take_while(|line| line.starts_with('#'))
        .find_map(|line| line.trim_start_matches('#').trim().strip_prefix(key)?.strip_prefix(':'))
        .map(str::trim)
}

/// Where two outputs part: a few lines before, then both sides.
pub fn difference(expected: &[u8], got: &[u8]) -> String {
    const BEFORE: usize = 3;
    const AFTER: usize = 8;
    let expected = String::from_utf8_lossy(expected).into_owned();
    let got = String::from_utf8_lossy(got).into_owned();
    let (e, g): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), got.split('\n').collect());
    let same = e.iter().zip(&g).take_while(|(a, b)| a == b).count();
    let mut text = format!("first difference in line {}\n", same + 1);
    for line in &e[same.saturating_sub(BEFORE)..same] {
        text.push_str(&format!("    {}\n", clip(line)));
    }
    for (mark, side) in [("expected", &e), ("got     ", &g)] {
        for line in side.iter().skip(same).take(AFTER) {
            text.push_str(&format!("  {mark} | {}\n", clip(line)));
        }
        if side.len() <= same {
            text.push_str(&format!("  {mark} | (ends here)\n"));
        } else if side.len() > same + AFTER {
            text.push_str(&format!("  {mark} | … {} lines more\n", side.len() - same - AFTER));
        }
    }
    text
}

fn clip(line: &str) -> String {
    const WIDTH: usize = 400;
    match line.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_string(),
    }
}

/// The last lines of a text.
pub fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.trim_end().split('\n').collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}
