//! Comparing with CPython: each case is a Python expression and what we made of it. The answers stand in a file
//! that CPython wrote; where CPython 3.13 is installed, it is asked again. `QUAVER_BLESS=1` writes the file.
#![allow(dead_code)]

#[path = "../support/mod.rs"]
mod support;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use quaver::value::fault::PyErr;
use quaver::value::text::{Wtf8, repr};

/// A Python expression and our answer, written as `repr` or as `Class: text` of the exception.
pub type Case = (String, String);

const ASK: &str = r#"
import sys, math, random
sys.set_int_max_str_digits(4300)
sys.stdin.reconfigure(encoding='utf-8'); sys.stdout.reconfigure(encoding='utf-8')
for line in sys.stdin:
    try: out = ascii(eval(line))
    except Exception as e: out = ascii(f'{type(e).__name__}: {e}')[1:-1]
    print(out)
"#;

/// What the oracle says to each expression; None (and a word about it) if there is no oracle.
pub fn ask(expressions: &[&str]) -> Option<Vec<String>> {
    let Some(python) = support::oracle() else {
        println!("skipped: no CPython 3.13 (QUAVER_ORACLE names one)");
        return None;
    };
    let mut child = Command::new(python)
        .args(["-c", ASK])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the oracle starts");
    let mut input = child.stdin.take().expect("a pipe");
    let text = expressions.join("\n") + "\n";
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).expect("the oracle reads"));
    let out = child.wait_with_output().expect("the oracle ends");
    writer.join().expect("the writer ends");
    let lines: Vec<String> =
        String::from_utf8(out.stdout).expect("ASCII").lines().map(str::to_string).collect();
    assert_eq!(lines.len(), expressions.len(), "one answer for each question");
    Some(lines)
}

/// Compares cases with the oracle only.
pub fn check_live(cases: &[Case]) {
    let questions: Vec<&str> = cases.iter().map(|c| c.0.as_str()).collect();
    if let Some(answers) = ask(&questions) {
        compare(cases, &answers);
    }
}

/// Compares cases with the answers in `tests/pure/<name>.txt`, and those with the oracle.
pub fn check(name: &str, cases: &[Case]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pure").join(format!("{name}.txt"));
    let questions: Vec<&str> = cases.iter().map(|c| c.0.as_str()).collect();
    let live = ask(&questions);
    if std::env::var_os("QUAVER_BLESS").is_some() {
        let live = live.as_ref().expect("blessing needs the oracle");
        let lines: Vec<String> = questions.iter().zip(live).map(|(q, a)| format!("{q}\n    {a}\n")).collect();
        std::fs::write(&path, lines.concat()).expect("the file can be written");
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let lines: Vec<&str> = stored.lines().collect();
    assert_eq!(lines.len(), 2 * cases.len(), "{name}.txt is stale: QUAVER_BLESS=1 writes it anew");
    let mut answers = Vec::new();
    for (pair, question) in lines.chunks(2).zip(&questions) {
        assert_eq!(pair[0], *question, "{name}.txt is stale: QUAVER_BLESS=1 writes it anew");
        answers.push(pair[1].trim_start().to_string());
    }
    if let Some(live) = live {
        assert_eq!(answers, live, "{name}.txt is not what CPython says");
    }
    compare(cases, &answers);
}

fn compare(cases: &[Case], answers: &[String]) {
    let mut wrong = Vec::new();
    for ((question, got), wanted) in cases.iter().zip(answers) {
        if got != wanted {
            wrong.push(format!("{question}\n  CPython: {wanted}\n  here:    {got}"));
        }
    }
    let shown = wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {} differ:\n{shown}", wrong.len(), cases.len());
}

/// A text as a Python literal.
pub fn lit<'a>(s: impl Into<Wtf8<'a>>) -> String {
    repr::ascii(s.into()).as_wtf8().to_string_lossy().into_owned()
}

/// Bytes as a Python literal.
pub fn blit(b: &[u8]) -> String {
    repr::repr_bytes(b)
}

/// Our answer in the oracle's words.
pub fn answer<T>(result: Result<T, PyErr>, show: impl FnOnce(T) -> String) -> String {
    match result {
        Ok(value) => show(value),
        Err(e) => {
            let text = format!("{}: {}", e.kind.class_name(), e.message);
            let quoted = repr::ascii(Wtf8::from(text.as_str()));
            let quoted = quoted.as_wtf8().to_string_lossy();
            quoted[1..quoted.len() - 1].to_string()
        }
    }
}

/// `True` or `False`.
pub fn yes_no(b: bool) -> String {
    if b { "True".into() } else { "False".into() }
}

/// A small generator of test inputs (splitmix64).
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// A float: of any bits, or of a size that people write, or a tie.
    pub fn float(&mut self) -> f64 {
        loop {
            let x = match self.below(4) {
                0 => f64::from_bits(self.next()),
                1 => (self.next() as i64 >> (self.below(60))) as f64 / 10f64.powi(self.below(12) as i32),
                2 => {
                    (self.below(200_000) as f64 - 100_000.0)
                        / [1.0, 2.0, 4.0, 8.0, 16.0][self.below(5) as usize]
                }
                _ => (self.below(1_000_000) as f64 - 500_000.0) / 1000.0,
            };
            if x.is_finite() {
                return x;
            }
        }
    }
}
