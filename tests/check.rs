//! `quaver check` by the real binary: reports for people and for programs, exit codes.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it writes files and starts programs

mod support;

use std::path::PathBuf;
use std::time::Duration;
use support::Outcome;

/// A fresh folder for a test.
fn scratch(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("quaver-check-{}-{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&dir));
    std::fs::create_dir_all(&dir).expect("a folder for scripts");
    dir
}

/// Writes `x.py`, and runs the binary beside it.
fn quaver(name: &str, program: impl AsRef<[u8]>, args: &[&str]) -> Outcome {
    let dir = scratch(name);
    std::fs::write(dir.join("x.py"), program).expect("a script");
    let mut command = support::quaver();
    command.args(args).current_dir(&dir);
    let outcome = support::run(&mut command, Duration::from_secs(60)).expect("it ends");
    drop(std::fs::remove_dir_all(&dir));
    outcome
}

#[test]
fn json_has_one_object_a_line() {
    let program = "def f(:\n    pass\n\tx = 'é\\q' \"\u{1}\nif x = 1:\n    pass\nprint('日本' x)\nf(a, (b]\n";
    let o = quaver("json", program, &["check", "--json", "x.py"]);
    assert_eq!(o.code, 1);
    assert_eq!(o.err(), "", "reports for programs go to standard output");
    insta::assert_snapshot!(o.out());
}

#[test]
fn json_tells_of_bytes_that_are_no_text() {
    let o = quaver("bytes", b"x = '\xff'\n", &["check", "--json", "x.py"]);
    assert_eq!((o.code, o.err().as_str()), (1, ""));
    assert!(
        o.out().starts_with(
            "{\"file\":\"x.py\",\"severity\":\"error\",\"class\":\"SyntaxError\",\"code\":null,"
        )
    );
    assert!(o.out().contains("\"line\":1,\"column\":6,\"end_line\":1,\"end_column\":7,"), "{}", o.out());
}

#[test]
fn json_is_empty_where_all_is_well() {
    let o = quaver("fine", "x = 1\n", &["check", "--json", "x.py"]);
    assert_eq!((o.code, o.out().as_str(), o.err().as_str()), (0, "", ""));
}

#[test]
fn json_of_a_missing_file() {
    let o = quaver("missing", "", &["check", "--json", "nothing.py"]);
    assert_eq!((o.code, o.out().as_str()), (2, ""));
    assert!(o.err().contains("can't open file "), "{}", o.err());
}

/// Programs that are legal, with all that is told of them.
#[test]
fn reports_on_legal_programs() {
    insta::glob!("cases/check/*.py", |path| {
        let program = std::fs::read(path).expect("the case can be read");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let o = quaver(&name, &program, &["check", "--json", "x.py"]);
        let mut short = String::new();
        for line in o.out().lines() {
            // as people see it, one line each
            let field = |name: &str| line.split_once(&format!("\"{name}\":")).map_or("", |x| x.1);
            let number = |name: &str| field(name).split([',', '}']).next().unwrap_or("").to_owned();
            let text =
                |name: &str| field(name).split("\",\"").next().unwrap_or("").trim_matches('"').to_owned();
            let lines = format!("{}:{}", number("line"), number("column"));
            short += &format!(
                "{lines} {} {}: {} [{}]\n    {}\n",
                text("severity"),
                text("class"),
                text("message"),
                text("code"),
                text("label")
            );
        }
        insta::assert_snapshot!(format!("exit code {}\n{short}", o.code));
    });
}

const FORGOTTEN: &str = "import asyncio\n\nasync def fetch():\n    return 1\n\nasync def main():\n    fetch()\n    \
                         print('done')\n\nasyncio.run(main())\n";

#[test]
fn a_forgotten_coroutine_fails_the_check() {
    let o = quaver("forgotten", FORGOTTEN, &["check", "x.py"]);
    assert_eq!((o.code, o.out().as_str()), (1, ""));
    insta::assert_snapshot!(o.err());
}

#[test]
fn a_forgotten_coroutine_is_told_before_the_run() {
    let o = quaver("forgotten-run", FORGOTTEN, &["x.py"]);
    assert_eq!((o.code, o.out().as_str()), (1, "done\n"));
    assert_eq!(o.err().matches("coroutine 'fetch' was never awaited").count(), 1, "{}", o.err());
    assert!(o.err().starts_with("RuntimeWarning: coroutine 'fetch' was never awaited [never-awaited]\n"));
}

#[test]
fn a_forgotten_coroutine_of_the_library_is_told_once() {
    let program = "import asyncio\nq = asyncio.Queue()\nasync def main():\n    asyncio.sleep(0)\n    q.put(1)\n    \
                   data = asyncio.sleep(0)\n    print(data is None)\nasyncio.run(main())\n";
    let o = quaver("library", program, &["x.py"]);
    assert_eq!((o.code, o.out().as_str()), (1, "False\n"));
    assert_eq!(o.err().matches("was never awaited").count(), 3, "{}", o.err());
}

#[test]
fn exit_codes_of_programs_that_forget_a_coroutine() {
    let program = |end: &str| format!("async def f():\n    pass\ndef g():\n    f()\n{end}\n");
    for (end, code) in [("", 1), ("import sys; sys.exit(0)", 1), ("import sys; sys.exit(7)", 7), ("1/0", 1)] {
        let o = quaver(&format!("ends-{code}-{}", end.len()), program(end), &["run", "x.py"]);
        assert_eq!(o.code, code, "{end}: {}", o.err());
    }
    let o = quaver("code", "", &["-c", &program("")]);
    assert_eq!(o.code, 1);
    assert!(o.err().contains("<string>:4:5"), "{}", o.err());
}

#[test]
fn a_silenced_coroutine_is_not_told_at_run_time_either() {
    let program = FORGOTTEN.replace("    fetch()\n", "    fetch()  # quaver: ignore[never-awaited]\n");
    for args in [&["x.py"][..], &["check", "x.py"]] {
        let o = quaver("silenced-run", &program, args);
        assert_eq!((o.code, o.err().as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn what_cannot_be_seen_before_is_told_at_run_time() {
    let program = "async def fetch():\n    pass\n\ndef call(f):\n    f()\n\ncall(fetch)\n";
    let o = quaver("check-unseen", program, &["check", "x.py"]);
    assert_eq!((o.code, o.err().as_str()), (0, ""));
    let o = quaver("unseen", program, &["x.py"]);
    assert_eq!(o.code, 1);
    assert!(o.err().starts_with("RuntimeWarning: coroutine 'fetch' was never awaited\n"), "{}", o.err());
    assert!(o.err().contains("x.py:5"), "{}", o.err());
}

#[test]
fn warnings_are_for_check_and_no_failure() {
    let program = "import time\nasync def f():\n    time.sleep(0)\nimport asyncio\nasyncio.run(f())\n";
    let o = quaver("warn", program, &["check", "x.py"]);
    assert_eq!(o.code, 0);
    assert!(
        o.err().starts_with("warning: time.sleep() blocks the event loop [blocking-call]\n"),
        "{}",
        o.err()
    );
    let o = quaver("warn-run", program, &["x.py"]);
    assert_eq!((o.code, o.err().as_str()), (0, ""));
}
