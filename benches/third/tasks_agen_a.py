"""Async generators chained into streams, consumed by async for and async
comprehensions."""
import asyncio


async def numbers(n, every):
    for i in range(n):
        if i % every == 0:
            await asyncio.sleep(0)
        yield i


async def amap(fn, source):
    async for x in source:
        yield fn(x)


async def afilter(pred, source):
    async for x in source:
        if pred(x):
            yield x


async def window(source, size):
    buf = []
    async for x in source:
        buf.append(x)
        if len(buf) == size:
            yield tuple(buf)
            buf = []
    if buf:
        yield tuple(buf)


async def azip(a, b):
    try:
        while True:
            x = await anext(a)
            y = await anext(b)
            yield x, y
    except StopAsyncIteration:
        return


async def running_mean():
    total = count = 0
    value = yield 0
    while value is not None:
        total += value
        count += 1
        value = yield total // count


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async def stream(seed):
    src = afilter(lambda v: v % 3 != 0, amap(lambda v: v * 7 + seed, numbers(6000, 5)))
    total = 0
    async for chunk in window(src, 8):
        total += chunk[0] * len(chunk) - chunk[-1]
    return total


async def comprehensions(seed):
    squares = [x * x async for x in numbers(3000, 4) if x % 2]
    index = {x % 50: x async for x in Countdown(3000)}
    kinds = {(x + seed) % 17 async for x in numbers(3000, 50)}
    nested = sum([a * b async for a, b in azip(numbers(2000, 9), Countdown(2000))])
    return sum(squares) % 10007 + sum(index.values()) + len(kinds) + nested


async def main():
    print("stream", sum(await asyncio.gather(*(stream(s) for s in range(45)))))
    print("compr", sum(await asyncio.gather(*(comprehensions(s) for s in range(32)))))
    mean = running_mean()
    await mean.asend(None)
    check = 0
    for i in range(90000):
        check = (check + await mean.asend(i * i % 1000)) % 1_000_003
    await mean.aclose()
    print("mean", check)


asyncio.run(main())
