"""Condition, Event and Barrier: bounded buffer, phased simulation and relay."""
import asyncio


class Buffer:
    def __init__(self, cap):
        self.items = []
        self.cap = cap
        self.cond = asyncio.Condition()

    async def put(self, x):
        async with self.cond:
            await self.cond.wait_for(lambda: len(self.items) < self.cap)
            self.items.append(x)
            self.cond.notify()

    async def get(self):
        async with self.cond:
            while not self.items:
                await self.cond.wait()
            x = self.items.pop(0)
            self.cond.notify_all()
            return x


async def buffer_demo():
    buf = Buffer(3)

    async def feed(k):
        for i in range(2700):
            await buf.put(k * 1000 + i)

    async def drain(n):
        s = 0
        for _ in range(n):
            s += await buf.get()
        return s

    out = await asyncio.gather(feed(1), feed(2), feed(3), drain(2700), drain(2700), drain(2700))
    return sum(x for x in out if x is not None)


async def barrier_demo(parties, phases):
    barrier = asyncio.Barrier(parties)
    cells = list(range(parties))
    leaders = 0

    async def cell(i):
        nonlocal leaders
        for _ in range(phases):
            left, right = cells[i - 1], cells[(i + 1) % parties]
            mine = cells[i]
            await barrier.wait()
            cells[i] = (left * 3 + mine + right * 5) % 10007
            async with barrier as position:
                if position == 0:
                    leaders += 1

    await asyncio.gather(*(cell(i) for i in range(parties)))
    return sum(cells), leaders


async def relay(runners, laps):
    events = [asyncio.Event() for _ in range(runners)]
    log = 0

    async def runner(i):
        nonlocal log
        for lap in range(laps):
            await events[i].wait()
            events[i].clear()
            log = (log * 37 + i + lap) % 999_983
            events[(i + 1) % runners].set()

    tasks = [asyncio.create_task(runner(i)) for i in range(runners)]
    events[0].set()
    await asyncio.gather(*tasks)
    return log


async def main():
    print("buffer", await buffer_demo())
    print("barrier", *await barrier_demo(24, 550))
    print("relay", await relay(40, 1800))


asyncio.run(main())
