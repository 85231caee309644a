//! Trees of small files by snapshot, what parsing says besides the tree, and inputs meant to break it.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

mod support;

use quaver::source::{Interner, SourceFile};
use quaver::syntax::ast::{ExprKind, StmtKind};
use quaver::syntax::{ParseOptions, Parsed, dump_ast, dump_tokens, parse};

fn parsed(text: impl Into<Box<str>>) -> Parsed {
    parse(&SourceFile::new("t", text), &mut Interner::new(), ParseOptions::default())
}

fn accepted(text: &str) -> Parsed {
    let parsed = parsed(text);
    assert!(!parsed.has_errors(), "{text:?}: {:#?}", parsed.diagnostics);
    parsed
}

fn messages(text: impl Into<Box<str>>) -> Vec<String> {
    parsed(text).diagnostics.into_iter().map(|d| d.message).collect()
}

#[test]
fn tree_cases() {
    insta::glob!("cases/trees/*.py", |path| {
        let text = std::fs::read_to_string(path).expect("the case can be read");
        let mut names = Interner::new();
        let parsed = parse(&SourceFile::new("case", text), &mut names, ParseOptions::default());
        assert!(!parsed.has_errors(), "{:#?}", parsed.diagnostics);
        insta::assert_snapshot!(dump_ast(&parsed.ast, &names));
    });
}

#[test]
fn awaiting_outside_functions_is_noticed() {
    let yes = [
        "await x",
        "async for x in y: pass",
        "async with x: pass",
        "[x async for x in y]",
        "if a:\n  f(await b)",
    ];
    let no = ["async def f(): await x", "(x async for x in y)", "def f(): return (await x for x in y)"];
    yes.iter().for_each(|t| assert!(accepted(t).top_level_await, "{t}"));
    no.iter().for_each(|t| assert!(!accepted(t).top_level_await, "{t}"));
    let module = ParseOptions { top_level_await: false, ..ParseOptions::default() };
    let imported = parse(&SourceFile::new("t", "await x"), &mut Interner::new(), module);
    assert_eq!(imported.diagnostics[0].message, "'await' outside function");
}

#[test]
fn incomplete_input_is_told_from_wrong_input() {
    let typed = ParseOptions { interactive: true, ..ParseOptions::default() };
    let incomplete = |text: &str| parse(&SourceFile::new("t", text), &mut Interner::new(), typed).incomplete;
    let more = [
        "f(1,\n",
        "x = [",
        "'''abc\n",
        "f'''{a",
        "if x:\n",
        "if x:\n    y\n",
        "def f():",
        "class C: pass\n",
        "@wraps\n",
        "try:\n    x\n",
        "x = 1 + \\",
        "while 1:\n  if x:\n    y\n",
        "match x:\n",
        "f'''\n",
    ];
    let done = [
        "x = 1\n",
        "x =\n",
        "'abc\n",
        "if x:\n    y\n\n",
        "f(1))\n",
        "",
        "\n",
        "try:\n  x\n\n",
        "def f(:\n  x\n\n",
        "pass",
    ];
    more.iter().for_each(|t| assert!(incomplete(t), "{t:?} is incomplete"));
    done.iter().for_each(|t| assert!(!incomplete(t), "{t:?} is complete"));
}

#[test]
fn nesting_is_limited_where_cpython_limits_it() {
    for (open, close) in ["()", "[]", "{}"].map(|b| b.split_at(1)) {
        accepted(&format!("{}{}", open.repeat(200), close.repeat(200)));
        assert_eq!(
            messages(format!("{}{}", open.repeat(201), close.repeat(201))),
            ["too many nested parentheses"]
        );
        assert_eq!(messages(open.repeat(10_000)), ["too many nested parentheses"]);
        assert!(messages(close.repeat(10_000)).len() <= 1);
    }
    let nested = |n: usize| {
        (0..n).map(|i| format!("{}if x:\n", " ".repeat(i))).collect::<String>() + &" ".repeat(n) + "pass\n"
    };
    accepted(&nested(99));
    assert_eq!(messages(nested(100)), ["too many levels of indentation"]);
    assert!(!messages("f'{".repeat(1_000)).is_empty());
}

#[test]
fn deep_expressions_are_refused_and_long_ones_accepted() {
    let too_deep = ["expression is nested too deeply"];
    for deep in ["-", "not ", "~", "lambda: ", "a if b else ", "a ** "] {
        accepted(&format!("{}x", deep.repeat(900)));
        assert_eq!(messages(format!("{}x", deep.repeat(50_000))), too_deep, "{deep}");
    }
    assert_eq!(messages(format!("x{}", ".a".repeat(50_000))), too_deep);
    assert_eq!(messages(format!("x{}", "()".repeat(50_000))), too_deep);
    for long in [" + a", " - a * b", " and a", " or a", " < a", ", a", " | a"] {
        accepted(&format!("x = a{}\n", long.repeat(100_000)));
    }
    accepted(&format!("x = [{}]\n", "1, ".repeat(100_000)));
    accepted(&format!("f({})\n", "*a, **b, ".replace("*a, ", "").repeat(50_000)));
    accepted(&format!("x = {}\n", "'a' ".repeat(50_000)));
    accepted(&format!("{}1\n", "x = ".repeat(50_000)));
    accepted(&format!("if a: pass\n{}", "elif a: pass\n".repeat(20_000)));
    accepted(&"x = 1; ".repeat(50_000));
}

#[test]
fn the_left_spine_is_taken_apart_in_order() {
    let parsed = accepted("a + b - c * d - e");
    let StmtKind::Expr(e) = parsed.ast[parsed.ast.body[0]].kind else { panic!("an expression") };
    let (first, steps) = parsed.ast.bin_spine(e);
    assert!(matches!(parsed.ast[first].kind, ExprKind::Name(_)));
    let ops: Vec<_> = steps.iter().map(|s| s.op.text()).collect();
    assert_eq!(ops, ["+", "-", "-"]);
    assert_eq!(parsed.ast[steps[1].node].span.range(), 0..13);
}

#[test]
fn hostile_input_gives_reports_and_nothing_worse() {
    let mut inputs = vec![
        "\0".into(),
        "x = '\0'\n".into(),
        "a".repeat(10_000_000),
        format!("x = '{}'", "\\n".repeat(1_000_000)),
        format!("x = '{}", "\\n".repeat(100_000)),
        format!("'''{}", "''\\'".repeat(100_000)),
        format!("x = 1{}", "_1".repeat(500_000)),
        "# c\r\n".repeat(200_000),
        format!("{}x", "\\\n".repeat(200_000)),
        "\u{feff}\u{feff}".into(),
        "(\n".repeat(5_000) + "def f():\n  pass\n",
        "x = (\ndef f(): pass\n".repeat(3_000),
        "x = [1, 2\ny = 3\n".repeat(2_000),
        "x = = 1\n".repeat(20_000),
        "if x\n  y\n z\n".repeat(5_000),
        "f'{{{'".into(),
        "f'{a:{b:{c:{d:{e}}}}}'".into(),
        "f'{'".repeat(5_000),
        "f\"{\"a\"".repeat(2_000),
        "é€𝄞\u{301} = ” ‘\n".into(),
        "\t x\n \ty\n".into(),
        "\x0c\x0b\u{a0}x".into(),
        "match match:\n case case: case\ncase\n".into(),
        "@\n@\n@".into(),
        "\\".into(),
        "\\\n".into(),
        ";".repeat(1000),
        ":".repeat(100_000),
        "1".repeat(5_000),
        "lambda".to_string() + &" lambda".repeat(10_000),
        format!("x = {}", "0x".repeat(10_000)),
        "print \"a\"\n".repeat(100),
    ];
    inputs.extend(
        ["for", "async", "def f(", "class C(", "with (", "import", "from", "case", "f'{x!", "\\N{", "'\\N{"]
            .map(String::from),
    );
    for text in inputs {
        let start: String = text.chars().take(40).collect();
        let file = SourceFile::new("t", text);
        let mut names = Interner::new();
        let parsed = parse(&file, &mut names, ParseOptions { interactive: true, top_level_await: true });
        let errors = parsed.diagnostics.iter().filter(|d| d.is_error()).count();
        assert!(errors <= quaver::syntax::MAX_ERRORS, "{start:?} gives {errors} reports");
        for d in &parsed.diagnostics {
            assert!(
                d.span.lo <= d.span.hi && d.span.lo as usize <= file.text().len() + 1,
                "{start:?}: {d:?}"
            );
        }
    }
}

/// Case files, cut and stirred by a fixed sequence of random numbers.
#[test]
fn damaged_files_never_panic() {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let pieces = [
        "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "f'", ":", "=", "\n", "\n  ", "\t", "\\", "!", ":=",
        "match ", "case ", "def ", "lambda ", "else:", "\0", "é", "0x", "*", "**", "@", "await ", "yield ",
        "async ", " as ",
    ];
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let mut texts = Vec::new();
    for folder in ["tokens", "trees", "errors"] {
        for entry in std::fs::read_dir(format!("{root}/{folder}")).expect("the cases are there") {
            texts.push(std::fs::read_to_string(entry.expect("an entry").path()).expect("a case"));
        }
    }
    for round in 0..1500 {
        let mut text: Vec<char> = texts[random(texts.len())].chars().collect();
        for _ in 0..1 + random(6) {
            let at = random(text.len());
            match random(3) {
                0 => drop(text.drain(at..(at + random(12)).min(text.len()))),
                1 => text.truncate(at.max(1)),
                _ => drop(text.splice(at..at, pieces[random(pieces.len())].chars())),
            }
        }
        let file = SourceFile::new("t", text.into_iter().collect::<String>());
        let mut names = Interner::new();
        let options = ParseOptions { interactive: round % 2 == 0, top_level_await: round % 3 == 0 };
        let parsed = parse(&file, &mut names, options);
        dump_ast(&parsed.ast, &names);
        dump_tokens(&file);
        if !parsed.has_errors() {
            let whole = parsed.ast.exprs.iter().all(|e| !matches!(e.kind, ExprKind::Error));
            assert!(whole, "an error node in a tree without errors: {:?}", file.text());
        }
    }
}

/// Every file of CPython's library that CPython itself accepts is accepted, if CPython 3.13 is at hand.
#[test]
fn the_library_of_cpython_is_accepted() {
    let Some(python) = support::oracle() else {
        eprintln!("skipped: no CPython 3.13 (set QUAVER_ORACLE to its path)");
        return;
    };
    let ask =
        "import os, asyncio; print(os.path.dirname(os.__file__)); print(os.path.dirname(asyncio.__file__))";
    let mut count = 0;
    for folder in python_says(&python, ask).unwrap_or_default().lines() {
        for entry in std::fs::read_dir(folder).expect("a folder of the library").flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|e| e != "py") {
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file of the library");
            let file = SourceFile::from_bytes("lib", &bytes).expect("the library is UTF-8");
            let parsed = parse(&file, &mut Interner::new(), ParseOptions::default());
            let errors: Vec<_> = parsed.diagnostics.iter().filter(|d| d.is_error()).collect();
            let complex = errors.iter().all(|d| d.message.contains("complex"));
            assert!(complex, "{}: {errors:#?}", path.display());
            count += 1;
        }
    }
    assert!(count > 100, "only {count} files found");
}

/// What a program prints, if it runs at all (a version manager's stand-in may not).
fn python_says(python: &std::path::Path, program: &str) -> Option<String> {
    let output = std::process::Command::new(python).args(["-c", program]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
