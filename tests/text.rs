//! Text machinery against CPython 3.13.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

#[path = "pure/mod.rs"]
mod pure;

use pure::{Case, Rng, answer, blit, check, check_live, lit, yes_no};
use quaver::value::text::codec::{self, CodecFailure};
use quaver::value::text::split::Side;
use quaver::value::text::{Wtf8, Wtf8Buf, bytes, case, layout, predicate, repr, search, split, unicode};

fn samples() -> Vec<Wtf8Buf> {
    let mut out: Vec<Wtf8Buf> = [
        "",
        "a",
        "abc",
        "Hello World",
        "hello, world",
        "ABC def",
        "  padded\t\n",
        "\u{a0}x\u{3000}",
        "straße",
        "ΣΊΣΥΦΟΣ Σ",
        "ὈΔΥΣΣΕΎΣ.",
        "Aʼb don't They're",
        "ǆabc ǅ Ǉ",
        "ﬁx ﬀ",
        "İstanbul ı",
        "123",
        "٣٤",
        "²³",
        "½ⅷ",
        "一二三",
        "a1",
        "_x9",
        "9x",
        "naïve café",
        "日本語 テキスト",
        "🎉 party 🎊",
        "line1\nline2\r\nline3\rline4\u{85}x\u{2028}y\u{b}z",
        "tab\there\tand\t",
        "it's",
        "say \"hi\"",
        "it's \"both\"",
        "back\\slash",
        "\0\u{1}\u{7f}\u{80}\u{ad}\u{200b}",
        "\u{e000}\u{378}\u{10ffff}",
        "a,b,,c,",
        ",,",
        "aaaa",
        "+12",
        "-7",
        "+",
        "ŉ ΐ ǰ",
        "ა Ა",
        "Ꭰ ꭰ ᏸ",
        "\u{1e9e}ẞ",
        "A\u{345}Σ\u{345}",
        "aΣ:b Σ'",
        "x\u{1c}y\u{1d}z\u{1e}w\u{1f}v",
    ]
    .iter()
    .map(|s| Wtf8Buf::from(*s))
    .collect();
    out.push([0x61, 0xd800, 0x62, 0xdc80].into_iter().collect());
    out.push([0xd83d, 0xde00, 0xdcff].into_iter().collect());
    out
}

fn list(parts: Vec<Wtf8<'_>>) -> String {
    format!("[{}]", parts.into_iter().map(lit).collect::<Vec<_>>().join(", "))
}

fn blist(parts: Vec<&[u8]>) -> String {
    format!("[{}]", parts.into_iter().map(blit).collect::<Vec<_>>().join(", "))
}

fn index(found: Option<usize>) -> String {
    found.map_or("-1".into(), |i| i.to_string())
}

/// The oracle prints `ascii(…)` of the value, so a str shows as its literal.
fn owned(s: Wtf8Buf) -> String {
    lit(s.as_wtf8())
}

#[test]
fn methods_without_arguments() {
    let mut cases: Vec<Case> = Vec::new();
    for s in &samples() {
        let s = s.as_wtf8();
        let l = lit(s);
        let mut add = |method: &str, got: String| cases.push((format!("{l}.{method}()"), got));
        for (name, f) in [
            ("upper", case::upper as fn(Wtf8<'_>) -> Wtf8Buf),
            ("lower", case::lower),
            ("title", case::title),
            ("capitalize", case::capitalize),
            ("swapcase", case::swapcase),
            ("casefold", case::casefold),
        ] {
            add(name, owned(f(s)));
        }
        for (name, f) in [
            ("isalpha", predicate::is_alpha as fn(Wtf8<'_>) -> bool),
            ("isdecimal", predicate::is_decimal),
            ("isdigit", predicate::is_digit),
            ("isnumeric", predicate::is_numeric),
            ("isalnum", predicate::is_alnum),
            ("isspace", predicate::is_space),
            ("isupper", predicate::is_upper),
            ("islower", predicate::is_lower),
            ("istitle", predicate::is_title),
            ("isidentifier", predicate::is_identifier),
            ("isprintable", predicate::is_printable),
            ("isascii", |s| s.is_ascii()),
        ] {
            add(name, yes_no(f(s)));
        }
        add("strip", lit(split::strip(s, None, Side::Both)));
        add("lstrip", lit(split::strip(s, None, Side::Left)));
        add("rstrip", lit(split::strip(s, None, Side::Right)));
        add("split", answer(split::split(s, None, -1), list));
        add("rsplit", answer(split::rsplit(s, None, -1), list));
        add("splitlines", list(split::split_lines(s, false)));
        add("__len__", s.char_count().to_string());
        add("expandtabs", answer(layout::expand_tabs(s, 8), owned));
        cases.push((format!("{l}.splitlines(True)"), list(split::split_lines(s, true))));
        cases.push((format!("repr({l})"), lit(repr::repr(s).as_wtf8())));
        cases.push((format!("ascii({l})"), lit(repr::ascii(s).as_wtf8())));
        cases.push((format!("{l}[::-1]"), owned(s.chars().rev().collect())));
    }
    check("text_methods", &cases);
}

#[test]
fn methods_with_arguments() {
    let mut cases: Vec<Case> = Vec::new();
    let needles = ["", "a", "l", "é", "aa", ",", "Σ", "テ", " ", "\n", "🎉"];
    let ranges = [(0, i64::MAX), (1, 3), (-3, -1), (2, 1), (100, 200), (3, i64::MAX), (-100, 2)];
    for s in &samples() {
        let s = s.as_wtf8();
        let l = lit(s);
        for n in needles {
            let (n, nl) = (Wtf8::from(n), lit(n));
            for (start, end) in ranges {
                let mut add =
                    |m: &str, got: String| cases.push((format!("{l}.{m}({nl}, {start}, {end})"), got));
                add("find", index(search::find(s, n, start, end)));
                add("rfind", index(search::rfind(s, n, start, end)));
                add("count", search::count(s, n, start, end).to_string());
                add("startswith", yes_no(search::starts_with(s, n, start, end)));
                add("endswith", yes_no(search::ends_with(s, n, start, end)));
            }
            let mut add = |m: &str, got: String| cases.push((format!("{l}.{m}"), got));
            add(&format!("index({nl})"), answer(search::index(s, n, 0, i64::MAX), |i| i.to_string()));
            add(&format!("removeprefix({nl})"), lit(search::remove_prefix(s, n)));
            add(&format!("removesuffix({nl})"), lit(search::remove_suffix(s, n)));
            for max in [-1, 0, 1, 2] {
                add(&format!("split({nl}, {max})"), answer(split::split(s, Some(n), max), list));
                add(&format!("rsplit({nl}, {max})"), answer(split::rsplit(s, Some(n), max), list));
                let replaced = search::replace(s, n, Wtf8::from("<é>"), max).unwrap_or(s.to_owned());
                add(&format!("replace({nl}, '<\\xe9>', {max})"), owned(replaced));
            }
            let triple = |p: Option<(Wtf8<'_>, Wtf8<'_>)>, right: bool| match p {
                Some((a, b)) => format!("({}, {nl}, {})", lit(a), lit(b)),
                None if right => format!("('', '', {l})"),
                None => format!("({l}, '', '')"),
            };
            add(&format!("partition({nl})"), answer(search::partition(s, n), |p| triple(p, false)));
            add(&format!("rpartition({nl})"), answer(search::rpartition(s, n), |p| triple(p, true)));
        }
        for max in [0, 1, 2] {
            cases.push((format!("{l}.split(None, {max})"), answer(split::split(s, None, max), list)));
            cases.push((format!("{l}.rsplit(None, {max})"), answer(split::rsplit(s, None, max), list)));
        }
        for width in [-1, 0, 5, 6, 13] {
            cases.push((format!("{l}.center({width}, '*')"), answer(layout::center(s, width, 42), owned)));
            cases
                .push((format!("{l}.ljust({width}, '\\xe9')"), answer(layout::ljust(s, width, 0xe9), owned)));
            cases.push((format!("{l}.rjust({width})"), answer(layout::rjust(s, width, 32), owned)));
            cases.push((format!("{l}.zfill({width})"), answer(layout::zfill(s, width), owned)));
            cases.push((format!("{l}.expandtabs({width})"), answer(layout::expand_tabs(s, width), owned)));
        }
        for (a, b) in [(0, 2), (1, 100), (3, 3)] {
            cases.push((format!("{l}[{a}:{b}]"), lit(s.char_slice(a, b))));
        }
        for set in ["a ", "éΣ", "", "+-c,"] {
            cases.push((
                format!("{l}.strip({})", lit(set)),
                lit(split::strip(s, Some(set.into()), Side::Both)),
            ));
        }
    }
    check_live(&cases);
    // The table holds some: enough to notice a change without the oracle.
    let some: Vec<Case> = cases.into_iter().step_by(41).collect();
    check("text_arguments", &some);
}

/// All code points with properties of their own, a block at a time, by hashes of what their properties and mappings are.
#[test]
fn every_code_point() {
    let mut cases: Vec<Case> = Vec::new();
    let fold = |h: u64, x: u64| (h.wrapping_mul(1_000_003).wrapping_add(x)) % ((1 << 61) - 1);
    // The blocks in between hold nothing, or ideographs of one kind.
    for block in (0..0x33).chain([0xe0, 0xff, 0x10f]) {
        let mut h = 0u64;
        for c in block * 0x1000..(block + 1) * 0x1000u32 {
            let one: Wtf8Buf = [c].into_iter().collect();
            let s = one.as_wtf8();
            let flags = [
                predicate::is_alpha(s),
                predicate::is_decimal(s),
                predicate::is_digit(s),
                predicate::is_numeric(s),
                predicate::is_alnum(s),
                predicate::is_space(s),
                predicate::is_upper(s),
                predicate::is_lower(s),
                predicate::is_title(s),
                predicate::is_identifier(s),
                predicate::is_printable(s),
                unicode::is_identifier_continue(c),
                split::split_lines(s, false).iter().all(|l| l.is_empty()),
                unicode::is_case_ignorable(c),
            ];
            h = flags.iter().fold(h, |h, &f| fold(h, f as u64));
            for mapped in
                [case::upper(s), case::lower(s), case::title(s), case::casefold(s), case::swapcase(s)]
            {
                h = mapped.as_wtf8().chars().fold(h, |h, m| fold(h, m as u64));
            }
            h = fold(h, unicode::decimal_value(c).map_or(99, u64::from));
        }
        cases.push((format!("[block(b) for b in [{block:#x}]][0]"), h.to_string()));
    }
    // The definition goes in front of the first question, as a walrus that keeps it.
    let define = "(globals().update(ud=__import__('unicodedata'), ft=__import__('functools')), globals().update(fold=lambda h, x: (h * 1000003 + x) % 18446744073709551616 % ((1 << 61) - 1), one=lambda c: [c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isalnum(), c.isspace(), c.isupper(), c.islower(), c.istitle(), c.isidentifier(), c.isprintable(), ('a' + c).isidentifier(), c.splitlines() == [''], ('A\\u03a3' + c).lower()[1] == '\\u03c2' and ('A' + c + '\\u03a3').lower()[-1] == '\\u03c2', *map(ord, c.upper() + c.lower() + c.title() + c.casefold() + c.swapcase()), ud.decimal(c, 99)]), globals().update(block=lambda b: ft.reduce(lambda h, c: ft.reduce(fold, one(chr(c)), h), range(b * 0x1000, (b + 1) * 0x1000), 0)))[0]";
    cases.insert(0, (define.to_string(), "None".to_string()));
    check("text_code_points", &cases);
}

fn byte_samples() -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = [
        "",
        "abc",
        "Hello World",
        " pad \t",
        "a,b,,c",
        "line\r\nx\ry\n",
        "12",
        "+5",
        "-",
        "tab\tx",
        "it's",
        "'\"",
    ]
    .iter()
    .map(|s| s.as_bytes().to_vec())
    .collect();
    out.push(vec![0, 1, 127, 128, 255, b'a', 0x1c, 0x0b]);
    out
}

#[test]
fn bytes_methods() {
    let mut cases: Vec<Case> = Vec::new();
    for b in &byte_samples() {
        let l = blit(b);
        let mut add = |m: &str, got: String| cases.push((format!("{l}.{m}"), got));
        add("capitalize()", blit(&bytes::capitalize(b)));
        add("title()", blit(&bytes::title(b)));
        add("swapcase()", blit(&bytes::swapcase(b)));
        for (name, f) in [
            ("isalpha", bytes::is_alpha as fn(&[u8]) -> bool),
            ("isdigit", bytes::is_digit),
            ("isalnum", bytes::is_alnum),
            ("isspace", bytes::is_space),
            ("isupper", bytes::is_upper),
            ("islower", bytes::is_lower),
            ("istitle", bytes::is_title),
        ] {
            add(&format!("{name}()"), yes_no(f(b)));
        }
        add("strip()", blit(bytes::strip(b, None, Side::Both)));
        add("lstrip(b' a')", blit(bytes::strip(b, Some(b" a"), Side::Left)));
        add("split()", answer(bytes::split(b, None, -1), blist));
        add("rsplit(None, 1)", answer(bytes::rsplit(b, None, 1), blist));
        add("splitlines()", blist(bytes::split_lines(b, false)));
        add("splitlines(True)", blist(bytes::split_lines(b, true)));
        for n in ["", "a", ",", "l"] {
            let (n, nl) = (n.as_bytes(), blit(n.as_bytes()));
            add(&format!("split({nl}, 2)"), answer(bytes::split(b, Some(n), 2), blist));
            add(&format!("rsplit({nl}, 1)"), answer(bytes::rsplit(b, Some(n), 1), blist));
            add(&format!("find({nl}, 1)"), index(bytes::find(b, n, 1, i64::MAX)));
            add(&format!("rfind({nl}, -4, -1)"), index(bytes::rfind(b, n, -4, -1)));
            add(&format!("count({nl})"), bytes::count(b, n, 0, i64::MAX).to_string());
            add(&format!("index({nl})"), answer(bytes::index(b, n, 0, i64::MAX), |i| i.to_string()));
            add(
                &format!("replace({nl}, b'__', 3)"),
                blit(&bytes::replace(b, n, b"__", 3).unwrap_or(b.clone())),
            );
            add(&format!("startswith({nl}, 1)"), yes_no(bytes::starts_with(b, n, 1, i64::MAX)));
            add(&format!("endswith({nl}, 0, 3)"), yes_no(bytes::ends_with(b, n, 0, 3)));
        }
        for w in [0, 6, 7] {
            add(&format!("center({w}, b'*')"), answer(bytes::center(b, w, b'*'), |v| blit(&v)));
            add(&format!("ljust({w})"), answer(bytes::ljust(b, w, b' '), |v| blit(&v)));
            add(&format!("rjust({w})"), answer(bytes::rjust(b, w, b' '), |v| blit(&v)));
            add(&format!("zfill({w})"), answer(bytes::zfill(b, w), |v| blit(&v)));
            add(&format!("expandtabs({w})"), answer(bytes::expand_tabs(b, w), |v| blit(&v)));
        }
        for (sep, group) in [
            (None, 1),
            (Some("-"), 1),
            (Some(":"), 2),
            (Some(":"), -2),
            (Some("é"), 1),
            (Some("ab"), 1),
            (Some("."), 0),
        ] {
            let args = sep.map_or(String::new(), |s| format!("{}, {group}", lit(s)));
            add(
                &format!("hex({args})"),
                answer(bytes::hex(b, sep.map(Wtf8::from), group), |s| lit(s.as_str())),
            );
        }
        add("translate(bytes(range(255, -1, -1)), b'al')", {
            let table: Vec<u8> = (0..=255).rev().collect();
            answer(bytes::translate(b, Some(&table), b"al"), |v| blit(&v))
        });
        add("translate(b'x')", answer(bytes::translate(b, Some(b"x"), b""), |v| blit(&v)));
        cases.push((format!("bytearray({l})"), repr::repr_bytearray(b)));
    }
    for text in ["", "00ff", " 0A 1b\t2C ", "abc", "a bc", "zz", "é", "ab c", "ab\u{a0}cd", "1"] {
        cases.push((
            format!("bytes.fromhex({})", lit(text)),
            answer(bytes::from_hex(text.into()), |v| blit(&v)),
        ));
    }
    check("text_bytes", &cases);
}

#[test]
fn codecs() {
    let encodings = [
        "utf-8",
        "ascii",
        "latin-1",
        "utf-16",
        "UTF_16_LE",
        "utf-16-be",
        "utf-32",
        "utf-32-be",
        "utf-8-sig",
        "nope",
    ];
    let handlers = [
        "strict",
        "ignore",
        "replace",
        "backslashreplace",
        "xmlcharrefreplace",
        "surrogateescape",
        "surrogatepass",
        "namereplace",
        "what",
    ];
    let mut texts = samples();
    for extra in [
        vec![0x20ac, 0x1f600, 0xdc80, 0xdcff, 0x41],
        vec![0xdc80, 0xd800, 0xdc81],
        vec![0xdfff],
        vec![0xe9, 0xfc, 0x41, 0x3b1],
    ] {
        texts.push(extra.into_iter().collect());
    }
    let mut cases: Vec<Case> = Vec::new();
    let failure = |f: CodecFailure, class: &str, message: &dyn Fn(&codec::CodecError) -> String| match f {
        CodecFailure::Other(e) => answer::<()>(Err(e), |()| String::new()),
        CodecFailure::Codec(e) => {
            let quoted = lit(format!("{class}: {}", message(&e)).as_str());
            quoted[1..quoted.len() - 1].to_string()
        }
    };
    for s in &texts {
        for encoding in encodings {
            for errors in handlers {
                let s = s.as_wtf8();
                let got = match codec::encode(s, encoding, errors) {
                    Ok(b) => blit(&b),
                    Err(f) => failure(f, "UnicodeEncodeError", &|e| e.encode_message(s)),
                };
                cases.push((format!("{}.encode('{encoding}', '{errors}')", lit(s)), got));
            }
        }
    }
    let mut rng = Rng(7);
    let mut inputs: Vec<Vec<u8>> = [
        &b"abc"[..],
        b"\xff",
        b"a\xe2\x82",
        b"\xed\xa0\x80x",
        b"\xf0\x90",
        b"\xf0\x80\x80\x80",
        b"\xc0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe2\x28\xa1",
        b"\x80\x81",
        b"\x00\xd8",
        b"\x00\xd8a\x00",
        b"\x00\xdc",
        b"\x00\xd8\x00",
        b"\xff\xfea\x00",
        b"\xfe\xff\x00a",
        b"\x00\x00\x11\x00",
        b"\xff\xfe\x00\x00a\x00\x00\x00",
        b"\xef\xbb\xbfhi",
        b"\x00\xd8\x01\xdc\x80\x81",
        b"\xdc\x80\x00a",
    ]
    .iter()
    .map(|b| b.to_vec())
    .collect();
    for _ in 0..60 {
        let pool = [0x41u8, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xa0, 0xf0, 0x90, 0xf4, 0xd8, 0xdc, 0x00, 0xff];
        inputs.push((0..rng.below(9)).map(|_| pool[rng.below(14) as usize]).collect());
    }
    for b in &inputs {
        for encoding in encodings {
            for errors in handlers {
                let got = match codec::decode(b, encoding, errors) {
                    Ok(s) => lit(s.as_wtf8()),
                    Err(f) => failure(f, "UnicodeDecodeError", &|e| e.decode_message(b)),
                };
                cases.push((format!("{}.decode('{encoding}', '{errors}')", blit(b)), got));
            }
        }
    }
    check_live(&cases);
    let some: Vec<Case> = cases.into_iter().step_by(31).collect();
    check("text_codecs", &some);
}

/// Bytes that are no text must not make anything panic.
#[test]
fn malformed_text() {
    let mut rng = Rng(99);
    for _ in 0..3000 {
        let raw: Vec<u8> = (0..rng.below(24))
            .map(|_| [rng.next() as u8, 0xe2, 0xf0, 0x80, 0x61, 0x7b][rng.below(6) as usize])
            .collect();
        let (s, n) = (Wtf8::new(&raw), Wtf8::new(&raw[raw.len() / 2..]));
        for mapped in
            [case::upper(s), case::lower(s), case::title(s), case::casefold(s), repr::repr(s), repr::ascii(s)]
        {
            assert!(mapped.as_wtf8().chars().rev().count() <= mapped.len());
        }
        let (a, b) = (rng.below(30) as i64 - 15, rng.below(30) as i64 - 15);
        let _ = (
            search::find(s, n, a, b),
            search::rfind(s, n, a, b),
            search::count(s, n, a, b),
            s.char_slice(3, 9),
        );
        let _ = (
            split::split(s, None, a),
            split::rsplit(s, None, b),
            split::split_lines(s, true),
            layout::center(s, a, 0xd800),
        );
        let _ = (
            split::strip(s, Some(n), Side::Both),
            codec::encode(s, "ascii", "replace"),
            bytes::hex(&raw, Some(n), a),
            bytes::from_hex(s),
        );
        for errors in ["ignore", "surrogateescape", "surrogatepass"] {
            let _ = (
                codec::decode(&raw, "utf-8", errors),
                codec::decode(&raw, "utf-16", errors),
                codec::decode(&raw, "utf-32-be", errors),
            );
        }
    }
    assert!(layout::rjust(Wtf8::from("x"), i64::MAX, 32).is_err());
}
