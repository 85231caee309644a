//! The native interface, proved by a module written against the public interface alone (see machine/): leaves,
//! calls back into script, operations that complete at any time. Everything runs with a collection at every
//! safepoint, where what is freed is poisoned.

#![allow(clippy::disallowed_methods)] // tests stand outside the house

mod machine;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use machine::{Gates, Ran, install, on_big_stack, run, run_deep, session, stress};
use quaver::session::Options;

fn printed(text: &str) -> Ran {
    Ran { code: 0, out: text.to_owned(), err: String::new() }
}

#[test]
fn leaves_bind_their_arguments() {
    let ran = run_deep(
        stress(1),
        r#"
import probe
print(probe.add(1, 2), probe.add(2**40, 2**40, scale=8), probe.add(*[1, 2], **{"scale": -3}))
for wrong in (
    lambda: probe.add(1),
    lambda: probe.add(1, 2, 3),
    lambda: probe.add(1, b=2),
    lambda: probe.add(1, 2, size=3),
    lambda: probe.add("1", 2),
    lambda: probe.add(2**62, 2**62),
):
    try:
        wrong()
    except (TypeError, OverflowError) as e:
        print(type(e).__name__)
print([probe.add(i, i) for i in range(5)], probe.add.__name__, callable(probe.add))
"#,
    );
    let errors = "TypeError\nTypeError\nTypeError\nTypeError\nTypeError\nOverflowError\n";
    assert_eq!(ran, printed(&format!("3 17592186044416 -9\n{errors}[0, 2, 4, 6, 8] add True\n")));
}

#[test]
fn roots_hold_across_calls_into_script() {
    let ran = run_deep(
        stress(1),
        r#"
import probe
class Box:
    def __init__(self, x): self.x = [x, str(x)]
    def __repr__(self): return f"Box({self.x})"
def make(x):
    junk = [object() for _ in range(5)]
    return Box(x)
print(probe.map(make, range(4)))
print(probe.map(lambda x: probe.map(lambda y: (x, y), "ab"), (c for c in "cd")))
def fail(x):
    if x == 2: raise KeyError(x)
    return x
try:
    probe.map(fail, [0, 1, 2, 3])
except KeyError as e:
    print("failed", e)
print(probe.call(make, 7), probe.call(dict, a=[1], b=2), probe.call(Box, x="k"))
"#,
    );
    let boxes = "[Box([0, '0']), Box([1, '1']), Box([2, '2']), Box([3, '3'])]\n";
    let pairs = "[[('c', 'a'), ('c', 'b')], [('d', 'a'), ('d', 'b')]]\n";
    let rest = "failed 2\nBox([7, '7']) {'a': [1], 'b': 2} Box(['k', 'k'])\n";
    assert_eq!(ran, printed(&format!("{boxes}{pairs}{rest}")));
}

const DESCEND: &str = r#"
import probe, sys
def down(n):
    if n == 0:
        return [0]
    below = [n]
    got = probe.call(down, n - below[0] + below[0] - 1)
    got.append(n)
    return got
def attempt(n):
    try:
        result = probe.call(down, n)
        return len(result) if result == list(range(n + 1)) else "wrong"
    except RecursionError as e:
        return f"RecursionError: {e}"
"#;

#[test]
fn calls_back_into_script_collecting_at_every_level() {
    let ran = on_big_stack(|| run(stress(1), &Arc::default(), &format!("{DESCEND}print(attempt(200))\n")));
    assert_eq!(ran, printed("201\n"));
}

#[test]
fn calls_back_into_script_5000_levels_deep() {
    let text = format!(
        "{DESCEND}print(attempt(5000))\nsys.setrecursionlimit(20_000)\nprint(attempt(5000))\nprint(attempt(300))\n"
    );
    // a collection at every safepoint that deep marks the whole stack each time: every 499th is enough
    let ran = on_big_stack(move || run(stress(499), &Arc::default(), &text));
    assert_eq!(ran, printed("RecursionError: maximum recursion depth exceeded\n5001\n301\n"));
}

#[test]
fn nesting_natives_without_end_is_a_recursion_error() {
    let ran = run_deep(
        stress(0),
        r#"
import probe, sys
sys.setrecursionlimit(1_000_000)
def forever():
    return probe.call(forever)
def stubborn():
    try:
        return probe.call(stubborn)
    except RecursionError:
        return "caught"
def drawing():
    for x in generator():
        return x
def generator():
    try:
        yield probe.call(drawing)
    except RecursionError:
        yield "caught in a generator"
def by_sorting(x):
    try:
        sorted([1], key=by_sorting)
    except RecursionError:
        pass
    return x
try:
    forever()
except RecursionError as e:
    print(e)
print(stubborn())
print(drawing())
print(sorted([3, 1, 2], key=by_sorting))
"#,
    );
    let rest = "caught\ncaught in a generator\n[1, 2, 3]\n";
    assert_eq!(ran, printed(&format!("maximum recursion depth exceeded\n{rest}")));
}

#[test]
fn operations_hold_values_across_their_suspension() {
    let ran = run_deep(
        stress(1),
        r#"
import asyncio, probe
async def use(gate, value, then=None):
    local = [value, "local"]
    try:
        got = await probe.later(gate, [value, str(value)], then)
        return got, local
    except OSError as e:
        return type(e).__name__, str(e), local
async def main():
    gates = [probe.gate() for _ in range(5)]
    tasks = [asyncio.create_task(use(g, i * 1.5)) for i, g in enumerate(gates[:3])]
    tasks.append(asyncio.create_task(use(gates[3], "x", lambda v, n: v * n)))
    tasks.append(asyncio.create_task(use(gates[4], "y", lambda v, n: v / n)))
    await asyncio.sleep(0)
    junk = [[i] * 3 for i in range(50)]
    await asyncio.sleep(1)
    for gate, n in zip(reversed(gates), [1, 2, -5, 10, 2**50]):
        print(probe.open(gate, n), end=" ")
        await asyncio.sleep(0.1)
    print()
    for done in await asyncio.gather(*tasks, return_exceptions=True):
        print(done)
    gate = probe.gate()
    probe.open(gate, 4)
    print(await probe.later(gate, "complete before it began"))
    async with asyncio.timeout(1):
        gate = probe.gate()
        task = asyncio.create_task(use(gate, "in time"))
        await asyncio.sleep(0)
        probe.open(gate, 3)
        print(await task)
    print(probe.finished(), probe.dropped())
asyncio.run(main())
"#,
    );
    let lines = [
        "True True True True True ",
        "(([0.0, '0.0'], 1125899906842624), [0.0, 'local'])",
        "(([1.5, '1.5'], 10), [1.5, 'local'])",
        "('OSError', 'the gate says -5', [3.0, 'local'])",
        "(['x', 'x', 'x', 'x'], ['x', 'local'])",
        "unsupported operand type(s) for /: 'list' and 'int'",
        "('complete before it began', 4)",
        "((['in time', 'in time'], 3), ['in time', 'local'])",
        "7 7",
    ];
    assert_eq!(ran, printed(&format!("{}\n", lines.join("\n"))));
}

#[test]
fn cancelled_operations_drop_their_future_and_ignore_late_results() {
    let ran = run_deep(
        stress(1),
        r#"
import asyncio, probe
async def use(gate, value):
    try:
        got = await probe.later(gate, [value])
        return got
    except asyncio.CancelledError:
        probe.note(gate)
        raise
async def outcome(task):
    try:
        return await task
    except asyncio.CancelledError:
        return "cancelled"
async def main():
    # cancelled while it waits; completed only then
    gate = probe.gate()
    task = asyncio.create_task(use(gate, "a"))
    await asyncio.sleep(0)
    task.cancel()
    print(await outcome(task))
    probe.open(gate, 1)
    await asyncio.sleep(1)
    print("late result:", probe.finished(), probe.dropped())
    # its place in the table is taken by another, whose result is its own
    second = probe.gate()
    task = asyncio.create_task(use(second, "b"))
    await asyncio.sleep(0)
    probe.open(gate, 2)
    await asyncio.sleep(1)
    print(task.done())
    probe.open(second, 3)
    print(await outcome(task))
    # cancelled before it began
    gate = probe.gate()
    task = asyncio.create_task(use(gate, "c"))
    task.cancel()
    print(await outcome(task))
    # completed and cancelled in one step
    gate = probe.gate()
    task = asyncio.create_task(use(gate, "d"))
    await asyncio.sleep(0)
    probe.open(gate, 4)
    task.cancel()
    print(await outcome(task))
    # by a time limit
    try:
        async with asyncio.timeout(1):
            await probe.later(probe.gate(), "e")
    except TimeoutError:
        print("timed out", probe.dropped())
    # a result that has come but has not been seen yet
    for turns in range(5):
        gate = probe.gate()
        task = asyncio.create_task(use(gate, [turns]))
        await asyncio.sleep(0)
        probe.open(gate, turns)
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        got = await outcome(task)
        assert got in ("cancelled", ([[turns]], turns)), got
    # the task ends with operations of others under way
    left = [asyncio.create_task(use(probe.gate(), [i])) for i in range(3)]
    await asyncio.sleep(0)
    print(probe.notes())
asyncio.run(main())
print(probe.notes()[-3:], probe.dropped())
"#,
    );
    // the run ends while they work, which is told
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.starts_with("3 tasks were still at work when the run ended"), "{ran:?}");
    let lines: Vec<&str> = ran.out.lines().collect();
    let head = ["cancelled", "late result: 0 1", "False", "(['b'], 3)", "cancelled", "cancelled"];
    assert_eq!(&lines[..6], &head, "{ran:?}");
    // c never began, but its future was made: it goes when its suspension is collected
    assert!(lines[6].starts_with("timed out "), "{ran:?}");
    assert!(lines[8].starts_with("[10, 11, 12] "), "{ran:?}");
}

#[test]
fn operations_that_nobody_awaits_are_told_and_dropped() {
    let gates = Arc::new(Gates::default());
    let shared = gates.clone();
    let ran = on_big_stack(move || {
        let text = "import probe\nprobe.later(probe.gate(), [1])\nprobe.collect()\nprint(probe.dropped())\n";
        run(stress(1), &shared, text)
    });
    assert_eq!(ran.code, 1, "what was lost shows in the exit code: {ran:?}");
    assert!(ran.err.contains("was never awaited"), "{ran:?}");
    assert_eq!(gates.dropped.load(Ordering::SeqCst), 1);
}

#[test]
fn operations_outlive_their_machine() {
    let gates = Arc::new(Gates::default());
    let shared = gates.clone();
    let ran = on_big_stack(move || {
        run(
            stress(1),
            &shared,
            r#"
import asyncio, probe
async def use(value):
    return await probe.later(probe.gate(), value)
loop = asyncio.new_event_loop()
tasks = [loop.create_task(use([i, str(i)])) for i in range(3)]
loop.run_until_complete(asyncio.sleep(0.1))
print([t.done() for t in tasks], probe.dropped())
"#,
        )
    });
    assert_eq!(ran.out, "[False, False, False] 0\n", "{ran:?}");
    assert_eq!(gates.dropped.load(Ordering::SeqCst), 3, "the machine takes its futures with it");
    for gate in 0..3 {
        gates.open(gate, 1);
    }
    assert_eq!(gates.finished.load(Ordering::SeqCst), 0);
}

#[test]
fn operations_complete_from_other_threads() {
    let gates = Arc::new(Gates::default());
    for _ in 0..3 {
        gates.add();
    }
    let outside = gates.clone();
    let completer = std::thread::spawn(move || {
        let wait_for = |count: &AtomicUsize, least: usize| {
            let (_keep, silence) = std::sync::mpsc::channel::<()>();
            for _ in 0..6000 {
                if count.load(Ordering::SeqCst) >= least {
                    return;
                }
                let _ = silence.recv_timeout(Duration::from_millis(10));
            }
            panic!("the machine has not come so far within a minute");
        };
        wait_for(&outside.begun, 3);
        for (n, gate) in [2, 0, 1].into_iter().enumerate() {
            assert!(outside.open(gate, gate as i64 * 10));
            wait_for(&outside.finished, n + 1);
        }
    });
    let shared = gates.clone();
    let ran = on_big_stack(move || {
        run(
            stress(1),
            &shared,
            r#"
import asyncio, probe
async def use(gate):
    print(await probe.later(gate, f"gate {gate}", finite=True))
async def main():
    await asyncio.gather(*(use(g) for g in range(3)))
asyncio.run(main())
"#,
        )
    });
    completer.join().expect("the completer ends");
    assert_eq!(ran, printed("('gate 2', 20)\n('gate 0', 0)\n('gate 1', 10)\n"));
}

#[test]
fn two_machines_on_two_threads_at_once() {
    let text = |name: &str| {
        format!(
            r#"
import asyncio, probe
class {name}:
    total = 0
    def take(self, n):
        {name}.total += n
        return [n, "{name}"]
async def work(gate, n):
    for _ in range(3):
        await asyncio.sleep(0)
    return await probe.later(gate, {name}().take(n))
async def main():
    gates = [probe.gate() for _ in range(8)]
    tasks = [asyncio.create_task(work(g, n)) for n, g in enumerate(gates)]
    for g in gates:
        await asyncio.sleep(0.01)
        probe.open(g, g)
    results = await asyncio.gather(*tasks)
    assert results == [([n, "{name}"], n) for n in range(8)], results
    print("{name}", {name}.total, probe.map(str, range(3)))
asyncio.run(main())
"#
        )
    };
    let barrier = Arc::new(std::sync::Barrier::new(2));
    let threads: Vec<_> = ["Left", "Right"]
        .into_iter()
        .map(|name| {
            let (text, barrier) = (text(name), barrier.clone());
            std::thread::Builder::new()
                .stack_size(1 << 28)
                .spawn(move || {
                    barrier.wait();
                    (name, run(stress(1), &Arc::default(), &text))
                })
                .expect("a thread starts")
        })
        .collect();
    for thread in threads {
        let (name, ran) = thread.join().expect("it ends");
        assert_eq!(ran, printed(&format!("{name} 28 ['0', '1', '2']\n")));
    }
}

#[test]
fn two_machines_take_turns_on_one_thread() {
    let turns = on_big_stack(|| {
        let (mut a, heard_a) = session(stress(1));
        let (mut b, heard_b) = session(Options::default());
        install(&mut a, Arc::default());
        install(&mut b, Arc::default());
        for i in 0..3 {
            a.input(&format!("import probe; x = probe.map(str, range({i})); print('a', x)"));
            b.input(&format!("import probe; x = probe.map(float, range({i})); print('b', x)"));
        }
        drop(a);
        b.input("print(x)");
        (heard_a.stdout(), heard_b.stdout())
    });
    assert_eq!(String::from_utf8_lossy(&turns.0), "a []\na ['0']\na ['0', '1']\n");
    assert_eq!(String::from_utf8_lossy(&turns.1), "b []\nb [0.0]\nb [0.0, 1.0]\n[0.0, 1.0]\n");
}
