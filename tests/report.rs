//! Reports and tracebacks as text, from plain data.

#![allow(clippy::disallowed_methods)] // tests stand outside the house

use std::rc::Rc;

use quaver::report::traceback::{Exception, Frame, Link, Report};
use quaver::report::{Style, closest, draw};
use quaver::source::{Diagnostic, SourceFile, Span};

fn file(text: &str) -> Rc<SourceFile> {
    Rc::new(SourceFile::new("x.py", text))
}

/// A frame whose span is the text between the two `§`.
fn frame(marked: &str, function: &str) -> Frame {
    let lo = marked.find('§').expect("a mark");
    let hi = marked.rfind('§').expect("a mark") - '§'.len_utf8();
    Frame {
        file: file(&marked.replace('§', "")),
        span: Span::new(lo as u32, hi as u32),
        function: function.into(),
        before: Vec::new(),
    }
}

fn one(marked: &str) -> String {
    let e = Exception { frames: vec![frame(marked, "f")], class: "E".into(), ..Exception::default() };
    let text = Report { chain: vec![e] }.render();
    text.strip_prefix("Traceback (most recent call last):\n").unwrap().strip_suffix("E\n").unwrap().to_owned()
}

#[test]
fn carets_under_operators_and_brackets() {
    let cases = [
        ("x = §a + b§\n", "    x = a + b\n        ~~^~~\n"),
        ("x = §a * -b // c§ - d\n", "    x = a * -b // c - d\n        ~~~~~~~^^~~\n"),
        ("x = §a ** b ** c§ if t else 0\n", "    x = a ** b ** c if t else 0\n        ~~^^~~~~~~~\n"),
        ("§f(1, [2])§\n", "    f(1, [2])\n    ~^^^^^^^^\n"),
        ("return §f(1)§\n", "    return f(1)\n"),
        ("return §s.f(1)§\n", "    return s.f(1)\n           ~~~^^^\n"),
        ("x = §s.f(1)§  # c\n", "    x = s.f(1)  # c\n"),
        ("x.y = §f(1)§\n", "    x.y = f(1)\n          ~^^^\n"),
        ("print(§d[\"a)\"]§)\n", "    print(d[\"a)\"])\n          ~^^^^^^\n"),
        ("§raise X(1)§\n", "    raise X(1)\n"),
        ("if §a.b§:\n", "    if a.b:\n       ^^^\n"),
        ("x = §await f()§\n", "    x = await f()\n        ^^^^^^^^^\n"),
        ("x = §(a - b)§\n", "    x = (a - b)\n        ~~~^~~~\n"),
        (
            "x = §f'{d[\"k\"]} + {1}' % b§\n",
            "    x = f'{d[\"k\"]} + {1}' % b\n        ~~~~~~~~~~~~~~~~~~^~~\n",
        ),
        ("x = §-a§ + 1\n", "    x = -a + 1\n        ^^\n"),
        ("é = '日' + §f('日', 1)§ + 2\n", "    é = '日' + f('日', 1) + 2\n               ~^^^^^^^^^\n"),
    ];
    for (source, expected) in cases {
        let expected = format!("  File \"x.py\", line 1, in f\n{expected}");
        assert_eq!(one(source), expected, "for {source}");
    }
}

#[test]
fn several_lines() {
    let text = one("def f():\n    x = §g(\n        1,\n        2,\n        3,\n        4,\n    )§ + 1\n");
    let expected = "  File \"x.py\", line 2, in f
    x = g(
        ~^
        1,
        ^^
    ...<2 lines>...
        4,
        ^^
    ) + 1
    ^
";
    assert_eq!(text, expected);
}

#[test]
fn repeated_frames_are_counted() {
    let f = frame("def f():\n    §f()§\n", "f");
    let e = Exception {
        frames: vec![f; 10],
        class: "RecursionError".into(),
        message: "maximum recursion depth exceeded".into(),
        ..Exception::default()
    };
    let text = Report { chain: vec![e] }.render();
    assert_eq!(text.matches("in f\n").count(), 3);
    assert!(text.contains("    ~^^\n  [Previous line repeated 7 more times]\nRecursionError: max"), "{text}");
}

#[test]
fn chains_groups_and_notes() {
    let leaf =
        |class: &str| Exception { class: class.into(), message: "m\nn".into(), ..Exception::default() };
    let frames = vec![frame("§raise§", "f")];
    let inner = Exception { group: Some(vec![Report { chain: vec![leaf("C")] }]), ..leaf("G") };
    let group = Exception {
        link: Some(Link::Cause),
        frames: frames.clone(),
        notes: vec!["one\ntwo".into()],
        group: Some(vec![Report { chain: vec![leaf("A")] }, Report { chain: vec![inner] }]),
        ..leaf("G")
    };
    let last = Exception {
        link: Some(Link::Context),
        frames,
        suggestion: ". Did you mean: 'x'?".into(),
        ..leaf("L")
    };
    let text = Report { chain: vec![leaf("F"), group, last] }.render();
    let expected = "F: m
n

The above exception was the direct cause of the following exception:

  + Exception Group Traceback (most recent call last):
  |   File \"x.py\", line 1, in f
  |     raise
  | G: m
  | n
  | one
  | two
  +-+---------------- 1 ----------------
    | A: m
    | n
    +---------------- 2 ----------------
    | G: m
    | n
    +-+---------------- 1 ----------------
      | C: m
      | n
      +------------------------------------

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File \"x.py\", line 1, in f
    raise
L: m
n. Did you mean: 'x'?
";
    assert_eq!(text, expected);
}

#[test]
fn nearest_names() {
    assert_eq!(closest("pritn", ["print", "point", "int"]).as_deref(), Some("print"));
    assert_eq!(closest("Foo", ["foo", "fob"]).as_deref(), Some("foo"));
    assert_eq!(closest("abc", ["xyz", "abc"]), None);
    assert_eq!(closest("", ["x"]), None);
    assert_eq!(closest("x", Vec::<String>::new()), None);
}

#[test]
fn drawn_plain() {
    let text = "def f(:\n    pass\n\nx = (1,\n";
    let d = Diagnostic::syntax(Span::new(6, 7), "invalid syntax").label("here").hint("put a name here");
    let second = Diagnostic::syntax(Span::new(22, 23), "'(' was never closed")
        .secondary(Span::new(0, 3), "after this");
    insta::assert_snapshot!(draw(&file(text), &[d, second], Style::Plain));
}

#[test]
fn no_span_or_text_is_too_odd_to_draw() {
    let texts = [
        "",
        "\n",
        "é",
        "a\r\nb",
        "\u{2028}x\u{85}\u{0}\u{1b}[31m",
        "日本語 = 'x'\n\t\tpass",
        &"x".repeat(5000),
        &"é\n".repeat(500),
    ];
    for text in texts {
        let file = file(text);
        let n = text.len() as u32;
        for lo in [0, 1, 2, 3, n / 2, n.saturating_sub(1), n, n + 1, u32::MAX] {
            for hi in [0, 1, 2, 5, n / 2, n, n + 7, u32::MAX] {
                let d = Diagnostic::syntax(Span { lo, hi }, "m\u{7}")
                    .label("l")
                    .secondary(Span { lo: hi, hi: lo }, "s");
                for style in [Style::Plain, Style::Colour] {
                    let drawn = draw(&file, std::slice::from_ref(&d), style);
                    assert!(drawn.contains("SyntaxError"));
                    assert!(drawn.len() < 40_000, "{}", drawn.len());
                }
                let frame = Frame {
                    file: file.clone(),
                    span: Span { lo, hi },
                    function: "f".into(),
                    before: Vec::new(),
                };
                _ = quaver::report::traceback::render_frames(&[frame]);
            }
        }
    }
}

#[test]
fn a_long_line_is_cut_and_its_column_kept() {
    let text = format!("x = 1\n{}?{}\n", "ab".repeat(5000), "cd".repeat(5000));
    let at = 6 + 10_000;
    let drawn = draw(&file(&text), &[Diagnostic::syntax(Span::new(at, at + 1), "no")], Style::Plain);
    assert!(drawn.contains("x.py:2:10001"), "{drawn}");
    assert!(drawn.contains("...") && drawn.len() < 1000, "{drawn}");
}

#[test]
fn not_too_many() {
    let text = "x\n".repeat(30);
    let all: Vec<_> = (0..30).map(|i| Diagnostic::syntax(Span::new(i * 2, i * 2 + 1), "m")).collect();
    let drawn = draw(&file(&text), &all, Style::Plain);
    assert_eq!(drawn.matches("SyntaxError").count(), 20);
    assert!(drawn.ends_with("... and 10 more reports\n"));
}
