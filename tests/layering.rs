//! Who may import whom: reads every `crate::` and `super::` path under src and fails on an edge that the table of the
//! house does not have, and on crates and types named outside their rooms.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files and starts programs

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rooms and what each may use. lib.rs and main.rs stand above the table.
const TABLE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("syntax", &["source"]),
    ("bytecode", &["source"]),
    ("compiler", &["syntax", "bytecode", "source"]),
    ("heap", &[]),
    ("value", &["heap", "bytecode", "source"]),
    ("host", &["heap", "source"]),
    ("vm", &["value", "heap", "bytecode", "host", "source"]),
    ("event_loop", &["vm", "value", "heap", "bytecode", "host", "source"]),
    ("builtins", &["vm", "value", "heap", "host", "bytecode", "source", "event_loop"]),
    ("modules", &["vm", "value", "heap", "host", "bytecode", "source", "event_loop"]),
    (
        "loader",
        &[
            "compiler",
            "syntax",
            "builtins",
            "modules",
            "vm",
            "value",
            "heap",
            "host",
            "bytecode",
            "source",
            "event_loop",
        ],
    ),
    ("report", &["source"]),
    (
        "session",
        &[
            "source",
            "syntax",
            "bytecode",
            "compiler",
            "heap",
            "value",
            "host",
            "vm",
            "event_loop",
            "builtins",
            "modules",
            "loader",
            "report",
        ],
    ),
    ("cli", &["session", "report", "source"]),
];

/// Names (crates, types) and the places that may write them; a place is a folder, or a file with or without `.rs`.
const NAMES: &[(&str, &[&str])] = &[
    ("smol", &["host", "event_loop/drive"]),
    ("async_signal", &["host/signals"]),
    ("signal_hook", &["heap/signals", "host/signals"]),
    ("ariadne", &["report"]),
    ("dynasmrt", &["vm/jit"]),
    ("rustyline", &["cli/repl"]),
    ("lalrpop_util", &["syntax/parser"]),
    ("Word", &["heap", "value", "vm"]),
];

/// Source text with comments, strings and character literals blanked, line breaks kept.
fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
    while i < chars.len() {
        let rest = &chars[i..];
        let previous_is_name = i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_');
        let end = match rest {
            ['/', '/', ..] => i + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => end_of_block_comment(&chars, i),
            ['"', ..] => end_of_string(&chars, i + 1),
            ['r', '"', ..] | ['r', '#', '"', ..] | ['r', '#', '#', ..] if !previous_is_name => {
                let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
                end_of_raw_string(&chars, i + 2 + hashes, hashes)
            }
            ['\'', '\\', ..] => {
                i + 3 + rest[3.min(rest.len())..].iter().position(|c| *c == '\'').unwrap_or(0) + 1
            }
            ['\'', _, '\'', ..] => i + 3,
            [c, ..] => {
                out.push(*c);
                i += 1;
                continue;
            }
            [] => break,
        };
        let end = end.min(chars.len());
        out.extend(chars[i..end].iter().map(|c| blank(*c)));
        i = end.max(i + 1);
    }
    out
}

fn end_of_block_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut i) = (0, start);
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => (depth, i) = (depth + 1, i + 2),
            ('*', '/') => {
                (depth, i) = (depth - 1, i + 2);
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    chars.len()
}

fn end_of_string(chars: &[char], mut i: usize) -> usize {
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

fn end_of_raw_string(chars: &[char], mut i: usize, hashes: usize) -> usize {
    while i < chars.len() {
        if chars[i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes {
            return i + 1 + hashes;
        }
        i += 1;
    }
    i
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Colons,
    Open,
    Close,
    Comma,
    Other(char),
}

fn tokens(code: &str) -> Vec<(Token, usize)> {
    let mut out = Vec::new();
    let mut line = 1;
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => line += 1,
            ':' if chars.peek() == Some(&':') => {
                chars.next();
                out.push((Token::Colons, line));
            }
            '{' => out.push((Token::Open, line)),
            '}' => out.push((Token::Close, line)),
            ',' => out.push((Token::Comma, line)),
            c if c.is_alphabetic() || c == '_' => {
                let mut name = String::from(c);
                while let Some(n) = chars.peek().filter(|n| n.is_alphanumeric() || **n == '_') {
                    name.push(*n);
                    chars.next();
                }
                out.push((Token::Name(name), line));
            }
            c if c.is_whitespace() => {}
            c => out.push((Token::Other(c), line)),
        }
    }
    out
}

/// Every path that starts at `crate` or `super`, groups in braces spread out, as written from the crate's root.
fn inner_paths(tokens: &[(Token, usize)], module: &[String]) -> Vec<(Vec<String>, usize)> {
    let mut found = Vec::new();
    // Inline modules: `super` inside one is the file's own module.
    let mut inline: Vec<(usize, String)> = Vec::new();
    let mut depth = 0;
    let mut i = 0;
    while i < tokens.len() {
        match &tokens[i].0 {
            Token::Open => depth += 1,
            Token::Close => {
                depth -= 1;
                inline.retain(|(d, _)| *d <= depth);
            }
            Token::Name(word) if word == "mod" => {
                if let (Some((Token::Name(name), _)), Some((Token::Open, _))) =
                    (tokens.get(i + 1), tokens.get(i + 2))
                {
                    inline.push((depth + 1, name.clone()));
                }
            }
            Token::Name(word)
                if (word == "crate" || word == "super")
                    && tokens.get(i + 1).map(|t| &t.0) == Some(&Token::Colons) =>
            {
                let continues_a_path = i > 0 && tokens[i - 1].0 == Token::Colons;
                if !continues_a_path {
                    let mut here = module.to_vec();
                    here.extend(inline.iter().map(|(_, n)| n.clone()));
                    let start = if word == "crate" {
                        Vec::new()
                    } else {
                        here.pop();
                        here
                    };
                    spread(tokens, i + 2, start, &mut found);
                }
            }
            _ => {}
        }
        i += 1;
    }
    found
}

/// Follows one path from `at`; returns where it ends.
fn spread(
    tokens: &[(Token, usize)],
    mut at: usize,
    mut path: Vec<String>,
    found: &mut Vec<(Vec<String>, usize)>,
) -> usize {
    loop {
        match tokens.get(at) {
            Some((Token::Name(name), line)) => {
                match name.as_str() {
                    "super" => drop(path.pop()),
                    "self" => {}
                    _ => path.push(name.clone()),
                }
                at += 1;
                if tokens.get(at).map(|t| &t.0) == Some(&Token::Colons) {
                    at += 1;
                    continue;
                }
                found.push((path, *line));
                return at;
            }
            Some((Token::Open, _)) => {
                at += 1;
                while !matches!(tokens.get(at), None | Some((Token::Close, _))) {
                    if tokens[at].0 == Token::Comma {
                        at += 1;
                        continue;
                    }
                    let next = spread(tokens, at, path.clone(), found);
                    // `as name` and what else may stand before the comma.
                    at = next.max(at + 1);
                    while !matches!(
                        tokens.get(at),
                        None | Some((Token::Comma | Token::Close | Token::Open, _))
                    ) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            other => {
                if let Some((_, line)) = other {
                    found.push((path, *line)); // a glob
                }
                return at;
            }
        }
    }
}

/// The module path of a file: `vm/ops/math.rs` is vm::ops::math, `vm/mod.rs` is vm.
fn module_of(file: &str) -> Vec<String> {
    let mut parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_string).collect();
    if parts.last().is_some_and(|l| l == "mod" || l == "lib" || l == "main") {
        parts.pop();
    }
    parts
}

/// What one file does wrong; `file` is its path below src.
fn check(file: &str, text: &str) -> Vec<String> {
    let tokens = tokens(&code_only(text));
    let module = module_of(file);
    let mut wrong = BTreeSet::new();
    if let Some(room) = module.first() {
        match TABLE.iter().find(|(name, _)| name == room) {
            None => drop(wrong.insert(format!("{file}: the room `{room}` is not in the table"))),
            Some((_, allowed)) => {
                for (path, line) in inner_paths(&tokens, &module) {
                    let Some(target) = path.first() else { continue };
                    let is_room = TABLE.iter().any(|(name, _)| name == target);
                    if target != room && is_room && !allowed.contains(&target.as_str()) {
                        wrong.insert(format!("{file}:{line}: {room} may not use {}", path.join("::")));
                    } else if !is_room {
                        // Names re-exported by lib.rs would go around the table.
                        wrong.insert(format!("{file}:{line}: `{}` names no room", path.join("::")));
                    }
                }
            }
        }
    }
    for (i, (token, line)) in tokens.iter().enumerate() {
        let Token::Name(name) = token else { continue };
        let Some((_, places)) = NAMES.iter().find(|(n, _)| n == name) else { continue };
        // A crate is named by a path; a local of the same name would be `x.smol` or `smol:`.
        let is_crate = name.starts_with(char::is_lowercase);
        let next = tokens.get(i + 1).map(|t| &t.0);
        let before = i.checked_sub(1).map(|b| &tokens[b].0);
        if is_crate && next != Some(&Token::Colons) && before != Some(&Token::Name("use".into())) {
            continue;
        }
        let stem = file.trim_end_matches(".rs");
        if !places.iter().any(|p| stem == *p || stem.starts_with(&format!("{p}/"))) {
            wrong.insert(format!("{file}:{line}: `{name}` may be named only in {}", places.join(", ")));
        }
    }
    wrong.into_iter().collect()
}

fn source_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_edge_is_in_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = source_files(&src);
    assert!(files.len() >= TABLE.len(), "src is read from {}", src.display());
    let mut wrong = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file is UTF-8");
        let inner = file.strip_prefix(&src).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        wrong.extend(check(&inner, &text));
    }
    assert!(wrong.is_empty(), "{} wrong edges:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_planted_edge_fails() {
    assert_eq!(check("heap/sweep.rs", "use crate::vm::Vm;").len(), 1);
    assert_eq!(check("value/list.rs", "fn f() { let x = super::super::vm::Vm::new(); }").len(), 1);
    assert_eq!(check("source/mod.rs", "use super::{heap::Gc, syntax::{ast, token}};").len(), 3);
    assert_eq!(
        check("syntax/ast.rs", "use crate::{\n    source::Span,\n    compiler::{self, scope},\n};").len(),
        2
    );
    assert_eq!(check("cli/run.rs", "use crate::vm as machine;").len(), 1);
    assert_eq!(check("report/mod.rs", "pub(in crate::report) fn f(v: crate::session::Session) {}").len(), 1);
    assert_eq!(check("new_room/mod.rs", "").len(), 1);
    assert_eq!(check("cli/run.rs", "use crate::Vm;").len(), 1, "a name re-exported by lib.rs");
    assert_eq!(check("value/mod.rs", "mod inner { use super::super::vm::x; }").len(), 1);
}

#[test]
fn a_planted_name_fails() {
    assert_eq!(check("vm/mod.rs", "use smol::Timer;").len(), 1);
    assert_eq!(check("event_loop/timers.rs", "fn f() { smol::block_on(x) }").len(), 1);
    assert_eq!(check("session.rs", "use ariadne;").len(), 1);
    assert_eq!(check("cli/run.rs", "use rustyline::Editor;").len(), 1);
    assert_eq!(check("syntax/actions.rs", "use lalrpop_util::ParseError;").len(), 1);
    assert_eq!(check("builtins/list.rs", "fn f(w: Word) {}").len(), 1);
}

#[test]
fn what_is_allowed_passes() {
    let good = [
        (
            "vm/ops/math.rs",
            "use super::super::calls;\nuse super::unwind;\nuse crate::{heap::Gc, value::{Word, Value}, vm::Vm};",
        ),
        ("event_loop/drive.rs", "use smol::LocalExecutor;"),
        ("event_loop/drive/timer.rs", "smol::Timer::never();"),
        ("host/net.rs", "use smol::net::TcpStream;"),
        (
            "source/mod.rs",
            "// crate::vm is far away\n/* use crate::vm; /* nested */ */ const S: &str = \"crate::vm\";",
        ),
        (
            "source/spans.rs",
            "const R: &str = r#\"use \"crate::vm\"\"#; const C: char = '\"'; fn f<'a>(x: &'a str) {}",
        ),
        (
            "source/names.rs",
            "mod inner { use super::Names; use super::super::spans::Span; }\nuse crate::source::spans;",
        ),
        ("session.rs", "use crate::loader::Loader; use crate::report; let smol = 1; x.smol();"),
        ("syntax/parser.rs", "use lalrpop_util::lalrpop_mod;"),
        ("lib.rs", "pub use crate::vm::Vm;"),
        ("vm/mod.rs", "macro_rules! m { () => { $crate::value::Word } } pub(crate) fn f() {}"),
    ];
    for (file, text) in good {
        assert_eq!(check(file, text), Vec::<String>::new(), "{file}");
    }
}
