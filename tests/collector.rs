//! The collector keeps up wherever a program spends its life: about 10 GB are allocated and dropped (1 GB in debug
//! builds unless QUAVER_FULL=1) inside nested run loops of every kind, and the process stays under 100 MB.

#![cfg(target_os = "linux")] // the peak is read in /proc
#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod machine;
mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Stdio;

/// Allocates about 110 KB a call, in large and small objects, cycles among them.
const WASTE: &str = r#"
class Node:
    def __init__(self, i):
        self.me = self
        self.items = [i, str(i), (i, float(i))]

def waste(i):
    a = [i] * 10_000
    b = bytes(20_000)
    c = "x" * 4_000 + str(i)
    d = {n: (n, [n]) for n in range(20)}
    e = [Node(n) for n in range(10)]
    return len(a) + len(b) + len(c) + len(d) + len(e)
"#;

/// How many calls of `waste` the volume takes.
fn calls() -> usize {
    if machine::full() { 90_000 } else { 9_000 }
}

/// Peak memory in MB of the binary running a script that calls the function of `body` with the number of calls.
fn peak(name: &str, files: &[(&str, String)]) -> f64 {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("collector").join(name);
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    for (file, text) in files {
        std::fs::write(folder.join(file), text).expect("the script is written");
    }
    let mut command = support::quaver();
    command.arg("main.py").current_dir(&folder);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    stdout.read_line(&mut line).expect("its output is read");
    // the script waits for a line now, so that its status can be read
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    drop(child.stdin.take().expect("a pipe").write_all(b"\n"));
    let mut err = String::new();
    drop(child.stderr.take().expect("a pipe").read_to_string(&mut err));
    let code = support::exit_code(child.wait().expect("it ends"));
    assert_eq!((line.as_str(), code), ("done\n", 0), "{name}: {err}");
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    kilobytes.expect("the peak is told") / 1024.0
}

fn assert_small(name: &str, files: &[(&str, String)]) {
    let megabytes = peak(name, files);
    println!("{name}: peak of {megabytes:.1} MB");
    assert!(megabytes < 100.0, "{name}: {megabytes:.1} MB");
}

const END: &str = "\nprint('done', flush=True)\ninput()\n";

fn main_only(name: &str, body: &str) {
    let body = body.replace("CALLS", &calls().to_string());
    assert_small(name, &[("main.py", format!("import asyncio\n{WASTE}{body}{END}"))]);
}

#[test]
fn main_coroutine_under_asyncio_run() {
    main_only(
        "main_coroutine",
        r#"
async def main():
    total = 0
    for i in range(CALLS):
        total += waste(i)
    assert total > 0
asyncio.run(main())
"#,
    );
}

#[test]
fn tasks_and_awaits() {
    main_only(
        "tasks",
        r#"
async def work(i):
    held = [i] * 1000
    await asyncio.sleep(0)
    return waste(i) + len(held)
async def main():
    for start in range(0, CALLS, 50):
        await asyncio.gather(*(work(i) for i in range(start, start + 50)))
asyncio.run(main())
"#,
    );
}

#[test]
fn sum_over_a_generator() {
    main_only("sum", "\nassert sum(waste(i) for i in range(CALLS)) > 0\n");
}

#[test]
fn sort_key_function() {
    main_only("sort_key", "\nassert len(sorted(range(CALLS), key=lambda i: (waste(i), i))) == CALLS\n");
}

#[test]
fn special_methods_below_natives() {
    main_only(
        "special_methods",
        r#"
class Key:
    def __init__(self, i): self.i = i
    def __hash__(self): return hash(waste(self.i) % 7)
    def __eq__(self, other): return waste(self.i) == 0
    def __repr__(self): return str(waste(self.i))
n = CALLS // 12
seen = {Key(0): 0}
for i in range(n):
    seen.get(Key(i)), Key(i) in [Key(i)] * 3, repr([Key(i)]), max([i, i + 1], key=waste)
"#,
    );
}

#[test]
fn body_of_an_imported_module() {
    let body = format!("{WASTE}\ntotal = 0\nfor i in range({}):\n    total += waste(i)\n", calls());
    let main = format!("import hungry\nassert hungry.total > 0\n{END}");
    assert_small("imported", &[("main.py", main), ("hungry.py", body)]);
}

/// Small objects alone: neither large blocks nor payloads of vectors ask for the collection.
#[test]
fn small_objects_only() {
    let n = if machine::full() { 40_000_000 } else { 3_000_000 };
    let body = format!(
        "\nasync def main():\n    for i in range({n}):\n        x = (i, (i, i + 0.5))\nasyncio.run(main())\n"
    );
    main_only("small_objects", &body);
}
