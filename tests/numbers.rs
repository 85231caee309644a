//! Numbers against CPython 3.13.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

#[path = "pure/mod.rs"]
mod pure;

use num_bigint::BigInt;
use pure::{Case, Rng, answer, blit, check, check_live, lit, yes_no};
use quaver::value::fault::PyResult;
use quaver::value::number::int_ops::Number;
use quaver::value::number::limbs::Owned;
use quaver::value::number::math::{self, CompensatedSum, Log};
use quaver::value::number::{
    IntRef, combinatorics, convert, float_hex, float_ops, float_text, hash, int_bytes, int_ops, int_text,
};

const LIMIT: usize = 4300;

fn show(x: f64) -> String {
    float_text::repr(x)
}

fn float_lit(x: f64) -> String {
    if x.is_finite() { show(x) } else { format!("float('{}')", show(x)) }
}

fn int(text: &str) -> BigInt {
    int_text::parse(text.into(), 0, 0).expect("an int").into()
}

/// Floats at borders and of everyday kinds.
fn floats() -> Vec<f64> {
    let mut out = vec![
        0.0,
        0.5,
        1.0,
        1.5,
        2.0,
        2.5,
        0.1,
        0.3,
        3.0,
        7.0,
        10.0,
        1e-5,
        1e-4,
        0.00012345,
        123456.789,
        1e15,
        1e16,
        1e17,
        1e22,
        1e23,
        1e100,
        1e308,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        2.225073858507201e-308,
        9007199254740992.0,
        4503599627370497.5,
        0.1 + 0.2,
        1e21,
        123e-20,
        2.675,
        1.005,
        65504.0,
        1e-310,
        f64::INFINITY,
        f64::NAN,
        100.0,
        1234.5678,
        0.7,
        33.3,
        140.5,
        170.6,
        171.7,
        199.5,
        20.25,
    ];
    out.extend(out.clone().iter().filter(|x| !x.is_nan()).map(|x| -x));
    out
}

fn ints() -> Vec<BigInt> {
    let mut out: Vec<BigInt> =
        ["0", "1", "2", "3", "7", "10", "255", "256", "1000", "12345"].iter().map(|s| int(s)).collect();
    for bits in [31u32, 47, 48, 53, 54, 61, 62, 63, 64, 100, 127, 128, 1023, 1024, 1075] {
        let power = BigInt::from(2).pow(bits);
        out.extend([&power - 1, power.clone(), power + 1]);
    }
    out.push(BigInt::from(10).pow(30) + 1);
    out.push(BigInt::from(10).pow(320));
    out.extend(out.clone().iter().skip(1).map(|x| -x));
    out
}

fn number(n: Number) -> PyResult<String> {
    match n {
        Number::Int(n) => IntRef::Big(&n).to_decimal(LIMIT),
        Number::Float(x) => Ok(show(x)),
    }
}

#[test]
fn float_texts() {
    let mut cases: Vec<Case> = Vec::new();
    for x in floats() {
        let l = float_lit(x);
        cases.push((format!("repr({l})"), lit(show(x).as_str())));
        cases.push((format!("({l}).hex()"), lit(float_hex::hex(x).as_str())));
        cases.push((
            format!("float.fromhex({})", lit(float_hex::hex(x).as_str())),
            answer(float_hex::from_hex(float_hex::hex(x).as_str().into()), show),
        ));
        cases.push((format!("({l}).is_integer()"), yes_no(float_ops::is_integer(x))));
        cases.push((
            format!("({l}).as_integer_ratio()"),
            answer(float_ops::as_integer_ratio(x), |(a, b)| format!("({a}, {b})")),
        ));
        cases.push((format!("int({l})"), answer(convert::float_to_int(x), |n| n.to_string())));
        cases.push((format!("round({l})"), answer(float_ops::round_to_int(x), |n| n.to_string())));
        for digits in [-400, -309, -308, -300, -16, -2, -1, 0, 1, 2, 3, 5, 15, 20, 300, 323, 324] {
            cases
                .push((format!("round({l}, {digits})"), answer(float_ops::round_to_digits(x, digits), show)));
        }
    }
    for text in [
        "1.5",
        " 1.5\n",
        "1_0.0_1",
        "1_.0",
        "_1",
        "1_",
        "1__0",
        "infinity",
        "+nan",
        "-nan",
        "iNf",
        "-Infinity",
        "1e5_0",
        "0x10",
        "",
        " ",
        ".",
        "1e",
        ".5",
        "5.",
        "+.5e-3",
        "٣.٥",
        "1\0",
        "１e５",
        "\u{a0}1.5\u{3000}",
        "1e400",
        "1e-400",
        "1.7976931348623159e308",
        "2.2250738585072012e-308",
        "nan(1)",
        "in",
        "1 2",
        "é",
        "--1",
        "1e+",
        "00012",
        "1E5",
        "9007199254740993",
        "1,5",
        "1_e5",
    ] {
        cases.push((format!("float({})", lit(text)), answer(float_text::parse(text.into()), show)));
        if text.is_ascii() {
            cases.push((
                format!("float({})", blit(text.as_bytes())),
                answer(float_text::parse_bytes(text.as_bytes()), show),
            ));
        }
    }
    for text in [
        "0x1p0",
        "0x1.8p1",
        "-0x.8p-3",
        "1p3",
        "0x1p2000",
        "",
        "0x",
        "x",
        "inf",
        "-INF",
        "nan",
        " 0x1p-1074 ",
        "0x1p-1075",
        "0x1.8p-1075",
        "0x1.fffffffffffff8p0",
        "0x1.fffffffffffff7fffffffffffffffffp0",
        "0x1.00000000000008p0",
        "0x1.000000000000080000000000000000000000000001p0",
        "0x1p",
        "0x1p+",
        "1.2.3",
        "0x1p99999999999999999999",
        "0x0p99999999999999999999",
        "0x1p-99999999999999999999",
        "abc",
        "0xg",
        "123456789012345678901234567890123456789",
        "0x.0000000000000000000000000000000000000000000001p200",
    ] {
        cases.push((format!("float.fromhex({})", lit(text)), answer(float_hex::from_hex(text.into()), show)));
    }
    check_live(&cases);
    let some: Vec<Case> = cases.into_iter().step_by(3).collect();
    check("number_floats", &some);
}

#[test]
fn int_texts() {
    let mut cases: Vec<Case> = Vec::new();
    for text in [
        "0",
        "12",
        " 12 ",
        "-5",
        "+7",
        "",
        " ",
        "+",
        "1_000",
        "_1",
        "1_",
        "1__2",
        "0x1F",
        "0X_1f",
        "0x",
        "0b101",
        "0o17",
        "08",
        "00",
        "0_0",
        "z",
        "Zz",
        "1.5",
        "1e5",
        "é",
        "٣٤",
        "1 2",
        "12\0",
        "- 1",
        "0b12",
        "\u{2003}5\u{85}",
        "０x１",
        "99999999999999999999999999",
    ] {
        for base in [0, 2, 8, 10, 16, 36, 1, 37, -1] {
            cases.push((
                format!("int({}, {base})", lit(text)),
                answer(int_text::parse(text.into(), base, LIMIT), |n| BigInt::from(n).to_string()),
            ));
        }
        if text.is_ascii() {
            cases.push((
                format!("int({})", blit(text.as_bytes())),
                answer(int_text::parse_bytes(text.as_bytes(), 10, LIMIT), |n| BigInt::from(n).to_string()),
            ));
        }
    }
    for digits in [4299usize, 4300, 4301, 5000] {
        let text = "9".repeat(digits);
        cases.push((
            format!("int('9' * {digits}) % 1000"),
            answer(int_text::parse(text.as_str().into(), 10, LIMIT), |n| {
                (BigInt::from(n) % 1000u32).to_string()
            }),
        ));
        cases.push((format!("len(str(10 ** {}))", digits - 1), {
            let n = BigInt::from(10).pow(digits as u32 - 1);
            answer(IntRef::Big(&n).to_decimal(LIMIT), |s| s.len().to_string())
        }));
        cases.push((
            format!("int('{}1' * {digits}, 16) % 1000", ""),
            answer(int_text::parse("1".repeat(digits).as_str().into(), 16, LIMIT), |n| {
                (BigInt::from(n) % 1000u32).to_string()
            }),
        ));
    }
    for x in ints() {
        for (name, radix) in [("bin", 2), ("oct", 8), ("hex", 16)] {
            cases.push((format!("{name}({x})"), lit(int_text::prefixed(IntRef::Big(&x), radix).as_str())));
            if let Ok(small) = i64::try_from(&x) {
                assert_eq!(
                    int_text::prefixed(IntRef::Big(&x), radix),
                    int_text::prefixed(small.into(), radix)
                );
            }
        }
    }
    check("number_ints", &cases);
}

#[test]
fn int_arithmetic() {
    let mut cases: Vec<Case> = Vec::new();
    let all = ints();
    let mut cases_so_far = 0;
    for x in &all {
        let a = IntRef::Big(x);
        let mut add = |question: String, got: String| cases.push((question, got));
        add(format!("hash({x})"), hash::hash_int(a).to_string());
        add(format!("({x}).bit_length()"), int_ops::bit_length(a).to_string());
        add(format!("({x}).bit_count()"), int_ops::bit_count(a).to_string());
        add(format!("float({x})"), answer(a.to_f64(), show));
        for digits in [-400, -30, -3, -2, -1, 0, 2] {
            add(
                format!("round({x}, {digits})"),
                answer(int_ops::round_to_digits(a, digits), |n| n.to_string()),
            );
        }
        for (length, big, signed) in [
            (1, true, false),
            (8, false, true),
            (9, true, true),
            (-1, true, true),
            (0, true, false),
            (140, false, true),
        ] {
            let order = if big { "big" } else { "little" };
            let made = int_bytes::to_bytes(a, length, big, signed);
            if let Ok(bytes) = &made {
                assert_eq!(&BigInt::from(int_bytes::from_bytes(bytes, big, signed)), x);
            }
            add(
                format!("({x}).to_bytes({length}, '{order}', signed={})", yes_no(signed)),
                answer(made, |b| blit(&b)),
            );
        }
        add(format!("math.isqrt({x})"), answer(combinatorics::isqrt(Owned, a), |n| n.to_string()));
        for (name, which) in [("log", Log::Natural), ("log2", Log::Two), ("log10", Log::Ten)] {
            add(format!("math.{name}({x})"), answer(math::log_int(a, which), show));
        }
        for y in &all {
            let b = IntRef::Big(y);
            if let (Ok(p), Ok(q)) = (i64::try_from(x), i64::try_from(y)) {
                if let Some(quotient) = int_ops::floor_div_small(p, q) {
                    assert_eq!(Ok(BigInt::from(quotient)), int_ops::floor_div(a, b), "{p} // {q}");
                }
                if let Some(rest) = int_ops::modulo_small(p, q) {
                    assert_eq!(Ok(BigInt::from(rest)), int_ops::modulo(a, b), "{p} % {q}");
                }
            }
            add(format!("{x} // ({y})"), answer(int_ops::floor_div(a, b), |n| n.to_string()));
            add(format!("{x} % ({y})"), answer(int_ops::modulo(a, b), |n| n.to_string()));
            add(format!("{x} / ({y})"), answer(int_ops::true_div(a, b), show));
            add(format!("math.gcd({x}, {y})"), combinatorics::gcd(Owned, a, b).to_string());
            add(format!("math.lcm({x}, {y})"), combinatorics::lcm(Owned, a, b).to_string());
            let moduli = ["7", "-12", "1", "0", "18446744073709551616"];
            let m = moduli[cases_so_far % moduli.len()];
            cases_so_far += 1;
            let modulus = int(m);
            let got = int_ops::power_mod(a, b, IntRef::Big(&modulus));
            add(format!("pow({x}, {y}, {m})"), answer(got, |n| n.to_string()));
        }
        for k in ["0", "1", "5", "63", "64", "-1", "100000000000000000000"] {
            let n = int(k);
            add(format!("{x} >> {k}"), answer(int_ops::shift_right(a, IntRef::Big(&n)), |n| n.to_string()));
            if k.len() < 5 || *x == BigInt::from(0) {
                add(
                    format!("{x} << {k}"),
                    answer(int_ops::shift_left(a, IntRef::Big(&n)), |n| n.to_string()),
                );
                add(
                    format!("({x}) ** {k}"),
                    answer(int_ops::power(a, IntRef::Big(&n)).and_then(number), |s| s),
                );
            }
        }
    }
    cases.retain(|(question, _)| !question.starts_with("(-") || !question.contains("** 0.")); // no complex
    for x in &all {
        for y in floats() {
            let order = convert::compare_int_float(IntRef::Big(x), y);
            let sign = order.map_or("None".to_string(), |o| (o as i32).to_string());
            let l = float_lit(y);
            cases.push((format!("None if {l} != {l} else ({x} > {l}) - ({x} < {l})"), sign.clone()));
            if let Ok(small) = i64::try_from(x) {
                assert_eq!(convert::compare_int_float(small.into(), y), order);
            }
        }
    }
    let mut rng = Rng(3);
    for _ in 0..4000 {
        let mut pick = || {
            let bits = rng.below(1200);
            let n = (0..bits / 64 + 1).fold(BigInt::from(1), |n, _| (n << 64) + rng.next());
            n >> rng.below(64)
        };
        let (x, y) = (pick(), pick());
        let (a, b) = (IntRef::Big(&x), IntRef::Big(&y));
        cases.push((format!("{x} / {y}"), answer(int_ops::true_div(a, b), show)));
        cases.push((format!("hash({x})"), hash::hash_int(a).to_string()));
        cases.push((format!("float({x})"), answer(a.to_f64(), show)));
    }
    check_live(&cases);
    let some: Vec<Case> = cases.into_iter().filter(|c| c.0.len() < 90).step_by(131).collect();
    check("number_arithmetic", &some);
}

#[test]
fn counting() {
    let mut cases: Vec<Case> = Vec::new();
    for n in ["0", "1", "5", "20", "23", "100", "-1", "100000000000000000000"] {
        let big = int(n);
        let a = IntRef::Big(&big);
        cases.push((format!("math.factorial({n})"), answer(combinatorics::factorial(a), |n| n.to_string())));
        for k in ["0", "1", "3", "20", "21", "99", "-1", "10000000000000000000"] {
            let other = int(k);
            let b = IntRef::Big(&other);
            if n.len() > 5 && k.len() > 5 {
                continue;
            }
            cases
                .push((format!("math.comb({n}, {k})"), answer(combinatorics::comb(a, b), |n| n.to_string())));
            cases.push((
                format!("math.perm({n}, {k})"),
                answer(combinatorics::perm(a, Some(b)), |n| n.to_string()),
            ));
        }
    }
    check("number_counting", &cases);
}

#[test]
fn float_arithmetic() {
    let mut cases: Vec<Case> = Vec::new();
    for x in floats() {
        for y in floats() {
            let (l, r) = (float_lit(x), float_lit(y));
            let mut add = |question: String, got: PyResult<f64>| cases.push((question, answer(got, show)));
            add(format!("({l}) // ({r})"), float_ops::floor_div(x, y));
            add(format!("({l}) % ({r})"), float_ops::modulo(x, y));
            add(format!("({l}) / ({r})"), float_ops::true_div(x, y));
            add(format!("math.fmod({l}, {r})"), math::fmod(x, y));
            add(format!("math.remainder({l}, {r})"), math::remainder(x, y));
            add(format!("math.pow({l}, {r})"), math::pow(x, y));
            add(format!("math.hypot({l}, {r})"), Ok(math::hypot([x, y])));
            add(format!("math.hypot({l}, {r}, 3.0, 0.1)"), Ok(math::hypot([x, y, 3.0, 0.1])));
            add(format!("math.nextafter({l}, {r})"), math::next_after(x, y, None));
            add(format!("math.nextafter({l}, {r}, steps=3)"), math::next_after(x, y, Some(3)));
            if x >= 0.0 || y == y.floor() || y.is_nan() {
                add(format!("({l}) ** ({r})"), float_ops::power(x, y));
            }
            let pair = float_ops::div_mod(x, y);
            cases.push((
                format!("divmod({l}, {r})"),
                answer(pair, |(a, b)| format!("({}, {})", show(a), show(b))),
            ));
            cases.push((format!("math.isclose({l}, {r})"), answer(math::is_close(x, y, 1e-9, 0.0), yes_no)));
        }
    }
    check_live(&cases);
    let some: Vec<Case> = cases.into_iter().step_by(307).collect();
    check("number_float_arithmetic", &some);
}

#[test]
fn functions() {
    let mut cases: Vec<Case> = Vec::new();
    type Function = fn(f64) -> PyResult<f64>;
    let table: &[(&str, Function)] = &[
        ("acos", math::acos),
        ("acosh", math::acosh),
        ("asin", math::asin),
        ("asinh", math::asinh),
        ("atan", math::atan),
        ("atanh", math::atanh),
        ("cos", math::cos),
        ("cosh", math::cosh),
        ("degrees", |x| Ok(math::degrees(x))),
        ("erf", math::erf),
        ("erfc", math::erfc),
        ("exp", math::exp),
        ("exp2", math::exp2),
        ("expm1", math::expm1),
        ("gamma", math::gamma),
        ("lgamma", math::lgamma),
        ("log1p", math::log1p),
        ("radians", |x| Ok(math::radians(x))),
        ("sin", math::sin),
        ("sinh", math::sinh),
        ("sqrt", math::sqrt),
        ("tan", math::tan),
        ("tanh", math::tanh),
        ("log", |x| math::log(x, Log::Natural)),
        ("log2", |x| math::log(x, Log::Two)),
        ("log10", |x| math::log(x, Log::Ten)),
        ("ulp", |x| Ok(math::ulp(x))),
    ];
    let mut rng = Rng(11);
    let mut inputs = floats();
    inputs.extend((0..300).map(|_| rng.float()));
    inputs.extend((0..300).map(|_| rng.below(1 << 53) as f64 / (1u64 << 50) as f64 - 4.0));
    inputs.extend((0..200).map(|_| rng.below(1 << 53) as f64 / (1u64 << 52) as f64 - 1.0));
    for (name, f) in table {
        for &x in &inputs {
            cases.push((format!("math.{name}({})", float_lit(x)), answer(f(x), show)));
        }
    }
    for &x in &inputs {
        let l = float_lit(x);
        let pair = |a: f64, b: String| format!("({}, {b})", show(a));
        cases.push((format!("math.frexp({l})"), {
            let (m, e) = math::frexp(x);
            pair(m, e.to_string())
        }));
        cases.push((format!("math.modf({l})"), {
            let (a, b) = math::modf(x);
            pair(a, show(b))
        }));
        for e in [0i64, 1, -1, 10, -1074, -1080, 971, 2000, -3000, i64::MAX] {
            cases.push((format!("math.ldexp({l}, {e})"), answer(math::ldexp(x, e.into()), show)));
        }
        if let Some(h) = hash::hash_float(x) {
            cases.push((format!("hash({l})"), h.to_string()));
        }
    }
    check_live(&cases);
    let some: Vec<Case> = cases.into_iter().step_by(61).collect();
    check("number_functions", &some);
}

#[test]
fn sums() {
    let mut cases: Vec<Case> = Vec::new();
    let mut rng = Rng(5);
    let mut lists: Vec<Vec<f64>> = vec![
        vec![],
        vec![0.1; 10],
        vec![1e308, 1e308, -1e308],
        vec![1e308, 1e308],
        vec![f64::INFINITY, 1.0],
        vec![f64::INFINITY, f64::NEG_INFINITY],
        vec![f64::NAN, 1.0],
        vec![1e16, 1.0, 1e-16],
        vec![-0.0],
        vec![1e100, 1.0, -1e100],
    ];
    for _ in 0..300 {
        lists.push((0..rng.below(12)).map(|_| rng.float()).collect());
    }
    for list in &lists {
        let shown = format!("[{}]", list.iter().map(|x| float_lit(*x)).collect::<Vec<_>>().join(", "));
        cases.push((format!("math.fsum({shown})"), answer(math::fsum(list.iter().copied()), show)));
        cases.push((format!("math.hypot(*{shown})"), show(math::hypot(list.iter().copied()))));
        if !list.is_empty() {
            let mut sum = CompensatedSum::new(0.0);
            list.iter().for_each(|x| sum.add(*x));
            cases.push((format!("sum({shown})"), show(sum.value())));
        }
    }
    cases.push(("math.dist([1, 2], [4, 6])".into(), answer(math::dist(&[1.0, 2.0], &[4.0, 6.0]), show)));
    cases.push(("math.dist([1], [4, 6])".into(), answer(math::dist(&[1.0], &[4.0, 6.0]), show)));
    check_live(&cases);
    let some: Vec<Case> = cases.into_iter().step_by(7).collect();
    check("number_sums", &some);
}

#[test]
fn collection_hashes() {
    let mut cases: Vec<Case> = Vec::new();
    for items in [
        vec![],
        vec![0],
        vec![1, 2, 3],
        vec![-1, -2],
        vec![3, 2, 1],
        vec![i64::MAX, i64::MIN, 7],
        (0..50).collect(),
    ] {
        let shown: String = items.iter().map(|i| format!("{i}, ")).collect();
        let hashes: Vec<i64> = items.iter().map(|&i| hash::hash_i64(i)).collect();
        cases.push((format!("hash(({shown}))"), hash::hash_tuple(hashes.iter().copied()).to_string()));
        cases.push((
            format!("hash(frozenset([{shown}]))"),
            hash::hash_frozenset(hashes.iter().copied()).to_string(),
        ));
    }
    let inner = hash::hash_tuple([1, 2].into_iter());
    cases.push(("hash((0, (1, 2), None, 0.5))".into(), {
        let half = hash::hash_float(0.5).expect("a number");
        hash::hash_tuple([0, inner, hash::NONE, half].into_iter()).to_string()
    }));
    check("number_hashes", &cases);
}

/// Twenty thousand floats through repr, round, hash and format.
#[test]
fn random_floats() {
    let mut rng = Rng(2024);
    let mut cases: Vec<Case> = Vec::new();
    for i in 0..20_000i64 {
        let x = rng.float();
        let l = show(x);
        let digits = rng.below(12) as i64 - 3;
        let got = [
            l.clone(),
            answer(float_ops::round_to_digits(x, digits), show),
            answer(float_ops::round_to_int(x), |n| n.to_string()),
            hash::hash_float(x).expect("a number").to_string(),
        ];
        // Read back from the bits, so that our repr is not taken at its word.
        let bits = float_hex::hex(x);
        cases.push((
            format!("[(r := float.fromhex('{bits}')), round(r, {digits}), round(r), hash(r)]"),
            format!("[{}]", got.join(", ")),
        ));
        if i % 4 == 0 {
            cases.push((
                format!("float({})", lit(l.as_str())),
                answer(float_text::parse(l.as_str().into()), show),
            ));
        }
    }
    check_live(&cases);
}
