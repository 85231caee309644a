//! The order of sets against CPython 3.13.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

#[path = "pure/mod.rs"]
mod pure;

use std::convert::Infallible;

use pure::{Case, Rng, check, check_live};
use quaver::value::number::hash::hash_i64;
use quaver::value::number::setorder::{SetTable, Step};

type Table = SetTable<i64>;

fn same(a: i64, b: i64) -> Result<bool, Infallible> {
    Ok(a == b)
}

fn add(t: &mut Table, x: i64) {
    let Ok(_) = t.insert(hash_i64(x), x, same);
}

fn shown(t: &Table) -> String {
    let items: Vec<String> = t.iter().map(|(_, k)| k.to_string()).collect();
    format!("[{}]", items.join(", "))
}

/// Runs a program over two sets, as `run` below does in Python.
fn run(program: &[(char, i64)]) -> String {
    let (mut a, mut b) = (Table::new(), Table::new());
    let mut out = Vec::new();
    for &(op, x) in program {
        match op {
            'a' => add(&mut a, x),
            'b' => add(&mut b, x),
            'd' => {
                let Ok(_) = a.remove(hash_i64(x), x, same);
            }
            'p' => {
                if let Some(popped) = a.pop() {
                    out.push(format!("[{popped}]"));
                }
            }
            '|' => {
                let mut union = a.copied();
                let Ok(()) = union.merge(&b, same);
                a = union;
            }
            '&' => {
                let Ok(r) = a.intersection(&b, same);
                a = r;
            }
            '-' => {
                let Ok(r) = a.difference(&b, same);
                a = r;
            }
            '^' => {
                let Ok(r) = a.symmetric_difference(&b, same);
                a = r;
            }
            'u' => {
                let Ok(()) = a.merge(&b, same);
            }
            'm' => {
                let Ok(()) = a.difference_update(&b, same);
            }
            'x' => {
                let Ok(()) = a.symmetric_difference_update(&b, same);
            }
            'c' => a = a.copied(),
            'C' => a.clear(),
            'D' => {
                let keys: Vec<i64> = b.iter().map(|(_, k)| k).collect();
                a.reserve(keys.len());
                keys.into_iter().for_each(|k| add(&mut a, k));
            }
            _ => std::mem::swap(&mut a, &mut b),
        }
        if op != 'a' && op != 'b' {
            out.push(shown(&a));
        }
    }
    out.push(shown(&a));
    out.push(shown(&b));
    format!("[{}]", out.join(", "))
}

const RUN: &str = r"globals().update(run=(exec('''def run(program):\n a, b, out = set(), set(), []\n for op, x in program:\n  if op == 'a': a.add(x)\n  elif op == 'b': b.add(x)\n  elif op == 'd': a.discard(x)\n  elif op == 'p':\n   if a: out.append([a.pop()])\n  elif op == '|': a = a | b\n  elif op == '&': a = a & b\n  elif op == '-': a = a - b\n  elif op == '^': a = a ^ b\n  elif op == 'u': a |= b\n  elif op == 'm': a -= b\n  elif op == 'x': a ^= b\n  elif op == 'c': a = a.copy()\n  elif op == 'C': a.clear()\n  elif op == 'D': a.update(dict.fromkeys(b))\n  else: a, b = b, a\n  if op not in 'ab': out.append(list(a))\n return out + [list(a), list(b)]''', globals()), globals()['run'])[1])";

fn programs(seed: u64, count: usize) -> Vec<Case> {
    let mut rng = Rng(seed);
    let mut cases: Vec<Case> = vec![(RUN.to_string(), "None".to_string())];
    for _ in 0..count {
        let mut program = Vec::new();
        let spread = [8, 30, 200, 1 << 20, 1 << 62][rng.below(5) as usize];
        let pick = |rng: &mut Rng| {
            let x = rng.below(spread) as i64;
            if rng.below(8) == 0 {
                -x
            } else {
                x.wrapping_mul([1, 1, 8, 32][rng.below(4) as usize]) % (1 << 62)
            }
        };
        let adds = rng.below(if spread > 100 { 120 } else { 30 });
        for _ in 0..adds {
            program.push((['a', 'a', 'b', 'a', 'b', 'd'][rng.below(6) as usize], pick(&mut rng)));
        }
        for _ in 0..rng.below(20) {
            let op = "pp|&-^umxcDsCaabbdddd".as_bytes()[rng.below(21) as usize] as char;
            program.push((op, pick(&mut rng)));
        }
        let text: Vec<String> = program.iter().map(|(op, x)| format!("('{op}', {x})")).collect();
        cases.push((format!("run([{}])", text.join(", ")), run(&program)));
    }
    cases
}

#[test]
fn random_programs() {
    check_live(&programs(1, 5000));
    check("set_programs", &programs(2, 60));
}

#[test]
fn displays_and_big_ones() {
    let mut cases: Vec<Case> = Vec::new();
    for items in [
        vec![3, 1, 100],
        vec![9, 8, 7, 17, 25],
        (0..20).rev().collect(),
        vec![5, 13, 21, 29, 37, 45],
        vec![-1, -2, 1 << 40],
    ] {
        let Ok(table) = Table::of_constants(items.iter().map(|&x| (hash_i64(x), x)), same);
        let text: Vec<String> = items.iter().map(i64::to_string).collect();
        cases.push((format!("list({{{}}})", text.join(", ")), shown(&table)));
        let mut grown = Table::new();
        items.iter().for_each(|&x| add(&mut grown, x));
        cases.push((format!("list(set([{}]))", text.join(", ")), shown(&grown)));
    }
    for (n, step) in [(1000, 7), (60_000, 1), (200_000, 31)] {
        let mut t = Table::new();
        let mut hash = 0i64;
        (0..n).for_each(|i| add(&mut t, i * step * 1_000_003 % (1 << 45)));
        for (i, (_, k)) in t.iter().enumerate() {
            hash = (hash * 31 + k * (i as i64 + 1)) % 1_000_000_007;
        }
        let define = "globals().update(h=0) or [globals().update(h=(h * 31 + k * (i + 1)) % 1000000007) for i, k in enumerate(s)] and h";
        let set = format!("globals().update(s=set(i * {step} * 1000003 % (1 << 45) for i in range({n}))) or");
        cases.push((format!("({set} ({define}))"), hash.to_string()));
    }
    check("set_displays", &cases);
}

#[test]
fn stepwise_search() {
    let mut t = Table::new();
    for x in [1, 9, 17, 1 + ((1i64 << 61) - 1)] {
        add(&mut t, x);
    }
    let layout = t.layout();
    // 1 and 2^61 have the same hash: both are candidates, then a vacant slot.
    let mut probe = t.probe(1);
    let mut seen = Vec::new();
    let slot = loop {
        match t.step(&mut probe) {
            Step::Candidate(slot) => seen.extend(t.key_at(slot)),
            Step::Vacant(slot) => break slot,
        }
    };
    assert_eq!(seen, [1, 1 << 61]);
    assert_eq!(t.layout(), layout);
    t.insert_at(slot, 1, 77);
    assert_eq!(t.len(), 5);
    assert_ne!(t.layout(), layout, "the fifth key makes it grow");
}
