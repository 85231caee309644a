#!/usr/bin/env python3
"""Runs the programs of benches/programs under Quaver and its peers and prints one table, then what starting, objects
in memory and collecting garbage cost.

    python3 benches/run.py [--runs N] [--only NAME[,NAME…]] [--first-floor] [--footprint] [--uvloop] [--markdown]
                           [--no-peers]

Each program is run N times (default 5), the interpreters taking turns, so that a slow moment of the machine hits
all of them. The table gives medians of wall time, the ratio of each peer's time to Quaver's (above 1: Quaver is
faster), peak resident memory, and the geometric mean per group. The tables of footprint.py follow, unless programs
were chosen; --footprint prints these alone. --uvloop runs echo with uvloop too, installed for the purpose in a virtual
environment that is thrown away.

Quaver is target/release/quaver (or $QUAVER); CPython is $QUAVER_ORACLE, python3.13 on the PATH or pyenv's; lua5.4
(or $LUA) and node (or $NODE) are used where they are installed and the program has a twin (.lua, .js).
"""
import argparse
import glob
import math
import os
import platform
import shutil
import subprocess
import sys
import threading
import time

import footprint

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")

GROUPS = {
    "tasks": ["task_spawn", "task_switch", "gather_tree", "queue", "lock", "timeouts", "await_chain", "async_generators",
              "taskgroup", "echo"],
    "large messages": ["bulk"],
    "sleepers": ["sleepers"],
    "plain code": ["fib", "int_loop", "float_loop", "attributes", "method_calls", "nbody", "sieve", "slices", "word_count", "strings", "sorting",
                   "comprehensions", "generators", "exceptions", "closures", "richards", "deltablue", "spectral_norm",
                   "json_parser", "bigints"],
}
# other programs of the same kinds: whether the figures hold for them too. The later ones were written by people who knew
# the kinds only, and nothing of what is fast here
OTHERS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
FIRST = ["fib", "int_loop", "attributes", "generators", "exceptions", "task_spawn", "task_switch", "sleepers"]
ENDINGS = {"quaver": ".py", "cpython": ".py", "lua": ".lua", "node": ".js"}


def is_313(path):
    try:
        out = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20).stdout
    except OSError:
        return False
    return out.startswith("Python 3.13")


def find_cpython():
    named = os.environ.get("QUAVER_ORACLE")
    if named == "none":
        return None
    pyenv = sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.13*/bin/python3")))
    for path in [named, *pyenv, shutil.which("python3.13"), shutil.which("python3")]:
        if path and is_313(path):
            return path
    return None


def find_peers(with_peers):
    quaver = os.environ.get("QUAVER") or os.path.join(HERE, "..", "target", "release", "quaver")
    if not os.path.exists(quaver):
        sys.exit(f"{os.path.normpath(quaver)} is not there: build it with `cargo build --release`")
    peers = {"quaver": os.path.normpath(quaver)}
    if with_peers:
        found = {"cpython": find_cpython(), "lua": os.environ.get("LUA") or shutil.which("lua5.4"),
                 "node": os.environ.get("NODE") or shutil.which("node")}
        peers.update({name: path for name, path in found.items() if path})
    return peers


def measure(path, program):
    """Wall seconds, processor seconds, peak memory in MiB, and the output of one run."""
    read_end, write_end = os.pipe()
    start = time.perf_counter()
    child = os.posix_spawn(path, [path, program], os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, write_end, 1), (os.POSIX_SPAWN_CLOSE, read_end), (os.POSIX_SPAWN_CLOSE, write_end)])
    os.close(write_end)
    peak = Peak(child)
    with os.fdopen(read_end, "rb") as pipe:
        output = pipe.read()
    peak.stop()
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    memory = peak.mib or usage.ru_maxrss / scale
    return wall, usage.ru_utime + usage.ru_stime, memory, output, os.waitstatus_to_exitcode(status)


class Peak:
    """Reads a process's high-water mark while it runs. (Linux counts what the parent held at the time of exec into
    ru_maxrss, so that no small program could be seen below this script's own size.)"""

    def __init__(self, pid):
        self.mib = 0.0
        self.file = f"/proc/{pid}/status"
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while True:
            try:
                with open(self.file) as f:
                    for line in f:
                        if line.startswith("VmHWM:"):
                            self.mib = int(line.split()[1]) / 1024
            except OSError:
                return
            if self.ended.wait(0.005):
                return

    def stop(self):
        self.ended.set()
        self.thread.join()


def median(values):
    values = sorted(values)
    n = len(values)
    return values[n // 2] if n % 2 else (values[n // 2 - 1] + values[n // 2]) / 2


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def groups_of(folder):
    names = sorted(os.path.basename(f)[:-3] for f in glob.glob(os.path.join(folder, "*.py")))
    return {group: [n for n in names if n.startswith(start)] for group, start in (("tasks", "tasks_"), ("plain code", "plain_"))}


def run_program(folder, name, peers, runs, problems):
    results = {}
    outputs = {}
    for turn in range(runs):
        for peer, path in peers.items():
            program = os.path.join(folder, name + ENDINGS[peer])
            if not os.path.exists(program) or results.get(peer) == "failed":
                continue
            wall, cpu, memory, output, code = measure(path, program)
            if code != 0:
                problems.append(f"{name}: {peer} ended with {code}")
                results[peer] = "failed"
                continue
            results.setdefault(peer, []).append((wall, cpu, memory))
            outputs[peer] = output
    if "cpython" in outputs and "quaver" in outputs and outputs["cpython"] != outputs["quaver"]:
        problems.append(f"{name}: Quaver and CPython print different things")
    return {peer: [median(column) for column in zip(*r)] for peer, r in results.items() if r != "failed"}


def table(rows, peers, markdown):
    others = [p for p in peers if p != "quaver"]
    head = ["program"] + [f"{p} s" for p in peers] + [f"{p}/quaver" for p in others] + [f"{p} MiB" for p in peers]
    lines = [head]
    for group, names in rows:
        means = {p: [] for p in others}
        for name, r in names:
            def cell(peer, column, digits):
                return f"{r[peer][column]:.{digits}f}" if peer in r else "-"
            line = [name] + [cell(p, 0, 3) for p in peers]
            for p in others:
                if p in r and "quaver" in r:
                    ratio = r[p][0] / r["quaver"][0]
                    means[p].append(ratio)
                    line.append(f"{ratio:.2f}")
                else:
                    line.append("-")
            lines.append(line + [cell(p, 2, 1) for p in peers])
        mean = [f"{geometric_mean(means[p]):.2f}" if means[p] else "-" for p in others]
        lines.append([f"{group}: geometric mean"] + [""] * len(peers) + mean + [""] * len(peers))
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]

    def show(line):
        cells = [line[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(line[1:], widths[1:])]
        return "| " + " | ".join(cells) + " |" if markdown else "  ".join(cells)

    print(show(head))
    print("|" + "|".join("-" * (w + 1) + (":" if i else "-") for i, w in enumerate(widths)) + "|" if markdown
          else "-" * (sum(widths) + 2 * len(widths)))
    for line in lines[1:]:
        print(show(line))


def version(path):
    for flag in ("--version", "-v"):
        done = subprocess.run([path, flag], capture_output=True, text=True)
        text = (done.stdout or done.stderr).strip()
        if done.returncode == 0 and text:
            return text.splitlines()[0]
    return "?"


def machine():
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as f:
            name = next(l.split(":", 1)[1].strip() for l in f if l.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} processors, {platform.system()} {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", help="names of programs, separated by commas")
    parser.add_argument("--first-floor", action="store_true", help="the eight programs of the first floors")
    for other in OTHERS:
        parser.add_argument(f"--{other}", action="store_true", help="other programs of the same kinds, beside CPython")
    parser.add_argument("--footprint", action="store_true", help="only start, memory and pauses")
    parser.add_argument("--uvloop", action="store_true", help="run echo with uvloop beside")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    args = parser.parse_args()
    other = next((other for other in OTHERS if getattr(args, other)), None)
    folder = os.path.join(HERE, other) if other else PROGRAMS
    groups = groups_of(folder) if other else GROUPS
    chosen = set(args.only.split(",")) if args.only else set(FIRST) if args.first_floor else None
    if chosen:
        known = {n for names in groups.values() for n in names}
        extra = [n for n in sorted(chosen - known) if os.path.exists(os.path.join(folder, n + ".py"))]
        unknown = chosen - known - set(extra)
        if unknown:
            parser.error(f"no program {', '.join(sorted(unknown))}")
        if extra:
            groups["others"] = extra
    peers = find_peers(not args.no_peers)
    print(machine())
    for peer, path in peers.items():
        print(f"  {peer}: {version(path)}")
    if "cpython" in peers:
        flags = subprocess.run([peers["cpython"], "-c", "import sysconfig; print(sysconfig.get_config_var('CONFIG_ARGS'))"],
                               capture_output=True, text=True).stdout
        print("  cpython was built", "with" if "--enable-optimizations" in flags else "without", "profile-guided optimisation")
    print(f"  medians of {args.runs} runs, interleaved\n")
    if args.footprint:
        footprint.print_all(peers, args.runs, args.markdown, args.uvloop)
        return 0
    rows, problems = [], []
    for group, names in groups.items():
        done = []
        for name in names:
            if chosen and name not in chosen:
                continue
            print(f"\r{name:<30}", end="", file=sys.stderr, flush=True)
            done.append((name, run_program(folder, name, peers, args.runs, problems)))
        if done:
            rows.append((group, done))
    print("\r" + " " * 30 + "\r", end="", file=sys.stderr, flush=True)
    table(rows, list(peers), args.markdown)
    if not chosen and not other:
        footprint.print_all(peers, args.runs, args.markdown, args.uvloop)
    for p in dict.fromkeys(problems):
        print("!", p)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
