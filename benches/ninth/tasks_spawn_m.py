"""Word-count style map/reduce: every shard of a synthetic log is handled by its own task."""
import asyncio

LEVELS = ("debug", "info", "warning", "error")


class Lcg:
    def __init__(self, seed):
        self.state = seed & 0xFFFFFFFF

    def next(self, bound):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (self.state >> 8) % bound


class Report:
    __slots__ = ("shards", "counts", "slowest")

    def __init__(self):
        self.shards = 0
        self.counts = {level: 0 for level in LEVELS}
        self.slowest = (0, "")

    def merge(self, counts, slowest):
        self.shards += 1
        for level, n in counts.items():
            self.counts[level] += n
        if slowest > self.slowest:
            self.slowest = slowest


async def handle(shard, *, lines):
    rng = Lcg(shard * 7919 + 13)
    counts = {}
    slowest = (0, "")
    for i in range(lines):
        level = LEVELS[rng.next(4)]
        counts[level] = counts.get(level, 0) + 1
        took = rng.next(10_000)
        if took > slowest[0]:
            slowest = (took, f"shard-{shard}/line-{i}")
    return counts, slowest


async def run_batch(report, first, size):
    tasks = [asyncio.create_task(handle(n, lines=n % 5 + 1), name=f"shard-{n}")
             for n in range(first, first + size)]
    names = 0
    for task in tasks:
        counts, slowest = await task
        report.merge(counts, slowest)
        names += len(task.get_name())
    return names


async def main():
    report = Report()
    names = 0
    for batch in range(110):
        names += await run_batch(report, batch * 200, 200)
    print(f"shards={report.shards} name_chars={names}")
    for level in LEVELS:
        print(f"{level:>8}: {report.counts[level]:6d}")
    print("slowest:", *report.slowest)


if __name__ == "__main__":
    asyncio.run(main())
