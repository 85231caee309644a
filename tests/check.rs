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
    assert!(o.out().starts_with("{\"file\":\"x.py\",\"severity\":\"error\",\"class\":\"SyntaxError\",\"code\":null,"));
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
    assert_eq!((o.code, o.out().as_str()), (1, ""));
    assert!(o.err().contains("can't open file 'nothing.py'"), "{}", o.err());
}
