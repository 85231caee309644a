"""What programs cost besides their time: how soon they start, how much memory their objects take, how long the
collector stops them. Used by run.py, which prints these tables after that of the programs.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")

HELLO = """import asyncio


async def main():
    await asyncio.sleep(0)
    print("hello")


asyncio.run(main())
"""

# one screenful of ordinary code, again and again with other names
CHAPTER = '''
class Account{i}:
    """An account with a limit."""

    limit = {i}

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"not an amount: {{amount}}")
        self.balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount, *, force=False):
        if not force and self.balance - amount < -self.limit:
            raise LookupError(self.owner)
        self.balance -= amount
        self.history.append(("withdraw", amount))


def report{i}(accounts, title="accounts of {i}"):
    lines = [title]
    for n, a in enumerate(accounts):
        total = sum(amount for kind, amount in a.history if kind == "deposit")
        lines.append(f"{{n:3}} {{a.owner:<10}} {{a.balance:>8}} {{total}}")
    try:
        best = max(accounts, key=lambda a: a.balance)
    except ValueError:
        best = None
    return "\\n".join(lines), best


data{i} = {{"name": "chapter {i}", "values": [1, 2.5, "three", None, True], "nested": {{"a": (1, 2), "b": [3]}}}}
first{i} = Account{i}("nobody").deposit({i} + 1)
'''
LINES = 5000

# Each makes `n` objects of a kind, all alive at the end. A sixth of a gigabyte must be enough for any interpreter.
TASKS = """import asyncio


async def sleeper(i):
    await asyncio.sleep(3600)


async def main():
    tasks = [asyncio.create_task(sleeper(0)) for _ in range({n})]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    resident()
    for t in tasks:
        t.cancel()


asyncio.run(main())
"""
INSTANCES = """class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


kept = [None] * {n}
for i in range({n}):
    kept[i] = Point(1, 2, 3)
resident()
"""
ELEMENTS = """kept = []
for i in range({n}):
    kept.append(None)
resident()
"""
DICTS = """kept = [None] * {n}
for i in range({n}):
    kept[i] = {{"name": 1, "size": 2, "colour": 3, "weight": 4, "price": 5}}
resident()
"""
GENERATORS = """def count(start, stop):
    while start < stop:
        yield start
        start += 1


kept = [None] * {n}
for i in range({n}):
    kept[i] = count(1, 3)
    next(kept[i])
resident()
"""
RESIDENT = """def resident():
    with open("/proc/self/status") as f:
        for line in f:
            if line.startswith("VmRSS:"):
                print(line.split()[1])


"""
# name, program, the two numbers of objects, bytes of the list's slot that are not the object's
KINDS = [
    ("task asleep", TASKS, 20_000, 100_000, 8),
    ("instance with 3 attributes", INSTANCES, 100_000, 600_000, 8),
    ("element of a list", ELEMENTS, 1_000_000, 9_000_000, 0),
    ("dict of 5 keys", DICTS, 50_000, 350_000, 8),
    ("suspended generator", GENERATORS, 50_000, 350_000, 8),
]


def median(values):
    return sorted(values)[len(values) // 2]


def long_program():
    chapter = CHAPTER.count("\n") - 1
    return "".join(CHAPTER.format(i=i) for i in range(LINES // chapter + 1))


def seconds(path, script):
    start = time.perf_counter()
    done = subprocess.run([path, script], stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    return wall if done.returncode == 0 else None


def start_times(peers, runs):
    """Rows of (what, {peer: milliseconds}): the whole process, the interpreters taking turns."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        programs = [("an empty script", ""), ("asyncio.run of a coroutine that sleeps once", HELLO),
                    (f"a script of {LINES:,} lines", long_program())]
        for i, (what, text) in enumerate(programs):
            script = os.path.join(folder, f"start{i}.py")
            with open(script, "w") as f:
                f.write(text)
            times = {peer: [] for peer in peers}
            for _ in range(runs):
                for peer, path in peers.items():
                    times[peer].append(seconds(path, script))
            rows.append((what, {peer: 1000 * median(t) for peer, t in times.items() if None not in t}))
    return rows


def bytes_per_object(peers, runs):
    """Rows of (what, {peer: bytes}): resident memory with many objects less that with few, divided by how many more."""
    rows = []
    if not os.path.exists("/proc/self/status"):
        return rows
    with tempfile.TemporaryDirectory() as folder:
        for what, text, few, many, slot in KINDS:
            row = {}
            for peer, path in peers.items():
                grown = []
                for _ in range(runs):
                    kib = []
                    for n in (few, many):
                        script = os.path.join(folder, "memory.py")
                        with open(script, "w") as f:
                            f.write(RESIDENT + text.format(n=n))
                        out = subprocess.run([path, script], capture_output=True, text=True).stdout
                        kib.append(int(out) if out.strip().isdigit() else None)
                    if None not in kib:
                        grown.append((kib[1] - kib[0]) * 1024 / (many - few) - slot)
                if grown:
                    row[peer] = median(grown)
            rows.append((what, row))
    return rows


def longest_pause(quaver):
    """The collector's longest stop in milliseconds with a million tasks asleep, and how often it ran."""
    done = subprocess.run([quaver, os.path.join(PROGRAMS, "sleepers_million.py")], capture_output=True, text=True,
                          env={**os.environ, "QUAVER_GC_LOG": "1"})
    stops = re.findall(r"longest ([0-9.]+) ms", done.stderr)
    return (float(stops[-1]), len(stops)) if done.returncode == 0 and stops else None


def uvloop_python(cpython, folder):
    """A Python with uvloop in a virtual environment of its own; none if it cannot be had."""
    venv = os.path.join(folder, "venv")
    python = os.path.join(venv, "bin", "python")
    for command in ([cpython, "-m", "venv", venv], [python, "-m", "pip", "install", "--quiet", "uvloop"]):
        try:
            done = subprocess.run(command, capture_output=True, timeout=300)
        except (OSError, subprocess.TimeoutExpired):
            return None
        if done.returncode != 0:
            return None
    return python


def echo_with_uvloop(cpython, quaver, runs):
    """Median seconds of echo under Quaver and under CPython with uvloop; none if that cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        python = uvloop_python(cpython, folder)
        if python is None:
            return None
        echo = os.path.join(PROGRAMS, "echo.py")
        script = os.path.join(folder, "echo_uvloop.py")
        with open(script, "w") as f:
            f.write("import runpy, warnings\nwarnings.simplefilter('ignore')\nimport uvloop\nuvloop.install()\n"
                    f"runpy.run_path({echo!r}, run_name='__main__')\n")
        ours, theirs = [], []
        for _ in range(runs):
            ours.append(seconds(quaver, echo))
            theirs.append(seconds(python, script))
        return None if None in ours + theirs else (median(ours), median(theirs))


def print_rows(title, rows, unit, digits, markdown):
    """A table of Quaver beside CPython."""
    head = [title, f"Quaver {unit}", f"CPython {unit}", "CPython/Quaver"]
    lines = [head]
    for what, row in rows:
        ours, theirs = row.get("quaver"), row.get("cpython")
        show = lambda x: "-" if x is None else f"{x:,.{digits}f}"
        ratio = f"{theirs / ours:.2f}" if ours and theirs else "-"
        lines.append([what, show(ours), show(theirs), ratio])
    widths = [max(len(line[i]) for line in lines) for i in range(4)]
    for at, line in enumerate(lines):
        cells = [line[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(line[1:], widths[1:])]
        print("| " + " | ".join(cells) + " |" if markdown else "  ".join(cells))
        if at == 0:
            print("|" + "|".join("-" * (w + 1) + (":" if i else "-") for i, w in enumerate(widths)) + "|" if markdown
                  else "-" * (sum(widths) + 6))
    print()


def print_all(peers, runs, markdown, with_uvloop):
    """All of the tables that need no program of their own."""
    both = {name: path for name, path in peers.items() if name in ("quaver", "cpython")}
    print()
    print_rows("start", start_times(both, max(3 * runs, 3)), "ms", 1, markdown)
    print_rows("memory of one", bytes_per_object(both, max(1, runs // 2)), "bytes", 0, markdown)
    pause = longest_pause(both["quaver"])
    if pause is None:
        print("The collector's pauses could not be read.")
    else:
        print(f"Longest pause of the collector with a million tasks asleep: {pause[0]:.1f} ms ({pause[1]} collections).")
    if with_uvloop and "cpython" in both:
        found = echo_with_uvloop(both["cpython"], both["quaver"], runs)
        if found is None:
            print("uvloop could not be installed; echo was not run with it.")
        else:
            ours, theirs = found
            print(f"echo: {ours:.3f} s, CPython with uvloop {theirs:.3f} s: {theirs / ours:.2f} times as fast.")
    sys.stdout.flush()
