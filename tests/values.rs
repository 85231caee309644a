//! Values: their sizes, the borders of the inline int, NaN in all its bit patterns, lone surrogates.

#![allow(clippy::disallowed_methods)] // tests stand outside the house

mod machine;

use std::cell::RefCell;
use std::sync::Arc;

use machine::{on_big_stack, run, session};
use num_bigint::BigInt;
use num_integer::Integer;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quaver::bytecode::Insn;
use quaver::heap::{Header, INT_MAX, INT_MIN, Word};
use quaver::session::{Answer, Options, Session};
use quaver::value::text::Wtf8;
use quaver::value::{Builtins, Generator, Kind, Str, Task, Value};
use quaver::vm::{NativeResult, Raise, Ret};

#[test]
fn sizes_are_pinned() {
    assert_eq!(size_of::<Word>(), 8);
    assert_eq!(size_of::<Option<Word>>(), 8);
    assert_eq!(size_of::<Value<'_>>(), 8);
    assert_eq!(size_of::<Option<Value<'_>>>(), 8);
    assert_eq!(size_of::<Ret>(), 8);
    assert_eq!(size_of::<NativeResult>(), 8);
    assert_eq!(size_of::<Result<(), Raise>>(), 1);
    assert_eq!(size_of::<Header>(), 8);
    assert_eq!(size_of::<Insn>(), 8);
    assert!(size_of::<Generator>() <= 80, "{}", size_of::<Generator>());
    assert!(size_of::<Task>() <= 104, "{}", size_of::<Task>());
}

/// Numbers that a script printed, one a line.
fn measured(text: &'static str) -> Vec<f64> {
    let ran = on_big_stack(move || run(Options::default(), &Arc::default(), text));
    // the tasks that were measured are cut off at the end, which is told
    assert!(ran.err.is_empty() || ran.err.contains("still at work when the run ended"), "{ran:?}");
    ran.out.lines().map(|line| line.parse().expect("a number")).collect()
}

#[test]
fn a_suspended_coroutine_is_small() {
    let numbers = measured(
        r#"
import asyncio, probe
def four(a, b, c, d): return d
async def locals_and_temporaries(future, b, c, d):
    return four(b, c, d, await future)
N = 2000
async def main():
    future = asyncio.get_running_loop().create_future()
    all = [None] * N
    before = probe.collect()
    for i in range(N):
        all[i] = locals_and_temporaries(future, 1, 2, 3)
        all[i].send(None)
    after = probe.collect()
    print((after - before) / N)
    print(probe.registers(all[0]))
    for coroutine in all:
        coroutine.close()
asyncio.run(main())
"#,
    );
    assert!(numbers[0] < 160.0, "{} bytes ({} registers)", numbers[0], numbers[1]);
}

#[test]
fn a_task_asleep_is_small() {
    let numbers = measured(
        r#"
import asyncio, probe
async def sleeper():
    await asyncio.sleep(1000)
N = 4000
async def main():
    tasks = [None] * N
    first = [asyncio.create_task(sleeper()) for _ in range(10)]
    await asyncio.sleep(1)
    before, held = probe.collect(), probe.held()
    for i in range(N):
        tasks[i] = asyncio.create_task(sleeper())
    await asyncio.sleep(1)
    after = probe.collect()
    print((after - before) / N)
    print((probe.held() - held) / N)
asyncio.run(main())
"#,
    );
    assert!(numbers[0] < 300.0, "{} bytes", numbers[0]);
    // with what stands outside the heap: the timer's entry, and that in the table of live tasks
    assert!(numbers[0] + 24.0 + 8.0 < 320.0, "{} bytes and 32", numbers[0]);
    assert!(numbers[1] < 400.0, "{} bytes held from the system", numbers[1]);
}

/// Ints around every border: of the inline int, of 32, 53, 63 and 64 bits, and any.
fn ints() -> impl Strategy<Value = i128> {
    let near = |center: i128| (-4i128..=4).prop_map(move |d| center + d);
    let border = prop::sample::select(vec![0, 1 << 31, 1 << 46, 1 << 47, 1 << 48, 1 << 53, 1 << 63, 1 << 64])
        .prop_flat_map(move |b: i128| prop_oneof![near(b), near(-b)]);
    prop_oneof![6 => border, 1 => any::<i64>().prop_map(i128::from), 1 => -20i128..20]
}

/// The value an input at the prompt has.
fn shown(session: &RefCell<Session>, text: &str) -> String {
    match session.borrow_mut().input(text) {
        Answer::Value(text) => text,
        other => panic!("{text}: {other:?}"),
    }
}

fn check<S: Strategy>(strategy: &S, cases: u32, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    if let Err(e) = TestRunner::new(config).run(strategy, test) {
        panic!("{e}");
    }
}

const CASES: u32 = 300;

#[test]
fn arithmetic_at_the_borders_of_the_inline_int() {
    on_big_stack(|| {
        let (session, heard) = session(Options::default());
        let session = RefCell::new(session);
        check(&(ints(), ints()), CASES, |(a, b)| {
            let (x, y) = (BigInt::from(a), BigInt::from(b));
            session.borrow_mut().input(&format!("a, b = {a}, {b}"));
            let got = shown(&session, "(a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, -a, +a, abs(a))");
            let abs = BigInt::from(x.magnitude().clone());
            let sums = [&x + &y, &x - &y, &x * &y, &x & &y, &x | &y, &x ^ &y, !&x, -&x, x.clone(), abs];
            let expected: Vec<String> = sums.iter().map(BigInt::to_string).collect();
            prop_assert_eq!(got, format!("({})", expected.join(", ")), "{} {}", a, b);
            if b != 0 {
                let got = shown(&session, "(a // b, a % b, divmod(a, b) == (a // b, a % b))");
                let (q, r) = x.div_mod_floor(&y);
                prop_assert_eq!(got, format!("({q}, {r}, True)"), "{} {}", a, b);
            }
            let got = shown(
                &session,
                "(a < b, a <= b, a == b, a != b, a > b, a >= b, a is a, hash(a) == hash(a + 0))",
            );
            let truth = [a < b, a <= b, a == b, a != b, a > b, a >= b, true, true];
            let expected: Vec<&str> = truth.iter().map(|t| if *t { "True" } else { "False" }).collect();
            prop_assert_eq!(got, format!("({})", expected.join(", ")), "{} {}", a, b);
            Ok(())
        });
        assert_eq!(String::from_utf8_lossy(&heard.stderr()), "");
    });
}

#[test]
fn augmented_shifts_and_conversions_at_the_borders() {
    on_big_stack(|| {
        let (session, heard) = session(Options::default());
        let session = RefCell::new(session);
        session.borrow_mut().input(
            r#"def ranges(a):
    try:
        return [i - a for i in range(a - 2, a + 2)], [i - a for i in range(a + 2, a - 2, -3)]
    except OverflowError:
        return "refused"
"#,
        );
        check(&(ints(), 0u32..70), CASES, |(a, n)| {
            let x = BigInt::from(a);
            session.borrow_mut().input(&format!("a, n = {a}, {n}"));
            let got = shown(&session, "(a << n, a >> n, a ** 3, pow(a, 2, 1000003), a.bit_length())");
            let cube = &x * &x * &x;
            let modular = (&x * &x).mod_floor(&BigInt::from(1_000_003));
            let expected = format!("({}, {}, {cube}, {modular}, {})", &x << n, &x >> n, x.bits());
            prop_assert_eq!(got, expected, "{} {}", a, n);
            let got =
                shown(&session, "(int(str(a)), int(hex(a), 16), int(float(a)), hash(a), {a: n}[a + n - n])");
            let p = (1i128 << 61) - 1;
            let hash = match a % p {
                -1 => -2,
                h => h,
            };
            prop_assert_eq!(got, format!("({a}, {a}, {}, {hash}, {n})", a as f64 as i128), "{} {}", a, n);
            session.borrow_mut().input("c = a; c += n; c -= 1; c += 1; c *= 2; c -= a; c -= n");
            let got = shown(&session, "(c, c == a + n, sum([a, n, -a]))");
            prop_assert_eq!(got, format!("({}, True, {n})", a + i128::from(n)), "{} {}", a, n);
            // ranges go over 64 bits: beyond them they are refused, never wrong
            session.borrow_mut().input("r = ranges(a)");
            let got = shown(&session, "r");
            let inside = i64::try_from(a - 2).is_ok() && i64::try_from(a + 2).is_ok();
            if inside || got != "'refused'" {
                prop_assert_eq!(got, "([-2, -1, 0, 1], [2, -1])", "{} {}", a, n);
            }
            Ok(())
        });
        assert_eq!(String::from_utf8_lossy(&heard.stderr()), "");
    });
}

#[test]
fn ints_in_and_out_of_the_machine() {
    on_big_stack(|| {
        let (mut session, _) = session(Options::default());
        let vm = session.vm();
        check(&prop_oneof![ints(), any::<i64>().prop_map(i128::from)], 2000, |i| {
            let big = BigInt::from(i);
            let of_big = vm.bigint(big.clone());
            prop_assert_eq!(of_big.to_bigint(), Some(big.clone()));
            prop_assert!(of_big.is_int_like());
            prop_assert_eq!(of_big.is_exact(Builtins::Int), true);
            prop_assert_eq!(of_big.as_i64(), i64::try_from(i).ok());
            let Ok(small) = i64::try_from(i) else { return Ok(()) };
            let inline = (INT_MIN..=INT_MAX).contains(&small);
            let v = vm.int(small);
            prop_assert_eq!(v.as_i64(), Some(small));
            prop_assert_eq!(v.as_small_int(), inline.then_some(small));
            prop_assert_eq!(Value::small_int(small).and_then(Value::as_small_int), inline.then_some(small));
            // one form for each number, so that words can be compared
            prop_assert_eq!(v.header().is_none(), inline);
            prop_assert_eq!(of_big.as_small_int(), inline.then_some(small));
            prop_assert_eq!(v.as_float(), None);
            prop_assert_eq!(v.as_bool(), None);
            Ok(())
        });
    });
}

fn check_float(bits: u64) {
    let f = f64::from_bits(bits);
    let v = Value::float(f);
    let back = v.as_float().unwrap_or_else(|| panic!("{bits:#x} is no float any more"));
    if f.is_nan() {
        assert!(back.is_nan(), "{bits:#x} came back as {back}");
    } else {
        assert_eq!(back.to_bits(), bits, "{bits:#x} came back as {back}");
    }
    assert!(v.header().is_none() && v.kind() == Kind::Free, "{bits:#x} looks like a pointer");
    assert!(v.is_exact(Builtins::Float), "{bits:#x}");
    assert_eq!((v.as_small_int(), v.as_bool(), v.as_i64()), (None, None, None), "{bits:#x}");
    assert!(!v.is_none() && !v.is_int_like(), "{bits:#x}");
    for single in [Value::NONE, Value::TRUE, Value::FALSE, Value::ELLIPSIS, Value::NOT_IMPLEMENTED] {
        assert!(!v.is(single), "{bits:#x}");
    }
}

#[test]
fn every_class_of_nan_is_a_float() {
    let exponent = 0x7FFu64 << 52;
    for sign in [0, 1u64 << 63] {
        for payload in [0, 1, 2, 0xFFFF, 1 << 32, 1 << 47, 1 << 48, 1 << 49, 1 << 50, 1 << 51, (1 << 52) - 1]
        {
            check_float(sign | exponent | payload);
            check_float(sign | exponent | (1 << 51) | payload);
            check_float(sign | exponent | (payload ^ ((1 << 52) - 1)));
        }
        // every pattern of the upper 16 bits, with and without bits below
        for top in 0..=u16::MAX {
            check_float(u64::from(top) << 48);
            check_float(u64::from(top) << 48 | 1);
            check_float(u64::from(top) << 48 | 0xFFFF_FFFF_FFFF);
        }
    }
    check(&(any::<bool>(), 0u64..1 << 52), 5000, |(negative, payload)| {
        check_float(u64::from(negative) << 63 | exponent | payload);
        Ok(())
    });
    check(&any::<u64>(), 5000, |bits| {
        check_float(bits);
        Ok(())
    });
}

#[test]
fn nan_from_natives_behaves_in_scripts() {
    let got = on_big_stack(|| {
        let (session, _) = session(Options::default());
        let session = RefCell::new(session);
        let mut texts = Vec::new();
        for bits in [0x7FF8 << 48, 0xFFF8 << 48, 0x7FF0_0000_0000_0001, 0xFFF0_0000_0000_0001, u64::MAX] {
            {
                let mut session = session.borrow_mut();
                let vm = session.vm();
                vm.dict_set_str(vm.builtins(), "odd", Value::float(f64::from_bits(bits)));
            }
            let text = "(odd, -odd, odd == odd, odd is odd, odd in [odd], odd < 1, {odd: 1}[odd], bool(odd), [odd] == [odd])";
            texts.push(shown(&session, text));
        }
        texts
    });
    for text in got {
        assert_eq!(text, "(nan, nan, False, True, True, False, 1, True, True)");
    }
}

/// Code points, lone surrogates among them more often than not.
fn code_points() -> impl Strategy<Value = Vec<u32>> {
    let one = prop_oneof![
        3 => 0xD800u32..=0xDFFF,
        1 => prop::sample::select(vec![0xD7FF, 0xE000, 0xFFFF, 0x1_0000, 0x1_F600, 0x10_FFFF, 0x7F, 0x80, 0x7FF, 0x800, 0]),
        2 => 0x61u32..0x7B,
    ];
    prop::collection::vec(one, 0..40)
}

#[test]
fn lone_surrogates_are_characters() {
    on_big_stack(|| {
        let (session, heard) = session(Options::default());
        let session = RefCell::new(session);
        session.borrow_mut().input("def text(codes): return ''.join(map(chr, codes))");
        check(&(code_points(), code_points(), 0usize..40, 0usize..40), 100, |(codes, more, i, j)| {
            session.borrow_mut().input(&format!("codes = {codes:?}; more = {more:?}; i = {i}; j = {j}"));
            session.borrow_mut().input("s = text(codes); t = text(more); u = s + t");
            let claims = [
                "[ord(c) for c in s] == codes",
                "len(s) == len(codes)",
                "[ord(c) for c in s[::-1]] == codes[::-1]",
                "[ord(c) for c in s[i:j]] == codes[i:j]",
                "s[:i] + s[i:] == s",
                "[ord(c) for c in u] == codes + more",
                "hash(s) == hash(text(list(codes)))",
                "(s == t) == (codes == more)",
                "(s < t) == (codes < more)",
                "{s: 1, t: 2}[t] == 2",
                "repr(s)[1:-1] == ''.join(repr(c)[1:-1] for c in s)",
                "all(u.find(c) == (codes + more).index(ord(c)) for c in u)",
                "all(u.count(c) == (codes + more).count(ord(c)) for c in u)",
                "s.encode('utf-8', 'surrogatepass').decode('utf-8', 'surrogatepass') == s",
                "(s * 3).split(s) == [''] * 4 if s else True",
                "sorted(u) == [chr(c) for c in sorted(codes + more)]",
            ];
            let got = shown(&session, &format!("[{}]", claims.join(", ")));
            let failed: Vec<&str> = got
                .trim_matches(['[', ']'])
                .split(", ")
                .zip(claims)
                .filter(|(truth, _)| *truth != "True")
                .map(|(_, claim)| claim)
                .collect();
            prop_assert!(failed.is_empty(), "{:?} with {:?} {:?} {} {}", failed, codes, more, i, j);
            Ok(())
        });
        assert_eq!(String::from_utf8_lossy(&heard.stderr()), "");
    });
}

#[test]
fn lone_surrogates_from_natives() {
    on_big_stack(|| {
        let (mut session, _) = session(Options::default());
        let vm = session.vm();
        let lone = vm.str_wtf8(Wtf8::new(b"a\xED\xA0\xBDb"));
        let s = lone.cast::<Str>().expect("a string");
        assert_eq!((s.len(), s.as_str(), s.to_text().as_str()), (3, None, "a\u{FFFD}b"));
        assert!(!s.is_ascii());
        vm.dict_set_str(vm.builtins(), "lone", lone);
        let session = RefCell::new(session);
        assert_eq!(shown(&session, "(lone, lone[1] == '\\ud83d', len(lone))"), "('a\\ud83db', True, 3)");
    });
}
