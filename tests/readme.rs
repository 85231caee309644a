//! The README cannot go stale: its blocks are run, and what it prints is compared.
//!
//! The convention, by the word after the fence:
//! - `python`: a file. Its first line is a comment with its name; the blocks after it may use the file.
//! - `console`: lines that begin with `$ ` are given to a shell, in a folder with the files so far; what follows is all
//!   that the command writes. `cargo run --release --` means the binary under test, in the folder of the package. Other
//!   command lines of `cargo` and `python3` are not run, and have nothing below them.
//! - `pycon`: a session at the prompt.
//! - `text`: not run.
//!
//! `README_UPDATE=1 cargo test --test readme` writes what was printed into the README, to be read before it is
//! committed.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs
#![cfg(unix)] // a shell runs the command lines

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use support::package_root;

const LIMIT: Duration = Duration::from_secs(60);
/// What the folder of the files is called in the README.
const FOLDER: &str = "/tour";

/// A fenced block: its word and the lines between the fences, by number.
struct Block {
    word: String,
    first: usize,
    lines: Vec<String>,
}

fn read(name: &str) -> String {
    std::fs::read_to_string(package_root().join(name)).expect("it is there")
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(word), None) => {
                open = Some(Block { word: word.to_owned(), first: number + 1, lines: Vec::new() });
            }
            (None, Some(block)) => block.lines.push(line.to_owned()),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "the last block of the README is not closed");
    found
}

/// The world in which the blocks are run.
struct Tour {
    folder: PathBuf,
    /// The exit code of the last command.
    code: i32,
}

impl Tour {
    fn new() -> Tour {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).expect("the target folder can be written");
        Tour { folder: folder.canonicalize().expect("it is there"), code: 0 }
    }

    /// What the block looks like when it is right.
    fn play(&mut self, block: &Block) -> Vec<String> {
        match block.word.as_str() {
            "python" => self.keep_file(block),
            "console" => return self.console(block),
            "pycon" => return self.session(block),
            "text" => {}
            other => panic!("line {}: no meaning is agreed on for a block of '{other}'", block.first),
        }
        block.lines.clone()
    }

    fn keep_file(&self, block: &Block) {
        let name = block.lines.first().and_then(|l| l.strip_prefix("# ")).unwrap_or_default();
        assert!(name.ends_with(".py") || name.ends_with(".qv"), "line {}: the file has no name", block.first);
        std::fs::write(self.folder.join(name), block.lines.join("\n") + "\n").expect("it can be written");
    }

    fn console(&mut self, block: &Block) -> Vec<String> {
        let mut right = Vec::new();
        for line in block.lines.iter().filter(|l| l.starts_with("$ ")) {
            right.push(line.clone());
            let command = &line[2..];
            match command.strip_prefix("cargo run --release -- ") {
                Some(rest) => right.extend(self.shell(&format!("quaver {rest}"), package_root())),
                None if command.starts_with("cargo ") || command.starts_with("python3 ") => {}
                None => right.extend(self.shell(command, &self.folder.clone())),
            }
        }
        right
    }

    /// What a command line writes, on both streams.
    fn shell(&mut self, line: &str, folder: &Path) -> Vec<String> {
        let binary = support::folder(Path::new(env!("CARGO_BIN_EXE_quaver")));
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!("exec 2>&1; (exit {}); {line}", self.code))
            .current_dir(folder)
            .env("PATH", format!("{}:{path}", binary.display()))
            .env("NO_COLOR", "1")
            .env_remove("PYTHONASYNCIODEBUG");
        let o = support::run(&mut command, LIMIT).expect("the command ends");
        self.code = o.code;
        self.tidy(&o.out())
    }

    fn session(&self, block: &Block) -> Vec<String> {
        let typed = |l: &&String| l.starts_with(">>>") || l.starts_with("...");
        let text: Vec<String> =
            block.lines.iter().filter(typed).map(|l| l.chars().skip(4).collect()).collect();
        let mut right = Vec::new();
        let mut shown = 0;
        // the whole session up to here is run for every input, so that each output is found behind its input
        for (n, line) in block.lines.iter().filter(typed).enumerate() {
            right.push(line.clone());
            let next_is_continued =
                block.lines.iter().filter(typed).nth(n + 1).is_some_and(|l| l.starts_with("..."));
            if next_is_continued {
                continue;
            }
            let output = self.talk(&text[..=n]);
            right.extend(output.iter().skip(shown).cloned());
            shown = output.len();
        }
        right
    }

    /// What the prompt writes for some inputs. Time is virtual, so that it writes the same each time.
    fn talk(&self, inputs: &[String]) -> Vec<String> {
        let binary = env!("CARGO_BIN_EXE_quaver");
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!("exec '{binary}' repl --virtual-time 2>&1"))
            .current_dir(&self.folder)
            .env("NO_COLOR", "1");
        let input = inputs.join("\n") + "\n";
        let o = support::run_with_input(&mut command, input.as_bytes(), LIMIT).expect("the session ends");
        self.tidy(&o.out())
    }

    /// Lines without what differs from run to run.
    fn tidy(&self, text: &str) -> Vec<String> {
        let text = text.replace(&*self.folder.to_string_lossy(), FOLDER);
        text.lines().map(since_when).collect()
    }
}

/// `since 0.13 s` with the hundredths left out.
fn since_when(line: &str) -> String {
    let Some((before, after)) = line.split_once(" since ") else { return line.to_owned() };
    let Some((seconds, rest)) = after.split_once(" s") else { return line.to_owned() };
    match seconds.split_once('.') {
        Some((whole, _)) if whole.parse::<u64>().is_ok() => format!("{before} since {whole}.00 s{rest}"),
        _ => line.to_owned(),
    }
}

#[test]
fn what_the_readme_prints_is_true() {
    let text = read("README.md");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut tour = Tour::new();
    let mut wrong = Vec::new();
    let mut moved = 0isize;
    for block in blocks(&text) {
        let right = tour.play(&block);
        if right != block.lines {
            let (e, g) = (block.lines.join("\n"), right.join("\n"));
            wrong.push(format!(
                "the block in line {}: {}",
                block.first,
                support::difference(e.as_bytes(), g.as_bytes())
            ));
        }
        let at = block.first.wrapping_add_signed(moved);
        moved += right.len() as isize - block.lines.len() as isize;
        lines.splice(at..at + block.lines.len(), right);
    }
    if std::env::var("README_UPDATE").is_ok_and(|v| !v.is_empty()) {
        std::fs::write(package_root().join("README.md"), lines.join("\n") + "\n").expect("it can be written");
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn its_links_lead_somewhere() {
    let text = read("README.md");
    for part in text.split("](").skip(1) {
        let target = part.split(')').next().unwrap_or_default();
        match target.strip_prefix('#') {
            Some(anchor) => {
                let heading = |l: &str| {
                    let words = l.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                    words.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect::<String>()
                };
                let found = text.lines().filter(|l| l.starts_with('#')).any(|l| heading(l) == anchor);
                assert!(found, "no heading for #{anchor}");
            }
            None if target.starts_with("https://") => {}
            None => assert!(package_root().join(target).exists(), "{target} is not there"),
        }
    }
}

#[test]
fn the_modules_it_names_are_there() {
    let text = read("README.md");
    let sentence =
        text.split("**Modules.** There are ").nth(1).and_then(|t| t.split(", and your own").next());
    let names: Vec<&str> = sentence.expect("the sentence is there").split('`').skip(1).step_by(2).collect();
    assert!(names.len() > 5, "{names:?}");
    let mut command = support::quaver();
    command.args(["-c", &format!("import {}", names.join(", "))]);
    let o = support::run(&mut command, LIMIT).expect("the program ends");
    assert_eq!(o.code, 0, "{}", o.err());
}
