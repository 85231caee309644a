//! The command line, driven from outside: exit codes, where programs come from, tracebacks, pipes, signals.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use support::{Outcome, quaver};

const LIMIT: Duration = Duration::from_secs(30);

/// A folder of its own for one test.
fn scratch(test: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
    drop(std::fs::remove_dir_all(&dir));
    std::fs::create_dir_all(&dir).expect("the target folder can be written");
    dir
}

fn run_in(dir: &Path, args: &[&str]) -> Outcome {
    support::run(quaver().args(args).current_dir(dir), LIMIT).expect("the program ends")
}

fn run(args: &[&str]) -> Outcome {
    support::run(quaver().args(args), LIMIT).expect("the program ends")
}

fn code(source: &str) -> Outcome {
    run(&["-c", source])
}

/// Writes a script and runs it in its folder; the folder's name is taken out of standard error.
fn script(test: &str, source: &str) -> Outcome {
    let dir = scratch(test);
    std::fs::write(dir.join("script.py"), source).expect("the script is written");
    let mut outcome = run_in(&dir, &["script.py"]);
    let prefix = format!("{}/", dir.display());
    let canonical =
        dir.canonicalize().map(|d| format!("{}/", d.display())).unwrap_or_else(|_| prefix.clone());
    outcome.stderr = outcome.err().replace(&prefix, "").replace(&canonical, "").into_bytes();
    outcome
}

#[test]
fn exit_code_of_a_script_that_ends() {
    let o = code("print('fine')");
    assert_eq!((o.code, o.out().as_str(), o.err().as_str()), (0, "fine\n", ""));
}

#[test]
fn exit_code_of_an_uncaught_exception() {
    let o = code("print('before')\nraise ValueError('nobody')");
    assert_eq!((o.code, o.out().as_str()), (1, "before\n"));
    assert!(o.err().starts_with("Traceback (most recent call last):\n"), "{}", o.err());
    assert!(o.err().trim_end().ends_with("ValueError: nobody"), "{}", o.err());
}

#[test]
fn exit_code_of_a_syntax_error() {
    let o = code("print('never')\ndef f(:\n    pass\n");
    assert_eq!((o.code, o.out().as_str()), (1, ""));
    assert!(o.err().contains("SyntaxError"), "{}", o.err());
}

#[test]
fn sys_exit_gives_its_code() {
    for (argument, expected) in
        [("0", 0), ("", 0), ("None", 0), ("7", 7), ("True", 1), ("'text'", 1), ("256 + 9", 9)]
    {
        let o = code(&format!("import sys\nprint('out')\nsys.exit({argument})"));
        assert_eq!((o.code, o.out().as_str()), (expected, "out\n"), "sys.exit({argument})");
    }
    assert_eq!(code("import sys; sys.exit('to stderr')").err(), "to stderr\n");
    assert_eq!(code("raise SystemExit(5)").code, 5);
    assert_eq!(code("exit(6)").code, 6);
    assert_eq!(code("import asyncio\nasync def m():\n    raise SystemExit(8)\nasyncio.run(m())").code, 8);
}

#[test]
fn wrong_usage_is_two() {
    for args in [&["--no-such-option"][..], &["check"], &["dump"], &["dump", "nothing", "x.py"], &["-c"]] {
        let o = run(args);
        assert_eq!(o.code, 2, "{args:?}: {}", o.err());
        assert!(!o.err().is_empty() && o.out().is_empty(), "{args:?}");
    }
}

#[test]
fn a_missing_file_is_two() {
    let dir = scratch("missing");
    let o = run_in(&dir, &["nothing_here.py"]);
    assert_eq!(o.code, 2, "{}", o.err());
    assert!(o.err().contains("nothing_here.py"), "{}", o.err());
}

#[test]
fn help_and_version() {
    let o = run(&["--help"]);
    assert_eq!(o.code, 0);
    for word in ["quaver", "run", "check", "dump", "--virtual-time"] {
        assert!(o.out().contains(word), "--help names {word}:\n{}", o.out());
    }
    let o = run(&["--version"]);
    assert_eq!(o.code, 0);
    assert!(o.out().to_lowercase().starts_with("quaver "), "{}", o.out());
}

#[test]
fn arguments_reach_the_script() {
    let dir = scratch("arguments");
    std::fs::write(dir.join("argv.py"), "import sys\nprint(sys.argv, __name__)\n").unwrap();
    assert_eq!(
        run_in(&dir, &["argv.py", "1", "--two", "-c"]).out(),
        "['argv.py', '1', '--two', '-c'] __main__\n"
    );
    assert_eq!(run_in(&dir, &["run", "argv.py", "x"]).out(), "['argv.py', 'x'] __main__\n");
    assert_eq!(run(&["-c", "import sys; print(sys.argv)", "a", "-b"]).out(), "['-c', 'a', '-b']\n");
}

#[test]
fn a_script_from_standard_input() {
    let o = support::run_with_input(quaver().args(["-", "x"]), b"import sys\nprint('in', sys.argv)\n", LIMIT)
        .unwrap();
    assert_eq!((o.code, o.out().as_str()), (0, "in ['-', 'x']\n"), "{}", o.err());
    let o = support::run_with_input(quaver().arg("-"), b"x = [1]\nprint(x[5])\n", LIMIT).unwrap();
    assert_eq!(o.code, 1);
    assert!(o.err().contains("\"<stdin>\", line 2"), "{}", o.err());
}

#[test]
fn siblings_are_imported_from_the_scripts_folder() {
    let dir = scratch("siblings");
    std::fs::create_dir_all(dir.join("app")).unwrap();
    std::fs::write(dir.join("app/helper.py"), "value = 42\n").unwrap();
    std::fs::write(dir.join("app/main.py"), "import helper\nprint(helper.value)\n").unwrap();
    assert_eq!(run_in(&dir, &["app/main.py"]).out(), "42\n");
}

#[test]
fn check_reads_and_compiles_only() {
    let dir = scratch("check");
    std::fs::write(dir.join("good.py"), "print('must not run')\n").unwrap();
    std::fs::write(dir.join("bad.py"), "if True\n    pass\n").unwrap();
    let o = run_in(&dir, &["check", "good.py"]);
    assert_eq!((o.code, o.out().contains("must not run")), (0, false), "{}", o.err());
    let o = run_in(&dir, &["check", "good.py", "bad.py"]);
    assert_eq!(o.code, 1);
    assert!(o.err().contains("SyntaxError") && o.err().contains("bad.py"), "{}", o.err());
    assert!(!o.out().contains("must not run"));
}

#[test]
fn several_errors_in_one_run() {
    let dir = scratch("several");
    std::fs::write(dir.join("bad.py"), "x = = 1\ny = 2\ndef f(:\n    pass\nz = 3 +\n").unwrap();
    let o = run_in(&dir, &["check", "bad.py"]);
    assert_eq!(o.code, 1);
    assert!(o.err().matches("SyntaxError").count() >= 2, "{}", o.err());
    assert!(!o.err().contains('\u{1b}'), "no colours when the output is no terminal");
}

#[test]
fn reports_begin_with_the_error_class() {
    for (class, source) in [
        ("SyntaxError", "x = = 1\n"),
        ("IndentationError", "if True:\npass\n"),
        ("IndentationError", "x = 1\n    y = 2\n"),
        ("TabError", "if True:\n        x = 1\n\ty = 2\n"),
    ] {
        let o = script("classes", source);
        assert_eq!(o.code, 1, "{source:?}");
        assert!(o.err().starts_with(class), "{source:?} gives\n{}", o.err());
    }
}

#[test]
fn dump_shows_tokens_trees_and_bytecode() {
    let dir = scratch("dump");
    std::fs::write(dir.join("s.py"), "def add(a, b):\n    return a + b\nprint(add(1, 2))\n").unwrap();
    for what in ["tokens", "ast", "bytecode"] {
        let o = run_in(&dir, &["dump", what, "s.py"]);
        assert_eq!(o.code, 0, "{what}: {}", o.err());
        assert!(o.out().contains("add"), "{what}:\n{}", o.out());
        assert_eq!(o.out(), run_in(&dir, &["dump", what, "s.py"]).out(), "the same twice");
    }
}

#[test]
fn traceback_as_cpython_words_it() {
    let o = script(
        "traceback",
        "def inner(items):\n    return items[\"key\"] + 1 / 0\n\n\ndef outer(n):\n    return inner({\"key\": n})\n\n\n\
         try:\n    outer(1)\nexcept ZeroDivisionError as e:\n    raise ValueError(\"bad input\") from e\n",
    );
    assert_eq!(o.code, 1);
    let expected = r#"Traceback (most recent call last):
  File "script.py", line 10, in <module>
    outer(1)
    ~~~~~^^^
  File "script.py", line 6, in outer
    return inner({"key": n})
  File "script.py", line 2, in inner
    return items["key"] + 1 / 0
                          ~~^~~
ZeroDivisionError: division by zero

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "script.py", line 12, in <module>
    raise ValueError("bad input") from e
ValueError: bad input
"#;
    assert_eq!(o.err(), expected);
}

#[test]
fn traceback_of_a_call_over_several_lines() {
    let o = script(
        "multi_line",
        "def f(a, b):\n    raise KeyError(\"k\")\n\n\nvalue = f(\n    1,\n    len(\"abc\"),\n)\n",
    );
    let expected = r#"Traceback (most recent call last):
  File "script.py", line 5, in <module>
    value = f(
        1,
        len("abc"),
    )
  File "script.py", line 2, in f
    raise KeyError("k")
KeyError: 'k'
"#;
    assert_eq!(o.err(), expected);
}

#[test]
fn traceback_of_an_error_in_a_task_names_the_coroutines() {
    let o = script(
        "task_error",
        "import asyncio\n\n\nasync def low():\n    await asyncio.sleep(0)\n    raise ValueError(\"deep\")\n\n\n\
         async def main():\n    await asyncio.create_task(low())\n\n\nasyncio.run(main())\n",
    );
    assert_eq!(o.code, 1);
    let err = o.err();
    assert!(err.starts_with("Traceback (most recent call last):\n"), "{err}");
    for part in ["line 13, in <module>", "line 10, in main", "line 6, in low", "ValueError: deep"] {
        assert!(err.contains(part), "{part} in\n{err}");
    }
    assert!(!err.contains("asyncio/"), "frames of the library are left out:\n{err}");
}

#[test]
fn repeated_frames_are_folded() {
    let o = script("recursion", "def f(n):\n    return f(n + 1)\n\n\nf(0)\n");
    assert_eq!(o.code, 1);
    assert!(o.err().contains("[Previous line repeated "), "{}", o.err());
    assert!(o.err().contains("RecursionError: maximum recursion depth exceeded"), "{}", o.err());
    assert!(o.err().lines().count() < 40, "{}", o.err());
}

#[test]
fn output_is_flushed_before_the_traceback_and_at_exit() {
    let o = script("flush", "print('a', end='')\nimport sys\nsys.stdout.write('b')\n1 / 0\n");
    assert_eq!((o.code, o.out().as_str()), (1, "ab"));
}

#[test]
fn virtual_time_does_not_wait() {
    let start = std::time::Instant::now();
    let o = run(&[
        "--virtual-time",
        "-c",
        "import asyncio, time\nt = time.time()\nasyncio.run(asyncio.sleep(3600))\nprint(round(time.time() - t))",
    ]);
    assert_eq!((o.code, o.out().as_str()), (0, "3600\n"), "{}", o.err());
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_deadlock_is_reported() {
    let o = script(
        "deadlock",
        "import asyncio\n\n\nasync def main():\n    await asyncio.Event().wait()\n\n\nasyncio.run(main())\n",
    );
    assert_ne!(o.code, 0);
    let err = o.err();
    assert!(err.to_lowercase().contains("deadlock") && err.contains("Task-1"), "{err}");
    assert!(err.contains("script.py:5") || err.contains("line 5"), "{err}");
}

#[test]
fn no_input_panics() {
    let deep = "(".repeat(10_000) + &")".repeat(10_000);
    let minuses = "-".repeat(50_000) + "1";
    let long = format!("x = '{}'\n", "a".repeat(10_000_000));
    let inputs: Vec<(&str, Vec<u8>)> = vec![
        ("brackets", deep.clone().into_bytes()),
        ("open brackets", "[".repeat(10_000).into_bytes()),
        ("minuses", minuses.into_bytes()),
        ("long line", long.into_bytes()),
        ("nul", b"x = 1\0\nprint(x)\n".to_vec()),
        ("invalid utf-8", b"x = '\xff\xfe'\n".to_vec()),
        ("empty", Vec::new()),
        ("only a comment", b"# nothing".to_vec()),
        ("only a backslash", b"\\".to_vec()),
        ("carriage returns", b"x = 1\rprint(x)\r\n".to_vec()),
        ("not chain", ("not ".repeat(20_000) + "x").into_bytes()),
        ("lambdas", ("lambda: ".repeat(5_000) + "0").into_bytes()),
        ("f-strings", ("f'{".repeat(200) + "1" + &"}'".repeat(200)).into_bytes()),
    ];
    let dir = scratch("inputs");
    for (name, bytes) in inputs {
        std::fs::write(dir.join("input.py"), &bytes).unwrap();
        let o = run_in(&dir, &["check", "input.py"]);
        assert!(o.code == 0 || o.code == 1, "{name}: exit code {}\n{}", o.code, support::tail(&o.err(), 5));
        assert!(!o.err().contains("panicked"), "{name}: {}", support::tail(&o.err(), 5));
        assert!(o.err().len() < 100_000, "{name}: a report of {} bytes", o.err().len());
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    #[test]
    fn a_closed_pipe_ends_quietly() {
        let dir = scratch("pipe");
        std::fs::write(dir.join("many.py"), "for i in range(200_000):\n    print('line', i)\n").unwrap();
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!("'{}' many.py | head -1", env!("CARGO_BIN_EXE_quaver")))
            .current_dir(&dir);
        let o = support::run(&mut command, LIMIT).unwrap();
        assert_eq!((o.out().as_str(), o.err().as_str()), ("line 0\n", ""));
    }

    /// Starts a script, waits for its first line, sends SIGINT, and tells how it ended.
    fn interrupted(test: &str, source: &str, times: usize) -> Outcome {
        let dir = scratch(test);
        std::fs::write(dir.join("script.py"), source).unwrap();
        let mut child = quaver()
            .arg("script.py")
            .current_dir(&dir)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        assert_eq!(first, "ready\n");
        for i in 0..times {
            if i > 0 {
                std::thread::sleep(Duration::from_millis(300));
            }
            let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
            assert!(sent.success());
        }
        let watchdog = child.id();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(LIMIT);
            // Only reached by a test that hangs; the process is ours.
            drop(Command::new("kill").args(["-KILL", &watchdog.to_string()]).status());
        });
        let mut rest = Vec::new();
        std::io::Read::read_to_end(&mut stdout, &mut rest).unwrap();
        let output = child.wait_with_output().unwrap();
        drop(killer); // detached: the test program ends before it wakes
        Outcome { stdout: rest, stderr: output.stderr, code: support::exit_code(output.status) }
    }

    #[test]
    fn ctrl_c_cancels_the_main_task_and_ends_with_130() {
        let o = interrupted(
            "sigint",
            "import asyncio\n\n\nasync def main():\n    print('ready', flush=True)\n    try:\n        await asyncio.sleep(30)\n    \
             except asyncio.CancelledError:\n        print('cancelled')\n        raise\n    finally:\n        print('cleaned')\n\n\n\
             asyncio.run(main())\n",
            1,
        );
        assert_eq!((o.code, o.out().as_str()), (130, "cancelled\ncleaned\n"), "{}", o.err());
        assert!(o.err().contains("KeyboardInterrupt"), "{}", o.err());
    }

    #[test]
    fn keyboard_interrupt_may_be_caught_outside_run() {
        let o = interrupted(
            "sigint_caught",
            "import asyncio\n\n\nasync def main():\n    print('ready', flush=True)\n    await asyncio.sleep(30)\n\n\n\
             try:\n    asyncio.run(main())\nexcept KeyboardInterrupt:\n    print('interrupted')\n",
            1,
        );
        assert_eq!((o.code, o.out().as_str()), (0, "interrupted\n"), "{}", o.err());
    }

    #[test]
    fn ctrl_c_reaches_plain_loops() {
        let o = interrupted("sigint_loop", "print('ready', flush=True)\nn = 0\nwhile True:\n    n += 1\n", 1);
        assert_eq!(o.code, 130, "{}", o.err());
        assert!(o.err().contains("KeyboardInterrupt"), "{}", o.err());
        let o = interrupted(
            "sigint_loop_caught",
            "print('ready', flush=True)\ntry:\n    while True:\n        pass\nexcept KeyboardInterrupt:\n    print('caught')\n",
            1,
        );
        assert_eq!((o.code, o.out().as_str()), (0, "caught\n"), "{}", o.err());
    }

    #[test]
    fn ctrl_c_ends_a_blocking_sleep() {
        let o = interrupted("sigint_sleep", "import time\nprint('ready', flush=True)\ntime.sleep(30)\n", 1);
        assert_eq!(o.code, 130, "{}", o.err());
    }

    #[test]
    fn a_second_ctrl_c_ends_at_once() {
        let o = interrupted(
            "sigint_twice",
            "import asyncio\n\n\nasync def main():\n    print('ready', flush=True)\n    while True:\n        try:\n            \
             await asyncio.sleep(30)\n        except asyncio.CancelledError:\n            print('stubborn', flush=True)\n\n\nasyncio.run(main())\n",
            2,
        );
        assert_eq!((o.code, o.out().as_str()), (130, "stubborn\n"), "{}", o.err());
    }
}
