//! What the command line says: help, wrong usage, the examples in the binary. Plain and in colour.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

mod support;

use std::path::{Path, PathBuf};
use std::time::Duration;
use support::{Outcome, package_root, quaver};

const LIMIT: Duration = Duration::from_secs(30);

/// A folder of its own for one test, with what the command lines below name.
fn scratch(test: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli_usage").join(test);
    drop(std::fs::remove_dir_all(&dir));
    for folder in ["package", "folder"] {
        std::fs::create_dir_all(dir.join(folder)).expect("the target folder can be written");
    }
    let files = [
        ("script.py", "import sys\nprint('script', sys.argv)\n"),
        ("helper.py", "value = 'beside the script'\n"),
        ("package/__main__.py", "import sys\nimport near\nprint('package', sys.argv, near.value)\n"),
        ("package/near.py", "value = 'near'\n"),
    ];
    for (name, text) in files {
        std::fs::write(dir.join(name), text).expect("the target folder can be written");
    }
    dir.canonicalize().expect("the folder is there")
}

fn run_in(dir: &Path, args: &[&str], colour: bool) -> Outcome {
    let mut command = quaver();
    if colour {
        command.env_remove("NO_COLOR").env("FORCE_COLOR", "1");
    }
    support::run(command.args(args).current_dir(dir), LIMIT).expect("the program ends")
}

fn run(args: &[&str]) -> Outcome {
    run_in(package_root(), args, false)
}

/// What command lines say, one after another, as a reader sees it. Escapes are written `ESC`.
fn transcript(dir: &Path, lines: &[&[&str]], colour: bool) -> String {
    let mut text = String::new();
    let folder = dir.to_string_lossy().into_owned();
    for args in lines {
        let o = run_in(dir, args, colour);
        let words = args.iter().map(|a| if a.contains(' ') { format!("'{a}'") } else { (*a).to_owned() });
        let line = words.collect::<Vec<_>>().join(" ");
        let said = format!("{}{}", o.out(), o.err()).replace(&folder, "/folder").replace('\u{1b}', "ESC");
        text.push_str(&format!("$ quaver {line}\n{said}[{}]\n\n", o.code));
    }
    text
}

const HELP: &[&[&str]] = &[
    &["--help"],
    &["run", "--help"],
    &["repl", "--help"],
    &["check", "--help"],
    &["dump", "--help"],
    &["examples", "--help"],
];

#[test]
fn help() {
    insta::assert_snapshot!(transcript(package_root(), HELP, false));
    for (short, long) in [
        (&["-h"][..], &["--help"][..]),
        (&["help"], &["--help"]),
        (&["help", "check"], &["check", "--help"]),
        (&["examples", "-h"], &["examples", "--help"]),
        (&["--virtual-time", "run", "-h"], &["run", "--help"]),
    ] {
        assert_eq!(run(short).out(), run(long).out(), "{short:?}");
    }
}

#[test]
fn help_in_colour() {
    insta::assert_snapshot!(transcript(package_root(), &[&["--help"], &["examples", "--help"]], true));
}

#[test]
fn help_fits_its_page() {
    for args in HELP {
        let o = run(args);
        assert!(o.err().is_empty());
        for line in o.out().lines() {
            assert!(line.chars().count() <= 112 && line.trim_end() == line, "{args:?}: {line:?}");
        }
    }
}

const WRONG: &[&[&str]] = &[
    &["--virtul-time", "script.py"],
    &["--no-such-thing", "script.py"],
    &["--debug=1", "script.py"],
    &["-m", "package"],
    &["-u", "script.py"],
    &["-version"],
    &["-c"],
    &["run"],
    &["run", "--verison"],
    &["nothing.py"],
    &["no/such/folder/nothing.py"],
    &["script"],
    &["hello"],
    &["chekc", "script.py"],
    &["example"],
    &["list"],
    &["dmup", "ast", "script.py"],
    &["folder"],
    &["run", "folder"],
    &["script.py/inside.py"],
    &["repl", "script.py"],
    &["repl", "--json"],
    &["check"],
    &["check", "--jsn", "script.py"],
    &["check", "nothing.py"],
    &["check", "folder"],
    &["--virtual-time", "check", "script.py"],
    &["dump"],
    &["dump", "script.py"],
    &["dump", "tree", "script.py"],
    &["dump", "bytcode", "script.py"],
    &["dump", "ast", "script.py", "more.py"],
    &["dump", "--ast", "script.py"],
    &["dump", "ast", "nothing.py"],
    &["examples", "helo"],
    &["examples", "cancel"],
    &["examples", "quantum"],
    &["examples", "--shwo", "hello"],
    &["examples", "--show"],
    &["examples", "--list"],
    &["examples", "--show", "hello", "timeout"],
    &["help", "chekc"],
];

#[test]
fn wrong_usage() {
    let dir = scratch("wrong");
    insta::assert_snapshot!(transcript(&dir, WRONG, false));
    for args in WRONG {
        let o = run_in(&dir, args, false);
        assert!(o.out().is_empty() && o.err().starts_with("quaver: "), "{args:?}: {}", o.err());
        assert_eq!(o.code, 2, "{args:?}");
    }
}

#[test]
fn wrong_usage_in_colour() {
    let lines: &[&[&str]] = &[&["--virtul-time", "script.py"], &["nothing.py"], &["examples", "helo"]];
    insta::assert_snapshot!(transcript(&scratch("wrong_colour"), lines, true));
}

#[test]
fn colours_are_used_where_they_are_wanted() {
    let has_colour = |set: &[(&str, &str)]| {
        let mut command = quaver();
        command.env_remove("NO_COLOR").args(["-c", "x = = 1"]);
        command.envs(set.iter().copied());
        support::run(&mut command, LIMIT).expect("the program ends").err().contains('\u{1b}')
    };
    assert!(!has_colour(&[]), "standard error is a pipe");
    assert!(has_colour(&[("FORCE_COLOR", "1")]));
    assert!(!has_colour(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!has_colour(&[("FORCE_COLOR", "")]));
}

#[test]
fn options_stand_before_the_program() {
    let dir = scratch("options");
    let said = |args: &[&str]| run_in(&dir, args, false).out();
    assert_eq!(said(&["script.py", "--help"]), "script ['script.py', '--help']\n");
    assert_eq!(said(&["--", "script.py", "--"]), "script ['script.py', '--']\n");
    assert_eq!(said(&["run", "--debug", "script.py", "-i"]), "script ['script.py', '-i']\n");
    assert_eq!(said(&["--virtual-time", "run", "script.py"]), "script ['script.py']\n");
    std::fs::write(dir.join("check"), "print('a script called check')\n").expect("it can be written");
    assert_eq!(said(&["--", "check"]), "a script called check\n");
    assert_eq!(said(&["run", "check"]), "a script called check\n");
}

#[test]
fn a_folder_with_a_main_file_is_a_program() {
    let dir = scratch("folder");
    assert_eq!(run_in(&dir, &["package", "x"], false).out(), "package ['package', 'x'] near\n");
}

#[test]
fn the_list_of_examples() {
    insta::assert_snapshot!(transcript(package_root(), &[&["examples"]], false));
    insta::assert_snapshot!(
        "the_list_of_examples_in_colour",
        transcript(package_root(), &[&["examples"]], true)
    );
    let list = run(&["examples"]).out();
    assert!(!list.contains("\nMore:"), "every example has a chapter (src/cli/examples.rs)");
    for file in support::files_under(&package_root().join("examples"), &["py", "qv"]) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        assert!(list.contains(&format!("  {name} ")), "{name} is listed");
    }
    for line in list.lines() {
        assert!(line.chars().count() <= 88, "{line}");
    }
}

#[test]
fn examples_are_shown_as_they_are() {
    for file in support::files_under(&package_root().join("examples"), &["py", "qv"]) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let o = run(&["examples", "--show", &name]);
        assert_eq!((o.code, o.out()), (0, std::fs::read_to_string(&file).expect("it is there")));
        assert_eq!(run(&["examples", &name, "--show"]).out(), o.out());
    }
}

#[test]
fn examples_run_from_the_binary() {
    let dir = scratch("examples");
    let o = run_in(&dir, &["examples", "--virtual-time", "hello"], false);
    assert_eq!((o.code, o.out().lines().count()), (0, 4), "{}", o.err());
    for name in ["hello", "hello.py", "examples/hello.py"] {
        assert_eq!(run_in(&dir, &["--virtual-time", "examples", name], false).out(), o.out());
    }
    let o = run_in(&dir, &["--virtual-time", "examples", "task_errors"], false);
    assert_eq!(o.code, 1);
    assert!(o.err().contains("File \"examples/task_errors.py\""), "{}", o.err());
    assert!(o.err().contains("    raise FileNotFoundError("), "{}", o.err());
}

#[test]
fn help_for_a_reader_that_leaves() {
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg(format!("'{}' --help | head -1", env!("CARGO_BIN_EXE_quaver")));
    let o = support::run(&mut command, LIMIT).expect("the program ends");
    assert_eq!((o.out().lines().count(), o.err().as_str()), (1, ""));
}

#[cfg(unix)]
mod signals {
    use super::*;
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Command, Stdio};

    /// Starts a program, waits for its first line, sends it a signal, and tells how it ended.
    fn signalled(signal: &str, source: &str) -> (String, String, i32) {
        let mut child = quaver()
            .args(["-c", source])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut first = String::new();
        out.read_line(&mut first).expect("the first line");
        assert_eq!(first, "ready\n");
        let id = child.id().to_string();
        Command::new("kill").args([signal, &id]).status().expect("kill exists");
        let mut rest = String::new();
        out.read_to_string(&mut rest).expect("the rest");
        let output = child.wait_with_output().expect("it ends");
        let code = support::exit_code(output.status);
        (rest, String::from_utf8_lossy(&output.stderr).into_owned(), code)
    }

    const WAITING: &str = "import asyncio\nasync def main():\n    print('ready', flush=True)\n    \
        try:\n        await asyncio.sleep(60)\n    finally:\n        print('cleaned')\nasyncio.run(main())";

    #[test]
    fn a_script_that_is_killed_ends_as_any_program() {
        let (out, err, code) = signalled("-TERM", WAITING);
        assert_eq!((out.as_str(), err.as_str(), code), ("", "", 128 + 15));
        let (_, _, code) = signalled("-KILL", WAITING);
        assert_eq!(code, 128 + 9);
    }

    #[test]
    fn a_script_that_is_interrupted_cleans_up() {
        let (out, err, code) = signalled("-INT", WAITING);
        assert_eq!((out.as_str(), code), ("cleaned\n", 130), "{err}");
        assert!(err.ends_with("KeyboardInterrupt\n"), "{err}");
        assert!(err.contains("in main"), "{err}");
    }
}
