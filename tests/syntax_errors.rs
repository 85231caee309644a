//! Wrong programs and what is said of them, as data.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

mod support;

use quaver::report::{Style, draw};
use quaver::session::{Mode, check};
use quaver::source::{Diagnostic, Interner, SourceFile, Span};
use quaver::syntax::{ParseOptions, parse};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;
fn place(file: &SourceFile, span: Span) -> String {
    let (lo, hi) = (file.line_col(span.lo), file.line_col(span.hi));
    format!("{}:{}-{}:{}", lo.line, lo.col + 1, hi.line, hi.col + 1)
}

fn show(file: &SourceFile, d: &Diagnostic) -> String {
    let mut out = format!("{} {}: {}", place(file, d.span), d.kind.name(), d.message);
    if !d.label.is_empty() {
        let _ = write!(out, "\n    here: {}", d.label);
    }
    for label in &d.secondary {
        let _ = write!(out, "\n    {}: {}", place(file, label.span), label.text);
    }
    for hint in &d.hints {
        let _ = write!(out, "\n    hint: {hint}");
    }
    for note in &d.notes {
        let _ = write!(out, "\n    note: {note}");
    }
    out + "\n"
}

fn reports(text: &str) -> String {
    let file = SourceFile::new("t", text);
    // as in an imported file, so that `await` outside functions is an error too
    let options = ParseOptions { interactive: false, top_level_await: false };
    let parsed = parse(&file, &mut Interner::new(), options);
    parsed.diagnostics.iter().map(|d| show(&file, d)).collect()
}

/// Whole files: several errors, and how parsing goes on after each.
#[test]
fn error_cases() {
    insta::glob!("cases/errors/*.py", |path| {
        let text = std::fs::read_to_string(path).expect("the case can be read");
        insta::assert_snapshot!(reports(&text));
    });
}

/// Many small programs in one file, parted by lines of dashes; each one's reports follow it.
#[test]
fn catalogue_of_errors() {
    insta::glob!("cases/catalogue/*.txt", |path| {
        let text = std::fs::read_to_string(path).expect("the catalogue can be read");
        let mut out = String::new();
        for program in text.trim_end().split("\n----\n") {
            let said = reports(program);
            let said = if said.is_empty() { "accepted\n" } else { &said };
            let _ = write!(out, "{program}\n  => {}\n", said.trim_end().replace('\n', "\n  => "));
        }
        insta::assert_snapshot!(out);
    });
}

/// Programs whose bytes would not survive an editor.
const BYTES: &[(&str, &[u8])] = &[
    ("null byte", b"x = 1\0\ny = 2\n"),
    ("not UTF-8", b"name = 'caf\xe9'\n"),
    ("another encoding", b"# -*- coding: latin-1 -*-\nx = 1\n"),
    ("byte order mark and line ends of Windows", b"\xef\xbb\xbfif True\r\n    pass\r\n"),
    ("line ends of old", b"x = 1\rif x\r    pass\r"),
    ("a form feed and a control character", b"\x0cx = 1\ny = \x07 2\n"),
    ("no line end", b"x = (1,"),
    ("a very long line", &long_line()),
    ("a tab before the mistake", b"if True:\n\tx = = 1\n"),
    ("wide characters before the mistake", "名前 = '日本語' 'é' x\n".as_bytes()),
];

const fn long_line() -> [u8; 700] {
    let mut line = [b'x'; 700];
    line[340] = b' ';
    line[341] = b'?';
    line[342] = b' ';
    line[699] = b'\n';
    line
}

/// First lines that are not CPython's, and why.
const DIFFERENT: &[(&str, &str)] = &[
    ("complex", "Quaver leaves complex numbers out"),
    ("several errors", "CPython reads to the end for the string first; we report in the order of the lines"),
    ("not UTF-8", "CPython names the codec's own message; ours says which line"),
    ("another encoding", "only UTF-8 is read"),
    ("null byte", "compile() of CPython has its own words; a file that it runs gets ours"),
];

/// The programs of a file in which each begins with a line `==== its name`.
fn programs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("==== ").skip(1).filter_map(|part| part.split_once('\n'))
}

/// All wrong programs with their names.
fn wrong_programs() -> Vec<(String, Vec<u8>)> {
    let folder = support::package_root().join("tests/cases/wrong");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the cases").flatten().map(|e| e.path()).collect();
    files.sort();
    let mut all: Vec<(String, Vec<u8>)> =
        BYTES.iter().map(|(name, bytes)| ((*name).into(), bytes.to_vec())).collect();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("the cases can be read");
        all.extend(programs(&text).map(|(name, program)| (name.into(), program.into())));
    }
    all
}

/// From bytes to the drawn reports, as `quaver check` does it.
fn checked(bytes: &[u8], style: Style) -> String {
    match SourceFile::from_bytes("x.py", bytes) {
        Ok(file) => {
            let file = Rc::new(file);
            draw(&file, &check(&file, &mut Interner::new(), Mode::Main), style)
        }
        Err(e) => draw(&e.0, &[e.1], style),
    }
}

/// A program with its reports, drawn plain and in colour (an escape is shown as `␛`).
fn with_reports(out: &mut String, name: &str, bytes: &[u8]) {
    let source: String = String::from_utf8_lossy(bytes)
        .chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => '␀',
            c => c,
        })
        .collect();
    let _ = writeln!(out, "==== {name}\n{}\n---- plain", source.trim_end_matches('\n'));
    out.push_str(&checked(bytes, Style::Plain));
    let _ = writeln!(out, "---- colour");
    out.push_str(&checked(bytes, Style::Colour).replace('\u{1b}', "␛"));
    out.push('\n');
}

/// Programs that beginners write, each with its report as it is drawn.
#[test]
fn wrong_programs_and_their_reports() {
    insta::glob!("cases/wrong/*.txt", |path| {
        let text = std::fs::read_to_string(path).expect("the cases can be read");
        let mut out = String::new();
        for (name, program) in programs(&text) {
            with_reports(&mut out, name, program.as_bytes());
        }
        insta::assert_snapshot!(out);
    });
}

#[test]
fn wrong_bytes_and_their_reports() {
    let mut out = String::new();
    for (name, bytes) in BYTES {
        with_reports(&mut out, name, bytes);
    }
    insta::assert_snapshot!(out);
}

/// CPython's first line for each program, or `accepted`.
fn truth(python: &Path, programs: &[(String, Vec<u8>)]) -> Vec<String> {
    const CODE: &str = r#"
import ast, sys, warnings
for program in sys.stdin.buffer.read().split(b"\x1e"):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            compile(program, "x.py", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            said = f"{seen[0].category.__name__}: {seen[0].message}" if seen else "accepted"
        except SyntaxError as e:
            said = f"{type(e).__name__}: {e.msg}"
    print(said.replace("\n", " "))
"#;
    let input = programs.iter().map(|p| p.1.clone()).collect::<Vec<_>>().join(&b'\x1e');
    let mut command = Command::new(python);
    command.args(["-c", CODE]).env("PYTHONIOENCODING", "utf-8");
    let outcome =
        support::run_with_input(&mut command, &input, Duration::from_secs(60)).expect("CPython runs");
    assert_eq!(outcome.code, 0, "{}", outcome.err());
    outcome.out().lines().map(str::to_owned).collect()
}

/// Each report begins with CPython's class and wording.
#[test]
fn first_lines_are_those_of_cpython() {
    let Some(python) = support::oracle() else {
        eprintln!("skipped: no CPython 3.13 (set QUAVER_ORACLE to its path)");
        return;
    };
    let programs = wrong_programs();
    assert!(programs.len() >= 250, "{}", programs.len());
    let different: HashMap<_, _> = DIFFERENT.iter().copied().collect();
    let mut wrong = String::new();
    for ((name, bytes), truth) in programs.iter().zip(truth(&python, &programs)) {
        let drawn = checked(bytes, Style::Plain);
        let ours = drawn.lines().next().unwrap_or("accepted");
        let same = ours == truth;
        if same == different.contains_key(name.as_str()) {
            let _ = writeln!(wrong, "{name}\n  CPython: {truth}\n  Quaver:  {ours}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// One mistake gives one report, but for those programs that hold several.
#[test]
fn one_mistake_one_report() {
    let several = ["several errors", "many errors", "do while", "comment of C"];
    for (name, bytes) in wrong_programs() {
        let drawn = checked(&bytes, Style::Plain);
        let n = drawn.lines().filter(|l| l.contains("Error: ") && !l.starts_with(' ')).count();
        assert!(n <= 20, "{name}: {n} reports");
        assert!(n <= 1 || several.contains(&name.as_str()), "{name}: {n} reports\n{drawn}");
    }
}
