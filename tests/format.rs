//! Formatting against CPython 3.13.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

#[path = "pure/mod.rs"]
mod pure;

use num_bigint::BigInt;
use pure::{Case, Rng, answer, check, check_live, lit};
use quaver::value::fault::{ErrKind, PyErr, PyResult};
use quaver::value::number::IntRef;
use quaver::value::number::float_text;
use quaver::value::text::format::percent::{Event, Percent, texts};
use quaver::value::text::format::template::{self, Access, First, MAX_DEPTH, Numbering, Template};
use quaver::value::text::format::{format_float, format_int, format_str};
use quaver::value::text::{Wtf8, Wtf8Buf, repr};

const LIMIT: usize = 4300;

fn owned(s: Wtf8Buf) -> String {
    lit(s.as_wtf8())
}

fn float_lit(x: f64) -> String {
    if x.is_finite() { float_text::repr(x) } else { format!("float('{}')", float_text::repr(x)) }
}

const SPECS: &[&str] = &[
    "",
    "d",
    "n",
    "b",
    "o",
    "x",
    "X",
    "c",
    "e",
    "E",
    "f",
    "F",
    "g",
    "G",
    "%",
    "s",
    "r",
    "5",
    "<8",
    ">8",
    "^9",
    "=9",
    "*<8",
    "0<8",
    "08",
    "+",
    "-",
    " ",
    "+08",
    " 10d",
    "+#x",
    "#X",
    "#b",
    "#o",
    "#010x",
    "#_b",
    "_x",
    "_d",
    ",",
    ",d",
    ",b",
    "_c",
    ",n",
    ",s",
    "010,",
    "012,d",
    "020_x",
    "08,.2f",
    ".3",
    ".0",
    ".0f",
    "#.0f",
    ".0e",
    "#.0e",
    ".3g",
    "#.3g",
    "g",
    "#g",
    ".3e",
    ".10g",
    "z",
    "z.1f",
    "z.0f",
    "zd",
    "zs",
    "+z.2f",
    "é<5",
    "é^6d",
    "١٢",
    ".",
    "5.",
    "q",
    "é",
    "\u{1}",
    "dd",
    "{",
    "1 d",
    "<<",
    "<<5",
    "=<5",
    "==5",
    ",_",
    "_,",
    ",,",
    "999999999999999999999999",
    ".99999999999999999999",
    ".9999999999f",
    "0>10",
    "0=10",
    "x=10",
    "^010",
    "=+010",
    "<010",
    "#",
    "# d",
    "0",
    "00",
    "005",
    "%%",
    ".2%",
    ",.1%",
    "_.3f",
    "_e",
    ",g",
    "10.4n",
    "+.3n",
    "=5s",
    "05s",
    "#s",
    "+s",
    " s",
    ".2s",
    "10.2s",
    "^7.3",
    ".1",
    ".17",
    ".20",
    "#x5",
    "c ",
    "5c",
    "<5c",
    "05c",
    "+c",
    "#c",
    ".1c",
    "😀^5",
    ".400f",
    ".1100e",
];

#[test]
fn specs() {
    let mut cases: Vec<Case> = Vec::new();
    let big: BigInt = BigInt::from(10).pow(25) + 7;
    let huge: BigInt = BigInt::from(10).pow(400);
    for spec in SPECS {
        let (s, l) = (Wtf8::from(*spec), lit(*spec));
        for x in [0i64, 1, -1, 97, 255, -12345, 1234567, 0x1f600, 0x110000, i64::MAX, i64::MIN] {
            cases.push((format!("format({x}, {l})"), answer(format_int(x.into(), s, "int", LIMIT), owned)));
        }
        for x in [&big, &-big.clone(), &huge] {
            let shown = if x == &huge { "10**400".to_string() } else { x.to_string() };
            cases.push((
                format!("format({shown}, {l})"),
                answer(format_int(IntRef::Big(x), s, "int", LIMIT), owned),
            ));
        }
        for x in [
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            2.5,
            3.5,
            0.05,
            1e16,
            123456789.123,
            1e-5,
            1e22,
            1e300,
            5e-324,
            f64::MAX,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            -0.04,
            999999.5,
            9.995,
            0.00012345,
        ] {
            cases
                .push((format!("format({}, {l})", float_lit(x)), answer(format_float(x, s, "float"), owned)));
        }
        for x in ["", "a", "hello", "日本語テキスト"] {
            cases.push((format!("format({}, {l})", lit(x)), answer(format_str(x.into(), s, "str"), owned)));
        }
        if !spec.is_empty() {
            cases.push((format!("format(True, {l})"), answer(format_int(1.into(), s, "bool", LIMIT), owned)));
        }
    }
    check_live(&cases);
    let some: Vec<Case> = cases.into_iter().step_by(11).collect();
    check("format_specs", &some);
}

#[test]
fn random_specs() {
    let mut rng = Rng(42);
    let mut cases: Vec<Case> = Vec::new();
    for _ in 0..20_000 {
        let mut spec = String::new();
        let mut maybe = |rng: &mut Rng, odds: u64, choices: &[&str]| {
            if rng.below(odds) == 0 {
                spec.push_str(choices[rng.below(choices.len() as u64) as usize]);
            }
        };
        maybe(&mut rng, 3, &["<", ">", "^", "=", "*<", "0>", "_^", "x=", "0="]);
        maybe(&mut rng, 3, &["+", "-", " "]);
        maybe(&mut rng, 6, &["z"]);
        maybe(&mut rng, 5, &["#"]);
        maybe(&mut rng, 3, &["0"]);
        maybe(&mut rng, 2, &["1", "5", "10", "17", "26", "30"]);
        maybe(&mut rng, 3, &[",", "_"]);
        maybe(&mut rng, 2, &[".0", ".1", ".2", ".3", ".6", ".10", ".15", ".17", ".25"]);
        maybe(&mut rng, 2, &["d", "b", "o", "x", "X", "e", "E", "f", "F", "g", "G", "%", "n", "f", "g", "e"]);
        let (s, l) = (Wtf8::from(spec.as_str()), lit(spec.as_str()));
        if rng.below(2) == 0 {
            let x = rng.float();
            cases
                .push((format!("format({}, {l})", float_lit(x)), answer(format_float(x, s, "float"), owned)));
        } else {
            let x = rng.next() as i64 >> rng.below(64);
            cases.push((format!("format({x}, {l})"), answer(format_int(x.into(), s, "int", LIMIT), owned)));
        }
    }
    check_live(&cases);
}

/// A small stand-in for the VM's part of `str.format`.
fn fill(
    text: Wtf8<'_>,
    args: &[i64],
    kw: &[(&str, &str)],
    depth: usize,
    numbering: &mut Numbering,
) -> PyResult<Wtf8Buf> {
    let mut out = Wtf8Buf::new();
    for piece in Template::new(text, depth)? {
        let piece = piece?;
        out.push_wtf8(piece.literal);
        let Some(field) = piece.field else { continue };
        let (first, path) = field.path(numbering)?;
        let number = match first {
            First::Index(i) => Ok(*args.get(i).ok_or_else(|| template::index_out_of_range(i))?),
            First::Name(n) => {
                let found = kw.iter().find(|(k, _)| Wtf8::from(*k) == n);
                let missing = || PyErr::new(ErrKind::Key, repr::repr(n).as_wtf8().to_string_lossy());
                Err(found.ok_or_else(missing)?.1)
            }
        };
        let mut item: Option<Wtf8Buf> = None;
        for access in path {
            let text = number.err().unwrap_or("");
            match access? {
                Access::Index(i) => item = Some(Wtf8::from(text).char_slice(i, i + 1).to_owned()),
                Access::Attribute(_) | Access::Key(_) => {
                    return Err(PyErr::type_error("string indices must be integers, not 'str'"));
                }
            }
        }
        let spec = if field.nested {
            fill(field.spec, args, kw, depth - 1, numbering)?
        } else {
            field.spec.to_owned()
        };
        let text = item.unwrap_or_else(|| number.map_or_else(Wtf8Buf::from, |n| n.to_string().into()));
        let shown = match field.conversion {
            None if number.is_ok() => format_int(number.unwrap_or(0).into(), spec.as_wtf8(), "int", LIMIT)?,
            None => format_str(text.as_wtf8(), spec.as_wtf8(), "str")?,
            Some(c) if number.is_ok() || c == 's' as u32 => match c {
                0x61 | 0x72 | 0x73 => format_str(text.as_wtf8(), spec.as_wtf8(), "str")?,
                _ => return Err(field.unknown_conversion()),
            },
            Some(0x72) => format_str(repr::repr(text.as_wtf8()).as_wtf8(), spec.as_wtf8(), "str")?,
            Some(0x61) => format_str(repr::ascii(text.as_wtf8()).as_wtf8(), spec.as_wtf8(), "str")?,
            _ => return Err(field.unknown_conversion()),
        };
        out.push_wtf8(shown.as_wtf8());
    }
    Ok(out)
}

#[test]
fn templates() {
    let mut cases: Vec<Case> = Vec::new();
    let kw = [("name", "été"), ("w", "7"), ("s", "abc")];
    for text in [
        "",
        "plain",
        "{}",
        "{} {}",
        "{0} {1} {0}",
        "{{}}",
        "{{{}}}",
        "}}{{",
        "{",
        "}",
        "a{",
        "a}",
        "{}}",
        "{{}",
        "{0",
        "{0!",
        "{0!r",
        "{0!r:",
        "{0!r}",
        "{0!rx}",
        "{name!r}",
        "{name!a}",
        "{name!s:>6}",
        "{name!z}",
        "{name!é}",
        "{name!\t}",
        "{0:5}",
        "{0:>{w}}",
        "{:>{}}",
        "{:{}{}}",
        "{0:{1:{2}}}",
        "{name[0]}",
        "{name[1]}|",
        "{name[x]}",
        "{name.}",
        "{name[]}",
        "{name[0}",
        "{name[0]x}",
        "{0}{}",
        "{}{0}",
        "{}{name}{}",
        "{9}",
        "{}{}{}{}{}",
        "{missing}",
        "{99999999999999999999999}",
        "{name:}",
        "{0:{w}d}",
        "{0:{{}}}",
        "{ 0}",
        "{0 }",
        "{s[2]}",
        "{s:{s}}",
        "{0[}",
        "{a{b}}",
        "{0:}}",
        "{name[1]!r:>5}x{w}",
        "{0!}",
        "{!r}",
        "{:x}",
        "é{}é",
        "{0:{",
        "{:{}",
        "{0!r :}",
        "{0.a[b}",
        "{[0]}",
    ] {
        let got = answer(fill(text.into(), &[42, 7, 3], &kw, MAX_DEPTH, &mut Numbering::default()), owned);
        if text == "{[0]}" || text == "{0.a[b}" || text == "{0[}" {
            continue;
        }
        cases.push((format!("{}.format(42, 7, 3, name='\\xe9t\\xe9', w='7', s='abc')", lit(text)), got));
    }
    check("format_templates", &cases);
}

enum Arg {
    Int(i64),
    Float(f64),
    Str(&'static str),
}

/// A small stand-in for the VM's part of `%`.
fn percent(text: &str, args: &[Arg]) -> PyResult<Wtf8Buf> {
    let mut out = Wtf8Buf::new();
    let mut next = args.iter();
    let mut walk = Percent::new(text.as_bytes(), false);
    while let Some(event) = walk.next() {
        let mut take = || next.next().ok_or_else(|| PyErr::type_error(texts::NOT_ENOUGH));
        match event? {
            Event::Literal(l) => out.push_wtf8(Wtf8::new(l)),
            Event::Key(_) => return Err(PyErr::type_error(texts::MAPPING)),
            Event::Star => match take()? {
                Arg::Int(n) => walk.supply(*n),
                _ => return Err(PyErr::type_error(texts::STAR)),
            },
            Event::Conversion(d) => {
                let arg = take()?;
                let name = match arg {
                    Arg::Int(_) => "int",
                    Arg::Float(_) => "float",
                    Arg::Str(_) => "str",
                };
                let laid = match (d.kind(), arg) {
                    (Some('d' | 'i' | 'u'), Arg::Float(x)) => d.format_int((*x as i64).into(), LIMIT)?,
                    (Some('d' | 'i' | 'u' | 'x' | 'X' | 'o'), Arg::Int(n)) => {
                        d.format_int((*n).into(), LIMIT)?
                    }
                    (Some('d' | 'i' | 'u' | 'x' | 'X' | 'o'), _) => return Err(d.wants_number(name)),
                    (Some('c'), Arg::Int(n)) => d.format_char(*n)?,
                    (Some('c'), Arg::Str(s)) if s.chars().count() == 1 => {
                        d.format_char(s.chars().next().unwrap_or('?') as i64)?
                    }
                    (Some('c'), _) => return Err(PyErr::type_error(texts::CHAR)),
                    (Some(k @ ('s' | 'r' | 'a')), arg) => {
                        let shown: Wtf8Buf = match arg {
                            Arg::Int(n) => n.to_string().into(),
                            Arg::Float(x) => float_text::repr(*x).into(),
                            Arg::Str(s) if k == 's' => (*s).into(),
                            Arg::Str(s) if k == 'r' => repr::repr((*s).into()),
                            Arg::Str(s) => repr::ascii((*s).into()),
                        };
                        d.format_text(shown.as_wtf8())?
                    }
                    (Some(_), Arg::Float(x)) => d.format_float(*x)?,
                    (Some(_), Arg::Int(n)) => d.format_float(*n as f64)?,
                    (Some(_), Arg::Str(_)) => return Err(PyErr::type_error("must be real number, not str")),
                    (None, _) => return Err(d.unsupported()),
                };
                out.push_wtf8(laid.as_wtf8());
            }
        }
    }
    if next.next().is_some() { Err(PyErr::type_error(texts::NOT_ALL)) } else { Ok(out) }
}

#[test]
fn percents() {
    use Arg::*;
    let mut cases: Vec<Case> = Vec::new();
    let table: Vec<(&str, Vec<Arg>)> = vec![
        ("%d|%x", vec![Str("a"), Int(1)]),
        ("%x", vec![Float(1.5)]),
        ("%x", vec![Str("a")]),
        ("%f", vec![Str("a")]),
        ("%c", vec![Str("ab")]),
        ("%c", vec![Int(-1)]),
        ("%z", vec![Int(1)]),
        ("%z", vec![]),
        ("%é", vec![Int(1)]),
        ("é%é", vec![Int(1)]),
        ("%", vec![Int(1)]),
        ("%(a", vec![Int(1), Int(2)]),
        ("%*d", vec![Str("a"), Int(1)]),
        ("%*d", vec![Int(3)]),
        ("%s %s", vec![Int(1)]),
        ("%s", vec![Int(1), Int(2)]),
        ("%.*f", vec![Str("x"), Float(2.0)]),
        ("%99999999999999999999d", vec![Int(1)]),
        ("%.9999999999d", vec![Int(1)]),
        ("%-5%|", vec![]),
        ("%5%", vec![Int(1)]),
        ("%#x %#X %#o", vec![Int(255), Int(255), Int(255)]),
        ("%+d % d %05d %-5d|", vec![Int(5), Int(5), Int(-5), Int(5)]),
        ("%.3d|%5.3d|%+.3d|%05.3d", vec![Int(5), Int(5), Int(5), Int(-5)]),
        ("%#.3x|%010x|%#010x|%-#10x|", vec![Int(5), Int(5), Int(255), Int(255)]),
        (
            "%#.0f|%#g|%g|%F|%E|%G",
            vec![Float(1.0), Float(1.0), Float(1.0), Float(1e300), Float(1e-10), Float(1e-10)],
        ),
        ("%.3s|%5.1s|%-5s|%5s|", vec![Str("abcdef"), Str("xyz"), Str("a"), Str("日本")]),
        ("%5c|%-5c|%05c", vec![Str("a"), Int(98), Str("é")]),
        ("%05s|%010s", vec![Str("a"), Int(4)]),
        ("%r %a %5r|", vec![Str("é"), Str("é"), Str("x")]),
        ("%i %u %d", vec![Int(3), Float(4.7), Float(-3.99)]),
        ("%ld %hd %Ld", vec![Int(1), Int(2), Int(3)]),
        ("%lld", vec![Int(1)]),
        (
            "%010.2f|%+010.2f|% .2f|%-10.2f|",
            vec![Float(3.25159), Float(3.25159), Float(3.25159), Float(-3.25159)],
        ),
        ("%*.*f|%-*d|%*d|", vec![Int(8), Int(2), Float(3.25159), Int(5), Int(3), Int(-5), Int(3)]),
        ("%.*f %.f %.d %.s", vec![Int(-1), Float(3.0), Float(2.5), Int(2), Str("abc")]),
        ("%0-5d|%-05d|%+ d|%#d|%#.3o", vec![Int(3), Int(3), Int(3), Int(3), Int(8)]),
        ("%+x %+x %05x %#05x", vec![Int(255), Int(-255), Int(-255), Int(-255)]),
        ("%05f %05f %+f", vec![Float(f64::NEG_INFINITY), Float(f64::NAN), Float(f64::INFINITY)]),
        ("100%%", vec![]),
        ("%%%d%%", vec![Int(50)]),
        ("%b", vec![Int(1)]),
        ("%5", vec![Int(1)]),
        ("%.", vec![Int(1)]),
        ("%l", vec![Int(1)]),
        ("no args", vec![]),
        ("no args", vec![Int(1)]),
        ("%s", vec![]),
        ("%d%", vec![Int(1)]),
    ];
    for (text, args) in table {
        let shown: String = args
            .iter()
            .map(|a| match a {
                Int(n) => format!("{n}, "),
                Float(x) => format!("{}, ", float_lit(*x)),
                Str(s) => format!("{}, ", lit(*s)),
            })
            .collect();
        let got = answer(percent(text, &args), owned);
        if text != "%(a" {
            cases.push((format!("{} % ({shown})", lit(text)), got));
        }
    }
    check("format_percent", &cases);
}

#[test]
fn percent_keys() {
    let found: Vec<_> =
        Percent::new(b"a%(x(1)y)5d%%%()s", false).collect::<Result<Vec<_>, _>>().expect("well formed");
    assert!(matches!(
        found[..],
        [
            Event::Literal(b"a"),
            Event::Key(b"x(1)y"),
            Event::Conversion(_),
            Event::Literal(b"%"),
            Event::Key(b""),
            Event::Conversion(_)
        ]
    ));
    let open = Percent::new(b"%(a", false).next().expect("one");
    assert_eq!(open.expect_err("open").message, "incomplete format key");
}
