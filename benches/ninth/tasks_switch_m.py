"""Cellular automaton in which each cell is a task; sleep(0) is the clock tick."""
import asyncio


class Ring:
    def __init__(self, size, rule):
        self.size = size
        self.rule = [(rule >> bit) & 1 for bit in range(8)]
        self.now = [0] * size
        self.next = [0] * size
        self.now[size // 2] = 1
        self.population = []

    def neighbourhood(self, i):
        cells = self.now
        return cells[i - 1] << 2 | cells[i] << 1 | cells[(i + 1) % self.size]

    def flip(self):
        self.now, self.next = self.next, self.now
        self.population.append(sum(self.now))


async def cell(ring, index, generations):
    flips = 0
    for _ in range(generations):
        before = ring.now[index]
        after = ring.rule[ring.neighbourhood(index)]
        ring.next[index] = after
        flips += before != after
        await asyncio.sleep(0)
    return flips


async def clock(ring, generations):
    for _ in range(generations):
        ring.flip()
        await asyncio.sleep(0)


async def evolve(rule, size, generations):
    ring = Ring(size, rule)
    cells = [asyncio.create_task(cell(ring, i, generations)) for i in range(size)]
    ticker = asyncio.create_task(clock(ring, generations))
    flips = [await task for task in cells]
    await ticker
    checksum = 0
    for bit in ring.now:
        checksum = (checksum * 2 + bit) % 1_000_003
    return {
        "rule": rule,
        "flips": sum(flips),
        "busiest": max(flips),
        "peak": max(ring.population),
        "checksum": checksum,
    }


async def main():
    for rule in (30, 90, 110, 184):
        stats = await evolve(rule, size=121, generations=200)
        print(", ".join(f"{key}={value}" for key, value in stats.items()))


asyncio.run(main())
