"""Async generators, async iterators, async comprehensions and context managers."""
import asyncio


async def ticker(n, every=1):
    for i in range(n):
        if i % every == 0:
            await asyncio.sleep(0)
        yield i


async def amap(fn, src):
    async for x in src:
        yield fn(x)


async def afilter(pred, src):
    async for x in src:
        if pred(x):
            yield x


async def atake(n, src):
    async for x in src:
        if n <= 0:
            break
        n -= 1
        yield x


async def batched(src, size):
    batch = []
    async for x in src:
        batch.append(x)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        if self.n % 4 == 0:
            await asyncio.sleep(0)
        return self.n


class Session:
    opened = closed = failed = 0

    async def __aenter__(self):
        Session.opened += 1
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, exc, tb):
        Session.closed += 1
        if kind is ValueError:
            Session.failed += 1
            return True

    async def rows(self, n):
        try:
            async for i in ticker(n, every=5):
                yield (i, i * i)
        finally:
            await asyncio.sleep(0)


async def running_mean():
    total = count = 0
    value = yield 0.0
    while True:
        total += value
        count += 1
        value = yield total / count


async def main():
    src = afilter(lambda x: x % 3, amap(lambda x: x * 7 % 1000, ticker(110000, every=4)))
    print(sum([x async for x in src]))
    print(len([b async for b in batched(ticker(90000, every=10), 8)]))
    print({x % 5: x async for x in Countdown(90000)})
    total = 0
    for k in range(5000):
        async with Session() as s:
            async for i, sq in s.rows(10):
                if sq > 70 and k % 3 == 0:
                    raise ValueError(k)
                total += sq
    print(total, Session.opened, Session.closed, Session.failed)
    g = running_mean()
    await g.asend(None)
    for v in range(90000):
        m = await g.asend(v % 11)
    await g.aclose()
    print(f"{m:.4f}")
    taken = [[x async for x in atake(5, ticker(100))] for _ in range(3000)]
    print(sum(map(sum, taken)))
    print(await asyncio.gather(*(anext(Countdown(n)) for n in range(1, 6))))


asyncio.run(main())
