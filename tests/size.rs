//! Size: a million tasks, deep recursion of every kind, long programs.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads the clock and starts programs

mod machine;
mod support;

use std::fmt::Write;
use std::rc::Rc;
use std::time::{Duration, Instant};

use machine::on_big_stack;
use quaver::session::{Mode, SourceFile, compile};
use quaver::source::Interner;

/// Runs a program; it must end by itself, without a signal and without a panic.
fn run(source: &str) -> support::Outcome {
    let mut command = support::quaver();
    let outcome = support::run_with_input(command.arg("-"), source.as_bytes(), Duration::from_secs(120));
    let outcome = outcome.expect("the program ends");
    assert!(outcome.code < 100, "exit code {}:\n{}", outcome.code, support::tail(&outcome.err(), 20));
    outcome
}

fn assert_prints(source: &str, expected: &str) {
    let outcome = run(source);
    assert_eq!(
        (outcome.out().as_str(), outcome.code),
        (expected, 0),
        "{}",
        support::tail(&outcome.err(), 20)
    );
}

#[test]
fn a_million_tasks() {
    let n = if machine::full() { 1_000_000 } else { 50_000 };
    let source = r#"
import asyncio
async def work(i):
    await asyncio.sleep(0)
    return i
async def main():
    total = made = 0
    for start in range(0, N, 10_000):
        tasks = [asyncio.create_task(work(i)) for i in range(start, start + 10_000)]
        for t in tasks:
            total += await t
        made += len(tasks)
    one_by_one = 0
    for i in range(1000):
        one_by_one += await asyncio.create_task(work(i))
    print(made, total == N * (N - 1) // 2, one_by_one, len(asyncio.all_tasks()))
asyncio.run(main())
"#;
    assert_prints(&source.replace('N', &n.to_string()), &format!("{n} True 499500 1\n"));
}

/// Runs an attempt at the default recursion limit and at one of 150,000: it gives the result or a
/// RecursionError, and the machine works afterwards.
fn deep(name: &str, definitions: &str, attempt: &str) {
    let source = format!(
        "import sys, asyncio\n{definitions}
def attempt(n):
    try:
        return {attempt}
    except RecursionError as e:
        return 'RecursionError' if str(e).startswith('maximum recursion depth exceeded') else str(e)
print(attempt(50))
print(attempt(DEEP))
sys.setrecursionlimit(150_000)
print(attempt(DEEP))
print(attempt(50))
sys.setrecursionlimit(10_000_000)
print(attempt(DEEP))
sys.setrecursionlimit(1000)
print(attempt(50))
"
    );
    // beyond the limit of 20,000 nested run loops in any case
    let depth = if machine::full() { 100_000 } else { 30_000 };
    let outcome = run(&source.replace("DEEP", &depth.to_string()));
    let (out, err) = (outcome.out(), outcome.err());
    assert_eq!((outcome.code, err.as_str()), (0, ""), "{name}: {out}{}", support::tail(&err, 20));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 6, "{name}: {out}");
    assert!(lines[0] != "RecursionError" && lines[0] != "wrong", "{name}: {out}");
    assert_eq!([lines[3], lines[5]], [lines[0]; 2], "{name}: {out}");
    for line in lines {
        assert!(line == "RecursionError" || line.starts_with("ok"), "{name}: {out}");
    }
}

#[test]
fn recursion_of_functions() {
    let down = "def down(n): return 0 if n == 0 else 1 + down(n - 1)";
    let source = format!(
        "import sys\n{down}\ntry:\n    down(2000)\nexcept RecursionError as e:\n    print(e)\nsys.setrecursionlimit(150_000)\nprint(down(100_000))\n"
    );
    assert_prints(&source, "maximum recursion depth exceeded\n100000\n");
    deep("functions", down, "'ok' if down(n) == n else 'wrong'");
    deep(
        "a method and its super",
        "class A:\n    def f(self, n): return 'ok' if n == 0 else self.f(n - 1)\nclass B(A):\n    def f(self, n): return super().f(n)",
        "B().f(n)",
    );
    deep(
        "keywords",
        "def f(n, *rest, **kw): return 'ok' if not n else f(n - 1, *rest, **kw)",
        "f(n, 1, 2, a=3)",
    );
    deep("closures", "def f(n):\n    def g(): return 'ok' if not n else f(n - 1)\n    return g()", "f(n)");
    deep("comprehensions", "def f(n): return ['ok'] if not n else [x for x in f(n - 1)]", "f(n)[0]");
    deep(
        "constructors",
        "class C:\n    def __init__(self, n): self.c = C(n - 1) if n else None",
        "C(n) and 'ok'",
    );
    deep(
        "finally",
        "def f(n):\n    try:\n        return 'ok' if not n else f(n - 1)\n    finally:\n        n = 0",
        "f(n)",
    );
}

#[test]
fn recursion_through_special_methods() {
    let chain = |body: &str| format!("class C:\n    def __init__(self, n): self.n = n\n{body}");
    let next = "C(self.n - 1)";
    deep(
        "__repr__",
        &chain(&format!("    def __repr__(self): return 'ok' if not self.n else repr({next})")),
        "repr(C(n))",
    );
    deep(
        "__str__",
        &chain(&format!("    def __str__(self): return 'ok' if not self.n else f'{{{next}}}'")),
        "str(C(n))",
    );
    deep(
        "__repr__ in a list",
        &chain(&format!("    def __repr__(self): return 'ok' if not self.n else repr([{next}])[1:-1]")),
        "repr(C(n))",
    );
    deep(
        "__eq__",
        &chain("    def __eq__(self, o): return not self.n or [C(self.n - 1)] == [1]"),
        "(C(n) == 1) and 'ok'",
    );
    deep(
        "__hash__",
        &chain(&format!("    def __hash__(self): return 7 if not self.n else hash({next})")),
        "hash(C(n)) and 'ok'",
    );
    deep(
        "__add__",
        &chain("    def __add__(self, o): return o if not self.n else C(self.n - 1) + o"),
        "C(n) + 'ok'",
    );
    deep(
        "__len__",
        &chain(&format!("    def __len__(self): return 2 if not self.n else len({next})")),
        "len(C(n)) and 'ok'",
    );
    deep(
        "__bool__",
        &chain(&format!("    def __bool__(self): return True if not self.n else bool({next})")),
        "C(n) and 'ok'",
    );
    deep(
        "__call__",
        &chain(&format!("    def __call__(self): return 'ok' if not self.n else {next}()")),
        "C(n)()",
    );
    deep(
        "__getitem__",
        &chain(&format!("    def __getitem__(self, i): return i if not self.n else {next}[i]")),
        "C(n)['ok']",
    );
    deep(
        "__contains__",
        &chain(&format!("    def __contains__(self, i): return True if not self.n else i in {next}")),
        "(1 in C(n)) and 'ok'",
    );
    deep(
        "__iter__",
        &chain(&format!("    def __iter__(self): return iter(['ok'] if not self.n else {next})")),
        "list(C(n))[0]",
    );
    deep(
        "__getattr__",
        &chain(&format!(
            "    def __getattr__(self, name): return name if not self.n else getattr({next}, name)"
        )),
        "C(n).ok",
    );
    deep(
        "properties",
        &chain(&format!("    @property\n    def p(self): return 'ok' if not self.n else {next}.p")),
        "C(n).p",
    );
    deep(
        "__setattr__",
        "class S:\n    def __setattr__(self, k, v):\n        if v: setattr(S(), k, v - 1)",
        "setattr(S(), 'x', n) or 'ok'",
    );
    deep(
        "with",
        "class W:\n    def __init__(self, n): self.n = n\n    def __enter__(self):\n        if self.n:\n            with W(self.n - 1): pass\n    def __exit__(self, *a): pass\ndef enter(n):\n    with W(n): return 'ok'",
        "enter(n)",
    );
}

#[test]
fn recursion_through_natives() {
    deep(
        "sort keys",
        "def key(n): return n if not n else sorted([n - 1], key=key)[0]",
        "sorted([n], key=key) and 'ok'",
    );
    deep(
        "max",
        "def key(n): return n if not n else max([n - 1, 0], key=key)",
        "'ok' if max([n, 0], key=key) == n else 'wrong'",
    );
    deep("map", "def f(n): return ['ok'] if not n else list(map(f, [n - 1]))[0]", "f(n)[0]");
    deep(
        "a stubborn key",
        "def key(n):\n    try: return n if not n else sorted([n - 1], key=key)[0]\n    except RecursionError: return 0",
        "sorted([n], key=key) and 'ok'",
    );
    deep(
        "sum over generators",
        "def f(n): return 1 if not n else sum(f(n - 1) for _ in [0])",
        "f(n) and 'ok'",
    );
    deep(
        "dict.get",
        "class K:\n    def __init__(self, n): self.n = n\n    def __hash__(self): return 1\n    def __eq__(self, o): return {K(0): 1}.get(K(self.n - 1)) if self.n else True",
        "{K(0): 1}.get(K(n)) and 'ok'",
    );
    deep(
        "format",
        "class F:\n    def __init__(self, n): self.n = n\n    def __format__(self, spec): return 'ok' if not self.n else format(F(self.n - 1), spec)",
        "f'{F(n)}'",
    );
    deep("join", "def f(n): return 'ok' if not n else ''.join(f(n - 1) for _ in '1')", "f(n)");
    deep(
        "isinstance",
        "class M(type):\n    n = 0\n    def __instancecheck__(self, x): return True if not x else isinstance(x - 1, I)\nclass I(metaclass=M): pass",
        "isinstance(n, I) and 'ok'",
    );
}

#[test]
fn recursion_of_generators_and_coroutines() {
    deep("yield from", "def g(n):\n    if n: yield from g(n - 1)\n    else: yield 'ok'", "next(g(n))");
    deep(
        "generators in for loops",
        "def g(n):\n    if n:\n        for x in g(n - 1): yield x\n    else: yield 'ok'",
        "next(g(n))",
    );
    deep(
        "yield from, to the end",
        "def g(n):\n    if n: return (yield from g(n - 1))\n    yield 1\n    return 'ok'\ndef end(g):\n    try:\n        while True: next(g)\n    except StopIteration as e: return e.value",
        "end(g(n))",
    );
    deep(
        "throw",
        "def g(n):\n    try:\n        if n: yield from g(n - 1)\n        else: yield 1\n    except ValueError: yield 'ok'\ndef thrown(g):\n    next(g)\n    return g.throw(ValueError())",
        "thrown(g(n))",
    );
    deep(
        "close",
        "def g(n):\n    if n: yield from g(n - 1)\n    else: yield 1\ndef closed(g):\n    next(g)\n    g.close()\n    return 'ok'",
        "closed(g(n))",
    );
    deep("await", "async def a(n): return 'ok' if not n else await a(n - 1)", "asyncio.run(a(n))");
    deep(
        "await across a sleep",
        "async def a(n):\n    if n: return await a(n - 1)\n    await asyncio.sleep(0)\n    return 'ok'",
        "asyncio.run(a(n))",
    );
    deep(
        "cancel a chain",
        "async def a(n):\n    if n: return await a(n - 1)\n    await asyncio.sleep(100)\nasync def cancelled(n):\n    t = asyncio.create_task(a(n))\n    await asyncio.sleep(0)\n    t.cancel()\n    try: await t\n    except asyncio.CancelledError: return 'ok'",
        "asyncio.run(cancelled(n))",
    );
    deep(
        "a chain that fails",
        "async def a(n):\n    if n: return await a(n - 1)\n    await asyncio.sleep(0)\n    raise KeyError('ok')\ndef failed(n):\n    try: asyncio.run(a(n))\n    except KeyError as e: return e.args[0]",
        "failed(n)",
    );
    deep(
        "async generators",
        "async def g(n):\n    if n:\n        async for x in g(n - 1): yield x\n    else: yield 'ok'\nasync def first(n):\n    async for x in g(n): return x",
        "asyncio.run(first(n))",
    );
    deep(
        "async with",
        "class W:\n    def __init__(self, n): self.n = n\n    async def __aenter__(self):\n        if self.n:\n            async with W(self.n - 1): pass\n    async def __aexit__(self, *a): pass\nasync def enter(n):\n    async with W(n): return 'ok'",
        "asyncio.run(enter(n))",
    );
}

/// A chain of tasks, each awaiting the next: no frame nests, so its length is no recursion.
#[test]
fn a_chain_of_a_hundred_thousand_tasks() {
    let source = r#"
import asyncio
async def link(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await asyncio.create_task(link(n - 1))
async def broken(n):
    if n == 0:
        await asyncio.sleep(100)
    await asyncio.create_task(broken(n - 1))
async def main():
    print(await link(N))
asyncio.run(main())
"#;
    let n = if machine::full() { 100_000 } else { 20_000 };
    assert_prints(&source.replace('N', &n.to_string()), &format!("{n}\n"));
}

/// Data nested deeply: made, compared, shown, collected and dropped without a crash.
#[test]
fn nested_data() {
    let source = r#"
import sys
def attempt(name, f):
    try:
        f()
        print(name, "ok")
    except RecursionError as e:
        print(name, "ok")
for limit in 1000, 5_000_000:
    sys.setrecursionlimit(limit)
    nested, tuples, dicts, linked = [], (), {}, None
    other = []
    for i in range(300_000):
        nested, other, tuples, dicts, linked = [nested], [other], (tuples,), {"k": dicts}, (i, linked)
    attempt("list repr", lambda: repr(nested))
    attempt("tuple repr", lambda: repr(tuples))
    attempt("dict repr", lambda: str(dicts))
    attempt("list eq", lambda: nested == other)
    attempt("list lt", lambda: nested < other)
    attempt("tuple hash", lambda: hash(tuples))
    attempt("linked repr", lambda: f"{linked}")
    attempt("isinstance", lambda: isinstance(1, tuples))
    error = None
    for i in range(100_000):
        error = Exception(error)
    attempt("exception repr", lambda: repr(error))
    chained = None
    for i in range(100_000):
        e = ValueError(i)
        e.__cause__ = chained
        chained = e
    junk = [[i] for i in range(300_000)]
    nested = other = tuples = dicts = linked = error = chained = e = None
    junk = [[i] for i in range(300_000)]
print("end")
"#;
    let outcome = run(source);
    assert_eq!((outcome.code, outcome.err().as_str()), (0, ""));
    assert!(
        outcome.out().ends_with("end\n") && outcome.out().lines().all(|l| l == "end" || l.ends_with(" ok"))
    );
}

/// A long chain of causes as an uncaught exception.
#[test]
fn a_long_chain_of_causes_is_told() {
    let source =
        "e = None\nfor i in range(20_000):\n    x = ValueError(i)\n    x.__cause__ = e\n    e = x\nraise e\n";
    let outcome = run(source);
    assert_eq!(outcome.code, 1);
    assert!(outcome.err().trim_end().ends_with("ValueError: 19999"), "{}", support::tail(&outcome.err(), 5));
}

fn long_program(lines: usize) -> String {
    let mut text = String::from("import asyncio\n");
    let mut n = 1;
    let mut i = 0;
    while n < lines {
        write!(
            text,
            r#"
class Class{i}:
    limit = {i}

    def __init__(self, name, *, size=10):
        self.name, self.size = name, size
        self.items = [x * 2 for x in range(size) if x % 3]

    def method(self, other, key="k{i}"):
        total = 0
        for n, item in enumerate(self.items):
            if item > other and n != {i} or not key:
                total += item ** 2 // (n + 1)
            else:
                total -= self.limit
        return f"{{self.name}}: {{total:>10.2f}} {{key!r}}"

async def function{i}(a, b=None):
    try:
        async with asyncio.timeout({i}):
            result = await asyncio.gather(*(asyncio.sleep(d, "x") for d in (a, b or 0)))
    except (TimeoutError, ValueError) as e:
        result = {{"error": str(e), "at": {i}}}
    finally:
        a = lambda q: q + 1
    return result
"#
        )
        .expect("writing to a string");
        n += 26;
        i += 1;
    }
    text
}

#[test]
fn fifty_thousand_lines_compile() {
    let (lines, codes, took) = on_big_stack(|| {
        let file = Rc::new(SourceFile::new("long.py", long_program(50_000)));
        let start = Instant::now();
        let compiled = compile(&file, &mut Interner::new(), Mode::Main);
        let took = start.elapsed();
        assert!(compiled.diagnostics.is_empty(), "{:?}", &compiled.diagnostics[..1]);
        (file.line_count(), compiled.code.map_or(0, |c| c.codes.len()), took)
    });
    println!("{lines} lines compiled in {took:?}");
    assert!(lines >= 50_000 && codes > 3000, "{lines} lines, {codes} codes");
    if !cfg!(debug_assertions) {
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
}

/// One function, one expression, one table of this length.
#[test]
fn long_functions_and_literals() {
    let n = if machine::full() { 50_000 } else { 10_000 };
    let mut statements = String::from("def long(x):\n");
    let mut table = String::from("table = [\n");
    let mut mapping = String::from("mapping = {\n");
    for i in 0..n {
        writeln!(statements, "    x = x + {}", i % 7).expect("writing to a string");
        writeln!(table, "    ({i}, 'row {i}'),").expect("writing to a string");
        writeln!(mapping, "    'key{i}': {i},").expect("writing to a string");
    }
    let expected: usize = (0..n).map(|i| i % 7).sum();
    let source = format!(
        "{statements}    return x\n{table}]\n{mapping}}}\nprint(long(0), len(table), table[-1][0], len(mapping))\n"
    );
    let outcome = run(&source);
    let told = outcome.err();
    // a limit that is told is fine, a wrong answer or a crash is not
    if outcome.code != 1 || !told.contains("Error") {
        assert_eq!((outcome.out(), outcome.code), (format!("{expected} {n} {} {n}\n", n - 1), 0), "{told}");
    }
}
