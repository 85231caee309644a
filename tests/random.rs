//! Seeded sequences against CPython 3.13.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

#[path = "pure/mod.rs"]
mod pure;

use num_bigint::BigInt;
use pure::{Case, answer, blit, check, check_live, lit};
use quaver::value::fault::PyResult;
use quaver::value::number::float_text;
use quaver::value::number::random::Random;
use quaver::value::number::{IntRef, int_text};

fn show(x: f64) -> String {
    float_text::repr(x)
}

/// `draw` in Python: many results of one expression over a generator `r`.
fn draw(seed: &str, what: &str, count: usize) -> String {
    format!("[[{what} for _ in range({count})] for r in [random.Random({seed})]][0]")
}

fn list<T>(mut make: impl FnMut() -> PyResult<T>, count: usize, show: impl Fn(T) -> String) -> String {
    let mut items = Vec::new();
    for _ in 0..count {
        match make() {
            Ok(item) => items.push(show(item)),
            Err(e) => return answer::<()>(Err(e), |()| String::new()),
        }
    }
    format!("[{}]", items.join(", "))
}

fn big(text: &str) -> BigInt {
    int_text::parse(text.into(), 0, 0).expect("an int").into()
}

#[test]
fn seeds() {
    let mut cases: Vec<Case> = Vec::new();
    let mut add = |seed: String, mut r: Random| {
        cases.push((draw(&seed, "r.random()", 5), list(|| Ok(r.random()), 5, show)));
    };
    for n in [
        "0",
        "1",
        "42",
        "-42",
        "4294967295",
        "4294967296",
        "18446744073709551616",
        "123456789012345678901234567890",
        "-99999999999999999999",
    ] {
        let value = big(n);
        add(n.to_string(), Random::from_int(IntRef::Big(&value)));
        if let Ok(small) = i64::try_from(&value) {
            add(n.to_string(), Random::from_int(small.into()));
        }
    }
    add("10 ** 1000".into(), Random::from_int(IntRef::Big(&BigInt::from(10).pow(1000))));
    add("8 ** 6999".into(), Random::from_int(IntRef::Big(&BigInt::from(8).pow(6999))));
    for x in [0.0, 0.5, -1.5, 1e300, f64::INFINITY] {
        let l = if x.is_finite() { show(x) } else { "float('inf')".into() };
        add(l, Random::from_float(x, 0));
    }
    for s in ["", "a", "hello", "été 🎉"] {
        add(lit(s), Random::from_bytes(s.as_bytes()));
        add(blit(s.as_bytes()), Random::from_bytes(s.as_bytes()));
    }
    check("random_seeds", &cases);
}

#[test]
fn integers() {
    let mut cases: Vec<Case> = Vec::new();
    let seeded = || Random::from_int(2024.into());
    for k in [0i64, 1, 5, 31, 32, 33, 64, 65, 96, 100, 1000, -1] {
        let mut r = seeded();
        cases.push((
            draw("2024", &format!("r.getrandbits({k})"), 8),
            list(|| r.bits(k), 8, |n| n.to_string()),
        ));
    }
    for (start, stop, step) in [
        ("10", None, None),
        ("1", None, None),
        ("0", None, None),
        ("-5", None, None),
        ("1", Some("7"), None),
        ("-10", Some("10"), None),
        ("5", Some("5"), None),
        ("5", Some("1"), None),
        ("0", Some("100"), Some("7")),
        ("100", Some("0"), Some("-7")),
        ("0", Some("10"), Some("-1")),
        ("0", Some("10"), Some("0")),
        ("0", Some("1000000000000000000000000"), None),
        ("0", Some("18446744073709551616"), None),
        ("0", Some("18446744073709551615"), None),
        ("3", Some("100000000000000000000000000000"), Some("12345678901234567")),
        ("0", Some("10"), Some("1")),
        ("4294967296", None, None),
        ("64", None, None),
        ("1", Some("2"), Some("5")),
        ("0", Some("0"), Some("3")),
    ] {
        let (a, b, c) = (big(start), stop.map(big), step.map(big));
        let mut r = seeded();
        let got = list(
            || r.range(IntRef::Big(&a), b.as_ref().map(IntRef::Big), c.as_ref().map(IntRef::Big)),
            12,
            |n| n.to_string(),
        );
        let args: Vec<&str> = [Some(start), stop, step].into_iter().flatten().collect();
        cases.push((draw("2024", &format!("r.randrange({})", args.join(", ")), 12), got));
    }
    for (a, b) in [(1, 6), (0, 0), (-5, 5), (1, 100), (6, 1), (i64::MIN, i64::MAX), (0, i64::MAX)] {
        let mut r = seeded();
        cases.push((
            draw("2024", &format!("r.randint({a}, {b})"), 20),
            list(|| r.int(a.into(), b.into()), 20, |n| n.to_string()),
        ));
    }
    for n in [0i64, 1, 4, 5, 16, 100, -1] {
        let mut r = seeded();
        cases.push((draw("2024", &format!("r.randbytes({n})"), 3), list(|| r.bytes(n), 3, |b| blit(&b))));
    }
    check("random_integers", &cases);
}

fn indexes(v: Vec<u64>) -> String {
    format!("{v:?}")
}

#[test]
fn sequences() {
    let mut cases: Vec<Case> = Vec::new();
    let seeded = || Random::from_bytes(b"seq");
    for n in [0usize, 1, 2, 5, 64, 1000] {
        let mut r = seeded();
        cases.push((
            draw("'seq'", &format!("r.choice(range({n}))"), 10),
            list(|| r.choice(n), 10, |i| i.to_string()),
        ));
        let mut r = seeded();
        let mut items: Vec<usize> = (0..n).collect();
        r.shuffle(n, |i, j| items.swap(i, j));
        cases.push((
            format!("[(r.shuffle(x), x)[1] for r in [random.Random('seq')] for x in [list(range({n}))]][0]"),
            format!("{items:?}"),
        ));
        for k in [0i64, 1, 2, 5, 6, 10, 50, 1000, -1] {
            let mut r = seeded();
            cases.push((
                draw("'seq'", &format!("r.sample(range({n}), {k})"), 2),
                list(|| r.sample(n as u64, k), 2, indexes),
            ));
        }
    }
    for (n, k) in
        [(1u64 << 40, 30i64), (10_000, 200), (277, 60), (278, 60), (21, 5), (22, 5), (85, 6), (86, 6)]
    {
        let mut r = seeded();
        cases.push((
            draw("'seq'", &format!("r.sample(range({n}), {k})"), 2),
            list(|| r.sample(n, k), 2, indexes),
        ));
    }
    for (counts, k) in [(vec![4i64, 2, 9], 5i64), (vec![1, 0, 3], 4), (vec![0], 1), (vec![2], 3)] {
        let running: Vec<i64> = counts
            .iter()
            .scan(0, |sum, c| {
                *sum += c;
                Some(*sum)
            })
            .collect();
        let mut r = seeded();
        let got = list(|| r.sample_counted(&running, counts.len(), k), 3, indexes);
        cases.push((
            draw("'seq'", &format!("r.sample(range({}), {k}, counts={counts:?})", counts.len()), 3),
            got,
        ));
    }
    let mut r = seeded();
    cases.push((
        draw("'seq'", "r.choices(range(7), k=1)", 12),
        list(|| Ok(r.any_of(7)), 12, |i| format!("[{i}]")),
    ));
    for weights in [
        vec![1.0, 2.0, 3.0],
        vec![0.5],
        vec![0.0, 0.0],
        vec![5.0, 1.0, 1.0, 1.0, 0.1],
        vec![1.0, f64::INFINITY],
        vec![3.0, -1.0, 2.0],
    ] {
        let running: Vec<f64> = weights
            .iter()
            .scan(0.0, |sum, w| {
                *sum += w;
                Some(*sum)
            })
            .collect();
        let mut r = seeded();
        let shown: Vec<String> =
            weights.iter().map(|w| if w.is_finite() { show(*w) } else { "float('inf')".into() }).collect();
        let got = list(|| r.choices(&running, weights.len(), 10), 2, |v| format!("{v:?}"));
        cases.push((
            draw("'seq'", &format!("r.choices(range({}), [{}], k=10)", weights.len(), shown.join(", ")), 2),
            got,
        ));
    }
    let mut r = seeded();
    cases.push((
        "random.Random('seq').choices(range(3), cum_weights=[1, 2], k=2)".into(),
        answer(r.choices(&[1.0, 2.0], 3, 2), |v| format!("{v:?}")),
    ));
    check("random_sequences", &cases);
}

#[test]
fn distributions() {
    let mut cases: Vec<Case> = Vec::new();
    let count = 60;
    let mut add = |what: &str, make: &mut dyn FnMut(&mut Random) -> PyResult<f64>| {
        let mut r = Random::from_int(7.into());
        cases.push((draw("7", &format!("r.{what}"), count), list(|| make(&mut r), count, show)));
    };
    add("uniform(1, 10)", &mut |r| Ok(r.uniform(1.0, 10.0)));
    add("uniform(-0.5, 0.5)", &mut |r| Ok(r.uniform(-0.5, 0.5)));
    add("triangular()", &mut |r| Ok(r.triangular(0.0, 1.0, None)?.unwrap_or(0.0)));
    add("triangular(1, 5, 2)", &mut |r| Ok(r.triangular(1.0, 5.0, Some(2.0))?.unwrap_or(1.0)));
    add("triangular(1.0, 1.0, 1.0)", &mut |r| Ok(r.triangular(1.0, 1.0, Some(1.0))?.unwrap_or(1.0)));
    add("normalvariate(0, 1)", &mut |r| Ok(r.normal(0.0, 1.0)));
    add("normalvariate(100, 15)", &mut |r| Ok(r.normal(100.0, 15.0)));
    add("gauss(0, 1)", &mut |r| Ok(r.gauss(0.0, 1.0)));
    add("gauss(5, 2.5)", &mut |r| Ok(r.gauss(5.0, 2.5)));
    add("lognormvariate(0, 0.5)", &mut |r| r.log_normal(0.0, 0.5));
    add("lognormvariate(1000, 0.5)", &mut |r| r.log_normal(1000.0, 0.5));
    add("expovariate(1.5)", &mut |r| r.exponential(1.5));
    add("expovariate(0.0)", &mut |r| r.exponential(0.0));
    for (mu, kappa) in [(0.0, 0.0), (1.0, 4.0), (6.0, 0.3), (3.0, 200.0)] {
        add(&format!("vonmisesvariate({mu:?}, {kappa:?})"), &mut |r| r.von_mises(mu, kappa));
    }
    for (a, b) in [(0.5, 1.0), (1.0, 2.0), (2.5, 0.5), (9.0, 3.0), (0.01, 1.0), (0.0, 1.0), (200.0, 1.0)] {
        add(&format!("gammavariate({a:?}, {b:?})"), &mut |r| r.gamma(a, b));
        add(&format!("betavariate({a:?}, {b:?})"), &mut |r| r.beta(a, b));
        add(&format!("weibullvariate({a:?}, {b:?})"), &mut |r| r.weibull(a, b));
        add(&format!("paretovariate({a:?})"), &mut |r| r.pareto(a));
    }
    for (n, p) in [
        (1i64, 0.5),
        (10, 0.3),
        (10, 0.7),
        (100, 0.05),
        (100, 0.5),
        (1000, 0.9),
        (1_000_000, 0.25),
        (5, 0.0),
        (5, 1.0),
        (5, 1.5),
        (-1, 0.5),
        (100, 1e-20),
        (7, -0.5),
    ] {
        let mut r = Random::from_int(7.into());
        cases.push((
            draw("7", &format!("r.binomialvariate({n}, {p:?})"), count),
            list(|| r.binomial(n, p), count, |k| k.to_string()),
        ));
    }
    check_live(&cases);
    check("random_distributions", &cases);
}

#[test]
fn states() {
    let mut r = Random::from_int(5.into());
    (0..1000).for_each(|_| {
        r.random();
    });
    r.gauss(0.0, 1.0);
    let (words, index, next) = r.state();
    let (words, index) = (words.to_vec(), index as i64);
    let sum = words.iter().fold(0u64, |h, &w| (h * 31 + w as u64) % 1_000_000_007);
    let cases = vec![
        (
            "[(r.gauss(0, 1) and None, __import__('functools').reduce(lambda h, w: (h * 31 + w) % 1000000007, r.getstate()[1][:-1], 0), r.getstate()[1][-1], r.getstate()[2]) for r in [random.Random(5)] for _ in [[r.random() for _ in range(1000)]]][0][1:]".to_string(),
            format!("({sum}, {index}, {})", show(next.expect("kept"))),
        ),
    ];
    check("random_states", &cases);
    let mut other = Random::from_int(9.into());
    other.set_state(&words, index, next).expect("a state");
    assert_eq!(other.gauss(0.0, 1.0), r.gauss(0.0, 1.0));
    assert_eq!(other.random(), r.random());
    let wrong = other.set_state(&words[1..], 0, None).expect_err("too short");
    assert_eq!(wrong.message, "state vector is the wrong size");
    assert_eq!(other.set_state(&words, 700, None).expect_err("out of range").message, "invalid state");
}
