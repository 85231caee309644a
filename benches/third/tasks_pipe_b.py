"""Streaming job pipeline with many restarts: producers are cancelled midway,
stages drain what is left, aggregators report."""
import asyncio
import math


class Channel:
    """Closable single-consumer channel built on a plain list and futures."""

    def __init__(self, cap):
        self.items = []
        self.cap = cap
        self.closed = False
        self.getter = None
        self.putters = []

    async def send(self, x):
        while len(self.items) >= self.cap:
            fut = asyncio.get_running_loop().create_future()
            self.putters.append(fut)
            await fut
        self.items.append(x)
        self._wake_getter()

    def close(self):
        self.closed = True
        self._wake_getter()

    def _wake_getter(self):
        if self.getter is not None and not self.getter.done():
            self.getter.set_result(None)

    def __aiter__(self):
        return self

    async def __anext__(self):
        while not self.items:
            if self.closed:
                raise StopAsyncIteration
            self.getter = asyncio.get_running_loop().create_future()
            await self.getter
            self.getter = None
        x = self.items.pop(0)
        while self.putters:
            fut = self.putters.pop(0)
            if not fut.done():
                fut.set_result(None)
                break
        return x


async def sensor(out, ident, stats):
    i = 0
    try:
        while True:
            await out.send((ident, i, (ident * 17 + i * i) % 1000))
            i += 1
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        stats["stopped"] += 1
        stats["produced"] += i
        raise


async def smooth(inp, out):
    last = {}
    async for ident, i, value in inp:
        prev = last.get(ident, value)
        last[ident] = value
        await out.send((ident, (prev + value) // 2))
    out.close()


async def transform(inp, out):
    async for ident, value in inp:
        if value % 5:
            await out.send((ident, math.isqrt(value * 100)))
    out.close()


async def collect(inp, budget, enough):
    sums = {}
    n = 0
    async for ident, value in inp:
        sums[ident] = sums.get(ident, 0) + value
        n += 1
        if n == budget:
            enough.set()
    return n, sum(k * v for k, v in sums.items())


async def session(seed, stats):
    raw, mid, final = Channel(4), Channel(2), Channel(8)
    enough = asyncio.Event()
    sensors = [asyncio.create_task(sensor(raw, seed + k, stats)) for k in range(6)]
    async with asyncio.TaskGroup() as tg:
        tg.create_task(smooth(raw, mid))
        tg.create_task(transform(mid, final))
        result = tg.create_task(collect(final, 1800, enough))
        await enough.wait()
        for s in sensors:
            s.cancel()
        await asyncio.gather(*sensors, return_exceptions=True)
        raw.close()
    return result.result()


async def main():
    stats = {"stopped": 0, "produced": 0}
    count = check = 0
    for batch in range(8):
        for n, c in await asyncio.gather(*(session(batch * 5 + k, stats) for k in range(5))):
            count += n
            check = (check * 7 + c) % 1_000_000_007
    print("count", count, "check", check)
    print("stopped", stats["stopped"], "produced", stats["produced"])


asyncio.run(main())
