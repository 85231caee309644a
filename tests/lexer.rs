//! Tokens of small files, by snapshot.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

use quaver::source::{Kind, SourceFile};
use quaver::syntax::dump_tokens;

#[test]
fn token_cases() {
    insta::glob!("cases/tokens/*.py", |path| {
        let bytes = std::fs::read(path).expect("the case can be read");
        let file = SourceFile::from_bytes("case", &bytes).expect("the case is UTF-8");
        insta::assert_snapshot!(dump_tokens(&file));
    });
}

fn kinds(text: &str) -> Vec<String> {
    let file = SourceFile::new("t", text);
    dump_tokens(&file).lines().filter_map(|l| l.split(' ').nth(1).map(str::to_string)).collect()
}

#[test]
fn line_ends_of_all_kinds_are_one_token() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("if a:{end}  b{end}{end}  # note{end}c{end}");
        let want =
            ["If", "Name", "Colon", "Newline", "Indent", "Name", "Newline", "Dedent", "Name", "Newline"];
        assert_eq!(kinds(&text), want, "{end:?}");
    }
}

#[test]
fn a_comment_without_a_line_end_changes_no_layout() {
    assert_eq!(kinds("a\n    # end"), ["Name", "Newline"]);
    assert_eq!(kinds("if a:\n  b\n# end"), kinds("if a:\n  b\n"));
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let file = SourceFile::from_bytes("t", b"\xef\xbb\xbfa = 1\n").expect("it is UTF-8");
    assert_eq!(kinds(file.text()), ["Name", "Assign", "Int", "Newline"]);
}

#[test]
fn bytes_that_are_no_text_are_reported() {
    let (_, d) = *SourceFile::from_bytes("t", b"a = 1\nb = '\xff'\n").expect_err("not UTF-8");
    assert_eq!(d.kind, Kind::SyntaxError);
    assert_eq!(d.span.lo, 11);
    let (_, d) =
        *SourceFile::from_bytes("t", b"#!/bin/x\n# -*- coding: latin-1 -*-\n").expect_err("not UTF-8");
    assert_eq!(d.message, "encoding problem: latin-1");
    assert!(SourceFile::from_bytes("t", b"# vim: set fileencoding=UTF_8 :\n").is_ok());
    assert!(SourceFile::from_bytes("t", b"a = 1\n# coding: latin-1\n").is_ok());
    assert!(SourceFile::from_bytes("t", b"a = 1\nb\n# coding: latin-1\n").is_ok());
}

#[test]
fn places_are_counted_in_lines_and_characters() {
    let file = SourceFile::new("t", "aé\r\nb\rc\n");
    let at = |o| (file.line_col(o).line, file.line_col(o).col);
    assert_eq!(
        [at(0), at(1), at(2), at(3), at(5), at(7), at(9)],
        [(1, 0), (1, 1), (1, 1), (1, 2), (2, 0), (3, 0), (4, 0)]
    );
    assert_eq!(
        [file.line_text(1), file.line_text(2), file.line_text(3), file.line_text(4)],
        ["aé", "b", "c", ""]
    );
    assert_eq!(file.line_text(9), "");
}
