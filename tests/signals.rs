//! Signals and debug mode, seen from outside: Ctrl-\ tells the tree of tasks, handlers of the script's, the second
//! Ctrl-C, slow steps.
#![cfg(unix)]
#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it starts programs and sends signals

mod support;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use support::{Outcome, quaver};

const LIMIT: Duration = Duration::from_secs(30);

struct Running {
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    read: String,
}

impl Running {
    /// Starts a script and waits for its line `ready`.
    fn start(test: &str, source: &str, options: &[&str]) -> Running {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("signals").join(test);
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("script.py"), source).unwrap();
        let mut child = quaver()
            .args(options)
            .arg("script.py")
            .current_dir(&dir)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut running = Running { child, stdout, read: String::new() };
        running.wait_for("ready");
        running
    }

    /// Reads standard output up to this line.
    fn wait_for(&mut self, wanted: &str) {
        loop {
            let mut line = String::new();
            assert!(self.stdout.read_line(&mut line).unwrap() > 0, "no line {wanted:?} in {:?}", self.read);
            self.read.push_str(&line);
            if line.trim_end() == wanted {
                return;
            }
        }
    }

    fn send(&self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    fn end(mut self) -> Outcome {
        let pid = self.child.id();
        std::thread::spawn(move || {
            std::thread::sleep(LIMIT);
            // only reached by a test that hangs; the process is ours
            drop(Command::new("kill").args(["-KILL", &pid.to_string()]).status());
        });
        self.stdout.read_to_string(&mut self.read).unwrap();
        let output = self.child.wait_with_output().unwrap();
        Outcome {
            stdout: self.read.into_bytes(),
            stderr: output.stderr,
            code: support::exit_code(output.status),
        }
    }
}

fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => panic!("{part:?} is missing in\n{text}"),
        }
    }
}

const TREE: &str = r#"import asyncio


async def fetch(n):
    await asyncio.sleep(0.6)
    return n


async def worker(n):
    return await fetch(n)


async def grouped(lock):
    async with lock:
        pass


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    async with asyncio.TaskGroup() as group:
        group.create_task(grouped(lock), name="locked")
        jobs = [asyncio.create_task(worker(n), name=f"worker-{n}") for n in range(2)]
        asyncio.get_running_loop().call_later(0.05, print, "ready")
        import sys
        asyncio.get_running_loop().call_later(0.06, sys.stdout.flush)
        print(await asyncio.gather(*jobs))
        lock.release()


asyncio.run(main())
print("end")
"#;

#[test]
fn ctrl_backslash_tells_the_tree_of_tasks_and_the_program_goes_on() {
    let run = Running::start("tree", TREE, &[]);
    run.send("QUIT");
    let o = run.end();
    assert_eq!((o.code, o.out().as_str()), (0, "ready\n[0, 1]\nend\n"), "{}", o.err());
    let err = o.err();
    assert_in_order(
        &err,
        &[
            "4 tasks:\n",
            "Task-1: main() waits for gather() since 0.",
            "in main at script.py:",
            "print(await asyncio.gather(*jobs))",
            "├─ worker-0: worker() waits for sleep() since 0.",
            "in fetch at script.py:5: await asyncio.sleep(0.6)",
            "in worker at script.py:10: return await fetch(n)",
            "created in main at script.py:",
            "└─ worker-1: worker() waits for sleep()",
        ],
    );
    assert_in_order(
        &err,
        &["locked: grouped() waits for Lock.acquire()", "in grouped at script.py:14: async with lock:"],
    );
}

#[test]
fn ctrl_backslash_is_seen_in_a_busy_loop_and_in_a_blocking_sleep() {
    let source = "import asyncio\n\n\nasync def busy():\n    print('ready', flush=True)\n    n = 0\n    while n < 30_000_000 and not stop:\n        n += 1\n\n\n\
                  stop = False\nasyncio.run(busy())\n";
    let run = Running::start("busy", source, &[]);
    run.send("QUIT");
    std::thread::sleep(Duration::from_millis(300));
    run.send("INT");
    let o = run.end();
    assert_in_order(&o.err(), &["1 task:\n", "Task-1: busy() runs", "in busy at script.py:"]);
    let source = "import time\n\n\ndef pause():\n    print('ready', flush=True)\n    time.sleep(0.5)\n\n\nt = time.time()\npause()\nprint(time.time() - t >= 0.5)\n";
    let run = Running::start("asleep", source, &[]);
    std::thread::sleep(Duration::from_millis(100));
    run.send("QUIT");
    let o = run.end();
    assert_eq!((o.code, o.out().as_str()), (0, "ready\nTrue\n"), "{}", o.err());
    assert_in_order(
        &o.err(),
        &["no tasks", "in pause at script.py:6: time.sleep(0.5)", "in <module> at script.py:10"],
    );
}

const HANDLER: &str = r#"import asyncio
import signal


async def main():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def stop(name):
        print("got", name, flush=True)
        done.set()

    loop.add_signal_handler(signal.SIGNAL, stop, "SIGNAL")
    print("ready", flush=True)
    await done.wait()
    print(loop.remove_signal_handler(signal.SIGNAL), loop.remove_signal_handler(signal.SIGNAL))


asyncio.run(main())
print("end")
"#;

#[test]
fn the_scripts_handlers_of_signals_are_called() {
    for signal in ["TERM", "HUP", "USR1", "USR2", "INT", "QUIT"] {
        let run = Running::start(signal, &HANDLER.replace("SIGNAL", &format!("SIG{signal}")), &[]);
        run.send(signal);
        let o = run.end();
        let expected = format!("ready\ngot SIG{signal}\nTrue False\nend\n");
        assert_eq!((o.code, o.out(), o.err().as_str()), (0, expected, ""));
    }
}

#[test]
fn a_signal_without_a_handler_ends_the_program() {
    let source = "import asyncio, signal\n\n\nasync def main():\n    loop = asyncio.get_running_loop()\n    loop.add_signal_handler(signal.SIGTERM, print)\n    \
                  loop.remove_signal_handler(signal.SIGTERM)\n    print('ready', flush=True)\n    await asyncio.sleep(20)\n\n\nasyncio.run(main())\n";
    let run = Running::start("removed", source, &[]);
    run.send("TERM");
    assert_eq!(run.end().code, 143);
    let run = Running::start("plain", "import time\nprint('ready', flush=True)\ntime.sleep(20)\n", &[]);
    run.send("TERM");
    assert_eq!(run.end().code, 143);
}

#[test]
fn a_signal_that_cannot_be_caught_is_an_error() {
    let o = support::run(
        quaver().args([
            "-c",
            "import asyncio, signal\nasync def main():\n    try:\n        asyncio.get_running_loop().add_signal_handler(signal.SIGKILL, print)\n    \
             except RuntimeError as e:\n        print(e)\nasyncio.run(main())",
        ]),
        LIMIT,
    )
    .unwrap();
    assert_eq!(o.out(), "sig 9 cannot be caught\n", "{}", o.err());
}

#[test]
fn a_second_ctrl_c_says_what_it_was_waiting_for() {
    let source = "import asyncio\n\n\nasync def stubborn():\n    while True:\n        try:\n            await asyncio.sleep(30)\n        except asyncio.CancelledError:\n            \
                  print('stubborn', flush=True)\n\n\nasync def main():\n    print('ready', flush=True)\n    await stubborn()\n\n\n\
                  try:\n    asyncio.run(main())\nexcept KeyboardInterrupt:\n    print('interrupted')\n\n\nasync def again():\n    await asyncio.sleep(0.01)\n    print('a new run works')\n\n\nasyncio.run(again())\n";
    let mut run = Running::start("twice", source, &[]);
    run.send("INT");
    run.wait_for("stubborn");
    std::thread::sleep(Duration::from_millis(100));
    run.send("INT");
    let o = run.end();
    assert_eq!(
        (o.code, o.out().as_str()),
        (0, "ready\nstubborn\ninterrupted\na new run works\n"),
        "{}",
        o.err()
    );
    assert_in_order(
        &o.err(),
        &[
            "interrupted again; the run is given up. It was waiting for:\n",
            "Task-1: main() waits for sleep()",
            "in stubborn at script.py:7",
        ],
    );
}

const SLOW: &str = r#"import asyncio
import time


def work():
    n = 0
    while time.monotonic() < end:
        n += 1
    return n


async def blocks():
    time.sleep(0.25)
    await asyncio.sleep(0)


async def computes():
    global end
    end = time.monotonic() + 0.25
    work()


def callback():
    time.sleep(0.2)


async def main():
    print(asyncio.get_running_loop().get_debug())
    await asyncio.create_task(blocks(), name="blocker")
    await asyncio.create_task(computes())
    asyncio.get_running_loop().call_soon(callback)
    await asyncio.sleep(0.01)


asyncio.run(main())
"#;

#[test]
fn debug_mode_names_the_line_of_a_slow_step() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("signals");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("slow.py"), SLOW).unwrap();
    let plain = support::run(quaver().arg("slow.py").current_dir(&dir), LIMIT).unwrap();
    assert_eq!((plain.code, plain.out().as_str(), plain.err().as_str()), (0, "False\n", ""));
    let with_option = support::run(quaver().args(["--debug", "slow.py"]).current_dir(&dir), LIMIT).unwrap();
    let mut command = quaver();
    let with_variable = command.arg("slow.py").env("PYTHONASYNCIODEBUG", "1").current_dir(&dir);
    let with_variable = support::run(with_variable, LIMIT).unwrap();
    for o in [with_option, with_variable] {
        assert_eq!((o.code, o.out().as_str()), (0, "True\n"), "{}", o.err());
        assert_in_order(
            &o.err(),
            &[
                "slow step: task 'blocker' of blocks(), created in main at slow.py:",
                "has held the loop for 0.",
                "in blocks at slow.py:13: time.sleep(0.25)",
                "slow step: task 'blocker' of blocks()",
                "took 0.",
                "slow step: task 'Task-2' of computes()",
                "in work at slow.py:",
                "in computes at slow.py:20: work()",
                "slow step: callback callback()",
                "in callback at slow.py:24: time.sleep(0.2)",
            ],
        );
    }
}

#[test]
fn a_loops_own_switch_and_limit() {
    let source = "import asyncio, time\nasync def main():\n    loop = asyncio.get_running_loop()\n    print(loop.get_debug(), loop.slow_callback_duration)\n    \
                  loop.slow_callback_duration = 0.02\n    time.sleep(0.05)\n    loop.set_debug(False)\n    print(loop.get_debug())\n    await asyncio.sleep(0)\n    time.sleep(0.05)\nasyncio.run(main(), debug=True)\n";
    let o = support::run(quaver().args(["-c", source]), LIMIT).unwrap();
    assert_eq!((o.code, o.out().as_str()), (0, "True 0.1\nFalse\n"));
    assert_eq!(o.err().matches("has held the loop").count(), 1, "{}", o.err());
    assert!(o.err().contains("time.sleep(0.05)"), "{}", o.err());
    let o = support::run(quaver().args(["--virtual-time", "-c", source]), LIMIT).unwrap();
    assert_eq!(o.err().matches("has held the loop").count(), 1, "{}", o.err());
}
